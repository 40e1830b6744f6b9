"""SQLite, as everything here opens it."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import suppress
from typing import Any

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""How FTS5 takes texts apart."""

checksum = zlib.crc32
"""`checksum(text, number)`: of a text in UTF-8, and of the number of the row that has it."""


class Database(sqlite3.Connection):
    """A connection that is closed with whatever holds it: who is given a store to ask need not know of databases."""

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # it could not be opened
            self.close()


def connect(place: str = ":memory:", **options: Any) -> Database:
    """A database that commits each statement unless it is told otherwise; a new one in memory where none is named.

    Raises sqlite3.Error where it cannot be opened.
    """
    return sqlite3.connect(place, isolation_level=None, factory=Database, **options)
