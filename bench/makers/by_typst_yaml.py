"""Typst once more, reading the YAML of data/ itself: every file that a build of the leaflet reads.

It parses them and no more: it checks nothing, and takes the pieces of the leaflet as composed.
"""

from __future__ import annotations

from bench.makers import by_typst, style

DATA = style.FONTS.parent / "data"


class Maker(by_typst.Maker):
    """The same template with the files to read."""

    files = tuple(f"/data/{path.relative_to(DATA).as_posix()}" for path in sorted(DATA.rglob("*.yaml")))
