"""The first name in an officer's name, for a child's leaflet.

In: a name as people write it, with rank, number and surname. Out: the first name, or why it is not certain.
Why: a child's leaflet prints the first name only, and not a surname, a rank or a team in its place. So whatever is not
surely a first name is refused, and the officer is asked for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from leafletgen.content.characters import normalised


class Found(NamedTuple):
    """A first name; or "", and why none is certain: words that complete a sentence and quote nothing.

    `number` is that of the word, from 1, that would be printed; 0 if no word would.
    """

    text: str
    doubt: str
    number: int


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for tables of words that are read on a few lines."""
    return frozenset(text.split())


# Ranks of police and staff, forms of address, and the words before them; in English, then in Welsh (some mutated).
_RANKS = word_set(
    "pc ps pcso cso spc sgt sergt sjt insp ins supt con cons const cst dc ds di dci dsi dsu dsupt dcs tdc tpc cdr acc "
    "dcc cc ac dac scch constable sergeant inspector superintendent commander commissioner detective det temporary "
    "temp tmp acting act special spec trainee tr chief ch assistant asst deputy dep designated senior woman wpc wdc "
    "wps police staff officer investigator volunteer student probationer cadet analyst pcda psi sarge guv guvnor "
    "capt captain mr mrs ms miss mx dr prof professor sir dame lady lord hon rev revd fr father sister imam rabbi "
    "nurse cllr retd serjeant inspr superintendant cmdr pol polcon cpl lt col pastor canon madam "
    "cwnstabl gwnstabl cwn rhingyll ringyll rhing arolygydd arol uwcharolygydd uwch prif brif ditectif dditectif dit "
    "y yr is gwn gwnst cwnst rhgll sarjant isarolygydd bns bnr br "
    "heddwas heddwraig swyddog heddlu cymorth cymunedol cynorthwyol dirprwy ddirprwy gweithredol arbennig dros dro "
    "gwirfoddol hyfforddiant sarsiant plismon blismon plismones blismones comisiynydd gomisiynydd ymchwilydd bonwr "
    "parch parchedig"
)
_PREFIXES = word_set("a c d p s t w")
"""Letters before a rank: acting, chief, detective, police, special or staff, temporary, woman."""

_GLUED = re.compile(r"[acdpstw]*(pc|ps|dc|ds|di|dci|dsu|sgt|sergt|insp|supt|con|const|pcso)")
"""A rank with the letters before it, if two of its letters are capitals: DSgt, TDI, but not Adi."""

_NAMES_TOO = frozenset({"Di", "Con"})
"""Words that are a rank, or the first name of somebody; after Det they are a rank."""

_TEAMS = word_set(
    "team unit hub mash cid ppu pvp safeguarding protection child children family families liaison online internet "
    "abuse exploitation cyber digital crime investigation investigations investigator victim victims care support "
    "duty desk front enquiry enquiries office officer police staff force constabulary station centre contact public "
    "safety neighbourhood response custody intelligence manager supervisor lead coordinator worker social department "
    "help early service services squad section branch group headquarters council school hospital nspcc barnardos "
    "youth idva isva forensic advocate adviser advisor practitioner control room operator handler detention mentor "
    "researcher engagement schools partnership community fraud drugs training traffic robbery burglary "
    "homicide murder serious organised economic financial technical licensing offences offender vulnerable "
    "canolfan cymuned ymateb ysgolion hwb "
    "tîm uned diogelu plant gwarchod heddlu swyddog troseddau trosedd desg ymchwilio ymchwiliadau"
)
"""Words for a team or a task."""

_SURNAMES_TOO = word_set("branch child school worker force early lead care")
"""Words for a team that are surnames behind a rank and a first name: PC Hannah Branch."""

_NO_NAMES = word_set(
    "unknown none nil name first forename surname test anonymous anon nobody somebody example tba tbc tbd call ask "
    "phone contact please your my our the this enw di-enw neb"
)
"""Words that stand in the place of a name, or before one."""

