"""The way in: the command `leafletgen`, which is the same as `python -m leafletgen`.

In: the command line. Out: an exit code.
Why: Ctrl-C may come while the program is being loaded, and ends it as quietly then as later.
"""

import os
import signal  # No more than these: till `run` begins, an interrupt is Python's to answer.

from leafletgen.gc_tuning import tune_gc

_INTERRUPTED = 130  # ExitCode.INTERRUPTED, which is not loaded yet.


def run() -> None:
    """Load the program, then run it. Raises SystemExit.

    While modules are loaded an interrupt leaves at once: nothing is there to be kept, and Python may lose an exception
    that arises inside its import system. Who ignores interrupts, as a shell's background jobs do, goes on doing so.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda _number, _frame: os._exit(_INTERRUPTED))
    tune_gc()
    from leafletgen.cli.main import main

    signal.signal(signal.SIGINT, before)
    main.main(prog_name="leafletgen")


if __name__ == "__main__":
    run()
