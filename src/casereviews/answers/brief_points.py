"""The points of a briefing: those that say the same as one, by theme or by agency, the most shared first.

Where there is no room for all, those are kept first that several reviews make. Then each review has one in turn, and
among these the themes, or the agencies, have places in proportion to how many reviews have them, as parties have by
D'Hondt's method.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from ..vocabulary import NONE, NOT_STATED, Term, Vocabulary
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


class Group(NamedTuple):
    """What points stand under."""

    coded: bool
    """Whether they are coded with a term that was asked for."""
    slug: str


class Section(NamedTuple):
    """The points of a section, in the order in which they are kept, each with the group that it stands under."""

    kind: str
    points: list[tuple[Group, BriefPointRecord]]
    groups: list[Group]
    """In their order: those of what was asked for come first, then those of the most reviews."""
    having: dict[Group, set[str]]
    """The ids of the statements of each, whatever else these are coded with and wherever they stand."""

    def kept(self, terms: Vocabulary, indices: Iterable[int]) -> list[BriefGroupRecord]:
        """The groups of the points that are kept, given their index."""
        found: dict[Group, list[BriefPointRecord]] = {}
        for group, point in map(self.points.__getitem__, indices):
            found.setdefault(group, []).append(point)
        shown = {identity for points in found.values() for point in points for identity in point["ids"]}
        return [self.group(group, found[group], terms, shown) for group in self.groups if group in found]

    def group(
        self, group: Group, points: list[BriefPointRecord], terms: Vocabulary, shown: AbstractSet[str]
    ) -> BriefGroupRecord:
        """A group with some points, given the ids of all statements that are shown."""
        slug = group.slug
        return {
            "slug": None if slug in (NONE, NOT_STATED) else slug,
            "label": _WITHOUT.get((self.kind, slug)) or terms.label(self.kind, slug),
            "coded": group.coded,
            "reviews": len(_homes(self.having[group])),
            "shown": len(_homes(self.having[group] & shown)),
            "points": points,
        }


def section(records: Iterable[StatementRecord], kind: str, wanted: Sequence[Term], terms: Vocabulary) -> Section:
    """The points of some statements by theme or by agency: those coded with what is wanted, then the most shared."""
    said = list(records)
    first = [term.slug for term in wanted if term.kind == kind]
    having: dict[str, set[str]] = {}
    statements_of: dict[Group, set[str]] = {}
    for record in said:
        for slug in _slugs(record, kind):
            having.setdefault(slug, set()).add(record["review"]["id"])
            statements_of.setdefault(Group(is_coded(record, wanted), slug), set()).add(record["id"])
    order = {slug: number for number, slug in enumerate([*terms.terms(kind), NONE, NOT_STATED])}

    def rank(slug: str) -> tuple[bool, bool, int, int]:
        return slug not in first, slug in (NONE, NOT_STATED), -len(having[slug]), order.get(slug, len(order))

    found: list[tuple[Group, BriefPointRecord]] = []
    for coded in (True, False):
        for group in alike.together(record for record in said if is_coded(record, wanted) == coded):
            slug = min(_slugs(group[0], kind), key=rank)
            point: BriefPointRecord = {
                "ids": [record["id"] for record in group],
                "text": group[0]["text"],
                "reviews": len({record["review"]["id"] for record in group}),
                "agencies": group[0]["agencies"],
            }
            found.append((Group(coded, slug), point))
    reviews_of = {slug: len(having[slug]) for slug in sorted(having, key=rank)}
    groups = [Group(coded, slug) for coded in (True, False) for slug in reviews_of]
    return Section(kind, _in_order(found, reviews_of), groups, statements_of)


def _homes(identities: Iterable[str]) -> set[str]:
    """The ids of the reviews of some statements."""
    return {identity.rpartition("/")[0] for identity in identities}


def is_coded(record: StatementRecord, wanted: Sequence[Term]) -> bool:
    """Whether a statement is coded with one of some terms."""
    codes = {"theme": record["themes"] or (), "agency": record["agencies"] or ()}
    return any(term.slug in codes.get(term.kind, ()) for term in wanted)


def _in_order(
    points: list[tuple[Group, BriefPointRecord]], reviews: dict[str, int]
) -> list[tuple[Group, BriefPointRecord]]:
    """The points in the order in which they are kept."""
    places = {slug: number for number, slug in enumerate(reviews)}
    before: dict[Group, int] = {}
    keys = []
    for number, (group, point) in sorted(enumerate(points), key=lambda it: -it[1][1]["reviews"]):
        before[group] = before.get(group, 0) + 1
        share = reviews[group.slug] / before[group]
        keys.append((not group.coded, -point["reviews"], -share, places[group.slug], number))
    return _in_turn([points[number] for *_, number in sorted(keys)])


def _in_turn(points: list[tuple[Group, BriefPointRecord]]) -> list[tuple[Group, BriefPointRecord]]:
    """Points in their order, but among those that are equally shared one of each review before a second of any."""
    before: Counter[tuple[bool, int, str]] = Counter()
    keys = []
    for number, (group, point) in enumerate(points):
        home = (group.coded, -point["reviews"], point["ids"][0].rpartition("/")[0])
        keys.append((not group.coded, -point["reviews"], before[home], number))
        before[home] += 1
    return [points[number] for *_, number in sorted(keys)]


def _slugs(record: StatementRecord, kind: str) -> list[str]:
    """The slugs of a statement, or what is said of one that has none."""
    slugs = record["themes"] if kind == "theme" else record["agencies"]
    return [NOT_STATED] if slugs is None else slugs or [NONE]
