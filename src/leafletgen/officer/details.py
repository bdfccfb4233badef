"""An officer's details: the rules for each of them, and which of them a leaflet shows.

In: texts that somebody typed, each with its position if it came from a file. Out: Details, or Problems.
Why: they are personal data in a sensitive case. No message here quotes a detail, and a child's leaflet shows only what
a child needs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal, NamedTuple

from msgspec import Struct

from leafletgen.content.characters import describe_character, find_hidden_characters, mark_alone, normalised
from leafletgen.content.mark_up import find_mark_up
from leafletgen.content.nodes import Mapping as Keys
from leafletgen.content.nodes import Scalar
from leafletgen.content.numbering import is_for_films, printed_number
from leafletgen.content.parse import parse
from leafletgen.content.records import DETAILS, Detail, Variant
from leafletgen.content.spreadsheet import DATE_SERIAL, Kind, damage
from leafletgen.content.values import email_address, uk_number, with_nought
from leafletgen.errors import ContentError, Problem, Where
from leafletgen.officer.first_name import fault_of_given, first_name
from leafletgen.officer.stand_ins import has_wrong_contact, is_unwritten, kept_for_trials

Given = Detail | Literal["first-name"]
"""What an officer can give: the details that a leaflet has lines for, and the first name, for a child's leaflet."""

GIVEN: tuple[Given, ...] = ("name", "first-name", "number", "phone", "email", "reference", "next-contact")


class Value(NamedTuple):
    """A text that was typed; and if it came from a file its position, and from a spreadsheet its cell (C3)."""

    text: str
    at: Where | None = None
    cell: str = ""


Details = Mapping[Given, Value]


class Person(Struct, frozen=True):
    """One officer: the details; and from a list the row, as a spreadsheet counts it, its position and its faults."""

    details: Details
    row: int = 0
    at: Where | None = None
    faults: tuple[Problem, ...] = ()


class _Field(NamedTuple):
    what: str
    most: int  # characters
    kind: Kind


_FIELDS: Mapping[Given, _Field] = {
    "name": _Field("The officer’s name", 60, "text"),
    "first-name": _Field("The officer’s first name", 30, "text"),
    "number": _Field("The officer’s number", 20, "number"),
    "phone": _Field("The telephone number", 40, "telephone"),
    "email": _Field("The email address", 80, "text"),
    "reference": _Field("The reference", 40, "number"),
    "next-contact": _Field("The next contact", 80, "text"),
}

_FOR_A_CHILD: tuple[Detail, ...] = ("name", "phone")

_EXTENSION = re.compile(r"(?P<number>.*?)(,? *(ext\.?|extension|x) *[0-9]{1,8})?", re.IGNORECASE)
_SERVICES = frozenset({"999", "112", "18000", "18001", "111", "105", "159", "116123", "116000", "116111", "08001111"})
"""Numbers of services that a leaflet can print, but that reach no officer; 101 with an extension does."""
_LATIN_ACCENT = re.compile("[\u0300-\u036f]")
"""An accent that Unicode has no single character for together with its letter: faces do not place it well."""
_CLOCK = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
_DATE_CELL = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}([ T](00:00|{_CLOCK}))?|{_CLOCK}|0\.[0-9]+|{DATE_SERIAL}")
"""A day or a time as programs write it out of a spreadsheet, or the number with which that counts days."""

_FRACTION = re.compile(r"[0-9]+\.[0-9]+")
_FORMULA = re.compile(r"[=@]|[+-](?![0-9])")


def name_of(detail: str) -> Given | None:
    """The detail that a key, column or option names, its words joined by space, `-` or `_`; None if unknown."""
    wanted = re.sub(r"[ _]+", "-", detail.strip().lower())
    return next((known for known in GIVEN if known == wanted), None)


def what_is(detail: Given) -> str:
    """The name of a detail in messages."""
    return _FIELDS[detail].what


def tidy(detail: Given, text: str) -> str:
    """The text in composed characters (NFC), without needless spaces; a telephone number without ( ) and hyphens."""
    text = normalised("NFC", text)
    if detail == "phone" and damage(text.strip(), "telephone") is None:
        home = with_nought(text.strip())
        text = f"+44 {home[1:]}" if home.startswith("0") and home != text.strip() else text
        text = re.sub(r"(?<=[0-9)])\s*[-‐‑–—−./]\s*(?=[0-9(])|[()]", " ", text)
    return re.sub(r"[^\S\n\t]+", " ", text).strip()


