"""Output in pipes and files is UTF-8 whatever the system's code page is, and nothing ends in a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from leafletgen.errors import ExitCode
from tests.support.program import run_process
from tests.support.project import SOURCE
from tests.support.terminals import written_to

WELSH = "Gŵyr a Sir Fôn – ŷ Ł ź"
CODE_PAGES = [
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "cp850:strict"},
    {"PYTHONIOENCODING": "latin-1"},
    {"PYTHONIOENCODING": "utf-16"},
    {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an edition of a Welsh name, and a fault."""
    path = tmp_path_factory.mktemp("own") / "data"
    (path / "editions").mkdir(parents=True)
    (path / "settings.yaml").write_text("extends: builtin\n", encoding="utf-8")
    text = f'id: here\nname: {WELSH}\nareas: [wales]\ndate: 2026-11-24\nversion: "1"\n'
    (path / "editions" / "here.yaml").write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("environment", CODE_PAGES, ids=lambda one: next(iter(one.values())))
def test_results_and_problems_are_utf8_in_a_pipe(environment: dict[str, str], folder: Path) -> None:
    found = run_process("list", "--data", folder, env=environment)
    assert (found.code, found.stderr) == (0, f"{folder} extends builtin; it adds 0 agencies and replaces nothing.\n")
    assert WELSH in found.stdout
    refused = run_process("build", "ŵ", "--data", folder, "-q", env=environment)
    assert (refused.code, "Traceback" in refused.stderr) == (ExitCode.USAGE, False)
    assert "ŵ" in refused.stderr or "LC_ALL" in environment  # Python reads arguments by the locale


def test_what_a_file_gets_is_utf8(folder: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "leafletgen", "list", "--data", str(folder)]
    with (tmp_path / "out.txt").open("wb") as file:
        assert subprocess.run(command, stdout=file, env=environment, timeout=60).returncode == 0
    assert WELSH in (tmp_path / "out.txt").read_text("utf-8")


def test_json_is_the_same_in_every_code_page(folder: Path) -> None:
    found = run_process("list", "--data", folder, "--json", env=CODE_PAGES[0])
    assert json.loads(found.stdout)["items"][0]["name"] == WELSH


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
def test_a_terminal_without_a_letter_shows_its_number(encoding: str, folder: Path) -> None:
    import pty

    terminal, inner = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "leafletgen", "list", "-q", "--data", str(folder)]
    process = subprocess.run(command, stdout=inner, stderr=subprocess.PIPE, env=environment, timeout=60)
    shown = written_to(inner, terminal)
    assert (process.returncode, b"Traceback" in process.stderr) == (0, False)
    assert b"G\\u0175yr" in shown
