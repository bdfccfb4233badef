"""Embed the fonts of a document: one subset of each face, as a composite font with the codes that were drawn.

Only the font of form fields is embedded whole, so that other programs find the code of each letter that is typed.

In: the codes that were drawn. Out: pdfdoc objects: Type0 font, CIDFontType2, descriptor, font file, ToUnicode.
Why not ReportLab's own fonts: their 8-bit subsets hold characters, not shaped glyphs, and put U+0000 and private-use
codes into ToUnicode (ISO 14289-1, 7.21.7 forbids U+0000). With codes of our own, glyphs are written as HarfBuzz
shaped them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from leafletgen.layout.fonts import Font
from leafletgen.pdf.codes import Codes, width_of
from leafletgen.pdf.library import pdfdoc
from leafletgen.pdf.objects import Raw, Stream, packed_stream, register

if TYPE_CHECKING:  # Loaded at run time only for scripts that need it.
    from leafletgen.pdf.composed import Composed

_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_BLOCK = 100
"""The most entries in one bfchar block (Adobe Technical Note 5411)."""

_FLAGS_NONSYMBOLIC_SANS = 32

Box = tuple[int, int, int, int]
"""Left, bottom, right and top, in 1/1000 of the type size."""


class EmbeddedFont:
    """One face in one document: its codes for what is drawn, and its objects when the document is finished.

    `resource` is its name in the pages' resources; `among_rtl`: see Codes. `PdfFile.finish` calls `addObjects`.
    """

    def __init__(self, font: Font, resource: str, *, among_rtl: bool = False) -> None:
        self.font = font
        self.resource = resource
        self.codes = Codes(font, among_rtl=among_rtl)

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:
        """Add the font's objects to the document."""
        font = _composite(doc, self.font, _subset(self.font, self.codes.used))
        doc.idToObject[pdfdoc.BasicFonts].dict[self.resource] = doc.Reference(font)


class _Parts(Struct, frozen=True):
    """What a composite font is made of: its name, box and widths; font program, CIDToGIDMap, ToUnicode as streams.

    `gid_map` is empty if the font program is whole, so that each code is the id of its glyph there too.
    """

    name: str
    box: Box
    program: bytes
    gid_map: bytes
    widths: str
    to_unicode: bytes


@lru_cache(maxsize=16)
def _subset(font: Font, used: tuple[tuple[int, int | Composed, str], ...]) -> _Parts:
    """The subset of a face with what these codes draw; cached, because most leaflets of a build use the same ones."""
    glyphs = {code: drawn for code, drawn, _ in used if isinstance(drawn, int)}
    composed = {code: drawn for code, drawn, _ in used if not isinstance(drawn, int)}
    parts = [(gid, 0, 0) for gid in glyphs.values()] + [part for drawn in composed.values() for part in drawn.parts]
    program, ids = font.subset({gid for gid, _, _ in parts})
    ids_of = ids | {code: ids[gid] for code, gid in glyphs.items()}
    if composed:
        from leafletgen.pdf.composed import with_composed

        alike = sorted(set(composed.values()), key=lambda one: (one.parts[::-1], one.width))  # Packs better.
        new = {drawn: number for number, drawn in enumerate(alike, max(ids.values()) + 1)}
        program = with_composed(program, alike, ids)
        ids_of |= {code: new[drawn] for code, drawn in composed.items()}
    widths = _widths([(code, width_of(font, drawn)) for code, drawn, _ in used])
    name = f"{_tag(program)}+{font.postscript_name}"
    to_unicode = packed_stream(_to_unicode([(code, letters) for code, _, letters in used]).encode("ascii"))
    gid_map = packed_stream(_gid_map(ids_of))
    return _Parts(name, _box(font, parts), _program(program), gid_map, widths, to_unicode)


@lru_cache(maxsize=4)
def _whole(font: Font) -> _Parts:
    """The whole face."""
    glyphs = sorted(font.letters.items())
    widths = _widths([(glyph, font.advance(glyph)) for glyph, _ in glyphs])
    to_unicode = packed_stream(_to_unicode(glyphs).encode("ascii"))
    return _Parts(font.postscript_name, _box(font, []), _program(font.program), b"", widths, to_unicode)


