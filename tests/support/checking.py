"""The data of a folder, checked once for all tests of a process, for as long as no word of them changes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from leafletgen.content import check as check_module
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import DataRule
from leafletgen.content.logo.load import Drawn
from leafletgen.content.source import SourceDoc
from leafletgen.errors import Problem

Found = tuple[Catalogue | None, tuple[Problem, ...]]

_examine = check_module.examine
_known: dict[tuple[object, ...], Found] = {}


def examine_once(
    source: SourceDoc,
    glyphs: Mapping[str, AbstractSet[int]] | None = None,
    more: Iterable[DataRule] = (),
    today: datetime.date | None = None,
    drawn: Drawn | None = None,
) -> Found:
    """What `examine` finds. It is asked again about data with errors, with more rules, or with logos to read."""
    if more or drawn is not None:
        return _examine(source, glyphs, more, today, drawn)
    key = (source, glyphs and tuple(glyphs.items()), today or datetime.date.today())
    if key not in _known:
        found = _examine(source, glyphs, (), today)
        if found[0] is None or found[0].logos:
            return found
        if len(_known) >= 100:
            del _known[next(iter(_known))]
        _known[key] = found
    return _known[key]
