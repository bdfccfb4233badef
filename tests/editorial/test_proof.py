"""`build --proof`: what is marked, what the sheet says, and that the signed digest is that of the built file."""

from __future__ import annotations

import hashlib
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace

from leafletgen.checks.preflight import preflight
from leafletgen.content.leaflet import Paragraph, QrTarget
from leafletgen.errors import ExitCode
from leafletgen.layout.display_list import LaidOut
from leafletgen.layout.fit import lay_out
from leafletgen.layout.proof import changed_spans
from tests.support import translated
from tests.support.checked import check_all
from tests.support.faults import AG, CH, ED, FIXTURE, PA, Row, edit
from tests.support.hand_made import AT, a_leaflet, a_section, a_service, fake_book, words
from tests.support.own_folder import EDITION, own_folder
from tests.support.pdf_checks import CheckPdf
from tests.support.pictures import pictures
from tests.support.program import run_inside
from tests.support.tools import tool

ACCENT = b".549"
"""The red of the bars, as the content of a page has it."""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The same data twice: the version before, and the one to change."""
    made = []
    for name in ("old", "new"):
        made.append(Path(shutil.copytree(FIXTURE, tmp_path / name)))
        pictures(made[-1])
    return made[0], made[1]


def proof(old: Path | str, new: Path, *options: str) -> Path:
    out = new.parent / "out"
    given = options or ("--variant", "parent", "--size", "a5")
    outcome = run_inside("build", "--proof", str(old), "--data", new, "-o", out, *given)
    assert outcome.code == 0, outcome.stderr
    return Path(outcome.stdout.splitlines()[0])


def texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range().replace("\r\n", " ") for page in pdf]


def test_the_sheet_says_what_is_signed_for(folders: tuple[Path, Path], check_pdf: CheckPdf) -> None:
    old, new = folders
    edit(new, Row(AG, "value: 023 8090 1234", "value: 023 8090 4321", ()))
    edit(new, Row(PA, "- box: Keep this leaflet.", "- box: Keep this leaflet safe.", ()))
    path = proof(old, new)
    assert path.name == "hampshire-parent-a5.proof.pdf"
    check_pdf(path)
    assert preflight(path.read_bytes(), path.name).problems == ()
    sheet = " ".join(texts(path)[:2])
    assert "023 8090 1234" in sheet and "becomes" in sheet and "Keep this leaflet safe." in sheet
    assert "Version: 1 of 24 November 2026" in sheet
    assert "not checked" in sheet
    for role in ("Safeguarding", "Communications", "Legal services", "Chief officer"):
        assert role in sheet
    assert sheet.count("Signature") == 4
    out = run_inside("build", "--variant", "parent", "--size", "a5", "--data", new, "-o", new.parent / "built")
    built = Path(out.stdout.strip())
    assert signed_digest(sheet) == hashlib.sha256(built.read_bytes()).hexdigest()


@pytest.mark.parametrize("options", [("--large-print",), ("--mono", "--size", "a4"), ("--size", "A5")], ids=" ".join)
def test_each_kind_of_office_file_has_a_proof(
    folders: tuple[Path, Path], check_pdf: CheckPdf, options: tuple[str, ...]
) -> None:
    path = proof(*folders, "--variant", "child", *options)
    assert path.name.startswith("hampshire-child-a") and path.name.endswith(".proof.pdf")
    check_pdf(path)
    assert preflight(path.read_bytes(), path.name).problems == ()


@pytest.mark.parametrize("options", [("--large-print",), ("--size", "a4", "--mono"), ("--size", "a5")], ids=" ".join)
def test_bars_keep_clear_of_qr_codes(options: tuple[str, ...], tmp_path: Path) -> None:
    """All is new, so that there is a bar beside each code, at whichever side of the page it is."""
    outcome = run_inside("build", "hampshire", "--variant", "parent", *options, "-o", tmp_path, "--proof")
    assert outcome.code == 0, outcome.stderr  # It checks the white around each code itself.
    assert list(_bars(Path(outcome.stdout.strip())))


def test_every_page_of_the_leaflet_says_that_it_is_a_proof(folders: tuple[Path, Path]) -> None:
    path = proof(folders[0], folders[1])
    pages = texts(path)
    banded = ["PROOF for sign-off: do not give to families" in page for page in pages]
    assert banded == sorted(banded)
    assert sum(banded) >= 4
    built = run_inside(
        "build", "--variant", "parent", "--size", "a5", "--data", folders[1], "-o", folders[1].parent / "b"
    )
    leaflet = texts(Path(built.stdout.strip()))
    assert sum(banded) == len(leaflet)
    for whole, page in zip(leaflet, pages[-len(leaflet) :], strict=True):  # the pages of the file itself
        assert sorted(whole.split()) == sorted(page.replace("PROOF for sign-off: do not give to families", "").split())
    with pikepdf.open(path) as pdf:
        assert {tuple(map(round, page.mediabox[2:])) for page in pdf.pages} == {(595, 842)}


def test_nothing_is_said_to_change_if_nothing_does(folders: tuple[Path, Path]) -> None:
    path = proof(folders[0], folders[1])
    assert "Nothing. The version and the date may differ." in texts(path)[0]
    again = path.read_bytes()
    assert proof(folders[0], folders[1]).read_bytes() == again


def test_checks_of_contacts_are_on_the_sheet(folders: tuple[Path, Path]) -> None:
    old, new = folders
    check_all(new)
    sheet = " ".join(" ".join(texts(proof(old, new))[:2]).split())
    assert "contacts that it prints have been checked by a person" in sheet
    assert "checked on 2026-11-02 by communications team: rang or opened it" in sheet


def test_a_revision_is_named_with_its_commit(folders: tuple[Path, Path]) -> None:
    _, new = folders
    names = ("-c", "user.name=tests", "-c", "user.email=tests@example.org", "-c", "commit.gpgsign=false")

    def git(*arguments: str) -> str:
        command = ["git", "-C", str(new), *names, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "first")
    edit(new, Row(CH, "title: Help for you", "title: Help for you now", ()))
    sheet = texts(proof("HEAD", new, "--variant", "child", "--size", "a5"))[0]
    assert f"Compared with: HEAD, commit {git('rev-parse', 'HEAD')[:12]}" in sheet
    assert "Help for you now" in sheet


@pytest.mark.parametrize(
    "options",
    [
        ("--profile", "press"),
        ("--draft",),
        ("--draft-unchecked",),
        ("--booklet",),
        ("--fillable",),
        ("--check",),
        ("--dry-run",),
        ("--prune",),
        ("--force",),
        ("--size", "card"),
        ("--officer-name", "Alex"),
    ],
    ids=" ".join,
)
def test_a_proof_is_of_an_office_file_alone(folders: tuple[Path, Path], options: tuple[str, ...]) -> None:
    old, new = folders
    outcome = run_inside("build", "--proof", old, "--data", new, "-o", new.parent / "out", *options)
    assert outcome.code == ExitCode.USAGE
    assert not (new.parent / "out").exists()


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a Welsh force, with translations that people have signed."""
    folder = translated.own_folder(tmp_path_factory.mktemp("signed") / "ours")
    for tag in ("cy", "ar"):
        translated.in_language(folder, tag)
    return folder


