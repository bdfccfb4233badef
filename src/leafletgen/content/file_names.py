"""Files and folders of a data folder that look as if they were meant for leafletgen, but have a name that nobody reads.

In: a data folder. Out: a Problem for each of them.
Why: the services in `agencies.yml` or in `agencies (1).yaml` would be missing in print, and nobody would be told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import takewhile
from pathlib import Path

from leafletgen.content.files import exists, is_folder, is_plain, read_start
from leafletgen.content.nodes import Mapping, Node, Sequence
from leafletgen.errors import Problem, Where

FILES = ("settings.yaml", "agencies.yaml", "areas.yaml", "forces.yaml", "traps.yaml", "checks.yaml", "phrases.yaml")
"""The files of a data folder that are read, its settings first."""

FOLDERS = ("leaflets", "editions")
"""The folders of a data folder of which each .yaml file is read."""

OF_LANGUAGES = ("translations", "glossary")
"""Its folders of languages, of which content/translations/file_names.py knows the files."""

_YAML = re.compile(r"\. ?(?:ya?ml|yam|yaml?l|ymal|yalm)(?![a-z])", re.IGNORECASE)
"""The ending of a YAML file, also a mistyped one, anywhere in a name: kent.yaml.txt."""

_EDITING = re.compile(r"^(?:#.*#|~\$.*|\.[#_].*|\..+\.ya?ml\..+|.*\.sw[a-p])$", re.IGNORECASE)
"""Files that programs, leafletgen among them, make while another one is open or copied."""

_BACKUP = re.compile(r"^[.~]+|(?:~|\.(?:bak|orig))+$", re.IGNORECASE)
"""What makes the name of a hidden file or of a kept copy from that of a file."""

_KEPT = re.compile(
    r"archive|attic|back-?up|copy|draft|old|previous|template|\bdoc(?:s|umentation)?\b|examples?|samples?|\btests?\b",
    re.IGNORECASE,
)
"""Folders in which a team keeps files that are not to be read, or that tell how others are written."""

_WORDS_OF: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("the folder editions", re.compile(r"\A(?=[\s\S]*^id *:)(?=[\s\S]*^areas *:)(?=[\s\S]*^date *:)", re.MULTILINE)),
    ("the folder leaflets", re.compile(r"^variant *: *(?:parent|child)\b", re.MULTILINE)),
    (
        "a file of its own name",
        re.compile(r"^(?:(?:agencies|merged|areas|forces|traps|checks) *:|extends *: *builtin\b)", re.MULTILINE),
    ),
)
"""Where a file with such keys belongs."""

_KEYS = re.compile(
    r"^[ \t]*(?:- +)?(agencies|merged|areas|forces|traps|checks|extends|id|within|audience|contacts?|coverage|force|"
    r"instead|variants?|qr_code|call_on_card|dial_link|search_words|last_checked|exit_note) *:",
    re.MULTILINE,
)
"""Keys of the files of a data folder that are rare elsewhere."""

_MOST_READ = 20_000  # bytes of a file whose name says nothing


def find_misnamed(folder: Path) -> Iterator[Problem]:
    """The files and folders at the top of a data folder with a name that is nearly right, or with keys of a data file.

    Raises ResourceError for a text that cannot be read.
    """
    renamed: list[tuple[Path, str]] = []
    for path in entries(folder):
        if path.name in (*FILES, *FOLDERS, *OF_LANGUAGES) or is_backup(path):
            continue
        if is_folder(path):
            near = nearest(path.name.lower(), (*FOLDERS, *OF_LANGUAGES))
            if near and _has_data(path, near) and not is_same(path, folder / near):
                renamed.append((path, near))
            elif not (near or path.name.startswith(".")):
                yield from _in_folder(path)
        elif near := _nearest_file(path.name):
            if (_is_named(path.name, near) or _has_keys(path)) and not is_same(path, folder / near):
                renamed.append((path, near))
        elif place := _place_by_content(path) or _place_by_name(path):
            yield misnamed(path, f"What is in it belongs into {place}{_how_to_move(path, place)}")
    yield from to_be_renamed(renamed)


def to_be_renamed(found: Collection[tuple[Path, str]]) -> Iterator[Problem]:
    """A Problem for each file or folder, with the name that it nearly has; none is to be renamed over another one."""
    for path, right in found:
        rivals = [other.name for other, name in found if name == right and other != path]
        kind = "folder" if is_folder(path) else "file"
        if exists(path.with_name(right)):
            standing = f"The folder {right}" if kind == "folder" else right
            add = "Move into it what it lacks" if kind == "folder" else "Add to it what it lacks"
            hint = f"{standing} is read in its place. {add}, then delete {path.name}"
        elif rivals:
            hint = f"Put what is in it and in {', '.join(rivals)} into one {kind} called {right}"
        else:
            hint = f"Rename {'the folder' if kind == 'folder' else 'it'} to {right}"
        yield misnamed(path, f"{hint}, or move it elsewhere.")


def _in_folder(path: Path) -> Iterator[Problem]:
    """The files of a folder that should be a level up."""
    if (file := _file_of(path.name)) and has_yaml(path):
        yield misnamed(path, f"Put what is in its files into {file}, or move them elsewhere.")
    elif not _KEPT.search(path.name):
        names = {inner.name for inner in entries(path)}
        for name in FILES if "settings.yaml" not in names else ():
            if name in names and _place_by_content(path / name):
                yield misnamed(path / name, f"Move it up into {path.parent.name}, or into a folder called archive.")


def _how_to_move(path: Path, place: str) -> str:
    """The end of a hint: how to move a file to its folder, without writing over another one."""
    name = place.rpartition("the folder ")[2]
    if name not in FOLDERS:
        return ": move it there, or elsewhere."
    home = path.parent / name
    if exists(target := home / f"{_YAML.split(path.name)[0]}.yaml"):
        return f", where {target.name} stands already: delete one of the two, or give one another name and `id:`."
    make = "" if is_folder(home) else f"make the folder {home} and "
    return f": {make}move it to {target}, or elsewhere."


_KEYS_OF = {
    "agencies.yaml": {"agencies", "merged"},
    "areas.yaml": {"areas"},
    "forces.yaml": {"forces"},
    "traps.yaml": {"traps"},
    "checks.yaml": {"checks"},
    "settings.yaml": {"extends", "build", "site", "fonts"},
}
"""The keys of the files at the top of a data folder."""


def find_misplaced(path: Path, root: Node) -> Problem | None:
    """The Problem of a file in the folder editions or leaflets that has the keys of another file of a data folder."""
    keys = {key.value for key, _ in root.entries} if isinstance(root, Mapping) else set()
    folder, name = path.parent, next((file for file, known in _KEYS_OF.items() if keys and keys <= known), "")
    if folder.name == "leaflets" and {"id", "areas"} <= keys and "variant" not in keys:
        name = f"editions/{path.name}"
    elif folder.name == "editions" and "variant" in keys and "areas" not in keys:
        name = f"leaflets/{path.name}"
    if not name or (name == "areas.yaml" and not _has_records(root)):
        return None
    target = folder.parent / name
    hint = f"Move it to {target}."
    if exists(target):
        hint = f"{target} exists already: copy what is in this file into it, and delete this file."
    kind = "edition" if folder.name == "editions" else "leaflet"
    message = f"{path.name} stands in the folder {folder.name}, but is no {kind}: it has the keys of {name}."
    return Problem("file-name", message, hint, Where(str(path)))


def _has_records(root: Node) -> bool:
    """Whether the first value of a file is a list of records, and not of names."""
    value = root.entries[0][1] if isinstance(root, Mapping) and root.entries else None
    return isinstance(value, Sequence) and any(isinstance(item, Mapping) for item in value.items)


def find_unread(folder: Path) -> Iterator[Problem]:
    """The files of a folder such as editions that look like YAML but do not end in .yaml, and folders with them."""
    renamed: list[tuple[Path, str]] = []
    for path in entries(folder):
        if (path.suffix == ".yaml" and not path.name.startswith(".")) or is_backup(path):
            continue
        if is_folder(path):
            if has_yaml(path) and not path.is_symlink():
                yield misnamed(path, f"Move its files up into {folder.name}: folders within it are not read.")
        elif (is_yaml(path.name) and not path.name.startswith(".")) or _place_by_content(path):
            stem = _YAML.split(_BACKUP.sub("", path.name))[0].removesuffix(".txt").rstrip(". ")
            renamed.append((path, f"{stem}.yaml"))
    yield from to_be_renamed(renamed)


def is_backup(path: Path) -> bool:
    """Whether a program keeps it beside the file that is read; a copy whose original is missing may be meant for us."""
    if _EDITING.match(path.name):
        return True
    original = _BACKUP.sub("", path.name)
    return original != path.name and (is_folder(path) or exists(path.with_name(original)) or not original)


def misnamed(path: Path, hint: str) -> Problem:
    """The Problem that nobody reads a file or folder."""
    return Problem("file-name", f"{path.name} is not read.", hint, Where(str(path)))


def entries(folder: Path) -> list[Path]:
    """What is in a folder, in order of names; nothing if it is none."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []  # The reader says so.


