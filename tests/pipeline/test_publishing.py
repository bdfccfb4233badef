"""Results are written while others are made, in their order; a failure of one does not affect the others."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leafletgen.errors import Problem, ProductError, UnexpectedError, WriteError
from leafletgen.output import atomic
from leafletgen.output.atomic import TEMPORARY_SUFFIX
from leafletgen.pipeline import publishing
from leafletgen.pipeline.jobs import Result
from leafletgen.pipeline.plan import OutputFile
from leafletgen.pipeline.publishing import AT_A_TIME, publish_in_turn, publish_meanwhile

WAYS = pytest.mark.parametrize("way", [publish_in_turn, publish_meanwhile])


def _results(count: int) -> list[Result]:
    return [Result(OutputFile(f"edition-{number:02}", "child", "a5"), b"%%PDF %d" % number) for number in range(count)]


def _names(results: list[Result]) -> list[str]:
    return [result.output_file.name for result in results]


@WAYS
def test_results_come_in_order_and_their_files_are_published(way: Any, tmp_path: Path) -> None:
    results = _results(3 * AT_A_TIME)
    seen = []
    for published in way(iter(results), tmp_path):
        assert (tmp_path / published.result.output_file.name).read_bytes() == published.result.data
        assert published.seconds > 0
        seen.append(published.result)
    assert seen == results
    assert sorted(path.name for path in tmp_path.iterdir()) == _names(results)


@WAYS
def test_a_file_that_cannot_be_published_stops_no_other(
    way: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third, fourth = _results(4)
    failed = first._replace(data=b"", error=ProductError(Problem("faulty", "It is not as it should be.", "")))
    (tmp_path / second.output_file.name).mkdir()
    publish = atomic.publish

    def failing(data: bytes, path: Path) -> None:
        if path.name == third.output_file.name:
            raise ZeroDivisionError("by nought")
        publish(data, path)

    monkeypatch.setattr(publishing, "publish", failing)
    found = [published.result for published in way([failed, second, third, fourth], tmp_path)]
    assert found[0] == failed
    assert not (tmp_path / failed.output_file.name).exists()
    assert isinstance(found[1].error, WriteError)
    assert isinstance(found[2].error, UnexpectedError)
    assert found[2].error.problems[0].message == "ZeroDivisionError: by nought"
    assert found[3] == fourth
    assert (tmp_path / fourth.output_file.name).read_bytes() == fourth.data


def test_the_next_leaflet_is_made_while_the_disk_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for_more = threading.Event()
    waited: list[bool] = []
    flush = os.fsync

    def slow(descriptor: int) -> None:
        waited.append(asked_for_more.wait(30))
        flush(descriptor)

    def made() -> Iterator[Result]:
        first, second = _results(2)
        yield first
        asked_for_more.set()
        yield second

    monkeypatch.setattr(os, "fsync", slow)
    assert len(list(publish_meanwhile(made(), tmp_path))) == 2
    assert waited == [True, True]


def test_only_a_fixed_number_of_files_waits_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Result] = []
    blocked = threading.Event()
    flush = os.fsync

    def slow(descriptor: int) -> None:
        blocked.wait(30)
        flush(descriptor)

    def results() -> Iterator[Result]:
        for result in _results(4 * AT_A_TIME):
            made.append(result)
            if len(made) == AT_A_TIME + 1:
                blocked.set()
            yield result

    monkeypatch.setattr(os, "fsync", slow)
    published = publish_meanwhile(results(), tmp_path)
    next(published)
    assert len(made) <= AT_A_TIME + 1
    published.close()


def test_a_publisher_closed_early_leaves_only_whole_files(tmp_path: Path) -> None:
    results = _results(4 * AT_A_TIME)
    source = iter(results)
    published = publish_meanwhile(source, tmp_path)
    next(published)
    published.close()
    left = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    whole = {result.output_file.name: result.data for result in results}
    assert left.items() <= whole.items()
    assert not any(name.endswith(TEMPORARY_SUFFIX) for name in left)
    assert next(source, None) is not None
