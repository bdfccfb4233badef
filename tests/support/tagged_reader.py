"""Read a tagged PDF the way assistive software does: the structure tree, and the text of each marked content.

An independent reader on top of pikepdf: it knows nothing of leafletgen.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf


@dataclass
class Node:
    """A structure element: its role, its kids in order (text or elements), its alternative text, links and field."""

    role: str
    kids: list[Node | str] = field(default_factory=list)
    alt: str = ""
    language: str = ""
    box: list[float] | None = None
    links: list[tuple[str, str]] = field(default_factory=list)
    widget: Any = None
    numbering: str = ""
    content: list[tuple[int, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, in order."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    @property
    def places(self) -> list[tuple[int, int]]:
        """Page and mark of each content in it, in the order of the tree."""
        own = iter(self.content)
        return [place for kid in self.kids for place in (kid.places if isinstance(kid, Node) else [next(own)])]

    def walk(self) -> Iterator[Node]:
        """It and all within it, in order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()


class Tagged:
    """A tagged PDF: `tree` is its Document element, `order` its marked contents in the order of drawing.

    `foreign` has the language and the words of artifacts that say which language they are in.
    `first_lines` has the type size and the baseline of the first line of each marked content; `painted` are the
    contents with lines or areas in them, by page and mark.
    """

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(pdf))
        self.marked: dict[tuple[int, int], str] = {}
        self.first_lines: dict[tuple[int, int], tuple[float, float]] = {}
        self.order: list[tuple[int, int]] = []
        self.artifacts: list[str] = []
        self.foreign: list[tuple[str, str]] = []
        self.kinds: set[tuple[str, str]] = set()
        self.unmarked: list[str] = []
        self.painted: set[tuple[int, int]] = set()
        self.pages = {page.objgen: number for number, page in enumerate(self.pdf.pages)}
        for number, page in enumerate(self.pdf.pages):
            self._read(number, page)
        top = self.pdf.Root.StructTreeRoot.K
        self.tree = self._node(top[0] if isinstance(top, pikepdf.Array) else top, None)

    def _read(self, number: int, page: pikepdf.Page) -> None:
        maps = {name: _to_unicode(font) for name, font in page.Resources.Font.items()}
        current: dict[int, str] = {}
        size = baseline = 0.0
        stack: list[Any] = []
        for instruction in pikepdf.parse_content_stream(page):
            operands: Any = instruction.operands
            match str(instruction.operator):
                case "BMC":
                    stack.append(str(operands[0]))
                case "BDC":
                    mark = operands[1]
                    within = mark.Lang if str(operands[0]) == "/Span" and "/Lang" in mark else operands[0]
                    stack.append(int(mark.MCID) if "/MCID" in mark else str(within))
                    if stack[-1] == "/Artifact":
                        self.kinds.add((str(mark.get("/Type", "")), str(mark.get("/Subtype", ""))))
                    if isinstance(stack[-1], int):
                        self.order.append((number, stack[-1]))
                        self.marked[number, stack[-1]] = ""
                case "EMC":
                    stack.pop()
                case "Tf":
                    current, size = maps[str(operands[0])], float(operands[1])
                case "Tm":
                    baseline = float(operands[5])
                case "TJ":
                    around = [mark for mark in stack if mark != "/ReversedChars"]
                    if around and isinstance(around[-1], int):
                        self.first_lines.setdefault((number, around[-1]), (size, baseline))
                    said = _decode(operands[0], current)
                    self._take("".join(said[::-1] if around != stack else said), number, around)
                case "f" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*":
                    if not stack:
                        self.unmarked.append(str(instruction.operator))
                    elif isinstance(stack[-1], int):
                        self.painted.add((number, stack[-1]))
        assert stack == []

    def _take(self, text: str, number: int, stack: list[Any]) -> None:
        if not stack:
            self.unmarked.append(text)
        elif isinstance(stack[-1], int):
            self.marked[number, stack[-1]] += text
        else:
            self.artifacts.append(text)
            if not stack[-1].startswith("/"):
                self.foreign.append((stack[-1], text))

    def _node(self, element: Any, page: Any) -> Node:
        page = element.get("/Pg", page)
        node = Node(str(element.S)[1:], alt=str(element.get("/Alt", "")), language=str(element.get("/Lang", "")))
        attributes = element.get("/A", pikepdf.Dictionary())
        if "/BBox" in attributes:
            node.box = [float(side) for side in attributes.BBox]
        node.numbering = str(attributes.get("/ListNumbering", ""))
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            self._kid(node, kid, page, element)
        return node

    def _kid(self, node: Node, kid: Any, page: Any, element: Any) -> None:
        if isinstance(kid, int):
            self._content(node, self.pages[page.objgen], int(kid))
        elif kid.get("/Type") == "/MCR":
            self._content(node, self.pages[kid.Pg.objgen], int(kid.MCID))
        elif kid.get("/Type") == "/OBJR":
            annotation = kid.Obj
            assert self._parent_of(int(annotation.StructParent)).objgen == element.objgen
            if annotation.Subtype == "/Widget":
                node.widget = annotation
            else:
                node.links.append((str(annotation.A.URI), str(annotation.Contents)))
        else:
            assert kid.P.objgen == element.objgen
            node.kids.append(self._node(kid, page))

    def _content(self, node: Node, page: int, mark: int) -> None:
        node.content.append((page, mark))
        node.kids.append(self.marked[page, mark])

    def _parent_of(self, key: int) -> Any:
        numbers = self.pdf.Root.StructTreeRoot.ParentTree.Nums
        return {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}[key]


def _to_unicode(font: Any) -> dict[int, str]:
    text = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", text.split("beginbfchar", 1)[1])
    return {int(code, 16): bytes.fromhex(said).decode("utf-16-be") for code, said in pairs}


def _decode(array: Any, codes: dict[int, str]) -> list[str]:
    """What each code of an array of strings says, in its order."""
    data = b"".join(bytes(part) for part in array if isinstance(part, pikepdf.String))
    return [codes[int.from_bytes(data[i : i + 2], "big")] for i in range(0, len(data), 2)]
