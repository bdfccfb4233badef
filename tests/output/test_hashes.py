"""What files are made with: the hash of the program changes with each package that has a part in them."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from leafletgen import __version__
from leafletgen.output.hashes import LIBRARIES, hash_files
from tests.support.project import SOURCE

NO_PART = {
    "polib",
    "click",
    "hatchling",
    "httpx",
    "msgspec",
    "openpyxl",
    "pikepdf",
    "platformdirs",
    "pypdfium2",
    "zxingcpp",
}
"""They ask, check, or hold what the program itself puts into them."""


def program(*first: Path, source: Path = SOURCE) -> str:
    """The hash that a process of its own finds, with these folders before all others on the import path."""
    path = os.pathsep.join(map(str, (*first, source)))
    done = subprocess.run(
        [sys.executable, "-c", "from leafletgen.output.hashes import program; print(program())"],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


def install(folder: Path, module: str, name: str) -> Path:
    """A folder as pip leaves one: the package `module`, and the folder that tells its version."""
    (folder / module).mkdir(parents=True)
    (folder / module / "__init__.py").write_text("", encoding="utf-8")
    (folder / f"{name}.dist-info").mkdir()
    return folder


@pytest.mark.parametrize("name", ["web/twin.css", "web/exit.js", "web/twin.py"])
def test_another_style_or_script_is_another_program(name: str, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(SOURCE, tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__")))
    before = program(source=copy)
    with (copy / "leafletgen" / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert program(source=copy) != before


@pytest.mark.parametrize("module", LIBRARIES)
def test_another_version_of_a_package_is_another_program(module: str, tmp_path: Path) -> None:
    package = LIBRARIES[module]
    before = program()
    found = [program(install(tmp_path / version, module, f"{package}-{version}")) for version in ("90.1", "90.2")]
    assert len({before, *found}) == 3
    assert f"{package}-90.1" in found[0].split()
    assert f"{package}-90.2" in found[1].split()
    assert program(install(tmp_path / "large", module, f"{package.title()}-90.1")) not in (before, *found)


def test_every_package_that_the_program_loads_is_judged() -> None:
    """A new one is either a part of the hash or named here as one that has no part in a file."""
    loaded = set()
    for path in (SOURCE / "leafletgen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                loaded |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                loaded.add(str(node.module).partition(".")[0])
    others = loaded - set(sys.stdlib_module_names) - {"leafletgen", "msvcrt"}
    assert others == set(LIBRARIES) | (others & NO_PART)
    assert set(LIBRARIES) <= others


def test_another_source_or_version_of_ours_is_another_program(tmp_path: Path) -> None:
    shutil.copytree(SOURCE / "leafletgen", tmp_path / "leafletgen", ignore=shutil.ignore_patterns("__pycache__"))
    before = program()
    assert before.split()[0] == __version__
    assert program(source=tmp_path) == before
    with (tmp_path / "leafletgen" / "layout" / "theme.py").open("a", encoding="utf-8") as file:
        file.write("# A word more.\n")
    assert program(source=tmp_path) != before


def test_names_bytes_and_order_are_in_the_hash_of_several_files(tmp_path: Path) -> None:
    def hashed(**files: bytes) -> str:
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        return hash_files(tmp_path / name for name in files)

    whole = hashed(a=b"one", b=b"two")
    assert whole == hashed(a=b"one", b=b"two")
    others = [
        hashed(a=b"one", b=b"twO"),
        hashed(a=b"onet", b=b"wo"),
        hashed(a=b"", b=b"onetwo"),
        hashed(b=b"two", a=b"one"),
        hashed(a=b"one", c=b"two"),
        hashed(a=b"one"),
        hashed(a=b"one", b=b"two", c=b""),
        hashed(a=b"onebtwo"),
        hashed(a=b"oneb\x003\x00two"),
    ]
    assert len({whole, *others}) == 1 + len(others)
