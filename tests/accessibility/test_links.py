"""Links: each covers its own words or QR code, opens what they show, and names the service."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest
import yaml
import zxingcpp
from PIL import ImageOps

from leafletgen.content import leaflet as composed
from tests.support.made_files import Made
from tests.support.project import PROJECT

FORMS = [
    "england-parent-a5.pdf",
    "hampshire-parent-a4.pdf",
    "hampshire-child-a5.pdf",
    "hampshire-child-a4-large.pdf",
]


@pytest.fixture(scope="module", params=FORMS)
def made(request: pytest.FixtureRequest, every: dict[str, Made]) -> Made:
    return every[request.param]


def _links(pdf: bytes) -> list[tuple[str, str, str]]:
    """For each annotation the words below it, its address and its Contents."""
    found = []
    document = pypdfium2.PdfDocument(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page, drawn in zip(opened.pages, document, strict=True):
            text = drawn.get_textpage()
            for note in page.obj.get("/Annots", []):
                assert str(note.Subtype) == "/Link"
                left, low, right, high = (float(side) for side in note.Rect)
                words = text.get_text_bounded(left + 0.5, low + 1, right - 0.5, high - 1).strip()
                found.append((words, str(note.A.URI), str(note.Contents)))
    document.close()
    return found


def test_each_link_prints_has_no_frame_and_lies_on_its_page(made: Made) -> None:
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        for page in opened.pages:
            for note in page.obj.get("/Annots", []):
                assert (str(note.Type), int(note.F)) == ("/Annot", 4)  # Print alone: neither hidden nor locked
                assert [float(side) for side in note.Border] == [0, 0, 0]
                assert (str(note.A.Type) if "/Type" in note.A else "/Action", str(note.A.S)) == ("/Action", "/URI")
                left, low, right, high = (float(side) for side in note.Rect)
                assert 0 < left < right < float(page.mediabox[2])
                assert 0 < low < high < float(page.mediabox[3])


def _services(leaflet: composed.Leaflet) -> list[composed.Service]:
    return [service for section in leaflet.sections for service in composed.services_in(section)]


def _rows(leaflet: composed.Leaflet) -> list[composed.Row]:
    """All contacts: whom to call, those of the services and the crisis lines, and where the newest version is."""
    rows = [number.call for number in leaflet.cover.who_to_call.numbers]
    rows += [row for service in _services(leaflet) for row in service.rows]
    blocks = [block for section in leaflet.sections for block in section.blocks]
    rows += [row for block in blocks if isinstance(block, composed.Crisis) for row in block.rows]
    return rows + ([leaflet.back.version] if leaflet.back.version else [])


def test_each_annotation_covers_the_words_of_its_row(made: Made) -> None:
    words = {row.text for row in _rows(made.leaflet) if row.uri}
    links = [link for link in _links(made.pdf) if link[0]]
    assert len(links) > 10
    for text, uri, _ in links:
        assert text in words or any(text in whole for whole in words if uri.startswith("http")), text


def test_each_annotation_without_words_covers_the_qr_code_of_its_address(made: Made) -> None:
    wordless = [(uri, contents) for text, uri, contents in _links(made.pdf) if not text]
    codes = [code for service in _services(made.leaflet) for code in service.codes]
    codes += [made.leaflet.back.code] if made.leaflet.back.code else []
    assert wordless == [(code.uri, code.alt) for code in codes]
    assert _read_below_links(made.pdf) == [(uri, uri) for uri, _ in wordless]


def _read_below_links(pdf: bytes) -> list[tuple[str, str]]:
    """For each annotation that covers a QR code, and no more than it, what that says and what the annotation opens."""
    found = []
    document = pypdfium2.PdfDocument(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page, drawn in zip(opened.pages, document, strict=True):
            scale = 150 / 72
            picture = drawn.render(scale=scale, grayscale=True, draw_annots=False).to_pil()
            for note in page.obj.get("/Annots", []):
                left, low, right, high = (float(side) * scale for side in note.Rect)
                covered = picture.crop((left, picture.height - high, right, picture.height - low))
                for code in zxingcpp.read_barcodes(ImageOps.expand(covered, 30, fill=255), try_invert=False):
                    found.append((code.text, str(note.A.URI)))
    document.close()
    return found


def test_each_number_can_be_called_and_says_whose_it_is(made: Made) -> None:
    links = _links(made.pdf)
    numbers = {uri: (text, contents) for text, uri, contents in links if uri.startswith(("tel:", "sms:"))}
    assert numbers["tel:999"] == ("999", "Call 999")
    calls = [(name, row) for name, row in _named_rows(made.leaflet) if row.label in ("Call", "Text")]
    assert len({row.uri for _, row in calls}) == len(numbers) - 1 >= 4
    for name, row in calls:
        digits = re.sub(r"\D", "", row.text)
        scheme = "tel:" if row.label == "Call" else "sms:"
        international = f"tel:+44{digits[1:]}" if row.label == "Call" and len(digits) >= 10 else f"{scheme}{digits}"
        shown, contents = numbers[international]
        assert shown == row.text
        assert contents in {f"{row.label} {each}: {row.text}" for each in _owners(name, row)}


def _owners(name: str, row: composed.Row) -> list[str]:
    """The service named; for a row that several share, those to which the number belongs in the data."""
    agencies = yaml.load((PROJECT / "data" / "agencies.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)["agencies"]
    if name in [agency["name"] for agency in agencies]:
        return [name]
    return [
        each["name"] for each in agencies if any(contact.get("value", "-") in row.text for contact in each["contacts"])
    ]


def _named_rows(leaflet: composed.Leaflet) -> list[tuple[str, composed.Row]]:
    """The contacts of whom to call, the services and the crisis lines, each with the name of its service."""
    blocks = [block for section in leaflet.sections for block in section.blocks]
    found = [(number.who, number.call) for number in leaflet.cover.who_to_call.numbers if not number.urgent]
    found += [(service.name, row) for service in _services(leaflet) for row in service.rows]
    return found + [(block.name, row) for block in blocks if isinstance(block, composed.Crisis) for row in block.rows]


def test_numbers_have_ordinary_spaces_and_no_text_in_their_place(made: Made) -> None:
    document = pypdfium2.PdfDocument(made.pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    numbers = [row.text for row in _rows(made.leaflet) if row.number and " " in row.text]
    assert len(numbers) >= 3
    for number in numbers:
        assert re.fullmatch(r"[A-Za-z0-9 ]+", number)
        assert number in text
    assert not re.search("[\u00a0\u2009\u202f\u00ad]", text)
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        for page in opened.pages:
            assert b"ActualText" not in page.Contents.read_bytes()
        assert not any("/ActualText" in thing for thing in opened.objects if isinstance(thing, pikepdf.Dictionary))
