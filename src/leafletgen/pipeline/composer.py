"""Compose what a file says, in the language of the file.

In: the Catalogue, and OutputFiles. Out: a Leaflet or a Card; or a ContentError that says why families must not read it.
Why: everything that makes files asks here, and only files in other languages than English load a translation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.compose_card import compose_as
from leafletgen.content.composed import BackToBack, Composed
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.output_options import AND_ENGLISH, ENGLISH
from leafletgen.content.phrases import Phrases
from leafletgen.content.records import Variant
from leafletgen.content.rules.printed_texts import PRINTED, Coverage
from leafletgen.content.welsh import WELSH, is_bound
from leafletgen.errors import ContentError, Problem, UsageError
from leafletgen.pipeline.plan import OutputFile, known_language

if TYPE_CHECKING:  # Loaded at run time only for another language than English.
    from leafletgen.content.translations.compose import Order
    from leafletgen.content.translations.translation import Translation


class Composer:
    """Composes leaflets of one Catalogue. A translation is read once; the fonts must have its letters."""

    def __init__(self, catalogue: Catalogue, coverage: Coverage) -> None:
        self.catalogue = catalogue
        self.coverage = coverage
        self._translations: dict[str, Translation] = {}
        self._last: tuple[str, Order, Composed] | None = None

    def compose(self, file: OutputFile) -> Composed:
        """What a file says. Raises ContentError, or UsageError if a draft of a translation is for the press."""
        if file.options.language.endswith(AND_ENGLISH):
            return self._back_to_back(file)
        made = self._words(file)
        edition = self.catalogue.editions[file.edition]
        if len(edition.tags) == 1 and not is_bound(edition, self.catalogue.forces):
            return made
        return self._with_others(made, file) if isinstance(made, Leaflet) and not made.unchecked_words else made

    def _back_to_back(self, file: OutputFile) -> BackToBack:
        """The leaflet in a language, then in English; both as families may read them. A card has no room for two."""
        if file.holds != "leaflet" or file.options.draft:
            message = f"{file.name}: a booklet in two languages is made of leaflets, and not as a draft."
            raise UsageError(Problem("both-languages", message, "Make each language by itself."))
        parts = (replace(file, options=replace(file.options, language=tag)) for tag in file.options.tags)
        first, second = (self.compose(part) for part in parts)
        assert isinstance(first, Leaflet)
        assert isinstance(second, Leaflet)
        checks = (second.unchecked, second.last_checked)
        return BackToBack(first, second, *checks, second.colours, first.language_last_checked)

    def _words(self, file: OutputFile) -> Composed:
        options = file.options
        if options.in_english:
            return compose_as(file.holds, self.catalogue, file.edition, file.variant)
        made = self._translated(file, options.language, draft=options.draft)
        if made.unchecked_words and options.for_press:
            message = f"{file.name}: a translation that is not checked cannot be made for the press."
            hint = "Make it with --draft for the office, until every text is checked."
            raise UsageError(Problem("press-translation", message, hint))
        return made

    def _translated(self, file: OutputFile, tag: str, *, draft: bool) -> Composed:
        """What a file says in another language; the last is kept, because a leaflet is composed, then made."""
        from leafletgen.content.translations.compose import Order, compose_in

        order = Order(file.holds, file.edition, file.variant, draft)
        if self._last is None or self._last[:2] != (tag, order):
            self._last = (tag, order, compose_in(self.translation(tag), self.catalogue, order))
        return self._last[2]

    def in_language(self, tag: str, variant: Variant = "parent") -> Catalogue:
        """The data in a language, as leaflets of a variant print them; what nobody has translated is in English.

        Raises LeafletError if there is no such language, or nothing has been translated into it.
        """
        if known_language(tag) == ENGLISH:
            return self.catalogue
        from leafletgen.content.translations.compose import in_language, no_translation

        translation = self.translation(tag)
        if not translation.exists:
            raise ContentError(no_translation(translation.language, self.catalogue))
        return in_language(translation, self.catalogue, variant)

    def phrases(self, tag: str) -> Phrases:
        """The program's own words in a language; those in English that nobody has translated and checked."""
        english = self.catalogue.phrases
        if tag == ENGLISH:
            return english
        texts = self.translation(tag).texts.values()
        ready = {text.wanted.en: text.words for text in texts if text.wanted.key[0] == "phrases" and text.ready}
        own = {name: ready[words] for name in PRINTED[Phrases] if (words := getattr(english, name)) in ready}
        return replace(english, **own)

    def has_phrases(self, tag: str) -> bool:
        """Whether people have checked all of the program's own words in a language."""
        return all(text.ready for text in self.translation(tag).texts.values() if text.wanted.file == "phrases")

    def _with_others(self, made: Leaflet, file: OutputFile) -> Leaflet:
        """The leaflet with the other languages that it is ready in; a Welsh force says so in both languages."""
        from leafletgen.content.languages import IN_ENGLISH, language_of
        from leafletgen.content.translations.printed_page import with_others, with_statement

        edition, tag, phrases = self.catalogue.editions[file.edition], file.options.language, self.catalogue.phrases
        bound = is_bound(edition, self.catalogue.forces)
        pair = {WELSH: ENGLISH, ENGLISH: WELSH}.get(tag, "") if bound else ""
        tags = [other for other in edition.tags if other not in (tag, pair)]
        ready = [other for other in tags if other == ENGLISH or self.is_ready(file, other)]
        others = [IN_ENGLISH if other == ENGLISH else language_of(other) for other in ready]
        also_in = phrases.also_in if tag == ENGLISH else self.translation(tag).phrase("also_in", phrases)
        made = with_others(made, also_in, others)
        if not pair or not self.is_ready(file, WELSH):
            return made
        name = "also_in_welsh" if tag == ENGLISH else "also_in_english"
        said = {ENGLISH: getattr(phrases, name), WELSH: self.translation(WELSH).phrase(name, phrases)}
        return with_statement(made, said[tag], said[pair], pair)

    def is_ready(self, file: OutputFile, tag: str) -> bool:
        """Whether families may read what the file says in another language."""
        try:
            self._translated(file, tag, draft=False)
        except ContentError:
            return False
        return True

    def translation(self, tag: str) -> Translation:
        """The translation into a language. Raises LeafletError."""
        if tag not in self._translations:
            from leafletgen.content.languages import language_of
            from leafletgen.content.translations.translation import read_translation

            self._translations[tag] = read_translation(self.catalogue, language_of(tag), self.coverage(tag))
        return self._translations[tag]
