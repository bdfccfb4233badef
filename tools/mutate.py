"""Change the program in one small place at a time, and see whether a test notices: which tests can fail?

    python tools/mutate.py --count 20 --seed 7 output content/values.py

In: modules or folders inside src/leafletgen (all of it if none is named), how many mutants to try, and the seed that
chooses them: the same seed chooses the same mutants of the same source. Out: the mutants that survived, each with its
file, line and change, and the share that was killed. The exit code is 0, whatever the share.

A mutant is one of these changes, found in the syntax tree and written into the text at its place:

- comparison: < to <=, > to >=, == to !=, `is` to `is not`, `in` to `not in`, and each the other way round;
- constant: a number becomes one larger (a fraction a tenth larger, 0.0 becomes 1.0), True becomes False;
- boolean operator: `and` to `or`, `not a` to `a`, and the other way round;
- arithmetic: + to -, * to /, // and % to *, ** to *, and the other way round;
- returned value: `return a` to `return None`;
- dropped statement: a call, an augmented assignment, raise, break or continue becomes `pass`.

Left alone are texts, annotations, what stands inside an f-string, and imports for the type checker.

Each mutant is tried in a copy of the project in a temporary folder, so the checkout stays as it is. A fresh process
runs the tests that TESTS maps to the module, until the first one fails. Tests that fail or take too long kill the
mutant. The same tests run once without any change before, and must pass. Not every survivor is a gap: some mutants
mean the same as the program, such as a larger timeout. This takes long and is no part of `make test`.
"""

from __future__ import annotations

import ast
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = Path("src/leafletgen")
Tests = tuple[str, ...]

_TREE = ("tests/accessibility/test_tree.py", "tests/accessibility/test_links.py", "tests/accessibility/test_strings.py")
_PAGES = ("tests/press/test_page_limits.py", "tests/press/test_pages.py")

TESTS: Mapping[str, Tests] = {
    "checks/data/": ("tests/checks", "tests/accessibility/test_contrast.py"),
    "checks/links/": ("tests/checks/test_links.py",),
    "checks/laid_out.py": _PAGES,
    "checks/preflight/": (
        "tests/press/test_file_limits.py",
        "tests/press/test_file_rules.py",
        "tests/press/test_preflight.py",
    ),
    "checks/": ("tests/press",),
    "cli/": ("tests/cli", "tests/officer"),
    **dict.fromkeys(
        ("content/changes.py", "content/change_sentences.py"),
        ("tests/content/test_changes.py", "tests/cli/test_diff.py"),
    ),
    "content/logo/": (
        "tests/content/test_svg_logos.py",
        "tests/content/test_value_limits.py",
        "tests/product/test_own_looks.py",
    ),
    "content/values.py": (
        "tests/content/test_values.py",
        "tests/content/test_value_limits.py",
        "tests/content/test_faults.py",
    ),
    "content/": ("tests/content", "tests/product/test_content.py", "tests/cli/test_contacts.py"),
    "editorial/": ("tests/editorial", "tests/cli"),
    "formats.py": ("tests/layout", *_PAGES, "tests/press/test_imposition.py", "tests/pipeline/test_plan.py"),
    "layout/contact_sheet.py": ("tests/layout/test_contact_sheet.py", "tests/layout/test_display_list.py"),
    **dict.fromkeys(
        ("layout/qr.py", "layout/qr_codewords.py", "layout/qr_mask.py", "layout/qr_modules.py"),
        ("tests/layout/test_qr.py",),
    ),
    "layout/": ("tests/layout", *_TREE, *_PAGES, "tests/product/test_content.py"),
    "officer/": ("tests/officer",),
    "output/": (
        "tests/output",
        "tests/pipeline/test_publishing.py",
        "tests/pipeline/test_manifest.py",
        "tests/pipeline/test_disturbed.py",
        "tests/pipeline/test_incremental.py",
        "tests/cli/test_build.py",
    ),
    "pdf/impose.py": ("tests/press/test_imposition.py",),
    "pdf/": (
        *_TREE,
        "tests/accessibility/test_file_keys.py",
        "tests/press/test_files.py",
        "tests/press/test_options.py",
        "tests/officer/test_fillable.py",
    ),
    "pipeline/": (
        "tests/pipeline",
        "tests/cli/test_build.py",
        "tests/cli/test_build_again.py",
        "tests/press/test_drafts.py",
        "tests/officer/test_fillable.py",
        "tests/product/test_card.py",
    ),
    "print_limits.py": (
        "tests/press/test_page_limits.py",
        "tests/press/test_file_limits.py",
        "tests/content/test_value_limits.py",
        "tests/checks/test_word_limits.py",
    ),
    "": ("tests",),
}
"""The tests of each module, by the beginning of its path inside src/leafletgen; the longest that fits counts."""

