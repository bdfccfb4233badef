"""What a composed leaflet contains: coverage, audience, withholding, texts for one nation, order, addresses."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from leafletgen.content.check import check
from leafletgen.content.compose import compose
from leafletgen.content.leaflet import Crisis, Emergency, Items, Leaflet, OfficerPanel, Paragraph, Row, Service, Tiles
from leafletgen.content.numbering import printed_number
from leafletgen.content.records import Variant
from leafletgen.content.source import read_folder
from leafletgen.errors import ContentError
from tests.support.hand_made import texts_of

AREAS = {
    "uk": None,
    "england": "uk",
    "scotland": "uk",
    "wales": "uk",
    "south-east": "england",
    "hampshire": "south-east",
    "portsmouth": "hampshire",
    "dorset": "england",
}

LEAFLET = """\
variant: {variant}
title: Help for you
for_whom: For the reader
neutral_outside: {neutral}
cover: [There are people who help.]
emergency:
  heading: Need help now?
  number: "999"
  lead: if anyone is in danger
  lines: [Press 55.]
sections:
{sections}
back:
  heading: About this leaflet
  other_formats: Ask for large print.
  current_version: Ask for the current version.
  unchecked: Call 101 if a number does not work.
who_to_call:
  heading: Who to call
  rows:
    - {{number: "999", who: In danger, why: For help at once}}
"""

SECTION = """\
  - id: talk
    heading: People to talk to
    agencies: [talk]
