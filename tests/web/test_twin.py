"""The page of a leaflet: all its words and links and no others, valid HTML, no request, nothing that tells."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from leafletgen import load
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import check
from leafletgen.content.compose import compose
from leafletgen.content.leaflet import Leaflet, Paragraph, Tint, services_in
from leafletgen.content.output_options import ENGLISH, OutputOptions
from leafletgen.content.records import VARIANTS, Variant
from leafletgen.content.source import read_folder
from leafletgen.errors import ContentError, Where
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.theme import THEMES, contrast_ratio, theme_of
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.plan import OutputFile
from leafletgen.pipeline.site import Site, plain_frame
from leafletgen.web.palette import dark, pairs
from leafletgen.web.twin import Frame, Translation, twin
from tests.support.project import PROJECT
from tests.support.translated import in_pseudo, own_folder
from tests.support.web_pages import EXIT, frame, links_of, parsed, shown_texts, with_all_forces, words_of

EDITIONS = ("hampshire", "england")


@pytest.fixture(scope="module", params=[(e, v) for e in EDITIONS for v in VARIANTS], ids="-".join)
def leaflet(catalogue: Catalogue, request: pytest.FixtureRequest) -> Leaflet:
    edition, variant = request.param
    return compose(catalogue, edition, variant)


@pytest.fixture(scope="module")
def around(catalogue: Catalogue) -> Frame:
    return frame(catalogue)


@pytest.mark.slow
def test_every_force_gets_all_words_and_links_in_their_order_and_no_others(catalogue: Catalogue, around: Frame) -> None:
    forces = with_all_forces(catalogue)
    assert len(forces.editions) > 40
    for edition in forces.editions:
        for variant in VARIANTS:
            composed = compose(forces, edition, variant)
            root = parsed(twin(composed, around))
            assert shown_texts(root) == words_of(composed)
            assert _links(root) == links_of(composed)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_leaflet_in_another_language_has_its_words_and_those_in_english(
    variant: Variant, tmp_path: Path, fonts: FontBook, around: Frame
) -> None:
    folder = in_pseudo(own_folder(tmp_path / "data", "languages: [en, qps]\n"))
    composer = Composer(check(read_folder(folder)), fonts.coverage)
    made = composer.compose(OutputFile("gwent", variant, "a5", OutputOptions(language="qps")))
    assert isinstance(made, Leaflet) and made.cover.english and made.back.languages
    root = parsed(twin(made, around))
    assert shown_texts(root) == words_of(made)
    english = [element for element in root.iter() if element.get("lang") == "en-GB"]
    assert len([element for element in english if element.get("class") == "english"]) > 4


def _links(root: Element) -> list[str]:
    """The links of the leaflet itself: not those to places of the page or in the page's own parts."""
    main, footer = root.find("body/main"), root.find("body/footer")
    assert main is not None and footer is not None
    own = {link for part in root.iterfind(".//div[@class='screen']") for link in part.iter("a")}
    links = [link for part in (main, footer) for link in part.iter("a") if link not in own]
    return [link.attrib["href"] for link in links if not link.attrib["href"].startswith("#")]


