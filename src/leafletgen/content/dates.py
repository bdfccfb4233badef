"""Whether a date can be right: of an edition, and of what people checked, reviewed or translated.

In: a date, and today's. Out: None, or a Fault; or a text, and why it is no date.
Why: a slip makes the year 26, 1926 or 2062 of 2026, and a spreadsheet makes 24 January 1900 of a 24.
"""

from __future__ import annotations

import datetime
import re

from leafletgen.content.values import Fault

EARLIEST = datetime.date(2020, 1, 1)
_AHEAD = datetime.timedelta(days=2 * 366)
"""How far ahead an edition can be dated: no leaflet is planned for longer."""

FORM = "Write the day as YYYY-MM-DD, such as 2026-11-24."
_CLOCK = "If today is another day, set the clock of this computer."


_IN_FORM = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


_YEAR_FIRST = re.compile(r"([0-9]{4})(?:[/. -]|(?=[0-9]{4}$))([0-9]{1,2})(?:[/. -]|(?<=[0-9]{6}))([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[/. -]([0-9]{1,2}|[a-z]{3,})[/., -]+([0-9]{4})", re.IGNORECASE)
"""The forms in which people in the United Kingdom write a day: 24/11/2026, 24 November 2026."""


def why_no_date(text: str) -> str:
    """The start of the hint for what is no date: a day or month that does not exist, or the day that was meant."""
    from calendar import monthrange  # Slow to load, and only used for faulty data.

    match = _IN_FORM.fullmatch(text)
    if match is None:
        return _meant(text.strip())
    year, month, day = map(int, match.groups())
    if year == 0:
        return "There was no year 0. "
    if not 1 <= month <= len(_MONTHS):
        exchanged = 1 <= day <= len(_MONTHS) and 1 <= month <= monthrange(year, day)[1]
        meant = f"Did you mean {match[1]}-{match[3]}-{match[2]}? " if exchanged else ""
        return f"There is no month {match[2]}. {meant}"
    of_year = f" {year}" if month == 2 else ""
    return f"{_MONTHS[month - 1]}{of_year} has {monthrange(year, month)[1]} days. "


def _meant(text: str) -> str:
    """The day that is meant by a text of another form, as the start of a hint; empty if that is not clear."""
    if told := _YEAR_FIRST.fullmatch(text):
        year, month, day = told.groups()
    elif told := _DAY_FIRST.fullmatch(text):
        day, month, year = told.groups()
    else:
        return ""
    names = [name.lower() for name in _MONTHS]
    number = next((place for place, name in enumerate(names, 1) if name.startswith(month.lower())), 0)
    try:
        meant = datetime.date(int(year), int(month) if month.isdigit() else number, int(day))
    except ValueError:
        return ""
    return f"Did you mean {meant}? "


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
