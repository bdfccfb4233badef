"""Colours: contrast by the formula of WCAG 2.2, and inks."""

from __future__ import annotations

import pytest

from leafletgen.layout.theme import BLACK, THEMES, WHITE, Colour, Theme, monochrome, reversed_cover

ALL = {**THEMES, **{f"{name} mono": monochrome(theme) for name, theme in THEMES.items()}}


def _luminance(colour: Colour) -> float:
    """Relative luminance (WCAG 2.2)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(part) for part in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio (WCAG 2.2): from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
    grey = Colour("grey", (0x76 / 255,) * 3, (0, 0, 0, 0.54))
    assert contrast(grey, WHITE) == pytest.approx(4.54, abs=0.01)  # the well-known lightest grey on white


@pytest.mark.parametrize("name", ALL)
def test_every_pair_can_be_read(name: str) -> None:
    """At least 4.5 everywhere; and 7, which "where it can be" asks for, is reached by every pair that ships."""
    pairs = ALL[name].pairs()
    assert len(pairs) >= 7
    for text, ground in pairs:
        assert contrast(text, ground) >= 4.5, f"{text.name} on {ground.name}"
    under = [
        f"{text.name} on {ground.name}: {contrast(text, ground):.2f}"
        for text, ground in pairs
        if contrast(text, ground) < 7
    ]
    assert under == []


@pytest.mark.parametrize("name", THEMES)
def test_text_is_black_ink_alone(name: str) -> None:
    theme: Theme = THEMES[name]
    assert theme.text.cmyk == (0, 0, 0, 1)
    for colour in (theme.strong, theme.soft, theme.line, theme.accent, theme.accent_soft):
        assert all(0 <= part <= 1 for part in (*colour.rgb, *colour.cmyk))
        assert sum(colour.cmyk) <= 3  # 300 % of ink at most


@pytest.mark.parametrize("name", THEMES)
def test_mono_is_black_and_tints_of_black(name: str) -> None:
    theme = monochrome(THEMES[name])
    for colour in (theme.text, theme.strong, theme.soft, theme.line, theme.accent, theme.accent_soft, theme.paper):
        assert len(set(colour.rgb)) == 1
        assert colour.cmyk[:3] == (0, 0, 0)
        assert colour.rgb[0] == pytest.approx(1 - colour.cmyk[3], abs=0.005)
    assert theme.discs == THEMES[name].discs


def test_black_and_white() -> None:
    assert (BLACK.rgb, BLACK.cmyk) == ((0, 0, 0), (0, 0, 0, 1))
    assert (WHITE.rgb, WHITE.cmyk) == ((1, 1, 1), (0, 0, 0, 0))


@pytest.mark.parametrize("name", ALL)
def test_discs_name_colours_of_their_theme_and_lie_in_their_square(name: str) -> None:
    theme = ALL[name]
    for disc in theme.discs:
        assert isinstance(getattr(theme, disc.fill), Colour)
        assert disc.down - disc.radius + 0.01 >= 0 and disc.down + disc.radius <= 1.01
        assert disc.right - disc.radius + 0.01 >= 0 and disc.right + disc.radius <= 1.01


@pytest.mark.parametrize("name", ALL)
def test_no_two_discs_share_their_middle(name: str) -> None:
    """Rings around one middle look like a target, and the leaflet is for somebody who may feel like one."""
    discs = ALL[name].discs
    for number, one in enumerate(discs):
        for other in discs[:number]:
            apart = ((one.right - other.right) ** 2 + (one.down - other.down) ** 2) ** 0.5
            assert apart > max(one.radius, other.radius) * 0.6


@pytest.mark.parametrize("name", ALL)
def test_lines_to_write_on_are_seen_on_a_photocopy(name: str) -> None:
    assert contrast(ALL[name].line, ALL[name].paper) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_shapes_of_the_press_cover_have_contrast(name: str) -> None:
    theme = reversed_cover(THEMES[name])
    for disc in theme.discs:
        assert contrast(getattr(theme, disc.fill), theme.soft) >= 1.5, disc.fill
