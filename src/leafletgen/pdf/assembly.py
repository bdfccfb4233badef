"""Assemble the objects of a document into the bytes of a PDF, with an object stream and a cross-reference stream.

In: a ReportLab document with all its objects. Out: a PDF file (ISO 32000-1, 7.5.4, 7.5.7 and 7.5.8).
Why not ReportLab's own code: a structure tree is thousands of small dictionaries, which take a tenth of the space if
compressed together. Also, the bytes depend only on the objects, and no user name gets into the file.
"""

from __future__ import annotations

import hashlib

from leafletgen.pdf.library import pdfdoc
from leafletgen.pdf.objects import packed_stream, register


def assemble(document: pdfdoc.PDFDocument, version: tuple[int, int], *, packed: bool) -> bytes:
    """The bytes of the file; its ID is a hash of its content.

    `packed` puts all objects except streams into one object stream; without it the file has the form of PDF 1.4.
    """
    catalog, info = register(document, document.Catalog), register(document, document.info)
    bodies = _bodies(document)
    loose = [number for number, body in bodies.items() if not packed or body.endswith(b"endstream")]
    inside = sorted(bodies.keys() - set(loose))
    out = bytearray(b"%%PDF-%d.%d\n%%\xe2\xe3\xcf\xd3\n" % version)
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    if inside:
        container = len(bodies) + 1
        places |= {number: (2, container, index) for index, number in enumerate(inside)}
        bodies[container] = _object_stream([(number, bodies[number]) for number in inside])
        loose.append(container)
    for number in loose:
        places[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, bodies[number])
    identity = hashlib.sha256(out).hexdigest()[:32].encode()
    trailer = b"/Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]" % (catalog, info, identity, identity)
    return bytes(out + (_xref_stream if packed else _xref_table)(places, trailer, len(out)))


def _xref_stream(places: dict[int, tuple[int, int, int]], trailer: bytes, start: int) -> bytes:
    number = len(places)
    rows = [row for _, row in sorted({**places, number: (1, start, 0)}.items())]
    table = b"".join(
        kind.to_bytes(1, "big") + second.to_bytes(4, "big") + third.to_bytes(2, "big") for kind, second, third in rows
    )
    body = packed_stream(table, f"/Type /XRef {trailer.decode()} /Size {len(rows)} /W [1 4 2]")
    return b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, body, start)


def _xref_table(places: dict[int, tuple[int, int, int]], trailer: bytes, start: int) -> bytes:
    rows = b"".join(
        b"%010d %05d %s \n" % (second, third, b"n" if kind else b"f")
        for _, (kind, second, third) in sorted(places.items())
    )
    size = len(places)
    return b"xref\n0 %d\n%strailer\n<<%s /Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, rows, trailer, size, start)


def _bodies(document: pdfdoc.PDFDocument) -> dict[int, bytes]:
    """The bytes of each object by its number; formatting an object may add new ones to the document."""
    bodies: dict[int, bytes] = {}
    while (number := len(bodies) + 1) in document.numberToId:
        content = document.idToObject[document.numberToId[number]]
        bodies[number] = content.format(document).strip()
    return bodies


def _object_stream(objects: list[tuple[int, bytes]]) -> bytes:
    index, data = [], bytearray()
    for number, body in objects:
        index.append(b"%d %d" % (number, len(data)))
        data += body + b"\n"
    head = b" ".join(index) + b"\n"
    return packed_stream(head + bytes(data), f"/Type /ObjStm /N {len(objects)} /First {len(head)}")
