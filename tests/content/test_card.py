"""The words of the wallet card: which services stand on it, what is said of them, and what no stranger may read."""

from __future__ import annotations

from pathlib import Path

import pytest

from leafletgen.content.check import check, examine
from leafletgen.content.compose_card import compose_card
from leafletgen.content.leaflet import Card
from leafletgen.content.printed_contacts import contacts_of
from leafletgen.content.source import read_folder
from leafletgen.errors import ContentError
from tests.support.faults import AG, CARD, CH, ED
from tests.support.team import replace as replace_text

LIMITS = "limits: {grade: 5, sentence: 15, outside: [police, guard]}\n"
WORDS = f"{CARD}{{label: Next time}}]\n    after: Use any phone.\n"
AGENCY = """\
  - id: new
    name: New Service
    status: active
    topic: advice
    audience: [parent, child]
    card: true
    coverage: [uk]
    label: {parent: For families, child: For you}
    does: {parent: They listen., child: They listen.}
    fee: none
    contacts:
      - {id: web, kind: web, shown: new.helpline.org, opens: "https://new.helpline.org/", level: own, note: By chat.}
      - {id: phone, kind: call, value: 0808 800 5000, note: by day, level: own, audience: [parent]}
      - {id: text, kind: text, value: "88258", keyword: TALK, note: by night, level: own}
      - {id: more, kind: call, value: 0808 800 5001, level: own}
"""


@pytest.fixture
def with_card(folder: Path) -> Path:
    """The good folder with a card on which Childline and a new service stand."""
    for name, more in ((CH, WORDS + LIMITS), (AG, AGENCY)):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    replace_text(folder / AG, "    topic: talk\n", "    topic: talk\n    card: true\n")
    more_section = "  - {id: more, heading: More, agencies: [advice]}\nback:\n"
    replace_text(folder / CH, "back:\n  heading: About", f"{more_section}  heading: About")
    return folder


def card_of(folder: Path) -> Card:
    return compose_card(check(read_folder(folder)), "hampshire", "child")


def test_the_first_number_for_the_child_of_each_service_stands_there_and_then_the_emergency(with_card: Path) -> None:
    card = card_of(with_card)
    assert [(number.who, number.call.text, number.why, number.urgent) for number in card.numbers] == [
        ("Call Childline", "0800 1111", "", False),
        ("Text New Service", "TALK to 88258", "by night", False),
        ("In danger now", "999", "", True),
    ]
    assert card.hours == ""
    assert card.web
    assert card.qr
    assert (card.web.text, card.qr.uri) == ("childline.org.uk", "https://www.childline.org.uk/get-support/")
    assert [(line.label, line.details) for line in card.ask.lines] == [("Name", ("name",)), ("Next time", ())]
    assert (card.heading, card.ask.heading, card.after) == ("Need to talk?", "Someone I can ask", "Use any phone.")
    assert card.unchecked == 2  # the text number and Childline's page


def test_hours_that_all_numbers_have_are_said_once(with_card: Path) -> None:
    replace_text(with_card / AG, "value: 0800 1111\n", "value: 0800 1111\n        note: by night\n")
    card = card_of(with_card)
    assert card.hours == "By night"
    assert {number.why for number in card.numbers} == {""}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("coverage: [uk]\n    label: {parent: For f", "coverage: [dorset]\n    label: {parent: For f"),
        ("    card: true\n    coverage", "    coverage"),
        ("    card: true\n    coverage", "    card: true\n    withheld: It has closed.\n    coverage"),
    ],
)
def test_a_service_that_does_not_serve_the_edition_or_is_withheld_is_not_on_it(
    with_card: Path, old: str, new: str
) -> None:
    replace_text(with_card / AG, old, new)
    assert [number.who for number in card_of(with_card).numbers] == ["Call Childline", "In danger now"]


def test_what_is_on_the_card_is_to_be_checked_even_if_no_section_of_the_edition_shows_it(with_card: Path) -> None:
    path = with_card / ED
    path.write_text(path.read_text(encoding="utf-8") + "\nchild: {remove: [more]}\n", encoding="utf-8")
    catalogue = check(read_folder(with_card))
    found = [
        (entry.contact.id, entry.variants)
        for entry in contacts_of(catalogue, catalogue.editions["hampshire"])
        if entry.owner == "new"
    ]
    assert ("text", ("parent", "child")) in found
    assert ("more", ("parent",)) in found


def test_without_words_or_services_there_is_no_card(with_card: Path) -> None:
    replace_text(with_card / AG, "    card: true\n", "")
    with pytest.raises(ContentError) as caught:
        card_of(with_card)
    assert [problem.code for problem in caught.value.problems] == ["card-without-services"]
    replace_text(with_card / CH, WORDS, "")
    with pytest.raises(ContentError) as caught:
        card_of(with_card)
    (problem,) = caught.value.problems
    assert problem.code == "no-card"
    assert problem.where
    assert problem.where.file == str(with_card / CH)


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (CH, "Need to talk?", "Police here?", 1),
        (CH, "In danger now}", "Call the guards}", 1),
        (CH, "Someone I can ask", "My police officer", 1),
        (CH, "label: Name", "label: Policeman", 1),
        (CH, "label: Next time", "label: Next time at the police", 1),
        (CH, "after: Use any phone.\nlimits", "after: Ask the police.\nlimits", 1),
        (AG, "name: New Service", "name: Police Service", 1),
        (AG, "note: by night", "note: not the police", 1),
        (AG, "shown: new.helpline.org", "shown: police.helpline.org", 2),  # and what its code opens
        (AG, "note: by day", "note: by the police", 0),  # a number for parents alone
        (AG, "{parent: They listen., child: They listen.}", "{parent: They listen., child: Police listen.}", 0),
    ],
)
def test_a_telling_word_on_either_side_is_refused(with_card: Path, name: str, old: str, new: str, words: int) -> None:
    replace_text(with_card / name, old, new)
    if name == AG and "police.helpline" in new:
        replace_text(with_card / AG, "https://new.helpline.org/", "https://police.helpline.org/")
    _, problems = examine(read_folder(with_card))
    assert [problem.code for problem in problems if problem.severity == "error"] == ["telling-word"] * words
