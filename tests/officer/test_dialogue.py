"""`leafletgen officer`: the dialogue in a real terminal, and the details that --remember saves."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.officer import DETAILS, TRACES, text_of, traces_in
from tests.support.pdf_checks import CheckPdf
from tests.support.program import Run
from tests.support.project import SOURCE

fcntl = pytest.importorskip("fcntl", reason="needs a pseudo-terminal, which Windows has not")
pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

ALL = [DETAILS[detail] for detail in ("name", "number", "phone", "reference", "email", "next-contact")]
"""In the order of the lines of the leaflet."""

CARRIED = "Name PC Wilhelmina Quaife, XJ40917 Phone 07700 900417"


def _take_terminal() -> None:
    """So that Ctrl-C reaches the program, even where the tests were started with it ignored (by `&` in a shell)."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """The program in a pseudo-terminal: waits for each question, then types."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.home = folder / "home"
        environment = {**os.environ, "PYTHONPATH": str(SOURCE), "HOME": str(self.home), "TERM": "xterm"}
        environment.pop("XDG_CONFIG_HOME", None)
        self.main, other = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "leafletgen", "officer", *arguments],
            stdin=other,
            stdout=other,
            stderr=other,
            env=environment,
            cwd=folder,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(other)
        self.said = ""
        self.answered = 0

    def answer(self, question: str, text: str) -> None:
        """Wait until the program asks this, then type the answer and Enter."""
        self._read(lambda new: new.rstrip().endswith(":") and question in new)
        os.write(self.main, f"{text}\n".encode())
        self.answered += 1

    def end(self) -> int:
        """Read to the end; give the exit code."""
        self._read(lambda new: False)
        os.close(self.main)
        return self.process.wait(timeout=30)

    def _read(self, enough: object) -> None:
        new, limit = "", time.monotonic() + 60
        while time.monotonic() < limit:
            ready, _, _ = select.select([self.main], [], [], 0.2)
            try:
                chunk = os.read(self.main, 4096) if ready else b""
            except OSError:  # the program has ended
                return
            new += chunk.decode(errors="replace")
            self.said += chunk.decode(errors="replace")
            if callable(enough) and enough(new):
                return
            if ready and not chunk:
                return
        self.process.kill()
        self.process.wait(timeout=30)
        raise AssertionError(f"waited in vain; so far:\n{self.said}")

    @property
    def made(self) -> list[Path]:
        """The files that it says it made."""
        return [Path(found) for found in re.findall(r"^\S+\.pdf", self.said, re.MULTILINE)]


def test_from_nothing_to_a_leaflet_in_under_ten_answers(tmp_path: Path, check_pdf: CheckPdf) -> None:
    terminal = Terminal(tmp_path)
    terminal.answer("Its number or name", "hampshire")
    terminal.answer("Its number or name", "1")
    for question, answer in zip(("name", "number", "telephone", "reference", "email", "touch"), ALL, strict=True):
        terminal.answer(question, answer)
    terminal.answer("Make it?", "")
    assert terminal.end() == 0, terminal.said
    assert terminal.answered < 10
    (made,) = terminal.made
    assert made == Path("dist/personal/hampshire-parent-a4-officer.pdf")
    check_pdf(tmp_path / made)
    text = text_of(tmp_path / made)
    assert all(value in text for value in ALL)
    assert "Print on A4 paper at actual size (100 %), on both sides, flipped on the long edge." in terminal.said
    assert "Traceback" not in terminal.said
    assert not terminal.home.exists()  # nothing remembered


def test_a_childs_takes_five_answers(tmp_path: Path, check_pdf: CheckPdf) -> None:
    terminal = Terminal(tmp_path)
    for question, answer in (("Its", "2"), ("Its", "child"), ("name", ALL[0]), ("telephone", ALL[2]), ("Make", "y")):
        terminal.answer(question, answer)
    assert terminal.end() == 0, terminal.said
    (made,) = terminal.made
    check_pdf(tmp_path / made)
    assert traces_in((tmp_path / made).read_bytes()) == {"Wilhelmina", "900417"}


def test_a_wallet_cards_takes_three_and_nobody_asks_for_whom_it_is(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "hampshire", "--size", "card")
    for question, answer in (("name", ALL[0]), ("telephone", ALL[2]), ("Make", "y")):
        terminal.answer(question, answer)
    assert terminal.end() == 0, terminal.said
    assert "For whom" not in terminal.said
    (made,) = terminal.made
    assert made == Path("dist/personal/hampshire-child-card-officer.pdf")
    assert traces_in((tmp_path / made).read_bytes()) == {"Wilhelmina", "900417"}


