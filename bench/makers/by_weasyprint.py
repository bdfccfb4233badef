"""WeasyPrint: HTML and CSS. Tags: PDF/UA-1. It needs Pango from the system: libpango-1.0-0, libpangoft2-1.0-0."""

from __future__ import annotations

import base64
from html import escape
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bench.makers import style

_SHEET = f"""
@font-face {{ font-family: Leaflet; src: url({style.REGULAR.as_uri()}); font-weight: normal }}
@font-face {{ font-family: Leaflet; src: url({style.BOLD.as_uri()}); font-weight: bold }}
@page {{ size: 148mm 210mm; margin: 11mm 11mm 17mm;
  @bottom-left {{ content: string(title); font: 9pt Leaflet; color: {style.STRONG} }}
  @bottom-right {{ content: counter(page); font: 9pt Leaflet; color: {style.STRONG} }} }}
body {{ font: 12pt/1.32 Leaflet; color: {style.TEXT}; margin: 0; font-variant-ligatures: none;
  string-set: title attr(title) }}
h1 {{ font-size: 28pt; line-height: 1.15; margin: 0 0 6pt }} h2 {{ font-size: 17pt; margin: 14pt 0 6pt }}
h3 {{ font-size: 14pt; margin: 0 }} h1, h2, h3, .label {{ color: {style.STRONG} }} h2 {{ break-after: avoid }}
p {{ margin: 0 0 4pt }} .lead {{ font-size: 14pt }} a {{ color: inherit; text-decoration: none }}
.boxed {{ background: {style.SOFT}; border-radius: 5pt; padding: 7pt; font-weight: bold }}
.card {{ border: .8pt solid {style.LINE}; border-radius: 5pt; padding: 7pt; margin-bottom: 6pt; break-inside: avoid }}
.card::after {{ content: ""; display: block; clear: both }} .card img {{ float: right; width: 28mm; height: 28mm }}
.number {{ font-size: 14pt }}
.panel p {{ height: 22pt; border-bottom: .6pt solid {style.LINE}; color: {style.STRONG}; margin: 0 }}
ul, ol {{ margin: 0 0 4pt; padding-left: 18pt }}
"""


class Maker:
    """Keeps fonts and style sheet, as a program that makes many files would."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.sheet = CSS(string=_SHEET, font_config=self.fonts)

    def make(self, document: dict[str, Any]) -> bytes:
        """The PDF file of a document."""
        title = escape(document["title"])
        body = "".join(map(_piece, document["pieces"]))
        head = f'<html lang="{document["language"]}"><head><title>{title}</title></head><body title="{title}">'
        html = HTML(string=f"<!doctype html>{head}{body}</body></html>")
        return bytes(html.write_pdf(stylesheets=[self.sheet], font_config=self.fonts, pdf_variant="pdf/ua-1"))


def _piece(piece: dict[str, Any]) -> str:
    match piece["kind"]:
        case "list":
            tag = "ol" if piece["numbered"] else "ul"
            return f"<{tag}>{''.join(f'<li>{escape(item)}</li>' for item in piece['items'])}</{tag}>"
        case "panel":
            return f'<div class="panel">{"".join(f"<p>{escape(label)}</p>" for label in piece["labels"])}</div>'
        case "card":
            return _card(piece)
        case kind:
            tag = {"title": "h1", "heading": "h2"}.get(kind, "p")
            return f'<{tag} class="{kind}">{escape(piece["text"])}</{tag}>'


def _card(piece: dict[str, Any]) -> str:
    picture = ""
    if piece["qr"]:
        data = base64.b64encode(style.svg(piece["qr"]["uri"]).encode()).decode()
        picture = f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(piece["qr"]["alt"])}">'
    before, after = ("".join(f"<p>{escape(text)}</p>" for text in piece[place]) for place in ("before", "after"))
    tag = f"h{piece['level']}"
    rows = "".join(map(_row, piece["rows"]))
    return f'<div class="card">{picture}<{tag}>{escape(piece["name"])}</{tag}>{before}{rows}{after}</div>'


def _row(row: dict[str, Any]) -> str:
    words = f'<b class="{"number" if row["number"] else ""}">{escape(row["text"])}</b>'
    if row["uri"]:
        words = f'<a href="{escape(row["uri"])}" title="{escape(row["whose"])}">{words}</a>'
    return f'<p><span class="label">{escape(row["label"])}</span> {words} {escape(row["note"])}</p>'
