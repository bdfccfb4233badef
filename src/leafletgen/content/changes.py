"""Describe in sentences what changes for a reader between two versions of a leaflet.

In: the composed Leaflet before and after. Out: sentences, in the order of the leaflet; none if nothing changes.
Why: reviewers of a change know the leaflet but not YAML. They must see the effect on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from msgspec.structs import replace

from leafletgen.content.leaflet import (
    Block,
    Card,
    Crisis,
    Emergency,
    Items,
    Leaflet,
    Logo,
    OfficerPanel,
    Paragraph,
    QrTarget,
    Questions,
    Row,
    Section,
    Service,
    Tiles,
    WhoToCall,
    services_in,
)
from leafletgen.errors import Where

_NOWHERE = Where("")

_AROUND = 4
"""How many unchanged words are shown before and after those that change."""


class _Text(NamedTuple):
    """A piece of running text, and the way it is set."""

    text: str
    how: str


def changes(old: Leaflet, new: Leaflet) -> tuple[str, ...]:
    """The sentences about what changes for a reader from `old` to `new`."""
    return tuple(dict.fromkeys(_Comparison(old, new).run()))


def card_changes(old: Card | None, new: Card | None) -> tuple[str, ...]:
    """The sentences about what changes on a wallet card; None if there is none."""
    if not (old and new):
        return ("There is no wallet card any more.",) if old else ("There is a wallet card now.",) if new else ()
    front, back = "On the front of the card", "On the back of the card"
    found = [
        *_becomes(f"{front}, the heading", old.heading, new.heading),
        *_becomes(f"{front}, the hours of all numbers", old.hours, new.hours),
        *_texts(f"{front}, among the numbers", _on_card(old), _on_card(new)),
        *_rows(front, [old.web] if old.web else [], [new.web] if new.web else []),
        *_becomes(f"{front}, what the QR code opens", _opened(old.qr), _opened(new.qr)),
        *_texts(back, _officer(old.ask), _officer(new.ask)),
        *_becomes(f"{back}, below the lines", old.after, new.after),
        *_becomes("Above the card in a leaflet", old.cut_out, new.cut_out),
        *_becomes("Beside the back of the card in a leaflet", old.cut_out_behind, new.cut_out_behind),
    ]
    return tuple(dict.fromkeys(found))


def _on_card(card: Card) -> list[_Text]:
    parts = ((number.who, _with_target(number.call), number.why) for number in card.numbers)
    return _plain([", ".join(filter(None, part)) for part in parts])


def _opened(code: QrTarget | None) -> str:
    """What a QR code opens, with the words beside it that say in which language."""
    if code is None:
        return ""
    return f"{code.uri} ({code.note})" if code.note else code.uri


class _Comparison:
    """Two versions of a leaflet, with the services and sections of each by name."""

    def __init__(self, old: Leaflet, new: Leaflet) -> None:
        self.old = old
        self.new = new
        self.renamed = dict(_renamed_sections(old.sections, new.sections))

    def run(self) -> Iterator[str]:
        yield from _colours(self.old, self.new)
        yield from self._front()
        yield from self._sections()
        yield from self._services()
        yield from _back(self.old, self.new)
        yield from card_changes(self.old.cut_out, self.new.cut_out)

    def _front(self) -> Iterator[str]:
        old, new = self.old, self.new
        yield from _becomes("On the cover, the title", old.cover.title, new.cover.title)
        yield from _becomes("In the page footer, the title", old.title, new.title)
        yield from _becomes("On the cover, the line under the title", old.cover.for_whom, new.cover.for_whom)
        yield from _texts("On the cover", _words(old.cover.paragraphs), _words(new.cover.paragraphs))
        yield from _becomes("On the cover, the name of the force", old.cover.force, new.cover.force)
        yield from _logo(old.cover.logo, new.cover.logo)
        before, after = old.cover.who_to_call, new.cover.who_to_call
        yield from _becomes("Above the numbers on the cover, the heading", before.heading, after.heading)
        yield from _texts("Among the numbers on the cover", _numbers(before), _numbers(after))
        yield from _becomes("Below the numbers on the cover", before.after, after.after)
        yield from _texts("In the officer lines on the cover", _officer(old.cover.officer), _officer(new.cover.officer))

    def _sections(self) -> Iterator[str]:
        before = {section.heading: section for section in self.old.sections}
        after = {section.heading: section for section in self.new.sections}
        came_from = {now: then for then, now in self.renamed.items()}
        for heading in before:
            if heading not in after and heading not in self.renamed:
                yield f"The section “{heading}” is removed, with its text."
        for heading, section in after.items():
            then = came_from.get(heading, heading)
            if then in before:
                yield from _becomes("The heading of a section", then, heading)
                yield from _texts(f"In “{heading}”", _section_texts(before[then]), _section_texts(section))
            else:
                words = " ".join(piece.text for piece in _section_texts(section))
                yield f"There is a new section “{heading}”" + (f": “{words}”" if words else ".")
        yield from _order("The sections", [self.renamed.get(name, name) for name in before], list(after))

    def _services(self) -> Iterator[str]:
        before, after = _services_of(self.old), _services_of(self.new)
        renamed = dict(_renamed_services(before, after))
        for name, (_, heading) in before.items():
            if name not in after and name not in renamed:
                yield f"{name} is no longer in the leaflet (it was in “{heading}”)."
        came_from = {now: then for then, now in renamed.items()}
        for name, (service, heading) in after.items():
            then = came_from.get(name, name)
            if then in before:
                yield from _service(before[then][0], service)
                moved_from = self.renamed.get(before[then][1], before[then][1])
                if moved_from != heading:
                    yield f"{name} moves from “{moved_from}” to “{heading}”."
            else:
                yield f"{name} is new, in “{heading}”: {_describe(service)}"
        for heading in dict.fromkeys(heading for _, heading in after.values()):
            then_named = [renamed.get(n, n) for n, (_, h) in before.items() if self.renamed.get(h, h) == heading]
            yield from _order(
                f"The services in “{heading}”", then_named, [n for n, (_, h) in after.items() if h == heading]
            )


def _services_of(leaflet: Leaflet) -> dict[str, tuple[Service, str]]:
    """The services of a leaflet by name, each with the heading of its section."""
    return {
        service.name: (service, section.heading) for section in leaflet.sections for service in services_in(section)
    }


def _section_texts(section: Section) -> list[_Text]:
    return [piece for block in section.blocks for piece in _block_texts(block)]


def _block_texts(block: Block) -> list[_Text]:
    match block:
        case Paragraph():
            return [_Text(block.text, "in a frame" if block.boxed else "as running text")]
        case Items():
            how = "as a numbered step" if block.numbered else "as a point of a list"
            return [_Text(item.words, how) for item in block.items]
        case Questions():
            return [_Text(question.text, "as a question with a line to write on") for question in block.questions]
        case Crisis():
            calls = " ".join(map(_with_target, block.rows))
            return [_Text(f"{block.text} {block.name}: {calls}", "with its number")]
        case OfficerPanel():
            return _officer(block)
        case Emergency():
            return [_Text(block.heading, "as a heading"), _Text(_with_target(block.call), ""), *_words(block.lines)]
        case Service() | Tiles():
            return []


def _officer(panel: OfficerPanel | None) -> list[_Text]:
    if panel is None:
        return []
    heading = [_Text(panel.heading, "as a heading")] if panel.heading else []
    version = [_Text(_with_target(panel.version), "as the newest version")] if panel.version else []
    return heading + [_Text(label, "as a line to write on") for label in panel.labels] + version


def _numbers(table: WhoToCall) -> list[_Text]:
    rows = [
        f"{number.who}, {_with_target(number.call)}: {number.why}"
        + (f" (on the web page: {number.on_web})" if number.on_web else "")
        for number in table.numbers
    ]
    return _plain(rows)


def _plain(texts: Sequence[str]) -> list[_Text]:
    return [_Text(text, "") for text in texts]


def _words(paragraphs: Sequence[Paragraph]) -> list[_Text]:
    return _plain([paragraph.text for paragraph in paragraphs])


# --- pairs of old and new parts ---


def _renamed_sections(old: Sequence[Section], new: Sequence[Section]) -> Iterator[tuple[str, str]]:
    """Old and new headings of renamed sections: both are unique to their version; they share a service or a text."""
    before = [section for section in old if section.heading not in {other.heading for other in new}]
    after = [section for section in new if section.heading not in {other.heading for other in old}]
    for section in before:
        match = next((other for other in after if _content(section) & _content(other)), None)
        if match:
            after.remove(match)
            yield section.heading, match.heading


def _content(section: Section) -> set[str]:
    return {service.name for service in services_in(section)} | {piece.text for piece in _section_texts(section)}


def _renamed_services(
    before: dict[str, tuple[Service, str]], after: dict[str, tuple[Service, str]]
) -> Iterator[tuple[str, str]]:
    """Old and new names of renamed services: the new one has the old name as its former one, or shares a contact."""
    left = [service for name, (service, _) in after.items() if name not in before]
    for name, (service, _) in before.items():
        if name not in after:
            match = next((other for other in left if other.was == name or _contacts(service) & _contacts(other)), None)
            if match:
                left.remove(match)
                yield name, match.name


def _contacts(service: Service) -> set[tuple[str, str]]:
    return {(row.kind, row.text) for row in service.rows}


# --- sentences ---


def _becomes(what: str, old: str, new: str) -> Iterator[str]:
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


def _logo(old: Logo | None, new: Logo | None) -> Iterator[str]:
    if old is None or new is None:
        yield from _becomes("On the cover, the logo", old.alt if old else "", new.alt if new else "")
        return
    yield from _becomes("On the cover, what the logo shows", old.alt, new.alt)
    if old.colour != new.colour:
        yield "On the cover, the logo is another picture."
    if old.black != new.black:
        yield "On the cover, the logo in black is another picture."
    if old.width_mm != new.width_mm:
        yield f"On the cover, the logo is {new.width_mm} mm wide, no longer {old.width_mm} mm."


def _colours(old: Leaflet, new: Leaflet) -> Iterator[str]:
    """The colours that change; a colour that the edition does not define comes from the theme."""
    before, after = ({tint.token: (tint.rgb, tint.cmyk) for tint in leaflet.colours} for leaflet in (old, new))
    for token in {**before, **after}:
        if before.get(token) != after.get(token):
            colour = f"#{after[token][0]}" if token in after else "that of all editions"
            ink = f" (CMYK {' '.join(map(str, after[token][1]))} per cent)" if token in after else ""
            yield f"The colour “{token}” becomes {colour}{ink}."


def _texts(where: str, old: Sequence[_Text], new: Sequence[_Text]) -> Iterator[str]:
    """The texts of a list that change, are added or are removed."""
    matcher = SequenceMatcher(None, [piece.text for piece in old], [piece.text for piece in new], autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        for before, after in zip_longest(old[start:end], new[new_start:new_end]):
            if before is None:
                yield f"{where}, new words: “{after.text}”"
            elif after is None:
                yield f"{where}, removed words: “{before.text}”"
            else:
                yield from _becomes(where, before.text, after.text)
                if before.how != after.how:
                    yield f"{where}, “{after.text}” is now set {after.how}, no longer {before.how}."


def _order(what: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """A sentence if the names that are in both versions have another order now."""
    before, after = [name for name in old if name in new], [name for name in new if name in old]
    if before != after:
        yield f"{what} have another order: {', '.join(f'“{name}”' for name in new)}."


def _service(old: Service, new: Service) -> Iterator[str]:
    name = new.name
    if old.name != name:
        yield f"{old.name} is now called {name}."
    yield from _becomes(f"{name}, its former name", old.was, new.was)
    yield from _becomes(f"{name}, whom it is for", old.label, new.label)
    yield from _becomes(f"{name}, what it does", old.does, new.does)
    yield from _becomes(f"{name}, what it costs", old.cost, new.cost)
    yield from _rows(name, old.rows, new.rows)
    before, after = ({code.caption: _opened(code) for code in service.codes} for service in (old, new))
    for place in dict.fromkeys((*before, *after)):
        which = f" for {place}" if place else ""
        then, now = before.get(place), after.get(place)
        if then and now and then != now:
            yield f"{name}, its QR code{which} opens {now}, no longer {then}"
        elif now and not then:
            yield f"{name} has a QR code{which} now, which opens {now}"
        elif then and not now:
            yield f"{name} has no QR code{which} any more."


def _rows(whose: str, old: Sequence[Row], new: Sequence[Row]) -> Iterator[str]:
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
        yield from _becomes(f"{whose}, the word before {row.text}", match.label, row.label)
        yield from _becomes(f"{whose}, {row.label}", match.text, row.text)
        yield from _becomes(f"{whose}, the words after {row.text}", match.note, row.note)
        if match.uri != row.uri and match.text == row.text:
            yield f"{whose}, {row.text} opens {row.uri or 'nothing'}, no longer {match.uri or 'nothing'}"
    for row in gone:
        yield f"{whose}, a removed contact: {_say(row)}"
    before, after = [row for row in old if row in new], [row for row in new if row in old]
    if before != after:
        yield f"{whose}, the contacts have another order."


def _say(row: Row) -> str:
    return " ".join(part for part in (row.label, row.text, row.note) if part)


def _with_target(row: Row) -> str:
    """A contact and what a click on it opens."""
    return f"{_say(row)} (opens {row.uri})" if row.uri else _say(row)


def _describe(service: Service) -> str:
    contacts = "; ".join(_say(row) for row in service.rows)
    parts = (service.label and f"{service.label}.", service.does, service.cost, contacts and f"{contacts}.")
    return " ".join(part for part in parts if part)


def _back(old: Leaflet, new: Leaflet) -> Iterator[str]:
    yield from _becomes("On the back, the heading", old.back.heading, new.back.heading)
    yield from _texts("On the back", _words(old.back.paragraphs), _words(new.back.paragraphs))
    versions = ([_with_target(back.version)] if back.version else [] for back in (old.back, new.back))
    yield from _texts("On the back, the newest version", *map(_plain, versions))
    yield from _becomes("On the back, what the QR code opens", _opened(old.back.code), _opened(new.back.code))
