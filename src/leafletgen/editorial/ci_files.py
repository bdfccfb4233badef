"""The files that a repository with the data of a force needs: what git must not take up, and a workflow for GitHub.

In: the data folder. Out: a Report of the files written; a note on each that exists, which stays as it is.
Why: a team that keeps its data on GitHub has each change checked and its leaflets made, without writing a workflow.
"""

from __future__ import annotations

from pathlib import Path

from leafletgen.content.files import exists, resolved
from leafletgen.errors import Problem, Where
from leafletgen.output.atomic import publish
from leafletgen.report import Report
from leafletgen.version import __version__

GITIGNORE = """\
# Finished leaflets: leafletgen build makes them again.
/dist/
# Copies with the details of officers, wherever they are.
personal/
# What a stopped build leaves.
*.leafletgen-tmp
.leafletgen-lock
"""

WORKFLOW = """\
# Checks the data, makes the leaflets and attaches them to each run: docs/builds.md of leafletgen explains it.
name: leaflets
on: [push, pull_request]
permissions:
  contents: read
jobs:
  leaflets:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      # OWNER is the owner of the repository from which you have leafletgen; after the @ stands a tag or a commit.
      - uses: OWNER/leafletgen@v{version}
        with:
          data: {data}
          press: draft # refuse, once people have checked the contacts
"""


def write_ci_files(data: Path) -> Report:
    """Write .gitignore and the workflow into the repository that holds the data folder, or else the current folder.

    If the data folder is not below the current folder, they go into itself. Raises WriteError.
    """
    folder = resolved(data)
    root = _root_of(folder)
    texts = {
        root / ".gitignore": GITIGNORE,
        root / ".github" / "workflows" / "leaflets.yml": WORKFLOW.format(
            version=__version__, data=folder.relative_to(root).as_posix()
        ),
    }
    files, notes = [], []
    for path, text in texts.items():
        if exists(path):
            message = "This file exists already, so it was not changed."
            hint = "Compare it with the one in docs/editions.md, and add by hand what it lacks."
            notes.append(Problem("file-kept", message, hint, Where(str(path)), "note"))
            continue
        publish(text.encode(), path, option="--data")
        files.append(path)
    return Report(files=tuple(files), notes=tuple(notes))


def _root_of(folder: Path) -> Path:
    here = resolved(Path())
    repository = next((around for around in (folder, *folder.parents) if exists(around / ".git")), None)
    return repository or (here if here in (folder, *folder.parents) else folder)
