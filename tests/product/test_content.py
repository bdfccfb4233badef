"""What the reader finds in each PDF: every service, number and address that the data give this leaflet, and no other.

What is expected comes from `Expected`, which reads the YAML by itself; what is found is the text of the finished PDF.
"""

from __future__ import annotations

import getpass
import io
import re
import socket
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw  # type: ignore[import-untyped]
import pytest

from leafletgen.formats import FORMATS
from tests.support.expected import EDITIONS, number_groups, plain, tokens, web_addresses
from tests.support.products import Product
from tests.support.project import PROJECT

EMERGENCY = {"999", "55", "101", "18000"}
NUMBERS = ("call", "text", "whatsapp")
SHEETS = {"a4": (210, 297), "a5": (148, 210)}
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

ADULT_SERVICES = ("stopso", "safer lives", "circles", "stop it now", "youth justice", "youth offending")
TELLING = "police|officer|constabulary|force|sex|nude|indecent|image|picture|offen|groom|crime|abuse|arrest|blackmail"
BLAMING = r"sex offender|indecent|grooming|offender|you should have|guilty|(?<!not your )(?<!never your )\bfault"


def digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def page_of(product: Product, name: str) -> str:
    """The text of the page that has the card of an agency: all that is printed of it."""
    (agency,) = (agency for agency in product.expected.agencies if agency["name"] == name)
    wanted = product.expected.words_of(agency)
    pages = [
        text for text in product.texts if all(tokens(words, text) or words in web_addresses(text) for words in wanted)
    ]
    assert len(pages) == 1, f"{len(pages)} pages have {name} with all its words: {wanted}"
    return pages[0]


# --- services ---


def test_every_agency_stands_on_one_page_with_all_its_words(product: Product) -> None:
    assert len(product.expected.agencies) >= 10
    for agency in product.expected.agencies:
        assert page_of(product, agency["name"])


def test_no_agency_is_named_more_often_than_the_data_do(product: Product) -> None:
    """So a card of an agency that does not enter, which prints its name once more than the words allow, is found."""
    names = [agency["name"] for agency in product.expected.all_agencies]
    names += [agency["was"] for agency in product.expected.all_agencies if agency.get("was")]
    words = "\n".join(product.expected.words)
    found = {name: tokens(name, product.body) for name in names}
    assert found == {name: sum(tokens(name, line) for line in words.splitlines()) for name in names}
    excluded = [agency for agency in product.expected.all_agencies if agency not in product.expected.agencies]
    assert any(agency.get("withheld") for agency in excluded)
    assert any(found[agency["name"]] == 0 for agency in excluded)


def test_former_names_are_printed_as_such(product: Product) -> None:
    renamed = [agency for agency in product.expected.agencies if agency.get("was")]
    assert renamed or product.variant == "child"
    for agency in renamed:
        assert re.search(rf"\b[Ww]as {re.escape(agency['was'])}\b", plain(page_of(product, agency["name"])))


def test_what_costs_money_says_so_beside_the_name(product: Product) -> None:
    for agency in product.expected.agencies:
        if agency.get("fee") in ("may-charge", "charges"):
            assert agency["cost"]
            assert tokens(agency["cost"], page_of(product, agency["name"])), agency["name"]
    if product.variant == "parent":
        assert sum(agency.get("fee") in ("may-charge", "charges") for agency in product.expected.agencies) >= 2


def test_all_words_of_the_leaflet_itself_are_printed(product: Product) -> None:
    text = plain(product.body)
    missing = [words for words in product.expected.own_words if plain(words) not in text]
    assert missing == []


# --- numbers and addresses ---


def test_each_number_stands_whole_on_a_line_on_the_page_of_its_agency(product: Product) -> None:
    checked = 0
    for agency, contact in product.expected.printed:
        if contact["kind"] in NUMBERS:
            assert contact["value"] in number_groups(page_of(product, agency["name"])), agency["name"]
            checked += 1
    assert checked >= 5


def test_the_numbers_printed_are_those_of_the_data_and_no_others(product: Product) -> None:
    values = {contact["value"] for _, contact in product.expected.printed if contact["kind"] in NUMBERS}
    year = product.expected.edition["date"][:4]
    found = {group for group in number_groups(product.body) if len(digits(group)) >= 3}
    assert values <= found
    assert found - values - {year} <= EMERGENCY
    assert found >= {"999", "18000"}
    assert "55" in number_groups(product.bodies[0])


