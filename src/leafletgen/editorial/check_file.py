"""Add checks of contacts to checks.yaml, in which nothing that stands there ever changes.

In: the bytes of the file, if there is one, and the checks. Out: its bytes with the checks as new entries at its end.
Why: the file is a log that reviewers read line by line. A library that writes YAML would reformat it; here lines are
added to the text, and the whole is read again before anybody sees it.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from leafletgen.content.catalogue import Checked, Contact
from leafletgen.content.characters import find_hidden_characters, normalised
from leafletgen.content.check_log import FILE_NAME, CheckFile, LoggedCheck, value_of
from leafletgen.content.files import exists, read_bytes, refuse_too_big
from leafletgen.content.how_checked import how_fault
from leafletgen.content.nodes import Mapping, Node, Scalar
from leafletgen.content.nodes import Sequence as List
from leafletgen.content.parse import parse
from leafletgen.content.roles import checker_fault
from leafletgen.content.schema import Reader
from leafletgen.errors import ContentError, Problem, UsageError, Where
from leafletgen.output.atomic import publish
from leafletgen.output.lock import clear_litter, tidied

_NEW_FILE = """\
# Checks of contacts by people. `leafletgen contacts record` adds them at the end; an entry is never changed.
# An entry counts as long as the data still say what was checked (value).
checks:
"""
_KEYS = ("agency", "contact", "value", "on", "how", "by")
_LINE_END = re.compile(r"\r\n|\r|\n")


def check_of(on: str, how: str, by: str, *, wrong: bool = False) -> Checked:
    """Make a Checked from command-line values, by the same rules as for one in a data file. Raises UsageError.

    `wrong`: the contact was found wrong, perhaps because nobody answered.
    """
    typed = {"on": on, "how": normalised("NFC", how), "by": normalised("NFC", by)}
    at = Where("the check")
    entries = tuple((Scalar(key, at), Scalar(text, Where(f"--{key}"), not text)) for key, text in typed.items())
    reader = Reader()
    record = reader.read(Checked, Mapping(entries, at))
    problems = [*reader.problems]
    for key, text in typed.items():
        problems += [hidden._replace(where=Where(f"--{key}")) for hidden in find_hidden_characters(text, key)]
    if by and (fault := checker_fault(by, "a contact")):
        problems.append(fault.at(Where("--by")))
    if how and (fault := how_fault(how, wrong=wrong)):
        problems.append(fault.at(Where("--how")))
    if problems or record is None:
        raise UsageError(problems)
    return record


def add_checks(data: bytes | None, name: str, checks: Sequence[LoggedCheck]) -> bytes:
    """Add checks at the end of the file `name`, which is begun if `data` is None.

    They have the indentation and the line ends of the entries before. Raises ContentError if lines at the end of the
    file cannot be new entries, because the list stands in brackets or something follows it.
    """
    if data is None:
        return (_NEW_FILE + "".join(_lines(checks, "  ", "    ", "\n"))).encode()
    text = data.removeprefix(codecs.BOM_UTF8).decode()
    ends = _LINE_END.findall(text)
    line_end = ends[-1] if ends else "\n"
    before = _read(data, name)
    dash, inside = _indents(parse(data, name))
    more = "".join(_lines(checks, dash, inside, line_end))
    made = data + ("" if text.endswith(("\n", "\r")) else line_end).encode() + more.encode()
    if before is None or _read(made, name) != [*before, *map(_plain, checks)]:
        raise ContentError(_not_a_log(name))
    return made


def entry_for(owner: str, contact: Contact, check: Checked, *, wrong: bool = False) -> LoggedCheck:
    """The entry for a check of a contact of an agency, or of one in a sentence of `owner`; `wrong`: it is not right.

    Raises UsageError if the contact has nothing that could be checked.
    """
    value = value_of(contact)
    if not value:
        message = f"The contact {contact.id} of {owner} has no number and no address."
        raise UsageError(Problem("nothing-to-check", message, "Write it into the data first.", contact.at))
    return LoggedCheck(
        at=check.at, agency=owner, contact=contact.id, value=value, on=check.on, how=check.how, by=check.by, wrong=wrong
    )


def not_logged(folder: Path, checks: Sequence[LoggedCheck]) -> list[LoggedCheck]:
    """Those of the checks that the log of a data folder does not have, or contradicts by a later entry of that day."""
    path = folder / FILE_NAME
    known = _read(read_bytes(path, str(path)), str(path)) if exists(path) else None
    return [check for check in checks if not _stands(_plain(check), known or [])]


def _stands(check: LoggedCheck, known: Sequence[LoggedCheck]) -> bool:
    """Whether the log has the check, and the last entry of its day, which counts, says right or wrong as it does."""
    same_day = [one for one in known if _checked(one) == _checked(check)]
    return check in same_day and same_day[-1].wrong == check.wrong


def _checked(check: LoggedCheck) -> tuple[str, ...]:
    """What was checked, however its digits are grouped, and on which day."""
    return check.agency, "".join(check.contact.split()), "".join(check.value.split()), str(check.on)


def log(folder: Path, checks: Sequence[LoggedCheck]) -> tuple[Path, tuple[Problem, ...]]:
    """Add checks to the log of a data folder, which may be a link to another file.

    Returns its path, and a warning if the file system has no locks.

    Raises ContentError if the file has a form to which nothing can be added, and WriteError.
    """
    path = folder / FILE_NAME
    target = path.resolve()
    with tidied(folder, option="--data") as without_locks:  # Another check may be recorded at the same time.
        clear_litter(target.parent)
        data = read_bytes(path, str(path)) if exists(path) else None
        made = add_checks(data, str(path), checks)
        refuse_too_big(made, str(path))
        publish(made, target, option="--data")
    return path, without_locks


def _indents(root: Node) -> tuple[str, str]:
    """What stands before the hyphen of an entry, and before its keys."""
    entries = root.entries[-1][1] if isinstance(root, Mapping) else root
    if not (isinstance(entries, List) and entries.items):
        return "  ", "    "
    return " " * (entries.at.column - 1), " " * (entries.items[0].at.column - 1)


def _lines(checks: Sequence[LoggedCheck], dash: str, inside: str, line_end: str) -> list[str]:
    """The lines of new entries, with the values in double quotes, which JSON and YAML write alike."""
    lines = []
    for check in checks:
        begin = f"{dash}-".ljust(len(inside))
        for key in _KEYS:
            value = json.dumps(str(getattr(check, key)), ensure_ascii=False)
            lines.append(f"{begin}{key}: {value}{line_end}")
            begin = inside
        if check.wrong:
            lines.append(f"{inside}wrong: true{line_end}")
    return lines


def _read(data: bytes, name: str) -> list[LoggedCheck] | None:
    """The checks of a file, without their places; None if it is not a file of checks."""
    reader = Reader()
    try:
        file = reader.read(CheckFile, parse(data, name))
    except ContentError:
        return None
    return [_plain(check) for check in file.checks] if file else None


def _plain(check: LoggedCheck) -> LoggedCheck:
    return replace(check, at=Where(""))


def _not_a_log(name: str) -> Problem:
    hint = (
        "Write each of its entries on lines of its own, after a hyphen and a space, without brackets around the list; "
        "and let nothing stand below the last one."
    )
    return Problem("check-file-form", "No entry can be added at the end of this file.", hint, Where(name))
