"""The sheet for the check of an edition's contacts: what a person rings, opens and ticks.

In: the Catalogue, an edition. Out: a Sheet for the layout, and the same as rows for a spreadsheet.
Why: contacts are taken from web pages. Before families read them, a person must ring and open them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from leafletgen.content.catalogue import Catalogue, Checked, Edition
from leafletgen.content.leaflet import Row
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.printed_contacts import Printed, contacts_of
from leafletgen.content.records import Level
from leafletgen.content.services import contact_row
from leafletgen.counts import counted
from leafletgen.errors import Where

_KNOWN: dict[Level, str] = {
    "own": "Read on the service’s own page.",
    "2nd": "Read on a page of another body.",
    "repo": "Seen only in public code: check it with care.",
    "seed": "Seen only in an older leaflet: check it with care.",
    "none": "",
}
"""What the sheet says of each level, for the person who checks; a contact of level none is never printed."""

COLUMNS = (
    "edition",
    "agency",
    "name",
    "contact",
    "leaflets",
    "how to reach",
    "printed",
    "opens",
    "level",
    "last checked",
    "last check by",
    "right or wrong",
    "new value",
    "checked on",
    "how",
    "by (role)",
    "notes",
)
"""The headings of the spreadsheet; those from "right or wrong" on are for the person who checks."""

CHOICES = {"right or wrong": ("right", "wrong")}
DATES = ("checked on",)
_TO_FILL = len(COLUMNS) - COLUMNS.index("right or wrong")


class Entry(Struct, frozen=True):
    """One contact to check: how the leaflet prints it, and in `facts` what it opens, its last check and its command.

    `language` is that of the leaflet, "" for English, in which the sheet is.
    """

    row: Row
    facts: tuple[str, ...]
    at: Where
    language: str = ""


class Group(Struct, frozen=True):
    """The contacts of one agency."""

    name: str
    entries: tuple[Entry, ...]
    at: Where

    @property
    def continued(self) -> str:
        """The name at the top of a page on which the contacts go on."""
        return f"{self.name} (continued)"


class ContactSheet(Struct, frozen=True):
    """The whole sheet, in the order of the data: `blanks` are the labels of the lines to fill in at its top."""

    title: str
    language: str
    intro: tuple[str, ...]
    blanks: tuple[str, ...]
    groups: tuple[Group, ...]
    at: Where


def compose_sheet(catalogue: Catalogue, edition: Edition) -> ContactSheet:
    """All contacts that the leaflets of the edition print, to be checked."""
    printed = list(contacts_of(catalogue, edition))
    groups = (list(same) for _, same in groupby(printed, key=lambda entry: entry.owner))
    return ContactSheet(
        title=f"Contacts to check: {edition.name}",
        language=ENGLISH,
        intro=(
            f"{counted(len(printed), 'contact stands', 'contacts stand')} in the leaflets of this edition, version "
            f"{edition.version}.",
            "Ring each number until it is clear who answers. Open each address and look whether the page is still the "
            "right one. Tick “Right”, or tick “Wrong” and write what is right. Then mend in the data what is wrong, by "
            "hand. For each contact that is right run its command with --on, --how and --by; or fill in the sheet in a "
            "spreadsheet, and read it with: leafletgen contacts record --from FILE.",
        ),
        blanks=("Role of who checks", "Date"),
        groups=tuple(
            Group(_heading(same[0]), tuple(_entry(entry, catalogue) for entry in same), same[0].contact.at)
            for same in groups
        ),
        at=edition.at,
    )


def _heading(entry: Printed) -> str:
    return f"In sentences: {entry.owner}" if " " in entry.owner else entry.name


def _entry(entry: Printed, catalogue: Catalogue) -> Entry:
    contact = entry.contact
    row = contact_row(entry.name, contact, catalogue.phrases, catalogue.language)
    sentence = entry.name if " " in entry.owner else ""
    opens = f"Opens {contact.opens}" if contact.opens else ""
    spoken = f"Answers in {', '.join(contact.speaks)}: check that too." if contact.speaks else ""
    last = f"{_last(contact.checked)} {_KNOWN[contact.level]}".strip()
    facts = (sentence, opens, spoken, last, entry.record_command)
    language = "" if catalogue.language == ENGLISH else catalogue.language
    return Entry(row, tuple(fact for fact in facts if fact), contact.at, language)


def _last(checked: Checked | None) -> str:
    return f"Last checked {checked.on} by {checked.by}: {checked.how}." if checked else "Not yet checked."


def spreadsheet(catalogue: Catalogue, edition: Edition) -> Iterator[tuple[str, ...]]:
    """The rows of the spreadsheet, the headings first."""
    yield COLUMNS
    for owner, name, contact, variants, _ in contacts_of(catalogue, edition):
        checked = contact.checked
        row = contact_row(name, contact, catalogue.phrases, catalogue.language)
        yield (
            edition.id,
            owner,
            name,
            contact.id,
            " and ".join(variants),
            row.label,
            row.text,
            contact.opens or "",
            contact.level,
            checked.on.isoformat() if checked else "",
            checked.by if checked else "",
            *[""] * _TO_FILL,
        )
