"""Warnings of an edition that names a place or a police force which is not its own: a copy that was changed in part.

In: the Catalogue, and an edition. Out: Problems.
Why: areas and force decide which services are printed. A copy of the edition of Kent that is only called Surrey sends
families to the services of Kent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from leafletgen.content.catalogue import Area, Catalogue, Changes, Edition, Force
from leafletgen.content.contacts_in_text import contacts_in
from leafletgen.content.records import VARIANTS
from leafletgen.content.rules.printed_texts import printed_texts, texts_of
from leafletgen.content.selection import areas_around, changes_of
from leafletgen.content.values import bare_host, quote
from leafletgen.errors import Problem, Where

_NO_PLACE = re.compile(
    r" (?:(?:house|hall|court|building|tower|lodge|hospital|place|square|terrace|crescent|gardens?|grove|hill|row|gate"
    r"|park|mews|walk|way|drive|close|yard|wharf|quays?|bridge|borough|borders?|suite|room|wing|rd|st|ave|cres)"
    r"|(?:\w+ ){0,2}(?:road|street|lane|avenue|school|academy|college|university))\b"
    r"|(?<=metropolitan) (?:council|county|district|area)\b"
)
"""What follows the name of a place if it is a street, a building or a border: Durham Road, Kent House."""

_NO_PLACE_BEFORE = re.compile(
    r"\b(?:near|beside|outside|bordering|next to|close to|border (?:of|with|to)|(?:border|water) in|neighbouring|not in"
    r"|(?:university|college|duke|duchess|earl|bishop) of"
    r"|(?:pc|dc|pcso|ds|di|sgt|sergeant|constable|inspector|officer|mr|mrs|ms|miss|dr)(?: \w+)?"
    r"|(?:if|whether|when) .*\b(?:in|from|to)|police|police service of|heddlu) $"
)
"""What is before the name of a place in words that say themselves that it is another one, or no place: “next to Kent”,
“if you live in Kent”, University of Kent, PC Kent. Forces are judged by their own names."""

_RIVER_BEFORE = re.compile(r"\b(?:on|upon|river) $")
"""What is before the name of a river: Stratford upon Avon."""

_OF_OTHERS = re.compile(
    r"\b(?:print(?:ed|er|ing|\w*:)|design|typeset|illustrat|photo|artwork|regist(?:er|ration)|argraff|dylun)", re.I
)
_OF_PUBLISHER = re.compile(r"\b(?:publish|issued|cyhoedd)", re.I)
"""A sentence that is only of a printer, a designer or a register may name another place: “Printed by …, Maidstone”."""

_JOINED = re.compile(r" (?:(?:and|with|a|ac) )?")
"""What is between two names of places if an edition is called after both, in English or Welsh."""

_CREDIT = re.compile(
    r"^.*\b(?:with|by) (?:\w+ )?(?:thanks|permission)\W*$"
    r"|\b(?:thank(?:s|s go|s are due| you)? to|thank(?!s| you)|grateful to|diolch"
    r"|(?:translated|adapted|taken) (?:from|by)|(?:reproduced|copied) from|based on|permission (?:of|from)"
    r"|courtesy of)\b.*",
    re.IGNORECASE,
)
"""The part of a sentence that thanks the authors of words, who do not publish this leaflet."""


def find_other_places(catalogue: Catalogue, edition: Edition) -> Iterator[Problem]:
    """A warning for each thing of an edition that belongs to another place: its name, force, words or address.

    A note if its areas and force are those of another edition, and its name is not known.
    """
    known = _Places(catalogue, edition)
    own = known.areas
    force = catalogue.forces[edition.force] if edition.force else None
    if force and not known.serves(force):
        serves = _named(catalogue, force.areas)
        message = f"The edition {edition.id} is for {own}, but its `force:` is {force.name}, which serves {serves}."
        areas = ", ".join(force.areas)
        hint = (
            f"If it is for {serves}, write `areas: [{areas}]`; if for {own}, write the id of {known.force} in `force:`."
        )
        yield Problem("other-force", message, hint, catalogue.places.of(edition, "force"), "warning")
    called = [("has the id", edition.id), ("is called", edition.name)]
    called += [("is called in Welsh", edition.name_cy)] if edition.name_cy else []
    for how, name in called:
        if other := known.other_place_in(name):
            message = (
                f"The edition {edition.id} {how} {quote(name)}, which names {other}, but its `areas:` name only {own}."
            )
            hint = (
                f"If it is for {other}, correct `areas:` and `force:`, which decide the services that are printed; "
                f"if it is only for {own}, take {other} out of the name, or write “{own}, next to {other}”."
            )
            yield Problem("other-place", message, hint, catalogue.places.of(edition, "areas"), "warning")
            return
    if not any(known.names_its_own(name) for _, name in called):
        yield from _same_areas(catalogue, edition, known)
    yield from _other_words(catalogue, edition, known)


def belongs_elsewhere(edition: Edition, found: Iterable[Problem]) -> bool:
    """Whether one of the Problems, as `find_other_places` gives them, names what in an edition is of another place."""
    codes = ("other-place", "other-force")
    return any(one.code in codes and one.where and one.where.file == edition.at.file for one in found)


def _same_areas(catalogue: Catalogue, edition: Edition, known: _Places) -> Iterator[Problem]:
    """A note if another edition has the same areas and force: this one may be a copy, or for a town of that force."""
    for other in catalogue.editions.values():
        same = {*other.areas} == {*edition.areas} and other.force == edition.force
        if same and other.id != edition.id:
            called = quote(edition.name)
            message = f"The edition {edition.id}, {called}, and the edition {other.id} are both for {known.areas}."
            hint = f"If {called} lies elsewhere, correct `areas:` and `force:`; if not, leave it as it is."
            yield Problem("same-areas", message, hint, catalogue.places.of(edition, "areas"), "note")
            return


def _other_words(catalogue: Catalogue, edition: Edition, known: _Places) -> Iterator[Problem]:
    """Warnings of the words and addresses of an edition that name another force, or another place and not its own."""
    places = catalogue.places
    for name, texts in _publishing(catalogue, edition):
        forces = known.forces_in(text for text, _ in texts)
        if forces and not any(map(known.is_own, forces)):
            other = forces[0].name
            message = f"`{name}` of the edition {edition.id} names {other}, but the edition is for {known.areas}."
            own = known.force
            hint = f"Write {own} in its place; if it is meant, name {own} too, or write “With thanks to {other}”."
            yield Problem("other-force", message, hint, texts[0][1], "warning")
        else:
            for text, at in texts:
                yield from _other_place(edition, known, f"`{name}`", [(text, at)])
    for variant in VARIANTS:
        for section in changes_of(edition, variant).sections:
            words = [(text, node.at) for text, node in printed_texts([section], places)]
            yield from _other_place(edition, known, f"The section {quote(section.id)}", words)
    versions = [edition.current_version, *(changes_of(edition, variant).current_version for variant in VARIANTS)]
    for version in filter(None, versions):
        for field in ("shown", "opens"):
            address = getattr(version, field)
            forces = known.forces_at(address) if address else []
            if forces and not any(map(known.is_own, forces)):
                message = (
                    f"The edition {edition.id} is for {known.areas}, but its address {quote(address)} is on the "
                    f"website of {forces[0].name}."
                )
                hint = f"Write an address of {known.force}."
                yield Problem("other-force", message, hint, places.of(version, field), "warning")
                break
            if address and known.only_other_place_in([host := bare_host(address)]):
                yield from _other_place(
                    edition, known, f"The address {quote(address)}", [(host, places.of(version, field))]
                )
                break


def _other_place(edition: Edition, known: _Places, what: str, texts: list[tuple[str, Where]]) -> Iterator[Problem]:
    """A warning if texts that belong together name another place and none of the edition."""
    if other := known.only_other_place_in(text for text, _ in texts):
        at = next(at for text, at in texts if known.only_other_place_in([text]))
        message = f"{what} of the edition {edition.id} names {other}, but the edition is for {known.areas}."
        hint = (
            f"Correct it. If it is meant, name {known.areas} in it too, or say whose place it is: “if you live in "
            f"{other}”, “Printed by …, {other}”."
        )
        yield Problem("other-place", message, hint, at, "warning")


def _publishing(catalogue: Catalogue, edition: Edition) -> Iterator[tuple[str, list[tuple[str, Where]]]]:
    """The words, with their places, that say whose leaflet it is and how to reach them: field by field."""
    places = catalogue.places
    records: list[tuple[Edition | Changes, tuple[str, ...]]] = [(edition, ("other_formats",))]
    fields = ("contact_lines", "imprint", "other_formats", "emergency_lines")
    records += [(changes_of(edition, variant), fields) for variant in VARIANTS]
    for record, names in records:
        for name in names:
            if texts := [(text, node.at) for text, node in texts_of(record, name, places)]:
                yield name, texts
        version = record.current_version
        if texts := [(text, node.at) for text, node in texts_of(version, "words", places)] if version else []:
            yield "current_version", texts
    if edition.logo:
        yield "alt", [(edition.logo.alt, places.of(edition.logo, "alt"))]


class _Places:
    """What is known of places and forces, and which of it belongs to an edition."""

    def __init__(self, catalogue: Catalogue, edition: Edition) -> None:
        self._force = edition.force
        self._forces = catalogue.forces.values()
        self._own = set(edition.areas)
        self._around = {area for own in edition.areas for area in areas_around(catalogue, own)}
        self._catalogue = catalogue
        self.areas = _named(catalogue, edition.areas)
        own_forces = [force.name for force in self._forces if self.serves(force)]
        self.force = own_forces[0] if len(own_forces) == 1 else f"a force of {self.areas}"
        self._own_names, self._wide_names = set[str](), set[str]()
        self._places = dict[str, str]()
        served = Counter(chain.from_iterable(map(self._all_around, self._forces)))
        self._of_several = {
            name for area in catalogue.areas.values() if served[area.id] > 1 for name in _names_of(area)
        }
        records: list[Area | Force] = [*catalogue.areas.values(), *catalogue.forces.values()]
        for record in records:
            name = record.place if isinstance(record, Force) else record.name
            names = _names_of(record)
            self._places.update(dict.fromkeys(names, re.sub(r" \(.*\)$", "", name)))
            if self.is_own(record) if isinstance(record, Force) else self._lies_in_it(record.id):
                self._own_names.update(names)
            elif record.id in self._around:
                self._wide_names.update(names)
        any_name = _any_of(self._places)
        self._any_place = re.compile(rf"\b(?:{any_name})\b")
        self._more_of_force = re.compile(rf"(?: (?:and )?(?:{any_name}))* (?:police|constabular)")

    def serves(self, force: Force) -> bool:
        """Whether one of the areas of a force is, lies in or contains one of the edition."""
        return any(area in self._around or self._lies_in_it(area) for area in force.areas)

    def is_own(self, force: Force) -> bool:
        """Whether the edition names a force, or is for a place that it serves."""
        return force.id == self._force or self.serves(force)

    def other_place_in(self, text: str) -> str | None:
        """The place or force of another edition that a text names alone, or joined to one of this edition."""
        words, found = self._find(text)
        other = [match for match in found if match[0] not in self._own_names | self._wide_names]
        if any(match[0] in self._own_names for match in found):
            joined = [pair for pair in pairwise(found) if _JOINED.fullmatch(words, pair[0].end(), pair[1].start())]
            beside = {
                match for pair in joined if not self._own_names.isdisjoint(one[0] for one in pair) for match in pair
            }
            other = [match for match in other if match in beside]
        return self._places[other[0][0]] if other else None

    def only_other_place_in(self, texts: Iterable[str]) -> str | None:
        """The other place that texts which belong together name, if they name none of the edition.

        Where several forces serve, as in London or Wales, is no other place here: national services are there.
        """
        found: list[str] = []
        for text in texts:
            for sentence in _sentences_of(re.sub(r"[^\s@]+@", " ", text)):
                words, matches = self._find(sentence)
                if any(match[0] in self._own_names for match in matches):
                    return None
                if not _OF_OTHERS.search(sentence) or _OF_PUBLISHER.search(sentence):
                    found += [match[0] for match in matches if self._is_meant(words, match)]
        return self._places[found[0]] if found else None

    def _is_meant(self, words: str, match: re.Match[str]) -> bool:
        """Whether a name in words stands for a place that is not of the edition, and for no force."""
        is_force = self._more_of_force.match(words, match.end()) or re.search(
            r"\b(?:police|constabulary|heddlu)\b", match[0]
        )
        other = match[0] not in self._own_names | self._wide_names | self._of_several
        return other and not is_force and not _NO_PLACE_BEFORE.search(words, 0, match.start())

    def names_its_own(self, text: str) -> bool:
        """Whether a text names a place or a force of the edition, or a region or nation around it."""
        return any(match[0] in self._own_names | self._wide_names for match in self._find(text)[1])

    def forces_in(self, texts: Iterable[str]) -> list[Force]:
        """The forces that texts name, or of which they have an address; those that they thank are left out."""
        sentences = [one for text in texts for one in _sentences_of(text)]
        hosts = {_host(one.value) for text in sentences for one in contacts_in(text) if one.kind != "number"}
        named = {force.id for text in sentences for force in self._named_in(text)}
        return [force for force in self._forces if force.id in named or bare_host(force.website) in hosts]

    def forces_at(self, address: str) -> list[Force]:
        """The forces that have the host of an address."""
        return [force for force in self._forces if bare_host(force.website) == bare_host(address)]

    def _all_around(self, force: Force) -> set[str]:
        """The areas of a force, and all in which they lie."""
        return {area for own in force.areas for area in areas_around(self._catalogue, own)}

    def _lies_in_it(self, area: str) -> bool:
        return not self._own.isdisjoint(areas_around(self._catalogue, area))

    def _find(self, text: str) -> tuple[str, list[re.Match[str]]]:
        """The words of a text, and the names of places and forces in them; a street or a building is no place."""
        words = _plain(text)
        found = self._any_place.finditer(words)
        return words, [
            one
            for one in found
            if not (_NO_PLACE.match(words, one.end()) or _RIVER_BEFORE.search(words, 0, one.start()))
        ]

    def _named_in(self, text: str) -> Iterator[Force]:
        """The forces that a text names: Surrey Police, Surrey Constabulary, Surrey and Sussex Police, Heddlu Surrey."""
        by_name = {name: force for force in self._forces for name in _names_of(force)}
        name = _any_of(by_name)
        full = _any_of(_plain(called) for force in self._forces for called in (force.name, force.name_cy) if called)
        police = rf"(?=(?: (?:and )?(?:{name})){{0,9}} (?:police|constabular(?:y|ies))\b)"
        pattern = rf"\b(?:({full})|(?:heddlu|police service of) ({name})|({name}){police})\b"
        for match in re.finditer(pattern, _plain(text)):
            yield by_name[match[match.lastindex or 0]]


def _any_of(names: Iterable[str]) -> str:
    """The pattern of any of these names, the longest first: South Wales before Wales. That of no name never matches."""
    return "|".join(sorted(filter(None, names), key=len, reverse=True)) or r"(?!)"


def _sentences_of(text: str) -> list[str]:
    """The sentences of a text, without the thanks in them."""
    return [_CREDIT.sub("", one) for one in re.split(r"(?<=[.!?;])\s+", text)]


def _names_of(record: Area | Force) -> set[str]:
    """What a place or a force is called, for comparisons."""
    names = [record.id, name := re.sub(r" \(.*\)$", "", record.name)]
    names += re.split(r" and |-", name)  # Devon, Cornwall, Powys
    if isinstance(record, Force):
        names += filter(None, (record.name_cy, record.place, record.place_cy))
    return {_plain(name) for name in names}


def _host(address: str) -> str:
    """The host of an address of a page, or for e-mail."""
    return bare_host(address.rpartition("@")[2])


def _plain(text: str) -> str:
    """The words of a text in small letters, with a space between them."""
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("&", " and ")))


def _named(catalogue: Catalogue, areas: Iterable[str]) -> str:
    return ", ".join(catalogue.areas[area].name for area in areas)
