"""`leafletgen list` and `leafletgen validate` on the shipped data, help, completion and the reference."""

from __future__ import annotations

import json
import re
import runpy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from leafletgen import __version__
from leafletgen.cli.main import main
from leafletgen.errors import ExitCode
from tests.support.program import Run
from tests.support.translated import own_folder


def test_list_shows_the_editions_by_default(run: Run) -> None:
    outcome = run("list")
    assert outcome.code == 0
    assert [line.split()[0] for line in outcome.stdout.splitlines()] == ["england", "hampshire"]
    assert outcome == run("list", "editions")


def test_list_shows_agencies(run: Run) -> None:
    found = {item["id"]: item for item in json.loads(run("list", "agencies", "--json").stdout)["items"]}
    assert found["childline"]["name"] == "Childline"
    assert "withheld" in {item["status"] for item in found.values()}
    assert len(run("list", "agencies").stdout.splitlines()) == len(found)


def test_list_shows_the_leaflets_that_a_build_would_make(run: Run) -> None:
    lines = run("list", "leaflets").stdout.splitlines()
    assert len(lines) == 8
    assert lines[4].split()[:4] == ["hampshire-parent-a4.pdf", "hampshire", "parent", "a4"]


def test_list_shows_every_force(run: Run) -> None:
    items = json.loads(run("list", "forces", "--json").stdout)["items"]
    assert len({item["id"] for item in items}) == 45
    assert {item["nation"] for item in items} == {"england", "wales", "scotland", "northern-ireland"}


