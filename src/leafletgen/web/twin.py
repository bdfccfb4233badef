"""A leaflet as one web page with all its words and nothing else of it: the twin of its PDF files.

In: a composed Leaflet, and a Frame: what stands around a leaflet on its page. Out: the bytes of an HTML file.
Why: people read on telephones, have pages read out or translated, and public bodies must publish accessible HTML. The
page asks for no other file. Because somebody may look over the reader's shoulder, a button leaves it at once, its title
and its anchors do not tell the subject, and the cover of a neutral leaflet fills the first screen.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from leafletgen.content.languages import Direction
from leafletgen.content.leaflet import (
    Back,
    Cover,
    Leaflet,
    Logo,
    Section,
    WhoToCall,
)
from leafletgen.content.logo.drawing import Picture
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.phrases import Phrases
from leafletgen.layout.theme import Theme, theme_of
from leafletgen.web.blocks import (
    blocks_html,
    contacts_html,
    english_html,
    note_html,
    officer_html,
    paragraph_html,
    qr_html,
    value_html,
)
from leafletgen.web.dots import data_address, picture_png
from leafletgen.web.html import Html, in_language, joined, page, tag, with_isolates
from leafletgen.web.palette import properties
from leafletgen.web.style import asset
from leafletgen.web.svg import drawing_file, number


class Translation(Struct, frozen=True):
    """The same leaflet in another language: its tag, its own name and the file of its page."""

    language: str
    name: str
    file: str


class Frame(Struct, frozen=True):
    """What stands around a leaflet on its page: the program's own words, and links to files beside it.

    `exit` is the address that the button opens, `exit_note` what is said of it; `statement` is the address of the
    publisher's accessibility statement, "" if there is none. `pdf` is the file to print and `paper` its size.
    A page that is not `findable` asks search engines to leave it out. `in_english` names the phrases that nobody has
    translated, on a page in another language.
    """

    phrases: Phrases
    direction: Direction
    exit: str
    exit_note: str
    statement: str = ""
    pdf: str = ""
    paper: str = ""
    translations: tuple[Translation, ...] = ()
    findable: bool = False
    in_english: tuple[str, ...] = ()

    def own(self, phrase: str) -> dict[str, str]:
        """The attributes of an element with a phrase: its language, if that is not the page's."""
        return in_language(ENGLISH, self.direction) if phrase in self.in_english else {}


def twin(leaflet: Leaflet, frame: Frame) -> bytes:
    """The page of a leaflet. Raises ContentError if its own colours cannot be read."""
    theme = theme_of(leaflet.variant, leaflet.colours)
    body = joined([_bar(frame), _main(leaflet, frame), _footer(leaflet.back, frame)])
    others = (tag("link", rel="alternate", hreflang=t.language, href=t.file) for t in frame.translations)
    return page(
        language=leaflet.language,
        direction=frame.direction,
        title=leaflet.cover.title,
        style=_style(theme, frame.direction),
        script=asset("exit.js"),
        head=others,
        findable=frame.findable,
        body=with_isolates(body) if frame.direction == "rtl" else body,
    )


def _style(theme: Theme, to: Direction) -> str:
    own = asset("rtl.css") if to == "rtl" else ""
    return properties(theme) + _discs(theme, to) + asset("page.css") + asset("twin.css") + own


def _bar(frame: Frame) -> Html:
    """The button that leaves the page; the link over it is seen if it has the focus."""
    phrases = frame.phrases
    to_nobody = "nofollow noreferrer"
    return tag(
        "div",
        tag("a", phrases.skip, class_="skip", href="#leaflet", **frame.own("skip")),
        tag("a", phrases.exit, id="exit", class_="exit", href=frame.exit, rel=to_nobody, **frame.own("exit")),
        tag("p", id="again", role="status", data_text=phrases.exit_again, **frame.own("exit_again")),
        class_="bar",
        role="region",
        aria_labelledby="exit",
    )


def _main(leaflet: Leaflet, frame: Frame) -> Html:
    """Cover, list of contents, sections.

    The list names sections that tell the subject. So in a neutral leaflet it comes after those that may be on an outer
    page, and has only what follows.
    """
    sections = leaflet.sections
    first = 0
    while leaflet.neutral_outside and first < len(sections) and sections[first].outside:
        first += 1
    numbered = [_section(section, place, frame.direction) for place, section in enumerate(sections, 1)]
    return tag(
        "main",
        _cover(leaflet.cover, frame, neutral=leaflet.neutral_outside),
        numbered[:first],
        _contents(sections, first, frame),
        numbered[first:],
        id="leaflet",
        tabindex="-1",
    )


