"""Mark-up that an editor typed into a text, as for a web page or a chat: <b>, &amp;, **bold**, [words](address).

In: a text. Out: where the mark-up is, and a Fault.
Why: no text of the data has mark-up, so each sign of it would be printed for families as it is.
"""

from __future__ import annotations

import re
from functools import cache

from leafletgen.content.values import Fault, quote

_TAGS = (
    "a|abbr|b|big|blockquote|body|br|center|code|del|div|em|font|h[1-6]|head|hr|html|i|iframe|img|ins|li|mark|ol|p|pre|q|s"
    "|script|small|span|strike|strong|style|sub|sup|table|tbody|td|th|tr|tt|u|ul"
)
"""The elements of HTML that editors know; another word in angle brackets, such as <name>, is a placeholder."""

_CHARACTERS = "amp|apos|bull|copy|euro|gt|hellip|[lr][ds]quo|lt|mdash|middot|ndash|pound|quot|reg|trade"
"""The names of characters that are mark-up without a semicolon too; before a = they are of a web address."""

_LETTER = r"\w\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
"""What words are made of: Python's \\w has no accents by themselves, and no vowel signs of Arabic and of India."""

_HAN = r"\u2e80-\u9fff"
"""Chinese characters: they have no spaces between words, so signs of mark-up stand directly beside them."""

_BETWEEN = rf"(?=[^\s*_~`])[^*~`\n]*?[{_LETTER}.,;:!?…)”’\"'؟۔،؛।。，！？；：）」](?<!_)"
"""What stands between two signs: not beginning with a space, and ending with a letter or a mark."""

_MARK_UP = rf"""
      (?P<tag></?(?:{_TAGS})(?:\s[^<>]*=[^<>]*)?\s*/?>|</[a-z][^<>\s]*>|<!--|<!doctype\b
        |(?:(?<!\w)\[|\[/)(?:b|i|u|s|url|img|size|color)(?:=[^\]]*)?\])
    | (?P<character>&(?:[a-z]{{2,8}}[0-9]*|\#[0-9]+|\#x[0-9a-f]+);|&(?:nbsp|(?:{_CHARACTERS})(?![\w=])))
    | (?P<link>(?:!\[[^\[\]\n]*|\[[^\[\]\n]+)\]\((?:[^()\s]+[./:][^()\s]+)?\))
    | (?P<bold>(?:(?<![{_LETTER}*>])|(?<=[{_HAN}])(?=\*\*)
            |(?<=[{_LETTER}])(?<![0-9_])(?=\*\*[^\W\d_]))(?P<stars>\*{{1,3}})(?!\*){_BETWEEN}
            (?P=stars)(?:(?![{_LETTER}*])|(?<=\*\*)(?!\*))
        |(?<![{_LETTER}@/.-])(?P<lines>_{{1,3}})(?!(?-i:[A-Z_\s]+_)){_BETWEEN}(?P=lines)(?![{_LETTER}@])
        |(?<!~)~~{_BETWEEN}~~(?!~)|(?<!`)`(?=\S)[^`\n]+`(?!`)
        |(?<!\S)(?:\*\*|__(?!(?-i:[A-Z_\s]+_)))(?=[^\W_]))
    | (?P<heading>\A\#{{1,6}}\ (?=\S))
    | (?P<line>\\[nt](?-i:(?=[A-Z\s•-]|$)))
    """
"""Each kind of mark-up, as a group of a verbose regular expression."""

_HINTS = {
    "tag": "Remove it: the words of a text are all of one size and weight, and each paragraph is an item of its own.",
    "character": "Type the character itself, such as & for &amp; or a plain space for &nbsp;.",
    "link": "Write the words and the address as people type it: kent.police.uk.",
    "bold": "Remove these signs: all words are of one size and weight. A footnote has a space after its stars.",
    "heading": "Remove the # and the space: a heading is the `heading:` of a section.",
    "line": "Remove it: each paragraph is an item of its own.",
}
"""How to mend each kind of mark-up, by the name of its group in the pattern."""

_SIGNS = re.compile(r"[<*_~`\[\\]|&[A-Za-z#]|\A#")
"""Every text with mark-up matches this, and no text of the shipped data does."""


@cache
def _pattern() -> re.Pattern[str]:
    """Compiled only if a text has such a sign: it takes as long as to look through all texts ten times."""
    return re.compile(_MARK_UP, re.IGNORECASE | re.VERBOSE)


def find_mark_up(text: str) -> tuple[int, Fault] | None:
    """The first mark-up in a text: its index and what is wrong with it."""
    match = _pattern().search(text) if _SIGNS.search(text) else None
    if match is None:
        return None
    kind = next(name for name in _HINTS if match[name] is not None)
    message = f"{quote(text)} has {quote(match.group())}, which would be printed as it is: texts have no mark-up."
    return match.start(), Fault("mark-up", message, _HINTS[kind])
