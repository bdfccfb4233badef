"""Who did something, by role: who checked a contact, read the words of a leaflet, or translated them.

In: a role, as somebody wrote it. Out: None if it is one, else a Fault; and whether two roles are the same.
Why: data are published, so no person is named in them; and families rely on checks, which only people can make.
"""

from __future__ import annotations

import re
from functools import lru_cache

from leafletgen.content.characters import plain
from leafletgen.content.placeholders import find_placeholder
from leafletgen.content.values import Fault, quote

_CAPITALISED = re.compile(r"[A-Z]\S*")
_COLLAR_NUMBER = re.compile(
    r"[0-9]{4}|\b[A-Z]{1,4}[0-9]{3}|\b(?:[PD](?:C|S|I|CI)|[TW][PD]C|CSO|PCSO|sgt|sergeant|constable|inspector|officer|"
    r"collar|warrant|badge|shoulder|number|no|id)\b[\W_]*(?!(?:101|111|999)\b)[0-9]{3}",
    re.IGNORECASE,
)
"""A number by which a person is known: four digits or more; three only behind a rank or letters, but not 101 or 999."""

_NOBODY = r"""
      (?:nobody|no\ (?:one|body|person)|noone)(?:\ .*)?|not\ a\ person|none(?:\ (?:yet|of|so)\b.*)?|not\ me
    | nil|null|nothing|n\W{0,3}a|neb|nikt|nimeni|ніхто
    | not\ (?:applicable|known|recorded|given|stated|sure|yet|checked)|unknown|unsure|anon(?:ymous)?|anhysbys
    | (?:some|any|every)\ ?(?:body|one)(?:\ else)?|whoever|who|rhywun|ktos|cineva|хтось
    | (?:it\ was\ )?(?:i|me)|i\ did(?:\ .*)?|my\ ?self|self|us|we|our\ ?selves|you|your\ ?self|he|she|they|him|her|them
    | it|fi|ni|ja|eu|я|(?:my\ |an?\ |another\ )?colleagues?
    | (?:an?\ |the\ |some\ |real\ )*(?:person|people|human|user|man|woman)s?|by\ (?:hand|phone)
    | (?:an?\ |the\ |your\ |my\ |their\ )?(?:role|name|initial|job\ title|title)s?(?:\ here)?|no\ (?:name|role)
    | .*['’]s\ name
    | as\ above|see\ above|same(?:\ as\ above)?|ditto|yes|no|ok(?:ay)?|to\ ?do|test|testing|example|dummy|blank|empty
    | by|role\ of\ .*|insert\ .*|x+|\w
"""
"""What people write who name nobody, as the whole of a role; compiled when a role is read, as the patterns below."""

_ARTICLES = ("the", "a", "an")

_PROGRAMS = (
    r"ai|artificial intelligence|automat(?:ic|ed|ically|ions?)|(?:chat ?)?bots?|robo(?:ts?|ters?)?|algorithms?",
    r"machine learning|translation engine|llms?|(?:language|neural) (?:model|network)s?|(?:virtual|voice) assistants?",
    r"deep ?l|google|bing|microsoft translator|yandex|systran|reverso|(?:chat ?)?gpt ?\w*|openai|anthropic|claude",
    r"gemini|copilot|perplexity|deep ?seek|mistral|llama|grok|codex|alexa|siri",
    r"leaflet ?gen|(?:link|url) ?check(?:er)?|(?:web )?crawlers?|cron(?:job)?|github actions?|curl|wget",
    r"rpa|zapier|selenium|playwright",
    r"(?:p|b|mh|ph)eiriant(?:au)?|(?:p|b|ph)eirianyddol|deallusrwydd artiffisial|sgript",  # Welsh
    r"maszyn\w*|sztuczna inteligencja|automat\w*",  # Polish
    r"masin\w*|inteligent\w* artificial\w*",  # Romanian
    r"машин\w*|штучн\w* інтелект\w*|автомат\w*",  # Ukrainian
    r"آلة|آلي|الذكاء الاصطناعي|مشین|مشینی|مصنوعی ذہانت",  # Arabic, Urdu
    r"মেশিন|কৃত্রিম বুদ্ধিমত্তা|ਮਸ਼ੀਨ|ਮਸ਼ੀਨੀ",  # Bengali, Punjabi
)
"""What a program is called that translates or checks, as whole words."""

