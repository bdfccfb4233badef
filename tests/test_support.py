"""What the tests themselves stand on: where helpers are, a missing tool, the profile of Hypothesis."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import settings

from leafletgen.content import parse as parse_module
from tests.support import parsing
from tests.support.parsing import parse_once
from tests.support.project import PROJECT
from tests.support.tools import PACKAGES, tool

TESTS = PROJECT / "tests"


def _parsed(pattern: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(TESTS.rglob(pattern)):
        yield path.relative_to(TESTS).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_a_conftest_holds_fixtures_and_hooks_alone() -> None:
    others = [
        f"{name}: {node.name}"
        for name, tree in _parsed("conftest.py")
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and "pytest.fixture" not in "".join(map(ast.unparse, node.decorator_list))
        and not node.name.startswith("pytest_")
    ]
    assert others == []


def test_what_tests_share_is_in_tests_support() -> None:
    elsewhere = [
        f"{name}: {node.module}"
        for name, tree in _parsed("*.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and re.match(r"tests\.(?!support\b)", node.module or "")
    ]
    assert elsewhere == []


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


def test_a_copy_of_a_file_is_parsed_as_the_file_itself_is() -> None:
    """Tests parse the same bytes once; a copy has its own name in each position, and each parser its own nodes."""
    data = (PROJECT / "data" / "agencies.yaml").read_bytes()
    parse = parsing._parse
    for name in ("one.yaml", "two.yaml"):
        assert parse_once(data, name) == parse(data, name)
    assert parse_once(data, "two.yaml") is parse_once(data, "two.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parse_module, "_Loader", yaml.SafeLoader)
        assert parse_once(data, "two.yaml") is not parsing._named(data, "two.yaml", yaml.CSafeLoader)
