"""Text strings in a PDF file, read back by pikepdf."""

from __future__ import annotations

import pikepdf
from hypothesis import example, given
from hypothesis import strategies as st

from leafletgen.pdf.objects import string


@given(st.text())
@example("(a) \\ b")
@example("dŵr · 😀")
@example("two\nlines")
def test_every_text_comes_back(text: str) -> None:
    assert str(pikepdf.Object.parse(string(text).encode("ascii"))) == text
