"""docs/problems.md has every code of the program, and the tool that writes it overlooks none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leafletgen.checks.faults import HINTS
from tests.support.program import run_inside
from tests.support.project import PROJECT
from tools import problem_codes, write_problem_reference

PAGE = (PROJECT / "docs" / "problems.md").read_text(encoding="utf-8")
ENTRIES = dict(re.findall(r"^## (\S+)\n\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


@pytest.mark.slow
def test_the_page_is_as_the_program_says() -> None:
    assert write_problem_reference.reference() == PAGE, "run: make docs"


def test_every_code_that_a_test_expects_is_there() -> None:
    """The tests expect codes in what the program prints; they were written without the tool."""
    tests = [path.read_text(encoding="utf-8") for path in (PROJECT / "tests").rglob("test_*.py")]
    expected = {code for text in tests for code in re.findall(r"\[([a-z0-9]+(?:-[a-z0-9]+)+)\]\" in ", text)}
    expected |= {code for text in tests for code in re.findall(r"code == \"([a-z0-9]+(?:-[a-z0-9]+)+)\"", text)}
    rows = (PROJECT / "tests" / "support" / "faults.py").read_text(encoding="utf-8")
    expected |= set(re.findall(r"\"\d+:\d+ ([a-z0-9-]+)\"", rows))
    assert len(expected) > 100
    assert expected - set(ENTRIES) == set()
    assert set(HINTS) <= set(ENTRIES)


def test_every_code_is_in_a_test() -> None:
    tests = [path.read_text(encoding="utf-8") for path in (PROJECT / "tests").rglob("*.py")]
    named = {code for text in tests for code in re.findall(r"[\"\[ ]([a-z0-9-]+)[\"\]]", text)}
    assert set(ENTRIES) - named == set()


def test_every_entry_is_whole() -> None:
    assert len(ENTRIES) > 250
    for code, entry in ENTRIES.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
        level, *said = entry.strip().splitlines()
        assert re.fullmatch(r"(Error|Warning|Note)( or (error|warning|note))?, from .+\.", level), code
        assert [line for line in said if line.startswith("- Message: ")], code
        assert not [line for line in said if line and not line.startswith(("- Message: ", "- To mend it: "))], code


def test_every_error_and_warning_says_how_to_mend_it() -> None:
    assert [code for code, entry in ENTRIES.items() if "- To mend it: " not in entry] == []


def test_no_message_has_lost_a_part() -> None:
    """Each part that differs is shown as …, and one part as one."""
    lines = [line for line in PAGE.splitlines() if line.startswith(("- Message: ", "- To mend it: "))]
    assert [line for line in lines if re.search(r" \.$|, and …: |: … ….$", line)] == []


ANY = "differs from case to case."


def _shape(message: str) -> str:
    return re.sub("…+", ".*", re.escape(message))


RECORD = ("contacts", "record", "--on", "2026-01-01", "--how", "rang", "--by", "officer")
PRINTED = (
    (("build", "hampsire"), {"unknown-edition"}),
    (("build", "--size", "a4", "--booklet"), {"booklet-size"}),
    (("build", "hampshire", "--prune"), {"prune-part"}),
    (("list", "--data", "nowhere"), {"folder-missing"}),
    ((*RECORD, "nobody", "phone"), {"unknown-agency"}),
    ((*RECORD, "childline", "nothing"), {"unknown-contact"}),
    (("diff", "nowhere", "nowhere"), {"unknown-revision"}),
    (("edition", "new", "nowhere"), {"unknown-force"}),
    (("preflight", "README.md", "nowhere.pdf"), {"pdf-damaged", "file-missing"}),
    (("officer", "england", "--variant", "child", "--from", "docs/cli.md"), {"people-column"}),
)


@pytest.mark.parametrize(("arguments", "codes"), PRINTED, ids=[" ".join(sorted(codes)) for _, codes in PRINTED])
def test_what_is_printed_is_as_its_entry_says(
    arguments: tuple[str, ...], codes: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PROJECT)
    outcome = run_inside(*arguments)
    printed = re.findall(r"(error|warning|note): (.*) \[([a-z0-9-]+)\]\n  (.*)", outcome.stderr)
    assert {code for level, _, code, _ in printed if level == "error"} == codes, outcome.stderr
    for level, message, code, hint in printed:
        entry = re.sub(r"\\([\\*_<\[#])", r"\1", ENTRIES[code])
        assert entry.lower().startswith(level)
        assert re.search(rf"from (every command|.*`{arguments[0]}`)", entry)
        messages, hints = re.findall("- Message: (.*)", entry), re.findall("- To mend it: (.*)", entry)
        assert any(re.fullmatch(_shape(shape), message) for shape in messages), (message, messages)
        assert any(re.fullmatch(_shape(shape), hint) for shape in hints) or hints == [ANY], (hint, hints)


MODULE = """
from leafletgen.errors import Problem
from leafletgen.content.values import Fault

