"""`leafletgen build`: the files that it makes, what it prints, its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest
from click import Choice

from leafletgen.cli import build
from leafletgen.content.records import VARIANTS
from leafletgen.formats import FORMATS, sizes
from tests.support.pdf_checks import CheckPdf
from tests.support.program import Run

HAMPSHIRE = [f"hampshire-{variant}-{size}.pdf" for variant in VARIANTS for size in ("a4", "a5")]


def test_makes_the_four_leaflets_of_an_edition(run: Run, tmp_path: Path, check_pdf: CheckPdf) -> None:
    outcome = run("build", "hampshire", "-o", tmp_path / "out")
    assert outcome.code == 0
    assert outcome.stdout.splitlines() == [str(tmp_path / "out" / name) for name in HAMPSHIRE]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted([*HAMPSHIRE, "manifest.json"])
    for name in HAMPSHIRE:
        check_pdf(tmp_path / "out" / name)


def test_makes_all_editions_when_none_is_named(run: Run, tmp_path: Path, check_pdf: CheckPdf) -> None:
    outcome = run("build", "--variant", "parent", "--size", "A5", "-o", tmp_path)
    assert outcome.code == 0
    assert {path.name for path in tmp_path.glob("*.pdf")} == {"england-parent-a5.pdf", "hampshire-parent-a5.pdf"}
    for path in tmp_path.glob("*.pdf"):
        check_pdf(path)


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_pages_have_the_size_asked_for(run: Run, tmp_path: Path, size: str, check_pdf: CheckPdf) -> None:
    assert run("build", "hampshire", "--variant", "parent", "--size", size, "-o", tmp_path).code == 0
    made = tmp_path / f"hampshire-parent-{size}.pdf"
    check_pdf(made)
    with pikepdf.open(made) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = (float(value) for value in page.mediabox)
            assert (right - left, top - bottom) == pytest.approx((FORMATS[size].width, FORMATS[size].height), abs=0.01)


def test_unchecked_contacts_are_one_warning_for_each_edition_and_variant(run: Run, tmp_path: Path) -> None:
    outcome = run("build", "hampshire", "-o", tmp_path)
    lines = [line for line in outcome.stderr.splitlines() if "[unchecked-contacts]" in line]
    assert len(lines) == 2
    assert {line.split(":")[1].strip() for line in lines} == {"hampshire parent", "hampshire child"}
    assert all("not been checked by a person" in line for line in lines)
    assert "leafletgen contacts stale hampshire" in outcome.stderr


def test_quiet_silences_progress_but_not_warnings_and_results(run: Run, tmp_path: Path) -> None:
    loud = run("build", "hampshire", "--size", "a5", "-o", tmp_path)
    quiet = run("build", "hampshire", "--size", "a5", "-o", tmp_path, "-q")
    assert "2 leaflets in" in loud.stderr
    assert "2 leaflets in" not in quiet.stderr
    assert "[unchecked-contacts]" in quiet.stderr
    assert quiet.stdout == loud.stdout


def test_verbose_shows_the_time_of_each_stage(run: Run, tmp_path: Path) -> None:
    outcome = run("build", "hampshire", "--size", "a5", "-o", tmp_path, "-v")
    for stage in ("fonts", "read", "check", "compose", "lay out", "write", "examine", "publish"):
        assert stage in outcome.stderr


def test_json_has_the_same_shape_on_success_and_failure(run: Run, tmp_path: Path) -> None:
    good = run("build", "hampshire", "--size", "a5", "-o", tmp_path, "--json")
    bad = run("build", "nowhere", "-o", tmp_path, "--json")
    worse = run("build", "--nonsense", "--json")
    assert (good.code, bad.code, worse.code) == (0, 2, 2)
    objects = [json.loads(outcome.stdout) for outcome in (good, bad, worse)]
    assert [set(found) for found in objects] == [{"ok", "files", "items", "problems", "timings"}] * 3
    assert [found["ok"] for found in objects] == [True, False, False]
    assert [Path(file).name for file in objects[0]["files"]] == ["hampshire-parent-a5.pdf", "hampshire-child-a5.pdf"]
    assert objects[1]["problems"][0]["code"] == "unknown-edition"
    assert objects[2]["problems"][0]["code"] == "usage"
    shape = {"severity", "code", "message", "hint", "file", "line", "column"}
    assert all(set(problem) == shape for found in objects for problem in found["problems"])
    assert good.stderr == bad.stderr == worse.stderr == ""


def test_a_mistyped_edition_gets_a_suggestion(run: Run, tmp_path: Path) -> None:
    outcome = run("build", "hamphsire", "-o", tmp_path / "out")
    assert outcome.code == 2
    assert "Did you mean hampshire?" in outcome.stderr
    assert outcome.stdout == ""
    assert not (tmp_path / "out").exists()


def test_the_choices_are_those_of_the_data_and_the_layout() -> None:
    choices = {option.name: option.type.choices for option in build.command.params if isinstance(option.type, Choice)}
    assert {name: choices[name] for name in ("variants", "sizes")} == {"variants": VARIANTS, "sizes": sizes()}


def test_large_print_and_mono_have_names_of_their_own(run: Run, tmp_path: Path) -> None:
    outcome = run("build", "england", "--variant", "child", "--large-print", "--mono", "-o", tmp_path)
    assert outcome.code == 0
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["england-child-a4-large-mono.pdf"]


@pytest.mark.parametrize("sizes", [["a5"], ["a4", "a5"]])
def test_large_print_is_a4_alone(run: Run, tmp_path: Path, sizes: list[str]) -> None:
    asked = [part for size in sizes for part in ("--size", size)]
    outcome = run("build", "--large-print", *asked, "-o", tmp_path / "out")
    assert outcome.code == 2
    assert "Large print is made in A4 only" in outcome.stderr
    assert not (tmp_path / "out").exists()


def test_data_in_the_current_folder_are_used(run_outside: Run, tmp_path: Path, data: Path) -> None:
    (data / "editions" / "england.yaml").unlink()
    outcome = run_outside("list", cwd=data.parent)
    assert outcome.code == 0
    assert outcome.stdout.splitlines()[0].startswith("hampshire")
    assert len(outcome.stdout.splitlines()) == 1
    (data / "agencies.yaml").unlink()
    (data / "settings.yaml").unlink()
    shipped = run_outside("list", cwd=data.parent)
    assert len(shipped.stdout.splitlines()) == 2
