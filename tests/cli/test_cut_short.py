"""Runs that were cut short, and arguments and dates at the ends of what can be typed."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from leafletgen.content.source import read_folder
from tests.support.program import Run
from tests.support.project import SOURCE

CHECK = ("--on", "2026-01-05", "--how", "rang it", "--by", "comms officer")

STOPPED = """
import os, signal, sys, time
from leafletgen.output import atomic
def stop(_data, _file):
    print("writing", flush=True)
    time.sleep(60)
atomic._flush = stop
from leafletgen.__main__ import run
sys.argv[0] = "leafletgen"
run()
"""

WRITING = {
    "contacts record": (("contacts", "record", "childline", "phone", *CHECK, "--data", "{}"), "."),
    "edition new": (("edition", "new", "kent", "--data", "{}"), "schemas"),
    "schema": (("schema", "-o", "{}"), "."),
    "contacts sheet": (("contacts", "sheet", "hampshire", "-o", "{}"), "."),
    "build": (("build", "hampshire", "--variant", "parent", "--size", "a5", "-o", "{}"), "."),
}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("command", WRITING)
def test_what_a_killed_run_leaves_is_removed_by_the_next(run: Run, data: Path, command: str) -> None:
    template, place = WRITING[command]
    arguments = [argument.format(data) for argument in template]
    before = {path: path.read_bytes() for path in data.rglob("*.yaml")}
    with subprocess.Popen(
        [sys.executable, "-c", STOPPED, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        process.kill()
    assert list((data / place).glob(".*.leafletgen-tmp"))
    assert {path: path.read_bytes() for path in data.rglob("*.yaml")} == before
    read_folder(data)
    assert run(*arguments).code == 0
    assert not list(data.rglob(".*"))


def test_checks_recorded_at_once_are_all_kept(data: Path) -> None:
    contacts = ["phone", "web"]
    command = [sys.executable, "-m", "leafletgen", "contacts", "record", "childline"]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    running = [
        subprocess.Popen([*command, contact, *CHECK, "--data", str(data)], env=environment, stderr=subprocess.PIPE)
        for contact in contacts
    ]
    for process in running:
        assert process.communicate(timeout=120) and process.returncode == 0
    assert (data / "checks.yaml").read_text(encoding="utf-8").count("2026-01-05") == len(contacts)


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "words", ["Aa " * 40_000, "A" * 100_000, "a " * 40_000, "A " * 39_999 + "a", "\u0301" * 90_000, "Aa\u2003" * 20_000]
)
@pytest.mark.parametrize("option", ["--by", "--how", "--on", "agency", "contact"])
def test_words_without_end(run: Run, data: Path, option: str, words: str) -> None:
    values = {
        "--on": "2026-01-05",
        "--how": "rang it",
        "--by": "comms officer",
        "agency": "childline",
        "contact": "phone",
    }
    values[option] = words
    agency, contact = values.pop("agency"), values.pop("contact")
    typed = [part for pair in values.items() for part in pair]
    outcome = run("contacts", "record", "--data", data, *typed, "--", agency, contact)
    assert outcome.code == 2, outcome.stderr[:500]
    assert not list(data.glob(".*"))


@pytest.mark.parametrize("date", ["2020-01-01", "2024-02-29"])
def test_the_dates_of_a_file_are_those_of_its_edition(run: Run, data: Path, tmp_path: Path, date: str) -> None:
    path = data / "editions" / "hampshire.yaml"
    lines = [f"date: {date}" if line.startswith("date:") else line for line in path.read_text("utf-8").splitlines()]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert run("build", "hampshire", "--variant", "parent", "--size", "a5", "--data", data, "-o", tmp_path).code == 0
    with pikepdf.open(io.BytesIO((tmp_path / "hampshire-parent-a5.pdf").read_bytes())) as pdf:
        assert str(pdf.docinfo.CreationDate) == f"D:{date.replace('-', '')}000000Z"
        assert f"<xmp:CreateDate>{date}T00:00:00Z<".encode() in pdf.Root.Metadata.read_bytes()
