"""Press files by independent readers: boxes, colours, claims and keys by pikepdf, syntax by qpdf, and their bleed."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from leafletgen.layout.display_list import Shape, TextRun
from leafletgen.layout.theme import REGISTRATION, THEMES, Colour, monochrome, reversed_cover
from leafletgen.pdf.writer import write
from tests.support.made_files import MOMENT, Made
from tests.support.rendering import darkest, rendered
from tests.support.tools import tool

MM = 72 / 25.4
PDFX = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
COLOUR_OPERATORS = {"g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "ri"}


def opened(made: Made) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made.pdf))


def steps(page: pikepdf.Page) -> Iterator[tuple[str, list[Any]]]:
    for instruction in pikepdf.parse_content_stream(page):
        yield str(instruction.operator), list(instruction.operands)


def floats(operands: Any) -> list[float]:
    return [float(operand) for operand in operands]


# --- boxes ---


def test_boxes_are_exact_on_every_page(press_files: list[Made]) -> None:
    for made in press_files:
        around = (9 if made.order.options.marks else 3) * MM
        width, height = (148, 210) if made.order.size == "a5" else (210, 297)
        trim = [around, around, around + width * MM, around + height * MM]
        bleed = [trim[0] - 3 * MM, trim[1] - 3 * MM, trim[2] + 3 * MM, trim[3] + 3 * MM]
        with opened(made) as pdf:
            assert len(pdf.pages) == len(made.laid_out.pages)
            assert len(pdf.pages) % (4 if made.order.size == "a5" else 2) == 0
            assert set(pdf.Root.ViewerPreferences.keys()) == {"/DisplayDocTitle"}  # a printer's own plan decides
            for page in pdf.pages:
                media = floats(page.obj.MediaBox)
                assert media == pytest.approx([0, 0, width * MM + 2 * around, height * MM + 2 * around], abs=0.01)
                assert media[:2] == [0, 0]
                assert floats(page.obj.TrimBox) == pytest.approx(trim, abs=0.01)
                assert floats(page.obj.BleedBox) == pytest.approx(bleed, abs=0.01)
                assert not {"/ArtBox", "/UserUnit", "/Annots", "/Group", "/Trans"} & set(page.obj.keys())
                assert page.obj.get("/Rotate", 0) == 0


# --- colour ---


def test_colours_are_ink_and_nothing_else(press_files: list[Made]) -> None:
    """Every operator that sets a colour sets CMYK, but for the crop marks."""
    for made in press_files:
        with opened(made) as pdf:
            for page in pdf.pages:
                used = {name for name, _ in steps(page)} & COLOUR_OPERATORS
                assert used <= ({"k", "K", "cs", "scn"} if made.order.options.marks else {"k", "K"})
                assert not {"/XObject", "/Shading", "/Pattern", "/ExtGState"} & set(page.resources.keys())
                spaces = page.resources.get("/ColorSpace", pikepdf.Dictionary())
                assert len(spaces) == (1 if made.order.options.marks else 0)
                for space in spaces.values():
                    assert [str(part) for part in list(space)[:3]] == ["/Separation", "/All", "/DeviceCMYK"]
            assert b"DeviceRGB" not in b"".join(found.unparse() for found in pdf.objects)


def test_no_place_takes_more_than_300_per_cent_of_ink(press_files: list[Made]) -> None:
    """Nothing is transparent or overprints, so the ink at a point is that of the last colour painted there."""
    for made in press_files:
        with opened(made) as pdf:
            for page in pdf.pages:
                inks = [floats(operands) for name, operands in steps(page) if name in ("k", "K")]
                assert inks
                assert max(map(sum, inks)) <= 3.0


@pytest.mark.parametrize("variant", THEMES)
def test_every_colour_of_the_themes_takes_300_per_cent_at_most(variant: str) -> None:
    """All that a theme has, whatever it is called; contrast in these inks is asserted with the checks of contrast."""
    theme = THEMES[variant]
    for shown in (theme, reversed_cover(theme), monochrome(theme), reversed_cover(monochrome(theme))):
        colours = [part for part in shown if isinstance(part, Colour)]
        assert len(colours) >= 7
        for colour in colours:
            assert all(0 <= ink <= 1 for ink in colour.cmyk), colour.name
            assert sum(colour.cmyk) <= 3.0, colour.name
            assert not shown.one_ink or colour.cmyk[:3] == (0, 0, 0), colour.name
        assert shown.text.cmyk == (0, 0, 0, 1)
    assert (theme.paper.cmyk, reversed_cover(theme).strong.cmyk) == ((0, 0, 0, 0), (0, 0, 0, 0))
    assert reversed_cover(theme).soft == theme.strong


def test_black_text_is_black_ink_alone_and_white_knocks_out(press_files: list[Made]) -> None:
    """Each run of text is drawn in its colour's ink; nothing sets overprint, so white leaves the paper white."""
    for made in press_files:
        with opened(made) as pdf:
            for number, (page, laid) in enumerate(zip(pdf.pages, made.laid_out.pages, strict=True)):
                ink: list[float] = []
                drawn = []
                for name, operands in steps(page):
                    ink = floats(operands) if name == "k" else ink
                    if name == "TJ":
                        drawn.append(ink)
                runs = [item for item in laid.items if isinstance(item, TextRun)]
                assert drawn == [pytest.approx(run.colour.cmyk) for run in runs], f"{made.name}, page {number + 1}"
                for run in runs:
                    if max(run.colour.rgb) <= 0.11:
                        assert run.colour.cmyk == (0, 0, 0, 1)
            states = [found for found in pdf.objects if isinstance(found, pikepdf.Dictionary) and "/OPM" in found]
            assert states == []


