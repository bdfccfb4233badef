"""Time and memory of the program for the worst inputs of each kind that are known: one table.

    python -m bench.worst [KIND]...

Each input is made in a folder of its own, and the program is run on it once, in a process of its own. Every input must
get a documented exit code within 20 seconds and 1 GB; the command leaves with 1 if one does not. Inputs are written in
pieces: the memory of this process would be counted as that of its children.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from bench.measure import OWN, ROOT, machine, prepare, progress, run, table

SECONDS, MEGABYTES = 20, 1000
PROMISED = frozenset(range(9)) - {1}
FIXTURE = ROOT / "tests" / "content" / "fixture"

Make = Callable[[Path], list[str]]
"""Writes an input into an empty folder; returns the arguments of the program."""


def packed(piece: bytes, times: int, end: bytes = b"") -> bytes:
    """The Flate data of a piece that is repeated."""
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(piece) for _ in range(times)), packer.compress(end), packer.flush()])


def stream(keys: bytes, data: bytes) -> bytes:
    """A stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (keys, len(data), data)


FLATE = b"/Filter/FlateDecode"


def pdf(content: bytes, resources: bytes = b"", more: dict[int, bytes] | None = None, side: int = 150) -> Make:
    """A file of one page; `content` is packed, and `more` are objects by their number from 5."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<<%s>>>>" % (side, side, resources),
        4: stream(FLATE, content),
    } | (more or {})

    def make(folder: Path) -> list[str]:
        parts = [b"%%PDF-1.7\n", *(b"%d 0 obj%s endobj\n" % each for each in objects.items())]
        (folder / "a.pdf").write_bytes(b"".join(parts) + b"trailer<</Root 1 0 R>>")
        return ["preflight", "--profile", "press", "a.pdf"]

    return make


PATTERN = b"/Pattern<</P 5 0 R>>"
TILE = stream(b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 0.0001/YStep 0.0001", b"0 0 1 1 re f")
TREE = {2: b"<</Type/Pages/Kids[%s]/Count 300000>>" % (b"3 0 R " * 300_000)}
FORM = b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>"
FORMS = {number: stream(FORM % (number + 1), b"/F Do /F Do") for number in range(5, 33)}
FAX = stream(
    b"/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode"
    b"/DecodeParms<</K -1/Columns 60000/Rows 60000>>",
    b"\xff" * 10**5,
)

PDF = {
    "a stream of 900 MB": pdf(packed(bytes(10**6), 900)),
    "a fax of 60,000 lines": pdf(packed(b"9 0 0 9 0 0 cm /I Do", 1), b"/XObject<</I 5 0 R>>", {5: FAX}),
    "a form drawn 2^28 times": pdf(packed(b"/F Do", 1), b"/XObject<</F 5 0 R>>", FORMS),
    "tiles every 0.0001 points": pdf(packed(b"/Pattern cs /P scn 0 0 999 999 re f", 1), PATTERN, {5: TILE}, side=999),
    "three million operands": pdf(packed(b"1 " * 10**4, 300, b"re f")),
    "300,000 pages that are one": pdf(packed(b"q", 1), more=TREE),
}


def data(name: str, text: Callable[[], str], before: str = "") -> Make:
    """The data folder of the tests with one file more or another one; `before` comes first in the edition."""

    def make(folder: Path) -> list[str]:
        shutil.copytree(FIXTURE, folder / "data")
        (folder / "data" / name).write_text(text(), encoding="utf-8")
        edition = folder / "data" / "editions" / "hampshire.yaml"
        edition.write_text(before + edition.read_text(encoding="utf-8"), encoding="utf-8")
        return ["validate", "--data", "data"]

    return make


def svg(body: Callable[[], str]) -> Make:
    """A logo."""
    start, end = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">', '<path d="M1 1H9V9z"/></svg>'
    logo = "logo: {colour: a.svg, black: a.svg, alt: A, width_mm: 20}\n"
    return data("a.svg", lambda: f"{start}{body()}{end}", logo)


def chain() -> str:
    """Areas, each within the one before."""
    return "areas:\n" + "".join(f"  - {{id: a{n}, name: A, within: a{n - 1}}}\n" for n in range(1, 40_000))


def nested_uses() -> str:
    """Groups, each of which uses the one before many times."""
    groups = "".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 900 + "</g>" for n in range(1, 5))
    return f'<defs><path id="g0" d="M0 0H9V9z"/>{groups}</defs><use href="#g4"/>'


DATA = {
    "900,000 keys that are none": data("areas.yaml", lambda: "?\n" * 900_000),
    "200,000 comments that may be text": data("areas.yaml", lambda: "- a b #c\n" * 200_000),
    "600,000 accents on a letter": data("areas.yaml", lambda: "areas: [a" + "\u0315\u0300" * 300_000 + "]"),
    "40,000 areas in a chain": data("areas.yaml", chain),
    "80,000 areas of one id": data("areas.yaml", lambda: "areas:\n" + "  - {id: a, name: A}\n" * 80_000),
}
SVG = {
    "uses of uses, 900^4": svg(nested_uses),
    "a style sheet of 49,000 letters": svg(lambda: f"<style>{'a' * 49_000}</style>"),
}


def agency_list(name: str, write: Callable[[Path], object]) -> Make:
    """A list of services."""

    def make(folder: Path) -> list[str]:
        shutil.copytree(FIXTURE, folder / "data")
        write(folder / name)
        return ["agencies", "import", name, "--data", "data"]

    return make


def workbook(path: Path) -> None:
    """A workbook whose sheet is 300 MB of spaces."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book, book.open("xl/worksheets/sheet1.xml", "w") as sheet:
        for _ in range(300):
            sheet.write(b" " * 10**6)


