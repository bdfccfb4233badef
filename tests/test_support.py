"""What the tests themselves stand on: a missing tool is skipped or refused, and Hypothesis has its profile."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.support.tools import PACKAGES, tool


@pytest.mark.parametrize("required", ["", "0"])
@pytest.mark.parametrize("command", PACKAGES)
def test_a_missing_tool_skips_a_test(command: str, required: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("LEAFLETGEN_REQUIRE_TOOLS", required)
    with pytest.raises(pytest.skip.Exception, match=f"no `{command}` command on PATH: install {PACKAGES[command]}"):
        tool(command)


@pytest.mark.parametrize("command", PACKAGES)
def test_a_missing_tool_fails_a_test_if_tools_are_required(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("LEAFLETGEN_REQUIRE_TOOLS", "1")
    with pytest.raises(pytest.fail.Exception, match=f"no `{command}` command on PATH"):
        tool(command)


def test_no_property_test_depends_on_the_speed_of_the_machine() -> None:
    assert settings().deadline is None
