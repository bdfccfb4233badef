"""leafletgen itself: lay out and write, from the composed leaflet. Tags: PDF/UA-1."""

from __future__ import annotations

import datetime

from leafletgen.content.leaflet import Leaflet
from leafletgen.gc_tuning import tune_gc
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.pdf.writer import write
from leafletgen.resources import fonts_folder

_MOMENT = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)


class Maker:
    """Keeps the fonts with their shaped words, and tunes the garbage collector, as a build does."""

    def __init__(self) -> None:
        tune_gc()
        self.fonts = FontBook.load(fonts_folder())

    def make(self, leaflet: Leaflet) -> bytes:
        """The PDF file of a leaflet."""
        return write(lay_out(leaflet, "a5", self.fonts), self.fonts, _MOMENT)
