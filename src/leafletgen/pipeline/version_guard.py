"""Whether the words of a leaflet changed since it was made, while its version and date stayed the same.

In: the leaflets of today, and the manifest of the finished files. Out: a warning for each such leaflet.
Why: a reader, and an officer who calls back leaflets, can tell two of them apart by version and date alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from leafletgen.content.catalogue import Catalogue, Edition
from leafletgen.errors import Problem
from leafletgen.layout.fonts import FontBook
from leafletgen.output.folder import Folder
from leafletgen.output.manifest import Entry
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.fingerprints import words_digest
from leafletgen.pipeline.plan import OutputFile, whole_plan


def find_in_folder(catalogue: Catalogue, fonts: FontBook, folder: Path) -> Iterator[Problem]:
    """Compare the leaflets that the settings ask for with the manifest in a folder; nothing if there is none."""
    entries = Folder(folder, "leafletgen build").entries
    composer = Composer(catalogue, fonts.coverage)
    planned = whole_plan(catalogue) if entries else ()
    # The words of a translation that is not ready are refused elsewhere.
    made = [file for file in planned if file.name in entries and file.options.in_english]
    words = ((output_file, words_digest(composer.compose(output_file))) for output_file in made)
    yield from find_unversioned(catalogue.editions, words, entries)


def find_unversioned(
    editions: Mapping[str, Edition], words: Iterable[tuple[OutputFile, str]], entries: Mapping[str, Entry]
) -> Iterator[Problem]:
    """A warning for each leaflet whose words, but not whose version or date, differ from the entry of a file."""
    said: set[tuple[str, str]] = set()
    for output_file, digest in words:
        entry, edition = entries.get(output_file.name), editions[output_file.edition]
        leaflet = (output_file.edition, output_file.variant)
        same = entry and (entry.version, entry.date) == (edition.version, edition.date)
        if entry and same and entry.words not in (None, digest) and leaflet not in said:
            said.add(leaflet)
            message = (
                f"{' '.join(leaflet)}: the words changed since {entry.file} was made, but its version "
                f"{edition.version} and its date {edition.date} did not."
            )
            hint = (
                "Give the edition a new `version:` and `date:`, so that the two can be told apart on paper. What an "
                "upgrade of leafletgen changed is listed by: leafletgen diff --shipped EARLIER FOLDER"
            )
            yield Problem("version-unchanged", message, hint, edition.at, "warning")
