"""The stages of a build: read, check, plan, compare; then make the files that are out of date, and write the manifest.

In: a Request. Out: a Report of the files, every problem and the time of each stage.
Why: the order of the stages is defined here and nowhere else. Invalid data stop the build before any file is written; a
leaflet that cannot be made does not stop the others; files that are up to date are not touched.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from leafletgen.checks.data.colours import without_watermark
from leafletgen.checks.data.for_press import require_for_press
from leafletgen.checks.data.freshness import require_checked, unchecked_contacts
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import check
from leafletgen.content.composed import Composed
from leafletgen.content.edition_place import belongs_elsewhere
from leafletgen.content.files import is_plain
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.source import read_folder
from leafletgen.errors import LeafletError, OutOfDateError, Problem, WriteError
from leafletgen.layout.fonts import FontBook
from leafletgen.output.atomic import publish
from leafletgen.output.folder import FileState, Folder
from leafletgen.output.lock import clear_litter, has_litter, locked
from leafletgen.output.manifest import Entry
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.context import RenderContext
from leafletgen.pipeline.data_report import data_warnings, said_of_editions
from leafletgen.pipeline.fingerprints import fingerprint
from leafletgen.pipeline.inputs import Inputs
from leafletgen.pipeline.jobs import Done, Job, Result
from leafletgen.pipeline.left_out import notes_of_left_out
from leafletgen.pipeline.pairs import both_languages, broken_pairs, whole_pairs, with_pairs
from leafletgen.pipeline.plan import OutputFile, plan, whole_plan
from leafletgen.pipeline.publishing import Published, publish_in_turn, publish_meanwhile
from leafletgen.pipeline.request import Request, build_moment
from leafletgen.pipeline.tasks import Task, by_leaflet
from leafletgen.pipeline.timing import StageTimer
from leafletgen.pipeline.unchanged import Snapshot, save_snapshot, snapshot_inputs
from leafletgen.pipeline.version_guard import find_unversioned
from leafletgen.report import Item, Report

if TYPE_CHECKING:  # Imported at run time only if they are used: for a site, and if there are several processes.
    from leafletgen.pipeline.site import Site, SitePage
    from leafletgen.pipeline.workers import WorkerPool
    from leafletgen.web.twin import Frame

_DRAFTS = Problem(
    "draft",
    "the files are drafts, and say so on each page",
    "Give no draft to a family: once its contacts and words are checked, make it without --draft (or `draft: true`).",
    severity="warning",
)


class Stages:
    """One build in progress: the files made and the errors found so far."""

    def __init__(self, request: Request) -> None:
        self.request = request
        moment = build_moment(request.environment)
        self.context = RenderContext(
            request.output, request.fonts, request.icc, request.intent, request.condition, moment,
            measured=request.verbose or request.mode == "plan",
        )  # fmt: skip
        self.timer = StageTimer()
        self.folder = Folder(request.output, request.again)
        self.snapshot: Snapshot | None = None
        self.states: dict[str, FileState] = {}
        self.planned: set[str] = set()
        self.replaced: set[str] = set()  # Those in whose place drafts are made.
        self.made: set[str] = set()
        self.errors: list[LeafletError] = []
        self.warnings: list[Problem] = []
        self.notes: list[Problem] = []
        self.details: list[str] = []
        self.pool: WorkerPool | None = None
        self.site: Site | None = None

    def run(self) -> Report:
        """Run all stages, and stop the workers however that ends."""
        try:
            return self._run()
        finally:
            if self.pool:
                self.pool.stop()

    def _run(self) -> Report:
        catalogue, self.composer = self._read()
        self.warnings += data_warnings(catalogue)
        asked = self.request
        output_files = self._plan(catalogue)
        self.planned.update(output_file.name for output_file in output_files)
        self.planned.update(self.site.page_names if self.site else ())
        warnings, self.notes = said_of_editions(catalogue, output_files)
        self.warnings += warnings
        if asked.checked_within is not None:
            leaflets = [(one.edition, one.variant, tag) for one in output_files for tag in one.options.tags]
            require_checked(catalogue, leaflets, asked.checked_within, datetime.date.today())
        self._start_workers(output_files)
        tasks = self._tasks(catalogue, output_files)
        if any(task.output_file.options.draft for task in tasks):
            self.warnings.append(_DRAFTS)
        todo, stale = self._compare(tasks), self._stale_pages()
        if asked.mode != "build" and self.folder.damaged:
            self.warnings.append(self.folder.ignored_manifest())
        if asked.mode == "plan":
            return self._planned(tasks)
        if asked.mode == "check":
            words = ((task.output_file, task.words) for task in tasks)
            self.warnings += find_unversioned(catalogue.editions, words, self.folder.entries)
            self._refuse_outdated([*(task.name for task in todo), *(page.name for page in stale)])
        elif todo or stale or asked.prune or has_litter(asked.output) or self.folder.unmarked(self._earlier()):
            self._work(tasks)
        elif asked.whole:
            self.warnings += [self.folder.no_longer_made(entry.file) for entry in self._leftovers()]
        told = self.replaced if asked.whole else ()
        self.warnings += [self.folder.earlier_file(name) for name in self._earlier() if name not in told]
        standing = [name for name in self.states if self._stands(name)]
        files = [task for task in tasks if task.name in standing]
        self.notes += notes_of_left_out((task.output_file, self.folder.entries[task.name].left_out) for task in files)
        items = tuple({"file": name, "state": "made" if name in self.made else "current"} for name in standing)
        report = self._report(tuple(asked.output / name for name in standing), items)
        if (
            len(standing) == len(self.states) and not self._leftovers() and not asked.prune
        ):  # What was removed is said once.
            hashes = {name: self.folder.entries[name].sha256 for name in standing}
            save_snapshot(asked, report, hashes, self.snapshot)
        return report

    def _report(self, files: tuple[Path, ...] = (), items: tuple[Item, ...] = ()) -> Report:
        errors, warnings, notes = tuple(self.errors), tuple(self.warnings), tuple(self.notes)
        return Report(files, errors, warnings, self.timer.seconds, items, notes=notes, details=tuple(self.details))

    def _read(self) -> tuple[Catalogue, Composer]:
        started = time.time()
        with self.timer.timed("read"):
            source = read_folder(self.request.data)
            self.snapshot = snapshot_inputs(self.request, (layer.folder for layer in source.layers), started)
            self.context = structs.replace(self.context, own_fonts=source.own_fonts)
        with self.timer.timed("fonts"):
            self.fonts = FontBook.load(self.request.fonts, source.own_fonts)
        with self.timer.timed("check"):
            catalogue = check(source, self.fonts.coverage())
        return catalogue, Composer(catalogue, self.fonts.coverage)

    def _plan(self, catalogue: Catalogue) -> tuple[OutputFile, ...]:
        asked = self.request
        files = whole_plan(catalogue)  # Settings that contradict themselves are refused, whatever is asked for.
        if asked.site:
            from leafletgen.pipeline.site import Site

            self.site = Site(self.composer, asked.languages, self.errors, self.warnings)
            return self.site.output_files
        if not asked.follows_settings:
            files = plan(catalogue, asked.editions, asked.variants, asked.sizes, asked.options, asked.languages)
        elif asked.editions or asked.languages:
            files = whole_plan(catalogue, asked.editions, asked.languages)
        self.planned.update(output_file.name for output_file in both_languages(files, self.composer))
        return with_pairs(files, self.composer, self.errors, self.warnings)

    def _tasks(self, catalogue: Catalogue, output_files: tuple[OutputFile, ...]) -> list[Task]:
        """Compose each leaflet for its fingerprint, then drop it: memory must not grow with the number of leaflets.

        A file for the press with an unchecked contact becomes a draft if that is asked for. What a press must not print
        is an error and no task.
        """
        inputs = Inputs(self.context, self.fonts, output_files)
        tasks: list[Task] = []
        for same in by_leaflet(output_files):
            with self._kept_errors(), self.timer.timed("compose"):
                edition, leaflet = catalogue.editions[same[0].edition], self.composer.compose(same[0])
                self.warnings += unchecked_contacts(leaflet)
                if not all(output_file.options.mono for output_file in same):
                    self.warnings += without_watermark(leaflet)
                if leaflet.unchecked and self.request.draft_unchecked:
                    self.replaced |= {output_file.name for output_file in same if output_file.options.needs_checks}
                    same = tuple(output_file.without_need_of_checks() for output_file in same)
                    self.planned |= {output_file.name for output_file in same}
                elsewhere = belongs_elsewhere(edition, self.warnings)
                refused = [file for file in same if file.options.needs_checks and (leaflet.unchecked or elsewhere)]
                frame = self._frame(leaflet)
                tasks += [
                    Task.of(
                        output_file,
                        fingerprint(output_file, leaflet, inputs.of(output_file, leaflet), frame),
                        leaflet,
                        edition.version,
                    )
                    for output_file in same
                    if output_file not in refused
                ]
                if refused:
                    require_for_press(leaflet, edition, elsewhere=elsewhere)
        self.snapshot = self.snapshot and self.snapshot.with_faces(inputs.faces)
        return tasks

    def _compare(self, tasks: list[Task]) -> list[Task]:
        """The tasks whose files are out of date, or all tasks with --force."""
        with self.timer.timed("compare"):
            self.states = {task.name: self.folder.state(task.name, task.fingerprint) for task in tasks}
        force = self.request.force and self.request.mode != "check"
        return [task for task in tasks if force or self.states[task.name] != "current"]

    def _frame(self, leaflet: Composed) -> Frame | None:
        """What stands around the leaflet on its web page; None if it gets none."""
        return self.site.frame(leaflet) if self.site and isinstance(leaflet, Leaflet) else None

    def _stale_pages(self) -> list[SitePage]:
        """The pages of a site that do not list its files as they are now, or all with --force."""
        if not self.site:
            return []
        pages = self.site.pages({name: self.folder.entries[name] for name in self.states if self._stands(name)})
        self.states |= {page.name: self.folder.state(page.name, page.entry.fingerprint) for page in pages}
        force = self.request.force and self.request.mode != "check"
        return [page for page in pages if force or self.states[page.name] != "current"]

    def _stands(self, name: str) -> bool:
        """Whether a file of the plan is as it must be."""
        return name in self.made or self.states.get(name) == "current"

    def _earlier(self) -> list[str]:
        """The files of earlier builds that this one should make again, and did not, or if it makes none, could not."""
        names = self.planned if self.request.mode == "build" else self.planned - self.states.keys()
        return sorted(name for name in names if not self._stands(name) and is_plain(self.request.output / name))

    def _planned(self, tasks: list[Task]) -> Report:
        """Report the files of the plan, each laid out to see how many pages it takes; none is written."""
        from leafletgen.pipeline.render import Renderer

        renderer = Renderer(self.context)
        items: list[Item] = []
        left_out: list[tuple[OutputFile, Sequence[str]]] = []
        for job in self._jobs(tasks):
            for output_file in job.output_files:
                fit = ""
                with self._kept_errors(), self.timer.timed("lay out"):
                    layout = renderer.lay_out(output_file, job.leaflet)
                    fit = layout.fit
                    left_out.append((output_file, layout.laid_out.left_out))
                state = self.states[output_file.name]
                items.append({"file": output_file.name, **output_file.facts, "state": state, "fit": fit})
        self.notes += notes_of_left_out(left_out)
        return self._report(items=tuple(items))

    def _refuse_outdated(self, todo: list[str]) -> None:
        """List the files that are out of date, for --check."""
        found = [self.folder.describe(name, self.states[name]) for name in todo]
        if self.request.whole:
            found += [self.folder.no_longer_made(entry.file) for entry in self._leftovers()]
        if found:
            self.errors.append(OutOfDateError(problem._replace(severity="error") for problem in found))

    def _leftovers(self) -> list[Entry]:
        return self.folder.leftovers(self.planned - self.replaced)

    def _work(self, tasks: list[Task]) -> None:
        """Lock the folder, make the files, and write the manifest of those made, however that ends."""
        output = self.request.output
        with locked(output, self._wait) as without_locks:
            self.warnings += without_locks
            clear_litter(output)
            self.folder.read()
            if self.folder.damaged:
                self.warnings.append(self.folder.ignored_manifest())
            if self.site:
                from leafletgen.pipeline.site import INDEX

                self.folder.refuse_if_foreign(INDEX)
            try:
                self._make(self._compare(tasks))
                self._publish_pages()
                if self.request.whole:
                    self._leave_or_prune(self._leftovers())
            finally:
                clear_litter(output)
                self.folder.mark_outdated(self._earlier())
                with self._kept_errors(), self.timer.timed("manifest"):
                    self.folder.save()
            self._report_removed()

    def _wait(self) -> None:
        """Report that another build holds the lock; stop the workers, because that build will make most files."""
        if self.pool:
            self.pool.stop()
        self.request.listener.waiting(self.request.output)

    def _report_removed(self) -> None:
        """Check that every file still exists: somebody may have removed the folder during the build."""
        for name in self.states:
            if self._stands(name) and not is_plain(self.request.output / name):
                self.made.discard(name)
                self.states[name] = "missing"
                self.errors.append(WriteError(self.folder.removed_meanwhile(name)))

    def _publish_pages(self) -> None:
        """Write the pages of a site that list its files, after these: no link must lead to a file that is not there."""
        for page in self._stale_pages():
            with self._kept_errors(), self.timer.timed("publish"):
                publish(page.data, self.request.output / page.name)
                self.made.add(page.name)
                self.folder.entries[page.name] = page.entry

    def _make(self, todo: list[Task]) -> None:
        """Make and publish files, in one process or in several."""
        broken = dict(broken_pairs((task.output_file for task in todo), self.composer, self.context))
        self.errors += filter(None, broken.values())
        todo = [task for task in todo if task.output_file not in broken]
        if not todo:
            return
        by_file = {task.output_file: task for task in todo}
        self.request.listener.progress(0, len(todo))
        pairs = whole_pairs(self.made, self.folder, self.composer, by_file, self.errors)
        with pairs, closing(self._published(self._jobs(todo), len(todo))) as results:
            for finished, (result, seconds) in enumerate(results, 1):
                self.timer.add({"publish": seconds})
                self._record(by_file[result.output_file], result)
                self.request.listener.progress(finished, len(todo))

    def _jobs(self, todo: list[Task]) -> Iterator[Job]:
        """The jobs; each leaflet is composed only when the iterator reaches it."""
        for same in by_leaflet(task.output_file for task in todo):
            leaflet = self.composer.compose(same[0])
            yield Job(leaflet, same, self._frame(leaflet))

    def _published(self, jobs: Iterator[Job], files: int) -> Generator[Published]:
        count = self.request.processes_for(files)
        if count > 1:
            return publish_meanwhile(self._results(self._pool(count).work(jobs)), self.request.output)
        from leafletgen.pipeline.render import Renderer

        return publish_in_turn(self._results(map(Renderer(self.context).do, jobs)), self.request.output)

    def _results(self, all_done: Iterable[Done]) -> Iterator[Result]:
        for done in all_done:
            self.timer.add(done.seconds)
            yield from done.results

    def _start_workers(self, output_files: Iterable[OutputFile]) -> None:
        """Start workers for files that must be made in any case: they load the program while this process compares."""
        asked = self.request
        if asked.mode != "build":
            return
        sure = [
            output_file for output_file in output_files if asked.force or not is_plain(asked.output / output_file.name)
        ]
        count = self.request.processes_for(len(sure))
        if sure and count > 1:
            self._pool(count).start(sum(1 for _ in by_leaflet(sure)))

    def _pool(self, count: int) -> WorkerPool:
        if self.pool is None:
            from leafletgen.pipeline.workers import WorkerPool

            self.pool = WorkerPool(self.context, count)
        return self.pool

    def _record(self, task: Task, result: Result) -> None:
        """Record the outcome of a task, for the report and the manifest."""
        if result.error:
            self.errors.append(result.error)
            return
        self.made.add(task.name)
        self.details += [f"{task.name}: {result.fit}"] if result.fit else []
        self.folder.entries[task.name] = task.entry(result)

    def _leave_or_prune(self, leftovers: list[Entry]) -> None:
        """Warn about files that the plan no longer makes; remove them with --prune, if the build has no error."""
        for entry in leftovers:
            if not self.request.prune or self.errors:
                self.warnings.append(self.folder.no_longer_made(entry.file))
                continue
            with self._kept_errors():
                if self.folder.prune(entry):
                    self.notes.append(self.folder.pruned(entry.file))
                else:
                    self.warnings.append(self.folder.changed_leftover(entry.file))

    @contextmanager
    def _kept_errors(self) -> Iterator[None]:
        """Put an error of the block into the report, so that the build goes on with the next leaflet."""
        try:
            yield
        except LeafletError as error:
            self.errors.append(error)
