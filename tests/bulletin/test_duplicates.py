"""Whether a review of a bulletin is there already: surely, perhaps, or not."""

from __future__ import annotations

import cProfile
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.bulletin import duplicates
from casereviews.bulletin.duplicates import NAMESAKES, Known, Match, Search, agree, compare, likeness

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
        ("outcome", {"outcome": "death"}, {"outcome": "harm-no-injury"}),
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
        ("area", "Eastmere", "Eastmere Safeguarding Children Board", True),
        ("area", "Westlake", "Eastmere Safeguarding Children Board", False),
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
        f"{TEN} kale", evidence=read, outcome="harm-no-injury", area="Westlake", children=[child("5 months", "female")]
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
    assert verdict(known(one, outcome="death"), known(other, outcome="harm-no-injury")) == "not"
    one, other = sharing(10, 10)
    assert verdict(known(one, outcome="death"), known(other, outcome="harm-no-injury")) == NEAR.format(
        "outcome", "differs"
    )


@pytest.mark.parametrize(
    ("same", "others", "expected"), [(12, 3, OTHER_NAME), (11, 3, "not"), (10, 2, OTHER_NAME), (9, 2, "not")]
)
def test_a_text_under_another_name_is_a_doubt(same: int, others: int, expected: str) -> None:
    one, other = sharing(same, others)
    assert verdict(known(one), known(other, name="Wren")) == expected
    assert verdict(known(one, outcome="death"), known(other, name="Wren", outcome="neglect")) == expected


def test_the_whole_text_is_every_word_whatever_stands_between_them() -> None:
    other = "Alder, birch cedar damson elder fescue gorse hazel: iris juniper."
    for text, is_whole in ((TEN, True), (other, True), (f"{TEN} a", False), (f"{TEN} kale", False)):
        match = compare(known(text, name="Wren", title="Wren"), known())
        assert match
        assert (match.is_whole, bool(match.doubt)) == (is_whole, True)


def test_the_whole_text_under_a_name_that_evidence_has_besides_is_the_same() -> None:
    """Whatever else differs; but not where a text only is near."""
    there: dict[str, Any] = {
        "evidence": [{"field": "name", "value": "Baby “W”", "confidence": "check"}],
        "area": "Westlake",
    }
    assert verdict(known(name="Baby W", area="Eastmere"), known(**there)) == "sure"
    assert verdict(known(f"{TEN} kale", name="Baby W", area="Eastmere"), known(**there)) == NEAR.format(
        "area", "differs"
    )


def test_the_whole_text_counts_before_what_is_as_near() -> None:
    """In whatever order they come; what surely is the same counts before both."""
    near, whole = known(f"{TEN} kale", "near", area="Westlake"), known(TEN, "whole", name="Wren", title="Wren")
    sure = known(TEN, "sure", area="Eastmere")
    draft = known(area="Eastmere")
    for others, expected in (((near, whole), "whole"), ((whole, near), "whole"), ((whole, sure), "sure"), ((sure, whole), "sure")):  # fmt: skip
        assert found([draft], *others)[0].id == expected


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
    assert verdict(known(short, outcome="death"), known(short, outcome="harm-no-injury")) == "sure"
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


def test_the_name_that_was_read_counts_as_the_one_that_is_set() -> None:
    drafts = [known("A boy.", name=name) for name in ("Wren", "Child B", "Child A")]
    there = known("A boy.", name="Wren", evidence=[{"field": "name", "value": "Child A"}])
    assert {number: match.doubt for number, match in found(drafts, there).items()} == {0: None, 2: None}


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


# --- Very many of one name --------------------------------------------------------------------------------------------


def importing(drafts: Sequence[dict[str, Any]], kept: Sequence[Known] = ()) -> Search:
    """Look for drafts as an import does: among what is kept, and then among each other."""
    search = Search(drafts)
    for other in kept:
        search.see(other)
    for number, draft in enumerate(drafts):
        if not (number in search.found and search.found[number].doubt is None):
            search.see(Known(draft, f"new {number}"), number)
    return search


def in_pairs(drafts: Sequence[dict[str, Any]], kept: Sequence[Known] = ()) -> dict[int, Match]:
    """What comparing each with all others finds."""
    found: dict[int, Match] = {}
    others = list(kept)
    for number, draft in enumerate(drafts):
        matches = [match for other in others if (match := compare(Known(draft), other))]
        sure = next((match for match in matches if match.doubt is None), None)
        if sure or matches:
            found[number] = sure or max(matches, key=lambda match: match.likeness)
        if not sure:
            others.append(Known(draft, f"new {number}"))
    return found


