"""The cache's own folder: where it is, whether it can be trusted, and which files in it are the cache's."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress

from ..errors import CasereviewsError
from ..files import system
from ..files.reading import reason
from ..text import path

DATABASE = re.compile(r"([0-9a-f]{16})-[0-9a-f]{16}\.db")
NOTE = re.compile(r"([0-9a-f]{16})\.json")
UNDO = re.compile(r"undo-[0-9a-f]{16}\.bin")
TEMPORARY = re.compile(r"casereviews-([0-9]{1,10})-[0-9a-f]{8}\.tmp")
BESIDE = ("-journal", "-wal", "-shm")
"""The endings of the files that SQLite may put beside a database."""

HINT = "CASEREVIEWS_CACHE names another folder"

_HAS_MODES = hasattr(os, "geteuid")  # on Windows a mode does not tell who may write


class CacheError(CasereviewsError):
    """The cache cannot be used or written to; the message gives the reason."""

    exit_code = 4


def folder() -> str:
    """The cache's folder: `casereviews` in CASEREVIEWS_CACHE, else in XDG_CACHE_HOME, else in `~/.cache`. Absolute.

    A relative XDG_CACHE_HOME is ignored, as its specification requires. Raises CacheError where there is no home.
    """
    base = os.environ.get("CASEREVIEWS_CACHE")
    if base:
        try:
            base = os.path.abspath(os.path.expanduser(base))
        except OSError as error:
            raise CacheError(f"{path(base)}: {reason(error)}", HINT) from error
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(base):
            home = os.path.expanduser("~")
            if not os.path.isabs(home) or os.environ.get("HOME") == "":
                raise CacheError("there is no home folder", HINT)
            base = os.path.join(home, ".cache")
    return os.path.join(base, "casereviews")


def is_there(place: str) -> bool:
    """Whether the folder exists. Raises CacheError where somebody else could have changed what is there."""
    try:
        around = os.stat(os.path.dirname(place))
        _check_around(os.path.dirname(place), around)
        status = os.lstat(place)
    except NotADirectoryError as error:
        raise CacheError(f"{path(os.path.dirname(place))}: is not a folder", HINT) from error
    except OSError:
        return False
    if stat.S_ISLNK(status.st_mode):
        raise CacheError(f"{path(place)}: is a symbolic link, not a folder", HINT)
    if not stat.S_ISDIR(status.st_mode):
        raise CacheError(f"{path(place)}: is a file, not a folder", HINT)
    if not system.is_own(status):
        raise CacheError(f"{path(place)}: belongs to another user", HINT)
    if _HAS_MODES and status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise CacheError(f"{path(place)}: others may write to it", "chmod 700 makes it yours alone")
    return True


def _check_around(place: str, status: os.stat_result) -> None:
    """Raise CacheError where anyone may replace a folder within this one."""
    if _HAS_MODES and status.st_mode & stat.S_IWOTH and not status.st_mode & stat.S_ISVTX:
        raise CacheError(f"{path(place)}: anyone may replace what is in it", HINT)


def prepare(place: str) -> None:
    """Create the folder where there is none, for its user alone. Raises CacheError.

    An existing folder keeps its permissions: those of its files prevent others from reading them.
    """
    if is_there(place):
        return
    try:
        os.makedirs(os.path.dirname(place), 0o700, exist_ok=True)
        with suppress(FileExistsError):  # another process was first
            os.mkdir(place, 0o700)
    except OSError as error:
        raise CacheError(f"{path(place)}: cannot be created: {reason(error)}", HINT) from error
    is_there(place)


def listed(place: str) -> list[str]:
    """The names in the folder. Raises CacheError."""
    if not is_there(place):
        return []
    try:
        return sorted(os.listdir(place))
    except OSError as error:
        raise CacheError(f"{path(place)}: cannot be read: {reason(error)}", HINT) from error


def without_ending(name: str) -> str:
    """The name without the ending of a file that SQLite put beside a database, such as a journal."""
    for ending in BESIDE:
        name = name.removesuffix(ending)
    return name


def is_ours(name: str) -> bool:
    """Whether a file is the cache's, by its name."""
    return any(pattern.fullmatch(without_ending(name)) for pattern in (DATABASE, NOTE, UNDO, TEMPORARY))


def put(old: str, new: str) -> None:
    """Rename a file, replacing another file or an empty folder. Raises OSError."""
    with suppress(OSError):
        os.rmdir(new)
    system.replace(old, new)


def remove(file: str) -> None:
    """Remove a file, or an empty folder in its place: what a folder holds is not the cache's. Raises OSError."""
    with suppress(OSError):
        os.rmdir(file)
    with suppress(FileNotFoundError):
        os.unlink(file)


def size(file: str) -> int:
    """The size of a file in bytes; 0 where there is none."""
    try:
        return os.lstat(file).st_size
    except OSError:
        return 0
