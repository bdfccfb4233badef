"""Draw a text of each shipped translation as leafletgen sets it and as Pango does, side by side, in the same faces.

In: the shipped translations, and the program pango-view (Debian: pango1.0-tools). Out: a picture in docs/images, or
without pango-view a line that says so. Somebody who reads the script compares them: joined letters, marks at their
places, words and numbers in their order. Both have the same width; leafletgen evens its lines out, Pango fills each.

    .venv/bin/python -m tools.compare_with_pango ar ur bn
"""

from __future__ import annotations

import datetime
import html
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

from leafletgen.content.check import check
from leafletgen.content.languages import FACES, LATIN_FACE, Language, language_of
from leafletgen.content.source import read_folder
from leafletgen.content.translations.translation import read_translation
from leafletgen.errors import Where
from leafletgen.layout.display_list import Element, LaidOut, Page
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.mirror import mirrored
from leafletgen.layout.text import Span, Style, break_lines, place_line
from leafletgen.layout.theme import BLACK
from leafletgen.pdf.writer import write

PROJECT = Path(__file__).parent.parent
PICTURE = PROJECT / "docs" / "images" / "beside-pango.png"

_SIZE, _WIDTH, _MARGIN, _DPI = 12.0, 250.0, 8.0, 110
_LATIN = re.compile("[“«]?[0-9A-Za-z][ -~”»]*[0-9A-Za-z][”»]?")
_AT = ("parent", "emergency/lines")
"""Where the texts are from: the second of these lines has numbers, a Latin name and words in quotation marks."""


def ours(text: str, language: Language, fonts: FontBook) -> Image.Image:
    """The text on a page of a PDF file of leafletgen, drawn by PDFium."""
    book, root = fonts.of_language(language.tag), Element("Document", None)
    lines = break_lines([Span(text, Style("Regular", _SIZE, BLACK), root.add("P"))], _WIDTH, book, 1.3, Where("text"))
    height = sum(line.height for line in lines) + 2 * _MARGIN
    top, items = height - _MARGIN, []
    for line in lines:
        items += place_line(line, _MARGIN, top, book)
        top -= line.height
    laid_out = LaidOut((Page(_WIDTH + 2 * _MARGIN, height, tuple(items)),), root, "Text", language.tag)
    data = write(
        mirrored(laid_out) if book.rtl else laid_out, fonts, datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    )
    with pypdfium2.PdfDocument(data) as pdf:
        drawn: Image.Image = pdf[0].render(scale=_DPI / 72).to_pil()
        return drawn.convert("L")


def pangos(text: str, language: Language) -> Image.Image:
    """The text as Pango sets it: Latin words are isolates there too, in the Latin face at its own size."""
    with tempfile.TemporaryDirectory() as folder:
        family, *_, latin = [_installed(name, Path(folder)) for name in (*language.faces, LATIN_FACE)]
        words = _LATIN.sub(
            lambda found: f'\u2068<span font="{latin} {_SIZE:g}">{html.escape(found.group())}</span>\u2069',
            html.escape(text, quote=False),
        )
        config, drawn = Path(folder, "fonts.conf"), Path(folder, "text.png")
        config.write_text(
            f"<fontconfig><dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>", encoding="utf-8"
        )
        options = [f"--font={family} {_SIZE * language.scale:g}", f"--language={language.tag}", f"--width={_WIDTH:g}"]
        options += ["--rtl"] if language.direction == "rtl" else []
        options += [f"--dpi={_DPI}", f"--margin={_MARGIN:g}", f"--text={words}", f"--output={drawn}"]
        environment = {**os.environ, "FONTCONFIG_FILE": str(config)}
        subprocess.run(["pango-view", "-q", "--markup", *options], env=environment, check=True, timeout=60)
        return Image.open(io.BytesIO(drawn.read_bytes())).convert("L")


def _installed(name: str, folder: Path) -> str:
    """Copy a face for fontconfig; returns the name of its family in the file."""
    file = f"{name}-Regular.ttf"
    path = shutil.copy(PROJECT / "fonts" / FACES.get(name, "") / file, folder / file)
    return subprocess.run(["fc-scan", "-f", "%{family}", path], capture_output=True, text=True, check=True).stdout


def compare(tags: list[str], picture: Path) -> None:
    """Draw the texts of these languages, one below the other: leafletgen at the left, Pango at the right."""
    fonts = FontBook.load(PROJECT / "fonts")
    catalogue = check(read_folder(PROJECT / "data"), fonts.coverage())
    rows = []
    for language in map(language_of, tags):
        texts = read_translation(catalogue, language, fonts.coverage(language.tag)).texts
        text = [text.words for (file, at, _), text in texts.items() if (file, at) == _AT][1]
        rows.append((ours(text, language, fonts), pangos(text, language)))
    left, right = (max(row[side].width for row in rows) for side in (0, 1))
    height = sum(max(one.height, other.height) for one, other in rows)
    sheet, top = Image.new("L", (left + right, height), 255), 0
    for one, other in rows:
        sheet.paste(one, (0, top))
        sheet.paste(other, (left, top))
        top += max(one.height, other.height)
    sheet.quantize(16).save(picture, optimize=True)


if __name__ == "__main__":
    if shutil.which("pango-view"):
        compare(sys.argv[1:], PICTURE)
    else:
        sys.stderr.write(
            "pango-view is missing (Debian: pango1.0-tools): docs/images/beside-pango.png stays as it is.\n"
        )