@pytest.mark.parametrize(
    ("languages", "size"),
    [(("cy+en",), "a5"), (("cy+en",), "a4"), (("ar+en",), "a4"), (("ar", "en"), "a5")],
    ids=lambda given: given if isinstance(given, str) else ",".join(given),
)
def test_a_file_in_any_languages_has_a_proof(
    languages: tuple[str, ...], size: str, signed: Path, tmp_path: Path, check_pdf: CheckPdf
) -> None:
    tags = [part for tag in languages for part in ("--language", tag)]
    asked = ("--variant", "child", "--size", size, *tags, "-o", str(tmp_path))
    built = [Path(line) for line in run_inside("build", *asked, "--data", signed).stdout.splitlines()]
    outcome = run_inside("build", *asked, "--data", signed, "--proof")
    proofs = [Path(line) for line in outcome.stdout.splitlines()]
    assert outcome.code == 0, outcome.stderr
    assert {proof.name.replace(".proof", "") for proof in proofs} <= {file.name for file in built}
    assert len(proofs) == len(languages)
    for proof in proofs:
        check_pdf(proof)
        pages, file = texts(proof), tmp_path / proof.name.replace(".proof", "")
        if not proof.suffixes[0].startswith(".ar"):  # PDFium turns the words of a file round that is read to the left.
            sheet = " ".join(pages[:2])
            assert hashlib.sha256(file.read_bytes()).hexdigest() == signed_digest(sheet)
            assert ("Translation: all of its words are checked, the oldest" in sheet) == (".cy" in proof.name)
        with pypdfium2.PdfDocument(file) as pdf:
            banded = sum("PROOF" in page and "families" in page for page in pages)
            assert banded >= len(pdf)
    changed = Path(shutil.copytree(signed, tmp_path / "changed"))
    translated.edit(changed / "editions" / "gwent.yaml", "name: Gwent", "name: Gwent and more")
    outcome = run_inside("build", *asked, "--data", changed, "--proof", signed)
    assert (outcome.code, "all-new" in outcome.stderr) == (0, False), outcome.stderr
    assert all(list(_bars(proof)) for proof in proofs)


