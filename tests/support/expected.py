"""What each leaflet of the shipped data must say, worked out from the YAML without the library.

`Expected` reads the data with YAML's base loader, where every value is the text that somebody typed, and applies the
rules of coverage, audience and withholding again, by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from leafletgen.content.records import Variant
from tests.support.project import PROJECT

DATA = PROJECT / "data"
EDITIONS = sorted(path.stem for path in (DATA / "editions").glob("*.yaml"))
BOTH: tuple[Variant, ...] = ("parent", "child")

Record = dict[str, Any]

UNPRINTED = {"id", "kind", "topic", "audience", "coverage", "coverage_level", "status", "fee", "level", "source"}
UNPRINTED |= {"seen", "opens", "http_reason", "checked", "withheld", "comment", "only_in", "agencies", "outside"}
UNPRINTED |= {"variant", "with_services", "neutral_outside", "contacts", "areas", "language", "date"}
UNPRINTED |= {"critical", "details", "only_full", "agency", "together", "merge", "place"}
UNPRINTED |= {"speaks", "speaks_level", "speaks_source", "on_web"}

CALLS = ("call", "text")


@dataclass(frozen=True, eq=False)
class Placed:
    """One place of a leaflet where a service stands.

    `how` is row, tile, shared (one row for several agencies), emergency, crisis or table (of whom to call); `words` is
    all that stands there, `opens` the pages of its QR codes.
    """

    how: str
    name: str
    agencies: tuple[Record, ...]
    contacts: tuple[Record, ...]
    words: tuple[str, ...]
    opens: tuple[str, ...] = ()


def load(path: Path) -> Any:
    """A YAML file as plain texts, lists and mappings."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)


def plain(text: str) -> str:
    """Text as a reader takes it in: white space made single spaces, a hyphen at the end of a line a hyphen."""
    return " ".join(re.sub(r"[\x02\ufffe]\s*", "-", text).split())


def tokens(wanted: str, text: str) -> int:
    """How often `wanted` stands in `text` as a whole: no letter or digit touches it."""
    return len(re.findall(rf"(?<!\w){re.escape(plain(wanted))}(?!\w)", plain(text)))


def web_addresses(text: str) -> list[str]:
    """Every web address in a text of many lines; one may go on in the next line after a slash or before a dot."""
    joined = re.sub(r"(\b[\w-]+\.[\w./-]*/)\s*\n(?=\w)|(?<=\w)\s*\n(?=\.\w)", r"\1", text)
    return re.findall(r"(?<![\w@.-])(?:[\w-]+\.)+[a-z]{2,}(?:/[\w./-]*\w)?(?![\w@])", joined)


def number_groups(text: str) -> list[str]:
    """Every group of digits of a text of many lines, with the single spaces inside it; it ends with its line."""
    groups: list[str] = []
    for line in text.splitlines():
        for address in web_addresses(line):
            line = line.replace(address, " · ")
        groups += re.findall(r"(?<![\w])\d+(?: \d+)*(?!\w)", line)
    return groups


