"""`agencies export` and `import`: a list goes to a spreadsheet and back, and only what was changed there changes."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from tests.support.faults import AG, FIXTURE
from tests.support.program import Outcome, Run

NEW: dict[str, Any] = {
    "id": "kent-one", "name": "Kent One", "status": "active", "topic": "advice", "audience": "parent",
    "coverage": "hampshire", "label parent": "For parents", "does parent": "They listen.", "contact id": "phone",
    "contact kind": "call", "contact value": "023 8090 5678", "contact level": "own",
    "contact source": "https://a.org/b",
}  # fmt: skip
CHILDLINE: dict[str, Any] = {
    "id": "childline", "name": "Childline", "status": "active", "topic": "talk", "audience": "parent, child",
    "coverage": "uk", "label parent": "For your child", "does parent": "Trained counsellors who listen.",
    "contact id": "phone", "contact kind": "call", "contact value": "0800 1111", "contact level": "own",
    "contact source": "https://www.childline.org.uk/",
}  # fmt: skip
NEW_TEXT = """\
  - id: kent-one
    name: "Kent One"
    status: active
    topic: advice
    audience: [parent]
    coverage: [hampshire]
    label:
      parent: "For parents"
    does:
      parent: "They listen."
    contacts:
      - id: phone
        kind: call
        value: "023 8090 5678"
        level: own
        source: ["https://a.org/b"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURE, tmp_path / "data"))


@pytest.fixture
def own(folder: Path) -> Path:
    """A folder that extends the fixture, without agencies."""
    own = folder.parent / "own"
    shutil.copytree(folder / "editions", own / "editions")
    (own / "settings.yaml").write_text("extends: ../data\n", encoding="utf-8")
    return own


def table(path: Path, *rows: dict[str, Any]) -> Path:
    """Write a table with the columns of these rows."""
    headings = list(dict.fromkeys(name for row in rows for name in row))
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(name) for name in headings])
    workbook.save(path)
    return path


def bring(run: Run, folder: Path, file: Path, *more: str) -> Outcome:
    return run("agencies", "import", file, "--data", folder, *more)


def changed(run: Run, folder: Path, *rows: dict[str, Any]) -> str:
    """The text of agencies.yaml after the rows were imported."""
    outcome = bring(run, folder, table(folder.parent / "list.xlsx", *rows), "--write")
    assert outcome.code == 0, outcome.stderr
    return (folder / AG).read_bytes().decode()


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
@pytest.mark.parametrize("which", ["fixture", "shipped"])
def test_a_list_that_was_not_changed_changes_nothing(
    which: str, name: str, run: Run, project: Path, tmp_path: Path
) -> None:
    shipped = project / "data"
    source = Path(shutil.copytree(FIXTURE if which == "fixture" else shipped, tmp_path / "data"))
    assert run("agencies", "export", tmp_path / name, "--data", source).code == 0
    before = (source / AG).read_bytes()
    outcome = bring(run, source, tmp_path / name, "--write")
    assert outcome.code == 0, outcome.stderr
    assert "0 new, 0 changed, " in outcome.stderr
    assert (source / AG).read_bytes() == before


def test_the_list_has_a_row_for_each_contact(run: Run, folder: Path, tmp_path: Path) -> None:
    run("agencies", "export", tmp_path / "list.csv", "--data", folder)
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["name"], row["contact id"]) for row in rows] == [
        ("childline", "Childline", "phone"),
        ("childline", "", "web"),
        ("example-helpline", "Example Helpline", "phone"),
        *[("example-helpline", "", name) for name in ("text", "email", "search", "old")],
        ("gone", "Gone Service", ""),
    ]
    assert (rows[0]["label child"], rows[0]["audience"], rows[1]["contact opens"]) == (
        "For anyone under 19", "parent, child", "https://www.childline.org.uk/get-support/",
    )  # fmt: skip


