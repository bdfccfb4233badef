"""The interface for Python programs: load, lay_out, render and build, exported by `leafletgen` (docs/api.md).

In: plain values, such as names and paths. Out: records, bytes or files. Every failure is raised as a LeafletError with
all its Problems; nothing here prints or exits.
Why: programs can make leaflets without the command line, and other modules can change while these names stay.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from leafletgen.checks.data.for_press import require_for_press
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import check
from leafletgen.content.edition_place import belongs_elsewhere, find_other_places
from leafletgen.content.output_options import OFFICE, OutputOptions
from leafletgen.content.records import VARIANTS, Variant
from leafletgen.content.source import read_folder
from leafletgen.content.values import suggest
from leafletgen.errors import Problem, UsageError, joined
from leafletgen.formats import sizes as known_sizes
from leafletgen.layout.fonts import FontBook
from leafletgen.pipeline import build as pipeline
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.context import RenderContext
from leafletgen.pipeline.plan import plan, whole_plan
from leafletgen.pipeline.render import Layout, Renderer
from leafletgen.pipeline.request import Request, build_moment
from leafletgen.report import Report
from leafletgen.resources import data_folder, fonts_folder, icc_folder

AnyPath: TypeAlias = "str | os.PathLike[str]"
PrintingCondition: TypeAlias = tuple[AnyPath, str]
"""The path of an ICC profile and the name of its printing condition, such as FOGRA51."""


def load(data: AnyPath | None = None) -> Catalogue:
    """Read and check a data folder: `data`, else ./data if it holds data, else the data that ship with leafletgen.

    Raises LeafletError with every Problem of the data. Warnings do not raise: they are in `warnings` of the Catalogue.
    """
    catalogue = check(read_folder(_data(data)), FontBook.load(fonts_folder()).coverage())
    whole_plan(catalogue)  # Raises ContentError if the settings contradict themselves.
    return catalogue


def lay_out(
    catalogue: Catalogue,
    edition: str,
    variant: Variant,
    size: str,
    options: OutputOptions = OFFICE,
    *,
    printing_condition: PrintingCondition | None = None,
) -> Layout:
    """Lay out one leaflet on the pages of one file.

    `variant` is "parent" or "child", `size` a paper size such as "a5". `printing_condition` is for the press, if it is
    not FOGRA39. Raises LeafletError if there is no such leaflet, if options contradict each other, if a
    leaflet for the press (but for a draft) has a contact that was never checked or is partly of another place, or if
    the content does not fit.
    """
    _refuse_unknown("variant", [variant], VARIANTS)
    _refuse_unknown("size", [size], known_sizes())
    (output_file,) = plan(catalogue, [edition], [variant], [size], _valid(options), [options.language])
    leaflet = Composer(catalogue, FontBook.load(fonts_folder(), catalogue.own_fonts).coverage).compose(output_file)
    if options.needs_checks:
        one = catalogue.editions[edition]
        require_for_press(leaflet, one, elsewhere=belongs_elsewhere(one, find_other_places(catalogue, one)))
    intent, condition = _printing(printing_condition, options)
    moment, own = build_moment(os.environ), catalogue.own_fonts
    context = RenderContext(Path(), fonts_folder(), icc_folder(), intent, condition, moment, own, measured=True)
    return Renderer(context).lay_out(output_file, leaflet)


def render(layout: Layout) -> bytes:
    """Write a layout as a PDF file: the same layout gives the same bytes.

    The date in the file is that of its edition, or the one that SOURCE_DATE_EPOCH sets. Raises LeafletError if the file
    fails its check.
    """
    data = layout.write()
    layout.examine(data, layout.name)
    return data


def build(
    *editions: str,
    output: AnyPath,
    data: AnyPath | None = None,
    variants: Sequence[Variant] = (),
    sizes: Sequence[str] = (),
    languages: Sequence[str] = (),
    options: OutputOptions | None = None,
    printing_condition: PrintingCondition | None = None,
    checked_within: int | None = None,
    mode: Literal["build", "check", "plan"] = "build",
    jobs: int = 1,
    force: bool = False,
    prune: bool = False,
) -> Report:
    """Make leaflets as files in the folder `output`, as the command `leafletgen build` does.

    Without editions, variants or sizes all are made, and without languages each edition is made in its own; without
    `options` the settings of the data folder apply. `checked_within` is the greatest age in days of a contact's last
    check. `mode` "check" writes nothing, and raises if a file is out of date; "plan" writes nothing and lists the
    files. `jobs` is the number of processes, or 0 for one for each processor. `force` makes all files again; `prune`
    removes files that are no longer made.
    Raises LeafletError with all Problems if a file cannot be made; the other files are made nevertheless.
    """
    _refuse_unknown("variant", variants, VARIANTS)
    _refuse_unknown("size", sizes, known_sizes())
    _refuse_unknown("mode", [mode], ("build", "check", "plan"))
    if mode != "build" and (force or prune):
        hint = "Leave `force` and `prune` out, or the mode."
        raise UsageError(Problem("mode-writes-nothing", f"The mode {mode} makes and removes nothing.", hint))
    if jobs < 0:
        raise UsageError(Problem("bad-jobs", f"There cannot be {jobs} processes.", "Give 0, 1 or more."))
    intent, condition = _printing(printing_condition, options or OFFICE)
    request = Request(
        data=_data(data),
        fonts=fonts_folder(),
        icc=icc_folder(),
        output=Path(output),
        editions=editions,
        variants=tuple(variants),
        sizes=tuple(sizes),
        languages=tuple(languages) or ((options.language,) if options and not options.in_english else ()),
        options=_valid(options or OFFICE),
        profile_given=options is not None,
        intent=intent,
        condition=condition,
        checked_within=checked_within,
        environment=os.environ,
        mode=mode,
        jobs=jobs,
        force=force,
        prune=prune,
    )
    report = pipeline.build(request)
    if report.errors:
        raise joined(report.errors)
    return report


def _data(chosen: AnyPath | None) -> Path:
    return data_folder(None if chosen is None else Path(chosen))


def _valid(options: OutputOptions) -> OutputOptions:
    """Check the types of the options, which the record itself does not check. Raises UsageError."""
    try:
        return msgspec.convert(msgspec.structs.asdict(options), OutputOptions)
    except msgspec.ValidationError as error:
        hint = "See the fields of OutputOptions in docs/api.md."
        raise UsageError(Problem("bad-options", f"The options are not valid: {error}.", hint)) from None


def _printing(condition: PrintingCondition | None, options: OutputOptions) -> tuple[Path | None, str]:
    if condition is None:
        return None, ""
    if not options.for_press:
        hint = 'Leave it out, or make the file with OutputOptions(profile="press").'
        raise UsageError(Problem("press-option", "A printing condition is for the press profile.", hint))
    profile, name = condition
    return Path(profile), name


def _refuse_unknown(what: str, asked: Iterable[str], known: Collection[str]) -> None:
    """Raise UsageError for names that are not known, each with a suggestion."""
    problems = [
        Problem(
            "unknown-name", f"There is no {what} {name!r}.", f"{suggest(name, known)}Known are: {', '.join(known)}."
        )
        for name in asked
        if name not in known
    ]
    if problems:
        raise UsageError(problems)
