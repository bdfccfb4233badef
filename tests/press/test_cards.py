"""Sheets of wallet cards for the office, and single cards for the press, read back from the finished files.

Positions are those that pypdfium2 finds; pictures are rendered at 300 dots an inch.
"""

from __future__ import annotations

import io
import shutil
from collections import defaultdict
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from leafletgen.checks.preflight import preflight
from tests.support.checked import check_all
from tests.support.own_folder import AGENCIES, own_folder
from tests.support.pdf_checks import check_syntax
from tests.support.program import run_inside
from tests.support.project import PROJECT
from tests.support.rendering import rendered

MM = 72 / 25.4
DPI = 300
PIXEL = DPI / 72
WIDTH, HEIGHT = 85 * MM, 54 * MM
PAPER = (210 * MM, 297 * MM)
PLACES = [((20 + 85 * column) * MM, (13.5 + 54 * row) * MM) for row in range(5) for column in range(2)]
"""The lower left corners of the ten cards on a sheet."""

QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
PAGE = "https://www.childline.org.uk/"

Box = tuple[float, float, float, float]
PRESS = {
    "x4": (),
    "x4 with marks": ("--marks",),
    "x1a": ("--standard", "x1a"),
    "x1a with marks": ("--standard", "x1a", "--marks"),
    "black alone": ("--mono",),
}


def build(folder: Path, *options: str) -> bytes:
    """The card of Hampshire, from the shipped data with a check of each contact: the press needs it."""
    data = Path(shutil.copytree(PROJECT / "data", folder / "data"))
    check_all(data)
    outcome = run_inside("build", "hampshire", "--data", data, "--size", "card", *options, "-o", folder)
    assert outcome.code == 0, outcome.stderr
    (line,) = outcome.stdout.splitlines()
    return Path(line).read_bytes()


