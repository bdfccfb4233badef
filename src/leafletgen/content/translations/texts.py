"""What may differ between an English text and its translation, and what may not: fields, digits, characters, marks.

In: the two texts and the language. Out: Faults: errors for what changes the meaning, warnings for what looks wrong.
Why: a changed digit sends a child to a wrong number, and a lost field prints none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from leafletgen.content.characters import BIDI_CONTROLS, INVISIBLE, describe_character, mark_alone, normalised
from leafletgen.content.languages import Language
from leafletgen.content.mark_up import find_mark_up
from leafletgen.content.values import Fault, quote

_FIELD = re.compile(r"\{[^{}]*\}")
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_NUMBER = re.compile(r"\d+(?:[\s\u00a0]\d+)*")
_PRESENTATION = re.compile("[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefe]")
_CONTROLS = re.compile(f"[{BIDI_CONTROLS}\ufeff]")
_UNSEEN = re.compile(f"[{INVISIBLE}]")
_LINE_END = re.compile(r" *[\n\r\t\v\f\u0085\u2028\u2029][\s]*")
_QUOTES = frozenset('“”„«»"「」『』')
_FINAL = (".", "!", "?", ":", "…")
_CLOSING = '”»“’")]）》」』'
_LATIN_STOP = re.compile(rf"(?<![A-Za-z}}])\.(?=[{re.escape(_CLOSING)}]*(?:\s|$))")


def text_faults(english: str, text: str, language: Language) -> Iterator[Fault]:
    """Each Fault of a translated text."""
    yield from _changed(english, text)
    yield from _lint(english, text, language)


def _changed(english: str, text: str) -> Iterator[Fault]:
    """Errors: fields and digits that differ, mark-up, and letters that no search finds."""
    if _braces_in(text) != _braces_in(english):
        needs = " and ".join(_FIELD.findall(english)) or "no braces"
        hint = f"Write each field as often as the English text has it, to the letter: {needs}."
        yield Fault("changed-field", f"The fields in braces are not those of the English text: {quote(text)}.", hint)
    if strange := {*filter(_is_other_digit, {*text}.difference(english))}:
        written = "".join(character for character in text if character in strange)
        message = f"{quote(written)} is not written with the digits 0 to 9: {quote(text)}."
        hint = "Write 0 to 9: telephones in the United Kingdom have these, and a family must find what it dials."
        yield Fault("other-digits", message, hint)
    numbers = _numbers(text)
    known = _numbers(english) if numbers else []
    for number in [number for number in numbers if number not in known]:
        message = f"The number {quote(number)} is not in the English text {quote(english)}."
        yield Fault("changed-number", message, "Write the number as the English text has it.")
    if found := find_mark_up(text):
        yield found[1]
    if match := _PRESENTATION.search(text):
        message = f"{quote(text)} has a letter in its printed form: U+{ord(match.group()):04X}."
        hint = "Type the text again: such letters come from a copied PDF, and no search finds them."
        yield Fault("presentation-form", message, hint)
    if mark := mark_alone(text):
        message = f"{describe_character(mark)} stands on no letter: {quote(text)}."
        yield Fault("mark-alone", message, "Type the word again: such a mark comes after its letter.")


def _braces_in(text: str) -> list[str]:
    """The fields of a text, and braces without the other half, in the order of the alphabet."""
    return sorted(_BRACES.findall(text)) if "{" in text or "}" in text else []


@lru_cache(maxsize=4096)
def _is_other_digit(character: str) -> bool:
    """Whether it is a digit, but none of 0 to 9: one of another script, or one in a circle."""
    return character not in "0123456789" and unicodedata.digit(character, None) is not None


def _numbers(text: str) -> list[str]:
    """Every number of a text without spaces, in the digits 0 to 9; it may be in those of another script."""
    if not _NUMBER.search(text):
        return []
    found = ("".join(match.group().split()) for match in _NUMBER.finditer(_FIELD.sub(" ", text)))
    return ["".join(str(unicodedata.digit(digit)) for digit in number) for number in found]


def _lint(english: str, text: str, language: Language) -> Iterator[Fault]:
    """Warnings: what readers of the language would take for a slip."""
    if "  " in text:
        message = f"There are two spaces in a row: {quote(text)}."
        yield Fault("doubled-space", message, "Remove one of them.", "warning")
    yield from _final_marks(english, text, language)
    if strange := sorted(_QUOTES.intersection(text).difference(language.quotes)):
        message = f"{' '.join(strange)} is not a quotation mark of {language.english}: {quote(text)}."
        yield Fault("wrong-quotes", message, f"Use {' … '.join(language.quotes)}.", "warning")
    before = "" if language.script == "Latn" else "(?<![A-Za-z}])"  # English words have English marks.
    for wrong, right in language.letters:
        if wrong in text and re.search(before + re.escape(wrong), text):
            yield _wrong_letter(wrong, right, text, language)


def _final_marks(english: str, text: str, language: Language) -> Iterator[Fault]:
    """Both texts end with a mark, or neither; and the full stop is that of the language."""
    stop = language.ends[0]
    marks = (*_FINAL, *language.ends, "：")
    last, own_last = (words.rstrip(_CLOSING)[-1:] for words in (english, text))
    if last in _FINAL and own_last not in marks:
        message = f"The English text ends with {quote(last)}, this one does not: {quote(text)}."
        yield Fault("final-mark", message, f"End it in the same way, with one of {' '.join(language.ends)}.", "warning")
    if last not in _FINAL and own_last in {".", "!", *language.ends[:2]}:
        message = f"This text ends with a mark, the English does not: {quote(text)}."
        yield Fault("final-mark", message, "Remove the mark.", "warning")
    if stop != "." and _LATIN_STOP.search(text):
        yield _wrong_letter(".", stop, text, language)


def _wrong_letter(wrong: str, right: str, text: str, language: Language) -> Fault:
    message = f"{wrong} stands where {language.english} has {right}: {quote(text)}."
    return Fault("wrong-letter", message, f"Write {right}.", "warning")


def cleaned(text: str) -> tuple[str, int]:
    """A text from a translator's program without what nobody sees in it; how many places changed.

    Removed are marks of direction, invisible characters and printed forms of letters; line ends and tabs become spaces.
    """
    changes = 0
    for pattern, better in ((_CONTROLS, ""), (_UNSEEN, ""), (_LINE_END, " ")):
        text, count = pattern.subn(better, text)
        changes += count
    text, forms = _PRESENTATION.subn(lambda match: normalised("NFKC", match.group()), text)
    return normalised("NFC", text.strip()), changes + forms
