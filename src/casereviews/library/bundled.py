"""The bundled collection, and the store that is compiled from it when the package is built."""

from __future__ import annotations

import os
import zlib

from ..errors import DataError
from ..files.package import package_data
from ..store import Store

BUNDLED = "the bundled collection"
"""What messages call the collection that comes with the package."""

REVIEWS, VOCABULARY, CUES, COMPILED = "reviews.yaml", "vocabulary.yaml", "cues.yaml", "bundled.store"
"""The files of the package's data: those that people write, and what they are compiled to."""


def bundled_store() -> Store:
    """The bundled collection's store: the compiled one where it is of the same files, else one compiled now."""
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
    from ..reading import dataset, vocabulary_file
    from ..store.compiling import compile_store

    terms = vocabulary_file.read(sources[VOCABULARY], VOCABULARY)
    return compile_store([dataset.read(sources[REVIEWS], BUNDLED, terms)], terms)


def compile_bundled() -> bytes:
    """What the package holds so that start-up reads no YAML: a checksum, and the store."""
    sources = {name: package_data(name) for name in (REVIEWS, VOCABULARY)}
    kept = _compile(sources).keep(sources)
    return _checksum(kept) + kept


def keep_bundled(folder: str) -> None:
    """Write the compiled store of the package into a folder."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, COMPILED), "wb") as stream:
        stream.write(compile_bundled())


def _checksum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(4, "big")
