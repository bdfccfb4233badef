"""`leafletgen officer`: the dialogue in a real terminal, and the details that --remember saves."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import stat
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
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

    def __init__(self, folder: Path, *arguments: str, columns: int = 0) -> None:
        self.home = folder / "home"
        environment = {**os.environ, "PYTHONPATH": str(SOURCE), "HOME": str(self.home), "TERM": "xterm"}
        for name in ("XDG_CONFIG_HOME", "COLUMNS"):
            environment.pop(name, None)
        self.main, other = pty.openpty()
        if columns:
            fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
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
        self.other = other  # kept open, so that what the program leaves unread can be seen
        self.said = ""
        self.answered = 0

    def answer(self, question: str, text: str) -> None:
        """Wait until the program asks this, then type the answer and Enter."""
        self._read(lambda new: new.rstrip().endswith(":") and question in new)
        os.write(self.main, f"{text}\n".encode())
        self.answered += 1

    def end(self) -> int:
        """Read to the end; give the exit code."""
        self._read(lambda new: self.process.poll() is not None)
        code = self.process.wait(timeout=30)
        self.unread = bool(select.select([self.other], [], [], 0)[0])
        os.close(self.other)
        os.close(self.main)
        return code

    def _read(self, enough: object) -> None:
        new, limit = "", time.monotonic() + 60
        while time.monotonic() < limit:
            ready, _, _ = select.select([self.main], [], [], 0.05)
            if not ready and callable(enough) and enough(new):
                return
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


def test_from_nothing_to_a_leaflet_in_ten_answers(tmp_path: Path, check_pdf: CheckPdf) -> None:
    terminal = Terminal(tmp_path)
    terminal.answer("Its number or name", "hampshire")
    terminal.answer("Its number or name", "1")
    terminal.answer("black and white", "")
    for question, answer in zip(("name", "number", "telephone", "reference", "email", "touch"), ALL, strict=True):
        terminal.answer(question, answer)
    terminal.answer("Make it?", "")
    assert terminal.end() == 0, terminal.said
    assert terminal.answered == 10
    (made,) = terminal.made
    assert made == Path("dist/personal/hampshire-parent-a4-officer.pdf")
    check_pdf(tmp_path / made)
    text = text_of(tmp_path / made)
    assert all(value in text for value in ALL)
    said = " ".join(terminal.said.split())
    assert "Print on A4 paper at actual size (100 %), on both sides, flipped on the long edge." in said
    assert "Traceback" not in terminal.said
    assert not terminal.home.exists()  # nothing remembered


def test_a_childs_takes_six_answers(tmp_path: Path, check_pdf: CheckPdf) -> None:
    terminal = Terminal(tmp_path)
    for question, answer in (("Its", "2"), ("Its", "child"), ("black and white", "no")):
        terminal.answer(question, answer)
    for question, answer in (("first name", ALL[0]), ("telephone", ALL[2]), ("Make", "y")):
        terminal.answer(question, answer)
    assert terminal.end() == 0, terminal.said
    (made,) = terminal.made
    check_pdf(tmp_path / made)
    assert traces_in((tmp_path / made).read_bytes()) == {"Wilhelmina", "900417"}


def test_a_wallet_cards_takes_three_and_nobody_asks_for_whom_it_is(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "hampshire", "--size", "card")
    for question, answer in (
        ("black and white", ""),
        ("first name", "Wilhelmina"),
        ("telephone", ALL[2]),
        ("Make", "y"),
    ):
        terminal.answer(question, answer)
    assert terminal.end() == 0, terminal.said
    assert "For whom" not in terminal.said
    (made,) = terminal.made
    assert made == Path("dist/personal/hampshire-child-card-officer.pdf")
    assert traces_in((tmp_path / made).read_bytes()) == {"Wilhelmina", "900417"}


def test_a_wrong_answer_is_asked_for_again_and_loses_nothing(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "hampshire", "--variant", "parent", "--booklet", "--mono")
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
    assert [code for code in codes if code != "officer-trial"] == [
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


def test_no_asks_what_to_change_and_stop_makes_nothing(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "england", "--variant", "child", "--mono")
    for question, answer in (("name", "Alex"), ("telephone", ""), ("Make it?", "no"), ("Which line", "stop")):
        terminal.answer(question, answer)
    assert terminal.end() == 130
    assert "note: Nothing was made. [nothing-made]" in re.sub(r"\x1b\[[0-9;]*m", "", terminal.said)
    assert list(tmp_path.iterdir()) == []


def test_every_line_can_be_changed_before_the_leaflet_is_made(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "hampshire", "--variant", "parent")
    terminal.answer("black and white", "n")
    for question, answer in zip(("name", "number", "telephone", "reference", "email", "touch"), ALL, strict=True):
        terminal.answer(question, answer)
    terminal.answer("Make it?", "2")
    terminal.answer(f"Your telephone number [{ALL[2]}]", "07700 900001")
    terminal.answer("Make it?", "1")
    terminal.answer("Your name", "PC Other Example")
    terminal.answer("Your number", "")
    terminal.answer("Make it?", "no")
    terminal.answer("Which line", "perhaps")
    terminal.answer("Which line", "3")
    terminal.answer("reference", "-")
    terminal.answer("Make it?", "6")
    terminal.answer("Its number or name", "a5")
    terminal.answer("Make it?", "7")
    terminal.answer("Make it?", "99")
    terminal.answer("Make it?", "perhaps")
    terminal.answer("Make it?", "yes")
    assert terminal.end() == 0, terminal.said
    assert terminal.said.count("Type yes, no, or a number from 1 to 7.") == 2
    assert terminal.made == [Path("dist/personal/hampshire-parent-a5-mono-officer.pdf")]
    text = text_of(tmp_path / terminal.made[0])
    assert f"Name PC Other Example, {ALL[1]} Phone 07700 900001" in text
    assert "Reference Email w.quaife" in text


@pytest.mark.parametrize("answers", [(), ("Alex",), ("Alex", "101")])
def test_the_end_of_input_makes_nothing_at_any_question(tmp_path: Path, answers: tuple[str, ...]) -> None:
    terminal = Terminal(tmp_path, "hampshire", "--variant", "child", "--mono")
    questions = ("first name", "telephone", "Make it?")
    for question, answer in zip(questions, answers, strict=False):
        terminal.answer(question, answer)
    terminal._read(lambda new: new.rstrip().endswith(":") and questions[len(answers)] in new)
    os.write(terminal.main, b"\x04")
    assert terminal.end() == 130, terminal.said
    assert re.search(r"\n\S*error:", terminal.said)
    assert list(tmp_path.iterdir()) == []


PAPERS = {"A4": "a4", "A5": "a5", "booklet": "a5-booklet", "Large": "a4-large"}


@pytest.mark.parametrize("paper", PAPERS)
def test_the_paper_can_be_chosen(tmp_path: Path, paper: str) -> None:
    terminal = Terminal(tmp_path, "hampshire", "--variant", "child", "--mono")
    for question, answer in (
        ("name", "Alex"),
        ("telephone", "101"),
        ("Make it?", "3"),
        ("Its", paper),
        ("Make it?", ""),
    ):
        terminal.answer(question, answer)
    assert terminal.end() == 0, terminal.said
    (made,) = terminal.made
    assert set(PAPERS[paper].split("-")) <= set(made.stem.split("-"))


def test_that_nothing_was_given_is_said_before_the_preview_is_agreed_to(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "hampshire", "--variant", "child", "--mono")
    for question, answer in (
        ("name", ""),
        ("telephone", ""),
        ("Which line", "2"),
        ("telephone", "101"),
        ("Make it?", "y"),
    ):
        terminal.answer(question, answer)
    assert terminal.end() == 0, terminal.said
    assert terminal.said.index("[officer-nothing]") < terminal.said.index("Make it?")


def test_what_is_not_surely_a_first_name_is_asked_for_again(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "hampshire", "--variant", "child", "--mono")
    for answer in ("DC Quaife", "D/Sgt", "Quaife, W.", "Safeguarding", "A.", "PC Wilhelmina Quaife"):
        terminal.answer("Your first name", answer)
    terminal.answer("telephone", "101")
    terminal.answer("Make it?", "")
    assert terminal.end() == 0, terminal.said
    assert terminal.said.count("[officer-first-name]") == 5
    assert traces_in((tmp_path / terminal.made[0]).read_bytes()) == {"Wilhelmina"}


def test_a_line_can_be_edited_and_leaves_no_history(tmp_path: Path) -> None:
    pytest.importorskip("readline")
    terminal = Terminal(tmp_path, "hampshire", "--variant", "child", "--mono")
    terminal.answer("first name", "lex\x01A\x05y\x7f")  # to the start, A, to the end, y, and y away again
    terminal.answer("telephone", "\x1b[A101")  # the arrow up brings no earlier answer
    terminal.answer("Make it?", "")
    assert terminal.end() == 0, terminal.said
    text = text_of(tmp_path / terminal.made[0])
    assert re.search(r"My officer[a-z’ ]* Alex [A-Z][a-z ]+ 101", text)
    assert not terminal.home.exists()


def test_what_is_pasted_says_not_yes_and_does_not_reach_the_shell(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "hampshire", "--variant", "parent", "--mono")
    terminal.answer("Your name", "\r\n".join(["Alex", *"123456789", "y", "y", "rm -rf quaife", ""]))
    terminal.answer("Make it?", "no")
    terminal.answer("Which line", "stop\nrm -rf quaife\nexit")
    assert terminal.end() == 130, terminal.said
    assert not terminal.unread
    assert list(tmp_path.iterdir()) == []


def test_lines_are_broken_at_words_on_a_narrow_terminal(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "hampshire", "--variant", "child", columns=40)
    terminal.answer("[no]", "perhaps")
    terminal.answer("[no]", "")
    terminal.answer("first name", "D/Sgt")
    terminal.answer("first name", "Alex")
    terminal.answer("telephone", "101")
    terminal.answer("change)", "")
    assert terminal.end() == 0, terminal.said
    plain = re.sub(r"\x1b\[[?0-9;]*[a-z]", "", terminal.said)
    long = [line for line in plain.replace("\r", "\n").split("\n") if len(line) > 41]
    assert [line for line in long if ".pdf" not in line] == []
    assert "leafl\n" not in plain
    assert re.search(r"^error: .{25,}\r?$", plain, re.MULTILINE), plain  # as wide as the terminal, without the colour


def test_control_c_leaves_nothing(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "hampshire", "--variant", "parent", "--remember", "--mono")
    terminal.answer("name", ALL[0])
    terminal.answer("number", ALL[1])
    for _ in range(20):  # as a person would: Python can miss one that comes just as it begins to read
        time.sleep(0.5)
        os.write(terminal.main, b"\x03")
        if terminal.process.poll() is not None:
            break
    assert terminal.end() == 130
    assert list(tmp_path.iterdir()) == []
    assert re.search(r"\n\S*error:\S* Interrupted: no leaflet was made\.", terminal.said)


def _in_the_way(folder: Path) -> None:
    (folder / "out").write_text("a file has the name of the folder", encoding="utf-8")


def _link(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "personal").symlink_to(folder / "removed" / "stick")


@pytest.mark.parametrize("prevent", [_in_the_way, _link])
def test_a_folder_that_cannot_be_written_to_loses_no_answer(tmp_path: Path, prevent: Callable[[Path], None]) -> None:
    prevent(tmp_path)
    terminal = Terminal(tmp_path, "hampshire", "--variant", "child", "--mono", "-o", "out")
    for question, answer in (
        ("first name", "Alex"),
        ("telephone", "101"),
        ("Make it?", ""),
        ("[out]", ""),
        ("[out]", "elsewhere"),
    ):
        terminal.answer(question, answer)
    assert terminal.end() == 0, terminal.said
    said = " ".join(terminal.said.split())
    assert said.count("Your answers are kept.") == 2
    assert "leafletgen officer --clean -o elsewhere" in said
    (made,) = terminal.made
    assert made.parent == Path("elsewhere/personal")
    assert "Alex" in text_of(tmp_path / made)


@pytest.mark.parametrize("end", ["stop\n", "\x04"])
def test_nothing_is_made_if_no_folder_is_named_for_it(tmp_path: Path, end: str) -> None:
    _in_the_way(tmp_path)
    terminal = Terminal(tmp_path, "hampshire", "--variant", "child", "--mono", "-o", "out")
    for question, answer in (("first name", "Alex"), ("telephone", "101"), ("Make it?", "")):
        terminal.answer(question, answer)
    terminal._read(lambda new: new.rstrip().endswith("[out]:"))
    os.write(terminal.main, end.encode())
    assert terminal.end() == 130, terminal.said
    assert re.search("(Nothing was|no leaflet was) made", terminal.said)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_clean_that_is_interrupted_says_that_nothing_was_deleted(tmp_path: Path) -> None:
    left = tmp_path / "dist" / "personal" / ".leaflet.pdf.0a1b2c3d.leafletgen-tmp"
    left.parent.mkdir(parents=True)
    left.touch()
    terminal = Terminal(tmp_path, "--clean")
    terminal._read(lambda new: new.rstrip().endswith("[no]:"))
    os.write(terminal.main, b"\x04")
    assert terminal.end() == 130, terminal.said
    assert "Interrupted: nothing was deleted." in terminal.said
    assert left.exists()


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A user's own folders."""
    return {"HOME": str(tmp_path / "home"), "XDG_CONFIG_HOME": str(tmp_path / "home" / "config")}


