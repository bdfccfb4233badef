"""What to make: the files that a command or the data folder's settings ask for, as records in a fixed order.

In: the Catalogue, and the editions, variants and sizes asked for. Out: OutputFiles.
Why: a plan that is data can be shown, compared with what exists and given to workers before anything is made.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from leafletgen.content.output_options import AND_ENGLISH, ENGLISH, OFFICE, OutputOptions
from leafletgen.content.values import suggest
from leafletgen.errors import ContentError, Problem, UsageError
from leafletgen.formats import FORMATS, Format, Grid, format_of

if TYPE_CHECKING:  # Not imported at run time: loading the types of the data takes a while.
    from leafletgen.content.catalogue import Catalogue
    from leafletgen.content.records import Size, Variant
    from leafletgen.content.settings import BuildRow


FileKind = Literal["pdf", "html", "svg"]
"""What a file is: pages to print, the leaflet as a web page, or a picture of its cover."""


class OutputFile(Struct, frozen=True):
    """One file to make. A web page has the size and the options of a PDF file, but they change nothing in it."""

    edition: str
    variant: Variant
    size: Size
    options: OutputOptions = OFFICE
    kind: FileKind = "pdf"

    @property
    def form(self) -> str:
        """The name of its format: a row of formats.py."""
        return format_of(self.size, large_print=self.options.large_print).name

    @property
    def holds(self) -> Literal["leaflet", "card"]:
        """What stands on its pages."""
        return FORMATS[self.form].holds

    @property
    def grid(self) -> Grid | None:
        """How an office printer gets its pages to be cut apart; None if each page is a sheet."""
        return FORMATS[self.form].grid

    @property
    def name(self) -> str:
        """EDITION-VARIANT-SIZE.pdf, with -large, -mono, -booklet, -fillable, -press, -marks, .LANGUAGE and .draft.

        Web pages and pictures of covers, of which a leaflet has one each, are EDITION-VARIANT.html and .svg, with
        .LANGUAGE.
        """
        language = "" if self.options.in_english else f".{self.options.language}"
        if self.kind != "pdf":
            return f"{self.edition}-{self.variant}{language}.{self.kind}"
        stem = "-".join([self.edition, self.variant, self.size, *self.options.suffixes])
        return f"{stem}{language}.draft.pdf" if self.options.draft else f"{stem}{language}.pdf"

    @property
    def facts(self) -> dict[str, str | tuple[str, ...]]:
        """What it is: edition, variant, size, profile, and how it differs from the usual file."""
        how = (*self.options.suffixes, *(["draft"] if self.options.draft else []))
        return {
            "edition": self.edition,
            "variant": self.variant,
            "size": self.size,
            "profile": self.options.profile,
            "how": tuple(suffix for suffix in how if suffix != "press"),
        }

    @property
    def words(self) -> tuple[str, ...]:
        """What files have in common that are made of the same words: edition, variant, language, what they hold.

        A translation has other words in a draft, because it names no force there.
        """
        draft = "draft" if self.options.draft and not self.options.in_english else ""
        return self.edition, self.variant, self.options.language, self.holds, draft

    def without_need_of_checks(self) -> OutputFile:
        """The file itself, or its draft if it is for the press."""
        if not self.options.needs_checks:
            return self
        return replace(self, options=replace(self.options, draft=True))


def whole_plan(
    catalogue: Catalogue,
    editions: Collection[str] = (),
    languages: Collection[str] = (),
    rows: Sequence[BuildRow] = (),
) -> tuple[OutputFile, ...]:
    """List the files that `rows` ask for, or the data folder's settings under `build:`; with `editions`, only theirs.

    They are in `languages`, or in those of each edition. The order is by edition and variant, then by the rows.
    Raises UsageError for an unknown edition, and ContentError if a row contradicts itself or two rows make the same
    file with different options.
    """
    from leafletgen.content.records import VARIANTS
    from leafletgen.content.settings import BuildRow

    refuse_unknown_editions(editions, catalogue.editions)
    languages = _known_languages(languages)
    output_files: dict[str, OutputFile] = {}
    problems: list[Problem] = []
    for row in rows or catalogue.settings.build or (BuildRow(at=catalogue.settings.at),):
        try:
            found = _of_row(catalogue, row, languages)
        except UsageError as error:
            problems += [problem._replace(where=row.at) for problem in error.problems]
            continue
        twice = next((file for file in found if output_files.get(file.name, file) != file), None)
        if twice:
            message = f"A row above makes {twice.name} with other options."
            problems.append(Problem("build-row-twice", message, "Keep one of the two rows.", row.at))
        output_files |= {output_file.name: output_file for output_file in found}
    if problems:
        raise ContentError(problems)
    places = {edition: place for place, edition in enumerate(catalogue.editions)}
    chosen = (output_file for output_file in output_files.values() if not editions or output_file.edition in editions)
    return tuple(
        sorted(chosen, key=lambda file: (places[file.edition], VARIANTS.index(file.variant), file.options.language))
    )


def _of_row(catalogue: Catalogue, row: BuildRow, languages: Collection[str]) -> tuple[OutputFile, ...]:
    return plan(catalogue, row.editions or (), row.variants or (), row.sizes or (), OutputOptions.of(row), languages)


def plan(
    catalogue: Catalogue,
    editions: Collection[str],
    variants: Collection[str],
    sizes: Collection[str],
    options: OutputOptions = OFFICE,
    languages: Collection[str] = (),
) -> tuple[OutputFile, ...]:
    """List the files to make, by edition, variant, language and size; nothing named means all. Raises UsageError.

    Without `languages` they are in those of each edition.
    """
    from leafletgen.content.records import VARIANTS

    refuse_unknown_editions(editions, catalogue.editions)
    _refuse_contradiction(sizes, options)
    _refuse_variant(variants, sizes)
    asked = _known_languages(languages)
    wanted = [row for row in _rows(options) if (row.size in sizes if sizes else row.by_default)]
    return tuple(
        OutputFile(name, variant, row.size, options if tag == options.language else replace(options, language=tag))
        for name, edition in catalogue.editions.items()
        if not editions or name in editions
        for variant in VARIANTS
        if not variants or variant in variants
        for tag in asked or edition.tags
        for row in wanted
        if variant in row.variants
    )


def _known_languages(tags: Collection[str]) -> tuple[str, ...]:
    """Languages by their tags in PDF, each once. Raises UsageError for one that is not in the table."""
    found = tuple(dict.fromkeys(ENGLISH if tag == "en" else tag for tag in tags))
    others = [tag.removesuffix(AND_ENGLISH) for tag in found if tag != ENGLISH]
    if others:
        from leafletgen.content.languages import language_of  # Not loaded for English.

        for tag in others:
            language_of(tag)
    return found


def known_language(tag: str) -> str:
    """A language by its tag in PDF. Raises UsageError for one that is not in the table."""
    if tag in (ENGLISH, "en"):
        return ENGLISH
    from leafletgen.content.languages import language_of  # Not loaded for English.

    return language_of(tag).tag


def only_variant(sizes: Collection[str]) -> tuple[str, ...]:
    """The variant that sizes are made for if it is only one; else nothing."""
    able = {variant for size in sizes for variant in format_of(size).variants}
    return tuple(able) if len(able) == 1 else ()


def _refuse_variant(variants: Collection[str], sizes: Collection[str]) -> None:
    """Refuse a variant in a size that is not made for it."""
    for row in FORMATS.values():
        if row.size in sizes and not set(variants) <= set(row.variants):
            able = " and ".join(row.variants)
            hint = f"Leave --variant out, or give --variant {row.variants[0]}; build other sizes by themselves."
            message = f"The size {row.size} is made for the {able} only."
            raise UsageError(Problem("size-variant", message, hint))


def _rows(options: OutputOptions) -> list[Format]:
    """The rows of the table of formats that these options allow, one for each size."""
    rows = [row for row in FORMATS.values() if row.size]
    if options.large_print:
        return [row for row in rows if row.large_print]
    if options.booklet:
        return [row for row in rows if row.sheet]
    return [row for row in rows if not row.grid] if options.fillable else rows


def _refuse_contradiction(sizes: Collection[str], options: OutputOptions) -> None:
    """Refuse large print, booklet and press with each other, or with a size that they do not come in."""
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
        message = f"{' and '.join(asked)} cannot be combined."
        raise UsageError(Problem("options-contradict", message, "Build them one after the other."))
    if options.fillable and (options.booklet or options.for_press):
        message = "--fillable cannot be combined with --booklet or --profile press."
        raise UsageError(Problem("fillable-paper", message, "A form is filled in on a screen, page by page."))
    if not options.for_press and (options.marks or options.standard != "x4"):
        hint = "Add --profile press, or leave --marks and --standard out."
        raise UsageError(Problem("press-option", "--marks and --standard are for the press profile.", hint))


def _refuse_size(able: Sequence[str], options: OutputOptions) -> None:
    names = " and ".join(size.upper() for size in able)
    if options.large_print:
        hint = f"Leave --size out, or give --size {able[0]}."
        raise UsageError(Problem("large-print-size", f"Large print is made in {names} only.", hint))
    if options.fillable:
        hint = "Leave --fillable out, and write on the printed lines with a pen."
        raise UsageError(Problem("fillable-size", f"A form to fill in is made in {names} only.", hint))
    hint = f"Leave --size out, or give --size {able[0]}: two pages go on each side of a sheet that is folded."
    raise UsageError(Problem("booklet-size", f"A booklet is made of {names} pages only.", hint))


def refuse_unknown_editions(asked: Collection[str], known: Collection[str]) -> None:
    """Raise UsageError for every name that no edition has, with a suggestion."""
    unknown = [edition for edition in dict.fromkeys(asked) if edition not in known]
    if unknown:
        raise UsageError(
            Problem("unknown-edition", f"There is no edition {edition!r}.", hint_at_editions(edition, known))
            for edition in unknown
        )


def hint_at_editions(edition: str, known: Collection[str]) -> str:
    """The hint for an edition name that does not exist."""
    name = PurePath(edition).name.removesuffix(".yaml")
    near = f"Did you mean {name}? " if name in known else suggest(name, known)
    return f"{near}The editions are: {', '.join(known)}."
