"""An officer's copy made by `leafletgen build`: the details are in place, and nothing else is different."""

from __future__ import annotations

import io
import re
import stat
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import yaml
from PIL import Image, ImageChops

from leafletgen.formats import FORMATS
from tests.support.officer import DETAILS, TRACES, as_options, text_of, traces_in
from tests.support.pdf_checks import CheckPdf
from tests.support.program import Run, run_inside
from tests.support.project import SOURCE
from tests.support.tagged_reader import Tagged
from tests.support.team import add_edition

VARIANTS = ("parent", "child")


def made(run: Run, output: Path, variant: str, *more: str, size: str = "a5") -> Path:
    """Make one copy with all details; give its path."""
    outcome = run("build", "hampshire", "--variant", variant, "--size", size, *as_options(), *more, "-o", output)
    assert outcome.code == 0, outcome.stderr
    told = "Wilhelmina" if variant == "child" and "--full-details" not in more else ""
    assert {trace for trace in TRACES if trace in outcome.stderr + outcome.stdout} == {told} - {""}
    (line,) = outcome.stdout.splitlines()
    return Path(line)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The leaflets without details."""
    folder = tmp_path_factory.mktemp("plain")
    assert run_inside("build", "hampshire", "-o", folder).code == 0
    return folder


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_the_parents_lines_have_all_details(run: Run, tmp_path: Path, size: str, check_pdf: CheckPdf) -> None:
    path = made(run, tmp_path, "parent", size=size)
    check_pdf(path)
    assert path == tmp_path / "personal" / f"hampshire-parent-{size}-officer.pdf"
    lines = [node.text.strip() for node in Tagged(path.read_bytes()).tree.walk() if node.role == "P"]
    for line in (
        f"Name {DETAILS['name']}, {DETAILS['number']}",
        f"Phone {DETAILS['phone']}",
        f"Reference {DETAILS['reference']}",
        f"Email {DETAILS['email']}",
        f"Next contact {DETAILS['next-contact']}",
    ):
        assert line in lines
        assert line in text_of(path)


@pytest.mark.parametrize("size", ["a4", "a5"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_nothing_outside_the_lines_changes(run: Run, tmp_path: Path, plain: Path, variant: str, size: str) -> None:
    path = made(run, tmp_path, variant, size=size)
    before, after = (pypdfium2.PdfDocument(file) for file in (plain / f"hampshire-{variant}-{size}.pdf", path))
    assert len(before) == len(after)
    changed = [number for number in range(len(before)) if _changed(before, after, number)]
    if variant == "parent":
        lines = {0: 2, changed[-1]: 3}
    else:  # and on the back of the card to cut out
        lines = {changed[0]: 2, changed[-1]: 2}
        assert len(lines) == (2 if size == "a5" else 1)
    assert changed == list(lines)
    assert all(page < len(before) - 1 for page in changed)
    assert variant == "parent" or 0 not in changed
    for page, most in lines.items():
        left, top, right, bottom = _changed(before, after, page) or (0, 0, 0, 0)
        assert right - left < FORMATS[size].measure
        assert bottom - top < most * 9 * 72 / 25.4  # a line is 9 mm high at most
        assert _without_values(after, page) == _without_values(before, page)


def _changed(before: pypdfium2.PdfDocument, after: pypdfium2.PdfDocument, page: int) -> tuple[int, ...] | None:
    """The rectangle, in points from the upper left corner, in which a page differs."""
    one, two = (_picture(document, page) for document in (before, after))
    return ImageChops.difference(one, two).getbbox()


def _picture(document: pypdfium2.PdfDocument, page: int) -> Image.Image:
    picture: Image.Image = document[page].render(scale=1).to_pil()
    return picture.convert("RGB")


def _without_values(document: pypdfium2.PdfDocument, page: int) -> str:
    text = " ".join(document[page].get_textpage().get_text_range().split())
    for value in (f"{DETAILS['name']}, {DETAILS['number']}", "Wilhelmina", *DETAILS.values()):
        text = text.replace(f" {value}", "")
    return text


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_the_parents_cover_has_name_and_telephone_and_nothing_of_the_case(run: Run, tmp_path: Path, size: str) -> None:
    path = made(run, tmp_path, "parent", size=size)
    cover = " ".join(pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range().split())
    filled = f"Name {DETAILS['name']}, {DETAILS['number']} Phone {DETAILS['phone']}"
    assert f"Your officer Hampshire and Isle of Wight Constabulary {filled}" in cover
    assert not any(DETAILS[detail] in cover for detail in ("email", "reference", "next-contact"))


def test_a_child_gets_first_name_and_telephone_alone(run: Run, tmp_path: Path, check_pdf: CheckPdf) -> None:
    outcome = run("build", "hampshire", "--variant", "child", "--size", "a5", *as_options(), "-o", tmp_path)
    assert outcome.code == 0
    assert "[officer-left-out]" in outcome.stderr
    assert "The first name that is printed: Wilhelmina." in outcome.stderr.splitlines()
    path = Path(outcome.stdout.strip())
    check_pdf(path)
    assert traces_in(path.read_bytes()) == {"Wilhelmina", "900417"}
    assert re.search(r"My officer[a-z’ ]* Wilhelmina [A-Z][a-z ]+ 07700 900417", text_of(path))


def test_the_number_of_a_helpline_is_not_taken_for_that_of_an_officer(run: Run, tmp_path: Path) -> None:
    """Those of the data, in whatever way they are grouped; one of a local service can be the officer's."""
    numbers = ("0808 800 5000", "08088005000", "+44 808 1000 900", "0800 068 4141 ext 1", "116 000", "01962 846665")
    rows = "".join(f"Wilhelmina Quaife,{number}\n" for number in numbers)
    (tmp_path / "team.csv").write_text(f"name,phone\n{rows}", encoding="utf-8")
    options = ("--variant", "parent", "--from", tmp_path / "team.csv", "--keep-going", "-o", tmp_path)
    outcome = run("officer", "hampshire", "--size", "a5", *options)
    refused = [line.split("Cell ")[1][:2] for line in outcome.stderr.splitlines() if "[officer-service]" in line]
    assert refused == ["B2", "B3", "B4", "B5", "B6"], outcome.stderr
    assert "1 of 6 made" in outcome.stderr