def _asked(
    run: Run,
    output: Path,
    home: dict[str, str],
    answers: Sequence[str],
    *more: str,
    variant: str = "parent",
    mono: bool = True,
    code: int = 0,
) -> str:
    """Run the questions with answers from a pipe; give what was said."""
    from click.testing import CliRunner

    from leafletgen.cli.main import main

    options = [*(["--variant", variant] if variant else []), *(["--mono"] if mono else [])]
    arguments = ["officer", "hampshire", *options, "-o", str(output), *more]
    result = CliRunner().invoke(main, arguments, input="".join(f"{answer}\n" for answer in answers), env=home)
    assert result.exit_code == code, result.stderr
    return result.stderr + result.stdout


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("j", "Type yes or no."),
        ("maybe", "Type yes or no."),
        ("1", "Type yes or no."),
        ("-", "Type yes or no."),
    ],
)
def test_a_wrong_answer_to_yes_or_no_is_told_what_to_type(
    answer: str, says: str, run: Run, tmp_path: Path, home: dict[str, str]
) -> None:
    said = _asked(run, tmp_path / "out", home, [answer, "YES ", *ALL, "y"], mono=False)
    assert f"black and white? (yes or no) [no]: {says}\n" in said
    assert "Printer: black and white" in said


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("", "Type a number from 1 to 2."),
        ("zzz", "Type a number from 1 to 2."),
        ("n", "Type a number from 1 to 2."),  # no letter in the midst of a word
        ("0", "Type a number from 1 to 2."),
        ("childd", "Type a number from 1 to 2."),
        ("for", "More than one of them fits."),
    ],
)
def test_a_wrong_choice_is_told_why(answer: str, says: str, run: Run, tmp_path: Path, home: dict[str, str]) -> None:
    for right in (" 2. ", "The Child", "chi"):
        said = _asked(run, tmp_path / "out", home, [answer, right, "Łucja", "07700 900 417", ""], variant="")
        assert says in said
        assert "My officer’s name: Łucja" in said


