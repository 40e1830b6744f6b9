"""What differs between systems: how files are opened, locked, replaced and owned.

Only here is asked which system this is, by what it has. Windows waits for a pipe's other end, lets no open file be
replaced or removed, and has no owners that a file could be given to.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

WINDOWS = os.name == "nt"

BINARY = getattr(os, "O_BINARY", 0)
AT_ONCE = getattr(os, "O_NONBLOCK", 0)
"""For opening a pipe without waiting for who is at its other end."""
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""For opening a file that must not be a symbolic link."""

READ = os.O_RDONLY | AT_ONCE | BINARY
CREATE = os.O_RDWR | os.O_CREAT | os.O_EXCL | NO_LINK | BINARY

PAUSE = 0.02
"""Seconds between two looks at what another process holds."""

_PATIENCE = 2.0  # seconds for which Windows may refuse a file that another program has open for a moment
_LOCKED = 1 << 20  # the byte that is locked where locks keep others from reading, beyond any that is read
_LOCKS = "/proc/locks"  # where Linux lists who has locked what
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF, errno.EACCES, errno.EPERM)
_OF_CONTENT = ("security.ima", "security.evm")  # attributes that are made of the content, by the system


class LockError(OSError):
    """The file system has no locks."""


class RightsError(OSError):
    """A new file cannot be given what another has: its owner, its group, an attribute or its permissions."""


# --- Opening, and waiting ---------------------------------------------------------------------------------------------


def wait_to_read(descriptor: int) -> None:
    """Wait until there is something to read, or the end."""
    _wait([descriptor], [])


def wait_to_write(descriptor: int) -> None:
    """Wait until a descriptor takes more."""
    _wait([], [descriptor])


def _wait(readers: list[int], writers: list[int]) -> None:
    """Wait for a descriptor. Windows waits for sockets only; there it is tried again in a moment."""
    if WINDOWS:
        time.sleep(PAUSE)
        return
    import select

    select.select(readers, writers, [])


def is_reader_gone(error: OSError) -> bool:
    """Whether writing failed for nobody reads any more; Windows may call it an invalid argument."""
    return isinstance(error, BrokenPipeError) or (WINDOWS and error.errno == errno.EINVAL)


# --- Replacing --------------------------------------------------------------------------------------------------------


def replace(old: str, new: str) -> None:
    """Rename a file over another. Raises OSError, on Windows after a while where another program has that open."""
    _patiently(lambda: os.replace(old, new))


def put(old: str, new: str) -> bool:
    """Give a file a name that nothing has yet; False where that cannot be done in one step.

    The old name may still be there afterwards. Raises OSError, FileExistsError where there is something already.
    """
    if WINDOWS:
        _patiently(lambda: os.rename(old, new))
        return True
    try:
        os.link(old, new)
    except FileExistsError:
        if not os.path.samefile(old, new):  # a file server may have been asked twice
            raise
    except (OSError, AttributeError):
        return False
    return True


def sync_folder(folder: str) -> None:
    """Have the names in a folder on the disk, where the system can do that. Raises OSError where the disk fails."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # Windows opens no folders, and others may be closed to readers
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(descriptor)


def _patiently(action: Callable[[], T]) -> T:
    """What an action gives, which Windows refuses while another program has the file open."""
    last = time.monotonic() + _PATIENCE
    while True:
        try:
            return action()
        except PermissionError as error:
            if not WINDOWS:
                raise
            if time.monotonic() >= last:
                reason = "it may not be written to, or another program has it open; close it there and try again"
                raise OSError(reason) from error
            time.sleep(PAUSE)


# --- Owners, attributes and permissions -------------------------------------------------------------------------------


def is_own(status: os.stat_result) -> bool:
    """Whether a file belongs to the user of this process; Windows does not say whose it is."""
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()


def usual_mode(folder: str) -> int:
    """The permissions that a new file gets in a folder: by the folder's own list for new files, else by the mask."""
    with suppress(OSError, AttributeError):
        from struct import iter_unpack

        entries = iter_unpack("<HHI", os.getxattr(folder, "system.posix_acl_default")[4:])
        of: dict[int, int] = {tag: permissions & 0o6 for tag, permissions, _ in entries}  # by the kernel's tags
        return of[0x01] << 6 | of.get(0x10, of[0x04]) << 3 | of[0x20]
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


def set_mode(descriptor: int, mode: int) -> None:
    """Set a file's permissions, where they are not these already and there are any. Raises OSError."""
    if hasattr(os, "fchown") and stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
        os.fchmod(descriptor, mode)


def give_rights(descriptor: int, path: str, status: os.stat_result) -> None:
    """Give a new file what the one at a path has: owner, group, attributes and permissions, in this order.

    A new owner takes special permissions away, and access lists are attributes that change permissions. On Windows a
    new file has the rights that its folder gives. Raises RightsError.
    """
    if not hasattr(os, "fchown"):
        return
    new = os.fstat(descriptor)
    if new.st_uid != status.st_uid:
        _try(f"its owner, {_user(status.st_uid)}", os.fchown, descriptor, status.st_uid, -1)
    if new.st_gid != status.st_gid:
        _try(f"its group, {_group(status.st_gid)}", os.fchown, descriptor, -1, status.st_gid)
    _give_attributes(descriptor, path)
    mode = stat.S_IMODE(status.st_mode)
    _try("its permissions", set_mode, descriptor, mode)
    given = os.fstat(descriptor)
    if (given.st_uid, given.st_gid, stat.S_IMODE(given.st_mode)) != (status.st_uid, status.st_gid, mode):
        raise RightsError("its permissions")


