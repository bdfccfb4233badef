"""The officer's copy: one leaflet with an officer's details on the lines of its officer panel.

In: a Request for one edition and variant, and Persons. Out: a Report; the files go into the folder `personal`.
Why apart from the build: details must not get into the cache, the manifest or a worker. The leaflet is laid out without
details, then they are put on its lines, so they move nothing and are written only to the file that was asked for.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from leafletgen.checks.data.freshness import require_checked, unchecked_contacts
from leafletgen.checks.letters_drawn import letters_not_drawn
from leafletgen.checks.values_in_order import values_out_of_order
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import check
from leafletgen.content.composed import BackToBack
from leafletgen.content.leaflet import Block, Card, Leaflet, OfficerPanel
from leafletgen.content.records import Detail
from leafletgen.content.source import read_folder
from leafletgen.content.values_in_text import values_of
from leafletgen.counts import counted
from leafletgen.errors import ContentError, FitError, LeafletError, Problem, UsageError
from leafletgen.formats import paper_of
from leafletgen.layout.display_list import LaidOut
from leafletgen.layout.fill_in import blanks_of, excess, fill
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.officer.details import (
    Details,
    Given,
    Person,
    carried_by,
    check_details,
    dialled,
    doubt_of_first_name,
    for_reader,
    for_trial,
    left_out,
    number_of_a_service,
    placed,
    shows_first_name_only,
    what_is,
)
from leafletgen.officer.personal import FOLDER, unsafe
from leafletgen.output.atomic import publish_new
from leafletgen.pdf.profiles import Profile
from leafletgen.pdf.writer import write
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.context import RenderContext, profile_of
from leafletgen.pipeline.data_report import data_warnings
from leafletgen.pipeline.left_out import notes_of_left_out
from leafletgen.pipeline.plan import OutputFile, hint_at_editions, only_variant, plan, whole_plan
from leafletgen.pipeline.render import examine
from leafletgen.pipeline.request import Request, build_moment, midnight
from leafletgen.report import Report
from leafletgen.units import in_mm

_ON_THE_COVER = frozenset[Detail](("name", "number", "phone"))
"""What of an officer may stand on the first page of a leaflet that is not neutral outside."""


class Copies:
    """The leaflet that copies are made from, laid out in each size asked for.

    `full` lets a child's leaflet carry every detail; `data_warnings` are for those who keep the data, not for officers,
    whom a report of copies warns of unchecked contacts once, whatever languages and sizes are made.
    Raises LeafletError if no copy can be made; no Problem quotes a detail.
    """

    def __init__(self, request: Request, *, full: bool = False) -> None:
        self.request = request
        self.full = full
        source = read_folder(request.data)
        self.fonts = FontBook.load(request.fonts, source.own_fonts)
        catalogue = check(source, self.fonts.coverage())
        whole_plan(catalogue)  # Raises ContentError if the settings contradict themselves.
        _check_request(request, catalogue.editions)
        variants = request.variants or only_variant(request.sizes)
        output_files = plan(catalogue, request.editions, variants, request.sizes, request.options, request.languages)
        if full and any(output_file.holds == "card" for output_file in output_files):
            raise UsageError(_full_card())
        if request.checked_within is not None:
            named = [(one.edition, one.variant, tag) for one in output_files for tag in one.options.tags]
            require_checked(catalogue, named, request.checked_within, datetime.date.today())
        self.helplines = frozenset(_helplines(catalogue))
        self.context = RenderContext(request.output, request.fonts, request.icc, own_fonts=source.own_fonts)
        self.variant = output_files[0].variant
        self.moment = build_moment(request.environment) or midnight(catalogue.editions[output_files[0].edition].date)
        self.data_warnings = data_warnings(catalogue)
        self.unchecked: tuple[Problem, ...] = ()
        composed: dict[tuple[str, ...], Leaflet | Card] = {}
        composer = Composer(catalogue, self.fonts.coverage)
        for output_file in output_files:
            if output_file.words not in composed:
                leaflet = composer.compose(output_file)
                if isinstance(leaflet, BackToBack):
                    message = "An officer's copy is in one language."
                    raise UsageError(Problem("both-languages", message, "Make each language by itself."))
                self.unchecked = self.unchecked or tuple(map(_for_officers, unchecked_contacts(leaflet)))
                composed[output_file.words] = leaflet
        self.laid_out = {file: self._lay_out(file, composed[file.words]) for file in output_files}

    @property
    def lines(self) -> dict[str, tuple[Detail, ...]]:
        """The lines of all officer panels by label, each with the details it shows; lines of one label are merged."""
        carried = carried_by(self.variant, full=self.full)
        found: dict[str, tuple[Detail, ...]] = {}
        for blank in (blank for laid_out in self.laid_out.values() for _, blank in blanks_of(laid_out)):
            asked = (detail for detail in blank.details if detail in carried)
            if blank.details:
                found[blank.label] = tuple(dict.fromkeys((*found.get(blank.label, ()), *asked)))
        return found

    def words(self, details: Details) -> dict[str, str]:
        """What is printed beside each label of the panel."""
        kept = self._kept(details)
        return {label: _words(asked, kept) for label, asked in self.lines.items()}

    def fault_of(self, person: Person) -> LeafletError | None:
        """The error that prevents this person's copy, or None."""
        kept = self._kept(person.details)
        wrong = [*person.faults, *self._wrong(kept, person), *self._telling(kept)]
        if wrong:
            return (ContentError if any(problem.where for problem in wrong) else UsageError)(wrong)
        wide = list(self._too_wide(kept, person))
        return FitError(wide) if wide else None

    def trials(self, people: Iterable[Person]) -> list[Problem]:
        """Warnings of details on these people's copies that are for a trial only: they reach nobody."""
        return for_trial(*(self._kept(person.details) for person in people))

    def make(self, people: Sequence[Person], *, keep_going: bool = False) -> Report:
        """Make a copy for each person. If one has a fault, make none, or with `keep_going` those of the others."""
        checked = [(person, self.fault_of(person)) for person in people]
        errors = tuple(error for _, error in checked if error)
        chosen = [person for person, error in checked if not error] if keep_going or not errors else []
        files = [self._publish(output_file, person) for person in chosen for output_file in self.laid_out]
        given = {detail for person in people for detail in person.details if detail != "first-name"}
        left = given.difference(carried_by(self.variant, full=self.full))
        to_be_had = any(output_file.holds == "leaflet" for output_file in self.laid_out)
        warnings = self.trials(chosen)
        warnings += [left_out(left, full_possible=to_be_had)] if left else []
        warnings += [*self.unchecked, *unsafe(self.request.output / FOLDER)] if files else []
        booklet = self.request.options.booklet
        paper = dict.fromkeys(paper_of(output_file.size, booklet=booklet) for output_file in self.laid_out)
        lacking = notes_of_left_out((file, laid_out.left_out) for file, laid_out in self.laid_out.items())
        notes = [*lacking] if files else []
        notes += [_how_many(len(chosen), len(people), keep_going)] if errors and len(people) > 1 else []
        said = self._first_names(chosen)
        return Report(tuple(files), errors, tuple(warnings), paper=tuple(paper), notes=tuple(notes), summary=said)

    def _first_names(self, people: Iterable[Person]) -> str:
        """Which first name stands on each child's copy: a surname in its place is seen by people alone."""
        if not shows_first_name_only(self.variant, full=self.full):
            return ""
        kept = ((person, self._kept(person.details).get("name")) for person in people)
        names = [f"{f'row {person.row}, ' if person.row else ''}{name.text}" for person, name in kept if name]
        return f"The first name that is printed: {'; '.join(names)}." if names else ""

    def _kept(self, details: Details) -> Details:
        return for_reader(details, self.variant, full=self.full)

    def _fonts_of(self, laid_out: LaidOut) -> FontBook:
        return self.fonts.of_language(laid_out.language, compact=laid_out.compact)

    def _profile(self, output_file: OutputFile) -> Profile:
        return profile_of(output_file.options, output_file.grid, self.context)

    def _lay_out(self, output_file: OutputFile, leaflet: Leaflet | Card) -> LaidOut:
        """The pages without details. Raises FitError if an officer line is on an outer page, which anybody can see.

        The first page of a leaflet that is not neutral can have name, number and telephone, so that they are found at
        once, but nothing about the case. The lines of a card ask for no more than a child's copy carries.
        """
        mono, profile = output_file.options.mono, self._profile(output_file)
        if self.full and isinstance(leaflet, Leaflet):
            leaflet = _with_more_lines(leaflet)
        laid_out = lay_out(leaflet, output_file.form, self.fonts, mono=mono, folded=profile.folded, bleed=profile.bleed)
        if isinstance(leaflet, Card):
            return laid_out
        neutral = leaflet.neutral_outside
        seen = {0, len(laid_out.pages) - 1} if neutral else {0}
        for page, blank in blanks_of(laid_out):
            if page in seen and (neutral or not _ON_THE_COVER.issuperset(blank.details)):
                message = f"{output_file.name}: the line “{blank.label}” is on an outer page."
                hint = "Move the officer panel further into the leaflet: personal details must not be on the outside."
                raise FitError(Problem("officer-outside", message, hint, leaflet.cover.at))
        return laid_out

    def _wrong(self, kept: Details, person: Person) -> Iterator[Problem]:
        """The problems of the details: of those that the leaflet shows, and of those that it has no line for."""
        first_name_only = shows_first_name_only(self.variant, full=self.full)
        doubt = doubt_of_first_name(person.details) if first_name_only else None
        if doubt:
            yield doubt
        wrong: list[Problem] = []
        for glyphs in self.fonts.coverages():
            wrong = check_details(kept, glyphs)
            if all(problem.code != "officer-character" for problem in wrong):
                break
        yield from wrong
        if not wrong and (problem := number_of_a_service(kept, self.helplines)):
            yield problem
        if not kept and not doubt and not person.faults:
            message = f"{_row(person)}There are no details to put on the leaflet."
            hint = "Give a name and a telephone number. For a leaflet to write on by hand use `leafletgen build`."
            yield Problem("officer-nothing", message, hint, person.at)
        asked: set[Given] = {detail for details in self.lines.values() for detail in details}
        for detail, value in kept.items():
            if detail not in asked:
                message = f"{what_is(detail)} has no line in the {self.variant} leaflet."
                yield placed(Problem("officer-no-line", message, "Leave it out, or add a line to the leaflet."), value)

    def _telling(self, details: Details) -> Iterator[Problem]:
        """A problem if the telephone number would tell whoever finds a card that it is about the police."""
        phone = details.get("phone")
        on_card = any(output_file.holds == "card" for output_file in self.laid_out)
        if on_card and phone and re.match(r"\W*101\b", phone.text):
            message = "The telephone number begins with 101, by which a stranger knows the police."
            hint = (
                "Give a direct number or that of a mobile telephone, or leave it out: anybody can find a wallet card."
            )
            yield placed(Problem("officer-telling", message, hint), phone)

    def _too_wide(self, details: Details, person: Person) -> Iterator[Problem]:
        for output_file, laid_out in self.laid_out.items():
            for _, blank in blanks_of(laid_out):
                if over := excess(blank, _words(blank.details, details), self._fonts_of(laid_out)):
                    line = f"{output_file.name}: the details on the line “{blank.label}”"
                    message = f"{_row(person)}{line} are {in_mm(over)} too wide."
                    hint = "Shorten them, or choose a larger paper size: leafletgen never makes the type smaller."
                    yield Problem("officer-too-wide", message, hint, person.at)

    def _publish(self, output_file: OutputFile, person: Person) -> Path:
        kept = self._kept(person.details)
        laid_out = self.laid_out[output_file]
        filled = fill(laid_out, lambda blank: _words(blank.details, kept), self._fonts_of(laid_out))
        self._check_lines(filled, kept, output_file.name)
        profile = self._profile(output_file)
        data = write(filled, self.fonts, self.moment, profile)
        stem = f"{Path(output_file.name).stem}-officer{f'-{person.row:03}' if person.row else ''}"
        # Check the pages without details: a Problem about filled pages would quote them.
        examine(laid_out, self.fonts, output_file.form, data, profile, stem)
        return publish_new(data, self.request.output / FOLDER, stem)

    def _check_lines(self, filled: LaidOut, kept: Details, file: str) -> None:
        """Raise FitError if a detail is not printed as it was given. The Problem quotes none."""
        said = replace(filled, values=values_of(tuple(value.text for value in kept.values())))
        for fault in (*values_out_of_order(said, file), *letters_not_drawn(filled, self.fonts, file)):
            message = f"{file}: one of the officer’s details is not printed as it was given."
            raise FitError(Problem(fault.code, message, fault.hint))


def _for_officers(unchecked: Problem) -> Problem:
    """The warning of unchecked contacts for somebody who gives the leaflet to a family, and does not keep the data."""
    list_them = f"{unchecked.hint[:1].lower()}{unchecked.hint[1:]}"
    return unchecked._replace(hint=f"Ring a number before you rely on it. Those who keep the leaflets can {list_them}")


def _helplines(catalogue: Catalogue) -> Iterator[str]:
    """The digits of the numbers of helplines in the data: those that are free to call, which reach no officer."""
    for agency in catalogue.agencies.values():
        for contact in agency.contacts:
            if contact.kind == "call" and contact.value and contact.value.startswith(("0800", "0808", "116")):
                yield dialled(contact.value)


def _full_card() -> Problem:
    message = "The wallet card carries a first name and a telephone number only: anybody can find it."
    return Problem("officer-card", message, "Leave --full-details out, or build the card by itself.")


def _how_many(made: int, people: int, keep_going: bool) -> Problem:
    faulty = counted(people - made, "row has", "rows have") if keep_going else "some rows have"
    message = f"{made} of {people} made: {faulty} faults."
    hint = "Mend them, then make a list of these rows alone." if keep_going else "Mend them, or add --keep-going."
    return Problem("people-made", message, hint, severity="note")


