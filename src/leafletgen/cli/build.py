"""`leafletgen build`: make leaflets.

In: editions and options. Out: the Report of pipeline/build.py, or of officer/copies.py if details were given.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import Any, Literal

import click
from click.core import ParameterSource

from leafletgen.cli.console import Console
from leafletgen.cli.file_options import FileChoice, file_options
from leafletgen.cli.officer_options import OfficerChoice, officer_options
from leafletgen.cli.options import (
    Command,
    NamedPath,
    command_to_make,
    common_options,
    data_to_read,
    jobs_option,
    output_option,
)
from leafletgen.cli.press_options import PressChoice, press_options
from leafletgen.counts import counted
from leafletgen.report import Report
from leafletgen.resources import fonts_folder, icc_folder

_HELP = """Make leaflets as PDF files: all editions if none is named.

The files are called EDITION-VARIANT-SIZE.pdf, with -large, -mono, -booklet, -fillable, -press, -marks, .LANGUAGE or
.draft for these options, and their paths are printed. A file is made only if its content, its fonts or the program
changed, or if it is missing or was changed by somebody: manifest.json in the same folder records this. If the data
are invalid or a leaflet does not fit, the old file stays unchanged; no file is ever written in part. An old file that
stays beside new ones is named, and preflight calls it unfit.

A file for the press is refused as long as it prints a contact that no person has checked (see leafletgen contacts), or
a part of its edition belongs to another place or force; --draft makes it nevertheless, with a band on each page that
says what it is. --draft-unchecked makes drafts of files with unchecked contacts alone.

A leaflet in another language is refused as long as one of its texts is missing, out of date or not checked (see
leafletgen translate status); --draft makes it nevertheless, but without the force's name, and not for the press.

--check writes nothing; it lists the files that are out of date and exits with code 8 if there are any. --dry-run
writes nothing; it lists file, edition, variant, size, profile, other options, state (current, missing, changed in
its data, fonts or program, edited by somebody, or unknown: not in the manifest), how many pages the leaflet takes
and how much is too much for fewer pages. With -v a build says the last two of each file that it makes.

--proof makes, in place of each file, a PDF to sign: what changed since a git revision, or in comparison with
another data folder, is marked beside the pages and listed in words; version, the check of each contact and the
digests of this file and of those that a build has made of the same words follow, and boxes for those who sign. Its
name ends in .proof.pdf. A first edition has nothing to compare with: then give --proof alone, as the last option.

With an officer's details, one leaflet of one edition is made with them on its officer panel. It goes to the folder
personal inside the output folder, and only you can read it. To be asked step by step: leafletgen officer

The dates in a file are the date of its edition, or the one that SOURCE_DATE_EPOCH sets: the same data give the same
bytes on any day.

\b
Examples:
  leafletgen build
  leafletgen build hampshire --size a5
  leafletgen build hampshire --variant child -o print
  leafletgen build hampshire --large-print --mono
  leafletgen build hampshire --booklet
  leafletgen build hampshire --size card
  leafletgen build hampshire --profile press --output-intent PSOcoated_v3.icc --output-condition FOGRA51
  leafletgen build hampshire --profile press --draft
  leafletgen build hampshire --language pl --draft
  leafletgen build --data ../our-data --json
  leafletgen build kent --proof HEAD~1 --size a5 --data our-data
  leafletgen build kent --size a5 --data our-data --proof
  leafletgen build --check
  leafletgen build --prune
  leafletgen build hampshire --variant parent --officer-file me.yaml --reference 44260012345
"""


_ALONE = object()
"""The value of --proof without one."""


class _ComparedWith(NamedPath):
    """What a proof is compared with: a revision or folder, or nothing at all, which is an empty text."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return "" if value is _ALONE else super().convert(value, param, ctx)


