"""The texts that can be printed, and two checks of them: the fonts have every character, and no email is redacted.

In: records, and the code points of the fonts. Out: Problems at the exact character.
Why: a PDF library prints an empty box for a character that the font lacks, without a message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

from leafletgen.content.catalogue import Agency, Area, ByVariant, Changes, Contact, Edition, Force, MergedRow
from leafletgen.content.characters import describe_character
from leafletgen.content.leaflet_text import (
    Back,
    Block,
    Card,
    CardBack,
    CardFront,
    CardLine,
    Crisis,
    Emergency,
    KeyRow,
    LeafletText,
    OfficerLine,
    OfficerOnCover,
    OwnSection,
    Section,
    Step,
    Version,
    WhoToCall,
)
from leafletgen.content.nodes import Scalar
from leafletgen.content.phrases import Phrases
from leafletgen.content.records import Record
from leafletgen.content.schema import Many, Nested, Places, fields_of
from leafletgen.content.settings import SiteSettings
from leafletgen.content.values import Fault, find_redaction
from leafletgen.errors import Problem

PRINTED: Mapping[type[Record], tuple[str, ...]] = {
    Agency: ("name", "name_cy", "was", "cost", "place"),
    ByVariant: ("parent", "child"),
    Contact: ("value", "keyword", "shown", "search_for", "note"),
    Area: ("name",),
    Force: ("name", "name_cy", "place", "place_cy"),
    MergedRow: ("name", "was", "search_for", "search_note"),
    Block: ("text", "points", "box", "questions"),
    Step: ("act", "text"),
    Crisis: ("text",),
    OfficerLine: ("label",),
    OfficerOnCover: ("heading",),
    WhoToCall: ("heading", "after"),
    KeyRow: ("number", "who", "why", "on_web"),
    Version: ("words", "shown"),
    Section: ("heading",),
    OwnSection: ("heading",),
    Emergency: ("heading", "number", "lead", "lines"),
    Back: ("heading", "other_formats", "unchecked"),
    Card: ("cut_out", "cut_out_behind"),
    CardFront: ("heading", "danger"),
    CardLine: ("label",),
    CardBack: ("heading", "after"),
    Changes: ("emergency_lines", "contact_lines", "imprint", "other_formats"),
    LeafletText: ("title", "for_whom", "cover"),
    Edition: ("name", "name_cy", "version", "other_formats"),
    SiteSettings: ("exit_note",),
    Phrases: tuple(name for name in Phrases.__struct_fields__ if name != "at"),
}


class PrintedText(NamedTuple):
    """A text that a leaflet can print, and the node that it was read from."""

    text: str
    node: Scalar


TextsOfRecords = Sequence[tuple[Record, tuple[PrintedText, ...]]]
"""Records (agencies, editions, leaflets and so on), each with the texts to print in it and in the records within."""


def printed_texts(
    records: Iterable[Record], places: Places, fields: Mapping[type[Record], tuple[str, ...]] = PRINTED
) -> Iterator[PrintedText]:
    """Every text to print in the records and the records within them; withheld ones are left out."""
    for record in records:
        if getattr(record, "withheld", None):
            continue
        for field in fields.get(type(record), ()):
            yield from texts_of(record, field, places)
        yield from printed_texts(_inner(record), places, fields)


def texts_of(record: Record, field: str, places: Places) -> Iterator[PrintedText]:
    """The texts of one field: one, or each item of a list; none if the file does not have the field."""
    value = getattr(record, field)
    indices = range(len(value)) if isinstance(value, tuple) else (None,)
    for index in indices:
        node = places.node(record, field, index)
        if isinstance(node, Scalar):
            yield PrintedText(node.value, node)


def _inner(record: Record) -> Iterator[Record]:
    for field in fields_of_records(type(record)):
        value = getattr(record, field)
        if isinstance(value, tuple):
            yield from value
        elif value is not None:
            yield value


@cache
def fields_of_records(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a class that hold records, or lists of them."""
    shapes = {name: field.shape for name, field in fields_of(kind).items()}
    return tuple(
        name for name, shape in shapes.items() if isinstance(shape.item if isinstance(shape, Many) else shape, Nested)
    )


def words_of(record: Record) -> Iterator[str]:
    """The texts to print in a record and in the records within it, in the order of their fields."""
    for field in PRINTED.get(type(record), ()):
        value = getattr(record, field)
        yield from value if isinstance(value, tuple) else filter(None, [value])
    for inner in _inner(record):
        yield from words_of(inner)


Coverage = Callable[[str], Mapping[str, AbstractSet[int]]]
"""For the tag of a language, the code points that each face has for it; no face if that is not known."""


def find_missing_glyphs(texts: Iterable[PrintedText], glyphs: Mapping[str, AbstractSet[int]]) -> Iterator[Problem]:
    """A Problem for each character of each text that a font lacks."""
    for text, node in texts:
        for character, fault in missing_glyphs(text, glyphs):
            yield fault.at(node.place_of(text.index(character)))


def missing_glyphs(text: str, glyphs: Mapping[str, AbstractSet[int]]) -> Iterator[tuple[str, Fault]]:
    """Each character of a text that a font lacks, with its Fault."""
    codes = {*map(ord, text)}
    for character in map(chr, sorted({code for points in glyphs.values() for code in codes - points})):
        lacking = [font for font, points in glyphs.items() if ord(character) not in points]
        message = f"The character {character!r}, {describe_character(character)}, is not in {', '.join(lacking)}."
        yield character, Fault("missing-glyph", message, "Write the word without it, or use a font that has it.")


def find_redactions(texts: Iterable[PrintedText]) -> Iterator[Problem]:
    """A Problem for each text that contains [email protected]."""
    for text, node in texts:
        if fault := find_redaction(text):
            yield fault.at(node.at)
