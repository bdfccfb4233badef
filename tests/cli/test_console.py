"""What the program prints, and in which form."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from leafletgen.cli.console import Console, _columns
from leafletgen.errors import ContentError, ExitCode, LeafletError, Problem, UnexpectedError, Where, WriteError
from leafletgen.report import Report
from tests.support.program import Run
from tests.support.project import SOURCE
from tests.support.terminals import written_to

PROBLEM = Problem("telephone", "The number is short.", "Look it up.", Where("agencies.yaml", 3, 7))


def test_a_problem_is_one_line_and_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    code = Console().finish(Report(errors=(ContentError(PROBLEM),)))
    printed = capsys.readouterr()
    assert printed.err == "agencies.yaml:3:7: error: The number is short. [telephone]\n  Look it up.\n"
    assert printed.out == ""
    assert code == ExitCode.CONTENT


@pytest.mark.parametrize(
    ("hint", "shown"),
    [
        ("See: leafletgen list overrides", "See: leafletgen list overrides --data 'our data'"),
        (
            "Then: leafletgen contacts record a b --on DATE",
            "Then: leafletgen contacts record --data 'our data' a b --on DATE",
        ),
        ("Use `leafletgen build`.", "Use `leafletgen build --data 'our data'`."),
        (
            "leafletgen validate, or leafletgen list: see",
            "leafletgen validate --data 'our data', or leafletgen list --data 'our data': see",
        ),
        (
            "Keep the columns as `leafletgen contacts sheet` made them.",
            "Keep the columns as `leafletgen contacts sheet --data 'our data'` made them.",
        ),
        (
            "List them: leafletgen translate status cy",
            "List them: leafletgen translate status --data 'our data' cy",
        ),
        ("leafletgen diff --shipped EARLIER FOLDER", "leafletgen diff --shipped EARLIER FOLDER"),
        ("leafletgen translate, or leafletgen buildings", "leafletgen translate, or leafletgen buildings"),
        ("leafletgen officer --forget", "leafletgen officer --forget"),
        ("leafletgen build kent --data other", "leafletgen build kent --data other"),
        ("leafletgen lists nothing; leafletgen itself too", "leafletgen lists nothing; leafletgen itself too"),
    ],
)
def test_commands_in_hints_read_the_data_that_the_user_named(
    hint: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for named, expected in ((None, hint), (Path("our data"), shown)):
        console = Console()
        console.data = named
        console.finish(Report(warnings=(Problem("code", "Wrong.", hint, severity="warning"),)))
        assert capsys.readouterr().err.splitlines()[1] == f"  {expected}"


def test_the_highest_exit_code_of_all_errors_wins() -> None:
    report = Report(errors=(WriteError(PROBLEM), ContentError(PROBLEM)))
    assert report.exit_code == ExitCode.WRITE
    assert report.problems == (PROBLEM,)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_crash_is_not_outranked_by_other_kinds_of_failure(place: int) -> None:
    errors: list[LeafletError] = [WriteError(PROBLEM), ContentError(PROBLEM)]
    errors.insert(place, UnexpectedError.of(ZeroDivisionError()))
    assert Report(errors=tuple(errors)).exit_code == ExitCode.UNEXPECTED


def test_a_report_without_errors_is_done() -> None:
    assert Report().exit_code == ExitCode.DONE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UnexpectedError.of(ZeroDivisionError()), ExitCode.UNEXPECTED),
        (ContentError(PROBLEM), ExitCode.WRITE),
    ],
)
def test_a_crash_is_not_outranked_by_a_full_disk_under_the_results(
    error: LeafletError, code: ExitCode, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        found = Console(as_json=True).finish(Report(errors=(error,)))
        monkeypatch.undo()
        with contextlib.suppress(OSError):
            full.close()
    assert found == code


def test_notes_come_after_all_else_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    notes = tuple(Problem("long", f"Note {n}.", "", Where("a.yaml", n), "note") for n in (2, 1, 2))
    warning = Problem("odd", "A warning.", "", Where("b.yaml", 5), "warning")
    report = Report(errors=(ContentError(PROBLEM),), warnings=(warning,), notes=notes)
    assert Console().finish(report) == ExitCode.CONTENT
    assert [line.split(" [")[0] for line in capsys.readouterr().err.splitlines() if not line.startswith("  ")] == [
        "agencies.yaml:3:7: error: The number is short.",
        "b.yaml:5:0: warning: A warning.",
        "a.yaml:1:0: note: Note 1.",
        "a.yaml:2:0: note: Note 2.",
    ]
    assert Console().finish(Report(notes=notes)) == ExitCode.DONE


def test_what_could_steer_a_terminal_is_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    problem = Problem("x", "a\x1b[31mb\u202ec\udcffd", "", Where("\x07.yaml"))
    Console().finish(Report(warnings=(problem,)))
    assert capsys.readouterr().err == "\\x07.yaml: error: a\\x1b[31mb\\u202ec\\udcffd [x]\n"


def test_items_are_printed_in_columns(capsys: pytest.CaptureFixture[str]) -> None:
    items = ({"id": "a", "areas": ("uk", "england"), "name": "A"}, {"id": "long", "areas": (), "name": "B"})
    Console().finish(Report(items=items))
    assert capsys.readouterr().out == "a     uk,england  A\nlong              B\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_only_on_a_terminal_that_wants_it(environment: dict[str, str], coloured: bool) -> None:
    import pty

    terminal, inner = pty.openpty()
    keep = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    process = subprocess.run(
        [sys.executable, "-m", "leafletgen", "list", "--data", "nowhere"],
        stderr=inner,
        env={**keep, "PYTHONPATH": str(SOURCE), **environment},
        timeout=30,
    )
    printed = written_to(inner, terminal)
    assert process.returncode == ExitCode.RESOURCE
    assert (b"\x1b[" in printed) is coloured


def test_a_pipe_that_is_closed_at_once_is_no_error(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(
        [sys.executable, "-m", "leafletgen", "schema", "-o", str(tmp_path)],
        stdout=writing,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        timeout=30,
    )
    os.close(writing)
    assert (process.returncode, process.stderr) == (ExitCode.DONE, b"")
    assert len(list(tmp_path.iterdir())) > 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes a stream")
def test_a_build_needs_no_stderr(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "leafletgen", "build", "england", "--variant", "child", "--size", "a5", "-o", "out"]
    process = subprocess.run(
        ["sh", "-c", '"$@" 2>&-', "sh", *build],
        stdout=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        timeout=60,
    )
    assert process.returncode == ExitCode.DONE
    assert (tmp_path / "out" / "england-child-a5.pdf").read_bytes()[-6:].strip() == b"%%EOF"


def on_a_terminal(*arguments: str) -> list[str]:
    """The lines that the program shows on a terminal."""
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal, which Windows has not")
    terminal, inner = pty.openpty()
    command = [sys.executable, "-m", "leafletgen", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    subprocess.run(command, stdout=inner, stderr=subprocess.DEVNULL, env=environment, timeout=60, check=True)
    return written_to(inner, terminal).decode().splitlines()


def test_a_terminal_gets_the_names_of_the_columns_and_a_pipe_does_not(run: Run) -> None:
    lines, piped = on_a_terminal("list"), run("list").stdout.splitlines()
    assert (lines[0].split(), lines[1:]) == (["ID", "NAME", "DATE", "VERSION"], piped)
    assert lines[0].index("NAME") == piped[0].index("England")
    assert on_a_terminal("list", "--json")[0] == "{"


def test_items_with_other_names_have_no_headings() -> None:
    assert _columns([{"id": "a"}, {"id": "b"}], headings=True) == ["ID", "a", "b"]
    assert _columns([{"id": "a"}, {"name": "b"}], headings=True) == ["a", "b"]
    assert _columns([], headings=True) == []
