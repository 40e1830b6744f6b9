"""Reading files whole, and replacing them whole or not at all."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casereviews.errors import DataError, OutputError
from casereviews.files import reading, writing

posix_only = pytest.mark.skipif(os.name != "posix", reason="named pipes and devices are POSIX")
no_root = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may do anything")


def refused(name: str) -> str:
    with pytest.raises(DataError) as caught:
        reading.read_bytes(name)
    assert caught.value.exit_code == 4
    (problem,) = caught.value.problems
    return str(problem)


# --- Reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [b"", b"a", "é\n".encode(), b"\xff\xfe" + "a\x00".encode("utf-16-le"), b"\xfe\xff\x00a", b"\xff", b"x" * 3_000_000],
)
def test_a_file_is_read_whole(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a file"
    path.write_bytes(data)
    assert reading.read_bytes(str(path)) == data


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    name = str(tmp_path / "missing")
    assert refused(name) == f"{name}: cannot be read: no such file or directory"
    assert refused(str(tmp_path / "missing" / "deeper")).endswith("cannot be read: no such file or directory")
    assert refused("").endswith(": cannot be read: no such file or directory")


def test_a_folder(tmp_path: Path) -> None:
    assert refused(str(tmp_path)) == f"{tmp_path}: cannot be read: it is a folder; name a file"


def test_a_file_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    name = str(tmp_path / "file" / "x")
    assert refused(name) == f"{name}: cannot be read: not a directory"


def test_names_that_no_file_can_have() -> None:
    assert refused("a\x00b") == "a<U+0000>b: cannot be read: embedded null byte"
    assert refused("x" * 5000) == f"{'x' * 997}...: cannot be read: file name too long"
    assert refused("a\x1b[31m").startswith("a<U+001B>[31m: cannot be read: ")


@no_root
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("x")
    path.chmod(0)
    assert refused(str(path)) == f"{path}: cannot be read: permission denied"


@pytest.mark.parametrize(
    ("data", "place"), [(b"\x00", 0), (b"abc\x00", 3), (b"x" * 1_500_000 + b"\x00", 1_500_000), (b"\xffa\xfe\x00", 3)]
)
def test_a_binary_file(tmp_path: Path, data: bytes, place: int) -> None:
    path = tmp_path / "binary"
    path.write_bytes(data)
    assert refused(str(path)) == f"{path}: is not text: NUL at byte {place}"


def test_the_largest_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 2 << 20)
    path = tmp_path / "large"
    path.write_bytes(b"x" * (2 << 20))
    assert len(reading.read_bytes(str(path))) == 2 << 20
    path.write_bytes(b"x" * ((2 << 20) + 1))
    assert refused(str(path)) == f"{path}: is larger than 2 MiB, the most that is read; split it"


@posix_only
def test_endless_input_is_refused_at_once(at_once: Callable[..., Any]) -> None:
    assert at_once(1, refused, "/dev/zero") == "/dev/zero: is not text: NUL at byte 0"
    assert reading.read_bytes(os.devnull) == b""


@posix_only
def test_a_pipe_that_nobody_writes_to(tmp_path: Path, at_once: Callable[..., Any]) -> None:
    path = str(tmp_path / "pipe")
    os.mkfifo(path)
    assert at_once(1, reading.read_bytes, path) == b""


@posix_only
def test_a_pipe_that_somebody_writes_to_slowly() -> None:
    reader, writer = os.pipe()

    def write() -> None:
        for piece in (b"one ", b"two ", b"three"):
            time.sleep(0.05)
            os.write(writer, piece)
        os.close(writer)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert reading.read_bytes(f"/dev/fd/{reader}") == b"one two three"
    finally:
        thread.join()
        os.close(reader)


@posix_only
def test_nothing_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a\x00")
    before = len(os.listdir("/dev/fd"))
    for _ in range(5):
        refused(str(path))
        refused(str(tmp_path))
        writing.write(str(tmp_path / "out"), [b"x"], force=True)
        with pytest.raises(OutputError):
            writing.write(str(tmp_path), [b"x"])
    assert len(os.listdir("/dev/fd")) == before


# --- Writing --------------------------------------------------------------------------------------


def listing(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def write_refused(name: str, chunks: list[bytes], force: bool = False) -> str:
    with pytest.raises(OutputError) as caught:
        writing.write(name, chunks, force)
    assert caught.value.exit_code == 4
    assert writing.unfinished == set()
    return caught.value.message


@pytest.mark.parametrize("chunks", [[], [b""], [b"a"], [b"a", b"", b"b"], [b"x" * 3_000_000, b"y"]])
def test_a_new_file(tmp_path: Path, chunks: list[bytes]) -> None:
    writing.write(str(tmp_path / "out"), iter(chunks))
    assert listing(tmp_path) == {"out": b"".join(chunks)}
    assert writing.unfinished == set()


def test_a_name_without_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    writing.write("out", [b"a"])
    assert listing(tmp_path) == {"out": b"a"}


@posix_only
def test_a_new_file_has_the_rights_that_files_have(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        writing.write(str(tmp_path / "out"), [b"a"])
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o640


def test_an_existing_file_needs_force(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    path.chmod(0o600)
    message = write_refused(str(path), [b"new"])
    assert message.startswith(f"{path} exists already; ")
    assert "--force" in message
    assert listing(tmp_path) == {"out": b"old"}
    writing.write(str(path), [b"new"], force=True)
    assert listing(tmp_path) == {"out": b"new"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@posix_only
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    target = tmp_path / "folder" / "target"
    target.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(target)
    write_refused(str(link), [b"new"])
    writing.write(str(link), [b"new"], force=True)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    (tmp_path / "dangling").symlink_to(tmp_path / "folder" / "not yet")
    writing.write(str(tmp_path / "dangling"), [b"x"])
    assert listing(tmp_path / "folder") == {"target": b"new", "not yet": b"x"}


def failing(error: BaseException) -> Iterator[bytes]:
    yield b"x" * 100_000
    raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("a bug"), OSError(28, "No space left on device")])
def test_the_old_file_stays_where_writing_fails(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    with pytest.raises((type(error), OutputError)) as caught:
        writing.write(str(path), failing(error), force=True)
    if isinstance(error, OSError):
        assert str(caught.value) == f"{path} cannot be written: no space left on device"
    assert listing(tmp_path) == {"out": b"old"}
    with pytest.raises((type(error), OutputError)):
        writing.write(str(tmp_path / "new"), failing(error))
    assert listing(tmp_path) == {"out": b"old"}
    assert writing.unfinished == set()


def test_the_old_file_is_there_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    seen = []

    def chunks() -> Iterator[bytes]:
        for _ in range(3):
            seen.append(path.read_bytes())
            yield b"new"

    writing.write(str(path), chunks(), force=True)
    assert seen == [b"old"] * 3
    assert path.read_bytes() == b"newnewnew"


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    missing = str(tmp_path / "missing" / "out")
    assert write_refused(missing, [b"x"]) == f"{missing} cannot be written: no such file or directory"
    assert write_refused(str(tmp_path), [b"x"], force=True) == f"{tmp_path} cannot be written: is a directory"
    below = str(tmp_path / "file" / "out")
    assert write_refused(below, [b"x"]) == f"{below} cannot be written: not a directory"
    assert "cannot be written" in write_refused("a\x00b", [b"x"])
    assert "cannot be written" in write_refused("x" * 5000, [b"x"])
    assert listing(tmp_path) == {"file": b"old"}


@no_root
def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    name = str(tmp_path / "out")
    assert write_refused(name, [b"x"]) == f"{name} cannot be written: permission denied"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_device() -> None:
    assert write_refused("/dev/full", [b"x"]) == "/dev/full cannot be written: no space left on device"
    assert Path("/dev/full").is_char_device()
    writing.write(os.devnull, [b"x"])


@posix_only
def test_a_pipe_takes_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    read: list[bytes] = []
    thread = threading.Thread(target=lambda: read.append(path.read_bytes()))
    thread.start()
    writing.write(str(path), [b"x" * 200_000, b"y"])
    thread.join()
    assert read == [b"x" * 200_000 + b"y"]
    assert path.is_fifo()


LONGEST = {"ascii": "x" * 255, "latin": "é" * 127, "han": "字" * 85, "emoji": "😀" * 63}


@pytest.mark.parametrize("name", [*LONGEST.values(), ".hidden", " ", "-", "a\nb"], ids=lambda name: name[:3])
def test_any_name_that_a_file_can_have(tmp_path: Path, name: str) -> None:
    writing.write(str(tmp_path / name), [b"x"])
    assert listing(tmp_path) == {name: b"x"}


def test_what_a_killed_process_left_behind_is_in_nobodys_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    created: list[str] = []
    system_open = os.open

    def noted(name: str, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            created.append(name)
        return system_open(name, flags, mode)

    monkeypatch.setattr(os, "open", noted)
    writing.write(str(tmp_path / "out"), [b"first"])
    assert len(created) == 1
    Path(created[0]).write_bytes(b"left behind")
    writing.write(str(tmp_path / "out"), [b"second"], force=True)
    assert (tmp_path / "out").read_bytes() == b"second"


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


# --- Every byte -----------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=50), max_size=5), st.lists(st.integers(1, 7) | st.none() | st.just(0), max_size=30))
def test_every_byte_is_written_however_little_is_taken(chunks: list[bytes], appetite: list[int | None]) -> None:
    taken: list[bytes] = []
    turns = iter(appetite)
    with open(os.devnull, "wb") as always_ready:

        def write(view: memoryview) -> int | None:
            appetite_now = next(turns, 1000)
            if appetite_now == 0:
                raise BlockingIOError
            if appetite_now is None:
                return None
            taken.append(bytes(view[:appetite_now]))
            return min(appetite_now, len(view))

        writing.write_all(write, chunks, always_ready.fileno())
    assert b"".join(taken) == b"".join(chunks)


def test_an_error_while_writing_is_raised() -> None:
    def write(view: memoryview) -> int:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        writing.write_all(write, [b"x"], 1)
    writing.write_all(write, [], 1)
    writing.write_all(write, [b""], 1)


@posix_only
def test_a_slow_reader_is_waited_for() -> None:
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    data = os.urandom(1_000_000)
    read = bytearray()

    def slowly() -> None:
        while piece := os.read(reader, 65_536):
            read.extend(piece)
            time.sleep(0.001)

    thread = threading.Thread(target=slowly)
    thread.start()
    writing.write_all(lambda view: os.write(writer, view), [data[:1], data[1:]], writer)
    os.close(writer)
    thread.join()
    os.close(reader)
    assert bytes(read) == data


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (FileNotFoundError(2, "No such file or directory"), "no such file or directory"),
        (OSError("Odd"), "odd"),
        (ValueError("Embedded"), "embedded"),
        (ValueError(), ""),
    ],
)
def test_reasons(error: Exception, text: str) -> None:
    assert reading.reason(error) == text


# --- Folders, lines and sizes -----------------------------------------------------------------------------------------


def test_folders_are_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.yaml", "A.JSONL", "c.ndjson", "d.json", "e.yml", ".f.yaml", "g.txt", "yaml", "h.yaml.bak"):
        (tmp_path / name).touch()
    held = [str(tmp_path / name) for name in ("A.JSONL", "b.yaml", "c.ndjson", "d.json", "e.yml")]
    assert reading.expand([str(tmp_path)]) == (held, [])
    typed = ["x", str(tmp_path), "-", str(tmp_path / "g.txt")]
    assert reading.expand(typed) == (["x", *held, "-", str(tmp_path / "g.txt")], [])
    assert reading.expand([]) == ([], [])
    assert reading.expand(["", "a\x00b", "x" * 5000]) == (["", "a\x00b", "x" * 5000], [])
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-").mkdir()
    assert reading.expand(["-"]) == (["-"], [])
    assert reading.expand(["."]) == ([f"./{os.path.basename(name)}" for name in held], [])


def test_folders_that_cannot_be_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty, closed = tmp_path / "empty", tmp_path / "closed"
    empty.mkdir()
    closed.mkdir()
    listed = os.listdir

    def listing_of(name: str) -> list[str]:
        if name == str(closed):
            raise PermissionError(13, "Permission denied")
        return listed(name)

    monkeypatch.setattr(os, "listdir", listing_of)
    found, problems = reading.expand([str(empty), str(closed), "missing"])
    assert found == ["missing"]
    assert [str(problem) for problem in problems] == [
        f"{empty}: this folder has no collection: no file that ends in .yaml, .yml, .json, .jsonl, .ndjson",
        f"{closed}: cannot be read: permission denied",
    ]


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"a", [b"a"]),
        (b"a\n", [b"a\n"]),
        (b"\n\n", [b"\n", b"\n"]),
        (b"a\r\nb\rc\x85d", [b"a\r\n", b"b\rc\x85d"]),
        (b"1234\n", [b"1234\n"]),
        (b"12345\n", [b"12345\n"]),
        (b"123456\n7", [b"123456", b"\n", b"7"]),
        (b"x" * 14, [b"x" * 6, b"x" * 6, b"x" * 2]),
    ],
)
def test_lines(tmp_path: Path, data: bytes, lines: list[bytes]) -> None:
    """Those of the bytes; what is too long comes in pieces that tell it."""
    path = tmp_path / "file"
    path.write_bytes(data)
    assert list(reading.read_lines(str(path), 5)) == lines


def test_lines_of_what_cannot_be_read(tmp_path: Path) -> None:
    for name, reason in (
        (str(tmp_path / "missing"), "no such file or directory"),
        (str(tmp_path), "is a directory"),
        ("a\x00b", "embedded null byte"),
    ):
        with pytest.raises(DataError, match=f"cannot be read: {reason}"):
            list(reading.read_lines(name, 5))


@posix_only
def test_lines_leave_nothing_open(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a\nb\n")
    before = len(os.listdir("/dev/fd"))
    lines = reading.read_lines(str(path), 5)
    assert next(lines) == b"a\n"
    del lines
    assert len(os.listdir("/dev/fd")) == before


def test_sizes(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 1234)
    (tmp_path / "link").symlink_to(path)
    assert [reading.size(str(path)), reading.size(str(tmp_path / "link"))] == [1234, 1234]
    for name in (str(tmp_path), "-", "", "a\x00b", os.devnull, str(tmp_path / "missing"), "x" * 5000):
        assert reading.size(name) == 0


# --- Updating ---------------------------------------------------------------------------------------------------------


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


@no_root
def test_a_file_that_may_not_be_updated(tmp_path: Path) -> None:
    path = tmp_path / "c"
    path.write_bytes(b"old")
    path.chmod(0o400)
    assert update_refused(str(path)) == f"{path} cannot be written: permission denied"


@posix_only
def test_a_second_update_is_told_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "c"
    path.write_bytes(b"old")
    told = f"another import is writing to {path}; try again when it is done"
    open_before = len(os.listdir("/dev/fd"))

    def change(data: bytes) -> bytes:
        begun = time.monotonic()
        assert update_refused(str(path), 0.1) == told
        assert 0.1 <= time.monotonic() - begun < 5
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

    threads = [threading.Thread(target=writing.update, args=(str(path), add)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert listing(tmp_path) == {"c": b"x" * 8}


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
    left = [name for name in os.listdir(tmp_path) if name != "c"]
    assert all(name.startswith(".casereviews-") and name.endswith(".tmp") for name in left)


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
