"""`plan`: which files, in which order; and `check_product`: which bytes may be published."""

from __future__ import annotations

from pathlib import Path

import pytest

from leafletgen.build.plan import Order, plan
from leafletgen.build.product import check_product
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import check
from leafletgen.content.source import read_folder
from leafletgen.errors import ProductError, UsageError

PDF = b"%PDF-1.7\n1 0 obj <</Type/Page>> endobj 2 0 obj <</Type /Pages>> endobj\nxref\n...\nstartxref\n72\n%%EOF\n"
PDF = PDF.replace(b"72", b"%d" % PDF.index(b"xref\n..."))


@pytest.fixture(scope="module")
def catalogue(project: Path) -> Catalogue:
    return check(read_folder(project / "data"), None)


def test_everything_in_a_fixed_order(catalogue: Catalogue) -> None:
    assert [order.file_name for order in plan(catalogue, (), (), ())] == [
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
    assert plan(catalogue, ("hampshire",), ("child",), ("a5",)) == (Order("hampshire", "child", "a5"),)


def test_all_unknown_editions_are_named(catalogue: Catalogue) -> None:
    with pytest.raises(UsageError) as caught:
        plan(catalogue, ("Hampshire", "atlantis", "england"), (), ())
    hints = {problem.message: problem.hint for problem in caught.value.problems}
    assert hints == {
        "There is no edition 'Hampshire'.": "Did you mean hampshire? The editions are: england, hampshire.",
        "There is no edition 'atlantis'.": "The editions are: england, hampshire.",
    }


def test_a_whole_pdf_passes() -> None:
    check_product(PDF, 1, "x.pdf")


@pytest.mark.parametrize(
    ("data", "pages"),
    [(b"", 1), (PDF[:-8], 1), (PDF[1:], 1), (PDF.replace(b"endobj\nxref", b"endobj \nxref"), 1), (PDF, 2), (PDF, 0)],
)
def test_a_damaged_pdf_is_refused(data: bytes, pages: int) -> None:
    with pytest.raises(ProductError):
        check_product(data, pages, "x.pdf")
