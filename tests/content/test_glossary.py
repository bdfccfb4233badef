"""The glossary of a language: a translated text that has none of its words for an English term gets a note."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from leafletgen.content.check import check
from leafletgen.content.languages import Language, language_of
from leafletgen.content.source import read_folder
from leafletgen.content.translations.glossary import COLUMNS, glossary_of, other_words
from leafletgen.content.translations.store import Entry
from leafletgen.content.translations.translation import Text, Translation, read_translation
from leafletgen.errors import ContentError
from tests.support.program import Run
from tests.support.project import PROJECT
from tests.support.translated import own_folder

WELSH = language_of("cy")
SHIPPED = PROJECT / "data" / "glossary" / "cy.csv"


@pytest.fixture(scope="module")
def shipped() -> Translation:
    return read_translation(check(read_folder(PROJECT / "data")), WELSH, {})


def with_one(shipped: Translation, english: str, words: str, language: Language = WELSH) -> Translation:
    """A translation that has this text alone."""
    key, text = next((key, text) for key, text in shipped.texts.items() if text.entry)
    assert text.entry
    segment = text.entry.segment
    entry = text.entry._replace(segment=type(segment)(at=segment.at, place=segment.place, en=english, text=words))
    assert isinstance(entry, Entry)
    one = Text(text.wanted._replace(en=english), "current", entry, ())
    return shipped._replace(texts={key: one}, language=language)


@pytest.mark.parametrize(
    ("english", "words", "missed"),
    [
        ("What is grooming?", "Beth yw meithrin perthynas amhriodol?", ""),
        ("about grooming", "am feithrin perthynas amhriodol", ""),  # m becomes f
        ("What is grooming?", "Beth yw gwastrodi?", "grooming"),
        ("What is grooming?", "Beth yw perthynas?", "grooming"),
        ("the police", "gan yr heddlu", ""),
        ("Sextortion and a solicitor", "Blacmel rhywiol a chyfreithiwr", ""),  # c becomes ch
        ("with a solicitor", "gyda’ch twrnai", "solicitor"),
        ("child sexual abuse", "cam-drin plant yn rhywiol", ""),  # the longest term counts, not “sexual abuse”
        ("They were arrested", "Cawson nhw eu harestio", ""),  # no term: the English has another ending
        ("an arrest", "yr arestiad", ""),  # another ending
        ("Ask Report Remove", "Gofynnwch i Report Remove", ""),  # a name
        ("Report it", "Dywedwch wrth rywun", "report"),
    ],
)
def test_a_text_without_the_words_of_a_term_gets_a_note(
    english: str, words: str, missed: str, shipped: Translation
) -> None:
    catalogue = check(read_folder(PROJECT / "data"))
    found = list(other_words(catalogue, with_one(shipped, english, words)))
    assert [(problem.code, problem.severity) for problem in found] == ([("other-term", "note")] if missed else [])
    assert all(f"“{missed}”" in problem.message.lower() for problem in found)


def test_a_language_without_a_glossary_has_no_terms(shipped: Translation) -> None:
    catalogue = check(read_folder(PROJECT / "data"))
    assert glossary_of(catalogue, language_of("pl")) == {}
    assert list(other_words(catalogue, with_one(shipped, "grooming", "x", language_of("pl")))) == []


def test_a_folder_s_own_terms_replace_those_below_it(tmp_path: Path, run: Run) -> None:
    folder = own_folder(tmp_path / "ours")
    (folder / "glossary").mkdir()
    path = folder / "glossary" / "cy.csv"
    path.write_text("English;term\nsolicitor, lawyer;twrnai\nSolicitor;twrnai\n", encoding="utf-8")
    terms = glossary_of(check(read_folder(folder)), WELSH)
    assert (terms["solicitor"], terms["grooming"]) == (("twrnai",), ("meithrin perthynas amhriodol",))
    outcome = run("validate", "--language", "cy", "--data", folder)
    assert (outcome.code, "other-term" in outcome.stderr) == (0, False)  # the texts are not this folder's own
    assert "other-term" in run("translate", "status", "cy", "--data", folder).stderr
    path.write_text("English;Welsh\nsolicitor;twrnai\n", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        glossary_of(check(read_folder(folder)), WELSH)
    assert [problem.code for problem in refused.value.problems] == ["glossary-columns"]


def test_every_shipped_term_says_where_it_was_read() -> None:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 110 and tuple(rows[0]) == COLUMNS
    assert all(row["English"] and row["term"] and row["source"] for row in rows)
    assert all(row["note"] for row in rows if row["source"] == "general usage")
