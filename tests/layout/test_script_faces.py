"""The faces for other scripts: they have the letters of their languages, and the tool makes them."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

from leafletgen.content.languages import FACES, LANGUAGES, LATIN_FACE, Language
from tests.support.project import PROJECT
from tools.subset_fonts import SOURCES, WEIGHTS, make, reduce, repertoire

FONTS = PROJECT / "fonts"


def file_of(family: str, weight: str) -> Path:
    return FONTS / FACES.get(family, "") / f"{family}-{weight}.ttf"


def opened(file: Path) -> TTFont:
    return TTFont(io.BytesIO(file.read_bytes()), lazy=True, recalcTimestamp=False)


def letters_of(file: Path) -> set[str]:
    return {chr(point) for point in opened(file).getBestCmap()}


@pytest.fixture(scope="module")
def characters() -> dict[tuple[str, str], set[str]]:
    return {(family, weight): letters_of(file_of(family, weight)) for family in FACES for weight in WEIGHTS}


@pytest.fixture(scope="module")
def latin() -> set[str]:
    return letters_of(file_of(LATIN_FACE, "Regular")) & letters_of(file_of(LATIN_FACE, "Bold"))


SHIPPED = [row for row in LANGUAGES.values() if row.faces[0] in {*FACES, LATIN_FACE}]


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("row", SHIPPED, ids=lambda row: row.tag)
def test_a_face_has_every_letter_of_its_languages(
    row: Language, weight: str, characters: dict[tuple[str, str], set[str]], latin: set[str]
) -> None:
    assert row.alphabet
    for family in {row.faces[0], row.compact} - {""}:
        has = characters.get((family, weight), latin)
        for form in ("NFC", "NFD") if family in FACES else ("NFC",):
            assert set(unicodedata.normalize(form, row.alphabet + row.alphabet.upper() + row.name)) <= has, form


TRANSLATED = sorted(path.name for path in (PROJECT / "data" / "translations").iterdir())


@pytest.mark.parametrize("tag", TRANSLATED)
def test_the_faces_have_every_letter_of_the_shipped_translations(
    tag: str, characters: dict[tuple[str, str], set[str]], latin: set[str]
) -> None:
    files = (PROJECT / "data" / "translations" / tag).glob("*.yaml")
    used = {*unicodedata.normalize("NFC", "".join(file.read_text(encoding="utf-8") for file in files))} - {"\n"}
    for family in {LANGUAGES[tag].faces[0], LANGUAGES[tag].compact} - {""}:
        for weight in WEIGHTS:
            assert used - characters.get((family, weight), set()) - latin == set()


@pytest.mark.parametrize("row", SHIPPED, ids=lambda row: row.tag)
def test_the_faces_of_a_language_have_its_marks(
    row: Language, characters: dict[tuple[str, str], set[str]], latin: set[str]
) -> None:
    marks = {*row.ends, *row.quotes, *(right for _, right in row.letters)}
    assert marks - characters.get((row.faces[0], "Regular"), set()) - latin == set()


def test_the_documentation_has_the_face_and_size_of_each_language() -> None:
    table = [line.split(" | ") for line in (PROJECT / "docs" / "languages.md").read_text(encoding="utf-8").splitlines()]
    sizes = {cells[0].removeprefix("| "): cells[-1].removesuffix(" |") for cells in table if len(cells) == 4}
    for row in LANGUAGES.values():
        if row.faces[0] != LATIN_FACE:
            (size,) = (size for languages, size in sizes.items() if row.english in languages)
            assert size == f"{row.scale:g}, {row.leading:g}", row.tag


HIGH_AND_DEEP = {
    "ar": "واسأل أي إلى قُلْ",
    "ur": "کچھ مترجم متعلق تحقیقات فوراً",
    "fa": "آگاه برای می\u200cخواهم",
    "ckb": "منداڵەکەتان گەڕان",
    "ps": "ښځې ږغ",
    "bn": "র্যাঁ ট্রু দ্ব্যর্থ কাঁদছে",
    "pa-Guru": "ਹੋ ਸ੍ਵੈ ਪ੍ਰੇਮ ਵਿੱਚ",
    "gu": "હો ખોટું ર્દ્યું દ્વારા",
    "ta": "ஸ்ரீ க்ஷூ அழிக்க நூறு",
    "uk": "Йти Щука Її",
    "bg": "Йод щъ",
    "ru": "Ёж Йод щи",
    "vi": "Ễ Ẫ giúp Ỵ",
}
"""Words of each language with the highest letters and the deepest."""


def shipped_words(tag: str) -> set[str]:
    """The words of a shipped translation, without what is in Latin letters and digits."""
    files = (PROJECT / "data" / "translations" / tag).glob("*.yaml")
    text = unicodedata.normalize("NFC", " ".join(file.read_text(encoding="utf-8") for file in files))
    return set(re.findall(r"[^\x00-\u024f\u2010-\u203a]+", text))


@pytest.mark.parametrize("tag", HIGH_AND_DEEP)
def test_words_have_all_their_glyphs_and_lines_hardly_meet(tag: str) -> None:
    row = LANGUAGES[tag]
    face = uharfbuzz.Face(file_of(row.faces[0], "Regular").read_bytes())
    font = uharfbuzz.Font(face)
    circle, tops, bottoms = font.get_nominal_glyph(0x25CC), [0], [0]
    for word in {*HIGH_AND_DEEP[tag].split(), *shipped_words(tag)}:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.direction, buffer.script, buffer.language = row.direction, row.script, row.tag
        uharfbuzz.shape(font, buffer)
        assert not {0, circle} & {info.codepoint for info in buffer.glyph_infos}, word
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            ink = font.get_glyph_extents(info.codepoint)
            tops.append(position.y_offset + ink.y_bearing)
            bottoms.append(position.y_offset + ink.y_bearing + ink.height)
    assert row.leading
    # The highest words of Nastaliq, such as کبھی, would put all lines further apart.
    high, low = row.ink if row.ink and tag == "ur" else (max(tops), min(bottoms))
    assert (high - low) * row.scale < row.leading * face.upem
    assert sum(top > high for top in tops) < len(tops) / 200
    assert min(bottoms) > 1.2 * low


def test_a_sign_without_its_letter_gets_a_circle() -> None:
    font = uharfbuzz.Font(uharfbuzz.Face(file_of("NotoSansBengali", "Regular").read_bytes()))
    buffer = uharfbuzz.Buffer()
    buffer.add_str("\u09bf")
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    assert font.get_nominal_glyph(0x25CC) in {info.codepoint for info in buffer.glyph_infos}


def test_a_folder_has_two_weights_with_their_licence_and_origin() -> None:
    folders = {path.name for path in FONTS.iterdir() if path.is_dir()} - {"original"}
    assert folders == set(FACES.values())
    for family, folder in FACES.items():
        files = {f"{family}-{weight}.ttf" for weight in WEIGHTS} | {"OFL.txt", "FONTLOG.txt"}
        assert {path.name for path in (FONTS / folder).iterdir()} == files
        licence = (FONTS / folder / "OFL.txt").read_text(encoding="utf-8").splitlines()
        assert "SIL OPEN FONT LICENSE Version 1.1 - 26 February 2007" in licence
        log = (FONTS / folder / "FONTLOG.txt").read_text(encoding="utf-8")
        assert SOURCES[family].name in log
        assert SOURCES[family].regular in log
        assert SOURCES[family].bold in log
        for weight in WEIGHTS:
            font = opened(file_of(family, weight))
            assert font["name"].getDebugName(0) == licence[0]
            assert font["name"].getDebugName(5).removeprefix("Version ").startswith(SOURCES[family].name.split()[-1])
            assert font["OS/2"].fsType == 0
            assert not {"fpgm", "prep", "cvt ", "DSIG"} & {*font.keys()}


@pytest.mark.parametrize("family", ["NotoNaskhArabic", "NotoSansGurmukhi", "NotoSansTamil"])
def test_the_shipped_faces_are_what_the_tool_makes_for_the_languages_of_today(family: str) -> None:
    file = file_of(family, "Regular")
    font = opened(file)
    reduce(font, repertoire(family))
    again = io.BytesIO()
    font.save(again)
    assert again.getvalue() == file.read_bytes()


def test_the_tool_refuses_another_version_of_a_source_and_a_missing_one(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"NotoNaskhArabic-Regular\.ttf: the source is missing"):
        make(tmp_path, tmp_path)
    (tmp_path / "NotoNaskhArabic-Regular.ttf").write_bytes(file_of("NotoNaskhArabic", "Regular").read_bytes())
    with pytest.raises(SystemExit, match="not the version in SOURCES"):
        make(tmp_path, tmp_path)


def test_the_direction_belongs_to_the_script() -> None:
    assert {tag for tag, row in LANGUAGES.items() if row.direction == "rtl"} == {"ar", "ur", "fa", "ckb", "ps"}
    punjabi = LANGUAGES["pa-Guru"]
    assert punjabi.direction == "ltr"
    assert punjabi._replace(script="Arab").direction == "rtl"
