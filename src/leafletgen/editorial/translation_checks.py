"""Sign texts of a translation as checked by a person who has read them, though no word changed.

In: a Translation, the texts that were read, and who read them. Out: the new signatures of each, and warnings.
Why: the shipped translations are drafts by a program. A force signs their texts in its own folder, without typing them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from leafletgen.content.roles import same_role
from leafletgen.content.translations.records import Signature, Signatures
from leafletgen.content.translations.store import Key
from leafletgen.content.translations.translation import Translation
from leafletgen.counts import counted
from leafletgen.errors import Problem, Where

_OWN_WORK = "translated by the same role, and nobody checks his own work"
_EARLY = "translated on a later day than that of the check"
_UNSIGNED = "signed by nobody as translated"
_UNFINISHED = "marked as unfinished in the file"


class Signed(NamedTuple):
    """The signatures of the texts to which a check is added, and what to say of the others."""

    signatures: Mapping[Key, Signatures]
    warnings: tuple[Problem, ...] = ()


def checked(keys: Iterable[Key], unread: Sequence[Where], translation: Translation, check: Signature) -> Signed:
    """Add a check to the current texts of `keys`: as the first of a text, or as the second by another role.

    `unread` are the places of texts that are marked as unfinished.
    """
    signatures: dict[Key, Signatures] = {}
    left: Counter[str] = Counter()
    for key in keys:
        before = _signatures_of(key, translation)
        if why := _why_not(before, check):
            left[why] += 1
        elif (after := _with_check(before, check)) != before:
            signatures[key] = after
    warnings = [_left_out(count, why, None) for why, count in left.items()]
    if unread:
        warnings.append(_left_out(len(unread), _UNFINISHED, unread[0]))
    return Signed(signatures, tuple(warnings))


def _signatures_of(key: Key, translation: Translation) -> Signatures:
    entry = translation.texts[key].entry
    assert entry, "a current text has an entry"
    return entry.signatures


def _why_not(signed: Signatures, check: Signature) -> str:
    """Why a check of a text with these signatures would count for nothing; "" if it counts."""
    if signed.translated is None:
        return _UNSIGNED
    if same_role(signed.translated.by) == same_role(check.by):
        return _OWN_WORK
    return _EARLY if check.on < signed.translated.on else ""


def _with_check(signed: Signatures, check: Signature) -> Signatures:
    """The signatures with the check; the same if this role, or two others, have checked the text already."""
    translated = signed.translated
    assert translated, "it was signed as translated"
    found = [one for one in (signed.checked, signed.checked_again) if one and one.on >= translated.on]
    if len(found) == 2 or any(same_role(one.by) == same_role(check.by) for one in found):
        return signed
    first, second = [*found, check, None][:2]
    return replace(signed, checked=first, checked_again=second)


def _left_out(count: int, why: str, at: Where | None) -> Problem:
    message = f"{counted(count, 'text was', 'texts were')} not signed as checked: {why}."
    hint = {
        _OWN_WORK: "Have another role read them.",
        _EARLY: "If they were read after that, give the day with --on.",
        _UNFINISHED: "Take the mark away in the translator's program (fuzzy, needs review), and import the file again.",
        _UNSIGNED: "Write `translated:` with `by` and `on` under `status:` of their file.",
    }[why]
    return Problem("text-not-signed", message, hint, at, "warning")
