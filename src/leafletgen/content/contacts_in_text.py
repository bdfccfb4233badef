"""Telephone numbers and addresses inside running text.

In: a text. Out: each number, e-mail and web address in it, with what is wrong with it.
Why: a wrong number in a sentence harms as much as one in a contact. What is found is judged by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from leafletgen.content.numbering import printed_number
from leafletgen.content.placeholders import example_address
from leafletgen.content.small_numbers import is_nearly_one, is_rung
from leafletgen.content.values import NO_ENDINGS, Fault, email_address, find_redaction, quote, shown_address


class InText(NamedTuple):
    """A number or an address as a text has it, the index at which it begins, and what is wrong with it."""

    kind: Literal["number", "email", "web"]
    value: str
    start: int
    fault: Fault | None


_MAY_HAVE_ONE = re.compile(r"[0-9@/\\]|\w[.,]\w|[ .]\.\w|\bwww\b|http|[(\[{][Aa][Tt]?[)\]}]| AT | dot ")
"""What only a text with more than plain words has."""


@lru_cache(4_096)  # Several rules ask about the same texts.
def contacts_in(text: str) -> tuple[InText, ...]:
    """The contacts in a text; a date, a price, an age or a number of years is none."""
    if not _MAY_HAVE_ONE.search(text) or find_redaction(text):
        return ()
    return (*_numbers_in(text), *_addresses_in(text))


# --- telephone numbers ---

_RUN = re.compile(
    r"(?<![\w£$€@/.,-])(?<![0-9]:)(?:\+ ?)?\(?[0-9]+(?![0-9])\)?"
    r"(?:(?:[ -]|\.(?=[0-9]{3}))?(?:\([0-9]+\)|[0-9]+(?![0-9])\)?))*(?![\w/%£]|[.,:][0-9])"
)
"""Digits in groups: what may be a number, a date, an age or an amount."""

_MISTYPED = re.compile(
    r"(?<!\w)(?:[0Oo][0-9OolI]{2,4}(?: [0-9OolI]+)+|(?=[OolI]*[0-9])(?:[19lI][0-9OolI][0-9OolI]))(?!\w)"
)
"""A number in which a nought is a letter O, or a one an l: O800 1111, 1O1."""

_ALTERNATIVES = re.compile(r"(?<!\S)(?:([0-9()+-]{3,})/(?=[+(]?0[0-9]{2})|([0-9]{2})/(?= ?(?:999|101|111|112)\b))")
"""A number with a slash and another one after it, no date: 0800 1111/0808 800 5000, 99/101."""

_COUNT = re.compile(
    r" (?:days?(?! or nights?)|hours?|minutes?|weeks?|months?|years?|times|people|persons|children|families|parents"
    r"|friends|pages|pounds|words|letters|characters)\b",
    re.I,
)
"""What follows an amount: Call us 365 days a year."""

_AMOUNT = re.compile(r"\(?(?!116 ?000$)[1-9][0-9]{0,3}(?: ?000)*")
"""An amount of people or days, no telephone number: 365, 12 000; but 116 000 is a hotline."""

_TIME = re.compile(r"(?:[01][0-9]|2[0-3])[0-5][05]")
_GOES_ON = re.compile(r" ?(?:or|/|&) ?")
"""What is between two numbers of one service: 01622 690690 or 690691."""

_OFFICER = "(?:PC|PCSO|PS|DC|DS|DI|CI|SC)"
"""The rank before the number of an officer, who is called by it: call PC 1234 on 101."""

_CALLING = re.compile(
    r"\b(call(?:ing)?|ring(?:ing)?|phon(?:e|ing)|dial(?:l?ing)?|telephone|tel|text(?:ing)?|txt|sms|whatsapp|fax|reach"
    r"|contact|helpline|hotline|freephone|switchboard"
    r"|(?:our|their|its|phone|telephone|helpline) number|message(?= us| me| on| at))\b\.?"
    r"(?:[ ,]+(?:us|me|them|him|her|or|and|now|free|freephone|for|on|at|to|up|back|is"
    r"|(?:the )?(?:police|number|helpline|line)"
    rf"|(?-i:{_OFFICER} [0-9]+(?= (?:on|at) ))|(?-i:(?!{_OFFICER}(?!\w))[A-Z]{{2,}})"
    r"|[“\"‘'][^”\"’']{1,20}[”\"’']|[0-9]+)(?!\w)|(?: [^\W\d_][\w’'-]*){1,5} (?:on|at)(?!\w))*+"
    r"[ ]*[:–-]?[ ]*[“\"‘']?$",
    re.IGNORECASE,
)
"""Words before a number that say that it is one to call."""

_NEAR = 200
"""How many characters before a number are looked through: all would take too long for a text with many numbers."""

_RECORD = re.compile(r"\b(?:charity|company|regist\w+|reference|ref|vat|iban|account)\b.{0,25}$", re.IGNORECASE)
"""Words before the number of a register."""

_DATE = re.compile(r"[0-9]{1,2}[ .-][0-9]{1,2}[ .-](?:[0-9]{4}|[23][0-9])|(?:19|20)[0-9]{2}(?:-[0-9]{2}){1,2}")
_DAYS = re.compile(r"[0-9]{1,2}-[0-9]{1,2}")
_TO_CODE = re.compile(r" to (?:us on )?[0-9]{5}")
"""What follows the digits that a text message says: Text 1 to 85258."""

_HOURS = re.compile(r"(?:[01][0-9]|2[0-4])[0-5][05]-(?:[01][0-9]|2[0-4])[0-5][05]")


def _numbers_in(text: str) -> Iterator[InText]:
    text = text.replace("\u00a0", " ")
    for match in _MISTYPED.finditer(text):
        digits, letters = (sum(map(kind, match.group())) for kind in (str.isdigit, str.isalpha))
        if letters and (digits >= 4 or _calling_before(text, match.start())):
            hint = "Write noughts and ones as digits, not as the letters O and l."
            fault = Fault("phone-form", f"{quote(match.group())} has letters where digits should be.", hint)
            yield InText("number", match.group(), match.start(), fault)
    apart = _ALTERNATIVES.sub(r"\1\2;", text)
    last = 0  # the end of the last number
    for match in _RUN.finditer(apart):
        calling = _calling_before(text, match.start())
        goes_on = last and _GOES_ON.fullmatch(text, last, match.start())
        value = match.group()
        counts = _COUNT.match(text, match.end()) is not None
        if counts and _AMOUNT.fullmatch(value):
            continue
        if _is_number(match, apart, calling, bool(goes_on)):
            texting = calling is not None and calling[1].lower() in ("text", "texting", "txt", "sms", "message")
            before, _, amount = value.rpartition(" ")
            if counts and _AMOUNT.fullmatch(amount) and printed_number(value, texting):
                value = before  # 0808 800 5000 24 hours a day
            judged = printed_number(value, texting)
            if judged and len(value) <= 2:
                judged = judged._replace(hint=f"{judged.hint} Write an amount or an age as a word, such as two.")
            yield InText("number", value, match.start(), judged)
            last = match.end()


def _calling_before(text: str, start: int) -> re.Match[str] | None:
    """The words before the number at `start` that say that it is one to call."""
    return _CALLING.search(text, max(0, start - _NEAR), start)


def _is_number(match: re.Match[str], text: str, calling: re.Match[str] | None, goes_on: bool) -> bool:
    """Whether digits are a telephone number: by their form, the words beside them, or the number before them."""
    start, end = match.span()
    run, before, after = match.group(), text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    digits = re.sub(r"\D", "", run)
    if (
        _DATE.fullmatch(run)
        or (_DAYS.fullmatch(run) and not (calling and calling[1].lower().startswith("dial")))
        or _HOURS.fullmatch(run)
        or (_TIME.fullmatch(run) and before.endswith(" at "))
    ):
        return False
    if calling and len(digits) <= 4 and _TO_CODE.match(after):
        return False
    if calling:
        return len(digits) >= 3 or is_rung(
            run, text[calling.start() : start], after, text[max(0, start - _NEAR) : calling.end(1)]
        )
    if _RECORD.search(before):
        return False
    if is_nearly_one(digits, before, after):
        return True
    starts = run.startswith("+") or run.lstrip("(").startswith("0")
    long = (starts and len(digits) >= 5) or len(digits) >= 10
    return long or (goes_on and len(digits) >= 3) or (digits.startswith("116") and len(digits) == 6)


# --- addresses ---

_TOKEN = re.compile(r"[^\s“”‘\"<>()\[\]]+")
_AT = re.compile(
    r"(?<![\w.+'’-])\w[\w.+'’-]*"
    r"(?:(?: ?[(\[{]at[)\]}] ?| ?[(\[{]a[)\]}] ?(?!.*\(b\))|(?-i:(?<=[a-z]) AT ))(?!www\.)(?:[a-z0-9-]+\.)+[a-z]{2,}"
    r"|[(\[{]at[)\]}][a-z][\w-]*)"
    r"|(?<!\S)\S+ at \S+ dot \S+",
    re.IGNORECASE,
)
"""An e-mail address with another sign for its @, and a host with a dot after it: help(a)kent.police.uk.
Before a (b), an (a) is the letter of a paragraph."""

_BEGINS_LIKE_ONE = re.compile(r"h*t+ps?(?:[:;/.,\\]|$)|w{2,4}(?:[.,/:;]|$)|[a-z]*:?//|file:|mailto:", re.IGNORECASE)
_ENDINGS = (
    "uk|com|org|net|info|eu|gov|int|ie|co|app|help|care|charity|support|police|online|scot|wales|cymru|london"
    "|example|test|invalid|localhost|local|internal"
)
_HOST = re.compile(
    rf"(?:[a-z0-9-]+[.,]+)+(?:(?:{_ENDINGS}|{NO_ENDINGS})(?:[/?#:\\].*)?|[a-z]{{2,}}/.+)"
    rf"|(?:[a-z0-9-]+\.)+(?:co|org|police|gov|nhs|sch|ac)\.[a-z]+|\.(?:{_ENDINGS})|localhost(?:[:/].*)?"
    r"|(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?:[:/].*)?",
    re.IGNORECASE,
)
"""A host that ends as those in the United Kingdom do, or nearly so, or any before the path of a page; dots may be
doubled, or commas."""


def _addresses_in(text: str) -> Iterator[InText]:
    for match in _AT.finditer(text):
        yield InText("email", match.group(), match.start(), email_address(match.group()))
    for match in _TOKEN.finditer(text):
        token = match.group().rstrip(".,;:!?’'…")
        if "@" in token:
            if not re.fullmatch(r"@\w+", token):  # the name of an account
                yield InText("email", token, match.start(), example_address(token) or email_address(token))
        elif _BEGINS_LIKE_ONE.match(token) or _HOST.fullmatch(token):
            yield InText("web", token, match.start(), example_address(token) or shown_address(token))
