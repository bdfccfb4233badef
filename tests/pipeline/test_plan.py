"""`plan`: which files, in which order; and `check_product`: which bytes may be published."""

from __future__ import annotations

import zlib

import pytest

from leafletgen.checks.pdf_bytes import check_product
from leafletgen.content.catalogue import Catalogue
from leafletgen.errors import ProductError, UsageError
from leafletgen.pipeline.plan import OutputFile, plan

OBJECTS = zlib.compress(b"1 0 2 16 <</Type /Page>>\n<</Type /Pages>>")
STREAM = b"3 0 obj\n<</Type /ObjStm /N 2 /First 9 /Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
    len(OBJECTS),
    OBJECTS,
)
TABLE = b"4 0 obj\n<</Type /XRef>>\nendobj\n"
PDF = b"%PDF-1.7\n" + STREAM + TABLE + b"startxref\n%d\n%%%%EOF\n" % (9 + len(STREAM))


def test_everything_in_a_fixed_order(catalogue: Catalogue) -> None:
    assert [order.name for order in plan(catalogue, (), (), ())] == [
        "england-parent-a4.pdf",
        "england-parent-a5.pdf",
        "england-child-a4.pdf",
        "england-child-a5.pdf",
        "hampshire-parent-a4.pdf",
        "hampshire-parent-a5.pdf",
        "hampshire-child-a4.pdf",
        "hampshire-child-a5.pdf",
    ]


def test_the_order_of_asking_and_repeats_change_nothing(catalogue: Catalogue) -> None:
    asked = plan(catalogue, ("hampshire", "england", "hampshire"), ("child", "parent"), ("a5", "a4", "a5"))
    assert asked == plan(catalogue, (), (), ())
    assert plan(catalogue, ("hampshire",), ("child",), ("a5",)) == (OutputFile("hampshire", "child", "a5"),)


def test_all_unknown_editions_are_named(catalogue: Catalogue) -> None:
    with pytest.raises(UsageError) as caught:
        plan(catalogue, ("Hampshire", "atlantis", "england"), (), ())
    hints = {problem.message: problem.hint for problem in caught.value.problems}
    assert hints == {
        "There is no edition 'Hampshire'.": "Did you mean hampshire? The editions are: england, hampshire.",
        "There is no edition 'atlantis'.": "The editions are: england, hampshire.",
    }


def refusal(data: bytes, pages: int) -> str:
    """What `check_product` says against these bytes; nothing where it lets them pass."""
    try:
        check_product(data, pages, "x.pdf")
    except ProductError as error:
        return error.problems[0].message
    return ""


def test_a_whole_pdf_passes() -> None:
    assert refusal(PDF, 1) == ""


@pytest.mark.parametrize(
    ("data", "pages", "message"),
    [
        (b"", 1, "It does not begin and end like a PDF."),
        (PDF[:-8], 1, "It does not begin and end like a PDF."),
        (PDF[1:], 1, "It does not begin and end like a PDF."),
        (PDF.replace(b"endobj\n4", b"endobj \n4"), 1, "Its startxref does not point to the cross-reference table."),
        (PDF.replace(OBJECTS, OBJECTS[::-1]), 1, "Its objects cannot be unpacked."),
        (PDF, 2, "It has 1 page, but 2 were laid out."),
        (PDF, 0, "It has 1 page, but 0 were laid out."),
    ],
)
def test_a_damaged_pdf_is_refused(data: bytes, pages: int, message: str) -> None:
    assert refusal(data, pages) == message
