"""`contacts where`: the same number or address is found however it is typed and printed, and nothing else is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pikepdf
import pytest

from leafletgen.editorial.contact_search import find, parse_wanted
from leafletgen.errors import UsageError
from tests.support.program import Run, run_inside
from tests.support.small_pdf import box, small_pdf


@pytest.mark.parametrize(
    "typed",
    [
        "023 8090 1234", "02380901234", "+442380901234", "+44 23 8090 1234", "+44 (0)23 8090 1234", "0044 23 8090 1234",
        "(023) 8090 1234", "023-8090-1234", "  023\u00a08090 1234 ", "023\u20118090\u20111234", "+44 023 8090 1234",
        "+44 (023) 8090 1234", "tel:+442380901234", "TEL:023-8090-1234", "sms:02380901234", "+44-23-8090-1234",
    ],
)  # fmt: skip
def test_a_number_is_the_same_however_it_is_typed(typed: str) -> None:
    wanted = parse_wanted(typed)
    found = [
        "023 8090 1234", "Call 02380901234.", "(023) 8090 1234", "+44 23 8090 1234", "+44 (0)23 8090 1234",
        "0044 2380 901234", "023\u00a08090\u00a01234", "023 8090\n1234", "023 – 8090 – 1234", "5 023 8090 1234 24 h",
    ]  # fmt: skip
    others = ["023 8090 12345", "1023 8090 1234", "023 8090 1235", "23 8090 1234", "028 3090 1234"]
    assert [text for text in [*found, *others] if wanted.printed_in(text)] == found
    assert wanted.opened_by("tel:+442380901234") and wanted.opened_by("tel:02380901234")
    assert wanted.opened_by("sms:02380901234?body=HELP")
    assert not wanted.opened_by("tel:+4423809012345")


@pytest.mark.parametrize(
    ("typed", "found", "not_found"),
    [
        ("111", ["Call 111.", "NHS 111, free", "111 24 hours"], ["0800 1111", "0800 111 222", "111 222", "1110"]),
        ("101", ["Ring 101 or 999"], ["18001 1010", "www.101.org", "101.org.uk", "0808 101 5000"]),
        ("85258", ["Text SHOUT to 85258.", "85258"], ["085258", "852580", "85 259"]),
        ("116 123", ["116123", "116 123"], ["0116 123 4567", "116 124", "116 123 4567"]),
        ("0800 1111", ["0800 1111", "+44 800 1111"], ["0800 11111", "0800 111 1222", "0800 111"]),
    ],
)  # fmt: skip
def test_a_short_number_is_no_part_of_another(typed: str, found: list[str], not_found: list[str]) -> None:
    wanted = parse_wanted(typed)
    assert [text for text in found if not wanted.printed_in(text)] == []
    assert [text for text in not_found if wanted.printed_in(text)] == []


@pytest.mark.parametrize(
    "typed",
    [
        "example.org.uk/help",
        "www.example.org.uk/help",
        "https://example.org.uk/help/",
        "HTTP://WWW.Example.org.uk/help",
        "https://www.example.org.uk/help.",
        "www.example.org.uk/help/,",
        "www.example.org.uk/help”",
        "example.org.uk/help).",
    ],
)
def test_an_address_is_the_same_however_it_is_typed(typed: str) -> None:
    wanted = parse_wanted(typed)
    found = ["example.org.uk/help", "See www.example.org.uk/help.", "https://www.example.org.uk/help/",
             "example.org.uk/\nhelp", "(example.org.uk/help)"]  # fmt: skip
    others = ["example.org.uk", "example.org.uk/help/me", "example.org.uk/helpers", "an-example.org.uk/help",
              "my.example.org.uk/help", "example.org.uk/help?a=b"]  # fmt: skip
    assert [text for text in [*found, *others] if wanted.printed_in(text)] == found
    assert wanted.opened_by("https://www.example.org.uk/help/") and wanted.opened_by("http://example.org.uk/help")
    assert not wanted.opened_by("https://www.example.org.uk/") and not wanted.opened_by(
        "https://example.org.uk/help/me"
    )


@pytest.mark.parametrize(
    "typed",
    ["example.org.uk", "www.example.org.uk", "https://www.example.org.uk/", "example.org.uk.", "example.org.uk/."],
)
def test_a_host_stands_for_all_its_pages_and_mail_addresses(typed: str) -> None:
    wanted = parse_wanted(typed)
    found = ["example.org.uk", "www.example.org.uk/help", "Example.org.uk.", "Email help@example.org.uk"]
    others = ["my.example.org.uk", "example.org.ukraine", "example.org", "example.org.uk.com", "bad-example.org.uk"]
    assert [text for text in [*found, *others] if wanted.printed_in(text)] == found
    opened = ["https://example.org.uk", "https://www.example.org.uk/help?a=b#c", "mailto:help@example.org.uk"]
    assert [one for one in [*opened, "https://example.org.uk.com/"] if wanted.opened_by(one)] == opened


def test_a_mail_address_is_found_whole() -> None:
    wanted = parse_wanted("mailto:Help@example.org.uk")
    assert wanted.printed_in("Email help@example.org.uk.") and wanted.opened_by("mailto:help@example.org.uk?subject=Hi")
    assert not wanted.printed_in("self-help@example.org.uk") and not wanted.printed_in("help@example.org.uk.com")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("800 1111", "cell-zero"), ("2380901234", "cell-zero"), ("44 800 1111", "cell-plus"),
        ("442380901234", "cell-plus"), ("2.38E+09", "not-a-contact"), ("0800", "not-a-contact"),
        ("0", "not-a-contact"), ("08 00", "not-a-contact"), ("+44 800", "not-a-contact"), ("01622", "not-a-contact"),
    ],
)  # fmt: skip
def test_a_part_of_a_number_is_refused_because_it_would_find_others_or_none(typed: str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_wanted(typed)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_mail_address_is_found_by_its_link() -> None:
    assert parse_wanted("mailto:help@example.org.uk?subject=A").printed_in("Write to help@example.org.uk.")


@pytest.mark.parametrize("typed", ["", " ", "Childline", "12", "call 0800 1111", "0800 1111 x", "https://", "a@b"])
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_wanted(typed)
    assert [problem.code for problem in caught.value.problems] == ["not-a-contact"]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "typed",
    ["0" * 100_000, "+44" + "7" * 100_000, "0 8" * 30_000, "a." * 50_000 + "uk", "a.uk/" + "x" * 100_000, "." * 90_000],
)
def test_what_nobody_can_have_typed_is_refused_at_once(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_wanted(typed)
    (problem,) = caught.value.problems
    assert problem.code == "not-a-contact"
    assert len(problem.message) < 200


# --- the program ---


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The child's leaflet of Hampshire for the office, for the press, and as a booklet."""
    folder = tmp_path_factory.mktemp("finished")
    for options in ((), ("--profile", "press", "--draft"), ("--booklet",)):
        outcome = run_inside("build", "hampshire", "--variant", "child", "--size", "a5", *options, "-o", folder)
        assert outcome.code == 0, outcome.stderr
    return folder


