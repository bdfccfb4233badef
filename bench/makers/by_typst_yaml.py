"""Typst once more: it reads the YAML of data/ itself, all the files that leafletgen reads for one edition.

It parses them and no more: nothing is checked, and the pieces of the leaflet come composed.
"""

from __future__ import annotations

from bench.makers import by_typst, style

_DATA = style.ROOT / "data"


class Maker(by_typst.Maker):
    """The same template, with files to read."""

    files = tuple(f"/{path.relative_to(style.ROOT).as_posix()}" for path in sorted(_DATA.rglob("*.yaml")))
