"""`build` for the press and for folding: what its options make, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.support.faults import logo
from tests.support.pdf_checks import CheckPdf
from tests.support.pictures import pictures
from tests.support.program import run_inside as run


def changed(icc: Path, tmp_path: Path, at: int, value: bytes) -> Path:
    data = bytearray(icc.read_bytes())
    data[at : at + len(value)] = value
    path = tmp_path / "changed.icc"
    path.write_bytes(data)
    return path


def build(tmp_path: Path, *options: str | Path) -> tuple[int, str]:
    outcome = run("build", "hampshire", "--variant", "child", "--size", "a5", "-o", tmp_path / "out", *options)
    return outcome.code, outcome.stderr


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_another_printing_condition_goes_into_the_file(
    standard: str, icc: Path, tmp_path: Path, check_syntax: CheckPdf
) -> None:
    printing = ("--output-intent", icc, "--output-condition", "FOGRA51")
    asked = ("--profile", "press", "--draft", "--standard", standard, *printing)
    code, stderr = build(tmp_path, *asked)
    assert code == 0, stderr
    made = tmp_path / "out" / "hampshire-child-a5-press.draft.pdf"
    check_syntax(made)
    with pikepdf.open(made) as pdf:
        intent = pdf.Root.OutputIntents[0]
        assert intent.OutputConditionIdentifier == "FOGRA51"
        assert intent.DestOutputProfile.read_bytes() == icc.read_bytes()
        assert str(intent.Info)


@pytest.mark.parametrize(
    ("at", "value", "code"),
    [
        (12, b"mntr", "icc-not-for-press"),
        (12, b"link", "icc-not-for-press"),
        (16, b"RGB ", "icc-not-for-press"),
        (16, b"GRAY", "icc-not-for-press"),
        (36, b"xxxx", "icc-damaged"),
        (0, b"\0\0\0\1", "icc-damaged"),
    ],
)
def test_an_unfit_icc_profile_is_refused(icc: Path, tmp_path: Path, at: int, value: bytes, code: str) -> None:
    unfit = changed(icc, tmp_path, at, value)
    found, stderr = build(tmp_path, "--profile", "press", "--output-intent", unfit, "--output-condition", "X")
    assert found == 5
    assert f"[{code}]" in stderr
    assert str(unfit) in stderr
    assert not (tmp_path / "out").exists()


def test_a_missing_an_empty_and_a_folder_for_a_profile_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.icc").touch()
    for name, code in (("none.icc", "icc-missing"), ("empty.icc", "icc-damaged"), (".", "icc-missing")):
        asked = ("--profile", "press", "--output-intent", tmp_path / name, "--output-condition", "X")
        found, stderr = build(tmp_path, *asked)
        assert (found, f"[{code}]" in stderr) == (5, True), stderr


def test_pdf_x_1a_takes_no_icc_profile_of_version_4(icc: Path, tmp_path: Path) -> None:
    newer = changed(icc, tmp_path, 8, b"\4")
    asked = ("--profile", "press", "--draft", "--output-intent", newer, "--output-condition", "X")
    assert build(tmp_path, *asked)[0] == 0
    found, stderr = build(tmp_path, *asked, "--standard", "x1a")
    assert found == 5
    assert "[icc-too-new]" in stderr


@pytest.mark.parametrize(
    "options",
    [
        ("--output-condition", "FOGRA51", "--profile", "press"),
        ("--output-intent", "x.icc", "--profile", "press"),
        ("--output-intent", "x.icc", "--output-condition", "FOGRA51"),
        ("--marks",),
        ("--standard", "x1a"),
        ("--booklet", "--profile", "press"),
        ("--booklet", "--large-print"),
        ("--large-print", "--profile", "press"),
    ],
)
def test_what_does_not_go_together_is_refused(options: tuple[str, ...], tmp_path: Path) -> None:
    outcome = run("build", "hampshire", "-o", tmp_path / "out", *options)
    assert outcome.code == 2, outcome.stderr
    assert not (tmp_path / "out").exists()


def test_a_booklet_is_of_a5(tmp_path: Path) -> None:
    assert run("build", "--booklet", "--size", "a4", "-o", tmp_path / "out").code == 2
    outcome = run("build", "hampshire", "--booklet", "--mono", "-o", tmp_path / "out")
    assert outcome.code == 0
    assert [Path(line).name for line in outcome.stdout.splitlines()] == [
        "hampshire-parent-a5-mono-booklet.pdf",
        "hampshire-child-a5-mono-booklet.pdf",
    ]


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--booklet",),
        ("--profile", "press", "--draft"),
        ("--profile", "press", "--draft", "--standard", "x1a", "--marks"),
    ],
    ids=["office", "booklet", "x4", "x1a"],
)
def test_an_edition_with_a_logo_of_its_own_is_fit_for_every_profile(
    options: tuple[str, ...], data: Path, tmp_path: Path
) -> None:
    pictures(data)
    with (data / "editions" / "hampshire.yaml").open("a") as file:
        file.write(logo() + "\n")
    where = ("--data", data, "-o", tmp_path / "out")
    made = run("build", "hampshire", "--variant", "parent", "--size", "a5", *where, *options)
    assert made.code == 0, made.stderr
    path = Path(made.stdout.strip())
    with pikepdf.open(path) as pdf:
        pictured = [found for found in pdf.objects if isinstance(found, pikepdf.Stream) and "/Width" in found]
        assert len(pictured) == 1
        assert str(pictured[0].ColorSpace) == ("/DeviceGray" if "press" in options else "/DeviceRGB")
    outcome = run("preflight", path)
    assert outcome.code == 0, outcome.stderr
