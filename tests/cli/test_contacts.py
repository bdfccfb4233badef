"""`leafletgen contacts`: what is due, and writing down what was found."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TODAY = datetime.date.today()
RANG = ("--how", "rang it", "--by", "comms officer")


def record(run: Run, data: Path, *arguments: str, on: datetime.date = TODAY) -> str:
    """Record a check and give the message, which must be one of success."""
    outcome = run("contacts", "record", *arguments, "--on", on.isoformat(), *RANG, "--data", data)
    assert outcome.code == 0, outcome.stderr
    return str(outcome.stderr)


def due(run: Run, data: Path, *arguments: str) -> list[tuple[str, str, str]]:
    """What `stale` lists: edition, agency and contact with the last check."""
    items = json.loads(run("contacts", "stale", *arguments, "--data", data, "--json").stdout)["items"]
    return [(item["edition"], f"{item['agency']} {item['contact']}", item["checked"]) for item in items]


def test_nothing_was_checked_yet(run: Run, data: Path) -> None:
    found = due(run, data)
    assert {edition for edition, _, _ in found} == {path.stem for path in (data / "editions").iterdir()}
    assert {checked for _, _, checked in found} == {"never"}
    assert ("hampshire", "childline phone", "never") in found


def test_a_recorded_contact_is_not_due(run: Run, data: Path) -> None:
    before = due(run, data, "hampshire")
    record(run, data, "childline", "phone")
    assert set(before) - set(due(run, data, "hampshire")) == {("hampshire", "childline phone", "never")}


@pytest.mark.parametrize(("days", "listed"), [(99, True), (100, False), (101, False)])
def test_a_check_holds_for_so_many_days(run: Run, data: Path, days: int, listed: bool) -> None:
    on = TODAY - datetime.timedelta(days=100)
    record(run, data, "childline", "phone", on=on)
    entry = ("hampshire", "childline phone", on.isoformat())
    found = due(run, data, "hampshire", "--days", str(days))
    assert (entry in found) is listed
    if listed:
        assert found[-1] == entry, "what was never checked comes first"


def test_a_withheld_contact_is_never_due(run: Run, data: Path) -> None:
    assert "ceop-education email" not in {contact for _, contact, _ in due(run, data)}


def test_stale_says_how_many_are_due(run: Run, data: Path) -> None:
    outcome = run("contacts", "stale", "hampshire", "--data", data)
    count = len(outcome.stdout.splitlines())
    assert f"hampshire: {count} of {count} contacts are due" in outcome.stderr


def test_record_changes_the_data_that_a_build_reads(run: Run, data: Path) -> None:
    before = (data / "agencies.yaml").read_text(encoding="utf-8")
    said = record(run, data, "childline", "phone")
    after = (data / "agencies.yaml").read_text(encoding="utf-8")
    added = f'        checked:\n          on: "{TODAY}"\n          how: "rang it"\n          by: "comms officer"\n'
    assert after.count(added) == 1
    assert after.replace(added, "") == before
    assert f"childline phone: checked {TODAY} by comms officer, rang it. Before: not checked." in said
    assert run("validate", "--data", data).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["childlin", "phone", "--on", "2026-01-31", *RANG], 2, "Did you mean childline?"),
        (["childline", "fone", "--on", "2026-01-31", *RANG], 2, "Did you mean phone?"),
        (["childline", "phone", "--on", "9999-01-31", *RANG], 2, "future-check"),
        (["childline", "phone", "--on", "31/01/2026", *RANG], 2, "bad-date"),
        (["childline", "phone", "--on", "2026-01-31", "--how", "rang it", "--by", "Jane Smith"], 2, "not-a-role"),
        (["childline", "phone", *RANG], 2, "--on"),
    ],
)
def test_record_refuses_and_changes_nothing(run: Run, data: Path, arguments: list[str], code: int, says: str) -> None:
    before = (data / "agencies.yaml").read_bytes()
    outcome = run("contacts", "record", *arguments, "--data", data)
    assert outcome.code == code
    assert says in outcome.stderr
    assert (data / "agencies.yaml").read_bytes() == before


def test_record_does_not_touch_the_data_that_ship(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (project / "data" / "agencies.yaml").read_bytes()
    monkeypatch.chdir(tmp_path)
    outcome = run("contacts", "record", "childline", "phone", "--on", "2026-01-31", *RANG)
    assert outcome.code == 3
    assert "not-own-data" in outcome.stderr
    assert (project / "data" / "agencies.yaml").read_bytes() == before


def test_record_follows_a_linked_file(run: Run, data: Path, tmp_path: Path) -> None:
    kept = (data / "agencies.yaml").rename(tmp_path / "kept.yaml")
    (data / "agencies.yaml").symlink_to(kept)
    record(run, data, "childline", "phone")
    assert (data / "agencies.yaml").is_symlink()
    assert str(TODAY) in kept.read_text(encoding="utf-8")


def test_an_unknown_edition_gets_a_suggestion(run: Run, data: Path) -> None:
    outcome = run("contacts", "stale", "hampshir", "--data", data)
    assert outcome.code == 2
    assert "Did you mean hampshire?" in outcome.stderr
