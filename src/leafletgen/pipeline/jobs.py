"""What goes to those who make files, and what comes back: the records that processes send to one another.

In: composed leaflets and orders. Out: the bytes of files, or errors. It loads nothing heavy: whoever hands out work
needs neither the layout nor the writer.
"""

from __future__ import annotations

from typing import NamedTuple

from leafletgen.content.leaflet import Leaflet
from leafletgen.errors import LeafletError
from leafletgen.pipeline.plan import OutputFile


class Job(NamedTuple):
    """One composed leaflet and the files to make of it."""

    leaflet: Leaflet
    output_files: tuple[OutputFile, ...]


class Result(NamedTuple):
    """What became of an order: the bytes of its file and how many pages it has, or the error."""

    output_file: OutputFile
    data: bytes = b""
    pages: int = 0
    error: LeafletError | None = None


class Done(NamedTuple):
    """A Job done: its Results in the order of its orders, and the seconds it took by stage."""

    results: tuple[Result, ...]
    seconds: dict[str, float]