"""

PHONE = "{id: phone, kind: call, value: '0808 800 5000', level: own}"
WEB = "{id: web, kind: web, shown: helpline.org.uk, opens: 'https://helpline.org.uk/help/', level: own}"


def agency(
    name: str,
    *contacts: str,
    coverage: str = "uk",
    audience: str = "parent, child",
    topic: str = "talk",
    more: str = "",
) -> str:
    """One agency as YAML; each contact is a flow mapping. Without any, it has an address of its own."""
    web = f"{{id: web, kind: web, shown: {name}.org.uk, opens: 'https://{name}.org.uk/', level: own}}"
    lines = [
        f"- id: {name}",
        f"  name: Agency {name}",
        "  status: active",
        f"  topic: {topic}",
        f"  audience: [{audience}]",
        f"  coverage: [{coverage}]",
        f"  label: {{parent: Parents of {name}, child: Children of {name}}}",
        "  does: {parent: Helps parents., child: Helps children.}",
        *([f"  {more}"] if more else []),
        "  contacts:",
        *(f"    - {contact}" for contact in contacts or (web,)),
    ]
    return "".join(f"  {line}\n" for line in lines)


def write_folder(
    folder: Path,
    agencies: str,
    areas: str = "hampshire",
    sections: str = SECTION,
    within: dict[str, str | None] = AREAS,
    force: str = "",
) -> Path:
    """A data folder as small as it can be: one edition, `here`, of `areas`; both leaflets have the same sections."""
    for name in ("editions", "leaflets"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "agencies.yaml").write_text("agencies:\n" + agencies, encoding="utf-8")
    lines = [
        f"  - id: {area}\n    name: Area {area}\n" + (f"    within: {outer}\n" if outer else "")
        for area, outer in within.items()
    ]
    (folder / "areas.yaml").write_text("areas:\n" + "".join(lines), encoding="utf-8")
    edition = f"id: here\nname: Here\nareas: [{areas}]\ndate: 2026-11-24\nversion: '1'\n{force}"
    (folder / "editions" / "here.yaml").write_text(edition, encoding="utf-8")
    for variant, neutral in (("parent", "false"), ("child", "true")):
        text = LEAFLET.format(variant=variant, neutral=neutral, sections=sections)
        (folder / "leaflets" / f"{variant}.yaml").write_text(text, encoding="utf-8")
    return folder


def composed(
    folder: Path, agencies: str, variant: Variant = "parent", *, areas: str = "hampshire", sections: str = SECTION
) -> Leaflet:
    """Write the folder, read and check it, and compose its edition."""
    return compose(check(read_folder(write_folder(folder, agencies, areas, sections))), "here", variant)


def services(leaflet: Leaflet) -> list[Service]:
    return [block for section in leaflet.sections for block in section.blocks if isinstance(block, Service)]


def headings(leaflet: Leaflet) -> list[str]:
    """The headings of the sections; how to call in an emergency stands behind them without one."""
    return [section.heading for section in leaflet.sections if section.heading]


def names(leaflet: Leaflet) -> list[str]:
    return [service.name.removeprefix("Agency ") for service in services(leaflet)]


def said(leaflet: Leaflet) -> list[str]:
    """The running text and list items of all sections."""
    found: list[str] = []
    for section in leaflet.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                found.append(block.text)
            elif isinstance(block, Items):
                found += [item.words for item in block.items]
    return found


# --- coverage ---


@pytest.mark.parametrize("coverage", ["hampshire", "south-east", "england", "uk", "dorset, england", "scotland, uk"])
def test_an_agency_of_the_area_or_of_one_around_it_is_printed(tmp_path: Path, coverage: str) -> None:
    assert names(composed(tmp_path, agency("one", coverage=coverage))) == ["one"]


@pytest.mark.parametrize("coverage", ["dorset", "scotland", "scotland, wales", "portsmouth", ""])
def test_an_agency_of_a_sibling_or_of_a_part_is_not_printed(tmp_path: Path, coverage: str) -> None:
    both = agency("near") + agency("far", coverage=coverage)
    assert names(composed(tmp_path, both)) == ["near"]


def test_an_edition_of_two_areas_has_the_agencies_of_either(tmp_path: Path) -> None:
    places = ("dorset", "hampshire", "portsmouth", "scotland", "wales", "south-east")
    leaflet = composed(tmp_path, "".join(agency(p, coverage=p) for p in places), areas="dorset, portsmouth")
    assert names(leaflet) == ["dorset", "hampshire", "portsmouth", "south-east"]


def test_an_agency_of_both_areas_of_an_edition_is_printed_once(tmp_path: Path) -> None:
    both = agency("one", coverage="dorset, hampshire, uk")
    assert names(composed(tmp_path, both, areas="dorset, hampshire")) == ["one"]


@st.composite
def forests(draw: st.DrawFn) -> dict[str, str | None]:
    """Areas that lie in earlier ones, or in none."""
    count = draw(st.integers(1, 8))
    ids = [f"a{number}" for number in range(count)]
    return {
        name: draw(st.one_of(st.none(), st.sampled_from(ids[:number]))) if number else None
        for number, name in enumerate(ids)
    }


@settings(max_examples=60)
@given(st.data())
def test_an_agency_is_printed_exactly_if_its_area_is_or_contains_one_of_the_edition(data: st.DataObject) -> None:
    within = data.draw(forests())
    some = st.lists(st.sampled_from(sorted(within)), min_size=1, unique=True)
    own = data.draw(some)
    covered = {f"agency-{number}": data.draw(some) for number in range(data.draw(st.integers(1, 4)))}
    inside: set[str] = set()
    for area in own:
        step: str | None = area
        while step:
            inside.add(step)
            step = within[step]
    agencies = "".join(agency(name, coverage=", ".join(areas)) for name, areas in covered.items())
    with tempfile.TemporaryDirectory() as folder:
        written = write_folder(Path(folder), agencies, ", ".join(own), within=within)
        leaflet = compose(check(read_folder(written)), "here", "parent")
    assert names(leaflet) == [name for name, areas in covered.items() if inside & set(areas)]


# --- audience and withholding ---


@pytest.mark.parametrize(
    ("variant", "expected"), [("parent", ["grown", "both"]), ("child", ["young", "both"])], ids=["parent", "child"]
)
def test_an_agency_is_printed_in_the_leaflets_of_its_audience(
    tmp_path: Path, variant: Variant, expected: list[str]
) -> None:
    agencies = agency("grown", audience="parent") + agency("young", audience="child") + agency("both")
    assert names(composed(tmp_path, agencies, variant)) == expected


@pytest.mark.parametrize("variant", ["parent", "child"])
def test_the_words_of_a_row_are_those_for_its_reader(tmp_path: Path, variant: Variant) -> None:
    more = "note: {parent: Rider for parents., child: Rider for children.}"
    (service,) = services(composed(tmp_path, agency("one", more=more), variant))
    readers = {"parent": "parents", "child": "children"}[variant]
    assert service.label == f"{readers.capitalize()} of one"
    assert service.does == f"Helps {readers}. Rider for {readers}."


def test_a_withheld_agency_is_in_no_leaflet(tmp_path: Path) -> None:
    agencies = agency("open") + agency("shut", more="withheld: It has closed.")
    assert names(composed(tmp_path, agencies)) == ["open"]
    assert names(composed(tmp_path, agencies, "child")) == ["open"]


def test_a_withheld_contact_is_not_printed_and_has_no_qr_code(tmp_path: Path) -> None:
    hidden = WEB.replace("level: own", "level: own, withheld: Not checked.")
    (service,) = services(composed(tmp_path, agency("one", hidden, PHONE)))
    assert [row.text for row in service.rows] == ["0808 800 5000"]
    assert service.codes == ()


def test_the_qr_code_opens_the_exact_page_and_the_row_prints_the_short_address(tmp_path: Path) -> None:
    (service,) = services(composed(tmp_path, agency("one", PHONE, WEB)))
    assert [row.text for row in service.rows] == ["0808 800 5000", "helpline.org.uk"]
    (code,) = service.codes
    assert code.uri == service.rows[1].uri == "https://helpline.org.uk/help/"


def test_a_contact_for_one_reader_is_not_printed_for_the_other(tmp_path: Path) -> None:
    for_child = PHONE.replace("level: own", "level: own, audience: [child]")
    for_parent = WEB.replace("level: own", "level: own, audience: [parent]")
    both = "{id: email, kind: email, value: help@helpline.org.uk, level: own}"
    one = agency("one", for_child, for_parent, both)
    (grown,) = services(composed(tmp_path / "parent", one, "parent"))
    (young,) = services(composed(tmp_path / "child", one, "child"))
    assert [row.label for row in grown.rows] == ["Web", "Email"]
    assert [row.label for row in young.rows] == ["Call", "Email"]
    assert len(grown.codes) == 1
    assert young.codes == ()


def test_former_name_and_cost_are_in_the_row(tmp_path: Path) -> None:
    one = agency("one", more="was: Old Name\n    fee: charges\n    cost: You have to pay.")
    (service,) = services(composed(tmp_path, one))
    assert (service.was, service.cost) == ("Old Name", "You have to pay.")


FORCES = """forces:
  - {id: example, name: Example Constabulary, place: Here, nation: uk, areas: [uk], website: "https://www.kent.police.uk/"}
