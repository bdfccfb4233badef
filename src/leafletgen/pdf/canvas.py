"""ReportLab's canvas, made to write just what it is told.

In: page content as operators. Out: bytes of a PDF file.
Why: left alone, ReportLab opens each page with an unembedded Helvetica, dates the file by its own clock, adds a comment and
encodes streams in ASCII; none of that may be in a leaflet.
"""

from __future__ import annotations

import datetime
import hashlib
import io

from reportlab import rl_config
from reportlab.lib.utils import TimeStamp
from reportlab.pdfgen import canvas

from leafletgen.pdf.fonts import EmbeddedFont

rl_config.useA85 = 0
rl_config.toColorCanUse = None

PDF_VERSION = (1, 7)


class LeafletCanvas(canvas.Canvas):  # type: ignore[misc]
    """A canvas for one leaflet, whose dates are `moment` (UTC)."""

    def __init__(self, moment: datetime.datetime, language: str) -> None:
        self.buffer = io.BytesIO()
        super().__init__(self.buffer, invariant=1, pageCompression=1, pdfVersion=PDF_VERSION, lang=language)
        self._doc._timeStamp = _moment(moment)
        self._doc.info._dateFormatter = lambda *when: f"D:{moment:%Y%m%d%H%M%S}Z"

    def _make_preamble(self) -> None:
        self._preamble = ""

    def operators(self, *code: str) -> None:
        """Append operators to the page's content."""
        self._code.extend(code)

    def embed(self, font: EmbeddedFont) -> None:
        """Have `font` written with the document."""
        self._doc.delayedFonts.append(font)

    def identify(self, seed: bytes) -> None:
        """Set the file identifier (ISO 32000-1, 14.4) from what the document says, and so the same on every run."""
        name = hashlib.sha256(seed).hexdigest()[:32].encode()
        self._doc._ID = b"[<" + name + b"><" + name + b">]\n"

    def finish(self) -> bytes:
        """Close the document and return it."""
        self.save()
        return self.buffer.getvalue()


def _moment(moment: datetime.datetime) -> TimeStamp:
    """ReportLab's own time record, set to `moment` whatever the environment says."""
    stamp = TimeStamp(invariant=1)
    stamp.t = int(moment.timestamp())
    stamp.lt = moment.timetuple()
    stamp.YMDhms = tuple(stamp.lt)[:6]
    return stamp

