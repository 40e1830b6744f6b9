"""The cache: large collections, compiled once and kept in the user's cache folder.

An entry is a database, `KEY-DIGEST.db`, and `KEY.json`, which names it and tells what it was made of. The second is
written last and makes the entry: a database that no such file names is never read. The files and the database must be
the same that they were, by `files.fingerprint`. So an entry is right, or none at all, whatever has befallen the folder.
"""

from __future__ import annotations

import json
import os
import re
import stat
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from .errors import CasereviewsError
from .files.fingerprint import Mark, checked, facts_of, regular, renewed, take, untouched
from .files.reading import reason
from .files.system import NO_LINK
from .files.writing import temporary
from .text import path

CURRENT, STALE, MISSING = "current", "stale", "source missing"
STATES = (CURRENT, STALE, MISSING)
"""Of an entry: it would be used; it would be compiled anew; a file that it was made of is not there."""

_FORMAT = 1
_DATABASE = re.compile(r"[0-9a-f]{16}-[0-9a-f]{16}\.db")
_NOTE = re.compile(r"[0-9a-f]{16}\.json")
_TEMPORARY = re.compile(r"casereviews-[0-9]+-[0-9a-f]{8}\.tmp")
_BESIDE = ("-journal", "-wal", "-shm")  # what SQLite may put beside a database
_LARGEST_NOTE = 1 << 20
_LEFT_BEHIND = 3600  # seconds after which nobody can still be writing a temporary file
_GRACE = 60  # seconds for which another process may be about to open a database that has just been replaced
_UNSOUND = (OSError, ValueError, TypeError, KeyError, RecursionError)  # what reading a damaged note raises
_HINT = "CASEREVIEWS_CACHE names another folder"


class CacheError(CasereviewsError):
    """The cache folder cannot be used, or takes nothing: the reason, in a line."""

    exit_code = 4


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


class _Note(NamedTuple):
    """What the cache knows of an entry."""

    version: str
    names: list[str]
    sources: list[Mark]
    database: Mark
    """Its path is its name in the folder."""

    @property
    def key(self) -> str:
        """What the entry's files are named by."""
        return _key([mark.path for mark in self.sources], self.names)


def folder() -> str:
    """The cache folder: CASEREVIEWS_CACHE, else `casereviews` in XDG_CACHE_HOME, else in `~/.cache`. Absolute.

    A relative XDG_CACHE_HOME is ignored, as its specification demands. Raises CacheError where there is no home.
    """
    named = os.environ.get("CASEREVIEWS_CACHE")
    if named:
        try:
            return os.path.abspath(named)
        except OSError as error:
            raise CacheError(f"{path(named)}: {reason(error)}", _HINT) from error
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        home = os.path.expanduser("~")
        if not os.path.isabs(home) or os.environ.get("HOME") == "":
            raise CacheError("there is no home folder", _HINT)
        base = os.path.join(home, ".cache")
    return os.path.join(base, "casereviews")


def find(sources: Sequence[str], version: str, terms: Sequence[str] = ()) -> str | None:
    """The database that was compiled of just these files, by a program of this version; None where there is none.

    `terms` are the files of terms by which the others were read. The database may be gone by the time it is opened, for
    another process may replace it. Raises CacheError where the folder is one that is not to be trusted.
    """
    place = folder()
    files = [*sources, *terms]
    if not _cacheable(files) or not _is_there(place):
        return None
    try:
        paths, names = _named(sources, terms)
        note = _read(place, _key(paths, names))
        if (note.version, note.names, [mark.path for mark in note.sources]) != (version, names, paths):
            return None
        fresh = _today(place, note, files)
        if fresh and fresh != note and all(mark.settled for mark in (*fresh.sources, fresh.database)):
            with suppress(OSError):
                _write(place, fresh)
        return os.path.join(place, note.database.path) if fresh else None
    except _UNSOUND:
        return None


def keep(sources: Sequence[str], version: str, write: Callable[[str], None], terms: Sequence[str] = ()) -> str | None:
    """Have `write` make the database of the files at the path that it is given, keep it, and give its final path.

    `write` must itself read the files, so that what is kept is of the content that is noted here, and must have closed
    the database when it returns. None where nothing is kept: a file changed meanwhile, or, without a call of `write`,
    is none that can be kept, as standard input. Raises CacheError where the folder cannot be used, or takes no more;
    and what `write` raises of its own.
    """
    import sqlite3

    files = [*sources, *terms]
    if not _cacheable(files):
        return None
    place = folder()
    _prepare(place)
    try:
        paths, names = _named(sources, terms)
        marks = list(map(take, files, paths))
    except OSError:  # reading it will tell what is wrong
        return None
    try:
        with _temporary(place) as temporary:
            write(temporary)
            if not all(map(untouched, files, marks)):
                return None
            return _commit(place, temporary, version, names, marks)
    except (OSError, sqlite3.OperationalError) as error:
        raise CacheError(f"{path(place)}: cannot be written: {reason(error)}", _HINT) from error


