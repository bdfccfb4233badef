"""Typst, by its Python package: a template in its own language, the document handed over as JSON. Tags: PDF/UA-1."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from bench.makers import style

TEMPLATE = Path(__file__).with_name("leaflet.typ")


class Maker:
    """Keeps one compiler, as a program that makes many files would. `files` are YAML files that the template reads."""

    files: tuple[str, ...] = ()

    def __init__(self) -> None:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(style.FONTS)])
        self.compiler = typst.Compiler(str(TEMPLATE), root=str(style.ROOT), font_paths=fonts)

    def make(self, document: dict[str, Any]) -> bytes:
        """The PDF file of a document."""
        pieces = [{**piece, "qr": _qr(piece)} if piece.get("qr") else piece for piece in document["pieces"]]
        inputs = {"document": json.dumps({**document, "pieces": pieces}), "files": json.dumps(self.files)}
        return bytes(self.compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards="ua-1", timestamp=0))


def _qr(piece: dict[str, Any]) -> dict[str, str]:
    return {"alt": piece["qr"]["alt"], "svg": style.svg(piece["qr"]["uri"])}
