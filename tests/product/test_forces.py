"""An edition for every police force, made as a comms officer would, checked in the finished files.

The expected content does not come from leafletgen: the data files are read as plain YAML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml

from tests.support.expected import texts_of
from tests.support.pdf_checks import CheckPdf
from tests.support.program import run_inside
from tests.support.tagged_reader import Node, Tagged

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[2] / "data"
VARIANTS = ("parent", "child")
SIZES = ("a4", "a5")
OTHER_LAW = ("scotland", "northern-ireland")
"""The nations whose files must not contain texts about the law of England and Wales."""

# What would be law, or a claim about it, in a file for a nation whose law is not known here. That a family can ask a
# solicitor is none.
LAW = r"\b(?:criminal|offences?|illegal to|the law|(?<!officer or a )solicitors?|appropriate adult|formal action"
LAW += r"|your rights|charged|court|prosecut\w+|caution\w*|arrest\w*)\b"


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)


SERVICES = load(DATA / "agencies.yaml")
FORCES: list[dict[str, Any]] = load(DATA / "forces.yaml")["forces"]
AREAS: dict[str, dict[str, str]] = {area["id"]: area for area in load(DATA / "areas.yaml")["areas"]}
AGENCIES: list[dict[str, Any]] = SERVICES["agencies"]
MERGED: dict[str, str] = {row["id"]: row["name"] for row in SERVICES["merged"]}
LEAFLETS: dict[str, Any] = {path.stem: load(path) for path in (DATA / "leaflets").glob("*.yaml")}


def around(area: str) -> set[str]:
    """An area and all that it lies in."""
    outer = AREAS[area].get("within")
    return {area} | (around(outer) if outer else set())


def holds(bound: dict[str, Any], force: dict[str, Any]) -> bool:
    """Whether words bound to some nations hold in all areas of a force."""
    return "only_in" not in bound or all(around(area) & set(bound["only_in"]) for area in force["areas"])


def expected(force: dict[str, Any], variant: str) -> list[str]:
    """The names of the rows and tiles of services that the leaflet of a force should print."""
    reached = set().union(*(around(area) for area in force["areas"]))
    served = [
        agency
        for agency in AGENCIES
        if not agency.get("withheld") and variant in agency["audience"] and reached & set(agency["coverage"])
    ]
    names = []
    for section in LEAFLETS[variant]["sections"]:
        if holds(section, force):
            rows = [agency for agency in served if agency["topic"] in section.get("agencies", [])]
            alike = Counter(agency.get("merge") for agency in rows)
            shared = {merge for merge, count in alike.items() if merge and count > 1}
            names += [MERGED[merge] for merge in shared]
            names += [agency["name"] for agency in rows if agency.get("merge") not in shared]
            names += [agency["name"] for agency in served if agency["topic"] in section.get("tiles", [])]
    return names


def bound_words() -> Iterator[str]:
    """Every sentence that the data bind to some nations."""
    for leaflet in LEAFLETS.values():
        for section in leaflet["sections"]:
            for block in [*section.get("blocks", []), *section.get("after", [])]:
                bound = block.get("only_in", section.get("only_in", []))
                if bound and not set(bound) & set(OTHER_LAW):
                    for text in texts_of(block):  # a paragraph may go on on the next page, a sentence less often
                        yield from (
                            words for words in re.split(r"(?<=[.!?:]) ", " ".join(text.split())) if " " in words
                        )


@pytest.fixture(scope="module")
def made(editions_of_all_forces: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the leaflets of all 45 forces."""
    out = tmp_path_factory.mktemp("made")
    outcome = run_inside("build", "--data", editions_of_all_forces, "-o", out)
    assert outcome.code == 0, outcome.stderr
    return out


def read(path: Path) -> str:
    """The text of a file, in one line."""
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def first_page(path: Path) -> str:
    """The text of page 1, in one line."""
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(pdf[0].get_textpage().get_text_range().split())


def number_of(agency_id: str) -> str:
    """The first number that one rings, or texts, to reach an agency."""
    (agency,) = (agency for agency in AGENCIES if agency["id"] == agency_id)
    contact = next(contact for contact in agency["contacts"] if contact["kind"] in ("call", "text"))
    return f"{contact['keyword']} to {contact['value']}" if "keyword" in contact else str(contact["value"])


