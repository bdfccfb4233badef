"""What all records of the data share: their base class, and the kinds of single values.

In: nothing. Out: types whose annotations hold limits and descriptions, which the schema reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, TypeAlias

from msgspec import Meta, Struct

from leafletgen.errors import Where
from leafletgen.formats import sizes

Variant = Literal["parent", "child"]
VARIANTS: tuple[Variant, ...] = ("parent", "child")

if TYPE_CHECKING:  # A type checker cannot read a Literal that is made from a table.
    Size: TypeAlias = str
else:
    Size = Literal[sizes()]

ContactKind = Literal["call", "text", "whatsapp", "email", "web", "search", "ask"]
Level = Literal["own", "2nd", "repo", "seed", "none"]
Status = Literal["active", "renamed", "unconfirmed", "suspected-closed", "merged", "per-area"]
Fee = Literal["none", "may-charge", "charges", "unknown"]
Detail = Literal["name", "number", "phone", "email", "reference", "next-contact"]
DETAILS: tuple[Detail, ...] = ("name", "number", "phone", "email", "reference", "next-contact")

Id = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="Small letters, digits and single hyphens.")]
Phrase = Annotated[str, Meta(min_length=1, max_length=120, description="One short line of text.")]
Prose = Annotated[str, Meta(min_length=1, max_length=600, description="A sentence or a short paragraph.")]
Comment = Annotated[
    str,
    # extra: this text alone may have line breaks
    Meta(min_length=1, max_length=2000, description="For editors of the data. Never printed.", extra={"lines": True}),
]
Count = Annotated[int, Meta(ge=1, le=99, description="A whole number from 1 to 99.")]
LanguageTag = Annotated[
    str,
    Meta(
        pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", description="The tag of a language: en, cy, pl, pa-Guru."
    ),
]
Spoken = Annotated[
    str,
    Meta(
        pattern=r"^([a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?|interpreter)$",
        description="The tag of a language; bsl for British Sign Language, interpreter for an interpreter on request.",
    ),
]
Address = Annotated[str, Meta(min_length=1, max_length=300, description="A web address.")]


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"at": "position"}):
    """A record of a data file, with its position there.

    If the file may have a plain text instead of the record, `short_for` names the field that the text is read as.
    `example` is how the record is written in a file, for hints.
    """

    short_for: ClassVar[str] = ""
    example: ClassVar[str] = ""

    at: Where  # called position outside Python, so that a file can have a key `at`
