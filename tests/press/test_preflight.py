"""`leafletgen preflight`: it reports exactly the one fault of each broken file, and none in good files."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from leafletgen.checks.faults import HINTS, Finding, ProfileName, problems
from leafletgen.checks.preflight import preflight
from tests.support.broken_files import (
    BROKEN,
    Base,
    Broken,
    file_of,
    short,
)
from tests.support.made_files import KINDS, Made
from tests.support.pdf_checks import CheckPdf
from tests.support.program import run_inside as run


class Sound(dict[Base, bytes]):
    """Sound files; Hypothesis prints the arguments of a failing test, and refuses those that are long."""

    def __repr__(self) -> str:
        return f"Sound({', '.join(self)})"


PROFILES: dict[Base, ProfileName] = {"x4": "press", "x1a": "press", "office": "office", "booklet": "booklet"}


@pytest.fixture(scope="module")
def sound(every: list[Made]) -> Sound:
    """Four short files that are as they should be, of pages that `build` made: what the broken ones are made of."""

    def made(kind: str) -> bytes:
        return next(m.pdf for m in every if m.kind == kind and m.order.name.startswith("hampshire-child-a5"))

    return Sound(
        x4=short(made("press"), "x4", [0, 1, 2, 7]),
        x1a=short(made("press-x1a"), "x1a", [0, 1, 2, 7]),
        office=short(made("office"), "office", [0, 1, 2, 7]),
        booklet=short(made("booklet"), "booklet", [0, 1]),
    )


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in preflight(data, "a.pdf").problems]


@pytest.mark.parametrize("base", ["x4", "x1a", "office", "booklet"])
def test_the_sound_files_have_no_fault(base: Base, sound: Sound, check_syntax: CheckPdf) -> None:
    check_syntax(sound[base])
    found = preflight(sound[base], "a.pdf")
    assert found.problems == ()
    assert found.facts["profile"] == PROFILES[base]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_each_fault_is_named_by_its_own_code_and_no_other(broken: Broken, sound: Sound) -> None:
    found = preflight(file_of(sound[broken.base], broken), "a.pdf", PROFILES[broken.base])
    assert [problem.code for problem in found.problems] == [broken.code], found.problems
    problem = found.problems[0]
    assert problem.hint == HINTS[broken.code]
    assert problem.message
    assert str(problem.where) == "a.pdf"


def test_every_code_has_a_broken_file() -> None:
    assert {broken.code for broken in BROKEN} == set(HINTS)
    assert len(HINTS) >= 25


def test_a_file_that_another_program_saved_again_passes(sound: Sound) -> None:
    again = file_of(sound["x1a"], Broken("none", "x1a", save={"qdf": True}))
    assert again != sound["x1a"]
    assert codes(again) == []


PAGES = ("office", "large", "booklet", "press")
"""Kinds whose pages differ. The files of another kind have the pages of one of these in other inks, or with marks."""


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_file_that_build_makes_passes(every: list[Made], kind: str) -> None:
    files = [made for made in every if made.kind == kind]
    if kind not in PAGES:
        files = files[:: len(files) - 1]
    assert {made.order.variant for made in files} == {"parent", "child"}
    for made in files:
        found = preflight(made.pdf, made.name)
        assert found.problems == (), made.name
        expected = "press" if made.order.options.for_press else "booklet" if made.order.options.booklet else "office"
        assert found.facts["profile"] == expected, made.name


def test_a4_for_the_press_is_whole_sheets_and_no_more(every: list[Made]) -> None:
    made = next(m for m in every if m.kind == "press" and m.order.name.startswith("hampshire-parent-a4"))
    assert len(made.laid_out.pages) == 6
    assert codes(made.pdf) == []
    odd = short(made.pdf, "x4", [0, 1, 2, 3, 4])
    assert [problem.message for problem in preflight(odd, "a.pdf").problems] == ["5 pages are not a multiple of 2"]


def test_the_facts_are_those_of_the_file(every: list[Made]) -> None:
    made = next(m for m in every if m.kind == "press-marks" and m.order.name.startswith("hampshire-child-a5"))
    facts = preflight(made.pdf, "a.pdf").facts
    qr_codes = sum(hasattr(item, "matrix") for page in made.laid_out.pages for item in page.items)
    ink = max(
        sum(colour.cmyk)
        for page in made.laid_out.pages
        for item in page.items
        for colour in (getattr(item, "colour", None), getattr(item, "fill", None), getattr(item, "stroke", None))
        if colour
    )
    assert facts["claims"] == "PDF/X-4"
    assert facts["pages"] == f"{len(made.laid_out.pages)} pages"
    assert facts["size"] == "148 × 210 mm"
    assert facts["colours"] == "DeviceCMYK"
    assert facts["ink"] == f"{100 * ink:.0f} % ink"
    assert facts["type"] == "9 pt"
    assert facts["qr_codes"] == f"{qr_codes} QR codes"


def test_an_office_file_is_not_fit_for_the_press(sound: Sound) -> None:
    found = {problem.code for problem in preflight(sound["office"], "a.pdf", "press").problems}
    assert {"rgb-colour", "no-trim-box", "no-output-intent", "no-standard-claimed", "annotation"} <= found
    assert "page-count" not in found


@pytest.mark.slow
@settings(max_examples=30)
@given(at=st.integers(0, 10**6), junk=st.binary(min_size=1, max_size=40))
def test_damage_anywhere_is_a_problem_or_no_harm_and_never_a_crash(sound: Sound, at: int, junk: bytes) -> None:
    data = sound["booklet"]
    place = at % len(data)
    for problem in preflight(data[:place] + junk + data[place + len(junk) :], "a.pdf").problems:
        assert problem.code in HINTS


@pytest.mark.parametrize("widths", [[3], [3, 4], [3, [500], 7], [3, 4, 500, 5]])
def test_a_table_of_widths_that_is_cut_off_is_damage(widths: list[object], sound: Sound) -> None:
    assert codes(_with_widths(sound["office"], widths)) == ["pdf-damaged"]


@pytest.mark.parametrize("widths", [[0, 200_000_000, 500], [-(10**9), 5, 500], [0, 65535, 500, 0, 0, 500]])
def test_widths_for_more_codes_than_a_font_has_are_too_many(widths: list[object], sound: Sound) -> None:
    assert codes(_with_widths(sound["office"], widths)) == ["too-big-to-examine"]


def test_widths_for_all_codes_of_a_font_are_read(sound: Sound) -> None:
    assert "too-big-to-examine" not in codes(_with_widths(sound["office"], [0, 65535, 500]))


def _with_widths(data: bytes, widths: list[object]) -> bytes:
    """The file with this array W in each composite font (ISO 32000-1, 9.7.4.3)."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for font in (found for found in pdf.objects if isinstance(found, pikepdf.Dictionary)):
            if font.get("/Subtype") == "/CIDFontType2":
                font.W = pikepdf.Array(widths)
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("pages", "place"),
    [
        ((), ""),
        ((3,), "page 3: "),
        ((3, 4), "pages 3 and 4: "),
        ((3, 3, 4, 5), "pages 3 to 5: "),
        ((1, 2, 4), "pages 1, 2 and 4: "),
        ((1, 2, 3, 5, 7, 8, 9, 10), "pages 1 to 3, 5 and 7 to 10: "),
    ],
)
def test_one_problem_names_all_pages_that_have_it(pages: tuple[int, ...], place: str) -> None:
    found = problems([Finding("blank-page", "nothing", page) for page in reversed(pages or (0,))], "a.pdf")
    assert [problem.message for problem in found] == [f"{place}nothing"]


