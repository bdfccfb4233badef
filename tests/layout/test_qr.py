"""QR symbols: each opens its address, at level M, large enough to scan."""

from __future__ import annotations

import string

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData

from leafletgen.layout import qr
from leafletgen.layout.qr_modules import Matrix
from leafletgen.units import MM

HOSTS = st.lists(st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=12), min_size=2, max_size=4)
PATHS = st.text(string.ascii_letters + string.digits + "/-_.~%?=&#+", max_size=60)
ADDRESSES = st.builds(lambda host, path: f"https://{'.'.join(host)}/{path}", HOSTS, PATHS)


def _picture(matrix: Matrix, scale: int = 4, border: int = 4) -> Image.Image:
    side = (len(matrix) + 2 * border) * scale
    image = Image.new("L", (side, side), 255)
    for row, modules in enumerate(matrix):
        for column, dark in enumerate(modules):
            if dark:
                left, top = (column + border) * scale, (row + border) * scale
                image.paste(0, (left, top, left + scale, top + scale))
    return image


@given(ADDRESSES)
@settings(max_examples=60, deadline=None)
def test_any_address_is_read_back(address: str) -> None:
    found = zxingcpp.read_barcodes(_picture(qr.matrix(address)), try_invert=False)
    assert [(code.text, code.format) for code in found] == [(address, zxingcpp.BarcodeFormat.QRCode)]


TEXTS = st.one_of(ADDRESSES, st.text(min_size=1, max_size=120), st.text(string.digits, min_size=1, max_size=250))


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_every_module_is_as_the_encoder_would_make_it(text: str) -> None:
    assert qr.matrix(text) == _encoded(text.encode())


@pytest.mark.parametrize("length", [14, 15, 26, 27, 42, 43, 62, 106, 107, 122, 152, 153, 180, 181, 1000, 2331])
def test_a_qr_code_of_any_version_is_the_encoders(length: int) -> None:
    text = "".join(chr(33 + number * number % 90) for number in range(length))
    assert qr.matrix(text) == _encoded(text.encode())


def _encoded(data: bytes) -> Matrix:
    """The QR code as the encoder alone makes it of bytes, its mask included."""
    code: QRCode = QRCode(error_correction=ERROR_CORRECT_M)
    code.add_data(QRData(data, MODE_8BIT_BYTE))
    code.make()
    return tuple(map(bytes, code.modules))


def test_what_no_qr_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="2332 bytes"):
        qr.matrix("x" * 2332)


def _level(matrix: Matrix) -> int:
    """The error correction level of the format information: its first two bits, unmasked (ISO/IEC 18004, 7.9)."""
    bits = matrix[8][0] << 1 | matrix[8][1]
    return bits ^ 0b10


@given(ADDRESSES)
@settings(deadline=None)
def test_every_symbol_is_square_of_level_m_and_no_larger_than_need_be(address: str) -> None:
    matrix = qr.matrix(address)
    count = len(matrix)
    assert {len(row) for row in matrix} == {count}
    assert (count - 17) % 4 == 0
    assert _level(matrix) == 0b00  # M; L is 01, Q 11, H 10
    # Bytes that versions 1 to 8 hold at level M (ISO/IEC 18004, table 7).
    holds = {1: 14, 2: 26, 3: 42, 4: 62, 5: 84, 6: 106, 7: 122, 8: 152}
    assert (count - 17) // 4 <= min(version for version, room in holds.items() if room >= len(address))


def test_level_m_has_no_other_name() -> None:
    # The finder patterns stand in three corners, and the fourth is not one.
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
def test_a_symbol_grows_where_a_module_would_fall_under_half_a_millimetre(
    modules: int, wanted: float, side: float
) -> None:
    assert qr.side_for(modules, wanted * MM) == pytest.approx(side * MM)


def test_the_same_address_gives_the_same_symbol() -> None:
    first = qr.matrix("https://example.org/a")
    qr.matrix.cache_clear()
    assert qr.matrix("https://example.org/a") == first
    assert qr.matrix("https://example.org/b") != first