def texts_of(value: Any) -> Iterator[str]:
    """All printed texts of a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item)
    elif "only_full" not in value:  # a line of the officer's copy with full details alone
        for key, item in value.items():
            if key not in UNPRINTED:
                yield from texts_of(item)


class Expected:
    """What the leaflet of one edition and variant must and must not say, from the data alone."""

    def __init__(self, edition: str, variant: str) -> None:
        self.variant = variant
        self.edition: Record = load(DATA / "editions" / f"{edition}.yaml")
        self.areas: dict[str, Record] = {area["id"]: area for area in load(DATA / "areas.yaml")["areas"]}
        services = load(DATA / "agencies.yaml")
        self.all_agencies: list[Record] = services["agencies"]
        self.merged: dict[str, Record] = {row["id"]: row for row in services["merged"]}
        self.forces: dict[str, str] = {force["id"]: force["name"] for force in load(DATA / "forces.yaml")["forces"]}
        self.force: str = self.forces.get(self.edition.get("force", ""), "")
        leaflets = [load(path) for path in sorted((DATA / "leaflets").glob("*.yaml"))]
        self.leaflet: Record = next(leaflet for leaflet in leaflets if leaflet["variant"] == variant)

    def around(self, area: str) -> set[str]:
        """An area and every area that it lies in."""
        found = {area}
        while "within" in self.areas[area]:
            area = self.areas[area]["within"]
            found.add(area)
        return found

    def holds(self, bound: Record) -> bool:
        """Whether words bound to some nations hold in every place of the edition."""
        return "only_in" not in bound or all(
            not self.around(area).isdisjoint(bound["only_in"]) for area in self.edition["areas"]
        )

    def serves(self, agency: Record) -> bool:
        """Whether an agency is for this reader and this place, and not withheld."""
        reached = set().union(*(self.around(area) for area in self.edition["areas"]))
        return (
            not agency.get("withheld")
            and self.variant in agency["audience"]
            and not reached.isdisjoint(agency["coverage"])
        )

    def contacts(self, agency: Record) -> list[Record]:
        """The contacts of an agency that are for this reader and not withheld."""
        return [
            contact
            for contact in agency.get("contacts", [])
            if not contact.get("withheld") and self.variant in contact.get("audience", [self.variant])
        ]

    @cached_property
    def sections(self) -> list[Record]:
        return [section for section in self.leaflet["sections"] if self.holds(section)]

    @cached_property
    def places(self) -> list[Placed]:
        """Every place where a service stands, in no order that matters."""
        found = [*self._table(), *self._emergency()]
        for section in self.sections:
            found += self._rows(section.get("agencies", []))
            found += [self._tile(agency) for agency in self._of(section.get("tiles", []))]
            for block in section.get("blocks", []):
                found += self._crisis(block["crisis"]) if "crisis" in block and self.holds(block) else []
        return found

    def _of(self, topics: list[str]) -> list[Record]:
        return [agency for agency in self.all_agencies if self.serves(agency) and agency["topic"] in topics]

    def _own(self, id: str | None) -> Iterator[Record]:
        """An agency that the leaflet names, if it serves the place."""
        yield from (agency for agency in self.all_agencies if agency["id"] == id and self.serves(agency))

    def _rows(self, topics: list[str]) -> Iterator[Placed]:
        alike: dict[str, list[Record]] = {}
        for agency in self._of(topics):
            alike.setdefault(str(agency.get("merge", agency["id"])), []).append(agency)
        for id, agencies in alike.items():
            yield self._shared(self.merged[id], agencies) if len(agencies) > 1 else self._row(agencies[0])

    def _row(self, agency: Record) -> Placed:
        words = [agency["name"], *([agency["was"]] if agency.get("was") else [])]
        words += [
            agency[key][self.variant] for key in ("label", "does", "note") if agency.get(key, {}).get(self.variant)
        ]
        words += [agency["cost"]] if agency.get("cost") else []
        contacts = self.contacts(agency)
        words += [text for contact in contacts for text in texts_of(contact)]
        return Placed("row", agency["name"], (agency,), (*contacts,), (*words,), self._first_opened(contacts))

    def _shared(self, row: Record, agencies: list[Record]) -> Placed:
        words = [row["name"], *([row["was"]] if row.get("was") else [])]
        words += [row[key][self.variant] for key in ("label", "does") if row.get(key, {}).get(self.variant)]
        contacts = [contact for agency in agencies for contact in self.contacts(agency)]
        words += [row[key] for key in ("search_for", "search_note") if row.get(key)]
        for agency in agencies:
            words.append(agency.get("place", agency["name"]))
            for contact in self.contacts(agency):
                if contact["kind"] == "search" and row.get("search_for"):
                    continue  # said once for all places
                words += texts_of(contact) if contact.get("shown") or not contact.get("opens") else []
        opens = tuple(contact["opens"] for contact in contacts if contact.get("opens"))
        return Placed("shared", row["name"], (*agencies,), (*contacts,), (*words,), opens)

    def _tile(self, agency: Record) -> Placed:
        words = [agency["name"], *([agency["was"]] if agency.get("was") else []), agency["label"][self.variant]]
        words += [agency["cost"]] if agency.get("cost") else []
        contacts = self.contacts(agency)
        words += [text for contact in contacts for text in texts_of(contact)]
        return Placed("tile", agency["name"], (agency,), (*contacts,), (*words,), self._first_opened(contacts))

    def _emergency(self) -> Iterator[Placed]:
        for agency in self._own(self.leaflet["emergency"].get("agency")):
            contacts = self.contacts(agency)
            words = [agency["name"], agency["label"][self.variant]]
            words += [text for contact in contacts for text in texts_of(contact)]
            yield Placed("emergency", agency["name"], (agency,), (*contacts,), (*words,), self._first_opened(contacts))

    def _crisis(self, block: Record) -> list[Placed]:
        """The first service that can be called; its name stands after its number."""
        for id in block["agencies"]:
            for agency in self._own(id):
                if contacts := [contact for contact in self.contacts(agency) if contact["kind"] in CALLS]:
                    words = [agency["name"], *(text for contact in contacts for text in texts_of(contact))]
                    return [Placed("crisis", agency["name"], (agency,), (*contacts,), (*words,))]
        raise AssertionError(f"no number stands with {block}")

    def _table(self) -> Iterator[Placed]:
        """The table of whom to call: each agency with its first number; the note begins with a capital letter there."""
        for row in self.leaflet["who_to_call"]["rows"]:
            for agency in self._own(row.get("agency")):
                for contact in [contact for contact in self.contacts(agency) if contact["kind"] in CALLS][:1]:
                    note = contact.get("note", "")
                    words = [row["who"], row["why"], contact["value"], *([note[0].upper() + note[1:]] if note else [])]
                    yield Placed("table", row["who"], (agency,), (contact,), (*words,))

    @staticmethod
    def _first_opened(contacts: list[Record]) -> tuple[str, ...]:
        return tuple(contact["opens"] for contact in contacts if contact.get("opens"))[:1]

    @cached_property
    def agencies(self) -> list[Record]:
        """The agencies that stand somewhere in the leaflet, in the order of the data."""
        return [agency for agency in self.all_agencies if any(agency in place.agencies for place in self.places)]

    @cached_property
    def printed(self) -> list[tuple[Record, Record]]:
        """Every contact that is printed, each once, with its agency."""
        shown = [id(contact) for place in self.places for contact in place.contacts]
        return [
            (agency, contact)
            for agency in self.all_agencies
            for contact in agency.get("contacts", [])
            if id(contact) in shown
        ]

    @cached_property
    def unprinted(self) -> list[tuple[Record, Record]]:
        """The contacts that must not be printed: withheld ones, and all of every agency that does not enter."""
        return [
            (agency, contact)
            for agency in self.all_agencies
            for contact in agency.get("contacts", [])
            if not any(contact is shown for _, shown in self.printed)
        ]

    @cached_property
    def version(self) -> Record:
        """Where the newest version of the leaflet is: `words`, or an address with the page that it opens."""
        own = self.edition.get(self.variant, {}).get("current_version") or self.edition.get("current_version")
        found = own or self.leaflet["back"]["current_version"]
        return {"words": found} if isinstance(found, str) else dict(found)

    @cached_property
    def own_words(self) -> list[str]:
        """The words of the leaflet itself, of the sections and blocks that hold in every place of the edition."""
        leaflet, back = self.leaflet, self.leaflet["back"]
        words = [leaflet["title"], leaflet["for_whom"], *leaflet["cover"], self.edition["name"]]
        words += texts_of(leaflet.get("officer", {}))
        table = leaflet["who_to_call"]
        words += [table["heading"], *([table["after"]] if table.get("after") else [])]
        words += [text for row in table["rows"] if row.get("number") for text in texts_of(row)]
        words += texts_of(leaflet["emergency"])
        words += [back["heading"], self.edition.get("other_formats") or back["other_formats"]]
        words += [text for key, text in self.version.items() if key != "opens"]
        if any(not contact.get("checked") for _, contact in self.printed):
            words.append(back["unchecked"])
        if leaflet["neutral_outside"] != "true" and self.force:
            words.append(self.force)
        return [*words, *self._words_of([section for section in self.sections if section.get("if_room") != "true"])]

    @cached_property
    def fillers(self) -> list[str]:
        """The words of sections that stand there only if there is room."""
        return self._words_of([section for section in self.sections if section.get("if_room") == "true"])

    def _words_of(self, sections: list[Record]) -> list[str]:
        words = []
        for section in sections:
            words.append(section["heading"])
            for block in [*section.get("blocks", []), *section.get("after", [])]:
                words += texts_of(block) if self.holds(block) and block.get("emergency") != "true" else []
        return words

    @cached_property
    def words(self) -> list[str]:
        """All words that the leaflet prints."""
        return [*self.own_words, *(text for place in self.places for text in place.words)]
