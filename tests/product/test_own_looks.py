"""An edition's own logo and colours in finished files: where they stand, in what colours, and what a reader hears."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from PIL import Image

from leafletgen.cli.main import main
from tests.accessibility.reader import Tagged
from tests.conftest import CheckPdf

LOOKS = """
logo: {colour: logos/c.png, black: logos/k.png, alt: The crest of the force, width_mm: 22}
parent:
  colours:
    strong: {rgb: "123a7a", cmyk: 100 80 10 25}
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose one edition has a logo and a colour."""
    folder = tmp_path_factory.mktemp("looks") / "own"
    assert CliRunner().invoke(main, ["edition", "new", "kent", "--data", str(folder)]).exit_code == 0
    (folder / "logos").mkdir()
    Image.new("RGB", (280, 220), (20, 60, 160)).save(folder / "logos" / "c.png")
    Image.new("L", (280, 220), 0).save(folder / "logos" / "k.png")
    with (folder / "editions" / "kent.yaml").open("a", encoding="utf-8") as file:
        file.write(LOOKS)
    return folder


def build(own: Path, out: Path, *more: str) -> Path:
    """Build one file of the edition."""
    result = CliRunner().invoke(main, ["build", "kent", "--data", str(own), "--size", "a5", "-o", str(out), *more])
    assert result.exit_code == 0, result.output
    (path,) = out.glob("*.pdf")
    return path


def images(path: Path) -> list[Any]:
    """The pictures of the first page; no other page has any."""
    with pikepdf.open(path) as pdf:
        found = [list(page.Resources.get("/XObject", pikepdf.Dictionary()).values()) for page in pdf.pages]
        assert not any(found[1:])
        return [(str(image.ColorSpace), int(image.Width), image.read_bytes()[:3]) for image in found[0]]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ([], [("/DeviceRGB", 280, bytes((20, 60, 160)))]),
        (["--mono"], [("/DeviceGray", 280, bytes(3))]),
    ],
    ids=["colour", "mono"],
)
def test_the_logo_is_on_the_cover_for_parents(
    own: Path, tmp_path: Path, more: list[str], expected: list[Any], check_pdf: CheckPdf
) -> None:
    path = build(own, tmp_path, "--variant", "parent", *more)
    check_pdf(path)
    assert images(path) == expected
    figures = [node for node in Tagged(path.read_bytes()).tree.walk() if node.role == "Figure"]
    assert figures[0].alt == "The crest of the force"
    box = figures[0].box
    assert box and (box[2] - box[0]) / 72 * 25.4 == pytest.approx(22, abs=0.05)
    assert sum(figure.alt == "The crest of the force" for figure in figures) == 1


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_the_press_gets_the_black_logo_and_no_screen_colours(own: Path, tmp_path: Path, standard: str) -> None:
    path = build(own, tmp_path, "--variant", "parent", "--profile", "press", "--standard", standard)
    assert images(path) == [("/DeviceGray", 280, bytes(3))]
    with pikepdf.open(path) as pdf:
        operators: list[Any] = list(pikepdf.parse_content_stream(pdf.pages[0]))
        names = {str(found.operator) for found in operators}
        inks = {tuple(round(float(o), 2) for o in found.operands) for found in operators if str(found.operator) == "k"}
    assert names.isdisjoint({"rg", "RG"})
    assert (1.0, 0.8, 0.1, 0.25) in inks


def test_the_childs_leaflet_has_neither_logo_nor_the_colours_of_the_other(
    own: Path, tmp_path: Path, check_pdf: CheckPdf
) -> None:
    path = build(own, tmp_path, "--variant", "child")
    check_pdf(path)
    assert images(path) == []
    assert b"The crest" not in path.read_bytes()
