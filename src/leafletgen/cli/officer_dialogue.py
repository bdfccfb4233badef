"""The questions of `leafletgen officer`: one at a time, each answer checked before the next is asked.

In: choices and saved details, and the answers. Out: the edition, the variant, the leaflet to fill and its details.
Why: an officer who does not use the command line needs no options, and a mistake never discards earlier answers: each
line, the paper and the printer can be changed until the leaflet is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from leafletgen.cli.console import Console
from leafletgen.cli.terminal import drop_typed_ahead
from leafletgen.content.characters import plain
from leafletgen.content.values import find_suggestion
from leafletgen.errors import LeafletError
from leafletgen.formats import sizes as sizes_of_paper
from leafletgen.officer.copies import Copies
from leafletgen.officer.details import Details, Given, Person, Value, shows_first_name_only, tidy
from leafletgen.officer.first_name import first_name
from leafletgen.pipeline.request import Request

_QUESTIONS: Mapping[Given, str] = {
    "name": "Your name",
    "first-name": "Your first name",
    "number": "Your number (collar, shoulder or staff)",
    "phone": "Your telephone number",
    "email": "Your email address",
    "reference": "The reference of the case",
    "next-contact": "When you will be in touch next (such as Thursday 17 December, 4pm)",
}
_NONE = "-"
_NOTHING = frozenset({"", _NONE, "--", "–", "—", "none", "nil", "n/a"})
"""Answers that leave a line blank."""

_STOP = "stop"
_STOPS = frozenset({_STOP, "quit", "q", "exit"})
_YES, _NO = frozenset({"y", "yes"}), frozenset({"n", "no"})


class Filled(NamedTuple):
    """A leaflet to fill in, and the details for it."""

    copies: Copies
    details: Details


def choose(console: Console, question: str, choices: Mapping[str, str]) -> str:
    """Ask for one of `choices` (texts by key). The answer is a number, a key or its start, or words of a text."""
    console.say(question)
    for number, words in enumerate(choices.values(), 1):
        console.say(f"  {number}  {words}")
    while True:
        answer = console.ask("Its number or name").strip().lower()
        if number := _number(answer, len(choices)):
            return list(choices)[number - 1]
        meant = [key for key, words in choices.items() if _matches(answer, key, words)]
        if answer in choices or len(meant) == 1:
            return answer if answer in choices else meant[0]
        named = {**{words.lower(): words for words in choices.values()}, **choices}
        near = find_suggestion(answer, named) if answer and not meant else None
        why = f"Did you mean {named[near]}? " if near else "More than one of them fits. " if meant else ""
        console.say(f"{why}Type a number from 1 to {len(choices)}.")


def _number(answer: str, most: int) -> int:
    """The number from 1 to `most` that an answer is, also as "2." or "2)"; else 0."""
    digits = answer.rstrip(".) ")
    return int(digits) if digits.isdecimal() and len(digits) < 9 and int(digits) <= most else 0


def _matches(answer: str, key: str, words: str) -> bool:
    """Whether an answer is how a key begins, or how words of a text do, with or without accents and hyphens."""
    said = plain(answer)
    return bool(said) and (plain(key).startswith(said) or f" {said}" in f" {plain(words)}")


def agrees(console: Console, question: str, default: str) -> bool:
    """Ask a question until the answer is yes or no; Enter gives the default."""
    while True:
        answer = console.ask(f"{question} (yes or no)", default).strip().lower()
        if answer in _YES | _NO:
            return answer in _YES
        console.say("Type yes or no.")


def ask_printer(console: Console, request: Request) -> Request:
    """Ask whether the printer is black and white, unless the request says so."""
    if request.options.mono:
        return request
    mono = agrees(console, "Is the printer black and white?", "no")
    return replace(request, options=replace(request.options, mono=mono))


def ask_details(console: Console, copies: Copies, saved: Details) -> Details:
    """Ask for each detail that the leaflet can show, and ask again if an answer cannot be printed."""
    asked = [detail for details in copies.lines.values() for detail in _asked(copies, details)]
    first_name_only = shows_first_name_only(copies.variant, full=copies.full)
    if first_name_only:
        console.say("A child’s leaflet shows only the first name and the telephone number.")
        if "first-name" not in saved and "name" in saved and (found := first_name(saved["name"].text)).text:
            saved = {**saved, "first-name": Value(found.text)}
    _say_what_enter_does(console, kept=any(detail in saved for detail in asked))
    return _ask_each(console, copies, dict.fromkeys(asked), saved, {})


def _asked(copies: Copies, details: tuple[Given, ...]) -> tuple[Given, ...]:
    """What to ask for: of a child's leaflet the first name in place of the name."""
    if not shows_first_name_only(copies.variant, full=copies.full):
        return details
    return tuple("first-name" if detail == "name" else detail for detail in details)


def _say_what_enter_does(console: Console, *, kept: bool) -> None:
    if kept:
        console.say(f"Enter keeps the answer in [brackets]; {_NONE} makes the line blank.")
    console.say(f"{'If there are none, Enter' if kept else 'Enter alone'} leaves the line blank, to write on by hand.")


def _ask_each(
    console: Console, copies: Copies, asked: Mapping[Given, object], saved: Details, known: Details
) -> Details:
    """Ask for some details; `saved` are what Enter gives, `known` are the others."""
    details = {detail: value for detail, value in known.items() if detail not in asked}
    for detail in asked:
        if answer := _ask_one(console, copies, details, detail, saved[detail].text if detail in saved else ""):
            details[detail] = Value(answer)
    return details


