"""Reviews of the words of a leaflet: who has read them, and that a review lapses when a word changes."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

from leafletgen.checks.data.validate import validate
from leafletgen.content.source import read_folder
from leafletgen.errors import Problem
from tests.support.faults import FIXTURE, FONTS, PA
from tests.support.program import Run
from tests.support.project import PROJECT

DATA = PROJECT / "data"
TODAY = datetime.date(2026, 11, 24)


_OF_REVIEWS = ("not-a-role", "future-date", "checked-by-machine")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURE, tmp_path / "data"))


def said(folder: Path) -> list[Problem]:
    """What is said of the words of the parent leaflet."""
    _, problems = validate(read_folder(folder), lambda _tag: FONTS, TODAY)
    return [problem for problem in problems if "review" in problem.code or problem.code in _OF_REVIEWS]


def digest_of(folder: Path) -> str:
    """The digest that the note asks for."""
    (note,) = (problem for problem in said(folder) if problem.where and problem.where.file.endswith("parent.yaml"))
    found = re.search(r"digest: ([0-9a-f]{12})$", note.hint)
    assert found
    return found[1]


def review(folder: Path, digest: str, by: str = "child protection lead", on: str = "2026-11-20") -> None:
    path = folder / PA
    text = f"{path.read_text(encoding='utf-8')}reviewed:\n  - {{on: {on}, by: {by}, digest: '{digest}'}}\n"
    path.write_text(text, encoding="utf-8")


def change(folder: Path, old: str, new: str) -> None:
    path = folder / PA
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_words_that_nobody_has_reviewed_are_a_note_for_each_leaflet(folder: Path, run: Run) -> None:
    assert {(problem.code, problem.severity) for problem in said(folder)} == {("not-reviewed", "note")}
    assert len(said(folder)) == len(list((folder / "leaflets").glob("*.yaml")))
    outcome = run("validate", "--data", folder, "--strict")
    assert "not-reviewed" in outcome.stderr
    assert "error: Nobody has reviewed" not in outcome.stderr


def test_an_own_folder_is_told_that_nobody_has_reviewed_the_words_that_it_prints(run: Run, tmp_path: Path) -> None:
    """Both leaflets are those that ship; then one of them is its own, and reviewed."""
    own = tmp_path / "own"
    run("edition", "new", "kent", "--data", own)
    outcome = run("validate", "--data", own, "--strict")
    assert outcome.code == 0
    notes = re.findall(
        r"^note: Nobody has reviewed the words of the (\w+) leaflet \(of the extended data\) yet\.",
        outcome.stderr,
        re.M,
    )
    assert notes == ["child", "parent"]
    digest = digest_of(DATA)
    (own / PA).parent.mkdir()
    shutil.copy(DATA / PA, own / PA)
    review(own, digest)
    assert outcome.stderr.count("[not-reviewed]") == 2
    assert run("validate", "--data", own).stderr.count("[not-reviewed]") == 1
    change(own, "This can be a shock.", "It can be a shock.")
    assert f"{own / PA}:" in next(
        line for line in run("validate", "--data", own).stderr.splitlines() if "lapsed" in line
    )


def test_a_review_of_the_words_as_they_are_ends_the_note(folder: Path) -> None:
    before = len(said(folder))
    review(folder, digest_of(folder))
    assert len(said(folder)) == before - 1
    assert not any("parent" in problem.message for problem in said(folder))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Keep this leaflet.", "Keep it."),
        ("Keep this leaflet.", "Keep this leaflet"),
        ("title: Help", "title: Good help"),
        ("why: For your child", "why: For a child"),
        ("Ask for large print", "Ask us for large print"),
    ],
)
def test_a_review_lapses_when_a_word_changes(folder: Path, old: str, new: str) -> None:
    review(folder, digest_of(folder))
    change(folder, old, new)
    (note,) = (problem for problem in said(folder) if "parent" in problem.message)
    assert (note.code, note.severity) == ("review-lapsed", "note")
    assert "since the child protection lead reviewed them on 2026-11-20" in note.message


def test_a_comment_and_a_limit_are_no_words(folder: Path) -> None:
    review(folder, digest_of(folder))
    path = folder / PA
    path.write_text("# A comment.\n" + path.read_text(encoding="utf-8") + "limits: {grade: 9, sentence: 20}\n", "utf-8")
    assert not any("parent" in problem.message for problem in said(folder))


def test_a_review_is_by_a_role_and_not_in_the_future(folder: Path) -> None:
    digest = digest_of(folder)
    review(folder, digest, by="Dr Some Body")
    assert {problem.code for problem in said(folder) if problem.severity == "error"} == {"not-a-role"}
    for by, code in (("an AI", "checked-by-machine"), ("nobody", "not-a-role")):
        change(folder, "by: Dr Some Body", f"by: {by}")
        assert {problem.code for problem in said(folder) if problem.severity == "error"} == {code}
        change(folder, f"by: {by}", "by: Dr Some Body")
    change(folder, "by: Dr Some Body", "by: solicitor")
    change(folder, "on: 2026-11-20, by", "on: 2026-11-25, by")
    assert {problem.code for problem in said(folder) if problem.severity == "error"} == {"future-date"}


def test_list_leaflets_shows_the_digest_and_the_reviews(folder: Path, run: Run) -> None:
    digest = digest_of(folder)
    assert f"{digest}  not reviewed" in run("list", "leaflets", "--data", folder).stdout
    review(folder, digest)
    listed = run("list", "leaflets", "--data", folder).stdout
    assert f"{digest}  reviewed: child protection lead on 2026-11-20" in listed
    assert "own words" not in listed
    edition = next((folder / "editions").glob("*.yaml"))
    before = edition.read_text(encoding="utf-8")
    for more in ("imprint: By a force.", "sections: [{id: new, after: cover, heading: New, blocks: [{text: Hello.}]}]"):
        edition.write_text(f"{before}\nparent: {{{more}}}\n", encoding="utf-8")
        assert "on 2026-11-20, but not the edition’s own words" in run("list", "leaflets", "--data", folder).stdout
    change(folder, "Keep this leaflet.", "Keep it.")
    assert "changed since the review" in run("list", "leaflets", "--data", folder).stdout


def test_the_words_that_editions_have_of_their_own_are_one_note(folder: Path, run: Run) -> None:
    """An address alone is no text; and of editions of another folder nothing is said here."""
    edition = folder / "editions" / "hampshire.yaml"
    text = edition.read_text(encoding="utf-8")
    shown = "child:\n  current_version: {shown: www.a-website.org.uk, opens: 'https://www.a-website.org.uk/'}\n"
    edition.write_text(text + shown, encoding="utf-8")
    assert not any("of its own" in problem.message for problem in said(folder))
    words = 'parent:\n  contact_lines: ["Ring us in the evening.", "Or write to us."]\n'
    for number in range(8):
        other = text.replace("id: hampshire", f"id: place-{number}").replace("name: Hampshire", f"name: Place {number}")
        (folder / "editions" / f"place-{number}.yaml").write_text(other + words, encoding="utf-8")
    (note,) = (problem for problem in said(folder) if "of its own" in problem.message)
    assert (note.code, note.severity) == ("not-reviewed", "note")
    assert "place-0 parent (2 texts), place-1 parent (2 texts)" in note.message
    assert note.message.endswith(" and 2 more.")
    assert note.where and note.where.file.endswith("place-0.yaml")