def test_a_folder_exports_its_own_agencies_and_all_if_asked(run: Run, own: Path, tmp_path: Path) -> None:
    assert "0 agencies" in run("agencies", "export", tmp_path / "own.csv", "--data", own).stderr
    assert "3 agencies" in run("agencies", "export", tmp_path / "all.csv", "--all", "--data", own).stderr
    refused = run("agencies", "export", tmp_path / "list.txt", "--data", own)
    assert (refused.code, "[table-name]" in refused.stderr) == (2, True)


def test_changes_are_shown_before_they_are_written(run: Run, folder: Path, tmp_path: Path) -> None:
    before = (folder / AG).read_bytes()
    childline = {**CHILDLINE, "contact note": "Free"}
    outcome = bring(run, folder, table(tmp_path / "list.xlsx", childline, NEW))
    assert outcome.code == 0, outcome.stderr
    assert [line.split(maxsplit=2) for line in outcome.stdout.splitlines()] == [
        ["changed", "childline", "contact phone, note: “Free” is new"],
        ["changed", "childline", "contact web is removed: childline.org.uk"],
        ["new", "kent-one", "Kent One: phone 023 8090 5678"],
    ]
    assert "1 new, 1 changed, 0 as they were; 2 of agencies.yaml that the list does not name stay." in outcome.stderr
    assert "--write" in outcome.stderr
    assert (folder / AG).read_bytes() == before


def test_a_new_agency_comes_at_the_end(run: Run, folder: Path) -> None:
    before = (folder / AG).read_bytes().decode()
    assert changed(run, folder, NEW) == before + NEW_TEXT


def test_what_follows_the_agencies_stays_behind_them(run: Run, folder: Path) -> None:
    before = (folder / AG).read_bytes().decode()
    merged = "# rows\nmerged:\n  - {id: all, name: All, label: {parent: A}, does: {parent: B}}\n"
    (folder / AG).write_text(before + merged, encoding="utf-8")
    assert changed(run, folder, NEW) == before + NEW_TEXT + merged


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(line_end: str, mark: str, run: Run, folder: Path) -> None:
    before = mark + (folder / AG).read_text(encoding="utf-8").replace("\n", line_end)
    (folder / AG).write_bytes(before.encode())
    assert changed(run, folder, NEW) == before + NEW_TEXT.replace("\n", line_end)


def test_a_folder_without_agencies_gets_the_file(run: Run, own: Path) -> None:
    text = changed(run, own, NEW)
    assert text.startswith("# ") and text.endswith("agencies:\n" + NEW_TEXT)


def test_a_file_that_would_be_too_big_to_read_again_is_not_written(run: Run, folder: Path, tmp_path: Path) -> None:
    path = folder / AG
    text = path.read_text(encoding="utf-8")
    path.write_text(f"# {'x' * (1_999_990 - len(text.encode()))}\n{text}", encoding="utf-8")
    before = path.read_bytes()
    outcome = bring(run, folder, table(tmp_path / "list.csv", NEW), "--write")
    assert (outcome.code, "[file-too-big]" in outcome.stderr) == (3, True), outcome.stderr
    assert path.read_bytes() == before


def test_a_changed_agency_of_the_data_below_is_copied_whole(run: Run, own: Path, folder: Path) -> None:
    below = (folder / AG).read_bytes()
    row = {"id": "example-helpline", "cost": "Ten pence a minute."}
    outcome = bring(run, own, table(own.parent / "list.xlsx", row))
    assert "copied and changed" in outcome.stdout
    text = changed(run, own, row)
    (copy,) = yaml.load(text, yaml.CBaseLoader)["agencies"]
    (old,) = [one for one in yaml.load(below, yaml.CBaseLoader)["agencies"] if one["id"] == "example-helpline"]
    assert copy == {**old, "cost": "Ten pence a minute."}
    assert (folder / AG).read_bytes() == below


RECORD = """\
agencies:
  # first
  - id: one   # the id
    name: {name}  # the name
    status: active
    topic: advice
    audience: [parent]
    coverage: [hampshire]   # one area

    label: {{parent: For parents}}
    does:
      parent: >-
        They listen
        to you.
      # below
    contacts:
      - {{id: phone, kind: call, value: "023 8090 4321", level: own}}  # ring
      # between
      - id: web
        kind: web
        shown: a.org
        opens: https://a.org/
        level: own
        source:
          - https://a.org/  # read
          - https://b.org/
# end
"""
TEXT = RECORD.format(name="One")

