"""What differs between systems, as POSIX has it: owners, attributes and permissions, locks, and what files allow."""

from __future__ import annotations

import errno
import grp
import os
import pwd
import shutil
import stat
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from recorded import Files, noting, owned

from casereviews.errors import OutputError
from casereviews.files import reading, system, writing

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")

UNDEFINED = 0xFFFFFFFF
ACCESS, DEFAULT = "system.posix_acl_access", "system.posix_acl_default"


def access_list(user: int, group: int, mask: int, others: int) -> bytes:
    """An access list as Linux keeps it, in which user 4321 may read."""
    entries = [
        (1, user, UNDEFINED),
        (2, 4, 4321),
        (4, group, UNDEFINED),
        (16, mask, UNDEFINED),
        (32, others, UNDEFINED),
    ]
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder on a file system that has attributes and access lists."""
    try:
        os.setxattr(tmp_path, "user.tried", b"x")
        os.setxattr(tmp_path, DEFAULT, access_list(6, 4, 4, 0))
        os.removexattr(tmp_path, DEFAULT)
    except (OSError, AttributeError):
        pytest.skip("there are no attributes here")
    return tmp_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of one's own, in a folder that has nothing else."""
    made = tmp_path / "c"
    made.write_bytes(b"old")
    made.chmod(0o640)
    return made


def refused(path: Path) -> str:
    """What is told where a file cannot be replaced; it is as it was."""
    before = path.stat()
    told: list[str] = []
    for updates in (False, True):
        with pytest.raises(OutputError) as caught:
            writing.update(str(path), len_of) if updates else writing.write(str(path), [b"new"], force=True)
        assert caught.value.exit_code == 4
        assert caught.value.hint == "ask its owner to do this, or write to a copy of your own"
        told.append(caught.value.message)
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_mode, after.st_uid, after.st_gid) == (
        before.st_ino, before.st_mtime_ns, before.st_mode, before.st_uid, before.st_gid,
    )  # fmt: skip
    assert os.listdir(path.parent) == [path.name]
    assert told[0] == told[1]
    start = f"{path} is left as it was: what replaces it cannot be given "
    assert told[0].startswith(start)
    return told[0].removeprefix(start)


def len_of(data: bytes) -> bytes:
    return str(len(data)).encode()


# --- Owner and group --------------------------------------------------------------------------------------------------


@as_root
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o6755])
@pytest.mark.parametrize(("user", "group"), [(4321, 8765), (0, 8765), (4321, 0)])
def test_a_file_stays_its_owners(path: Path, user: int, group: int, mode: int) -> None:
    """Though root writes to it."""
    os.chown(path, user, group)
    path.chmod(mode)
    writing.update(str(path), lambda data: data + b" and new")
    writing.write(str(path), [path.read_bytes(), b"er"], force=True)
    status = path.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (user, group, mode)
    assert path.read_bytes() == b"old and newer"


WITHOUT_RIGHTS = """
import sys
from casereviews import errors
from casereviews.files import writing
for change in (lambda: writing.update(sys.argv[1], lambda data: b"new"),
               lambda: writing.write(sys.argv[1], [b"new"], force=True)):
    try:
        change()
    except errors.OutputError as error:
        print(error.message)
        print(error.hint)
"""


@as_root
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="there is no setpriv")
@pytest.mark.parametrize(
    ("user", "group", "what"),
    [
        (4321, 0, "its owner, 4321"),
        (0, 8765, "its group, 8765"),
        (pwd.getpwnam("nobody").pw_uid, 0, "its owner, nobody"),
        (0, grp.getgrnam("daemon").gr_gid, "its group, daemon"),
    ],
)
def test_a_shared_file_is_not_taken_from_its_owner(path: Path, user: int, group: int, what: str) -> None:
    """Who may write to it, but not give it back, is told so."""
    os.chown(path, user, group)
    path.chmod(0o666)
    without_rights = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
    given = subprocess.run(
        [*without_rights, sys.executable, "-c", WITHOUT_RIGHTS, str(path)], capture_output=True, text=True, check=True
    )
    message = f"{path} is left as it was: what replaces it cannot be given {what}"
    assert given.stdout.splitlines() == [message, "ask its owner to do this, or write to a copy of your own"] * 2
    status = path.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (user, group, 0o666)
    assert path.read_bytes() == b"old"
    assert os.listdir(path.parent) == ["c"]


