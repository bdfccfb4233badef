"""Text of other scripts, as poppler, Chrome and Firefox copy it, is the text that was written."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from unicodedata import normalize

import pikepdf
import pytest

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.output_options import OutputOptions
from leafletgen.layout.display_list import LaidOut, Page, TextRun
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.pdf.writer import write
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.plan import plan
from tests.support.copied_text import READERS, by_pdfium, by_poppler
from tests.support.made_files import MOMENT
from tests.support.pdf_checks import check_pdf
from tests.support.project import PROJECT
from tests.support.scripts import NUMBER, RTL, TEXTS, laid_out_texts, write_texts
from tests.support.tagged_reader import Tagged
from tests.support.tools import verapdf

JOINERS = re.compile("[\u200c\u200d]")
"""Pdf.js leaves these out; they only say how the letters beside them join."""

ONLY_SPACES_DIFFER = {(reader, tag) for reader in ("poppler", "pdfjs") for tag in RTL}
"""Poppler sets a space before a mark and not after it, and pdf.js none where the direction changes. These also copy
every letter and every number in its order; all other texts are copied to the letter."""


@pytest.fixture(scope="module")
def written(fonts: FontBook, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file of the texts of each language."""
    folder = tmp_path_factory.mktemp("texts")
    return {tag: write_texts(laid_out_texts(tag, fonts), fonts, folder) for tag in TEXTS}


@pytest.mark.parametrize("reader", READERS)
def test_text_is_copied_as_it_was_written(reader: str, written: dict[str, Path]) -> None:
    for tag, (page,) in zip(written, READERS[reader](*written.values()), strict=True):
        lines = [line for line in page.splitlines() if line.strip()]
        texts = [JOINERS.sub("", text) for text in TEXTS[tag]] if reader == "pdfjs" else TEXTS[tag]
        assert ["".join(line.split()) for line in lines] == ["".join(text.split()) for text in texts], tag
        if (reader, tag) not in ONLY_SPACES_DIFFER:
            assert [line.split() for line in lines] == [text.split() for text in texts], tag


@pytest.mark.parametrize("tag", TEXTS)
def test_the_marked_contents_are_the_texts_to_the_letter(tag: str, written: dict[str, Path]) -> None:
    """This is what a screen reader is given: contents in their order, those from right to left turned round."""
    tagged = Tagged(written[tag].read_bytes())
    assert [tagged.marked[place].replace("\u00a0", " ") for place in tagged.order] == TEXTS[tag]


@pytest.mark.parametrize("tag", TEXTS)
def test_each_code_says_one_letter(tag: str, written: dict[str, Path]) -> None:
    """No code is without letters, or stands for several that a reader would have to put in order."""
    with pikepdf.open(written[tag]) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            entries = re.findall(rb"^<[0-9A-F]{4}> <([0-9A-F]*)>$", font.ToUnicode.read_bytes(), re.MULTILINE)
            said = [bytes.fromhex(entry.decode("ascii")).decode("utf-16-be") for entry in entries]
            assert said and {len(letters) for letters in said} == {1}
            assert not set(said) & set("\0\u200b\u25cc\ufeff\ufffe")


def test_numbers_among_words_from_right_to_left_are_copied_in_their_order(written: dict[str, Path]) -> None:
    for tag in RTL:
        for read in (by_poppler, by_pdfium):
            (page,) = read(written[tag])
            assert NUMBER in " ".join(page.split()), (read, tag)


FIGURES = [
    NUMBER,
    "+44 20 7946 0018",
    "020-7946-0018",
    "116 123",
    "18001 101",
    "999 / 101",
    "116 123 / 999",
    "0800 1111, 999",
    "10:30–12:00",
    "9.30 – 17.00",
    "13–18",
    "44240 / 26",
    "24/11/2026",
    "£5",
    "50%",
    "1,234.5",
]
"""Numbers, and several beside each other, that would be another number or another time if they were turned round."""


@pytest.mark.parametrize("sentence", ["{}", "اقرأ {} الآن", "اقرأ {}", "{} اقرأ"])
def test_each_figure_is_copied_in_its_order(
    sentence: str, fonts: FontBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TEXTS, "ar", [sentence.format(figure) for figure in FIGURES])
    path = write_texts(laid_out_texts("ar", fonts, height=1000), fonts, tmp_path)
    (page,) = by_pdfium(path)
    copied = [line.replace("\u00a0", " ") for line in page.splitlines()]
    lost = [figure for figure, line in zip(FIGURES, copied, strict=True) if figure.replace("–", "-") not in line]
    assert not lost or (sentence != "{}" and lost == ["0800 1111, 999"])  # There the comma belongs to the sentence.


