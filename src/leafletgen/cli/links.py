"""`leafletgen links`: check whether the web addresses can be opened.

In: a data folder, or addresses. Out: the state of each; exit code 7 if one is dead or private.
"""

from __future__ import annotations

import datetime
import re
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leafletgen.cli.console import Console
from leafletgen.cli.options import Command, common_options, complete_edition, data_to_read
from leafletgen.counts import counted
from leafletgen.errors import ProductError, ResourceError
from leafletgen.report import Item, Report

if TYPE_CHECKING:
    from leafletgen.checks.links.states import LinkFinding, Target


@click.command("links", cls=Command, short_help="Check whether the web addresses can be opened.")
@click.argument("names", metavar="[EDITION|ADDRESS]...", nargs=-1, shell_complete=complete_edition)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=300),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for the answer, all redirects of an address together; all tries of it together take at most "
    "1.8 times as long.",
)
@click.option(
    "--retries",
    type=click.IntRange(min=0, max=10),
    default=2,
    show_default=True,
    metavar="N",
    help="How often to ask again if there is no answer, or an error that may be temporary.",
)
@click.option(
    "--concurrency",
    type=click.IntRange(min=1, max=64),
    default=8,
    show_default=True,
    metavar="N",
    help="How many requests to make at once; a host never gets more than one at a time.",
)
@click.option(
    "--expiring",
    type=click.IntRange(min=0),
    default=21,
    show_default=True,
    metavar="DAYS",
    help="Warn about certificates that expire in less than DAYS days.",
)
@click.option("--allow-private", is_flag=True, help="Also ask hosts in a private network or on this machine.")
@common_options
@click.pass_obj
def command(
    console: Console,
    names: tuple[str, ...],
    timeout: float,
    retries: int,
    concurrency: int,
    expiring: int,
    allow_private: bool,
    data: Path | None,
) -> Report:
    """Check every web address that the leaflets print or link to, or only those of some editions, or those given.

    Each line has the state of an address, the address, and details; the worst states come first.

    \b
    dead      nobody can open it: no host, no answer, no page, a bad certificate, endless redirects
    private   it leads into a private network, and was not asked
    parked    it redirects to another host: a person must look whose page that is
    moved     it redirects permanently to another address of its host
    unclear   its server refuses programs, or says nothing of the page: a person must look
    expiring  its certificate expires soon
    alive     none of these

    The exit code is 7 if an address is dead or private, and 5 if the fault seems to be here: no host can be reached,
    the proxy fails, or a proxy inspects the connections with a certificate that this computer does not trust. Used are
    the system's store of certificates, or SSL_CERT_FILE, and its proxy settings, or HTTPS_PROXY, HTTP_PROXY, NO_PROXY.
    Only this command needs the network.

    \b
    Examples:
      leafletgen links
      leafletgen links hampshire
      leafletgen links --json --timeout 20
      leafletgen links https://www.childline.org.uk/
    """
    from leafletgen.checks.links import states
    from leafletgen.checks.links.http import RequestSettings, ask

    start = time.perf_counter()
    targets = _targets(names, data)
    settings = RequestSettings(timeout, retries, concurrency, allow_private)
    on_progress = console.progress_bar("Asking").progress
    answers = ask((target.address for target in targets), settings, on_progress)
    now = datetime.datetime.now(datetime.UTC)
    findings = [states.assess(target, answers[target.address], now, expiring) for target in targets]
    findings.sort(key=lambda finding: states.STATES.index(finding.state))
    obstacle = states.obstacle_of(findings)
    if obstacle:  # Nothing is known of the addresses.
        findings = [found._replace(state="unclear") if found.state == "dead" else found for found in findings]
    problems = [] if obstacle else list(states.problems_of(findings))
    errors = [problem for problem in problems if problem.severity == "error"]
    failed = ResourceError(obstacle) if obstacle else ProductError(errors)
    return Report(
        errors=(failed,) if failed.problems else (),
        warnings=tuple(problem for problem in problems if problem.severity == "warning"),
        timings={"links": time.perf_counter() - start},
        items=tuple(_item(finding) for finding in findings),
        summary=_summary(findings),
    )


def _targets(names: tuple[str, ...], data: Path | None) -> list[Target]:
    """What to ask: the addresses given, and those of the editions given; with neither, all of the data."""
    from leafletgen.checks.links.states import Target, targets_of
    from leafletgen.content.check import check
    from leafletgen.content.source import read_folder
    from leafletgen.pipeline.plan import refuse_unknown_editions

    editions = [name for name in names if re.fullmatch("[a-z0-9-]+", name)]
    found = [Target(name) for name in names if name not in editions]
    if found and not editions:
        return found
    catalogue = check(read_folder(data_to_read(data)))
    refuse_unknown_editions(editions, catalogue.editions)
    return [*found, *targets_of(catalogue, editions)]


def _item(finding: LinkFinding) -> Item:
    return {
        "state": finding.state,
        "address": finding.target.address,
        "words": finding.words,
        "leads_to": finding.leads_to,
        "used_by": finding.target.used_by,
    }


def _summary(findings: list[LinkFinding]) -> str:
    counts = Counter(finding.state for finding in findings)
    addresses = counted(len(findings), "address", "addresses")
    return f"{addresses}: {', '.join(f'{count} {state}' for state, count in counts.items())}"
