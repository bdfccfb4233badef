"""The QR codes: each opens the address in the data, is on the page of its service, and can be read by a phone."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from leafletgen.layout.display_list import Page, QrCode, Shape, TextRun
from leafletgen.layout.fonts import FontBook
from tests.support.hand_made import glyphs_of
from tests.support.products import Product

MM = 72 / 25.4
QUIET = 4
ROUNDING = 0.001
FILLS = {"f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "BI", "INLINE IMAGE"}
QR_ONLY = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

Box = tuple[float, float, float, float]


def rendered(pdf: bytes, dpi: int) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield page.render(scale=dpi / 72, grayscale=True).to_pil()
    finally:
        document.close()


def decoded(image: Image.Image) -> list[zxingcpp.Barcode]:
    return list(zxingcpp.read_barcodes(image, formats=QR_ONLY, try_invert=False))


def expected_on(product: Product, number: int) -> Counter[str]:
    """The addresses that the symbols of a page (from 0) open: of each service that stands there, and of the back."""
    found = Counter(
        uri
        for place in product.expected.places
        if place.opens
        for uri in place.opens
        if product.page_of(place) == number
    )
    if number == len(product.texts) - 1 and "opens" in product.expected.version:
        found[product.expected.version["opens"]] += 1
    return found


Seen = list[list[zxingcpp.Barcode]]


@pytest.fixture(scope="module")
def seen(product: Product) -> Seen:
    """What a scanner reads on each page."""
    return [decoded(image) for image in rendered(product.pdf, 150)]


def test_each_page_opens_exactly_what_the_data_say(product: Product, seen: Seen) -> None:
    assert len(seen) == len(product.texts)
    for number, codes in enumerate(seen):
        assert Counter(code.text for code in codes) == expected_on(product, number), f"page {number + 1}"


def test_every_web_contact_has_its_qr_code_once_in_the_leaflet(product: Product, seen: Seen) -> None:
    wanted = Counter(uri for place in product.expected.places for uri in place.opens)
    wanted += Counter(address for key, address in product.expected.version.items() if key == "opens")
    assert len(wanted) >= 5
    assert Counter(code.text for codes in seen for code in codes) == wanted


def test_qr_codes_correct_errors_at_level_m_or_q(seen: Seen) -> None:
    assert {code.ec_level for codes in seen for code in codes} == {"M", "Q"}


# --- geometry ---


def symbols(product: Product) -> Iterator[tuple[Page, QrCode]]:
    for page in product.laid_out.pages:
        for item in page.items:
            if isinstance(item, QrCode):
                yield page, item


def test_modules_and_sides_are_large_enough_for_a_phone(product: Product) -> None:
    marks = [mark for _, mark in symbols(product)]
    assert marks
    for mark in marks:
        modules = len(mark.matrix)
        assert {len(row) for row in mark.matrix} == {modules}
        assert (modules - 17) % 4 == 0
        assert (modules - 17) // 4 <= 8, mark.uri
        assert mark.side / modules >= 0.5 * MM - ROUNDING, mark.uri
        assert mark.side >= 20 * MM - ROUNDING, mark.uri


def test_qr_codes_are_black_alone(product: Product) -> None:
    for _, mark in symbols(product):
        assert mark.colour.rgb == (0, 0, 0)
        assert mark.colour.cmyk == (0, 0, 0, 1)


def quiet_zone(mark: QrCode) -> Box:
    free = QUIET * mark.side / len(mark.matrix)
    return mark.x - free, mark.y - free, mark.x + mark.side + free, mark.y + mark.side + free


def apart(one: Box, other: Box) -> bool:
    return (
        one[2] <= other[0] + ROUNDING
        or other[2] <= one[0] + ROUNDING
        or one[3] <= other[1] + ROUNDING
        or other[3] <= one[1] + ROUNDING
    )


def run_box(run: TextRun, fonts: FontBook) -> Box:
    """The room of a run, without the space that may end its line: that leaves no ink."""
    font = fonts[run.font]
    inked = glyphs_of(run)
    while inked and not inked[-1].text.strip():
        inked.pop()
    width = sum(glyph.advance for glyph in inked) * run.size / 1000
    return run.x, run.y + font.descent * run.size / 1000, run.x + width, run.y + font.ascent * run.size / 1000


def shape_box(shape: Shape) -> Box:
    over = shape.line_width / 2 if shape.stroke else 0.0
    return shape.x - over, shape.y - over, shape.x + shape.width + over, shape.y + shape.height + over


def holds_inside(shape: Shape, box: Box) -> bool:
    """Whether a box lies inside a shape, clear of the inner edge of its outline and of its rounded corners."""
    line = shape.line_width / 2 if shape.stroke else 0.0
    left, low = shape.x + line, shape.y + line
    right, high = shape.x + shape.width - line, shape.y + shape.height - line
    radius = max(0.0, min(shape.radius, shape.width / 2, shape.height / 2) - line)
    for x in (box[0], box[2]):
        for y in (box[1], box[3]):
            if not (left - ROUNDING <= x <= right + ROUNDING and low - ROUNDING <= y <= high + ROUNDING):
                return False
            dx = max(left + radius - x, x - (right - radius), 0.0)
            dy = max(low + radius - y, y - (high - radius), 0.0)
            if dx and dy and (dx * dx + dy * dy) ** 0.5 > radius + ROUNDING:
                return False
    return True


def test_the_quiet_zone_is_empty(product: Product, fonts: FontBook) -> None:
    intruders: list[str] = []
    for page, mark in symbols(product):
        zone = quiet_zone(mark)
        for item in page.items:
            if isinstance(item, TextRun) and not apart(run_box(item, fonts), zone):
                intruders.append(f"{mark.uri}: the text {item.text!r}")
            elif isinstance(item, Shape) and not apart(shape_box(item), zone) and not holds_inside(item, zone):
                intruders.append(f"{mark.uri}: the edge of {item}")
            elif isinstance(item, QrCode) and item is not mark:
                other = (item.x, item.y, item.x + item.side, item.y + item.side)
                if not apart(other, zone):
                    intruders.append(f"{mark.uri}: the symbol of {item.uri}")
    assert intruders == []


def test_qr_codes_are_on_a_light_background_within_the_page(product: Product) -> None:
    for page, mark in symbols(product):
        zone = quiet_zone(mark)
        assert zone[0] >= 0
        assert zone[1] >= 0
        assert zone[2] <= page.width
        assert zone[3] <= page.height
        grounds = [item for item in page.items if isinstance(item, Shape) and holds_inside(item, zone)]
        assert all(min(ground.fill.rgb) > 0.85 for ground in grounds if ground.fill), mark.uri


@pytest.fixture
def groups(product: Product) -> list[list[list[pikepdf.ContentStreamInstruction]]]:
    """For each page, the operators of each innermost q ... Q group."""
    pages: list[list[list[pikepdf.ContentStreamInstruction]]] = []
    with pikepdf.open(io.BytesIO(product.pdf)) as opened:
        for page in opened.pages:
            done: list[list[pikepdf.ContentStreamInstruction]] = []
            stack: list[list[pikepdf.ContentStreamInstruction]] = [[]]
            for instruction in pikepdf.parse_content_stream(page):
                operator = str(instruction.operator)
                if operator == "q":
                    stack.append([])
                elif operator == "Q":
                    done.append(stack.pop())
                else:
                    stack[-1].append(instruction)  # type: ignore[arg-type]
            pages.append([*done, *stack])
    return pages


def test_each_qr_code_is_one_black_path(
    product: Product, groups: list[list[list[pikepdf.ContentStreamInstruction]]]
) -> None:
    blacks = {"rg": [0, 0, 0], "g": [0], "k": [0, 0, 0, 1]}
    for page, found in zip(product.laid_out.pages, groups, strict=True):
        many = [group for group in found if sum(str(step.operator) in ("re", "l") for step in group) >= 100]
        assert len(many) == sum(isinstance(item, QrCode) for item in page.items)
        for group in many:
            operators = [str(step.operator) for step in group]
            assert sum(operator in FILLS for operator in operators) == 1
            assert not {"S", "s", "B", "b", "B*", "b*", "RG", "K", "G"} & set(operators)
            inks = [step for step in group if str(step.operator) in blacks]
            assert len(inks) == 1
            assert [float(operand) for operand in inks[0].operands] == blacks[str(inks[0].operator)]
