"""Faces of other scripts: a leaflet is made anew if one of its own changed, and one that does not ship is asked for."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support.team import Team
from tests.support.translated import in_letters

ARABIC = "ابتجحدرسعفقكلمنهوي"
BENGALI = "কখগঘচজটডতদনপবমরলসহ"
CHINESE = "给您和孩子的帮助如有危险请拨打"
CHINESE_FACE = Path(__file__).parents[1] / "support" / "chinese_face"

ASKED: dict[str, Any] = {"editions": ("dorset",), "variants": ("parent",), "sizes": ("a5",)}


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path / "team")


def changed(face: Path) -> None:
    with face.open("ab") as file:
        file.write(bytes(4))


def test_a_changed_face_makes_the_leaflets_of_its_languages_alone(team: Team, project: Path, tmp_path: Path) -> None:
    for tag, letters in (("ar", ARABIC), ("bn", BENGALI)):
        in_letters(team.data, tag, letters)
    fonts = Path(shutil.copytree(project / "fonts", tmp_path / "fonts"))
    team.settle()
    asked = {**ASKED, "fonts": fonts, "languages": ("en", "ar", "bn"), "jobs": 1}
    english, *others = (f"dorset-parent-a5{tag}.pdf" for tag in ("", ".ar", ".bn"))
    assert sorted(team.made(**asked)) == sorted([english, *others])
    assert "unchanged" in team.build(**asked).timings
    changed(fonts / "Beng" / "NotoSansBengali-Bold.ttf")
    assert team.made(**asked) == ["dorset-parent-a5.bn.pdf"]
    changed(fonts / "Gujr" / "NotoSansGujarati-Regular.ttf")
    assert "unchanged" in team.build(**asked).timings
    changed(fonts / "Arab" / "NotoNaskhArabic-Regular.ttf")
    assert team.made(**asked) == ["dorset-parent-a5.ar.pdf"]


def test_english_leaflets_depend_on_no_other_face(team: Team, project: Path, tmp_path: Path) -> None:
    fonts = Path(shutil.copytree(project / "fonts", tmp_path / "fonts"))
    team.settle()
    asked = {**ASKED, "fonts": fonts}
    assert team.made(**asked)
    for face in fonts.glob("*/*.ttf"):
        face.unlink()
    assert "unchanged" in team.build(**asked).timings
    team.forget()
    assert team.made(**asked) == []


def problem_of(team: Team, **asked: Any) -> tuple[str, str, str]:
    """What a build refuses: code, message, cure."""
    (error,) = team.build(**ASKED, **asked).errors
    (problem,) = error.problems
    return problem.code, problem.message, problem.hint


def test_the_face_for_chinese_is_that_of_a_folder_of_the_user(team: Team) -> None:
    in_letters(team.data, "zh-Hans", CHINESE)
    asked: dict[str, Any] = {"languages": ("zh-Hans",)}
    code, message, cure = problem_of(team, **asked)
    assert (code, message) == (
        "font-missing",
        "Chinese (Simplified) is set in NotoSansSC, which does not ship with leafletgen.",
    )
    assert "NotoSansSC-Regular.ttf" in cure
    assert "`fonts: FOLDER`" in cure
    with (team.data / "settings.yaml").open("a", encoding="utf-8") as file:
        file.write("\nfonts: faces\n")
    assert problem_of(team, **asked)[0] == "font-missing"
    shutil.copytree(CHINESE_FACE, team.data / "faces")
    team.settle()
    assert team.made(**ASKED, **asked) == ["dorset-parent-a5.zh-Hans.pdf"]
    assert "unchanged" in team.build(**ASKED, **asked).timings
    changed(team.data / "faces" / "NotoSansSC-Bold.ttf")
    assert team.made(**ASKED, **asked) == ["dorset-parent-a5.zh-Hans.pdf"]
