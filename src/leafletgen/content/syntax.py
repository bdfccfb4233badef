"""What to tell somebody whose YAML the parser cannot read, or reads as something that is not used here.

In: what the parser says. Out: a Problem in plain words, still without its place.
Why: the parser speaks of tokens, nodes and anchors; the people who edit the data do not.
"""

from __future__ import annotations

from leafletgen.errors import Problem

MAX_DEPTH = 20

ALIAS = Problem(
    "yaml-alias",
    "A value begins with & or *, which in YAML marks a value to be repeated; that is not used here.",
    "Write the value out. If the text itself begins with & or *, put it in double quotes.",
)
TAG = Problem(
    "yaml-tag",
    "A value begins with !, which in YAML marks a special type; that is not used here.",
    "Remove the mark. If the text itself begins with !, put it in double quotes.",
)
MANY_DOCUMENTS = Problem(
    "yaml-many-documents",
    "A second document begins here, with ---.",
    "Remove the line ---, or move what follows to a file of its own.",
)
KEY = Problem(
    "yaml-key",
    "What stands before the colon must be one plain word.",
    'Write it as "key: value". If the line is a value that begins with [, { or ?, put it in double quotes.',
)
TOO_DEEP = Problem(
    "too-deep",
    f"Lists and keys lie within one another more than {MAX_DEPTH} deep.",
    "Check the brackets and how far the lines are moved in.",
)

# What the parser says (a part of it), and what that means to somebody who edits a text.
_MEANINGS = (
    (
        "mapping values are not allowed",
        "There is a colon where none can stand.",
        'If the colon belongs to the text, put the whole text in double quotes: "Note: free". If it ends a key, '
        "let the line begin exactly below the keys beside it.",
    ),
    (
        "quoted scalar",
        "A quotation mark opens here, and what follows does not close it properly.",
        'Close the text with the same mark. Inside double quotes write \\" for the mark and \\\\ for a backslash; '
        "inside single quotes write '' for an apostrophe.",
    ),
    ("flow", "A bracket opens here and is not closed properly.", "Put commas between the items and close with ] or }."),
    (
        "cannot start any token",
        "A text cannot begin with this character.",
        "Use spaces, not tabs, to move a line in; put a text that begins with @, ` or % in double quotes.",
    ),
    ("tab", "There is a tab before this line.", "Use spaces, not tabs, to move a line in."),
    ("simple key", "This line has no colon after its key.", 'Write it as "key: value", with a space after the colon.'),
)
_ELSE = (
    "This line does not fit what stands around it.",
    "Let keys that belong together begin at the same column, and items with a hyphen too.",
)


def describe_syntax(said: str) -> Problem:
    """Turn the parser's words into a Problem."""
    message, hint = next(((message, hint) for part, message, hint in _MEANINGS if part in said), _ELSE)
    return Problem("not-yaml", f"The file is not valid YAML. {message}", hint)
