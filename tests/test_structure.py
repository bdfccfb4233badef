"""The rules of the house: who may import what, who may write, how long a module may be, and what start-up may load."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import leafletgen

PACKAGE = Path(leafletgen.__file__).resolve().parent
MODULES = sorted(PACKAGE.rglob("*.py"))
HEAVY = (
    "reportlab",
    "yaml",
    "msgspec",
    "uharfbuzz",
    "qrcode",
    "httpx",
    "pikepdf",
    "pypdfium2",
    "zxingcpp",
    "PIL",
    "svgelements",
)

# Who alone may import a package: the beginnings of paths inside src/leafletgen.
ROOMS = {
    "click": ("cli/",),
    "reportlab": ("pdf/",),
    "uharfbuzz": ("layout/fonts.py", "layout/text.py"),
    "qrcode": (
        "layout/masks.py",
        "layout/qr.py",
    ),
    "yaml": ("content/source.py",),
    "httpx": ("checks/asking.py",),
    "pikepdf": ("checks/preflight/",),
    "pypdfium2": ("checks/preflight/document.py",),
    "zxingcpp": ("checks/preflight/picture.py",),
    "PIL": ("checks/preflight/picture.py", "content/logo.py", "content/svg_style.py"),
    "svgelements": ("content/svg.py",),
    "leafletgen.cli": ("cli/", "__main__.py"),
    "leafletgen.checks": (
        "checks/",
        "pipeline/edition.py",
        "pipeline/stages.py",
        "pipeline/work.py",
        "pipeline/personal.py",
        "cli/",
    ),
    "leafletgen.pipeline": ("pipeline/", "cli/"),
    "leafletgen.pdf": ("pdf/", "pipeline/tools.py", "pipeline/work.py", "pipeline/contacts.py", "pipeline/personal.py"),
    "leafletgen.pipeline.output": (
        "pipeline/contacts.py",
        "pipeline/edition.py",
        "pipeline/folder.py",
        "pipeline/personal.py",
        "pipeline/publishing.py",
        "pipeline/recall.py",
        "pipeline/remembered.py",
        "pipeline/stages.py",
    ),
}
STAGES = ("content", "layout", "pdf", "checks", "pipeline", "cli")


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_name(path)}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def _writes(called: str, call: ast.Call) -> bool:
    method = called.rpartition(".")[2]
    if method == "open":
        modes = [arg.value for arg in [*call.args, *(k.value for k in call.keywords)] if isinstance(arg, ast.Constant)]
        return called == "os.open" or any(isinstance(mode, str) and set(mode) & set("wax+") for mode in modes)
    changing = {"write_text", "write_bytes", "unlink", "mkdir", "rename", "rmdir", "touch", "symlink_to", "makedirs"}
    return method in changing or called in {"os.replace", "os.remove"} or called.startswith(("shutil.", "tempfile."))


@pytest.mark.parametrize("package", ROOMS)
def test_packages_are_imported_only_where_they_belong(package: str) -> None:
    strangers = {
        _name(path)
        for path in MODULES
        for imported in _imports(path)
        if (imported == package or imported.startswith(f"{package}.")) and not _name(path).startswith(ROOMS[package])
    }
    assert strangers == set()


def test_data_only_move_forward() -> None:
    backward = {
        (_name(path), imported)
        for path in MODULES
        for place, room in enumerate(STAGES)
        if _name(path).startswith(f"{room}/")
        for imported in _imports(path)
        if imported.startswith(tuple(f"leafletgen.{later}" for later in STAGES[place + 1 :]))
    }
    assert backward == set()


def test_only_output_writes_files() -> None:
    writers = {_name(path) for path in MODULES for called, call in _calls(path) if _writes(called, call)}
    # The other one only unpacks a git revision, in a temporary folder of its own.
    assert writers == {"pipeline/output.py", "pipeline/revisions.py"}


def test_only_the_console_prints_and_only_the_way_in_exits() -> None:
    printing = {_name(path) for path in MODULES for called, _ in _calls(path) if called in {"print", "click.echo"}}
    exiting = {
        _name(path) for path in MODULES for called, _ in _calls(path) if called in {"exit", "sys.exit", "os._exit"}
    }
    assert printing == {"cli/console.py"}
    assert exiting == {"__main__.py"}  # Where an interrupt comes before there is a program to tell.


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_modules_are_short_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(_tree(path)) or not text


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"], ["bild"]])
def test_start_up_loads_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import json, sys\n"
        "from leafletgen.cli.main import main\n"
        "try: main(sys.argv[1:], prog_name='leafletgen')\n"
        "except SystemExit: sys.stderr.write('\\n' + json.dumps(list(sys.modules)))\n"
    )
    process = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        timeout=30,
    )
    loaded = set(json.loads(process.stderr.splitlines()[-1]))
    assert "click" in loaded
    assert loaded.isdisjoint(HEAVY)