def test_a_figure_beside_words_from_the_right_is_copied_in_its_order_from_an_english_page(
    fonts: FontBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on the sheet of contacts of a leaflet in Arabic, and beside an officer's name."""
    figures = [figure for figure in FIGURES if figure != "0800 1111, 999"]
    monkeypatch.setitem(TEXTS, "en-GB", [f"اتصال {figure} مجانًا" for figure in figures] + [f"Call {NUMBER}"])
    path = write_texts(laid_out_texts("en-GB", fonts, height=1100), fonts, tmp_path)
    (page,) = by_pdfium(path)
    *copied, without = page.splitlines()
    lines = [line.replace("\u00a0", " ") for line in copied]
    assert [f for f, line in zip(figures, lines, strict=True) if f.replace("–", "-") not in line] == []
    assert without == f"Call {NUMBER}"


@pytest.mark.slow
def test_the_files_are_accessible_by_both_validators(written: dict[str, Path]) -> None:
    for path in written.values():
        check_pdf(path)
    outcome = verapdf(written.values())
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert outcome.stdout.count("PASS") == len(written)


# --- whole leaflets ---

DRAFTS = sorted(path.name for path in (PROJECT / "data/translations").iterdir() if path.name in TEXTS)
"""The shipped translations in these languages."""


@pytest.fixture(scope="module", params=DRAFTS)
def draft(
    request: pytest.FixtureRequest, catalogue: Catalogue, fonts: FontBook, tmp_path_factory: pytest.TempPathFactory
) -> tuple[LaidOut, Path]:
    """The parents' leaflet in a language, on pages and as a file."""
    options = OutputOptions(draft=True)
    (order,) = plan(catalogue, ["england"], ["parent"], ["a4"], options, languages=[request.param])
    leaflet = Composer(catalogue, fonts.coverage).compose(order)
    laid_out = lay_out(leaflet, order.form, fonts, draft=True)
    path = tmp_path_factory.mktemp("draft") / f"{request.param}.pdf"
    path.write_bytes(write(laid_out, fonts, MOMENT))
    return laid_out, path


_WORD = re.compile("[a-zA-Z]+|[0-9]+|[\u0300-\u060b\u060d-\u061a\u0620-\u06d3\u06d5-\u0963\u0966-\u0dff\u200c\u200d]+")
"""Latin letters and digits, or letters of other scripts, without the marks of punctuation, which some readers move."""


def _words_of(text: str) -> Counter[str]:
    """The words of a text, and how often it has each. Two marks on a letter have no order in Unicode's normal form."""
    return Counter(_WORD.findall(normalize("NFC", text)))


def _text_of(page: Page) -> str:
    """The text of a page: runs of one element that touch are one text."""
    said, last = "", None
    for run in page.items:
        if isinstance(run, TextRun):
            touches = last and (run.element, run.y) == (last.element, last.y)
            said, last = f"{said}{'' if touches else ' '}{run.text}", run
    return said


@pytest.mark.parametrize("reader", ["poppler", "pdfium"])
def test_a_leaflet_is_copied_word_for_word(reader: str, draft: tuple[LaidOut, Path]) -> None:
    laid_out, path = draft
    for page, copied in zip(laid_out.pages, *READERS[reader](path), strict=True):
        lost = _words_of(_text_of(page)) - _words_of(copied)
        assert not lost


def test_each_number_of_a_leaflet_is_copied_in_its_order(draft: tuple[LaidOut, Path]) -> None:
    """By PDFium, which knows nothing of isolates: no file may give anybody another number."""
    laid_out, path = draft
    within = "\u00a0" if laid_out.rtl else " "
    for page, copied in zip(laid_out.pages, by_pdfium(path), strict=True):
        printed = {number.replace(" ", within) for number in _numbers_of(_text_of(page), " ")}
        assert printed <= _numbers_of(copied, within)


def _numbers_of(text: str, space: str) -> set[str]:
    """The numbers of a text; this space stands within them."""
    return set(re.findall(rf"\+?[0-9]+(?:[{space}/:-][0-9]+)*", text))


def test_a_leaflet_is_small(draft: tuple[LaidOut, Path]) -> None:
    _, path = draft
    assert path.stat().st_size < 200_000
