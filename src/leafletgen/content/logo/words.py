"""The words around a logo: whether its alternative text says anything, and where its file may be.

In: an alternative text with the names of the files; the name of a file that is not there. Out: a Fault, or a hint.
Why: a screen reader reads “photo.png” or “logo” aloud in place of the crest; and a path is easily seen from the wrong
folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path, PurePath

from leafletgen.content.files import is_plain
from leafletgen.content.placeholders import find_placeholder
from leafletgen.content.values import Fault, find_suggestion, quote

_FILE = re.compile(
    r".*\.(?:png|svgz?|jpe?g|gif|webp|pdf|eps|ai|psd|tiff?|bmp|heic|avif|ico)\W*|\S*[\w-]+[/\\]\S+|(?:https?:|www\.|data:)\S*",
    re.IGNORECASE,
)
_NAMED_BY_A_PROGRAM = re.compile(
    r"(?:img|dscn?|dscf|pxl|image|photo|picture|pic|scan|screen ?shot|clipboard|untitled|unnamed|download|logo"
    r"|whatsapp image|file|graphic|asset|artboard|layer|frame)s?[\W_]*\d[\d\W_]*(?:at [\d\W_]+|x\d+|px|copy|wa\d+)*"
    r"|[\d\W_]+",
    re.IGNORECASE,
)
"""What a camera, a scanner or a program calls a picture: IMG_1234, Screenshot 2026-11-28 at 10.15."""

_SAYS_NOTHING = re.compile(
    r"""an? | the | and | of | for | our | my | your | this | that | its | is | here | with | in | on | as | to
    | logos? | logotype | images? | img | pictures? | pic | photos? | photographs? | graphics? | icon | file | drawing
    | illustration | artwork | alt | alternative | alternate | text | description | caption | title | untitled
    | unnamed | unknown | none | null | nil | nothing | empty | blank | decorative | decoration | default | sample
    | test | new | old | final | version | v | copy | small | large | big | colou?r | coloured | white | mono | gr[ae]y
    | cover | front | header | footer | force | organisation | company | corporate | official | main | primary | brand
    | black""",
    re.VERBOSE,
)
"""Words that are true of any logo."""


def alternative_text_fault(text: str, files: Iterable[str]) -> Fault | None:
    """Check that an alternative text says what the logo shows, and is no name of a file and no empty word."""
    if find_placeholder(text):
        return None  # That has a Problem of its own.
    words = re.findall(r"[^\W\d_]+", text.lower())
    stems = {PurePath(name).stem.lower() for name in files}
    says_nothing = len("".join(words)) < 2 or all(map(_SAYS_NOTHING.fullmatch, words))
    if _FILE.fullmatch(text.strip()) or (text.strip().lower() in stems and " " not in text.strip()):
        what = "is the name of a file, which a screen reader would read aloud"
    elif says_nothing or _NAMED_BY_A_PROGRAM.fullmatch(text.strip()):
        what = "does not say what the logo shows"
    else:
        return None
    hint = "Say what it shows and whose it is, as on the telephone: Crest of Kent Police."
    return Fault("alt-empty", f"`alt` is {quote(text)}, which {what}.", hint)


_MOST_LISTED = 2_000


def where_it_is(folder: Path, name: str) -> str:
    """A hint: where a picture may be that a data folder does not have under that name; or empty."""
    asked, here = name.replace("\\", "/"), _plain(folder)
    for base in (folder / "editions", folder, Path()):
        path = _plain(base / asked)
        if is_plain(path) and path.is_relative_to(here):
            return f"Paths begin at the data folder: write {path.relative_to(here).as_posix()}."
    known = list(islice(_pictures_in(folder), _MOST_LISTED))
    same = [one for one in known if PurePath(one).name.lower() == PurePath(asked).name.lower()]
    if near := next(iter(same), None) or find_suggestion(asked, known):
        return f"Did you mean {near}?"
    outside = next((path for path in (folder.parent / asked, Path(asked), folder / asked) if is_plain(path)), None)
    if outside is None:
        return ""
    return f"There is a file {outside}: copy it into {folder / 'logos'}, and write logos/{outside.name}."


def _plain(path: Path) -> Path:
    """The absolute path, without `..`; symlinks are kept."""
    return Path(os.path.normpath(path.absolute()))


def _pictures_in(folder: Path) -> Iterator[str]:
    """The pictures in a data folder, by their paths from there; hidden folders are left out."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith((".png", ".svg")):
                yield (PurePath(place) / name).relative_to(folder).as_posix()
