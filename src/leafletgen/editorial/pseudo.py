"""Pseudo-English: each text with accents, in brackets, and 1.4 times as long.

In: an English text. Out: the same for people, and another language for the program.
Why: a leaflet of it shows at a glance which words no translation can reach, and which boxes cannot grow.
"""

from __future__ import annotations

import re
from itertools import cycle

_ACCENTS = str.maketrans("acdegiklnorstuwyzACDEGIKLNORSTUWYZ", "áçďéğíķľñöřšťúŵýžÁÇĎÉĞÍĶĽÑÖŘŠŤÚŴÝŽ")
_FIELD = re.compile(r"(\{[a-z]+\})")
_LONGER = 1.4
_SHORT = 4
"""A text with fields and no more letters of its own gets no brackets: a number with its keyword cannot break."""
_PADDING = ("öñé", "ťŵö", "ťhřéé", "föúř")


def pseudo(english: str) -> str:
    """The text in pseudo-English; fields and digits stay, and a mark at its end stays there."""
    parts = _FIELD.split(english)
    words = "".join(part if _FIELD.fullmatch(part) else part.translate(_ACCENTS) for part in parts)
    body = words.rstrip(".:!?…")
    padding = cycle(_PADDING)
    own = len(_FIELD.sub("", english))
    wanted = len(english) - own + round(own * _LONGER) - 2
    longer = body
    while len(longer) < wanted:
        longer = f"{longer} {next(padding)}"
    return f"[{longer}]{words[len(body) :]}" if own > _SHORT or own == len(english) else words
