"""What stands in for an officer's detail: words of a form that nobody filled in, and numbers kept for films.

In: a detail as it was typed. Out: whether it is still to be written, is kept for trials, or has a wrong contact in it.
Why: a family would read "Your name", or ring a number that no telephone has.
"""

from __future__ import annotations

import re

from leafletgen.content.contacts_in_text import InText, contacts_in
from leafletgen.content.numbering import is_for_films, placeholder_number
from leafletgen.content.placeholders import example_address, find_placeholder
from leafletgen.content.values import bare_host
from leafletgen.officer.first_name import is_number, is_rank, word_set

# --- what is still to be written ---

# Words of a form, in English and Welsh, without hyphens and apostrophes. A text of nothing else is no detail.
_BESIDE = word_set(
    "first last middle given family full christian preferred rank title role the a an of and or in on to at with for "
    "this that his her their my i it is as be please put add write type give fill click tap complete goes go "
    "officer officers police staff force case crime incident occurrence log collar warrant badge shoulder id user "
    "detail details contact person someone field box line text day month year date time when next touch visit call "
    "phone tel mail reference ref no num nr "
    "yr swyddog swyddogr heddlu cyntaf llawn dyddiad amser ffôn coler cyfeirnod achos trosedd pryd nesaf"
)
"""Some of these are names or answers too: PC Day, Mrs Case, next day."""

_SURE = word_set(
    "name names fullname firstname forename forenames surname lastname familyname nickname username your enter insert "
    "here number numbers telephone mobile email address "
    "enw enwr enwau cyfenw rhif eich yma rhowch nodwch teipiwch mewnosodwch ebost cyfeiriad"
)
"""These are no names. One of them makes a text of such words one that is still to be written."""

_SURE_OF = {
    "name": _SURE | word_set("officer officers swyddog swyddogr oic"),
    "number": _SURE | word_set("no num nr id collar warrant badge shoulder coler"),
    "reference": _SURE | word_set("ref reference no num nr id case crime incident occurrence log cyfeirnod"),
    "email": _SURE | word_set("mail user"),
    "next-contact": word_set("date time when enter insert dyddiad amser pryd rhowch"),
}

_WHOLE = re.compile(
    r"unknown|not (?:yet )?(?:known|given|applicable|available|assigned|allocated|set|sure|issued)"
    r"|(?:leave|left) (?:it |this )?blank|(?:same )?as (?:above|before)|see (?:above|below)|ditto|pending|anhysbys"
    r"|(?:dummy|sample|test(?:ing)?)(?: (?:name|number|officer|user|details|reference))?|abcd?|xyz"
    r"|next contact|first last|some ?(?:body|one)"
    r"|(?:a\W*n|an)\W+other|a\.n\.other|(?:joe?|fred) bloggs|(?:john|jane) (?:q\W* )?(?:doe|public)",
    re.IGNORECASE,
)
"""Texts that say that there is nothing, or that it is elsewhere; and the names of nobody."""

_NOTHING = frozenset({"none", "nil", "null", "true", "false"})
"""What programs and spreadsheets write for nothing; behind a rank they are surnames."""

_NOBODY = re.compile(
    r"(?:yet )?(?:anon(?:ymous)?|nobody|no[ -]one|un(?:allocated|assigned|named)|undefined|noname|vacan(?:t|cy)"
    r"|to be (?:allocated|assigned|appointed|advised|notified|named)|(?:not|none) (?:allocated|assigned|appointed))"
    r"(?: yet| officer)?|none yet|awaiting(?: allocation)?"
    r"|test(?: test)+|undefined undefined|null null|foo bar|asdf\w*|qwert\w*"
    r"|tb[acd]|todo|n/k|n\.a|(?-i:NaN|nan|NA|N A)"
    r"|(?:i['’]?w|i gael ei) (?:gadarnhau|benodi|phenodi)"
    r"|heb (?:ei )?(?:benodi|phenodi|gadarnhau|bennu|ddyrannu|enw)|dienw",
    re.IGNORECASE,
)
"""What stands in the place of a person, behind a rank too; but Nan and Na are names."""

_NO_DAY = re.compile(
    r"(?:not |none |to be )(?:yet )?(?:arranged|advised|announced|set|notified|scheduled|fixed|agreed)(?: yet)?"
    r"|not yet|none yet|undefined|nan|invalid date|00?([/.-])00?\1(?:00){1,2}"
    r"|when (?:you|i|we) will be in touch(?: next)?|i['’]?w (?:gadarnhau|drefnu|drafod)",
    re.IGNORECASE,
)
"""What stands in the place of a day; the question of `leafletgen officer` is among it."""

_ANSWER = re.compile(r"Officer [A-WZ]|[Nn]o[ -][Cc]rime")
"""Texts that have only words of a form, and yet say something."""

