"""Ways to run the program, as its own process or in this one, and to tell what it takes."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from . import PROGRAM

# Runs a command in which the signal that is named is ignored, and the others are not.
_SIGNALS = """
import os, signal, sys
for name in ("SIGINT", "SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), signal.SIG_IGN if name == sys.argv[1] else signal.SIG_DFL)
os.execv(sys.argv[2], sys.argv[2:])
"""

# Runs a command that the terminal of its standard input controls.
_CONTROLLED = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


def heeding(*command: str, but: str = "") -> list[str]:
    """A command that ignores no signal, but the one that is named, whatever these tests were started by."""
    return [sys.executable, "-c", _SIGNALS, but, *command]


def together(actions: Sequence[Callable[[], object]]) -> None:
    """Do several things at once, each in a thread, and wait until all are done."""
    threads = [threading.Thread(target=action) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@contextmanager
def standard_input(given: bytes) -> Iterator[None]:
    """A pipe that holds what is given takes the place of standard input."""
    assert len(given) <= 65_536  # which a pipe holds
    before = os.dup(0)
    reading, writing = os.pipe()
    os.write(writing, given)
    os.close(writing)
    os.dup2(reading, 0)
    os.close(reading)
    try:
        yield
    finally:
        os.dup2(before, 0)
        os.close(before)


def on_terminal(
    *arguments: str,
    env: Mapping[str, str] | None = None,
    size: tuple[int, int] = (80, 24),
    stream: str = "stdout",
    code: int = 0,
) -> bytes:
    """What a command writes to a terminal of a size, as one of its streams, with the line ends that a program writes.

    No pager is started.
    """
    shown, ended = at_terminal(arguments, {"PAGER": "cat", **(env or {})}, size, stream=stream)
    assert ended == code
    return shown


def at_terminal(
    arguments: Sequence[str],
    env: Mapping[str, str],
    size: tuple[int, int] = (80, 24),
    typed: bytes = b"",
    stream: str = "stdout",
    errors: Path | None = None,
) -> tuple[bytes, int]:
    """What a command writes to a terminal of a size, as one of its streams, and its exit code.

    It is its standard input too, controls it, and on it is typed once something is shown. The other stream is a file,
    where one is named.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    with (errors or Path(os.devnull)).open("wb") as other:
        running = subprocess.Popen(
            heeding(sys.executable, "-c", _CONTROLLED, *PROGRAM, *arguments),
            stdin=theirs, stdout=theirs if stream == "stdout" else other, stderr=theirs if stream == "stderr" else other,
            env={**os.environ, **env}, start_new_session=True,
        )  # fmt: skip
    os.close(theirs)
    gathered, last = b"", b""
    while True:
        if last and not select.select([ours], [], [], 1)[0]:
            os.write(ours, last)  # a key that is typed while Ctrl-C is heeded can be lost; a person types it again
            continue
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux says so at the end
            break
        if not piece:
            break
        gathered += piece
        for key in typed:
            os.write(ours, bytes([key]))
            time.sleep(0.2)  # for the keys are those of a person
        last, typed = last or typed[-1:], b""
    os.close(ours)
    return gathered.replace(b"\r\n", b"\n"), running.wait(timeout=60)


def processor_time() -> float:
    """The seconds that processors have spent on this process and on those that it waited for."""
    return sum(os.times()[:4])


def yardstick() -> float:
    """The processor time of work that never changes: some 8 ms, more on a slower machine, or on one that is busy."""
    begun = time.process_time()
    words: dict[str, int] = {}
    for number in range(60_000):
        word = str(number % 997)
        words[word] = words.get(word, 0) + number
    return time.process_time() - begun
