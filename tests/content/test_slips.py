"""Slips of the keyboard that YAML takes for something else: each is named, at its place, and what is right passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from leafletgen.content.check import check, examine
from leafletgen.content.numbering import printed_number
from leafletgen.content.parse import parse
from leafletgen.content.source import read_folder
from leafletgen.errors import ContentError, Problem
from tests.support.faults import AG, ED, Row, edit


def problems(text: str) -> list[Problem]:
    try:
        parse(text.encode(), "f")
    except ContentError as error:
        return list(error.problems)
    return []


def said(text: str) -> list[str]:
    return [
        f"{problem.where.line}:{problem.where.column} {problem.code}" for problem in problems(text) if problem.where
    ]


CURLY = {
    "name: “Kent”\n": ["1:7 curly-quotes"],
    "id: “kent”\nname: x\n": ["1:5 curly-quotes"],
    "areas: [“kent”, “sussex”]\n": ["1:9 curly-quotes", "1:17 curly-quotes"],
    "lines: [“To reach us, call 101.”]\n": ["1:9 curly-quotes", "1:23 curly-quotes"],
    "“name”: Kent\n": ["1:1 curly-quotes"],
    '- “Kent"\n': ["1:3 curly-quotes"],
    "name: ‘Kent’\n": ["1:7 curly-quotes"],
    "name: „Kent“\n": ["1:7 curly-quotes"],
    "name: «Kent»\n": ["1:7 curly-quotes"],
    "name: ＂Kent＂\n": ["1:7 curly-quotes"],
    "version: “1”\n": ["1:10 curly-quotes"],
    "note: “Note: free”\n": ["1:7 curly-quotes", "1:12 not-yaml"],
    "name: `Kent`\n": ["1:7 not-yaml"],
}
CURLY_TOO = (
    *("”Kent“", "»Kent«", "‹Kent›", "‚Kent‘", "‘Kent‘", "’Kent’", "’kent’", "’Kent Police’", "´Kent´", "′Kent′"),
    *("″Kent″", "ʺKentʺ", "「Kent」", "‘Kent'", '“Kent"'),
)
MERGED = "id: x\n<<<<<<< HEAD\nname: A\n{}=======\nname: B\n>>>>>>> main\n"
SLIPS = {
    **CURLY,
    **{f"name: {text}\n": ["1:7 curly-quotes"] for text in CURLY_TOO},
    # spaces that are not those of the space bar
    "id: x\nname:\u00a0Kent\nb: c\n": ["2:6 not-yaml"],
    "id: x\nname:\u2009Kent\n": ["2:6 not-yaml"],
    "id: x\nname:\u202fKent\n": ["2:6 not-yaml"],
    "a:\n  -\u00a0b: c\n  - d: e\n": ["2:4 not-yaml"],
    "a: b\n\u00a0c: d: e\n": ["2:1 not-yaml"],
    # quotes that close lines below, or in the middle of a text
    'name: "Kent\nareas: [kent]\ndate: x\nversion: "1"\n': ["1:7 unclosed-quote"],
    "name: 'Kent\nareas: [kent]\nby: 'x'\n": ["1:7 unclosed-quote"],
    '- name: "Kent\n  areas: a\n- name: "B"\n': ["1:9 unclosed-quote"],
    'a: b\nname: "Kent\nforce: c\nother: d"\n': ["2:7 unclosed-quote"],
    'name: "Kent”\nareas: x\nversion: "1"\n': ["1:7 unclosed-quote"],
    'areas: ["kent, sussex]\nname: "x"\n': ["1:9 unclosed-quote"],
    'name: "Kent\nareas: [kent]\n': ["1:7 not-yaml"],
    "name: 'It's fine'\n": ["1:11 not-yaml"],
    'name: "He said "no" to it"\n': ["1:17 not-yaml"],
    # marks of git
    MERGED.format(""): ["2:1 merge-mark"],
    MERGED.format("||||||| base\nname: C\n"): ["2:1 merge-mark"],
    MERGED.format("").replace("\n", "\r\n"): ["2:1 merge-mark"],
    MERGED.format("") * 2: ["2:1 merge-mark", "8:1 merge-mark"],
    "id: x\nname: B\n>>>>>>> main\n": ["3:1 merge-mark"],
    "id: x\n=======\nname: B\n": ["2:1 merge-mark"],
    "||||||| base\nname: B\n": ["1:1 merge-mark"],
    "a:\n  <<<<<<< HEAD\n  b: c\n  =======\n  b: d\n  >>>>>>> main\n": ["2:1 merge-mark"],
    # a tab, a sign that opens a block, a list on the line of its key
    "a:\n\tb: c\n": ["2:1 not-yaml"],
    "a:\n  -\tb: c\n": ["2:4 not-yaml"],
    "a: |b\n": ["1:5 not-yaml"],
    "a: - b\n": ["1:4 not-yaml"],
}


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_named_at_its_place(text: str) -> None:
    assert said(text) == SLIPS[text]


RIGHT = [
    "a: “Anything” helps.\n",
    "a: “A” and “B”\n",
    "a: They said “yes”\n",
    "a: ’tis the families’\n",
    "a: ‘tis’ the season\n",
    "a: ‘That is families’ own affair’\n",
    'a: "“Kent”"\n',
    "a: '“Kent”'\n",
    "a: >-\n  “Are you safe?”\n",
    'a: "one\n  two three\n  four"\n',
    'a: "Two ways:\n  call 101"\n',
    "a: 'You could\n  say: I am glad'\n",
    "- a: 'You could\n    say: I am glad'\n",
    "a: ['You could\n  say: I am glad', 'b']\n",
    "a:\n  b: 'You could\n    say: I am glad'\n",
    "a: 10\u00a0mm and 2\u202fm\n",
    "a: ====== b\n",
    "a: |\n  <<<< b\n",
    "a: 5″\n",
    "a: ‘90s and ‘80s\n",
    "a: O´Brien\n",
    "a: «A» and «B»\n",
    "a: |\n  Heading\n  =======\n",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_only_looks_like_a_slip_passes(text: str) -> None:
    assert said(text) == []


def test_the_hints_say_how() -> None:
    assert 'straight ones: "text"' in problems("a: “b”\n")[0].hint
    assert "U+00A0 (NO-BREAK SPACE)" in problems("a:\u00a0b\nc: d\n")[0].message
    assert "''" in problems("a: 'It's'\n")[0].hint
    assert "curly" in problems("a: “Note: b”\n")[1].hint
    assert "a tab" in problems("a:\n\tb: c\n")[0].message
    assert "`" in problems("a: `b`\n")[0].message
    assert "several lines" in problems("a: >b\n")[0].message
    assert "the line of its key" in problems("a: - b\n")[0].message


IDS = {
    "[Kent]": "kent",
    "[KENT]": "kent",
    "[Kent Police]": "kent-police",
    "[kent_police]": "kent-police",
    "['kent ']": "",
    '["Kent."]': "kent",
    "[Ynys Môn]": "ynys-mon",
    "[kent--west]": "kent-west",
}


@pytest.mark.parametrize("areas", IDS)
def test_an_id_in_another_form_gets_the_right_one(areas: str, folder: Path) -> None:
    edit(folder, Row(ED, "areas: [hampshire]", f"areas: {areas}", ()))
    with pytest.raises(ContentError) as caught:
        check(read_folder(folder))
    hints = [problem.hint for problem in caught.value.problems]
    assert any(hint.startswith(f"Did you mean {IDS[areas]}? ") for hint in hints) is bool(IDS[areas])


ID_FIELDS = (
    (ED, "force: example", "force: Example", "example"),
    (ED, "id: hampshire", "id: Hampshire", "hampshire"),
    (AG, "topic: advice", "topic: Good Advice", "good-advice"),
    (AG, "id: childline", "id: Child_Line", "child-line"),
    (AG, "coverage: [hampshire, dorset]", "coverage: [hampshire, Dorset]", "dorset"),
)


@pytest.mark.parametrize(("file", "old", "new", "better"), ID_FIELDS)
def test_every_field_with_an_id_gets_the_right_one(file: str, old: str, new: str, better: str, folder: Path) -> None:
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        check(read_folder(folder))
    assert any(problem.hint.startswith(f"Did you mean {better}? ") for problem in caught.value.problems), caught.value


TOO_HIGH = {
    "imprint: Published by us": "`parent:` or `child:`",
    'contact_lines: ["Call 101"]': "`parent:` or `child:`",
    "remove: [why]": "`parent:` or `child:`",
    "emergency_lines: [Shout.]": "`parent:` or `child:`",
    "colours: {}": "`parent:` or `child:`",
    "width_mm: 20": "`logo:`",
    "alt: Our crest": "`logo:`",
}


@pytest.mark.parametrize("line", TOO_HIGH)
def test_a_key_that_stands_too_high_is_told_where_it_belongs(line: str, folder: Path) -> None:
    path = folder / ED
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        check(read_folder(folder))
    (problem,) = caught.value.problems
    assert problem.code == "unknown-key"
    assert problem.hint.startswith(f"Write it below {TOO_HIGH[line]}, indented by two spaces")


def test_a_dash_in_place_of_a_hyphen_is_named(folder: Path) -> None:
    edit(folder, Row(ED, "areas: [hampshire]", "areas:\n  – hampshire", ()))
    with pytest.raises(ContentError) as caught:
        check(read_folder(folder))
    assert "“–” is no hyphen" in caught.value.problems[0].hint


SPACES = [
    (AG, "value: 023 8090 1234", 'value: "023\u00a08090\u00a01234"', "<no-break space>"),
    (AG, "value: help@helpline.org.uk", 'value: "help@helpline.org.uk\u2009"', "<thin space>"),
    (AG, "shown: childline.org.uk", 'shown: "child\u202fline.org.uk"', "<narrow no-break space>"),
    (ED, "areas: [hampshire]", "areas: [hampshire,\u00a0dorset]", "<no-break space>"),
    (ED, "date: 2026-11-24", "date: 2026-11-24\u00a0", "<no-break space>"),
    (ED, "id: hampshire", "\u00a0id: hampshire", "<no-break space>"),
]


@pytest.mark.parametrize(("file", "old", "new", "named"), SPACES)
def test_a_space_that_nobody_sees_is_named(file: str, old: str, new: str, named: str, folder: Path) -> None:
    edit(folder, Row(file, old, new, ()))
    with pytest.raises(ContentError) as caught:
        check(read_folder(folder))
    assert any(named in problem.message for problem in caught.value.problems), caught.value


NUMBERS = {
    # through Relay UK, as the number after the prefix
    "18001 101": True,
    "18001 0800 1111": True,
    "18002 116 123": True,
    "18001 023 8090 1234": True,
    "18000": True,
    "18001 0800 111": False,
    "18001 07700 900123": False,
    "18003 101": False,
    "18001 18001 101": False,
    # Jersey, Guernsey, Man
    "01534 612612": True,
    "01481 725111": True,
    "01624 631212": True,
    "07797 712345": True,
    "07781 123456": True,
    "07624 212345": True,
    "01534 99999": False,
    "01624 111111": False,
}


@pytest.mark.parametrize("number", NUMBERS)
def test_relay_and_the_islands_are_judged_alike_by_build_and_validate(number: str, folder: Path) -> None:
    assert (printed_number(number) is None) is NUMBERS[number]
    edit(folder, Row(AG, "value: 023 8090 1234", f'value: "{number}"', ()))
    source = read_folder(folder)
    catalogue, found = examine(source)
    errors = [problem for problem in found if problem.severity == "error"]
    assert (catalogue is not None, not errors) == (NUMBERS[number], NUMBERS[number])
