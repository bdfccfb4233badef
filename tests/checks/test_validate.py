"""The checks that only `validate` runs: each fault is reported at its position, and good data pass."""

from __future__ import annotations

import ast
import datetime
import shutil
from pathlib import Path

import pytest

from leafletgen.checks.data.validate import validate
from leafletgen.content.check import examine
from leafletgen.content.source import read_folder
from leafletgen.errors import Problem
from tests.support.faults import AG, ED, FIXTURE, FO, FONTS, OPENS, PA, Row, edit, said

TODAY = datetime.date(2026, 11, 24)
CHECKS = Path(__file__).parents[2] / "src" / "leafletgen" / "checks" / "data"
ELSEWHERE = {"contrast", "for_press", "freshness", "grade", "plain_words", "readability", "reviews"}
"""Modules of checks/data with tests of their own."""
WORDS = {"no-limits", "contrast", "contrast-low", "not-reviewed"}  # of the fixture or the themes: tested elsewhere

TRAPS = """traps:
  - {id: old-number, number: "023 8090 1235", says: It is old., instead: Ring another.}
  - {id: old-host, host: old.org.uk, says: It is old., instead: Open another.}
  - {id: hours, agency: childline, pattern: "(?i)24/7", says: Nobody knows., instead: Print no hours.}
  - {id: old-name, pattern: "Old Name", says: It has another., instead: Print that.}
"""


@pytest.fixture
def trapped(tmp_path: Path) -> Path:
    """The good folder, with traps."""
    folder = Path(shutil.copytree(FIXTURE, tmp_path / "data"))
    (folder / "traps.yaml").write_text(TRAPS, encoding="utf-8")
    return folder


def found(folder: Path, today: datetime.date = TODAY) -> list[Problem]:
    _, problems = validate(read_folder(folder), lambda _tag: FONTS, today)
    return [problem for problem in problems if problem.code not in WORDS]


def test_the_unbroken_data_have_no_problem(trapped: Path) -> None:
    assert found(trapped) == []


