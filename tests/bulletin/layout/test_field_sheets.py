"""Records that stand as labels and values in lines of their own."""

from __future__ import annotations

import pytest

from casereviews.bulletin.drafter import Bulletin, Drafter
from casereviews.bulletin.source import Source
from casereviews.bulletin.source.lines import Line
from casereviews.bulletin.texts import Record
from casereviews.library import vocabularies

DRAFTER = Drafter(vocabularies.coding_vocabulary())


def read(text: str) -> Bulletin:
    return DRAFTER.read(Source("page.txt", [Line(number, one) for number, one in enumerate(text.splitlines(), 1)]))


def told(review: Record) -> list[object]:
    """What a review says of itself, and its points."""
    points = [point["text"] for section in ("learning", "recommendations") for point in review.get(section) or ()]
    return [review.get(key) for key in ("name", "review_type", "published")] + points


TOLD = "Child K was a boy of two who died in May 2029 after a head injury. He had been seen by the doctor twice."
LEADERS = """\
REGISTER OF REVIEWS
===================
REF ..........: LR1
TITLE ........: "Danika" - Local Child Safeguarding Practice Review
PUBLISHED ....: 17/02/2026
SUMMARY ......: Danika, a girl of 15, was found by the police in a house used for
                selling drugs. She had been sexually exploited.
LEARNING .....: 1. She was excluded and nobody asked why a girl of twelve felt the
                need of a knife.
                2. Two forces each had part of the address.
KEYWORDS .....: exclusion

REF ..........: LR2
TITLE ........: Baby Zed
TYPE .........: Rapid review
SUMMARY ......: Baby Zed died at home at three weeks, of an illness.
LEARNING .....: The cot was taken back when they moved.
RECOMMENDATIONS : -
"""
COLONS = """\
Case reference      : CR-14
Child's name        : Finch (pseudonym)
Review type         : Serious case review
Year                : 2014
What happened       : Finch, a boy of 3, drowned in a garden pond in July 2012
                      while his mother was asleep.
Lessons             : * Nobody saw the garden.
                      * The move was not known to the health visitor, who
                        had the old address.
"""
WRAPPED = """\
Title: Baby Larch
Type: Rapid review
Date published: 3 March 2031
Summary: Baby Larch, a girl of seven weeks, was taken to hospital with a broken
leg in May 2030.
Learning: Nobody asked who else lived in the home.

Title: Kestrel
Type: Local child safeguarding practice review
Date published: May 2030
Summary: Kestrel, a boy aged 15, was stabbed in a park in June 2029.
Learning:
- The plan was not shared.
"""


def test_dots_that_lead_to_values_make_a_record() -> None:
    first, second = read(LEADERS).reviews
    assert told(first) == [
        "Danika", "lcspr", "2026-02-17", "She was excluded and nobody asked why a girl of twelve felt the need of a knife",
        "Two forces each had part of the address",
    ]  # fmt: skip
    assert told(second) == ["Baby Zed", "rapid-review", None, "The cot was taken back when they moved"]


def test_colons_make_a_record_whose_name_goes_before_its_reference() -> None:
    (review,) = read(COLONS).reviews
    assert told(review) == [
        "Finch", "scr", "2014", "Nobody saw the garden",
        "The move was not known to the health visitor, who had the old address",
    ]  # fmt: skip


def test_values_may_go_on_without_an_indent_and_records_follow_each_other() -> None:
    assert [told(review) for review in read(WRAPPED).reviews] == [
        ["Baby Larch", "rapid-review", "2031-03-03", "Nobody asked who else lived in the home"],
        ["Kestrel", "lcspr", "2030-05", "The plan was not shared"],
    ]


@pytest.mark.parametrize("sign", [" | ", "\t", " ..... ", " ....: "])
def test_what_parts_a_label_from_its_value_may_be_any_sign(sign: str) -> None:
    labels = ("Name", "Review type", "Published", "Summary")
    values = ("Heron", "Serious case review", "6 June 2031", TOLD.replace("Child K", "Heron"))
    text = "\n".join(f"{label}{sign}{value}" for label, value in zip(labels, values, strict=True))
    assert [told(review) for review in read(text).reviews] == [["Heron", "scr", "2031-06-06"]]