@pytest.fixture(scope="module", params=["colour", "mono"])
def sheet(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file for an office printer."""
    return build(tmp_path_factory.mktemp("cards"), *(["--mono"] if request.param == "mono" else []))


@pytest.fixture(scope="module", params=PRESS)
def press(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file for a press, in all its ways."""
    return build(tmp_path_factory.mktemp("press"), "--profile", "press", *PRESS[request.param])


def texts(page: pypdfium2.PdfPage) -> list[tuple[str, Box]]:
    """Each piece of text of a page, with its box."""
    read = page.get_textpage()
    boxes = [read.get_rect(number) for number in range(read.count_rects())]
    return [(read.get_text_bounded(*box).strip(), box) for box in boxes]


def by_place(page: pypdfium2.PdfPage) -> dict[int, list[tuple[str, float, float]]]:
    """The texts at each place of a sheet, with the positions of their lower left corners on the card."""
    found: dict[int, list[tuple[str, float, float]]] = defaultdict(list)
    for words, (left, bottom, right, top) in texts(page):
        inside = [
            number
            for number, (x, y) in enumerate(PLACES)
            if x + 2 * MM <= left
            and right <= x + WIDTH - 2 * MM
            and y + 2 * MM <= bottom
            and top <= y + HEIGHT - 2 * MM
        ]
        assert len(inside) == 1, f"{words} is not 2 mm inside one card"
        x, y = PLACES[inside[0]]
        found[inside[0]].append((words, left - x, bottom - y))
    return found


def test_a_sheet_has_two_sides_of_a4_and_claims_no_standard(sheet: bytes) -> None:
    check_syntax(sheet)
    with pikepdf.open(io.BytesIO(sheet)) as pdf:
        assert len(pdf.pages) == 2
        for page in pdf.pages:
            assert [float(side) for side in page.MediaBox] == pytest.approx([0, 0, *PAPER], abs=0.01)
            assert "/Annots" not in page
        assert "/StructTreeRoot" not in pdf.Root
        assert "/OutputIntents" not in pdf.Root
        packet = pdf.Root.Metadata.read_bytes()
        assert b"pdfuaid:part" not in packet
        assert b"GTS_PDFXVersion" not in packet
        wishes = pdf.Root.ViewerPreferences
        assert str(wishes.PrintScaling) == "/None"
        assert str(wishes.Duplex) == "/DuplexFlipLongEdge"


def test_each_back_is_behind_its_front(sheet: bytes) -> None:
    """Turned over about its long edge, the sheet has at each place of a front the whole back of a card."""
    with pypdfium2.PdfDocument(sheet) as pdf:
        fronts, backs = by_place(pdf[0]), by_place(pdf[1])
    assert set(fronts) == set(backs) == set(range(10))
    for number, (x, y) in enumerate(PLACES):
        behind = PLACES.index(next(place for place in PLACES if place == pytest.approx((PAPER[0] - x - WIDTH, y))))
        assert "Need to talk?" in [words for words, *_ in fronts[number]]
        assert "Someone I can ask" in [words for words, *_ in backs[behind]]
        for found, first in ((fronts[number], fronts[0]), (backs[behind], backs[0])):
            assert [words for words, *_ in found] == [words for words, *_ in first]
            for (_, *place), (_, *wanted) in zip(found, first, strict=True):
                assert place == pytest.approx(wanted, abs=0.1)


def test_the_ground_bleeds_2_mm_over_each_cut_and_nothing_else_is_there(sheet: bytes) -> None:
    for side in rendered(sheet, DPI):
        x, y = PLACES[0]
        ground = side.crop(_frames(x, y)[0]).getextrema()
        assert ground[0] == ground[1] != 255
        for x, y in PLACES:
            for frame in _frames(x, y):
                strip = side.crop(frame)
                assert strip.getextrema() == ground


def _frames(x: float, y: float) -> list[tuple[int, int, int, int]]:
    """Four strips along the cuts of a card, from just under 2 mm outside to just under 2 mm inside, in dots."""
    near = 2 * MM - 0.5  # a dot or two less: the edge of the ground is not at a whole dot
    top, bottom = PAPER[1] - y - HEIGHT, PAPER[1] - y
    boxes = [
        (x - near, top - near, x + WIDTH + near, top + near),
        (x - near, bottom - near, x + WIDTH + near, bottom + near),
        (x - near, top - near, x + near, bottom + near),
        (x + WIDTH - near, top - near, x + WIDTH + near, bottom + near),
    ]
    return [tuple(round(edge * PIXEL) for edge in box) for box in boxes]  # type: ignore[misc]


def test_the_cut_marks_are_beside_the_cards_in_line_with_the_cuts_where_printers_print(sheet: bytes) -> None:
    for side in rendered(sheet, DPI):
        outside = side.copy()
        edge = round(2 * MM * PIXEL) + 2
        left, right = round(20 * MM * PIXEL), round(190 * MM * PIXEL)
        top, bottom = round(13.5 * MM * PIXEL), round(283.5 * MM * PIXEL)
        outside.paste(255, (left - edge, top - edge, right + edge, bottom + edge))
        marks = _dark_boxes(outside)
        assert len(marks) == 2 * 3 + 2 * 6
        upright = sorted({round((mark[0] + mark[2]) / 2 / PIXEL / MM) for mark in marks if mark[3] - mark[1] > 30})
        level = sorted(
            {round((mark[1] + mark[3]) / 2 / PIXEL / MM * 2) / 2 for mark in marks if mark[2] - mark[0] > 30}
        )
        assert upright == [20, 105, 190]
        assert level == [13.5, 67.5, 121.5, 175.5, 229.5, 283.5]
        keep = 5 * MM * PIXEL - 1
        for mark in marks:
            assert min(mark[0], mark[1], side.width - mark[2], side.height - mark[3]) >= keep


def _dark_boxes(image: Image.Image) -> list[tuple[int, int, int, int]]:
    """The boxes of dark things on white, each found by cutting the picture at white columns and rows."""
    boxes, found = [(0, 0, image.width, image.height)], []
    while boxes:
        box = boxes.pop()
        inner = image.crop(box).point(lambda level: 255 if level < 128 else 0).getbbox()
        if inner is None:
            continue
        tight = (box[0] + inner[0], box[1] + inner[1], box[0] + inner[2], box[1] + inner[3])
        parts = _parted(image, tight)
        if len(parts) == 1:
            found.append(tight)
        else:
            boxes += parts
    return found


def _parted(image: Image.Image, box: tuple[int, int, int, int]) -> list[tuple[int, int, int, int]]:
    left, top, right, bottom = box
    for axis in (0, 1):
        size = (right - left, 1) if axis == 0 else (1, bottom - top)
        dark = image.crop(box).point(lambda level: 255 if level < 128 else 0)
        line = dark.resize(size, Image.Resampling.BOX).point(lambda level: 255 if level else 0)
        filled = [at for at, level in enumerate(line.tobytes()) if level]
        runs = [at for at, before in zip(filled[1:], filled, strict=False) if at > before + 1]
        if runs:
            cut = runs[0] - 1
            if axis == 0:
                return [(left, top, left + cut, bottom), (left + cut, top, right, bottom)]
            return [(left, top, right, top + cut), (left, top + cut, right, bottom)]
    return [box]


def test_the_qr_code_is_read_at_each_of_the_ten_places_and_is_15_mm_wide(sheet: bytes) -> None:
    front, back = rendered(sheet, DPI)
    assert zxingcpp.read_barcodes(back, formats=QR, try_invert=False) == []
    codes = zxingcpp.read_barcodes(front, formats=QR, try_invert=False)
    assert [code.text for code in codes] == [PAGE] * 10
    for x, y in PLACES:
        top = round((PAPER[1] - y - HEIGHT) * PIXEL)
        left = round(x * PIXEL)
        card = front.crop((left, top, left + round(WIDTH * PIXEL), top + round(HEIGHT * PIXEL)))
        (code,) = zxingcpp.read_barcodes(card, formats=QR, try_invert=False)
        assert code.text == PAGE
        place = code.position
        side = max(place.top_right.x, place.bottom_right.x) - min(place.top_left.x, place.bottom_left.x)
        assert side / PIXEL >= 15 * MM - 1


def test_preflight_knows_a_sheet_of_cards_and_passes_it(sheet: bytes) -> None:
    checked = preflight(sheet, "cards.pdf")
    assert checked.problems == ()
    assert checked.facts["profile"] == "cards"
    assert checked.facts["qr_codes"] == "10 QR codes"


def test_preflight_names_text_that_is_too_near_to_a_cut(tmp_path: Path) -> None:
    """The same sheet with all cards 3 mm further to the right of their places."""
    with pikepdf.open(io.BytesIO(build(tmp_path))) as pdf:
        for page in pdf.pages:
            page.contents_add(b"q 1 0 0 1 8.5 0 cm", prepend=True)
            page.contents_add(b"Q")
        pdf.save(tmp_path / "moved.pdf")
    found = preflight((tmp_path / "moved.pdf").read_bytes(), "moved.pdf", "cards")
    assert [problem.code for problem in found.problems] == ["outside-safe-area"]


def test_what_is_no_sheet_of_cards_is_not_taken_for_one(tmp_path: Path) -> None:
    outcome = run_inside("build", "england", "--size", "a4", "--variant", "child", "-o", tmp_path)
    data = Path(outcome.stdout.strip()).read_bytes()
    assert preflight(data, "a.pdf").facts["profile"] == "office"
    assert "sheet-size" in {problem.code for problem in preflight(data, "a.pdf", "cards").problems}


def test_a_press_file_has_two_cards_of_the_trim_size_with_3_mm_of_bleed(press: bytes) -> None:
    check_syntax(press)
    with pikepdf.open(io.BytesIO(press)) as pdf:
        assert len(pdf.pages) == 2
        for page in pdf.pages:
            trim, bleed = ([float(side) for side in box] for box in (page.TrimBox, page.BleedBox))
            assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((WIDTH, HEIGHT), abs=0.01)
            gaps = [trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]]
            assert gaps == pytest.approx([3 * MM] * 4, abs=0.01)
            assert "/Annots" not in page


