"""QR codes: each opens its address, at level M or higher, large enough to scan."""

from __future__ import annotations

import string

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData

from leafletgen.layout import qr
from leafletgen.layout.qr_modules import Matrix
from leafletgen.units import MM

HOSTS = st.lists(st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=12), min_size=2, max_size=4)
PATHS = st.text(string.ascii_letters + string.digits + "/-_.~%?=&#+", max_size=60)
ADDRESSES = st.builds(lambda host, path: f"https://{'.'.join(host)}/{path}", HOSTS, PATHS)


def _picture(matrix: Matrix, scale: int = 4, border: int = 4) -> Image.Image:
    size = len(matrix)
    modules = Image.frombytes("L", (size, size), b"".join(matrix)).point(lambda dark: 0 if dark else 255)
    framed = ImageOps.expand(modules, border, fill=255)
    return framed.resize((framed.width * scale, framed.height * scale), Image.Resampling.NEAREST)


@given(ADDRESSES)
@settings(max_examples=60)
def test_any_address_is_read_back(address: str) -> None:
    found = zxingcpp.read_barcodes(_picture(qr.matrix(address)), try_invert=False)
    assert [(code.text, code.format) for code in found] == [(address, zxingcpp.BarcodeFormat.QRCode)]


TEXTS = st.one_of(ADDRESSES, st.text(min_size=1, max_size=120), st.text(string.digits, min_size=1, max_size=250))


@given(TEXTS)
@settings(max_examples=60)
def test_every_module_is_as_the_package_qrcode_makes_it(text: str) -> None:
    assert qr.matrix(text) == _encoded(text.encode())


@pytest.mark.parametrize("length", [14, 15, 26, 27, 42, 43, 62, 106, 107, 122, 152, 153, 180, 181, 1000, 2331])
def test_a_qr_code_of_any_version_is_that_of_the_package_qrcode(length: int) -> None:
    text = "".join(chr(33 + number * number % 90) for number in range(length))
    assert qr.matrix(text) == _encoded(text.encode())


def _encoded(data: bytes) -> Matrix:
    """The QR code as the encoder alone makes it of bytes, its mask included: at level Q if the version allows."""
    code: QRCode = QRCode(error_correction=ERROR_CORRECT_M)
    code.add_data(QRData(data, MODE_8BIT_BYTE))
    code.make()
    try:
        higher: QRCode = QRCode(version=code.version, error_correction=ERROR_CORRECT_Q)
        higher.add_data(QRData(data, MODE_8BIT_BYTE))
        higher.make(fit=False)
    except DataOverflowError:
        return tuple(map(bytes, code.modules))
    return tuple(map(bytes, higher.modules))


def test_what_no_qr_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="2332 bytes"):
        qr.matrix("x" * 2332)


def _level(matrix: Matrix) -> int:
    """The error correction level of the format information: its first two bits, unmasked (ISO/IEC 18004, 7.9)."""
    bits = matrix[8][0] << 1 | matrix[8][1]
    return bits ^ 0b10


# Bytes that versions 1 to 8 hold at each level (ISO/IEC 18004, table 7).
HOLDS = {
    "M": (14, 26, 42, 62, 84, 106, 122, 152),
    "Q": (11, 20, 32, 46, 60, 74, 86, 108),
    "H": (7, 14, 24, 34, 44, 58, 64, 84),
}
BITS = {"M": 0b00, "Q": 0b11, "H": 0b10}  # ISO/IEC 18004, table 12


@given(ADDRESSES)
def test_every_qr_code_is_square_and_no_larger_than_level_m_needs(address: str) -> None:
    matrix = qr.matrix(address)
    count = len(matrix)
    assert {len(row) for row in matrix} == {count}
    assert (count - 17) % 4 == 0
    assert _level(matrix) in BITS.values()  # L is 01
    assert (count - 17) // 4 <= 1 + next(n for n, room in enumerate(HOLDS["M"]) if room >= len(address))


@pytest.mark.parametrize("version", range(2, 9))
def test_the_level_is_the_highest_that_fits_the_version_of_level_m(version: int) -> None:
    smallest = HOLDS["M"][version - 2] + 1
    for length in range(max(smallest, 18), HOLDS["M"][version - 1] + 1):
        address = "https://a.uk/".ljust(length, "a")
        matrix = qr.matrix(address)
        wanted = next(level for level in "HQM" if HOLDS[level][version - 1] >= length)
        assert (len(matrix), _level(matrix)) == (17 + 4 * version, BITS[wanted]), length
        (read,) = zxingcpp.read_barcodes(_picture(matrix), try_invert=False)
        assert (read.text, read.ec_level) == (address, wanted)


def test_three_corners_have_a_finder_pattern() -> None:
    # There are finder patterns in three corners, and none in the fourth.
    matrix = qr.matrix("https://www.example.org/")
    finder = [[max(abs(row - 3), abs(column - 3)) != 2 for column in range(7)] for row in range(7)]
    size = len(matrix)

    def corner(top: int, left: int) -> list[list[int]]:
        return [list(row[left : left + 7]) for row in matrix[top : top + 7]]

    assert corner(0, 0) == corner(0, size - 7) == corner(size - 7, 0) == finder
    assert corner(size - 7, size - 7) != finder


def test_no_quiet_zone_is_in_the_matrix() -> None:
    matrix = qr.matrix("https://www.example.org/")
    assert matrix[0][0] and matrix[0][-1] and matrix[-1][0]


@pytest.mark.parametrize(
    ("modules", "wanted", "side"),
    [
        (25, 22.0, 22.0),  # version 2: modules of 0.88 mm
        (41, 22.0, 22.0),  # version 6: 0.54 mm
        (44, 22.0, 22.0),  # just 0.5 mm
        (45, 22.0, 22.5),  # version 7: 0.49 mm would be too small; 45 × 0.5
        (49, 22.0, 24.5),  # version 8
        (49, 25.0, 25.0),
    ],
)
def test_a_qr_code_grows_if_a_module_would_be_smaller_than_half_a_millimetre(
    modules: int, wanted: float, side: float
) -> None:
    assert qr.side_for(modules, wanted * MM) == pytest.approx(side * MM)


def test_the_same_address_gives_the_same_qr_code() -> None:
    first = qr.matrix("https://example.org/a")
    qr.matrix.cache_clear()
    assert qr.matrix("https://example.org/a") == first
    assert qr.matrix("https://example.org/b") != first
