"""`leafletgen contacts`: contacts that are due, the sheet, recording checks."""

from __future__ import annotations

import csv
import datetime
import json
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from tests.support.pdf_checks import CheckPdf
from tests.support.program import Outcome, Run
from tests.support.tagged_reader import Tagged

TODAY = datetime.date.today()
RANG = ("--how", "rang it", "--by", "comms officer")


def record(run: Run, data: Path, *arguments: str, on: datetime.date = TODAY) -> str:
    """Record a check and give the message, which must be one of success."""
    outcome = run("contacts", "record", *arguments, "--on", on.isoformat(), *RANG, "--data", data)
    assert outcome.code == 0, outcome.stderr
    return str(outcome.stderr)


def due(run: Run, data: Path, *arguments: str) -> list[tuple[str, str, str]]:
    """What `stale` lists: edition, agency and contact with the last check."""
    items = json.loads(run("contacts", "stale", *arguments, "--data", data, "--json").stdout)["items"]
    return [(item["edition"], f"{item['agency']} {item['contact']}", item["checked"]) for item in items]


def test_nothing_was_checked_yet(run: Run, data: Path) -> None:
    found = due(run, data)
    assert {edition for edition, _, _ in found} == {path.stem for path in (data / "editions").iterdir()}
    assert {checked for _, _, checked in found} == {"never"}
    assert ("hampshire", "childline phone", "never") in found


def test_a_recorded_contact_is_not_due(run: Run, data: Path) -> None:
    before = due(run, data, "hampshire")
    record(run, data, "childline", "phone")
    assert set(before) - set(due(run, data, "hampshire")) == {("hampshire", "childline phone", "never")}


def test_a_check_is_recorded_once(run: Run, data: Path) -> None:
    record(run, data, "childline", "phone")
    logged = (data / "checks.yaml").read_bytes()
    assert "recorded already; nothing was written" in record(run, data, "childline", "phone")
    assert (data / "checks.yaml").read_bytes() == logged
    record(run, data, "childline", "phone", on=TODAY - datetime.timedelta(days=1))
    assert "recorded already" in record(run, data, "childline", "phone", on=TODAY - datetime.timedelta(days=1))


@pytest.mark.parametrize(("days", "listed"), [(99, True), (100, False), (101, False)])
def test_a_check_holds_for_so_many_days(run: Run, data: Path, days: int, listed: bool) -> None:
    on = TODAY - datetime.timedelta(days=100)
    record(run, data, "childline", "phone", on=on)
    entry = ("hampshire", "childline phone", on.isoformat())
    found = due(run, data, "hampshire", "--days", str(days))
    assert (entry in found) is listed
    if listed:
        assert found[-1] == entry, "what was never checked comes first"


def test_a_withheld_contact_is_never_due(run: Run, data: Path) -> None:
    """It would be, if nothing said why it is withheld."""
    path = data / "agencies.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("- id: web\n", text.index("- id: childline\n"))
    assert "childline web" in {contact for _, contact, _ in due(run, data)}
    path.write_text(f"{text[:start]}- withheld: It has moved.\n        {text[start + 2 :]}", encoding="utf-8")
    assert "childline web" not in {contact for _, contact, _ in due(run, data)}
    assert "childline phone" in {contact for _, contact, _ in due(run, data)}


def test_stale_says_how_many_are_due(run: Run, data: Path) -> None:
    outcome = run("contacts", "stale", "hampshire", "--data", data)
    count = len(outcome.stdout.splitlines())
    assert f"hampshire: {count} of {count} contacts are due" in outcome.stderr


def test_record_changes_the_data_that_a_build_reads(run: Run, data: Path) -> None:
    before = (data / "agencies.yaml").read_bytes()
    said = record(run, data, "childline", "phone")
    assert (data / "agencies.yaml").read_bytes() == before
    text = (data / "checks.yaml").read_text(encoding="utf-8")
    assert text.endswith(f"""checks:
  - agency: "childline"
    contact: "phone"
    value: "0800 1111"
    on: "{TODAY}"
    how: "rang it"
    by: "comms officer"
""")
    assert f"childline phone: checked {TODAY} by comms officer, rang it. Before: not checked." in said
    assert run("validate", "--data", data).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["childlin", "phone", "--on", "2026-01-31", *RANG], 2, "Did you mean childline?"),
        (["childline", "fone", "--on", "2026-01-31", *RANG], 2, "Did you mean phone?"),
        (["edition kent", "101", "--on", "2026-01-31", *RANG], 2, "No sentence of “edition kent” has a number"),
        (["leaflet child", "116 123", "--on", "2026-01-31", *RANG], 2, "No sentence of “leaflet child” has the"),
        (["childline", "phone", "--on", "9999-01-31", *RANG], 2, "future-date"),
        (["childline", "phone", "--on", "31/01/2026", *RANG], 2, "bad-date"),
        (["childline", "phone", "--on", "2026-01-31", "--how", "rang it", "--by", "Jane Smith"], 2, "not-a-role"),
        (["childline", "phone", *RANG], 2, "--on"),
    ],
)
def test_record_refuses_and_changes_nothing(run: Run, data: Path, arguments: list[str], code: int, says: str) -> None:
    outcome = run("contacts", "record", *arguments, "--data", data)
    assert outcome.code == code
    assert says in outcome.stderr
    assert not (data / "checks.yaml").exists()


