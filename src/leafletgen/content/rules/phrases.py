"""Rules for the phrases of the program: each has its own fields, and there are twelve months.

In: a Draft, or one text. Out: Problems, or a Fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.content.phrases import Phrases
from leafletgen.content.rules.draft import Draft
from leafletgen.content.schema import Leaf, fields_of
from leafletgen.content.values import Fault, quote
from leafletgen.errors import Problem

_FIELD = re.compile(r"\{([a-z]+)\}")


def phrases_have_their_fields(draft: Draft) -> Iterator[Problem]:
    """Each phrase has its fields in braces, each once and no other braces; the months are twelve."""
    for phrases in draft.phrases:
        for name, field in fields_of(Phrases).items():
            if isinstance(field.shape, Leaf) and (fault := find_field_fault(getattr(phrases, name), name)):
                yield draft.say(fault, phrases, name)
        if len(phrases.months) != 12:
            message = f"There are {len(phrases.months)} months."
            yield draft.say(Fault("month-count", message, "Write twelve, from January on."), phrases, "months")


def find_field_fault(text: str, phrase: str) -> Fault | None:
    """What is wrong with the fields in the text of a phrase, or in its translation; None if nothing is."""
    wanted = fields_in(phrase)
    found = _FIELD.findall(text)
    if sorted(found) == sorted(wanted) and not re.search(r"[{}]", _FIELD.sub("", text)):
        return None
    needs = " and ".join(f"{{{name}}}" for name in wanted) or "no braces"
    hint = f"Write each field once, with its braces: {needs}." if wanted else "Remove the braces."
    return Fault("phrase-fields", f"The phrase {phrase} needs {needs}, but it is {quote(text)}.", hint)


def without_fields(text: str) -> str:
    """The words of a phrase alone: each field becomes as many spaces, so that positions stay."""
    return _FIELD.sub(lambda match: " " * len(match.group()), text)


def fields_in(phrase: str) -> tuple[str, ...]:
    """The fields of a phrase, in no order that matters."""
    shape = fields_of(Phrases)[phrase].shape
    limits = shape.limits if isinstance(shape, Leaf) else ()
    return next((limit.extra["fields"] for limit in limits if limit.extra), ())
