"""The XMP packet of a PDF: its properties as texts.

In: the bytes of the packet. Out: texts by name; or FileFault if it is too long or no XML.
Why: a packet may come from anywhere: it is read once from start to end, and no entity is expanded.
Source: ISO 16684-1, 7 (how RDF/XML holds properties).
"""

from __future__ import annotations

from xml.parsers import expat

from leafletgen.checks.preflight.guard import XMP, FileFault, too_big

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def read_xmp(packet: bytes) -> dict[str, str]:
    """The properties by "{namespace}name"; of a list, the first item."""
    if len(packet) > XMP:
        raise too_big(f"its metadata (XMP) have {len(packet):,} bytes, more than {XMP:,}")
    reader = _Reader()
    try:
        reader.parser.Parse(packet.strip(), True)
    except expat.ExpatError as error:
        raise FileFault("pdf-damaged", f"its metadata (XMP) are not XML: {expat.ErrorString(error.code)}") from None
    return reader.properties


class _Reader:
    """Collects the properties while expat reads the packet."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._entity
        self.properties: dict[str, str] = {}
        self.open: list[str] = []
        self.name = ""  # of the property that is being read
        self.level = 0
        self.items = 0
        self.text: list[str] = []

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        name = _named(element)
        if self.open and self.open[-1] == f"{_RDF}Description" and not self.name:
            self.name, self.level, self.items, self.text = name, len(self.open), 0, []
        elif name == f"{_RDF}Description" and not self.name:
            self.properties |= {_named(key): value for key, value in attributes.items() if "}" in key}
        elif name == f"{_RDF}li":
            self.items += 1
        self.open.append(name)

    def _end(self, _: str) -> None:
        self.open.pop()
        if self.name and len(self.open) == self.level:
            self.properties.setdefault(self.name, "".join(self.text).strip())
            self.name = ""

    def _characters(self, text: str) -> None:
        if self.name and self.items < 2:
            self.text.append(text)

    def _entity(self, name: str, *_: object) -> None:
        raise FileFault("pdf-damaged", f"its metadata (XMP) declare the entity {name}: entities are not read")


def _named(name: str) -> str:
    """A name of expat, "namespace}name", with the bracket that is missing."""
    return f"{{{name}" if "}" in name else name
