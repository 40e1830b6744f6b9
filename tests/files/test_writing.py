"""Replacing files whole or not at all, one writer after the other."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import Files, listing, noting, owned

from casereviews.errors import OutputError
from casereviews.files import reading, system, writing
from helpers import examples, posix_only
from helpers.running import together


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """A record of what is done to files."""
    return Files(monkeypatch)


# --- Writing --------------------------------------------------------------------------------------


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


@posix_only
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755, 0o200, 0o2775, 0o4711, 0o1644])
def test_an_existing_file_keeps_its_permissions(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    path.chmod(mode)
    writing.write(str(path), [b"new"], force=True)
    assert listing(tmp_path) == {"out": b"new"}
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix_only
@pytest.mark.parametrize("mode", [None, 0o600, 0o666])
def test_a_copy_is_its_users_alone_until_it_is_whole(tmp_path: Path, mode: int | None) -> None:
    path = tmp_path / "out"
    if mode is not None:
        path.write_bytes(b"old")
        path.chmod(mode)
    seen: list[int] = []

    def chunks() -> Iterator[bytes]:
        for _ in range(2):
            seen.extend(stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir() if one.name != "out")
            yield b"new"

    writing.write(str(path), chunks(), force=True)
    assert seen == [0o600, 0o600]
    assert listing(tmp_path) == {"out": b"newnew"}


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
def test_a_file_with_other_names_is_left_as_it_is(tmp_path: Path) -> None:
    """A new file would take one of the names; the others would go on to mean the old one."""
    path, other, third = (tmp_path / name for name in ("out", "other", "third"))
    path.write_bytes(b"old")
    other.hardlink_to(path)
    for names in (2, 3):
        message = f"{path} is left as it was: it has {names} names (hard links), and would keep only this one"
        assert write_refused(str(path), [b"new"], force=True) == message
        with pytest.raises(OutputError) as caught:
            writing.update(str(path), lambda data: b"new")
        assert caught.value.message == message
        if names == 2:
            third.hardlink_to(path)
    assert listing(tmp_path) == {"out": b"old", "other": b"old", "third": b"old"}
    assert path.samefile(other)
    with pytest.raises(OutputError) as caught:
        writing.update(str(path), lambda data: b"new")
    assert caught.value.hint == "write to a copy, or remove the other names first"
    other.unlink()
    third.unlink()
    writing.update(str(path), lambda data: data + b" and new", timeout=0)
    writing.write(str(path), [path.read_bytes(), b"er"], force=True)
    assert listing(tmp_path) == {"out": b"old and newer"}


@posix_only
def test_a_second_name_that_a_killed_process_left_is_no_other_name(tmp_path: Path) -> None:
    """A new file has the temporary name too until that is removed."""
    path = tmp_path / "out"
    path.write_bytes(b"old")
    for updates in (False, True):
        (tmp_path / f".casereviews-{os.getpid()}-0123abcd.tmp").hardlink_to(path)
        (tmp_path / ".casereviews-1-0123abcd.tmp").touch()
        if updates:
            writing.update(str(path), lambda data: data + b"er")
        else:
            writing.write(str(path), [b"new"], force=True)
        assert (path.stat().st_nlink, os.listdir(tmp_path).count("out")) == (1, 1)
        assert not (tmp_path / f".casereviews-{os.getpid()}-0123abcd.tmp").exists()
        assert (tmp_path / ".casereviews-1-0123abcd.tmp").exists()  # is another file
    assert path.read_bytes() == b"newer"


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


@pytest.mark.unprivileged
def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    tmp_path.chmod(0o500)
    name, old = str(tmp_path / "out"), str(tmp_path / "old")
    assert write_refused(name, [b"x"]) == f"{name} cannot be written: permission denied"
    with pytest.raises(OutputError) as caught:
        writing.update(old, lambda data: b"new")
    assert caught.value.message == f"{old} cannot be written: permission denied"
    assert caught.value.hint == "it is replaced by a new file beside it, so its folder must be writable too"
    with pytest.raises(OutputError) as caught:
        writing.write(name, [b"new"])
    assert caught.value.hint is None
    tmp_path.chmod(0o700)
    assert listing(tmp_path) == {"old": b"old"}


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


@pytest.mark.parametrize(
    "name", ["sub/", "sub/.", "sub/..", "sub.csv/", ".", "..", "./", "/", "", f"sub{os.sep}"], ids=ascii
)
def test_names_that_only_folders_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """`-o answers/` wants a file in a folder, not one that is called answers."""
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        with pytest.raises(OutputError) as caught:
            writing.write(name, [b"x"], force=True)
        assert (caught.value.message, caught.value.hint) == (f"{name} is a folder by its name", "name a file in it")
        assert listing(tmp_path) == {}
        (tmp_path / "sub").mkdir(exist_ok=True)


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(116, "Stale file handle")])
def test_a_file_of_which_nothing_can_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    """It is not taken for one that is not there."""
    path = tmp_path / "out"
    path.write_bytes(b"old")

    def failing_stat(name: str, **options: object) -> os.stat_result:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", failing_stat)
        refused = [write_refused(str(path), [b"new"], force) for force in (False, True)]
    assert refused == [f"{path} cannot be written: {reading.reason(error)}"] * 2
    assert listing(tmp_path) == {"out": b"old"}


def at_one_time(path: Path, force: bool, number: int = 6) -> list[str]:
    """Write one file from several threads that are all ready before the first is done; what the refused are told."""
    ready = threading.Barrier(number)
    refused: list[str] = []

    def chunks(text: bytes) -> Iterator[bytes]:
        yield text * 10
        ready.wait()
        yield text * 10

    def write(text: bytes) -> None:
        try:
            writing.write(str(path), chunks(text), force)
        except OutputError as error:
            refused.append(error.message)

    together([partial(write, str(turn).encode()) for turn in range(number)])
    assert path.read_bytes() in [str(turn).encode() * 20 for turn in range(number)]
    assert os.listdir(path.parent) == [path.name]
    assert writing.unfinished == set()
    return refused


@pytest.mark.parametrize("links", [True, False])
def test_one_of_several_writes_a_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    """The others are told, on a file system without links too; with `force` the last has it."""
    if not links:

        def link(old: str, new: str) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", link)
    path = tmp_path / "out"
    open_before = len(os.listdir("/dev/fd"))
    assert at_one_time(path, force=False) == [f"{path} exists already; --force replaces it"] * 5
    assert len(os.listdir("/dev/fd")) == open_before
    assert at_one_time(path, force=True) == []
    path.unlink()
    assert at_one_time(path, force=True) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(5, "Input/output error")])
def test_a_place_that_was_kept_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """Without links an empty file stands there for a moment."""
    seen: list[dict[str, bytes]] = []

    def replace(old: str, new: str) -> None:
        seen.append(listing(tmp_path))
        assert {one.path for one in writing.unfinished} == {old, new}
        raise error

    monkeypatch.delattr(os, "link")
    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises((type(error), OutputError)):
        writing.write(str(tmp_path / "out"), [b"new"])
    assert sorted(seen[0].values()) == [b"", b"new"]
    assert seen[0]["out"] == b""
    assert listing(tmp_path) == {}
    assert writing.unfinished == set()


def test_a_link_that_was_made_though_it_was_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As by a file server that is asked twice, for its first answer was lost."""
    link = os.link

    def twice(old: str, new: str) -> None:
        link(old, new)
        link(old, new)

    monkeypatch.setattr(os, "link", twice)
    writing.write(str(tmp_path / "out"), [b"new"])
    assert listing(tmp_path) == {"out": b"new"}
    assert (tmp_path / "out").stat().st_nlink == 1


