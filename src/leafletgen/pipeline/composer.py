"""Compose what a file says, in the language of the file.

In: the Catalogue, and OutputFiles. Out: a Leaflet or a Card; or a ContentError that says why families must not read it.
Why: everything that makes files asks here, and only files in other languages than English load a translation.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from msgspec.structs import replace

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.compose_card import compose_as
from leafletgen.content.leaflet import Card, Leaflet
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.phrases import Phrases
from leafletgen.content.rules.printed_texts import PRINTED
from leafletgen.errors import Problem, UsageError
from leafletgen.pipeline.plan import OutputFile

if TYPE_CHECKING:  # Loaded at run time only for another language than English.
    from leafletgen.content.translations.translation import Translation


class Composer:
    """Composes leaflets of one Catalogue. A translation is read once; `glyphs` are the code points of the fonts."""

    def __init__(self, catalogue: Catalogue, glyphs: Mapping[str, AbstractSet[int]]) -> None:
        self.catalogue = catalogue
        self.glyphs = glyphs
        self._translations: dict[str, Translation] = {}

    def compose(self, file: OutputFile) -> Leaflet | Card:
        """What a file says. Raises ContentError, or UsageError if a draft of a translation is for the press."""
        options = file.options
        if options.in_english:
            return compose_as(file.holds, self.catalogue, file.edition, file.variant)
        from leafletgen.content.translations.compose import Order, compose_in

        order = Order(file.holds, file.edition, file.variant, options.draft)
        made = compose_in(self.translation(options.language), self.catalogue, order)
        if made.unchecked_words and options.for_press:
            message = f"{file.name}: a translation that is not checked cannot be made for the press."
            hint = "Make it with --draft for the office, until every text is checked."
            raise UsageError(Problem("press-translation", message, hint))
        return made

    def phrases(self, tag: str) -> Phrases:
        """The program's own words in a language; those in English that nobody has translated and checked."""
        english = self.catalogue.phrases
        if tag == ENGLISH:
            return english
        texts = self.translation(tag).texts.values()
        ready = {text.wanted.en: text.words for text in texts if text.wanted.key[0] == "phrases" and text.ready}
        own = {name: ready[words] for name in PRINTED[Phrases] if (words := getattr(english, name)) in ready}
        return replace(english, **own)

    def translation(self, tag: str) -> Translation:
        """The translation into a language. Raises LeafletError."""
        if tag not in self._translations:
            from leafletgen.content.languages import language_of
            from leafletgen.content.translations.translation import read_translation

            self._translations[tag] = read_translation(self.catalogue, language_of(tag), self.glyphs)
        return self._translations[tag]
