"""Draw the pictures of docs/printing.md, from leaflets that leafletgen makes.

In: the shipped data, through `leafletgen build`. Out: docs/images/*.png. Run it with: make pictures
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from leafletgen.layout.fonts import FONT_FILES
from leafletgen.print_limits import safe_area
from leafletgen.units import MM

PROJECT = Path(__file__).resolve().parents[1]
IMAGES = PROJECT / "docs" / "images"

INK = (26, 26, 26)
PALE = (120, 120, 120)
PAPER = (255, 255, 255)
DESK = (228, 232, 234)
TEAL = (11, 74, 87)
BRICK = (151, 48, 15)
GREEN = (40, 120, 60)

Colour = tuple[int, int, int]
Corners = Sequence[tuple[float, float]]


def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The typeface of the leaflets."""
    return ImageFont.truetype(str(PROJECT / "fonts" / FONT_FILES["Bold" if bold else "Regular"]), size)


def built(folder: Path, *options: str) -> Path:
    """The only file that `leafletgen build` makes with these options."""
    size = () if "--size" in options else ("--size", "a5")
    command = [sys.executable, "-m", "leafletgen", "build", "hampshire", *size, *options, "-o", str(folder)]
    made = subprocess.run([*command, "--quiet"], check=True, capture_output=True, encoding="utf-8")
    return Path(made.stdout.strip())


def rendered(pdf: Path, dpi: float) -> list[Image.Image]:
    """Every page of a file as a picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def desk(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty picture of a desk for sheets of paper, and its ImageDraw."""
    picture = Image.new("RGB", (width, height), DESK)
    return picture, ImageDraw.Draw(picture)


def lay(picture: Image.Image, paper: Image.Image, corners: Corners) -> None:
    """Draw a sheet on the desk with these corners (from the upper left, clockwise): flat, or in perspective."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    left, top = min(ax, dx), min(ay, by)
    size = (round(max(bx, cx) - left), round(max(cy, dy) - top))
    back = _coefficients([(x - left, y - top) for x, y in corners], paper.size)
    warped = paper.transform(size, Image.Transform.PERSPECTIVE, back, Image.Resampling.BICUBIC)
    mask = Image.new("L", paper.size, 255).transform(size, Image.Transform.PERSPECTIVE, back)
    picture.paste(warped, (round(left), round(top)), mask)
    ImageDraw.Draw(picture).polygon([*corners], outline=PALE)


def _coefficients(corners: Corners, size: tuple[int, int]) -> list[float]:
    """The coefficients of the perspective that maps `corners` to those of a picture: eight linear equations."""
    width, height = size
    rows = []
    for (x, y), (u, v) in zip(corners, ((0, 0), (width, 0), (width, height), (0, height)), strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(8):
            if row != column:
                factor = rows[row][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [row[8] for row in rows]


def words(
    draw: ImageDraw.ImageDraw,
    x: float,
    y: float,
    text: str,
    size: int = 22,
    *,
    colour: Colour = INK,
    bold: bool = False,
    anchor: str = "la",
) -> None:
    """Write a line of text."""
    draw.text((x, y), text, colour, font(size, bold=bold), anchor=anchor)


def save(picture: Image.Image, name: str) -> None:
    """Write a picture with 64 colours: small, and sharp enough for a page of help."""
    picture.quantize(64, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)


def draw_booklet(folder: Path) -> None:
    """From the two sides of a sheet to a booklet."""
    front, back = rendered(built(folder, "--variant", "child", "--booklet"), 46)[:2]
    half, height = front.width // 2, front.height
    picture, draw = desk(1180, 920)
    for number, (side, name) in enumerate(((front, "Front of sheet 1"), (back, "Back of sheet 1"))):
        left = 40 + number * (front.width + 44)
        lay(picture, side, box(left, 60, side.width, height))
        words(draw, left, 24, name, bold=True)
        draw.line((left + half, 50, left + half, 70 + height), fill=BRICK, width=2)
        words(draw, left + half, 84 + height, "fold", 20, colour=BRICK, anchor="ma")
    words(draw, 40, 500, "Fold the stack in half", bold=True)
    inside = back.crop((0, 0, half, height)), back.crop((half, 0, back.width, height))
    lay(
        picture,
        inside[0],
        [(90, 580), (90 + half * 0.86, 548), (90 + half * 0.86, 548 + height * 0.82), (90, 560 + height * 0.9)],
    )
    spine = 90 + half * 0.86
    lay(
        picture,
        inside[1],
        [
            (spine, 548),
            (spine + half * 0.86, 580),
            (spine + half * 0.86, 560 + height * 0.9),
            (spine, 548 + height * 0.82),
        ],
    )
    words(draw, 700, 500, "Staple twice on the fold: page 1 is in front", bold=True)
    cover = front.crop((half, 0, front.width, height))
    scale = 0.84
    x, y, width, tall = 780, 540, half * scale, height * scale
    for sheet in (2, 1):
        draw.rectangle((x + 3 * sheet, y + 2 * sheet, x + width + 3 * sheet, y + tall + 2 * sheet), PAPER, PALE)
    lay(picture, cover, box(x, y, width, tall))
    for staple in (0.25, 0.7):
        draw.line((x, y + tall * staple, x, y + tall * (staple + 0.07)), fill=INK, width=5)
    save(picture, "booklet")


def box(x: float, y: float, width: float, height: float) -> Corners:
    """The corners of a sheet that lies flat."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def draw_flip(folder: Path) -> None:
    """The side to flip on: what a right and a wrong back look like."""
    front, back = rendered(built(folder, "--variant", "child", "--booklet"), 30)[:2]
    picture, draw = desk(1000, 400)
    for number, (name, shown, colour) in enumerate(
        (("Right: flip on the short edge", back, GREEN), ("Wrong: flip on the long edge", back.rotate(180), BRICK))
    ):
        left = 40 + number * 490
        words(draw, left, 24, name, bold=True, colour=colour)
        lay(picture, front, box(left, 70, front.width * 0.55, front.height * 0.55))
        words(draw, left, 82 + front.height * 0.55, "front", 18)
        lay(picture, shown, box(left + 215, 110, back.width * 0.55, back.height * 0.55))
        words(draw, left + 215, 122 + back.height * 0.55, "its back, turned like a page", 18)
    save(picture.crop((0, 0, 1000, 310)), "flip")


