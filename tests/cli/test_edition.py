"""`leafletgen edition new`: what it writes, what it leaves alone, and what it says."""

from __future__ import annotations

import datetime
import errno
import json
import os
import shlex
from pathlib import Path

import pytest
import yaml

from leafletgen.content.check import check
from leafletgen.content.rules.records import meant_force
from leafletgen.content.schema import as_id
from leafletgen.content.source import read_folder
from leafletgen.editorial.ci_files import GITIGNORE, WORKFLOW
from tests.support.own_folder import AGENCIES, own_folder
from tests.support.program import Run
from tests.support.project import PROJECT


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_folder_holds_only_what_is_ours(run: Run, tmp_path: Path) -> None:
    outcome = run("edition", "new", "kent", "--data", tmp_path / "ours")
    assert outcome.code == 0
    written = files(tmp_path / "ours")
    schemas = {
        f"schemas/{name}.json"
        for name in (
            *("agencies", "areas", "checks", "edition", "forces", "leaflet", "phrases", "settings", "traps"),
            "translation",
        )
    }
    assert set(written) == {"settings.yaml", "editions/kent.yaml", *schemas}
    assert written["settings.yaml"].endswith(b"\nextends: builtin\n")
    text = written["editions/kent.yaml"].decode()
    assert text.startswith("# yaml-language-server: $schema=../schemas/edition.json\n")
    assert f"\ndate: {datetime.date.today()}\n" in text
    assert outcome.stdout.splitlines() == [str(tmp_path / "ours" / name) for name in written_order(written)]
    assert "warning" not in outcome.stderr
    assert "The edition of Kent Police is ready." in outcome.stderr


def written_order(written: dict[str, bytes]) -> list[str]:
    return ["settings.yaml", "editions/kent.yaml", *sorted(name for name in written if name.startswith("schemas"))]


EXAMPLES = {
    "other_formats": {"placeholder"},
    "current_version": {"placeholder"},
    "colour black alt width_mm logo": {"placeholder", "logo-unreadable"},
    "contact_lines parent": {"placeholder"},
    "imprint parent": {"placeholder"},
    "remove parent": {"bad-form"},
    "other_formats child": {"placeholder"},
}
"""The example lines of a new edition, by their keys, and what is said of them if nobody fills them in."""


@pytest.mark.parametrize("keys", EXAMPLES)
def test_an_example_line_that_is_not_filled_in_is_refused(keys: str, run: Run, tmp_path: Path) -> None:
    assert run("edition", "new", "surrey", "--data", tmp_path).code == 0
    path = tmp_path / "editions" / "surrey.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    wanted, inner = keys.split(), len(keys.split()) > 1
    taken = [uncommented(line, wanted, inner) for line in lines]
    assert taken != lines
    path.write_text("\n".join(taken), encoding="utf-8")
    for command in ("validate", "build"):
        outcome = run(command, "--data", tmp_path, "--json", *(["-o", tmp_path / "out"] if command == "build" else []))
        errors = {found["code"] for found in json.loads(outcome.stdout)["problems"] if found["severity"] == "error"}
        assert (outcome.code, errors) == (3, EXAMPLES[keys])


def uncommented(line: str, wanted: list[str], inner: bool) -> str:
    """A line of the file, without its # if it is one of the wanted examples."""
    key = line.removeprefix("#").split(":")[0]
    depth = len(key) - len(key.lstrip()) - 1
    is_wanted = key.strip() in wanted and (depth == 2 if inner and key.strip() != wanted[-1] else depth == 0)
    return line[2:] if line.startswith("# ") and is_wanted else line


def test_a_new_folder_builds_at_once_as_the_current_folder(run_outside: Run, tmp_path: Path) -> None:
    assert run_outside("edition", "new", "sussex", cwd=tmp_path).code == 0
    outcome = run_outside("build", "--size", "a5", "--variant", "child", cwd=tmp_path)
    assert outcome.code == 0
    assert outcome.stdout.split() == ["dist/sussex-child-a5.pdf"]


