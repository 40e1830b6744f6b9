"""What is worked out of a review for tables: a field for each year, child and count, where a record has lists.

Formats with a row for a record have these after the fields of the review, and `--fields` takes them in every format; a
statement takes those of its review, as in `review.harms`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Annotated, Any, cast

from ..model import coded, unread
from ..model.sections import SEXES, STATEMENTS
from ..store import Store
from .field_types import Count, names_of, one_of
from .reviews import ChildRecord, ReviewRecord
from .statements import StatementRecord
from .view import Full

CHILDREN = 3
"""How many children have fields of their own; the field `children` has them all."""

OF_CHILD = tuple(f"child_{number + 1}_{name}" for number in range(CHILDREN) for name in names_of(ChildRecord))
"""The fields of these."""

_A_CHILDS = re.compile(r"child_\d+_(age|sex)(?:_months)?")
_FIELD_OF = {"year": "incident_date", "year_listed": "listed", "year_published": "published"}

Sex = Annotated[str, one_of(SEXES)]


class FlatReviewRecord(ReviewRecord):
    """A review with what is worked out of it for tables."""

    year: Annotated[int | None, "the year of the incident, where it lies within one"]
    year_listed: Annotated[int | None, "the year of the bulletin that lists it"]
    year_published: Annotated[int | None, "the year of publication, where the source says so"]
    children_count: Annotated[Count | None, "how many children it concerns"]
    child_1_age: Annotated[str | None, "the first child's age, in the source's unit"]
    child_1_age_months: Annotated[float | None, "the first child's age in months; none of a bound, `under 1 year`"]
    child_1_sex: Annotated[Sex | None, "the first child's sex; never guessed"]
    child_2_age: Annotated[str | None, "the second child's age, in the source's unit"]
    child_2_age_months: Annotated[float | None, "the second child's age in months; none of a bound, `under 1 year`"]
    child_2_sex: Annotated[Sex | None, "the second child's sex; never guessed"]
    child_3_age: Annotated[str | None, "the third child's age, in the source's unit"]
    child_3_age_months: Annotated[float | None, "the third child's age in months; none of a bound, `under 1 year`"]
    child_3_sex: Annotated[Sex | None, "the third child's sex; never guessed"]
    learning_count: Annotated[Count | None, "how many learning points"]
    recommendations_count: Annotated[Count | None, "how many recommendations"]
    actions_count: Annotated[Count | None, "how many actions"]
    codes_read: Annotated[Count, "how many of its codes a person has read"]
    codes_unread: Annotated[Count, "how many of its codes nobody has read"]
    statements_read: Annotated[Count, "of how many statements a person has read the themes"]
    statements_unread: Annotated[Count, "of how many statements nobody has"]
    not_read: Annotated[
        list[str], "its empty fields of which nothing was read, nor has a person read them; others are not stated"
    ]


class FullStatementRecord(StatementRecord):
    """A statement with its review whole, of which a field can be named."""

    review: Annotated[FlatReviewRecord, "where it says so"]  # type: ignore[misc]


def flat(record: ReviewRecord) -> FlatReviewRecord:
    """A review with its fields for tables."""
    more: dict[str, Any] = {
        "year": year(record["incident_date"]),
        "year_listed": year(record["listed"]),
        "year_published": year(record["published"]),
        "children_count": _number(record["children"]),
    }
    known = record["children"] or []
    for number in range(CHILDREN):
        child: Mapping[str, object] = known[number] if number < len(known) else {}
        more |= {f"child_{number + 1}_{name}": child.get(name) for name in names_of(ChildRecord)}
    for section in STATEMENTS:
        more[f"{section}_count"] = _number(record[section])  # type: ignore[literal-required]
    known_as = cast("dict[str, Any]", record)
    more |= {**coded.of_record(known_as)._asdict(), "not_read": unread.of_record(known_as)}
    return cast("FlatReviewRecord", {**record, **more})


def year(date: str | None) -> int | None:
    """The year of a date, or of a span within one; None where it is not stated, or may be one of several."""
    years = {part[:4] for part in date.split("/")} if date else set()
    return int(years.pop()) if len(years) == 1 else None


def review_field(name: str) -> str:
    """The field of a review that a field for tables is worked out of: `age` of `child_2_age`, else the same."""
    of_child = _A_CHILDS.fullmatch(name)
    return of_child[1] if of_child else _FIELD_OF.get(name, name.removesuffix("_count"))


def absent(review: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of children who are not there. Where it is not known whom a review concerns, the first may be."""
    children = 1 if review["children"] is None else len(review["children"])
    return OF_CHILD[children * len(names_of(ChildRecord)) :]


def _number(values: Sequence[object] | None) -> int | None:
    return None if values is None else len(values)


def of_reviews() -> Full:
    """Reviews with what is worked out of them."""
    return FlatReviewRecord, lambda records: map(flat, cast("Iterable[ReviewRecord]", records))


def of_statements(store: Store) -> Full:
    """Statements with their reviews whole."""
    return FullStatementRecord, partial(_with_reviews, store)


def _with_reviews(store: Store, records: Iterable[Mapping[str, object]]) -> Iterator[Mapping[str, object]]:
    said = cast("list[StatementRecord]", list(records))
    ids = sorted({record["review"]["id"] for record in said})
    asked = "SELECT id, record FROM review JOIN record USING (number) WHERE id IN (SELECT value FROM json_each(?))"
    known = {identity: flat(json.loads(record)) for identity, record in store.ask(asked, [json.dumps(ids)])}
    for record in said:
        yield {**record, "review": known[record["review"]["id"]]}
