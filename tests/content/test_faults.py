"""Each way to break the data is refused with its own code, at its position; good data pass."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import check, examine
from leafletgen.content.files import MAX_BYTES
from leafletgen.content.source import read_folder
from leafletgen.errors import ExitCode, LeafletError
from tests.support.faults import AG, AR, CH, ED, FONTS, OPENS, PA, ROWS, Row, edit, logo, said
from tests.support.ordinary_user import ordinary_user
from tests.support.project import PROJECT

CONTENT = Path(__file__).parents[2] / "src" / "leafletgen" / "content"


def load(folder: Path) -> Catalogue:
    """Read and check a folder, as every command does."""
    return check(read_folder(folder), FONTS)


def refused(folder: Path) -> LeafletError:
    """Give the error that a folder is refused with."""
    with pytest.raises(LeafletError) as caught:
        load(folder)
    return caught.value


def test_the_unbroken_data_pass(folder: Path) -> None:
    catalogue = load(folder)
    assert list(catalogue.agencies) == ["childline", "example-helpline", "gone"]
    assert list(catalogue.editions) == ["hampshire"]
    assert sorted(catalogue.leaflets) == ["child", "parent"]
    assert catalogue.areas["dorset"].within == "uk"
    assert catalogue.warnings == ()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_fault_is_refused_at_its_place(row: Row, folder: Path) -> None:
    text = edit(folder, row)
    error = refused(folder)
    assert error.exit_code == ExitCode.CONTENT
    assert tuple(said(problem, folder, row.file) for problem in error.problems) == row.expected
    for problem in error.problems:
        if problem.where and problem.where.file == str(folder / row.file):
            assert problem.where.column <= len(text.split("\n")[problem.where.line - 1]) + 1


@pytest.mark.parametrize("row", [row for row in ROWS if "bad-number" in row.expected[0]], ids=lambda row: row.name)
def test_an_impossible_number_is_refused_with_the_limits_of_its_kind(row: Row, folder: Path) -> None:
    edit(folder, row)
    (problem,) = refused(folder).problems
    limits = "from 10 to 60" if "width_mm" in row.new else "from 1 to 99"
    assert limits in problem.message
    assert limits in problem.hint


class FolderRow(NamedTuple):
    """One way to break the folder that is not an edit of a text."""

    name: str
    break_it: Callable[[Path], object]
    expected: str
    exit_code: ExitCode = ExitCode.CONTENT


def _make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _make_loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _make_sparse(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


def _remove_folder(path: Path) -> None:
    for file in path.iterdir():
        file.unlink()
    path.rmdir()


def _settings(folder: Path, text: str) -> None:
    (folder / "settings.yaml").write_text(text, encoding="utf-8")


def _phrases(folder: Path, old: str, new: str) -> None:
    """Write the shipped phrases with a change."""
    text = (PROJECT / "data" / "phrases.yaml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / "phrases.yaml").write_text(text.replace(old, new), encoding="utf-8")


def _trap(folder: Path, more: str) -> None:
    text = f"traps:\n  - id: one\n    says: It is wrong.\n    instead: Leave it out.\n    {more}\n"
    (folder / "traps.yaml").write_text(text, encoding="utf-8")


def _nest_areas(folder: Path, count: int) -> None:
    chain = "".join(f"  - {{id: a{n}, name: A, within: {f'a{n - 1}' if n else 'dorset'}}}\n" for n in range(count))
    with (folder / AR).open("a", encoding="utf-8") as file:
        file.write(chain)


def _large_logos(folder: Path) -> None:
    """Two editions with two pictures each, all different and as large as one may be."""
    text = (folder / ED).read_text(encoding="utf-8")
    for number, name in enumerate(("hampshire", "kent")):
        files = [f"{name}-{part}.png" for part in ("colour", "black")]
        for grey, file in enumerate(files):
            picture = Image.new("L", (4000, 4000), "black")
            picture.putpixel((number, grey), 255)
            picture.save(folder / file)
        mine = text.replace("id: hampshire", f"id: {name}", 1).replace(
            "force: example", "force: example\n" + logo(*files)
        )
        (folder / "editions" / f"{name}.yaml").write_text(mine, encoding="utf-8")


def _begin(folder: Path, start: bytes) -> None:
    (folder / AG).write_bytes(start)


OTHER_FORM = "agencies.yaml:0:0 not-plain-text"
OTHER_FORMS = (
    *(rb"{\rtf1\ansi help}", b"PK\x03\x04\x14\0\6\0", bytes.fromhex("d0cf11e0a1b11ae1"), b"%PDF-1.7\n"),
    *(b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"<!DOCTYPE html><p>", b"\n <HTML><p>help"),
)
"""How files of other programs begin."""

FOLDER_ROWS = (
    FolderRow("no agencies", lambda f: (f / AG).unlink(), "agencies.yaml:0:0 file-missing", ExitCode.RESOURCE),
    FolderRow("folder as file", lambda f: _make_folder(f / AG), "agencies.yaml:0:0 not-a-file", ExitCode.RESOURCE),
    FolderRow("edition a folder", lambda f: _make_folder(f / ED), f"{ED}:0:0 not-a-file", ExitCode.RESOURCE),
    FolderRow("a link to itself", lambda f: _make_loop(f / AR), "areas.yaml:0:0 file-unreadable", ExitCode.RESOURCE),
    FolderRow(
        "no leaflets", lambda f: _remove_folder(f / "leaflets"), "leaflets:0:0 folder-missing", ExitCode.RESOURCE
    ),
    FolderRow("no edition", lambda f: (f / ED).unlink(), "editions:0:0 folder-empty"),
    FolderRow("no child", lambda f: (f / CH).unlink(), "leaflets:0:0 missing-variant"),
    FolderRow("100 MB", lambda f: _make_sparse(f / AG, 100_000_000), "agencies.yaml:0:0 file-too-big"),
    FolderRow("one byte too big", lambda f: _make_sparse(f / AG, MAX_BYTES + 1), "agencies.yaml:0:0 file-too-big"),
    FolderRow("empty", lambda f: (f / AR).write_bytes(b""), "areas.yaml:0:0 file-empty"),
    FolderRow("comments only", lambda f: (f / AR).write_bytes(b"# none\n"), "areas.yaml:0:0 file-empty"),
    FolderRow(
        "latin-1", lambda f: (f / ED).write_bytes("id: x\nname: é Ã\xe9".encode("latin-1")), f"{ED}:2:7 not-utf8"
    ),
    FolderRow("after é", lambda f: (f / ED).write_bytes(b"id: x\nname: \xc3\xa9 \xe9"), f"{ED}:2:9 not-utf8"),
    FolderRow("utf-16", lambda f: (f / ED).write_bytes("id: x".encode("utf-16")), f"{ED}:1:1 not-utf8"),
    *(FolderRow(f"begins with {start!r}", partial(_begin, start=start), OTHER_FORM) for start in OTHER_FORMS),
    FolderRow("extends itself", lambda f: _settings(f, "extends: ."), "settings.yaml:1:10 extends-cycle"),
    FolderRow("extends a list", lambda f: _settings(f, "extends: [builtin]"), "settings.yaml:1:10 bad-extends"),
    FolderRow("extends a blank", lambda f: _settings(f, 'extends: " "'), "settings.yaml:1:10 bad-extends"),
    FolderRow(
        "extends nowhere",
        lambda f: _settings(f, "extends: ../none"),
        "settings.yaml:1:10 folder-missing",
        ExitCode.RESOURCE,
    ),
    FolderRow("settings no one knows", lambda f: _settings(f, "theme: dark"), "settings.yaml:1:1 unknown-key"),
    FolderRow("extends mistyped", lambda f: _settings(f, "extend: builtin"), "settings.yaml:1:1 bad-extends"),
    FolderRow("empty settings", lambda f: _settings(f, "# none"), "settings.yaml:0:0 file-empty"),
    FolderRow(
        "unknown phrase", lambda f: _phrases(f, "call: Call", "calls: C\ncall: Call"), "phrases.yaml:7:1 unknown-key"
    ),
    FolderRow("a missing phrase", lambda f: _phrases(f, "call: Call\n", ""), "phrases.yaml:7:1 missing-field"),
    FolderRow("a lost field", lambda f: _phrases(f, "(was {name})", "(was)"), "phrases.yaml:19:6 phrase-fields"),
    FolderRow("a field twice", lambda f: _phrases(f, "was {name}", "{name} {name}"), "phrases.yaml:19:6 phrase-fields"),
    FolderRow("a code", lambda f: _phrases(f, "was {name}", "was {name.at}"), "phrases.yaml:19:6 phrase-fields"),
    FolderRow("a position", lambda f: _phrases(f, "was {name}", "was {}"), "phrases.yaml:19:6 phrase-fields"),
    FolderRow("a lone brace", lambda f: _phrases(f, "(was {name})", "(was {name}}"), "phrases.yaml:19:6 phrase-fields"),
    FolderRow("another field", lambda f: _phrases(f, "ask: Ask", "ask: Ask {name}"), "phrases.yaml:13:6 phrase-fields"),
    FolderRow("11 months", lambda f: _phrases(f, "January, ", ""), "phrases.yaml:39:3 month-count"),
    FolderRow("a trap of two things", lambda f: _trap(f, "number: 999\n    host: a.uk"), "traps.yaml:2:5 trap-form"),
    FolderRow("a trap of nothing", lambda f: _trap(f, "agency: gone"), "traps.yaml:2:5 trap-form"),
    FolderRow("a trap no one can search for", lambda f: _trap(f, "pattern: a(b"), "traps.yaml:5:14 trap-pattern"),
    FolderRow("a trap with sets", lambda f: _trap(f, "pattern: '[[a]x'"), "traps.yaml:5:14 trap-pattern"),
    FolderRow("a trap without end", lambda f: _trap(f, "pattern: (a+)+b"), "traps.yaml:5:14 trap-slow"),
    FolderRow("areas within areas", lambda f: _nest_areas(f, 6000), "areas.yaml:28:32 area-deep"),
    FolderRow("large logos", _large_logos, "editions/kent.yaml:4:40 logos-too-big"),
    FolderRow("a .yml", lambda f: (f / "editions/kent.yml").write_bytes(b""), "editions/kent.yml:0:0 file-name"),
    FolderRow("a .YAML", lambda f: (f / "editions/kent.YAML").write_bytes(b""), "editions/kent.YAML:0:0 file-name"),
)


@pytest.mark.parametrize("row", FOLDER_ROWS, ids=lambda row: row.name)
def test_a_fault_of_files_and_folders_is_refused(row: FolderRow, folder: Path) -> None:
    row.break_it(folder)
    error = refused(folder)
    assert [said(problem, folder) for problem in error.problems] == [row.expected]
    assert error.exit_code == row.exit_code


@pytest.mark.parametrize(
    ("named", "code", "exit_code", "message"),
    [
        ("../empty", "bad-extends", ExitCode.CONTENT, "is not a data folder"),
        ("../file", "folder-missing", ExitCode.RESOURCE, "is not a folder"),
        ("../nowhere", "folder-missing", ExitCode.RESOURCE, "There is no folder"),
    ],
)
def test_a_folder_that_cannot_be_extended_is_told_where_it_is_named(
    named: str, code: str, exit_code: ExitCode, message: str, folder: Path
) -> None:
    (folder.parent / "empty").mkdir()
    (folder.parent / "empty" / "notes.txt").touch()
    (folder.parent / "file").touch()
    (folder / "settings.yaml").write_text(f"extends: {named}\n", encoding="utf-8")
    error = refused(folder)
    assert [said(problem, folder) for problem in error.problems] == [f"settings.yaml:1:10 {code}"]
    assert error.exit_code == exit_code
    assert message in error.problems[0].message
    assert "`extends: builtin`" in error.problems[0].hint
    assert "--data" not in error.problems[0].hint


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    problem = refused(tmp_path / "file").problems[0]
    assert (problem.code, problem.message) == ("folder-missing", f"{tmp_path / 'file'} is not a folder.")
    assert "--data" in problem.hint


def test_a_data_folder_that_is_not_there(tmp_path: Path) -> None:
    error = refused(tmp_path / "nowhere")
    assert ([problem.code for problem in error.problems], error.exit_code) == (["folder-missing"], ExitCode.RESOURCE)


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX modes")
def test_a_file_that_one_may_not_read(folder: Path) -> None:
    (folder / AG).chmod(0)
    with ordinary_user():
        error = refused(folder)
    assert ([problem.code for problem in error.problems], error.exit_code) == (["file-unreadable"], ExitCode.RESOURCE)


@pytest.mark.parametrize("name", [".hidden.yaml", "notes.txt", "._hampshire.yaml", "hampshire.yaml~"])
def test_other_files_are_left_alone(name: str, folder: Path) -> None:
    (folder / "editions" / name).write_bytes(b"\xff not read")
    assert list(load(folder).editions) == ["hampshire"]


def test_all_faults_of_a_file_come_at_once_and_in_order(folder: Path) -> None:
    text = 'id: Hampshire\nnmae: Hampshire\nforce: ""\nareas: hampshire\ndate: soon\nversion: "1"\n'
    (folder / ED).write_text(text, encoding="utf-8")
    assert [said(problem, folder, ED) for problem in refused(folder).problems] == [
        "1:1 missing-field",
        "1:5 bad-form",
        "2:1 unknown-key",
        "3:8 empty-text",
        "4:8 wrong-type",
        "5:7 bad-date",
    ]


def test_the_faults_of_all_files_come_at_once(folder: Path) -> None:
    edit(folder, Row(ED, "date: 2026-11-24", "date: soon", ()))
    edit(folder, Row(AG, "value: 023 8090 1234", "value: 023 8090", ()))
    edit(folder, Row(AG, "status: suspected-closed", "status: shut", ()))
    edit(folder, Row(PA, "only_in: [hampshire]", "only_in: [kent]", ()))
    assert [said(problem, folder) for problem in refused(folder).problems] == [
        "agencies.yaml:48:16 phone-digits",
        "agencies.yaml:70:13 bad-choice",
        "editions/hampshire.yaml:5:7 bad-date",
        "leaflets/parent.yaml:22:15 unknown-area",
    ]


def test_a_missing_file_does_not_hide_the_faults_of_the_others(folder: Path) -> None:
    (folder / AR).unlink()
    edit(folder, Row(ED, "name: Hampshire", "name: 'Hampshire", ()))
    error = refused(folder)
    assert [problem.code for problem in error.problems] == ["file-missing", "not-yaml"]
    assert error.exit_code == ExitCode.RESOURCE


def test_a_faulty_record_does_not_blame_the_good_ones(folder: Path) -> None:
    edit(folder, Row(AR, "id: hampshire", "id: Hampshire", ()))
    edit(folder, Row(AG, "topic: advice", "topic: Advice", ()))
    assert [problem.code for problem in refused(folder).problems] == ["bad-form", "bad-form"]


NOTED = ("address-long", "note")


@pytest.mark.parametrize(("length", "found"), [(84, []), (85, [NOTED]), (152, [NOTED])])
def test_a_long_address_is_a_note_and_no_warning(length: int, found: list[tuple[str, str]], folder: Path) -> None:
    edit(folder, Row(AG, OPENS, OPENS.ljust(length, "a"), ()))
    catalogue, problems = examine(read_folder(folder))
    assert catalogue is not None
    assert catalogue.warnings == ()
    assert [(problem.code, problem.severity) for problem in problems] == found


GOOD = (
    Row(AG, OPENS, "http://www.childline.org.uk/\n        http_reason: The site has no https.", ()),
    Row(AG, "shown: childline.org.uk", "shown: www.childline.org.uk/help", ()),
    Row(AG, "shown: childline.org.uk\n        opens: " + OPENS, "search_for: Childline", ()),
    Row(AG, "value: 0800 111\n", "value: anything at all\n", ()),
    Row(
        AG,
        "        withheld: A digit is missing.",
        "        withheld: >-\n          A digit\n          is missing.",
        (),
    ),
    Row(AG, "name: Gone Service", "name: Gone ✓", ()),
    Row(AG, "Advice by telephone.", "Advice (10:30 to 4pm) - it's free; NO charge.", ()),
    Row(PA, "title: Help for you and your family", "title: >\n  Help for you\n  and your family\n", ()),
    Row(PA, "Naïve", "Nai\u0308ve", ()),
    Row(ED, "id: hampshire\n", "\ufeffid: hampshire\r\n", ()),
    Row(ED, 'version: "1"\n', 'version: "1"', ()),
)


@pytest.mark.parametrize("row", GOOD, ids=lambda row: row.new[:30])
def test_what_only_looks_like_a_fault_passes(row: Row, folder: Path) -> None:
    edit(folder, row)
    assert load(folder).warnings == ()


def test_two_services_may_share_a_number_where_no_leaflet_has_both(folder: Path) -> None:
    edit(folder, Row(AG, "value: 0800 1111\n", "value: 023 8090 1234\n        audience: [child]\n", ()))
    assert load(folder).agencies["childline"].contacts[0].audience == ("child",)


@pytest.mark.parametrize(
    ("kind", "number", "keyword", "codes"),
    [
        ("call", "101", None, []),
        ("text", "85258", "YM", []),
        ("text", "85258", "HELP", ["number-twice"]),
        ("call", "02380 901234", None, ["number-twice"]),
    ],
)
def test_which_numbers_two_services_may_share(
    kind: str, number: str, keyword: str | None, codes: list[str], folder: Path
) -> None:
    word = f"        keyword: {keyword}\n" if keyword else ""
    edit(folder, Row(AG, "call\n        value: 0800 1111\n", f'{kind}\n        value: "{number}"\n{word}', ()))
    edit(folder, Row(AG, "- id: search", "- {id: c, kind: call, value: 101, level: own}\n      - id: search", ()))
    try:
        found = [problem.code for problem in load(folder).warnings]
    except LeafletError as error:
        found = [problem.code for problem in error.problems]
    assert found == codes


def test_a_text_keeps_what_was_typed(folder: Path) -> None:
    edit(folder, Row(AG, "Advice by telephone.", "10:30", ()))
    edit(folder, Row(AG, "name: Example Helpline", "name: NO", ()))
    edit(folder, Row(ED, 'version: "1"', "version: 010", ()))
    catalogue = load(folder)
    helpline = catalogue.agencies["example-helpline"]
    assert (helpline.does.parent, helpline.name) == ("10:30", "NO")
    assert catalogue.editions["hampshire"].version == "010"
    assert catalogue.agencies["childline"].comment == "Two lines\nare right here."


OF_TABLES = ("spreadsheet", "workbook")
"""Modules that read no data folder, with tests of their own."""

OF_CHECKS = ("check-unknown", "check-lapsed", "contact-wrong", "future-date", "old-date")
OF_CHANGES = (
    "parts-lacking",
    "leaves-out",
    "replaces",
    "adds",
    "moves",
    "services-lost",
    "other-service",
    "section-unprinted",
    "services-twice",
    "not-to-call",
    "other-place",
    "other-force",
    "same-areas",
)
OF_TEXTS = ("trap", "traps-slow", "police-host", "phone-unused", "placeholder", "mark-up")
OF_ADDRESSES = ("address-end", "address-tracking")  # test_web_addresses.py
TRANSLATIONS = CONTENT / "translations"
"""Their codes are tested in test_translations.py."""

OF_AN_EDITION = ("crisis-without-number", "no-card", "card-without-services")
OF_PLACES = ("not-data-folder",)  # test_file_names.py
OF_FORCES = ("welsh-duty",)  # test_validate.py
OF_LANGUAGES = ("english-words",)  # test_translations.py
ELSEWHERE = (*OF_PLACES, *OF_ADDRESSES, *OF_FORCES, *OF_LANGUAGES, *OF_AN_EDITION, *OF_CHECKS, *OF_TEXTS, *OF_CHANGES)


def test_every_code_has_a_row() -> None:
    in_rows = [*(code for row in ROWS for code in row.expected), *(row.expected for row in FOLDER_ROWS)]
    # Some are said of an edition: they are tested with compose (test_compose.py, test_card.py); and test_check_log.py,
    # and those of texts in tests/checks/test_validate.py and test_numbering.py.
    exercised = {expected.split()[-1] for expected in in_rows} | {NOTED[0], *ELSEWHERE}
    modules = [path for path in CONTENT.rglob("*.py") if path.stem not in OF_TABLES and path.parent != TRANSLATIONS]
    assert exercised == set().union(*map(_codes_in, modules))


def _codes_in(module: Path) -> set[str]:
    """Find the first argument of each Problem, Fault and _Rule that a module makes."""
    calls = [node for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    makes = [
        call for call in calls if isinstance(call.func, ast.Name) and call.func.id in {"Problem", "Fault", "_Rule"}
    ]
    firsts = [call.args[0] for call in makes if call.args]
    return {str(first.value) for first in firsts if isinstance(first, ast.Constant)}