def _row(person: Person) -> str:
    """How a message begins that is about a row of a list."""
    return f"Row {person.row}: " if person.row else ""


def _words(asked: Iterable[Detail], details: Details) -> str:
    return ", ".join(details[detail].text for detail in asked if detail in details)


def _with_more_lines(leaflet: Leaflet) -> Leaflet:
    """The leaflet with the lines of its officer panels that only --full-details shows."""

    def with_more(panel: OfficerPanel) -> OfficerPanel:
        return replace(panel, lines=panel.lines + panel.more)

    def block_with_more(block: Block) -> Block:
        return with_more(block) if isinstance(block, OfficerPanel) else block

    cover = replace(leaflet.cover, officer=leaflet.cover.officer and with_more(leaflet.cover.officer))
    sections = (replace(section, blocks=tuple(map(block_with_more, section.blocks))) for section in leaflet.sections)
    return replace(leaflet, cover=cover, sections=tuple(sections))


def _check_request(request: Request, editions: Collection[str]) -> None:
    """Raise UsageError unless one leaflet for an office printer is asked for.

    No message quotes an argument: it may be a detail that was typed without quotes.
    """
    if len(set(request.editions)) != 1 or len(set(request.variants or only_variant(request.sizes))) != 1:
        message = "An officer’s copy is made of exactly one edition and one variant."
        hint = "Name one edition and one --variant. Put a detail that contains spaces in double quotes."
        raise UsageError(Problem("officer-one-leaflet", message, hint))
    if request.editions[0] not in editions:
        known = hint_at_editions(request.editions[0], editions)
        hint = f"{known} Put a detail that contains spaces in double quotes."
        raise UsageError(Problem("unknown-edition", "There is no edition of that name.", hint))
    if request.options.for_press:
        message = "An officer’s copy is not made for the press."
        raise UsageError(Problem("officer-press", message, "Leave --profile press out: print it in the office."))
    if request.options.draft:
        message = "An officer’s copy is for a family, and a draft is not."
        raise UsageError(Problem("officer-draft", message, "Leave out --draft, or leave out the details."))
    if request.options.fillable:
        message = "A leaflet can have an officer’s details or fields to fill in, not both."
        raise UsageError(Problem("officer-fillable", message, "Leave out --fillable, or leave out the details."))
