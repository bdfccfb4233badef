"""A row in the table of formats is all that a new format takes: from the command line to the finished file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from leafletgen.formats import FORMATS
from tests.support.pdf_checks import CheckPdf
from tests.support.project import PROJECT

DATA = PROJECT / "tests" / "content" / "fixture"
MM = 72 / 25.4
NEW_ROW = """
import leafletgen.formats as formats
from leafletgen.units import MM
a5 = formats.FORMATS["a5"]
row = a5._replace(name="dl", size="dl", width=99 * MM, height=210 * MM, margin=11 * MM, line=77 * MM, sheet=None,
                  pages=tuple(range(4, 41, 2)), scales=formats.SCALES[-1:], by_default=False)
formats.FORMATS["dl"] = row
from leafletgen.cli.main import main
main(prog_name="leafletgen")
"""


def run(*arguments: str, cache: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "src"), "LEAFLETGEN_CACHE_DIR": str(cache)}
    command = [sys.executable, "-c", NEW_ROW, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, timeout=60, cwd=PROJECT)


@pytest.mark.parametrize("profile", ["office", "press"])
def test_a_row_for_dl_makes_both_leaflets(tmp_path: Path, check_pdf: CheckPdf, profile: str) -> None:
    out = tmp_path / "out"
    draft = ["--draft"] if profile == "press" else []  # nobody has checked the contacts
    asked = ("build", "--data", str(DATA), "-o", str(out), "--size", "dl", "--profile", profile, "--json", *draft)
    made = run(*asked, cache=tmp_path / "cache")
    assert made.returncode == 0, made.stderr
    suffix = "-press.draft" if profile == "press" else ""
    names = {f"hampshire-{variant}-dl{suffix}.pdf" for variant in ("parent", "child")}
    assert {Path(file).name for file in json.loads(made.stdout)["files"]} == names
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert {(entry["file"], entry["size"]) for entry in manifest["files"]} == {(name, "dl") for name in names}
    for name in names:
        with pikepdf.open(out / name) as pdf:
            for page in pdf.pages:
                left, bottom, right, top = map(float, page.get("/TrimBox", page.MediaBox))
                assert (right - left, top - bottom) == pytest.approx((99 * MM, 210 * MM), abs=0.01)
        if profile == "office":
            check_pdf(out / name)
        with pypdfium2.PdfDocument(out / name) as pages:
            assert "999" in pages[0].get_textpage().get_text_range()


def test_a_size_that_is_not_made_by_default_is_made_only_if_asked_for(tmp_path: Path) -> None:
    planned = run("build", "--data", str(DATA), "-o", str(tmp_path), "--dry-run", "--json", cache=tmp_path / "cache")
    assert {item["size"] for item in json.loads(planned.stdout)["items"]} == {"a4", "a5"}


def test_what_a_row_cannot_do_is_refused_with_the_sizes_that_can(tmp_path: Path) -> None:
    for option, able in (("--booklet", "A5"), ("--large-print", "A4")):
        refused = run("build", "--data", str(DATA), "--size", "dl", option, cache=tmp_path)
        assert refused.returncode == 2
        assert f"made {'of ' if option == '--booklet' else 'in '}{able}" in refused.stderr


def test_without_the_row_there_is_no_such_size() -> None:
    assert "dl" not in FORMATS
