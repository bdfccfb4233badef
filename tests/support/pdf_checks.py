"""The checks that every PDF of a test must pass: its syntax by qpdf, its claim of PDF/UA-1 by page-validation."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import page
import pikepdf

CheckPdf = Callable[[bytes | Path], None]


def check_syntax(pdf: bytes | Path) -> None:
    """Assert sound syntax, and nothing to recover."""
    content = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
    with pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=False) as opened:
        assert opened.check_pdf_syntax() == []
        assert opened.get_warnings() == []
        assert len(opened.pages) > 0


def check_pdf(pdf: bytes | Path) -> None:
    """Assert sound syntax and PDF/UA-1, of a PDF that claims it."""
    check_syntax(pdf)
    report = page.validate_pdf_bytes(pdf if isinstance(pdf, bytes) else pdf.read_bytes(), profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant
