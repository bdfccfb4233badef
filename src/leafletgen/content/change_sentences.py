"""The sentences about what changes in one part of a leaflet: a text, a list of texts, an order, a logo, a service.

In: the part before and after. Out: sentences; none if nothing changes.
Why: leaflets and cards have the same parts, and each change of one is worded in one way (changes.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from msgspec.structs import replace

from leafletgen.content.leaflet import Leaflet, Logo, QrTarget, Row, Service
from leafletgen.errors import Where

_NOWHERE = Where("")

_AROUND = 4
"""How many unchanged words are shown before and after those that change."""


class Piece(NamedTuple):
    """A piece of running text, and the way it is set."""

    text: str
    how: str


def becomes(what: str, old: str, new: str) -> Iterator[str]:
    """What a text, named by `what`, was and is now; or that it is new or removed."""
    if old == new:
        return
    if not old:
        yield f"{what}: “{new}” is new"
    elif not new:
        yield f"{what}: “{old}” is removed"
    else:
        before, after = _shortened(old, new)
        yield f"{what}: “{before}” becomes “{after}”"


def _shortened(old: str, new: str) -> tuple[str, str]:
    """Two texts cut to the part in which they differ, with a few words around it."""
    before, after = old.split(" "), new.split(" ")
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    same_end = next((n for n in range(most - start) if before[-1 - n] != after[-1 - n]), most - start)
    return _cut(before, start, same_end), _cut(after, start, same_end)


def _cut(words: list[str], start: int, same_end: int) -> str:
    first = max(0, start - _AROUND)
    last = min(len(words), len(words) - same_end + _AROUND)
    # An ellipsis that replaces only one or two words would save nothing.
    first = first if first > 2 else 0
    last = last if len(words) - last > 2 else len(words)
    return ("… " if first else "") + " ".join(words[first:last]) + (" …" if last < len(words) else "")


def changed_logo(old: Logo | None, new: Logo | None) -> Iterator[str]:
    """The pictures, the width and the description of the logo that change."""
    if old is None or new is None:
        yield from becomes("On the cover, the logo", old.alt if old else "", new.alt if new else "")
        return
    yield from becomes("On the cover, what the logo shows", old.alt, new.alt)
    if old.colour != new.colour:
        yield "On the cover, the logo is another picture."
    if old.black != new.black:
        yield "On the cover, the logo in black is another picture."
    if old.width_mm != new.width_mm:
        yield f"On the cover, the logo is {new.width_mm} mm wide, no longer {old.width_mm} mm."


def changed_colours(old: Leaflet, new: Leaflet) -> Iterator[str]:
    """The colours that change; a colour that the edition does not define comes from the theme."""
    before, after = ({tint.token: (tint.rgb, tint.cmyk) for tint in leaflet.colours} for leaflet in (old, new))
    for token in {**before, **after}:
        if before.get(token) != after.get(token):
            colour = f"#{after[token][0]}" if token in after else "that of all editions"
            ink = f" (CMYK {' '.join(map(str, after[token][1]))} per cent)" if token in after else ""
            yield f"The colour “{token}” becomes {colour}{ink}."


def changed_texts(where: str, old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[str]:
    """The texts of a list that change, are added or are removed."""
    matcher = SequenceMatcher(None, [piece.text for piece in old], [piece.text for piece in new], autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        for before, after in zip_longest(old[start:end], new[new_start:new_end]):
            if before is None:
                yield f"{where}, new words: “{after.text}”"
            elif after is None:
                yield f"{where}, removed words: “{before.text}”"
            else:
                yield from becomes(where, before.text, after.text)
                if before.how != after.how:
                    yield f"{where}, “{after.text}” is now set {after.how}, no longer {before.how}."


def changed_order(what: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """A sentence if the names that are in both versions have another order now."""
    before, after = [name for name in old if name in new], [name for name in new if name in old]
    if before != after:
        yield f"{what} have another order: {', '.join(f'“{name}”' for name in new)}."


def changed_service(old: Service, new: Service) -> Iterator[str]:
    """The name, the words, the contacts and the QR codes of a service that change."""
    name = new.name
    if old.name != name:
        yield f"{old.name} is now called {name}."
    yield from becomes(f"{name}, its former name", old.was, new.was)
    yield from becomes(f"{name}, whom it is for", old.label, new.label)
    yield from becomes(f"{name}, what it does", old.does, new.does)
    yield from becomes(f"{name}, what it costs", old.cost, new.cost)
    yield from changed_contacts(name, old.rows, new.rows)
    before, after = ({code.caption: opened_by(code) for code in service.codes} for service in (old, new))
    for place in dict.fromkeys((*before, *after)):
        which = f" for {place}" if place else ""
        then, now = before.get(place), after.get(place)
        if then and now and then != now:
            yield f"{name}, its QR code{which} opens {now}, no longer {then}"
        elif now and not then:
            yield f"{name} has a QR code{which} now, which opens {now}"
        elif then and not now:
            yield f"{name} has no QR code{which} any more."


def changed_contacts(whose: str, old: Sequence[Row], new: Sequence[Row]) -> Iterator[str]:
    """The contacts that change: unchanged ones are left out, the others are paired by their kinds.

    Their positions in the data do not count.
    """
    old, new = ([replace(row, at=_NOWHERE) for row in rows] for rows in (old, new))
    gone, come = [row for row in old if row not in new], [row for row in new if row not in old]
    for row in come:
        match = next((other for other in gone if other.kind == row.kind), None)
        if match is None:
            yield f"{whose}, a new contact: {_say(row)}"
            continue
        gone.remove(match)
        yield from becomes(f"{whose}, the word before {row.text}", match.label, row.label)
        yield from becomes(f"{whose}, {row.label}", match.text, row.text)
        yield from becomes(f"{whose}, the words after {row.text}", match.note, row.note)
        if match.uri != row.uri and match.text == row.text:
            yield f"{whose}, {row.text} opens {row.uri or 'nothing'}, no longer {match.uri or 'nothing'}"
    for row in gone:
        yield f"{whose}, a removed contact: {_say(row)}"
    before, after = [row for row in old if row in new], [row for row in new if row in old]
    if before != after:
        yield f"{whose}, the contacts have another order."


def _say(row: Row) -> str:
    return " ".join(part for part in (row.label, row.text, row.note) if part)


def with_target(row: Row) -> str:
    """A contact and what a click on it opens."""
    return f"{_say(row)} (opens {row.uri})" if row.uri else _say(row)


def described(service: Service) -> str:
    """All that a leaflet says of a service."""
    contacts = "; ".join(_say(row) for row in service.rows)
    parts = (service.label and f"{service.label}.", service.does, service.cost, contacts and f"{contacts}.")
    return " ".join(part for part in parts if part)


def opened_by(code: QrTarget | None) -> str:
    """What a QR code opens, with the words beside it that say in which language."""
    if code is None:
        return ""
    return f"{code.uri} ({code.note})" if code.note else code.uri
