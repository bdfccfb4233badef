"""Odd things named on the command line or in the user's folders: one clear problem, the right exit code, no wait."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from leafletgen.content.files import read_plain
from leafletgen.errors import ExitCode
from tests.support.program import Run
from tests.support.project import PROJECT, SOURCE

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes, devices and symlinks")

ONE = ("build", "hampshire", "--variant", "parent", "--size", "a5")
LONG = "n" * 300
HUGE = 50_000_000_000


def _pipe(folder: Path) -> str:
    os.mkfifo(folder / "pipe")
    return "pipe"


def _link(folder: Path, target: str) -> str:
    (folder / "link").symlink_to(target)
    return "link"


def _huge(folder: Path) -> str:
    with (folder / "huge").open("wb") as file:
        file.truncate(HUGE)
    return "huge"


def _folder(folder: Path) -> str:
    (folder / "folder").mkdir()
    return "folder"


ODD: dict[str, Callable[[Path], str]] = {
    "pipe": _pipe,
    "device": lambda _: "/dev/zero",
    "terminal": lambda _: "/dev/ptmx",
    "link to a device": lambda folder: _link(folder, "/dev/urandom"),
    "link that leads nowhere": lambda folder: _link(folder, "nowhere"),
    "link to itself": lambda folder: _link(folder, "link"),
    "gigabytes": _huge,
    "folder": _folder,
    "long name": lambda _: LONG,
    "below a file": lambda folder: f"{shutil.copy(__file__, folder)}/x",
}
"""Each makes an odd thing in a folder, and gives its name from there on."""

OWN = ("--data", str(PROJECT / "data"))
READ = {
    "preflight": ("preflight", "{}"),
    "record --from": ("contacts", "record", "--from", "{}", *OWN),
    "agencies import": ("agencies", "import", "{}", *OWN),
    "--output-intent": (*ONE, "--profile", "press", "--output-condition", "X", "--output-intent", "{}"),
    "--officer-file": (*ONE, "--officer-file", "{}"),
    "--from": ("officer", "hampshire", "--variant", "parent", "--from", "{}"),
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("option", READ)
def test_only_a_plain_file_of_limited_size_is_read(
    run: Run, option: str, odd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = ODD[odd](tmp_path)
    outcome = run(*(argument.format(name) for argument in READ[option]))
    assert outcome.code == ExitCode.RESOURCE, outcome
    assert outcome.stderr.count("error: ") == 1
    assert name in outcome.stderr


@pytest.mark.timeout(120)
@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", ["x.pdf", "manifest.json"])
def test_only_a_plain_file_of_limited_size_is_searched(
    run: Run, name: str, odd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).symlink_to(ODD[odd](tmp_path))
    outcome = run("contacts", "where", "023 8090 1234", name)
    assert outcome.code == ExitCode.RESOURCE, outcome
    assert outcome.stderr.count("error: ") == 1
    assert name in outcome.stderr


@pytest.mark.timeout(60)
def test_only_files_of_officers_that_can_be_read_are_cleaned_away(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("dist/personal").mkdir(parents=True)
    Path("dist/personal/sheet-officer.pdf").symlink_to(_pipe(tmp_path))
    shutil.copyfile(__file__, "dist/personal/text-officer.pdf")
    Path(_huge(tmp_path)).rename("dist/personal/huge-officer.pdf")
    outcome = run("officer", "--clean")
    assert outcome.code == ExitCode.DONE, outcome
    kept = ["huge-officer.pdf", "sheet-officer.pdf", "text-officer.pdf"]
    assert sorted(path.name for path in Path("dist/personal").iterdir()) == kept
    assert all(f"{name}: warning: This was not deleted" in outcome.stderr for name in kept), outcome.stderr
    assert run("officer", "--clean", "-o", LONG).code == ExitCode.DONE


@pytest.mark.parametrize("name", ["/dev/null", LONG, "home"])
def test_no_file_of_the_home_folder_changes_or_ends_a_build(
    run_outside: Run, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("home").mkdir()
    for settings in (".reportlab_mods", ".reportlab_settings"):  # ReportLab looks for them.
        Path("home", settings).write_text("raise RuntimeError", encoding="utf-8")
    outcome = run_outside(*ONE, env={"HOME": name}, cwd=tmp_path)
    assert outcome.code == ExitCode.DONE, outcome


_FOR_REPORTLAB = {
    "RL_pageCompression": "abc",
    "RL_invariant": "zz",
    "RL_verbose": "abc",
    "RL_defaultPageSize": "XX",
    "RL_shapeChecking": "q",
    "RL_useA85": "1",
    "RL_canvas_basefontname": "Nope",
}


def test_no_variable_for_reportlab_changes_or_ends_a_build(run_outside: Run, tmp_path: Path) -> None:
    made = []
    for name, variables in (("plain", {}), ("odd", _FOR_REPORTLAB)):
        outcome = run_outside(*ONE, "-o", tmp_path / name, env=variables, cwd=tmp_path)
        assert outcome.code == ExitCode.DONE, outcome
        made.append(next((tmp_path / name).glob("*.pdf")).read_bytes())
    assert made[0] == made[1]


def test_a_current_folder_that_was_removed_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    outcome = run("contacts", "stale")
    assert outcome.code == ExitCode.RESOURCE
    assert "[no-current-folder]" in outcome.stderr


def test_one_odd_file_does_not_cost_the_others(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*ONE).code == 0
    outcome = run("preflight", _pipe(tmp_path), "dist/hampshire-parent-a5.pdf")
    assert outcome.code == ExitCode.RESOURCE
    assert "hampshire-parent-a5.pdf" in outcome.stdout


@pytest.mark.skipif(not os.access("/proc/kmsg", os.R_OK), reason="needs /proc, as its owner")
def test_a_file_that_waits_for_ever_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="pipe or a device"):
        while read_plain(Path("/proc/kmsg"), 100_000_000):  # It may have something to say first.
            pass


def test_a_file_may_grow_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 1000)
    assert len(read_plain(path, 1000)) == 1000
    with pytest.raises(OSError) as caught:
        read_plain(path, 999)
    assert caught.value.errno == errno.EFBIG
    assert read_plain(Path("/proc/self/status"), 100_000)  # It says that it is empty.


DATA = {
    "list": ("list", "--data", "{}"),
    "validate": ("validate", "--data", "{}"),
    "contacts stale": ("contacts", "stale", "--data", "{}"),
    "build": (*ONE, "--data", "{}"),
    "diff": ("diff", "{}", "{}"),
    "diff beside data": ("diff", "{}", str(PROJECT / "data"), "--data", str(PROJECT / "data")),
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("odd", [odd for odd in ODD if odd != "folder"])
@pytest.mark.parametrize("command", DATA)
def test_a_data_folder_is_a_folder(
    run: Run, command: str, odd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = ODD[odd](tmp_path)
    outcome = run(*(argument.format(name) for argument in DATA[command]))
    expected = ExitCode.USAGE if command.startswith("diff") else ExitCode.RESOURCE
    assert outcome.code == expected, outcome
    assert "error: " in outcome.stderr


WRITTEN = {
    "build": (*ONE, "-o", "{}"),
    "build with details": (*ONE, "--officer-name", "Ann Other", "-o", "{}"),
    "contacts sheet": ("contacts", "sheet", "hampshire", "-o", "{}"),
    "schema": ("schema", "-o", "{}"),
    "edition new": ("edition", "new", "kent", "--data", "{}"),
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("odd", [odd for odd in ODD if odd not in ("folder", "terminal")])
@pytest.mark.parametrize("command", WRITTEN)
def test_what_is_no_folder_cannot_be_written_into(
    run: Run, command: str, odd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = ODD[odd](tmp_path)
    outcome = run(*(argument.format(name) for argument in WRITTEN[command]))
    assert outcome.code in (ExitCode.WRITE, ExitCode.RESOURCE), outcome
    assert "error: " in outcome.stderr
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("target", ["nowhere", "nowhere/below", "kent.yaml", "../editions/kent.yaml"])
def test_a_link_that_leads_nowhere_is_not_replaced(run: Run, data: Path, target: str) -> None:
    link = data / "editions" / "kent.yaml"
    link.symlink_to(target)
    outcome = run("edition", "new", "kent", "--data", data)
    assert (outcome.code, link.is_symlink()) == (ExitCode.WRITE, True), outcome
    assert "[link-in-the-way]" in outcome.stderr


def test_a_link_in_place_of_settings(run: Run, tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").symlink_to("nowhere")
    assert run("edition", "new", "kent", "--data", tmp_path).code == ExitCode.RESOURCE


# --- the user's folders ---


@pytest.mark.timeout(120)
@pytest.mark.parametrize("odd", ["pipe", "device", "gigabytes", "folder"])
def test_a_manifest_that_is_no_file_is_not_used(run: Run, odd: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    target = ODD[odd](tmp_path)
    if odd == "folder":
        (out / "manifest.json").mkdir()
    else:
        (out / "manifest.json").symlink_to(tmp_path / target)
    outcome = run(*ONE, "-o", out)
    assert outcome.code == (ExitCode.WRITE if odd == "folder" else 0), outcome
    assert "[manifest-ignored]" in outcome.stderr


def test_a_leaflet_that_was_blown_up_is_made_again(run: Run, tmp_path: Path) -> None:
    assert run(*ONE, "-o", tmp_path).code == 0
    leaflet = tmp_path / "hampshire-parent-a5.pdf"
    with leaflet.open("r+b") as file:
        file.truncate(HUGE)
    assert run(*ONE, "-o", tmp_path).code == 0
    assert leaflet.stat().st_size < 1_000_000


def test_a_huge_file_beside_the_data_is_no_trouble(run: Run, data: Path, tmp_path: Path) -> None:
    _huge(data)
    for _ in range(2):
        assert run(*ONE, "-o", tmp_path / "out", "--data", data).code == 0


SAVED: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "gigabytes": lambda path: path.symlink_to(path.parents[2] / _huge(path.parents[2])),
    "link to itself": lambda path: path.symlink_to(path.name),
    "folder": Path.mkdir,
    "deep": lambda path: path.write_text("[" * 9000, encoding="utf-8"),
    "not text": lambda path: path.write_bytes(b'{"name": "\xff"}'),
    "a number": lambda path: path.write_text('{"name": 5}', encoding="utf-8"),
}

ANSWERS = "no\nAnn Other\n" + "\n" * 7


def _ask(
    *arguments: str, stdin: str | bytes = ANSWERS, code: int = 0, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run `officer` with these answers."""
    process = subprocess.run(
        [sys.executable, "-m", "leafletgen", "officer", *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE), **environment},
        timeout=60,
    )
    assert process.returncode == code, process.stderr
    assert b"Traceback" not in process.stderr
    return process


