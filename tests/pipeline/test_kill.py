"""A build that is killed at any moment leaves only whole files, and nothing that the next build does not remove."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from leafletgen.pipeline.publishing import AT_A_TIME
from tests.support.project import PROJECT, SOURCE
from tests.support.team import Team

pytestmark = pytest.mark.slow

KILLS = 50


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and POSIX signals")
def test_fifty_kills_leave_whole_files_only(team: Team) -> None:
    command = [sys.executable, "-m", "tests.support.killing", str(team.data), str(team.output), str(KILLS)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), str(PROJECT)])}
    process = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
    assert process.returncode == 0, process.stderr
    found = json.loads(process.stdout)
    assert found["kills"] == KILLS
    assert found["torn"] == 0
    assert found["while_writing"] >= KILLS / 2
    assert found["most_litter"] <= AT_A_TIME  # Each build clears what the last one left.
    assert found["whole_again"]
    assert found["left"] == ["manifest.json"]
