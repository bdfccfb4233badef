"""What the check of readability finds in a data folder after edits."""

from __future__ import annotations

from pathlib import Path

from leafletgen.checks.data.readability import check_readability
from leafletgen.content.check import examine
from leafletgen.content.rules.draft import Draft
from leafletgen.content.source import read_folder
from leafletgen.errors import Problem


def judged(data: Path, *edits: tuple[str, str, str]) -> list[Problem]:
    """The problems of a data folder after edits: file, text to find once, text in its place."""
    for file, old, new in edits:
        text = (data / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (data / file).write_text(text.replace(old, new), encoding="utf-8")
    found: list[Problem] = []

    def keep(draft: Draft) -> tuple[Problem, ...]:
        found.extend(check_readability(draft))
        return ()

    examine(read_folder(data), more=[keep])
    return found
