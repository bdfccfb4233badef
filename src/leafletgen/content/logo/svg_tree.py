"""Read an SVG file as a tree of elements, each with its line; nothing in it is fetched, expanded or run.

In: the bytes of a file. Out: its root, or the exception Unfit, which names what cannot be printed.
Why: an SVG file is untrusted input: entities, references to other files and scripts are refused before drawing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg "
_XLINK_HREF = "http://www.w3.org/1999/xlink href"
MOST_ELEMENTS = 5_000
DEEPEST = 40
LONGEST_SHEET = 50_000
"""Characters of all style sheets together."""

_LONGEST_ATTRIBUTE = 10_000  # characters
_COORDINATES = ("d", "points")
"""The attributes that may be longer."""

_LONGEST_NAME = 60
_MOST_FAULTS = 200
_HOLDERS = ("svg", "g", "defs")
"""Elements that are kept with a fault, for the faults of those within them."""

_TOO_BIG = "logo-too-big"
_MOST_LINES = 10  # that a message names

OUTLINES = "Convert its text to outlines (paths) in the drawing program, or export the logo as PNG."
SIMPLER = "Simplify the drawing, or export the logo as PNG."
FLAT = "Flatten it to plain shapes in one colour each in the drawing program, or export the logo as PNG."

_REFUSED: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("text", "tspan", "tref", "textPath", "flowRoot"), ("logo-svg-text", OUTLINES)),
    **dict.fromkeys(("image", "foreignObject", "video", "audio", "iframe", "canvas"), ("logo-svg-picture", FLAT)),
    **dict.fromkeys(
        ("script", "animate", "animateColor", "animateMotion", "animateTransform", "set", "handler"),
        ("logo-svg-script", FLAT),
    ),
}
"""Elements that must not be in the file, with the code of the fault and the hint."""

_REFERENCE = re.compile(r"url\(\s*+['\"]?+\s*+(?!#)[^)\s]")


class Unfit(Exception):
    """A fault of a drawing: its code, what is wrong, how to mend it, and its line (0 if unknown)."""

    def __init__(self, code: str, what: str, hint: str, line: int = 0) -> None:
        super().__init__(what)
        self.code, self.what, self.hint, self.line = code, what, hint, line


class AlikeFaults(NamedTuple):
    """Faults that differ only in their lines; `place` is empty, ", line 3" or ", lines 3, 8 and 5 more"."""

    code: str
    place: str
    what: str
    hint: str


class UnfitDrawing(Exception):
    """All faults of a drawing, in the order in which they were found: at least one."""

    def __init__(self, faults: Iterable[Unfit]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.what for fault in self.faults))

    def grouped(self) -> Iterator[AlikeFaults]:
        """The faults, like ones together."""
        lines: dict[tuple[str, str, str], dict[int, None]] = {}
        for fault in self.faults:
            lines.setdefault((fault.code, fault.what, fault.hint), {})[fault.line] = None
        for (code, what, hint), found in lines.items():
            yield AlikeFaults(code, _place([line for line in found if line]), what, hint)


def _place(lines: list[int]) -> str:
    if len(lines) <= 1:
        return "".join(f", line {line}" for line in lines)
    named, more = lines[:_MOST_LINES], len(lines) - _MOST_LINES
    if more > 0:
        return f", lines {', '.join(map(str, named))} and {more} more"
    return f", lines {', '.join(map(str, named[:-1]))} and {named[-1]}"


class FoundFaults:
    """The faults of a drawing as they are found, so that all are said in one round."""

    def __init__(self) -> None:
        self.kept: list[Unfit] = []

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """Keep the fault that is raised inside; one that says that the drawing is too big ends the reading."""
        try:
            yield
        except Unfit as unfit:
            if unfit.code == _TOO_BIG:
                raise
            if any((one.line, one.what) == (unfit.line, unfit.what) for one in self.kept):  # painted again by a <use>
                return
            self.kept.append(unfit)
            if len(self.kept) >= _MOST_FAULTS:
                raise Unfit(
                    "logo-too-big", f"it has {_MOST_FAULTS} faults, and perhaps more", SIMPLER, unfit.line
                ) from None


@dataclass(slots=True, eq=False)
class Node:
    """An SVG element: its name and attributes without namespaces; xlink:href is stored as `href`."""

    name: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """The element and its descendants, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()


