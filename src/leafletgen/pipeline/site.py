"""A site: the PDF files that it offers, the web page of each leaflet, and the pages that list them all.

In: the Catalogue, and the manifest entries of finished files. Out: OutputFiles; what stands around each leaflet on its
page; the pages of the gallery with their entries.
Why: the names of the pages never change, so a printed address leads to the current version for years. A page of the
gallery lists what has been made, so it is written last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from leafletgen.content.catalogue import Catalogue, Edition
from leafletgen.content.languages import direction_of, language_of
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.output_options import ENGLISH, OutputOptions
from leafletgen.content.phrases import Phrases
from leafletgen.content.records import VARIANTS, Variant
from leafletgen.content.rules.outer_pages import telling_names
from leafletgen.content.selection import agencies_of
from leafletgen.content.sentences import printed_in_sentences
from leafletgen.content.services import contacts_for, printed_value
from leafletgen.content.settings import BuildRow, SiteSettings
from leafletgen.content.values import quote
from leafletgen.errors import ContentError, LeafletError, Problem
from leafletgen.output.manifest import Entry
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.pairs import with_pairs
from leafletgen.pipeline.plan import FileKind, OutputFile, known_language, whole_plan
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


def plain_frame(composer: Composer, language: str) -> Frame:
    """What stands around each page of a site, without links to files."""
    settings = settings_of(composer.catalogue)
    phrases, english = composer.phrases(language), composer.catalogue.phrases
    same = [name for name in phrases.__struct_fields__ if getattr(phrases, name) == getattr(english, name)]
    own_note = ["exit_note"] if settings.exit_note else []  # Of the data, whose language is English.
    return Frame(
        phrases=phrases,
        in_english=() if language == ENGLISH else (*same, *own_note),
        direction=direction_of(language),
        exit=settings.exit,
        exit_note=settings.exit_note or phrases.exit_note,
        statement=settings.accessibility_statement or "",
    )


class Site:
    """The files and pages of one data folder as a site."""

    def __init__(
        self, composer: Composer, asked: Collection[str], errors: list[LeafletError], warnings: list[Problem]
    ) -> None:
        """Plan the files, in the languages asked for or those of each edition.

        `errors` and `warnings` get what is said of a force that Welsh language standards bind. Raises ContentError if
        two pages would have one name, or if a file would be a draft.
        """
        self.catalogue = catalogue = composer.catalogue
        self.composer = composer
        self.settings = settings_of(catalogue)
        _refuse(catalogue, self.settings)
        languages = [known_language(tag) for tag in asked]
        pdfs = whole_plan(catalogue, (), languages, self.settings.build or _default_rows(self.settings))
        self.pdfs: dict[_LeafletKey, list[OutputFile]] = {}
        for file in with_pairs(list(_with_pages(catalogue, languages, pdfs)), composer, errors, warnings):
            files = self.pdfs.setdefault((file.edition, file.variant, file.options.language), [])
            files += [file] if file.kind == "pdf" else []
        self.output_files = tuple(file for leaflet, files in self.pdfs.items() for file in _with_page(*leaflet, files))

    def _tags(self, edition: str) -> tuple[str, ...]:
        """The languages in which an edition has leaflets."""
        return tuple(dict.fromkeys(tag for name, _, tag in self.pdfs if name == edition))

    def _file(self, edition: str, tag: str) -> str:
        """The page of an edition in a language; "" for the list of all. A single edition has the name of the list."""
        stem = edition if edition and len(self.catalogue.editions) > 1 else "index"
        return f"{stem}.html" if tag == ENGLISH else f"{stem}.{tag}.html"

    @cached_property
    def _gallery(self) -> tuple[tuple[str, str], ...]:
        """The pages of the gallery: each with its edition, "" for the list of all, and its language.

        There is one in English of each, and one in each language of an edition in which people have checked all words
        of such a page.
        """
        found = [
            (name, tag)
            for name in self.catalogue.editions
            for tag in dict.fromkeys((ENGLISH, *self._tags(name)))
            if tag == ENGLISH or self.composer.has_phrases(tag)
        ]
        several = len(self.catalogue.editions) > 1
        return (*found, *(("", tag) for tag in dict.fromkeys(tag for _, tag in found) if several))

    @property
    def page_names(self) -> set[str]:
        """The names of the pages of the gallery."""
        return {self._file(*page) for page in self._gallery}

    def frame(self, leaflet: Leaflet) -> Frame:
        """What stands around a leaflet on its page; of its files the page offers that on A4, if there is one."""
        frame = plain_frame(self.composer, leaflet.language)
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
        for tag in self._tags(edition):
            page = _page_of(edition, variant, tag, "html")
            if tag != language and (tag == ENGLISH or self.composer.is_ready(page, tag)):
                yield Translation(tag, _name_of(tag), page.name)

    def pages(self, entries: Mapping[str, Entry]) -> list[SitePage]:
        """The pages of the gallery that list these files. The hash of a page is its own fingerprint."""
        return [self._gallery_page(name, tag, entries) for name, tag in self._gallery]

    def _gallery_page(self, name: str, tag: str, entries: Mapping[str, Entry]) -> SitePage:
        words, file = self.composer.in_language(tag), self._file(name, tag)
        tags = [other for one, other in self._gallery if one == name and other != tag]
        around = Surroundings(
            phrases=words.phrases,
            language=tag,
            direction=direction_of(tag),
            statement=self.settings.accessibility_statement or "",
            findable=self.settings.search,
            others=tuple((Name(other, _name_of(other)), self._file(name, other)) for other in tags),
        )
        if not name:
            there = {other for other, language in self._gallery if language == tag}
            editions = sorted(words.editions.values(), key=lambda edition: edition.name.casefold())
            links = [(one.name, self._file(one.id, tag if one.id in there else ENGLISH)) for one in editions]
            return _page(file, index_page(links, around), words.phrases.editions, tag)
        edition = words.editions[name]
        back = self._file("", tag) if len(words.editions) > 1 else ""
        data = edition_page(self._edition(edition, entries, words), around, back)
        return _page(file, data, edition.name, tag, edition)

    def _edition(self, edition: Edition, entries: Mapping[str, Entry], words: Catalogue) -> EditionPage:
        phrases = words.phrases
        facts = phrases.edition.format(name=edition.name, version=edition.version, date=phrases.day(edition.date))
        tags = self._tags(edition.id)
        found = (self._part(edition, variant, tag, entries, words) for variant in VARIANTS for tag in tags)
        return EditionPage(edition.name, facts, tuple(part for part in found if part))

    def _part(
        self, edition: Edition, variant: Variant, tag: str, entries: Mapping[str, Entry], words: Catalogue
    ) -> Part | None:
        """A leaflet with those of its files that were made, said in the language of `words`; None if it has no page."""
        phrases = words.phrases
        page, cover = (entries.get(_page_of(edition.id, variant, tag, kind).name) for kind in ("html", "svg"))
        if page is None:
            return None
        spoken = words.language if _page_of(edition.id, variant, words.language, "html").name in entries else ENGLISH
        titled = self.composer.in_language(spoken, variant)
        unchecked = tuple(self._unchecked(edition, variant, words))
        last = page.contacts_last_checked
        checked = phrases.last_checked.format(date=phrases.day(last)) if last else ""
        files = [file for file in self.pdfs[edition.id, variant, tag] if file.name in entries]
        return Part(
            heading=phrases.for_parent if variant == "parent" else phrases.for_child,
            title=titled.leaflets[variant].title,
            language=Name(tag, _name_of(tag)) if tag != words.language else None,
            twin=page.file,
            cover=cover.file if cover else "",
            downloads=tuple(_download(file, entries[file.name], phrases) for file in files),
            checked=phrases.not_checked.format(count=len(unchecked)) if unchecked else checked,
            unchecked=unchecked,
        )

    def _unchecked(self, edition: Edition, variant: Variant, words: Catalogue) -> Iterator[str]:
        """The contacts of a leaflet that nobody has checked, each in words."""
        for agency in agencies_of(words, edition, variant):
            for contact in contacts_for(agency, variant, words.language):
                if not contact.checked:
                    yield f"{agency.name}: {printed_value(contact, words.phrases)}"
        for one in printed_in_sentences(words, edition, variant):
            if not one.contact.checked:
                yield f"{quote(one.sentence)}: {printed_value(one.contact, words.phrases)}"


def _download(file: OutputFile, entry: Entry, phrases: Phrases) -> Download:
    facts = phrases.file_facts.format(pages=entry.pages, size=-(-(entry.bytes or 0) // 1000))
    options = file.options
    name = next((name for name in ("booklet", "fillable") if name in options.suffixes), file.size)
    words = phrases.of_file("large" if options.large_print else name)
    return Download(file.name, phrases.in_black.format(file=words) if options.mono else words, facts, options.for_press)


def _with_pages(catalogue: Catalogue, languages: Collection[str], pdfs: Collection[OutputFile]) -> Iterator[OutputFile]:
    """The web page of each leaflet and the PDF files, by edition."""
    for name, edition in catalogue.editions.items():
        yield from (_page_of(name, variant, tag, "html") for variant in VARIANTS for tag in languages or edition.tags)
        yield from (file for file in pdfs if file.edition == name)


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


def _page(file: str, data: bytes, title: str, language: str, edition: Edition | None = None) -> SitePage:
    digest = hashlib.sha256(data).hexdigest()
    entry = Entry(
        file=file,
        media="text/html",
        language=language,
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
    """Raise ContentError for editions whose page would have the name of another file, or tell the subject; for drafts.

    The address of a neutral leaflet's page stands in the browser, and in its history.
    """
    problems: list[Problem] = []
    twins = {f"{edition}-{variant}" for edition in catalogue.editions for variant in VARIANTS}
    for edition in catalogue.editions.values():
        if edition.id == "index" or edition.id in _DEVICES or edition.id in twins:
            message = f"{edition.id}.html cannot be the page of this edition: another file has that name."
            hint = "Give the edition another id, and its file the same name."
            problems.append(Problem("site-name", message, hint, edition.at))
        for variant, word in telling_names(edition.id, catalogue.leaflets.values()):
            message = f"{edition.id}-{variant}.html would tell a passer-by the subject by {quote(word)}."
            hint = "Give the edition another id, such as the name of its area, and its file the same name."
            problems.append(Problem("site-name-tells", message, hint, edition.at))
    for row in settings.build or ():
        if row.draft:
            hint = "Remove `draft: true`; make drafts with `leafletgen build`."
            problems.append(Problem("site-draft", "A site offers no drafts to families.", hint, row.at))
    if problems:
        raise ContentError(problems)
