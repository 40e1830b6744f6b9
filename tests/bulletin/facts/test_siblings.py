"""Several children of one review: their ages, and of which sex each is, where words apart from their ages say so."""

from __future__ import annotations

import pytest

from casereviews.bulletin.facts.children import find_children

Children = list[tuple[str | None, str | None]]


def children(text: str, expected: int | None = None, name: str = "") -> Children:
    return [(str(one.age) if one.age else None, one.sex) for one in find_children(text, expected, name)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three brothers were neglected. They were 12, 10 and 8.", [("12 years", "male"), ("10 years", "male"), ("8 years", "male")]),
        ("Three siblings were neglected. They were 12, 10 and 8.", [("12 years", None), ("10 years", None), ("8 years", None)]),
        ("The sisters saw it. The elder, now ten, hid with the younger, who is seven, when it happened.", [("10 years", "female"), ("7 years", "female")]),
        ("Neglect of a brother (12) and sister (9).", [("12 years", "male"), ("9 years", "female")]),
        ("A girl of 12 lived with a brother (14) and sister (9).", [("12 years", "female")]),
        ("The children are a sister and two brothers.", [(None, "female"), (None, "male"), (None, "male")]),
        ("A girl, 7, had a sister and two brothers.", [("7 years", "female")]),
        ("Five children under two were bitten.", [("under 2 years", None)] * 5),
        ("Two 15-year-old girls were exploited.", [("15 years", "female")] * 2),
        ("Staff worked with the two girls, aged six and eight.", [("6 years", "female"), ("8 years", "female")]),
        ("A boy was hurt by the two girls, aged six and eight.", [(None, "male")]),
        ("The twins were born early. At four months the boy was hurt.", [("4 months", None)] * 2),
        ("Two boys, one aged 14 and the other 15, died.", [("14 years", "male"), ("15 years", "male")]),
        ("A boy of 3 and a girl of 1 died, who had been left with their 12-year-old sister.", [("3 years", "male"), ("1 year", "female")]),
    ],
)  # fmt: skip
def test_ages_and_sexes_of_several(text: str, found: Children) -> None:
    assert children(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Isla was six and Ewan was two. Isla had been washing and feeding her brother.", [("6 years", "female"), ("2 years", "male")]),
        ("Isla was six and Ewan was two. Ewan looked up to his sister.", [("6 years", "female"), ("2 years", "male")]),
        ("Isla was six and Ewan was two. Their mother had asked her brother for help.", [("6 years", None), ("2 years", None)]),
        ("Isla and his twin Ewan, eighteen months, were alone.", [("18 months", None), ("18 months", None)]),
    ],
)  # fmt: skip
def test_two_whom_the_title_names(text: str, found: Children) -> None:
    assert children(text, 2, "Isla and Ewan") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rowan (a name chosen by her aunt) was fifteen months old.", [("15 months", "female")]),
        ("It affected the parents and Rowan, aged five.", [("5 years", None)]),
        ("It affected her aunt Rowena, aged 5.", []),
        ("Age of child: 3 years. Sex: male.", [("3 years", "male")]),
        ("A toddler of 22 months drowned at his grandparents' house.", [("22 months", "male")]),
        ("She was a young carer of 13.", [("13 years", "female")]),
        ("A baby was found in his parents' bed at the age of 16 days.", [("16 days", "male")]),
        ("One in ten is abused before the age of 16. A girl was 15 when she ran away.", [("15 years", "female")]),
        ("Rowan, who had cerebral palsy, was 11 when she died.", [("11 years", "female")]),
        ("It was her stepfather who did it, when she was 9 and ill.", [("9 years", "female")]),
    ],
)  # fmt: skip
def test_one_child(text: str, found: Children) -> None:
    assert children(text, None, "Rowan") == found
