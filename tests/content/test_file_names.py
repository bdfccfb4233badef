"""A file or folder that looks as if it were meant for leafletgen is named if nobody reads it; others are left alone."""

from __future__ import annotations

import contextlib
import json
import re
import shlex
from pathlib import Path

import pytest

from leafletgen.content.source import read_folder
from leafletgen.errors import LeafletError, ResourceError
from leafletgen.resources import shipped_data
from tests.support.own_folder import AGENCIES, EDITION, SETTINGS, own_folder
from tests.support.program import Run, run_inside

ANY = "id: x\n"
UNREAD = {
    **dict.fromkeys(
        (
            "agencies.yml",
            "Agencies.yaml",
            "AGENCIES.YAML",
            "agencies.yaml.txt",
            "agency.yaml",
            "agencys.yaml",
            "agencies (1).yaml",
            "agencies - Copy.yaml",
            "Copy of agencies.yaml",
            "agencies_old.yaml",
            "agencies2.yaml",
            "agencies",
            "agenices.yaml",
            "agencies.yam",
            "agencies.yaml.yaml",
            "services.yaml",
            "services.txt",
        ),
        AGENCIES,
    ),
    **dict.fromkeys(("area.yaml", "Areas.yml", "setting.yaml", "force.yaml", "trap.yml", "check.yaml"), ANY),
    **dict.fromkeys(("phrase.yaml", "checks (2).yaml", "aeras.yaml", "foces.yaml"), ANY),
    **dict.fromkeys(("kent2.yaml", "surrey.txt", "editions/kent2.yaml.txt", "editions/kent2.yml"), EDITION),
    **dict.fromkeys(("editions/kent2", "editions/kent2.txt", "editions/kent2.YAML", "editions/kent2.yml.txt"), EDITION),
    **dict.fromkeys(("Editions/kent2.yaml", "edition/kent2.yaml", "editions (1)/kent2.yaml"), EDITION),
    **dict.fromkeys(("editions/surrey/kent2.yaml", "editons/kent2.yaml", "EDITIONS/kent2.yml"), EDITION),
    **dict.fromkeys(("leaflet/parent.yaml", "Leaflets/parent.yaml", "parent.yaml"), "variant: parent\n"),
    # a copy without its original, and letters that only look right
    **dict.fromkeys((".agencies.yaml", "agencies.yaml~", "agencies.yaml.bak", "agencies.yaml.orig"), AGENCIES),
    **dict.fromkeys(("agencies. yaml", "agencies .yaml", "agencies\u00a0.yaml", "ａgencies.yaml"), AGENCIES),
    **dict.fromkeys(("аgencies.yaml", "agencies.уaml", "agencies.yaml.docx", "agencies,yaml"), AGENCIES),
    **dict.fromkeys(("editions/.kent2.yaml", "editions/kent2.yaml~", "editions/kent2.yaml.bak"), EDITION),
    # a level too low, or too high
    **dict.fromkeys(("agencies/kent.yaml", "agency/agencies.yaml", "kent/agencies.yaml", "data/areas.yaml"), AGENCIES),
    **dict.fromkeys(("edition.yaml", "leaflets.yml", "translations.yaml", "glossary.csv", "translation-cy.yaml"), ANY),
    # translations and terms
    **dict.fromkeys(("translation/cy/parent.yaml", "Translations/cy/child.yaml", "translatons/cy/parent.yaml"), ANY),
    **dict.fromkeys(("translations/cy/parent.yml", "translations/cy/Parent.yaml", "translations/cy/parents.yaml"), ANY),
    **dict.fromkeys(("translations/cy/child (1).yaml", "translations/cy/parent.yaml.txt"), ANY),
    **dict.fromkeys(("translations/cy/kent.yaml", "translations/cy/new/parent.yaml", "translations/cy.yaml"), ANY),
    **dict.fromkeys(
        ("translations/CY/parent.yaml", "translations/welsh/parent.yaml", "translations/xx/child.yaml"), ANY
    ),
    **dict.fromkeys(("glossary/cy.CSV", "glossary/CY.csv", "glossary/cy.xlsx", "glossary/welsh.csv"), ANY),
    **dict.fromkeys(("glossary/cy.txt", "Glossary/cy.csv", "glossaries/cy.csv"), ANY),
    # a name with another word, or mistyped, and keys of ours
    **dict.fromkeys(("agencies-kent.yaml", "phases.yaml", "area-codes.yaml"), AGENCIES),
    **dict.fromkeys(("areas.txt", "our places.txt"), "areas:\n  - id: kent\n    name: Kent\n"),
    **dict.fromkeys(("phrsaes.yaml", "phrases - Copy.yaml"), "qr_code: The code\n"),
    **dict.fromkeys(("area.yml", "phrase.yml", "checks.yml", "settings (2).yaml"), "# begun\n"),
}

