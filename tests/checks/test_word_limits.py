"""The numbers of readability and contrast: for each limit a case just outside it and one just inside.

The numbers stand here as literals, so that a limit that changes by mistake fails a test.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from leafletgen.checks.data.contrast import check_theme
from leafletgen.layout.theme import THEMES, Colour
from tests.support.readability import judged

CHILD = "leaflets/child.yaml"
HARD = "Officers investigating inappropriate communications usually recommend immediate reporting."


def own_section(text: str) -> tuple[str, str, str]:
    """A section more in the leaflet for the child; its heading has two words."""
    section = f"  - id: own\n    heading: My own\n    blocks:\n      - text: {text}\n"
    return CHILD, "\nsections:\n", f"\nsections:\n{section}"


def found(data: Path, text: str) -> list[str]:
    return [problem.code for problem in judged(data, own_section(text))]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("My family is here.", []),  # 3 syllables
        ("My activity is here.", ["long-word"]),  # 4 syllables
        ("Stop. It is OK.", []),
        ("Stop. Do it NOW.", ["capitals"]),
        (" ".join(["go"] * 15) + ".", []),
        (" ".join(["go"] * 16) + ".", ["long-sentence"]),
    ],
)
def test_words_and_sentences(data: Path, text: str, codes: list[str]) -> None:
    assert found(data, text) == codes


@pytest.mark.parametrize(("last", "graded"), [("It.", False), ("It is.", True)])
def test_a_section_of_100_words_has_a_grade(data: Path, last: str, graded: bool) -> None:
    """The heading has 2 words, the hard sentences have 24 and the easy ones 72: the last words make it 99 or 100."""
    text = f"{HARD} {HARD} {HARD} {'It is so. ' * 24}{last}"
    assert ("reading-grade" in found(data, text)) is graded


def test_three_of_the_hardest_sentences_are_named(data: Path) -> None:
    edits = (own_section(f"{HARD} {HARD} {HARD} {HARD}"), (CHILD, "  grade: 5", "  grade: 1"))
    (graded,) = (problem for problem in judged(data, *edits) if "leaflet with its agencies" in problem.message)
    assert graded.hint.count("Officers investigating") == 3
    assert graded.hint.count("“") == 3


@pytest.mark.parametrize(
    ("level", "codes"),
    [
        (0.4655, ["contrast"]),  # 4.497:1 on white
        (0.4650, ["contrast-low"]),  # 4.505:1
        (0.3495, ["contrast-low"]),  # 6.991:1
        (0.3490, []),  # 7.005:1
    ],
)
def test_the_contrast_of_text(level: float, codes: list[str]) -> None:
    grey = Colour("grey", (level, level, level), (0, 0, 0, 1 - level))
    problems = check_theme("own", THEMES["parent"]._replace(text=grey))
    assert [problem.code for problem in problems if "grey on white" in problem.message] == codes
