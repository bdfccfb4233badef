"""The sections of a leaflet with those that an edition adds, moves and replaces.

In: the sections of the leaflet, and the edition's own. Out: all sections, in the order of print.
Why: an edition says only what differs, so it must not copy a leaflet to put a section of its own into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from leafletgen.content.leaflet_text import OwnSection, Section, SectionWords

FIRST = "cover"
"""What a section comes after that is the first one. A section with this id goes before this meaning."""


def with_own(sections: Iterable[Section], own: Iterable[OwnSection]) -> tuple[Section, ...]:
    """The sections in the order of print; those that name the same one in `after` stand in the edition's order.

    A rule has refused a circle (`in_circle`): its sections would be left out here.
    """
    own = tuple(own)
    words = {section.id: section for section in sections}
    base = [name for name in words if not any(one.after and one.id == name for one in own)]
    words |= {one.id: _section(one, one.heading, words.get(one.id)) for one in own if one.heading}
    followers: dict[str, list[str]] = {}
    for one in own:
        if one.after:
            followers.setdefault(one.after, []).append(one.id)
    starts = base if FIRST in words else [FIRST, *base]
    names = (name for start in starts for name in _followed(start, followers))
    return tuple(words[name] for name in names if name in words)


def _section(own: OwnSection, heading: str, replaced: Section | None) -> Section:
    same = {field: getattr(own, field) for field in SectionWords.__struct_fields__}
    source = topics_from(own, replaced)
    return Section(id=own.id, heading=heading, **{**same, "agencies": source.agencies, "tiles": source.tiles})


def topics_from(own: OwnSection, replaced: Section | None) -> SectionWords:
    """Whose topics an edition's section shows: its own, or if it names none those of the section that it replaces.

    A force that writes other words for a section does not mean to drop the services in it.
    """
    return own if own.topics or replaced is None else replaced


def _followed(name: str, followers: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """A section, and those that come after it: each with its own followers."""
    waiting = [name]
    while waiting:
        step = waiting.pop()
        yield step
        waiting.extend(reversed([*followers.get(step, ())]))


def in_circle(own: Iterable[OwnSection]) -> Iterator[OwnSection]:
    """Those whose `after` leads back to themselves."""
    after = {one.id: one.after for one in own if one.after}
    for one in own:
        step, seen = one.after, set[str]()
        while step and step != one.id and step not in seen:
            seen.add(step)
            step = after.get(step)
        if step == one.id:
            yield one