# --- Durability -------------------------------------------------------------------------------------------------------


@posix_only
def test_a_new_file_is_on_the_disk_before_it_has_its_name(tmp_path: Path, files: Files) -> None:
    writing.write(str(tmp_path / "out"), [b"a", b"b"])
    assert files.calls == ["write", "write", "fchmod", "fsync file", "link", "fsync folder"]


@posix_only
def test_an_old_file_stands_until_the_new_one_is_on_the_disk(
    tmp_path: Path, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    path.chmod(0o640)
    status = owned(path.stat(), 4321, 8765)
    monkeypatch.setattr(writing, "status_of", lambda name: status)
    writing.write(str(path), [b"new"], force=True)
    assert files.calls == ["write", "fchown", "fchown", "fchmod", "fsync file", "replace", "fsync folder"]
    files.calls.clear()
    monkeypatch.setattr(writing, "status_of", reading.status_of)
    writing.update(str(path), lambda data: data + b"er")
    assert files.calls == ["write", "fchmod", "fsync file", "replace", "fsync folder"]
    assert path.read_bytes() == b"newer"


@posix_only
@pytest.mark.parametrize("step", ["write", "fchmod", "fsync", "replace", "close"])
def test_each_step_that_can_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """The old file stays, and nothing else."""
    path = tmp_path / "out"
    path.write_bytes(b"old")
    path.chmod(0o640)
    real = getattr(os, step)

    def fail(*arguments: object) -> None:
        if step == "close":
            real(*arguments)
            monkeypatch.setattr(os, step, real)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    monkeypatch.setattr(writing, "_tidy", lambda folder: None)  # which closes files too
    reason = "what replaces it cannot be given its permissions" if step == "fchmod" else "no space left on device"
    with pytest.raises(OutputError, match=reason):
        writing.write(str(path), [b"new"], force=True)
    monkeypatch.setattr(os, step, real)
    assert listing(tmp_path) == {"out": b"old"}
    assert writing.unfinished == set()


@posix_only
@pytest.mark.parametrize(
    ("number", "told"),
    [(5, True), (28, True), (22, False), (95, False), (13, False), (1, False), (9, False), (38, False)],
)
def test_a_folder_that_cannot_be_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: bool
) -> None:
    """Some file systems cannot, and that is all that can be done; but a disk that fails is told of."""
    path = tmp_path / "out"
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    open_before = len(os.listdir("/dev/fd"))
    if told:
        reason = os.strerror(number).lower()
        message = f"{path} is written, but may be lost if the power fails: {reason}"
        assert write_refused(str(path), [b"new"]) == message
    else:
        writing.write(str(path), [b"new"])
    assert listing(tmp_path) == {"out": b"new"}
    assert len(os.listdir("/dev/fd")) == open_before


@posix_only
@pytest.mark.parametrize("number", [13, 5])
def test_a_folder_that_cannot_be_opened_for_syncing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    real = os.open

    def opened(name: str, flags: int, *mode: int) -> int:
        if name == str(tmp_path):
            raise OSError(number, os.strerror(number))
        return real(name, flags, *mode)

    monkeypatch.setattr(os, "open", opened)
    if number == 5:
        assert "is written, but may be lost" in write_refused(str(tmp_path / "out"), [b"new"])
    else:
        writing.write(str(tmp_path / "out"), [b"new"])
    assert listing(tmp_path) == {"out": b"new"}


# --- Every byte -----------------------------------------------------------------------------------


@examples(60)
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
def test_a_slow_reader_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[int] = []
    wait = system.wait_to_write
    monkeypatch.setattr(system, "wait_to_write", noting(waited, wait))
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
    assert set(waited) == {writer}
