"""Design tokens: the colours of each variant, and the discs on its cover.

In: nothing. Out: tables that the layout looks up; a new look is a new row, never a condition in the code.
Every colour has an RGB value for office files and a CMYK value for the press; text black is K alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from leafletgen.content.leaflet import Tint
from leafletgen.content.records import Variant
from leafletgen.errors import ContentError, Problem
from leafletgen.layout.inks import contrast_of_inks
from leafletgen.print_limits import LEAST_CONTRAST, LINE_CONTRAST

Rgb = tuple[float, float, float]


class Colour(NamedTuple):
    """A colour token: `rgb` in sRGB and `cmyk` as ink, each part from 0 to 1."""

    name: str
    rgb: Rgb
    cmyk: tuple[float, float, float, float]


def _colour(name: str, code: str, *cmyk: int) -> Colour:
    red, green, blue = (int(code[i : i + 2], 16) / 255 for i in (0, 2, 4))
    cyan, magenta, yellow, black = (ink / 100 for ink in cmyk)
    return Colour(name, (round(red, 4), round(green, 4), round(blue, 4)), (cyan, magenta, yellow, black))


BLACK = _colour("black", "000000", 0, 0, 0, 100)
WHITE = _colour("white", "ffffff", 0, 0, 0, 0)
REGISTRATION = _colour("registration", "000000", 100, 100, 100, 100)
"""The registration colour, which prints on every plate: for crop marks alone."""


class Disc(NamedTuple):
    """A circle of the cover's picture, in parts of the picture's side.

    `right` and `down` place its centre from the upper right corner; `fill` names a colour of the theme.
    """

    right: float
    down: float
    radius: float
    fill: str


class Theme(NamedTuple):
    """The colours of one variant, and the discs that make the picture on its cover.

    `text` is for running text, `strong` for headings and labels, `soft` for large pale areas, `line` for rules,
    outlines and lines to write on (3:1), `accent` is the one warm colour (the emergency), `accent_soft` its pale area;
    `one_ink`: all is black.
    """

    text: Colour
    strong: Colour
    soft: Colour
    line: Colour
    accent: Colour
    accent_soft: Colour
    discs: tuple[Disc, ...] = ()
    paper: Colour = WHITE
    one_ink: bool = False

    def pairs(self) -> tuple[tuple[Colour, Colour], ...]:
        """Each colour of text and of QR codes with each background that it is printed on."""
        return (
            (self.text, self.paper),
            (self.text, self.soft),
            (self.text, self.accent_soft),
            (self.strong, self.paper),
            (self.strong, self.soft),
            (self.strong, self.accent_soft),
            (self.accent, self.paper),
            (self.accent, self.accent_soft),
            (self.paper, self.strong),  # the cover of the press profile
            (BLACK, self.paper),  # QR codes, in every theme
            (BLACK, self.accent_soft),  # the QR code of the emergency
        )


THEMES: dict[str, Theme] = {
    "parent": Theme(
        text=_colour("ink", "1a1a1a", 0, 0, 0, 100),
        strong=_colour("deep teal", "0b4a57", 95, 45, 35, 55),
        soft=_colour("pale teal", "e3eff0", 12, 2, 5, 0),
        line=_colour("teal line", "6b979d", 58, 22, 30, 12),
        accent=_colour("brick", "8c2c0c", 5, 95, 100, 50),
        accent_soft=_colour("pale brick", "fbefe8", 0, 7, 8, 0),
        discs=(
            Disc(0.33, 0.36, 0.32, fill="line"),
            Disc(0.70, 0.60, 0.24, fill="strong"),
            Disc(0.36, 0.86, 0.10, fill="accent"),
        ),
    ),
    "child": Theme(
        text=_colour("ink", "1a1a1a", 0, 0, 0, 100),
        strong=_colour("violet", "47307d", 85, 92, 10, 5),
        soft=_colour("pale violet", "eeeaf7", 7, 9, 0, 0),
        line=_colour("violet line", "8f7fc0", 48, 52, 0, 0),
        accent=_colour("plum", "8f1d5a", 20, 100, 5, 40),
        accent_soft=_colour("pale plum", "faeaf2", 0, 10, 2, 0),
        discs=(
            Disc(0.32, 0.32, 0.30, fill="line"),
            Disc(0.76, 0.43, 0.21, fill="paper"),
            Disc(0.55, 0.68, 0.14, fill="strong"),
            Disc(0.90, 0.13, 0.08, fill="accent"),
        ),
    ),
}


def grey(name: str, black: int) -> Colour:
    """A tint of black ink: `black` per cent."""
    level = f"{round(255 * (100 - black) / 100):02x}"
    return _colour(name, level * 3, 0, 0, 0, black)


def reversed_cover(theme: Theme) -> Theme:
    """The theme of a cover with a solid background, for the press: white and pale on the strong colour."""
    return theme._replace(soft=theme.strong, strong=theme.paper, paper=theme.soft, accent=theme.accent_soft)


def monochrome(theme: Theme) -> Theme:
    """The same theme in black and tints of black; weight, size and frames carry the hierarchy."""
    return theme._replace(
        text=BLACK,
        strong=BLACK,
        soft=grey("pale grey", 7),
        line=grey("mid grey", 55),
        accent=BLACK,
        accent_soft=WHITE,
        one_ink=True,
    )


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours on a screen, from 1 to 21."""
    return contrast_ratio(one.rgb, other.rgb)


