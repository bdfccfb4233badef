"""An officer's details: the rules for each of them, and which of them a leaflet shows.

In: texts that somebody typed, each with its position if it came from a file. Out: Details, or Problems.
Why: they are personal data in a sensitive case. No message here quotes a detail, and a child's leaflet shows only what
a child needs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from msgspec import Struct

from leafletgen.content.characters import describe_character, find_hidden_characters
from leafletgen.content.nodes import Mapping as Keys
from leafletgen.content.nodes import Scalar
from leafletgen.content.records import DETAILS, Detail, Variant
from leafletgen.content.source import parse
from leafletgen.content.values import email_address, uk_number
from leafletgen.errors import ContentError, Problem, Where


class Value(NamedTuple):
    """A text that was typed, and its position in a file; None if it came from the command line."""

    text: str
    at: Where | None = None


Details = Mapping[Detail, Value]


class Person(Struct, frozen=True):
    """One officer: the details and, if they come from a list, the row (from 1), its position and its faults."""

    details: Details
    row: int = 0
    at: Where | None = None
    faults: tuple[Problem, ...] = ()


class _Field(NamedTuple):
    what: str
    most: int  # characters


_FIELDS: Mapping[Detail, _Field] = {
    "name": _Field("The officer’s name", 60),
    "number": _Field("The officer’s number", 20),
    "phone": _Field("The telephone number", 40),
    "email": _Field("The email address", 80),
    "reference": _Field("The reference", 40),
    "next-contact": _Field("The next contact", 80),
}

_FOR_A_CHILD: tuple[Detail, ...] = ("name", "phone")

_EXTENSION = re.compile(r"(?P<number>.*?)(,? *(ext\.?|extension|x) *[0-9]{1,8})?", re.IGNORECASE)
_ABROAD = re.compile(r"\+44 ?(\(0\) ?)?")
_FORMULA = re.compile(r"[=@]|[+-](?![0-9])")
_TITLES = re.compile(
    r"(mr|mrs|ms|miss|mx|dr|prof|officer|police|staff|constable|detective|temporary|acting|special|trainee|sergeant|"
    r"inspector|chief|superintendent|(t/|a/)?t?d[csi]|pcso|(a/)?p[cs]|dci|dsu|sgt|insp|con|det|supt|[0-9]+)\.?",
    re.IGNORECASE,
)


def name_of(detail: str) -> Detail | None:
    """The detail that a key, column or option names, its words joined by space, `-` or `_`; None if unknown."""
    wanted = re.sub(r"[ _]+", "-", detail.strip().lower())
    return next((known for known in DETAILS if known == wanted), None)


def what_is(detail: Detail) -> str:
    """The name of a detail in messages."""
    return _FIELDS[detail].what


def tidy(text: str) -> str:
    """The text in composed characters (NFC), stripped, and with every run of spaces replaced by one plain space."""
    return re.sub(r"[^\S\n\t]+", " ", unicodedata.normalize("NFC", text)).strip()


# --- checks ---


def check_details(details: Details, glyphs: Mapping[str, AbstractSet[int]]) -> list[Problem]:
    """Find the first problem of each detail; `glyphs` has the code points of each font."""
    return [
        problem for detail, value in details.items() if (problem := check_detail(detail, value, glyphs)) is not None
    ]


def check_detail(detail: Detail, value: Value, glyphs: Mapping[str, AbstractSet[int]]) -> Problem | None:
    """Find the first problem of one detail."""
    field, text = _FIELDS[detail], value.text
    if not text:
        hint = "Write first name, then surname, without a comma: a child’s leaflet prints only the first name."
        return Problem("officer-first-name", "The first name cannot be recognised.", hint, value.at)
    if len(text) > field.most:
        message = f"{field.what} has {len(text)} characters; at most {field.most} are allowed."
        return Problem("officer-too-long", message, "Write it in fewer words.", value.at)
    if wrong := _check_characters(text, glyphs):
        return wrong._replace(message=f"{field.what}: {wrong.message}", where=value.at)
    if _FORMULA.match(text):
        hint = "Write it as it should be printed; in a spreadsheet copy the value, not the formula."
        return Problem("officer-formula", f"{field.what} begins like a formula.", hint, value.at)
    if detail == "phone" and not _is_uk_number(text):
        hint = "Write it with digits and single spaces: 01632 960 001, 101 extension 1234 or +44 1632 960001."
        return Problem("officer-phone", f"{field.what} is not a number that can be called in the UK.", hint, value.at)
    if detail == "email" and email_address(text):
        return Problem("officer-email", f"{field.what} is not valid.", "Write it as name@example.police.uk.", value.at)
    return None


def _check_characters(text: str, glyphs: Mapping[str, AbstractSet[int]]) -> Problem | None:
    if hidden := find_hidden_characters(text, ""):
        return hidden[0]
    if "\n" in text or "\t" in text:
        return Problem("officer-line-break", "it contains a line break or a tab.", "Write it in one line.")
    for character in text:
        lacking = any(ord(character) not in points for points in glyphs.values())
        if lacking or unicodedata.combining(character):
            message = f"{describe_character(character)} is not in the fonts of the leaflet."
            return Problem("officer-character", message, "Leave that character out.")
    return None


def _is_uk_number(text: str) -> bool:
    match = _EXTENSION.fullmatch(text)
    return match is not None and uk_number(_ABROAD.sub("0", match["number"], count=1)) is None


# --- which details a leaflet shows ---


def first_name(name: str) -> str:
    """The first name in a name written in spoken order, without rank or title; "" if it cannot be recognised."""
    if "," in name:  # Either the surname is first or a rank follows: do not guess.
        return ""
    words = [word for word in name.split() if not _TITLES.fullmatch(word)]
    return words[0] if words else ""


def carried_by(variant: Variant, *, full: bool) -> tuple[Detail, ...]:
    """The details that a leaflet of `variant` may show; a child's leaflet shows all only with `full`."""
    return _FOR_A_CHILD if variant == "child" and not full else DETAILS


