"""The first stage, `read`: the files of a data folder, and of those that it extends, become untyped nodes.

In: a data folder. Out: a SourceDoc, or the Problems of all files together.
Why: a folder has only what it adds to another one, and nothing in it that looks meant for us is passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from leafletgen.content.extends import BUILTIN, IF_EMPTY, MARKS, find_extends, hint_at, not_data_folder
from leafletgen.content.file_names import FILES, OF_LANGUAGES, find_misnamed, find_misplaced, find_unread
from leafletgen.content.files import (
    MARK_OF_OPEN,
    NAME_THE_DATA,
    exists,
    folder_missing,
    is_folder,
    read_bytes,
    resolved,
)
from leafletgen.content.nodes import Node, Scalar, value_of
from leafletgen.content.parse import Parser, parse
from leafletgen.errors import ContentError, FoundProblems, LeafletError, Problem, ResourceError, Where
from leafletgen.resources import shipped_data, shipped_phrases


class Document(NamedTuple):
    """One file: its name in messages, and its content."""

    name: str
    root: Node


class Layer(NamedTuple):
    """The files of one data folder. A folder that extends another has only what it adds or replaces.

    The lowest folder has the phrases that ship with leafletgen if it has none of its own.
    """

    folder: str
    settings: Document | None
    agencies: Document | None
    areas: Document | None
    forces: Document | None
    traps: Document | None
    checks: Document | None
    phrases: Document | None
    leaflets: tuple[Document, ...]


class SourceDoc(NamedTuple):
    """A data folder and those that it extends, read but not checked; the lowest layer comes first.

    `editions` is None if they were left out: then nobody knows which topics their sections show.
    """

    folder: str
    layers: tuple[Layer, ...]
    editions: tuple[Document, ...] | None

    @property
    def own_fonts(self) -> Path | None:
        """The folder of faces that its settings name, seen from it."""
        settings = self.layers[-1].settings
        node = value_of(settings.root, "fonts") if settings else None
        return Path(self.folder, node.value) if isinstance(node, Scalar) and node.value.strip() else None


def read_folder(
    folder: Path, *, editions: bool = True, parser: Parser | None = None, shipped: Path | None = None
) -> SourceDoc:
    """Read a data folder and all that it extends; `editions=False` leaves its editions out.

    Only the editions of the folder itself are read, not those of the folders that it extends. `parser` is used instead
    of `parse`, by a caller that keeps what it parsed before; `shipped` in place of the data that ship.
    Raises ContentError or ResourceError with the Problems of all files.
    """
    gathered = _FolderReader(parser or parse, shipped)
    if wrong := not_data_folder(folder):
        raise ResourceError(wrong)
    if not is_folder(folder):
        raise ResourceError(folder_missing(folder, Where(str(folder))))
    layers = gathered.read_layers(folder)
    read = gathered.read_editions(folder / "editions") if editions else None
    if gathered.problems:
        raise gathered.error(gathered.problems)
    return SourceDoc(str(folder), tuple(reversed(layers)), read)


_NEEDED = ("agencies.yaml", "areas.yaml")
"""The files that a folder must have if it extends no other one."""

_NO_EDITION = "Make the edition of a force: leafletgen edition new FORCE-ID"
_NO_LEAFLET = "Copy a file of an earlier version into it."


class _FolderReader:
    """Reads one file after the other, and collects the problems of all of them."""

    def __init__(self, parser: Parser, shipped: Path | None) -> None:
        self.parser, self.shipped = parser, shipped
        self.problems = FoundProblems()
        self.error: type[LeafletError] = ContentError

    def read(self, path: Path) -> Document:
        name = str(path)
        try:
            return Document(name, self.parser(read_bytes(path, name), name))
        except (ContentError, ResourceError) as error:
            self._keep(_hinted(error) if path.name == FILES[0] else error)
            return Document(name, Scalar("", Where(name), empty=True))

    def read_layers(self, folder: Path) -> list[Layer]:
        """Read a folder, then the one that it extends, and so on."""
        layers: list[Layer] = []
        seen: list[Path] = []
        step: Path | None = folder
        while step is not None:
            seen.append(resolved(step))
            layer, below = self._read_layer(step)
            layers.append(layer)
            step = self._enter(below, step, seen) if below else None
        return layers

    def _read_layer(self, folder: Path) -> tuple[Layer, Scalar | None]:
        """Read one folder; also returns the value of its `extends`, if it has one."""
        path = folder / "settings.yaml"
        before = len(self.problems)
        settings = self.read(path) if exists(path) else None
        found = find_extends(folder, settings.root if settings else None)
        below = found if isinstance(found, Scalar) else None
        self.problems.extend([found] if isinstance(found, Problem) else [])
        partial = below is not None or len(self.problems) > before
        agencies, areas, forces, traps, checks, phrases = (
            self.read(folder / name) if (name in _NEEDED and not partial) or exists(folder / name) else None
            for name in FILES[1:]
        )
        self._keep_found(find_misnamed(folder))
        if folder.resolve() != shipped_data().resolve() and any(exists(folder / name) for name in OF_LANGUAGES):
            from leafletgen.content.translations.file_names import find_unread_words  # Not loaded for English.

            self._keep_found(find_unread_words(folder))
        if phrases is None and not partial:
            phrases = self.read(shipped_phrases())
        has_leaflets = not partial or exists(folder / "leaflets")
        leaflets = self._read_all(folder / "leaflets", _NO_LEAFLET) if has_leaflets else ()
        return Layer(str(folder), settings, agencies, areas, forces, traps, checks, phrases, leaflets), below

    def _enter(self, below: Scalar, folder: Path, seen: list[Path]) -> Path | None:
        """Find the folder that `folder` extends; None, and a Problem, if it cannot be read."""
        found = (self.shipped or shipped_data()) if below.value == BUILTIN else folder / below.value
        if not is_folder(found):
            self._keep(ResourceError(folder_missing(found, below.at, hint_at(folder, below.value))))
        elif not any(exists(found / name) for name in MARKS):
            message = f"The folder {found} is not a data folder: it has none of {', '.join(MARKS)}."
            self.problems.append(Problem("bad-extends", message, hint_at(folder, below.value), below.at))
        elif resolved(found) in seen:
            message = f"The folder {found} would extend itself."
            hint = f"Let the lowest folder extend {BUILTIN}, or remove this line there."
            self.problems.append(Problem("extends-cycle", message, hint, below.at))
        else:
            return found
        return None

    def read_editions(self, folder: Path) -> tuple[Document, ...]:
        """Read the editions; that there are none is not said if one was found beside their folder."""
        stray = any("the folder editions" in problem.hint for problem in self.problems)
        return () if stray and not any(folder.glob("*.yaml")) else self._read_all(folder, _NO_EDITION)

    def _read_all(self, folder: Path, if_empty: str) -> tuple[Document, ...]:
        """Read each .yaml file of a folder, but for those that belong elsewhere."""
        read: list[Document] = []
        for path in self._list_yaml(folder, if_empty):
            document = self.read(path)
            if misplaced := find_misplaced(path, document.root):
                self.problems.append(misplaced)
            else:
                read.append(document)
        return tuple(read)

    def _list_yaml(self, folder: Path, if_empty: str) -> list[Path]:
        try:
            paths = sorted(path for path in folder.iterdir() if not path.name.startswith((".", MARK_OF_OPEN)))
        except OSError:
            is_data = not exists(folder) and any(exists(folder.parent / name) for name in MARKS)
            hint = if_empty if is_data else NAME_THE_DATA
            self._keep(ResourceError(folder_missing(folder, Where(str(folder)), hint)))
            return []
        self._keep_found(find_unread(folder))
        good = [path for path in paths if path.suffix == ".yaml"]
        if not good:
            self.problems.append(Problem("folder-empty", "The folder has no .yaml file.", if_empty, Where(str(folder))))
        return good

    def _keep_found(self, misnamed: Iterator[Problem]) -> None:
        try:
            self.problems.extend(misnamed)
        except ResourceError as error:  # A file that may be meant for us cannot be read.
            self._keep(error)

    def _keep(self, error: LeafletError) -> None:
        self.problems.extend(error.problems)
        if error.exit_code > self.error.exit_code:
            self.error = type(error)


def _hinted(error: ContentError | ResourceError) -> LeafletError:
    """The error of a settings.yaml, with what such a file needs if it is empty."""
    hinted = (one._replace(hint=IF_EMPTY) if one.code == "file-empty" else one for one in error.problems)
    return type(error)(list(hinted))