def test_a_translation_that_nobody_has_checked_is_refused_with_a_sentence(tmp_path: Path) -> None:
    for tag in ("pl", "pl+en", "cy+en"):
        outcome = run_inside("build", "hampshire", "--language", tag, "--size", "a5", "-o", tmp_path, "--proof")
        assert (outcome.code, "[translation-unchecked]" in outcome.stderr) == (ExitCode.CONTENT, True)


def signed_digest(sheet: str) -> str:
    return re.sub(r"\s", "", sheet.partition("SHA-256 of the file:")[2])[:64]


def _alone(data: Path) -> tuple[str, ...]:
    return ()


def _empty_folder(data: Path) -> tuple[str, ...]:
    (data.parent / "nothing").mkdir()
    return (str(data.parent / "nothing"),)


def _before_the_data(data: Path) -> tuple[str, ...]:
    """A repository whose last commit does not have the data yet."""
    names = ("-c", "user.name=tests", "-c", "user.email=tests@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", data.parent, "init", "-q"], check=True)
    subprocess.run(["git", "-C", data.parent, *names, "commit", "-q", "--allow-empty", "-m", "first"], check=True)
    return ("HEAD",)


def _another_edition(data: Path) -> tuple[str, ...]:
    old = Path(shutil.copytree(data, data.parent / "before"))
    (old / ED).rename(old / "editions" / "dorset.yaml")
    edit(old, Row("editions/dorset.yaml", "id: hampshire", "id: dorset", ()))
    return (str(old),)


@pytest.mark.parametrize("against", [_alone, _empty_folder, _before_the_data, _another_edition])
def test_a_first_edition_is_all_new(against: Callable[[Path], tuple[str, ...]], folders: tuple[Path, Path]) -> None:
    data, out = folders[1], folders[1].parent / "out"
    value = against(data)
    asked = ("--variant", "parent", "--size", "a5", "--data", data, "-o", out)
    outcome = run_inside("build", *asked, "--proof", *value)
    assert outcome.code == 0, outcome.stderr
    assert "note: hampshire parent: there is no earlier version to compare it with" in outcome.stderr
    assert "warning: hampshire parent: 5 contacts have not been checked by a person [unchecked-" in outcome.stderr
    path = Path(outcome.stdout.strip())
    assert "This leaflet is new: there is nothing to compare it with, and all of it is marked." in texts(path)[0]
    barred = {number for number, _ in _bars(path)}
    pages = [number for number, page in enumerate(texts(path)) if "PROOF for sign-off: do not" in page]
    assert barred == {*pages}


def test_a_revision_that_there_is_not_says_how_a_first_edition_gets_a_proof(folders: tuple[Path, Path]) -> None:
    outcome = run_inside("build", "--proof", "HEAD", "--data", folders[1], "-o", folders[1].parent / "out")
    assert outcome.code == ExitCode.USAGE
    assert "If there is no earlier version, give --proof alone" in outcome.stderr


def test_the_sheet_names_each_file_that_is_signed_for(folders: tuple[Path, Path]) -> None:
    old, new = folders
    asked = ("--variant", "parent", "--size", "a5", "--data", new, "-o", new.parent / "out")

    def sheet() -> str:
        return " ".join(" ".join(texts(proof(old, new))[:2]).split())

    alone = "hampshire-parent-a5.pdf alone. Any other file of this leaflet, such as one for the press, has another"
    unchecked = "No press may print it until all are; recording the checks changes each SHA-256."
    first = sheet()
    assert alone in first and unchecked in first
    check_all(new)
    for how in ((), ("--booklet",), ("--profile", "press"), ("--draft",)):
        assert run_inside("build", *asked, *how).code == 0
    second = sheet()
    assert alone not in second and unchecked not in second
    assert signed_digest(first) != signed_digest(second)  # As the sheet says: the checks stand on the back.
    for name in ("hampshire-parent-a5-booklet.pdf", "hampshire-parent-a5-press.pdf"):
        digest = re.sub(r"\s", "", second.partition(f"{name}: ")[2])[:64]
        assert digest == hashlib.sha256((new.parent / "out" / name).read_bytes()).hexdigest()
    assert ".draft.pdf" not in second
    edit(new, Row(PA, "- box: Keep this leaflet.", "- box: Keep this leaflet safe.", ()))
    assert alone in sheet()  # Those files have other words.


def test_a_proof_of_contacts_that_must_be_checked_is_refused(folders: tuple[Path, Path]) -> None:
    asked = ("--data", folders[1], "-o", folders[1].parent / "out", "--require-checked", "5", "--proof")
    outcome = run_inside("build", *asked)
    assert (outcome.code, "[not-checked]" in outcome.stderr) == (ExitCode.CONTENT, True)


