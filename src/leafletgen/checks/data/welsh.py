"""The Welsh language: what a force that is bound by Welsh language standards is told of a leaflet in English alone.

In: a force and the language of its edition. Out: a warning, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.content.catalogue import Force
from leafletgen.content.rules.draft import Draft
from leafletgen.content.values import Fault
from leafletgen.errors import Problem

_WELSH = "cy"


def welsh_duty(force: Force, language: str) -> Iterator[Fault]:
    """Warn where the duty binds the force and the edition is not in Welsh (Welsh Language (Wales) Measure 2011)."""
    if force.welsh_duty and not language.startswith(_WELSH):
        message = (
            f"Welsh language standards bind {force.name}: Welsh is to be treated no less favourably than English. "
            "This edition, in English alone, does not meet that."
        )
        hint = "Have a translator put the words into Welsh, and ask your Welsh language officer before you print."
        yield Fault("welsh-duty", message, hint, "warning")


def welsh_editions(draft: Draft) -> Iterator[Problem]:
    """The warning for each edition that it concerns."""
    forces = {force.id: force for force in draft.forces}
    for edition in draft.editions:
        if edition.force in forces:
            for fault in welsh_duty(forces[edition.force], edition.language):
                yield draft.say(fault, edition, "force")
