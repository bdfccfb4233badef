"""The terms of a language: what an English term is called in it, from glossary/TAG.csv of the data folders.

In: the Catalogue, a language, its Translation. Out: a note for each text that has a term in other words.
Why: readers know the words that the police, courts and schools use; another one may say something else. Only people
can judge, so it is a note, and only `translate status` and `validate` look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.files import MAX_BYTES, exists, read_plain
from leafletgen.content.languages import Language
from leafletgen.content.spreadsheet import read_csv
from leafletgen.content.translations.translation import Translation
from leafletgen.content.values import Fault, quote
from leafletgen.content.welsh import WELSH
from leafletgen.errors import ContentError, Problem, Where

COLUMNS = ("English", "term", "source", "note")
"""The headings; a cell of the first two can have several terms, with semicolons between them."""

_MUTATIONS = {
    **{"p": "p|b|mh|ph", "t": "t|d|nh|th", "c": "c|g|ngh|ch", "b": "b|f|m", "d": "d|dd|n", "g": "g|ng|"},
    **{"m": "m|f", "ll": "ll|l", "rh": "rh|r"},
}
"""The first letters of a Welsh word, and those that they become after other words."""

_SHORTEST = 4
"""Words with fewer letters join the words of a term; of longer ones the ending may differ, but not so many letters."""


def glossary_of(catalogue: Catalogue, language: Language) -> dict[str, tuple[str, ...]]:
    """The terms of the language for each English one, in small letters; a folder's own replace those below it.

    Raises ContentError for a file without the columns English and term.
    """
    found: dict[str, tuple[str, ...]] = {}
    for folder in catalogue.folders:
        path = Path(folder) / "glossary" / f"{language.tag}.csv"
        if exists(path):
            found |= _read(path)
    return found


def _read(path: Path) -> dict[str, tuple[str, ...]]:
    table = read_csv(read_plain(path, MAX_BYTES), str(path))
    places = {heading.text: number for number, heading in enumerate(table.headings)}
    if not {*COLUMNS[:2]} <= places.keys():
        hint = f"Write in its first row: {', '.join(COLUMNS)}."
        message = f"The glossary has no columns {' and '.join(COLUMNS[:2])}."
        raise ContentError(Problem("glossary-columns", message, hint, Where(str(path))))
    found: dict[str, tuple[str, ...]] = {}
    for row in table.rows:
        english, terms = (_parts(row.cells[places[column]].text) for column in COLUMNS[:2])
        for one in english:
            found[one.lower()] = (*found.get(one.lower(), ()), *terms)
    return found


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def other_words(catalogue: Catalogue, translation: Translation) -> Iterator[Problem]:
    """A note for each translated text whose English has a term, and which has none of the language's words for it.

    Names of services have no terms in them. Raises ContentError as `glossary_of`.
    """
    glossary = glossary_of(catalogue, translation.language)
    if not glossary:
        return
    names = re.compile("|".join(re.escape(agency.name) for agency in catalogue.agencies.values()))
    longest_first = sorted(glossary, key=len, reverse=True)
    english = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
    wanted = {term: [_pattern(words, translation.language) for words in terms] for term, terms in glossary.items()}
    for text in translation.texts.values():
        if text.entry and text.state == "current":
            terms = dict.fromkeys(match.group().lower() for match in english.finditer(names.sub(" ", text.wanted.en)))
            missed = [term for term in terms if not _has_one(text.words, wanted[term])]
            if missed:
                yield _note(missed, glossary, text.words).at(text.entry.at)


def _note(missed: Iterable[str], glossary: Mapping[str, tuple[str, ...]], words: str) -> Fault:
    terms = ", ".join(f"{quote(term)}: {' or '.join(glossary[term])}" for term in missed)
    message = f"The glossary has other words than {quote(words)}. {terms}."
    hint = "Use them if they are right here; if others are right, leave it as it is."
    return Fault("other-term", message, hint, "note")


def _has_one(words: str, terms: Iterable[Iterable[re.Pattern[str]]]) -> bool:
    """Whether a text has all words of one of the terms."""
    return any(all(pattern.search(words) for pattern in patterns) for patterns in terms)


def _pattern(term: str, language: Language) -> list[re.Pattern[str]]:
    """Finds the words of a term in any order, each with another ending or, in Welsh, another beginning."""
    long = [word for word in re.findall(r"[^\W\d_]+", term) if len(word) >= _SHORTEST] or [term]
    return [re.compile(rf"(?<!\w){_beginning(word, language)}", re.IGNORECASE) for word in long]


def _beginning(word: str, language: Language) -> str:
    kept = word[: max(_SHORTEST, -(-len(word) * 3 // 5))].lower()
    if language.tag != WELSH:
        return re.escape(kept)
    first = next((letters for letters in ("ll", "rh", kept[0]) if kept.startswith(letters)), "")
    return f"(?:{_MUTATIONS.get(first, first)}){re.escape(kept[len(first) :])}"