@pytest.mark.parametrize(("user", "group", "what"), [(1, 0, "owner, {0}"), (0, 1, "group, {1}"), (1, 1, "owner, {0}")])
def test_an_owner_that_may_not_be_given(
    path: Path, monkeypatch: pytest.MonkeyPatch, user: int, group: int, what: str
) -> None:
    """The same where nobody is root."""
    status = path.stat()
    other = owned(status, 70_001 if user else status.st_uid, 80_001 if group else status.st_gid)

    def fchown(descriptor: int, user: int, group: int) -> None:
        assert (user, group) in [(70_001, -1), (-1, 80_001)]
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", fchown)
    monkeypatch.setattr(writing, "status_of", lambda name: other)
    assert refused(path) == f"its {what.format(70_001, 80_001)}"


def test_rights_are_given_in_an_order_in_which_they_stay(folder: Path, path: Path, files: Files) -> None:
    """A new owner takes special permissions away, and an access list changes permissions."""
    os.setxattr(path, "user.a", b"1")
    files.calls.clear()
    with writing.temporary(str(path.parent)) as new:
        system.give_rights(new.descriptor, str(path), owned(path.stat(), 4321, 8765))
        assert files.calls == ["fchown", "fchown", "setxattr", "fchmod"]
        files.calls.clear()
        system.give_rights(new.descriptor, str(path), owned(path.stat(), 4321, 8765))
        assert files.calls == []


def test_permissions_that_are_passed_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a file system does that has its own, and a system where a special permission is not for everybody."""
    monkeypatch.setattr(os, "fchmod", lambda descriptor, mode: None)
    assert refused(path) == "its permissions"
    path.chmod(0o600)
    writing.write(str(path), [b"new"], force=True)
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("name", ["fchown", "fchmod"])
def test_a_system_call_that_does_nothing(path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(os, name, lambda *arguments: None)
    status = owned(path.stat(), 70_001, 80_001) if name == "fchown" else path.stat()
    monkeypatch.setattr(writing, "status_of", lambda _: status)
    assert refused(path) == "its permissions"


# --- Attributes and access lists --------------------------------------------------------------------------------------


def attributes(path: Path) -> dict[str, bytes]:
    return {name: os.getxattr(path, name) for name in os.listxattr(path)}


def test_attributes_are_kept(folder: Path, path: Path) -> None:
    os.setxattr(path, "user.source", b"https://example.org")
    os.setxattr(path, "user.empty", b"")
    os.setxattr(path, ACCESS, access_list(6, 4, 6, 0))
    before, mode = attributes(path), path.stat().st_mode
    assert (len(before), stat.S_IMODE(mode)) == (3, 0o660)
    writing.update(str(path), lambda data: data + b" and new")
    assert path.read_bytes() == b"old and new"
    assert (attributes(path), path.stat().st_mode) == (before, mode)


def test_a_folders_list_for_new_files_is_not_for_old_ones(folder: Path, path: Path) -> None:
    """What had no access list has none afterwards; others would come to read it."""
    os.setxattr(folder, DEFAULT, access_list(6, 4, 6, 4))
    assert attributes(path) == {}
    writing.update(str(path), lambda data: b"new")
    assert path.read_bytes() == b"new"
    assert (attributes(path), stat.S_IMODE(path.stat().st_mode)) == ({}, 0o640)


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o000, 0o777])
@pytest.mark.parametrize(
    "default",
    [None, access_list(6, 4, 6, 0), access_list(7, 7, 4, 4), access_list(4, 6, 0, 7), access_list(0, 0, 7, 0)],
)
def test_a_new_file_has_what_the_system_gives_one(folder: Path, mask: int, default: bytes | None) -> None:
    """By the folder's list, where it has one, else by the mask."""
    if default:
        os.setxattr(folder, DEFAULT, default)
    old = os.umask(mask)
    try:
        os.close(os.open(folder / "plain", os.O_WRONLY | os.O_CREAT, 0o666))
        writing.write(str(folder / "ours"), [b"x"])
        assert os.umask(mask) == mask
    finally:
        os.umask(old)
    plain, ours = folder / "plain", folder / "ours"
    assert (ours.stat().st_mode, attributes(ours)) == (plain.stat().st_mode, attributes(plain))
    assert (ACCESS in attributes(ours)) is (default is not None)


def test_a_list_for_new_files_without_a_mask(folder: Path) -> None:
    entries = [(1, 6, UNDEFINED), (4, 4, UNDEFINED), (32, 0, UNDEFINED)]
    default = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)
    os.setxattr(folder, DEFAULT, default)
    writing.write(str(folder / "ours"), [b"x"])
    assert stat.S_IMODE((folder / "ours").stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("name", "what"),
    [("user.source", "its attribute user.source"), (ACCESS, "its access list"), ("system.nfs4_acl", "its access list")],
)
def test_attributes_that_cannot_be_kept(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch, name: str, what: str
) -> None:
    def setxattr(descriptor: int, name: str, value: bytes) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    real = os.getxattr
    monkeypatch.setattr(os, "listxattr", lambda file: [] if isinstance(file, int) else [name])
    monkeypatch.setattr(os, "getxattr", lambda file, it: b"value" if it == name else real(file, it))
    monkeypatch.setattr(os, "setxattr", setxattr)
    assert refused(path) == what


