"""What is written small in a file, as readers get it back: tables of colours by qpdf, QR codes module by module."""

from __future__ import annotations

import re
import struct
from collections import Counter

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.layout.display_list import QrCode
from leafletgen.layout.theme import Colour
from leafletgen.pdf.draw import Pen
from leafletgen.pdf.objects import packed_colours, packed_stream
from tests.support.project import PROJECT

BLACK = Colour("text", (0, 0, 0), (0, 0, 0, 1))


def _read_back(stream: bytes) -> bytes:
    """The data of a stream object, by qpdf."""
    entries, _, rest = stream.partition(b"\nstream\n")
    dictionary = pikepdf.Object.parse(entries)
    packed = rest.removesuffix(b"\nendstream")
    assert dictionary.Length == len(packed)
    with pikepdf.new() as pdf:
        return pikepdf.Stream(pdf, packed, dictionary).read_bytes()


@given(
    st.binary(max_size=300)
    | st.builds(bytes.__mul__, st.binary(min_size=1, max_size=6), st.integers(0, 3000))
    | st.builds(bytes.__add__, st.binary(max_size=600), st.binary(min_size=600, max_size=600)).map(lambda row: row * 6)
)
def test_a_table_of_colours_is_read_back_as_it_was(table: bytes) -> None:
    assert _read_back(packed_colours(table, "/N 4")) == table


@pytest.mark.parametrize("colours", [5003, 389 * 7, 683, 1])
def test_a_table_is_read_back_whatever_its_rows(colours: int) -> None:
    """5003 is a prime number, so that its table has no rows; 683 colours are one row."""
    table = b"".join(struct.pack(">3H", 3 * step, 65535 - 2 * step, step * step % 65536) for step in range(colours))
    assert _read_back(packed_colours(table, "")) == table


def test_the_shipped_profile_packs_to_four_fifths() -> None:
    profile = (PROJECT / "icc" / "FOGRA39L_coated.icc").read_bytes()
    packed = packed_colours(profile, "/N 4")
    assert _read_back(packed) == profile
    assert len(packed) < 0.8 * len(packed_stream(profile, "/N 4"))


@given(
    st.integers(1, 12).flatmap(
        lambda side: st.lists(st.binary(min_size=side, max_size=side), min_size=side, max_size=side)
    )
)
def test_rectangles_cover_each_dark_module_once_and_no_light_one(rows: list[bytes]) -> None:
    matrix = tuple(bytes(value & 1 for value in row) for row in rows)
    drawn = Pen({}, cmyk=True).draw(QrCode(10, 20, 30, matrix, "https://example.org", BLACK))
    covered: Counter[tuple[int, int]] = Counter()
    for x, y, width, height in (map(int, found) for found in re.findall(r"^(\d+) (\d+) (\d+) (\d+) re$", drawn, re.M)):
        covered.update((row, column) for row in range(y, y + height) for column in range(x, x + width))
    dark = {(row, column) for row, modules in enumerate(matrix) for column, value in enumerate(modules) if value}
    assert covered == Counter(dark)
    assert drawn.count("\nf ") == 1