"""


def test_the_force_is_named_to_parents_and_not_on_a_neutral_cover(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, agency("one"), force="force: example\n")
    (folder / "forces.yaml").write_text(FORCES, encoding="utf-8")
    catalogue = check(read_folder(folder))
    assert compose(catalogue, "here", "parent").cover.force == "Example Constabulary"
    assert "Example Constabulary" not in repr(compose(catalogue, "here", "child"))


# --- words that hold in some nations only ---

ONLY_SECTION = (
    SECTION
    + """\
  - id: rights
    heading: Your rights
    only_in: [england, wales]
    blocks:
      - text: You can have a solicitor.
"""
)
ONLY_BLOCK = """\
  - id: talk
    heading: People to talk to
    blocks:
      - text: Everywhere.
      - text: England and Wales.
        only_in: [england, wales]
    agencies: [talk]
    below:
      - points: [Scotland.]
        only_in: [scotland]
"""


LISTS = """\
  - id: talk
    heading: What may happen
    agencies: [talk]
    blocks:
      - points: [First everywhere.]
      - points: [Then in England.]
        only_in: [england]
      - points: [Last everywhere.]
      - text: Words.
      - points: [A list of its own.]
      - steps:
          - act: A step.
"""


@pytest.mark.parametrize(
    ("areas", "first"),
    [
        ("england", ["First everywhere.", "Then in England.", "Last everywhere."]),
        ("scotland", ["First everywhere.", "Last everywhere."]),
    ],
)
def test_points_that_follow_each_other_are_one_list_but_points_and_steps_are_two(
    tmp_path: Path, areas: str, first: list[str]
) -> None:
    (section, *_) = composed(tmp_path, agency("one"), areas=areas, sections=LISTS).sections
    lists = [block for block in section.blocks if isinstance(block, Items)]
    assert [[item.words for item in block.items] for block in lists] == [first, ["A list of its own."], ["A step."]]
    assert [block.numbered for block in lists] == [False, False, True]


@pytest.mark.parametrize(
    ("areas", "holds"),
    [
        ("england", True),
        ("wales", True),
        ("portsmouth", True),
        ("england, wales", True),
        ("dorset, wales", True),
        ("uk", False),
        ("scotland", False),
        ("england, scotland", False),
        ("uk, england", False),
    ],
)
def test_words_for_some_nations_are_printed_only_if_true_in_all_areas_of_the_edition(
    tmp_path: Path, areas: str, holds: bool
) -> None:
    whole = composed(tmp_path / "section", agency("one"), areas=areas, sections=ONLY_SECTION)
    assert headings(whole) == ["People to talk to", *["Your rights"] * holds]
    part = composed(tmp_path / "block", agency("one"), areas=areas, sections=ONLY_BLOCK)
    scotland = ["Scotland."] * (areas == "scotland")
    assert said(part) == ["Everywhere.", *["England and Wales."] * holds, *scotland]


# --- order and sections ---

TOPICS = """\
  - id: last
    heading: Last things first
    agencies: [last]
  - id: talk
    heading: People to talk to
    blocks:
      - text: Before.
    agencies: [more, talk]
    below:
      - text: After.