def test_the_cure_for_a_revision_that_there_is_not_works(tmp_path: Path) -> None:
    data = own_folder(tmp_path / "our data", agencies="")
    build = ("build", "kent", "--size", "a5", "--variant", "child", "--data", data, "-o", tmp_path / "out")

    def git(*words: str) -> None:
        who = ("-c", "user.name=test", "-c", "user.email=test@test.invalid", "-c", "commit.gpgsign=false")
        subprocess.run([tool("git"), "-C", data, *who, *words], check=True, capture_output=True)

    said = run_inside(*build, "--proof", "HEAD").stderr
    assert "our data is not in a git repository, so it has no revisions" in said
    assert "Name a folder that holds the version to compare with. If there is no earlier version, give --proof" in said
    git("init", "-q")
    said = run_inside(*build, "--proof", "HEAD").stderr
    assert "has no commit yet" in said and "Commit the data first" in said
    git("commit", "-q", "--allow-empty", "-m", "empty")
    said = run_inside(*build, "--proof", "HEAD").stderr
    assert "[all-new]" in said and "commit it, and later changes can be compared with --proof HEAD" in said
    git("add", ".")
    git("commit", "-q", "-m", "data")
    (data / "editions" / "kent.yaml").write_text(EDITION + "other_formats: Ask us.\n", encoding="utf-8")
    outcome = run_inside(*build, "--proof", "HEAD")
    assert (outcome.code, "all-new" in outcome.stderr) == (0, False), outcome.stderr
    said = run_inside(*build, "--proof", "HAED").stderr
    listed = shlex.split(said.partition("at its beginning: ")[2].partition(" If there is no earlier")[0])
    newest = subprocess.run(listed, check=True, capture_output=True, text=True).stdout.split()[0]
    assert run_inside(*build, "--proof", newest).code == 0


def test_what_cannot_be_compared_with_is_refused(folders: tuple[Path, Path]) -> None:
    _, new = folders
    outcome = run_inside("build", "--proof", "nowhere", "--data", new)
    assert (outcome.code, "[unknown-revision]" in outcome.stderr) == (ExitCode.USAGE, True)


# --- what is marked ---


def laid_out(*sections: object, cover: str = "Why.") -> LaidOut:
    return lay_out(a_leaflet(*sections, cover=(cover,)), "a5", fake_book())  # type: ignore[arg-type]


ONE, TWO = Paragraph(words(20, "one"), AT), Paragraph(words(20, "two"), AT)
BEFORE = (a_section("First", ONE, a_service("Alpha")), a_section("Second", TWO, a_service("Beta")))
CHANGES = {
    "nothing": (BEFORE, 0),
    "a word": ((a_section("First", replace(ONE, text=words(19, "one") + " three"), a_service("Alpha")), BEFORE[1]), 1),
    "a heading": ((a_section("Other", ONE, a_service("Alpha")), BEFORE[1]), 1),
    "a new section": ((*BEFORE, a_section("Third", Paragraph("Quite new.", AT))), 1),
    "a service": ((BEFORE[0], a_section("Second", TWO, a_service("Gamma"))), 1),
    "what a code opens": (
        (
            a_section("First", ONE, replace(a_service("Alpha"), codes=(QrTarget("https://other.example/", "QR", AT),))),
            BEFORE[1],
        ),
        1,
    ),
    "another order": (BEFORE[::-1], 0),
    "less": (BEFORE[:1], 0),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_bar_is_beside_what_is_new_and_nothing_else(name: str) -> None:
    sections, bars = CHANGES[name]
    after = laid_out(*sections)
    found = [*changed_spans(laid_out(*BEFORE), after)]
    assert len(found) == len(after.pages)
    assert sum(map(len, found)) == bars, found
    for page, spans in zip(after.pages, found, strict=True):
        assert all(0 < low < high < page.height for low, high in spans)


def test_words_that_only_break_elsewhere_are_not_marked() -> None:
    narrow = lay_out(a_leaflet(*BEFORE), "a5", fake_book())
    wide = lay_out(a_leaflet(*BEFORE), "a4", fake_book())
    assert [*changed_spans(narrow, wide)] == [[] for _ in wide.pages]


def _bars(path: Path) -> Iterator[tuple[int, float]]:
    """Each bar: its page and its height. It is the only shape of that width in the file."""
    with pikepdf.open(path) as pdf:
        for number, page in enumerate(pdf.pages):
            for instruction in pikepdf.parse_content_stream(page):
                if str(instruction.operator) == "re" and abs(float(instruction.operands[2]) - 1.2 * 72 / 25.4) < 0.01:
                    yield number, abs(float(instruction.operands[3]))


def test_the_bars_are_drawn(folders: tuple[Path, Path]) -> None:
    old, new = folders
    assert not list(_bars(proof(old, new)))
    edit(new, Row(PA, "- box: Keep this leaflet.", "- box: Keep this leaflet safe.", ()))
    for size in ("a5", "a4"):
        ((_, height),) = _bars(proof(old, new, "--variant", "parent", "--size", size))
        assert 5 < height < 60
