"""`leafletgen preflight`: each of the broken files has its one fault named, and no sound file has any."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leafletgen.checks.faults import HINTS, Finding, problems
from leafletgen.checks.preflight import preflight
from leafletgen.checks.preflight.document import ProfileName
from tests.support.broken_files import BROKEN, LONG, MM, PLACE, Base, Broken, drawn, file_of, picture, qr_code, short
from tests.support.made_files import KINDS, Made
from tests.support.pdf_checks import CheckPdf
from tests.support.program import run_inside as run
from tests.support.project import SOURCE

Sound = dict[Base, bytes]
PROFILES: dict[Base, ProfileName] = {"x4": "press", "x1a": "press", "office": "office", "booklet": "booklet"}


@pytest.fixture(scope="module")
def sound(every: list[Made]) -> Sound:
    """Four short files that are as they should be, of pages that `build` made: what the broken ones are made of."""

    def made(kind: str) -> bytes:
        return next(m.pdf for m in every if m.kind == kind and m.order.name.startswith("hampshire-child-a5"))

    return {
        "x4": short(made("press"), "x4", [0, 1, 2, 7]),
        "x1a": short(made("press-x1a"), "x1a", [0, 1, 2, 7]),
        "office": short(made("office"), "office", [0, 1, 2, 7]),
        "booklet": short(made("booklet"), "booklet", [0, 1]),
    }


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in preflight(data, "a.pdf").problems]


@pytest.mark.parametrize("base", ["x4", "x1a", "office", "booklet"])
def test_the_sound_files_have_no_fault(base: Base, sound: Sound, check_syntax: CheckPdf) -> None:
    check_syntax(sound[base])
    found = preflight(sound[base], "a.pdf")
    assert found.problems == ()
    assert found.facts["profile"] == PROFILES[base]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_each_fault_is_named_by_its_own_code_and_no_other(broken: Broken, sound: Sound) -> None:
    found = preflight(file_of(sound[broken.base], broken), "a.pdf", PROFILES[broken.base])
    assert [problem.code for problem in found.problems] == [broken.code], found.problems
    problem = found.problems[0]
    assert problem.hint == HINTS[broken.code]
    assert problem.message
    assert str(problem.where) == "a.pdf"


def test_every_code_has_a_broken_file() -> None:
    assert {broken.code for broken in BROKEN} == set(HINTS)
    assert len(HINTS) >= 25


NEARLY: dict[str, tuple[Base, Callable[[pikepdf.Pdf], None]]] = {
    "a symbol of 20 mm with its quiet zone": ("x4", qr_code(20)),
    "a symbol whose modules are 0.5 mm wide": ("x4", qr_code(26.6, LONG)),
    "a symbol on a pale ground": ("x4", qr_code(25, ground="0.1 0.02 0.05 0")),
    "a line 0.25 points thick": ("x4", drawn(f"0 0 0 1 K 0.25 w {20 * MM} {90 * MM} m {60 * MM} {90 * MM} l S")),
    "a ground of 300 %": ("x4", drawn(f"0.7 0.7 0.7 0.9 k {20 * MM} {40 * MM} 50 50 re f")),
    "a picture of 300 pixels to the inch": (
        "x4",
        drawn(f"{10 * MM} 0 0 {10 * MM} {20 * MM} {40 * MM} cm /Own Do", 3, picture(118)),
    ),
    "black that overprints": ("x4", drawn(f"0 0 0 1 k {20 * MM} {40 * MM} 50 50 re f")),
    "a note to the printer outside the bleed": ("x4", drawn("0 0 0 1 k -30 -30 10 10 re f")),
    "the file saved again": ("x1a", lambda pdf: None),
}


@pytest.mark.parametrize("name", NEARLY)
def test_what_only_just_keeps_the_limits_passes(name: str, sound: Sound) -> None:
    base, make = NEARLY[name]
    assert codes(file_of(sound[base], Broken("none", base, make))) == []
    assert PLACE[0] > 20 * MM


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_that_build_makes_passes(every: list[Made], kind: str) -> None:
    files = [made for made in every if made.kind == kind]
    assert files
    for made in files:
        found = preflight(made.pdf, made.name)
        assert found.problems == (), made.name
        expected = "press" if made.order.options.for_press else "booklet" if made.order.options.booklet else "office"
        assert found.facts["profile"] == expected, made.name


def test_the_facts_are_those_of_the_file(every: list[Made]) -> None:
    made = next(m for m in every if m.kind == "press-marks" and m.order.name.startswith("hampshire-child-a5"))
    facts = preflight(made.pdf, "a.pdf").facts
    qr_codes = sum(hasattr(item, "matrix") for page in made.laid_out.pages for item in page.items)
    ink = max(
        sum(colour.cmyk)
        for page in made.laid_out.pages
        for item in page.items
        for colour in (getattr(item, "colour", None), getattr(item, "fill", None), getattr(item, "stroke", None))
        if colour
    )
    assert facts["claims"] == "PDF/X-4"
    assert facts["pages"] == f"{len(made.laid_out.pages)} pages"
    assert facts["size"] == "148 × 210 mm"
    assert facts["colours"] == "DeviceCMYK"
    assert facts["ink"] == f"{100 * ink:.0f} % ink"
    assert facts["type"] == "9 pt"
    assert facts["symbols"] == f"{qr_codes} QR symbols"


def test_an_office_file_is_not_fit_for_the_press(sound: Sound) -> None:
    found = {problem.code for problem in preflight(sound["office"], "a.pdf", "press").problems}
    assert {"rgb-colour", "no-trim-box", "no-output-intent", "no-standard-claimed", "annotation"} <= found
    assert "page-count" not in found


@settings(max_examples=30)
@given(at=st.integers(0, 10**6), junk=st.binary(min_size=1, max_size=40))
def test_damage_anywhere_is_a_problem_or_no_harm_and_never_a_crash(sound: Sound, at: int, junk: bytes) -> None:
    data = sound["booklet"]
    place = at % len(data)
    for problem in preflight(data[:place] + junk + data[place + len(junk) :], "a.pdf").problems:
        assert problem.code in HINTS


@pytest.mark.parametrize(
    ("pages", "place"),
    [
        ((), ""),
        ((3,), "page 3: "),
        ((3, 4), "pages 3 and 4: "),
        ((3, 3, 4, 5), "pages 3 to 5: "),
        ((1, 2, 4), "pages 1, 2 and 4: "),
        ((1, 2, 3, 5, 7, 8, 9, 10), "pages 1 to 3, 5 and 7 to 10: "),
    ],
)
def test_one_problem_names_all_pages_that_have_it(pages: tuple[int, ...], place: str) -> None:
    found = problems([Finding("blank-page", "nothing", page) for page in reversed(pages or (0,))], "a.pdf")
    assert [problem.message for problem in found] == [f"{place}nothing"]


def test_several_faults_of_a_file_are_sorted_and_counted() -> None:
    findings = [Finding("rgb-colour", "b", 2), Finding("blank-page", "a"), Finding("rgb-colour", "c", 1)]
    assert [(p.code, p.message) for p in problems(findings, "a.pdf")] == [
        ("blank-page", "a"),
        ("rgb-colour", "pages 1 and 2: c (and 1 more like it)"),
    ]


# --- the command ---


def test_the_command_prints_a_line_for_each_file_and_returns_0(sound: Sound, tmp_path: Path) -> None:
    for name in ("x4", "office"):
        (tmp_path / f"{name}.pdf").write_bytes(sound[name])
    outcome = run("preflight", tmp_path / "x4.pdf", tmp_path / "office.pdf")
    assert outcome.code == 0, outcome.stderr
    press, office = outcome.stdout.splitlines()
    assert press.split()[:3] == [str(tmp_path / "x4.pdf"), "press", "PDF/X-4"]
    assert office.split()[:3] == [str(tmp_path / "office.pdf"), "office", "PDF/UA-1"]
    assert outcome.stderr.strip() == "2 files are fit for printing"


def test_a_faulty_file_is_reported_in_the_usual_form_with_exit_code_7(sound: Sound, tmp_path: Path) -> None:
    faulty = next(broken for broken in BROKEN if broken.code == "rich-black-text")
    path = tmp_path / "faulty.pdf"
    path.write_bytes(file_of(sound["x4"], faulty))
    outcome = run("preflight", path)
    assert outcome.code == 7
    assert f"{path}: error: page 2: text is in 60/40/40/100 [rich-black-text]" in outcome.stderr
    assert HINTS["rich-black-text"] in outcome.stderr
    found = json.loads(run("preflight", path, "--json").stdout)
    assert found["ok"] is False
    assert [problem["code"] for problem in found["problems"]] == ["rich-black-text"]
    assert found["items"][0]["file"] == str(path)


def test_the_profile_can_be_told(sound: Sound, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(sound["office"])
    assert run("preflight", path).code == 0
    outcome = run("preflight", "--profile", "press", path)
    assert outcome.code == 7
    assert "[rgb-colour]" in outcome.stderr


def test_missing_files_exit_5_and_the_others_are_still_examined(sound: Sound, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(sound["office"])
    outcome = run("preflight", tmp_path / "none.pdf", path, tmp_path)
    assert outcome.code == 5
    assert "[file-missing]" in outcome.stderr
    assert "[file-unreadable]" in outcome.stderr
    assert str(path) in outcome.stdout
    assert run("preflight").code == 2


@pytest.mark.parametrize("module", ["pikepdf", "pypdfium2", "zxingcpp"])
def test_without_the_extra_it_says_what_to_install(module: str, tmp_path: Path) -> None:
    """As a process of its own, with an import path on which the package cannot be loaded."""
    (tmp_path / f"{module}.py").write_text(f"raise ModuleNotFoundError('gone', name={module!r})")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    process = subprocess.run(
        [sys.executable, "-m", "leafletgen", "preflight", str(tmp_path / "a.pdf")],
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{SOURCE}"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert process.returncode == 5
    assert "[extra-missing]" in process.stderr
    assert 'pip install "leafletgen[preflight]"' in process.stderr
    assert "Traceback" not in process.stderr


def test_what_is_no_pdf_is_said_in_the_same_words_each_time(tmp_path: Path) -> None:
    path = tmp_path / "not.pdf"
    path.write_bytes(b"\x00 no PDF \xff" * 99)
    outcome = run("preflight", path)
    assert outcome.code == 7
    assert f"{path}: error: it cannot be read as a PDF: unable to find trailer" in outcome.stderr
