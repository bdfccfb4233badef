"""The road of a team from a new edition to a file for the press, with the real program in a fresh folder."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.program import Outcome, run_process

pytestmark = pytest.mark.slow

SERVICES = (
    ("kent-families", "Kent Families", "safeguarding", "023 8090 1201"),
    ("kent-listens", "Kent Listens", "wellbeing", "023 8090 1202"),
    ("kent-victims", "Kent Victims", "victim", "023 8090 1203"),
    ("kent-change", "Kent Change", "own-behaviour", "023 8090 1204"),
    ("kent-online", "Kent Online", "prevention", "023 8090 1205"),
    ("kent-minds", "Kent Minds", "wellbeing", "023 8090 1206"),
)
TODAY = datetime.date.today()


def run(home: Path, *arguments: str, code: int = 0) -> Outcome:
    """Run the program in the folder of the team."""
    outcome = run_process(*arguments, cwd=home, env={"LEAFLETGEN_CACHE_DIR": str(home / "cache")})
    assert outcome.code == code, (arguments, outcome)
    return outcome


def write_services(path: Path) -> None:
    """The list as a team keeps it in Excel."""
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    sheet.append(
        ["id", "name", "status", "topic", "audience", "coverage", "label parent", "does parent"]
        + [f"contact {key}" for key in ("id", "kind", "value", "level", "source")]
    )
    for agency, name, topic, number in SERVICES:
        words = ("For families in Kent", "They listen and help.")
        row = (agency, name, "active", topic, "parent", "kent", *words)
        sheet.append([*row, "phone", "call", number, "own", "https://www.kent.police.uk/"])
    workbook.save(path)


def fill_in(path: Path) -> None:
    """Mark every contact right, as a person does who has rung and opened all of them."""
    workbook = openpyxl.load_workbook(path)
    sheet: Any = workbook.active
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        done = {"right or wrong": "right", "checked on": TODAY, "how": "rang it", "by (role)": "comms officer"}
        for heading, value in done.items():
            sheet.cell(row, columns[heading]).value = value
    workbook.save(path)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def test_from_a_new_edition_to_the_press_and_back(home: Path) -> None:
    run(home, "edition", "new", "kent", "--data", "data")
    write_services(home / "services.xlsx")
    shown = run(home, "agencies", "import", "services.xlsx")
    assert [line.split()[:2] for line in shown.stdout.splitlines()] == [["new", agency] for agency, *_ in SERVICES]
    assert not (home / "data" / "agencies.yaml").exists()
    run(home, "agencies", "import", "services.xlsx", "--write")

    edition = home / "data" / "editions" / "kent.yaml"
    lines = edition.read_text(encoding="utf-8")
    taken = lines.replace("# parent:", "parent:").replace("#   contact_lines:", "  contact_lines:")
    edition.write_text(taken.replace("#   imprint:", "  imprint:"), encoding="utf-8")
    refused = run(home, "build", "kent", "--size", "a5", code=3).stderr
    assert refused.count("[placeholder]") == 2 and not list(home.rglob("*.pdf"))
    filled_in = taken.replace("us: ...", "us: call 101.").replace("by ...", "by Kent Police")
    edition.write_text(filled_in.replace("#   imprint:", "  imprint:"), encoding="utf-8")

    press = ("build", "kent", "--size", "a5", "--profile", "press", "--require-checked", "30")
    assert "[not-checked]" in run(home, *press, code=3).stderr
    run(home, "contacts", "sheet", "kent")
    fill_in(home / "dist" / "kent-contacts.xlsx")
    said = run(home, "contacts", "record", "--from", "dist/kent-contacts.xlsx").stderr
    assert "recorded" in said and "not filled in" not in said
    assert "kent: 0 of " in run(home, "contacts", "stale", "kent").stderr

    made = run(home, *press).stdout.split()
    assert [Path(name).name for name in made] == ["kent-parent-a5-press.pdf", "kent-child-a5-press.pdf"]
    run(home, "preflight", *made)

    path = home / "data" / "agencies.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("8090 1203", "8090 1213"), encoding="utf-8")
    assert "[check-lapsed]" in run(home, "validate").stderr
    assert "[not-checked]" in run(home, *press, code=3).stderr
    assert "[unchecked-for-press]" in run(home, "build", "kent", "--size", "a5", "--profile", "press", code=3).stderr
    found = run(home, "contacts", "where", "+44 23 8090 1203", "dist").stdout.splitlines()
    assert [line.split()[1] for line in found] == ["dist/kent-contacts.pdf", "dist/kent-parent-a5-press.pdf"]
