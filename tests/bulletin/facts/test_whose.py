"""Invented cases of whose something is (whose.yaml): what is likely is right, though others are told of beside the child."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from casereviews.bulletin.drafter import Drafter
from casereviews.bulletin.source import decode
from casereviews.library import vocabularies

CASES = yaml.load((Path(__file__).parent / "whose.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
DRAFTER = Drafter(vocabularies.coding_vocabulary())
BULLETIN = """\
Case review library – June 2033

In June 2033 one case review was published to the library.

1. 2033 – Calderhythe – Child A (Local Child Safeguarding Practice Review)

Background: {text}
Learning includes: records should be kept.
Recommendations include: open more often; keep a note of it.
"""
PAGE = """\
Local child safeguarding practice review: Child Ebb

{text}

Learning
- Requests were not recorded.
- Nobody asked Ebb how he lived.
"""
SEXES = {"m": "male", "f": "female"}
FIELDS = {"harms": "harms", "outcome": "outcome", "incident": "incident_date", "factors": "factors"}

Said = tuple[str, str]
"""A field and a value of it."""


def evidence_of(document: str) -> list[dict[str, Any]]:
    """What is read of the child of a document: each value once, of several places the surest."""
    (record,) = DRAFTER.read(decode(document.encode(), "whose.txt")).reviews
    return [one for one in record["evidence"] if one.get("where") in ("summary", "title", None)]


def said_of(text: str) -> dict[Said, str]:
    """The values that are read in a text, with how sure they are."""
    return {(one["field"], one["value"]): one["confidence"] for one in evidence_of(BULLETIN.format(text=text))}


def told_of(case: dict[str, Any]) -> Counter[Said]:
    """The values that a case is labelled with."""
    told: Counter[Said] = Counter()
    for name, field in FIELDS.items():
        values = [case[name]] if isinstance(case[name], str) else case[name]
        told.update((field, value) for value in values if value != "null")
    for child in case["children"].split(", "):
        age, sex = child.rsplit(" ", 1)
        told.update([("age", age)] * (age != "?") + [("sex", SEXES.get(sex, ""))] * (sex != "?"))
    return told


def verdicts(case: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Of each value that is read whether it is likely, and whether it is right."""
    told = told_of(case)
    may = set(case.get("maybe", ()))
    for one in evidence_of(case.get("page") or BULLETIN.format(text=case["text"])):
        said = one["field"], one["value"]
        if said[0] not in {field for field, _ in told} | {*FIELDS.values(), "age", "sex"}:
            continue
        if not told[said] and said[1] in may:
            continue
        is_right = told[said] > 0 or any(said[0] == field and value.startswith(said[1]) for field, value in told)
        told[said] -= told[said] > 0
        yield one["confidence"], is_right


@pytest.mark.parametrize(
    (
        "part",
        "size",
        "likely",
        "least",
    ),  # how much of what is likely is right, and how much is, a little below measured
    [(CASES[:30], 30, 0.97, 115), (CASES[30:60], 30, 0.97, 85), (CASES[60:], 20, 0.92, 55)],
    ids=["first", "second", "third"],
)
def test_what_is_likely_is_right_though_others_are_told_of(
    part: list[dict[str, Any]], size: int, likely: float, least: int
) -> None:
    found = Counter(verdict for case in part for verdict in verdicts(case))
    right, wrong = found["likely", True], found["likely", False]
    assert len(part) == size
    assert right / (right + wrong) >= likely, found
    assert right >= least  # so that not all has become a doubt


LIKELY, CHECK, NOT_READ = "likely", "check", None


