"""What is composed for a file: a leaflet, a wallet card, or a leaflet in two languages back to back.

In: nothing; pipeline/composer.py makes these. Out: what the layout, the manifest and the checks of a file read.
Why: all three have the same names for what every file has, such as title, date and unchecked contacts.
"""

from __future__ import annotations

import datetime
from typing import TypeAlias

from msgspec import Struct

from leafletgen.content.leaflet import Card, Leaflet, Tint
from leafletgen.content.records import Variant


class BackToBack(Struct, frozen=True):
    """A leaflet in two languages in one booklet: `first` from its front, then `second`.

    `unchecked`, `last_checked` and `colours` are those of both, which print the same contacts; `language_last_checked`
    is that of the first, because the second is in English.
    """

    first: Leaflet
    second: Leaflet
    unchecked: int
    last_checked: datetime.date | None
    colours: tuple[Tint, ...]
    language_last_checked: datetime.date | None = None
    unchecked_words: bool = False

    @property
    def title(self) -> str:
        """The titles of both."""
        return f"{self.first.title} · {self.second.title}"

    @property
    def edition(self) -> str:
        """The edition of both."""
        return self.first.edition

    @property
    def variant(self) -> Variant:
        """The variant of both."""
        return self.first.variant

    @property
    def date(self) -> datetime.date:
        """The date of their edition."""
        return self.first.date

    @property
    def name(self) -> str:
        """What messages call it: gwent parent."""
        return self.first.name


Composed: TypeAlias = Leaflet | Card | BackToBack
