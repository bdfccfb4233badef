"""How inks look on coated paper: the colour of a mixture, its contrast, and how far it is from a colour on a screen.

In: parts of cyan, magenta, yellow and black ink, from 0 to 1. Out: CIE XYZ (D50, paper white has Y = 1), ratios.
Source: the sixteen solid overprints are those of the shipped profile FOGRA39L_coated.icc, relative to paper; between
them the Neugebauer equations with the factor of Yule and Nielsen and a dot gain. A test compares this with the profile:
it is within 9 units of colour difference. So no colour engine is loaded for the colours of an edition.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import dist, prod

Xyz = tuple[float, float, float]

_SOLIDS: dict[tuple[int, ...], Xyz] = dict(
    zip(
        product((0, 1), repeat=4),  # cyan, magenta, yellow, black
        (
            *((0.9642, 1.0, 0.8249), (0.0227, 0.0236, 0.0184), (0.7904, 0.8463, 0.0782), (0.0213, 0.0236, 0.0090)),
            *((0.3773, 0.1925, 0.1672), (0.0188, 0.0137, 0.0100), (0.3440, 0.1825, 0.0251), (0.0178, 0.0149, 0.0072)),
            *((0.1678, 0.2600, 0.5781), (0.0100, 0.0131, 0.0193), (0.0928, 0.2099, 0.0748), (0.0103, 0.0149, 0.0095)),
            *((0.0634, 0.0458, 0.1717), (0.0114, 0.0100, 0.0122), (0.0417, 0.0432, 0.0341), (0.0106, 0.0110, 0.0074)),
        ),
        strict=True,
    )
)
_SPREAD = 1.5  # the factor of Yule and Nielsen: how far light spreads in the paper
_DOT_GAIN = 0.05  # by how much a dot of half the area grows

_WHITE: Xyz = (0.9642, 1.0, 0.8249)
_FROM_SRGB = ((0.4361, 0.3851, 0.1431), (0.2225, 0.7169, 0.0606), (0.0139, 0.0971, 0.7142))


def on_paper(cmyk: Sequence[float]) -> Xyz:
    """The colour of a mixture of inks on coated paper."""
    areas = [part + 4 * _DOT_GAIN * part * (1 - part) for part in cmyk]
    shares = {
        solid: prod(area if printed else 1 - area for area, printed in zip(areas, solid, strict=True))
        for solid in _SOLIDS
    }
    x, y, z = (
        sum(share * _SOLIDS[solid][part] ** (1 / _SPREAD) for solid, share in shares.items()) ** _SPREAD
        for part in range(3)
    )
    return x, y, z


def contrast_of_inks(one: Sequence[float], other: Sequence[float]) -> float:
    """The contrast ratio of two mixtures of inks, from 1 to 21 (WCAG 2.2, by their luminance on paper)."""
    high, low = sorted((on_paper(one)[1], on_paper(other)[1]), reverse=True)
    return (high + 0.05) / (low + 0.05)


def difference(rgb: Sequence[float], cmyk: Sequence[float]) -> float:
    """The difference of a colour on a screen (sRGB) and a mixture of inks: the distance in CIELAB (CIE 1976)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
    x, y, z = (sum(factor * part for factor, part in zip(row, linear, strict=True)) for row in _FROM_SRGB)
    return dist(_lab((x, y, z)), _lab(on_paper(cmyk)))


def _lab(colour: Xyz) -> Xyz:
    x, y, z = (_cube_root(part / white) for part, white in zip(colour, _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube_root(part: float) -> float:
    """The function f of CIELAB."""
    return part ** (1 / 3) if part > (6 / 29) ** 3 else part / (3 * (6 / 29) ** 2) + 4 / 29
