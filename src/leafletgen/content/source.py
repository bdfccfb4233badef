"""The first stage, `read`: YAML files become plain nodes, each with its place; nothing has a meaning yet.

In: a folder of data. Out: a SourceDoc, or every Problem of every file at once.
Why: a YAML loader that gives values a meaning reads 10:30 as 630 and NO as False. Here each value stays the text that
somebody typed, and all that could mislead (aliases, tags, hidden characters, a key given twice) is refused.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from leafletgen.content.characters import find_hidden_characters
from leafletgen.content.files import decode, folder_missing, is_folder, read_bytes, stands
from leafletgen.content.nodes import Mapping, Node, Scalar, Sequence
from leafletgen.content.syntax import ALIAS, KEY, MANY_DOCUMENTS, MAX_DEPTH, TAG, TOO_DEEP, describe_syntax
from leafletgen.errors import ContentError, LeafletError, Problem, ResourceError, Where
from leafletgen.resources import shipped_data

BUILTIN = "builtin"
"""What `extends` says for the data that ship with leafletgen."""

_EMPTY_WORDS = frozenset({"", "~", "null", "Null", "NULL"})
# The C one is missing where PyYAML was built without libyaml.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Document(NamedTuple):
    """One file: what messages call it, and what it holds."""

    name: str
    root: Node


class Layer(NamedTuple):
    """The files of one data folder. A folder that extends another has only what it adds or replaces."""

    folder: str
    settings: Document | None
    agencies: Document | None
    areas: Document | None
    forces: Document | None
    traps: Document | None
    leaflets: tuple[Document, ...]


class SourceDoc(NamedTuple):
    """A data folder and those that it extends, read but not yet understood; the lowest layer comes first."""

    folder: str
    layers: tuple[Layer, ...]
    editions: tuple[Document, ...]


def read_folder(folder: Path, *, editions: bool = True) -> SourceDoc:
    """Read a data folder and all that it extends, without its `editions` where so asked; all problems come together.

    Editions are those of the folder itself: it makes its own leaflets, not those of the folder below.
    """
    gathered = _Gathered()
    if not is_folder(folder):
        raise ResourceError(folder_missing(folder, Where(str(folder))))
    layers = gathered.read_layers(folder)
    paths = gathered.list_yaml(folder / "editions", _NO_EDITION) if editions else []
    read = tuple(gathered.read(path) for path in paths)
    gathered.raise_if_any()
    return SourceDoc(str(folder), tuple(reversed(layers)), read)


# The files of a data folder, and whether one that extends no other must have them.
_FILES = (("agencies.yaml", True), ("areas.yaml", True), ("forces.yaml", False), ("traps.yaml", False))
_MARKS = ("settings.yaml", *(name for name, _ in _FILES), "leaflets")
_EXTENDS = (
    f"Write `extends: {BUILTIN}` for the data that ship with leafletgen, "
    "or the path from this folder to another data folder."
)
_NO_EDITION = "Make the edition of a force: leafletgen edition new FORCE-ID"
_NO_LEAFLET = "Copy a file of an earlier version into it."


class _Gathered:
    """Reads one file after the other and keeps what went wrong until all have been tried."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.error: type[LeafletError] = ContentError

    def read(self, path: Path) -> Document:
        name = str(path)
        try:
            return Document(name, read_file(path, name))
        except (ContentError, ResourceError) as error:
            self._keep(error)
            return Document(name, Scalar("", Where(name), empty=True))

    def read_layers(self, folder: Path) -> list[Layer]:
        """Read a folder, then what it extends, and so on down."""
        layers: list[Layer] = []
        seen: list[Path] = []
        step: Path | None = folder
        while step is not None:
            seen.append(step.resolve())
            layer, below = self._read_layer(step)
            layers.append(layer)
            step = self._enter(below, step, seen) if below else None
        return layers

    def _read_layer(self, folder: Path) -> tuple[Layer, Scalar | None]:
        """Read one folder; give also the text that names the folder which it extends."""
        path = folder / "settings.yaml"
        before = len(self.problems)
        settings = self.read(path) if stands(path) else None
        below = self._find_extends(settings) if settings else None
        partial = below is not None or len(self.problems) > before
        agencies, areas, forces, traps = (
            self.read(folder / name) if (needed and not partial) or stands(folder / name) else None
            for name, needed in _FILES
        )
        has_leaflets = not partial or stands(folder / "leaflets")
        paths = self.list_yaml(folder / "leaflets", _NO_LEAFLET) if has_leaflets else []
        leaflets = tuple(self.read(path) for path in paths)
        return Layer(str(folder), settings, agencies, areas, forces, traps, leaflets), below

    def _find_extends(self, settings: Document) -> Scalar | None:
        entries = settings.root.entries if isinstance(settings.root, Mapping) else ()
        node = next((value for key, value in entries if key.value == "extends"), None)
        if node is None or (isinstance(node, Scalar) and node.value.strip()):
            return node
        self.problems.append(Problem("bad-extends", "`extends` must name one folder.", _EXTENDS, node.at))
        return None

    def _enter(self, below: Scalar, folder: Path, seen: list[Path]) -> Path | None:
        """Find the folder that another extends; None, and a Problem, where one cannot go on there."""
        found = shipped_data() if below.value == BUILTIN else folder / below.value
        if not is_folder(found):
            self._keep(ResourceError(folder_missing(found, below.at, _EXTENDS)))
        elif not any(stands(found / name) for name in _MARKS):
            message = f"The folder {found} holds no data: it has none of {', '.join(_MARKS)}."
            self.problems.append(Problem("bad-extends", message, _EXTENDS, below.at))
        elif found.resolve() in seen:
            message = f"The folder {found} would extend itself."
            hint = f"Let the lowest folder extend {BUILTIN}, or remove this line there."
            self.problems.append(Problem("extends-cycle", message, hint, below.at))
        else:
            return found
        return None

    def list_yaml(self, folder: Path, if_empty: str) -> list[Path]:
        try:
            paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except OSError:
            self._keep(ResourceError(folder_missing(folder, Where(str(folder)))))
            return []
        wrong = [p for p in paths if p.suffix.lower() in {".yml", ".yaml"} and p.suffix != ".yaml"]
        self.problems += [
            Problem("file-name", f"{p.name} would not be read.", f"Rename it to {p.stem}.yaml.", Where(str(p)))
            for p in wrong
        ]
        good = [path for path in paths if path.suffix == ".yaml"]
        if not good:
            self.problems.append(Problem("folder-empty", "The folder has no .yaml file.", if_empty, Where(str(folder))))
        return good

    def _keep(self, error: LeafletError) -> None:
        self.problems += error.problems
        if error.exit_code > self.error.exit_code:
            self.error = type(error)

    def raise_if_any(self) -> None:
        if self.problems:
            raise self.error(self.problems)


