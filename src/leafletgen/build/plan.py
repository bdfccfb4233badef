"""What to make: the leaflets that a command asks for, as records in a fixed order.

In: the Catalogue and the editions, variants and sizes asked for. Out: Orders, each one file.
Why: the matrix is data that can be shown, compared and handed out before anything is made.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from leafletgen.content.catalogue import VARIANTS, Catalogue, Variant
from leafletgen.errors import Problem, UsageError

Size = Literal["a4", "a5"]
SIZES: tuple[Size, ...] = ("a4", "a5")


@dataclass(frozen=True, slots=True)
class Make:
    """How files are made: `large` print (A4 alone), `mono` (black only), `booklet` (A5 on A4), or for the press.

    `standard` and `marks` (crop marks) are for the press profile.
    """

    large: bool = False
    mono: bool = False
    booklet: bool = False
    profile: Literal["office", "press"] = "office"
    standard: Literal["x4", "x1a"] = "x4"
    marks: bool = False

    @property
    def suffixes(self) -> tuple[str, ...]:
        """What the name of a file says of it, in the order of cli.md."""
        named = (("large", self.large), ("mono", self.mono), ("booklet", self.booklet), ("press", self.for_press))
        return tuple(name for name, holds in named if holds)

    @property
    def for_press(self) -> bool:
        """Whether a commercial printer gets the file."""
        return self.profile == "press"

    @property
    def only_size(self) -> Size | None:
        """The one size that can be made so, where there is just one."""
        if self.large:
            return "a4"
        return "a5" if self.booklet else None


OFFICE = Make()


@dataclass(frozen=True, slots=True)
class Order:
    """One file to make."""

    edition: str
    variant: Variant
    size: Size
    make: Make = OFFICE

    @property
    def form(self) -> str:
        """The row of the table of formats that it is laid out in."""
        return f"{self.size}-large" if self.make.large else self.size

    @property
    def file_name(self) -> str:
        """EDITION-VARIANT-SIZE.pdf, with -large, -mono, -booklet and -press where they apply."""
        return f"{'-'.join([self.edition, self.variant, self.size, *self.make.suffixes])}.pdf"


def plan(
    catalogue: Catalogue,
    editions: Collection[str],
    variants: Collection[str],
    sizes: Collection[str],
    make: Make = OFFICE,
) -> tuple[Order, ...]:
    """List the files to make, by edition, variant and size; nothing named means all. Raises UsageError."""
    refuse_unknown_editions(editions, catalogue.editions)
    _refuse_contradiction(sizes, make)
    wanted = (make.only_size,) if make.only_size else sizes or SIZES
    return tuple(
        Order(edition, variant, size, make)
        for edition in catalogue.editions
        if not editions or edition in editions
        for variant in VARIANTS
        if not variants or variant in variants
        for size in SIZES
        if size in wanted
    )


def _refuse_contradiction(sizes: Collection[str], make: Make) -> None:
    """Refuse what does not go together: large print, booklet and press, with each other or with another size."""
    if make.large and set(sizes) - {"a4"}:
        hint = "Leave --size out, or say --size a4."
        raise UsageError(Problem("large-print-size", "Large print is made in A4 only.", hint))
    if make.booklet and set(sizes) - {"a5"}:
        hint = "Leave --size out, or say --size a5: the booklet is A5, printed on A4 and folded."
        raise UsageError(Problem("booklet-size", "A booklet is made of A5 pages only.", hint))
    named = (("--large-print", make.large), ("--booklet", make.booklet), ("--profile press", make.for_press))
    asked = [option for option, holds in named if holds]
    if len(asked) > 1:
        message = f"{' and '.join(asked)} do not go together."
        raise UsageError(Problem("options-contradict", message, "Build them one after the other."))
    if not make.for_press and (make.marks or make.standard != "x4"):
        hint = "Add --profile press, or leave --marks and --standard out."
        raise UsageError(Problem("press-option", "--marks and --standard are for the press profile.", hint))


def refuse_unknown_editions(asked: Collection[str], known: Collection[str]) -> None:
    """Refuse names that no edition has, each with a suggestion. Raises UsageError."""
    unknown = [edition for edition in dict.fromkeys(asked) if edition not in known]
    if unknown:
        raise UsageError(
            Problem("unknown-edition", f"There is no edition {edition!r}.", _suggestion(edition, known))
            for edition in unknown
        )


def _suggestion(edition: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(edition.lower(), known, n=1)
    start = f"Did you mean {close[0]}? " if close else ""
    return f"{start}The editions are: {', '.join(known)}."