LEFT_ALONE = {
    **dict.fromkeys(("README.md", "notes.txt", "checks.txt", "agencies.xlsx", "agencies.csv", "LICENSE"), "notes\n"),
    **dict.fromkeys(("mkdocs.yml", "renovate.yaml", "codecov.yml", ".pre-commit-config.yaml"), "site_name: ours\n"),
    **dict.fromkeys((".agencies.yaml", "agencies.yaml~", "agencies.yaml.bak", "agencies.yaml.orig"), AGENCIES),
    **dict.fromkeys(("archive/agencies.yml", "schemas/agencies.json"), AGENCIES),
    **dict.fromkeys(("editions/.kent.yaml.swp", "editions/kent.yaml~", "old/kent.yaml"), EDITION),
    **dict.fromkeys(("translations/cy/parent.yaml", "translations/pa-Guru/agencies.yaml", "glossary/cy.csv"), ANY),
    **dict.fromkeys(("translations/cy/notes.md", "translations/README.md", "glossary/notes.md"), ANY),
    **dict.fromkeys(("~$agencies.yaml", "#agencies.yaml#", ".agencies.yaml.swp", "._agencies.yaml"), AGENCIES),
    **dict.fromkeys((".checks.yaml.7f24de76.leafletgen-tmp", ".areas.yaml.Xa1b2c", "editions/.kent2.yaml.tmp"), ANY),
    **dict.fromkeys(("old/agencies.yaml", "Archive 2025/agencies.yaml", "backups/areas.yaml"), AGENCIES),
    **dict.fromkeys((".github/workflows/leaflets.yml", ".idea/agencies.yaml", "notes/minutes.yaml"), ANY),
    **dict.fromkeys(("i18n/phrases.yaml", "monitoring/checks.yaml", "checks/http.yaml", "geo/areas.yaml"), ANY),
    **dict.fromkeys(("phases.yaml", "area-codes.yaml", "force-brand.yaml", "site-settings.yaml"), "kent: blue\n"),
    **dict.fromkeys(("check-in.yaml", "areas-map.yml", "traps and tips.yaml"), "kent: blue\n"),
    **dict.fromkeys(("notes.txt", "TODO.txt", "TODO", "plan.text"), "areas: Kent and Medway\nby Friday\n"),
    **dict.fromkeys(("minutes.txt", "editions/minutes.txt"), "checks:\n- ring the numbers\n"),
    **dict.fromkeys(("rota.txt", "renovate.yml"), "extends: to Friday\n"),
    **dict.fromkeys(("docs/areas.yaml", "doc/agencies.yaml", "documentation/forces.yaml"), AGENCIES),
    **dict.fromkeys(("examples/agencies.yaml", "tests/areas.yaml", "samples/checks.yaml"), AGENCIES),
    **dict.fromkeys(("edition-sheets/kent.csv", "leaflet-pictures/sizes.csv", "leaflets 2025/orders.csv"), "a,b\n"),
    **dict.fromkeys(("leaflets.cy.csv", "editions-list.csv", "leaflets-print-order.csv", "translations.CSV"), "a,b\n"),
    **dict.fromkeys(("logos/kent.svg", "dist/kent.pdf", "leaflets-2026/kent.pdf", "editions/notes.txt"), "x"),
}


