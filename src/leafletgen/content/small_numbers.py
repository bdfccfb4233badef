"""One or two digits after a word such as "call": a wrong telephone number, or an amount, a time or the item of a list.

In: the digits, and the words beside them. Out: whether families would ring them.
Why: nobody answers "call 99", but "call 2 friends" is right. No number in the United Kingdom is as short.
"""

from __future__ import annotations

import re

_THING = re.compile(r"\b(?:the|an?|your|my|his|her|their|this|that|each|every|any|last|first|next) \w+$", re.IGNORECASE)
"""A word before "call", "text" or "phone" makes it the name of a thing: on your phone; not in: give us a call on 99."""

_AT = re.compile(r"\bat (?:[0-9]{1,2}(?:,| or| to| and) )?$", re.IGNORECASE)
_HOURS_OF_DAY = 24

_RANGE = re.compile(r" ?(?:to|–|-) ?[0-9]{1,2}(?!\w)")
"""A second number: 9 to 5."""

_BEFORE_ITEM = re.compile(r"[:(] ?\(?$")
_AFTER_ITEM = re.compile(r"[.)]? \S")

_MORE_AMOUNTS = re.compile(r"(?:(?:,| or| to| and| in)? ?[–-]? ?[0-9]{1,2}(?![\w%]))*(?: or (?:more|fewer|less|so)\b)?")
"""Further amounts after the first: 2, 3 or 4 friends; 1 or more."""

_NOTHING_COUNTED = re.compile(
    r"[^\w\s%-]|\s*$|\s[^\w\s]|\s(?:now|today|free|straight|right|immediately|first|again|instead|please|any\w*"
    r"|days? or|at|on|in|from|for|to|and|or|but|so|then|if|when\w*|where|while|until|unless|because|before|without"
    r"|with|is)\b",
    re.IGNORECASE,
)
"""The end of the sentence, or a word that names nothing that can be counted."""


def is_rung(digits: str, before: str, after: str, calling: str) -> bool:
    """Whether families would ring one or two digits, of which the text up to the word "call" is `calling`.

    `before` are the words from "call" on up to the digits, and `after` the rest of the text.
    """
    if (_THING.search(calling) and " on " not in before) or (
        _AT.search(before) and digits.isdigit() and int(digits) <= _HOURS_OF_DAY
    ):
        return False
    if _RANGE.match(after):
        return False
    if len(digits) == 1 and _BEFORE_ITEM.search(before) and _AFTER_ITEM.match(after):
        return False
    more = _MORE_AMOUNTS.match(after)
    return _NOTHING_COUNTED.match(after, more.end() if more else 0) is not None
