"""The texts that can be printed: no text field of a record is forgotten, and no other field is included."""

from __future__ import annotations

from pathlib import Path

from leafletgen.content.catalogue import AgencyFile, AreaFile, Edition, ForceFile
from leafletgen.content.leaflet_text import LeafletText, OwnSection
from leafletgen.content.parse import read_file
from leafletgen.content.phrases import Phrases
from leafletgen.content.records import Record
from leafletgen.content.rules.printed_texts import PRINTED, printed_texts
from leafletgen.content.schema import Leaf, Many, Nested, Reader, Shape, fields_of
from leafletgen.content.settings import BuildRow, SiteSettings

UNPRINTED = {
    "id",
    "section",
    "now",
    "topic",
    "coverage",
    "within",
    "only_in",
    "agencies",
    "language",
    "languages",
    "comment",
    "withheld",
    "source",
}
UNPRINTED |= {"opens", "http_reason", "seen", "how", "by", "areas", "outside", "familiar", "force", "nation", "website"}
UNPRINTED |= {
    "speaks",
    "speaks_source",
    "rgb",
    "cmyk",
    "remove",
    "colour",
    "black",
    "alt",
    "merge",
    "agency",
    "tiles",
    "digest",
}


def texts_of(kind: type[Record]) -> set[tuple[type[Record], str]]:
    """Find every field of a class, and of those within it, that holds free text."""
    found: set[tuple[type[Record], str]] = set()
    for name, field in fields_of(kind).items():
        shape: Shape = field.shape.item if isinstance(field.shape, Many) else field.shape
        if isinstance(shape, Nested):
            found |= texts_of(shape.kind)
        elif isinstance(shape, Leaf) and shape.bare is str and name not in UNPRINTED:
            found.add((kind, name))
    return found


def test_every_text_of_every_record_is_printed_or_known_not_to_be() -> None:
    everything = set().union(
        *(texts_of(kind) for kind in (AgencyFile, AreaFile, ForceFile, Edition, LeafletText, Phrases, SiteSettings))
    )
    everything.discard((OwnSection, "after"))  # an id
    everything -= {(SiteSettings, "exit"), (SiteSettings, "accessibility_statement"), (BuildRow, "editions")}
    assert everything == {(kind, field) for kind, fields in PRINTED.items() for field in fields}


def test_withheld_texts_are_not_printed(folder: Path) -> None:
    reader = Reader()
    agencies = reader.read(AgencyFile, read_file(folder / "agencies.yaml", "a"))
    assert agencies
    texts = [text for text, _ in printed_texts(agencies.agencies, reader.places)]
    assert texts[:4] == ["Childline", "For your child", "For anyone under 19", "Trained counsellors who listen."]
    assert "0800 1111" in texts
    assert not {"0800 111", "Gone Service", "It has closed.", "https://www.childline.org.uk/"} & set(texts)
