"""The questions of `leafletgen officer`: one at a time, each answer checked before the next is asked.

In: choices and saved details, and the answers. Out: the edition, the variant, the details.
Why: an officer who does not use the command line needs no options, and a mistake never discards earlier answers.
"""

from __future__ import annotations

from collections.abc import Mapping

from leafletgen.cli.console import Console
from leafletgen.content.records import Detail
from leafletgen.officer.copies import Copies
from leafletgen.officer.details import Details, Given, Person, Value, tidy

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
    """Ask for one of `choices` (texts by key). The answer is a number, a key or its start, or part of a text."""
    console.say(question)
    for number, words in enumerate(choices.values(), 1):
        console.say(f"  {number}  {words}")
    while True:
        answer = console.ask("Its number or name").strip().lower()
        if answer.isdecimal() and len(answer) < 9 and 0 < int(answer) <= len(choices):
            return list(choices)[int(answer) - 1]
        meant = [key for key, words in choices.items() if answer and _matches(answer, key, words)]
        if answer in choices or len(meant) == 1:
            return answer if answer in choices else meant[0]
        console.say(f"Type a number from 1 to {len(choices)}.")


def _matches(answer: str, key: str, words: str) -> bool:
    return key.startswith(answer) or answer in words.lower()


def ask_details(console: Console, copies: Copies, saved: Details) -> Details:
    """Ask for each detail that the leaflet can show, and ask again if an answer cannot be printed."""
    if saved:
        console.say(f"Press Enter to keep the saved answer; type {_NONE} to leave the line blank, to write on by hand.")
    else:
        console.say("Press Enter alone to leave a line blank, to write on by hand.")
    if copies.variant == "child" and not copies.full:
        console.say("A child’s leaflet shows only the first name and the telephone number.")
    details: dict[Given, Value] = {}
    for detail in dict.fromkeys(detail for asked in copies.lines.values() for detail in asked):
        default = saved[detail].text if detail in saved else ""
        if answer := _ask_one(console, copies, details, detail, default):
            details[detail] = Value(answer)
    return details


def _ask_one(console: Console, copies: Copies, known: Details, detail: Detail, default: str) -> str:
    while True:
        answer = tidy(detail, console.ask(_QUESTIONS[detail], default))
        if answer in ("", _NONE):
            return ""
        error = copies.fault_of(Person({**known, detail: Value(answer)}))
        if error is None:
            return answer
        console.reject(error)
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
