"""Web pages for tests: leaflets as pages, what a strict parser reads in them, and the words that they must have."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from msgspec.structs import replace

from leafletgen.content.catalogue import Catalogue, Edition
from leafletgen.content.leaflet import (
    Cover,
    Crisis,
    Emergency,
    Items,
    Leaflet,
    OfficerPanel,
    Paragraph,
    Questions,
    Row,
    Section,
    Service,
    Tiles,
)
from leafletgen.errors import Where
from leafletgen.web.twin import Frame

EXIT = "https://www.example.org/weather"
OWN_PARTS = ("bar", "contents", "on", "screen")
"""The classes of what the page itself adds to the leaflet."""


def frame(catalogue: Catalogue) -> Frame:
    """What stands around a leaflet on its page, with every link."""
    return Frame(
        phrases=catalogue.phrases,
        direction="ltr",
        exit=EXIT,
        exit_note="The browser may list this page.",
        statement="https://www.example.org/accessibility",
        pdf="kent-parent-a4.pdf",
        paper="A4",
    )


def parsed(data: bytes) -> Element:
    """The root element, read as browsers do. Raises an error for what is no valid HTML."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(data)
    return root


def with_all_forces(catalogue: Catalogue) -> Catalogue:
    """The data with an edition for each force, and no other."""
    editions = {
        force.id: Edition(
            id=force.id,
            name=force.place,
            force=force.id,
            areas=force.areas,
            date=datetime.date(2026, 11, 24),
            version="1",
            at=Where("e.yaml"),
        )
        for force in catalogue.forces.values()
    }
    return replace(catalogue, editions=editions)


def shown_texts(root: Element) -> list[str]:
    """The words of the leaflet on its page, in order; not those of the page itself, which OWN_PARTS name."""
    return " ".join(_texts(root.find("body"))).split()


def _texts(element: Element | None) -> Iterator[str]:
    if element is None or set(element.get("class", "").split()) & set(OWN_PARTS) or element.tag == "script":
        return
    if element.get("class") == "address":  # one word, in parts between which it may break
        yield "".join(element.itertext())
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


def words_of(leaflet: Leaflet) -> list[str]:
    """The words of a leaflet, in reading order."""
    return " ".join(_of_leaflet(leaflet)).split()


def _of_leaflet(leaflet: Leaflet) -> Iterator[str]:
    yield from _of_cover(leaflet.cover)
    for section in leaflet.sections:
        yield from _of_section(section)
    back = leaflet.back
    yield back.heading
    yield from _of_rows((back.version,) if back.version else ())
    yield from (paragraph.text for paragraph in back.paragraphs)
    yield back.also_in
    yield from (f"{name} ({tag})" for name, tag in back.languages)


def _of_cover(cover: Cover) -> Iterator[str]:
    yield from (cover.title, cover.for_whom, cover.language, *(paragraph.text for paragraph in cover.paragraphs))
    yield cover.who_to_call.heading
    for key in cover.who_to_call.numbers:
        yield from (key.call.text, key.who, key.on_web or key.why, key.call.note)
    yield cover.who_to_call.after
    yield from _of_officer(cover.officer) if cover.officer else ()
    yield from (cover.force, cover.english)


def _of_officer(panel: OfficerPanel) -> Iterator[str]:
    yield panel.heading
    yield from (f"{line.label} {line.english}" for line in panel.lines)


def _of_section(section: Section) -> Iterator[str]:
    yield f"{section.number}. {section.heading}" if section.number else section.heading
    yield section.english
    for block in section.blocks:
        match block:
            case Paragraph():
                yield block.text
            case Items():
                yield from (item.words for item in block.items)
            case Questions():
                yield from (question.text for question in block.questions)
            case Crisis():
                yield from (block.text, block.name, *_of_rows(block.rows))
            case OfficerPanel():
                yield from _of_officer(block)
            case Emergency():
                yield from (block.heading, *_of_rows((block.call,)), *(line.text for line in block.lines))
                yield from _of_service(block.service) if block.service else ()
            case Service():
                yield from _of_service(block)
            case Tiles():
                for service in block.services:
                    yield from _of_service(service)


def _of_service(service: Service) -> Iterator[str]:
    yield service.name
    yield from (service.former, service.label, service.does, service.cost)
    yield from _of_rows(service.rows)
    yield from (words for code in service.codes for words in (code.caption, code.note))


def _of_rows(rows: tuple[Row, ...]) -> Iterator[str]:
    for row in rows:
        yield from (row.label, row.text, row.note)


def links_of(leaflet: Leaflet) -> list[str]:
    """The addresses that the leaflet opens, in reading order; a code without a caption opens that of a contact."""
    rows: list[Row] = [key.call for key in leaflet.cover.who_to_call.numbers]
    found: list[str | None] = [row.uri for row in rows]
    for section in leaflet.sections:
        for block in section.blocks:
            found += _links_in(block)
    found += [leaflet.back.version.uri] if leaflet.back.version else []
    return [uri for uri in found if uri]


def _links_in(block: object) -> list[str | None]:
    match block:
        case Crisis():
            return [row.uri for row in block.rows]
        case Service():
            codes = [code.uri for code in block.codes if code.caption]
            return [*(row.uri for row in block.rows), *codes]
        case Tiles():
            return [uri for service in block.services for uri in _links_in(service)]
        case Emergency():
            return [block.call.uri, *(_links_in(block.service) if block.service else [])]
    return []
