"""A leaflet of the shipped data with its stages, what a reader can copy from it, and what it must say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pypdfium2

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.records import Variant
from leafletgen.layout.display_list import LaidOut
from tests.support.expected import BOTH, EDITIONS, Expected, Placed, tokens, web_addresses
from tests.support.made_files import Made

ORDERS = [(edition, variant, size) for edition in EDITIONS for variant in BOTH for size in ("a4", "a5")]


@dataclass(frozen=True, eq=False, repr=False)
class Product:
    """One leaflet with all its stages. `texts` is what a reader can copy from each page, line by line."""

    edition: str
    variant: Variant
    size: str
    catalogue: Catalogue
    leaflet: Leaflet
    laid_out: LaidOut
    pdf: bytes
    texts: tuple[str, ...]
    expected: Expected

    @classmethod
    def of(cls, made: Made, catalogue: Catalogue) -> Product:
        """A made office file, and what it must say."""
        order, texts = made.order, page_texts(made.pdf)
        expected = Expected(order.edition, order.variant)
        return cls(
            order.edition, order.variant, order.size, catalogue, made.leaflet, made.laid_out, made.pdf, texts, expected
        )

    def page_of(self, place: Placed) -> int:
        """The number of the page, from 0, that has all words of a place: there must be one and no other."""
        found = [
            number
            for number, text in enumerate(self.texts)
            if all(tokens(words, text) or words in web_addresses(text) for words in place.words)
        ]
        assert len(found) == 1, f"{len(found)} pages have {place.name} with all its words: {place.words}"
        return found[0]

    @property
    def footer(self) -> str:
        return f"{self.expected.leaflet['title']} · {self.expected.edition['name']}"

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """The text of each page without its footer."""
        kept = [[line for line in text.splitlines() if not line.startswith(self.footer)] for text in self.texts]
        return tuple("\n".join(lines) for lines in kept)

    @cached_property
    def body(self) -> str:
        """All text of the leaflet without footers, line by line."""
        return "\n".join(self.bodies)


def page_texts(pdf: bytes) -> tuple[str, ...]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document)
    finally:
        document.close()
