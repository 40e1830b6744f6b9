"""When a review was published: which dates of a page say so, and which are of something else."""

from __future__ import annotations

import pytest

from casereviews.bulletin.drafter import Drafter
from casereviews.bulletin.layout.publication import of_fact, of_page, titled, told_in
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
