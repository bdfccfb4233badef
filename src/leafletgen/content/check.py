"""The second stage, `check`: nodes become typed records, and all their faults are reported together.

In: a SourceDoc, and the code points of the fonts if known. Out: a Catalogue, or a ContentError.
Why: later stages can rely on their input, and editors of the data can mend all faults in one go.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain
from pathlib import PurePath
from typing import TypeVar

from msgspec import Struct

from leafletgen.content.catalogue import (
    Agency,
    AgencyFile,
    Area,
    AreaFile,
    Catalogue,
    Edition,
    Force,
    ForceFile,
    MergedRow,
    Override,
    Trap,
    TrapFile,
)
from leafletgen.content.check_log import CheckFile, CheckIndex, LoggedCheck
from leafletgen.content.layers import find_overrides, overlay
from leafletgen.content.leaflet_text import LeafletText
from leafletgen.content.logo.load import Drawn
from leafletgen.content.phrases import Phrases
from leafletgen.content.records import Record
from leafletgen.content.rules.checks import CHECK_RULES, checks_of_sentences_hold
from leafletgen.content.rules.draft import Draft
from leafletgen.content.rules.editions import EDITION_RULES, read_logos
from leafletgen.content.rules.leaflets import LEAFLET_RULES
from leafletgen.content.rules.outer_pages import find_telling_words
from leafletgen.content.rules.printed_texts import find_missing_glyphs, find_redactions, printed_texts
from leafletgen.content.rules.records import RULES
from leafletgen.content.rules.site import site_addresses_can_be_opened
from leafletgen.content.rules.traps import find_traps
from leafletgen.content.rules.words import find_bad_contacts, find_mark_up_and_placeholders
from leafletgen.content.schema import Reader
from leafletgen.content.sentences import find_in_sentences
from leafletgen.content.settings import Settings
from leafletgen.content.source import Document, SourceDoc
from leafletgen.errors import ContentError, FoundProblems, Problem, Where, in_order

R = TypeVar("R", bound=Record)


DataRule = Callable[[Draft], Iterable[Problem]]


def check(source: SourceDoc, glyphs: Mapping[str, AbstractSet[int]] | None = None) -> Catalogue:
    """Check all data; `glyphs` maps the name of each font to its code points. Raises ContentError."""
    catalogue, problems = examine(source, glyphs)
    if catalogue is None:
        raise ContentError(problem for problem in problems if problem.severity == "error")
    return catalogue


def examine(
    source: SourceDoc,
    glyphs: Mapping[str, AbstractSet[int]] | None = None,
    more: Iterable[DataRule] = (),
    today: datetime.date | None = None,
    drawn: Drawn | None = None,
) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """Check all data, also by the rules in `more`: returns the Catalogue if there is no error, and every Problem.

    `more` are rules that give advice: what may not be printed is an error for every command, so these rules are here.
    `drawn` are logos drawn before, for a caller that checks the data again and again.
    Warnings and notes about an extended folder are left out, because the editors of this folder cannot mend them.
    """
    reader = Reader()
    read = _read(source, reader)
    draft = _draft(source, reader, read, today or datetime.date.today())
    logos, faulty = read_logos(draft, drawn)
    below = tuple(PurePath(layer.folder) for layer in source.layers[:-1])
    index = CheckIndex(draft.checks)
    in_sentences = tuple(find_in_sentences(draft, index))
    found = chain(
        reader.problems,
        faulty,
        _apply_rules(draft, glyphs or {}, more),
        checks_of_sentences_hold(draft, in_sentences),
    )
    problems = in_order(FoundProblems(problem for problem in found if not _is_advice_below(problem, below)))
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    catalogue = Catalogue(
        folder=source.folder,
        folders=tuple(layer.folder for layer in source.layers),
        settings=read.settings,
        agencies={agency.id: index.with_checks(agency) for agency in draft.agencies},
        merged={row.id: row for row in draft.merged},
        areas={area.id: area for area in draft.areas},
        forces={force.id: force for force in draft.forces},
        editions={edition.id: edition for edition in draft.editions},
        logos=logos,
        leaflets={leaflet.variant: leaflet for leaflet in draft.leaflets},
        phrases=draft.phrases[0],
        places=draft.places,
        in_sentences=in_sentences,
        overrides=tuple(_find_overrides(read)),
        warnings=tuple(problem for problem in problems if problem.severity == "warning"),
        own_fonts=source.own_fonts,
    )
    return catalogue, problems


def _is_advice_below(problem: Problem, below: tuple[PurePath, ...]) -> bool:
    if problem.severity == "error" or problem.where is None:
        return False
    return any(folder in PurePath(problem.where.file).parents for folder in below)


class _Read(Struct):
    """The records that could be read, by layer, the lowest first; `whole`: the classes of which all could be read."""

    settings: Settings
    agencies: list[tuple[Agency, ...]]
    merged: list[tuple[MergedRow, ...]]
    areas: list[tuple[Area, ...]]
    forces: list[tuple[Force, ...]]
    traps: list[tuple[Trap, ...]]
    checks: list[tuple[LoggedCheck, ...]]
    leaflets: list[tuple[LeafletText, ...]]
    phrases: list[tuple[Phrases, ...]]
    editions: tuple[Edition, ...]
    whole: set[type[Record]]


def _read(source: SourceDoc, reader: Reader) -> _Read:
    """Read all records; the good records of a file with faults are kept, so that they are checked too."""
    files = _Files(reader)
    if source.editions is None:
        files.whole.discard(Edition)
    settings = [files.read(Settings, Settings, [layer.settings] if layer.settings else []) for layer in source.layers]
    agencies: list[tuple[Agency, ...]] = []
    merged: list[tuple[MergedRow, ...]] = []
    for layer in source.layers:
        before = len(reader.made)
        agencies.append(files.read(AgencyFile, Agency, [layer.agencies]))
        merged.append(tuple(record for record in reader.made[before:] if isinstance(record, MergedRow)))
    own = settings[-1] or (Settings(at=Where(source.folder)),)
    return _Read(
        settings=own[0],
        agencies=agencies,
        merged=merged,
        areas=[files.read(AreaFile, Area, [layer.areas]) for layer in source.layers],
        forces=[files.read(ForceFile, Force, [layer.forces]) for layer in source.layers],
        traps=[files.read(TrapFile, Trap, [layer.traps]) for layer in source.layers],
        checks=[files.read(CheckFile, LoggedCheck, [layer.checks]) for layer in source.layers],
        leaflets=[files.read(LeafletText, LeafletText, layer.leaflets) for layer in source.layers],
        phrases=[files.read(Phrases, Phrases, [layer.phrases]) for layer in source.layers],
        editions=files.read(Edition, Edition, source.editions or ()),
        whole=files.whole,
    )


class _Files:
    """Reads files as records; `whole` has the classes of which no file failed so far."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.whole: set[type[Record]] = {Agency, Area, Force, Trap, LoggedCheck, LeafletText, Edition}

    def read(self, file: type[Record], kind: type[R], documents: Iterable[Document | None]) -> tuple[R, ...]:
        """Read documents that each hold one record of class `file`; returns the records of class `kind` in them."""
        before = len(self.reader.made)
        for document in documents:
            if document and self.reader.read(file, document.root) is None:
                self.whole.discard(kind)
        return tuple(record for record in self.reader.made[before:] if isinstance(record, kind))


