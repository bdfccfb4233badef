"""Find every code that a Problem can have, by reading the source: its levels, its messages and its hints.

In: the modules of src/leafletgen, parsed with `ast` and never run. Out: a Code for each, in alphabetical order.
Why: a list kept by hand becomes outdated. The calls that make a Problem are the registry; a call whose code cannot be
read here is refused, so none is missed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from runpy import run_path
from typing import NamedTuple

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "leafletgen"

MAKERS: dict[str, tuple[int, ...]] = {
    "Problem": (0, 1, 2, 4),
    "Fault": (0, 1, 2, 3),
    "Unfit": (0, 1, 2),
    "_Rule": (0, 2, 3),
    "Finding": (0, 1),
    "FileFault": (0, 1),
}
"""The records with a code: the positions of code, message, hint and level among their arguments."""

PRINT_FAULTS = ("Finding", "FileFault")
"""Records of faults of files for print; HINTS of checks/faults.py has all their codes."""

GAP = "…"
"""Stands for a part of a message that differs from case to case."""

MOST = 4
"""A part of a message with more outcomes than this is shown as a gap."""

Binding = dict[str, ast.expr]
Scope = tuple[ast.AST, ...]
"""A node and its ancestors, the module first."""


class Made(NamedTuple):
    """One call that makes a Problem, or a record that becomes one; `module` is a path in src/leafletgen."""

    code: str
    level: str
    messages: tuple[str, ...]
    hints: tuple[str, ...]
    module: str


class Code(NamedTuple):
    """What the source has about one code."""

    name: str
    levels: tuple[str, ...]
    messages: tuple[str, ...]
    hints: tuple[str, ...]
    modules: tuple[str, ...]


def read_codes(package: Path = PACKAGE) -> list[Code]:
    """All codes of a package. Raises ValueError, with file and line, where a code is made that cannot be read here."""
    made = [one for path in sorted(package.rglob("*.py")) for one in _Module(path, package).made()]
    return [_gathered(name, [one for one in made if one.code == name]) for name in sorted({one.code for one in made})]


def _gathered(name: str, made: list[Made]) -> Code:
    levels = dict.fromkeys(one.level for one in made)
    messages = dict.fromkeys(text for one in made for text in one.messages)
    hints = dict.fromkeys(text for one in made for text in one.hints if text)
    modules = dict.fromkeys(one.module for one in made if one.messages) or dict.fromkeys(one.module for one in made)
    return Code(name, tuple(levels), tuple(messages), tuple(hints), tuple(modules))


class _Module:
    """One module, with the assignments that texts are followed through."""

    def __init__(self, path: Path, package: Path) -> None:
        self.path, self.package = path, package
        self.name = path.relative_to(package).as_posix()
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.nodes = list(_walk((self.tree,)))

    def made(self) -> Iterator[Made]:
        """Every call of the module that gives a code; and the codes of HINTS, if the module defines it."""
        for scope in self.nodes:
            node = scope[-1]
            if isinstance(node, ast.Call):
                yield from self._made_by(node, scope)
            elif isinstance(node, ast.Tuple) and self.name.startswith("checks/") and len(node.elts) == 2:
                yield from self._print_fault(node.elts, scope)
        if self.name == "checks/faults.py":
            yield from (Made(code, "error", (), (hint,), self.name) for code, hint in _hints(self.package).items())

    def _made_by(self, call: ast.Call, scope: Scope) -> Iterator[Made]:
        maker = call.func.id if isinstance(call.func, ast.Name) else ""
        if any(keyword.arg == "code" for keyword in call.keywords):
            raise self._refused(call)
        if maker in PRINT_FAULTS:
            yield from self._print_fault(call.args, scope)
        elif maker in MAKERS and not _passes_on(call.args[0]):
            yield from self._problem(call, MAKERS[maker], scope)

    def _problem(self, call: ast.Call, places: tuple[int, ...], scope: Scope) -> Iterator[Made]:
        level = next((keyword.value for keyword in call.keywords if keyword.arg == "severity"), None)
        for binding in self._bindings(call.args[0], scope) or [{}]:
            code, messages, hints, *levels = (
                self._texts(call.args[place], scope, binding) for place in places if place < len(call.args)
            )
            if any(GAP in text for text in code):
                raise self._refused(call)
            if level:
                levels = [self._texts(level, scope, binding)]
            for one, said in product(code, levels[0] if levels else ("error",)):
                yield Made(one, said, messages, hints, self.name)

    def _print_fault(self, pair: list[ast.expr], scope: Scope) -> Iterator[Made]:
        """A code of HINTS beside its message; other pairs, and codes that come as an argument, are passed by."""
        hints = _hints(self.package)
        for binding in self._bindings(pair[0], scope):
            for code in self._texts(pair[0], scope, binding):
                if code in hints and len(pair) > 1:
                    yield Made(code, "error", self._texts(pair[1], scope, binding), (hints[code],), self.name)

    def _bindings(self, code: ast.expr, scope: Scope) -> list[Binding]:
        """What a variable that holds a code may be bound to, with what the same assignment binds beside it."""
        if not isinstance(code, ast.Name):
            return [{}]
        return [
            binding for target, value in self._assigned(code.id, scope) for binding in self._bind(target, value, scope)
        ]

    def _bind(self, target: ast.expr, value: ast.expr, scope: Scope) -> Iterator[Binding]:
        for outcome in self._outcomes(value, scope, {}):
            if isinstance(target, ast.Name):
                yield {target.id: outcome}
            elif isinstance(target, ast.Tuple) and isinstance(outcome, ast.Tuple):
                names = (name.id for name in target.elts if isinstance(name, ast.Name))
                yield dict(zip(names, outcome.elts, strict=True))

    def _assigned(self, name: str, scope: Scope) -> list[tuple[ast.expr, ast.expr]]:
        """The assignments that may be the last to a name before a node: those of its function, else of the module."""
        found: list[tuple[ast.expr, ast.expr]] = []
        for place, inner in zip(reversed(scope[:-1]), reversed(scope), strict=False):
            for statement in _before(inner, place):
                here = [pair for pair in _assignments(statement) if _names(pair[0], name)]
                found += here
                if here and not isinstance(statement, ast.For) and getattr(statement, "orelse", True):
                    return found
            if isinstance(place, ast.If) and (
                here := [pair for pair in _assignments(place.test) if _names(pair[0], name)]
            ):
                return found + here
            if isinstance(place, ast.FunctionDef) and name in {argument.arg for argument in place.args.args}:
                return found
        return found or [pair for node in self.tree.body for pair in _assigned_by(node) if _names(pair[0], name)]

    def _outcomes(self, node: ast.expr, scope: Scope, binding: Binding) -> list[ast.expr]:
        """The expressions that one may come to: arms of a condition, what a variable holds, values of a table."""
        match node:
            case ast.IfExp():
                return [*self._outcomes(node.body, scope, binding), *self._outcomes(node.orelse, scope, binding)]
            case ast.Name() if node.id in binding:
                return self._outcomes(binding[node.id], scope, {})
            case ast.Name():
                own = [one for one in self._bindings(node, scope) if node.id in one]
                return [outcome for one in own for outcome in self._outcomes(one[node.id], scope, {})] or [node]
            case ast.Subscript():
                tables = self._outcomes(node.value, scope, binding)
                return [value for table in tables if isinstance(table, ast.Dict) for value in _values(table)] or [node]
            case ast.Call(func=ast.Name(id=name)):
                returned = self._returned(name)
                return [ast.Constant(text) for text in returned] if any(map(_has_words, returned)) else [node]
        return [node]

    def _returned(self, function: str) -> list[str]:
        """The texts that a function of the module may return."""
        inside = [scope for scope in self.nodes if any(_is_function(place, function) for place in scope)]
        values = [(scope, node.value) for scope in inside if isinstance(node := scope[-1], ast.Return) and node.value]
        return [text for scope, value in values for text in self._texts(value, scope, {}) if text != GAP]

    def _texts(self, node: ast.expr, scope: Scope, binding: Binding) -> tuple[str, ...]:
        """The texts that an expression may come to, each with gaps."""
        outcomes = self._outcomes(node, scope, binding)
        found = [text for one in outcomes for text in self._text(one, scope, binding)]
        return tuple(dict.fromkeys(re.sub(f"{GAP}+", GAP, text) for text in found))

    def _text(self, node: ast.expr, scope: Scope, binding: Binding) -> tuple[str, ...]:
        match node:
            case ast.Constant():
                return (str(node.value),)
            case ast.JoinedStr():
                return self._joined([self._part(part, scope, binding) for part in node.values])
            case ast.BinOp(op=ast.Add()):
                return self._joined([self._texts(side, scope, binding) for side in (node.left, node.right)])
            case ast.Call(func=ast.Attribute(attr="format", value=template)):
                return tuple(re.sub(r"\{\w*\}", GAP, text) for text in self._texts(template, scope, binding))
            case ast.Call(func=ast.Name(id="quote")):
                return (f"“{GAP}”",)
            case ast.Name():
                return self._imported(node.id)
        return (GAP,)

    def _part(self, node: ast.expr, scope: Scope, binding: Binding) -> tuple[str, ...]:
        texts = self._texts(node.value if isinstance(node, ast.FormattedValue) else node, scope, binding)
        return texts if len(texts) <= MOST else (GAP,)

    @staticmethod
    def _joined(parts: list[tuple[str, ...]]) -> tuple[str, ...]:
        joined = tuple("".join(chosen) for chosen in product(*parts))
        return joined if len(joined) <= MOST else ("".join(part[0] if len(part) == 1 else GAP for part in parts),)

    def _imported(self, name: str) -> tuple[str, ...]:
        """The text of a constant of another module of the package."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and any(alias.name == name for alias in node.names):
                path = self.package.parent / f"{(node.module or '').replace('.', '/')}.py"
                if path.is_file():
                    return _Module(path, self.package)._texts(ast.Name(name), (), {})
        return (GAP,)

    def _refused(self, node: ast.expr) -> ValueError:
        return ValueError(f"{self.path}:{node.lineno}: the code of a Problem must be a text of its own in this module")


