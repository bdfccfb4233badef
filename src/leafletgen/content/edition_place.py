"""Warnings of an edition that names a place or a police force which is not its own: a copy that was changed in part.

In: the Catalogue, and an edition. Out: Problems.
Why: areas and force decide which services are printed. A copy of the edition of Kent that is only called Surrey sends
families to the services of Kent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from leafletgen.content.catalogue import Area, Catalogue, Changes, Edition, Force
from leafletgen.content.contacts_in_text import contacts_in
from leafletgen.content.records import VARIANTS
from leafletgen.content.rules.printed_texts import texts_of
from leafletgen.content.selection import areas_around, changes_of
from leafletgen.content.values import bare_host, quote
from leafletgen.errors import Problem, Where


def find_other_places(catalogue: Catalogue, edition: Edition) -> Iterator[Problem]:
    """A warning for each thing of an edition that belongs to another place: its name, force, words or address."""
    known = _Places(catalogue, edition)
    force = catalogue.forces[edition.force] if edition.force else None
    if force and not known.serves(force):
        serves = _named(catalogue, force.areas)
        message = f"The edition {edition.id} is for {known.areas}, but {force.name} serves {serves}."
        where = catalogue.places.of(edition, "force")
        yield Problem("other-force", message, "Correct `force:` or `areas:`.", where, "warning")
    called = [("has the id", edition.id), ("is called", edition.name)]
    called += [("is called in Welsh", edition.name_cy)] if edition.name_cy else []
    for how, name in called:
        if known.is_of_another(name):
            message = f"The edition {edition.id} {how} {quote(name)}, but it is for {known.areas}."
            hint = "Correct `areas:` and `force:`, or the id and the name: areas decide which services are printed."
            yield Problem("other-place", message, hint, catalogue.places.of(edition, "areas"), "warning")
            return
    if not any(known.names_its_own(name) for _, name in called):
        yield from _same_areas(catalogue, edition, known)
    yield from _other_words(catalogue, edition, known)


def _same_areas(catalogue: Catalogue, edition: Edition, known: _Places) -> Iterator[Problem]:
    """A warning if another edition has the same areas and force, and this one names nothing of them."""
    for other in catalogue.editions.values():
        same = {*other.areas} == {*edition.areas} and other.force == edition.force
        if same and other.id != edition.id:
            message = (
                f"The edition {edition.id}, {quote(edition.name)}, is for {known.areas}, as the edition {other.id} is, "
                "and names neither."
            )
            hint = "Correct `areas:` and `force:`; if it is for the same place, name that place in its id or name."
            yield Problem("same-areas", message, hint, catalogue.places.of(edition, "areas"), "warning")
            return


def _other_words(catalogue: Catalogue, edition: Edition, known: _Places) -> Iterator[Problem]:
    """Warnings of the words that say who publishes the leaflet and how to reach it, if they name another force."""
    hint = "Correct it, or name the force of this edition too."
    for name, texts in _publishing(catalogue, edition):
        forces = known.forces_in(" ".join(text for text, _ in texts))
        if forces and not any(map(known.is_own, forces)):
            message = f"`{name}` of the edition {edition.id} names {forces[0].name}, which is not its force."
            yield Problem("other-force", message, hint, texts[0][1], "warning")
    versions = [edition.current_version, *(changes_of(edition, variant).current_version for variant in VARIANTS)]
    for version in filter(None, versions):
        for field in ("shown", "opens"):
            address = getattr(version, field)
            forces = known.forces_at(address) if address else []
            if forces and not any(map(known.is_own, forces)):
                message = f"{quote(address)} is on the website of {forces[0].name}, not of the force of {edition.id}."
                where = catalogue.places.of(version, field)
                yield Problem("other-force", message, "Write an address of its own force.", where, "warning")
                break


def _publishing(catalogue: Catalogue, edition: Edition) -> Iterator[tuple[str, list[tuple[str, Where]]]]:
    """The words, with their places, that say whose leaflet it is: field by field, and nothing of a field left out."""
    places = catalogue.places
    records: list[tuple[Edition | Changes, tuple[str, ...]]] = [(edition, ("other_formats",))]
    fields = ("contact_lines", "imprint", "other_formats")
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
        self._own_names, self._wide_names, self._other_names = set[str](), set[str](), set[str]()
        records: list[Area | Force] = [*catalogue.areas.values(), *catalogue.forces.values()]
        for record in records:
            self._names_for(record).update(_names_of(record))

    def serves(self, force: Force) -> bool:
        """Whether one of the areas of a force is, lies in or contains one of the edition."""
        return any(map(self._holds, force.areas))

    def is_own(self, force: Force) -> bool:
        """Whether the edition names a force, or is for a place that it serves."""
        return force.id == self._force or self.serves(force)

    def is_of_another(self, text: str) -> bool:
        """Whether a text names another place or force, and none that belongs to the edition."""
        return _has(text, self._other_names - self._wide_names) and not _has(text, self._own_names)

    def names_its_own(self, text: str) -> bool:
        """Whether a text names a place or a force of the edition, or a region or nation around it."""
        return _has(text, self._own_names | self._wide_names)

    def forces_in(self, text: str) -> list[Force]:
        """The forces of which a text has the name, or an address with the host."""
        words = _plain(text)
        hosts = {_host(found.value) for found in contacts_in(text) if found.kind != "number"}
        return [force for force in self._forces if _plain(force.name) in words or bare_host(force.website) in hosts]

    def forces_at(self, address: str) -> list[Force]:
        """The forces that have the host of an address."""
        return [force for force in self._forces if bare_host(force.website) == bare_host(address)]

    def _holds(self, area: str) -> bool:
        return area in self._around or self._lies_in_it(area)

    def _lies_in_it(self, area: str) -> bool:
        return not self._own.isdisjoint(areas_around(self._catalogue, area))

    def _names_for(self, record: Area | Force) -> set[str]:
        """The set that the names of a place or a force belong to."""
        if self.is_own(record) if isinstance(record, Force) else self._lies_in_it(record.id):
            return self._own_names
        return self._wide_names if record.id in self._around else self._other_names


def _names_of(record: Area | Force) -> Iterable[str]:
    """What a place or a force is called, for comparisons."""
    names = [record.id, re.sub(r" \(.*\)$", "", record.name)]
    if isinstance(record, Force):
        names += filter(None, (record.name_cy, record.place, record.place_cy))
    return {_plain(name) for name in names}


def _host(address: str) -> str:
    """The host of an address of a page, or for e-mail."""
    return bare_host(address.rpartition("@")[2])


def _has(text: str, names: Iterable[str]) -> bool:
    words = _plain(text)
    return any(name in words for name in names)


def _plain(text: str) -> str:
    """The words of a text in small letters, with a space at each side: so that a name is only found as whole words."""
    return " ".join(["", *re.findall(r"[^\W_]+", text.lower().replace("&", "and")), ""])


def _named(catalogue: Catalogue, areas: Iterable[str]) -> str:
    return ", ".join(catalogue.areas[area].name for area in areas)
