"""The columns of tables of reviews: what the contract says of each, and the value that a review has in it.

Not stated is None, and no form may write it as none, as 0 or as no. An empty text stands where there is nothing of
which anything could be stated, as in the columns of a second child where a review concerns one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..answers import contract, review
from ..answers.flat import OF_CHILD, FlatReviewRecord, absent, flat
from ..answers.reviews import ReviewRecord
from ..vocabulary import KIND_OF

ABSENT = ""
"""The value where there is nothing of which anything could be stated."""


class Column(NamedTuple):
    """A column of a table."""

    name: str
    type: str
    """`text`, `date` (as exact as it is stated), `list`, `whole`, `number`, or `flag`: 1 for yes, 0 for no."""
    text: str
    """What it means."""
    kind: str | None = None
    """The kind of the terms whose slugs it has."""

    def meaning(self, hows: Mapping[str, str]) -> str:
        """What it means, and how a form writes values of its type, where `hows` says so."""
        how = hows.get(self.type)
        return f"{self.text}; {how}" if how else self.text


FACTS = (
    "review_type", "area", "listed", "year_listed", "published", "year_published", "incident_date", "year", "outcome",
    "harms", "factors", "children_count",
)  # fmt: skip
"""The facts of a review by which its statements are told apart."""

ORIGIN = ("collection", "coding", "to_check", "codes_unread", "not_read")
"""Where the record of a review comes from, and how far it is to be relied on."""

_TEXTS = {
    "listed": "the month of the bulletin that lists it, which is not its date of publication",
    "published": "when the review was published, where the source says so: a year, month or day",
    "review_type": "the type of review",
    "outcome": "the outcome for the child, the gravest that is stated",
    "themes": "what its statements speak about",
    "agencies": "whom its statements speak to or of",
    "resources": "documents that the source points to, with their addresses where these are stated",
    "notes": "what a reader should know of it",
}
_TYPES = {"string": "text", "integer": "whole", "number": "number", "array": "list"}


def of_reviews(names: Iterable[str]) -> Iterator[Column]:
    """Columns that are fields of a review, with what the contract says of each."""
    known = {field.name: field for field in contract.fields(FlatReviewRecord)}
    for name in names:
        if name == "to_check":
            yield Column(name, "list", "what a person is still to check, of a review that was coded automatically")
            continue
        schema = known[name].schema
        named = schema.get("type", "string")
        kind = _TYPES[named if isinstance(named, str) else named[0]]
        text = _TEXTS.get(name, known[name].text.removeprefix("slugs: "))
        if name in OF_CHILD:
            text += "; the table children has every child"
        yield Column(name, "date" if "pattern" in schema else kind, text, KIND_OF.get(name))


def values(record: ReviewRecord) -> dict[str, Any]:
    """What a review has in each column of reviews, those of children that are not there as absent.

    Where it is not stated whom it concerns, the first child is not stated, and no other is there.
    """
    facts: dict[str, Any] = {**flat(record), "to_check": _to_check(record)}
    facts["resources"] = [review.resource(one) for one in record["resources"]]
    return facts | dict.fromkeys(absent(record), ABSENT)


def _to_check(record: ReviewRecord) -> list[str] | None:
    """The fields that a person is still to check; None where it is not recorded how they were read."""
    return None if record["coding"] == "automatic" and record["evidence"] is None else review.unsure(record)
