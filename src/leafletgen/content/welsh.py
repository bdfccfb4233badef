"""The duty of Welsh forces: what is for the public in English is there in Welsh too, no less favourably.

In: a force, or an edition. Out: whether it is bound, and what is said if the Welsh is missing.
Source: Welsh Language (Wales) Measure 2011; the standards on documents for the public.
"""

from __future__ import annotations

from collections.abc import Mapping

from leafletgen.content.catalogue import Edition, Force
from leafletgen.content.values import Fault

WELSH = "cy"


def is_bound(edition: Edition, forces: Mapping[str, Force]) -> bool:
    """Whether Welsh language standards bind the force of an edition."""
    force = forces.get(edition.force or "")
    return force is not None and force.welsh_duty


def duty_fault(force: Force) -> Fault:
    """What is said of an edition of a bound force while its Welsh words are not ready."""
    message = (
        f"Welsh language standards bind {force.name}: Welsh must be treated no less favourably than English. "
        "This edition, in English only, does not meet them."
    )
    hint = (
        "Have the Welsh words checked (leafletgen translate status cy), and ask your Welsh language officer before you "
        "print. Nothing is made for the press until then."
    )
    return Fault("welsh-duty", message, hint, "warning")
