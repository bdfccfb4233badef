"""A logo has an alternative text that says what it shows, and a path that the message helps to correct."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from leafletgen.content.logo.words import alternative_text_fault
from tests.support.own_folder import own_folder
from tests.support.pictures import pictures
from tests.support.program import Run

FILES = ("logos/kent_crest.png", "logos/black.svg")
EMPTY = (
    *("photo.png", "Kent Police logo.svg", "logos/colour.svg", "C:\\logos\\crest", "crest.PNG", "crest.jpeg."),
    *("IMG_1234", "IMG-20261128-WA0001", "DSC00012", "Screenshot 2026-11-28 at 10.15.30", "image001", "Picture 1"),
    *("logo", "Logo", "image", "Our logo", "the force logo", "Logo image", "alt text", "black logo", "photo of logo"),
    *("x", "none", "blank", "decorative", "untitled", "image (2)", "logo-final-v2", "www.kent.police.uk", "A."),
    *("1234", "kent_crest"),
)
GOOD = (
    *("Kent Police crest", "Crest of Kent Police", "Kent Police", "The crest of the force", "Our crest", "A kite"),
    *("White horse on a red shield", "Star with a crown", "Heddlu Gwent", "Logo of Kent Police, 1857", "NSPCC"),
    *("Kent and Medway Safeguarding Children Partnership", "BTP", "Kent Police and www.kent.police.uk"),
)


@pytest.mark.parametrize("text", EMPTY)
def test_a_text_that_says_nothing_is_refused(text: str) -> None:
    fault = alternative_text_fault(text, FILES)
    assert fault and fault.code == "alt-empty"


@pytest.mark.parametrize("text", GOOD)
def test_a_text_that_says_what_the_logo_shows_is_not(text: str) -> None:
    assert alternative_text_fault(text, FILES) is None


WRONG_PATHS = {
    "../logos/good.png": "Paths begin at the data folder: write logos/good.png. ",
    "ours/logos/good.png": "Paths begin at the data folder: write logos/good.png. ",
    "good.png": "Did you mean logos/good.png? ",
    "logo/good.png": "Did you mean logos/good.png? ",
    "logos/Good.PNG": "Did you mean logos/good.png? ",
    "logos/goood.png": "Did you mean logos/good.png? ",
    "logos\\\\good.png": "Paths begin at the data folder: write logos/good.png. ",
    "editions/logos/good.png": "Did you mean logos/good.png? ",
    "beside.png": "There is a file {around}/beside.png: copy it into {data}/logos, and write logos/beside.png. ",
    "../beside.png": "There is a file {data}/../beside.png: copy it into {data}/logos, and write logos/beside.png. ",
    "{data}/logos/good.png": "Paths begin at the data folder: write logos/good.png. ",
    "nowhere.svg": "Put it there, or write its path from the data folder: logos/our-logo.png.",
}


@pytest.mark.parametrize("path", WRONG_PATHS)
def test_a_wrong_path_is_told_where_the_file_is(
    path: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "ours"
    written = path.format(data=data)
    logo = f'logo: {{colour: "{written}", black: logos/black.png, alt: Crest of Kent Police, width_mm: 20}}\n'
    own_folder(data, agencies="", edition=logo)
    pictures(data)
    (data / "logos").mkdir()
    for name in ("good.png", "black.png"):
        (data / name).rename(data / "logos" / name)
    for other in data.glob("*.png"):
        other.rename(tmp_path / f"other-{other.name}")
    (tmp_path / "beside.png").write_bytes((data / "logos" / "good.png").read_bytes())
    found = json.loads(run("validate", "--data", data, "--json").stdout)["problems"]
    (error,) = [one for one in found if one["severity"] == "error"]
    expected = WRONG_PATHS[path].format(data=data, around=tmp_path)
    assert (error["line"], error["hint"]) == (7, expected.strip())
    if error["code"] == "logo-unreadable":
        assert f"there is no such file in {data}" in error["message"]
    if path != "nowhere.svg":
        right = re.findall(r"logos/[\w-]+\.png", error["hint"])[-1]
        if "copy it" in error["hint"]:
            shutil.copy(tmp_path / "beside.png", data / right)
        own_folder(data, agencies="", edition=logo.replace(written, right))
        assert run("validate", "--data", data).code == 0