def is_yaml(name: str) -> bool:
    """Whether a name looks like that of a YAML file."""
    return _YAML.search(name) is not None


def has_yaml(folder: Path) -> bool:
    """Whether a folder has a file that looks like YAML."""
    return any(is_yaml(path.name) for path in entries(folder))


def _has_data(folder: Path, near: str) -> bool:
    """Whether a folder, or one in it, has a file that looks like YAML; or a table if its name is near one of words."""
    if near in OF_LANGUAGES and any(path.suffix == ".csv" for path in entries(folder)):
        return True
    return has_yaml(folder) or any(is_folder(path) and has_yaml(path) for path in entries(folder))


def is_same(path: Path, other: Path) -> bool:
    """Whether two names lead to one file: on some systems capitals make no difference."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def _nearest_file(name: str) -> str | None:
    """The file that is read and has nearly this name: agencies.yml, Agencies.yaml, agency.yaml, agencies (1).yaml."""
    if not _YAML.search(name) and "." in name and name.rpartition(".")[2].isascii():
        return None
    near = nearest(_YAML.split(name)[0].lower(), (file.removesuffix(".yaml") for file in FILES))
    return near and f"{near}.yaml"


def _is_named(name: str, near: str) -> bool:
    """Whether the name of a YAML file is that of one that is read, but for its ending, number or plural."""
    words = re.findall(r"[^\W\d_]+", _YAML.split(name)[0].lower())
    return is_yaml(name) and [*map(_singular, words)] == [_singular(near.removesuffix(".yaml"))]


def _file_of(name: str) -> str | None:
    """The file that has the name of a folder: agencies.yaml for the folder agencies, or agency."""
    stems = ("agencies", "areas", "forces")  # Other programs have folders called checks and settings.
    return next((f"{stem}.yaml" for stem in stems if _singular(name.lower()) == _singular(stem)), None)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name of which a name in small letters has nearly a word; None if it has none."""
    words = [word for word in re.split(r"[^a-z]+", name) if word]
    return next((right for right in known for word in words if _is_near(word, right)), None)