"""


def test_rows_are_between_the_words_of_their_section_in_the_order_of_the_file(tmp_path: Path) -> None:
    agencies = agency("z") + agency("b", topic="more") + agency("end", topic="last") + agency("a")
    leaflet = composed(tmp_path, agencies, sections=TOPICS)
    assert names(leaflet) == ["end", "z", "b", "a"]
    kinds = [type(block) for block in leaflet.sections[1].blocks]
    assert kinds == [Paragraph, Service, Service, Service, Paragraph]
    assert said(leaflet) == ["Before.", "After."]


NUMBERS = [PHONE, PHONE.replace("call", "whatsapp"), "{id: phone, kind: text, value: '85258', keyword: GO, level: own}"]


@pytest.mark.parametrize("contact", NUMBERS)
def test_an_agency_of_tiles_that_has_a_number_is_a_row(tmp_path: Path, contact: str) -> None:
    """A tile has no word before a number, and nothing of what the agency does."""
    contact = contact.replace("0808 800 5000", "07476 683012") if "whatsapp" in contact else contact
    agencies = agency("site", WEB) + agency("line", contact, WEB.replace("line.", "lines."))
    agencies += agency("row", topic="more") + agency("end", topic="last")
    leaflet = composed(tmp_path, agencies, sections=TOPICS.replace("[more, talk]", "[more]\n    tiles: [talk]"))
    blocks = leaflet.sections[1].blocks
    assert [type(block) for block in blocks] == [Paragraph, Service, Service, Tiles, Paragraph]
    assert [block.name for block in blocks if isinstance(block, Service)] == ["Agency row", "Agency line"]
    assert [one.name for block in blocks if isinstance(block, Tiles) for one in block.services] == ["Agency site"]


@settings(max_examples=20)
@given(st.permutations(["e", "d", "c", "b", "a"]))
def test_the_order_of_the_file_is_the_order_of_print(order: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert names(composed(Path(folder), "".join(agency(name) for name in order))) == order


LOCAL = """\
  - id: local
    heading: Near you
{blocks}
    agencies: [local]
