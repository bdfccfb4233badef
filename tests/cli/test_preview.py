"""The command `preview`: it tells its address, shows the data, writes nothing, and ends with Ctrl-C."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from leafletgen.errors import ExitCode
from tests.support.faults import FIXTURE
from tests.support.program import Run
from tests.support.project import SOURCE
from tests.support.team import replace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURE, tmp_path / "data"))


@pytest.mark.skipif(os.name == "nt", reason="a console of Windows cannot be sent Ctrl-C by a test")
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_it_runs_until_ctrl_c_and_writes_nothing(folder: Path, more: tuple[str, ...]) -> None:
    before = {path: path.read_bytes() for path in folder.parent.rglob("*.*")}
    process = subprocess.Popen(
        [sys.executable, "-m", "leafletgen", "preview", "hampshire", "--data", str(folder), "--no-open", *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder.parent,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    try:
        assert process.stdout
        assert process.stderr
        said = (process.stderr if more else process.stdout).readline()
        address = said.removeprefix("The preview is at ").strip()
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{address}events?show=hampshire-child-a4", timeout=30) as stream:
            events = (json.loads(line[6:]) for line in stream if line.startswith(b"data: "))
            told = next(event for event in events if event["made"])
            assert told["first"] == "hampshire-parent-a5"
            assert told["pages"][0]["width"] == pytest.approx(595.28, abs=0.01)
            replace(folder / "leaflets" / "child.yaml", "Tell someone.", "Tell somebody.")
            assert next(event for event in events if event["pages"] not in ([], told["pages"]))["sound"]
            replace(folder / "leaflets" / "child.yaml", "Tell somebody.", "Tell someone.")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert process.returncode == ExitCode.DONE
        assert "Traceback" not in err
    finally:
        process.kill()
    if more:
        assert json.loads(out)["ok"]
    else:
        assert err.splitlines()[-1] == "The preview has ended."
    assert {path: path.read_bytes() for path in folder.parent.rglob("*.*")} == before


def test_what_cannot_be_shown_is_refused_at_once(run: Run, folder: Path) -> None:
    outcome = run("preview", "hampshir", "--data", folder)
    assert outcome.code == ExitCode.USAGE
    assert "hampshire" in outcome.stderr
    assert run("preview", "--data", folder / "nowhere").code == ExitCode.RESOURCE
    assert run("preview", "--data", folder, "--port", "0").code == ExitCode.USAGE
    with socket.create_server(("127.0.0.1", 0)) as taken:
        outcome = run("preview", "--data", folder, "--no-open", "--port", str(taken.getsockname()[1]))
    assert outcome.code == ExitCode.RESOURCE
    assert "port-taken" in outcome.stderr
