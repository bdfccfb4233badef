"""What an edition leaves out of, replaces in and adds to the data below is said; every lost service is named."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from leafletgen.content.check import check
from leafletgen.content.compose import compose
from leafletgen.content.leaflet import services_in
from leafletgen.content.source import read_folder
from leafletgen.resources import shipped_data
from tests.support.own_folder import AGENCIES, own_folder
from tests.support.program import Run

OWN_WORDS = "child:\n  sections:\n    - {id: yourself, heading: For you, blocks: [{text: Eat and sleep.}]%s}\n"
REMOVE = "parent: {remove: [controls]}\n"
CHILDLINE = AGENCIES.replace("kent-families", "childline").replace("audience: [parent]", "audience: [parent, child]")
CHILDLINE = re.sub(r"(      )parent: (.*)\n", r"\1parent: \2\n\1child: \2\n", CHILDLINE)


def names(folder: Path, heading: str) -> list[str]:
    """The services in a section of the child's leaflet."""
    leaflet = compose(check(read_folder(folder)), "kent", "child")
    (section,) = [section for section in leaflet.sections if section.heading == heading]
    return [service.name for service in services_in(section)]


def said(run: Run, folder: Path, *command: str) -> list[tuple[str, str, str]]:
    """What `validate` or `build` says of it: code, severity, message."""
    outcome = run(*(command or ("validate",)), "--data", folder, "--json")
    problems = json.loads(outcome.stdout)["problems"]
    assert not [one for one in problems if one["severity"] == "error"], problems
    codes = {"leaves-out", "replaces", "adds", "moves", "services-lost", "other-service"}
    return [(one["code"], one["severity"], one["message"]) for one in problems if one["code"] in codes]


def test_a_replaced_section_keeps_the_services_of_the_one_it_replaces(run: Run, tmp_path: Path) -> None:
    before = names(own_folder(tmp_path / "before", agencies=""), "Look after yourself")
    after = own_folder(tmp_path / "after", agencies="", edition=OWN_WORDS % "")
    assert {"NHS 111", "Runaway Helpline"} <= {*before}
    assert names(after, "For you") == before
    assert said(run, after) == [
        ("replaces", "note", "kent child: has words of its own for the section yourself, “Look after yourself”.")
    ]


SECTION = "%s:\n  sections:\n    - {id: %s, heading: Words, blocks: [{text: Tell.}], %s}\n"
LOST = {
    "another topic": (SECTION % ("child", "yourself", "agencies: [children]"), "NHS 111"),
    "tiles of another topic": (SECTION % ("child", "yourself", "tiles: [children]"), "NHS 111"),
    "threats": (SECTION % ("child", "threat", "agencies: [pictures]"), "Take It Down"),
    "victims": (SECTION % ("child", "hurt", "agencies: [pictures]"), "Victim Support"),
    "parents": (SECTION % ("parent", "seen-or-shared", "tiles: [take-down]"), "Report Remove"),
    "behaviour": (SECTION % ("child", "worried", "agencies: [victim]"), "Shore"),
}


@pytest.mark.parametrize("name", LOST)
def test_services_that_a_replaced_section_loses_are_a_warning(name: str, run: Run, tmp_path: Path) -> None:
    edition, lost = LOST[name]
    data = own_folder(tmp_path / "data", agencies="", edition=edition)
    for command in (("validate",), ("build", "--dry-run", "--size", "a5", "-o", str(tmp_path / "out"))):
        found = said(run, data, *command)
        assert [(code, severity) for code, severity, _ in found] == [("services-lost", "warning")]
        assert lost in found[0][2]


