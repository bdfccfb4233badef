"""The texts of a translation as rows for other programs, and what filled-in rows change.

In: a Translation. Out: rows with an id each; and from rows that come back, the new texts, or Problems at their place.
Why: PO, XLIFF, CSV and Excel hold the same rows, so what may change in them is defined once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from leafletgen.content.characters import find_hidden_characters
from leafletgen.content.rules.printed_texts import missing_glyphs
from leafletgen.content.translations.records import FILE_KINDS, FileKind
from leafletgen.content.translations.store import Key
from leafletgen.content.translations.texts import cleaned, text_faults
from leafletgen.content.translations.translation import Text, Translation
from leafletgen.content.values import Fault, quote
from leafletgen.counts import counted
from leafletgen.errors import Problem, Where


class Row(NamedTuple):
    """One text: `old` is the English of an earlier translation that is out of date, `note` is for the translator."""

    file: str
    place: str
    en: str
    text: str
    note: str = ""
    old: str = ""
    state: str = ""
    critical: bool = False
    id: str = ""


class Returned(NamedTuple):
    """A row that came back, and its place in the file. `unfinished`: the translator's program says that it is."""

    row: Row
    at: Where
    unfinished: bool = False


def id_of(key: Key | tuple[str, str, str]) -> str:
    """12 hexadecimal digits that name a text: another English text has others."""
    return hashlib.sha256("\0".join(key).encode()).hexdigest()[:12]


def rows_of(translation: Translation) -> Iterator[Row]:
    """The texts of today, in the order of the files. A missing one offers the words for the same English elsewhere."""
    memory: dict[str, list[Text]] = {}
    for text in translation.texts.values():
        if text.state == "current":
            memory.setdefault(text.wanted.en, []).append(text)
    for key, text in translation.texts.items():
        entry = text.entry
        notes = [entry.segment.note or ""] if entry else [_offer(memory.get(text.wanted.en, ()))]
        if text.wanted.critical:
            notes.insert(0, "Critical: two people check it.")
        yield Row(
            file=text.wanted.file,
            place=text.wanted.place,
            en=text.wanted.en,
            text=entry.segment.text or "" if entry else "",
            note=" ".join(filter(None, notes)),
            old=entry.segment.en if entry and text.state == "out of date" else "",
            state=text.state if text.lacks or text.state != "current" else "checked",
            critical=text.wanted.critical,
            id=id_of(key),
        )


def _offer(alike: Iterable[Text]) -> str:
    """The words that translate the same English in other places."""
    return " ".join(f"In {text.wanted.file}, {text.wanted.place}: {quote(text.words)}." for text in alike)


class Taken(NamedTuple):
    """What rows that came back change: the new text of each key. A fault refuses all; notes say what was mended.

    `same` are the current texts that came back as they are: whoever has read the file has read them too. `unread` are
    the places of those that the translator's program marks as unfinished.
    """

    texts: dict[Key, str]
    same: list[Key]
    unread: list[Where]
    faults: list[Problem]
    notes: list[Problem]


def take(rows: Iterable[Returned], translation: Translation, glyphs: Mapping[str, AbstractSet[int]]) -> Taken:
    """What the rows change. A text that is the same as before, empty or unfinished changes nothing.

    `glyphs` are the code points of the faces of the language: what they lack could not be read again.
    """
    taken = Taken({}, [], [], [], [])
    before = {key: text.entry.segment.text for key, text in translation.texts.items() if text.entry}
    first: dict[Key, Where] = {}
    mended, unfinished = 0, []
    for row, at, is_unfinished in rows:
        key = _key(row)
        if isinstance(key, Fault):
            taken.faults.append(key.at(at))
            continue
        if key in first:
            message = f"The text {quote(row.en)} is in the file twice: at {first[key]} too."
            taken.faults.append(Fault("segment-twice", message, "Keep one of the two.").at(at))
        first.setdefault(key, at)
        text, changed = cleaned(row.text)
        current = translation.texts.get(key)
        if not text or (text == before.get(key) and current and current.state in ("current", row.state)):
            if text and current and current.state == "current":
                if is_unfinished:
                    taken.unread.append(at)
                else:
                    taken.same.append(key)
            continue  # An old text that is still right comes back in another state, from PO and XLIFF in none.
        if is_unfinished:
            unfinished += [at] if text != before.get(key) else []
            continue
        mended += changed
        faults = [*text_faults(row.en, text, translation.language), *_unreadable(text, glyphs)]
        taken.faults.extend(fault.at(at) for fault in faults if fault.severity == "error")
        taken.notes.extend(fault.at(at) for fault in faults if fault.severity != "error")
        if current is None:
            message = f"The English has changed since: {quote(row.en)}. Its translation is kept as one of the old text."
            taken.notes.append(Fault("old-english", message, "Translate the new text too.", "warning").at(at))
        taken.texts[key] = text
    taken.notes.extend(_said_of(mended, unfinished))
    return taken


def _unreadable(text: str, glyphs: Mapping[str, AbstractSet[int]]) -> Iterator[Fault]:
    """What the files of a translation must not have, because nobody could read them again."""
    for problem in find_hidden_characters(text, ""):
        yield Fault(problem.code, problem.message, problem.hint)
    yield from (fault for _, fault in missing_glyphs(text, glyphs))


def _said_of(mended: int, unfinished: Sequence[Where]) -> Iterator[Problem]:
    """What was changed in texts before they were taken, and which were not taken."""
    if mended:
        what = "Marks of direction, invisible characters, printed forms of letters, line ends or tabs"
        message = f"{what} were removed in {counted(mended, 'place')}."
        yield Problem("characters-removed", message, "Look at these texts again.", severity="warning")
    if unfinished:
        message = (
            f"{counted(len(unfinished), 'changed text is', 'changed texts are')} marked as unfinished, and left out."
        )
        hint = "Take the mark away in the translator's program (fuzzy, needs review) if the text is finished."
        yield Problem("text-unfinished", message, hint, unfinished[0], "warning")


def _key(row: Row) -> Key | Fault:
    """What the row translates; a Fault if its id does not belong to its English text."""
    kinds: Mapping[str, FileKind] = {kind: kind for kind in FILE_KINDS}
    kind = kinds.get(row.file)
    if kind is None or row.id != id_of((row.file, row.place, row.en)):
        hint = "Change the translation alone; for other English, change the data and export again."
        message = f"The English text or its place was changed: {quote(row.en)}."
        return Fault("changed-english", message, hint)
    return kind, row.place, row.en
