"""Rules for the source: which module imports what, which writes files, how long modules are, what start-up loads."""

from __future__ import annotations

import ast
import contextlib
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module, metadata
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import leafletgen
from leafletgen.cli.main import main
from tests.support.project import PROJECT

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
    "openpyxl",
)

# The only modules that import a package, as beginnings of paths inside src/leafletgen.
ALLOWED = {
    "click": ("cli/",),
    "reportlab": ("pdf/",),
    "uharfbuzz": ("layout/fonts.py", "layout/text.py"),
    "qrcode": ("layout/qr_codewords.py", "layout/qr_modules.py"),
    "yaml": ("content/parse.py",),
    "httpx": ("checks/links/failures.py", "checks/links/http.py"),
    "pikepdf": ("checks/preflight/",),
    "pypdfium2": ("checks/preflight/document.py", "checks/preflight/guard.py", "checks/preflight/readable.py"),
    "zxingcpp": ("checks/preflight/picture.py",),
    "PIL": (
        "checks/preflight/picture.py",
        "content/logo/load.py",
        "content/logo/png.py",
        "content/logo/visible.py",
        "content/logo/svg_style.py",
    ),
    "svgelements": ("content/logo/svg_shapes.py",),
    "openpyxl": ("content/workbook.py",),
    "http": ("preview/server.py",),
    "socketserver": ("preview/server.py",),
    "leafletgen.preview": ("preview/", "cli/preview.py"),
    "leafletgen.cli": ("cli/", "__main__.py"),
    # Personal data stay in one package: nothing that makes, caches or lists the leaflets of a build can see them.
    "leafletgen.officer": ("officer/", "cli/officer.py", "cli/officer_dialogue.py", "cli/officer_options.py"),
    "leafletgen.checks": (
        "checks/",
        "pipeline/api.py",
        "pipeline/data_report.py",
        "pipeline/stages.py",
        "pipeline/render.py",
        "preview/loop.py",
        "officer/copies.py",
        "editorial/",
        "cli/",
    ),
    "leafletgen.pdf": ("pdf/", "pipeline/context.py", "pipeline/render.py", "editorial/contact_checks.py", "officer/"),
}
BASE_MODULES = (
    *("counts", "errors", "formats", "gc_tuning", "print_limits", "processes", "report", "resources", "units"),
    *("version",),
)
"""The modules beside the packages, which import none of them; all may use them."""

ROOMS = ("content", "layout", "pdf", "web", "checks", "output", "pipeline", "preview", "officer", "editorial", "cli")
"""The packages from the lowest to the highest: one imports only itself and those before it."""


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _imports(path: Path) -> tuple[str, ...]:
    found: list[str] = []
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_name(path)}: imports are absolute"
            found += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(found)


@cache
def _calls(path: Path) -> tuple[tuple[str, ast.Call], ...]:
    return tuple((ast.unparse(node.func), node) for node in ast.walk(_tree(path)) if isinstance(node, ast.Call))


def _writes(called: str, call: ast.Call) -> bool:
    method = called.rpartition(".")[2]
    if method == "open":
        modes = [arg.value for arg in [*call.args, *(k.value for k in call.keywords)] if isinstance(arg, ast.Constant)]
        return called == "os.open" or any(isinstance(mode, str) and set(mode) & set("wax+") for mode in modes)
    changing = {"write_text", "write_bytes", "unlink", "mkdir", "rename", "rmdir", "touch", "symlink_to", "makedirs"}
    return method in changing or called in {"os.replace", "os.remove"} or called.startswith(("shutil.", "tempfile."))


@pytest.mark.parametrize("package", ALLOWED)
def test_packages_are_imported_only_where_they_belong(package: str) -> None:
    strangers = {
        _name(path)
        for path in MODULES
        for imported in _imports(path)
        if (imported == package or imported.startswith(f"{package}.")) and not _name(path).startswith(ALLOWED[package])
    }
    assert strangers == set()


def test_every_package_has_its_place_in_the_order_of_rooms() -> None:
    assert {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()} == set(ROOMS)
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__"}
    assert modules == set(BASE_MODULES)


def test_no_room_imports_a_higher_one() -> None:
    upward = {
        (_name(path), imported)
        for path in MODULES
        for place, room in enumerate(ROOMS)
        if _name(path).startswith(f"{room}/")
        for imported in _imports(path)
        if imported.startswith(tuple(f"leafletgen.{higher}." for higher in ROOMS[place + 1 :]))
    }
    assert upward == set()


