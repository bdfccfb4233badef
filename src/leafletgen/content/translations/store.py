"""Read the translation into one language: its files in each data folder, and the rules that they must keep.

In: the Catalogue and a language. Out: Entries by their place and English text, or every Problem of the files.
Why: a force's folder adds and replaces single texts, as it does records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple, TypeAlias

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.files import exists
from leafletgen.content.languages import Language
from leafletgen.content.nodes import Scalar
from leafletgen.content.rules.printed_texts import PrintedText, find_missing_glyphs
from leafletgen.content.schema import Reader
from leafletgen.content.source import read_file
from leafletgen.content.translations.records import (
    FILE_KINDS,
    MACHINE,
    FileKind,
    Segment,
    Signatures,
    TranslationFile,
)
from leafletgen.content.translations.texts import text_faults
from leafletgen.content.values import Fault, quote, role
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
                entry = Entry(kind, segment, _signatures(found.status, segment), segment.at)
                self.entries[entry.key] = entry

    def _faults(self, kind: FileKind, found: TranslationFile, reader: Reader) -> Iterator[Problem]:
        if found.language != self.language.tag:
            message = f"This file is for {quote(self.language.tag)}, as its folder says, not {quote(found.language)}."
            hint = "Correct `language:`, or move the file."
            yield Fault("translation-language", message, hint).at(reader.places.of(found, "language"))
        signed: list[Signatures | Segment] = [*([found.status] if found.status else []), *found.segments]
        for record in signed:
            yield from _signature_faults(record)
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


def _signatures(status: Signatures | None, segment: Segment) -> Signatures:
    """Who translated and checked a text: what it says itself, else what its file says.

    A check of the file counts for a text that was translated by itself only if it came on a later day.
    """
    status = status or Signatures(at=segment.at)
    checked, again = (
        check if check and not (segment.translated and check.on <= segment.translated.on) else None
        for check in (status.checked, status.checked_again)
    )
    return Signatures(
        at=segment.at,
        translated=segment.translated or status.translated,
        checked=segment.checked or checked,
        checked_again=segment.checked_again or again,
    )


def _signature_faults(record: Signatures | Segment) -> Iterator[Problem]:
    """Signatures name roles; a program never checks, and nobody checks his own work."""
    signed = [one for one in (record.translated, record.checked, record.checked_again) if one]
    for signature in signed:
        if fault := role(signature.by):
            yield fault.at(signature.at)
    for check in (record.checked, record.checked_again):
        if check and re.search(rf"\b{MACHINE}\b", check.by, re.IGNORECASE):
            message = "A program cannot check a translation."
            hint = "Have a person check it who knows the language, and write the role."
            yield Fault("checked-by-machine", message, hint).at(check.at)
    seen: set[str] = set()
    for signature in signed:
        who = same_role(signature.by)
        if who in seen:
            message = f"The {signature.by} has signed twice; each signature must be that of another role."
            yield Fault("signed-twice", message, "Have another role check it.").at(signature.at)
        seen.add(who)


def same_role(role: str) -> str:
    """What is the same for all ways to write a role."""
    return " ".join(role.casefold().split())


def lacking(signatures: Signatures, *, critical: bool) -> tuple[str, ...]:
    """The checks that a text lacks; a check before the translation, or of the translator's own work, does not count."""
    translated = signatures.translated
    needed = {"checked": signatures.checked, **({"checked again": signatures.checked_again} if critical else {})}
    if translated is None:
        return ("translated", *needed)
    roles = {same_role(translated.by)}
    missing = []
    for name, signature in needed.items():
        if signature is None or signature.on < translated.on or same_role(signature.by) in roles:
            missing.append(name)
        else:
            roles.add(same_role(signature.by))
    return tuple(missing)
