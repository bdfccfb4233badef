"""Build a PDF file page by page, as objects of a ReportLab document.

In: page content as operators, annotations, fonts, bookmarks. Out: the bytes of a PDF file.
Why not ReportLab's canvas: it starts each page with an unembedded Helvetica, encodes streams in ASCII and converts
colours; none of that must be in a leaflet.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict

from leafletgen.content.logo.drawing import Picture
from leafletgen.pdf.assembly import assemble
from leafletgen.pdf.font_objects import EmbeddedFont
from leafletgen.pdf.library import pdfdoc
from leafletgen.pdf.objects import Raw, Stream, packed_stream, register


class PdfFile:
    """A file in `language`, of PDF `version`: pages are closed one by one; `document` has all objects."""

    def __init__(self, language: str, version: tuple[int, int]) -> None:
        self.document = pdfdoc.PDFDocument(invariant=1, pdfVersion=version, lang=language)
        self.version = version
        self.page_numbers: list[int] = []
        self.outline: Raw | None = None
        self._pages = register(self.document, self.document.Pages)
        self._code: list[str] = []
        self._annotations: list[int] = []
        self._named: dict[str, int] = {}
        self._used: defaultdict[str, set[str]] = defaultdict(set)
        self._seen = hashlib.sha256()

    @property
    def identity(self) -> str:
        """A hash of the content of all pages so far."""
        return self._seen.hexdigest()

    def operators(self, *code: str) -> None:
        """Append operators to the page's content."""
        self._code.extend(code)

    def annotate(self, body: Raw) -> int:
        """Add an annotation to the page; returns its object number."""
        self._annotations.append(register(self.document, body))
        return self._annotations[-1]

    def use_colour_space(self, name: str, body: str) -> None:
        """Let the page use the colour space `body` under `name`."""
        if name not in self._named:
            self._named[name] = register(self.document, Raw(body))
        self._used["ColorSpace"].add(name)

    def use_image(self, name: str, picture: Picture) -> None:
        """Let the page draw `picture` under `name` (ISO 32000-1, 8.9.5)."""
        if name not in self._named:
            entries = (
                f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} "
                f"/ColorSpace /{'DeviceGray' if picture.grey else 'DeviceRGB'} /BitsPerComponent 8"
            )
            self._named[name] = register(self.document, Stream(packed_stream(picture.dots, entries, level=9)))
        self._used["XObject"].add(name)

    def use_drawing(self, name: str, code: str, width: float, height: float) -> None:
        """Let the page draw these operators under `name`, in a box of this size (ISO 32000-1, 8.10)."""
        if name not in self._named:
            entries = f"/Type /XObject /Subtype /Form /BBox [0 0 {width:.2f} {height:.2f}] /Resources <<>>"
            self._named[name] = register(self.document, Stream(packed_stream(code.encode("latin-1"), entries)))
        self._used["XObject"].add(name)

    def embed(self, font: EmbeddedFont) -> None:
        """Write `font` into the file when it is finished."""
        self.document.delayedFonts.append(font)

    def close_page(self, entries: str) -> None:
        """End the page; `entries` are added to its dictionary (ISO 32000-1, 7.7.3.3)."""
        content = "\n".join(self._code).encode("latin-1")
        self._seen.update(content)
        stream = register(self.document, Stream(packed_stream(content)))
        parts = [f"/Type /Page /Parent {self._pages} 0 R {entries} /Contents {stream} 0 R {self._resources()}"]
        if self._annotations:
            parts.append(f"/Annots [{' '.join(f'{number} 0 R' for number in self._annotations)}]")
        page = Raw(f"<<{' '.join(parts)}>>")
        self.page_numbers.append(register(self.document, page))
        self.document.Pages.addPage(page)
        for gathered in (self._code, self._annotations, self._used):
            gathered.clear()

    def _resources(self) -> str:
        """The resource dictionary: the fonts of the file, and the page's own images and colour spaces."""
        fonts = pdfdoc.PDFObjectReference(pdfdoc.BasicFonts).format(self.document)
        entries = [f"/Font {fonts.decode()}"]
        for kind, names in sorted(self._used.items()):
            listed = " ".join(f"/{name} {self._named[name]} 0 R" for name in sorted(names))
            entries.append(f"/{kind} <<{listed}>>")
        return f"/Resources <<{' '.join(entries)}>>"

    def finish(self, *, packed: bool) -> bytes:
        """Close the file and return its bytes; `packed` puts its objects into an object stream."""
        document = self.document
        for font in document.delayedFonts:
            font.addObjects(document)
        document.Catalog.Outlines = self.outline
        return assemble(document, self.version, packed=packed)
