"""manifest.json: what the files in a folder are, and what they were made from.

In: the bytes of a manifest, or entries. Out: a Manifest, or its bytes; always in the order of the files' names.
Why: a website, a printer's portal and the next build all need to know which file is what. It is read as a stranger's:
what does not have its form exactly is not used at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from leafletgen.content.output_options import OutputOptions
from leafletgen.content.records import Id, Phrase, Size, Variant
from leafletgen.version import __version__

FileName = Annotated[
    str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.pdf$", max_length=200, description="The file, beside the manifest.")
]
Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", description="A SHA-256 in small hexadecimal digits.")]


class Entry(OutputOptions, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file that leafletgen made: how it was made, and what of."""

    file: FileName
    sha256: Hash
    pages: Annotated[int, Meta(ge=1, description="How many pages the PDF has; of a booklet, sides of sheets.")]
    edition: Id
    variant: Variant
    size: Annotated[Size, Meta(description="The size of a page of the leaflet.")]
    version: Annotated[Phrase, Meta(description="The version of the edition, as the leaflet prints it.")]
    contacts_last_checked: Annotated[
        datetime.date | None,
        Meta(description="The oldest check of all contacts printed; null as long as one of them has none."),
    ]
    fingerprint: Annotated[Hash, Meta(description="Changes with all that the file is made from.")]


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What leafletgen made in a folder."""

    format: Annotated[Literal[1], Meta(description="The form of this manifest.")] = 1
    made_by: Annotated[Phrase, Meta(description="The program that wrote this manifest, with its version.")]
    files: Annotated[tuple[Entry, ...], Meta(description="By the names of the files; each stands once.")]


def read_manifest(data: bytes) -> tuple[Entry, ...] | None:
    """The entries of a manifest; None where it is damaged or not ours."""
    try:
        entries = msgspec.json.decode(data, type=Manifest).files
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return entries if len({entry.file for entry in entries}) == len(entries) else None


def write_manifest(entries: Iterable[Entry]) -> bytes:
    """The bytes of a manifest: the same entries give the same bytes."""
    files = tuple(sorted(entries, key=lambda entry: entry.file))
    data = msgspec.json.encode(Manifest(made_by=f"leafletgen {__version__}", files=files))
    return msgspec.json.format(data, indent=1) + b"\n"


def manifest_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a manifest."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Manifest)}
