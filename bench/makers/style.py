"""What all makers share: the size of the page and its margins, the type sizes, the colours, and QR codes.

Lengths are in points. The sizes are those that leafletgen sets this leaflet in.
"""

from __future__ import annotations

from pathlib import Path

from leafletgen.layout.fonts import FONT_FILES
from leafletgen.layout.qr import matrix

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "fonts"
REGULAR = FONTS / FONT_FILES["Regular"]
BOLD = FONTS / FONT_FILES["Bold"]

MM = 72 / 25.4
WIDTH, HEIGHT, MARGIN, FOOT = 148 * MM, 210 * MM, 11 * MM, 6 * MM
BODY, NAME, HEADING, TITLE, FOOTER = 12.0, 14.0, 17.0, 28.0, 9.0
LEADING = 1.32
PAD, GAP, RULE = 7.0, 6.0, 22.0
QR_SIDE, QUIET = 23 * MM, 4
TEXT, STRONG, LINE, SOFT = "#1a1a1a", "#0b4a57", "#8fb6bb", "#e3eff0"


def runs(address: str) -> tuple[int, list[tuple[int, int, int]]]:
    """The symbol of an address: its side in modules, and each run of dark modules as column, row and length."""
    rows = matrix(address)
    found = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                found.append((x, y, length))
            x += length or 1
    return len(rows), found


def svg(address: str) -> str:
    """The symbol as SVG, with its quiet zone: one path."""
    side, dark = runs(address)
    path = "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in dark)
    box = f"{-QUIET} {-QUIET} {side + 2 * QUIET} {side + 2 * QUIET}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path d="{path}"/></svg>'