@pytest.mark.parametrize("nothing", ["-", "–", " — ", "--", "none", "N/A", "nil"])
def test_what_says_that_there_is_nothing_leaves_a_line_blank(
    nothing: str, run: Run, tmp_path: Path, home: dict[str, str]
) -> None:
    said = _asked(run, tmp_path / "out", home, [ALL[0], *[nothing] * 5, "y"])
    assert "error" not in said
    assert said.count(": ____") == 4


def test_a_wrong_answer_at_the_end_does_not_show_the_lines_again(
    run: Run, tmp_path: Path, home: dict[str, str]
) -> None:
    said = _asked(run, tmp_path / "out", home, [*ALL, "j", "8", "0", "no", "no", "phone", "2.", "", "y"])
    assert said.count("with these lines:") == 2
    assert said.count("Type yes, no, or a number from 1 to 7. To make nothing, type stop.") == 3
    assert said.count("Type a number from 1 to 7, or stop.") == 2


@pytest.mark.parametrize("stop", ["stop", "Quit", "q", "exit"])
def test_each_word_to_leave_with_makes_nothing(stop: str, run: Run, tmp_path: Path, home: dict[str, str]) -> None:
    said = _asked(run, tmp_path / "out", home, [*ALL, stop], code=130)
    assert "Nothing was made." in said
    assert not (tmp_path / "out").exists()


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
    text = text_of(tmp_path / "again" / "personal" / "hampshire-parent-a4-mono-officer.pdf")
    assert "Name PC Wilhelmina Quaife Phone 07700 900417" in text
    assert "Reference Email Next contact" in text
    (file.parent / f".{file.name}.0a1b2c3d.leafletgen-tmp").write_text("PC Wilhelmina", encoding="utf-8")
    first, second = (run("officer", "--forget", env=home) for _ in range(2))
    assert (first.code, second.code) == (0, 0)
    assert "The saved details were removed." in first.stderr
    assert "No details were saved." in second.stderr
    assert [path for path in (tmp_path / "home").rglob("*") if path.is_file()] == []


