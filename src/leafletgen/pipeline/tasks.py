"""Tasks: the files of a plan with what the manifest will say of them.

In: OutputFiles, Results. Out: Tasks, grouped by leaflet, and manifest entries.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from leafletgen.output.manifest import Entry, Media
from leafletgen.pipeline.fingerprints import words_digest
from leafletgen.pipeline.jobs import Result
from leafletgen.pipeline.plan import FileKind, OutputFile

if TYPE_CHECKING:
    from leafletgen.content.composed import Composed

_MEDIA: dict[FileKind, Media] = {"pdf": "application/pdf", "html": "text/html", "svg": "image/svg+xml"}


class Task(NamedTuple):
    """A file of the plan, with what its manifest entry will say of it."""

    output_file: OutputFile
    fingerprint: str
    title: str
    version: str
    date: datetime.date
    last_checked: datetime.date | None
    language_last_checked: datetime.date | None
    unchecked: int
    words: str

    @classmethod
    def of(cls, output_file: OutputFile, fingerprint: str, leaflet: Composed, version: str) -> Task:
        """The task of a file that is made of a leaflet, of this version of its edition."""
        checks = (leaflet.last_checked, leaflet.language_last_checked, leaflet.unchecked)
        return cls(output_file, fingerprint, leaflet.title, version, leaflet.date, *checks, words_digest(leaflet))

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.output_file.name

    def entry(self, result: Result) -> Entry:
        """The manifest entry of the finished file."""
        output_file = self.output_file
        return Entry(
            file=self.name,
            media=_MEDIA[output_file.kind],
            sha256=hashlib.sha256(result.data).hexdigest(),
            bytes=len(result.data),
            pages=result.pages or None,
            title=self.title,
            edition=output_file.edition,
            variant=output_file.variant,
            size=output_file.size if output_file.kind == "pdf" else None,
            **msgspec.structs.asdict(output_file.options),
            version=self.version,
            date=self.date,
            contacts_last_checked=self.last_checked,
            contacts_unchecked=self.unchecked,
            language_last_checked=self.language_last_checked,
            fingerprint=self.fingerprint,
            words=self.words,
            left_out=result.left_out,
        )


def by_leaflet(output_files: Iterable[OutputFile]) -> Iterator[tuple[OutputFile, ...]]:
    """The output files grouped by their leaflet or card; every plan keeps those of one leaflet together."""
    return (tuple(same) for _, same in groupby(output_files, key=lambda file: file.words))
