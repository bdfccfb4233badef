"""The outline: the headings of a document as bookmarks (ISO 32000-1, 12.3.3).

In: the text runs of headings, as pages are drawn. Out: the outline's objects in the document.
Why: readers jump to a service by its name. The H1 is open and shows the sections; their cards are closed.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from leafletgen.layout.display_list import TextRun
from leafletgen.pdf.library import pdfdoc
from leafletgen.pdf.objects import Raw, register, string

_HEADINGS = {"H1": 1, "H2": 2, "H3": 3}


class _Bookmark(Struct, eq=False):
    """A heading: its level, the index of its page, the height of its destination, its words and its children."""

    level: int
    page: int = 0
    top: float = 0.0
    words: list[str] = []
    below: list[_Bookmark] = []
    body: Raw = msgspec.field(default_factory=Raw)
    number: int = 0

    @property
    def is_open(self) -> bool:
        """Whether its children are shown at first."""
        return self.level < 2

    @property
    def shown(self) -> int:
        """How many descendants are shown if this bookmark is open."""
        return sum(1 + (bookmark.shown if bookmark.is_open else 0) for bookmark in self.below)


class Outline:
    """Collects headings while pages are drawn; `finish` writes them into the document."""

    def __init__(self) -> None:
        self.found: dict[int, _Bookmark] = {}

    def add(self, run: TextRun, page: int, dy: float) -> None:
        """Add a text run if it belongs to a heading; `page` is the index of its page, which is moved up by `dy`."""
        element = run.element
        if element is None or element.role not in _HEADINGS:
            return
        bookmark = self.found.get(id(element))
        if bookmark is None:
            level, top = _HEADINGS[element.role], run.y + run.size * 1.2 + dy
            bookmark = self.found[id(element)] = _Bookmark(level, page, top)
        bookmark.words.append(run.text)

    def finish(self, document: pdfdoc.PDFDocument, pages: Sequence[int]) -> Raw | None:
        """Write the outline, given the object numbers of the pages; returns its root, or None without headings."""
        if not self.found:
            return None
        root = self._tree()
        for bookmark in (root, *self.found.values()):
            bookmark.number = register(document, bookmark.body)
        root.body.text = f"<</Type /Outlines {_ends(root)} /Count {root.shown}>>"
        for parent in (root, *self.found.values()):
            row = (None, *parent.below, None)
            for before, bookmark, after in zip(row, parent.below, row[2:], strict=False):
                bookmark.body.text = _entry(bookmark, parent, before, after, pages[bookmark.page])
        return root.body

    def _tree(self) -> _Bookmark:
        """Make each heading a child of the last heading with a higher rank."""
        root = _Bookmark(0)
        path = [root]
        for bookmark in self.found.values():
            while path[-1].level >= bookmark.level:
                path.pop()
            path[-1].below.append(bookmark)
            path.append(bookmark)
        return root


def _entry(bookmark: _Bookmark, parent: _Bookmark, before: _Bookmark | None, after: _Bookmark | None, page: int) -> str:
    entries = [f"/Title {string(''.join(bookmark.words).strip())} /Parent {parent.number} 0 R"]
    entries.append(f"/Dest [{page} 0 R /XYZ 0 {bookmark.top:.2f} 0]")
    if before:
        entries.append(f"/Prev {before.number} 0 R")
    if after:
        entries.append(f"/Next {after.number} 0 R")
    if bookmark.below:
        entries.append(f"{_ends(bookmark)} /Count {bookmark.shown if bookmark.is_open else -bookmark.shown}")
    return f"<<{' '.join(entries)}>>"


def _ends(bookmark: _Bookmark) -> str:
    return f"/First {bookmark.below[0].number} 0 R /Last {bookmark.below[-1].number} 0 R"
