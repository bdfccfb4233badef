"""Faces that do not ship: taken from the folder that the settings name, if they are what they must be."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont, newTable

from leafletgen.checks.data.translations import faces_can_be_read
from leafletgen.content.check import check
from leafletgen.content.languages import FACES, LANGUAGES, LATIN_FACE
from leafletgen.content.source import read_folder
from leafletgen.errors import ResourceError
from leafletgen.layout.fonts import FontBook
from tests.support.project import PROJECT
from tests.support.translated import own_folder

FACE = PROJECT / "tests" / "support" / "chinese_face"
REGULAR = "NotoSansSC-Regular.ttf"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FACE, tmp_path / "faces"))


def refused(own: Path | None) -> tuple[str, str, str]:
    with pytest.raises(ResourceError) as caught:
        FontBook.load(PROJECT / "fonts", own).coverage("zh-Hans")
    (problem,) = caught.value.problems
    assert "NotoSansSC-Regular.ttf and NotoSansSC-Bold.ttf" in problem.hint
    return problem.code, problem.message, problem.where.file if problem.where else ""


def test_only_chinese_is_set_in_a_face_that_does_not_ship() -> None:
    assert {row.tag for row in LANGUAGES.values() if row.faces[0] not in {*FACES, LATIN_FACE}} == {"zh-Hans"}


def test_a_face_of_the_user_is_read_from_the_named_folder(own: Path) -> None:
    coverage = FontBook.load(PROJECT / "fonts", own).coverage("zh-Hans")
    assert [*coverage] == ["NotoSansSC-Regular", "NotoSansSC-Bold"]
    for points in coverage.values():
        assert {*map(ord, "简体中文，0aŵ")} <= points


def test_without_a_folder_the_cure_is_said() -> None:
    assert refused(None)[0] == "font-missing"


def test_a_missing_file_is_named(own: Path) -> None:
    (own / REGULAR).unlink()
    code, _, where = refused(own)
    assert (code, where) == ("font-missing", str(own / REGULAR))
    assert refused(own / "nowhere")[0] == "font-missing"


def test_validate_warns_of_a_folder_without_the_faces(own: Path, tmp_path: Path) -> None:
    data = own_folder(tmp_path / "data")
    with (data / "settings.yaml").open("a", encoding="utf-8") as file:
        file.write(f"fonts: {own}\n")
    coverage = FontBook.load(PROJECT / "fonts", own).coverage
    catalogue = check(read_folder(data))
    assert list(faces_can_be_read(catalogue, coverage)) == []
    (own / REGULAR).unlink()
    (problem,) = faces_can_be_read(catalogue, FontBook.load(PROJECT / "fonts", own).coverage)
    assert (problem.code, problem.severity, problem.where and problem.where.file) == (
        "font-missing",
        "warning",
        str(own / REGULAR),
    )


def variable(file: Path) -> None:
    font = TTFont(file)
    font["fvar"] = newTable("fvar")
    font["fvar"].axes, font["fvar"].instances = [], []
    font.save(file)


def postscript(file: Path) -> None:
    """The outlines of Adobe fonts (CFF), as in the OTF files of Noto."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "one"])
    builder.setupCharacterMap({0x4E00: "one"})
    pen = T2CharStringPen(500, None)
    builder.setupCFF("Test", {}, dict.fromkeys([".notdef", "one"], pen.getCharString()), {})
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", "one"], (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost()
    builder.save(file)


def collection(file: Path) -> None:
    fonts = TTCollection()
    fonts.fonts = [TTFont(file)]
    fonts.save(file)


def changed(file: Path) -> None:
    """Another byte in the middle, where the outlines are: what it draws is anybody's guess."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)


def changed_in(tag: bytes, at: int) -> Callable[[Path], None]:
    """Another byte in a table, or in its line of the list of tables if `at` is negative."""

    def change(file: Path) -> None:
        data = bytearray(file.read_bytes())
        line = data.index(tag, 12, 12 + 16 * int.from_bytes(data[4:6], "big"))
        start = int.from_bytes(data[line + 8 : line + 12], "big")
        data[start + at if at >= 0 else line + 16 + at] ^= 0x01
        file.write_bytes(data)

    return change


def piped(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


SPOILED: dict[str, tuple[Callable[[Path], object], str]] = {
    "a variable font": (variable, "this is a variable font"),
    "Adobe outlines": (postscript, "this is not the expected font"),
    "a collection": (collection, "this is not the expected font"),
    "half a file": (lambda file: file.write_bytes(file.read_bytes()[:9000]), "this is not the expected font"),
    "a changed byte": (changed, "this font file is damaged"),
    "a changed byte of head": (changed_in(b"head", 5), "this font file is damaged"),
    "the units of head": (changed_in(b"head", 19), "this font file is damaged"),
    "the box of head": (changed_in(b"head", 37), "this font file is damaged"),
    "the sum in head": (changed_in(b"head", 11), "this font file is damaged"),
    "the last byte of head": (changed_in(b"head", 53), "this font file is damaged"),
    "the sum of a table": (changed_in(b"hmtx", -9), "this font file is damaged"),
    "a width": (changed_in(b"hmtx", 1), "this font file is damaged"),
    "an empty file": (lambda file: file.write_bytes(b""), "this is not the expected font"),
    "a web page": (lambda file: file.write_bytes(b"<!doctype html>" * 99), "this is not the expected font"),
}


@pytest.mark.parametrize("what", SPOILED)
def test_what_is_no_static_truetype_font_is_refused(own: Path, what: str) -> None:
    spoil, message = SPOILED[what]
    spoil(own / REGULAR)
    assert refused(own) == ("font-damaged", message, str(own / REGULAR))


@pytest.mark.skipif(os.name != "posix", reason="named pipes are made in another way elsewhere")
@pytest.mark.timeout(20)
def test_a_pipe_in_place_of_a_face_is_not_waited_for(own: Path) -> None:
    piped(own / REGULAR)
    assert refused(own)[0] == "font-missing"
