"""Every office file that can be made of the shipped data, made once: edition, variant, size, large print and mono."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pytest

from leafletgen.content.check import check
from leafletgen.content.compose import compose
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.output_options import OutputOptions
from leafletgen.content.source import read_folder
from leafletgen.layout.display_list import LaidOut
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.pdf.writer import write
from leafletgen.pipeline.plan import OutputFile, plan
from tests.conftest import PROJECT, CheckPdf


@dataclass(frozen=True)
class Made:
    """One file with the stages that it came from."""

    order: OutputFile
    leaflet: Leaflet
    laid_out: LaidOut
    pdf: bytes


@pytest.fixture(scope="session")
def every(check_pdf: CheckPdf) -> dict[str, Made]:
    """All office files by name."""
    fonts = FontBook.load(PROJECT / "fonts")
    catalogue = check(read_folder(PROJECT / "data"), fonts.coverage())
    made = {}
    for large_print in (False, True):
        for mono in (False, True):
            for order in plan(catalogue, (), (), (), OutputOptions(large_print=large_print, mono=mono)):
                leaflet = compose(catalogue, order.edition, order.variant)
                laid_out = lay_out(leaflet, order.form, fonts, mono=mono)
                pdf = write(laid_out, fonts, datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC))
                check_pdf(pdf)
                made[order.name] = Made(order, leaflet, laid_out, pdf)
    return made
