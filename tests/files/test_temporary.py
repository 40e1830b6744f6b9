"""Temporary files: their user's alone, gone at the end, and tidied where a process was killed."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from recorded import listing

from casereviews.files import system, writing
from helpers import posix_only


def test_a_temporary_file(tmp_path: Path) -> None:
    """Its user's alone, and gone at the end with what stands beside it."""
    with writing.temporary(str(tmp_path), "name", ("-journal",)) as new:
        path = Path(new.path)
        assert re.fullmatch(rf"name-{os.getpid()}-[0-9a-f]{{8}}\.tmp", path.name)
        assert (path.parent, stat.S_IMODE(path.stat().st_mode)) == (tmp_path, 0o600)
        os.write(new.descriptor, b"x")
        new.close()
        new.close()
        (tmp_path / f"{path.name}-journal").touch()
        (tmp_path / f"{path.name}-other").touch()
        assert path.read_bytes() == b"x"
        assert writing.unfinished == {new}
    assert os.listdir(tmp_path) == [f"{path.name}-other"]
    assert writing.unfinished == set()


@posix_only
def test_what_would_be_left_behind_is_known_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A temporary file is hidden, and called so that the next write finds it."""
    with writing.temporary(str(tmp_path)) as new:
        assert os.path.basename(new.path).startswith(f".casereviews-{os.getpid()}-")
        new.close()
        monkeypatch.setattr(system, "is_alive", lambda process: process != os.getpid())
        assert not stays(Path(new.path))


def test_a_temporary_file_that_is_renamed_stays(tmp_path: Path) -> None:
    with writing.temporary(str(tmp_path)) as new, writing.temporary(str(tmp_path)) as other:
        os.replace(new.path, tmp_path / "kept")
        assert Path(other.path).exists()
    assert listing(tmp_path) == {"kept": b""}


def test_unfinished_files_can_be_removed(tmp_path: Path) -> None:
    """As a process does that is interrupted: open or closed, there or gone already."""
    with writing.temporary(str(tmp_path)) as new, writing.temporary(str(tmp_path)) as gone:
        os.unlink(gone.path)
        writing.remove_unfinished()
        assert listing(tmp_path) == {}
        assert writing.unfinished == set()
        with pytest.raises(OSError, match="descriptor"):
            os.write(new.descriptor, b"x")


def test_another_writers_temporary_file_is_not_removed_at_the_end(tmp_path: Path) -> None:
    with writing.temporary(str(tmp_path)) as first:
        with writing.temporary(str(tmp_path)) as second:
            pass
        assert Path(first.path).exists()
        assert not Path(second.path).exists()
        assert writing.unfinished == {first}


def test_a_temporary_file_never_takes_the_place_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileExistsError):
        writing.Temporary(str(tmp_path)).create()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        writing.Temporary(str(tmp_path / "link")).create()
    assert os.listdir(tmp_path) == ["link"]


@posix_only
def test_what_was_not_created_is_not_closed(tmp_path: Path) -> None:
    """Which would close what another has open."""
    before = sorted(os.listdir("/dev/fd"))
    with pytest.raises(FileNotFoundError), writing.temporary(str(tmp_path / "missing")):
        raise AssertionError("there is no such folder")
    assert sorted(os.listdir("/dev/fd")) == before


@posix_only
def test_where_standard_input_is_closed(tmp_path: Path) -> None:
    """Its number is another file's then, which is closed like any."""
    path = tmp_path / "c"
    path.write_bytes(b"old")
    kept = os.dup(0)
    os.close(0)
    try:
        with writing.temporary(str(tmp_path)) as new:
            assert new.descriptor == 0
        first, second = system.Lock(str(path)), system.Lock(str(path))
        with pytest.raises(OSError, match="descriptor"):
            os.fstat(0)
        assert first.take()
        other = os.dup(0)
        first.release()
        assert not second.take()
        with pytest.raises(OSError, match="descriptor"):
            os.fstat(0)
        os.close(other)
        assert second.take()
        second.release()
    finally:
        os.dup2(kept, 0)
        os.close(kept)