_SAID = {"a": ("code-a", "what a is"), "b": ("code-b", "what b is")}


def literal(name):
    message = "not this one"
    message = f"There is no {name}."
    return Problem("code-literal", message, "Mend it.", severity="warning")


def table(state):
    code, message = _SAID[state]
    return Fault(code, message, "Mend it.")


def branch(old):
    if old:
        code, when = "code-old", "long ago"
    else:
        code, when = "code-new", "today"
    return Problem(code, f"It was {when}.", "")


def taken_over(fault):
    return Problem(fault.code, fault.message, "")
"""


def _package(folder: Path, module: str) -> Path:
    package = folder / "leafletgen"
    (package / "checks").mkdir(parents=True)
    (package / "checks" / "faults.py").write_text("HINTS = {'too-thin': 'Draw it thicker.'}\n", encoding="utf-8")
    (package / "made.py").write_text(module, encoding="utf-8")
    return package


def test_codes_are_read_with_their_levels_and_messages(tmp_path: Path) -> None:
    found = problem_codes.read_codes(_package(tmp_path, MODULE))
    assert [(code.name, code.levels, code.messages) for code in found] == [
        ("code-a", ("error",), ("what a is",)),
        ("code-b", ("error",), ("what b is",)),
        ("code-literal", ("warning",), ("There is no ….",)),
        ("code-new", ("error",), ("It was today.",)),
        ("code-old", ("error",), ("It was long ago.",)),
        ("too-thin", ("error",), ()),
    ]


@pytest.mark.parametrize(
    "made",
    [
        "def made(code): return Problem(code, 'm', 'h')",
        "def made(state): return Problem(f'link-{state}', 'm', 'h')",
        "def made(): return Problem('-'.join(['a', 'b']), 'm', 'h')",
        "def made(): return Problem(code='a-b', message='m', hint='h')",
        "def made(problem): return problem._replace(code='a-b')",
        "def made(made): code, *rest = made; return Problem(code, 'm', 'h')",
    ],
)
def test_a_code_that_cannot_be_read_is_refused_with_its_place(tmp_path: Path, made: str) -> None:
    package = _package(tmp_path, f"from leafletgen.errors import Problem\n{made}\n")
    with pytest.raises(ValueError, match=r"made\.py:2: the code of a Problem must"):
        problem_codes.read_codes(package)


def test_a_command_that_loads_a_module_for_something_else_does_load_it() -> None:
    for module, commands in write_problem_reference._LOADED_ONLY.items():
        for command in commands:
            assert module in write_problem_reference.loaded_by(f"leafletgen.cli.{command}"), (module, command)


LISTED = """
from leafletgen.errors import Problem


def _named(names):
    return f"{len(names)}: {', '.join(names)}" if names else ""


def other(names):
    if said := f", and {names}":
        return said


def made(names, why):
    if said := _named(names):
        return Problem("code-lost", f"It loses {said}.", "", None)
    return Problem("code-why", f"Refused{_because(why)}.", "")


def _because(why):
    return f" because {why}" if why else ""
"""


def test_a_part_that_a_function_makes_is_a_gap_unless_it_has_words(tmp_path: Path) -> None:
    found = {code.name: code.messages for code in problem_codes.read_codes(_package(tmp_path, LISTED))}
    assert found["code-lost"] == ("It loses ….",)
    assert found["code-why"] == ("Refused because ….", "Refused.")