def given(texts: Iterable[tuple[Given, Value]]) -> dict[Given, Value]:
    """Details with their texts tidied, without the empty ones."""
    tidied = ((detail, value._replace(text=tidy(detail, value.text))) for detail, value in texts)
    return {detail: value for detail, value in tidied if value.text}


# --- checks ---


def check_details(details: Details, glyphs: Mapping[str, AbstractSet[int]]) -> list[Problem]:
    """Find the first problem of each detail; `glyphs` has the code points that can be drawn, by weight."""
    return [
        problem for detail, value in details.items() if (problem := check_detail(detail, value, glyphs)) is not None
    ]


def check_detail(detail: Given, value: Value, glyphs: Mapping[str, AbstractSet[int]]) -> Problem | None:
    """Find the first problem of one detail."""
    problem = _check_text(detail, value.text, glyphs) or (_check_cell(detail, value.text) if value.cell else None)
    if problem and problem.code.startswith("cell-") and not value.cell:
        problem = _as_typed(detail, problem)
    return placed(problem, value) if problem else None


_LOST = {"cell-zero": "lacks its first nought.", "cell-plus": "lacks the + before 44."}
_EXAMPLES: Mapping[Given, str] = {
    "number": ", such as PC 1234",
    "phone": ", such as 01632 960 001",
    "reference": ", such as 44260012345",
    "next-contact": ", such as Thursday 17 December, 4pm",
}


def _as_typed(detail: Given, problem: Problem) -> Problem:
    """The problem of a value with the form of a spreadsheet, in words for somebody who typed it without one."""
    lost = _LOST.get(problem.code, "has the form that a spreadsheet gives to days, times, amounts and long numbers.")
    hint = f"Write it as it should be printed{_EXAMPLES.get(detail, '')}."
    return problem._replace(message=f"{what_is(detail)} {lost}", hint=hint)


def _check_cell(detail: Given, text: str) -> Problem | None:
    """The problem that a cell has a number that no officer and no case has; typed by hand it can be one."""
    if _FIELDS[detail].kind != "number" or not _FRACTION.fullmatch(text):
        return None
    message = f"{what_is(detail)} was changed by a spreadsheet: it is a number with a fraction, or a time."
    hint = "Format the column as text in the spreadsheet, then type the value again."
    return Problem("cell-decimal", message, hint)


def placed(problem: Problem, value: Value) -> Problem:
    """The problem at the position of a value, with its cell if it has one."""
    message = f"Cell {value.cell}: {problem.message}" if value.cell else problem.message
    return problem._replace(message=message, where=value.at)


def _check_text(detail: Given, text: str, glyphs: Mapping[str, AbstractSet[int]]) -> Problem | None:
    field = _FIELDS[detail]
    if len(text) > field.most:
        message = f"{field.what} has {len(text)} characters; at most {field.most} are allowed."
        return Problem("officer-too-long", message, "Write it in fewer words.")
    if wrong := _check_characters(text, glyphs):
        return wrong._replace(message=f"{field.what}: {wrong.message}", where=None)
    if _FORMULA.match(text):
        hint = "Write it as it should be printed; in a spreadsheet copy the value, not the formula."
        return Problem("officer-formula", f"{field.what} begins like a formula.", hint)
    if destroyed := damage(text, field.kind):
        return Problem(
            destroyed.code, f"{field.what} was changed by a spreadsheet. {destroyed.message}", destroyed.hint
        )
    if detail == "next-contact" and _DATE_CELL.fullmatch(text):
        hint = "Format the column as text, and write the day as it should be printed: Thursday 17 December, 4pm."
        return Problem(
            "cell-date", f"{field.what} was changed by a spreadsheet: it is a day or a time in a form of its own.", hint
        )
    if detail not in ("phone", "email") and find_mark_up(text):
        message = f"{field.what} has mark-up, as for a web page or a chat, which would be printed as it is."
        return Problem("mark-up", message, "Write the words alone: without <b>, ** or &amp;.")
    if is_unwritten(detail, dialled(text) if detail == "phone" else text):
        message = f"{field.what} stands for something not yet written."
        return Problem("placeholder", message, "Write it as it should be printed, or leave it out.")
    if detail == "phone":
        return _check_phone(text)
    if detail == "next-contact" and has_wrong_contact(text):
        message = f"{field.what} has a telephone number or an address in it that cannot be right."
        hint = "Compare it with where you have it from, or leave it out. Write a day as: Thursday 17 December, 4pm."
        return Problem("officer-contact", message, hint)
    if detail == "number" and text in ("999", "112"):
        hint = "Write it with its letters, such as PC 999, or leave it out."
        return Problem("officer-service", f"{field.what} alone looks like the number to call in an emergency.", hint)
    if detail == "email" and email_address(text):
        return Problem("officer-email", f"{field.what} is not valid.", "Write it as name@example.police.uk.")
    return None