@pytest.mark.parametrize("odd", SAVED)
def test_saved_details_that_are_no_file_are_not_used(run: Run, odd: str, tmp_path: Path) -> None:
    path = tmp_path / "config" / "leafletgen" / "officer.json"
    path.parent.mkdir(parents=True)
    SAVED[odd](path)
    arguments = ("officer", "hampshire", "--variant", "parent", "-o", tmp_path / "out")
    outcome = run(*arguments, env={"XDG_CONFIG_HOME": str(path.parents[1])}, stdin=ANSWERS)
    assert outcome.code == 0, outcome.stderr
    assert "[remembered-unreadable]" in outcome.stderr
    assert len(list((tmp_path / "out" / "personal").glob("*.pdf"))) == 1


NO_HOME = """
import os, pwd, sys
def getpwuid(_): raise KeyError("nobody")
pwd.getpwuid = getpwuid
os.environ.pop("HOME", None)
os.environ.pop("XDG_CONFIG_HOME", None)
from leafletgen.__main__ import run
sys.argv[0] = "leafletgen"
run()
"""


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [((), 0, b"1 leaflet"), (("--remember",), 0, b"[not-remembered]"), (("--forget",), 0, b"No details were saved")],
)
def test_who_has_no_home_folder_gets_a_leaflet(tmp_path: Path, more: tuple[str, ...], code: int, said: bytes) -> None:
    arguments = ["officer", "hampshire", "--variant", "parent", "-o", str(tmp_path), *more]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    process = subprocess.run(
        [sys.executable, "-c", NO_HOME, *arguments],
        input=ANSWERS.encode(),
        capture_output=True,
        env=environment,
        timeout=60,
    )
    assert (process.returncode, said in process.stderr) == (code, True), process.stderr
    assert len(list(tmp_path.glob("personal/*.pdf"))) == (0 if "--forget" in more else 1)


