"""The Chromium of the system, driven by tests: pages, and what a page asked for, said and left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.tools import tool

PATIENCE = 20_000
"""How long a page may take, in milliseconds: more than any does on a busy machine."""

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # To describe each element that passes takes twice as long as to look at it.
}


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window. Skips the running test if there is none, or fails it if tools are required."""
    path = tool("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page that was opened, with all that it asked for and said."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


Look = Callable[..., Page]
"""Opens an address in the page that several tests look at: its width, its height, and `dark` if the colours are."""


@cache
def profile(browser: Browser, *, script: bool = True) -> BrowserContext:
    """The profile of all tests of a process; to make one takes longer than to open a page."""
    context = browser.new_context(java_script_enabled=script)
    context.set_default_timeout(PATIENCE)
    return context


@contextmanager
def looking(browser: Browser) -> Iterator[Look]:
    """A page for tests that only look at what it shows."""
    page = profile(browser).new_page()

    def look(address: str, width: int = 1280, height: int = 900, *, dark: bool = False) -> Page:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.goto(address)
        return page

    yield look
    page.close()


@contextmanager
def visit(
    browser: Browser, address: str, width: int = 1280, height: int = 900, *, dark: bool = False, script: bool = True
) -> Iterator[Visit]:
    """Open a page in a window of its own, whose history is empty."""
    page = profile(browser, script=script).new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if dark else "light")
    visited = Visit(page)
    page.on("request", lambda request: visited.asked.append(request.url))
    page.on("console", lambda message: visited.said.append(message.text))
    page.on("pageerror", lambda error: visited.said.append(str(error)))
    try:
        page.goto(address)
        yield visited
    finally:
        page.close()


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong, as "rule: element"."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate("options => axe.run(options).then(told => told.violations)", AXE)
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
