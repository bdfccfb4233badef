"""The Welsh language: a warning if a force bound by Welsh language standards has an edition in English only.

In: a force and the language of its edition. Out: a warning, or nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from leafletgen.content.catalogue import Force
from leafletgen.content.rules.draft import Draft
from leafletgen.content.values import Fault
from leafletgen.errors import Problem

_WELSH = "cy"


def welsh_duty(force: Force, languages: Collection[str]) -> Iterator[Fault]:
    """Warn if the duty binds the force and the edition is not in Welsh (Welsh Language (Wales) Measure 2011)."""
    if force.welsh_duty and _WELSH not in languages:
        message = (
            f"Welsh language standards bind {force.name}: Welsh must be treated no less favourably than English. "
            "This edition, in English only, does not meet them."
        )
        hint = "Have the words translated into Welsh, and ask your Welsh language officer before you print."
        yield Fault("welsh-duty", message, hint, "warning")


def welsh_editions(draft: Draft) -> Iterator[Problem]:
    """The warning of `welsh_duty` for each edition that names its force."""
    forces = {force.id: force for force in draft.forces}
    for edition in draft.editions:
        if edition.force in forces:
            for fault in welsh_duty(forces[edition.force], edition.tags):
                yield draft.say(fault, edition, "force")
