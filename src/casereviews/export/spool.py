"""Files that a library can only write to a path."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator

from ..errors import OutputError
from ..files.reading import reason
from ..files.writing import temporary
from ..text import path

_PIECE = 1 << 16


def through_file(make: Callable[[str], None]) -> Iterator[bytes]:
    """The bytes of what `make` writes to a path, that of a new empty file, gone at the end. Raises OutputError."""
    folder = tempfile.gettempdir()
    try:
        with temporary(folder) as new:
            new.close()  # Windows lets nobody else open it before
            make(new.path)
            with open(new.path, "rb") as stream:
                while piece := stream.read(_PIECE):
                    yield piece
    except OSError as error:
        raise OutputError(f"nothing can be kept in {path(folder)} for a moment: {reason(error)}") from error
