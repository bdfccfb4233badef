"""Paragraphs that need more than the Latin face: other scripts, words from right to left, and both beside Latin text.

In: the texts of the spans of a paragraph, and the fonts. Out: Tokens, and for a line its runs in their order.
What has one level (UAX #9), one face and one script is shaped by itself, word by word. Latin letters, digits and
addresses are in the Latin face at its own size; other faces are set at the scale of their proportions.
Only paragraphs with such text load this module.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from unicodedata import category

from msgspec.structs import replace

from leafletgen.content.languages import LANGUAGES, LATIN_FACE
from leafletgen.layout.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE, levels, usual_levels, visual_order
from leafletgen.layout.display_list import Word
from leafletgen.layout.fonts import Font, FontBook, Shaping
from leafletgen.layout.isolates import FROM_THE_RIGHT, Range, isolates_in
from leafletgen.layout.tokens import REMEMBERED, Mixed, Piece, Tokens, Words, split, widened
from leafletgen.print_limits import SMALLEST_TYPE

_SCRIPTS = (
    (0x0041, 0x024F, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x1200, 0x139F, "Ethi"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x2E80, 0x9FFF, "Hans"),
    (0xFF00, 0xFFEF, "Hans"),
)
"""The scripts of characters (Unicode 15.0, Scripts.txt), as far as leaflets have them: first and last code point."""

_STARTS = [start for start, _, _ in _SCRIPTS]
_DANDAS = "\u0964\u0965"
_PAIRS = dict(zip(")]}”’»", "([{“‘«", strict=True))
"""The opening half of each bracket or quotation mark that closes."""

_IDEOGRAPHS = "\u2e80-\u2fff\u3040-\u9fff"
_WIDE_OPENING, _CLOSING = "（《「『〈【〔", "，。、；：？！）》」』〉】〕…—．～"
_OPENING_LATIN, _CLOSING_LATIN = r"“‘«(\[{\"'", r"”’»)\]}\"'%％.,:;?!/·"
_BESIDE_A_BREAK = re.compile(f"[{_IDEOGRAPHS}{_CLOSING}{_WIDE_OPENING}]")
_BREAK_IN_CHINESE = (  # Compiled at first use.
    rf"(?:(?<=[{_IDEOGRAPHS}{_CLOSING}])|(?=[{_IDEOGRAPHS}{_WIDE_OPENING}]))"
    rf"(?<![{_WIDE_OPENING}{_OPENING_LATIN}])(?![{_CLOSING}{_CLOSING_LATIN}])(?<!^)(?!$)"
)
"""Where a line may break in Chinese without a space: beside any character, but not before or after some marks."""


class _Face(NamedTuple):
    """What a character is drawn in: the family of a face, and the script that it is shaped as (ISO 15924)."""

    family: str
    script: str


_LATIN = _Face(LATIN_FACE, "Latn")


class _Token(NamedTuple):
    """A piece that no line breaks: its text, its span, the space before it (a multiple), where it begins and ends."""

    text: str
    number: int
    gap: float
    start: int
    end: int


def mixed_tokens(words: Sequence[Words], fonts: FontBook) -> Tokens:
    """The pieces of a paragraph, shaped each in its face and direction."""
    tokens, depths, drawn = _analysed(tuple([replace(each, size=0.0) for each in words]), fonts)
    base = int(fonts.rtl)
    pieces = [_pieces(token, words[token.number], drawn, depths, fonts) for token in tokens]
    gaps: list[Piece | None] = [None]
    for before, after, token in zip(pieces, pieces[1:], tokens[1:], strict=False):
        level = depths[token.start - 1]
        beside = next((one for one in (before[-1], after[0]) if one.level == level), before[-1])
        gaps.append(_space(beside, level, token.gap, fonts) if token.gap else None)
    mixed = Mixed(
        tuple(pieces),
        tuple(gaps),
        tuple(_space(part[-1], base, 1.0, fonts) for part in pieces),
        tuple(_highest(tuple([piece.font for piece in part]), fonts) for part in pieces),
        base,
    )
    return Tokens(
        tuple(Word(token.text, (), 0) for token in tokens),
        tuple(sum([piece.width for piece in part]) for part in pieces),
        tuple(gap.width if gap else 0.0 for gap in gaps[: len(tokens)]),
        tuple(words[token.number].size for token in tokens),
        tuple(token.number for token in tokens),
        mixed,
    )


def stretches(mixed: Mixed, start: int, end: int, *, more: bool) -> list[tuple[float, list[Piece]]]:
    """The runs of a line in the order in which they are read: how far each is from the start edge, and its pieces.

    The line has tokens from `start` to `end`, and a space at its end if there is `more` text.
    """
    pieces = [*mixed.pieces[start]]
    for number in range(start + 1, end):
        gap = mixed.gaps[number]
        pieces += [*([gap] if gap else []), *mixed.pieces[number]]
    if more:
        pieces.append(mixed.ends[end - 1])
    runs = [list(run) for _, run in groupby(pieces, lambda one: (one.number, one.font, one.size, one.level))]
    order = visual_order([run[0].level for run in runs])
    places = [0.0] * len(runs)
    x = 0.0
    for number in reversed(order) if mixed.base else order:
        places[number] = x
        x += sum([piece.width for piece in runs[number]])
    return list(zip(places, runs, strict=True))


@lru_cache(maxsize=REMEMBERED)
def _analysed(words: tuple[Words, ...], fonts: FontBook) -> tuple[list[_Token], list[int], list[_Face]]:
    """The tokens of a paragraph, and of each of its characters the level and the face: the same at every size."""
    tokens, base = _split(words), int(fonts.rtl)
    text = "".join([f" {token.text}" if token.gap and token.start else token.text for token in tokens])
    isolates = _isolates(words, tokens, text, base)
    depths = _levels(text, isolates, base)
    return tokens, depths, _faces(words, text, tokens, depths, isolates, fonts)


# --- order ---


def _split(words: Sequence[Words]) -> list[_Token]:
    """The tokens of a paragraph, in which each has its place."""
    tokens: list[_Token] = []
    place = 0
    for number, each in enumerate(words):
        parts, after_space = split(each.text, each.whole, each.address)
        held, first = each.whole or each.address or not _BESIDE_A_BREAK.search(each.text), True
        for part, spaced in zip(parts, after_space, strict=True):
            within = [part] if held else re.split(_BREAK_IN_CHINESE, part)
            for inner, text in enumerate(within):
                gap = (0.0 if each.glued else each.space) if first else 1.0 if spaced and not inner else 0.0
                place += gap > 0 and place > 0
                tokens.append(_Token(text, number, gap, place, place + len(text)))
                place, first = place + len(text), False
    return tokens


def _isolates(words: Sequence[Words], tokens: Sequence[_Token], text: str, base: int) -> list[Range]:
    """What its surroundings must not reorder: text in another language; beside words from the right, Latin text too."""
    found: list[Range] = []
    latin = base == 1 or FROM_THE_RIGHT.search(text) is not None
    for number, part in groupby(tokens, lambda token: token.number):
        of_span = list(part)
        start, end = of_span[0].start, of_span[-1].end
        if words[number].language:
            found.append((start, end))
        else:
            own = isolates_in(text[start:end], words[number].isolates, latin=latin)
            found += [(start + first, start + last) for first, last in own]
    return found


def _levels(text: str, isolates: Sequence[Range], base: int) -> list[int]:
    """The level of each character. The marks of isolates are here alone: no later step has them."""
    if not base and not FROM_THE_RIGHT.search(text):
        return [0] * len(text)
    if base and (usual := usual_levels(text, isolates)):
        return usual
    starts, ends = Counter(start for start, _ in isolates), Counter(end for _, end in isolates)
    marked = [
        f"{POP_ISOLATE * ends.get(place, 0)}{FIRST_STRONG_ISOLATE * starts.get(place, 0)}{character}"
        for place, character in enumerate(text)
    ]
    found = levels("".join(marked) + POP_ISOLATE * ends[len(text)], base)
    places, after = [], 0
    for part in marked:
        after += len(part)
        places.append(after - 1)
    return [found[place] for place in places]


# --- faces ---


@lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """The script of a character; "" for one that scripts share, such as a space, a digit or a full stop."""
    place = bisect_right(_STARTS, ord(character)) - 1
    if place < 0 or ord(character) > _SCRIPTS[place][1] or character in _DANDAS:
        return ""
    script = _SCRIPTS[place][2]
    return "" if script == "Latn" and not character.isalpha() else script


def _faces(
    words: Sequence[Words],
    text: str,
    tokens: Sequence[_Token],
    depths: Sequence[int],
    isolates: Sequence[Range],
    fonts: FontBook,
) -> list[_Face]:
    """The face of each character: of its script, or if scripts share it that of the words of its level before it."""
    own = [_Face("", "")] * len(text)
    isolated = {place for start, end in isolates for place in range(start, end)}
    for token in tokens:
        latin: _Face | None = None
        for place, character in enumerate(token.text, token.start):
            script = script_of(character)
            if script == "Latn":
                whole = isolated.issuperset(range(token.start, token.end))
                own[place] = latin = latin or _latin_of(token.text, fonts, isolated=whole)
            elif script:
                own[place] = _face_of(script, words[token.number].language, fonts)
            elif character.isdigit():
                own[place] = _LATIN
    last: dict[int, _Face] = {}
    opened: list[tuple[str, _Face]] = []
    for place, character in enumerate(text):
        depth = depths[place]
        if own[place].family:
            last[depth] = own[place]
        elif category(character) in ("Mn", "Mc", "Cf") and place:
            own[place] = own[place - 1]
        elif opened and _PAIRS.get(character) == opened[-1][0]:
            own[place] = opened.pop()[1]
        else:
            later = (own[n] for n in range(place, len(text)) if own[n].family and depths[n] == depth)
            own[place] = _shared(character, last.get(depth) or next(later, _LATIN), fonts)
            if character in _PAIRS.values():
                opened.append((character, own[place]))
    return own


def _latin_of(word: str, fonts: FontBook, *, isolated: bool) -> _Face:
    """The face of all Latin letters of a word: the Latin one, if it has them and the language is in no other."""
    language = fonts.language
    if language and language.script == "Latn" and not isolated:
        return _Face(language.faces[0], "Latn")
    letters = [character for character in word if script_of(character) == "Latn"]
    return _LATIN if all(map(fonts["Regular"].has, letters)) else _Face(_family("Cyrl", "", fonts), "Latn")


@lru_cache(maxsize=256)
def _face_of(script: str, tag: str, fonts: FontBook) -> _Face:
    """The face that draws a script: that of the words' own language, of the leaflet's, or the first that has it."""
    return _Face(_family(script, tag, fonts), script)


def _family(script: str, tag: str, fonts: FontBook) -> str:
    rows = (LANGUAGES.get(tag), fonts.language, *LANGUAGES.values())
    return next((row.faces[0] for row in rows if row and row.script == script), LATIN_FACE)


@lru_cache(maxsize=1024)
def _shared(character: str, beside: _Face, fonts: FontBook) -> _Face:
    """The face of a character that scripts share: that of the words beside it, or the first other that has it."""
    of_language = fonts.language and _Face(fonts.language.faces[0], fonts.language.script)
    faces = [beside, _LATIN, *([of_language] if of_language else [])]
    return next((face for face in faces if _font(face, "Regular", fonts).has(character)), beside)


@lru_cache(maxsize=256)
def _font(face: _Face, weight: str, fonts: FontBook) -> Font:
    return fonts[weight] if face.family == LATIN_FACE else fonts.face(face.family, weight)


# --- pieces ---


def _pieces(
    token: _Token, words: Words, drawn: Sequence[_Face], depths: Sequence[int], fonts: FontBook
) -> tuple[Piece, ...]:
    """A token as pieces of one face and one level each."""
    pieces = []
    start = 0
    faces_and_levels = zip(drawn[token.start : token.end], depths[token.start : token.end], strict=True)
    for (face, level), part in groupby(faces_and_levels):
        end = start + len(list(part))
        font = _font(face, words.font, fonts)
        word = font.shape(token.text[start:end], _shaping(face, level, fonts))
        size = max(words.size * font.proportions.scale, min(words.size, SMALLEST_TYPE))
        pieces.append(Piece(word, font.name, size, level, token.number))
        start = end
    return tuple(pieces)


@lru_cache(maxsize=256)
def _shaping(face: _Face, level: int, fonts: FontBook) -> Shaping | None:
    """How text is shaped; None for Latin text from left to right, as in every other leaflet."""
    if face == _LATIN and level % 2 == 0:
        return None
    language = fonts.language.tag if fonts.language and face.family == fonts.language.faces[0] else "und"
    return Shaping(face.script, language, level % 2 == 1)


def _space(beside: Piece, level: int, multiple: float, fonts: FontBook) -> Piece:
    """A space in the face of the piece beside it."""
    return Piece(_space_in(beside.font, multiple, fonts), beside.font, beside.size, level, beside.number)


@lru_cache(maxsize=256)
def _space_in(face: str, multiple: float, fonts: FontBook) -> Word:
    font = fonts[face]
    word = font.shape(" ")
    return widened(word, round(word.width * font.proportions.space * multiple))


@lru_cache(maxsize=256)
def _highest(names: tuple[str, ...], fonts: FontBook) -> str:
    """The name of the face among these that needs the most height: "Regular" for the Latin one, in each weight."""
    own = [name for name in names if fonts[name].proportions.leading]
    return max(own, key=lambda name: fonts[name].leading(1.0), default="Regular")
