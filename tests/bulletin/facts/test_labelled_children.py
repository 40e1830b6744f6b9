"""What labels beside a review give of its children."""

from __future__ import annotations

import pytest

from casereviews.bulletin.facts import labelled


def told(*facts: str) -> list[tuple[str | None, str | None]]:
    """The age and sex of each child whom some lines give."""
    found = labelled.children_of(facts)
    return [(str(child.age) if child.age else None, child.sex) for child in found.children] if found else []


@pytest.mark.parametrize(
    ("fact", "children"),
    [
        ("Child: Female, 3 weeks", [("3 weeks", "female")]),
        ("Children: Male, 13; female, 10", [("13 years", "male"), ("10 years", "female")]),
        ("Subject: F, 13", [("13 years", "female")]),
        ("Subject: M, 3 (called Alder) and his mother, 28", [("3 years", "male")]),
        ("Subject child: 15-year-old girl, White British", [("15 years", "female")]),
        ("Who: twin boys, ten weeks", [("10 weeks", "male"), ("10 weeks", "male")]),
        ("Children: 13 (F), 10 (M)", [("13 years", "female"), ("10 years", "male")]),
        ("Children: two boys aged 4 and 6", [("4 years", "male"), ("6 years", "male")]),
        ("Children: Child 1: girl, 4; Child 2: boy, 2y 6m", [("4 years", "female"), ("2 years 6 months", "male")]),
        ("Young person: F16", [("16 years", "female")]),
        ("Subject: Not stated (she asked for this), 14 years", [("14 years", None)]),
        ("Age/gender: 14 / F", [("14 years", "female")]),
        ("Child's age: under 1", [("under 1 year", None)]),
        ("Age at death: 3\u00bd years", [("3 years 6 months", None)]),
    ],
)
def test_a_value_is_read_word_by_word(fact: str, children: list[tuple[str | None, str | None]]) -> None:
    assert told(fact) == children


@pytest.mark.parametrize(
    "fact",
    [
        "Child: K", "Child: F", "Child: Baby Alder", "Family: The Greens", "Subject: (adult)", "Author: Female, 30",
        "Age: 15 to 17", "Age group: 1", "Mother: 22",
        "Who: Alder was 14 in May 2031. He has three sisters, aged 8, 4 and 1.",
    ],
)  # fmt: skip
def test_a_name_a_range_or_a_sentence_gives_none(fact: str) -> None:
    assert told(fact) == []


def test_age_and_sex_may_stand_in_lines_of_their_own() -> None:
    assert told("Published: 2031", "Age: 14", "Sex: male") == [("14 years", "male")]
    assert told("Gender: F", "Ages: 9 and 7") == [("9 years", "female"), ("7 years", "female")]
    assert told("Sex: M, F, F", "Ages: 9, 7 and 3 months") == [
        ("9 years", "male"), ("7 years", "female"), ("3 months", "female"),
    ]  # fmt: skip


def test_lines_that_differ_are_to_be_checked() -> None:
    found = labelled.children_of(["Sex: M, F, F", "Ages: 9 and 7"])
    assert found
    assert found.words == "Sex: M, F, F; Ages: 9 and 7"
    assert {child.doubt for child in found.children} == {
        "the lines beside the text differ in how many children they give"
    }


def test_a_second_age_is_of_another_time() -> None:
    assert told("Age at incident: 3", "Age at death: 4") == [("3 years", None)]


@pytest.mark.parametrize(
    ("fact", "children"),
    [
        ("Children: 3 girls (2, 4, 6), 1 boy", [("2 years", "female"), ("4 years", "female"), ("6 years", "female"), (None, "male")]),
        ("Child: one girl, 4", [("4 years", "female")]),
        ("Children: 5", []),
        ("Child: 5", []),
        ("Age: 5", [("5 years", None)]),
    ],
)  # fmt: skip
def test_how_many_children_there_are_is_no_age(fact: str, children: list[tuple[str | None, str | None]]) -> None:
    assert told(fact) == children


@pytest.mark.parametrize(
    "label", ["Age of mother", "Ages of the parents", "Gender of perpetrator", "Sex of his partner", "Age of sister"]
)
def test_the_age_or_sex_of_somebody_else_is_none_of_the_child(label: str) -> None:
    assert told(f"{label}: male, 17") == told(f"{label}: F") == []
    assert labelled.is_of_others(label, "17")
    assert told("Age of child: 7", f"{label}: 17") == [("7 years", None)]


@pytest.mark.parametrize("fact", ["Subject: Male, 24", "Age/sex: F, 19", "Age and sex: 19 F"])
def test_a_grown_person_is_no_child(fact: str) -> None:
    assert told(fact) == []


def test_a_grown_person_beside_a_child_is_none() -> None:
    assert told("Child: F, 15; boyfriend M, 19") == [("15 years", "female")]
    assert told("Child: F, 15; brother, 9") == [("15 years", "female"), ("9 years", "male")]


@pytest.mark.parametrize(
    ("facts", "doubts"),
    [
        (["Children: Oak (3 weeks) and two brothers (4 and 6 years)"], [None, "brother or sister", "brother or sister"]),
        (["Children: two brothers, 4 and 6 years"], [None, None]),
        (["Age at referral: 3"], ["at another time"]),
        (["Age at first contact with services: 3"], ["at another time"]),
        (["Current age: 14"], ["at another time"]),
        (["Age at death: 3"], [None]),
        (["Age: 7", "Age at referral: 3"], ["gives another age"]),
        (["Age: 7", "Sex: F", "Child: girl, 7"], [None]),
    ],
)  # fmt: skip
def test_what_may_be_of_somebody_else_or_another_time_is_to_be_checked(
    facts: list[str], doubts: list[str | None]
) -> None:
    found = labelled.children_of(facts)
    assert found
    for child, doubt in zip(found.children, doubts, strict=True):
        assert doubt in child.doubt if doubt and child.doubt else child.doubt == doubt