IGNORED = shutil.ignore_patterns(".git", ".venv*", "dist", "__pycache__", ".hypothesis", ".*_cache")

_COMPARISONS: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ARITHMETIC: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
}
_PASSED_OVER = ("annotation", "returns")
"""The fields of a node that hold annotations, which change nothing when the program runs."""


class Mutant(NamedTuple):
    """One change: of which kind, where the old text begins (line from 1, byte from 0) and ends, and the new text."""

    kind: str
    start: tuple[int, int]
    end: tuple[int, int]
    new: str

    def apply(self, source: str) -> str:
        """The source with this change."""
        lines = source.encode().splitlines(keepends=True)
        starts = [sum(map(len, lines[:at])) for at in range(len(lines))]
        start, end = (starts[line - 1] + byte for line, byte in (self.start, self.end))
        data = b"".join(lines)
        return (data[:start] + self.new.encode() + data[end:]).decode()

    def old(self, source: str) -> str:
        """The text that the change takes away."""
        lines = source.encode().splitlines(keepends=True)[self.start[0] - 1 : self.end[0]]
        lines[-1] = lines[-1][: self.end[1]]
        return b"".join([lines[0][self.start[1] :], *lines[1:]]).decode()


# --- which mutants there are ---


def mutants_of(source: str) -> list[Mutant]:
    """Every mutant of a module, in the order of the text."""
    return sorted({*_walk(ast.parse(source))}, key=lambda mutant: (mutant.start, mutant.end, mutant.new))


def _walk(node: ast.AST) -> Iterator[Mutant]:
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
        return
    yield from _changes(node)
    for name, value in ast.iter_fields(node):
        if name not in _PASSED_OVER:
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from _walk(child)


