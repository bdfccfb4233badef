"""The colours of web pages: those of the theme on a light page, and colours computed from them for a dark one.

In: a Theme, with the edition's own colours in it. Out: custom properties of CSS.
Why computed: an edition can choose any colours for paper. On a dark page each is mixed with white until text in it has
a contrast of 7:1 (WCAG 2.2, 1.4.6).
"""

from __future__ import annotations

from leafletgen.content.logo.drawing import Rgb
from leafletgen.layout.theme import Theme, contrast_ratio
from leafletgen.web.svg import hex_of

Palette = dict[str, Rgb]
"""The colours of a page by the names that its style sheet uses."""

_STEPS = 64
"""In how many steps white is mixed in."""

_TEXT_CONTRAST = 7.0
_LINE_CONTRAST = 3.0  # WCAG 2.2, 1.4.11


def _rgb(code: str) -> Rgb:
    red, green, blue = (int(code[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


_DARK = {"paper": _rgb("14181c"), "soft": _rgb("20272d"), "accent-soft": _rgb("2c2224"), "text": _rgb("f0f0ec")}
"""The backgrounds and the text of every dark page."""

_BACKGROUNDS = ("paper", "soft", "accent-soft")


def light(theme: Theme) -> Palette:
    """The colours of a light page: those of the paper leaflet."""
    return {
        "paper": theme.paper.rgb,
        "soft": theme.soft.rgb,
        "accent-soft": theme.accent_soft.rgb,
        "text": theme.text.rgb,
        "strong": theme.strong.rgb,
        "accent": theme.accent.rgb,
        "line": theme.line.rgb,
    }


def dark(theme: Theme) -> Palette:
    """The colours of a dark page."""
    strong, accent = (_lightened(colour.rgb, _TEXT_CONTRAST) for colour in (theme.strong, theme.accent))
    return {**_DARK, "strong": strong, "accent": accent, "line": _lightened(theme.line.rgb, _LINE_CONTRAST)}


def pairs(palette: Palette) -> list[tuple[Rgb, Rgb]]:
    """Each colour of text with each background that a page sets it on."""
    texts = [(palette[text], palette[back]) for text in ("text", "strong", "accent") for back in _BACKGROUNDS]
    return [*texts, (palette["paper"], palette["strong"]), (palette["paper"], palette["accent"])]


def properties(theme: Theme) -> str:
    """The style rules that define the colours, for light and for dark pages."""
    return f":root{{{_declared(light(theme))}}}@media(prefers-color-scheme:dark){{:root{{{_declared(dark(theme))}}}}}"


def _declared(palette: Palette) -> str:
    return "".join(f"--{name}:{hex_of(rgb)};" for name, rgb in palette.items())


def _lightened(colour: Rgb, least: float) -> Rgb:
    """The colour with the least share of white that gives it the contrast on every dark background."""
    for step in range(_STEPS + 1):
        red, green, blue = (part + (1 - part) * step / _STEPS for part in colour)
        mixed = (red, green, blue)
        if all(contrast_ratio(mixed, _DARK[back]) >= least for back in _BACKGROUNDS):
            return mixed
    raise AssertionError("white has enough contrast on a dark background")
