"""What the collections in use hold."""

from __future__ import annotations

from ..search.filters import Filters
from ..search.records import Record
from ..store import Store
from . import reviews, wording
from .blocks import Block, Column, Facts, Grid, Heading, Title


def ask(store: Store) -> Record:
    """The collections in use, how much they hold, and for each field how many reviews state it."""
    sections = dict(store.ask("SELECT section, count(*) FROM passage GROUP BY section"))
    return {
        "collections": store.collections(),
        "reviews": reviews.count(store, Filters()),
        "learning": sections.get("learning", 0),
        "recommendations": sections.get("recommendations", 0),
        "actions": sections.get("actions", 0),
        "stated": dict(store.ask("SELECT field, reviews FROM stated ORDER BY rowid")),
    }


def page(record: Record) -> list[Block]:
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
        blocks.append(Facts(facts, Title(collection["title"] or collection["id"], "", collection["id"])))
    total = record["reviews"]
    counts = [(word.capitalize(), str(record[word])) for word in ("reviews", "learning", "recommendations", "actions")]
    blocks += [Heading("How many"), Facts(counts), Heading("Stated by how many reviews")]
    columns = [Column("Field"), Column("Reviews", "number"), Column("", "bar", total)]
    blocks.append(Grid(columns, [[name, f"{n} of {total}", str(n)] for name, n in record["stated"].items()]))
    return blocks


def _of_headline(collection: Record) -> str:
    number = collection["reviews"]
    said = collection["headline_reviews"]
    return f"{number}; the bulletin says {said}" if said is not None and said != number else str(number)
