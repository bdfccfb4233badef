"""The two ways to run the program: inside the test, and as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from leafletgen.cli.main import main
from tests.support.project import SOURCE


class Outcome(NamedTuple):
    """What a run of the program left: exit code and both streams."""

    code: int
    stdout: str
    stderr: str


Run = Callable[..., Outcome]


def run_inside(*arguments: str | Path, env: Mapping[str, str] | None = None, stdin: str = "") -> Outcome:
    """Run the program in this process."""
    result = CliRunner().invoke(main, [str(a) for a in arguments], stdin, dict(env or {}), prog_name="leafletgen")
    return Outcome(result.exit_code, result.stdout, result.stderr)


def run_process(*arguments: str | Path, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Outcome:
    """Run the program as a process of its own."""
    process = subprocess.run(
        [sys.executable, "-m", "leafletgen", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(SOURCE), **(env or {})},
        cwd=cwd,
        timeout=120,
    )
    return Outcome(process.returncode, process.stdout, process.stderr)