@pytest.mark.parametrize(
    ("parts", "code", "severity", "words"),
    [
        ({"edition": REMOVE}, "leaves-out", "note", ("controls", "Google Family Link")),
        ({"edition": "child: {remove: [crisis]}\n"}, "leaves-out", "note", ("crisis", "hurting yourself")),
        ({"edition": "child: {remove: [questions]}\n"}, "leaves-out", "note", ("Things you can ask",)),
        ({"edition": 'child: {emergency_lines: ["Shout."]}\n'}, "adds", "note", ("1 line",)),
        ({"edition": "parent: {sections: [{id: next, after: why}]}\n"}, "moves", "note", ("next", "why")),
        (
            {"edition": "parent: {sections: [{id: near, after: why, heading: Near, blocks: [{text: Go.}]}]}\n"},
            "adds",
            "note",
            ("near", "Near"),
        ),
        ({"agencies": AGENCIES}, "adds", "note", ("1 service", "Kent Families")),
        ({"agencies": CHILDLINE}, "other-service", "warning", ("Kent Families", "Childline")),
        ({"agencies": CHILDLINE.replace("Kent Families", "Childline")}, "replaces", "note", ("childline",)),
        (
            {"agencies": CHILDLINE.replace("id: childline", "id: samaritans")},
            "other-service",
            "warning",
            ("Samaritans",),
        ),
        (
            {"agencies": CHILDLINE.replace("Kent Families", "Childline")},
            "replaces",
            "note",
            ("without 0800 1111, www.childline.org.uk",),
        ),
        ({"agencies": CHILDLINE.replace("Kent Families", "ChildLine")}, "other-service", "warning", ("ChildLine",)),
        (
            {"agencies": CHILDLINE.replace("name: Kent Families", "name: Childline\n    withheld: It moved.")},
            "leaves-out",
            "note",
            ("Childline", "withheld"),
        ),
    ],
)
def test_each_change_is_said_in_a_line(
    parts: dict[str, str], code: str, severity: str, words: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    found = said(run, own_folder(tmp_path, **{"agencies": "", **parts}))
    assert [(what, how) for what, how, _ in found] == [(code, severity)], found
    assert all(word in found[0][2] for word in words), found


AGENCIES_LOST = {
    "for parents only": CHILDLINE.replace("audience: [parent, child]", "audience: [parent]"),
    "for children only": CHILDLINE.replace("audience: [parent, child]", "audience: [child]"),
    "in other areas": CHILDLINE.replace("coverage: [kent]", "coverage: [wales]"),
    "in another nation": CHILDLINE.replace("coverage: [kent]", "coverage: [scotland, northern-ireland]"),
    "in the next county": CHILDLINE.replace("coverage: [kent]", "coverage: [surrey]"),
}


@pytest.mark.parametrize("name", AGENCIES_LOST)
def test_a_national_service_that_a_leaflet_loses_by_a_record_of_the_folder_is_a_warning(
    name: str, run: Run, tmp_path: Path
) -> None:
    agencies = AGENCIES_LOST[name].replace("Kent Families", "Childline")
    data = own_folder(tmp_path / "data", agencies=agencies)
    for command in (("validate",), ("build", "--dry-run", "--size", "a5", "-o", str(tmp_path / "out"))):
        lost = [words for code, severity, words in said(run, data, *command) if (code, severity) == LOSS]
        assert lost, name
        assert all("1 service: Childline" in words for words in lost)


LOSS = ("services-lost", "warning")


def test_services_that_a_leaflet_of_the_folder_loses_are_a_warning(run: Run, tmp_path: Path) -> None:
    words = Path(shipped_data(), "leaflets", "child.yaml").read_text(encoding="utf-8")
    data = own_folder(tmp_path, agencies="")
    (data / "leaflets").mkdir()
    (data / "leaflets" / "child.yaml").write_text(words, encoding="utf-8")
    assert [code for code, _, _ in said(run, data)] == ["replaces"]
    changed = words.replace("  - id: yourself\n", "  - id: yourself\n    only_in: [wales]\n")
    assert changed != words
    (data / "leaflets" / "child.yaml").write_text(changed, encoding="utf-8")
    (lost,) = [message for code, severity, message in said(run, data) if (code, severity) == LOSS]
    assert "kent child: the leaflet child of this folder" in lost
    assert "NHS 111" in lost


@pytest.mark.parametrize("name", ["Childline", "childline", "CHILDLINE", "Child Line", "Child-line"])
def test_a_service_with_the_name_of_another_one_is_a_warning(name: str, run: Run, tmp_path: Path) -> None:
    data = own_folder(tmp_path, agencies=AGENCIES.replace("Kent Families", name))
    (message,) = [message for code, severity, message in said(run, data) if severity == "warning"]
    assert "has the name of childline" in message


OTHER_TOPICS, OTHER_AREAS = "names other topics", "is for other areas"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("agencies: [children]", OTHER_TOPICS),
        ("agencies: [children], only_in: [england]", OTHER_TOPICS),
        ("tiles: [children], only_in: [kent, wales]", OTHER_TOPICS),
        ("only_in: [wales]", OTHER_AREAS),
        ("only_in: [scotland, essex]", OTHER_AREAS),
        ("agencies: [children], only_in: [wales]", OTHER_AREAS),
    ],
)
def test_the_true_reason_is_said(more: str, why: str, run: Run, tmp_path: Path) -> None:
    (found,) = said(run, own_folder(tmp_path, agencies="", edition=SECTION % ("child", "yourself", more)))
    assert f"yourself {why}, so" in found[2]


def test_a_section_without_its_words_of_crisis_is_told_so(run: Run, tmp_path: Path) -> None:
    edition = "child: {sections: [{id: crisis, heading: Words, blocks: [{text: Tell.}]}]}\n"
    (found,) = said(run, own_folder(tmp_path, agencies="", edition=edition))
    assert found[:2] == LOSS and "has no words of crisis" in found[2]


OWN_SECTION = "parent: {sections: [{id: %s, after: why, heading: Near%s}]}\n"
NO_SUCH = AGENCIES.replace("topic: wellbeing", "topic: local").replace("[kent]", "[essex]")
NOTHING = "nothing would stand below its heading"
NOT_SEEN: dict[str, tuple[str, str, str]] = {
    "a heading alone": ("near", "", NOTHING),
    "a heading in place of words": ("why", "", NOTHING),
    "only words below services": ("near", ", agencies: [local], below: [{text: Words.}]", NOTHING),
    "words if a service follows": (
        "near",
        ", agencies: [local], blocks: [{text: Words., with_services: true}]",
        NOTHING,
    ),
    "a service of another area": ("near", ", agencies: [local]", NOTHING),
    "words for another nation": ("near", ", only_in: [scotland], blocks: [{text: Words.}]", "for scotland only"),
}


