"""docs/editions.md, followed step by step: its files are written, checked and built."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.support.officer import text_of
from tests.support.pdf_checks import CheckPdf
from tests.support.program import run_inside


def test_what_the_page_says_works(project: Path, tmp_path: Path, check_pdf: CheckPdf) -> None:
    page = (project / "docs" / "editions.md").read_text(encoding="utf-8")
    data = tmp_path / "our-data"
    assert run_inside("edition", "new", "kent", "--data", data).code == 0
    blocks = re.findall(r"```yaml\n# (?:in )?(our-data/\S+?)(?:, below (parent:))?\n(.*?)```", page, re.DOTALL)
    edition = "our-data/editions/kent.yaml"
    assert [name for name, _, _ in blocks] == [edition] * 3 + ["our-data/agencies.yaml", "our-data/areas.yaml"]
    for name, below, text in blocks:
        before = (tmp_path / name).read_text(encoding="utf-8") if below else ""
        (tmp_path / name).write_text(before.replace(f"{below}\n", f"{below}\n{text}") or text, encoding="utf-8")
    found = json.loads(run_inside("validate", "--data", data, "--json").stdout)
    noted = [problem for problem in found["problems"] if str(data) in (problem["file"] or "")]
    own = [problem for problem in noted if problem["severity"] != "note"]
    assert (found["ok"], own) == (True, [])
    outcome = run_inside("build", "kent", "--data", data, "--size", "a5", "-o", tmp_path / "out")
    assert outcome.code == 0
    assert {path.name for path in (tmp_path / "out").glob("*.pdf")} >= {"kent-parent-a5.pdf", "kent-child-a5.pdf"}
    for path in (tmp_path / "out").glob("*.pdf"):
        check_pdf(path)
    words = text_of(tmp_path / "out" / "kent-parent-a5.pdf")
    near = words.partition("Help near you These services know")[2][:200]
    assert "Example Service" in near
    listed = run_inside("list", "agencies", "--data", data).stdout
    assert re.search(r"^kent-example-service .* \S*our-data$", listed, re.MULTILINE)


def test_the_topics_and_keys_that_the_page_names_exist(project: Path) -> None:
    page = (project / "docs" / "editions.md").read_text(encoding="utf-8")
    leaflets = "".join(path.read_text("utf-8") for path in (project / "data" / "leaflets").iterdir())
    lists = re.findall(r"^    (?:agencies|tiles): \[(.*)\]$", leaflets, re.MULTILINE)
    topics = {topic for found in lists for topic in found.split(", ")}
    (named,) = re.findall(r"in which section it is printed: (.*?)\. `coverage`", page, re.DOTALL)
    assert set(re.findall(r"`(\S+?)`", named)) == topics
    schema = json.loads((project / "data" / "schemas" / "edition.json").read_text("utf-8"))
    keys = {*schema["properties"], *schema["definitions"]["Changes"]["properties"]}
    (table,) = re.findall(r"\| key \|.*?\n\n", page, re.DOTALL)
    assert {key for row in table.strip().splitlines()[2:] for key in re.findall(r"`(\w+)`", row.split("|")[1])} <= keys
