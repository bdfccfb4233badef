"""A small, good data folder that a test can copy and break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.content.faults import FIXTURE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh copy of the good folder."""
    return Path(shutil.copytree(FIXTURE, tmp_path / "data"))