_PEOPLE_OF = (
    r"(?:.* )?(?:ai|artificial intelligence|automation|automatic number plate|machine learning|algorithms?)"
    r" (?:\w+ ){0,2}"
    r"(?:officer|lead|manager|team|unit|head|sergeant|inspector|constable|coordinator|director|adviser|advisor)s?"
    r"|(?:.* )?(?:head|director|lead|officer|manager) (?:of|for|on) .*"
)
"""Roles of people who deal with programs: AI lead, head of automation."""

_TOOL = r"(?:machines?|programs?|software|n?mt)"
_ONLY_A_TOOL = (
    rf"(?:(?:\w+ )?(?:by|with) )?(?:(?:the|an?|my|our|it|computer|neural|python|shell|web|ci|test|checking) )*"
    rf"(?:{_TOOL}|computers?|systems?|tools?|apps?|api|excel|spreadsheets?|code|auto|ci|pipelines?|servers?|internet|websites?"
    r"|browser|(?:\w+ )?(?:scripts?|macros?)|(?:nightly|scheduled|batch) job)"
    r"(?: (?:engine|model|output|system|tool|pipeline|job|run|check|checked|only|itself)s?)*"
    rf"|.*\btranslat\w* (?:(?:by|from|with) )?(?:(?:the|an?) )?{_TOOL}|{_TOOL} translat(?:ion|ed)"
    r"|.*\b(?:machines?|n?mt) translat.*|(?:y |gan )?rh?aglen(?: gyfieithu)?"
)
"""Words that are part of people's roles too (refugee program lead), as the whole of one, or with translation."""


def role(value: str) -> Fault | None:
    """Check that `value` is a role such as "comms officer", not a person: capitalised words count as a name.

    Nor may it stand for nobody, as "me", "someone" and "n/a" do.
    """
    if _names_nobody(value):
        message = f"{quote(value)} names nobody who did it."
        return Fault("not-a-role", message, "Write the role of the person who did it, such as: comms officer.")
    if "@" not in value and not _is_namelike(value) and not _COLLAR_NUMBER.search(value):
        return None
    hint = "Write the role in lower case, such as: comms officer. Never write a person's name, number or address here."
    return Fault("not-a-role", f"{quote(value)} looks like a person's name, number or address, not a role.", hint)


def checker_fault(by: str, what: str) -> Fault | None:
    """Check that `by` is the role of a person who can have checked `what`, such as "a contact"."""
    if is_program(by):
        hint = "Have a person check it, and write the role of that person, such as: comms officer."
        return Fault("checked-by-machine", f"A program cannot check {what}.", hint)
    return role(by)


def _is_namelike(value: str) -> bool:
    """Whether each word begins with a capital letter, and one of them goes on with a small one."""
    words = value.split(" ")
    return all(map(_CAPITALISED.fullmatch, words)) and any(re.match("[A-Z][a-z]", word) for word in words)


@lru_cache(maxsize=256)
def _names_nobody(value: str) -> bool:
    said = re.sub(r"^\W+|\W+$", "", plain(value))
    if value == "IT":  # The team, not the pronoun.
        return False
    return (
        not any(map(str.isalpha, said))
        or bool(re.fullmatch(_NOBODY, said, re.VERBOSE))
        or find_placeholder(value) is not None
    )


@lru_cache(maxsize=256)
def is_program(by: str) -> bool:
    """Whether a role is a name of a program, in whatever words and letters."""
    words = "|".join(plain(words) for words in _PROGRAMS)
    said = plain(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", by))
    if re.fullmatch(_PEOPLE_OF, said):
        return False
    return bool(re.fullmatch(_ONLY_A_TOOL, said) or re.search(rf"(?<!\w)(?:{words})[0-9]*(?!\w)", said))


@lru_cache(maxsize=256)
def same_role(by: str) -> str:
    """What is the same for all ways to write a role: capitals, accents, hyphens, spaces and articles change nothing."""
    return "".join(word for word in re.findall(r"\w+", plain(by)) if word not in _ARTICLES)
