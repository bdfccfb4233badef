"""The work on single leaflets: lay out, write, check; in this process, or in one of several at a time.

In: Tools and Jobs (a composed leaflet and the files to make of it). Out: a Result for each file, with its bytes.
Why: it is the part of a build that takes time, and one that fails must not stop the others.
"""

from __future__ import annotations

import datetime

from leafletgen.checks.faults import problems
from leafletgen.checks.pages import Kind, check_pages
from leafletgen.content.leaflet import Leaflet
from leafletgen.errors import LeafletError, ProductError, UnexpectedError, Where
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.frames import LaidOut
from leafletgen.pdf import profiles
from leafletgen.pdf.writer import sheets, write
from leafletgen.pipeline.jobs import Done, Job, Result
from leafletgen.pipeline.plan import Make, Order
from leafletgen.pipeline.product import check_product
from leafletgen.pipeline.stopwatch import Stopwatch
from leafletgen.pipeline.tools import Tools, profile_of


class Workshop:
    """Does Jobs, one after the other."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self.fonts = FontBook.load(tools.fonts)
        self.profiles: dict[Make, profiles.Profile] = {}

    def do(self, job: Job) -> Done:
        """Make all files of a job; never raises for one that cannot be made."""
        watch = Stopwatch()
        results = tuple(self._result(order, job.leaflet, watch) for order in job.orders)
        return Done(results, watch.seconds)

    def _result(self, order: Order, leaflet: Leaflet, watch: Stopwatch) -> Result:
        try:
            return self._make(order, leaflet, watch)
        except LeafletError as error:
            return Result(order, error=error)
        except Exception as error:
            return Result(order, error=UnexpectedError.of(error, Where(order.file_name)))

    def _make(self, order: Order, leaflet: Leaflet, watch: Stopwatch) -> Result:
        profile = self._profile(order.make)
        with watch.timed("lay out"):
            mono, folded, bleed = order.make.mono, profile.folded, profile.bleed
            laid_out = lay_out(leaflet, order.form, self.fonts, mono=mono, folded=folded, bleed=bleed)
        with watch.timed("write"):
            data = write(laid_out, self.fonts, self.tools.moment or midnight(leaflet.date), profile)
        with watch.timed("examine"):
            pages = examine(laid_out, data, profile, str(self.tools.output / order.file_name))
        return Result(order, data, pages)

    def _profile(self, make: Make) -> profiles.Profile:
        if make not in self.profiles:
            self.profiles[make] = profile_of(make, self.tools)
        return self.profiles[make]


def examine(laid_out: LaidOut, data: bytes, profile: profiles.Profile, file: str) -> int:
    """Refuse a file that is not as it should be on paper; returns how many pages or sheets it has."""
    faults = problems(check_pages(laid_out, Kind(profile.folded, profile.bleed)), file)
    if faults:
        raise ProductError(faults)
    placed = sheets(laid_out, profile)
    check_product(data, len(placed), file, [sheet.boxes for sheet in placed])
    return len(placed)


def midnight(date: datetime.date) -> datetime.datetime:
    """The beginning of a day, which dates the files of an edition."""
    return datetime.datetime.combine(date, datetime.time(), datetime.UTC)
