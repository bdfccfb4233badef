"""Render leaflets: lay out, write, check; in the main process or in a worker.

In: a RenderContext and Jobs (a composed leaflet and the files to make of it). Out: a Result for each file, with its
bytes.
Why: this is the part of a build that takes time, and a leaflet that fails must not stop the others.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

from leafletgen.checks.faults import problems
from leafletgen.checks.laid_out import Kind, check_pages
from leafletgen.checks.letters_drawn import letters_not_drawn
from leafletgen.checks.pdf_bytes import check_product
from leafletgen.checks.values_in_order import values_out_of_order
from leafletgen.content.composed import Composed
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.output_options import OutputOptions
from leafletgen.counts import counted
from leafletgen.errors import FitError, LeafletError, Problem, ProductError, UnexpectedError, Where
from leafletgen.formats import FORMATS, Grid
from leafletgen.layout.display_list import LaidOut
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.pdf import profiles
from leafletgen.pdf.writer import sheets, write
from leafletgen.pipeline.context import RenderContext, profile_of
from leafletgen.pipeline.jobs import Done, Job, Result
from leafletgen.pipeline.plan import OutputFile
from leafletgen.pipeline.request import midnight
from leafletgen.pipeline.timing import StageTimer
from leafletgen.units import in_mm


class Layout(NamedTuple):
    """The pages of one file, and what they are written with; `moment` is the date of the file."""

    output_file: OutputFile
    laid_out: LaidOut
    profile: profiles.Profile
    fonts: FontBook
    moment: datetime.datetime

    @property
    def name(self) -> str:
        """The name of the file, such as hampshire-parent-a5.pdf."""
        return self.output_file.name

    @property
    def pages(self) -> int:
        """How many pages the leaflet has."""
        return len(self.laid_out.pages)

    @property
    def fit(self) -> str:
        """How many pages it takes, how much is too much for fewer, and what is not on them: 4 pages, without “Words”.

        It says too that the compact face of the language is used. How much is too much is only known if the context
        asks for it.
        """
        over, left_out = self.laid_out.over, self.laid_out.left_out
        missed = f", {in_mm(over.excess)} too much for {counted(over.pages, 'page')}" if over else ""
        language = self.fonts.of_language(self.laid_out.language).language if self.laid_out.compact else None
        face = f", set in {language.compact}" if language else ""
        without = "".join(f", without “{heading}”" for heading in left_out)
        return f"{counted(self.pages, 'page')}{missed}{without}{face}"

    def write(self) -> bytes:
        """The bytes of the file."""
        return write(self.laid_out, self.fonts, self.moment, self.profile)

    def examine(self, data: bytes, file: str) -> int:
        """Check the pages and the bytes of the file; returns how many PDF pages it has. Raises ProductError."""
        return examine(self.laid_out, self.fonts, self.output_file.form, data, self.profile, file)

    def page_faults(self, file: str) -> tuple[Problem, ...]:
        """What is wrong with the pages, before anything is written."""
        return page_faults(self.laid_out, self.fonts, self.output_file.form, self.profile, file)


class Renderer:
    """Renders the files of Jobs; fonts and profiles are loaded once."""

    def __init__(self, context: RenderContext) -> None:
        self.context = context
        self.fonts = FontBook.load(context.fonts, context.own_fonts)
        self.profiles: dict[tuple[OutputOptions, Grid | None], profiles.Profile] = {}
        self._last: tuple[Composed, tuple[str, OutputOptions], Layout] | None = None
        """The last layout: a cover is the first page of the PDF file before it."""

    def do(self, job: Job) -> Done:
        """Make all files of a job. An error, even an unexpected one, goes into the Result of its file."""
        timer = StageTimer()
        results = tuple(self._result(output_file, job, timer) for output_file in job.output_files)
        return Done(results, timer.seconds)

    def _result(self, output_file: OutputFile, job: Job, timer: StageTimer) -> Result:
        try:
            match output_file.kind:
                case "pdf":
                    return self._make(output_file, job.leaflet, timer)
                case "html":
                    return self._web_page(output_file, job, timer)
                case "svg":
                    return self._cover(output_file, job.leaflet, timer)
        except LeafletError as error:
            return Result(output_file, error=error)
        except Exception as error:
            return Result(output_file, error=UnexpectedError.of(error, Where(output_file.name)))

    def _make(self, output_file: OutputFile, leaflet: Composed, timer: StageTimer) -> Result:
        with timer.timed("lay out"):
            layout = self.lay_out(output_file, leaflet)
        with timer.timed("write"):
            data = layout.write()
        with timer.timed("examine"):
            pages = layout.examine(data, str(self.context.output / output_file.name))
        return Result(output_file, data, pages, layout.fit, layout.laid_out.left_out)

    def _web_page(self, output_file: OutputFile, job: Job, timer: StageTimer) -> Result:
        from leafletgen.web.twin import twin  # Imported here, because only a site has web pages.

        assert isinstance(job.leaflet, Leaflet) and job.frame
        with timer.timed("web"):
            return Result(output_file, twin(job.leaflet, job.frame))

    def _cover(self, output_file: OutputFile, leaflet: Composed, timer: StageTimer) -> Result:
        from leafletgen.web.cover import cover

        with timer.timed("lay out"):
            first_page = self.lay_out(output_file, leaflet).laid_out.pages[0]
        with timer.timed("web"):
            return Result(output_file, cover(first_page, self.fonts))

    def lay_out(self, output_file: OutputFile, leaflet: Composed) -> Layout:
        """Lay out the pages of a file. Raises FitError, or ResourceError if the ICC profile is unfit."""
        last, how = self._last, (output_file.size, output_file.options)
        if last is None or last[0] is not leaflet or last[1] != how:
            self._last = last = (leaflet, how, self._lay_out(output_file, leaflet))
        return last[2]._replace(output_file=output_file)

    def _lay_out(self, output_file: OutputFile, leaflet: Composed) -> Layout:
        profile = self._profile(output_file)
        if leaflet.unchecked_words:  # Such a file claims nothing.
            profile = profile._replace(standard="")
        try:
            laid_out = lay_out(
                leaflet,
                output_file.form,
                self.fonts,
                mono=output_file.options.mono,
                folded=profile.folded,
                bleed=profile.bleed,
                draft=output_file.options.draft,
                measured=self.context.measured,
            )
        except FitError as error:
            raise FitError(_naming(output_file, problem) for problem in error.problems) from error
        return Layout(output_file, laid_out, profile, self.fonts, self.context.moment or midnight(leaflet.date))

    def _profile(self, output_file: OutputFile) -> profiles.Profile:
        key = output_file.options, output_file.grid
        if key not in self.profiles:
            self.profiles[key] = profile_of(*key, self.context)
        return self.profiles[key]


def _naming(output_file: OutputFile, problem: Problem) -> Problem:
    """The Problem with the leaflet and its format in front: a word may fit in one size and not in another."""
    name = f"{output_file.edition} {output_file.variant} {output_file.form}"
    return problem if problem.message.startswith(name) else problem._replace(message=f"{name}: {problem.message}")


def examine(laid_out: LaidOut, fonts: FontBook, form: str, data: bytes, profile: profiles.Profile, file: str) -> int:
    """Check the pages and the bytes of a file; returns how many PDF pages it has. Raises ProductError."""
    faults = page_faults(laid_out, fonts, form, profile, file)
    if faults:
        raise ProductError(faults)
    placed = sheets(laid_out, profile)
    check_product(data, len(placed), file, [sheet.boxes for sheet in placed])
    return len(placed)


def page_faults(
    laid_out: LaidOut, fonts: FontBook, form: str, profile: profiles.Profile, file: str
) -> tuple[Problem, ...]:
    """What is wrong with the pages of a file."""
    found = problems(check_pages(laid_out, Kind(profile.folded, profile.bleed, FORMATS[form])), file)
    return (*found, *letters_not_drawn(laid_out, fonts, file), *values_out_of_order(laid_out, file))