def test_a_wrong_answer_is_asked_for_again_and_loses_nothing(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "hampshire", "--variant", "parent", "--booklet")
    terminal.answer("Your name", "W" * 300)
    assert "[officer-too-long]" not in terminal.said
    terminal.answer("Your name", "Wilhelmina \N{GRINNING FACE}")
    terminal.answer("Your name", ALL[0])
    terminal.answer("number", ALL[1])
    terminal.answer("telephone", "07700 9004")
    terminal.answer("telephone", ALL[2])
    terminal.answer("reference", "=HYPERLINK(1)")
    terminal.answer("reference", "-")
    terminal.answer("email", "w.quaife")
    terminal.answer("email", "")
    terminal.answer("touch", "Wednesday, in the afternoon, at the police station with the other officer")
    terminal.answer("touch", "")
    terminal.answer("Make it?", "perhaps")
    terminal.answer("Make it?", "y")
    assert terminal.end() == 0, terminal.said
    codes = re.findall(r"\[(officer-[a-z-]+)\]", terminal.said)
    assert codes == [
        "officer-too-long",
        "officer-character",
        "officer-phone",
        "officer-formula",
        "officer-email",
        "officer-too-wide",
    ]
    text = text_of(tmp_path / terminal.made[0])
    assert CARRIED in text
    assert "Reference Email Next contact" in text


def test_the_answer_no_makes_nothing(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "england", "--variant", "child")
    for question, answer in (("name", ALL[0]), ("telephone", ""), ("Make it?", "no")):
        terminal.answer(question, answer)
    assert terminal.end() == 0
    assert "Nothing was made." in terminal.said
    assert list(tmp_path.iterdir()) == []


def test_control_c_leaves_nothing(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "hampshire", "--variant", "parent", "--remember")
    terminal.answer("name", ALL[0])
    terminal.answer("number", ALL[1])
    for _ in range(20):  # as a person would: Python can miss one that comes just as it begins to read
        time.sleep(0.5)
        os.write(terminal.main, b"\x03")
        if terminal.process.poll() is not None:
            break
    assert terminal.end() == 130
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A user's own folders."""
    return {"HOME": str(tmp_path / "home"), "XDG_CONFIG_HOME": str(tmp_path / "home" / "config")}


def _asked(run: Run, output: Path, home: dict[str, str], answers: Sequence[str], *more: str) -> str:
    """Run the questions with answers from a pipe; give what was said."""
    from click.testing import CliRunner

    from leafletgen.cli.main import main

    arguments = ["officer", "hampshire", "--variant", "parent", "-o", str(output), *more]
    result = CliRunner().invoke(main, arguments, input="".join(f"{answer}\n" for answer in answers), env=home)
    assert result.exit_code == 0, result.stderr
    return result.stderr + result.stdout


def test_nothing_is_remembered_unless_asked(run: Run, tmp_path: Path, home: dict[str, str]) -> None:
    _asked(run, tmp_path / "out", home, [*ALL, "y"])
    assert not (tmp_path / "home").exists()
    assert "[PC Wilhelmina Quaife]" not in _asked(run, tmp_path / "out", home, [*ALL, "y"])


def test_what_is_remembered_is_offered_and_can_be_forgotten(run: Run, tmp_path: Path, home: dict[str, str]) -> None:
    _asked(run, tmp_path / "out", home, [*ALL, "y"], "--remember")
    (file,) = (path for path in (tmp_path / "home").rglob("*") if path.is_file())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert json.loads(file.read_text(encoding="utf-8")) == {key: DETAILS[key] for key in ("name", "number", "phone")}
    assert not {"w.quaife", "ZZ/44617", "17 December"} & traces_in(file.read_bytes())
    said = _asked(run, tmp_path / "again", home, ["", "-", "", "", "", "", "y"])
    assert "Your name [PC Wilhelmina Quaife]" in said
    text = text_of(tmp_path / "again" / "personal" / "hampshire-parent-a4-officer.pdf")
    assert "Name PC Wilhelmina Quaife Phone 07700 900417" in text
    assert "Reference Email Next contact" in text
    (file.parent / f".{file.name}.0a1b2c3d.leafletgen-tmp").write_text("PC Wilhelmina", encoding="utf-8")
    first, second = (run("officer", "--forget", env=home) for _ in range(2))
    assert (first.code, second.code) == (0, 0)
    assert "The saved details were removed." in first.stderr
    assert "No details were saved." in second.stderr
    assert [path for path in (tmp_path / "home").rglob("*") if path.is_file()] == []


