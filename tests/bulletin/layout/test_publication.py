"""When a review was published: which dates of a page say so, and which are of something else."""

from __future__ import annotations

import pytest

from casereviews.bulletin.drafter import Drafter
from casereviews.bulletin.layout.publication import beside, of_fact, of_page, titled, told_in, under_title
from casereviews.bulletin.source import Source
from casereviews.bulletin.source.lines import Line
from casereviews.bulletin.texts import Record
from casereviews.library import vocabularies

DRAFTER = Drafter(vocabularies.coding_vocabulary())
HAPPENED = "A boy of 4 months was injured in May 2029."


def read(*texts: str) -> list[Record]:
    """The reviews of a page of some lines."""
    return DRAFTER.read(Source("page.html", [Line(number, text) for number, text in enumerate(texts, 1)])).reviews


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("Child K, published 3 May 2031", "2031-05-03"),
        ("Child K published on 31st May 2031", "2031-05-31"),
        ("Child K, published 31 June 2031", "2031-06"),
        ("Child K – published: 03/05/2031", "2031-05-03"),
        ("Child K (published 2031-05)", "2031-05"),
        ("Child K (2031)", "2031"),
        ("Child K (12 May 2031)", "2031-05-12"),
        ("Child K, May 2031", "2031-05"),
        ("Child K – May 2031", "2031-05"),
        ("Child K, not published 2031", None),
        ("Child K, to be published May 2031", None),
        ("Child K 2031", None),
        ("Child K (2019-2021)", None),
        ("NM/2031/02", None),
    ],
)
def test_a_title_says_when_a_review_was_published(title: str, date: str | None) -> None:
    found = titled(title)
    assert (found and found.date) == date
    assert found is None or title[found.start : found.end] in found.words


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published: 3 May 2031", "2031-05-03"),
        ("Published: 30 November 2031", "2031-11-30"),
        ("Published 12.05.31", "2031-05-12"),
        ("Date of publication: May 2031 | PDF, 2 MB", "2031-05"),
        ("Date of report: May 2031", "2031-05"),
        ("Year: 2031", "2031"),
        ("Published (May 2031)", "2031-05"),
        ("Published: spring 2031", "2031"),
        ("Posted on 3 May 2031", "2031-05-03"),
        ("May 2031", "2031-05"),
        ("Commissioned: May 2031", None),
        ("Period under review: 2029", None),
    ],
)
def test_a_line_beside_the_text_says_it(line: str, date: str | None) -> None:
    found = of_fact(line)
    assert (found and found.date) == date


@pytest.mark.parametrize(
    ("text", "date", "is_sure"),
    [
        (f"Published today, 3 May 2031. {HAPPENED}", "2031-05-03", True),
        (f"{HAPPENED} The report was published in May 2031.", "2031-05", True),
        (f"{HAPPENED} It was published in 2031.", "2031", True),
        (f"{HAPPENED} The serious case review appeared in May 2031.", "2031-05", True),
        (f"{HAPPENED} This is told in the LCSPR from May 2031.", "2031-05", False),
        (f"{HAPPENED} This is told in the LCSPR (May 2031).", "2031-05", False),
        (f"{HAPPENED} The partnership published this review in May 2031.", "2031-05", True),
        (f"{HAPPENED} The report was published in autumn 2031.", "2031", True),
        (f"May 2031. {HAPPENED}", "2031-05", False),
        (f"{HAPPENED} The report will be published in May 2031.", None, True),
        (f"{HAPPENED} The report was not published in 2031.", None, True),
        (f"{HAPPENED} The review was commissioned in May 2030.", None, True),
        (f"{HAPPENED} A photograph of him was published in June 2029.", None, True),
        (f"{HAPPENED} The review of the home in May 2030 found no fault.", None, True),
        ("In May 2029 a boy of 4 months was injured.", None, True),
    ],
)
def test_the_text_says_it_of_its_review(text: str, date: str | None, is_sure: bool) -> None:
    found = told_in(text)
    assert (found and found.date, not (found and found.doubt)) == (date, is_sure)


