"""The style sheets and scripts that stand in web pages.

In: the name of a file of this package. Out: its text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent


@cache
def asset(name: str) -> str:
    """A style sheet or a script of this package, without indents and empty lines."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return "\n".join(filter(None, map(str.strip, lines)))