def _contents(sections: tuple[Section, ...], first: int, frame: Frame) -> Html:
    heading = tag("h2", frame.phrases.contents, id="contents", **frame.own("contents"))
    places = (
        tag("li", tag("a", section.heading, href=f"#s{place}"))
        for place, section in enumerate(sections, 1)
        if section.heading and place > first
    )
    return tag("nav", heading, tag("ul", places), class_="contents", aria_labelledby="contents")


# --- the cover ---


def _cover(cover: Cover, frame: Frame, *, neutral: bool) -> Html:
    title = tag(
        "div",
        tag("h1", cover.title),
        paragraph_html(cover.for_whom, "whom"),
        paragraph_html(cover.language, "whom"),
        class_="title",
    )
    picture = _logo(cover.logo) if cover.logo else tag("div", class_="discs")
    named_in = in_language(cover.force_language, frame.direction) if cover.force_language else {}
    read_on = tag("a", frame.phrases.read_on, href="#contents", **frame.own("read_on"))
    return tag(
        "div",
        tag("div", title, picture, class_="head"),
        blocks_html(cover.paragraphs, frame.direction),
        _who_to_call(cover.who_to_call),
        officer_html(cover.officer, frame.direction) if cover.officer else None,
        tag("p", cover.force, class_="force", **named_in) if cover.force else None,
        english_html(cover.english, frame.direction),
        tag("p", read_on, class_="on screen") if neutral else None,
        class_="cover neutral" if neutral else "cover",
    )


def _discs(theme: Theme, to: Direction) -> str:
    """The picture of the cover as a rule of CSS; what comes last in the theme is in front."""
    circles = ",".join(
        f"radial-gradient(circle at {number(100 * disc.right if to == 'rtl' else 100 - 100 * disc.right)}% "
        f"{number(100 * disc.down)}%,"
        f"var(--{disc.fill.replace('_', '-')}) calc(var(--side)*{number(disc.radius)} - .5px),"
        f"transparent calc(var(--side)*{number(disc.radius)} + .5px))"
        for disc in reversed(theme.discs)
    )
    return f".discs{{background-image:{circles or 'none'}}}"


def _logo(logo: Logo) -> Html:
    picture = logo.colour
    if isinstance(picture, Picture):
        source = data_address(picture_png(picture), "image/png")
    else:
        source = data_address(drawing_file(picture), "image/svg+xml")
    width = round(logo.width_mm * 96 / 25.4)
    height = round(width * picture.height / picture.width)
    return tag("img", class_="logo", src=source, alt=logo.alt, width=str(width), height=str(height))


def _who_to_call(table: WhoToCall) -> list[Html | None]:
    rows = (
        tag(
            "li",
            value_html(key.call),
            tag("div", tag("strong", key.who), " ", tag("span", key.on_web or key.why), " ", note_html(key.call)),
            class_="urgent" if key.urgent else None,
        )
        for key in table.numbers
    )
    who = tag("section", tag("h2", table.heading), tag("ul", rows), class_="who")
    return [who, paragraph_html(table.after)]


# --- sections ---


def _section(section: Section, place: int, to: Direction) -> Html:
    number = f"{section.number}. " if section.number else None
    heading = tag("h2", number, section.heading) if section.heading else None
    level = "h3" if section.heading else "h2"
    blocks = blocks_html(section.blocks, to, level)
    return tag("section", heading, english_html(section.english, to), blocks, id=f"s{place}")


# --- the end ---


def _footer(back: Back, frame: Frame) -> Html:
    phrases = frame.phrases
    version = contacts_html((back.version,)) if back.version else None
    words = phrases.print_leaflet.format(paper=frame.paper)
    print_it = tag("a", words, href=frame.pdf, **frame.own("print_leaflet")) if frame.pdf else None
    statement = tag("a", phrases.statement, href=frame.statement, **frame.own("statement")) if frame.statement else None
    return tag(
        "footer",
        tag("h2", back.heading),
        version,
        blocks_html(back.paragraphs, frame.direction),
        _languages(back, frame.direction) if back.languages else None,
        qr_html(back.code) if back.code else None,
        tag(
            "div",
            tag("p", frame.exit_note, **frame.own("exit_note")),
            tag("p", print_it) if print_it else None,
            _translations(frame),
            tag("p", statement) if statement else None,
            class_="screen",
        ),
    )


def _languages(back: Back, to: Direction) -> Html:
    """The other languages of the leaflet, each in itself, with its tag."""
    names = (
        [" ", tag("strong", f"{name} ({language})", **in_language(language, to))] for name, language in back.languages
    )
    return tag("p", back.also_in, names)


def _translations(frame: Frame) -> Iterator[Html]:
    if frame.translations:
        links = (
            tag(
                "li",
                tag(
                    "a",
                    other.name,
                    href=other.file,
                    hreflang=other.language,
                    **in_language(other.language, frame.direction),
                ),
            )
            for other in frame.translations
        )
        yield tag("h3", frame.phrases.other_languages, **frame.own("other_languages"))
        yield tag("ul", links)
