"""The mirrored page of a language that is read from right to left.

In: a leaflet laid out from the edge at which its lines start, as if that were the left one. Out: the same leaflet with
each item as far from the right edge.
Why: the layout places everything from the start of a line and knows no sides; only here the start becomes the right.
Items are moved and not turned: QR codes, logos, letters and numbers stay as they are.
"""

from __future__ import annotations

from msgspec.structs import replace

from leafletgen.layout.display_list import Blank, Glyphlet, Item, LaidOut, Page, QrCode


def mirrored(laid_out: LaidOut) -> LaidOut:
    """The leaflet as its readers hold it: bound at the right, each line beginning at the right."""
    laid_out.root.writing_mode = "RlTb"
    return replace(laid_out, pages=tuple(map(_mirrored, laid_out.pages)), rtl=True)


def _mirrored(page: Page) -> Page:
    return replace(page, items=tuple([_moved(item, page.width) for item in page.items]), rtl=True)


def _moved(item: Item, width: float) -> Item:
    """The item on the other side of a page of this width."""
    moved = replace(item, x=width - item.x - _width(item))
    return replace(moved, rtl=True) if isinstance(moved, Blank) else moved


def _width(item: Item) -> float:
    match item:
        case QrCode():
            return item.side
        case Glyphlet():
            return item.size
    return item.width