def refused(folder: Path) -> tuple[str, ...]:
    """The files and folders that are named, from the folder on."""
    try:
        read_folder(folder)
    except LeafletError as error:
        assert {problem.code for problem in error.problems} == {"file-name"}
        assert all(problem.hint for problem in error.problems)
        return tuple(
            Path(problem.where.file).relative_to(folder).as_posix() for problem in error.problems if problem.where
        )
    return ()


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


HOMES = {
    "kent-2.yaml": "editions/kent-2.yaml",
    "editions/agencies.yaml": "agencies.yaml",
    "editions/kent-services.yaml": "agencies.yaml",
    "editions/areas.yaml": "areas.yaml",
    "editions/settings.yaml": "settings.yaml",
    "editions/child.yaml": "leaflets/child.yaml",
    "leaflets/kent-2.yaml": "editions/kent-2.yaml",
}
"""Files in the wrong place, and where the message says they belong."""


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("name", HOMES)
def test_a_misplaced_file_is_told_where_it_belongs(name: str, there: bool, run: Run, tmp_path: Path) -> None:
    texts = {
        "kent-2.yaml": EDITION.replace("id: kent", "id: kent-2"),
        "areas.yaml": "areas:\n  - {id: medway, name: Medway, within: kent}\n",
        "settings.yaml": SETTINGS,
        "child.yaml": (shipped_data() / "leaflets" / "child.yaml").read_text(encoding="utf-8"),
    }
    data = own_folder(tmp_path / "ours", agencies="")
    if not there and HOMES[name] == "settings.yaml":
        return  # Without its settings it is another folder.
    right, wrong = data / HOMES[name], data / name
    for path in (wrong, right) if there else (wrong,):
        path.parent.mkdir(exist_ok=True)
        path.write_text(texts.get(path.name, AGENCIES), encoding="utf-8")
    found = json.loads(run("validate", "--data", data, "--json").stdout)["problems"]
    errors = [one for one in found if one["severity"] == "error"]
    assert [(one["code"], one["file"]) for one in errors] == [("file-name", str(wrong))]
    hint = errors[0]["hint"]
    if there:
        assert "exists already" in hint or "stands already" in hint
        wrong.unlink()
    else:
        assert f"to {right}" in hint
        right.parent.mkdir(exist_ok=True)
        wrong.rename(right)
    if name.startswith("leaflets/"):
        (data / "leaflets").rmdir()
    assert run("validate", "--data", data).code == 0


@pytest.mark.parametrize("part", ["editions", "schemas", "editions/kent.yaml", "settings.yaml", ".."])
def test_a_part_of_a_data_folder_or_the_folder_around_it_is_named(part: str, run: Run, tmp_path: Path) -> None:
    data = own_folder(tmp_path / "our data", agencies="")
    (data / "schemas").mkdir()
    outcome = run("build", "kent", "--dry-run", "--size", "card", "--data", data / part)
    assert (outcome.code, outcome.stderr.count(": error: ")) == (5, 1), outcome.stderr
    assert "[not-data-folder]" in outcome.stderr
    (option,) = re.findall(r"in its place: (--data .*)", outcome.stderr)
    assert run("build", "kent", "--dry-run", "--size", "card", *shlex.split(option)).code == 0
    if part in ("editions", "schemas"):
        made = run("edition", "new", "surrey", "--data", data / part)
        assert made.code == 2
        (command,) = re.findall("leafletgen (edition new .*)", made.stderr)
        assert run(*shlex.split(command)).code == 0
        assert (data / "editions" / "surrey.yaml").exists()


def test_an_edition_beside_the_folder_that_it_belongs_in_is_all_that_is_said(run: Run, tmp_path: Path) -> None:
    data = own_folder(tmp_path, agencies="")
    (data / "editions" / "kent.yaml").rename(data / "kent.yaml")
    for make in (False, True):
        outcome = run("validate", "--data", data)
        assert (outcome.code, outcome.stderr.count(": error: ")) == (3, 1), outcome.stderr
        assert f"move it to {data / 'editions' / 'kent.yaml'}" in outcome.stderr
        if not make:
            (data / "editions").rmdir()
    (data / "kent.yaml").unlink()
    outcome = run("validate", "--data", data)
    (command,) = re.findall("leafletgen (edition new .*)", outcome.stderr)
    assert run(*shlex.split(command.replace("FORCE-ID", "kent"))).code == 0
    assert run("validate", "--data", data).code == 0


