"""fpdf2: cells one after another, text shaped by HarfBuzz. It writes no structure tree: no tags."""

from __future__ import annotations

from typing import Any

from fpdf import FPDF

from bench.makers import style

_LINE = style.BODY * style.LEADING


class Maker:
    """Nothing is kept from file to file: the fonts belong to each document."""

    def make(self, document: dict[str, Any]) -> bytes:
        """The PDF file of a document."""
        pdf = _Leaflet(document["title"], document["language"])
        for piece in document["pieces"]:
            pdf.piece(piece)
        return bytes(pdf.output())


class _Leaflet(FPDF):  # type: ignore[misc]
    def __init__(self, title: str, language: str) -> None:
        super().__init__(unit="pt", format=(style.WIDTH, style.HEIGHT))
        self.title_text = title
        self.set_title(title)
        self.set_lang(language)
        self.set_margin(style.MARGIN)
        self.set_auto_page_break(True, style.MARGIN + style.FOOT)
        self.add_font("Leaflet", "", str(style.REGULAR))
        self.add_font("Leaflet", "B", str(style.BOLD))
        self.set_text_shaping(True, features={"kern": True, "liga": False})
        self.add_page()

    def footer(self) -> None:
        self.set_y(-style.MARGIN)
        self.type("", style.FOOTER, style.STRONG)
        self.cell(style.WIDTH / 2, text=self.title_text)
        self.cell(0, text=str(self.page_no()), align="R")

    def type(self, weight: str, size: float, colour: str) -> None:
        self.set_font("Leaflet", weight, size)
        self.set_text_color(*_rgb(colour))

    def text_block(self, text: str, size: float = style.BODY, weight: str = "", colour: str = style.TEXT) -> None:
        self.type(weight, size, colour)
        self.multi_cell(0, size * style.LEADING, text, align="L", new_x="LMARGIN", new_y="NEXT")

    def piece(self, piece: dict[str, Any]) -> None:
        match piece["kind"]:
            case "title":
                self.text_block(piece["text"], style.TITLE, "B", style.STRONG)
            case "heading":
                self.ln(style.GAP * 2)
                self.start_section(piece["text"])
                self.text_block(piece["text"], style.HEADING, "B", style.STRONG)
            case "lead":
                self.text_block(piece["text"], style.NAME)
            case "boxed":
                self.type("B", style.BODY, style.STRONG)
                self.set_fill_color(*_rgb(style.SOFT))
                self.multi_cell(0, _LINE, piece["text"], align="L", fill=True, new_x="LMARGIN", new_y="NEXT")
            case "list":
                for number, item in enumerate(piece["items"], 1):
                    self.text_block(f"{number}. {item}" if piece["numbered"] else f"• {item}")
            case "panel":
                for label in piece["labels"]:
                    self.type("", style.BODY, style.STRONG)
                    self.cell(0, style.RULE, label, border="B", new_x="LMARGIN", new_y="NEXT")
            case "card":
                self.card(piece)
            case _:
                self.text_block(piece["text"])
        self.ln(style.GAP / 2)

    def card(self, piece: dict[str, Any]) -> None:
        """Draw a card; first without effect, to see whether it goes on the page."""
        with self.offset_rendering() as trial:
            self.draw_card(piece)
        if trial.page_break_triggered:
            self.add_page()
        self.draw_card(piece)

    def draw_card(self, piece: dict[str, Any]) -> None:
        top = self.get_y()
        room = style.QR_SIDE + 2 * style.PAD if piece["qr"] else 0.0
        self.set_left_margin(style.MARGIN + style.PAD)
        self.set_right_margin(style.MARGIN + style.PAD + room)
        self.set_y(top + style.PAD)
        self.text_block(piece["name"], style.NAME, "B", style.STRONG)
        for text in piece["before"]:
            self.text_block(text)
        for row in piece["rows"]:
            self.row(row)
        for text in piece["after"]:
            self.text_block(text)
        foot = max(self.get_y(), top + room) + style.PAD
        self.set_margin(style.MARGIN)
        self.set_auto_page_break(True, style.MARGIN + style.FOOT)
        if piece["qr"]:
            self.symbol(piece["qr"]["uri"], style.WIDTH - style.MARGIN - style.PAD - style.QR_SIDE, top + style.PAD)
        self.set_draw_color(*_rgb(style.LINE))
        width = style.WIDTH - 2 * style.MARGIN
        self.rect(style.MARGIN, top, width, foot - top, round_corners=True, corner_radius=5)
        self.set_y(foot)

    def row(self, row: dict[str, Any]) -> None:
        self.type("", style.BODY, style.STRONG)
        self.write(_LINE, f"{row['label']} ")
        self.type("B", style.NAME if row["number"] else style.BODY, style.TEXT)
        self.write(_LINE, row["text"], link=row["uri"] or "")
        self.type("", style.BODY, style.TEXT)
        self.write(_LINE, f" {row['note']}")
        self.ln(_LINE)

    def symbol(self, address: str, left: float, top: float) -> None:
        side, dark = style.runs(address)
        module = style.QR_SIDE / side
        self.set_fill_color(0, 0, 0)
        for x, y, length in dark:
            self.rect(left + x * module, top + y * module, length * module, module, style="F")


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:], 16)