def entries(version: str | None = None) -> list[Entry]:
    """What is in the cache, by the names of the files. Where a version is given, what is of another is stale.

    Raises CacheError where the folder cannot be used.
    """
    place = folder()
    found: list[Entry] = []
    named: set[str] = set()
    names = _listed(place)
    for name in names:
        if _NOTE.fullmatch(name):
            with suppress(*_UNSOUND):
                note = _read(place, name.removesuffix(".json"))
                file = os.path.join(place, note.database.path)
                paths = [mark.path for mark in note.sources]
                found.append(Entry(paths, _size(file), _state(place, note, version), file))
                named.add(note.database.path)
    for name in names:
        if _DATABASE.fullmatch(name) and name not in named:
            file = os.path.join(place, name)
            found.append(Entry([], _size(file), STALE, file))
    return sorted(found)


def clear() -> tuple[int, int]:
    """Empty the cache: how many databases were removed, and how many bytes are free again.

    What killed runs have left behind goes too; what is not the cache's own stays. Raises CacheError where the folder
    cannot be used or something cannot be removed.
    """
    place = folder()
    number = freed = 0
    try:
        for name in _listed(place):
            if _is_ours(name):
                file = os.path.join(place, name)
                size = _size(file)
                _remove(file)
                freed += size
                number += _DATABASE.fullmatch(name) is not None
    except OSError as error:
        raise CacheError(f"{path(place)}: cannot be emptied: {reason(error)}") from error
    return number, freed


def _is_there(place: str) -> bool:
    """Whether there is the folder. Raises CacheError where what is there could be somebody else's doing."""
    try:
        status = os.lstat(place)
    except OSError:
        return False
    if stat.S_ISLNK(status.st_mode):
        raise CacheError(f"{path(place)}: is a symbolic link, not a folder", _HINT)
    if not stat.S_ISDIR(status.st_mode):
        raise CacheError(f"{path(place)}: is a file, not a folder", _HINT)
    if hasattr(os, "geteuid"):
        if status.st_uid != os.geteuid():
            raise CacheError(f"{path(place)}: belongs to another user", _HINT)
        if status.st_mode & 0o022:
            raise CacheError(f"{path(place)}: others may write to it", "chmod 700 makes it yours alone")
    return True


def _prepare(place: str) -> None:
    """See that there is the folder, and that nobody else can read it. Raises CacheError."""
    if not _is_there(place):
        try:
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with suppress(FileExistsError):  # another process was first
                os.mkdir(place, 0o700)
        except OSError as error:
            raise CacheError(f"{path(place)}: cannot be created: {reason(error)}", _HINT) from error
        _is_there(place)
    with suppress(OSError):  # some file systems have no modes
        mode = stat.S_IMODE(os.lstat(place).st_mode)
        if mode & 0o077:
            os.chmod(place, mode & ~0o077)


def _listed(place: str) -> list[str]:
    """The names in the folder. Raises CacheError."""
    if not _is_there(place):
        return []
    try:
        return sorted(os.listdir(place))
    except OSError as error:
        raise CacheError(f"{path(place)}: cannot be read: {reason(error)}", _HINT) from error


def _is_ours(name: str) -> bool:
    for ending in _BESIDE:
        name = name.removesuffix(ending)
    return any(pattern.fullmatch(name) for pattern in (_DATABASE, _NOTE, _TEMPORARY))


def _remove(file: str) -> None:
    """Remove a file; a folder in its place only where it is empty, for what it holds is not the cache's."""
    with suppress(OSError):
        os.rmdir(file)
    with suppress(FileNotFoundError):
        os.unlink(file)


def _size(file: str) -> int:
    try:
        return os.lstat(file).st_size
    except OSError:
        return 0


def _tidy(place: str, key: str, database: str) -> None:
    """Remove the databases that the one of this name has replaced, and what killed runs have left behind."""
    now = time.time()
    with suppress(OSError):
        for entry in os.scandir(place):
            old = _DATABASE.fullmatch(entry.name) and entry.name.startswith(key) and entry.name != database
            left = _is_ours(entry.name) and ".tmp" in entry.name
            if old or left:
                with suppress(OSError):
                    if now - entry.stat(follow_symlinks=False).st_mtime > (_GRACE if old else _LEFT_BEHIND):
                        _remove(entry.path)


