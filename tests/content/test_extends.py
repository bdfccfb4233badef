"""A mistyped `extends:` is refused at its place, alone, and with what was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from leafletgen.content.source import read_folder
from leafletgen.errors import LeafletError, Problem
from tests.support.own_folder import own_folder
from tests.support.program import Run

KEYS = (
    "extend: builtin",
    "Extends: builtin",
    "EXTENDS: builtin",
    "extents: builtin",
    "extnds: ../county",
    "extends-: builtin",
    "exstends: builtin",
    "extending: builtin",
    "inherits: builtin",
    "base: ../county",
    "include: ../county",
    "builtin: true",
)
NO_KEYS = ("extends builtin", "extends:builtin", "builtin", "extends=builtin", "extends； builtin")
NO_NAMES = ("extends:", "extends: ~", 'extends: ""', "extends: null", "extends: [builtin]", "extends: {builtin: true}")
NEAR = {
    **dict.fromkeys(("builtim", "Builtin", "BUILTIN", "built-in", "built in", "buildin", '"builtin "'), "builtin"),
    **dict.fromkeys(("builtin/", "./builtin", "shipped", "default", "leafletgen"), "builtin"),
    **dict.fromkeys(("../kounty", "../County", "../county-", "../countyy", "..\\county", "county"), "../county"),
    **dict.fromkeys(("../county/settings.yaml", "../county/editions", ".."), "../county"),
}


def refused(folder: Path) -> Problem:
    """The only Problem of a folder."""
    with pytest.raises(LeafletError) as error:
        read_folder(folder)
    (problem,) = error.value.problems
    return problem


def with_settings(folder: Path, settings: str) -> Path:
    """The folder of a force beside one called county that extends the data that ship."""
    own_folder(folder / "county", agencies="")
    return own_folder(folder / "own", agencies="", settings=settings + "\n")


@pytest.mark.parametrize("line", KEYS)
def test_another_key_in_its_place_is_named(line: str, tmp_path: Path) -> None:
    problem = refused(with_settings(tmp_path, f"# ours\n{line}"))
    assert problem.code == "bad-extends" and problem.where
    assert (Path(problem.where.file).name, problem.where.line, problem.where.column) == ("settings.yaml", 2, 1)
    assert f"“{line.partition(':')[0]}”" in problem.message
    assert problem.hint.startswith("Did you mean extends? Write `extends: builtin`")


@pytest.mark.parametrize("line", NO_KEYS)
def test_a_line_that_is_no_key_is_named(line: str, tmp_path: Path) -> None:
    problem = refused(with_settings(tmp_path, line))
    assert (problem.code, problem.where and problem.where.line) == ("bad-extends", 1)
    assert line in problem.message and "`extends: builtin`" in problem.hint


@pytest.mark.parametrize("line", NO_NAMES)
def test_a_value_that_names_nothing_is_refused(line: str, tmp_path: Path) -> None:
    problem = refused(with_settings(tmp_path, line))
    assert (problem.code, problem.where and problem.where.column in (9, 10)) == ("bad-extends", True)


@pytest.mark.parametrize("value", NEAR)
def test_a_name_that_is_not_there_gets_the_one_that_is(value: str, tmp_path: Path) -> None:
    problem = refused(with_settings(tmp_path, f"extends: {value}"))
    assert problem.where and (problem.where.line, problem.where.column) == (1, 10)
    assert problem.hint.startswith(f"Did you mean {NEAR[value]}? ")


@pytest.mark.parametrize("value", ["https://example.org/x", "/nowhere/at/all", "../surrey-data-2026", "x" * 300])
def test_nothing_is_suggested_for_a_name_like_no_other(value: str, tmp_path: Path) -> None:
    problem = refused(with_settings(tmp_path, f"extends: {value}"))
    assert problem.code == "folder-missing" and problem.hint.startswith("Write `extends: builtin`")


@pytest.mark.parametrize("settings", ["build: [{sizes: [a5]}]", "fonts: faces", None])
def test_a_folder_that_needs_other_data_and_names_none_is_told_so(settings: str | None, tmp_path: Path) -> None:
    data = with_settings(tmp_path, settings or "")
    if settings is None:
        (data / "settings.yaml").unlink()
    problem = refused(data)
    assert problem.code == "bad-extends" and problem.where
    assert Path(problem.where.file).name == "settings.yaml"
    assert "extends" in problem.message and "`extends: builtin`" in problem.hint


@pytest.mark.parametrize("settings", ["", "# extends: builtin\n", "---\n", "~\n", " \n\n"])
def test_settings_that_are_empty_are_told_what_they_need(settings: str, tmp_path: Path) -> None:
    data = with_settings(tmp_path, "")
    (data / "settings.yaml").write_text(settings, encoding="utf-8")
    problem = refused(data)
    assert (problem.code, problem.where and Path(problem.where.file).name) == ("file-empty", "settings.yaml")
    assert "`extends: builtin`" in problem.hint and "Copy" not in problem.hint


def test_every_command_says_it(run: Run, tmp_path: Path) -> None:
    data = with_settings(tmp_path, "extend: builtin")
    for command in (("validate",), ("build", "--dry-run"), ("list", "agencies")):
        outcome = run(*command, "--data", data)
        assert outcome.code == 3
        assert f"{data / 'settings.yaml'}:1:1: error: There is no key “extend”" in outcome.stderr
        assert outcome.stderr.count("error:") == 1
