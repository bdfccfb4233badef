"""Plain messages for YAML that the parser cannot read, and for YAML features that are not allowed here.

In: the message of the parser. Out: a Problem in plain words, without its position.
Why: the parser's messages speak of tokens, nodes and anchors, which editors of data do not know.
"""

from __future__ import annotations

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
TOO_DEEP = Problem(
    "too-deep",
    f"Lists and keys are nested more than {MAX_DEPTH} levels deep.",
    "Check the brackets and the indentation.",
)

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
    ("flow", "A bracket opens here but is not closed properly.", "Put commas between the items and close with ] or }."),
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


def describe_syntax(words: str) -> Problem:
    """The Problem for a message of the parser."""
    message, hint = next(((message, hint) for part, message, hint in _MEANINGS if part in words), _ELSE)
    return Problem("not-yaml", f"The file is not valid YAML. {message}", hint)