_SURNAMES_BEGIN = word_set(
    "van von der den de di da du del della la le les el al bin ibn bint ben ter ten mac mc o st san ap ab ferch "
    "abu dos das uí ní"
)
_FIRST_BEFORE_ONE = word_set("abu ben del della mac")
"""Words that surnames begin with, but first names if one name alone comes after them: Ben Jones, Abu Bakr."""

_SURNAME_BEGINS = re.compile(r"O['’]|Ma?c[A-Z]|(?:Al|El|Ben|Bin|Ibn|Ap|Ab|Van|Von|St)-")
_FIRST_NAMES_TOO = word_set(
    "mackenzie mackenna mackinley mackinlay macaulay macauley mckenzie mckenna mckinley mckinlay mckayla mckaela mckay "
    "mckell mcauley mccauley mccoy oshea oneal oryan al-amin al-mamun al-imran al-emran al-mahmud al-hassan al-hussein"
)
"""First names that begin as surnames do."""

_ALSO = word_set("and & + or a ac neu")
"""Words between the names of two people, in English and Welsh."""

_SIGNS = re.compile(r"[^\w\s.'’/#()-]|\([^)0-9]*\)")
"""Signs that a name in spoken order does not have; a number may be in brackets."""

_INITIALS = re.compile(r"[^\W\d_](?:[.-]?[^\W\d_])?(?:[.-]?[^\W\d_])?\.?")
"""Initials, if they are in capitals: W, W.J., WJ."""

_INITIAL = re.compile(r"[A-Z]\.?")
_DOTTED = re.compile(r"(?:[A-Z]\.){2,3}")
"""What is an initial between names, although it can be short for a rank: C, A.C."""

_ARTICLES = word_set("y yr")
"""Words before a rank that are between the words of a name too: Dafydd y Garn."""

_NO_WORD = "no word of it is a name"
_TEAM = "it has a word for a team or a task"


def first_name(name: str) -> Found:
    """The first name in a name written in spoken order, with or without rank, number and surname."""
    words = name.split()
    names = [word for word in words if not (is_rank(word) or is_number(word))]
    if not names:
        return Found("", _NO_WORD, 0)
    doubt = _doubt_of_words(words, names) or _doubt_of(names[0], alone=len(names) == 2)
    return Found("" if doubt else names[0], doubt, words.index(names[0]) + 1)


def _doubt_of_words(words: Sequence[str], names: Sequence[str]) -> str:
    """Why the first of `names`, the words without ranks and numbers, may be no first name; "" if it is one."""
    if any(map(_SIGNS.search, words)) or _ALSO & {word.lower() for word in words if word != "A"}:
        return "its words may not be in spoken order, or be those of two people"
    first = words.index(names[0])
    ranked, behind = any(map(is_rank, words[:first])), words[first + 1 :]
    has_surname = ranked and _key(names[-1]) in _SURNAMES_TOO and all(map(_INITIAL.fullmatch, names[1:-1]))
    if any(_key(word) in _TEAMS for word in (names[:1] if has_surname else names)):
        return _TEAM
    if any(_is_out_of_order(word, behind[index + 1 :], ranked) for index, word in enumerate(behind)):
        return "a rank, a number or a sign stands among or behind its names, as in lists that begin with the surname"
    if names[1:] and all(word.isupper() and _INITIALS.fullmatch(word) for word in names[1:]):
        return "only initials stand behind its first word, which may be the surname"
    if any(word in _NAMES_TOO and not _key(before).startswith("det") for before, word in pairwise(["", *words])):
        return "a word of it can be a rank or a name"
    if len(names) == 1:
        return "without rank and number it is one word, which may be the surname"
    return ""


