"""The collections in use as a store: the bundled one, or those of the files that a person names."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from typing import TYPE_CHECKING

from . import __version__
from .errors import DataError, Problem
from .files.package import package_data, package_places
from .files.reading import LINES_ENDINGS, as_utf8, expand, read_bytes, read_lines, size
from .store import VERSION, Store, connect
from .text import path

if TYPE_CHECKING:
    from .cache import CachedDatabase
    from .reading.dataset import Earlier, Reading
    from .reading.mistaken import Mistaken
    from .store.compiling import Compiler
    from .vocabulary import Vocabulary

BUNDLED = "the bundled collection"
"""How messages call the collection that comes with the package."""

REVIEWS, VOCABULARY, CUES, COMPILED = "reviews.yaml", "vocabulary.yaml", "cues.yaml", "bundled.store"
"""The files of the package's data: what people write, and what building the package compiles it to."""


CACHED_FROM = 256 * 1024
"""The size in bytes, of all files together, from which a store is kept in the cache.

Compiling so much takes about a quarter of a second; what is smaller, as a year of bulletins is, is compiled each time,
so that plain use writes nothing.
"""


class _Asked:
    """What a store is compiled of. A plain class, for making a named tuple costs every start 0.3 ms."""

    def __init__(self, names: Sequence[str], held: AbstractSet[str], own: Sequence[str], with_bundled: bool) -> None:
        """Take the files, those of them that folders hold, which need not all be collections, and own vocabularies."""
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
"""Is told the share that has been read, from 0 to 1, and how many reviews that is."""


def named(files: Sequence[str] | None) -> list[str]:
    """The collections to ask: those that a person names, else those of CASEREVIEWS_DATA; none is the bundled one."""
    return _named(files, "CASEREVIEWS_DATA")


def named_vocabularies(files: Sequence[str] | None) -> list[str]:
    """The files of a person's own terms: those that are named, else those of CASEREVIEWS_VOCABULARY."""
    return _named(files, "CASEREVIEWS_VOCABULARY")


def _named(files: Sequence[str] | None, variable: str) -> list[str]:
    names = files or [name for name in os.environ.get(variable, "").split(os.pathsep) if name]
    return [os.path.expanduser(name) for name in names]  # shells leave ~ behind a sign, as in --data=~/ours.yaml


def open_store(
    files: Sequence[str] = (),
    with_bundled: bool = False,
    cached: bool = True,
    progress: Progress | None = None,
    note: Callable[[str], None] | None = None,
    own: Sequence[str] = (),
) -> Store:
    """The store of the collections in the files, or of the bundled one where none is named; `-` is standard input.

    A folder stands for the collections in it. What is large is compiled once, into the cache, unless `cached` is false.
    `progress` is told how much has been read, and `note` why the cache was not used. `own` are vocabulary files of a
    person's own, which add to the bundled terms. Raises DataError with every problem of every file.
    """
    if not files and not own:
        return _bundled_store()
    with_bundled = with_bundled or not files
    names, problems = expand(files)
    asked = _Asked(names, frozenset(names) - set(files), own, with_bundled)
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


def _cached_store(asked: _Asked, progress: Progress | None, note: Callable[[str], None] | None) -> Store | None:
    """The store in the cache, compiled now where there is none; None where the cache cannot be used, as `note` is told.

    Raises DataError.
    """
    from . import cache

    sources = [*_bundled_file(), *asked.names] if asked.with_bundled else list(asked.names)

    def fill(place: str) -> None:
        from urllib.parse import quote

        # Nobody else knows of it, so SQLite's own locks would only be in the way of ours.
        database = connect(f"file:{quote(place)}?mode=rw&nolock=1", uri=True)
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
        return None  # it was in a folder, and is named itself now
    return store


def _kept_store(database: CachedDatabase) -> Store | None:
    """The store of a database in the cache; None where another process has just removed it. Raises CacheError."""
    from . import cache

    store = (Store.load(database.content) if database.content else None) or Store.open_file(database.path)
    if store and store.on_disk:
        cache.ask(database.path, store)
    elif not store and os.path.exists(database.path):
        raise cache.given_up(database.path)
    return store


def tidy_cache() -> None:
    """Remove from the cache what is of no more use, where there is a cache."""
    from . import cache

    with suppress(cache.CacheError):
        cache.tidy(version())


def version() -> str:
    """What a store in the cache must have been compiled by: the tables, the program and the bundled vocabulary."""
    return f"{VERSION} {__version__} {zlib.crc32(package_data(VOCABULARY)):08x}"


def _compile_files(
    database: sqlite3.Connection, asked: _Asked, progress: Progress | None, known: Sequence[Problem] = ()
) -> None:
    """Compile files into an empty database, with flat memory.

    Raises DataError with every problem of every file, after those that are known already; or, where the terms have
    any, with theirs alone, for without them no collection can be judged.
    """
    from .store.compiling import Compiler

    bundled = _bundled_store()
    terms = _joined(bundled.whole_vocabulary, asked.own) if asked.own else bundled.vocabulary
    compiler = Compiler(database, terms, bundled)
    readings, unreadable = _read_into(compiler, asked, terms, progress)
    left_out = {number: found.left_out for number, found in _left_out(readings, asked).items()}
    sound = {number: reading for number, reading in readings.items() if number not in left_out}
    problems = [*known, *unreadable, *(problem for reading in sound.values() for problem in _problems(reading))]
    if problems:
        raise DataError(problems)
    for number, what in left_out.items():
        compiler.leave_out(number, what)
    for number, reading in sound.items():
        for overlap in reading.overlaps:
            compiler.remark(overlap.told("{0}", "{1}"), number, asked.shown.index(overlap.other))
    compiler.finish((number, reading.about, reading.taken) for number, reading in sound.items() if reading.about)