def test_the_type_of_a_record_is_likely_and_one_of_an_adult_is_told() -> None:
    found = read(COLONS.replace("Serious case review", "Safeguarding adult review")).reviews[0]["evidence"]
    (item,) = [one for one in found if one["field"] == "review_type"]
    assert (item["value"], item["confidence"]) == ("safeguarding-adults-review", "check")
    (item,) = [one for one in read(COLONS).reviews[0]["evidence"] if one["field"] == "review_type"]
    assert item["confidence"] == "likely"


@pytest.mark.parametrize("number", ["3", "12", "iv"])
def test_a_table_of_contents_is_no_record(number: str) -> None:
    contents = f"Contents\nTitle page ........ {number}\nSummary ........ {number}\nLearning ........ {number}\n\n"
    review = f"Serious case review: Child K\n\n{TOLD}\n\nLearning\n\n- Ask about the father."
    assert [told(one) for one in read(contents + review).reviews] == [["Child K", "scr", None, "Ask about the father"]]


def test_labels_without_a_title_stay_where_they_stand() -> None:
    text = f"Child K - serious case review\n\nType: SCR\nPublished: May 2031\n\n{TOLD}\n"
    (review,) = read(text).reviews
    assert told(review) == ["Child K", "scr", "2031-05"]
    assert review["summary"] == TOLD


def test_values_may_stand_under_their_labels() -> None:
    facts = "Type of review\nSerious case review\nPublished\n14 May 2033\nLead reviewer\nA. Holt\n"
    (review,) = read(f"Child Kestrel\n\n{facts}\n{TOLD.replace('Child K', 'Kestrel')}\n").reviews
    assert told(review) == ["Child Kestrel", "scr", "2033-05-14"]
    assert review["summary"] == TOLD.replace("Child K", "Kestrel")


def test_a_single_word_over_a_text_is_no_label_with_its_value() -> None:
    (review,) = read(f"Serious case review: Child K\n\n{TOLD}\n\nStatus\nThe plan is being carried out.\n").reviews
    assert "Status" not in [item.get("words") for item in review["evidence"]]
    assert told(review) == ["Child K", "scr", None]


def test_a_value_keeps_what_it_links_to() -> None:
    texts = [
        "Title: Serious case review: Child K",
        "Published: 14 May 2033",
        "Attachments: Full report",
        f"Summary: {TOLD}",
    ]
    lines = [Line(number, text) for number, text in enumerate(texts, 1)]
    lines[2] = lines[2]._replace(links=((13, 24, "https://example.org/k.pdf"),))
    (review,) = DRAFTER.read(Source("page.html", lines)).reviews
    assert [one["url"] for one in review["resources"]] == ["https://example.org/k.pdf"]


LINES = [
    "Concise Child Practice Review: Eira",
    "Review type:",
    "Concise child practice review",
    "Date published:",
    "7 May 2031",
    "",
    "Eira was 15 when she was found hurt in May 2029. She had been seen by the doctor twice.",
]


def test_labels_with_a_colon_have_their_values_in_the_line_under_them() -> None:
    (review,) = read("\n".join(LINES)).reviews
    assert told(review) == ["Eira", "cpr-wales", "2031-05-07"]
    assert review["summary"] == LINES[-1]


def test_a_colon_in_a_line_of_its_own_is_that_of_the_label_before_it() -> None:
    (review,) = read("\n".join(f"{line[:-1]}\n:" if line.endswith(":") else line for line in LINES)).reviews
    assert told(review) == ["Eira", "cpr-wales", "2031-05-07"]


def test_one_label_alone_has_no_value_under_it() -> None:
    text = "Child practice review: Eira\n\nEira was 15 when she was found hurt in May 2029.\n\nActions:\nMake a plan."
    (review,) = read(text).reviews
    assert [point["text"] for point in review["actions"]] == ["Make a plan"]


# --- Registers of other makes -----------------------------------------------------------------------------------------

