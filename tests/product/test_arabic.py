"""The shipped Arabic texts as families and the press would get them, with checks that the test has signed itself."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

import leafletgen
from leafletgen import OutputOptions
from leafletgen.checks.preflight import preflight
from leafletgen.errors import LeafletError
from leafletgen.report import Report
from tests.support.checked import check_all
from tests.support.pdf_checks import check_pdf, check_syntax
from tests.support.project import PROJECT
from tests.support.rendering import rendered
from tests.support.tagged_reader import Tagged
from tests.support.tools import verapdf
from tests.support.translated import in_language, own_folder

ALL, ONE = ["a4", "a5"], ["a5"]
KINDS = {
    "office": (OutputOptions(), ALL),
    "card": (OutputOptions(), ["card"]),
    "large": (OutputOptions(large_print=True), []),
    "mono": (OutputOptions(mono=True), ONE),
    "fillable": (OutputOptions(fillable=True), ONE),
    "booklet": (OutputOptions(booklet=True), []),
    "press": (OutputOptions(profile="press"), ALL),
}
"""The options of each kind of file, and its sizes: all that it can have if none is named."""


def build(folder: Path, output: Path, **options: object) -> Report:
    return leafletgen.build("hampshire", data=folder, output=output, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = own_folder(tmp_path_factory.mktemp("arabic") / "ours")
    shutil.copy(PROJECT / "data" / "editions" / "hampshire.yaml", folder / "editions")
    check_all(in_language(folder, "ar"))
    return folder


@pytest.fixture(scope="module")
def made(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """The files of each kind."""
    output = tmp_path_factory.mktemp("files")
    return {
        kind: list(build(folder, output / kind, languages=["ar"], options=options, sizes=sizes).files)
        for kind, (options, sizes) in KINDS.items()
    }


@pytest.mark.slow
def test_every_kind_of_file_is_made_and_is_small(made: dict[str, list[Path]]) -> None:
    names = {kind: {path.name for path in paths} for kind, paths in made.items()}
    all_sizes = ("parent-a4", "parent-a5", "child-a4", "child-a5")
    assert names["office"] == {f"hampshire-{size}.ar.pdf" for size in all_sizes}
    assert names["press"] == {f"hampshire-{size}-press.ar.pdf" for size in all_sizes}
    assert names["card"] == {"hampshire-child-card.ar.pdf"}
    assert names["large"] == {f"hampshire-{variant}-a4-large.ar.pdf" for variant in ("parent", "child")}
    assert names["booklet"] == {f"hampshire-{variant}-a5-booklet.ar.pdf" for variant in ("parent", "child")}
    assert all(path.stat().st_size < 200_000 for paths in made.values() for path in paths)


@pytest.mark.slow
def test_both_validators_pass_every_file_that_claims_to_be_accessible(made: dict[str, list[Path]]) -> None:
    files = [path for paths in made.values() for path in paths]
    claiming = [path for path in files if b"<pdfuaid:part>1<" in path.read_bytes()]
    assert {path for kind in ("office", "large", "mono", "fillable") for path in made[kind]} == set(claiming)
    for path in claiming:
        check_pdf(path)
    outcome = verapdf(claiming)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert outcome.stdout.count("PASS") == len(claiming)


def test_the_press_gets_sound_files_of_its_standard(made: dict[str, list[Path]]) -> None:
    for path in made["press"]:
        check_syntax(path)
        with pikepdf.open(path) as pdf:
            assert b"<pdfxid:GTS_PDFXVersion>PDF/X-4<" in pdf.Root.Metadata.read_bytes()
            assert pdf.Root.ViewerPreferences.Direction == "/R2L"
            assert len(pdf.pages) % 4 == 0 or "-a4-" in path.name
    for path in made["press"]:
        if path.name.endswith("child-a5-press.ar.pdf"):
            assert preflight(path.read_bytes(), path.name).problems == ()


def test_no_sheet_says_that_it_is_a_draft_and_the_booklet_is_bound_at_the_right(made: dict[str, list[Path]]) -> None:
    for path in (path for paths in made.values() for path in paths):
        with pypdfium2.PdfDocument(path) as pdf:
            text = " ".join(page.get_textpage().get_text_range() for page in pdf)
        assert "999" in text and "DRAFT" not in text and "مسودة" not in text
    (booklet,) = (path for path in made["booklet"] if "parent" in path.name)
    with pypdfium2.PdfDocument(booklet) as pdf:
        left, right = (pdf[0].get_textpage().get_text_bounded(left=start, right=start + 421) for start in (0, 421))
    assert "العربية" in left and "العربية" not in right  # The cover is at the left of the outer sheet.


def test_the_name_of_the_force_is_said_in_english(made: dict[str, list[Path]]) -> None:
    (parent,) = (path for path in made["office"] if path.name == "hampshire-parent-a5.ar.pdf")
    named = [
        node for node in Tagged(parent.read_bytes()).tree.walk() if node.role == "P" and "Constabulary" in node.text
    ]
    assert [node.language for node in named] == ["en-GB"]


def links_of(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        marks = (mark for page in pdf.pages for mark in page.get("/Annots", []))
        return {str(mark.A.URI) for mark in marks if "/A" in mark}


def test_numbers_links_and_codes_are_those_of_the_english_leaflet(
    folder: Path, made: dict[str, list[Path]], tmp_path: Path
) -> None:
    english = {path.name: path for path in build(folder, tmp_path, sizes=["a4"]).files}
    for variant in ("parent", "child"):
        (arabic,) = (path for path in made["office"] if path.name == f"hampshire-{variant}-a4.ar.pdf")
        links = links_of(arabic)
        assert links == links_of(english[f"hampshire-{variant}-a4.pdf"])
        with pypdfium2.PdfDocument(arabic) as pdf:
            copied = "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)
        for link in links:
            if link.startswith("tel:"):
                assert re.sub(r"\D", "", link.removeprefix("tel:+44")) in copied
        codes = {code.text for page in rendered(arabic.read_bytes(), 100) for code in zxingcpp.read_barcodes(page)}
        assert len(codes) > 6 and codes <= links


def test_unchecked_words_are_not_for_the_press(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(LeafletError) as refused:
        build(folder, tmp_path, languages=["ur"], options=OutputOptions(profile="press", draft=True))
    assert {problem.code for problem in refused.value.problems} == {"press-translation"}
