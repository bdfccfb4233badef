"""The table of numbers in use says what the package phonenumbers says, and fiction's numbers are refused."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from phonenumbers import shortnumberinfo

from leafletgen.content.numbering import in_use, printed_number
from leafletgen.content.numbers_in_use import LONG, SHORT, VERSION
from leafletgen.content.values import uk_number

REGIONS = ("GB", "GG", "IM", "JE")


def by_the_package(digits: str) -> bool:
    parsed = phonenumbers.parse(digits, "GB")
    whole = any(phonenumbers.is_valid_number_for_region(parsed, region) for region in REGIONS)
    return whole or shortnumberinfo.is_valid_short_number_for_region(parsed, "GB")


def test_the_table_is_from_the_package_that_is_installed() -> None:
    assert phonenumbers.__version__ == VERSION, "renew it: .venv/bin/python tools/write_numbers_in_use.py"


def test_the_limits_of_each_range_are_those_of_the_package() -> None:
    judged = 0
    for table, nought in ((LONG, "0"), (SHORT, "")):
        for length, ranges in table.items():
            for limit in (limit for pair in ranges.split() for limit in pair.split("-")):
                for near in (int(limit) - 1, int(limit), int(limit) + 1):
                    for rest in ("0", "7"):
                        number = f"{near:0{len(limit)}}".ljust(length, rest)
                        if uk_number(nought + number, texting=True) is None:
                            assert in_use(nought + number) == by_the_package(nought + number), nought + number
                            judged += 1
    assert judged > 1000


@given(st.from_regex(r"0[1237][0-9]{8,9}", fullmatch=True) | st.from_regex(r"[1-9][0-9]{2,5}", fullmatch=True))
@example("08001111")
@example("0800123456")
@example("01534456789")
@example("07624123456")
def test_any_number_is_judged_as_by_the_package(digits: str) -> None:
    if uk_number(digits, texting=True) is None:
        assert in_use(digits) == by_the_package(digits)


@pytest.mark.parametrize(
    "number",
    [
        "07700 900123",
        "07700900999",
        "01632 960000",
        "020 7946 0018",
        "0161 496 0123",
        "0113 496 0999",
        "0191 498 0000",
        "028 9649 6000",
        "029 2018 0001",
        "0808 157 0001",
        "03069 990123",
        "0909 879 1234"[:-4] + "0234",
        # with the digits of the country code inside, or with the code itself
        "020 7946 0044",
        "0808 157 0044",
        "0113 496 0044",
        "01632 960044",
        "07700 900440",
        "0044 20 7946 0044",
        "+44 (0)20 7946 0044",
        "+44 020 7946 0018",
        "18001 +44 20 7946 0018",
    ],
)
def test_a_number_for_films_is_named_as_such(number: str) -> None:
    fault = printed_number(number)
    assert fault
    assert fault.code == "placeholder"
    assert "Ofcom" in fault.message


@pytest.mark.parametrize(
    "number",
    [
        "07700 901123",
        "020 7946 1018",
        "0161 497 0123",
        "0808 157 1001",
        "023 8090 1234",
        "0800 1111",
        "999",
        "01622 690044",
        "0800 004400",
    ],
)
def test_a_number_beside_them_is_not(number: str) -> None:
    fault = printed_number(number)
    assert fault is None or fault.code == "phone-unused"
