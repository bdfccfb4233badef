"""The streams of the program: their encoding, and for a dialogue in a terminal editing, typed-ahead input and width.

In: the streams, a prompt or a text. Out: an answer, or lines that fit the width.
Why: a Welsh name must get whole into a file, whatever code page the system has; an answer is corrected with the arrow
keys, never kept in a history; and what was pasted for one question must not answer another, or reach the shell.
"""

from __future__ import annotations

import io
import os
import sys
import textwrap
from collections.abc import Iterator

_USUAL_WIDTH = 80
"""The width, in characters, if the terminal does not report its own."""


def use_utf8() -> None:
    """Read and write UTF-8 in pipes and files. A terminal keeps its encoding; a letter that it lacks is spelled out."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    if isinstance(sys.stdin, io.TextIOWrapper) and not sys.stdin.isatty():
        sys.stdin.reconfigure(encoding="utf-8", errors="strict")


def can_edit() -> bool:
    """Whether answers can be edited: in a terminal, if the system has readline. Its history is off from then on."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        return False
    try:
        import readline  # Not on Windows, whose console edits lines by itself.
    except ImportError:
        return False
    readline.set_auto_history(False)
    return True


def drop_typed_ahead() -> None:
    """Forget what was typed or pasted and not read yet."""
    if not is_terminal(sys.stdin):
        return
    try:
        import termios
    except ImportError:
        _drop_on_windows()
        return
    termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


def _drop_on_windows() -> None:
    import msvcrt

    while msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
        msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]


def wrapped(text: str) -> str:
    """The text with its lines broken at words to the width of the terminal; unchanged if stderr is no terminal."""
    if not is_terminal(sys.stderr):
        return text
    width = os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL_WIDTH
    return "\n".join(part for line in text.split("\n") for part in _lines(line, width))


def _lines(line: str, width: int) -> Iterator[str]:
    indent = line[: len(line) - len(line.lstrip())]
    wrapper = textwrap.TextWrapper(
        width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
    yield from wrapper.wrap(line) or [""]


def is_terminal(stream: object) -> bool:
    """Whether a person reads a stream as it is written; no stream, as under some schedulers, is none."""
    return stream is not None and bool(getattr(stream, "isatty", bool)())
