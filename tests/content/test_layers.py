"""A folder that extends another: the records that it adds, those that it replaces, and those that it takes over."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.content.catalogue import Area, Catalogue
from leafletgen.content.check import check
from leafletgen.content.compose import compose
from leafletgen.content.layers import find_overrides, overlay
from leafletgen.content.leaflet import Service
from leafletgen.content.source import read_folder
from leafletgen.errors import ContentError, Where

OWN_EDITION = """id: ours
name: Ours
force: example
areas: [hampshire]
date: 2026-11-24
version: "1"
"""
OWN_AGENCY = """agencies:
  - id: {name}
    name: {name} of ours
    status: active
    topic: {topic}
    audience: [parent]
    coverage: [hampshire]
    label: {{parent: For parents}}
    does: {{parent: Helps.}}
    contacts:
      - {{id: phone, kind: call, value: "023 8090 5678", level: own}}
"""


@pytest.fixture
def own(folder: Path) -> Path:
    """A folder beside the good one that extends it and has an edition of its own."""
    own = folder.parent / "own"
    (own / "editions").mkdir(parents=True)
    (own / "settings.yaml").write_text("extends: ../data\n", encoding="utf-8")
    (own / "editions" / "ours.yaml").write_text(OWN_EDITION, encoding="utf-8")
    return own


def add(own: Path, name: str, topic: str = "advice", file: str = "agencies.yaml") -> None:
    """Give the own folder a service."""
    (own / file).write_text(OWN_AGENCY.format(name=name, topic=topic), encoding="utf-8")


def load(folder: Path) -> Catalogue:
    return check(read_folder(folder))


def cards(catalogue: Catalogue) -> list[str]:
    leaflet = compose(catalogue, "ours", "parent")
    return [block.name for section in leaflet.sections for block in section.blocks if isinstance(block, Service)]


def test_records_that_a_folder_lacks_come_from_the_one_it_extends(own: Path) -> None:
    catalogue = load(own)
    assert list(catalogue.editions) == ["ours"]
    assert catalogue.settings.extends == "../data"
    assert cards(catalogue) == ["Childline", "Example Helpline"]
    assert catalogue.overrides == ()


def test_a_service_with_a_new_id_is_added_at_the_end(own: Path) -> None:
    add(own, "local-team")
    assert cards(load(own)) == ["Childline", "Example Helpline", "local-team of ours"]


def test_a_service_with_a_known_id_replaces_the_whole_record_in_its_place(own: Path) -> None:
    add(own, "childline", topic="talk")
    catalogue = load(own)
    assert cards(catalogue) == ["childline of ours", "Example Helpline"]
    assert catalogue.agencies["childline"].comment is None
    assert [
        (o.kind, o.id, Path(o.at.file).parent.name, Path(o.over.file).parent.name) for o in catalogue.overrides
    ] == [("agency", "childline", "own", "data")]


def test_a_number_corrected_in_the_extended_folder_is_corrected_in_the_folder(own: Path, folder: Path) -> None:
    path = folder / "agencies.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("023 8090 1234", "023 8090 4321"), encoding="utf-8")
    agency = load(own).agencies["example-helpline"]
    assert agency.contacts[0].value == "023 8090 4321"


def test_a_leaflet_and_an_area_are_replaced_too(own: Path, folder: Path) -> None:
    shutil.copytree(folder / "leaflets", own / "leaflets")
    (own / "leaflets" / "child.yaml").unlink()
    words = own / "leaflets" / "parent.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("title: Help for you", "title: Hello"), encoding="utf-8")
    (own / "areas.yaml").write_text("areas:\n  - {id: hampshire, name: Hants, within: uk}\n", encoding="utf-8")
    catalogue = load(own)
    assert catalogue.leaflets["parent"].title == "Hello and your family"
    assert catalogue.leaflets["child"].title == "Help for you"
    assert catalogue.areas["hampshire"].name == "Hants"
    assert [(o.kind, o.id) for o in catalogue.overrides] == [("area", "hampshire"), ("leaflet", "parent")]


def test_a_folder_can_extend_one_that_extends_another(own: Path) -> None:
    top = own.parent / "top"
    (top / "editions").mkdir(parents=True)
    (top / "settings.yaml").write_text("extends: ../own\n", encoding="utf-8")
    shutil.copy(own / "editions" / "ours.yaml", top / "editions")
    add(own, "middle")
    add(top, "upper")
    lines = (top / "agencies.yaml").read_text(encoding="utf-8").replace("5678", "5679")
    (top / "agencies.yaml").write_text(lines, encoding="utf-8")
    assert cards(load(top)) == ["Childline", "Example Helpline", "middle of ours", "upper of ours"]


def test_builtin_is_the_data_that_ship(own: Path) -> None:
    (own / "settings.yaml").write_text("extends: builtin\n", encoding="utf-8")
    path = own / "editions" / "ours.yaml"
    text = path.read_text(encoding="utf-8").replace("force: example", "force: kent")
    path.write_text(text.replace("[hampshire]", "[kent]"), encoding="utf-8")
    catalogue = load(own)
    assert list(catalogue.editions) == ["ours"]
    assert compose(catalogue, "ours", "parent").cover.force == "Kent Police"
    assert "Circles South East" in cards(catalogue)
    assert "Yellow Door" not in cards(catalogue)


def test_an_id_twice_in_one_folder_is_refused_even_if_it_replaces(own: Path) -> None:
    add(own, "childline", topic="talk")
    text = (own / "agencies.yaml").read_text(encoding="utf-8")
    again = text.removeprefix("agencies:\n").replace("5678", "5670")
    (own / "agencies.yaml").write_text(text + again, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(own)
    assert [(p.code, p.where and p.where.line) for p in caught.value.problems] == [("duplicate-id", 12)]


def test_an_id_twice_in_an_extended_folder_is_refused_even_if_it_is_replaced(own: Path, folder: Path) -> None:
    path = folder / "agencies.yaml"
    text = path.read_text(encoding="utf-8")
    again = text[text.index("  - id: childline") : text.index("  - id: example-helpline")].replace("0800", "0801")
    path.write_text(text + again, encoding="utf-8")
    add(own, "childline", topic="talk")
    with pytest.raises(ContentError) as caught:
        load(own)
    (problem,) = (p for p in caught.value.problems if p.code == "duplicate-id")
    assert problem.where and Path(problem.where.file).resolve() == path
    assert problem.where.line == text.count("\n") + 1
    assert problem.message.endswith("agencies.yaml:2:9.")


def test_a_fault_in_a_lower_folder_is_said_at_its_own_place(own: Path, folder: Path) -> None:
    path = folder / "agencies.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("023 8090 1234", "023 8090"), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(own)
    (problem,) = caught.value.problems
    assert problem.where and Path(problem.where.file).resolve() == path
    assert (problem.code, problem.where.line, problem.where.column) == ("phone-digits", 48, 16)


def area(name: str, layer: int) -> Area:
    return Area(id=name, name=f"{name} {layer}", at=Where(str(layer), ord(name)))


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True), max_size=4))
def test_a_replacing_record_has_the_position_of_the_lowest_one(layers: list[list[str]]) -> None:
    records = [tuple(area(name, number) for name in names) for number, names in enumerate(layers)]
    holding = overlay(records, lambda record: record.id)
    assert [record.id for record in holding] == list(dict.fromkeys(name for names in layers for name in names))
    for record in holding:
        highest = max(number for number, names in enumerate(layers) if record.id in names)
        assert record.name == f"{record.id} {highest}"
    overridden = list(find_overrides("area", records, lambda record: record.id))
    assert len(overridden) == sum(map(len, layers)) - len(holding)
    assert all(int(found.at.file) > int(found.over.file) for found in overridden)


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=4))
def test_records_twice_in_a_folder_stay_twice(layers: list[list[str]]) -> None:
    records = [tuple(area(name, number) for name in names) for number, names in enumerate(layers)]
    holding = [record.id for record in overlay(records, lambda record: record.id)]
    for name in set(holding):
        assert (holding.count(name) > 1) == any(names.count(name) > 1 for names in layers)


# The nation of an area decides which services are printed: those of Scotland do not help anybody in Kent.
@pytest.mark.parametrize(
    ("areas", "edition_areas", "place"),
    [
        ("- {id: kent, name: Kent, within: scotland}", "[kent]", "areas.yaml:2:36"),
        ("- {id: kent, name: Kent and Medway}", "[kent]", "areas.yaml:2:10"),
        ("- {id: medway, name: Medway, within: wales}", "[kent, medway]", "editions/kent.yaml:4:15"),
        ("- {id: medway, name: Medway, within: kent}", "[medway, scotland]", "editions/kent.yaml:4:17"),
    ],
)
def test_an_area_in_another_nation_than_its_force_is_refused(
    areas: str, edition_areas: str, place: str, tmp_path: Path
) -> None:
    error = refused_kent(tmp_path, areas, edition_areas)
    assert error is not None
    assert [(str(problem.where), problem.code) for problem in error.problems] == [
        (f"{tmp_path}/{place}", "other-nation")
    ]
    assert "Kent Police" in error.problems[0].message


@pytest.mark.parametrize(
    ("areas", "edition_areas"),
    [
        ("- {id: kent, name: Kent, within: london}", "[kent]"),
        ("- {id: medway, name: Medway, within: kent}", "[kent, medway]"),
        ("- {id: medway, name: Medway, within: wales}", "[kent]"),  # which no edition of Kent is for
        ("- {id: medway, name: Medway, within: kent}", "[uk]"),  # all that serve it serve Kent too
    ],
)
def test_an_area_anywhere_in_the_nation_is_taken(areas: str, edition_areas: str, tmp_path: Path) -> None:
    assert refused_kent(tmp_path, areas, edition_areas) is None


def test_a_contact_of_the_data_below_that_was_found_wrong_is_told_where_the_check_stands(own: Path) -> None:
    check_file = own / "checks.yaml"
    check_file.write_text(
        "checks:\n  - {agency: childline, contact: phone, value: 0800 1111, on: 2026-11-20, how: rang it, "
        "by: communications team, wrong: true}\n",
        encoding="utf-8",
    )
    (warning,) = [problem for problem in load(own).warnings if problem.code == "contact-wrong"]
    assert str(warning.where) == f"{check_file}:2:5"
    assert "childline phone, “0800 1111”, was found wrong on 2026-11-20" in warning.message


def test_an_edition_with_a_slip_does_not_make_its_services_look_homeless(own: Path) -> None:
    add(own, "local-team", topic="kent-local")
    section = "parent:\n  sections:\n    - {id: kent-local, heading: Near you, agencies: [kent-local], before: back}\n"
    (own / "editions" / "ours.yaml").write_text(f"{OWN_EDITION}verson: 2\n{section}", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(own)
    assert {problem.code for problem in caught.value.problems} == {"unknown-key"}


def refused_kent(folder: Path, areas: str, edition_areas: str) -> ContentError | None:
    """Check the edition of Kent, over the data that ship, with areas of its own."""
    (folder / "editions").mkdir()
    (folder / "settings.yaml").write_text("extends: builtin\n", encoding="utf-8")
    (folder / "areas.yaml").write_text(f"areas:\n  {areas}\n", encoding="utf-8")
    edition = OWN_EDITION.replace("ours", "kent").replace("example", "kent").replace("[hampshire]", edition_areas)
    (folder / "editions" / "kent.yaml").write_text(edition, encoding="utf-8")
    try:
        load(folder)
    except ContentError as error:
        return error
    return None
