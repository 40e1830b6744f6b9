"""Connections to SQLite, as the whole package opens them."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import suppress
from typing import Any

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""How FTS5 takes texts apart."""

checksum = zlib.crc32
"""`checksum(text, number)`: of a UTF-8 text and the number of its row."""


class Database(sqlite3.Connection):
    """A connection that is closed when its holder goes, so that whoever asks a store need not close anything."""

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # it was never opened
            self.close()


def connect(file: str = ":memory:", **options: Any) -> Database:
    """A database that commits each statement outside a transaction; by default a new one in memory.

    What SQLite keeps for a moment, as to sort an index, is in memory with it: no disk can be full, and no text of a
    review is left on one. Raises sqlite3.Error where it cannot be opened.
    """
    made = sqlite3.connect(file, isolation_level=None, factory=Database, **options)
    if file == ":memory:":
        made.execute("PRAGMA temp_store = MEMORY")
    return made
