"""A PDF as the rules see it: its pages with boxes, content and picture, its metadata, and the standards it claims.

In: the bytes of a file. Out: a Document; or FileFault if it cannot be examined.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2

from leafletgen import print_limits
from leafletgen.checks.faults import ProfileName
from leafletgen.checks.preflight import guard
from leafletgen.checks.preflight.content import read_page
from leafletgen.checks.preflight.guard import FileFault, examining
from leafletgen.checks.preflight.layers import Layers
from leafletgen.checks.preflight.painted import Content
from leafletgen.checks.preflight.picture import Picture, SeenQrCode
from leafletgen.checks.preflight.xmp import read_xmp
from leafletgen.formats import A4_LANDSCAPE, FORMATS, Format
from leafletgen.units import Rect

_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
_PDFX = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_UA = "{http://www.aiim.org/pdfua/ns/id/}part"
_RENDITION = "{http://ns.adobe.com/xap/1.0/mm/}RenditionClass"
Progress = Callable[[int, int], None]
"""Is given the number of pages done and that of all pages."""


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
        return _alike(self.size, A4_LANDSCAPE)

    def is_grid_of(self, form: Format) -> bool:
        """Whether the page is a sheet on which each cell of the format's grid has as many pieces of text."""
        if not form.grid or not _alike(self.size, form.grid.paper):
            return False
        cells = form.grid.cells(form.width, form.height)
        texts = [item.box for item in self.content.painted if item.kind == "text"]
        inside = [sum(nested(box, cell) for box in texts) for cell in cells]
        return len({*inside}) == 1 and sum(inside) == len(texts) > 0


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file. `info` and `xmp` are its metadata as texts by key; `claims` are the standards that it names.

    `intents` are its output intents for printing; `syntax` says what is wrong with its syntax.
    """

    pdf: pikepdf.Pdf
    data: bytes
    pages: tuple[PageFacts, ...]
    xmp: dict[str, str]
    info: dict[str, str]
    claims: frozenset[str]
    intents: tuple[Any, ...]
    syntax: tuple[str, ...]

    @property
    def root(self) -> Any:
        """The document catalog."""
        return self.pdf.Root

    @property
    def rendition(self) -> str:
        """What the file says that it is, if that is a draft or a proof; InDesign calls all its files "proof:pdf"."""
        said = self.xmp.get(_RENDITION, "")
        return said if said in ("draft", "proof") else ""

    @property
    def form(self) -> Format | None:
        """The format of its pages: by their size, or by a grid of them on each sheet; None if it is no known one."""
        size = self.pages[0].size
        sized = (row for row in FORMATS.values() if _alike(size, (row.width, row.height)))
        return self.form_on_grid or next(sized, None)

    @property
    def form_on_grid(self) -> Format | None:
        """The format of which each sheet has a grid full of pages, to be cut apart; None if it has none."""
        return next((row for row in FORMATS.values() if all(page.is_grid_of(row) for page in self.pages)), None)

    @property
    def profile(self) -> ProfileName:
        """The profile that the file seems to be for, by what it claims and by its boxes."""
        cut = any("/TrimBox" in page.boxes and page.trim != page.media for page in self.pages)
        if cut or self.intents or any(claim.startswith("PDF/X") for claim in self.claims):
            return "press"
        if self.form_on_grid and not self.claims:
            return "cards"
        across = all(page.is_sheet for page in self.pages)
        return "booklet" if across and self.pages else "office"


def read(data: bytes, progress: Progress = lambda done, total: None) -> Document:
    """Read a whole file. Raises FileFault if it is damaged, takes too much work, or needs a password."""
    pdf = guard.opened(data)
    syntax = _syntax(pdf)
    pages = tuple(_pages(pdf, data, progress))
    with examining("its Info dictionary"):
        info = {str(key): str(value) for key, value in pdf.docinfo.items()}
    with examining("its metadata (XMP)"):
        xmp = read_xmp(pdf.Root.Metadata.read_bytes()) if "/Metadata" in pdf.Root else {}
    with examining("its output intents"):
        intents = tuple(found for found in pdf.Root.get("/OutputIntents", []) if found.get("/S") == "/GTS_PDFX")
    return Document(pdf, data, pages, xmp, info, _claims(xmp, info), intents, syntax)


def _syntax(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """What is wrong with the syntax of the file; streams of kinds that pikepdf cannot decode here are passed over."""
    with examining("its syntax"), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "pikepdf is missing some specialized decoders", UserWarning)
        found = [str(warning) for warning in (*pdf.get_warnings(), *pdf.check_pdf_syntax())]
    if any(map(guard.out_of_memory, found)):
        raise guard.too_big("its syntax takes too much memory")
    if any(map(guard.unpacks_too_much, found)):
        raise guard.too_big(f"it has a stream of more than {guard.UNPACKED:,} bytes")
    return tuple(map(guard.words, found))


def _pages(pdf: pikepdf.Pdf, data: bytes, progress: Progress) -> Iterator[PageFacts]:
    count = guard.count_pages(pdf)
    with examining("its layers"):
        layers = Layers(pdf.Root)
    with examining("it"):
        pictures = pypdfium2.PdfDocument(data)
    try:
        for index in range(count):
            try:
                yield _page(index + 1, pdf, pictures, layers)
            except FileFault as fault:
                raise fault.on(index + 1) from fault
            progress(index + 1, count)
    finally:
        pictures.close()


def _page(number: int, pdf: pikepdf.Pdf, pictures: Any, layers: Layers) -> PageFacts:
    with examining("its boxes"):
        page = pdf.pages[number - 1]
        unit = float(page.obj.get("/UserUnit", 1))
        if not unit > 0:
            raise FileFault("pdf-damaged", f"its UserUnit is {unit:g}")
        boxes = {name: box for name in _BOXES if (box := _box(page, name, unit))}
        rotation = int(page.obj.get("/Rotate", 0)) % 360
        frame = boxes.get("/CropBox", boxes["/MediaBox"])
    with examining("its content"):
        content = read_page(page, layers, unit)
    trim = boxes.get("/TrimBox", frame)
    bleed = boxes.get("/BleedBox", boxes["/MediaBox"])
    with examining("its picture"):
        picture = Picture(pictures[number - 1], frame, rotation, unit)
        covered = tuple(picture.bare_sides(trim, bleed)) if nested(trim, bleed) else ()
        blank = picture.blank(trim)
        qr_codes = () if blank and trim == frame else tuple(picture.qr_codes())
    return PageFacts(number, page.obj, boxes, rotation, content, blank, covered, qr_codes)


def _box(page: pikepdf.Page, name: str, unit: float) -> Rect | None:
    """A box of a page as left, bottom, right, top in points; `unit` is the length of its UserUnit in points.

    Only MediaBox and CropBox are inherited. None if there is none.
    """
    found = page.obj.get(name)
    holder: Any = page.obj
    levels = 0
    while found is None and name in ("/MediaBox", "/CropBox") and "/Parent" in holder:
        levels += 1
        if levels > guard.PARENTS:
            raise guard.too_big(f"it is more than {guard.PARENTS} levels down in the page tree, or the tree has a loop")
        holder = holder["/Parent"]
        found = holder.get(name)
    if found is None:
        return None
    one, two, three, four = (float(side) * unit for side in found)
    return min(one, three), min(two, four), max(one, three), max(two, four)


def _alike(size: tuple[float, float], wanted: tuple[float, float]) -> bool:
    """Whether a page has a size, as well as programs round it."""
    return all(abs(one - other) <= print_limits.SHEET_SLACK for one, other in zip(size, wanted, strict=True))


def nested(inner: Rect, outer: Rect) -> bool:
    """Whether the box `inner` lies inside `outer`."""
    low = all(one >= other - print_limits.SLACK for one, other in zip(inner[:2], outer[:2], strict=True))
    return low and all(one <= other + print_limits.SLACK for one, other in zip(inner[2:], outer[2:], strict=True))


def _claims(xmp: dict[str, str], info: dict[str, str]) -> frozenset[str]:
    claims = {xmp.get(_PDFX, ""), info.get("/GTS_PDFXVersion", "")}
    if _UA in xmp:
        claims.add(f"PDF/UA-{xmp[_UA]}")
    return frozenset(claims - {""})
