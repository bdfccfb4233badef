"""checks.yaml: which check of a contact counts, when one lapses, and what is wrong with an entry."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from leafletgen.checks.data.validate import validate
from leafletgen.content.catalogue import Catalogue, Checked, Contact
from leafletgen.content.check import check, examine
from leafletgen.content.check_log import value_of
from leafletgen.content.compose import compose
from leafletgen.content.source import read_folder
from leafletgen.errors import ContentError, Problem
from tests.support.faults import AG, FONTS, OPENS, Row, edit, said
from tests.support.hand_made import texts_of

VALUES = {
    "childline phone": "0800 1111",
    "childline web": f"childline.org.uk, opens {OPENS}",
    "example-helpline phone": "023 8090 1234",
    "example-helpline text": "HELP to 85258",
    "example-helpline email": "help@helpline.org.uk",
    "example-helpline search": "Example Helpline",
}
"""What a check of each printed contact of the fixture is a check of."""


def entry(contact: str, on: str = "2026-11-24", value: str = "", by: str = "comms officer") -> str:
    agency, name = contact.split()
    said_value = value or VALUES[contact]
    return f"  - {{agency: {agency}, contact: {name}, value: '{said_value}', on: {on}, how: rang it, by: {by}}}\n"


def log(folder: Path, *entries: str) -> None:
    (folder / "checks.yaml").write_text("checks:\n" + "".join(entries), encoding="utf-8")


def contact_of(catalogue: Catalogue, name: str) -> Contact:
    agency, contact = name.split()
    return next(one for one in catalogue.agencies[agency].contacts if one.id == contact)


def day_of(folder: Path, name: str) -> str:
    """The day of the check that counts; empty if none does."""
    checked: Checked | None = contact_of(check(read_folder(folder)), name).checked
    return checked.on.isoformat() if checked else ""


def found(folder: Path) -> list[Problem]:
    """What is said of checks.yaml."""
    _, problems = examine(read_folder(folder))
    return [problem for problem in problems if problem.where and problem.where.file.endswith("checks.yaml")]


@pytest.mark.parametrize("name", VALUES)
def test_a_logged_check_counts(name: str, folder: Path) -> None:
    assert value_of(contact_of(check(read_folder(folder)), name)) == VALUES[name]
    log(folder, entry(name))
    assert day_of(folder, name) == "2026-11-24"
    assert found(folder) == []


CHANGES = (
    ("example-helpline phone", "value: 023 8090 1234", "value: 023 8090 1235"),
    ("example-helpline text", 'value: "85258"', 'value: "85259"'),
    ("example-helpline text", "keyword: HELP", "keyword: SHOUT"),
    ("example-helpline text", "        keyword: HELP\n", ""),
    ("example-helpline email", "help@helpline.org.uk", "help@helpline.org"),
    ("example-helpline search", "value: Example Helpline", "value: Example Help"),
    ("childline web", "shown: childline.org.uk", "shown: www.childline.org.uk"),
    ("childline web", OPENS, f"{OPENS}?from=leaflet"),
    ("childline web", OPENS, OPENS.rstrip("/")),
    ("childline web", "shown: childline.org.uk", "shown: childline.org.uk\n        search_for: talk"),
)


@pytest.mark.parametrize(("name", "old", "new"), CHANGES)
def test_a_check_lapses_if_the_data_change(name: str, old: str, new: str, folder: Path) -> None:
    log(folder, entry("childline phone"), entry(name))
    edit(folder, Row(AG, old, new, ()))
    assert day_of(folder, name) == ""
    (problem,) = found(folder)
    assert said(problem, folder, "checks.yaml") == f"3:{entry(name).index('value:') + 8} check-lapsed"
    assert problem.severity == "note"
    now = value_of(contact_of(check(read_folder(folder)), name))
    assert f"as “{VALUES[name]}”" in problem.message and f"say “{now}”" in problem.message
    assert f"contacts record {name} --on" in problem.hint


def test_another_grouping_of_a_number_is_the_same_number(folder: Path) -> None:
    log(folder, entry("example-helpline phone"))
    edit(folder, Row(AG, "value: 023 8090 1234", "value: 02380 901 234", ()))
    assert day_of(folder, "example-helpline phone") == "2026-11-24"
    assert found(folder) == []


@pytest.mark.parametrize(
    ("days", "counts"),
    [
        (["2026-11-19"], "2026-11-20 prevention officer"),
        (["2026-11-20"], "2026-11-20 editor 1"),
        (["2026-11-21"], "2026-11-21 editor 1"),
        (["2026-11-21", "2026-11-21"], "2026-11-21 editor 2"),
        (["2026-11-23", "2026-11-22"], "2026-11-23 editor 1"),
    ],
)
def test_the_newest_check_counts_and_of_one_day_the_later_entry(days: list[str], counts: str, folder: Path) -> None:
    """One of 2026-11-20 is in agencies.yaml."""
    log(folder, *(entry("childline phone", on, by=f"editor {n}") for n, on in enumerate(days, 1)))
    checked = contact_of(check(read_folder(folder)), "childline phone").checked
    assert checked is not None
    assert f"{checked.on} {checked.by.lower()}" == counts


@pytest.mark.parametrize(
    ("entries", "noted"),
    [
        ([("2026-11-21", "0800 111"), ("2026-11-22", "")], False),
        ([("2026-11-22", ""), ("2026-11-21", "0800 111")], False),
        ([("2026-11-22", ""), ("2026-11-22", "0800 111")], False),
        ([("2026-11-19", "0800 111")], False),  # agencies.yaml has a newer one
        ([("2026-11-22", ""), ("2026-11-23", "0800 111")], True),
        ([("2026-11-23", "0800 112"), ("2026-11-24", "0800 111")], True),
    ],
)
def test_only_the_newest_check_is_said_to_have_lapsed(
    entries: list[tuple[str, str]], noted: bool, folder: Path
) -> None:
    log(folder, *(entry("childline phone", on, value) for on, value in entries))
    assert [said(problem, folder, "checks.yaml").split()[1] for problem in found(folder)] == ["check-lapsed"] * noted
    assert all("0800 111”" in problem.message for problem in found(folder))


def test_nothing_is_said_of_a_contact_that_is_not_printed(folder: Path) -> None:
    log(folder, entry("example-helpline old", value="0800 112"))
    assert found(folder) == []


@pytest.mark.parametrize(
    ("bad", "place", "suggestion"),
    [
        (entry("childlin phone", value="0800 1111"), "2:14", "Did you mean childline?"),
        (entry("childline-uk phone", value="0800 1111"), "2:14", "Did you mean childline?"),
        (entry("childline phones", value="0800 1111"), "2:34", "Did you mean phone?"),
        (entry("gone web", value="a.org"), "2:29", "remove the entry"),
        (entry("nobody phone", value="0800 1111"), "2:14", "remove the entry"),
    ],
)
def test_a_check_of_nothing_is_a_warning(bad: str, place: str, suggestion: str, folder: Path) -> None:
    log(folder, bad)
    (problem,) = check(read_folder(folder)).warnings
    assert said(problem, folder, "checks.yaml") == f"{place} check-unknown"
    assert suggestion in problem.hint


def test_an_agency_that_could_not_be_read_is_not_called_unknown(folder: Path) -> None:
    log(folder, entry("childline phone"))
    edit(folder, Row(AG, "id: childline", "id: Childline", ()))
    assert found(folder) == []


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (entry("childline phone", by="Jane Smith"), "2:95 not-a-role"),
        (entry("childline phone", on="soon"), "2:65 bad-date"),
        (entry("childline phone", value=" "), "2:48 empty-text"),
        (entry("childline phone").replace("value: '0800 1111', ", ""), "2:5 missing-field"),
        (entry("childline phone").replace("how:", "what: done, how:"), "2:77 unknown-key"),
    ],
)
def test_a_bad_entry_is_refused(bad: str, expected: str, folder: Path) -> None:
    log(folder, bad)
    with pytest.raises(ContentError) as caught:
        check(read_folder(folder))
    assert [said(problem, folder, "checks.yaml") for problem in caught.value.problems] == [expected]


def test_a_check_in_the_future_is_refused_by_validate(folder: Path) -> None:
    log(folder, entry("childline phone", on="2026-11-25"))
    _, problems = validate(read_folder(folder), lambda _tag: FONTS, datetime.date(2026, 11, 24))
    assert "2:65 future-date" in [said(problem, folder, "checks.yaml") for problem in problems]


# --- folders that extend others ---


@pytest.fixture
def own(folder: Path) -> Path:
    """A folder beside the good one that extends it, with an edition."""
    own = folder.parent / "own"
    (own / "editions").mkdir(parents=True)
    (own / "settings.yaml").write_text("extends: ../data\n", encoding="utf-8")
    text = 'id: ours\nname: Ours\nareas: [hampshire]\ndate: 2026-11-24\nversion: "1"\n'
    (own / "editions" / "ours.yaml").write_text(text, encoding="utf-8")
    return own


@pytest.mark.parametrize(
    ("below", "above", "counts"),
    [
        (["2026-11-22"], [], "2026-11-22"),
        ([], ["2026-11-22"], "2026-11-22"),
        (["2026-11-22"], ["2026-11-21"], "2026-11-22"),
        (["2026-11-21"], ["2026-11-22"], "2026-11-22"),
        (["2026-11-01"], ["2026-11-02"], "2026-11-20"),
    ],
)
def test_the_checks_of_all_folders_count(
    below: list[str], above: list[str], counts: str, folder: Path, own: Path
) -> None:
    for place, days in ((folder, below), (own, above)):
        if days:
            log(place, *(entry("childline phone", on) for on in days))
    assert day_of(own, "childline phone") == counts


def test_a_check_below_lapses_if_the_folder_above_changes_the_number(folder: Path, own: Path) -> None:
    log(folder, entry("example-helpline phone"))
    text = (folder / AG).read_text(encoding="utf-8")
    start = text.index("  - id: example-helpline")
    record = text[start : text.index("  - id: gone")]
    (own / AG).write_text(f"agencies:\n{record}", encoding="utf-8")
    assert day_of(own, "example-helpline phone") == "2026-11-24"
    (own / AG).write_text(f"agencies:\n{record}".replace("023 8090 1234", "023 8090 1235"), encoding="utf-8")
    assert day_of(own, "example-helpline phone") == ""
    assert found(own) == []  # the editors of this folder cannot mend the log below


def test_a_leaflet_says_when_all_its_contacts_were_checked(own: Path) -> None:
    log(own, *(entry(name, f"2026-11-2{number}") for number, name in enumerate(VALUES, 1)))
    leaflet = compose(check(read_folder(own)), "ours", "parent")
    assert (leaflet.unchecked, leaflet.last_checked) == (0, datetime.date(2026, 11, 21))
    assert "Contacts last checked: 21\u00a0November\u00a02026." in texts_of(leaflet.back.paragraphs)
