"""How many codes and statements of a review a person has read, and how many nobody has.

In a review that a person coded all are read. In another a code is read where evidence says so, or where it has no
evidence, as somebody set it; a statement where all its codes are, or where somebody found that it has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from .sections import STATEMENTS

if TYPE_CHECKING:
    from .reviews import Record, Review

Kept = tuple[str, str]
"""The field of a code that a review itself has, and the code."""
Point = tuple[str, str, Sequence[str] | None, Sequence[str] | None]
"""The id of a statement, its text, its themes and its agencies."""


class Coded(NamedTuple):
    """How much is read."""

    codes_read: int
    codes_unread: int
    statements_read: int
    statements_unread: int


def of_review(review: Review) -> Coded:
    """How much is read of a review."""
    kept = _kept(review.review_type, review.outcome, review.harms, review.factors)
    return _coded(review.coding == "curated", kept, review.statements, review.evidence or ())


def of_record(record: Record) -> Coded:
    """How much is read of a review as JSON gives it."""
    kept = _kept(record["review_type"], record["outcome"], record["harms"], record["factors"])
    statements = (one for section in STATEMENTS for one in record[section] or ())
    points = [(one["id"], one["text"], one["themes"], one["agencies"]) for one in statements]
    evidence = [(one["field"], one["value"], one["confidence"], one["where"]) for one in record["evidence"] or ()]
    return _coded(record["coding"] == "curated", kept, points, evidence)


def _kept(
    kind: str | None, outcome: str | None, harms: Iterable[str] | None, factors: Iterable[str] | None
) -> list[Kept]:
    """The codes that a review itself has."""
    found = [("harms", harm) for harm in harms or ()] + [("factors", factor) for factor in factors or ()]
    if kind:
        found.append(("review_type", kind))
    if outcome:
        found.append(("outcome", outcome))
    return found


def _coded(is_curated: bool, kept: Sequence[Kept], points: Sequence[Point], evidence: Sequence[Sequence[Any]]) -> Coded:
    """How much is read, given the codes, the statements with theirs, and evidence: its field, value, confidence, place.

    It is asked for every review that is compiled, hence the one loop.
    """
    number = len(kept) + sum([len(one[2] or ()) + len(one[3] or ()) for one in points])
    if is_curated:
        return Coded(number, 0, len(points), 0)
    unread = {(one[0], one[1], one[3]) for one in evidence if one[2] != "read"}
    read = {one[3] for one in evidence if one[2] == "read" and one[0] == "themes"}
    left = len({one[:2] for one in unread}.intersection(kept))
    statements_left = 0
    for identity, _, themes, agencies in points:
        where = identity.rpartition("/")[2]
        found = sum([("themes", theme, where) in unread for theme in themes or ()])
        found += sum([("agencies", agency, where) in unread for agency in agencies or ()])
        left += found
        statements_left += bool(found) or (not themes and where not in read)
    return Coded(number - left, left, len(points) - statements_left, statements_left)
