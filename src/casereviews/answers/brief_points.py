"""The points of a briefing: those that say the same as one, by theme or by agency, the most shared first.

Where there is no room for all, those are kept first that several reviews make. Then the themes, or the agencies, have
places in proportion to how many reviews have them, as parties have by D'Hondt's method.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..vocabulary import NONE, NOT_STATED, Vocabulary
from . import alike
from .brief_record import BriefGroupRecord, BriefPointRecord
from .statements import StatementRecord

_WITHOUT = {
    ("theme", NONE): "No theme",
    ("theme", NOT_STATED): "Not coded by theme",
    ("agency", NONE): "No agency named",
    ("agency", NOT_STATED): "Not coded by agency",
}
"""What stands over the points that have no term of a kind, or are not coded."""


class Section(NamedTuple):
    """The points of a section, in the order in which they are kept, each with the slug that it stands under."""

    kind: str
    points: list[tuple[str, BriefPointRecord]]
    reviews: dict[str, int]
    """How many reviews have a statement with each slug, in the order of the groups."""

    def groups(self, terms: Vocabulary, kept: Iterable[int]) -> list[BriefGroupRecord]:
        """The groups of the points that are kept, given their index."""
        found: dict[str, list[BriefPointRecord]] = {}
        for slug, point in map(self.points.__getitem__, kept):
            found.setdefault(slug, []).append(point)
        return [self.group(slug, found[slug], terms) for slug in self.reviews if slug in found]

    def group(self, slug: str, points: list[BriefPointRecord], terms: Vocabulary) -> BriefGroupRecord:
        """The group of a slug with some points."""
        return {
            "slug": None if slug in (NONE, NOT_STATED) else slug,
            "label": _WITHOUT.get((self.kind, slug)) or terms.label(self.kind, slug),
            "reviews": self.reviews[slug],
            "points": points,
        }


def section(records: Iterable[StatementRecord], kind: str, first: Sequence[str], terms: Vocabulary) -> Section:
    """The points of some statements by theme or by agency: those of the slugs named first, then the most shared."""
    said = list(records)
    having: dict[str, set[str]] = {}
    for record in said:
        for slug in _slugs(record, kind):
            having.setdefault(slug, set()).add(record["review"]["id"])
    order = {slug: number for number, slug in enumerate([*terms.terms(kind), NONE, NOT_STATED])}

    def rank(slug: str) -> tuple[bool, bool, int, int]:
        return slug not in first, slug in (NONE, NOT_STATED), -len(having[slug]), order.get(slug, len(order))

    found: list[tuple[str, BriefPointRecord]] = []
    for group in alike.together(said):
        slug = min(_slugs(group[0], kind), key=rank)
        reviews = {record["review"]["id"] for record in group}
        point: BriefPointRecord = {
            "ids": [record["id"] for record in group],
            "text": group[0]["text"],
            "reviews": len(reviews),
            "agencies": group[0]["agencies"],
        }
        found.append((slug, point))
    reviews_of = {slug: len(having[slug]) for slug in sorted(having, key=rank)}
    return Section(kind, _in_order(found, first, reviews_of), reviews_of)


def _in_order(
    points: list[tuple[str, BriefPointRecord]], first: Sequence[str], reviews: dict[str, int]
) -> list[tuple[str, BriefPointRecord]]:
    """The points in the order in which they are kept."""
    places = {slug: number for number, slug in enumerate(reviews)}
    before = dict.fromkeys(reviews, 0)
    keys = []
    for number, (slug, point) in sorted(enumerate(points), key=lambda it: -it[1][1]["reviews"]):
        before[slug] += 1
        share = reviews[slug] / before[slug]
        keys.append((slug not in first, -point["reviews"], -share, places[slug], number))
    return [points[number] for *_, number in sorted(keys)]


def _slugs(record: StatementRecord, kind: str) -> list[str]:
    """The slugs of a statement, or what is said of one that has none."""
    slugs = record["themes"] if kind == "theme" else record["agencies"]
    return [NOT_STATED] if slugs is None else slugs or [NONE]
