"""What the tests of answers are made of: stores of samples, and statements as they stand in their reviews."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casereviews.answers import reviews
from casereviews.editing import yaml_writer
from casereviews.errors import DataError
from casereviews.library import vocabularies
from casereviews.model.reviews import Collection
from casereviews.reading import dataset
from casereviews.search.filter_values import build
from casereviews.search.filters import Filters
from casereviews.search.order import Order
from casereviews.store import Store
from casereviews.store.compiling import compile_store
from casereviews.vocabulary import Vocabulary
from helpers import Records, examples

MODEST = examples(60)
TERMS = vocabularies.vocabulary()
SECTIONS = ("learning", "recommendations", "actions")


def store_of(
    *given: dict[str, Any], file: str = "sample.yaml", terms: Vocabulary = TERMS, title: str = "Sample review"
) -> Store:
    """A store of reviews, each with the title unless it has one of its own."""
    text = "".join(yaml_writer.dump([{"title": title, **review} for review in given]))
    return compile_store([dataset.read(text.encode(), file, terms)], terms)


def read(text: str | bytes, file: str) -> Collection:
    return dataset.read(text.encode() if isinstance(text, str) else text, file, TERMS)


def refusal(text: str | bytes, file: str) -> DataError | None:
    """The error with all that is wrong with a collection; None where it is sound."""
    try:
        read(text, file)
    except DataError as error:
        return error
    return None


def filters_of(**typed: Sequence[str]) -> Filters:
    return build(lambda: TERMS, typed)


def with_review(point: dict[str, Any], record: dict[str, Any]) -> dict[str, Any]:
    codes = {key: point[key] for key in ("text", "themes", "agencies")}
    section = {"L": "learning", "R": "recommendations", "A": "actions"}[point["id"].rpartition("/")[2][0]]
    review = {key: record[key] for key in ("id", "name", "title")}
    return {"id": point["id"], "section": section, **codes, "review": review}


def points(records: Records, sections: Sequence[str] = SECTIONS) -> list[dict[str, Any]]:
    """Every statement of the sections, with its review, in the order of the source."""
    return [
        with_review(point, record)
        for record in records.values()
        for section in SECTIONS
        if section in sections
        for point in record[section] or ()
    ]


def names(store: Store, order: Order, filters: Filters = Filters()) -> str:
    return "".join(record["name"] for record in reviews.ask(store, filters, order))


UNEVEN: list[dict[str, Any]] = [
    {
        "name": "a",
        "id": "sample/a",
        "harms": ["neglect", "sexual-abuse"],
        "children": [{"sex": "male"}, {"sex": "female"}, {}],
        "listed": "2030-01",
        "outcome": "death",
        "learning": [
            {"text": "1", "themes": ["recording", "pandemic"], "agencies": ["police", "gp"]},
            {"text": "2", "themes": ["recording"]},
        ],
        "actions": [{"text": "3", "themes": []}, {"text": "4"}],
    },
    {
        "name": "b",
        "children": [],
        "harms": [],
        "recommendations": [{"text": "1", "themes": ["pandemic"], "agencies": []}],
    },
    {"name": "c", "review_type": "scr", "factors": ["moves"], "learning": [{"text": "1", "themes": ["recording"]}]},
    {"name": "d", "harms": ["neglect"], "learning": [{"text": "1"}]},
]


def problems_of(error: DataError | None) -> list[str]:
    """What an error says is wrong with a file, as a person reads it; nothing where there is none."""
    if error is None:
        return []
    assert error.exit_code == 4
    assert error.problems
    return [str(problem) for problem in error.problems]