@pytest.fixture(scope="module")
def gone() -> int:
    """The number of a process that there was."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def left(folder: Path, process: int, age: float = 0) -> Path:
    """A temporary file that a process left behind so many seconds ago."""
    path = folder / f".casereviews-{process}-0123abcd.tmp"
    path.write_bytes(b"left behind")
    path.chmod(0o600)
    os.utime(path, (time.time() - age, time.time() - age))
    return path


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that stands still."""
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)


def stays(path: Path) -> bool:
    """Whether a file is there after another was written beside it."""
    other = path.parent / "out"
    writing.write(str(other), [b"x"], force=True)
    other.unlink()
    return path.exists()


@posix_only
def test_what_a_killed_process_left_behind_is_tidied(tmp_path: Path, gone: int) -> None:
    """At the next write in the folder, by whatever way."""
    assert not stays(left(tmp_path, gone))
    path = tmp_path / "c"
    path.write_bytes(b"old")
    left(tmp_path, gone)
    writing.update(str(path), lambda data: b"new")
    assert listing(tmp_path) == {"c": b"new"}


@posix_only
def test_what_a_process_still_writes_is_left_alone(tmp_path: Path, gone: int, still: None) -> None:
    """By its number for a day, after which another could have it; and for as long as it is held, wherever that runs."""
    day = 24 * 3600
    assert stays(left(tmp_path, os.getpid()))
    assert stays(left(tmp_path, os.getpid(), day - 1))
    assert not stays(left(tmp_path, os.getpid(), day))
    for process in (gone, os.getpid()):
        path = left(tmp_path, process, 2 * day)
        with path.open("rb") as stream:
            assert system.hold(stream.fileno())
            assert stays(path)
        assert not stays(path)


@posix_only
def test_a_temporary_file_is_held(tmp_path: Path) -> None:
    with writing.temporary(str(tmp_path)) as new, open(new.path, "rb") as stream:
        assert not system.hold(stream.fileno())
        new.close()
        assert system.hold(stream.fileno())


@posix_only
def test_leftovers_where_there_are_no_locks(
    tmp_path: Path, gone: int, still: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another machine may be writing it: it must have rested for an hour."""

    def hold(descriptor: int) -> bool:
        raise system.LockError(37, "No locks available")

    monkeypatch.setattr(system, "hold", hold)
    assert stays(left(tmp_path, gone, 3600 - 1))
    assert not stays(left(tmp_path, gone, 3600))
    assert stays(left(tmp_path, os.getpid(), 3600))


@posix_only
@pytest.mark.parametrize(
    "name",
    [
        "casereviews-{}-0123abcd.tmp", ".casereviews-{}-0123abcd", ".casereviews-{}-0123abc.tmp", ".casereviews--0123abcd.tmp",
        ".casereviews-{}-0123ABCD.tmp", "x.casereviews-{}-0123abcd.tmp", ".casereviews-{}-0123abcd.tmpx",
    ],
)  # fmt: skip
def test_what_is_not_ours_by_its_name_stays(tmp_path: Path, gone: int, name: str) -> None:
    path = tmp_path / name.format(gone)
    path.write_bytes(b"x")
    os.utime(path, (0, 0))
    assert stays(path)


@posix_only
def test_what_is_not_ours_stays(tmp_path: Path, gone: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders, links, and what belongs to somebody else."""
    name = f".casereviews-{gone}-0123abcd.tmp"
    (tmp_path / "a" / name).mkdir(parents=True)
    (tmp_path / "b").mkdir()
    target = tmp_path / "b" / "target"
    target.write_bytes(b"x")
    (tmp_path / "b" / name).symlink_to(target)
    assert stays(tmp_path / "a" / name)
    assert stays(tmp_path / "b" / name)
    assert target.exists()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert stays(left(tmp_path, gone))
