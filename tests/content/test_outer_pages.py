"""The rule of the outer pages: what a passer-by could read there is judged, and nothing that stands elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leafletgen.content.check import check, examine
from leafletgen.content.compose import compose
from leafletgen.content.leaflet import OfficerPanel
from leafletgen.content.source import read_folder
from tests.support.faults import AG, CH, ED, PA
from tests.support.hand_made import texts_of

LIMITS = "limits: {grade: 5, sentence: 15, outside: [police, guard]}\n"
AGENCY = """\
  - id: new
    name: New Service
    status: active
    topic: talk
    audience: [parent, child]
    coverage: [uk]
    label: {parent: For families, child: For you}
    does: {parent: They listen., child: They listen.}
    fee: charges
    cost: It costs money.
    contacts:
      - {id: phone, kind: call, value: 0808 800 5000, note: By day., level: own}
      - {id: web, kind: search, value: New Service, level: own}
"""


ROW = "    - {agency: new, who: Someone, why: To talk}\n"


def named(folder: Path, how: str) -> None:
    """Let the child's leaflet name the new agency, whose topic is in no outer section, on an outer page."""
    path = folder / CH
    text = path.read_text(encoding="utf-8").replace(
        "back:\n", "  - {id: more, heading: More, agencies: [advice]}\nback:\n"
    )
    old, new = {
        "in the table": ('    - {number: "999"', f'{ROW}    - {{number: "999"'),
        "in the emergency": ("  lead: in danger\n", "  lead: in danger\n  agency: new\n"),
        "in despair": ("      - steps:", "      - crisis: {text: Call them., agencies: [new]}\n      - steps:"),
        "as a key service": ("", ""),
    }[how]
    path.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")


def telling(folder: Path, agency: str = "", edition: str = "") -> list[str]:
    """The words that must not stand outside, quoted, where the good folder has this more in it."""
    for name, more in ((AG, agency), (CH, LIMITS), (ED, edition)):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    _, problems = examine(read_folder(folder))
    assert {problem.code for problem in problems if problem.severity == "error"} <= {"telling-word"}
    return [problem.message.split("”")[0][1:] for problem in problems if problem.code == "telling-word"]


ALLOWED = {
    "as it is": ("", ""),
    "an agency for parents": ("[parent, child]", "[parent]\n    was: Police Service"),
    "words for parents": ("parent: For families", "parent: With the police"),
    "more words for parents": ("parent: They listen.", "parent: They ring the police."),
    "a rider for parents": ("fee: charges", "fee: charges\n    note: {parent: Not the police.}"),
    "a contact for parents": ("By day.", "Ask the police., audience: [parent]"),
    "a contact that is withheld": ("By day.", "Ask the police., withheld: It has gone."),
    "an agency that is withheld": ("fee: charges", "was: Police Service\n    withheld: It has closed."),
    "words of an agency that is withheld": ("child: For you}", "child: From the police}\n    withheld: It has closed."),
    "an agency of another section": (
        "topic: talk\n    audience: [parent, child]",
        "topic: advice\n    audience: [parent]\n    was: Police",
    ),
    "what is not printed": ("fee: charges", "fee: charges\n    comment: The police know it."),
}


@pytest.mark.parametrize("case", ALLOWED)
def test_what_no_outer_page_of_the_leaflet_prints_may_say_anything(folder: Path, case: str) -> None:
    old, new = ALLOWED[case]
    assert old in AGENCY
    assert telling(folder, AGENCY.replace(old, new, 1)) == []


REFUSED = {
    "name": ("New Service\n    status", "Police Service\n    status"),
    "former name": ("fee: charges", "fee: charges\n    was: Police Service"),
    "cost": ("It costs money.", "Police pay."),
    "label": ("child: For you", "child: From the Police"),
    "what it does": ("child: They listen.", "child: Police listen."),
    "rider": ("fee: charges", "fee: charges\n    note: {child: Not the police.}"),
    "note": ("By day.", "Ask the police."),
    "note for the child": ("By day.", "Ask the police., audience: [child]"),
    "what to search for": ("value: New Service", "value: Police Service"),
    "an agency for the child alone": (
        "audience: [parent, child]\n    coverage: [uk]",
        "audience: [child]\n    coverage: [uk]\n    was: Police Service",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_an_outer_page_prints_of_an_agency_is_judged(folder: Path, case: str) -> None:
    old, new = REFUSED[case]
    assert AGENCY.count(old) == 1
    assert [word.lower() for word in telling(folder, AGENCY.replace(old, new))] == ["police"]


CODE = "\n      - {id: page, kind: web, shown: kent.org.uk, opens: 'https://kent.org.uk/police/child', level: own}\n"


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("topic: talk", 1),
        ("topic: advice", 0),
        ("topic: advice\n    card: true", 1),
        ("topic: advice\n    key: true", 0),
    ],
)
def test_the_address_behind_a_code_on_an_outer_page_is_judged(folder: Path, where: str, words: int) -> None:
    """A telephone shows it before it opens it. The table on the cover has no codes."""
    if "advice" in where:
        named(folder, "as a key service")
    assert telling(folder, AGENCY.replace("topic: talk", where).rstrip() + CODE) == ["police"] * words


HOWS = ("in the table", "in the emergency", "in despair", "as a key service")
WITH_NAME = HOWS[1:]


