"""The numbers, addresses, keywords and names of a leaflet: what is printed from left to right in every language.

In: a composed leaflet. Out: each of them as text.
Why: in a language that is written from the right, the build checks that they stand on the pages as in the data. Only
leaflets in such a language load this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from leafletgen.errors import Where

_FROM_THE_RIGHT = "\u0590-\u08ff"
_LETTER_FROM_THE_RIGHT = re.compile(f"[{_FROM_THE_RIGHT}]")
_GROUPS = re.compile(r"\+?[0-9]+(?:[ /–-]+[0-9]+)+")
"""A number in groups, a range, a date in digits."""

_WORD = re.compile(rf"[^\s{_FROM_THE_RIGHT}]*[0-9A-Za-z][^\s{_FROM_THE_RIGHT}]*")
_AROUND = ".,;:!?…()[]“”‘’«»"


def values_of(composed: Struct | tuple[str, ...]) -> tuple[str, ...]:
    """Each value in the texts of a leaflet or card, or in some texts; and each text that is all in Latin letters."""
    found = {value for text in {*_texts(composed)} for value in _values_in(" ".join(text.split()))}
    return tuple(sorted(value for value in found if len(value) > 1))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple) and not isinstance(value, Where):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Struct):
        for field in value.__struct_fields__:
            yield from _texts(getattr(value, field))


def _values_in(text: str) -> Iterator[str]:
    if not _LETTER_FROM_THE_RIGHT.search(text):
        yield text.rstrip(".,:;?…")
    yield from _GROUPS.findall(text)
    for match in _WORD.finditer(text):
        word = match.group().strip(_AROUND)
        yield word if word.count("(") == word.count(")") else ""
