"""Plain messages for YAML that the parser cannot read, and for YAML features that are not allowed here.

In: the message of the parser, or a text. Out: a Problem in plain words, without its position.
Why: the parser's messages speak of tokens, nodes and anchors, which editors of data do not know; and some slips of the
keyboard are good YAML that says something else.
"""

from __future__ import annotations

import re

from leafletgen.content.characters import describe_character
from leafletgen.errors import Problem

MAX_DEPTH = 20

ALIAS = Problem(
    "yaml-alias",
    "A value begins with & or *, which in YAML repeats a value; that is not allowed here.",
    "Write the value out. If the text itself begins with & or *, put it in double quotes.",
)
TAG = Problem(
    "yaml-tag",
    "A value begins with !, which in YAML sets a type; that is not allowed here.",
    "Remove it. If the text itself begins with !, put it in double quotes.",
)
MANY_DOCUMENTS = Problem(
    "yaml-many-documents",
    "A second document begins here, with ---.",
    "Remove the line ---, or move what follows to a file of its own.",
)
KEY = Problem(
    "yaml-key",
    "The key before the colon must be one plain word.",
    'Write it as "key: value". If the line is a value that begins with [, { or ?, put it in double quotes.',
)
CUT = Problem(
    "text-cut",
    "The text would end before this #, because a # after a space begins a comment.",
    "If the # belongs to the text, put the whole text in double quotes. A comment has two spaces before its # and one "
    'after it. A colour has no #: "0b4a57".',
)
PRINTED = Problem(
    "comment-printed",
    "This # and what follows it would be printed: a comment begins only after an ordinary space.",
    "For a comment, type two spaces before the # and one after it. If the # belongs to the text, put the whole text in "
    "double quotes.",
)
TOO_DEEP = Problem(
    "too-deep",
    f"Lists and keys are nested more than {MAX_DEPTH} levels deep.",
    "Check the brackets and the indentation.",
)

CURLY = Problem(
    "curly-quotes",
    "These quotation marks are curly, so YAML takes them as a part of the text, and not as its beginning and end.",
    "Write straight ones: \"text\". If the curly ones are to be printed, put all of it in straight ones: '“text”'.",
)
UNCLOSED = Problem(
    "unclosed-quote",
    "A quotation mark opens here, and the next one like it is lines below: what is between them became one text.",
    "Close the text on its line with the same mark.",
)
MERGE = Problem(
    "merge-mark",
    "Here is a mark of git: two versions of these lines could not be merged, and both are in the file.",
    "Keep one of the two versions between <<<<<<< and >>>>>>>, and delete the lines that begin with <<<<<<<, ======= "
    "and >>>>>>>.",
)

_MERGE_MARKS = {
    7 * start[-1]: re.compile(rf"^{start}{{7}}(?: .*)?\r?$", re.MULTILINE) for start in (" *<", " *>", r"\|", "=")
}
"""The lines that git writes, by the marks that they have."""

_KEY_LINE = re.compile(r"\n([ \t]*)(?:- +)*[A-Za-z_][\w-]*:(?=[ \r\n]|$)")
_DOUBLE = frozenset("“”„‟«»＂″ʺ〝〞「」『』")
_SINGLE = "‘’‚‛‹›´′ʹ`"
_LAST = frozenset("”“»«＂〞」』")
"""Marks at the end of a text that can only be quotation marks: ″ is left out, because it ends a measure (5″)."""


def find_merge_marks(text: str) -> list[int]:
    """Where git begins to mark two versions that it could not merge, or another of its marks is left."""
    found = ([one.start() for one in pattern.finditer(text)] for mark, pattern in _MERGE_MARKS.items() if mark in text)
    return next(filter(None, found), [])


def swallows_lines(raw: str, column: int) -> bool:
    """Whether a quoted text, as it was typed, goes over lines that look like keys.

    `column` is that of the key that it belongs to, from 1: a line of its own begins further right.
    """
    return "\n" in raw and any(len(line[1]) < column for line in _KEY_LINE.finditer(raw))


def has_curly_quotes(value: str) -> bool:
    """Whether a text without straight quotes has curly ones in their place: around it, or at one end alone."""
    first, inner, last = value[:1], value[1:-1], value[-1:]
    if first in _DOUBLE or last in _LAST:
        return not _DOUBLE.intersection(inner)
    if len(value) < 3 or first not in _SINGLE or last not in (*_SINGLE, "'"):
        return False
    if first == "’" and " " in inner:  # ’tis the families’
        return inner[0].isupper() and "’" not in inner
    return "‘" not in inner and not re.search(r"’(?!\w)", inner)


# Part of the parser's message, and the message and hint for editors of data.
_MEANINGS = (
    (
        "mapping values are not allowed",
        "There is a colon in the wrong place.",
        'If the colon belongs to the text, put the whole text in double quotes: "Note: free". If it ends a key, '
        "start the line at the same column as the other keys.",
    ),
    (
        "quoted scalar",
        "A quotation mark opens here but is not closed properly.",
        'Close the text with the same mark. Inside double quotes write \\" for the mark and \\\\ for a backslash; '
        "inside single quotes write '' for an apostrophe.",
    ),
    (
        "flow",
        "A bracket opens here but is not closed properly.",
        "Put commas between the items and close with ] or }. After a # behind a space nothing is read: a colour has "
        'none ("0b4a57"), and another text with a # is put in double quotes.',
    ),
    (
        "backtick",
        "A text begins with `, which is no quotation mark in YAML.",
        'Put the whole text in straight ones: "text".',
    ),
    (
        "block scalar",
        "A text begins with | or >, which in YAML opens a text of several lines.",
        "Put the whole text in double quotes.",
    ),
    (
        "block sequence entries",
        "A list begins here, on the line of its key.",
        "Write each item on a line of its own below the key, after a hyphen and a space.",
    ),
    (
        "cannot start any token",
        "A text cannot begin with this character.",
        "Indent with spaces, not tabs; put a text that begins with @, ` or % in double quotes.",
    ),
    ("tab", "There is a tab before this line.", "Indent with spaces, not tabs."),
    ("simple key", "This line has no colon after its key.", 'Write it as "key: value", with a space after the colon.'),
)
_ELSE = (
    "This line does not fit the lines around it.",
    "Start keys that belong together at the same column, and items with a hyphen too.",
)


_GOES_ON = (
    "The text goes on after the quotation mark that closes it.",
    "Inside single quotes write '' for an apostrophe, inside double quotes \\\" for the mark; or use the other kind.",
)


def describe_odd_space(space: str) -> Problem:
    """The Problem for a space that YAML does not take for one."""
    message = f"Here is {describe_character(space)}, which YAML does not take for a space."
    return Problem("not-yaml", f"The file is not valid YAML. {message}", "Type an ordinary space in its place.")


def describe_syntax(words: str, line: str, column: int) -> Problem:
    """The Problem for a message of the parser, with the line where the parser stopped, at a column from 0."""
    words = {"\t": "tab", "`": "backtick"}.get(line[column : column + 1], words)
    if line[:column].rstrip().endswith(("'", '"')) and "quoted" not in words:
        message, hint = _GOES_ON
    else:
        message, hint = next(((message, hint) for part, message, hint in _MEANINGS if part in words), _ELSE)
    if any(mark in line for mark in "“”„‟"):
        hint += " The quotation marks of this line are curly: YAML knows only straight ones."
    return Problem("not-yaml", f"The file is not valid YAML. {message}", hint)
