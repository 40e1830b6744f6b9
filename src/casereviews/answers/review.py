"""One review whole."""

from __future__ import annotations

import json
from functools import partial

from ..coding.doubts import unread
from ..coding.evidence import holds, is_unread, points_of
from ..store import Store
from ..vocabulary import Vocabulary
from . import reviews, wording
from .blocks import Block, Facts, Heading, PagePoint, PageTitle, Paragraph, Points
from .reviews import PointRecord, ResourceRecord, ReviewRecord

_NONE = {
    "learning": "The source says that there are no learning points.",
    "recommendations": "The source says that no recommendations were made.",
    "actions": "The source says that there were no actions.",
}
"""What is told of a section of statements where the source says that there are none."""
_CALLED = {
    "summary": "summary",
    "learning": "learning point",
    "recommendations": "recommendation",
    "actions": "action",
}


def ask(store: Store, identity: str) -> ReviewRecord:
    """One review by its id, which must exist."""
    asked = "SELECT record FROM review JOIN record USING (number) WHERE id = ?"
    record: ReviewRecord = json.loads(store.ask(asked, [identity]).fetchone()[0])
    return record


def page(record: ReviewRecord, terms: Vocabulary, has_options: bool = True) -> list[Block]:
    """One review whole: facts, what happened, learning, recommendations, actions, sources.

    What an option of the command would show is told where whoever reads it has options.
    """
    blocks: list[Block] = [
        Facts(facts(record, terms), PageTitle(record["name"], record["title"], record["id"])),
        Heading("What happened", "happened"),
    ]
    blocks.append(Paragraph(record["summary"] or _missing(record, "summary")))
    for section, none in _NONE.items():
        blocks += _section(record, section, none, terms)
    blocks.append(Heading("Sources", "sources"))
    blocks += [Paragraph(resource(one)) for one in record["resources"]]
    hint = " (--why shows the words)" if has_options and unsure(record) else ""
    blocks.append(Paragraph(f"Collection {record['collection']}, {coding(record)}{hint}. Cite as {record['id']}."))
    if record["notes"]:
        blocks.append(Heading("Notes", "notes"))
        blocks += [Paragraph(note) for note in record["notes"]]
    return blocks


def facts(record: ReviewRecord, terms: Vocabulary) -> list[tuple[str, str]]:
    """What is known of a review, as labels with their values in words."""
    missing = partial(wording.missing, record)
    return [
        ("Type", wording.label(terms, "type", record["review_type"], missing("review_type"))),
        ("Listed", wording.when(record["listed"], missing("listed"))),
        ("Published", wording.when(record["published"], missing("published"))),
        ("Area", record["area"] or missing("area")),
        ("Child" if len(record["children"] or "1") == 1 else "Children", reviews.children_of(record)),
        ("Incident", wording.when(record["incident_date"], missing("incident_date"))),
        ("Outcome", wording.label(terms, "outcome", record["outcome"], missing("outcome"))),
        ("Harms", wording.labels(terms, "harm", record["harms"], missing("harms"))),
        ("Factors", wording.labels(terms, "factor", record["factors"], missing("factors"))),
    ]


def unsure(record: ReviewRecord) -> list[str]:
    """The fields with a value that the importer read and a person is to check, each once."""
    if record["coding"] == "curated":
        return []
    checks = [item for item in record["evidence"] or () if item["confidence"] == "check"]
    points = points_of(record) if checks else {}
    return list(dict.fromkeys(item["field"] for item in checks if holds(record, item, points)))


def coding(record: ReviewRecord) -> str:
    """How a review is coded, in words."""
    if record["coding"] == "curated":
        return "coded by a person"
    fields = ", ".join(unsure(record))
    return f"coded automatically, for a person to check: {fields}" if fields else "coded automatically"


def _missing(record: ReviewRecord, section: str) -> str:
    """What is told in the place of a section that is empty."""
    if is_unread(record, section):
        told = unread(_CALLED[section])
        return f"{told[0].upper()}{told[1:]}."
    return f"{wording.NOT_STATED.capitalize()}."


def _section(record: ReviewRecord, section: str, none: str, terms: Vocabulary) -> list[Block]:
    """The points of a section; `none` is told where the source says that there are none."""
    points: list[PointRecord] | None = record[section]  # type: ignore[literal-required]
    heading = section.capitalize()
    if points is None:
        return [Heading(heading, section), Paragraph(_missing(record, section))]
    if not points:
        return [Heading(heading, section), Paragraph(none)]
    return [
        Heading(f"{heading} ({len(points)})", section),
        Points(
            [
                PagePoint(
                    point["id"].rpartition("/")[2],
                    point["text"],
                    wording.codes(terms, point["themes"], point["agencies"]),
                )
                for point in points
            ]
        ),
    ]


def resource(document: ResourceRecord) -> str:
    """A document that the source points to, in a line."""
    kind = f" ({document['format']})" if document["format"] else ""
    return f"{document['label']}{kind}: {document['url'] or 'address ' + wording.NOT_STATED}"
