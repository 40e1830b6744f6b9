"""Removing from the cache what is of no more use: it holds texts that may no longer be kept anywhere else."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from ..files import system
from ..files.reading import reason
from ..files.writing import remove_left
from ..text import path
from . import undo
from .note import Note, read_note
from .place import DATABASE, NOTE, TEMPORARY, UNDO, CacheError, folder, is_ours, listed, remove, size, without_ending

_HOUR = 3600  # seconds after which, without locks, no process can still be about to write a database's note


class Removed(NamedTuple):
    """What was removed."""

    databases: int = 0
    bytes: int = 0

    def with_file(self, name: str, length: int) -> Removed:
        """What was removed, with one more file."""
        return Removed(self.databases + (DATABASE.fullmatch(name) is not None), self.bytes + length)


def tidy(version: str) -> Removed:
    """Remove what no command of this version would use, as far as it can be removed now.

    That is entries of other versions, or of files that are gone or have changed; databases that others have replaced;
    and what killed processes have left behind. Raises CacheError where the folder cannot be used.
    """
    place = folder()
    names = listed(place)
    used: set[str] = set()
    for name in names:
        note = read_note(place, name.removesuffix(".json")) if NOTE.fullmatch(name) else None
        if note and _may_be_used(note, version):
            used |= {name, note.database.path}
        elif UNDO.fullmatch(name) and undo.is_of_use(os.path.join(place, name)):
            used.add(name)
    removed = Removed()
    for name in _unused(names, used):
        file = os.path.join(place, name)
        with suppress(OSError):
            length = size(file)
            if _remove_left(place, name):
                removed = removed.with_file(name, length)
    return removed


def clear() -> Removed:
    """Remove all files of the cache, and no others.

    Raises CacheError where the folder cannot be used, or a file cannot be removed.
    """
    place = folder()
    removed = Removed()
    try:
        for name in filter(is_ours, listed(place)):
            file = os.path.join(place, name)
            length = size(file)
            remove(file)
            removed = removed.with_file(name, length)
    except OSError as error:
        raise CacheError(f"{path(place)}: cannot be emptied: {reason(error)}") from error
    return removed


def _may_be_used(note: Note, version: str) -> bool:
    """Whether an entry is of this version, and its files seem unchanged by their size and time; none is read."""
    if note.version != version:
        return False
    for mark in note.sources:
        try:
            status = os.stat(mark.path)
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:  # a drive may be out of reach for now
            continue
        if (status.st_size, status.st_mtime_ns) != (mark.size, mark.mtime_ns):
            return False
    return True


def _unused(names: list[str], used: set[str]) -> Iterator[str]:
    """The cache's unused files: notes first, as a database is of use while a note names it."""
    ours = [name for name in names if is_ours(name) and without_ending(name) not in used]
    yield from sorted(ours, key=lambda name: (NOTE.fullmatch(name) is None, name))


def _remove_left(place: str, name: str) -> bool:
    """Whether a file was removed: it stays while another process may be about to use it. Raises OSError."""
    file = os.path.join(place, name)
    temporary = TEMPORARY.fullmatch(name)
    if temporary:
        remove_left(file, int(temporary[1]), time.time() - os.lstat(file).st_mtime)
        return not os.path.lexists(file)
    if name != without_ending(name):
        if os.path.lexists(os.path.join(place, without_ending(name))):
            return False
    elif DATABASE.fullmatch(name) and _is_wanted(place, name):
        return False
    remove(file)
    return True


def _is_wanted(place: str, name: str) -> bool:
    """Whether a database's note is being written, or has been written meanwhile. Raises OSError."""
    file = os.path.join(place, name)
    status = os.lstat(file)
    if stat.S_ISREG(status.st_mode):
        descriptor = os.open(file, os.O_RDWR | system.NO_LINK | system.BINARY)
        try:
            held = not system.hold(descriptor)
        except system.LockError:
            held = time.time() - status.st_mtime < _HOUR
        finally:
            os.close(descriptor)
        if held:
            return True
    note = read_note(place, name[:16])
    return note is not None and note.database.path == name
