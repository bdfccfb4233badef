"""A fictitious officer, and the search for the officer's details in files and folders."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pikepdf
import pypdfium2

DETAILS = {
    "name": "PC Wilhelmina Quaife",
    "number": "XJ40917",
    "phone": "07700 900417",
    "email": "w.quaife@example.police.uk",
    "reference": "ZZ/44617/26",
    "next-contact": "Thursday 17 December, by phone",
}
"""The numbers are reserved for films and tests; no service can have them."""

OPTIONS = {
    "name": "--officer-name",
    "number": "--officer-number",
    "phone": "--officer-phone",
    "email": "--officer-email",
    "reference": "--reference",
    "next-contact": "--next-contact",
}

TRACES = ("Wilhelmina", "Quaife", "XJ40917", "900417", "900 417", "w.quaife", "ZZ/44617", "17 December")


def as_options(details: Mapping[str, str] = DETAILS) -> list[str]:
    """The details as options of `leafletgen build`."""
    return [part for detail, text in details.items() for part in (OPTIONS[detail], text)]


def text_of(pdf: bytes | Path) -> str:
    """The text of all pages, spaces and line ends all alike."""
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def traces_in(content: bytes) -> set[str]:
    """Which of TRACES are in the content of a file: in its bytes, in compressed parts, or in the text of a PDF."""
    found = set()
    for part in _parts(content):
        squeezed = part.replace(b"\x00", b"")  # UTF-16 too
        found |= {trace for trace in TRACES if trace.encode() in squeezed}
    return found


def _parts(content: bytes) -> Iterator[bytes]:
    """The bytes themselves, whatever is zlib-packed in them and, of a PDF, each stream and the text of the pages."""
    yield content
    for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08", content):
        try:
            yield zlib.decompressobj(wbits=47).decompress(content[start.start() :])
        except zlib.error:
            continue
    if b"%PDF-" in content:
        pdf = content[content.index(b"%PDF-") :]
        yield text_of(pdf).encode()
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            for thing in opened.objects:
                if isinstance(thing, pikepdf.Stream):
                    yield thing.read_bytes()
                yield thing.unparse()


def files_below(folders: Iterable[Path]) -> set[Path]:
    """All files in the folders and those within them."""
    return {path for folder in folders for path in folder.rglob("*") if path.is_file()}
