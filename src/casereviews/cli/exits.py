"""How a command line ends: every error as an exit code, and a line of what is wrong."""

import os
import sys
from collections.abc import Sequence

from .. import __version__, endings
from ..errors import CasereviewsError, DataError
from .app import NAME, execute
from .attempt import Attempt, begin, current
from .terminal import abandon_stdout, say, settle_stdout

_MOST_PROBLEMS = 50


def run(arguments: Sequence[str]) -> int:
    """Run a command line, without the program's name: its exit code."""
    settle_stdout()
    try:
        return _try(list(arguments), begin())
    except Exception as error:
        return _try_again(list(arguments), error)
    finally:
        for finish in endings.in_order:
            finish()


def _try(arguments: list[str], attempt: Attempt) -> int:
    """Make an attempt at a command: its exit code. Raises what nobody expects."""
    try:
        code = execute(arguments)
        attempt.finish()
        sys.stdout.flush()
        return code
    except CasereviewsError as error:
        attempt.release()
        _complain(error)
        return error.exit_code
    except BrokenPipeError:
        abandon_stdout()
        return 141
    except OSError as error:
        abandon_stdout()
        say(f"{NAME}: cannot write the output: {error.strerror or error}")
        return 4
    except KeyboardInterrupt:
        return 130


def _try_again(arguments: list[str], error: Exception) -> int:
    """Run a command without the cache where that may be why it failed; where it may not, or it fails again, say so."""
    from .. import cache  # nobody else may have used it

    if not cache.blame(error):
        return _bug(error)
    try:
        return _try(arguments, begin(current()))
    except Exception as again:
        return _bug(again)
    finally:
        cache.forgive()


def _complain(error: CasereviewsError) -> None:
    if isinstance(error, DataError):
        shown = [str(problem) for problem in error.problems[:_MOST_PROBLEMS]]
        if len(error.problems) > _MOST_PROBLEMS:
            shown.append(f"and {len(error.problems) - _MOST_PROBLEMS} more; '{NAME} validate FILE' lists them all")
        say(*(f"{NAME}: {line}" for line in shown))
    else:
        say(f"{NAME}: {error.message}", *([error.hint] if error.hint else []))


def _bug(error: Exception) -> int:
    """Say that this is a bug, and how to report it."""
    if os.environ.get("CASEREVIEWS_DEBUG"):
        import traceback

        traceback.print_exception(error)
    say(
        f"{NAME} {__version__}: this is a bug: {type(error).__name__}: {error}",
        "please report it with the command that you ran and what it prints when CASEREVIEWS_DEBUG=1 is set",
    )
    return 70
