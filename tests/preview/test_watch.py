"""Every way in which programs save a file is noticed once, when it is over; what is no change is none."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from leafletgen.preview.watch import GONE, SETTLED, Watcher

NAME = "agencies.yaml"


class Desk:
    """A folder, a clock that only moves when told, and a watcher."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = 0.0
        for name in (NAME, "areas.yaml", "editions/kent.yaml", "editions/wales.yaml"):
            self.write(name, f"# {name}")
        self.watcher = self.new_watcher()

    def new_watcher(self) -> Watcher:
        """A watcher for whom every file was written long ago, so that their times count."""
        wall = max(path.stat().st_mtime for path in self.folder.rglob("*.yaml")) + 100
        return Watcher([self.folder, self.folder / "editions"], lambda: self.now, lambda: wall + self.now)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def looks(self, seconds: float = 0.0) -> list[str]:
        """What is seen at once, and then every 10 ms for so long; repeats are left out."""
        seen = [self.watcher.look()]
        while seconds > 0.001:
            self.now += 0.01
            seconds -= 0.01
            seen.append(self.watcher.look())
        return [look for number, look in enumerate(seen) if not number or look != seen[number - 1]]

    def settles(self) -> list[str]:
        return self.looks(GONE + 0.1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "data"
    folder.mkdir()
    return Desk(folder)


def in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def rename_over(path: Path, text: str) -> None:
    path.with_name(f".{path.name}.tmp").write_text(text, encoding="utf-8")
    path.with_name(f".{path.name}.tmp").replace(path)


def as_vim(path: Path, text: str) -> None:
    """Make a backup by renaming, write the file anew, and remove the backup."""
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    path.write_text(text, encoding="utf-8")
    backup.unlink()


def delete_first(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text, encoding="utf-8")


def with_lock_file(path: Path, text: str) -> None:
    """LibreOffice and Emacs put files beside it meanwhile."""
    for name in (f".~lock.{path.name}#", f"#{path.name}#", f".#{path.name}", f"{path.name}.swp", "4913"):
        path.with_name(name).write_text("x", encoding="utf-8")
    path.write_text(text, encoding="utf-8")


def same_length(path: Path, text: str) -> None:
    """The same size and time as before, as a coarse clock gives them: only the content differs."""
    before = path.stat()
    path.write_bytes(path.read_bytes().upper())
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


SAVES = [in_place, rename_over, as_vim, delete_first, with_lock_file]


@pytest.mark.parametrize("save", SAVES)
def test_a_save_is_seen_once_when_it_is_over(desk: Desk, save: Callable[[Path, str], None]) -> None:
    assert desk.looks(0.1) == ["same"]
    save(desk.folder / NAME, "# other words")
    assert desk.settles() == ["changing", "changed", "same"]
    assert desk.settles() == ["same"]


def test_what_is_still_being_written_is_waited_for(desk: Desk) -> None:
    for part in range(5):
        desk.write(NAME, "# words" * part)
        assert desk.looks(SETTLED / 2) == ["changing"]
    assert desk.settles() == ["changing", "changed", "same"]


def test_a_file_that_is_renamed_and_comes_back_is_not_missed_meanwhile(desk: Desk) -> None:
    path = desk.folder / NAME
    path.rename(desk.folder / "away")
    assert desk.looks(GONE - 0.05) == ["changing"]
    (desk.folder / "away").rename(path)
    assert desk.settles() == ["same"]


def test_a_deleted_file_is_missed_after_a_while_and_seen_when_it_is_restored(desk: Desk) -> None:
    text = (desk.folder / NAME).read_text(encoding="utf-8")
    (desk.folder / NAME).unlink()
    assert desk.settles() == ["changing", "changed", "same"]
    desk.write(NAME, text)
    assert desk.settles() == ["changing", "changed", "same"]


def test_a_new_file_is_seen(desk: Desk) -> None:
    desk.write("editions/dorset.yaml", "id: dorset")
    assert desk.settles() == ["changing", "changed", "same"]


@pytest.mark.parametrize("name", [".hidden.yaml", "agencies.yaml~", ".agencies.yaml.swp", "x.tmp", "notes.txt"])
def test_other_files_beside_the_data_do_not_count(desk: Desk, name: str) -> None:
    desk.write(name, "x")
    assert desk.settles() == ["same"]


def test_a_file_that_is_saved_unchanged_does_not_count(desk: Desk) -> None:
    path = desk.folder / NAME
    in_place(path, path.read_text(encoding="utf-8"))
    os.utime(path, (1, 1))
    assert desk.settles() == ["same"]


def test_times_of_files_just_written_say_nothing(desk: Desk) -> None:
    """Two saves within the two seconds that FAT counts in have the same time, and may have the same size."""
    path = desk.folder / NAME
    os.utime(path, (desk.watcher.wall() - 1,) * 2)
    assert desk.looks() == ["same"]
    same_length(path, "")
    assert desk.settles() == ["changing", "changed", "same"]


def test_a_folder_that_has_gone_or_is_empty_is_not_taken_for_deleted_files(desk: Desk) -> None:
    """As a network drive looks that is not connected."""
    for name in ("editions", ""):
        folder = desk.folder / name
        folder.rename(folder.parent / "elsewhere")
        assert desk.settles() == ["away"]
        assert desk.watcher.away == (folder if name else desk.folder)
        folder.mkdir()
        assert desk.settles() == ["away"]
        folder.rmdir()
        (folder.parent / "elsewhere").rename(folder)
        assert desk.settles() == ["same"]
        assert desk.watcher.away is None


def test_a_folder_that_cannot_be_listed_is_away(desk: Desk) -> None:
    folder = desk.folder / "editions"
    folder.rename(desk.folder / "elsewhere")
    folder.write_text("a file in its place", encoding="utf-8")
    assert desk.settles() == ["away"]


def test_changes_meanwhile_are_seen_when_a_folder_comes_back(desk: Desk) -> None:
    desk.folder.rename(desk.folder.parent / "elsewhere")
    assert desk.settles() == ["away"]
    in_place(desk.folder.parent / "elsewhere" / NAME, "# other words")
    (desk.folder.parent / "elsewhere").rename(desk.folder)
    assert desk.settles() == ["changing", "changed", "same"]


def test_a_folder_that_is_no_longer_followed_is_not_missed(desk: Desk) -> None:
    desk.watcher.follow([desk.folder], [])
    assert desk.settles() == ["same"]


def test_files_of_lower_folders_and_logos_are_followed(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "lower").mkdir()
    lower, logo = tmp_path / "lower" / NAME, desk.folder / "logos" / "crest.svg"
    lower.write_text("# below", encoding="utf-8")
    desk.watcher.follow([desk.folder, lower.parent], [logo])
    assert desk.settles() == ["changing", "changed", "same"]  # What is new to the watcher may have changed before.
    for path, text in ((lower, "# other"), (logo, "<svg/>"), (logo, "<svg></svg>")):
        path.parent.mkdir(exist_ok=True)
        in_place(path, text)
        assert desk.settles() == ["changing", "changed", "same"]
    desk.write("editions/kent.yaml", "id: other")  # No longer followed.
    assert desk.settles() == ["same"]
