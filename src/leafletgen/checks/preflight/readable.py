"""What people can read on the pages of a PDF, and what they can open from them.

In: the bytes of a file. Out: the text of each page, and the addresses of its links or else of its QR codes.
Why: if a number turns out wrong, a team must know which finished files have it, whatever program made them.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf
import pypdfium2

from leafletgen.checks.preflight import guard
from leafletgen.checks.preflight.guard import FileFault, examining
from leafletgen.checks.preflight.picture import Picture


class ReadablePage(NamedTuple):
    """A page: its number from 1, its text in lines, and each address that opens from it."""

    number: int
    text: str
    opens: tuple[str, ...]


def read_pages(data: bytes) -> Iterator[ReadablePage]:
    """Each page of a file. QR codes are looked for on pages without links: in files for the office each code is one.

    Raises FileFault if the file is damaged or needs a password.
    """
    logging.getLogger("pikepdf").setLevel(
        logging.CRITICAL
    )  # What it would log is said as a FileFault, or does no harm.
    with examining("it"):
        pdf = pikepdf.open(io.BytesIO(data))
        drawn = pypdfium2.PdfDocument(data)
    try:
        with examining("its page tree"):
            count = len(pdf.pages)
        if count > guard.PAGES:
            raise guard.too_big(f"it has {count:,} pages, more than {guard.PAGES:,}")
        for number in range(1, count + 1):
            try:
                yield _page(number, pdf.pages[number - 1], drawn)
            except FileFault as fault:
                raise fault.on(number) from fault
    finally:
        drawn.close()


def _page(number: int, page: pikepdf.Page, drawn: Any) -> ReadablePage:
    with examining("its links"):
        opens = tuple(_links(page))
    with examining("its text"):
        shown = drawn[number - 1]
        text = str(shown.get_textpage().get_text_bounded()).replace("\r\n", "\n")
    if not opens:
        with examining("its picture"):
            width, height = shown.get_size()
            opens = tuple(code.text for code in Picture(shown, (0, 0, width, height), 0).qr_codes() if code.readable)
    return ReadablePage(number, text, opens)


def _links(page: pikepdf.Page) -> Iterator[str]:
    for annotation in page.obj.get("/Annots", []):
        action = annotation.get("/A")
        if action is not None and "/URI" in action:
            yield str(action["/URI"])