def contrast_ratio(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two sRGB values, parts from 0 to 1 (WCAG 2.2, contrast ratio and relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def theme_of(variant: Variant, tints: Iterable[Tint]) -> Theme:
    """The theme of a variant in an edition's own colours. Raises ContentError if text or lines would be hard to see."""
    theme = THEMES[variant]
    own = {tint.token: tint for tint in tints}
    changed = theme._replace(**{token: _colour(token, tint.rgb, *tint.cmyk) for token, tint in own.items()})  # type: ignore[arg-type]
    if weak := list(_find_weak(changed, own)):
        raise ContentError(weak)
    return changed


class _Weak(NamedTuple):
    """A pair of colours with too little contrast: the key that an edition changed, its value, and the other colour."""

    ratio: float
    least: float
    key: str
    value: str
    other: Colour


def _find_weak(theme: Theme, own: Mapping[str, Tint]) -> Iterator[Problem]:
    """A Problem for each value of a colour of the edition, `rgb` or `cmyk`, that has too little contrast with another.

    The pairs are text, and the lines to write on, with their backgrounds; the one that is seen worst is named.
    """
    found: list[_Weak] = []
    pairs = [*((text, background, LEAST_CONTRAST) for text, background in theme.pairs())]
    for one, background, least in (*pairs, (theme.line, theme.paper, LINE_CONTRAST)):
        key = next((colour.name for colour in (one, background) if colour.name in own), None)
        if key:
            other = background if one.name == key else one
            found.append(_Weak(contrast(one, background), least, key, "rgb", other))
            found.append(_Weak(contrast_of_inks(one.cmyk, background.cmyk), least, key, "cmyk", other))
    worst: dict[tuple[str, str], _Weak] = {}
    for weak in found:
        known = worst.setdefault((weak.key, weak.value), weak)
        if weak.ratio < min(known.ratio, weak.least):
            worst[weak.key, weak.value] = weak
    yield from (_said_of(weak, theme, own) for weak in worst.values() if weak.ratio < weak.least)


def _said_of(weak: _Weak, theme: Theme, own: Mapping[str, Tint]) -> Problem:
    tint = own[weak.key]
    value = tint.rgb if weak.value == "rgb" else " ".join(map(str, tint.cmyk))
    where = "in print" if weak.value == "cmyk" else "on a screen"
    ratio = math.floor(100 * weak.ratio) / 100  # 4.496 is not 4.5.
    message = (
        f"The colour `{weak.key}` ({weak.value} {value}) has a contrast of {ratio:.2f}:1 {where} with "
        f"{_called(weak.other, theme, own)}; {weak.least}:1 is the least."
    )
    is_pale = weak.key in ("soft", "accent_soft")
    hint = f"Write a {'paler' if is_pale else 'darker'} colour in `{weak.value}` of `{weak.key}`"
    other = f", or a {'darker' if is_pale else 'paler'} one in `{weak.other.name}`" if weak.other.name in own else ""
    return Problem("low-contrast", message, f"{hint}{other}.", tint.at)


def _called(colour: Colour, theme: Theme, own: Mapping[str, Tint]) -> str:
    """What a colour is called in messages to people who write editions."""
    if colour.name in own:
        return f"your `{colour.name}`"
    plain = {BLACK: "black QR codes", theme.text: "running text", theme.paper: "white paper"}
    if colour in plain:
        return plain[colour]
    return f"`{next(key for key in Theme._fields if getattr(theme, key) == colour)}` of the leaflet"
