"""The files of a translation, as typed records: one file for each kind of words.

In: nothing; store.py makes these records. Out: what entries.py and the commands for translators read.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, TypeAlias, get_args

from msgspec import Meta

from leafletgen.content.records import Comment, LanguageTag, Phrase, Record

FileKind: TypeAlias = Literal["parent", "child", "agencies", "phrases"]
"""What words a file has: those of a leaflet, of services, or of the program itself."""

FILE_KINDS: tuple[FileKind, ...] = get_args(FileKind)

MACHINE = "machine"
"""Who translated, if a program did. A program never checks."""

MOST_LETTERS = 900
"""The most letters of a translated text: half as many again as of an English one."""

Words = Annotated[str, Meta(min_length=1, max_length=MOST_LETTERS, description="The words in the other language.")]


class Signature(Record, frozen=True, kw_only=True):
    """Who did something, by role, and when."""

    by: Annotated[Phrase, Meta(description="The role of who did it, never a person's name; machine for a program.")]
    on: Annotated[datetime.date, Meta(description="The day: 2026-11-24.")]


class Signatures(Record, frozen=True, kw_only=True):
    """Who translated and checked the texts of a file that say nothing else."""

    translated: Annotated[Signature | None, Meta(description="Who translated.")] = None
    checked: Annotated[Signature | None, Meta(description="Who checked: another role, never machine.")] = None
    checked_again: Annotated[
        Signature | None, Meta(description="Who else checked: a third role. Critical texts need it.")
    ] = None


class Segment(Record, frozen=True, kw_only=True, rename={"at": "position", "place": "at"}):
    """One text: the English, and the same in the other language."""

    place: Annotated[Phrase, Meta(description="Where it stands: sections/now/steps. It moves with the English text.")]
    en: Annotated[Words, Meta(description="The English text that was translated, to the letter.")]
    text: Annotated[Words | None, Meta(description="The words in the other language; none: not translated yet.")] = None
    note: Annotated[Comment | None, Meta(description="For translators. Never printed.")] = None
    translated: Annotated[Signature | None, Meta(description="Who translated it, if not the file's.")] = None
    checked: Annotated[Signature | None, Meta(description="Who checked it, if not the file's.")] = None
    checked_again: Annotated[Signature | None, Meta(description="Who else checked it, if not the file's.")] = None


class TranslationFile(Record, frozen=True, kw_only=True):
    """The words of one kind in one language: translations/TAG/parent.yaml, child.yaml, agencies.yaml, phrases.yaml."""

    language: LanguageTag
    status: Annotated[Signatures | None, Meta(description="Who translated and checked the texts.")] = None
    outside: Annotated[
        tuple[Phrase, ...] | None,
        Meta(min_length=1, description="In child.yaml: no word on an outer page may begin with one of these."),
    ] = None
    segments: Annotated[tuple[Segment, ...], Meta(description="The texts.")] = ()
