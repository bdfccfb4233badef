"""The text of a PDF as other programs copy it: poppler, PDFium (Chrome, Edge) and pdf.js (Firefox)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from tests.support.project import PROJECT
from tests.support.tools import tool

_BIDI_CONTROLS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
"""Poppler puts these around text from right to left."""


def by_poppler(path: Path) -> list[str]:
    """The text of each page as pdftotext writes it."""
    command = [tool("pdftotext"), "-enc", "UTF-8", str(path), "-"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return done.stdout.decode().translate(_BIDI_CONTROLS).split("\f")[:-1]


def by_pdfium(path: Path) -> list[str]:
    """The text of each page as Chrome and Edge copy it."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range().translate(_BIDI_CONTROLS) for page in document]
    finally:
        document.close()


def by_pdfjs(*paths: Path) -> list[list[str]]:
    """The text of each page of each file as Firefox copies it. Node.js starts slowly, so give it all files in one call.

    Skips the test without Node.js, or if PDFJS does not name the folder of the npm package pdfjs-dist: no distribution
    has that as a package, so no machine must have it.
    """
    node, package = shutil.which("node"), os.environ.get("PDFJS")
    if not node or not package:
        pytest.skip("needs Node.js, and the folder of the npm package pdfjs-dist in the environment as PDFJS")
    command = [node, str(PROJECT / "tests/support/copied_text.mjs"), package, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return [[page.translate(_BIDI_CONTROLS) for page in pages] for pages in json.loads(done.stdout)]


READERS: dict[str, Callable[..., list[list[str]]]] = {
    "poppler": lambda *paths: [by_poppler(path) for path in paths],
    "pdfium": lambda *paths: [by_pdfium(path) for path in paths],
    "pdfjs": by_pdfjs,
}
"""Each reader with a function of paths that returns the texts of the pages of each file."""