def draw_cards(folder: Path) -> None:
    """The two sides of a sheet of cards with their cuts, and one card."""
    front, back = rendered(built(folder, "--size", "card"), 50)
    picture, draw = desk(1300, 680)
    for number, (side, name) in enumerate(((front, "Page 1: the fronts"), (back, "Page 2: the backs"))):
        left = 40 + number * (side.width + 30)
        words(draw, left, 24, name, bold=True)
        lay(picture, side, box(left, 60, side.width, side.height))
    for cut in (20, 105, 190):
        x = 40 + cut * front.width / 210
        draw.line((x, 52, x, 68 + front.height), fill=BRICK, width=2)
    for cut in range(6):
        y = 60 + (13.5 + 54 * cut) * front.height / 297
        draw.line((32, y, 48 + front.width, y), fill=BRICK, width=2)
    left = 40 + 2 * (front.width + 30)
    words(draw, left, 24, "Nine cuts make ten cards", bold=True)
    dot = MM * 95 / 72
    for number, side in enumerate(rendered(built(folder, "--size", "card"), 95)):
        card = side.crop((round(20 * dot), round(13.5 * dot), round(105 * dot), round(67.5 * dot)))
        lay(picture, card, box(left + 10, 80 + number * (card.height + 40), card.width, card.height))
    save(picture, "cards")


def draw_dialog() -> None:
    """A print dialog, with the right boxes ticked."""
    picture, draw = desk(900, 520)
    draw.rounded_rectangle((30, 30, 870, 490), 12, PAPER, PALE)
    words(draw, 60, 52, "Print", 28, bold=True)
    rows = [
        ("Paper", [("A4", True, "round")]),
        ("Size", [("Actual size (100 %)", True, "round"), ("Fit to page", False, "round")]),
        ("Sides", [("Print on both sides", True, "tick")]),
        ("Flip", [("on the short edge", True, "round"), ("on the long edge", False, "round")]),
        ("Orientation", [("Automatic, or landscape", True, "round")]),
        ("Booklet, pages per sheet", [("leave these off", False, "tick")]),
    ]
    for number, (label, choices) in enumerate(rows):
        y = 120 + number * 60
        words(draw, 60, y, label)
        x = 330
        for text, chosen, shape in choices:
            _choice(draw, x, y + 2, chosen, shape)
            words(draw, x + 40, y, text, bold=chosen, colour=INK if chosen else PALE)
            x += 290
    save(picture, "print-dialog")


def _choice(draw: ImageDraw.ImageDraw, x: int, y: int, chosen: bool, shape: str) -> None:
    if shape == "round":
        draw.ellipse((x, y, x + 26, y + 26), PAPER, TEAL, 3)
        if chosen:
            draw.ellipse((x + 7, y + 7, x + 19, y + 19), TEAL)
    else:
        draw.rounded_rectangle((x, y, x + 26, y + 26), 4, PAPER, TEAL, 3)
        if chosen:
            draw.line((x + 6, y + 13, x + 12, y + 19, x + 21, y + 6), fill=TEAL, width=4, joint="curve")


def draw_boxes(folder: Path) -> None:
    """A press page with its boxes: media, bleed, trim and the safe area."""
    dpi = 75.0
    pages = rendered(built(folder, "--variant", "parent", "--profile", "press", "--draft", "--marks"), dpi)
    page, safe = pages[0], safe_area(len(pages)) / MM
    scale = dpi / 25.4
    picture, draw = desk(page.width + 560, page.height + 80)
    left, top = 40, 40
    picture.paste(page, (left, top))
    lines = [
        (0, PALE, "MediaBox: all of the page in the file, with its crop marks"),
        (6, (30, 110, 190), "BleedBox: 3 mm beyond the cut, where grounds end"),
        (9, BRICK, "TrimBox: where the paper is cut"),
        (9 + safe, GREEN, f"Safe area: text stays inside ({safe:.0f} mm with {len(pages)} pages)"),
    ]
    for number, (inset, colour, text) in enumerate(lines):
        gap = inset * scale
        corner = (left + page.width - gap, top + page.height - gap)
        draw.rectangle((left + gap, top + gap, *corner), outline=colour, width=3)
        y = top + 60 + number * 90
        draw.rectangle((left + page.width + 30, y, left + page.width + 56, y + 26), PAPER, colour, 4)
        head, _, tail = text.partition(": ")
        words(draw, left + page.width + 72, y - 2, head, bold=True, colour=colour)
        words(draw, left + page.width + 72, y + 28, tail, 19)
    save(picture, "boxes")


def main() -> None:
    """Draw all pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        draw_booklet(Path(folder))
        draw_flip(Path(folder))
        draw_boxes(Path(folder))
        draw_cards(Path(folder))
    draw_dialog()


if __name__ == "__main__":
    main()
