"""What a store is made of: its tables, their columns, and the words of its index."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ..database import TOKENIZER
from ..model.sections import STATED, STATEMENTS

VERSION = 20
"""The version of the tables, which a store must have to be opened."""

OWN = "\ue000"
"""A private-use character, with which the index's own words begin; it is removed from texts and queries."""

EVERY, END = f"{OWN}every", f"{OWN}end"
"""Words of the index: one that is in every review, and one between two texts."""


@cache
def code_token(kind: str, slug: str) -> str:
    """A code as a word of the index: for the theme `fathers`, `themefathers` between two of the index's own characters.

    These replace hyphens too. So each term has a word of its own, and none has an ending that the index would remove.
    """
    return f"{OWN}{kind}{slug.replace('-', OWN)}{OWN}"


def statement_tokens(themes: Iterable[str], agencies: Iterable[str]) -> list[str]:
    """The codes of a statement as words of the index."""
    return [code_token("theme", slug) for slug in themes] + [code_token("agency", slug) for slug in agencies]


PARTS = ("title", "summary", *STATEMENTS)
"""The parts of a review that have texts, each a column of the index."""

REVIEW_KINDS = ("harm", "factor", "outcome", "type")
"""The kinds of codes that a review itself has; those of the others are its statements'."""

IS_STATEMENT = "section NOT IN ('title', 'summary')"
"""Whether a row of `passage` is a statement; the index of those that are not coded is found by just these words."""

CODES = "code_term JOIN code ON code.term = code_term.number"
"""The terms of reviews: a row for each term that a review has."""


# Views in place of the tables that are read by row number; they check each text that is read.
_CHECKED = "CASE WHEN checked(number, CAST({0} AS BLOB), checksum) THEN {0} END AS {0}"

CHECKED_VIEWS = f"""
    CREATE TEMP VIEW record AS SELECT number, {_CHECKED.format("record")} FROM main.record;
    CREATE TEMP VIEW passage AS
    SELECT number, review, section, id, {_CHECKED.format("text")}, themes, agencies FROM main.passage;
"""

NOT_READ = {field: 1 << place for place, field in enumerate(STATED)}
"""The bit of each field in the column `not_read`, which says of which fields of a review nothing was read."""

TABLES = f"""
PRAGMA user_version = {VERSION};
CREATE TABLE source (name TEXT NOT NULL, size INTEGER NOT NULL, checksum INTEGER NOT NULL);  -- of a saved store
CREATE TABLE collection (source INTEGER NOT NULL, record TEXT NOT NULL);  -- by the number of its file, as JSON
CREATE TABLE left_out (source INTEGER NOT NULL, what TEXT NOT NULL);  -- what a file is that is not a collection
CREATE TABLE remark (text TEXT NOT NULL, files TEXT NOT NULL);   -- with a slot for each file, by number, as JSON
CREATE TABLE stated (
    field TEXT NOT NULL,
    reviews INTEGER NOT NULL,    -- how many state it
    not_read INTEGER NOT NULL    -- of how many nobody has read it, and nothing was read
);
CREATE TABLE coded (what TEXT NOT NULL, number INTEGER NOT NULL);  -- how many codes and statements are read
CREATE TABLE term (kind TEXT NOT NULL, record TEXT NOT NULL);    -- the vocabulary's terms as JSON, in its order
CREATE TABLE term_group (kind TEXT NOT NULL, slug TEXT NOT NULL, label TEXT NOT NULL);
CREATE TABLE synonym (           -- each word for a term, in the strongest layer that has it
    stems TEXT NOT NULL,         -- with spaces between
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    layer TEXT NOT NULL          -- name, narrower, lay, lay-narrower
);
CREATE TABLE equal (             -- everyday words that mean the same, without being terms
    stems TEXT NOT NULL,
    number INTEGER NOT NULL,     -- of its group
    words TEXT NOT NULL          -- as it is written
);
CREATE INDEX synonym_stems ON synonym (stems);
CREATE INDEX equal_stems ON equal (stems);
CREATE INDEX equal_number ON equal (number);
CREATE TABLE lay (               -- what is kept apart of terms, as written
    word TEXT NOT NULL,          -- an everyday word, or a question
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    layer TEXT NOT NULL          -- lay, lay-narrower, question
);
CREATE TABLE vocabulary_word (word TEXT PRIMARY KEY) WITHOUT ROWID;  -- every word of these, in lower case
CREATE TABLE word (word TEXT PRIMARY KEY) WITHOUT ROWID;         -- every word of the texts, in lower case
CREATE TABLE review (
    number INTEGER PRIMARY KEY,  -- in the order of its collection, and of the collections
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    listed TEXT,
    incident_first TEXT,         -- the first and the last day that a date can mean
    incident_last TEXT,
    listed_first TEXT,
    listed_last TEXT,
    published_first TEXT,
    published_last TEXT,
    age REAL,                    -- the youngest child's, in months; 0 for `under` an age
    learning INTEGER NOT NULL,   -- whether the source states any, or that there are none
    recommendations INTEGER NOT NULL,
    actions INTEGER NOT NULL,
    unread INTEGER NOT NULL,     -- how many of its codes nobody has read
    not_read INTEGER NOT NULL    -- the fields of which nothing was read, nor has a person read them: a bit for each
);
CREATE TABLE record (            -- a table of its own, as it is long
    number INTEGER PRIMARY KEY,
    record TEXT NOT NULL,        -- the review as JSON
    checksum INTEGER NOT NULL
);
CREATE TABLE alias (review INTEGER NOT NULL, alias TEXT NOT NULL);  -- folded name, id and end of the id
CREATE TABLE child (review INTEGER NOT NULL, sex TEXT NOT NULL, age_from REAL, age_to REAL);
CREATE TABLE code_term (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    reviews INTEGER NOT NULL,    -- how many have it
    statements INTEGER NOT NULL  -- of themes
);
CREATE TABLE code (term INTEGER NOT NULL, review INTEGER NOT NULL, statements INTEGER NOT NULL);
CREATE TABLE passage (
    number INTEGER PRIMARY KEY,
    review INTEGER NOT NULL,
    section TEXT NOT NULL,       -- title or another of the parts
    id TEXT NOT NULL,            -- of the statement, or of the review
    text TEXT NOT NULL,
    themes TEXT,                 -- as JSON
    agencies TEXT,
    checksum INTEGER NOT NULL
);
CREATE VIRTUAL TABLE search USING fts5(
    {", ".join(PARTS)}, content='', tokenize='{TOKENIZER}'
);
INSERT INTO search (search, rank) VALUES ('automerge', 0);       -- in the end 'optimize' merges everything
INSERT INTO search (search, rank) VALUES ('crisismerge', 64);
"""

INDEXES = f"""
CREATE UNIQUE INDEX review_id ON review (id);
CREATE INDEX alias_alias ON alias (alias);
CREATE INDEX code_term_review ON code (term, review, statements);
CREATE INDEX passage_review ON passage (review);
CREATE INDEX passage_uncoded ON passage (review) WHERE {IS_STATEMENT} AND themes IS NULL;
INSERT INTO search (search) VALUES ('optimize');
"""

# From the index on codes, which exists by now.
COUNTS = "SELECT term, count(*), sum(statements) FROM code GROUP BY term"
