"""Short invented texts that tell what happened, labelled by hand (benchmarks/harms*.jsonl): harms that are read rightly."""

from __future__ import annotations

from functools import cache

import pytest

import harms
from casereviews.library import vocabularies
from scoring import tally

# Of what is read, how much is right; of what is told, how much is read; and how much is right of what is likely. All a
# little below what was measured.
FLOORS = {
    "harms": (0.95, 0.94, 0.97),
    "harms_second": (0.94, 0.92, 0.97),
    "harms_third": (0.88, 0.90, 0.97),
    "harms_fourth": (0.85, 0.70, 0.97),
    "harms_fresh": (0.80, 0.88, 0.90),
}


@cache
def passages(name: str) -> list[harms.Passage]:
    return harms.read(harms.BUILT_WITH.with_name(f"{name}.jsonl"))


def test_the_passages_are_sound() -> None:
    """None stands twice, and every harm is in the vocabulary, and there three times at least."""
    found = [one for name in FLOORS for one in passages(name)]
    told = [slug for one in found for slug in one.harms]
    assert len(found) == len({one.text for one in found}) == 264
    assert set(told) == set(vocabularies.vocabulary().terms("harm"))
    assert min(map(told.count, told)) >= 3
    assert sum(not one.harms for one in found) >= 30


@pytest.mark.parametrize("name", FLOORS)
def test_the_harms_of_passages_are_read_and_right(name: str) -> None:
    verdicts = harms.score(passages(name))
    precision, recall, likely = FLOORS[name]
    sums = tally(verdicts)
    assert sums.precision >= precision, sums
    assert sums.recall >= recall, sums
    assert tally(one for one in verdicts if one.confidence == "likely").precision >= likely
