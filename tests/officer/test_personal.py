"""The folder `personal`: what is unsafe about it is said, and `officer --clean` deletes only files of ours in it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from leafletgen.errors import ExitCode
from leafletgen.officer.clean import contents, delete
from tests.support.ordinary_user import ordinary_user
from tests.support.program import Outcome, Run

NAMED = ("build", "hampshire", "--variant", "parent", "--size", "a5", "--officer-name", "Alex Example")


@pytest.mark.skipif(os.name != "posix", reason="needs file modes")
@pytest.mark.parametrize(("mode", "said"), [(0o755, True), (0o711, True), (0o770, True), (0o777, True), (0o700, False)])
def test_an_open_folder_is_said(run: Run, tmp_path: Path, mode: int, said: bool) -> None:
    folder = tmp_path / "personal"
    folder.mkdir()
    folder.chmod(mode)
    outcome = run(*NAMED, "-o", tmp_path)
    assert outcome.code == 0
    assert ("[personal-open]" in outcome.stderr) is said
    assert (f"chmod 700 {folder}" in outcome.stderr) is said
    assert Path(outcome.stdout.strip()).stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_a_link_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "personal").symlink_to(tmp_path / "elsewhere")
    outcome = run(*NAMED, "-o", tmp_path)
    assert outcome.code == 0
    assert f"{tmp_path / 'personal'}: warning: This folder is a link" in outcome.stderr
    assert "[personal-link]" in outcome.stderr
    assert "[personal-open]" not in outcome.stderr


def test_a_folder_of_our_own_is_not_said(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        assert "[personal-" not in run(*NAMED, "-o", tmp_path / "new").stderr


def _clean(run: Run, folder: Path, answer: str) -> Outcome:
    from click.testing import CliRunner

    from leafletgen.cli.main import main

    result = CliRunner().invoke(main, ["officer", "--clean", "-o", str(folder)], input=answer)
    return Outcome(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def full(run: Run, tmp_path: Path) -> Path:
    """An output folder with two copies, a file that a killed run left, and files of others."""
    for _ in range(2):
        assert run(*NAMED, "-o", tmp_path).code == 0
    (tmp_path / "personal" / ".hampshire.pdf.0a1b2c3d.leafletgen-tmp").write_bytes(b"%PDF-")
    return tmp_path


OTHERS = ("letter.pdf", "hampshire-parent-a5-officer-9.pdf", "officer.pdf", "notes-officer.txt", "copy/x-officer.pdf")


def test_clean_lists_and_deletes_what_leafletgen_made_there(run: Run, full: Path) -> None:
    folder = full / "personal"
    ours = {path for path in folder.iterdir() if path.name != ".gitignore"}
    for name in OTHERS:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"%PDF-1.7 of somebody else")
    (folder / "x-officer.pdf").symlink_to(full / "hampshire.pdf")
    before = {path for path in folder.rglob("*") if path.is_file() or path.is_symlink()}
    outcome = _clean(run, full, "yes\n")
    assert outcome.code == 0, outcome.stderr
    assert len(ours) == 3
    for path in before:
        assert path.is_symlink() or path.exists() is (path not in ours)
        assert (f"  {path}\n" in outcome.stderr) is (path in ours)
    assert (folder / "x-officer.pdf").is_symlink()
    assert "Deleted: 3." in outcome.stderr


@pytest.mark.parametrize("answer", ["no\n", "\n", "perhaps\nn\n"])
def test_clean_deletes_nothing_without_a_yes(run: Run, full: Path, answer: str) -> None:
    before = sorted((full / "personal").iterdir())
    outcome = _clean(run, full, answer)
    assert outcome.code == 0
    assert "Nothing was deleted." in outcome.stderr
    assert sorted((full / "personal").iterdir()) == before


def test_clean_without_an_answer_deletes_nothing(run: Run, full: Path) -> None:
    before = sorted((full / "personal").iterdir())
    outcome = _clean(run, full, "")
    assert outcome.code == 2
    assert (
        "[no-answer]\n  Run it in a terminal, or send the answer in: echo yes | leafletgen officer --clean"
        in outcome.stderr
    )
    assert sorted((full / "personal").iterdir()) == before


@pytest.mark.parametrize("other", [("hampshire",), ("--forget",), ("--from", "team.csv")], ids=" ".join)
def test_clean_is_given_alone(run: Run, full: Path, other: tuple[str, ...]) -> None:
    before = sorted((full / "personal").iterdir())
    outcome = run("officer", "--clean", *other, "-o", full)
    assert (outcome.code, "give it alone" in outcome.stderr) == (2, True)
    assert sorted((full / "personal").iterdir()) == before


def test_clean_finds_nothing_in_a_folder_that_is_empty_or_not_there(run: Run, tmp_path: Path) -> None:
    for name in ("none", "empty"):
        (tmp_path / "empty" / "personal").mkdir(parents=True, exist_ok=True)
        outcome = _clean(run, tmp_path / name, "")
        assert outcome.code == 0
        assert f"There is no leaflet with an officer's details in {tmp_path / name / 'personal'}. " in outcome.stderr
        assert "name with -o what holds their folder personal." in outcome.stderr


def _left(outcome: Outcome) -> dict[str, str]:
    """What the outcome says was left: why, by the name of the file."""
    said = r"^(.+): (?:note: This was left|warning: This was not deleted): (.+)\. \[clean-(?:left|kept)\]$"
    found = re.findall(said, outcome.stderr, re.MULTILINE)
    return {Path(path).name: reason for path, reason in found}


@pytest.mark.skipif(os.name != "posix", reason="needs links")
@pytest.mark.parametrize("far", [False, True])
def test_clean_deletes_nothing_through_a_folder_that_is_a_link(run: Run, full: Path, tmp_path: Path, far: bool) -> None:
    elsewhere = full / "personal"
    before = {path: path.read_bytes() for path in elsewhere.iterdir()}
    other = tmp_path / "other"
    other.mkdir()
    if far:
        (tmp_path / "between").symlink_to(elsewhere)
    (other / "personal").symlink_to(tmp_path / "between" if far else elsewhere)
    outcome = _clean(run, other, "yes\n")
    assert outcome.code == ExitCode.RESOURCE
    assert "[clean-link]" in outcome.stderr
    assert {path: path.read_bytes() for path in elsewhere.iterdir()} == before


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_clean_in_an_output_folder_that_is_a_link_is_what_was_asked_for(run: Run, full: Path, tmp_path: Path) -> None:
    (tmp_path / "dist").symlink_to(full)
    outcome = _clean(run, tmp_path / "dist", "yes\n")
    assert outcome.code == 0, outcome.stderr
    assert "Deleted: 3." in outcome.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs links and pipes")
def test_clean_leaves_what_is_not_a_plain_file_of_ours_and_says_so(run: Run, full: Path, tmp_path: Path) -> None:
    folder = full / "personal"
    ours = sorted(path.name for path in folder.glob("*.pdf"))
    made = (folder / ours[0]).read_bytes()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / ours[0]).write_bytes(made)
    (folder / "link-officer.pdf").symlink_to(elsewhere / ours[0])
    (folder / "broken-officer.pdf").symlink_to(elsewhere / "none")
    (folder / "folder-officer.pdf").mkdir()
    (folder / "folder-officer.pdf" / ours[0]).write_bytes(made)
    (folder / "linked-folder").symlink_to(elsewhere)
    os.mkfifo(folder / "pipe-officer.pdf")
    (folder / ".x.leafletgen-tmp").write_bytes(b"of somebody else")
    (folder / "letter.pdf").write_bytes(made)
    (folder / "added-officer.pdf").write_bytes(made + b"\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n")
    (folder / "words-officer.pdf").write_bytes(b"We use <xmp:CreatorTool>leafletgen for this. startxref")
    (folder / "huge-officer.pdf").write_bytes(b"%PDF-1.7")
    os.truncate(folder / "huge-officer.pdf", 10**9)
    others = {path.name for path in folder.iterdir()} - {*ours, ".gitignore"}
    others -= {name for name in others if name.startswith(".hampshire")}
    outcome = _clean(run, full, "yes\n")
    assert outcome.code == 0, outcome.stderr
    assert "Deleted: 3." in outcome.stderr
    assert outcome.stderr.count("[clean-left]") == 1, "all but .x.leafletgen-tmp may show details"
    assert outcome.stderr.count("[clean-kept]") == len(others) - 1
    assert {path.name for path in folder.iterdir()} == {*others, ".gitignore"}
    assert set(_left(outcome)) == others
    assert "a link" in _left(outcome)["link-officer.pdf"]
    assert "a folder" in _left(outcome)["folder-officer.pdf"]
    assert (elsewhere / ours[0]).read_bytes() == made
    assert (folder / "folder-officer.pdf" / ours[0]).read_bytes() == made
    again = _clean(run, full, "")
    assert again.code == 0
    assert "There is no leaflet" not in again.stderr
    assert set(_left(again)) == others


RENAMED = (
    "Alex for Mrs Quaife.pdf", "hampshire-parent-a5-officer (1).pdf", "hampshire-parent-a5-officer - Copy.pdf",
    "hampshire-parent-a5-officer.PDF", "hampshire-parent-a5-officer.pdf.bak",
)  # fmt: skip


@pytest.mark.parametrize("quiet", [(), ("--quiet",)])
def test_clean_warns_of_leaflets_under_other_names(run: Run, full: Path, quiet: tuple[str, ...]) -> None:
    folder = full / "personal"
    first, *others = sorted(folder.glob("*.pdf"))
    for name in RENAMED:
        (folder / name).write_bytes(first.read_bytes())
    (folder / "Scan.pdf").write_bytes(b"%PDF-1.7 of somebody else")
    (folder / "notes.txt").write_text("of somebody else", encoding="utf-8")
    for path in (first, *others, *folder.glob(".hampshire*")):
        path.unlink()
    outcome = run("officer", "--clean", *quiet, "-o", full)
    assert outcome.code == 0
    assert "There is no leaflet" not in outcome.stderr
    left = _left(outcome)
    assert set(left) == {*RENAMED, "Scan.pdf", *(() if quiet else ("notes.txt",))}
    assert {left[name] for name in RENAMED} == {"leafletgen made it, but it has another name now"}
    assert left["Scan.pdf"] == "leafletgen did not make it, or another program changed it"
    assert outcome.stderr.count("warning: ") == len(RENAMED) + 1


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_clean_says_where_a_file_has_another_name(run: Run, full: Path, tmp_path: Path) -> None:
    file = full / "personal" / "hampshire-parent-a5-officer.pdf"
    os.link(file, tmp_path / "kept.pdf")
    outcome = _clean(run, full, "yes\n")
    assert outcome.code == 0, outcome.stderr
    assert f"{file}: warning: This file was deleted, but its content has another name" in outcome.stderr
    assert outcome.stderr.count("[clean-other-name]") == 1
    assert (tmp_path / "kept.pdf").read_bytes().startswith(b"%PDF-")
    assert not file.exists()


@pytest.mark.skipif(os.name != "posix", reason="needs file modes")
def test_clean_leaves_what_it_cannot_read_or_delete_and_deletes_the_others(run: Run, full: Path) -> None:
    folder = full / "personal"
    secret = folder / "hampshire-parent-a5-officer-2.pdf"
    secret.chmod(0o000)
    with ordinary_user():
        outcome = _clean(run, full, "yes\n")
    assert outcome.code == 0, outcome.stderr
    assert f"{secret}: warning: This was not deleted: it cannot be read (Permission denied)" in outcome.stderr
    assert secret.exists()
    secret.chmod(0o600)
    folder.chmod(0o500)
    with ordinary_user():
        outcome = _clean(run, full, "yes\n")
    folder.chmod(0o700)
    assert outcome.code == ExitCode.WRITE
    assert "The system does not allow this file to be deleted. [no-permission]" in outcome.stderr
    assert f"Ask whoever may change the folder {folder} to delete it" in outcome.stderr
    assert "--output-dir" not in outcome.stderr
    assert "Deleted: 0." in outcome.stderr
    assert secret.exists()


def _written_to(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b" ")


def _replaced(file: Path) -> None:
    other = file.with_name("other")
    other.write_bytes(file.read_bytes())
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    other.replace(file)


def _now_a_link(file: Path) -> None:
    file.rename(file.parent.parent / "moved.pdf")
    file.symlink_to(file.parent.parent / "moved.pdf")


def _now_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _folder_now_a_link(file: Path) -> None:
    file.parent.rename(file.parent.parent / "elsewhere")
    file.parent.symlink_to(file.parent.parent / "elsewhere")


@pytest.mark.skipif(os.name != "posix", reason="needs links")
@pytest.mark.parametrize("change", [_written_to, _replaced, _now_a_link, _now_a_folder, _folder_now_a_link])
def test_clean_leaves_what_was_changed_after_it_was_listed(full: Path, change: Callable[[Path], None]) -> None:
    folder = full / "personal"
    made = [one for one in contents(folder).made if one.path.suffix == ".pdf"]
    change(made[0].path)
    report = delete(folder, made)
    assert made[0].path.exists()
    assert {problem.code for problem in report.warnings} == {"clean-kept"}
    assert "changed after it was listed" in report.warnings[0].message
    assert report.summary == ("Deleted: 0." if change is _folder_now_a_link else "Deleted: 1.")


@pytest.mark.skipif(os.name != "posix", reason="needs file modes")
def test_clean_says_that_a_folder_was_closed_after_it_was_listed(full: Path) -> None:
    made = contents(full / "personal").made
    (full / "personal").chmod(0o000)
    with ordinary_user():
        report = delete(full / "personal", made)
    (full / "personal").chmod(0o700)
    assert [problem.code for problem in report.warnings] == ["clean-kept"] * 3
    assert "Permission denied" in report.warnings[0].message
    assert all(one.path.exists() for one in made)


def test_clean_counts_no_file_that_somebody_else_deleted(full: Path) -> None:
    made = contents(full / "personal").made
    made[0].path.unlink()
    report = delete(full / "personal", made)
    assert (report.summary, report.warnings, report.errors) == ("Deleted: 2.", (), ())


@pytest.mark.skipif(os.name != "posix", reason="needs file modes")
def test_a_folder_that_cannot_be_read_is_said(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "personal"
    folder.mkdir(mode=0o000)
    with ordinary_user():
        outcome = run("officer", "--clean", "-o", tmp_path)
    assert outcome.code == ExitCode.RESOURCE
    assert "[folder-unreadable]" in outcome.stderr
