"""`leafletgen officer`: what it says to a hurried person's answers, and how to print and remove what it made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from leafletgen.cli.main import main

Answer = Callable[..., str]


@pytest.fixture
def answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Answer the questions from a pipe, in a folder of its own; gives what was said."""
    monkeypatch.chdir(tmp_path)

    def run(arguments: Sequence[str], *answers: str, code: int = 0) -> str:
        result = CliRunner().invoke(
            main,
            ["officer", *arguments],
            input="".join(f"{text}\n" for text in answers),
            env={"HOME": str(tmp_path / "home"), "XDG_CONFIG_HOME": str(tmp_path / "home")},
        )
        assert result.exit_code == code, result.stderr
        return " ".join(result.stderr.split())

    return run


CHILD = ("hampshire", "--variant", "child", "--mono")


@pytest.mark.parametrize(
    ("options", "changes", "edge"),
    [
        ((), (), "long"),
        ((), ("3", "booklet", "y"), "short"),
        (("--booklet",), (), "short"),
        (("--booklet",), ("5", "a5", "y"), "long"),
        (("--booklet",), ("5", "large", "y"), "long"),
        (("--size", "a5"), ("5", "booklet", "y"), "short"),
    ],
)
def test_how_to_flip_the_paper_fits_the_leaflet_that_was_chosen_last(
    answer: Answer, options: Sequence[str], changes: Sequence[str], edge: str
) -> None:
    said = answer([*CHILD, *options], "Alex", "", *(changes or ["y"]))
    assert f"on both sides, flipped on the {edge} edge." in said


@pytest.mark.parametrize(
    ("options", "command"),
    [
        ((), "leafletgen officer --clean"),
        (("-o", "out"), "leafletgen officer --clean -o out"),
        (("-o", "for printing"), "leafletgen officer --clean -o 'for printing'"),
    ],
)
def test_the_end_gives_the_command_that_deletes_what_was_made(
    answer: Answer, options: Sequence[str], command: str
) -> None:
    said = answer([*CHILD, *options], "Alex", "", "y")
    assert said.endswith(f"Delete the files after printing: {command}")
    assert "Deleted: 1." in answer(["--clean", *options], "yes")


PARENT = ("hampshire", "--variant", "parent", "--mono")
ASKED = ("name", "number", "phone", "reference", "email", "next-contact")


@pytest.mark.parametrize(
    ("detail", "typed", "says"),
    [
        ("number", "4.426E+10", "such as PC 1234."),
        ("number", "Mar-12", "such as PC 1234."),
        ("reference", "12/03/2026", "such as 44260012345."),
        ("phone", "7700 900417", "The telephone number lacks its first nought."),
        ("phone", "447700900417", "The telephone number lacks the + before 44."),
        ("email", "alex", "Write it as name@example.police.uk."),
        ("next-contact", "2026-12-17", "such as Thursday 17 December, 4pm."),
        ("next-contact", "16:00:00", "such as Thursday 17 December, 4pm."),
        ("name", "your name", "Write it as it should be printed"),
    ],
)
def test_what_was_typed_is_refused_with_how_to_write_it_and_how_to_leave_it_out(
    answer: Answer, detail: str, typed: str, says: str
) -> None:
    first = {"name": "Alex", detail: typed}
    answers = [first.get(asked, "") for asked in ASKED[: ASKED.index(detail) + 1]]
    said = answer(PARENT, *answers, *("Alex" if detail == "name" else "", *[""] * len(ASKED)), code=0)
    assert says in said
    assert "changed by a spreadsheet" not in said
    assert "Format the column" not in said
    assert "To leave the line blank, press Enter alone." in said


def test_how_to_leave_a_saved_line_blank_is_said_after_a_wrong_answer(answer: Answer) -> None:
    answer([*CHILD, "--remember"], "Alex", "101", "y")
    said = answer(CHILD, "", "1", "-", "y")
    assert "To leave the line blank, type -." in said
    assert "How to reach them: ____" in said
