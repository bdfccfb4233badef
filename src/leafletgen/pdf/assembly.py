"""Assemble: the objects of a document into the bytes of a file, with object streams and a cross-reference stream.

In: a ReportLab document whose objects are all there. Out: a PDF 1.5 (or later) file (ISO 32000-1, 7.5.7 and 7.5.8).
Why not ReportLab's own: a structure tree is thousands of small dictionaries; packed and compressed together they take a
tenth of the room. It also names nobody in the file and depends on nothing but the objects.
"""

from __future__ import annotations

import hashlib
import zlib

from reportlab.pdfbase import pdfdoc

_LEVEL = 9


def assemble(document: pdfdoc.PDFDocument, version: tuple[int, int]) -> bytes:
    """The file. Every object that is no stream goes into one object stream; the identifier is a hash of the content."""
    bodies = _bodies(document)
    catalog = document.idToObjectNumberAndVersion[document.Reference(document.Catalog).name][0]
    info = document.idToObjectNumberAndVersion[document.Reference(document.info).name][0]
    packed = [number for number, body in bodies.items() if not body.endswith(b"endstream")]
    container = len(bodies) + 1
    bodies[container] = _object_stream([(number, bodies[number]) for number in packed])
    out = bytearray(b"%%PDF-%d.%d\n%%\xe2\xe3\xcf\xd3\n" % version)
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    for index, number in enumerate(packed):
        places[number] = (2, container, index)
    for number, body in bodies.items():
        if number not in places:
            places[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    places[container + 1] = (1, start, 0)
    identity = hashlib.sha256(out).hexdigest()[:32].encode()
    entries = b"/Type /XRef /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] /Size %d /W [1 4 2]" % (
        catalog,
        info,
        identity,
        identity,
        container + 2,
    )
    table = b"".join(
        kind.to_bytes(1, "big") + second.to_bytes(4, "big") + third.to_bytes(2, "big")
        for _, (kind, second, third) in sorted(places.items())
    )
    out += b"%d 0 obj\n%s\nendobj\n" % (container + 1, _stream(entries, table))
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _bodies(document: pdfdoc.PDFDocument) -> dict[int, bytes]:
    """Each object's bytes by its number; formatting one may bring new ones."""
    bodies: dict[int, bytes] = {}
    while (number := len(bodies) + 1) in document.numberToId:
        content = document.idToObject[document.numberToId[number]]
        bodies[number] = pdfdoc.format(content, document, toplevel=1).strip()
    return bodies


def _object_stream(objects: list[tuple[int, bytes]]) -> bytes:
    index, data = [], bytearray()
    for number, body in objects:
        index.append(b"%d %d" % (number, len(data)))
        data += body + b"\n"
    head = b" ".join(index) + b"\n"
    return _stream(b"/Type /ObjStm /N %d /First %d" % (len(objects), len(head)), head + bytes(data))


def _stream(entries: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data, _LEVEL)
    return b"<<%s /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream" % (entries, len(packed), packed)
