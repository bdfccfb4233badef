"""The preview in a real browser: a save changes its page and moves nothing else; what is typed stays words."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.output_options import ENGLISH, OutputOptions
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.plan import OutputFile
from leafletgen.pipeline.render import Renderer
from leafletgen.preview.loop import Loop, folders_of
from leafletgen.preview.message import Asked
from leafletgen.preview.server import Server, listen
from leafletgen.preview.state import State
from leafletgen.preview.watch import Watcher
from tests.support.browser import PATIENCE, Visit, violations, visit
from tests.support.faults import FIXTURE
from tests.support.made_files import Maker
from tests.support.project import PROJECT, SOURCE
from tests.support.rendering import rendered
from tests.support.team import replace

pytestmark = pytest.mark.slow

UP_TO_DATE = "The pages show the data as they are now."
PARENT = "leaflets/parent.yaml"
TWIN = "iframe:not(.coming)"
"""The frame that is seen: a new one is loaded behind it."""


class Desk(NamedTuple):
    """A folder of its own and the preview of it."""

    folder: Path
    address: str


@contextmanager
def running(folder: Path, renderer: Renderer, language: str = ENGLISH, variant: str = "parent") -> Iterator[Server]:
    """A preview whose loop runs in a thread until the block ends."""
    state = State()
    loop = Loop(folder, state, Watcher(folders_of(folder)), renderer, language)
    stopped = threading.Event()

    def look() -> None:
        while not stopped.is_set():
            state.wake.wait(loop.step())
            state.wake.clear()

    with listen([0], state, renderer.fonts, Asked(folder, "hampshire", variant, "a5", vscode=True)) as server:
        threads = [threading.Thread(target=look), threading.Thread(target=server.serve_forever, args=(0.01,))]
        for thread in threads:
            thread.start()
        try:
            yield server
        finally:
            stopped.set()
            server.shutdown()
            for thread in threads:
                thread.join()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, renderer: Renderer, browser: Browser) -> Iterator[Desk]:
    folder = Path(shutil.copytree(PROJECT / "data", tmp_path_factory.mktemp("home") / "data"))
    with running(folder, renderer) as server:
        yield Desk(folder, server.address)


@pytest.fixture(scope="module")
def seen(desk: Desk, browser: Browser) -> Iterator[Visit]:
    """One window, which all tests look through. It is left with the leaflet for parents, and with sound data."""
    with visit(browser, desk.address) as window:
        up_to_date(window.page)
        yield window


def up_to_date(page: Page) -> None:
    """Wait until the pages show the data as they are; the slower checks need not have ended."""
    page.wait_for_function("words => document.getElementById('state').textContent.startsWith(words)", arg=UP_TO_DATE)


def pictures(page: Page) -> list[str]:
    found: list[str] = page.evaluate("() => [...document.querySelectorAll('figure')].map(f => f.dataset.picture)")
    return found


def test_a_save_changes_its_page_and_moves_nothing(desk: Desk, seen: Visit) -> None:
    page = seen.page
    page.evaluate("() => [...document.querySelectorAll('figure svg')].forEach((svg, n) => { svg.mark = n; })")
    before = pictures(page)
    place = page.evaluate(
        "() => { const pages = document.getElementById('pages'); pages.scrollTop = 3000; return pages.scrollTop; }"
    )
    assert place > 2900
    replace(desk.folder / PARENT, "This can be a shock.", "This may be a shock.")  # It stays so.
    page.wait_for_function("() => document.querySelector('#wall').textContent.includes('may be a shock')")
    up_to_date(page)
    after = pictures(page)
    assert [one == other for one, other in zip(before, after, strict=True)] == [False] + [True] * (len(before) - 1)
    kept = page.evaluate("() => [...document.querySelectorAll('figure svg')].map(svg => svg.mark ?? null)")
    assert kept == [None, *range(1, len(before))]
    now = page.evaluate("() => document.getElementById('pages').scrollTop")
    assert abs(now - place) <= 1  # Chromium keeps what is seen in its place, to a pixel.
    page.frame_locator(TWIN).get_by_text("This may be a shock.").wait_for()


def test_a_click_on_a_number_leads_to_the_line_of_its_contact(desk: Desk, seen: Visit) -> None:
    page = seen.page
    page.locator("figure text", has_text="0800 1111").first.click()
    lines = (desk.folder / "agencies.yaml").read_text(encoding="utf-8").splitlines()
    value = lines.index('        value: "0800 1111"')
    line = max(number for number, words in enumerate(lines[:value], 1) if words.startswith("      - id:"))
    assert page.inner_text("#chosen").startswith(f"agencies.yaml:{line}:9 ")
    link = page.get_attribute("#open", "href")
    assert link == f"vscode://file/{(desk.folder / 'agencies.yaml').as_posix().lstrip('/')}:{line}:9"
    assert page.locator("text.chosen").count() >= 1
    page.keyboard.press("Escape")
    assert page.locator("#source").is_hidden()


def test_blocks_can_be_chosen_with_the_keyboard(seen: Visit) -> None:
    page = seen.page
    page.focus("figure >> nth=0")
    places = []
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        places.append(page.inner_text("#chosen"))
    page.keyboard.press("ArrowUp")
    assert page.inner_text("#chosen") == places[1]
    assert len(set(places)) == 3
    assert all(place.startswith("leaflets/parent.yaml:") for place in places)
    page.keyboard.press("Escape")


def test_the_web_page_comes_back_after_its_exit_was_pressed(desk: Desk, seen: Visit) -> None:
    """The preview opens no other site, so the frame has nothing then."""
    page, title = seen.page, "Help for you and your child"
    twin = page.frame_locator(TWIN)
    for comes_back in ("toggle", "save"):
        twin.locator("#exit").click()
        twin.get_by_role("heading", name=title).wait_for(state="detached")
        if comes_back == "toggle":
            page.click("#show-twin")
            page.click("#show-twin")
        else:
            replace(desk.folder / PARENT, "You are not alone.", "You are never alone.")
            twin.get_by_text("You are never alone.").first.wait_for()
        twin.get_by_role("heading", name=title).wait_for()
    replace(desk.folder / PARENT, "You are never alone.", "You are not alone.")
    twin.get_by_text("You are not alone.").first.wait_for()
    up_to_date(page)
    assert [address for address in seen.asked if not address.startswith(desk.address)] == []
    seen.said.clear()  # The browser says that the frame was not loaded.


def test_another_leaflet_is_made_when_it_is_chosen(seen: Visit) -> None:
    page = seen.page
    before = pictures(page)
    page.select_option("#variant", "child")
    page.wait_for_function("() => document.querySelector('#wall').textContent.includes('Help and support')")
    up_to_date(page)
    assert page.url.endswith("#hampshire-child-a5")
    page.select_option("#size", "card")
    page.wait_for_function("() => document.querySelectorAll('figure').length === 2")
    assert page.inner_text("#frames") == "There is no web page of this one."
    page.select_option("#variant", "parent")
    page.select_option("#size", "a5")
    page.wait_for_function("count => document.querySelectorAll('figure').length === count", arg=len(before))
    up_to_date(page)
    assert pictures(page) == before


def test_faulty_data_are_explained_with_their_place_and_the_last_pages_stay(desk: Desk, seen: Visit) -> None:
    page = seen.page
    before = pictures(page)
    text = (desk.folder / PARENT).read_text(encoding="utf-8")
    line = text[: text.index("title: Help")].count("\n") + 1
    replace(desk.folder / PARENT, "title: Help", "title: 'Help")
    try:
        problem = page.locator("#problems li.error")
        problem.wait_for()
        assert "not-yaml" in problem.inner_text()
        place = problem.locator("a")
        assert place.inner_text() == f"{PARENT}:{line}:8"
        assert page.inner_text("#state") == "The data have problems: these are the last good pages."
        assert "stale" in page.evaluate("() => document.body.className")
        assert pictures(page) == before
    finally:
        replace(desk.folder / PARENT, "title: 'Help", "title: Help")
    up_to_date(page)
    assert problem.count() == 0
    assert pictures(page) == before


HOSTILE = (
    "<script>document.title = 'gone'</script>",
    "<img src=x onerror=\"document.title = 'gone'\">",
    "</text></svg><svg onload=\"document.title = 'gone'\">",
    "<iframe srcdoc=\"<script>parent.document.title = 'gone'</script>\">",
    "<a href=\"javascript:document.title = 'gone'\">here</a>",
)
UNCLOSED = (
    "<script src=//evil.example/x",
    "<img src=x onerror=document.title='gone' y",
    "\" onmouseover=document.title='gone' y=\"",
    "<svg onload=document.title='gone' y",
    "& lt; script & gt; & #60; img onerror=x ]]",
)
"""No rule refuses these, and a browser would take what follows as the rest of a tag."""


@contextmanager
def typed(desk: Desk, points: tuple[str, ...]) -> Iterator[None]:
    """Points at the beginning of the first list of the leaflet for parents, until the block ends."""
    path = desk.folder / PARENT
    text = path.read_text(encoding="utf-8")
    lines = "".join(f"          - '{words.replace(chr(39), chr(39) * 2)}'\n" for words in points)
    path.write_text(text.replace("      - points:\n", f"      - points:\n{lines}", 1), encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(text, encoding="utf-8")


def test_what_looks_like_mark_up_stays_words_in_pages(desk: Desk, seen: Visit) -> None:
    page = seen.page
    said, title = list(seen.said), page.title()
    with typed(desk, UNCLOSED):
        page.wait_for_function("() => document.querySelector('#wall').textContent.includes('<script')")
        up_to_date(page)
        twin = page.frame_locator(TWIN).locator("body")
        twin.get_by_text(UNCLOSED[0]).wait_for()
        for where in (page.locator("#wall").text_content(), twin.text_content()):
            together = "".join((where or "").split())
            assert all("".join(words.split()) in together for words in UNCLOSED)
        assert page.locator("#wall :is(script, img, iframe, a, foreignObject, [onload], [onmouseover])").count() == 0
        assert twin.locator(":is(script[src], iframe, [onerror], [onload], [onmouseover])").count() == 0
    page.wait_for_function("() => !document.querySelector('#wall').textContent.includes('<script')")
    up_to_date(page)
    assert page.title() == title
    assert seen.said == said


def test_what_looks_like_mark_up_stays_words_in_problems(desk: Desk, seen: Visit) -> None:
    page = seen.page
    said, title = list(seen.said), page.title()
    with typed(desk, HOSTILE):
        page.locator("#problems li.error").first.wait_for()
        messages = page.locator("#problems").inner_text()
        assert [words for words in HOSTILE if words[:30] not in messages] == []
        assert page.locator("#found :is(script, img, iframe, svg)").count() == 0
    up_to_date(page)
    assert page.title() == title
    assert seen.said == said


def test_nothing_is_asked_of_another_server_and_nothing_is_left_behind(desk: Desk, seen: Visit) -> None:
    assert {address.split("#")[0].rpartition("/")[0] for address in seen.asked} == {desk.address.rstrip("/")}
    assert seen.said == []
    assert seen.page.context.cookies() == []
    assert seen.page.evaluate("() => localStorage.length + sessionStorage.length") == 0


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory, renderer: Renderer, browser: Browser) -> Iterator[Page]:
    """A preview with few words, of which axe-core looks at each, and the focus on its second page."""
    folder = Path(shutil.copytree(FIXTURE, tmp_path_factory.mktemp("home") / "data"))
    with running(folder, renderer) as server, visit(browser, server.address) as window:
        window.page.locator("#problems li").first.wait_for()
        window.page.focus("figure >> nth=0")
        window.page.keyboard.press("ArrowDown")
        yield window.page


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 360, 320])
def test_it_is_accessible(little: Page, width: int, dark: bool) -> None:
    little.set_viewport_size({"width": width, "height": 800})
    little.emulate_media(color_scheme="dark" if dark else "light")
    assert little.locator("#problems li").count() > 0
    assert violations(little) == []
    assert little.evaluate("() => document.documentElement.scrollWidth") <= width


def test_it_says_when_it_has_stopped(browser: Browser) -> None:
    command = [sys.executable, "-m", "leafletgen", "preview", "--data", str(FIXTURE), "--no-open", "--quiet"]
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)
    try:
        assert process.stdout
        with visit(browser, process.stdout.readline().split()[-1]) as window:
            up_to_date(window.page)
            process.terminate()
            window.page.locator("body.stopped").wait_for()
            assert window.page.inner_text("#state").startswith("The preview has stopped.")
    finally:
        process.kill()
        process.communicate()


ALONE = """
([number, width, height]) => {
  window.pictures ??= [...document.querySelectorAll(".picture")];
  const picture = window.pictures[number];
  document.body.replaceChildren(picture);
  picture.firstChild.setAttribute("preserveAspectRatio", "none");
  Object.assign(picture.firstChild.style, { width: width + "px", height: height + "px" });
  Object.assign(picture.style, { position: "absolute", left: 0, top: 0, border: 0 });
}
"""
"""Shows a page alone, in the upper left corner, as large as PDFium draws it: in whole pixels."""


def _compare(browser: Browser, address: str, pdf: bytes, looked_at: slice) -> None:
    """The same pixels as PDFium draws, but for the edges of letters: less than 1 % differ by more than 96 of 255.

    Both are drawn at 288 dpi and halved, because a browser may put letters on whole pixels.
    """
    context = browser.new_context(viewport={"width": 450, "height": 600}, device_scale_factor=4)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address)
    up_to_date(page)
    page.evaluate("() => document.fonts.ready")
    for number, drawn in zip(range(8)[looked_at], rendered(pdf, 288, looked_at), strict=True):
        size = drawn.size
        page.evaluate(ALONE, [number, size[0] / 4, size[1] / 4])
        picture = Image.open(io.BytesIO(page.screenshot())).convert("L").crop((0, 0, *size)).reduce(2)
        differing = ImageChops.difference(picture, drawn.reduce(2)).histogram()
        off = sum(differing[97:]) / sum(differing)
        assert off < 0.01, f"page {number + 1}: {off:.2%}"
    context.close()


def test_a_page_is_that_of_the_pdf(desk: Desk, seen: Visit, browser: Browser, maker: Maker) -> None:
    made = next(file for file in maker.files("office", "hampshire") if file.order.name == "hampshire-parent-a5.pdf")
    _compare(browser, desk.address, made.pdf, slice(0, 8, 3))


def test_a_page_in_another_script_is_that_of_the_pdf(
    browser: Browser, renderer: Renderer, catalogue: Catalogue
) -> None:
    """Drawn with the face of the leaflet, not with one that this machine happens to have; its word space is its own."""
    file = OutputFile("hampshire", "child", "a5", OutputOptions(language="ur", draft=True))
    leaflet = Composer(catalogue, renderer.fonts.coverage).compose(file)
    pdf = renderer.lay_out(file, leaflet).write()
    with running(PROJECT / "data", renderer, "ur", "child") as server:
        _compare(browser, server.address, pdf, slice(1))