@pytest.mark.parametrize(
    ("text", "field", "value", "said"),
    [
        # what nobody thought of is neither a finding nor its denial
        ("Child A, four, lived in a cold flat. Neglect was not considered at the time.", "harms", "neglect", CHECK),
        ("Child A, four, lived in a cold flat. Nobody thought of neglect.", "harms", "neglect", CHECK),
        ("Child A, four, lived in a cold flat. Neglect was not recognised.", "harms", "neglect", LIKELY),
        ("A boy of three was starved. Neglect had not been considered.", "harms", "neglect", LIKELY),
        ("A boy of three was hit by his uncle. Physical abuse was not thought of.", "harms", "physical-abuse", CHECK),
        # whom somebody else harmed before
        ("Child A, two, died. A lodger had raped a girl of 13.", "harms", "sexual-abuse", NOT_READ),
        ("A lodger had been convicted of raping a girl of 13. Child A, a boy, died.", "harms", "sexual-abuse", NOT_READ),
        ("A lodger was convicted of raping a girl of 13. She had trusted him.", "harms", "sexual-abuse", LIKELY),
        ("A lodger was convicted of raping Child A, a girl of 13.", "harms", "sexual-abuse", LIKELY),
        ("The lodger had been convicted of rape. Child A, a girl of two, died.", "harms", "sexual-abuse", CHECK),
        ("The lodger was convicted of rape. Child A is a girl of 12.", "harms", "sexual-abuse", LIKELY),
        ("An uncle had killed his own baby. Child A, a boy of five, was starved.", "outcome", "death", NOT_READ),
        ("Father had been jailed for killing his own baby. Child A, five, is a boy.", "outcome", "death", CHECK),
        # ages and sexes of other children
        ("A girl of nine was raped. Her cousin, a boy of 11, was told of it.", "age", "11 years", NOT_READ),
        ("A girl of nine was raped. Her cousin, a boy of 11, was told of it.", "age", "9 years", LIKELY),
        ("After a call from a neighbour, a girl of 11 was found dead.", "age", "11 years", LIKELY),
        ("One of three sisters, Child A was beaten. She is nine years old.", "age", "9 years", LIKELY),
        ("Child A, 16, stabbed another boy, aged 15, who died.", "age", "15 years", NOT_READ),
        ("A man had groomed three other girls. He abused Child A, a girl of 14.", "age", "14 years", LIKELY),
        ("He abused Child A, a boy of six, and two other boys.", "age", "2 years", NOT_READ),
        ("When he was himself a boy of seven the father was hurt. He beat his baby.", "age", "7 years", NOT_READ),
        ("A boy aged 11 sexually abused his half-sister, five, for a year.", "age", "11 years", CHECK),
        ("A boy aged 11 was sexually abused by his uncle.", "age", "11 years", LIKELY),
        ("Baby A, seven months, died. The father's first child, a girl, is in care.", "sex", "female", NOT_READ),
        # who was told as new, and is told of on, or is named
        ("The stepfather had hit a boy aged 4. The boy was seen with bruises.", "age", "4 years", LIKELY),
        ("The stepfather had hit a boy aged 4. This boy was seen with bruises.", "age", "4 years", LIKELY),
        ("The stepfather had hit a boy aged 4, Child A, who was bruised.", "age", "4 years", LIKELY),
        ("The stepfather had hit a boy aged 4, Sam. Sam was one of three brothers.", "age", "4 years", LIKELY),
        ("The stepfather had hit a boy aged 4. Another boy, Child A, was seen with bruises.", "age", "4 years", NOT_READ),
        ("A boy of two was bruised. The stepfather had hit a boy aged 4. The boy was sad.", "age", "4 years", NOT_READ),
        ("The father attacked the mother, the baby, who was six months old, and himself.", "age", "6 months", LIKELY),
        # a twin, and others who died
        ("A boy of ten months was starved. His twin died in 2020.", "outcome", "death", NOT_READ),
        ("A boy of ten months was starved. His twin died in 2020.", "incident_date", "2020", NOT_READ),
        ("Twins of seven weeks were ill. One twin died in April 2031.", "outcome", "death", LIKELY),
        ("A boy of four saw his mother killed. He was starved by an aunt.", "outcome", "death", NOT_READ),
        ("A previous pregnancy had ended in the death of a baby. Child A was starved.", "outcome", "death", NOT_READ),
        # a parent's own life
        ("Child A, two, was starved. His mother had been in foster care herself.", "factors", "in-care", NOT_READ),
        ("Child A, two, was starved. His mother was a looked-after child.", "factors", "in-care", CHECK),
        ("Child A, two, was starved. His mother was told that he would go into care.", "factors", "in-care", NOT_READ),
        ("Child A, two, was starved. He was in foster care.", "factors", "in-care", LIKELY),
        ("Child A, two, was starved. Staff placed him in foster care.", "factors", "in-care", LIKELY),
        ("Child A, two, was starved. An uncle looked after Child A.", "factors", "in-care", NOT_READ),
        ("Child A, two, was starved. Her mum's childhood was one of foster homes.", "factors", "in-care", NOT_READ),
        ("A boy was stabbed. His father drank and he was in care when he was five.", "factors", "in-care", CHECK),
        ("A boy was stabbed. His father had been in care when he was five.", "factors", "in-care", NOT_READ),
        ("A boy was stabbed. His father, who was in care as a child, drank.", "factors", "in-care", NOT_READ),
        ("His mother's own childhood was hard, and Child A went into care at two.", "factors", "in-care", CHECK),
        ("His mother's own childhood was hard, and he went into care at two.", "factors", "in-care", CHECK),
        # a baby of the child's own, and who is one of several
        ("Child A was 16, and her baby son was five weeks old.", "age", "5 weeks", NOT_READ),
        ("Sam was 16, and her baby brother was five weeks old. She was beaten.", "sex", "male", NOT_READ),
        ("A mother was 26, and her baby son was five weeks old. He was beaten.", "age", "5 weeks", LIKELY),
        # dates of something else
        ("After his parents parted in 2027 a boy of six was beaten.", "incident_date", "2027", NOT_READ),
        ("After her father came home in 2027 he shook the baby and she was injured.", "incident_date", "2027", CHECK),
        ("Once the parents had slept in 2027 Sam fell and was injured.", "incident_date", "2027", CHECK),
        ("After her father came home Child A was injured in 2027.", "incident_date", "2027", LIKELY),
        ("After her father came home in 2027 she was injured in 2028.", "incident_date", "2028", LIKELY),
        ("After she was stabbed in 2027 she was in hospital.", "incident_date", "2027", LIKELY),
        ("After his death in 2027 it was found that a boy of six was beaten.", "incident_date", "2027", LIKELY),
        ("Two brothers were neglected until they came into care in 2027.", "incident_date", "2027", CHECK),
        ("Two brothers were neglected in 2027.", "incident_date", "2027", LIKELY),
        # marks of harm that is called no injury, and injuries that an illness explains
        ("A boy of six was neglected; his growth will not catch up.", "outcome", "harm-no-injury", CHECK),
        ("A boy of six was neglected.", "outcome", "harm-no-injury", LIKELY),
        ("An inflicted injury was feared. A bone disorder explains it, and he is well.", "harms", "physical-abuse", NOT_READ),
        ("The view was inflicted injury. A bone disorder caused the fractures.", "harms", "physical-abuse", CHECK),
        ("Mother was 17 when he was born and had lived in four foster homes.", "factors", "in-care", NOT_READ),
    ],
)  # fmt: skip
def test_whose_it_is(text: str, field: str, value: str, said: str | None) -> None:
    assert said_of(text).get((field, value)) == said


