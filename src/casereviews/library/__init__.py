"""The collections in use as a store: the bundled one, or those of the files that a person names."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from .. import __version__
from ..database import connect
from ..errors import DataError, Problem
from ..files.package import package_data
from ..store import Store
from ..store.tables import VERSION
from .bundled import VOCABULARY, bundled_store
from .named import asked_files

if TYPE_CHECKING:
    from ..cache import CachedDatabase
    from ..files.collection_file import CollectionFile
    from ..reading.dataset import Reading
    from ..reading.mistaken import Mistaken
    from ..store.compiling import Compiler
    from ..vocabulary import Vocabulary


CACHED_FROM = 256 * 1024
"""The size in bytes, of all files together, from which a store is kept in the cache.

Compiling so much takes about a quarter of a second; a smaller one, such as a year of bulletins, is compiled each time,
so that ordinary use writes no files.
"""


Progress = Callable[[float, int], None]
"""Called with the share that has been read, from 0 to 1, and how many reviews that is."""


def open_store(
    files: Sequence[str] = (),
    with_bundled: bool = False,
    cached: bool = True,
    progress: Progress | None = None,
    note: Callable[[str], None] | None = None,
    own: Sequence[str] = (),
) -> Store:
    """The store of the collections in the files, or of the bundled one where none is named; `-` is standard input.

    A folder means the collections in it. Large ones are compiled once, into the cache, unless `cached` is false.
    `progress` is called with how much has been read, and `note` with why the cache was not used. `own` are custom
    vocabulary files, which add to the bundled terms. Raises DataError with every problem of every file.
    """
    if not files and not own:
        return bundled_store()
    asked, problems = asked_files(files, with_bundled)
    try:
        store = None
        if not problems and cached and sum(file.size for file in asked) >= CACHED_FROM:
            store = _cached_store(asked, own, progress, note)
        if not store:
            store = Store(connect())
            _compile_files(store.database, asked, own, progress, problems)
        store.files = [file.shown for file in asked]
        return store
    finally:
        tidy_cache()


def _cached_store(
    files: Sequence[CollectionFile], own: Sequence[str], progress: Progress | None, note: Callable[[str], None] | None
) -> Store | None:
    """The store in the cache, compiled now if need be; None where the cache cannot be used, and `note` says why.

    Raises DataError.
    """
    entry = [file.path for file in files], own
    store = keep_store(entry, lambda database: _compile_files(database, files, own, progress), note)
    if store and not all(files[number].in_folder for number in store.left_out()):
        return None  # it was one of a folder's files then, and is named itself now
    return store


Entry = tuple[Sequence[str], Sequence[str]]
"""What an entry of the cache is compiled from: files, and files of terms."""


def keep_store(
    entry: Entry,
    compile_into: Callable[[sqlite3.Connection], None],
    note: Callable[[str], None] | None,
    held_to: str | None = None,
) -> Store | None:
    """The store in the cache, compiled now if need be; None where the cache cannot be used, and `note` says why."""
    from .. import cache

    def fill(kept: str) -> None:
        from urllib.parse import quote

        # No other process uses this file, and SQLite's own locks would interfere with ours.
        database = connect(f"file:{quote(kept)}?mode=rw&nolock=1", uri=True)
        try:
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192;")
            compile_into(database)
        finally:
            database.close()

    paths, own = entry
    today = version()
    try:
        found = cache.find(paths, today, own, held_to) or cache.keep(paths, today, fill, own, held_to)
        store = _kept_store(found) if found else None
    except cache.CacheError as error:
        if note:
            note(f"the cache is not used: {error.message}; this answer is compiled in memory")
        return None
    if store:
        store.entry = entry
    return store


def kept_store(entry: Entry) -> Store | None:
    """The store of these files as the cache has it now; None where it has none. Raises CacheError."""
    from .. import cache

    paths, own = entry
    found = cache.find(paths, version(), own)
    return _kept_store(found) if found else None


def _kept_store(database: CachedDatabase) -> Store | None:
    """The store of a database in the cache; None where another process has just removed it. Raises CacheError."""
    from .. import cache

    store = (Store.load(database.content) if database.content else None) or Store.open_file(database.path)
    if store and store.on_disk:
        cache.note_reader(database.path, store)
    elif not store and os.path.exists(database.path):
        raise cache.discard(database.path)
    return store


def tidy_cache() -> None:
    """Remove what is of no more use from the cache, if there is one."""
    from .. import cache

    with suppress(cache.CacheError):
        cache.tidy(version())


def version() -> str:
    """The version that a store in the cache must have: of the tables, the program and the bundled vocabulary."""
    return f"{VERSION} {__version__} {zlib.crc32(package_data(VOCABULARY)):08x}"


def _compile_files(
    database: sqlite3.Connection,
    files: Sequence[CollectionFile],
    own: Sequence[str],
    progress: Progress | None,
    known: Sequence[Problem] = (),
) -> None:
    """Compile files into an empty database, in constant memory.

    Raises DataError with every problem of every file, after those that are known already; or with those of the terms
    alone, as no collection can be checked without them.
    """
    from ..store.compiling import Compiler
    from .vocabularies import joined  # neither is needed for the bundled collection, which is compiled already

    bundled = bundled_store()
    terms = joined(bundled.whole_vocabulary, own) if own else bundled.vocabulary
    compiler = Compiler(database, terms, bundled, several=len(files) > 1)
    readings, unreadable = _read_into(compiler, files, terms, progress)
    left_out = {number: found.left_out for number, found in _left_out(readings, files).items()}
    sound = {number: reading for number, reading in readings.items() if number not in left_out}
    problems = [*known, *unreadable, *(problem for reading in sound.values() for problem in reading.verdict)]
    if problems:
        raise DataError(problems)
    for number, what in left_out.items():
        compiler.leave_out(number, what)
    shown = [file.shown for file in files]
    for number, reading in sound.items():
        for overlap in reading.overlaps:
            compiler.remark(overlap.line("{0}", "{1}"), number, shown.index(overlap.other))
    compiler.finish((number, reading.about, reading.taken) for number, reading in sound.items() if reading.about)


def _read_into(
    compiler: Compiler, files: Sequence[CollectionFile], terms: Vocabulary, progress: Progress | None
) -> tuple[dict[int, Reading], list[Problem]]:
    """Read files into a compiler: the reading of each by its number, and the problems of unreadable ones."""
    import gc

    from ..reading.dataset import Reading

    readings: dict[int, Reading] = {}
    unreadable: list[Problem] = []
    total = sum(file.size for file in files) or 1
    before = 0
    collecting = gc.isenabled()
    gc.disable()  # there are no reference cycles here, and looking for them takes a third of the time
    try:
        for number, file in enumerate(files):
            try:
                reading = readings[number] = Reading.of(file, terms, compiler)
                for review in reading:
                    compiler.add(review, reading.line)
                    if progress and compiler.number % 100 == 0:
                        progress((before + reading.done * file.size) / total, compiler.number)
            except DataError as error:
                unreadable += error.problems
            before += file.size
    finally:
        if collecting:
            gc.enable()
    return readings, unreadable


def _left_out(readings: Mapping[int, Reading], files: Sequence[CollectionFile]) -> dict[int, Mistaken]:
    """Those files of folders that are not collections; empty where there is nothing else."""
    found = {number: reading.mistaken for number, reading in readings.items() if files[number].in_folder}
    left_out = {number: mistaken for number, mistaken in found.items() if mistaken}
    return left_out if len(left_out) < len(readings) else {}
