"""The watermark of drafts of translations: on each page, seen and not read, in the way of no text and no QR code."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from msgspec.structs import replace

import leafletgen
from leafletgen import OutputOptions
from leafletgen.checks.data.colours import without_watermark
from leafletgen.content.leaflet import Tint
from leafletgen.layout.display_list import QrCode, Watermark
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.theme import THEMES, contrast_ratio
from tests.support.hand_made import AT, a_leaflet
from tests.support.program import Run
from tests.support.project import PROJECT
from tests.support.rendering import rendered
from tests.support.translated import in_language, own_folder

WORDS = {"cy": "DRAFFT", "pl": "WERSJA ROBOCZA", "ar": "مسودة", "ur": "مسودہ", "bn": "খসড়া"}
LEAST_CONTRAST = 4.5


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The child's A5 leaflet and card of each language, as drafts."""
    report = leafletgen.build(
        "hampshire",
        data=PROJECT / "data",
        output=tmp_path_factory.mktemp("drafts"),
        variants=["child"],
        sizes=["a5", "card"],
        languages=list(WORDS),
        options=OutputOptions(draft=True),
    )
    return {path.name: path for path in report.files}


def marks_of(page: pikepdf.Page) -> list[tuple[bool, bytes]]:
    """For each drawing that a page shows: whether it is an artifact that says to be a watermark, and its operators."""
    found = []
    inside = False
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, instruction.operator
        if str(operator) == "BDC" and str(operands[0]) == "/Artifact":
            inside = operands[1].get("/Subtype") == "/Watermark"
        elif str(operator) == "EMC":
            inside = False
        elif str(operator) == "Do":
            found.append((inside, page.Resources.XObject[str(operands[0])].read_bytes()))
    return found


def drawings(path: Path) -> list[list[tuple[bool, bytes]]]:
    with pikepdf.open(path) as pdf:
        return [marks_of(page) for page in pdf.pages]


def test_each_page_has_one_as_an_artifact_without_text(drafts: dict[str, Path]) -> None:
    """So have both sides of each of the ten cards on a sheet, which has no tags."""
    assert len(drafts) == 2 * len(WORDS)
    for name, path in drafts.items():
        cards = "card" in name
        pages = drawings(path)
        assert len(pages) >= (2 if cards else 8)
        assert {tuple(artifact for artifact, _ in marks) for marks in pages} == {(not cards,) * (10 if cards else 1)}
        for operators in (
            {line.rsplit(None, 1)[-1] for line in code.splitlines()} for marks in pages for _, code in marks
        ):
            assert operators == {b"rg", b"m", b"l", b"c", b"h", b"f"}  # outlines, and no text


def test_nobody_who_copies_a_page_meets_its_words(drafts: dict[str, Path]) -> None:
    """The word stands in the band alone: once in English, and once in the language."""
    for tag in ("cy", "pl"):
        with pypdfium2.PdfDocument(drafts[f"hampshire-child-a5.{tag}.draft.pdf"]) as pdf:
            for page in pdf:
                text = page.get_textpage().get_text_range()
                assert (text.count("DRAFT:"), text.count(f"{WORDS[tag]}:")) == (1, 1)
                assert text.count("DRAFT") == 1


def test_all_text_on_it_has_enough_contrast(drafts: dict[str, Path]) -> None:
    theme = THEMES["child"]
    for path in drafts.values():
        for code in (code for marks in drawings(path) for _, code in marks):
            red, green, blue = map(float, code.split(b" rg")[0].split())
            for text in (theme.text, theme.strong, theme.accent):
                assert contrast_ratio(text.rgb, (red, green, blue)) >= LEAST_CONTRAST


