"""Make the faces of fonts/<script>/ for scripts other than Latin: the letters of our languages from whole Noto faces.

In: a folder with the source files of SOURCES, and the alphabets of content/languages.py. Out: for each face a folder
with Regular and Bold, OFL.txt and FONTLOG.txt; the same bytes each time. A source with another sha256 is refused.
Why: the whole faces would make the package much larger. The version of a face decides whether text can be copied out of
a PDF: newer ones split letters into glyphs without text.

    apt-get download fonts-noto-core=20201225-1 && dpkg -x fonts-noto-core_20201225-1_all.deb noto
    python -m tools.subset_fonts noto/usr/share/fonts/truetype/noto
"""

from __future__ import annotations

import hashlib
import io
import sys
import unicodedata
from pathlib import Path
from typing import NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from leafletgen.content.languages import FACES, LANGUAGES, Language

FONTS = Path(__file__).parent.parent / "fonts"
WEIGHTS = ("Regular", "Bold")


class Source(NamedTuple):
    """A face as its makers publish it: its name, and the sha256 of the files of Regular and Bold."""

    name: str
    regular: str
    bold: str


SOURCES = {
    "NotoNaskhArabic": Source(
        "Noto Naskh Arabic 2.004",
        "8c67eaa2f0086872628fc3f7f760386f83c8be5c5e9a1ba3a38891237b2ac7cb",
        "b5cbcb561b4b540ff11d7b6934577dbbbbb9e1d152d47f6f31f19176d58ff39c",
    ),
    "NotoNastaliqUrdu": Source(
        "Noto Nastaliq Urdu 2.000",
        "fe24c4a05b19482beac11e4b90a0f6754214f1cb5e925cf9e86b48283ac37522",
        "6b81290dc928bac40fa4b71370f4ef260ad8c33d17be38eab05376490077ebc4",
    ),
    "NotoSansBengali": Source(
        "Noto Sans Bengali 2.001",
        "9bb35b3547829ecc42041b6017e87fd4c5f1da1edcd00f59171777050f346018",
        "22c9ff99baca4d31c531ce450a1369beed889467e1ad964f4b8a6f810aa46955",
    ),
    "NotoSans": Source(
        "Noto Sans 2.004",
        "89c3c497f618fdaa0b2d1e98fef93582f28c71debd2c4a8cdf41f190ced2909d",
        "e83493c945848ecd4a9ad0f6d19164541a0d3e23a9c952304a00a46e00272ac5",
    ),
    "NotoSansGujarati": Source(
        "Noto Sans Gujarati 2.001",
        "4468a3a24516831874fb4a867b760a22257944584e478d32a97e3c4d4bfc6400",
        "db2b642c28b021da8cb0f3463bf41376549c850aa718ca863ec3ff5d5df0f2f7",
    ),
    "NotoSansGurmukhi": Source(
        "Noto Sans Gurmukhi 2.001",
        "1db960ff6f506a98f5b3ece78f54618388c6187e7edf8ceee5ab63389c0db3ab",
        "ded9c1f56a7ed0b835cfef5dd642f26cfc0f41a16fbc08008d376ddcc91d606e",
    ),
    "NotoSansTamil": Source(
        "Noto Sans Tamil 2.001",
        "a7bb7f92f165479af2f0556c4fd669b74c5959f464f603e18389b532f4d07a71",
        "7ef7071ba2fad67dcae397dc7f5bfd4dbce69d86cdc453c2cc4abe640df0b442",
    ),
}
"""The face of each family, from the Debian package fonts-noto-core 20201225-1."""

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_PUNCTUATION = " \u00a0!\"'()*+,-./:;?[]&%·…–—‘’“”„«»"
"""What any text may have between its words; a face without one of them leaves it to the Latin face."""

_JOINERS = "\u200c\u200d"  # A letter before them has another form, in Farsi, Kurdish and Bengali.
_DOTTED_CIRCLE = "\u25cc"  # HarfBuzz puts it under a sign without a letter: without its glyph no check would see that.


def repertoire(family: str) -> str:
    """The characters that a face must have: its languages' letters, and the parts that HarfBuzz may take them to."""
    rows = _languages_of(family)
    letters = "".join(row.alphabet for row in rows)
    if any(row.script == "Latn" for row in rows):
        letters += _LATIN
    letters += letters.upper()
    return letters + unicodedata.normalize("NFD", letters)


def _languages_of(family: str) -> list[Language]:
    return [row for row in LANGUAGES.values() if family in (row.faces[0], row.compact)]


def make(sources: Path, fonts: Path) -> None:
    """Write the folder of each face into `fonts`. Exits with a message if a source is missing or another version."""
    for family, source in SOURCES.items():
        folder = fonts / FACES[family]
        folder.mkdir(exist_ok=True)
        for weight, digest in zip(WEIGHTS, (source.regular, source.bold), strict=True):
            name = f"{family}-{weight}.ttf"
            font = _read(sources / name, digest)
            reduce(font, repertoire(family))
            font.save(folder / name)
        _describe(folder, family, source, font)


def _read(path: Path, digest: str) -> TTFont:
    if not path.is_file():
        sys.exit(f"{path}: the source is missing. The first lines of {__file__} say how to get it.")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        sys.exit(f"{path}: this is not the version in SOURCES (its sha256 differs). Use the one that it names.")
    return TTFont(io.BytesIO(data), recalcTimestamp=False)


def reduce(font: TTFont, letters: str) -> None:
    """Reduce a face to some letters, with all that HarfBuzz needs to join and place them, and without hints."""
    options = Options(hinting=False, notdef_outline=True, name_IDs=["*"], recalc_timestamp=False)
    options.harfbuzz_repacker = False  # The same bytes with any version of HarfBuzz.
    options.drop_tables += ["DSIG", "gasp"]
    chosen = Subsetter(options)
    chosen.populate(text=letters + _PUNCTUATION + _JOINERS + _DOTTED_CIRCLE)
    chosen.subset(font)


def _describe(folder: Path, family: str, source: Source, font: TTFont) -> None:
    """Write the licence, with the face's own copyright, and what was changed."""
    copyright_line = font["name"].getDebugName(0)
    _, licence = (FONTS / "OFL.txt").read_text(encoding="utf-8").split("\n", 1)
    (folder / "OFL.txt").write_text(f"{copyright_line}\n{licence}", encoding="utf-8")
    languages = ", ".join(row.english for row in _languages_of(family))
    (folder / "FONTLOG.txt").write_text(
        f"""FONTLOG: what the fonts of this folder are, and what was changed

{family}-Regular.ttf and {family}-Bold.ttf are Modified Versions of {source.name},
made for leafletgen by tools/subset_fonts.py of its source code. They have only
the glyphs for the letters and marks of these languages: {languages}.
The hints for screens and the digital signature are removed.
The glyphs that are left, their widths and how they join are those of the original. The name is kept: the licence
declares no Reserved Font Name. The authors of the original did not make these versions and do not answer for them.

The originals are in the Debian package fonts-noto-core 20201225-1. Their sha256:
{source.regular}  {family}-Regular.ttf
{source.bold}  {family}-Bold.ttf

Both are under the SIL Open Font License, Version 1.1 (OFL.txt).
""",
        encoding="utf-8",
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder with the source files: python -m tools.subset_fonts FOLDER")
    make(Path(sys.argv[1]), FONTS)
