"""The record of a build is kept only if the data had settled: no change of the same moment is overlooked."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from leafletgen.output.hashes import hash_file
from leafletgen.pipeline.request import Request
from leafletgen.pipeline.unchanged import save_snapshot, snapshot_inputs
from leafletgen.resources import fonts_folder, icc_folder
from tests.pipeline.conftest import NAMES, Team


def last_change(data: Path) -> float:
    """When anything of a data folder was last written, or its folders changed."""
    return max(max(path.stat().st_mtime, path.stat().st_ctime) for path in (data, *data.rglob("*")))


def is_remembered(team: Team, started: float) -> bool:
    """Whether a build that began at the time `started` saves the next one its work."""
    environment = {"LEAFLETGEN_CACHE_DIR": str(team.cache)}
    request = Request(team.data, fonts_folder(), icc_folder(), team.output, environment=environment)
    report = team.build()
    team.forget()
    hashes = {path.name: hash_file(path) for path in report.files}
    save_snapshot(request, report, hashes, snapshot_inputs(request, [str(team.data)], started))
    return "recall" in team.build().timings


@pytest.mark.parametrize(
    ("later", "remembered"), [(-1.0, False), (0.0, False), (0.05, False), (0.2, True), (9.0, True)]
)
def test_a_build_is_remembered_if_its_data_were_a_tenth_of_a_second_old(
    team: Team, later: float, remembered: bool
) -> None:
    """A change in the same tick of the file system's clock would look as if it were none."""
    assert is_remembered(team, last_change(team.data) + later) is remembered


@pytest.mark.skipif(os.name != "posix", reason="needs the time at which a file was last changed in any way")
def test_a_file_that_was_changed_and_dated_back_is_new_all_the_same(team: Team) -> None:
    path = team.data / "agencies.yaml"
    os.utime(path, (1, 1))
    assert last_change(team.data) == path.stat().st_ctime
    assert not is_remembered(team, path.stat().st_ctime)


def test_data_that_are_dated_in_the_future_are_never_settled(team: Team) -> None:
    os.utime(team.data / "agencies.yaml", (2**32, 2**32))
    assert not is_remembered(team, time.time() + 60)


def test_a_folder_that_changed_is_looked_at_as_its_files_are(team: Team) -> None:
    (team.data / "editions" / "new.txt").touch()
    (team.data / "editions" / "new.txt").unlink()
    changed = (team.data / "editions").stat().st_ctime
    assert changed == last_change(team.data)
    assert not is_remembered(team, changed)


def test_what_is_remembered_is_all_of_it(team: Team) -> None:
    assert is_remembered(team, last_change(team.data) + 1)
    report = team.build()
    assert [path.name for path in report.files] == NAMES
    (team.output / NAMES[0]).unlink()
    assert "recall" not in team.build().timings
