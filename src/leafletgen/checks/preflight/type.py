"""Fonts of a PDF, as far as preflight needs them: widths of codes, which codes are spaces, whether it is embedded.

In: a font dictionary. Out: a Face. Codes of composite fonts are taken to be two bytes long, as nearly all are.
Source: ISO 32000-1, 9.6 to 9.9.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from leafletgen.checks.preflight import guard

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_UNKNOWN_WIDTH = 500.0
_CODES = "widths in a font"


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A font: its name, the widths of its codes in 1/1000 of the type size, its spaces, whether it is embedded."""

    name: str
    embedded: bool
    code_bytes: int = 1
    widths: dict[int, float] = field(default_factory=dict)
    default: float = _UNKNOWN_WIDTH
    spaces: frozenset[int] = frozenset({32})

    def codes(self, data: bytes) -> Iterator[int]:
        """The codes of a string."""
        size = self.code_bytes
        return (int.from_bytes(data[at : at + size], "big") for at in range(0, len(data), size))

    def width(self, code: int) -> float:
        """The advance of a code, in 1/1000 of the type size."""
        return self.widths.get(code, self.default)


def face_of(font: Any) -> Face:
    """Read a font dictionary. Raises FileFault if it has widths for more codes than a font has."""
    name = str(font.get("/BaseFont", font.get("/Name", "a font without a name"))).lstrip("/")
    kind = str(font.get("/Subtype", ""))
    if kind == "/Type0":
        descendant = font.DescendantFonts[0]
        widths = dict(_composite_widths(descendant.get("/W", [])))
        default = float(descendant.get("/DW", 1000))
        return Face(name, _embedded(descendant), 2, widths, default, _spaces(font))
    scale = 1000 * float(font.FontMatrix[0]) if kind == "/Type3" else 1.0
    first, listed = int(font.get("/FirstChar", 0)), font.get("/Widths", [])
    guard.Work().count(_CODES, guard.CODES, len(listed))
    simple = {first + index: scale * float(width) for index, width in enumerate(listed)}
    return Face(name, kind == "/Type3" or _embedded(font), 1, simple)


def _embedded(font: Any) -> bool:
    descriptor = font.get("/FontDescriptor")
    return descriptor is not None and any(key in descriptor for key in _FILES)


def _composite_widths(table: Iterable[Any]) -> Iterator[tuple[int, float]]:
    """The codes and widths of a W array: `first [w w ...]` or `first last w`. Raises TypeError if it is cut off."""
    rest, work = iter(table), guard.Work()
    for first in rest:
        following: Any = next(rest, None)
        if isinstance(following, pikepdf.Array):
            work.count(_CODES, guard.CODES, len(following))
            yield from ((int(first) + index, float(width)) for index, width in enumerate(following))
        else:
            value: Any = next(rest, None)
            width, codes = float(value), range(int(first), int(following) + 1)
            work.count(_CODES, guard.CODES, max(0, codes.stop - codes.start))
            yield from ((code, width) for code in codes)


def _spaces(font: Any) -> frozenset[int]:
    if "/ToUnicode" not in font:
        return frozenset()
    pairs = re.findall(rb"<([0-9A-Fa-f]{4})>\s*<00(?:20|[Aa]0)>", font.ToUnicode.read_bytes())
    return frozenset(int(code, 16) for code in pairs)
