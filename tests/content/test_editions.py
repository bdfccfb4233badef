"""What an edition changes: sections, lines, colours and the logo, in one leaflet and not in the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.content.check import check, examine
from leafletgen.content.compose import compose
from leafletgen.content.leaflet import Emergency, Leaflet, Paragraph, Service, Tint
from leafletgen.content.logo.drawing import Picture
from leafletgen.content.records import Variant
from leafletgen.content.selection import agencies_of
from leafletgen.content.source import read_folder
from leafletgen.errors import ContentError, Where
from leafletgen.layout.theme import BLACK, THEMES, Colour, Theme, contrast, theme_of
from leafletgen.print_limits import LEAST_CONTRAST
from tests.support.faults import ED, logo
from tests.support.hand_made import texts_of
from tests.support.program import Run

HEAD = "id: hampshire\nname: Hampshire\nforce: example\nareas: [hampshire]\ndate: 2026-11-24\nversion: '1'\n"


def write(folder: Path, more: str) -> None:
    (folder / ED).write_text(HEAD + more, encoding="utf-8")


def both(folder: Path, more: str) -> tuple[Leaflet, Leaflet]:
    """The leaflets for parents and for the child of an edition that says `more`."""
    write(folder, more)
    catalogue = check(read_folder(folder))
    return compose(catalogue, "hampshire", "parent"), compose(catalogue, "hampshire", "child")


def headings(leaflet: Leaflet) -> list[str]:
    """The headings of the sections; how to call in an emergency stands behind them without one."""
    return [section.heading for section in leaflet.sections if section.heading]


def emergency(leaflet: Leaflet) -> Emergency:
    (found,) = (b for section in leaflet.sections for b in section.blocks if isinstance(b, Emergency))
    return found


def test_an_edition_that_changes_nothing_has_the_shared_leaflet(folder: Path) -> None:
    parent, child = both(folder, "")
    assert headings(parent) == ["People to talk to", "Advice"]
    assert headings(child) == ["Talk"]
    assert (parent.colours, parent.cover.logo) == ((), None)


def test_a_section_is_removed_with_its_services(folder: Path) -> None:
    parent, child = both(folder, "parent: {remove: [advice]}\n")
    assert headings(parent) == ["People to talk to"]
    assert headings(child) == ["Talk"]
    catalogue = check(read_folder(folder))
    edition = catalogue.editions["hampshire"]
    assert [agency.id for agency in agencies_of(catalogue, edition, "parent")] == ["childline"]
    assert (
        parent.unchecked == 1
    )  # of Childline's two contacts one is checked; those of the removed service do not count


def test_a_section_is_replaced_in_its_place(folder: Path) -> None:
    own = "parent:\n  sections:\n    - id: talk\n      heading: Ours\n      blocks: [{text: Our words.}]\n"
    parent, child = both(folder, own)
    assert headings(parent) == ["Ours", "Advice"]
    block, *services = parent.sections[0].blocks
    assert isinstance(block, Paragraph) and block.text == "Our words."
    assert all(isinstance(service, Service) for service in services)
    assert headings(child) == ["Talk"]


def test_words_that_lead_to_services_are_left_out_if_there_is_none(folder: Path) -> None:
    path = folder / "leaflets" / "parent.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "    agencies: [advice]", "    blocks: [{text: These will help., with_services: true}]\n    agencies: [advice]"
    )
    path.write_text(text, encoding="utf-8")
    assert headings(both(folder, "")[0]) == ["People to talk to", "Advice"]
    words = [getattr(block, "text", "") for block in both(folder, "")[0].sections[1].blocks]
    assert words[0] == "These will help."
    file = folder / "agencies.yaml"
    shut = file.read_text(encoding="utf-8").replace("coverage: [hampshire, dorset]", "coverage: [dorset]")
    file.write_text(shut.replace("only_in: [hampshire]", ""), encoding="utf-8")
    assert headings(both(folder, "")[0]) == ["People to talk to"]


@pytest.mark.parametrize("variant", ["parent", "child"])
def test_lines_of_an_edition_are_added_to_its_leaflet_alone(folder: Path, variant: Variant) -> None:
    plain = both(folder, "")
    more = f"{variant}:\n  emergency_lines: [Or come in.]\n  contact_lines: [Ring us.]\n  imprint: By us.\n"
    found = both(folder, more)
    for before, after in zip(plain, found, strict=True):
        changed = after.variant == variant
        assert texts_of(emergency(after).lines) == texts_of(emergency(before).lines) + ["Or come in."] * changed
        assert ("Ring us." in texts_of(after.back.paragraphs)) == changed
        assert (after.back.paragraphs[-1].text == "By us.") == changed


def test_where_to_ask_may_differ_between_the_two_leaflets(folder: Path) -> None:
    more = "other_formats: Ring us.\nparent: {other_formats: Ask the police., current_version: On our site.}\n"
    parent, child = both(folder, more)
    assert texts_of(parent.back.paragraphs[:2]) == ["Ask the police.", "On our site."]
    assert texts_of(child.back.paragraphs[:2]) == ["Ring us.", "Ask us."]


def test_colours_of_an_edition_are_in_its_leaflet(folder: Path) -> None:
    parent, child = both(folder, 'parent: {colours: {strong: {rgb: "0B4A57", cmyk: 90 40 35 45}}}\n')
    (tint,) = parent.colours
    assert (tint.token, tint.rgb, tint.cmyk, tint.at.line) == ("strong", "0b4a57", (90, 40, 35, 45), 7)
    assert child.colours == ()
    theme = theme_of("parent", parent.colours)
    assert theme.strong.cmyk == (0.9, 0.4, 0.35, 0.45)
    assert theme.accent == THEMES["parent"].accent


def test_a_colour_that_is_hard_to_read_is_refused_at_its_place() -> None:
    pale = Tint("strong", "88aacc", (40, 20, 5, 0), Where("e.yaml", 7, 3))
    with pytest.raises(ContentError) as caught:
        theme_of("parent", [pale])
    assert {(problem.code, problem.where) for problem in caught.value.problems} == {("low-contrast", pale.at)}


@given(st.sampled_from(["strong", "soft", "accent", "accent_soft", "line"]), st.integers(0, 0xFFFFFF))
def test_no_theme_has_text_that_is_hard_to_read(token: str, rgb: int) -> None:
    inks = [round(100 - part / 2.55) for part in rgb.to_bytes(3)]
    tint = Tint(token, f"{rgb:06x}", (*inks, 0), Where("e.yaml", 1, 1))
    try:
        theme = theme_of("child", [tint])
    except ContentError as error:
        on_screen = [problem for problem in error.problems if "in print" not in problem.message]
        red, green, blue = (part / 255 for part in rgb.to_bytes(3))
        colour = Colour(token, (red, green, blue), BLACK.cmyk)
        assert is_weak(THEMES["child"]._replace(**{token: colour})) == bool(on_screen)  # type: ignore[arg-type]
    else:
        assert not is_weak(theme)


def is_weak(theme: Theme) -> bool:
    """Whether text, or a line to write on, is hard to see on a screen."""
    texts = min(contrast(text, ground) for text, ground in theme.pairs())
    return texts < LEAST_CONTRAST or contrast(theme.line, theme.paper) < 3


def test_only_a_cover_that_names_the_force_has_the_logo(folder: Path) -> None:
    parent, child = both(folder, logo() + "\n")
    assert child.cover.logo is None
    found = parent.cover.logo
    assert found and (found.alt, found.width_mm) == ("Kite", 20)
    assert isinstance(found.colour, Picture) and isinstance(found.black, Picture)
    assert (found.colour.width, found.colour.height, found.colour.grey) == (240, 120, False)
    assert found.colour.dots[:3] == bytes((20, 60, 160))
    assert found.colour.dots[-3:] == b"\xff\xff\xff"  # what is clear in the file is white on paper
    assert set(found.black.dots) == {0} and len(found.black.dots) == 240 * 120


def test_another_picture_is_another_leaflet(folder: Path) -> None:
    before, child = both(folder, logo() + "\n")
    (folder / "good.png").write_bytes((folder / "black.png").read_bytes())
    after, same = both(folder, logo() + "\n")
    assert after != before
    assert same == child


OUTSIDE = "limits: {grade: 5, sentence: 15, outside: [police, guard, force]}\n"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("child: {imprint: By a force}", ["7:23"]),
        ("child: {emergency_lines: [Hello., Ask the guard.]}", ["7:43"]),
        ("child: {contact_lines: [Forced entry.]}", ["7:25"]),
        ("child: {sections: [{id: talk, heading: The police, outside: true}]}", ["7:44"]),
        ("child: {sections: [{id: talk, heading: The police}]}", []),
        ("other_formats: Ask a police station.", ["7:22"]),
        ("other_formats: Ask a police station.\nchild: {other_formats: Ask us.}", []),
        ("parent: {imprint: By the police, emergency_lines: [Ask the police.]}", []),
    ],
)
def test_the_outer_pages_of_the_childs_leaflet_stay_neutral(folder: Path, more: str, expected: list[str]) -> None:
    path = folder / "leaflets" / "child.yaml"
    path.write_text(path.read_text(encoding="utf-8") + OUTSIDE, encoding="utf-8")
    write(folder, more)
    _, problems = examine(read_folder(folder))
    assert [(p.code, f"{p.where.line}:{p.where.column}") for p in problems if p.where] == [
        ("telling-word", place) for place in expected
    ]


@pytest.mark.parametrize(
    ("variant", "changes", "new"),
    [
        ("parent", "remove: [officer]", "questions"),
        ("child", "remove: [why, take-down]", "threat"),
        ("child", "sections: [{id: talk, heading: Talk, blocks: [{text: Talk to someone.}]}]", "yourself"),
        ("child", "sections: [{id: talk, after: why}]", "yourself"),
        ("child", "sections: [{id: talk, after: why, heading: Talk, blocks: [{text: Talk to someone.}]}]", "yourself"),
        ("parent", "sections: [{id: near, after: officer, heading: Near, blocks: [{text: Ask.}]}]", "questions"),
        ("parent", "sections: [{id: officer, after: cover, heading: Near, agencies: [victim]}]", "questions"),
    ],
)
def test_a_section_that_has_another_id_now_is_an_error_that_names_it(
    run: Run, tmp_path: Path, variant: str, changes: str, new: str
) -> None:
    own = tmp_path / "own"
    assert run("edition", "new", "kent", "--data", own).code == 0
    with (own / "editions" / "kent.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\n{variant}: {{{changes}}}\n")
    outcome = run("build", "kent", "--data", own, "-o", tmp_path / "out")
    assert outcome.code == 3
    assert "[unknown-section]" in outcome.stderr
    assert f"It is called {new} now." in outcome.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("topic", "new"), [("abuse-online", "pictures"), ("talk", "children")])
def test_a_topic_that_has_another_name_now_is_an_error_that_names_it(
    run: Run, tmp_path: Path, topic: str, new: str
) -> None:
    own = tmp_path / "own"
    assert run("edition", "new", "kent", "--data", own).code == 0
    (own / "agencies.yaml").write_text(
        f"agencies:\n  - {{id: ours, name: Ours, status: active, topic: {topic}, audience: [child], coverage: [kent],\n"
        "     label: {child: For you}, does: {child: They listen.},\n"
        "     contacts: [{id: ask, kind: ask, search_for: the officer, level: own}]}\n",
        encoding="utf-8",
    )
    outcome = run("validate", "--data", own)
    assert "[unknown-topic]" in outcome.stderr, outcome.stderr
    assert f"It is called {new} now." in outcome.stderr
