"""Open a data folder, or the data folder as it was at a git revision.

In: a name from the command line. Out: a folder to read; that of a revision is removed at the end of the `with` block.
Why: "what does this branch change?" is a question about revisions, but content/source.py reads a folder.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leafletgen.errors import LeafletError, Problem, ResourceError, UsageError, Where


@contextmanager
def opened(name: str, data: Path) -> Iterator[Path]:
    """Yield the folder `name`, or else a temporary copy of `data` at the git revision `name`.

    Raises UsageError if `name` is neither, ResourceError if git is missing. A LeafletError raised in the block names
    `name:` and the path in the repository instead of the temporary path.
    """
    if Path(name).is_dir():
        yield Path(name)
        return
    top = Path(_git(data, name, "rev-parse", "--show-toplevel"))
    inside = data.resolve().relative_to(top.resolve())
    tree = _git(data, name, "rev-parse", "--verify", "--end-of-options", f"{name}^{{tree}}")
    with tempfile.TemporaryDirectory(prefix="leafletgen-") as place:
        with zipfile.ZipFile(io.BytesIO(_run(top, "archive", "--format=zip", tree))) as archive:
            archive.extractall(place)
        try:
            yield Path(place) / inside
        except LeafletError as error:
            raise type(error)(_renamed(problem, place, name) for problem in error.problems) from error


def _renamed(problem: Problem, place: str, name: str) -> Problem:
    def rename(text: str) -> str:
        return text.replace(f"{place}/", f"{name}:")

    where = problem.where and problem.where._replace(file=rename(problem.where.file))
    return problem._replace(message=rename(problem.message), hint=rename(problem.hint), where=where)


def _git(data: Path, name: str, *arguments: str) -> str:
    """Run git in the repository of the data; if git fails, `name` is not a revision: raises UsageError."""
    try:
        return _run(data, *arguments).decode().strip()
    except (subprocess.CalledProcessError, NotADirectoryError, FileNotFoundError) as error:
        if isinstance(error, FileNotFoundError) and error.filename == "git":
            hint = "Install git, or name two folders."
            raise ResourceError(
                Problem("git-missing", "Reading a revision needs git, which was not found.", hint)
            ) from None
        hint = f"Name an existing folder, or a revision of the repository that holds {data}, such as main or HEAD~1."
        problem = Problem(
            "unknown-revision", f"{name!r} is neither a folder nor a git revision.", hint, Where(str(data))
        )
        raise UsageError(problem) from None


def _run(folder: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout
