"""What the collections in use hold."""

from __future__ import annotations

import sqlite3
import sys
from typing import Annotated, cast

from .. import __version__
from ..model.sections import STATED
from ..search.filters import Filters
from ..store import Store
from ..store.tables import NOT_READ
from ..vocabulary import NOT_STATED
from . import reviews, wording
from .blocks import Block, Column, Facts, Grid, Heading, PageTitle, Paragraph
from .field_types import Count, Date, TypedDict

_OF_CHILD = {"age": "age_from IS NOT NULL", "sex": f"sex <> '{NOT_STATED}'"}
"""What is true of a child of whom a field is stated."""

_UNREAD = (
    "Not read: nothing was read of it in these reviews, and nobody has read them. Whether they state it is not known."
)


class CollectionRecord(TypedDict):
    """A collection in use."""

    id: Annotated[str, "as reviews give it"]
    file: Annotated[str, "as it was named"]
    title: Annotated[str | None, "what it is called"]
    listed: Annotated[Date | None, "month of its bulletin"]
    source: Annotated[str | None, "where it came from"]
    headline_reviews: Annotated[Count | None, "how many reviews the bulletin says that it lists"]
    topics: Annotated[list[str] | None, "those of the bulletin's headline"]
    notice: Annotated[str | None, "whose words and whose copyright"]
    reviews: Annotated[
        Count, "how many of its reviews are asked; one that a collection before it has too is not among them"
    ]


class InfoRecord(TypedDict):
    """What there is."""

    version: Annotated[str, "of casereviews"]
    python: Annotated[str, "its version"]
    sqlite: Annotated[str, "its version"]
    collections: Annotated[list[CollectionRecord], "those in use"]
    reviews: Annotated[Count, "how many there are"]
    learning: Annotated[Count, "how many learning points"]
    recommendations: Annotated[Count, "how many recommendations"]
    actions: Annotated[Count, "how many actions"]
    stated: Annotated[dict[str, Count], "for each field, how many reviews state it"]
    coded: Annotated[
        dict[str, Count], "codes_read, codes_unread, statements_read, statements_unread: by a person, and by nobody"
    ]
    not_read: Annotated[
        dict[str, Count], "for each field, of how many others nothing was read, and nobody has read them for it"
    ]


def ask(store: Store) -> InfoRecord:
    """The versions, the collections in use, how much they hold, and for each field how many reviews state it."""
    sections = dict(store.ask("SELECT section, count(*) FROM passage GROUP BY section"))
    return {
        "version": __version__,
        "python": ".".join(map(str, sys.version_info[:3])),
        "sqlite": sqlite3.sqlite_version,
        "collections": cast("list[CollectionRecord]", store.collections()),
        "reviews": reviews.count(store, Filters()),
        "learning": sections.get("learning", 0),
        "recommendations": sections.get("recommendations", 0),
        "actions": sections.get("actions", 0),
        "stated": dict(store.ask("SELECT field, reviews FROM stated ORDER BY rowid")),
        "coded": dict(store.ask("SELECT what, number FROM coded ORDER BY rowid")),
        "not_read": {**dict.fromkeys(STATED, 0), **{field: _not_read(store, field) for field in store.not_read}},
    }


def _not_read(store: Store, field: str) -> int:
    """In how many reviews nobody has read a field, and none was read; of age and sex, of any child."""
    if field not in _OF_CHILD:
        return store.not_read[field]
    with_any = f"SELECT review FROM child WHERE {_OF_CHILD[field]}"
    asked = f"SELECT count(*) FROM review WHERE not_read & ? AND number NOT IN ({with_any})"
    number: int = store.ask(asked, [NOT_READ[field]]).fetchone()[0]
    return number


def page(record: InfoRecord) -> list[Block]:
    """The version, the collections in use, and for each field how many reviews state it."""
    blocks: list[Block] = [
        Facts([("casereviews", record["version"]), ("Python", record["python"]), ("SQLite", record["sqlite"])])
    ]
    for collection in record["collections"]:
        facts = [
            ("File", collection["file"]),
            ("Listed", wording.when(collection["listed"])),
            ("Reviews", _of_headline(collection)),
            ("Topics", "; ".join(collection["topics"]) if collection["topics"] else wording.NOT_STATED),
            ("Source", collection["source"] or wording.NOT_STATED),
            ("Notice", collection["notice"] or wording.NOT_STATED),
        ]
        blocks.append(Facts(facts, PageTitle(collection["title"] or collection["id"], "", collection["id"])))
    total = record["reviews"]
    counts = [
        ("Reviews", str(total)),
        ("Learning", str(record["learning"])),
        ("Recommendations", str(record["recommendations"])),
        ("Actions", str(record["actions"])),
    ]
    coded = record["coded"]
    if coded["codes_unread"] or coded["statements_unread"]:
        counts += [(what.capitalize(), _read(coded, what)) for what in ("codes", "statements")]
    blocks += [Heading("How many"), Facts(counts), Heading("Stated by how many reviews")]
    unread = record["not_read"]
    columns = [Column("Field"), Column("Reviews", "number"), Column("", "bar", total)]
    columns += [Column("Not read", "number")] * any(unread.values())
    rows = [[name, f"{n} of {total}", str(n), str(unread[name])] for name, n in record["stated"].items()]
    blocks.append(Grid(columns, [row[: len(columns)] for row in rows]))
    if any(unread.values()):
        blocks.append(Paragraph(_UNREAD))
    return blocks


def _read(coded: dict[str, int], what: str) -> str:
    """How many codes or statements a person has read."""
    return f"{coded[f'{what}_read']:,} read by a person, {coded[f'{what}_unread']:,} by nobody"


def _of_headline(collection: CollectionRecord) -> str:
    number = collection["reviews"]
    said = collection["headline_reviews"]
    return f"{number}; the bulletin says {said}" if said is not None and said != number else str(number)
