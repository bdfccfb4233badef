"""Compare two versions of the data by what readers would see change, leaflet by leaflet.

In: two folders or git revisions; for the older one perhaps the data that shipped before. Out: a Report whose text is
Markdown for a pull request.
Why: a diff of YAML does not show which leaflets change. A change that many leaflets share is listed once, with all of
them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from leafletgen.content.changes import card_changes, changes
from leafletgen.content.check import check
from leafletgen.content.compose import compose
from leafletgen.content.compose_card import compose_card
from leafletgen.content.leaflet import Card, Leaflet
from leafletgen.content.records import VARIANTS
from leafletgen.content.source import read_folder
from leafletgen.counts import part_of
from leafletgen.editorial.git_revisions import opened
from leafletgen.editorial.shipped_before import opened_shipped, take_phrases_of_today
from leafletgen.errors import ContentError, LeafletError, Problem, UsageError, Where
from leafletgen.report import Item, Report
from leafletgen.resources import shipped_phrases

_REMOVED, _NEW = "This leaflet is no longer made.", "This leaflet is new."


def diff(old: str, new: str, data: Path, shipped: str | None = None) -> Report:
    """Compare two data folders, or git revisions of the folder `data`.

    `shipped` is an earlier version of leafletgen (`opened_shipped`): `old` is read over the data that it had.
    """
    warnings: list[Problem] = []
    with opened(old, data) as folder:
        before = _over_earlier(folder, shipped, warnings) if shipped else _leaflets(folder)
    with opened(new, data) as folder:
        after = _leaflets(folder)
    found = {name: _changes(before.get(name), after.get(name)) for name in {**before, **after}}
    by_change = _by_change(found)
    items: list[Item] = [{"leaflets": names, "change": change} for change, names in by_change.items()]
    changed = sum(1 for its_changes in found.values() if its_changes)
    text = _markdown(f"{old} ({shipped})" if shipped else old, new, by_change, len(found), changed)
    return Report(items=tuple(items), text=text, summary=_how_many(changed, len(found)), warnings=tuple(warnings))


class _Words(NamedTuple):
    """A leaflet, and the wallet card that goes with it."""

    leaflet: Leaflet
    card: Card | None


def _over_earlier(folder: Path, shipped: str, warnings: list[Problem]) -> dict[str, _Words]:
    """The leaflets of a folder over the data of an earlier version.

    The words of the program that this version needs and the earlier one lacked are taken from this one.
    """
    with opened_shipped(shipped) as earlier:
        phrases = earlier / shipped_phrases().name
        try:
            try:
                return _leaflets(folder, earlier)
            except ContentError as error:
                if any(problem.where is None or problem.where.file != str(phrases) for problem in error.problems):
                    raise
                take_phrases_of_today(earlier)
                message = (
                    f"The words of the program ({phrases.name}) are not compared: {shipped} lacks some of today’s."
                )
                hint = "Read CHANGELOG.md for them."
                warnings.append(Problem("phrases-left-out", message, hint, Where(shipped), "warning"))
                return _leaflets(folder, earlier)
        except LeafletError as error:
            raise type(error)(_of_earlier(problem, earlier, shipped) for problem in error.problems) from None


def _of_earlier(problem: Problem, earlier: Path, shipped: str) -> Problem:
    """A Problem of the earlier data, which this version may not be able to read, with the name that was given."""
    where = problem.where
    if where is None or not Path(where.file).is_relative_to(earlier):
        return problem
    place = f"{shipped}:{Path(where.file).relative_to(earlier).as_posix()}"
    hint = "This version of leafletgen reads these data otherwise: compare with a version between the two."
    return problem._replace(where=where._replace(file=place), hint=hint)


def _leaflets(folder: Path, shipped: Path | None = None) -> dict[str, _Words]:
    """Every leaflet that the data make, by edition and variant, with its card if it has one."""
    catalogue = check(read_folder(folder, shipped=shipped))
    if shipped and str(shipped) not in catalogue.folders:
        message = f"The folder {folder} does not extend the data that ship with leafletgen."
        hint = "An upgrade changes no word of it: leave --shipped out."
        raise UsageError(Problem("not-extended", message, hint, Where(str(folder))))
    return {
        f"{edition} {variant}": _Words(
            compose(catalogue, edition, variant),
            compose_card(catalogue, edition, variant) if catalogue.leaflets[variant].card else None,
        )
        for edition in catalogue.editions
        for variant in VARIANTS
    }


def _changes(old: _Words | None, new: _Words | None) -> tuple[str, ...]:
    if not (old and new):
        return (_NEW,) if new else (_REMOVED,)
    return (*changes(old.leaflet, new.leaflet), *card_changes(old.card, new.card))


def _by_change(found: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Each change with the leaflets that have it, in order of first appearance."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for name, its_changes in found.items():
        for change in its_changes:
            names[change].append(name)
    return {change: tuple(leaflets) for change, leaflets in names.items()}


def _markdown(old: str, new: str, by_change: Mapping[str, tuple[str, ...]], count: int, changed: int) -> str:
    """The text in Markdown: a section for each set of leaflets with the same changes, the largest set first."""
    lines = ["# What readers would see change", "", f"From `{old}` to `{new}`: {_how_many(changed, count)}."]
    groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for change, names in by_change.items():
        groups[names].append(change)
    for names, their_changes in sorted(groups.items(), key=lambda group: -len(group[0])):
        lines += ["", f"## {_heading(names, count)}", "", *(f"- {_escape(change)}" for change in their_changes)]
    return "\n".join(lines)


def _how_many(changed: int, count: int) -> str:
    return part_of(changed, count, ("leaflet",), "changes", "change")


def _heading(names: Sequence[str], count: int) -> str:
    if len(names) == count > 1:
        return f"All {count} leaflets"
    return _list(names)


def _list(names: Iterable[str]) -> str:
    """The names of leaflets, with the variants of one edition together."""
    variants: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        edition, variant = name.split(" ")
        variants[edition].append(variant)
    return "; ".join(f"{edition}, {' and '.join(found)}" for edition, found in variants.items())


def _escape(text: str) -> str:
    """Escape characters that mean something in Markdown, except in web addresses.

    An @ that would tell a person or a team of the pull request is followed by an empty comment: a backslash is not
    enough, because mentions are looked for in the finished HTML.
    """
    escaped = re.sub(r"(?<!\S)https?://\S+|([\\`*_\[\]<>#|~])", lambda m: f"\\{m[1]}" if m[1] else m[0], text)
    return re.sub(r"(?<![\w./+-])@(?=\w)", "\\@<!-- -->", escaped)
