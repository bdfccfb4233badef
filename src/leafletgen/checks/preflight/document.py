"""A PDF as the rules see it: its pages with boxes, content and picture, its metadata, and the standards it claims.

In: the bytes of a file. Out: a Document; or FileFault if it cannot be read as a PDF.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import pikepdf
import pypdfium2

from leafletgen import print_limits
from leafletgen.checks.preflight.content import read_page
from leafletgen.checks.preflight.painted import Content
from leafletgen.checks.preflight.picture import Picture, SeenQrCode
from leafletgen.formats import A4_LANDSCAPE
from leafletgen.units import Rect

ProfileName = Literal["office", "booklet", "press"]

_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
_PDFX = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_UA = "{http://www.aiim.org/pdfua/ns/id/}part"
_NO_PDF = (pypdfium2.PdfiumError, pikepdf.PdfError)
_NOT_AS_EXPECTED = (ArithmeticError, AttributeError, LookupError, NotImplementedError, TypeError, ValueError)
"""What reading a PDF can raise if its objects do not have the types that the standard requires."""


class FileFault(Exception):
    """The file cannot be checked; `code` is the code of the fault."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page: its number from 1, its object, its boxes by name, its painted objects, and what its rendering shows."""

    number: int
    obj: Any
    boxes: dict[str, Rect]
    rotation: int
    content: Content
    blank: bool
    bare_sides: tuple[str, ...]
    qr_codes: tuple[SeenQrCode, ...]

    @property
    def media(self) -> Rect:
        """The MediaBox."""
        return self.boxes["/MediaBox"]

    @property
    def trim(self) -> Rect:
        """The edge of the trimmed paper: the TrimBox, else the CropBox, else the MediaBox."""
        return self.boxes.get("/TrimBox", self.boxes.get("/CropBox", self.media))

    @property
    def bleed(self) -> Rect:
        """The BleedBox, or else the MediaBox."""
        return self.boxes.get("/BleedBox", self.media)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the trimmed page as a reader sees it (after rotation), in points."""
        left, bottom, right, top = self.trim
        size = (right - left, top - bottom)
        return size if self.rotation % 180 == 0 else size[::-1]

    @property
    def is_sheet(self) -> bool:
        """Whether the page is A4 on its long side, the paper of a booklet."""
        sides = zip(self.size, A4_LANDSCAPE, strict=True)
        return all(abs(side - wanted) <= print_limits.SHEET_SLACK for side, wanted in sides)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file. `info` and `xmp` are its metadata as texts by key; `claims` are the standards that it names."""

    pdf: pikepdf.Pdf
    data: bytes
    pages: tuple[PageFacts, ...]
    xmp: dict[str, str]
    info: dict[str, str]
    claims: frozenset[str]
    syntax: tuple[str, ...] = field(default=())

    @property
    def root(self) -> Any:
        """The document catalog."""
        return self.pdf.Root

    @property
    def intents(self) -> list[Any]:
        """The output intents for printing."""
        return [intent for intent in self.root.get("/OutputIntents", []) if intent.get("/S") == "/GTS_PDFX"]

    @property
    def profile(self) -> ProfileName:
        """The profile that the file seems to be for, by what it claims and by its boxes."""
        cut = any("/TrimBox" in page.boxes and page.trim != page.media for page in self.pages)
        if cut or self.intents or any(claim.startswith("PDF/X") for claim in self.claims):
            return "press"
        across = all(page.is_sheet for page in self.pages)
        return "booklet" if across and self.pages else "office"


def read(data: bytes) -> Document:
    """Read a whole file. Raises FileFault if it is damaged or needs a password."""
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)  # The rules report what pikepdf would log.
    try:
        pdf = pikepdf.open(io.BytesIO(data))
        syntax = (*pdf.get_warnings(), *_syntax(pdf))
        pages = tuple(_pages(pdf, data))
    except pikepdf.PasswordError:
        raise FileFault("encrypted", "it needs a password to be opened") from None
    except _NO_PDF as error:
        reason = str(error).splitlines()[0].rpartition(">: ")[2]  # Without the library's name for bytes in memory.
        raise FileFault("pdf-damaged", f"it cannot be read as a PDF: {reason}") from None
    except _NOT_AS_EXPECTED as error:
        raise FileFault("pdf-damaged", "its objects do not have the types that PDF requires") from error
    if not pages:
        raise FileFault("pdf-damaged", "it has no pages")
    xmp, info = _xmp(pdf), {str(key): str(value) for key, value in pdf.docinfo.items()}
    return Document(pdf, data, pages, xmp, info, _claims(xmp, info), tuple(map(str, syntax)))


def _syntax(pdf: pikepdf.Pdf) -> list[str]:
    """What is wrong with the syntax of the file; streams of kinds that pikepdf cannot decode here are passed over."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "pikepdf is missing some specialized decoders", UserWarning)
        return pdf.check_pdf_syntax()


def _pages(pdf: pikepdf.Pdf, data: bytes) -> Iterator[PageFacts]:
    pictures = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(pdf.pages, 1):
            yield _page(number, page, pictures[number - 1])
    finally:
        pictures.close()


def _page(number: int, page: pikepdf.Page, rendered: Any) -> PageFacts:
    boxes = {name: box for name in _BOXES if (box := _box(page, name))}
    rotation = int(page.obj.get("/Rotate", 0)) % 360
    frame = boxes.get("/CropBox", boxes["/MediaBox"])
    picture = Picture(rendered, frame, rotation)
    trim = boxes.get("/TrimBox", frame)
    bleed = boxes.get("/BleedBox", boxes["/MediaBox"])
    covered = tuple(picture.bare_sides(trim, bleed)) if nested(trim, bleed) else ()
    qr_codes = tuple(picture.qr_codes())
    return PageFacts(number, page.obj, boxes, rotation, read_page(page), picture.blank(trim), covered, qr_codes)


def _box(page: pikepdf.Page, name: str) -> Rect | None:
    """A box of a page as left, bottom, right, top; only MediaBox and CropBox are inherited. None if there is none."""
    found = page.obj.get(name)
    holder: Any = page.obj
    while found is None and name in ("/MediaBox", "/CropBox") and "/Parent" in holder:
        holder = holder["/Parent"]
        found = holder.get(name)
    if found is None:
        return None
    one, two, three, four = (float(side) for side in found)
    return min(one, three), min(two, four), max(one, three), max(two, four)


def nested(inner: Rect, outer: Rect) -> bool:
    """Whether the box `inner` lies inside `outer`."""
    low = all(one >= other - print_limits.SLACK for one, other in zip(inner[:2], outer[:2], strict=True))
    return low and all(one <= other + print_limits.SLACK for one, other in zip(inner[2:], outer[2:], strict=True))


def _xmp(pdf: pikepdf.Pdf) -> dict[str, str]:
    """The properties of the XMP packet; empty if there is none or it is not XML."""
    if "/Metadata" not in pdf.Root:
        return {}
    try:
        metadata = pdf.open_metadata()  # Not in a `with` block: its end would write into the Info dictionary.
        return {str(key): str(value) for key, value in metadata.items()}
    except (ValueError, TypeError):
        return {}


def _claims(xmp: dict[str, str], info: dict[str, str]) -> frozenset[str]:
    claims = {xmp.get(_PDFX, ""), info.get("/GTS_PDFXVersion", "")}
    if _UA in xmp:
        claims.add(f"PDF/UA-{xmp[_UA]}")
    return frozenset(claims - {""})
