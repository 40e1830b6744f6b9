"""What the tests of documents write: one of every kind of part, and texts that were meant to do harm."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from hypothesis import strategies as st

from casereviews import export
from casereviews.answers.blocks import Column, Facts, Grid, Heading, PagePoint, PageTitle, Paragraph, Points
from casereviews.export.document import Contents, Document, PageBreak, Part

DAY = date(2024, 1, 2)

ADDRESS = "https://example.org/reviews?id=7&part=a"

HOSTILE = st.one_of(
    st.text(
        st.sampled_from(
            "ab \n\t\r\x00\x1b\x85\ud800\udfff\u200b\u202e\u2028\ufeff\ufffe\uffff<>&\"'`{}[]()#$@*_\\/=~é‘—שג中😀"
        ),
        max_size=80,
    ),
    st.sampled_from(
        [
            "x" * 5000,
            "word " * 1000,
            "https://" + "a" * 300,
            "https://[",
            "=1+1",
            '#import "a.typ"',
            "</w:t>",
            "<script>",
        ]
    ),
)
"""Texts of controls, markup, long words and letters of many scripts."""


def sample() -> Document:
    """A document with every kind of part."""
    return Document("Case reviews", "harm: neglect", DAY, iter(_parts()))


def _parts() -> list[Part]:
    return [
        Heading("What this is"),
        Paragraph("First line\nsecond line"),
        Contents([("Child W", "2030-01/child-w"), ("Child X", "2030-01/child-x")]),
        PageBreak(),
        Facts([("Type", "not stated"), ("Source", ADDRESS)], PageTitle("Child W", "A review", "2030-01/child-w")),
        Heading("Learning (2)"),
        Points([PagePoint("L1", "Ask the child.", "Voice of the child", [(0, 3)]), PagePoint("L2", "Write it down.")]),
        PageBreak(),
        PageTitle("Child X", id="2030-01/child-x"),
        Paragraph(f"Full overview (PDF): {ADDRESS}"),
        Grid(
            [Column("Theme"), Column("Reviews", "number"), Column("", "bar", 8)],
            iter([["Recording", "7", "7"], ["Housing", "1", "1"]]),
            ["All", "8", ""],
        ),
    ]


def hostile(text: str) -> Document:
    """A document in which one text stands everywhere."""
    parts: list[Part] = [
        Contents([(text, "2030-01/a")]),
        Facts([(text or "x", text)], PageTitle(text, text, "2030-01/a")),
        Heading(text),
        Paragraph(text),
        Points([PagePoint(text, text, text, [(0, len(text))])]),
        Grid([Column(text), Column("", "number")], [[text, "1"]]),
    ]
    return Document(f"Reviews {text}", text, DAY, parts)


def written(document: Document, ending: str) -> BytesIO:
    """A document in a form, as a file."""
    return BytesIO(b"".join(export.write(document, ending)))
