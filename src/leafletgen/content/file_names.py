"""Files and folders of a data folder that look as if they were meant for leafletgen, but have a name that nobody reads.

In: a data folder. Out: a Problem for each of them.
Why: the services in `agencies.yml` or in `agencies (1).yaml` would be missing in print, and nobody would be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path

from leafletgen.content.files import MAX_BYTES, is_folder, is_plain, read_plain
from leafletgen.errors import Problem, Where

FILES = ("settings.yaml", "agencies.yaml", "areas.yaml", "forces.yaml", "traps.yaml", "checks.yaml", "phrases.yaml")
"""The files of a data folder that are read."""

FOLDERS = ("leaflets", "editions")
"""The folders of a data folder of which each .yaml file is read."""

_YAML = re.compile(r"\.(?:ya?ml|yam|yaml?l|ymal|yalm)(?![a-z])", re.IGNORECASE)
"""The ending of a YAML file, also a mistyped one, anywhere in a name: kent.yaml.txt."""

_BACKUP = re.compile(r"^[.#~]|~$|\.(?:sw[a-p]|bak|orig)$", re.IGNORECASE)
"""Names of hidden files and of the copies that text editors and git keep."""

_WORDS_OF: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a file of its own name", re.compile(r"^(?:agencies|merged|areas|forces|traps|checks|extends) *:", re.MULTILINE)),
    ("the folder leaflets", re.compile(r"^variant *: *(?:parent|child)\b", re.MULTILINE)),
    ("the folder editions", re.compile(r"\A(?=[\s\S]*^id *:)(?=[\s\S]*^areas *:)(?=[\s\S]*^date *:)", re.MULTILINE)),
)
"""Where a file with such keys belongs."""

_MOST_READ = 20_000  # bytes of a file whose name says nothing


def find_misnamed(folder: Path) -> Iterator[Problem]:
    """The files and folders at the top of a data folder with a name that is nearly right, or with content of ours."""
    for path in _entries(folder):
        if path.name in FILES or path.name in FOLDERS or _BACKUP.search(path.name):
            continue
        if is_folder(path):
            near = _nearest(path.name.lower(), FOLDERS)
            if near and _has_yaml(path) and not _is_same(path, folder / near):
                yield _problem(path, f"Rename the folder to {near}, or move it elsewhere.")
        elif near := _nearest_file(path.name):
            if not _is_same(path, folder / near):
                yield _problem(path, f"Rename it to {near}, or add what is in it to {near}, or move it elsewhere.")
        elif place := _place_by_content(path):
            yield _problem(path, f"What is in it belongs into {place}: move it there, or elsewhere.")


def find_unread(folder: Path) -> Iterator[Problem]:
    """The files of a folder such as editions that look like YAML but do not end in .yaml, and folders with them."""
    for path in _entries(folder):
        if path.suffix == ".yaml" or _BACKUP.search(path.name):
            continue
        if is_folder(path):
            if _has_yaml(path) and not path.is_symlink():
                yield _problem(path, f"Move its files up into {folder.name}: folders within it are not read.")
        elif _YAML.search(path.name) or _place_by_content(path):
            stem = _YAML.split(path.name)[0].removesuffix(".txt").rstrip(". ")
            yield _problem(path, f"Rename it to {stem}.yaml, or move it elsewhere.")


def _problem(path: Path, hint: str) -> Problem:
    return Problem("file-name", f"{path.name} is not read.", hint, Where(str(path)))


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []  # The reader says so.


def _has_yaml(folder: Path) -> bool:
    return any(_YAML.search(path.name) for path in _entries(folder))


def _is_same(path: Path, other: Path) -> bool:
    """Whether two names lead to one file: on some systems capitals make no difference."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def _nearest_file(name: str) -> str | None:
    """The file that is read and has nearly this name: agencies.yml, Agencies.yaml, agency.yaml, agencies (1).yaml."""
    if not _YAML.search(name) and "." in name:
        return None
    near = _nearest(_YAML.split(name)[0].lower(), (file.removesuffix(".yaml") for file in FILES))
    return near and f"{near}.yaml"


def _nearest(name: str, known: Iterable[str]) -> str | None:
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


def _place_by_content(path: Path) -> str | None:
    """Where a text file belongs by its first keys; None if it is not one of ours."""
    if path.suffix.lower() not in {"", ".txt", ".text", ".yaml", ".yml", ".json"} or not is_plain(path):
        return None
    try:
        text = read_plain(path, MAX_BYTES)[:_MOST_READ].decode("utf-8", "replace")
    except OSError:
        return None  # Nobody can say what it is.
    return next((place for place, keys in _WORDS_OF if keys.search(text)), None)