UNCERTAIN = (
    "D/Sgt",
    "PC4455",
    "Ch Insp Quaife",
    "Quaife Safeguarding Team",
    "QUAIFE Wilhelmina",
    "W. Quaife",
    "DC Quaife",
)


@pytest.mark.parametrize("name", UNCERTAIN)
def test_no_copy_for_a_child_is_made_with_what_may_be_no_first_name(run: Run, tmp_path: Path, name: str) -> None:
    command = (
        "build",
        "hampshire",
        "--variant",
        "child",
        "--size",
        "a5",
        "--officer-name",
        name,
        "-o",
        tmp_path / "out",
    )
    outcome = run(*command)
    assert outcome.code == 2
    assert "[officer-first-name]" in outcome.stderr
    assert "--officer-first-name" in outcome.stderr
    assert not any(trace in outcome.stderr for trace in (*TRACES, "QUAIFE"))
    assert not (tmp_path / "out").exists()
    made = run(*command, "--officer-first-name", "Wilhelmina")
    assert made.code == 0, made.stderr
    assert traces_in(Path(made.stdout.strip()).read_bytes()) == {"Wilhelmina"}


def test_a_child_gets_them_all_where_that_is_asked_for(run: Run, tmp_path: Path, check_pdf: CheckPdf) -> None:
    path = made(run, tmp_path, "child", "--full-details")
    check_pdf(path)
    for value in DETAILS.values():
        assert value in text_of(path)
    document = pypdfium2.PdfDocument(path)
    for outer in (document[0], document[len(document) - 1]):
        assert not any(trace in outer.get_textpage().get_text_range() for trace in TRACES)


@pytest.mark.parametrize("options", [["--large-print"], ["--mono"], ["--booklet"]])
def test_copies_can_be_large_black_or_a_booklet(
    run: Run, tmp_path: Path, options: list[str], check_pdf: CheckPdf
) -> None:
    size = "a4" if "--large-print" in options else "a5"
    path = made(run, tmp_path, "parent", *options, size=size)
    if "--booklet" not in options:
        check_pdf(path)
    assert DETAILS["reference"] in text_of(path)


def test_the_front_of_a_booklet_says_nothing_of_an_officer(run: Run, tmp_path: Path) -> None:
    path = made(run, tmp_path, "child", "--booklet", "--full-details")
    front = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
    assert "Help and support" in front
    assert not any(trace in front for trace in TRACES)


def test_the_file_says_nothing_of_an_officer_but_on_its_page(run: Run, tmp_path: Path, plain: Path) -> None:
    path = made(run, tmp_path, "parent")
    assert traces_in(path.read_bytes())
    with pikepdf.open(path) as copy, pikepdf.open(plain / "hampshire-parent-a5.pdf") as anybody:
        assert copy.docinfo == anybody.docinfo
        assert copy.Root.Metadata.read_bytes() == anybody.Root.Metadata.read_bytes()
        texts = [thing.unparse() for thing in copy.objects if not isinstance(thing, pikepdf.Stream)]
    assert not any(trace.encode() in text for trace in TRACES for text in texts)


