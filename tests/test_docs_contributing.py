"""CONTRIBUTING.md and SECURITY.md name files, tests, names and jobs; each exists."""

from __future__ import annotations

import ast
import re

import pytest

from tests.support.project import PROJECT

PAGES = {name: (PROJECT / name).read_text(encoding="utf-8") for name in ("CONTRIBUTING.md", "SECURITY.md")}
FOLDERS = ("src", "tests", "tools", "docs", "data", "fonts", "bench", ".ci")
TO_COME = {"src/leafletgen/cli/NAME.py"}


def _named(page: str) -> list[str]:
    """Every path that stands between backticks, perhaps with a test behind ::."""
    words = [word for code in re.findall(r"`([^`]+)`", PAGES[page]) for word in code.split()]
    return [word for word in words if word.split("/")[0] in FOLDERS and "/" in word and word not in TO_COME]


@pytest.mark.parametrize("page", PAGES)
def test_every_file_and_test_that_is_named_exists(page: str) -> None:
    named = _named(page)
    assert len(named) >= {"CONTRIBUTING.md": 60, "SECURITY.md": 4}[page]
    for name in named:
        path, _, test = name.partition("::")
        found = list(PROJECT.glob(path))
        assert found, name
        if test:
            (file,) = found
            tree = ast.parse(file.read_text(encoding="utf-8"))
            assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, name


def test_every_name_in_capitals_is_in_the_file_named_before_it() -> None:
    for path, name in re.findall(r"`([A-Z_]{4,})`(?: or `[A-Z_]+`)? of `([\w/.]+\.py)`", PAGES["CONTRIBUTING.md"]):
        assert re.search(rf"^{path}\b", (PROJECT / name).read_text(encoding="utf-8"), re.MULTILINE), (path, name)


def test_every_job_of_make_exists() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    jobs = set(re.findall(r"(?:^    |`)make (\w+)", PAGES["CONTRIBUTING.md"], re.MULTILINE))
    assert jobs >= {"docs", "lint", "test"}
    assert [job for job in jobs if not re.search(rf"^{job}:", makefile, re.MULTILINE)] == []


def test_every_link_leads_to_a_file() -> None:
    for page, text in PAGES.items():
        for target in re.findall(r"\]\(([^)#]+)", text):
            assert (PROJECT / target).is_file(), (page, target)


def test_every_code_and_option_of_security_exists() -> None:
    page = PAGES["SECURITY.md"]
    problems = (PROJECT / "docs" / "problems.md").read_text(encoding="utf-8")
    codes = set(re.findall(r"\(`([a-z]+(?:-[a-z]+)+)`\)", page))
    assert codes >= {"link-private", "not-a-role", "pdf-damaged"}
    assert [code for code in codes if f"\n## {code}\n" not in problems] == []
    reference = (PROJECT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert [option for option in re.findall(r"--[a-z-]+", page) if option not in reference] == []
    assert not re.search(r"@|https?://\w", page)  # no address is known to report to