def test_a_second_edition_leaves_the_first_and_the_settings_alone(run: Run, tmp_path: Path) -> None:
    run("edition", "new", "kent", "--data", tmp_path)
    (tmp_path / "settings.yaml").write_text("extends: builtin # ours\n", encoding="utf-8")
    before = files(tmp_path)
    assert run("edition", "new", "essex", "--data", tmp_path).code == 0
    after = files(tmp_path)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"editions/essex.yaml"}


def test_an_edition_that_exists_is_not_written_over(run: Run, tmp_path: Path) -> None:
    run("edition", "new", "kent", "--data", tmp_path)
    (tmp_path / "editions" / "kent.yaml").write_text("id: kent # edited\n", encoding="utf-8")
    before = files(tmp_path)
    outcome = run("edition", "new", "kent", "--data", tmp_path)
    assert outcome.code == 2
    assert "[edition-exists]" in outcome.stderr
    assert files(tmp_path) == before


@pytest.mark.parametrize("room", range(6))
def test_after_a_full_disk_the_same_command_makes_the_edition(
    room: int, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full after some files: whichever they are, the hint of the message is right."""
    written: list[int] = []

    def flushed(descriptor: int) -> None:
        written.append(descriptor)
        if len(written) > room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", flushed)
        outcome = run("edition", "new", "kent", "--data", tmp_path)
    assert (outcome.code, "then give the same command again" in outcome.stderr) == (6, True)
    assert run("edition", "new", "kent", "--data", tmp_path).code == 0


def test_the_commands_that_are_printed_name_a_folder_with_a_space_as_one(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "our data"
    run("edition", "new", "gwent", "--data", folder)
    again = run("edition", "new", "gwent", "--data", folder)
    check = "{agency: closed, contact: phone, value: 0800 1111, on: 2026-11-24, how: rang it, by: web editor}"
    (folder / "checks.yaml").write_text(f"checks:\n  - {check}\n", encoding="utf-8")
    built = run("build", "gwent", "--data", folder, "--dry-run")
    assert f"leafletgen build gwent --data '{folder}'" in again.stderr
    assert f"leafletgen validate --data '{folder}'" in built.stderr


def test_files_for_a_repository_can_come_later(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("edition", "new", "kent", "--data", "our-data")
    (tmp_path / "our-data" / "editions" / "kent.yaml").write_text("id: kent # edited\n", encoding="utf-8")
    before = files(tmp_path)
    outcome = run("edition", "new", "kent", "--data", "our-data", "--with-ci")
    assert outcome.code == 0, outcome.stderr
    assert "note: This edition exists already; it stays. [edition-exists]" in outcome.stderr
    after = files(tmp_path)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {".gitignore", ".github/workflows/leaflets.yml"}


@pytest.mark.parametrize("shown", ["agencies", "tiles"])
@pytest.mark.parametrize("command", [("surrey",), ("surrey", "--with-ci"), ("kent", "--with-ci")])
def test_a_folder_with_an_own_topic_takes_another_edition(
    shown: str, command: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    section = f"{{id: near-you, after: victims, heading: Help near you, {shown}: [kent-local]}}"
    agencies = AGENCIES.replace("topic: wellbeing", "topic: kent-local")
    own_folder(tmp_path / "ours", edition=f"parent:\n  sections:\n    - {section}\n", agencies=agencies)
    assert run("validate", "--data", "ours").code == 0
    outcome = run("edition", "new", *command, "--data", "ours")
    assert outcome.code == 0, outcome.stderr
    assert run("build", command[0], "--data", "ours", "--dry-run", "--size", "card").code == 0


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_a_file_where_the_folder_should_be(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    outcome = run("edition", "new", "kent", "--data", tmp_path / name)
    assert outcome.code == 6
    assert f"{tmp_path / name} is not a folder" in outcome.stderr
    assert "Choose another folder with --data." in outcome.stderr
    assert "--output-dir" not in outcome.stderr
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_force_that_does_not_exist_is_suggested(run: Run, tmp_path: Path) -> None:
    outcome = run("edition", "new", "dorsett", "--data", tmp_path)
    assert outcome.code == 2
    assert "Did you mean dorset?" in outcome.stderr
    assert files(tmp_path) == {}


FORCES = {
    "knet": "kent",
    "Kent Police": "kent",
    "Kent": "kent",
    "met": "metropolitan",
    "heddlu gwent": "gwent",
    "thames": "thames-valley",
    "city of london police": "city-of-london",
    "zzzz": "",
}


@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize("asked", FORCES)
def test_the_cure_for_an_unknown_force_works(asked: str, begun: bool, run: Run, tmp_path: Path) -> None:
    data = own_folder(tmp_path / "our data") if begun else tmp_path / "our data"
    said = [run("edition", "new", asked, "--data", data).stderr]
    if begun and asked == as_id(asked):
        path = data / "editions" / "kent.yaml"
        path.write_text(path.read_text("utf-8").replace("force: kent", f"force: {asked}"), encoding="utf-8")
        said.append(run("validate", "--data", data).stderr)
        said.append(run("officer", "kent", "--data", data).stderr)
    for stderr in said:
        assert "[unknown-force]" in stderr
        assert (f"Did you mean {FORCES[asked]}?" in stderr) == bool(FORCES[asked])
        listed = run(*shlex.split(stderr.partition(" with: leafletgen ")[2].splitlines()[0]))
        assert (listed.code, "kent " in listed.stdout) == (0, True), listed.stderr


MEANT = {
    "Met Police": "metropolitan",
    "the Met": "metropolitan",
    "Kent Constabulary": "kent",
    "Hampshire Police": "hampshire",
    "Somerset": "avon-and-somerset",
    "Avon & Somerset Police": "avon-and-somerset",
    "West Mids": "west-midlands",
    "Heddlu Dyfed Powys": "dyfed-powys",
    "Lancashire Constabulary": "lancashire",
    "Surey Police": "surrey",
    "City of London": "city-of-london",
    "police": None,
    "Police Service": None,
    "Yorkshire": None,
    "South": None,
    "Wales": None,
    "a": None,
}
"""What people call a force, and the one that is meant: none, if it can be several."""


@pytest.mark.parametrize("asked", MEANT)
def test_no_other_force_is_suggested_than_the_one_that_is_meant(asked: str) -> None:
    assert meant_force(asked, check(read_folder(PROJECT / "data"), None).forces.values()) == MEANT[asked]


@pytest.mark.parametrize(("answer", "near"), [("knet", "Kent"), ("Surey", "Surrey"), ("zzzz", "")])
def test_an_officer_who_mistypes_the_edition_is_told_the_near_one(
    answer: str, near: str, run: Run, tmp_path: Path
) -> None:
    data = own_folder(tmp_path, agencies="")
    assert run("edition", "new", "surrey", "--data", data).code == 0
    said = run("officer", "--data", data, stdin=f"{answer}\n").stderr
    assert (f"Did you mean {near}? Type a number from 1 to 2." if near else ": Type a number from 1 to 2.") in said


@pytest.mark.parametrize("force", ["dyfed-powys", "gwent", "north-wales", "south-wales"])
def test_the_welsh_duty_is_said_at_once_and_by_validate(run: Run, tmp_path: Path, force: str) -> None:
    made = run("edition", "new", force, "--data", tmp_path)
    checked = run("validate", "--data", tmp_path)
    assert (made.code, checked.code) == (0, 0)
    for outcome in (made, checked):
        (line,) = [line for line in outcome.stderr.splitlines() if line.endswith("[welsh-duty]")]
        assert line.startswith(f"{tmp_path / 'editions' / force}.yaml:5:8: warning: ")
        assert "Welsh must be treated no less favourably than English" in line


def test_an_id_that_a_site_would_refuse_is_told_at_once_with_one_that_it_takes(run: Run, tmp_path: Path) -> None:
    made = run("edition", "new", "police-scotland", "--data", tmp_path / "data")
    edition = tmp_path / "data" / "editions" / "police-scotland.yaml"
    assert f"{edition}:3:1: note:" in made.stderr and "[site-name-tells]" in made.stderr
    assert "rename police-scotland.yaml to scotland.yaml now, and write `id: scotland` in it" in made.stderr
    site = ("site", "--check", "-o", tmp_path / "out", "--data", tmp_path / "data")
    assert "[site-name-tells]" in run(*site).stderr
    text = edition.read_text(encoding="utf-8")
    edition.with_name("scotland.yaml").write_text(text.replace("id: police-", "id: "), encoding="utf-8")
    edition.unlink()
    checked = run(*site)
    assert (checked.code, "[site-name-tells]" in checked.stderr) == (8, False)  # Nothing is made yet.


@pytest.mark.parametrize("force", ["kent", "northern-ireland", "city-of-london"])
def test_of_other_ids_nothing_is_said(run: Run, tmp_path: Path, force: str) -> None:
    assert "site-name" not in run("edition", "new", force, "--data", tmp_path).stderr


def test_a_force_of_ones_own_list_can_have_an_edition(run: Run, tmp_path: Path) -> None:
    run("edition", "new", "kent", "--data", tmp_path)
    own = (
        "{id: rail, name: Rail Police, place: The railway, nation: england, areas: [england], website: 'https://a.uk/'}"
    )
    (tmp_path / "forces.yaml").write_text(f"forces:\n  - {own}\n", encoding="utf-8")
    assert run("edition", "new", "rail", "--data", tmp_path).code == 0
    assert "areas: [england]\n" in (tmp_path / "editions" / "rail.yaml").read_text(encoding="utf-8")
    assert run("validate", "--data", tmp_path).code == 0


def test_a_force_is_not_told_of_warnings_that_only_others_can_mend(run: Run, tmp_path: Path) -> None:
    assert "[address-long]" in run("validate").stderr  # of the data that ship
    assert run("edition", "new", "kent", "--data", tmp_path / "kent").code == 0
    strict = run("validate", "--strict", "--data", tmp_path / "kent")
    assert strict.code == 0
    assert "no errors, no warnings, 2 notes" in strict.stderr  # that nobody has reviewed the words
    assert strict.stderr.count("[not-reviewed]") == 2
    assert "data-warnings" not in run("build", "kent", "--data", tmp_path / "kent", "-o", tmp_path).stderr


@pytest.mark.parametrize(
    ("data", "root", "named"),
    [
        ("our-data", ".", "our-data"),
        ("deep/er/data", ".", "deep/er/data"),
        (".", ".", "."),
        ("repository/data", "repository", "data"),
        ("../beside", "../beside", "."),
    ],
)
def test_files_for_a_repository(
    data: str, root: str, named: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    (here / "repository" / ".git").mkdir(parents=True)
    monkeypatch.chdir(here)
    outcome = run("edition", "new", "kent", "--data", data, "--with-ci")
    assert outcome.code == 0, outcome
    workflow = yaml.safe_load((here / root / ".github" / "workflows" / "leaflets.yml").read_text("utf-8"))
    given = workflow["jobs"]["leaflets"]["steps"][1]["with"]
    assert given["data"] == named
    inputs = yaml.safe_load((PROJECT / "action.yml").read_text("utf-8"))["inputs"]
    assert set(given) <= set(inputs)
    ignored = (here / root / ".gitignore").read_text("utf-8").splitlines()
    assert {"/dist/", "personal/"} <= set(ignored)
    assert str(Path(root).resolve() / ".gitignore") in outcome.stdout
    assert run("build", "kent", "--data", data, "--dry-run", "--size", "card").code == 0


def test_files_of_a_repository_that_exist_stay(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".gitignore").write_text("mine\n", encoding="utf-8")
    outcome = run("edition", "new", "kent", "--data", "ours", "--with-ci")
    assert (outcome.code, (tmp_path / ".gitignore").read_text("utf-8")) == (0, "mine\n")
    assert "note: This file exists already, so it was not changed. [file-kept]" in outcome.stderr
    assert (tmp_path / ".github" / "workflows" / "leaflets.yml").exists()


def test_the_documentation_shows_the_files_for_a_repository(project: Path) -> None:
    page = (project / "docs" / "editions.md").read_text("utf-8")
    for line in ("/dist/", "personal/"):
        assert line in GITIGNORE.splitlines()
        assert f"\n{line}\n" in page
    shown = page.partition("# .github/workflows/leaflets.yml\n")[2].partition("```")[0]
    written = yaml.safe_load(WORKFLOW.format(version="0", data="our-data"))
    assert yaml.safe_load(shown.replace("@VERSION", "@v0")) == written