def test_several_faults_of_a_file_are_sorted_and_counted() -> None:
    findings = [Finding("rgb-colour", "b", 2), Finding("blank-page", "a"), Finding("rgb-colour", "c", 1)]
    assert [(p.code, p.message) for p in problems(findings, "a.pdf")] == [
        ("blank-page", "a"),
        ("rgb-colour", "pages 1 and 2: c (and 1 more like it)"),
    ]


# --- the command ---


def test_the_command_prints_a_line_for_each_file_and_returns_0(sound: Sound, tmp_path: Path) -> None:
    for name in ("x4", "office"):
        (tmp_path / f"{name}.pdf").write_bytes(sound[name])
    outcome = run("preflight", tmp_path / "x4.pdf", tmp_path / "office.pdf")
    assert outcome.code == 0, outcome.stderr
    press, office = outcome.stdout.splitlines()
    assert press.split()[:3] == [str(tmp_path / "x4.pdf"), "press", "PDF/X-4"]
    assert office.split()[:3] == [str(tmp_path / "office.pdf"), "office", "PDF/UA-1"]
    assert outcome.stderr.strip() == "2 files are fit for printing"


def test_a_faulty_file_is_reported_in_the_usual_form_with_exit_code_7(sound: Sound, tmp_path: Path) -> None:
    faulty = next(broken for broken in BROKEN if broken.code == "rich-black-text")
    path = tmp_path / "faulty.pdf"
    path.write_bytes(file_of(sound["x4"], faulty))
    outcome = run("preflight", path)
    assert outcome.code == 7
    assert f"{path}: error: page 2: text is in 60/40/40/100 [rich-black-text]" in outcome.stderr
    assert HINTS["rich-black-text"] in outcome.stderr
    found = json.loads(run("preflight", path, "--json").stdout)
    assert found["ok"] is False
    assert [problem["code"] for problem in found["problems"]] == ["rich-black-text"]
    assert found["items"][0]["file"] == str(path)


