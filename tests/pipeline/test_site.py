"""A site: which files and pages it has, how they lead to each other, and what is made again when."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from leafletgen.content.check import check
from leafletgen.content.source import read_folder
from leafletgen.errors import ContentError, ExitCode, WriteError
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.site import Site
from leafletgen.resources import shipped_data
from tests.support.program import run_inside
from tests.support.project import SOURCE
from tests.support.team import Team, add_edition, replace
from tests.support.translated import in_language, in_pseudo, own_folder
from tests.support.web_pages import parsed

SETTINGS = "site:\n  accessibility_statement: https://www.a-website.org.uk/accessibility\n  build: [{sizes: [a5]}]\n"
EDITIONS = ("dorset", "hampshire", "wide")
OF_EDITION = [f"{variant}{end}" for variant in ("parent", "child") for end in ("-a5.pdf", ".svg", ".html")]
NAMES = [
    *(f"{edition}-{end}" for edition in EDITIONS for end in OF_EDITION),
    *(f"{edition}.html" for edition in EDITIONS),
    "index.html",
]


@pytest.fixture
def site(team: Team) -> Team:
    """A team that makes a site of A5 files."""
    (team.data / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    return team


def _pages(folder: Path) -> dict[str, Element]:
    """The web pages of leafletgen in a folder."""
    pages = (path for path in folder.glob("*.html") if path.is_file() and path.name != "notes.html")
    return {path.name: parsed(path.read_bytes()) for path in pages}


def _links(page: Element) -> set[str]:
    """The files beside a page that it shows or leads to."""
    found = [e.get("href", "") for e in page.iter("a")] + [e.get("src", "") for e in page.iter("img")]
    return {link for link in found if not re.match(r"[a-z]+:|#", link)}


def _entries(folder: Path) -> dict[str, dict[str, Any]]:
    return {entry["file"]: entry for entry in json.loads((folder / "manifest.json").read_bytes())["files"]}


def test_every_link_leads_to_a_file_and_every_file_is_linked(site: Team) -> None:
    assert site.made(site=True) == NAMES
    files = set(site.files())
    assert files == {*NAMES, "manifest.json"}
    pages = _pages(site.output)
    linked = set().union(*map(_links, pages.values()))
    assert linked == files - {"manifest.json"}
    assert _links(pages["index.html"]) == {f"{edition}.html" for edition in EDITIONS}
    assert _links(pages["dorset.html"]) == {"index.html", *(f"dorset-{end}" for end in OF_EDITION)}
    assert _links(pages["dorset-child.html"]) == {"dorset-child-a5.pdf"}


def test_the_manifest_says_all_that_the_pages_show(site: Team) -> None:
    site.build(site=True)
    entries = _entries(site.output)
    assert sorted(entries) == sorted(NAMES)
    media = {"pdf": "application/pdf", "html": "text/html", "svg": "image/svg+xml"}
    for name, entry in entries.items():
        assert entry["media"] == media[name.rpartition(".")[2]]
        assert entry["bytes"] == (site.output / name).stat().st_size
        assert (entry["pages"] is None) == (entry["media"] != "application/pdf") == (entry["size"] is None)
    assert (entries["dorset-child.html"]["edition"], entries["dorset-child.html"]["variant"]) == ("dorset", "child")
    assert (entries["dorset.html"]["edition"], entries["dorset.html"]["variant"]) == ("dorset", None)
    assert entries["index.html"]["edition"] is None


def test_the_same_data_give_the_same_bytes(site: Team, tmp_path: Path) -> None:
    site.build(site=True, jobs=1)
    files = site.files()
    site.build(site=True, jobs=3, force=True)
    assert site.files() == files
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = [sys.executable, "-m", "leafletgen", "site", "--data", str(site.data), "-o", "out", "-q"]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1795478400"}
    subprocess.run(command, cwd=elsewhere, env=environment, check=True, timeout=120, stdout=subprocess.DEVNULL)
    web = {name: data for name, data in files.items() if name.endswith((".html", ".svg"))}
    assert {name: (elsewhere / "out" / name).read_bytes() for name in web} == web


def test_nothing_changed_is_nothing_written(site: Team) -> None:
    site.settle()
    site.build(site=True)
    times = {path: path.stat().st_mtime_ns for path in site.output.iterdir()}
    assert site.made(site=True) == []
    site.forget()
    assert site.made(site=True) == []
    assert site.build(site=True, mode="check").errors == ()
    assert {path: path.stat().st_mtime_ns for path in site.output.iterdir()} == times


def test_lines_that_move_in_a_file_make_nothing_again(site: Team) -> None:
    site.build(site=True)
    for path in site.data.rglob("*.yaml"):
        path.write_text("# moved\n\n\n" + path.read_text("utf-8"), encoding="utf-8")
    assert site.made(site=True) == []


def test_one_changed_edition_makes_its_files_and_its_page(site: Team) -> None:
    site.build(site=True)
    replace(site.data / "editions" / "wide.yaml", '"1"', '"2"')
    assert sorted(site.made(site=True)) == sorted([*(f"wide-{end}" for end in OF_EDITION), "wide.html"])
    assert "version\u00a02" in " ".join(_pages(site.output)["wide.html"].itertext())


def test_editions_stand_in_the_order_of_their_names(site: Team) -> None:
    replace(site.data / "editions" / "wide.yaml", "name: Wide", "name: Avon")
    replace(site.data / "editions" / "hampshire.yaml", "name: Hampshire", "name: cumbria")
    site.build(site=True)
    page = _pages(site.output)["index.html"]
    assert [link.text for link in page.iterfind(".//li/a")] == ["Avon", "cumbria", "Dorset"]


def test_another_name_of_an_edition_changes_the_index(site: Team) -> None:
    site.build(site=True)
    replace(site.data / "editions" / "wide.yaml", "name: Wide", "name: Everywhere")
    assert "index.html" in site.made(site=True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/accessibility", "/other"),
        ("site:\n", "site:\n  exit: https://www.a-website.org.uk/\n"),
        ("site:\n", "site:\n  exit_note: It leads away.\n"),
    ],
)
def test_what_stands_around_a_leaflet_makes_its_page_again_and_no_pdf(site: Team, old: str, new: str) -> None:
    site.build(site=True)
    replace(site.data / "settings.yaml", old, new)
    made = set(site.made(site=True))
    assert {f"{edition}-{variant}.html" for edition in EDITIONS for variant in ("parent", "child")} <= made
    assert not [name for name in made if not name.endswith(".html")]


def test_files_that_somebody_changed_or_removed_are_found_and_made_again(site: Team) -> None:
    site.build(site=True)
    before = site.files()
    changed, removed = ("index.html", "dorset-child.html", "wide-parent.svg"), ("wide.html", "dorset-parent-a5.pdf")
    for name in changed:
        (site.output / name).write_bytes(b"<p>other</p>")
    for name in removed:
        (site.output / name).unlink()
    report = site.build(site=True, mode="check")
    found = {Path(str(problem.where)).name for error in report.errors for problem in error.problems}
    assert report.exit_code == ExitCode.OUT_OF_DATE and found >= {*changed, *removed}
    assert not any((site.output / name).exists() for name in removed)
    site.build(site=True)
    assert site.files() == before


def test_the_first_page_of_somebody_else_is_not_replaced(site: Team) -> None:
    site.output.mkdir(parents=True, exist_ok=True)
    index = site.output / "index.html"
    index.write_bytes(b"of somebody")
    with pytest.raises(WriteError, match="foreign-file"):
        site.build(site=True)
    assert (index.read_bytes(), site.files()) == (b"of somebody", {"index.html": b"of somebody"})
    index.unlink()
    assert site.build(site=True).errors == ()
    index.write_bytes(b"changed by somebody")
    assert site.build(site=True).errors == ()  # A page of leafletgen is made again.
    assert index.read_bytes() != b"changed by somebody"


def test_prune_removes_the_pages_of_an_edition_that_is_gone(site: Team) -> None:
    site.build(site=True)
    (site.output / "notes.html").write_bytes(b"of somebody")
    (site.data / "editions" / "wide.yaml").unlink()
    report = site.build(site=True)
    left = {Path(str(problem.where)).name for problem in report.warnings if problem.code == "no-longer-made"}
    assert left == {name for name in NAMES if name.startswith("wide")}
    assert "wide.html" not in _links(_pages(site.output)["index.html"])
    site.build(site=True, prune=True)
    assert set(site.files()) == {*NAMES, "manifest.json", "notes.html"} - left


def test_with_one_edition_the_index_is_its_page(site: Team) -> None:
    for name in ("dorset", "wide"):
        (site.data / "editions" / f"{name}.yaml").unlink()
    made = site.made(site=True)
    assert made == [*(f"hampshire-{end}" for end in OF_EDITION), "index.html"]
    page = _pages(site.output)["index.html"]
    assert _links(page) == set(made) - {"index.html"}


def test_a_file_that_could_not_be_made_is_not_linked(site: Team) -> None:
    for name in ("dorset-child-a5.pdf", "wide-parent.html", "wide-child.svg"):
        (site.output / name).mkdir(parents=True)
    report = site.build(site=True)
    assert len(report.errors) == 3
    pages = _pages(site.output)
    for page in pages.values():
        assert all((site.output / link).is_file() for link in _links(page) - {"dorset-child-a5.pdf"})
    assert "dorset-child-a5.pdf" not in _links(pages["dorset.html"])
    assert not [link for link in _links(pages["wide.html"]) if link.startswith("wide-parent")]


def test_the_page_says_which_contacts_nobody_has_checked(site: Team) -> None:
    site.build(site=True)
    words = " ".join(" ".join(_pages(site.output)["dorset.html"].itertext()).split())
    catalogue = check(read_folder(site.data))
    page = _pages(site.output)["dorset.html"]
    listed = ["".join(item.itertext()) for item in page.iterfind(".//details//li")]
    assert listed and all(": " in contact for contact in listed)
    assert catalogue.phrases.which_not_checked in words
    assert f"{len(page.findall('.//section[1]//details//li'))}." in words


def test_the_page_says_when_all_contacts_were_checked(site: Team) -> None:
    opens = "        opens: https://www.childline.org.uk/get-support/\n"
    checked = "        checked: {on: 2026-10-05, how: Opened it., by: Prevention officer}\n"
    replace(site.data / "agencies.yaml", opens, opens + checked)
    (site.data / "settings.yaml").write_text(SETTINGS + "  search: true\n", encoding="utf-8")
    site.build(site=True)
    pages = _pages(site.output)
    _, child = pages["wide.html"].findall(".//section")
    assert not child.findall(".//details") and not child.findall(".//*[@class='warning']")
    assert "5\u00a0October\u00a02026" in " ".join(child.itertext())
    assert pages["hampshire.html"].findall(".//details")
    found = {name for name, data in site.files().items() if name.endswith(".html") and b"noindex" not in data}
    assert {"wide-child.html", "index.html"} <= found
    assert not {"hampshire-parent.html", "hampshire.html"} & found


@pytest.mark.parametrize("name", ["index", "wide-parent", "wide-child", "con", "com1", "nul"])
def test_an_edition_whose_page_would_have_the_name_of_another_file_is_refused(site: Team, name: str) -> None:
    add_edition(site.data, name, "uk")
    with pytest.raises(ContentError) as caught:
        site.build(site=True)
    (problem,) = caught.value.problems
    assert problem.code == "site-name" and problem.where
    assert Path(problem.where.file).name == f"{name}.yaml"
    assert not site.output.exists()


def test_names_that_only_look_like_those_of_other_pages_are_taken(site: Team) -> None:
    add_edition(site.data, "kent-parent", "uk")
    add_edition(site.data, "indexes", "uk")
    assert {"kent-parent.html", "kent-parent-parent.html", "indexes.html"} <= set(site.made(site=True))


def test_a_site_offers_no_draft(site: Team) -> None:
    (site.data / "settings.yaml").write_text("site: {build: [{sizes: [a5], draft: true}]}\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        site.build(site=True)
    assert [problem.code for problem in caught.value.problems] == ["site-draft"]


def test_rows_that_contradict_themselves_are_refused_at_their_place(site: Team) -> None:
    (site.data / "settings.yaml").write_text("site:\n  build:\n    - {booklet: true, large_print: true}\n", "utf-8")
    with pytest.raises(ContentError) as caught:
        site.build(site=True)
    (problem,) = caught.value.problems
    assert problem.where and problem.where.line == 3


def test_a_site_offers_what_an_officer_without_a_command_line_needs() -> None:
    catalogue = check(read_folder(shipped_data()))
    site = Site(Composer(catalogue, lambda _tag: {}), (), [], [])
    names = [file.name for file in site.output_files if file.edition == "hampshire" and file.variant == "child"]
    ends = (
        "-a4.pdf",
        "-a5-booklet.pdf",
        "-a5.pdf",
        ".svg",
        ".html",
        "-a4-large.pdf",
        "-a4-mono.pdf",
        "-a4-fillable.pdf",
    )
    assert names == [f"hampshire-child{end}" for end in ends]


@pytest.fixture
def welsh(tmp_path: Path) -> Path:
    """A folder with an edition in English and in pseudo-English, signed, whose site has A5 files."""
    folder = in_pseudo(own_folder(tmp_path / "data", "languages: [en, qps]\n"))
    with (folder / "settings.yaml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    return folder


def test_each_language_has_its_page_its_cover_and_its_files(welsh: Path, tmp_path: Path) -> None:
    outcome = run_inside("site", "--data", welsh, "-o", tmp_path / "out", "-q")
    assert outcome.code == 0, outcome.stderr
    names = {path.name for path in (tmp_path / "out").iterdir()} - {"manifest.json"}
    both = {f"gwent-{end.replace('.', f'{tag}.')}" for end in OF_EDITION for tag in ("", ".qps")}
    assert names == {"index.html", "index.qps.html", *both}
    pages = _pages(tmp_path / "out")
    for own, other in ((".html", ".qps.html"), (".qps.html", ".html")):
        page = pages[f"index{own}"]
        assert _links(page) == {*both, f"index{other}"}
        assert {e.get("lang") for e in page.iterfind(".//h2/span")} == {"en-GB" if "qps" in own else "qps"}
    told = ["".join(pages[f"index{tag}.html"].find(".//h2").itertext()) for tag in ("", ".qps")]  # type: ignore[union-attr]
    assert (told[0], told[1][0]) == ("For parents and carers", "[")
    assert _entries(tmp_path / "out")["index.qps.html"]["language"] == "qps"
    english, pseudo = pages["gwent-child.html"], pages["gwent-child.qps.html"]
    assert (english.get("lang"), pseudo.get("lang")) == ("en-GB", "qps")
    assert _links(english) == {"gwent-child-a5.pdf", "gwent-child.qps.html"}
    assert _links(pseudo) == {"gwent-child-a5.qps.pdf", "gwent-child.html"}
    words = ["".join(page.find(".//a[@id='exit']").itertext()) for page in (english, pseudo)]  # type: ignore[union-attr]
    assert words[0] == "Leave this page" != words[1]
    assert _entries(tmp_path / "out")["gwent-child.qps.html"]["language"] == "qps"
    assert run_inside("site", "--data", welsh, "-o", tmp_path / "out", "--check", "-q").code == 0


def test_a_site_can_be_in_one_of_the_languages(welsh: Path, tmp_path: Path) -> None:
    for asked, tags in (("qps", {".qps"}), ("en", {""})):
        outcome = run_inside("site", "--language", asked, "--data", welsh, "-o", tmp_path / asked, "-q")
        assert outcome.code == 0, outcome.stderr
        names = {path.name for path in (tmp_path / asked).iterdir()} - {"manifest.json", "index.html", "index.qps.html"}
        assert names == {f"gwent-{end.replace('.', f'{tag}.')}" for end in OF_EDITION for tag in tags}
    outcome = run_inside("site", "--language", "cy+en", "--data", welsh, "-o", tmp_path / "both")
    assert (outcome.code, "unknown-language" in outcome.stderr) == (ExitCode.USAGE, True)


def test_the_lists_of_several_editions_lead_to_pages_in_their_language(welsh: Path, tmp_path: Path) -> None:
    english = (welsh / "editions" / "gwent.yaml").read_text(encoding="utf-8").replace("[en, qps]", "[en]")
    (welsh / "editions" / "kent.yaml").write_text(english.replace("gwent", "kent").replace("Gwent", "Kent"), "utf-8")
    outcome = run_inside("site", "--data", welsh, "-o", tmp_path / "out", "-q")
    assert outcome.code == 0, outcome.stderr
    pages = _pages(tmp_path / "out")
    assert _links(pages["index.html"]) == {"gwent.html", "kent.html", "index.qps.html"}
    assert _links(pages["index.qps.html"]) == {"gwent.qps.html", "kent.html", "index.html"}
    assert {"gwent.html", "index.qps.html"} <= _links(pages["gwent.qps.html"])
    assert "kent.qps.html" not in pages


def test_a_welsh_force_has_both_languages_on_its_site_once_its_welsh_is_ready(tmp_path: Path) -> None:
    folder = in_language(own_folder(tmp_path / "data"), "cy")
    (folder / "settings.yaml").write_text(f"extends: builtin\n{SETTINGS}", encoding="utf-8")
    outcome = run_inside("site", "--data", folder, "-o", tmp_path / "out", "-q")
    assert outcome.code == 0, outcome.stderr
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"index.html", "index.cy.html", "gwent-child.html", "gwent-child.cy.html", "gwent-parent-a5.cy.pdf"} <= names
    shutil.rmtree(folder / "translations")
    outcome = run_inside("site", "--data", folder, "-o", tmp_path / "english", "-q")
    assert (outcome.code, "welsh-duty" in outcome.stderr) == (0, True)
    assert not list((tmp_path / "english").glob("*.cy.*"))


def test_a_language_that_is_not_checked_gets_no_page_and_no_link_from_the_list(welsh: Path, tmp_path: Path) -> None:
    for path in (welsh / "translations" / "qps").glob("*.yaml"):
        text = re.sub(r"  checked(_again)?: .*\n", "", path.read_text("utf-8"))
        path.write_text(text, encoding="utf-8")
    outcome = run_inside("site", "--data", welsh, "-o", tmp_path / "out", "-q")
    assert outcome.code == ExitCode.CONTENT
    pages = _pages(tmp_path / "out")
    assert set(pages) == {"index.html", "gwent-parent.html", "gwent-child.html"}
    assert all((tmp_path / "out" / link).is_file() for page in pages.values() for link in _links(page))


def test_a_build_in_the_folder_of_a_site_keeps_its_pages(site: Team) -> None:
    site.build(site=True)
    before = site.files()
    site.build(sizes=("a5",))
    assert {name: data for name, data in site.files().items() if name in before} == before
