"""The contrast of each theme: of every text and every QR code with its background.

In: the themes of the layout. Out: Problems: an error under 4.5:1, a warning under 7:1.
Source: WCAG 2.2, relative luminance and contrast ratio; 1.4.3 asks for 4.5:1, 1.4.6 for 7:1. The ratio is for sRGB.
Inks need the ICC profile of the press, so the tests check their contrast with the shipped profile.
"""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.errors import Problem
from leafletgen.layout.theme import THEMES, Colour, Theme, contrast, monochrome
from leafletgen.print_limits import GOOD_CONTRAST, LEAST_CONTRAST


def check_contrast() -> Iterator[Problem]:
    """Check each pair of colours of each theme, in colour and in mono; one pair is the QR code on its background."""
    for name, theme in THEMES.items():
        yield from check_theme(name, theme)
        yield from check_theme(f"{name} mono", monochrome(theme))


def check_theme(name: str, theme: Theme) -> Iterator[Problem]:
    """Check one theme; `name` is its name in messages."""
    for text, background in theme.pairs():
        ratio = contrast(text, background)
        if ratio < GOOD_CONTRAST:
            yield _too_faint(name, text, background, ratio)


def _too_faint(name: str, text: Colour, background: Colour, ratio: float) -> Problem:
    message = f"The theme {name} has {text.name} on {background.name} with a contrast of {ratio:.2f}:1"
    if ratio < LEAST_CONTRAST:
        hint = "Make the text darker or its background lighter, in layout/theme.py."
        return Problem("contrast", f"{message}; at least {LEAST_CONTRAST}:1 is required.", hint)
    return Problem(
        "contrast-low", f"{message}.", f"Aim for {GOOD_CONTRAST:.0f}:1, in layout/theme.py.", severity="warning"
    )
