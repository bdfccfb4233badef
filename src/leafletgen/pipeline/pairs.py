"""Welsh and English together: what a force that Welsh language standards bind makes in one build, or not at all.

In: the files of a plan, and a Composer. Out: the files to make; errors and warnings go into the report.
Why: the duty is a Welsh leaflet that is no worse and no later. So both languages come from one build or neither does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from leafletgen.content.catalogue import Edition
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.welsh import WELSH, duty_fault, is_bound
from leafletgen.errors import ContentError, LeafletError, Problem, Where, WriteError
from leafletgen.output.folder import Folder, Kept
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.context import RenderContext
from leafletgen.pipeline.plan import OutputFile

if TYPE_CHECKING:  # Loaded at run time only for a bound force.
    from leafletgen.pipeline.render import Renderer


def with_pairs(
    output_files: Sequence[OutputFile], composer: Composer, errors: list[LeafletError], warnings: list[Problem]
) -> tuple[OutputFile, ...]:
    """Add the other language to each file of a bound force, if its Welsh is ready; refuse what may not be made alone.

    Drafts stay as they are. Of a force whose Welsh is not ready the English is made for offices, with a warning, if
    nobody asks for Welsh; for the press it is not.
    """
    files: list[OutputFile] = []
    for name, same in groupby(output_files, key=lambda file: file.edition):
        edition, group = composer.catalogue.editions[name], tuple(same)
        if not _is_bound(edition, composer) or not any(map(_is_paired, group)):
            files += group
        elif missing := _refusals(filter(_is_paired, group), composer):
            files += _in_english_alone(edition, group, composer, missing, errors, warnings)
        else:
            files += _in_both(group)
    return tuple(files)


def both_languages(output_files: Iterable[OutputFile], composer: Composer) -> Iterator[OutputFile]:
    """The files that are to be made as soon as the Welsh is ready: those of a bound force in both languages."""
    for file in output_files:
        yield file
        if _is_paired(file) and _is_bound(composer.catalogue.editions[file.edition], composer):
            yield _partner(file)


def _is_bound(edition: Edition, composer: Composer) -> bool:
    return is_bound(edition, composer.catalogue.forces)


def _is_paired(file: OutputFile) -> bool:
    return file.options.language in (WELSH, ENGLISH) and not file.options.draft


def _in(file: OutputFile, language: str) -> OutputFile:
    return replace(file, options=replace(file.options, language=language))


def _refusals(files: Iterable[OutputFile], composer: Composer) -> list[LeafletError]:
    """Why the Welsh of these files cannot be made; empty if it can."""
    errors: list[LeafletError] = []
    for file in {(file.variant, file.holds): file for file in files}.values():
        try:
            composer.compose(_in(file, WELSH))
        except LeafletError as error:
            errors.append(error)
    return errors


def _in_both(files: Iterable[OutputFile]) -> list[OutputFile]:
    """Each file once, those of a pair in Welsh first; files of the same words stay together."""
    pairs = ((_in(file, WELSH), _in(file, ENGLISH)) if _is_paired(file) else (file,) for file in files)
    found = dict.fromkeys(one for pair in pairs for one in pair)
    places = {variant: place for place, variant in enumerate(dict.fromkeys(file.variant for file in found))}
    return sorted(found, key=lambda file: (places[file.variant], file.options.language != WELSH, file.options.language))


def _in_english_alone(
    edition: Edition,
    files: tuple[OutputFile, ...],
    composer: Composer,
    missing: list[LeafletError],
    errors: list[LeafletError],
    warnings: list[Problem],
) -> list[OutputFile]:
    """The files that may be made while the Welsh is not ready: none of a pair that is asked for, none for the press."""
    if any(_is_paired(file) and file.options.language == WELSH for file in files):
        errors += missing
        return [file for file in files if not _is_paired(file)]
    assert edition.force
    fault = duty_fault(composer.catalogue.forces[edition.force])
    problem = fault.at(composer.catalogue.places.of(edition, "force"))
    press = [file for file in files if _is_paired(file) and file.options.for_press]
    if press:
        errors.append(ContentError(problem._replace(severity="error")))
    if any(_is_paired(file) and not file.options.for_press for file in files):
        warnings.append(problem)
    return [file for file in files if file not in press]


def broken_pairs(
    output_files: Iterable[OutputFile], composer: Composer, context: RenderContext
) -> Iterator[tuple[OutputFile, LeafletError | None]]:
    """The files of editions in which one language of a pair has no room on its pages, each with its error if any.

    They are laid out before any of them is published.
    """
    editions = composer.catalogue.editions
    bound = [file for file in output_files if _is_paired(file) and _is_bound(editions[file.edition], composer)]
    if not bound:
        return
    from leafletgen.pipeline.render import Renderer

    renderer = Renderer(context)
    for _, same in groupby(bound, key=lambda file: file.edition):
        errors = {file: _error_of(file, composer, renderer) for file in same}
        if any(errors.values()):
            yield from errors.items()


@contextmanager
def whole_pairs(
    made: set[str], folder: Folder, composer: Composer, output_files: Iterable[OutputFile], errors: list[LeafletError]
) -> Iterator[None]:
    """Put back, at the end of the block, each file whose other language was not made in it too, however it ends.

    `made` are the names of the files that the block has made; what is put back is taken out.
    """
    editions, files = composer.catalogue.editions, {*output_files}
    pairs = [(one, _partner(one)) for one in files if _is_paired(one) and _is_bound(editions[one.edition], composer)]
    before = {one.name: folder.kept(one.name) for one, other in pairs if other in files}
    try:
        yield
    finally:
        for one, other in pairs:
            if one.name in before and one.name in made and other.name not in made:
                errors += _put_back(one, other, before[one.name], folder)
                made.discard(one.name)


def _partner(file: OutputFile) -> OutputFile:
    """The same file in the other language of its pair."""
    return _in(file, ENGLISH if file.options.language == WELSH else WELSH)


def _put_back(file: OutputFile, other: OutputFile, before: Kept, folder: Folder) -> Iterator[LeafletError]:
    try:
        folder.put_back(file.name, before)
    except LeafletError as error:
        yield error
    message = f"{file.name} was put back as it was before, because {other.name} could not be made."
    hint = "Mend that: a force that Welsh language standards bind has both languages of a leaflet, or neither."
    yield WriteError(Problem("pair-broken", message, hint, Where(str(folder.path / file.name))))


def _error_of(file: OutputFile, composer: Composer, renderer: Renderer) -> LeafletError | None:
    try:
        renderer.lay_out(file, composer.compose(file))
    except LeafletError as error:
        return error
    return None