def test_record_does_not_touch_the_data_that_ship(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run("contacts", "record", "childline", "phone", "--on", "2026-01-31", *RANG)
    assert outcome.code == 3
    assert "not-own-data" in outcome.stderr
    assert not (project / "data" / "checks.yaml").exists()


def test_record_follows_a_linked_file(run: Run, data: Path, tmp_path: Path) -> None:
    record(run, data, "childline", "web")
    kept = (data / "checks.yaml").rename(tmp_path / "kept.yaml")
    (data / "checks.yaml").symlink_to(kept)
    record(run, data, "childline", "phone")
    assert (data / "checks.yaml").is_symlink()
    assert kept.read_text(encoding="utf-8").count(str(TODAY)) == 2


def test_an_unknown_edition_gets_a_suggestion(run: Run, data: Path) -> None:
    outcome = run("contacts", "stale", "hampshir", "--data", data)
    assert outcome.code == 2
    assert "Did you mean hampshire?" in outcome.stderr


# --- the sheet ---


def make_sheet(run: Run, data: Path, output: Path, edition: str = "hampshire", *options: str) -> tuple[Path, Path]:
    outcome = run("contacts", "sheet", edition, *options, "-o", output, "--data", data)
    assert outcome.code == 0, outcome.stderr
    pdf, table, workbook = map(Path, outcome.stdout.splitlines())
    assert (pdf.suffix, workbook) == (".pdf", table.with_suffix(".xlsx"))
    return pdf, table


def pages_of(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def rows_of(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_sheet_has_every_contact_of_the_edition(run: Run, data: Path, tmp_path: Path, check_pdf: CheckPdf) -> None:
    pdf, table = make_sheet(run, data, tmp_path)
    check_pdf(pdf)
    text = "\n".join(pages_of(pdf))
    rows = rows_of(table)
    assert [f"{row['agency']} {row['contact']}" for row in rows] == [name for _, name, _ in due(run, data, "hampshire")]
    for row in rows:
        names = (f'"{row[part]}"' if " " in row[part] else row[part] for part in ("agency", "contact"))
        assert f"contacts record {' '.join(names)}\n" in text
        assert row["printed"] in text
    assert text.count("Right") == text.count("Wrong") == len(rows) + 1
    assert text.count("Not yet checked.") == len(rows)


def test_the_sheet_is_also_for_leaflets_in_another_language(
    run: Run, data: Path, tmp_path: Path, check_pdf: CheckPdf
) -> None:
    pdf, table = make_sheet(run, data, tmp_path, "hampshire", "--language", "cy")
    assert (pdf.name, table.name) == ("hampshire-contacts.cy.pdf", "hampshire-contacts.cy.csv")
    check_pdf(pdf)
    rows = {f"{row['agency']} {row['contact']}": row for row in rows_of(table)}
    assert rows["childline phone"]["how to reach"] == "Ffonio"
    assert rows["childline web"]["how to reach"] == "Yn Saesneg"  # its page is in English
    assert rows.keys() == {f"{row['agency']} {row['contact']}" for row in rows_of(make_sheet(run, data, tmp_path)[1])}
    welsh = [node.text for node in Tagged(pdf.read_bytes()).tree.walk() if node.language == "cy"]
    assert len(welsh) == len(rows)
    assert any("0800 1111 am ddim, ddydd neu nos, hefyd yn Gymraeg" in words for words in welsh)
    assert "Answers in en, cy" in "\n".join(pages_of(pdf))


def test_the_sheet_needs_words_in_its_language(run: Run, data: Path, tmp_path: Path) -> None:
    for tag, code, said in (("xx", 2, "unknown-language"), ("so", 3, "no-translation")):
        outcome = run("contacts", "sheet", "hampshire", "--language", tag, "-o", tmp_path / "out", "--data", data)
        assert (outcome.code, said in outcome.stderr) == (code, True)
    assert not (tmp_path / "out").exists()


def test_the_sheet_is_for_one_edition(run: Run, data: Path, tmp_path: Path) -> None:
    local = {row["agency"] for row in rows_of(make_sheet(run, data, tmp_path)[1])}
    national = {row["agency"] for row in rows_of(make_sheet(run, data, tmp_path, "england")[1])}
    assert "hampshire-youth-justice-service" in local - national
    assert national < local


def test_no_contact_is_cut_in_two(run: Run, data: Path, tmp_path: Path) -> None:
    pages = pages_of(make_sheet(run, data, tmp_path)[0])
    assert len(pages) > 2
    for number, text in enumerate(pages, 1):
        assert f"{number} of {len(pages)}" in text
        ticks = text.count("Right") - (number == 1)  # the first page also says what to tick
        commands = text.count("leafletgen contacts record ") - (number == 1)
        assert ticks == text.count("Not yet checked.") == commands > 0


def test_a_name_that_is_repeated_is_no_heading(run: Run, data: Path, tmp_path: Path, check_pdf: CheckPdf) -> None:
    path = data / "agencies.yaml"
    text = path.read_text(encoding="utf-8")
    contact = text[text.index("      - id: phone-other-times\n") :]
    contact = contact[: contact.index("      - id: web")]
    many = "".join(contact.replace("other-times", f"{n}").replace("1373", f"{n}") for n in range(1390, 1410))
    path.write_text(text.replace(contact, contact + many), encoding="utf-8")  # more than a page holds
    pdf, _ = make_sheet(run, data, tmp_path)
    check_pdf(pdf)
    tagged = Tagged(pdf.read_bytes())
    again = [text for text in tagged.artifacts if text.endswith("(continued)")]
    assert again == [text.split("\n")[0] for text in pages_of(pdf) if "(continued)" in text] != []
    assert tagged.kinds == {("/Layout", ""), ("/Pagination", "/Footer"), ("/Pagination", "/Header")}


def test_the_sheet_says_what_was_checked(run: Run, data: Path, tmp_path: Path) -> None:
    record(run, data, "childline", "phone")
    pdf, table = make_sheet(run, data, tmp_path)
    assert f"Last checked {TODAY} by comms officer: rang it." in " ".join("\n".join(pages_of(pdf)).split())
    (row,) = (row for row in rows_of(table) if row["agency"] == "childline" and row["contact"] == "phone")
    assert (row["last checked"], row["last check by"]) == (TODAY.isoformat(), "comms officer")
    assert row["right or wrong"] == row["notes"] == ""


def test_the_sheet_is_dated_as_leaflets_are(
    run: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "946684800")
    with pypdfium2.PdfDocument(make_sheet(run, data, tmp_path)[0]) as document:
        assert document.get_metadata_dict()["CreationDate"].startswith("D:20000101")


def test_the_same_data_give_the_same_sheet(run: Run, data: Path, tmp_path: Path) -> None:
    first, second = (make_sheet(run, data, tmp_path / name) for name in "ab")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    workbooks = [table.with_suffix(".xlsx") for _, table in (first, second)]
    assert workbooks[0].read_bytes() == workbooks[1].read_bytes()


@pytest.mark.parametrize("formula", ["=HYPERLINK(1)", "@SUM(1)", "+A1", "-A1"])
def test_a_cell_is_never_a_formula(run: Run, data: Path, tmp_path: Path, formula: str) -> None:
    path = data / "agencies.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("name: Childline\n", f'name: "{formula}"\n'), encoding="utf-8")
    assert text != path.read_text(encoding="utf-8")
    rows = rows_of(make_sheet(run, data, tmp_path)[1])
    assert f"'{formula}" in {row["name"] for row in rows}
    assert not any(cell.startswith(("=", "@", "+", "-")) for row in rows for cell in row.values())
    sheet = openpyxl.load_workbook(tmp_path / "hampshire-contacts.xlsx").active
    assert formula in {cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "s"}
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


# --- build --require-checked ---


def build(run: Run, data: Path, output: Path, days: int) -> Outcome:
    return run(
        "build", "hampshire", "--variant", "child", "--size", "a5", "--require-checked", str(days), "-o", output,
        "--data", data,
    )  # fmt: skip


def check_all(run: Run, data: Path, on: datetime.date) -> None:
    """Record a check of every contact of the child's leaflet of Hampshire."""
    for row in rows_of(make_sheet(run, data, data.parent)[1]):
        if "child" in row["leaflets"]:
            record(run, data, row["agency"], row["contact"], on=on)


def test_a_build_may_refuse_what_nobody_checked(run: Run, data: Path, tmp_path: Path) -> None:
    outcome = build(run, data, tmp_path / "out", 180)
    assert outcome.code == 3
    assert outcome.stderr.count("[not-checked]") == sum(
        "child" in row["leaflets"] for row in rows_of(make_sheet(run, data, tmp_path)[1])
    )
    assert f"contacts record --data {data} childline phone --on" in outcome.stderr
    assert not (tmp_path / "out").exists()


def test_a_build_goes_on_when_all_is_checked(run: Run, data: Path, tmp_path: Path, check_pdf: CheckPdf) -> None:
    on = TODAY - datetime.timedelta(days=30)
    check_all(run, data, on)
    too_old = build(run, data, tmp_path / "out", 29)
    assert (too_old.code, "[check-too-old]" in too_old.stderr) == (3, True)
    outcome = build(run, data, tmp_path / "out", 30)
    assert outcome.code == 0, outcome.stderr
    (pdf,) = map(Path, outcome.stdout.splitlines())
    check_pdf(pdf)
    said = f"Contacts last checked: {on.day} {on:%B %Y}."
    assert said in " ".join("\n".join(pages_of(pdf)).split())
    assert "unchecked" not in outcome.stderr


# --- a folder that extends another ---


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A force's own folder, with an edition and a service of its own, over the data that ship."""
    folder = tmp_path / "own"
    (folder / "editions").mkdir(parents=True)
    (folder / "settings.yaml").write_text("extends: builtin\n", encoding="utf-8")
    edition = 'id: kent\nname: Kent\nareas: [england]\ndate: 2026-11-24\nversion: "1"\n'
    (folder / "editions" / "kent.yaml").write_text(edition, encoding="utf-8")
    agency = """\
agencies:
  - id: kent-helpline
    name: Kent Helpline
    status: active
    topic: victim
    audience: [parent]
    coverage: [england]
    label: {parent: For parents}
    does: {parent: They listen.}
    contacts:
      - {id: phone, kind: call, value: "023 8090 1234", level: own}
"""
    (folder / "agencies.yaml").write_text(agency, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["kent-helpline phone", "childline phone", "childline web"])
def test_every_contact_is_recorded_in_the_folder_itself(name: str, run: Run, project: Path, own: Path) -> None:
    below = (project / "data" / "agencies.yaml").read_bytes()
    assert ("kent", name, "never") in due(run, own)
    record(run, own, *name.split())
    assert f'on: "{TODAY}"' in (own / "checks.yaml").read_text(encoding="utf-8")
    assert ("kent", name, "never") not in due(run, own)
    assert (project / "data" / "agencies.yaml").read_bytes() == below
    assert not (project / "data" / "checks.yaml").exists()


def test_a_check_in_agencies_yaml_still_counts(run: Run, own: Path) -> None:
    path = own / "agencies.yaml"
    checked = f'level: own, checked: {{on: "{TODAY}", how: rang it, by: web editor}}}}'
    path.write_text(path.read_text(encoding="utf-8").replace("level: own}", checked), encoding="utf-8")
    assert ("kent", "kent-helpline phone", "never") not in due(run, own)


def test_a_folder_in_which_all_was_recorded_goes_to_the_press_until_a_number_changes(
    run: Run, own: Path, tmp_path: Path
) -> None:
    press = ("build", "kent", "--variant", "child", "--profile", "press", "-o", tmp_path / "out", "--data", own)
    assert run(*press).code == 3
    for row in rows_of(make_sheet(run, own, tmp_path, "kent")[1]):
        record(run, own, row["agency"], row["contact"])
    assert run(*press, "--require-checked", "1").code == 0
    path = own / "agencies.yaml"
    text = path.read_text(encoding="utf-8").replace("audience: [parent]", "audience: [parent, child]")
    words = text.replace("label: {parent: For parents}", "label: {parent: For parents, child: For you}").replace(
        "does: {parent: They listen.}", "does: {parent: They listen., child: They listen.}"
    )
    path.write_text(words.replace("8090 1234", "8090 1235"), encoding="utf-8")
    outcome = run(*press)
    assert (outcome.code, "[unchecked-for-press]" in outcome.stderr) == (3, True)
    noted = run("validate", "--data", own)
    assert "kent-helpline phone was checked on" in noted.stderr and "[check-lapsed]" in noted.stderr


def test_a_file_to_which_nothing_can_be_added_is_left_alone(run: Run, own: Path) -> None:
    done = "{agency: childline, contact: web, value: a, on: 2026-01-01, how: opened it, by: web editor}"
    (own / "checks.yaml").write_text(f"checks: [{done}]\n", encoding="utf-8")
    outcome = run("contacts", "record", "childline", "phone", "--on", "2026-01-31", *RANG, "--data", own)
    assert (outcome.code, "[check-file-form]" in outcome.stderr) == (3, True)
    assert (own / "checks.yaml").read_text(encoding="utf-8") == f"checks: [{done}]\n"


def test_a_withheld_contact_without_a_number_has_nothing_to_check(run: Run, own: Path) -> None:
    path = own / "agencies.yaml"
    more = "      - {id: other, kind: call, level: none, withheld: Nobody knows it.}\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    outcome = run("contacts", "record", "kent-helpline", "other", "--on", "2026-01-31", *RANG, "--data", own)
    assert (outcome.code, "[nothing-to-check]" in outcome.stderr) == (2, True)
