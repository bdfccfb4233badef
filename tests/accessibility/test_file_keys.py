"""Entries of a file that no validator asks for and some reader needs, each read back by pikepdf and HarfBuzz."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
import uharfbuzz

from leafletgen import __version__
from tests.support.made_files import Made
from tests.support.pdf_fonts import widths_of


@pytest.fixture(scope="module", params=["england-parent-a5.pdf", "hampshire-child-a4-large-mono.pdf"])
def made(request: pytest.FixtureRequest, every: dict[str, Made]) -> Made:
    return every[request.param]


@pytest.fixture(scope="module")
def pdf(made: Made) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        yield opened


def fonts(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """The fonts of the pages by the names of their faces, without the tags of their subsets."""
    found = [font for page in pdf.pages for font in page.Resources.Font.values()]
    return {str(font.BaseFont).partition("+")[2]: font for font in found}


def test_the_file_begins_as_a_binary_file_does(made: Made) -> None:
    """ISO 32000-1, 7.5.2: mail and copying programs must not take it for text."""
    first, second = made.pdf.split(b"\n", 2)[:2]
    assert first == b"%PDF-1.7"
    assert second.startswith(b"%")
    assert len(second) >= 5
    assert min(second[1:]) >= 128


def test_a_new_file_has_one_identifier_twice(pdf: pikepdf.Pdf) -> None:
    """ISO 32000-1, 14.4: the second changes when somebody changes the file; it has 16 bytes."""
    first, second = pdf.trailer.ID
    assert bytes(first) == bytes(second)
    assert len(bytes(first)) == 16


def test_the_cross_reference_begins_with_the_empty_list_of_free_objects(made: Made) -> None:
    """ISO 32000-1, 7.5.4 and table 18: object 0 is free, no other one is, and its generation number is 65535."""
    start = int(made.pdf.rpartition(b"startxref\n")[2].split()[0])
    packed = made.pdf[start:].partition(b"stream\n")[2]
    assert zlib.decompressobj().decompress(packed)[:7] == bytes([0, 0, 0, 0, 0, 255, 255])


def test_info_and_xmp_say_who_made_it_and_when(pdf: pikepdf.Pdf) -> None:
    program = f"leafletgen {__version__}"
    assert str(pdf.docinfo.Producer) == str(pdf.docinfo.Creator) == program
    assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20261124000000Z"
    metadata = pdf.open_metadata()  # not in a with block, at the end of which it would be written anew
    assert metadata["pdf:Producer"] == metadata["xmp:CreatorTool"] == program
    assert metadata["dc:format"] == "application/pdf"
    for date in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
        assert metadata[date] == "2026-11-24T00:00:00Z"


def test_the_descriptors_say_how_a_face_looks(pdf: pikepdf.Pdf) -> None:
    """ISO 32000-1, table 122. A reader that cannot use the program takes another font by it."""
    found = fonts(pdf)
    assert set(found) == {"LeafletgenText-Regular", "LeafletgenText-Bold"}
    described = {name: font.DescendantFonts[0].FontDescriptor for name, font in found.items()}
    for name, descriptor in described.items():
        assert re.fullmatch(rf"/[A-Z]{{6}}\+{name}", str(descriptor.FontName))
        assert descriptor.FontName == found[name].BaseFont == found[name].DescendantFonts[0].BaseFont
        assert int(descriptor.Flags) == 32  # nonsymbolic; neither serif nor italic
        assert int(descriptor.ItalicAngle) == 0
        assert -400 < int(descriptor.Descent) < 0 < 600 < int(descriptor.CapHeight) < int(descriptor.Ascent) < 1100
    stems = {name: int(descriptor.StemV) for name, descriptor in described.items()}
    assert stems["LeafletgenText-Regular"] < stems["LeafletgenText-Bold"]


def test_every_glyph_has_its_width_and_lies_in_the_box_of_its_font(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf).values():
        descendant = font.DescendantFonts[0]
        program = descendant.FontDescriptor.FontFile2
        data = program.read_bytes()
        assert int(program.Length1) == len(data)
        shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(data)))
        left, bottom, right, top = (int(side) for side in descendant.FontDescriptor.FontBBox)
        ids = descendant.CIDToGIDMap.read_bytes()
        widths = widths_of(descendant)
        assert len(widths) > 10
        for code, width in widths.items():
            glyph = int.from_bytes(ids[2 * code : 2 * code + 2], "big")
            assert width == shaper.get_glyph_h_advance(glyph) > 0
            extents = shaper.get_glyph_extents(glyph)
            assert extents is not None
            assert left <= extents.x_bearing <= extents.x_bearing + extents.width <= right
            assert bottom <= extents.y_bearing + extents.height <= extents.y_bearing <= top
        assert int(descendant.DW) == 0  # a code that is not listed is not drawn


def test_attributes_name_their_owner(pdf: pikepdf.Pdf) -> None:
    """ISO 32000-1, 14.8.5: one that stands with another owner means nothing."""
    attributes = [found.A for found in pdf.objects if isinstance(found, pikepdf.Dictionary) and "/A" in found]
    layout = [found for found in attributes if "/BBox" in found]
    lists = [found for found in attributes if "/ListNumbering" in found]
    assert len(layout) > 5
    assert lists
    assert {(str(found.O), str(found.Placement)) for found in layout} == {("/Layout", "/Block")}
    assert {str(found.O) for found in lists} == {"/List"}


def test_a_reference_to_an_annotation_names_the_page_that_it_lies_on(pdf: pikepdf.Pdf) -> None:
    pages = {note.objgen: page.objgen for page in pdf.pages for note in page.obj.get("/Annots", [])}
    elements = [found for found in pdf.objects if isinstance(found, pikepdf.Dictionary) and "/K" in found]
    kids = [kid for found in elements if isinstance(found.K, pikepdf.Array) for kid in found.K]
    references = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"]
    assert {kid.Obj.objgen: kid.Pg.objgen for kid in references} == pages
    assert len(set(pages.values())) > 1