# --- plates, by Ghostscript ---

DPI = 100


@pytest.mark.slow
def test_ghostscript_finds_every_page_to_be_in_cmyk(press_files: list[Made], tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.pdf" for number in range(len(press_files))]
    for path, made in zip(paths, press_files, strict=True):
        path.write_bytes(made.pdf)
    command = [tool("gs"), "-q", "-o", "-", "-sDEVICE=inkcov", *map(str, paths)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout.splitlines()
    pages = [made.name for made in press_files for _ in made.laid_out.pages]
    mono = {made.name for made in press_files if made.order.options.mono}
    for line, name in zip(lines, pages, strict=True):
        found = re.fullmatch(r" *([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+) CMYK OK", line)
        assert found, line
        assert float(found[4]) > 0
        if name in mono:
            assert [float(found[plate]) for plate in (1, 2, 3)] == [0, 0, 0]


@pytest.mark.slow
def test_black_text_is_on_the_black_plate_alone(press_files: list[Made], tmp_path: Path) -> None:
    seen = 0
    for made in press_files:
        # The pages of the other kinds are the same, or have marks, or are black alone; the other edition has its inks.
        if made.kind != "press" or made.order.edition != "hampshire":
            continue
        (tmp_path / "a.pdf").write_bytes(made.pdf)
        command = [
            tool("gs"),
            "-q",
            "-o",
            str(tmp_path / "p%d.tif"),
            f"-r{DPI}",
            "-sDEVICE=tiffsep",
            str(tmp_path / "a.pdf"),
        ]
        subprocess.run(command, capture_output=True, check=True, timeout=300)
        for number, page in enumerate(made.laid_out.pages, 1):
            plates = {
                ink: Image.open(tmp_path / f"p{number}({ink}).tif").convert("L")
                for ink in ("Cyan", "Magenta", "Yellow", "Black")
            }
            grounds = [item for item in page.items if isinstance(item, Shape) and item.fill and sum(item.fill.cmyk)]
            for run in page.items:
                if not isinstance(run, TextRun) or run.colour.cmyk != (0, 0, 0, 1) or not run.text.strip():
                    continue
                if any(g.x <= run.x <= g.x + g.width and g.y <= run.y <= g.y + g.height for g in grounds):
                    continue
                area = [
                    round(value * DPI / 72)
                    for value in (
                        run.x + 3 * MM,
                        page.height + 3 * MM - run.y - run.size * 0.6,
                        run.x + run.width + 3 * MM,
                        page.height + 3 * MM - run.y,
                    )
                ]
                assert darkest(plates["Black"].crop((area[0], area[1], area[2], area[3]))) < 100, (
                    f"{made.name}, page {number}: {run.text!r} is not on the black plate"
                )
                for ink in ("Cyan", "Magenta", "Yellow"):
                    assert darkest(plates[ink].crop((area[0] + 1, area[1], area[2] - 1, area[3]))) == 255, (
                        f"{made.name}, page {number}: {run.text!r} is on the {ink} plate"
                    )
                seen += 1
    assert seen > 300


@pytest.mark.slow
def test_qpdf_finds_every_file_sound(every: list[Made], tmp_path: Path) -> None:
    for made in every:
        (tmp_path / "a.pdf").write_bytes(made.pdf)
        outcome = subprocess.run([tool("qpdf"), "--check", str(tmp_path / "a.pdf")], capture_output=True, text=True)
        assert outcome.returncode == 0, outcome.stdout + outcome.stderr
        assert "No syntax or stream encoding errors found" in outcome.stdout


# --- bleed and the safe area ---


def test_backgrounds_at_the_edge_go_on_to_the_end_of_the_bleed(press_files: list[Made]) -> None:
    """If there is colour just inside the trim edge, there is the same colour just inside the bleed's edge."""
    bled = 0
    for made in press_files:
        around = 9 if made.order.options.marks else 3
        for image in rendered(made.pdf, 127):  # 5 pixels are 1 mm
            outer, inner = 5 * (around - 3) + 2, 5 * around + 2
            right, bottom = image.width - 1, image.height - 1
            for x in range(inner, image.width - inner, 5):
                for edge, cut in (((x, outer), (x, inner)), ((x, bottom - outer), (x, bottom - inner))):
                    assert image.getpixel(cut) == image.getpixel(edge), f"{made.name}: at {cut}"
                    bled += image.getpixel(cut) != 255
            for y in range(inner, image.height - inner, 5):
                for edge, cut in (((outer, y), (inner, y)), ((right - outer, y), (right - inner, y))):
                    assert image.getpixel(cut) == image.getpixel(edge), f"{made.name}: at {cut}"
                    bled += image.getpixel(cut) != 255
    assert bled > 100 * len(press_files)


def test_shapes_stay_inside_the_page_or_go_3_mm_beyond(press_files: list[Made]) -> None:
    for made in press_files:
        for page in made.laid_out.pages:
            for item in page.items:
                if not isinstance(item, Shape):
                    continue
                for beyond in (-item.x, -item.y, item.x + item.width - page.width, item.y + item.height - page.height):
                    assert beyond < -5 * MM or beyond == pytest.approx(3 * MM), f"{made.name}: {item}"


def test_text_and_qr_codes_keep_clear_of_the_cut(press_files: list[Made]) -> None:
    """5 mm for 4 pages, 6 for 8, 7 for 12, and so on: the inner sheets of a stitched leaflet creep outward."""
    for made in press_files:
        safe = (4 + len(made.laid_out.pages) / 4) * MM
        around = (9 if made.order.options.marks else 3) * MM
        document = pypdfium2.PdfDocument(made.pdf)
        for page in document:
            width, height = page.get_size()
            for found in page.get_objects(max_depth=4):
                left, bottom, right, top = found.get_bounds()
                if right - left > width - 2 * around - 1 or left < around or right > width - around:
                    continue  # the ground of the cover, crop marks
                if bottom < around or top > height - around:
                    continue
                gap = min(left, bottom, width - right, height - top) - around
                assert gap >= safe - 0.1, f"{made.name}: something stands {gap / MM:.1f} mm from the trim edge"
        document.close()


# --- what the files claim ---


def test_x4_files_carry_the_keys_of_the_standard(press_files: list[Made]) -> None:
    for made in press_files:
        if made.order.options.standard != "x4":
            continue
        assert made.pdf.startswith(b"%PDF-1.6")
        with opened(made) as pdf:
            with pdf.open_metadata() as xmp:
                assert xmp[PDFX] == "PDF/X-4"
                assert xmp["xmpMM:DocumentID"].startswith("uuid:")
                assert xmp["xmpMM:VersionID"] == "1"
                assert xmp["xmpMM:RenditionClass"] == "default"
                assert xmp["pdf:Trapped"] == "False"
                assert xmp["dc:title"] == str(pdf.docinfo["/Title"]) == made.laid_out.title
                for date in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
                    assert xmp[date] == "2026-11-24T00:00:00Z"
                assert xmp["xmp:CreatorTool"]
                assert "pdfuaid:part" not in xmp
            assert "/Filter" not in pdf.Root.Metadata
            assert "/GTS_PDFXVersion" not in pdf.docinfo


def test_x1a_files_carry_the_keys_of_the_standard_and_nothing_newer(press_files: list[Made]) -> None:
    found = 0
    for made in press_files:
        if made.order.options.standard != "x1a":
            continue
        found += 1
        assert made.pdf.startswith(b"%PDF-1.4")
        assert b"/ObjStm" not in made.pdf
        assert b"/XRef" not in made.pdf
        assert re.search(rb"\nxref\n0 \d+\n0000000000 65535 f \n", made.pdf)
        with opened(made) as pdf:
            assert pdf.docinfo["/GTS_PDFXVersion"] == pdf.docinfo["/GTS_PDFXConformance"] == "PDF/X-1a:2003"
            for item in pdf.objects:
                if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                    keys = set(item.keys())
                    assert not {"/SMask", "/ca", "/CA", "/Group", "/OCProperties", "/BM"} & keys
                    listed: Any = item.get("/Filter", [])
                    filters = [listed] if isinstance(listed, pikepdf.Name) else listed
                    assert all(name == "/FlateDecode" for name in filters)
            with pdf.open_metadata() as xmp:
                assert PDFX not in xmp
                assert "pdfuaid:part" not in xmp
    assert found >= 8


def test_x1a_and_x4_hold_the_same_pages(press_files: list[Made]) -> None:
    pages = {}
    for made in press_files:
        with opened(made) as pdf:
            pages[made.kind, made.order.name] = [page.Contents.read_bytes() for page in pdf.pages]
    for (kind, name), content in pages.items():
        if kind.startswith("press-x1a"):
            assert content == pages[kind.replace("-x1a", ""), name]


def test_every_press_file_has_one_output_intent_with_its_profile(press_files: list[Made], project: Path) -> None:
    for made in press_files:
        with opened(made) as pdf:
            assert len(pdf.Root.OutputIntents) == 1
            intent = pdf.Root.OutputIntents[0]
            assert str(intent.S) == "/GTS_PDFX"
            assert str(intent.OutputConditionIdentifier) == "FOGRA39"
            assert intent.RegistryName == "http://www.color.org"
            assert str(intent.Info) == "Coated FOGRA39 (ISO 12647-2:2004)"
            assert str(intent.OutputCondition).startswith("Offset, ISO 12647-2:2004")
            profile = intent.DestOutputProfile
            assert profile.N == 4
            assert profile.read_bytes() == (project / "icc" / "FOGRA39L_coated.icc").read_bytes()
            assert pdf.docinfo["/Trapped"] == pikepdf.Name("/False")
            for key in ("/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"):
                assert str(pdf.docinfo[key])
            assert bytes(pdf.trailer.ID[0]) == bytes(pdf.trailer.ID[1])
            assert "/AcroForm" not in pdf.Root
            assert "/OpenAction" not in pdf.Root
            assert "/Encrypt" not in pdf.trailer


def test_fonts_are_embedded(every: list[Made]) -> None:
    for made in every:
        with opened(made) as pdf:
            fonts = [found for found in pdf.objects if isinstance(found, pikepdf.Dictionary)]
            fonts = [found for found in fonts if found.get("/Type") == "/Font"]
            assert {str(font.Subtype) for font in fonts} == {"/Type0", "/CIDFontType2"}
            for font in fonts:
                assert font.Subtype == "/Type0" or font.FontDescriptor.FontFile2.read_bytes()


def test_identifiers_are_those_of_the_content(press_files: list[Made], fonts: Any) -> None:
    """Two files never share one; the same file made again has the same."""
    identities = {}
    trailers = set()
    for made in press_files:
        with opened(made) as pdf:
            trailers.add(bytes(pdf.trailer.ID[0]))
            with pdf.open_metadata() as xmp:
                identities[made.kind, made.order.name] = xmp.get("xmpMM:DocumentID")
    known = [identity for identity in identities.values() if identity]
    assert len(set(known)) == len(known) >= 12
    assert len(trailers) == len(press_files)
    first = press_files[0]
    assert write(first.laid_out, fonts, MOMENT, first.profile) == first.pdf


# --- the office stays what it was ---


def test_office_files_keep_10_mm_clear_and_use_little_ink(office_files: list[Made]) -> None:
    """Laser printers miss the edge, and toner costs: the mean darkness of every page is under 14 %.

    The most has a page of dense QR codes in the mono file, which must stay.
    """
    for made in office_files:
        for number, image in enumerate(rendered(made.pdf, 100), 1):
            frame = round(10 * MM * 100 / 72) - 1
            edge = image.copy()
            edge.paste(255, (frame, frame, image.width - frame, image.height - frame))
            assert darkest(edge) == 255, f"{made.name}, page {number}: ink within 10 mm of the edge"
            darkness = 1 - sum(image.tobytes()) / (255 * image.width * image.height)
            assert 0 < darkness < 0.14, f"{made.name}, page {number}: {darkness:.1%}"


def test_registration_colour_is_for_crop_marks_alone(press_files: list[Made]) -> None:
    for made in press_files:
        for page in made.laid_out.pages:
            for item in page.items:
                colours = [getattr(item, name, None) for name in ("colour", "fill", "stroke")]
                assert REGISTRATION not in colours
