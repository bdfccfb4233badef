"""How a file is made: print size, colours, folding, profile.

In: options of the command line, or a row of `build:` in settings.yaml. Out: one OutputOptions, built by keyword.
Why: the command line, the plan and the manifest share one record of options. It imports only msgspec, so it loads fast.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

ENGLISH = "en-GB"
"""The language in which the words of the data are written."""

AND_ENGLISH = "+en"
"""The end of the languages of a booklet back to back: cy+en is Welsh from the front, then English."""

# A row of `build:` has fields of these types too.
LargePrint = Annotated[bool, Meta(description="Set in 18 point type, in A4.")]
Mono = Annotated[bool, Meta(description="Black and grey only.")]
Booklet = Annotated[bool, Meta(description="Two A5 pages on each side of A4, to fold and staple.")]
Fillable = Annotated[bool, Meta(description="The officer panel as a form to fill in on a screen.")]
Profile = Annotated[Literal["office", "press"], Meta(description="press: for a commercial printer.")]
Standard = Annotated[Literal["x4", "x1a"], Meta(description="With press: the PDF/X standard.")]
Marks = Annotated[bool, Meta(description="With press: crop marks outside the bleed.")]
Draft = Annotated[bool, Meta(description="Each page says that it is a draft; for the press before checks.")]


class OutputOptions(Struct, frozen=True, kw_only=True):
    """How files are made; `standard` and `marks` are for the press profile.

    A `draft` says on each page that it is one. It may show contacts that nobody has checked, for the press too, and
    words of a translation that nobody has checked, but not for the press.
    """

    large_print: LargePrint = False
    mono: Mono = False
    booklet: Booklet = False
    fillable: Fillable = False
    profile: Profile = "office"
    standard: Standard = "x4"
    marks: Marks = False
    draft: Draft = False
    language: Annotated[str, Meta(description="The language of the words, by its tag: en-GB, cy.")] = ENGLISH

    @classmethod
    def of(cls, source: Any) -> OutputOptions:
        """The options of a record that has attributes with the same names."""
        return msgspec.convert(source, cls, from_attributes=True)

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The parts that these options add to a file's name, in a fixed order."""
        named = (
            ("large", self.large_print),
            ("mono", self.mono),
            ("booklet", self.booklet),
            ("fillable", self.fillable),
            ("press", self.for_press),
            ("marks", self.marks),
        )
        return tuple(name for name, holds in named if holds)

    @property
    def in_english(self) -> bool:
        """Whether the words are those of the data, and no translation."""
        return self.language == ENGLISH

    @property
    def tags(self) -> tuple[str, ...]:
        """The languages of the words: one, or the two of a booklet back to back."""
        one = self.language.removesuffix(AND_ENGLISH)
        return (one,) if one == self.language else (one, ENGLISH)

    @property
    def for_press(self) -> bool:
        """Whether the file is for a commercial printer."""
        return self.profile == "press"

    @property
    def needs_checks(self) -> bool:
        """Whether a press prints it for families: then all contacts must be checked, and nothing of another place."""
        return self.for_press and not self.draft


OFFICE = OutputOptions()
