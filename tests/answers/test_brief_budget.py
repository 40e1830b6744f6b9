"""What of a briefing has room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.answers.blocks import Facts, Grid, Heading, PagePoint, PageTitle, Paragraph, Points
from casereviews.answers.brief_budget import SHARES, fit, size
from helpers.samples import MODEST


def test_the_words_of_sentences_are_counted_alone() -> None:
    assert (
        size([PageTitle("Not this", "nor this", "id"), Heading("Nor this"), Facts([("Nor", "this")]), Grid([], [])])
        == 0
    )
    assert (
        size(
            [
                Paragraph("Two words."),
                Points([PagePoint("id", "And three more", "none of these"), PagePoint("", "one")]),
            ]
        )
        == 6
    )


@pytest.mark.parametrize(
    ("room", "taken"),
    [
        (0, (1, 1, 1)),
        (40, (2, 1, 1)),
        (79, (4, 2, 1)),
        (80, (4, 3, 1)),
        (89, (4, 3, 1)),
        (90, (5, 3, 1)),
        (1000, (9, 9, 2)),
    ],
)
def test_each_section_has_its_share(room: int, taken: tuple[int, ...]) -> None:
    costs = {"learning": [10] * 9, "recommendations": [10] * 9, "actions": [10] * 2}
    assert tuple(fit(room, costs).values()) == taken


def test_what_one_leaves_the_others_have() -> None:
    assert fit(80, {"learning": [10] * 9, "recommendations": [], "actions": []}) == {
        "learning": 8, "recommendations": 0, "actions": 0,
    }  # fmt: skip
    assert fit(80, {"learning": [10], "recommendations": [10] * 9, "actions": [10]}) == {
        "learning": 1, "recommendations": 6, "actions": 1,
    }  # fmt: skip


COSTS = st.fixed_dictionaries({name: st.lists(st.integers(1, 60), max_size=12) for name in SHARES})


@MODEST
@given(COSTS, st.integers(0, 600))
def test_no_more_than_the_room_is_taken(costs: dict[str, list[int]], room: int) -> None:
    """But for the first of each; and nothing that follows would have room."""
    taken = fit(room, costs)
    assert list(taken) == list(costs)
    used = sum(sum(costs[name][: taken[name]]) for name in costs)
    assert used <= room or any(taken[name] <= 1 for name in costs)
    for name, number in taken.items():
        assert min(1, len(costs[name])) <= number <= len(costs[name])
    more = fit(room + 60, costs)
    assert sum(more.values()) >= sum(taken.values()) - 3