@pytest.mark.parametrize(
    ("lines", "date", "is_sure"),
    [
        (["Child K", "Published: 3 May 2031"], "2031-05-03", True),
        (["Child K", *["A line."] * 40, "Published: 3 May 2031"], "2031-05-03", True),
        (["Child K", "May 2031"], "2031-05", False),
        (["Briefing 31, May 2031"], "2031-05", False),
        (["3 May 20314 minute read"], "2031-05-03", False),
        (["Child K", *["A line."] * 40, "May 2031"], None, True),
        (["Published: 3 May 2031", "Published: 4 May 2031"], None, True),
        (["Last updated: 3 May 2031"], None, True),
        (["Agreed by the partners on 12 December 2031"], None, True),
        (["Action plan, version 6, May 2031"], None, True),
        (["17/01/2031, 09:42"], None, True),
        (["2031"], None, True),
    ],
)
def test_a_page_about_one_review_says_it(lines: list[str], date: str | None, is_sure: bool) -> None:
    found = of_page(lines)
    assert (found and found.date, not (found and found.doubt)) == (date, is_sure)


def test_what_a_page_says_of_one_review_is_not_said_of_several() -> None:
    one = ["Child Q: local child safeguarding practice review", "", HAPPENED, "", "Published: May 2031"]
    other = ["Baby W: local child safeguarding practice review", "", "A girl of 6 weeks died in June 2029.", ""]
    (alone,) = read(*one)
    assert alone["published"] == "2031-05"
    assert [review.get("published") for review in read(*other, *one)] == [None, "2031-05"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("We published our local child safeguarding practice review about Ash on 6 May 2031.", "2031-05-06"),
        ("The partnership published a review about Child T on the 9th of May 2031.", "2031-05-09"),
        ("On 6 May 2031 the partnership published its review about Ash.", "2031-05-06"),
        ("Published by Northmere Safeguarding Children Partnership, 6 May 2031.", "2031-05-06"),
        ("The partnership published a review about a boy who died in May 2031.", None),
        ("The report was agreed in May 2031 and is published with this issue.", None),
        ("The partnership published its annual plan on 6 May 2031.", None),
        ("Version 2, issued May 2031.", None),
    ],
)
def test_the_review_may_stand_between_the_verb_and_the_date(text: str, date: str | None) -> None:
    found = told_in(text)
    assert (found and found.date) == date


def test_a_piece_of_a_line_may_say_it() -> None:
    assert of_page(["Reading time: 7 minutes | Published 7 May 2031 | For everyone"]) is not None
    assert of_page(["Report completed: May 2030 Published: 9 June 2031"]) is not None
    assert of_page(["Reading time: 7 minutes | Printed 7 May 2031"]) is None


def test_a_page_says_it_of_several_reviews_together() -> None:
    intro = "We published two local child safeguarding practice reviews in May 2031, and finished a rapid review."
    told = "{} was a boy of four months who was found with a brain injury after a fall at his home in May 2029."
    titles = ("Child Rowan", "Child Wren", "Rapid review: Baby Ash")
    reviews = read(intro, *(line for title in titles for line in ("", title, "", told.format(title.split(": ")[-1]))))
    assert [(one["name"], one.get("published"), one.get("review_type")) for one in reviews] == [
        ("Child Rowan", "2031-05", "lcspr"), ("Child Wren", "2031-05", "lcspr"), ("Baby Ash", None, "rapid-review"),
    ]  # fmt: skip
    doubts = {item["field"]: item["confidence"] for item in reviews[0]["evidence"]}
    assert (doubts["published"], doubts["review_type"]) == ("check", "check")


def test_a_message_says_of_which_type_the_reviews_are_that_it_published() -> None:
    told = "{} was a boy of four months who was found with a brain injury after a fall at his home in May 2029."
    pages = ("Northmere Safeguarding Partnership published two serious case reviews on 2 May 2031.", "")
    reviews = read(*pages, "Child Rowan", "", told.format("Rowan"), "", "Child Wren", "", told.format("Wren"))
    assert [(one.get("published"), one.get("review_type")) for one in reviews] == [("2031-05-02", "scr")] * 2