EDITS: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    ("a word", {"name": "Two"}, "name: One  #", 'name: "Two"  #'),
    ("letters", {"name": "Siân “Ŵyn”: #1"}, "name: One  #", 'name: "Siân “Ŵyn”: #1"  #'),
    ("a choice", {"status": "renamed"}, "status: active", "status: renamed"),
    ("a list", {"coverage": "hampshire; dorset"}, "[hampshire]   # one", "[hampshire, dorset]   # one"),
    ("words in brackets", {"label parent": "For you"}, "{parent: For parents}", '{parent: "For you"}'),
    ("folded words", {"does parent": "They help."}, ">-\n        They listen\n        to you.", '"They help."'),
    ("words not there before", {"note parent": "Go."}, "      # below\n", '    note: {parent: "Go."}\n      # below\n'),
    ("a key not there before", {"cost": "Ten pence"}, "      # below\n", '    cost: "Ten pence"\n      # below\n'),
    ("a number", {"contact id": "phone", "contact value": "023 8090 9999"}, "023 8090 4321", "023 8090 9999"),
    (
        "a key of a contact in brackets",
        {"contact id": "phone", "contact note": "Free"},
        "level: own}",
        'level: own, note: "Free"}',
    ),
    (
        "a page",
        {"contact id": "web", "contact opens": "https://a.org/b"},
        "opens: https://a.org/\n",
        'opens: "https://a.org/b"\n',
    ),
    (
        "sources",
        {"contact id": "web", "contact source": "https://c.org/"},
        "- https://a.org/  # read\n          - https://b.org/",
        '["https://c.org/"]',
    ),
    (
        "a key of a contact on lines",
        {"contact id": "web", "contact note": "Free"},
        "          - https://b.org/\n",
        '          - https://b.org/\n        note: "Free"\n',
    ),
)  # fmt: skip


@pytest.mark.parametrize(("row", "old", "new"), [edit[1:] for edit in EDITS], ids=[edit[0] for edit in EDITS])
def test_a_change_changes_only_its_value(row: dict[str, Any], old: str, new: str, run: Run, own: Path) -> None:
    (own / AG).write_text(TEXT, encoding="utf-8")
    assert TEXT.count(old) == 1
    rows = [{"id": "one", **row}]
    if "contact id" in row:  # a list with contacts names all of them
        rows.append({"id": "one", "contact id": "web" if row["contact id"] == "phone" else "phone"})
        old_values = {"phone": {"contact value": "023 8090 4321"}, "web": {"contact opens": "https://a.org/"}}
        present = {name for name in row if name.startswith("contact ")}
        rows[1] |= {n: v for n, v in old_values[rows[1]["contact id"]].items() if n in present}
        if "contact source" in present and rows[1]["contact id"] == "web":
            rows[1]["contact source"] = "https://a.org/ https://b.org/"
    assert changed(run, own, *rows) == TEXT.replace(old, new)


def test_values_and_contacts_can_be_removed(run: Run, own: Path) -> None:
    text = TEXT.replace("    label:", "    was: Old  # sure\n    label:").replace(
        "level: own}", "level: own, note: Free}"
    )
    (own / AG).write_text(text, encoding="utf-8")
    rows = [{"id": "one", "was": "", "contact id": "phone", "contact note": ""}]
    expected = text.replace("    was: Old  # sure\n", "").replace(", note: Free", "")
    start, end = expected.index("      - id: web"), expected.index("# end")
    assert changed(run, own, *rows) == expected[:start] + expected[end:]


def test_words_for_one_leaflet_can_be_removed(run: Run, own: Path) -> None:
    text = TEXT.replace("{parent: For parents}", "{child: For you, parent: For parents}")
    text = text.replace("    contacts:", "    note: {parent: Go.}\n    contacts:")
    (own / AG).write_text(text, encoding="utf-8")
    expected = text.replace("child: For you, ", "").replace("    note: {parent: Go.}\n", "")
    assert changed(run, own, {"id": "one", "label child": "", "note parent": ""}) == expected


