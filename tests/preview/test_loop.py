"""A save reaches the pages that it changes and no others; faulty data leave the last good pages, and are explained."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from leafletgen.content.output_options import ENGLISH
from leafletgen.editorial.translate import write_pseudo
from leafletgen.errors import Where
from leafletgen.pipeline.render import Renderer
from leafletgen.preview import loop as loop_module
from leafletgen.preview.loop import Loop, folders_of
from leafletgen.preview.message import Asked, message
from leafletgen.preview.state import Shown, Snapshot, State
from leafletgen.preview.watch import Watcher
from tests.support.faults import FIXTURE, logo
from tests.support.pictures import pictures
from tests.support.team import replace
from tests.support.translated import sign

PARENT, CHILD = "hampshire-parent-a5", "hampshire-child-a5"


class Editor:
    """Somebody who edits a folder and looks at leaflets; the clock moves when the loop is asked to look."""

    def __init__(self, folder: Path, renderer: Renderer, language: str = ENGLISH) -> None:
        self.folder = folder
        self.now = 0.0
        self.state = State()
        self.windows = ExitStack()
        watcher = Watcher(folders_of(folder), lambda: self.now)
        self.loop = Loop(folder, self.state, watcher, renderer, language)

    def look_at(self, name: str) -> None:
        self.windows.enter_context(self.state.looking_at(name))
        self.loop.step()

    @property
    def seen(self) -> Snapshot:
        _, snapshot = self.state.wait(-1, 0)
        assert snapshot
        return snapshot

    def shown(self, name: str = PARENT) -> Shown:
        return self.seen.shown[name]

    def save(self, file: str, old: str, new: str) -> None:
        replace(self.folder / file, old, new)
        self.settle(0.1)

    def settle(self, seconds: float) -> None:
        """Let the loop look for so long, as often as it wants to."""
        until = self.now + seconds
        while self.now < until:
            self.now += self.loop.step() or 0.001

    def words(self, wanted: str) -> bool:
        """Whether a page shows these words."""
        pictures = (self.seen.files[page.picture].decode() for page in self.shown().pages)
        return any(wanted in re.sub("<[^>]*>", "", picture) for picture in pictures)

    def codes(self) -> list[str]:
        return [problem.code for problem in self.seen.problems]


@pytest.fixture
def editor(tmp_path: Path, renderer: Renderer) -> Iterator[Editor]:
    editor = Editor(Path(shutil.copytree(FIXTURE, tmp_path / "data")), renderer)
    editor.look_at(PARENT)
    with editor.windows:
        yield editor


def test_leaflets_in_another_language_are_shown_as_they_are_translated(tmp_path: Path, renderer: Renderer) -> None:
    folder = Path(shutil.copytree(FIXTURE, tmp_path / "data"))
    editor = Editor(folder, renderer, "qps")
    with editor.windows:
        editor.look_at(PARENT)
        assert editor.shown().problems[0].code == "no-translation"
        write_pseudo(folder)
        editor.settle(0.1)
        assert (editor.shown().problems, editor.words("DRAFT:")) == ((), True)
        assert editor.words("[Öñéťĥíñğ") or editor.words("[Öñé")
        sign(folder, "qps")
        editor.settle(0.1)
        assert not editor.words("DRAFT:")  # all its words are checked
        editor.save("leaflets/parent.yaml", "One thing.", "One thing more.")
        assert editor.words("DRAFT:") and editor.shown().sound  # one text is out of date


def test_only_what_somebody_looks_at_is_made(editor: Editor) -> None:
    assert list(editor.seen.shown) == [PARENT]
    assert ("hampshire", "child", "a4") in editor.seen.choices
    editor.look_at(CHILD)
    assert list(editor.seen.shown) == [PARENT, CHILD]
    editor.windows.close()
    editor.save("leaflets/parent.yaml", "One thing.", "Another thing.")
    assert list(editor.seen.shown) == []


def test_a_window_that_opens_does_not_wait_for_the_next_look(editor: Editor) -> None:
    editor.state.wake.clear()
    with editor.state.looking_at(CHILD):
        assert editor.state.wake.is_set()


def test_nothing_is_sent_while_nothing_changes(editor: Editor) -> None:
    editor.look_at("no-such-leaflet")
    editor.settle(2)
    number, _ = editor.state.wait(-1, 0)
    editor.settle(5)
    assert editor.state.wait(-1, 0)[0] == number


def test_a_save_changes_the_pages_with_its_words_and_no_others(editor: Editor) -> None:
    before = editor.shown().pages
    editor.save("leaflets/parent.yaml", "One thing.", "Another thing.")
    after = editor.shown().pages
    changed = [number for number, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    assert len(changed) == 1
    twin = editor.state.file(editor.shown().twin)
    assert twin is not None
    assert b"Another thing." in twin
    picture = editor.state.file(after[changed[0]].picture)
    assert picture is not None
    assert b"Another" in picture
    assert editor.state.file(before[changed[0]].picture), "a browser may still be loading it"


def test_the_twin_is_that_of_the_site(editor: Editor) -> None:
    """With the words and the address that the settings give, and without links to files that nobody wrote."""
    (editor.folder / "settings.yaml").write_text(
        "site: {exit: 'https://www.a-website.org.uk/out', exit_note: Now gone.}\n"
    )
    editor.settle(0.2)
    page = editor.state.file(editor.shown().twin)
    assert page is not None
    assert b'href="https://www.a-website.org.uk/out"' in page
    assert b"Now gone." in page
    assert b".pdf" not in page


def test_lines_that_move_change_places_and_no_picture(editor: Editor) -> None:
    before = editor.shown().pages
    editor.save("agencies.yaml", "agencies:\n", "# a comment\n\nagencies:\n")
    after = editor.shown().pages
    assert [page.picture for page in after] == [page.picture for page in before]
    moved = [
        (one, other) for a, b in zip(before, after, strict=True) for one, other in zip(a.places, b.places, strict=True)
    ]
    lines = {other.line - one.line for one, other in moved if Path(one.file).name == "agencies.yaml"}
    assert lines == {2}
    assert {other.line - one.line for one, other in moved if Path(one.file).name != "agencies.yaml"} == {0}


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "place"),
    [
        ("leaflets/parent.yaml", "title: Help", "title: 'Help", "not-yaml", (2, 8)),
        ("agencies.yaml", "topic: advice", "topic: advise", "unknown-topic", (36, 12)),
        ("areas.yaml", "name: Dorset", "nmae: Dorset", "unknown-key", (8, 5)),
        ("editions/hampshire.yaml", "name: Hampshire", "name: ✓", "missing-glyph", (2, 7)),
        ("forces.yaml", "areas: [hampshire, dorset]", "areas: [hampshire, dorst]", "unknown-area", (6, 24)),
    ],
)
def test_faulty_data_are_explained_and_the_last_good_pages_stay(
    editor: Editor, file: str, old: str, new: str, code: str, place: tuple[int, int]
) -> None:
    before = editor.shown()
    editor.save(file, old, new)
    assert not editor.seen.sound
    found = [problem for problem in editor.seen.problems if problem.code == code]
    assert found[0].where == Where(str(editor.folder / file), *place)
    assert editor.shown() == before
    assert all(editor.state.file(page.picture) for page in before.pages)
    assert editor.state.file(before.twin)
    editor.look_at(CHILD)
    assert editor.shown(CHILD).pages, "another leaflet of the last good data can be looked at meanwhile"
    editor.save(file, new, old)
    assert editor.seen.sound
    assert code not in editor.codes()
    assert editor.shown() == before


def _pipe(folder: Path) -> None:
    (folder / "agencies.yaml").unlink()
    os.mkfifo(folder / "agencies.yaml")


def _link(target: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / "agencies.yaml").unlink()
        (folder / "agencies.yaml").symlink_to(target)

    return make


def _edition(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "editions" / name).write_text("id: x", encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_pipe, "not-a-file"),
        (lambda folder: os.mkfifo(folder / "editions" / "new.yaml"), "not-a-file"),
        (lambda folder: (folder / "editions" / "new.yaml").mkdir(), "not-a-file"),
        (_link("/dev/zero"), "not-a-file"),
        (_link("agencies.yaml"), "file-unreadable"),
        (_link("/proc/self/environ"), "control-character"),
        (lambda folder: (folder / "areas.yaml").write_bytes(b"# x\n" * 600_000), "file-too-big"),
        (lambda folder: (folder / "areas.yaml").write_bytes(b"areas: \xff"), "not-utf8"),
        (_edition(os.fsdecode(b"\xff.yaml")), "missing-field"),
        (_edition("<img src=x onerror=alert(1)>\u202e.yaml"), "missing-field"),
    ],
)
def test_what_is_no_file_of_text_is_explained_and_the_browser_is_told(
    editor: Editor, make: Callable[[Path], None], code: str
) -> None:
    before = editor.shown()
    make(editor.folder)
    editor.settle(0.5)
    assert code in editor.codes()
    told = json.loads(message(editor.seen, PARENT, Asked(editor.folder)))
    assert code in [problem["code"] for problem in told["problems"]]
    assert editor.shown() == before


def test_what_does_not_fit_is_said_at_its_block_and_the_last_pages_stay(editor: Editor) -> None:
    before = editor.shown()
    editor.save("leaflets/parent.yaml", "One thing.", "Incomprehensibilities" * 5)
    (problem,) = editor.shown().problems
    assert problem.code == "word-too-wide"
    assert problem.where
    assert problem.where.line == 18
    assert (editor.shown().pages, editor.shown().sound, editor.seen.sound) == (before.pages, False, True)
    assert all(editor.state.file(page.picture) for page in before.pages)
    editor.save("leaflets/parent.yaml", "title: Help", "title: 'Help")
    assert editor.codes() == ["not-yaml"]
    assert editor.shown().problems == ()  # They were said of data that can no longer be read.
    editor.save("leaflets/parent.yaml", "title: 'Help", "title: Help")
    assert [problem.code for problem in editor.shown().problems] == ["word-too-wide"]
    editor.save("leaflets/parent.yaml", "Incomprehensibilities" * 5, "One thing.")
    assert editor.shown() == before


def test_what_only_validate_checks_follows_when_nothing_changes(editor: Editor) -> None:
    for old, new in (("One thing.", "Another thing."), ("Another thing.", "A third thing.")):
        assert (editor.seen.complete, "not-reviewed" in editor.codes()) == (False, False)
        editor.settle(1)
        assert (editor.seen.complete, "not-reviewed" in editor.codes()) == (True, True)
        editor.save("leaflets/parent.yaml", old, new)


def test_a_folder_that_has_gone_is_said_and_the_pages_stay(editor: Editor) -> None:
    before = editor.shown()
    editor.folder.rename(editor.folder.parent / "elsewhere")
    editor.settle(2)
    assert editor.codes()[0] == "folder-away"
    assert not editor.seen.sound
    assert editor.shown() == before
    (editor.folder.parent / "elsewhere").rename(editor.folder)
    editor.settle(2)
    assert "folder-away" not in editor.codes()
    assert editor.seen.sound
    assert editor.shown() == before


def test_a_lower_folder_is_followed(tmp_path: Path, renderer: Renderer) -> None:
    shutil.copytree(FIXTURE, tmp_path / "lower")
    own = tmp_path / "own"
    shutil.copytree(FIXTURE / "editions", own / "editions")
    (own / "settings.yaml").write_text("extends: ../lower\n", encoding="utf-8")
    editor = Editor(own, renderer)
    with editor.windows:
        editor.look_at(PARENT)
        before = editor.shown().pages
        editor.settle(1)
        replace(tmp_path / "lower" / "leaflets" / "parent.yaml", "One thing.", "Another thing.")
        editor.settle(0.2)
        assert editor.shown().pages != before


def test_a_lower_folder_that_is_faulty_from_the_start_is_followed(tmp_path: Path, renderer: Renderer) -> None:
    shutil.copytree(FIXTURE, tmp_path / "lower")
    own = tmp_path / "own"
    shutil.copytree(FIXTURE / "editions", own / "editions")
    (own / "settings.yaml").write_text("extends: ../lower\n", encoding="utf-8")
    replace(tmp_path / "lower" / "leaflets" / "parent.yaml", "title: Help", "title: 'Help")
    editor = Editor(own, renderer)
    with editor.windows:
        editor.look_at(PARENT)
        assert editor.seen.choices == ()
        editor.settle(1)
        replace(tmp_path / "lower" / "leaflets" / "parent.yaml", "title: 'Help", "title: Help")
        editor.settle(0.2)
        assert editor.shown().pages


def test_a_logo_that_is_missing_is_seen_when_it_comes(editor: Editor) -> None:
    editor.save("editions/hampshire.yaml", "force: example", "force: example\n" + logo())
    assert set(editor.codes()) == {"logo-unreadable"}
    before = editor.shown().pages
    pictures(editor.folder)
    editor.settle(0.2)
    assert editor.seen.sound
    assert editor.shown().pages != before


def test_a_logo_is_drawn_once_and_again_when_it_changes(editor: Editor) -> None:
    """Drawing the paths of a crest takes longer than all else."""
    pictures(editor.folder)
    editor.save("editions/hampshire.yaml", "force: example", "force: example\n" + logo())
    assert editor.loop.composer
    catalogue = editor.loop.composer.catalogue
    assert catalogue
    editor.save("leaflets/parent.yaml", "One thing.", "Another thing.")
    editor.settle(1)
    again = editor.loop.composer.catalogue
    assert again is not catalogue
    for before, after in zip(catalogue.logos["hampshire"], again.logos["hampshire"], strict=True):
        assert after is before
    assert len(editor.loop.logos) == 2
    shown = editor.shown().pages[0]
    (editor.folder / "good.png").write_bytes((editor.folder / "black.png").read_bytes())
    editor.settle(0.2)
    assert editor.shown().pages[0].picture != shown.picture
    assert len(editor.loop.logos) == 2


def test_an_edition_in_other_languages_is_shown_in_english(editor: Editor) -> None:
    editor.save("editions/hampshire.yaml", "force: example", "force: example\nlanguages: [en, cy]")
    assert editor.seen.sound
    assert ("hampshire", "parent", "a5") in editor.seen.choices
    assert len(set(editor.seen.choices)) == len(editor.seen.choices)


def test_files_of_translations_are_followed(tmp_path: Path) -> None:
    for name in ("cy", "pl"):
        (tmp_path / "translations" / name).mkdir(parents=True)
    found = [folder.relative_to(tmp_path).as_posix() for folder in folders_of(tmp_path)]
    assert found == [".", "leaflets", "editions", "translations/cy", "translations/pl"]
    assert folders_of(tmp_path / "nowhere")[0] == tmp_path / "nowhere"


def test_an_edition_that_is_removed_can_no_longer_be_chosen(editor: Editor) -> None:
    (editor.folder / "editions" / "dorset.yaml").write_text(
        (editor.folder / "editions" / "hampshire.yaml").read_text("utf-8").replace("id: hampshire", "id: dorset"),
        "utf-8",
    )
    editor.settle(0.2)
    assert {choice[0] for choice in editor.seen.choices} == {"dorset", "hampshire"}
    (editor.folder / "editions" / "dorset.yaml").unlink()
    editor.settle(0.5)
    assert {choice[0] for choice in editor.seen.choices} == {"hampshire"}


def test_a_fault_of_the_program_does_not_end_the_preview(editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("of no use")

    with monkeypatch.context() as broken:
        broken.setattr(loop_module, "examine", fail)
        editor.save("leaflets/parent.yaml", "One thing.", "Another thing.")
    assert editor.codes() == ["unexpected"]
    assert editor.shown().pages
    editor.save("leaflets/parent.yaml", "Another thing.", "One thing.")
    assert editor.seen.sound
