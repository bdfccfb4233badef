"""The entry point: the command `leafletgen`, which is the same as `python -m leafletgen`.

In: the command line. Out: an exit code.
Why: Ctrl-C while the program is still being imported must end it without a traceback, as it does later.
"""

import os
import signal
import warnings  # Import nothing more up here: until `run` begins, Ctrl-C would print Python's traceback.

from leafletgen.gc_tuning import tune_gc

_INTERRUPTED = 130  # ExitCode.INTERRUPTED; leafletgen.errors is not imported yet.


def run() -> None:
    """Import the program, then run it. Raises SystemExit.

    SIGINT during the imports exits at once: there is nothing to clean up, and Python may lose an exception raised
    inside its import system. If SIGINT was ignored already, as in a shell's background jobs, it stays ignored.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda _number, _frame: os._exit(_INTERRUPTED))
    tune_gc()
    warnings.simplefilter("ignore")  # Python's warnings are for developers: the tests show them.
    from leafletgen.cli.main import main

    signal.signal(signal.SIGINT, before)
    try:
        main.main(prog_name="leafletgen")
    finally:
        # Code that Python runs from a text, such as that of a namedtuple, may have been interrupted. Python remembers
        # it until it runs another text, and with `-m` would end by SIGINT in place of the exit code.
        exec("")


if __name__ == "__main__":
    run()