def test_a_contact_can_be_added(run: Run, own: Path) -> None:
    (own / AG).write_text(TEXT, encoding="utf-8")
    email = {"contact kind": "email", "contact value": "a@b.org", "contact level": "own"}
    first = {"contact kind": "call", "contact value": "023 8090 4321", "contact level": "own"}
    rows = [
        {"id": "one", "contact id": "phone", **first},
        {"id": "one", "contact id": "web", "contact kind": "web", "contact level": "own"},
        {"id": "one", "contact id": "email", **email},
    ]
    added = '      - id: email\n        kind: email\n        value: "a@b.org"\n        level: own\n'
    assert changed(run, own, *rows) == TEXT.replace("# end\n", added + "# end\n")


def test_a_file_of_another_form_is_left_alone(run: Run, own: Path) -> None:
    (own / AG).write_text("agencies: [" + " ".join(NEW_TEXT.replace("- id", "{id").split("\n")[:1]), encoding="utf-8")
    flow = (
        "agencies: [{id: one, name: One, status: active, topic: advice, audience: [parent], coverage: [hampshire], "
        "label: {parent: A}, does: {parent: B}, "
        "contacts: [{id: phone, kind: call, value: 023 8090 4321, level: own}]}]\n"
    )
    (own / AG).write_text(flow, encoding="utf-8")
    outcome = bring(run, own, table(own.parent / "list.xlsx", NEW), "--write")
    assert (outcome.code, "[agencies-form]" in outcome.stderr) == (3, True)
    assert (own / AG).read_text(encoding="utf-8") == flow


FAULTS: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"contact value": 2380905678}, "Cell K2", "cell-zero"),
    ({"contact value": "4.426E+10"}, "Cell K2", "cell-scientific"),
    ({"contact value": "########"}, "Cell K2", "cell-hashes"),
    ({"contact value": "1234.0"}, "Cell K2", "cell-decimal"),
    ({"contact value": "05/11/2026"}, "Cell K2", "cell-date"),
    ({"contact value": "442380905678"}, "Cell K2", "cell-plus"),
    ({"contact value": "023 8090 567"}, "Cell K2", "phone-digits"),
    ({"name": "#REF!"}, "Cell B2", "cell-error"),
    ({"name": "A\u200bB"}, "Cell B2", "invisible-character"),
    ({"name": None}, "Row 2", "missing-field"),
    ({"status": "actve"}, "Cell C2", "bad-choice"),
    ({"audience": "parents"}, "Cell E2", "bad-choice"),
    ({"coverage": "kent"}, "Cell F2", "unknown-area"),
    ({"coverage": "hampshire, kent"}, "Cell F2", "unknown-area"),
    ({"topic": "advise"}, "Cell D2", "unknown-topic"),
    ({"label parent": "For ..."}, "Cell G2", "placeholder"),
    ({"coverage": None}, "Row 2", "agency-coverage"),
    ({"id": "Kent One"}, "Cell A2", "bad-form"),
    ({"id": None}, "Cell A2", "agency-id"),
    ({"contact id": None}, "Cell I2", "agency-contact"),
    ({"contact level": None}, "Row 2", "missing-field"),
    ({"contact level": "sure"}, "Cell L2", "bad-choice"),
    ({"nmae": "One"}, "Cell N1", "agency-column"),
)


@pytest.mark.parametrize(("values", "place", "code"), FAULTS)
def test_a_fault_is_said_at_its_cell_and_nothing_is_written(
    values: dict[str, Any], place: str, code: str, run: Run, folder: Path, tmp_path: Path
) -> None:
    before = (folder / AG).read_bytes()
    outcome = bring(run, folder, table(tmp_path / "list.xlsx", {**NEW, **values}), "--write", "--json")
    problems = [one for one in json.loads(outcome.stdout)["problems"] if one["severity"] == "error"]
    assert (outcome.code, [problem["code"] for problem in problems]) == (3, [code])
    assert problems[0]["message"].startswith(place)
    assert problems[0]["hint"]
    assert (folder / AG).read_bytes() == before


