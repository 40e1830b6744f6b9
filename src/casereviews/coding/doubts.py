"""What a person is still to check in a review: values of which there is a doubt, and what was read nothing of.

That is what a review itself should have, and the themes of statements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..model.sections import STATEMENTS
from ..vocabulary import ADULTS, HOMICIDE, NOT_STATED
from .evidence import Record, holds, is_unread, place_of, points_of

UNREAD = ("harms", "outcome", "age", "learning")
"""The fields that a person is asked for where nothing was read of them; `learning` where there are no points at all."""

_CALLED = {"themes": "theme", "harms": "harm", "outcome": "outcome", "age": "child's age", "learning": "point"}
"""What was not read of a field."""
_NO_REASON = "there is a doubt"


class OpenValue(NamedTuple):
    """A value, or the lack of one, that nobody has read and somebody should."""

    id: str
    """What a person names it by: `2031-05/child-kite.harms`, `2031-05/child-kite/L2.themes=recording`."""
    where: str | None
    """The statement that it is of, as `L2`; None where it is the review's."""
    field: str
    value: str
    """As evidence has it; `none` of a statement without a theme, `not-stated` of a field of which nothing was read."""
    evidence: Record | None
    """None of a statement without a theme, and of a field of which nothing was read."""

    @property
    def why(self) -> str:
        """Why it is to be checked."""
        return (self.evidence["why"] or _NO_REASON) if self.evidence else unread(_CALLED[self.field])


def unread(what: str) -> str:
    """That nothing was read of something: `no harm was read in it, and nobody has read it`."""
    return f"no {what} was read in it, and nobody has read it"


Key = tuple[str | None, str, str]
"""What tells the values of a review apart, also while others come and go: the statement, the field, and the value."""


def key_of(one: OpenValue) -> Key:
    """What tells a value apart from the others of its review."""
    return one.where, one.field, one.value


def open_values(record: Record) -> list[OpenValue]:
    """What is to be checked in a review, in the order of its evidence, then of its fields and its statements.

    There is nothing in a review that a person has coded.
    """
    if record["coding"] == "curated":
        return []
    found: dict[str, OpenValue] = {}
    evidence = record["evidence"] or ()
    points = points_of(record)
    names = Names(record["id"], evidence)
    for item in evidence:
        if item["confidence"] == "check" and holds(record, item, points):
            named = names.of(item)
            found.setdefault(named, OpenValue(named, place_of(item), item["field"], item["value"], item))
    for field in unread_fields(record):
        named = names.at(None, field, NOT_STATED)
        found.setdefault(named, OpenValue(named, None, field, NOT_STATED, None))
    for where in unread_statements(record):
        named = names.at(where, "themes", "none")
        found.setdefault(named, OpenValue(named, where, "themes", "none", None))
    return [*found.values()]


def unread_fields(record: Record) -> Iterator[str]:
    """The fields of a review of which the importer read nothing, and no person has; of a review of an adult none."""
    if _is_of_adult(record):
        return
    is_empty = {
        "harms": record["harms"] is None,
        "outcome": record["outcome"] is None,
        "age": all(child["age"] is None for child in record["children"] or ()),
        "learning": all(record[section] is None for section in STATEMENTS),
    }
    yield from (field for field in UNREAD if is_empty[field] and is_unread(record, field))


def _is_of_adult(record: Record) -> bool:
    """Whether a review concerns no child, as one of the death of an adult does."""
    kind, children = record["review_type"], record["children"]
    return children == [] or kind == ADULTS or (kind == HOMICIDE and not children)


def unread_statements(record: Record) -> Iterator[str]:
    """The statements, as `L2`, that have no theme and of whose themes nobody has read anything."""
    read = {
        item["where"] for item in record["evidence"] or () if item["field"] == "themes" and item["confidence"] == "read"
    }
    for section in STATEMENTS:
        for point in record[section] or ():
            where = point["id"].rpartition("/")[2]
            if not point["themes"] and where not in read:
                yield where


class Names:
    """What a person names the values of a review by: with the value only where the field has several."""

    def __init__(self, identity: str, evidence: Iterable[Record]) -> None:
        """Take the id of the review and its evidence."""
        self.identity = identity
        self.values: defaultdict[tuple[str | None, str], set[str]] = defaultdict(set)
        for item in evidence:
            self.values[place_of(item), item["field"]].add(item["value"])

    def of(self, item: Record) -> str:
        """The name of the value that evidence is of."""
        return self.at(place_of(item), item["field"], item["value"])

    def at(self, where: str | None, field: str, value: str) -> str:
        """The name of a value of a field, in a statement or in the review itself."""
        home = f"{self.identity}/{where}" if where else self.identity
        several = len(self.values[where, field] | {value}) > 1
        return f"{home}.{field}={value}" if several else f"{home}.{field}"
