"""Read the translation into one language: its files in each data folder, and the rules that they must keep.

In: the Catalogue and a language. Out: Entries by their place and English text, or every Problem of the files.
Why: a force's folder adds and replaces single texts, as it does records.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple, TypeAlias

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.files import exists
from leafletgen.content.languages import Language
from leafletgen.content.nodes import Scalar
from leafletgen.content.parse import read_file
from leafletgen.content.rules.printed_texts import PrintedText, find_missing_glyphs
from leafletgen.content.schema import Reader
from leafletgen.content.translations.records import (
    FILE_KINDS,
    FileKind,
    Segment,
    Signatures,
    TranslationFile,
)
from leafletgen.content.translations.signatures import signature_faults, signatures_of
from leafletgen.content.translations.texts import text_faults
from leafletgen.content.values import Fault, quote
from leafletgen.errors import ContentError, FoundProblems, LeafletError, Problem, Where

Key: TypeAlias = tuple[FileKind, str, str]
"""What finds a text: its file, its place there, and the English."""


class Entry(NamedTuple):
    """A translated text: where its file has it, and who translated and checked it."""

    file: FileKind
    segment: Segment
    signatures: Signatures
    at: Where

    @property
    def key(self) -> Key:
        """What finds it."""
        return self.file, self.segment.place, self.segment.en


class Stored(NamedTuple):
    """A translation as its files have it; `outside` are the telling words of the child's outer pages, if it has any."""

    language: Language
    entries: Mapping[Key, Entry]
    outside: tuple[str, ...]
    warnings: tuple[Problem, ...]


def folder_of(data: Path, language: Language) -> Path:
    """Where a data folder has its translation into a language."""
    return data / "translations" / language.tag


def begun_in(catalogue: Catalogue, language: Language) -> Path | None:
    """The folder of a translation into a language, if only with files without words: the own one first, else None."""
    folders = (folder_of(Path(data), language) for data in reversed(catalogue.folders))
    return next(filter(exists, folders), None)


def read_stored(catalogue: Catalogue, language: Language, glyphs: Mapping[str, AbstractSet[int]]) -> Stored:
    """Read the translation of all data folders; `glyphs` as for content/check.py. Raises LeafletError.

    Without any file the translation is empty, and every text is missing.
    """
    reading = _Reading(language, glyphs)
    for folder in catalogue.folders:
        for kind in FILE_KINDS:
            path = folder_of(Path(folder), language) / f"{kind}.yaml"
            if exists(path):
                reading.read(kind, path)
    problems = tuple(reading.problems)
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise ContentError(errors)
    return Stored(language, reading.entries, reading.outside, problems)


class _Reading:
    """Reads one file after the other; a later one replaces texts of those before."""

    def __init__(self, language: Language, glyphs: Mapping[str, AbstractSet[int]]) -> None:
        self.language = language
        self.glyphs = glyphs
        self.entries: dict[Key, Entry] = {}
        self.outside: tuple[str, ...] = ()
        self.problems = FoundProblems()

    def read(self, kind: FileKind, path: Path) -> None:
        reader = Reader()
        try:
            found = reader.read(TranslationFile, read_file(path, str(path)))
        except LeafletError as error:
            self.problems.extend(error.problems)
            return
        self.problems.extend(reader.problems)
        if found is None:
            return
        self.problems.extend(self._faults(kind, found, reader))
        self.outside = found.outside or self.outside
        for segment in found.segments:
            if segment.text:
                entry = Entry(kind, segment, signatures_of(found.status, segment), segment.at)
                self.entries[entry.key] = entry

    def _faults(self, kind: FileKind, found: TranslationFile, reader: Reader) -> Iterator[Problem]:
        if found.language != self.language.tag:
            message = f"This file is for {quote(self.language.tag)}, as its folder says, not {quote(found.language)}."
            hint = "Correct `language:`, or move the file."
            yield Fault("translation-language", message, hint).at(reader.places.of(found, "language"))
        if found.status and not any(segment.text for segment in found.segments):
            message = (
                "These signatures sign nothing: this file has no text, and they are not of texts in other folders."
            )
            hint = (
                f"Sign texts that people have read with: leafletgen translate export {found.language} --to xlsx; then "
                f"leafletgen translate import leaflets.{found.language}.xlsx --checked --by ROLE --on DATE --write"
            )
            yield Fault("signs-nothing", message, hint, "warning").at(reader.places.of(found, "status"))
        today = datetime.date.today()
        signed: list[Signatures | Segment] = [*([found.status] if found.status else []), *found.segments]
        for record in signed:
            yield from signature_faults(record, today)
        nodes = [reader.places.node(segment, "text") for segment in found.segments]
        texts = [PrintedText(node.value, node) for node in nodes if isinstance(node, Scalar)]
        yield from find_missing_glyphs(texts, self.glyphs)
        first: dict[tuple[str, str], Where] = {}
        for segment in found.segments:
            where = reader.places.of(segment, "text")
            for fault in text_faults(segment.en, segment.text, self.language) if segment.text else ():
                yield fault.at(where)
            before = first.setdefault((segment.place, segment.en), segment.at)
            if before != segment.at:
                message = f"This text is at {before} too."
                yield Fault("segment-twice", message, "Keep one of the two.").at(segment.at)
