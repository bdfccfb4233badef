"""In a data folder but without --data: the program says which data it read, and how to read these."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest

from tests.support.program import Run
from tests.support.project import SOURCE

CODE = "[folder-overlooked]"


@pytest.fixture
def own(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as `edition new` makes it, where we stand."""
    folder = tmp_path / "kent's leaflets"
    assert run("edition", "new", "kent", "--data", folder).code == 0
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "hampshire", "--dry-run"),
        ("build", "kent", "--dry-run"),  # The shipped data have no edition kent: in this case the warning matters most.
        ("validate",),
        ("list", "agencies"),
        ("contacts", "stale"),
        ("diff", "HEAD~1", "HEAD"),
        ("edition", "new", "surrey"),
    ],
)
def test_data_in_the_current_folder_that_are_not_read_give_a_warning(
    run: Run, own: Path, arguments: tuple[str, ...]
) -> None:
    stderr = run(*arguments).stderr
    assert f"{own}: warning: " in stderr
    assert CODE in stderr
    words = 2 if arguments[0] in ("contacts", "edition") else 1
    assert f"leafletgen {shlex.join([*arguments[:words], '--data', '.', *arguments[words:]])}\n" in stderr


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("list",), "kent "),
        (("list", "areas"), "uk "),
        (("build", "kent", "--size", "card", "-o", "../my out"), "../my out/kent-child-card.pdf"),
        (("contacts", "stale", "kent"), ""),
        (("edition", "new", "surrey"), "editions/surrey.yaml"),
    ],
)
def test_the_command_of_the_warning_does_what_it_says(
    run: Run, own: Path, arguments: tuple[str, ...], found: str
) -> None:
    hint = next(line for line in run(*arguments).stderr.splitlines() if "To read this folder: " in line)
    typed = shlex.split(hint.rpartition("To read this folder: ")[2])
    outcome = run(*typed[1:])
    assert outcome.code == 0, outcome.stderr
    assert outcome.stdout.startswith(found)
    assert CODE not in outcome.stderr


@pytest.mark.parametrize("command", [("officer", "hampshire"), ("build", "kent", "--officer-name", "PC Ada Example")])
def test_details_of_an_officer_are_not_repeated(run: Run, own: Path, command: tuple[str, ...]) -> None:
    stderr = run(*command).stderr
    assert "To read this folder, add: --data .\n" in stderr
    assert "Ada" not in stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "--data", "."),
        ("list", "--data", "elsewhere"),
        ("diff", ".", "."),
        ("schema", "-o", "out"),
        ("list", "--help"),
    ],
)
def test_no_warning_where_the_data_are_named_or_not_read(run: Run, own: Path, arguments: tuple[str, ...]) -> None:
    assert CODE not in run(*arguments).stderr


@pytest.mark.parametrize("mark", ["settings.yaml", "agencies.yaml", "editions/kent.yaml"])
def test_each_mark_of_a_data_folder_counts(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    (tmp_path / mark).parent.mkdir(exist_ok=True)
    (tmp_path / mark).touch()
    monkeypatch.chdir(tmp_path)
    assert f"({mark.partition('/')[0]})" in run("list").stderr


def test_a_data_folder_beside_the_marks_is_named_too(run: Run, own: Path, data: Path) -> None:
    data.rename(own / "data")
    outcome = run("list")
    assert outcome.stdout.startswith("england")
    assert CODE in outcome.stderr
    assert CODE not in run("list", "--data", "data").stderr


@pytest.mark.parametrize("place", [".", "data", "tests"])
def test_nothing_is_said_in_a_checkout(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.chdir(project / place)
    assert CODE not in run("list").stderr


def test_nothing_is_said_if_there_are_no_data(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "editions").mkdir()
    monkeypatch.chdir(tmp_path)
    assert CODE not in run("list").stderr


@pytest.mark.parametrize(
    ("place", "named"),
    [
        (".", "our data"),
        ("our data/editions", ".."),
        ("our data/editions/old", "../.."),
        ("other/leaflets", "../.."),
    ],
)
def test_own_data_near_the_folder_are_named_if_shipped_editions_were_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, named: str
) -> None:
    here = tmp_path / place
    here.mkdir(parents=True, exist_ok=True)
    own = {"../..": here.parent.parent, "..": here.parent}
    folder = own.get(named, tmp_path / "our data")
    (folder / "editions").mkdir(exist_ok=True, parents=True)
    (folder / "settings.yaml").touch()
    (folder / "editions" / "kent.yaml").touch()
    monkeypatch.chdir(here)
    stderr = run("build", "hampshire", "--dry-run", "--size", "card").stderr
    assert CODE in stderr
    assert f"leafletgen build --data {shlex.quote(named)}" in stderr
    assert CODE not in run("list", "--data", folder).stderr


@pytest.mark.parametrize("marks", [["settings.yaml"], ["editions/a.yaml"], ["agencies.yaml"], []])
def test_a_folder_inside_needs_settings_and_editions_to_count(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, marks: list[str]
) -> None:
    for mark in marks:
        (tmp_path / "website" / mark).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "website" / mark).touch()
    monkeypatch.chdir(tmp_path)
    assert CODE not in run("list").stderr


def test_an_officer_is_told_before_the_first_question(run: Run, own: Path) -> None:
    stderr = run("officer", stdin="hampshire\n").stderr
    assert stderr.count(CODE) == 1
    assert stderr.index(CODE) < stderr.index("Which edition?")
    problems = json.loads(run("officer", "--json", stdin="hampshire\n").stdout)["problems"]
    assert "folder-overlooked" in [found["code"] for found in problems]


def test_an_editor_is_told_before_the_preview_begins(own: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "leafletgen", "preview", "--no-open"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    try:
        assert process.stderr
        said = takewhile(lambda line: not line.startswith("It shows each change"), process.stderr)
        assert CODE in "".join(said)
    finally:
        process.kill()
        process.communicate()


def test_strict_and_json_have_it_too(run: Run, own: Path) -> None:
    problems = json.loads(run("validate", "--json").stdout)["problems"]
    assert ("folder-overlooked", "warning") in [(found["code"], found["severity"]) for found in problems]
    strict = run("validate", "--strict")
    assert strict.code == 3
    assert strict.stderr.count(CODE) == 1
