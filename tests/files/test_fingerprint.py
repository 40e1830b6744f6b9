"""What a file was like, and whether it is still the same."""

from __future__ import annotations

import hashlib
import itertools
import os
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casereviews.files import fingerprint
from casereviews.files.fingerprint import Mark

OLD = time.time_ns() - 10**12
"""When a file was written that has rested long."""


def written(path: Path, data: bytes, when: int = OLD) -> str:
    """A file that was written then."""
    path.write_bytes(data)
    os.utime(path, ns=(when, when))
    return str(path)


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock by which every file of a test has rested for an hour."""
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + 3600 * 10**9)


@pytest.fixture
def digests(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often a whole file was read."""
    taken: list[int] = []
    real = fingerprint._digest

    def counted(descriptor: int) -> str:
        taken.append(descriptor)
        return real(descriptor)

    monkeypatch.setattr(fingerprint, "_digest", counted)
    return taken


@pytest.mark.parametrize("size", [0, 1, 4096, 70_000, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3_000_000])
def test_a_mark(tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    name = written(tmp_path / "file", data)
    before = time.time_ns()
    mark = fingerprint.take(name, "as it is called")
    status = os.stat(name)
    assert mark.path == "as it is called"
    assert mark.facts == (size, OLD, status.st_ctime_ns, status.st_ino, status.st_dev)
    assert mark.digest == hashlib.sha256(data).hexdigest()
    assert before <= mark.recorded_ns <= time.time_ns()
    assert fingerprint.checksum(name) == (size, zlib.crc32(data))
    assert fingerprint.read_whole(name) == data


def test_a_file_that_is_the_same(tmp_path: Path, settled: None, digests: list[int]) -> None:
    """Its digest is not taken again, but where its times are others."""
    name = written(tmp_path / "file", b"text")
    mark = fingerprint.take(name, "x")
    assert len(digests) == 1
    assert fingerprint.renewed(name, mark) is mark
    assert fingerprint.untouched(name, mark)
    assert len(digests) == 1
    os.utime(name)
    again = fingerprint.renewed(name, mark)
    assert len(digests) == 2
    assert again
    assert (again.path, again.digest, again.stamp, again.size) == ("x", mark.digest, mark.stamp, mark.size)
    assert again.mtime_ns > mark.mtime_ns
    assert not fingerprint.untouched(name, mark)
    assert fingerprint.untouched(name, again)


@pytest.mark.parametrize("data", [b"texts", b"tex", b"TEXT", b""])
@pytest.mark.parametrize("restored", [True, False])
def test_a_file_that_has_changed(
    tmp_path: Path, settled: None, monkeypatch: pytest.MonkeyPatch, data: bytes, restored: bool
) -> None:
    """Though every time of it is as it was."""
    name = written(tmp_path / "file", b"text")
    mark = fingerprint.take(name, "x")
    written(tmp_path / "file", data)
    if restored:
        monkeypatch.setattr(fingerprint, "facts_of", lambda status: (status.st_size, *mark.facts[1:]))
    assert fingerprint.renewed(name, mark) is None
    assert not fingerprint.untouched(name, mark)


def test_a_size_that_is_another_settles_it(tmp_path: Path, digests: list[int]) -> None:
    name = written(tmp_path / "file", b"text")
    mark = fingerprint.take(name, "x")
    written(tmp_path / "file", b"texts")
    assert fingerprint.renewed(name, mark) is None
    assert len(digests) == 1


@pytest.mark.parametrize(("age", "rested"), [(2_000_000_001, True), (2_000_000_000, True), (1_999_999_999, False)])
@pytest.mark.parametrize("later", ["mtime_ns", "ctime_ns"])
def test_when_a_file_has_rested(age: int, rested: bool, later: str) -> None:
    """Two seconds, to which some file systems keep times."""
    now = 10**18
    times = {"mtime_ns": now - 10**12, "ctime_ns": now - 10**12, later: now - age}
    mark = Mark("x", 1, times["mtime_ns"], times["ctime_ns"], 1, 1, 1, "", now)
    assert mark.settled is rested


def test_a_file_that_has_not_rested_is_read_again(tmp_path: Path, digests: list[int]) -> None:
    """What is written just then can leave the times as they were."""
    name = written(tmp_path / "file", b"text", time.time_ns())
    mark = fingerprint.take(name, "x")
    assert fingerprint.renewed(name, mark)
    assert len(digests) == 2


@pytest.mark.parametrize("size", [1, 4095, 4096, 4097, 65_535, 65_536])
def test_every_byte_of_a_small_file_counts(tmp_path: Path, size: int) -> None:
    data = bytearray(os.urandom(size))
    places = sorted({0, size // 3, size - 1, *range(4095, size, 4096), *range(4096, size, 4096)})
    stamps = [stamp_of(tmp_path, data)]
    for place in places:
        data[place] ^= 1
        stamps.append(stamp_of(tmp_path, data))
    assert len(set(stamps)) == len(places) + 1


@pytest.mark.parametrize("size", [65_537, 100_000, 1_000_000, 3_000_001])
def test_a_large_file_is_looked_at_all_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """In sixteen places, the first and the last at its ends, however large it is."""
    seen: list[tuple[int, int]] = []
    read = os.read

    def noted(descriptor: int, number: int) -> bytes:
        place = os.lseek(descriptor, 0, os.SEEK_CUR)
        piece = read(descriptor, number)
        seen.append((place, len(piece)))
        return piece

    monkeypatch.setattr(os, "read", noted)
    stamp_of(tmp_path, bytearray(size))
    places = [place for place, _ in seen]
    assert len(seen) == 16
    assert {length for _, length in seen} == {4096}
    assert places[0] == 0
    assert size - 4096 - 15 < places[-1] <= size - 4096
    gaps = {after - before for before, after in itertools.pairwise(places)}
    assert len(gaps) == 1


def stamp_of(folder: Path, data: bytearray) -> int:
    """The checksum of a file that holds this."""
    path = folder / "stamped"
    path.write_bytes(data)
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return fingerprint._stamp(descriptor, len(data))
    finally:
        os.close(descriptor)


def test_the_order_of_samples_counts(tmp_path: Path) -> None:
    one, other = b"a" * 4096, b"b" * 4096
    assert stamp_of(tmp_path, bytearray(one + other)) != stamp_of(tmp_path, bytearray(other + one))


Read = Callable[..., Any]
READS: list[Read] = [
    fingerprint.checksum,
    fingerprint.read_whole,
    lambda name, *flags: fingerprint.take(name, "x", *flags),
]


@pytest.mark.parametrize("read", READS)
@pytest.mark.parametrize("name", [os.devnull, "folder", "pipe"])
def test_what_is_no_regular_file(tmp_path: Path, read: Read, name: str) -> None:
    """None is waited for."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    before = len(os.listdir("/dev/fd"))
    path = name if name == os.devnull else str(tmp_path / name)
    with pytest.raises(OSError, match="regular") as caught:
        read(path)
    assert str(caught.value) == "it is no regular file"
    assert len(os.listdir("/dev/fd")) == before


@pytest.mark.parametrize("read", READS)
def test_links_are_not_followed_where_they_must_not_be(tmp_path: Path, read: Read) -> None:
    name = written(tmp_path / "file", b"text")
    link = tmp_path / "link"
    link.symlink_to(name)
    assert read(str(link))
    with pytest.raises(OSError, match="symbolic link"):
        read(str(link), os.O_NOFOLLOW)
    with pytest.raises(FileNotFoundError):
        read(str(tmp_path / "none"))


def test_nothing_stays_open(tmp_path: Path) -> None:
    name = written(tmp_path / "file", b"text")
    before = len(os.listdir("/dev/fd"))
    mark = fingerprint.take(name, "x")
    assert fingerprint.renewed(name, mark)
    assert fingerprint.checksum(name)
    assert fingerprint.read_whole(name)
    assert len(os.listdir("/dev/fd")) == before


def test_flags_are_heeded(tmp_path: Path) -> None:
    name = written(tmp_path / "file", b"text")
    link = tmp_path / "link"
    link.symlink_to(name)
    mark = fingerprint.take(str(link), "x")
    assert fingerprint.renewed(str(link), mark)
    with pytest.raises(OSError, match="symbolic links"):
        fingerprint.take(str(link), "x", os.O_NOFOLLOW)
    with pytest.raises(OSError, match="symbolic links"):
        fingerprint.renewed(str(link), mark, os.O_NOFOLLOW)


def test_a_file_that_is_being_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = written(tmp_path / "file", b"text")
    real = fingerprint._digest

    def slow(descriptor: int) -> str:
        digest = real(descriptor)
        written(tmp_path / "file", b"more text")
        return digest

    monkeypatch.setattr(fingerprint, "_digest", slow)
    with pytest.raises(OSError, match="it is being written to") as caught:
        fingerprint.take(name, "x")
    assert str(caught.value) == "it is being written to"


MARK: dict[str, Any] = Mark("x", 1, 2, 3, 4, 5, 6, "d", 7)._asdict()


def test_a_mark_that_was_kept() -> None:
    assert fingerprint.checked(MARK) == Mark("x", 1, 2, 3, 4, 5, 6, "d", 7)


@pytest.mark.parametrize("key", MARK)
@pytest.mark.parametrize("value", [None, True, 1.0, [], {}])
def test_what_is_no_mark(key: str, value: object) -> None:
    with pytest.raises(TypeError, match=r"^not what a mark has$"):
        fingerprint.checked({**MARK, key: value})
    with pytest.raises(TypeError):
        fingerprint.checked({name: it for name, it in MARK.items() if name != key})
    with pytest.raises(TypeError):
        fingerprint.checked({**MARK, "other": value})