def test_all_wrong_headings_are_said_at_once_and_faults_at_their_lines(run: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("nr,name,nmae,kind\n1,a,b,c\n", encoding="utf-8")
    said = json.loads(bring(run, folder, path, "--json").stdout)["problems"]
    begun = [one["message"].split()[:2] for one in said if one["code"] == "agency-column"]
    assert sorted(begun) == [["Cell", "A1"], ["Cell", "C1"], ["Cell", "D1"], ["The", "table"]]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, NEW)
        writer.writeheader()
        writer.writerow({**NEW, "contact value": "01622 690692.0"})
    problems = json.loads(bring(run, folder, path, "--json").stdout)["problems"]
    (one,) = [one for one in problems if one["severity"] == "error"]
    assert (one["code"], one["line"]) == ("phone-form", 2)


WEB = {"id": "kent-one", "contact id": "web", "contact kind": "web", "contact level": "own"}
IN_LATER_ROWS: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"contact shown": "https://a.org", "contact opens": "https://a.org/"}, "Cell N3", "shown-form"),
    ({"contact shown": "a.org", "contact opens": "https://a.org/b c"}, "Cell O3", "web-space"),
    ({"contact shown": "a.org", "contact opens": "https://b.org/"}, "Cell N3", "shown-elsewhere"),
    ({"contact kind": "email", "contact value": "help@@a.org"}, "Cell K3", "email-form"),
    ({"contact kind": "text", "contact value": "8525"}, "Cell K3", "phone-digits"),
    ({"contact kind": "call", "contact value": "0044 23 8090 5678"}, "Cell K3", "phone-digits"),
    ({"contact kind": "call", "contact value": "023\u20118090 7777"}, "Cell K3", "phone-form"),
    ({"contact kind": "call", "contact value": "07700 900123"}, "Cell K3", "placeholder"),
)


@pytest.mark.parametrize(("values", "place", "code"), IN_LATER_ROWS)
def test_a_fault_in_a_later_row_is_said_at_its_own_cell(
    values: dict[str, Any], place: str, code: str, run: Run, folder: Path, tmp_path: Path
) -> None:
    rows = ({**NEW, "contact shown": "", "contact opens": ""}, {**WEB, **values})
    outcome = bring(run, folder, table(tmp_path / "list.xlsx", *rows), "--json")
    problems = [one for one in json.loads(outcome.stdout)["problems"] if one["severity"] == "error"]
    assert [(one["code"], one["message"][: len(place) + 1]) for one in problems] == [(code, f"{place}:")]


def test_a_row_with_a_text_too_many_is_no_reason_for_other_faults(run: Run, folder: Path, tmp_path: Path) -> None:
    path = table(tmp_path / "list.xlsx", NEW)
    workbook = openpyxl.load_workbook(path)
    sheet: Any = workbook.active
    sheet.cell(2, sheet.max_column + 1).value = "note to self"
    workbook.save(path)
    problems = json.loads(bring(run, folder, path, "--json").stdout)["problems"]
    assert [one["code"] for one in problems if one["severity"] == "error"] == ["agency-cells"]


@pytest.mark.parametrize("column", ["contact id", "contact kind", "contact level"])
@pytest.mark.parametrize("descending", [False, True])
def test_a_list_that_was_sorted_by_another_column_says_the_same(
    column: str, descending: bool, run: Run, folder: Path, tmp_path: Path
) -> None:
    run("agencies", "export", tmp_path / "list.xlsx", "--data", folder)
    workbook = openpyxl.load_workbook(tmp_path / "list.xlsx")
    sheet: Any = workbook.active
    headings, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    rows.sort(key=lambda row: str(row[headings.index(column)]), reverse=descending)
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            sheet.cell(number, place).value = value
    workbook.save(tmp_path / "list.xlsx")
    assert "0 new, 0 changed, 3 as they were." in bring(run, folder, tmp_path / "list.xlsx").stderr