NUMBERED = """\
SAFEGUARDING LEARNING LOG
Printed from the shared drive

Entry 1 of 2
1. Name of review = Child Fern
2. Review category = Rapid review
3. Board area = Tarn Valley
4. Age and gender = 2y 6m / F
5. Date child died = 3 March 2031
6. Siblings = brother aged 7, sister 11
7. What happened = Fern drowned in the bath while her mother was at the door. Her mother's\
 partner, 27, was there.
8. Lessons =
   a) Nobody had asked who bathed the children.
   b) The new partner was not known to the health visitor.
9. Publication date = not published

Entry 2 of 2
1. Name of review = Finn and Flora
2. Review category = Serious case review
3. Board area = Hollowmere
4. Age and gender = 14 / M and 12 / F
5. Date of incident = around June 2029
7. What happened = Finn and Flora were neglected over four years by their parents, who used drugs.
8. Lessons =
   a) Each school kept its own file.
9. Publication date = 04/05/2030

Key: a = agreed, c = closed
"""
TABBED = """\
Case number\tSP/2031/07
Pseudonym used\tRobin
Type of review\tLocal child safeguarding practice review
Safeguarding partnership\tWesting Vale Safeguarding Children Partnership
Gender\tMale
Age at time of incident\t7 weeks
Incident date\t11/02/2030
Household\tmother 22, father 24, aunt 19
Published on\t9 January 2031
Summary\tRobin was found to have broken ribs and a broken leg at a clinic. His father was convicted in November 2030.
Findings\t1. A crying baby was never talked about.
\t2. The father was not seen before the birth.
Agreed actions\t
\tRef | Action | Owner | Due | Status
\t1 | Add a question about crying to the six week check | Named GP | 30/06/2031 | Open
\t2 | Invite each father to the first antenatal contact | Head of Midwifery | 31/07/2031 | Closed

Case number\tSP/2031/08
Pseudonym used\tThe Larch siblings
Type of review\tThematic review
Safeguarding partnership\tWesting Vale Safeguarding Children Partnership
Gender\tFemale, male, male
Ages\t9, 7 and 3
Incident date\tOctober 2029
Published on\tFebruary 2031
Summary\tThe three children were found alone in a flat without food after their mother had gone away.
Findings\t1. The landlord's letter was not read by anyone.
Agreed actions\tWrite to every landlord in the district. Lead: Housing. By when: May 2031. Status: green
"""
UNDER = """\
REVIEWS HELD BY THE REGIONAL BOARD
Report run by: K. Morus

Review title
  'Nobody asked Mabli'
Kind of review
  Child practice review
Subject child
  Girl, 15 (known as Mabli)
Other children in the household
  half-brother, 4
Date of the critical incident
  24 August 2030
Commissioned by
  Cwm Afan Regional Safeguarding Board
Report published
  14 May 2031

Review title
  Baby Onllwyn
Kind of review
  Child practice review
Subject child
  Boy, 10 weeks
Date of the critical incident
  June 2028
Commissioned by
  Cwm Afan Regional Safeguarding Board
Report published
  2030
What happened
  Baby Onllwyn was found not breathing on a sofa. No cause of death was found.
Learning
  Safer sleep was talked about once, in the hospital.
"""


def facts(review: Record) -> list[object]:
    """Whom a review is about, when it happened, of which type it is, and whose."""
    children = [f"{child.get('sex')} {child.get('age')}" for child in review["children"]]
    return [review["name"], *children, review["incident_date"], review["review_type"], review["area"]]


def test_numbered_labels_with_the_sign_of_equality_make_records() -> None:
    bulletin = read(NUMBERED)
    first, second = bulletin.reviews
    assert facts(first) == ["Child Fern", "female 2 years 6 months", "2031-03-03", "rapid-review", "Tarn Valley"]
    assert facts(second) == [
        "Finn and Flora", "male 14 years", "female 12 years", "2029-06", "scr", "Hollowmere",
    ]  # fmt: skip
    assert told(first)[2:] == [
        None, "Nobody had asked who bathed the children", "The new partner was not known to the health visitor",
    ]  # fmt: skip
    assert told(second)[2:] == ["2030-05-04", "Each school kept its own file"]
    assert "brother" not in first["summary"]
    assert bulletin.way == "the records of the register"
    assert [row.text for row in bulletin.unplaced] == ["Safeguarding learning log", "Printed from the shared drive"]


def test_a_date_that_is_only_near_is_to_be_checked() -> None:
    said = [one for review in read(NUMBERED).reviews for one in review["evidence"] if one["field"] == "incident_date"]
    assert [(one["confidence"], one["words"]) for one in said] == [
        ("likely", "Date child died: 3 March 2031"),
        ("check", "Date of incident: around June 2029"),
    ]


