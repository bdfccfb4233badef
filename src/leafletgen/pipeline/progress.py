"""How a build reports its progress without printing anything.

In: events of a build. Out: nothing here; the console has a listener that draws a progress bar.
"""

from __future__ import annotations

from pathlib import Path


class ProgressListener:
    """Receives events of a build. This base class ignores them."""

    def progress(self, done: int, total: int) -> None:
        """`done` of `total` files are finished."""

    def waiting(self, folder: Path) -> None:
        """The build waits, because another one holds the lock of `folder`."""
