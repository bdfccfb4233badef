"""How long garbage may wait.

In: nothing. Out: a setting of the process.
Why: nearly all objects of a build go at once, when their last user is done. Python's search for the few that hold one
another, at each 700 new objects, would take an eighth of a build, and a part of every start. The one at the end of a
process, among all that was loaded, frees nothing that does not go anyway.
"""

import atexit
import gc

_YOUNG_OBJECTS = 200_000
"""After so many new objects Python looks for those that it can free."""


def tune_gc() -> None:
    """Have this process look for garbage seldom, and not at its end."""
    gc.set_threshold(_YOUNG_OBJECTS)
    atexit.register(gc.freeze)
