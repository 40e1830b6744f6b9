"""Replacing files whole or not at all, one writer after the other."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from ..errors import OutputError
from ..text import path
from .fingerprint import NO_LINK
from .reading import read_bytes, reason

_BINARY = getattr(os, "O_BINARY", 0)
_PAUSE = 0.02  # seconds between two looks at a lock


class Temporary:
    """A new file that only its user can open: its path, and the descriptor by which it is written."""

    def __init__(self, path: str, beside: Sequence[str] = ()) -> None:
        """Take the path, and the endings of what others may put beside it."""
        self.path = path
        self.descriptor = -1
        self._beside = beside

    def create(self) -> None:
        """Create it. Raises OSError, FileExistsError where there is one already."""
        self.descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | NO_LINK | _BINARY, 0o600)

    def close(self) -> None:
        """Close it, as a file must be before it is renamed; what is closed stays so."""
        descriptor, self.descriptor = self.descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def remove(self) -> None:
        """Remove it and what stands beside it; what was renamed is no longer there."""
        with suppress(OSError):
            self.close()
        for ending in ("", *self._beside):
            with suppress(OSError):
                os.unlink(self.path + ending)


unfinished: set[Temporary] = set()
"""Temporary files that are being written; a process that is interrupted removes them."""


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


def _new_mode() -> int:
    """The permissions that the system gives a new file."""
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


def _replace(target: str, chunks: Iterable[bytes], mode: int | None) -> None:
    folder = os.path.dirname(target)
    with temporary(folder) as new:
        write_all(lambda view: os.write(new.descriptor, view), chunks, new.descriptor)
        os.chmod(new.path, stat.S_IMODE(_new_mode() if mode is None else mode))
        os.fsync(new.descriptor)
        new.close()
        os.replace(new.path, target)
    with suppress(OSError):  # some file systems cannot sync a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def temporary(folder: str, prefix: str = ".casereviews", beside: Sequence[str] = ()) -> Iterator[Temporary]:
    """A new empty file in a folder, which is gone at the end unless it was renamed.

    `beside` are the endings of files that may come to stand beside it, as SQLite's do; they are gone too.
    """
    new = Temporary(os.path.join(folder, f"{prefix}-{os.getpid()}-{os.urandom(4).hex()}.tmp"), beside)
    unfinished.add(new)
    try:
        new.create()
        yield new
    finally:
        new.remove()
        unfinished.discard(new)


def remove_unfinished() -> None:
    """Remove the temporary files that are left."""
    while unfinished:
        unfinished.pop().remove()


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