def test_small_numbers_come_from_the_words(product: Product) -> None:
    """Ages, prices and days; the numerals of a list stand at the start of a line, page numbers in the footer."""
    edition = product.expected.edition
    known = {group for words in product.expected.words for group in number_groups(words)}
    known |= {edition["version"], *(str(int(part)) for part in edition["date"].split("-"))}
    lines = re.sub(r"(?m)^\d{1,2}\. ", "", product.body)
    assert {group for group in number_groups(lines) if len(digits(group)) < 3} - known == set()
    for number, text in enumerate(product.texts, 1):
        footers = [line for line in text.splitlines() if line.startswith(product.footer)]
        assert footers == ([] if number == 1 else [f"{product.footer} {number}"])


def test_numbers_that_are_not_for_this_leaflet_are_nowhere(product: Product) -> None:
    values = {digits(contact["value"]) for _, contact in product.expected.printed if contact["kind"] in NUMBERS}
    hidden = {
        digits(contact["value"])
        for _, contact in product.expected.unprinted
        if contact["kind"] in NUMBERS and contact.get("value")
    }
    assert len(hidden - values) >= 5
    run_together = re.findall(r"\d+", re.sub(r"(?<=\d)[ .-](?=\d)", "", product.body))
    assert (hidden - values).isdisjoint(digits(group) for group in number_groups(product.body))
    assert (hidden - values).isdisjoint(run_together)


def test_the_email_addresses_are_those_of_the_data(product: Product) -> None:
    wanted = Counter(contact["value"] for _, contact in product.expected.printed if contact["kind"] == "email")
    assert wanted or product.variant == "child"
    assert Counter(EMAIL.findall(product.body)) == wanted
    assert product.body.count("@") == sum(wanted.values())


def test_the_web_addresses_are_those_of_the_data(product: Product) -> None:
    wanted = Counter(contact["shown"] for _, contact in product.expected.printed if contact.get("shown"))
    assert len(wanted) >= 5
    assert Counter(web_addresses(product.body)) == wanted
    assert "http" not in product.body


def test_what_to_search_for_is_printed(product: Product) -> None:
    for agency, contact in product.expected.printed:
        if contact.get("search_for"):
            assert f"earch “{contact['search_for']}”" in plain(page_of(product, agency["name"]))


def uri_of(kind: str, value: str) -> str:
    number = digits(value)
    if kind == "email":
        return f"mailto:{value}"
    if kind == "text":
        return f"sms:{number}"
    return f"tel:+44{number[1:]}" if len(number) >= 10 else f"tel:{number}"


def test_links_open_what_is_printed_and_nothing_else(product: Product) -> None:
    wanted = {
        uri_of(contact["kind"], contact["value"])
        for _, contact in product.expected.printed
        if contact["kind"] in ("call", "text", "email")
    }
    wanted |= {contact["opens"] for _, contact in product.expected.printed if contact.get("opens")}
    with pikepdf.open(io.BytesIO(product.pdf)) as opened:
        found = [str(note.A.URI) for page in opened.pages for note in page.obj.get("/Annots", [])]
    assert set(found) == {"tel:999", *wanted}


# --- the leaflet for the child ---


def test_the_child_finds_no_service_for_adults_who_offend(child: Product) -> None:
    text = plain(child.body).lower()
    assert "childline" in text
    assert [name for name in ADULT_SERVICES if name in text] == []


def test_the_outside_of_the_childs_leaflet_tells_a_passer_by_nothing(child: Product) -> None:
    with pikepdf.open(io.BytesIO(child.pdf)) as opened:
        title = str(opened.docinfo.get("/Title", ""))
        subject = str(opened.docinfo.get("/Subject", ""))
    for where in (child.texts[0], child.texts[-1], title, subject):
        assert re.findall(rf"\b(?:{TELLING})\w*", where, re.IGNORECASE) == []
        assert [name for name in child.expected.forces.values() if name.lower() in plain(where).lower()] == []
    assert re.search(rf"\b(?:{TELLING})", "\n".join(child.texts[1:-1]), re.IGNORECASE)


