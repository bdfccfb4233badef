"""Contrast: of the shipped themes, of worse ones that the check must refuse, and of the inks by the ICC profile."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from leafletgen.checks.data.contrast import check_contrast, check_theme
from leafletgen.layout.display_list import Page, QrCode, Shape, TextRun
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.inks import contrast_of_inks, difference
from leafletgen.layout.theme import BLACK, THEMES, WHITE, Colour, Theme, contrast_ratio, monochrome
from leafletgen.print_limits import BLEED
from tests.support.made_files import Made
from tests.support.own_folder import own_folder
from tests.support.program import Run

ALL = {**THEMES, **{f"{name} mono": monochrome(theme) for name, theme in THEMES.items()}}
GREY = Colour("grey", (0x80 / 255,) * 3, (0, 0, 0, 0.5))  # 3.9:1 on white
SLATE = Colour("slate", (0x66 / 255,) * 3, (0, 0, 0, 0.6))  # 5.7:1 on white


def test_the_formula() -> None:
    assert contrast_ratio(BLACK.rgb, WHITE.rgb) == pytest.approx(21)
    assert contrast_ratio(WHITE.rgb, BLACK.rgb) == pytest.approx(21)
    assert contrast_ratio((0x76 / 255,) * 3, WHITE.rgb) == pytest.approx(
        4.54, abs=0.005
    )  # the lightest grey that passes
    assert contrast_ratio((1, 0, 0), WHITE.rgb) == pytest.approx(4.00, abs=0.005)


def test_no_theme_that_ships_gives_a_problem() -> None:
    assert list(check_contrast()) == []


PARENT = THEMES["parent"]


def worse(colour: Colour) -> list[Theme]:
    """The parent theme with one of its text colours replaced."""
    return [PARENT._replace(text=colour), PARENT._replace(strong=colour), PARENT._replace(accent=colour)]


@pytest.mark.parametrize("theme", worse(GREY))
def test_a_faint_text_is_refused(theme: Theme) -> None:
    found = list(check_theme("parent", theme))
    assert found
    assert {(problem.code, problem.severity) for problem in found} == {("contrast", "error")}
    assert "has grey on white with a contrast of 3.95:1; at least 4.5:1 is required" in found[0].message


@pytest.mark.parametrize("theme", worse(SLATE))
def test_a_middling_text_is_warned_of(theme: Theme) -> None:
    found = list(check_theme("parent", theme))
    assert ("contrast-low", "warning") in {(problem.code, problem.severity) for problem in found}
    assert any("has slate on white with a contrast of 5.74:1." in problem.message for problem in found)


def test_a_dark_paper_is_refused_for_qr_codes() -> None:
    found = [problem.message for problem in check_theme("parent", PARENT._replace(paper=SLATE))]
    assert any("black on slate" in message for message in found)


def _grounds(page: Page) -> set[tuple[str, str]]:
    """Each colour of text or QR code of a page, with the colour of the last shape filled below its centre."""
    filled: list[Shape] = []
    found = set()
    for item in page.items:
        match item:
            case Shape(fill=Colour()):
                filled.append(item)
            case TextRun():
                x, y = item.x + item.width / 2, item.y + item.size * 0.3
                found.add((item.colour.name, _below(filled, x, y)))
            case QrCode():
                found.add((item.colour.name, _below(filled, item.x + item.side / 2, item.y + item.side / 2)))
    return found


def _below(filled: list[Shape], x: float, y: float) -> str:
    here = [s for s in filled if s.x <= x <= s.x + s.width and s.y <= y <= s.y + s.height]
    return here[-1].fill.name if here and here[-1].fill else WHITE.name


def test_the_pairs_of_a_theme_are_all_that_its_pages_show(every: dict[str, Made], fonts: FontBook) -> None:
    """On office files, and on the covers of press files, which have a solid background."""
    shown: dict[str, set[tuple[str, str]]] = {name: set() for name in ALL}
    for made in every.values():
        name = made.order.variant + (" mono" if made.order.options.mono else "")
        press = lay_out(made.leaflet, "a5", fonts, mono=made.order.options.mono, folded=True, bleed=BLEED)
        shown[name] |= {pair for page in (*made.laid_out.pages, *press.pages) for pair in _grounds(page)}
    for name, pairs in shown.items():
        assert {("white", ALL[name].strong.name), ("black", "white")} <= pairs
        assert pairs <= {(text.name, ground.name) for text, ground in ALL[name].pairs()}, name


def test_mono_is_black_and_grey_alone(every: dict[str, Made]) -> None:
    for name, made in every.items():
        with pikepdf.open(io.BytesIO(made.pdf)) as opened:
            steps = [step for page in opened.pages for step in pikepdf.parse_content_stream(page)]
        colours = {tuple(map(float, step.operands)) for step in steps if str(step.operator) in ("rg", "RG")}
        assert {str(step.operator) for step in steps}.isdisjoint({"k", "K", "scn", "SCN", "sc", "SC", "gs"})
        grey = all(max(colour) == min(colour) for colour in colours)
        assert grey == made.order.options.mono, name


@pytest.fixture(scope="module")
def printed(project: Path) -> ImageCms.ImageCmsTransform:
    """The sRGB colour of inks on white paper, by the shipped ICC profile."""
    profile = ImageCms.getOpenProfile(io.BytesIO((project / "icc" / "FOGRA39L_coated.icc").read_bytes()))
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    return ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "CMYK", "RGB", renderingIntent=intent)


def _on_paper(colour: Colour, printed: ImageCms.ImageCmsTransform) -> tuple[float, float, float]:
    inks = Image.new("CMYK", (1, 1), tuple(round(255 * ink) for ink in colour.cmyk))
    image = ImageCms.applyTransform(inks, printed)
    assert image is not None
    red, green, blue = image.tobytes()
    return red / 255, green / 255, blue / 255


@given(st.tuples(*[st.sampled_from([0, 1]) | st.floats(0, 1)] * 4).filter(lambda inks: sum(inks) <= 3))
def test_the_model_of_inks_is_near_the_profile(printed: ImageCms.ImageCmsTransform, inks: tuple[float, ...]) -> None:
    inks = tuple(round(255 * ink) / 255 for ink in inks)
    seen = _on_paper(Colour("a", (0, 0, 0), inks), printed)  # type: ignore[arg-type]
    if all(0.02 < part < 0.98 for part in seen):  # Otherwise a screen cannot show it.
        assert difference(seen, inks) < 9
        assert contrast_of_inks(inks, (0, 0, 0, 0)) == pytest.approx(contrast_ratio(seen, WHITE.rgb), rel=0.15)


@pytest.mark.parametrize(
    ("rgb", "cmyk", "code"),
    [
        ("1a2b6d", "0 0 100 0", "low-contrast"),
        ("1a2b6d", "10 5 0 0", "low-contrast"),
        ("1a2b6d", "0 40 100 0", "low-contrast"),
        ("1a2b6d", "60 0 60 0", "low-contrast"),
        ("1a2b6d", "0 0 0 40", "low-contrast"),
        ("8c2c0c", "100 70 0 40", "colours-differ"),
        ("1a2b6d", "100 0 100 50", "colours-differ"),
        ("1a2b6d", "0 0 0 100", "colours-differ"),
        ("47307d", "85 30 92 35", "colours-differ"),
        ("0b4a57", "45 95 35 55", "colours-differ"),
        ("1a2b6d", "100 95 20 15", ""),
        ("003087", "100 75 2 18", ""),
        ("0b4a57", "90 40 35 45", ""),
        ("6d2077", "65 100 4 5", ""),
        ("000000", "0 0 0 100", ""),
    ],
)
def test_the_inks_of_an_edition_are_judged(rgb: str, cmyk: str, code: str, run: Run, tmp_path: Path) -> None:
    edition = f'parent: {{colours: {{strong: {{rgb: "{rgb}", cmyk: {cmyk}}}}}}}\n'
    data = own_folder(tmp_path, agencies="", edition=edition)
    outcome = run("validate", "--data", data)
    codes = {one for one in ("low-contrast", "colours-differ") if f"[{one}]" in outcome.stderr}
    assert code in codes if code else codes == set(), outcome.stderr
    assert outcome.code == (3 if code == "low-contrast" else 0)
    if code == "low-contrast":
        build = ("build", "kent", "--variant", "parent", "--size", "a5", "--data", data, "-o", tmp_path / "out")
        assert "in print" in run(*build).stderr


@pytest.mark.parametrize("variant", ["parent", "child"])
@pytest.mark.parametrize(
    ("rgb", "cmyk", "refused"),
    [
        ("cccccc", "0 0 0 20", True),
        ("949494", "0 0 0 42", True),  # in print alone
        ("b0c4de", "100 70 0 40", True),  # on screens alone
        ("ffffff", "0 0 0 0", True),
        ("ffd700", "0 15 100 0", True),
        ("6b979d", "58 22 30 12", False),
        ("7f7f7f", "0 0 0 60", False),
        ("000000", "0 0 0 100", False),
    ],
)
def test_lines_to_write_on_are_dark_enough_to_be_copied(
    variant: str, rgb: str, cmyk: str, refused: bool, run: Run, tmp_path: Path
) -> None:
    """A photocopier loses lines of less than 3:1."""
    edition = f'{variant}: {{colours: {{line: {{rgb: "{rgb}", cmyk: {cmyk}}}}}}}\n'
    outcome = run("validate", "--data", own_folder(tmp_path, agencies="", edition=edition))
    assert (outcome.code, "[low-contrast]" in outcome.stderr) == ((3, True) if refused else (0, False))
    assert ("The colour `line` (" in outcome.stderr) == refused


@pytest.mark.parametrize("key", ["strong", "soft", "line", "accent", "accent_soft"])
def test_a_build_for_the_press_says_it_too(key: str, run: Run, tmp_path: Path) -> None:
    light = key in ("soft", "accent_soft")
    rgb, cmyk = ("dde6f5", "0 0 40 0") if light else ("006000", "0 100 100 40")
    edition = f'parent: {{colours: {{{key}: {{rgb: "{rgb}", cmyk: {cmyk}}}}}}}\n'
    build = ("build", "kent", "--dry-run", "--size", "a5", "--data", own_folder(tmp_path, agencies="", edition=edition))
    draft = run(*build, "--profile", "press", "--draft")
    assert (draft.code, draft.stderr.count("[colours-differ]")) == (0, 1), draft.stderr
    assert "editions/kent.yaml:7:" in draft.stderr
    assert run(*build).stderr.count("[colours-differ]") == 0


WRONG_COLOURS = {
    'strong: "#036"': ("`strong` must be keys", 'For example: {rgb: "0b4a57", cmyk: 95 45 35 55}'),
    'strong: {rgb: "#1A2B6D", cmyk: 100 95 20 15}': ("`rgb` does not", "Did you mean “1a2b6d”? How to write it: Six"),
    'strong: {rgb: "#036", cmyk: 100 95 20 15}': ("`rgb` does not", "Did you mean “003366”?"),
    'strong: {rgb: "rgb(26, 43, 109)", cmyk: 100 95 20 15}': ("`rgb` does not", "Did you mean “1a2b6d”?"),
    'strong: {rgb: blue, cmyk: "100, 95, 20, 15"}': ("`cmyk` does not", "Did you mean “100 95 20 15”?"),
    'strong: {rgb: "1a2b6d", cmyk: C100 M95 Y20 K15 %}': ("`cmyk` does not", "Did you mean “100 95 20 15”?"),
    'strong: {rgb: "1a2b6d", cmyk: 100 95 20 150}': ("`cmyk` does not", "\n  How to write it: Cyan"),
    "strong: {rgb: [26, 43, 109], cmyk: 100 95 20 15}": ("`rgb` must be one text", "How to write it: Six digits"),
    "strong: {rgb: #1a2b6d, cmyk: 100 95 20 15}": ("A bracket opens", "a colour has none"),
    "strong: #1a2b6d": ("before this #", "A colour has no #"),
    'soft: {rgb: "003366", cmyk: 100 80 0 40}': (
        "The colour `soft` (rgb 003366) has a contrast of 1.27:1 on a screen with `strong` of the leaflet; 4.5:1",
        "Write a paler colour in `cmyk` of `soft`.",
    ),
    'accent: {rgb: "ffff00", cmyk: 0 0 100 0}': (
        "`accent` (cmyk 0 0 100 0)",
        "Write a darker colour in `rgb` of `accent`",
    ),
    'strong: {rgb: "ffffff", cmyk: 0 0 0 0}, soft: {rgb: "f0f0f0", cmyk: 0 0 0 5}': (
        "1.00:1 on a screen with white paper",
        "Write a darker colour in `rgb` of `strong`",
    ),
    'strong: {rgb: "1a2b6d", cmyk: 100 100 100 40}': ("`strong` has 340 % of ink", "Use less cyan"),
    'strong: {rgb: "1a2b6d", cmyk: 0 0 0 100}': ("`strong`: printed with the inks 0 0 0 100 (`cmyk`)", "same colour"),
}
"""Colours as people write them, with what is said of each: it names the keys of the file, and the right form."""


@pytest.mark.parametrize("colour", WRONG_COLOURS)
def test_a_wrong_colour_is_told_by_its_key(colour: str, run: Run, tmp_path: Path) -> None:
    edition = f"parent:\n  colours: {{{colour}}}\n" if "#1a" not in colour else f"parent:\n  colours:\n    {colour}\n"
    said = run("validate", "--data", own_folder(tmp_path, agencies="", edition=edition)).stderr
    for words in WRONG_COLOURS[colour]:
        assert words in said
    assert not re.search("teal|brick|violet|plum|ink on|placeholder", said)
    assert f"editions/kent.yaml:{8 + ('#1a' in colour)}:" in said


@pytest.mark.parametrize("name", ALL)
def test_inks_reach_7_on_coated_paper_too(name: str, printed: ImageCms.ImageCmsTransform) -> None:
    theme: Theme = ALL[name]
    for text, ground in theme.pairs():
        ratio = contrast_ratio(_on_paper(text, printed), _on_paper(ground, printed))
        assert ratio >= 7, f"{text.name} on {ground.name}: {ratio:.2f}"
