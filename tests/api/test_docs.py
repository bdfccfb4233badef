"""docs/api.md, run as it stands there."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import leafletgen
from tests.support.pdf_checks import CheckPdf
from tests.support.project import PROJECT

PAGE = (PROJECT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def run(example: str, folder: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(Path(leafletgen.__file__).parents[1])}
    command = [sys.executable, "-W", "error", "-c", example]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_there_is_an_example_of_each_function() -> None:
    assert len(EXAMPLES) == 4
    for name in ("load", "lay_out", "render", "build"):
        assert any(f"leafletgen.{name}(" in example for example in EXAMPLES)


def test_the_first_example_writes_a_leaflet(tmp_path: Path, check_pdf: CheckPdf) -> None:
    assert run(EXAMPLES[0], tmp_path) == ""
    (made,) = tmp_path.iterdir()
    assert made.name == "hampshire-parent-a5.pdf"
    check_pdf(made)


def test_the_second_prints_what_the_page_says(tmp_path: Path) -> None:
    (said,) = re.findall(r"This prints `(.*?)`", PAGE)
    assert run(EXAMPLES[1], tmp_path) == f"{said}\n"


def test_the_third_makes_a_folder_of_leaflets(tmp_path: Path, check_pdf: CheckPdf) -> None:
    first, *warnings = run(EXAMPLES[2], tmp_path).splitlines()
    check_pdf(tmp_path / first)
    assert Path(first) == Path("dist", "hampshire-parent-a5.pdf")
    assert any("[unchecked-contacts]" in line for line in warnings)


def test_the_fourth_prints_what_the_page_says(tmp_path: Path) -> None:
    (said,) = re.findall(r"This prints:\n\n```text\n(.*?)```", PAGE, re.DOTALL)
    assert run(EXAMPLES[3], tmp_path) == said
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", sorted(set(leafletgen.__all__) - {"__version__"}))
def test_every_public_name_is_explained(name: str) -> None:
    assert re.search(rf"`{name}\b", PAGE)


def test_every_argument_of_build_is_explained() -> None:
    tree = ast.parse((PROJECT / "src" / "leafletgen" / "pipeline" / "api.py").read_text(encoding="utf-8"))
    (build,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "build")
    rows = re.findall(
        r"^\| (`.*?) \|", PAGE.partition("## A folder of leaflets")[2].partition("\n## ")[0], re.MULTILINE
    )
    assert [name for row in rows for name in re.findall(r"`(\w+)`", row)] == [
        argument.arg for argument in build.args.kwonlyargs
    ]


def test_every_option_and_field_is_explained() -> None:
    for record in (leafletgen.OutputOptions, leafletgen.Problem, leafletgen.Where):
        for name in getattr(record, "_fields", None) or record.__struct_fields__:  # type: ignore[union-attr]
            assert f"`{name}`" in PAGE, name
