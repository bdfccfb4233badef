"""`write_check`: the check is in the file, and every other byte is as it was."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.content.catalogue import AgencyFile, Checked, Contact
from leafletgen.content.schema import Reader
from leafletgen.content.source import parse
from leafletgen.editorial.yaml_edit import check_of, write_check
from leafletgen.errors import UsageError, Where

CHECK = Checked(at=Where(""), on=datetime.date(2026, 11, 24), how='rang it: "yes"', by="comms officer")
ON, HOW, BY = '"2026-11-24"', r'"rang it: \"yes\""', '"comms officer"'

HEAD = """\
# Who keeps this list: the comms team.
agencies:
  - id: childline   # eight digits
    name: Childline
    status: active
    topic: abuse-online
    audience: [parent, child]
    coverage: [uk]
    label: {parent: For children, child: "For you"}
    does: {parent: They listen., child: They listen.}
    contacts:
"""


CONTACT = "      - id: phone\n        kind: call\n        level: own"


def read(data: bytes) -> AgencyFile:
    reader = Reader()
    record = reader.read(AgencyFile, parse(data, "agencies.yaml"))
    assert list(reader.problems) == []
    assert record is not None
    return record


def record_first(text: str, encode: Callable[[str], bytes] = str.encode) -> str:
    """Record a check of the first contact of the text."""
    data = encode(text)
    changed = write_check(data, read(data).agencies[0].contacts[0].at, CHECK)
    assert read(changed).agencies[0].contacts[0].checked is not None
    return changed.decode()


def block(indent: str, line_end: str = "\n") -> str:
    lines = [f"{indent}checked:", f"{indent}  on: {ON}", f"{indent}  how: {HOW}", f"{indent}  by: {BY}"]
    return "".join(line_end + line for line in lines)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(CONTACT, "\n", id="block"),
        pytest.param(CONTACT, "", id="no line end at the end"),
        pytest.param(CONTACT + "   # sure", "\n", id="comment beside"),
        pytest.param(CONTACT, "\n\n        # a note\n", id="comment below"),
        pytest.param(
            CONTACT + "\n        source: [a,\n          b]  # two",
            "\n",
            id="ends in brackets",
        ),
        pytest.param(
            CONTACT + "\n        source:\n        - a\n        - b",
            "\n\n# end\n",
            id="ends in a list",
        ),
        pytest.param(
            CONTACT + "\n        comment: >-\n          one\n\n          two",
            "\n\n",
            id="ends in folded text",
        ),
        pytest.param(
            CONTACT + "\n        comment: |\n          one\n          # two",
            "\n      # three\n",
            id="ends in literal text",
        ),
        pytest.param(
            CONTACT + "\n        note: free\n          of charge",
            "\n",
            id="ends in text of two lines",
        ),
        pytest.param(
            CONTACT + "\n        note: 'it''s\n          free'",
            "\n",
            id="ends in quoted text of two lines",
        ),
    ],
)
def test_a_first_check_comes_behind_the_last_value(before: str, after: str) -> None:
    assert record_first(HEAD + before + after) == HEAD + before + block(" " * 8) + after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("      - {id: phone, kind: call, level: own", "}\n"),
        ("      - {id: phone, kind: call, level: own", ",}\n"),
        ("      - { id: phone, # one\n kind: call, level: own", "  # three\n  }\n"),
        ('      - {"id": "phone", "kind": "call", "level":"own"', "}"),
        ("      [{id: phone, kind: call, level: own, source: [a, b ]", " }] # end\n"),
    ],
)
def test_a_contact_in_brackets_stays_in_brackets(before: str, after: str) -> None:
    added = f", checked: {{on: {ON}, how: {HOW}, by: {BY}}}"
    assert record_first(HEAD + before + after) == HEAD + before + added + after


OLD = (
    "      - id: phone\n        kind: call\n"
    "        checked:{open}on: {on}{next}how: {how}{next}by: {by}{close}level: own\n"
)
STYLES = [("\n          ", "  # kept\n          ", "\n        # kept too\n\n        "), (" {", ", ", "}\n        ")]


@pytest.mark.parametrize(("start", "between", "close"), STYLES, ids=["block", "brackets"])
@pytest.mark.parametrize("how", ["opened it", "'opened it'", '"op\\x65ned it"'])
def test_a_new_check_takes_the_place_of_the_old(start: str, between: str, close: str, how: str) -> None:
    def text(on: str, how: str, by: str) -> str:
        return HEAD + OLD.format(open=start, next=between, close=close, on=on, how=how, by=by)

    assert record_first(text("2025-01-31", how, "someone else")) == text(ON, HOW, BY)


def test_an_old_check_in_folded_text() -> None:
    def text(how: str) -> str:
        return HEAD + OLD.format(open="\n          ", next="\n          ", close="\n        ", on=ON, how=how, by=BY)

    assert record_first(text(">-\n            opened\n            it")) == text(HOW)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(line_end: str, mark: str) -> None:
    before, after = (mark + (HEAD + CONTACT).replace("\n", line_end), line_end + "# Gwŷr 🙂" + line_end)
    assert record_first(before + after) == before + block(" " * 8, line_end) + after


# --- for all files ---

COMMENTS = st.sampled_from(["", "", "  # a: note", " #'", "\t# [tab"])
BETWEEN = st.lists(st.sampled_from(["", "# between", "      # far: in", "  "]), max_size=2)
WORDS = st.lists(
    st.sampled_from(["free", "day", "wŷr", "it's", "a:b", "🙂", "#no", "x-1", "01"]), min_size=1, max_size=4
)


@st.composite
def long_values(draw: st.DrawFn) -> list[str]:
    """A text as people write it, in one of the ways of YAML: the first line goes behind the key."""
    words = [word for word in draw(WORDS) if not word.startswith("#")] or ["free"]
    text = " ".join(words)
    return draw(
        st.sampled_from(
            [
                [text],
                [json.dumps(text, ensure_ascii=False)],
                ["'" + text.replace("'", "''") + "'"],
                [">-", *(f"  {word}" for word in words)],
                ["|", *(f"  {word}" for word in words), "  # no comment"],
                [words[0], *(f"  {word}" for word in words[1:])],
            ]
        )
    )


@st.composite
def block_contacts(draw: st.DrawFn, number: int) -> tuple[list[str], int]:
    """The lines of a contact, not yet moved in, and the line behind which its check belongs."""
    entries = [["id: c" + str(number)], ["kind: call"], ["level: own"]]
    if draw(st.booleans()):
        first, *rest = draw(long_values())
        entries.append([f"comment: {first}", *rest])
    if draw(st.booleans()):
        entries.append(draw(st.sampled_from([["source: [a, b]"], ["source: [a,", "   b", "  ]"], ["source:", "- a"]])))
    lines: list[str] = []
    last = 0
    for entry in draw(st.permutations(entries)):
        lines += entry
        folded = any(mark in entry[0] for mark in (": |", ": >-"))
        if not folded and not (len(entry) > 1 and entry[0].startswith("comment")):
            lines[-1] += draw(COMMENTS)
        last = len(lines)
        lines += [] if folded else draw(BETWEEN)
    return lines, last


@st.composite
def flow_contacts(draw: st.DrawFn, number: int) -> tuple[str, str]:
    """A contact in brackets, up to where its check belongs, and from there on."""
    parts = draw(st.permutations([f"id: c{number}", "kind: call", '"level": own', "source: [a, b ]", "note: 'a, }'"]))
    between = draw(st.sampled_from([", ", " ,  ", ",\n                "]))
    return "{" + between.join(parts), draw(st.sampled_from(["}", " }", ",}", " , }", "\n                }"]))


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, bytes, int]:
    """A file, the same file with the check in it, and the number of the contact that was checked."""
    line_end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    indent = " " * draw(st.integers(4, 9))
    inner = indent + draw(st.sampled_from(["  ", "   "]))
    count = draw(st.integers(1, 3))
    target = draw(st.integers(0, count - 1))
    before = after = HEAD
    for number in range(count):
        if draw(st.booleans()):
            lines, last = draw(block_contacts(number))
            rows = [indent + "-" + inner[len(indent) + 1 :] + lines[0], *(inner + line for line in lines[1:])]
            text = "\n".join(rows[:last])
            rest = "".join("\n" + row for row in rows[last:])
            added = block(inner)
        else:
            start, rest = draw(flow_contacts(number))
            text = f"{indent}- {start}"
            added = f", checked: {{on: {ON}, how: {HOW}, by: {BY}}}"
        final = "\n" if number < count - 1 or draw(st.booleans()) else ""
        before += text + rest + final
        after += text + (added if number == target else "") + rest + final
    mark = draw(st.sampled_from(["", "\ufeff"]))
    old, new = (mark + text.replace("\n", line_end) for text in (before, after))
    return old.encode(), new.encode(), target


def plain(file: AgencyFile) -> Any:
    """The records without their places."""

    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: strip(inner) for key, inner in value.items() if key != "at"}
        return [strip(inner) for inner in value] if isinstance(value, list | tuple) else value

    return strip(msgspec.to_builtins(file))


def contact_of(data: bytes, number: int) -> Contact:
    return read(data).agencies[0].contacts[number]


@given(files())
def test_in_every_file_only_the_check_is_new(made: tuple[bytes, bytes, int]) -> None:
    before, expected, number = made
    after = write_check(before, contact_of(before, number).at, CHECK)
    assert after == expected
    old, new = plain(read(before)), plain(read(after))
    assert new["agencies"][0]["contacts"][number].pop("checked") == {
        "on": "2026-11-24",
        "how": CHECK.how,
        "by": CHECK.by,
    }
    old["agencies"][0]["contacts"][number].pop("checked")
    assert old == new


@given(
    files(),
    st.dates(),
    st.text(st.characters(min_codepoint=32, exclude_categories=["C", "Z"]), min_size=1, max_size=60),
)
def test_a_check_may_be_recorded_again_and_again(made: tuple[bytes, bytes, int], on: datetime.date, how: str) -> None:
    _, checked, number = made
    other = Checked(at=Where(""), on=on, how=how, by="web editor")
    changed = write_check(checked, contact_of(checked, number).at, other)
    found = contact_of(changed, number).checked
    assert found is not None
    assert (found.on, found.by) == (on, "web editor")
    assert write_check(changed, contact_of(changed, number).at, CHECK) == checked


# --- what is typed ---


def codes(on: str = "2026-11-24", how: str = "rang it", by: str = "comms officer") -> list[tuple[str, str]]:
    try:
        check_of(on, how, by)
    except UsageError as error:
        return [(str(problem.where), problem.code) for problem in error.problems]
    return []


def test_a_good_check_is_taken() -> None:
    assert check_of("2026-11-24", "rang it", "MASH officer").by == "MASH officer"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"on": "24 November"}, ("--on", "bad-date")),
        ({"on": "2026-02-30"}, ("--on", "bad-date")),
        ({"how": ""}, ("--how", "empty-text")),
        ({"how": " rang it"}, ("--how", "outer-space")),
        ({"how": "rang\nit"}, ("--how", "line-break")),
        ({"how": "r" * 121}, ("--how", "too-long")),
        ({"how": "rang\u202eit"}, ("--how", "bidi-control")),
        ({"by": "Jane Smith"}, ("--by", "not-a-role")),
        ({"by": "PC Smith"}, ("--by", "not-a-role")),
        ({"by": "Smith"}, ("--by", "not-a-role")),
        ({"by": "jane@example.org"}, ("--by", "not-a-role")),
    ],
)
def test_a_check_that_is_not_right_is_refused(typed: dict[str, str], expected: tuple[str, str]) -> None:
    assert expected in codes(**typed)


@pytest.mark.parametrize("by", ["comms officer", "MASH", "Hampshire comms team", "PC on the desk"])
def test_roles_are_taken(by: str) -> None:
    assert codes(by=by) == []
