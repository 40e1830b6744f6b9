"""How many codes and statements of a review a person has read, and how many nobody has.

In a review that a person coded all are read. In another a code is read where evidence says so, or where it has no
evidence, as somebody set it; a statement where all its codes are, or where somebody found that it has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from .sections import STATEMENTS

if TYPE_CHECKING:
    from .reviews import Record, Review

Kept = tuple[str, str]
"""The field of a code that a review itself has, and the code."""
Placed = tuple[str, str, str]
"""The field of a code, the code, and the statement that has it, as `L2`."""


class Coded(NamedTuple):
    """How much is read."""

    codes_read: int
    codes_unread: int
    statements_read: int
    statements_unread: int


def of_review(review: Review) -> Coded:
    """How much is read of a review."""
    kept = _kept(review.review_type, review.outcome, review.harms, review.factors)
    points = [(one[0].rpartition("/")[2], one[2], one[3]) for one in review.statements]
    return _coded(review.coding == "curated", kept, points, [one[:4] for one in review.evidence or ()])


def of_record(record: Record) -> Coded:
    """How much is read of a review as JSON gives it."""
    kept = _kept(record["review_type"], record["outcome"], record["harms"], record["factors"])
    statements = (one for section in STATEMENTS for one in record[section] or ())
    points = [(one["id"].rpartition("/")[2], one["themes"], one["agencies"]) for one in statements]
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


def _coded(
    is_curated: bool,
    kept: Sequence[Kept],
    points: Sequence[tuple[str, Iterable[str] | None, Iterable[str] | None]],
    evidence: Sequence[tuple[str, str, str, str | None]],
) -> Coded:
    """How much is read, given the codes, the statements with theirs, and the field, value, ... of evidence."""
    placed: list[Placed] = []
    bare = []  # the statements without a theme
    for where, themes, agencies in points:
        if themes:
            placed += [("themes", theme, where) for theme in themes]
        else:
            bare.append(where)
        if agencies:
            placed += [("agencies", agency, where) for agency in agencies]
    number = len(kept) + len(placed)
    if is_curated:
        return Coded(number, 0, len(points), 0)
    read = {one[3] for one in evidence if one[2] == "read" and one[0] == "themes"}
    places = {(field, value, where) for field, value, confidence, where in evidence if confidence != "read"}
    left = places.intersection(placed)
    number_left = len(left) + len({(field, value) for field, value, _ in places}.intersection(kept))
    open_places = {where for _, _, where in left}
    open_places.update(where for where in bare if where not in read)
    return Coded(number - number_left, number_left, len(points) - len(open_places), len(open_places))
