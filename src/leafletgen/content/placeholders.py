"""Words, hosts and numbers that stand for something that nobody has written yet: ..., TODO, [insert], example.com.

In: a text, or an address. Out: where the placeholder is, or a Fault.
Why: an example line whose # was taken away would be printed for families as it is.
"""

from __future__ import annotations

import re

from leafletgen.content.values import Fault, bare_host, quote

_HINT = "Write what families should read here, or remove the line."

_FRAGMENTS = (
    *("..", ". .", "…", "__", "??", "##", "***", "---", "[", "<", "{", "%"),
    *("todo", "fixme", "tb", "t.b", "xxx", "n/a", "lorem", "dolor", "placeholder", "ple text", "my text"),
    *("to be ", "insert ", "goes here", "text here"),
)
"""What a text with a placeholder has, in small letters. Looking for these first takes a tenth of the time."""

_PLACEHOLDER = re.compile(
    r"""
      (?:^|(?<=[\s(\[“"'‘:-]))(?:\.{2,}|(?:\.\ ){2,}\.|…)  # Published by ...
    | (?:\.{2,}|…)(?=["”’)\]]*\s*$)                        # Published by…
    | \.{4,} | _{2,} | \?{2,} | \#{2,} | \*{3,} | -{3,}
    | [\[<{](?=[^\]>}\n]*[^\W\d_])[^\]>}\n]*[\]>}]+        # [insert], <name>, {{name}}
    | %\w+%
    | \b(?:todo|fixme|t\.?b\.?[acd]|x{3,}|n/a|lorem|dolor\ sit|placeholder)\b
    | \b(?:dummy|sample|example)\ text\b
    | \bto\ be\ (?:confirmed|completed|added|decided|inserted)\b
    | \binsert\ (?:\w+\ ){0,3}(?:here|name|number|address|text|logo|details|date|link|website)\b
    | \b(?:your\ text|\w+\ goes)\ here\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_EXAMPLE = re.compile(
    r"(?:.*\.)?(?:(?:example|yourforce|your-force|yourdomain|your-domain|yourwebsite)(?:\.\w+){1,2}"
    r"|[^.]+\.(?:example|test|invalid|localhost))",
    re.IGNORECASE,
)
"""Hosts of examples; some of them are reserved so that nobody can have them (RFC 2606, section 2 and 3; RFC 6761)."""


def find_placeholder(text: str) -> tuple[int, Fault] | None:
    """The first placeholder in a text: its index and what is wrong with it."""
    small = text.lower()
    if not any(fragment in small for fragment in _FRAGMENTS):
        return None
    match = _PLACEHOLDER.search(text)
    if match is None:
        return None
    message = f"{quote(text)} has {quote(match.group())}, which stands for something not yet written."
    return match.start(), Fault("placeholder", message, _HINT)


def placeholder_host(address: str) -> Fault | None:
    """Check that an address (of a page, or for e-mail) has not the host of an example."""
    host = bare_host(address.rpartition("@")[2])
    if not _EXAMPLE.fullmatch(host):
        return None
    message = f"{quote(address)} has the host of an example: nobody answers there."
    return Fault("placeholder", message, "Write the address of the service.")
