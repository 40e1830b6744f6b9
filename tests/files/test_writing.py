"""Replacing files whole or not at all, one writer after the other."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recorded import Files, noting, owned

from casereviews.errors import OutputError
from casereviews.files import reading, system, writing

posix_only = pytest.mark.skipif(os.name != "posix", reason="named pipes and devices are POSIX")


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """A record of what is done to files."""
    return Files(monkeypatch)


def listing(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


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
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755, 0o444, 0o200, 0o2775, 0o4711, 0o1644])
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
        assert update_refused(str(path)) == message
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

    threads = [threading.Thread(target=write, args=(str(turn).encode(),)) for turn in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
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


# --- Temporary files --------------------------------------------------------------------------------------------------


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


@pytest.mark.unprivileged
def test_a_file_that_may_not_be_updated(tmp_path: Path) -> None:
    path = tmp_path / "c"
    path.write_bytes(b"old")
    path.chmod(0o400)
    assert update_refused(str(path)) == f"{path} cannot be written: permission denied"
    with pytest.raises(OutputError) as caught:
        writing.update(str(path), lambda data: b"new")
    assert caught.value.hint is None


@posix_only
def test_a_second_update_is_told_of_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    sleep = time.sleep
    path = tmp_path / "c"
    path.write_bytes(b"old")
    told = f"another import is writing to {path}; try again when it is done"
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

    threads = [threading.Thread(target=writing.update, args=(str(path), add)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
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
    assert notes == [f"waiting for another import to finish writing to {path}{who}"]
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
        assert caught.value.hint == "copy it to a disk of this machine, import into the copy, and copy that back"
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
