"""Windows, as far as it can be put in this system's place: its functions are pretended, its rules about open files kept.

What is open can be neither replaced nor removed, a rename replaces nothing, a folder cannot be opened; there are no
links, no owners, and no locks but those on a file's bytes.
"""

from __future__ import annotations

import errno
import fcntl
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from recorded import noting

from casereviews.errors import DataError, OutputError
from casereviews.files import reading, system, writing
from helpers import Invoke
from helpers.running import together

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="tells what is open by Linux's ways")

MISSING = (
    "fchown", "fchmod", "chown", "geteuid", "getuid", "link", "listxattr", "getxattr", "setxattr", "removexattr", "set_blocking",
    "getpgid", "mkfifo",
)  # fmt: skip
DENIED = "it may not be written to, or another program has it open; close it there and try again"

BULLETIN = """May 2033

2033 – Northmere – Child Test

Death of a 2-month-old boy in May 2031.
"""


LOCKING: list[int] = []
"""What was asked of msvcrt."""


def is_open(name: str) -> bool:
    """Whether this process has a file open."""
    for number in os.listdir("/proc/self/fd"):
        try:
            if os.readlink(f"/proc/self/fd/{number}") == os.path.realpath(name):
                return True
        except OSError:
            continue
    return False


def locking(descriptor: int, mode: int, number: int) -> None:
    """As msvcrt's: a lock of bytes from where the descriptor stands, which ends with the descriptor."""
    assert number == 1
    LOCKING.append(mode)
    assert os.lseek(descriptor, 0, os.SEEK_CUR) > 1000, "others could not read who has it"
    try:
        fcntl.flock(descriptor, fcntl.LOCK_UN if mode == 0 else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise PermissionError(errno.EACCES, "Permission denied") from None


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put Windows in this system's place, for the files of a test."""
    real: dict[str, Callable[..., Any]] = {name: getattr(os, name) for name in ("open", "replace", "unlink")}
    gate = threading.Lock()  # whether a file is open, and what is done then, are one thing to the others

    def opened(name: Any, flags: int, mode: int = 0o777, **options: Any) -> int:
        ours = str(name).startswith(str(tmp_path))
        assert not ours or not flags & (os.O_NONBLOCK | os.O_NOFOLLOW)
        if ours and os.path.isdir(name):
            raise PermissionError(errno.EACCES, "Permission denied")
        with gate:
            descriptor: int = real["open"](name, flags, mode, **options)
        return descriptor

    def closed(*names: str) -> None:
        if any(map(is_open, names)):
            raise PermissionError(errno.EACCES, "Access is denied")

    def replace(old: str, new: str) -> None:
        with gate:
            closed(old, new)
            real["replace"](old, new)

    def rename(old: str, new: str) -> None:
        with gate:
            closed(old)
            if os.path.lexists(new):
                raise FileExistsError(errno.EEXIST, "Cannot create a file when that file already exists")
            real["replace"](old, new)

    def unlink(name: str) -> None:
        with gate:
            closed(name)
            real["unlink"](name)

    def never(*arguments: object) -> None:
        raise AssertionError("Windows would end the process, or wait for sockets only")

    for name in MISSING:
        monkeypatch.delattr(os, name, raising=False)
    for name, function in {
        "open": opened, "replace": replace, "rename": rename, "unlink": unlink, "remove": unlink, "kill": never,
    }.items():  # fmt: skip
        monkeypatch.setattr(os, name, function)
    monkeypatch.setattr(select, "select", never)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_UNLCK=0, LK_NBLCK=2))
    monkeypatch.setattr(system, "WINDOWS", True)
    monkeypatch.setattr(system, "AT_ONCE", 0)
    monkeypatch.setattr(system, "NO_LINK", 0)
    monkeypatch.setattr(system, "READ", os.O_RDONLY)
    monkeypatch.setattr(system, "CREATE", os.O_RDWR | os.O_CREAT | os.O_EXCL)


@pytest.fixture
def path(tmp_path: Path, windows: None) -> Path:
    """A file in a folder that has nothing else."""
    made = tmp_path / "c.yaml"
    made.write_bytes(b"old")
    return made


def left(path: Path) -> list[str]:
    """What is beside a file."""
    return sorted(name for name in os.listdir(path.parent) if name != path.name)


def test_writing(path: Path) -> None:
    """New files and old ones; an old one needs `force`."""
    new = path.parent / "new"
    writing.write(str(new), [b"a", b"b"])
    assert new.read_bytes() == b"ab"
    with pytest.raises(OutputError, match="exists already; --force replaces it"):
        writing.write(str(new), [b"c"])
    writing.write(str(new), [b"d"], force=True)
    assert new.read_bytes() == b"d"
    assert left(path) == ["new"]


