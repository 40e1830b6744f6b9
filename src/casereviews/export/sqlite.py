"""Reviews as an SQLite database: tables with keys between them, views, and a full-text index that Datasette finds.

Not stated is NULL, and a list is a JSON array, `[]` where the source says that there are none.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from ..database import TOKENIZER, connect
from . import tables
from .columns import ABSENT, FACTS, ORIGIN, Column
from .selection import Selection
from .spool import through_file
from .tables import Reference, Table

_TYPES = {"whole": "INTEGER", "number": "REAL", "flag": "INTEGER"}
_HOWS = {"list": "a JSON array"}
_READ = "NULL is not stated, which is neither none nor no; [] and 0 are that there are none."
_NOT_READ = (
    " Where the column not_read of a review names a field, nothing was read of it and nobody has read the review: NULL "
    "is not read, and whether the source states it is not known."
)
_INDEXED = {"reviews": "name, title, summary", "statements": "text"}
"""The tables that are searched, with the columns of the index."""

_VIEWS = {
    "statements_with_reviews": """
        SELECT statements.*, {facts} FROM statements JOIN reviews ON reviews.id = statements.review_id""",
    "term_counts": """
        SELECT kind, slug, label, count(DISTINCT review_id) AS reviews,
          CASE WHEN kind IN ('theme', 'agency') THEN count(DISTINCT statement_id) END AS statements
        FROM terms LEFT JOIN codes USING (kind, slug) GROUP BY kind, slug""",
}
_VIEWED = {
    "statements_with_reviews": "a row is a statement with the facts of its review",
    "term_counts": "a row is a term with how many reviews have it, and, of themes and agencies, how many statements",
}
_FACTS = ("name", *FACTS, "summary", *ORIGIN)


def render(selection: Selection) -> Iterator[bytes]:
    """The database."""
    return through_file(partial(_write, selection))


def _write(selection: Selection, path: str) -> None:
    """Write the database to the path of an empty file. Raises OSError."""
    database = connect(path)
    try:
        for statement in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "BEGIN"):
            database.execute(statement)
        _fill(database, selection)
        database.execute("COMMIT")
    except sqlite3.OperationalError as error:  # as where the disk is full
        raise OSError(str(error)) from error
    finally:
        database.close()


def _fill(database: sqlite3.Connection, selection: Selection) -> None:
    """Make the tables with their rows, then what is made of these."""
    of_reviews = [tables.reviews(with_children=False), tables.children(), tables.statements(with_facts=False)]
    of_reviews.append(tables.codes())
    known = [*of_reviews[:3], tables.TERMS, of_reviews[3]]
    for table in known:
        database.execute(_created(table))
    _insert(database, "terms", tables.TERMS.columns, tables.terms(selection.vocabulary))
    for record in selection.reviews():
        for table in of_reviews:
            _insert(database, table.name, table.columns, table.rows(record))
    for name, columns, rows in (
        ("about", tables.ABOUT, [*selection.about(), ("Not stated", _READ + _NOT_READ * selection.has_unread)]),
        ("codebook", tables.CODEBOOK, _codebook(known)),
    ):
        database.execute(_created(Table(name, "", columns, (), (), lambda record: ())))
        _insert(database, name, columns, rows)
    for statement in _finishing():
        database.execute(statement)


def _created(table: Table) -> str:
    """The SQL that makes a table, with what each column means as a comment."""
    lines = [(_column(column, table), column.text) for column in table.columns]
    if table.key:
        lines.append((f"PRIMARY KEY ({', '.join(table.key)})", ""))
    lines += [(_foreign(reference), "") for reference in table.references]
    inner = [
        f"  {sql}{',' if number < len(lines) else ''}{f'  -- {text}' if text else ''}"
        for number, (sql, text) in enumerate(lines, 1)
    ]
    said = f"  -- a row is {table.text}" if table.text else ""
    return f"CREATE TABLE {table.name} ({said}\n" + "\n".join(inner) + "\n)"


def _column(column: Column, table: Table) -> str:
    is_key = column.name in table.key
    return f"{column.name} {_TYPES.get(column.type, 'TEXT')}{' NOT NULL' if is_key else ''}"


def _foreign(reference: Reference) -> str:
    columns, others = ", ".join(reference.columns), ", ".join(reference.others)
    return f"FOREIGN KEY ({columns}) REFERENCES {reference.table} ({others})"


def _insert(
    database: sqlite3.Connection, name: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]
) -> None:
    marks = ", ".join("?" * len(columns))
    database.executemany(f"INSERT INTO {name} VALUES ({marks})", ([_value(value) for value in row] for row in rows))


def _value(value: object) -> object:
    """A value as SQLite has it."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return None if value == ABSENT else value


def _codebook(known: Iterable[Table]) -> Iterator[Sequence[object]]:
    yield from tables.codebook(known, _HOWS)
    yield from ((name, ABSENT, text) for name, text in _VIEWED.items())


def _finishing() -> Iterator[str]:
    """What is made of the rows: indexes, views, and what texts are searched by."""
    yield "CREATE INDEX statements_review ON statements (review_id)"
    yield "CREATE INDEX codes_term ON codes (kind, slug, review_id, statement_id)"
    yield "CREATE INDEX codes_review ON codes (review_id)"
    yield "CREATE INDEX codes_statement ON codes (statement_id)"
    facts = ", ".join(f"reviews.{name} AS {'review_name' if name == 'name' else name}" for name in _FACTS)
    for name, sql in _VIEWS.items():
        yield f"CREATE VIEW {name} AS {sql.format(facts=facts)}"
    for table, columns in _INDEXED.items():
        index = f"{table}_fts"
        yield f"CREATE VIRTUAL TABLE {index} USING fts5({columns}, content=\"{table}\", tokenize='{TOKENIZER}')"
        yield f"INSERT INTO {index} ({index}) VALUES ('rebuild')"
        yield f"INSERT INTO {index} ({index}) VALUES ('optimize')"