NUMBER = "value: 023 8090 1234"
NEWEST = "current_version: {shown: www.a-website.org.uk, opens: 'https://www.a-website.org.uk/', speaks: %s}"
ROWS = (
    # the traps
    Row(AG, NUMBER, "value: 023 8090 1235", ("48:16 trap",)),
    Row(AG, NUMBER, "value: 02380 901235", ("48:16 trap",)),
    Row(AG, "Advice by telephone.", "Ring 023 8090 1235.", ("42:20 trap",)),
    Row(AG, "Advice by telephone.", "Ask Old Name.", ("42:19 trap",)),
    Row(AG, "name: Example Helpline", "name: Old Name", ("34:11 trap",)),
    Row(AG, "Trained counsellors who listen.", "They listen 24/7 here.", ("12:27 trap",)),
    Row(AG, OPENS + "\n", "https://www.old.org.uk/a\n", ("30:16 shown-elsewhere", "31:16 trap")),
    Row(PA, "Keep this leaflet.", "Keep www.old.org.uk.", ("25:19 trap",)),
    Row(ED, "force: example", "parent: {imprint: By Old Name}", ("3:22 trap",)),
    Row(ED, "force: example", "other_formats: Ring 02380 901235.", ("3:21 trap",)),
    # numbers
    Row(AG, NUMBER, "value: 01632 960000", ("48:16 placeholder",)),
    Row(AG, NUMBER, "value: 01999 123456", ("48:16 phone-unused",)),
    Row(AG, "value: 0800 1111", 'value: "999"', ()),
    Row(AG, "Advice by telephone.", "Ring 08001111.", ("42:20 number-two-ways",)),
    Row(AG, "Advice by telephone.", "Ring 0800 1111.", ()),
    Row(PA, "One thing.", "Ring 023 80901234.", ("18:23 number-two-ways",)),
    # hosts
    Row(AG, "help@helpline.org.uk", "help@chi1dline.org.uk", ("57:16 web-near",)),
    Row(AG, "help@helpline.org.uk", "help@childIine.org.uk", ("57:16 web-near",)),
    Row(AG, "help@helpline.org.uk", "help@chlldline.org.uk", ("57:16 web-near",)),
    Row(AG, "help@helpline.org.uk", "help@childline.org.uk", ()),
    Row(FO, "https://www.anyshire.police.uk/", "https://www.sample.police.uk/", ()),
    # editions
    Row(ED, "date: 2026-11-24", "date: 2026-11-25", ("5:7 future-date",)),
    Row(ED, "force: example", NEWEST % "[cy]", ("3:96 version-language",)),
    Row(ED, "force: example", "parent: {%s}" % (NEWEST % "[cy, pl]"), ("3:105 version-language",)),
    *(Row(ED, "force: example", NEWEST % tags, ()) for tags in ("[en, cy]", "[en]", "[bsl]")),
    Row(AG, "on: 2026-11-20", "on: 2026-11-25", ("25:15 future-date",)),
    Row(AG, "on: 2026-11-20", "on: 1900-01-24", ("25:15 old-date",)),
    Row(AG, "on: 2026-11-20", "on: 2019-12-31", ("25:15 old-date",)),
    Row(AG, "coverage: [hampshire, dorset]", "coverage: [dorset]", ("33:5 agency-unprinted",)),
    Row(
        ED,
        "force: example",
        "parent: {remove: [advice]}",
        ("agencies.yaml:33:5 agency-unprinted", "3:9 leaves-out"),
    ),
    Row(FO, "welsh_duty: false", "welsh_duty: true", ("editions/hampshire.yaml:3:8 welsh-duty",)),
    Row(
        ED,
        "force: example",
        'parent: {colours: {strong: {rgb: "777777", cmyk: 0 0 0 50}}}',
        ("3:28 low-contrast",),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.file}-{row.new[:32]!r}")
def test_a_fault_is_found_at_its_place(row: Row, trapped: Path) -> None:
    edit(trapped, row)
    problems = found(trapped)
    assert tuple(dict.fromkeys(said(problem, trapped, row.file) for problem in problems)) == row.expected
    refused = [problem for problem in problems if problem.severity == "error" and problem.code != "low-contrast"]
    assert refused_by_every_command(trapped) == refused


def refused_by_every_command(folder: Path) -> list[Problem]:
    """The errors of the data that `build` and all other commands stop at."""
    _, problems = examine(read_folder(folder), FONTS, today=TODAY)
    return [problem for problem in problems if problem.severity == "error"]


def test_a_host_made_from_the_id_of_a_force_is_refused(trapped: Path) -> None:
    edit(trapped, Row(FO, "https://www.anyshire.police.uk/", "https://www.ex.police.uk/", ()))
    edit(trapped, Row(AG, "help@helpline.org.uk", "help@example.police.uk", ()))
    (problem,) = [problem for problem in found(trapped) if problem.code == "police-host"]
    assert said(problem, trapped) == "agencies.yaml:57:16 police-host"
    assert "ex.police.uk" in problem.hint


def test_what_is_withheld_may_be_anything(trapped: Path) -> None:
    edit(trapped, Row(AG, "value: 0800 111\n", "value: 023 8090 1235\n", ()))
    assert found(trapped) == []


def test_a_trap_finds_its_host_however_it_is_typed(trapped: Path) -> None:
    edit(trapped, Row("traps.yaml", "host: old.org.uk", "host: Old.org.uk", ()))
    edit(trapped, Row(PA, "Keep this leaflet.", "Keep www.old.org.uk.", ()))
    (problem,) = found(trapped)
    assert said(problem, trapped) == "leaflets/parent.yaml:25:19 trap"


def test_a_former_name_is_allowed_if_the_text_says_that_it_is_one(trapped: Path) -> None:
    edit(trapped, Row(AG, "name: Example Helpline", "name: Example Helpline\n    was: Old Name", ()))
    assert found(trapped) == []


def test_all_problems_are_reported_in_one_run_and_in_order(trapped: Path) -> None:
    edit(trapped, Row(ED, "date: 2026-11-24", "date: 2027-11-24", ()))
    edit(trapped, Row(AG, NUMBER, "value: 023 8090", ()))
    edit(trapped, Row(AG, "Advice by telephone.", "Ask Old Name.", ()))
    edit(trapped, Row(AG, "help@helpline.org.uk", "help@chi1dline.org.uk", ()))
    edit(trapped, Row(PA, "only_in: [hampshire]", "only_in: [kent]", ()))
    assert [said(problem, trapped) for problem in found(trapped)] == [
        "agencies.yaml:42:19 trap",
        "agencies.yaml:48:16 phone-digits",
        "agencies.yaml:57:16 web-near",
        "editions/hampshire.yaml:5:7 future-date",
        "leaflets/parent.yaml:22:15 unknown-area",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('value: "0800 1111"', 'value: "0800 111"'),
        ('value: "0800 068 4141"', 'value: "0808 068 4141"'),
        ("shown: www.ceopeducation.co.uk", "shown: www.thinkuknow.co.uk"),
        ("name: NSPCC Helpline", "name: NSPCC Helpline 24/7"),
        ("choose the mental health option", "choose option 2"),
        ("name: Hampshire Youth Justice Service", "name: Hampshire Youth Offending Team"),
        ("name: Stop It Now\n", "name: Stop It Now!\n"),
        ("shown: www.nspcc.org.uk", "shown: www.nspcc.org.uk\n        note: '[email protected]'"),
    ],
)
def test_the_traps_that_were_met_are_refused_in_the_shipped_data(data: Path, old: str, new: str) -> None:
    path = data / "agencies.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1 + new.rstrip().count("\n")
    errors = [problem for problem in found(data) if problem.severity == "error"]
    assert line in [problem.where.line for problem in errors if problem.where]


def test_every_code_of_these_checks_has_a_row() -> None:
    exercised = {place.split()[-1] for row in ROWS for place in row.expected} | {
        "police-host",
        "colours-differ",  # tests/accessibility/test_contrast.py
        "no-watermark",  # tests/product/test_watermark.py
        "services-missing",  # test_editions_said.py
        "future-date",  # and old-date: tests/content/test_dates.py
        "old-date",
        "traps-slow",
        "site-statement",  # tests/content/test_site_settings.py
        "site-address",  # there too
    }
    codes: set[str] = set()
    for path in CHECKS.glob("*.py"):
        if path.stem in ELSEWHERE:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
        firsts = [call.args[0] for call in calls if call.func.id in {"Problem", "Fault"} and call.args]  # type: ignore[attr-defined]
        codes |= {str(first.value) for first in firsts if isinstance(first, ast.Constant)}
    assert codes <= exercised
