"""`leafletgen build` again: --check, --dry-run, --prune, --jobs, the progress bar, and -v."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from leafletgen.errors import ExitCode
from tests.support.program import Run
from tests.support.project import SOURCE
from tests.support.team import NAMES, Team, add_edition, replace
from tests.support.terminals import written_to


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A small data folder with several editions."""
    return Team(tmp_path)


def test_what_was_made_and_what_was_good_is_told(run: Run, team: Team) -> None:
    first = run("build", "--data", team.data, "-o", team.output)
    assert "12 leaflets in" in first.stderr
    assert "all made" in first.stderr
    replace(team.data / "agencies.yaml", "023 8090 1234", "023 8090 4321")
    second = run("build", "--data", team.data, "-o", team.output)
    assert "2 made" in second.stderr
    third = run("build", "--data", team.data, "-o", team.output)
    assert "up to date" in third.stderr
    assert first.stdout == second.stdout == third.stdout
    assert [Path(line).name for line in third.stdout.splitlines()] == NAMES


def test_json_tells_which_files_were_made(run: Run, team: Team) -> None:
    run("build", "--data", team.data, "-o", team.output)
    (team.output / NAMES[3]).unlink()
    told = json.loads(run("build", "--data", team.data, "-o", team.output, "--json").stdout)
    assert [Path(file).name for file in told["files"]] == NAMES
    assert [item["file"] for item in told["items"] if item["state"] == "made"] == [NAMES[3]]


def test_check_lists_what_is_not_as_the_data_say_and_writes_nothing(run: Run, team: Team) -> None:
    nothing = run("build", "--check", "--data", team.data, "-o", team.output)
    assert nothing.code == ExitCode.OUT_OF_DATE
    assert nothing.stderr.count("[not-made]") == len(NAMES)
    assert not team.output.exists()
    assert run("build", "--data", team.data, "-o", team.output).code == 0
    good = run("build", "--check", "--data", team.data, "-o", team.output)
    assert good.code == 0
    assert "up to date" in good.stderr
    replace(team.data / "leaflets" / "child.yaml", "title: ", "title: New ")
    before = team.files()
    bad = run("build", "--check", "--data", team.data, "-o", team.output)
    assert bad.code == ExitCode.OUT_OF_DATE
    assert bad.stderr.count("[out-of-date]") == len(NAMES) / 2
    assert bad.stdout.splitlines() == [str(team.output / name) for name in NAMES if "-parent-" in name]
    part = run("build", "--check", "--variant", "parent", "--data", team.data, "-o", team.output)
    assert part.code == 0
    assert team.files() == before


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--variant", "parent"),
        ("wide", "--size", "a5", "--variant", "child"),
        ("--booklet",),
        ("--large-print", "--mono"),
        ("--profile", "press", "--draft", "--marks"),
        ("--fillable", "-j", "1"),
    ],
    ids=" ".join,
)
def test_check_advises_the_command_that_makes_what_was_asked_for(
    run: Run, team: Team, tmp_path: Path, options: tuple[str, ...]
) -> None:
    folder = tmp_path / "out of date"
    outcome = run("build", "--check", "-q", *options, "--data", team.data, "-o", folder)
    assert outcome.code == ExitCode.OUT_OF_DATE
    (advice,) = {line.partition("Make it again with: ")[2] for line in outcome.stderr.splitlines() if "again" in line}
    assert shlex.split(advice) == ["leafletgen", "build", *options, "--data", str(team.data), "-o", str(folder)]


def test_check_names_a_file_that_is_not_in_the_manifest(run: Run, team: Team) -> None:
    run("build", "wide", "--data", team.data, "-o", team.output)
    manifest = team.output / "manifest.json"
    whole = json.loads(manifest.read_text(encoding="utf-8"))
    dropped = whole["files"].pop(1)["file"]
    manifest.write_text(json.dumps(whole), encoding="utf-8")
    check = run("build", "wide", "--check", "--data", team.data, "-o", team.output)
    assert check.code == ExitCode.OUT_OF_DATE
    assert check.stderr.count("error: ") == 1
    assert f"{team.output / dropped}: error: This file is not in the manifest" in check.stderr
    assert "[not-in-manifest]" in check.stderr
    assert run("build", "wide", "--data", team.data, "-o", team.output).code == 0
    assert run("build", "wide", "--check", "--data", team.data, "-o", team.output).code == 0


