"""Reading: nodes with their positions, text as it was typed, and no input that causes an unexpected exception."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leafletgen.content.check import check
from leafletgen.content.files import decode
from leafletgen.content.nodes import Mapping, Node, Scalar, Sequence
from leafletgen.content.parse import read_file
from leafletgen.content.source import read_folder
from leafletgen.errors import ContentError, ResourceError, Where
from tests.support.faults import FIXTURE

FILES = sorted(path.relative_to(FIXTURE) for path in FIXTURE.rglob("*.yaml"))
TEXTS = {file: (FIXTURE / file).read_text(encoding="utf-8") for file in FILES}
ODD = [
    "\t",
    "\x00",
    "\ufeff",
    "\u202e",
    "é",
    "e\u0301",
    "😀",
    "&a ",
    "*a",
    "!!x ",
    "---\n",
    "{",
    "[",
    "'",
    '"',
    ": ",
    "#",
]


def read(text: str, folder: Path) -> Node:
    """Read a text as a file called t.yaml."""
    path = folder / "t.yaml"
    path.write_bytes(text.encode("utf-8"))
    return read_file(path, "t.yaml")


def scalars(node: Node) -> Iterator[Scalar]:
    """Give every text of a tree, keys too."""
    if isinstance(node, Scalar):
        yield node
    for item in node.items if isinstance(node, Sequence) else ():
        yield from scalars(item)
    for key, value in node.entries if isinstance(node, Mapping) else ():
        yield key
        yield from scalars(value)


def test_nodes_know_their_places_in_characters(tmp_path: Path) -> None:
    root = read("a: 😀\né😀:\n  - x\n  - {b: c}\n", tmp_path)
    assert [(scalar.value, *scalar.at[1:]) for scalar in scalars(root)] == [
        ("a", 1, 1),
        ("😀", 1, 4),
        ("é😀", 2, 1),
        ("x", 3, 5),
        ("b", 4, 6),
        ("c", 4, 9),
    ]
    assert root.at == Where("t.yaml", 1, 1)


@pytest.mark.parametrize("typed", ["10:30", "NO", "0123", "1e3", "2026-11-24", ".inf", "true", "0x1F", "1_000"])
def test_a_value_stays_the_text_that_was_typed(typed: str, tmp_path: Path) -> None:
    assert [scalar.value for scalar in scalars(read(f"a: {typed}", tmp_path))] == ["a", typed]


@pytest.mark.parametrize(
    ("typed", "empty"), [("", True), ("~", True), ("null", True), ('""', False), ("'null'", False)]
)
def test_only_a_plain_null_is_empty(typed: str, empty: bool, tmp_path: Path) -> None:
    assert list(scalars(read(f"a: {typed}\nb: c", tmp_path)))[1].empty is empty


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind_count_once(breaks: str, tmp_path: Path) -> None:
    found = [(s.value, s.at.line) for s in scalars(read("a: b\n\nc: d\n".replace("\n", breaks), tmp_path))]
    assert found == [("a", 1), ("b", 1), ("c", 3), ("d", 3)]


def test_text_is_nfc_and_not_nfkc(tmp_path: Path) -> None:
    assert list(scalars(read("w\u0302: ﬁ w\u0302", tmp_path)))[1].value == "ﬁ ŵ"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: one ✓ two", (1, 8)),
        ("a: 'one ✓ two'", (1, 9)),
        ("a: >-\n  one\n  two ✓\n", (3, 7)),
        ("a: 😀 one\n  two ✓", (2, 7)),
        ('a: "\\u2713 ✓"', (1, 4)),  # typed as an escape: only the text as a whole can be found
        ("a: e\u0301 ✓", (1, 7)),
    ],
)
def test_a_character_is_found_where_it_was_typed(text: str, place: tuple[int, int], tmp_path: Path) -> None:
    value = list(scalars(read(text, tmp_path)))[1]
    assert value.place_of(value.value.index("✓"))[1:] == place


@pytest.mark.parametrize("text", ["[" * 900_000, "- " * 900_000, "a: {" * 400_000, "? " * 900_000])
def test_values_nested_too_deep_are_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="too-deep"):
        read(text, tmp_path)


def test_a_file_of_rubbish_gives_a_short_list_of_problems(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read("\x01" * 1_000_000, tmp_path)
    assert len(caught.value.problems) == 50


@st.composite
def mutated(draw: st.DrawFn) -> tuple[Path, bytes]:
    """A file of the good folder with a few lines, characters or bytes changed."""
    file = draw(st.sampled_from(FILES))
    lines = TEXTS[file].split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        column = draw(st.integers(0, len(lines[at])))
        odd = draw(st.sampled_from(ODD) | st.characters(codec="utf-8"))
        changes: list[list[str]] = [
            [],
            [lines[at], lines[at]],
            [lines[other]],
            [lines[at][column:]],
            [lines[at][:column] + odd + lines[at][column:]],
            [lines[at][:column]],
        ]
        lines[at : at + 1] = draw(st.sampled_from(changes))
        lines = lines or [""]
    data = "\n".join(lines).encode("utf-8")
    cut = draw(st.integers(0, len(data)))
    return file, data[:cut] + draw(st.just(b"") | st.binary(max_size=3)) + data[cut:]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy of the good folder; each example puts back the file that it breaks."""
    return Path(shutil.copytree(FIXTURE, tmp_path_factory.mktemp("mutated") / "data"))


@settings(max_examples=100)
@given(mutation=mutated())
def test_any_change_gives_a_catalogue_or_problems_with_places(mutation: tuple[Path, bytes], shared: Path) -> None:
    file, data = mutation
    (shared / file).write_bytes(data)
    lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    try:
        check(read_folder(shared), {"Plain": frozenset(range(0x20, 0x2020))})
    except (ContentError, ResourceError) as error:
        for problem in error.problems:
            if problem.where and problem.where.file == str(shared / file) and problem.where.line:
                assert problem.where.line <= len(lines)
                assert 1 <= problem.where.column <= len(lines[problem.where.line - 1]) + 1
    finally:
        (shared / file).write_text(TEXTS[file], encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"a: 1\nb: 2\nc: \x80", (3, 4)),
        (b"a: 1\rb: 2\rc: \x80", (3, 4)),
        (b"a: 1\r\nb: 2\r\nc: \x80", (3, 4)),
        (b"a: 1\n\rb: \x80", (3, 4)),
        (b"\xef\xbb\xbfa: \x80", (1, 4)),
        ("é: ".encode() + b"\xff", (1, 4)),
        (b"\r\x80", (2, 1)),
    ],
)
def test_a_byte_that_is_not_utf8_is_placed_by_line_and_column(data: bytes, place: tuple[int, int]) -> None:
    with pytest.raises(ContentError) as caught:
        decode(data, "a.yaml")
    (problem,) = caught.value.problems
    assert problem.code == "not-utf8"
    assert problem.where == Where("a.yaml", *place)


@given(data=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_nodes_or_problems(data: bytes, shared: Path) -> None:
    path = shared / "any.bin"
    path.write_bytes(data)
    try:
        root = read_file(path, "any.bin")
    except ContentError as error:
        assert error.problems
    else:
        assert all(unicodedata.is_normalized("NFC", scalar.value) for scalar in scalars(root))
