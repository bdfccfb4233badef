"""The interface for Python programs, used as such a program would: by `import leafletgen` and nothing else of it."""

from __future__ import annotations

import ast
import importlib.resources
import io
import json
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

import leafletgen
from tests.support.checked import check_all
from tests.support.own_folder import own_folder
from tests.support.pdf_checks import CheckPdf
from tests.support.project import PROJECT

SIZES_MM = {"a4": (210, 297), "a5": (148, 210)}


def codes(error: leafletgen.LeafletError) -> list[str]:
    return [problem.code for problem in error.problems]


def size_mm(pdf: bytes) -> tuple[float, float]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        left, bottom, right, top = (float(side) * 25.4 / 72 for side in opened.pages[0].mediabox)
    return round(right - left, 1), round(top - bottom, 1)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.fixture(scope="module")
def catalogue() -> leafletgen.Catalogue:
    return leafletgen.load(PROJECT / "data")


@pytest.fixture
def broken(data: Path) -> Path:
    """Data with a fault in each of two files."""
    for name, old, new in (
        ("agencies.yaml", "topic: ", "topik: "),
        ("areas.yaml", "    name: Hampshire", "    named: Hampshire"),
    ):
        text = (data / name).read_text(encoding="utf-8")
        assert old in text
        (data / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return data


def test_these_tests_use_nothing_else_of_the_program() -> None:
    tree = ast.parse(Path(__file__).read_text(encoding="utf-8"))
    imported = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    imported += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert [name for name in imported if name.startswith("leafletgen")] == ["leafletgen"]


@pytest.mark.parametrize("size", SIZES_MM)
def test_load_lay_out_and_render_make_the_file_that_the_command_makes(
    catalogue: leafletgen.Catalogue, tmp_path: Path, size: str, check_pdf: CheckPdf
) -> None:
    layout = leafletgen.lay_out(catalogue, "hampshire", "child", size)
    pdf = leafletgen.render(layout)
    check_pdf(pdf)
    assert size_mm(pdf) == SIZES_MM[size]
    assert "Childline" in text_of(pdf)
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == layout.pages
    asked = ["hampshire", "--variant", "child", "--size", size, "--data", str(PROJECT / "data"), "-o", str(tmp_path)]
    subprocess.run([sys.executable, "-m", "leafletgen", "build", "-q", *asked], check=True, timeout=60)
    assert (tmp_path / layout.name).read_bytes() == pdf


def test_the_data_that_ship_are_loaded_if_none_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert {"hampshire", "england"} <= set(leafletgen.load().editions)


def test_data_of_the_current_folder_are_loaded_if_none_are_named(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / "editions" / "england.yaml").unlink()
    monkeypatch.chdir(data.parent)
    assert "england" not in leafletgen.load().editions


def test_load_raises_every_problem_at_once_and_prints_nothing(broken: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(leafletgen.LeafletError) as caught:
        leafletgen.load(str(broken))
    assert (caught.value.exit_code, int(caught.value.exit_code)) == (leafletgen.ExitCode.CONTENT, 3)
    assert {"unknown-key", "missing-field"} == set(codes(caught.value))
    assert {Path(problem.where.file).name for problem in caught.value.problems if problem.where} == {
        "agencies.yaml",
        "areas.yaml",
    }
    problem = next(problem for problem in caught.value.problems if problem.code == "unknown-key")
    assert isinstance(problem, leafletgen.Problem)
    assert problem.severity == "error"
    assert problem.hint
    where = problem.where
    assert isinstance(where, leafletgen.Where)
    line = (broken / "agencies.yaml").read_text(encoding="utf-8").splitlines()[where.line - 1]
    assert (where.file, line[where.column - 1 :][:6]) == (str(broken / "agencies.yaml"), "topik:")
    assert capfd.readouterr() == ("", "")


def test_a_folder_that_is_not_there_is_raised() -> None:
    with pytest.raises(leafletgen.LeafletError) as caught:
        leafletgen.load("no-such-folder")
    assert (caught.value.exit_code, codes(caught.value)) == (leafletgen.ExitCode.RESOURCE, ["folder-missing"])


def test_options_decide_how_a_file_is_made(catalogue: leafletgen.Catalogue) -> None:
    press = leafletgen.OutputOptions(profile="press", standard="x1a", marks=True, draft=True)
    layout = leafletgen.lay_out(catalogue, "hampshire", "parent", "a5", press)
    assert layout.name == "hampshire-parent-a5-press-marks.draft.pdf"
    with pikepdf.open(io.BytesIO(leafletgen.render(layout))) as pdf:
        assert pdf.docinfo["/GTS_PDFXVersion"] == "PDF/X-1a:2003"
        assert str(pdf.Root.OutputIntents[0].OutputConditionIdentifier) == "FOGRA39"
        assert "/TrimBox" in pdf.pages[0]


def test_a_printing_condition_of_ones_own(catalogue: leafletgen.Catalogue) -> None:
    (profile,) = (PROJECT / "icc").glob("*.icc")
    press = leafletgen.OutputOptions(profile="press", draft=True)
    own = (profile, "FOGRA51")
    layout = leafletgen.lay_out(catalogue, "england", "child", "a5", press, printing_condition=own)
    with pikepdf.open(io.BytesIO(leafletgen.render(layout))) as pdf:
        assert str(pdf.Root.OutputIntents[0].OutputConditionIdentifier) == "FOGRA51"


def test_a_leaflet_for_the_press_needs_checked_contacts(catalogue: leafletgen.Catalogue) -> None:
    with pytest.raises(leafletgen.LeafletError) as caught:
        leafletgen.lay_out(catalogue, "england", "child", "a5", leafletgen.OutputOptions(profile="press"))
    assert (caught.value.exit_code, codes(caught.value)) == (leafletgen.ExitCode.CONTENT, ["unchecked-for-press"])


def test_a_leaflet_for_the_press_is_all_of_one_place(tmp_path: Path) -> None:
    data = own_folder(tmp_path, agencies="", edition="parent: {imprint: Published by Surrey Police.}\n")
    check_all(data)
    with pytest.raises(leafletgen.LeafletError) as caught:
        leafletgen.lay_out(leafletgen.load(data), "kent", "child", "a5", leafletgen.OutputOptions(profile="press"))
    assert (caught.value.exit_code, codes(caught.value)) == (leafletgen.ExitCode.CONTENT, ["elsewhere-for-press"])


@pytest.mark.parametrize(
    ("arguments", "options", "code", "hint"),
    [
        (("hampsire", "child", "a5"), {}, "unknown-edition", "Did you mean hampshire?"),
        (("hampshire", "children", "a5"), {}, "unknown-name", "Did you mean child?"),
        (("hampshire", "child", "a6"), {}, "unknown-name", "Known are: "),
        (("hampshire", "child", "a5"), {"profile": "prss"}, "bad-options", "OutputOptions"),
        (("hampshire", "child", "a5"), {"mono": "yes"}, "bad-options", "OutputOptions"),
        (("hampshire", "child", "a5"), {"marks": True}, "press-option", "press"),
        (("hampshire", "child", "a5"), {"large_print": True}, "large-print-size", "a4"),
        (("hampshire", "child", "a4"), {"booklet": True}, "booklet-size", "a5"),
    ],
)
def test_what_does_not_exist_or_go_together_is_refused(
    catalogue: leafletgen.Catalogue, arguments: tuple[str, str, str], options: dict[str, object], code: str, hint: str
) -> None:
    made = leafletgen.OutputOptions(**options)  # type: ignore[arg-type]
    with pytest.raises(leafletgen.LeafletError) as caught:
        leafletgen.lay_out(catalogue, *arguments, made)  # type: ignore[arg-type]
    assert (caught.value.exit_code, codes(caught.value)) == (leafletgen.ExitCode.USAGE, [code])
    assert hint in caught.value.problems[0].hint


def test_a_printing_condition_is_for_the_press(catalogue: leafletgen.Catalogue, tmp_path: Path) -> None:
    own = ("some.icc", "FOGRA51")
    for act in (
        lambda: leafletgen.lay_out(catalogue, "england", "child", "a5", printing_condition=own),
        lambda: leafletgen.build(output=tmp_path, printing_condition=own),
    ):
        with pytest.raises(leafletgen.LeafletError) as caught:
            act()
        assert codes(caught.value) == ["press-option"]


def _too_long(data: Path) -> None:
    path = data / "leaflets" / "parent.yaml"
    text = path.read_text(encoding="utf-8")
    words = "      - text: " + "Words that nobody needs. " * 20 + "\n"
    (block,) = re.findall(r"^    blocks:\n", text, re.MULTILINE)[:1]
    path.write_text(text.replace(block, block + words * 40, 1), encoding="utf-8")


def test_words_that_do_not_fit_are_raised(data: Path) -> None:
    _too_long(data)
    with pytest.raises(leafletgen.LeafletError) as caught:
        leafletgen.lay_out(leafletgen.load(data), "hampshire", "parent", "a5")
    assert (caught.value.exit_code, codes(caught.value)) == (leafletgen.ExitCode.FIT, ["does-not-fit"])


def test_a_file_that_fails_its_own_check_is_raised(
    catalogue: leafletgen.Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = leafletgen.lay_out(catalogue, "england", "child", "a5")
    whole = leafletgen.render(layout)
    monkeypatch.setattr("leafletgen.pipeline.render.write", lambda *_: whole[: len(whole) // 2])
    with pytest.raises(leafletgen.LeafletError) as caught:
        leafletgen.render(layout)
    assert (caught.value.exit_code, codes(caught.value)) == (leafletgen.ExitCode.PRODUCT, ["product-damaged"])


def test_source_date_epoch_dates_the_file(catalogue: leafletgen.Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    with pikepdf.open(io.BytesIO(leafletgen.render(leafletgen.lay_out(catalogue, "england", "child", "a5")))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20010909014640")


def test_build_writes_what_is_asked_for_and_nothing_else(
    tmp_path: Path, check_pdf: CheckPdf, capfd: pytest.CaptureFixture[str]
) -> None:
    def build(**more: object) -> leafletgen.Report:
        asked = {"output": str(tmp_path), "data": PROJECT / "data", "variants": ["child"], "sizes": ["a5"], **more}
        return leafletgen.build("hampshire", "england", **asked)  # type: ignore[arg-type]

    first = build()
    assert [path.name for path in first.files] == ["england-child-a5.pdf", "hampshire-child-a5.pdf"]
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == sorted(path.name for path in first.files)
    for path in first.files:
        check_pdf(path)
    assert {item["state"] for item in first.items} == {"made"}
    assert "unchecked-contacts" in {problem.code for problem in first.warnings}
    assert {item["state"] for item in build().items} == {"current"}
    assert {item["state"] for item in build(force=True, jobs=2).items} == {"made"}
    assert [item["file"] for item in build(mode="plan").items] == [path.name for path in first.files]
    first.files[0].unlink()
    with pytest.raises(leafletgen.LeafletError) as caught:
        build(mode="check")
    assert (caught.value.exit_code, codes(caught.value)) == (leafletgen.ExitCode.OUT_OF_DATE, ["not-made"])
    assert not first.files[0].exists()
    assert capfd.readouterr() == ("", "")


def test_without_options_the_settings_of_the_data_say_what_is_made(data: Path, tmp_path: Path) -> None:
    (data / "settings.yaml").write_text("build:\n  - {editions: [england], sizes: [a5], mono: true}\n", "utf-8")
    made = leafletgen.build(output=tmp_path / "out", data=data)
    assert [path.name for path in made.files] == ["england-parent-a5-mono.pdf", "england-child-a5-mono.pdf"]
    plain = leafletgen.build("england", output=tmp_path / "out", data=data, options=leafletgen.OutputOptions())
    assert {path.name for path in plain.files} == {
        f"england-{variant}-{size}.pdf" for variant in ("parent", "child") for size in ("a4", "a5")
    }
    assert all(path.is_file() for path in made.files)
    pruned = leafletgen.build(output=tmp_path / "out", data=data, prune=True)
    assert {path.name for path in (tmp_path / "out").glob("*.pdf")} == {path.name for path in pruned.files}


def test_build_raises_all_problems_and_leaves_what_could_be_made(
    data: Path, tmp_path: Path, check_pdf: CheckPdf
) -> None:
    _too_long(data)
    (tmp_path / "england-child-a5.pdf").mkdir()
    with pytest.raises(leafletgen.LeafletError) as caught:
        leafletgen.build("england", "hampshire", output=tmp_path, data=data, sizes=["a5"])
    assert sorted(codes(caught.value)) == ["does-not-fit", "does-not-fit", "folder-in-the-way"]
    assert caught.value.exit_code == leafletgen.ExitCode.WRITE
    assert codes(pickle.loads(pickle.dumps(caught.value))) == codes(caught.value)
    check_pdf(tmp_path / "hampshire-child-a5.pdf")


def test_a_crash_is_raised_as_such_with_its_trace(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _too_long(data)
    monkeypatch.setattr("leafletgen.pipeline.render.write", lambda *_: 1 // 0)
    with pytest.raises(leafletgen.LeafletError) as caught:
        leafletgen.build("england", output=tmp_path, data=data, sizes=["a5"])
    assert sorted(codes(caught.value)) == ["does-not-fit", "unexpected"]
    assert caught.value.exit_code == leafletgen.ExitCode.UNEXPECTED
    assert "ZeroDivisionError" in vars(caught.value)["trace"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"variants": ["adult"]}, "unknown-name"),
        ({"variants": "child"}, "unknown-name"),
        ({"sizes": ["A5"]}, "unknown-name"),
        ({"mode": "chek"}, "unknown-name"),
        ({"mode": "check", "force": True}, "mode-writes-nothing"),
        ({"mode": "plan", "prune": True}, "mode-writes-nothing"),
        ({"prune": True, "sizes": ["a5"]}, "prune-part"),
        ({"jobs": -1}, "bad-jobs"),
    ],
)
def test_build_refuses_what_it_does_not_know(tmp_path: Path, more: dict[str, object], code: str) -> None:
    with pytest.raises(leafletgen.LeafletError) as caught:
        leafletgen.build(output=tmp_path / "out", **more)  # type: ignore[arg-type]
    assert set(codes(caught.value)) == {code}
    assert caught.value.exit_code == leafletgen.ExitCode.USAGE
    assert not (tmp_path / "out").exists()


def test_contacts_that_nobody_checked_are_refused_on_request(tmp_path: Path) -> None:
    with pytest.raises(leafletgen.LeafletError) as caught:
        leafletgen.build("england", output=tmp_path, data=PROJECT / "data", checked_within=30)
    assert set(codes(caught.value)) <= {"not-checked", "check-too-old"}
    assert not list(tmp_path.iterdir())


def test_import_loads_nothing_and_each_name_what_it_needs() -> None:
    script = (
        "import json, sys\n"
        "import leafletgen\n"
        "light = sorted(name for name in sys.modules if name.startswith('leafletgen'))\n"
        "leafletgen.Problem\n"
        "more = sorted(name for name in sys.modules if name.startswith('leafletgen'))\n"
        "print(json.dumps([light, more, sorted(sys.modules)]))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(leafletgen.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, check=True, timeout=30)
    light, more, everything = json.loads(done.stdout)
    assert light == ["leafletgen", "leafletgen.version"]
    assert more == ["leafletgen", "leafletgen.errors", "leafletgen.version"]
    assert {"msgspec", "click", "reportlab", "yaml"}.isdisjoint(everything)


def test_every_public_name_is_there_and_typed() -> None:
    assert dir(leafletgen) == sorted(leafletgen.__all__)
    for name in leafletgen.__all__:
        assert getattr(leafletgen, name) is not None
    for function in (leafletgen.load, leafletgen.lay_out, leafletgen.render, leafletgen.build):
        assert "return" in function.__annotations__
        assert function.__doc__
    assert importlib.resources.files("leafletgen").joinpath("py.typed").is_file()
    with pytest.raises(AttributeError, match="no attribute 'bild'"):
        leafletgen.bild  # noqa: B018