def test_a_childs_run_adds_to_what_is_remembered_and_takes_nothing_away(
    run: Run, tmp_path: Path, home: dict[str, str]
) -> None:
    _asked(run, tmp_path / "out", home, [*ALL, "y"], "--remember")
    said = _asked(run, tmp_path / "out", home, ["Billie", "", "y"], "--remember", variant="child")
    assert "Your first name [Wilhelmina]" in said
    assert f"Your telephone number [{DETAILS['phone']}]" in said
    _asked(run, tmp_path / "out", home, ["-", "-", "101", "", "", "", "y"], "--remember")
    (file,) = (path for path in (tmp_path / "home").rglob("*") if path.is_file())
    kept = {key: DETAILS[key] for key in ("name", "number")} | {"first-name": "Billie", "phone": "101"}
    assert json.loads(file.read_text(encoding="utf-8")) == kept


def test_a_memory_that_cannot_be_written_is_a_warning_beside_the_leaflet(
    run: Run, tmp_path: Path, home: dict[str, str]
) -> None:
    (tmp_path / "home").write_text("a file stands in the way", encoding="utf-8")
    said = _asked(run, tmp_path / "out", home, [*ALL, "y"], "--remember")
    assert "warning: The leaflet is made, but your details could not be saved. [not-remembered]" in said
    assert (tmp_path / "out" / "personal" / "hampshire-parent-a4-mono-officer.pdf").is_file()


