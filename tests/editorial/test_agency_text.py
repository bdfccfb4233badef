"""`change_agency`: whatever changes in a record of the shipped list, nothing outside that record does."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from leafletgen.content.agency_table import OF_CONTACT, OWN, AgencyTexts, texts_of
from leafletgen.content.catalogue import AgencyFile
from leafletgen.content.schema import Reader
from leafletgen.content.source import parse
from leafletgen.editorial.agency_text import change_agency
from tests.support.project import PROJECT

NAME = "agencies.yaml"
TEXT = (PROJECT / "data" / NAME).read_text(encoding="utf-8")
FIXED = {"id", "name", "status", "topic", "audience", "coverage", "coverage_level", "fee", "key", "card", "merge"}
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
    free = [one for one in OF_CONTACT if one not in ("id", "kind", "level", "audience", "source")]
    for name in draw(st.lists(st.sampled_from(sorted(contacts)), max_size=2)) if contacts else ():
        contacts[name][draw(st.sampled_from(free))] = draw(WORDS)
        contacts[name]["source"] = draw(SOURCES)
    return AgencyTexts(own, contacts)


@settings(max_examples=40)
@given(changes())
def test_only_the_record_changes(new: AgencyTexts) -> None:
    made = change_agency(TEXT, new, NAME)
    agency_id = new.own["id"]
    assert read(made) == {**BEFORE, agency_id: new}
    start = TEXT.index(f"  - id: {agency_id}\n")
    following = TEXT.find("\n  - id: ", start + 1)
    assert made.startswith(TEXT[:start])
    assert following < 0 or made.endswith(TEXT[following:])
