"""The leaflets that all makers make: composed by leafletgen, then as plain documents that any program can read.

In: the data of the checkout. Out: leafletgen's composed Leaflets in one file, pickled, the same as documents in
another, a line of JSON each.
Why: every maker sets the same words. The words differ from file to file, as those of editions do, so that no maker
gains by caching whole paragraphs.

    python -m bench.documents FOLDER COUNT

A document is {"title", "language", "pieces"}. A piece is one of
    title, lead, heading, text, boxed     {"kind", "text"}
    list                                  {"kind", "numbered", "items"}
    panel                                 {"kind", "labels"}: ruled lines to write on
    card                                  {"kind", "name", "level", "before", "rows", "after", "qr"}: it never splits
A row is {"kind", "label", "text", "note", "uri", "whose", "number"}, a qr {"uri", "alt", "caption"}; both as in
leafletgen's Leaflet.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import asdict, replace

from leafletgen.content import leaflet as composed
from leafletgen.content.check import check
from leafletgen.content.compose import compose
from leafletgen.content.source import read_folder
from leafletgen.layout.fonts import FontBook
from leafletgen.resources import data_folder, fonts_folder

LEAFLETS, DOCUMENTS = "leaflets.pickle", "documents.jsonl"


def leaflets(count: int) -> Iterator[composed.Leaflet]:
    """The Hampshire leaflet for parents, `count` times, each time in slightly other words."""
    coverage = FontBook.load(fonts_folder()).coverage()
    leaflet = compose(check(read_folder(data_folder(None)), coverage), "hampshire", "parent")
    return (_varied(leaflet, number) for number in range(count))


def document(leaflet: composed.Leaflet) -> dict[str, Any]:
    """A leaflet as plain lists, dicts and strings."""
    return {"title": leaflet.title, "language": leaflet.language, "pieces": list(_pieces(leaflet))}


def _varied(leaflet: composed.Leaflet, number: int) -> composed.Leaflet:
    """The same leaflet with other words in every paragraph; number 0 is the leaflet as it is."""
    if not number:
        return leaflet

    def other(text: str) -> str:
        return f"{text} This is copy {number}."

    def paragraph(old: composed.Paragraph) -> composed.Paragraph:
        return replace(old, text=other(old.text))

    def block(old: composed.Block) -> composed.Block:
        match old:
            case composed.Paragraph():
                return paragraph(old)
            case composed.Items():
                items = (replace(item, text=other(item.text)) for item in old.items)
                return replace(old, items=tuple(items))
            case composed.Service():
                return replace(old, does=other(old.does))
        return old

    return replace(
        leaflet,
        title=f"{leaflet.title} {number}",
        cover=replace(leaflet.cover, paragraphs=tuple(map(paragraph, leaflet.cover.paragraphs))),
        sections=tuple(replace(old, blocks=tuple(map(block, old.blocks))) for old in leaflet.sections),
        back=replace(leaflet.back, paragraphs=tuple(map(paragraph, leaflet.back.paragraphs))),
    )


def _pieces(leaflet: composed.Leaflet) -> Iterator[dict[str, Any]]:
    cover, back = leaflet.cover, leaflet.back
    yield {"kind": "title", "text": cover.title}
    for text in (cover.for_whom, *(paragraph.text for paragraph in cover.paragraphs), cover.force):
        yield {"kind": "lead", "text": text}
    table = cover.who_to_call
    calls = tuple(replace(each.call, note=f"{each.who}. {each.why}") for each in table.numbers)
    yield {**_card(table.heading, (), calls, (table.after,), None), "level": 2}
    if cover.officer:
        yield {"kind": "heading", "text": cover.officer.heading}
        yield from _block(cover.officer)
    for section in leaflet.sections:
        if section.heading:
            yield {"kind": "heading", "text": section.heading}
        for block in section.blocks:
            yield from _block(block)
    yield {"kind": "heading", "text": back.heading}
    for paragraph in back.paragraphs:
        yield {"kind": "text", "text": paragraph.text}
    if back.version:
        yield _card(back.version.label, (), (back.version,), (), back.code)


def _block(block: composed.Block) -> Iterator[dict[str, Any]]:
    match block:
        case composed.Paragraph():
            yield {"kind": "boxed" if block.boxed else "text", "text": block.text}
        case composed.Items():
            yield {"kind": "list", "numbered": block.numbered, "items": [item.words for item in block.items]}
        case composed.Questions():
            for question in block.questions:
                yield {"kind": "text", "text": question.text}
                yield {"kind": "panel", "labels": [""]}
        case composed.OfficerPanel():
            yield {"kind": "panel", "labels": list(block.labels)}
        case composed.Crisis():
            yield _card(block.name, (block.text,), block.rows, (), None)
        case composed.Emergency():
            yield _card(block.heading, (), (block.call,), tuple(line.text for line in block.lines), None)
            if block.service:
                yield from _service(block.service)
        case composed.Service():
            yield from _service(block)
        case composed.Tiles():
            for service in block.services:
                yield from _service(service)


def _service(service: composed.Service) -> Iterator[dict[str, Any]]:
    """A card; if the service has several QR codes, one more card for each further code."""
    label = ". ".join(part for part in (f"Was {service.was}" if service.was else "", service.label) if part)
    first, *others = service.codes or (None,)
    yield _card(service.name, (label, service.does, service.cost), service.rows, (), first)
    for code in others:
        yield _card(code.caption if code else "", (), (), (), code)


def _card(
    name: str,
    before: tuple[str, ...],
    rows: tuple[composed.Row, ...],
    after: tuple[str, ...],
    qr: composed.QrTarget | None,
) -> dict[str, Any]:
    return {
        "kind": "card",
        "name": name,
        "level": 3,
        "before": [text for text in before if text],
        "rows": [asdict(row) for row in rows],
        "after": [text for text in after if text],
        "qr": asdict(qr) if qr else None,
    }


def main() -> None:
    """Write COUNT leaflets into FOLDER, as Leaflets and as documents."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    made = list(leaflets(count))
    (folder / LEAFLETS).write_bytes(b"".join(map(pickle.dumps, made)))
    (folder / DOCUMENTS).write_text("\n".join(json.dumps(document(leaflet)) for leaflet in made))


if __name__ == "__main__":
    main()
