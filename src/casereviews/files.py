"""Reading files whole, and replacing them whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from .errors import DataError, OutputError, Problem
from .text import path

MAX_BYTES = 1024 * 1024 * 1024
"""The largest file that is read whole, in bytes. JSON Lines are read by the line, and may be longer."""

LINES_ENDINGS = (".jsonl", ".ndjson")
"""The endings of JSON Lines files."""

COLLECTION_ENDINGS = (".yaml", ".yml", ".json", *LINES_ENDINGS)
"""The endings of collections in a folder."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BLOCK = 1 << 20
_PAUSE = 0.02  # seconds between two looks at a lock

unfinished: set[str] = set()
"""Temporary files that are being written; a process that is interrupted removes them."""


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


def write(name: str, chunks: Iterable[bytes], force: bool = False) -> None:
    """Write a file whole: the old one stays as it is until the new one is safely on the disk.

    An existing file needs `force`. What is no regular file, such as `/dev/full`, is written to as it stands. Raises
    OutputError, and leaves nothing behind.
    """
    try:
        target = os.path.realpath(name)
        mode = _mode(target)
        if mode is not None and stat.S_ISREG(mode) and not force:
            raise OutputError(f"{path(name)} exists already; --force replaces it")
        if mode is None or stat.S_ISREG(mode):
            _replace(target, chunks, mode)
        else:
            with open(target, "wb", buffering=0) as stream:
                write_all(stream.write, chunks, stream.fileno())
    except (OSError, ValueError) as error:
        raise OutputError(f"{path(name)} cannot be written: {reason(error)}") from error


def update(name: str, change: Callable[[bytes], bytes], timeout: float = 60) -> None:
    """Replace a file by what `change` makes of it, whole or not at all, as updates of one file wait for each other.

    The file is locked from reading to replacing; the lock ends with the process, however that ends, and leaves nothing
    behind. Where `change` raises or gives the same bytes, nothing is written. Raises DataError, and OutputError, that
    also where the lock is not to be had within `timeout` seconds.

    Windows has no such locks: there a file stays whole, but of two updates at once one may be lost.
    """
    with _locked(name, timeout):
        old = read_bytes(name)
        new = change(old)
        if new != old:
            write(name, [new], force=True)


@contextmanager
def _locked(name: str, timeout: float) -> Iterator[None]:
    try:
        import fcntl  # noqa: F401
    except ImportError:
        yield
        return
    descriptor = _lock(name, time.monotonic() + timeout)
    try:
        yield
    finally:
        os.close(descriptor)


def _lock(name: str, last: float) -> int:
    """A descriptor that holds the lock of a file, which is waited for until the clock is at `last`."""
    try:
        while True:
            # Some file systems lock only what is open for writing.
            descriptor = os.open(name, os.O_RDWR | os.O_NONBLOCK)
            try:
                if _is_locked(name, descriptor):
                    return descriptor
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)
            if time.monotonic() >= last:
                raise OutputError(f"another import is writing to {path(name)}; try again when it is done")
            time.sleep(_PAUSE)
    except (OSError, ValueError) as error:
        raise OutputError(f"{path(name)} cannot be written: {reason(error)}") from error


def _is_locked(name: str, descriptor: int) -> bool:
    """Whether the lock was to be had, of the very file that has the name: an update puts another in its place."""
    import fcntl

    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise OSError(0, "it is no regular file")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        hint = "copy it to a disk of this machine, import into the copy, and copy that back"
        raise OutputError(f"{path(name)} cannot be locked: {reason(error)}", hint) from error
    return os.path.samestat(os.fstat(descriptor), os.stat(name))


def _mode(target: str) -> int | None:
    """The kind and permissions of a file; None where there is none."""
    try:
        return os.stat(target).st_mode
    except OSError:
        return None


def _replace(target: str, chunks: Iterable[bytes], mode: int | None) -> None:
    folder = os.path.dirname(target)
    with _temporary(target) as (descriptor, temporary):
        write_all(lambda view: os.write(descriptor, view), chunks, descriptor)
        if mode is not None:
            os.chmod(temporary, stat.S_IMODE(mode))
        os.fsync(descriptor)
        os.replace(temporary, target)
    with suppress(OSError):  # some file systems cannot sync a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _temporary(target: str) -> Iterator[tuple[int, str]]:
    """A new file beside the target, which is gone at the end unless it was renamed."""
    name = os.path.join(os.path.dirname(target), f".casereviews-{os.getpid()}-{os.urandom(4).hex()}.tmp")
    unfinished.add(name)
    try:
        descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            yield descriptor, name
        finally:
            os.close(descriptor)
    finally:
        remove_unfinished()


def remove_unfinished() -> None:
    """Remove the temporary files that are left."""
    while unfinished:
        with suppress(OSError):
            os.unlink(unfinished.pop())


def write_all(write: Callable[[memoryview], int | None], chunks: Iterable[bytes], descriptor: int) -> None:
    """Write every byte, however little is taken at a time. Raises OSError.

    `write` gives how many bytes it took; where it would block, the descriptor is waited for.
    """
    for chunk in chunks:
        view = memoryview(chunk)
        while view:
            try:
                taken = write(view)
            except BlockingIOError:
                taken = None
            if taken is None:
                import select

                select.select([], [descriptor], [])
            else:
                view = view[taken:]