def test_ages_and_sexes_of_their_own_and_rows_of_a_plan() -> None:
    first, second = read(TABBED).reviews
    assert facts(first) == ["Robin", "male 7 weeks", "2030-02-11", "lcspr", "Westing Vale"]
    assert facts(second) == [
        "The Larch siblings", "female 9 years", "male 7 years", "male 3 years", "2029-10", "thematic-review", "Westing Vale",
    ]  # fmt: skip
    assert [point["text"] for point in first["actions"]] == [
        "Add a question about crying to the six week check", "Invite each father to the first antenatal contact",
    ]  # fmt: skip
    assert [point["text"] for point in second["actions"]] == ["Write to every landlord in the district"]
    (item,) = [one for one in first["evidence"] if one["field"] == "age"]
    assert (item["value"], item["words"], item["confidence"]) == (
        "7 weeks", "Gender: Male; Age at time of incident: 7 weeks", "likely",
    )  # fmt: skip


def test_values_under_their_labels_make_records() -> None:
    first, second = read(UNDER).reviews
    assert facts(first) == ["Nobody asked Mabli", "female 15 years", "2030-08-24", "cpr-wales", "Cwm Afan"]
    assert facts(second) == ["Baby Onllwyn", "male 10 weeks", "2028-06", "cpr-wales", "Cwm Afan"]
    assert told(second)[2:] == ["2030", "Safer sleep was talked about once, in the hospital."[:-1]]


def test_a_title_above_a_line_is_no_label_without_others() -> None:
    text = f"The child\n\n{TOLD}\n\nStatus\n\nClosed\n\nLearning\n\n- Nobody asked.\n"
    assert "Child K" in read(f"Serious case review: Child K\n\n{text}").reviews[0]["summary"]


@pytest.mark.parametrize(
    "line", ["RECORD 12 OF 40", "Row 1 of 2", "RAG key: R = late, G = done", "Export run: 3/5/2031"]
)
def test_what_a_program_prints_between_records_is_put_aside(line: str) -> None:
    bulletin = read(
        COLONS.replace("                      * The move", "                      * The move") + f"\n{line}\n"
    )
    assert told(bulletin.reviews[0]) == told(read(COLONS).reviews[0])
    assert line in [one.text for aside in bulletin.asides for one in aside.lines]


def test_what_happened_may_be_told_by_the_label_of_the_child() -> None:
    sheet = WRAPPED.replace("Type: Rapid", "Who: Baby Larch was seven weeks old, and was her first child.\nType: Rapid")
    assert read(sheet).reviews[0]["summary"].startswith("Baby Larch was seven weeks old")


# --- What a plan tells behind a point ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "point"),
    [
        ("Ask every carer about work at night. OWNER: ED Matron. DUE: 30/09/2030. RAG: A", "Ask every carer about work at night"),
        ("Ask every carer about work (Lead: Head of Early Help; By when: May 2031)", "Ask every carer about work"),
        ("A1 | Ask every carer about work | Named midwife | 31/03/2031 | COMPLETE", "Ask every carer about work"),
        ("Ask one thing: who is responsible: the carer or the owner: nobody knows", None),
        ("Write on the form: name | age", None),
        ("Owner: Named midwife", None),
    ],
)  # fmt: skip
def test_what_a_plan_tells_behind_a_point_is_none_of_it(line: str, point: str | None) -> None:
    bulletin = read(f"Serious case review: Child K\n\n{TOLD}\n\nActions\n\n- {line}\n- Look at the form again.\n")
    found = [one["text"] for one in bulletin.reviews[0]["actions"]]
    assert found == [point or line, "Look at the form again"]


def test_a_step_with_its_date_gives_no_type() -> None:
    sheet = WRAPPED.replace("Type: Rapid review\n", "Date of rapid review: 3 May 2030\nType: Serious case review\n")
    assert read(sheet).reviews[0]["review_type"] == "scr"


def test_dots_lead_to_a_number_that_is_an_age() -> None:
    sheet = LEADERS.replace(
        "PUBLISHED ....: 17/02/2026\n", "AGE ..........: 15\nAGE OF SUSPECT: 34\nPUBLISHED ....: 17/02/2026\n"
    )
    review = read(sheet).reviews[0]
    assert [item["value"] for item in review["evidence"] if item["field"] == "age"] == ["15 years"]


@pytest.mark.parametrize(("type_of", "known"), [("not a serious case review", False), ("serious case review", True)])
def test_what_a_label_says_a_review_is_not_is_no_type(type_of: str, known: bool) -> None:
    text = f"TITLE: Danika\nTYPE: {type_of}\nAGE: 15\nSUMMARY: {TOLD}\nLEARNING: Ask the girl what she does.\n"
    (review,) = read(text).reviews
    sure = [item for item in review["evidence"] if item["field"] == "review_type" and item["confidence"] == "likely"]
    assert bool(sure) is known