def _ask_one(console: Console, copies: Copies, known: Details, detail: Given, default: str) -> str:
    while True:
        answer = tidy(detail, console.ask(_QUESTIONS[detail], default))
        if answer.lower() in _NOTHING:
            return ""
        if detail == "first-name":
            answer = first_name(answer).text or answer
        error = copies.fault_of(Person({**known, detail: Value(answer)}))
        if error is None:
            return answer
        console.reject(error)
        console.say(f"To leave the line blank, {f'type {_NONE}' if default else 'press Enter alone'}.")


# --- the preview ---


def confirm(console: Console, filled: Filled) -> Filled | None:
    """Show what will be made and change it as asked, until it is to be made; None if nothing is to be made."""
    while True:
        fault = filled.copies.fault_of(Person(filled.details))
        lines = _show(console, filled)
        if fault:
            console.reject(fault)
            line = _ask_which(console, len(lines))
        else:
            for problem in filled.copies.trials([Person(filled.details)]):
                console.mention(problem)
            line = _ask_to_make(console, len(lines))
        if line == _MAKE:
            return filled
        if line is None:
            return None
        filled = _changed(console, filled, lines[line - 1])


_MAKE = 0
"""What stands in the place of the number of a line if none is to change."""


def _ask_to_make(console: Console, count: int) -> int | None:
    """Ask whether to make the leaflet; gives the number of a line to change, _MAKE, or None to make nothing."""
    while True:
        drop_typed_ahead()
        answer = console.ask("Make it? (yes, no, or the number of a line to change)", "yes").strip().lower()
        if answer in _YES:
            return _MAKE
        if answer in _NO:
            return _ask_which(console, count)
        if answer in _STOPS:
            return None
        if line := _number(answer, count):
            return line
        console.say(f"Type yes, no, or a number from 1 to {count}. To make nothing, type {_STOP}.")


def _ask_which(console: Console, count: int) -> int | None:
    """Ask which line should change; gives its number, or None to make nothing."""
    question = f"Which line should change? Its number, 1 to {count}, or {_STOP} to make nothing"
    while True:
        drop_typed_ahead()
        answer = console.ask(question).strip().lower()
        if answer in _STOPS:
            return None
        if line := _number(answer, count):
            return line
        console.say(f"Type a number from 1 to {count}, or {_STOP}.")


def ask_folder(console: Console, filled: Filled) -> Filled | None:
    """Ask for a folder that can be written to; Enter tries the same again. None if nothing is to be made."""
    request = filled.copies.request
    console.say(f"Your answers are kept. Enter tries the same folder again; {_STOP} makes nothing.")
    answer = console.ask("A folder to write the leaflet into", str(request.output)).strip()
    if answer.lower() in _STOPS:
        return None
    request = replace(request, output=Path(answer).expanduser())
    return filled._replace(copies=Copies(request, full=filled.copies.full))


_PAPER, _PRINTER = "Paper", "Printer"

_PAPERS = {
    **{size: size.upper() for size in sizes_of_paper()},
    "card": "A sheet of wallet cards, on A4",
    "booklet": "A booklet of A5 pages, on A4 paper to fold",
    "large": "Large print, on A4",
}


def _show(console: Console, filled: Filled) -> list[str]:
    """Show the lines of the leaflet, its paper and its printer, numbered; gives their labels."""
    copies = filled.copies
    names = ", ".join(output_file.name.removesuffix(".pdf") for output_file in copies.laid_out)
    printer = "black and white" if copies.request.options.mono else "colour"
    lines = {
        **{label: words or "_" * 20 for label, words in copies.words(filled.details).items()},
        _PAPER: " and ".join(_PAPERS[paper] for paper in _papers(copies.request)),
        _PRINTER: printer,
    }
    console.say(f"\n{names}, with these lines:")
    for number, (label, words) in enumerate(lines.items(), 1):
        console.say(f"  {number}  {label}: {words}")
    return list(lines)


def _papers(request: Request) -> tuple[str, ...]:
    if request.options.booklet or request.options.large_print:
        return ("booklet" if request.options.booklet else "large",)
    return request.sizes


def _changed(console: Console, filled: Filled, label: str) -> Filled:
    """Ask again for what a line of the preview shows."""
    copies, details = filled
    if label not in copies.lines:
        return filled._replace(copies=_laid_out_again(console, copies, label))
    asked = dict.fromkeys(_asked(copies, copies.lines[label]))
    _say_what_enter_does(console, kept=any(detail in details for detail in asked))
    return filled._replace(details=_ask_each(console, copies, asked, details, details))


def _laid_out_again(console: Console, copies: Copies, label: str) -> Copies:
    """The leaflet on other paper or for another printer; as it was if that cannot be made."""
    request = copies.request
    if label == _PRINTER:
        request = replace(request, options=replace(request.options, mono=not request.options.mono))
    else:
        paper = choose(console, "Which paper?", _PAPERS)
        options = replace(request.options, booklet=paper == "booklet", large_print=paper == "large")
        sizes = (paper,) if paper in sizes_of_paper() else () if paper == "booklet" else sizes_of_paper()[:1]
        request = replace(request, options=options, sizes=sizes)
    try:
        return Copies(request, full=copies.full)
    except LeafletError as error:
        console.reject(error)
        return copies
