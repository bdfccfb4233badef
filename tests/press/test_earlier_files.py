"""Files of an earlier build beside new ones: the build names those that it did not make again, and preflight too."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from leafletgen.errors import ExitCode
from leafletgen.output.beside import Manifests
from tests.support.checked import check_all
from tests.support.faults import AG, ED, FIXTURE, PA, Row, edit
from tests.support.program import Outcome
from tests.support.program import run_inside as run

PARENT, CHILD = "hampshire-parent-a5-press.pdf", "hampshire-child-a5-press.pdf"
OFFICE = "hampshire-parent-a5.pdf"
SETTINGS = "build: [{sizes: [a5], profile: press}, {sizes: [a5], variants: [parent]}]\n"


def replaced(data: Path, file: str, old: str, new: str) -> None:
    edit(data, Row(file, old, new, ()))


def newer(data: Path) -> None:
    replaced(data, ED, 'version: "1"', 'version: "2"')
    replaced(data, ED, "2026-11-24", "2026-11-27")


def number(data: Path) -> None:
    replaced(data, AG, "value: 023 8090 1234", "value: 023 8090 4321")


def build(data: Path, *options: str | Path) -> Outcome:
    return run("build", "--data", data, "-o", data.parent / "out", *options)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with data of which all contacts are checked, and the output folder of a build of them."""
    place = tmp_path_factory.mktemp("first")
    data = Path(shutil.copytree(FIXTURE, place / "data"))
    (data / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    check_all(data)
    assert build(data).code == 0
    return place


@pytest.fixture
def data(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first, tmp_path / "team")) / "data"


def said(data: Path) -> dict[str, list[str]]:
    """What the manifest says against files of the output folder, as codes; nothing of a sound one."""
    manifests = Manifests()
    paths = sorted((data.parent / "out").glob("*.pdf"))
    found = {path.name: [one.code for one in manifests.problems(path, path.read_bytes())] for path in paths}
    return {name: codes for name, codes in found.items() if codes}


def unchecked(data: Path) -> None:
    newer(data)
    number(data)  # Its check was of the other number, and only the leaflet for parents prints it.


def without_room(data: Path) -> None:
    newer(data)
    replaced(data, PA, "- box: Keep this leaflet.", f"- box: Keep this {'leaflet' * 30}.")


REFUSED: dict[str, tuple[Callable[[Path], None], tuple[str, ...], list[str]]] = {
    "a contact of one leaflet is not checked": (unchecked, (), [PARENT]),
    "nothing at all is made": (unchecked, ("--profile", "press", "--variant", "parent", "--size", "a5"), [PARENT]),
    "a word has no room": (without_room, (), [PARENT, OFFICE]),
    "a draft in its place": (unchecked, ("hampshire", "--draft-unchecked"), [PARENT]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_build_names_the_older_files_that_it_leaves_and_so_does_the_manifest(name: str, data: Path) -> None:
    change, options, older = REFUSED[name]
    assert said(data) == {}
    change(data)
    before = {file: (data.parent / "out" / file).read_bytes() for file in older}
    for _ in range(2):  # The second finds the manifest of the first.
        outcome = build(data, *options)
        assert (outcome.code == 0) == ("--draft-unchecked" in options), outcome.stderr
        for file in (PARENT, CHILD, OFFICE):
            said_of_it = "This file was not made again, and is still that of an earlier build; it has version 1 of"
            assert (f"{file}: warning: {said_of_it}" in outcome.stderr) == (file in older), (file, outcome.stderr)
    assert {file: (data.parent / "out" / file).read_bytes() for file in older} == before
    expected = {file: ["older-file"] for file in older}
    assert {file: codes for file, codes in said(data).items() if file in older} == expected
    manifest = json.loads((data.parent / "out" / "manifest.json").read_text("utf-8"))
    assert {entry["file"] for entry in manifest["files"] if entry["outdated"]} == {*older}


def test_once_the_fault_is_mended_all_is_made_again(data: Path) -> None:
    replaced(data, AG, "value: 023 8090 1234", "value: 023 8090 4321")
    assert build(data).code == ExitCode.CONTENT
    replaced(data, AG, "value: 023 8090 4321", "value: 023 8090 1234")  # The data are those of the older file again.
    outcome = build(data)
    assert (outcome.code, said(data)) == (0, {}), outcome.stderr
    assert "older-file" not in outcome.stderr
    assert build(data, "--check").code == 0


def test_preflight_calls_no_older_file_fit(data: Path) -> None:
    unchecked(data)
    build(data)
    out = data.parent / "out"
    outcome = run("preflight", out / PARENT, out / CHILD)
    assert outcome.code == ExitCode.PRODUCT
    (line,) = [line for line in outcome.stderr.splitlines() if ": error: " in line]
    reason = "a later build should have made this file again, and did not: it still has version 1 of 24 November 2026"
    assert line == f"{out / PARENT}: error: {reason} [older-file]"
    assert "fit for printing" not in outcome.stderr


def alone(data: Path) -> None:
    newer(data)
    assert build(data, "--variant", "child", "--size", "a5", "--profile", "press").code == 0


def same_day(data: Path) -> None:
    replaced(data, ED, 'version: "1"', 'version: "1.9"')
    assert build(data).code == 0
    replaced(data, ED, 'version: "1.9"', 'version: "1.10"')
    assert build(data, "--variant", "child", "--size", "a5", "--profile", "press").code == 0


def same_version(data: Path) -> None:
    number(data)
    assert build(data, "--variant", "parent", "--size", "a5").code == 0


def refused(data: Path) -> None:
    number(data)
    assert build(data).code == ExitCode.CONTENT


def draft_alone(data: Path) -> None:
    newer(data)
    assert build(data, "--variant", "child", "--size", "a5", "--draft").code == 0


def copied_back(data: Path) -> None:
    old = (data.parent / "out" / PARENT).read_bytes()
    newer(data)
    assert build(data).code == 0
    (data.parent / "out" / PARENT).write_bytes(old)


def renamed(data: Path) -> None:
    (data.parent / "out" / PARENT).rename(data.parent / "out" / "to-the-printer.pdf")


def no_manifest(data: Path) -> None:
    (data.parent / "out" / "manifest.json").unlink()


def damaged_manifest(data: Path) -> None:
    (data.parent / "out" / "manifest.json").write_bytes(b"{}")


BESIDE: dict[str, tuple[Callable[[Path], None], dict[str, list[str]]]] = {
    "one leaflet was made anew": (alone, {PARENT: ["older-file"], OFFICE: ["older-file"]}),
    "one was made anew with a higher version on the same day": (
        same_day,
        {PARENT: ["older-file"], OFFICE: ["older-file"]},
    ),
    "only the office file was made anew": (same_version, {PARENT: ["older-file"], OFFICE: ["older-file"]}),
    "the press file was refused": (refused, {PARENT: ["older-file"]}),  # The office file is the newest there is.
    "only a draft was made anew": (draft_alone, {file: ["older-file"] for file in (PARENT, CHILD, OFFICE)}),
    "an older file was copied back": (copied_back, {PARENT: ["file-changed"]}),
    "a file has another name": (renamed, {"to-the-printer.pdf": ["not-in-manifest"]}),
    "there is no manifest": (no_manifest, {}),
    "the manifest is damaged": (damaged_manifest, {CHILD: ["manifest-ignored"]}),  # It is said once.
}


@pytest.mark.parametrize("name", BESIDE)
def test_what_the_manifest_says_of_the_files_beside_it(name: str, data: Path) -> None:
    change, expected = BESIDE[name]
    change(data)
    assert said(data) == expected
