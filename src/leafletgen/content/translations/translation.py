"""The state of each text in a language: current, out of date or missing, and whether people have checked it.

In: the English texts of today and the stored translation. Out: a Translation, which finds each text.
Why: the stored English is compared with today's to the letter, so one changed sentence makes that one out of date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Literal, NamedTuple, TypeAlias

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.languages import Language
from leafletgen.content.phrases import Phrases
from leafletgen.content.translations.signatures import lacking
from leafletgen.content.translations.store import Entry, Key, Stored, read_stored
from leafletgen.content.translations.wanted import Wanted, wanted_texts
from leafletgen.errors import Problem

State: TypeAlias = Literal["current", "out of date", "missing"]

ALIKE = 0.7
"""The least likeness (difflib) of an English text to today's, at the same place, that is a change of it."""


class Text(NamedTuple):
    """An English text of today, the entry that translates it or an earlier one, and the checks that it lacks."""

    wanted: Wanted
    state: State
    entry: Entry | None
    lacks: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether families may read it: it is current and checked."""
        return self.state == "current" and not self.lacks

    @property
    def words(self) -> str:
        """The words in the language, old ones if out of date; the English if there are none."""
        return (self.entry and self.entry.segment.text) or self.wanted.en


class Translation(NamedTuple):
    """All texts of today in one language. `orphans` translate nothing any more; they are kept for reuse."""

    language: Language
    texts: Mapping[Key, Text]
    orphans: tuple[Entry, ...]
    outside: tuple[str, ...]
    warnings: tuple[Problem, ...]

    def phrase(self, name: str, phrases: Phrases) -> str:
        """A phrase of the program in the language."""
        return self.texts["phrases", name, getattr(phrases, name)].words

    @property
    def exists(self) -> bool:
        """Whether there is any text in the language."""
        return bool(self.orphans) or any(text.entry for text in self.texts.values())


def read_translation(catalogue: Catalogue, language: Language, glyphs: Mapping[str, AbstractSet[int]]) -> Translation:
    """Read the translation into a language, and compare it with the English of today. Raises LeafletError."""
    return compared(read_stored(catalogue, language, glyphs), wanted_texts(catalogue))


def compared(stored: Stored, wanted: Iterable[Wanted]) -> Translation:
    """The state of each text."""
    wanted = tuple(wanted)
    today = {one.key for one in wanted}
    left = {key: entry for key, entry in stored.entries.items() if key not in today}
    texts: dict[Key, Text] = {}
    for one in wanted:
        entry = stored.entries.get(one.key)
        if entry:
            texts[one.key] = Text(one, "current", entry, lacking(entry.signatures, critical=one.critical))
        elif entry := _earlier(one, left.values()):
            del left[entry.key]
            texts[one.key] = Text(one, "out of date", entry, ())
        else:
            texts[one.key] = Text(one, "missing", None, ())
    return Translation(stored.language, texts, tuple(left.values()), stored.outside, stored.warnings)


def _earlier(wanted: Wanted, entries: Iterable[Entry]) -> Entry | None:
    """The entry at the same place whose English is most like today's; None if none is like it."""
    from difflib import SequenceMatcher  # Slow to load, and only used if the English has changed.

    best, found = ALIKE, None
    for entry in entries:
        if (entry.file, entry.segment.place) == (wanted.file, wanted.place):
            likeness = SequenceMatcher(None, entry.segment.en, wanted.en, autojunk=False).ratio()
            if likeness >= best:
                best, found = likeness, entry
    return found
