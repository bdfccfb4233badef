"""docs/languages.md, followed step by step: a force signs the shipped Welsh words, and its leaflets are no drafts."""

from __future__ import annotations

import datetime
import json
import re
import shlex
from pathlib import Path

import pypdfium2
import pytest

from tests.support.program import run_inside
from tests.support.project import PROJECT

TODAY = datetime.date.today().isoformat()


@pytest.mark.slow
def test_a_force_signs_the_shipped_translation_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (PROJECT / "docs" / "languages.md").read_text(encoding="utf-8")
    (section,) = re.findall(r"^### Sign a translation that ships\n(.*?)^#", page, re.DOTALL | re.MULTILINE)
    commands = [shlex.split(line)[1:] for line in re.findall(r"^ +leafletgen .*", section, re.MULTILINE)]
    monkeypatch.chdir(tmp_path)
    said = {}
    for words in commands:
        words = [re.sub(r"^2026-\d\d-\d\d$", TODAY, word) for word in words]
        outcome = run_inside(*words)
        assert outcome.code == 0, (words, outcome.stderr)
        said[" ".join(words[:2])] = outcome.stderr
    assert re.search(r"^([0-9]+) of \1 texts are ready", said["translate status"], re.MULTILINE)
    made = sorted((tmp_path / "dist").glob("*.cy*.pdf"))
    assert [path.name for path in made] == ["gwent-child-a5.cy.pdf", "gwent-parent-a5.cy.pdf"]
    for path in made:
        with pypdfium2.PdfDocument(path) as pdf:
            assert "DRAFT" not in "".join(page.get_textpage().get_text_range() for page in pdf)
    listed = json.loads(run_inside("list", "languages", "--data", "our-data", "--json").stdout)["items"]
    assert {one["tag"]: one["state"] for one in listed}["cy"] == "ready"