PARENTS_CALL = {
    "nspcc-helpline": "NSPCC",
    "childline": "Childline",
    "stop-it-now": "Stop It Now",
    "samaritans": "Samaritans",
}
CHILDREN_CALL = {"childline": "Childline", "shout": "Shout", "samaritans": "Samaritans"}


@pytest.mark.parametrize("size", SIZES)
def test_in_five_seconds_a_parent_finds_whom_to_call_and_the_officer(made: Path, size: str) -> None:
    for force in FORCES:
        page = first_page(made / f"{force['id']}-parent-{size}.pdf")
        assert re.search(r"\b999\b", page)
        for agency, name in PARENTS_CALL.items():
            assert name in page and number_of(agency) in page, (force["id"], agency)
        assert re.search(r"Your officer .*Name .*Phone", page), force["id"]


@pytest.mark.parametrize("size", SIZES)
def test_in_five_seconds_a_child_finds_four_numbers_and_a_passer_by_nothing(made: Path, size: str) -> None:
    telling = re.compile(rf"\b(?:{'|'.join(LEAFLETS['child']['limits']['outside'])})", re.IGNORECASE)
    for force in FORCES:
        page = first_page(made / f"{force['id']}-child-{size}.pdf")
        numbers = [number_of(agency) for agency in CHILDREN_CALL] + ["999"]
        assert all(number in page for number in numbers), force["id"]
        assert all(name in page for name in CHILDREN_CALL.values())
        assert telling.findall(page) == []
        with pypdfium2.PdfDocument(made / f"{force['id']}-child-{size}.pdf") as pdf:
            last = " ".join(pdf[len(pdf) - 1].get_textpage().get_text_range().split())
        assert telling.findall(last) == []


def test_every_leaflet_of_every_force_is_made(made: Path) -> None:
    names = {f"{force['id']}-{variant}-{size}.pdf" for force in FORCES for variant in VARIANTS for size in SIZES}
    assert len(names) == 180
    assert {path.name for path in made.glob("*.pdf")} == names


@pytest.mark.parametrize("force", FORCES, ids=lambda force: force["id"])
def test_the_leaflets_of_a_force_say_what_they_must_and_nothing_of_elsewhere(
    force: dict[str, Any], made: Path, check_pdf: CheckPdf
) -> None:
    for variant in ("parent", "child"):
        path = made / f"{force['id']}-{variant}-a5.pdf"
        check_pdf(path)
        text = read(path)
        assert "999" in text
        tree = Tagged(path.read_bytes()).tree
        others = {LEAFLETS[variant]["emergency"]["heading"], LEAFLETS["child"]["card"]["back"]["heading"]}
        names = [_name(node) for node in tree.walk() if node.role == "H3"]
        names = [name for name in names if name not in others]
        assert sorted(names) == sorted(expected(force, variant))
        assert len(names) >= (12 if variant == "parent" else 6)
        assert _empty_sections(tree) == []
        assert (force["name"] in text) == (variant == "parent")
        bound = [words for words in bound_words() if words in text]
        if force["nation"] in OTHER_LAW:
            assert bound == []
            assert re.findall(LAW, text, re.IGNORECASE) == []
            assert re.findall(r"Victim Support|\bNHS\b|YoungMinds|\bMeic\b|England|Wales", text) == []
        else:
            assert bound


def _name(heading: Node) -> str:
    """The name of a service as its heading gives it, without the name that it had."""
    return re.sub(r" ?\(was .*\)$", "", heading.text.strip())


def _empty_sections(tree: Node) -> list[str]:
    """The headings of sections with fewer than 20 characters of text."""
    found = []
    for section in (node for node in tree.walk() if node.role == "Sect"):
        headings = [kid.text for kid in section.kids if isinstance(kid, Node) and kid.role == "H2"]
        said = "".join(kid.text for kid in section.kids if isinstance(kid, Node) and kid.role != "H2")
        if headings and len(said.strip()) < 20:
            found.append(headings[0])
    return found
