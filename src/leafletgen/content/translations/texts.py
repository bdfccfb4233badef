"""What may differ between an English text and its translation, and what may not: fields, digits, characters, marks.

In: the two texts and the language. Out: Faults: errors for what changes the meaning, warnings for what looks wrong.
Why: a changed digit sends a child to a wrong number, and a lost field prints none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from leafletgen.content.languages import Language
from leafletgen.content.values import Fault, quote

_FIELD = re.compile(r"\{[^{}]*\}")
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_NUMBER = re.compile(r"\d+(?:[\s\u00a0]\d+)*")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefe]")
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_QUOTES = '“”„«»"'
_FINAL = (".", "!", "?", ":", "…")
_CLOSING = '”»“’")]'


def text_faults(english: str, text: str, language: Language) -> Iterator[Fault]:
    """Each Fault of a translated text."""
    yield from _changed(english, text)
    yield from _lint(english, text, language)


def _changed(english: str, text: str) -> Iterator[Fault]:
    """Errors: fields and digits that differ, and letters that cannot be shaped or searched."""
    if Counter(_BRACES.findall(text)) != Counter(_BRACES.findall(english)):
        needs = " and ".join(_FIELD.findall(english)) or "no braces"
        hint = f"Write each field as often as the English text has it, to the letter: {needs}."
        yield Fault("changed-field", f"The fields in braces are not those of the English text: {quote(text)}.", hint)
    known = Counter(_numbers(english))
    for number in [number for number in _numbers(text) if known[number] == 0]:
        message = f"The number {quote(number)} is not in the English text {quote(english)}."
        yield Fault("changed-number", message, "Write the number as the English text has it.")
    if match := _PRESENTATION.search(text):
        message = f"{quote(text)} has a letter in its printed form: U+{ord(match.group()):04X}."
        hint = "Type the text again: such letters come from a copied PDF, and no search finds them."
        yield Fault("presentation-form", message, hint)


def _numbers(text: str) -> list[str]:
    """Every number of a text without spaces; digits of all scripts."""
    return ["".join(match.group().split()) for match in _NUMBER.finditer(_FIELD.sub(" ", text))]


def _lint(english: str, text: str, language: Language) -> Iterator[Fault]:
    """Warnings: what readers of the language would take for a slip."""
    if text != " ".join(re.split(" +", text)):
        message = f"There are two spaces in a row: {quote(text)}."
        yield Fault("doubled-space", message, "Remove one of them.", "warning")
    last, own_last = (words.rstrip(_CLOSING)[-1:] for words in (english, text))
    if last in _FINAL and own_last not in _FINAL:
        message = f"The English text ends with {quote(last)}, this one does not: {quote(text)}."
        yield Fault("final-mark", message, "End it in the same way.", "warning")
    if last not in _FINAL and own_last in (".", "!"):
        message = f"This text ends with a mark, the English does not: {quote(text)}."
        yield Fault("final-mark", message, "Remove the mark.", "warning")
    if strange := sorted({mark for mark in text if mark in _QUOTES} - set(language.quotes)):
        message = f"{' '.join(strange)} is not a quotation mark of {language.english}: {quote(text)}."
        yield Fault("wrong-quotes", message, f"Use {' … '.join(language.quotes)}.", "warning")
    for wrong, right in language.letters:
        if wrong in text:
            message = f"{wrong} stands where {language.english} has {right}: {quote(text)}."
            yield Fault("wrong-letter", message, f"Write {right}.", "warning")


def cleaned(text: str) -> tuple[str, int]:
    """A text from a translator's program without marks of direction and printed forms; how many characters changed."""
    import unicodedata

    without, controls = _CONTROLS.subn("", text)
    plain, forms = _PRESENTATION.subn(lambda match: unicodedata.normalize("NFKC", match.group()), without)
    return unicodedata.normalize("NFC", plain), controls + forms
