"""What `validate` says of an edition's words: by the limits of their own leaflet, with the true reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.own_folder import AGENCIES, own_folder
from tests.support.program import Run

LONG = " ".join(["words"] * 20)


def found(run: Run, folder: Path, code: str) -> list[str]:
    problems = json.loads(run("validate", "--data", folder, "--json").stdout)["problems"]
    assert not [one for one in problems if one["severity"] == "error"], problems
    return [one["message"] for one in problems if one["code"] == code]


@pytest.mark.parametrize(
    ("edition", "count"),
    [
        (f'parent:\n  contact_lines: ["{LONG}."]\n', 0),
        (f"parent:\n  other_formats: {LONG}.\n", 0),
        (f'parent:\n  emergency_lines: ["{LONG}."]\n', 0),
        (f"parent:\n  sections:\n    - {{id: next, heading: Next, blocks: [{{text: {LONG}.}}]}}\n", 0),
        (f'child:\n  contact_lines: ["{LONG}."]\n', 1),
        (f"child:\n  other_formats: {LONG}.\n", 1),
        (f"other_formats: {LONG}.\n", 1),
    ],
)
def test_words_are_judged_by_the_limits_of_their_own_leaflet(
    edition: str, count: int, run: Run, tmp_path: Path
) -> None:
    assert len(found(run, own_folder(tmp_path, agencies="", edition=edition), "long-sentence")) == count


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Ask at Canterbury Academy.", 0),
        ("Call Carolina Fitzalan House.", 0),
        ("Go to Peterborough or to Northumberland.", 0),
        ("Tell the Commissioner of Kent.", 0),
        ("We have unimaginable things.", 1),
        ("Unimaginable things are here.", 1),
    ],
)
def test_a_name_is_no_long_word(words: str, count: int, run: Run, tmp_path: Path) -> None:
    data = own_folder(tmp_path, agencies="", edition=f'parent:\n  contact_lines: ["{words}"]\n')
    assert len(found(run, data, "long-word")) == count


def test_the_true_reason_why_an_agency_is_not_printed(run: Run, tmp_path: Path) -> None:
    elsewhere = own_folder(tmp_path / "a", agencies=AGENCIES.replace("coverage: [kent]", "coverage: [wales]"))
    (message,) = found(run, elsewhere, "agency-unprinted")
    assert "none is for an area that it serves" in message
    removed = own_folder(
        tmp_path / "b",
        agencies=AGENCIES.replace("topic: wellbeing", "topic: controls"),
        edition="parent: {remove: [controls]}\n",
    )
    (message,) = found(run, removed, "agency-unprinted")
    assert "the section with its topic controls is not in kent" in message


PROMISES = (
    "Here are two examples.",
    "The services below can help you.",
    "Here is who can help you.",
    "These helplines listen.",
    "Call one of them.",
    "The following services are free.",
    "These two services help you at once.",
    "Both helplines are free.",
    "Some local charities know your school.",
    "Call one of these numbers.",
    "Any of these websites helps.",
    "Pick one from this list.",
    "Our three services near you are free.",
)


@pytest.mark.parametrize("words", PROMISES)
def test_a_section_without_services_that_promises_some_is_a_warning(words: str, run: Run, tmp_path: Path) -> None:
    section = "{id: near, after: why, heading: Near, blocks: [{text: %s}], agencies: [wellbeing]}"
    new = f"parent:\n  sections:\n    - {section}\n"
    lost = AGENCIES.replace("coverage: [kent]", "coverage: [wales]").replace("topic: wellbeing", "topic: near-you")
    data = own_folder(tmp_path / "lost", agencies=lost, edition=(new % words).replace("[wellbeing]", "[near-you]"))
    (message,) = found(run, data, "services-missing")
    assert words[:20] in message
    kept = own_folder(tmp_path / "kept", edition=new % words)
    assert found(run, kept, "services-missing") == []


@pytest.mark.parametrize("force", ["police-scotland", "northern-ireland", "kent", "gwent"])
def test_a_nation_without_words_on_its_law_is_told(force: str, run: Run, tmp_path: Path) -> None:
    assert run("edition", "new", force, "--data", tmp_path).code == 0
    messages = found(run, tmp_path, "parts-lacking")
    assert len(messages) == (2 if force in ("police-scotland", "northern-ireland") else 0)
    assert all("Your rights" in message for message in messages if "child" in message)


def test_a_word_that_is_too_wide_names_the_leaflet_and_its_size(run: Run, tmp_path: Path) -> None:
    data = own_folder(tmp_path / "data", edition=f"parent:\n  imprint: {'W' * 60}\n")
    outcome = run("build", "kent", "--variant", "parent", "--size", "a5", "--data", data, "-o", tmp_path / "out")
    assert outcome.code == 4
    assert "kent parent a5: “WWW" in outcome.stderr and "[word-too-wide]" in outcome.stderr