def for_reader(details: Details, variant: Variant, *, full: bool) -> Details:
    """The details as the leaflet of `variant` shows them: for a child the first name only, "" if not recognised."""
    kept = {detail: value for detail, value in details.items() if detail in carried_by(variant, full=full)}
    if variant == "child" and not full and "name" in kept:
        kept["name"] = kept["name"]._replace(text=first_name(kept["name"].text))
    return kept


def left_out(details: Iterable[Detail], *, full_possible: bool) -> Problem:
    """The warning that a child's copy does not show some of the details given; `full_possible`: it could."""
    names = ", ".join(detail for detail in DETAILS if detail in set(details))
    what = "A child’s leaflet" if full_possible else "A wallet card"
    message = f"{what} shows only first name and telephone number; left out: {names}."
    hint = "To show them all, add --full-details." if full_possible else "Anybody can find a wallet card."
    return Problem("officer-left-out", message, hint, severity="warning")


# --- a file of details ---


def read_details(data: bytes, name: str) -> dict[Detail, Value]:
    """Read details from the YAML of the file `name`. Raises ContentError; no message quotes its content."""
    try:
        node = parse(data, name)
    except ContentError as error:
        raise ContentError(_unquoted(problem) for problem in error.problems) from None
    if not isinstance(node, Keys):
        raise ContentError(Problem("officer-file", "The file is not a mapping of keys to values.", _HOW, node.at))
    if misplaced := list(_misplaced(node)):
        raise ContentError(misplaced)
    return {
        detail: Value(tidy(value.value), value.at)
        for key, value in node.entries
        if isinstance(value, Scalar) and tidy(value.value) and (detail := name_of(key.value))
    }


_HOW = f"Write a line for each detail, such as `phone: 01632 960 001`. The details are: {', '.join(DETAILS)}."


def _unquoted(problem: Problem) -> Problem:
    """Reword a problem of the YAML syntax that quotes the file, or whose hint is about editions."""
    reworded = {"key-twice": "A key is given twice.", "file-empty": "The file is empty."}
    message = reworded.get(problem.code)
    return problem._replace(message=message, hint=_HOW) if message else problem


def _misplaced(node: Keys) -> Iterator[Problem]:
    for key, value in node.entries:
        if name_of(key.value) is None:
            yield Problem("officer-key", "This key is not one of an officer’s details.", _HOW, key.at)
        elif not isinstance(value, Scalar):
            yield Problem("officer-value", f"The value of {key.value} is not a single text.", _HOW, value.at)