def test_the_profile_can_be_told(sound: Sound, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(sound["office"])
    assert run("preflight", path).code == 0
    outcome = run("preflight", "--profile", "press", path)
    assert outcome.code == 7
    assert "[rgb-colour]" in outcome.stderr


def test_missing_files_exit_5_and_the_others_are_still_examined(sound: Sound, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(sound["office"])
    outcome = run("preflight", tmp_path / "none.pdf", path, tmp_path)
    assert outcome.code == 5
    assert "[file-missing]" in outcome.stderr
    assert f"{tmp_path}: error: This is a folder, not a file. [not-a-file]\n  Name a file in it" in outcome.stderr
    assert str(path) in outcome.stdout
    assert "No file has a name of this pattern" in run("preflight", tmp_path / "*-press.pdf").stderr
    assert run("preflight").code == 2


@pytest.mark.parametrize("kind", [zxingcpp.BarcodeFormat.MicroQRCode, zxingcpp.BarcodeFormat.RMQRCode])
def test_the_small_relatives_of_a_qr_code_are_let_be(kind: zxingcpp.BarcodeFormat) -> None:
    """A designer may print one on a page; it is no QR code, and no fault of the file."""
    symbol = Image.fromarray(zxingcpp.write_barcode_to_image(zxingcpp.create_barcode("12345", kind), scale=9))
    page = Image.new("L", (1240, 1754), 255)
    page.paste(symbol, (500, 800))
    assert zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormats(kind))
    saved = io.BytesIO()
    page.save(saved, "PDF", resolution=150)
    facts, problems = preflight(saved.getvalue(), "one.pdf", "office")
    assert {"pdf-damaged", "qr-unreadable"}.isdisjoint(problem.code for problem in problems)
    assert facts["qr_codes"] == "0 QR codes"


OTHER_FILES = {
    "nothing": (b"", "it is not a PDF: it is empty"),
    "words": (b"Dear printer", "it is not a PDF: it begins like a file of another kind"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "it is not a PDF: it begins like a picture (PNG)"),
    "a photograph": (b"\xff\xd8\xff\xe0", "it is not a PDF: it begins like a picture (JPEG)"),
    "Word": (b"PK\x03\x04", "it is not a PDF: it begins like a ZIP archive, as the files of Word, Excel and"),
    "a web page": (b"<!doctype html>", "it is not a PDF: it begins like a web page or a drawing (HTML, XML, SVG)"),
    "half a PDF": (b"%PDF-1.7\n", "it cannot be read: "),
    "the end of a PDF": (b"endobj\n", "it cannot be read: "),
}


@pytest.mark.parametrize("kind", OTHER_FILES)
def test_what_is_no_pdf_is_called_what_it_is(kind: str) -> None:
    data, message = OTHER_FILES[kind]
    (problem,) = preflight(data, "a.pdf").problems
    assert (problem.code, problem.message[: len(message)]) == ("pdf-damaged", message)
    assert problem.hint.startswith("Export or send the file again, as a PDF")


def test_what_is_no_pdf_is_said_in_the_same_words_each_time(tmp_path: Path) -> None:
    path = tmp_path / "not.pdf"
    path.write_bytes(b"\x00 no PDF \xff" * 99)
    outcome = run("preflight", path)
    assert outcome.code == 7
    assert f"{path}: error: it is not a PDF: it begins like a file of another kind" in outcome.stderr
