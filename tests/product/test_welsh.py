"""A Welsh force: Welsh and English from one build or neither, each naming the other, with the same numbers."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

import leafletgen
from leafletgen import OutputOptions
from leafletgen.checks.preflight import preflight
from leafletgen.content.check import check
from leafletgen.content.source import read_folder
from leafletgen.errors import LeafletError
from leafletgen.report import Report
from tests.support.checked import check_all
from tests.support.pdf_checks import CheckPdf
from tests.support.program import Run
from tests.support.project import PROJECT
from tests.support.tagged_reader import Node, Tagged
from tests.support.translated import edit, in_language, own_folder

PAIR = "languages: [cy, en]\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return in_language(own_folder(tmp_path_factory.mktemp("welsh") / "ours", PAIR), "cy")


@pytest.fixture(scope="module")
def made(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    report = build(folder, tmp_path_factory.mktemp("files"))
    return {path.name: path for path in report.files}


def build(folder: Path, output: Path, **options: object) -> Report:
    return leafletgen.build("gwent", data=folder, output=output, **options)  # type: ignore[arg-type]


def codes(folder: Path, output: Path, **options: object) -> set[str]:
    try:
        build(folder, output, **options)
    except LeafletError as error:
        return {problem.code for problem in error.problems}
    return set()


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def links_of(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        return {str(one.A.URI) for page in pdf.pages for one in page.get("/Annots", ())}


def test_both_languages_come_from_one_build(made: dict[str, Path]) -> None:
    names = {f"gwent-{variant}-{size}" for variant in ("parent", "child") for size in ("a4", "a5")}
    assert set(made) == {f"{name}.pdf" for name in names} | {f"{name}.cy.pdf" for name in names}


def test_the_validators_pass_both_and_the_tags_name_the_language(made: dict[str, Path], check_pdf: CheckPdf) -> None:
    for variant in ("parent", "child"):
        for name, language in ((f"gwent-{variant}-a5.cy.pdf", "cy"), (f"gwent-{variant}-a5.pdf", "en-GB")):
            data = made[name].read_bytes()
            check_pdf(data)
            assert f"<rdf:li>{language}</rdf:li>".encode() in data
            assert f"/Lang ({language})".encode() in data or Tagged(data).pdf.Root.Lang == language


def test_a_search_in_english_finds_the_welsh_file(made: dict[str, Path]) -> None:
    english = b'<rdf:li xml:lang="en-GB">Help for you and your child \xc2\xb7 Gwent</rdf:li>'
    for size in ("a4", "a5"):
        assert english in made[f"gwent-parent-{size}.cy.pdf"].read_bytes()


def test_numbers_and_codes_are_the_same(made: dict[str, Path]) -> None:
    for variant in ("parent", "child"):
        welsh, english = (text_of(made[f"gwent-{variant}-a4{end}.pdf"]) for end in (".cy", ""))
        numbers = [set(re.findall(r"\b0[38]00[ 0-9]+[0-9]|\b999\b|\b116 123\b", text)) for text in (welsh, english)]
        assert numbers[0] == numbers[1]
        in_welsh, in_english = (links_of(made[f"gwent-{variant}-a4{end}.pdf"]) for end in (".cy", ""))
        assert len(in_welsh) >= 12
        own = {"parent": set(), "child": {"https://www.meiccymru.org/cym/"}}[variant]  # the one page in Welsh
        assert in_welsh - in_english == own and len(in_english - in_welsh) == len(own)


def test_the_manifest_says_since_when_the_words_are_checked(
    folder: Path, made: dict[str, Path], tmp_path: Path
) -> None:
    """The oldest of the first checks, as the back of the leaflet says; nothing for English and for drafts."""
    entries = json.loads((made["gwent-parent-a5.pdf"].parent / "manifest.json").read_bytes())["files"]
    found = {entry["file"]: entry["language_last_checked"] for entry in entries}
    assert found == {name: "2026-11-21" if ".cy." in name else None for name in made}
    assert "Gwiriwyd: 21 Tachwedd 2026." in text_of(made["gwent-parent-a5.cy.pdf"])
    build(folder, tmp_path, languages=["cy"], sizes=["card"])
    build(folder, tmp_path, languages=["cy+en"], sizes=["a5"], variants=["parent"])
    build(folder, tmp_path, languages=["pl"], sizes=["a5"], variants=["child"], options=OutputOptions(draft=True))
    manifest = json.loads((tmp_path / "manifest.json").read_bytes())
    found = {entry["file"]: entry["language_last_checked"] for entry in (*manifest["files"], *manifest["drafts"])}
    assert found == {
        "gwent-child-card.cy.pdf": "2026-11-21",
        "gwent-child-card.pdf": None,
        "gwent-parent-a5.cy+en.pdf": "2026-11-21",
        "gwent-child-a5.pl.draft.pdf": None,
    }


def test_each_names_the_other_in_both_languages(made: dict[str, Path]) -> None:
    english, welsh = (text_of(made[f"gwent-parent-a5{end}.pdf"]) for end in ("", ".cy"))
    for words in ("This leaflet is also available in Welsh.", "Mae’r daflen hon hefyd ar gael yn Gymraeg."):
        assert words in english
    for words in ("This leaflet is also available in English.", "Mae’r daflen hon hefyd ar gael yn Saesneg."):
        assert words in welsh


def test_english_in_the_welsh_file_is_marked_and_helps_the_officer(made: dict[str, Path]) -> None:
    nodes = [node for node in Tagged(made["gwent-parent-a5.cy.pdf"].read_bytes()).tree.walk() if node.language]
    marked = {node.text.strip() for node in nodes if node.language == "en-GB"}
    assert "English: Help for you and your child · Welsh" in marked
    assert {"What to do today", "Why you have this leaflet"} <= marked  # companions of headings
    assert {"Name", "Phone", "Reference"} <= marked  # labels of the officer's panel
    assert "CEOP Safety Centre" in marked and "Cymorth i Ddioddefwyr" not in marked  # names of services
    text = text_of(made["gwent-parent-a5.cy.pdf"])
    assert "Cymraeg" in text and "Heddlu Gwent" in text


def test_headings_are_numbered_in_order(made: dict[str, Path]) -> None:
    tree = Tagged(made["gwent-parent-a5.cy.pdf"].read_bytes()).tree
    numbers = [int(node.text.split(".")[0]) for node in tree.walk() if node.role == "H2" and node.text[:1].isdigit()]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= 8


def test_one_booklet_has_both_languages_welsh_from_the_front(
    folder: Path, made: dict[str, Path], tmp_path: Path, check_pdf: CheckPdf
) -> None:
    report = build(folder, tmp_path, languages=["cy+en"], sizes=["a5"])
    assert {path.name for path in report.files} == {"gwent-parent-a5.cy+en.pdf", "gwent-child-a5.cy+en.pdf"}
    for path in report.files:
        data = path.read_bytes()
        check_pdf(data)
        tagged = Tagged(data)
        parts = [kid for kid in tagged.tree.kids if isinstance(kid, Node)]
        assert [(part.role, part.language) for part in parts] == [("Sect", "cy"), ("Sect", "en-GB")]
        name = path.name.removesuffix(".cy+en.pdf")
        for part, one in zip(parts, (f"{name}.cy.pdf", f"{name}.pdf"), strict=True):
            assert part.text == Tagged(made[one].read_bytes()).tree.text  # reads in order, each language by itself
        with pypdfium2.PdfDocument(path) as pdf:
            titles = [mark.get_title() for mark in pdf.get_toc() if mark.level == 0]
        assert len(titles) == 2  # bookmarks for both
    imposed = build(folder, tmp_path, languages=["cy+en"], options=OutputOptions(booklet=True), variants=["parent"])
    assert [path.name for path in imposed.files] == ["gwent-parent-a5-booklet.cy+en.pdf"]
    assert "both-languages" in codes(folder, tmp_path, languages=["cy+en"], options=OutputOptions(draft=True))
    assert "both-languages" in codes(folder, tmp_path, languages=["cy+en"], sizes=["card"])


def test_the_press_gets_both_languages_in_one_file(folder: Path, tmp_path: Path) -> None:
    ours = Path(shutil.copytree(folder, tmp_path / "ours"))
    check_all(ours)
    press = OutputOptions(profile="press")
    report = build(ours, tmp_path / "out", languages=["cy+en"], sizes=["a5"], variants=["child"], options=press)
    (path,) = report.files
    assert path.name == "gwent-child-a5-press.cy+en.pdf"
    assert preflight(path.read_bytes(), path.name).problems == ()
    tagged = Tagged(path.read_bytes())
    assert [part.language for part in tagged.tree.kids if isinstance(part, Node)] == ["cy", "en-GB"]
    with pypdfium2.PdfDocument(path) as pdf:
        assert len(pdf) % 4 == 0
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
        first, middle = pages[0], pages[len(pages) // 2]
    assert "English: Help and support for you" in first  # the cover in Welsh, with its English name for the officer
    assert "Help and support for you" in middle and "Cymraeg" not in middle  # the English cover


def test_a_strip_names_the_other_languages_that_are_ready(folder: Path, tmp_path: Path) -> None:
    ours = Path(shutil.copytree(folder, tmp_path / "ours"))
    edit(ours / "editions" / "gwent.yaml", "force: gwent\n", "")  # so no duty
    report = build(ours, tmp_path / "out", sizes=["a5"], variants=["parent"])
    english, welsh = sorted(report.files, key=lambda path: path.name, reverse=True)
    assert "This leaflet is also in: Cymraeg (cy)" in text_of(english)
    assert "Mae’r daflen hon hefyd ar gael yn: English (en-GB)" in text_of(welsh)


def test_one_text_out_of_date_refuses_the_pair(folder: Path, tmp_path: Path) -> None:
    ours = Path(shutil.copytree(folder, tmp_path / "ours"))
    (ours / "leaflets").mkdir()
    path = Path(shutil.copy(PROJECT / "data" / "leaflets" / "parent.yaml", ours / "leaflets"))
    edit(path, "Stay calm and listen.", "Stay calm and listen well.")
    assert codes(ours, tmp_path / "out") == {"translation-outdated"}
    assert not list((tmp_path / "out").glob("*.pdf"))


def test_no_room_for_one_language_makes_neither(folder: Path, tmp_path: Path) -> None:
    ours = Path(shutil.copytree(folder, tmp_path / "ours"))
    path = ours / "translations" / "cy" / "parent.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'text: "Help i chi[^"]*"', f'text: "{"W" * 100}"', text), encoding="utf-8")
    assert codes(ours, tmp_path / "out", variants=["parent"], sizes=["a5"]) == {"word-too-wide"}
    assert not list((tmp_path / "out").glob("*.pdf"))


def test_asking_for_one_language_gives_both(folder: Path, tmp_path: Path) -> None:
    for number, language in enumerate(("en", "cy")):
        report = build(folder, tmp_path / str(number), languages=[language], sizes=["a5"], variants=["child"])
        assert {path.name for path in report.files} == {"gwent-child-a5.pdf", "gwent-child-a5.cy.pdf"}


def test_without_checked_welsh_the_office_gets_english_and_the_press_nothing(tmp_path: Path, run: Run) -> None:
    ours = own_folder(tmp_path / "ours")
    report = build(ours, tmp_path / "out", sizes=["a5"])
    assert {path.name for path in report.files} == {"gwent-parent-a5.pdf", "gwent-child-a5.pdf"}
    assert "welsh-duty" in {problem.code for problem in report.warnings}
    press = OutputOptions(profile="press")
    assert "welsh-duty" in codes(ours, tmp_path / "press", options=press, sizes=["a5"])
    assert not list((tmp_path / "press").glob("*.pdf"))
    assert "translation-unchecked" in codes(ours, tmp_path / "both", languages=["cy", "en"], sizes=["a5"])
    assert not list((tmp_path / "both").glob("*.pdf"))
    draft = build(ours, tmp_path / "draft", languages=["cy"], options=OutputOptions(draft=True), sizes=["a5"])
    assert {path.name for path in draft.files} == {"gwent-parent-a5.cy.draft.pdf", "gwent-child-a5.cy.draft.pdf"}
    outcome = run("validate", "--data", ours)
    assert (outcome.code, "[welsh-duty]" in outcome.stdout + outcome.stderr) == (0, True)


def test_the_draft_that_a_hint_names_is_the_one_in_that_language(tmp_path: Path, run: Run) -> None:
    ours = own_folder(tmp_path / "ours")
    refused = run("build", "gwent", "--language", "pl", "--size", "a5", "--data", ours, "-o", tmp_path / "out")
    command = re.search(r"leafletgen (build .*--draft)", refused.stderr)
    assert command
    run(*command[1].split(), "--size", "a5", "-o", tmp_path / "out")
    made = {path.name for path in (tmp_path / "out").glob("*.pdf")}
    assert made == {"gwent-parent-a5.pl.draft.pdf", "gwent-child-a5.pl.draft.pdf"}


def test_with_checked_welsh_validate_is_content(folder: Path, run: Run) -> None:
    outcome = run("validate", "--data", folder)
    assert "[welsh-duty]" not in outcome.stdout + outcome.stderr
    assert check(read_folder(folder)).editions["gwent"].tags == ("cy", "en-GB")


def entry_of(path: Path) -> dict[str, object] | None:
    """What the manifest beside a file says of it."""
    manifest = json.loads((path.parent / "manifest.json").read_bytes())
    return next((entry for entry in manifest["files"] if entry["file"] == path.name), None)


@pytest.mark.parametrize("pair", [True, False], ids=["both named", "by the duty"])
def test_welsh_that_is_not_ready_any_more_leaves_files_that_are_called_older(
    pair: bool, folder: Path, tmp_path: Path
) -> None:
    ours, output = Path(shutil.copytree(folder, tmp_path / "ours")), tmp_path / "out"
    if not pair:  # Then the English is made alone, with a warning.
        edit(ours / "editions" / "gwent.yaml", PAIR, "")
    asked = {"sizes": ["a5"], "variants": ["child"]}
    build(ours, output, **asked)
    path = ours / "translations" / "cy" / "child.yaml"
    path.write_text(re.sub(r"  checked: .*\n", "", path.read_text("utf-8"), count=1), "utf-8")
    codes(ours, output, **asked)
    older = {path.name for path in output.glob("*.pdf") if (entry_of(path) or {})["outdated"]}
    assert older == {"gwent-child-a5.cy.pdf", *(["gwent-child-a5.pdf"] if pair else [])}


def test_a_file_that_cannot_be_written_leaves_its_pair_as_it_was(folder: Path, tmp_path: Path) -> None:
    ours, output = Path(shutil.copytree(folder, tmp_path / "ours")), tmp_path / "out"
    asked = {"sizes": ["a5"], "variants": ["parent"]}
    english, welsh = output / "gwent-parent-a5.pdf", output / "gwent-parent-a5.cy.pdf"
    english.mkdir(parents=True)  # in the way of the file
    assert codes(ours, output, **asked) == {"folder-in-the-way", "pair-broken"}
    assert [path.name for path in output.glob("*.pdf")] == [english.name]  # the folder alone
    english.rmdir()
    build(ours, output, **asked)
    before, entry = welsh.read_bytes(), entry_of(welsh)
    assert entry
    edit(ours / "editions" / "gwent.yaml", 'version: "1"', 'version: "2"')
    english.unlink()
    english.mkdir()
    assert codes(ours, output, **asked) == {"folder-in-the-way", "pair-broken"}
    assert (welsh.read_bytes(), entry_of(welsh)) == (before, {**entry, "outdated": True})
    english.rmdir()
    assert {path.name for path in build(ours, output, **asked).files} == {welsh.name, english.name}
    assert welsh.read_bytes() != before