@pytest.mark.parametrize(
    ("stdin", "said"),
    [
        (b"", b"got no answer"),
        (b"\xff\xfe\n", b"not text"),
        (b"1\n\xc3\x28\n", b"not text"),
        (b"9" * 5000 + b"\n", b"too long"),
        (b"9" * 1000 + b"\n", b"got no answer"),
        (b"\0" * 100_000, b"too long"),
        (b"zzz\n" * 10_000, b"too many"),
    ],
    ids=["nothing", "bytes", "bytes later", "digits", "fewer digits", "noughts", "for ever"],
)
@pytest.mark.timeout(120)
def test_answers_that_are_none(stdin: bytes, said: bytes, tmp_path: Path) -> None:
    process = _ask("-o", str(tmp_path), stdin=stdin, code=2, PYTHONIOENCODING="utf-8:strict")
    assert b"[no-answer]" in process.stderr
    assert said in process.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ("officer",),
        ("officer", "hampshire", "--variant", "parent"),
        (*ONE, "--officer-file", "-"),
        (*ONE, "--officer-file", "-", "--officer-name", "Ann Other"),
    ],
)
@pytest.mark.parametrize("stdin", ["<&-", "</dev/zero", "</dev/null"])
@pytest.mark.timeout(120)
def test_standard_input_that_is_closed_or_endless(arguments: tuple[str, ...], stdin: str, tmp_path: Path) -> None:
    process = subprocess.run(
        ["sh", "-c", f'exec "$@" {stdin}', "sh", sys.executable, "-m", "leafletgen", *arguments, "-o", str(tmp_path)],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        timeout=60,
    )
    empty_file = stdin == "</dev/null" and "--officer-file" in arguments
    assert process.returncode == (ExitCode.CONTENT if empty_file else ExitCode.USAGE), process.stderr
    assert b"Traceback" not in process.stderr
    assert list(tmp_path.iterdir()) == []


