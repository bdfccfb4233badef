"""Readability: the shipped texts keep their limits, and each way to exceed one is reported at its position."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.support.readability import judged

CHILD, PARENT, AGENCIES, EDITION = (
    "leaflets/child.yaml",
    "leaflets/parent.yaml",
    "agencies.yaml",
    "editions/england.yaml",
)
LONG = " ".join(["go"] * 26)


def place(data: Path, file: str, wanted: str) -> str:
    """Line and column where a text begins in a file."""
    before = (data / file).read_text(encoding="utf-8").split(wanted)[0]
    return f"{data / file}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def test_the_shipped_words_keep_their_limits(data: Path) -> None:
    assert judged(data) == []
    limits = {file: yaml.safe_load((data / file).read_text(encoding="utf-8"))["limits"] for file in (CHILD, PARENT)}
    assert (limits[CHILD]["grade"], limits[CHILD]["sentence"]) == (5, 15)
    assert (limits[PARENT]["grade"], limits[PARENT]["sentence"]) == (8, 25)


@pytest.mark.parametrize(
    ("file", "old", "new", "starts"),
    [
        (CHILD, "You don’t need proof.", f"Stop. Now {LONG}. Go.", "Now go"),
        (
            CHILD,
            "People online may not be who they say.",
            f"You do. They want {LONG}\n          and more.",
            "They want go",
        ),
        (CHILD, "heading: Who to talk to", f"heading: {LONG}", "go go"),
        (PARENT, "- shared nude or sexual images or videos of themselves", f"- It {LONG}", "It go"),
        (PARENT, "act: Do not contact the other people involved,", f"act: Do not {LONG},", "Do not go"),
        (PARENT, "- Who do I call if you are away?", f"- Who {LONG}?", "Who go"),
        (PARENT, "who: In danger now", f"who: In {LONG}", "In go"),
        (AGENCIES, "child: Talk about anything.", f"child: Talk. We {LONG}.", "We go"),
        (AGENCIES, "parent: Talking or play for children who were sexually abused.", f"parent: Ask {LONG}.", "Ask go"),
        (AGENCIES, "note: at other times, for Portsmouth too", f"note: at {LONG}", "at go"),
        (AGENCIES, "value: the officer\n", f"value: the officer {LONG}\n", "the officer go"),
        (AGENCIES, "parent: Your child can talk about anything and give no name.", f"parent: We {LONG}.", "We go"),
        (AGENCIES, "cost: May charge a fee.", f"cost: May {LONG}.", "May go"),
    ],
)
def test_a_long_sentence_is_found_where_it_begins(data: Path, file: str, old: str, new: str, starts: str) -> None:
    found = [problem for problem in judged(data, (file, old, new)) if problem.code == "long-sentence"]
    assert found
    assert {str(problem.where) for problem in found} == {place(data, file, starts)}
    assert {problem.severity for problem in found} == {"warning"}


def test_names_of_agencies_and_addresses_do_not_count(data: Path) -> None:
    names = "NSPCC Helpline, Fearless (Crimestoppers), Crimestoppers, Victim Support and UK Safer Internet Centre"
    addresses = "help@example.org.uk www.example.org.uk/some/page https://example.org childline.org.uk"
    sentence = f"Ask {names} at {addresses} or " + " ".join(["go"] * 11) + "."
    edit = (CHILD, "You don’t need proof.", sentence)
    assert judged(data, edit) == []  # Ask, and, at, or, and 11 more: 15 words
    (problem,) = judged(data, (CHILD, "go go.", "go go now."))
    assert problem.code == "long-sentence"
    assert "A sentence has 16 words, 1 more than the child leaflet allows" in problem.message


def test_a_number_is_a_word(data: Path) -> None:
    edit = (CHILD, "You don’t need proof.", "Call 999 " + " ".join(["go"] * 13) + " now.")
    assert [problem.code for problem in judged(data, edit)] == ["long-sentence"]


def test_a_grade_too_high_names_the_hardest_sentences(data: Path) -> None:
    hard = "Solicitors investigate appropriate communication activities."
    edits = [(CHILD, "  grade: 5", "  grade: 1"), (CHILD, "You don’t need proof.", hard)]
    (problem,) = (problem for problem in judged(data, *edits) if "leaflet with its agencies" in problem.message)
    assert str(problem.where) == place(data, CHILD, "1\n  sentence")
    assert re.search(
        r"the child leaflet with its agencies is [1-3]\.\d \(Flesch-Kincaid\), more than 1\.", problem.message
    )
    assert f"{place(data, CHILD, 'Solicitors')} “{hard}”" in problem.hint


def test_a_long_section_has_a_grade_of_its_own(data: Path) -> None:
    hard = "Officers investigating inappropriate communications usually recommend immediate reporting."
    edit = (
        CHILD,
        "It is not your fault. There are people who will listen.",
        f"{hard} {hard} {hard} {hard} {'It is so. ' * 17}It is.",
    )
    found = [problem for problem in judged(data, edit) if problem.code == "reading-grade"]
    assert len(found) == 1
    assert "The reading grade of the section “Has someone tricked or hurt you?” is" in found[0].message
    assert str(found[0].where) == place(data, CHILD, "Has someone tricked")


def test_capitals_are_for_names(data: Path) -> None:
    edit = (PARENT, "Delete nothing.", "NEVER delete anything. Call NSPCC, CEOP or the BBC.")
    found = [problem for problem in judged(data, edit) if problem.code == "capitals"]
    assert [re.findall(r"“(\w+)”", problem.message) for problem in found] == [["NEVER"], ["BBC"]]
    assert [str(problem.where) for problem in found] == [
        place(data, PARENT, "NEVER"),
        place(data, PARENT, "Call NSPCC, CEOP"),
    ]


def test_long_words_come_with_a_suggestion(data: Path) -> None:
    edit = (PARENT, "Delete nothing.", "Commence now. Electricity is back.")
    found = {problem.message: problem.hint for problem in judged(data, edit) if problem.code == "long-word"}
    assert found == {
        "There is a plainer word for “commence”.": "Write instead: start.",
        "The word “electricity” is long: it has 5 syllables.": (
            "Find a shorter one. If these readers know the word, add it to `familiar:` of the limits."
        ),
    }


def test_each_leaflet_has_its_own_words_and_limits(data: Path) -> None:
    """20 words are too many for a child and not for a parent; what one leaflet alone prints is judged by its limits."""
    twenty = " ".join(["go"] * 20)
    assert (
        judged(data, (AGENCIES, "parent: Talking or play for children who were sexually abused.", f"parent: {twenty}"))
        == []
    )
    (problem,) = judged(
        data, (AGENCIES, "child: Talk or play, one to one, to help with hard feelings.", f"child: {twenty}")
    )
    assert "the child leaflet" in problem.message


def test_what_is_withheld_is_not_judged(data: Path) -> None:
    assert judged(data, (AGENCIES, "child: A helpline for young people.", f"child: {LONG}")) == []


def test_an_edition_adds_its_own_words(data: Path) -> None:
    (data / EDITION).write_text(f"{(data / EDITION).read_text()}other_formats: Please {LONG}.\n", encoding="utf-8")
    found = [str(problem.where) for problem in judged(data)]
    assert found == [place(data, EDITION, "Please")] * 2  # for each leaflet that prints it


def test_another_language_is_said_to_be_out_of_reach(data: Path) -> None:
    (data / EDITION).write_text(f"{(data / EDITION).read_text()}language: cy\n", encoding="utf-8")
    (problem,) = judged(data)
    assert (problem.code, str(problem.where)) == ("not-judged", place(data, EDITION, "cy\n"))
    assert "was not checked: the formula is for English" in problem.message


def test_a_leaflet_without_limits_is_said_to_be_unjudged(data: Path) -> None:
    text = (data / PARENT).read_text(encoding="utf-8")
    (data / PARENT).write_text(re.sub(r"(?m)^limits:.*\n(  .*\n)+", "", text), encoding="utf-8")
    (problem,) = judged(data)
    assert (problem.code, problem.where and problem.where.file) == ("no-limits", str(data / PARENT))
