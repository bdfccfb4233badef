"""Officers' names in other scripts, on the lines of a leaflet: printed with all their letters, and copied as typed."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from tests.support.copied_text import by_pdfium, by_poppler
from tests.support.pdf_checks import check_pdf
from tests.support.program import Run, run_inside
from tests.support.tagged_reader import Tagged
from tests.support.tools import verapdf
from tests.support.translated import own_folder

NAMES = [
    "محمد علي الأحمد",
    "عائشہ ظفر گل",
    "PC 4455 سارة",
    "প্রিয়া স্কট",
    "ਹਰਪ੍ਰੀਤ ਸਿੰਘ",
    "પ્રિયા ક્ષત્રિય",
    "கௌரி ஸ்ரீதர்",
    "Олександр Щербак",
    "Марʼяна Знам’янська",
    "Георги Ѝванов",
    "Nguyễn Thị Hương",
    "Adéọlá",
    "DC Vũ, 4455",
]
HEADER = "name,phone,next_contact\n"


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The copy for each name."""
    folder = tmp_path_factory.mktemp("names")
    rows = (f'"{name}",07700 900417,"{name}, 16:00"\n' for name in NAMES)
    (folder / "team.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    command = ("officer", "hampshire", "--variant", "parent", "--size", "a5", "--from", folder / "team.csv")
    outcome = run_inside(*command, "-o", folder)
    assert outcome.code == 0, outcome.stderr
    return dict(zip(NAMES, map(Path, outcome.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_printed_and_copied_as_it_was_typed(name: str, copies: dict[str, Path]) -> None:
    check_pdf(copies[name])
    for read in (by_pdfium, by_poppler):
        assert name in " ".join(" ".join(read(copies[name])).split())
    tagged = Tagged(copies[name].read_bytes())
    said = " ".join(" ".join(tagged.marked[place] for place in tagged.order).split())
    assert f"Name {name} Phone 07700 900417" in said
    assert f"Next contact {name}, 16:00" in said


def _fonts(path: Path) -> dict[str, set[int]]:
    """The fonts of a file, each with its codes."""
    with pikepdf.open(path) as pdf:
        fonts = {str(font.BaseFont).split("+")[1]: font for page in pdf.pages for font in page.Resources.Font.values()}
        tables = {name: font.ToUnicode.read_bytes().split(b"beginbfchar", 1)[1] for name, font in fonts.items()}
    return {name: {int(code, 16) for code in re.findall(rb"<(....)> <", table)} for name, table in tables.items()}


@pytest.mark.parametrize("name", NAMES)
def test_no_letter_is_missing(name: str, copies: dict[str, Path]) -> None:
    """Code 0 would be .notdef, the sign of a letter that a face lacks."""
    assert all(min(codes) > 0 for codes in _fonts(copies[name]).values())


def test_only_the_face_that_a_name_needs_is_in_its_file(copies: dict[str, Path]) -> None:
    fonts = set(_fonts(copies[NAMES[0]]))
    assert {name for name in fonts if not name.startswith("Leafletgen")} == {"NotoNaskhArabic-Bold"}


@pytest.mark.slow
def test_the_copies_are_accessible(copies: dict[str, Path]) -> None:
    outcome = verapdf([copies[NAMES[0]], copies[NAMES[3]]])
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.parametrize("name", ["Σωκράτης", "李小龙", "იოსებ", "Amélie𝓧", "Q\u0323"])
def test_a_name_that_no_face_can_print_is_refused_with_a_way_on(run: Run, name: str, tmp_path: Path) -> None:
    outcome = run("build", "hampshire", "--variant", "parent", "--size", "a5", "-o", tmp_path, "--officer-name", name)
    assert outcome.code == 2
    assert "[officer-character]" in outcome.stderr
    assert "by hand" in outcome.stderr
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_chinese_name_is_printed_in_the_face_that_the_settings_name(run: Run, project: Path, tmp_path: Path) -> None:
    own = own_folder(tmp_path / "own")
    asked = ("build", "gwent", "--variant", "parent", "--size", "a5", "--data", own, "-o", tmp_path)
    command = (*asked, "--officer-name", "文中 (PC 4455)")
    refused = run(*command)
    assert refused.code == 2
    assert "[officer-character]" in refused.stderr and "`fonts:`" in refused.stderr
    with (own / "settings.yaml").open("a", encoding="utf-8") as file:
        file.write(f"fonts: {project / 'tests' / 'support' / 'chinese_face'}\n")
    outcome = run(*command)
    assert outcome.code == 0, outcome.stderr
    (path,) = tmp_path.rglob("*-officer.pdf")
    assert "Name 文中 (PC 4455)" in " ".join(" ".join(by_pdfium(path)).split())


@pytest.mark.parametrize(
    ("option", "digits"),
    [
        ("--officer-phone", "٠١٦٣٢ ٩٦٠٠٠١"),
        ("--officer-number", "۴۴۵۵"),
        ("--reference", "৪৪৫৫/২৬"),
        ("--next-contact", "੧੭ December"),
        ("--officer-name", "PC ４４５５"),
    ],
)
def test_other_digits_than_0_to_9_are_refused_with_that_cure(
    run: Run, option: str, digits: str, tmp_path: Path
) -> None:
    outcome = run("build", "hampshire", "--variant", "parent", "--size", "a5", "-o", tmp_path, option, digits)
    assert outcome.code == 2
    assert "[officer-character]" in outcome.stderr
    assert "0 to 9" in outcome.stderr and "by hand" not in outcome.stderr


@pytest.mark.parametrize("name", ["عمر", "প্রিয়া", "ਹਰਪ੍ਰੀਤ", "கௌரி", "Оксана", "Thị"])
def test_a_child_gets_the_first_name_in_its_script(run: Run, name: str, tmp_path: Path) -> None:
    command = ("build", "hampshire", "--variant", "child", "--size", "a5", "-o", tmp_path)
    outcome = run(*command, "--officer-first-name", name)
    assert outcome.code == 0, outcome.stderr
    (path,) = tmp_path.rglob("*.pdf")
    assert f"Name {name}" in " ".join(" ".join(by_pdfium(path)).split())
