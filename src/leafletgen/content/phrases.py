"""The words that the program itself adds to a leaflet: whole sentences with named fields, from phrases.yaml.

In: nothing; check.py makes this record. Out: what compose.py and services.py read and fill in.
Why: no English word is in the code, so every word of a leaflet can be changed and translated.
"""

from __future__ import annotations

import datetime
from typing import Annotated

from msgspec import Meta

from leafletgen.content.records import ContactKind, Phrase, Prose, Record


def _fields(*names: str) -> Meta:
    """The fields of a phrase, each of which stands in it in braces."""
    return Meta(extra={"fields": names})


class Phrases(Record, frozen=True, kw_only=True):
    """The words that the program itself adds to the leaflets. Names in braces are fields that it fills in."""

    call: Annotated[Phrase, Meta(description="Before a number to ring.")]
    text: Annotated[Phrase, Meta(description="Before a number to text.")]
    whatsapp: Annotated[Phrase, Meta(description="Before a number of WhatsApp.")]
    email: Annotated[Phrase, Meta(description="Before an email address.")]
    web: Annotated[Phrase, Meta(description="Before a web address.")]
    search: Annotated[Phrase, Meta(description="Before words to search for on the web.")]
    ask: Annotated[Phrase, Meta(description="Before words that say whom to ask.")]
    keyword: Annotated[Phrase, _fields("keyword", "number"), Meta(description="A word to text to a number.")]
    search_words: Annotated[Phrase, _fields("words"), Meta(description="Words to search for, in quotation marks.")]
    and_search: Annotated[Phrase, _fields("words"), Meta(description="After an address: what to search for there.")]
    was: Annotated[Phrase, _fields("name"), Meta(description="The former name of a service, after its name.")]
    call_on_card: Annotated[Phrase, _fields("name"), Meta(description="On the wallet card, above a number to ring.")]
    text_on_card: Annotated[Phrase, _fields("name"), Meta(description="On the wallet card, above a number to text.")]
    qr_code: Annotated[Phrase, _fields("name", "address"), Meta(description="What a QR code is, read out.")]
    dial_link: Annotated[Phrase, _fields("number"), Meta(description="A link to the emergency number, read out.")]
    call_link: Annotated[Phrase, _fields("name", "number"), Meta(description="A link to a number, read out.")]
    text_link: Annotated[Phrase, _fields("name", "words"), Meta(description="A link to a text message, read out.")]
    email_link: Annotated[Phrase, _fields("name", "address"), Meta(description="A link to an email, read out.")]
    web_link: Annotated[Phrase, _fields("name", "address"), Meta(description="A link to a page, read out.")]
    newest_link: Annotated[Phrase, _fields("address"), Meta(description="The link to the newest version, read out.")]
    newest_code: Annotated[Phrase, _fields("address"), Meta(description="The QR code of the newest version, read out.")]
    newest: Annotated[Phrase, Meta(description="Before the address of the newest version.")]
    edition: Annotated[Phrase, _fields("name", "version", "date"), Meta(description="Which edition it is.")]
    last_checked: Annotated[Phrase, _fields("date"), Meta(description="When the contacts were last checked.")]
    date: Annotated[Phrase, _fields("day", "month", "year"), Meta(description="A date.")]
    months: Annotated[tuple[Phrase, ...], Meta(min_length=1, description="The twelve months as they stand in dates.")]
    also_in: Annotated[Phrase, Meta(description="Before the names of the other languages of the leaflet.")]
    also_in_welsh: Annotated[Phrase, Meta(description="On an English leaflet, in both languages, for a Welsh force.")]
    also_in_english: Annotated[Phrase, Meta(description="On a Welsh leaflet, in both languages, for a Welsh force.")]
    english_title: Annotated[
        Phrase,
        _fields("title", "language"),
        Meta(description="In English, on the cover in another language."),
    ]
    interpreter: Annotated[Phrase, Meta(description="In another language: that an interpreter is free.")]
    say_language: Annotated[
        Phrase, _fields("language"), Meta(description="In another language: what to say to those who speak English.")
    ]
    also_spoken: Annotated[
        Phrase, Meta(description="In another language: after a contact that answers in that language too.")
    ]
    in_english: Annotated[Phrase, Meta(description="In another language: before the address of a page in English.")]
    signed: Annotated[
        Phrase,
        _fields("translated", "checked"),
        Meta(description="In another language, on the back: when its words were translated and checked."),
    ]
    draft: Annotated[Phrase, Meta(description="On each page of a draft.")]
    draft_translation: Annotated[Phrase, Meta(description="On each page of a draft of a translation.")]
    watermark: Annotated[Phrase, Meta(description="The same in a word, large behind each page of it.")]

    skip: Annotated[Phrase, Meta(description="A link past the button that leaves the page.")]
    exit: Annotated[Phrase, Meta(description="The button that leaves the web page at once.")]
    exit_again: Annotated[
        Phrase, Meta(description="Read out after the first press of Shift; the third leaves the page.")
    ]
    exit_note: Annotated[
        Prose, Meta(description="What leaving the page does not do: `exit_note` of a site replaces it.")
    ]
    contents: Annotated[Phrase, Meta(description="Over the list of sections of a web page.")]
    read_on: Annotated[Phrase, Meta(description="Below the cover of a web page: a link to the list of sections.")]
    print_leaflet: Annotated[Phrase, _fields("paper"), Meta(description="A link to the PDF file of the leaflet.")]
    other_languages: Annotated[Phrase, Meta(description="Over links to the leaflet in other languages.")]
    statement: Annotated[Phrase, Meta(description="A link to the accessibility statement of the site.")]

    editions: Annotated[
        Phrase, Meta(description="Over the list of all editions, for those who print or send leaflets.")
    ]
    choose_edition: Annotated[Phrase, Meta(description="Below it.")]
    all_editions: Annotated[Phrase, Meta(description="A link back to that list.")]
    for_parent: Annotated[Phrase, Meta(description="Over the files of the leaflet for parents.")]
    for_child: Annotated[Phrase, Meta(description="Over the files of the leaflet for the child.")]
    to_print: Annotated[Phrase, Meta(description="Over the files to print.")]
    for_press: Annotated[Phrase, Meta(description="Over the files for a commercial printer.")]
    to_send: Annotated[Phrase, Meta(description="A link to the web page of a leaflet.")]
    file_a4: Annotated[Phrase, Meta(description="The file on A4, and how to print it.")]
    file_a5: Annotated[Phrase, Meta(description="The file on A5, and what it is for.")]
    file_card: Annotated[Phrase, Meta(description="The file with wallet cards.")]
    file_booklet: Annotated[Phrase, Meta(description="The booklet, and how to print it.")]
    file_large: Annotated[Phrase, Meta(description="The file in large print.")]
    file_fillable: Annotated[Phrase, Meta(description="The file with fields to fill in.")]
    in_black: Annotated[Phrase, _fields("file"), Meta(description="A file in black alone.")]
    file_facts: Annotated[Phrase, _fields("pages", "size"), Meta(description="The pages and the size of a PDF file.")]
    not_checked: Annotated[
        Phrase, _fields("count"), Meta(description="How many contacts of a leaflet nobody has checked.")
    ]
    which_not_checked: Annotated[Phrase, Meta(description="Over the list of these contacts.")]

    def before(self, kind: ContactKind) -> str:
        """The word before a contact of a kind."""
        word: str = getattr(self, kind)
        return word

    def of_file(self, kind: str) -> str:
        """What a file to print is for: `kind` is a paper size, booklet, large or fillable."""
        words: str = getattr(self, f"file_{kind}", kind.upper())
        return words

    def day(self, date: datetime.date) -> str:
        """A date in words."""
        return self.date.format(day=date.day, month=self.months[date.month - 1], year=date.year)
