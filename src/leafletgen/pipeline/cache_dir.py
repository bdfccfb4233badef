"""Where leafletgen keeps its cache.

In: the environment. Out: a folder, which need not exist.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def cache_folder(environment: Mapping[str, str]) -> Path:
    """The folder that LEAFLETGEN_CACHE_DIR names, else the user's cache folder.

    Without a home directory, as in some containers, it is a path that cannot exist: this turns the cache off.
    """
    chosen = environment.get("LEAFLETGEN_CACHE_DIR")
    if chosen:
        return Path(chosen)
    import platformdirs  # Imported late: it costs milliseconds, and LEAFLETGEN_CACHE_DIR does without it.

    try:
        return Path(platformdirs.user_cache_dir("leafletgen", appauthor=False))
    except RuntimeError:
        return Path(os.devnull, "leafletgen")