def test_the_page_is_whole_and_sound(leaflet: Leaflet, around: Frame) -> None:
    root = parsed(twin(leaflet, around))
    levels = [int(element.tag[1]) for element in root.iter() if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = Counter(element.attrib["id"] for element in root.iter() if "id" in element.attrib)
    assert set(ids.values()) == {1}
    for element in root.iter():
        assert element.get("aria-labelledby", "leaflet") in ids
        if element.get("href", "").startswith("#"):
            assert element.attrib["href"][1:] in ids
    assert root.attrib == {"lang": "en-GB", "dir": "ltr"}


def test_the_page_asks_for_nothing_and_holds_no_code_but_its_own(leaflet: Leaflet, around: Frame) -> None:
    data = twin(leaflet, around)
    root = parsed(data)
    sources = [element.attrib["src"] for element in root.iter() if "src" in element.attrib]
    assert all(source.startswith("data:image/") for source in sources)
    assert not [e for e in root.iter() if any(name == "style" or name.startswith("on") for name in e.attrib)]
    text = data.decode()
    assert "@import" not in text and "url(" not in text
    assert [element.attrib["href"] for element in root.iter("link")] == ["data:,"]
    allowed = re.compile(r"(tel:\+?\d+|sms:\d+|mailto:[^?]+|https://.+|#(s\d+|leaflet|contents)|kent-parent-a4\.pdf)")
    assert all(allowed.fullmatch(link.attrib["href"]) for link in root.iter("a"))
    policy = next(e.attrib["content"] for e in root.iter("meta") if e.get("http-equiv") == "Content-Security-Policy")
    for kind in ("style", "script"):
        (code,) = root.iter(kind)
        digest = base64.b64encode(hashlib.sha256((code.text or "").encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_numbers_and_addresses_keep_their_direction_and_are_not_translated(leaflet: Leaflet, around: Frame) -> None:
    root = parsed(twin(leaflet, around))
    values = [e for e in root.iter() if e.get("class") in ("number", "address")]
    assert len(values) > 10
    assert all(value.get("dir") == "ltr" for value in values)
    asked = {row.text for s in leaflet.sections for one in services_in(s) for row in one.rows if row.kind == "ask"}
    assert {"".join(value.itertext()) for value in values if value.get("translate") != "no"} == asked


def test_every_code_of_the_leaflet_is_there_for_print(leaflet: Leaflet, around: Frame) -> None:
    root = parsed(twin(leaflet, around))
    images = [image for image in root.iter("img") if "qr" in image.get("class", "")]
    printed = len(re.findall(r"QrTarget\(", repr(leaflet)))
    assert len(images) == printed > 5
    assert all(image.get("alt") for image in images)


def test_nothing_outside_tells_the_subject_of_a_neutral_leaflet(catalogue: Catalogue, around: Frame) -> None:
    limits = catalogue.leaflets["child"].limits
    assert limits and len(limits.outside) > 20
    telling = re.compile(rf"(?<!\w)({'|'.join(limits.outside)})\w*", re.IGNORECASE)
    for edition in EDITIONS:
        root = parsed(twin(compose(catalogue, edition, "child"), around))
        before = [*root.findall("head/title"), root.find("body/div"), root.find("body/main/div")]
        words = " ".join(word for element in before if element is not None for word in element.itertext())
        assert "0800 1111" in words and "Childline" in words
        anchors = " ".join(element.get("id", "") for element in root.iter())
        pictures = " ".join(image.get("alt", "") for part in before if part is not None for image in part.iter("img"))
        assert not telling.search(f"{words} {anchors} {pictures}")
        assert root.findtext("head/title") == catalogue.leaflets["child"].title
        contents = [e.get("class") for e in root.find("body/main") or ()].index("contents")
        assert contents == 1  # straight after the cover, because no leading section may be on an outer page


def test_no_file_of_a_neutral_leaflet_tells_the_subject_by_its_name(catalogue: Catalogue) -> None:
    limits = catalogue.leaflets["child"].limits
    assert limits
    telling = re.compile(rf"(?<![a-z])({'|'.join(limits.outside)})", re.IGNORECASE)
    forces = with_all_forces(catalogue)
    with pytest.raises(ContentError) as refused:
        Site(Composer(forces, lambda _tag: {}), (), [], [])
    assert [problem.code for problem in refused.value.problems] == ["site-name-tells"]
    editions = {name: edition for name, edition in forces.editions.items() if name != "police-scotland"}
    site = Site(Composer(replace(forces, editions=editions), lambda _tag: {}), (), [], [])
    names = [file.name for file in site.output_files if file.variant == "child"]
    assert len(names) > 300
    assert [name for name in names if telling.search(name)] == []


def test_leading_sections_for_outer_pages_come_before_the_list_of_contents(catalogue: Catalogue, around: Frame) -> None:
    child = compose(catalogue, "england", "child")
    outer = [section for section in child.sections if section.outside]
    inner = [section for section in child.sections if not section.outside]
    root = parsed(twin(replace(child, sections=(*outer, *inner)), around))
    main = root.find("body/main")
    assert main is not None
    assert [e.tag for e in main][: len(outer) + 2] == ["div", *["section"] * len(outer), "nav"]
    assert [link.text for link in main.iterfind("nav//a")] == [section.heading for section in inner]


def test_a_neutral_page_has_neither_the_force_nor_its_logo(catalogue: Catalogue, around: Frame) -> None:
    assert b"Constabulary" in twin(compose(catalogue, "hampshire", "parent"), around)
    assert b"Constabulary" not in twin(compose(catalogue, "hampshire", "child"), around)


def test_only_a_page_that_may_be_found_is_shown_to_search_engines(leaflet: Leaflet, around: Frame) -> None:
    assert b'content="noindex"' in twin(leaflet, around)
    assert b"noindex" not in twin(leaflet, replace(around, findable=True))


def test_other_languages_are_named_in_their_own(leaflet: Leaflet, around: Frame) -> None:
    other = Translation("cy", "Cymraeg", "kent-parent.cy.html")
    root = parsed(twin(leaflet, replace(around, translations=(other,))))
    (link,) = (a for a in root.iter("a") if a.get("hreflang"))
    assert link.attrib == {"href": other.file, "hreflang": "cy", "lang": "cy"} and link.text == "Cymraeg"
    assert [e.get("hreflang") for e in root.iter("link") if e.get("rel") == "alternate"] == ["cy"]


def test_the_exit_is_the_second_stop_and_says_nothing_to_its_target(leaflet: Leaflet, around: Frame) -> None:
    skip, leave, *_ = parsed(twin(leaflet, around)).iter("a")
    assert skip.attrib["href"] == "#leaflet"
    assert leave.attrib["href"] == EXIT and leave.attrib["rel"] == "nofollow noreferrer"


_SOURCE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80)


@cache
def _base() -> tuple[Catalogue, Leaflet]:

    catalogue = load(PROJECT / "data")
    return catalogue, compose(catalogue, "england", "parent")


_FIELDS = ("title", "for_whom", "force", "heading", "paragraph", "does")


@settings(max_examples=60)
@given(st.lists(_SOURCE, min_size=len(_FIELDS), max_size=len(_FIELDS)))
def test_any_text_in_any_field_comes_back_as_that_text(texts: list[str]) -> None:
    catalogue, parent = _base()
    root = parsed(twin(_with_texts(parent, *texts), frame(catalogue)))
    found = Counter("".join(element.itertext()) for element in root.iter())
    assert {text: found[text] for text in texts if found[text] < texts.count(text)} == {}
    assert len(list(root.iter("script"))) == 1 and not list(root.iter("b"))


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</style><b>", "&lt;b&gt;"]
)
def test_mark_up_in_the_data_stays_words(text: str, catalogue: Catalogue, around: Frame) -> None:
    texts = [f"{text} {field}" for field in _FIELDS]
    parent = _with_texts(compose(catalogue, "england", "parent"), *texts)
    root = parsed(twin(parent, around))
    assert set(texts) <= {"".join(element.itertext()) for element in root.iter()}
    assert len(list(root.iter("script"))) == 1
    assert not [image for image in root.iter("img") if image.get("src") == "x"]


def _with_texts(
    parent: Leaflet, title: str, for_whom: str, force: str, heading: str, paragraph: str, does: str
) -> Leaflet:
    """The leaflet with other words on its cover and, as its one section, a heading, a paragraph and a service."""
    service = replace(next(service for section in parent.sections for service in services_in(section)), does=does)
    section = replace(parent.sections[0], heading=heading, blocks=(Paragraph(paragraph, Where("x.yaml")), service))
    cover = replace(parent.cover, title=title, for_whom=for_whom, force=force)
    return replace(parent, cover=cover, sections=(section,))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//example.org", "tel:1;x", "file:///x"])
def test_an_address_that_no_page_may_open_is_an_error(address: str, leaflet: Leaflet, around: Frame) -> None:
    with pytest.raises(ValueError, match="link"):
        twin(leaflet, replace(around, exit=address))


@pytest.mark.parametrize("variant", VARIANTS)
def test_text_on_a_dark_page_has_a_contrast_of_7_to_1(variant: Variant) -> None:
    for text, background in pairs(dark(THEMES[variant])):
        assert contrast_ratio(text, background) >= 7


_COLOUR = st.text("0123456789abcdef", min_size=6, max_size=6)


@settings(max_examples=200)
@given(
    st.sampled_from(VARIANTS),
    st.dictionaries(st.sampled_from(["strong", "soft", "line", "accent", "accent_soft"]), _COLOUR, max_size=5),
)
def test_any_colours_that_can_be_printed_give_a_dark_page_that_can_be_read(
    variant: Variant, colours: dict[str, str]
) -> None:
    tints = [Tint(token, rgb, (0, 0, 0, 0), Where("e.yaml")) for token, rgb in colours.items()]
    try:
        theme = theme_of(variant, tints)
    except ContentError:
        return
    palette = dark(theme)
    assert all(contrast_ratio(text, background) >= 7 for text, background in pairs(palette))
    assert all(contrast_ratio(palette["line"], palette[back]) >= 3 for back in ("paper", "soft", "accent-soft"))


# --- a page that is written from the right ---


def test_what_is_in_english_on_a_page_from_the_right_says_its_direction_and_nothing_else_does(
    tmp_path: Path, fonts: FontBook, around: Frame
) -> None:
    folder = in_pseudo(own_folder(tmp_path / "data", "languages: [en, qps]\n"))
    composer = Composer(check(read_folder(folder)), fonts.coverage)
    made = composer.compose(OutputFile("gwent", "parent", "a5", OutputOptions(language="qps")))
    assert isinstance(made, Leaflet)
    made = replace(made, language="ar", back=replace(made.back, languages=(("English", "en-GB"), ("اردو", "ur"))))
    others = (Translation("en-GB", "English", "x.html"), Translation("ur", "اردو", "y.html"))
    root = parsed(twin(made, replace(around, direction="rtl", translations=others)))
    assert root.attrib == {"lang": "ar", "dir": "rtl"}
    body = root.find("body")
    assert body is not None
    turned = [element for element in body.iter() if "dir" in element.attrib and element.tag != "bdi"]
    assert all(element.attrib["dir"] == "ltr" for element in turned)
    english = [element for element in body.iter() if element.get("lang") == "en-GB"]
    values = [element for element in body.iter() if element.get("class") in ("number", "address")]
    assert len(english) > 10 and len(values) > 20
    assert set(map(id, turned)) == set(map(id, [*english, *values]))
    assert all("dir" not in element.attrib for element in body.iter() if element.get("lang") == "ur")


def test_words_of_the_page_that_nobody_has_translated_are_marked_as_english(tmp_path: Path, fonts: FontBook) -> None:
    folder = in_pseudo(own_folder(tmp_path / "data", "languages: [en, qps]\n"))
    path = folder / "translations" / "qps" / "phrases.yaml"
    path.write_text(re.sub(r"(?s)  - at: (contents|exit)\n.*?(?=  - at)", "", path.read_text("utf-8")), "utf-8")
    composer = Composer(check(read_folder(folder)), fonts.coverage)
    made = composer.compose(OutputFile("gwent", "child", "a5", OutputOptions(language="qps")))
    assert isinstance(made, Leaflet)
    others = (Translation("en-GB", "English", "x.html"),)
    around = replace(plain_frame(composer, "qps"), statement=EXIT, pdf="x.pdf", paper="A4", translations=others)
    pages = [parsed(twin(made, one)) for one in (around, replace(around, direction="rtl"))]
    english = around.phrases
    assert english.contents == "On this page"
    for page, way in zip(pages, (None, "ltr"), strict=True):
        marked = {e.text: e.get("dir") for e in page.iter() if e.get("lang") == "en-GB" and e.text}
        assert dict.fromkeys((english.contents, english.exit), way).items() <= marked.items()
        assert not {english.skip, english.exit_note, english.other_languages, english.statement} & set(marked)


def test_a_note_in_the_settings_is_english_on_a_page_in_another_language(tmp_path: Path, fonts: FontBook) -> None:
    folder = in_pseudo(own_folder(tmp_path / "data", "languages: [en, qps]\n"))
    with (folder / "settings.yaml").open("a", encoding="utf-8") as file:
        file.write("site: {exit_note: Now gone.}\n")
    composer = Composer(check(read_folder(folder)), fonts.coverage)
    made = composer.compose(OutputFile("gwent", "child", "a5", OutputOptions(language="qps")))
    assert isinstance(made, Leaflet)
    page = parsed(twin(made, plain_frame(composer, "qps")))
    assert [e.get("lang") for e in page.iter() if e.text == "Now gone."] == ["en-GB"]
    assert plain_frame(composer, ENGLISH).in_english == ()


def test_a_page_from_the_right_is_mirrored_by_its_style(leaflet: Leaflet, around: Frame) -> None:
    """Sides are those of a line, start and end; only the discs have places of their own."""
    page = twin(leaflet, around).decode()
    style = page[page.index("<style>") : page.index("</style>")]
    assert not re.search(r"(?<![-\w])(left|right)(?![-\w])|-(left|right)\b", style)
    mirrored = twin(leaflet, replace(around, direction="rtl")).decode()
    one, other = (re.findall(r"circle at ([\d.]+)% ([\d.]+)%", text) for text in (page, mirrored))
    assert [(round(100 - float(x), 2), y) for x, y in one] == [(float(x), y) for x, y in other]


def _from_the_right(element: Element, to: str) -> Iterator[str]:
    """The texts that stand directly among words from the right."""
    to = element.get("dir", to)
    if to == "rtl" and element.tag != "script":
        yield element.text or ""
    for child in element:
        yield from _from_the_right(child, to)
        if to == "rtl":
            yield child.tail or ""


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("language", ["ar", "ur"])
def test_no_number_address_or_name_of_several_parts_stands_free_among_words_from_the_right(
    language: str, variant: Variant, catalogue: Catalogue, fonts: FontBook, around: Frame
) -> None:
    options = OutputOptions(language=language, draft=True)
    made = Composer(catalogue, fonts.coverage).compose(OutputFile("hampshire", variant, "a5", options))
    assert isinstance(made, Leaflet)
    data = twin(made, replace(around, direction="rtl"))
    root = parsed(data)
    body = root.find("body")
    assert body is not None
    assert "".join(shown_texts(root)) == "".join(words_of(made))
    free = [
        text for text in _from_the_right(body, "rtl") if re.search(r"[A-Za-z0-9][^\w\u0600-\u06ff]+[A-Za-z0-9]", text)
    ]
    assert free == []
    turned = ["".join(element.itertext()) for element in body.iter() if element.get("dir") == "ltr"]
    assert [text for text in turned if re.search("[\u0590-\u08ff]", text)] == []
    assert not re.search(r"[\u0600-\u06ff],|, ?[\u0600-\u06ff]", " ".join(shown_texts(root)))  # the comma is ،
    if variant == "parent":  # without an element of its own it would be read "BSL 999"
        assert '<bdi dir="ltr">999 BSL</bdi>' in data.decode()