@pytest.mark.parametrize("name", UNREAD)
def test_what_looks_meant_for_us_is_named(name: str, tmp_path: Path) -> None:
    put(own_folder(tmp_path, agencies=""), name, UNREAD[name])
    (named,) = refused(tmp_path)
    assert named and name.startswith(named)


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_other_files_are_left_alone(name: str, tmp_path: Path) -> None:
    put(own_folder(tmp_path), name, LEFT_ALONE[name])
    assert refused(tmp_path) == ()


ELSEWHERE = "or move it elsewhere"
RENAME = {
    "agencies.yml": ("", "Rename it to agencies.yaml"),
    "editions/kent2.yml": ("", "Rename it to kent2.yaml"),
    "leaflet/parent.yaml": ("", "Rename the folder to leaflets"),
    "glossaries/cy.csv": ("", "Rename the folder to glossary"),
    "translations/cy/parents.yaml": ("", "Rename it to parent.yaml"),
    # the right one is there
    "area.yaml": ("areas.yaml", "areas.yaml is read in its place. Add to it what it lacks, then delete area.yaml"),
    "agencies (1).yaml": ("agencies.yaml", "agencies.yaml is read in its place."),
    "agencies.yaml.txt": ("agencies.yaml", "agencies.yaml is read in its place."),
    "setting.yaml": ("settings.yaml", "settings.yaml is read in its place."),
    "editions/kent.yml": ("editions/kent.yaml", "kent.yaml is read in its place. Add to it what it lacks, then delete"),
    "editions/kent.yaml.txt": ("editions/kent.yaml", "kent.yaml is read in its place."),
    "editions/kent.YAML": ("editions/kent.yaml", "kent.yaml is read in its place."),
    "leaflet/parent.yml": ("leaflets/x.yaml", "The folder leaflets is read in its place. Move into it what it lacks"),
    "Editions/surrey.yaml": ("editions/kent.yaml", "The folder editions is read in its place."),
    "edition/surrey.yaml": ("editions/kent.yaml", "The folder editions is read in its place."),
    "translation/cy/parent.yaml": ("translations/cy/parent.yaml", "The folder translations is read in its place."),
    "translations/cy/parent.yml": ("translations/cy/parent.yaml", "parent.yaml is read in its place."),
    # another one is meant for the same name
    "agencies2.yaml": ("agencies.yml", "Put what is in it and in agencies.yml into one file called agencies.yaml"),
    "agency.yaml": ("Agencies.yaml", "Put what is in it and in Agencies.yaml into one file called agencies.yaml"),
    "editions/kent3.yml": ("editions/kent3.yaml.txt", "and in kent3.yaml.txt into one file called kent3.yaml"),
    "leaflets1/parent.yaml": (
        "leaflet/parent.yaml",
        "Put what is in it and in leaflet into one folder called leaflets",
    ),
    "translations/cy/child.yml": ("translations/cy/childs.yaml", "and in childs.yaml into one file called child.yaml"),
}


@pytest.mark.parametrize("name", RENAME)
def test_nobody_is_told_to_rename_a_file_over_another_one(name: str, tmp_path: Path) -> None:
    beside, hint = RENAME[name]
    put(own_folder(tmp_path, agencies=""), name, AGENCIES)
    if beside and not (tmp_path / beside).exists():
        put(tmp_path, beside, AGENCIES)
    with pytest.raises(LeafletError) as error:
        read_folder(tmp_path)
    hints = {Path(one.where.file): one.hint for one in error.value.problems if one.where and one.code == "file-name"}
    (said,) = [words for path, words in hints.items() if path in (tmp_path / name, *(tmp_path / name).parents)]
    assert hint in said and ELSEWHERE in said
    assert ("Rename" in hint) == ("Rename" in said)


