"""`--fillable`: the officer panel as a form that any program can fill in and a screen reader can read."""

from __future__ import annotations

from itertools import groupby, pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import uharfbuzz
from PIL import Image, ImageChops

from leafletgen.units import MM
from tests.support.form_filling import written
from tests.support.officer import as_options
from tests.support.pdf_checks import CheckPdf
from tests.support.pdf_fonts import widths_of
from tests.support.program import Run, run_inside
from tests.support.project import PROJECT
from tests.support.tagged_reader import Node, Tagged
from tests.support.tools import verapdf

PARENT = ["name-number", "phone", "reference", "email", "next-contact"]
CHILD = ["name-number", "phone"]
NAMES = {
    f"hampshire-{variant}-{form}": fields
    for variant, fields in (("parent", PARENT), ("child", CHILD))
    for form in ("a4", "a5", "a4-large-mono")
}
NAMES["hampshire-child-a5"] = [*CHILD, "name", "phone-2", "line"]  # on the back of the card to cut out
VALUES = {
    "name-number": "PC Wilhelmina Quaife, XJ40917",
    "phone": "07700 900417",
    "email": "w.quaife@example.police.uk",
    "reference": "ZZ/44617/26 (gjpqy)",
    "name": "Wilhelmina",
    "phone-2": "07700 900417",
    "line": "Monday, 10 am",
    "next-contact": "Après – “Dydd Iau, tŷ Ŵan”",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All leaflets of an edition twice, fillable and not."""
    folder = tmp_path_factory.mktemp("fillable")
    for more in ([], ["--large-print", "--mono"]):
        for form in ([], ["--fillable"]):
            assert run_inside("build", "hampshire", *more, *form, "-o", folder).code == 0
    return folder


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def fillable(folder: Path, name: str) -> Path:
    return folder / f"{name}-fillable.pdf"


def filled(path: Path) -> bytes:
    """The form filled in by another program."""
    return written(path, VALUES)


def test_both_validators_pass_it_empty_and_filled(folder: Path, name: str, check_pdf: CheckPdf, tmp_path: Path) -> None:
    check_pdf(fillable(folder, name))
    check_pdf(filled(fillable(folder, name)))


@pytest.mark.slow
def test_verapdf_passes_plain_filled_and_fillable_files(folder: Path, tmp_path: Path, run: Run) -> None:
    paths = [fillable(folder, name) for name in NAMES]
    for path in list(paths):
        paths.append(tmp_path / path.name.replace("fillable", "filled"))
        paths[-1].write_bytes(filled(path))
    for variant in ("parent", "child"):
        outcome = run("build", "hampshire", "--variant", variant, *as_options(), "--full-details", "-o", tmp_path)
        paths += map(Path, outcome.stdout.splitlines())
    assert len(paths) == 2 * len(NAMES) + 4
    judged = verapdf(paths)
    assert judged.returncode == 0, judged.stdout + judged.stderr
    assert [path for path in paths if str(path) not in judged.stdout] == []


def _fields(tree: Node) -> list[tuple[str, Node]]:
    """Each form element with the text of the paragraph that it stands in, in reading order."""
    return [
        (paragraph.text.strip(), kid)
        for paragraph in tree.walk()
        for kid in paragraph.kids
        if isinstance(kid, Node) and kid.role == "Form"
    ]


def test_each_field_is_a_form_element_named_as_its_line(folder: Path, name: str) -> None:
    tagged = Tagged(fillable(folder, name).read_bytes())
    fields = _fields(tagged.tree)
    assert [str(node.widget.T) for _, node in fields] == NAMES[name]
    for label, node in fields:
        assert label
        assert str(node.widget.TU) == label
        assert node.kids == []  # the field alone, no text
        assert (node.widget.FT, int(node.widget.F)) == ("/Tx", 4)
    assert [field.objgen for field in tagged.pdf.Root.AcroForm.Fields] == [node.widget.objgen for _, node in fields]


def test_an_empty_field_has_an_appearance_of_its_own_size(folder: Path, name: str) -> None:
    """ISO 32000-1, 12.5.5: a form that draws nothing yet and knows the font of what will be typed."""
    with pikepdf.open(fillable(folder, name)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            drawing = field.AP.N
            assert (str(drawing.Type), str(drawing.Subtype)) == ("/XObject", "/Form")
            left, bottom, right, top = (float(side) for side in field.Rect)
            size = [float(side) for side in drawing.BBox]
            assert size == pytest.approx([0, 0, right - left, top - bottom], abs=0.01)
            assert drawing.read_bytes() == b"/Tx BMC EMC"
            assert str(field.DA).split()[0] in drawing.Resources.Font


def test_tab_goes_down_the_lines(folder: Path, name: str) -> None:
    with pikepdf.open(fillable(folder, name)) as pdf:
        pages = [(float(page.mediabox[2]), _boxes(page)) for page in pdf.pages if _boxes(page)]
        assert all(page.Tabs == "/S" for page in pdf.pages)
    assert sum(len(boxes) for _, boxes in pages) == len(NAMES[name])
    for room, boxes in pages:
        for above, below in pairwise(boxes):
            assert above[1] >= below[3]
            assert above[0] == below[0]
        for left, bottom, right, top in boxes:
            assert 10 * MM <= left < right <= room - 10 * MM
            assert top - bottom >= 5 * MM  # large enough to hit


def _boxes(page: pikepdf.Page) -> list[list[float]]:
    """The rectangle of each field of a page."""
    return [[float(side) for side in found.Rect] for found in page.get("/Annots", []) if "/T" in found]


def test_a_line_takes_what_it_has_room_for(folder: Path, name: str) -> None:
    with pikepdf.open(fillable(folder, name)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            size = float(str(field.DA).split()[1])
            assert "/MaxLen" not in field
            assert int(field.Ff) & 1 << 23  # no scrolling: what does not fit cannot be typed
            assert size >= (18 if "large" in name else 12)


def test_an_empty_form_prints_as_the_leaflet_to_write_on(folder: Path, name: str) -> None:
    form, plain = (pypdfium2.PdfDocument(folder / file) for file in (f"{name}-fillable.pdf", f"{name}.pdf"))
    assert len(form) == len(plain)
    for number in range(len(form)):
        assert ImageChops.difference(_picture(form, number, 1), _picture(plain, number, 1)).getbbox() is None


def test_values_show_in_place_within_their_lines(folder: Path, name: str) -> None:
    path = fillable(folder, name)
    with pikepdf.open(path) as pdf:
        fields = [
            (number, str(found.T), [float(side) for side in found.Rect])
            for number, page in enumerate(pdf.pages)
            for found in page.get("/Annots", [])
            if "/T" in found
        ]
    assert [field for _, field, _ in fields] == NAMES[name]
    empty, full = (pypdfium2.PdfDocument(file) for file in (path, filled(path)))
    for number, on_page in groupby(fields, lambda found: found[0]):
        before, after = (_picture(document, number, SCALE) for document in (empty, full))
        for _, field, box in on_page:
            _blot(before, after, box, field)
        assert ImageChops.difference(before, after).getbbox() is None  # and nowhere else


SCALE = 3


def _blot(before: Image.Image, after: Image.Image, box: list[float], name: str) -> None:
    """The field of `box` shows its value inside it; then paint it over in both pictures."""
    left, bottom, right, top = (round(side * SCALE) for side in box)
    area = (left, before.height - top, right, before.height - bottom)
    changed = ImageChops.difference(before.crop(area), after.crop(area)).convert("L").getbbox()
    assert changed is not None, f"{name} does not show"
    wide, high = (changed[2] - changed[0]) / SCALE, (changed[3] - changed[1]) / SCALE
    assert len(VALUES[name]) * 4 < wide < box[2] - box[0] - 1
    assert 7 < high <= box[3] - box[1]
    for picture in (before, after):
        picture.paste((255, 255, 255), area)


def _picture(document: pypdfium2.PdfDocument, page: int, scale: int) -> Image.Image:
    if document.formenv is None:
        document.init_forms()
    picture: Image.Image = document[page].render(scale=scale, may_draw_forms=True).to_pil()
    return picture.convert("RGB")


def test_the_font_of_the_fields_is_embedded_whole(folder: Path, name: str) -> None:
    with pikepdf.open(fillable(folder, name)) as pdf:
        fonts = pdf.Root.AcroForm.DR.Font
        assert len(fonts) == 1
        for key, font in fonts.items():
            shipped = PROJECT / "fonts" / f"{str(font.BaseFont)[1:]}.ttf"
            descendant = font.DescendantFonts[0]
            assert descendant.FontDescriptor.FontFile2.read_bytes() == shipped.read_bytes()
            face = uharfbuzz.Face(uharfbuzz.Blob(shipped.read_bytes()))
            glyphs = {uharfbuzz.Font(face).get_nominal_glyph(point) for point in face.unicodes}
            assert set(widths_of(descendant)) == glyphs
            assert descendant.CIDToGIDMap == "/Identity"
            assert all(str(field.DA).startswith(f"{key} ") for field in pdf.Root.AcroForm.Fields)
        assert "/NeedAppearances" not in pdf.Root.AcroForm


@pytest.mark.parametrize("options", [["--booklet"], ["--profile", "press"]])
def test_a_form_is_for_screens(run: Run, tmp_path: Path, options: list[str]) -> None:
    outcome = run("build", "hampshire", "--fillable", *options, "-o", tmp_path / "out")
    assert outcome.code == 2
    assert "[fillable-paper]" in outcome.stderr
    assert not (tmp_path / "out").exists()