"""


@pytest.mark.parametrize(
    ("blocks", "kept"),
    [
        ("", False),
        ("    below:\n      - text: Call them.", False),
        ("    blocks:\n      - text: In Scotland.\n        only_in: [scotland]", False),
        ("    blocks:\n      - text: Ask the officer.", True),
    ],
    ids=["nothing", "only what follows the agencies", "only words for elsewhere", "words of its own"],
)
def test_a_section_that_has_lost_its_agencies_and_has_no_words_is_dropped(
    tmp_path: Path, blocks: str, kept: bool
) -> None:
    agencies = agency("one") + agency("far", topic="local", coverage="dorset")
    sections = SECTION + LOCAL.format(blocks=blocks)
    here = composed(tmp_path / "here", agencies, sections=sections)
    assert headings(here) == ["People to talk to", *["Near you"] * kept]
    there = composed(tmp_path / "there", agencies, sections=sections, areas="dorset")
    assert headings(there) == ["People to talk to", "Near you"]
    assert names(there) == ["one", "far"]


# --- addresses ---


def only_row(folder: Path, contact: str) -> Row:
    (service,) = services(composed(folder, agency("one", contact)))
    (row,) = service.rows
    return row


@pytest.mark.parametrize(
    ("number", "uri"),
    [
        ("0808 800 5000", "tel:+448088005000"),
        ("0300 555 1384", "tel:+443005551384"),
        ("01235 816050", "tel:+441235816050"),
        ("023 8090 1234", "tel:+442380901234"),
        ("0800 282 930", "tel:+44800282930"),
        ("01204 61123", "tel:+44120461123"),
        ("116 123", "tel:116123"),
        ("0800 1111", "tel:08001111"),
        ("111", "tel:111"),
    ],
)
def test_a_click_rings_the_number(tmp_path: Path, number: str, uri: str) -> None:
    row = only_row(tmp_path, f"{{id: phone, kind: call, value: '{number}', level: own}}")
    assert (row.label, row.text, row.uri, row.number) == ("Call", number, uri, True)


@settings(max_examples=40)
@given(st.sampled_from(["0808", "0300", "0113", "0207"]), st.text("0123456789", min_size=7, max_size=7), st.data())
def test_however_a_number_is_grouped_a_click_rings_its_digits(start: str, rest: str, data: st.DataObject) -> None:
    digits = start + rest
    gaps = data.draw(st.sets(st.integers(1, len(digits) - 1), max_size=4))
    assume(printed_number(digits) is None)
    printed = "".join(" " * (place in gaps) + digit for place, digit in enumerate(digits))
    with tempfile.TemporaryDirectory() as folder:
        row = only_row(Path(folder), f"{{id: phone, kind: call, value: '{printed}', level: own}}")
    assert (row.text, row.uri) == (printed, f"tel:+44{digits[1:]}")


@pytest.mark.parametrize(
    ("contact", "label", "text", "uri"),
    [
        ("kind: text, value: '85258', keyword: SHOUT", "Text", "SHOUT to 85258", "sms:85258"),
        ("kind: text, value: '116 000'", "Text", "116 000", "sms:116000"),
        ("kind: email, value: jo@helpline.org", "Email", "jo@helpline.org", "mailto:jo@helpline.org"),
        ("kind: whatsapp, value: '07476 683012'", "WhatsApp", "07476 683012", None),
        ("kind: search, value: 'Shore, a charity'", "Search", "Shore, a charity", None),
        ("kind: ask, value: the officer", "Ask", "the officer", None),
        ("kind: web, search_for: Our Team, opens: 'https://a.gov.uk/x'", "Search", "“Our Team”", "https://a.gov.uk/x"),
    ],
)
def test_each_kind_of_contact_has_its_word_and_its_address(
    tmp_path: Path, contact: str, label: str, text: str, uri: str | None
) -> None:
    row = only_row(tmp_path, f"{{id: it, {contact}, level: own}}")
    assert (row.label, row.text, row.uri) == (label, text, uri)
    assert row.number == (label in ("Text", "WhatsApp"))


def test_a_web_row_says_what_to_search_for_there(tmp_path: Path) -> None:
    found = WEB.replace("level: own", "search_for: Report It, note: live chat, level: own")
    row = only_row(tmp_path, found)
    assert (row.label, row.text, row.note) == ("Web", "helpline.org.uk", "and search “Report It” live chat")


def test_the_emergency_number_can_be_rung(tmp_path: Path) -> None:
    (emergency,) = composed(tmp_path, agency("one")).sections[-1].blocks
    assert isinstance(emergency, Emergency)
    call = emergency.call
    assert (call.label, call.text, call.uri, call.number) == ("Call", "999", "tel:999", True)


# --- when the contacts were last checked ---


def checked(day: str) -> str:
    return f"checked: {{on: {day}, how: Rang it., by: Prevention officer}}"


def phone(number: str, more: str = "") -> str:
    return f"{{id: phone-{number[-1]}, kind: call, value: '{number}', level: own{', ' + more if more else ''}}}"


def sentence(leaflet: Leaflet) -> str:
    (found,) = (text for text in texts_of(leaflet.back.paragraphs) if "checked" in text)
    return found


FIRST, SECOND, THIRD = "0808 800 5001", "0808 800 5002", "0808 800 5003"
UNCHECKED = "Call 101 if a number does not work."


def test_without_any_check_the_leaflet_says_what_to_do_if_a_number_does_not_work(tmp_path: Path) -> None:
    leaflet = composed(tmp_path, agency("one", phone(FIRST), phone(SECOND)))
    assert UNCHECKED in texts_of(leaflet.back.paragraphs)
    assert not [text for text in texts_of(leaflet.back.paragraphs) if "checked" in text]
    assert leaflet.unchecked == 2


def test_one_contact_without_a_check_is_enough_to_say_so(tmp_path: Path) -> None:
    one = agency("one", phone(FIRST, checked("2026-11-20")), phone(SECOND))
    leaflet = composed(tmp_path, one + agency("two", phone(THIRD, checked("2026-10-02"))))
    assert UNCHECKED in texts_of(leaflet.back.paragraphs)
    assert leaflet.unchecked == 1


def test_a_neutral_leaflet_says_it_inside_after_the_officer_panel(tmp_path: Path) -> None:
    panel = "    blocks:\n      - officer: [{label: Name, details: [name]}]\n"
    leaflet = composed(tmp_path, agency("one", phone(FIRST)), "child", sections=SECTION + panel)
    assert UNCHECKED not in texts_of(leaflet.back.paragraphs)
    assert said(leaflet) == [UNCHECKED]
    lines, words, *_ = leaflet.sections[0].blocks
    assert isinstance(lines, OfficerPanel)
    assert isinstance(words, Paragraph)
    assert not words.boxed


def test_with_all_checks_it_gives_the_day_of_the_oldest(tmp_path: Path) -> None:
    one = agency("one", phone(FIRST, checked("2026-11-20")), phone(SECOND, checked("2025-12-31")))
    leaflet = composed(tmp_path, one + agency("two", phone(THIRD, checked("2026-01-01"))))
    assert sentence(leaflet) == "Contacts last checked: 31\u00a0December\u00a02025."
    assert UNCHECKED not in texts_of(leaflet.back.paragraphs)
    assert leaflet.unchecked == 0


def test_checks_of_what_is_not_printed_do_not_count(tmp_path: Path) -> None:
    agencies = agency(
        "one",
        phone(FIRST, checked("2026-11-20")),
        phone(SECOND, "withheld: Out of use."),
        phone(THIRD, f"audience: [child], {checked('2020-01-01')}"),
    )
    agencies += agency("far", coverage="dorset") + agency("young", audience="child")
    agencies += agency("shut", more="withheld: It has closed.")
    leaflet = composed(tmp_path, agencies)
    assert names(leaflet) == ["one"]
    assert sentence(leaflet) == "Contacts last checked: 20\u00a0November\u00a02026."
    assert leaflet.unchecked == 0


# --- the edition ---


def test_the_back_names_edition_version_and_date(tmp_path: Path) -> None:
    leaflet = composed(tmp_path, agency("one"))
    assert "Edition: Here, version\u00a01, 24\u00a0November\u00a02026." in texts_of(leaflet.back.paragraphs)
    assert leaflet.date == datetime.date(2026, 11, 24)
    assert (leaflet.edition, leaflet.variant, leaflet.language) == ("here", "parent", "en-GB")


def test_the_edition_says_where_to_get_other_formats_if_it_knows(tmp_path: Path) -> None:
    plain = composed(tmp_path / "plain", agency("one")).back.paragraphs
    assert texts_of(plain[:2]) == ["Ask for large print.", "Ask for the current version."]
    more = "other_formats: Ring us for Braille.\ncurrent_version: See our site.\n"
    folder = write_folder(tmp_path / "own", agency("one"), force=more)
    own = compose(check(read_folder(folder)), "here", "parent").back.paragraphs
    assert texts_of(own[:2]) == ["Ring us for Braille.", "See our site."]


# --- whom to call ---


def test_a_row_to_call_has_the_first_number_of_its_agency(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, agency("one", WEB, PHONE) + agency("far", phone(FIRST), coverage="dorset"))
    path = folder / "leaflets" / "parent.yaml"
    rows = "    - {agency: one, who: The One, why: For you}\n    - {agency: far, who: The Far, why: For others}\n"
    path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8")
    numbers = compose(check(read_folder(folder)), "here", "parent").cover.who_to_call.numbers
    assert [(number.call.text, number.who, number.urgent) for number in numbers] == [
        ("999", "In danger", True),
        ("0808 800 5000", "The One", False),
    ]


def test_an_agency_that_says_it_is_key_follows_with_its_own_name(tmp_path: Path) -> None:
    leaflet = composed(tmp_path, agency("one", PHONE, more="key: true") + agency("two", phone(FIRST)))
    assert [(number.call.text, number.who, number.why) for number in leaflet.cover.who_to_call.numbers[1:]] == [
        ("0808 800 5000", "Agency one", "Parents of one")
    ]


def test_an_agency_that_only_a_row_or_a_crisis_names_is_printed(tmp_path: Path) -> None:
    crisis = "    blocks:\n      - crisis: {text: Call now., agencies: [far, only]}\n"
    agencies = agency("one") + agency("only", PHONE, topic="nowhere") + agency("far", phone(FIRST), coverage="dorset")
    leaflet = composed(tmp_path, agencies, sections=SECTION + crisis)
    (found,) = (block for block in leaflet.sections[0].blocks if isinstance(block, Crisis))
    assert (found.name, [row.text for row in found.rows]) == ("Agency only", ["0808 800 5000"])
    assert leaflet.unchecked == 2


def test_words_of_crisis_without_a_number_are_refused(tmp_path: Path) -> None:
    crisis = "    blocks:\n      - crisis: {text: Call now., agencies: [far]}\n"
    agencies = agency("one") + agency("far", PHONE, coverage="dorset")
    with pytest.raises(ContentError) as caught:
        composed(tmp_path, agencies, sections=SECTION + crisis)
    (problem,) = caught.value.problems
    assert problem.code == "crisis-without-number"
    assert problem.where and problem.where.file.endswith("parent.yaml") and problem.where.line


# --- rows that several agencies share ---


def test_alike_agencies_share_a_row_with_a_code_for_each_place(tmp_path: Path) -> None:
    def team(name: str, contact: str, coverage: str = "uk") -> str:
        return agency(name, contact, coverage=coverage, more=f"merge: team\n    place: Place {name}")

    page = "{{id: web, kind: web, search_for: Team, opens: 'https://{}.org.uk/', level: own}}"
    search = "{id: search, kind: search, value: Team of c, level: own}"
    merged = "merged:\n  - {id: team, name: The Team, was: Old Team, label: {parent: All}, does: {parent: It helps.}}\n"
    agencies = team("a", page.format("a")) + team("b", page.format("b")) + team("c", search)
    folder = write_folder(tmp_path, agencies + team("far", PHONE, coverage="dorset"))
    path = folder / "agencies.yaml"
    path.write_text(merged + path.read_text(encoding="utf-8"), encoding="utf-8")
    (service,) = services(compose(check(read_folder(folder)), "here", "parent"))
    assert (service.name, service.was, service.does) == ("The Team", "Old Team", "It helps.")
    assert [(code.caption, code.uri) for code in service.codes] == [
        ("Place a", "https://a.org.uk/"),
        ("Place b", "https://b.org.uk/"),
    ]
    assert [(row.label, row.text, row.note) for row in service.rows] == [("Search", "Team of c", "Place c")]


@pytest.mark.parametrize(
    ("first", "second", "cost", "does"),
    [
        ("", "", "", "It helps."),
        ("cost: You pay.", "cost: You pay.", "You pay.", "It helps."),
        ("cost: You pay.", "", "Place a: You pay.", "It helps."),
        ("cost: You pay.", "cost: It may charge.", "Place a: You pay. Place b: It may charge.", "It helps."),
        ("note: {parent: It tells.}", "note: {parent: It tells.}", "", "It helps. It tells."),
        ("note: {parent: It tells.}", "note: {child: Or not.}", "", "It helps. Place a: It tells."),
    ],
)
def test_a_shared_row_says_what_its_agencies_cost_and_whom_they_tell(
    first: str, second: str, cost: str, does: str, tmp_path: Path
) -> None:
    agencies = "".join(
        agency(name, PHONE.replace("8 800", f"8 80{number}"), more=f"merge: team\n    place: Place {name}\n    {more}")
        for number, (name, more) in enumerate((("a", first), ("b", second)))
    )
    folder = write_folder(tmp_path, agencies.replace("    \n", ""))
    path = folder / "agencies.yaml"
    merged = "merged:\n  - {id: team, name: The Team, label: {parent: All}, does: {parent: It helps.}}\n"
    path.write_text(merged + path.read_text(encoding="utf-8"), encoding="utf-8")
    (service,) = services(compose(check(read_folder(folder)), "here", "parent"))
    assert (service.cost, service.does) == (cost, does)


@pytest.mark.parametrize(
    ("known", "note"),
    [(("a", "b", "c"), "Place c, or your own area"), (("a", "b"), "Place a, or your own area")],
    ids=["a place without a code", "codes for all places"],
)
def test_a_shared_row_says_once_what_to_search_for_in_every_place(
    known: tuple[str, ...], note: str, tmp_path: Path
) -> None:
    """Who cannot scan a code has nothing else: no number, and no address that could be typed."""
    contacts = {
        "a": "{id: web, kind: web, search_for: Team of a, opens: 'https://a.org.uk/', level: own}",
        "b": "{id: web, kind: web, search_for: Team of b, opens: 'https://b.org.uk/', level: own}",
        "c": "{id: search, kind: search, value: Team of c, level: own}",
    }
    folder = write_folder(
        tmp_path, "".join(agency(one, contacts[one], more=f"merge: team\n    place: Place {one}") for one in known)
    )
    path = folder / "agencies.yaml"
    merged = "merged:\n  - {id: team, name: The Team, label: {parent: All}, does: {parent: It helps.}, "
    merged += "search_for: The Team, search_note: or your own area}\n"
    path.write_text(merged + path.read_text(encoding="utf-8"), encoding="utf-8")
    (service,) = services(compose(check(read_folder(folder)), "here", "parent"))
    assert [code.caption for code in service.codes] == ["Place a", "Place b"]
    assert [(row.label, row.text, row.note, row.values) for row in service.rows] == [
        ("Search", "The Team", note, ("The Team",))
    ]


def test_an_agency_that_shares_its_row_with_no_other_in_the_edition_has_its_own(tmp_path: Path) -> None:
    merged = "merged:\n  - {id: team, name: The Team, label: {parent: All}, does: {parent: It helps.}}\n"
    folder = write_folder(tmp_path, agency("one", PHONE, more="merge: team\n    place: Here"))
    path = folder / "agencies.yaml"
    path.write_text(merged + path.read_text(encoding="utf-8"), encoding="utf-8")
    (service,) = services(compose(check(read_folder(folder)), "here", "parent"))
    assert service.name == "Agency one"


def test_an_address_of_the_newest_version_has_its_code(tmp_path: Path) -> None:
    more = "current_version: {shown: kent.police.uk, opens: 'https://www.kent.police.uk/leaflets'}\n"
    folder = write_folder(tmp_path, agency("one"), force=more)
    back = compose(check(read_folder(folder)), "here", "parent").back
    assert back.version is not None and back.code is not None
    assert (back.version.text, back.version.uri) == ("kent.police.uk", "https://www.kent.police.uk/leaflets")
    assert back.code.uri == "https://www.kent.police.uk/leaflets"
