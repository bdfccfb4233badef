"""Every kind of file that `build` makes, once: office, large print, mono, booklet, and press in all its ways."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import check
from leafletgen.content.compose import compose
from leafletgen.content.output_options import OutputOptions
from leafletgen.content.source import read_folder
from leafletgen.layout.display_list import LaidOut
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.pdf.profiles import Profile
from leafletgen.pdf.writer import write
from leafletgen.pipeline.context import RenderContext, profile_of
from leafletgen.pipeline.plan import OutputFile, plan
from tests.conftest import PROJECT, CheckPdf

TOOLS = RenderContext(output=Path(), fonts=PROJECT / "fonts", icc=PROJECT / "icc")
MOMENT = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)

MAKES = {
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
    """One file with the stages that it came from."""

    kind: str
    order: OutputFile
    profile: Profile
    laid_out: LaidOut
    pdf: bytes

    @property
    def name(self) -> str:
        return f"{self.kind}: {self.order.name}"


def rendered(pdf: bytes, dpi: int = 72) -> list[Image.Image]:
    """Every page as a picture in grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()


def darkest(image: Image.Image) -> int:
    """The level of the darkest pixel: 255 where all is white."""
    return next(level for level, count in enumerate(image.histogram()) if count)


@pytest.fixture(scope="session")
def fonts() -> FontBook:
    return FontBook.load(PROJECT / "fonts")


@pytest.fixture(scope="session")
def catalogue(fonts: FontBook) -> Catalogue:
    return check(read_folder(PROJECT / "data"), fonts.coverage())


@pytest.fixture(scope="session")
def every(fonts: FontBook, catalogue: Catalogue, check_pdf: CheckPdf, check_syntax: CheckPdf) -> list[Made]:
    """All files of one edition in every kind, and another edition's for the press."""
    made = []
    for kind, make in MAKES.items():
        editions = () if kind == "press" else ("hampshire",)
        for order in plan(catalogue, editions, (), (), make):
            profile = profile_of(make, TOOLS)
            leaflet = compose(catalogue, order.edition, order.variant)
            laid_out = lay_out(leaflet, order.form, fonts, mono=make.mono, folded=profile.folded, bleed=profile.bleed)
            pdf = write(laid_out, fonts, MOMENT, profile)
            (check_pdf if profile.standard == "PDF/UA-1" else check_syntax)(pdf)
            made.append(Made(kind, order, profile, laid_out, pdf))
    return made


@pytest.fixture(scope="session")
def press_files(every: list[Made]) -> list[Made]:
    return [made for made in every if made.order.options.for_press]


@pytest.fixture(scope="session")
def booklets(every: list[Made]) -> list[Made]:
    return [made for made in every if made.order.options.booklet]


@pytest.fixture(scope="session")
def office_files(every: list[Made]) -> list[Made]:
    return [made for made in every if made.profile.standard == "PDF/UA-1"]


@pytest.fixture(scope="session")
def icc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another printing condition's profile: that which ships, under another name."""
    path = tmp_path_factory.mktemp("icc") / "other.icc"
    path.write_bytes((PROJECT / "icc" / "FOGRA39L_coated.icc").read_bytes())
    return path
