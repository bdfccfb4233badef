"""PDF/UA-1 by the validators: page-validation on every file (see check_pdf), veraPDF where it is installed.

veraPDF checks the files of the command line: every edition, variant and size, and the same in large print and in mono.
It starts slowly, so one call checks all files. If it crashes, its exit code is not 0 or it does not report every file.
"""

from __future__ import annotations

from pathlib import Path

import page
import pytest

from tests.support.made_files import Made
from tests.support.program import run_inside
from tests.support.tools import verapdf

pytestmark = pytest.mark.slow


def test_verapdf_finds_no_fault_in_any_file_of_a_full_build(every: dict[str, Made], tmp_path: Path) -> None:
    for options in ([], ["--mono"], ["--large-print"], ["--large-print", "--mono"]):
        assert run_inside("build", "--quiet", "-o", tmp_path, *options).code == 0
    paths = sorted(tmp_path.glob("*.pdf"))
    assert [path.name for path in paths] == sorted(every)
    outcome = verapdf(paths)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    unjudged = [path.name for path in paths if str(path) not in outcome.stdout]
    assert unjudged == []


def test_verapdf_would_find_a_missing_title(every: dict[str, Made], tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(without_title(every))
    assert verapdf([tmp_path / "broken.pdf"]).returncode != 0


def without_title(every: dict[str, Made]) -> bytes:
    pdf = every["england-child-a5.pdf"].pdf
    broken = pdf.replace(b"<dc:title>", b"<dc:titel>").replace(b"</dc:title>", b"</dc:titel>")
    assert broken != pdf
    return broken


def test_page_validation_would_find_a_missing_title(every: dict[str, Made]) -> None:
    """What is asserted of every file can fail: the same file without its title is refused."""
    assert not page.validate_pdf_bytes(without_title(every), profile="ua1").is_compliant