def _read_into(
    compiler: Compiler, asked: _Asked, terms: Vocabulary, progress: Progress | None
) -> tuple[dict[int, Reading], list[Problem]]:
    """Read files into a compiler: each as it was read, by its number, and the problems of those that cannot be."""
    import gc

    readings: dict[int, Reading] = {}
    unreadable: list[Problem] = []
    total = sum(map(size, asked.names)) or 1
    before = 0
    collecting = gc.isenabled()
    gc.disable()  # nothing here goes in circles, and looking for them takes a third of the time
    try:
        for number, name in enumerate(asked.files):
            length = size(name)
            try:
                reading = readings[number] = _reading(name, terms, compiler.earlier)
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


def _left_out(readings: Mapping[int, Reading], asked: _Asked) -> dict[int, Mistaken]:
    """Of files that folders hold, those that are no collections; none where nothing else is there."""
    found = {number: reading.mistaken for number, reading in readings.items() if asked.files[number] in asked.held}
    left_out = {number: mistaken for number, mistaken in found.items() if mistaken}
    return left_out if len(left_out) < len(readings) else {}


def _problems(reading: Reading) -> list[Problem]:
    """The problems of a file; of one that is no collection at all, what it is."""
    mistaken = reading.mistaken
    return [Problem(reading.file, 0, 0, None, "; ".join(mistaken))] if mistaken else reading.problems


def _reading(name: str, terms: Vocabulary, earlier: Earlier) -> Reading:
    """A collection as it is read. Raises DataError where the file cannot be read."""
    from .reading.dataset import Reading
    from .reading.json_lines import MAX_LINE

    if name is BUNDLED:
        return Reading(BUNDLED, package_data(REVIEWS), terms, earlier)
    if name.lower().endswith(LINES_ENDINGS) and size(name):
        return Reading(path(name), read_lines(name, MAX_LINE), terms, earlier, size(name))
    return Reading(path(name), as_utf8(read_bytes(name)), terms, earlier)


def vocabulary(own: Sequence[str] = (), with_lay: bool = False) -> Vocabulary:
    """The bundled vocabulary, with what a person's own files add to it. Raises DataError with every problem in them.

    Its everyday words, which only search takes, are there where they are asked for.
    """
    bundled = _bundled_store()
    return _joined(bundled.whole_vocabulary if with_lay else bundled.vocabulary, own)


def coding_vocabulary(own: Sequence[str] = ()) -> Vocabulary:
    """The vocabulary with the cues by which the importer codes, a person's own among them. Raises DataError."""
    from .reading import vocabulary_file

    return _joined(vocabulary_file.add(_bundled_store().vocabulary, package_data(CUES), CUES), own)


def _joined(terms: Vocabulary, own: Sequence[str]) -> Vocabulary:
    """A vocabulary with what files add to it, one after the other. Raises DataError."""
    if not own:
        return terms
    from .reading import vocabulary_file

    problems: list[Problem] = []
    for name in own:
        try:
            terms = vocabulary_file.add(terms, read_bytes(name), path(name))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return terms


def check(files: Sequence[str], own: Sequence[str] = ()) -> tuple[list[str], list[Problem], list[Problem]]:
    """Of the files, or of the bundled collection where none is named: what each sound one holds, in lines.

    Then come the others' problems, and last the problems of files that cannot be read at all; or those of a person's
    `own` vocabularies alone, for without these no collection can be judged.
    """
    from .reading.dataset import Ids

    try:
        terms = vocabulary(own)
    except DataError as error:
        return [], [], list(error.problems)
    ids = Ids()
    sound: list[str] = []
    problems: list[Problem] = []
    names, unreadable = expand(files or [BUNDLED])
    for name in names:
        try:
            reading = _reading(name, terms, ids)
            for _ in reading:
                pass
        except DataError as error:
            unreadable += error.problems
            continue
        mistaken = reading.mistaken
        if name not in files and mistaken:
            sound.append(f"{reading.file} {mistaken.left_out}")
            continue
        problems += _problems(reading)
        if not reading.problems:
            sound.append(reading.tally())
            sound += [overlap.told(reading.file, overlap.other) for overlap in reading.overlaps]
    return sound, problems, unreadable


def _bundled_store() -> Store:
    """The bundled collection's store: the compiled one where it was made of the same files, else compiled now."""
    sources = {name: package_data(name) for name in (REVIEWS, VOCABULARY)}
    try:
        compiled = package_data(COMPILED)
    except DataError:
        compiled = b""
    kept = compiled[4:]
    if compiled[:4] == _checksum(kept):
        store = Store.open(kept, sources)
        if store:
            return store
    return _compile(sources)


def _compile(sources: dict[str, bytes]) -> Store:
    from .reading import dataset, vocabulary_file

    terms = vocabulary_file.read(sources[VOCABULARY], VOCABULARY)
    return Store.compile([dataset.read(sources[REVIEWS], BUNDLED, terms)], terms)


def compile_bundled() -> bytes:
    """What the package keeps of its data, so that start-up reads no YAML: a checksum, and the store."""
    sources = {name: package_data(name) for name in (REVIEWS, VOCABULARY)}
    kept = _compile(sources).keep(sources)
    return _checksum(kept) + kept


def keep_bundled(folder: str) -> None:
    """Write what the package keeps of its data into a folder."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, COMPILED), "wb") as stream:
        stream.write(compile_bundled())


def _checksum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(4, "big")


def _bundled_file() -> list[str]:
    """The file of the bundled collection, where it is one: what is compiled of it is kept with it."""
    return [place for place in package_places(REVIEWS) if os.path.isfile(place)][:1] or ["-"]  # as what is never kept
