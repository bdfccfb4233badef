"""Write src/leafletgen/content/numbers_in_use.py: the telephone numbers in use in the United Kingdom.

In: the numbering plans of the installed package phonenumbers. Out: the module; or its text, for the test.
Why: importing phonenumbers takes 65 ms, which a build does not have. With a table, every command judges alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import fill

import phonenumbers

MODULE = Path(__file__).parents[1] / "src" / "leafletgen" / "content" / "numbers_in_use.py"

_REGIONS = ("GB", "GG", "IM", "JE")
"""With the Crown dependencies: their numbers are dialled like any other."""

_KINDS = ("fixed_line", "mobile", "toll_free", "premium_rate", "personal_number", "voip", "pager", "uan")
_LONG = {7: 7, 9: 6, 10: 7}
"""By the number of digits after the nought: how many of them decide whether a number is in use."""

_SHORT = (3, 4, 5, 6)

_MODULE = '''\
"""The telephone numbers in use in the United Kingdom and the Crown dependencies: a table.

In: nothing. Out: ranges of first digits, for numbers of each length.
Written by tools/write_numbers_in_use.py from the numbering plans of the package phonenumbers (Apache License 2.0).
"""

from __future__ import annotations

from collections.abc import Mapping

VERSION = "{version}"
"""The version of phonenumbers that the table is from."""

LONG: Mapping[int, str] = {{
{long}}}
"""By the number of digits after the nought in front: ranges of the first of them, ascending."""

SHORT: Mapping[int, str] = {{
{short}}}
"""By the number of digits: ranges of the numbers that are dialled without a nought in front, ascending."""
'''


def module_text() -> str:
    """The text of the module."""
    whole, short = _patterns()
    long = "".join(
        _entry(length, _ranges(digits, lambda text, rest="0" * (length - digits): whole(text + rest)))  # type: ignore[misc]
        for length, digits in _LONG.items()
    )
    return _MODULE.format(
        version=phonenumbers.__version__,
        long=long,
        short="".join(_entry(length, _ranges(length, short)) for length in _SHORT),
    )


def _patterns() -> tuple[Callable[[str], bool], Callable[[str], bool]]:
    """Two tests: whether digits are a whole number without its nought, and whether they are a short number."""
    regions = [phonenumbers.PhoneMetadata.metadata_for_region(region) for region in _REGIONS]
    plans = [getattr(region, kind, None) for region in regions for kind in _KINDS]
    whole = re.compile("|".join(dict.fromkeys(_pattern(plan) for plan in plans if plan)))
    plan = phonenumbers.PhoneMetadata.short_metadata_for_region("GB")
    short = re.compile(_pattern(plan.short_code if plan else None))
    return lambda text: whole.fullmatch(text) is not None, lambda text: short.fullmatch(text) is not None


def _pattern(plan: phonenumbers.PhoneNumberDesc | None) -> str:
    """The regular expression of a part of a plan; one that nothing matches if there is none."""
    return (plan and plan.national_number_pattern) or "(?!)"


def _ranges(digits: int, holds: Callable[[str], bool]) -> Iterator[str]:
    """The ranges of numbers with so many digits for which the test holds: 113000-113599."""
    start, end = "", ""
    for number in range(10**digits):
        text = f"{number:0{digits}}"
        if holds(text):
            start, end = start or text, text
        elif start:
            yield f"{start}-{end}"
            start = ""
    if start:
        yield f"{start}-{end}"


def _entry(length: int, ranges: Iterator[str]) -> str:
    lines = fill(" ".join(ranges), 110, initial_indent=" " * 8, subsequent_indent=" " * 8, break_on_hyphens=False)
    return f'    {length}: """\n{lines}\n    """,\n'


if __name__ == "__main__":
    MODULE.write_text(module_text(), encoding="utf-8")
