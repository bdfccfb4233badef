"""What each leaflet of the shipped data must say, worked out from the YAML without the library.

`Expected` reads the data with YAML's base loader, where every value is the text that somebody typed, and applies the
rules of coverage, audience and withholding again, by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from leafletgen.content.catalogue import Variant
from tests.support.project import PROJECT

DATA = PROJECT / "data"
EDITIONS = sorted(path.stem for path in (DATA / "editions").glob("*.yaml"))
BOTH: tuple[Variant, ...] = ("parent", "child")

Record = dict[str, Any]

UNPRINTED = {"id", "kind", "topic", "audience", "coverage", "coverage_level", "status", "fee", "level", "source"}
UNPRINTED |= {"seen", "opens", "http_reason", "checked", "withheld", "comment", "only_in", "agencies", "outside"}
UNPRINTED |= {"variant", "with_services", "neutral_outside", "contacts", "areas", "language", "date"}
UNPRINTED |= {"details", "only_full"}


def load(path: Path) -> Any:
    """A YAML file as plain texts, lists and mappings."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def plain(text: str) -> str:
    """Text as a reader takes it in: white space made single spaces, a hyphen at the end of a line a hyphen."""
    return " ".join(re.sub(r"[\x02\ufffe]\s*", "-", text).split())


def tokens(wanted: str, text: str) -> int:
    """How often `wanted` stands in `text` as a whole: no letter or digit touches it."""
    return len(re.findall(rf"(?<!\w){re.escape(plain(wanted))}(?!\w)", plain(text)))


def web_addresses(text: str) -> list[str]:
    """Every web address that stands in a text of many lines; one may go on in the next line after a slash."""
    joined = re.sub(r"/\s*\n", "/", text)
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
        self.all_agencies: list[Record] = load(DATA / "agencies.yaml")["agencies"]
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

    def enters(self, agency: Record) -> bool:
        reached = set().union(*(self.around(area) for area in self.edition["areas"]))
        return (
            not agency.get("withheld")
            and self.variant in agency["audience"]
            and not reached.isdisjoint(agency["coverage"])
        )

    def prints(self, agency: Record, contact: Record) -> bool:
        right_reader = self.variant in contact.get("audience", [self.variant])
        return self.enters(agency) and not contact.get("withheld") and right_reader

    @cached_property
    def agencies(self) -> list[Record]:
        return [agency for agency in self.all_agencies if self.enters(agency)]

    def contacts(self, agency: Record) -> list[Record]:
        return [contact for contact in agency.get("contacts", []) if self.prints(agency, contact)]

    @cached_property
    def printed(self) -> list[tuple[Record, Record]]:
        return [(agency, contact) for agency in self.agencies for contact in self.contacts(agency)]

    @cached_property
    def unprinted(self) -> list[tuple[Record, Record]]:
        """The contacts that must not be printed: withheld ones, and all of every agency that does not enter."""
        return [
            (agency, contact)
            for agency in self.all_agencies
            for contact in agency.get("contacts", [])
            if not self.prints(agency, contact)
        ]

    @cached_property
    def own_words(self) -> list[str]:
        """The words of the leaflet itself, of the sections and blocks that hold in every place of the edition."""
        outer = {key: value for key, value in self.leaflet.items() if key not in ("sections", "back", "limits")}
        back = {
            key: value for key, value in self.leaflet["back"].items() if key != "notes_heading"
        }  # where there is room
        for key in ("other_formats", "current_version"):
            back[key] = self.edition.get(key) or back[key]
        words = [*texts_of(outer), *texts_of(back), self.edition["name"]]
        if self.leaflet["neutral_outside"] != "true" and self.force:
            words.append(self.force)
        for section in self.leaflet["sections"]:
            if self._holds(section):
                words.append(section["heading"])
                for block in [*section.get("blocks", []), *section.get("after", [])]:
                    words += texts_of(block) if self._holds(block) else []
        return words

    def _holds(self, bound: Record) -> bool:
        return "only_in" not in bound or all(
            not self.around(area).isdisjoint(bound["only_in"]) for area in self.edition["areas"]
        )

    def words_of(self, agency: Record) -> list[str]:
        """The words that a leaflet of this variant prints of an agency."""
        words = [agency["name"], *([agency["was"]] if agency.get("was") else [])]
        for key in ("label", "does", "note"):
            words += [agency[key][self.variant]] if agency.get(key, {}).get(self.variant) else []
        words += [agency["cost"]] if agency.get("cost") else []
        for contact in self.contacts(agency):
            words += texts_of(contact)
        return words

    @cached_property
    def words(self) -> list[str]:
        """All words that the leaflet prints."""
        return [*self.own_words, *(text for agency in self.agencies for text in self.words_of(agency))]
