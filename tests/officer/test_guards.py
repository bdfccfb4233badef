"""The guards of an officer's details, each tried with the fault that it is there for: nothing is made, or quoted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from leafletgen.layout.display_list import Blank, Item, LaidOut, Page, TextRun
from leafletgen.layout.fit import lay_out
from leafletgen.officer import copies
from leafletgen.pdf.writer import write
from tests.support.officer import DETAILS, TRACES, as_options, text_of
from tests.support.own_folder import own_folder
from tests.support.program import Run

Fault = Callable[[LaidOut], LaidOut]


def inject(monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    """Let every leaflet of an officer's copy be laid out with a fault."""

    def wrong(*arguments: Any, **options: Any) -> LaidOut:
        return fault(lay_out(*arguments, **options))

    monkeypatch.setattr(copies, "lay_out", wrong)


def has_blanks(page: Page) -> bool:
    return any(isinstance(item, Blank) for item in page.items)


def moved_to_the_end(laid_out: LaidOut) -> LaidOut:
    """The page of the officer panel stands last."""
    return replace(laid_out, pages=tuple(sorted(laid_out.pages, key=has_blanks)))


def moved_to_the_front(laid_out: LaidOut) -> LaidOut:
    """The page of the officer panel stands first."""
    return replace(laid_out, pages=tuple(sorted(laid_out.pages, key=has_blanks, reverse=True)))


def reference_first(laid_out: LaidOut) -> LaidOut:
    """The page with the line for the reference of the case stands first."""

    def asks(page: Page) -> bool:
        return any(isinstance(item, Blank) and "reference" in item.details for item in page.items)

    return replace(laid_out, pages=tuple(sorted(laid_out.pages, key=asks, reverse=True)))


def of_one_page(laid_out: LaidOut) -> LaidOut:
    """The page of the officer panel is the only one."""
    return replace(laid_out, pages=tuple(filter(has_blanks, laid_out.pages)))


@pytest.mark.parametrize(
    ("fault", "more"),
    [
        (moved_to_the_end, ()),
        (moved_to_the_front, ()),
        (of_one_page, ()),
        (moved_to_the_end, ("--full-details",)),
        (moved_to_the_end, ("--booklet",)),
    ],
)
def test_no_detail_is_on_an_outer_page_of_a_neutral_leaflet(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault, more: Sequence[str]
) -> None:
    inject(monkeypatch, fault)
    command = ("build", "hampshire", "--variant", "child", "--size", "a5", *more, "-o", tmp_path / "out")
    outcome = run(*command, *as_options())
    assert outcome.code == 4
    assert "[officer-outside]" in outcome.stderr
    assert not any(trace in outcome.stderr for trace in TRACES)
    assert not (tmp_path / "out").exists()


def test_the_last_page_of_another_leaflet_may_have_them_and_the_first_may_not(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("build", "hampshire", "--variant", "parent", "--size", "a5", "-o", tmp_path, *as_options())
    with monkeypatch.context() as patch:
        inject(patch, moved_to_the_end)
        outcome = run(*command)
    assert outcome.code == 0, outcome.stderr
    assert DETAILS["reference"] in text_of(Path(outcome.stdout.strip()))
    inject(monkeypatch, reference_first)
    assert "[officer-outside]" in run(*command).stderr


def label_at_the_edge_and_small_type(laid_out: LaidOut) -> LaidOut:
    """Two faults of the product: one of the page for anybody, and one that only the details on it have."""

    def wrong(item: Item, labels: set[int]) -> Item:
        if isinstance(item, Blank):
            return replace(item, size=5.0)
        return replace(item, x=1.0) if isinstance(item, TextRun) and id(item.element) in labels else item

    def spoilt(page: Page) -> Page:
        labels = {id(item.element) for item in page.items if isinstance(item, Blank)}
        return replace(page, items=tuple(wrong(item, labels) for item in page.items))

    return replace(laid_out, pages=tuple(map(spoilt, laid_out.pages)))


@pytest.mark.parametrize("more", [(), ("-v",), ("--json",)])
def test_a_fault_of_the_product_is_told_without_a_detail(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: Sequence[str]
) -> None:
    inject(monkeypatch, label_at_the_edge_and_small_type)
    command = ("build", "hampshire", "--variant", "parent", "--size", "a5", "-o", tmp_path / "out", *more)
    outcome = run(*command, *as_options())
    assert outcome.code == 7
    said = outcome.stdout + outcome.stderr
    assert "near-the-edge" in said
    assert "“Name”" in said or "\\u201cName\\u201d" in said
    assert not any(trace in said for trace in TRACES)
    assert not (tmp_path / "out").exists()


def test_a_damaged_copy_is_not_put_in_place(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "write", lambda *arguments: write(*arguments)[:-50])
    outcome = run("build", "hampshire", "--variant", "parent", "--size", "a5", "-o", tmp_path / "out", *as_options())
    assert outcome.code == 7
    assert "[product-damaged]" in outcome.stderr
    assert not any(trace in outcome.stderr for trace in TRACES)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("more", [(), ("-v",), ("--json",)])
def test_an_unexpected_error_of_the_questions_quotes_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: Sequence[str]
) -> None:
    team = tmp_path / "team.csv"
    team.write_text(f"name,phone\n{DETAILS['name']},{DETAILS['phone']}\n", encoding="utf-8")

    def fail(*arguments: object) -> None:
        raise ValueError(f"{DETAILS['name']} {arguments}")

    monkeypatch.setattr(copies, "fill", fail)
    outcome = run("officer", "hampshire", "--variant", "parent", "--from", team, "-o", tmp_path / "out", *more)
    assert outcome.code == 1
    said = outcome.stdout + outcome.stderr
    assert "unexpected" in said
    assert "ValueError" in said
    assert not any(trace in said for trace in TRACES)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("hampsir",), "unknown-edition"),
        (("hampshire", "--language", "xx"), "unknown-language"),
        (("hampshire", "--size", "a5", "--large-print"), "large-print-size"),
        (("hampshire", "--variant", "parent", "--size", "card"), "size-variant"),
        (("hampshire", "--data", "faulty"), "not-yaml"),
    ],
)
def test_what_no_leaflet_can_be_is_refused_before_the_first_question(
    asked: tuple[str, ...], code: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (own_folder(tmp_path / "faulty") / "areas.yaml").write_text("areas: [", encoding="utf-8")
    refused = run("officer", *asked, stdin="1\n")
    assert f"[{code}]" in refused.stderr
    assert "?" not in refused.stderr.partition("error:")[0]
