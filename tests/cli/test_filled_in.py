"""Files that people fill in: a command that makes one again does not write over what they wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.program import Outcome, Run

MOMENT = {"SOURCE_DATE_EPOCH": "1795478400"}

COMMANDS: dict[str, tuple[str, ...]] = {
    "hampshire-contacts.csv": ("contacts", "sheet", "hampshire", "-o", "{folder}"),
    "hampshire-contacts.xlsx": ("contacts", "sheet", "hampshire", "-o", "{folder}"),
    "hampshire-contacts.cy.csv": ("contacts", "sheet", "hampshire", "--language", "cy", "-o", "{folder}"),
    "services.csv": ("agencies", "export", "{folder}/services.csv", "--all"),
    "services.xlsx": ("agencies", "export", "{folder}/services.xlsx", "--all"),
    "leaflets.cy.csv": ("translate", "export", "cy", "--to", "csv", "-o", "{folder}"),
    "leaflets.cy.xlsx": ("translate", "export", "cy", "--to", "xlsx", "-o", "{folder}"),
    "leaflets.cy.po": ("translate", "export", "cy", "--to", "po", "-o", "{folder}"),
    "leaflets.cy.xlf": ("translate", "export", "cy", "--to", "xliff", "-o", "{folder}"),
}
"""A file, and the command that writes it."""


@pytest.mark.parametrize("name", COMMANDS)
def test_what_people_filled_in_stays(name: str, run: Run, data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files"

    def again(*options: str) -> Outcome:
        typed = (word.replace("{folder}", str(folder)) for word in COMMANDS[name])
        return run(*typed, *options, "--data", data, env=MOMENT)

    assert again().code == 0
    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert again().code == 0, "nobody has changed it"
    (folder / name).write_bytes(made[name] + b"right, rang it")

    refused = again()

    assert refused.code == 2
    assert name in refused.stderr and "--replace" in refused.stderr
    assert "[file-exists]" in refused.stderr
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert after == made | {name: made[name] + b"right, rang it"}
    assert again("--replace").code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == made


def test_a_workbook_of_texts_is_the_same_on_another_day(run: Run, data: Path, tmp_path: Path) -> None:
    """Else the command would say on each day that somebody may have filled it in."""
    for moment in ("1795478400", "1795564800"):
        typed = ("translate", "export", "cy", "--to", "xlsx", "-o", tmp_path, "--data", data)
        assert run(*typed, env={"SOURCE_DATE_EPOCH": moment}).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("agencies", "import"),
        ("contacts", "record", "--from"),
        ("translate", "import", "--by", "comms officer", "--on", "2026-11-20"),
        ("officer", "hampshire", "--from"),
    ],
)
def test_the_mark_of_an_open_file_is_not_taken_for_the_file(
    words: tuple[str, ...], run: Run, data: Path, tmp_path: Path
) -> None:
    """Office writes one beside each file that is open in it."""
    path = tmp_path / "~$services.xlsx"
    path.write_bytes(b"\x06Sam\0" * 30)
    refused = run(*words, path, "--data", data)
    assert refused.code == 5
    assert "[not-a-file]" in refused.stderr and "without ~$" in refused.stderr


def test_the_mark_of_an_open_edition_is_not_read(run: Run, data: Path) -> None:
    (data / "editions" / "~$hampshire.yaml").write_bytes(b"\x06Sam\0" * 30)
    assert run("validate", "--data", data).code == 0