def text_of(number: int, size: int = 12) -> str:
    """Words that no other number has."""
    return " ".join(f"word{number}of{place}" for place in range(size))


def one_of(number: int, summary: str, **stated: Any) -> dict[str, Any]:
    """A review of a name that many have, under a title of its own."""
    return {"name": "Child A", "title": f"Child A {number}", "listed": "2031-02", "summary": summary, **stated}


STOCK = " ".join(f"stock{place}" for place in range(30))
CROWDS: dict[str, tuple[Callable[[int], dict[str, Any]], float, float]] = {
    # what each is, the share of them that is new where none is there yet, and the share of which that is to be checked
    "other texts": (lambda number: one_of(number, text_of(number)), 1, 0),
    "one title": (lambda number: one_of(number, text_of(number), title="Child A"), 1, 0),
    "one text": (lambda number: one_of(number, STOCK), 0, 0),
    "one text of some ages": (
        lambda number: one_of(number, STOCK, children=[child(f"{number % 2 + 1} years")]), 0, 0),
    "one text of many places": (lambda number: one_of(number, STOCK, area=f"Area {number}"), 1, 1),
    "a text for the most part": (lambda number: one_of(number, f"{STOCK} {text_of(number)}"), 1, 1),
    "no text": (lambda number: one_of(number, ""), 1, 1),
    "a text that is short": (lambda number: one_of(number, "Death of a baby."), 1, 1),
}  # fmt: skip


def crowd(kind: str, size: int, listed: str = "2031-02") -> list[dict[str, Any]]:
    return [{**CROWDS[kind][0](number), "listed": listed} for number in range(size)]


