"""What must be true of the sections, colours and logo of an edition.

In: a Draft. Out: Problems, and the pictures of the logos.
Why: an edition is written by somebody who has not seen how the leaflet is made: what it changes must exist, and
must come out of the printer well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from leafletgen.content.catalogue import Ink, Logo, Palette, Record
from leafletgen.content.drawing import Artwork
from leafletgen.content.logo import read_picture
from leafletgen.content.rules import Draft, changes_in
from leafletgen.content.values import Fault, quote, suggest
from leafletgen.errors import Problem

MOST_INK = 300
"""The sum of inks, in per cent, that coated paper takes (FOGRA39 allows 330; 300 also dries on uncoated paper)."""


def changed_sections_exist(draft: Draft) -> Iterator[Problem]:
    """A section that an edition removes or replaces is in the leaflet, is not both, and some are left."""
    known = {leaflet.variant: [section.id for section in leaflet.sections] for leaflet in draft.leaflets}
    for _, variant, changes in changes_in(draft):
        if variant not in known:
            continue
        named: list[tuple[Record, str, int | None, str]] = [
            *((changes, "remove", index, name) for index, name in enumerate(changes.remove)),
            *((section, "id", None, section.id) for section in changes.sections),
        ]
        for record, field, index, name in named:
            if name not in known[variant]:
                message = f"The {variant} leaflet has no section {quote(name)}."
                hint = f"{suggest(name, known[variant])}Its sections are: {', '.join(known[variant])}."
                yield draft.say(Fault("unknown-section", message, hint), record, field, index)
            elif record is not changes and name in changes.remove:
                message = f"The section {quote(name)} is removed and replaced."
                yield draft.say(Fault("section-twice", message, "Do one of the two."), record, field, index)
        if not set(known[variant]) - set(changes.remove):
            message = f"The {variant} leaflet would have no section left."
            yield draft.say(Fault("no-section", message, "Keep at least one."), changes, "remove")


def inks_can_be_printed(draft: Draft) -> Iterator[Problem]:
    """No colour asks for more ink than the paper takes."""
    for _, _, changes in changes_in(draft):
        for ink in _inks(changes.colours):
            total = sum(map(int, ink.cmyk.split()))
            if total > MOST_INK:
                message = f"{ink.cmyk} is {total} % of ink; {MOST_INK} % is the most."
                yield draft.say(Fault("too-much-ink", message, "Use less of the first three, more black."), ink, "cmyk")


def _inks(palette: Palette | None) -> Iterator[Ink]:
    for token in palette.__struct_fields__ if palette else ():
        ink = getattr(palette, token)
        if isinstance(ink, Ink):
            yield ink


def logos_belong_to_a_force(draft: Draft) -> Iterator[Problem]:
    """A logo stands beside the name of its force."""
    for edition in draft.editions:
        if edition.logo and not edition.force:
            fault = Fault(
                "logo-without-force", "The edition has a logo but names no force.", "Add `force:` with its id."
            )
            yield draft.say(fault, edition, "logo")


EDITION_RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    changed_sections_exist,
    inks_can_be_printed,
    logos_belong_to_a_force,
)


def read_logos(draft: Draft) -> tuple[dict[str, tuple[Artwork, Artwork]], list[Problem]]:
    """Read the logo of each edition, in colour and in black."""
    logos: dict[str, tuple[Artwork, Artwork]] = {}
    problems: list[Problem] = []
    for edition in draft.editions:
        if edition.logo:
            read = [_read_logo(draft, edition.logo, field) for field in ("colour", "black")]
            problems += [found for found in read if isinstance(found, Problem)]
            colour, black = read
            if not isinstance(colour, Problem) and not isinstance(black, Problem):
                logos[edition.id] = (colour, black)
    return logos, problems


def _read_logo(draft: Draft, logo: Logo, field: str) -> Artwork | Problem:
    found = read_picture(Path(draft.folder), getattr(logo, field), logo.width_mm, grey=field == "black")
    return draft.say(found, logo, field) if isinstance(found, Fault) else found
