"""Reviews as the tables of a spreadsheet or a database: their columns, and the rows that each review adds to them.

`columns` tells how their values are to be taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from ..answers.flat import OF_CHILD
from ..answers.reviews import PointRecord, ReviewRecord
from ..model.sections import STATEMENTS
from ..vocabulary import KINDS, Vocabulary
from .columns import ABSENT, FACTS, ORIGIN, Column, of_reviews, values

Row = Sequence[object]
"""A value for each column: a text, a number, a list of texts, or None where it is not stated."""


class Reference(NamedTuple):
    """Columns by which a row names a row of another table."""

    columns: tuple[str, ...]
    table: str
    others: tuple[str, ...]


class Table(NamedTuple):
    """A table to which each review adds rows."""

    name: str
    text: str
    """What a row is."""
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns that are different in each row."""
    references: tuple[Reference, ...]
    rows: Callable[[ReviewRecord], Iterable[Row]]
    """The rows of a review."""


_WHETHER = "whether it speaks about this: {}; empty where nobody has coded it"
_REVIEW_ID = Column("review_id", "text", "the review")


# --- Tables -----------------------------------------------------------------------------------------------------------


def reviews(with_children: bool = True) -> Table:
    """A row a review; `with_children` has columns for the first children."""
    names = (
        "id", "name", "title", *FACTS, *(OF_CHILD if with_children else ()), "themes", "agencies", "summary",
        "learning_count", "recommendations_count", "actions_count", "resources", "notes", *ORIGIN,
    )  # fmt: skip
    columns = tuple(of_reviews(names))

    def rows(record: ReviewRecord) -> Iterator[Row]:
        facts = values(record)
        yield [facts[name] for name in names]

    return Table("reviews", "a review", columns, ("id",), (), rows)


def children() -> Table:
    """A row a child."""
    columns = (
        _REVIEW_ID,
        Column("number", "whole", "of the child within the review, from 1"),
        Column("age", "text", "in the source's unit"),
        Column("age_months", "number", "the age in months, to two decimals; not stated of a bound as `under 1 year`"),
        Column("sex", "text", "female or male; never guessed"),
    )

    def rows(record: ReviewRecord) -> Iterator[Row]:
        for number, child in enumerate(record["children"] or (), 1):
            yield [record["id"], number, child["age"], child["age_months"], child["sex"]]

    to_review = Reference(("review_id",), "reviews", ("id",))
    return Table("children", "a child whom a review concerns", columns, ("review_id", "number"), (to_review,), rows)


def statements(with_facts: bool = True, themes: Mapping[str, str] | None = None) -> Table:
    """A row a learning point, recommendation or action.

    It can have the facts of its review, and a column of 0 and 1 for each of some themes, given by slug with their
    labels.
    """
    facts = (*FACTS, *OF_CHILD, *ORIGIN) if with_facts else ()
    wide = themes or {}
    columns = (
        Column("id", "text", "as in 2022-02/child-rs/L3: what it is cited by"),
        _REVIEW_ID,
        *((Column("review_name", "text", "the pseudonym that the review goes by"),) if with_facts else ()),
        Column("section", "text", "learning, recommendations or actions"),
        Column("number", "whole", "within its section of the review, from 1"),
        Column("text", "text", "an abstract of one point of the source"),
        Column("themes", "list", "what it speaks about; not stated where nobody has coded it", "theme"),
        Column("agencies", "list", "whom it speaks to or of", "agency"),
        *(column._replace(text=f"of the review: {column.text}") for column in of_reviews(facts)),
        *(Column(f"theme_{slug.replace('-', '_')}", "flag", _WHETHER.format(label)) for slug, label in wide.items()),
    )
    to_review = Reference(("review_id",), "reviews", ("id",))
    rows = partial(_statement_rows, with_name=with_facts, facts=facts, themes=(*wide,))
    return Table("statements", "a learning point, recommendation or action", columns, ("id",), (to_review,), rows)


