"""The second stage, `check`: nodes become typed records, and everything that is wrong with them is said at once.

In: a SourceDoc, and the code points of the fonts where they are known. Out: a Catalogue, or a ContentError.
Why: after this no stage needs to doubt its input, and somebody who edits the data mends all faults in one go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

from leafletgen.content.catalogue import Agency, AgencyFile, Area, AreaFile, Catalogue, Edition, LeafletText, Record
from leafletgen.content.printed import find_missing_glyphs, find_redactions, printed_texts
from leafletgen.content.rules import RULES, Draft
from leafletgen.content.schema import Reader
from leafletgen.content.source import Document, SourceDoc
from leafletgen.errors import ContentError, Problem, in_order

R = TypeVar("R", bound=Record)


def check(source: SourceDoc, glyphs: Mapping[str, AbstractSet[int]] | None = None) -> Catalogue:
    """Check all data; `glyphs` maps the name of each font to the code points that it has."""
    reader = Reader()
    draft = _draft(source, reader)
    problems = [*reader.problems, *_judge(draft, glyphs or {})]
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise ContentError(errors)
    return Catalogue(
        agencies={agency.id: agency for agency in draft.agencies},
        areas={area.id: area for area in draft.areas},
        editions={edition.id: edition for edition in draft.editions},
        leaflets={leaflet.variant: leaflet for leaflet in draft.leaflets},
        warnings=in_order(problems),
    )


def _draft(source: SourceDoc, reader: Reader) -> Draft:
    """Read all records; the good ones of a file with faults are kept, so that they are checked too."""
    agencies_whole = reader.read(AgencyFile, source.agencies.root) is not None
    areas_whole = reader.read(AreaFile, source.areas.root) is not None
    leaflets = _read_each(reader, LeafletText, source.leaflets)
    editions = _read_each(reader, Edition, source.editions)
    leaflets_whole = len(leaflets) == len(source.leaflets)
    return Draft(
        folder=source.folder,
        agencies=_made(reader, Agency),
        areas=_made(reader, Area),
        editions=editions,
        leaflets=leaflets,
        places=reader.places,
        areas_whole=areas_whole,
        topics_whole=agencies_whole and len({leaflet.variant for leaflet in leaflets}) == len(leaflets),
        leaflets_whole=leaflets_whole,
    )


def _read_each(reader: Reader, kind: type[R], documents: Iterable[Document]) -> tuple[R, ...]:
    read = (reader.read(kind, document.root) for document in documents)
    return tuple(record for record in read if record is not None)


def _made(reader: Reader, kind: type[R]) -> tuple[R, ...]:
    return tuple(record for record in reader.made if isinstance(record, kind))


def _judge(draft: Draft, glyphs: Mapping[str, AbstractSet[int]]) -> list[Problem]:
    records = (*draft.agencies, *draft.areas, *draft.leaflets, *draft.editions)
    texts = list(printed_texts(records, draft.places))
    found = [problem for rule in RULES for problem in rule(draft)]
    return [*found, *find_redactions(texts), *find_missing_glyphs(texts, glyphs)]
