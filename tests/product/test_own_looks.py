"""An edition's own logo and colours in finished files: their positions, their colours, and the alternative text."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image
from zxingcpp import read_barcodes

import leafletgen
from leafletgen.cli.main import main
from tests.support.pdf_checks import CheckPdf
from tests.support.tagged_reader import Tagged
from tests.support.translated import own_folder

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


def test_the_child_s_web_address_stands_inside_if_it_tells_the_subject(tmp_path: Path, check_pdf: CheckPdf) -> None:
    address = "https://www.kent.police.uk/help/kent-child.html"
    folder = own_folder(
        tmp_path / "ours", f"child: {{current_version: {{shown: www.kent.police.uk/help, opens: '{address}'}}}}\n"
    )
    for size in ("a4", "a5"):
        (path,) = leafletgen.build("gwent", data=folder, output=tmp_path, variants=["child"], sizes=[size]).files
        check_pdf(path)
        with pypdfium2.PdfDocument(path) as pdf:
            pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
            codes = [{code.text for code in read_barcodes(page.render(scale=3).to_pil())} for page in pdf]
        (number,) = [number for number, text in enumerate(pages) if "www.kent.police.uk/help" in text]
        assert "My officer’s name" in pages[number] and 0 < number < len(pages) - 1
        assert [address in found for found in codes] == [page == number for page in range(len(pages))]
        assert "Newest version" not in pages[-1] and "get you the newest version" in pages[-1]


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
    path = build(own, tmp_path, "--variant", "parent", "--profile", "press", "--draft", "--standard", standard)
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


DRAWN = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 0 120 60">
  <style>.rim { fill: none; stroke: RIM; stroke-width: 4 }</style>
  <g transform="translate(50 30)"><circle id="o" r="26" class="rim"/></g>
  <path fill="STAR" fill-rule="evenodd" d="M20 50 50 4 80 50 14 22H86Z"/>
  <rect x="-200" y="52" width="900" height="30" fill="#fff" stroke="STAR"/>
</svg>"""


