"""An edition that names another place or force than its own is a warning: a copy of which only a part was changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from leafletgen.content.check import check
from leafletgen.content.edition_report import report_changes
from leafletgen.content.source import read_folder
from leafletgen.resources import shipped_data
from tests.support.own_folder import EDITION, own_folder
from tests.support.program import Run

AREAS = """\
areas:
  - {id: medway, name: Medway, within: kent}
  - {id: ashford, name: Ashford, within: kent}
  - {id: guildford, name: Guildford, within: surrey}
"""


def edition(name: str, more: str = "", *, areas: str = "kent", force: str = "kent", called: str | None = None) -> str:
    """The text of an edition."""
    text = f"id: {name}\nname: {called or name.title()}\nareas: [{areas}]\ndate: 2026-11-24\n" + 'version: "1"\n'
    return text + (f"force: {force}\n" if force else "") + more


def found_in(folder: Path, editions: Iterable[str]) -> list[tuple[str, str]]:
    """Each warning of editions with these texts: its code, and the file and line."""
    data = own_folder(folder, agencies="")
    (data / "areas.yaml").write_text(AREAS, encoding="utf-8")
    (data / "editions" / "kent.yaml").unlink()
    for text in editions:
        name = text.partition("\n")[0].removeprefix("id: ")
        (data / "editions" / f"{name}.yaml").write_text(text, encoding="utf-8")
    catalogue = check(read_folder(data))
    problems = [one for one in report_changes(catalogue, catalogue.editions) if one.severity == "warning"]
    places = [one.where for one in problems]
    lines = [Path(at.file).read_text("utf-8").splitlines()[at.line - 1] for at in places if at]
    return [(one.code, line.strip().partition(":")[0]) for one, line in zip(problems, lines, strict=True)]


CONTACT = 'parent: {contact_lines: ["%s"]}\n'
VERSION = "parent: {current_version: {shown: www.%s.police.uk, opens: https://www.%s.police.uk/}}\n"
IMPRINT = "parent: {imprint: '%s'}\n"
KENT = edition("kent")

OTHER_FORCES = (
    ("gwent", "Cyhoeddwyd gan Heddlu De Cymru."),
    ("gwent", "Cyhoeddwyd gan HEDDLU GOGLEDD CYMRU"),
    ("kent", "Published by Surrey Constabulary."),
    ("kent", "Published by Thames Valley Constabulary"),
    ("kent", "Published by the Metropolitan Police"),
    ("kent", "Published by Surrey and Sussex Police"),
    ("kent", "Published by Heddlu Surrey"),
    ("kent", "Published by Norfolk and Suffolk Constabularies"),
    ("kent", "Published by Surrey Police with thanks to our partners"),
    ("kent", "With thanks to our partners. Published by Surrey Police."),
    ("metropolitan", "Published by City of London Police"),
)

HALF_CHANGED: dict[str, tuple[list[str], list[tuple[str, str]]]] = {
    "id and name": ([edition("surrey")], [("other-place", "areas")]),
    "the id": ([edition("surrey", called="Kent")], [("other-place", "areas")]),
    "the name": ([edition("kent", called="Surrey")], [("other-place", "areas")]),
    "a name that says more": ([edition("team", called="Surrey, large city")], [("other-place", "areas")]),
    "a longer name": ([edition("surrey-2", called="The city")], [("other-place", "areas")]),
    "a name with its nation": ([edition("surrey", called="Surrey, England")], [("other-place", "areas")]),
    "a part of another force": ([edition("guildford")], [("other-place", "areas")]),
    "no force": ([edition("surrey", force="")], [("other-place", "areas")]),
    "the Welsh name": ([edition("kent", "name_cy: De Cymru\n")], [("other-place", "areas")]),
    "a force of two words": ([edition("west-mercia", called="West Mercia")], [("other-place", "areas")]),
    "and": ([edition("avon", called="Avon & Somerset")], [("other-place", "areas")]),
    "all but the force": ([edition("surrey", areas="surrey")], [("other-force", "force")]),
    "the force": ([edition("kent", force="surrey")], [("other-force", "force")]),
    "all but the areas": ([edition("surrey", force="surrey")], [("other-force", "force")]),
    "the areas": ([edition("kent", areas="surrey, guildford")], [("other-force", "force")]),
    "beside the first": ([KENT, edition("surrey")], [("other-place", "areas")]),
    "two forces, and the areas of one": (
        [edition("kent-surrey", called="Kent and Surrey")],
        [("other-place", "areas")],
    ),
    "two forces, the other one first": (
        [edition("kent", called="Surrey & Kent")],
        [("other-place", "areas")],
    ),
    "two forces with a comma": ([edition("kent", called="Kent, Surrey")], [("other-place", "areas")]),
    "three forces, and the areas of two": (
        [edition("south-east", called="Kent, Surrey and Sussex", areas="kent, surrey")],
        [("other-place", "areas")],
    ),
    "two forces in Welsh": (
        [edition("gwent", "name_cy: Gwent a De Cymru\n", areas="gwent", force="gwent")],
        [("other-place", "areas")],
    ),
    "the schools of another force": ([edition("schools", called="Surrey schools")], [("other-place", "areas")]),
    "the imprint": (
        [edition("surrey", "parent: {imprint: Published by Kent Police}\n", areas="surrey", force="surrey")],
        [("other-force", "parent")],
    ),
    "a contact line": (
        [edition("surrey", CONTACT % "Kent Police: call 101", areas="surrey", force="surrey")],
        [("other-force", "parent")],
    ),
    "an address of mail": (
        [edition("surrey", CONTACT % "Write to help@cambs.police.uk", areas="surrey", force="surrey")],
        [("other-force", "parent")],
    ),
    "other formats": (
        [edition("surrey", "parent: {other_formats: Ask Kent Police.}\n", areas="surrey", force="surrey")],
        [("other-force", "parent")],
    ),
    "where the current version is": (
        [edition("surrey", VERSION % ("kent", "kent"), areas="surrey", force="surrey")],
        [("other-force", "parent")],
    ),
    "the name of another force in many forms": (
        [
            edition(f"{force}-{number}", IMPRINT % words, areas=force, force=force)
            for number, (force, words) in enumerate(OTHER_FORCES)
        ],
        [("other-force", "parent")] * len(OTHER_FORCES),
    ),
    "its words": (
        [edition("surrey", "parent: {current_version: Ask Kent Police.}\n", areas="surrey", force="surrey")],
        [("other-force", "parent")],
    ),
}


def words_of_surrey(more: str) -> list[str]:
    return [edition("surrey", more, areas="surrey", force="surrey")]


SECTION = "parent: {sections: [{id: near, after: why, heading: Near, blocks: [{text: '%s'}]}]}\n"

OF_KENT = {
    "a contact line": (CONTACT % "Kent family team, Maidstone: call 101"),
    "one of two lines": 'parent: {contact_lines: ["Surrey Police: 101", "KENT Family Hub: 101"]}\n',
    "an address": (CONTACT % "Write to help@kent.gov.uk"),
    "a website": (CONTACT % "See www.kent.gov.uk"),
    "a council": (IMPRINT % "Published by Kent County Council, Maidstone"),
    "who publishes and prints": (IMPRINT % "Published and printed by Kent County Council"),
    "a part of another force": (IMPRINT % "Published for families in Cornwall"),
    "a possessive": "other_formats: Ask Kent’s library for large print.\n",
    "a line of the emergency": 'child: {emergency_lines: ["In Kent a person answers at once."]}\n',
    "words of the current version": "parent: {current_version: Ask the Kent team.}\n",
    "the address of the current version": (
        "parent: {current_version: {shown: www.kent.gov.uk, opens: https://www.kent.gov.uk/}}\n"
    ),
    "a section": (SECTION % "These services know the schools in Kent."),
    "another city": (CONTACT % "Call the team in Portsmouth."),
    "Scotland": (IMPRINT % "Published for families in Scotland"),
}


@pytest.mark.parametrize("name", OF_KENT)
def test_words_that_name_only_another_place_are_a_warning(name: str, tmp_path: Path) -> None:
    assert {code for code, _ in found_in(tmp_path, words_of_surrey(OF_KENT[name]))} == {"other-place"}


OF_SURREY = (
    CONTACT % "Team at 5 Kent Road, Woking",
    CONTACT % "Kent House, 3 Essex Way, Woking. Ask in the Norfolk Suite",
    CONTACT % "Ask for PC Kent or Sergeant Clare Durham.",
    CONTACT % "If you live in Kent, call 101 and ask for them.",
    CONTACT % "For families near Sussex: call 101",
    CONTACT % "Surrey Police: 101. Kent County Council: 101",
    CONTACT % "Write to kent@surrey.police.uk",
    CONTACT % "NSPCC, 42 Curtain Road, London",
    'parent: {contact_lines: ["Surrey Police: 101", "Kent Police: 101"]}\n',
    IMPRINT % "Published by the team in Woking. Printed by Smith Print Ltd, Maidstone, Kent",
    IMPRINT % "Designed in Scotland; a charity registered in Scotland, SC000000",
    IMPRINT % "A charity registered in England and Wales",
    IMPRINT % "Published by us, with thanks to Kent County Council",
    IMPRINT % "Written with the University of Kent",
    SECTION % "Across the border in Kent, others help.",
    SECTION % "Ask Police Scotland or Heddlu Gwent.",
)


def test_honest_words_that_name_another_place_are_not(tmp_path: Path) -> None:
    editions = [edition(f"surrey-{at}", words, areas="surrey", force="surrey") for at, words in enumerate(OF_SURREY)]
    editions += [edition("stratford", called="Stratford-upon-Avon", areas="warwickshire", force="warwickshire")]
    editions += [edition("devon", IMPRINT % "Devon Council", areas="devon-and-cornwall", force="devon-and-cornwall")]
    data = found_in(tmp_path, editions)
    assert [one for one in data if one[0].startswith("other")] == []


@pytest.mark.parametrize("name", HALF_CHANGED)
def test_a_copy_of_which_a_part_was_changed_is_a_warning(name: str, tmp_path: Path) -> None:
    editions, expected = HALF_CHANGED[name]
    assert found_in(tmp_path, editions) == expected


THANKS = (
    "Translated from a leaflet of Kent Police with thanks",
    "With thanks to Kent Police.",
    "We thank Kent Police for its words.",
    "Adapted from a leaflet by Kent Police",
    "The words of Kent Police, used with permission.",
    "Published by the team in Woking, with thanks to Kent Constabulary",
)

STREETS = (
    ("cleveland", "Durham Road station"),
    ("wiltshire", "Team at Kent House"),
    ("cumbria", "Norfolk Community School"),
    ("metropolitan", "Old Kent Road"),
    ("metropolitan", "Surrey Canal Road"),
    ("kent", "Essex Street, Margate"),
    ("kent", "Sussex Avenue"),
    ("merseyside", "Scotland Road"),
    ("merseyside", "Sefton Metropolitan Borough"),
    ("kent", "Kent, Surrey border"),
)

HONEST: dict[str, list[str]] = {
    "thanks to another force": [
        edition(f"surrey-{number}", IMPRINT % words, areas="surrey", force="surrey")
        for number, words in enumerate(THANKS)
    ],
    "streets and buildings": [
        edition(name.lower().replace(",", "").replace(" ", "-"), areas=force, force=force, called=name)
        for force, name in STREETS
    ],
    "a school in a city": [
        edition(
            "norfolk-school",
            areas="portsmouth",
            force="hampshire",
            called="Norfolk Community School, Portsmouth",
        )
    ],
    "two towns of a force": [
        edition("cardiff", areas="south-wales", force="south-wales"),
        edition("swansea", areas="south-wales", force="south-wales"),
    ],
    "two forces in one name of the police": [
        edition("surrey", "parent: {imprint: Published by Surrey and Sussex Police}\n", areas="surrey", force="surrey")
    ],
    "its own force in Welsh": [
        edition("gwent", "parent: {imprint: Cyhoeddwyd gan Heddlu Gwent}\n", areas="gwent", force="gwent")
    ],
    "a council of a force": [
        edition("hampshire", areas="hampshire-county", force="hampshire", called="Hampshire and Isle of Wight")
    ],
    "an unknown place beside the first": [KENT, edition("thanet")],
    "an unknown place beside schools": [edition("kent-schools", called="Kent schools"), edition("ramsgate")],
    "a variant of the same force": [KENT, edition("kent-city", called="Kent, large city")],
    "a variant that only its id names": [KENT, edition("kent-schools", called="For schools")],
    "a variant that only its name names": [KENT, edition("schools", called="Schools in Kent")],
    "a part of a force": [KENT, edition("medway", areas="medway")],
    "parts of a force": [edition("medway", areas="medway"), edition("ashford", areas="ashford")],
    "two parts under the name of the force": [edition("kent", areas="medway, ashford")],
    "two forces": [edition("kent-and-surrey", areas="kent, surrey", called="Kent and Surrey")],
    "two forces in the name of the first": [edition("kent", areas="kent, surrey")],
    "two forces in the name of the second": [edition("surrey", areas="kent, surrey")],
    "a name of nowhere": [edition("thanet")],
    "a region": [edition("south-east", called="South East England", areas="kent, surrey, sussex", force="")],
    "a nation": [edition("england", areas="england", force="")],
    "a county in a nation": [edition("kent", areas="england", force="")],
    "its neighbour": [edition("kent", CONTACT % "Kent Police: 101. Surrey Police: 101", called="Kent, next to Surrey")],
    "its own words": [
        edition("kent", CONTACT % "Kent Police: call 101"),
        edition("medway", VERSION % ("kent", "kent")),
    ],
    "words of a joint edition": [
        edition("kent", CONTACT % "Surrey Police: 101", areas="kent, surrey"),
        edition("surrey", VERSION % ("surrey", "surrey"), areas="kent, surrey"),
    ],
    "Wales": [edition("wales", "name_cy: Cymru\n", areas="wales", force="")],
    "London": [edition("london", areas="london", force="")],
    "the City of London": [edition("city", areas="city-of-london", force="city-of-london", called="City of London")],
    "the West Midlands": [edition("west-midlands", areas="west-midlands", force="west-midlands")],
    "a neighbour in its section": [
        edition(
            "kent",
            "parent: {sections: [{id: near, after: why, heading: Near, blocks: [{text: Ask Surrey Police.}]}]}\n",
        )
    ],
    "other areas, without a force": [edition("kent", force=""), edition("thanet", areas="medway", force="")],
}


@pytest.mark.parametrize("name", HONEST)
def test_other_editions_are_not(name: str, tmp_path: Path) -> None:
    assert found_in(tmp_path, HONEST[name]) == []


def test_no_force_is_taken_for_another_one(tmp_path: Path) -> None:
    forces = check(read_folder(shipped_data())).forces.values()
    editions = [
        edition(force.id, areas=", ".join(force.areas), force=force.id, called=force.place)
        + (f"name_cy: {force.place_cy}\n" if force.place_cy else "")
        + "parent:\n"
        + f"  imprint: Published by {force.name}\n  current_version: See {force.website.rstrip('/')[8:]}\n"
        for force in forces
    ]
    assert len(editions) > 40
    assert found_in(tmp_path, editions) == []


def test_an_edition_with_the_areas_of_another_one_and_a_name_that_is_not_known_is_a_note(tmp_path: Path) -> None:
    data = own_folder(tmp_path, agencies="")
    (data / "editions" / "thanet.yaml").write_text(edition("thanet"), encoding="utf-8")
    catalogue = check(read_folder(data))
    (found,) = report_changes(catalogue, catalogue.editions)
    assert (found.code, found.severity) == ("same-areas", "note")
    assert "thanet, “Thanet”, and the edition kent are both for Kent" in found.message


def test_build_and_validate_say_it(run: Run, tmp_path: Path) -> None:
    data = own_folder(tmp_path / "data", agencies="")
    copied = EDITION.replace("id: kent", "id: surrey").replace("name: Kent", "name: Surrey")
    (data / "editions" / "surrey.yaml").write_text(copied, encoding="utf-8")
    for command in (("validate",), ("build", "surrey", "--dry-run", "--size", "a5", "-o", str(tmp_path / "out"))):
        problems = json.loads(run(*command, "--data", data, "--json").stdout)["problems"]
        (found,) = [one for one in problems if one["code"] == "other-place"]
        assert found["severity"] == "warning"
        assert found["line"] == 4
        assert "surrey has the id “surrey”, which names Surrey, but its `areas:` name only Kent" in found["message"]
    assert "other-place" not in run("build", "kent", "--dry-run", "-o", str(tmp_path / "out"), "--data", data).stderr
