"""No trace: an officer's details are in the leaflet that was asked for, and nowhere else on the machine.

Each test searches all new files in the working folder, the user's folders and the temporary folder.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from leafletgen.errors import WriteError
from leafletgen.output import atomic
from leafletgen.output.atomic import TEMPORARY_SUFFIX, publish_new
from tests.support.officer import DETAILS, TRACES, as_options, files_below, traces_in
from tests.support.pdf_checks import CheckPdf
from tests.support.program import Outcome, Run
from tests.support.project import SOURCE

COMMAND = ["build", "hampshire", "--variant", "parent", "--size", "a5"]


@dataclass
class Machine:
    """A user's machine in one folder: the working folder, the home with cache and configuration, temporary files."""

    root: Path
    before: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.before = files_below([self.root])

    @property
    def environment(self) -> dict[str, str]:
        home = self.root / "home"
        own = {"HOME": home, "XDG_CACHE_HOME": home / "cache", "XDG_CONFIG_HOME": home / "config"}
        own |= {"XDG_DATA_HOME": home / "data", "XDG_STATE_HOME": home / "state", "TMPDIR": self.root / "tmp"}
        return {**os.environ, **{key: str(path) for key, path in own.items()}, "PYTHONPATH": str(SOURCE)}

    def start(self, *arguments: str, code: Sequence[str] = ("-m", "leafletgen")) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *code, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=self.environment,
            cwd=self.root / "work",
        )

    def run(self, *arguments: str, stdin: str = "", code: Sequence[str] = ("-m", "leafletgen")) -> Outcome:
        process = self.start(*arguments, code=code)
        out, err = process.communicate(stdin, timeout=120)
        return Outcome(process.returncode, out, err)

    def new(self) -> set[Path]:
        return files_below([self.root]) - self.before

    @property
    def personal(self) -> Path:
        return self.root / "work" / "dist" / "personal"

    def leaflets(self) -> set[Path]:
        """The new leaflets in the folder where they belong."""
        return {path for path in self.new() if path.parent == self.personal and path.suffix == ".pdf"}

    def assert_no_trace(self) -> None:
        """All files but the leaflets, also those that were there before: no detail in name or content."""
        for path in files_below([self.root]) - self.leaflets():
            assert traces_in(path.read_bytes()) == set(), path
        for path in self.root.rglob("*"):
            assert not any(trace in str(path.relative_to(self.root)) for trace in TRACES)


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a machine that has what an ordinary build leaves, cache and all."""
    root = tmp_path_factory.mktemp("used")
    for name in ("work", "home", "tmp"):
        (root / name).mkdir()
    assert Machine(root).run("build", "hampshire").code == 0
    return root


@pytest.fixture
def machine(used: Path, tmp_path: Path) -> Machine:
    return Machine(Path(shutil.copytree(used, tmp_path, dirs_exist_ok=True)))


def test_what_looks_for_traces_finds_them(tmp_path: Path, machine: Machine) -> None:
    outcome = machine.run(*COMMAND, *as_options())
    assert outcome.code == 0
    (leaflet,) = machine.leaflets()
    assert traces_in(leaflet.read_bytes()) >= set(TRACES) - {"900 417"}
    assert traces_in("Quaife".encode("utf-16-le")) == traces_in(zlib.compress(b"Quaife")) == {"Quaife"}
    (tmp_path / "log").write_bytes(b"a line before it\n" + leaflet.read_bytes())
    with pytest.raises(AssertionError, match="log"):
        machine.assert_no_trace()


def test_a_good_build(machine: Machine) -> None:
    outcome = machine.run(*COMMAND, *as_options())
    assert outcome.code == 0
    assert len(machine.leaflets()) == 1
    assert machine.new() == {*machine.leaflets(), machine.personal / ".gitignore"}
    machine.assert_no_trace()
    assert not any(trace in outcome.stdout + outcome.stderr for trace in TRACES)


def test_an_ordinary_build_before_and_after_knows_nothing_of_it(machine: Machine) -> None:
    files = {path: path.read_bytes() for path in machine.before}
    machine.run(*COMMAND, *as_options())
    (leaflet,) = machine.leaflets()
    content = leaflet.read_bytes()
    again = machine.run("build", "hampshire", "--json")
    assert again.code == 0
    assert all(str(leaflet) not in line and "personal" not in line for line in again.stdout.splitlines())
    assert leaflet.read_bytes() == content
    assert machine.run("build", "--prune").code == 0  # of everything: only then files that are no longer made go
    assert leaflet.read_bytes() == content
    for path, before in files.items():
        if path.suffix == ".pdf":
            assert path.read_bytes() == before
    machine.assert_no_trace()


def test_the_questions(machine: Machine) -> None:
    answers = [*(DETAILS[key] for key in ("name", "number", "phone", "reference", "email", "next-contact")), "y"]
    outcome = machine.run(
        "officer", "hampshire", "--variant", "parent", "--mono", stdin="".join(f"{a}\n" for a in answers)
    )
    assert outcome.code == 0, outcome.stderr
    assert machine.new() == {*machine.leaflets(), machine.personal / ".gitignore"}
    machine.assert_no_trace()


def test_what_is_remembered_is_not_of_the_case(machine: Machine) -> None:
    answers = [*(DETAILS[key] for key in ("name", "number", "phone", "reference", "email", "next-contact")), "y"]
    stdin = "".join(f"{a}\n" for a in answers)
    assert machine.run("officer", "hampshire", "--variant", "parent", "--mono", "--remember", stdin=stdin).code == 0
    (memory,) = machine.new() - machine.leaflets() - {machine.personal / ".gitignore"}
    assert memory.is_relative_to(machine.root / "home" / "config")
    assert traces_in(memory.read_bytes()) == {"Wilhelmina", "Quaife", "XJ40917", "900417"}
    assert machine.run("officer", "--forget").code == 0
    machine.assert_no_trace()


FAILURES = {
    "too wide": ([*as_options(), "--next-contact", "Quaife " * 11], 4),
    "a bad number": ([*as_options(), "--officer-phone", "07700 9004"], 2),
    "for the press": ([*as_options(), "--profile", "press"], 2),
    "an edition that is none": (["Quaife", *as_options()], 2),
    "a file that is faulty": (["--officer-file", "-"], 3),
}


@pytest.mark.parametrize("case", FAILURES)
def test_a_failed_build(machine: Machine, case: str) -> None:
    arguments, code = FAILURES[case]
    outcome = machine.run(*COMMAND, *arguments, stdin="name: Quaife\nWilhelmina: Quaife\n")
    assert outcome.code == code, outcome.stderr
    assert machine.new() == set()
    machine.assert_no_trace()
    assert not any(trace in outcome.stdout + outcome.stderr for trace in TRACES)


def test_a_build_that_cannot_write(machine: Machine) -> None:
    machine.personal.write_text("a file stands in the way", encoding="utf-8")
    outcome = machine.run(*COMMAND, *as_options())
    assert outcome.code == 6
    assert not any(trace in outcome.stdout + outcome.stderr for trace in TRACES)
    machine.assert_no_trace()


def _with(change: str) -> tuple[str, str]:
    """Code that changes the program before it runs it."""
    return "-c", f"import os, sys\n{change}\nfrom leafletgen.cli.main import main\nmain(prog_name='leafletgen')"


def test_an_unexpected_error_quotes_nothing(machine: Machine) -> None:
    breaks = "import leafletgen.officer.copies as p\ndef fail(*a): raise ValueError(str(a))\np.fill = p.excess = fail"
    for verbose in ([], ["-v"]):
        outcome = machine.run(*COMMAND, *as_options(), *verbose, code=_with(breaks))
        assert outcome.code == 1
        assert "ValueError [unexpected]" in outcome.stderr
        assert ("Traceback" in outcome.stderr or "copies.py" in outcome.stderr) == bool(verbose)
        assert not any(trace in outcome.stdout + outcome.stderr for trace in TRACES)
    assert machine.new() == set()
    machine.assert_no_trace()


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="needs files without a name, which Linux has")
@pytest.mark.parametrize("nth", [1, 2])
def test_a_build_killed_while_it_writes(machine: Machine, nth: int) -> None:
    """The build is killed when all bytes are written but the file has no name yet; the first write is .gitignore's."""
    kills = f"n = []\nos.fsync = lambda fd: (n.append(fd), len(n) == {nth} and os.kill(os.getpid(), 9))"
    outcome = machine.run(*COMMAND, *as_options(), code=_with(kills))
    assert outcome.code == -signal.SIGKILL
    assert machine.leaflets() == set()
    assert all(path.parent == machine.personal and "gitignore" in path.name for path in machine.new())
    machine.assert_no_trace()


