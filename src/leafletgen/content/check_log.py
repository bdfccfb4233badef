"""The file checks.yaml, in which people log their checks of contacts, and which of these checks counts.

In: agencies, and the logged checks of each data folder. Out: the agencies, each contact with the check that counts.
Why: a force checks national services too, whose records are not its own. An entry says what was checked, so it no
longer counts if the data say something else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from leafletgen.content.catalogue import Agency, Checked, Contact
from leafletgen.content.records import Phrase, Record

FILE_NAME = "checks.yaml"


class LoggedCheck(Checked, frozen=True, kw_only=True):
    """One check of one contact: it counts as long as the data say what was checked."""

    agency: Annotated[Phrase, Meta(description="The id of the agency; or whose sentence it is, such as edition kent.")]
    contact: Annotated[Phrase, Meta(description="The id of its contact; or the number or address in the sentence.")]
    value: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=900,
            description="What was checked: what is printed; and of a page, the exact address that opens.",
        ),
    ]
    wrong: Annotated[
        bool, Meta(description="true if it was found wrong: then no earlier check of the same value counts.")
    ] = False


class CheckFile(Record, frozen=True, kw_only=True):
    """The file checks.yaml: a log, to which `leafletgen contacts record` adds entries."""

    checks: Annotated[tuple[LoggedCheck, ...], Meta(min_length=1)]


def value_of(contact: Contact) -> str:
    """What a check of this contact is a check of: "0800 1111", "SHOUT to 85258", "example.org, opens https://...".

    The words of this form are the log's own: they stay if the phrases of the leaflets change. Empty if the contact has
    nothing that could be printed, as one that is withheld may have.
    """
    value = contact.value or contact.shown or ""
    parts = (
        f"{contact.keyword} to {value}" if contact.keyword and value else value,
        f"search “{contact.search_for}”" if contact.search_for else "",
        f"opens {contact.opens}" if contact.opens else "",
    )
    return ", ".join(part for part in parts if part)


def holds(check: LoggedCheck, contact: Contact) -> bool:
    """Whether the contact still is what was checked; how a number is grouped makes no difference."""
    return "".join(check.value.split()) == "".join(value_of(contact).split())


class CheckIndex:
    """Logged checks, by what was checked; they come in the order of the files, the lowest folder first."""

    def __init__(self, checks: Iterable[LoggedCheck]) -> None:
        self._checks: dict[tuple[str, str], list[LoggedCheck]] = {}
        for check in checks:
            self._checks.setdefault((check.agency, _plain(check.contact)), []).append(check)

    def with_check(self, owner: str, contact: Contact) -> Contact:
        """The contact with the check that counts: the newest, also over its own; of one day the later entry.

        If that one found it wrong, none counts.
        """
        valid = [check for check in self._checks.get((owner, _plain(contact.id)), ()) if holds(check, contact)]
        last = newest([contact.checked, *valid])
        return replace(contact, checked=None if found_wrong(last) else last) if valid else contact

    def with_checks(self, agency: Agency) -> Agency:
        """The agency with the check that counts on each of its contacts."""
        contacts = tuple(self.with_check(agency.id, contact) for contact in agency.contacts)
        return replace(agency, contacts=contacts) if contacts != agency.contacts else agency


def found_wrong(check: Checked | None) -> bool:
    """Whether a check is one that found its contact wrong."""
    return isinstance(check, LoggedCheck) and check.wrong


def _plain(name: str) -> str:
    """The id of a contact, or a number in a sentence, however it is grouped."""
    return "".join(name.split())


def newest(checks: Iterable[Checked | None]) -> Checked | None:
    """The newest of some checks, the last of those on the same day; None if there is none."""
    known = [check for check in checks if check]
    return max(reversed(known), key=lambda check: check.on, default=None)
