"""The page of a leaflet in a real browser: accessible, silent, left at once, readable at any width and on paper."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from threading import Event
from typing import Literal

import pypdfium2
import pytest
import zxingcpp
from msgspec.structs import replace
from playwright.sync_api import Browser, Page

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.compose import compose
from leafletgen.content.leaflet import Leaflet, Logo, OfficerPanel, Paragraph, QrTarget, Row, Service, Tint
from leafletgen.content.logo.drawing import Picture
from leafletgen.errors import Where
from leafletgen.web.twin import twin
from tests.support.browser import PATIENCE, Look, Visit, looking, violations, visit
from tests.support.servers import Server, serve
from tests.support.servers import Visit as Request
from tests.support.web_pages import frame

pytestmark = pytest.mark.slow

AT = Where("x.yaml")
_ARABIC = "يمكنك التحدث إلى شخص ما الآن."

Open = Callable[..., AbstractContextManager[Visit]]


@pytest.fixture(scope="module")
def pages(catalogue: Catalogue) -> dict[str, bytes]:
    """Pages by name: two of the shipped data, one with a logo and own colours, one from right to left."""
    around = replace(frame(catalogue), exit="EXIT")
    parent, child = (compose(catalogue, "hampshire", variant) for variant in ("parent", "child"))
    dots = Picture(4, 4, False, bytes(48))
    own = replace(
        parent,
        cover=replace(parent.cover, logo=Logo(dots, dots, "The crest", 20, AT)),
        colours=(Tint("strong", "123a7a", (100, 80, 10, 25), AT), Tint("soft", "fff3d0", (0, 5, 20, 0), AT)),
    )
    made = {"parent": (parent, "ltr"), "child": (child, "ltr"), "own": (own, "ltr"), "arabic": (_arabic(child), "rtl")}
    return {name: twin(leaflet, replace(around, direction=way)) for name, (leaflet, way) in made.items()}


def _arabic(child: Leaflet) -> Leaflet:
    row = Row("call", "اتصل", "0800 1111", AT, note="مجانا", uri="tel:08001111", number=True)
    text = Row("text", "أرسل", "SHOUT إلى 85258", AT, uri="sms:85258", number=True)
    web = Row("web", "موقع", "www.childline.org.uk/get-support", AT, uri="https://www.childline.org.uk/")
    code = QrTarget("https://www.childline.org.uk/", "رمز", AT)
    service = Service("Childline", "", "للأطفال", _ARABIC, "", (row, text, web), (code,), AT)
    sections = (replace(child.sections[0], heading="مساعدة", blocks=(Paragraph(_ARABIC, AT), service)),)
    return replace(child, language="ar", sections=sections)


def _answer(request: Request, pages: dict[str, bytes], looked: Event) -> None:
    """A page of a leaflet whose exit leads to /out, or to /slow or to nobody (no HTTPS here) if the path says so.

    /slow is answered when somebody has looked at the page meanwhile.
    """
    name, _, target = request.path.strip("/").partition("-")
    ways = {"": "/out", "slow": "/slow", "nobody": f"https://127.0.0.1:{request.server.port}/"}
    if name in pages:
        body = pages[name].replace(b"EXIT", ways[target].encode())
    else:
        if name == "slow":
            looked.wait(PATIENCE / 1000)
        body = f"<!doctype html><html lang=en><title>{name}</title><h1>{name}</h1>".encode()
    request.say(200, "Content-Type: text/html; charset=utf-8", body=body)


@pytest.fixture(scope="module")
def looked() -> Event:
    return Event()


@pytest.fixture(scope="module")
def server(pages: dict[str, bytes], looked: Event) -> Iterator[Server]:
    with serve(partial(_answer, pages=pages, looked=looked)) as running:
        yield running


@pytest.fixture(scope="module")
def shown(browser: Browser, server: Server) -> Iterator[Look]:
    """Opens a path of the server in the page that all these tests look at."""
    with looking(browser) as look:
        yield lambda path, *size, **options: look(server.url(f"/{path}"), *size, **options)


@pytest.fixture
def opened(browser: Browser, server: Server) -> Open:
    """Opens a path of the server, at a size, with or without dark colours and scripts."""

    def at(path: str, *size: int, **options: bool) -> AbstractContextManager[Visit]:
        return visit(browser, server.url(f"/{path}"), *size, **options)

    return at


LOOKS = [
    ("parent", [(1280, "light"), (360, "dark")]),
    ("child", [(320, "light")]),
    ("own", [(1280, "dark")]),
    ("arabic", [(360, "light")]),
]


@pytest.mark.parametrize(("page", "looks"), LOOKS)
def test_axe_finds_nothing(shown: Look, page: str, looks: list[tuple[int, Literal["dark", "light"]]]) -> None:
    opened = shown(page)
    for width, colours in looks:
        opened.set_viewport_size({"width": width, "height": 900})
        opened.emulate_media(color_scheme=colours)
        assert violations(opened) == []


def test_axe_finds_a_fault(shown: Look) -> None:
    page = shown("parent")
    page.evaluate("document.querySelector('main a').textContent = ''")
    assert any(found.startswith("link-name") for found in violations(page))


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_page_asks_for_nothing_says_nothing_and_leaves_nothing(
    opened: Open, browser: Browser, pages: dict[str, bytes], catalogue: Catalogue, tmp_path: Path, scheme: str
) -> None:
    file = tmp_path / "kent-child.html"
    file.write_bytes(pages["child"].replace(b"EXIT", b"https://www.example.org/"))
    with opened("child") if scheme == "http" else visit(browser, file.as_uri()) as visited:
        page = visited.page
        page.keyboard.press("Shift")
        page.get_by_role("status").filter(has_text=catalogue.phrases.exit_again).wait_for()
        assert page.evaluate("performance.getEntriesByType('resource').length") == 0
        assert visited.asked == [page.url]
        assert visited.said == [] and page.context.cookies() == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0


# --- leaving ---


def _shift(page: Page, times: int = 3) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def _second_stop(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    "act", [lambda page: page.click("#exit"), _second_stop, _shift], ids=["click", "Enter", "Shift"]
)
def test_leaving_takes_the_place_of_the_page_in_the_history(opened: Open, act: Callable[[Page], None]) -> None:
    with opened("before") as visited:
        page = visited.page
        page.goto(page.url.replace("before", "child"))
        act(page)
        page.wait_for_url("**/out")
        assert page.evaluate("document.referrer") == ""
        page.go_back()
        page.wait_for_url("**/before")
        page.go_forward()
        page.wait_for_url("**/out")


def test_without_scripts_the_exit_is_a_link(opened: Open) -> None:
    with opened("child", script=False) as visited:
        visited.page.click("#exit")
        visited.page.wait_for_url("**/out")


_SHOWN = "document.body.innerText.trim() + document.title.trim()"
"""What somebody beside the reader sees, in the window and in its tab."""


def _leave_and_look(page: Page) -> str:
    shown: str = page.evaluate(f"document.getElementById('exit').click(); {_SHOWN}")
    return shown.replace("\u200b", "")


def test_nothing_is_seen_while_the_target_loads(opened: Open, looked: Event) -> None:
    with opened("child-slow") as visited:
        assert "Childline" in visited.page.evaluate(_SHOWN)
        assert _leave_and_look(visited.page) == ""
        looked.set()
        visited.page.wait_for_url("**/slow")


def test_nothing_is_seen_if_the_target_cannot_be_reached(opened: Open) -> None:
    with opened("child-nobody") as visited:
        page = visited.page
        assert _leave_and_look(page) == ""
        page.wait_for_function("location.protocol === 'chrome-error:'")  # The browser's own page.
        assert "Childline" not in page.content()


@pytest.mark.parametrize(
    "keys",
    [["Shift+A"] * 4, ["Shift", "Shift", "a", "Shift"], ["Shift", "Shift"], ["Escape"] * 3, ["Shift+Tab"] * 4],
    ids=" ".join,
)
def test_other_keys_do_not_leave(shown: Look, keys: list[str]) -> None:
    page = shown("child")
    for key in keys:
        page.keyboard.press(key)
    assert page.url.endswith("/child")
    assert "Childline" in page.evaluate(_SHOWN)


@pytest.mark.parametrize("held", ["Alt", "Control", "Meta"])
def test_shift_with_another_key_held_changes_the_keyboard_and_does_not_leave(shown: Look, held: str) -> None:
    page = shown("child")
    page.keyboard.down(held)
    _shift(page, 4)
    page.keyboard.up(held)
    assert page.url.endswith("/child")
    assert "Childline" in page.evaluate(_SHOWN)


def test_a_click_with_shift_selects_text_and_does_not_leave(shown: Look) -> None:
    page = shown("child")
    for _ in range(4):
        page.click("h1", modifiers=["Shift"])
    assert page.url.endswith("/child")
    assert "Childline" in page.evaluate(_SHOWN)


def test_a_first_press_of_shift_is_answered(shown: Look, catalogue: Catalogue) -> None:
    page = shown("child")
    status = page.get_by_role("status")
    assert status.inner_text() == ""
    _shift(page, 1)
    assert status.inner_text() == catalogue.phrases.exit_again
    page.keyboard.press("a")
    assert status.inner_text() == ""


def test_a_page_that_comes_back_is_seen_again(shown: Look) -> None:
    page = shown("child")
    title = page.title()
    page.evaluate("document.body.classList.add('gone'); document.title = ''; dispatchEvent(new Event('pageshow'))")
    assert (page.title(), page.locator("h1").is_visible()) == (title, True)


# --- sizes ---

_SPACED = (
    "document.styleSheets[0].insertRule("
    "'*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}');"
)
"""The text spacing of WCAG 2.2, 1.4.12."""


_AT_THE_EDGES = "[1, innerWidth - 2].map(x => document.elementFromPoint(x, 20).className === 'skip')"
"""Whether anything is seen of the link that only the keyboard shows."""


@pytest.mark.parametrize("page", ["parent", "child", "own", "arabic"])
def test_the_page_flows_into_any_width(shown: Look, page: str) -> None:
    opened = shown(page)
    widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    for size, change in (("100%", ""), ("100%", _SPACED), ("200%", "")):
        opened.evaluate(f"{change}document.documentElement.style.fontSize='{size}'")
        for width in (320, 256, 180) if size == "100%" else (320,):
            opened.set_viewport_size({"width": width, "height": 640})
            scroll, client = opened.evaluate(widths)
            assert (scroll <= client, width, size) == (True, width, size)
            assert opened.evaluate(_AT_THE_EDGES) == [False, False]


_STOPS = """[...document.querySelectorAll('a')].map(link => {
  link.focus();
  const box = link.getClientRects()[0], hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return [link.textContent, box.width, box.height, hit !== null && (hit === link || link.contains(hit))];
})"""


@pytest.mark.parametrize("page", ["parent", "child"])
def test_every_link_is_large_enough_and_seen_if_it_has_the_focus(shown: Look, page: str) -> None:
    opened = shown(page)
    for width, height in ((1280, 900), (320, 568), (320, 256)):
        opened.set_viewport_size({"width": width, "height": height})
        stops = opened.evaluate(_STOPS)
        assert len(stops) > 25
        assert [stop for stop in stops if min(stop[1:3]) < 24 or not stop[3]] == []


_FIRST_SCREEN = """(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), words = [document.title];
  for (let node; node = walker.nextNode();) {
    const range = document.createRange();
    range.selectNodeContents(node);
    if ([...range.getClientRects()].some(box => box.width > 1 && box.top < innerHeight && box.bottom > 0)) {
      words.push(node.data);
    }
  }
  return words.join(' ');
})()"""


def test_the_first_screen_of_the_childs_page_tells_a_passer_by_nothing(shown: Look, catalogue: Catalogue) -> None:
    limits = catalogue.leaflets["child"].limits
    assert limits
    telling = re.compile(rf"(?<!\w)({'|'.join(limits.outside)})\w*", re.IGNORECASE)
    page = shown("child")
    for width, height in ((360, 740), (412, 915), (1280, 900), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        seen = page.evaluate(_FIRST_SCREEN)
        assert "0800 1111" in seen
        assert (telling.findall(seen), width) == ([], width)
    assert telling.search(page.evaluate("document.body.innerText"))


_PLACES = """((address, ...parts) => {
  const link = document.querySelector(`.contacts a[href="${address}"]`), text = link.firstChild;
  return parts.map(([start, end]) => {
    const range = document.createRange();
    range.setStart(text, start);
    range.setEnd(text, end);
    return range.getBoundingClientRect().x;
  });
})"""


def test_a_number_reads_from_left_to_right_among_words_that_read_from_right_to_left(shown: Look) -> None:
    page = shown("arabic")
    number = f"{_PLACES}('tel:08001111', [0, 4], [5, 9])"
    first, second = page.evaluate(number)
    assert first < second
    turned = page.evaluate(f"document.querySelector('.contacts a.number').removeAttribute('dir'); {number}")
    assert turned[0] > turned[1]  # as it would be without the attribute
    keyword, to, short = page.evaluate(f"{_PLACES}('sms:85258', [0, 5], [6, 9], [10, 15])")
    assert keyword > to > short  # It is a sentence: the keyword is read first.
    assert page.evaluate("document.querySelector('h1').getBoundingClientRect().right") > 900


# --- paper ---


@pytest.mark.parametrize("name", ["parent", "child"])
def test_paper_has_the_codes_and_the_officers_lines_and_no_exit(shown: Look, catalogue: Catalogue, name: str) -> None:
    document = pypdfium2.PdfDocument(io.BytesIO(shown(name).pdf(format="A4")))
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    leaflet = compose(catalogue, "hampshire", "parent" if name == "parent" else "child")
    labels = [b.labels[0] for s in leaflet.sections for b in s.blocks if isinstance(b, OfficerPanel)]
    assert labels and all(label in text for label in labels)
    assert catalogue.phrases.exit not in text and catalogue.phrases.read_on not in text
    read = {code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil())}
    assert read == set(re.findall(r"QrTarget\(uri='([^']+)'", repr(leaflet)))
