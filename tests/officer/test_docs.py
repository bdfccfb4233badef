"""docs/officers.md as a new user reads it: its files and its commands work as they stand there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from leafletgen.officer.details import GIVEN, name_of
from tests.support.officer import text_of
from tests.support.pdf_checks import CheckPdf
from tests.support.program import Run
from tests.support.project import PROJECT

PAGE = (PROJECT / "docs" / "officers.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```\w*\n(.*?)```", PAGE, re.DOTALL)
(YAML,) = (block for block in BLOCKS if block.startswith("# me.yaml"))
(CSV,) = (block for block in BLOCKS if block.startswith("name,"))
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.startswith("leafletgen ")]


def test_the_page_names_every_detail_and_is_one_page() -> None:
    assert [name_of(column) for column in CSV.splitlines()[0].split(",")] == list(GIVEN)
    assert [line.split(":")[0] for line in YAML.splitlines()[1:]] == list(GIVEN)
    assert len(PAGE.split()) < 900


@pytest.mark.parametrize("command", COMMANDS[1:])
def test_the_commands_of_the_page_work(run_outside: Run, tmp_path: Path, command: str, check_pdf: CheckPdf) -> None:
    (tmp_path / "me.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "team.csv").write_text(CSV, encoding="utf-8")
    outcome = run_outside(*shlex.split(command)[1:], cwd=tmp_path)
    assert outcome.code == 0, outcome.stderr
    (made,) = (tmp_path / line for line in outcome.stdout.splitlines())
    check_pdf(made)
    assert made.parent == tmp_path / "dist" / "personal"
    assert "Name PC Alex Example, 1234 Phone 101 extension 1234" in text_of(made)
    assert str(made.relative_to(tmp_path / "dist" / "personal")).startswith("hampshire-parent-a4-officer")


def test_the_first_command_asks(run_outside: Run, tmp_path: Path) -> None:
    outcome = run_outside(*shlex.split(COMMANDS[0])[1:], cwd=tmp_path)
    assert outcome.stderr.startswith("Which edition?\n  1  ")
