"""tools/mutate.py makes the mutants that it says, leaves the rest of the text alone, and tells what tests notice."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tools.mutate import PACKAGE, TESTS, Mutant, choose, mapped_tests, mutants_of, run_tests, survivors

pytestmark = pytest.mark.slow

SOURCE = '''"""A docstring of 3 words."""
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from a import b
def tällt(ä: int = 4, b: "list[5]" = ()) -> "tuple[6]":
    """Another, of 7 words."""
    if ä < b <= 2.5 and not b:  # 8 comments
        raise ValueError(f"{ä + 9} is too much")
    ä += 1
    print("10", flush=True)
    for c in b:
        continue
    if c is None:
        return
    return "x" * (ä % 3) + b[-c:]
'''


def changes(source: str) -> list[tuple[str, str, str]]:
    return [(mutant.kind, mutant.old(source), mutant.new) for mutant in mutants_of(source)]


def test_each_kind_of_mutant_is_made_and_no_other() -> None:
    assert changes(SOURCE) == [
        ("constant", "4", "5"),
        ("comparison", "ä < b <= 2.5", "(ä < b < 2.5)"),
        ("comparison", "ä < b <= 2.5", "(ä <= b <= 2.5)"),
        ("boolean operator", "ä < b <= 2.5 and not b", "(ä < b <= 2.5 or not b)"),
        ("constant", "2.5", "2.75"),
        ("boolean operator", "not b", "(b)"),
        ("dropped statement", 'raise ValueError(f"{ä + 9} is too much")', "pass"),
        ("dropped statement", "ä += 1", "pass"),
        ("constant", "1", "2"),
        ("dropped statement", 'print("10", flush=True)', "pass"),
        ("constant", "True", "False"),
        ("dropped statement", "continue", "pass"),
        ("comparison", "c is None", "(c is not None)"),
        ("returned value", 'return "x" * (ä % 3) + b[-c:]', "return None"),
        ("arithmetic", '"x" * (ä % 3)', "('x' / (ä % 3))"),
        ("arithmetic", '"x" * (ä % 3) + b[-c:]', "('x' * (ä % 3) - b[-c:])"),
        ("arithmetic", "ä % 3", "(ä * 3)"),
        ("constant", "3", "4"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a <= b", "(a < b)"),
        ("a > b", "(a >= b)"),
        ("a >= b", "(a > b)"),
        ("a == b", "(a != b)"),
        ("a != b", "(a == b)"),
        ("a is not b", "(a is b)"),
        ("a in b", "(a not in b)"),
        ("a not in b", "(a in b)"),
        ("a or b", "(a and b)"),
        ("a - b", "(a + b)"),
        ("a / b", "(a * b)"),
        ("a // b", "(a * b)"),
        ("a ** b", "(a * b)"),
        ("False", "True"),
        ("0", "1"),
        ("0.0", "1.0"),
    ],
)
def test_operators_and_constants_have_their_counterparts(old: str, new: str) -> None:
    assert [change[1:] for change in changes(f"c = {old}\n")] == [(old, new)]


@pytest.mark.parametrize("source", [SOURCE, Path(__file__).read_text(encoding="utf-8")])
def test_a_mutant_is_another_program_in_one_place_alone(source: str) -> None:
    for mutant in mutants_of(source):
        changed = mutant.apply(source)
        assert ast.dump(ast.parse(changed)) != ast.dump(ast.parse(source))
        before, after = source.split(mutant.old(source), 1)[0], source.rsplit(mutant.old(source), 1)[1]
        assert changed.startswith(before)
        assert changed.endswith(after)


def test_statements_of_several_lines_are_replaced_whole() -> None:
    source = "def a():\n    b(\n        1,\n    )\n    return c\n"
    (dropped,) = (mutant for mutant in mutants_of(source) if mutant.kind == "dropped statement")
    assert dropped.apply(source) == "def a():\n    pass\n    return c\n"


def test_every_module_has_tests_that_exist(project: Path) -> None:
    for path in (project / PACKAGE).rglob("*.py"):
        module = path.relative_to(project / PACKAGE).as_posix()
        assert mapped_tests(module), module
    assert all((project / test).exists() for tests in TESTS.values() for test in tests)
    assert all(not start or (project / PACKAGE / start).exists() for start in TESTS)
    assert mapped_tests("content/values.py") != mapped_tests("content/check.py")


@pytest.fixture
def little(tmp_path: Path) -> Path:
    """A project of one module, in which one test looks at one of two numbers."""
    package = tmp_path / PACKAGE
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "a.py").write_text("SEEN = 1\nUNSEEN = 2\n")
    (tmp_path / "test_a.py").write_text("from leafletgen.a import SEEN\n\n\ndef test_a():\n    assert SEEN == 1\n")
    return tmp_path


def test_what_no_test_notices_survives(little: Path) -> None:
    chosen = choose(little, ["a.py"], 9, 1)
    table = {"": ("test_a.py",)}
    told = {mutant.start[0]: survived for _, mutant, survived in survivors(little, chosen, 60, table)}
    assert told == {1: False, 2: True}
    assert (little / PACKAGE / "a.py").read_text() == "SEEN = 1\nUNSEEN = 2\n"


def test_tests_that_hang_kill_and_tests_that_fail_without_a_change_are_refused(little: Path) -> None:
    mutant = ("a.py", Mutant("constant", (1, 7), (1, 8), "2"))
    (little / "test_a.py").write_text("import time\n\n\ndef test_a():\n    time.sleep(99)\n")
    assert not run_tests(little, ["test_a.py"], 2)
    with pytest.raises(RuntimeError, match="must pass in 2 seconds without any change"):
        list(survivors(little, [mutant], 2, {"": ("test_a.py",)}))
    with pytest.raises(RuntimeError, match="pytest cannot run"):
        run_tests(little, ["no_such_file.py"], 60)


def test_a_seed_chooses_the_same_mutants(project: Path) -> None:
    some = choose(project, ["output", "content/values.py"], 10, 7)
    assert some == choose(project, ["output", "content/values.py"], 10, 7)
    assert some != choose(project, ["output", "content/values.py"], 10, 8)
    assert {module.split("/")[0] for module, _ in some} <= {"output", "content"}