@pytest.mark.parametrize("name", ["security.selinux", "security.capability"])
@pytest.mark.parametrize("works", [True, False])
def test_what_the_system_keeps_with_a_file_is_given_where_it_may(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str, works: bool
) -> None:
    """It labels a new file by rules of its own."""
    values: dict[str, bytes] = {}

    def setxattr(descriptor: int, name: str, value: bytes) -> None:
        if not works:
            raise OSError(errno.EPERM, "Operation not permitted")
        values[name] = value

    monkeypatch.setattr(os, "listxattr", lambda file: [name, "security.ima", "security.evm"])
    monkeypatch.setattr(os, "getxattr", lambda file, name: b"new" if isinstance(file, int) else b"old")
    monkeypatch.setattr(os, "setxattr", setxattr)
    writing.update(str(path), lambda data: b"new")
    assert path.read_bytes() == b"new"
    assert values == ({name: b"old"} if works else {})


@pytest.mark.parametrize("name", ["security.selinux", "user.x"])
def test_attributes_that_a_new_file_has_of_its_own(path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Those go that others could read it by; a label is the system's."""
    removed: list[str] = []
    monkeypatch.setattr(os, "listxattr", lambda file: [name] if isinstance(file, int) else [])
    monkeypatch.setattr(os, "getxattr", lambda file, name: b"new")
    monkeypatch.setattr(os, "removexattr", lambda descriptor, name: removed.append(name))
    writing.update(str(path), lambda data: b"new")
    assert removed == ([] if name.startswith("security.") else [name])


def test_attributes_of_a_new_file_that_stay(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others could read it by them."""

    def removexattr(descriptor: int, name: str) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "listxattr", lambda file: [ACCESS] if isinstance(file, int) else [])
    monkeypatch.setattr(os, "getxattr", lambda file, name: b"new")
    monkeypatch.setattr(os, "removexattr", removexattr)
    assert refused(path) == "its access list"


@pytest.mark.parametrize(("number", "sound"), [(errno.ENOTSUP, True), (errno.EIO, False)])
def test_attributes_that_cannot_be_listed(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, sound: bool
) -> None:
    """A file system without any is no trouble; a disk that fails is."""

    def listxattr(file: object) -> list[str]:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "listxattr", listxattr)
    if sound:
        writing.update(str(path), lambda data: b"new")
    else:
        with pytest.raises(OutputError, match="cannot be written: input/output error"):
            writing.update(str(path), lambda data: b"new")
    assert path.read_bytes() == (b"new" if sound else b"old")


def test_a_system_without_attributes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("listxattr", "getxattr", "setxattr", "removexattr"):
        monkeypatch.delattr(os, name)
    writing.update(str(path), lambda data: b"new")
    writing.write(str(path.parent / "new"), [b"x"])
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)


# --- Locks ------------------------------------------------------------------------------------------------------------


def test_a_lock(path: Path) -> None:
    """One has it at a time; a file that has come to stand in the place is another."""
    first, second = system.Lock(str(path)), system.Lock(str(path))
    assert first.holder() is None
    assert first.take()
    assert not second.take()
    assert second.holder() == os.getpid()
    os.replace(shutil.copy(path, path.parent / "copy"), path)
    assert second.take()
    second.release()
    first.release()
    assert second.take()
    second.release()
    assert first.holder() is None
    assert os.listdir(path.parent) == ["c"]


def test_a_lock_on_a_file_that_was_replaced_while_it_was_waited_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the old file's, which nobody reads any more."""
    lock = system.Lock(str(path))
    hold = system.hold

    def replaced(descriptor: int) -> bool:
        os.replace(shutil.copy(path, path.parent / "copy"), path)
        return hold(descriptor)

    open_before = len(os.listdir("/dev/fd"))
    monkeypatch.setattr(system, "hold", replaced)
    assert not lock.take()
    monkeypatch.setattr(system, "hold", hold)
    assert len(os.listdir("/dev/fd")) == open_before
    assert lock.take()
    lock.release()
    assert len(os.listdir("/dev/fd")) == open_before


HOLDING = """
import sys
from casereviews.files import system
lock = system.Lock(sys.argv[1])
print(lock.take(), flush=True)
sys.stdin.read()
"""


def test_another_process_that_has_the_lock(path: Path) -> None:
    lock = system.Lock(str(path))
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == b"True\n"
        assert not lock.take()
        assert lock.holder() == process.pid
        process.kill()
        process.wait()
        assert lock.take()
        lock.release()


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("1: FLOCK  ADVISORY  WRITE 4321 {} 0 EOF\n", 4321),
        ("1: POSIX  ADVISORY  WRITE 1234 {} 0 EOF\n2: FLOCK  ADVISORY  WRITE 4321 {} 0 EOF\n", 4321),
        ("1: FLOCK  ADVISORY  WRITE 1234 00:00:1 0 EOF\n2: FLOCK  ADVISORY  WRITE 4321 {} 0 EOF\n", 4321),
        ("1: FLOCK  ADVISORY  WRITE 4321 {} 0 EOF\n1: -> FLOCK  ADVISORY  WRITE 1234 {} 0 EOF\n", 4321),
        ("1: POSIX  ADVISORY  WRITE 1234 {} 0 EOF\n", None),
        ("1: FLOCK  ADVISORY  WRITE 0 {} 0 EOF\n", None),
        ("1: FLOCK  ADVISORY  WRITE -1 {} 0 EOF\n", None),
        ("1: FLOCK  ADVISORY  WRITE 1 {} 0 EOF\n", 1),
        ("1: FLOCK  ADVISORY  WRITE ? {} 0 EOF\n", None),
        ("nothing\n", None),
        ("", None),
    ],
)
def test_who_has_a_lock(path: Path, monkeypatch: pytest.MonkeyPatch, text: str, holder: int | None) -> None:
    """As Linux lists it; a process of another container has no number here."""
    status = path.stat()
    place = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    listed = path.parent / "locks"
    listed.write_text(text.format(place, place), "ascii")
    monkeypatch.setattr(system, "_LOCKS", str(listed))
    assert system.Lock(str(path)).holder() == holder
    listed.unlink()
    assert system.Lock(str(path)).holder() is None


