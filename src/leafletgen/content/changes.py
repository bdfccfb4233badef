"""Describe in sentences what changes for a reader between two versions of a leaflet.

In: the composed Leaflet before and after. Out: sentences, in the order of the leaflet; none if nothing changes.
Why: reviewers of a change know the leaflet but not YAML. They must see the effect on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leafletgen.content.change_sentences import (
    Piece,
    becomes,
    changed_colours,
    changed_contacts,
    changed_logo,
    changed_order,
    changed_service,
    changed_texts,
    described,
    opened_by,
    with_target,
)
from leafletgen.content.leaflet import (
    Block,
    Card,
    Crisis,
    Emergency,
    Items,
    Leaflet,
    OfficerPanel,
    Paragraph,
    Questions,
    Section,
    Service,
    Tiles,
    WhoToCall,
    services_in,
)


def changes(old: Leaflet, new: Leaflet) -> tuple[str, ...]:
    """The sentences about what changes for a reader from `old` to `new`."""
    return tuple(dict.fromkeys(_Comparison(old, new).run()))


def card_changes(old: Card | None, new: Card | None) -> tuple[str, ...]:
    """The sentences about what changes on a wallet card; None if there is none."""
    if not (old and new):
        return ("There is no wallet card any more.",) if old else ("There is a wallet card now.",) if new else ()
    front, back = "On the front of the card", "On the back of the card"
    found = [
        *becomes(f"{front}, the heading", old.heading, new.heading),
        *becomes(f"{front}, the hours of all numbers", old.hours, new.hours),
        *changed_texts(f"{front}, among the numbers", _on_card(old), _on_card(new)),
        *changed_contacts(front, [old.web] if old.web else [], [new.web] if new.web else []),
        *becomes(f"{front}, what the QR code opens", opened_by(old.qr), opened_by(new.qr)),
        *changed_texts(back, _officer(old.ask), _officer(new.ask)),
        *becomes(f"{back}, below the lines", old.after, new.after),
        *becomes("Above the card in a leaflet", old.cut_out, new.cut_out),
        *becomes("Beside the back of the card in a leaflet", old.cut_out_behind, new.cut_out_behind),
    ]
    return tuple(dict.fromkeys(found))


def _on_card(card: Card) -> list[Piece]:
    parts = ((number.who, with_target(number.call), number.why) for number in card.numbers)
    return _plain([", ".join(filter(None, part)) for part in parts])


class _Comparison:
    """Two versions of a leaflet, with the services and sections of each by name."""

    def __init__(self, old: Leaflet, new: Leaflet) -> None:
        self.old = old
        self.new = new
        self.renamed = dict(_renamed_sections(old.sections, new.sections))

    def run(self) -> Iterator[str]:
        yield from changed_colours(self.old, self.new)
        yield from self._front()
        yield from self._sections()
        yield from self._services()
        yield from _back(self.old, self.new)
        yield from card_changes(self.old.cut_out, self.new.cut_out)

    def _front(self) -> Iterator[str]:
        old, new = self.old, self.new
        yield from becomes("On the cover, the title", old.cover.title, new.cover.title)
        yield from becomes("In the page footer, the title", old.title, new.title)
        yield from becomes("On the cover, the line under the title", old.cover.for_whom, new.cover.for_whom)
        yield from changed_texts("On the cover", _words(old.cover.paragraphs), _words(new.cover.paragraphs))
        yield from becomes("On the cover, the name of the force", old.cover.force, new.cover.force)
        yield from changed_logo(old.cover.logo, new.cover.logo)
        before, after = old.cover.who_to_call, new.cover.who_to_call
        yield from becomes("Above the numbers on the cover, the heading", before.heading, after.heading)
        yield from changed_texts("Among the numbers on the cover", _numbers(before), _numbers(after))
        yield from becomes("Below the numbers on the cover", before.after, after.after)
        yield from changed_texts(
            "In the officer lines on the cover", _officer(old.cover.officer), _officer(new.cover.officer)
        )

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
                yield from becomes("The heading of a section", then, heading)
                yield from changed_texts(f"In “{heading}”", _section_texts(before[then]), _section_texts(section))
            else:
                words = " ".join(piece.text for piece in _section_texts(section))
                yield f"There is a new section “{heading}”" + (f": “{words}”" if words else ".")
        yield from changed_order("The sections", [self.renamed.get(name, name) for name in before], list(after))

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
                yield from changed_service(before[then][0], service)
                moved_from = self.renamed.get(before[then][1], before[then][1])
                if moved_from != heading:
                    yield f"{name} moves from “{moved_from}” to “{heading}”."
            else:
                yield f"{name} is new, in “{heading}”: {described(service)}"
        for heading in dict.fromkeys(heading for _, heading in after.values()):
            then_named = [renamed.get(n, n) for n, (_, h) in before.items() if self.renamed.get(h, h) == heading]
            yield from changed_order(
                f"The services in “{heading}”", then_named, [n for n, (_, h) in after.items() if h == heading]
            )


def _services_of(leaflet: Leaflet) -> dict[str, tuple[Service, str]]:
    """The services of a leaflet by name, each with the heading of its section."""
    return {
        service.name: (service, section.heading) for section in leaflet.sections for service in services_in(section)
    }


def _section_texts(section: Section) -> list[Piece]:
    return [piece for block in section.blocks for piece in _block_texts(block)]


def _block_texts(block: Block) -> list[Piece]:
    match block:
        case Paragraph():
            return [Piece(block.text, "in a frame" if block.boxed else "as running text")]
        case Items():
            how = "as a numbered step" if block.numbered else "as a point of a list"
            return [Piece(item.words, how) for item in block.items]
        case Questions():
            return [Piece(question.text, "as a question with a line to write on") for question in block.questions]
        case Crisis():
            calls = " ".join(map(with_target, block.rows))
            return [Piece(f"{block.text} {block.name}: {calls}", "with its number")]
        case OfficerPanel():
            return _officer(block)
        case Emergency():
            return [Piece(block.heading, "as a heading"), Piece(with_target(block.call), ""), *_words(block.lines)]
        case Service() | Tiles():
            return []


def _officer(panel: OfficerPanel | None) -> list[Piece]:
    if panel is None:
        return []
    heading = [Piece(panel.heading, "as a heading")] if panel.heading else []
    version = [Piece(with_target(panel.version), "as the newest version")] if panel.version else []
    return heading + [Piece(label, "as a line to write on") for label in panel.labels] + version


def _numbers(table: WhoToCall) -> list[Piece]:
    rows = [
        f"{number.who}, {with_target(number.call)}: {number.why}"
        + (f" (on the web page: {number.on_web})" if number.on_web else "")
        for number in table.numbers
    ]
    return _plain(rows)


def _plain(texts: Sequence[str]) -> list[Piece]:
    return [Piece(text, "") for text in texts]


def _words(paragraphs: Sequence[Paragraph]) -> list[Piece]:
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


def _back(old: Leaflet, new: Leaflet) -> Iterator[str]:
    yield from becomes("On the back, the heading", old.back.heading, new.back.heading)
    yield from changed_texts("On the back", _words(old.back.paragraphs), _words(new.back.paragraphs))
    versions = ([with_target(back.version)] if back.version else [] for back in (old.back, new.back))
    yield from changed_texts("On the back, the newest version", *map(_plain, versions))
    yield from becomes("On the back, what the QR code opens", opened_by(old.back.code), opened_by(new.back.code))
