"""The collections in use as a store: the bundled one, or those of the files that a person names."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from typing import TYPE_CHECKING

from .. import __version__
from ..database import connect
from ..errors import DataError, Problem
from ..files.package import package_data
from ..files.reading import expand, size
from ..store import Store
from ..store.tables import VERSION
from ..text import path
from .bundled import BUNDLED, VOCABULARY, bundled_file, bundled_store

if TYPE_CHECKING:
    from ..cache import CachedDatabase
    from ..reading.dataset import Reading
    from ..reading.mistaken import Mistaken
    from ..store.compiling import Compiler
    from ..vocabulary import Vocabulary


CACHED_FROM = 256 * 1024
"""The size in bytes, of all files together, from which a store is kept in the cache.

Compiling so much takes about a quarter of a second; a smaller one, such as a year of bulletins, is compiled each time,
so that ordinary use writes no files.
"""


class _Sources:
    """What a store is compiled from. A plain class, as making a named tuple costs every start 0.3 ms."""

    def __init__(self, names: Sequence[str], held: AbstractSet[str], own: Sequence[str], with_bundled: bool) -> None:
        """Take the files, those found in folders, which need not all be collections, and custom vocabularies."""
        self.names = names
        self.held = held
        self.own = own
        self.with_bundled = with_bundled

    @property
    def files(self) -> Sequence[str]:
        """The files, the bundled collection among them."""
        return [BUNDLED, *self.names] if self.with_bundled else self.names

    @property
    def shown(self) -> list[str]:
        """What messages call the files."""
        return [BUNDLED] * self.with_bundled + [path(name) for name in self.names]


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
    with_bundled = with_bundled or not files
    names, problems = expand(files)
    asked = _Sources(names, frozenset(names) - set(files), own, with_bundled)
    try:
        store = None
        if not problems and cached and sum(map(size, names)) >= CACHED_FROM:
            store = _cached_store(asked, progress, note)
        if not store:
            store = Store(connect())
            _compile_files(store.database, asked, progress, problems)
        store.files = asked.shown
        return store
    finally:
        tidy_cache()


def _cached_store(asked: _Sources, progress: Progress | None, note: Callable[[str], None] | None) -> Store | None:
    """The store in the cache, compiled now if need be; None where the cache cannot be used, and `note` says why.

    Raises DataError.
    """
    from .. import cache

    sources = [*bundled_file(), *asked.names] if asked.with_bundled else list(asked.names)

    def fill(file: str) -> None:
        from urllib.parse import quote

        # No other process uses this file, and SQLite's own locks would interfere with ours.
        database = connect(f"file:{quote(file)}?mode=rw&nolock=1", uri=True)
        try:
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192;")
            _compile_files(database, asked, progress)
        finally:
            database.close()

    today = version()
    try:
        found = cache.find(sources, today, asked.own) or cache.keep(sources, today, fill, asked.own)
        store = _kept_store(found) if found else None
    except cache.CacheError as error:
        if note:
            note(f"the cache is not used: {error.message}; this answer is compiled in memory")
        return None
    if store and any(asked.files[number] not in asked.held for number in store.left_out()):
        return None  # it was one of a folder's files then, and is named itself now
    return store


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
    database: sqlite3.Connection, asked: _Sources, progress: Progress | None, known: Sequence[Problem] = ()
) -> None:
    """Compile files into an empty database, in constant memory.

    Raises DataError with every problem of every file, after those that are known already; or with those of the terms
    alone, as no collection can be checked without them.
    """
    from ..store.compiling import Compiler
    from .reading import problems_of  # neither is needed for the bundled collection, which is compiled already
    from .vocabularies import joined

    bundled = bundled_store()
    terms = joined(bundled.whole_vocabulary, asked.own) if asked.own else bundled.vocabulary
    compiler = Compiler(database, terms, bundled)
    readings, unreadable = _read_into(compiler, asked, terms, progress)
    left_out = {number: found.left_out for number, found in _left_out(readings, asked).items()}
    sound = {number: reading for number, reading in readings.items() if number not in left_out}
    problems = [*known, *unreadable, *(problem for reading in sound.values() for problem in problems_of(reading))]
    if problems:
        raise DataError(problems)
    for number, what in left_out.items():
        compiler.leave_out(number, what)
    for number, reading in sound.items():
        for overlap in reading.overlaps:
            compiler.remark(overlap.line("{0}", "{1}"), number, asked.shown.index(overlap.other))
    compiler.finish((number, reading.about, reading.taken) for number, reading in sound.items() if reading.about)


def _read_into(
    compiler: Compiler, asked: _Sources, terms: Vocabulary, progress: Progress | None
) -> tuple[dict[int, Reading], list[Problem]]:
    """Read files into a compiler: the reading of each by its number, and the problems of unreadable ones."""
    import gc

    from .reading import reading_of

    readings: dict[int, Reading] = {}
    unreadable: list[Problem] = []
    total = sum(map(size, asked.names)) or 1
    before = 0
    collecting = gc.isenabled()
    gc.disable()  # there are no reference cycles here, and looking for them takes a third of the time
    try:
        for number, name in enumerate(asked.files):
            length = size(name)
            try:
                reading = readings[number] = reading_of(name, terms, compiler.earlier)
                for review in reading:
                    compiler.add(review, reading.line)
                    if progress and compiler.number % 100 == 0:
                        progress((before + reading.done * length) / total, compiler.number)
            except DataError as error:
                unreadable += error.problems
            before += length
    finally:
        if collecting:
            gc.enable()
    return readings, unreadable


def _left_out(readings: Mapping[int, Reading], asked: _Sources) -> dict[int, Mistaken]:
    """Those files of folders that are not collections; empty where there is nothing else."""
    found = {number: reading.mistaken for number, reading in readings.items() if asked.files[number] in asked.held}
    left_out = {number: mistaken for number, mistaken in found.items() if mistaken}
    return left_out if len(left_out) < len(readings) else {}
