"""The pages of a PDF on which people can read a text, and those from which they can open an address.

In: the bytes of a file, and patterns for the text and the address. Out: Places, or the fault of the file.
Why: if a number turns out wrong, a team must know which finished files have it, whatever program made them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pikepdf
import pypdfium2

from leafletgen.checks.faults import Finding, Places
from leafletgen.checks.preflight import guard
from leafletgen.checks.preflight.guard import FileFault, examining
from leafletgen.checks.preflight.picture import Picture


class _Page(NamedTuple):
    """A page: its number from 1, its text in lines, and each address that opens from it."""

    number: int
    text: str
    opens: tuple[str, ...]


def search(
    data: bytes, text: re.Pattern[str], link: re.Pattern[str], progress: Callable[[int, int], None]
) -> Places | Finding:
    """Find the pages that print `text`, and those that open a whole address `link`; or the fault of the file.

    `progress` is called after each page. A file can crash this process or never end: the examiner calls this in a
    process of its own.
    """
    printing, opening, has_text = [], [], False
    try:
        for page in _pages(data, progress):
            has_text |= bool(page.text.strip())
            printing += [page.number] if text.search(page.text) else []
            opening += [page.number] if any(map(link.fullmatch, page.opens)) else []
    except FileFault as fault:
        return fault.finding
    return Places(tuple(printing), tuple(opening), has_text)


def _pages(data: bytes, progress: Callable[[int, int], None]) -> Iterator[_Page]:
    """Each page. QR codes are looked for on pages without links: in files for the office each code is one."""
    pdf = guard.opened(data)
    count = guard.count_pages(pdf)
    with examining("it"):
        drawn = pypdfium2.PdfDocument(data)
    try:
        for number in range(1, count + 1):
            try:
                yield _page(number, pdf.pages[number - 1], drawn)
            except FileFault as fault:
                raise fault.on(number) from fault
            progress(number, count)
    finally:
        drawn.close()


def _page(number: int, page: pikepdf.Page, drawn: Any) -> _Page:
    with examining("its links"):
        opens = tuple(_links(page))
    with examining("its text"):
        shown = drawn[number - 1]
        text = str(shown.get_textpage().get_text_bounded()).replace("\r\n", "\n")
    if not opens:
        with examining("its picture"):
            width, height = shown.get_size()
            opens = tuple(code.text for code in Picture(shown, (0, 0, width, height), 0).qr_codes() if code.readable)
    return _Page(number, text, opens)


def _links(page: pikepdf.Page) -> Iterator[str]:
    for annotation in page.obj.get("/Annots", []):
        action = annotation.get("/A")
        if action is not None and "/URI" in action:
            yield str(action["/URI"])
