"""The program as a process: what signals do, and how it begins and ends.

Signals are heeded before anything else is imported, for importing Typer alone takes some 35 ms in which somebody may
press Ctrl-C.
"""

import gc
import os
import signal
import sys
from types import FrameType

from .. import endings

_CODES = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129, "SIGBREAK": 130}
"""The signals that ask a process to end, with its exit code, as a shell gives it. A system has some of them.

A terminal that is closed hangs up; on Windows Ctrl-Break and a closed console give SIGBREAK.
"""

_OBJECTS = 200_000
"""How many objects are made before cycles are looked for: imports make none worth it, which spares 1.5 of 77 ms."""


def main() -> None:
    """Run the program and exit with its code."""
    heed_signals()
    gc.set_threshold(_OBJECTS)
    from .exits import run

    code = run(sys.argv[1:])
    if sys.stderr is not None:
        sys.stderr.flush()
    # The interpreter's own ending would take 13 ms more of 64, and let Ctrl-C end it with another code.
    os._exit(code)


def heed_signals() -> None:
    """Have every signal that asks for it end the program, but those that were ignored from the start.

    A hang-up is ignored under nohup, Ctrl-C where a script runs the program in its background.
    """
    for name in _CODES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end_at_once)


def _end_at_once(number: int, frame: FrameType | None) -> None:
    """End at once and quietly, whatever is being done; a half-written file is removed, and a bar or a pager."""
    for tidy in endings.at_once:
        try:  # noqa: SIM105 - contextlib is not loaded so early
            tidy()
        except OSError:  # the terminal may be gone
            pass
    os._exit(_CODES[signal.Signals(number).name])
