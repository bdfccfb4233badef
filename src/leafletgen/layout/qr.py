"""QR codes: the matrix of an address and the size that it is drawn at.

In: an address. Out: a matrix of dark modules without quiet zone, and the side of the QR code in points.
Why: a QR code is read if it has level M or Q, modules of at least 0.5 mm, at least the side that the scale says, and a
quiet zone of four modules (ISO/IEC 18004); the limits are in print_limits.py.
"""

from __future__ import annotations

from functools import lru_cache

from leafletgen.layout.qr_codewords import encode
from leafletgen.layout.qr_mask import best_mask
from leafletgen.layout.qr_modules import Matrix, formatted, plan_for, rows_of
from leafletgen.print_limits import QR_MODULE


@lru_cache(maxsize=4096)
def matrix(address: str) -> Matrix:
    """The modules of the QR code for `address`: as many as level M needs, at level Q if the address fits there too.

    Raises ValueError if it is too long for any.
    """
    version, level, codewords = encode(address)
    plan = plan_for(version)
    plain = plan.place(codewords)
    mask = best_mask(plain, plan)
    return rows_of(plain.rows ^ plan.masks[mask].rows | formatted(version, level, mask), plan.size)


def side_for(modules: int, wanted: float) -> float:
    """The side of a QR code of `modules` modules: `wanted` points, or more if a module would be smaller than 0.5 mm."""
    return max(wanted, modules * QR_MODULE)