COMPLETIONS: dict[str, dict[str, str]] = {
    "no words": {"_LEAFLETGEN_COMPLETE": "bash_complete"},
    "no number": {"_LEAFLETGEN_COMPLETE": "bash_complete", "COMP_WORDS": "leafletgen b", "COMP_CWORD": "x"},
    "open quote": {"_LEAFLETGEN_COMPLETE": "zsh_complete", "COMP_WORDS": 'leafletgen "b', "COMP_CWORD": "9" * 5000},
    "no such shell": {"_LEAFLETGEN_COMPLETE": "nonsense"},
    "no such order": {"_LEAFLETGEN_COMPLETE": "bash_x"},
    "nothing": {"_LEAFLETGEN_COMPLETE": ""},
    "a device": {
        "_LEAFLETGEN_COMPLETE": "bash_complete",
        "COMP_WORDS": "leafletgen build --data /dev/zero h",
        "COMP_CWORD": "4",
    },
    "a long name": {
        "_LEAFLETGEN_COMPLETE": "bash_complete",
        "COMP_WORDS": f"leafletgen build --data {LONG} h",
        "COMP_CWORD": "4",
    },
}


@pytest.mark.parametrize("variables", COMPLETIONS.values(), ids=COMPLETIONS)
def test_a_question_for_completions_that_makes_no_sense(run_outside: Run, variables: dict[str, str]) -> None:
    outcome = run_outside("list", "leaflets", "--nonsense", env=variables)
    asked = bool(variables["_LEAFLETGEN_COMPLETE"])
    assert (outcome.code, outcome.stdout.strip()) == (0 if asked else 2, "")
    assert "Traceback" not in outcome.stderr
    assert not (asked and outcome.stderr)


def test_warnings_of_python_are_for_developers(tmp_path: Path) -> None:
    """The pattern has a set within a set, of which Python warns; the program may refuse it, in its own words."""
    (tmp_path / "settings.yaml").write_text("extends: builtin\n", encoding="utf-8")
    traps = 'traps:\n  - {id: a, pattern: "[[a]x", says: Wrong., instead: Right.}\n'
    (tmp_path / "traps.yaml").write_text(traps, encoding="utf-8")
    (tmp_path / "editions").mkdir()
    shutil.copy(PROJECT / "data" / "editions" / "hampshire.yaml", tmp_path / "editions")
    for command in (("validate", "--data", str(tmp_path)), ("list", "--data", str(tmp_path))):
        process = subprocess.run(
            [sys.executable, "-X", "dev", "-W", "always", "-m", "leafletgen", *command],
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            timeout=60,
        )
        assert process.returncode in (0, ExitCode.CONTENT)
        assert b"Warning" not in process.stderr, process.stderr
