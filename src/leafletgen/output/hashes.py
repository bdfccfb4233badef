"""Hashes of files, and of the program itself.

In: paths. Out: SHA-256 hashes in hexadecimal digits.
Why apart: this module imports nothing heavy, because a build with nothing to do needs only hashes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from itertools import starmap
from pathlib import Path

from leafletgen.content.files import open_plain, read_plain
from leafletgen.version import __version__

MOST_BYTES = 500_000_000
"""More than any file has that leafletgen reads or makes."""

_SOURCES = (".css", ".js", ".py")

LIBRARIES = {
    "PIL": "pillow",
    "qrcode": "qrcode",
    "reportlab": "reportlab",
    "svgelements": "svgelements",
    "uharfbuzz": "uharfbuzz",
    "yaml": "pyyaml",
}
"""The third-party packages that read, draw, measure or encode the content of a PDF: import name and package name."""


def hash_files(paths: Iterable[Path]) -> str:
    """One hash of the names and bytes of several files, in the order given. Raises OSError."""
    digest = hashlib.sha256()
    for path in paths:
        data = read_plain(path, MOST_BYTES)
        digest.update(b"%s\0%d\0" % (path.name.encode(), len(data)))
        digest.update(data)
    return digest.hexdigest()


def hash_file(path: Path) -> str:
    """The SHA-256 of a file, read piece by piece. Raises OSError, for a longer file than leafletgen makes too."""
    with open_plain(path, MOST_BYTES) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def program() -> str:
    """The version of leafletgen, a hash of its source files, and the versions of the libraries that files depend on."""
    package = Path(__file__).resolve().parents[1]
    sources = sorted(path for kind in _SOURCES for path in package.rglob(f"*{kind}"))
    return " ".join((__version__, hash_files(sources), *starmap(installed, LIBRARIES.items())))


def installed(module: str, package: str) -> str:
    """The name and version of an installed package (importing importlib.metadata would take a tenth of a second)."""
    spec = find_spec(module)
    site = Path(spec.origin).parents[1] if spec and spec.origin else Path()
    names = (path.stem for path in site.glob("*.dist-info"))
    return "+".join(sorted(name for name in names if name.lower().startswith(f"{package}-"))) or package
