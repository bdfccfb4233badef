"""Every kind of file that `build` makes, of the shipped data: each is made and checked at the first request."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.compose import compose
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.output_options import OutputOptions
from leafletgen.layout.display_list import LaidOut
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.pdf.profiles import Profile
from leafletgen.pdf.writer import write
from leafletgen.pipeline.context import RenderContext, profile_of
from leafletgen.pipeline.plan import OutputFile, plan
from tests.support.pdf_checks import check_pdf, check_syntax
from tests.support.project import PROJECT

TOOLS = RenderContext(output=Path(), fonts=PROJECT / "fonts", icc=PROJECT / "icc")
MOMENT = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)

KINDS = {
    "office": OutputOptions(),
    "mono": OutputOptions(mono=True),
    "large": OutputOptions(large_print=True),
    "large-mono": OutputOptions(large_print=True, mono=True),
    "booklet": OutputOptions(booklet=True),
    "booklet-mono": OutputOptions(booklet=True, mono=True),
    "press": OutputOptions(profile="press"),
    "press-marks": OutputOptions(profile="press", marks=True),
    "press-x1a": OutputOptions(profile="press", standard="x1a"),
    "press-x1a-marks": OutputOptions(profile="press", standard="x1a", marks=True),
    "press-mono": OutputOptions(profile="press", mono=True),
}


@dataclass(frozen=True)
class Made:
    """One file with the stages that it came from. `kind` is a key of KINDS."""

    kind: str
    order: OutputFile
    profile: Profile
    leaflet: Leaflet
    laid_out: LaidOut
    pdf: bytes

    @property
    def name(self) -> str:
        return f"{self.kind}: {self.order.name}"


class Maker:
    """Makes files by the stages of the program, and keeps each for whoever asks next."""

    def __init__(self, fonts: FontBook, catalogue: Catalogue) -> None:
        self.fonts = fonts
        self.catalogue = catalogue
        self.made: dict[tuple[str, str], Made] = {}

    def files(self, kind: str, *editions: str) -> list[Made]:
        """The files of a kind, of all editions if none is named."""
        return [self._file(kind, order) for order in plan(self.catalogue, editions, (), (), KINDS[kind])]

    def _file(self, kind: str, order: OutputFile) -> Made:
        if (kind, order.name) not in self.made:
            self.made[kind, order.name] = self._make(kind, order)
        return self.made[kind, order.name]

    def _make(self, kind: str, order: OutputFile) -> Made:
        profile = profile_of(order.options, order.grid, TOOLS)
        leaflet = compose(self.catalogue, order.edition, order.variant)
        laid_out = lay_out(
            leaflet, order.form, self.fonts, mono=order.options.mono, folded=profile.folded, bleed=profile.bleed
        )
        pdf = write(laid_out, self.fonts, MOMENT, profile)
        (check_pdf if profile.standard == "PDF/UA-1" else check_syntax)(pdf)
        return Made(kind, order, profile, leaflet, laid_out, pdf)
