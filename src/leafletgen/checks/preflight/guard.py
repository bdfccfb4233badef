"""The guard of preflight: what goes wrong with a file, or takes too much work, becomes one FileFault.

In: a part of the file that is being read, and counts of the work done. Out: nothing, or FileFault.
Why: PDF files come from anywhere. A damaged one must not look like a fault of this program, and one of a few hundred
bytes can ask for hours of work. The limits are far above what a leaflet needs; the examiner limits time and memory.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import settings

from leafletgen.checks.faults import Finding

PAGES = 2_000
PARENTS = 100
"""Levels of a page tree above a page."""

PIXELS = 50_000_000
"""Of a rendered page: a sheet of A2 at 300 dpi has 35 million."""

UNPACKED = 200_000_000
"""Bytes of a stream without its compression: a picture on A3 at 400 dpi in CMYK has 124 million."""

CONTENT = 8_000_000
"""Bytes of the instructions of a page or form."""

XMP = 4_000_000
FORMS = 20_000
"""Forms and patterns drawn on a page, those within others included."""

NESTED = 30
"""Forms within forms: PDF viewers draw about as many."""

PAINTED = 100_000
CODES = 65_536
"""Codes of a font with a width: codes have at most two bytes."""

FUNCTIONS = 10_000
"""Parts of the functions of the shadings on a page."""

_NAME_IN_MEMORY = re.compile(r"^(WARNING: )?(stream )?<_io\.BytesIO object at 0x[0-9a-f]+>[:,]? ?")
"""What pikepdf calls a file that it was given as bytes."""


_MARKS = (b"%PDF-", b"endobj", b"startxref")
"""What a PDF has in it, even one of which a part is missing."""

_KINDS = {
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"II*\0": "a picture (TIFF)",
    b"MM\0*": "a picture (TIFF)",
    b"PK\x03\x04": "a ZIP archive, as the files of Word, Excel and LibreOffice are",
    b"\xd0\xcf\x11\xe0": "a file of an old Word or Excel",
    b"%!PS": "PostScript",
    b"<": "a web page or a drawing (HTML, XML, SVG)",
}
"""How other files that are taken for a PDF begin."""


class FileFault(Exception):
    """The file, or a part of it, cannot be examined; `code` is the code of the fault, `page` its page (0 if none)."""

    def __init__(self, code: str, message: str, page: int = 0) -> None:
        super().__init__(message)
        self.finding = Finding(code, message, page)

    def on(self, page: int) -> FileFault:
        """The same fault on a page."""
        return FileFault(self.finding.code, self.finding.message, page)


def too_big(what: str) -> FileFault:
    """The fault of a file that would take too much work."""
    return FileFault("too-big-to-examine", f"too big to examine: {what}")


def opened(data: bytes) -> pikepdf.Pdf:
    """A file whose streams can be unpacked up to a limit. Raises FileFault if it is damaged or needs a password."""
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)  # What it would log becomes a FileFault, or does no harm.
    settings.set_qpdf_limits(
        flate_max_memory=UNPACKED,
        run_length_max_memory=UNPACKED,
        png_max_memory=UNPACKED,
        tiff_max_memory=UNPACKED,
        dct_max_memory=UNPACKED,
    )
    with examining("it"):
        try:
            return pikepdf.open(io.BytesIO(data))
        except pikepdf.PdfError:
            if any(mark in data for mark in _MARKS):
                raise
            raise FileFault("pdf-damaged", f"it is not a PDF: it {_kind(data)}") from None


def _kind(data: bytes) -> str:
    """What a file without any mark of a PDF is, as the end of a sentence."""
    if not data:
        return "is empty"
    named = (kind for start, kind in _KINDS.items() if data.startswith(start))
    return f"begins like {next(named, 'a file of another kind')}"


def count_pages(pdf: pikepdf.Pdf) -> int:
    """How many pages a file has. Raises FileFault if it has none, or more than `PAGES`."""
    with examining("its page tree"):
        count = len(pdf.pages)
    if not count:
        raise FileFault("pdf-damaged", "it has no pages")
    if count > PAGES:
        raise too_big(f"it has {count:,} pages, more than {PAGES:,}")
    return count


@contextmanager
def examining(part: str) -> Iterator[None]:
    """Turn every exception into a FileFault that names the part of the file that was being read."""
    try:
        yield
    except FileFault:
        raise
    except Exception as error:  # The libraries raise their own, those of Python, and those of what they use.
        raise fault_of(part, error) from error


def fault_of(part: str, error: Exception) -> FileFault:
    """The fault of a part of the file that raised an exception when it was read."""
    if isinstance(error, FileFault):
        return error
    if isinstance(error, pikepdf.PasswordError):
        return FileFault("encrypted", "it needs a password to be opened")
    if isinstance(error, MemoryError) or out_of_memory(str(error)):
        return too_big(f"{part} takes too much memory")
    if unpacks_too_much(str(error)):
        return too_big(f"{part} has a stream of more than {UNPACKED:,} bytes")
    if isinstance(error, (pikepdf.PdfError, pypdfium2.PdfiumError)):
        return FileFault("pdf-damaged", f"{part} cannot be read: {words(str(error))}")
    reason = _reason(error)
    return FileFault("pdf-damaged", f"{part} cannot be read: {reason}")


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it contains itself, or is nested too deeply"
    if isinstance(error, ArithmeticError):
        return "a number in it is out of range"
    return "it does not have the form that PDF requires"


def words(message: str) -> str:
    """A message of pikepdf in one line, without its name for bytes in memory, which differs each time."""
    return _NAME_IN_MEMORY.sub("", message.partition("\n")[0])


def unpacks_too_much(message: str) -> bool:
    """Whether a message of pikepdf says that a stream is longer than `UNPACKED`."""
    return "memory limit exceeded" in message


def check_length(streams: Iterable[Any]) -> None:
    """Raise FileFault if the streams of a page or form are together longer than `CONTENT`."""
    length = sum(len(stream.read_bytes()) for stream in streams)
    if length > CONTENT:
        raise too_big(f"its content is {length:,} bytes of instructions, more than {CONTENT:,}")


def out_of_memory(message: str) -> bool:
    """Whether a message of pikepdf says that qpdf, which is written in C++, got no more memory."""
    return "bad_alloc" in message


def spelled(instruction: Any) -> str:
    """An instruction of a content stream in one line, cut off after some letters."""
    return " ".join(pikepdf.unparse_content_stream([instruction]).decode("latin-1").split())[:40]


class Work:
    """The work done for one page; more than the limits allow raises FileFault."""

    def __init__(self) -> None:
        self._done: Counter[str] = Counter()

    def count(self, what: str, most: int, steps: int = 1) -> None:
        """Count steps of the kind `what`, of which there may be `most`."""
        self._done[what] += steps
        if self._done[what] > most:
            raise too_big(f"it has more than {most:,} {what}")
