"""docs/printing.md says what the program does: its codes, options, pictures and numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from leafletgen import print_limits
from leafletgen.checks.faults import HINTS
from leafletgen.layout.theme import THEMES, reversed_cover
from leafletgen.units import MM


@pytest.fixture(scope="module")
def page(project: Path) -> str:
    return (project / "docs" / "printing.md").read_text(encoding="utf-8")


def test_every_code_of_preflight_is_explained(page: str) -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", page, re.MULTILINE))
    assert rows == HINTS


def test_every_option_named_there_exists(page: str, project: Path) -> None:
    reference = (project / "docs" / "cli.md").read_text(encoding="utf-8")
    named = set(re.findall(r"--[a-z-]+", page))
    assert {"--booklet", "--profile", "--standard", "--marks", "--output-intent", "--output-condition"} <= named
    assert [option for option in named if option not in reference] == []


def test_the_pictures_are_there_described_and_small(page: str, project: Path) -> None:
    pages = (path.read_text(encoding="utf-8") for path in (project / "README.md", *(project / "docs").glob("*.md")))
    everywhere = {
        Path(path).name for text in pages for path in re.findall(r"\]\((?:docs/)?(images/[a-z0-9-]+\.png)\)", text)
    }
    files = {path.name for path in (project / "docs" / "images").glob("*.png")}
    assert {name for name in files if not name.startswith("hampshire-")} <= everywhere <= files
    shown = re.findall(r"!\[([^\]]+)\]\((images/[a-z-]+\.png)\)", page)
    assert len(shown) >= 4
    for words, path in shown:
        assert len(words) > 40
        picture = project / "docs" / path
        assert picture.stat().st_size < 100_000
        with Image.open(picture) as opened:
            assert opened.width >= 800


def test_the_numbers_of_the_page_are_those_of_the_program(page: str) -> None:
    safe = [print_limits.safe_area(pages) / MM for pages in (4, 8, 12)]
    assert safe == pytest.approx([5, 6, 7])
    assert "5 mm with 4 pages, 6 mm with 8 and 7 mm with 12" in " ".join(page.split())
    colours = [
        getattr(shown, name)
        for theme in THEMES.values()
        for shown in (theme, reversed_cover(theme))
        for name in ("text", "strong", "soft", "line", "accent", "accent_soft", "paper")
    ]
    assert f"takes {100 * max(sum(colour.cmyk) for colour in colours):.0f} % of ink" in page
