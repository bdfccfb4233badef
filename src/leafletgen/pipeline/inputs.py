"""What the files of a build are made from besides their words: the program, the faces, the printing condition.

In: a RenderContext, the files, and the faces that the translations needed. Out: SharedInputs for each file, and the
files of faces of other scripts.
Why: a leaflet is made again if the file of one of its faces changed; an English one depends on no other script's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from leafletgen.content.composed import BackToBack, Composed
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.output_options import ENGLISH
from leafletgen.layout.fonts import FONT_FILES, FontBook
from leafletgen.output.hashes import hash_files, program
from leafletgen.pipeline.context import RenderContext, profile_of
from leafletgen.pipeline.fingerprints import SharedInputs
from leafletgen.pipeline.plan import OutputFile


class Inputs:
    """The inputs of the files of one build."""

    def __init__(self, context: RenderContext, fonts: FontBook, output_files: Iterable[OutputFile]) -> None:
        self._fonts = fonts
        self._hashes: dict[Path, str] = {}
        latin = hash_files(context.fonts / name for name in FONT_FILES.values())
        press = next((file.options for file in output_files if file.options.for_press), None)
        intent = profile_of(press, None, context).intent if press else None
        printing = (intent.condition, hashlib.sha256(intent.profile).hexdigest()) if intent else ("", "")
        self._shared = SharedInputs(program(), latin, context.moment, printing)

    def of(self, output_file: OutputFile, leaflet: Composed) -> SharedInputs:
        """The inputs of one file."""
        faces = sorted({self._hash(face) for face in self._faces(output_file, leaflet)})
        return self._shared._replace(fonts=" ".join((self._shared.fonts, *faces))) if faces else self._shared

    @property
    def faces(self) -> tuple[Path, ...]:
        """The files of the faces of other scripts that files of this build are drawn with."""
        return tuple(sorted(self._hashes))

    def _faces(self, output_file: OutputFile, leaflet: Composed) -> Iterator[Path]:
        """The files of the faces of a file's language, and of those whose names stand on its back."""
        parts = (leaflet.first, leaflet.second) if isinstance(leaflet, BackToBack) else (leaflet,)
        tags = {tag for part in parts if isinstance(part, Leaflet) for _, tag in part.back.languages}
        for tag in {*(part.language for part in parts), *tags} - {ENGLISH}:
            yield from self._fonts.own_files(tag)

    def _hash(self, face: Path) -> str:
        """The hash of the bytes of a face, read once."""
        if face not in self._hashes:
            self._hashes[face] = hash_files([face])
        return self._hashes[face]
