"""Reviews that are like one: what is shared, what it weighs, and the order."""

from __future__ import annotations

import math
from typing import Any

import pytest

from casereviews.answers import similar
from casereviews.errors import UsageError
from casereviews.search.filter_values import build
from casereviews.search.order import Order
from casereviews.store import Store
from helpers.samples import TERMS, store_of

KEYS = {"harm": "harms", "factor": "factors", "theme": "themes", "agency": "agencies"}


def like(store: Store, name: str, **options: Any) -> list[str]:
    """The names of the reviews like one."""
    return [record["name"] for record in similar.ask(store, f"sample/{name}", **options)]


def codes(record: dict[str, Any]) -> set[tuple[str, str]]:
    return {(kind, slug) for kind, key in KEYS.items() for slug in record[key] or ()}


SAMPLE = store_of(
    {"name": "a", "harms": ["neglect"], "factors": ["moves", "isolation"], "incident_date": "2020"},
    {"name": "b", "harms": ["neglect"], "factors": ["moves"], "incident_date": "2022"},
    {"name": "c", "harms": ["neglect", "accident"]},
    {"name": "d", "harms": ["neglect"], "children": [{"sex": "female"}], "incident_date": "2021"},
    {"name": "e", "harms": ["accident"]},
    {"name": "f"},
)


def test_a_likeness_whole() -> None:
    """Every key, and what is shared with the rarest first; the score by hand."""
    neglect, moves, isolation = math.log(7 / 4), math.log(7 / 2), math.log(7 / 1)
    first, *_ = similar.ask(SAMPLE, "sample/a")
    assert list(first) == ["id", "name", "title", "score", "shared"]
    assert first == {
        "id": "sample/b",
        "name": "b",
        "title": "Sample review",
        "score": round((neglect + moves) / (neglect + moves + isolation), 4),
        "shared": [
            {"kind": "factor", "slug": "moves", "label": "Moves of home or area", "reviews": 2},
            {"kind": "harm", "slug": "neglect", "label": "Neglect", "reviews": 4},
        ],
    }


def test_the_scores_worked_out_again(store: Store, records: dict[str, dict[str, Any]]) -> None:
    """For each pair of bundled reviews, in plain Python."""
    having = [codes(record) for record in records.values()]
    weights = {code: math.log((1 + len(having)) / sum(code in one for one in having)) for one in having for code in one}
    for identity, record in records.items():
        own = codes(record)
        total = sum(weights[code] for code in own)
        given = similar.ask(store, identity)
        assert [one["score"] for one in given] == sorted((one["score"] for one in given), reverse=True)
        wanted = {other: own & codes(records[other]) for other in records if other != identity}
        assert {one["id"] for one in given} == {other for other, shared in wanted.items() if shared}
        assert len(given) == 7
        for one in given:
            shared = [(code["kind"], code["slug"]) for code in one["shared"]]
            assert set(shared) == wanted[one["id"]]
            assert len(set(shared)) == len(shared)
            assert one["score"] == pytest.approx(sum(weights[code] for code in shared) / total, abs=0.0001)
            assert 0 < one["score"] <= 1
            rarity = [code["reviews"] for code in one["shared"]]
            assert rarity == sorted(rarity)
            assert all(code["label"] == TERMS.label(code["kind"], code["slug"]) for code in one["shared"])


def test_the_rarer_weighs_more() -> None:
    """One rare code makes more alike than one that many have; what all have still tells a little."""
    sample = store_of(
        {"name": "a", "harms": ["neglect"], "factors": ["isolation"]},
        {"name": "common", "harms": ["neglect"]},
        {"name": "rare", "factors": ["isolation"]},
        *({"name": f"n{number}", "harms": ["neglect"]} for number in range(3)),
    )
    assert like(sample, "a") == ["rare", "common", "n0", "n1", "n2"]
    assert all(record["score"] > 0 for record in similar.ask(sample, "sample/a"))


def test_all_of_it_is_one() -> None:
    """A review that has every code of the other; the other way round it may be less."""
    sample = store_of({"name": "a", "harms": ["neglect"]}, {"name": "b", "harms": ["neglect", "accident"]})
    assert [record["score"] for record in similar.ask(sample, "sample/a")] == [1.0]
    assert 0 < similar.ask(sample, "sample/b")[0]["score"] < 1


def test_it_is_not_like_itself_and_nothing_is_like_what_says_nothing() -> None:
    """What is not stated is not shared."""
    assert like(SAMPLE, "a") == ["b", "c", "d"]
    assert like(SAMPLE, "f") == []
    sample = store_of({"name": "a"}, {"name": "b"}, {"name": "c", "harms": [], "factors": []})
    assert [like(sample, name) for name in "abc"] == [[], [], []]


def test_filters_select_what_is_compared() -> None:
    """They change neither the scores nor what is shared; the review itself need not answer to them."""
    girls = build(lambda: TERMS, {"sex": ["female"]})
    assert like(SAMPLE, "a", filters=girls) == ["d"]
    whole = {record["name"]: record for record in similar.ask(SAMPLE, "sample/a")}
    assert similar.ask(SAMPLE, "sample/a", girls) == [whole["d"]]
    assert like(SAMPLE, "a", filters=build(lambda: TERMS, {"harm": ["accident"]})) == ["c"]


def test_order_and_limit() -> None:
    """By score, equals in the source's order; or as reviews are sorted, with what is not stated last."""
    assert like(SAMPLE, "a", order=Order("score")) == ["b", "c", "d"]
    assert like(SAMPLE, "a", order=Order("score", limit=1)) == ["b"]
    assert like(SAMPLE, "a", order=Order(limit=0)) == []
    assert like(SAMPLE, "a", order=Order(limit=10**30)) == ["b", "c", "d"]
    assert like(SAMPLE, "a", order=Order("name", reverse=True)) == ["d", "c", "b"]
    assert like(SAMPLE, "a", order=Order("incident")) == ["d", "b", "c"]
    assert like(SAMPLE, "a", order=Order("incident", limit=1)) == ["d"]
    assert like(SAMPLE, "a", order=Order(reverse=True))[-1] == "b"
    assert like(SAMPLE, "a", order=Order(reverse=True, limit=2)) == like(SAMPLE, "a", order=Order(reverse=True))[:2]


def test_equals_stand_in_the_order_of_the_source() -> None:
    """However many."""
    sample = store_of(*({"name": f"n{number}", "harms": ["neglect"]} for number in range(200)))
    assert like(sample, "n7") == [f"n{number}" for number in range(200) if number != 7]
    assert like(sample, "n7", order=Order(limit=9)) == [f"n{number}" for number in range(10) if number != 7]


@pytest.mark.parametrize("sort", ["", "likeness", "scores"])
def test_an_unknown_sort(sort: str) -> None:
    """The nearest is named."""
    with pytest.raises(UsageError) as caught:
        similar.ask(SAMPLE, "sample/a", order=Order(sort))
    near = '; did you mean "score"?' if sort == "scores" else ""
    assert caught.value.message == f'unknown sort "{sort}"{near}'
    assert caught.value.hint == "allowed: score, listed, published, name, area, age, incident, outcome, harm, id"
