"""The program: `python -m casereviews`, and what the installed command calls."""

import gc
import os
import signal
import sys
from types import FrameType

_CODES = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129, "SIGBREAK": 130}
"""The signals that ask a process to end, with its exit code, as a shell gives it. A system has some of them.

A terminal that is closed hangs up; on Windows Ctrl-Break and a closed console give SIGBREAK.
"""


def _ended(number: int, frame: FrameType | None) -> None:
    """End at once and quietly, whatever is being done; a half-written file is removed, and a bar or a pager."""
    for module, name in (
        ("casereviews.files.writing", "remove_unfinished"),
        ("casereviews.cli.progress", "erase"),
        ("casereviews.cli.pager", "stop"),
    ):
        # A module that is still being imported has left nothing behind, nor has it the function yet.
        tidy = getattr(sys.modules.get(module), name, None)
        if tidy:
            try:  # noqa: SIM105 - contextlib is not loaded so early
                tidy()
            except OSError:  # the terminal may be gone
                pass
    os._exit(_CODES[signal.Signals(number).name])


def heed_signals() -> None:
    """Have every signal that asks for it end the program, but those that were ignored from the start.

    A hang-up is ignored under nohup, Ctrl-C where a script runs the program in its background.
    """
    for name in _CODES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _ended)


def main() -> None:
    """Run the program and exit with its code."""
    heed_signals()
    gc.set_threshold(200_000)  # imports make no cycles worth looking for
    from .cli import run

    code = run(sys.argv[1:])
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(code)  # the interpreter's own ending would let Ctrl-C kill it with another code


if __name__ == "__main__":
    main()
