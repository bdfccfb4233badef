"""Lists from spreadsheets: what Excel and its like write is read; what they destroy is refused at its cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.content.spreadsheet import Kind, Table, damage, read_csv, without_apostrophe, write_csv
from leafletgen.errors import ContentError

PLAIN = "name,phone,reference\nSiân Ŵyn,101,A1\nThird,0800 1111,\n"


def texts(table: Table) -> list[list[str]]:
    """The texts of headings and rows."""
    headings = [cell.text for cell in table.headings]
    return [headings, *([cell.text for cell in row.cells] for row in table.rows)]


READ = [["name", "phone", "reference"], ["Siân Ŵyn", "101", "A1"], ["Third", "0800 1111", ""]]

WAYS = {
    "UTF-8": PLAIN.encode(),
    "UTF-8 with a byte order mark": PLAIN.encode("utf-8-sig"),
    "UTF-16, little end first, with a byte order mark": b"\xff\xfe" + PLAIN.encode("utf-16-le"),
    "UTF-16, big end first, with a byte order mark": b"\xfe\xff" + PLAIN.encode("utf-16-be"),
    "Excel's Unicode text: UTF-16 with tabs": b"\xff\xfe" + PLAIN.replace(",", "\t").encode("utf-16-le"),
    "CRLF": PLAIN.replace("\n", "\r\n").encode(),
    "CR": PLAIN.replace("\n", "\r").encode(),
    "semicolons": PLAIN.replace(",", ";").encode(),
    "tabs": PLAIN.replace(",", "\t").encode(),
    "bars": PLAIN.replace(",", "|").encode(),
    "sep=": b"sep=;\r\n" + PLAIN.replace(",", ";").replace("\n", "\r\n").encode(),
    "sep= in capitals and quotes": b'"SEP=,"\n' + PLAIN.encode(),
    "sep= with a tab, after a byte order mark": b"\xef\xbb\xbfsep=\t\n" + PLAIN.replace(",", "\t").encode(),
    "sep= of Excel in UTF-16": b"\xff\xfe" + ("sep=;\r\n" + PLAIN.replace(",", ";")).encode("utf-16-le"),
    "empty trailing columns": PLAIN.replace("\n", ",,,\n").encode(),
    "empty trailing cells left out": PLAIN.replace("0800 1111,", "0800 1111").encode(),
    "an empty column between": PLAIN.replace(",", ",,", 1).replace("101", ",101").replace("0800", ",0800").encode(),
    "empty rows": PLAIN.replace("\n", "\n,,\n\n").encode(),
    "all in quotes": "\n".join('"' + line.replace(",", '","') + '"' for line in PLAIN.splitlines()).encode(),
    "no line end at the end": PLAIN.rstrip("\n").encode(),
    "spaces round the texts": PLAIN.replace(",", " , ").encode(),
    "a separator in a quoted heading": PLAIN.replace("name,", '"name",').replace(",", ";").encode(),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_spreadsheets_write_is_read(way: str) -> None:
    assert texts(read_csv(WAYS[way], "list.csv")) == READ


def test_a_cell_has_the_place_that_people_see_and_the_line_of_the_file() -> None:
    table = read_csv(b'sep=,\nname,phone\n"two\nlines",101\n,\nlast,111\n', "list.csv")
    first, last = table.rows
    assert [cell.place for cell in table.headings] == ["A1", "B1"]
    assert [(cell.place, str(cell.at)) for cell in first.cells] == [("A2", "list.csv:3:1"), ("B2", "list.csv:3:1")]
    assert [(cell.place, str(cell.at)) for cell in last.cells] == [("A4", "list.csv:6:1"), ("B4", "list.csv:6:1")]
    assert [row.number for row in table.rows] == [2, 4]


def test_columns_after_z_have_two_letters() -> None:
    table = read_csv((",".join(f"c{n}" for n in range(1, 54)) + "\n").encode(), "list.csv")
    assert [table.headings[n].place for n in (25, 26, 51, 52)] == ["Z1", "AA1", "AZ1", "BA1"]


def test_a_cell_without_a_heading_is_told() -> None:
    table = read_csv(b"name,,phone\nA,,101\nB,x,101\nC,,101,y\n", "list.csv")
    assert [row.surplus for row in table.rows] == ["", "B3", "D4"]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["A", "101"], ["B", "101"], ["C", "101"]]


REFUSED = {
    "Windows-1252": (PLAIN.replace("Ŵ", "W").encode("cp1252"), "not-utf8"),
    "UTF-16 without a byte order mark": (PLAIN.encode("utf-16-le"), "not-utf8"),
    "UTF-16 cut in a letter": (PLAIN.encode("utf-16")[:-1], "not-utf8"),
    "a workbook": (b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)), "csv-workbook"),
    "an old or locked workbook": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(100), "csv-workbook"),
    "a text of Word": (rb"{\rtf1\ansi name,phone}", "not-plain-text"),
    "a web page": (b"<html><table>", "not-plain-text"),
    "a web page that begins with a mark of UTF-8": (b"\xef\xbb\xbf\r\n<!DOCTYPE html>", "not-plain-text"),
    "an open quotation mark": (b'name,phone\n"Third,101\n', "csv-quotes"),
    "text after a quoted cell": (b'name,phone\n"Third"x,101\n', "csv-quotes"),
    "a huge cell": (b"name\n" + b"Q" * 200_000, "csv-quotes"),
    "a separator that is none": (b"sep=x\nnamexphone\n", "csv-separator"),
    "a separator of two letters": (b"sep=;;\nname;;phone\n", "csv-separator"),
    "no separator": (b"sep=\nname,phone\n", "csv-separator"),
    "many rows": (b"name,phone\n" + b"a\n" * 200_000, "table-too-big"),
    "rows under many headings": (",".join(map(str, range(90_000))).encode() + b"\n1" * 5, "table-too-big"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_such_file_is_refused(case: str) -> None:
    data, code = REFUSED[case]
    with pytest.raises(ContentError) as caught:
        read_csv(data, "list.csv")
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.where is not None
    assert "CSV UTF-8" in problem.hint or code in ("csv-separator", "table-too-big")
    assert "Third" not in problem.message + problem.hint


@pytest.mark.timeout(60)
def test_a_row_of_very_many_headings_is_read_at_once() -> None:
    table = read_csv(",".join(map(str, range(200_000))).encode(), "list.csv")
    assert (len(table.headings), table.headings[-1].place) == (200_000, "KIVH1")


def test_nothing_is_an_empty_table() -> None:
    assert read_csv(b"", "list.csv") == Table((), ())
    assert read_csv(b"\xef\xbb\xbf\r\n,,\r\n", "list.csv") == Table((), ())


DAMAGED: dict[str, tuple[Kind, tuple[str, ...]]] = {
    "cell-scientific": (
        "text",
        ("4.426E+10", "4,426E+10", "4.42600E+10", "1E+05", "4.426e+10", "-1.5E-03", "4.426E+010"),
    ),
    "cell-hashes": ("text", ("########", "##", "#####", "#" * 255, "### ###")),
    "cell-error": (
        "text",
        ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#GETTING_DATA", "Err:502"),
    ),
    "cell-decimal": ("number", ("1234.0", "1234.00", "44260012345.0", "1234,0", "0.0")),
    "cell-date": (
        "number",
        (
            "12/03/2026",
            "1/2/26",
            "2026-03-12",
            "2026-03-12 00:00:00",
            "12-Mar",
            "12-Mar-26",
            "Mar-12",
            "12.03.2026",
            "Sept-26",
            "10:30:00",
        ),
    ),
    "cell-digits": ("number", ("44260012345678900", "1234567890123450000", "1000000000000000", "123456789012345000")),
    "cell-amount": ("number", ("1,234", "44,260,012,345", "1,234.00", "£1,234", "12%", "£12.50")),
    "cell-zero": ("telephone", ("7700900417", "1632960001", "1632 960001", "3001231234", "8001111", "2079460018")),
    "cell-plus": ("telephone", ("447700900417", "44 1632 960001", "442079460018", "44 7700 900 417", "443001231234")),
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, (_, found) in DAMAGED.items() for text in found])
def test_what_a_spreadsheet_destroyed_is_known(code: str, text: str) -> None:
    fault = damage(text, DAMAGED[code][0])
    assert fault is not None
    assert fault.code == code
    assert fault.hint
    assert text not in fault.message + fault.hint


WHOLE: dict[Kind, tuple[str, ...]] = {
    "text": (
        "Alex Example",
        "16.00",
        "Thursday 17/12/2026",
        "17/12/2026",
        "Room 12.0",
        "#4417",
        "E10",
        "Unit #7, Mill Lane",
        "1E+",
        "10:30",
        "5,000",
    ),
    "number": (
        "44260012345",
        "1234",
        "ZZ/44617/26",
        "HC 1234/B",
        "0012",
        "12345/26",
        "99/99/2026",
        "1234.5",
        "E1234",
        "26E1234",
    ),
    "telephone": ("07700 900417", "101", "101 ext 12", "+44 7700 900417", "0800 1111", "116 123", "85258"),
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, found in WHOLE.items() for text in found])
def test_what_is_whole_is_left_alone(kind: Kind, text: str) -> None:
    assert damage(text, kind) is None


@given(st.binary(max_size=200))
def test_any_bytes_get_a_table_or_a_problem(data: bytes) -> None:
    try:
        table = read_csv(data, "list.csv")
    except ContentError as error:
        assert all(problem.hint for problem in error.problems)
    else:
        assert all(len(row.cells) == len(table.headings) for row in table.rows)


@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), max_size=4), max_size=4)
)
def test_what_pythons_csv_module_writes_is_read_back(rows: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows([["a", "b", "c", "d"], *rows])
    table = read_csv(out.getvalue().encode(), "list.csv")
    wanted = [[cell.strip() for cell in row] + [""] * (4 - len(row)) for row in rows]
    assert texts(table)[1:] == [row for row in wanted if any(row)]


@pytest.mark.parametrize(
    "text",
    [
        "'24/7' help",
        "'999' is for emergencies",
        "'90s music",
        "'1st’ and more",
        "'111, or 999",
        "'-",
        "'tis",
        "''",
        "'",
        "'16+' only",
        "'5 a day'",
        "24/7",
        "it's 5",
    ],
)
def test_an_apostrophe_of_the_words_stays(text: str) -> None:
    assert without_apostrophe(text) == ("-" if text == "'-" else text)


@pytest.mark.parametrize(
    "text",
    [
        "0800 1111",
        "116123",
        "24/11/2026",
        "2026-11-24",
        "24 Nov 2026",
        "020-7946 0000",
        "(020) 7946 0000",
        "1.5",
        "10:30",
        "+44 20 7946 0000",
        "=A1",
        "-5",
        "@kent",
        "=A1\nmore",
        "1e5",
        "50%",
        "24/7",
    ],
)
def test_the_apostrophe_before_a_number_a_date_or_a_formula_goes(text: str) -> None:
    assert without_apostrophe(f"'{text}") == text


@pytest.mark.parametrize("text", ["=A1", "'=A1", "'24/7", "''24/7", "'-", "'24/7' help", "plain", "-5", "'tis"])
def test_what_is_written_is_read_again_as_it_was(text: str) -> None:
    (cell,) = read_csv(write_csv([[text]]), "list.csv").headings
    assert without_apostrophe(cell.text) == text