def test_list_shows_sections_topics_and_areas(run: Run, data: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(data, tmp_path / "own"))
    with (own / "editions" / "england.yaml").open("a", encoding="utf-8") as file:
        file.write("child:\n  sections: [{id: near, after: cover, heading: Near you, agencies: [talk]}]\n")

    def items(kind: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(run("list", kind, "--data", own, "--json").stdout)["items"]
        return found

    sections = items("sections")
    assert [one["id"] for one in sections if one["edition"]] == ["near"]
    (images,) = [one for one in sections if (one["id"], one["leaflet"]) == ("seen-or-shared", "parent")]
    assert images["topics"] == ["pictures", "take-down"]
    topics = items("topics")
    (talk,) = [one for one in topics if (one["topic"], one["leaflet"]) == ("talk", "child")]
    assert "near" in talk["sections"]
    assert "samaritans" in talk["agencies"]
    assert len({(one["topic"], one["leaflet"]) for one in topics}) == len(topics)
    (portsmouth,) = [one for one in items("areas") if one["id"] == "portsmouth"]
    assert (portsmouth["within"], portsmouth["editions"]) == ("hampshire-and-isle-of-wight", ["hampshire"])
    assert "Near you" in run("list", "sections", "--data", own).stdout


def test_list_shows_what_each_language_has_and_lacks(run: Run, project: Path, tmp_path: Path) -> None:
    own = own_folder(tmp_path / "own")
    with (own / "settings.yaml").open("a", encoding="utf-8") as file:
        file.write(f"fonts: {project / 'tests' / 'support' / 'chinese_face'}\n")
    for folder, face in ((own, "NotoSansSC"), (project / "data", "NotoSansSC is missing")):
        answer = run("list", "languages", "--data", folder, "--json")
        found = {item["tag"]: item for item in json.loads(answer.stdout)["items"]}
        chinese, urdu, welsh = found["zh-Hans"], found["ur"], found["cy"]
        assert (chinese["face"], chinese["state"]) == (face, "no translation")
        assert (urdu["direction"], urdu["face"], urdu["script"]) == ("rtl", "NotoNastaliqUrdu", "Arab")
        assert (welsh["direction"], welsh["state"], welsh["ready"]) == ("ltr", "not checked", "0")
        assert int(welsh["telling words"]) > 100
        assert {tag for tag, item in found.items() if item["letters lacking"]} == set()


def test_list_says_what_a_folder_replaces_of_the_one_that_it_extends(run: Run, data: Path) -> None:
    own = data.parent / "own"
    (own / "editions").mkdir(parents=True)
    (own / "settings.yaml").write_text("extends: ../data\n", encoding="utf-8")
    (own / "editions" / "hampshire.yaml").write_bytes((data / "editions" / "hampshire.yaml").read_bytes())
    text = (data / "agencies.yaml").read_text(encoding="utf-8")
    start = text.index("  - id: take-it-down\n")
    record = text[start : text.index("\n\n", start)]
    (own / "agencies.yaml").write_text(
        f"agencies:\n{record}\n{record.replace('take-it-down', 'ours')}\n", encoding="utf-8"
    )
    outcome = run("list", "--data", own)
    assert outcome.stdout.split()[0] == "hampshire"
    assert outcome.stderr == f"{own} extends ../data; it adds 1 agency and replaces agency take-it-down.\n"
    item, added = json.loads(run("list", "overrides", "--data", own, "--json").stdout)["items"]
    assert (added["kind"], added["id"], added["over"]) == ("agency added", "ours", "")
    assert (item["kind"], item["id"], item["at"]) == ("agency", "take-it-down", f"{own / 'agencies.yaml'}:2:5")
    assert item["over"].startswith(str(own / "../data/agencies.yaml"))
    homes = {
        item["id"]: item["from"]
        for item in json.loads(run("list", "agencies", "--data", own, "--json").stdout)["items"]
    }
    assert (homes["take-it-down"], homes["ours"], homes["iwf"]) == (str(own), str(own), str(own / "../data"))


def test_validate_says_what_it_looked_at(run: Run) -> None:
    outcome = run("validate")
    assert outcome.code == 0
    assert "2 editions: no " in outcome.stderr
    assert "error: " not in outcome.stderr


def test_validate_holds_the_words_to_their_limits_and_a_build_does_not(run: Run, data: Path, tmp_path: Path) -> None:
    child = data / "leaflets" / "child.yaml"
    text = child.read_text(encoding="utf-8").replace("Stop replying.", f"Stop replying {'now ' * 15}or later.")
    child.write_text(text, encoding="utf-8")
    outcome = run("validate", "--data", str(data))
    assert outcome.code == 0
    line = text[: text.index("Stop replying")].count("\n") + 1
    assert f"{child}:{line}:" in outcome.stderr
    assert "[long-sentence]" in outcome.stderr
    built = run("build", "england", "--data", str(data), "-o", str(tmp_path / "out"))
    assert built.code == 0
    assert "long-sentence" not in built.stderr


def test_a_word_that_tells_a_passer_by_stops_a_build_too(run: Run, data: Path, tmp_path: Path) -> None:
    child = data / "leaflets" / "child.yaml"
    text = child.read_text(encoding="utf-8").replace("title: Help and", "title: Police help and")
    child.write_text(text, encoding="utf-8")
    for command in (["validate"], ["build", "-o", str(tmp_path / "out")]):
        outcome = run(*command, "--data", str(data))
        assert outcome.code == ExitCode.CONTENT
        assert (
            f"{child}:{text[: text.index('title: ')].count(chr(10)) + 1}:8: error: “Police” would be printed"
            in outcome.stderr
        )
    assert not (tmp_path / "out").exists()


def test_strict_makes_warnings_errors(run: Run, data: Path) -> None:
    mild, strict = run("validate", "--data", data), run("validate", "--data", data, "--strict")
    assert (mild.code, strict.code) == (0, 3)
    warnings = [line for line in mild.stderr.splitlines() if ": warning: " in line]
    assert warnings
    assert [line for line in strict.stderr.splitlines() if ": error: " in line] == [
        line.replace(": warning: ", ": error: ") for line in warnings
    ]


def test_notes_are_counted_apart_and_strict_passes_them_over(run: Run, data: Path) -> None:
    agencies = data / "agencies.yaml"
    text = agencies.read_text(encoding="utf-8")
    text = re.sub(r"(?ms)^  - id: meic\n.*?^(?=  - id: )", "", text)  # no edition prints it: a warning
    agencies.write_text(text, encoding="utf-8")
    for options in ([], ["--strict"]):
        outcome = run("validate", "--data", data, *options)
        notes = [line for line in outcome.stderr.splitlines() if ": note: " in line]
        assert outcome.code == 0
        codes = ("[address-long]", "[not-reviewed]", "[other-term]")
        assert len(notes) == sum(map(outcome.stderr.count, codes)) > 3
        assert outcome.stderr.endswith(f": no errors, no warnings, {len(notes)} notes\n")
    assert "data-warnings" not in run("build", "--data", data, "--dry-run").stderr


def test_validate_in_json_is_the_same_as_with_json(run: Run, data: Path) -> None:
    path = data / "editions" / "hampshire.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("force: hampshire", "force: hampshir"), encoding="utf-8")
    outcome = run("validate", "--data", data, "--format", "json")
    assert outcome == run("validate", "--data", data, "--json")
    found = json.loads(outcome.stdout)
    assert (outcome.code, found["ok"], outcome.stderr) == (3, False, "")
    assert "unknown-force" in {problem["code"] for problem in found["problems"]}


def test_validate_annotates_the_lines_of_a_pull_request(run: Run, data: Path) -> None:
    path = data / "editions" / "hampshire.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("force: hampshire", "force: '50%: a,b'"), encoding="utf-8")
    at = path.read_text(encoding="utf-8").split("\n").index("force: '50%: a,b'") + 1
    outcome = run("validate", "--data", data, "--format", "github")
    lines = outcome.stdout.splitlines()
    assert (outcome.code, outcome.stderr) == (3, "")
    (error,) = [line for line in lines if line.startswith("::error ")]
    assert error.startswith(f"::error file={path},line={at},col=8,title=bad-form::`force` does not have the right form")
    assert "50%25: a,b" in error
    assert "%0ADid you mean 50-a-b? How to write it" in error
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert "title=not-reviewed" in lines[-1]
    assert lines[-1].startswith(f"::notice file={data / 'leaflets' / 'parent.yaml'},line=")


def test_a_file_that_cannot_be_read_is_annotated_too(run: Run, data: Path) -> None:
    (data / "areas.yaml").write_text("areas: [\n", encoding="utf-8")
    outcome = run("validate", "--data", data, "--format", "github")
    assert outcome.code == 3
    assert outcome.stdout.startswith(f"::error file={data / 'areas.yaml'},line=1,col=8,title=not-yaml::")


def test_what_leaflets_to_build_is_checked_beside_the_rest(run: Run, data: Path) -> None:
    (data / "settings.yaml").write_text("build:\n  - {large_print: true, booklet: true}\n", encoding="utf-8")
    outcome = run("validate", "--data", data)
    assert outcome.code == 3
    assert "[address-long]" in outcome.stderr
    assert f"{data / 'settings.yaml'}:2:5: error: " in outcome.stderr


def _commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of all commands that do something: groups are left out."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from _commands(found, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("command", [(), ("contacts",), ("edition",), *_commands(main)], ids=" ".join)
def test_help_has_examples_and_leaves_with_0(run: Run, command: tuple[str, ...]) -> None:
    outcome = run(*command, "--help")
    assert outcome.code == 0
    assert "Examples:" in outcome.stdout


READ_NO_DATA = {("schema",), ("preflight",)}


@pytest.mark.parametrize("command", [*_commands(main)], ids=" ".join)
def test_every_command_takes_the_common_options(run: Run, command: tuple[str, ...]) -> None:
    text = run(*command, "--help").stdout
    for option in ("--json", "-q, --quiet", "-v, --verbose"):
        assert option in text
    assert ("--data" in text) == (command not in READ_NO_DATA)


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"leafletgen, version {__version__}\n"


def test_completion_offers_commands_and_editions(run_outside: Run) -> None:
    def complete(words: str, position: int) -> list[str]:
        env = {"_LEAFLETGEN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(position)}
        return run_outside(env=env).stdout.split()

    assert complete("leafletgen ", 1) == [f"plain,{name}" for name in main.list_commands(click.Context(main))]
    assert complete("leafletgen build ha", 2) == ["plain,hampshire"]
    assert complete("leafletgen build --size ", 3) == ["plain,a4", "plain,a5", "plain,card"]


def test_the_reference_is_what_the_program_says(project: Path) -> None:
    reference = runpy.run_path(str(project / "tools" / "write_cli_reference.py"))["reference"]()
    assert (project / "docs" / "cli.md").read_text(encoding="utf-8") == reference, "run: make docs"
    for code in ExitCode:
        assert f"\n| {code.value} |" in reference