@click.command("build", cls=Command, short_help="Make leaflets as PDF files.", help=_HELP)
@file_options
@press_options
@output_option()
@click.option(
    "--require-checked",
    "checked_within",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="Make nothing if a contact was not checked by a person in the last DAYS days.",
)
@jobs_option
@click.option("--force", is_flag=True, help="Make every file again, even if nothing changed.")
@click.option("--check", "mode", flag_value="check", help="Write nothing; exit 8 if files are out of date.")
@click.option("--dry-run", "mode", flag_value="plan", help="Write nothing; list the files and their states.")
@click.option("--prune", is_flag=True, help="Also remove files that are no longer made; only when everything is built.")
@click.option(
    "--proof",
    "against",
    is_flag=False,
    flag_value=_ALONE,
    type=_ComparedWith(str),
    metavar="[REV|DIR]",
    help="Make proofs for sign-off: what changed since a git revision or a data folder is marked and listed; all, if "
    "none is named.",
)
@officer_options
@common_options
@click.pass_obj
def command(
    console: Console,
    files: FileChoice,
    press: PressChoice,
    output_dir: Path,
    checked_within: int | None,
    jobs: int | None,
    force: bool,
    mode: Literal["check", "plan"] | None,
    prune: bool,
    against: str | None,
    officer: OfficerChoice,
    data: Path | None,
) -> Report:
    """Make leaflets; OfficerChoice makes an officer's copies, and editorial.proof makes proofs."""
    from leafletgen.pipeline.build import build
    from leafletgen.pipeline.request import Request

    press.refuse_contradictions()
    if mode and (force or prune):
        raise click.UsageError("--check and --dry-run write nothing, so --force and --prune cannot be added.")
    if officer or officer.full:
        _refuse_with_details(officer, other_work=bool(mode or force or prune))
    if against is not None:
        drafts = press.draft or press.draft_unchecked
        other_files = files.booklet or files.fillable or drafts or press.profile == "press"
        _refuse_with_proof(files.sizes, other=bool(officer or mode or force or prune or other_files))
    request = Request(
        data=data_to_read(data),
        fonts=fonts_folder(),
        icc=icc_folder(),
        output=output_dir,
        editions=files.editions,
        variants=files.variants,
        sizes=files.sizes,
        languages=files.languages,
        options=files.options(press),
        profile_given=click.get_current_context().get_parameter_source("profile") is not ParameterSource.DEFAULT,
        intent=press.intent,
        condition=press.condition,
        draft_unchecked=press.draft_unchecked,
        checked_within=checked_within,
        environment=os.environ,
        mode=mode or "build",
        jobs=jobs or 0,
        force=force,
        prune=prune,
        again=command_to_make(console.typed),
        verbose=console.verbose,
        listener=console.progress_bar("Making leaflets"),
    )
    if against is not None:
        from leafletgen.editorial.proof import make_proofs

        return make_proofs(request, against)
    if officer:
        return officer.make(request)
    report = build(request)
    return report._replace(summary=_summary(report, mode, output_dir))


def _refuse_with_details(officer: OfficerChoice, *, other_work: bool) -> None:
    """Raise UsageError for options that make no sense with an officer's details, or without them."""
    if not officer:
        raise click.UsageError("--full-details needs an officer's details, such as --officer-name.")
    if other_work:
        raise click.UsageError("An officer's details cannot be combined with --check, --dry-run, --force or --prune.")


def _refuse_with_proof(sizes: Collection[str], *, other: bool) -> None:
    """Raise UsageError for options that make no sense with --proof."""
    if other:
        raise click.UsageError("--proof makes office files to sign; leave out options for other files and other work.")
    if "card" in sizes:
        raise click.UsageError("--proof shows leaflets; a wallet card is signed for as its office file.")


def _summary(report: Report, mode: str | None, output: Path) -> str:
    if mode == "plan":
        return f"{counted(len(report.items), 'leaflet')} planned for {output}"
    made = sum(item["state"] == "made" for item in report.items)
    outcome = "up to date" if mode or not made else "all made" if made == len(report.files) else f"{made} made"
    return f"{counted(len(report.files), 'leaflet')} in {output}: {outcome}"
