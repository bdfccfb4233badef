"""Compose a leaflet in another language, and refuse it if families must not read it.

In: the Catalogue, a Translation, an edition and a variant. Out: the Leaflet or Card in the language.
Why: only what this leaflet prints counts. So it is composed once of numbers, one for each text.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from leafletgen.content.catalogue import Agency, Catalogue, Changes, Contact, Edition, Force
from leafletgen.content.compose_card import compose_as, compose_card
from leafletgen.content.languages import Language
from leafletgen.content.leaflet import Card, Leaflet
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.phrases import Phrases
from leafletgen.content.records import Variant
from leafletgen.content.selection import changes_of
from leafletgen.content.sentences import formats_of
from leafletgen.content.services import is_for
from leafletgen.content.translations.printed_page import with_days, with_english
from leafletgen.content.translations.store import begun_in
from leafletgen.content.translations.telling import TellingWords
from leafletgen.content.translations.translation import Text, Translation
from leafletgen.content.translations.wanted import Wanted, with_words
from leafletgen.content.values import quote
from leafletgen.counts import counted
from leafletgen.errors import ContentError, Problem, Where

R = TypeVar("R", Agency, Force, Edition)

_NUMBER = re.compile("\ufdd0([0-9]+)\ufdd1")
"""How a numbered text stands in a leaflet: between two code points that are no characters, so that no text has them."""

_SHOWN = 3
"""How many texts a message quotes."""


class Order(NamedTuple):
    """What to compose: a leaflet or a card, of which edition and variant; a draft may have unchecked words."""

    holds: Literal["leaflet", "card"]
    edition: str
    variant: Variant
    draft: bool


def compose_in(translation: Translation, catalogue: Catalogue, order: Order) -> Leaflet | Card:
    """The leaflet in the language. Raises ContentError if its words are not ready, but for a draft.

    There must be a translation, if only a part of one. A child's leaflet needs the telling words of the language, in a
    draft too: else nobody knows whether its outer pages are neutral.
    """
    if not translation.exists:
        raise ContentError(no_translation(translation.language, catalogue, catalogue.editions[order.edition].at))
    printed = printed_texts_of(translation, catalogue, order)
    faulty = [text for text in printed.everywhere if not text.ready]
    if faulty and order.draft:
        catalogue = _without_force(catalogue, order.edition)
        printed = printed_texts_of(translation, catalogue, order)
    problems = list(_telling(translation, printed, catalogue, order))
    if not order.draft:
        problems += _not_ready(translation, faulty, catalogue, order)
    if problems:
        raise ContentError(problems)
    words = in_language(translation, catalogue, order.variant, card=order.holds == "card")
    english = _composed(catalogue, order)
    made = replace(_composed(words, order), english_title=english.title)
    if translation.language.compact:
        made = replace(made, compact=catalogue.editions[order.edition].naskh)
    if isinstance(made, Leaflet):
        assert isinstance(english, Leaflet)
        interpreter = _needs_interpreter(catalogue, order)
        made = with_english(
            made, english, translation.language, words.phrases, catalogue.phrases, interpreter=interpreter
        )
        if not faulty:
            translated, checked = map(words.phrases.day, _days_of(printed))
            made = with_days(made, words.phrases, translated, checked)
        if made.cut_out:  # It has no more room than a card by itself.
            on_card = in_language(translation, catalogue, order.variant, card=True)
            made = replace(made, cut_out=compose_card(on_card, order.edition, order.variant))
    if faulty:
        return _as_draft(made, translation, catalogue)
    return replace(made, language_last_checked=_days_of(printed)[1])


def _days_of(printed: Printed) -> tuple[datetime.date, datetime.date]:
    """The day of the newest translation and of the oldest check of texts that are ready."""
    signed = [text.entry.signatures for text in printed.everywhere if text.entry]
    translated = max(one.translated.on for one in signed if one.translated)
    return translated, min(one.checked.on for one in signed if one.checked)


def _needs_interpreter(catalogue: Catalogue, order: Order) -> bool:
    """Whether no words of the back say in English already that an interpreter is free."""
    edition, back = catalogue.editions[order.edition], catalogue.leaflets[order.variant].back
    formats = formats_of(edition, changes_of(edition, order.variant), back)
    return not (formats is back and back.says_interpreter)


def _as_draft(made: Leaflet | Card, translation: Translation, catalogue: Catalogue) -> Leaflet | Card:
    """Say on each page that nobody has checked the words: in both languages, on a card each on one side."""
    phrases = catalogue.phrases
    words = tuple(dict.fromkeys((phrases.watermark, translation.phrase("watermark", phrases))))
    made = replace(made, unchecked_words=True, watermark=words)
    if isinstance(made, Card):
        return replace(made, draft=phrases.draft, draft_behind=translation.phrase("draft", phrases))
    english, own = phrases.draft_translation, translation.phrase("draft_translation", phrases)
    return replace(made, draft=own, draft_in_english="" if own == english else english)


# --- which texts it prints ---


class Printed(NamedTuple):
    """The texts that a leaflet prints, and those of them on pages that anybody can see."""

    everywhere: tuple[Text, ...]
    outside: tuple[Text, ...]


def printed_texts_of(translation: Translation, catalogue: Catalogue, order: Order) -> Printed:
    """Find the texts that a leaflet or card prints."""
    keys = list(translation.texts)
    numbers = {key: number for number, key in enumerate(keys)}

    def numbered(wanted: Wanted) -> str:
        fields = "".join(f"{{{name}}}" for name in re.findall(r"\{([a-z]+)\}", wanted.en))
        return f"\ufdd0{numbers[wanted.key]}\ufdd1{fields}"

    words = replace(with_words(catalogue, order.variant, numbered), language=translation.language.tag)
    if order.holds == "leaflet":
        words = _with_spoken(words, translation.language)
    leaflet = _composed(words, order)
    if isinstance(leaflet, Leaflet):
        interpreter = _needs_interpreter(catalogue, order)
        leaflet = with_english(
            leaflet, leaflet, translation.language, words.phrases, words.phrases, interpreter=interpreter
        )
        leaflet = with_days(leaflet, words.phrases, "", "")
    found = [list(dict.fromkeys(_numbers_in(part))) for part in (leaflet, _outer(leaflet))]
    everywhere, outside = (tuple(translation.texts[keys[number]] for number in part) for part in found)
    return Printed(everywhere, outside)


def _outer(leaflet: Leaflet | Card) -> object:
    """What stands on outer pages that must be neutral."""
    if isinstance(leaflet, Card):
        return leaflet
    if not leaflet.neutral_outside:
        return ()
    return (leaflet.cover, tuple(section for section in leaflet.sections if section.outside), leaflet.back)


def _numbers_in(value: object) -> Iterator[int]:
    if isinstance(value, str):
        yield from map(int, _NUMBER.findall(value))
    elif isinstance(value, Where):
        return
    elif isinstance(value, tuple):
        for item in value:
            yield from _numbers_in(item)
    elif isinstance(value, Struct):
        for field in value.__struct_fields__:
            if field != "draft":  # what only drafts say
                yield from _numbers_in(getattr(value, field))


# --- refusals ---


def _telling(translation: Translation, printed: Printed, catalogue: Catalogue, order: Order) -> Iterator[Problem]:
    """A Problem for each text of an outer page that has a telling word, or one if the words are not known."""
    if not printed.outside:
        return
    english = translation.language.english
    if not translation.outside:
        message = f"{_name(order)} in {english}: nobody has listed the words that its outer pages must not have."
        hint = f"Add `outside:` with their beginnings to translations/{translation.language.tag}/child.yaml."
        yield Problem("no-telling-words", message, hint, catalogue.editions[order.edition].at)
        return
    telling = TellingWords(translation.outside, translation.language)
    for text in printed.outside:
        if text.entry and (word := telling.first(re.sub(r"\{[a-z]+\}", " ", text.words))):
            message = f"{quote(word)} would be printed on an outer page of the {order.variant} leaflet."
            hint = "Use words that do not show what the leaflet is about."
            yield Problem("telling-word", message, hint, text.entry.at)


def no_translation(language: Language, catalogue: Catalogue, at: Where | None = None) -> Problem:
    """What is said of a language into which nothing has been translated: how to begin, or to go on if that was done."""
    english, tag = language.english, language.tag
    if begun := begun_in(catalogue, language):
        message = f"The {english} translation in {begun} has no words yet, so no leaflet can be in {english}."
        hint = f"{_TO_TRANSLATE.format(tag=tag)} Or write the words into its files, each after its `en:` as `text:`."
        return Problem("no-translation", message, hint, at)
    message = f"There is no {english} translation, so no leaflet can be in {english}."
    return Problem("no-translation", message, f"Begin one with: leafletgen translate new {tag}", at)


_TO_TRANSLATE = (
    "Send the texts out: leafletgen translate export {tag} --to xliff. "
    "Bring them back: leafletgen translate import FILE --by ROLE --on DATE --write."
)
_TO_CHECK = (
    "Have people read them: leafletgen translate export {tag} --to xlsx. Each signs with: "
    "leafletgen translate import leaflets.{tag}.xlsx --checked --by ROLE --on DATE --write. "
    "In a translation of your own they may sign by hand, under `status:` in translations/{tag}."
)


def _not_ready(
    translation: Translation, faulty: Sequence[Text], catalogue: Catalogue, order: Order
) -> Iterator[Problem]:
    """One Problem for each reason why families must not read the words."""
    tag, at = translation.language.tag, catalogue.editions[order.edition].at
    name = f"{_name(order)} in {translation.language.english}"
    draft = f"leafletgen build {order.edition} --language {tag} --draft"
    see = f"See all: leafletgen translate status {tag}. Show it to somebody: {draft}"
    translate = _TO_TRANSLATE.format(tag=tag)
    missing = [text for text in faulty if text.state == "missing"]
    outdated = [text for text in faulty if text.state == "out of date"]
    unchecked = [text for text in faulty if text.lacks]
    if missing:
        message = f"{name}: {_counted(missing)} not translated: {_quoted(missing)}."
        yield Problem("translation-missing", message, f"{translate} {see}", at)
    if outdated:
        message = f"{name}: {_counted(outdated)} out of date, because the English has changed: {_quoted(outdated)}."
        yield Problem("translation-outdated", message, f"{translate} {see}", at)
    if unchecked:
        message = f"{name}: {_counted(unchecked)} not checked by the roles that must: {_quoted(unchecked)}."
        sign = _TO_CHECK.format(tag=tag)
        yield Problem("translation-unchecked", message, f"{sign} {see}", at)


def _counted(texts: Sequence[Text]) -> str:
    return counted(len(texts), "text is", "texts are")


def _quoted(texts: Sequence[Text]) -> str:
    """The English of the first texts."""
    return ", ".join(quote(text.wanted.en) for text in texts[:_SHOWN])


def _name(order: Order) -> str:
    return f"{order.edition} {order.variant}{' card' if order.holds == 'card' else ''}"


# --- the leaflet ---


def _composed(catalogue: Catalogue, order: Order) -> Leaflet | Card:
    return compose_as(order.holds, catalogue, order.edition, order.variant)


def in_language(translation: Translation, catalogue: Catalogue, variant: Variant, *, card: bool = False) -> Catalogue:
    """The Catalogue in the language for leaflets of a variant; texts that nobody has translated stay in English.

    A card has no room to say which contacts answer in the language.
    """
    tag = translation.language.tag
    words = with_words(catalogue, variant, lambda wanted: translation.texts[wanted.key].words)
    words = words if card else _with_spoken(words, translation.language)
    return replace(
        words,
        language=tag,
        agencies={name: _named(agency, tag) for name, agency in words.agencies.items()},
        forces={name: _named(force, tag) for name, force in words.forces.items()},
        editions={name: _named(edition, tag) for name, edition in words.editions.items()},
    )


def _with_spoken(words: Catalogue, language: Language) -> Catalogue:
    """The Catalogue with a note at each contact that answers in the language: for all others English is needed."""
    agencies = {
        name: replace(agency, contacts=tuple(_noted(contact, words.phrases, language) for contact in agency.contacts))
        for name, agency in words.agencies.items()
        if any(language.tag in (contact.speaks or ()) for contact in agency.contacts)
    }
    return replace(words, agencies={**words.agencies, **agencies})


def _noted(contact: Contact, phrases: Phrases, language: Language) -> Contact:
    """A contact with the note that it answers in the language; a page in that alone needs none."""
    if language.tag not in (contact.speaks or ()) or (contact.opens and not is_for(contact, ENGLISH)):
        return contact
    return replace(contact, note=language.comma.join(filter(None, (contact.note, phrases.also_spoken))))


def _named(record: R, tag: str) -> R:
    """The record with its Welsh name, if the language is Welsh and it has one."""
    name: str | None = getattr(record, f"name_{tag}", None)
    return replace(record, name=name) if name else record


def _without_force(catalogue: Catalogue, name: str) -> Catalogue:
    """The Catalogue in which an edition does not show whose it is: no force, logo, imprint or address of the force."""
    edition = catalogue.editions[name]
    changed: Mapping[str, Any] = {
        field: replace(changes, imprint=None, contact_lines=(), current_version=None)
        for field in ("parent", "child")
        if isinstance(changes := getattr(edition, field), Changes)
    }
    edition = replace(edition, force=None, logo=None, current_version=None, **changed)
    return replace(catalogue, editions={**catalogue.editions, name: edition})