def read_tree(data: bytes, faults: FoundFaults) -> Node:
    """Read a file. Elements that are not allowed are left out and kept in `faults`; raises Unfit if it is no SVG."""
    reader = _Reader(faults)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"it is not well-formed XML ({expat.ErrorString(error.code)})"
        raise Unfit("logo-damaged", message, "Export it again.", error.lineno) from None
    except (ValueError, LookupError):  # an encoding that Python does not know
        raise Unfit("logo-damaged", "its encoding is unknown", "Export it again, in UTF-8.") from None
    if reader.root is None or reader.root.name != "svg":
        raise Unfit("logo-damaged", "it is not an SVG drawing", "Export it again, as SVG.")
    return reader.root


class _Reader:
    """Builds the tree while expat reads the file."""

    def __init__(self, faults: FoundFaults) -> None:
        self.faults = faults
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._entity
        self.parser.AttlistDeclHandler = self._declared_attribute
        self.parser.ProcessingInstructionHandler = self._instruction
        self.root: Node | None = None
        self.open: list[Node | None] = []
        self.count = 0
        self.sheets = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) >= DEEPEST:
            raise Unfit(
                "logo-too-big",
                f"it has more than {MOST_ELEMENTS} elements, or more than {DEEPEST} nested ones",
                SIMPLER,
                line,
            )
        outside = bool(self.open) and self.open[-1] is None
        if outside or not name.startswith(SVG):  # Data of a drawing program, which are never drawn.
            if not self.open:
                self.root = Node("", {}, line)
            self.open.append(None)
            return
        node = Node(name.removeprefix(SVG)[:_LONGEST_NAME], _plain(attributes), line)
        found = [*_faults_of(node)]
        for fault in found:
            with self.faults.keeping():
                raise fault
        if found and node.name not in _HOLDERS:  # it is told of once
            self.open.append(None)
            return
        parent = self.open[-1] if self.open else None
        if parent:
            parent.children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def _end(self, _: str) -> None:
        self.open.pop()

    def _characters(self, text: str) -> None:
        if self.open and (node := self.open[-1]) and node.name == "style":
            node.text += text
            self.sheets += len(text)
            if self.sheets > LONGEST_SHEET:
                raise Unfit(
                    "logo-too-big", f"its style sheets have more than {LONGEST_SHEET:,} characters", SIMPLER, node.line
                )

    def _entity(self, name: str, *_: object) -> None:
        self._refuse_declaration("entity", name)

    def _declared_attribute(self, element: str, *_: object) -> None:
        self._refuse_declaration("attributes of", element)

    def _refuse_declaration(self, what: str, name: str) -> None:
        message = f"it declares the {what} {name[:_LONGEST_NAME]}"
        hint = "Save it as plain SVG (in Illustrator: Export As, not Save As), or export the logo as PNG."
        raise Unfit("logo-svg-entity", message, hint, self.parser.CurrentLineNumber)

    def _instruction(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            with self.faults.keeping():
                raise Unfit("logo-svg-outside", "it refers to another file", FLAT, self.parser.CurrentLineNumber)


def _plain(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes of SVG itself; the older xlink:href gets the newer name `href`."""
    own = {name: value.strip() for name, value in attributes.items() if " " not in name}
    if _XLINK_HREF in attributes:
        own.setdefault("href", attributes[_XLINK_HREF].strip())
    return own


def refers_outside(value: str) -> bool:
    """Whether a value refers to another file."""
    return _REFERENCE.search(value) is not None


def _faults_of(node: Node) -> Iterator[Unfit]:
    """What an element and its attributes must not be. Raises Unfit for a long attribute."""
    if node.name in _REFUSED:
        code, hint = _REFUSED[node.name]
        yield Unfit(code, f"it has a <{node.name}> element", hint, node.line)
        return
    for name, value in node.attributes.items():
        if len(value) > _LONGEST_ATTRIBUTE and name not in _COORDINATES:
            raise Unfit(
                "logo-too-big",
                f"its attribute {name[:_LONGEST_NAME]} has more than {_LONGEST_ATTRIBUTE:,} characters",
                SIMPLER,
                node.line,
            )
        if name.lower().startswith("on") or value.lower().startswith("javascript:"):
            yield Unfit("logo-svg-script", f"its {name[:_LONGEST_NAME]} attribute runs a script", FLAT, node.line)
        elif (name == "href" and not value.startswith("#")) or refers_outside(value):
            yield Unfit("logo-svg-outside", "it refers to another file", FLAT, node.line)
