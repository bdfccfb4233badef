"""Data folders with translations that a test has signed itself: no person has checked a shipped one."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from leafletgen.editorial.translate import write_pseudo
from tests.support.project import PROJECT

CHECKED = '  checked: {by: "second translator", on: 2099-01-01}\n'
CHECKED_AGAIN = '  checked_again: {by: "force Welsh unit", on: 2099-01-01}\n'

GWENT = """\
id: gwent
name: Gwent
force: gwent
areas: [gwent]
date: 2026-11-24
version: "1"
"""


def own_folder(folder: Path, more: str = "") -> Path:
    """A data folder with the edition of a Welsh force; `more` are lines of the edition."""
    (folder / "editions").mkdir(parents=True)
    (folder / "settings.yaml").write_text("extends: builtin\n", encoding="utf-8")
    (folder / "editions" / "gwent.yaml").write_text(GWENT + more, encoding="utf-8")
    return folder


def in_pseudo(folder: Path) -> Path:
    """The same with every text in pseudo-English, signed."""
    write_pseudo(folder)
    sign(folder, "qps")
    return folder


def in_shipped(folder: Path, tag: str) -> Path:
    """The same with the shipped translation into a language, signed."""
    shutil.copytree(PROJECT / "data" / "translations" / tag, folder / "translations" / tag)
    sign(folder, tag)
    return folder


def sign(folder: Path, tag: str) -> None:
    """Sign all texts as checked by two roles."""
    for path in (folder / "translations" / tag).glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(r"(  translated: .*\n)", rf"\1{CHECKED}{CHECKED_AGAIN}", text, count=1), encoding="utf-8"
        )


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that is in a file once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is in {path} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")
