"""Whole leaflets, and a sheet for the check of contacts, as text: every item of their pages, compared with golden/.

To write the files again: LEAFLETGEN_UPDATE_GOLDEN=1. That run fails, so that nobody mistakes it for a test.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from leafletgen.content.check import check
from leafletgen.content.compose import compose
from leafletgen.content.contact_sheet import ContactSheet, Entry, Group
from leafletgen.content.leaflet import Items, ListItem, Paragraph, Row
from leafletgen.content.source import read_folder
from leafletgen.layout.contact_sheet import lay_out_sheet
from leafletgen.layout.display_list import (
    Blank,
    Glyphlet,
    Image,
    Item,
    LaidOut,
    Link,
    QrCode,
    Shape,
    TextRun,
    Watermark,
)
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from tests.support.hand_made import AT, a_leaflet, a_section, a_service
from tests.support.project import PROJECT

GOLDEN = Path(__file__).parent / "golden"
UPDATE = "LEAFLETGEN_UPDATE_GOLDEN"


def _line(item: Item) -> str:
    place = f"{item.x:8.2f} {item.y:8.2f}"
    match item:
        case TextRun():
            role = item.element.role if item.element else "artifact"
            return f"text  {place} {item.size:5g} {item.font[0]} {item.colour.name:<12} {role:<8} |{item.text}|"
        case Shape():
            fill = item.fill.name if item.fill else "-"
            stroke = f"{item.stroke.name} {item.line_width:.2f}" if item.stroke else "-"
            return (
                f"shape {place} {item.width:.2f} x {item.height:.2f} r {item.radius:.2f} {fill} / {stroke} {item.kind}"
            )
        case QrCode():
            role = item.element.role if item.element else "artifact"
            return f"qr    {place} {item.side:.2f} {len(item.matrix)} modules {role} {item.uri}"
        case Image():
            role = item.element.role if item.element else "artifact"
            return f"image {place} {item.width:.2f} x {item.height:.2f} {role}"
        case Glyphlet():
            return f"glyph {place} {item.size:.2f} {item.colour.name} {len(item.segments)} segments"
        case Link():
            role = item.element.role if item.element else "artifact"
            return f"link  {place} {item.width:.2f} x {item.height:.2f} {role} {item.uri} “{item.contents}”"
        case Watermark():
            return f"mark  {place} {item.width:.2f} x {item.height:.2f} {item.colour.name}"
        case Blank():
            return f"blank {place} {item.width:.2f} x {item.height:.2f} {item.element.role} “{item.label}”"


def _listing(laid_out: LaidOut) -> str:
    lines = [f"{laid_out.title} | {laid_out.language} | {len(laid_out.pages)} pages"]
    for number, page in enumerate(laid_out.pages, 1):
        lines += ["", f"page {number}: {page.width:.2f} x {page.height:.2f}", *map(_line, page.items)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("size", ["a4", "a4-large", "a5"])
def test_a_little_leaflet(size: str, fake: FontBook) -> None:
    section = a_section(
        "What to do",
        Paragraph("Three steps that help, whatever has happened and whoever is to blame for it:", AT),
        Items(
            (
                ListItem("You can help.", AT, "Stay calm."),
                ListItem("Listen, and believe what you hear, even if it is hard to do so.", AT),
                ListItem("Call.", AT, together=True),
            ),
            True,
            AT,
        ),
        a_service("Helpline", "Talks to parents, day and night.", rows=2),
    )
    _compare(f"leaflet-{size}", _listing(lay_out(a_leaflet(section), size, fake)))


def test_a_real_leaflet(fonts: FontBook) -> None:
    """The child's leaflet that ships for no force, in the type that ships."""
    catalogue = check(read_folder(PROJECT / "data"), fonts.coverage())
    _compare("england-child-a5", _listing(lay_out(compose(catalogue, "england", "child"), "a5", fonts)))


def test_a_little_contact_sheet(fake: FontBook) -> None:
    """Two pages, so that the name of the second service is repeated."""
    call = Row("call", "Call", "0800 1111", AT, "free", "tel:08001111", "Call", number=True)
    web = Row("web", "Web", "example.org/help", AT, uri="https://example.org/help", whose="Helpline")
    entries = [Entry(row, ("Opens https://example.org/help", "Not yet checked."), AT) for row in (call, web)]
    groups = (Group("Helpline", tuple(entries), AT), Group("Advice line", tuple(entries[:1] * 12), AT))
    sheet = ContactSheet("Contacts to check", "en-GB", ("Ring each number.",), ("Role", "Date"), groups, AT)
    _compare("contact-sheet", _listing(lay_out_sheet(sheet, fake)))


def _compare(name: str, listing: str) -> None:
    file = GOLDEN / f"{name}.txt"
    if os.environ.get(UPDATE):
        file.write_text(listing, encoding="utf-8")
        pytest.fail(f"{file.name} was written anew: look at what changed, then run again without {UPDATE}")
    assert listing.splitlines() == file.read_text(encoding="utf-8").splitlines()