def _is_near(word: str, right: str) -> bool:
    """Whether a word is another one, its singular, or it with one letter too many, too few, wrong or exchanged."""
    if _singular(word) == _singular(right):
        return True
    begin = _alike(word, right)
    end = _alike(word[begin:][::-1], right[begin:][::-1])
    rest, wanted = word[begin : len(word) - end], right[begin : len(right) - end]
    return max(len(rest), len(wanted)) <= 1 or (len(rest) == 2 and rest == wanted[::-1])


def _alike(one: str, other: str) -> int:
    """How many letters at their beginning two words share."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _singular(word: str) -> str:
    return re.sub(r"y$|ys$|ie$|ies$", "i", word).rstrip("s")


def _place_by_name(path: Path) -> str | None:
    """The folder to which a YAML file belongs that has its name, and a table of terms: editions.yaml, glossary.csv."""
    is_table = path.suffix.lower() == ".csv"
    if not (is_table or is_yaml(path.name)):
        return None
    near = nearest(path.name.split(".")[0].lower(), ("glossary",) if is_table else (*FOLDERS, *OF_LANGUAGES))
    return near and f"the folder {near}"


def _place_by_content(path: Path) -> str | None:
    """Where a text file belongs by its first keys; None if it is not one of ours. Raises ResourceError."""
    if path.suffix.lower() not in {"", ".txt", ".text", ".yaml", ".yml", ".json"} or not is_plain(path):
        return None
    text = _start_of(path)
    if len(set(_KEYS.findall(text))) < 2 and not is_yaml(path.name):  # People write "areas: Kent" in notes too.
        return None
    return next((place for place, keys in _WORDS_OF if keys.search(text)), None)


def _has_keys(path: Path) -> bool:
    """Whether a file begins with keys of ours. Raises ResourceError."""
    return is_plain(path) and _KEYS.search(_start_of(path)) is not None


def _start_of(path: Path) -> str:
    return read_start(path, _MOST_READ).decode("utf-8", "replace")
