"""Rules for the areas, sections, colours and logo of an edition.

In: a Draft. Out: Problems, and the pictures of the logos.
Why: editions are written by people who do not know how the leaflet is made: what they change must exist and must print
well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from leafletgen.content.catalogue import Area, Edition, Force, Ink, Palette
from leafletgen.content.layers import is_own
from leafletgen.content.leaflet_text import OwnSection
from leafletgen.content.logo.drawing import Artwork
from leafletgen.content.logo.load import Drawn, Pictures
from leafletgen.content.logo.words import alternative_text_fault
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.own_sections import FIRST, in_circle
from leafletgen.content.records import Record
from leafletgen.content.rules.draft import Draft, changes_in
from leafletgen.content.rules.records import MOST_LEVELS
from leafletgen.content.values import Fault, Suggester, quote
from leafletgen.errors import Problem
from leafletgen.print_limits import INK


def areas_lie_in_the_nation(draft: Draft) -> Iterator[Problem]:
    """The areas of a force, and of its edition, lie in the nation of the force (or contain it).

    The position of an area decides which services are printed: Kent in Scotland would send children to wrong ones.
    """
    forces = {force.id: force for force in draft.forces}
    named: list[tuple[Force, Force | Edition]] = [(force, force) for force in draft.forces]
    named += [(forces[edition.force], edition) for edition in draft.editions if edition.force in forces]
    areas = {area.id: area for area in draft.areas}
    blamed: set[Area] = set()
    for force, record in named if draft.areas_whole and draft.forces_whole else ():
        for index, name in enumerate(record.areas):
            around, wide = _around(name, areas), _around(force.nation, areas)
            apart = around and wide and force.nation not in around and name not in wide
            if apart and areas[name] not in blamed:
                blamed.add(areas[name])
                yield _other_nation(draft, force, areas[name], around[1:], (record, index))


def _around(name: str, areas: Mapping[str, Area]) -> tuple[str, ...]:
    """An area and all areas that contain it; empty if one is unknown or they have no end, which other rules report."""
    found: list[str] = []
    step: str | None = name
    while step is not None:
        if step in found or step not in areas or len(found) > MOST_LEVELS:
            return ()
        found.append(step)
        step = areas[step].within
    return tuple(found)


def _other_nation(
    draft: Draft, force: Force, area: Area, around: tuple[str, ...], named: tuple[Record, int]
) -> Problem:
    """The Problem at the area, if only the area is in this folder; else at the line that names it."""
    lies = f"in {' in '.join(around)}" if around else "in no other area"
    message = f"The area {area.id} lies {lies}, but {force.name} serves in {force.nation}."
    hint = "Correct `within:` of the area, the list of areas, or the nation of the force."
    fault = Fault("other-nation", f"{message} Services of the wrong area would be printed.", hint)
    record, index = named
    if is_own(draft.folder, area.at) and not is_own(draft.folder, record.at):
        return draft.say(fault, area, "within" if area.within else "id")
    return draft.say(fault, record, "areas", index)


def changed_sections_exist(draft: Draft) -> Iterator[Problem]:
    """A section that an edition removes, replaces or moves exists; a new one says what it comes after."""
    known = {leaflet.variant: [section.id for section in leaflet.sections] for leaflet in draft.leaflets}
    renamed = {(text.variant, one.section): one.now for text in draft.leaflets for one in text.renamed if one.section}
    suggest = Suggester()
    for _, variant, changes in changes_in(draft):
        if variant not in known:
            continue
        added = [own.id for own in changes.sections if own.id not in known[variant]]
        named: list[tuple[Record, str, int | None, str]] = [
            *((changes, "remove", index, name) for index, name in enumerate(changes.remove)),
            *((own, "id", None, own.id) for own in changes.sections if not own.after or (variant, own.id) in renamed),
            *((own, "after", None, own.after) for own in changes.sections if own.after),
        ]
        for record, field, index, name in named:
            places = [*added, FIRST] if field == "after" else []
            if name not in (*known[variant], *places):
                message = f"The {variant} leaflet has no section {quote(name)}."
                new = renamed.get((variant, name))
                better = f"It is called {new} now. " if new else suggest(name, (*known[variant], *places))
                place = "To add a section, say with `after:` which one it follows. " if field == "id" else ""
                hint = f"{better}{place}Its sections are: {', '.join(known[variant])}."
                yield draft.say(Fault("unknown-section", message, hint), record, field, index)
        if not {*known[variant], *added} - {*changes.remove}:
            message = f"The {variant} leaflet would have no section left."
            yield draft.say(Fault("no-section", message, "Keep at least one."), changes, "remove")


def own_sections_stand_somewhere(draft: Draft) -> Iterator[Problem]:
    """A section of an edition is not removed too, follows none that follows it, and has a heading with its words."""
    known = {(text.variant, section.id) for text in draft.leaflets for section in text.sections}
    for _, variant, changes in changes_in(draft):
        for own in changes.sections:
            if own.id in changes.remove:
                message = f"The section {quote(own.id)} is both removed and given in `sections:`."
                yield draft.say(Fault("section-twice", message, "Do only one of the two."), own, "id")
            if not own.heading and not (own.after and (variant, own.id) in known and _has_no_words(own)):
                message = f"The section {quote(own.id)} has no heading."
                hint = "Add `heading:`; a section of the leaflet that only moves has `id:` and `after:` and no more."
                yield draft.say(Fault("section-form", message, hint), own, "id")
        for own in in_circle(changes.sections):
            message = f"The section {quote(own.id)} would come after itself."
            hint = "Name in `after:` a section that does not come after this one."
            yield draft.say(Fault("section-cycle", message, hint), own, "after")


def _has_no_words(own: OwnSection) -> bool:
    return own == OwnSection(at=own.at, id=own.id, after=own.after)


def inks_can_be_printed(draft: Draft) -> Iterator[Problem]:
    """No colour of an edition has more ink than the limit."""
    for _, _, changes in changes_in(draft):
        for token, ink in inks_of(changes.colours):
            total = sum(map(int, ink.cmyk.split()))
            if total > 100 * INK:
                message = (
                    f"`{token}` has {total} % of ink ({ink.cmyk} in `cmyk`); at most {100 * INK:.0f} % are allowed."
                )
                hint = "Use less cyan, magenta and yellow, and more black."
                yield draft.say(Fault("too-much-ink", message, hint), ink, "cmyk")


def inks_of(palette: Palette | None) -> Iterator[tuple[str, Ink]]:
    """The colours that a palette changes, each with its key."""
    for token in palette.__struct_fields__ if palette else ():
        ink = getattr(palette, token)
        if isinstance(ink, Ink):
            yield token, ink


def logos_belong_to_a_force(draft: Draft) -> Iterator[Problem]:
    """An edition with a logo names its force, which is printed beside it."""
    for edition in draft.editions:
        if edition.logo and not edition.force:
            fault = Fault(
                "logo-without-force", "The edition has a logo but names no force.", "Add `force:` with its id."
            )
            yield draft.say(fault, edition, "logo")


def logos_have_words(draft: Draft) -> Iterator[Problem]:
    """The alternative text of a logo says what it shows."""
    for edition in draft.editions:
        logo = edition.logo
        if logo and (fault := alternative_text_fault(logo.alt, (logo.colour, logo.black))):
            yield draft.say(fault, logo, "alt")


def languages_are_known(draft: Draft) -> Iterator[Problem]:
    """The languages of an edition are in the table, each once, and are given in one way."""
    for edition in draft.editions:
        if edition.languages and edition.language:
            message = "The edition has both `language:` and `languages:`."
            yield draft.say(Fault("languages-form", message, "Keep `languages:` alone."), edition, "language")
        given: list[tuple[str, int | None, str]] = [("language", None, edition.language)] if edition.language else []
        given += [("languages", number, tag) for number, tag in enumerate(edition.languages or ())]
        seen: set[str] = set()
        for (field, index, tag), known in zip(given, edition.tags, strict=False):
            if known in seen:
                fault = Fault("languages-form", f"The language {quote(tag)} is named twice.", "Name it once.")
                yield draft.say(fault, edition, field, index)
            seen.add(known)
            if known != ENGLISH and (unknown := _unknown(tag)):
                yield draft.say(unknown, edition, field, index)


def _unknown(tag: str) -> Fault | None:
    from leafletgen.content.languages import language_fault  # Only for editions in another language than English.

    return language_fault(tag)


EDITION_RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    areas_lie_in_the_nation,
    changed_sections_exist,
    own_sections_stand_somewhere,
    inks_can_be_printed,
    logos_belong_to_a_force,
    logos_have_words,
    languages_are_known,
)


def read_logos(draft: Draft, drawn: Drawn | None = None) -> tuple[dict[str, tuple[Artwork, Artwork]], list[Problem]]:
    """Read the logo of each edition, in colour and in black; `drawn` as in Pictures."""
    logos: dict[str, tuple[Artwork, Artwork]] = {}
    problems: list[Problem] = []
    pictures = Pictures(Path(draft.folder), drawn)
    for edition in draft.editions:
        if edition.logo:
            colour, black = (
                pictures.read(getattr(edition.logo, field), edition.logo.width_mm, grey=field == "black")
                for field in ("colour", "black")
            )
            for field, found in (("colour", colour), ("black", black)):
                if isinstance(found, tuple):
                    problems += [draft.say(fault, edition.logo, field) for fault in found]
            if not isinstance(colour, tuple) and not isinstance(black, tuple):
                logos[edition.id] = (colour, black)
    return logos, problems
