"""Output profiles as a table: what each kind of file claims, and what may stand in it.

In: names, and an ICC profile for the press. Out: a Profile that the writer follows.
Sources: ISO 14289-1 (PDF/UA-1), ISO 15930-7 (PDF/X-4), ISO 15930-4 (PDF/X-1a:2003).
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from leafletgen.errors import Problem, ResourceError, Where
from leafletgen.print_limits import BLEED

Standard = Literal["", "PDF/UA-1", "PDF/X-4", "PDF/X-1a:2003"]


class OutputIntent(NamedTuple):
    """The printing condition that a press file is made for, with its ICC profile."""

    condition: str
    info: str
    description: str
    profile: bytes


class Profile(NamedTuple):
    """What a file is.

    `tagged` writes the structure tree, `links` annotations; `packed` object streams (PDF 1.5); `cmyk` uses ink values;
    `bleed` is in points; `imposed` puts A5 pages on A4 sheets; `form` makes blanks fields to fill in. `flip` is the
    edge of the paper that an office printer turns each sheet on; "" if the file is not for one.
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
    intent: OutputIntent | None = None
    form: bool = False
    flip: Literal["", "long", "short"] = ""

    @property
    def folded(self) -> bool:
        """Whether pages are folded and stitched, if those of their format are (formats.Format.folds)."""
        return self.imposed or bool(self.bleed)


OFFICE = Profile("PDF/UA-1", (1, 7), links=True, flip="long")
FILLABLE = OFFICE._replace(form=True)
BOOKLET = Profile("", (1, 7), tagged=False, imposed=True, flip="short")


def press(standard: Literal["x4", "x1a"], intent: OutputIntent, *, marks: bool) -> Profile:
    """A file for a commercial printer: PDF/X-4, or PDF/X-1a:2003 for printers who ask for it.

    Raises ResourceError where the ICC profile is newer than the standard: PDF 1.4 knows those of version 2 alone.
    """
    if standard == "x1a":
        if intent.profile[8] > 2:
            message = (
                f"The ICC profile for {intent.condition} is of version {intent.profile[8]}; PDF/X-1a takes version 2."
            )
            raise ResourceError(Problem("icc-too-new", message, "Use its version 2, or --standard x4."))
        return Profile("PDF/X-1a:2003", (1, 4), packed=False, cmyk=True, bleed=BLEED, marks=marks, intent=intent)
    return Profile("PDF/X-4", (1, 6), cmyk=True, bleed=BLEED, marks=marks, intent=intent)


FOGRA39 = (
    "FOGRA39",
    "Coated FOGRA39 (ISO 12647-2:2004)",
    "Offset, ISO 12647-2:2004/Amd 1, paper type 1 or 2, 115 g/m2",
)


def default_intent(folder: Path) -> OutputIntent:
    """FOGRA39: offset on coated paper, with the free profile that ships with leafletgen."""
    return OutputIntent(*FOGRA39, _read_icc(folder / "FOGRA39L_coated.icc"))


def chosen_intent(path: Path, condition: str) -> OutputIntent:
    """The printing condition `condition`, with the ICC profile `path`. Raises ResourceError where that is unfit."""
    return OutputIntent(condition, condition, condition, _read_icc(path))


def _read_icc(path: Path) -> bytes:
    """An ICC profile for CMYK output: class prtr, colour space CMYK, in its header (ICC.1:2022, 7.2)."""
    where = Where(str(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"the ICC profile cannot be read: {error.strerror or error}"
        raise ResourceError(Problem("icc-missing", message, "Check the path of the .icc file.", where)) from error
    if data[36:40] != b"acsp" or int.from_bytes(data[:4], "big") != len(data):
        hint = "Ask the printer for the .icc file again, or download it anew."
        raise ResourceError(Problem("icc-damaged", "this is not a whole ICC profile", hint, where))
    if data[12:16] != b"prtr" or data[16:20] != b"CMYK":
        kind, space = data[12:16].decode("latin-1").strip(), data[16:20].decode("latin-1").strip()
        message = f"this ICC profile is of class {kind} for {space}, not of class prtr for CMYK"
        hint = "Use the profile of a printing condition, such as PSOcoated_v3.icc."
        raise ResourceError(Problem("icc-not-for-press", message, hint, where))
    return data
