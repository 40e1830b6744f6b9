"""Replacing files whole or not at all, one writer after the other."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from .. import endings
from ..errors import OutputError
from ..text import path
from . import system
from .reading import read_bytes, reason, status_of

_LEFT = r"\.casereviews-([0-9]{1,10})-[0-9a-f]{8}\.tmp"
_TELL_AFTER = 1.0  # seconds of waiting for a lock after which a person is told
_HOUR, _DAY = 3600, 86400
_COPY = "ask its owner to do this, or write to a copy of your own"
_NO_LOCKS = "copy it to a disk of this machine, change the copy, and copy that back"


# --- Temporary files --------------------------------------------------------------------------------------------------


class Temporary:
    """A new file that only its user can open: its path, and the descriptor by which it is written."""

    def __init__(self, path: str, beside: Sequence[str] = ()) -> None:
        """Take the path, and the endings of what others may put beside it."""
        self.path = path
        self.descriptor = -1
        self._beside = beside

    def create(self) -> None:
        """Create it. Raises OSError, FileExistsError where there is one already."""
        self.descriptor = os.open(self.path, system.CREATE, 0o600)

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


@contextmanager
def temporary(folder: str, prefix: str = ".casereviews", beside: Sequence[str] = ()) -> Iterator[Temporary]:
    """A new empty file in a folder, which is gone at the end unless it was renamed.

    `beside` are the endings of files that may come to stand beside it, as SQLite's do; they are gone too.
    """
    new = Temporary(os.path.join(folder, f"{prefix}-{os.getpid()}-{os.urandom(4).hex()}.tmp"), beside)
    unfinished.add(new)
    try:
        new.create()
        with suppress(system.LockError):
            system.hold(new.descriptor)  # so that nobody takes it for one that was left behind
        yield new
    finally:
        new.remove()
        unfinished.discard(new)


def remove_unfinished() -> None:
    """Remove the temporary files that are left."""
    while unfinished:
        unfinished.pop().remove()


endings.at_once.append(remove_unfinished)


def _tidy(folder: str) -> None:
    """Remove what this user's killed processes have left behind in a folder."""
    now = time.time()
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            named = _left(entry.name)
            if named:
                with suppress(OSError):
                    found = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(found.st_mode) and system.is_own(found):
                        remove_left(entry.path, int(named[1]), now - found.st_mtime)


def remove_left(name: str, process: int, age: float) -> None:
    """Remove a temporary file that nobody is writing any more. Raises OSError.

    That is one whose process is gone, and that nobody holds: another machine may share the folder and have processes of
    its own, and locks are shared with the folder. Without locks it must have rested for an hour, for which no answer
    keeps a file waiting; and after a day another process may have come by the number.
    """
    if system.is_alive(process) and age < _DAY:
        return
    descriptor = os.open(name, os.O_RDWR | system.AT_ONCE | system.NO_LINK | system.BINARY)
    try:
        left = system.hold(descriptor)
    except system.LockError:
        left = age >= _HOUR
    finally:
        os.close(descriptor)
    if left:
        os.unlink(name)


# --- Before anything is written ---------------------------------------------------------------------------------------


def check_new(name: str, hint: str | None = None) -> None:
    """Raise OutputError where a regular file would be replaced, for which nobody has given leave."""
    try:
        found = status_of(name)
    except (OSError, ValueError) as error:
        raise OutputError(f"{path(name)} cannot be reached: {reason(error)}") from error
    if found and stat.S_ISREG(found.st_mode):
        raise OutputError(f"{path(name)} exists already; --force replaces it", hint)


def check_not_read(target: str, read: Iterable[tuple[str, str]]) -> None:
    """Raise OutputError where the target is a file that is read; `read` has each, `-` too, and what it is."""
    for name, what in read:
        if is_same(name, target):
            raise OutputError(f"{target} is the {what} that is being read; it is not written to", "name another file")