def read_file(path: Path, name: str) -> Node:
    """Read one YAML file, called `name` in messages; raise ContentError or ResourceError with all its Problems."""
    return parse(read_bytes(path, name), name)


def parse(data: bytes, name: str) -> Node:
    """Read the bytes of one YAML file, called `name` in messages; raise ContentError with all its Problems."""
    text = decode(data, name)
    if hidden := find_hidden_characters(text, name):
        raise ContentError(hidden)
    builder = _Builder(name, text)
    builder.build()
    if builder.problems:
        raise ContentError(builder.problems)
    if builder.root is None or (isinstance(builder.root, Scalar) and builder.root.empty):
        hint = "Copy the file of another edition or an earlier version, or remove this one."
        raise ContentError(Problem("file-empty", "The file holds nothing.", hint, Where(name)))
    return builder.root


class _Open:
    """A list or mapping whose end has not been read yet."""

    def __init__(self, at: Where, is_mapping: bool, start: int) -> None:
        self.at = at
        self.is_mapping = is_mapping
        self.start = start
        self.items: list[Node] = []
        self.entries: list[tuple[Scalar, Node]] = []
        self.seen: dict[str, Where] = {}
        self.key: Scalar | None = None

    def close(self, raw: str) -> Node:
        if self.is_mapping:
            return Mapping(tuple(self.entries), self.at, raw)
        return Sequence(tuple(self.items), self.at, raw)


