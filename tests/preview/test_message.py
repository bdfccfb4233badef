"""What browsers are told: everything that was typed arrives as text, and links lead to files of the user alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.errors import Problem, Where
from leafletgen.preview.message import Asked, first_of, message
from leafletgen.preview.state import Shown, ShownPage, Snapshot

TYPED = st.text() | st.sampled_from(
    [
        *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>", "-->"),
        *("\n\ndata: {}", "\u2028", "\u202e"),
        "editions/\udcff.yaml",  # as Python has a name of a file that is not UTF-8
    ]
)
NAME = "kent-parent-a5"
CHOICES = tuple(
    (edition, variant, size)
    for edition in ("kent", "wales")
    for variant in ("parent", "child")
    for size in ("a4", "a5")
)


@given(TYPED, TYPED)
def test_whatever_is_typed_arrives_as_it_is_in_one_line(typed: str, other: str) -> None:
    """An event ends at an empty line, so none may be in it."""
    problem = Problem("code", typed, other, Where("data/agencies.yaml", 3, 4))
    shown = Shown((ShownPage("a.svg", 10, 20, (Where(typed, 1, 2),)),), "", other)
    told = message(Snapshot(problems=(problem,), shown={NAME: shown}), NAME, Asked(Path("data")))
    assert b"\n" not in told
    assert b"\r" not in told
    read = json.loads(told)
    assert (read["problems"][0]["message"], read["problems"][0]["hint"], read["fit"]) == (typed, other, other)
    assert read["files"][0]["name"] == typed
    assert read["pages"][0]["places"] == [[0, 1, 2]]


def test_a_file_whose_name_is_not_utf_8_has_a_link() -> None:
    name = Path("/home/us/data/editions") / os.fsdecode(b"\xff.yaml")
    problem = Problem("code", "", "", Where(str(name), 1, 2))
    told = json.loads(message(Snapshot(problems=(problem,)), "", Asked(Path("/home/us/data"), vscode=True)))
    assert told["problems"][0]["link"] == "vscode://file/home/us/data/editions/%FF.yaml:1:2"


def test_names_are_short_in_the_own_folder_and_links_lead_there_alone() -> None:
    own, lower = Where("/home/us/our data/editions/kent.yaml", 7, 3), Where("/opt/leafletgen/agencies.yaml", 9, 5)
    problems = tuple(Problem("code", "", "", where) for where in (own, lower, Where("/home/us/our data"), None))
    for vscode in (False, True):
        told = json.loads(message(Snapshot(problems=problems), "", Asked(Path("/home/us/our data"), vscode=vscode)))
        found = [(problem["place"], problem["short"], problem["link"]) for problem in told["problems"]]
        link = "vscode://file/home/us/our%20data"
        assert found == [
            (str(own), "editions/kent.yaml:7:3", f"{link}/editions/kent.yaml:7:3" if vscode else ""),
            (str(lower), str(lower), ""),
            ("/home/us/our data", ".", link if vscode else ""),
            ("", "", ""),
        ]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        (("", "", ""), "kent-parent-a4"),
        (("wales", "", ""), "wales-parent-a4"),
        (("wales", "child", "a5"), "wales-child-a5"),
        (("", "child", "a5"), "kent-child-a5"),
        (("no-such", "", "a5"), "kent-parent-a5"),
    ],
)
def test_it_begins_with_the_leaflet_that_was_asked_for(asked: tuple[str, str, str], first: str) -> None:
    assert first_of(CHOICES, Asked(Path(), *asked)) == first
    assert first_of((), Asked(Path(), *asked)) == ""
