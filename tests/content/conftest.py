"""A small, good data folder that a test can copy and break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.faults import FIXTURE
from tests.support.pictures import pictures


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh copy of the good folder, and pictures in it."""
    folder = Path(shutil.copytree(FIXTURE, tmp_path / "data"))
    pictures(folder)
    return folder
