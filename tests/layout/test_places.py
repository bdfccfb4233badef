"""Everything that is printed leads to the line of the data that it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leafletgen.content.check import check
from leafletgen.content.compose_card import compose_as
from leafletgen.content.records import Variant
from leafletgen.content.source import read_folder
from leafletgen.formats import FORMATS
from leafletgen.layout.display_list import Image, LaidOut, QrCode, TextRun
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from tests.support.real_leaflets import Real

LAYER = """\
id: ours
name: Our Place
force: hampshire
areas: [hampshire-county]
date: 2026-11-24
version: "7"
other_formats: Ring us for Braille.
parent:
  contact_lines: [Ring the desk.]
  imprint: Printed by us.
  emergency_lines:
    - Or come to the desk.
    - Or knock at the door.
  current_version:
    shown: kent.police.uk/new
    opens: https://www.kent.police.uk/new
  sections:
    - id: controls
      heading: Our own answers
      blocks:
        - text: Words of our own.
        - points:
            - The first point.
            - The second point.
        - steps:
            - act: Our act.
              text: What to do then.
        - questions:
            - Is it ours?
            - Is it theirs?
        - officer:
            - label: Our line
              details: [name]
"""

Found = dict[str, str]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, project: Path, fonts: FontBook) -> dict[str, Found]:
    """For each text of three files, the line of the data that it leads to; files by variant and format."""
    folder = tmp_path_factory.mktemp("layer")
    (folder / "editions").mkdir()
    (folder / "settings.yaml").write_text("extends: builtin\n", encoding="utf-8")
    (folder / "editions" / "ours.yaml").write_text(LAYER, encoding="utf-8")
    catalogue = check(read_folder(folder), fonts.coverage())
    files: list[tuple[Variant, str]] = [("parent", "a5"), ("child", "a5"), ("child", "card")]
    return {
        f"{variant} {size}": dict(
            _leads(lay_out(compose_as(FORMATS[size].holds, catalogue, "ours", variant), size, fonts))
        )
        for variant, size in files
    }


def _leads(laid_out: LaidOut) -> Iterator[tuple[str, str]]:
    for item in (item for page in laid_out.pages for item in page.items):
        if isinstance(item, TextRun | QrCode):
            assert item.at
            lines = Path(item.at.file).read_text(encoding="utf-8").splitlines()
            text = item.text.strip() if isinstance(item, TextRun) else item.uri
            yield text, f"{Path(item.at.file).name}: {lines[item.at.line - 1][item.at.column - 1 :]}"


@pytest.mark.parametrize(
    ("file", "words", "leads_to"),
    [
        # contacts and services
        ("child a5", "0800 1111", "agencies.yaml: id: phone"),
        ("child a5", "SHOUT to 85258", "agencies.yaml: id: text"),
        ("child a5", "https://www.childline.org.uk/", "agencies.yaml: id: web"),
        # lists, questions, the officer's panel
        ("parent a5", "Words of our own.", "ours.yaml: text: Words of our own."),
        ("parent a5", "The first point.", "ours.yaml: The first point."),
        ("parent a5", "The second point.", "ours.yaml: The second point."),
        ("parent a5", "Our act.", "ours.yaml: act: Our act."),
        ("parent a5", "Is it theirs?", "ours.yaml: Is it theirs?"),
        ("parent a5", "Our line", "ours.yaml: label: Our line"),
        ("parent a5", "Our own answers", "ours.yaml: id: controls"),
        # lines that an edition adds to words of the leaflet
        ("parent a5", "Or come to the desk.", "ours.yaml: Or come to the desk."),
        ("parent a5", "Or knock at the door.", "ours.yaml: Or knock at the door."),
        # the cover
        ("parent a5", "Help for you", "parent.yaml: Help for you and your child"),
        ("child a5", "Can’t talk or hear?", 'child.yaml: number: "999"'),
        # the back page: words of the edition, and of the leaflet
        ("parent a5", "Ring us for Braille.", "ours.yaml: Ring us for Braille."),
        ("parent a5", "kent.police.uk/new", "ours.yaml: shown: kent.police.uk/new"),
        ("parent a5", "https://www.kent.police.uk/new", "ours.yaml: shown: kent.police.uk/new"),
        ("parent a5", "Ring the desk.", "ours.yaml: Ring the desk.]"),
        ("parent a5", "Edition: Our Place", 'ours.yaml: "7"'),
        ("parent a5", "Printed by us.", "ours.yaml: Printed by us."),
        ("child a5", "That person can get you", "child.yaml: That person can get you the newest version too."),
        # the card
        ("child card", "0800 1111", "agencies.yaml: id: phone"),
        ("child card", "Call Childline", "agencies.yaml: id: childline"),
        ("child card", "Need to talk?", "child.yaml: heading: Need to talk?"),
        ("child card", "In danger now", "child.yaml: In danger now"),
        ("child card", "999", 'child.yaml: "999"'),
        ("child card", "Next time", "child.yaml: label: Next time"),
        ("child card", "Someone I can ask", "child.yaml: heading: Someone I can ask"),
    ],
)
def test_a_text_leads_to_its_line(printed: dict[str, Found], file: str, words: str, leads_to: str) -> None:
    assert next(line for text, line in printed[file].items() if text.startswith(words)).startswith(leads_to)


def test_everything_in_the_shipped_leaflets_has_a_place(reals: list[Real]) -> None:
    items = [item for one in reals for page in one.laid_out.pages for item in page.items]
    placed = [item for item in items if isinstance(item, TextRun | QrCode | Image)]
    assert len(placed) > 2000
    assert [item for item in placed if item.at is None or not item.at.line] == []
