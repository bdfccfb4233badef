"""A site: the PDF files that it offers, the web page of each leaflet, and the pages that list them all.

In: the Catalogue, and the manifest entries of finished files. Out: OutputFiles; what stands around each leaflet on its
page; the pages of the gallery with their entries.
Why: the names of the pages never change, so a printed address leads to the current version for years. A page of the
gallery lists what has been made, so it is written last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from leafletgen.content.catalogue import BuildRow, Catalogue, Edition, SiteSettings
from leafletgen.content.languages import direction_of, language_of
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.output_options import ENGLISH, OutputOptions
from leafletgen.content.phrases import Phrases
from leafletgen.content.records import VARIANTS, Variant
from leafletgen.content.selection import agencies_of
from leafletgen.content.sentences import printed_in_sentences
from leafletgen.content.services import contacts_for, printed_value
from leafletgen.content.values import quote
from leafletgen.errors import ContentError, Problem
from leafletgen.output.manifest import Entry
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.plan import FileKind, OutputFile, whole_plan
from leafletgen.web.gallery import Download, EditionPage, Name, Part, Surroundings, edition_page, index_page
from leafletgen.web.twin import Frame, Translation

INDEX = "index.html"

_LeafletKey: TypeAlias = tuple[str, Variant, str]
"""A leaflet: its edition, variant and language."""

_COVER_SIZE = "a5"
"""The size whose first page is the picture of a leaflet."""

_DEVICES = {"aux", "con", "nul", "prn", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
"""Names that no file can have on Windows, whatever its ending."""


class SitePage(NamedTuple):
    """A page of the gallery: its bytes and its manifest entry."""

    entry: Entry
    data: bytes

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.entry.file


def settings_of(catalogue: Catalogue) -> SiteSettings:
    """What the data folder says of its site; the defaults if it says nothing."""
    settings = catalogue.settings
    return settings.site or SiteSettings(at=settings.at)


def plain_frame(settings: SiteSettings, phrases: Phrases, language: str) -> Frame:
    """What stands around each page of a site, without links to files."""
    return Frame(
        phrases=phrases,
        direction=direction_of(language),
        exit=settings.exit,
        exit_note=settings.exit_note or phrases.exit_note,
        statement=settings.accessibility_statement or "",
    )


class Site:
    """The files and pages of one data folder as a site."""

    def __init__(self, catalogue: Catalogue, composer: Composer) -> None:
        """Plan the files. Raises ContentError if two pages would have one name, or if a file would be a draft."""
        self.catalogue = catalogue
        self.composer = composer
        self.settings = settings_of(catalogue)
        _refuse(catalogue, self.settings)
        pdfs = whole_plan(catalogue, rows=self.settings.build or _default_rows(self.settings))
        self.pdfs: dict[_LeafletKey, list[OutputFile]] = {
            (name, variant, tag): []
            for name, edition in catalogue.editions.items()
            for variant in VARIANTS
            for tag in edition.tags
        }
        for file in pdfs:
            self.pdfs[file.edition, file.variant, file.options.language].append(file)
        self.output_files = tuple(file for leaflet, files in self.pdfs.items() for file in _with_page(*leaflet, files))
        single = len(catalogue.editions) == 1  # Then its page is the index.
        self.edition_files = {edition: INDEX if single else f"{edition}.html" for edition in catalogue.editions}

    @property
    def page_names(self) -> set[str]:
        """The names of the pages of the gallery."""
        return {INDEX, *self.edition_files.values()}

    def frame(self, leaflet: Leaflet) -> Frame:
        """What stands around a leaflet on its page; of its files the page offers that on A4, if there is one."""
        frame = plain_frame(self.settings, self.composer.phrases(leaflet.language), leaflet.language)
        key = (leaflet.edition, leaflet.variant, leaflet.language)
        files = [file for file in self.pdfs[key] if file.holds == "leaflet"]
        plain = [file for file in files if file.size == "a4" and not file.options.suffixes]
        offered = (*plain, *files)[:1]
        return replace(
            frame,
            pdf="".join(file.name for file in offered),
            paper="".join(file.size.upper() for file in offered),
            translations=tuple(self._translations(key)),
            findable=self.settings.search and not leaflet.unchecked,
        )

    def _translations(self, key: _LeafletKey) -> Iterator[Translation]:
        """The pages of the same leaflet in other languages, as far as families may read it in them."""
        edition, variant, language = key
        for tag in self.catalogue.editions[edition].tags:
            page = _page_of(edition, variant, tag, "html")
            if tag != language and (tag == ENGLISH or self.composer.is_ready(page, tag)):
                yield Translation(tag, _name_of(tag), page.name)

    def pages(self, entries: Mapping[str, Entry]) -> list[SitePage]:
        """The pages of the gallery that list these files. The hash of a page is its own fingerprint."""
        phrases = self.catalogue.phrases
        around = Surroundings(phrases, ENGLISH, "ltr", self.settings.accessibility_statement or "")
        editions = self.catalogue.editions
        back = INDEX if len(editions) > 1 else ""
        pages = [
            _page(
                file,
                edition_page(self._edition(editions[name], entries), around, back),
                editions[name].name,
                editions[name],
            )
            for name, file in self.edition_files.items()
        ]
        if len(editions) > 1:
            links = [(editions[name].name, file) for name, file in self.edition_files.items()]
            pages.append(_page(INDEX, index_page(links, around), phrases.editions))
        return pages

    def _edition(self, edition: Edition, entries: Mapping[str, Entry]) -> EditionPage:
        phrases = self.catalogue.phrases
        facts = phrases.edition.format(name=edition.name, version=edition.version, date=phrases.day(edition.date))
        found = (self._part(edition, variant, tag, entries) for variant in VARIANTS for tag in edition.tags)
        return EditionPage(edition.name, facts, tuple(part for part in found if part))

    def _part(self, edition: Edition, variant: Variant, tag: str, entries: Mapping[str, Entry]) -> Part | None:
        """A leaflet with those of its files that were made; None if its page was not."""
        phrases = self.catalogue.phrases
        page, cover = (entries.get(_page_of(edition.id, variant, tag, kind).name) for kind in ("html", "svg"))
        if page is None:
            return None
        unchecked = tuple(self._unchecked(edition, variant))
        last = page.contacts_last_checked
        checked = phrases.last_checked.format(date=phrases.day(last)) if last else ""
        files = [file for file in self.pdfs[edition.id, variant, tag] if file.name in entries]
        return Part(
            heading=phrases.for_parent if variant == "parent" else phrases.for_child,
            title=self.catalogue.leaflets[variant].title,
            language=Name(tag, _name_of(tag)) if tag != ENGLISH else None,
            twin=page.file,
            cover=cover.file if cover else "",
            downloads=tuple(self._download(file, entries[file.name]) for file in files),
            checked=phrases.not_checked.format(count=len(unchecked)) if unchecked else checked,
            unchecked=unchecked,
        )

    def _download(self, file: OutputFile, entry: Entry) -> Download:
        phrases = self.catalogue.phrases
        facts = phrases.file_facts.format(pages=entry.pages, size=-(-(entry.bytes or 0) // 1000))
        options = file.options
        name = next((name for name in ("booklet", "fillable") if name in options.suffixes), file.size)
        words = phrases.of_file("large" if options.large_print else name)
        return Download(
            file.name, phrases.in_black.format(file=words) if options.mono else words, facts, options.for_press
        )

    def _unchecked(self, edition: Edition, variant: Variant) -> Iterator[str]:
        """The contacts of a leaflet that nobody has checked, each in words."""
        phrases = self.catalogue.phrases
        for agency in agencies_of(self.catalogue, edition, variant):
            for contact in contacts_for(agency, variant):
                if not contact.checked:
                    yield f"{agency.name}: {printed_value(contact, phrases)}"
        for one in printed_in_sentences(self.catalogue, edition, variant):
            if not one.contact.checked:
                yield f"{quote(one.sentence)}: {printed_value(one.contact, phrases)}"


def _with_page(edition: str, variant: Variant, language: str, pdfs: list[OutputFile]) -> list[OutputFile]:
    """The files of a leaflet; the picture of its cover comes after the file that has the same first page."""
    source = _page_of(edition, variant, language, "pdf")
    after = pdfs.index(source) + 1 if source in pdfs else len(pdfs)
    pages = (_page_of(edition, variant, language, kind) for kind in ("svg", "html"))
    return [*pdfs[:after], *pages, *pdfs[after:]]


def _page_of(edition: str, variant: Variant, language: str, kind: FileKind) -> OutputFile:
    """The page of a leaflet, the picture of its cover, or the file that has the same cover."""
    return OutputFile(edition, variant, _COVER_SIZE, OutputOptions(language=language), kind)


def _name_of(tag: str) -> str:
    """What its readers call a language."""
    return "English" if tag == ENGLISH else language_of(tag).name


def _page(file: str, data: bytes, title: str, edition: Edition | None = None) -> SitePage:
    digest = hashlib.sha256(data).hexdigest()
    entry = Entry(
        file=file,
        media="text/html",
        sha256=digest,
        bytes=len(data),
        pages=None,
        title=title,
        edition=edition.id if edition else None,
        variant=None,
        size=None,
        version=edition.version if edition else None,
        date=edition.date if edition else None,
        contacts_last_checked=None,
        contacts_unchecked=None,
        fingerprint=digest,
    )
    return SitePage(entry, data)


def _default_rows(settings: SiteSettings) -> tuple[BuildRow, ...]:
    """The files that an officer can use: all that `build` makes for desktop printers and screens."""
    at = settings.at
    return (
        BuildRow(at=at, sizes=("a4",)),
        BuildRow(at=at, booklet=True),
        BuildRow(at=at, sizes=("a5",)),
        BuildRow(at=at, large_print=True),
        BuildRow(at=at, sizes=("a4",), mono=True),
        BuildRow(at=at, sizes=("a4",), fillable=True),
    )


def _refuse(catalogue: Catalogue, settings: SiteSettings) -> None:
    """Raise ContentError for editions whose page would have the name of another file, and for drafts."""
    problems: list[Problem] = []
    twins = {f"{edition}-{variant}" for edition in catalogue.editions for variant in VARIANTS}
    for edition in catalogue.editions.values():
        if edition.id == "index" or edition.id in _DEVICES or edition.id in twins:
            message = f"{edition.id}.html cannot be the page of this edition: another file has that name."
            hint = "Give the edition another id, and its file the same name."
            problems.append(Problem("site-name", message, hint, edition.at))
    for row in settings.build or ():
        if row.draft:
            hint = "Remove `draft: true`; make drafts with `leafletgen build`."
            problems.append(Problem("site-draft", "A site offers no drafts to families.", hint, row.at))
    if problems:
        raise ContentError(problems)
