"""Strain the QR codes of the shipped editions as daily life does, and print how many are still read.

In: the shipped data. Out: a line for each address: version, level, the share of stained QR codes that is read (at level
M and as printed), and the other strains under which it is not read. Each QR code is drawn at 300 dots an inch at the
smallest size that it is printed at, and ZXing reads it. Run it with: python tools/strain_qr_codes.py
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from pathlib import Path

import zxingcpp
from PIL import Image, ImageDraw, ImageFilter, ImageOps
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from leafletgen.content.check import check
from leafletgen.content.compose_card import compose_as
from leafletgen.content.source import read_folder
from leafletgen.formats import sizes
from leafletgen.layout.display_list import QrCode
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.qr_modules import Matrix
from leafletgen.pipeline.plan import plan
from leafletgen.print_limits import QR_QUIET
from leafletgen.units import MM

PROJECT = Path(__file__).resolve().parents[1]

DPI = 300
BLUR = 1.5
"""Standard deviation of the Gaussian blur, in dots."""
ANGLE = 40
"""Degrees by which a QR code is turned, or by which its paper is tilted."""
DISTANCE = 150 * MM
"""How far a phone is held from paper that is tilted."""
STAIN = 0.08
"""The part of a QR code that a stain covers."""

_QR_ONLY = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_FINE = 8
"""Dots of a module before the QR code is brought to its size."""


def drawn(matrix: Matrix, side: float) -> Image.Image:
    """A QR code of `side` points with its quiet zone, as a printer draws it at 300 dots an inch."""
    size = len(matrix)
    modules = Image.frombytes("L", (size, size), b"".join(matrix)).point(lambda dark: 0 if dark else 255)
    framed = ImageOps.expand(modules, QR_QUIET, fill=255)
    fine = framed.resize((framed.width * _FINE, framed.width * _FINE), Image.Resampling.NEAREST)
    dots = round(side * framed.width / size * DPI / 72)
    return fine.resize((dots, dots), Image.Resampling.BOX)


def blurred(image: Image.Image) -> Image.Image:
    """The picture out of focus."""
    return image.filter(ImageFilter.GaussianBlur(BLUR))


def turned(image: Image.Image) -> Image.Image:
    """The picture turned in its plane."""
    return image.rotate(ANGLE, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def foreshortened(image: Image.Image) -> Image.Image:
    """The picture on paper that is tilted about its upright middle line, as a camera in front of it sees it."""
    framed = ImageOps.expand(image, image.width // 4, fill=255)
    middle, distance = framed.width / 2, DISTANCE * DPI / 72
    cosine, slope = math.cos(math.radians(ANGLE)), math.tan(math.radians(ANGLE)) / distance
    scale = 1 + middle * slope
    # A dot at x, y of the result is that at (ax + by + c) / (gx + hy + 1), (dx + ey + f) / (gx + hy + 1) of the paper.
    across = ((1 / cosine - middle * slope) / scale, 0.0, middle - middle / cosine / scale)
    down = (-middle * slope / scale, 1 / scale, middle - middle / scale)
    coefficients = (*across, *down, -slope / scale, 0.0)
    method, resampling = Image.Transform.PERSPECTIVE, Image.Resampling.BICUBIC
    return framed.transform(framed.size, method, coefficients, resampling, fillcolor=255)


STRAINS: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "blurred": blurred,
    "turned": turned,
    "foreshortened": foreshortened,
}


def _places() -> list[tuple[float, float]]:
    """Twenty middles of stains that lie wholly on a QR code, in parts of its side; the same in each run."""
    dice, radius = random.Random(18004), math.sqrt(STAIN / math.pi)
    return [(dice.uniform(radius, 1 - radius), dice.uniform(radius, 1 - radius)) for _ in range(20)]


PLACES = _places()


def stained(image: Image.Image, modules: int, place: tuple[float, float]) -> Image.Image:
    """The picture of a QR code of `modules` modules with a round black stain at `place`."""
    spoilt = image.copy()
    module = image.width / (modules + 2 * QR_QUIET)
    radius = math.sqrt(STAIN / math.pi) * modules * module
    x, y = ((QR_QUIET + part * modules) * module for part in place)
    ImageDraw.Draw(spoilt).ellipse((x - radius, y - radius, x + radius, y + radius), fill=0)
    return spoilt


def reads(image: Image.Image, address: str) -> bool:
    """Whether one QR code is read from the picture, with `address`."""
    return [code.text for code in zxingcpp.read_barcodes(image, formats=_QR_ONLY, try_invert=False)] == [address]


def share_read(matrix: Matrix, side: float, address: str) -> float:
    """The share of the places at which a stain does not keep the QR code from being read."""
    image = drawn(matrix, side)
    return sum(reads(stained(image, len(matrix), place), address) for place in PLACES) / len(PLACES)


def at_level_m(address: str) -> Matrix:
    """The QR code of `address` at level M, by the package qrcode alone."""
    code: QRCode = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(address)
    return tuple(map(bytes, code.get_matrix()))


def printed_codes(project: Path = PROJECT) -> dict[str, QrCode]:
    """The QR code of each address in the leaflets and cards of the editions, at the smallest size it is printed at."""
    fonts = FontBook.load(project / "fonts")
    catalogue = check(read_folder(project / "data"), fonts.coverage())
    found: dict[str, QrCode] = {}
    for output_file in plan(catalogue, (), (), sizes()):
        leaflet = compose_as(output_file.holds, catalogue, output_file.edition, output_file.variant)
        items = (item for page in lay_out(leaflet, output_file.form, fonts).pages for item in page.items)
        for code in (item for item in items if isinstance(item, QrCode)):
            found[code.uri] = min(found.get(code.uri, code), code, key=lambda code: code.side)
    return found


def main() -> None:
    """Print the table, and the shares of all."""
    rows = []
    for address, code in sorted(printed_codes().items()):
        image = drawn(code.matrix, code.side)
        unread = [name for name, strain in STRAINS.items() if not reads(strain(image), address)]
        shares = share_read(at_level_m(address), code.side, address), share_read(code.matrix, code.side, address)
        (found,) = zxingcpp.read_barcodes(image, formats=_QR_ONLY)
        rows.append(shares)
        version = (len(code.matrix) - 17) // 4
        print(f"{version} {found.ec_level}  {shares[0]:4.0%} {shares[1]:4.0%}  {address}", *unread)  # noqa: T201
    level_m, taken = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    words = f"{len(rows)} QR codes with a stain of {STAIN:.0%}: {level_m:.0%} read at level M, {taken:.0%} as printed"
    print(words)  # noqa: T201


if __name__ == "__main__":
    main()