def test_preflight_passes_the_cards_for_the_press(press: bytes) -> None:
    checked = preflight(press, "card.pdf")
    assert checked.problems == ()
    assert checked.facts["claims"] in ("PDF/X-4", "PDF/X-1a:2003")
    assert checked.facts["profile"] == "press"
    assert checked.facts["size"] == "85 × 54 mm"


def test_the_limits_of_a_card_do_not_hold_for_a_leaflet(tmp_path: Path) -> None:
    """The card on a page of another size has a QR code that is too small there, and text too near to the edge."""
    with pikepdf.open(io.BytesIO(build(tmp_path, "--profile", "press"))) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = (float(side) for side in page.TrimBox)
            page.TrimBox = pikepdf.Array([left, bottom, right - 2 * MM, top])
            page.BleedBox = pikepdf.Array([left - 3 * MM, bottom - 3 * MM, right + MM, top + 3 * MM])
        pdf.save(tmp_path / "other.pdf")
    codes = {problem.code for problem in preflight((tmp_path / "other.pdf").read_bytes(), "other.pdf").problems}
    assert codes == {"outside-safe-area", "page-count", "qr-too-small"}


@pytest.mark.parametrize("profile", ["office", "press"])
def test_both_sides_of_a_draft_say_so_at_each_place(tmp_path: Path, profile: str) -> None:
    draft = build(tmp_path, "--draft", "--profile", profile)
    cards = 10 if profile == "office" else 1
    with pypdfium2.PdfDocument(draft) as pdf:
        for page in pdf:
            assert page.get_textpage().get_text_range().count("DRAFT: do not give to families") == cards
    assert preflight(draft, "draft.pdf").problems == ()


def test_a_card_with_too_many_numbers_is_refused_by_its_name(tmp_path: Path) -> None:
    agencies = AGENCIES.replace("    status", "    card: true\n    status")
    agencies = agencies.replace("[parent]", "[child]").replace("parent:", "child:")
    outcome = run_inside(
        "build", "--size", "card", "--data", own_folder(tmp_path, agencies=agencies), "-o", tmp_path / "out"
    )
    assert outcome.code == 4
    assert "error: kent child card: the front with its numbers does not fit: " in outcome.stderr
