"""Whether a review of a bulletin is there already: surely, perhaps, or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.bulletin import duplicates
from casereviews.bulletin.duplicates import Known, Match, Search, agree, compare, likeness

TEN = "alder birch cedar damson elder fescue gorse hazel iris juniper"
"""So many words as tell two texts apart."""


def known(text: str = TEN, identity: str = "there", **stated: Any) -> Known:
    """A review with a text and what else it states."""
    return Known({"name": "Child A", "title": "Child A", "summary": text, **stated}, identity)


def child(age: str | None = None, sex: str | None = None) -> dict[str, Any]:
    return {"age": age, "age_months": None, "sex": sex}


def verdict(one: Known, other: Known) -> str:
    """`sure`, `not`, or the end of the doubt."""
    match = compare(one, other)
    if match is None:
        return "not"
    assert match.id == other.id
    return match.doubt.rpartition(": ")[2] if match.doubt else "sure"


NEAR = "the name is the same and the text is near, but the {} {}"
SHORT = "the name is the same, and the text is too short to tell"
OTHER_TEXT = "the name is the same and the text is near, but not the same"
OTHER_NAME = "the text is the same, under another name"


# --- Facts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("type of review", {"review_type": "scr"}, {"review_type": "lcspr"}),
        ("area", {"area": "Eastmere"}, {"area": "Westlake"}),
        ("date of publication", {"published": "2030"}, {"published": "2031"}),
        ("date of the incident", {"incident_date": "2019-05"}, {"incident_date": "2019-06"}),
        ("outcome", {"outcome": "death"}, {"outcome": "serious-harm"}),
        ("age", {"children": [child("4 months")]}, {"children": [child("5 months")]}),
        ("sex", {"children": [child(sex="female")]}, {"children": [child(sex="male")]}),
    ],
)
def test_what_differs_is_a_doubt_and_what_is_not_stated_is_none(
    name: str, one: dict[str, Any], other: dict[str, Any]
) -> None:
    text = f"{TEN} kale"  # so that the texts are near and not the same
    for left, right in ((one, other), (other, one)):
        assert verdict(known(**left), known(text, **right)) == NEAR.format(name, "differs")
        assert verdict(known(**left), known(text, **left)) == "sure"
        assert verdict(known(**left), known(text)) == "sure"
        assert verdict(known(), known(text, **right)) == "sure"


def test_all_that_differs_is_named() -> None:
    one = known(listed="2031-02", children=[child("4 months", "female")])
    other = known(f"{TEN} kale", listed="2031-03", children=[child("2 years", "male")])
    assert verdict(one, other) == NEAR.format("age, sex and month of the bulletin", "differ")


@pytest.mark.parametrize(
    ("fact", "one", "other", "agrees"),
    [
        ("incident_date", "2019", "2019-06", True),
        ("incident_date", "2019-06-30", "2019-06", True),
        ("incident_date", "2019-06-30", "2019-07", False),
        ("incident_date", "2017/2019", "2019-12", True),
        ("incident_date", "2017/2019", "2020-01", False),
        ("published", "2030", "2030-12", True),
        ("published", "2030-11", "2030-12", False),
        ("area", "Eastmere", "EAST‑MERE", False),
        ("area", "East Mere", "east-mere", True),
        ("age", "4 months", "4 months", True),
        ("age", "4 months", "5 months", False),
        ("age", "18 months", "1 year", True),
        ("age", "24 months", "1 year", False),
        ("age", "23 months", "2 years", False),
        ("age", "under 1 year", "11 months", True),
        ("age", "under 1 year", "12 months", False),
        ("age", "4 weeks", "28 days", True),
        ("age", "about four", "5 months", True),  # a person's own words in evidence
        ("incident_date", "one summer", "2019", True),
        ("sex", "female", "male", False),
    ],
)
def test_facts_agree_where_both_can_be_true(fact: str, one: str, other: str, agrees: bool) -> None:
    assert agree(fact, [one], [other]) == agree(fact, [other], [one]) == agrees


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [
        ([], [], True),
        ([], ["3 years"], True),
        (["3 years"], ["5 years", "3 years"], True),
        (["4 years"], ["5 years", "3 years"], False),
        (["3 years", "5 years"], ["3 years", "9 years"], False),
        (["3 years", "5 years"], ["5 years", "3 years"], True),
        (["3 years", "5 years"], ["5 years", "9 years", "3 years"], True),
    ],
)
def test_of_several_children_one_review_may_name_fewer(one: list[str], other: list[str], agrees: bool) -> None:
    assert agree("age", one, other) == agree("age", other, one) == agrees


def test_what_a_person_has_mended_does_not_make_another_review_of_it() -> None:
    """Evidence says what was read: the same is read again."""
    read = [{"field": field, "value": value} for field, value in
            (("sex", "male"), ("age", "4 months"), ("outcome", "death"), ("area", "Eastmere"), ("name", "Child B"))]  # fmt: skip
    there = known(
        f"{TEN} kale", evidence=read, outcome="serious-harm", area="Westlake", children=[child("5 months", "female")]
    )
    draft = known(name="Child B", outcome="death", area="Eastmere", children=[child("4 months", "male")])
    assert verdict(draft, there) == "sure"
    assert verdict(known(name="Child B", outcome="neglect"), there) == NEAR.format("outcome", "differs")
    assert verdict(known(name="Child C"), there) == OTHER_NAME


# --- Texts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shared", "one", "other", "expected"),
    [(1, 2, 2, 0.5), (1, 3, 3, 1 / 3), (2, 2, 6, 1.0), (0, 2, 2, 0.0), (0, 0, 0, 1.0), (0, 0, 1, 0.0)],
)
def test_likeness_is_the_share_of_the_shorter_texts_words(shared: int, one: int, other: int, expected: float) -> None:
    assert likeness(shared, one, other) == pytest.approx(expected)
    assert likeness(shared, other, one) == pytest.approx(expected)


def sharing(same: int, others: int) -> tuple[str, str]:
    """Two texts that share so many words, and of which each has so many others."""
    shared = " ".join(f"word{number}" for number in range(same))
    return tuple(f"{shared} " + " ".join(f"{one}{n}" for n in range(others)) for one in ("left", "right"))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("same", "others", "there", "expected"),
    [
        (10, 2, {}, "sure"),
        (9, 2, {}, SHORT),
        (12, 3, {}, "sure"),  # four fifths
        (11, 3, {}, OTHER_TEXT),
        (10, 10, {}, OTHER_TEXT),  # half
        (10, 11, {}, "not"),
        (10, 10, {"coding": "automatic"}, OTHER_TEXT),
        (10, 10, {"coding": "curated"}, "sure"),  # a person has written it anew
        (10, 11, {"coding": "curated"}, "not"),
        (9, 9, {"coding": "curated"}, SHORT),
        (10, 10, {"coding": "curated", "listed": "2031-02"}, OTHER_TEXT),
        (12, 3, {"listed": "2031-02"}, "sure"),
    ],
)
def test_how_near_two_texts_of_one_name_must_be(same: int, others: int, there: dict[str, Any], expected: str) -> None:
    one, other = sharing(same, others)
    assert verdict(known(one, listed="2031-01"), known(other, **there)) == expected


def test_what_differs_of_texts_that_are_not_near_is_two_reviews() -> None:
    one, other = sharing(10, 11)
    assert verdict(known(one, outcome="death"), known(other, outcome="serious-harm")) == "not"
    one, other = sharing(10, 10)
    assert verdict(known(one, outcome="death"), known(other, outcome="serious-harm")) == NEAR.format(
        "outcome", "differs"
    )


@pytest.mark.parametrize(
    ("same", "others", "expected"), [(12, 3, OTHER_NAME), (11, 3, "not"), (10, 2, OTHER_NAME), (9, 2, "not")]
)
def test_a_text_under_another_name_is_a_doubt(same: int, others: int, expected: str) -> None:
    one, other = sharing(same, others)
    assert verdict(known(one), known(other, name="Wren")) == expected
    assert verdict(known(one, outcome="death"), known(other, name="Wren", outcome="neglect")) == expected


def test_statements_count_as_texts() -> None:
    half = TEN.split()[:5]
    points = [{"text": " ".join(half)}]
    for section in ("learning", "recommendations", "actions"):
        there = Known({**known(" ".join(TEN.split()[5:])).record, section: points}, "there")
        assert verdict(known(), there) == "sure"
        assert verdict(there, known()) == "sure"
    assert verdict(known(), known(" ".join(TEN.split()[5:]))) == SHORT


def test_what_is_the_same_to_the_letter() -> None:
    short = "Death of a baby."
    assert verdict(known(short, listed="2031-02"), known(short, listed="2031-02")) == "sure"
    assert verdict(known(short), known("death of a  BABY.")) == "sure"
    # the same text of the same title and month is the same review, whatever was read in it then and now
    assert verdict(known(short, outcome="death"), known(short, outcome="serious-harm")) == "sure"
    assert verdict(known(short, listed="2031-02"), known(short, listed="2031-03")) == SHORT
    assert verdict(known(short, listed="2031-02"), known(short)) == SHORT
    assert verdict(known(short, title="Child A: review"), known(short)) == SHORT
    assert verdict(known(short, listed="2031-02"), known("Death of a boy.", listed="2031-02")) == SHORT
    # under another name only where it is a text that tells something
    assert verdict(known(short, listed="2031-02"), known(short, name="Wren", listed="2031-03")) == "not"


@pytest.mark.parametrize(
    "telling",
    [{"area": "Eastmere"}, {"published": "2030"}, {"incident_date": "2029"}, {"children": [child("4 months")]}],
)
def test_a_short_text_is_the_same_with_an_age_a_date_or_a_place(telling: dict[str, Any]) -> None:
    short = "Death of a baby."
    february, march = known(short, listed="2031-02", **telling), known(short, listed="2031-03", **telling)
    assert verdict(march, february) == "sure"
    assert verdict(known("Death of a baby boy.", listed="2031-03", **telling), february) == SHORT
    more = {"outcome": "death", "review_type": "scr"}  # which many share
    assert verdict(known(short, listed="2031-03", **more), known(short, listed="2031-02", **more)) == SHORT


def test_a_short_text_that_a_person_has_mended_is_the_same_under_its_title_in_its_month() -> None:
    short, mended = "Death of a baby boy: alder birch cedar.", "Death of a baby boy; alder, birch and damson."
    draft = known(short, listed="2031-02")

    def there(**stated: Any) -> Known:
        return Known({**known(mended, listed="2031-02").record, **stated}, "there", is_kept=True)

    assert verdict(draft, there()) == "sure"
    assert verdict(draft, known(mended, listed="2031-02")) == SHORT  # both of bulletins, in which nobody mends
    assert verdict(draft, there(listed="2031-03")) == SHORT
    assert verdict(draft, there(title="Child A, again")) == SHORT
    assert verdict(known(short), there(listed=None)) == SHORT
    assert verdict(known(short, listed="2031-02", outcome="death"), there(outcome="neglect")) == NEAR.format(
        "outcome", "differs"
    )
    assert verdict(draft, there(summary="Death of a baby: elder fescue gorse.")) == "not"


# --- Looking among many -----------------------------------------------------------------------------------------------


def found(drafts: Sequence[Known], *others: Known) -> dict[int, Match]:
    search = Search(draft.record for draft in drafts)
    for other in others:
        search.see(other)
    return search.found


def test_the_one_that_it_surely_is_counts_and_then_the_one_that_is_most_like_it() -> None:
    far, near = known(sharing(10, 5)[1], "far"), known(sharing(10, 4)[1], "near")
    draft = known(sharing(10, 5)[0])
    assert {number: match.id for number, match in found([draft], far, near, far).items()} == {0: "near"}
    sure = known(sharing(10, 5)[0], "sure")
    for others in ((near, sure), (sure, near), (sure, known(sharing(10, 5)[0], "as sure"), near)):
        assert {number: match.id for number, match in found([draft], *others).items()} == {0: "sure"}
    assert found([draft], known("quite another text", "none")) == {}


def test_names_are_compared_as_they_are_spoken() -> None:
    assert found([known(name="Child ‘A’")], known(name="CHILD  A"))[0].doubt is None
    assert found([known(name="Child A")], known("x", name="Child B")) == {}


def test_a_text_under_another_name_is_found_among_many() -> None:
    drafts = [
        known(" ".join(f"{word}{number}" for word in TEN.split()), name=f"Child {number}") for number in range(60)
    ]
    for number in (0, 7, 59):
        there = known(f"{drafts[number].record['summary']} and some words more", name="Wren")
        assert set(found(drafts, there)) == {number}
    assert found(drafts, known(name="Wren")) == {}


def test_what_was_looked_at_before_is_left_out() -> None:
    drafts = [known(), known(), known(name="Wren")]
    search = Search(draft.record for draft in drafts)
    search.see(known(identity="new"), after=0)
    assert set(search.found) == {1, 2}


@pytest.mark.parametrize("text", [TEN, f"{TEN} {TEN} kale kale"])
def test_time_does_not_grow_with_the_square(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Reviews of different names that all say the same are compared with a few of the others each."""
    pairs: list[tuple[Known, Known]] = []

    def counting(draft: Known, other: Known) -> Match | None:
        pairs.append((draft, other))
        return compare(draft, other)

    monkeypatch.setattr(duplicates, "compare", counting)
    made = []
    for size in (200, 400):
        pairs.clear()
        search = Search({"name": f"Child {n}", "title": "T", "summary": text} for n in range(size))
        for number in range(size):
            search.see(known(text, f"new {number}", name=f"Child {number}"), number)
        assert len(search.found) == size - 1
        made.append(len(pairs))
    assert 200 < made[0] < made[1] < 2.3 * made[0]


WORDS = st.lists(st.sampled_from([*TEN.split(), "a", "in", "neglect", "boy", "girl"]), max_size=14).map(" ".join)
RECORD = st.fixed_dictionaries(
    {"name": st.sampled_from(["Child A", "Wren"]), "title": st.sampled_from(["A", "Wren"]), "summary": WORDS},
    optional={
        "listed": st.sampled_from(["2031-02", "2031-03"]),
        "outcome": st.sampled_from(["death", "serious-harm"]),
        "incident_date": st.sampled_from(["2029", "2029-06", "2030/2031"]),
        "children": st.lists(
            st.builds(child, st.sampled_from([None, "4 months", "under 1 year"]), st.sampled_from([None, "male"])),
            max_size=2,
        ),
    },
)


@given(RECORD, RECORD)
def test_a_review_is_surely_itself_and_doubts_are_the_same_both_ways(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert verdict(Known(one), Known(dict(one))) == "sure"
    assert verdict(Known(one), Known(other)) == verdict(Known(other), Known(one))
    match = compare(Known(one), Known(other))
    if match and not match.doubt:
        assert {one["name"]} == {other["name"]} or one["title"] == other["title"]
