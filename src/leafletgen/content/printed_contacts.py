"""The contacts that an edition prints, and which of them are due for a check by a person.

In: the Catalogue, an edition. Out: each printed contact with whose it is and its leaflets, in the order of the data,
those in sentences last.
Why: `contacts stale`, the contacts sheet and `build --require-checked` must mean the same contacts.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from leafletgen.content.catalogue import Catalogue, Contact, Edition
from leafletgen.content.compose_card import on_card
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.records import VARIANTS, Variant
from leafletgen.content.selection import agencies_of
from leafletgen.content.sentences import printed_in_sentences
from leafletgen.content.services import contacts_for, printed_value
from leafletgen.content.values import quote


class Printed(NamedTuple):
    """A contact, the leaflets of the edition that print it, and what they print.

    `owner` is the id of its agency, and `name` what that is called; of a contact in a sentence, `owner` says whose
    sentence it is ("edition kent"), and `name` is the sentence.
    """

    owner: str
    name: str
    contact: Contact
    variants: tuple[Variant, ...]
    text: str

    @property
    def record_command(self) -> str:
        """How to record a check of it."""
        return record_command(self.owner, self.contact.id)


def record_command(owner: str, contact: str) -> str:
    """How to record a check of a contact; a name with a space in it stands in quotation marks."""
    names = (f'"{name}"' if " " in name else name for name in (owner, contact))
    return f"leafletgen contacts record {' '.join(names)}"


def contacts_of(catalogue: Catalogue, edition: Edition, languages: Collection[str] = ()) -> Iterator[Printed]:
    """Each contact that a leaflet of the edition prints, once: in the languages of these tags, else in all of its own.

    Data in another language have the leaflets in that language alone.
    """
    if not languages:
        languages = edition.tags if catalogue.language == ENGLISH else (catalogue.language,)
    by_variant = {variant: {a.id for a in agencies_of(catalogue, edition, variant)} for variant in VARIANTS}
    in_each = [replace(catalogue, language=tag) for tag in languages]
    cards = {variant: [one for words in in_each for one in _on_card(words, edition, variant)] for variant in VARIANTS}
    for agency in catalogue.agencies.values():
        for contact in agency.contacts:
            variants = tuple(
                variant
                for variant in VARIANTS
                if (
                    agency.id in by_variant[variant]
                    and any(contact in contacts_for(agency, variant, tag) for tag in languages)
                )
                or contact in cards[variant]
            )
            if variants:
                yield Printed(agency.id, agency.name, contact, variants, printed_value(contact, catalogue.phrases))
    yield from _in_sentences(catalogue, edition)


def _in_sentences(catalogue: Catalogue, edition: Edition) -> Iterator[Printed]:
    """The contacts in sentences, each once for each owner."""
    found: dict[tuple[str, str], Printed] = {}
    for variant in VARIANTS:
        for card in (False, True):
            for one in printed_in_sentences(catalogue, edition, variant, card):
                text = printed_value(one.contact, catalogue.phrases)
                new = Printed(one.owner, quote(one.sentence), one.contact, (), text)
                known = found.get((one.owner, text), new)
                variants = tuple(dict.fromkeys((*known.variants, variant)))
                found[one.owner, text] = known._replace(variants=variants)
    yield from found.values()


def contacts_by_owner(catalogue: Catalogue) -> dict[str, dict[str, Contact]]:
    """All contacts: those of agencies by their ids, those in sentences by the number or address itself."""
    found = {agency.id: {contact.id: contact for contact in agency.contacts} for agency in catalogue.agencies.values()}
    for one in catalogue.in_sentences:
        found.setdefault(one.owner, {})[one.contact.id] = one.contact
    return found


def _on_card(catalogue: Catalogue, edition: Edition, variant: Variant) -> Iterator[Contact]:
    """The contacts on the wallet card: they stand there even if no section of the leaflet shows their agency."""
    for entry in on_card(catalogue, edition, variant):
        yield from (contact for contact in (entry.number, entry.page) if contact)


def is_due(contact: Contact, today: datetime.date, days: int) -> bool:
    """Whether nobody has checked the contact, or the last check is more than `days` days ago."""
    return contact.checked is None or (today - contact.checked.on).days > days
