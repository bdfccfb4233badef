"""Print the notes of a version from CHANGELOG.md, or refuse the version.

In: a tag such as v0.2.0. Out: the text below `## 0.2.0 - 2026-12-01` and exit code 0, or what is wrong and exit code 1.
Why: a version is released only with its notes, under the number that the program itself gives.
"""

from __future__ import annotations

import datetime
import re
import sys
import tomllib
from pathlib import Path

_VERSION = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def notes(tag: str, root: Path) -> str:
    """Find the notes of a tag in the checkout `root`. Raises ValueError with what is wrong and how to mend it."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    place = project["tool"]["hatch"]["version"]["path"]
    versions = _VERSION.findall((root / place).read_text(encoding="utf-8"))
    if [tag] != [f"v{version}" for version in versions]:
        raise ValueError(f"{place} says {' '.join(versions)}, the tag {tag}: the tag must be v and that version.")
    sections = _sections((root / "CHANGELOG.md").read_text(encoding="utf-8"))
    (version,) = versions
    line, text = sections.pop("Unreleased", (0, ""))
    if text:
        raise ValueError(f"CHANGELOG.md:{line}: move the notes below Unreleased to ## {version} - YYYY-MM-DD.")
    for heading, (line, text) in sections.items():
        if heading.partition(" ")[0] == version:
            _check_date(heading.removeprefix(f"{version} - "), line)
            if not text:
                raise ValueError(f"CHANGELOG.md:{line}: version {version} has no notes. Say what changed for users.")
            return text
    raise ValueError(f"CHANGELOG.md has no heading ## {version} - YYYY-MM-DD. Add it, with what changed for users.")


def _sections(changelog: str) -> dict[str, tuple[int, str]]:
    """Each heading with its line and the text below it, empty if that is only headings."""
    found = list(_HEADING.finditer(changelog))
    ends = [match.start() for match in found[1:]] + [len(changelog)]
    sections = {}
    for match, end in zip(found, ends, strict=True):
        text = changelog[match.end() : end].strip()
        said = any(line.strip() and not line.startswith("#") for line in text.splitlines())
        sections[match[1].strip()] = (changelog.count("\n", 0, match.start()) + 1, text if said else "")
    return sections


def _check_date(written: str, line: int) -> None:
    try:
        datetime.datetime.strptime(written, "%Y-%m-%d")
    except ValueError as error:
        raise ValueError(
            f"CHANGELOG.md:{line}: “{written}” is not a date. Write the heading as VERSION - YYYY-MM-DD."
        ) from error


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python tools/release_notes.py TAG")
    try:
        sys.stdout.write(notes(sys.argv[1], Path(__file__).resolve().parents[1]) + "\n")
    except ValueError as problem:
        sys.exit(str(problem))
