"""What a file was like, and whether it is still the same.

A file counts as unchanged while its size, times and inode and some samples of its content are those that were noted.
Whatever raises a doubt has its whole content compared by digest: neither an older time nor a restored one misleads.
"""

from __future__ import annotations

import os
import stat
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from .system import READ

_SAMPLES, _SAMPLE = 16, 4096
_BLOCK = 1 << 18  # which fits into the processor's own memory
_SETTLED = 2_000_000_000  # nanoseconds; some file systems keep times to two seconds


class Mark(NamedTuple):
    """What a file was like. Times are in nanoseconds."""

    path: str
    """Absolute, or as whoever keeps the mark likes."""
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    device: int
    stamp: int
    """A checksum of samples, or whatever checksum whoever keeps the mark likes."""
    digest: str
    """Of the whole content."""
    recorded_ns: int
    """When this was noted."""

    @property
    def facts(self) -> tuple[int, ...]:
        """What can be told without reading."""
        return self[1:6]

    @property
    def settled(self) -> bool:
        """Whether the file had rested when it was noted: what is written just then can leave its times as they were."""
        return max(self.mtime_ns, self.ctime_ns) + _SETTLED <= self.recorded_ns


_KINDS = (str, int, int, int, int, int, int, str, int)


def checked(content: dict[str, Any]) -> Mark:
    """The mark of these values. Raises TypeError where they are not what a mark has."""
    mark = Mark(**content)
    if any(type(value) is not kind for value, kind in zip(mark, _KINDS, strict=True)):
        raise TypeError("not what a mark has")
    return mark


@contextmanager
def regular(name: str, flags: int = 0) -> Iterator[int]:
    """A descriptor for reading a regular file. Raises OSError where it is none."""
    descriptor = os.open(name, READ | flags)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("it is no regular file")
        yield descriptor
    finally:
        os.close(descriptor)


def facts_of(status: os.stat_result) -> tuple[int, int, int, int, int]:
    """What the system tells of a file, in the order of a mark."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev


def read_whole(name: str, flags: int = 0) -> bytes:
    """What a regular file holds. Raises OSError."""
    with regular(name, flags) as descriptor, open(descriptor, "rb", buffering=0, closefd=False) as stream:
        return stream.readall()


def checksum(name: str, flags: int = 0) -> tuple[int, int]:
    """The size of a regular file, and a checksum of all that it holds. Raises OSError."""
    size = found = 0
    with regular(name, flags) as descriptor:
        for block in _blocks(descriptor):
            size += len(block)
            found = zlib.crc32(block, found)
    return size, found


def take(name: str, path: str, flags: int = 0) -> Mark:
    """What a file is like now, noted under a path. Raises OSError, also where it changes while it is read."""
    now = time.time_ns()
    with regular(name, flags) as descriptor:
        facts = facts_of(os.fstat(descriptor))
        stamp, digest = _stamp(descriptor, facts[0]), _digest(descriptor)
        if facts_of(os.fstat(descriptor)) != facts:
            raise OSError("it is being written to")
    return Mark(path, *facts, stamp, digest, now)


def renewed(name: str, mark: Mark, flags: int = 0) -> Mark | None:
    """The mark of a file that holds what it held: the same one, or a new one where its digest had to be taken.

    None where it has changed. Raises OSError where it cannot be read.
    """
    with regular(name, flags) as descriptor:
        facts = facts_of(os.fstat(descriptor))
        if facts[0] != mark.size:
            return None
        if mark.settled and facts == mark.facts and _stamp(descriptor, mark.size) == mark.stamp:
            return mark
    fresh = take(name, mark.path, flags)
    return fresh if fresh.digest == mark.digest else None


def untouched(name: str, mark: Mark) -> bool:
    """Whether nobody has so much as touched a file: what is read twice must be the same both times."""
    again = renewed(name, mark)
    return again is not None and again.facts == mark.facts


def _stamp(descriptor: int, size: int) -> int:
    """A checksum of samples from all over a file, or of a small one's whole content."""
    stamp = 0
    step = max(_SAMPLE, (size - _SAMPLE) // (_SAMPLES - 1))
    for start in range(0, min(size, step * _SAMPLES), step):
        os.lseek(descriptor, start, os.SEEK_SET)
        stamp = zlib.crc32(os.read(descriptor, _SAMPLE), stamp)
    return stamp


def _digest(descriptor: int) -> str:
    """A digest of a file's whole content: SHA-256, for which today's processors have instructions.

    Importing hashlib costs some 9 ms, which looking at the times saves.
    """
    import hashlib

    digest = hashlib.sha256()
    for block in _blocks(descriptor):
        digest.update(block)
    return digest.hexdigest()


def _blocks(descriptor: int) -> Iterator[memoryview]:
    """A file's content from its beginning, a block after the other in the same place."""
    block = memoryview(bytearray(_BLOCK))
    os.lseek(descriptor, 0, os.SEEK_SET)
    with open(descriptor, "rb", buffering=0, closefd=False) as stream:
        while length := stream.readinto(block):
            yield block[:length]
