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
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(\.(cy\+en|[a-z]{2,3}(-[A-Z][A-Za-z]+)*))?(\.draft)?\.(pdf|html|svg)$",
        max_length=200,
        description="The file, beside the manifest.",
    ),
]
Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", description="A SHA-256 in lower-case hexadecimal digits.")]
Pages = Annotated[int, Meta(ge=1)]
Whole = Annotated[int, Meta(ge=0)]
Media = Literal["application/pdf", "text/html", "image/svg+xml"]

_MADE_BY = Meta(description="The program that wrote this manifest, with its version.")
_OF_FIRST_FORMAT = "null in an entry that an older leafletgen wrote"


class Entry(OutputOptions, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file that leafletgen made: its options and what it was made from.

    The pages of a site that list editions or files belong to no variant and no size, and the list of all editions to no
    edition.
    """

    file: FileName
    media: Annotated[Media, Meta(description="The type of the file.")]
    sha256: Hash
    bytes: Annotated[Whole | None, Meta(description=f"The size of the file; {_OF_FIRST_FORMAT}.")]
    pages: Annotated[
        Pages | None,
        Meta(description="How many pages the PDF has; in a booklet each is one side of a sheet. null: no PDF."),
    ]
    title: Annotated[str | None, Meta(description=f"The title, as a reader sees it; {_OF_FIRST_FORMAT}.")]
    edition: Id | None
    variant: Variant | None
    size: Annotated[Size | None, Meta(description="The size of a page of the leaflet; null for a web page.")]
    version: Annotated[Phrase | None, Meta(description="The version of the edition, as the leaflet prints it.")]
    date: Annotated[datetime.date | None, Meta(description=f"The date of the edition; {_OF_FIRST_FORMAT}.")]
    contacts_last_checked: Annotated[
        datetime.date | None,
        Meta(description="The date of the oldest check of a printed contact; null if one of them was never checked."),
    ]
    contacts_unchecked: Annotated[
        Whole | None, Meta(description=f"How many printed contacts nobody has checked; {_OF_FIRST_FORMAT}.")
    ]
    fingerprint: Annotated[Hash, Meta(description="Changes if anything changes that the file is made from.")]
    language_last_checked: Annotated[
        datetime.date | None,
        Meta(
            description="The date of the oldest check of the words of a translation, which its back says: all were "
            "checked then or later, and their English is that of today. null for English and for drafts."
        ),
    ] = None
    words: Annotated[
        Hash | None, Meta(description="Changes if the words change; null if an earlier version made the file.")
    ] = None
    left_out: Annotated[
        tuple[str, ...],
        Meta(
            description="The English headings of sections with `if_room`, and the card to cut out, that it is without: "
            "it has no room for them, or is not folded."
        ),
    ] = msgspec.field(default_factory=lambda: ())
    outdated: Annotated[
        bool,
        Meta(
            description="true if a later build should have made this file again, and did not, because it was refused "
            "or stopped: nobody may give it out."
        ),
    ] = False


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The files that leafletgen made in a folder."""

    format: Annotated[Literal[2], Meta(description="The version of this manifest's format.")] = 2
    made_by: Annotated[Phrase, _MADE_BY]
    files: Annotated[tuple[Entry, ...], Meta(description="Sorted by file name; no file occurs twice.")]
    drafts: Annotated[tuple[Entry, ...], Meta(description="Drafts of translations: nobody may publish them.")] = (
        msgspec.field(default_factory=lambda: ())
    )


class _FirstEntry(OutputOptions, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of format 1, which has only PDF files."""

    file: FileName
    sha256: Hash
    pages: Pages
    edition: Id
    variant: Variant
    size: Size
    version: Phrase
    contacts_last_checked: datetime.date | None
    fingerprint: Hash

    def now(self) -> Entry:
        """The entry in today's format."""
        known = msgspec.structs.asdict(self)
        return Entry(media="application/pdf", bytes=None, title=None, date=None, contacts_unchecked=None, **known)


class _FirstManifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A manifest of format 1: it is read, so that nothing is made again, and never written."""

    format: Literal[1] = 1
    made_by: Annotated[Phrase, _MADE_BY]
    files: tuple[_FirstEntry, ...]
    drafts: tuple[_FirstEntry, ...] = ()


def read_manifest(data: bytes) -> tuple[Entry, ...] | None:
    """The entries of a manifest; None if it is damaged or leafletgen did not write it."""
    for read in (_read, _read_first):
        try:
            entries = read(data)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            continue
        return entries if len({entry.file for entry in entries}) == len(entries) else None
    return None


def _read(data: bytes) -> tuple[Entry, ...]:
    manifest = msgspec.json.decode(data, type=Manifest)
    return (*manifest.files, *manifest.drafts)


def _read_first(data: bytes) -> tuple[Entry, ...]:
    manifest = msgspec.json.decode(data, type=_FirstManifest)
    return tuple(entry.now() for entry in (*manifest.files, *manifest.drafts))


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
