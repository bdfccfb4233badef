"""`change_agencies`: whatever changes in a record of the shipped list, nothing outside that record does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leafletgen.content.agency_table import OF_CONTACT, OWN, AgencyTexts, texts_of
from leafletgen.content.catalogue import AgencyFile
from leafletgen.content.parse import parse
from leafletgen.content.schema import Reader
from leafletgen.editorial.agency_text import add_agencies, change_agencies
from tests.support.project import PROJECT

NAME = "agencies.yaml"
TEXT = (PROJECT / "data" / NAME).read_text(encoding="utf-8")
FIXED = {"id", "name", "status", "topic", "audience", "coverage", "coverage_level", "fee", "key", "card", "merge"}
STRICT = {"id", "kind", "level", "audience", "source", "speaks", "speaks_level", "speaks_source"}
WORDS = st.sampled_from(["", "a: b #c", "it's “x”", "null", "- x", "Words.", "0800 1111", "{a}"])
SOURCES = st.sampled_from(["", "https://a.org/x", "https://a.org/x\nhttps://b.org/"])


def read(text: str) -> dict[str, AgencyTexts]:
    file = Reader().read(AgencyFile, parse(text.encode(), NAME))
    assert file is not None
    return {agency.id: texts_of(agency) for agency in file.agencies}


BEFORE = read(TEXT)


@st.composite
def changes(draw: st.DrawFn) -> AgencyTexts:
    """An agency of the list with some other values, and with a contact removed or not."""
    old = BEFORE[draw(st.sampled_from(sorted(BEFORE)))]
    own, contacts = dict(old.own), {name: dict(texts) for name, texts in old.contacts.items()}
    for column in draw(st.lists(st.sampled_from([one for one in OWN if one not in FIXED]), max_size=3)):
        own[column] = draw(WORDS)
    if len(contacts) > 1 and draw(st.booleans()):
        del contacts[draw(st.sampled_from(sorted(contacts)))]
    free = [one for one in OF_CONTACT if one not in STRICT]
    for name in draw(st.lists(st.sampled_from(sorted(contacts)), max_size=2)) if contacts else ():
        contacts[name][draw(st.sampled_from(free))] = draw(WORDS)
        contacts[name]["source"] = draw(SOURCES)
    return AgencyTexts(own, contacts)


@settings(max_examples=15)
@given(changes())
def test_only_the_record_changes(new: AgencyTexts) -> None:
    made = change_agencies(TEXT, [new], NAME)
    agency_id = new.own["id"]
    assert read(made) == {**BEFORE, agency_id: new}
    start = TEXT.index(f"  - id: {agency_id}\n")
    following = TEXT.find("\n  - id: ", start + 1)
    assert made.startswith(TEXT[:start])
    assert following < 0 or made.endswith(TEXT[following:])


@settings(max_examples=10)
@given(st.lists(changes(), min_size=2, max_size=5, unique_by=lambda one: one.own["id"]))
def test_several_records_change_at_once(new: list[AgencyTexts]) -> None:
    """As if each was changed by itself, in whatever order they come."""
    made = change_agencies(TEXT, new, NAME)
    assert read(made) == {**BEFORE, **{one.own["id"]: one for one in new}}
    by_itself = TEXT
    for one in reversed(new):
        by_itself = change_agencies(by_itself, [one], NAME)
    assert made == by_itself


def _record(name: str, indent: str, begin: str = "- ") -> str:
    keys = (f"id: {name}", f"name: {name.title()}", "status: active", "topic: wellbeing", "audience: [parent]")
    more = ("coverage: [kent]", "label: {parent: For all}", "does:", "  parent: It helps.  # to be made longer")
    return "".join(f"{indent}{'  ' if number else begin}{line}\n" for number, line in enumerate((*keys, *more)))


_LIST = _record("one", "  ") + "\n  # about two - and three\n" + _record("two", "  ") + _record("three", "  ")
_MERGED = "merged: [{id: row, name: Row, label: {parent: L}, does: {parent: D}}]\n"
FORMS = {
    "as usual": f"# ours\nagencies:\n{_LIST}# end\n",
    "another key before": f"{_MERGED}agencies:\n{_LIST}",
    "another key after": f"agencies:\n{_LIST}{_MERGED}",
    "list not indented": "agencies:\n" + _LIST.replace("\n  ", "\n").removeprefix("  "),
    "all of it indented": "".join(f"  {line}\n" for line in f"agencies:\n{_LIST}{_MERGED}".splitlines()),
    "hyphens on lines of their own": "agencies:\n" + _LIST.replace("- id", "-\n    # which\n    id"),
    "from Windows": f"agencies:\n{_LIST}{_MERGED}".replace("\n", "\r\n"),
    "a document": f"---\nagencies:\n{_LIST}...\n",
    "in brackets": "agencies: [\n" + ",\n".join(
        f"{{id: {name}, name: {name.title()}, status: active, topic: wellbeing, audience: [parent], coverage: [kent],"
        " label: {parent: For all}, does: {parent: It helps.}}"
        for name in ("one", "two", "three")
    ) + "]\n",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_in_whatever_way_the_list_is_written(form: str) -> None:
    before = read(FORMS[form])
    assert list(before) == ["one", "two", "three"]
    new = {
        name: AgencyTexts({**before[name].own, "does parent": f"It helps {name}.", "cost": "Free"}, {})
        for name in ("three", "one")
    }
    made = change_agencies(FORMS[form], list(new.values()), NAME)
    assert read(made) == {**before, **new}
    assert [line for line in FORMS[form].splitlines() if "#" in line and "longer" not in line] == [
        line for line in made.splitlines() if "#" in line and "longer" not in line
    ]
    assert made.count("\r\n") == (made.count("\n") if form == "from Windows" else 0)


def test_new_agencies_are_added_together() -> None:
    new = [AgencyTexts({**BEFORE["childline"].own, "id": name}, BEFORE["childline"].contacts) for name in ("a", "b")]
    made = add_agencies(FORMS["another key after"], new, NAME)
    assert list(read(made)) == ["one", "two", "three", "a", "b"]
    assert [read(made)[name] for name in ("a", "b")] == new
