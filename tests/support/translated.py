"""Data folders with translations that a test has signed itself: no person has checked a shipped one."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from leafletgen.content.check import check
from leafletgen.content.languages import language_of
from leafletgen.content.source import read_folder
from leafletgen.content.translations.records import FILE_KINDS, Segment, Signature, Signatures
from leafletgen.content.translations.translation import read_translation
from leafletgen.content.translations.wanted import wanted_texts
from leafletgen.editorial.pseudo import pseudo
from leafletgen.editorial.translate import write_pseudo
from leafletgen.editorial.translation_text import file_text
from leafletgen.errors import Where

CHECKED = '  checked: {by: "second translator", on: 2025-01-01}\n'
CHECKED_AGAIN = '  checked_again: {by: "force Welsh unit", on: 2025-01-01}\n'

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


def in_language(folder: Path, tag: str) -> Path:
    """The same with the shipped texts in a language, signed; pseudo-English if there is none for today's English."""
    catalogue = check(read_folder(folder))
    language = language_of(tag)
    translation = read_translation(catalogue, language, {})
    at = Where("")
    signed = Signatures(
        at=at,
        translated=Signature(at=at, by="translator of a force", on=datetime.date(2026, 11, 20)),
        checked=Signature(at=at, by="second translator", on=datetime.date(2026, 11, 21)),
        checked_again=Signature(at=at, by="language officer", on=datetime.date(2026, 11, 22)),
    )
    (folder / "translations" / tag).mkdir(parents=True)
    for kind in FILE_KINDS:
        segments = [
            Segment(at=at, place=key[1], en=key[2], text=text.words if text.state == "current" else pseudo(key[2]))
            for key, text in translation.texts.items()
            if key[0] == kind
        ]
        outside = translation.outside if kind == "child" else ()
        path = folder / "translations" / tag / f"{kind}.yaml"
        path.write_text(file_text(language, kind, signed, outside, segments), encoding="utf-8")
    return folder


def in_letters(folder: Path, tag: str, letters: str) -> Path:
    """The same in a language of which only the letters are: each Latin letter of the English is one of `letters`."""
    signed = Signatures(
        at=Where(""),
        translated=Signature(at=Where(""), by="translator", on=datetime.date(2026, 11, 20)),
        checked=Signature(at=Where(""), by="second translator", on=datetime.date(2026, 11, 21)),
        checked_again=Signature(at=Where(""), by="language officer", on=datetime.date(2026, 11, 22)),
    )

    def other(found: re.Match[str]) -> str:
        return found.group() if len(found.group()) > 1 else letters[ord(found.group().lower()) % len(letters)]

    wanted = wanted_texts(check(read_folder(folder)))
    (folder / "translations" / tag).mkdir(parents=True)
    for kind in FILE_KINDS:
        segments = [
            Segment(at=Where(""), place=one.place, en=one.en, text=re.sub(r"\{[a-z]+\}|[A-Za-z]", other, one.en))
            for one in wanted
            if one.file == kind
        ]
        outside = (letters * 2,) if kind == "child" else ()
        text = file_text(language_of(tag), kind, signed, outside, segments)
        (folder / "translations" / tag / f"{kind}.yaml").write_text(text, encoding="utf-8")
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
