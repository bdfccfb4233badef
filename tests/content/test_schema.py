"""From nodes to records: values get their types, and fields keep their places."""

from __future__ import annotations

import datetime
from pathlib import Path

from leafletgen.content.catalogue import Agency, AgencyFile, Edition
from leafletgen.content.parse import read_file
from leafletgen.content.schema import Reader


def test_values_get_the_types_of_the_fields(folder: Path) -> None:
    reader = Reader()
    edition = reader.read(Edition, read_file(folder / "editions/hampshire.yaml", "e"))
    assert edition
    assert (edition.areas, edition.date) == (("hampshire",), datetime.date(2026, 11, 24))
    assert (edition.languages, edition.language, edition.other_formats) == (None, None, None)
    assert list(reader.problems) == []


def test_fields_and_items_have_places(folder: Path) -> None:
    reader = Reader()
    edition = reader.read(Edition, read_file(folder / "editions/hampshire.yaml", "e"))
    assert edition
    assert str(reader.places.of(edition, "date")) == "e:5:7"
    assert str(reader.places.of(edition, "areas")) == "e:4:8"
    assert str(reader.places.of(edition, "areas", 0)) == "e:4:9"
    assert reader.places.of(edition, "language") == edition.at


def test_good_records_beside_a_faulty_one_are_kept(folder: Path) -> None:
    path = folder / "agencies.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: childline", "id: Childline"), encoding="utf-8")
    reader = Reader()
    assert reader.read(AgencyFile, read_file(path, "a")) is None
    assert [problem.code for problem in reader.problems] == ["bad-form"]
    assert [made.id for made in reader.made if isinstance(made, Agency)] == ["example-helpline", "gone"]


def test_hints_help(folder: Path) -> None:
    path = folder / "editions/hampshire.yaml"
    path.write_text("id: Hampshire\nnmae: x\nareas: [uk]\n", encoding="utf-8")
    reader = Reader()
    reader.read(Edition, read_file(path, "e"))
    assert [(problem.code, problem.hint) for problem in reader.problems] == [
        ("bad-form", "Did you mean hampshire? How to write it: Small letters, digits and single hyphens."),
        ("unknown-key", "Did you mean name?"),
        ("missing-field", "Add a line `name: ...`. Its meaning: One short line of text."),
        ("missing-field", "Add a line `date: ...`. Its meaning: The date of the edition: 2026-11-24."),
        ("missing-field", "Add a line `version: ...`. Its meaning: The version of the edition, such as 1."),
    ]
