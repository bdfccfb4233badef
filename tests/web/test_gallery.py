"""The gallery: lists of editions and files for officers, by file and in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page

from leafletgen.content.catalogue import Catalogue
from leafletgen.web.gallery import Download, EditionPage, Part, Surroundings, edition_page, index_page
from tests.support.browser import violations, visit
from tests.support.program import run_inside
from tests.support.web_pages import parsed

MARK_UP = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def around(catalogue: Catalogue) -> Surroundings:
    return Surroundings(catalogue.phrases, "en-GB", "ltr", "https://www.a-website.org.uk/accessibility")


def _edition(text: str) -> EditionPage:
    download = Download("kent-child-a4.pdf", text, text, press=True)
    return EditionPage(text, text, (Part(text, text, "kent-child.html", "kent-child.svg", (download,), text, (text,)),))


def test_mark_up_in_names_stays_words(around: Surroundings) -> None:
    for data in (edition_page(_edition(MARK_UP), around, "index.html"), index_page([(MARK_UP, "kent.html")], around)):
        root = parsed(data)
        assert MARK_UP in {"".join(element.itertext()) for element in root.iter()}
        assert not list(root.iter("script")) and [e.get("src") for e in root.iter("img")] in ([], ["kent-child.svg"])


def test_the_pages_allow_no_script_and_only_pictures_beside_them(around: Surroundings) -> None:
    root = parsed(edition_page(_edition("x"), around))
    policy = next(e.attrib["content"] for e in root.iter("meta") if e.get("http-equiv"))
    assert "script" not in policy and policy.startswith("default-src 'none'") and "img-src 'self' data:;" in policy
    levels = [int(e.tag[1]) for e in root.iter() if e.tag in ("h1", "h2", "h3")]
    assert levels == sorted(levels) == [1, 2, 3]


def test_the_pages_are_left_out_by_search_engines_until_all_is_checked(around: Surroundings) -> None:
    unchecked = _edition("x")
    (part,) = unchecked.parts
    checked = replace(unchecked, parts=(replace(part, unchecked=()),))
    findable = replace(around, findable=True)
    assert b"noindex" in edition_page(checked, around) and b"noindex" in index_page([], around)
    assert b"noindex" in edition_page(unchecked, findable)
    assert b"noindex" not in edition_page(checked, findable) and b"noindex" not in index_page([], findable)


def test_a_tab_says_what_the_page_is_for(around: Surroundings) -> None:
    assert parsed(edition_page(_edition("Kent"), around)).findtext("head/title") == "Kent: Leaflets to print or to send"


def test_files_for_a_press_stand_by_themselves(around: Surroundings) -> None:
    root = parsed(edition_page(_edition("x"), around))
    assert [e.text for e in root.iter("h3")] == [around.phrases.for_press]


def test_a_file_beside_the_page_is_all_that_a_link_can_name(around: Surroundings) -> None:
    with pytest.raises(ValueError, match="link"):
        index_page([("Kent", "javascript:alert(1)")], around)


# --- in a browser ---


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the shipped data, with a folder of its own for settings."""
    home = tmp_path_factory.mktemp("site")
    folder = home / "data"
    (folder / "editions").mkdir(parents=True)
    (folder / "settings.yaml").write_text(
        "extends: builtin\nsite:\n  accessibility_statement: https://www.a-website.org/a\n  build: [{sizes: [a5]}]\n",
        encoding="utf-8",
    )
    for name, area in (("kent", "kent"), ("essex", "essex")):
        text = f"id: {name}\nname: {name.title()}\nareas: [{area}]\ndate: 2026-11-24\nversion: '1'\n"
        (folder / "editions" / f"{name}.yaml").write_text(text, encoding="utf-8")
    outcome = run_inside("site", "--data", folder, "-o", home / "out", "-q")
    assert outcome.code == 0, outcome.stderr
    return home / "out"


@contextmanager
def _opened(browser: Browser, path: Path, width: int = 1280, *, dark: bool = False) -> Iterator[Page]:
    with visit(browser, path.as_uri(), width, dark=dark) as visited:
        yield visited.page
        assert visited.said == []
        beside = path.parent.as_uri()
        viewer = ("chrome-extension:", "chrome:")  # the browser's own, for PDF files
        assert [asked for asked in visited.asked if not asked.startswith((beside, "data:", *viewer))] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "width", "dark"), [("kent.html", 1280, False), ("kent.html", 320, True), ("index.html", 360, False)]
)
def test_axe_finds_nothing(browser: Browser, site: Path, name: str, width: int, dark: bool) -> None:
    with _opened(browser, site / name, width, dark=dark) as page:
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_two_clicks_lead_from_a_folder_to_a_file_and_a_leaflet(browser: Browser, site: Path) -> None:
    with _opened(browser, site / "index.html") as page:
        page.click("text=Kent")
        page.wait_for_url((site / "kent.html").as_uri())
        sizes = page.evaluate("[...document.images].map(image => image.complete && image.naturalWidth)")
        assert len(sizes) == 2 and min(sizes) > 100
        page.click(".twin a")
        page.wait_for_url((site / "kent-parent.html").as_uri())
        page.go_back()
        page.click(".downloads a")
        page.wait_for_url((site / "kent-parent-a5.pdf").as_uri(), wait_until="commit")


def test_what_nobody_has_checked_can_be_opened_without_a_script(browser: Browser, site: Path) -> None:
    with visit(browser, (site / "kent.html").as_uri(), script=False) as visited:
        item = visited.page.locator("details li").first
        assert not item.is_visible()
        visited.page.click("summary >> nth=0")
        assert item.is_visible()
