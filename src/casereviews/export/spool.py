"""What a library writes whole, to a path or to memory, in pieces."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO

from .. import endings
from ..errors import OutputError
from ..files.reading import reason
from ..files.writing import temporary
from ..text import path

_PIECE = 1 << 16


def in_pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """What is left of a stream."""
    while piece := stream.read(_PIECE):
        yield piece


def through_file(make: Callable[[str], None]) -> Iterator[bytes]:
    """The bytes of what `make` writes to a path, that of a new empty file, gone at the end. Raises OutputError."""
    folder = tempfile.gettempdir()
    try:
        with temporary(folder) as new:
            new.close()  # Windows lets nobody else open it before
            make(new.path)
            with open(new.path, "rb") as stream:
                yield from in_pieces(stream)
    except OSError as error:
        message = f"nothing can be kept in {path(folder)} for a moment: {reason(error)}"
        raise OutputError(message, "name a folder with more room in the variable TMPDIR") from error


@contextmanager
def scratch() -> Iterator[str]:
    """A new folder for files that are put together later, gone at the end, and where a signal ends the program."""
    folder = tempfile.mkdtemp(prefix="casereviews-")
    remove = partial(shutil.rmtree, folder, ignore_errors=True)
    endings.at_once.append(remove)
    try:
        yield folder
    finally:
        endings.at_once.remove(remove)
        remove()
