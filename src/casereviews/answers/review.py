"""One review whole."""

from __future__ import annotations

import json

from ..coding.evidence import holds
from ..store import Store
from ..vocabulary import Vocabulary
from . import reviews, wording
from .blocks import Block, Facts, Heading, PagePoint, PageTitle, Paragraph, Points
from .reviews import PointRecord, ResourceRecord, ReviewRecord


def ask(store: Store, identity: str) -> ReviewRecord:
    """One review by its id, which must exist."""
    asked = "SELECT record FROM review JOIN record USING (number) WHERE id = ?"
    record: ReviewRecord = json.loads(store.ask(asked, [identity]).fetchone()[0])
    return record


def page(record: ReviewRecord, terms: Vocabulary) -> list[Block]:
    """One review whole: facts, what happened, learning, recommendations, actions, sources."""
    facts = [
        ("Type", wording.label(terms, "type", record["review_type"])),
        ("Listed", wording.when(record["listed"])),
        ("Published", wording.when(record["published"])),
        ("Area", record["area"] or wording.NOT_STATED),
        ("Child" if len(record["children"] or "1") == 1 else "Children", reviews.children(record["children"])),
        ("Incident", wording.when(record["incident_date"])),
        ("Outcome", wording.label(terms, "outcome", record["outcome"])),
        ("Harms", wording.labels(terms, "harm", record["harms"])),
        ("Factors", wording.labels(terms, "factor", record["factors"])),
    ]
    blocks: list[Block] = [
        Facts(facts, PageTitle(record["name"], record["title"], record["id"])),
        Heading("What happened"),
    ]
    blocks.append(Paragraph(record["summary"] or f"{wording.NOT_STATED.capitalize()}."))
    blocks += _section("Learning", record["learning"], "The source says that there are no learning points.", terms)
    no_recommendations = "The source says that no recommendations were made."
    blocks += _section("Recommendations", record["recommendations"], no_recommendations, terms)
    blocks += _section("Actions", record["actions"], "The source says that there were no actions.", terms)
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


def _section(heading: str, points: list[PointRecord] | None, none: str, terms: Vocabulary) -> list[Block]:
    """The points of a section; `none` is told where the source says that there are none."""
    if points is None:
        return [Heading(heading), Paragraph(wording.NOT_STATED.capitalize() + ".")]
    if not points:
        return [Heading(heading), Paragraph(none)]
    return [
        Heading(f"{heading} ({len(points)})"),
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


def _resource(resource: ResourceRecord) -> str:
    kind = f" ({resource['format']})" if resource["format"] else ""
    return f"{resource['label']}{kind}: {resource['url'] or 'address ' + wording.NOT_STATED}"