def test_a_year_behind_a_review_is_not_that_of_its_publication() -> None:
    told = "Child K was a boy of four months who was found with a brain injury after a fall at his home."
    (review,) = read("Serious case review: Child K", "", told, "", "Learning", "", "- look at it", "", "2031")
    assert review.get("published") is None
    (review,) = read("Serious case review: Child K", "", "2031", "", told, "", "Learning", "", "- look at it")
    assert review.get("published") == "2031"


def test_the_month_of_a_bulletin_is_not_that_of_its_one_review() -> None:
    (review,) = read("Case reviews - February 2031", "", "1. Serious Case Review: Child A", "", HAPPENED)
    assert (review["listed"], review.get("published")) == ("2031-02", None)


def test_the_evidence_says_where_it_was_read() -> None:
    (review,) = read(
        "Child Q: local child safeguarding practice review", "", "Learning briefing, May 2031", "", HAPPENED
    )
    (said,) = [item for item in review["evidence"] if item["field"] == "published"]
    assert (said["value"], said["confidence"], said["words"], said.get("where")) == (
        "2031-05",
        "check",
        "Learning briefing, May 2031",
        None,
    )
    (review,) = read("Child Q: local child safeguarding practice review", "", f"{HAPPENED} It was published in 2031.")
    (said,) = [item for item in review["evidence"] if item["field"] == "published"]
    assert (said["value"], said["confidence"], said["words"], said["where"]) == ("2031", "likely", "2031", "summary")


def test_a_date_behind_a_harm_is_to_be_checked() -> None:
    found = told_in("The board published its review of the death of Ash in May 2031.")
    assert found is not None
    assert (found.date, found.doubt) == ("2031-05", "this may be the date of what happened")


@pytest.mark.parametrize(
    ("line", "date", "is_sure"),
    [
        ("Serious case review (archive). First published April 2019; moved to this page 2 May 2030.", "2019-04", True),
        ("Thematic review, September 2031", "2031-09", True),
        ("September 2031", "2031-09", False),
        ("An older review (September 2031).", "2031-09", True),
        ("Last updated September 2031", None, True),
        ("The report was published in April 2031. Ash is a girl of four.", None, True),
        ("Ash was injured in September 2031", None, True),
    ],
)
def test_a_line_under_a_title_says_when_it_was_published(line: str, date: str | None, is_sure: bool) -> None:
    said = under_title(line)
    assert (said.date if said else None, not (said and said.doubt)) == (date, is_sure)


def test_a_byline_has_the_date_of_its_page_and_one_that_was_updated_by_somebody_none() -> None:
    assert of_page(["Posted by the learning team, 3 May 2031 · 5 minute read"]) is not None
    assert of_page(["Updated by the learning team, 3 May 2031 · 5 minute read"]) is None


def test_a_sentence_beside_the_review_says_it_where_no_other_does() -> None:
    first, second = (
        f"This is a summary of the review that the board published in May {year}." for year in (2031, 2032)
    )
    said = beside([first])
    assert said is not None
    assert (said.date, bool(said.doubt)) == ("2031-05", True)
    assert beside([first, second]) is None


def test_the_heading_of_a_month_dates_what_stands_under_it() -> None:
    def line(number: int, text: str, heading: int = 0) -> Line:
        return Line(number, text, heading=bool(heading))

    lines = [line(1, "May 2031", 1), line(2, "Child K", 1), line(3, HAPPENED)]
    assert [one.get("published") for one in DRAFTER.read(Source("page.html", lines)).reviews] == ["2031-05"]


@pytest.mark.parametrize(
    ("line", "is_sure"),
    [
        ("National guidance on safer sleep was published in May 2031.", False),
        ("Guides for parents were published: May 2031", False),
        ("It was published in May 2031.", True),
        ("The review was published in May 2031.", True),
        ("The overview report was published on 3 May 2031", True),
        ("Published in May 2031", True),
    ],
)
def test_when_something_else_was_published_is_to_be_checked(line: str, is_sure: bool) -> None:
    said = of_fact(line)
    assert said
    assert (said.doubt is None) is is_sure
    assert said.date[:7] == "2031-05"
