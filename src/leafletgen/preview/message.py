"""What a browser is told of a Snapshot: one JSON object.

In: a Snapshot, the name of the leaflet that the browser shows, how to link to a text editor. Out: JSON as bytes.
Why apart: everything that editors typed leaves here as text of JSON, and the browser puts it on the screen as text.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from leafletgen.content.files import resolved
from leafletgen.errors import Problem
from leafletgen.preview.state import Shown, ShownPage, Snapshot


class Asked(NamedTuple):
    """What the command line asked for: the data folder, the leaflet to begin with ("": the first).

    With `vscode` the files of the folder are links that open them there.
    """

    folder: Path
    edition: str = ""
    variant: str = ""
    size: str = ""
    vscode: bool = False


def message(snapshot: Snapshot, name: str, asked: Asked) -> bytes:
    """The JSON object for a browser that shows the leaflet `name`, "" for none."""
    shown = snapshot.shown.get(name, Shown())
    files = list(dict.fromkeys(at.file for page in shown.pages for at in page.places))
    numbers = {file: number for number, file in enumerate(files)}
    told = {
        "choices": snapshot.choices,
        "first": first_of(snapshot.choices, asked),
        "made": name in snapshot.shown,
        "sound": snapshot.sound and shown.sound,
        "complete": snapshot.complete,
        "problems": [_problem(problem, asked) for problem in (*shown.problems, *snapshot.problems)],
        "files": [{"name": file, "short": _short(file, asked), "link": _link(file, asked)} for file in files],
        "pages": [_page(page, numbers) for page in shown.pages],
        "faces": shown.faces,
        "twin": shown.twin,
        "fit": shown.fit,
    }
    return json.dumps(told).encode()  # In ASCII: a name of a file need not be UTF-8.


def first_of(choices: Iterable[tuple[str, str, str]], asked: Asked) -> str:
    """The name of the leaflet to begin with: the first that has all that was asked for, else the first; "" if none."""
    wanted = asked.edition, asked.variant, asked.size
    ordered = sorted(choices, key=lambda choice: -sum(map(str.__eq__, choice, wanted)))
    return "-".join(ordered[0]) if ordered else ""


def _page(page: ShownPage, numbers: dict[str, int]) -> dict[str, object]:
    places = [(numbers[at.file], at.line, at.column) for at in page.places]
    return {"picture": page.picture, "width": page.width, "height": page.height, "places": places}


def _problem(problem: Problem, asked: Asked) -> dict[str, object]:
    where = problem.where
    return {
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "place": str(where) if where else "",
        "short": str(where._replace(file=_short(where.file, asked))) if where else "",
        "link": _link(where.file, asked, f":{where.line}:{where.column}" if where.line else "") if where else "",
    }


def _short(file: str, asked: Asked) -> str:
    """The name of a file from the data folder on; as it is if it is in another one."""
    path = Path(file)
    return path.relative_to(asked.folder).as_posix() if path.is_relative_to(asked.folder) else file


def _link(file: str, asked: Asked, place: str = "") -> str:
    """The address that opens a file of the data folder in VS Code; "" if there is none."""
    if not asked.vscode or not Path(file).is_relative_to(asked.folder):
        return ""
    return f"vscode://file/{quote(os.fsencode(resolved(Path(file)).as_posix().lstrip('/')), safe='/:')}{place}"