def _walk(scope: Scope) -> Iterator[Scope]:
    """A node and every node in it, each with all its ancestors."""
    yield scope
    for child in ast.iter_child_nodes(scope[-1]):
        yield from _walk((*scope, child))


def _before(node: ast.AST, place: ast.AST) -> list[ast.stmt]:
    """The statements before a node in the same block of `place`, the nearest first."""
    for block in ("body", "orelse", "finalbody"):
        statements = getattr(place, block, None)
        if isinstance(statements, list) and node in statements:
            return statements[: statements.index(node)][::-1]
    return []


def _assignments(statement: ast.stmt | ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Target and value of each assignment in a statement or an expression, however deep."""
    return (pair for node in ast.walk(statement) for pair in _assigned_by(node))


def _assigned_by(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Target and value of an assignment; nothing for any other node."""
    if isinstance(node, ast.Assign):
        yield node.targets[0], node.value
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value:
        yield node.target, node.value


def _has_words(text: str) -> bool:
    return re.search(r"\w", text) is not None


def _is_function(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == name


def _names(target: ast.expr, name: str) -> bool:
    targets = target.elts if isinstance(target, ast.Tuple) else [target]
    return any(isinstance(one, ast.Name) and one.id == name for one in targets)


def _values(table: ast.Dict) -> Iterator[ast.expr]:
    """The values of a dict; that of `**dict.fromkeys(keys, value)` is the value."""
    for key, value in zip(table.keys, table.values, strict=True):
        yield value if key or not isinstance(value, ast.Call) else value.args[1]


def _passes_on(code: ast.expr) -> bool:
    """Whether a Problem takes over the code of a record that has one already."""
    return isinstance(code, ast.Starred) or (isinstance(code, ast.Attribute) and code.attr == "code")


@cache
def _hints(package: Path) -> dict[str, str]:
    """HINTS of checks/faults.py: the codes of faults of printed files, and how each is mended."""
    found: dict[str, str] = run_path(str(package / "checks" / "faults.py"))["HINTS"]  # hints name limits
    return found
