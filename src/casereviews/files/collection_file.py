"""The file of a collection, made once where it is named, and handed on to whatever reads it or tells of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from functools import cached_property

from ..text import path as shown_path
from .reading import LINES_ENDINGS, as_utf8, read_bytes, read_lines


class CollectionFile:
    """A file that may hold a collection, or standard input."""

    def __init__(
        self, path: str, *, in_folder: bool = False, shown: str | None = None, content: bytes | None = None
    ) -> None:
        """Take its path as it was named, and the name and content of one that need not be in a file."""
        self.path = path
        self.in_folder = in_folder
        """Whether only its folder was named, so that it need not be a collection."""
        self.shown = shown_path(path) if shown is None else shown
        """What messages call it."""
        self._content = content

    @cached_property
    def size(self) -> int:
        """What there is to read, in bytes; 0 of what is no regular file, and where the content is known."""
        try:
            found = os.stat(self.path)
        except (OSError, ValueError):
            return 0
        return found.st_size if stat.S_ISREG(found.st_mode) and self._content is None else 0

    def read(self, longest: int) -> bytes | Iterator[bytes]:
        """Its content; of JSON Lines, by the ending, the lines, one that is too long in pieces. Raises DataError."""
        if self._content is not None:
            return self._content
        if self.path.lower().endswith(LINES_ENDINGS) and self.size:
            return read_lines(self.path, longest)
        return as_utf8(read_bytes(self.path))
