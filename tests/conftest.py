"""What every test may use: the project's folders, a copy of the shipped data, and the check that each PDF must pass."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import page
import pikepdf
import pytest

PROJECT = Path(__file__).resolve().parents[1]

CheckPdf = Callable[[bytes | Path], None]


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The cache of all tests, so that none uses the user's own."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEAFLETGEN_CACHE_DIR", str(folder))
        yield folder


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the checkout."""
    return PROJECT


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A fresh copy of the shipped data, to read or to break."""
    return Path(shutil.copytree(PROJECT / "data", tmp_path / "data"))


@pytest.fixture(scope="session")
def check_syntax() -> CheckPdf:
    """The check that every PDF must pass: sound syntax, nothing to recover (qpdf)."""

    def check(pdf: bytes | Path) -> None:
        content = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=False) as opened:
            assert opened.check_pdf_syntax() == []
            assert opened.get_warnings() == []
            assert len(opened.pages) > 0

    return check


@pytest.fixture(scope="session")
def check_pdf(check_syntax: CheckPdf) -> CheckPdf:
    """The check that every PDF that claims PDF/UA-1 must pass: sound syntax and that claim (page-validation)."""

    def check(pdf: bytes | Path) -> None:
        check_syntax(pdf)
        report = page.validate_pdf_bytes(pdf if isinstance(pdf, bytes) else pdf.read_bytes(), profile="ua1")
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []
        assert report.is_compliant

    return check