@pytest.mark.parametrize("name", NOT_SEEN)
def test_a_section_of_its_own_that_is_not_printed_is_a_warning(name: str, run: Run, tmp_path: Path) -> None:
    section, more, words = NOT_SEEN[name]
    edition = (OWN_SECTION % (section, more)).replace("after: why", "after: now")
    data = own_folder(tmp_path, edition=edition, agencies=NO_SUCH if "local" in more else AGENCIES)
    problems = json.loads(run("validate", "--data", data, "--json").stdout)["problems"]
    found = [one for one in problems if one["code"] in ("section-unprinted", "services-lost")]
    assert [one["severity"] for one in found] == ["warning"]
    assert words in found[0]["message"]
    assert not any("adds the section" in one["message"] for one in problems)


@pytest.mark.parametrize(
    ("topics", "twice"),
    [("agencies: [wellbeing]", "yourself"), ("tiles: [prevention]", "controls"), ("agencies: [local]", "")],
)
def test_services_that_two_sections_print_are_a_warning(topics: str, twice: str, run: Run, tmp_path: Path) -> None:
    agencies = AGENCIES if twice else AGENCIES.replace("topic: wellbeing", "topic: local")
    data = own_folder(tmp_path, edition=OWN_SECTION % ("near", f", {topics}"), agencies=agencies)
    problems = json.loads(run("validate", "--data", data, "--json").stdout)["problems"]
    found = [one["message"] for one in problems if one["code"] == "services-twice"]
    assert [f"near and {twice}" in message for message in found] == ([True] if twice else [])


@pytest.mark.parametrize(("more", "count"), [("", 1), (", only_in: [wales]", 0), (", only_in: [england]", 1)])
def test_two_sections_of_the_edition_with_one_topic_are_one_warning(
    more: str, count: int, run: Run, tmp_path: Path
) -> None:
    section = "{id: %s, after: why, heading: Near, agencies: [local], blocks: [{text: Go.}]%s}"
    edition = f"parent: {{sections: [{section % ('near', '')}, {section % ('nearer', more)}]}}\n"
    data = own_folder(tmp_path, edition=edition, agencies=AGENCIES.replace("topic: wellbeing", "topic: local"))
    problems = json.loads(run("validate", "--data", data, "--json").stdout)["problems"]
    found = [one["message"] for one in problems if one["code"] == "services-twice"]
    assert len(found) == count, found
    assert all("the sections near and nearer both print 1 service: Kent Families." in words for words in found)


def test_build_says_it_again_when_nothing_changed(run: Run, tmp_path: Path) -> None:
    data = own_folder(tmp_path / "data", agencies="", edition=REMOVE)
    build = ("build", "kent", "--variant", "parent", "--size", "a5", "-o", str(tmp_path / "out"))
    assert said(run, data, *build) == said(run, data, *build) != []


def test_list_overrides_has_the_sections_too(run: Run, tmp_path: Path) -> None:
    edition = "parent:\n  remove: [controls]\n  sections: [{id: next, after: why}]\n" + OWN_WORDS % ""
    listed = run("list", "overrides", "--data", own_folder(tmp_path, edition=edition)).stdout
    assert re.search("^agency added *kent-", listed, re.MULTILINE), listed
    for words in ("left out *kent parent controls", "moved *kent parent next", "replaced *kent child yourself"):
        assert re.search(words, listed), listed


def test_what_a_folder_beside_holds_is_not_said_to_be_added(run: Run, project: Path, tmp_path: Path) -> None:
    data = own_folder(tmp_path / "own", edition="")
    (tmp_path / "county").mkdir()
    for path in (project / "data").iterdir():
        (tmp_path / "county" / path.name).symlink_to(path)
    settings = data / "settings.yaml"
    settings.write_text(settings.read_text("utf-8").replace("builtin", "../county"), "utf-8")
    assert [message for code, _, message in said(run, data) if code == "adds"] == [
        "This folder adds 1 service: Kent Families."
    ]


def test_list_overrides_has_what_is_added(run: Run, tmp_path: Path) -> None:
    edition = "parent:\n  sections: [{id: near-you, after: why, heading: Near, blocks: [{text: Words stand here.}]}]\n"
    listed = run("list", "overrides", "--data", own_folder(tmp_path, edition=edition)).stdout
    assert re.search("section added *kent parent near-you", listed), listed


def test_the_command_in_a_note_reads_the_same_data(run: Run, tmp_path: Path) -> None:
    data = own_folder(tmp_path / "my data", edition=REMOVE)
    assert f"See all with: leafletgen list overrides --data '{data}'\n" in run("validate", "--data", data).stderr
    hints = [one["hint"] for one in json.loads(run("validate", "--data", data, "--json").stdout)["problems"]]
    assert f"See all with: leafletgen list overrides --data '{data}'" in hints
