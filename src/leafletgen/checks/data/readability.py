"""Readability: sentence length, reading grade, capitals and long words, by the limits of each leaflet.

In: the records of a data folder with their positions. Out: Problems, all warnings, each at its sentence.
Why: frightened people read less well than usual. Names of agencies and addresses do not count; all other printed text
does. English only: for other languages a warning says that it was not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from leafletgen.checks.data.grade import grade, syllables
from leafletgen.checks.data.plain_words import PLAINER
from leafletgen.content.catalogue import Agency, ByVariant, Edition
from leafletgen.content.leaflet_text import KeyRow, LeafletText, Limits, Version
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.records import Record, Variant
from leafletgen.content.rules.draft import Draft, audience_of, printed_contacts
from leafletgen.content.rules.printed_texts import PRINTED, PrintedText, printed_texts, texts_of
from leafletgen.content.values import quote
from leafletgen.errors import Problem, Where

LONG_WORD = 4
"""Words with at least this many syllables get a warning, unless the limits list them as familiar."""

SAMPLE = 100
"""The formula was derived from samples of about a hundred words: a shorter section gets no grade of its own."""

HARDEST = 3
"""How many of the hardest sentences a warning about the grade names."""

_SENTENCE = re.compile(r"\S.*?(?:[.!?][.!?”’\")]*(?=\s+[^\sa-z]|\s*$)|$)")
_WORD = re.compile(r"\w+(?:[-’'/]\w+)*")
_ADDRESS = re.compile(r"\S+@\S+\w|\b(?:https?://)?\w[\w-]*(?:\.\w[\w-]+)+(?:/[\w/-]*\w)?")
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")

# Of these records only some printed fields are sentences; the others are names, numbers and addresses.
_OWN_WORDS: Mapping[type[Record], tuple[str, ...]] = {
    **PRINTED,
    Edition: ("other_formats",),
    Version: ("words",),
    KeyRow: ("who", "why", "on_web"),
}


class Sentence(NamedTuple):
    """A sentence, its words without names and addresses, and the position of its start."""

    text: str
    words: tuple[str, ...]
    at: Where


def check_readability(draft: Draft) -> Iterator[Problem]:
    """Check the words of each leaflet, its agencies and the English editions against the limits of the leaflet."""
    english = [edition for edition in draft.editions if ENGLISH in edition.tags]
    yield from (_not_english(draft, edition) for edition in draft.editions if edition not in english)
    names = Names(draft)
    for leaflet in draft.leaflets if english else ():
        if leaflet.limits is None:
            message = "This leaflet has no limits, so its readability was not checked."
            hint = "Add `limits:` with a grade and a sentence: 8 and 25 for adults, 5 and 15 for children."
            yield Problem("no-limits", message, hint, leaflet.at, "warning")
        else:
            yield from _check_words(leaflet, leaflet.limits, names, draft, english)


def _not_english(draft: Draft, edition: Edition) -> Problem:
    message = f"The readability of the edition {edition.id} was not checked: the formula is for English."
    hint = "Ask somebody who knows the language and the readers."
    field = "languages" if edition.languages else "language"
    return Problem("not-judged", message, hint, draft.places.of(edition, field), "warning")


def _check_words(
    leaflet: LeafletText, limits: Limits, names: Names, draft: Draft, editions: Sequence[Edition]
) -> Iterator[Problem]:
    own = [*names.sentences(printed_texts([leaflet], draft.places, _OWN_WORDS))]
    others = [*names.sentences(_words_of_others(leaflet.variant, draft, editions))]
    for sentence in (*own, *others):
        yield from _check_sentence(sentence, leaflet.variant, limits, names)
    for section in leaflet.sections:
        part = [*names.sentences(printed_texts([section], draft.places, _OWN_WORDS))]
        if sum(len(sentence.words) for sentence in part) >= SAMPLE:
            at = draft.places.of(section, "heading")
            yield from _check_grade(f"the section {quote(section.heading)}", part, limits, at)
    at = draft.places.of(limits, "grade")
    yield from _check_grade(f"the {leaflet.variant} leaflet with its agencies", [*own, *others], limits, at)


def _words_of_others(variant: Variant, draft: Draft, editions: Sequence[Edition]) -> Iterator[PrintedText]:
    """The texts of agencies, of rows that several agencies share, and of editions that a leaflet prints."""
    for agency in draft.agencies:
        if variant in agency.audience and not agency.withheld:
            yield from _words_of_agency(agency, variant, draft)
    for row in draft.merged:
        yield from printed_texts([row.label, row.does], draft.places, {ByVariant: (variant,)})
    for edition in editions:
        own = edition.parent if variant == "parent" else edition.child
        yield from texts_of(edition, "other_formats", draft.places)
        versions = [edition.current_version] if edition.current_version else []
        yield from printed_texts([*versions, *([own] if own else [])], draft.places, _OWN_WORDS)


def _words_of_agency(agency: Agency, variant: Variant, draft: Draft) -> Iterator[PrintedText]:
    pieces = [words for words in (agency.label, agency.does, agency.note) if words]
    yield from printed_texts(pieces, draft.places, {ByVariant: (variant,)})
    yield from texts_of(agency, "cost", draft.places)
    for contact in printed_contacts(agency):
        if variant in audience_of(agency, contact):
            yield from texts_of(contact, "note", draft.places)
            if contact.kind == "ask":
                yield from texts_of(contact, "value", draft.places)


class Names:
    """The names that do not count as words: of agencies (whole, and parts around brackets), editions and forces."""

    def __init__(self, draft: Draft) -> None:
        whole = {name for agency in draft.agencies for name in (agency.name, agency.was) if name}
        whole |= {edition.name for edition in draft.editions} | {force.name for force in draft.forces}
        parts = {part for name in whole for part in re.split(r"\s*[()]\s*", name) if part}
        found = sorted(whole | parts, key=len, reverse=True)  # the longest first: Victim Support before Victim
        either = "|".join(map(re.escape, found)) or r"(?!)"
        self.pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)")
        self.capitals = {word for name in whole for word in _CAPITALS.findall(name)}

    def sentences(self, texts: Iterator[PrintedText]) -> Iterator[Sentence]:
        """Split texts into sentences; names and addresses are replaced by spaces, so that positions stay the same."""
        for text, node in texts:
            bare = _ADDRESS.sub(_spaces, self.pattern.sub(_spaces, text))
            for match in _SENTENCE.finditer(text):
                words = tuple(_WORD.findall(bare[match.start() : match.end()]))
                if words:
                    yield Sentence(match.group(), words, node.place_of(match.start()))


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _check_sentence(sentence: Sentence, variant: Variant, limits: Limits, names: Names) -> Iterator[Problem]:
    count = len(sentence.words)
    if count > limits.sentence:
        message = f"A sentence has {count} words, {count - limits.sentence} more than the {variant} leaflet allows"
        hint = "Split it into two sentences, or shorten it."
        yield Problem("long-sentence", f"{message}: {quote(sentence.text)}.", hint, sentence.at, "warning")
    for word in _CAPITALS.findall(" ".join(sentence.words)):
        if word not in names.capitals:
            hint = f"Write {quote(word.lower())}: capitals are harder to read, and a screen reader may spell them out."
            yield Problem("capitals", f"The word {quote(word)} is all in capitals.", hint, sentence.at, "warning")
    familiar = {word.lower() for word in limits.familiar}
    named = {word.lower() for word in sentence.words[1:] if word[:1].isupper()}  # A capital within a sentence: a name.
    for word in sorted({word for word in map(str.lower, sentence.words) if word not in familiar | named}):
        if word in PLAINER:
            message, hint = f"There is a plainer word for {quote(word)}.", f"Write instead: {PLAINER[word]}."
        elif syllables(word) >= LONG_WORD:
            message = f"The word {quote(word)} is long: it has {syllables(word)} syllables."
            hint = "Find a shorter one. If these readers know the word, add it to `familiar:` of the limits."
        else:
            continue
        yield Problem("long-word", message, hint, sentence.at, "warning")


def _check_grade(what: str, sentences: Sequence[Sentence], limits: Limits, at: Where) -> Iterator[Problem]:
    if not sentences:
        return
    found = grade([sentence.words for sentence in sentences])
    if found <= limits.grade:
        return
    hardest = sorted(sentences, key=lambda sentence: grade([sentence.words]), reverse=True)[:HARDEST]
    named = "; ".join(f"{sentence.at} {quote(sentence.text)}" for sentence in hardest)
    message = f"The reading grade of {what} is {found:.1f} (Flesch-Kincaid), more than {limits.grade}."
    yield Problem("reading-grade", message, f"Shorten the hardest sentences: {named}.", at, "warning")
