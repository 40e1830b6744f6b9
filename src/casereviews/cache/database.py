"""The database of an entry: whether its content is as it was, and what to do where it is not.

A small one is read and checked in full and used in memory: nothing is used that was not checked. A larger one is
checked in full, a very large one by samples, and both are read while in use; so damage can show at any time, and
whoever reads one must then start again without the cache.
"""

from __future__ import annotations

import os
import sqlite3
import time
import zlib
from contextlib import suppress
from typing import ClassVar, NamedTuple
from weakref import WeakKeyDictionary

from ..files import system
from ..files.fingerprint import Mark, checksum, read_whole, renewed, take
from ..files.reading import reason
from ..text import path
from .note import Note
from .place import DATABASE, HINT, CacheError, remove

IN_MEMORY = 8 << 20
"""The size in bytes up to which a database is used in memory: some 600 reviews, which takes 10 ms."""

CHECKED = 32 << 20
"""The size in bytes up to which a database is checked in full each time: some 2,500 reviews; 2,000 take 14 ms."""

_DAY = 86_400_000_000_000  # nanoseconds after which a larger one is checked in full again
_DAMAGED = "is damaged"


class CachedDatabase(NamedTuple):
    """The database of an entry."""

    path: str
    content: bytes | None
    """Its content, which was checked; None for one that is read while in use."""


class _Trust:
    """Which databases this process reads while in use, and for whom; and why it no longer trusts the cache, if so."""

    readers: ClassVar[WeakKeyDictionary[object, str]] = WeakKeyDictionary()
    fault = ""


def mark_of(file: str, path: str) -> Mark:
    """The mark of a new database, with the path to note. Raises OSError."""
    mark = take(file, path, system.NO_LINK)
    return mark._replace(stamp=checksum(file, system.NO_LINK)[1]) if mark.size <= CHECKED else mark


def open_entry(place: str, note: Note, is_new: bool = False) -> tuple[Mark, CachedDatabase] | None:
    """An entry's database, with its present mark; None where it is gone.

    A new one was just read in full, for its digest. Raises CacheError where it is damaged or cannot be read, and then
    removes it.
    """
    file = os.path.join(place, note.database.path)
    try:
        if note.database.size <= IN_MEMORY:
            return note.database, CachedDatabase(file, _content(file, note.database))
        return note.database if is_new else _checked(file, note.database), CachedDatabase(file, None)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise discard(file, error) from error


def _content(file: str, mark: Mark) -> bytes:
    """The content of a small database. Raises OSError where it has changed."""
    content = read_whole(file, system.NO_LINK)
    if (len(content), zlib.crc32(content)) != (mark.size, mark.stamp):
        raise OSError(0, _DAMAGED)
    return content


def _checked(file: str, mark: Mark) -> Mark:
    """The present mark of a database whose content is as it was. Raises OSError where it is not.

    One that is too large to be checked each time is read in full once a day, as a disk can fail under an idle file.
    """
    if mark.size <= CHECKED:
        if checksum(file, system.NO_LINK) != (mark.size, mark.stamp):
            raise OSError(0, _DAMAGED)
        return mark
    is_old = time.time_ns() - mark.recorded_ns > _DAY
    fresh = take(file, mark.path, system.NO_LINK) if is_old else renewed(file, mark, system.NO_LINK)
    if fresh is None or fresh.digest != mark.digest:
        raise OSError(0, _DAMAGED)
    return fresh


# --- Trust ------------------------------------------------------------------------------------------------------------


def check_trust() -> None:
    """Raise CacheError where this process no longer trusts the cache."""
    if _Trust.fault:
        raise CacheError(_Trust.fault)


def note_reader(file: str, reader: object) -> None:
    """Note that an object reads a database while in use, for as long as that object exists."""
    _Trust.readers[reader] = file


def discard(file: str, error: Exception | None = None) -> CacheError:
    """Remove a database that cannot be used, so that it is compiled again; the error to raise."""
    named = DATABASE.fullmatch(os.path.basename(file))
    for name in (f"{os.path.dirname(file)}/{named[1]}.json" if named else "", file):
        with suppress(OSError):
            remove(name)
    known = error if isinstance(error, (OSError, sqlite3.Error)) else None
    why = reason(known) if known else _DAMAGED
    return CacheError(f"{path(file)}: {why if why == _DAMAGED else f'cannot be read: {why}'}", HINT)


def blame(error: Exception) -> bool:
    """Whether a database that is read while in use may be the cause of an unexplained error.

    If so it is removed, and every later use of the cache raises CacheError until `forgive`.
    """
    if isinstance(error, MemoryError):
        return False
    files = sorted(set(_Trust.readers.values()))
    _Trust.readers.clear()
    for file in files:
        _Trust.fault = discard(file, error).message
    return bool(files)


def forgive() -> None:
    """Trust the cache again."""
    _Trust.fault = ""
