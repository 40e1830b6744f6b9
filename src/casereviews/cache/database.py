"""The database of an entry: whether it holds what it held, and what is done where it does not.

A small one is read whole and checked whole, and asked in memory: then nothing is asked that was not checked. A larger
one is checked whole, and a very large one by samples, and read as it is asked; so damage can show at any time, and then
whoever asks is to ask again without the cache.
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
"""The size in bytes up to which a database is asked in memory: some 600 reviews, for which that takes 10 ms."""

CHECKED = 32 << 20
"""The size in bytes up to which a database is checked whole each time: some 2,500 reviews; 2,000 take 14 ms."""

_DAY = 86_400_000_000_000  # nanoseconds after which a larger one is checked whole again
_DAMAGED = "is damaged"


class CachedDatabase(NamedTuple):
    """The database of an entry."""

    path: str
    content: bytes | None
    """What it holds, which was checked; None of one that is read as it is asked."""


class _Trust:
    """What this process reads as it is asked, and by whom; and why it trusts the cache no more, where that is so."""

    asked: ClassVar[WeakKeyDictionary[object, str]] = WeakKeyDictionary()
    fault = ""


def taken(file: str, path: str) -> Mark:
    """The mark of a new database, by the path that it is noted under. Raises OSError."""
    mark = take(file, path, system.NO_LINK)
    return mark._replace(stamp=checksum(file, system.NO_LINK)[1]) if mark.size <= CHECKED else mark


def opened(place: str, note: Note, is_new: bool = False) -> tuple[Mark, CachedDatabase] | None:
    """An entry's database, with its mark of today; None where it is gone.

    One that is new was read whole just now, for its digest. Raises CacheError where it is damaged or cannot be read; it
    is removed then.
    """
    file = os.path.join(place, note.database.path)
    try:
        if note.database.size <= IN_MEMORY:
            return note.database, CachedDatabase(file, _content(file, note.database))
        return note.database if is_new else _checked(file, note.database), CachedDatabase(file, None)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise given_up(file, error) from error


def _content(file: str, mark: Mark) -> bytes:
    """What a small database holds. Raises OSError where that is not what it held."""
    content = read_whole(file, system.NO_LINK)
    if (len(content), zlib.crc32(content)) != (mark.size, mark.stamp):
        raise OSError(0, _DAMAGED)
    return content


def _checked(file: str, mark: Mark) -> Mark:
    """The mark today of a database that holds what it held. Raises OSError where it does not.

    Of one that is too large to be checked each time, all is read once a day: a disk can go bad under a file that rests.
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
    """Raise CacheError where this process trusts the cache no more."""
    if _Trust.fault:
        raise CacheError(_Trust.fault)


def ask(file: str, asker: object) -> None:
    """Note that somebody reads a database as it is asked, for as long as there is that somebody."""
    _Trust.asked[asker] = file


def given_up(file: str, error: Exception | None = None) -> CacheError:
    """What to raise where a database cannot be used, which is removed, so that it is compiled anew the next time."""
    named = DATABASE.fullmatch(os.path.basename(file))
    for name in (f"{os.path.dirname(file)}/{named[1]}.json" if named else "", file):
        with suppress(OSError):
            remove(name)
    known = error if isinstance(error, (OSError, sqlite3.Error)) else None
    why = reason(known) if known else _DAMAGED
    return CacheError(f"{path(file)}: {why if why == _DAMAGED else f'cannot be read: {why}'}", HINT)


def blame(error: Exception) -> bool:
    """Whether a database that is read as it is asked may be the reason for an error for which nobody can account.

    If so it is removed, and every later use of the cache raises CacheError, until `forgive`.
    """
    if isinstance(error, MemoryError):
        return False
    files = sorted(set(_Trust.asked.values()))
    _Trust.asked.clear()
    for file in files:
        _Trust.fault = given_up(file, error).message
    return bool(files)


def forgive() -> None:
    """Trust the cache again."""
    _Trust.fault = ""
