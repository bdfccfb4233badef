"""Text in several scripts and directions, in the faces that ship: order, joined letters, sizes and lines."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from leafletgen.content.languages import language_of
from leafletgen.errors import ResourceError, Where
from leafletgen.layout.display_list import Element, TextRun
from leafletgen.layout.fonts import FONT_FILES, Font, FontBook, Proportions, Shaping
from leafletgen.layout.isolates import isolates_in
from leafletgen.layout.text import Line, Span, Style, break_lines, place_line
from leafletgen.layout.theme import BLACK
from leafletgen.print_limits import SMALLEST_TYPE
from tests.support.hand_made import FakeFont, fake_book
from tests.support.project import PROJECT

AT = Where("leaflet.yaml", 1, 1)
BODY = Style("Regular", 12, BLACK)

TEXTS = {
    "ar": "إذا كنت في خطر اتصل بالرقم 999 الآن، أو بـ Childline على 0800 1111 (مجانًا).",
    "ur": "اگر آپ خطرے میں ہیں تو ابھی 999 پر فون کریں، یا Childline کو 0800 1111 پر (مفت)۔",
    "bn": "আপনি বিপদে থাকলে এখনই 999 নম্বরে ফোন করুন, বা Childline-এ 0800 1111 নম্বরে (বিনামূল্যে)।",
    "pa-Guru": "ਜੇ ਤੁਸੀਂ ਖ਼ਤਰੇ ਵਿੱਚ ਹੋ ਤਾਂ ਹੁਣੇ 999 ਤੇ ਫ਼ੋਨ ਕਰੋ, ਜਾਂ Childline ਨੂੰ 0800 1111 ਤੇ (ਮੁਫ਼ਤ)।",
    "gu": "જો તમે જોખમમાં હો તો હમણાં જ 999 પર ફોન કરો, અથવા Childline ને 0800 1111 પર (મફત).",
    "ta": "நீங்கள் ஆபத்தில் இருந்தால் இப்போதே 999 ஐ அழைக்கவும், அல்லது Childline ஐ 0800 1111 இல் (இலவசம்).",
    "uk": "Якщо ви в небезпеці, телефонуйте 999 зараз, або Childline за номером 0800 1111 (безкоштовно).",
    "vi": "Nếu bạn gặp nguy hiểm, hãy gọi 999 ngay, hoặc Childline theo số 0800 1111 (miễn phí).",
}
"""A sentence with numbers and a name in each language whose face ships. Nobody has checked these words."""

VALUES = (
    "0808 800 5000",
    "0800\u00a01111",
    "+44 20 7946 0018",
    "020-7946-0018",
    "(0)20 7946 0018",
    "999 / 101",
    "116 123",
    "18001 101",
    "£5",
    "50%",
    "10:30–12:00",
    "26 November 2026",
    "www.meic.cymru/",
    "https://www.ceop.police.uk/ceop-reporting/",
    "help@nspcc.org.uk",
    "@childline",
    "Stop It Now!",
    "“SHOUT” 85258",
    "Childline (0800 1111)",
    "Relay UK",
    "999 BSL",
    "“Arabic, please.”",
    "‘Arabic, please.’",
    "‘Don’t, please.’",
    '"Arabic, please."',
    "«Arabic, please.»",
    '"SHOUT" to 85258',
    "'SHOUT' to 85258",
    "Childline's 'Calm Zone'",
    "*#06#",
    "*100#",
    "-5",
    "−5 °C",
    "-£40",
    "±5",
    "≥13",
    "C#",
    "TikTok™",
    "Roblox®",
    "Dr. J. Smith",
    "P.C. 1234",
    "No. 5",
    "ref. 44/240",
    "s. 67(1)(a)",
    "Tel. 0808 800 5000 ext. 12",
)
"""What translators type into their sentences: without isolates each would be printed in another order."""


def lines_of(spans: list[Span], fonts: FontBook, width: float = 700.0) -> tuple[Line, ...]:
    return break_lines(spans, width, fonts, 1.3, AT)


def runs_of(text: str, fonts: FontBook, width: float = 700.0, element: Element | None = None) -> list[list[TextRun]]:
    lines = lines_of([Span(text, BODY, element)], fonts, width)
    return [place_line(line, 0, 0, fonts) for line in lines]


def seen(runs: list[TextRun], *, rtl: bool) -> str:
    """The glyphs of a line from left to right, each as its letters; in a language from the right, as it is mirrored."""
    ordered = sorted(runs, key=lambda run: -(run.x + run.width) if rtl else run.x)
    return "".join(glyph.text for run in ordered for word in run.words for glyph in word.glyphs)


# --- the order ---


@pytest.mark.parametrize("tag", ["ar", "ur", "fa", "ckb", "ps"])
@pytest.mark.parametrize("value", VALUES)
def test_what_is_typed_into_a_sentence_stands_from_left_to_right(fonts: FontBook, tag: str, value: str) -> None:
    for text in (
        f"ابدا {value} ابدا",
        f"ابدا {value}",
        f"{value} ابدا.",
        f"ابدا ({value}).",
        f"ابدا {value}، {value}.",
    ):
        (line,) = runs_of(text, fonts.of_language(tag))
        printed, wanted = seen(line, rtl=True), value.replace("\u00a0", " ")
        assert printed.count(wanted) == text.count(value), printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("ابدا U.K. ابدا", "ادبا U.K. ادبا"),
        ("ابدا U.K.", ".U.K ادبا"),
        ("ابدا (U.K.)", "(U.K.) ادبا"),
        ("ابدا وDr. J. Smith", "Dr. J. Smithو ادبا"),
        ("ابدا CEOP. Childline ابدا", "ادبا Childline .CEOP ادبا"),
        ("ابدا X. Childline ابدا", "ادبا Childline .X ادبا"),
        ("- 5 ابدا", "ادبا 5 -"),
        ("ابدا-5", "5-ادبا"),
        ('"ابدا SHOUT"', '"SHOUT ادبا"'),
    ],
)
def test_a_mark_beside_latin_text_is_its_own_or_that_of_the_sentence(fonts: FontBook, text: str, printed: str) -> None:
    (line,) = runs_of(text, fonts.of_language("ar"))
    assert seen(line, rtl=True) == printed


@pytest.mark.parametrize("tag", ["ar", "ur", "bn", "pa-Guru", "uk"])
@pytest.mark.parametrize("address", ["www.getsafeonline.org", "www.ceopeducation.co.uk", "families.google/familylink"])
def test_an_address_goes_on_before_a_dot_or_after_a_slash_in_every_script(
    fonts: FontBook, tag: str, address: str
) -> None:
    book = fonts.of_language(tag)
    spans = [Span(address, BODY, address="dot", isolates=(address,)), Span("999 ا", BODY)]
    lines = [seen(place_line(line, 0, 0, book), rtl=False) for line in lines_of(spans, book, 115.0)]
    first, second = lines[:2]
    assert f"{first}{second}".startswith(address)
    assert second.startswith(".") or first.endswith("/")


def test_words_from_the_right_are_laid_from_the_start_edge_and_read_in_their_order(fonts: FontBook) -> None:
    (line,) = runs_of("ابدا 999 ثم 101", fonts.of_language("ar"))
    assert [run.text for run in line] == ["ابدا ", "999", " ثم ", "101"]
    assert [run.rtl for run in line] == [True, False, True, False]
    assert [run.x for run in line] == sorted(run.x for run in line)
    assert sum(run.width for run in line) == pytest.approx(line[-1].x + line[-1].width)
    first = line[0]
    assert [word.text for word in first.words] == [" ", "ابدا"]  # from left to right
    assert "".join(glyph.text for glyph in first.words[1].glyphs) == "ادبا"


def test_each_of_two_sentences_keeps_its_place_though_both_are_in_latin_letters(fonts: FontBook) -> None:
    (line,) = runs_of("ابدا CEOP. Childline ثم", fonts.of_language("ar"))
    assert seen(line, rtl=True).index("Childline") < seen(line, rtl=True).index("CEOP")


@pytest.mark.parametrize(
    ("text", "values", "found"),
    [
        ("اتصل بـ Yes & No! الآن", ("Yes & No!",), ["Yes & No!"]),
        ("اتصل على 101 لا 0101", ("101",), ["101", "0101"]),
        ("قل (نعم) الآن", (), []),
        ("قل “Hello, you.” الآن", (), ["“Hello, you.”"]),
        ("من 13 إلى 18", (), ["13", "18"]),
        ("تطبيقات WhatsApp، Snapchat، TikTok.", (), ["WhatsApp", "Snapchat", "TikTok"]),
        ("و999", (), ["999"]),
        ("«Report Remove»", (), ["«Report Remove»"]),
        ("CEOP:", (), ["CEOP"]),
        ("1.", (), ["1"]),
        ("Stop. Look, then go.", (), ["Stop. Look, then go."]),  # a sentence that nobody has translated
        ("", ("x",), []),
    ],
)
def test_isolates_are_the_values_and_latin_text(text: str, values: tuple[str, ...], found: list[str]) -> None:
    assert [text[start:end] for start, end in isolates_in(text, values, latin=True)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("101", [(0, 3)]),
        ("ا 101، 1101 101x 101", [(2, 5), (17, 20)]),
        ("ب101ب101", [(1, 4), (5, 8)]),
        ("101101", []),
        ("11 1 01", []),
    ],
)
def test_a_value_is_found_at_each_place_but_inside_a_longer_one(text: str, found: list[tuple[int, int]]) -> None:
    assert isolates_in(text, ("101", "101 ", ""), latin=False) == found


def test_a_value_is_found_behind_a_place_where_it_begins_inside_another_word() -> None:
    assert isolates_in("x1 1 1", ("1 1",), latin=False) == [(3, 6)]


def test_a_value_of_the_data_is_an_isolate_whatever_its_marks(fonts: FontBook) -> None:
    name = "Yes & No?"
    book = fonts.of_language("ar")
    with_value, without = (
        place_line(lines_of([Span(f"اسأل {name} الآن", BODY, isolates=isolates)], book)[0], 0, 0, book)
        for isolates in ((name,), ())
    )
    assert name in seen(with_value, rtl=True)
    assert name not in seen(without, rtl=True)


@pytest.mark.parametrize("value", VALUES)
def test_a_word_from_the_right_turns_nothing_round_in_an_english_leaflet(fonts: FontBook, value: str) -> None:
    wanted = value.replace("\u00a0", " ")
    for text in (f"Ask سلام {value} then", f"سلام {value} سلام", f"سلام {value}"):
        (line,) = runs_of(text, fonts)
        assert wanted in seen(line, rtl=False), text


@pytest.mark.parametrize("tag", ["ar", "ur", "en-GB"])
@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("الخميس 17 ديسمبر، 10:30–12:00", ["10:30–12:00"]),
        ("10:30–12:00 الخميس", ["10:30–12:00"]),
        ("0808 800 5000 أو 0800 1111", ["0808 800 5000", "0800 1111"]),
        ("أحمد (PC 4455) 07700 900417", ["(PC 4455)", "07700 900417"]),
        ("PC أحمد 07700 900417", ["07700 900417"]),
        ("PC 4455 أحمد علي, 10:30–12:00", ["PC 4455", "10:30–12:00"]),
        ("بريد: a.b@example.org / 101", ["a.b@example.org / 101"]),
    ],
)
def test_the_numbers_of_a_value_that_has_words_from_the_right_keep_their_order(
    fonts: FontBook, tag: str, value: str, parts: list[str]
) -> None:
    book = fonts.of_language(tag)
    for text in (value, f"سلام {value} سلام", f"Name {value}"):
        (line,) = lines_of([Span(text, BODY, isolates=(value,))], book)
        printed = seen(place_line(line, 0, 0, book), rtl=book.rtl)
        assert all(part in printed for part in parts), printed


def test_a_line_in_english_keeps_its_order_in_an_arabic_leaflet(fonts: FontBook) -> None:
    english = "English: Help for you. Then, more!"
    element = Element("P", None, language="en-GB")
    (line,) = runs_of(english, fonts.of_language("ar"), element=element)
    assert seen(line, rtl=True) == english


# --- glyphs ---


def test_arabic_letters_are_joined(fonts: FontBook) -> None:
    how = Shaping("Arab", "ar", True)
    for family, dots in (("NotoNaskhArabic", 0), ("NotoNastaliqUrdu", 1)):
        font = fonts.face(family, "Regular")
        alone, joined = ({glyph.gid for glyph in font.shape(word, how).glyphs} for word in ("ب", "ببب"))
        assert len(alone & joined) == dots and len(joined - alone) >= 3  # first, in the middle, last


@pytest.mark.parametrize(
    ("family", "script", "conjunct"),
    [("NotoSansBengali", "Beng", "ক্ষ"), ("NotoSansGujarati", "Gujr", "ક્ષ"), ("NotoSansTamil", "Taml", "க்ஷ")],
)
def test_letters_of_india_are_joined(fonts: FontBook, family: str, script: str, conjunct: str) -> None:
    font, how = fonts.face(family, "Bold"), Shaping(script, "und", False)
    assert len(font.shape(conjunct, how).glyphs) < len(conjunct)


@pytest.mark.parametrize("tag", TEXTS)
def test_every_letter_has_a_glyph_and_no_mark_stands_on_a_dotted_circle(fonts: FontBook, tag: str) -> None:
    book = fonts.of_language(tag)
    for run in (run for line in runs_of(TEXTS[tag], book, 150) for run in line):
        font = book[run.font]
        circle = font.shaper.get_nominal_glyph(0x25CC)
        gids = [glyph.gid for word in run.words for glyph in word.glyphs]
        assert 0 not in gids and (circle is None or circle not in gids), run.text
        latin = re.fullmatch(r"[\x00-\x7f]+", run.text) and re.search(r"[0-9A-Za-z]", run.text)
        assert (run.font in FONT_FILES) or not latin or tag == "vi"


@pytest.mark.parametrize("tag", TEXTS)
def test_the_letters_of_glyphs_are_the_text(fonts: FontBook, tag: str) -> None:
    for line in runs_of(TEXTS[tag], fonts.of_language(tag), 150):
        for run in line:
            for word in run.words:
                letters = [glyph.text for glyph in word.glyphs]
                assert "".join(letters[::-1] if run.rtl else letters) == word.text
            words = [word.text for word in run.words]
            assert "".join(words[::-1] if run.rtl else words) == run.text
    assert "".join(run.text for line in runs_of(TEXTS[tag], fonts.of_language(tag)) for run in line) == TEXTS[tag]


@pytest.mark.parametrize("tag", [tag for tag in TEXTS if tag != "vi"])
def test_words_are_as_wide_one_by_one_as_together(fonts: FontBook, tag: str) -> None:
    language = language_of(tag)
    font = fonts.face(language.faces[0], "Regular")
    how = Shaping(language.script, tag, language.direction == "rtl")
    words = [word for word in re.sub(r"[0-9A-Za-z().-]", "", TEXTS[tag]).split() if len(word) > 1]
    apart = sum(font.shape(word, how).width for word in words) + (len(words) - 1) * font.shape(" ", how).width
    assert font.shape(" ".join(words), how).width == pytest.approx(apart, rel=0.002)


def test_nastaliq_slopes_and_naskh_does_not(fonts: FontBook) -> None:
    heights = {
        tag: {
            glyph.dy
            for run in runs_of(TEXTS["ur"], fonts.of_language(tag))[0]
            for word in run.words
            for glyph in word.glyphs
        }
        for tag in ("ur", "fa")
    }
    assert len(heights["ur"]) > 10
    assert heights["fa"] == {0}


# --- sizes and lines ---


@pytest.mark.parametrize("tag", TEXTS)
def test_numbers_have_their_usual_size_and_other_letters_that_of_their_face(fonts: FontBook, tag: str) -> None:
    language = language_of(tag)
    sizes = {run.font: run.size for line in runs_of(TEXTS[tag], fonts.of_language(tag)) for run in line}
    assert sizes == {"Regular": 12, f"{language.faces[0]}-Regular": pytest.approx(12 * language.scale)}
    (small,) = lines_of([Span(TEXTS[tag][:8], Style("Bold", 9, BLACK))], fonts.of_language(tag))
    assert all(run.size >= SMALLEST_TYPE for run in place_line(small, 0, 0, fonts.of_language(tag)))


@pytest.mark.parametrize("tag", TEXTS)
@pytest.mark.parametrize("leading", [1.3, 1.22, 1.05])
def test_the_ink_of_lines_never_meets_and_lies_in_the_middle_of_its_line(
    fonts: FontBook, tag: str, leading: float
) -> None:
    book = fonts.of_language(tag)
    ink = book.face(language_of(tag).faces[0], "Regular").proportions.ink
    for line in break_lines([Span(TEXTS[tag], BODY)], 150, book, leading, AT):
        runs = place_line(line, 0, 0, book)
        tops = [run.y + _reach(book, run)[1] for run in runs]
        lows = [run.y + _reach(book, run)[0] for run in runs]
        if ink and line.part.face != "Regular":
            assert max(tops) < 0.3 and min(lows) > -line.height - 0.3
            middle = runs[0].y + sum(ink) * max(run.size for run in runs if run.font != "Regular") / 2000
            assert middle == pytest.approx(-line.height / 2)


def _reach(book: FontBook, run: TextRun) -> tuple[float, float]:
    """How far the ink of a run goes below and above its baseline, in points."""
    heights = [0.0]
    for glyph in (glyph for word in run.words for glyph in word.glyphs):
        if extents := book[run.font].shaper.get_glyph_extents(glyph.gid):
            top = glyph.dy + extents.y_bearing
            heights += [top, top + extents.height]
    return min(heights) * run.size / 1000, max(heights) * run.size / 1000


def test_a_line_without_letters_of_the_script_keeps_the_usual_leading(fonts: FontBook) -> None:
    book = fonts.of_language("ur")
    (line,) = lines_of([Span("0800 1111 Childline", BODY)], book)
    assert line.height == pytest.approx(12 * 1.3)


def test_no_line_breaks_after_a_hyphen(fonts: FontBook) -> None:
    book = fonts.of_language("bn")
    for width in range(80, 300, 10):
        lines = runs_of("এখনই Childline-এ ফোন করুন বা www.childline.org.uk/ দেখুন", book, max(width, 150))
        assert any("Childline-এ" in "".join(run.text for run in line) for line in lines)


# --- Chinese ---


def chinese() -> FontBook:
    """A book for Chinese in which each character is half a square: the real face does not ship."""
    names = [f"NotoSansSC-{weight}" for weight in FONT_FILES]
    faces: dict[str, Font] = {name: FakeFont(name, Proportions(leading=1.55)) for name in names}
    return FontBook(fake_book().fonts, language=language_of("zh-Hans"), others=faces)


def set_in_chinese(text: str, characters: int) -> list[str]:
    style = Style("Regular", 10, BLACK)
    lines = break_lines([Span(text, style)], characters * 5.0, chinese(), 1.3, AT)
    return ["".join(run.text for run in place_line(line, 0, 0, chinese())).strip() for line in lines]


def test_chinese_breaks_between_any_two_characters() -> None:
    assert set_in_chinese("如果您有危险请立即拨打", 4) == ["如果您有", "危险请立", "即拨打"]


@pytest.mark.parametrize(
    "held",
    [
        "险，",
        "打。",
        "吗？",
        "（免",
        "费）",
        "《家",
        "书》",
        "999。",
        "“SHOUT”",
        "0800 1111",
        "Childline",
        "don’t",
        "50%",
        "线…",
        "（Childline）",
        "(免",
        "费)",
        "[免",
        "费]",
        "«免",
        "费»",
        "打.",
        "打,",
        "打:",
        "打;",
        "打!",
        "打?",
        "打．",
        "和/",
        "丽·",
        "13～",
        "线——",
        '"免',
        '费"',
    ],
)
def test_chinese_marks_stay_with_their_words_and_latin_words_are_whole(held: str) -> None:
    for before in range(6):
        for width in range(len(held) + 1, len(held) + 7):
            lines = set_in_chinese("请" * before + held + "请" * 6, width)
            assert any(held in line for line in lines), lines


# --- other leaflets ---


def test_the_name_of_another_language_is_set_in_its_face_in_an_english_leaflet(fonts: FontBook) -> None:
    for name, face in (("العربية", "NotoNaskhArabic"), ("বাংলা", "NotoSansBengali"), ("Tiếng Việt", "NotoSans")):
        (line,) = runs_of(f"Also in: {name}.", fonts)
        assert [run.font for run in line if name in run.text] == [f"{face}-Regular"]
        assert line[0].font == "Regular" and line[0].text.startswith("Also in")
        assert "".join(run.text for run in line) == f"Also in: {name}."


_ENGLISH = """
import sys
from leafletgen.content.check import check
from leafletgen.content.compose import compose
from leafletgen.content.source import read_folder
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.resources import data_folder, fonts_folder
fonts = FontBook.load(fonts_folder())
catalogue = check(read_folder(data_folder(None)), fonts.coverage())
lay_out(compose(catalogue, "hampshire", "parent"), "a5", fonts)
ours = (".mixed", ".bidi", ".isolates", ".languages")
print(sorted(fonts.others), [name for name in sys.modules if name.endswith(ours)])
"""


def test_an_english_leaflet_loads_no_module_and_no_face_of_other_scripts() -> None:
    ran = subprocess.run([sys.executable, "-c", _ENGLISH], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert ran.stdout == "[] []\n"


def test_a_missing_face_is_named_with_the_way_to_get_it(fonts: FontBook) -> None:
    with pytest.raises(ResourceError) as caught:
        fonts.of_language("zh-Hans")
    (problem,) = caught.value.problems
    assert problem.code == "font-missing" and "NotoSansSC" in problem.message
    assert "NotoSansSC-Regular.ttf" in problem.hint
