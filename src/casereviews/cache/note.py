"""The note of an entry: what its database was compiled from, by which version, and the mark of the database."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from ..files import system
from ..files.fingerprint import Mark, checked, regular
from ..files.writing import temporary
from .place import BESIDE, DATABASE, put

_FORMAT = 2
_LARGEST = 1 << 26  # bytes; each source file takes some 250
_CHECKSUM = 8  # characters, before the JSON
_UNSOUND = (OSError, ValueError, TypeError, KeyError, RecursionError)  # what reading a damaged note raises


class Note(NamedTuple):
    """What the cache has noted of an entry."""

    version: str
    names: list[str]
    sources: list[Mark]
    database: Mark
    """With its name in the folder as its path."""

    @property
    def held_to(self) -> str | None:
        """The coding whose codes alone the entry has; None where it has all."""
        return next(iter(self.names[len(self.sources) :]), None)

    @property
    def key(self) -> str:
        """What the entry's files are named by."""
        return key_of([mark.path for mark in self.sources], self.names)


def paths_and_names(
    sources: Sequence[str], terms: Sequence[str], held_to: str | None = None
) -> tuple[list[str], list[str]]:
    """The files' real paths, and their names as typed, after which collections are named.

    A link with another name is therefore another collection, which may have other ids. Files of terms have an empty
    name here, so that they are not mistaken for collections. What is held to a coding has this as one name more.
    """
    names = [os.path.basename(name) for name in sources] + [""] * len(terms) + ([held_to] if held_to else [])
    return [os.path.realpath(name) for name in (*sources, *terms)], names


def key_of(paths: list[str], names: list[str]) -> str:
    """What an entry's files are named by: two checksums, as importing hashlib costs more than all else here.

    Two entries with the same key would replace each other, but neither could be mistaken for the other: the note holds
    the paths themselves.
    """
    data = b"\0".join(map(os.fsencode, paths + names))
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}"


def read_note(place: str, key: str) -> Note | None:
    """An entry's note; None where there is none, or it is damaged or of another format."""
    try:
        return _load(place, key)
    except _UNSOUND:
        return None


def _load(place: str, key: str) -> Note:
    with regular(os.path.join(place, f"{key}.json"), system.NO_LINK) as descriptor:
        data = os.read(descriptor, min(os.fstat(descriptor).st_size, _LARGEST))
    if data[:_CHECKSUM] != _checksum(data[_CHECKSUM:]):
        raise ValueError("damaged")
    content = json.loads(data[_CHECKSUM:])
    if content["format"] != _FORMAT:
        raise ValueError("of another format")
    sources = [checked(mark) for mark in content["sources"]]
    note = Note(content["version"], content["names"], sources, checked(content["database"]))
    name = note.database.path
    if name != database_name(key, note.database.digest) or not DATABASE.fullmatch(name) or note.key != key:
        raise ValueError("names no database of its own")
    return note


def database_name(key: str, digest: str) -> str:
    """The name of an entry's database in the folder."""
    return f"{key}-{digest[:16]}.db"


def write_note(place: str, note: Note) -> None:
    """Write an entry's note, completely or not at all. Raises OSError."""
    content = {
        "format": _FORMAT,
        "version": note.version,
        "names": note.names,
        "sources": [mark._asdict() for mark in note.sources],
        "database": note.database._asdict(),
    }
    data = json.dumps(content).encode()
    with temporary(place, "casereviews", BESIDE) as new:
        with open(new.descriptor, "wb", closefd=False) as stream:
            stream.write(_checksum(data) + data)
        os.fsync(new.descriptor)
        new.close()
        put(new.path, os.path.join(place, f"{note.key}.json"))
    system.sync_folder(place)


def _checksum(data: bytes) -> bytes:
    return b"%08x" % zlib.crc32(data)
