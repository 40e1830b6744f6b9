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