@pytest.mark.parametrize(
    ("case", "hows"),
    [
        ("note", HOWS),
        ("name", WITH_NAME),
        ("label", ("in the emergency", "as a key service")),
        ("what it does", ()),
        ("cost", ()),
    ],
)
@pytest.mark.parametrize("how", HOWS)
def test_what_an_outer_page_prints_of_an_agency_that_it_names_is_judged(
    folder: Path, case: str, how: str, hows: tuple[str, ...]
) -> None:
    old, new = REFUSED[case]
    agency = AGENCY.replace(old, new).replace("topic: talk", "topic: advice")
    if how == "as a key service":
        agency = agency.replace("    status: active", "    status: active\n    key: true")
    named(folder, how)
    assert [word.lower() for word in telling(folder, agency)] == (["police"] if how in hows else [])


MERGED = """merged:
  - id: both
    name: Two services
    label: {child: For you}
    does: {child: They listen.}
"""


@pytest.mark.parametrize(("old", "words"), [("Two services", 1), ("For you", 1), ("They listen.", 1), ("", 0)])
def test_the_words_of_a_shared_row_on_an_outer_page_are_judged(folder: Path, old: str, words: int) -> None:
    first, second = (
        AGENCY.replace("id: new", f"id: {name}").replace(
            "fee: charges", "fee: charges\n    merge: both\n    place: Here"
        )
        for name in ("one", "two")
    )
    row = MERGED.replace(old, "The police") if old else MERGED
    path = folder / AG
    path.write_text(row + path.read_text(encoding="utf-8"), encoding="utf-8")
    second = second.replace("New Service", "Newer Service").replace("0808 800 5000", "0800 1111")
    second = second.replace("      - {id: phone, kind: call, value: 0800 1111, note: By day., level: own}\n", "")
    assert telling(folder, first + second) == ["police"] * words


@pytest.mark.parametrize("key", ["child: {current_version: %s}", "current_version: %s"])
@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("Ask the police.", 1),
        ("{shown: www.kent.police.uk, opens: 'https://www.kent.police.uk/'}", 2),
        ("{shown: www.kent.org.uk, opens: 'https://www.kent.org.uk/police/child.html'}", 1),
        ("{shown: www.kent.org.uk, opens: 'https://www.kent.org.uk/help/kent-child.html'}", 0),
    ],
)
def test_where_an_edition_has_its_newest_version_is_judged(folder: Path, key: str, version: str, words: int) -> None:
    assert telling(folder, edition=f"\n{key % version}\n") == ["police"] * words


INNER = "\n  - id: mine\n    heading: Mine\n    blocks: [{officer: [{label: Name, details: [name]}]}]\nback:\n"


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("Ask the police.", ["police"]),
        ("{shown: www.kent.police.uk, opens: 'https://www.kent.police.uk/'}", []),
        ("{shown: www.kent.org.uk, opens: 'https://www.kent.org.uk/police/child.html'}", []),
    ],
)
@pytest.mark.parametrize(
    ("more", "inside"),
    [
        ("", True),
        ("  remove: [mine]\n", False),
        ("  sections: [{id: mine, heading: New, agencies: [talk]}]\n", False),  # it replaces the section
        ("  sections: [{id: mine, after: cover}]\n", True),  # it only moves
    ],
)
def test_a_telling_address_goes_inside_with_the_officer_s_lines(
    folder: Path, version: str, words: list[str], more: str, inside: bool
) -> None:
    path = folder / CH
    path.write_text(path.read_text(encoding="utf-8").replace("\nback:\n", INNER), encoding="utf-8")
    found = telling(folder, edition=f"\nchild:\n  current_version: {version}\n{more}")
    assert (found == words) is (inside or words != [])
    if words or not inside:
        return
    leaflet = compose(check(read_folder(folder)), "hampshire", "child")
    (panel,) = [
        block for one in leaflet.sections if not one.outside for block in one.blocks if isinstance(block, OfficerPanel)
    ]
    assert panel.version and panel.qr
    assert (panel.version.uri, panel.qr.uri) == (re.findall("https[^']*", version)[0],) * 2
    assert (leaflet.back.version, leaflet.back.code) == (None, None)
    assert "Ask us." in texts_of(leaflet.back.paragraphs)


SECTION = "\nchild: {sections: [{id: talk, heading: Talk, outside: %s, agencies: [talk, advice]}]}\n"
OTHER = AGENCY.replace("topic: talk", "topic: advice").replace("child: For you", "child: From the police")


@pytest.mark.parametrize(("outside", "words"), [("true", ["police"]), ("false", [])])
def test_the_agencies_of_an_edition_s_own_outer_section_are_judged_too(
    folder: Path, outside: str, words: list[str]
) -> None:
    path = folder / CH
    inside = "  - {id: more, heading: More, agencies: [advice]}\nback:\n"
    path.write_text(path.read_text(encoding="utf-8").replace("back:\n", inside), encoding="utf-8")
    assert telling(folder, OTHER, edition=SECTION % outside) == words


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (CH, "neutral_outside: true", "neutral_outside: false"),
        (CH, "    outside: true\n", ""),
        (CH, "outside: [police, guard]", "familiar: [police]"),
    ],
)
def test_a_leaflet_or_section_that_asks_for_nothing_is_not_judged(folder: Path, name: str, old: str, new: str) -> None:
    agency = AGENCY.replace("By day.", "Ask the police.")
    path = folder / name
    text = path.read_text(encoding="utf-8") + LIMITS
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    (folder / AG).write_text((folder / AG).read_text(encoding="utf-8") + agency, encoding="utf-8")
    _, problems = examine(read_folder(folder))
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_the_parents_words_are_not_judged_for_the_childs_outer_pages(folder: Path) -> None:
    path = folder / PA
    path.write_text(path.read_text(encoding="utf-8").replace("title: Help", "title: Police help"), encoding="utf-8")
    assert telling(folder) == []
