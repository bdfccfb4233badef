"""PyYAML's two parsers: libyaml's, and the one in Python that stands in where PyYAML was built without libyaml."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.content import parse
from leafletgen.content.nodes import Node
from leafletgen.errors import ContentError, Where
from tests.support.faults import FIXTURE, ROWS, Row

DATA = Path(__file__).parents[2] / "data"
FILES = sorted([*DATA.rglob("*.yaml"), *FIXTURE.rglob("*.yaml")])
LOADERS = (yaml.CSafeLoader, yaml.SafeLoader)


def _read(text: str, loader: type) -> Node | list[tuple[str, Where | None]]:
    """What one parser makes of a text: nodes with their places, or the codes and places of all problems."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parse, "_Loader", loader)
        try:
            return parse.parse(text.encode(), "a.yaml")
        except ContentError as error:
            return [(problem.code, problem.where) for problem in error.problems]


def test_libyaml_is_used_if_it_is_there() -> None:
    assert parse._Loader is yaml.CSafeLoader


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_both_parsers_read_the_data_in_the_same_way(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    libyaml, plain = (_read(text, loader) for loader in LOADERS)
    assert libyaml == plain
    assert not isinstance(libyaml, list)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_both_parsers_give_a_fault_the_same_position(row: Row) -> None:
    text = (FIXTURE / row.file).read_text(encoding="utf-8").replace(row.old, row.new)
    libyaml, plain = (_read(text, loader) for loader in LOADERS)
    assert libyaml == plain


WORDS = st.text(string.ascii_letters + string.digits + "é’.,/-", min_size=1, max_size=8).map(lambda word: f"w{word}")
TEXT = st.lists(WORDS, min_size=1, max_size=4)
PLAIN = TEXT.map(" ".join)
INLINE = st.one_of(
    PLAIN,
    PLAIN.map(lambda text: f"'{text}: it''s # so'"),
    PLAIN.map(lambda text: f'"{text}: \\"so\\" \\u00e9 \\t#"'),
    st.sampled_from(["", "~", "null", "10:30", "NO", "&a x", "*a", "!!str x"]),
)
FLOW = st.lists(PLAIN, max_size=3).map(lambda items: f"[{', '.join(items)}]")
COMMENTS = st.sampled_from(["", "", "", "  # a comment"])


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" if line else line for line in lines]


def _key(pair: tuple[str, tuple[list[str], bool]]) -> list[str]:
    """A key with what stands after it, or on the lines below."""
    key, (lines, below) = pair
    return [f"{key}:", *_indented(lines)] if below else [f"{key}: {lines[0]}", *_indented(lines[1:])]


ONE_LINE = st.tuples(st.one_of(INLINE, FLOW), COMMENTS).map(lambda parts: (["".join(parts)], False))
BLOCK = st.tuples(
    st.sampled_from([">-", ">", "|", "|-"]), st.lists(st.one_of(PLAIN, st.just("")), min_size=1, max_size=4)
)
SEVERAL = st.one_of(
    BLOCK.map(lambda parts: ([parts[0], *parts[1]], False)),
    st.tuples(PLAIN, PLAIN).map(lambda parts: (list(parts), False)),
    st.tuples(PLAIN, PLAIN).map(lambda parts: ([f'"{parts[0]}', f'{parts[1]}"'], False)),
)
LEAF = st.one_of(ONE_LINE, SEVERAL)


def _nested(inner: st.SearchStrategy[tuple[list[str], bool]]) -> st.SearchStrategy[tuple[list[str], bool]]:
    pairs = st.lists(st.tuples(WORDS, inner).map(_key), min_size=1, max_size=4)
    items = st.lists(PLAIN.map(lambda text: [f"- {text}"]), min_size=1, max_size=4)
    return st.one_of(pairs, items).map(lambda parts: ([line for part in parts for line in part], True))


DOCUMENTS = _nested(st.recursive(LEAF, _nested, max_leaves=8)).map(lambda made: "\n".join(made[0]) + "\n")


@given(DOCUMENTS)
def test_both_parsers_read_any_data_in_the_same_way(text: str) -> None:
    """Plain, quoted, folded and literal texts, lists in lines and in brackets, comments, and what is refused."""
    libyaml, plain = (_read(text, loader) for loader in LOADERS)
    assert libyaml == plain
