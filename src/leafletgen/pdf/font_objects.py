"""Embed the fonts of a document: one subset of each face, as a composite font whose codes are its glyph ids.

Only the font of form fields is embedded whole, so that other programs find the code of each letter that is typed.

In: the glyphs that were drawn. Out: pdfdoc objects: Type0 font, CIDFontType2, descriptor, font file, ToUnicode.
Why not ReportLab's own fonts: their 8-bit subsets hold characters, not shaped glyphs, and put U+0000 and private-use
codes into ToUnicode (ISO 14289-1, 7.21.7 forbids U+0000). With glyph ids as codes, glyphs are written as HarfBuzz
shaped them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct
from reportlab.pdfbase import pdfdoc

from leafletgen.layout.display_list import Word
from leafletgen.layout.fonts import Font
from leafletgen.pdf.objects import Raw, Stream, packed_stream, register

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


class EmbeddedFont:
    """One face in one document: collects the words drawn, and adds its objects when the document is finished.

    `resource` is its name in the pages' resources. `PdfFile.finish` calls `addObjects`.
    """

    def __init__(self, font: Font, resource: str) -> None:
        self.font = font
        self.resource = resource
        self.words = _Codes(font)

    def encode(self, words: Sequence[Word]) -> str:
        """Words as the operand of TJ: hexadecimal codes, and kerning as differences from the font's widths."""
        codes = "".join(map(self.words.__getitem__, words))
        return f"[<{codes}>]".replace("<>", "")

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:
        """Add the font's objects to the document."""
        font = _composite(doc, self.font, _subset(self.font, self._used()))
        doc.idToObject[pdfdoc.BasicFonts].dict[self.resource] = doc.Reference(font)

    def _used(self) -> tuple[tuple[int, str], ...]:
        """The glyphs drawn, sorted, each with the text of its first use."""
        used = {glyph.gid: glyph.text for word in reversed(self.words) for glyph in reversed(word.glyphs)}
        return tuple(sorted(used.items()))


class _Parts(Struct, frozen=True):
    """What a composite font is made of: its name and widths; font program, CIDToGIDMap and ToUnicode as streams.

    `gid_map` is empty if the font program is whole, so that each code is the id of its glyph there too.
    """

    name: str
    program: bytes
    gid_map: bytes
    widths: str
    to_unicode: bytes


@lru_cache(maxsize=16)
def _subset(font: Font, used: tuple[tuple[int, str], ...]) -> _Parts:
    """The subset of a face with these glyphs; cached, because most leaflets of a build use the same ones."""
    program, new_ids = font.subset({gid for gid, _ in used})
    widths = " ".join(f"{gid} [{font.advance(gid)}]" for gid, _ in used)
    name = f"{_tag(program)}+{font.postscript_name}"
    to_unicode = packed_stream(_to_unicode(used).encode("ascii"))
    return _Parts(name, _program(program), packed_stream(_gid_map(new_ids)), f"[{widths}]", to_unicode)


@lru_cache(maxsize=4)
def _whole(font: Font) -> _Parts:
    """The whole face."""
    glyphs = sorted((glyph, character) for character, glyph in font.characters.items())
    widths = " ".join(f"{glyph} [{font.advance(glyph)}]" for glyph, _ in glyphs)
    to_unicode = packed_stream(_to_unicode(glyphs).encode("ascii"))
    return _Parts(font.postscript_name, _program(font.program), b"", f"[{widths}]", to_unicode)


def _composite(doc: pdfdoc.PDFDocument, font: Font, parts: _Parts) -> Raw:
    """Add the parts of a composite font to the document (ISO 32000-1, 9.7); returns its dictionary."""
    program = register(doc, Stream(parts.program))
    gid_map = f"{register(doc, Stream(parts.gid_map))} 0 R" if parts.gid_map else "/Identity"
    to_unicode = register(doc, Stream(parts.to_unicode))
    descriptor = register(doc, Raw(_descriptor(font, parts.name, program)))
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


def _to_unicode(used: Sequence[tuple[int, str]]) -> str:
    entries = [f"<{gid:04X}> <{text.encode('utf-16-be').hex().upper()}>" for gid, text in used]
    blocks = []
    for start in range(0, len(entries), _BLOCK):
        part = entries[start : start + _BLOCK]
        blocks.append("\n".join([f"{len(part)} beginbfchar", *part, "endbfchar"]))
    return _CMAP.format(blocks="\n".join(blocks))


class _Codes(dict[Word, str]):
    """The words drawn in a document, in order of first use, with their codes."""

    def __init__(self, font: Font) -> None:
        super().__init__()
        self.font = font

    def __missing__(self, word: Word) -> str:
        codes = self[word] = _codes(self.font, word)
        return codes


@lru_cache(maxsize=8192)
def _codes(font: Font, word: Word) -> str:
    """The codes of a word; kerning closes the hexadecimal string and opens a new one. Cached: documents share words."""
    codes = []
    for glyph in word.glyphs:
        kern = font.advance(glyph.gid) - glyph.advance
        codes.append(f"{glyph.gid:04X}>{kern}<" if kern else f"{glyph.gid:04X}")
    return "".join(codes)


def embed_whole(doc: pdfdoc.PDFDocument, font: Font) -> Raw:
    """A whole face as a composite font, for text that users type into fields."""
    return _composite(doc, font, _whole(font))


def _descriptor(font: Font, name: str, program: int) -> str:
    """The FontDescriptor of a face; `program` is the object number of its font file (ISO 32000-1, table 122)."""
    return (
        f"<</Type /FontDescriptor /FontName /{name} /Flags {_FLAGS_NONSYMBOLIC_SANS} "
        f"/FontBBox [-200 {font.descent} 1200 {font.ascent}] /ItalicAngle 0 /Ascent {font.ascent} "
        f"/Descent {font.descent} /CapHeight {font.cap_height} /StemV {80 if font.name == 'Regular' else 120} "
        f"/FontFile2 {program} 0 R>>"
    )


def _gid_map(new_ids: dict[int, int]) -> bytes:
    """The CIDToGIDMap: for each code from 0 to the highest, two bytes with the glyph id in the subset."""
    table = bytearray(2 * (max(new_ids) + 1))
    for old, new in new_ids.items():
        table[2 * old : 2 * old + 2] = new.to_bytes(2, "big")
    return bytes(table)


def _tag(data: bytes) -> str:
    """Six capital letters that depend only on the subset (ISO 32000-1, 9.6.4)."""
    digest = hashlib.sha256(data).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
