"""How large the largest files are: Urdu has the most glyphs, press files a profile, Hampshire the most services."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import leafletgen
from leafletgen import OutputOptions
from tests.support.checked import check_all
from tests.support.project import PROJECT
from tests.support.translated import in_language, own_folder


@pytest.mark.slow
def test_press_files_in_urdu_are_small(tmp_path: Path) -> None:
    folder = own_folder(tmp_path / "ours")
    shutil.copy(PROJECT / "data" / "editions" / "hampshire.yaml", folder / "editions")
    check_all(in_language(folder, "ur"))
    options, output = OutputOptions(profile="press"), tmp_path / "files"
    made = leafletgen.build(
        "hampshire", data=folder, output=output, languages=["ur"], options=options, sizes=["a4", "a5"]
    )
    assert len(made.files) == 4
    assert {path.name: path.stat().st_size for path in made.files if path.stat().st_size >= 200_000} == {}
