"""One or two digits after a word such as "call": a wrong telephone number, or an amount, an age, a time or a choice.

In: the digits, and the words beside them. Out: whether families would ring them.
Why: 99 is no service, so "call 99" is wrong, but "call 2 friends" is right. No number in the United Kingdom is as
short. Only what cannot be an amount, an age, a time or the choice of a menu is said to be rung.
"""

from __future__ import annotations

import re

_THING = re.compile(r"\b(?:the|an?|your|my|his|her|their|this|that|each|every|any|last|first|next) \w+$", re.IGNORECASE)
"""A word before "call", "text" or "phone" makes it the name of a thing: on your phone; not in: give us a call on 99."""

_AT = re.compile(r"\bat (?:[0-9]{1,2}(?:,|,? (?:or|to|and)) )*$", re.IGNORECASE)
_HOURS_OF_DAY = 24

_BEFORE_AMOUNT = re.compile(
    r"\bfor (?:[0-9]{1,2}(?:,|,? (?:or|to|and)) )*$|[0-9] ?(?:to|–|-) ?$|^reach(?!.* (?:on|at|us|me|them|him|her)\b)",
    re.IGNORECASE,
)
"""Helpline for 18 and over; 9 to 5; until you reach 18."""

_RANGE = re.compile(r" ?(?:to|–|-) ?[0-9]{1,2}(?![0-9])")
"""A second number: 9 to 5."""

_APART = re.compile(r"[–-][0-9](?![0-9])")
"""A second digit behind a dash: after "dial" it is no range of hours."""

_VERB = re.compile(r"(?:call|ring|dial|text|txt)", re.IGNORECASE)

_BEFORE_ITEM = re.compile(r"[:(] ?\(?$")

_MORE_AMOUNTS = re.compile(r"(?:(?:,| or| to| and)? ?[–-]? ?[0-9]{1,2}(?![\w%/]))*")
"""Further amounts after the first: 2, 3 or 4 friends."""

_END = r"\s*(?:$|[.,;!?…)\]”’\"'])"

_ENDS = re.compile(r"\s*(?:$|[.!?…)\]”’\"'])|\s(?:now|today|free|immediately|urgently|any ?time)(?!\w)", re.IGNORECASE)
"""What follows one digit that is rung; before a comma it can be the choice of a menu: dial 9, then 101."""

_IS_FREE = (
    r"(?:(?:and )?(?:it|this|that)(?:['’]s| is| costs)|and is|(?:and )?(?:the )?calls? (?:is|are|costs?)|is"
    r"|at no) (?:always |also |all )?(?:free|open|for|the|no(?:thing| cost| charge)|cost|charge|there)"
)
"""Words that say of a number, and of no amount, what it costs or when it answers: it is free."""

_WHEN = (
    r"now|today|straight|immediately|urgently|quickly|again|any ?(?:time|day|hour)|days? or|right (?:away|now)"
    r"|all (?:day|night|year)|(?:every|each) (?:day|night)|(?:seven|five) days|a?round the clock"
    r"|as (?:soon|quickly|fast)|by (?:day|night)|at (?:once|any|all|night)"
    r"|(?:only )?in (?:an? emergency|emergencies|danger)|without (?:delay|waiting|credit)|then|if|when\w*|unless"
    r"|even (?:if|when)|whatever the (?:time|hour|day)"
)
_HOW = (
    r"directly|anonymously|instead|please|any ?where|via|using|not (?:999|101|111|112|0[0-9])"
    r"|(?:on|from|with) (?:any|an?|your) (?:\w+ )?(?:phone|mobile|landline)"
)
_WHAT_FOR = (
    r"for (?:[^\W\d_][\w’'-]* ){0,3}(?:help|advice|support|information|guidance|counselling|free|nothing|emergency"
    r"|emergencies|urgent|police|ambulance|chat|some(?:one|body))"
    r"|to (?:report|ask|speak|talk|get|tell|reach|say|find)|but|because"
    r"|about(?! (?:it|them|[0-9]))"
    r"|(?:and|or) (?:ask|say|tell|speak|talk|go|use|visit|text|press|wait|999|101|111|112|0[0-9])"
)
_IN_BRACKETS = (
    rf"{_IS_FREE}|free|day (?:or|and) night|24 hours|24/7|open|always|any ?time|ask (?:for|to)|we|they|somebody|someone"
    r"|no (?:cost|charge)"
)

_NOTHING_COUNTED = re.compile(
    rf"{_END}|\s[–—-] (?!late|midnight|midday|noon)|\s?—(?! ?(?:late|midnight|midday|noon))|\s24/7"
    rf"|\s(?:{_WHEN}|{_HOW}|{_WHAT_FOR}|{_IS_FREE}|(?:free|first)(?: of| from| on|{_END}))(?!\w)"
    rf"|\s?[:(]\s?(?:{_IN_BRACKETS})(?!\w)",
    re.IGNORECASE,
)
"""The end of the sentence; or when, how and for what one calls, or what that costs: words that name nothing that can be
counted. After a colon or a bracket only some of them count."""

_BARE = re.compile(r"\b(?:emergency|danger|(?:call|ring) us) ?[:,–-] ?$|\b999 or $", re.IGNORECASE)
_NEARLY = frozenset({"99", "11", "10"})
"""999, 111 and 101 with one digit missing."""


def is_rung(digits: str, before: str, after: str, calling: str) -> bool:
    """Whether families would ring one or two digits, of which the text up to the word "call" is `calling`.

    `before` are the words from "call" on up to the digits, and `after` the rest of the text.
    """
    if (_THING.search(calling) and " on " not in before) or (
        _AT.search(before) and digits.isdigit() and int(digits) <= _HOURS_OF_DAY
    ):
        return False
    dialled = before.lower().startswith("dial") and _APART.match(after)
    if _BEFORE_AMOUNT.search(before) or (_RANGE.match(after) and not dialled):
        return False
    more = _MORE_AMOUNTS.match(after)
    end = more.end() if more else 0
    if len(digits) == 1:
        return bool(_VERB.match(before) and not _BEFORE_ITEM.search(before) and _ENDS.match(after, end))
    return _NOTHING_COUNTED.match(after, end) is not None


def is_nearly_one(digits: str, before: str, after: str) -> bool:
    """Whether two digits without a word such as "call" beside them are an emergency number that lacks a digit."""
    return digits in _NEARLY and _BARE.search(before) is not None and is_rung(digits, "", after, "")
