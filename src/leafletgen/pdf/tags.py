"""The structure tree: what makes a PDF file readable to a screen reader (ISO 32000-1, 14.7 and 14.8).

In: the elements of a display list, in drawing order. Out: operators that mark content, and the tree's objects.
It knows PDF structure and nothing of leaflets. An element's kids stand in the order in which they were drawn: reading
order, drawing order and the order of the tree are one by construction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from reportlab.pdfbase import pdfdoc

from leafletgen.layout.frames import ArtifactKind, Element

Box = tuple[float, float, float, float]

_ARTIFACTS: dict[ArtifactKind, str] = {
    "Layout": "/Artifact <</Type /Layout>> BDC",
    "Background": "/Artifact <</Type /Background>> BDC",
    "Pagination": "/Artifact <</Type /Pagination /Subtype /Footer>> BDC",
}


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object written as it is given, once `text` is set."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The object's bytes."""
        return self.text.encode("latin-1")


@dataclass(slots=True)
class _Node:
    """A structure element in the making: its object and number, its kids, and its bounding box if it is a figure.

    A kid is an element, or content: the index of its page and what stands in `K` for it.
    """

    element: Element
    body: Raw
    number: int
    kids: list[_Node | tuple[int, str]] = field(default_factory=list)
    box: Box | None = None


class StructureTree:
    """Gathers marks while pages are drawn; `finish` writes the tree into the document.

    `links` says whether links have annotations; where a standard forbids these, a Link is written as a Span.
    """

    def __init__(self, document: pdfdoc.PDFDocument, root: Element, *, links: bool = True) -> None:
        self.document = document
        self.with_links = links
        self.nodes: dict[int, _Node] = {}
        self.marked: list[list[_Node]] = []
        self.links: list[_Node] = []
        self.body = Raw()
        self.number = register(document, self.body)
        self.root = self._node(root)

    def start_page(self) -> None:
        """Begin the next page: marks are counted anew. Its StructParents key is its index from 0."""
        self.marked.append([])

    def mark(self, element: Element, box: Box | None = None) -> str:
        """The operator that begins content of `element`; `box` is the bounding box of a Figure, in page space."""
        node = self._node(element)
        node.box = box or node.box
        here = self.marked[-1]
        here.append(node)
        node.kids.append((len(self.marked) - 1, str(len(here) - 1)))
        return f"/{self._role(element)} <</MCID {len(here) - 1}>> BDC"

    def mark_artifact(self, kind: ArtifactKind) -> str:
        """The operator that begins content which is no part of what the document says."""
        return _ARTIFACTS[kind]

    def annotate(self, element: Element, annotation: int) -> int:
        """Make object `annotation` of this page a kid of its Link or Form element; returns the key of the pair.

        Keys of annotations follow those of pages: the count of pages is added when it is known (see `finish`).
        """
        node = self._node(element)
        node.kids.append((len(self.marked) - 1, f"<</Type /OBJR /Obj {annotation} 0 R /Pg PAGE>>"))
        self.links.append(node)
        return len(self.links) - 1

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
        """The node of an element, hung into the tree below its parent at the first content that it has."""
        node = self.nodes.get(id(element))
        if node is None:
            parent = self._node(element.parent) if element.parent else None
            body = Raw()
            node = self.nodes[id(element)] = _Node(element, body, register(self.document, body))
            if parent:
                parent.kids.append(node)
        return node

    def _role(self, element: Element) -> str:
        """The role as written: a Link without annotation is a Span."""
        return "Span" if element.role == "Link" and not self.with_links else element.role

    def _entries(self, node: _Node, pages: list[int]) -> str:
        element = node.element
        parent = self._node(element.parent).number if element.parent else self.number
        entries = [f"/Type /StructElem /S /{self._role(element)} /P {parent} 0 R"]
        first = next((kid[0] for kid in node.kids if isinstance(kid, tuple)), None)
        if first is not None:
            entries.append(f"/Pg {pages[first]} 0 R")
        entries.append(f"/K [{' '.join(_kid(kid, first, pages) for kid in node.kids)}]")
        if element.alt:
            entries.append(f"/Alt {string(element.alt)}")
        if element.language:
            entries.append(f"/Lang {string(element.language)}")
        if element.numbering:
            entries.append(f"/A <</O /List /ListNumbering /{element.numbering}>>")
        if node.box:
            box = " ".join(f"{side:.2f}" for side in node.box)
            entries.append(f"/A <</O /Layout /Placement /Block /BBox [{box}]>>")
        return f"<<{' '.join(entries)}>>"


def _kid(kid: _Node | tuple[int, str], first: int | None, pages: list[int]) -> str:
    if isinstance(kid, _Node):
        return f"{kid.number} 0 R"
    page, entry = kid
    if entry.isdigit() and page != first:
        return f"<</Type /MCR /Pg {pages[page]} 0 R /MCID {entry}>>"
    return entry.replace("PAGE", f"{pages[page]} 0 R")


_ESCAPES = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


@lru_cache(maxsize=4096)
def string(text: str) -> str:
    """A text string as it stands in a file: ASCII as it is, anything else as UTF-16 (ISO 32000-1, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return f"({text.translate(_ESCAPES)})"
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


def register(document: pdfdoc.PDFDocument, body: pdfdoc.PDFObject) -> int:
    """Make `body` an object of the document; returns its number."""
    return int(document.idToObjectNumberAndVersion[document.Reference(body).name][0])