_LETTER = re.compile(r"x+|y+|z+|([a-z])\1{2,}", re.IGNORECASE)
"""A letter in place of a word: x, XX, nnn; but not Oo, which is a name."""

_NO_NUMBER = re.compile(r".*x{3}.*|[a-z]*\W*0[\W0]*0\W*", re.IGNORECASE)
"""44XXXXXXXXX, PC 0000."""


def is_unwritten(detail: str, text: str) -> bool:
    """Whether a detail, by its name among the keys, says only what should be written there."""
    if detail == "phone":
        return placeholder_number(text) is not None and not is_for_films(text)
    if detail == "email":
        name, _, host = text.rpartition("@")
        text = re.sub("[._-]+", " ", name)
        if example_address(f"{name}@{host}") and not _is_for_trials(host):
            return True
    elif find_placeholder(text) or (detail in ("number", "reference") and _NO_NUMBER.fullmatch(text)):
        return True
    return _is_of_a_form(detail, text)


def _is_of_a_form(detail: str, text: str) -> bool:
    """Whether a text has only words of a form, beside ranks and numbers."""
    if _ANSWER.fullmatch(text):
        return False
    words = text.split()
    if detail != "next-contact":
        words = [word for word in words if not (is_number(word) or (is_rank(word) and _plain(word) not in _BESIDE))]
    said = " ".join(words).strip(" .,:;?!()“”\"'")
    if text.lower() in _NOTHING or _WHOLE.fullmatch(said):
        return True
    whole = said if detail in ("name", "first-name", "next-contact") else text.strip()
    if (_NO_DAY if detail == "next-contact" else _NOBODY).fullmatch(whole):
        return True
    parts = [_plain(part) for part in re.findall(r"[^\W_](?:[\w'’-]*\w)?", " ".join(words))]
    if parts and all(map(_LETTER.fullmatch, parts)):
        return True
    has_number = any(map(str.isdecimal, text))
    if has_number and detail in ("number", "reference", "next-contact"):
        return False
    sure = _SURE if has_number else _SURE_OF.get(detail, _SURE)
    return not sure.isdisjoint(parts) and all(part in sure | _SURE | _BESIDE for part in parts)


def _plain(word: str) -> str:
    return re.sub("['’-]", "", word.lower()).strip(".")


# --- what reaches nobody ---

_TRIAL_HOST = re.compile(r"(?:.*\.)?(?:example(?:\.\w+){0,2}|test|invalid|localhost|local|internal)", re.IGNORECASE)
"""Hosts that nobody has (RFC 2606), and example.police.uk. Others that `example_address` finds are to be written."""


def _is_for_trials(address: str) -> bool:
    return _TRIAL_HOST.fullmatch(bare_host(address.rpartition("@")[2])) is not None


def kept_for_trials(detail: str, text: str) -> str:
    """What of a detail reaches nobody, because it is kept for films and examples, in words; "" if nothing is.

    Of a telephone number `text` is what is dialled.
    """
    if detail == "phone" and is_for_films(text):
        return "is kept for films and examples"
    if detail == "email" and _is_for_trials(text):
        return "has the host of examples"
    if detail == "next-contact" and any(map(_reaches_nobody, contacts_in(text))):
        return "has a number or an address in it that is kept for examples"
    return ""


def _reaches_nobody(found: InText) -> bool:
    return is_for_films(found.value) if found.kind == "number" else _is_for_trials(found.value)


_TIMES = "(?:[01][0-9]|2[0-3]) ?[0-5][0-9](?:-(?:[01][0-9]|2[0-3])[0-5][0-9])?"
_DAY, _MONTH, _YEAR = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])", "(?:20)?(?:2[4-9]|3[0-9])"
_DATE = (
    rf"(?:{_DAY}-)?{_DAY}(?:[ .-]{_MONTH}(?:[ .-]{_YEAR})?)?|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2]){_YEAR}"
    rf"|20[0-9]{{2}}-{_MONTH}-{_DAY}"
)
_WHEN = re.compile(
    rf"{_TIMES}|(?:{_DATE})(?:[ -]{_TIMES})?|(?!0[0-3]|080){_TIMES} (?:{_DATE})"  # 0117 and 0800 begin a number.
)
"""When somebody calls, and no number to call: phone 1630 Thursday, ring on 8, text on 14 12 2026 0900."""


def has_wrong_contact(text: str) -> bool:
    """Whether a number or an address among the words of a text is one that cannot be right."""
    wrong = (found for found in contacts_in(text) if found.fault and found.fault.severity == "error")
    return not all(_reaches_nobody(found) or _WHEN.fullmatch(found.value) for found in wrong)
