"""Packages that one command alone needs, and that come with an extra.

In: what could not be imported. Out: the error to raise.
"""

from __future__ import annotations

from collections.abc import Mapping

from leafletgen.errors import Problem, ResourceError


def extra_missing(error: ModuleNotFoundError, extra: str, does: str, packages: Mapping[str, str]) -> Exception:
    """Say how to get a package of the extra; any other module that is missing is a fault of ours.

    `packages` are named by their modules; `does` says what the command does with one of them.
    """
    package = packages.get((error.name or "").partition(".")[0])
    if package is None:
        return error
    hint = f'Install what it needs: pip install "leafletgen[{extra}]"'
    return ResourceError(Problem("extra-missing", f"{does} with {package}, which is not installed.", hint))
