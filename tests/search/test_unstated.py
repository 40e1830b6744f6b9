"""How many are left out only because they do not state what is asked."""

from __future__ import annotations

from casereviews.answers import reviews
from casereviews.search import unstated
from casereviews.search.filter_values import build
from casereviews.search.filters import Filters
from casereviews.search.order import Order
from casereviews.store import Store
from helpers import Records
from helpers.samples import TERMS, filters_of, names, store_of


def left_out(store: Store, filters: Filters) -> dict[str, int]:
    found = unstated.left_out(store, filters, lambda _, asked: reviews.count(store, asked))
    return {name: silent.number for name, silent in found.items()}


def test_how_many_reviews_do_not_say(store: Store, records: Records) -> None:
    no_sex = sum(all(child["sex"] is None for child in record["children"]) for record in records.values())
    no_date = sum(record["incident_date"] is None for record in records.values())
    no_factors = sum(record["factors"] is None for record in records.values())
    assert left_out(store, filters_of(sex=["male"])) == {"sex": no_sex}
    assert left_out(store, build(lambda: TERMS, {}, since="2019")) == {"incident date": no_date}
    assert left_out(store, filters_of(factor=["moves"])) == {"factor": no_factors}
    assert left_out(store, filters_of(harm=["neglect"])) == {}
    assert left_out(store, Filters()) == {}


def test_a_review_that_answers_is_not_left_out() -> None:
    sample = store_of(
        {"name": "a", "children": [{"sex": "male", "age": "2 years"}, {}]},
        {"name": "b", "children": [{"sex": "female"}]},
        {"name": "c"},
    )
    assert names(sample, Order(), filters_of(sex=["male"])) == "a"
    assert left_out(sample, filters_of(sex=["male"])) == {"sex": 1}
    assert names(sample, Order(), filters_of(age=["2y"])) == "a"
    assert left_out(sample, filters_of(age=["2y"])) == {"age": 2}


def test_what_is_asked_is_counted_once(store: Store) -> None:
    """However many fields may be silent; and the condition of the filters is worked out once."""
    asked: list[Filters] = []

    def count(others: Filters) -> int:
        asked.append(others)
        return len(asked)

    filters = filters_of(harm=["neglect"], sex=["male"], outcome=["-death"])
    assert len([*unstated.lines(store, filters, count)]) == 3
    assert [others is filters for others in asked].count(True) == 1
    assert len(asked) == 4
    assert filters.of_a_review is filters.of_a_review
    assert filters.of_a_statement is filters.of_a_statement