def is_same(name: str, target: str) -> bool:
    """Whether a file, or standard input for `-`, is that of another name. Raises OutputError where none can tell."""
    try:
        one, other = status_of(0 if name == "-" else name), status_of(target)
    except (OSError, ValueError) as error:
        if name != "-" and getattr(error, "errno", None) == errno.ELOOP:
            return False  # links that lead to each other are no file
        shown = "standard input" if name == "-" else name
        why = f"whether it is {shown}, which is being read, is not known: {reason(error)}"
        raise OutputError(f"{target} cannot be written: {why}") from error
    return one is not None and other is not None and os.path.samestat(one, other)


# --- Writing ----------------------------------------------------------------------------------------------------------


def check_name(name: str) -> None:
    """Raise OutputError where a name can only be a folder's, as `answers/` is."""
    if os.path.basename(name) in ("", os.curdir, os.pardir):
        raise OutputError(f"{path(name)} is a folder by its name", "name a file in it")


def write(name: str, chunks: Iterable[bytes], force: bool = False) -> None:
    """Write a file whole: the old one stays as it is until the new one is safely on the disk.

    An existing file needs `force`; it keeps its owner, group, permissions and attributes, or is left as it is. Of
    several that write a new file at once without `force` one does, and the others are told. What is no regular file,
    such as `/dev/full`, is written to as it stands. Raises OutputError, and leaves nothing behind; BrokenPipeError
    where it is a pipe whose reader is gone.
    """
    check_name(name)
    old = None
    try:
        target = _resolved(name)
        old = status_of(name)
        if old and not stat.S_ISREG(old.st_mode):
            _write_through(name, chunks, old.st_mode)  # where /dev/fd/63 leads there may be no file
            return
        if old and not force:
            raise FileExistsError
        if old:
            _check_writable(target, name)
            _check_links(target, name)
        _tidy(os.path.dirname(target))
        _replace(target, chunks, old, force)
    except OSError as error:
        if system.is_reader_gone(error):
            raise
        raise _refusal(name, error, old is not None) from error
    try:
        system.sync_folder(os.path.dirname(target))
    except OSError as error:
        raise OutputError(f"{path(name)} is written, but may be lost if the power fails: {reason(error)}") from error


def _refusal(name: str, error: OSError, exists: bool) -> OutputError:
    """What a person is told where a file cannot be written."""
    shown, hint = path(name), None
    if isinstance(error, FileExistsError):
        return OutputError(f"{shown} exists already; --force replaces it")
    if isinstance(error, system.RightsError):
        return OutputError(f"{shown} is left as it was: what replaces it cannot be given {reason(error)}", _COPY)
    if isinstance(error, system.LockError):
        return OutputError(f"{shown} cannot be locked: {reason(error)}", _NO_LOCKS)
    if isinstance(error, PermissionError) and exists:
        hint = "it is replaced by a new file beside it, so its folder must be writable too"
    return OutputError(f"{shown} cannot be written: {reason(error)}", hint)


def _write_through(target: str, chunks: Iterable[bytes], mode: int) -> None:
    """Write to what is no regular file. Raises OSError."""
    if stat.S_ISDIR(mode):  # of which Windows says only that it may not be opened
        raise IsADirectoryError("is a directory")
    with open(target, "wb", buffering=0) as stream:
        write_all(stream.write, chunks, stream.fileno())


def _resolved(name: str) -> str:
    """The file that a name means, where links lead. Raises OSError."""
    try:
        return os.path.realpath(name)
    except ValueError as error:  # there can be none of the name
        raise OSError(str(error)) from error


def _check_writable(target: str, name: str) -> None:
    """Raise OutputError where a file is read-only, though its folder may let it be replaced."""
    if os.access(target, os.F_OK) and not os.access(target, os.W_OK):
        raise OutputError(
            f"{path(name)} is left as it was: it is read-only", "make it writable, or write to another file"
        )


