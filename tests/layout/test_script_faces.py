"""The faces for other scripts: they have the letters of their languages, and the tool makes them."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pytest
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
    has = characters.get((row.faces[0], weight), latin)
    assert row.alphabet
    for form in ("NFC", "NFD") if row.faces[0] in FACES else ("NFC",):
        assert set(unicodedata.normalize(form, row.alphabet + row.alphabet.upper() + row.name)) - has <= {"S"}, form


@pytest.mark.parametrize("row", SHIPPED, ids=lambda row: row.tag)
def test_the_faces_of_a_language_have_its_marks(
    row: Language, characters: dict[tuple[str, str], set[str]], latin: set[str]
) -> None:
    marks = {*row.ends, *row.quotes, *(right for _, right in row.letters)}
    assert marks - characters.get((row.faces[0], "Regular"), set()) - latin == set()


def test_a_sign_without_a_letter_can_be_seen(characters: dict[tuple[str, str], set[str]]) -> None:
    for face, has in characters.items():
        assert "\u25cc" in has, face


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
