"""HTML that is built from calls: texts stay texts, and pages ask for nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.web.html import breakable, joined, page, tag

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
"""All texts that HTML can hold (it has no U+0000)."""

TRAPS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</p><h1>",
    "&lt;b&gt;",
    "&amp",
    "&#60;",
    "<!-- comment",
    "]]>",
    '" onclick="alert(1)',
    "' onclick='alert(1)",
    "line\r\nline\rline\n",
    "‮right to left",
)


class _Seen(HTMLParser):
    """What a parser of the standard library sees: elements with their attributes, and texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _comes_back(text: str) -> None:
    seen = _Seen(tag("p", text, title=text))
    assert [name for name, _ in seen.elements] == ["p"]
    assert seen.elements[0][1] == {"title": text}
    assert "".join(seen.texts) == text


@pytest.mark.parametrize("text", TRAPS)
def test_a_text_stays_a_text(text: str) -> None:
    _comes_back(text)


@given(TEXTS)
def test_any_text_stays_a_text(text: str) -> None:
    _comes_back(text)


@given(TEXTS)
def test_a_browsers_parser_reads_any_text_back(text: str) -> None:
    root = html5lib.parse(tag("div", tag("p", text)), namespaceHTMLElements=False)
    assert root.findtext(".//p") == text
    assert [element.tag for element in root.iter()] == ["html", "head", "body", "div", "p"]


def test_html_joined_with_a_text_is_escaped_again_and_not_trusted() -> None:
    bold = tag("b", "1")
    assert joined([bold, "<"]) == "<b>1</b>&lt;"
    assert joined(bold + "<") == "&lt;b&gt;1&lt;/b&gt;&lt;"


def test_attributes_are_named_as_in_html() -> None:
    assert (
        tag("label", for_="a", aria_label="b", hidden=True, class_=None)
        == '<label for="a" aria-label="b" hidden></label>'
    )
    assert tag("br") == "<br>"


def test_children_may_be_lists_and_nothing() -> None:
    items = (tag("li", word) for word in ("a", "b"))
    assert tag("ul", None, "", items, [["c"]]) == "<ul><li>a</li><li>b</li>c</ul>"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/x",
        "/favicon.ico",
        "\\\\server\\share",
        "ftp://example.org",
        "tel:0800 1111",
        "tel:112,,3;ext",
        "sms:85258?body=SHOUT",
        "blob:x",
        "x:y",
        "",
        "?x",
        "#",
    ],
)
def test_a_link_that_is_no_contact_and_no_file_beside_the_page_is_refused(link: str) -> None:
    for name in ("href", "src"):
        with pytest.raises(ValueError, match="link"):
            tag("a", **{name: link})


@pytest.mark.parametrize(
    "link",
    [
        *("tel:08001111", "tel:+442079460000", "sms:85258", "mailto:a@example.org", "https://example.org/?a=1&b=2#c"),
        *(
            "http://example.org",
            "#s3",
            "hampshire-parent-a5.pdf",
            "kent-parent.html#s3",
            "gwent-child.cy+en.html",
            "data:,",
        ),
    ],
)
def test_links_of_contacts_and_of_files_are_written(link: str) -> None:
    assert _Seen(tag("a", href=link)).elements == [("a", {"href": link})]


@pytest.mark.parametrize("name", ["style", "onclick", "onerror", "on"])
def test_an_attribute_that_is_code_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="code"):
        tag("p", **{name: "x"})


def _page(**changes: str) -> str:
    parts: dict[str, Any] = {"title": "T", "style": "p{color:red}", "script": "let a = 1 < 2 && 3", **changes}
    return page(language="en-GB", direction="ltr", body=tag("p", "x"), **parts).decode()


def test_the_policy_has_the_hashes_of_the_style_and_the_script_that_follow_it() -> None:
    text = _page()
    policy = next(
        attributes["content"] or ""
        for name, attributes in _Seen(text).elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    for element in ("style", "script"):
        code = re.search(f"<{element}>(.*?)</{element}>", text, re.DOTALL)
        assert code and text.index("Content-Security-Policy") < code.start()
        digest = base64.b64encode(hashlib.sha256(code[1].encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy


def test_a_page_without_a_script_allows_none() -> None:
    assert "script" not in _page(script="")


def test_a_page_is_read_without_an_error_by_a_strict_parser() -> None:
    html5lib.HTMLParser(strict=True).parse(_page(title="<T> & ‘T’"))


@pytest.mark.parametrize("part", ["style", "script"])
@pytest.mark.parametrize("end", ["</{}>", "</{} >", "</{}\n", "<!--"])
def test_code_cannot_end_its_element(part: str, end: str) -> None:
    with pytest.raises(ValueError, match="mark-up"):
        _page(**{part: f"a {end.format(part)} b"})
    with pytest.raises(ValueError, match="mark-up"):
        _page(**{part: f"a {end.format(part.upper())} b"})


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("www.getsafeonline.org", ["www", ".getsafeonline", ".org"]),
        ("www.ceop.police.uk/Safety-Centre", ["www", ".ceop", ".police.uk/", "Safety-Centre"]),
        ("families.google/familylink", ["families", ".google/", "familylink"]),
        ("help@nspcc.org.uk", ["help@nspcc", ".org.uk"]),
        ("https://a.uk/b&c", ["https://", "a.uk/", "b&c"]),
        ("saferinternet", ["saferinternet"]),
    ],
)
def test_an_address_breaks_where_it_does_on_paper_and_is_copied_whole(address: str, parts: list[str]) -> None:
    seen = _Seen(tag("p", breakable(address)))
    assert seen.texts == parts
    assert [name for name, _ in seen.elements] == ["p", *["wbr"] * (len(parts) - 1)]
    assert "".join(parts) == address
