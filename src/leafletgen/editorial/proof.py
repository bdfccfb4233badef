"""A proof for sign-off: the leaflet with what changed marked, the changes in words, the checks, and boxes to sign in.

In: what to build, and a data folder or git revision to compare with. Out: a Report of the files made.
Why: a leaflet for families goes out in the name of a force. Those who answer for it sign for one version, and the
digest on the sheet is that of the file that a build makes of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from msgspec.structs import replace

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.changes import changes
from leafletgen.content.check import check
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.printed_contacts import contacts_of
from leafletgen.content.reviews import digest_of, said_of_reviews
from leafletgen.content.source import read_folder
from leafletgen.counts import counted
from leafletgen.editorial.git_revisions import commit_of, opened
from leafletgen.errors import ContentError, FitError
from leafletgen.layout.display_list import LaidOut
from leafletgen.layout.proof import lay_out_proof, leaves_room, words_at
from leafletgen.layout.sign_off import Group, SignOff
from leafletgen.output.atomic import publish
from leafletgen.output.lock import tidied
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.context import RenderContext
from leafletgen.pipeline.data_report import data_warnings
from leafletgen.pipeline.plan import OutputFile, plan
from leafletgen.pipeline.render import Layout, Renderer, examine
from leafletgen.pipeline.request import Request, build_moment
from leafletgen.report import Report

_BAND = "PROOF for sign-off: do not give to families"
_ROLES = ("Safeguarding", "Communications", "Legal services", "Chief officer")
_WHO = {"parent": "for parents and carers", "child": "for the child"}


def make_proofs(request: Request, against: str) -> Report:
    """Make a proof of each file that is asked for, compared with a data folder or a git revision of the data.

    Raises LeafletError if one of the two cannot be read, or if a leaflet does not fit.
    """
    moment = build_moment(request.environment)
    source = read_folder(request.data)
    renderer = Renderer(RenderContext(request.output, request.fonts, request.icc, None, "", moment, source.own_fonts))
    catalogue = check(source, renderer.fonts.coverage())
    output_files = plan(
        catalogue, request.editions, request.variants, request.sizes, request.options, request.languages
    )
    with opened(against, request.data) as folder:
        before = Composer(check(read_folder(folder)), renderer.fonts.coverage)
        old = {output_file: _before(before, output_file) for output_file in output_files}
    composer = Composer(catalogue, renderer.fonts.coverage)
    compared = against, commit_of(against, request.data)
    made = {}
    for output_file in output_files:
        leaflet = composer.compose(output_file)
        assert isinstance(leaflet, Leaflet), "no card is asked for"
        made[_name(output_file)] = _proof(output_file, catalogue, leaflet, old[output_file], compared, renderer)
    with tidied(request.output) as without_locks:
        for name, data in made.items():
            publish(data, request.output / name)
    files = tuple(request.output / name for name in made)
    warnings = (*data_warnings(catalogue), *without_locks)
    return Report(
        files=files,
        warnings=warnings,
        summary=f"{counted(len(files), 'proof')} in {request.output}",
    )


def _name(output_file: OutputFile) -> str:
    return f"{output_file.name.removesuffix('.pdf')}.proof.pdf"


def _before(composer: Composer, output_file: OutputFile) -> Leaflet | None:
    """The version before; None if there was none, or only a translation that was not for families yet."""
    if output_file.edition not in composer.catalogue.editions:
        return None
    try:
        leaflet = composer.compose(output_file)
    except ContentError:
        return None
    return leaflet if isinstance(leaflet, Leaflet) else None


def _proof(
    output_file: OutputFile,
    catalogue: Catalogue,
    leaflet: Leaflet,
    old: Leaflet | None,
    compared: tuple[str, str],
    renderer: Renderer,
) -> bytes:
    file = renderer.lay_out(output_file, leaflet)
    earlier = _earlier(output_file, old, renderer) if old else None
    sheet = _sheet(file, leaflet, old, earlier is None, catalogue, compared)
    laid_out = lay_out_proof(_with_band(file, leaflet, renderer), earlier, sheet, _BAND, renderer.fonts)
    data = file._replace(laid_out=laid_out).write()
    examine(laid_out, renderer.fonts, "a4", data, file.profile, _name(output_file))
    return data


def _with_band(file: Layout, leaflet: Leaflet, renderer: Renderer) -> LaidOut:
    """The pages of the file; those as large as the paper with a band on each, if that moves no word."""
    if leaves_room(file.laid_out):
        return file.laid_out
    options = replace(file.output_file.options, draft=True)
    banded = renderer.lay_out(replace(file.output_file, options=options), replace(leaflet, draft=_BAND)).laid_out
    return banded if words_at(banded) == words_at(file.laid_out) else file.laid_out


def _earlier(output_file: OutputFile, old: Leaflet, renderer: Renderer) -> LaidOut | None:
    """The version before in the same format; None if it does not fit there, so that nothing can be marked."""
    try:
        return renderer.lay_out(output_file, old).laid_out
    except FitError:
        return None


def _sheet(
    file: Layout, leaflet: Leaflet, old: Leaflet | None, unmarked: bool, catalogue: Catalogue, compared: tuple[str, str]
) -> SignOff:
    against, commit = compared
    edition, variant = catalogue.editions[leaflet.edition], leaflet.variant
    words = catalogue.leaflets[variant]
    day = f"{edition.date.day} {edition.date:%B %Y}"
    digest = hashlib.sha256(file.write()).hexdigest()
    contacts = tuple(_contacts(catalogue, leaflet))
    unchecked = sum(contact.endswith("not checked") for contact in contacts)
    pages = counted(file.pages, "page")
    printed = counted(len(contacts), "contact that it prints has", "contacts that it prints have")
    facts = (
        ("Leaflet", f"{edition.name}, {_WHO[variant]}, {pages} of {file.output_file.size.upper()}"),
        ("Version", f"{edition.version} of {day}"),
        ("File", file.name),
        ("SHA-256 of the file", " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))),
        ("Words of the leaflet", f"{digest_of(words)}, {said_of_reviews(words, edition)}"),
        ("Compared with", f"{against}{f', commit {commit}' if commit else ''}"),
    )
    checks = (
        f"{unchecked} of {printed} not been checked by a person."
        if unchecked
        else f"{printed} been checked by a person."
    )
    groups = (_changes(leaflet, old, unmarked), Group("Contacts and their checks", checks, contacts))
    signing = (
        "Each role signs for this version alone. The file that is given out must have the SHA-256 above: "
        "manifest.json beside it says which it has."
    )
    return SignOff(f"Proof for sign-off: {leaflet.title}", facts, groups, signing, _ROLES, edition.at)


def _changes(leaflet: Leaflet, old: Leaflet | None, unmarked: bool) -> Group:
    heading = "What a reader sees change"
    if old is None:
        return Group(heading, "This leaflet is new: there is nothing to compare it with, and nothing is marked.")
    found = changes(old, leaflet)
    if not found:
        return Group(heading, "Nothing. The version and the date may differ.")
    marks = (
        "The version before does not fit on such pages, so nothing is marked."
        if unmarked
        else "On the pages after this sheet, a bar at the left is beside what is new. "
        "What is removed is only in this list."
    )
    return Group(heading, marks, found)


def _contacts(catalogue: Catalogue, leaflet: Leaflet) -> Iterator[str]:
    """Each contact that the leaflet prints, with its check."""
    for entry in contacts_of(catalogue, catalogue.editions[leaflet.edition]):
        if leaflet.variant in entry.variants:
            checked = entry.contact.checked
            state = f"checked on {checked.on} by {checked.by}: {checked.how}" if checked else "not checked"
            yield f"{entry.name}, {entry.contact.kind} {entry.text}: {state}"
