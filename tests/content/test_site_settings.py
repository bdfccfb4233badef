"""`site:` in settings.yaml: which addresses and files it may have, and what `links` and `validate` do with it."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from leafletgen.checks.data.validate import validate
from leafletgen.checks.links.states import targets_of
from leafletgen.content.check import check, examine
from leafletgen.content.source import read_folder
from leafletgen.errors import ContentError
from tests.support.faults import FIXTURE, said

GOOD = "site:\n  exit: https://www.a-website.org.uk/weather\n  accessibility_statement: https://www.a-website.org.uk/accessibility\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURE, tmp_path / "data"))


def _write(folder: Path, text: str) -> None:
    (folder / "settings.yaml").write_text(text, encoding="utf-8")


def test_paper_should_lead_to_the_site(folder: Path) -> None:
    _write(folder, GOOD)
    _, problems = validate(read_folder(folder), lambda _tag: {}, datetime.date(2026, 11, 27))
    assert [problem.severity for problem in problems if problem.code == "site-address"] == ["warning"]
    path = folder / "editions" / "hampshire.yaml"
    version = (
        "parent:\n  current_version: {shown: www.a-website.org.uk/help, opens: 'https://www.a-website.org.uk/help/'}\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + version, encoding="utf-8")
    _, problems = validate(read_folder(folder), lambda _tag: {}, datetime.date(2026, 11, 27))
    assert "site-address" not in {problem.code for problem in problems}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("javascript:alert(1)", "web-scheme"),
        ("data:text/html,x", "web-scheme"),
        ("file:///etc/passwd", "web-scheme"),
        ("http://www.a-website.org.uk", "web-http"),
        ("https://user@a-website.org.uk/", None),
        ("https://", None),
        ("//a-website.org.uk", None),
        ("a-website.org.uk", None),
        ("weather", None),
        ("https://a-website.org.uk/a b", "web-space"),
        ("https://93.184.216.34/", None),
        ("''", "empty-text"),
    ],
)
@pytest.mark.parametrize("field", ["exit", "accessibility_statement"])
def test_an_address_that_cannot_be_opened_is_refused_at_its_place(
    folder: Path, field: str, value: str, code: str | None
) -> None:
    _write(folder, f"site:\n  {field}: {value}\n")
    catalogue, problems = examine(read_folder(folder))
    assert catalogue is None
    (problem,) = problems
    assert problem.where and (Path(problem.where.file).name, problem.where.line) == ("settings.yaml", 2)
    assert code in (None, problem.code)


@pytest.mark.parametrize(
    "text",
    ["exits: https://a-website.org.uk", "search: perhaps", "exit_note: ''", "build: []", "build: [{press: true}]"],
)
def test_other_mistakes_are_refused(folder: Path, text: str) -> None:
    _write(folder, f"site:\n  {text}\n")
    catalogue, problems = examine(read_folder(folder))
    assert catalogue is None and len(problems) == 1


def test_links_asks_the_addresses_of_the_site(folder: Path) -> None:
    _write(folder, GOOD)
    targets = {target.address: target for target in targets_of(check(read_folder(folder)))}
    assert targets["https://www.a-website.org.uk/weather"].used_by == ("site exit",)
    assert targets["https://www.a-website.org.uk/accessibility"].used_by == ("site accessibility_statement",)


def test_validate_asks_for_the_statement_of_a_site(folder: Path) -> None:
    def found() -> list[str]:
        _, problems = validate(read_folder(folder), lambda _tag: {}, datetime.date(2026, 11, 24))
        return [problem.code for problem in problems if problem.code == "site-statement"]

    assert found() == []
    _write(folder, "site: {exit: https://www.a-website.org.uk/weather}\n")
    assert found() == ["site-statement"]
    _write(folder, GOOD)
    assert found() == []


FAULTY = {
    "exit_note: TODO": "1:19 placeholder",
    "exit_note: Call 0800 111 11": "1:24 phone-childline",
    "exit_note: Write to kent@@police": "1:28 email-form",
    "exit: https://www.example.com/": "1:14 placeholder",
    "accessibility_statement: https://localhost/a": "1:33 placeholder",
}


@pytest.mark.parametrize("line", FAULTY)
def test_words_and_addresses_of_a_site_are_judged_like_those_of_leaflets(line: str, folder: Path) -> None:
    _write(folder, f"site: {{{line}}}\n")
    with pytest.raises(ContentError) as caught:
        check(read_folder(folder))
    assert FAULTY[line] in [said(problem, folder, "settings.yaml") for problem in caught.value.problems]
