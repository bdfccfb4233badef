"""The order of text by UAX #9: cases of the Unicode consortium, and visual order by hand.

bidi/cases.txt has one row in 450 of BidiTest.txt and one in 70 of BidiCharacterTest.txt. To run all 861,948 cases of
both, take them from the Debian package unicode-data and write them in the same form.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import TypeAlias
from unicodedata import bidirectional

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leafletgen.layout.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE, levels, usual_levels, visual_order

CASES = Path(__file__).parent / "bidi" / "cases.txt"

OF_CLASS = {
    "L": "a",
    "R": "\u05d0",
    "AL": "\u0627",
    "EN": "1",
    "AN": "\u0660",
    "ES": "-",
    "ET": "#",
    "CS": ",",
    "NSM": "\u0300",
    "BN": "\u00ad",
    "B": "\u2029",
    "S": "\t",
    "WS": " ",
    "ON": "!",
    "LRE": "\u202a",
    "RLE": "\u202b",
    "LRO": "\u202d",
    "RLO": "\u202e",
    "PDF": "\u202c",
    "LRI": "\u2066",
    "RLI": "\u2067",
    "FSI": "\u2068",
    "PDI": "\u2069",
}
"""A character of each bidirectional class."""


def _characters(words: str) -> str:
    return "".join(OF_CLASS[word] if word in OF_CLASS else chr(int(word, 16)) for word in words.split())


def test_each_character_has_its_class() -> None:
    assert {bidirectional(character) for character in OF_CLASS.values()} == set(OF_CLASS)
    assert all(bidirectional(character) == name for name, character in OF_CLASS.items())


def test_the_cases_of_the_unicode_consortium_are_kept() -> None:
    rows = [line.split(";") for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(rows) > 3000
    for words, base, wanted, order in rows:
        found = levels(_characters(words), int(base))
        removed = {place for place, level in enumerate(wanted.split()) if level == "x"}
        shown = ["x" if place in removed else str(level) for place, level in enumerate(found)]
        assert shown == wanted.split(), (words, base)
        assert [place for place in visual_order(found) if place not in removed] == list(map(int, order.split()))


def test_no_text_has_no_level() -> None:
    assert levels("", 1) == []
    assert visual_order([]) == []


def test_a_number_between_arabic_words_keeps_its_order_only_in_an_isolate() -> None:
    number = "0808 800 5000"
    for held, seen in ((number, "5000 800 0808"), (f"{FIRST_STRONG_ISOLATE}{number}{POP_ISOLATE}", number)):
        text = f"ا {held} ب"
        printed = "".join(text[place] for place in visual_order(levels(text, 1)))
        assert printed.translate({0x2068: None, 0x2069: None}) == f"ب {seen} ا"


AROUND = ("", "ا", "ب،", " ا (", ") ب!", "\u0627\u064b # ", "1", "a", "\u0661", "\t", "\u202b")
INSIDE = ("a", "999", "+44 20-7946", "(18001 101)", "5 %", "a\u0300", "ا", "\u0661", "a ", "", "!", "\u202aa")


@pytest.mark.parametrize("inside", INSIDE)
def test_usual_paragraphs_have_the_levels_of_all_rules(inside: str) -> None:
    """And no others are taken for usual ones: an isolate with a letter from the right, a digit outside of isolates."""
    usual = 0
    for before, between, after in product(AROUND, repeat=3):
        text = f"{before}{inside}{between}{inside}{after}"
        first = (len(before), len(before) + len(inside))
        second = (first[1] + len(between), first[1] + len(between) + len(inside))
        held = f"{FIRST_STRONG_ISOLATE}{inside}{POP_ISOLATE}"
        full = levels(f"{before}{held}{between}{held}{after}", 1)
        marks = {first[0], first[1] + 1, second[0] + 2, second[1] + 3}
        found = usual_levels(text, [first, second])
        if found is not None:
            usual += 1
            assert found == [level for place, level in enumerate(full) if place not in marks], text
    assert usual == (6**3 if inside in ("a", "999", "+44 20-7946", "(18001 101)", "5 %", "", "!") else 0)


Part: TypeAlias = "str | list[Part]"
"""A piece of a paragraph: text, or an isolate with its pieces."""

FROM_LEFT = st.text("aZ19+-%,.! (“é", max_size=3)
FROM_RIGHT = st.text("اب\u064b،.! (#-", max_size=3)
ODD = st.text("a1ا\u0661\t\u202b ", max_size=2)
ISOLATE = st.recursive(st.lists(FROM_LEFT, max_size=2), lambda held: st.lists(FROM_LEFT | ODD | held, max_size=3))


def _with_marks(parts: list[Part]) -> tuple[str, list[tuple[int, int]], list[int]]:
    """The text with the marks of its isolates; their ranges in it without marks; where each character is among them."""
    marked, ranges, places = "", list[tuple[int, int]](), list[int]()

    def add(parts: list[Part]) -> None:
        nonlocal marked
        for part in parts:
            if isinstance(part, str):
                places.extend(range(len(marked), len(marked) + len(part)))
                marked += part
                continue
            number, start = len(ranges), len(places)
            ranges.append((start, start))
            marked += FIRST_STRONG_ISOLATE
            add(part)
            marked += POP_ISOLATE
            ranges[number] = (start, len(places))

    add(parts)
    return marked, ranges, places


@given(st.lists(FROM_RIGHT | ISOLATE | ODD, max_size=6))
@example(["ا ", ["abc ", ["def"]], " ب"])
@example(["ا ", [["abc"]], " ب"])
@example(["ا ", [["abc"], " def"], " ب"])
@example(["ا", ["abc"], ["def"]])
def test_usual_levels_are_those_of_all_rules_or_none(parts: list[Part]) -> None:
    marked, ranges, places = _with_marks(parts)
    full = levels(marked, 1)
    text = "".join(marked[place] for place in places)
    for isolates in (ranges, sorted(ranges)):
        assert usual_levels(text, isolates) in (None, [full[place] for place in places])
