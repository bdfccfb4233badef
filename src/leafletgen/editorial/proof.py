"""A proof for sign-off: the leaflet with what changed marked, the changes in words, the checks, and boxes to sign in.

In: what to build, and a data folder or git revision to compare with. Out: a Report of the files made.
Why: a leaflet for families goes out in the name of a force. Those who answer for it sign for one version, and the
digest on the sheet is that of the file that a build makes of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from leafletgen.checks.data.freshness import require_checked, unchecked_contacts
from leafletgen.content.check import check
from leafletgen.content.composed import BackToBack
from leafletgen.content.leaflet import Card
from leafletgen.content.source import read_folder
from leafletgen.counts import counted
from leafletgen.editorial.git_revisions import commit_of, opened
from leafletgen.editorial.proof_sheet import Sheet, Words
from leafletgen.errors import ContentError, FitError, Problem, UsageError
from leafletgen.layout.display_list import LaidOut
from leafletgen.layout.proof import lay_out_proof, leaves_room, words_at
from leafletgen.output.atomic import publish
from leafletgen.output.folder import Folder
from leafletgen.output.lock import tidied
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.context import RenderContext
from leafletgen.pipeline.data_report import data_warnings
from leafletgen.pipeline.plan import OutputFile, plan
from leafletgen.pipeline.render import Layout, Renderer, examine
from leafletgen.pipeline.request import Request, build_moment
from leafletgen.report import Report

_BAND = "PROOF for sign-off: do not give to families"
_NO_DATA = ", which has no data"
_FIRST = "If there is no earlier version, give --proof alone, as the last option: then all is marked as new."


def make_proofs(request: Request, against: str) -> Report:
    """Make a proof of each file that is asked for, compared with a data folder or a git revision of the data.

    If `against` is empty, or names a revision or a folder without data, all is new, and a note says so.
    Raises LeafletError if one of the two cannot be read, or if a leaflet does not fit.
    """
    moment = build_moment(request.environment)
    source = read_folder(request.data)
    renderer = Renderer(RenderContext(request.output, request.fonts, request.icc, None, "", moment, source.own_fonts))
    catalogue = check(source, renderer.fonts.coverage())
    output_files = plan(
        catalogue, request.editions, request.variants, request.sizes, request.options, request.languages
    )
    if request.checked_within is not None:
        leaflets = [(one.edition, one.variant, tag) for one in output_files for tag in one.options.tags]
        require_checked(catalogue, leaflets, request.checked_within, datetime.date.today())
    compared, old = _before(request.data, against, output_files, renderer)
    composer = Composer(catalogue, renderer.fonts.coverage)
    folder = Folder(request.output, request.again)
    made, warnings, notes = {}, [*data_warnings(catalogue)], []
    for output_file in output_files:
        leaflet = composer.compose(output_file)
        assert not isinstance(leaflet, Card), "no card is asked for"
        sheet = Sheet(catalogue, leaflet, old.get(output_file), compared, folder)
        made[_name(output_file)] = _proof(output_file, sheet, renderer)
        warnings += unchecked_contacts(leaflet)
        notes += [] if sheet.old else [_all_new(leaflet, compared)]
    with tidied(request.output) as without_locks:
        for name, data in made.items():
            publish(data, request.output / name)
    files = tuple(request.output / name for name in made)
    return Report(
        files=files,
        warnings=(*warnings, *without_locks),
        notes=tuple(notes),
        summary=f"{counted(len(files), 'proof')} in {request.output}",
    )


def _before(
    data: Path, against: str, output_files: Iterable[OutputFile], renderer: Renderer
) -> tuple[str, dict[OutputFile, Words]]:
    """The name of the earlier version, and its leaflets; a leaflet that it did not have is not in the mapping."""
    if not against:
        return "nothing", {}
    try:
        with opened(against, data) as folder:
            if not any(folder.iterdir()):
                return f"{against}{_NO_DATA}", {}
            composer = Composer(check(read_folder(folder)), renderer.fonts.coverage)
            found = {output_file: _words_before(composer, output_file) for output_file in output_files}
    except UsageError as error:
        raise UsageError(_with_cure(problem) for problem in error.problems) from error
    commit = commit_of(against, data)
    return f"{against}{f', commit {commit}' if commit else ''}", {file: old for file, old in found.items() if old}


def _with_cure(problem: Problem) -> Problem:
    """The problem of an unknown revision, with a hint for somebody who has no earlier version."""
    return problem._replace(hint=f"{problem.hint} {_FIRST}") if problem.code == "unknown-revision" else problem


def _all_new(leaflet: Words, compared: str) -> Problem:
    message = f"{leaflet.name}: there is no earlier version to compare it with (compared with: {compared}): all is new"
    hint = "The proof marks all of it. If there is an earlier version, name it: --proof REV or --proof DIR."
    if compared.endswith(_NO_DATA):
        hint = (
            "The proof marks all of it. This data folder is not in that version: commit it, and later changes can be "
            "compared with --proof HEAD. A folder with an earlier version can be named: --proof DIR."
        )
    return Problem("all-new", message, hint, severity="note")


def _name(output_file: OutputFile) -> str:
    return f"{output_file.name.removesuffix('.pdf')}.proof.pdf"


def _words_before(composer: Composer, output_file: OutputFile) -> Words | None:
    """The version before; None if there was none, or only a translation that was not for families yet."""
    if output_file.edition not in composer.catalogue.editions:
        return None
    try:
        leaflet = composer.compose(output_file)
    except ContentError:
        return None
    return None if isinstance(leaflet, Card) else leaflet


def _proof(output_file: OutputFile, sheet: Sheet, renderer: Renderer) -> bytes:
    file = renderer.lay_out(output_file, sheet.leaflet)
    earlier = _earlier(file, sheet.old, renderer)
    words = sheet.words(file, unmarked=earlier is None)
    laid_out = lay_out_proof(_with_band(file, sheet.leaflet, renderer), earlier, words, _BAND, renderer.fonts)
    data = file._replace(laid_out=laid_out).write()
    examine(laid_out, renderer.fonts, "a4", data, file.profile, _name(output_file))
    return data


def _with_band(file: Layout, leaflet: Words, renderer: Renderer) -> LaidOut:
    """The pages of the file; those as large as the paper with a band on each, if that moves no word."""
    if leaves_room(file.laid_out):
        return file.laid_out
    options = replace(file.output_file.options, draft=True)
    banded = renderer.lay_out(replace(file.output_file, options=options), _saying(leaflet, _BAND)).laid_out
    return banded if words_at(banded) == words_at(file.laid_out) else file.laid_out


def _saying(leaflet: Words, band: str) -> Words:
    if isinstance(leaflet, BackToBack):
        return replace(leaflet, first=replace(leaflet.first, draft=band), second=replace(leaflet.second, draft=band))
    return replace(leaflet, draft=band)


def _earlier(file: Layout, old: Words | None, renderer: Renderer) -> LaidOut | None:
    """The version before in the same format, without pages if there was none, so that all is marked as new.

    None if it does not fit there, so that nothing can be marked.
    """
    if old is None:
        return replace(file.laid_out, pages=())
    try:
        return renderer.lay_out(file.output_file, old).laid_out
    except FitError:
        return None
