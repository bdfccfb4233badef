"""`leafletgen diff`: the changes between two folders, or git revisions of one, in Markdown."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.program import Run
from tests.support.project import PROJECT

NUMBER = "Runaway Helpline, Call: “116 000” becomes “0800 111 111”"


def break_number(data: Path) -> None:
    path = data / "agencies.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count('value: "116 000"') == 2  # to call and to text
    changed = text.replace('value: "116 000"', 'value: "0800 111 111"', 1)
    path.write_text(changed, encoding="utf-8")


def git(folder: Path, *arguments: str) -> None:
    names = ("-c", "user.name=tests", "-c", "user.email=tests@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *names, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(data: Path) -> Path:
    """A repository whose data folder has a commit `first` and another one on top, with a wrong number."""
    root = data.parent
    git(root, "init", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-m", "first")
    git(root, "tag", "first")
    break_number(data)
    git(root, "commit", "-am", "second")
    return root


def test_the_same_data_show_no_change(run: Run, data: Path) -> None:
    outcome = run("diff", data, data)
    assert outcome.code == 0
    assert outcome.stdout.splitlines()[2:] == [f"From `{data}` to `{data}`: 0 of 4 leaflets change."]


def test_two_folders(run: Run, data: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(data, tmp_path / "other"))
    break_number(other)
    outcome = run("diff", data, other)
    assert outcome.code == 0
    assert outcome.stdout.splitlines() == [
        "# What readers would see change",
        "",
        f"From `{data}` to `{other}`: 2 of 4 leaflets change.",
        "",
        "## england, child; hampshire, child",
        "",
        f"- {NUMBER}",
    ]


def test_revisions_of_the_data(run: Run, repository: Path) -> None:
    said = f"- {NUMBER}\n"
    assert said in run("diff", "first", "main", "--data", repository / "data").stdout
    assert said in run("diff", "HEAD~1", repository / "data", "--data", repository / "data").stdout
    assert said not in run("diff", "main", repository / "data", "--data", repository / "data").stdout


def test_a_revision_leaves_nothing_behind_and_changes_nothing(
    run: Run, repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path_factory.mktemp("place")
    monkeypatch.setattr("tempfile.tempdir", str(place))
    before = {path: path.read_bytes() for path in (repository / "data").rglob("*.yaml")}
    assert run("diff", "first", "main", "--data", repository / "data").code == 0
    assert list(place.iterdir()) == []
    assert {path: path.read_bytes() for path in (repository / "data").rglob("*.yaml")} == before


def test_editions_that_are_added_or_removed(run: Run, data: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(data, tmp_path / "other"))
    (other / "editions" / "england.yaml").unlink()
    gone = run("diff", data, other).stdout
    assert "## england, parent and child\n\n- This leaflet is no longer made." in gone
    assert "## england, parent and child\n\n- This leaflet is new." in run("diff", other, data).stdout


def test_what_changes_everywhere_is_said_once(run: Run, data: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(data, tmp_path / "other"))
    for path in (other / "leaflets").iterdir():
        text = path.read_text(encoding="utf-8")
        assert "heading: About this leaflet" in text
        path.write_text(text.replace("heading: About this leaflet", "heading: About it"), encoding="utf-8")
    said = run("diff", data, other).stdout
    assert said.count("“About this leaflet” becomes “About it”") == 1
    assert "## All 4 leaflets" in said


def test_marks_in_the_words_are_not_read_as_markdown(run: Run, data: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(data, tmp_path / "other"))
    path = other / "leaflets" / "parent.yaml"
    text = path.read_text(encoding="utf-8")
    assert "heading: About this leaflet" in text
    path.write_text(text.replace("heading: About this leaflet", 'heading: "<1>*Notes*</1>"'), encoding="utf-8")
    assert r"“\<1\>\*Notes\*\</1\>”" in run("diff", data, other).stdout


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Ask @team now", r"Ask \@<!-- -->team now"),
        ("@team at the start", r"\@<!-- -->team at the start"),
        ("(@team)", r"(\@<!-- -->team)"),
        ("“@team”", r"“\@<!-- -->team”"),
        ("Write to help@helpline.org.uk", "Write to help@helpline.org.uk"),
        ("front.desk@helpline.org.uk", "front.desk@helpline.org.uk"),
    ],
)
def test_nobody_is_told_of_a_pull_request_by_words_of_a_leaflet(
    run: Run, data: Path, tmp_path: Path, words: str, shown: str
) -> None:
    other = Path(shutil.copytree(data, tmp_path / "other"))
    path = other / "leaflets" / "parent.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("heading: About this leaflet", f'heading: "{words}"'), encoding="utf-8")
    assert shown in run("diff", data, other).stdout


@pytest.mark.parametrize("order", [("first", "data"), ("data", "first")])
def test_a_revision_beside_a_folder_is_of_that_folder(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch, order: tuple[str, str]
) -> None:
    (repository / "data").rename(repository / "our-data")
    git(repository, "add", "--all")
    git(repository, "commit", "-m", "renamed")
    git(repository, "tag", "-f", "first")
    path = repository / "our-data" / "agencies.yaml"
    path.write_text(path.read_text("utf-8").replace("name: Childline\n", "name: Child Line\n", 1), "utf-8")
    monkeypatch.chdir(repository)
    outcome = run("diff", *(name.replace("data", "our-data") for name in order))
    assert (outcome.code, outcome.stderr.count("error")) == (0, 0), outcome
    assert "Child Line" in outcome.stdout
    assert "folder-overlooked" not in outcome.stderr


def test_data_at_the_top_of_a_repository(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(data, "init", "-b", "main")
    git(data, "add", ".")
    git(data, "commit", "-m", "first")
    break_number(data)
    monkeypatch.chdir(data)
    for arguments in (("HEAD", "."), ("--data", ".", "HEAD", "HEAD")):
        outcome = run("diff", *arguments)
        assert outcome.code == 0, outcome
        assert (NUMBER in outcome.stdout) is (arguments[0] == "HEAD")


def test_json(run: Run, data: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(data, tmp_path / "other"))
    break_number(other)
    found = json.loads(run("diff", data, other, "--json").stdout)
    assert found["ok"] is True
    assert found["items"] == [{"leaflets": ["england child", "hampshire child"], "change": NUMBER}]


@pytest.mark.parametrize("name", ["nowhere", "--upload-pack=x", "HEAD:data", "main..first"])
def test_what_is_neither_folder_nor_revision(run: Run, repository: Path, name: str) -> None:
    outcome = run("diff", "--data", repository / "data", "--", name, "main")
    assert outcome.code == 2, outcome.stdout
    assert "[unknown-revision]" in outcome.stderr


def test_a_folder_without_a_repository(run: Run, data: Path) -> None:
    outcome = run("diff", "main", data, "--data", data)
    assert (outcome.code, "[unknown-revision]" in outcome.stderr) == (2, True)


def test_a_revision_without_git(run: Run, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "no programs"))
    outcome = run("diff", "first", "main", "--data", repository / "data")
    assert (outcome.code, outcome.stdout) == (5, "")
    assert "error: Reading a revision needs git, which was not found. [git-missing]\n  Install git" in outcome.stderr
    folders = run("diff", repository / "data", repository / "data")
    assert folders.code == 0, folders.stderr


def test_faults_of_a_revision_are_named_by_it(run: Run, repository: Path) -> None:
    (repository / "data" / "areas.yaml").write_text("areas: none\n", encoding="utf-8")
    git(repository, "commit", "-am", "broken")
    outcome = run("diff", "first", "main", "--data", repository / "data")
    assert outcome.code == 3
    assert "main:data/areas.yaml:1:8: error: " in outcome.stderr


def wheel_of(data: Path, place: Path) -> Path:
    """A wheel of an earlier version with these data, as `pip download` gets it."""
    wheel = place / "leafletgen-0.9-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("leafletgen/version.py", "")
        for path in data.rglob("*.yaml"):
            packed.write(path, f"leafletgen/data/{path.relative_to(data).as_posix()}")
    return wheel


def installed(data: Path, place: Path) -> Path:
    """An environment with an earlier version in it."""
    shutil.copytree(data, place / "old" / "lib" / "python3.11" / "site-packages" / "leafletgen" / "data")
    return place / "old"


def on_windows(data: Path, place: Path) -> Path:
    """The same, as Windows has it."""
    shutil.copytree(data, place / "old" / "Lib" / "site-packages" / "leafletgen" / "data")
    return place / "old"


def package(data: Path, place: Path) -> Path:
    """The folder of the package, which holds its data."""
    shutil.copytree(data, place / "leafletgen" / "data")
    return place / "leafletgen"


def as_it_is(data: Path, place: Path) -> Path:
    """The data folder itself."""
    return data


@pytest.fixture
def own(run: Run, tmp_path: Path) -> Path:
    """The folder of a force."""
    assert run("edition", "new", "kent", "--data", tmp_path / "our-data").code == 0
    return tmp_path / "our-data"


@pytest.mark.parametrize("kept", [wheel_of, installed, on_windows, package, as_it_is])
def test_what_an_upgrade_changes_in_the_leaflets_of_a_force(
    kept: Callable[[Path, Path], Path], run: Run, data: Path, own: Path, tmp_path: Path
) -> None:
    break_number(data)
    outcome = run("diff", "--shipped", kept(data, tmp_path), own)
    assert outcome.code == 0, outcome.stderr
    changed = [line for line in outcome.stdout.splitlines() if "becomes" in line]
    assert changed and all("“0800 111 111” becomes “116 000”" in line for line in changed)
    assert "kent" in outcome.stdout and "hampshire" not in outcome.stdout
    assert "0 of 2 leaflets" in run("diff", "--shipped", PROJECT / "data", own).stdout


def test_words_that_the_program_needs_today_are_taken_from_today(
    run: Run, data: Path, own: Path, tmp_path: Path
) -> None:
    break_number(data)
    phrases = data / "phrases.yaml"
    text = phrases.read_text(encoding="utf-8")
    phrases.write_text(re.sub(r"^call: .*\n", "", text, count=1, flags=re.MULTILINE), encoding="utf-8")
    assert phrases.read_text(encoding="utf-8") != text
    outcome = run("diff", "--shipped", data, own)
    assert (outcome.code, "[phrases-left-out]" in outcome.stderr) == (0, True), outcome.stderr
    assert "“0800 111 111” becomes “116 000”" in outcome.stdout


def test_data_that_this_version_cannot_read_are_named_by_the_earlier_one(
    run: Run, data: Path, own: Path, tmp_path: Path
) -> None:
    (data / "areas.yaml").write_text("areas: none\n", encoding="utf-8")
    outcome = run("diff", "--shipped", wheel_of(data, tmp_path), own)
    assert outcome.code == 3
    assert "leafletgen-0.9-py3-none-any.whl:areas.yaml:1:8: error: " in outcome.stderr
    assert "between the two" in outcome.stderr


def damaged(own: Path, place: Path) -> Path:
    """A wheel that was not loaded to its end."""
    wheel = wheel_of(PROJECT / "data", place)
    content = wheel.read_bytes()
    middle = content.index(b"leafletgen/data/agencies.yaml") + 2_000
    wheel.write_bytes(content[:middle] + b"\0" * 500 + content[middle + 500 :])
    return wheel


def compressed(own: Path, place: Path) -> Path:
    """A compressed wheel with other bytes in the middle of a file."""
    wheel = place / "leafletgen-0.9-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(PROJECT / "data" / "agencies.yaml", "leafletgen/data/agencies.yaml")
    content = wheel.read_bytes()
    wheel.write_bytes(content[:200] + b"\xff" * 500 + content[700:])
    return wheel


def another_sum(own: Path, place: Path) -> Path:
    """A wheel with one other letter, so that the check sum of the file is wrong."""
    wheel = wheel_of(PROJECT / "data", place)
    wheel.write_bytes(wheel.read_bytes().replace(b"agencies:\n", b"agencieS:\n", 1))
    return wheel


def locked(own: Path, place: Path) -> Path:
    """A wheel that says of a file that a password protects it."""
    wheel = place / "leafletgen-0.9-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("leafletgen/data/agencies.yaml", "agencies: []\n")
    content = bytearray(wheel.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    wheel.write_bytes(content)
    return wheel


def endless(own: Path, place: Path) -> Path:
    """A small wheel with 200 MB of data."""
    wheel = place / "leafletgen-0.9-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("leafletgen/data/agencies.yaml", b"#" * 200_000_000)
    return wheel


def outside(own: Path, place: Path) -> Path:
    """A wheel whose only data would be written beside the folder that they are unpacked in."""
    wheel = place / "leafletgen-0.9-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("leafletgen/data/../../../agencies.yaml", "agencies: []\n")
    return wheel


def with_link(target: str) -> Callable[[Path, Path], Path]:
    """A data folder with a link to something else in it."""

    def made(own: Path, place: Path) -> Path:
        folder = Path(shutil.copytree(PROJECT / "data", place / "old"))
        (folder / "link").symlink_to(target)
        return folder

    return made


def with_many_links(own: Path, place: Path) -> Path:
    """A data folder in which links to itself would be followed without end."""
    folder = with_link(".")(own, place)
    (folder / "other").symlink_to(".")
    return folder


def with_fifo(own: Path, place: Path) -> Path:
    """A data folder with a named pipe, from which nothing ever comes."""
    folder = Path(shutil.copytree(PROJECT / "data", place / "old"))
    os.mkfifo(folder / "pipe")
    return folder


def of_something_else(own: Path, place: Path) -> Path:
    """A wheel of another package."""
    with zipfile.ZipFile(place / "other-1.0-py3-none-any.whl", "w") as packed:
        packed.writestr("other/data/agencies.yaml", "")
    return place / "other-1.0-py3-none-any.whl"


def no_wheel(own: Path, place: Path) -> Path:
    """A file that is no archive."""
    return own / "settings.yaml"


def itself(own: Path, place: Path) -> Path:
    """A folder without the data that ship."""
    return own


def nothing(own: Path, place: Path) -> Path:
    """A name of nothing."""
    return place / "leafletgen-0.8.whl"


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (damaged, 5, "wheel-damaged"),
        (compressed, 5, "wheel-damaged"),
        (another_sum, 5, "wheel-damaged"),
        (locked, 5, "wheel-damaged"),
        (endless, 2, "unknown-version"),
        (outside, 2, "unknown-version"),
        (with_link("nowhere.yaml"), 5, "data-not-copied"),
        (with_link("link"), 5, "data-not-copied"),
        (with_link("/dev/null"), 5, "data-not-copied"),
        (with_fifo, 5, "data-not-copied"),
        (with_many_links, 5, "data-not-copied"),
        (of_something_else, 2, "unknown-version"),
        (no_wheel, 2, "unknown-version"),
        (itself, 2, "unknown-version"),
        (nothing, 2, "unknown-version"),
    ],
)
def test_what_is_no_earlier_version_is_refused(
    given: Callable[[Path, Path], Path], code: int, said: str, run: Run, own: Path, tmp_path: Path
) -> None:
    outcome = run("diff", "--shipped", given(own, tmp_path), own)
    assert (outcome.code, f"[{said}]" in outcome.stderr) == (code, True), outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_folder_that_extends_nothing_is_told_so_and_two_names_are_needed_without_it(
    run: Run, data: Path, own: Path
) -> None:
    outcome = run("diff", "--shipped", PROJECT / "data", data)
    assert (outcome.code, "[not-extended]" in outcome.stderr) == (2, True)
    assert run("diff", own).code == 2
