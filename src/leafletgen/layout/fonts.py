"""Fonts: load, measure, shape, subset.

In: the font files of a folder. Out: shaped words (glyphs and widths), coverage, and subsets for embedding.
Why: HarfBuzz does all of it. A word is shaped once for each font; ligatures of the Latin face are off, so that a glyph
is a character, text copies and searches as it reads, and letters keep the shapes that make Atkinson Hyperlegible easy
to tell apart. The faces of other scripts need theirs; they are loaded when a text first needs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz
from msgspec import Struct

from leafletgen.content.files import read_plain
from leafletgen.content.output_options import ENGLISH
from leafletgen.errors import Problem, ResourceError, Where
from leafletgen.formats import USUAL_LEADING
from leafletgen.layout.display_list import Glyph, Word
from leafletgen.layout.font_file import is_changed, tables_of

if TYPE_CHECKING:  # Loaded at run time only for languages in other scripts.
    from leafletgen.content.languages import Language

FONT_FILES = {
    "Regular": "LeafletgenText-Regular.ttf",
    "Bold": "LeafletgenText-Bold.ttf",
}
"""The faces that the leaflets are set in, by the name the layout uses: Atkinson Hyperlegible Next with a plain zero."""

PER_EM = 1000
"""All measures of all faces are in 1/1000 of the type size."""

_FEATURES = {"kern": True, "liga": False, "clig": False, "calt": False}
"""The features of the Latin face. Those of other scripts have all that HarfBuzz puts on: their letters need them."""

_WHOLE_TEXT = uharfbuzz.BufferFlags.BOT | uharfbuzz.BufferFlags.EOT
_LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "OS/2", "name", "post", "STAT", "gasp", "DSIG", "cmap", "meta")


class Shaping(NamedTuple):
    """How a text is shaped that is not Latin: its script (ISO 15924), its language (BCP 47) and its direction."""

    script: str
    language: str
    rtl: bool


class Proportions(NamedTuple):
    """How a face is set beside the Latin one: see the fields of the same names of content/languages.Language."""

    scale: float = 1.0
    leading: float | None = None
    ink: tuple[int, int] | None = None
    space: float = 1.0


class Font:
    """One face with its cache of shaped words. `cap_height`, `ascent`, `descent` are in 1/1000 of the type size."""

    def __init__(
        self,
        name: str,
        postscript_name: str,
        face: uharfbuzz.Face,
        shaper: uharfbuzz.Font,
        proportions: Proportions | None = None,
    ) -> None:
        self.name = name
        self.postscript_name = postscript_name
        self.face = face
        self.shaper = shaper
        self.proportions = proportions or Proportions()
        self.features = {} if proportions else _FEATURES
        self.words: dict[str | tuple[str, Shaping], Word] = {}
        self.outlines: dict[int, str] = {}

    @cached_property
    def ascent(self) -> int:
        """The height of the highest letters above the baseline."""
        return int(self.shaper.get_font_extents("ltr").ascender)

    @cached_property
    def descent(self) -> int:
        """The depth of the lowest letters under the baseline: negative."""
        return int(self.shaper.get_font_extents("ltr").descender)

    @cached_property
    def cap_height(self) -> int:
        """The height of a capital letter, measured on its outline; 0 if the face has none."""
        glyph = self.shaper.get_nominal_glyph(ord("H"))
        return self.ink(glyph)[3] if glyph else 0

    @cached_property
    def dotted_circle(self) -> int | None:
        """The glyph that HarfBuzz puts under a mark without a letter (U+25CC); None if the face has none."""
        return self.shaper.get_nominal_glyph(0x25CC) or None

    @cached_property
    def band(self) -> float:
        """Twice the height above the baseline of the middle of what is centred on a line: capitals, or the ink band."""
        scale, ink = self.proportions.scale, self.proportions.ink
        return scale * (sum(ink) if ink else self.cap_height)

    def leading(self, usual: float) -> float:
        """The height of a line as a multiple of the size of its Latin text, if it would usually be `usual`.

        It is never so small that the ink of two lines could meet.
        """
        scale, own, ink, _ = self.proportions
        if own is None:
            return usual
        high = (ink[0] - ink[1]) * scale / PER_EM if ink else 0.0
        return max(usual * own / USUAL_LEADING, high)

    def has(self, character: str) -> bool:
        """Whether the face has a glyph for a character."""
        return bool(self.shaper.get_nominal_glyph(ord(character)))

    def shape(self, text: str, how: Shaping | None = None) -> Word:
        """Shape `text` (a word, or words that stay together) with kerning; each text is shaped once.

        The glyphs stand from left to right, and each has its share of the letters (see `_letters`).
        """
        key = (text, how) if how else text
        word = self.words.get(key)
        if word is None:
            word = self.words[key] = self._shape(text, how)
        return word

    def _shape(self, text: str, how: Shaping | None) -> Word:
        buffer = uharfbuzz.Buffer()
        if how:
            buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        if how:
            buffer.direction, buffer.script = "rtl" if how.rtl else "ltr", how.script
            buffer.language, buffer.flags = how.language, _WHOLE_TEXT
        else:
            buffer.guess_segment_properties()
        uharfbuzz.shape(self.shaper, buffer, self.features)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        step = -1 if how and how.rtl else 1
        letters = _letters(text, [info.cluster for info in infos[::step]])[::step]
        glyphs = tuple(
            Glyph(info.codepoint, own, position.x_advance, position.x_offset, position.y_offset)
            for info, own, position in zip(infos, letters, positions, strict=True)
        )
        return Word(text, glyphs, sum(glyph.advance for glyph in glyphs))

    def advance(self, gid: int) -> int:
        """The width of a glyph by itself, before kerning, in 1/1000 of the type size."""
        return int(self.shaper.get_glyph_h_advance(gid))

    def ink(self, gid: int) -> tuple[int, int, int, int]:
        """Left, bottom, right and top of the outline of a glyph, in 1/1000 of the type size."""
        left, top, width, height = self.shaper.get_glyph_extents(gid)
        return left, top + height, left + width, top

    def outline(self, gid: int) -> str:
        """The outline of a glyph as the path of an SVG, in 1/1000 of the type size, y upwards; "" for a space."""
        if gid not in self.outlines:
            self.outlines[gid] = _outline(self.shaper, gid)
        return self.outlines[gid]

    @cached_property
    def characters(self) -> dict[str, int]:
        """The glyph id of each character that the face has, in order of code points."""
        glyphs = {chr(point): self.shaper.get_nominal_glyph(point) for point in sorted(self.face.unicodes)}
        return {character: glyph for character, glyph in glyphs.items() if glyph}

    @cached_property
    def letters(self) -> dict[int, str]:
        """The character of each glyph that is drawn for one; the first in order of code points, if for several."""
        return {glyph: character for character, glyph in reversed(self.characters.items())}

    @property
    def program(self) -> bytes:
        """The whole font file."""
        return bytes(self.face.blob.data)

    def subset(self, gids: set[int]) -> tuple[bytes, dict[int, int]]:
        """A TrueType font with only these glyphs (and .notdef), and the map from old to new glyph ids."""
        chosen = uharfbuzz.SubsetInput()
        chosen.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).set(gids)
        dropped = {int.from_bytes(tag.ljust(4).encode(), "big") for tag in _LAYOUT_TABLES}
        chosen.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).set(dropped)
        chosen.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
        plan = uharfbuzz.SubsetPlan(self.face, chosen)
        return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)


class FontBook(Struct, frozen=True, eq=False):
    """The faces of one folder by name, for text in one `language`; None for those that need the Latin face alone.

    The folder `own` has faces that do not ship with leafletgen.

    `fonts` is the Latin face, "Regular" and "Bold"; `others` are those that have been loaded so far, by the names of
    their files: NotoNaskhArabic-Bold. The books of all languages share them. A book is compared by identity, so that it
    can be part of the key of a cache.
    """

    fonts: dict[str, Font]
    folder: Path = Path()
    own: Path | None = None
    language: Language | None = None
    others: dict[str, Font] = {}
    languages: dict[tuple[str, bool], FontBook] = {}

    @classmethod
    def load(cls, folder: Path, own: Path | None = None) -> FontBook:
        """Load the faces of FONT_FILES from `folder`. Raises ResourceError if one is missing or is no font."""
        return cls({name: _load(folder / file, name) for name, file in FONT_FILES.items()}, folder, own)

    def __getitem__(self, name: str) -> Font:
        font = self.fonts.get(name)
        return self.others[name] if font is None else font

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language is not None and self.language.direction == "rtl"

    def of_language(self, tag: str, *, compact: bool = False) -> FontBook:
        """The book for text in a language, in its `compact` face if it has one. Raises ResourceError without a face."""
        if tag == ENGLISH:
            return self
        if (tag, compact) not in self.languages:
            from leafletgen.content.languages import LATIN_FACE, language_of

            language = language_of(tag)
            if compact and language.compact:
                language = language._replace(faces=(language.compact, *language.faces[1:]))
            own = language.faces[0] != LATIN_FACE
            self.languages[tag, compact] = (
                FontBook(self.fonts, self.folder, self.own, language, self.others, self.languages) if own else self
            )
            for weight in FONT_FILES if own else ():
                self.face(language.faces[0], weight)
        return self.languages[tag, compact]

    def face(self, family: str, weight: str) -> Font:
        """A face of another script, loaded when it is first asked for. Raises ResourceError if it is missing."""
        name = f"{family}-{weight}"
        if name not in self.others:
            from leafletgen.content.languages import FACES, LANGUAGES

            row = next(row for row in LANGUAGES.values() if row.faces[0] == family)
            proportions = Proportions(row.scale, row.leading, row.ink, row.space)
            cure = "" if family in FACES else _CURE.format(family=family)
            self.others[name] = _load(self._file(family, weight), name, proportions, cure)
        return self.others[name]

    def own_files(self, tag: str) -> tuple[Path, ...]:
        """The files of the faces that draw the letters of a language; none if that is the Latin one."""
        language = self.of_language(tag).language
        families = (language.faces[0], language.compact) if language else ()
        return tuple(self._file(family, weight) for family in families if family for weight in FONT_FILES)

    def _file(self, family: str, weight: str) -> Path:
        """The file of a face of another script. Raises ResourceError if it does not ship and no folder is named."""
        from leafletgen.content.languages import FACES, LANGUAGES

        if family in FACES:
            return self.folder / FACES[family] / f"{family}-{weight}.ttf"
        if self.own:
            return self.own / f"{family}-{weight}.ttf"
        language = next(row.english for row in LANGUAGES.values() if row.faces[0] == family)
        message = f"{language} is set in {family}, which does not ship with leafletgen."
        raise ResourceError(Problem("font-missing", message, _CURE.format(family=family)))

    def coverage(self, tag: str = ENGLISH) -> dict[str, frozenset[int]]:
        """The Unicode code points that text in a language has a glyph for, by the name of the face of each weight.

        A language with a compact face too has what both have. Raises ResourceError if a face is missing.
        """
        latin = {weight: frozenset(self.fonts[weight].face.unicodes) for weight in FONT_FILES}
        language = self.of_language(tag).language
        if not language:
            return {self.fonts[weight].postscript_name: points for weight, points in latin.items()}
        families = [family for family in (language.faces[0], language.compact) if family]
        covered = {}
        for weight in FONT_FILES:
            faces = [self.face(family, weight) for family in families]
            own = frozenset(faces[0].face.unicodes).intersection(*(face.face.unicodes for face in faces[1:]))
            covered[faces[0].postscript_name] = latin[weight] | own
        return covered

    def coverages(self) -> Iterator[dict[str, frozenset[int]]]:
        """The Unicode code points, by weight, of more and more faces: the Latin one, all that ship, the user's own too.

        Each is loaded when it is asked for. Raises ResourceError if one is missing.
        """
        from leafletgen.content.languages import FACES, LANGUAGES, LATIN_FACE

        yield self.coverage()
        yield self._coverage_with(FACES)
        if self.own:
            yield self._coverage_with({*FACES, *(row.faces[0] for row in LANGUAGES.values())} - {LATIN_FACE})

    def _coverage_with(self, families: Iterable[str]) -> dict[str, frozenset[int]]:
        fonts = {
            weight: [self.fonts[weight], *(self.face(family, weight) for family in families)] for weight in FONT_FILES
        }
        return {weight: frozenset().union(*(font.face.unicodes for font in faces)) for weight, faces in fonts.items()}


_CURE = (
    "Put {family}-Regular.ttf and {family}-Bold.ttf, static TrueType files, into a folder, and name it, seen from the "
    "data folder, in settings.yaml: `fonts: FOLDER`."
)
"""What to do about a face that does not ship."""

_MOST_BYTES = 50_000_000
"""More than any face has."""


def _load(path: Path, name: str, proportions: Proportions | None = None, cure: str = "") -> Font:
    """Load a face; `cure` says what to do if it is none that ships."""
    try:
        data = read_plain(path, _MOST_BYTES)
    except OSError as error:
        hint = cure or "Install leafletgen again, or put the fonts folder back."
        message = f"the font file cannot be read: {error.strerror}"
        raise ResourceError(Problem("font-missing", message, hint, Where(str(path)))) from error
    face = uharfbuzz.Face(uharfbuzz.Blob(data))
    tables = tables_of(data)
    sound = tables and face.glyph_count and (face.upem == PER_EM or proportions)
    if not sound or b"fvar" in tables or b"glyf" not in tables:
        what = "a variable font" if sound and b"fvar" in tables else "not the expected font"
        hint = cure or "Use the font files that came with leafletgen."
        raise ResourceError(Problem("font-damaged", f"this is {what}", hint, Where(str(path))))
    if cure and is_changed(data):
        raise ResourceError(Problem("font-damaged", "this font file is damaged", cure, Where(str(path))))
    shaper = uharfbuzz.Font(face)
    if face.upem != PER_EM:
        shaper.scale = (PER_EM, PER_EM)
    return Font(name, path.stem, face, shaper, proportions)


def _letters(text: str, clusters: Sequence[int]) -> list[str]:
    """The letters of each glyph, in the order in which they are read; `clusters` are where in the text they begin.

    The letters of a cluster are spread over its glyphs, one each, and the last glyph has the rest: so the codes of a
    page are the text in its order, whatever the glyphs show. Glyphs for which no letter is left have none.
    """
    if len(clusters) == len(text) == len({*clusters}):  # A glyph for each letter, as in most words.
        return list(text)
    counts = [(start, len(list(group))) for start, group in groupby(clusters)]
    ends = [*(start for start, _ in counts[1:]), len(text)]
    letters: list[str] = []
    for (start, count), end in zip(counts, ends, strict=True):
        letters += [text[start + n : start + n + 1] if start + n < end else "" for n in range(count - 1)]
        letters.append(text[min(start + count - 1, end) : end])
    return letters


def _outline(font: uharfbuzz.Font, gid: int) -> str:
    path: list[str] = []
    draw = uharfbuzz.DrawFuncs()
    draw.set_move_to_func(lambda *point: path.append(_step("M", point)))
    draw.set_line_to_func(lambda *point: path.append(_step("L", point)))
    draw.set_quadratic_to_func(lambda *points: path.append(_step("Q", points)))
    draw.set_cubic_to_func(lambda *points: path.append(_step("C", points)))
    draw.set_close_path_func(lambda *_: path.append("z"))
    font.draw_glyph(gid, draw)
    return "".join(path)


def _step(operator: str, numbers: tuple[float | None, ...]) -> str:
    """An operator with its coordinates, which are whole numbers (HarfBuzz adds the data of the caller, None)."""
    return operator + " ".join(f"{value:.0f}" for value in numbers if value is not None)