@contextmanager
def _temporary(place: str) -> Iterator[str]:
    """A new empty file in the folder, which is gone at the end unless it was renamed."""
    with temporary(place, "casereviews", _BESIDE) as new:
        new.close()
        yield new.path


def _commit(place: str, temporary: str, version: str, names: list[str], sources: list[Mark]) -> str:
    """Make a database an entry, and give its final path. Raises OSError."""
    os.chmod(temporary, 0o600)
    _sync(temporary, os.O_RDWR)
    key = _key([mark.path for mark in sources], names)
    mark = take(temporary, "")
    name = f"{key}-{mark.digest[:16]}.db"
    final = os.path.join(place, name)
    _rename(temporary, final)
    try:
        now = time.time_ns()
        database = Mark(name, *facts_of(os.lstat(final)), mark.stamp, mark.digest, now)
        _write(place, _Note(version, names, sources, database))
    except BaseException:
        with suppress(OSError):
            os.unlink(final)
        raise
    _tidy(place, key, name)
    return final


def _write(place: str, note: _Note) -> None:
    """Write an entry's note, whole or not at all. Raises OSError."""
    content = {
        "format": _FORMAT,
        "version": note.version,
        "names": note.names,
        "sources": [mark._asdict() for mark in note.sources],
        "database": note.database._asdict(),
    }
    with _temporary(place) as temporary:
        with open(temporary, "wb") as stream:
            stream.write(json.dumps(content).encode())
            stream.flush()
            os.fsync(stream.fileno())
        _rename(temporary, os.path.join(place, f"{note.key}.json"))
    with suppress(OSError):  # some file systems cannot sync a folder
        _sync(place, os.O_RDONLY)


def _rename(old: str, new: str) -> None:
    """Rename a file over whatever else is there; an empty folder gives way too."""
    with suppress(OSError):
        os.rmdir(new)
    os.replace(old, new)


def _sync(name: str, flags: int) -> None:
    descriptor = os.open(name, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _cacheable(sources: Sequence[str]) -> bool:
    """Whether all are regular files. Nothing is opened: whoever writes to a pipe would lose its reader."""
    try:
        return bool(sources) and all(name != "-" and stat.S_ISREG(os.stat(name).st_mode) for name in sources)
    except (OSError, ValueError):
        return False


def _named(sources: Sequence[str], terms: Sequence[str]) -> tuple[list[str], list[str]]:
    """The files' real paths, and their own names as typed: a collection is called after its file's name.

    A link of another name is therefore another collection, whose ids may be others. Nothing is called after a file of
    terms, whose name is empty here; so it is not mistaken for a collection.
    """
    names = [os.path.basename(name) for name in sources] + [""] * len(terms)
    return [os.path.realpath(name) for name in (*sources, *terms)], names


def _key(paths: list[str], names: list[str]) -> str:
    """What an entry's files are named by.

    Two checksums, for importing hashlib costs more than all else that is done here. Where two keys were the same, each
    entry would replace the other, and none be mistaken for the other: the note holds the paths themselves.
    """
    data = b"\0".join(map(os.fsencode, paths + names))
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}"


def _read(place: str, key: str) -> _Note:
    """An entry's note. Raises one of `_UNSOUND` where there is none that this module wrote."""
    with regular(os.path.join(place, f"{key}.json"), NO_LINK) as descriptor:
        content = json.loads(os.read(descriptor, _LARGEST_NOTE))
    if content["format"] != _FORMAT:
        raise ValueError("of another format")
    sources = [checked(mark) for mark in content["sources"]]
    note = _Note(content["version"], content["names"], sources, checked(content["database"]))
    name = note.database.path
    if name != f"{key}-{note.database.digest[:16]}.db" or not _DATABASE.fullmatch(name) or note.key != key:
        raise ValueError("names no database of its own")
    return note


def _today(place: str, note: _Note, sources: Sequence[str]) -> _Note | None:
    """The note with the marks that the files and the database have today; None where one of them has changed."""
    marks: list[Mark] = []
    files = [(name, 0) for name in sources] + [(os.path.join(place, note.database.path), NO_LINK)]
    for (name, flags), mark in zip(files, [*note.sources, note.database], strict=True):
        today = renewed(name, mark, flags)
        if today is None:
            return None
        marks.append(today)
    return note._replace(sources=marks[:-1], database=marks[-1])


def _state(place: str, note: _Note, version: str | None) -> str:
    paths = [mark.path for mark in note.sources]
    if not all(map(os.path.exists, paths)):
        return MISSING
    with suppress(OSError):
        if version in (None, note.version) and _cacheable(paths) and _today(place, note, paths):
            return CURRENT
    return STALE
