"""A renderer for all tests of the preview: its fonts and profiles are loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from leafletgen.pipeline.context import RenderContext
from leafletgen.pipeline.render import Renderer


@pytest.fixture(scope="session")
def renderer(project: Path) -> Renderer:
    return Renderer(RenderContext(Path(), project / "fonts", project / "icc"))
