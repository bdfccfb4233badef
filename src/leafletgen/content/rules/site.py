"""Rules for `site:` in the settings: its addresses can be opened.

In: a Draft. Out: Problems.
"""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.content.rules.draft import Draft
from leafletgen.content.values import web_address
from leafletgen.errors import Problem

_ADDRESSES = ("exit", "accessibility_statement")


def site_addresses_can_be_opened(draft: Draft) -> Iterator[Problem]:
    """The button that leaves a page and the link to the accessibility statement lead to ordinary addresses."""
    for field in _ADDRESSES:
        address = getattr(draft.site, field, None)
        if draft.site and address and (fault := web_address(address)):
            yield draft.say(fault, draft.site, field)
