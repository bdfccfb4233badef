"""Signatures: who translated and checked a text, by role and day, and whether that is enough for families to read it.

In: the signatures of a file and of one of its texts. Out: those that count, the checks that a text lacks, and Problems.
Why: a wrong word can do harm, so other people must have checked it than the one who translated it, and no program.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from leafletgen.content.dates import misdated
from leafletgen.content.roles import checker_fault, role, same_role
from leafletgen.content.translations.records import Segment, Signatures
from leafletgen.content.values import Fault
from leafletgen.errors import Problem


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
    """Signatures name roles; a program never checks, nobody checks their own work, and each day can be right."""
    signed = [one for one in (record.translated, record.checked, record.checked_again) if one]
    for signature in signed:
        by = signature.by
        if fault := role(by) if signature is record.translated else checker_fault(by, "a translation"):
            yield fault.at(signature.at)
        if fault := misdated(signature.on, today, SIGNED):
            yield fault.at(signature.at)
    seen: set[str] = set()
    for signature in signed:
        who = same_role(signature.by)
        if who in seen:
            message = f"The {signature.by} has signed twice; each signature must be that of another role."
            yield Fault("signed-twice", message, "Have another role check it.").at(signature.at)
        seen.add(who)


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