OFFICE, PRESS, BOOKLET = (
    "hampshire-child-a5.pdf",
    "hampshire-child-a5-press.draft.pdf",
    "hampshire-child-a5-booklet.pdf",
)


def where(run: Run, *arguments: str | Path) -> list[tuple[str, str, str]]:
    """The kind, name and words of each place."""
    outcome = run("contacts", "where", *arguments, "--json")
    report = json.loads(outcome.stdout)
    assert (outcome.code, report["problems"]) == (0, [])
    return [(item["kind"], Path(item["name"]).name, item["what"]) for item in report["items"]]


IN_A_SENTENCE = ("sentence", "leaflet child", "“Tell someone now. In danger? Call 999. You can talk to Chil…”")
ALL = [
    ("leaflet", "england parent", "version 1"),
    ("leaflet", "england child", "version 1"),
    ("leaflet", "england child card", "version 1"),
    ("leaflet", "hampshire parent", "version 1"),
    ("leaflet", "hampshire child", "version 1"),
    ("leaflet", "hampshire child card", "version 1"),
]


def test_a_number_is_found_in_the_data_the_leaflets_and_the_files(run: Run, data: Path, finished: Path) -> None:
    found = where(run, "08001111", finished, "--data", data)
    assert found[:2] == [("contact", "childline phone", "0800 1111"), IN_A_SENTENCE]
    assert found[2:8] == ALL
    assert found[8:] == [
        ("file", BOOKLET, "printed on pages 1, 2, 4"),
        ("file", PRESS, "printed on pages 1, 5, 7"),
        ("file", OFFICE, "printed on pages 1, 5, 7, opened from pages 1, 7"),
    ]


