"""What files are made with: the hash of the program changes with each package that has a part in them."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from leafletgen.output.hashes import LIBRARIES
from tests.cli.conftest import SOURCE

NO_PART = {"click", "hatchling", "httpx", "msgspec", "phonenumbers", "pikepdf", "platformdirs", "pypdfium2", "zxingcpp"}
"""They ask, check, or hold what the program itself puts into them."""


def program(*first: Path) -> str:
    """The hash that a process of its own finds, with these folders before all others on the import path."""
    path = os.pathsep.join(map(str, (*first, SOURCE)))
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