class _Builder:
    """Turns the events of the YAML parser into nodes, with a stack of its own instead of recursion."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[_Open] = []
        self._documents = 0

    def build(self) -> None:
        """Read event by event until the end or until a fault after which nothing would make sense."""
        try:
            for event in yaml.parse(self.text, _Loader):
                if not self._take(event):
                    return
        except yaml.MarkedYAMLError as error:
            self.problems.append(self._syntax_problem(error))

    def _syntax_problem(self, error: yaml.MarkedYAMLError) -> Problem:
        """Point at the bracket, quotation mark or key that began it, else at where the parser gave up."""
        said = f"{error.context} {error.problem}"
        at = self._where(error.problem_mark)
        if ("quoted" in said or "simple key" in said) and error.context_mark:
            at = self._where(error.context_mark)
        elif "flow" in said and self._open:
            at = self._open[-1].at
        return describe_syntax(said)._replace(where=at)

    def _take(self, event: Any) -> bool:
        """Take in one event; False ends the reading."""
        begin, end = event.start_mark, event.end_mark
        at = self._where(begin)
        if isinstance(event, yaml.NodeEvent):
            self._refuse_extras(event, at)
        if isinstance(event, yaml.ScalarEvent):  # Most events are.
            self._add(self._scalar(event, at))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open.append(_Open(at, isinstance(event, yaml.MappingStartEvent), begin.index))
            return len(self._open) <= MAX_DEPTH or self._say(TOO_DEEP, at)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(self._close(end.index))
        elif isinstance(event, yaml.AliasEvent):
            self._add(Scalar("", at, empty=True))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            return self._documents == 1 or self._say(MANY_DOCUMENTS, at)
        return True

    def _close(self, end: int) -> Node:
        """Close the innermost list or mapping; without brackets its end mark lies past the comments that follow."""
        opened = self._open.pop()
        raw = self.text[opened.start : end]
        return opened.close(raw if raw.startswith(("[", "{")) else "")

    def _refuse_extras(self, event: Any, at: Where) -> None:
        if event.anchor is not None:
            self._say(ALIAS, at)
        if getattr(event, "tag", None) is not None:
            self._say(TAG, at)

    def _scalar(self, event: Any, at: Where) -> Scalar:
        """Make a Scalar; an escape can bring in a hidden character that the file itself does not show."""
        value: str = event.value
        if event.style == '"':
            self.problems += [problem._replace(where=at) for problem in find_hidden_characters(value, self.name)]
        elif event.style in {"|", ">"}:
            value = value.rstrip("\n")  # YAML's way of ending a block, not part of the text
        raw = self.text[event.start_mark.index : event.end_mark.index]
        empty = event.implicit[0] and value in _EMPTY_WORDS
        return Scalar(value if value.isascii() else unicodedata.normalize("NFC", value), at, empty, raw)

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        top = self._open[-1]
        if not top.is_mapping:
            top.items.append(node)
        elif top.key is None:
            top.key = self._key(node, top)
        else:
            top.entries.append((top.key, node))
            top.key = None

    def _key(self, node: Node, top: _Open) -> Scalar:
        if not isinstance(node, Scalar) or node.empty:
            self._say(KEY, node.at)
            return Scalar("", node.at, empty=True)
        if first := top.seen.get(node.value):
            message = f"The key {node.value!r} is given twice; the first is at line {first.line}."
            self.problems.append(Problem("key-twice", message, "Keep one of the two.", node.at))
        top.seen.setdefault(node.value, node.at)
        return node

    def _say(self, problem: Problem, at: Where) -> bool:
        self.problems.append(problem._replace(where=at))
        return False

    def _where(self, mark: Any) -> Where:
        return Where(self.name, mark.line + 1, mark.column + 1)
