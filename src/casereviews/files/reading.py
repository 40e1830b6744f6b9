"""Reading files whole, and which files a name means."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator

from ..errors import DataError, Problem
from ..text import path

MAX_BYTES = 1024 * 1024 * 1024
"""The largest file that is read whole, in bytes. JSON Lines are read by the line, and may be longer."""

LINES_ENDINGS = (".jsonl", ".ndjson")
"""The endings of JSON Lines files."""

COLLECTION_ENDINGS = (".yaml", ".yml", ".json", *LINES_ENDINGS)
"""The endings of collections in a folder."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BLOCK = 1 << 20


def read_bytes(name: str, most: int | None = None, binary: bool = False) -> bytes:
    """Everything in a file, or on standard input for `-`. Raises DataError.

    A named pipe that nobody writes to is empty, rather than waited for. Reading stops where a file shows itself to be
    binary, unless it may be, or larger than `most` bytes or `MAX_BYTES`, so endless input is refused too.
    """
    most = MAX_BYTES if most is None else most
    try:
        if name == "-":
            if sys.stdin is None:  # the descriptor may be another file's by now
                raise OSError(0, "it is closed")
            return _read(0, "standard input", most, binary)
        descriptor = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                raise IsADirectoryError(0, "it is a folder; name a file")
            os.set_blocking(descriptor, True)
            return _read(descriptor, name, most, binary)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        raise _unreadable(name, f"cannot be read: {reason(error)}") from error


def expand(
    names: Iterable[str], endings: tuple[str, ...] = COLLECTION_ENDINGS, what: str = "collection"
) -> tuple[list[str], list[Problem]]:
    """The files that are named, with those of each folder, by their names, in its place; and the folders' problems.

    Of a folder the files are taken that lie in it itself and have one of the endings: those of collections, unless it
    is said otherwise.
    """
    found: list[str] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for name in names:
        real = name if name == "-" or "\0" in name else os.path.realpath(name)
        if real in seen:
            problems += _unreadable(name, "is named twice").problems
            continue
        seen.add(real)
        if name == "-" or not os.path.isdir(name):
            found.append(name)
            continue
        try:
            held = sorted(os.listdir(name))
        except OSError as error:
            problems += _unreadable(name, f"cannot be read: {reason(error)}").problems
            continue
        files = [file for file in held if file.lower().endswith(endings) and not file.startswith(".")]
        if not files:
            message = f"this folder has no {what}: no file that ends in {', '.join(endings)}"
            problems += _unreadable(name, message).problems
        found += [os.path.join(name, file) for file in files]
    return found, problems


def read_lines(name: str, longest: int) -> Iterator[bytes]:
    """The lines of a file; one that is longer comes in pieces of one byte more than `longest`. Raises DataError."""
    try:
        with open(name, "rb") as stream:
            while line := stream.readline(longest + 1):
                yield line
    except (OSError, ValueError) as error:
        raise _unreadable(name, f"cannot be read: {reason(error)}") from error


def size(name: str) -> int:
    """The size of a regular file in bytes; 0 of anything else."""
    try:
        found = os.stat(name)
    except (OSError, ValueError):
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


def _read(descriptor: int, name: str, most: int, binary: bool) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := os.read(descriptor, _BLOCK):
        pieces.append(piece)
        if not binary and b"\0" in piece and not pieces[0].startswith(_UTF16):
            raise _unreadable(name, f"is not text: NUL at byte {size + piece.index(0)}")
        size += len(piece)
        if size > most:
            raise _unreadable(name, f"is larger than {most >> 20} MiB, the most that is read; split it")
    return b"".join(pieces)


def _unreadable(name: str, message: str) -> DataError:
    return DataError([Problem(path(name) or '""', 0, 0, None, message)])


def reason(error: Exception) -> str:
    """Why the system refused, in lower case: `no such file or directory`."""
    text = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return text[:1].lower() + text[1:]
