"""PDF/UA-1 by the validators: page-validation on every file (see check_pdf), veraPDF where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import page
import pytest

from tests.accessibility.conftest import Made

VERAPDF = shutil.which("verapdf")


@pytest.mark.skipif(VERAPDF is None, reason="no `verapdf` command on PATH: install veraPDF to have it judge every file")
def test_verapdf_finds_no_fault_in_any_file(every: dict[str, Made], tmp_path: Path) -> None:
    paths = []
    for name, made in every.items():
        (tmp_path / name).write_bytes(made.pdf)
        paths.append(str(tmp_path / name))
    assert VERAPDF
    outcome = subprocess.run([VERAPDF, "--flavour", "ua1", *paths], capture_output=True, text=True, timeout=600)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    for path in paths:
        assert path in outcome.stdout, f"veraPDF did not judge {path}"


def test_the_validator_would_find_a_missing_title(every: dict[str, Made]) -> None:
    """What is asserted of every file can fail: the same file without its title is refused."""
    pdf = every["england-child-a5.pdf"].pdf
    broken = pdf.replace(b"<dc:title>", b"<dc:titel>").replace(b"</dc:title>", b"</dc:titel>")
    assert broken != pdf
    report = page.validate_pdf_bytes(broken, profile="ua1")
    assert not report.is_compliant
