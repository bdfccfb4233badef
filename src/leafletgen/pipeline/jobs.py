"""The records that the main process and its workers send to each other.

In: composed leaflets and the files to make of them. Out: the bytes of those files, or errors.
Why apart: this module imports nothing heavy. The process that hands out jobs needs neither the layout nor the writer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from leafletgen.content.composed import Composed
from leafletgen.errors import LeafletError
from leafletgen.pipeline.plan import OutputFile

if TYPE_CHECKING:
    from leafletgen.web.twin import Frame


class Job(NamedTuple):
    """A composed leaflet or card, and the files to make of it; `frame` is what stands around it on its web page."""

    leaflet: Composed
    output_files: tuple[OutputFile, ...]
    frame: Frame | None = None


class Result(NamedTuple):
    """The bytes of an output file and its number of pages (0: no PDF), or the error that kept it from being made.

    `fit` says in words how many pages the leaflet takes and by how much it misses fewer; `left_out` are the headings of
    sections that are only there if there is room.
    """

    output_file: OutputFile
    data: bytes = b""
    pages: int = 0
    fit: str = ""
    left_out: tuple[str, ...] = ()
    error: LeafletError | None = None


class Done(NamedTuple):
    """A finished Job: a Result for each of its output files, in their order, and the seconds spent in each stage."""

    results: tuple[Result, ...]
    seconds: dict[str, float]
