"""An edition adds sections, moves and replaces them: where each stands, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.content.check import check
from leafletgen.content.compose import compose
from leafletgen.content.leaflet import Paragraph, Service
from leafletgen.content.leaflet_text import OwnSection, Section
from leafletgen.content.own_sections import with_own
from leafletgen.content.source import read_folder
from leafletgen.errors import ContentError, Where
from tests.support.faults import AG, CH, ED, PA, Row, edit, said

AT = Where("kent.yaml", 1, 1)
TALK, ADVICE = "People to talk to", "Advice"
LOCAL = "heading: Near you, blocks: [{text: Ask here.}]"
A = "heading: A, blocks: [{text: A.}]"


def changed(folder: Path, changes: str, variant: str = "parent") -> None:
    """Write changes into the edition of the fixture."""
    edit(folder, Row(ED, "force: example", f"force: example\n{variant}: {changes}", ()))


def headings(folder: Path) -> list[str]:
    leaflet = compose(check(read_folder(folder)), "hampshire", "parent")
    return [section.heading for section in leaflet.sections if section.heading]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (f"{{sections: [{{id: local, after: talk, {LOCAL}}}]}}", [TALK, "Near you", ADVICE]),
        (f"{{sections: [{{id: local, after: advice, {LOCAL}}}]}}", [TALK, ADVICE, "Near you"]),
        (f"{{sections: [{{id: local, after: cover, {LOCAL}}}]}}", ["Near you", TALK, ADVICE]),
        ("{sections: [{id: talk, after: advice}]}", [ADVICE, TALK]),
        ("{sections: [{id: advice, after: cover}]}", [ADVICE, TALK]),
        ("{sections: [{id: advice, after: talk}]}", [TALK, ADVICE]),
        ("{sections: [{id: talk, after: advice, heading: Talk, agencies: [talk]}]}", [ADVICE, "Talk"]),
        ("{sections: [{id: talk, heading: Talk, agencies: [talk]}]}", ["Talk", ADVICE]),
        # two after the same one stand in the order of the file; one may follow another new one, given before it or not
        (
            f"{{sections: [{{id: a, after: talk, {A}}}, {{id: b, after: talk, {LOCAL}}}]}}",
            [TALK, "A", "Near you", ADVICE],
        ),
        (
            f"{{sections: [{{id: a, after: b, {A}}}, {{id: b, after: talk, {LOCAL}}}]}}",
            [TALK, "Near you", "A", ADVICE],
        ),
        # one that is removed still says where
        (f"{{remove: [talk], sections: [{{id: local, after: talk, {LOCAL}}}]}}", ["Near you", ADVICE]),
        (f"{{sections: [{{id: local, after: talk, only_in: [dorset], {LOCAL}}}]}}", [TALK, ADVICE]),
    ],
)
def test_an_edition_adds_moves_and_replaces_sections(changes: str, expected: list[str], folder: Path) -> None:
    changed(folder, changes)
    assert headings(folder) == expected


def test_a_moved_section_keeps_its_words_and_services(folder: Path) -> None:
    before = compose(check(read_folder(folder)), "hampshire", "parent")
    changed(folder, "{sections: [{id: talk, after: advice}]}")
    after = compose(check(read_folder(folder)), "hampshire", "parent")
    by_heading = [{section.heading: section for section in leaflet.sections} for leaflet in (before, after)]
    assert by_heading[0] == by_heading[1]


def test_an_added_section_shows_services_of_a_topic_of_its_own(folder: Path) -> None:
    edit(folder, Row(AG, "topic: advice", "topic: near", ()))
    edit(folder, Row(PA, "    agencies: [advice]\n", "", ()))
    changed(folder, "{sections: [{id: local, after: talk, heading: Near you, agencies: [near]}]}")
    leaflet = compose(check(read_folder(folder)), "hampshire", "parent")
    (section,) = [section for section in leaflet.sections if section.heading == "Near you"]
    assert [block.name for block in section.blocks if isinstance(block, Service)] == ["Example Helpline"]


def test_words_below_the_services_of_an_added_section(folder: Path) -> None:
    changed(
        folder,
        "{sections: [{id: local, after: talk, heading: Here, agencies: [talk], below: [{text: Call.}]}],"
        " remove: [talk]}",
    )
    leaflet = compose(check(read_folder(folder)), "hampshire", "parent")
    (section,) = [section for section in leaflet.sections if section.heading == "Here"]
    assert isinstance(section.blocks[-1], Paragraph)


REFUSED = [
    # a new id without a place may be a mistyped one
    (f"{{sections: [{{id: local, {LOCAL}}}]}}", "4:26 unknown-section"),
    (f"{{sections: [{{id: local, after: tlak, {LOCAL}}}]}}", "4:40 unknown-section"),
    (f"{{sections: [{{id: local, after: local, {LOCAL}}}]}}", "4:40 section-cycle"),
    ("{sections: [{id: talk, after: advice}, {id: advice, after: talk}]}", "4:39 section-cycle"),
    ("{sections: [{id: local, after: talk}]}", "4:26 section-form"),
    ("{sections: [{id: talk}]}", "4:26 section-form"),
    ("{sections: [{id: talk, blocks: [{text: A.}]}]}", "4:26 section-form"),
    ("{sections: [{id: talk, after: advice, agencies: [talk]}]}", "4:26 section-form"),
    ("{remove: [talk], sections: [{id: talk, after: advice}]}", "4:42 section-twice"),
    ("{sections: [{id: talk, after: advice}, {id: talk, after: cover}]}", "4:53 duplicate-id"),
    ("{remove: [local], sections: [{id: local, after: talk, " + LOCAL + "}]}", "4:43 section-twice"),
    ("{sections: [{id: talk, after: [{text: A.}], heading: A}]}", "4:39 wrong-type"),
    ("{sections: [{id: talk, after: ~, heading: A}]}", "4:39 empty-text"),
]


@pytest.mark.parametrize(("changes", "expected"), REFUSED, ids=[expected for _, expected in REFUSED])
def test_what_would_stand_nowhere_or_say_nothing_is_refused(changes: str, expected: str, folder: Path) -> None:
    changed(folder, changes)
    with pytest.raises(ContentError) as caught:
        check(read_folder(folder))
    assert expected in [said(problem, folder, ED) for problem in caught.value.problems]


def test_a_mistyped_place_gets_a_suggestion_and_an_unplaced_section_is_told_how(folder: Path) -> None:
    changed(
        folder,
        f"{{sections: [{{id: local, after: tlak, {LOCAL}}}, {{id: here, heading: Here, blocks: [{{text: A.}}]}}]}}",
    )
    with pytest.raises(ContentError) as caught:
        check(read_folder(folder))
    mistyped, unplaced = caught.value.problems
    assert "Did you mean talk?" in mistyped.hint
    assert "`after:`" in unplaced.hint
    assert "talk, advice" in unplaced.hint


def test_an_added_section_of_the_child_has_no_telling_word_outside(folder: Path) -> None:
    edit(
        folder,
        Row(CH, "variant: child", "variant: child\nlimits: {grade: 5, sentence: 15, outside: [police]}", ()),
    )
    added = "{sections: [{id: local, after: talk, outside: true, heading: The police, blocks: [{text: A.}]}]}"
    changed(folder, added, "child")
    with pytest.raises(ContentError) as caught:
        check(read_folder(folder))
    assert [problem.code for problem in caught.value.problems] == ["telling-word"]


NAMES = ["a", "b", "c", "d", "e"]


@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from([*NAMES, "cover"])))
def test_however_sections_move_none_is_lost_or_twice(moves: dict[str, str]) -> None:
    """Each section stands once; a moved one follows, save for others placed there too, the one that it names."""
    texts = tuple(Section(at=AT, id=name, heading=name) for name in NAMES)
    own = tuple(OwnSection(at=AT, id=name, after=after) for name, after in moves.items())
    found = [section.id for section in with_own(texts, own)]
    follows = {name: moves[name] for name in moves}
    if _circle(follows):
        return  # refused by a rule
    assert sorted(found) == NAMES
    stay = [name for name in NAMES if name not in moves]
    assert [name for name in found if name in stay] == stay
    for name, after in follows.items():
        between = found[found.index(after) + 1 : found.index(name)] if after != "cover" else found[: found.index(name)]
        assert all(_leads_to(other, after, follows) for other in between)


def _circle(follows: dict[str, str]) -> bool:
    return any(_leads_to(after, name, follows) or after == name for name, after in follows.items())


def _leads_to(name: str, wanted: str, follows: dict[str, str]) -> bool:
    for _ in follows:
        name = follows.get(name, "")
        if name == wanted:
            return True
    return False
