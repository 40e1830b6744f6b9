"""The search against judged queries: the judgements are sound, and the figures do not fall.

The floors stand a little below what was measured; `benchmarks/judged.py` prints the figures themselves.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from casereviews import query
from casereviews.filters import Filters
from casereviews.store import Store

sys.path.append(str(Path(__file__).resolve().parents[1] / "benchmarks"))

import judged


class Floors(NamedTuple):
    """What the search must be worth."""

    recall: float
    ndcg: float
    worse: int
    """The most queries that may be below both of the other ways."""


FLOORS = {judged.JUDGED: Floors(0.91, 0.91, 2), judged.APART: Floors(0.88, 0.88, 0)}


def entries(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    return found


@pytest.mark.parametrize("path", FLOORS, ids=lambda path: path.stem)
def test_the_judgements_are_sound(store: Store, path: Path) -> None:
    """A query each, statements that exist, and grades that mean something; one at least that answers it."""
    known = {record["id"] for record in query.statements(store, Filters(), query.STATEMENTS)}
    for entry in entries(path):
        assert set(entry) >= {"query", "answers"}
        assert isinstance(entry["query"], str)
        assert entry["query"].strip()
        assert set(entry["answers"]) <= known, entry["query"]
        assert set(entry["answers"].values()) <= {1, 2}, entry["query"]
        assert all(type(grade) is int for grade in entry["answers"].values())
    assert [item.query for item in judged.read(path)] + judged.unanswered(path) != []
    assert len(judged.read(path)) + len(judged.unanswered(path)) == len(entries(path))


def test_there_are_enough_and_a_third_stands_apart() -> None:
    """No query stands in both files, or twice."""
    tuned, apart = ([entry["query"].casefold() for entry in entries(path)] for path in (judged.JUDGED, judged.APART))
    assert len(set(tuned + apart)) == len(tuned + apart) >= 60
    assert len(apart) * 3 >= len(tuned + apart)


@pytest.mark.parametrize("path", FLOORS, ids=lambda path: path.stem)
def test_the_figures_do_not_fall(path: Path) -> None:
    """Neither below the floors, nor below the two other ways."""
    measured = judged.measure(path)
    means = {name: judged.means(scores) for name, scores in measured.items()}
    ours, *others = means.values()
    assert ours.recall >= FLOORS[path].recall
    assert ours.ndcg >= FLOORS[path].ndcg
    for other in others:
        assert ours.recall > other.recall
        assert ours.precision > other.precision
        assert ours.ndcg > other.ndcg
    assert len(judged.worse(measured)) <= FLOORS[path].worse


@pytest.mark.parametrize(
    ("ranked", "answers", "recall", "precision", "ndcg"),
    [
        (["a", "b"], {"a": 2, "b": 1}, 1, 0.4, 1),
        (["x", "y"], {"a": 2}, 0, 0, 0),
        ([], {"a": 1}, 0, 0, 0),
        (["x", "a"], {"a": 1}, 1, 0.2, 0.6309),
        (["b", "a"], {"a": 2, "b": 1}, 1, 0.4, 0.7967),
        ([*"0123456789", "a"], {"a": 2}, 0, 0, 0),
        ([*"abcdefghij"], dict.fromkeys("abcdefghijkl", 1), 1, 1, 1),
    ],
)
def test_what_a_ranking_is_worth(
    ranked: Sequence[str], answers: dict[str, int], recall: float, precision: float, ndcg: float
) -> None:
    """By hand: the gain of a grade g at rank r is (2^g - 1) / log2(r + 1)."""
    assert judged.score(ranked, answers) == pytest.approx((recall, precision, ndcg), abs=0.0001)
