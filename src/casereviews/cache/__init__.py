"""The cache: large collections, compiled once and kept in the user's cache folder.

An entry is a database, `KEY-DIGEST.db`, and a note, `KEY.json`, that names it and the files it was compiled from. The
note is written last and completes the entry: a database that no note names is never read. The source files must be
unchanged, by `files.fingerprint`, and so must the content of the database. So an entry is either correct or not used,
whatever has happened to the folder.

Entries that are of no more use still hold texts, so they are removed whenever a collection of files is read.
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
from .database import CachedDatabase, blame, check_trust, discard, forgive, mark_of, note_reader, open_entry
from .note import Note, database_name, key_of, paths_and_names, read_note, write_note
from .place import BESIDE, DATABASE, HINT, NOTE, CacheError, folder, is_there, listed, prepare, put, size
from .tidying import Removed, clear, tidy

__all__ = [
    "STATES",
    "CacheEntry",
    "CacheError",
    "CachedDatabase",
    "Removed",
    "blame",
    "clear",
    "discard",
    "entries",
    "find",
    "folder",
    "forgive",
    "keep",
    "note_reader",
    "tidy",
]  # fmt: skip

CURRENT, STALE, MISSING = "current", "stale", "source missing"
STATES = (CURRENT, STALE, MISSING)
"""The states of an entry: it would be used; it would be compiled again; one of its source files is missing."""


class CacheEntry(NamedTuple):
    """A compiled collection in the cache."""

    sources: list[str]
    """The files that it was compiled from, as absolute paths; empty where they are no longer known."""
    bytes: int
    """The size of the database."""
    state: str
    """One of `STATES`."""
    file: str
    """The database."""
    coding: str | None = None
    """The coding whose codes alone it has, as --coding asks for; None where it has all."""


def find(
    sources: Sequence[str], version: str, terms: Sequence[str] = (), held_to: str | None = None
) -> CachedDatabase | None:
    """The database compiled from exactly these files, by a program of this version; None where there is none.

    `terms` are the files of terms that the others were read with, `held_to` the coding whose codes alone it has. A
    large database may be gone when it is opened, as another process may replace it. Raises CacheError where the folder
    cannot be trusted or the database is damaged.
    """
    check_trust()
    place = folder()
    files = [*sources, *terms]
    if not _is_cacheable(files) or not is_there(place):
        return None
    paths, names = paths_and_names(sources, terms, held_to)
    note = read_note(place, key_of(paths, names))
    if note is None or (note.version, note.names, [mark.path for mark in note.sources]) != (version, names, paths):
        return None
    marks = _renewed(note.sources, files)
    found = open_entry(place, note) if marks else None
    if not marks or not found:
        return None
    mark, database = found
    fresh = note._replace(sources=marks, database=mark)
    if fresh != note and all(one.settled for one in marks) and (mark == note.database or mark.settled):
        with suppress(OSError):
            write_note(place, fresh)
    return database


def keep(
    sources: Sequence[str],
    version: str,
    fill: Callable[[str], None],
    terms: Sequence[str] = (),
    held_to: str | None = None,
) -> CachedDatabase | None:
    """The database of the files, which `fill` makes at the path it is given, and which is kept.

    `fill` must read the files itself, so that what is kept has the content that is noted here, and must have closed the
    database when it returns. None where nothing is kept: a file changed meanwhile, or cannot be kept, such as standard
    input; then `fill` is not called. Raises CacheError where the folder cannot be used or is full, and whatever `fill`
    raises.
    """
    import sqlite3

    files = [*sources, *terms]
    if not _is_cacheable(files):
        return None
    check_trust()
    place = folder()
    prepare(place)
    paths, names = paths_and_names(sources, terms, held_to)
    try:
        marks = list(map(take, files, paths))
    except OSError:  # reading the file will report what is wrong
        return None
    try:
        with temporary(place, "casereviews", BESIDE) as new:
            fill(new.path)
            if not all(map(untouched, files, marks)):
                return None
            return _commit(place, new, version, names, marks)
    except (OSError, sqlite3.OperationalError) as error:
        raise CacheError(f"{path(place)}: cannot be written: {reason(error)}", HINT) from error


def entries(version: str) -> list[CacheEntry]:
    """The entries of the cache, sorted by their source files. Raises CacheError where the folder cannot be used."""
    place = folder()
    found: list[CacheEntry] = []
    known: set[str] = set()
    names = listed(place)
    for name in names:
        note = read_note(place, name.removesuffix(".json")) if NOTE.fullmatch(name) else None
        if note:
            file = os.path.join(place, note.database.path)
            paths = [mark.path for mark in note.sources]
            found.append(CacheEntry(paths, size(file), _state(place, note, version), file, note.held_to))
            known.add(note.database.path)
    for name in names:
        if DATABASE.fullmatch(name) and name not in known:
            file = os.path.join(place, name)
            found.append(CacheEntry([], size(file), STALE, file))
    return sorted(found, key=lambda entry: (entry.sources, entry.coding or "", entry.file))


def _commit(place: str, new: Temporary, version: str, names: list[str], sources: list[Mark]) -> CachedDatabase | None:
    """The new database, made an entry. Raises OSError.

    It stays open until its note is written, so that no other process takes it for one that was left behind.
    """
    with open(new.path, "rb+") as stream:
        os.fsync(stream.fileno())
    mark = mark_of(new.path, "")
    name = database_name(key_of([source.path for source in sources], names), mark.digest)
    final = os.path.join(place, name)
    if system.WINDOWS:  # which cannot rename an open file
        new.close()
    put(new.path, final)
    try:
        facts = facts_of(os.lstat(final))
        note = Note(version, names, sources, Mark(name, *facts, mark.stamp, mark.digest, time.time_ns()))
        write_note(place, note)
        found = open_entry(place, note, is_new=True)
    except BaseException:
        with suppress(OSError):
            os.unlink(final)
        raise
    return found[1] if found else None


def _is_cacheable(sources: Sequence[str]) -> bool:
    """Whether all are regular files. Nothing is opened, as a process that writes to a pipe would lose its reader."""
    try:
        return bool(sources) and all(name != "-" and stat.S_ISREG(os.stat(name).st_mode) for name in sources)
    except (OSError, ValueError):
        return False


def _renewed(marks: Iterable[Mark], files: Iterable[str]) -> list[Mark] | None:
    """The present marks of the files; None where one of them has changed or cannot be read."""
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
            return CURRENT if open_entry(place, note) else STALE
    return STALE
