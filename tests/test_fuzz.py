"""tools/fuzz.py: the program answers inputs that were changed at random; and the tool tells when it does not."""

from __future__ import annotations

import mmap
import os
import random
import signal
import time
from pathlib import Path

import pytest

from tools import fuzz
from tools.fuzz_inputs import KINDS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs fork, timers and limits of processes"),
]

SEED = 20261127
FEW = {"data": 40, "svg": 30, "csv": 4, "options": 25}
FEW |= dict.fromkeys(("translation", "po", "xliff", "table", "workbook"), 12)


@pytest.mark.parametrize("kind", FEW)
def test_inputs_changed_at_random_are_answered(kind: str) -> None:
    outcomes = list(fuzz.run(SEED, range(FEW[kind]), [kind], 1))
    assert [outcome.number for outcome in outcomes] == list(range(FEW[kind]))
    assert [outcome for outcome in outcomes if outcome.fault] == []


def _tree(folder: Path) -> dict[str, bytes]:
    plain = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size < 1_000_000)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in plain}


@pytest.mark.parametrize("kind", KINDS)
def test_an_input_is_made_from_seed_and_number_alone(kind: str, tmp_path: Path) -> None:
    made = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        arguments = KINDS[kind](random.Random(f"{SEED} 7"), tmp_path / name)
        made.append(([argument.replace(str(tmp_path / name), "") for argument in arguments], _tree(tmp_path / name)))
    assert made[0] == made[1]


def _crash(_random: random.Random, _folder: Path) -> list[str]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def _hang(_random: random.Random, _folder: Path) -> list[str]:
    time.sleep(60)
    return []


def _swell(_random: random.Random, _folder: Path) -> list[str]:
    bytearray(3 * fuzz.BYTES)
    return []


@pytest.mark.parametrize("harm", [_crash, _hang, _swell])
def test_an_input_that_ends_a_process_is_named_and_the_others_go_on(
    harm: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzz, "SECONDS", 1)
    monkeypatch.setattr(fuzz, "_PATIENCE", 1)
    monkeypatch.setitem(KINDS, "csv", harm)
    outcomes = list(fuzz.run(SEED, range(4), ["csv"], 2))
    assert sorted(outcome.number for outcome in outcomes) == [0, 1, 2, 3]
    assert all(outcome.fault for outcome in outcomes)


def _need_a_little(_random: random.Random, _folder: Path) -> list[str]:
    bytearray(fuzz.BYTES // 10)
    return ["--version"]


def test_what_the_process_had_before_does_not_count_as_memory_of_an_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "csv", _need_a_little)
    with mmap.mmap(-1, 2 * fuzz.BYTES):
        (outcome,) = fuzz.run(SEED, [0], ["csv"], 1)
    assert outcome.fault == ""


def test_a_traceback_is_a_failure(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(_chosen: Path | None) -> Path:
        raise ZeroDivisionError

    monkeypatch.setattr("leafletgen.cli.validate.data_to_read", fail)
    monkeypatch.setattr("leafletgen.cli.list.data_to_read", fail)
    assert fuzz.main(["--count", "3", "--seed", "5", "--kinds", "data"]) == 1
    said = capsys.readouterr().out
    assert said.count("exit 1") == 3
    assert "seed 5, 3 inputs" in said