def test_no_word_blames_the_child(child: Product) -> None:
    assert "your fault" in plain(child.body)
    assert re.findall(BLAMING, plain(child.body), re.IGNORECASE) == []


def test_no_word_invites_the_child_to_tell_the_police_alone(child: Product) -> None:
    """A child who may have done something can have an adult and a solicitor with them first."""
    text = plain(child.body)
    assert "Talk to Childline or Shore." in text
    assert re.findall(r"(?i)\b(?:tell|show|talk to|call|ring) us\b|\bwe can help\b", text) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_coming_across_an_image_is_not_called_a_crime(
    products: dict[tuple[str, str, str], Product], edition: str
) -> None:
    text = plain(products[edition, "parent", "a5"].body)
    assert "It is a crime to make, have or share one. Coming across one by accident is not the same." in text
    assert "both are criminal" not in text.lower()


# --- the edition that no force owns ---


def test_the_edition_for_england_names_no_force(england: Product) -> None:
    assert not england.expected.force
    text = plain("\n".join(england.texts))
    assert [name for name in england.expected.forces.values() if name in text] == []
    assert re.findall(r"\b[A-Z]\w+ (?:Police|Constabulary)\b|\bConstabulary\b|\bHeddlu\b", text) == []


def test_the_edition_for_england_names_no_local_service(england: Product) -> None:
    wide = england.expected.around("england")
    local = [agency for agency in england.expected.all_agencies if wide.isdisjoint(agency["coverage"])]
    assert len(local) >= 5
    text = plain("\n".join(england.texts))
    assert [agency["name"] for agency in local if tokens(agency["name"], text)] == []
    places = [area["name"] for area in england.expected.areas.values() if area["id"] not in wide]
    assert [place for place in [*places, "Hampshire"] if tokens(place, text)] == []


def test_the_force_stands_on_the_cover_for_parents(product: Product) -> None:
    force = product.expected.force
    if force and product.variant == "parent":
        assert force in plain(product.texts[0])
    if product.variant == "child":
        assert not force or force not in plain(product.body)


# --- every page ---


@pytest.mark.parametrize(
    "rubbish", ["[email", "protected]", "{", "}", "\ufffd", "\x00", "None", "null", "nan", "True", "False", "withheld"]
)
def test_nothing_of_the_machine_is_left_in_the_text(product: Product, rubbish: str) -> None:
    text = "\n".join(product.texts)
    pattern = rf"\b{rubbish}\b" if rubbish.isalpha() else re.escape(rubbish)
    assert re.findall(pattern, text) == []


