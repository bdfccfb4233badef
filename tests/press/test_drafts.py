"""Drafts, and what the press needs before it prints: a check of every contact by a person."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from leafletgen.errors import ExitCode
from tests.support.checked import check_all
from tests.support.faults import FIXTURE
from tests.support.own_folder import EDITION, own_folder
from tests.support.pdf_checks import CheckPdf
from tests.support.program import run_inside as run
from tests.support.project import PROJECT

DATED = 'date: 2026-11-24\nversion: "1"\n'
BAND = "DRAFT: do not give to families"


def build(out: Path, *options: str | Path) -> tuple[int, list[str], str]:
    """The exit code of `build`, the names of the files, and what it says."""
    outcome = run("build", *options, "-o", out)
    return outcome.code, [Path(line).name for line in outcome.stdout.splitlines()], outcome.stderr


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURE, tmp_path / "data"))


def bands(path: Path) -> list[bool]:
    """For each page, whether it says that it is a draft."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [BAND in page.get_textpage().get_text_range() for page in pdf]


def test_the_press_is_refused_as_long_as_a_contact_is_unchecked(data: Path, tmp_path: Path) -> None:
    (data / "settings.yaml").write_text("build: [{sizes: [a5]}, {sizes: [a5], profile: press}]\n", encoding="utf-8")
    code, names, stderr = build(tmp_path / "out", "--data", data)
    assert code == ExitCode.CONTENT
    assert names == ["hampshire-parent-a5.pdf", "hampshire-child-a5.pdf"]  # what an office prints is made
    place = f"{data / 'editions' / 'hampshire.yaml'}:1:1: error: "
    assert f"{place}hampshire parent: " in stderr and f"{place}hampshire child: " in stderr
    assert "not been checked by a person: not for the press [unchecked-for-press]" in stderr
    assert f"leafletgen contacts stale --data {data} hampshire" in stderr and "--draft" in stderr