def translation(folder: Path) -> list[str]:
    """A translator's PO file with 40,000 messages that nobody sent."""
    shutil.copytree(FIXTURE, folder / "data")
    for command in (["new", "cy"], ["export", "cy", "--to", "po", "-o", folder]):
        run([OWN, "-m", "leafletgen", "translate", *command, "--data", folder / "data"])
    with (folder / "leaflets.cy.po").open("a", encoding="utf-8") as file:
        file.writelines(f'\nmsgctxt "{n}"\nmsgid "a"\nmsgstr "b"\n' for n in range(40_000))
    return ["translate", "import", "leaflets.cy.po", "--data", "data", "--by", "Welsh unit", "--on", "2026-11-24"]


LISTS = {
    "1.9 million line ends": agency_list("a.csv", lambda path: path.write_text("id" + "\n" * 1_900_000)),
    "400,000 rows": agency_list("a.csv", lambda path: path.write_text("id\n" + "a\n" * 398_000)),
    "a sheet of 300 MB": agency_list("a.xlsx", workbook),
}


def served(answer: Callable[[socket.socket], None]) -> Make:
    """An address of a server on this machine that answers each request so, for as long as this process runs."""

    def make(_: Path) -> list[str]:
        listening = socket.create_server(("127.0.0.1", 0))

        def serve() -> None:
            while True:
                connection, _ = listening.accept()
                with connection, suppress(OSError):
                    connection.recv(10_000)
                    connection.settimeout(SECONDS)
                    answer(connection)

        threading.Thread(target=serve, daemon=True).start()
        return ["links", "--allow-private", f"http://127.0.0.1:{listening.getsockname()[1]}/"]

    return make


def silent(connection: socket.socket) -> None:
    """Say nothing until the other side ends."""
    connection.recv(1)


def continues(connection: socket.socket) -> None:
    """Say 100 for as long as anybody reads it."""
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000)


def revision(folder: Path) -> list[str]:
    """A revision of a data folder with 4,000 files of 20 kB."""
    data_folder = folder / "data"
    shutil.copytree(FIXTURE, data_folder)
    for number in range(3_900):
        (data_folder / "editions" / f"e{number}.txt").write_text(f"{number} " * 4_000, encoding="ascii")
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a", "commit", "-qm", "a"]):
        subprocess.run(["git", "-C", folder, *command], check=True)
    return ["diff", "--data", "data", "HEAD", "data"]


def big(folder: Path) -> list[str]:
    """A file of the most bytes that `preflight` reads, all of them zero."""
    (folder / "a.pdf").touch()
    os.truncate(folder / "a.pdf", 200_000_000)
    return ["preflight", "a.pdf"]


KINDS: dict[str, dict[str, Make]] = {
    "PDF": PDF,
    "SVG": SVG,
    "data": DATA,
    "list": LISTS,
    "translation": {"a PO file of 40,000 messages": translation},
    "links": {"a server that never answers": served(silent), "one that says 100 for ever": served(continues)},
    "diff": {"4,000 files of 20 kB": revision},
    "name": {"a file of 200 MB": big, "one without end": lambda _: ["preflight", "/proc/self/pagemap"]},
}


def rows(kinds: list[str]) -> Iterator[tuple[list[str], bool]]:
    """A row of the table for each input, and whether the promise was kept."""
    for kind in kinds:
        for name, make in KINDS[kind].items():
            progress(f"{kind}: {name}")
            with tempfile.TemporaryDirectory() as place:
                cost = run([OWN, "-m", "leafletgen", *make(Path(place))], codes=PROMISED, folder=Path(place))
            kept = cost.wall < SECONDS and cost.peak < MEGABYTES
            yield [kind, name, str(cost.code), f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.peak:.0f}"], kept


def main() -> int:
    """Measure and print the table; returns 1 if a limit was not kept."""
    prepare()
    found = list(rows(sys.argv[1:] or list(KINDS)))
    print(f"{machine()}.\n\n{table(('kind', 'input', 'exit', 's', 'CPU s', 'peak MB'), [row for row, _ in found])}")  # noqa: T201
    return int(not all(kept for _, kept in found))


if __name__ == "__main__":
    raise SystemExit(main())
