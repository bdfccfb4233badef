"""`--fillable`: each letter of the font prints when it is typed, whichever program fills the form in and prints it."""

from __future__ import annotations

import io
import subprocess
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import uharfbuzz
from PIL import Image, ImageDraw, ImageFont

from leafletgen.layout.fonts import FONT_FILES
from tests.support.form_filling import typed, values_in, written
from tests.support.pdf_checks import check_pdf
from tests.support.program import run_inside
from tests.support.project import PROJECT
from tests.support.tools import tool, verapdf

pytestmark = pytest.mark.slow

FONT = PROJECT / "fonts" / FONT_FILES["Bold"]
FIELDS = ("name-number", "phone", "reference", "email", "next-contact")
FILLERS = {"pdfium": typed, "pikepdf": written}
DPI = 150


def _letters() -> list[str]:
    """The letters and digits of the font, and the marks that names, numbers and addresses have."""
    points = uharfbuzz.Face(uharfbuzz.Blob(FONT.read_bytes())).unicodes
    kept = [chr(point) for point in sorted(points) if unicodedata.category(chr(point)) in ("Lu", "Ll", "Nd")]
    return [*kept, *"&'()+,-./:;@_–—‘’“”€£"]


def _sets() -> Iterator[dict[str, str]]:
    """Values for FIELDS, 18 letters to a line, until all letters are typed."""
    lines = [" ".join(_letters()[start : start + 18]) for start in range(0, len(_letters()), 18)]
    for start in range(0, len(lines), len(FIELDS)):
        yield dict(zip(FIELDS, lines[start : start + len(FIELDS)], strict=False))


SETS = list(_sets())


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The parents' leaflet with fields."""
    folder = tmp_path_factory.mktemp("letters")
    assert run_inside("build", "hampshire", "--variant", "parent", "--size", "a4", "--fillable", "-o", folder).code == 0
    return folder / "hampshire-parent-a4-fillable.pdf"


@pytest.fixture(scope="module", params=FILLERS)
def filled(form: Path, request: pytest.FixtureRequest) -> list[bytes]:
    """The form filled in with each of SETS."""
    fill: Callable[[Path, Mapping[str, str]], bytes] = FILLERS[request.param]
    return [fill(form, values) for values in SETS]


def test_there_are_letters_that_windows_1252_lacks() -> None:
    assert {"Ŵ", "ŷ", "Ł", "ź", "Ş", "ő", "Ț", "ı", "ẁ", "ĳ"} <= set(_letters())
    assert len(_letters()) > 230


def test_the_values_are_those_typed(filled: list[bytes]) -> None:
    for pdf, values in zip(filled, SETS, strict=True):
        assert {key: text for key, text in values_in(pdf).items() if text} == values


def _by_pdfium(pdf: Path, page: int) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    picture: Image.Image = document[page].render(scale=DPI / 72, may_draw_forms=True).to_pil()
    return picture


def _by_poppler(pdf: Path, page: int) -> Image.Image:
    number = str(page + 1)
    command = [tool("pdftoppm"), "-gray", "-r", str(DPI), "-f", number, "-l", number, str(pdf)]
    return Image.open(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))


def _by_ghostscript(pdf: Path, page: int) -> Image.Image:
    options = ["-q", "-sDEVICE=pgmraw", f"-r{DPI}", "-dTextAlphaBits=4", f"-dFirstPage={page + 1}"]
    command = [tool("gs"), *options, f"-dLastPage={page + 1}", "-o", "-", str(pdf)]
    return Image.open(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))


@pytest.mark.parametrize("printer", [_by_pdfium, _by_poppler, _by_ghostscript])
def test_each_letter_is_printed_as_itself(
    filled: list[bytes], tmp_path: Path, printer: Callable[[Path, int], Image.Image]
) -> None:
    for number, values in enumerate(SETS):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(filled[number])
        pictures: dict[int, Image.Image] = {}
        for name, page, box in _boxes(path):
            if name in values:
                picture = pictures.setdefault(page, printer(path, page).convert("L"))
                _compare(_glyphs(picture.crop(box)), values[name].split())


