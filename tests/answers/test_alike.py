"""Statements that say the same: a person's judgement of pairs, and what `alike` makes of each."""

from __future__ import annotations

from typing import Any

import pytest

from casereviews.answers import alike

SAME = [
    ("Practitioners should be curious.", "Professionals need to be curious."),
    ("Share information early.", "It is necessary to share the information early"),
    ("Ensure that staff are trained in safer sleep.", "Make sure that this staff is trained in safer sleep."),
    ("The voice of the child must be heard.", "It is important that the voice of the child is heard."),
    ("Record who lives in the household.", "Practitioners need to record who lives in the household"),
    ("Review the bruising protocol.", "Reviewing the bruising protocol is essential."),
    ("Bruises on a non-mobile twin should be referred.", "Bruises on a non mobile twin must be referred."),
    ("Fathers should be included in assessments.", "Fathers need to be included in the assessment."),
    ("Challenge between agencies is vital.", "Challenge between agencies is important!"),
    ("Practitioners must clearly record concerns.", "Professionals should record concerns."),
]  # fmt: skip

OTHER = [
    ("Information should be shared with the police.", "Information should not be shared with the police."),
    ("Share information with the police.", "Share information with housing."),
    ("Share information with the police.", "Share information from the police."),
    ("The police should tell housing of risks.", "Housing should tell the police of risks."),
    ("Referrals to mental health services need to be made early.", "Referrals from mental health services need to be made early."),
    ("See babies under 6 months within a day.", "See babies under 12 months within a day."),
    ("Professional curiosity is important.", "Professional curiosity is important, and so is respectful challenge."),
    ("Practitioners should ask about alcohol.", "Practitioners should ask about drugs."),
    ("All staff should be trained.", "New staff should be trained."),
    ("Staff should be trained.", "All staff should be trained."),
    ("Review the protocol before discharge.", "Review the protocol after discharge."),
    ("Information may be shared without consent.", "Information must be shared without consent."),
    ("Information must be shared with consent.", "Information must be shared without consent."),
    ("Midwives should see the father.", "Midwives should see the mother."),
    ("Close a case once the child is seen.", "Close a case unless the child is seen."),
    ("Training for midwives is needed.", "Training by midwives is needed."),
    ("The key worker should attend.", "Practitioners should attend."),
    ("Injuries that are accidental need a record.", "Injuries that are non-accidental need a record."),
    ("Visits should sometimes be unannounced.", "Visits should always be unannounced."),
    ("Consider neglect or abuse.", "Consider neglect and abuse."),
    ("Health should lead the plan.", "Social care should lead the plan."),
    ("Plans need fewer actions.", "Plans need more actions."),
]  # fmt: skip


def said(number: int, text: str, agencies: list[str] | None = None) -> Any:
    """A statement of the review of a number."""
    review = {"id": f"r{number}", "name": f"R{number}", "title": "R"}
    return {
        "id": f"r{number}/L1",
        "section": "learning",
        "text": text,
        "themes": [],
        "agencies": agencies,
        "review": review,
    }


def joined(*texts: str) -> list[list[str]]:
    """The ids of statements with some texts, in their groups."""
    groups = alike.together([said(number, text) for number, text in enumerate(texts, 1)])
    return [[record["id"] for record in group] for group in groups]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_is_joined(one: str, other: str) -> None:
    assert joined(one, "Something else.", other) == [["r1/L1", "r3/L1"], ["r2/L1"]]


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_advice_is_not(one: str, other: str) -> None:
    assert joined(one, other) == [["r1/L1"], ["r2/L1"]]


def test_of_other_agencies_it_is_other_advice() -> None:
    """Not stated is not none either; their order does not matter."""
    text = "Review the policy."
    coded = [["police", "gp"], ["gp", "police"], ["police"], [], None, None]
    groups = alike.together([said(number, text, agencies) for number, agencies in enumerate(coded, 1)])
    assert [[record["id"] for record in group] for group in groups] == [
        ["r1/L1", "r2/L1"], ["r3/L1"], ["r4/L1"], ["r5/L1", "r6/L1"],
    ]  # fmt: skip


def test_texts_that_tell_nothing_stay_apart() -> None:
    assert joined("It is important.", "Practitioners should.", "...", "...") == [
        ["r1/L1"],
        ["r2/L1"],
        ["r3/L1"],
        ["r4/L1"],
    ]
    assert alike.together([]) == []
