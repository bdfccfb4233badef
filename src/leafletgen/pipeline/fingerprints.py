"""Fingerprints: a short text that changes when, and only when, what a file is made from changes.

In: an OutputFile, its composed Leaflet and the SharedInputs, which are the same for all files of a build; for a web
page also what stands around the leaflet.
Out: a SHA-256 in hexadecimal digits.
Why: a leaflet is made again only if its words, its form, a font or the program changed. The position of a word in its
data file, the data of other leaflets and the clock do not count.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from leafletgen.content.composed import BackToBack, Composed
from leafletgen.content.leaflet import Block, Card, Leaflet, Paragraph
from leafletgen.pipeline.plan import OutputFile

if TYPE_CHECKING:
    from leafletgen.web.twin import Frame


B = TypeVar("B", bound=Block)
L = TypeVar("L", bound=Composed)


class SharedInputs(NamedTuple):
    """What all files of a build depend on.

    `program` and `fonts` are hashes; `moment` is the one that SOURCE_DATE_EPOCH sets; `intent` is the name and the hash
    of the printing condition, for the press.
    """

    program: str
    fonts: str
    moment: datetime.datetime | None = None
    intent: tuple[str, str] = ("", "")


def fingerprint(output_file: OutputFile, leaflet: Composed, shared: SharedInputs, frame: Frame | None = None) -> str:
    """The fingerprint of a file.

    It leaves out what the file does not show: inks if office, colours if mono, how many contacts nobody has checked;
    of a web page the moment that dates PDF files.
    """
    leaflet = _uncounted(leaflet)
    shared = shared if output_file.options.for_press else shared._replace(intent=("", ""))
    if output_file.options.mono:
        leaflet = msgspec.structs.replace(leaflet, colours=())
    parts = [_plain(output_file), _plain(leaflet)]
    if output_file.kind == "html":
        shared = shared._replace(moment=None)
        parts.append(_plain(frame))
    return hashlib.sha256(msgspec.json.encode([shared, *parts])).hexdigest()


def words_digest(leaflet: Composed) -> str:
    """A digest of what a leaflet says: not of its colours, nor of the checks of its contacts, which change no word."""
    if isinstance(leaflet, BackToBack):
        both = words_digest(leaflet.first) + words_digest(leaflet.second)
        return hashlib.sha256(both.encode()).hexdigest()
    unchecked = {"last_checked": None, "language_last_checked": None}
    leaflet = msgspec.structs.replace(_uncounted(leaflet), colours=(), **unchecked)
    if isinstance(leaflet, Leaflet):
        card = leaflet.cut_out and msgspec.structs.replace(leaflet.cut_out, colours=(), **unchecked)
        back = msgspec.structs.replace(leaflet.back, paragraphs=_without_checks(leaflet.back.paragraphs))
        sections = tuple(msgspec.structs.replace(one, blocks=_without_checks(one.blocks)) for one in leaflet.sections)
        leaflet = msgspec.structs.replace(leaflet, back=back, sections=sections, cut_out=card)
    return hashlib.sha256(msgspec.json.encode(_plain(leaflet))).hexdigest()


def _uncounted(leaflet: L) -> L:
    """A leaflet without the number of its contacts that nobody has checked, and so the card to cut out of it."""
    if isinstance(leaflet, Leaflet) and isinstance(leaflet.cut_out, Card):
        return msgspec.structs.replace(leaflet, unchecked=0, cut_out=_uncounted(leaflet.cut_out))
    return msgspec.structs.replace(leaflet, unchecked=0)


def _without_checks(blocks: tuple[B, ...]) -> tuple[B, ...]:
    return tuple(block for block in blocks if not (isinstance(block, Paragraph) and block.on_checks))


def _plain(value: Any) -> Any:
    """A record as nested lists of its values, in field order; positions in data files (`at`) are left out."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if not isinstance(value, msgspec.Struct):
        return value
    return [item if isinstance(item, str) else _plain(item) for item in _getter(value.__class__)(value)]


@cache
def _getter(kind: type[msgspec.Struct]) -> Callable[[Any], tuple[Any, ...]]:
    """A getter of a record's class name and field values, built once for each class."""
    names = (name for name in kind.__struct_fields__ if name != "at")
    return attrgetter("__class__.__name__", *names)
