"""Which text of a page is a point, told as prose, under headings or in lists, and which is none."""

from __future__ import annotations

from casereviews.bulletin.cleaning import clean
from casereviews.bulletin.layout.entries import take_apart
from casereviews.bulletin.layout.sections import Body, body_of
from casereviews.bulletin.layout.titles import Titles
from casereviews.bulletin.source.lines import Line
from casereviews.library import vocabularies

TITLES = Titles(vocabularies.coding_vocabulary())

HAPPENED = "Rowan, a boy of four, was hurt at home in May 2029 by a man who had moved in."


def body(*texts: str) -> Body:
    """What stands under a title: paragraphs, those that begin with a number sign headings."""
    lines = [Line(1, "Child Rowan: local child safeguarding practice review", heading=True)]
    for text in (HAPPENED, *texts):
        for piece in ("", *text.split("\n")):
            lines.append(Line(len(lines) + 1, piece.removeprefix("# "), heading=piece[:2] == "# "))
    return body_of(take_apart(clean(lines).lines, TITLES).entries[0].rows)


def points(*texts: str) -> dict[str, list[str]]:
    return {kind: [point.text for point in own] for kind, own in body(*texts).sections.items()}


# --- Numbered paragraphs ----------------------------------------------------------------------------------------------


def test_a_numbered_paragraph_is_a_point_only_where_a_heading_says_so() -> None:
    told = ["4.1 He was seen by a nurse on two days.", "4.2 She wrote a letter, which was lost."]
    assert points(*told) == {}
    assert body(*told).summary.endswith("which was lost.")
    learning = {"learning": ["He was seen by a nurse on two days", "She wrote a letter, which was lost"]}
    assert points("# What we learned", *told) == learning
    assert points(*(f"• {text[4:]}" for text in told)) == learning