@pytest.mark.parametrize(
    ("accent", "seen"), [("8f1d5a", True), ("6b6b6b", True), ("727272", True), ("757575", False), ("767676", False)]
)
def test_own_colours_can_be_read_on_it_too(accent: str, seen: bool, fonts: FontBook) -> None:
    """Colours that are only just dark enough for white paper get a paler one, or none, and that is said."""
    tints = (Tint("accent", accent, (0, 0, 0, 80), AT), Tint("accent_soft", "ffffff", (0, 0, 0, 0), AT))
    leaflet = replace(a_leaflet(), watermark=("DRAFT",), draft="DRAFT", colours=tints)
    laid_out = lay_out(leaflet, "a5", fonts, draft=True)
    marks = [item for page in laid_out.pages for item in page.items if isinstance(item, Watermark)]
    rgb = tuple(int(accent[start : start + 2], 16) / 255 for start in (0, 2, 4))
    assert len(rgb) == 3
    assert all(contrast_ratio(rgb, mark.colour.rgb) >= LEAST_CONTRAST for mark in marks)
    assert bool(marks) is seen
    said = [(problem.code, problem.severity, "`accent`" in problem.message) for problem in without_watermark(leaflet)]
    assert said == ([] if seen else [("no-watermark", "warning", True)])


COLOURS = """\
child:
  colours:
    accent: {rgb: "757575", cmyk: 0 0 0 75}
    accent_soft: {rgb: ffffff, cmyk: 0 0 0 0}
"""


def test_a_build_says_that_its_drafts_have_no_watermark(run: Run, tmp_path: Path) -> None:
    data = own_folder(tmp_path / "data", COLOURS)
    command = ("build", "--data", data, "--language", "cy", "--draft", "--size", "card", "-o", tmp_path)
    (line,) = [line for line in run(*command).stderr.splitlines() if line.endswith("[no-watermark]")]
    assert "gwent.yaml" in line and "gwent child" in line
    assert "no-watermark" not in run(*command, "--mono", "--dry-run").stderr  # which is in black
    assert "no-watermark" not in run("build", "--data", data, "--dry-run", "-o", tmp_path).stderr


@pytest.mark.parametrize("tag", WORDS)
def test_each_qr_code_is_read_on_each_page(tag: str, drafts: dict[str, Path]) -> None:
    data = drafts[f"hampshire-child-a5.{tag}.draft.pdf"].read_bytes()
    seen = 0
    with pikepdf.open(drafts[f"hampshire-child-a5.{tag}.draft.pdf"]) as pdf:
        links = [
            {str(one.A.URI) for one in page.get("/Annots", ()) if str(one.A.URI).startswith("http")}
            for page in pdf.pages
        ]
    for number, image in enumerate(rendered(data, 150)):
        read = [code.text for code in zxingcpp.read_barcodes(image, try_invert=False)]
        assert set(read) == links[number], f"page {number + 1}"
        seen += len(read)
    assert seen >= 6


def test_it_is_large_inside_the_margins_and_off_the_quiet_zones(fonts: FontBook, drafts: dict[str, Path]) -> None:
    """It reaches across the text area in one direction at least."""
    leaflet = replace(a_leaflet(), watermark=("DRAFT", "WERSJA ROBOCZA"), draft="DRAFT")
    page = lay_out(leaflet, "a5", fonts, draft=True).pages[0]
    (mark,) = (item for item in page.items if isinstance(item, Watermark))
    assert page.items[0] == mark  # behind all else
    margin = 11 * 72 / 25.4
    assert mark.x >= margin - 0.01 and mark.x + mark.width <= page.width - margin + 0.01
    assert mark.width >= 0.9 * (page.width - 2 * margin) or mark.height >= 0.7 * page.height
    for item in page.items:
        if isinstance(item, QrCode):
            assert any(free[0] <= item.x - mark.x and free[2] >= item.x + item.side - mark.x for free in mark.free)


def test_other_files_have_none(tmp_path: Path) -> None:
    """A draft in English, and one of a translation that is checked, say in the band alone what they are."""
    folder = in_language(own_folder(tmp_path / "ours"), "cy")
    for languages in (["en"], ["cy"]):
        options = OutputOptions(draft=True)
        out = tmp_path / languages[0]
        report = leafletgen.build(
            "gwent", data=folder, output=out, languages=languages, sizes=["a5"], variants=["child"], options=options
        )
        assert report.files and not any(marks for path in report.files for marks in drawings(path))
