"""Whether a date can be right: of an edition, and of what people checked, reviewed or translated.

In: a date, and today's. Out: None, or a Fault.
Why: a slip makes the year 26, 1926 or 2062 of 2026, and a spreadsheet makes 24 January 1900 of a 24.
"""

from __future__ import annotations

import datetime

from leafletgen.content.values import Fault

EARLIEST = datetime.date(2020, 1, 1)
_AHEAD = datetime.timedelta(days=2 * 366)
"""How far ahead an edition can be dated: no leaflet is planned for longer."""

FORM = "Write the day as YYYY-MM-DD, such as 2026-11-24."
_CLOCK = "If today is another day, set the clock of this computer."


def misdated(on: datetime.date, today: datetime.date, what: str) -> Fault | None:
    """Why nobody can have done on that day `what` is said, such as "checked this contact"; None if somebody can."""
    if on > today:
        message = f"{on} is in the future, so nobody can have {what} then: today is {today}."
        return Fault("future-date", message, f"{FORM} Of 24/11/2026 the day comes first. {_CLOCK}")
    return _too_old(on)


def misdated_edition(on: datetime.date, today: datetime.date) -> Fault | None:
    """Why an edition can hardly have this date: an error, or a warning if it may be meant."""
    if on > today + _AHEAD and today >= EARLIEST:  # Else the clock of this computer is wrong.
        message = f"{on} is more than two years ahead, so no edition can have this date."
        return Fault("future-date", message, FORM)
    if on > today:
        message = f"The edition is dated {on}, which is in the future: today is {today}."
        return Fault("future-date", message, f"Check the year and the month. {_CLOCK}", "warning")
    return _too_old(on)


def _too_old(on: datetime.date) -> Fault | None:
    if on >= EARLIEST:
        return None
    message = f"{on} is before {EARLIEST.year}, when there was no leaflet."
    short = on.year < 1000
    return Fault("old-date", message, f"{FORM} The year has four digits." if short else f"{FORM} Check the year.")