@pytest.mark.parametrize("typed", ["TRUE", True, 1, "yes", "Y", "1"])
def test_true_is_written_in_the_ways_of_spreadsheets(typed: object, run: Run, folder: Path) -> None:
    before = (folder / AG).read_bytes().decode()
    expected = before.replace("    contacts:\n", "    key: true\n    contacts:\n", 1)
    assert changed(run, folder, {"id": "childline", "key": typed}) == expected


@pytest.mark.parametrize("typed", ["FALSE", False, 0, "no", None])
def test_false_is_written_in_the_ways_of_spreadsheets(typed: object, run: Run, folder: Path) -> None:
    before = (folder / AG).read_bytes().decode()
    assert (
        "0 new, 0 changed"
        in bring(run, folder, table(folder.parent / "a.xlsx", {"id": "childline", "key": typed})).stderr
    )
    assert (folder / AG).read_bytes().decode() == before


@pytest.mark.parametrize("typed", ["'0800 1111", "'0800 1111 "])
def test_an_apostrophe_that_keeps_a_number_a_text_is_no_part_of_it(typed: str, run: Run, folder: Path) -> None:
    path = table(folder.parent / "a.xlsx", {**CHILDLINE, "contact value": typed})
    assert "contact phone, value" not in bring(run, folder, path).stdout


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_line_break_in_a_cell_is_the_same_on_every_system(line_end: str, run: Run, folder: Path) -> None:
    row = f'id,comment{line_end}childline,"Two lines{line_end}are right here."{line_end}'
    (folder.parent / "list.csv").write_bytes(row.encode())
    assert "0 new, 0 changed, 1 as they were" in bring(run, folder, folder.parent / "list.csv").stderr


@pytest.mark.parametrize(
    ("rows", "place", "code"),
    [
        ([NEW, {"id": "kent-one", "name": "Other"}], "Cell B3", "agency-two-values"),
        ([NEW, {"id": "kent-one", "contact id": "phone", "contact kind": "text"}], "Cell I3", "agency-contact"),
        ([{"name": "One"}], "The table has no column", "agency-column"),
    ],
)
def test_rows_that_contradict_each_other_are_refused(
    rows: list[dict[str, Any]], place: str, code: str, run: Run, folder: Path, tmp_path: Path
) -> None:
    outcome = bring(run, folder, table(tmp_path / "list.xlsx", *rows), "--json")
    problems = json.loads(outcome.stdout)["problems"]
    assert [problem["code"] for problem in problems] == [code]
    assert problems[0]["message"].startswith(place)


def as_csv(delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([NEW.keys(), NEW.values()])
    return text.getvalue()


WAYS: dict[str, Callable[[], bytes]] = {
    "a byte order mark": lambda: as_csv().encode("utf-8-sig"),
    "semicolons": lambda: as_csv(";").encode(),
    "sep=": lambda: ("sep=;\r\n" + as_csv(";")).encode(),
    "Unicode text": lambda: as_csv("\t").encode("utf-16"),
    "empty rows and columns": lambda: (as_csv().replace("\r\n", ",,\r\n") + ",,,,\r\n").encode(),
}


@pytest.mark.parametrize("way", WAYS)
def test_csv_files_of_excel_are_read(way: str, run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(WAYS[way]())
    outcome = bring(run, folder, tmp_path / "list.csv", "--write")
    assert outcome.code == 0, outcome.stderr
    assert (folder / AG).read_text(encoding="utf-8").endswith(NEW_TEXT)


def test_a_csv_row_with_a_comma_too_many_is_refused(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(as_csv().rstrip() + ",more\r\n", encoding="utf-8")
    outcome = bring(run, folder, tmp_path / "list.csv")
    assert (outcome.code, "[agency-cells]" in outcome.stderr) == (3, True)


def test_the_data_that_ship_are_not_changed(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (project / "data" / AG).read_bytes()
    monkeypatch.chdir(tmp_path)
    outcome = run("agencies", "import", table(tmp_path / "list.xlsx", NEW), "--write")
    assert (outcome.code, "[not-own-data]" in outcome.stderr) == (3, True)
    assert (project / "data" / AG).read_bytes() == before
