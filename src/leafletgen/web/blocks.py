"""The blocks of a leaflet as HTML: running text, lists, services and their contacts, as the page of a leaflet has them.

In: blocks of a composed leaflet, and the direction of their page. Out: Html.
Why: cover, sections and end of a page (twin.py) are made of the same blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leafletgen.content.languages import Direction
from leafletgen.content.leaflet import (
    Block,
    Crisis,
    Emergency,
    Items,
    OfficerPanel,
    Paragraph,
    QrTarget,
    Questions,
    Row,
    Service,
    Tiles,
)
from leafletgen.content.output_options import ENGLISH
from leafletgen.layout.isolates import FROM_THE_RIGHT
from leafletgen.layout.qr import matrix
from leafletgen.web.dots import data_address, qr_png
from leafletgen.web.html import Html, breakable, in_language, tag


def blocks_html(blocks: Iterable[Block], to: Direction, level: str = "h3") -> Iterator[Html]:
    """The blocks, on a page in the direction `to`; `level` is that of a heading in one."""
    return (_block(block, to, level) for block in blocks)


def _block(block: Block, to: Direction, level: str) -> Html:
    """A block of a page in the direction `to`; `level` is that of a heading in it."""
    match block:
        case Paragraph():
            language = in_language(block.language, to) if block.language else {}
            return tag("p", block.text, class_="box" if block.boxed else None, **language)
        case Items():
            return _items(block)
        case Questions():
            return tag("ul", (tag("li", question.text) for question in block.questions), class_="questions")
        case Crisis():
            return _crisis(block)
        case OfficerPanel():
            return officer_html(block, to)
        case Emergency():
            return _emergency(block, to, level)
        case Service():
            return _service(block, to)
        case Tiles():
            return tag("div", (_service(service, to) for service in block.services), class_="tiles")


def _items(block: Items) -> Html:
    items = (
        tag("li", tag("strong", item.act) if item.act else None, " " if item.act and item.text else None, item.text)
        for item in block.items
    )
    return tag("ol" if block.numbered else "ul", items)


def _crisis(block: Crisis) -> Html:
    return tag(
        "div",
        tag("p", block.text),
        paragraph_html(block.name, "name"),
        contacts_html(block.rows),
        class_="urgent panel",
    )


def officer_html(panel: OfficerPanel, to: Direction) -> Html:
    """Lines to write on, which only a printed page has: a page on the web has no officer."""
    heading = paragraph_html(panel.heading, "name")
    labels = (tag("li", line.label, _in_english(line.english, to)) for line in panel.lines)
    version = [contacts_html((panel.version,)), qr_html(panel.qr)] if panel.version and panel.qr else None
    return tag("div", heading, tag("ul", labels, class_="lines"), version, class_="paper")


def _emergency(block: Emergency, to: Direction, level: str) -> Html:
    heading = tag(level, block.heading) if block.heading else None
    service = _service(block.service, to) if block.service else None
    return tag(
        "div", heading, contacts_html((block.call,)), blocks_html(block.lines, to), service, class_="urgent panel"
    )


def _service(service: Service, to: Direction) -> Html:
    """A service with its contacts; a code of a place is also a link, with the name of the place."""
    was = tag("span", service.former, class_="was") if service.former else None
    language = in_language(service.language, to) if service.language else {}
    name = [tag("span", service.name, translate="no", **language), " " if was else None, was]
    places = [code for code in service.codes if code.caption]
    codes = [qr_html(code) for code in service.codes if not code.caption]
    return tag(
        "article",
        tag("h3", name),
        paragraph_html(service.label, "label"),
        paragraph_html(service.does),
        paragraph_html(service.cost, "cost"),
        contacts_html(service.rows),
        tag("ul", map(_place, places), class_="places") if places else None,
        codes,
        class_="coded" if codes else None,
    )


def _place(code: QrTarget) -> Html:
    note = [" ", tag("span", code.note, class_="note")] if code.note else None
    return tag("li", tag("a", code.caption, href=code.uri), note, qr_html(code))


# --- contacts ---


def contacts_html(rows: tuple[Row, ...]) -> Html | None:
    """A list of contacts; nothing if there are none."""
    if not rows:
        return None
    lines = (tag("li", tag("span", row.label, class_="how"), " ", value_html(row), " ", note_html(row)) for row in rows)
    return tag("ul", lines, class_="contacts")


def value_html(row: Row) -> Html:
    """What one dials, types or opens: from left to right in every language, and never translated.

    Words of a language from the right that join its parts, as in "SHOUT to 85258", keep their own order. Whom to ask
    is in words, which a translator may translate.
    """
    return tag(
        "a" if row.uri else "span",
        breakable(row.text) if row.kind in ("web", "email") else row.text,
        class_="number" if row.number else "address",
        href=row.uri,
        translate=None if row.kind == "ask" else "no",
        dir=None if FROM_THE_RIGHT.search(row.text) else "ltr",
    )


def note_html(row: Row) -> Html | None:
    """The words after a contact; nothing if it has none."""
    return tag("span", row.note, class_="note") if row.note else None


def qr_html(code: QrTarget) -> Html:
    """A QR code, which only a printed page shows."""
    source = data_address(qr_png(matrix(code.uri)), "image/png")
    return tag("img", class_="qr paper", src=source, alt=code.alt)


# --- words ---


def english_html(text: str, to: Direction) -> Html | None:
    """What tells an officer in English what stands here, in a leaflet in another language."""
    return tag("p", text, class_="english", **in_language(ENGLISH, to)) if text else None


def _in_english(text: str, to: Direction) -> list[str | Html]:
    """The English of a label, after a space."""
    return [" ", tag("span", text, **in_language(ENGLISH, to))] if text else []


def paragraph_html(text: str, name: str | None = None) -> Html | None:
    """A paragraph; nothing if there is no text."""
    return tag("p", text, class_=name) if text else None
