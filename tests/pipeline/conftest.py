"""A small data folder with several editions, and what must come of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.team import NAMES, Team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A fresh team."""
    return Team(tmp_path)


@pytest.fixture(scope="session")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    """What the small data folder must always give, made once in one process with an empty cache."""
    team = Team(tmp_path_factory.mktemp("expected"))
    assert team.made(jobs=1) == NAMES
    yield team.files()
