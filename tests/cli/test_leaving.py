"""How the program ends if it is interrupted, even during imports, and if its output cannot be printed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from leafletgen.errors import ExitCode
from tests.support.project import SOURCE

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(SOURCE)}
PROGRAM = [sys.executable, "-m", "leafletgen"]

# Every command and group that has a help text, the program itself, its version, and words that it does not know.
SAYS = [
    [],
    ["build"],
    ["officer"],
    ["list"],
    ["validate"],
    ["contacts"],
    ["contacts", "stale"],
    ["contacts", "sheet"],
    ["contacts", "record"],
    ["links"],
    ["diff"],
    ["edition"],
    ["edition", "new"],
    ["preflight"],
    ["schema"],
]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [*([*words, "--help"] for words in SAYS), ["--version"], ["list", "--json"]])
def test_what_cannot_be_printed_exits_6(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run([*PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT)
    assert process.returncode == ExitCode.WRITE
    assert process.stderr.decode().count("error:") == 1
    assert b"[not-printed]" in process.stderr
    assert b"Traceback" not in process.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["bild"], ["--bild"], ["build", "--bild"], ["list", "--data", "nowhere"], []])
def test_problems_that_cannot_be_printed_exit_6(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run([*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=full, env=ENVIRONMENT)
    assert (process.returncode, process.stdout) == (ExitCode.WRITE, b"")


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"]])
def test_a_pipe_of_the_help_may_be_closed_at_any_time(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run([*PROGRAM, *arguments], stdout=writing, stderr=subprocess.PIPE, env=ENVIRONMENT)
    os.close(writing)
    assert (process.returncode, process.stderr) == (ExitCode.DONE, b"")


# What happens at a moment: Ctrl-C as a module begins to be loaded, or as a function of that name is called.
STOPPED = """
import runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a test run in the background has ignored
moment = sys.argv.pop(1)
stopped = []

def stop(found):
    if found == moment and not stopped:
        stopped.append(found)
        signal.raise_signal(signal.SIGINT)

sys.addaudithook(lambda event, args: event == "import" and stop(args[0]))
sys.setprofile(lambda frame, event, _: event == "call" and stop(frame.f_code.co_name))
try:
    runpy.run_module("leafletgen", run_name="__main__", alter_sys=True)
finally:
    sys.setprofile(None)
    assert stopped, f"the moment {moment} never came"
"""


@pytest.mark.parametrize(
    "moment",
    [
        "leafletgen.cli.main",
        "click",
        "leafletgen.cli.options",
        "get_command",
        "leafletgen.errors",
        "leafletgen.content.source",
        "make_context",
        "parse_args",
        "data_to_read",
        "read_folder",
        "finish",
    ],
)
def test_ctrl_c_at_any_moment_exits_130_and_says_at_most_that(moment: str) -> None:
    process = subprocess.run(
        [sys.executable, "-c", STOPPED, moment, "list"],
        capture_output=True,
        encoding="utf-8",
        env=ENVIRONMENT,
        timeout=60,
    )
    assert process.returncode == ExitCode.INTERRUPTED
    lines = [line for line in process.stderr.splitlines() if line]
    assert lines == [] or lines[0].endswith("[interrupted]")
    assert len(lines) <= 2


def test_ctrl_c_that_a_library_takes_for_an_error_of_its_own_ends_a_build(tmp_path: Path) -> None:
    """ReportLab catches every exception while it escapes a string."""
    process = subprocess.run(
        [sys.executable, "-c", STOPPED, "_py_escapePDF", "build", "hampshire", "-q", "-o", tmp_path],
        capture_output=True,
        encoding="utf-8",
        env={**ENVIRONMENT, "LEAFLETGEN_CACHE_DIR": str(tmp_path)},
        timeout=60,
    )
    assert process.returncode == ExitCode.INTERRUPTED, process.stderr
    assert "[unexpected]" not in process.stderr
    assert not list(tmp_path.glob("*.pdf"))


WITHIN_A_TEXT = """
from leafletgen.content import parse
def stop(*arguments):
    exec("raise KeyboardInterrupt")
parse.decode = stop
from leafletgen.__main__ import run
run()
"""


def test_the_exit_code_stays_if_code_that_python_runs_from_a_text_is_interrupted(tmp_path: Path) -> None:
    (tmp_path / "within_a_text.py").write_text(WITHIN_A_TEXT, encoding="utf-8")
    process = subprocess.run(
        [sys.executable, "-m", "within_a_text", "validate"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(SOURCE)])},
        timeout=60,
    )
    assert b"[interrupted]" in process.stderr
    assert process.returncode == ExitCode.INTERRUPTED
