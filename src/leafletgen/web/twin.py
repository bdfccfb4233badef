"""A leaflet as one web page with all its words and nothing else of it: the twin of its PDF files.

In: a composed Leaflet, and a Frame: what stands around a leaflet on its page. Out: the bytes of an HTML file.
Why: people read on telephones, have pages read out or translated, and public bodies must publish accessible HTML. The
page asks for no other file. Because somebody may look over the reader's shoulder, a button leaves it at once, its title
and its anchors do not tell the subject, and the cover of a neutral leaflet fills the first screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from leafletgen.content.languages import Direction
from leafletgen.content.leaflet import (
    Back,
    Block,
    Cover,
    Crisis,
    Emergency,
    Items,
    Leaflet,
    Logo,
    OfficerPanel,
    Paragraph,
    QrTarget,
    Questions,
    Row,
    Section,
    Service,
    Tiles,
    WhoToCall,
)
from leafletgen.content.logo.drawing import Picture
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.phrases import Phrases
from leafletgen.layout.isolates import FROM_THE_RIGHT
from leafletgen.layout.qr import matrix
from leafletgen.layout.theme import Theme, theme_of
from leafletgen.web.dots import data_address, picture_png, qr_png
from leafletgen.web.html import Html, breakable, in_language, joined, page, tag, with_isolates
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
    title = tag("div", tag("h1", cover.title), _p(cover.for_whom, "whom"), _p(cover.language, "whom"), class_="title")
    picture = _logo(cover.logo) if cover.logo else tag("div", class_="discs")
    read_on = tag("a", frame.phrases.read_on, href="#contents", **frame.own("read_on"))
    return tag(
        "div",
        tag("div", title, picture, class_="head"),
        _blocks(cover.paragraphs, frame.direction),
        _who_to_call(cover.who_to_call),
        _officer(cover.officer, frame.direction) if cover.officer else None,
        _p(cover.force, "force"),
        _english(cover.english, frame.direction),
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
            _value(key.call),
            tag("div", tag("strong", key.who), " ", tag("span", key.on_web or key.why), " ", _note(key.call)),
            class_="urgent" if key.urgent else None,
        )
        for key in table.numbers
    )
    who = tag("section", tag("h2", table.heading), tag("ul", rows), class_="who")
    return [who, _p(table.after)]


# --- sections ---


def _section(section: Section, place: int, to: Direction) -> Html:
    number = f"{section.number}. " if section.number else None
    heading = tag("h2", number, section.heading) if section.heading else None
    level = "h3" if section.heading else "h2"
    blocks = _blocks(section.blocks, to, level)
    return tag("section", heading, _english(section.english, to), blocks, id=f"s{place}")


def _blocks(blocks: Iterable[Block], to: Direction, level: str = "h3") -> Iterator[Html]:
    return (_block(block, to, level) for block in blocks)


def _block(block: Block, to: Direction, level: str) -> Html:
    """A block of a page in the direction `to`; `level` is that of a heading in it."""
    match block:
        case Paragraph():
            language = in_language(block.language, to) if block.language else {}
            return tag("p", block.text, class_="box" if block.boxed else None, **language)
        case Items():
            return _items(block)
        case Questions():
            return tag("ul", (tag("li", question.text) for question in block.questions), class_="questions")
        case Crisis():
            return _crisis(block)
        case OfficerPanel():
            return _officer(block, to)
        case Emergency():
            return _emergency(block, to, level)
        case Service():
            return _service(block, to)
        case Tiles():
            return tag("div", (_service(service, to) for service in block.services), class_="tiles")


def _items(block: Items) -> Html:
    items = (
        tag("li", tag("strong", item.act) if item.act else None, " " if item.act and item.text else None, item.text)
        for item in block.items
    )
    return tag("ol" if block.numbered else "ul", items)


def _crisis(block: Crisis) -> Html:
    return tag("div", tag("p", block.text), _p(block.name, "name"), _contacts(block.rows), class_="urgent panel")


def _officer(panel: OfficerPanel, to: Direction) -> Html:
    """Lines to write on, which only a printed page has: a page on the web has no officer."""
    heading = _p(panel.heading, "name")
    labels = (tag("li", line.label, _in_english(line.english, to)) for line in panel.lines)
    version = [_contacts((panel.version,)), _qr(panel.qr)] if panel.version and panel.qr else None
    return tag("div", heading, tag("ul", labels, class_="lines"), version, class_="paper")


def _emergency(block: Emergency, to: Direction, level: str) -> Html:
    heading = tag(level, block.heading) if block.heading else None
    service = _service(block.service, to) if block.service else None
    return tag("div", heading, _contacts((block.call,)), _blocks(block.lines, to), service, class_="urgent panel")


def _service(service: Service, to: Direction) -> Html:
    """A service with its contacts; a code of a place is also a link, with the name of the place."""
    was = tag("span", service.former, class_="was") if service.former else None
    language = in_language(service.language, to) if service.language else {}
    name = [tag("span", service.name, translate="no", **language), " " if was else None, was]
    places = [code for code in service.codes if code.caption]
    codes = [_qr(code) for code in service.codes if not code.caption]
    return tag(
        "article",
        tag("h3", name),
        _p(service.label, "label"),
        _p(service.does),
        _p(service.cost, "cost"),
        _contacts(service.rows),
        tag("ul", map(_place, places), class_="places") if places else None,
        codes,
        class_="coded" if codes else None,
    )


def _place(code: QrTarget) -> Html:
    note = [" ", tag("span", code.note, class_="note")] if code.note else None
    return tag("li", tag("a", code.caption, href=code.uri), note, _qr(code))


# --- contacts ---


def _contacts(rows: tuple[Row, ...]) -> Html | None:
    if not rows:
        return None
    lines = (tag("li", tag("span", row.label, class_="how"), " ", _value(row), " ", _note(row)) for row in rows)
    return tag("ul", lines, class_="contacts")


def _value(row: Row) -> Html:
    """What one dials, types or opens: from left to right in every language, and never translated.

    Words of a language from the right that join its parts, as in "SHOUT to 85258", keep their own order. Whom to ask
    is in words, which a translator may translate.
    """
    return tag(
        "a" if row.uri else "span",
        breakable(row.text) if row.kind in ("web", "email") else row.text,
        class_="number" if row.number else "address",
        href=row.uri,
        translate=None if row.kind == "ask" else "no",
        dir=None if FROM_THE_RIGHT.search(row.text) else "ltr",
    )


def _note(row: Row) -> Html | None:
    return tag("span", row.note, class_="note") if row.note else None


def _qr(code: QrTarget) -> Html:
    """A QR code, which only a printed page shows."""
    source = data_address(qr_png(matrix(code.uri)), "image/png")
    return tag("img", class_="qr paper", src=source, alt=code.alt)


# --- the end ---


def _footer(back: Back, frame: Frame) -> Html:
    phrases = frame.phrases
    version = _contacts((back.version,)) if back.version else None
    words = phrases.print_leaflet.format(paper=frame.paper)
    print_it = tag("a", words, href=frame.pdf, **frame.own("print_leaflet")) if frame.pdf else None
    statement = tag("a", phrases.statement, href=frame.statement, **frame.own("statement")) if frame.statement else None
    return tag(
        "footer",
        tag("h2", back.heading),
        version,
        _blocks(back.paragraphs, frame.direction),
        _languages(back, frame.direction) if back.languages else None,
        _qr(back.code) if back.code else None,
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


def _english(text: str, to: Direction) -> Html | None:
    """What tells an officer in English what stands here, in a leaflet in another language."""
    return tag("p", text, class_="english", **in_language(ENGLISH, to)) if text else None


def _in_english(text: str, to: Direction) -> list[str | Html]:
    """The English of a label, after a space."""
    return [" ", tag("span", text, **in_language(ENGLISH, to))] if text else []


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


def _p(text: str, name: str | None = None) -> Html | None:
    """A paragraph; nothing if there is no text."""
    return tag("p", text, class_=name) if text else None
