"""QR codes: the matrix of an address and the size that it is drawn at.

In: an address. Out: a matrix of dark modules without quiet zone, and the side of the QR code in points.
Why: the numbers of a readable QR code stand here once: level M or Q, module at least 0.5 mm, side at least what
the scale says, four modules free on every side (ISO/IEC 18004), version 8 at most.
"""

from __future__ import annotations

from functools import lru_cache

from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import BIT_LIMIT_TABLE, length_in_bits

from leafletgen.layout.qr_mask import best_mask
from leafletgen.print_limits import QR_MODULE

Matrix = tuple[bytes, ...]
"""The rows of a QR code from the top: a byte for each module, 1 for a dark one."""


@lru_cache(maxsize=4096)
def matrix(address: str) -> Matrix:
    """The modules of the QR code for `address`: as many as level M needs, at level Q if the address fits there too.

    (Level H is never free: what fits it at version v, level M holds at version v - 1.)
    """
    code: QRCode = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(address)
    if _bits(code) <= BIT_LIMIT_TABLE[ERROR_CORRECT_Q][code.version]:
        code.error_correction = ERROR_CORRECT_Q
    code.mask_pattern = best_mask(code)
    code.make(fit=False)
    return tuple(map(bytes, code.modules))


def _bits(code: QRCode) -> int:
    """How many bits the data of `code` take in its version."""
    count = _BitCount()
    for data in code.data_list:
        count.put(data.mode, 4)
        count.put(len(data), length_in_bits(data.mode, code.version))
        data.write(count)
    return count.bits


class _BitCount:
    """Stands in for the encoder's buffer, and only counts."""

    bits = 0

    def put(self, _number: int, bits: int) -> None:
        """Count a number of so many bits."""
        self.bits += bits


def side_for(modules: int, wanted: float) -> float:
    """The side of a QR code of `modules` modules: `wanted` points, or more if a module would fall under 0.5 mm."""
    return max(wanted, modules * QR_MODULE)
