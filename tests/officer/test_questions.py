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
