"""What a leaflet in another language has besides its words: its name, English for the officer, who speaks what.

In: the composed leaflet, and the same one in English. Out: the leaflet with companions in English.
Why: an officer who cannot read it must take the right leaflet, and point at the same paragraph as the family.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from leafletgen.content.languages import Language
from leafletgen.content.leaflet import (
    Back,
    Block,
    Cover,
    Leaflet,
    OfficerPanel,
    Paragraph,
    Row,
    Section,
    Service,
    Tiles,
    WhoToCall,
)
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.phrases import Phrases
from leafletgen.content.services import in_english


def with_english(
    made: Leaflet, english: Leaflet, language: Language, own: Phrases, phrases: Phrases, *, interpreter: bool
) -> Leaflet:
    """The leaflet with companions; `own` are the phrases in its language, `phrases` those in English.

    `interpreter`: its back must still say that an interpreter is free.
    """
    said = (Paragraph(own.interpreter, made.back.at),) if interpreter else ()
    numbered = [one for one in made.sections if one.heading and not one.if_room]
    return replace(
        made,
        cover=_cover(made.cover, english.cover, language, own, phrases),
        sections=tuple(
            _section(one, other, numbered.index(one) + 1 if one in numbered else 0, made.neutral_outside, own)
            for one, other in zip(made.sections, english.sections, strict=True)
        ),
        back=replace(made.back, paragraphs=(*said, *made.back.paragraphs)),
    )


def _cover(cover: Cover, english: Cover, language: Language, own: Phrases, phrases: Phrases) -> Cover:
    table = cover.who_to_call
    spoken = language.spoken or language.english
    say = own.say_language.format(language=spoken) if needs_english(table, language, own) else ""
    return replace(
        cover,
        language=language.name,
        english=phrases.english_title.format(title=english.title, language=language.english),
        who_to_call=replace(table, after=" ".join(filter(None, (table.after, say)))),
        officer=cover.officer and english.officer and _panel(cover.officer, english.officer),
        force_language=ENGLISH if cover.force == english.force else "",
    )


def needs_english(table: WhoToCall, language: Language, own: Phrases) -> bool:
    """Whether a number of the table is answered by people who do not speak the language of a reader who may need it."""
    return language.interpreted and any(own.also_spoken not in key.call.note for key in table.numbers)


def _panel(panel: OfficerPanel, english: OfficerPanel) -> OfficerPanel:
    lines, more = (
        tuple(replace(line, english=other.label) for line, other in zip(own, others, strict=True))
        for own, others in ((panel.lines, english.lines), (panel.more, english.more))
    )
    return replace(panel, lines=lines, more=more)


def _section(section: Section, english: Section, number: int, neutral_outside: bool, own: Phrases) -> Section:
    """A section with its English heading, but on an outer page that must be neutral."""
    heading = "" if section.outside and neutral_outside else english.heading
    blocks: list[Block] = []
    for block, other in zip(section.blocks, english.blocks, strict=True):
        _add(_block(block, other), blocks, own)
    return replace(section, number=number, english=heading, blocks=tuple(blocks))


_COLONS = (":", "：")


def _add(block: Block, blocks: list[Block], own: Phrases) -> None:
    """Put a block behind others; if all its tiles open pages in English, the words before them say so.

    A tile is too narrow to say it. After words that end with a colon it is a paragraph of its own.
    """
    tiles = block.services if isinstance(block, Tiles) else ()
    pages = [row for one in tiles for row in one.rows if row.kind == "web"]
    if isinstance(block, Tiles) and pages and all(row.language == ENGLISH for row in pages):
        said = f"{in_english(own)}:"
        before = blocks[-1] if blocks else None
        if isinstance(before, Paragraph) and not before.boxed and not before.text.endswith(_COLONS):
            blocks[-1] = replace(before, text=f"{before.text} {said}")
        else:
            blocks.append(Paragraph(said, block.at))
        plain = [replace(one, rows=tuple(_unsaid(row, own) for row in one.rows)) for one in tiles]
        block = replace(block, services=tuple(plain))
    blocks.append(block)


def _unsaid(row: Row, own: Phrases) -> Row:
    return replace(row, label=own.before(row.kind), language="")


def _block(block: Block, english: Block) -> Block:
    if isinstance(block, OfficerPanel) and isinstance(english, OfficerPanel):
        return _panel(block, english)
    if isinstance(block, Service) and isinstance(english, Service):
        return _service(block, english)
    if isinstance(block, Tiles) and isinstance(english, Tiles):
        return replace(block, services=tuple(map(_service, block.services, english.services)))
    return block


def _service(service: Service, english: Service) -> Service:
    """A service whose name is an English one says so, for screen readers."""
    return replace(service, language=ENGLISH) if service.name == english.name else service


def with_days(made: Leaflet, own: Phrases, translated: str, checked: str) -> Leaflet:
    """The leaflet that says on its back when its words were translated and checked, but not by whom."""
    words = own.signed.format(translated=translated, checked=checked)
    line = Paragraph(words, made.back.at, values=(translated, checked))
    return replace(made, back=replace(made.back, paragraphs=(*made.back.paragraphs, line)))


def with_others(made: Leaflet, also_in: str, others: Iterable[Language]) -> Leaflet:
    """The leaflet with the strip of its other languages."""
    languages = tuple((language.name, language.tag) for language in others)
    return replace(made, back=replace(made.back, also_in=also_in, languages=languages)) if languages else made


def with_statement(made: Leaflet, own: str, other: str, language: str) -> Leaflet:
    """The leaflet with the statement, in both languages, that there is the other one of a pair."""
    back: Back = made.back
    said = (Paragraph(own, back.at), Paragraph(other, back.at, language=language))
    return replace(made, back=replace(back, paragraphs=(*said, *back.paragraphs)))
