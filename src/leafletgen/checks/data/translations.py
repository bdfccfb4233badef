"""The translations of a data folder, for `validate`: slips in their texts, and what keeps them from families.

In: the Catalogue, the code points of the fonts, languages asked for. Out: Problems.
Why: a build of English leaflets reads no translation, so an editor must be told of them here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.files import exists
from leafletgen.content.languages import FACES, LANGUAGES, LATIN_FACE, Language, language_of
from leafletgen.content.layers import is_own
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.records import VARIANTS, Variant
from leafletgen.content.rules.printed_texts import Coverage
from leafletgen.content.translations.compose import Order, compose_in
from leafletgen.content.translations.glossary import other_words
from leafletgen.content.translations.store import folder_of, read_stored
from leafletgen.content.translations.translation import Translation, compared, read_translation
from leafletgen.content.translations.wanted import wanted_texts
from leafletgen.content.welsh import WELSH, duty_fault, is_bound
from leafletgen.errors import ContentError, LeafletError, Problem, ResourceError


def check_translations(catalogue: Catalogue, coverage: Coverage, asked: Iterable[str] = ()) -> Iterator[Problem]:
    """Check the languages asked for; else those of the editions and those that this folder has files of."""
    yield from _duties(catalogue, coverage)
    languages = [language_of(tag) for tag in asked if tag not in ("en", ENGLISH)]
    languages_to_check = languages or _named(catalogue)
    wanted = wanted_texts(catalogue) if languages_to_check else ()
    for language in languages_to_check:
        try:
            translation = compared(read_stored(catalogue, language, coverage(language.tag)), wanted)
        except LeafletError as error:
            yield from error.problems
            continue
        found = (*translation.warnings, *_terms(catalogue, translation))
        yield from (problem for problem in found if problem.where and is_own(catalogue.folder, problem.where))
        yield from _not_ready(translation, catalogue, whole=bool(languages))


def _terms(catalogue: Catalogue, translation: Translation) -> Iterable[Problem]:
    """What the glossary has to say; that it cannot be read is a warning, because nothing of it is printed."""
    try:
        return tuple(other_words(catalogue, translation))
    except LeafletError as error:
        return [problem._replace(severity="warning") for problem in error.problems]


def faces_can_be_read(catalogue: Catalogue, coverage: Coverage) -> Iterator[Problem]:
    """Warn about each face that is not in the folder that the settings name for those that do not ship."""
    for row in LANGUAGES.values() if catalogue.own_fonts else ():
        if row.faces[0] not in {*FACES, LATIN_FACE}:
            try:
                coverage(row.tag)
            except ResourceError as error:
                yield from (problem._replace(severity="warning") for problem in error.problems)


def _duties(catalogue: Catalogue, coverage: Coverage) -> Iterator[Problem]:
    """The warning for each edition of a force that Welsh language standards bind, while its Welsh is not ready."""
    bound = [edition for edition in catalogue.editions.values() if is_bound(edition, catalogue.forces)]
    if not bound:
        return
    try:
        translation = read_translation(catalogue, language_of(WELSH), coverage(WELSH))
    except ContentError:
        return  # Its problems are told below.
    for edition in bound:
        assert edition.force
        if any(not _is_ready(translation, catalogue, edition.id, variant) for variant in VARIANTS):
            yield duty_fault(catalogue.forces[edition.force]).at(catalogue.places.of(edition, "force"))


def _is_ready(translation: Translation, catalogue: Catalogue, edition: str, variant: Variant) -> bool:
    try:
        compose_in(translation, catalogue, Order("leaflet", edition, variant, False))
    except ContentError:
        return False
    return True


def _named(catalogue: Catalogue) -> list[Language]:
    editions = catalogue.editions.values()
    tags = {tag for edition in editions for tag in edition.tags}
    if any(is_bound(edition, catalogue.forces) for edition in editions):
        tags.add(WELSH)
    here = Path(catalogue.folder)
    return [row for row in LANGUAGES.values() if row.tag in tags or exists(folder_of(here, row))]


def _not_ready(translation: Translation, catalogue: Catalogue, *, whole: bool) -> Iterator[Problem]:
    """A warning for each reason why a leaflet of an edition in this language is refused; with `whole`, of any."""
    for edition in catalogue.editions.values():
        if not (whole or translation.language.tag in edition.tags):
            continue
        for variant in VARIANTS:
            try:
                compose_in(translation, catalogue, Order("leaflet", edition.id, variant, False))
            except ContentError as error:
                yield from (problem._replace(severity="warning") for problem in error.problems)
