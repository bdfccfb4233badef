"""Single values: valid ones, and invalid ones with their codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.content.roles import role
from leafletgen.content.values import (
    Fault,
    bare_host,
    email_address,
    find_suggestion,
    meant_cmyk,
    meant_rgb,
    quote,
    shown_address,
    uk_number,
    web_address,
)


def code(fault: Fault | None) -> str | None:
    """Give the code of a fault; None where there is none."""
    return fault.code if fault else None


@pytest.mark.parametrize(
    "number",
    [
        "0800 1111",
        "08 00 11 11",
        "0808 168 9111",
        "08081689111",
        "08 08 16 89 111",
        "0800 555 111",
        "0800 068 4141",
        "0300 123 1110",
        "0345 600 0000",
        "0370 000 0000",
        "01273 800 900",
        "01204 12345",
        "016977 1234",
        "020 7450 4000",
        "023 8090 1234",
        "029 2018 0000",
        "07771 900 900",
        "07624 123456",
        "999",
        "101",
        "111",
        "116 123",
        "116 000",
        "18000",
    ],
)
def test_a_good_number_passes(number: str) -> None:
    assert uk_number(number) is None


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        ("0800 111", "phone-childline"),
        ("0800 11", "phone-childline"),
        ("0800 11111", "phone-childline"),
        ("0800 1112", "phone-digits"),
        ("0800 068 41411", "phone-digits"),
        ("0808 168 911", "phone-digits"),
        ("01273 80090", "phone-digits"),
        ("01273 800 9000", "phone-digits"),
        ("023 8090 123", "phone-digits"),
        ("0300 123 111", "phone-digits"),
        ("07771 900 90", "phone-digits"),
        ("077718 300 300", "phone-digits"),
        ("070 1234 5678", "phone-digits"),
        ("021 1234 5678", "phone-digits"),
        ("0310 123 1110", "phone-digits"),
        ("0909 879 1234", "phone-digits"),
        ("0844 123 4567", "phone-digits"),
        ("85258", "phone-digits"),
        ("9999", "phone-digits"),
        ("+44 800 1111", "phone-form"),
        ("(023) 8090 1234", "phone-form"),
        ("023-8090-1234", "phone-form"),
        ("023  8090 1234", "phone-form"),
        ("023\u00a08090 1234", "phone-form"),
        ("０800 1111", "phone-form"),
        ("0800 REPENT", "phone-form"),
        ("Ask at school", "phone-form"),
        ("", "phone-form"),
    ],
)
def test_a_bad_number_is_refused(number: str, wanted: str) -> None:
    assert code(uk_number(number)) == wanted


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        ("+44 1622 690690", "01622 690690"),
        ("+44 (0)1622 690690", "01622 690690"),
        ("(01622) 690690", "01622 690690"),
        ("01622-690690", "01622 690690"),
        ("01622.690690", "01622 690690"),
        ("023\u20118090 1234", "023 8090 1234"),
        ("01622 690690 x12", "Write 01622 690690 alone, and the rest as words after it: extension 12."),
        ("(01622) 690690 ext. 12", "Write 01622 690690 alone, and the rest as words after it: extension 12."),
        ("01622 690690 (extension 12)", "Write 01622 690690 alone, and the rest as words after it: extension 12."),
        ("01622 690690 #12", "Write 01622 690690 alone, and the rest as words after it: extension 12."),
        ("01622 690690 Ext: 12", "Write 01622 690690 alone, and the rest as words after it: extension 12."),
        ("01622 690690, option 2", "Write 01622 690690 alone, and the rest as words after it: option 2."),
        ("Ask at school", "0800 1111"),
        ("01622-69069", "0800 1111"),
        ("0800-1111", "only: 0800 1111."),
    ],
)
def test_it_is_said_how_to_write_a_number_of_another_form(number: str, wanted: str) -> None:
    fault = uk_number(number)
    assert fault and fault.code == "phone-form"
    assert wanted in fault.hint


@pytest.mark.parametrize(
    ("number", "wanted"),
    [("0044 1622 690690", "01622 690690"), ("00441622690690", "01622690690"), ("0044 800 1111", "0800 1111")],
)
def test_a_number_with_the_code_of_the_country_is_said_as_it_is_dialled(number: str, wanted: str) -> None:
    fault = uk_number(number)
    assert fault and fault.hint.endswith(f": {wanted}.")


def test_short_numbers_are_for_texting_only() -> None:
    assert uk_number("85258", texting=True) is None
    assert uk_number("786000", texting=True) is None
    assert code(uk_number("786000")) == "phone-digits"
    assert code(uk_number("12345", texting=True)) == "phone-digits"


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("help@nspcc.org.uk", None),
        ("first.last+news@example.org", None),
        ("[email protected]", "email-redacted"),
        ("[email\u00a0protected]", "email-redacted"),
        ("Email Protected", "email-redacted"),
        ("help at example.org", "email-form"),
        ("help@example", "email-form"),
        ("help@@example.org", "email-form"),
        ("a@b@example.org", "email-form"),
        (".help@example.org", "email-form"),
        ("he..lp@example.org", "email-form"),
        ("help@exa_mple.org", "email-form"),
        ("mailto:help@example.org", "email-form"),
        ("help@example.org ", "email-form"),
    ],
)
def test_email_addresses(value: str, wanted: str | None) -> None:
    assert code(email_address(value)) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("https://www.childline.org.uk", None),
        ("https://WWW.EXAMPLE.ORG/a?b=c#d", None),
        ("https://example.org/caf%C3%A9", None),
        ("http://example.org/", "web-http"),
        ("ftp://example.org/", "web-scheme"),
        ("javascript:alert(1)", "web-scheme"),
        ("www.example.org", "web-scheme"),
        ("https:example.org", "web-host"),
        ("https://", "web-host"),
        ("https://localhost/", "web-host"),
        ("https://192.168.0.1/", "web-host"),
        ("https://[::1]/", "web-port"),
        ("https://[::1/", "web-host"),
        ("https://example.org:x/", "web-host"),
        ("https://-example.org/", "web-host"),
        ("https://example..org/", "web-host"),
        ("https://example.org./", "web-host"),
        ("https://example.org:443/", "web-port"),
        ("https://example.org:/", "web-port"),
        ("https://user@example.org/", "web-login"),
        ("https://childline.org.uk@evil.example/", "web-login"),
        ("https://childl\u0456ne.org.uk/", "web-lookalike"),
        ("https://xn--childlne-mxh.org.uk/", "web-lookalike"),
        ("https://example.org/café", "web-lookalike"),
        ("https://example.org/a b", "web-space"),
        ("https://example.org\\@evil.example/", "web-space"),
        ("https://exam\nple.org/", "web-space"),
        ("https://example.org/" + "a" * 64, None),
        ("https://example.org/" + "a" * 65, "address-long"),
        ("https://example.org/" + "a" * 132, "address-long"),
        ("https://example.org/" + "a" * 133, "address-too-long"),
    ],
)
def test_web_addresses(value: str, wanted: str | None) -> None:
    assert code(web_address(value)) == wanted


# Bytes at level M (ISO/IEC 18004, table 7): version 5 holds 84, version 6 106, version 7 122, version 8 152.
@pytest.mark.parametrize(
    ("length", "version", "wanted"),
    [
        (85, 6, "that is 1 character shorter, at most 84: that gives version 5"),
        (106, 6, "that is 22 characters shorter, at most 84: that gives version 5"),
        (107, 7, "that is 1 character shorter, at most 106: that gives version 6"),
        (122, 7, "that is 16 characters shorter, at most 106: that gives version 6"),
        (123, 8, "that is 1 character shorter, at most 122: that gives version 7"),
        (152, 8, "that is 30 characters shorter, at most 122: that gives version 7"),
        (160, 0, "that is 8 characters shorter, at most 152: that gives version 8"),
    ],
)
def test_a_long_address_is_told_what_would_make_the_next_lower_version(length: int, version: int, wanted: str) -> None:
    fault = web_address("https://example.org/".ljust(length, "a"))
    assert fault is not None
    assert wanted in fault.hint
    assert fault.severity == ("note" if version else "error")
    assert not version or f"(version {version})." in fault.message


def test_a_reason_allows_http_and_nothing_else() -> None:
    assert web_address("http://example.org/", "No https there.") is None
    assert code(web_address("http://localhost/", "No https there.")) == "web-host"


@pytest.mark.parametrize(
    ("shown", "opens", "wanted"),
    [
        ("childline.org.uk", "https://www.childline.org.uk/get-support/", None),
        ("www.childline.org.uk/help", "https://childline.org.uk/", None),
        ("childline.org.uk", None, None),
        ("Childline.org.uk", "https://childline.org.uk/", None),
        ("https://childline.org.uk", "https://childline.org.uk", "shown-form"),
        ("childline.org.uk/", "https://childline.org.uk/", "shown-form"),
        ("childline.org", "https://childline.org.uk/", "shown-elsewhere"),
        ("shop.childline.org.uk", "https://childline.org.uk/", "shown-elsewhere"),
        ("childline.org.uk", "https://[", None),
        ("child line.org.uk", None, "web-space"),
        ("childline", None, "web-host"),
        ("[childline.org.uk", None, "web-host"),
        ("me@childline.org.uk", None, "web-login"),
        ("childl\u0456ne.org.uk", None, "web-lookalike"),
        ("childline.org.uk:80", None, "web-port"),
    ],
)
def test_shown_addresses(shown: str, opens: str | None, wanted: str | None) -> None:
    assert code(shown_address(shown, opens)) == wanted


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://www.childline.org.uk/get-support/?a=//b", "childline.org.uk"),
        ("http://Childline.org.uk:80", "childline.org.uk"),
        ("WWW.childline.org.uk/talk", "childline.org.uk"),
        ("www2.childline.org.uk", "www2.childline.org.uk"),
        ("", ""),
        ("https://", ""),
        ("http://[", ""),
        ("[", ""),
    ],
)
def test_a_bare_host(address: str, wanted: str) -> None:
    assert bare_host(address) == wanted


@given(st.text(max_size=40), st.text(max_size=20))
def test_no_text_breaks_a_rule(text: str, other: str) -> None:
    for value in (text, f"https://{text}", f"{text}@{other}"):
        for fault in (uk_number(value), email_address(value), web_address(value), shown_address(value, other)):
            assert fault is None or (fault.message and fault.hint)


def test_suggestions_come_only_for_close_names() -> None:
    assert find_suggestion("hampshir", ["dorset", "hampshire"]) == "hampshire"
    assert find_suggestion("HAMPSHIRE", ["dorset", "hampshire"]) == "hampshire"
    assert find_suggestion("kent", ["dorset", "hampshire"]) is None
    assert find_suggestion("kent", []) is None


def test_a_quoted_value_is_one_short_line() -> None:
    assert quote("a\nb") == "“a b”"
    assert quote("x" * 60) == "“" + "x" * 60 + "”"
    assert quote("x" * 61) == "“" + "x" * 59 + "…”"


@pytest.mark.parametrize(
    "by",
    [
        *("PC 1234", "PC 123", "pc123", "PCSO 456", "dc-789", "sergeant 321", "officer 46012345", "officer 123"),
        *("collar number 123", "no. 123", "constable no 123", "1234", "officer AB1234", "Jane Smith", "a@example.org"),
    ],
)
def test_a_person_is_no_role(by: str) -> None:
    assert code(role(by)) == "not-a-role"


@pytest.mark.parametrize(
    "by",
    [
        *("comms officer", "101 call handler", "999 supervisor", "111 clinician", "officer 101 desk", "PC 999 desk"),
        *("105 line engineer", "team 7 lead", "room 214 clerk", "year 11 tutor", "Prevention officer", "DC"),
    ],
)
def test_a_role_may_have_a_number_that_is_nobodys(by: str) -> None:
    assert role(by) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *(("#036", "003366"), ("0x003366", "003366"), ("rgb(0, 51, 102)", "003366"), ("RGB 0 51 102", "003366")),
        *(("0/51/102", "003366"), ("R0 G51 B102", "003366")),
        *(
            ("hsl(210, 100, 20)", ""),
            ("rgb(0%, 20%, 40%)", ""),
            ("lab(20, 3, 30)", ""),
            ("0.5 0.2 1", ""),
            ("blue", ""),
        ),
    ],
)
def test_a_colour_for_screens_is_only_guessed_if_it_is_clear(text: str, meant: str) -> None:
    assert meant_rgb(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *(("C100 M80 Y0 K40", "100 80 0 40"), ("100,80,0,40 %", "100 80 0 40"), ("100-80-0-40", "100 80 0 40")),
        *(("cmyk(100%, 80%, 0%, 40%)", "100 80 0 40"), ("100/80/0/40", "100 80 0 40")),
        *(("10.5 0 0", ""), ("1.0 0.8", ""), ("100 80 0", ""), ("rgba(0, 51, 99, 1)", "")),
    ],
)
def test_shares_of_ink_are_only_guessed_if_they_are_clear(text: str, meant: str) -> None:
    assert meant_cmyk(text) == meant
