"""The data that ship with the package are valid."""

from __future__ import annotations

from pathlib import Path

from leafletgen.content.check import check
from leafletgen.content.source import read_folder

DATA = Path(__file__).parents[2] / "data"


def test_the_data_of_the_checkout_are_valid() -> None:
    catalogue = check(read_folder(DATA))
    assert set(catalogue.leaflets) == {"parent", "child"}
    assert catalogue.warnings == ()
