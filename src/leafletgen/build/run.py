"""A whole build: read, check, then compose, lay out, write, check and publish each leaflet.

In: a Request. Out: a Report of the files made, every problem and the time of each stage.
Why: the order of the stages stands here and nowhere else. Data that are not valid stop everything before a file is
touched; a leaflet that cannot be made stops only itself.
"""

from __future__ import annotations

import datetime
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from leafletgen.build.output import publish
from leafletgen.build.plan import OFFICE, Make, Order, plan
from leafletgen.build.product import check_product
from leafletgen.build.report import Report
from leafletgen.checks.freshness import require_checked
from leafletgen.content.catalogue import Catalogue, Variant
from leafletgen.content.check import check
from leafletgen.content.compose import compose
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.source import read_folder
from leafletgen.errors import LeafletError, Problem, UsageError
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.pdf import profiles
from leafletgen.pdf.writer import sheets, write

_EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, slots=True)
class Request:
    """What to build: nothing in `editions`, `variants` or `sizes` means all. `environment` is os.environ, or less.

    `checked_within` is how many days ago each contact must have been checked at most; None asks for no check.
    `intent` is the ICC profile of another printing condition than FOGRA39 and `condition` its name, for the press.
    """

    data: Path
    fonts: Path
    icc: Path
    output: Path
    editions: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    make: Make = OFFICE
    intent: Path | None = None
    condition: str = ""
    checked_within: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


def build(request: Request) -> Report:
    """Make every leaflet asked for. Raises where nothing can be made; the Report has what befell single leaflets."""
    return _Build(request).run()


class _Build:
    """One build under way: what has been made and gone wrong so far."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.moment = build_moment(request.environment)
        self.profile = _profile(request)
        self.timings: defaultdict[str, float] = defaultdict(float)
        self.files: list[Path] = []
        self.errors: list[LeafletError] = []
        self.warnings: list[Problem] = []

    def run(self) -> Report:
        with self._timed("fonts"):
            fonts = FontBook.load(self.request.fonts)
        catalogue = self._read(fonts)
        self.warnings += _of_the_data(catalogue)
        asked = self.request
        orders = plan(catalogue, asked.editions, asked.variants, asked.sizes, asked.make)
        if asked.checked_within is not None:
            leaflets = [(order.edition, order.variant) for order in orders]
            require_checked(catalogue, leaflets, asked.checked_within, datetime.date.today())
        for (edition, variant), same in groupby(orders, key=lambda order: (order.edition, order.variant)):
            with self._kept_errors():
                leaflet = self._compose(catalogue, edition, variant)
                for order in same:
                    with self._kept_errors():
                        self._make(order, leaflet, fonts)
        return Report(tuple(self.files), tuple(self.errors), tuple(self.warnings), dict(self.timings))

    def _read(self, fonts: FontBook) -> Catalogue:
        with self._timed("read"):
            source = read_folder(self.request.data)
        with self._timed("check"):
            return check(source, fonts.coverage())

    def _compose(self, catalogue: Catalogue, edition: str, variant: Variant) -> Leaflet:
        with self._timed("compose"):
            leaflet = compose(catalogue, edition, variant)
        self.warnings += _unchecked(leaflet)
        return leaflet

    def _make(self, order: Order, leaflet: Leaflet, fonts: FontBook) -> None:
        with self._timed("lay out"):
            profile, mono = self.profile, order.make.mono
            laid_out = lay_out(leaflet, order.form, fonts, mono=mono, folded=profile.folded, bleed=profile.bleed)
        with self._timed("write"):
            data = write(laid_out, fonts, self.moment or _midnight(leaflet.date), self.profile)
        with self._timed("publish"):
            path = self.request.output / order.file_name
            check_product(data, len(sheets(laid_out, self.profile)), str(path))
            publish(data, path)
        self.files.append(path)

    @contextmanager
    def _kept_errors(self) -> Iterator[None]:
        """Keep an error for the report, and go on with the next leaflet."""
        try:
            yield
        except LeafletError as error:
            self.errors.append(error)

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.timings[stage] += time.perf_counter() - start


def _profile(request: Request) -> profiles.Profile:
    """The output profile that the request asks for. Raises ResourceError where its ICC profile is unfit."""
    make = request.make
    if make.booklet:
        return profiles.BOOKLET
    if not make.for_press:
        return profiles.OFFICE
    chosen = request.intent
    intent = profiles.chosen_intent(chosen, request.condition) if chosen else profiles.default_intent(request.icc)
    return profiles.press(make.standard, intent, marks=make.marks)


def build_moment(environment: Mapping[str, str]) -> datetime.datetime | None:
    """Read the moment that SOURCE_DATE_EPOCH sets for the dates in the files; None where it is not set."""
    value = environment.get(_EPOCH)
    if value is None:
        return None
    try:
        if not (value.isascii() and value.isdigit()):
            raise ValueError(value)
        return datetime.datetime.fromtimestamp(int(value), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        message = f"{_EPOCH} is {value!r}, which is not a number of seconds since 1970."
        hint = "Set it to a whole number such as 1795478400, or unset it: then the date of the edition is used."
        raise UsageError(Problem("bad-source-date-epoch", message, hint)) from None


def _midnight(date: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(date, datetime.time(), datetime.UTC)


def _of_the_data(catalogue: Catalogue) -> tuple[Problem, ...]:
    """Say once that the data have warnings: `validate` shows them."""
    count = len(catalogue.warnings)
    if not count:
        return ()
    message = f"the data have {count} warning{'s' if count > 1 else ''}"
    return (Problem("data-warnings", message, "See them with: leafletgen validate", severity="warning"),)


def _unchecked(leaflet: Leaflet) -> tuple[Problem, ...]:
    """Say, once for each leaflet, how many of its contacts nobody has checked."""
    count = leaflet.unchecked
    if not count:
        return ()
    contacts = "1 contact has" if count == 1 else f"{count} contacts have"
    message = f"{leaflet.edition} {leaflet.variant}: {contacts} not been checked by a person"
    return (Problem("unchecked-contacts", message, "", severity="warning"),)
