"""One review whole."""

from __future__ import annotations

import json

from ..coding.evidence import holds
from ..search.records import Record
from ..store import Store
from ..vocabulary import Vocabulary
from . import reviews, wording
from .blocks import Block, Facts, Heading, Paragraph, Point, Points, Title

_SECTIONS = {"learning": "Learning", "recommendations": "Recommendations", "actions": "Actions"}
_NONE = {
    "learning": "The source says that there are no learning points.",
    "recommendations": "The source says that no recommendations were made.",
    "actions": "The source says that there were no actions.",
}


def ask(store: Store, identity: str) -> Record:
    """One review by its id, which must exist."""
    asked = "SELECT record FROM review JOIN record USING (number) WHERE id = ?"
    record: Record = json.loads(store.ask(asked, [identity]).fetchone()[0])
    return record


def page(record: Record, terms: Vocabulary) -> list[Block]:
    """One review whole: facts, what happened, learning, recommendations, actions, sources."""
    facts = [
        ("Type", wording.label(terms, "type", record["review_type"])),
        ("Listed", wording.when(record["listed"])),
        ("Published", wording.when(record["published"])),
        ("Area", record["area"] or wording.NOT_STATED),
        ("Child" if len(record["children"] or "1") == 1 else "Children", reviews.children(record)),
        ("Incident", wording.when(record["incident_date"])),
        ("Outcome", wording.label(terms, "outcome", record["outcome"])),
        ("Harms", wording.labels(terms, "harm", record["harms"])),
        ("Factors", wording.labels(terms, "factor", record["factors"])),
    ]
    blocks: list[Block] = [Facts(facts, Title(record["name"], record["title"], record["id"])), Heading("What happened")]
    blocks.append(Paragraph(record["summary"] or f"{wording.NOT_STATED.capitalize()}."))
    for section, heading in _SECTIONS.items():
        blocks += _section(record, section, heading, terms)
    blocks.append(Heading("Sources"))
    blocks += [Paragraph(_resource(resource)) for resource in record["resources"]]
    coded = "coded by a person" if record["coding"] == "curated" else "coded automatically"
    checks = [item for item in record["evidence"] or () if item["confidence"] == "check" and holds(record, item)]
    unsure = list(dict.fromkeys(item["field"] for item in checks))
    if unsure and record["coding"] == "automatic":
        coded += f", to be checked by a person: {', '.join(unsure)} (--why shows the words)"
    blocks.append(Paragraph(f"Collection {record['collection']}, {coded}. Cite as {record['id']}."))
    if record["notes"]:
        blocks.append(Heading("Notes"))
        blocks += [Paragraph(note) for note in record["notes"]]
    return blocks


def _section(record: Record, section: str, heading: str, terms: Vocabulary) -> list[Block]:
    points = record[section]
    if points is None:
        return [Heading(heading), Paragraph(wording.NOT_STATED.capitalize() + ".")]
    if not points:
        return [Heading(heading), Paragraph(_NONE[section])]
    return [
        Heading(f"{heading} ({len(points)})"),
        Points([Point(point["id"].rpartition("/")[2], point["text"], wording.codes(point, terms)) for point in points]),
    ]


def _resource(resource: Record) -> str:
    kind = f" ({resource['format']})" if resource["format"] else ""
    return f"{resource['label']}{kind}: {resource['url'] or 'address ' + wording.NOT_STATED}"
