"""`changes`: every change that a reader can see is described, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from leafletgen.content.changes import card_changes, changes
from leafletgen.content.check import check
from leafletgen.content.compose import compose
from leafletgen.content.compose_card import compose_card
from leafletgen.content.leaflet import (
    Back,
    Card,
    Cover,
    Items,
    Leaflet,
    ListItem,
    Logo,
    Paragraph,
    QrTarget,
    Row,
    Section,
    Service,
    Tint,
)
from leafletgen.content.logo.drawing import Picture
from leafletgen.content.source import read_folder
from leafletgen.errors import Where

AT = Where("agencies.yaml", 1, 1)
CALL = Row("call", "Call", "0800 1111", AT, "free", "tel:08001111", "Call", number=True)
WEB = Row("web", "Web", "childline.org.uk", AT, "", "https://www.childline.org.uk/", "Childline")


def service(name: str = "Childline", **fields: Any) -> Service:
    codes = (QrTarget("https://www.childline.org.uk/", "", AT),)
    made = Service(name, "", "For you", "They listen.", "", (CALL, WEB), codes, AT)
    return replace(made, **fields)


def listed(*texts: str, numbered: bool = True) -> Items:
    return Items(tuple(ListItem(text, AT) for text in texts), numbered, AT)


def section(heading: str, *blocks: Any) -> Section:
    return Section(heading, blocks, False, AT)


@pytest.fixture(scope="module")
def real(project: Path) -> list[Leaflet]:
    """Every shipped leaflet."""
    catalogue = check(read_folder(project / "data"))
    return [compose(catalogue, edition, variant) for edition in catalogue.editions for variant in catalogue.leaflets]


@pytest.fixture(scope="module")
def real_cards(project: Path) -> list[Card]:
    """Every shipped wallet card."""
    catalogue = check(read_folder(project / "data"))
    return [compose_card(catalogue, edition, "child") for edition in catalogue.editions]


@pytest.fixture
def said(real: list[Leaflet]) -> Callable[[list[Section], list[Section]], list[str]]:
    """The changes between two lists of sections, the rest of the leaflet being the same."""

    def compare(old: list[Section], new: list[Section]) -> list[str]:
        return list(changes(replace(real[0], sections=tuple(old)), replace(real[0], sections=tuple(new))))

    return compare


Said = Callable[[list[Section], list[Section]], list[str]]


def test_the_same_leaflet_does_not_change(real: list[Leaflet]) -> None:
    for leaflet in real:
        assert changes(leaflet, leaflet) == ()


def test_every_part_of_a_leaflet_is_looked_at() -> None:
    """Every field of a leaflet is either compared by `changes`, or listed here as one that readers do not see."""
    names = {kind: set(kind.__struct_fields__) - UNSEEN for kind in (Leaflet, Cover, Back, Service)}
    assert names == {
        Leaflet: {"title", "cover", "sections", "back", "colours", "cut_out"},
        Cover: {"title", "for_whom", "paragraphs", "who_to_call", "officer", "force", "logo"},
        Back: {"heading", "paragraphs", "version", "code"},
        Service: {"name", "was", "label", "does", "cost", "rows", "codes"},
    }


# What no reader sees by itself: places, data for the files, and words that follow from others.
UNSEEN = {
    "at",
    "edition",
    "variant",
    "language",
    "force_language",
    "date",
    "unchecked",
    "last_checked",
    "language_last_checked",
    "whose",
    "caption",  # the name of a place tells codes apart: another name is another code
    "kind",
    "alt",
    "outside",
    "neutral_outside",
    "details",
    "more",
    "draft",  # what only drafts say
    "draft_in_english",
    "draft_behind",
    "watermark",
    "english",  # what only leaflets in other languages have
    "number",
    "languages",
    "also_in",
    "unchecked_words",
    "english_title",
    "compact",
    "values",  # parts of other texts
    "former",  # the former name, with words of the program around it
}


def _texts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all texts in a leaflet that a reader sees."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in UNSEEN:
                yield from _texts(getattr(value, name), (*path, name))
    elif isinstance(value, tuple) and not isinstance(value, Where):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))


def _changed(value: Any, path: tuple[Any, ...]) -> Any:
    """The same with the text at a path changed."""
    if not path:
        return f"{value} differently" if value else "suddenly"
    step, *rest = path
    if isinstance(step, str):
        return replace(value, **{step: _changed(getattr(value, step), tuple(rest))})
    return tuple(_changed(item, tuple(rest)) if n == step else item for n, item in enumerate(value))


def test_every_changed_text_is_reported(real: list[Leaflet]) -> None:
    for leaflet in real[-2:]:
        paths = list(_texts(leaflet))
        assert len(paths) > 100
        for path in paths:
            assert changes(leaflet, _changed(leaflet, path)), path
            assert changes(_changed(leaflet, path), leaflet), path


def test_every_added_or_removed_block_is_reported(real: list[Leaflet]) -> None:
    leaflet = real[-2]
    for number, part in enumerate(leaflet.sections):
        for index in range(len(part.blocks)):
            fewer = replace(part, blocks=part.blocks[:index] + part.blocks[index + 1 :])
            sections = (*leaflet.sections[:number], fewer, *leaflet.sections[number + 1 :])
            less = replace(leaflet, sections=sections)
            assert changes(leaflet, less), (number, index)
            assert changes(less, leaflet), (number, index)


LOGO = Logo(Picture(1, 1, False, b"abc"), Picture(1, 1, True, b"a"), "The crest of the force", 30, AT)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"alt": "A crest"}, "On the cover, what the logo shows: “The crest of the force” becomes “A crest”"),
        ({"colour": Picture(1, 1, False, b"xyz")}, "On the cover, the logo is another picture."),
        ({"black": Picture(1, 1, True, b"x")}, "On the cover, the logo in black is another picture."),
        ({"width_mm": 40}, "On the cover, the logo is 40 mm wide, no longer 30 mm."),
    ],
)
def test_a_logo_that_changes(real: list[Leaflet], fields: dict[str, Any], expected: str) -> None:
    def with_logo(logo: Logo | None) -> Leaflet:
        return replace(real[0], cover=replace(real[0].cover, logo=logo))

    assert changes(with_logo(LOGO), with_logo(replace(LOGO, **fields))) == (expected,)
    assert changes(with_logo(None), with_logo(LOGO)) == ("On the cover, the logo: “The crest of the force” is new",)
    assert changes(with_logo(LOGO), with_logo(None)) == ("On the cover, the logo: “The crest of the force” is removed",)


def test_a_colour_that_changes(real: list[Leaflet]) -> None:
    def tinted(*tints: Tint) -> Leaflet:
        return replace(real[0], colours=tints)

    blue, red = Tint("strong", "00205b", (100, 80, 0, 30), AT), Tint("strong", "5b0020", (0, 100, 60, 50), AT)
    said = "The colour “strong” becomes #5b0020 (CMYK 0 100 60 50 per cent)."
    assert changes(tinted(blue), tinted(red)) == changes(tinted(), tinted(red)) == (said,)
    assert changes(tinted(red), tinted()) == ("The colour “strong” becomes that of all editions.",)


def test_a_number_that_changes(said: Said) -> None:
    new = service(rows=(replace(CALL, text="0800 111"), WEB))
    assert said([section("Talk", service())], [section("Talk", new)]) == [
        "Childline, Call: “0800 1111” becomes “0800 111”"
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"label": "For all"}, "Childline, whom it is for: “For you” becomes “For all”"),
        ({"cost": "It costs £5."}, "Childline, what it costs: “It costs £5.” is new"),
        ({"was": "ChildLine"}, "Childline, its former name: “ChildLine” is new"),
        ({"rows": (CALL,)}, "Childline, a removed contact: Web childline.org.uk"),
        ({"rows": (WEB, CALL)}, "Childline, the contacts have another order."),
        ({"rows": (CALL, WEB, replace(CALL, label="Text"))}, "Childline, a new contact: Text 0800 1111 free"),
        ({"rows": (replace(CALL, note=""), WEB)}, "Childline, the words after 0800 1111: “free” is removed"),
        (
            {"rows": (CALL, replace(WEB, uri="https://x.uk/"))},
            "Childline, childline.org.uk opens https://x.uk/, no longer https://www.childline.org.uk/",
        ),
        (
            {"codes": (QrTarget("https://x.uk/", "", AT),)},
            "Childline, its QR code opens https://x.uk/, no longer https://www.childline.org.uk/",
        ),
        ({"codes": ()}, "Childline has no QR code any more."),
    ],
)
def test_what_changes_in_a_row(said: Said, fields: dict[str, Any], expected: str) -> None:
    assert said([section("Talk", service())], [section("Talk", service(**fields))]) == [expected]


def test_where_contacts_stand_in_the_data_is_no_change(said: Said) -> None:
    """Contacts of one kind, which are paired by their labels, on other lines than before."""
    numbers = [replace(CALL, text=f"0800 111{n}", at=Where("agencies.yaml", n + 1)) for n in range(3)]
    moved = [replace(row, at=Where("agencies.yaml", row.at.line + 5)) for row in numbers]
    before, after = ([section("Talk", service(rows=tuple(rows)))] for rows in (numbers, moved))
    assert said(before, after) == []
    after = [section("Talk", service(rows=(*moved[1:], moved[0])))]
    assert said(before, after) == ["Childline, the contacts have another order."]


def test_services_that_are_added_removed_or_moved(said: Said) -> None:
    old = [section("Talk", service(), service("Shout", rows=())), section("More", Paragraph("Words.", AT))]
    assert said(old, [section("Talk", service()), old[1]]) == ["Shout is no longer in the leaflet (it was in “Talk”)."]
    moved = [section("Talk", service("Shout", rows=())), section("More", *old[1].blocks, service())]
    assert said(old, moved) == ["Childline moves from “Talk” to “More”."]
    fewer = [section("Talk", service("Shout", rows=())), section("More", *old[1].blocks)]
    assert said(fewer, old) == [
        "Childline is new, in “Talk”: For you. They listen. Call 0800 1111 free; Web childline.org.uk."
    ]


@pytest.mark.parametrize("fields", [{}, {"rows": (), "was": "Childline"}])
def test_a_service_with_a_new_name_is_the_same_service(said: Said, fields: dict[str, Any]) -> None:
    found = said([section("Talk", service())], [section("Talk", service("Kids Line", **fields))])
    assert found[0] == "Childline is now called Kids Line."
    assert not any("new, in" in sentence or "no longer in" in sentence for sentence in found)


def test_another_order_of_services_and_sections(said: Said) -> None:
    one, two = service("One", rows=()), service("Two", rows=())
    assert said([section("A", one, two)], [section("A", two, one)]) == [
        "The services in “A” have another order: “Two”, “One”."
    ]
    assert said([section("A", one), section("B", two)], [section("B", two), section("A", one)]) == [
        "The sections have another order: “B”, “A”."
    ]


def test_a_section_with_a_new_heading_is_the_same_section(said: Said) -> None:
    words = Paragraph("Stay calm.", AT)
    assert said([section("Now", words, service())], [section("What now", words, service())]) == [
        "The heading of a section: “Now” becomes “What now”"
    ]


def test_sections_that_are_added_or_removed(said: Said) -> None:
    now, later = section("Now", Paragraph("Stay calm.", AT)), section("Later", listed("Rest.", "Eat."))
    assert said([now], [now, later]) == ["There is a new section “Later”: “Rest. Eat.”"]
    assert said([now, later], [now]) == ["The section “Later” is removed, with its text."]


def test_texts_that_change_or_are_added_or_removed(said: Said) -> None:
    def items(*texts: str, numbered: bool = True) -> list[Section]:
        return [section("Now", listed(*texts, numbered=numbered))]

    assert said(items("Rest.", "Eat."), items("Rest.", "Wait.", "Eat.")) == ["In “Now”, new words: “Wait.”"]
    assert said(items("Rest.", "Eat."), items("Eat.")) == ["In “Now”, removed words: “Rest.”"]
    assert said(items("Rest now."), items("Rest soon.")) == ["In “Now”: “Rest now.” becomes “Rest soon.”"]


def test_a_long_text_is_cut_to_where_it_changes(said: Said) -> None:
    def text(word: str) -> list[Section]:
        return [section("Now", Paragraph(f"{'a b c d e f g h i j '}{word}{' k l m n o p q r s t'}", AT))]

    assert said(text("old"), text("new")) == ["In “Now”: “… g h i j old k l m n …” becomes “… g h i j new k l m n …”"]
    assert said(text("old"), text("brand new")) == [
        "In “Now”: “… g h i j old k l m n …” becomes “… g h i j brand new k l m n …”"
    ]


def test_every_change_of_a_card_is_told(real_cards: list[Card]) -> None:
    """Each text that stands on a card: changed, it gives a sentence; and the same card gives none."""
    for card in real_cards:
        assert card_changes(card, card) == ()
        # The title is the heading and the name of the edition; a card is on no web page.
        paths = [path for path in _texts(card) if path[0] != "title" and path[-1] != "on_web"]
        assert len(paths) > 20
        for path in paths:
            assert card_changes(card, _changed(card, path)), path


def test_a_card_that_comes_or_goes_is_told(real_cards: list[Card]) -> None:
    assert card_changes(None, None) == ()
    assert card_changes(None, real_cards[0]) == ("There is a wallet card now.",)
    assert card_changes(real_cards[0], None) == ("There is no wallet card any more.",)
