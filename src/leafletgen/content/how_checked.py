"""What somebody did to check a contact, and whether that was a check.

In: the words of `how`. Out: None, or a Fault: the contact was not reached, a program did it, or the words say nothing.
Why: “no answer” in a sheet is a note to try again. Taken for a check, it would put a dead number before a family.
"""

from __future__ import annotations

import re
from functools import lru_cache

from leafletgen.content.characters import normalised
from leafletgen.content.placeholders import find_placeholder
from leafletgen.content.roles import is_program
from leafletgen.content.values import Fault, quote

_CLAUSE_ENDS = r"[,;:.!?()\n–—]| [-/+] |\b(?:but|then|and|though|although|when|until)\b"

_NOTHING = r"""
    \w | x+ | none|nil|null|nothing|n\W?a|not\ (?:applicable|known|sure)|unknown|unsure|to\ ?do|text|how|what|method
    | some\ ?how|any\ ?how|what\ ?ever|same|(?:same\ )?as\ above|see\ above|ditto|yes|yep|no|nope|ok(?:ay)?
    | (?:i\ )?(?:do\ not|don'?t)\ know|dunno|idk|no\ idea|may\ ?be|perhaps|checking|undone|xyz
    | looks\ (?:fine|ok(?:ay)?|good|right)
    | right|correct|true|fine|good|tick(?:ed)?|test|example|blank|empty|dim(?:\ byd)?
    | (?:it\ )?(?:was\ )?(?:checked|done|verified)(?:\ it)?
"""
"""What is written to fill the field, as the whole of it."""

_ACTS = (
    r"(?:ring|rung|rang|call|called|dial(?:led)?|phone|phoned|answer(?:ed|s|ing)?|reply|repl(?:ied|ies)|respond(?:ed|s)?"
    r"|response|reach(?:ed)?|open(?:ed|s|ing)?|load(?:ed|s|ing)?|check(?:ed)?|test(?:ed)?|try|tried|verif\w+"
    r"|confirm(?:ed)?|contact(?:ed)?|connect(?:ed|s|ing|ion)?|pick(?:ed|ing|s)?(?: it)? up|(?:g[eo]t|put) through"
    r"|work(?:ed|s|ing)?|done|do it|exist(?:s|ed)?|found|find|visit(?:ed)?|sp[eo]ken?|speak|access(?:ed)?"
    r"|attempt(?:ed)?|recogni[sz]ed|in use|in service)(?!(?<=open) (?:at|on|in|after|before|until)\b)"
)
_NOT = (
    r"(?:not(?! only)|never|without|unable|yet|nobody|no one|none|cannot"
    r"|(?:did|does|do|have|has|had|was|were|is|are|ca|could|would|wo|should)n'?t)"
)
_BETWEEN = r"(?:(?:been|yet|be|it|the|them|this|line|number|able|to|get|even|actually|had|has|could|would) ){0,4}"
_NOT_DONE = (
    rf"\b{_NOT} {_BETWEEN}{_ACTS}\b",
    r"\b(?:no|without|nor) (?:an? |any |one )?(?:answer|reply|response|connection|contact|(?:dial |ring(?:ing)? )?tone"
    r"|signal|pick up|time|luck|access|attempt|such|longer|phone|ring)\b|(?:ran out of|had (?:the )?) ?time\b",
    r"\bnot yet\b|\byet to\b|^(?:not|never)$|answered by (?:nobody|no one)",
    r"\b(?:nobody|no one) (?:(?:was|is) )?(?:there|in|at|came|home|available)\b|\bnothing (?:happened|came|loaded)\b",
    r"^(?:(?:it|is|was|number|line|page) )*not (?:available|needed|required|necessary|relevant|valid|live|active"
    r"|reachable|possible|accessible|responding|ringing)$",
    r"\bun(?:answered|available|reachable|reached|obtainable|tested|checked|verified|confirmed|rung|opened|called)\b",
    r"\b(?:disconnected|failed|fails|skipped|forgot(?:ten)?|pending|overdue|invalid|bounced|unrelated"
    r"|switched off|out of service|broken link|server error|blank page|from memory"
    r"|wrong (?:number|service|person|place|people|page|company|organisation)|(?:as|from) last (?:year|time)"
    r"|lost connection|kept ringing|(?:rang|rings?|ringing) out|voicemail (?:is |was )?full"
    r"|hung up|gave up|cut off|timed? out|(?:went|is|was|line|number|link|page) (?:(?:is|was|went) )?dead"
    r"|(?:(?:web)?site|page|line|server|link|it) (?:(?:is|was|went) )?down"
    r"|(?:just|only) rings|rings for ?ever|domain (?:is )?for sale|access (?:is |was )?denied)\b",
    r"^(?:(?:it|the|a|an|was|is|line|number|page|got|gave|too|tone|says|said|phone|service|link|site|always"
    r"|constantly|has|been|returned|error|http|status) )*"
    r"(?:engaged|busy|dead|broken|blocked|off|offline|timeout|closed(?: down)?"
    r"|gone|removed|missing|not found|40[0-9]|50[0-9])(?: tone| signal| error| page| line| link| number| not found)*$",
    r"^(?:i |we )?(?:have |has )?(?:tried to|attempted|seems)\b",
    r"^(?:i |we )?(?:assum|guess|presum|suppos|hop|think|believ|probabl|should be|must be)\w*",
    r"\bdim ateb\b|\bheb (?:ei|eu|ateb|gael|ffonio|agor|wirio|gwirio)\b|\bddim (?:eto|wedi|yn)\b",  # Welsh
)
"""Clauses that say that a contact was not reached, or has not been tried."""

