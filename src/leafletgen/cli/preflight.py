"""`leafletgen preflight`: check PDF files before they are printed.

In: PDF files of any program. Out: a line of facts for each, and every fault that would show on paper.
"""

from __future__ import annotations

import time
from pathlib import Path

import click

from leafletgen.checks.faults import ProfileName
from leafletgen.cli.console import Console
from leafletgen.cli.options import Command, NamedPath, output_options
from leafletgen.counts import counted
from leafletgen.errors import LeafletError, Problem, ProductError, ResourceError
from leafletgen.report import Item, Report


@click.command("preflight", cls=Command, short_help="Check PDF files of any program before they are printed.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=NamedPath())
@click.option(
    "--profile",
    type=click.Choice(["office", "booklet", "cards", "press"]),
    help="What the files are for. Default: press if a file claims PDF/X or has a trim box, booklet if it is "
    "A4 landscape, cards if sheets of A4 are full of wallet cards, office otherwise.",
)
@output_options
@click.pass_obj
def command(console: Console, files: tuple[Path, ...], profile: ProfileName | None) -> Report:
    """Check PDF files of any program before they are printed.

    It checks boxes and bleed, colours and ink, text and fonts, QR codes, page counts, and whether a file meets the
    standard that it claims. A line gives the facts of each file; docs/printing.md explains each fault.

    If manifest.json of leafletgen is beside a file, a file that is older than others of its edition, or was changed,
    has a fault too. A draft or a proof is judged like the leaflet, with a warning that it must not be printed,
    which leaves the exit code as it is: a printer may be shown a draft, and each page says what it is.

    The exit code is 7 if a file has a fault, and 5 if one cannot be read.

    \b
    Examples:
      leafletgen preflight dist/*.pdf
      leafletgen preflight --profile press from-the-designer.pdf
      leafletgen preflight dist/hampshire-parent-a5-press.pdf --json
    """
    from leafletgen.checks.examiner import MOST_BYTES, Examiner
    from leafletgen.checks.faults import not_to_print
    from leafletgen.content.files import read_named
    from leafletgen.output.beside import Manifests

    items: list[Item] = []
    errors: list[LeafletError] = []
    warnings: list[Problem] = []
    drafts = 0
    start = time.perf_counter()
    manifests = Manifests()
    with Examiner(console.progress_bar("Examining").progress) as examiner:
        for file in files:
            try:
                data = read_named(file, MOST_BYTES)
                facts, problems = examiner.examine(data, str(file), profile)
            except ResourceError as error:
                errors.append(error)
                continue
            items.append(facts)
            of_draft = not_to_print(facts)
            drafts += len(of_draft)
            known = manifests.problems(file, data, proof=facts.get("rendition") == "proof")
            warnings += [*of_draft, *(problem for problem in known if problem.severity == "warning")]
            faults = [*problems, *(problem for problem in known if problem.severity == "error")]
            if faults:
                errors.append(ProductError(faults))
    spent = {"preflight": time.perf_counter() - start}
    return Report(
        errors=tuple(errors),
        warnings=tuple(warnings),
        timings=spent,
        items=tuple(items),
        summary=_summary(len(files), drafts),
    )


def _summary(files: int, drafts: int) -> str:
    fit = f"{counted(files - drafts, 'file is', 'files are')} fit for printing"
    return f"{fit}; {counted(drafts, 'is a draft or proof', 'are drafts or proofs')}" if drafts else fit
