"""What takes back the last change that answers made in a collection: the bytes that were there before.

There is one for a file at most, `undo-KEY.bin`: a line of JSON, and the old bytes between what stayed the same at the
start and at the end. It is of use only while the file is as the change left it, and is removed when it no longer is.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from ..files import system
from ..files.fingerprint import regular
from ..files.reading import reason
from ..files.writing import temporary
from ..text import path
from .place import HINT, CacheError, folder, is_there, prepare, put, remove

_LONGEST = 1 << 20  # bytes of the line
_UNSOUND = (OSError, ValueError, TypeError, KeyError, RecursionError)  # what reading a damaged one raises


class Undo(NamedTuple):
    """A change that can be taken back."""

    file: str
    """The real path of the collection."""
    size: int
    """Of the file as the change left it, in bytes."""
    digest: str
    """Of its content, then."""
    start: int
    """How many bytes stayed the same at the start,"""
    end: int
    """and at the end."""
    told: list[str]
    """What was told of the change."""


def keep(name: str, before: bytes, after: bytes, told: Sequence[str]) -> None:
    """Keep what takes a file back from one content to another; where they are the same there is nothing to keep.

    Raises CacheError.
    """
    place = folder()
    if before == after:
        with suppress(OSError):
            remove(_path(place, os.path.realpath(name)))
        return
    prepare(place)
    file = os.path.realpath(name)
    start, end = same(before, after)
    undo = Undo(file, len(after), _digest(after), start, end, list(told))
    try:
        with temporary(place, "casereviews") as new:
            with open(new.descriptor, "wb", closefd=False) as stream:
                stream.write(json.dumps(undo._asdict()).encode() + b"\n")
                stream.write(before[start : len(before) - end])
            os.fsync(new.descriptor)
            new.close()
            put(new.path, _path(place, file))
    except OSError as error:
        raise CacheError(f"{path(place)}: cannot be written: {reason(error)}", HINT) from error


def find(name: str) -> Undo | None:
    """What there is to take back of a file; None where there is nothing. Raises CacheError."""
    place, file = folder(), os.path.realpath(name)
    found = _read(_path(place, file))[0] if is_there(place) else None
    return found if found and found.file == file else None


def taken_back(undo: Undo, after: bytes) -> bytes | None:
    """The file's content before the change; None where it is no longer as that left it. Raises CacheError."""
    found, old = _read(_path(folder(), undo.file))
    if found != undo or len(after) != undo.size or _digest(after) != undo.digest:
        return None
    return after[: undo.start] + old + after[len(after) - undo.end :]


def forget(undo: Undo) -> None:
    """Remove what was taken back."""
    with suppress(OSError):
        remove(_path(folder(), undo.file))


def is_of_use(file: str) -> bool:
    """Whether one still has its collection, which seems unchanged by its size."""
    found = _read(file)[0]
    if not found:
        return False
    try:
        return os.stat(found.file).st_size == found.size
    except (OSError, ValueError):
        return False


def _path(place: str, file: str) -> str:
    data = os.fsencode(file)
    return os.path.join(place, f"undo-{zlib.crc32(data):08x}{zlib.adler32(data):08x}.bin")


def _read(file: str) -> tuple[Undo | None, bytes]:
    """One with the old bytes; None where there is none, or it is damaged."""
    try:
        with regular(file, system.NO_LINK) as descriptor, open(descriptor, "rb", closefd=False) as stream:
            return Undo(**json.loads(stream.readline(_LONGEST))), stream.read()
    except _UNSOUND:
        return None, b""


def _digest(data: bytes) -> str:
    import hashlib  # which takes long to import

    return hashlib.sha256(data).hexdigest()


def same(before: bytes, after: bytes) -> tuple[int, int]:
    """How many bytes of a content stay the same at the start, and how many of the others at the end."""
    start = _same(before, after)
    most = min(len(before), len(after)) - start
    return start, _same(before[len(before) - most :][::-1], after[len(after) - most :][::-1])


def _same(one: bytes, other: bytes) -> int:
    """How many bytes two texts have in common at their start."""
    most = min(len(one), len(other))
    same, step = 0, 1 << 16
    while step:
        while same + step <= most and one[same : same + step] == other[same : same + step]:
            same += step
        step >>= 1
    return same
