"""The program: `python -m casereviews`, and what the installed command calls."""

import gc
import os
import signal
import sys
from types import FrameType


def _interrupted(number: int, frame: FrameType | None) -> None:
    """End at once and quietly, whatever is being done; a half-written file is removed, and a bar from the terminal."""
    for module, name in (("casereviews.files.writing", "remove_unfinished"), ("casereviews.cli.progress", "erase")):
        # A module that is still being imported has left nothing behind, nor has it the function yet.
        tidy = getattr(sys.modules.get(module), name, None)
        if tidy:
            tidy()
    os._exit(130)


def main() -> None:
    """Run the program and exit with its code."""
    signal.signal(signal.SIGINT, _interrupted)
    gc.set_threshold(200_000)  # imports make no cycles worth looking for
    from casereviews.cli import run

    code = run(sys.argv[1:])
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(code)  # the interpreter's own ending would let Ctrl-C kill it with another code


if __name__ == "__main__":
    main()
