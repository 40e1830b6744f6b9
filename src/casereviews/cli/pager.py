"""A pager for an answer that a terminal cannot show at once, such as less. One that fails costs nothing of the answer.

It is CASEREVIEWS_PAGER, else PAGER, else less where there is one; nothing, or `cat`, is none.
"""

import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain
from types import FrameType
from typing import IO, cast

from .. import endings
from ..files import system
from ..files.writing import write_all
from .environment import is_dumb

_KEPT = 1 << 24
"""How many bytes are kept for a pager that fails: one that has taken more reads what it gets."""

_PLAIN = " _./+:,-"
"""What a command may have, beside letters and digits, that no shell is needed for."""

_FAILED = "the pager {} failed; this is the answer without it"

_UNSEEN = re.compile(rb"\x1b\[[0-9;]*m")


def beyond(data: Iterable[bytes], written: Callable[[bytes], bytes], failed: Callable[[str], None]) -> Iterator[bytes]:
    """What is left to be written of an answer after a pager has shown it: all of it where none is wanted or needed.

    `written` tells what of each block is still to be written, as it does for `write_stdout`; `failed` is told of a
    pager that showed nothing. Raises KeyboardInterrupt where the person ended it so, and OSError.
    """
    blocks = iter(data)
    start, command = ([], None) if _Pager.running else _wanted(blocks)
    left = chain([written(block) for block in start], map(written, blocks))
    pager = _Pager.running or (_started(command, failed) if command else None)
    if not pager:
        return left
    left = chain(pager.kept, pager.take(left))
    if pager.ended():
        return iter(())
    failed(_FAILED.format(pager.command))
    return left


def _wanted(blocks: Iterator[bytes]) -> tuple[list[bytes], str | None]:
    """The first blocks of an answer, and the pager to show it with; None where none is wanted or needed."""
    named = os.environ.get("CASEREVIEWS_PAGER", os.environ.get("PAGER"))
    if named is not None and named.strip() in ("", "cat"):
        return [], None
    start, fits = _first(blocks)
    return start, None if fits else named or _usual()


def _started(command: str, failed: Callable[[str], None]) -> "_Pager | None":
    """A pager; None where it cannot be started, of which `failed` is told."""
    try:
        _Pager.running = _Pager(command)
    except OSError:
        failed(_FAILED.format(command))
    return _Pager.running


def end() -> None:
    """Wait for a pager that still shows what there is of an answer that failed on the way."""
    if _Pager.running:
        with suppress(KeyboardInterrupt):
            _Pager.running.ended()


def stop() -> None:
    """End a pager with the program, so that the terminal is as it was. Raises OSError."""
    if _Pager.running:
        _Pager.running.process.terminate()


endings.in_order.append(end)
endings.at_once.append(stop)


def _usual() -> str | None:
    """The pager where none is named; None where there is none, or the terminal is none for it."""
    if system.WINDOWS or is_dumb():
        return None
    import shutil

    return "less" if shutil.which("less") else None


def _first(blocks: Iterator[bytes]) -> tuple[list[bytes], bool]:
    """The blocks that fill the screen, and whether there is room for them and there are no others."""
    width, height = os.get_terminal_size(sys.stdout.fileno())
    first: list[bytes] = []
    rows = 0
    for block in blocks:
        first.append(block)
        lines = _UNSEEN.sub(b"", block).decode("utf-8", "replace").split("\n")
        rows += sum(max(1, -(-len(line) // (width or 80))) for line in lines) - 1
        if rows >= height > 0:  # the last row is for what is typed next
            return first, False
    return first, True


class _Pager:
    """A pager that is running."""

    running: "_Pager | None" = None
    """The one; it outlives an attempt that fails, and the next goes on with it."""

    def __init__(self, command: str) -> None:
        """Start it. Raises OSError. From now on Ctrl-C is the pager's, for which it is a key like others."""
        import subprocess

        # A shell between would take Ctrl-C for its own end.
        is_for_shell = system.WINDOWS or not all(sign.isalnum() or sign in _PLAIN for sign in command)
        self.command = command
        self.kept: list[bytes] = []
        self.size = 0
        self.interrupted = False
        self.before = signal.signal(signal.SIGINT, self._heed)
        try:
            self.process = subprocess.Popen(  # noqa: S603 - a person's own command line
                command if is_for_shell else command.split(),
                shell=is_for_shell,
                stdin=subprocess.PIPE,
                bufsize=0,
                env={**os.environ, "LESS": os.environ.get("LESS", "FRX")},
            )
        except OSError:
            signal.signal(signal.SIGINT, self.before)
            raise
        self.stdin = cast("IO[bytes]", self.process.stdin)

    def _heed(self, number: int, frame: FrameType | None) -> None:
        self.interrupted = True

    def take(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """Give it the blocks, as long as it takes them; those that it was not given. Raises OSError."""
        for block in blocks:
            self.size += len(block)
            if self.size <= _KEPT:
                self.kept.append(block)
            try:
                write_all(self.stdin.write, [block], self.stdin.fileno())
            except OSError as error:
                if not system.is_reader_gone(error):
                    raise
                break
        return blocks

    def ended(self) -> bool:
        """Wait for its end; whether it has shown what it got. Raises KeyboardInterrupt where Ctrl-C ended it."""
        _Pager.running = None
        try:
            with suppress(OSError):
                self.stdin.close()
            code = self.process.wait()
        finally:
            signal.signal(signal.SIGINT, self.before)
        if code and self.interrupted:
            raise KeyboardInterrupt
        return code == 0 or self.size > _KEPT