_PLANNED = (
    r"^(?:still )?(?:a?waiting|to follow|later|soon|tomorrow|outstanding|in progress|due|next (?:week|month|day))\b",
    r"^(?:i |we |it |they )?(?:(?:am|is|are|still) )*(?:will|shall|must|needs?(?: to)?|ha(?:ve|s) to|plan(?:ning)? to"
    rf"|intend to|going to|about to|due to|should|to)\b (?:be |get )?{_ACTS}\b",
    r"^(?:ring|call|check|phone|test|open|try|visit)(?: it| them| again| back)* (?:later|tomorrow|soon|next|on|when)\b",
    r"^(?:i |we )?(?:will do|(?:will )?(?:try|ring|call) again|needs? (?:checking|ringing|testing)|did(?: no|n')t)$",
)
"""Clauses that say that it is still to be done; if it was opened as well, they are of the next time."""

_REACHED = (
    r"\b(?:answer(?:ed|s)?|repl(?:ied|y|ies)|respon(?:ded|ds|se)|spoken?|talked|connected|reached|picked (?:it )?up"
    r"|(?:got|get|put) through|(?:rang|called|phoned|wrote) (?:me |us |it )?back|confirm(?:ed|s)|work(?:s|ed)"
    r"|recorded message)\b|^(?:it |they )?did (?:so |the |on |at |later|after)"
    r"|\b(?:they|he|she) (?:said|told)\b"
)
"""Clauses that say that it was reached; what came before or later does not matter."""

_OPENED = r"\b(?:open(?:ed|s)|load(?:ed|s)|visited)\b"
"""Clauses that say so if they come after the attempts that failed: “could not open it at work, opened it at home”."""

_DID = r" (?:did|checked|tested|opened|rang|called)(?: it| them| this)?"
_MEANS = r"(?:(?:was |were )?(?:\w+ )?(?:it )?(?:by|with|via|using|through) |asked |ran |run )"


def how_fault(how: str, *, wrong: bool) -> Fault | None:
    """Check that `how` says what a person did; and that the contact was reached, unless it was found `wrong`."""
    letters = normalised("NFKC", how).casefold().replace("’", "'")
    said = " ".join(re.sub(r"(?<=\w)[-‐‑](?=\w)", " ", letters).split())
    words = re.sub(r"^\W+|\W+$", "", said)
    if not any(map(str.isalpha, words)) or re.fullmatch(_NOTHING, words, re.VERBOSE) or _is_placeholder(how):
        hint = "Write what the person did who checked it, such as: rang it; opened it."
        return Fault("not-a-check", f"{quote(how)} does not say what was done.", hint)
    if _is_of_program(words):
        hint = "Have a person check it, and write what that person did, such as: rang it; opened it."
        message = f"{quote(how)} says that a program did it: a program cannot check a contact."
        return Fault("checked-by-machine", message, hint)
    if not wrong and _was_not_reached(said):
        hint = (
            "Try it again, and record it when it was reached, such as: no answer at 9:00, answered at 10:00. "
            "If it is wrong, correct it in the data first, or mark it wrong in the sheet."
        )
        return Fault("not-a-check", f"{quote(how)} says that the contact was not reached.", hint)
    return None


def _is_placeholder(how: str) -> bool:
    found = find_placeholder(how)
    return found is not None and found[0] == 0


def _is_of_program(words: str) -> bool:
    """Whether a few words name a program and nothing that a contact did."""
    who = re.sub(rf"^{_MEANS}|{_DID}$", "", words)
    if re.fullmatch(r"(?:\w+ )?(?:websites?|app)", words):  # Where a person has looked.
        return False
    return len(who.split()) <= 3 and not re.search(_REACHED, words) and is_program(who)


@lru_cache(maxsize=256)
def _was_not_reached(said: str) -> bool:
    clauses = [clause.strip() for clause in re.split(_CLAUSE_ENDS, said) if clause.strip()]
    was_opened = any(re.search(_OPENED, clause) for clause in clauses)
    patterns = _NOT_DONE if was_opened else (*_NOT_DONE, *_PLANNED)
    failed = [any(re.search(pattern, clause) for pattern in patterns) for clause in clauses]
    if not any(failed):
        return False
    last = len(failed) - 1 - failed[::-1].index(True)
    reached = any(re.search(_REACHED, one) for one, not_done in zip(clauses, failed, strict=True) if not not_done)
    return not (reached or any(re.search(_OPENED, clause) for clause in clauses[last + 1 :]))