def test_a_team_killed_on_the_way(machine: Machine, check_pdf: CheckPdf) -> None:
    rows = "".join(f"{DETAILS['name']},{DETAILS['phone']},{DETAILS['reference']}\n" for _ in range(200))
    team = machine.root / "team.csv"
    team.write_text(f"name,phone,reference\n{rows}", encoding="utf-8")
    process = machine.start("officer", "hampshire", "--variant", "parent", "--from", str(team))
    limit = time.monotonic() + 60
    while len(machine.leaflets()) < 3 and time.monotonic() < limit:
        time.sleep(0.01)
    process.kill()
    process.communicate(timeout=30)
    team.unlink()
    assert 3 <= len(machine.leaflets()) < 200
    for leaflet in machine.leaflets():
        check_pdf(leaflet)
    machine.assert_no_trace()


def test_one_process_writes_one_place_and_starts_no_other(machine: Machine) -> None:
    """All files opened for writing, processes started and connections made, as the interpreter reports them."""
    watch = (
        "seen = []\n"
        "names = ('subprocess.Popen', 'os.exec', 'os.posix_spawn', 'os.fork', 'os.system', 'socket.connect')\n"
        "def hook(event, args):\n"
        "    if event == 'open' and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR):\n"
        "        seen.append([event, os.fspath(args[0]) if not isinstance(args[0], int) else '']) \n"
        "    elif event in names: seen.append([event, repr(args)])\n"
        "sys.addaudithook(hook)\n"
        "import atexit, json\n"
        "atexit.register(lambda: sys.stderr.write('\\n' + json.dumps(seen)))"
    )
    outcome = machine.run(*COMMAND, *as_options(), code=("-B", *_with(watch)))
    assert outcome.code == 0, outcome.stderr
    seen = json.loads(outcome.stderr.splitlines()[-1])
    assert {event for event, _ in seen} == {"open"}
    written = {(machine.root / "work" / path).resolve() for _, path in seen if path}
    assert written
    assert all(path == machine.personal or path.parent == machine.personal for path in written)


def test_systems_without_nameless_files_leave_no_other_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setattr(atomic, "_open_nameless", lambda folder: None)
    for name in ("a.pdf", "a-2.pdf"):
        path = publish_new(b"personal", tmp_path / "personal", "a")
        assert (path.name, path.read_bytes(), path.stat().st_mode & 0o777) == (name, b"personal", 0o600)
    assert {path.name for path in (tmp_path / "personal").iterdir()} == {".gitignore", "a.pdf", "a-2.pdf"}

    def fail(descriptor: int) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WriteError):
        publish_new(b"personal", tmp_path / "personal", "a")
    names = {path.name for path in (tmp_path / "personal").iterdir()}
    assert names == {".gitignore", "a.pdf", "a-2.pdf"}
    assert not any(name.endswith(TEMPORARY_SUFFIX) for name in names)
