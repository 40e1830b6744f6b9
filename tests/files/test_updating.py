"""Updating a file: one process after the other, the old one or the new one whatever happens."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from recorded import listing, noting

from casereviews.errors import OutputError
from casereviews.files import system, writing
from helpers import posix_only
from helpers.running import together


def test_an_update(tmp_path: Path) -> None:
    path = tmp_path / "c"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link = tmp_path / "link"
    link.symlink_to(path)
    writing.update(str(link), lambda data: data + b" and new")
    assert path.read_bytes() == link.read_bytes() == b"old and new"
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(os.listdir(tmp_path)) == ["c", "link"]


def test_an_update_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c"
    path.write_bytes(b"old")
    before = path.stat()
    writing.update(str(path), lambda data: bytes(bytearray(data)))
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("bad"), OSError(5, "Odd"), OutputError("no")])
def test_what_a_change_raises_is_passed_on(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "c"
    path.write_bytes(b"old")

    def change(data: bytes) -> bytes:
        raise error

    with pytest.raises(type(error)) as caught:
        writing.update(str(path), change)
    assert caught.value is error
    assert listing(tmp_path) == {"c": b"old"}
    writing.update(str(path), lambda data: b"new", timeout=0)
    assert listing(tmp_path) == {"c": b"new"}


def update_refused(name: str, timeout: float = 0) -> str:
    def never(data: bytes) -> bytes:
        raise AssertionError("the file was read")

    with pytest.raises(OutputError) as caught:
        writing.update(name, never, timeout)
    return caught.value.message


@posix_only
def test_what_cannot_be_updated(tmp_path: Path) -> None:
    name = str(tmp_path / "c")
    assert update_refused(name) == f"{name} cannot be written: no such file or directory"
    assert update_refused(str(tmp_path)) == f"{tmp_path} cannot be written: is a directory"
    assert "cannot be written" in update_refused("a\x00b")
    os.mkfifo(name)
    assert update_refused(name) == f"{name} cannot be written: it is no regular file"
    assert update_refused(os.devnull) == f"{os.devnull} cannot be written: it is no regular file"


@pytest.mark.unprivileged
def test_a_file_that_may_not_be_updated(tmp_path: Path) -> None:
    path = tmp_path / "c"
    path.write_bytes(b"old")
    path.chmod(0o400)
    assert update_refused(str(path)) == f"{path} is left as it was: it is read-only"
    with pytest.raises(OutputError) as caught:
        writing.update(str(path), lambda data: b"new")
    assert caught.value.hint == "make it writable, or write to another file"


@posix_only
def test_a_second_update_is_told_of_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    sleep = time.sleep
    path = tmp_path / "c"
    path.write_bytes(b"old")
    told = f"another run is writing to {path}; try again when it is done"
    open_before = len(os.listdir("/dev/fd"))

    def change(data: bytes) -> bytes:
        begun = time.monotonic()
        with monkeypatch.context() as patch:
            patch.setattr(time, "sleep", noting(slept, sleep))
            assert update_refused(str(path), 0.1) == told
        assert time.monotonic() - begun >= 0.1
        assert set(slept) == {system.PAUSE}
        assert update_refused(str(path), 0) == told
        return b"new"

    writing.update(str(path), change)
    assert listing(tmp_path) == {"c": b"new"}
    assert len(os.listdir("/dev/fd")) == open_before


@posix_only
def test_a_second_update_waits_for_the_first(tmp_path: Path) -> None:
    path = tmp_path / "c"
    path.write_bytes(b"")

    def add(data: bytes) -> bytes:
        time.sleep(0.01)
        return data + b"x"

    together([partial(writing.update, str(path), add)] * 8)
    assert listing(tmp_path) == {"c": b"x" * 8}


@posix_only
@pytest.mark.parametrize("known", [True, False])
def test_a_wait_is_told_of_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: bool) -> None:
    """With who is waited for, where that can be told."""
    path = tmp_path / "c"
    path.write_bytes(b"old")
    notes: list[str] = []
    assert writing._TELL_AFTER == 1.0
    if not known:
        monkeypatch.setattr(system.Lock, "holder", lambda lock: None)

    def change(data: bytes) -> bytes:
        for patience, count in ((0.3, 0), (0.05, 1)):
            monkeypatch.setattr(writing, "_TELL_AFTER", patience)
            with pytest.raises(OutputError):
                writing.update(str(path), lambda data: b"never", 0.2, notes.append)
            assert len(notes) == count
        return b"new"

    writing.update(str(path), change, note=notes.append)
    who = f" (process {os.getpid()})" if known else ""
    assert notes == [f"waiting for another run to finish writing to {path}{who}"]
    assert listing(tmp_path) == {"c": b"new"}


@posix_only
def test_a_file_system_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    path = tmp_path / "c"
    path.write_bytes(b"old")

    def flock(descriptor: int, operation: int) -> None:
        raise OSError(37, "No locks available")

    with monkeypatch.context() as patch:
        patch.setattr(fcntl, "flock", flock)
        assert update_refused(str(path)) == f"{path} cannot be locked: no locks available"
        with pytest.raises(OutputError) as caught:
            writing.update(str(path), bytes)
        assert caught.value.hint == "copy it to a disk of this machine, change the copy, and copy that back"
        writing.write(str(path), [b"old"], force=True)  # needs none
    monkeypatch.setitem(sys.modules, "fcntl", None)
    writing.update(str(path), lambda data: data + b" and new")
    assert listing(tmp_path) == {"c": b"old and new"}


KILLED = """
import sys
from casereviews.files import writing
contents = [b"a" * 400_000, b"b" * 300_000]
print("ready", flush=True)
while True:
    writing.update(sys.argv[1], lambda old: contents[old == contents[0]])
"""


@posix_only
def test_a_kill_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "c"
    path.write_bytes(b"a" * 400_000)
    for moment in range(8):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE)
        assert process.stdout
        with process.stdout:
            assert process.stdout.readline() == b"ready\n"
            time.sleep(0.002 * moment + 0.001)
            process.kill()
            process.wait()
        assert path.read_bytes() in (b"a" * 400_000, b"b" * 300_000)
        writing.update(str(path), lambda old: b"a" * 400_000, timeout=0)
    writing.update(str(path), lambda old: b"c", timeout=0)
    assert listing(tmp_path) == {"c": b"c"}


FULL = """
import resource, sys
from casereviews import errors
from casereviews.files import writing
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    writing.update(sys.argv[1], lambda old: old * 2)
except errors.OutputError as error:
    print(error.message)
"""


@posix_only
def test_a_disk_that_is_full(tmp_path: Path) -> None:
    path = tmp_path / "c"
    path.write_bytes(b"x" * 60_000)
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == f"{path} cannot be written: file too large\n"
    assert listing(tmp_path) == {"c": b"x" * 60_000}
