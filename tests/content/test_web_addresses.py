"""Web and e-mail addresses: what RFC 3986 does not allow, what phones cut off, what advertising adds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.content.check import check, examine
from leafletgen.content.compose import compose
from leafletgen.content.services import mailto
from leafletgen.content.source import read_folder
from leafletgen.content.values import shown_address, web_address
from leafletgen.editorial.contact_search import parse_wanted
from tests.support.faults import AG, OPENS, Row, edit

PAGE = "https://www.example.uk/help"

ADDRESSES = {
    **{f"{PAGE}/a{odd}b": "web-character" for odd in '"<>^`{|}'},
    **{f"{PAGE}?a={odd}b": "web-character" for odd in '"<>^`{|}[]'},
    f"{PAGE}/a\\b": "web-space",
    f"{PAGE}/[a]": "web-character",
    f"{PAGE}/100%": "web-character",
    f"{PAGE}/%zz": "web-character",
    f"{PAGE}/%2": "web-character",
    f"{PAGE}#a#b": "web-character",
    **{f"{PAGE}/a{end}": "address-end" for end in ".,;:)'!?"},
    f"{PAGE}?utm_source=newsletter": "address-tracking",
    f"{PAGE}?id=7&utm_campaign=a": "address-tracking",
    f"{PAGE}?UTM_Medium=mail": "address-tracking",
    f"{PAGE}?fbclid=abc": "address-tracking",
    f"{PAGE}?gclid=abc": "address-tracking",
    f"{PAGE}?pk_campaign=a": "address-tracking",
    f"{PAGE}?a=b&mtm_source=a": "address-tracking",
    f"{PAGE}?pk_kwd=a": "address-tracking",
    f"{PAGE}?mtm_medium=a": "address-tracking",
    f"{PAGE}?piwik_keyword=a": "address-tracking",
    f"{PAGE}?pk_id=7": "",
    f"{PAGE}?a=b&pk_item=7": "",
    f"{PAGE}?mtm_page=2": "",
    f"{PAGE}?piwik_user=2": "",
    f"{PAGE}?WT.mc_id=a": "address-tracking",
    f"{PAGE}?cmpid=a": "address-tracking",
    f"{PAGE}?a=b&msclkid=x": "address-tracking",
    f"{PAGE}?mc_eid=x": "address-tracking",
    f"{PAGE}?gad_source=1": "address-tracking",
    f"{PAGE}?a=b&srsltid=Abc": "address-tracking",
    f"{PAGE}#utm_source=x": "address-tracking",
    # what is like them and right
    f"{PAGE}/%20a%2Fb": "",
    f"{PAGE}?a[]=b".replace("[]", "%5B%5D"): "",
    f"{PAGE}/a_(b)-c~d!e$f&g'h*i+j,k;l=m:n@o": "",
    f"{PAGE}?custom_utm=x": "",
    f"{PAGE}?q=utm_source": "",
    f"{PAGE}/fbclid": "",
    f"{PAGE}/": "",
    f"{PAGE}#part-2": "",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_a_phone_would_not_open_as_it_is(address: str) -> None:
    fault = web_address(address)
    assert (fault.code if fault else "") == ADDRESSES[address]
    if fault and fault.code.startswith("address-"):
        assert fault.severity == "warning"


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=20))
def test_only_characters_of_addresses_pass(tail: str) -> None:
    """RFC 3986, appendix A: what may be in a path."""
    fault = web_address(f"{PAGE}/{tail}x")
    allowed = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&'()*+,;=%")
    if not set(tail) <= allowed:
        assert fault is not None and fault.code in ("web-character", "web-space")


@pytest.mark.parametrize(
    "shown", ["example.uk/a|b", "example.uk/a{b}", "example.uk/50%", "example.uk/a[b]", 'example.uk/"a"']
)
def test_what_is_printed_is_judged_alike(shown: str) -> None:
    fault = shown_address(shown)
    assert fault is not None and fault.code == "web-character"


def test_a_refused_address_is_refused_and_a_warned_one_is_printed(folder: Path) -> None:
    edit(folder, Row(AG, OPENS, f"{OPENS}?utm_source=x", ()))
    catalogue, problems = examine(read_folder(folder))
    assert catalogue is not None
    assert [(problem.code, problem.severity) for problem in problems] == [("address-tracking", "warning")]


MAILS = {
    "help@example.uk": "mailto:help@example.uk",
    "a&b@example.uk": "mailto:a%26b@example.uk",
    "50%off@example.uk": "mailto:50%25off@example.uk",
    "o'neil@example.uk": "mailto:o'neil@example.uk",
    "first+tag@example.uk": "mailto:first+tag@example.uk",
    "a_b-c.d@example.uk": "mailto:a_b-c.d@example.uk",
}


@pytest.mark.parametrize("address", MAILS)
def test_a_mailto_address_is_percent_encoded_and_found_again(address: str) -> None:
    assert mailto(address) == MAILS[address]
    assert parse_wanted(address).opened_by(MAILS[address])


def test_the_leaflet_opens_the_encoded_address(folder: Path) -> None:
    edit(folder, Row(AG, "value: help@helpline.org.uk", "value: a&b@helpline.org.uk", ()))
    leaflet = compose(check(read_folder(folder)), "hampshire", "parent")
    assert "mailto:a%26b@helpline.org.uk" in str(leaflet)