def _statement_rows(
    record: ReviewRecord, with_name: bool, facts: tuple[str, ...], themes: tuple[str, ...]
) -> Iterator[Row]:
    """The statements of a review as rows."""
    known = values(record) if facts else {}
    of_review = [known[name] for name in facts]
    name = [record["name"]] if with_name else []
    for section, number, point in points(record):
        coded = point["themes"]
        flags = [None if coded is None else int(slug in coded) for slug in themes]
        said = [section, number, point["text"], coded, point["agencies"]]
        yield [point["id"], record["id"], *name, *said, *of_review, *flags]


def codes() -> Table:
    """A row a code of a review, or of one of its statements."""
    columns = (
        _REVIEW_ID,
        Column("statement_id", "text", "the statement; empty of what the review itself is coded with"),
        Column("kind", "text", "the kind of the term"),
        Column("slug", "text", "the term"),
    )
    references = (
        Reference(("review_id",), "reviews", ("id",)),
        Reference(("statement_id",), "statements", ("id",)),
        Reference(("kind", "slug"), "terms", ("kind", "slug")),
    )

    def rows(record: ReviewRecord) -> Iterator[Row]:
        for statement, kind, slugs in coded(record):
            yield from ([record["id"], statement, kind, slug] for slug in slugs or ())

    text = "a term that a review or one of its statements is coded with; their own rows tell none from not stated"
    return Table("codes", text, columns, (), references, rows)


def coded(record: ReviewRecord) -> Iterator[tuple[str | None, str, Sequence[str] | None]]:
    """What a review is coded with, and then each of its statements: the id of this, the kind, and the slugs."""
    yield None, "type", [record["review_type"]] if record["review_type"] else None
    yield None, "outcome", [record["outcome"]] if record["outcome"] else None
    yield None, "harm", record["harms"]
    yield None, "factor", record["factors"]
    for _, _, point in points(record):
        yield point["id"], "theme", point["themes"]
        yield point["id"], "agency", point["agencies"]


# --- Tables that are not of reviews -----------------------------------------------------------------------------------

_OF_TERMS = (
    Column("kind", "text", "harm, outcome, type, theme, factor or agency"),
    Column("slug", "text", "the short name by which codes name it"),
    Column("label", "text", "its name"),
    Column("part_of", "text", "the group of terms that it belongs to, where there is one"),
    Column("definition", "text", "what it means"),
    Column("synonyms", "list", "other words for it"),
)

TERMS = Table("terms", "a term of the vocabulary", _OF_TERMS, ("kind", "slug"), (), lambda record: ())
"""The vocabulary, to which reviews add no rows."""


def terms(vocabulary: Vocabulary) -> Iterator[Row]:
    """The vocabulary, a row a term."""
    for term in chain.from_iterable(vocabulary.terms(kind).values() for kind in KINDS):
        group = vocabulary.groups.get(term.kind, {}).get(term.group, term.group) if term.group else ABSENT
        yield [term.kind, term.slug, term.label, group, term.definition, [*term.synonyms]]


CODEBOOK = (
    Column("name", "text", "the table"),
    Column("column", "text", "its column; empty of the table itself"),
    Column("meaning", "text", "what it means"),
)
"""The columns of what each table and column means."""


def codebook(known: Iterable[Table], hows: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """What a row of each table is, and what each column means; `hows` says how values of a type are written."""
    for table in known:
        yield table.name, ABSENT, f"a row is {table.text}"
        for column in table.columns:
            yield table.name, column.name, column.meaning(hows)


ABOUT = (
    Column("what", "text", "what is told"),
    Column("value", "text", "what was asked, of which collections, with a digest, their source and notice, and when"),
)
"""The columns of what whoever receives the tables must know of them."""


# --- Values -----------------------------------------------------------------------------------------------------------


def points(record: ReviewRecord) -> Iterator[tuple[str, int, PointRecord]]:
    """The statements of a review, each with its section and its number in it."""
    for section in STATEMENTS:
        for number, point in enumerate(record[section] or (), 1):  # type: ignore[literal-required]
            yield section, number, point
