"""The inputs of tools/fuzz.py: data, pictures, PDF files, lists and command lines, each changed in a few places.

In: a source of random numbers and an empty folder. Out: files in the folder, and the arguments of the program.
Why: each is what a user or somebody else could give to the program. Those of translators are in fuzz_translations.py.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from tools import fuzz_translations
from tools.fuzz_changes import ODD_NUMBERS, ODD_TEXTS, PROJECT, change_text, spoil

_FIXTURE = PROJECT / "tests" / "content" / "fixture"
_HOSTILE = (PROJECT / "tests" / "press" / "hostile", PROJECT.parent / "shared" / "cases" / "hostile-pdf")


def _data(random: Random, folder: Path) -> list[str]:
    """The small data folder of the tests, or one that extends the shipped data, with a file or two changed."""
    data = folder / "data"
    if random.random() < 0.9:
        shutil.copytree(_FIXTURE, data)
    else:
        shutil.copytree(PROJECT / "data" / "editions", data / "editions")
        (data / "settings.yaml").write_text("extends: builtin\n", encoding="utf-8")
    for path in random.sample(files := sorted(data.rglob("*.yaml")), random.randint(1, min(2, len(files)))):
        text = change_text(random, path.read_text(encoding="utf-8"), random.choice((1, 1, 2, 5)))
        path.write_bytes(spoil(random, text.encode("utf-8", "surrogatepass")))
    if random.random() < 0.2:
        traps = f"traps:\n  - id: a\n    pattern: {random.choice(ODD_TEXTS)}\n    says: Wrong.\n    instead: Right.\n"
        (data / "traps.yaml").write_text(traps, encoding="utf-8")
    command = random.choice((["validate"], ["validate", "--strict"], ["list"], ["validate", "--format", "github"]))
    return [*command, "--data", str(data)]


_ELEMENTS = (
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polygon",
    "polyline",
    "use",
    "defs",
    "style",
    "svg",
    "text",
    "a",
)
_ATTRIBUTES = (
    *(
        "d",
        "points",
        "x",
        "y",
        "width",
        "height",
        "rx",
        "ry",
        "r",
        "cx",
        "cy",
        "x1",
        "y2",
        "fill",
        "stroke",
        "stroke-width",
    ),
    *("transform", "style", "class", "id", "href", "viewBox", "opacity", "stroke-dasharray", "display", "clip-path"),
)
_PATHS = (
    "M{} {}",
    "L{} {}",
    "h{}",
    "V{}",
    "C{} {} {} {} {} {}",
    "s{} {} {} {}",
    "q{} {} {} {}",
    "T{} {}",
    "A{} {} {} 0 1 {} {}",
    "z",
)
_TRANSFORMS = (
    "translate({})",
    "scale({} {})",
    "rotate({} {} {})",
    "matrix({} {} {} {} {} {})",
    "skewX({})",
    "scale({}",
)
_VALUES = (
    *(
        "red",
        "none",
        "#123",
        "url(#a)",
        "url(b.svg)",
        "rgb(1,2,3)",
        "inherit",
        "50%",
        "#a",
        "a",
        "b c",
        "fill:red;",
        "0 0 100 50",
    ),
    *(
        "stroke:blue;stroke-width:{}",
        "evenodd",
        "javascript:x",
        "1 2 3",
        "{} {}",
        "{}",
        "/*",
        "a{{fill:red}}",
        ".a,b{{}}",
    ),
)


def _figure(random: Random) -> str:
    return random.choice(ODD_NUMBERS) if random.random() < 0.15 else f"{random.uniform(-20, 120):.3g}"


def _filled(random: Random, template: str) -> str:
    return re.sub(r"\{\}", lambda _: _figure(random), template).replace("{{", "{").replace("}}", "}")


def _value(random: Random, name: str) -> str:
    if name == "d":
        return "M1 1" + "".join(_filled(random, random.choice(_PATHS)) for _ in range(random.choice((1, 3, 9, 400))))
    if name == "transform":
        return "".join(_filled(random, random.choice(_TRANSFORMS)) for _ in range(random.choice((1, 2, 90))))
    if name == "points":
        return " ".join(_figure(random) for _ in range(random.choice((2, 5, 6, 300))))
    return _figure(random) if random.random() < 0.6 else _filled(random, random.choice(_VALUES))


def _element(random: Random, depth: int) -> str:
    name = random.choice(_ELEMENTS[:9]) if random.random() < 0.9 else random.choice(_ELEMENTS)
    named = random.sample(_ATTRIBUTES, random.randrange(6)) + (["d"] if name == "path" else [])
    attributes = "".join(f' {one}="{_value(random, one)}"' for one in dict.fromkeys(named))
    inside = "" if depth > 4 else "".join(_element(random, depth + 1) for _ in range(random.choice((0, 0, 1, 3))))
    inside = _filled(random, random.choice(_VALUES)) if name == "style" else inside
    return f"<{name}{attributes}>{inside}</{name}>" * (1 if inside else random.choice((1, 1, 1, 2, 90)))


def _svg(random: Random, folder: Path) -> list[str]:
    """A data folder with a logo that was drawn at random."""
    data = folder / "data"
    shutil.copytree(_FIXTURE, data)
    for name in ("a.svg", "b.svg"):
        body = '<path d="M10 10H90V40z"/>' + "".join(_element(random, 0) for _ in range(random.choice((1, 2, 5))))
        text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{body}</svg>'
        (data / name).write_bytes(spoil(random, text.encode())[:990_000])
    edition = data / "editions" / "hampshire.yaml"
    logo = "logo: {colour: a.svg, black: b.svg, alt: A, width_mm: 20}\n"
    edition.write_text(logo + edition.read_text(encoding="utf-8"), encoding="utf-8")
    return ["list", "--data", str(data)]


_PEOPLE = 'name,number,phone,email,reference,next-contact\n"PC Ann Other",1234,101,a@b.police.uk,44,"Monday, 9 am"\n'


def _csv(random: Random, folder: Path) -> list[str]:
    """A list of officers, or a file of details."""
    if random.random() < 0.5:
        text = change_text(random, _PEOPLE.replace(",", random.choice(",;\t")), random.randint(1, 4))
        (folder / "people.csv").write_bytes(spoil(random, text.encode("utf-8", "surrogatepass")))
        how = ["officer", "england", "--variant", random.choice(("parent", "child")), "--from", "people.csv"]
        return [*how, *random.choice(([], ["--keep-going"], ["--size", "a5"]))]
    details = "name: Ann Other\nnumber: 1234\nphone: 01632 960001\nemail: a@b.police.uk\nreference: 44\n"
    text = change_text(random, details, random.randint(1, 3))
    (folder / "me.yaml").write_bytes(spoil(random, text.encode("utf-8", "surrogatepass")))
    return ["build", "england", "--variant", "parent", "--size", "a5", "--officer-file", "me.yaml"]


_TOKEN = re.compile(
    rb"/[A-Za-z]+|[-+]?\d*\.?\d+|<<|>>|\[|\]|\([^)]*\)|<[0-9A-Fa-f]*>|\bobj\b|endobj|stream|endstream|R\b"
)
_PDF_VALUES = (
    *(
        b"null",
        b"true",
        b"[]",
        b"<<>>",
        b"(a)",
        b"<ff>",
        b"/X",
        b"0",
        b"-1",
        b"1e9",
        b"99999999999",
        b"0.0001",
        b"1 0 R",
    ),
    *(
        b"2 0 R",
        b"9 0 R",
        b"[1 0 R]",
        b"[0 0 0 0]",
        b"[0 0 14400 14400]",
        b"(\xfe\xff\xd8\x00)",
        b"/DeviceN",
        b"/FlateDecode",
    ),
)


@cache
def _pdf_files() -> tuple[bytes, ...]:
    """Small PDF files to change: those of the tests, and those that stand beside a checkout, if there are any."""
    found = [path.read_bytes() for folder in _HOSTILE if folder.is_dir() for path in sorted(folder.glob("*.pdf"))]
    return tuple(found) or (_SMALL_PDF,)


_SMALL_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 44>>stream\nBT /F 12 Tf 50 500 Td (Words) Tj ET 0 0 9 9 re f\nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n"
)


def _pdf(random: Random, folder: Path) -> list[str]:
    """A small PDF file with some of its tokens changed."""
    content = random.choice(_pdf_files())
    for _ in range(random.choice((1, 1, 2, 4))):
        tokens = list(_TOKEN.finditer(content))
        if not tokens:
            break
        token = random.choice(tokens)
        other = random.choice(tokens)[0] if random.random() < 0.4 else random.choice(_PDF_VALUES)
        content = content[: token.start()] + random.choice((other, other, b"")) + content[token.end() :]
    (folder / "a.pdf").write_bytes(spoil(random, content))
    return ["preflight", "a.pdf", *random.choice(([], ["--profile", "office"], ["--profile", "press"]))]


_COMMANDS: tuple[tuple[str, ...], ...] = (
    *(
        ("build", "england", "--variant", "parent", "--size", "a5", "--dry-run"),
        ("list",),
        ("list", "forces"),
        ("diff", "{}", "{}"),
    ),
    *(
        ("edition", "new", "{}"),
        ("contacts", "stale", "{}"),
        ("contacts", "record", "{}", "{}"),
        ("preflight", "{}"),
        ("schema",),
    ),
    *(
        ("officer",),
        ("officer", "{}"),
        ("{}",),
        ("build", "{}", "--check"),
        ("contacts", "sheet", "england"),
        ("validate", "{}"),
    ),
)
_OPTIONS = (
    *(
        "--data",
        "-o",
        "--output-intent",
        "--output-condition",
        "--officer-file",
        "--from",
        "--variant",
        "--size",
        "--on",
        "--how",
    ),
    *(
        "--by",
        "--days",
        "-j",
        "--profile",
        "--standard",
        "--require-checked",
        "--officer-name",
        "--officer-phone",
        "--reference",
    ),
)
_FLAGS = (
    "--json",
    "-q",
    "-v",
    "--booklet",
    "--large-print",
    "--mono",
    "--marks",
    "--fillable",
    "--full-details",
    "--forget",
    "--help",
)
_PLACES = (
    "pipe",
    "loop",
    "dangling",
    "huge",
    "folder",
    "/dev/zero",
    "/dev/null",
    "n" * 300,
    "-",
    ".",
    "",
    "file",
    "file/x",
)


def _options(random: Random, folder: Path) -> list[str]:
    """A command line with odd values, in a folder with odd things."""
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to("loop")
    (folder / "dangling").symlink_to("nowhere")
    (folder / "folder").mkdir()
    (folder / "file").write_text(random.choice(ODD_TEXTS), encoding="utf-8", errors="surrogatepass")
    with (folder / "huge").open("wb") as file:
        file.truncate(20_000_000_000)

    def odd() -> str:
        chosen = random.choice(
            (*_PLACES, *_PLACES, *ODD_TEXTS, *ODD_NUMBERS, "parent", "a5", "press", "england", "childline")
        )
        return chosen.replace("\0", "")

    arguments = [one.replace("{}", odd()) if "{}" in one else one for one in random.choice(_COMMANDS)]
    for _ in range(random.randrange(4)):
        arguments += [random.choice(_OPTIONS), odd()] if random.random() < 0.7 else [random.choice(_FLAGS)]
    return arguments


KINDS: dict[str, Callable[[Random, Path], list[str]]] = {
    "data": _data,
    "svg": _svg,
    "csv": _csv,
    "options": _options,
    "pdf": _pdf,
    **fuzz_translations.KINDS,
}
"""Each makes an input of its kind in a folder, and returns the arguments of the program."""