def test_a_new_file_that_another_was_quicker_to_write(path: Path) -> None:
    new = path.parent / "new"

    def chunks() -> Iterator[bytes]:
        new.write_bytes(b"theirs")
        yield b"ours"

    with pytest.raises(OutputError, match="exists already; --force replaces it"):
        writing.write(str(new), chunks())
    assert new.read_bytes() == b"theirs"
    assert left(path) == ["new"]


@pytest.mark.parametrize("updates", [True, False])
def test_a_file_that_is_open_for_a_moment(path: Path, updates: bool) -> None:
    """As while something looks for viruses in it: replacing it waits."""
    with path.open("rb") as stream:
        timer = threading.Timer(0.1, stream.close)
        timer.start()
        if updates:
            writing.update(str(path), lambda data: data + b" and new")
        else:
            writing.write(str(path), [b"old and new"], force=True)
        assert stream.closed
        timer.join()
    assert path.read_bytes() == b"old and new"
    assert left(path) == []


@pytest.mark.parametrize("updates", [True, False])
def test_a_file_that_stays_open(path: Path, monkeypatch: pytest.MonkeyPatch, updates: bool) -> None:
    """As in a word processor: one line says so, and the file is as it was."""
    assert system._PATIENCE == 2.0
    monkeypatch.setattr(system, "_PATIENCE", 0.1)
    slept: list[float] = []
    sleep = time.sleep
    monkeypatch.setattr(time, "sleep", noting(slept, sleep))
    with path.open("rb"), pytest.raises(OutputError) as caught:
        writing.update(str(path), lambda data: b"new") if updates else writing.write(str(path), [b"new"], force=True)
    assert (caught.value.message, caught.value.hint) == (f"{path} cannot be written: {DENIED}", None)
    assert set(slept) == {system.PAUSE}
    assert path.read_bytes() == b"old"
    assert left(path) == []


def test_updates_wait_for_each_other(path: Path) -> None:
    """Each locks a file beside it, of which nothing stays."""
    path.write_bytes(b"")
    beside: list[list[str]] = []

    def add(data: bytes) -> bytes:
        beside.append([name for name in left(path) if not name.endswith(".tmp")])
        time.sleep(0.01)
        return data + b"x"

    together([partial(writing.update, str(path), add)] * 8)
    assert path.read_bytes() == b"x" * 8
    assert beside == [[".c.yaml.lock"]] * 8
    assert left(path) == []


def test_an_update_is_told_whom_it_waits_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes: list[str] = []
    monkeypatch.setattr(writing, "_TELL_AFTER", 0.05)

    def change(data: bytes) -> bytes:
        with pytest.raises(OutputError, match="another run is writing to"):
            writing.update(str(path), lambda data: b"never", 0.2, notes.append)
        return b"new"

    writing.update(str(path), change)
    assert notes == [f"waiting for another run to finish writing to {path} (process {os.getpid()})"]
    assert path.read_bytes() == b"new"
    assert left(path) == []


def test_a_lock_that_a_killed_process_left_behind(path: Path) -> None:
    """Nobody has it, so it is taken, and gone afterwards."""
    (path.parent / ".c.yaml.lock").write_bytes(b"123456789012345")
    lock = system.Lock(str(path))
    LOCKING.clear()
    assert lock.take()
    assert lock.holder() == os.getpid()
    lock.release()
    assert LOCKING == [2, 0]
    assert left(path) == []
    assert lock.holder() is None


def test_a_lock_that_the_next_has_open_already(path: Path) -> None:
    """It cannot be removed then, and is the next one's to remove."""
    first, second = system.Lock(str(path)), system.Lock(str(path))
    assert first.take()
    with open(path.parent / ".c.yaml.lock", "rb"):
        first.release()
        assert left(path) == [".c.yaml.lock"]
    assert second.take()
    second.release()
    assert left(path) == []


