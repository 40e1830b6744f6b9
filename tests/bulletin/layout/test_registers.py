"""Registers above the reviews of a page, which tell when each was published."""

from __future__ import annotations

import pytest

from casereviews.bulletin.drafter import Bulletin, Drafter
from casereviews.bulletin.source import decode
from casereviews.library import vocabularies

DRAFTER = Drafter(vocabularies.coding_vocabulary())

BELOW = """\
Child K: serious case review

A girl aged 3 years died in May 2028 of neglect.

Learning
- Nobody asked.
- Nobody looked.

Rowan

Rowan was a boy aged 5 years who was injured in June 2027 by his father.

Learning
- Nobody asked him.
- Nobody wrote.
"""
DATES = {"Child K": "2031-05", "Rowan": "2030-06-03"}


def read(text: str) -> Bulletin:
    return DRAFTER.read(decode(text.encode(), "page.txt" if text[0] != "<" else "page.html"))


def dates(found: Bulletin) -> dict[str, str | None]:
    """When each review was published, by its name."""
    made = {review["name"]: review.get("published") for review in found.reviews}
    assert len(made) == len(found.reviews)
    return made


@pytest.mark.parametrize(
    "register",
    [
        "Published reviews\n\nChild K – May 2031\nRowan – 3 June 2030",
        "Our reviews\n\nChild K - published May 2031\nRowan - published 3 June 2030",
        "Review | Published\nChild K | May 2031\nRowan | 3 June 2030",
        "Dates of publication\n\n- Child K: May 2031\n\n- Rowan: 3 June 2030",
        "Dates of publication\n\nMay 2031: Child K\n03/06/2030: Rowan",
        "Published reviews\n\n1. Child K (SCR), May 2031\n2. The wren in Northmere, 4 June 2030\n3. Rowan (LCSPR), 3 June 2030",
    ],
)  # fmt: skip
def test_the_dates_of_a_register_are_those_of_the_reviews_below_it(register: str) -> None:
    found = read(f"{register}\n\n{BELOW}")
    assert dates(found) == DATES
    evidence = [one for one in found.reviews[0]["evidence"] if one["field"] == "published"]
    assert [(one["words"], one["confidence"]) for one in evidence] == [("Published: May 2031", "likely")]


@pytest.mark.parametrize(
    "header",
    [
        "<tr><th>Review</th><th>Type</th><th>Date published</th></tr>",
        "<tr><th>Name</th><th>Kind of review</th><th>Date</th></tr>",
        "",
    ],
)
def test_a_table_tells_the_type_too(header: str) -> None:
    register = f"""<h1>Published reviews</h1><table>{header}
    <tr><td>Child K</td><td>Serious case review</td><td>May 2031</td></tr>
    <tr><td>Rowan</td><td>LCSPR</td><td>3 June 2030</td></tr></table>"""
    below = "".join(
        f"<p>{line}</p>" if line not in ("Rowan", "Child K: serious case review") else f"<h2>{line}</h2>"
        for line in BELOW.splitlines()
        if line
    )
    found = read(register + below)
    assert dates(found) == DATES
    assert [review["review_type"] for review in found.reviews] == ["scr", "lcspr"]


def test_what_a_review_says_itself_stands() -> None:
    below = BELOW.replace("serious case review\n", "serious case review\nPublished 7 May 2031\n")
    found = read(f"Published reviews\n\nChild K – April 2031\nRowan – 3 June 2030\n\n{below}")
    assert {review["name"]: review.get("published") for review in found.reviews}["Child K"] == "2031-05-07"


@pytest.mark.parametrize(
    "dated",
    [
        "Our meetings\n\nChild K – May 2031\nRowan – 3 June 2030",  # nothing says that they were published
        "Published reviews\n\nChild L – May 2031\nElm – 3 June 2030",  # none of them stands below
        "Published reviews\n\nChild K died, May 2031\nRowan was hurt, 3 June 2030",
        "Published reviews\n\nChild K – May 2031\nChild K – June 2031",  # it may be either
        "<h1>Published reviews</h1><table><tr><th>Review<th>Date of incident<tr><td>Child K<td>May 2031</table>",
    ],
)
def test_other_dates_are_not_carried(dated: str) -> None:
    below = f"<pre>{BELOW}</pre>" if dated[0] == "<" else BELOW
    titles = {review["title"]: review.get("published") for review in read(f"{dated}\n\n{below}").reviews}
    assert titles["Child K: serious case review"] is None


def evidence(found: Bulletin, field: str) -> list[tuple[object, str]]:
    return [(one["value"], one["confidence"]) for one in found.reviews[0]["evidence"] if one["field"] == field]


def test_two_registers_that_tell_otherwise_of_a_name_are_to_be_checked() -> None:
    other = "Reviews of families, as published\n\nChild K – May 2021\nFern – June 2021"
    found = read(f"Published reviews\n\nChild K – May 2031\nRowan – 3 June 2030\n\n{other}\n\n{BELOW}")
    assert evidence(found, "published") == [("2031-05", "check")]
    again = "Reviews of families, as published\n\nChild K – May 2031\nFern – June 2021"
    found = read(f"Published reviews\n\nChild K – May 2031\nRowan – 3 June 2030\n\n{again}\n\n{BELOW}")
    assert evidence(found, "published") == [("2031-05", "likely")]


@pytest.mark.parametrize(("kind", "expected"), [("Rapid review", "check"), ("Serious case review", "likely")])
def test_a_register_and_a_title_that_differ_in_the_type_are_to_be_checked(kind: str, expected: str) -> None:
    register = f"Child K – {kind} – published May 2031\nRowan – {kind} – published 3 June 2030"
    found = read(f"Published reviews\n\n{register}\n\n{BELOW}")
    assert [confidence for _, confidence in evidence(found, "review_type")] == [expected]