_SERVICE = Problem(
    "officer-service",
    "The telephone number is that of an emergency or help service.",
    "Give a number that reaches the officer or the team, such as 101 with an extension.",
)


def dialled(phone: str) -> str:
    """The digits that a telephone number reaches, without an extension, the 18001 of Relay UK, and 0 for +44."""
    match = _EXTENSION.fullmatch(phone)
    return re.sub("^18001 ?", "", with_nought(match["number"] if match else phone)).replace(" ", "")


def number_of_a_service(details: Details, services: AbstractSet[str]) -> Problem | None:
    """The problem that the telephone number is one of `services`, which are digits as they are dialled."""
    phone = details.get("phone")
    return placed(_SERVICE, phone) if phone and dialled(phone.text) in services else None


def _check_phone(text: str) -> Problem | None:
    if dialled(text) in _SERVICES:
        return _SERVICE
    match = _EXTENSION.fullmatch(text)
    number = with_nought(match["number"]) if match else ""
    wrong = uk_number(number) or (None if is_for_films(number) else printed_number(number))
    if wrong is None:
        return None
    hint = "Write it with digits and single spaces: 01632 960 001, 101 extension 1234 or +44 1632 960001."
    if wrong.code == "phone-unused":
        hint = "Compare it digit by digit, and call it: no telephone in the UK has a number that begins so."
    return Problem("officer-phone", f"{what_is('phone')} is not a number that can be called in the UK.", hint)


def for_trial(*people: Details) -> list[Problem]:
    """Warnings of numbers and addresses that reach nobody: one for all of a kind, with the cells of a list."""
    found: dict[str, list[Value]] = {}
    for details in people:
        for detail, value in details.items():
            if words := kept_for_trials(detail, dialled(value.text) if detail == "phone" else value.text):
                found.setdefault(f"{what_is(detail)} {words}: it reaches nobody.", []).append(value)
    hint = "For a trial only: give one of your own before a family gets the leaflet."
    return [
        Problem("officer-trial", _at_cells(values) + message, hint, values[0].at, "warning")
        for message, values in found.items()
    ]


_MOST_CELLS = 9


def _at_cells(values: Sequence[Value]) -> str:
    """How a message begins that is about the cells of a list: Cells B2 and B4."""
    cells = [value.cell for value in values if value.cell]
    if len(cells) < 2:
        return f"Cell {cells[0]}: " if cells else ""
    *first, last = [*cells[:_MOST_CELLS], f"{len(cells) - _MOST_CELLS} more"] if cells[_MOST_CELLS:] else cells
    return f"Cells {', '.join(first)} and {last}: "


def _check_characters(text: str, glyphs: Mapping[str, AbstractSet[int]]) -> Problem | None:
    if hidden := find_hidden_characters(text, ""):
        return hidden[0]
    if "\n" in text or "\t" in text:
        return Problem("officer-line-break", "it contains a line break or a tab.", "Write it in one line.")
    if mark := mark_alone(text):
        message = f"{describe_character(mark)} stands on no letter."
        return Problem("mark-alone", message, "Type the word again: such a mark comes after its letter.")
    for character in text:
        lacking = any(ord(character) not in points for points in glyphs.values())
        if lacking or _LATIN_ACCENT.match(character):
            message = f"the leaflet’s fonts have no “{character}”, {describe_character(character)}."
            return Problem("officer-character", message, _way_on(character))
    return None


