"""The faces of a folder, loaded once for all tests of a process: a face remembers each word that it has shaped."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from leafletgen.content.files import read_plain
from leafletgen.layout import fonts as fonts_module
from leafletgen.layout.fonts import Font, Proportions

_load = fonts_module._load


def load_once(path: Path, name: str, proportions: Proportions | None = None, cure: str = "") -> Font:
    """What `_load` makes of a file, as long as its bytes are the same."""
    try:
        data = read_plain(path, fonts_module._MOST_BYTES)
    except OSError:
        return _load(path, name, proportions, cure)
    return _kept(data, path, name, proportions, cure)


@lru_cache(maxsize=100)
def _kept(_data: bytes, path: Path, name: str, proportions: Proportions | None, cure: str) -> Font:
    return _load(path, name, proportions, cure)
