"""The regular expressions of traps, and how much work one can be.

In: a regular expression. Out: what is wrong with it, or what it searches for; the greatest number of ways in which it
can be tried at one place of a text.
Why: Python's `re` tries all of them before it gives up, and for (\\w+\\s?)+! they double with each letter of the text.
"""

from __future__ import annotations

import math
import re
import warnings
from functools import lru_cache

from leafletgen.content.values import Fault, quote

MOST_WAYS = 400_000
"""Two repeats without end in a paragraph, or some hundreds of choices and one such repeat."""

_LONGEST_TEXT = 600
_TOKEN = re.compile(
    r"(?P<quantifier>(?:[*+?]|\{(?P<low>\d*)(?P<comma>,?)(?P<high>\d*)\})[+?]?)"
    r"|(?P<open>\((?:\?(?:P?<?[=!]|P<\w+>|P=\w+|[aiLmsux-]*:|>|[aiLmsux]+(?=\))|\([^)]*\)|\#[^)]*))?)"
    r"|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<one>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.)",
    re.DOTALL,
)


@lru_cache(maxsize=64)
def pattern_fault(pattern: str) -> Fault | None:
    """Check the regular expression of a trap."""
    try:
        with warnings.catch_warnings(action="error", category=FutureWarning):  # It may mean something else one day.
            re.compile(pattern)
    except (re.error, FutureWarning, OverflowError, RecursionError) as error:
        message = f"{quote(pattern)} is not a regular expression: {error}."
        return Fault("trap-pattern", message, "Put a \\ before . ( ) [ ] * + ?.")
    if ways_of(pattern) <= MOST_WAYS:
        return None
    message = f"{quote(pattern)} can be tried in too many ways, so a search for it might not end."
    hint = "Repeat no group that has a repeat or a choice in it, and use at most two of * and +."
    return Fault("trap-slow", message, hint)


def compiled(pattern: str) -> re.Pattern[str] | None:
    """The regular expression, to search with; None if `pattern_fault` finds one."""
    return None if pattern_fault(pattern) else re.compile(pattern)


def ways_of(pattern: str) -> float:
    """The greatest number of ways in which a valid pattern can be tried; infinite for a repeat within a repeat."""
    open_groups: list[list[list[float]]] = [[[]]]
    for token in _TOKEN.finditer(pattern):
        branches = open_groups[-1]
        if token["open"]:
            open_groups.append([[]])
        elif token["close"] and len(open_groups) > 1:
            inside = sum(map(math.prod, open_groups.pop()))
            open_groups[-1][-1].append(float(inside))
        elif token["bar"]:
            branches.append([])
        elif token["quantifier"] and branches[-1]:
            branches[-1][-1] = _repeated(branches[-1][-1], token)
        else:
            branches[-1].append(1.0)
    return float(sum(math.prod(branch) for branches in open_groups for branch in branches))


def _repeated(inside: float, token: re.Match[str]) -> float:
    """The ways of something that is repeated and can itself be tried in `inside` ways."""
    sign = token["quantifier"][0]
    if sign == "?":
        return inside + 1
    low = int(token["low"] or 0) if sign == "{" else 0
    high = _high(token) if sign == "{" else _LONGEST_TEXT
    if inside > 1:
        return math.inf if high > 1 else inside + 1
    return float(max(1, high - low + 1))


def _high(token: re.Match[str]) -> int:
    """The greatest number of repeats that {…} allows."""
    if not token["comma"]:
        return min(int(token["low"] or 1), _LONGEST_TEXT)
    return min(int(token["high"] or _LONGEST_TEXT), _LONGEST_TEXT)
