"""Reading files whole, and which files a name means."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import IO

from ..errors import DataError, Problem
from ..text import path
from . import system

MAX_BYTES = 1024 * 1024 * 1024
"""The largest file that is read whole, in bytes. JSON Lines are read by the line, and may be longer."""

LINES_ENDINGS = (".jsonl", ".ndjson")
"""The endings of JSON Lines files."""

COLLECTION_ENDINGS = (".yaml", ".yml", ".json", *LINES_ENDINGS)
"""The endings of collections in a folder."""

UTF16 = (b"\xff\xfe", b"\xfe\xff")
"""What a text in UTF-16 begins with, as Windows writes it."""

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
                raise OSError("it is closed")
            return _read(0, "standard input", most, binary)
        descriptor = os.open(name, system.READ)
        try:
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                raise IsADirectoryError("it is a folder; name a file")
            return _read(descriptor, name, most, binary)
        finally:
            os.close(descriptor)
    except PermissionError as error:  # which Windows gives for a folder too
        why = "it is a folder; name a file" if os.path.isdir(name) else reason(error)
        raise unreadable(name, f"cannot be read: {why}") from error
    except (OSError, ValueError) as error:
        raise unreadable(name, f"cannot be read: {reason(error)}") from error


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
    for name in [one for typed in names for one in _matched(typed)]:
        real = _real(name)
        if real in seen:
            problems += unreadable(name, "is named twice").problems
            continue
        seen.add(real)
        if name == "-" or not os.path.isdir(name):
            found.append(name)
            continue
        try:
            held = sorted(os.listdir(name))
        except OSError as error:
            problems += unreadable(name, f"cannot be read: {reason(error)}").problems
            continue
        files = [file for file in held if file.lower().endswith(endings) and not file.startswith(".")]
        if not files:
            message = f"this folder has no {what}: no file that ends in {', '.join(endings)}"
            problems += unreadable(name, message).problems
        found += [os.path.join(name, file) for file in files]
    return found, problems


def _matched(name: str) -> list[str]:
    """The files that a pattern such as `*.txt` means, where shells leave that to the program; else the name itself."""
    if not system.WINDOWS or not ("*" in name or "?" in name):  # neither of which a name can have there
        return [name]
    import glob

    return sorted(glob.glob(name)) or [name]


def _real(name: str) -> str:
    """What tells whether two names mean one file; the name itself where nothing can be told of it."""
    try:
        return name if name == "-" else os.path.realpath(name)
    except (OSError, ValueError):  # as in a folder that is gone, or where there can be no such name
        return name


def read_lines(name: str, longest: int) -> Iterator[bytes]:
    """The lines of a file in UTF-8; one that is longer comes in pieces of more bytes than `longest`. Raises DataError.

    A file in UTF-16, as PowerShell writes it, is told by its first bytes.
    """
    try:
        with open(name, "rb") as stream:
            if stream.peek(2)[:2] in UTF16:
                yield from _lines_of_utf16(stream, name, longest)
                return
            while line := stream.readline(longest + 1):
                yield line
    except (OSError, ValueError) as error:
        raise unreadable(name, f"cannot be read: {reason(error)}") from error


def _lines_of_utf16(stream: IO[bytes], name: str, longest: int) -> Iterator[bytes]:
    """The lines in UTF-8 of a stream in UTF-16. Raises DataError."""
    import io

    text = io.TextIOWrapper(stream, "utf-16", newline="\n")
    try:
        while line := text.readline(longest + 1):
            yield line.encode()
    except UnicodeDecodeError as error:
        raise unreadable(name, "is not the UTF-16 text that its first bytes say; save it as UTF-8") from error
    finally:
        text.detach()


def as_utf8(data: bytes) -> bytes:
    """The same text in UTF-8, where it is UTF-16 by its first bytes; else, and where it is none, what was given."""
    if data[:2] not in UTF16:
        return data
    try:
        return data.decode("utf-16").encode()
    except UnicodeDecodeError:  # whoever takes it apart tells where
        return data


def status_of(name: str | int) -> os.stat_result | None:
    """What the system tells of a file, by its name or descriptor; None where there is none. Raises OSError."""
    try:
        return os.stat(name)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _read(descriptor: int, name: str, most: int, binary: bool) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := _piece(descriptor):
        pieces.append(piece)
        if not binary and b"\0" in piece and not pieces[0].startswith(UTF16):
            raise unreadable(name, f"is not text: NUL at byte {size + piece.index(0)}")
        size += len(piece)
        if size > most:
            raise unreadable(name, f"is larger than {most >> 20} MiB, the most that is read; split it")
    return b"".join(pieces)


def _piece(descriptor: int) -> bytes:
    """What can be read next, which is waited for; nothing at the end."""
    while True:
        try:
            return os.read(descriptor, _BLOCK)
        except BlockingIOError:  # a pipe that was opened at once, or that another program has made so
            system.wait_to_read(descriptor)


def unreadable(name: str, message: str) -> DataError:
    """The error that says what is wrong with a whole file."""
    return DataError([Problem.of_file(path(name) or '""', message)])


def reason(error: Exception) -> str:
    """Why the system refused, in lower case: `no such file or directory`."""
    text = (error.strerror if isinstance(error, OSError) else None) or str(error)
    if "embedded null" in text:  # which every version of Python words in its own way
        return "embedded null byte"
    return text[:1].lower() + text[1:]
