"""What to make: the leaflets that a command or the data folder's settings ask for, as records in a fixed order.

In: the Catalogue, and the editions, variants and sizes asked for. Out: Orders, each one file.
Why: the matrix is data that can be shown, compared and handed out before anything is made.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from leafletgen.content.output_options import OFFICE, OutputOptions
from leafletgen.content.values import suggest
from leafletgen.errors import ContentError, Problem, UsageError
from leafletgen.formats import FORMATS, Format, format_of

if TYPE_CHECKING:  # A build with nothing to do does without the types of the data: they take a while to load.
    from leafletgen.content.catalogue import BuildRow, Catalogue
    from leafletgen.content.records import Size, Variant


class OutputFile(Struct, frozen=True):
    """One file to make."""

    edition: str
    variant: Variant
    size: Size
    options: OutputOptions = OFFICE

    @property
    def form(self) -> str:
        """The row of the table of formats that it is laid out in."""
        return format_of(self.size, large_print=self.options.large_print).name

    @property
    def name(self) -> str:
        """EDITION-VARIANT-SIZE.pdf, with -large, -mono, -booklet, -fillable and -press where they apply."""
        return f"{'-'.join([self.edition, self.variant, self.size, *self.options.suffixes])}.pdf"


def whole_plan(catalogue: Catalogue, editions: Collection[str] = ()) -> tuple[OutputFile, ...]:
    """List the files that the data folder's settings ask for under `build:`, or those of some editions among them.

    They stand by edition and variant, then in the order of the rows. Raises UsageError where there is no such edition,
    and ContentError where a row asks for what cannot be, or two rows make the same file differently.
    """
    from leafletgen.content.catalogue import BuildRow
    from leafletgen.content.records import VARIANTS

    refuse_unknown_editions(editions, catalogue.editions)
    output_files: dict[str, OutputFile] = {}
    problems: list[Problem] = []
    for row in catalogue.settings.build or (BuildRow(at=catalogue.settings.at),):
        try:
            found = _of_row(catalogue, row)
        except UsageError as error:
            problems += [problem._replace(where=row.at) for problem in error.problems]
            continue
        twice = next((file for file in found if output_files.get(file.name, file) != file), None)
        if twice:
            message = f"A row above makes {twice.name} in another way."
            problems.append(Problem("build-row-twice", message, "Keep one of the two rows.", row.at))
        output_files |= {output_file.name: output_file for output_file in found}
    if problems:
        raise ContentError(problems)
    places = {edition: place for place, edition in enumerate(catalogue.editions)}
    chosen = (output_file for output_file in output_files.values() if not editions or output_file.edition in editions)
    return tuple(
        sorted(chosen, key=lambda output_file: (places[output_file.edition], VARIANTS.index(output_file.variant)))
    )


def _of_row(catalogue: Catalogue, row: BuildRow) -> tuple[OutputFile, ...]:
    return plan(catalogue, row.editions or (), row.variants or (), row.sizes or (), OutputOptions.of(row))


def plan(
    catalogue: Catalogue,
    editions: Collection[str],
    variants: Collection[str],
    sizes: Collection[str],
    options: OutputOptions = OFFICE,
) -> tuple[OutputFile, ...]:
    """List the files to make, by edition, variant and size; nothing named means all. Raises UsageError."""
    from leafletgen.content.records import VARIANTS

    refuse_unknown_editions(editions, catalogue.editions)
    _refuse_contradiction(sizes, options)
    wanted = [row for row in _rows(options) if (row.size in sizes if sizes else row.by_default)]
    return tuple(
        OutputFile(edition, variant, row.size, options)
        for edition in catalogue.editions
        if not editions or edition in editions
        for variant in VARIANTS
        if not variants or variant in variants
        for row in wanted
    )


def _rows(options: OutputOptions) -> list[Format]:
    """The rows of the table of formats that can be made so, one for each size."""
    rows = [row for row in FORMATS.values() if row.size]
    if options.large_print:
        return [row for row in rows if row.large_print]
    return [row for row in rows if row.sheet] if options.booklet else rows


def _refuse_contradiction(sizes: Collection[str], options: OutputOptions) -> None:
    """Refuse what does not go together: large print, booklet and press, with each other or with another size."""
    able = [row.size for row in _rows(options)]
    if set(sizes) - set(able):
        _refuse_size(able, options)
    named = (
        ("--large-print", options.large_print),
        ("--booklet", options.booklet),
        ("--profile press", options.for_press),
    )
    asked = [option for option, holds in named if holds]
    if len(asked) > 1:
        message = f"{' and '.join(asked)} do not go together."
        raise UsageError(Problem("options-contradict", message, "Build them one after the other."))
    if options.fillable and (options.booklet or options.for_press):
        message = "--fillable goes with neither --booklet nor --profile press."
        raise UsageError(Problem("fillable-paper", message, "A form is filled in on a screen, page by page."))
    if not options.for_press and (options.marks or options.standard != "x4"):
        hint = "Add --profile press, or leave --marks and --standard out."
        raise UsageError(Problem("press-option", "--marks and --standard are for the press profile.", hint))


def _refuse_size(able: Sequence[str], options: OutputOptions) -> None:
    names = " and ".join(size.upper() for size in able)
    if options.large_print:
        hint = f"Leave --size out, or say --size {able[0]}."
        raise UsageError(Problem("large-print-size", f"Large print is made in {names} only.", hint))
    hint = f"Leave --size out, or say --size {able[0]}: two of its pages stand on each side of a sheet, to be folded."
    raise UsageError(Problem("booklet-size", f"A booklet is made of {names} pages only.", hint))


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
