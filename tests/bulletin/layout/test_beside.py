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
    ],
)
def test_what_speaks_of_the_case_is_one(text: str) -> None:
    assert any(text.startswith(point) for point in learning_with(text)[2:])
