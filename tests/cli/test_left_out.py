"""A section that is printed only if there is room, and is not, is said: in a line for each section, not each file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.own_folder import own_folder
from tests.support.program import Run, run_inside

ASK = "“Things you can ask”"
MORE = """\
parent:
  sections:
    - {id: near, after: why, heading: Near you, if_room: true, blocks: [{text: Look around.}]}
"""
ONLY_CHILD = ("--variant", "child")


def notes(stderr: str) -> list[str]:
    return [line for line in stderr.splitlines() if line.endswith("[left-out]")]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("--size", "a4"), ["england, hampshire: the child leaflet in a4 (not folded) is"]),
        (("--size", "a4", "--large-print"), ["england, hampshire: the child leaflet in a4-large (not folded) is"]),
        (("hampshire", "--size", "a4", "--size", "a5"), ["hampshire: the child leaflet in a4 (not folded) is"]),
        (("hampshire", "--size", "a4", "--mono"), ["hampshire: the child leaflet in a4 (not folded) is"]),
        (("--variant", "parent"), []),
        (("--size", "a5"), []),
        (("--size", "card"), []),
    ],
)
def test_a_plan_says_which_sections_its_files_are_without(
    asked: tuple[str, ...], expected: list[str], run: Run, tmp_path: Path
) -> None:
    said = notes(run("build", *asked, "--dry-run", "-o", tmp_path).stderr)
    assert len(said) == len(expected)
    for line, words in zip(said, expected, strict=True):
        assert line.startswith(f"note: {words} without {ASK}")


def test_formats_that_lack_the_same_stand_in_one_line_and_sections_in_a_line_each(run: Run, tmp_path: Path) -> None:
    build = "build: [{sizes: [a4]}, {sizes: [a4], large_print: true}]\n"
    data = own_folder(tmp_path / "data", agencies="", edition=MORE, settings=f"extends: builtin\n{build}")
    said = notes(run("build", "--dry-run", "-o", tmp_path, "--data", data).stderr)
    assert [line.partition(", which")[0] for line in said] == [
        f"note: kent: the child leaflet in a4, a4-large (not folded) is without {ASK}",
        "note: kent: the parent leaflet in a4, a4-large (not folded) is without “Near you”",
    ]


def test_formats_that_never_have_it_say_why_in_one_short_line(run: Run, tmp_path: Path) -> None:
    """Nobody can give them room, so the line promises nothing."""
    (line,) = notes(run("build", "hampshire", *ONLY_CHILD, "--size", "a4", "--dry-run", "-o", tmp_path).stderr)
    assert line == (
        f"note: hampshire: the child leaflet in a4 (not folded) is without {ASK}, which only folded leaflets have room "
        "for [left-out]"
    )


def test_a_folded_leaflet_without_room_says_so(run: Run, tmp_path: Path) -> None:
    data = own_folder(tmp_path / "data", agencies="", edition=MORE.replace("Look around.", "Look around. " * 20))
    asked = ("--variant", "parent", "--size", "a5", "--dry-run", "-o", tmp_path, "--data", data)
    (line,) = notes(run("build", *asked).stderr)
    assert line == "note: kent: the parent leaflet in a5 is without “Near you”, which has no room there [left-out]"


def test_translations_say_it_in_english_with_the_language(run: Run, tmp_path: Path) -> None:
    asked = (*ONLY_CHILD, "--size", "a4", "--draft", "--dry-run", "-o", tmp_path, "--language", "en-GB")
    (line,) = notes(run("build", "hampshire", *asked, "--language", "pl", "--language", "ur").stderr)
    assert line.startswith(
        f"note: hampshire: the child leaflet in a4, a4 in pl, a4 in ur (not folded) is without {ASK}, which"
    )


def test_a_build_says_it_each_time_but_not_with_quiet(run: Run, tmp_path: Path) -> None:
    command = ("build", *ONLY_CHILD, "--size", "a4", "-o", tmp_path)
    first = notes(run(*command).stderr)
    assert len(first) == 1
    assert notes(run(*command).stderr) == first, "nothing changed"
    (tmp_path / "england-child-a4.pdf").unlink()
    assert notes(run(*command).stderr) == first, "one of two was made"
    quiet = run(*command, "--quiet").stderr
    assert notes(quiet) == [] and "unchecked-contacts" in quiet


def test_programs_read_it_in_the_report_and_in_the_manifest(run: Run, tmp_path: Path) -> None:
    report = json.loads(run("build", "hampshire", *ONLY_CHILD, "-o", tmp_path, "--json").stdout)
    (found,) = [one for one in report["problems"] if one["code"] == "left-out"]
    assert found["severity"] == "note" and ASK in found["message"]
    files = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert {file["size"]: file["left_out"] for file in files} == {"a4": ["Things you can ask"], "a5": []}
    planned = json.loads(run("build", "hampshire", *ONLY_CHILD, "-o", tmp_path, "--dry-run", "--json").stdout)
    assert [item["fit"].endswith(f"without {ASK}") for item in planned["items"]] == [True, False]
    assert "left-out" in [one["code"] for one in planned["problems"]]


def test_an_officers_copy_says_it_too(run: Run, tmp_path: Path) -> None:
    asked = ("hampshire", *ONLY_CHILD, "--officer-first-name", "Sam", "-o", tmp_path)
    assert len(notes(run("build", *asked, "--size", "a4").stderr)) == 1
    assert notes(run("build", *asked, "--size", "a5").stderr) == []
    (tmp_path / "team.csv").write_text("first name\nSam\nAlex\n", encoding="utf-8")
    listed = ("officer", "hampshire", *ONLY_CHILD, "--size", "a4", "-o", tmp_path)
    assert len(notes(run(*listed, "--from", tmp_path / "team.csv").stderr)) == 1
    answered = run_inside(*listed, "--mono", stdin="Sam\n101\ny\n")
    assert (answered.code, len(notes(answered.stderr))) == (0, 1), answered.stderr