def digit_heights(pdf: bytes, page: int) -> list[tuple[str, float]]:
    """Each digit of a page in reading order, with the height of its shape on paper."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = document[page].get_textpage()
        found = []
        for index in range(text.count_chars()):
            character = chr(pypdfium2.raw.FPDFText_GetUnicode(text, index))
            if character.isdigit():
                _, low, _, high = text.get_charbox(index)
                found.append((character, high - low))
        return found
    finally:
        document.close()


def test_999_is_the_first_number_of_the_leaflet_and_the_largest(product: Product) -> None:
    heights = digit_heights(product.pdf, 0)
    assert "".join(digit for digit, _ in heights[:3]) == "999"
    assert number_groups(product.texts[0])[0] == "999"
    assert len(heights) > 3
    assert min(height for _, height in heights[:3]) > 1.2 * max(height for _, height in heights[3:])


def test_the_emergency_strip_says_what_to_do_when_one_cannot_speak_or_hear(product: Product) -> None:
    page = plain(product.texts[0])
    strip = product.expected.leaflet["emergency"]
    places = [page.find(plain(words)) for words in (strip["heading"], strip["number"], *strip["lines"])]
    assert places == sorted(places)
    assert min(places) >= 0
    assert page.find("999") < page.find("55") < page.find("18000")


def test_the_last_page_says_when_the_contacts_were_checked(product: Product) -> None:
    last = plain(product.texts[-1])
    unchecked = [contact for _, contact in product.expected.printed if not contact.get("checked")]
    assert "Contacts last checked:" in last
    assert ("not yet checked" in last) == bool(unchecked)
    assert len(product.expected.printed) >= 10
    if len(unchecked) == len(product.expected.printed):
        assert "Contacts last checked: not yet checked." in last


def test_the_last_page_says_edition_and_version(product: Product) -> None:
    last = plain(product.texts[-1])
    edition = product.expected.edition
    assert edition["name"] in last
    assert f"version {edition['version']}" in last
    year, month, day = edition["date"].split("-")
    assert re.search(rf"\b{int(day)} [A-Z][a-z]+ {year}\b", last), month


# --- the file ---


def test_an_a5_leaflet_is_under_100_kilobytes(product: Product) -> None:
    assert len(product.pdf) < (100_000 if product.size == "a5" else 150_000)


def test_page_counts_and_sizes_are_those_of_the_format(product: Product) -> None:
    with pikepdf.open(io.BytesIO(product.pdf)) as opened:
        count = len(opened.pages)
        assert count in FORMATS[product.size].pages
        assert count == len(product.laid_out.pages)
        assert count % (4 if product.size == "a5" else 2) == 0
        for page in opened.pages:
            assert int(page.obj.get("/Rotate", 0)) == 0
            for box in (page.mediabox, page.trimbox, page.cropbox):
                left, low, right, high = (float(side) for side in box)
                assert (left, low) == (0, 0)
                for found, wanted in zip((right, high), SHEETS[product.size], strict=True):
                    assert abs(found - wanted * 72 / 25.4) <= 0.01


def fonts_of(opened: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    for thing in opened.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == pikepdf.Name.Font:
            yield thing


def test_every_font_is_embedded_as_a_subset(product: Product) -> None:
    with pikepdf.open(io.BytesIO(product.pdf)) as opened:
        described = 0
        for font in fonts_of(opened):
            name = str(font.BaseFont)
            assert re.fullmatch(r"/[A-Z]{6}\+\S+", name), name
            if font.Subtype == pikepdf.Name.Type0:
                assert "/ToUnicode" in font
                continue
            descriptor = font.FontDescriptor
            assert str(descriptor.FontName) == name
            file = descriptor.FontFile2.read_bytes()
            assert 1_000 < len(file) < 60_000
            described += 1
        used = {str(font) for page in opened.pages for font in page.obj.Resources.get("/Font", {})}
        assert described == len(used) == 2


def everything(pdf: bytes) -> bytes:
    """The bytes of a file, and of each of its streams without compression."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        streams = [thing.read_bytes() for thing in opened.objects if isinstance(thing, pikepdf.Stream)]
    assert len(streams) > 4
    return b"\n".join([pdf, *streams])


def test_no_helvetica_and_no_image(product: Product) -> None:
    assert b"Helvetica" not in everything(product.pdf)
    with pikepdf.open(io.BytesIO(product.pdf)) as opened:
        streams = [thing for thing in opened.objects if isinstance(thing, pikepdf.Stream)]
        assert [s for s in streams if s.get("/Subtype") in (pikepdf.Name.Image, pikepdf.Name.Form)] == []
        for page in opened.pages:
            operators = {str(step.operator) for step in pikepdf.parse_content_stream(page)}
            assert "BT" in operators
            assert operators.isdisjoint({"Do", "BI", "INLINE IMAGE"})


def readable(pdf: bytes) -> str:
    """All of a file that is text: its dictionaries and strings, and its streams but for fonts and tables of numbers."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        objects = [thing.unparse() for thing in opened.objects if isinstance(thing, pikepdf.Dictionary | pikepdf.Array)]
        objects.append(opened.trailer.unparse())
        streams = [thing.read_bytes() for thing in opened.objects if isinstance(thing, pikepdf.Stream)]
    text = "\n".join(part.decode("utf-8", "replace") for part in [*objects, *streams])
    return "\n".join(line for line in text.splitlines() if "\ufffd" not in line and "\x00" not in line)


def test_no_trace_of_the_machine_that_made_it(product: Product) -> None:
    content = everything(product.pdf)
    traces = {
        str(PROJECT),
        str(Path.home()),
        str(Path.cwd()),
        "/tmp",
        "/home/",
        "/Users/",
        "\\Users\\",
        ".ttf",
        ".yaml",
    }
    assert [trace for trace in traces if trace.strip("/") and trace.encode() in content] == []
    text = readable(product.pdf)
    assert "/Producer" in text
    for name in (getpass.getuser(), socket.gethostname()):
        assert re.findall(rf"(?<![\w/]){re.escape(name)}(?!\w)", text) == []
