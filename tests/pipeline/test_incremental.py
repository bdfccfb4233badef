"""A file is made again if, and only if, something that it depends on changed, or somebody changed the file."""

from __future__ import annotations

import datetime
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from leafletgen.content.check import check
from leafletgen.content.compose import compose
from leafletgen.content.leaflet import Leaflet, Logo
from leafletgen.content.logo.drawing import Drawing, Outline, Picture
from leafletgen.content.output_options import OutputOptions
from leafletgen.content.source import read_folder
from leafletgen.errors import ExitCode, LeafletError, ResourceError, Where
from leafletgen.layout.fonts import FONT_FILES
from leafletgen.pipeline.fingerprints import SharedInputs, fingerprint
from leafletgen.pipeline.plan import OutputFile
from leafletgen.pipeline.progress import ProgressListener
from tests.support.checked import check_all
from tests.support.pdf_checks import CheckPdf
from tests.support.team import NAMES, Team, add_edition, replace

GARBAGE = [
    b"",
    b"\0",
    b"{}",
    b"[]",
    b"null",
    b"not json",
    b"\x80\x04K\x01.",
    b"[" * 100_000,
    b"\xff\xfe",
]


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.iterdir()}


@pytest.mark.parametrize("forget", [False, True])
def test_nothing_changed_means_nothing_done(team: Team, forget: bool) -> None:
    team.settle()
    assert team.made() == NAMES
    before = _stamps(team.output)
    if forget:
        team.forget()
    report = team.build()
    assert [path.name for path in report.files] == NAMES
    assert {item["state"] for item in report.items} == {"current"}
    assert _stamps(team.output) == before
    assert team.build().warnings == report.warnings != ()


def test_a_file_that_is_edited_during_a_build_is_made_again(team: Team, expected: dict[str, bytes]) -> None:
    class Editor(ProgressListener):
        def progress(self, done: int, total: int) -> None:
            if done == total:
                (team.output / NAMES[0]).write_bytes(b"%PDF-1.7 edited")

    team.settle()
    assert team.made(listener=Editor()) == NAMES
    assert team.made() == [NAMES[0]]
    assert team.files() == expected


def test_a_changed_number_makes_the_leaflets_that_print_it_and_no_others(
    team: Team, expected: dict[str, bytes]
) -> None:
    team.build()
    replace(team.data / "agencies.yaml", "023 8090 1234", "023 8090 4321")
    changed = ["hampshire-parent-a4.pdf", "hampshire-parent-a5.pdf"]  # The fixture prints it there alone.
    told = [problem.where for problem in team.build(mode="check").problems if problem.code == "out-of-date"]
    assert told == [Where(str(team.output / name)) for name in changed]
    assert team.made() == changed
    assert team.made() == []
    found = team.files()
    assert {name for name in NAMES if found[name] != expected[name]} == set(changed)


def test_what_is_not_printed_changes_nothing(team: Team) -> None:
    team.build()
    for path in team.data.rglob("*.yaml"):
        path.write_text("# A comment\n# moves everything\n# below it.\n" + path.read_text("utf-8"), "utf-8")
    replace(team.data / "agencies.yaml", "Two lines", "Two other lines")
    assert team.made() == []


def test_a_changed_word_of_one_variant_makes_that_variant(team: Team) -> None:
    team.build()
    replace(team.data / "leaflets" / "child.yaml", "title: ", "title: New ")
    assert team.made() == [name for name in NAMES if "-child-" in name]


def test_a_new_edition_is_made_alone(team: Team) -> None:
    team.build()
    add_edition(team.data, "new", "uk")
    assert team.made() == [f"new-{variant}-{size}.pdf" for variant in ("parent", "child") for size in ("a4", "a5")]


def test_a_change_behind_a_link_to_a_folder_is_seen(team: Team, tmp_path: Path) -> None:
    shared = shutil.move(team.data / "editions", tmp_path / "shared")
    (team.data / "editions").symlink_to(shared, target_is_directory=True)
    team.settle()
    assert team.made() == NAMES
    assert team.made() == []
    add_edition(team.data, "dorset", "dorset", version="2")
    assert team.made() == [name for name in NAMES if name.startswith("dorset")]