def test_what_is_said_of_enter_is_true(run: Run, tmp_path: Path, home: dict[str, str]) -> None:
    said = _asked(run, tmp_path / "out", home, [*ALL, "y"], "--remember")
    assert "Enter alone leaves the line blank, to write on by hand." in said
    assert "[brackets]" not in said
    said = _asked(run, tmp_path / "out", home, ["", "-", "0770", "", "", "", "", "y"])
    assert "Enter keeps the answer in [brackets]; - makes the line blank." in said
    assert said.count(f"Your telephone number [{DETAILS['phone']}]") == 2  # after the wrong answer too
    assert "Phone: 07700 900417" in said


def test_an_officer_is_warned_once_of_unchecked_contacts_and_of_no_other_data(
    run: Run, tmp_path: Path, home: dict[str, str]
) -> None:
    said = _asked(run, tmp_path / "out", home, [*ALL, "y"])
    assert set(re.findall(r"warning: .*\[(.+)\]", said)) == {"officer-trial", "unchecked-contacts"}
    (line,) = re.findall(r".*\[unchecked-contacts\]", said)
    assert re.fullmatch(
        r"warning: hampshire parent: [0-9]+ contacts have not been checked by a person \[unchecked-contacts\]", line
    )
    assert "Ring a number before you rely on it." in said


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
    assert made == ["dist/personal/hampshire-parent-a4-mono-officer.pdf"]
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
        [sys.executable, "-m", "leafletgen", "officer", "hampshire", "--variant", "parent", "--mono", *options],
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
