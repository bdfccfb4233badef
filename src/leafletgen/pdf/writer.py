"""Write laid-out pages as a PDF file of one profile.

In: LaidOut pages, the fonts, the date of the file, the Profile. Out: the bytes of the file.
The writer draws all items in their order and decides nothing about the layout.
"""

from __future__ import annotations

import datetime

from leafletgen.content.logo.drawing import Picture
from leafletgen.layout.display_list import (
    ArtifactKind,
    Blank,
    Element,
    Glyphlet,
    Image,
    Item,
    LaidOut,
    Link,
    QrCode,
    Shape,
    TextRun,
    Watermark,
)
from leafletgen.layout.fonts import FONT_FILES, FontBook
from leafletgen.pdf.draw import ALL_PLATES, Pen, image_name, numbers, watermark_name
from leafletgen.pdf.file import PdfFile
from leafletgen.pdf.font_objects import EmbeddedFont
from leafletgen.pdf.form import Form
from leafletgen.pdf.impose import Placement, Sheet, booklet, in_bound_order, on_grid, single, with_bleed
from leafletgen.pdf.metadata import describe
from leafletgen.pdf.objects import Raw, string
from leafletgen.pdf.outline import Outline
from leafletgen.pdf.profiles import OFFICE, Profile
from leafletgen.pdf.tags import StructureTree
from leafletgen.version import __version__

PRODUCER = f"leafletgen {__version__}"

_REGISTRATION = "[/Separation /All /DeviceCMYK <</FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [1 1 1 1] /N 1>>]"
"""The registration colour, which prints on all plates (ISO 32000-1, 8.6.6.4)."""


_ANNOTATIONS = (Link, Blank)
"""Items that become annotations, or nothing: they have no operators."""

_PICTURES = (QrCode, Image)
"""Items whose element is a Figure."""


def write(laid_out: LaidOut, fonts: FontBook, moment: datetime.datetime, profile: Profile = OFFICE) -> bytes:
    """Write the pages as one file, dated `moment` (UTC). The same pages, moment and profile give the same bytes."""
    return _Writer(laid_out, fonts, profile).write(moment)


def sheets(laid_out: LaidOut, profile: Profile) -> list[Sheet]:
    """The sheets on which the profile places the pages."""
    if profile.grid:
        return on_grid(laid_out.pages, profile.grid)
    bound = in_bound_order(laid_out.pages, rtl=laid_out.rtl)
    if profile.imposed:
        return booklet(bound, rtl=laid_out.rtl)
    if profile.bleed:
        return [with_bleed(page, profile.bleed, marks=profile.marks) for page in bound]
    return [single(page) for page in laid_out.pages]


def _faces_of(laid_out: LaidOut) -> set[str]:
    """The faces of the pages, and both Latin ones: not those that other files have made the FontBook load."""
    return {*FONT_FILES, *(item.font for page in laid_out.pages for item in page.items if isinstance(item, TextRun))}