@pytest.fixture(scope="module")
def vector(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose one edition has an SVG logo; one shape goes far over its edges."""
    folder = tmp_path_factory.mktemp("vector") / "own"
    assert CliRunner().invoke(main, ["edition", "new", "kent", "--data", str(folder)]).exit_code == 0
    (folder / "logos").mkdir()
    for name, rim, star in (("c", "#123a7a", "gold"), ("k", "black", "#808080")):
        text = DRAWN.replace("RIM", rim).replace("STAR", star)
        (folder / "logos" / f"{name}.svg").write_text(text, encoding="utf-8")
    with (folder / "editions" / "kent.yaml").open("a", encoding="utf-8") as file:
        file.write(LOOKS.replace(".png", ".svg"))
    return folder


def operators(path: Path) -> list[tuple[str, tuple[float, ...]]]:
    """What draws the logo on the first page: the operators from its clipping on, in its own units."""
    with pikepdf.open(path) as pdf:
        found: list[Any] = list(pikepdf.parse_content_stream(pdf.pages[0]))
    names = [str(one.operator) for one in found]
    start = names.index("W")
    logo = found[start : start + names[start:].index("Q")]
    plain = [[o for o in one.operands if not isinstance(o, pikepdf.Array)] for one in logo]
    return [(str(one.operator), tuple(map(float, values))) for one, values in zip(logo, plain, strict=True)]


BLUE, GOLD = (0.0706, 0.2275, 0.4784), (1, 0.8431, 0)


@pytest.mark.parametrize(
    ("more", "colours"),
    [
        ([], {"RG": {BLUE, GOLD}, "rg": {GOLD, (1, 1, 1)}}),
        (["--mono"], {"RG": {(0, 0, 0), (0.502,) * 3}, "rg": {(0.502,) * 3, (1, 1, 1)}}),
    ],
    ids=["colour", "mono"],
)
def test_an_svg_logo_is_drawn_as_paths_in_its_colours(
    vector: Path, tmp_path: Path, more: list[str], colours: dict[str, set[Any]], check_pdf: CheckPdf
) -> None:
    path = build(vector, tmp_path, "--variant", "parent", *more)
    check_pdf(path)
    assert images(path) == []
    drawn = operators(path)
    for operator in ("rg", "RG", "k", "K"):
        used = {tuple(round(o, 4) for o in operands) for name, operands in drawn if name == operator}
        assert used == colours.get(operator, set())
    assert [name for name, _ in drawn if name in ("S", "f", "f*", "B")] == ["S", "f*", "B"]
    figures = [node for node in Tagged(path.read_bytes()).tree.walk() if node.role == "Figure"]
    box = figures[0].box
    assert figures[0].alt == "The crest of the force"
    assert sum(figure.alt == "The crest of the force" for figure in figures) == 1
    assert box and (box[2] - box[0]) / 72 * 25.4 == pytest.approx(22, abs=0.05)
    assert (box[3] - box[1]) / 72 * 25.4 == pytest.approx(11, abs=0.05)


def test_an_svg_logo_looks_as_it_is_drawn_and_stays_on_its_plate(vector: Path, tmp_path: Path) -> None:
    path = build(vector, tmp_path, "--variant", "parent")
    figure = next(node for node in Tagged(path.read_bytes()).tree.walk() if node.role == "Figure")
    assert figure.box
    scale = 4
    with pypdfium2.PdfDocument(path) as document:
        page = document[0].render(scale=scale).to_pil().convert("RGB")
    left, foot, right, _ = figure.box
    unit = (right - left) / 120

    def dot(x: float, y: float) -> tuple[int, ...]:
        """The colour at a place that is given in the units of the drawing."""
        across, down = left + (x + 10) * unit, page.height / scale - (foot + (60 - y) * unit)
        found = page.getpixel((round(across * scale), round(down * scale)))
        assert isinstance(found, tuple)
        return found

    blue, gold, white = (18, 58, 122), (255, 215, 0), (255, 255, 255)
    assert dot(50, 4.5) == gold  # the tip of the star, over the rim
    assert dot(24, 30) == blue  # the rim at the left
    assert dot(50, 30) == white  # the middle, which the star crosses twice
    assert dot(50, 56) == white and dot(0, 30) == white
    assert dot(-12, 56) == white and dot(112, 52) == white  # the plate beside it: nothing goes over the edge


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_the_press_gets_the_svg_logo_in_black_ink(vector: Path, tmp_path: Path, standard: str) -> None:
    path = build(vector, tmp_path, "--variant", "parent", "--profile", "press", "--draft", "--standard", standard)
    inks = {(name, operands) for name, operands in operators(path) if name in ("k", "K", "rg", "RG", "g", "G")}
    half = (0, 0, 0, 0.498)
    assert inks == {("K", (0, 0, 0, 1)), ("k", half), ("k", (0, 0, 0, 0)), ("K", half)}
    result = CliRunner().invoke(main, ["preflight", str(path)])
    assert result.exit_code == 0, result.output


def test_one_of_the_two_may_be_a_png(vector: Path, own: Path, tmp_path: Path) -> None:
    mixed = Path(shutil.copytree(vector, tmp_path / "own"))
    shutil.copy(own / "logos" / "k.png", mixed / "logos" / "k.png")
    edition = mixed / "editions" / "kent.yaml"
    edition.write_text(edition.read_text(encoding="utf-8").replace("logos/k.svg", "logos/k.png"), encoding="utf-8")
    assert images(build(mixed, tmp_path / "office", "--variant", "parent")) == []
    press = build(mixed, tmp_path / "press", "--variant", "parent", "--profile", "press", "--draft")
    assert images(press) == [("/DeviceGray", 280, bytes(3))]


def test_colours_of_a_screen_in_the_black_svg_are_refused(vector: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(vector, tmp_path / "own"))
    (own / "logos" / "k.svg").write_bytes((own / "logos" / "c.svg").read_bytes())
    result = CliRunner().invoke(main, ["build", "kent", "--data", str(own), "-o", str(tmp_path / "out")])
    assert result.exit_code == 3 and "logo-not-black" in result.output
    assert not list((tmp_path / "out").glob("*.pdf"))