def _is_out_of_order(word: str, after: Sequence[str], ranked: bool) -> bool:
    """Whether a word behind the first name stands where spoken names have none; `after` are the words behind it.

    `ranked`: a rank stands before the first name, so that A.C. behind it are initials.
    """
    if is_number(word):
        return not all(map(is_number, after))
    if _INITIAL.fullmatch(word) or (ranked and _DOTTED.fullmatch(word)):
        return False
    return not any(map(str.isalnum, word)) or (is_rank(word) and word not in _ARTICLES)


def fault_of_given(text: str) -> str:
    """Why a text that was given as the first name is none; "" if it can be one."""
    words = text.split()
    if len(words) > 1:
        return "it has more than one word, and one may be a rank or the surname"
    if not words:
        return _NO_WORD
    (word,) = words
    if (is_rank(word) and word not in _NAMES_TOO) or is_number(word):
        return "it is a rank or a number"
    if _key(word) in _TEAMS:
        return _TEAM
    if _key(word) in _NO_NAMES:
        return _NO_WORD
    if not _is_of_letters(word) or len(word) < 2:
        return "it is an initial, or has other signs than letters, a hyphen or an apostrophe"
    return ""


def _doubt_of(word: str, *, alone: bool) -> str:
    """Why a word without a rank may be no first name; "" if it is one. `alone`: one name alone comes after it."""
    if _key(word) in _NO_NAMES:
        return _NO_WORD
    if len(word.rstrip(".")) < 2 or "." in word:
        return "its first word is an initial"
    if not _is_of_letters(word):
        return "its first word has other signs than letters, a hyphen or an apostrophe"
    begins = word.lower() in _SURNAMES_BEGIN or _SURNAME_BEGINS.match(word)
    known = not _FIRST_NAMES_TOO.isdisjoint((_key(word), _key(word).partition("-")[0]))
    if begins and not known and not (alone and _key(word) in _FIRST_BEFORE_ONE):
        return "its first word is one that surnames begin with"
    if word.isupper():
        return "its first word is in capitals, as surnames and short forms are"
    parts = re.split(r"[-'’]", word)
    if not word[0].isupper() or not re.search(r"[aeiouy]", _plain(word)) or any(map(_is_jumbled, parts)):
        return "its first word is not written as a first name"
    return ""


def _is_jumbled(part: str) -> bool:
    """Whether a part of a word has capitals where no name has them: PCAlex, but not LaToya or D’Arcy."""
    return len(part) > 1 and not re.fullmatch(r"[Aa]?[a]+(A[a]+)?", "".join("A" if c.isupper() else "a" for c in part))


def is_rank(word: str) -> bool:
    """Whether a word is a rank or a title with all before it, however they are joined: T/D/Sgt, DetInsp., PC4455."""
    apart = re.split(r"[/.\-]|(?<=[a-z])(?=[A-Z])", re.sub(r"[0-9#()]", "", word))
    parts = [part.lower() for part in apart if part]
    joined = "".join(parts)
    if joined in _RANKS or (sum(map(str.isupper, word)) > 1 and _GLUED.fullmatch(joined)):
        return True
    return bool(parts) and parts[-1] in _RANKS | {"c"} and all(part in _RANKS | _PREFIXES for part in parts)


def is_number(word: str) -> bool:
    """Whether a word has digits and no letters: 4455, (4455)."""
    return any(character.isdecimal() for character in word) and not any(map(str.isalpha, word))


def _is_of_letters(word: str) -> bool:
    """Whether a word is made of letters, with the marks that Indian and Arabic scripts write on them."""
    return all(_without_marks(part).isalpha() for part in re.split(r"[-'’]", word))


def _key(word: str) -> str:
    return re.sub("['’]", "", word.lower().strip("."))


def _plain(word: str) -> str:
    """The word in small letters without accents."""
    return _without_marks(normalised("NFD", word.lower()))


def _without_marks(word: str) -> str:
    return "".join(c for c in word if unicodedata.category(c) not in ("Mn", "Mc"))
