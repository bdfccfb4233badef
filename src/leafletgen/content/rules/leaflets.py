"""Rules for the words of leaflets: each block has one kind, each topic has agencies, each number can be called.

In: a Draft. Out: Problems; each rule is a function of its own, listed in LEAFLET_RULES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from leafletgen.content.leaflet_text import LeafletText, OfficerLine, SectionWords
from leafletgen.content.numbering import printed_number
from leafletgen.content.records import Record
from leafletgen.content.rules.draft import (
    Draft,
    audience_of,
    blocks_in,
    changes_in,
    printed_contacts,
    sections_in,
    versions_in,
)
from leafletgen.content.rules.phrases import phrases_have_their_fields
from leafletgen.content.selection import named_in
from leafletgen.content.services import CALLS
from leafletgen.content.values import Fault, Suggester, quote, shown_address, web_address
from leafletgen.errors import Problem
from leafletgen.formats import FORMATS


def topics_meet(draft: Draft) -> Iterator[Problem]:
    """Each printed agency has a section that shows it in each of its leaflets, and each topic shown has an agency."""
    if not draft.topics_whole:
        return
    for leaflet in draft.leaflets:
        yield from _agencies_without_section(draft, leaflet)
    yield from _sections_without_agency(draft)


def _agencies_without_section(draft: Draft, leaflet: LeafletText) -> Iterator[Problem]:
    sections: list[SectionWords] = [*leaflet.sections]
    for _, variant, changes in changes_in(draft):
        sections += changes.sections if variant == leaflet.variant else ()
    shown = {topic for section in sections for topic in section.topics}
    named = set(named_in(leaflet, sections))
    renamed, suggest = {one.topic: one.now for one in reversed(leaflet.renamed)}, Suggester()
    for agency in draft.agencies:
        unseen = agency.topic not in shown and agency.id not in named
        if not agency.withheld and leaflet.variant in agency.audience and unseen:
            message = f"No section of the {leaflet.variant} leaflet shows the topic {quote(agency.topic)}."
            new = renamed.get(agency.topic)
            known = f"It is called {new} now. " if new else suggest(agency.topic, shown)
            hint = f"{known}Add it to `agencies:` of a section, or change topic or audience."
            yield draft.say(Fault("unknown-topic", message, hint), agency, "topic")


def _sections_without_agency(draft: Draft) -> Iterator[Problem]:
    topics, suggest = {agency.topic for agency in draft.agencies}, Suggester()
    renamed = {one.topic: one.now for leaflet in reversed(draft.leaflets) for one in reversed(leaflet.renamed)}
    for section in sections_in(draft):
        for field in ("agencies", "tiles"):
            for index, topic in enumerate(getattr(section, field)):
                if topic not in topics:
                    new = renamed.get(topic)
                    known = f"It is called {new} now. " if new else suggest(topic, topics)
                    hint = f"{known}Remove it, or give an agency this topic."
                    fault = Fault("unknown-topic", f"No agency has the topic {quote(topic)}.", hint)
                    yield draft.say(fault, section, field, index)


_BLOCK_KINDS = ("text", "points", "steps", "box", "questions", "crisis", "officer", "emergency")


def blocks_are_one_thing(draft: Draft) -> Iterator[Problem]:
    """A block has one kind alone: it is a text, a list, a panel and so on."""
    for block in blocks_in(draft):
        given = [kind for kind in _BLOCK_KINDS if getattr(block, kind) is not None]
        if len(given) != 1:
            found = " and ".join(given) if given else "none of them"
            message = f"A block is one of {', '.join(_BLOCK_KINDS)}; this has {found}."
            yield Fault("block-form", message, "Make each of them an item of its own, with a hyphen.").at(block.at)


def officer_panels_are_whole(draft: Draft) -> Iterator[Problem]:
    """Each officer panel has a line in every copy, and does not have one of the officer's details twice."""
    for block in blocks_in(draft):
        yield from _panel(draft, block.officer or (), block, "officer")
    for leaflet in draft.leaflets:
        if leaflet.officer:
            yield from _panel(draft, leaflet.officer.lines, leaflet.officer, "lines")
        if leaflet.card:
            yield from _repeated(draft, ((line, "detail", None, line.detail) for line in leaflet.card.back.lines))


def _panel(draft: Draft, lines: Sequence[OfficerLine], holder: Record, field: str) -> Iterator[Problem]:
    if lines and all(line.only_full for line in lines):
        hint = "Take `only_full:` away from the lines that every leaflet has."
        yield draft.say(Fault("panel-empty", "No line of this panel is in every leaflet.", hint), holder, field)
    places = ((line, "details", index, detail) for line in lines for index, detail in enumerate(line.details))
    yield from _repeated(draft, places)


