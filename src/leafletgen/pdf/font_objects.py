"""Embed the fonts of a document: one subset of each face, as a composite font whose codes are its glyph ids.

A form's font alone is embedded whole, with codes that other programs know.

In: the glyphs that were drawn. Out: pdfdoc objects: Type0 font, CIDFontType2, descriptor, font file, ToUnicode.
Why not ReportLab's own: its 8-bit subsets know characters, not shaped glyphs, and give U+0000 and private-use codes to
ToUnicode (ISO 14289-1, 7.21.7 forbids the first). With glyph ids as codes a run is what HarfBuzz shaped, in one font.
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
"""Entries in one bfchar block at most (Adobe Technical Note 5411)."""

_FLAGS_NONSYMBOLIC_SANS = 32


class EmbeddedFont:
    """One face in one document: gathers the glyphs drawn, then writes itself when the document is closed.

    `resource` is its name in the pages' resources, `used` the text of each glyph drawn. ReportLab calls `addObjects`
    for each of `doc.delayedFonts`.
    """

    def __init__(self, font: Font, resource: str) -> None:
        self.font = font
        self.resource = resource
        self.words = _Codes(font)

    def encode(self, words: Sequence[Word]) -> str:
        """Words as the operand of TJ: hexadecimal codes, with kerning as the differences from the font's widths."""
        codes = "".join(map(self.words.__getitem__, words))
        return f"[<{codes}>]".replace("<>", "")

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:
        """Add the font's objects to the document."""
        part = _part(self.font, self._used())
        program, gid_map, to_unicode = (
            register(doc, Stream(body)) for body in (part.program, part.gid_map, part.to_unicode)
        )
        descriptor = register(doc, Raw(_descriptor(self.font, part.name, program)))
        descendant = register(
            doc,
            Raw(
                f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{part.name} "
                "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
                f"/FontDescriptor {descriptor} 0 R /CIDToGIDMap {gid_map} 0 R /DW 0 /W {part.widths}>>"
            ),
        )
        font = Raw(
            f"<</Type /Font /Subtype /Type0 /BaseFont /{part.name} /Encoding /Identity-H "
            f"/DescendantFonts [{descendant} 0 R] /ToUnicode {to_unicode} 0 R>>"
        )
        doc.idToObject[pdfdoc.BasicFonts].dict[self.resource] = doc.Reference(font)

    def _used(self) -> tuple[tuple[int, str], ...]:
        """The glyphs drawn, and the text that each stood for first."""
        used = {glyph.gid: glyph.text for word in reversed(self.words) for glyph in reversed(word.glyphs)}
        return tuple(sorted(used.items()))


class _Part(Struct, frozen=True):
    """What a document needs of a face: its name and widths; font program, CIDToGIDMap and ToUnicode as streams."""

    name: str
    program: bytes
    gid_map: bytes
    widths: str
    to_unicode: bytes


@lru_cache(maxsize=16)
def _part(font: Font, used: tuple[tuple[int, str], ...]) -> _Part:
    """The part of a face that has these glyphs; most leaflets of a build use the same."""
    program, new_ids = font.subset({gid for gid, _ in used})
    widths = " ".join(f"{gid} [{font.advance(gid)}]" for gid, _ in used)
    name = f"{_tag(program)}+{font.postscript_name}"
    to_unicode = packed_stream(_to_unicode(used).encode("ascii"))
    return _Part(name, _program(program), packed_stream(_gid_map(new_ids)), f"[{widths}]", to_unicode)


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
    """The words drawn in a document, in the order in which they were met, and their codes."""

    def __init__(self, font: Font) -> None:
        super().__init__()
        self.font = font

    def __missing__(self, word: Word) -> str:
        codes = self[word] = _codes(self.font, word)
        return codes


@lru_cache(maxsize=8192)
def _codes(font: Font, word: Word) -> str:
    """The codes of a word, and behind each its kerning, between the strings that it parts; documents share words."""
    codes = []
    for glyph in word.glyphs:
        kern = font.advance(glyph.gid) - glyph.advance
        codes.append(f"{glyph.gid:04X}>{kern}<" if kern else f"{glyph.gid:04X}")
    return "".join(codes)


def embed_whole(doc: pdfdoc.PDFDocument, font: Font) -> Raw:
    """A face as a simple TrueType font in WinAnsiEncoding, embedded whole, for text that is not known yet."""
    codes = range(32, 256)
    widths = " ".join(str(font.advance_of(bytes([code]).decode("cp1252", "replace"))) for code in codes)
    program = register(doc, Stream(_program(font.program)))
    descriptor = register(doc, Raw(_descriptor(font, font.postscript_name, program)))
    return Raw(
        f"<</Type /Font /Subtype /TrueType /BaseFont /{font.postscript_name} /Encoding /WinAnsiEncoding "
        f"/FirstChar {codes[0]} /LastChar {codes[-1]} /Widths [{widths}] /FontDescriptor {descriptor} 0 R>>"
    )


def _descriptor(font: Font, name: str, program: int) -> str:
    """The FontDescriptor of a face whose font program is object `program` (ISO 32000-1, table 122)."""
    return (
        f"<</Type /FontDescriptor /FontName /{name} /Flags {_FLAGS_NONSYMBOLIC_SANS} "
        f"/FontBBox [-200 {font.descent} 1200 {font.ascent}] /ItalicAngle 0 /Ascent {font.ascent} "
        f"/Descent {font.descent} /CapHeight {font.cap_height} /StemV {120 if font.name == 'Bold' else 80} "
        f"/FontFile2 {program} 0 R>>"
    )


def _gid_map(new_ids: dict[int, int]) -> bytes:
    """CIDToGIDMap: two bytes for each code from 0 to the highest, the glyph of the subset."""
    table = bytearray(2 * (max(new_ids) + 1))
    for old, new in new_ids.items():
        table[2 * old : 2 * old + 2] = new.to_bytes(2, "big")
    return bytes(table)


def _tag(data: bytes) -> str:
    """Six capital letters that depend on the subset alone (ISO 32000-1, 9.6.4)."""
    digest = hashlib.sha256(data).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