def test_a_lock_that_fails_leaves_nothing_open(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(os.listdir("/dev/fd"))
    with pytest.raises(OSError, match="regular"):
        system.Lock(os.devnull).take()
    monkeypatch.setattr(os.path, "samestat", lambda one, other: False)
    assert not system.Lock(str(path)).take()
    assert len(os.listdir("/dev/fd")) == before


def test_whether_a_process_is_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert system.is_alive(os.getpid())
    assert system.is_alive(1)
    assert not system.is_alive(process.pid)
    assert system.is_alive(10**30)

    def kill(number: int, with_signal: int) -> None:
        assert with_signal == 0
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "kill", kill)
    assert system.is_alive(process.pid)


# --- Other systems' ways ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "windows", "gone"),
    [
        (BrokenPipeError(32, "Broken pipe"), False, True),
        (BrokenPipeError(32, "Broken pipe"), True, True),
        (OSError(errno.EINVAL, "Invalid argument"), True, True),
        (OSError(errno.EINVAL, "Invalid argument"), False, False),
        (OSError(errno.ENOSPC, "No space left on device"), True, False),
    ],
)
def test_a_reader_that_is_gone(monkeypatch: pytest.MonkeyPatch, error: OSError, windows: bool, gone: bool) -> None:
    monkeypatch.setattr(system, "WINDOWS", windows)
    assert system.is_reader_gone(error) is gone


def test_permission_that_is_denied_is_denied_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only Windows denies it for a moment."""
    calls: list[str] = []

    def replace(old: str, new: str) -> None:
        calls.append(old)
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(PermissionError, match="Permission denied"):
        system.replace("a", "b")
    assert calls == ["a"]


def test_what_there_is_to_read_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another program has made a pipe that is not waited for of it."""
    waited: list[int] = []
    wait = system.wait_to_read
    monkeypatch.setattr(system, "wait_to_read", noting(waited, wait))
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    text = "import os, sys, time; time.sleep(0.2); os.write(1, b'one'); time.sleep(0.2); os.write(1, b' two')"
    with subprocess.Popen([sys.executable, "-c", text], stdout=writer):
        os.close(writer)
        assert reading.read_bytes(f"/dev/fd/{reader}") == b"one two"
        os.close(reader)
    assert 2 <= len(waited) <= 4


Waiting = Callable[[int], None]


@pytest.mark.parametrize("wait", [system.wait_to_read, system.wait_to_write])
def test_windows_waits_for_no_pipes(monkeypatch: pytest.MonkeyPatch, wait: Waiting) -> None:
    """It cannot: -1 is no descriptor, and would be told of."""
    slept: list[float] = []
    with pytest.raises(ValueError, match="negative"):
        wait(-1)
    monkeypatch.setattr(system, "WINDOWS", True)
    monkeypatch.setattr(time, "sleep", slept.append)
    wait(-1)
    assert slept == [system.PAUSE]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """A record of what is done to files."""
    return Files(monkeypatch)
