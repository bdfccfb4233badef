"""Telephone numbers that a leaflet can print: in the right form, in a range in use, and not made for films.

In: a number as printed. Out: None if it can be printed, else a Fault.
Why: values.py knows prefixes and lengths; the numbering plans know the ranges in use. The table of them
(numbers_in_use.py) is part of the program, so that every command judges a number alike.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from leafletgen.content.numbers_in_use import LONG, SHORT
from leafletgen.content.values import Fault, quote, uk_number, with_nought, without_relay

_FICTION = re.compile(
    r"01(1[3-8]|[2-6]1)4960\d{3}|02079460\d{3}|01914980\d{3}|02896496\d{3}|02920180\d{3}|0163296\d{4}"
    r"|07700900\d{3}|08081570\d{3}|09098790\d{3}|0306999\d{4}"
)
"""Numbers that Ofcom keeps for films and examples: Telephone numbers for use in TV and radio drama programmes."""


_TYPED = re.compile(r"(?:01234567890?|07123456789|01\d{3}0{6}|0[38]\d{2}0{7}|08000{6})")
"""Digits typed in a row in place of a number that nobody knew yet."""


def _digits(value: str) -> str:
    return without_relay(re.sub("[^0-9]", "", with_nought(value)))


def is_for_films(value: str) -> bool:
    """Whether a number, in any form, is one that Ofcom keeps for films and examples: it reaches nobody."""
    return _FICTION.fullmatch(_digits(value)) is not None


def placeholder_number(value: str) -> Fault | None:
    """Check that a number, in any form, is not one of an example."""
    if is_for_films(value):
        message = f"{quote(value)} is one of the numbers that Ofcom keeps for films and examples: nobody has it."
    elif _TYPED.fullmatch(_digits(value)):
        message = f"{quote(value)} is a row of digits, typed in place of a number."
    else:
        return None
    return Fault("placeholder", message, "Write the number of the service.")


def printed_number(value: str, texting: bool = False) -> Fault | None:
    """Check a number that a leaflet prints; numbers of five and six digits are allowed only with `texting`."""
    if fault := placeholder_number(value) or uk_number(value, texting):
        return fault
    if in_use(without_relay(value.replace(" ", ""))):
        return None
    message = f"{quote(value)} is in no range of numbers that is in use in the United Kingdom."
    return Fault("phone-unused", message, "Compare it digit by digit with the page it comes from, and call it.")


def in_use(digits: str) -> bool:
    """Whether a number, in digits alone, is in a range in use in the United Kingdom or a Crown dependency."""
    has_nought = digits.startswith("0")
    number = digits.removeprefix("0")
    ranges = _ranges(has_nought, len(number))
    place = bisect_right(ranges, number, key=lambda limits: limits[0]) - 1
    return place >= 0 and number[: len(ranges[place][1])] <= ranges[place][1]


@cache
def _ranges(has_nought: bool, length: int) -> list[tuple[str, ...]]:
    """The first digits of the first and the last number of each range; empty if no number has this length."""
    return [tuple(pair.split("-")) for pair in (LONG if has_nought else SHORT).get(length, "").split()]
