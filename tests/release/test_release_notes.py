"""tools/release_notes.py prints the notes of a version, and refuses one that has none."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.project import PROJECT

NOTES = "### Added\n\n- Something that users see."
BEFORE = "# Changes\n\n## Unreleased\n\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of version 0.2.0, as far as the script looks at it."""
    (tmp_path / "tools").mkdir()
    shutil.copy(PROJECT / "tools" / "release_notes.py", tmp_path / "tools")
    (tmp_path / "pyproject.toml").write_text('[tool.hatch.version]\npath = "version.py"\n', encoding="utf-8")
    (tmp_path / "version.py").write_text('"""The version."""\n\n__version__ = "0.2.0"\n', encoding="utf-8")
    return tmp_path


def _ask(checkout: Path, changelog: str, *tags: str) -> subprocess.CompletedProcess[str]:
    (checkout / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    command = [sys.executable, "-X", "utf8", "tools/release_notes.py", *tags]
    return subprocess.run(command, cwd=checkout, capture_output=True, encoding="utf-8", timeout=60)


@pytest.mark.parametrize("after", ["", "\n\n## 0.1.0 - 2026-11-01\n\n- The first.\n"])
def test_it_prints_the_notes_of_the_version(checkout: Path, after: str) -> None:
    outcome = _ask(checkout, f"{BEFORE}## 0.2.0 - 2026-12-01\n\n{NOTES}{after}", "v0.2.0")
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, f"{NOTES}\n", "")


@pytest.mark.parametrize(
    ("tag", "changelog", "said"),
    [
        ("v0.3.0", f"## 0.3.0 - 2026-12-01\n\n{NOTES}", "version.py says 0.2.0, the tag v0.3.0"),
        ("0.2.0", f"## 0.2.0 - 2026-12-01\n\n{NOTES}", "the tag must be v and that version"),
        ("v0.2.0", BEFORE, "no heading ## 0.2.0"),
        ("v0.2.0", f"{BEFORE}## 0.2.01 - 2026-12-01\n\n{NOTES}", "no heading ## 0.2.0"),
        (
            "v0.2.0",
            f"{BEFORE}## 0.2.0 - 2026-12-01\n\n## 0.1.0 - 2026-11-01\n\n{NOTES}",
            "CHANGELOG.md:5: version 0.2.0",
        ),
        ("v0.2.0", f"{BEFORE}## 0.2.0 - 2026-12-01\n\n### Added\n", "CHANGELOG.md:5: version 0.2.0 has no notes"),
        ("v0.2.0", f"{BEFORE}{NOTES}\n\n## 0.2.0 - 2026-12-01\n\n{NOTES}", "CHANGELOG.md:3: move the notes"),
        ("v0.2.0", f"{BEFORE}## 0.2.0 - 2026-13-01\n\n{NOTES}", "CHANGELOG.md:5: “2026-13-01” is not a date"),
        ("v0.2.0", f"{BEFORE}## 0.2.0\n\n{NOTES}", "CHANGELOG.md:5: “0.2.0” is not a date"),
    ],
)
def test_it_refuses_a_version_that_is_not_ready(checkout: Path, tag: str, changelog: str, said: str) -> None:
    outcome = _ask(checkout, changelog, tag)
    assert (outcome.returncode, outcome.stdout) == (1, "")
    assert said in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_it_wants_one_tag(checkout: Path) -> None:
    for tags in ((), ("v0.2.0", "v0.2.0")):
        outcome = _ask(checkout, f"{BEFORE}## 0.2.0 - 2026-12-01\n\n{NOTES}", *tags)
        assert (outcome.returncode, outcome.stderr) == (1, "Usage: python tools/release_notes.py TAG\n")


def test_it_finds_the_version_of_this_project() -> None:
    """The version stands where the script looks for it. Whether it may be released is for the day of the release."""
    outcome = subprocess.run(
        [sys.executable, PROJECT / "tools" / "release_notes.py", "v0"],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert re.match(r"src/leafletgen/\w+\.py says \d+\.\d+\.\d+, the tag v0:", outcome.stderr)
