"""Fingerprints: a short text that changes when, and only when, what a PDF is made from changes.

In: an Order, its composed Leaflet and the Ground, which is what all files of a build share. Out: a SHA-256.
Why: a leaflet is made again because its words, its form, a font or the program changed, and for no other reason: the
place of a word in its data file, the data that other leaflets print and the clock do not enter.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

import leafletgen
from leafletgen.build.plan import Order
from leafletgen.content.leaflet import Leaflet

_LIBRARIES = ("qrcode", "reportlab", "uharfbuzz")
"""The packages of others that draw, measure or encode what is in a file."""


class Ground(NamedTuple):
    """What all files of a build depend on.

    `program` and `fonts` are hashes; `moment` is the one that SOURCE_DATE_EPOCH sets; `intent` is the name and the hash
    of the printing condition, for the press.
    """

    program: str
    fonts: str
    moment: datetime.datetime | None = None
    intent: tuple[str, str] = ("", "")


def fingerprint(order: Order, leaflet: Leaflet, ground: Ground) -> str:
    """The fingerprint of one file. What is for the press alone does not enter that of an office file."""
    shared = ground if order.make.for_press else ground._replace(intent=("", ""))
    return hashlib.sha256(msgspec.json.encode([shared, _plain(order), _plain(leaflet)])).hexdigest()


def hash_files(paths: Iterable[Path]) -> str:
    """One hash of the names and the bytes of several files, in their order. Raises OSError."""
    digest = hashlib.sha256()
    for path in paths:
        data = path.read_bytes()
        digest.update(b"%s\0%d\0" % (path.name.encode(), len(data)))
        digest.update(data)
    return digest.hexdigest()


def hash_file(path: Path) -> str:
    """The SHA-256 of a file, read piece by piece. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def program() -> str:
    """The version of the program, a hash of its sources (its tables of formats and colours too), and its libraries."""
    sources = sorted(Path(leafletgen.__file__).parent.rglob("*.py"))
    return " ".join((leafletgen.__version__, hash_files(sources), *map(installed, _LIBRARIES)))


def installed(package: str) -> str:
    """The name and version of an installed package (importlib.metadata would cost a tenth of a second to load)."""
    spec = find_spec(package)
    site = Path(spec.origin).parents[1] if spec and spec.origin else Path()
    return "+".join(sorted(path.stem for path in site.glob(f"{package}-*.dist-info"))) or package


def _plain(value: Any) -> Any:
    """A record as nested lists of its values, in the order of its fields; places in the data files are left out."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if not dataclasses.is_dataclass(value):
        return value
    return [item if isinstance(item, str) else _plain(item) for item in _getter(value.__class__)(value)]


@cache
def _getter(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the name of a kind of record, and the values of its fields, out of a record."""
    names = (field.name for field in dataclasses.fields(kind) if field.name != "at")
    return attrgetter("__class__.__name__", *names)
