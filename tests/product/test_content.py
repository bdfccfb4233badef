"""The content of each PDF: every service, number and address that the data give for this leaflet, and no other.

The expected content comes from `Expected`, which reads the YAML independently; the actual one is the text of the PDF.
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
import pypdfium2.raw
import pytest

from leafletgen.formats import FORMATS
from tests.support.expected import EDITIONS, Placed, number_groups, plain, tokens, web_addresses
from tests.support.products import Product
from tests.support.project import PROJECT

EMERGENCY = {"999", "55", "101", "18000"}
NUMBERS = ("call", "text", "whatsapp")
SHEETS = {"a4": (210, 297), "a5": (148, 210)}
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

ADULT_SERVICES = ("stopso", "safer lives", "circles", "stop it now", "youth justice", "youth offending")
TELLING = "police|officer|constabulary|force|sex|nude|indecent|image|picture|offen|groom|crime|abuse|arrest|blackmail"
BLAMING = r"sex offender|indecent|grooming|offender|you should have|(?<!not make you look )guilty"
BLAMING += r"|(?<!not your )(?<!never your )\bfault"


def digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def text_of(product: Product, place: Placed) -> str:
    """The text of the page on which a service stands."""
    return product.texts[product.page_of(place)]


# --- services ---


def test_every_service_is_on_one_page_with_all_its_words(product: Product) -> None:
    assert len(product.expected.places) >= 12
    for place in product.expected.places:
        assert product.page_of(place) >= 0


def test_every_service_for_this_reader_and_place_is_printed(product: Product) -> None:
    served = [agency["id"] for agency in product.expected.all_agencies if product.expected.serves(agency)]
    missing = set(served) - {agency["id"] for agency in product.expected.agencies}
    assert missing == {"bsl-999"} - {agency["id"] for agency in product.expected.agencies}
    assert len(served) >= 12


def test_no_agency_is_named_more_often_than_the_data_do(product: Product) -> None:
    """So a row of an agency that does not enter, which prints its name once more than the words allow, is found."""
    names = [agency["name"] for agency in product.expected.all_agencies]
    names += [agency["was"] for agency in product.expected.all_agencies if agency.get("was")]
    words = "\n".join(product.expected.words)
    found = {name: tokens(name, product.body) for name in names}
    assert found == {name: sum(tokens(name, line) for line in words.splitlines()) for name in names}
    excluded = [agency for agency in product.expected.all_agencies if agency not in product.expected.agencies]
    assert any(agency.get("withheld") for agency in excluded)
    assert any(found[agency["name"]] == 0 for agency in excluded)


def test_former_names_are_printed_as_such(product: Product) -> None:
    merged = product.expected.merged.values()
    renamed = 0
    for place in product.expected.places:
        names = merged if place.how == "shared" else place.agencies if place.how in ("row", "tile") else ()
        for record in names:
            if record.get("was") and record["name"] == place.name:
                assert re.search(rf"\bwas {re.escape(record['was'])}\b", plain(text_of(product, place)))
                renamed += 1
    assert renamed or product.variant == "child"


def test_what_costs_money_says_so_beside_the_name(product: Product) -> None:
    costly = [
        (agency, place)
        for place in product.expected.places
        for agency in place.agencies
        if agency.get("fee") in ("may-charge", "charges")
    ]
    for agency, place in costly:
        assert place.how in ("row", "tile")
        assert agency["cost"] in place.words
        assert tokens(agency["cost"], text_of(product, place)), agency["name"]
    assert len(costly) >= (2 if product.variant == "parent" else 0)


def test_services_that_do_the_same_share_a_row_with_the_name_of_each_place(product: Product) -> None:
    shared = [place for place in product.expected.places if place.how == "shared"]
    assert shared or product.variant == "child"
    for place in shared:
        text = plain(text_of(product, place))
        for agency in place.agencies:
            assert tokens(agency["place"], text), agency["name"]
    assert (len(shared) == 3) == (product.variant == "parent" and product.edition == "hampshire")


def test_all_words_of_the_leaflet_itself_are_printed(product: Product) -> None:
    text = plain(product.body)
    missing = [words for words in product.expected.own_words if plain(words) not in text]
    assert missing == []
    fillers = [words for words in product.expected.fillers if plain(words) not in text]
    assert fillers == ([] if product.size == "a5" else product.expected.fillers)


# --- numbers and addresses ---


def test_each_number_is_on_one_line(product: Product) -> None:
    checked = 0
    for place in product.expected.places:
        for contact in place.contacts:
            if contact["kind"] in NUMBERS:
                assert contact["value"] in number_groups(text_of(product, place)), place.name
                checked += 1
    assert checked >= 8


def test_the_numbers_printed_are_those_of_the_data_and_no_others(product: Product) -> None:
    values = {contact["value"] for _, contact in product.expected.printed if contact["kind"] in NUMBERS}
    year = product.expected.edition["date"][:4]
    found = {group for group in number_groups(product.body) if len(digits(group)) >= 3}
    assert values <= found
    assert found - values - {year} <= EMERGENCY
    assert found >= {"999", "18000"}


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


def printed_contacts(product: Product) -> Iterator[dict[str, str]]:
    """Each contact as often as it is printed."""
    for place in product.expected.places:
        yield from place.contacts


def test_the_email_addresses_are_those_of_the_data(product: Product) -> None:
    wanted = Counter(contact["value"] for contact in printed_contacts(product) if contact["kind"] == "email")
    assert wanted or product.variant == "child"
    assert Counter(EMAIL.findall(product.body)) == wanted
    assert product.body.count("@") == sum(wanted.values())


def test_the_web_addresses_are_those_of_the_data(product: Product) -> None:
    wanted = Counter(contact["shown"] for contact in printed_contacts(product) if contact.get("shown"))
    wanted += Counter(address for key, address in product.expected.version.items() if key == "shown")
    assert len(wanted) >= 5
    assert Counter(web_addresses(product.body)) == wanted
    assert "http" not in product.body


def test_what_to_search_for_is_printed(product: Product) -> None:
    found = 0
    for place in product.expected.places:
        for contact in place.contacts:
            if contact.get("search_for") and (contact.get("shown") or place.how == "row"):
                assert f"earch “{contact['search_for']}”" in plain(text_of(product, place))
                found += 1
    assert found


def uri_of(kind: str, value: str) -> str:
    number = digits(value)
    if kind == "email":
        return f"mailto:{value}"
    if kind == "text":
        return f"sms:{number}"
    return f"tel:+44{number[1:]}" if len(number) >= 10 else f"tel:{number}"


def test_links_open_what_is_printed_and_nothing_else(product: Product) -> None:
    wanted = {"tel:999"}
    for contact in printed_contacts(product):
        if contact["kind"] in ("call", "text", "email"):
            wanted.add(uri_of(contact["kind"], contact["value"]))
        if contact.get("opens"):
            wanted.add(contact["opens"])
    wanted |= {product.expected.version["opens"]} if "opens" in product.expected.version else set()
    with pikepdf.open(io.BytesIO(product.pdf)) as opened:
        found = [str(note.A.URI) for page in opened.pages for note in page.obj.get("/Annots", [])]
    assert set(found) == wanted


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
    assert ("You can have an adult and a solicitor with you before you tell the police." in text) == (
        child.edition in ("england", "hampshire")
    )
    assert re.findall(r"(?i)\b(?:tell|show|talk to|call|ring) us\b|\bwe can help\b", text) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_coming_across_an_image_is_not_called_a_crime(
    products: dict[tuple[str, str, str], Product], edition: str
) -> None:
    text = plain(products[edition, "parent", "a5"].body)
    assert "It is a crime to make, have or share an indecent image of anyone under 18" in text
    assert "Coming across one by accident is not the same as looking for it." in text
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


def test_the_cover_for_parents_names_the_force(product: Product) -> None:
    force = product.expected.force
    if force and product.variant == "parent":
        assert force in plain(product.texts[0])
    if product.variant == "child":
        assert not force or force not in plain(product.body)


# --- every page ---


def test_no_marks_of_the_program_are_in_the_text(product: Product) -> None:
    text = "\n".join(product.texts)
    assert re.findall(r"\[email|protected\]|[{}\ufffd\x00]", text) == []
    assert re.findall(r"\b(?:None|null|nan|True|False|withheld)\b", text) == []


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


def test_999_is_the_largest_number_of_the_cover_and_the_first_for_parents_and_the_last_for_children(
    product: Product,
) -> None:
    heights = digit_heights(product.pdf, 0)
    numbers = [group for group in number_groups(product.texts[0]) if len(digits(group)) >= 3]
    assert numbers[0 if product.variant == "parent" else -1] == "999"
    at = "".join(digit for digit, _ in heights).index("999")
    assert product.variant == "child" or at == 0
    others = heights[:at] + heights[at + 3 :]
    assert len(others) > 20
    assert min(height for _, height in heights[at : at + 3]) > 1.2 * max(height for _, height in others)


def test_the_table_of_whom_to_call_keeps_the_order_of_the_data(product: Product) -> None:
    page = plain(product.texts[0])
    rows = [place.words[0] for place in product.expected.places if place.how == "table"]
    assert len(rows) >= 3
    assert [page.index(f" {who} ") for who in rows] == sorted(page.index(f" {who} ") for who in rows)


def test_the_emergency_strip_says_what_to_do_when_one_cannot_speak_or_hear(product: Product) -> None:
    strip = product.expected.leaflet["emergency"]
    (page,) = [plain(text) for text in product.texts if all(plain(line) in plain(text) for line in strip["lines"])]
    start = page.index(plain(strip["heading"]))
    places = [page.find(plain(words), start) for words in (strip["number"], *strip["lines"])]
    assert places == sorted(places)
    assert min(places) > start
    assert page.find("999", start) < page.find("55", start) < page.find("18000", start)


def test_the_leaflet_says_what_to_do_if_a_number_does_not_work_until_all_are_checked(product: Product) -> None:
    text = plain(product.body)
    unchecked = [contact for _, contact in product.expected.printed if not contact.get("checked")]
    assert unchecked
    assert "Contacts last checked" not in text
    assert "not yet checked" not in text
    assert plain(product.expected.leaflet["back"]["unchecked"]) in text


def test_the_last_page_says_edition_and_version(product: Product) -> None:
    last = plain(product.texts[-1])
    edition = product.expected.edition
    assert edition["name"] in last
    assert f"version {edition['version']}" in last
    year, month, day = edition["date"].split("-")
    assert re.search(rf"\b{int(day)} [A-Z][a-z]+ {year}\b", last), month


def test_the_last_page_has_more_than_the_back(product: Product) -> None:
    heading = product.expected.leaflet["back"]["heading"]
    before = product.bodies[-1].split(heading)[0]
    assert len(plain(before)) > 100


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
        assert described == len(used) == 2  # regular, bold


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
