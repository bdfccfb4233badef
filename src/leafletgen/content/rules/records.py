"""Rules for records: references exist, ids are unique, contacts can be used.

In: a Draft, the records that could be read. Out: Problems; each rule is a function, listed in RULES.
Why: the type of a field limits a single value; these rules compare several. A rule that would blame a good record for a
faulty one elsewhere (its area, its topic) is skipped until all records that it needs can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath

from leafletgen.content.catalogue import Agency, Area, Contact, Edition, Force, MergedRow, Trap
from leafletgen.content.numbering import printed_number
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.records import VARIANTS, Record, Variant
from leafletgen.content.rules.draft import Draft, audience_of, blocks_in, changes_in, printed_contacts, sections_in
from leafletgen.content.rules.hosts import forces_have_their_own_hosts
from leafletgen.content.rules.patterns import pattern_fault
from leafletgen.content.schema import as_id
from leafletgen.content.services import is_for
from leafletgen.content.values import (
    Fault,
    Suggester,
    email_address,
    find_suggestion,
    quote,
    shown_address,
    web_address,
)
from leafletgen.errors import Problem, Where

# --- ids and files ---


def no_id_twice(draft: Draft) -> Iterator[Problem]:
    """No two agencies, areas, forces, traps, editions, sections of a leaflet or contacts of an agency share an id."""
    groups: list[Iterable[Agency | MergedRow | Area | Force | Trap | Edition]] = [
        draft.agencies,
        draft.areas,
        draft.editions,
    ]
    groups += [draft.forces, draft.traps, draft.merged]
    for group in groups:
        yield from _repeats(draft, ((record, record.id) for record in group))
    for leaflet in draft.leaflets:
        yield from _repeats(draft, ((section, section.id) for section in leaflet.sections))
    for _, _, changes in changes_in(draft):
        yield from _repeats(draft, ((section, section.id) for section in changes.sections))
    for agency in draft.agencies:
        yield from _repeats(draft, ((contact, contact.id) for contact in agency.contacts))


def _repeats(draft: Draft, named: Iterable[tuple[Record, str]]) -> Iterator[Problem]:
    first: dict[str, Where] = {}
    for record, name in named:
        if name in first:
            message = f"The id {quote(name)} is used twice; the first is at {first[name]}."
            yield draft.say(Fault("duplicate-id", message, "Give one of the two another id."), record, "id")
        first.setdefault(name, draft.places.of(record, "id"))


def edition_named_as_its_file(draft: Draft) -> Iterator[Problem]:
    """The id of an edition is the name of its file, because the names of the PDFs come from it."""
    stems = {PurePath(edition.at.file).stem for edition in draft.editions}
    for edition in draft.editions:
        stem = PurePath(edition.at.file).stem
        if edition.id != stem:
            message = f"The id is {quote(edition.id)}, but the file is called {stem}.yaml."
            if edition.id in stems:
                hint = (
                    f"{edition.id}.yaml has this id already: give this edition an id of its own, and its file the same "
                    "name, or delete the file."
                )
            elif as_id(stem) == stem:
                hint = f"Write id: {stem}, or rename the file to {edition.id}.yaml."
            else:
                hint = f"Rename the file to {edition.id}.yaml."
            yield draft.say(Fault("edition-name", message, hint), edition, "id")


def one_leaflet_for_each_variant(draft: Draft) -> Iterator[Problem]:
    """There is one leaflet file for the parent and one for the child."""
    for variant in VARIANTS:
        texts = [leaflet for leaflet in draft.leaflets if leaflet.variant == variant]
        for extra in texts[1:]:
            message = f"The leaflet {variant} is already in {texts[0].at.file}."
            yield draft.say(Fault("variant-twice", message, "Remove one of the two files."), extra, "variant")
        if not texts and draft.leaflets_whole:
            hint = f"Put a file with variant: {variant} into the folder leaflets."
            yield Fault("missing-variant", f"No file has the words of the leaflet {variant}.", hint).at(
                Where(str(PurePath(draft.folder, "leaflets")))
            )


# --- areas ---

MOST_LEVELS = 20
"""How many areas may lie in one another; real ones are a handful."""


def areas_exist(draft: Draft) -> Iterator[Problem]:
    """Every area that a record names is in areas.yaml."""
    known, suggest = {area.id for area in draft.areas}, Suggester()
    if not draft.areas_whole:
        return
    for record, field, index, name in _named_areas(draft):
        if name not in known:
            message = f"{quote(name)} is not an area of areas.yaml."
            hint = f"{suggest(name, known)}Use the id of an area, or add the area to areas.yaml."
            yield draft.say(Fault("unknown-area", message, hint), record, field, index)


def _named_areas(draft: Draft) -> Iterator[tuple[Record, str, int | None, str]]:
    for area in draft.areas:
        if area.within:
            yield area, "within", None, area.within
    for force in draft.forces:
        yield force, "nation", None, force.nation
    lists: list[tuple[Record, str, tuple[str, ...]]] = [
        *((agency, "coverage", agency.coverage) for agency in draft.agencies),
        *((force, "areas", force.areas) for force in draft.forces),
        *((edition, "areas", edition.areas) for edition in draft.editions),
        *((block, "only_in", block.only_in or ()) for block in blocks_in(draft)),
        *((section, "only_in", section.only_in or ()) for section in sections_in(draft)),
    ]
    for record, field, names in lists:
        for index, name in enumerate(names):
            yield record, field, index, name


def no_area_in_itself(draft: Draft) -> Iterator[Problem]:
    """No area lies in itself, directly or through others, or in very many."""
    areas = {area.id: area for area in reversed(draft.areas)}
    levels: dict[str, int] = {}
    for area in draft.areas:
        chain: dict[str, Area] = {}
        step = areas.get(area.id)
        while step and step.id not in levels and step.id not in chain:
            chain[step.id] = step
            step = areas.get(step.within or "")
        if step and step.id in chain:
            yield _area_cycle(draft, list(chain.values()), step)
            levels |= dict.fromkeys(chain, 0)
            continue
        outside = levels.get(step.id, 0) if step else 0
        for level, name in enumerate(reversed(chain), outside + 1):
            levels[name] = level
            if level == MOST_LEVELS + 1:
                message = f"The area {quote(name)} lies in more than {MOST_LEVELS} others, one in the other."
                hint = "Name a larger area in `within:`."
                yield draft.say(Fault("area-deep", message, hint), areas[name], "within")


def _area_cycle(draft: Draft, chain: list[Area], again: Area) -> Problem:
    """The Problem at the first area of a circle; the chain of areas leads into the circle at `again`."""
    circle = chain[chain.index(again) :]
    first = min(range(len(circle)), key=lambda at: circle[at].at)
    names = [area.id for area in (*circle[first:], *circle[:first], circle[first])]
    shown = names if len(names) <= MOST_LEVELS else [*names[:MOST_LEVELS], "…", names[-1]]
    message = f"The area {names[0]} lies in itself: {' in '.join(shown)}."
    hint = "Name a larger area in `within:`; the largest area has no `within:`."
    return draft.say(Fault("area-cycle", message, hint), circle[first], "within")


_MOST_SUGGESTED = 50


_ANY_FORCE = frozenset(("police", "constabulary", "service", "force", "heddlu", "the", "of", "and", "ac", "a"))
"""Words of names that tell no force from another."""


def meant_force(text: str, forces: Iterable[Force]) -> str | None:
    """The id of the force that somebody may have meant by its name, its place or a mistyped id: Met Police, Knet.

    None if it can be several.
    """
    known: dict[str, str] = {}
    for force in forces:
        for name in filter(None, (force.name, force.place, force.name_cy, force.place_cy, force.id)):
            known.setdefault(_own_words(name), force.id)
    asked = _own_words(text)
    if not asked or asked in known:
        return known.get(asked)
    if begun := {force for name, force in known.items() if len(asked) > 2 and f"-{asked}" in f"-{name}"}:
        return begun.pop() if len(begun) == 1 else None
    near = find_suggestion(asked, known)
    return known[near] if near else None


def _own_words(name: str) -> str:
    """The words of a name that tell the force from others, in the form of an id: Kent Constabulary becomes kent."""
    return "-".join(word for word in as_id(name).split("-") if word not in _ANY_FORCE)


def forces_exist(draft: Draft) -> Iterator[Problem]:
    """The force of an edition is in forces.yaml."""
    known = {force.id for force in draft.forces}
    named = [(edition, edition.force) for edition in draft.editions if edition.force and edition.force not in known]
    for nth, (edition, force) in enumerate(named if draft.forces_whole else ()):
        message = f"{quote(force)} is not a force of forces.yaml."
        meant = meant_force(force, draft.forces) if nth < _MOST_SUGGESTED else None
        near = f"Did you mean {meant}? " if meant else ""
        hint = (
            f"{near}Use the id of a force, or add the force to your forces.yaml. See them with: leafletgen list forces"
        )
        yield draft.say(Fault("unknown-force", message, hint), edition, "force")


def traps_are_one_thing(draft: Draft) -> Iterator[Problem]:
    """A trap has exactly one of number, host and pattern; a pattern is a regular expression."""
    for trap in draft.traps:
        given = [kind for kind in ("number", "host", "pattern") if getattr(trap, kind)]
        if len(given) != 1:
            fault = Fault("trap-form", "A trap has one of number, host and pattern.", "Give exactly one of them.")
            yield fault.at(trap.at)
        elif trap.pattern and (wrong := pattern_fault(trap.pattern)):
            yield draft.say(wrong, trap, "pattern")


# --- agencies ---


def agencies_can_be_printed(draft: Draft) -> Iterator[Problem]:
    """An agency that is not withheld has all texts and contacts that its leaflets print."""
    for agency in draft.agencies:
        if not agency.withheld:
            for record, field, fault in _agency_faults(agency):
                yield draft.say(fault, record, field)


def _agency_faults(agency: Agency) -> Iterator[tuple[Record, str, Fault]]:
    contacts = printed_contacts(agency)
    for variant in agency.audience:
        for field, words in (("label", agency.label), ("does", agency.does)):
            if not getattr(words, variant):
                message = f"`{field}` has no words for the {variant} leaflet."
                yield agency, field, Fault("missing-words", message, f"Add a line `{variant}: ...` below `{field}:`.")
        if not any(variant in audience_of(agency, contact) and is_for(contact, ENGLISH) for contact in contacts):
            message = f"The {variant} leaflet would name {quote(agency.name)} without a contact."
            hint = "Add a contact, or give in `withheld:` the reason why the agency is not printed."
            yield agency, "contacts", Fault("missing-contact", message, hint)
    if agency.fee in ("may-charge", "charges") and not agency.cost:
        hint = "Add `cost:` with the words to print, such as: There may be a charge."
        yield agency, "fee", Fault("missing-cost", "The agency can cost money, but no text says so.", hint)


def contacts_can_be_used(draft: Draft) -> Iterator[Problem]:
    """A printed contact has the fields that its kind needs, in the right form; withheld ones are not checked."""
    for agency in draft.agencies:
        for contact in agency.contacts:
            if not agency.withheld and not contact.withheld:
                yield from (draft.say(fault, contact, field) for field, fault in _contact_faults(contact))


# A contact of each kind must have one of these fields.
_NEEDS: dict[str, tuple[str, ...]] = {"web": ("shown", "search_for")}


def _contact_faults(contact: Contact) -> Iterator[tuple[str, Fault]]:
    if contact.level == "none":
        message = "Nobody could confirm this contact (level none), so it must not be printed."
        yield "level", Fault("level-none", message, "Give in `withheld:` why it is not printed, or find its source.")
    if contact.speaks and not (contact.speaks_level and contact.speaks_source):
        message = "Nothing says how it is known in which languages this contact answers."
        hint = "Add `speaks_level:` and `speaks_source:` with the page where it was read, or remove `speaks:`."
        yield "speaks", Fault("speaks-unsourced", message, hint)
    needs = _NEEDS.get(contact.kind, ("value",))
    if not any(getattr(contact, field) for field in needs):
        wanted = " or ".join(f"`{field}:`" for field in needs)
        yield "kind", Fault("contact-form", f"A contact of the kind {contact.kind} needs {wanted}.", "Add that line.")
    if contact.shown and not contact.opens:
        hint = "Add `opens:` with the exact address of the page, which the QR code opens."
        yield "shown", Fault("contact-form", "The contact shows an address, but not which page it opens.", hint)
    if contact.keyword and contact.kind != "text":
        hint = "Remove `keyword:`, or change the kind to text."
        yield "keyword", Fault("contact-form", f"A contact of the kind {contact.kind} has no keyword to text.", hint)
    yield from _value_faults(contact)


def _value_faults(contact: Contact) -> Iterator[tuple[str, Fault]]:
    found: list[tuple[str, Fault | None]] = []
    if contact.value and contact.kind in ("call", "text", "whatsapp"):
        found.append(("value", printed_number(contact.value, texting=contact.kind == "text")))
    if contact.value and contact.kind == "email":
        found.append(("value", email_address(contact.value)))
    if contact.opens:
        found.append(("opens", web_address(contact.opens, contact.http_reason)))
    if contact.shown:
        found.append(("shown", shown_address(contact.shown, contact.opens)))
    yield from ((field, fault) for field, fault in found if fault)


def no_number_twice(draft: Draft) -> Iterator[Problem]:
    """No two agencies of a leaflet print the same number; numbers of three digits such as 101 are exempt."""
    first: dict[tuple[Variant, str, str | None], Agency] = {}
    for agency in draft.agencies:
        for contact in printed_contacts(agency):
            digits = "".join(filter(str.isdigit, contact.value or ""))
            if contact.kind not in ("call", "text", "whatsapp") or len(digits) <= 3:
                continue
            for variant in audience_of(agency, contact):
                other = first.setdefault((variant, digits, contact.keyword), agency)
                if other is not agency:
                    message = f"The number {quote(contact.value or '')} is also that of {quote(other.name)}."
                    hint = "Correct one of them; if both are right, withhold one contact and give the reason."
                    yield draft.say(Fault("number-twice", message, hint), contact, "value")


RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    no_id_twice,
    edition_named_as_its_file,
    one_leaflet_for_each_variant,
    areas_exist,
    no_area_in_itself,
    forces_exist,
    traps_are_one_thing,
    agencies_can_be_printed,
    contacts_can_be_used,
    no_number_twice,
    forces_have_their_own_hosts,
)