def test_links_to_folders_in_a_circle_do_no_harm(team: Team) -> None:
    (team.data / "editions" / "round").symlink_to(team.data, target_is_directory=True)
    team.settle()
    assert team.made() == NAMES
    assert team.made() == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes that have a name, which Windows has not")
def test_a_pipe_in_the_folder_does_not_block_a_build(team: Team) -> None:
    os.mkfifo(team.data / "pipe.png")
    assert team.build().errors == ()
    assert team.build().errors == ()


class Meddler(ProgressListener):
    """Changes the data while a build is running."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.acts = [act]

    def progress(self, _done: int, _total: int) -> None:
        while self.acts:
            self.acts.pop()()


@pytest.mark.parametrize("name", ["editions/dorset.yaml", "editions", "agencies.yaml", "leaflets/parent.yaml"])
def test_a_file_removed_during_a_build_is_missed_by_the_next(team: Team, tmp_path: Path, name: str) -> None:
    team.settle()
    first = team.build(jobs=1, listener=Meddler(lambda: (team.data / name).rename(tmp_path / "away")))
    assert [path.name for path in first.files] == NAMES
    assert _files_of_a_build(team) == [
        made for made in NAMES if name == "editions/dorset.yaml" and "dorset" not in made
    ]


def _files_of_a_build(team: Team) -> list[str]:
    """The files of a build; none where its data are refused."""
    try:
        return [path.name for path in team.build().files]
    except LeafletError:
        return []


def test_a_file_added_during_a_build_is_seen_by_the_next(team: Team) -> None:
    team.settle()
    first = team.build(jobs=1, listener=Meddler(lambda: add_edition(team.data, "new", "dorset")))
    assert [path.name for path in first.files] == NAMES
    assert len(team.build().files) == len(NAMES) + 4


def test_a_link_switched_during_a_build_is_seen_by_the_next(team: Team, tmp_path: Path) -> None:
    """Every file of the new data is older than the build: only where the link leads has changed."""
    new = Path(shutil.copytree(team.data, tmp_path / "new"))
    replace(new / "agencies.yaml", "023 8090 1234", "023 8090 4321")
    (tmp_path / "next").symlink_to(new, target_is_directory=True)
    link = tmp_path / "link"
    link.symlink_to(team.data, target_is_directory=True)
    team.settle()
    assert team.made(data=link, listener=Meddler(lambda: (tmp_path / "next").replace(link))) == NAMES
    assert team.made(data=link) == ["hampshire-parent-a4.pdf", "hampshire-parent-a5.pdf"]


def test_a_data_folder_removed_during_a_build_is_missed_by_the_next(team: Team, tmp_path: Path) -> None:
    team.settle()
    assert team.made(listener=Meddler(lambda: team.data.rename(tmp_path / "away"))) == NAMES
    with pytest.raises(ResourceError):
        team.build()


def test_a_link_to_the_folder_below_that_leads_elsewhere_is_seen(team: Team, tmp_path: Path) -> None:
    new = Path(shutil.copytree(team.data, tmp_path / "new"))
    replace(new / "agencies.yaml", "023 8090 1234", "023 8090 4321")
    own, below = tmp_path / "own", tmp_path / "below"
    shutil.copytree(team.data / "editions", own / "editions")
    (own / "settings.yaml").write_text("extends: ../below\n", encoding="utf-8")
    below.symlink_to(team.data, target_is_directory=True)
    team.settle()
    assert team.made(data=own) == NAMES
    assert team.made(data=own) == []
    below.unlink()
    below.symlink_to(new, target_is_directory=True)
    assert team.made(data=own) == ["hampshire-parent-a4.pdf", "hampshire-parent-a5.pdf"]


def test_finished_files_in_a_data_folder_behind_a_link_are_not_of_the_data(team: Team, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(team.data, target_is_directory=True)
    (link / "out").mkdir()
    team.settle()
    assert team.made(data=link, output=link / "out") == NAMES
    assert "unchanged" in team.build(data=link, output=link / "out").timings


def test_a_font_that_changes_during_a_build_makes_all_again(team: Team, project: Path, tmp_path: Path) -> None:
    fonts = Path(shutil.copytree(project / "fonts", tmp_path / "fonts"))
    font = fonts / FONT_FILES["Regular"]
    team.settle()
    changing = Meddler(lambda: font.write_bytes(font.read_bytes() + bytes(4)))
    assert team.made(fonts=fonts, jobs=1, listener=changing) == NAMES
    assert team.made(fonts=fonts) == NAMES


def test_a_printing_condition_that_changes_during_a_build_makes_all_again(
    team: Team, project: Path, tmp_path: Path
) -> None:
    profile = Path(shutil.copy(project / "icc" / "FOGRA39L_coated.icc", tmp_path))
    press: dict[str, Any] = {"options": OutputOptions(profile="press"), "intent": profile, "condition": "FOGRA39"}
    check_all(team.data)
    team.settle()
    changing = Meddler(lambda: profile.write_bytes(profile.read_bytes()[:-1] + b"\1"))
    made = team.made(**press, listener=changing)
    assert team.made(**press) == made != []


def test_another_date_makes_all(team: Team) -> None:
    team.build()
    environment = {"LEAFLETGEN_CACHE_DIR": str(team.cache), "SOURCE_DATE_EPOCH": "1000000000"}
    assert team.made(environment=environment) == NAMES
    assert team.made(environment=environment) == []


def test_another_font_file_makes_all(team: Team, project: Path, tmp_path: Path) -> None:
    fonts = Path(shutil.copytree(project / "fonts", tmp_path / "fonts"))
    team.build(fonts=fonts)
    assert team.made(fonts=fonts) == []
    with (fonts / FONT_FILES["Regular"]).open("ab") as file:
        file.write(b"\0\0\0\0")
    assert team.made(fonts=fonts) == NAMES


def test_another_program_makes_all_even_if_it_makes_the_same(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    assert team.made() == NAMES
    team.forget()
    monkeypatch.setattr("leafletgen.pipeline.inputs.program", lambda: "leafletgen of another day")
    assert team.made() == NAMES
    team.forget()
    assert team.made() == []


def test_an_edited_or_deleted_file_is_made_again(team: Team, expected: dict[str, bytes], check_pdf: CheckPdf) -> None:
    team.build()
    edited, deleted = team.output / NAMES[1], team.output / NAMES[4]
    status = edited.stat()
    content = bytearray(edited.read_bytes())
    content[len(content) // 2] ^= 1
    edited.write_bytes(content)
    os.utime(edited, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (edited.stat().st_size, edited.stat().st_mtime_ns) == (status.st_size, status.st_mtime_ns)
    deleted.unlink()
    report = team.build(mode="check")
    assert report.exit_code == ExitCode.OUT_OF_DATE
    assert {(problem.code, problem.where) for problem in report.problems if problem.severity == "error"} == {
        ("file-changed", Where(str(edited))),
        ("not-made", Where(str(deleted))),
    }
    assert not deleted.exists()
    assert team.made() == [edited.name, deleted.name]
    assert team.files() == expected
    check_pdf(edited)


@pytest.mark.parametrize("damage", GARBAGE)
def test_a_damaged_manifest_is_ignored_and_said(team: Team, damage: bytes, expected: dict[str, bytes]) -> None:
    team.build(editions=("wide",))
    (team.output / "manifest.json").write_bytes(damage)
    report = team.build()
    assert ("manifest-ignored" in {problem.code for problem in report.warnings}) is bool(damage)
    assert report.errors == ()
    assert team.files() == expected


@pytest.mark.parametrize("damage", GARBAGE)
def test_a_damaged_cache_is_ignored(team: Team, damage: bytes, expected: dict[str, bytes]) -> None:
    team.settle()
    team.build()
    kept = [path for path in team.cache.rglob("*") if path.is_file()]
    assert {path.parent.name for path in kept} == {"builds"}
    for path in kept:
        path.write_bytes(damage)
    (team.output / NAMES[0]).unlink()
    assert team.made() == [NAMES[0]]
    assert team.files() == expected


def test_a_record_that_was_edited_is_ignored(team: Team, expected: dict[str, bytes]) -> None:
    team.settle()
    team.build()
    (path,) = (team.cache / "builds").iterdir()
    sealed = json.loads(path.read_bytes())
    del sealed["record"]["files"][NAMES[0]]
    path.write_bytes(json.dumps(sealed).encode())
    (team.output / NAMES[0]).unlink()
    assert team.made() == [NAMES[0]]
    assert team.files() == expected


def test_a_foreign_record_of_a_build_is_ignored(team: Team, tmp_path: Path) -> None:
    other = Team(tmp_path / "other")
    replace(other.data / "agencies.yaml", "023 8090 1234", "023 8090 4321")
    team.settle()
    for one in (team, other):
        one.build()
    (mine,), (theirs,) = (list((one.cache / "builds").iterdir()) for one in (team, other))
    mine.write_bytes(theirs.read_bytes())
    assert team.made() == []
    replace(team.data / "agencies.yaml", "023 8090 1234", "023 8090 4321")
    assert len(team.made()) == 2


def test_a_record_of_a_copy_of_the_folder_does_not_hide_a_change(team: Team, tmp_path: Path) -> None:
    copy = Team(tmp_path / "copy")
    team.settle()
    for one in (team, copy):
        one.build()
    assert {name: team.files()[name] for name in NAMES} == {name: copy.files()[name] for name in NAMES}
    replace(team.data / "agencies.yaml", "023 8090 1234", "023 8090 4321")
    (mine,), (theirs,) = (list((one.cache / "builds").iterdir()) for one in (team, copy))
    mine.write_bytes(theirs.read_bytes())
    assert len(team.made()) == 2


def test_a_cache_that_cannot_be_written_does_no_harm(team: Team, expected: dict[str, bytes]) -> None:
    team.cache.write_bytes(b"a file where the folder belongs")
    assert team.made() == NAMES
    assert team.made() == []
    assert team.files() == expected


@pytest.mark.skipif(os.name != "posix", reason="needs the user data of POSIX")
def test_a_user_without_a_home_folder_can_build(
    team: Team, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_number: int) -> None:
        raise KeyError("no such user")

    for name in ("HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    monkeypatch.chdir(team.output.parent)
    before = set(Path().iterdir())
    assert team.made(environment={}) == NAMES
    assert team.made(environment={}) == []
    assert team.files() == expected
    assert set(Path().iterdir()) - before == {Path(team.output.name)}


def test_a_check_of_a_contact_makes_only_what_prints_it(team: Team) -> None:
    """Only that of Hampshire for parents prints more than a number that was checked and one page that was not."""
    team.build()
    entry = "  - {{agency: {}, contact: {}, value: {}, on: 2026-11-21, how: opened it, by: web editor}}\n"
    email = entry.format("example-helpline", "email", "help@helpline.org.uk")
    log = team.data / "checks.yaml"
    log.write_text(f"checks:\n{email}", encoding="utf-8")
    assert team.made() == []
    opens = "'childline.org.uk, opens https://www.childline.org.uk/get-support/'"
    web = entry.format("childline", "web", opens)
    log.write_text(f"checks:\n{email}{web}", encoding="utf-8")
    assert team.made() == [name for name in NAMES if not name.startswith("hampshire-parent")]
    log.write_text(f"checks:\n{email}{web}{web.replace('2026-11-21', '2026-11-22')}", encoding="utf-8")
    assert team.made() == []  # the oldest check, which is printed, is that of the number


# --- fingerprints ---


@pytest.fixture(scope="module")
def leaflet(project: Path) -> Leaflet:
    return compose(check(read_folder(project / "tests" / "content" / "fixture"), None), "hampshire", "parent")


ORDER = OutputFile("hampshire", "parent", "a5", OutputOptions(profile="press"))
GROUND = SharedInputs("program", "fonts", datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC), ("FOGRA39", "hash"))


def _variants(value: Any, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    """The record with each of its values changed in turn, all the way down."""
    if isinstance(value, Where):
        return [((*path, "place"), Where("elsewhere", 99, 99))]
    if isinstance(value, msgspec.Struct):
        return [
            (where, msgspec.structs.replace(value, **{name: changed}))
            for name in value.__struct_fields__
            for where, changed in _variants(getattr(value, name), (*path, name))
        ]
    if isinstance(value, tuple):
        inside = [
            (where, (*value[:i], new, *value[i + 1 :]))
            for i in range(len(value))
            for where, new in _variants(value[i], path)
        ]
        return [*inside, (path, (*value, "one more"))]
    return [(path, value + "!" if isinstance(value, str) else not value if isinstance(value, bool) else "other")]


def test_every_value_of_a_leaflet_is_in_its_fingerprint_and_no_place(leaflet: Leaflet) -> None:
    before = fingerprint(ORDER, leaflet, GROUND)
    changes = _variants(leaflet)
    assert len(changes) > 100
    for path, changed in changes:
        same = fingerprint(ORDER, changed, GROUND) == before
        assert same is (path[-1] in ("place", "unchecked")), path  # how many are unchecked is not printed


def test_a_pixel_of_the_logo_is_in_the_fingerprint(leaflet: Leaflet) -> None:
    def with_logo(dots: bytes) -> Leaflet:
        picture = Picture(2, 1, True, dots)
        logo = Logo(picture, picture, "The logo", 20, leaflet.cover.at)
        return msgspec.structs.replace(leaflet, cover=msgspec.structs.replace(leaflet.cover, logo=logo))

    prints = {fingerprint(ORDER, one, GROUND) for one in (leaflet, with_logo(b"\0\0"), with_logo(b"\0\1"))}
    assert len(prints) == 3


def test_a_path_of_the_logo_is_in_the_fingerprint(leaflet: Leaflet) -> None:
    def with_logo(*where: float) -> Leaflet:
        drawing = Drawing(1000, 500, (Outline((("m", (0, 0)), ("l", where)), (0, 0, 0), False, None),))
        logo = Logo(drawing, drawing, "The logo", 20, leaflet.cover.at)
        return msgspec.structs.replace(leaflet, cover=msgspec.structs.replace(leaflet.cover, logo=logo))

    prints = {fingerprint(ORDER, one, GROUND) for one in (leaflet, with_logo(1, 2), with_logo(1, 3))}
    assert len(prints) == 3


def test_every_value_of_the_output_file_and_of_the_inputs_is_in_the_fingerprint(leaflet: Leaflet) -> None:
    before = fingerprint(ORDER, leaflet, GROUND)
    for path, changed in _variants(ORDER):
        assert fingerprint(changed, leaflet, GROUND) != before or path == ("options", "profile"), path
    others = (
        GROUND._replace(program="other"),
        GROUND._replace(fonts="other"),
        GROUND._replace(moment=None),
        GROUND._replace(intent=("FOGRA51", "hash")),
        GROUND._replace(intent=("FOGRA39", "other")),
    )
    assert len({before, *(fingerprint(ORDER, leaflet, other) for other in others)}) == 1 + len(others)


def test_the_colours_of_an_edition_do_not_change_a_mono_file(team: Team) -> None:
    team.build(editions=("wide",), options=OutputOptions(mono=True))
    before = team.files()
    with (team.data / "editions" / "wide.yaml").open("a", encoding="utf-8") as file:
        file.write("parent:\n  colours: {accent: {cmyk: 20 95 90 30, rgb: '7a1f1f'}}\n")
    assert team.made(editions=("wide",), options=OutputOptions(mono=True)) == []
    assert len(team.made(editions=("wide",), options=OutputOptions(mono=True), force=True)) == 4
    assert team.files() == before
    team.build(editions=("wide",))
    assert team.files()["wide-parent-a5.pdf"] != before["wide-parent-a5-mono.pdf"]


def test_the_printing_condition_does_not_change_an_office_file(leaflet: Leaflet) -> None:
    office = OutputFile("hampshire", "parent", "a5")
    other = GROUND._replace(intent=("FOGRA51", "other"))
    assert fingerprint(office, leaflet, GROUND) == fingerprint(office, leaflet, other)
