"""Where leafletgen keeps its cache.

In: the environment. Out: a folder, which need not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def cache_folder(environment: Mapping[str, str]) -> Path:
    """The folder that LEAFLETGEN_CACHE_DIR names, else the user's own place for caches."""
    chosen = environment.get("LEAFLETGEN_CACHE_DIR")
    if chosen:
        return Path(chosen)
    import platformdirs  # costs milliseconds that a build with nothing to do need not spend

    return Path(platformdirs.user_cache_dir("leafletgen", appauthor=False))
