"""ReportLab's own flow layer, Platypus: paragraphs and tables. No kerning and no tags: it can do neither."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, ListFlowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from bench.makers import style

rl_config.useA85 = 0

_MEASURE = style.WIDTH - 2 * style.MARGIN
_QR_ROOM = style.QR_SIDE + 12


def _style(name: str, size: float, colour: str, font: str = "Leaflet", **more: Any) -> ParagraphStyle:
    leading = size * style.LEADING
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, textColor=HexColor(colour), **more)


_STYLES = {
    "title": _style("title", style.TITLE, style.STRONG, "Leaflet-Bold"),
    "lead": _style("lead", style.NAME, style.TEXT, spaceAfter=style.GAP),
    "heading": _style(
        "heading", style.HEADING, style.STRONG, "Leaflet-Bold", spaceBefore=14, spaceAfter=6, keepWithNext=1
    ),
    "name": _style("name", style.NAME, style.STRONG, "Leaflet-Bold"),
    "text": _style("text", style.BODY, style.TEXT, spaceAfter=4),
    "boxed": _style("boxed", style.BODY, style.STRONG, "Leaflet-Bold", backColor=HexColor(style.SOFT), borderPadding=7),
    "label": _style("label", style.BODY, style.STRONG),
}
_CARD = TableStyle([("BOX", (0, 0), (-1, -1), 0.8, HexColor(style.LINE)), ("VALIGN", (0, 0), (-1, -1), "TOP")])
_PANEL = TableStyle(
    [("LINEBELOW", (0, 0), (-1, -1), 0.6, HexColor(style.LINE)), ("VALIGN", (0, 0), (-1, -1), "BOTTOM")]
)


class _QrCode(Flowable):  # type: ignore[misc]
    """A QR code: one path."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.width = self.height = style.QR_SIDE
        self.side, self.dark = style.runs(address)

    def draw(self) -> None:
        module = style.QR_SIDE / self.side
        path = self.canv.beginPath()
        for x, y, length in self.dark:
            path.rect(x * module, (self.side - y - 1) * module, length * module, module)
        self.canv.drawPath(path, stroke=0, fill=1)


class Maker:
    """Keeps the fonts, as a program that makes many files would."""

    def __init__(self) -> None:
        pdfmetrics.registerFont(TTFont("Leaflet", str(style.REGULAR)))
        pdfmetrics.registerFont(TTFont("Leaflet-Bold", str(style.BOLD)))
        pdfmetrics.registerFontFamily("Leaflet", normal="Leaflet", bold="Leaflet-Bold")

    def make(self, document: dict[str, Any]) -> bytes:
        """The PDF file of a document."""
        out = io.BytesIO()
        template = SimpleDocTemplate(
            out,
            pagesize=(style.WIDTH, style.HEIGHT),
            leftMargin=style.MARGIN - 6,
            rightMargin=style.MARGIN - 6,
            topMargin=style.MARGIN - 6,
            bottomMargin=style.MARGIN + style.FOOT - 6,
            title=document["title"],
            lang=document["language"],
            pageCompression=1,
        )

        def footer(canvas: Canvas, _: Any) -> None:
            canvas.setFont("Leaflet", style.FOOTER)
            canvas.drawString(style.MARGIN, style.MARGIN, document["title"])
            canvas.drawRightString(style.WIDTH - style.MARGIN, style.MARGIN, str(canvas.getPageNumber()))

        template.build([_piece(piece) for piece in document["pieces"]], onFirstPage=footer, onLaterPages=footer)
        return out.getvalue()


def _piece(piece: dict[str, Any]) -> Flowable:
    match piece["kind"]:
        case "list":
            items = [Paragraph(escape(item), _STYLES["text"]) for item in piece["items"]]
            kind = {"bulletType": "1"} if piece["numbered"] else {"bulletType": "bullet", "start": "•"}
            return ListFlowable(items, bulletFontName="Leaflet-Bold", bulletFontSize=style.BODY, **kind)
        case "panel":
            rows = [[Paragraph(escape(label), _STYLES["label"])] for label in piece["labels"]]
            return Table(rows, colWidths=[_MEASURE], rowHeights=[style.RULE] * len(rows), style=_PANEL)
        case "card":
            return _card(piece)
        case kind:
            return Paragraph(escape(piece["text"]), _STYLES[kind])


def _card(piece: dict[str, Any]) -> Table:
    words: list[Flowable] = [Paragraph(escape(piece["name"]), _STYLES["name"])]
    words += [Paragraph(escape(text), _STYLES["text"]) for text in piece["before"]]
    words += [Paragraph(_row(row), _STYLES["text"]) for row in piece["rows"]]
    words += [Paragraph(escape(text), _STYLES["text"]) for text in piece["after"]]
    if not piece["qr"]:
        return Table([[words]], colWidths=[_MEASURE], style=_CARD, spaceAfter=style.GAP)
    cells = [[words, [Spacer(0, 4), _QrCode(piece["qr"]["uri"])]]]
    return Table(cells, colWidths=[_MEASURE - _QR_ROOM, _QR_ROOM], style=_CARD, spaceAfter=style.GAP)


def _row(row: dict[str, Any]) -> str:
    size = style.NAME if row["number"] else style.BODY
    words = f'<b><font size="{size}">{escape(row["text"])}</font></b>'
    if row["uri"]:
        words = f"<a href={quoteattr(row['uri'])}>{words}</a>"
    return f'<font color="{style.STRONG}">{escape(row["label"])}</font> {words} {escape(row["note"])}'
