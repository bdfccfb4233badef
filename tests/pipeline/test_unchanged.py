"""The record of a build is kept only if the data had settled: no change of the same moment is overlooked."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leafletgen.content.output_options import OutputOptions
from leafletgen.errors import Problem, WriteError
from leafletgen.output.atomic import TEMPORARY_SUFFIX
from leafletgen.output.hashes import hash_file
from leafletgen.pipeline import unchanged
from leafletgen.pipeline.request import Request
from leafletgen.pipeline.unchanged import save_snapshot, snapshot_inputs
from leafletgen.resources import fonts_folder, icc_folder
from tests.support.checked import check_all
from tests.support.team import NAMES, Team


def last_change(data: Path) -> float:
    """When anything of a data folder was last written, or its folders changed."""
    return max(max(path.stat().st_mtime, path.stat().st_ctime) for path in (data, *data.rglob("*")))


def is_remembered(team: Team, started: float, **asked: Any) -> bool:
    """Whether a build that began at the time `started` saves the next one its work."""
    usual = {"fonts": fonts_folder(), "icc": icc_folder(), "environment": {"LEAFLETGEN_CACHE_DIR": str(team.cache)}}
    request = Request(**{"data": team.data, "output": team.output, **usual, **asked})
    report = team.build(**asked)
    team.forget()
    hashes = {path.name: hash_file(path) for path in report.files}
    save_snapshot(request, report, hashes, snapshot_inputs(request, [str(team.data)], started))
    return recalls(team, **asked)


def recalls(team: Team, **asked: Any) -> bool:
    """Whether a build finds that it has nothing to do without reading the data."""
    return "unchanged" in team.build(**asked).timings


@pytest.mark.parametrize(
    ("later", "remembered"), [(-1.0, False), (0.0, False), (0.05, False), (0.2, True), (9.0, True)]
)
def test_a_build_is_remembered_if_its_data_were_a_tenth_of_a_second_old(
    team: Team, later: float, remembered: bool
) -> None:
    """A change in the same tick of the file system's clock would look as if it were none."""
    assert is_remembered(team, last_change(team.data) + later) is remembered


@pytest.mark.skipif(os.name != "posix", reason="needs the time at which a file was last changed in any way")
def test_a_file_that_was_changed_and_dated_back_counts_as_changed(team: Team) -> None:
    for path in (team.data, *team.data.rglob("*")):
        os.utime(path, (1, 1))
    assert not is_remembered(team, last_change(team.data))
    assert is_remembered(team, last_change(team.data) + 1)


def test_data_that_are_dated_in_the_future_are_never_remembered(team: Team) -> None:
    os.utime(team.data / "agencies.yaml", (2**32, 2**32))
    assert not is_remembered(team, time.time() + 60)


def test_a_folder_that_changed_is_looked_at_as_its_files_are(team: Team) -> None:
    """A file went: what is left of it is the time of its folder."""
    team.settle()
    (team.data / "editions" / "new.txt").touch()
    (team.data / "editions" / "new.txt").unlink()
    files = max(path.stat().st_ctime for path in team.data.rglob("*") if path.is_file())
    assert files + 0.1 < last_change(team.data) == (team.data / "editions").stat().st_ctime
    assert not is_remembered(team, last_change(team.data))


def test_inputs_that_changed_meanwhile_are_not_remembered_even_if_they_change_back(team: Team, tmp_path: Path) -> None:
    fonts = Path(shutil.copytree(fonts_folder(), tmp_path / "fonts"))
    font = next(fonts.glob("*.ttf"))
    right = font.read_bytes()
    environment = {"LEAFLETGEN_CACHE_DIR": str(team.cache)}
    request = Request(team.data, fonts, icc_folder(), team.output, environment=environment)
    report = team.build(fonts=fonts)
    team.forget()
    snapshot = snapshot_inputs(request, [str(team.data)], last_change(team.data) + 1)
    font.write_bytes(right + b"\0")
    save_snapshot(request, report, {path.name: hash_file(path) for path in report.files}, snapshot)
    font.write_bytes(right)
    assert not recalls(team, fonts=fonts)


def test_a_removed_file_makes_the_snapshot_useless(team: Team) -> None:
    assert is_remembered(team, last_change(team.data) + 1)
    report = team.build()
    assert [path.name for path in report.files] == NAMES
    (team.output / NAMES[0]).unlink()
    assert not recalls(team)


def test_a_record_that_somebody_edited_is_not_used(team: Team) -> None:
    assert is_remembered(team, last_change(team.data) + 1)
    (record,) = (team.cache / "builds").iterdir()
    kept = json.loads(record.read_bytes())
    assert kept["record"]["warnings"]
    kept["record"]["warnings"] = []
    record.write_text(json.dumps(kept), encoding="utf-8")
    assert not recalls(team)