@pytest.mark.parametrize(
    ("label", "date"),
    [
        ("Date of first referral", None),
        ("First known to services", None),
        ("Serious incident notification", None),
        ("Practitioner event", None),
        ("Date of first admission", None),
        ("Date injury reported", None),
        ("Date of death", "2029-05-03"),
        ("Date of injury", "2029-05-03"),
    ],
)
@pytest.mark.parametrize("form", ["{}: 3 May 2029\n{}", "{} – 3 May 2029. {}", "{}: 3 May 2029; {}"])
def test_a_label_says_of_what_its_date_is(label: str, date: str | None, form: str) -> None:
    text = form.format(label, "Child Ebb, a boy of eight, suffered a broken arm.")
    found = [one for one in evidence_of(PAGE.format(text=text)) if one["field"] == "incident_date"]
    assert [one["value"] for one in found if one["confidence"] == "likely"] == ([date] if date else [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # what heads a telling is no label of its first date
        ("Key events: 3 May 2029 - Sam was stabbed.", LIKELY),
        ("Timeline: 3 May 2029: Sam was stabbed.", LIKELY),
        ("Chronology of the case: 3 May 2029 Sam was stabbed.", LIKELY),
        ("Summary of the case: 3 May 2029 Sam was found dead.", LIKELY),
        ("Child K: 3 May 2029, stabbed in a park.", LIKELY),
        ("Child K: 3 May 2029. Sam was stabbed in a park.", CHECK),
        ("In a park: 3 May 2029 - Sam was stabbed.", LIKELY),
        # a label that no list knows may be one, where a line or a clause ends behind its date
        ("Practitioner event: 3 May 2029 Sam was stabbed.", CHECK),
        ("Practitioner event: 3 May 2029, Sam was stabbed.", CHECK),
        ("In a park: 3 May 2029 Sam was stabbed.", CHECK),
        ("In a park: 3 May 2029 Sam was stabbed - he told a friend: help.", CHECK),
        # and is one, where the date is all that it gives
        ("Practitioner event: 3 May 2029. Sam was stabbed.", NOT_READ),
        ("Practitioner event: 3 May 2029; Sam was stabbed.", NOT_READ),
        ("Practitioner event: 3 May 2029 Collapse: 4 June 2029 Sam was stabbed.", NOT_READ),
        # one that names something else may head a telling
        ("Report to police: 3 May 2029 - Sam was stabbed.", CHECK),
        ("First incident: 3 May 2029 - Sam was stabbed.", CHECK),
        ("Report to police: 3 May 2029 Sam was stabbed.", NOT_READ),
        ("Report to police: 3 May 2029. Sam was stabbed.", NOT_READ),
    ],
)
def test_a_label_decides_where_its_date_is_its_whole_value(text: str, said: str | None) -> None:
    assert said_of(text).get(("incident_date", "2029-05-03")) == said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Practitioner event: 3 May 2029 Sam was stabbed.", "this may be the date of what its label names"),
        ("After her father came home in 2027 he shook the baby.", "this may be the date of what came before"),
    ],
)
def test_a_date_to_check_says_why(text: str, why: str) -> None:
    (date,) = (one for one in evidence_of(BULLETIN.format(text=text)) if one["field"] == "incident_date")
    assert date["why"] == why
