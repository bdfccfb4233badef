"""The rules for checks of contacts by people (agencies.yaml, checks.yaml), for reviews of words, and for dates.

In: a Draft. Out: a Problem for each fault, at its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from leafletgen.content.catalogue import Agency, Checked, Contact, InSentence
from leafletgen.content.check_log import LoggedCheck, found_wrong, holds, newest, value_of
from leafletgen.content.dates import misdated, misdated_edition
from leafletgen.content.how_checked import how_fault
from leafletgen.content.leaflet_text import Review
from leafletgen.content.roles import checker_fault
from leafletgen.content.rules.draft import Draft, printed_contacts
from leafletgen.content.values import Fault, quote, suggest
from leafletgen.errors import Problem

_CORRECT = "Correct the id, or remove the entry if the service is gone."


def checks_in(draft: Draft) -> Iterator[Checked]:
    """Each check, in agencies.yaml and in checks.yaml."""
    for agency in draft.agencies:
        yield from (contact.checked for contact in agency.contacts if contact.checked)
    yield from draft.checks


def people_check(draft: Draft) -> Iterator[Problem]:
    """People checked the contacts, reached them, and read the words; roles stand for their names."""
    for check in checks_in(draft):
        if fault := how_fault(check.how, wrong=found_wrong(check)):
            yield draft.say(fault, check, "how")
        if fault := checker_fault(check.by, "a contact"):
            yield draft.say(fault, check, "by")
    for review in _reviews(draft):
        if fault := checker_fault(review.by, "the words of a leaflet"):
            yield draft.say(fault, review, "by")


def days_can_be_right(draft: Draft) -> Iterator[Problem]:
    """No edition, check or review has a date that cannot be right."""
    for edition in draft.editions:
        if fault := misdated_edition(edition.date, draft.today):
            yield draft.say(fault, edition, "date")
    for check in checks_in(draft):
        if fault := misdated(check.on, draft.today, "checked this contact"):
            yield draft.say(fault, check, "on")
    for review in _reviews(draft):
        if fault := misdated(review.on, draft.today, "reviewed the words"):
            yield draft.say(fault, review, "on")


def _reviews(draft: Draft) -> Iterator[Review]:
    for leaflet in draft.leaflets:
        yield from leaflet.reviewed


def checks_are_of_contacts(draft: Draft) -> Iterator[Problem]:
    """Each check in checks.yaml names an agency of the data and one of its contacts; else it is a warning."""
    known = {agency.id: [contact.id for contact in agency.contacts] for agency in draft.agencies}
    for check in draft.checks if draft.agencies_whole else ():
        if " " in check.agency:  # It is of a contact in a sentence.
            continue
        if check.agency not in known:
            hint = f"{suggest(check.agency, known)}{_CORRECT}"
            message = f"There is no agency {quote(check.agency)}, so this check counts for nothing."
            yield draft.say(Fault("check-unknown", message, hint, "warning"), check, "agency")
        elif check.contact not in known[check.agency]:
            hint = f"{suggest(check.contact, known[check.agency])}{_CORRECT}"
            message = f"{check.agency} has no contact {quote(check.contact)}, so this check counts for nothing."
            yield draft.say(Fault("check-unknown", message, hint, "warning"), check, "contact")


def checks_still_hold(draft: Draft) -> Iterator[Problem]:
    """A note for each printed contact whose newest check was of something else than the data say now.

    A warning if it found what they still say wrong.
    """
    for agency in draft.agencies:
        for contact in printed_contacts(agency):
            logged = [check for check in draft.checks if (check.agency, check.contact) == (agency.id, contact.id)]
            valid = newest([contact.checked, *(check for check in logged if holds(check, contact))])
            if valid and found_wrong(valid):
                yield _still_wrong(agency, contact, valid).at(valid.at)  # The contact may be in data that ship.
            lapsed = [check for check in logged if not holds(check, contact) and not (valid and valid.on >= check.on)]
            if last := newest(lapsed):
                yield draft.say(_lapsed(agency, contact, last), last, "value")


def checks_of_sentences_hold(draft: Draft, in_sentences: Iterable[InSentence]) -> Iterator[Problem]:
    """A note for each check of a number or an address that its sentences do not have any longer."""
    known = {(one.owner, "".join(one.contact.id.split())) for one in in_sentences}
    for check in draft.checks if draft.agencies_whole and draft.leaflets_whole else ():
        if " " in check.agency and (check.agency, "".join(check.contact.split())) not in known:
            message = f"No sentence of {check.agency} has {quote(check.contact)}, so this check counts for nothing."
            hint = "Check what the sentence says now; list what is due with: leafletgen contacts stale"
            yield draft.say(Fault("check-lapsed", message, hint, "note"), check, "contact")


def _still_wrong(agency: Agency, contact: Contact, check: Checked) -> Fault:
    message = f"{agency.id} {contact.id}, {quote(value_of(contact))}, was found wrong on {check.on} by {check.by}."
    hint = "Correct it, or withhold it; if it is right after all, check it again and record that."
    return Fault("contact-wrong", message, hint, "warning")


def _lapsed(agency: Agency, contact: Contact, check: Checked) -> Fault:
    assert isinstance(check, LoggedCheck)
    message = (
        f"{agency.id} {contact.id} was checked on {check.on} as “{check.value}”, but the data now say "
        f"“{value_of(contact)}”, so that check no longer counts."
    )
    hint = f"Check it again, then: leafletgen contacts record {agency.id} {contact.id} --on DATE --how TEXT --by ROLE"
    return Fault("check-lapsed", message, hint, "note")


CHECK_RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    people_check,
    days_can_be_right,
    checks_are_of_contacts,
    checks_still_hold,
)