def test_what_a_stopped_build_left_is_removed_before_the_snapshot_is_used(team: Team) -> None:
    assert is_remembered(team, last_change(team.data) + 1)
    left = team.output / f".a.pdf.0a1b2c3d{TEMPORARY_SUFFIX}"
    left.touch()
    assert not recalls(team)
    assert not left.exists()


def test_a_build_with_an_error_is_not_remembered(team: Team) -> None:
    environment = {"LEAFLETGEN_CACHE_DIR": str(team.cache)}
    request = Request(team.data, fonts_folder(), icc_folder(), team.output, environment=environment)
    report = team.build()
    team.forget()
    snapshot = snapshot_inputs(request, [str(team.data)], last_change(team.data) + 1)
    hashes = {path.name: hash_file(path) for path in report.files}
    wrong = WriteError(Problem("disk-full", "There is no room left.", "Make room."))
    save_snapshot(request, report._replace(errors=(wrong,)), hashes, snapshot)
    assert not recalls(team)


def with_another_byte(fonts: Path, copy: Path) -> dict[str, Any]:
    shutil.copytree(fonts, copy)
    with next(copy.glob("*.ttf")).open("ab") as file:
        file.write(b"\0")
    return {"fonts": copy}


def renamed(path: Path) -> dict[str, Any]:
    """Another name in the same place among its neighbours, so that the bytes follow one another as before."""
    path.rename(path.with_stem(f"{path.stem}-two"))
    return {}


def added(path: Path) -> dict[str, Any]:
    path.touch()
    return {}


ASKED: dict[str, Callable[[Team], dict[str, Any]]] = {
    "another date": lambda team: {
        "environment": {"LEAFLETGEN_CACHE_DIR": str(team.cache), "SOURCE_DATE_EPOCH": "1000000000"}
    },
    "a font": lambda team: with_another_byte(fonts_folder(), team.data.parent / "fonts"),
    "a file's name": lambda team: renamed(team.data / "leaflets" / "parent.yaml"),
    "a new file": lambda team: added(team.data / "new.txt"),
    "editions": lambda team: {"editions": ("dorset",)},
    "variants": lambda team: {"variants": ("child",)},
    "sizes": lambda team: {"sizes": ("a5",)},
    "options": lambda team: {"options": OutputOptions(mono=True)},
    "the usual options in so many words": lambda team: {"profile_given": True},
    "all anew": lambda team: {"force": True},
    "what is no longer made": lambda team: {"prune": True},
    "a check": lambda team: {"mode": "check"},
    "another output folder": lambda team: {"output": team.output.parent / "other"},
}


@pytest.mark.parametrize("what", ASKED)
def test_any_other_option_or_file_means_a_full_build(team: Team, what: str) -> None:
    assert is_remembered(team, last_change(team.data) + 1)
    assert not recalls(team, **ASKED[what](team))


def test_a_file_that_moved_to_another_folder_means_a_full_build(team: Team) -> None:
    """Even where it keeps its name, its bytes and its place among the others."""
    last = team.data / "leaflets" / "zz.txt"
    last.touch()
    assert is_remembered(team, last_change(team.data) + 1)
    last.rename(team.data / "zz.txt")
    assert not recalls(team)


def test_another_program_means_a_full_build(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_remembered(team, last_change(team.data) + 1)
    monkeypatch.setattr(unchanged, "program", lambda: "leafletgen of another day")
    assert not recalls(team)


def changed(profile: Path) -> dict[str, Any]:
    profile.write_bytes(profile.read_bytes()[:-1] + b"\1")
    return {}


PRINTING: dict[str, Callable[[Path], dict[str, Any]]] = {
    "name": lambda profile: {"condition": "FOGRA51"},
    "file": lambda profile: {"intent": Path(shutil.copy(profile, profile.with_name("other.icc")))},
    "bytes": changed,
}


@pytest.mark.parametrize("what", PRINTING)
def test_another_printing_condition_means_a_full_build(team: Team, what: str) -> None:
    profile = Path(shutil.copy(icc_folder() / "FOGRA39L_coated.icc", team.data.parent / "one.icc"))
    check_all(team.data)
    press = {"options": OutputOptions(profile="press"), "editions": ("wide",), "variants": ("child",)}
    asked = {**press, "intent": profile, "condition": "FOGRA39"}
    assert is_remembered(team, last_change(team.data) + 1, **asked)
    assert not recalls(team, **{**asked, **PRINTING[what](profile)})
