"""A # in a text that has no quotes would cut the text in silence: it is refused at its place, and comments stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from leafletgen.content.parse import parse
from leafletgen.errors import ContentError, Problem
from tests.support.own_folder import AGENCIES, own_folder
from tests.support.program import Run

CUT = (
    "does: Meet us at Unit #7, Mill Lane.",
    "name: Kent #1",
    "a: Unit # 7, Mill Lane",
    "a: Find us on X #kent",
    "a: Meet us at Unit # 7",
    "- Meet us at Unit #7",
    "a: Meet us at\n  Unit #7, Mill Lane.",
    "a: Call us\n  #kent",
    "a: room #12  ",
    "a:\n  b: x #y",
    "a: [x, {b: c #d\n}]",
    "a: Unit\t#7",
    "a: Kent Police # the force",
    "a: Don't #panic",
    "b: y #z",
    "a: é #7",
    "a: Call us\n\n  #kent",
    # one word before it, or nothing after it
    "a: C # minor",
    "a: C #",
    "a: é # minor",
    "a: Meet us at Unit #\nb: c",
    "a: Kent Police\t# the force",
    "a: Kent ##7",
    # a whole item, or the first words of a text
    "- #7 Mill Lane",
    "a:\n  - #kent\n  - b",
    "a: #7\n  Mill Lane",
    "- #7\n  Mill Lane",
    "a: [\n  b, #kent\n  c]",
    "a: [ #kent\n  b]",
    "a: {b: #7\n  Mill Lane}",
    "a: {b: c, #d\n  e: f}",
    # after a block that it is indented less than
    "a: >\n  Meet us at\n #7, Mill Lane\nb: c",
    "a: |-\n   Meet us at\n  #7, Mill Lane",
    # right behind the text in quotes
    'a: "Unit"#7',
    "a: 'Unit'#7, Mill Lane",
    'a: "Meet us"# todo',
    'a:\n  - "Unit"#7',
    'a: ["b"#7\n  ]',
)
PRINTED = (
    "does: Meet us\u00a0# todo",
    "a: Meet us\u00a0#todo",
    "a: Meet us\u2007# todo",
    "a: Meet us\u202f# todo",
    "a: Meet us\u3000# todo",
    "a: Meet us\u2003#",
    "a: Meet us \u00a0# todo",
    "a: Meet us\u00a0\u00a0# todo",
    "a: Meet us\u200d# todo",
    "a: Meet us \u200c# todo",
    "a: Meet us\u2800# todo",
    "a: Meet us\u3164# todo",
    "a: \u00a0# todo",
    "a: # 1\n  b\u00a0# todo",
    "a: Meet us\n  there\u00a0# todo",
    "a: Meet us\n  \u00a0# todo",
    "- a\u00a0# todo\n- b",
    "a: [b\u00a0# todo\n  , c]",
    "a: {b: c\u00a0# todo\n  }",
    "a: kent\u00a0# ours",
    # right behind a word or the end of a sentence
    "a: Meet us# todo",
    "a: Meet us at ten.# todo",
    "a: Meet us…# todo",
    "a: kent# ours",
    "a: Meet us (today)# todo",
    "a: Meet us#",
    "a: https://x.uk/a\u00a0# todo",
    "a: www.x.uk and# todo",
)
COMMENTS = (
    "a: Kent  # comment",
    "a: builtin # ours",
    'a: "Unit #7"',
    "a: 'Unit #7'",
    "a: >-\n  Unit #7\n",
    "a: |\n  # x\n",
    "a: Unit#7",
    "a: [b] # c",
    "a: # only comment\n  b: c",
    "a: b\n# c",
    "a: b\n  # c",
    'a: "x" #y',
    "a: kent ### x",
    "a: C# and F#",
    'a: "Meet us\u00a0# todo"',
    "a: 'Unit\u00a0#7'",
    "a: >-\n  Unit\u00a0#7\n",
    "a: Press 1# or 22#",
    "a: Dial *100# to join",
    "a: https://en.wikipedia.org/wiki/Kent_(county)#Police",
    "a: https://x.uk/app!#/home",
    "a: https://x.uk/?#top",
    "a: see www.x.uk/page;#a",
    "a: https://x.uk/page;#",
    "a: https://x.uk/home# or",
    "a: ASP.NET#",
    "a: Ref# 123",
    "a: Flat# 2",
    "a: No.# 5",
    "a: Use tags (#help,#safe)",
    "a: one,#two",
    "a: Look for kent#families",
    "a: kent # see\u00a0#7",
    "a: Unit\u00a07  # ours",
    "a: b\u00a0c  # ours",
    "#\u00a0# x\na: b",
    "a:\n  b: c\n  #d: e",
    "a:\n  b: In danger now      # when to call 999",
    "- a\n# b\n- c",
    "a: In danger now  # 3 lines",
    "# x\na: b",
    "date: 2026-11-24 # today",
    "name: Kent # the county",
    "id: kent-1 # ours",
    "extends: ../county # theirs",
    "a: [b, # one\n  c]",
    "a: [b,\n  #c,\n  d]",
    "a: {b: c,\n  #d: e,\n  f: g}",
    "a: #for parents\n  b: c",
    "- #one\n  b: c",
    "a: >\n  b\n# c\nd: e",
    "a: >\n  b\n\n#c: d\ne: f",
    "a: # see: #1\n  b",
    "a: kent #",
    "version: 1 # first",
    "a: 7 # one a day",
    "a: [1 # one\n  ]",
    "- 2 # pages",
    "a: b\r\n#\r\nc: d",
    "a: Kent  # ours\r\nb: c",
)


def found(text: str) -> tuple[Problem, ...]:
    try:
        parse(text.encode(), "file.yaml")
    except ContentError as error:
        return error.problems
    return ()


@pytest.mark.parametrize("text", CUT)
def test_a_text_that_a_comment_would_cut_is_refused_at_the_sign(text: str) -> None:
    problem = found(text)[0]
    assert problem.code == "text-cut" and problem.where
    assert text.split("\n")[problem.where.line - 1][problem.where.column - 1] == "#"
    assert "double quotes" in problem.hint


@pytest.mark.parametrize("text", PRINTED)
def test_a_comment_that_would_be_printed_is_refused_at_the_sign(text: str) -> None:
    problem = found(text)[0]
    assert problem.code == "comment-printed" and problem.where
    assert text.split("\n")[problem.where.line - 1][problem.where.column - 1] == "#"
    assert "ordinary space" in problem.message and "double quotes" in problem.hint


@pytest.mark.parametrize("text", COMMENTS)
def test_a_comment_stays_possible(text: str) -> None:
    assert found(text) == ()


def test_it_is_refused_in_each_file(run: Run, tmp_path: Path) -> None:
    agencies = AGENCIES.replace("Somebody who listens.", "Meet us at Unit #7, Mill Lane.")
    data = own_folder(
        tmp_path, agencies=agencies, edition="other_formats: Ask at Unit #7\n", settings="extends: builtin #1\n"
    )
    (tmp_path / "areas.yaml").write_text("areas:\n  - {id: medway, name: Medway #1, within: kent}\n", encoding="utf-8")
    outcome = run("build", "kent", "--data", data, "-o", tmp_path / "out")
    assert (outcome.code, outcome.stderr.count("[text-cut]")) == (3, 4)


def test_it_is_refused_in_an_officers_file_without_a_word_of_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "me.yaml").write_text("name: PC Wilhelmina Quaife #44617\n", encoding="utf-8")
    asked = ("--variant", "parent", "--size", "a5", "--officer-file", tmp_path / "me.yaml", "-o", tmp_path)
    outcome = run("build", "hampshire", *asked)
    assert (outcome.code, "me.yaml:1:28: error" in outcome.stderr) == (3, True), outcome.stderr
    assert "[text-cut]" in outcome.stderr and "Quaife" not in outcome.stderr