def _way_on(character: str) -> str:
    """What to do about a character that no face has."""
    if character.isdecimal():
        return "Write the digits 0 to 9: a family must find what it dials."
    chinese = unicodedata.name(character, "").startswith("CJK ")
    return f"{_BY_HAND} {_CHINESE}" if chinese else _BY_HAND


_CHINESE = "Chinese ones are in the face whose folder `fonts:` in settings.yaml names."
_BY_HAND = (
    "Leave it out and write it by hand: its line is then empty, to write on with a pen. Or write it in the letters of "
    "one of the languages that `leafletgen list languages` shows."
)


# --- which details a leaflet shows ---


def doubt_of_first_name(details: Details) -> Problem | None:
    """The problem that the first name for a child's leaflet is not certain; None if it is, or if no name is given."""
    if first := details.get("first-name"):
        fault = fault_of_given(first.text)
        hint = "Give the first name alone, as the child should know it; two names with a hyphen, such as Mary-Ann."
        problem = Problem("officer-first-name", f"{what_is('first-name')} cannot be one: {fault}.", hint)
        return placed(problem, first) if fault else None
    name = details.get("name")
    if name is None or not (found := first_name(name.text)).doubt:
        return None
    printed = f" A child’s leaflet would print its word {found.number} alone." if found.number else ""
    message = f"The first name is not certain in the officer’s name: {found.doubt}.{printed}"
    hint = "Give the first name by itself: --officer-first-name, a line first-name, or a column first_name."
    return placed(Problem("officer-first-name", message, hint), name)


def shows_first_name_only(variant: Variant, *, full: bool) -> bool:
    """Whether a leaflet shows the first name in place of the name: a child's, unless all details are asked for."""
    return variant == "child" and not full


def carried_by(variant: Variant, *, full: bool) -> tuple[Detail, ...]:
    """The details that a leaflet of `variant` may show; a child's leaflet shows all only with `full`."""
    return _FOR_A_CHILD if shows_first_name_only(variant, full=full) else DETAILS


def for_reader(details: Details, variant: Variant, *, full: bool) -> Details:
    """The details as the leaflet of `variant` shows them; a child's has the first name, or no name if none is certain.

    Other leaflets show the first name if it is all that is given of the name.
    """
    first = details.get("first-name")
    name = details.get("name", first)
    if shows_first_name_only(variant, full=full) and name and first is None:
        name = name._replace(text=first_name(name.text).text)
    elif shows_first_name_only(variant, full=full):
        name = first
    kept: dict[Given, Value] = {"name": name} if name and name.text else {}
    others = (detail for detail in carried_by(variant, full=full) if detail in details and detail != "name")
    return kept | {detail: details[detail] for detail in others}


def left_out(details: Iterable[Given], *, full_possible: bool) -> Problem:
    """The warning that a child's copy does not show some of the details given; `full_possible`: it could."""
    names = ", ".join(detail for detail in DETAILS if detail in set(details))
    what = "A child’s leaflet" if full_possible else "A wallet card"
    message = f"{what} shows only first name and telephone number; left out: {names}."
    hint = "To show them all, add --full-details." if full_possible else "Anybody can find a wallet card."
    return Problem("officer-left-out", message, hint, severity="warning")


# --- a file of details ---


def read_details(data: bytes, name: str) -> dict[Given, Value]:
    """Read details from the YAML of the file `name`. Raises ContentError; no message quotes its content."""
    try:
        node = parse(data, name)
    except ContentError as error:
        raise ContentError(_unquoted(problem) for problem in error.problems) from None
    if not isinstance(node, Keys):
        raise ContentError(Problem("officer-file", "The file is not a mapping of keys to values.", _HOW, node.at))
    if misplaced := list(_misplaced(node)):
        raise ContentError(misplaced)
    return given(
        (detail, Value(value.value, value.at))
        for key, value in node.entries
        if isinstance(value, Scalar) and (detail := name_of(key.value))
    )


_HOW = f"Write a line for each detail, such as `phone: 01632 960 001`. The details are: {', '.join(GIVEN)}."


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
