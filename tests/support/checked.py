"""A data folder in which a person has checked every contact, as a team's is before it orders a print run."""

from __future__ import annotations

from pathlib import Path

from leafletgen.content.check import check
from leafletgen.content.source import read_folder
from leafletgen.editorial.yaml_edit import check_of, write_check


def check_all(folder: Path) -> None:
    """Record a check of every contact in agencies.yaml of this folder that has none."""
    path = folder / "agencies.yaml"
    data = path.read_bytes()
    contacts = [contact for agency in check(read_folder(folder)).agencies.values() for contact in agency.contacts]
    unchecked = [contact.at for contact in contacts if not contact.checked and Path(contact.at.file) == path]
    for place in sorted(unchecked, reverse=True):  # from the end, so that the places before stay true
        data = write_check(data, place, check_of("2026-11-02", "rang or opened it", "communications team"))
    path.write_bytes(data)
