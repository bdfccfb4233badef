"""`extends:` in settings.yaml: the data below a folder, and hints for whoever mistyped the key or the name.

In: the settings of a data folder, as nodes. Out: the name of the folder below it, or a Problem.
Why: a folder that extends no other one needs all files. After a slip of the keyboard each of them would be missing.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from leafletgen.content.file_names import FILES, entries
from leafletgen.content.files import exists, is_folder, is_plain, resolved
from leafletgen.content.nodes import Mapping, Node, Scalar, value_of
from leafletgen.content.settings import Settings
from leafletgen.content.values import find_suggestion, quote
from leafletgen.errors import Problem, Where

BUILTIN = "builtin"
"""The value of `extends` for the data that ship with leafletgen."""

MARKS = (*FILES, "leaflets")
"""A data folder has at least one of these."""

HOW = (
    f"Write `extends: {BUILTIN}` for the data that ship with leafletgen, "
    "or the path from this folder to another data folder."
)

IF_EMPTY = f"{HOW} Remove this file only if the folder has all data itself."
"""The hint for a settings.yaml with nothing, or only comments, in it."""

_OTHER_KEYS = frozenset(
    {"inherits", "inherit", "from", "base", "based on", "include", "includes", "import", "parent", "builtin"}
)
"""What other programs call it."""

_OTHER_NAMES = re.compile(
    r"(?:\.*/)?(?:built[ _-]?ins?|shipped|default|defaults|leafletgen|standard)(?:[ _-]?data)?/?", re.IGNORECASE
)
"""What somebody may call the data that ship."""


def data_around(folder: Path) -> Path | None:
    """The data folder of which a folder or a file is only a part, as x of x/editions; None if it is none."""
    marks = ("settings.yaml", "agencies.yaml")
    around = [Path("..")] if folder == Path() else [folder.parent]
    around += [folder.parent.parent] if is_plain(folder) else []
    return next((path for path in around if any(exists(path / name) for name in marks)), None)


def not_data_folder(folder: Path) -> Problem | None:
    """The Problem of a folder or file that is no data folder itself, but is a part of one or holds one."""
    if not exists(folder) or any(exists(folder / name) for name in (*MARKS, "editions")):
        return None
    inside = (folder / path.name for path in entries(folder)) if is_folder(folder) else iter(())
    near = data_around(folder) or next((path for path in inside if any(exists(path / name) for name in FILES)), None)
    if near is None:
        return None
    lacks = f"it has none of {', '.join(MARKS)}, but {near} has" if is_folder(folder) else "it is a file"
    message = f"{folder} is not a data folder: {lacks}."
    return Problem(
        "not-data-folder", message, f"Name {near} in its place: --data {shlex.quote(str(near))}", Where(str(folder))
    )


def find_extends(folder: Path, root: Node | None) -> Scalar | Problem | None:
    """The value of `extends` in the settings of a folder, if it has settings and they say it.

    A Problem if the value is none, if another key is probably meant for it, or if the folder needs it.
    """
    node = value_of(root, "extends")
    if node is None:
        faulty = isinstance(root, Scalar) and root.empty  # The file has Problems already.
        return None if faulty else (_mistyped_key(root) or _is_needed(folder, root))
    if isinstance(node, Scalar) and node.value.strip() and not node.empty:
        return node
    return Problem("bad-extends", "`extends` must name one folder.", HOW, node.at)


def _mistyped_key(root: Node | None) -> Problem | None:
    if isinstance(root, Scalar):
        return Problem("bad-extends", f"{quote(root.value)} is no key with a value.", HOW, root.at)
    known = Settings.__struct_fields__
    for key, _ in root.entries if isinstance(root, Mapping) else ():
        name = re.sub(r"[\W_]+", " ", key.value).strip().lower()
        if key.value not in known and (name in _OTHER_KEYS or find_suggestion(name, known) == "extends"):
            message = f"There is no key {quote(key.value)} in settings.yaml, so the folder would extend no other data."
            return Problem("bad-extends", message, f"Did you mean extends? {HOW}", key.at)
    return None


def _is_needed(folder: Path, root: Node | None) -> Problem | None:
    """The Problem of a folder that is for editions, has none of the data that they need, and extends no other one."""
    needed = ("agencies.yaml", "areas.yaml", "leaflets")
    if any(exists(folder / name) for name in needed) or not (root or is_folder(folder / "editions")):
        return None
    says = "its settings.yaml does not say" if root else "there is no settings.yaml that says"
    message = f"The folder has none of {', '.join(needed)}, and {says} which data it extends."
    return Problem("bad-extends", message, HOW, root.at if root else Where(str(folder / "settings.yaml")))


def hint_at(folder: Path, value: str) -> str:
    """How to name the data below `folder`, for somebody who wrote a value that leads to none."""
    near = next(_alike(folder, value.strip()), None)
    return f"Did you mean {near}? {HOW}" if near else HOW


def _alike(folder: Path, value: str) -> Iterator[str]:
    """The data that a value may be meant for."""
    if _OTHER_NAMES.fullmatch(value) or find_suggestion(value, [BUILTIN]):
        yield BUILTIN
    named = Path(value.replace("\\", "/")).expanduser()
    yield from (near.as_posix() for near in (named, named.parent, Path("..", named)) if _is_other(folder, near))
    beside = [path.name for path in entries(folder / named.parent) if _is_other(folder, named.parent / path.name)]
    if near := find_suggestion(named.name, beside):
        yield (named.parent / near).as_posix()
    yield from ((named / path.name).as_posix() for path in entries(folder / named) if _is_other(folder, path))


def _is_other(folder: Path, path: Path) -> bool:
    """Whether a path from a folder on leads to another folder with data."""
    found = folder / path
    return is_folder(found) and resolved(found) != resolved(folder) and any(exists(found / name) for name in MARKS)