def test_a_page_that_a_qr_code_opens_is_found_also_where_no_link_is(run: Run, data: Path, finished: Path) -> None:
    path = data / "agencies.yaml"
    text = path.read_text(encoding="utf-8")
    opened = "https://www.childline.org.uk/info-advice/bullying-abuse-safety/online-mobile-safety/report-remove/"
    assert opened in text
    kinds = [(kind, name) for kind, name, _ in where(run, opened, finished, "--data", data) if kind == "file"]
    assert kinds == [("file", BOOKLET), ("file", PRESS), ("file", OFFICE)]


def test_a_number_in_running_text_is_found_too(run: Run, data: Path) -> None:
    path = data / "editions" / "england.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + 'child:\n  contact_lines: ["Ring 023 8090 9999."]\n', encoding="utf-8"
    )
    assert where(run, "+442380909999", "--data", data) == [
        ("sentence", "edition england", "“Ring 023 8090 9999.”"),
        ("leaflet", "england child", "version 1"),
    ]


def test_leaflets_in_another_language_are_searched(run: Run, data: Path) -> None:
    found = where(run, "0800 1111", "--language", "cy", "--data", data)
    assert found[2:] == [(kind, f"{name} cy", version) for kind, name, version in ALL]
    outcome = run("contacts", "where", "0800 1111", "--language", "so", "--data", data)
    assert (outcome.code, "[no-translation]" in outcome.stderr) == (3, True)


def test_a_manifest_stands_for_the_files_beside_it(run: Run, finished: Path) -> None:
    found = where(run, "999", finished / "manifest.json")
    assert {name for kind, name, _ in found if kind == "file"} == {OFFICE, PRESS, BOOKLET}


def test_each_file_is_listed_once(run: Run, finished: Path) -> None:
    found = where(run, "999", finished, finished / OFFICE, finished / "manifest.json")
    assert sum(kind == "file" for kind, _, _ in found) == 3


def test_it_is_said_if_nothing_has_it(run: Run, data: Path, finished: Path) -> None:
    outcome = run("contacts", "where", "023 8090 9999", finished, "--data", data)
    assert (outcome.code, outcome.stdout) == (0, "")
    assert outcome.stderr.splitlines()[-3:] == [
        "0 contacts of the data have it.",
        "0 leaflets of this data print it.",
        "0 of 3 files have it.",
    ]


def test_a_withheld_contact_is_said_to_be_one(run: Run, data: Path) -> None:
    assert where(run, "111.nhs.uk", "--data", data) == [
        ("contact", "nhs-111 web", "111.nhs.uk, opens https://111.nhs.uk/ (withheld)")
    ]


def test_a_file_that_cannot_be_searched_is_said_beside_what_was_found(run: Run, finished: Path, tmp_path: Path) -> None:
    shutil.copy(finished / OFFICE, tmp_path)
    (tmp_path / "cut.pdf").write_bytes((finished / OFFICE).read_bytes()[:3000])
    with pikepdf.open(finished / OFFICE) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "scan.pdf")
    bomb = small_pdf("office", box("/MediaBox", 0, 0, 14400, 14400))
    (tmp_path / "poster.pdf").write_bytes(bomb)
    (tmp_path / "notes.txt").touch()
    (tmp_path / "empty").mkdir()
    outcome = run(
        "contacts",
        "where",
        "0800 1111",
        tmp_path,
        tmp_path / "gone.pdf",
        tmp_path / "notes.txt",
        tmp_path / "empty",
        "--json",
    )
    report = json.loads(outcome.stdout)
    said = {(Path(problem["file"]).name, problem["code"]) for problem in report["problems"]}
    assert said == {
        ("cut.pdf", "pdf-damaged"),
        ("locked.pdf", "encrypted"),
        ("scan.pdf", "no-text"),
        ("poster.pdf", "too-big-to-examine"),
        ("gone.pdf", "file-missing"),
        ("notes.txt", "not-searchable"),
        ("empty", "folder-empty"),
    }
    assert [Path(item["name"]).name for item in report["items"] if item["kind"] == "file"] == [OFFICE]
    assert outcome.code == 7


def test_the_pages_of_each_file_are_told_as_they_are_searched(data: Path, finished: Path) -> None:
    told: list[tuple[int, int]] = []
    find(data, "0800 1111", [finished / OFFICE], progress=lambda done, total: told.append((done, total)))
    assert told == [(number, 8) for number in range(1, 9)]
