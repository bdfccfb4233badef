"""Compose new glyphs of those of a TrueType font.

In: a font program, and glyphs that are composed of its glyphs. Out: the font program with the new glyphs at its end.
Why: glyphs that show one letter together, at offsets, are one code in a PDF then. Programs that copy text need neither
guess which codes belong together nor see baselines that jump. Source: OpenType 1.9, glyf, loca, hmtx, maxp and head.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from struct import pack, pack_into, unpack, unpack_from
from typing import NamedTuple

_WORDS_AND_OFFSETS, _MORE = 0x0003, 0x0020
"""Flags of a component: its arguments are two offsets of 16 bits; another component follows."""

_CHECKSUM_OF_ALL = 0xB1B0AFBA


class Composed(NamedTuple):
    """A glyph made of others: the id, x and y of each part, and its width, in 1/1000 of the type size. May be blank."""

    parts: tuple[tuple[int, int, int], ...]
    width: int


def with_composed(program: bytes, composed: Sequence[Composed], ids: Mapping[int, int]) -> bytes:
    """The font program with more glyphs, in this order; `ids` are the ids of their parts in the program."""
    tables = _tables(program)
    unit = unpack_from(">H", tables["head"], 18)[0] / 1000
    glyphs, metrics = _glyphs(tables), _metrics(tables)
    for one in composed:
        parts = [(ids[gid], round(x * unit), round(y * unit)) for gid, x, y in one.parts]
        glyph = _glyph([part for part in parts if glyphs[part[0]]], glyphs)
        left = unpack_from(">h", glyph, 2)[0] if glyph else 0
        glyphs.append(glyph)
        metrics.append((round(one.width * unit), left))
    most = max(len(one.parts) for one in composed)
    _write_glyphs(tables, glyphs, most)
    tables["hmtx"] = b"".join(pack(">Hh", *metric) for metric in metrics)
    tables["hhea"] = tables["hhea"][:34] + pack(">H", len(metrics))
    return _assembled(program[:4], tables)


def _tables(program: bytes) -> dict[str, bytes]:
    entries = (unpack_from(">4s4xII", program, 12 + 16 * n) for n in range(unpack_from(">H", program, 4)[0]))
    return {tag.decode("ascii"): program[offset : offset + length] for tag, offset, length in entries}


def _glyphs(tables: Mapping[str, bytes]) -> list[bytes]:
    """The description of each glyph; empty for a blank one."""
    long = unpack_from(">h", tables["head"], 50)[0]
    count = len(tables["loca"]) // (4 if long else 2)
    ends = unpack(f">{count}{'I' if long else 'H'}", tables["loca"])
    places = ends if long else [2 * end for end in ends]
    return [tables["glyf"][start:end] for start, end in pairwise(places)]


def _metrics(tables: Mapping[str, bytes]) -> list[tuple[int, int]]:
    """The advance and the left side bearing of each glyph; the last ones may share an advance that is listed once."""
    listed = unpack_from(">H", tables["hhea"], 34)[0]
    metrics = [unpack_from(">Hh", tables["hmtx"], 4 * n) for n in range(listed)]
    rest = len(tables["hmtx"]) // 2 - 2 * listed
    return metrics + [(metrics[-1][0], unpack_from(">h", tables["hmtx"], 4 * listed + 2 * n)[0]) for n in range(rest)]


def _glyph(parts: Sequence[tuple[int, int, int]], glyphs: Sequence[bytes]) -> bytes:
    """The description of a composite glyph: its box, then its components."""
    if not parts:
        return b""
    boxes = [unpack_from(">4h", glyphs[gid], 2) for gid, _, _ in parts]
    lows = [min(box[n] + part[1 + n] for box, part in zip(boxes, parts, strict=True)) for n in (0, 1)]
    highs = [max(box[2 + n] + part[1 + n] for box, part in zip(boxes, parts, strict=True)) for n in (0, 1)]
    last = len(parts) - 1
    components = [
        pack(">HHhh", _WORDS_AND_OFFSETS | (_MORE if number < last else 0), *part) for number, part in enumerate(parts)
    ]
    return pack(">5h", -1, *lows, *highs) + b"".join(components)


def _write_glyphs(tables: dict[str, bytes], glyphs: Iterable[bytes], most_parts: int) -> None:
    """Write glyphs, and the limits of maxp: more than is needed does no harm."""
    padded = [glyph + bytes(len(glyph) % 2) for glyph in glyphs]
    places = [0, *accumulate(map(len, padded))]
    long = places[-1] > 2 * 0xFFFF
    tables["glyf"] = b"".join(padded)
    tables["loca"] = pack(f">{len(places)}{'I' if long else 'H'}", *(places if long else [at // 2 for at in places]))
    head, maxp = bytearray(tables["head"]), bytearray(tables["maxp"])
    pack_into(">h", head, 50, long)
    points, contours, of_composite, contours_of_composite = unpack_from(">4H", maxp, 6)
    elements, depth = unpack_from(">2H", maxp, 28)
    pack_into(">H", maxp, 4, len(padded))
    most = (max(points, of_composite) * most_parts, max(contours, contours_of_composite) * most_parts)
    pack_into(">2H", maxp, 10, *(min(number, 0xFFFF) for number in most))
    pack_into(">2H", maxp, 28, max(elements, most_parts), depth + 1)
    tables["head"], tables["maxp"] = bytes(head), bytes(maxp)


def _assembled(version: bytes, tables: dict[str, bytes]) -> bytes:
    """The font program of these tables, with its directory and checksums."""
    tables["head"] = tables["head"][:8] + bytes(4) + tables["head"][12:]
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    directory = version + pack(">4H", count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    offset, body = 12 + 16 * count, b""
    for tag, data in sorted(tables.items()):
        padded = data + bytes(-len(data) % 4)
        directory += pack(">4s3I", tag.encode("ascii"), _checksum(padded), offset + len(body), len(data))
        body += padded
    program = bytearray(directory + body)
    place = offset + sum(len(data) + -len(data) % 4 for tag, data in tables.items() if tag < "head")
    pack_into(">I", program, place + 8, (_CHECKSUM_OF_ALL - _checksum(bytes(program))) & 0xFFFFFFFF)
    return bytes(program)


def _checksum(data: bytes) -> int:
    words: tuple[int, ...] = unpack(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF
