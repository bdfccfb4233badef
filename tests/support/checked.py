"""A data folder in which a person has checked every contact, as a team's is before it orders a print run."""

from __future__ import annotations

from pathlib import Path

from leafletgen.content.check import check
from leafletgen.content.check_log import FILE_NAME, LoggedCheck, value_of
from leafletgen.content.printed_contacts import contacts_by_owner
from leafletgen.content.source import read_folder
from leafletgen.editorial.check_file import add_checks, check_of


def check_all(folder: Path) -> None:
    """Record in checks.yaml a check of every contact that has none; there must be no such file yet."""
    done = check_of("2026-11-02", "rang or opened it", "communications team")
    entries = [
        LoggedCheck(at=done.at, agency=owner, contact=name, value=value, on=done.on, how=done.how, by=done.by)
        for owner, contacts in contacts_by_owner(check(read_folder(folder))).items()
        for name, contact in contacts.items()
        if not contact.checked and (value := value_of(contact))
    ]
    (folder / FILE_NAME).write_bytes(add_checks(None, FILE_NAME, entries))
