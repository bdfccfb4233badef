"""Output profiles as a table: the standard that each kind of file claims, and the features that it has.

In: names, and an ICC profile for the press. Out: a Profile that the writer follows.
Sources: ISO 14289-1 (PDF/UA-1), ISO 15930-7 (PDF/X-4), ISO 15930-4 (PDF/X-1a:2003).
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from leafletgen.content.files import read_plain
from leafletgen.errors import Problem, ResourceError, Where
from leafletgen.formats import Grid
from leafletgen.print_limits import BLEED

_MOST_BYTES = 20_000_000  # Profiles of printing conditions have 1 to 10 MB.

Standard = Literal["", "PDF/UA-1", "PDF/X-4", "PDF/X-1a:2003"]


class OutputIntent(NamedTuple):
    """The printing condition that a press file is made for, with its ICC profile."""

    condition: str
    info: str
    description: str
    profile: bytes


class Profile(NamedTuple):
    """The standard, the PDF version and the features of a kind of file.

    `tagged`: it has a structure tree; `links`: link annotations; `packed`: object streams (PDF 1.5); `cmyk`: ink values
    instead of RGB; `bleed` in points; `imposed`: several pages on each sheet, as a booklet or on `grid`; `form`: blanks
    are form fields.
    `flip` is the edge on which an office printer flips the sheets; "" if the file is not for an office printer.
    """

    standard: Standard
    version: tuple[int, int]
    tagged: bool = True
    links: bool = False
    packed: bool = True
    cmyk: bool = False
    bleed: float = 0.0
    marks: bool = False
    imposed: bool = False
    grid: Grid | None = None
    intent: OutputIntent | None = None
    form: bool = False
    flip: Literal["", "long", "short"] = ""

    @property
    def folded(self) -> bool:
        """Whether the pages are folded and stitched, if their format folds (formats.Format.folds)."""
        return self.imposed or bool(self.bleed)


OFFICE = Profile("PDF/UA-1", (1, 7), links=True, flip="long")
FILLABLE = OFFICE._replace(form=True)
BOOKLET = Profile("", (1, 7), tagged=False, imposed=True, flip="short")


def on_grid(grid: Grid) -> Profile:
    """The profile of pages that stand on a grid, to be cut apart; the back of each is behind its front."""
    return BOOKLET._replace(grid=grid, bleed=grid.bleed, flip="long")


def press(standard: Literal["x4", "x1a"], intent: OutputIntent, *, marks: bool) -> Profile:
    """The profile of files for a commercial printer: PDF/X-4, or PDF/X-1a:2003 for printers who ask for it.

    Raises ResourceError if the ICC profile is newer than the standard: PDF 1.4 allows only ICC version 2.
    """
    if standard == "x1a":
        if intent.profile[8] > 2:
            message = (
                f"The ICC profile for {intent.condition} has version {intent.profile[8]}; PDF/X-1a needs version 2."
            )
            raise ResourceError(Problem("icc-too-new", message, "Use a profile of version 2, or --standard x4."))
        return Profile("PDF/X-1a:2003", (1, 4), packed=False, cmyk=True, bleed=BLEED, marks=marks, intent=intent)
    return Profile("PDF/X-4", (1, 6), cmyk=True, bleed=BLEED, marks=marks, intent=intent)


FOGRA39 = (
    "FOGRA39",
    "Coated FOGRA39 (ISO 12647-2:2004)",
    "Offset, ISO 12647-2:2004/Amd 1, paper type 1 or 2, 115 g/m2",
)


def default_intent(folder: Path) -> OutputIntent:
    """FOGRA39: offset on coated paper, with the shipped ICC profile, which is free to use."""
    return OutputIntent(*FOGRA39, _read_icc(folder / "FOGRA39L_coated.icc"))


def chosen_intent(path: Path, condition: str) -> OutputIntent:
    """The printing condition `condition`, with the ICC profile at `path`. Raises ResourceError if it is unfit."""
    return OutputIntent(condition, condition, condition, _read_icc(path))


def _read_icc(path: Path) -> bytes:
    """Read an ICC profile for CMYK output: its header has class prtr and colour space CMYK (ICC.1:2022, 7.2)."""
    where = Where(str(path))
    try:
        data = read_plain(path, _MOST_BYTES)
    except OSError as error:
        message = f"The ICC profile cannot be read: {error.strerror or error}."
        raise ResourceError(Problem("icc-missing", message, "Check the path of the .icc file.", where)) from error
    if data[36:40] != b"acsp" or int.from_bytes(data[:4], "big") != len(data):
        hint = "Ask the printer for the .icc file again, or download it again."
        raise ResourceError(Problem("icc-damaged", "This is not a complete ICC profile.", hint, where))
    if data[12:16] != b"prtr" or data[16:20] != b"CMYK":
        kind, space = data[12:16].decode("latin-1").strip(), data[16:20].decode("latin-1").strip()
        message = f"This ICC profile has class {kind} and is for {space}; it must have class prtr and be for CMYK."
        hint = "Use the profile of a printing condition, such as PSOcoated_v3.icc."
        raise ResourceError(Problem("icc-not-for-press", message, hint, where))
    return data
