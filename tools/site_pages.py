"""Put the pages at the root of the checkout into the docs site: README.md is its first page.

In: the files that mkdocs found in docs/. Out: the same with the pages and licences of the root.
Why: each page is kept in one place, where readers of the repository look for it; its links work there and in the site.
"""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[1]
FIRST = "README.md"
SHOWN = ("ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "bench/README.md")
LINKED = ("LICENSE", "fonts/FONTLOG.txt", "fonts/OFL.txt", "icc/LICENCE.txt")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the root, their links as they are in the site."""
    for name in (FIRST, *SHOWN, *LINKED):
        path = ROOT / name
        if path.is_file():
            place = "index.md" if name == FIRST else name
            text = path.read_text(encoding="utf-8")
            files.append(File.generated(config, place, content=_links(text) if path.suffix == ".md" else text))
    return files


def on_page_markdown(markdown: str, page: object, config: MkDocsConfig, files: Files) -> str:
    """Let links from docs/ to the root lead to the pages of the site."""
    return re.sub(r"\]\(\.\./(?=[A-Z])", "](", markdown)


def _links(text: str) -> str:
    """Let links from the root to docs/ lead to the pages of the site."""
    return text.replace("](docs/)", "](index.md)").replace("](docs/", "](").replace(f"]({FIRST}", "](index.md")
