"""Fonts: load, measure, shape, subset.

In: the font files of a folder. Out: shaped words (glyphs and widths), coverage, and subsets for embedding.
Why: HarfBuzz does all of it. A word is shaped once for each font; ligatures are off, so that a glyph is a character,
text copies and searches as it reads, and letters keep the shapes that make Atkinson Hyperlegible easy to tell apart.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import uharfbuzz
from msgspec import Struct

from leafletgen.errors import Problem, ResourceError, Where
from leafletgen.layout.display_list import Glyph, Word

FONT_FILES = {
    "Regular": "LeafletgenText-Regular.ttf",
    "Bold": "LeafletgenText-Bold.ttf",
}
"""The faces that the leaflets are set in, by the name the layout uses: Atkinson Hyperlegible Next with a plain zero."""

_FEATURES = {"kern": True, "liga": False, "clig": False, "calt": False}
_LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "OS/2", "name", "post", "STAT", "gasp", "DSIG", "cmap", "meta")


class Font:
    """One face with its cache of shaped words. `cap_height`, `ascent`, `descent` are in 1/1000 of the type size."""

    def __init__(self, name: str, postscript_name: str, face: uharfbuzz.Face, shaper: uharfbuzz.Font) -> None:
        self.name = name
        self.postscript_name = postscript_name
        self.face = face
        self.shaper = shaper
        self.words: dict[str, Word] = {}
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

    def shape(self, text: str) -> Word:
        """Shape `text` (a word, or words that stay together) with kerning; each text is shaped once."""
        word = self.words.get(text)
        if word is None:
            word = self.words[text] = self._shape(text)
        return word

    def _shape(self, text: str) -> Word:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self.shaper, buffer, _FEATURES)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        ends = [info.cluster for info in infos[1:]] + [len(text)]
        glyphs = tuple(
            Glyph(info.codepoint, text[info.cluster : end], position.x_advance)
            for info, position, end in zip(infos, positions, ends, strict=True)
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
    """The faces of one folder by name. It is compared by identity, so that it can be part of the key of a cache."""

    fonts: dict[str, Font]

    @classmethod
    def load(cls, folder: Path) -> FontBook:
        """Load the faces of FONT_FILES from `folder`. Raises ResourceError if one is missing or is no font."""
        return cls({name: _load(folder / file, name) for name, file in FONT_FILES.items()})

    def __getitem__(self, name: str) -> Font:
        return self.fonts[name]

    def coverage(self) -> dict[str, frozenset[int]]:
        """The Unicode code points that each face has a glyph for."""
        return {font.postscript_name: frozenset(font.face.unicodes) for font in self.fonts.values()}


def _load(path: Path, name: str) -> Font:
    try:
        data = path.read_bytes()
    except OSError as error:
        hint = "Install leafletgen again, or put the fonts folder back."
        message = f"the font file cannot be read: {error.strerror}"
        raise ResourceError(Problem("font-missing", message, hint, Where(str(path)))) from error
    face = uharfbuzz.Face(uharfbuzz.Blob(data))
    if not _is_whole(data) or not face.glyph_count or face.upem != 1000:
        hint = "Use the font files that came with leafletgen."
        raise ResourceError(Problem("font-damaged", "this is not the expected font", hint, Where(str(path))))
    return Font(name, path.stem, face, uharfbuzz.Font(face))


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


def _is_whole(data: bytes) -> bool:
    """Whether every table that the font's directory names lies within the file (OpenType 1.9, table directory)."""
    count = int.from_bytes(data[4:6], "big")
    entries = (data[12 + 16 * number : 28 + 16 * number] for number in range(count))
    ends = [int.from_bytes(entry[8:12], "big") + int.from_bytes(entry[12:16], "big") for entry in entries]
    return count > 0 and max(ends) <= len(data)