class _Writer:
    """One file being written."""

    def __init__(self, laid_out: LaidOut, fonts: FontBook, profile: Profile) -> None:
        self.laid_out = laid_out
        self.profile = profile
        self.file = PdfFile(laid_out.language, profile.version)
        names = enumerate(sorted(_faces_of(laid_out)), 1)
        embedded = {name: EmbeddedFont(fonts[name], f"F{n}", among_rtl=laid_out.rtl) for n, name in names}
        self.pen = Pen(embedded, profile.cmyk)
        self.tree = StructureTree(self.file.document, laid_out.root, links=profile.links) if profile.tagged else None
        self.links: list[tuple[Raw, Link, int]] = []
        self.form = Form(self.file.document, fonts) if profile.form else None
        self.fields: list[tuple[Raw, int, Blank, int]] = []
        self.outline = Outline()

    def write(self, moment: datetime.datetime) -> bytes:
        """The bytes of the file."""
        for sheet in sheets(self.laid_out, self.profile):
            self._sheet(sheet)
        for body, link, key in self.links:
            body.text = _annotation(link, len(self.laid_out.pages) + key)
        if self.form:
            for body, annotation, blank, key in self.fields:
                self.form.add(body, annotation, blank, len(self.laid_out.pages) + key)
            self.form.close()
        for font in self.pen.fonts.values():
            if font.codes.any:
                self.file.embed(font)
        file, root = self.file, None
        if self.tree:
            file.outline = self.outline.finish(file.document, file.page_numbers)
            root = self.tree.finish(file.page_numbers)
        describe(file.document, self.laid_out, self.profile, PRODUCER, moment, root, file.identity)
        return file.finish(packed=self.profile.packed)

    def _sheet(self, sheet: Sheet) -> None:
        if self.tree:
            self.tree.start_page()
        for placement in sheet.placements:
            self._place(placement)
        if sheet.marks:
            self._printers_marks(sheet)
        self.file.close_page(self._entries(sheet))

    def _place(self, placement: Placement) -> None:
        """Draw a page at its position, with its annotations and headings."""
        code = self._content(placement)
        if placement.dx or placement.dy:
            code = [f"q 1 0 0 1 {numbers(placement.dx, placement.dy)} cm", *code, "Q"]
        self.file.operators(*code)
        for item in placement.page.items:
            if isinstance(item, TextRun):
                if self.tree:
                    self.outline.add(item, len(self.file.page_numbers), placement.dy)
            elif isinstance(item, Link) and self.profile.links:
                self._link(item)
            elif isinstance(item, QrCode) and self.profile.links:
                self._link_over(item)
            elif isinstance(item, Blank) and self.form:
                self._field(item)
            elif isinstance(item, Image):
                picture = self.pen.picture_of(item)
                if isinstance(picture, Picture):
                    self.file.use_image(image_name(picture), picture)
            elif isinstance(item, Watermark):
                self.file.use_drawing(watermark_name(item), self.pen.watermark(item), item.width, item.height)

    def _content(self, placement: Placement) -> list[str]:
        """The operators of a page; consecutive items of one element, or one artifact kind, share a marked sequence."""
        code: list[str] = []
        opened: object = None
        closing = "EMC"
        for item in placement.page.items:
            if isinstance(item, _ANNOTATIONS):
                continue
            running: ArtifactKind = "Header" if item.y > placement.page.height / 2 else "Footer"
            owner = (
                item.kind
                if isinstance(item, Shape | Watermark)
                else item.element or ("Layout" if isinstance(item, Glyphlet) else running)
            )
            if self.tree and owner is not opened:
                if opened is not None:
                    code.append(closing)
                if isinstance(owner, Element) and owner.role == "Artifact":
                    code.append(self.tree.mark_artifact(running, owner.language))
                    closing = "EMC EMC"
                else:
                    code.append(self._mark(self.tree, owner, item, placement))
                    closing = "EMC"
                opened = owner
            code.append(self.pen.draw(item))
        if opened is not None:
            code.append(closing)
        return code

    def _mark(self, tree: StructureTree, owner: Element | ArtifactKind, item: Item, placement: Placement) -> str:
        if isinstance(owner, str):
            return tree.mark_artifact(owner)
        if isinstance(item, _PICTURES):
            if isinstance(item, QrCode) and self.profile.links:
                tree.link_around(owner)  # the Figure goes into it
            x, y = item.x + placement.dx, item.y + placement.dy
            width, height = (item.side, item.side) if isinstance(item, QrCode) else (item.width, item.height)
            return tree.mark(owner, (x, y, x + width, y + height))
        return tree.mark(owner)

    def _printers_marks(self, sheet: Sheet) -> None:
        """Draw crop marks or fold ticks, as artifacts."""
        if self.profile.marks:
            self.file.use_colour_space(ALL_PLATES, _REGISTRATION)
        drawn = [self.pen.draw(mark) for mark in sheet.marks]
        if self.tree:
            drawn = [self.tree.mark_artifact("Layout"), *drawn, "EMC"]
        self.file.operators(*drawn)

    def _entries(self, sheet: Sheet) -> str:
        """The entries of a page's dictionary: its boxes and its key in the structure tree."""
        entries = [f"/{name}Box [{numbers(*box)}]" for name, box in sheet.boxes.items()]
        if self.tree:
            entries.append(f"/StructParents {len(self.file.page_numbers)} /Tabs /S")
        return " ".join(entries)

    def _link(self, link: Link) -> None:
        """Reserve an annotation for `link`; its body is written when the number of pages is known."""
        body = Raw()
        assert self.tree is not None
        assert link.element is not None
        self.links.append((body, link, self.tree.annotate(link.element, self.file.annotate(body))))

    def _link_over(self, code: QrCode) -> None:
        """Make the area of a QR code a link to its address, for reading on a screen."""
        assert self.tree is not None
        if code.element is not None:
            around = self.tree.link_around(code.element)
            self._link(Link(code.x, code.y, code.side, code.side, code.uri, code.element.alt, around))

    def _field(self, blank: Blank) -> None:
        """Reserve an annotation for the field on `blank`, as a Form element below the element of its label."""
        body = Raw()
        assert self.tree is not None
        annotation = self.file.annotate(body)
        key = self.tree.annotate(Element("Form", blank.element), annotation)
        self.fields.append((body, annotation, blank, key))


def _annotation(link: Link, key: int) -> str:
    rect = numbers(link.x, link.y, link.x + link.width, link.y + link.height)
    return (
        f"<</Type /Annot /Subtype /Link /Rect [{rect}] /F 4 /Border [0 0 0] /StructParent {key} "
        f"/Contents {string(link.contents)} /A <</S /URI /URI {string(link.uri)}>>>>"
    )