def _changes(node: ast.AST) -> Iterator[Mutant]:
    """The mutants of one node, not of those in it."""
    match node:
        case ast.Compare(left=left, ops=ops, comparators=right):
            for at, old in enumerate(ops):
                changed = [*ops[:at], _COMPARISONS[type(old)](), *ops[at + 1 :]]
                yield _mutant("comparison", node, ast.Compare(left, changed, right))
        case ast.Constant(value=bool(value)):
            yield _mutant("constant", node, ast.Constant(not value))
        case ast.Constant(value=int(value)):
            yield _mutant("constant", node, ast.Constant(value + 1))
        case ast.Constant(value=float(value)):
            yield _mutant("constant", node, ast.Constant(round(value * 1.1, 9) if value else 1.0))
        case ast.BoolOp(op=old, values=values):
            yield _mutant("boolean operator", node, ast.BoolOp(_other(old), values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield _mutant("boolean operator", node, operand)
        case ast.BinOp(left=left, op=old, right=right) if type(old) in _ARITHMETIC:
            yield _mutant("arithmetic", node, ast.BinOp(left, _ARITHMETIC[type(old)](), right))
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield _mutant("returned value", node, ast.Return(ast.Constant(None)))
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Raise() | ast.Break() | ast.Continue():
            yield _mutant("dropped statement", node, ast.Pass())


def _other(operator: ast.boolop) -> ast.boolop:
    return ast.Or() if isinstance(operator, ast.And) else ast.And()


def _mutant(kind: str, node: ast.expr | ast.stmt, changed: ast.AST) -> Mutant:
    assert node.end_lineno is not None and node.end_col_offset is not None
    text = ast.unparse(ast.fix_missing_locations(changed))
    new = f"({text})" if isinstance(changed, ast.expr) and not isinstance(changed, ast.Constant) else text
    return Mutant(kind, (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset), new)


# --- how they are tried ---


def mapped_tests(module: str, table: Mapping[str, Tests] = TESTS) -> Tests:
    """The tests of a module, which is named by its path inside src/leafletgen."""
    return table[max((start for start in table if module.startswith(start)), key=len)]


def run_tests(root: Path, tests: Sequence[str], timeout: float) -> bool:
    """Whether the tests of a copy of the project pass, within so many seconds. Raises RuntimeError if none can run."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        command,
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # the tests start processes of their own
        process.communicate()
        return False
    if process.returncode not in (0, 1, 2):  # all passed, one failed, one could not be collected
        raise RuntimeError(f"pytest cannot run {' '.join(tests)}:\n{said}")
    return process.returncode == 0


def choose(root: Path, modules: Sequence[str], count: int, seed: int) -> list[tuple[str, Mutant]]:
    """So many mutants of some modules, the same for the same seed."""
    package = root / PACKAGE
    paths = [package / name for name in modules] or [package]
    files = sorted({file for path in paths for file in ([path] if path.is_file() else path.rglob("*.py"))})
    everything = [
        (file.relative_to(package).as_posix(), mutant)
        for file in files
        for mutant in mutants_of(file.read_text(encoding="utf-8"))
    ]
    return sorted(random.Random(seed).sample(everything, min(count, len(everything))))


def survivors(
    root: Path, chosen: Sequence[tuple[str, Mutant]], timeout: float, table: Mapping[str, Tests] = TESTS
) -> Iterator[tuple[str, Mutant, bool]]:
    """Try mutants one after another in the project at `root`, which is a copy; tell of each whether it survived."""
    for tests in dict.fromkeys(mapped_tests(module, table) for module, _ in chosen):
        if not run_tests(root, tests, timeout):
            raise RuntimeError(f"{' '.join(tests)} must pass in {timeout:g} seconds without any change")
    for module, mutant in chosen:
        path = root / PACKAGE / module
        source = path.read_text(encoding="utf-8")
        path.write_text(mutant.apply(source), encoding="utf-8")
        try:
            survived = run_tests(root, mapped_tests(module, table), timeout)
        finally:
            path.write_text(source, encoding="utf-8")
        yield module, mutant, survived


@click.command(context_settings={"show_default": True})
@click.argument("modules", nargs=-1)
@click.option("--count", default=20, help="How many mutants to try.")
@click.option("--seed", default=1, help="What chooses them.")
@click.option("--timeout", default=300.0, help="Seconds that the tests of a module may take.")
def main(modules: tuple[str, ...], count: int, seed: int, timeout: float) -> None:
    """Try mutants in a copy of the project, and print what became of them."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(PROJECT, Path(folder) / "project", ignore=IGNORED))
        chosen = choose(root, modules, count, seed)
        killed = 0
        for module, mutant, survived in survivors(root, chosen, timeout):
            killed += not survived
            old = mutant.old((root / PACKAGE / module).read_text(encoding="utf-8"))
            place = f"{PACKAGE / module}:{mutant.start[0]}"
            click.echo(f"{'survived' if survived else 'killed'}: {place}: {mutant.kind}: {old} -> {mutant.new}")
    click.echo(f"{killed} of {len(chosen)} killed ({100 * killed / max(1, len(chosen)):.0f} %), seed {seed}")


if __name__ == "__main__":
    main()
