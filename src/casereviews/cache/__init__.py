"""The cache: large collections, compiled once and kept in the user's cache folder.

An entry is a database, `KEY-DIGEST.db`, and `KEY.json`, a note that names it and tells what it was made of. The note is
written last and makes the entry: a database that no note names is never read. The files that it was made of must be the
same that they were, by `files.fingerprint`, and the database must hold what it held. So an entry is right, or none at
all, whatever has befallen the folder.

What is of no more use holds texts all the same. It is removed whenever a collection of files is asked.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from ..files import system
from ..files.fingerprint import Mark, facts_of, renewed, take, untouched
from ..files.reading import reason
from ..files.writing import Temporary, temporary
from ..text import path
from .database import CachedDatabase, ask, blame, check_trust, forgive, given_up, opened, taken
from .note import Note, database_name, key_of, named, noted, write
from .place import BESIDE, DATABASE, HINT, NOTE, CacheError, folder, is_there, listed, prepare, put, size
from .tidying import Removed, clear, tidy

__all__ = [
    "STATES", "CacheError", "CachedDatabase", "Entry", "Removed", "ask", "blame", "clear", "entries", "find", "folder",
    "forgive", "given_up", "keep", "tidy",
]  # fmt: skip

CURRENT, STALE, MISSING = "current", "stale", "source missing"
STATES = (CURRENT, STALE, MISSING)
"""Of an entry: it would be used; it would be compiled anew; a file that it was made of is not to be seen."""


class Entry(NamedTuple):
    """A compiled collection in the cache."""

    sources: list[str]
    """The files that it was made of, as absolute paths; none where that is no longer known."""
    bytes: int
    """The size of the database."""
    state: str
    """One of `STATES`."""
    file: str
    """The database."""


def find(sources: Sequence[str], version: str, terms: Sequence[str] = ()) -> CachedDatabase | None:
    """The database that was compiled of just these files, by a program of this version; None where there is none.

    `terms` are the files of terms by which the others were read. A large database may be gone by the time it is opened,
    for another process may replace it. Raises CacheError where the folder is not to be trusted, and where the database
    is damaged.
    """
    check_trust()
    place = folder()
    files = [*sources, *terms]
    if not _is_cacheable(files) or not is_there(place):
        return None
    paths, names = named(sources, terms)
    note = noted(place, key_of(paths, names))
    if note is None or (note.version, note.names, [mark.path for mark in note.sources]) != (version, names, paths):
        return None
    marks = _renewed(note.sources, files)
    found = opened(place, note) if marks else None
    if not marks or not found:
        return None
    mark, database = found
    fresh = note._replace(sources=marks, database=mark)
    if fresh != note and all(one.settled for one in marks) and (mark == note.database or mark.settled):
        with suppress(OSError):
            write(place, fresh)
    return database


def keep(
    sources: Sequence[str], version: str, fill: Callable[[str], None], terms: Sequence[str] = ()
) -> CachedDatabase | None:
    """Have `fill` make the database of the files, at the path that it is given; keep it.

    `fill` must itself read the files, so that what is kept is of the content that is noted here, and must have closed
    the database when it returns. None where nothing is kept: a file changed meanwhile, or, without a call of `fill`,
    is none that can be kept, as standard input. Raises CacheError where the folder cannot be used, or takes no more;
    and what `fill` raises of its own.
    """
    import sqlite3

    files = [*sources, *terms]
    if not _is_cacheable(files):
        return None
    check_trust()
    place = folder()
    prepare(place)
    paths, names = named(sources, terms)
    try:
        marks = list(map(take, files, paths))
    except OSError:  # reading it will tell what is wrong
        return None
    try:
        with temporary(place, "casereviews", BESIDE) as new:
            fill(new.path)
            if not all(map(untouched, files, marks)):
                return None
            return _commit(place, new, version, names, marks)
    except (OSError, sqlite3.OperationalError) as error:
        raise CacheError(f"{path(place)}: cannot be written: {reason(error)}", HINT) from error


def entries(version: str) -> list[Entry]:
    """What is in the cache, by the names of the files. Raises CacheError where the folder cannot be used."""
    place = folder()
    found: list[Entry] = []
    known: set[str] = set()
    names = listed(place)
    for name in names:
        note = noted(place, name.removesuffix(".json")) if NOTE.fullmatch(name) else None
        if note:
            file = os.path.join(place, note.database.path)
            paths = [mark.path for mark in note.sources]
            found.append(Entry(paths, size(file), _state(place, note, version), file))
            known.add(note.database.path)
    for name in names:
        if DATABASE.fullmatch(name) and name not in known:
            file = os.path.join(place, name)
            found.append(Entry([], size(file), STALE, file))
    return sorted(found)


def _commit(place: str, new: Temporary, version: str, names: list[str], sources: list[Mark]) -> CachedDatabase | None:
    """Make a database an entry. Raises OSError.

    Until its note is written it stays open, so that no other process takes it for one that was left behind.
    """
    with open(new.path, "rb+") as stream:
        os.fsync(stream.fileno())
    mark = taken(new.path, "")
    name = database_name(key_of([source.path for source in sources], names), mark.digest)
    final = os.path.join(place, name)
    if system.WINDOWS:  # no open file is renamed there
        new.close()
    put(new.path, final)
    try:
        facts = facts_of(os.lstat(final))
        note = Note(version, names, sources, Mark(name, *facts, mark.stamp, mark.digest, time.time_ns()))
        write(place, note)
        found = opened(place, note, is_new=True)
    except BaseException:
        with suppress(OSError):
            os.unlink(final)
        raise
    return found[1] if found else None


def _is_cacheable(sources: Sequence[str]) -> bool:
    """Whether all are regular files. Nothing is opened: whoever writes to a pipe would lose its reader."""
    try:
        return bool(sources) and all(name != "-" and stat.S_ISREG(os.stat(name).st_mode) for name in sources)
    except (OSError, ValueError):
        return False


def _renewed(marks: Iterable[Mark], files: Iterable[str]) -> list[Mark] | None:
    """The marks that files have today; None where one of them has changed or cannot be read."""
    today: list[Mark] = []
    for name, mark in zip(files, marks, strict=True):
        try:
            fresh = renewed(name, mark)
        except OSError:
            return None
        if fresh is None:
            return None
        today.append(fresh)
    return today


def _state(place: str, note: Note, version: str) -> str:
    paths = [mark.path for mark in note.sources]
    if not all(map(os.path.exists, paths)):
        return MISSING
    if note.version == version and _is_cacheable(paths) and _renewed(note.sources, paths):
        with suppress(CacheError):
            return CURRENT if opened(place, note) else STALE
    return STALE