def _draft(source: SourceDoc, reader: Reader, read: _Read, today: datetime.date) -> Draft:
    leaflets = overlay(read.leaflets, _variant)
    return Draft(
        folder=source.folder,
        agencies=overlay(read.agencies, _id),
        merged=overlay(read.merged, _id),
        areas=overlay(read.areas, _id),
        forces=overlay(read.forces, _id),
        traps=overlay(read.traps, _id),
        checks=tuple(chain.from_iterable(read.checks)),
        editions=read.editions,
        leaflets=leaflets,
        phrases=overlay(read.phrases, _only),
        site=read.settings.site,
        places=reader.places,
        agencies_whole=Agency in read.whole,
        areas_whole=Area in read.whole,
        forces_whole=Force in read.whole,
        topics_whole={Agency, Edition} <= read.whole
        and len({leaflet.variant for leaflet in leaflets}) == len(leaflets),
        leaflets_whole=LeafletText in read.whole,
        today=today,
    )


def _find_overrides(read: _Read) -> Iterator[Override]:
    yield from find_overrides("agency", read.agencies, _id)
    yield from find_overrides("merged row", read.merged, _id)
    yield from find_overrides("area", read.areas, _id)
    yield from find_overrides("force", read.forces, _id)
    yield from find_overrides("trap", read.traps, _id)
    yield from find_overrides("leaflet", read.leaflets, _variant)
    yield from find_overrides("phrases", read.phrases, _only)


def _id(record: Agency | MergedRow | Area | Force | Trap) -> str:
    return record.id


def _variant(leaflet: LeafletText) -> str:
    return leaflet.variant


def _only(_phrases: Phrases) -> str:
    return "all"


def _apply_rules(draft: Draft, glyphs: Mapping[str, AbstractSet[int]], more: Iterable[DataRule]) -> Iterator[Problem]:
    lists = (draft.agencies, draft.merged, draft.areas, draft.forces, draft.leaflets, draft.editions, draft.phrases)
    records = (*chain.from_iterable(lists), *([draft.site] if draft.site else ()))
    printed = [(record, tuple(printed_texts([record], draft.places))) for record in records]
    texts = list(chain.from_iterable(of_record for _, of_record in printed))
    for rule in (*RULES, *CHECK_RULES, *LEAFLET_RULES, *EDITION_RULES, *more):
        yield from rule(draft)
    yield from site_addresses_can_be_opened(draft)
    yield from find_telling_words(draft)
    yield from find_redactions(texts)
    yield from find_missing_glyphs(texts, glyphs)
    yield from find_traps(draft, printed)
    yield from find_mark_up_and_placeholders(draft, printed)
    yield from find_bad_contacts(draft, texts)
