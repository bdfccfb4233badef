"""What to make: the leaflets that a command or the data folder's settings ask for, as records in a fixed order.

In: the Catalogue, and the editions, variants and sizes asked for. Out: Orders, each one file.
Why: the matrix is data that can be shown, compared and handed out before anything is made.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from leafletgen.content.values import suggest
from leafletgen.errors import ContentError, Problem, UsageError

if TYPE_CHECKING:  # A build with nothing to do does without the types of the data: they take a while to load.
    from leafletgen.content.catalogue import BuildRow, Catalogue, Size, Variant


class Make(Struct, frozen=True):
    """How files are made: `large` print (A4 alone), `mono` (black only), `booklet` (A5 on A4), or for the press.

    `standard` and `marks` (crop marks) are for the press profile; `fillable` makes the officer panel a form.
    """

    large: bool = False
    mono: bool = False
    booklet: bool = False
    profile: Literal["office", "press"] = "office"
    standard: Literal["x4", "x1a"] = "x4"
    marks: bool = False
    fillable: bool = False

    @property
    def suffixes(self) -> tuple[str, ...]:
        """What the name of a file says of it, in the order of cli.md."""
        named = (
            ("large", self.large),
            ("mono", self.mono),
            ("booklet", self.booklet),
            ("fillable", self.fillable),
            ("press", self.for_press),
        )
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


class Order(Struct, frozen=True):
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
        """EDITION-VARIANT-SIZE.pdf, with -large, -mono, -booklet, -fillable and -press where they apply."""
        return f"{'-'.join([self.edition, self.variant, self.size, *self.make.suffixes])}.pdf"


def whole_plan(catalogue: Catalogue, editions: Collection[str] = ()) -> tuple[Order, ...]:
    """List the files that the data folder's settings ask for under `build:`, or those of some editions among them.

    They stand by edition and variant, then in the order of the rows. Raises UsageError where there is no such edition,
    and ContentError where a row asks for what cannot be, or two rows make the same file differently.
    """
    from leafletgen.content.catalogue import VARIANTS, BuildRow

    refuse_unknown_editions(editions, catalogue.editions)
    orders: dict[str, Order] = {}
    problems: list[Problem] = []
    for row in catalogue.settings.build or (BuildRow(at=catalogue.settings.at),):
        try:
            found = _of_row(catalogue, row)
        except UsageError as error:
            problems += [problem._replace(where=row.at) for problem in error.problems]
            continue
        if twice := next((order for order in found if orders.get(order.file_name, order) != order), None):
            message = f"A row above makes {twice.file_name} in another way."
            problems.append(Problem("build-row-twice", message, "Keep one of the two rows.", row.at))
        orders |= {order.file_name: order for order in found}
    if problems:
        raise ContentError(problems)
    places = {edition: place for place, edition in enumerate(catalogue.editions)}
    chosen = (order for order in orders.values() if not editions or order.edition in editions)
    return tuple(sorted(chosen, key=lambda order: (places[order.edition], VARIANTS.index(order.variant))))


def _of_row(catalogue: Catalogue, row: BuildRow) -> tuple[Order, ...]:
    make = Make(row.large_print, row.mono, row.booklet, row.profile, row.standard, row.marks, row.fillable)
    return plan(catalogue, row.editions or (), row.variants or (), row.sizes or (), make)


def plan(
    catalogue: Catalogue,
    editions: Collection[str],
    variants: Collection[str],
    sizes: Collection[str],
    make: Make = OFFICE,
) -> tuple[Order, ...]:
    """List the files to make, by edition, variant and size; nothing named means all. Raises UsageError."""
    from leafletgen.content.catalogue import SIZES, VARIANTS

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
    if make.fillable and (make.booklet or make.for_press):
        message = "--fillable goes with neither --booklet nor --profile press."
        raise UsageError(Problem("fillable-paper", message, "A form is filled in on a screen, page by page."))
    if not make.for_press and (make.marks or make.standard != "x4"):
        hint = "Add --profile press, or leave --marks and --standard out."
        raise UsageError(Problem("press-option", "--marks and --standard are for the press profile.", hint))


def refuse_unknown_editions(asked: Collection[str], known: Collection[str]) -> None:
    """Refuse names that no edition has, each with a suggestion. Raises UsageError."""
    unknown = [edition for edition in dict.fromkeys(asked) if edition not in known]
    if unknown:
        raise UsageError(
            Problem("unknown-edition", f"There is no edition {edition!r}.", hint_at_editions(edition, known))
            for edition in unknown
        )


def hint_at_editions(edition: str, known: Collection[str]) -> str:
    """What to tell somebody who named an edition that there is not."""
    return f"{suggest(edition, known)}The editions are: {', '.join(known)}."
