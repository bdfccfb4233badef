"""What `validate` refuses is never printed: by no command, for no edition, with no options."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import leafletgen
from tests.support.own_folder import AGENCIES, SETTINGS, own_folder
from tests.support.program import Run
from tests.support.project import PROJECT

NUMBER = '"023 8090 1201"'

BAD: dict[str, tuple[dict[str, str], str]] = {
    "a mobile number of films": ({"agencies": AGENCIES.replace(NUMBER, '"07700 900123"')}, "placeholder"),
    "a number of films": ({"agencies": AGENCIES.replace(NUMBER, '"020 7946 0018"')}, "placeholder"),
    "an unused area code": ({"agencies": AGENCIES.replace(NUMBER, '"01999 123456"')}, "phone-unused"),
    "an unused short number": (
        {"agencies": AGENCIES.replace("call", "text").replace(NUMBER, '"59999"')},
        "phone-unused",
    ),
    "an unused free number": ({"agencies": AGENCIES.replace(NUMBER, '"0300 000 000"')}, "phone-digits"),
    "a known mistake": ({"agencies": AGENCIES.replace("Kent Families", "Kent Youth Offending Team")}, "trap"),
    "a known mistake in an imprint": ({"edition": "parent: {imprint: Stop It Now! and Kent}\n"}, "trap"),
    "a host guessed from an id": (
        {"agencies": AGENCIES.replace("call", "email").replace(NUMBER, "help@thames-valley.police.uk")},
        "police-host",
    ),
    "a check of tomorrow": (
        {"agencies": AGENCIES + "        checked: {on: 2999-01-01, how: rang it, by: comms officer}\n"},
        "future-date",
    ),
    "a check of 1900": (
        {"agencies": AGENCIES + "        checked: {on: 1900-01-24, how: rang it, by: comms officer}\n"},
        "old-date",
    ),
    "settings that contradict themselves": (
        {"settings": SETTINGS + "build:\n  - {booklet: true, large_print: true}\n"},
        "options-contradict",
    ),
    "settings of an unknown edition": (
        {"settings": SETTINGS + "build:\n  - {editions: [surrey]}\n"},
        "unknown-edition",
    ),
    "words of crisis without a number": (
        {
            "edition": "child:\n  sections:\n    - id: hurt\n      heading: Hurt\n      blocks:\n"
            "        - crisis: {text: Call., agencies: [kent-families]}\n"
        },
        "crisis-without-number",
    ),
    "colours that nobody can read": (
        {"edition": 'parent: {colours: {strong: {rgb: "999999", cmyk: 0 0 0 40}}}\n'},
        "low-contrast",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_validate_refuses_is_never_printed(name: str, run: Run, tmp_path: Path) -> None:
    parts, code = BAD[name]
    data, out = own_folder(tmp_path / "data", **parts), tmp_path / "out"
    said = run("validate", "--data", data)
    assert (said.code, f"[{code}]" in said.stderr) == (3, True), said.stderr
    variant = "child" if "child:" in parts.get("edition", "") else "parent"
    build = ("build", "kent", "--variant", variant, "--size", "a5", "--data", data, "-o", out)
    for command in (build, (*build, "--officer-name", "Wilhelmina Quaife")):
        outcome = run(*command)
        assert (outcome.code, f"[{code}]" in outcome.stderr) == (3, True), outcome.stderr
    assert not list(tmp_path.rglob("*.pdf"))
    with pytest.raises(leafletgen.LeafletError) as caught:
        leafletgen.render(leafletgen.lay_out(leafletgen.load(data), "kent", variant, "a5"))  # type: ignore[arg-type]
    assert code in [problem.code for problem in caught.value.problems]


NEVER_OF_DATA = {
    "contrast": "of the themes that ship",
    "glossary-columns": "a warning in `validate`: nothing of a glossary is printed",
}


def test_each_error_of_validate_is_one_of_build_too() -> None:
    """By the list of all codes, which is made from the source."""
    page = (PROJECT / "docs" / "problems.md").read_text(encoding="utf-8")
    entries = re.findall(r"^## (\S+)\n\n(.*Error.*)\.$", page, re.MULTILINE)
    of_all = [code for code, said in entries if "every command that reads data" in said]
    of_some = {code: said for code, said in entries if "`validate`" in said}
    assert len(of_all) > 100 and len(of_some) > 10
    assert {code for code, said in of_some.items() if "`build`" not in said} == {*NEVER_OF_DATA}


def test_a_glossary_that_cannot_be_read_is_a_warning(run: Run, tmp_path: Path) -> None:
    data = own_folder(tmp_path)
    (data / "glossary").mkdir()
    for content in ("Term,Note\na,b\n", "a\0b\n"):
        (data / "glossary" / "cy.csv").write_text(content, encoding="utf-8")
        outcome = run("validate", "--data", data, "--language", "cy")
        assert "cy.csv" in outcome.stderr, outcome.stderr
        assert ": error: " not in outcome.stderr


def test_the_good_folder_is_printed(run: Run, tmp_path: Path) -> None:
    data = own_folder(tmp_path / "data")
    assert "error" not in run("validate", "--data", data).stderr.replace("no errors", "")
    assert run("build", "kent", "--variant", "parent", "--size", "a5", "--data", data, "-o", tmp_path).code == 0
