"""How a build tells what it is doing, without printing anything.

In: events of a build. Out: nothing; the console has a Watch that draws a progress bar of them.
"""

from __future__ import annotations

from pathlib import Path


class ProgressListener:
    """Is told how a build goes. This one does nothing."""

    def progress(self, done: int, total: int) -> None:
        """So many of the files to make are done."""

    def waiting(self, folder: Path) -> None:
        """Another build is at work in the folder."""
