"""What a store is made of: its tables, their columns, and the words of its index."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ..database import TOKENIZER

VERSION = 16
"""Of the tables; one that is opened must have the same."""

OWN = "\ue000"
"""A character for private use, with which the index's own words begin; texts and queries are looked for without it."""

EVERY, END = f"{OWN}every", f"{OWN}end"
"""Words of the index: one that is in every review, and one between two texts."""


@cache
def code_token(kind: str, slug: str) -> str:
    """A code as a word of the index: of the theme `fathers`, `themefathers` between two characters of its own.

    They stand for its hyphens too. So each term has a word of its own, and none has an ending that the index takes off.
    """
    return f"{OWN}{kind}{slug.replace('-', OWN)}{OWN}"


def statement_tokens(themes: Iterable[str], agencies: Iterable[str]) -> list[str]:
    """The codes of a statement as words of the index."""
    return [code_token("theme", slug) for slug in themes] + [code_token("agency", slug) for slug in agencies]


# Take the place of the tables that are read by the number of a row, and check each text that is read of them.
_CHECKED = "CASE WHEN checked(number, CAST({0} AS BLOB), checksum) THEN {0} END AS {0}"

CHECKED_VIEWS = f"""
    CREATE TEMP VIEW record AS SELECT number, {_CHECKED.format("record")} FROM main.record;
    CREATE TEMP VIEW passage AS
    SELECT number, review, section, id, {_CHECKED.format("text")}, themes, agencies FROM main.passage;
"""

STATED = (
    "review_type", "listed", "published", "area", "children", "age", "sex", "incident_date", "outcome", "harms",
    "factors", "summary", "learning", "recommendations", "actions",
)  # fmt: skip
"""The fields that a source may leave out, in the order of the record; age and sex are those of a child."""

TABLES = f"""
PRAGMA user_version = {VERSION};
CREATE TABLE source (name TEXT NOT NULL, size INTEGER NOT NULL, checksum INTEGER NOT NULL);  -- that a kept store is of
CREATE TABLE collection (source INTEGER NOT NULL, record TEXT NOT NULL);  -- the number of its file, and as JSON
CREATE TABLE left_out (source INTEGER NOT NULL, what TEXT NOT NULL);  -- what a file is that is no collection
CREATE TABLE remark (text TEXT NOT NULL, files TEXT NOT NULL);   -- with a place for each file, by number, as JSON
CREATE TABLE stated (field TEXT NOT NULL, reviews INTEGER NOT NULL);  -- how many reviews state a field
CREATE TABLE term (kind TEXT NOT NULL, record TEXT NOT NULL);    -- the vocabulary's terms as JSON, in its order
CREATE TABLE term_group (kind TEXT NOT NULL, slug TEXT NOT NULL, label TEXT NOT NULL);
CREATE TABLE synonym (           -- each word for a term, in the strongest layer that has it
    stems TEXT NOT NULL,         -- with spaces between
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    layer TEXT NOT NULL          -- name, narrower, lay, lay-narrower
);
CREATE TABLE equal (             -- everyday words that mean the same as others, and are no term
    stems TEXT NOT NULL,
    number INTEGER NOT NULL,     -- its group's
    words TEXT NOT NULL          -- as it is written
);
CREATE INDEX synonym_stems ON synonym (stems);
CREATE INDEX equal_stems ON equal (stems);
CREATE INDEX equal_number ON equal (number);
CREATE TABLE lay (word TEXT NOT NULL, kind TEXT NOT NULL, slug TEXT NOT NULL, layer TEXT NOT NULL);  -- as written
CREATE TABLE vocabulary_word (word TEXT PRIMARY KEY) WITHOUT ROWID;  -- every word of these, in lower case
CREATE TABLE word (word TEXT PRIMARY KEY) WITHOUT ROWID;         -- every word of the texts, in lower case
CREATE TABLE review (
    number INTEGER PRIMARY KEY,  -- the place in its collection, collections in the order given
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    listed TEXT,
    incident_first TEXT,         -- the span of days that a date can mean
    incident_last TEXT,
    listed_first TEXT,
    listed_last TEXT,
    published_first TEXT,
    published_last TEXT,
    age REAL,                    -- the youngest child's, in months; of one under an age, 0
    learning INTEGER NOT NULL,   -- whether its source states any, or that there are none
    recommendations INTEGER NOT NULL,
    actions INTEGER NOT NULL
);
CREATE TABLE record (            -- apart, for it is long
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
    section TEXT NOT NULL,       -- title, summary, learning, recommendations, actions
    id TEXT NOT NULL,            -- the statement's, or the review's
    text TEXT NOT NULL,
    themes TEXT,                 -- as JSON
    agencies TEXT,
    checksum INTEGER NOT NULL
);
CREATE VIRTUAL TABLE search USING fts5(
    title, summary, learning, recommendations, actions, content='', tokenize='{TOKENIZER}'
);
INSERT INTO search (search, rank) VALUES ('automerge', 0);       -- for in the end 'optimize' merges everything
INSERT INTO search (search, rank) VALUES ('crisismerge', 64);
"""

INDEXES = """
CREATE UNIQUE INDEX review_id ON review (id);
CREATE INDEX alias_alias ON alias (alias);
CREATE INDEX code_term_review ON code (term, review, statements);
CREATE INDEX passage_review ON passage (review);
CREATE INDEX passage_uncoded ON passage (review) WHERE section NOT IN ('title', 'summary') AND themes IS NULL;
INSERT INTO search (search) VALUES ('optimize');
"""

# The counts are those of the index on codes, which is there by now.
COUNTS = "SELECT term, count(*), sum(statements) FROM code GROUP BY term"
