"""Make the leaflets that browsers show, and make them again when the data change.

In: a data folder, and a State that knows what browsers show. Out: Snapshots for the State.
Why: an editor sees each save at once. While the data have errors, the last good pages stay and the problems are listed;
the slower checks of `validate` follow when nothing has changed for a moment.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from leafletgen.checks.data.validate import validate
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import examine
from leafletgen.content.files import is_folder
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.logo.load import Drawn
from leafletgen.content.nodes import Mapping, Node, Scalar
from leafletgen.content.output_options import ENGLISH, OutputOptions
from leafletgen.content.parse import parse
from leafletgen.content.source import SourceDoc, read_folder
from leafletgen.errors import LeafletError, Problem, UnexpectedError, Where, in_order
from leafletgen.formats import sizes
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.plan import OutputFile, plan
from leafletgen.pipeline.render import Renderer
from leafletgen.pipeline.site import plain_frame
from leafletgen.preview.state import Shown, ShownPage, Snapshot, State
from leafletgen.preview.watch import Watcher
from leafletgen.web.pages import picture_of
from leafletgen.web.twin import twin

_OFTEN, _SOON, _SELDOM = 0.04, 0.026, 1.0
"""Seconds until the next look: usually, while something changes, while a folder cannot be read."""

_QUIET = 0.5
"""After so many seconds without a change the slower checks begin."""


class Loop:
    """Reads, checks and draws; one thread alone calls its methods."""

    def __init__(
        self, folder: Path, state: State, watcher: Watcher, renderer: Renderer, language: str = ENGLISH
    ) -> None:
        self.folder = folder
        self.language = language
        self.state = state
        self.watcher = watcher
        self.renderer = renderer
        self.glyphs = renderer.fonts.coverage()
        self.parsed: dict[str, tuple[bytes, Node]] = {}
        self.logos: Drawn = {}
        self.source: SourceDoc | None = None
        self.composer: Composer | None = None
        self.plan: dict[str, OutputFile] = {}
        self.snapshot = Snapshot()
        self.away: Path | None = None
        self.quiet_since = 0.0
        self.read()

    def run(self) -> None:
        """Look for changes, and make leaflets, until the process ends."""
        while True:
            self.state.wake.wait(self.step())
            self.state.wake.clear()

    def step(self) -> float:
        """Look once and make what is needed. Returns the seconds until the next look."""
        look = self.watcher.look()
        if self.watcher.away != self.away:
            self.away = self.watcher.away
            self._publish(self.snapshot)
        if look == "changed":
            self.read()
        elif self.state.looking & self.plan.keys() - self.snapshot.shown.keys():
            self._show(self.snapshot)
        elif look == "same" and not self.snapshot.complete and self.watcher.clock() - self.quiet_since >= _QUIET:
            self._check_all()
        return {"same": _OFTEN, "changing": _SOON, "changed": 0.0, "away": _SELDOM}[look]

    def read(self) -> None:
        """Read and check all data, and make what browsers show."""
        self.quiet_since = self.watcher.clock()
        try:
            self.source = read_folder(self.folder, parser=self._parse)
            if self.source.own_fonts != self.renderer.context.own_fonts:
                self.renderer = Renderer(replace(self.renderer.context, own_fonts=self.source.own_fonts))
            catalogue, problems = examine(self.source, self.glyphs, drawn=self.logos)
        except Exception as error:
            catalogue, problems, self.source = None, _told(error).problems, None
        self._follow(problems)
        if catalogue is None:  # The problems of leaflets are of earlier data.
            shown = {name: replace(one, problems=()) for name, one in self.snapshot.shown.items()}
            self._publish(replace(self.snapshot, shown=shown, problems=problems, sound=False, complete=False))
            return
        self.composer = Composer(catalogue, self.renderer.fonts.coverage)
        self.plan = {name_of(file): file for file in _plan(catalogue, self.language)}
        choices = tuple((file.edition, file.variant, str(file.size)) for file in self.plan.values())
        self._show(Snapshot(choices=choices, problems=problems, sound=True))

    def _parse(self, data: bytes, name: str) -> Node:
        """Parse a file, unless it is as it was: a save of another one costs nothing here."""
        known = self.parsed.get(name)
        if known and known[0] == data:
            return known[1]
        node = parse(data, name)
        self.parsed[name] = data, node
        return node

    def _show(self, snapshot: Snapshot) -> None:
        """Publish a Snapshot with each leaflet that somebody looks at."""
        files = dict(snapshot.files)
        names = [name for name in self.plan if name in self.state.looking and name not in snapshot.shown]
        made = {name: self._make(name, files) for name in names}
        self._publish(replace(snapshot, shown={**snapshot.shown, **made}, files=files))

    def _make(self, name: str, files: dict[str, bytes]) -> Shown:
        """Compose a leaflet, lay it out and draw it; its pictures go into `files`."""
        assert self.composer
        file = self.plan[name]
        try:
            leaflet = self.composer.compose(file)
            if not leaflet.unchecked_words:  # only these make it a draft
                file = replace(file, options=replace(file.options, draft=False))
            layout = self.renderer.lay_out(file, leaflet)
            page = _twin(leaflet, self.composer) if isinstance(leaflet, Leaflet) else None
        except Exception as error:
            before = self.snapshot.shown.get(name, Shown())
            named = [before.twin, *(page.picture for page in before.pages), *(face for _, face in before.faces)]
            files.update((name, self.snapshot.files[name]) for name in named if name)
            return replace(before, problems=_told(error).problems, sound=False)
        pictures = [picture_of(page) for page in layout.laid_out.pages]
        sizes_of = ((page.width, page.height) for page in layout.laid_out.pages)
        names = sorted(frozenset().union(*(picture.faces for picture in pictures)))
        return Shown(
            pages=tuple(
                ShownPage(_kept(picture.svg, "svg", files), *size, picture.places)
                for picture, size in zip(pictures, sizes_of, strict=True)
            ),
            twin=_kept(page, "html", files) if page else "",
            fit=layout.fit,
            problems=layout.page_faults(file.name),
            faces=tuple((name, _kept(layout.fonts[name].program, "ttf", files)) for name in names),
        )

    def _check_all(self) -> None:
        """Add what the slower checks find. What cannot be read is not checked: the reasons are listed already."""
        problems = self.snapshot.problems
        if self.source:
            try:
                coverage, today = self.renderer.fonts.coverage, datetime.date.today()
                _, problems = validate(self.source, coverage, today, (self.language,), drawn=self.logos)
            except Exception as error:
                problems = in_order([*problems, *_told(error).problems])
        self._publish(replace(self.snapshot, problems=problems, complete=True))

    def _publish(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        if self.away:
            problems = in_order([_away(self.away), *snapshot.problems])
            snapshot = replace(snapshot, problems=problems, sound=False)
        self.state.publish(snapshot)

    def _follow(self, problems: Iterable[Problem]) -> None:
        """Look at the files of all folders that were read; if reading failed, at those before and at faulty ones."""
        if self.source:
            layers = [Path(layer.folder) for layer in self.source.layers]
            folders = [path for layer in layers for path in folders_of(layer, self.language)]
            self.watcher.follow(folders, _logos(self.source, self.folder))
            return
        faulty = [Path(problem.where.file).parent for problem in problems if problem.where]
        self.watcher.follow([*self.watcher.folders, *faulty], self.watcher.files)


def _told(error: Exception) -> LeafletError:
    """The error itself if it was expected; the preview goes on, because the next save may mend it."""
    return error if isinstance(error, LeafletError) else UnexpectedError.of(error)


def folders_of(folder: Path, language: str = ENGLISH) -> list[Path]:
    """The folders in which a data folder has YAML files, or can have those of the language that is shown."""
    try:
        languages = sorted(filter(is_folder, (folder / "translations").iterdir()))
    except OSError:  # There are none, or reading them says what is wrong.
        languages = []
    shown = [] if language == ENGLISH else [folder / "translations" / language]
    return [folder, folder / "leaflets", folder / "editions", *languages, *shown]


def name_of(file: OutputFile) -> str:
    """What the preview calls a leaflet: hampshire-parent-a5."""
    return f"{file.edition}-{file.variant}-{file.size}"


def _plan(catalogue: Catalogue, language: str) -> Iterator[OutputFile]:
    """Each leaflet in each size, also if its words are not checked; a card only if there are words for it."""
    for file in plan(catalogue, (), (), sizes(), OutputOptions(draft=language != ENGLISH), (language,)):
        if file.holds == "leaflet" or catalogue.leaflets[file.variant].card:
            yield file


def _kept(data: bytes, ending: str, files: dict[str, bytes]) -> str:
    """Put a file into `files`; returns its name, which is the hash of its content."""
    name = f"{hashlib.sha256(data).hexdigest()}.{ending}"
    files[name] = data
    return name


def _twin(leaflet: Leaflet, composer: Composer) -> bytes:
    """The web page of a leaflet; it has no links to files, because none are written."""
    return twin(leaflet, plain_frame(composer, leaflet.language))


def _logos(source: SourceDoc, folder: Path) -> Iterator[Path]:
    """The files of logos that editions name, even if the data have errors."""
    for edition in source.editions or ():
        logo = _value(edition.root, "logo")
        for node in (_value(logo, "colour"), _value(logo, "black")):
            if isinstance(node, Scalar) and node.value:
                yield folder / node.value


def _value(node: Node | None, key: str) -> Node | None:
    entries = node.entries if isinstance(node, Mapping) else ()
    return next((value for name, value in entries if name.value == key), None)


def _away(folder: Path) -> Problem:
    message = f"The folder {folder} cannot be read, or all its files have gone."
    hint = "Put the files back, or connect the drive again: the preview looks for them every second."
    return Problem("folder-away", message, hint, Where(str(folder)))