def _composite(doc: pdfdoc.PDFDocument, font: Font, parts: _Parts) -> Raw:
    """Add the parts of a composite font to the document (ISO 32000-1, 9.7); returns its dictionary."""
    program = register(doc, Stream(parts.program))
    gid_map = f"{register(doc, Stream(parts.gid_map))} 0 R" if parts.gid_map else "/Identity"
    to_unicode = register(doc, Stream(parts.to_unicode))
    descriptor = register(doc, Raw(_descriptor(font, parts, program)))
    descendant = register(
        doc,
        Raw(
            f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{parts.name} "
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
            f"/FontDescriptor {descriptor} 0 R /CIDToGIDMap {gid_map} /DW 0 /W {parts.widths}>>"
        ),
    )
    return Raw(
        f"<</Type /Font /Subtype /Type0 /BaseFont /{parts.name} /Encoding /Identity-H "
        f"/DescendantFonts [{descendant} 0 R] /ToUnicode {to_unicode} 0 R>>"
    )


def _program(data: bytes) -> bytes:
    """A font program as a stream (ISO 32000-1, 9.9)."""
    return packed_stream(data, f"/Length1 {len(data)}")


def _widths(widths: Iterable[tuple[int, int]]) -> str:
    """The entry W: the first of codes that follow one another, and the width of each (ISO 32000-1, 9.7.4.3)."""
    runs: list[tuple[int, list[str]]] = []
    for code, width in sorted(widths):
        if not runs or code != runs[-1][0] + len(runs[-1][1]):
            runs.append((code, []))
        runs[-1][1].append(str(width))
    listed = [f"{first} [{' '.join(run)}]" for first, run in runs]
    return f"[{' '.join(listed)}]"


def _to_unicode(used: Iterable[tuple[int, str]]) -> str:
    entries = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in used]
    blocks = []
    for start in range(0, len(entries), _BLOCK):
        part = entries[start : start + _BLOCK]
        blocks.append("\n".join([f"{len(part)} beginbfchar", *part, "endbfchar"]))
    return _CMAP.format(blocks="\n".join(blocks))


def embed_whole(doc: pdfdoc.PDFDocument, font: Font) -> Raw:
    """A whole face as a composite font, for text that users type into fields."""
    return _composite(doc, font, _whole(font))


def _descriptor(font: Font, parts: _Parts, program: int) -> str:
    """The FontDescriptor of a face; `program` is the object number of its font file (ISO 32000-1, table 122)."""
    return (
        f"<</Type /FontDescriptor /FontName /{parts.name} /Flags {_FLAGS_NONSYMBOLIC_SANS} "
        f"/FontBBox [{' '.join(map(str, parts.box))}] /ItalicAngle 0 /Ascent {font.ascent} "
        f"/Descent {font.descent} /CapHeight {font.cap_height} /StemV {120 if font.name.endswith('Bold') else 80} "
        f"/FontFile2 {program} 0 R>>"
    )


def _box(font: Font, parts: Iterable[tuple[int, int, int]]) -> Box:
    """The box around usual letters, and around the ink of these glyphs at their offsets."""
    inks = ((x, y, font.ink(gid)) for gid, x, y in parts)
    boxes = [(x + left, y + bottom, x + right, y + top) for x, y, (left, bottom, right, top) in inks]
    lefts, bottoms, rights, tops = zip((-200, font.descent, 1200, font.ascent), *boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _gid_map(ids: dict[int, int]) -> bytes:
    """The CIDToGIDMap: for each code from 0 to the highest, two bytes with the id of its glyph in the subset."""
    table = bytearray(2 * (max(ids) + 1))
    for code, gid in ids.items():
        table[2 * code : 2 * code + 2] = gid.to_bytes(2, "big")
    return bytes(table)


def _tag(data: bytes) -> str:
    """Six capital letters that depend only on the subset (ISO 32000-1, 9.6.4)."""
    digest = hashlib.sha256(data).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