def _repeated(draft: Draft, places: Iterable[tuple[Record, str, int | None, str | None]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for record, field, index, detail in places:
        if detail in seen:
            fault = Fault("detail-twice", f"The panel has {quote(detail)} twice.", "Leave it on one line.")
            yield draft.say(fault, record, field, index)
        seen.update([detail] if detail else [])


def cards_can_be_made(draft: Draft) -> Iterator[Problem]:
    """Only a leaflet whose outer pages are neutral has a card, and each service on it has a number to print there."""
    made_for = {variant for row in FORMATS.values() if row.holds == "card" for variant in row.variants}
    for leaflet in draft.leaflets:
        if leaflet.card and not (leaflet.variant in made_for and leaflet.neutral_outside):
            message = "The wallet card is made for the child alone, whose leaflet is neutral outside."
            hint = "Move `card:` to leaflets/child.yaml, or set `neutral_outside: true` there."
            yield draft.say(Fault("card-not-neutral", message, hint), leaflet, "card")
    for agency in draft.agencies:
        numbers = [c for c in printed_contacts(agency) if c.kind in CALLS and made_for & {*audience_of(agency, c)}]
        if agency.card and not agency.withheld and not numbers:
            message = f"{quote(agency.name)} is on the wallet card, but the child’s leaflet prints no number of it."
            hint = "Take `card: true` away, or add `child` to the audience of the agency and of its number."
            yield draft.say(Fault("card-without-number", message, hint), agency, "card")


def emergency_number_is_one(draft: Draft) -> Iterator[Problem]:
    """The number of the emergency strip can be rung."""
    for leaflet in draft.leaflets:
        if fault := printed_number(leaflet.emergency.number):
            yield draft.say(fault, leaflet.emergency, "number")


def named_agencies_exist(draft: Draft) -> Iterator[Problem]:
    """The agencies that "Who to call", the emergency and words for somebody in despair name are in agencies.yaml."""
    known, suggest = {agency.id for agency in draft.agencies}, Suggester()
    for record, field, index, name in _named_agencies(draft):
        if name not in known and draft.topics_whole:
            hint = f"{suggest(name, known)}The agencies are listed by: leafletgen list agencies"
            yield draft.say(Fault("unknown-agency", f"{quote(name)} is not an agency.", hint), record, field, index)


def _named_agencies(draft: Draft) -> Iterator[tuple[Record, str, int | None, str]]:
    for leaflet in draft.leaflets:
        for row in leaflet.who_to_call.rows:
            if row.agency:
                yield row, "agency", None, row.agency
        if leaflet.emergency.agency:
            yield leaflet.emergency, "agency", None, leaflet.emergency.agency
    for crisis in (block.crisis for block in blocks_in(draft) if block.crisis):
        for index, name in enumerate(crisis.agencies):
            yield crisis, "agencies", index, name


def rows_to_call_are_one_thing(draft: Draft) -> Iterator[Problem]:
    """A row of "Who to call" has an agency, or a number of its own that can be rung."""
    for leaflet in draft.leaflets:
        for row in leaflet.who_to_call.rows:
            if bool(row.agency) == bool(row.number):
                hint = "Write the id of an agency, or for 999 the number."
                yield Fault("call-row-form", "A row has either an agency or a number.", hint).at(row.at)
            elif row.number and (fault := printed_number(row.number)):
                yield draft.say(fault, row, "number")


def steps_say_something(draft: Draft) -> Iterator[Problem]:
    """A step has an act, a text or both."""
    for block in blocks_in(draft):
        for step in block.steps or ():
            if not (step.act or step.text):
                yield Fault("step-empty", "This step has no words.", "Add `act:`, `text:` or both.").at(step.at)


def merged_rows_exist(draft: Draft) -> Iterator[Problem]:
    """The row that an agency shares is below `merged:`, and the agency says for which place it is."""
    known, suggest = {row.id for row in draft.merged}, Suggester()
    for agency in draft.agencies:
        if agency.merge and agency.merge not in known and draft.topics_whole:
            hint = f"{suggest(agency.merge, known)}Add the row below `merged:` in agencies.yaml, or correct its id."
            yield draft.say(Fault("unknown-row", f"{quote(agency.merge)} is no merged row.", hint), agency, "merge")
        if agency.merge and not agency.place:
            hint = "Add `place:` with the name that stands under its QR code."
            yield draft.say(
                Fault("missing-place", "An agency that shares a row names no place.", hint), agency, "merge"
            )


def neutral_covers_name_no_officer(draft: Draft) -> Iterator[Problem]:
    """The cover of a leaflet that is neutral outside has no lines for an officer."""
    for leaflet in draft.leaflets:
        if leaflet.neutral_outside and leaflet.officer:
            message = f"The cover of the {leaflet.variant} leaflet is neutral, so an officer’s lines cannot be there."
            hint = "Remove `officer:` here, and write it in a block of an inner section."
            yield draft.say(Fault("officer-outside", message, hint), leaflet, "officer")


def versions_are_one_thing(draft: Draft) -> Iterator[Problem]:
    """Where to get the current version is said in words, or by an address and the page that it opens."""
    for version in versions_in(draft):
        if bool(version.words) == bool(version.shown or version.opens) or bool(version.shown) != bool(version.opens):
            hint = "Write one sentence, or both `shown:` (the short address) and `opens:` (the exact page)."
            yield Fault("version-form", "This is neither words nor an address with its page.", hint).at(version.at)
        if version.opens and (fault := web_address(version.opens)):
            yield draft.say(fault, version, "opens")
        if version.shown and (fault := shown_address(version.shown, version.opens)):
            yield draft.say(fault, version, "shown")


LEAFLET_RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    topics_meet,
    blocks_are_one_thing,
    officer_panels_are_whole,
    neutral_covers_name_no_officer,
    named_agencies_exist,
    rows_to_call_are_one_thing,
    steps_say_something,
    merged_rows_exist,
    versions_are_one_thing,
    cards_can_be_made,
    emergency_number_is_one,
    phrases_have_their_fields,
)