@pytest.mark.parametrize("kind", CROWDS)
def test_a_crowd_is_told_apart(kind: str) -> None:
    size = NAMESAKES + 100
    drafts = crowd(kind, size)
    _, new, doubtful = CROWDS[kind]
    found = importing(drafts).found
    sure = [number for number in found if found[number].doubt is None]
    assert round((size - len(sure)) / size, 1) == new
    assert round((len(found) - len(sure)) / size, 1) == doubtful
    kept = [Known(draft, str(number), is_kept=True) for number, draft in enumerate(drafts)]
    again = importing(drafts, kept[::-1]).found
    assert [again[number].doubt for number in range(size)] == [None] * size


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few reviews be many, so that less is counted."""
    monkeypatch.setattr(duplicates, "NAMESAKES", 20)
    monkeypatch.setattr(duplicates, "_MOST", 5)


def crowds(kind: str, listed: str | None, sizes: tuple[int, int]) -> list[int]:
    """How many functions are called to look for crowds, of which each is there already in another order, or none is."""
    counts = []
    for size in sizes:
        drafts = crowd(kind, size)
        kept = [Known(draft, str(number), is_kept=True) for number, draft in enumerate(crowd(kind, size, listed or ""))]
        profile = cProfile.Profile()
        profile.runcall(importing, drafts, kept[::-1] if listed else ())
        counts.append(sum(entry.callcount for entry in profile.getstats()))
    return counts


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("kind", CROWDS)
@pytest.mark.parametrize("listed", [None, "2031-02", "2030-01"])
def test_time_does_not_grow_with_the_square_of_a_crowd(kind: str, listed: str | None) -> None:
    """Neither in one bulletin nor among as many that are there, of the same month or another."""
    less, more = crowds(kind, listed, (80, 160))
    assert 1_000 < less < more < 2.3 * less


def test_time_does_not_grow_with_the_square_of_some_hundreds() -> None:
    less, more = crowds("no text", None, (NAMESAKES + 100, 2 * NAMESAKES + 200))
    assert 100_000 < less < more < 2.3 * less


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("kind", CROWDS)
def test_no_two_are_compared_twice(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    pairs: list[tuple[int, str]] = []

    def counting(draft: Known, other: Known) -> Match | None:
        pairs.append((id(draft), other.id))
        return compare(draft, other)

    monkeypatch.setattr(duplicates, "compare", counting)
    importing(crowd(kind, 40))
    assert len(pairs) == len(set(pairs)) >= 39


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(("listed", "read"), [("2031-02", "Region"), ("2030-01", "Area")])
def test_of_a_crowd_each_is_found_though_many_have_its_title_and_many_its_text(listed: str, read: str) -> None:
    """By both in the same month, whatever was read; else by the text and all that was read."""
    drafts = [
        one_of(title, f"Death of number {text}.", area=f"Area {title} {text}")
        for title in range(8)
        for text in range(8)
    ]
    kept = [
        Known({**draft, "listed": listed, "area": draft["area"].replace("Area", read)}, str(number), is_kept=True)
        for number, draft in enumerate(drafts)
    ]
    found = importing(drafts, kept[::-1]).found
    assert found == {number: Match(str(number), None, 1.0) for number in range(64)}


SAME_WORDS = " ".join(reversed(text_of(999).split()))
NEARLY_ALL = f"{text_of(999, 11)} kale"


@pytest.mark.parametrize(
    ("draft", "there", "in_a_crowd"),
    [
        ({}, {"is_kept": False}, True),
        ({"summary": ""}, {}, True),
        ({}, {"listed": "2030-01", "title": "A"}, True),
        ({"summary": "A boy.", "area": "Eastmere"}, {"listed": "2030-01", "title": "A"}, True),
        ({"summary": "A boy.", "area": "East Mere"}, {"area": "East-mere", "listed": "2030-01", "title": "A"}, True),
        ({}, {"summary": NEARLY_ALL, "title": "A"}, True),
        ({}, {"summary": SAME_WORDS}, True),
        ({"summary": "A boy fell."}, {"summary": "The boy fell."}, True),
        ({"area": "Eastmere"}, {"summary": SAME_WORDS, "title": "A"}, True),
        ({}, {"summary": SAME_WORDS, "title": "A"}, False),
    ],
)
def test_what_is_there_surely_in_a_crowd_and_in_less(
    draft: dict[str, Any], there: dict[str, Any], in_a_crowd: bool
) -> None:
    """In a crowd it is found if it shares its title, its text, its facts or runs of words, or is one of the first."""
    one = one_of(999, text_of(999)) | draft
    other = Known({key: value for key, value in (one | there).items() if key != "is_kept"}, "there", is_kept=True)
    match = compare(Known(one), other)
    assert match
    assert match.doubt is None
    for size in (NAMESAKES, NAMESAKES + 1):
        others = [one_of(number, text_of(number)) for number in range(size - 1)]
        for place in (0, 49, 50, size - 1):
            search = Search([*others[:place], one, *others[place:]])
            search.see(other)
            found = search.found.pop(place, None)
            assert search.found == {}
            is_expected = size == NAMESAKES or place < 50 or in_a_crowd
            assert found == (match if is_expected else None)


WORDS = st.lists(st.sampled_from([*TEN.split(), "a", "in", "neglect", "boy", "girl"]), max_size=14).map(" ".join)
RECORD = st.fixed_dictionaries(
    {"name": st.sampled_from(["Child A", "Wren"]), "title": st.sampled_from(["A", "Wren"]), "summary": WORDS},
    optional={
        "listed": st.sampled_from(["2031-02", "2031-03"]),
        "outcome": st.sampled_from(["death", "harm-no-injury"]),
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


ONE_NAME = st.lists(RECORD.map(lambda record: {**record, "name": "Child A"}), max_size=8)


@given(ONE_NAME, ONE_NAME)
def test_of_one_name_all_are_compared(drafts: list[dict[str, Any]], there: list[dict[str, Any]]) -> None:
    kept = [Known(record, f"kept {number}", is_kept=True) for number, record in enumerate(there)]
    assert importing(drafts, kept).found == in_pairs(drafts, kept)


@given(ONE_NAME, ONE_NAME)
def test_of_a_crowd_nothing_is_dropped_that_is_not_surely_there(
    drafts: list[dict[str, Any]], there: list[dict[str, Any]]
) -> None:
    kept = [Known(record, f"kept {number}", is_kept=True) for number, record in enumerate(there)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duplicates, "NAMESAKES", 1)
        patch.setattr(duplicates, "_MOST", 1)
        search = Search(drafts)
        for other in kept:
            search.see(other)
    for number, match in search.found.items():
        other = next(other for other in kept if other.id == match.id)
        assert match == compare(search.drafts[number], other)
    for number, draft in enumerate(search.drafts):
        entries = {(other.listed, other.title, other.text) for other in kept}
        if (draft.listed, draft.title, draft.text) in entries:
            assert search.found[number].doubt is None
