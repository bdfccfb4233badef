"""Every office file of the shipped data: edition, variant, size, large print and mono."""

from __future__ import annotations

import pytest

from tests.support.made_files import Made, Maker


@pytest.fixture(scope="session")
def every(maker: Maker) -> dict[str, Made]:
    """All office files by name."""
    kinds = ("office", "mono", "large", "large-mono")
    return {made.order.name: made for kind in kinds for made in maker.files(kind)}
