"""Bad input at the command line: the right exit code, a clear problem, no traceback, and old files unchanged."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from leafletgen.content.leaflet import Leaflet
from leafletgen.errors import ExitCode
from leafletgen.layout import fit
from tests.support.pdf_checks import CheckPdf
from tests.support.program import Outcome, Run
from tests.support.project import SOURCE

Break = Callable[[Path], object]


def _replace(name: str, old: str, new: str) -> Break:
    def breaker(data: Path) -> None:
        path = data / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return breaker


def _append(name: str, addition: bytes) -> Break:
    def breaker(data: Path) -> None:
        with (data / name).open("ab") as file:
            file.write(addition)

    return breaker


def _a_folder_in_place_of(name: str) -> Break:
    def breaker(data: Path) -> None:
        (data / name).unlink()
        (data / name).mkdir()

    return breaker


def _grow(data: Path) -> None:
    with (data / "agencies.yaml").open("ab") as file:
        file.truncate(100_000_000)


def _too_much_text(data: Path) -> None:
    path = data / "leaflets" / "parent.yaml"
    leaflet: Any = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
    leaflet["sections"][0]["blocks"] = [{"text": "Some plain words that go on" + " and on" * 80} for _ in range(100)]
    path.write_text(yaml.safe_dump(leaflet, allow_unicode=True, sort_keys=False), encoding="utf-8")


FAULTS: dict[str, tuple[Break, ExitCode]] = {
    "not YAML": (_append("agencies.yaml", b"\n]: {\n"), ExitCode.CONTENT),
    "not UTF-8": (_append("areas.yaml", b"# \xff\xfe\n"), ExitCode.CONTENT),
    "unknown key": (_append("editions/hampshire.yaml", b"colour: red\n"), ExitCode.CONTENT),
    "key given twice": (_append("editions/hampshire.yaml", b"id: hampshire\n"), ExitCode.CONTENT),
    "no such date": (_replace("editions/hampshire.yaml", "date: 20", "date: 99-"), ExitCode.CONTENT),
    "area of nowhere": (_replace("editions/hampshire.yaml", "isle-of-wight", "isle-of-white"), ExitCode.CONTENT),
    "a loop of aliases": (_append("areas.yaml", b"\nx: &x [*x, *x]\n"), ExitCode.CONTENT),
    "control character": (_append("areas.yaml", b"# \x1b[31m\n"), ExitCode.CONTENT),
    "100 MB": (_grow, ExitCode.CONTENT),
    "too much text": (_too_much_text, ExitCode.FIT),
    "file missing": (lambda data: (data / "areas.yaml").unlink(), ExitCode.RESOURCE),
    "folder in place of a file": (_a_folder_in_place_of("areas.yaml"), ExitCode.RESOURCE),
    "folder missing": (shutil.rmtree, ExitCode.RESOURCE),
}


def _refused(outcome: Outcome, code: ExitCode) -> None:
    assert outcome.code == code, outcome
    assert "Traceback" not in outcome.stderr
    assert "error: " in outcome.stderr
    assert "\x1b" not in outcome.stderr
    assert outcome.stdout == ""


@pytest.mark.parametrize("fault", FAULTS)
def test_faulty_data_leave_the_last_good_file(run: Run, fault: str, data: Path, tmp_path: Path) -> None:
    command = ("build", "hampshire", "--variant", "parent", "--size", "a5", "--data", data, "-o", tmp_path / "out")
    assert run(*command).code == 0
    good = tmp_path / "out" / "hampshire-parent-a5.pdf"
    before = good.read_bytes(), good.stat().st_mtime_ns
    breaker, code = FAULTS[fault]
    breaker(data)
    _refused(run(*command), code)
    assert (good.read_bytes(), good.stat().st_mtime_ns) == before
    assert sorted(path.name for path in good.parent.iterdir()) == [good.name, "manifest.json"]


@pytest.mark.parametrize("fault", [name for name, (_, code) in FAULTS.items() if code != ExitCode.FIT])
def test_validate_and_list_refuse_faulty_data(run: Run, fault: str, data: Path) -> None:
    breaker, code = FAULTS[fault]
    breaker(data)
    _refused(run("validate", "--data", data), code)
    _refused(run("list", "--data", data), code)


def test_what_does_not_fit_stops_only_itself(run: Run, data: Path, tmp_path: Path, check_pdf: CheckPdf) -> None:
    _too_much_text(data)
    outcome = run("build", "hampshire", "--data", data, "-o", tmp_path / "out")
    assert outcome.code == ExitCode.FIT
    assert sorted(path.name for path in (tmp_path / "out").glob("*.pdf")) == [
        "hampshire-child-a4.pdf",
        "hampshire-child-a5.pdf",
    ]
    for line in outcome.stdout.splitlines():
        check_pdf(Path(line))


def test_the_highest_exit_code_wins(run: Run, data: Path, tmp_path: Path) -> None:
    _too_much_text(data)
    (tmp_path / "out" / "hampshire-child-a4.pdf").mkdir(parents=True)
    outcome = run("build", "hampshire", "--data", data, "-o", tmp_path / "out")
    assert outcome.code == ExitCode.WRITE
    assert "[folder-in-the-way]" in outcome.stderr
    assert outcome.stdout.splitlines() == [str(tmp_path / "out" / "hampshire-child-a5.pdf")]


def test_a_crash_is_not_outranked_by_other_kinds_of_failure(
    run: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _too_much_text(data)
    (tmp_path / "out" / "hampshire-child-a4.pdf").mkdir(parents=True)

    def failing(leaflet: Leaflet, form: str, *arguments: Any, **more: Any) -> Any:
        if (leaflet.variant, form) == ("child", "a5"):
            raise ZeroDivisionError("by nought")
        return fit.lay_out(leaflet, form, *arguments, **more)

    monkeypatch.setattr("leafletgen.pipeline.render.lay_out", failing)
    outcome = run("build", "hampshire", "--data", data, "-o", tmp_path / "out")
    for code in ("unexpected", "folder-in-the-way", "does-not-fit"):
        assert f"[{code}]" in outcome.stderr
    assert outcome.code == ExitCode.UNEXPECTED


def test_an_output_folder_that_is_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    _refused(run("build", "hampshire", "-o", tmp_path / "out"), ExitCode.WRITE)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("value", ["", "yesterday", "-1", "1.5", "9" * 30, "²"])
def test_a_bad_source_date_epoch(run: Run, tmp_path: Path, value: str) -> None:
    outcome = run("build", "hampshire", "-o", tmp_path / "out", env={"SOURCE_DATE_EPOCH": value})
    _refused(outcome, ExitCode.USAGE)
    assert "[bad-source-date-epoch]" in outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("bild",), "build"),
        (("build", "--varient", "child"), "--variant"),
        (("validate", "--jason"), "--json"),
        (("build", "--size", "a6"), "'a4', 'a5'"),
        (("list", "edition"), "'editions'"),
    ],
)
def test_mistyped_words_exit_2_with_a_suggestion(run: Run, arguments: tuple[str, ...], answer: str) -> None:
    outcome = run(*arguments)
    assert outcome.code == ExitCode.USAGE
    assert answer in outcome.stderr
    assert outcome.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "hampshire", "-o", ""),
        ("build", "hampshire", "--officer-file", ""),
        ("build", "hampshire", "--profile", "press", "--output-intent", "", "--output-condition", "FOGRA51"),
        ("contacts", "sheet", "hampshire", "--output-dir="),
        ("diff", "", "."),
        ("diff", ".", ""),
        ("edition", "new", "kent", "--data", ""),
        ("list", "--data", ""),
        ("officer", "hampshire", "-o", ""),
        ("officer", "hampshire", "--from", ""),
        ("preflight", ""),
        ("schema", "-o", ""),
    ],
)
def test_an_empty_name_is_not_the_current_folder(
    run: Run, arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run(*arguments)
    assert outcome.code == ExitCode.USAGE
    assert "The name is empty" in outcome.stderr
    assert outcome.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_an_unexpected_error_asks_for_a_report(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_chosen: Path | None) -> Path:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("leafletgen.cli.validate.data_to_read", fail)
    short, long = run("validate"), run("validate", "-v")
    assert (short.code, long.code) == (ExitCode.UNEXPECTED, ExitCode.UNEXPECTED)
    assert "ZeroDivisionError: by nought [unexpected]" in short.stderr
    assert "please report" in short.stderr.lower()
    assert "Traceback" not in short.stderr
    assert "Traceback" in long.stderr


def test_an_interrupt_exits_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_chosen: Path | None) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr("leafletgen.cli.validate.data_to_read", interrupt)
    outcome = run("validate")
    assert outcome.code == ExitCode.INTERRUPTED
    assert "[interrupted]" in outcome.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes and signals")
def test_ctrl_c_in_a_real_process_exits_130(tmp_path: Path) -> None:
    script = (
        "import signal, time, leafletgen.cli.validate\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # which a test run in the background has ignored
        "from leafletgen.cli.main import main\n"
        "leafletgen.cli.validate.data_to_read = lambda _: (print('ready', flush=True), time.sleep(60))\n"
        "main(['validate'])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=30)
    assert process.returncode == ExitCode.INTERRUPTED
    assert "Traceback" not in stderr


def test_a_closed_pipe_is_no_error() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "leafletgen", "list", "agencies"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=30) == 0
    process.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_results_that_cannot_be_printed_are_an_error() -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "leafletgen", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            timeout=30,
        )
    assert process.returncode == ExitCode.WRITE
    assert b"[not-printed]" in process.stderr


@pytest.mark.parametrize(
    "arguments", [("list", "agencies"), ("validate",), ("build", "nowhere"), ("bild",), ("list", "--data", "nowhere")]
)
def test_a_process_and_a_call_behave_the_same(run: Run, run_outside: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments) == run_outside(*arguments)
