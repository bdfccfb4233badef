"""The codewords of a QR code: the bytes of an address, and after them the codewords for error correction.

In: a text. Out: its version and level, and its codewords in the order in which they are placed.
Why: the package qrcode puts bit after bit into lists and divides polynomials as lists of numbers; that took longer than
breaking all lines of a leaflet. Here a polynomial is one integer, a byte for each coefficient. The table of how each
version divides its codewords into blocks is that of the package. Source: ISO/IEC 18004, 7.4 to 7.6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest

from qrcode.base import RSBlock, rs_blocks
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q

_BYTES = 0b0100
"""The mode of a text that is held as bytes."""

_PADS = b"\xec\x11"
_TOP_BITS = int.from_bytes(b"\x80" * 31)
"""The highest bit of each coefficient; no block of any level has more than 30 codewords for correction."""


def encode(text: str) -> tuple[int, int, bytes]:
    """The smallest version that holds a text at level M, the level, and the codewords.

    The level is Q if the text fits that version at level Q too: it needs no more modules then. Level H would always
    need more: a text that fits version v at level H fits version v - 1 at level M. Raises ValueError if the text is too
    long for any version.
    """
    data = text.encode()
    for version in range(1, 41):
        head = 2 if version < 10 else 3  # Bytes for the mode, the length and the end.
        fitting = [level for level in (ERROR_CORRECT_Q, ERROR_CORRECT_M) if len(data) + head <= _room(version, level)]
        if fitting:
            level = fitting[0]
            counted = (_BYTES << 8 * (head - 1) | len(data)) << 8 * len(data)
            padded = ((counted | int.from_bytes(data)) << 4).to_bytes(head + len(data)) + _PADS * _room(version, level)
            return version, level, _with_correction(padded, _blocks(version, level))
    raise ValueError(f"{len(data)} bytes are too many for a QR code")


def _room(version: int, level: int) -> int:
    """The bytes that a version holds at a level, with those of the mode, the length and the end."""
    return sum(block.data_count for block in _blocks(version, level))


@lru_cache(maxsize=80)
def _blocks(version: int, level: int) -> tuple[RSBlock, ...]:
    return tuple(rs_blocks(version, level))


def _with_correction(data: bytes, blocks: Iterable[RSBlock]) -> bytes:
    """Cut the data into blocks, compute the correction of each, and take one codeword of each block in turn."""
    parts, checks = [], []
    for block in blocks:
        part, data = data[: block.data_count], data[block.data_count :]
        parts.append(part)
        checks.append(_correction(part, block.total_count - block.data_count))
    return bytes((*_in_turn(parts), *_in_turn(checks)))


def _in_turn(blocks: Iterable[bytes]) -> Iterator[int]:
    return (codeword for turn in zip_longest(*blocks) for codeword in turn if codeword is not None)


def _correction(data: bytes, count: int) -> bytes:
    """The Reed-Solomon code: the remainder of the data divided by the generator polynomial with `count` roots."""
    multiples = _multiples(count)
    top = 8 * (count - 1)
    lower = (1 << top) - 1
    rest = 0
    for byte in data:
        rest = (rest & lower) << 8 ^ multiples[byte ^ rest >> top]
    return rest.to_bytes(count)


@lru_cache(maxsize=31)
def _multiples(count: int) -> tuple[int, ...]:
    """The generator polynomial, without its leading 1, times each number from 0 to 255."""
    generator = root = 1
    for _ in range(count):
        generator = generator << 8 ^ _times(generator, root)
        root = _twice(root)
    generator ^= 1 << 8 * count
    multiples = [0]
    for _ in range(8):
        multiples += [multiple ^ generator for multiple in multiples]
        generator = _twice(generator)
    return tuple(multiples)


def _times(polynomial: int, number: int) -> int:
    """Each coefficient times a number, in the field GF(256) with the polynomial 0x11D."""
    product = 0
    while number:
        product ^= polynomial if number & 1 else 0
        polynomial, number = _twice(polynomial), number >> 1
    return product


def _twice(polynomial: int) -> int:
    high = polynomial & _TOP_BITS
    return (polynomial ^ high) << 1 ^ (high >> 7) * 0x1D
