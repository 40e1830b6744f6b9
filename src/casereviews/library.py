"""The collections in use as a store: the bundled one, or those of the files that a person names."""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .errors import DataError, Problem
from .store import Store
from .text import path

if TYPE_CHECKING:
    from .model import Collection
    from .vocabulary import Vocabulary

BUNDLED = "the bundled collection"
"""How messages call the collection that comes with the package."""

REVIEWS, VOCABULARY, COMPILED = "reviews.yaml", "vocabulary.yaml", "bundled.store"
"""The files of the package's data: what people write, and what building the package compiles it to."""


def named(files: Sequence[str] | None) -> list[str]:
    """The collections to ask: those that a person names, else those of CASEREVIEWS_DATA; none is the bundled one."""
    if files:
        return list(files)
    return [name for name in os.environ.get("CASEREVIEWS_DATA", "").split(os.pathsep) if name]


def open_store(files: Sequence[str] = (), with_bundled: bool = False) -> Store:
    """The store of the collections in the files, or of the bundled one where none is named; `-` is standard input.

    Raises DataError with every problem of every file.
    """
    if not files:
        return _bundled_store()
    from . import dataset

    contents = [(BUNDLED, package_data(REVIEWS))] if with_bundled else []
    read, unreadable = _read(files)
    collections, found = dataset.check([*contents, *read], vocabulary())
    if unreadable or found:
        raise DataError([*unreadable, *found])
    return Store.compile(collections, vocabulary())


def vocabulary() -> Vocabulary:
    """The bundled vocabulary."""
    return _bundled_store().vocabulary


def check(files: Sequence[str]) -> tuple[list[Collection], list[Problem], list[Problem]]:
    """Of the files, or of the bundled collection where none is named: sound collections, and the others' problems.

    Last come the problems of files that cannot be read at all.
    """
    from . import dataset

    contents, unreadable = _read(files)
    if not files:
        contents = [(BUNDLED, package_data(REVIEWS))]
    return *dataset.check(contents, vocabulary()), unreadable


def _read(files: Sequence[str]) -> tuple[list[tuple[str, bytes]], list[Problem]]:
    """The files' contents by name, and a problem for each that cannot be read."""
    from .files import read_bytes

    contents: list[tuple[str, bytes]] = []
    problems: list[Problem] = []
    for name in files:
        try:
            contents.append((path(name), read_bytes(name)))
        except DataError as error:
            problems += error.problems
    return contents, problems


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
    from . import dataset, vocabulary_file

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


def package_data(name: str) -> bytes:
    """A file of the package's data: beside the package where it is installed, else in the checkout's `data`.

    Read through the package's own loader, so that a zipped package works too; `importlib.resources` would cost more
    than the reading. Raises DataError.
    """
    here = os.path.dirname(os.path.abspath(__file__))
    folders = [os.path.join(here, "data"), os.path.join(os.path.dirname(os.path.dirname(here)), "data")]
    for folder in folders:
        try:
            data: bytes = __loader__.get_data(os.path.join(folder, name))  # type: ignore[name-defined]
        except OSError:
            continue
        return data
    raise DataError([Problem(name, 0, 0, None, f"is missing from the installation; looked in {' and '.join(folders)}")])
