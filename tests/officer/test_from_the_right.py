"""An officer's details in a leaflet that is read from the right: each number as it was typed, or no copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from leafletgen.layout import isolates, mixed
from tests.support.copied_text import by_pdfium, by_poppler
from tests.support.program import run_inside
from tests.support.translated import in_language, own_folder

PHONE, REFERENCE, NEXT = "07700 900417", "ZZ/44617/26", "الخميس 17 ديسمبر، 10:30–12:00"
DETAILS = ("--officer-phone", PHONE, "--reference", REFERENCE, "--next-contact", NEXT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return in_language(own_folder(tmp_path_factory.mktemp("arabic") / "ours"), "ar")


def asked(folder: Path, output: Path, language: str = "ar") -> tuple[str | Path, ...]:
    command = ("build", "gwent", "--data", folder, "--language", language, "-o", output)
    return (*command, "--variant", "parent", "--size", "a5")


@pytest.mark.parametrize("name", ["أحمد علي", "PC أحمد علي", "Dr. Sarah O’Neill", "Олена", "রহিম"])
def test_names_and_numbers_are_printed_as_they_were_typed(name: str, folder: Path, tmp_path: Path) -> None:
    outcome = run_inside(*asked(folder, tmp_path), "--officer-name", name, *DETAILS)
    assert outcome.code == 0, outcome.stderr
    (path,) = tmp_path.rglob("*-officer.pdf")
    copied = " ".join(" ".join(by_pdfium(path)).split())
    assert PHONE in copied and "10:30-12:00" in copied and "12:00-10:30" not in copied
    copied += "".join(by_poppler(path))  # PDFium turns the words of a Latin name round.
    assert all(word in copied for word in name.split())


@pytest.mark.parametrize(("language", "turned"), [("ar", PHONE), ("ar", "10:30–12:00"), ("en-GB", "10:30–12:00")])
def test_a_number_that_would_be_turned_round_is_refused_and_not_quoted(
    language: str, turned: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_one(text: str, values: tuple[str, ...], *, latin: bool) -> list[tuple[int, int]]:
        return [place for place in isolates.isolates_in(text, values, latin=latin) if text[slice(*place)] != turned]

    monkeypatch.setattr(mixed, "isolates_in", without_one)
    mixed._analysed.cache_clear()
    outcome = run_inside(*asked(folder, tmp_path, language), *DETAILS)
    mixed._analysed.cache_clear()
    assert outcome.code != 0
    assert "[wrong-order]" in outcome.stderr
    assert not any(part in outcome.stderr for part in (turned, "0417", "44617", "12:00"))
    assert not list(tmp_path.rglob("*.pdf"))