def _left(name: str) -> re.Match[str] | None:
    """The name of a temporary file with the number of its process; made at need, for most commands write nothing."""
    return re.fullmatch(_LEFT, name)


def _check_links(target: str, name: str) -> None:
    """Raise OutputError where a file has other names, which would go on to mean the old one. Raises OSError."""
    if os.stat(target).st_nlink < 2:
        return
    with os.scandir(os.path.dirname(target)) as entries:
        for entry in entries:  # a new file has two names for a moment, and for longer where a process was killed then
            with suppress(FileNotFoundError):
                if _left(entry.name) and os.path.samefile(entry.path, target):
                    os.unlink(entry.path)
    links = os.stat(target).st_nlink
    if links > 1:
        message = f"{path(name)} is left as it was: it has {links} names (hard links), and would keep only this one"
        raise OutputError(message, "write to a copy, or remove the other names first")


def _replace(target: str, chunks: Iterable[bytes], old: os.stat_result | None, force: bool) -> None:
    """Put a new file in the place of the old one, if there is one. Raises OSError."""
    folder = os.path.dirname(target)
    with temporary(folder) as new:
        write_all(lambda view: os.write(new.descriptor, view), chunks, new.descriptor)
        if old:
            system.give_rights(new.descriptor, target, old)
        else:
            system.set_mode(new.descriptor, system.usual_mode(folder))
        os.fsync(new.descriptor)
        new.close()
        if force:
            system.replace(new.path, target)
        elif not system.put(new.path, target):
            _put(new.path, target)


def _put(temporary: str, target: str) -> None:
    """Put a file where none is, on a file system without links: an empty one keeps the place for a moment."""
    place = Temporary(target)
    place.create()
    unfinished.add(place)
    try:
        place.close()
        system.replace(temporary, target)
    except BaseException:
        place.remove()
        raise
    finally:
        unfinished.discard(place)


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
                system.wait_to_write(descriptor)
            else:
                view = view[taken:]


# --- Updating ---------------------------------------------------------------------------------------------------------


def update(
    name: str, change: Callable[[bytes], bytes], timeout: float = 60, note: Callable[[str], None] | None = None
) -> None:
    """Replace a file by what `change` makes of it, whole or not at all, as updates of one file wait for each other.

    The file is locked from reading to replacing; the lock ends with the process, however that ends. Where `change`
    raises or gives the same bytes, nothing is written. `note` is told, once, of a wait that takes longer than a second.
    Raises DataError, and OutputError, that also where the lock is not to be had within `timeout` seconds.
    """
    lock = _locked(name, timeout, note)
    try:
        old = read_bytes(name)
        new = change(old)
        if new != old:
            write(name, [new], force=True)
    finally:
        lock.release()


def _locked(name: str, timeout: float, note: Callable[[str], None] | None) -> system.Lock:
    """The lock of a file, once it is to be had. Raises OutputError."""
    try:
        target = _resolved(name)
        _check_writable(target, name)
        lock = system.Lock(target)
        _wait(lock, name, timeout, note)
        try:
            _check_links(target, name)
        except BaseException:
            lock.release()
            raise
    except OSError as error:
        raise _refusal(name, error, exists=False) from error
    return lock


def _wait(lock: system.Lock, name: str, timeout: float, note: Callable[[str], None] | None) -> None:
    """Take a lock as soon as it is free. Raises OutputError where that takes too long, OSError."""
    begun = time.monotonic()
    while not lock.take():
        waited = time.monotonic() - begun
        if waited >= timeout:
            raise OutputError(f"another run is writing to {path(name)}; try again when it is done")
        if note and waited >= _TELL_AFTER:
            holder = lock.holder()
            who = f" (process {holder})" if holder else ""
            note(f"waiting for another run to finish writing to {path(name)}{who}")
            note = None
        time.sleep(system.PAUSE)
