"""What a program wrote to a pseudo-terminal, whole: the system may pass it on in parts, after the program has ended.

In: the two ends of the pseudo-terminal. Out: the bytes.
"""

from __future__ import annotations

import os

_END = b"<all was written>"


def written_to(inner: int, terminal: int) -> bytes:
    """All that was written to the end `inner`, read at the end `terminal`; both are closed."""
    os.write(inner, _END)
    found = b""
    while not found.endswith(_END):
        found += os.read(terminal, 65_536)
    os.close(inner)
    os.close(terminal)
    return found.removesuffix(_END)