def test_a_lock_that_fails(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no sign of another that has it is told; nothing stays open."""

    def failing(descriptor: int, mode: int, number: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    module = SimpleNamespace(locking=failing, LK_UNLCK=0, LK_NBLCK=2)
    monkeypatch.setitem(sys.modules, "msvcrt", module)
    with pytest.raises(OutputError, match="cannot be locked: no locks available"):
        writing.update(str(path), lambda data: b"new")
    assert path.read_bytes() == b"old"
    assert not is_open(str(path.parent / ".c.yaml.lock"))


def test_a_link_has_the_lock_of_what_it_leads_to(path: Path) -> None:
    (path.parent / "there").mkdir()
    link = path.parent / "there" / "link.yaml"
    link.symlink_to(path)
    one, other = system.Lock(str(path)), system.Lock(str(link))
    assert one.take()
    assert not other.take()
    one.release()
    assert os.listdir(path.parent / "there") == ["link.yaml"]


def test_what_cannot_be_updated(path: Path) -> None:
    """No lock stays behind for a file that is not there."""
    missing = str(path.parent / "missing.yaml")
    with pytest.raises(OutputError) as caught:
        writing.update(missing, lambda data: b"new")
    assert caught.value.message == f"{missing} cannot be written: no such file or directory"
    assert left(path) == []


def test_leftovers(path: Path) -> None:
    """What is open cannot be removed; nobody is asked whether it is alive, which would end it."""
    leftover = path.parent / f".casereviews-{os.getpid()}-0123abcd.tmp"
    leftover.write_bytes(b"left behind")
    with leftover.open("rb"):
        writing.write(str(path), [b"new"], force=True)
        assert left(path) == [leftover.name]
    writing.write(str(path), [b"newer"], force=True)
    assert (path.read_bytes(), left(path)) == (b"newer", [])


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_what_fails_leaves_nothing(path: Path, error: BaseException) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"new"
        raise error

    with pytest.raises((OutputError, KeyboardInterrupt)):
        writing.write(str(path), chunks(), force=True)
    assert (path.read_bytes(), left(path), writing.unfinished) == (b"old", [], set())


def test_an_interrupted_process_removes_what_it_has_open(path: Path) -> None:
    with writing.temporary(str(path.parent)) as new:
        assert is_open(new.path)
        writing.remove_unfinished()
        assert left(path) == []


def test_reading(path: Path) -> None:
    assert reading.read_bytes(str(path)) == b"old"
    with pytest.raises(DataError, match="cannot be read: it is a folder; name a file"):
        reading.read_bytes(str(path.parent))
    assert reading.expand([str(path.parent)]) == ([str(path)], [])


def test_patterns(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shells leave them to the program there; a name that no file has stays, to be told of."""
    monkeypatch.chdir(path.parent)
    for name in ("b.yaml", "a.txt", "d [1].yaml"):
        Path(name).touch()
    assert reading.expand(["*.yaml"]) == (["b.yaml", "c.yaml", "d [1].yaml"], [])
    assert reading.expand(["?.txt", "*.csv", "d [1].yaml", "-"]) == (["a.txt", "*.csv", "d [1].yaml", "-"], [])
    assert [str(problem) for problem in reading.expand(["c.yaml", "c*"])[1]] == ["c.yaml: is named twice"]
    monkeypatch.setattr(system, "WINDOWS", False)
    assert reading.expand(["*.yaml"]) == (["*.yaml"], [])


def test_a_slow_reader_is_asked_again(windows: None) -> None:
    answers = iter([None, 1, None, 2])
    writing.write_all(lambda view: next(answers), [b"abc"], 1)
    assert next(answers, "none") == "none"


def test_commands(invoke: Invoke, path: Path) -> None:
    """An import, another, coding again, and an answer, from the command line."""
    first, second, ours = (path.parent / name for name in ("may.txt", "june.txt", "ours.yaml"))
    first.write_text(BULLETIN, "utf-8")
    second.write_text(BULLETIN.replace("Test", "Other").replace("May 2033", "June 2033"), "utf-8")
    assert invoke("import", str(first), "-o", str(ours)).code == 0
    assert invoke("import", str(first), "-o", str(ours)).code == 4
    assert invoke("import", str(second), "--into", str(ours)).code == 0
    assert invoke("import", "--recode", str(ours)).code == 0
    answer = path.parent / "answer.txt"
    assert invoke("list", "--data", str(ours), "-f", "ids", "-o", str(answer), "-q") == (0, "", "")
    assert len(answer.read_text("utf-8").splitlines()) == 2
    assert left(path) == ["answer.txt", "june.txt", "may.txt", "ours.yaml"]


FRESH = """
import io, os, sys
for name in ("O_NONBLOCK", "O_NOFOLLOW", "fchown", "fchmod", "geteuid", "link", "listxattr", "getxattr", "set_blocking"):
    if hasattr(os, name):
        delattr(os, name)
os.O_BINARY = 0
os.linesep = "\\r\\n"
sys.modules["fcntl"] = None
sys.stdout = io.TextIOWrapper(sys.stdout.detach(), "cp1252", newline="\\r\\n")
from casereviews.files import system
assert (system.AT_ONCE, system.NO_LINK, system.READ) == (0, 0, os.O_RDONLY)
from casereviews.cli.exits import run
code = run(sys.argv[1:])
print("é")
sys.exit(code)
"""


@pytest.mark.parametrize("command", [["--help"], ["--version"], ["list", "--help"], ["list", "-f", "csv"]])
def test_lines_end_in_lf(command: list[str]) -> None:
    """Of help too, which a library prints: UTF-8 and LF, whatever the system's own way is."""
    given = subprocess.run([sys.executable, "-c", FRESH, *command], capture_output=True, check=True)
    plain = subprocess.run([sys.executable, "-m", "casereviews", *command], capture_output=True, check=True)
    assert plain.stdout.count(b"\n") >= 1
    assert given.stdout == plain.stdout + "é\n".encode()
