"""`add_checks`: the new entries stand at the end of checks.yaml, and every byte before them is as it was."""

from __future__ import annotations

import datetime
import json
import unicodedata
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.content.check_log import CheckFile, LoggedCheck
from leafletgen.content.parse import parse
from leafletgen.content.schema import Reader
from leafletgen.editorial.check_file import add_checks, check_of
from leafletgen.errors import ContentError, UsageError, Where

NAME = "checks.yaml"
HOW = 'rang it: "yes"'


def entry(how: str = HOW, value: str = "0800 1111", on: datetime.date = datetime.date(2026, 11, 24)) -> LoggedCheck:
    return LoggedCheck(
        at=Where(""), agency="childline", contact="phone", value=value, on=on, how=how, by="comms officer"
    )


def plain(data: bytes) -> list[dict[str, Any]]:
    """The entries without their places."""
    reader = Reader()
    record = reader.read(CheckFile, parse(data, NAME))
    assert [*reader.problems] == []
    assert record is not None
    return [without_place(one) for one in record.checks]


def without_place(check: LoggedCheck) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(check)
    return {key: value for key, value in found.items() if key != "position"}


def block(dash: str = "  ", inside: str = "    ", line_end: str = "\n") -> str:
    first, *rest = (
        'agency: "childline"', 'contact: "phone"', 'value: "0800 1111"', 'on: "2026-11-24"',
        f"how: {json.dumps(HOW)}", 'by: "comms officer"',
    )  # fmt: skip
    return f"{dash}-".ljust(len(inside)) + first + line_end + "".join(inside + line + line_end for line in rest)


def test_a_new_file_says_what_it_is() -> None:
    text = add_checks(None, NAME, [entry(), entry()]).decode()
    comment, _, entries = text.partition("checks:\n")
    assert "leafletgen contacts record" in comment
    assert all(line.startswith("# ") for line in comment.splitlines())
    assert entries == block() * 2


OLD = '  - {agency: a, contact: b, value: "1", on: 2026-01-01, how: c, by: d}'
OLD_LINES = "  - agency: a\n    contact: b\n    value: e\n    on: 2026-01-01\n    by: d\n    how: "
SAME = [
    pytest.param(f"checks:\n{OLD}\n", block(), id="brackets"),
    pytest.param(f"checks:\n{OLD}", "\n" + block(), id="no line end at the end"),
    pytest.param(f"checks:\n{OLD}   # sure\n# end\n\n", block(), id="comments"),
    pytest.param(f"checks:\n{OLD}\n  # end", "\n" + block(), id="a comment without line end"),
    pytest.param(f"# one\n\nchecks: # two\n\n{OLD}\n", block(), id="comments before"),
    pytest.param(f'"checks":\n{OLD}\n', block(), id="a key in quotes"),
    pytest.param("checks:\n" + OLD_LINES + "rang it\n", block(), id="lines"),
    pytest.param("checks:\n" + OLD_LINES + "rang\n      it\n", block(), id="text of two lines"),
    pytest.param("checks:\n" + OLD_LINES + ">-\n      rang\n      it\n\n\n", block(), id="folded text"),
    pytest.param("checks:\n" + OLD_LINES + "'it''s\n      fine'", "\n" + block(), id="quoted text of two lines"),
    pytest.param("checks:\n" + OLD.strip() + "\n", block("", "  "), id="not moved in"),
    pytest.param(f"checks:\n    -    {OLD.strip(' -')}\n", block("    ", "         "), id="moved in far"),
    pytest.param(f"---\nchecks:\n{OLD}\n", block(), id="a document"),
]


@pytest.mark.parametrize(("before", "added"), SAME)
def test_an_entry_comes_at_the_end_in_the_form_of_those_before(before: str, added: str) -> None:
    made = add_checks(before.encode(), NAME, [entry()])
    assert made.decode() == before + added
    assert plain(made) == [*plain(before.encode()), without_place(entry())]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(line_end: str, mark: str) -> None:
    before = (mark + f"# Gwŷr 🙂\nchecks:\n{OLD}\n").replace("\n", line_end)
    assert add_checks(before.encode(), NAME, [entry()]).decode() == before + block(line_end=line_end)


@pytest.mark.parametrize(
    "before",
    [
        f"checks: [{OLD.strip(' -')}]\n",
        f"checks:\n  [{OLD.strip(' -')}]\n",
        f"{{checks: [{OLD.strip(' -')}]}}\n",
        f"checks:\n{OLD}\n...\n",
        f"checks:\n{OLD}\nmore: yes\n",
        "checks:\n",
        "checks: []\n",
        "- one\n",
        "words\n",
    ],
)
def test_a_file_of_another_form_is_refused(before: str) -> None:
    with pytest.raises(ContentError) as caught:
        add_checks(before.encode(), NAME, [entry()])
    (problem,) = caught.value.problems
    assert (problem.code, problem.where) == ("check-file-form", Where(NAME))
    assert "after a hyphen" in problem.hint


WORDS = st.text(st.characters(min_codepoint=32, exclude_categories=["C", "Z"]), min_size=1, max_size=60)
VALUES = WORDS.map(lambda text: unicodedata.normalize("NFC", text))  # as the data are when they have been read


@given(st.lists(st.tuples(VALUES, VALUES, st.dates()), min_size=1, max_size=4), st.integers(1, 4))
def test_entries_are_read_as_they_were_given(values: list[tuple[str, str, datetime.date]], at_once: int) -> None:
    checks = [entry(how, value, on) for how, value, on in values]
    data: bytes | None = None
    for begin in range(0, len(checks), at_once):
        made = add_checks(data, NAME, checks[begin : begin + at_once])
        assert made.startswith(data or b"#")
        data = made
    assert data is not None
    assert plain(data) == [without_place(check) for check in checks]


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
        ({"by": "PC 1234"}, ("--by", "not-a-role")),
        ({"by": "officer 46012345"}, ("--by", "not-a-role")),
    ],
)
def test_a_check_that_is_not_right_is_refused(typed: dict[str, str], expected: tuple[str, str]) -> None:
    assert expected in codes(**typed)


@pytest.mark.parametrize("by", ["comms officer", "MASH", "Hampshire comms team", "PC on the desk"])
def test_roles_are_taken(by: str) -> None:
    assert codes(by=by) == []