def test_modules_beside_the_packages_import_no_package() -> None:
    upward = {
        (name, imported)
        for name in BASE_MODULES
        for imported in _imports(PACKAGE / f"{name}.py")
        if imported.startswith(tuple(f"leafletgen.{room}" for room in ROOMS))
    }
    assert upward == set()


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Imports for the type checker count too."""
    known = {_module(path) for path in MODULES}
    graph = {_module(path): {_nearest(imported, known) for imported in _imports(path)} & known for path in MODULES}
    with contextlib.suppress(StopIteration):
        assert next(_circles(graph)) == ()


def _module(path: Path) -> str:
    return f"leafletgen.{_name(path)[:-3].replace('/', '.')}".removesuffix(".__init__")


def _nearest(imported: str, known: set[str]) -> str:
    """The module that defines an imported name."""
    return imported if imported in known else imported.rpartition(".")[0]


def _circles(graph: dict[str, set[str]]) -> Iterator[tuple[str, ...]]:
    """Paths that lead from a module back to it."""
    done: set[str] = set()

    def walk(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for following in sorted(graph[path[-1]]):
            if following in path:
                yield (*path[path.index(following) :], following)
            elif following not in done:
                yield from walk((*path, following))
        done.add(path[-1])

    for module in sorted(graph):
        yield from walk((module,))


def test_a_plain_installation_has_every_package_that_a_module_imports_and_no_other() -> None:
    foreign = {imported.partition(".")[0] for path in MODULES for imported in _imports(path)}
    packages = foreign - set(sys.stdlib_module_names) - {"leafletgen"}
    owners = metadata.packages_distributions()
    needed = {canonicalize_name(owners[package][0]) for package in packages}
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {canonicalize_name(Requirement(line).name) for line in project["dependencies"]} == needed
    assert "optional-dependencies" not in project


def test_only_output_writes_files() -> None:
    writers = {_name(path) for path in MODULES for called, call in _calls(path) if _writes(called, call)}
    # files.py opens for reading, without waiting; the others of editorial/ unpack in a temporary folder of their own.
    editorial = {"editorial/git_revisions.py", "editorial/shipped_before.py"}
    assert writers == {"output/atomic.py", "output/lock.py", "content/files.py", *editorial}


def test_only_the_console_prints_and_only_the_entry_point_exits() -> None:
    printing = {_name(path) for path in MODULES for called, _ in _calls(path) if called in {"print", "click.echo"}}
    exiting = {
        _name(path) for path in MODULES for called, _ in _calls(path) if called in {"exit", "sys.exit", "os._exit"}
    }
    assert printing == {"cli/console.py"}
    assert exiting == {"__main__.py"}  # Where an interrupt comes before there is a program to tell.


def test_modules_are_short_and_say_what_they_are() -> None:
    texts = {_name(path): path.read_text(encoding="utf-8") for path in MODULES}
    assert {name for name, text in texts.items() if len(text.splitlines()) > 400} == set()
    assert {_name(path) for path in MODULES if texts[_name(path)] and not ast.get_docstring(_tree(path))} == set()


def test_a_place_with_a_line_has_a_column() -> None:
    """Lines and columns count from 1: `Where(file, 3)` would be printed as 3:0."""
    calls = (
        (path, node)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Where"
    )
    short = [(node.args, path) for path, node in calls if len(node.args) == 2]
    assert [path for args, path in short if not isinstance(args[1], ast.Starred)] == []


def test_what_a_module_keeps_to_itself_is_used_there() -> None:
    assert {f"{_name(path)}: {name}" for path in MODULES for name in _unused(path)} == set()


def _unused(path: Path) -> set[str]:
    """The private functions and classes of a module that it does not use."""
    kept = {node.name for node in _tree(path).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    read = {node.id for node in ast.walk(_tree(path)) if isinstance(node, ast.Name)}
    return {name for name in kept - read if name.startswith("_") and not name.startswith("__")}


def test_every_module_with_a_command_is_in_the_program() -> None:
    loaded = {path.stem: import_module(f"leafletgen.cli.{path.stem}") for path in (PACKAGE / "cli").glob("*.py")}
    commands = {name for name, module in loaded.items() if isinstance(getattr(module, "command", None), click.Command)}
    assert commands == set(main.list_commands(click.Context(main)))


# What a build of one leaflet must not load: what it does not use and what is slow.
UNUSED = {
    *("concurrent", "dataclasses", "email", "html", "http", "httpx", "json", "multiprocessing", "phonenumbers"),
    *(
        "openpyxl",
        "pikepdf",
        "platformdirs",
        "pypdfium2",
        "socket",
        "ssl",
        "subprocess",
        "svgelements",
        "traceback",
        "xml",
    ),
    *("zxingcpp", "importlib.metadata", "importlib.resources", "urllib.request"),
    *("reportlab.pdfgen", "reportlab.platypus", "leafletgen.checks.links", "leafletgen.checks.preflight"),
    *("leafletgen.content.changes", "leafletgen.content.logo.svg", "leafletgen.editorial"),
    *("polib", "leafletgen.content.languages", "leafletgen.content.translations", "leafletgen.layout.bidi"),
    *("leafletgen.layout.isolates", "leafletgen.layout.mirror", "leafletgen.layout.mixed"),
    *("leafletgen.layout.contact_sheet", "leafletgen.officer", "leafletgen.pipeline.workers", "leafletgen.web"),
}


def test_a_build_of_one_leaflet_loads_only_what_it_uses(tmp_path: Path) -> None:
    arguments = ["build", "hampshire", "--variant", "parent", "--size", "a5", "--quiet", "--output-dir", str(tmp_path)]
    loaded = _loaded(arguments, tmp_path)  # of the data that ship: the names of files in ./data are judged too
    assert (tmp_path / "hampshire-parent-a5.pdf").is_file()
    assert {"reportlab", "yaml", "qrcode"} <= loaded
    assert loaded.isdisjoint(UNUSED)


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"], ["bild"]])
def test_start_up_loads_nothing_heavy(arguments: list[str]) -> None:
    loaded = _loaded(arguments)
    assert "click" in loaded
    assert loaded.isdisjoint(HEAVY)


def _loaded(arguments: list[str], folder: Path | None = None) -> set[str]:
    """The modules that a command has loaded when it is done."""
    script = (
        "import sys\n"
        "from leafletgen.cli.main import main\n"
        "try: main(sys.argv[1:], prog_name='leafletgen')\n"
        "except SystemExit: sys.stderr.write('\\n' + ' '.join(sys.modules))\n"
    )
    process = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        cwd=folder,
        timeout=30,
    )
    return set(process.stderr.splitlines()[-1].split())
