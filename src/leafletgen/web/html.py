"""HTML and SVG, built from calls: every text is escaped unless its type says that it is HTML.

In: names of elements, texts, attributes, style sheets, scripts. Out: `Html`, and whole pages as bytes.
Why: the texts of the data are typed by editors. No text of theirs can become mark-up, and no page can ask for a file of
another site, because this is the only place where mark-up is written.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, TypeAlias

from leafletgen.content.languages import Direction, direction_of
from leafletgen.layout.isolates import isolates_in
from leafletgen.layout.tokens import address_parts


class Html(str):
    """Text that is HTML already. An operation of `str`, such as `+`, gives a plain text, which is escaped again."""

    __slots__ = ()


Child: TypeAlias = "str | Iterable[Child] | None"
"""What can stand in an element: texts, Html, and lists of them; None and "" are nothing."""

_EMPTY_ELEMENTS = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
"""Elements without content and end tag (HTML, 13.1.2 "void elements")."""

_TEXT = re.compile("(<[^<>]*>)([^<]+)")
_SPECIAL = re.compile(r"[&<>\"'\r]")
_LINKS = frozenset({"href", "src"})
_ALLOWED_LINK = re.compile(
    r"(tel:\+?[0-9]+|sms:[0-9]+|mailto:.+|https?://.+|#[\w-]+|data:.*|[A-Za-z0-9][A-Za-z0-9._+/-]*(#[\w-]+)?)\Z",
    re.DOTALL,
)
"""Schemes of contacts, a place in the page, data, and a file beside the page or below it."""


def tag(name: str, /, *children: Child, **attributes: str | bool | None) -> Html:
    """An element.

    An attribute is named as in HTML, with "_" for "-", and "_" after a name that is a keyword of Python (`class_`).
    True stands for one without a value; None and False leave it out. Raises ValueError for an attribute that would be
    code (`style`, `onclick`), and for a link that is none of: tel:, sms:, mailto:, http:, https:, data:, #place, a
    file beside the page.
    """
    written = "".join(_attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    if name in _EMPTY_ELEMENTS:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{joined(children) if children else ''}</{name}>")


def joined(children: Child) -> Html:
    """Children as one piece of HTML; plain texts are escaped."""
    if children is None:
        return Html()
    if isinstance(children, Html):
        return children
    if isinstance(children, str):
        return _escaped(children)
    return Html("".join(map(joined, children)))


def breakable(address: str) -> Html:
    """An address that breaks in a narrow column where it does on paper."""
    return Html(tag("wbr").join(map(_escaped, address_parts(address))))


def page(
    *,
    language: str,
    direction: Direction,
    title: str,
    style: str,
    body: Child,
    script: str = "",
    head: Child = None,
    findable: bool = False,
    images: str = "data:",
) -> bytes:
    """A whole page that asks for no other file, except for images if `images` allows them.

    `style` and `script` are written into it. A Content-Security-Policy with their hashes keeps all others from being
    used; it stands before them, because it holds only for what follows it. `images` is the policy's source of images.
    A page that is not `findable` asks search engines to leave it out.
    """
    policy = (
        "default-src 'none'",
        f"style-src '{_hash_of(style)}'",
        *([f"script-src '{_hash_of(script)}'"] if script else []),
        f"img-src {images}",
        "base-uri 'none'",
        "form-action 'none'",
    )
    top = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content="; ".join(policy)),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="format-detection", content="telephone=no"),  # Else "18000" becomes a link on telephones.
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("link", rel="icon", href="data:,"),  # Else the browser asks for /favicon.ico.
        None if findable else tag("meta", name="robots", content="noindex"),
        head,
        _code("style", style),
    )
    bottom = tag("body", body, _code("script", script) if script else None)
    root = tag("html", top, "\n", bottom, lang=language, dir=direction)
    return f"<!doctype html>\n{root}\n".encode()


def in_language(language: str, around: Direction) -> dict[str, str]:
    """The attributes of an element in another language; `dir` too if that is not written as what is around it."""
    own = direction_of(language)
    return {"lang": language} if own == around else {"lang": language, "dir": own}


def with_isolates(page_part: Html) -> Html:
    """A part of a page from right to left, in which no words reorder a number, an address or a name among them."""
    return Html(_TEXT.sub(_isolated, page_part))


def _isolated(found: re.Match[str]) -> str:
    """A tag and the text after it, in which each stretch of several parts from left to right is an element."""
    before, text = found.groups()
    if 'dir="ltr"' in before or before == tag("wbr"):  # the rest of an address
        return found[0]
    plain, written, done = html.unescape(text), "", 0
    for start, end in isolates_in(plain, (), latin=True):
        if not plain[start:end].isalnum():
            written += _escaped(plain[done:start]) + tag("bdi", plain[start:end], dir="ltr")
            done = end
    return before + written + _escaped(plain[done:])


@lru_cache(maxsize=8192)
def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    if name == "style" or name.startswith("on"):
        raise ValueError(f"an attribute {name} would be code")
    if value is True:
        return f" {name}"
    if name in _LINKS and not _ALLOWED_LINK.match(value):
        raise ValueError(f"{value!r} is not a link that a page may have")
    return f' {name}="{_escaped(value)}"'


def _escaped(text: str) -> Html:
    """A text in which no character is mark-up. HTML would read a carriage return as a line feed."""
    if not _SPECIAL.search(text):
        return Html(text)
    return Html(html.escape(text).replace("\r", "&#13;"))


def _code(name: Literal["style", "script"], text: str) -> Html:
    """A style sheet or a script. Its text is not escaped, so it must not hold the end of its element."""
    if f"</{name}" in text.lower() or "<!--" in text:
        raise ValueError(f"the text of a {name} element has mark-up in it")
    return Html(f"<{name}>{text}</{name}>")


def _hash_of(text: str) -> str:
    """The source expression of a style sheet or script (CSP Level 3, 2.3.1 "hash-source")."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
