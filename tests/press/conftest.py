"""Every kind of file that `build` makes: office, large print, mono, booklet, and press in all its ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.made_files import KINDS, Made, Maker
from tests.support.project import PROJECT


@pytest.fixture(scope="session")
def every(maker: Maker) -> list[Made]:
    """All files of one edition in every kind, and another edition's for the press."""
    return [made for kind in KINDS for made in maker.files(kind, *(() if kind == "press" else ("hampshire",)))]


@pytest.fixture(scope="session")
def press_files(every: list[Made]) -> list[Made]:
    return [made for made in every if made.order.options.for_press]


@pytest.fixture(scope="session")
def booklets(every: list[Made]) -> list[Made]:
    return [made for made in every if made.order.options.booklet]


@pytest.fixture(scope="session")
def office_files(every: list[Made]) -> list[Made]:
    return [made for made in every if made.profile.standard == "PDF/UA-1"]


@pytest.fixture(scope="session")
def icc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another printing condition's profile: that which ships, under another name."""
    path = tmp_path_factory.mktemp("icc") / "other.icc"
    path.write_bytes((PROJECT / "icc" / "FOGRA39L_coated.icc").read_bytes())
    return path
