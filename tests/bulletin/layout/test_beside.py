"""What stands among points that are paragraphs, and speaks of the page or of what else there is to read."""

from __future__ import annotations

import pytest

from casereviews.bulletin.drafter import Drafter
from casereviews.bulletin.source import decode
from casereviews.library import vocabularies

DRAFTER = Drafter(vocabularies.coding_vocabulary())
PAGE = """\
<html><body><main><h1>Local child safeguarding practice review: Child Ebb</h1>
<p>Child Ebb, a boy of eight, was badly neglected by his grandfather in May 2030. He had not been to school.</p>
<h2>Learning</h2><p>Records were not read by those who visited.</p><p>Nobody asked Ebb how he lived.</p><p>{text}</p>
<h2>Recommendations</h2><p>Every agency should read the records.</p></main></body></html>"""


def learning_with(text: str) -> list[str]:
    """The learning of a page on which a paragraph stands below it."""
    (record,) = DRAFTER.read(decode(PAGE.format(text=text).encode(), "page.html")).reviews
    return [point["text"] for point in record["learning"]]


@pytest.mark.parametrize(
    "text",
    [
        "Eastmere Safeguarding Children Partnership, Civic Centre, High Street, Eastmere",
        "Overview report final v3",
        "Figure 2: timeline of contacts with the family",
        "Table 1. Agencies and their chronologies",
        "Photograph: models used for illustration",
        "Accessibility statement for this website",
        "This document is available in Welsh.",
        "This briefing takes about seven minutes to read.",
        "Seven-minute briefing on private fostering",
        "Practice note 4: dogs and small children",
        "DATES FOR YOUR DIARY: drop-in, 6 March, Seminar Room 2.",
        "Two local reviews were under way at the end of the year and will be told in our next report.",
        "The independent scrutineer’s own view of how well we learn is in chapter 7.",
        "Free e-learning is open to all staff and volunteers.",
        "Please fill in the evaluation form by the QR code.",
        "Names have been changed to protect the identity of the family.",
        "The partnership thanks the family for their help.",
        "A webinar on this review will be held on 4 June at 2pm.",
        "Eastmere Safeguarding Board, Mill House, Eastmere. This report was approved by the partners on 4 June 2031.",
        "The full plan is on our website.",
        "The chronology of contacts is given in chapter 3.",
        "Please read this briefing with your team.",
        "Please do not circulate.",
        "Progress will be reported each quarter.",
        "The action plan was agreed in May 2031.",
        "This report will not be published.",
        "Visit our website to see more.",
        "All partners accept these recommendations.",
        "That the Committee notes the report.",
    ],
)
def test_what_speaks_of_the_page_is_no_point(text: str) -> None:
    assert learning_with(text) == ["Records were not read by those who visited", "Nobody asked Ebb how he lived"]


@pytest.mark.parametrize(
    "text",
    [
        "A photograph of the bruise was not taken",
        "Figures for absence were not shared with the school",
        "Practice notes on bruising were read by nobody",
        "Learning reviews should be read by every school",
        "The guidance on bruising in babies is in need of change",
        "The partnership, the school and the police did not meet",
        "This family was not seen together by anybody",
        "Training for new staff did not tell of neglect",
        "The names of the men in the home were not asked for",
        "His plan was not kept. What it should have said is in chapter 4",
        "Information about the father is in the report",
        "The threshold for children in need is set out in appendix B",
        "The core group did not meet and the plan is on the website",
        "Please read the chronology before visiting a family",
        "Please do not assume that somebody else has rung",
        "Progress is not recorded by schools.",
        "The learning plan was too long to be of use",
        "This issue was not raised with the family",
        "This report was not shared with the nursery",
        "This post was vacant for a year",
        "The details of the bruise were left out of the letter",
        "Contact the school before each visit",
        "Visit the home and see where the child sleeps",
        "Go to the home when nobody is expected",
        "Need to talk to the child alone",
        "Copies of the letter went to the wrong address",
        "Queries from the school went unanswered",
        "His care plan stayed in draft",
        "Training: all staff should be trained in neglect by 4 May",
        "Family members support each other where services are absent",
        "All agencies accepted what the mother said",
        "Safeguarding partners must agree how strangers are asked for",
        "Working together with schools requires time",
        "The report was written for the court without him",
        "Practice reviews are often late",
        "The training programme did not cover neglect",
        "Good practice was not shared between teams.",
    ],
)
def test_what_speaks_of_the_case_is_one(text: str) -> None:
    assert any(text.startswith(point) for point in learning_with(text)[2:])
