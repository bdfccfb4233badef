"""Read what the fonts of a PDF say of their codes."""

from __future__ import annotations

from typing import Any

import pikepdf


def widths_of(descendant: Any) -> dict[int, float]:
    """The width of each code by the W array of a CIDFont, of entries `first [w w ...]` (ISO 32000-1, 9.7.4.3)."""
    table = list(descendant.W)
    found: dict[int, float] = {}
    for first, listed in zip(table[::2], table[1::2], strict=True):
        assert isinstance(listed, pikepdf.Array)
        for code, width in enumerate(listed, int(first)):
            assert code not in found
            found[code] = float(width)
    return found
