"""The structure tree, which screen readers read (ISO 32000-1, 14.7 and 14.8).

In: the elements of a display list, in drawing order. Out: operators of marked content, and the tree's objects.
This module knows PDF structure and nothing of leaflets. The kids of an element are in the order in which they are
drawn, so reading order, drawing order and the order of the tree are the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from leafletgen.layout.display_list import ArtifactKind, Element
from leafletgen.pdf.library import pdfdoc
from leafletgen.pdf.objects import Raw, register, string
from leafletgen.units import Rect

_ARTIFACTS: dict[ArtifactKind, str] = {
    "Layout": "/Artifact <</Type /Layout>> BDC",
    "Background": "/Artifact <</Type /Background>> BDC",
    "Header": "/Artifact <</Type /Pagination /Subtype /Header>> BDC",
    "Footer": "/Artifact <</Type /Pagination /Subtype /Footer>> BDC",
    "Watermark": "/Artifact <</Type /Pagination /Subtype /Watermark>> BDC",
}


class _Node(Struct):
    """A structure element: its object and number, its parent's number, its kids, and the box of a Figure."""

    element: Element
    body: Raw
    number: int
    parent: int
    kids: list[_Node | _Content | _Annotation] = []
    box: Rect | None = None


class _Content(Struct, frozen=True):
    """Marked content: the index of its page, and its number on that page (MCID)."""

    page: int
    mcid: int


class _Annotation(Struct, frozen=True):
    """An annotation: the index of its page, and its object number."""

    page: int
    number: int


class StructureTree:
    """Collects marked content while pages are drawn; `finish` writes the tree into the document.

    `links`: links have annotations; if a standard forbids these, the element Link is written as a Span.
    """

    def __init__(self, document: pdfdoc.PDFDocument, root: Element, *, links: bool = True) -> None:
        self.document = document
        self.with_links = links
        self.nodes: dict[int, _Node] = {}
        self.links_around: dict[int, Element] = {}
        self.marked: list[list[_Node]] = []
        self.links: list[_Node] = []
        self.body = Raw()
        self.number = register(document, self.body)
        self.root = self._node(root)

    def start_page(self) -> None:
        """Begin the next page, on which MCIDs start at 0. Its StructParents key is its index from 0."""
        self.marked.append([])

    def mark(self, element: Element, box: Rect | None = None) -> str:
        """The operator that begins content of `element`; `box` is the bounding box of a Figure, in page space."""
        node = self._node(element)
        node.box = box or node.box
        here = self.marked[-1]
        here.append(node)
        number = len(here) - 1
        node.kids.append(_Content(len(self.marked) - 1, number))
        return f"/{self._role(element)} <</MCID {number}>> BDC"

    def mark_artifact(self, kind: ArtifactKind, language: str = "") -> str:
        """The operator that begins an artifact: content that screen readers skip.

        If it has a language, a Span without MCID within it says so (ISO 32000-1, 14.9.2.3): two sequences to end.
        """
        span = f" /Span <</Lang {string(language)}>> BDC" if language else ""
        return f"{_ARTIFACTS[kind]}{span}"

    def annotate(self, element: Element, annotation: int) -> int:
        """Make the annotation with this object number a kid of its Link or Form element; returns its index.

        Its key in the ParentTree is the number of pages plus this index (see `finish`).
        """
        node = self._node(element)
        node.kids.append(_Annotation(len(self.marked) - 1, annotation))
        self.links.append(node)
        return len(self.links) - 1

    def link_around(self, figure: Element) -> Element:
        """The Link element around `figure`: ask for it before the figure has content.

        The Figure stands inside the Link: its alternative text stands for all that is within it, so nobody would find a
        link in there (ISO 32000-1, 14.9.3).
        """
        return self.links_around.setdefault(id(figure), Element("Link", figure.parent))

    def finish(self, pages: list[int]) -> Raw:
        """Write all elements, given the object numbers of the pages; returns the tree's root."""
        for node in self.nodes.values():
            node.body.text = self._entries(node, pages)
        arrays = (" ".join(f"{node.number} 0 R" for node in here) for here in self.marked)
        numbers = [f"{key} [{array}]" for key, array in enumerate(arrays)]
        numbers += [f"{len(pages) + key} {node.number} 0 R" for key, node in enumerate(self.links)]
        self.body.text = (
            f"<</Type /StructTreeRoot /K {self.root.number} 0 R /ParentTree <</Nums [{' '.join(numbers)}]>> "
            f"/ParentTreeNextKey {len(numbers)}>>"
        )
        return self.body

    def _node(self, element: Element) -> _Node:
        """The node of an element; at its first content it is added to the kids of its parent."""
        node = self.nodes.get(id(element))
        if node is None:
            above = self.links_around.get(id(element)) or element.parent
            parent = self._node(above) if above else None
            body = Raw()
            number = register(self.document, body)
            node = self.nodes[id(element)] = _Node(element, body, number, parent.number if parent else self.number)
            if parent:
                parent.kids.append(node)
        return node

    def _role(self, element: Element) -> str:
        """The structure type to write: a Link without annotation becomes a Span."""
        return "Span" if element.role == "Link" and not self.with_links else element.role

    def _entries(self, node: _Node, pages: list[int]) -> str:
        element = node.element
        kids, first = _kids(node, pages)
        entries = [f"/Type /StructElem /S /{self._role(element)} /P {node.parent} 0 R"]
        if first is not None:
            entries.append(f"/Pg {pages[first]} 0 R")
        entries.append(f"/K [{kids}]")
        if element.alt:
            entries.append(f"/Alt {string(element.alt)}")
        if element.language:
            entries.append(f"/Lang {string(element.language)}")
        if element.numbering:
            entries.append(f"/A <</O /List /ListNumbering /{element.numbering}>>")
        if element.writing_mode:
            entries.append(f"/A <</O /Layout /WritingMode /{element.writing_mode}>>")
        if node.box:
            box = " ".join(f"{side:.2f}" for side in node.box)
            entries.append(f"/A <</O /Layout /Placement /Block /BBox [{box}]>>")
        elif element.role == "Link" and isinstance(node.kids[0], _Node):
            entries.append("/A <</O /Layout /Placement /Block>>")  # around a Figure, which is a block
        return f"<<{' '.join(entries)}>>"


def _kids(node: _Node, pages: Sequence[int]) -> tuple[str, int | None]:
    """The value of an element's entry K, and the index of the page of its first content (None if it has none)."""
    kids: list[str] = []
    first: int | None = None
    for kid in node.kids:
        if isinstance(kid, _Node):
            kids.append(f"{kid.number} 0 R")
            continue
        first = kid.page if first is None else first
        if isinstance(kid, _Annotation):
            kids.append(f"<</Type /OBJR /Obj {kid.number} 0 R /Pg {pages[kid.page]} 0 R>>")
        elif kid.page == first:
            kids.append(str(kid.mcid))
        else:
            kids.append(f"<</Type /MCR /Pg {pages[kid.page]} 0 R /MCID {kid.mcid}>>")
    return " ".join(kids), first