def test_only_unchecked_files_for_the_press_become_drafts_if_that_is_asked_for(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    rows = "build: [{sizes: [a5], variants: [child]}, {sizes: [a5], variants: [child], profile: press}]\n"
    (data / "settings.yaml").write_text(rows, encoding="utf-8")
    asked = ("--data", data, "--draft-unchecked")
    code, names, stderr = build(out, *asked)
    assert (code, names) == (0, ["hampshire-child-a5.pdf", "hampshire-child-a5-press.draft.pdf"])
    assert "[draft]" in stderr
    assert "no-longer-made" not in stderr
    assert build(out, *asked, "--check")[0] == 0
    assert "[unchecked-for-press]" in build(out, "--data", data, "--check")[2]
    check_all(data)
    code, names, stderr = build(out, *asked, "--prune")
    assert (code, names) == (0, ["hampshire-child-a5.pdf", "hampshire-child-a5-press.pdf"])
    assert "[draft]" not in stderr
    assert not (out / "hampshire-child-a5-press.draft.pdf").exists()


def test_a_draft_in_another_language_has_no_fault_because_it_claims_no_standard(tmp_path: Path) -> None:
    """Nobody has checked its words, so it does not claim that a screen reader reads the right ones."""
    asked = (
        "hampshire",
        "--language",
        "pl",
        "--variant",
        "child",
        "--size",
        "a5",
        "--draft",
        "--data",
        PROJECT / "data",
    )
    _, (name,), _ = build(tmp_path, *asked)
    outcome = run("preflight", tmp_path / name)
    assert (outcome.code, "[draft]" in outcome.stderr) == (0, True), outcome.stderr


HALF_CHANGED = {
    "the id and the name": {"id": "surrey", "name": "Surrey"},
    "the force": {"force": "surrey"},
    "the areas": {"areas": "[surrey]"},
    "the imprint": {"more": "parent: {imprint: Published by Surrey Police.}\n"},
    "how to reach the force": {"more": 'parent: {contact_lines: ["Write to help@surrey.police.uk."]}\n'},
    "the address of the newest version": {
        "more": "current_version: {shown: surrey.police.uk, opens: https://www.surrey.police.uk/}\n"
    },
}


@pytest.mark.parametrize("part", HALF_CHANGED)
def test_no_press_prints_an_edition_that_is_partly_of_another_place(part: str, tmp_path: Path) -> None:
    keys = {"id": "kent", "name": "Kent", "force": "kent", "areas": "[kent]", "more": "", **HALF_CHANGED[part]}
    more = keys.pop("more")
    data = own_folder(tmp_path / "data", agencies="")
    (data / "editions" / "kent.yaml").unlink()
    path = data / "editions" / f"{keys['id']}.yaml"
    path.write_text("".join(f"{key}: {value}\n" for key, value in keys.items()) + DATED + more, encoding="utf-8")
    check_all(data)
    out = tmp_path / "out"
    asked = ("--data", data, "--variant", "parent", "--size", "a5", "--dry-run")
    refused = run("build", *asked, "--profile", "press", "-o", out)
    assert (refused.code, f"{path}:1:1: error: {keys['id']}: a part of this" in refused.stderr) == (3, True)
    assert "[unchecked-for-press]" not in refused.stderr
    for allowed in (("--profile", "press", "--draft"), ()):  # An office may print it: an officer is there to ask.
        assert run("build", *asked, *allowed, "-o", out).code == 0


def test_what_is_wrong_in_one_edition_keeps_no_other_one_from_the_press(tmp_path: Path) -> None:
    data = own_folder(tmp_path / "data", agencies="")
    (data / "editions" / "surrey.yaml").write_text(EDITION.replace("id: kent", "id: surrey"), encoding="utf-8")
    check_all(data)
    asked = ("--data", data, "--profile", "press", "--size", "card", "--dry-run", "-o", tmp_path / "out", "--json")
    found = json.loads(run("build", *asked).stdout)
    assert [item["edition"] for item in found["items"]] == ["kent"]
    assert [one["code"] for one in found["problems"] if one["severity"] == "error"] == ["elsewhere-for-press"]


def test_a_press_file_that_is_refused_is_neither_overwritten_nor_pruned(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (data / "settings.yaml").write_text("build: [{sizes: [a5], profile: press}]\n", encoding="utf-8")
    check_all(data)
    assert build(out, "--data", data)[0] == 0
    good = (out / "hampshire-parent-a5-press.pdf").read_bytes()
    (data / "checks.yaml").unlink()
    code, _, stderr = build(out, "--data", data, "--prune")
    assert code == ExitCode.CONTENT
    assert (out / "hampshire-parent-a5-press.pdf").read_bytes() == good
    assert "no longer" not in stderr


def test_checked_contacts_go_to_the_press_however_old_the_check_is(data: Path, tmp_path: Path) -> None:
    check_all(data)
    asked = ("--data", data, "--profile", "press", "--variant", "parent", "--size", "a5")
    code, names, stderr = build(tmp_path / "out", *asked)
    assert (code, names) == (0, ["hampshire-parent-a5-press.pdf"]), stderr
    assert bands(tmp_path / "out" / names[0]) == [False] * 4
    assert "draft" not in stderr
    assert build(tmp_path / "out", *asked, "--require-checked", "1")[0] == ExitCode.CONTENT


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variant", "options"),
    [
        ("parent", ()),
        ("child", ("--mono",)),
        ("child", ("--large-print",)),
        ("parent", ("--profile", "press")),
        ("child", ("--profile", "press", "--standard", "x1a")),
    ],
    ids=lambda given: given if isinstance(given, str) else " ".join(given),
)
def test_each_page_of_a_draft_says_so(variant: str, options: tuple[str, ...], tmp_path: Path) -> None:
    code, names, stderr = build(tmp_path, "hampshire", "--variant", variant, "--draft", *options)
    assert code == 0, stderr
    assert "warning: the files are drafts, and say so on each page [draft]" in stderr
    assert "unchecked-contacts" in stderr
    for name in names:
        assert name.endswith(".draft.pdf")
        assert set(bands(tmp_path / name)) == {True}, name
        with pikepdf.open(tmp_path / name) as pdf:
            assert str(pdf.docinfo["/Title"]).startswith(f"{BAND} · Help ")
    assert run("preflight", *(tmp_path / name for name in names)).code == 0
    entries = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert {entry["file"]: entry["draft"] for entry in entries} == dict.fromkeys(names, True)


RENDITIONS = {
    "for the press": ("--draft", "--profile", "press"),
    "for an old press": ("--draft", "--profile", "press", "--standard", "x1a"),
    "for the office": ("--draft", "--size", "a5"),
    "a booklet": ("--draft", "--booklet"),
    "cards": ("--draft", "--size", "card"),
    "a translation": ("--draft", "--language", "pl", "--size", "card"),
    "a proof": ("--size", "a5", "--proof", PROJECT / "data"),
}


@pytest.mark.parametrize("kind", RENDITIONS)
def test_preflight_says_of_a_draft_and_of_a_proof_that_it_must_not_be_printed(kind: str, tmp_path: Path) -> None:
    variant = "child" if "card" in RENDITIONS[kind] else "parent"
    code, names, stderr = build(tmp_path, "hampshire", "--variant", variant, *RENDITIONS[kind])
    assert code == 0, stderr
    renamed = tmp_path / "away" / "renamed.pdf"  # Neither its name nor a manifest tells.
    renamed.parent.mkdir()
    (tmp_path / names[-1]).rename(renamed)
    outcome = run("preflight", renamed)
    what = "proof" if kind == "a proof" else "draft"
    said = f"warning: this is a {what}, not the leaflet: it must not be printed for families [draft]"
    assert said in outcome.stderr
    assert outcome.stderr.splitlines()[-1] == "0 files are fit for printing; 1 is a draft or proof"
    assert outcome.stdout.split()[-1] == what
    assert outcome.code == 0  # It may be shown to a printer; docs/printing.md


def test_preflight_takes_no_other_file_for_a_draft(tmp_path: Path) -> None:
    _, (name,), _ = build(tmp_path, "hampshire", "--variant", "child", "--size", "card")
    with pikepdf.open(tmp_path / name, allow_overwriting_input=True) as pdf:
        with pdf.open_metadata() as metadata:
            metadata["xmpMM:RenditionClass"] = "proof:pdf"  # What InDesign writes into each file.
        pdf.save(tmp_path / "other.pdf")
    outcome = run("preflight", tmp_path / "other.pdf")
    assert "[draft]" not in outcome.stderr
    assert "1 file is fit for printing" in outcome.stderr


def test_a_draft_claims_what_the_file_claims(tmp_path: Path, check_pdf: CheckPdf) -> None:
    _, names, _ = build(tmp_path, "hampshire", "--draft")
    assert len(names) == 4
    for name in names:
        check_pdf(tmp_path / name)


def test_a_draft_booklet_says_so_on_each_page(tmp_path: Path) -> None:
    _, names, _ = build(tmp_path, "hampshire", "--variant", "child", "--draft", "--booklet")
    assert names == ["hampshire-child-a5-booklet.draft.pdf"]
    with pypdfium2.PdfDocument(tmp_path / names[0]) as pdf:
        assert [page.get_textpage().get_text_range().count(BAND) for page in pdf] == [2] * 4


def test_a_draft_and_the_leaflet_stand_side_by_side(tmp_path: Path) -> None:
    asked = ("england", "--variant", "child", "--size", "a5")
    assert build(tmp_path, *asked)[1] == ["england-child-a5.pdf"]
    assert build(tmp_path, *asked, "--draft")[1] == ["england-child-a5.draft.pdf"]
    assert bands(tmp_path / "england-child-a5.pdf") == [False] * 8
    assert build(tmp_path, *asked, "--check")[0] == build(tmp_path, *asked, "--draft", "--check")[0] == 0


def test_an_officers_copy_is_no_draft(tmp_path: Path) -> None:
    asked = ("hampshire", "--variant", "parent", "--draft", "--officer-name", "Sam Example")
    code, names, stderr = build(tmp_path, *asked)
    assert (code, names) == (ExitCode.USAGE, [])
    assert "[officer-draft]" in stderr and "Leave out --draft" in stderr
    assert not list(tmp_path.iterdir())


def test_verbose_says_how_far_a_leaflet_is_from_fewer_pages(tmp_path: Path) -> None:
    asked = ("hampshire", "--size", "a4", "--variant", "parent")
    _, _, stderr = build(tmp_path, *asked, "-v")
    (said,) = [line for line in stderr.splitlines() if line.startswith("hampshire-parent-a4.pdf: ")]
    pages, over = said.removeprefix("hampshire-parent-a4.pdf: ").split(", ")
    with pypdfium2.PdfDocument(tmp_path / "hampshire-parent-a4.pdf") as pdf:
        assert pages == f"{len(pdf)} pages" == "6 pages"
    amount, words = over.split(maxsplit=1)
    assert 100 < float(amount) < 400 and words == "mm too much for 4 pages"
    assert build(tmp_path / "dry", *asked, "--dry-run")[1] == [
        said.replace(": ", "  hampshire  parent  a4  office    missing  ")
    ]
