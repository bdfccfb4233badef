"""How much work a regular expression of a trap can be.

In: a regular expression. Out: the greatest number of ways in which it can be tried at one place of a text.
Why: Python's `re` tries all of them before it gives up, and for (\\w+\\s?)+! they double with each letter of the text.
"""

from __future__ import annotations

import math
import re

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