def _give_attributes(descriptor: int, path: str) -> None:
    """Give a new file the extended attributes of another, and no others. Those of the system are given where it may."""
    given, wanted = _attributes(descriptor), _attributes(path)
    for name in given.keys() - wanted.keys():
        if not name.startswith("security."):
            _try("its access list", os.removexattr, descriptor, name)
    for name, value in wanted.items():
        if given.get(name) == value:
            continue
        if name.startswith("security."):
            with suppress(OSError):
                os.setxattr(descriptor, name, value)
        else:
            _try("its access list" if "acl" in name else f"its attribute {name}", os.setxattr, descriptor, name, value)


def _attributes(file: int | str) -> dict[str, bytes]:
    """A file's extended attributes, access lists among them; none where the system or the file system has none."""
    if not hasattr(os, "listxattr"):
        return {}
    try:
        return {name: os.getxattr(file, name) for name in os.listxattr(file) if name not in _OF_CONTENT}
    except OSError as error:
        if error.errno == errno.ENOTSUP:
            return {}
        raise


def _try(what: str, action: Callable[..., None], *arguments: object) -> None:
    try:
        action(*arguments)
    except OSError as error:
        raise RightsError(error.errno, what) from error


def _user(number: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def _group(number: int) -> str:
    import grp

    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return str(number)


# --- Locks ------------------------------------------------------------------------------------------------------------


class Lock:
    """The lock by which one process after the other writes to a file; it ends with the process, however that ends.

    Where there is `fcntl` the file itself is locked. Windows lets no open file be replaced: there a file beside it is,
    `.NAME.lock`, which is gone at the end, and stays only where a process was killed, in nobody's way.
    """

    def __init__(self, name: str) -> None:
        """Take the name of the file."""
        self.name = name
        self._descriptor = -1
        self._beside = ""
        try:
            import fcntl  # noqa: F401
        except ImportError:
            folder, base = os.path.split(os.path.realpath(name))
            self._beside = os.path.join(folder, f".{base}.lock")

    def take(self) -> bool:
        """Take the lock, of the very file that has the name; False where another process has it.

        Raises OSError, LockError where the file system has no locks.
        """
        if self._beside:
            flags = os.O_RDWR | os.O_CREAT | BINARY
            descriptor = _patiently(lambda: os.open(self._beside, flags, 0o600))
        else:  # some file systems lock only what is open for writing
            descriptor = os.open(self.name, os.O_RDWR | AT_ONCE | BINARY)
        try:
            if self._is_taken(descriptor):
                self._descriptor, descriptor = descriptor, -1
                return True
            return False
        finally:
            if descriptor >= 0:
                os.close(descriptor)

    def _is_taken(self, descriptor: int) -> bool:
        if self._beside:
            if not _lock_byte(descriptor):
                return False
            os.ftruncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode())
            return True
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("it is no regular file")
        # Who had the lock has put another file in this one's place.
        return hold(descriptor) and os.path.samestat(os.fstat(descriptor), os.stat(self.name))

    def release(self) -> None:
        """Let the next have it."""
        if self._beside:
            _unlock_byte(self._descriptor)
        with suppress(OSError):  # it is let go of all the same
            os.close(self._descriptor)
        if self._beside:
            with suppress(OSError):  # the next has it open already
                os.unlink(self._beside)

    def holder(self) -> int | None:
        """The number of the process that has the lock, where it can be told."""
        with suppress(OSError, ValueError):
            if self._beside:
                with open(self._beside, "rb") as stream:
                    return int(stream.read(20))
            return _flocked_by(os.stat(self.name))
        return None


def hold(descriptor: int) -> bool:
    """Lock an open file for as long as it is open, as temporary files are; False where another process has done so.

    Raises LockError where the file system has no locks. Windows needs none: what is open cannot be removed there.
    """
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise LockError(error.errno, error.strerror) from error
    return True


def is_alive(process: int) -> bool:
    """Whether there is a process of this number on this machine; Windows is not asked, where asking would end it."""
    if WINDOWS:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # it is another user's; or no such number can be
        return True
    return True


def _flocked_by(status: os.stat_result) -> int | None:
    """The process that has locked a file, as Linux lists it."""
    place = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    with open(_LOCKS, encoding="ascii") as lines:
        for words in map(str.split, lines):
            if words[1:2] == ["FLOCK"] and words[5] == place:
                return max(int(words[4]), 0) or None
    return None


def _lock_byte(descriptor: int) -> bool:
    try:
        import msvcrt
    except ImportError:  # where there are no locks of either kind there is one process, as in a browser
        return True
    os.lseek(descriptor, _LOCKED, os.SEEK_SET)
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EDEADLK):
            return False
        raise LockError(error.errno, error.strerror) from error
    os.lseek(descriptor, 0, os.SEEK_SET)
    return True


def _unlock_byte(descriptor: int) -> None:
    with suppress(ImportError):
        import msvcrt

        os.lseek(descriptor, _LOCKED, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]
