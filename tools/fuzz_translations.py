"""The inputs of tools/fuzz.py that translators send: YAML, PO, XLIFF, CSV and Excel files, changed in a few places.

In: a source of random numbers and an empty folder. Out: files in the folder, and the arguments of the program.
Why: these files come from other people and their programs, by e-mail. The whole file is changed, and the parts of a
workbook inside it too; some inputs are made to swell or to be read for ever.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from random import Random

from click.testing import CliRunner

from leafletgen.cli.main import main as program
from tools.fuzz_changes import PROJECT, change_text, spoil

_FIXTURE = PROJECT / "tests" / "content" / "fixture"
_IMPORT = ("--by", "force Welsh unit", "--on", "2026-11-24", "--data", "data")
_ENDINGS = {"po": "po", "xliff": "xlf", "csv": "csv", "xlsx": "xlsx"}


@cache
def _made() -> dict[str, bytes]:
    """The files of a new translation of the small data folder, by path; and what `translate export` makes of it."""
    with tempfile.TemporaryDirectory() as place:
        data = Path(shutil.copytree(_FIXTURE, Path(place, "data")))
        _run("translate", "new", "cy", "--data", str(data))
        for form in _ENDINGS:
            _run("translate", "export", "cy", "--to", form, "-o", place, "--data", str(data))
        files = [*sorted((data / "translations").rglob("*.yaml")), *sorted(Path(place).glob("leaflets.*"))]
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in files}


def _run(*arguments: str) -> None:
    result = CliRunner().invoke(program, arguments, prog_name="leafletgen")
    assert result.exit_code == 0, result.output


def _with_translation(folder: Path) -> dict[str, bytes]:
    """Write the data folder with its translation; returns the files of the translation."""
    shutil.copytree(_FIXTURE, folder / "data")
    own = {name: content for name, content in _made().items() if name.startswith("data/")}
    for name, content in own.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return own


def _yaml(random: Random, folder: Path) -> list[str]:
    """A file of the translation in the data folder."""
    own = _with_translation(folder)
    for name in random.sample(sorted(own), random.choice((1, 1, 2))):
        text = change_text(random, own[name].decode(), random.choice((1, 1, 3, 6)))
        (folder / name).write_bytes(spoil(random, text.encode("utf-8", "surrogatepass")))
    commands = (
        *(["validate", "--language", "cy"], ["translate", "status", "cy"], ["list", "languages"]),
        ["build", "hampshire", "--language", "cy", "--draft", "--dry-run"],
    )
    return [*random.choice(commands), "--data", "data"]


def _text(form: str, random: Random, folder: Path) -> list[str]:
    """A filled-in file of text."""
    name = f"leaflets.cy.{_ENDINGS[form]}"
    _with_translation(folder)
    text = _made()[name].decode("utf-8-sig")
    if random.random() < 0.7:  # Somebody filled in some words.
        text = text.replace('msgstr ""', 'msgstr "Gair"').replace("/>\n", ">Gair</target>\n", 3)
    text = change_text(random, text, random.choice((1, 1, 2, 5)))
    if random.random() < 0.1:
        text = text.replace("Gair", random.choice(_SWELLING))
    if form == "xliff" and random.random() < 0.1:
        text = random.choice(_ENTITIES) + text.partition("?>")[2]
    encoding = random.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1"))
    content = text.encode(encoding, "replace" if encoding == "latin-1" else "surrogatepass")
    (folder / name).write_bytes(spoil(random, content))
    return _bring_back(random, name)


_SWELLING = (
    "&a;&a;&a;",
    "{number}" * 400,
    "x" * 70_000,
    "<a>" * 3_000,
    '"\\n"\n' * 3_000,
    "\u202e\u200b",
    "\x00",
    "]]>",
)
_ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///dev/zero">',
    '<?xml version="1.0" encoding="UTF-16"?><!doctype x>',
    '<?xml version="1.1" encoding="utf-7"?>',
)


def _bring_back(random: Random, name: str) -> list[str]:
    more = random.choice(([], [], ["--write"], ["--language", random.choice(("cy", "pl", "xx"))]))
    return ["translate", "import", name, *_IMPORT, *more]


def _workbook(random: Random, folder: Path) -> list[str]:
    """A workbook of which one part was changed, made very large, or replaced."""
    name = "leaflets.cy.xlsx"
    _with_translation(folder)
    with zipfile.ZipFile(io.BytesIO(_made()[name])) as book:
        parts = {one: book.read(one) for one in book.namelist()}
    victim = random.choice(sorted(parts))
    text = parts[victim].decode().replace("><", ">\n<")
    match random.randrange(5):
        case 0:
            parts[victim] = text.replace("><", ">" + "<row/>" * 200_000 + "<", 1).encode()
        case 1:
            parts[victim] = (b"\0" if random.random() < 0.5 else b"<a>") * random.choice((1_000, 30_000_000))
        case 2:
            del parts[victim]
        case _:
            parts[victim] = change_text(random, text, random.choice((1, 2, 5))).encode("utf-8", "surrogatepass")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        for one, content in parts.items():
            book.writestr(one, content)
    (folder / name).write_bytes(spoil(random, made.getvalue()))
    return _bring_back(random, name)


KINDS: dict[str, Callable[[Random, Path], list[str]]] = {
    "translation": _yaml,
    "po": partial(_text, "po"),
    "xliff": partial(_text, "xliff"),
    "table": partial(_text, "csv"),
    "workbook": _workbook,
}