@pytest.mark.parametrize("copy", ["kent (1)", "Kent", "kent-2", "Copy of kent", "kent - Copy"])
def test_a_copy_of_an_edition_is_not_to_be_renamed_to_the_edition(copy: str, run: Run, tmp_path: Path) -> None:
    put(own_folder(tmp_path), f"editions/{copy}.yaml", EDITION)
    said = run("validate", "--data", tmp_path).stderr
    assert "[edition-name]" in said
    assert "rename the file to kent.yaml" not in said
    assert "kent.yaml has this id already: give this edition an id of its own" in said


def test_a_file_that_no_id_can_be_called_is_to_be_renamed(run: Run, tmp_path: Path) -> None:
    data = own_folder(tmp_path)
    (data / "editions" / "kent.yaml").rename(data / "editions" / "Kent Police.yaml")
    said = run("validate", "--data", tmp_path).stderr
    assert "Rename the file to kent.yaml." in said and "Write id:" not in said


def test_a_data_folder_within_one_is_left_alone(tmp_path: Path) -> None:
    own_folder(own_folder(tmp_path) / "kent")
    assert refused(tmp_path) == ()


def test_a_folder_with_the_wrong_tag_gets_the_right_one(run: Run, tmp_path: Path) -> None:
    put(own_folder(tmp_path), "translations/Welsh/parent.yaml", ANY)
    assert "Did you mean cy?" in run("validate", "--data", tmp_path).stderr


def test_the_shipped_folder_and_a_new_one_have_no_such_name(run: Run, project: Path, tmp_path: Path) -> None:
    assert refused(project / "data") == ()
    assert run("edition", "new", "kent", "--data", tmp_path).code == 0
    assert refused(tmp_path) == ()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which each command has written its files, at its top and into the folder of its own choice."""
    folder = own_folder(tmp_path_factory.mktemp("written") / "data")
    commands: list[tuple[str, ...]] = [
        *(("translate", "export", "cy", "--to", form) for form in ("po", "xliff", "xlsx", "csv")),
        ("translate", "pseudo"),
        ("translate", "new", "es"),
        ("edition", "new", "surrey"),
        ("contacts", "sheet", "kent", "-o", "."),
        ("contacts", "record", "childline", "phone", "--on", "2026-11-24", "--how", "rang it", "--by", "comms officer"),
        *(("agencies", "export", f"{name}.{form}") for name in ("services", "agencies") for form in ("csv", "xlsx")),
        ("build", "kent", "-o", ".", "--variant", "parent", "--size", "a5"),
        ("schema",),
        ("schema", "-o", "."),
    ]
    with contextlib.chdir(folder):
        for command in commands:
            own = () if command[0] == "schema" else ("--data", ".")
            outcome = run_inside(*command, *own)
            assert outcome.code == 0, (command, outcome.stderr)
    return folder


def test_no_file_that_the_program_writes_makes_a_folder_unreadable(written: Path) -> None:
    names = {path.name for path in written.iterdir()}
    assert names >= {"leaflets.cy.csv", "leaflets.cy.po", "leaflets.cy.xlf", "leaflets.cy.xlsx", "kent-contacts.csv"}
    assert names >= {"kent-contacts.xlsx", "services.csv", "agencies.xlsx", "manifest.json", "agencies.json", "schemas"}
    assert refused(written) == ()


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that nobody can read")
def test_a_text_that_cannot_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    (own_folder(tmp_path) / "notes.txt").symlink_to("/proc/self/mem")  # Its first byte cannot be read.
    with pytest.raises(ResourceError) as error:
        read_folder(tmp_path)
    assert [problem.code for problem in error.value.problems] == ["file-unreadable"]


def test_a_long_text_beside_the_data_is_left_alone(tmp_path: Path) -> None:
    put(own_folder(tmp_path), "notes.txt", "notes\n" * 500_000)
    assert refused(tmp_path) == ()


def test_it_is_said_by_every_command_with_the_right_name(run: Run, tmp_path: Path) -> None:
    put(own_folder(tmp_path, agencies=""), "agencies.yml", AGENCIES)
    for command in (("validate",), ("build", "--dry-run"), ("list", "agencies")):
        outcome = run(*command, "--data", tmp_path)
        assert (outcome.code, "Rename it to agencies.yaml" in outcome.stderr) == (3, True)
