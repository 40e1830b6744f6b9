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
