"""The stems of words, by SQLite's own tokenizer, so that all comparisons of words agree with the index."""

from __future__ import annotations

import re
from _thread import get_ident
from collections.abc import Sequence
from functools import lru_cache

from .database import TOKENIZER, Database, connect
from .text import in_whole_words, whole_words

_WORD = re.compile(r"[^\W_]+")


def stems(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The stems of the words of each text, in order: for `health visitors`, `health` and `visitor`."""
    found: list[list[str]] = [[] for _ in texts]
    database = _database(get_ident())
    rows = [(number, whole_words(text.replace("\0", " "))) for number, text in enumerate(texts)]
    database.execute("BEGIN")
    try:
        database.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", rows)
        for number, stem in database.execute("SELECT doc, term FROM stem ORDER BY doc, offset").fetchall():
            found[number].append(stem)
    finally:
        database.execute("ROLLBACK")
    return [tuple(words) for words in found]


@lru_cache(1)
def _database(thread: int) -> Database:
    """Tables to put texts into, for one thread at a time; kept, as making them takes longer than using them."""
    database = connect(check_same_thread=False)
    database.executescript(
        f"CREATE VIRTUAL TABLE texts USING fts5(text, content='', tokenize='{TOKENIZER}');"
        "CREATE VIRTUAL TABLE stem USING fts5vocab(texts, 'instance');"
    )
    database.text_factory = _whole_letters
    return database


def _whole_letters(data: bytes) -> str:
    """A stem without the broken last letter that SQLite may leave: it cuts words at 32 KiB."""
    return data.decode("utf-8", "ignore")


def words(text: str) -> list[str]:
    """The words of a text as the index has them, in lower case and without diacritics, but not stemmed."""
    if not text.isascii():
        import unicodedata

        letters = unicodedata.normalize("NFD", whole_words(text))
        text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    text = text.lower()
    return _WORD.findall(in_whole_words(text))