def test_dry_run_prints_the_plan_and_writes_nothing(run: Run, team: Team) -> None:
    run("build", "wide", "--data", team.data, "-o", team.output)
    before = team.files()
    outcome = run("build", "--dry-run", "--data", team.data, "-o", team.output)
    assert outcome.code == 0
    rows = [line.split(maxsplit=6) for line in outcome.stdout.splitlines()]
    assert [row[0] for row in rows] == NAMES
    assert [row[5] for row in rows] == ["missing"] * 8 + ["current"] * 4
    assert {row[6] for row in rows} == {"4 pages"}
    assert rows[0][1:5] == ["dorset", "parent", "a4", "office"]
    assert team.files() == before


def test_the_usual_profile_asked_for_by_name_is_what_is_made(run: Run, team: Team) -> None:
    (team.data / "settings.yaml").write_text(
        "build: [{sizes: [a5]}, {sizes: [a5], profile: press, draft: true}]\n", encoding="utf-8"
    )
    whole = run("build", "wide", "--dry-run", "--data", team.data).stdout
    named = run("build", "wide", "--dry-run", "--profile", "office", "--data", team.data).stdout
    assert ("press.draft.pdf" in whole, "press.draft.pdf" in named) == (True, False)


@pytest.mark.parametrize(
    "options",
    [("--check", "--force"), ("--dry-run", "--prune"), ("--prune", "hampshire"), ("--prune", "--mono"), ("-j", "0")],
)
def test_what_does_not_go_together_is_wrong_usage(run: Run, team: Team, options: tuple[str, ...]) -> None:
    assert run("build", *options, "--data", team.data, "-o", team.output).code == ExitCode.USAGE
    assert not team.output.exists()


def test_validate_looks_at_the_plan_too(run: Run, team: Team) -> None:
    (team.data / "settings.yaml").write_text("build: [{booklet: true, large_print: true}]\n", encoding="utf-8")
    outcome = run("validate", "--data", team.data)
    assert outcome.code == ExitCode.CONTENT
    assert "settings.yaml:1:9: error: --large-print and --booklet cannot be combined." in outcome.stderr


def test_verbose_shows_where_the_program_failed(run: Run, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("leafletgen.pipeline.render.write", fail)
    outcome = run("build", "wide", "--data", team.data, "-o", team.output)
    assert outcome.code == ExitCode.UNEXPECTED
    assert "Traceback" not in outcome.stderr
    assert "in fail" in run("build", "wide", "--data", team.data, "-o", team.output, "-v").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("options", "shown"), [([], True), (["-q"], False), (["--json"], False)])
def test_a_progress_bar_on_a_terminal_only(team: Team, options: list[str], shown: bool) -> None:
    import pty

    folders = ["--data", str(team.data), "-o", str(team.output)]
    command = [sys.executable, "-m", "leafletgen", "build", "wide", *folders, *options]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "TERM": "xterm"}
    piped = subprocess.run([*command, "--force"], env=environment, capture_output=True, timeout=60)
    assert b"Making leaflets" not in piped.stderr + piped.stdout
    terminal, inner = pty.openpty()
    process = subprocess.run([*command, "--force"], env=environment, stderr=inner, stdout=subprocess.PIPE, timeout=60)
    printed = written_to(inner, terminal)
    assert process.returncode == 0
    assert (b"Making leaflets" in printed) is shown
    assert (b"4/4" in printed) is shown
    assert b"Making" not in process.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_gives_the_terminal_its_cursor_back(team: Team, jobs: str) -> None:
    import pty

    for number in range(20):
        add_edition(team.data, f"more-{number:02}", "uk")
    command = [
        sys.executable,
        "-m",
        "leafletgen",
        "build",
        "--data",
        str(team.data),
        "-o",
        str(team.output),
        "-j",
        jobs,
    ]
    terminal, inner = pty.openpty()
    process = subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "TERM": "xterm"},
        stderr=inner,
        stdout=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # as in a terminal
        start_new_session=True,
    )
    printed = b""
    while b"Making leaflets" not in printed:
        printed += os.read(terminal, 100_000)
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=60)
    printed += written_to(inner, terminal)
    assert process.returncode == ExitCode.INTERRUPTED
    hidden, shown = printed.rfind(b"\x1b[?25l"), printed.rfind(b"\x1b[?25h")
    assert 0 <= hidden < shown
    assert printed[shown:].startswith(b"\x1b[?25h\r\n")
    assert b"Interrupted." in printed[shown:]
