"""manifest.json: its content, how partial builds change it, and which files --prune removes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.errors import ContentError, UsageError
from leafletgen.output.manifest import Entry, manifest_schema, read_manifest, write_manifest
from tests.support.checked import check_all
from tests.support.team import NAMES, Team, add_edition, replace


def _manifest(team: Team) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((team.output / "manifest.json").read_text(encoding="utf-8"))
    return found


def test_the_manifest_says_what_each_file_is(team: Team) -> None:
    replace(team.data / "editions" / "wide.yaml", '"1"', '"7 draft"')
    team.build()
    entries = _manifest(team)["files"]
    assert [entry["file"] for entry in entries] == sorted(NAMES)
    for entry in entries:
        content = (team.output / entry["file"]).read_bytes()
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
        assert (entry["media"], entry["bytes"], entry["language"]) == ("application/pdf", len(content), "en-GB")
        assert entry["file"] == f"{entry['edition']}-{entry['variant']}-{entry['size']}.pdf"
        assert entry["version"] == ("7 draft" if entry["edition"] == "wide" else "1")
        assert (entry["profile"], entry["large_print"], entry["mono"], entry["booklet"]) == (
            "office",
            False,
            False,
            False,
        )
        with pikepdf.open(team.output / entry["file"]) as pdf:
            assert entry["pages"] == len(pdf.pages)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)


def test_the_manifest_says_when_contacts_were_last_checked(team: Team) -> None:
    path = team.data / "agencies.yaml"
    text = path.read_text("utf-8")
    checked = "        checked: {on: 2026-10-05, how: Opened it., by: Prevention officer}\n"
    path.write_text(
        text.replace(
            "        opens: https://www.childline.org.uk/get-support/\n",
            "        opens: https://www.childline.org.uk/get-support/\n" + checked,
        ),
        "utf-8",
    )
    team.build()
    told = {entry["file"]: entry["contacts_last_checked"] for entry in _manifest(team)["files"]}
    assert told["wide-child-a5.pdf"] == "2026-10-05"  # The older of two checks, and no contact without one.
    assert told["hampshire-parent-a5.pdf"] is None


def test_a_booklet_and_a_press_file_are_told_apart(team: Team) -> None:
    (team.data / "settings.yaml").write_text(
        "build:\n  - {editions: [wide], variants: [child], booklet: true}\n"
        "  - {editions: [wide], variants: [child], sizes: [a5], profile: press, marks: true}\n",
        encoding="utf-8",
    )
    check_all(team.data)
    names = ["wide-child-a5-booklet.pdf", "wide-child-a5-press-marks.pdf"]
    assert team.made() == names
    told = {entry["file"]: (entry["profile"], entry["booklet"], entry["pages"]) for entry in _manifest(team)["files"]}
    assert told == dict(zip(names, [("office", True, 2), ("press", False, 4)], strict=True))


def test_a_part_merges_and_removes_nothing(team: Team) -> None:
    team.build()
    whole = _manifest(team)
    (team.data / "editions" / "wide.yaml").unlink()
    team.build(editions=("hampshire",), force=True)
    assert _manifest(team) == whole


def test_what_is_no_longer_made_is_reported_and_removed_by_prune(team: Team) -> None:
    team.build()
    (team.output / "notes.pdf").write_bytes(b"of somebody")
    (team.data / "editions" / "wide.yaml").unlink()
    gone = [name for name in NAMES if name.startswith("wide")]
    for _ in range(2):
        report = team.build()
        assert [Path(str(p.where)).name for p in report.warnings if p.code == "no-longer-made"] == sorted(gone)
    assert set(gone) < set(team.files())
    check = team.build(mode="check")
    assert sorted(Path(str(p.where)).name for p in check.problems if p.severity == "error") == sorted(gone)
    notes = team.build(prune=True).notes
    assert sorted(Path(str(note.where)).name for note in notes if note.code == "pruned") == sorted(gone)
    assert set(team.files()) == {*NAMES, "manifest.json", "notes.pdf"} - set(gone)
    assert "pruned" not in {note.code for note in team.build().notes}
    assert [entry["file"] for entry in _manifest(team)["files"]] == sorted(set(NAMES) - set(gone))
    assert team.build(mode="check").errors == ()


def test_what_somebody_changed_is_not_removed(team: Team) -> None:
    team.build()
    (team.data / "editions" / "wide.yaml").unlink()
    (team.output / "wide-child-a5.pdf").write_bytes(b"with notes of somebody")
    report = team.build(prune=True)
    assert [problem.code for problem in report.warnings if problem.code == "not-pruned"] == ["not-pruned"]
    assert (team.output / "wide-child-a5.pdf").read_bytes() == b"with notes of somebody"
    assert not (team.output / "wide-child-a4.pdf").exists()


def test_nothing_is_removed_after_a_part_or_a_failure(team: Team) -> None:
    team.build()
    (team.data / "editions" / "wide.yaml").unlink()
    with pytest.raises(UsageError):
        team.build(prune=True, editions=("hampshire",))
    (team.output / NAMES[0]).unlink()
    (team.output / NAMES[0]).mkdir()
    assert team.build(prune=True).errors != ()
    assert {name for name in NAMES if name.startswith("wide")} < {path.name for path in team.output.iterdir()}


def test_a_manifest_cannot_have_other_files_removed(team: Team) -> None:
    team.build()
    victim = team.output.parent / "precious.pdf"
    victim.write_bytes(b"precious")
    manifest = _manifest(team)
    manifest["files"][0] |= {"file": "../precious.pdf", "sha256": hashlib.sha256(b"precious").hexdigest()}
    (team.output / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    team.build(prune=True)
    assert victim.read_bytes() == b"precious"


def test_the_schema_in_the_documentation_is_that_of_the_program(project: Path) -> None:
    written = json.loads((project / "docs" / "manifest.schema.json").read_text(encoding="utf-8"))
    assert written == manifest_schema(), "run: make docs"


@given(st.binary(max_size=300))
def test_no_bytes_can_make_reading_fail(data: bytes) -> None:
    assert read_manifest(data) is None


names = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}\.pdf", fullmatch=True)
hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(st.dictionaries(names, st.tuples(hashes, hashes, st.integers(1, 99), st.none() | st.dates())))
def test_what_is_written_is_read_again_in_a_stable_order(files: dict[str, tuple[str, str, int, Any]]) -> None:
    entries = [
        Entry(
            file=name,
            media="application/pdf",
            sha256=sha256,
            bytes=1000,
            pages=pages,
            title="Help",
            language="en-GB",
            edition="x",
            variant="child",
            size="a5",
            profile="office",
            large_print=False,
            mono=False,
            booklet=False,
            fillable=False,
            version="1",
            date=None,
            contacts_last_checked=day,
            contacts_unchecked=0,
            fingerprint=fingerprint,
        )
        for name, (sha256, fingerprint, pages, day) in files.items()
    ]
    data = write_manifest(entries)
    assert write_manifest(reversed(entries)) == data
    assert read_manifest(data) == tuple(sorted(entries, key=lambda entry: entry.file))
    assert read_manifest(data[:-3]) is None


def test_a_manifest_of_the_first_format_is_read_and_written_in_todays(team: Team) -> None:
    team.build()
    manifest = _manifest(team)
    later = {"media", "bytes", "title", "language", "date", "contacts_unchecked", "words"}
    later |= {"language_last_checked", "left_out", "outdated"}
    entries = [{key: value for key, value in entry.items() if key not in later} for entry in manifest["files"]]
    old = manifest | {"format": 1, "files": entries}
    (team.output / "manifest.json").write_text(json.dumps(old), encoding="utf-8")
    before = team.files()
    assert team.made(editions=("hampshire",)) == [] and team.build(mode="check").errors == ()
    assert {name: data for name, data in team.files().items() if name != "manifest.json"} == {
        name: data for name, data in before.items() if name != "manifest.json"
    }
    assert team.made(editions=("hampshire",), force=True) != []
    now = _manifest(team)
    assert now["format"] == 2
    assert {entry["bytes"] is None for entry in now["files"] if entry["edition"] == "hampshire"} == {False}
    assert {entry["bytes"] is None for entry in now["files"] if entry["edition"] != "hampshire"} == {True}
    team.made(force=True)
    assert _manifest(team) == manifest


# --- what a team publishes: build: in settings.yaml ---


def test_the_settings_say_what_is_made(team: Team) -> None:
    (team.data / "settings.yaml").write_text(
        "build:\n  - sizes: [a5]\n  - {editions: [hampshire], large_print: true, mono: true}\n", encoding="utf-8"
    )
    hampshire = [
        "hampshire-parent-a5.pdf",
        "hampshire-parent-a4-large-mono.pdf",
        "hampshire-child-a5.pdf",
        "hampshire-child-a4-large-mono.pdf",
    ]
    dorset, wide = ([f"{name}-{variant}-a5.pdf" for variant in ("parent", "child")] for name in ("dorset", "wide"))
    report = team.build(mode="plan")
    assert [item["file"] for item in report.items] == [*dorset, *hampshire, *wide]
    assert not team.output.exists()
    assert team.made(editions=("hampshire",)) == hampshire
    assert team.made(editions=("hampshire",), sizes=("a4",)) == ["hampshire-parent-a4.pdf", "hampshire-child-a4.pdf"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("editions: [hamshire]", "unknown-edition"),
        ("{large_print: true, sizes: [a5]}", "large-print-size"),
        ("{booklet: true, profile: press}", "options-contradict"),
        ("marks: true", "press-option"),
        ("{profile: press, standard: x1a}\n  - profile: press", "build-row-twice"),
        ("colour: red", "unknown-key"),
        ("[]", "wrong-type"),
    ],
)
def test_settings_that_are_not_possible_are_refused_at_their_position(team: Team, row: str, code: str) -> None:
    (team.data / "settings.yaml").write_text(f"build:\n  - {row}\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        team.build()
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.where is not None
    assert (Path(problem.where.file).name, problem.where.line) == (
        "settings.yaml",
        3 if code == "build-row-twice" else 2,
    )
    assert not team.output.exists()


def test_the_settings_of_a_folder_below_do_not_count(team: Team, tmp_path: Path) -> None:
    (team.data / "settings.yaml").write_text("build: [{sizes: [a5]}]\n", encoding="utf-8")
    own = tmp_path / "own"
    (own / "editions").mkdir(parents=True)
    (own / "settings.yaml").write_text("extends: ../data\n", encoding="utf-8")
    add_edition(own, "ours", "uk")
    assert len(team.build(mode="plan", data=own).items) == 4