def _boxes(path: Path) -> Iterator[tuple[str, int, tuple[int, int, int, int]]]:
    """Each field: its name, its page, and where in a picture of the page it is, without the rule at its foot."""
    with pikepdf.open(path) as pdf:
        for number, page in enumerate(pdf.pages):
            for found in page.get("/Annots", []):
                if "/T" in found:
                    left, bottom, right, top = (float(side) * DPI / 72 for side in found.Rect)
                    high = float(page.mediabox[3]) * DPI / 72
                    box = (round(left), round(high - top), round(right), round(high - bottom - 2))
                    yield str(found.T), number, box


def _glyphs(line: Image.Image) -> list[Image.Image]:
    """What stands on a line, cut where four columns or more are white. Letters are dark, the rule below is not."""
    ink = line.point(lambda level: 255 if level < 110 else 0)
    columns = [ink.crop((x, 0, x + 1, ink.height)).getbbox() is not None for x in range(ink.width)]
    found: list[list[int]] = []
    for x, inky in enumerate(columns):
        if inky and found and x - found[-1][1] <= 4:
            found[-1][1] = x
        elif inky:
            found.append([x, x])
    return [_trimmed(line.crop((first - 1, 0, last + 2, line.height))) for first, last in found]


@cache
def _reference(letter: str) -> Image.Image:
    """The letter as FreeType draws it from the font file."""
    font = ImageFont.truetype(FONT, 12 * DPI / 72)
    picture = Image.new("L", (80, 80), 255)
    ImageDraw.Draw(picture).text((20, 20), letter, font=font, fill=26)
    return _trimmed(picture)


def _trimmed(picture: Image.Image) -> Image.Image:
    return picture.crop(picture.point(lambda level: 255 if level < 140 else 0).getbbox())


def _compare(found: Sequence[Image.Image], letters: Sequence[str]) -> None:
    assert len(found) == len(letters), f"{len(found)} letters are printed of {letters}"
    for glyph, letter in zip(found, letters, strict=True):
        wanted = _reference(letter)
        assert abs(glyph.width - wanted.width) <= 2, letter
        assert abs(glyph.height - wanted.height) <= 2, letter
        pairs = zip(glyph.resize(wanted.size).tobytes(), wanted.tobytes(), strict=True)
        area = max(wanted.width * wanted.height, 100)  # an apostrophe has too few pixels for an average
        assert sum(abs(one - two) for one, two in pairs) / area < 60, letter


def test_filled_forms_are_still_accessible(form: Path, tmp_path: Path) -> None:
    paths = []
    for name, fill in FILLERS.items():
        for number, values in enumerate(SETS):
            paths.append(tmp_path / f"{name}-{number}.pdf")
            paths[-1].write_bytes(fill(form, values))
            check_pdf(paths[-1])
    judged = verapdf(paths)
    assert judged.returncode == 0, judged.stdout + judged.stderr


LONG = {
    "sixty capitals": "W" * 60,
    "accents": "Ŵ" * 80,
    "thin letters": "i" * 300,
    "an address": "wilhelmina.quaife-illingworth@west-hampshire.police.uk" + ".example" * 12,
    "words": "Thursday 17 December " * 12,
}


@pytest.mark.parametrize("case", LONG)
def test_typing_ends_where_the_line_ends(form: Path, case: str) -> None:
    """PDFium takes letters until one reaches over the end; who types sees that one cut."""
    font = ImageFont.truetype(FONT, 120)
    values = values_in(typed(form, dict.fromkeys(FIELDS, LONG[case])))
    with pikepdf.open(form) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            room = float(field.Rect[2]) - float(field.Rect[0])
            value = values[str(field.T)]
            assert LONG[case].startswith(value)
            fits, last = (font.getlength(text, features=["-kern"]) / 10 for text in (value[:-1], value))
            assert fits < room < last + 12, field.T


def test_an_address_that_fits_can_be_typed_in_full(form: Path) -> None:
    """Of narrow letters, so that it has more of them than the line has of most words."""
    address = "will.illingworth-little.filtration@hill.police.uk.example.org"
    assert values_in(typed(form, {"email": address}))["email"] == address
