"""The folder `personal`: what is unsafe about it is said, and `officer --clean` deletes only files of ours in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from leafletgen.errors import ExitCode
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
    assert "[no-answer]" in outcome.stderr
    assert sorted((full / "personal").iterdir()) == before


def test_clean_finds_nothing_in_a_folder_that_is_empty_or_not_there(run: Run, tmp_path: Path) -> None:
    for name in ("none", "empty"):
        (tmp_path / "empty" / "personal").mkdir(parents=True, exist_ok=True)
        outcome = _clean(run, tmp_path / name, "")
        assert outcome.code == 0
        assert "There is no leaflet" in outcome.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs file modes")
def test_a_folder_that_cannot_be_read_is_said(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "personal"
    folder.mkdir(mode=0o000)
    with ordinary_user():
        outcome = run("officer", "--clean", "-o", tmp_path)
    assert outcome.code == ExitCode.RESOURCE
    assert "[folder-unreadable]" in outcome.stderr
