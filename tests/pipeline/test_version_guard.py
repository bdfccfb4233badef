"""Words that change while version and date stay are told by `validate` and `build --check`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked import check_all
from tests.support.own_folder import own_folder
from tests.support.program import Run

CODE = "[version-unchanged]"
IMPRINT = "parent: {imprint: By Kent Police}\n"


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Path:
    """A data folder whose leaflet for parents was made."""
    data = own_folder(tmp_path / "data", edition=IMPRINT, settings="extends: builtin\nbuild: [{sizes: [a5]}]\n")
    assert run("build", "--variant", "parent", "--size", "a5", "--data", data, "-o", tmp_path / "dist").code == 0
    return data


CHANGES = {
    "an imprint": ("editions/kent.yaml", "By Kent Police", "By the police of Kent", 1),
    "a number": ("agencies.yaml", "8090 1201", "8090 1202", 1),
    "a name": ("agencies.yaml", "Kent Families", "Families in Kent", 1),
    "a service less": ("agencies.yaml", "    contacts:", "    withheld: It closed.\n    contacts:", 1),
    "another section": ("editions/kent.yaml", "parent: {", "parent: {remove: [controls], ", 1),
    "words and version": ("editions/kent.yaml", 'version: "1"', 'version: "2"', 0),
    "words and date": ("editions/kent.yaml", "date: 2026-11-24", "date: 2026-11-25", 0),
    "a comment": ("agencies.yaml", "agencies:", "# ours\nagencies:", 0),
    "the other leaflet": ("editions/kent.yaml", "parent: {", "child: {other_formats: Ask us.}\nparent: {", 0),
}


@pytest.mark.parametrize("name", CHANGES)
def test_changed_words_want_another_version(name: str, made: Path, run: Run, tmp_path: Path) -> None:
    file, old, new, count = CHANGES[name]
    text = (made / file).read_text(encoding="utf-8")
    assert old in text
    (made / file).write_text(text.replace(old, new), encoding="utf-8")
    for command in (("validate",), ("build", "--check", "--variant", "parent", "--size", "a5")):
        outcome = run(*command, "--data", made, "-o", tmp_path / "dist")
        assert outcome.stderr.count(CODE) == count, outcome.stderr
        assert outcome.stderr.count("leafletgen diff --shipped EARLIER FOLDER\n") == count
    assert run("validate", "--data", made, "-o", tmp_path / "nowhere").stderr.count(CODE) == 0


def test_a_check_of_a_contact_is_no_change_of_words(made: Path, run: Run, tmp_path: Path) -> None:
    record = ("contacts", "record", "kent-families", "phone", "--on", "2026-11-25", "--how", "rang it")
    assert run(*record, "--by", "comms officer", "--data", made).code == 0
    assert run("validate", "--data", made, "-o", tmp_path / "dist").stderr.count(CODE) == 0


@pytest.mark.parametrize("variant", ["parent", "child"])
def test_nor_is_that_of_the_last_contact_of_all(variant: str, made: Path, run: Run, tmp_path: Path) -> None:
    """The leaflet then says when its contacts were checked, and no longer what to do if a number does not work."""
    dist = ("--data", made, "-o", tmp_path / "dist")
    assert run("build", "--variant", variant, "--size", "a5", *dist).code == 0
    check_all(made)
    assert run("build", "--check", "--variant", variant, "--size", "a5", *dist).code == 8, "the leaflet says the day"
    assert run("validate", *dist).stderr.count(CODE) == 0
    path = made / "checks.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2026-11-02", "2026-11-03"), encoding="utf-8")
    assert run("validate", *dist).stderr.count(CODE) == 0