def test_what_is_remembered_again_is_for_its_owner_alone_whatever_it_was(
    run: Run, tmp_path: Path, home: dict[str, str]
) -> None:
    """A copy from a backup, or from another computer, may have come with a mode that lets all read it."""
    _asked(run, tmp_path / "out", home, [*ALL, "y"], "--remember")
    (file,) = (path for path in (tmp_path / "home").rglob("*") if path.is_file())
    file.chmod(0o644)
    _asked(run, tmp_path / "out", home, ["Other", *ALL[1:], "y"], "--remember")
    assert json.loads(file.read_text(encoding="utf-8"))["name"] == "Other"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_memory_that_cannot_be_read_is_said_and_left_out(run: Run, tmp_path: Path, home: dict[str, str]) -> None:
    _asked(run, tmp_path / "out", home, [*ALL, "y"], "--remember")
    (file,) = (path for path in (tmp_path / "home").rglob("*") if path.is_file())
    for broken in (b"{", b"[]", b"\xff", b'{"name": 3'):
        file.write_bytes(broken)
        said = _asked(run, tmp_path / "out", home, [*ALL, "y"])
        assert "[remembered-unreadable]" in said
        assert "officer --forget" in said


# What opens a file on Linux is the program xdg-open, wherever the PATH has it.
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a system that opens files with xdg-open")
@pytest.mark.parametrize("options", [["--open"], []])
def test_the_leaflet_is_opened_when_asked_for(tmp_path: Path, home: dict[str, str], options: list[str]) -> None:
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(
        '#!/bin/sh\nprintf "%s\\n" "$#" "$1" "$(head -c 8 "$1")" > told; mv told opened\n', encoding="utf-8"
    )
    opener.chmod(0o755)
    process = _asked_outside(tmp_path, {**home, "PATH": f"{opener.parent}:{os.environ['PATH']}"}, options)
    assert process.returncode == 0, process.stderr
    made = process.stdout.splitlines()
    assert made == ["dist/personal/hampshire-parent-a4-officer.pdf"]
    limit = time.monotonic() + 30
    while options and not (tmp_path / "opened").exists() and time.monotonic() < limit:  # nobody waits for a viewer
        time.sleep(0.05)
    assert (tmp_path / "opened").exists() is bool(options)
    if options:
        assert (tmp_path / "opened").read_text(encoding="utf-8").splitlines() == ["1", *made, "%PDF-1.7"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a system that opens files with xdg-open")
def test_a_leaflet_that_cannot_be_opened_is_made_all_the_same(tmp_path: Path, home: dict[str, str]) -> None:
    (tmp_path / "bin").mkdir()
    process = _asked_outside(tmp_path, {**home, "PATH": str(tmp_path / "bin")}, ["--open"])
    assert process.returncode == 0
    assert "warning: The leaflet could not be opened. [not-opened]" in process.stderr
    assert (tmp_path / process.stdout.strip()).read_bytes().startswith(b"%PDF-")


def _asked_outside(folder: Path, environment: dict[str, str], options: list[str]) -> subprocess.CompletedProcess[str]:
    """Run the questions as a process of its own, with answers from a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "leafletgen", "officer", "hampshire", "--variant", "parent", *options],
        input="".join(f"{answer}\n" for answer in [*ALL, "y"]),
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(SOURCE), **environment},
        cwd=folder,
        timeout=60,
    )


def test_without_a_terminal_it_says_what_to_do(run_outside: Run, tmp_path: Path) -> None:
    outcome = run_outside("officer", "hampshire", "--variant", "parent", "-o", tmp_path / "out")
    assert outcome.code == 2
    assert "[no-answer]" in outcome.stderr
    assert "--officer-file" in outcome.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--keep-going",),
        ("--from", "x.csv", "--open", "hampshire", "--variant", "parent"),
        ("--from", "x.csv", "--remember", "hampshire", "--variant", "parent"),
        ("hamphsire", "--variant", "parent"),
        ("hampshire", "--variant", "parent", "--large-print", "--booklet"),
    ],
)
def test_what_does_not_go_together_exits_2(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    outcome = run("officer", *arguments, "-o", tmp_path / "out")
    assert outcome.code == 2, outcome
    assert not any(trace in outcome.stderr for trace in TRACES)
