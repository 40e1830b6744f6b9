"""Titles without a line of their own, between lines that are drawn, and behind the word for a document."""

from __future__ import annotations

import pytest
from test_cuts import FOUND, TITLES, lines_of, titles_of

from casereviews.bulletin.layout.entries import take_apart

BOY = "A boy of four died in May 2029 after his mother asked for help."
GIRL = "She was two months old when she was found with fractures in 2028."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("SCR 2/29, “Rowan”.", "SCR 3/29, “Ash”."),
        ("LCSPR Rowan. Published 3 May 2030.", "LCSPR Ash. Published 7 June 2030."),
        ("Rapid Review: Child K. Published May 2030. ", "Rapid Review: Child L. "),
        ("Serious Case Review, Child K: ", "Serious Case Review, Child L: "),
        ("SCR “Rowan” – ", "SCR “Ash” – "),
    ],
)
def test_the_beginning_of_a_paragraph_may_be_a_title(first: str, second: str) -> None:
    apart = (first, "", BOY, *FOUND, "", second, "", GIRL, *FOUND)
    together = (first + " " + BOY, *FOUND, "", second + " " + GIRL, *FOUND)
    pages = [together] if first[-1] == " " else [apart, together]
    for page in pages:
        found = titles_of(*page)
        assert [title.split(" Published")[0] for title in found] == [
            one.split(" Published")[0].rstrip(" .:–") for one in (first, second)
        ]


def test_what_is_said_of_the_report_behind_such_a_title_is_no_part_of_what_happened() -> None:
    (entry,) = take_apart(lines_of(f"LCSPR Rowan. Published 3 May 2030. {BOY}", *FOUND), TITLES).entries
    assert [row.text for row in entry.rows[:2]] == ["Published 3 May 2030.", BOY]


@pytest.mark.parametrize(
    "text",
    [
        "Child K was born in Eastmere. " + BOY,
        "The board met. " + BOY,
        "Neglect. " + BOY,
        "Child K trusted one person. " + BOY,
        "Services understood Child K’s distress in 2028. " + BOY,
    ],
)
def test_a_paragraph_that_begins_with_a_sentence_has_no_title(text: str) -> None:
    assert titles_of("Serious Case Review: Child K", "", text, *FOUND) == ["Serious Case Review: Child K"]


def test_an_item_that_stands_alone_over_a_paragraph_may_be_a_title() -> None:
    page = ("• SCR: Rowan (2030)", "", BOY, "", *FOUND, "", "• SCR: Ash", "", GIRL, "", *FOUND)
    assert titles_of(*page) == ["SCR: Rowan (2030)", "SCR: Ash"]


def test_items_of_a_list_are_no_titles() -> None:
    page = ("Serious Case Review: Child K", "", BOY, "", "• SCR: Rowan", "• SCR: Ash", "", GIRL)
    assert titles_of(*page) == ["Serious Case Review: Child K"]


@pytest.mark.parametrize("rule", ["=====", "- - - -", "* * *", "______", "~~~~~~~~~~~~"])
def test_lines_that_are_drawn_part_what_stands_between_them(rule: str) -> None:
    page = (
        rule, "1. LCSPR “Rowan”", rule, BOY, rule, "2. LCSPR “Ash”", rule, GIRL, *FOUND, rule, "Dates for your diary",
    )  # fmt: skip
    found = take_apart(lines_of(*page), TITLES)
    assert [entry.title.text for entry in found.entries] == ["1. LCSPR “Rowan”", "2. LCSPR “Ash”"]
    assert [row.text for row in found.heads] == [rule] * 5
    assert all(rule not in row.text for entry in found.entries for row in entry.rows)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Learning Briefing: Baby Sorrel", "Baby Sorrel"),
        ("7 Minute Briefing: Robin", "Robin"),
        ("Practice briefing – the Sallow Lane children", "the Sallow Lane children"),
        ("Child K – learning summary", "Child K"),
        ("Just published: LCSPR “Ash and Rowan”", "Ash and Rowan"),
        ("SERIOUS CASE REVIEW: ROWAN", "Rowan"),
        ("SCR IN RESPECT OF CHILD RS", "Child RS"),
        ("SERIOUS CASE REVIEW: ROWAN AND ASH", "Rowan and Ash"),
        ("Rapid review 2029/02 – learning summary", "Rapid review 2029/02"),
        ("Case Review 2 of 2029", "Case Review 2 of 2029"),
        ("Child Practice Review, Re: ESB 02/2029", "ESB 02/2029"),
    ],
)
def test_a_title_behind_the_word_for_a_document(title: str, name: str) -> None:
    assert (TITLES.worth(title) > 0, TITLES.read(title).name) == (True, name)


@pytest.mark.parametrize(
    "line",
    [
        "Learning Briefing: introduction", "Executive summary", "WHY A LEARNING REVIEW WAS HELD", "Key learning: themes",
        "SCR Rowan: full report (PDF 1.4MB)", "Published: 3 May 2030", "14/05/2029", "The Eastmere Children Partnership",
    ],
)  # fmt: skip
def test_what_is_worth_nothing_as_a_title(line: str) -> None:
    assert TITLES.worth(line) <= 0


@pytest.mark.parametrize("mark", ["PDF", "Word, 20KB", "pptx"])
def test_an_item_of_a_list_may_begin_with_its_title(mark: str) -> None:
    items = [
        f"• Child J – serious case review ({mark}), 2019. Child J, a girl of 15, was exploited by men and hurt.",
        "• Child M – serious case review (PDF)",
    ]
    assert titles_of("Earlier reviews", "", *items) == [f"Child J – serious case review ({mark}), 2019"]


def test_a_point_that_begins_with_a_name_is_no_title() -> None:
    page = ["Serious case review: Child K", "", "Child K, a boy of two, was badly hurt at home in May 2029.", ""]
    points = ["• Child K – the bruises. He was hurt at home and nobody asked.", "• The cot was not seen."]
    assert titles_of(*page, "# Learning", *points) == page[:1]
