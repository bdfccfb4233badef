"""The questions of `leafletgen officer`: one at a time, each answer checked before the next is asked.

In: what is known from the command line, and the answers. Out: the edition, the reader, the details.
Why: an officer who does not like a command line should need none of it, and never lose an answer to a later mistake.
"""

from __future__ import annotations

from collections.abc import Mapping

from leafletgen.cli.console import Console
from leafletgen.content.records import Detail
from leafletgen.officer.copies import Copies
from leafletgen.officer.details import Details, Person, Value, tidy

_QUESTIONS: Mapping[Detail, str] = {
    "name": "Your name",
    "number": "Your number",
    "phone": "Your telephone number",
    "email": "Your email address",
    "reference": "The reference of the case",
    "next-contact": "When you will be in touch next",
}
_NONE = "-"


def choose(console: Console, question: str, choices: Mapping[str, str]) -> str:
    """Ask for one of `choices` (words by key): by its number in the list, its key, or the beginning of either word."""
    console.say(question)
    for number, words in enumerate(choices.values(), 1):
        console.say(f"  {number}  {words}")
    while True:
        answer = console.ask("Its number or name").strip().lower()
        if answer.isdecimal() and 0 < int(answer) <= len(choices):
            return list(choices)[int(answer) - 1]
        meant = [key for key, words in choices.items() if answer and _meant(answer, key, words)]
        if answer in choices or len(meant) == 1:
            return answer if answer in choices else meant[0]
        console.say(f"Type a number from 1 to {len(choices)}.")


def _meant(answer: str, key: str, words: str) -> bool:
    return key.startswith(answer) or answer in words.lower()


def ask_details(console: Console, copies: Copies, remembered: Details) -> Details:
    """Ask for each detail that the leaflet may carry, and again where one cannot be printed."""
    console.say(f"Enter alone leaves a line to be written on by hand{f', {_NONE} too' if remembered else ''}.")
    if copies.leaflet.variant == "child" and not copies.full:
        console.say("A child’s leaflet prints the first name and the telephone number alone.")
    details: dict[Detail, Value] = {}
    for detail in dict.fromkeys(detail for asked in copies.lines.values() for detail in asked):
        default = remembered[detail].text if detail in remembered else ""
        if answer := _ask_one(console, copies, details, detail, default):
            details[detail] = Value(answer)
    return details


def _ask_one(console: Console, copies: Copies, known: Details, detail: Detail, default: str) -> str:
    while True:
        answer = tidy(console.ask(_QUESTIONS[detail], default))
        if answer in ("", _NONE):
            return ""
        error = copies.fault_of(Person({**known, detail: Value(answer)}))
        if error is None:
            return answer
        console.answer(error)
        default = ""


def confirm(console: Console, copies: Copies, details: Details) -> bool:
    """Show what will be made, and ask whether to make it."""
    lines = copies.words(details)
    width = max(map(len, lines))
    names = ", ".join(output_file.name.removesuffix(".pdf") for output_file in copies.laid_out)
    console.say(f"\n{names}, with these lines:")
    for label, words in lines.items():
        console.say(f"  {label:{width}}  {words or '_' * 20}")
    while True:
        answer = console.ask("Make it? (yes or no)", "yes").strip().lower()
        if answer in ("y", "yes", "n", "no"):
            return answer.startswith("y")
