"""Write docs/problems.md: every code that a Problem can have, from the source itself.

In: the Codes of tools/problem_codes.py, and the modules that each command imports. Out: the page; a test compares it.
Why: people search for codes. The page must have every code, and none that no longer exists.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import get_args

from leafletgen.cli.main import main
from leafletgen.errors import Severity
from tools.problem_codes import GAP, PACKAGE, Code, read_codes

_LEVELS = {
    "error": "the command could not do everything that was asked for; the exit code is not 0",
    "warning": "the command did it, but look at this; `validate --strict` treats it as an error",
    "note": "it is for information: the exit code stays, with `validate --strict` too",
}

_BEFORE = f"""\
# Problems

`make docs` writes this page from the source of the program; do not edit it.

A problem is printed with its position, its level, a message, its code, and a hint how to mend it:

```text
data/agencies.yaml:12:16: error: what is wrong [code]
  How to mend it.
```

Messages can change, but codes do not: scripts can rely on codes, and you can search for them here. In these messages,
{GAP} stands for text that differs from case to case; messages about files for print begin with the pages. After the
level come the commands that can report the code. A command may give a more suitable hint.

| level | meaning |
|---|---|
"""

_LOADED_ONLY = {
    "checks/preflight/rules_file.py": {"contacts"},
    "checks/preflight/rules_ink.py": {"contacts"},
    "checks/preflight/rules_pages.py": {"contacts"},
    "checks/preflight/rules_type.py": {"contacts"},
    "checks/pdf_bytes.py": {"preview"},
    "content/characters.py": {"schema"},
    "content/schema.py": {"schema"},
    "content/values.py": {"schema"},
    "layout/theme.py": {"contacts"},
    "pdf/profiles.py": {"contacts", "preview"},
    "pipeline/request.py": {"preview"},
    "pipeline/site.py": {"preview"},
}
"""Commands that load a module for something else and never report what it finds."""

_COMMANDS = tuple(main.list_commands(None))  # type: ignore[arg-type]  # The names do not depend on the context.
_WITHOUT_DATA = {"preflight", "schema"}


def reference() -> str:
    """Compose the whole page."""
    levels = "".join(f"| {level} | {_LEVELS[level]} |\n" for level in get_args(Severity))
    loaded = {command: loaded_by(f"leafletgen.cli.{command}") for command in ("main", *_COMMANDS)}
    return f"{_BEFORE}{levels}\n" + "\n".join(_entry(code, commands_of(code, loaded)) for code in read_codes())


def commands_of(code: Code, loaded: dict[str, set[str]]) -> list[str]:
    """The commands that can report a code: those that load a module which gives it, but not for something else."""
    return [
        command
        for command in _COMMANDS
        if any(
            module in loaded["main"] or (module in loaded[command] and command not in _LOADED_ONLY.get(module, ()))
            for module in code.modules
        )
    ]


def _entry(code: Code, commands: list[str]) -> str:
    messages = [f"- Message: {_plain(message)}\n" for message in _worth(code.messages)]
    hints = [f"- To mend it: {_plain(hint)}\n" for hint in _worth(code.hints)]
    return f"## {code.name}\n\n{' or '.join(code.levels).capitalize()}, from {_named(commands)}.\n\n" + "".join(
        [*messages, *hints]
    )


def _worth(texts: tuple[str, ...]) -> list[str]:
    """The texts that say more than that they differ; if none does, that they do."""
    return [text for text in texts if re.search(r"\w", text)] or (["differs from case to case."] if texts else [])


def _named(commands: list[str]) -> str:
    if not commands:
        return "the [Python interface](api.md)"
    if commands == list(_COMMANDS):
        return "every command"
    reading = [command for command in _COMMANDS if command not in _WITHOUT_DATA]
    return "every command that reads data" if commands == reading else ", ".join(f"`{name}`" for name in commands)


def _plain(text: str) -> str:
    """A text as Markdown that shows it as it is; what stands between backticks stays code."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(part if part.startswith("`") else re.sub(r"([\\*_<\[#])", r"\\\1", part) for part in parts)


def loaded_by(module: str) -> set[str]:
    """The files, from src/leafletgen on, that a module imports at any time, itself and by way of others."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        path = _file(waiting.pop())
        if path and (name := path.relative_to(PACKAGE).as_posix()) not in found:
            found.add(name)
            waiting += _imports(path)
    return found


def _file(module: str) -> Path | None:
    """The file of a module of ours; for a name inside one, that of the module."""
    for name in (module, module.rpartition(".")[0]):
        path = PACKAGE.parent / name.replace(".", "/")
        for file in (path.with_suffix(".py"), path / "__init__.py"):
            if name.startswith("leafletgen.") and file.is_file():
                return file
    return None


@cache
def _imports(path: Path) -> tuple[str, ...]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return tuple(names)


if __name__ == "__main__":
    page = Path(__file__).resolve().parents[1] / "docs" / "problems.md"
    page.write_text(reference(), encoding="utf-8", newline="\n")
