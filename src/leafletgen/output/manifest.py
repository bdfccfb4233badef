"""manifest.json: what the files in a folder are, and what they were made from.

In: the bytes of a manifest, or entries. Out: entries, or the bytes of a manifest, sorted by file name.
Why: a website, a printer's portal and the next build need to know which file is what. A manifest is untrusted input:
one that does not match the schema exactly is not used at all.
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

MOST_MANIFEST = 20_000_000
"""The most bytes that a manifest may have: an entry takes less than 1,000."""

FileName = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]{2,3}(-[A-Z][A-Za-z]+)*)?(\.draft)?\.pdf$",
        max_length=200,
        description="The file, beside the manifest.",
    ),
]
Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", description="A SHA-256 in lower-case hexadecimal digits.")]


class Entry(OutputOptions, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file that leafletgen made: its options and what it was made from."""

    file: FileName
    sha256: Hash
    pages: Annotated[
        int, Meta(ge=1, description="How many pages the PDF has; in a booklet each is one side of a sheet.")
    ]
    edition: Id
    variant: Variant
    size: Annotated[Size, Meta(description="The size of a page of the leaflet.")]
    version: Annotated[Phrase, Meta(description="The version of the edition, as the leaflet prints it.")]
    contacts_last_checked: Annotated[
        datetime.date | None,
        Meta(description="The date of the oldest check of a printed contact; null if one of them was never checked."),
    ]
    fingerprint: Annotated[Hash, Meta(description="Changes if anything changes that the file is made from.")]


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The files that leafletgen made in a folder."""

    format: Annotated[Literal[1], Meta(description="The version of this manifest's format.")] = 1
    made_by: Annotated[Phrase, Meta(description="The program that wrote this manifest, with its version.")]
    files: Annotated[tuple[Entry, ...], Meta(description="Sorted by file name; no file occurs twice.")]
    drafts: Annotated[tuple[Entry, ...], Meta(description="Drafts of translations: nobody may publish them.")] = (
        msgspec.field(default_factory=lambda: ())
    )


def read_manifest(data: bytes) -> tuple[Entry, ...] | None:
    """The entries of a manifest; None if it is damaged or leafletgen did not write it."""
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    entries = (*manifest.files, *manifest.drafts)
    return entries if len({entry.file for entry in entries}) == len(entries) else None


def write_manifest(entries: Iterable[Entry]) -> bytes:
    """The bytes of a manifest: the same entries give the same bytes."""
    files: list[Entry] = []
    drafts: list[Entry] = []
    for entry in sorted(entries, key=lambda entry: entry.file):
        (drafts if entry.draft and not entry.in_english else files).append(entry)
    made_by = f"leafletgen {__version__}"
    data = msgspec.json.encode(Manifest(made_by=made_by, files=tuple(files), drafts=tuple(drafts)))
    return msgspec.json.format(data, indent=1) + b"\n"


def manifest_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a manifest."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Manifest)}
