"""QR symbols: the matrix of an address and the size that it is drawn at.

In: an address. Out: a matrix of dark modules without quiet zone, and the side of the symbol in points.
Why: the numbers of a readable symbol stand here once: level M, module at least 0.5 mm, side at least what the scale
says, four modules free on every side (ISO/IEC 18004), version 8 at most.
"""

from __future__ import annotations

from functools import lru_cache

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from leafletgen.layout.qr_mask import best_mask
from leafletgen.print_limits import QR_MODULE

Matrix = tuple[bytes, ...]
"""The rows of a symbol from the top: a byte for each module, 1 for a dark one."""


@lru_cache(maxsize=4096)
def matrix(address: str) -> Matrix:
    """The modules of the symbol for `address` at level M."""
    code: QRCode = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(address)
    code.mask_pattern = best_mask(code)
    code.make(fit=False)
    return tuple(map(bytes, code.modules))


def side_for(modules: int, wanted: float) -> float:
    """The side of a symbol of `modules` modules: `wanted` points, or more where a module would fall under 0.5 mm."""
    return max(wanted, modules * QR_MODULE)
