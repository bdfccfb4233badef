"""Signatures: who translated and checked a text, by role and day, and whether that is enough for families to read it.

In: the signatures of a file and of one of its texts. Out: those that count, the checks that a text lacks, and Problems.
Why: a wrong word can do harm, so other people must have checked it than the one who translated it, and no program.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from leafletgen.content.characters import normalised
from leafletgen.content.dates import misdated
from leafletgen.content.translations.records import Segment, Signatures
from leafletgen.content.values import Fault, role
from leafletgen.errors import Problem

_ARTICLES = ("the", "a", "an")

_PROGRAMS = (
    r"ai|artificial intelligence|automat(?:ic|ed|ically)|(?:chat ?)?bots?|robots?|algorithms?|machine learning",
    r"translation engine|llms?|(?:language|neural) (?:model|network)s?",
    r"deep ?l|google|bing|microsoft translator|yandex|systran|reverso|(?:chat ?)?gpt ?\w*|openai|claude|gemini|copilot",
    r"(?:p|b|mh|ph)eiriant(?:au)?|(?:p|b|ph)eirianyddol|deallusrwydd artiffisial",  # Welsh
    r"maszyn\w*|sztuczna inteligencja|automat\w*",  # Polish
    r"masin\w*|inteligent\w* artificial\w*",  # Romanian
    r"машин\w*|штучн\w* інтелект\w*|автомат\w*",  # Ukrainian
    r"آلة|آلي|الذكاء الاصطناعي|مشین|مشینی|مصنوعی ذہانت",  # Arabic, Urdu
    r"মেশিন|কৃত্রিম বুদ্ধিমত্তা|ਮਸ਼ੀਨ|ਮਸ਼ੀਨੀ",  # Bengali, Punjabi
)
"""What a program that translates is called, as whole words."""

_TOOL = r"(?:machines?|programs?|software|n?mt)"
_ONLY_A_TOOL = re.compile(
    rf"(?:(?:\w+ )?by )?(?:(?:the|an?|computer|neural) )*{_TOOL}(?: (?:engine|model|output|system|tool)s?)?"
    rf"|.*\btranslat\w* (?:(?:by|from|with) )?(?:(?:the|an?) )?{_TOOL}|{_TOOL} translat(?:ion|ed)"
    r"|.*\b(?:machines?|n?mt) translat.*"
)
"""Words that are part of people's roles too (refugee program lead), as the whole of one, or with translation."""


def signatures_of(status: Signatures | None, segment: Segment) -> Signatures:
    """Who translated and checked a text: what it says itself, else what its file says.

    A check of the file counts for a text that was translated by itself only if it came on a later day.
    """
    status = status or Signatures(at=segment.at)
    checked, again = (
        check if check and not (segment.translated and check.on <= segment.translated.on) else None
        for check in (status.checked, status.checked_again)
    )
    return Signatures(
        at=segment.at,
        translated=segment.translated or status.translated,
        checked=segment.checked or checked,
        checked_again=segment.checked_again or again,
    )


SIGNED = "signed a text"
"""What people do on the day of a signature."""


def signature_faults(record: Signatures | Segment, today: datetime.date) -> Iterator[Problem]:
    """Signatures name roles; a program never checks, nobody checks his own work, and each day can be right."""
    signed = [one for one in (record.translated, record.checked, record.checked_again) if one]
    for signature in signed:
        if fault := role(signature.by):
            yield fault.at(signature.at)
        if fault := misdated(signature.on, today, SIGNED):
            yield fault.at(signature.at)
    for check in (record.checked, record.checked_again):
        if check and is_program(check.by):
            message = "A program cannot check a translation."
            hint = "Have a person check it who knows the language, and write the role."
            yield Fault("checked-by-machine", message, hint).at(check.at)
    seen: set[str] = set()
    for signature in signed:
        who = same_role(signature.by)
        if who in seen:
            message = f"The {signature.by} has signed twice; each signature must be that of another role."
            yield Fault("signed-twice", message, "Have another role check it.").at(signature.at)
        seen.add(who)


@lru_cache(maxsize=256)
def is_program(by: str) -> bool:
    """Whether a role is a name of a program, in whatever words and letters."""
    words = "|".join(_plain(words) for words in _PROGRAMS)
    said = _plain(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", by))
    return bool(_ONLY_A_TOOL.fullmatch(said) or re.search(rf"(?<!\w)(?:{words})(?!\w)", said))


@lru_cache(maxsize=256)
def same_role(by: str) -> str:
    """What is the same for all ways to write a role: capitals, accents, hyphens, spaces and articles change nothing."""
    return "".join(word for word in re.findall(r"\w+", _plain(by)) if word not in _ARTICLES)


def _plain(text: str) -> str:
    """A text in small letters without accents, with a space in place of hyphens, low lines, full stops and spaces."""
    letters = (letter for letter in normalised("NFKD", text).casefold() if not unicodedata.combining(letter))
    spaced = (" " if letter == "." or unicodedata.category(letter) in {"Pd", "Pc"} else letter for letter in letters)
    return " ".join("".join(spaced).split())


def lacking(signatures: Signatures, *, critical: bool) -> tuple[str, ...]:
    """The checks that a text lacks; a check before the translation, or of the translator's own work, does not count."""
    translated = signatures.translated
    needed = {"checked": signatures.checked, **({"checked again": signatures.checked_again} if critical else {})}
    if translated is None:
        return ("translated", *needed)
    roles = {same_role(translated.by)}
    missing = []
    for name, signature in needed.items():
        if signature is None or signature.on < translated.on or same_role(signature.by) in roles:
            missing.append(name)
        else:
            roles.add(same_role(signature.by))
    return tuple(missing)
