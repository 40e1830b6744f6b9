"""What of a briefing has room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.answers.blocks import Facts, Grid, Heading, PagePoint, PageTitle, Paragraph, Points
from casereviews.answers.brief_budget import SHARES, Cost, fit, height, limit, text_words
from helpers.samples import MODEST

HOME = {"r": 0}
"""A review that takes no room."""


def points(*words: int, shared: int = 1) -> list[Cost]:
    """Points of one review and one group."""
    return [Cost(number, "group", 0, ["r"], shared) for number in words]


def test_the_words_of_the_text_are_counted() -> None:
    """Without headings, ids and facts, and without a form."""
    assert text_words([PageTitle("One", "two"), Heading("three"), Facts([("four", "five")]), Grid([], [])]) == 0
    assert text_words([Paragraph("Two words."), Points([PagePoint("id", "And three", "more here")])]) == 6
    assert limit(300) == (300, text_words)


def test_how_high_blocks_are() -> None:
    """A line more is 15.2 points; what two pages hold is less than 2 times 257 mm."""
    assert [height([Paragraph("a" * number)]) for number in (84, 85, 168, 169)] == [22, 37, 37, 52]
    assert [height([Points([PagePoint("id", "a" * number)])]) for number in (78, 79)] == [19, 34]
    assert height([Points([PagePoint("id", "a", "b")])]) == 39
    assert [height([Facts([("a", "b" * number)])]) for number in (62, 63)] == [19, 34]
    assert (height([Heading("a")]), height([PageTitle("a")]), height([PageTitle("a", "b")])) == (30, 40, 63)
    assert [height([PageTitle("a" * number)]) for number in (34, 35)] == [40, 71]
    assert height([Grid([], [])]) == 0
    assert limit(None).measure is height
    assert limit(None).most <= 2.1 * 257 * 72 / 25.4


@pytest.mark.parametrize(
    ("room", "kept"),
    [(0, (0, 0, 0)), (9, (0, 0, 0)), (10, (1, 0, 0)), (30, (1, 1, 1)), (39, (1, 1, 1)), (40, (2, 1, 1)), (49, (2, 1, 1)), (50, (2, 2, 1)), (79, (4, 2, 1)), (80, (4, 3, 1)),
     (90, (5, 3, 1)), (1000, (9, 9, 2))],
)  # fmt: skip
def test_each_section_has_its_share(room: int, kept: tuple[int, ...]) -> None:
    costs = {"learning": points(*[10] * 9), "recommendations": points(*[10] * 9), "actions": points(10, 10)}
    assert tuple(map(len, fit(room, costs, HOME).points.values())) == kept


def test_what_one_leaves_the_others_have() -> None:
    none = fit(80, {"learning": points(*[10] * 9), "recommendations": [], "actions": []}, HOME)
    assert none.points == {"learning": [*range(8)], "recommendations": [], "actions": []}
    few = fit(80, {"learning": points(10), "recommendations": points(*[10] * 9), "actions": points(10)}, HOME)
    assert few.points == {"learning": [0], "recommendations": [*range(6)], "actions": [0]}


def test_a_short_point_has_the_place_of_a_long_one_that_is_no_more_shared() -> None:
    costs = {"learning": [*points(10, 50, 10, shared=2), *points(10)], "recommendations": [], "actions": []}
    assert fit(40, costs, HOME).points["learning"] == [0, 2, 3]
    costs["learning"] = [*points(10, 50, shared=2), *points(10)]
    assert fit(40, costs, HOME).points["learning"] == [0]


def test_a_point_brings_its_heading_and_its_reviews() -> None:
    """Once each; what is left is for the other reviews."""
    learning = [Cost(10, "a", 5, ["r"]), Cost(10, "a", 5, ["r", "s"]), Cost(10, "b", 5, ["s"])]
    costs = {"learning": learning, "recommendations": [], "actions": []}
    reviews = {"q": 3, "r": 7, "s": 7}
    for room, kept, told in (
        (21, [], {"q", "r", "s"}),
        (24, [0], {"r"}),
        (25, [0], {"q", "r"}),
        (42, [0, 1], {"q", "r", "s"}),
        (57, [0, 1, 2], {"q", "r", "s"}),
    ):
        found = fit(room, costs, reviews)
        assert (found.points["learning"], found.reviews) == (kept, told), room


COSTS = st.fixed_dictionaries(
    {
        name: st.lists(
            st.builds(
                Cost,
                st.integers(1, 60),
                st.sampled_from("ab"),
                st.just(3),
                st.lists(st.sampled_from("rst"), min_size=1, unique=True),
            ),
            max_size=9,
        )
        for name in SHARES
        if name != "reviews"
    }
)


@MODEST
@given(COSTS, st.integers(0, 400))
def test_no_more_than_the_room_is_taken(costs: dict[str, list[Cost]], room: int) -> None:
    """The reviews of every point are told."""
    reviews = dict.fromkeys("rstu", 5)
    kept = fit(room, costs, reviews)
    assert list(kept.points) == list(costs)
    chosen = {name: [costs[name][index] for index in indices] for name, indices in kept.points.items()}
    assert {one for section in chosen.values() for cost in section for one in cost.reviews} <= kept.reviews
    headings = {(name, cost.group) for name, section in chosen.items() for cost in section}
    used = (
        sum(cost.words for section in chosen.values() for cost in section) + 3 * len(headings) + 5 * len(kept.reviews)
    )
    assert used == kept.taken <= room
    for indices in kept.points.values():
        assert indices == sorted(set(indices))


def test_what_was_asked_for_comes_first() -> None:
    """All of it that has room, in every section; what was not has no place of it, and leaves the words to spare."""
    first = [cost._replace(asked=True) for cost in points(10, 50, 10)]
    costs = {"learning": [*first, *points(10)], "recommendations": points(10), "actions": points(10)}
    for room, kept in (
        (20, ([0, 2], [], [])),
        (29, ([0, 2], [], [])),
        (40, ([0, 2], [0], [0])),
        (60, ([0, 1], [], [])),
        (100, ([0, 1, 2, 3], [0], [0])),
    ):
        assert tuple(fit(room, costs, HOME).points.values()) == kept, room
    assert tuple(fit(40, costs, HOME, spare=11).points.values()) == ([0, 2], [], [])


def test_each_review_has_a_place_in_the_words_to_spare() -> None:
    costs = {"learning": points(10, 10), "recommendations": [], "actions": []}
    kept = fit(20, costs, {"r": 0, "s": 5}, spare=10)
    assert (kept.points["learning"], kept.reviews, kept.taken) == ([0], {"r", "s"}, 15)


def test_what_is_kept_stays() -> None:
    """And what is left is for more, though what is told of the reviews takes more than it did."""
    costs = {"learning": points(10, 10, 10), "recommendations": points(10), "actions": []}
    kept = fit(30, costs, HOME, spare=10)
    more = fit(35, costs, {"r": 5}, kept=kept)
    assert kept.points == {"learning": [0], "recommendations": [0], "actions": []}
    assert more.points == {"learning": [0, 1], "recommendations": [0], "actions": []}
