"""Numbers and addresses inside sentences are on the sheet, asked for, found, and recorded like those of services."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from leafletgen.checks.links.states import targets_of
from leafletgen.content.check import check
from leafletgen.content.printed_contacts import contacts_of
from leafletgen.content.source import read_folder
from tests.support.own_folder import AGENCIES, own_folder
from tests.support.program import Run

BY = ("--on", "2026-11-24", "--how", "rang it", "--by", "comms officer")


SHIPPED = ("leaflet parent", "leaflet child")
"""Whose sentences ship with leafletgen."""


def section(variant: str, words: str) -> str:
    return f"{variant}:\n  sections:\n    - {words}\n"


PLACES = {
    "contact line": ('parent:\n  contact_lines: ["Ring 01622 690690."]\n', "01622 690690", "parent"),
    "second of two": ('child:\n  contact_lines: [Words., "Ring 01622 690690."]\n', "01622 690690", "child"),
    "e-mail": ('parent:\n  contact_lines: ["Write to help@kent.police.uk."]\n', "help@kent.police.uk", "parent"),
    "imprint": ("parent:\n  imprint: Published by Kent Police, www.kent.police.uk\n", "www.kent.police.uk", "parent"),
    "emergency line": ('parent:\n  emergency_lines: ["Text 60066."]\n', "60066", "parent"),
    "words of the version": ("current_version: Ring 01622 690690.\n", "01622 690690", "parent child"),
    "address of the version": (
        "parent:\n  current_version: {shown: www.kent.police.uk/new, opens: 'https://www.kent.police.uk/new'}\n",
        "www.kent.police.uk/new",
        "parent",
    ),
    "other formats": ("other_formats: For large print, ring 01622 690690.\n", "01622 690690", "parent child"),
    "paragraph": (
        section("parent", "{id: near, after: cover, heading: Near, blocks: [{text: Ring 01622 690690.}]}"),
        "01622 690690",
        "parent",
    ),
    "point": (
        section("child", "{id: near, after: cover, heading: Near, blocks: [{points: [A., Ring 01622 690690.]}]}"),
        "01622 690690",
        "child",
    ),
    "heading": (
        section("parent", "{id: near, after: cover, heading: Ring 01622 690690, blocks: [{text: Words.}]}"),
        "01622 690690",
        "parent",
    ),
}  # fmt: skip


def sentences(folder: Path) -> list[tuple[str, str, str]]:
    """Whose sentence, the number or address, and the leaflets that print it; without the sentences that ship."""
    catalogue = check(read_folder(folder))
    found = contacts_of(catalogue, catalogue.editions["kent"])
    return [
        (one.owner, one.text, " ".join(one.variants)) for one in found if " " in one.owner and one.owner not in SHIPPED
    ]


@pytest.mark.parametrize("name", PLACES)
def test_what_an_edition_says_in_a_sentence_is_a_contact_to_check(name: str, tmp_path: Path) -> None:
    edition, value, variants = PLACES[name]
    assert sentences(own_folder(tmp_path, edition=edition)) == [("edition kent", value, variants)]


SILENT = {
    "replaced": "other_formats: Ring 01622 690690.\nparent: {other_formats: Ask.}\nchild: {other_formats: Ask.}\n",
    "for other areas": "parent:\n  sections:\n    - id: near\n      after: next\n      heading: Near\n      blocks:\n"
    "        - {text: Words.}\n        - {text: Ring 01622 690690., only_in: [scotland]}\n",
    "section for other areas": "parent:\n  sections:\n    - id: near\n      after: next\n      heading: Near\n"
    "      only_in: [scotland]\n      blocks: [{text: Ring 01622 690690.}]\n",
    "a date": 'parent:\n  contact_lines: ["We were here on 24 11 2026 from 10 to 12."]\n',
    "not to be rung": 'parent:\n  contact_lines: ["Call 101, or 999 in an emergency, or dial 18000."]\n',
    "a reference": 'parent:\n  imprint: Registered charity 1234567\n',
}  # fmt: skip


@pytest.mark.parametrize("name", SILENT)
def test_what_no_leaflet_prints_or_nobody_may_ring_is_none(name: str, tmp_path: Path) -> None:
    assert sentences(own_folder(tmp_path, edition=SILENT[name])) == []


AGENCY = {
    "words": ("Somebody who listens.", "Somebody who listens at 01622 690690."),
    "note of a contact": ('"023 8090 1201"', '"023 8090 1201"\n        note: or 01622 690690'),
    "label": ("For families in Kent", "For families, 01622 690690"),
}


@pytest.mark.parametrize("name", AGENCY)
def test_words_of_a_service_too(name: str, tmp_path: Path) -> None:
    folder = own_folder(tmp_path, agencies=AGENCIES.replace(*AGENCY[name]))
    assert sentences(folder) == [("agency kent-families", "01622 690690", "parent")]


def test_its_own_number_in_its_words_needs_no_second_check(tmp_path: Path) -> None:
    folder = own_folder(tmp_path, agencies=AGENCIES.replace("Somebody who listens.", "Ring 02380 901201."))
    assert sentences(folder) == []


def test_sheet_where_links_and_required_checks_see_them_alike(run: Run, tmp_path: Path) -> None:
    """The whole way: due, on the sheet, recorded, no longer due; and lapsed when the sentence changes."""
    edition = 'parent:\n  contact_lines: ["Ring 01622 690690, or see www.kent.police.uk/families."]\n'
    folder = own_folder(tmp_path / "data", edition=edition)
    data = ("--data", folder)
    expected = [("edition kent", "01622 690690"), ("edition kent", "www.kent.police.uk/families")]
    assert run("contacts", "sheet", "kent", "-o", tmp_path, *data).code == 0
    rows = list(openpyxl.load_workbook(tmp_path / "kent-contacts.xlsx").active.values)
    head = {name: number for number, name in enumerate(rows[0])}
    in_sheet = [row for row in rows[1:] if " " in str(row[head["agency"]])]
    found = [(row[head["agency"]], row[head["printed"]]) for row in in_sheet]
    assert sorted(found) == sorted([("leaflet parent", "116 123"), ("leaflet child", "0800 1111"), *expected])
    assert "“Ring 01622 690690, or see www.kent.police.uk/families.”" in {row[head["name"]] for row in in_sheet}
    assert [
        (item["kind"], item["name"], item["place"])
        for item in json.loads(run("contacts", "where", "+441622690690", *data, "--json").stdout)["items"]
    ] == [
        ("sentence", "edition kent", f"{folder / 'editions' / 'kent.yaml'}:8:25"),
        ("leaflet", "kent parent", f"{folder / 'editions' / 'kent.yaml'}:1:1"),
    ]
    targets = {one.address: one.used_by for one in targets_of(check(read_folder(folder)), ["kent"])}
    assert targets["https://www.kent.police.uk/families"] == ("edition kent",)

    required = ("build", "kent", "--variant", "parent", "--size", "a5", "--dry-run", "--require-checked", "9999", *data)
    refused = run(*required)
    assert refused.code == 3
    assert ' "edition kent" "01622 690690" --on' in refused.stderr
    for _, value in expected:
        outcome = run("contacts", "record", "edition kent", value, *BY, *data)
        assert outcome.code == 0, outcome.stderr
    assert "edition kent" not in run(*required).stderr
    other = run("contacts", "record", "edition kent", "01622 690692", *BY, *data)
    assert "No sentence of “edition kent” has the contact '01622 690692'." in other.stderr
    path = folder / "editions" / "kent.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("690690", "690691"), encoding="utf-8")
    assert "01622 690691: nobody has checked it" in run(*required).stderr
    assert "No sentence of edition kent has “01622 690690”" in run("validate", *data).stderr


def test_a_filled_in_row_of_a_sentence_is_recorded(run: Run, tmp_path: Path) -> None:
    folder = own_folder(tmp_path / "data", edition='child:\n  contact_lines: ["Text 60066."]\n')
    assert run("contacts", "sheet", "kent", "-o", tmp_path, "--data", folder).code == 0
    table = tmp_path / "kent-contacts.csv"
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    filled = [lines[0], *(line.removesuffix(",,,,,,") + ",right,,,,," for line in lines if "edition kent" in line)]
    table.write_text("\n".join(filled), encoding="utf-8")
    outcome = run("contacts", "record", "--from", table, *BY, "--data", folder)
    assert (outcome.code, "Rows: 1 recorded" in outcome.stderr) == (0, True), outcome.stderr
    assert 'agency: "edition kent"\n    contact: "60066"' in (folder / "checks.yaml").read_text(encoding="utf-8")


def test_an_unchecked_number_in_a_sentence_keeps_a_leaflet_from_the_press(run: Run, tmp_path: Path) -> None:
    folder = own_folder(tmp_path / "data", edition='parent:\n  contact_lines: ["Ring 01622 690690."]\n')
    catalogue = check(read_folder(folder))
    for one in contacts_of(catalogue, catalogue.editions["kent"]):
        if one.owner != "edition kent":
            assert run("contacts", "record", one.owner, one.contact.id, *BY, "--data", folder).code == 0
    build = ("build", "kent", "--size", "a5", "--profile", "press", "--dry-run", "--data", folder)
    refused = run(*build, "--variant", "parent")
    assert (refused.code, "kent parent: 1 contact has not been checked" in refused.stderr) == (3, True)
    assert run(*build, "--variant", "child").code == 0
