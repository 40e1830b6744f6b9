"""A review with those of its codes alone that a person has read, or with those alone that nobody has."""

from __future__ import annotations

from typing import Any

from ..model.sections import STATEMENTS
from ..vocabulary import NONE
from .evidence import OF_STATEMENT, SEVERAL, place_of

Record = dict[str, Any]

_ONE = ("review_type", "outcome")


def only(record: Record, coding: str) -> Record | None:
    """The review with its `curated` codes alone, or its `automatic` ones; None where it has none of these.

    All codes of a review that a person coded are curated; of another those that evidence calls read, and those without
    evidence, which somebody set. What is left out is no longer stated. A review's own lists of themes and agencies,
    which follow from its statements, are left out too.
    """
    if record["coding"] == "curated":
        return record if coding == "curated" else None
    codes = _Codes(record, coding)
    made: Record = {field: codes.one(field, record[field]) for field in _ONE}
    made |= {field: codes.several(field, None, record[field]) for field in SEVERAL}
    for section in STATEMENTS:
        made[section] = record[section] and [codes.statement(point) for point in record[section]]
    return {**record, **made, "themes": None, "agencies": None} if codes.number else None


class _Codes:
    """Which codes of a review are asked for, and how many there were."""

    def __init__(self, record: Record, coding: str) -> None:
        self.is_of_person = coding == "curated"
        self.number = 0
        self.unread = set()
        self.read_at = set()  # the fields of which a person has read something
        for item in record["evidence"] or ():
            where = place_of(item)
            if item["confidence"] == "read":
                self.read_at.add((item["field"], where))
            elif item["value"] != NONE:
                self.unread.add((item["field"], where, item["value"]))

    def one(self, field: str, value: str | None) -> str | None:
        """The value of a field that has one, where it is asked for."""
        return next(iter(self._kept(field, None, [value] if value else [])), None)

    def several(self, field: str, where: str | None, values: list[str] | None) -> list[str] | None:
        """Those of some values that are asked for; None where there is none, unless somebody has found that."""
        kept = self._kept(field, where, values or ())
        is_found = not values and values is not None and ((field, where) in self.read_at) == self.is_of_person
        self.number += is_found
        return kept or ([] if is_found else None)

    def statement(self, point: Record) -> Record:
        """A statement with those of its codes that are asked for."""
        where = point["id"].rpartition("/")[2]
        return {**point, **{field: self.several(field, where, point[field]) for field in OF_STATEMENT}}

    def _kept(self, field: str, where: str | None, values: Any) -> list[str]:
        kept = [value for value in values if ((field, where, value) not in self.unread) == self.is_of_person]
        self.number += len(kept)
        return kept