def test_personal_files_are_for_their_owner_alone_and_never_replaced(run: Run, tmp_path: Path) -> None:
    first = made(run, tmp_path, "parent")
    before = first.read_bytes()
    second = made(run, tmp_path, "parent", "--next-contact", "Friday")
    assert (first.name, second.name) == ("hampshire-parent-a5-officer.pdf", "hampshire-parent-a5-officer-2.pdf")
    assert first.read_bytes() == before != second.read_bytes()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (first, second, first.parent)] == [0o600, 0o600, 0o700]
    assert (first.parent / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_version_control_does_not_see_them(run: Run, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    made(run, tmp_path / "out", "parent")
    status = subprocess.run(
        ["git", "status", "--porcelain", "--untracked-files=all"], cwd=tmp_path, capture_output=True, check=True
    )
    assert status.stdout == b""


REFUSED = {
    "no variant": (["hampshire"], "officer-one-leaflet"),
    "both variants": (["hampshire", "--variant", "parent", "--variant", "child"], "officer-one-leaflet"),
    "no edition": (["--variant", "parent"], "officer-one-leaflet"),
    "two editions": (["hampshire", "england", "--variant", "parent"], "officer-one-leaflet"),
    "press": (["hampshire", "--variant", "parent", "--profile", "press"], "officer-press"),
    "fillable": (["hampshire", "--variant", "parent", "--fillable"], "officer-fillable"),
    "a name without quotes": (["Quaife", "--variant", "parent"], "unknown-edition"),
    "a telephone number without quotes": (["hampshire", "900417", "--variant", "parent"], "officer-one-leaflet"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_an_officers_copy_is_refused(run: Run, tmp_path: Path, case: str) -> None:
    arguments, code = REFUSED[case]
    outcome = run("build", *arguments, *as_options(), "-o", tmp_path / "out")
    assert outcome.code == 2
    assert f"[{code}]" in outcome.stderr
    assert not any(trace in outcome.stderr for trace in TRACES)
    assert not (tmp_path / "out").exists()


def test_full_details_need_details(run: Run, tmp_path: Path) -> None:
    outcome = run("build", "hampshire", "--variant", "child", "--full-details", "-o", tmp_path / "out")
    assert outcome.code == 2
    assert not (tmp_path / "out").exists()


def test_details_from_a_file_with_some_from_the_command_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "me.yaml"
    file.write_text(
        "name: PC Wilhelmina Quaife\nphone: 07700 900417\nreference: old\nnext_contact:\n", encoding="utf-8-sig"
    )
    command = ("build", "hampshire", "--variant", "parent", "--size", "a5", "-o", tmp_path)
    outcome = run(*command, "--officer-file", file, "--reference", DETAILS["reference"])
    text = text_of(Path(outcome.stdout.strip()))
    assert "Name PC Wilhelmina Quaife Phone 07700 900417" in text
    assert "Reference ZZ/44617/26 Email Next contact" in text


def test_details_from_stdin(tmp_path: Path) -> None:
    command = ["build", "hampshire", "--variant", "parent", "--size", "a5", "--officer-file", "-", "-o", str(tmp_path)]
    outcome = subprocess.run(
        [sys.executable, "-m", "leafletgen", *command],
        input=b"name: Wilhelmina\nphone: '101 ext 1234'\n",
        capture_output=True,
        env={"PYTHONPATH": str(SOURCE)},
    )
    assert outcome.returncode == 0, outcome.stderr
    assert "Name Wilhelmina Phone 101 ext 1234" in text_of(Path(outcome.stdout.decode().strip()))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell and /dev/zero")
@pytest.mark.parametrize(("source", "words"), [("<&-", "is closed"), ("</dev/zero", "has more than")])
def test_a_standard_input_that_cannot_be_read(tmp_path: Path, source: str, words: str) -> None:
    command = [sys.executable, "-m", "leafletgen", "build", "hampshire", "--variant", "parent", "--officer-file", "-"]
    outcome = subprocess.run(
        ["sh", "-c", f'exec "$@" {source}', "sh", *command, "-o", str(tmp_path / "out")],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(SOURCE)},
        timeout=60,
    )
    assert outcome.returncode == 2, outcome.stderr
    assert f"error: Standard input {words}" in outcome.stderr
    assert "[bad-stdin]" in outcome.stderr
    assert not (tmp_path / "out").exists()


FILES = {
    "a key of no detail": ("Quaife: name\n", 3, "1:1: error", "officer-key"),
    "a list": ("- Quaife\n", 3, "1:1: error", "officer-file"),
    "a list of numbers": ("phone: [07700 900417]\n", 3, "1:8: error", "officer-value"),
    "a key twice": ("name: Quaife\nname: Quaife\n", 3, "2:1: error", "key-twice"),
    "an unknown key twice": ("Quaife: W\nQuaife: W\n", 3, "2:1: error", "key-twice"),
    "not YAML": ("name: Quaife: Wilhelmina\n", 3, "1:13: error", "not-yaml"),
    "empty": ("# Quaife\n", 3, "error", "file-empty"),
    "a bad number": ("name: W\nphone: 0900417\n", 3, "2:8: error", "officer-phone"),
    "a formula": ('name: "=HYPERLINK(Quaife)"\n', 3, "1:7: error", "officer-formula"),
    "right to left": ('name: "\\u202eQuaife"\n', 3, "1:7: error", "bidi-control"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_faulty_file_is_answered_at_its_place_and_never_quoted(run: Run, tmp_path: Path, case: str) -> None:
    text, exit_code, place, code = FILES[case]
    file = tmp_path / "me.yaml"
    file.write_text(text, encoding="utf-8")
    outcome = run("build", "hampshire", "--variant", "parent", "--officer-file", file, "-o", tmp_path / "out")
    assert outcome.code == exit_code, outcome.stderr
    assert f"{file}:{place}" in outcome.stderr or f"{file}: {place}" in outcome.stderr
    assert f"[{code}]" in outcome.stderr
    assert not any(trace in outcome.stderr for trace in TRACES)
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    outcome = run("build", "hampshire", "--variant", "parent", "--officer-file", tmp_path / "no.yaml", "-o", tmp_path)
    assert outcome.code == 5
    assert "[file-missing]" in outcome.stderr
    assert "--data" not in outcome.stderr


def test_what_is_too_wide_for_its_line_is_refused_and_not_shrunk(run: Run, tmp_path: Path) -> None:
    wide = "Wednesday, in the afternoon, at the police station with the other officer"
    command = ("build", "hampshire", "--variant", "parent", "--size", "a5", "-o", tmp_path / "out")
    outcome = run(*command, "--officer-name", "Wilhelmina", "--next-contact", wide)
    assert outcome.code == 4
    assert "“Next contact”" in outcome.stderr
    assert "mm too wide [officer-too-wide]" in outcome.stderr.replace(". [", " [")
    assert "afternoon" not in outcome.stderr
    assert not (tmp_path / "out").exists()


OUTSIDE = {
    "the reference on the parent's cover": ("parent", "reference"),
    "the name on the child's last page": ("child", "name"),
}


@pytest.mark.parametrize("case", OUTSIDE)
def test_a_line_on_an_outer_page_is_refused(run: Run, tmp_path: Path, data: Path, case: str) -> None:
    variant, detail = OUTSIDE[case]
    path = data / "leaflets" / f"{variant}.yaml"
    leaflet = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
    line = {"label": "Line", "details": [detail]}
    if variant == "parent":
        leaflet["officer"]["lines"].append(line)
    else:
        leaflet["sections"][-1]["blocks"].append({"officer": [line]})
    path.write_text(yaml.safe_dump(leaflet, allow_unicode=True, sort_keys=False), encoding="utf-8")
    command = ("build", "hampshire", "--variant", variant, "--size", "a5", "--data", data, "-o", tmp_path / "out")
    assert run(*command).code == 0
    outcome = run(*command, "--officer-name", "Wilhelmina")
    assert outcome.code == 4
    assert "the line “Line” is on an outer page. [officer-outside]" in outcome.stderr


def test_more_lines_of_the_cover_are_for_copies_with_full_details(run: Run, tmp_path: Path, data: Path) -> None:
    path = data / "leaflets" / "parent.yaml"
    text = path.read_text(encoding="utf-8")
    full = "    - label: Phone\n      details: [phone]\n      only_full: true\n"
    path.write_text(text.replace("    - label: Phone\n      details: [phone]\n", full), encoding="utf-8")
    copy = made(run, tmp_path / "full", "parent", "--full-details", "--data", str(data))
    assert f"Phone {DETAILS['phone']}" in text_of(copy)
    plain = made(run, tmp_path / "plain", "parent", "--data", str(data), "--officer-phone", "")
    assert "Phone 07700" not in text_of(plain)


def test_a_leaflet_without_a_line_for_a_detail(run: Run, tmp_path: Path, data: Path) -> None:
    path = data / "leaflets" / "parent.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("details: [email]", "details: [email, reference]"), encoding="utf-8")
    broken = run("build", "hampshire", "--variant", "parent", "--data", data, *as_options(), "-o", tmp_path / "out")
    assert broken.code == 3
    assert "[detail-twice]" in broken.stderr
    text = text.replace("          - label: Email\n            details: [email]\n", "")
    path.write_text(text, encoding="utf-8")
    outcome = run("build", "hampshire", "--variant", "parent", "--data", data, *as_options(), "-o", tmp_path / "out")
    assert outcome.code == 2
    assert "error: The email address has no line in the parent leaflet. [officer-no-line]" in outcome.stderr
    file = tmp_path / "me.yaml"
    file.write_text(f"name: {DETAILS['name']}\nemail: {DETAILS['email']}\n", encoding="utf-8")
    command = ("build", "hampshire", "--variant", "parent", "--data", data, "--officer-file", file)
    outcome = run(*command, "-o", tmp_path / "out")
    assert outcome.code == 3
    assert f"{file}:2:8: error: The email address has no line" in outcome.stderr
    assert not (tmp_path / "out").exists()


NOTHING = {
    "empty values in a file": ("parent", ["--officer-file", "me.yaml"]),
    "an empty option": ("parent", ["--officer-phone", ""]),
    "what a child's leaflet leaves out": ("child", ["--officer-email", DETAILS["email"]]),
}


@pytest.mark.parametrize("case", NOTHING)
def test_a_copy_without_any_detail_is_not_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    variant, options = NOTHING[case]
    monkeypatch.chdir(tmp_path)
    Path("me.yaml").write_text("name:\nphone: ''\n", encoding="utf-8")
    outcome = run("build", "hampshire", "--variant", variant, *options, "-o", "out")
    assert outcome.code == 2, outcome.stderr
    assert "error: There are no details to put on the leaflet. [officer-nothing]" in outcome.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("details: [phone]\n", "details: [phone, name]\n", "detail-twice"),
        ("details: [phone]\n", "details: [phone]\n      only_full: true\n", "panel-empty"),
    ],
)
def test_the_lines_of_the_cover_are_a_panel_like_others(run: Run, data: Path, old: str, new: str, code: str) -> None:
    path = data / "leaflets" / "parent.yaml"
    text = path.read_text(encoding="utf-8")
    if code == "panel-empty":
        text = text.replace("    - label: Name\n      details: [name, number]\n", "")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    outcome = run("validate", "--data", data)
    assert outcome.code == 3
    assert f"[{code}]" in outcome.stderr


def test_lines_of_two_panels_may_have_one_label(run: Run, tmp_path: Path, data: Path) -> None:
    path = data / "leaflets" / "parent.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("          - label: Email\n            details: [email]\n", "")
    second = "      - officer:\n          - label: Phone\n            details: [email]\n"
    path.write_text(text.replace("      - officer:\n", f"{second}      - officer:\n", 1), encoding="utf-8")
    made(run, tmp_path, "parent", "--data", str(data))
    text = text_of(tmp_path / "personal" / "hampshire-parent-a5-officer.pdf")
    assert f"Phone {DETAILS['email']}" in text
    assert f"Phone {DETAILS['phone']}" in text


def test_the_same_details_give_the_same_bytes(run: Run, tmp_path: Path) -> None:
    one, two = (made(run, tmp_path / folder, "parent").read_bytes() for folder in ("one", "two"))
    assert one == two
    assert pikepdf.open(io.BytesIO(one)).trailer.ID


@pytest.mark.parametrize(
    ("options", "paper", "edge"),
    [
        (("--size", "a4"), "A4", "long"),
        (("--size", "a5"), "A5", "long"),
        ((), "A4 and A5", "long"),
        (("--booklet",), "A4", "short"),
        (("--large-print",), "A4", "long"),
    ],
)
def test_the_paper_to_print_on_is_that_of_the_files_whatever_the_edition_is_called(
    run: Run, data: Path, tmp_path: Path, options: tuple[str, ...], paper: str, edge: str
) -> None:
    add_edition(data, "a5-town-a4", "uk")
    named = ("build", "a5-town-a4", "--variant", "parent", "--data", data, "-o", tmp_path, *options)
    said = run(*named, "--officer-name", DETAILS["name"]).stderr
    assert f"Print on {paper} paper at actual size (100 %), on both sides, flipped on the {edge} edge." in said
