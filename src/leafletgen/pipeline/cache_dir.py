"""Where leafletgen keeps its cache.

In: the environment. Out: a folder, which need not exist.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def cache_folder(environment: Mapping[str, str]) -> Path:
    """The folder that LEAFLETGEN_CACHE_DIR names, else the user's own place for caches.

    Who has no home, as in some containers, has no such place: then it is a path where nothing can ever stand.
    """
    chosen = environment.get("LEAFLETGEN_CACHE_DIR")
    if chosen:
        return Path(chosen)
    import platformdirs  # costs milliseconds that a build with nothing to do need not spend

    try:
        return Path(platformdirs.user_cache_dir("leafletgen", appauthor=False))
    except RuntimeError:
        return Path(os.devnull, "leafletgen")
