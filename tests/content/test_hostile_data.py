"""Data made to stop the program: each gets its problems within seconds, and not more than anybody reads."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from leafletgen.checks.data.validate import validate
from leafletgen.content.check import check, examine
from leafletgen.content.logo import load
from leafletgen.content.rules import traps
from leafletgen.content.rules.patterns import MOST_WAYS, ways_of
from leafletgen.content.source import read_folder
from leafletgen.errors import MOST_PROBLEMS, LeafletError, Problem
from tests.support.faults import AG, AR, ED, FONTS, PA, logo

pytestmark = pytest.mark.timeout(60)  # Each takes a second of processor time at most.

TODAY = datetime.date(2026, 11, 24)


def problems_of(folder: Path) -> tuple[Problem, ...]:
    try:
        return validate(read_folder(folder), lambda _tag: FONTS, TODAY)[1]
    except LeafletError as error:
        return error.problems


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


# --- patterns of traps ---

ENDLESS = [
    *(r"(\w+\s?)+!!", r"(a+)+!", r"(a*)*!", r"(a|a)*!", r"(a|ab)*c", r"((a+)b?)+!", r"(?:a+)+!", r"(?P<n>a+)+!"),
    *(
        r"(a{1,50}){1,50}!",
        r"(a+){20}!",
        r"(\w?){40}!",
        r"(.*)*",
        r".*.*.*!",
        r"\w+\w+\w+!",
        r"a{0,500}a{0,500}a{0,500}!",
    ),
    *(
        "a?" * 40 + "a" * 40,
        "(a|a)" * 24,
        "(a|b|ab)+!",
        r"(?=(a+)+!)",
        r"(\s|\S)+!",
        r"([ab]|[bc])*!",
        r"(a*?)*?!",
        r"(x+x+)+y",
    ),
]
FINE = [
    *(
        r"(?i)24/7|\b24 hours|day (and|or|&) night",
        r"\b\d{1,2}(\.\d\d)? ?[ap]m\b",
        r"(?<!Wight )\bHampshire (Police|Force)\b",
    ),
    *(r"\d+ to \d+", r"call .* now", r"[)(*+?]+", r"\(\+\)", "(ab)+", r"[]+]+", r"a{3}", r"x{2,}", "(?#a+)b", r"\\+"),
]


@pytest.mark.parametrize("pattern", ENDLESS)
def test_a_pattern_that_can_be_tried_without_end_is_refused(folder: Path, pattern: str) -> None:
    re.compile(pattern)
    trap = f"traps:\n  - id: one\n    says: It is wrong.\n    instead: Leave it out.\n    pattern: '{pattern}'\n"
    (folder / "traps.yaml").write_text(trap, encoding="utf-8")
    long = "a" * 590
    path = folder / PA
    path.write_text(
        path.read_text(encoding="utf-8").replace("box: Keep this leaflet.", f"box: {long}"), encoding="utf-8"
    )
    assert "trap-slow" in {problem.code for problem in problems_of(folder)}


@pytest.mark.parametrize("pattern", FINE)
def test_an_ordinary_pattern_is_not_refused(pattern: str) -> None:
    assert ways_of(pattern) <= MOST_WAYS


@given(st.text(st.sampled_from("ab()[]{}|*+?.\\\\^$01,:=!<P># "), max_size=30))
def test_each_pattern_has_a_number_of_ways(pattern: str) -> None:
    assert ways_of(pattern) >= 0


def test_a_search_for_too_much_ends(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traps, "_SECONDS", 0.3)
    many = "".join(
        f"  - {{id: t{n}, says: Wrong., instead: Right., pattern: '[a-z]*[a-z]*{n}!'}}\n" for n in range(2_000)
    )
    (folder / "traps.yaml").write_text(f"traps:\n{many}", encoding="utf-8")
    path = folder / PA
    path.write_text(
        path.read_text(encoding="utf-8").replace("box: Keep this leaflet.", f"box: {'a' * 590}"), encoding="utf-8"
    )
    assert [problem.code for problem in problems_of(folder)].count("traps-slow") == 1


# --- areas ---


def chain_of(count: int, *, closed: bool = False) -> str:
    ends = [f", within: a{count - 1}" if closed else ""]
    return "".join(f"  - {{id: a{n}, name: A{ends[0] if not n else f', within: a{n - 1}'}}}\n" for n in range(count))


@pytest.mark.parametrize(
    ("areas", "codes"),
    [
        (chain_of(3_000), {"area-deep"}),
        ("".join(reversed(chain_of(3_000).splitlines(keepends=True))), {"area-deep"}),
        (chain_of(3_000, closed=True), {"area-cycle"}),
        (chain_of(5_000), {"area-deep"}),
        (chain_of(20), set()),
        (
            "".join(f"  - {{id: a{n}, name: A, within: b{n}}}\n" for n in range(4_000)),
            {"unknown-area", "more-problems"},
        ),
        ("".join(f"  - {{id: a{n}, name: A, within: a{n}}}\n" for n in range(4_000)), {"area-cycle", "more-problems"}),
        (
            chain_of(20) + "".join(f"  - {{id: b{n}, name: A, within: a19}}\n" for n in range(4_000)),
            {"area-deep", "more-problems"},
        ),
    ],
    ids=["chain", "upwards", "circle", "long chain", "short chain", "unknown", "in themselves", "broom"],
)
def test_areas_within_areas(folder: Path, areas: str, codes: set[str]) -> None:
    append(folder / AR, areas)
    append(
        folder / "forces.yaml",
        "".join(
            f"  - {{id: f{n}, name: F, place: P, nation: uk, areas: [hampshire], website: https://a{n}.police.uk}}\n"
            for n in range(200)
        ),
    )
    assert {problem.code for problem in problems_of(folder) if problem.severity == "error"} == codes


def test_areas_lie_in_themselves_by_way_of_others(folder: Path) -> None:
    """The circle is named once, at the first of its areas in the file, though an area outside of it comes first."""
    pairs = (("t", "c"), ("b", "a"), ("c", "b"), ("a", "c"))
    append(folder / AR, "".join(f"  - {{id: {name}, name: A, within: {within}}}\n" for name, within in pairs))
    (problem,) = examine(read_folder(folder), FONTS)[1]
    assert "The area b lies in itself: b in a in c in b." in problem.message


# --- too many problems ---

MANY: dict[str, tuple[str, str, str]] = {
    "tags": (AR, "areas: [" + "!a b," * 12_000 + "]", "yaml-tag"),
    "anchors": (AR, "areas: [" + "&a b," * 12_000 + "]", "yaml-alias"),
    "aliases": (AR, "areas: [" + "*a ," * 12_000 + "]", "yaml-alias"),
    "keys twice": (AR, "areas: {" + "a: b, " * 12_000 + "}", "key-twice"),
    "keys that are none": (AR, "areas: {" + "[]: b, " * 12_000 + "}", "yaml-key"),
    "hidden characters": (AR, "areas: [" + '"\\u200b",' * 12_000 + "]", "invisible-character"),
    "near misses": (AR, "areas: [" + "{nme: a}," * 12_000 + "]", "unknown-key"),
    "nearer misses": (ED, "areas: [" + ",".join(f"hampshir{n}" for n in range(12_000)) + "]", "unknown-area"),
    "choices": (AG, "agencies: [{audience: [" + "parrent," * 12_000 + "]}]", "bad-choice"),
    "forms": (AR, "areas: [" + "{id: A_}," * 12_000 + "]", "bad-form"),
    "nothing": (AR, "areas: [" + "{}," * 20_000 + "]", "missing-field"),
    "texts": (AR, "areas: [" + "a," * 20_000 + "]", "wrong-type"),
    "letters": (ED, "name: " + "\u0416" * 119, "missing-glyph"),
}


@pytest.mark.parametrize("name", MANY)
def test_some_hundreds_of_problems_are_enough(folder: Path, name: str) -> None:
    file, line, code = MANY[name]
    path = folder / file
    key = line.partition(":")[0]
    kept = "".join(
        one
        for one in path.read_text(encoding="utf-8").splitlines(keepends=True)
        if file == ED and not one.startswith(f"{key}:")
    )
    path.write_text(f"{line}\n{kept}", encoding="utf-8")
    problems = problems_of(folder)
    assert code in {problem.code for problem in problems}
    assert len(problems) <= MOST_PROBLEMS + 20
    if name != "letters":
        more = max(
            (problem for problem in problems if problem.code == "more-problems"), key=lambda one: len(one.message)
        )
        assert int(re.sub(r"\D", "", more.message)) > 10_000
        assert problems[-1].code == "more-problems" or problems[-1].severity == "note"
    assert sum(len(problem.message) + len(problem.hint) for problem in problems) < 1_000_000


@pytest.mark.parametrize(
    ("line", "code"), [("- a b #c\n", "text-cut"), ("<<<<<<< HEAD\n", "merge-mark")], ids=["comments", "marks of git"]
)
def test_each_line_of_a_long_file_has_a_problem_at_its_place(folder: Path, line: str, code: str) -> None:
    before = 1_200_000
    (folder / AR).write_text("\n" * before + line * 40_000, encoding="utf-8")
    places = [problem.where for problem in problems_of(folder) if problem.code == code and problem.where]
    assert [(at.line, at.column) for at in places[:2]] == [(before + n, line.find("#") + 1 or 1) for n in (1, 2)]
    assert len(places) == MOST_PROBLEMS


def test_marks_without_end_on_a_letter_are_a_value_that_is_too_long(folder: Path) -> None:
    """Unicode would have them sorted, which takes minutes."""
    (folder / AR).write_text("areas: [{id: a, name: a" + "\u0315\u0300" * 200_000 + "}]", encoding="utf-8")
    assert problems_of(folder)


def test_warnings_do_not_hide_errors(folder: Path) -> None:
    """Each level is counted by itself."""
    numbers = "".join(
        f"      - {{id: n{n}, kind: web, opens: https://a{'i' * (n % 7)}{'l' * (n // 7 % 7)}.org.uk/{n}, level: own}}\n"
        for n in range(900)
    )
    path = folder / AG
    text = path.read_text(encoding="utf-8")
    head, contacts, rest = text.partition("    contacts:\n")
    path.write_text(f"{head}{contacts}{numbers}{rest}", encoding="utf-8")
    path = folder / AR
    path.write_text(path.read_text(encoding="utf-8").replace("within: uk", "within: nowhere", 1), encoding="utf-8")
    problems = problems_of(folder)
    assert sum(problem.severity == "warning" for problem in problems) == MOST_PROBLEMS + 1
    assert "unknown-area" in {problem.code for problem in problems}


@pytest.mark.parametrize(
    "name", ["a" * 400_000, "a-" * 200_000 + "a", "Aa " * 130_000, "\u0301" * 200_000, "9" * 400_000]
)
@pytest.mark.parametrize("key", ["id", "name", "force", "date", "version", "language", "areas", "nme"])
def test_a_value_of_almost_half_a_megabyte(folder: Path, key: str, name: str) -> None:
    path = folder / ED
    kept = [one for one in path.read_text(encoding="utf-8").splitlines() if not one.startswith(f"{key}:")]
    value = f"[{name}]" if key == "areas" else name
    path.write_text("\n".join([*kept, f"{key}: {value}", ""]), encoding="utf-8")
    problems = problems_of(folder)
    assert problems
    assert all(len(problem.message) < 1_000 for problem in problems if problem.code != "edition-name")


# --- logos ---


def editions_with(folder: Path, count: int, *, name: Callable[[int], str], width: int = 20) -> None:
    text = (folder / ED).read_text(encoding="utf-8")
    for number in range(count):
        files = name(number), name(number)
        mine = text.replace("id: hampshire", f"id: e{number}").replace(
            "force: example", "force: example\n" + logo(*files, width=str(width))
        )
        (folder / "editions" / f"e{number}.yaml").write_text(mine, encoding="utf-8")


def test_a_logo_of_many_editions_is_drawn_once(folder: Path) -> None:
    Image.new("L", (4000, 2000), "grey").save(folder / "large.png")
    shutil.copy(folder / "large.png", folder / "same.png")
    editions_with(folder, 44, name=lambda number: ("large.png", "./large.png", "same.png")[number % 3])
    logos = check(read_folder(folder), FONTS).logos
    assert len(logos) == 44
    assert len({id(picture) for pair in logos.values() for picture in pair}) == 2  # in colour and in black


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_logos_have_a_limit_together(folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sixteenth of it here; test_faults.py reaches the real one."""
    monkeypatch.setattr(load, "_MOST_DRAWN", 10_000_000)
    for number in range(12):
        if kind == "png":
            picture = Image.new("L", (1000, 1000), "grey")
            picture.putpixel((number, 0), 0)
            picture.save(folder / f"p{number}.png", compress_level=1)
        else:
            shape = f'<path d="M0 0H{number + 9}V9{"l0 0" * 1_000}z"/>' + " " * 58_000
            (folder / f"p{number}.svg").write_text(
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{shape}</svg>', encoding="utf-8"
            )
    editions_with(folder, 12, name=lambda number: f"p{number}.{kind}")
    codes = [problem.code for problem in examine(read_folder(folder), FONTS)[1]]
    assert set(codes) == {"logos-too-big"}
    assert 12 < len(codes) < 24


def test_a_picture_of_which_its_library_warns_is_refused(folder: Path) -> None:
    """By its size: Python's warning must not come first."""
    Image.new("1", (12_000, 9_000)).save(folder / "wide.png")
    editions_with(folder, 1, name=lambda _: "wide.png")
    assert {problem.code for problem in examine(read_folder(folder), FONTS)[1]} == {"logo-too-big"}
