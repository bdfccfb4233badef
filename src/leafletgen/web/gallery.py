"""The gallery: pages that list the files of a site, for officers who print leaflets or send them.

In: plain records of what there is. Out: the bytes of HTML files.
Why: officers sit at computers on which they can install nothing. Two clicks lead to a file; a bookmark of an edition
makes it one. The pages have no script, and their links are names of files beside them, so they work from any server and
any folder.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from leafletgen.content.languages import Direction
from leafletgen.content.phrases import Phrases
from leafletgen.layout.theme import THEMES
from leafletgen.web.html import Child, Html, in_language, page, tag
from leafletgen.web.palette import properties
from leafletgen.web.style import asset


class Download(Struct, frozen=True):
    """A file to print: its name, what it is for, its facts, and whether it is for a commercial printer."""

    file: str
    words: str
    facts: str
    press: bool


class Name(Struct, frozen=True):
    """A language: its tag, and what its readers call it."""

    tag: str
    name: str


class Part(Struct, frozen=True):
    """One leaflet of an edition: its page, the picture of its cover ("" if there is none) and its files.

    `language` is None for English.
    `checked` says when its contacts were checked, or how many were not; `unchecked` are those, each in words.
    """

    heading: str
    title: str
    twin: str
    cover: str
    downloads: tuple[Download, ...]
    checked: str
    unchecked: tuple[str, ...]
    language: Name | None = None


class EditionPage(Struct, frozen=True):
    """An edition with its leaflets; `facts` are its version and date in words."""

    name: str
    facts: str
    parts: tuple[Part, ...]


class Surroundings(Struct, frozen=True):
    """The words and links around a page; `statement` is the address of the accessibility statement, or "".

    A page that is not `findable`, or has contacts that nobody has checked, asks search engines to leave it out.
    `others` are the same page in other languages, each with its file.
    """

    phrases: Phrases
    language: str
    direction: Direction
    statement: str
    others: tuple[tuple[Name, str], ...] = ()
    findable: bool = False


def index_page(editions: Iterable[tuple[str, str]], around: Surroundings) -> bytes:
    """The list of all editions, each with its name and the file of its page."""
    phrases = around.phrases
    links = (tag("li", tag("a", name, href=file)) for name, file in editions)
    body = [tag("h1", phrases.editions), tag("p", phrases.choose_edition), tag("ul", links, class_="editions")]
    return _page(phrases.editions, body, around, findable=around.findable)


def edition_page(edition: EditionPage, around: Surroundings, index: str = "") -> bytes:
    """The page of an edition; `index` is the file with the list of all, "" if there is none."""
    phrases = around.phrases
    back = tag("nav", tag("a", phrases.all_editions, href=index), aria_label=phrases.all_editions) if index else None
    body = [tag("h1", edition.name), tag("p", edition.facts), [_part(part, around) for part in edition.parts]]
    findable = around.findable and not any(part.unchecked for part in edition.parts)
    return _page(f"{edition.name}: {phrases.editions}", body, around, before=back, findable=findable)


def _part(part: Part, around: Surroundings) -> Html:
    """A leaflet with its files. What nobody has checked is said above them, before anybody prints."""
    phrases = around.phrases
    office = [file for file in part.downloads if not file.press]
    press = [file for file in part.downloads if file.press]
    own = part.language
    language = tag("span", own.name, **in_language(own.tag, around.direction)) if own else None
    cover = tag("img", src=part.cover, alt="", class_="cover", width="148", height="210") if part.cover else None
    return tag(
        "section",
        tag("h2", part.heading, [": ", language] if language else None),
        tag("p", part.title, class_="title"),
        cover,
        tag(
            "div",
            _unchecked(part, phrases) if part.unchecked else tag("p", part.checked),
            tag("p", tag("a", phrases.to_send, href=part.twin), class_="twin"),
            [tag("h3", phrases.to_print), _downloads(office)] if office else None,
            [tag("h3", phrases.for_press), _downloads(press)] if press else None,
            class_="files",
        ),
    )


def _unchecked(part: Part, phrases: Phrases) -> Html:
    summary = tag("summary", phrases.which_not_checked)
    contacts = tag("details", summary, tag("ul", (tag("li", contact) for contact in part.unchecked)))
    return tag("div", tag("p", part.checked), contacts, class_="warning")


def _downloads(files: Iterable[Download]) -> Html:
    rows = (
        tag("li", tag("a", file.words, href=file.file), " ", tag("span", file.facts, class_="facts")) for file in files
    )
    return tag("ul", rows, class_="downloads")


def _page(title: str, body: Child, around: Surroundings, before: Child = None, *, findable: bool) -> bytes:
    phrases = around.phrases
    statement = tag("a", phrases.statement, href=around.statement) if around.statement else None
    return page(
        language=around.language,
        direction=around.direction,
        title=title,
        style=properties(THEMES["parent"]) + asset("page.css") + asset("gallery.css"),
        findable=findable,
        body=[
            before,
            _languages(around) if around.others else None,
            tag("main", body),
            tag("footer", tag("p", statement)) if statement else None,
        ],
        images="'self' data:",
    )


def _languages(around: Surroundings) -> Html:
    """Links to the same page in other languages, each in itself."""
    links = (
        tag("li", tag("a", other.name, href=file, hreflang=other.tag, **in_language(other.tag, around.direction)))
        for other, file in around.others
    )
    return tag("nav", tag("ul", links), class_="languages", aria_label=around.phrases.other_languages)
