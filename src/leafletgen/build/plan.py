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
class Order:
    """One file to make."""

    edition: str
    variant: Variant
    size: Size
    large: bool = False
    mono: bool = False

    @property
    def form(self) -> str:
        """The row of the table of formats that it is laid out in."""
        return f"{self.size}-large" if self.large else self.size

    @property
    def file_name(self) -> str:
        """EDITION-VARIANT-SIZE.pdf, with -large and -mono where they apply."""
        parts = [self.edition, self.variant, self.size, *["large"] * self.large, *["mono"] * self.mono]
        return f"{'-'.join(parts)}.pdf"


def plan(
    catalogue: Catalogue,
    editions: Collection[str],
    variants: Collection[str],
    sizes: Collection[str],
    *,
    large: bool = False,
    mono: bool = False,
) -> tuple[Order, ...]:
    """List the files to make, by edition, variant and size; nothing named means all. Raises UsageError.

    `large` is large print, which is A4 alone; `mono` is black only.
    """
    _refuse_unknown(editions, catalogue.editions)
    if large and set(sizes) - {"a4"}:
        hint = "Leave --size out, or say --size a4."
        raise UsageError(Problem("large-print-size", "Large print is made in A4 only.", hint))
    return tuple(
        Order(edition, variant, size, large, mono)
        for edition in catalogue.editions
        if not editions or edition in editions
        for variant in VARIANTS
        if not variants or variant in variants
        for size in SIZES
        if (size == "a4" if large else not sizes or size in sizes)
    )


def _refuse_unknown(asked: Collection[str], known: Collection[str]) -> None:
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
