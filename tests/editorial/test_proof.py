"""`build --proof`: what is marked, what the sheet says, and that the signed digest is that of the built file."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator
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
from tests.support.checked import check_all
from tests.support.faults import AG, CH, ED, FIXTURE, PA, Row, edit
from tests.support.hand_made import AT, a_leaflet, a_section, a_service, fake_book, words
from tests.support.pdf_checks import CheckPdf
from tests.support.pictures import pictures
from tests.support.program import run_inside

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
    digest = re.sub(r"\s", "", sheet.partition("SHA-256 of the file:")[2])[:64]
    assert digest == hashlib.sha256(built.read_bytes()).hexdigest()


@pytest.mark.parametrize("options", [("--large-print",), ("--mono", "--size", "a4"), ("--size", "A5")], ids=" ".join)
def test_each_kind_of_office_file_has_a_proof(
    folders: tuple[Path, Path], check_pdf: CheckPdf, options: tuple[str, ...]
) -> None:
    path = proof(*folders, "--variant", "child", *options)
    assert path.name.startswith("hampshire-child-a") and path.name.endswith(".proof.pdf")
    check_pdf(path)
    assert preflight(path.read_bytes(), path.name).problems == ()


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


def test_a_new_leaflet_has_nothing_to_compare_with(folders: tuple[Path, Path]) -> None:
    old, new = folders
    (old / ED).rename(old / "editions" / "dorset.yaml")
    edit(old, Row("editions/dorset.yaml", "id: hampshire", "id: dorset", ()))
    assert "This leaflet is new" in texts(proof(old, new))[0]


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
