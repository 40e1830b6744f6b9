"""From lines to entries: where a review begins and ends, what was wrapped, and what belongs to none."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.bulletin.cleaning import clean
from casereviews.bulletin.layout.entries import Layout, take_apart
from casereviews.bulletin.layout.headline import count_of, month_of, topics_of
from casereviews.bulletin.layout.titles import Titles
from casereviews.bulletin.source.lines import Line
from casereviews.library import vocabularies

TITLES = Titles(vocabularies.coding_vocabulary())

HAPPENED = "Death of a girl aged 4 years in May 2019."
LEARNING = "Learning includes: look at the loft; ask who lives there."
READ = "Read the overview report (PDF)"


def apart(*texts: str) -> Layout:
    return take_apart([Line(number, text) for number, text in enumerate(texts, 1)], TITLES)


def entries(*texts: str) -> list[tuple[str, list[str]]]:
    """The title and the paragraphs of each entry."""
    return [(entry.title.text, [row.text for row in entry.rows]) for entry in apart(*texts).entries]


def wrapped(width: int, *paragraphs: str) -> list[str]:
    """Paragraphs as lines of a PDF have them."""
    return [line for text in paragraphs for line in textwrap.wrap(text, width, break_on_hyphens=False) or [""]]


# --- Entries --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "titles",
    [
        ("1. Local Child Safeguarding Practice Review: Child AB", "2. Baby ‘K’: Local Child Safeguarding Practice Review"),
        ("\t1. Serious Case Review: Child T", "\t2. Orla: Serious Case Review"),
        ("2025 – Calderhythe – Baby A", "2024 - Baby B"),
        ("2012Calderhythe – Child J", "2013- Anonymous – Child K"),
        ("December 2014 - Calderhythe - Child C", "May 2014 - Eastmere - Child D"),
        ("Baby C", "Child F1: serious case review"),
        ("Child I. Calderhythe: Calderhythe Board. Holt, M. (2014)", "Child J. Eastmere: Eastmere Board. Dray, P. (2015)"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("blank", [[], [""], ["", " \t", ""]], ids=["close", "apart", "far apart"])
def test_each_title_begins_an_entry(titles: tuple[str, str], blank: list[str]) -> None:
    """Blank lines between or none: what is under a title is its own."""
    lines = [line for title in titles for line in (title, *blank, HAPPENED, LEARNING, READ, *blank)]
    found = apart(*lines)
    assert [(entry.title.text, [row.text for row in entry.rows]) for entry in found.entries] == [
        (title.strip(), [HAPPENED, LEARNING, READ]) for title in titles
    ]
    assert found.headlines == found.unplaced == []


def test_a_title_may_stand_right_under_an_item() -> None:
    one = ["Child Fay", "A girl of 5 was starved.", "Learning", "- nobody asked why"]
    two = ["Child Guy", "A boy of 6 was starved.", "Learning", "- Child Guy was not asked"]
    assert [title for title, _ in entries(*one, *two)] == ["Child Fay", "Child Guy"]


def test_nothing_gives_nothing() -> None:
    for lines in ((), ("", "  "), ("Some words.", "", "And more words.")):
        found = apart(*lines)
        assert found.entries == []
        assert [row.text for row in found.unplaced] == [line for line in lines if line.strip()]


def test_spaces_are_made_single_and_the_number_of_the_line_is_kept() -> None:
    found = apart("", " Baby\tC ", "", "Death  of\u00a0a girl.", READ)
    assert [(row.number, row.text, row.after_blank) for row in (found.entries[0].title, *found.entries[0].rows)] == [
        (2, "Baby C", True), (4, "Death of a girl.", True), (5, READ, False),
    ]  # fmt: skip


def test_a_name_at_the_start_of_a_sentence_is_no_title() -> None:
    assert entries("Baby C", HAPPENED, "", "Child D lived with an aunt.", LEARNING, READ) == [
        ("Baby C", [HAPPENED, "Child D lived with an aunt.", LEARNING, READ])
    ]


def test_a_title_does_not_begin_in_the_middle_of_a_paragraph() -> None:
    """Only after a line that ended, or a blank one."""
    rows = ["the review speaks of", "Baby D"]
    assert len(entries("Baby C", HAPPENED, *rows, LEARNING, READ)) == 1
    assert len(entries("Baby C", HAPPENED, rows[0], "", rows[1], LEARNING, READ)) == 2


def test_a_title_with_nothing_under_it_but_what_to_read_is_no_review() -> None:
    found = apart("Baby C", READ, "", "Baby D", HAPPENED)
    assert [entry.title.text for entry in found.entries] == ["Baby D"]
    assert [row.text for row in found.unplaced] == ["Baby C", READ]


def test_a_line_after_the_end_of_an_entry_is_a_title_whatever_it_says() -> None:
    found = entries("Baby C", HAPPENED, READ, "", "A fire in a caravan", HAPPENED, LEARNING)
    assert [title for title, _ in found] == ["Baby C", "A fire in a caravan"]
    assert [title for title, _ in entries("Baby C", HAPPENED, "A fire in a caravan", HAPPENED, LEARNING)] == ["Baby C"]


def test_a_title_goes_on_in_the_next_line() -> None:
    assert entries("Serious Case Review", "Child T", HAPPENED) == [("Serious Case Review Child T", [HAPPENED])]
    assert entries("Child I. Calderhythe: Calderhythe Board. Holt, M.", "(2014)", HAPPENED)[0][1][-1] == HAPPENED


def test_a_heading_of_html_with_a_first_name_alone_is_a_title() -> None:
    lines = [Line(1, "Orla", heading=True), Line(2, HAPPENED), Line(3, "Learning", heading=True), Line(4, "Ask.")]
    assert [entry.title.text for entry in take_apart(lines, TITLES).entries] == ["Orla"]
    lines[1] = lines[1]._replace(text="We meet each month.")
    assert take_apart(lines, TITLES).entries == []


def test_links_stay_with_their_row() -> None:
    link = (5, 13, "https://example.org/a.pdf")
    lines = [Line(1, "Baby C"), Line(2, HAPPENED), Line(3, "Read overview", links=(link,))]
    (entry,) = take_apart(lines, TITLES).entries
    assert [row.links for row in entry.rows] == [(), (("overview", "https://example.org/a.pdf"),)]


# --- The bulletin's own lines ---------------------------------------------------------------------


def test_a_headline_gives_the_month_to_what_follows() -> None:
    found = apart(
        "Library of case reviews – June 2031",
        "",
        "Two case reviews were published, on a range of issues including neglect and police.",
        "",
        "Baby C",
        HAPPENED,
        "",
        "Library of case reviews – July 2031",
        "",
        "Baby D",
        HAPPENED,
    )
    assert [row.text[:7] for row in found.headlines] == ["Library", "Two cas", "Library"]
    assert [(entry.title.text, entry.listed) for entry in found.entries] == [
        ("Baby C", "2031-06"),
        ("Baby D", "2031-07"),
    ]
    assert found.unplaced == []


def test_what_stands_before_the_first_review_and_is_no_headline_belongs_to_none() -> None:
    found = apart("Skip to main content", "", "Bulletin, June 2031", "", "Baby C", HAPPENED)
    assert [row.text for row in found.unplaced] == ["Skip to main content"]
    assert [row.text for row in found.headlines] == ["Bulletin, June 2031"]


def test_no_month_is_listed_where_no_headline_names_one() -> None:
    assert [entry.listed for entry in apart("New case reviews", "", "Baby C", HAPPENED).entries] == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bulletin – June 2031", "2031-06"),
        ("Bulletin, JUNE, 2031", "2031-06"),
        ("In Sept. 2031 there were", "2031-09"),
        ("From May 2031 to June 2031", "2031-05"),
        ("June 31", None),
        ("2031", None),
        ("Junes 2031", None),
        ("", None),
    ],
)
def test_the_month_that_a_headline_names(text: str, expected: str | None) -> None:
    assert month_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eight case reviews were published", 8),
        ("Eight new serious case reviews", 8),
        ("12 reviews", 12),
        ("one review", 1),
        ("twenty case reviews", 20),
        ("no new case reviews", 0),
        ("many case reviews", None),
        ("these case reviews, all two case reviews", 2),
        ("reviews", None),
        ("eight children", None),
    ],
)
def test_how_many_reviews_a_headline_says_that_there_are(text: str, expected: int | None) -> None:
    assert count_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("featuring a number of issues including neglect, police and safe sleep", ["neglect", "police", "safe sleep"]),
        ("on a range of topics such as: neglect, police, and safe sleep.", ["neglect", "police", "safe sleep"]),
        ("They cover a variety of themes, including neglect. Read on.", ["neglect"]),
        ("issues include: neglect and police", ["neglect", "police"]),
        ("featuring neglect", ["neglect"]),
        ("Four reviews were published.", None),
        ("a number of issues including ", None),
    ],
)
def test_the_topics_that_a_headline_names(text: str, expected: list[str] | None) -> None:
    assert topics_of(text) == expected


# --- Paragraphs -----------------------------------------------------------------------------------


LONG = (
    "Death of a 9-month-old boy in May 2019, who was found in a well-lit room. His mother had asked the housing office "
    "for help four times, and each of the letters that she was sent named another person and another day."
)
POINTS = (
    "Learning includes: the letters of an office should name one person; ask in every call who is at home, and who "
    "is away; a visit that nobody answers is told to the manager on the same day, and again on the next."
)


@pytest.mark.parametrize("width", [60, 75, 100, 120])
@pytest.mark.parametrize("blank", [[], [""]], ids=["close", "apart"])
def test_lines_that_were_wrapped_are_joined(width: int, blank: list[str]) -> None:
    found = entries("Baby C", *blank, *wrapped(width, LONG), *blank, *wrapped(width, POINTS), *blank, READ)
    assert found == [("Baby C", [LONG, POINTS, READ])]


def test_lines_that_were_not_wrapped_stay_apart() -> None:
    long = "x " * 80
    assert entries("Baby C", HAPPENED, long, "A short line", "Another") == [
        ("Baby C", [HAPPENED, long.strip(), "A short line", "Another"])
    ]


def test_a_word_that_was_parted_at_its_hyphen_is_whole_again() -> None:
    lines = wrapped(70, LONG)
    text = " ".join(lines)
    cut = next(place for place, line in enumerate(lines) if "well-lit" in line)
    first, second = lines[cut].split("well-lit")
    lines[cut : cut + 1] = [f"{first}well-", f"lit{second}"]
    ((_, rows),) = entries("Baby C", *lines, *wrapped(70, POINTS), READ)
    assert rows[0] == text


def test_a_short_line_ends_a_paragraph_where_a_capital_follows() -> None:
    first, second = wrapped(70, LONG), wrapped(70, POINTS)
    ((_, rows),) = entries("Baby C", *first, "", "Early help", *second, "", "Dysgu", "What we know", *first)
    assert rows == [LONG, "Early help", POINTS, "Dysgu", "What we know", LONG]


def test_an_item_goes_on_where_a_line_breaks_off_at_a_semicolon() -> None:
    lines = [*wrapped(70, LONG), "", "* The school was not told;", "  nobody looked for her.", "* Ask."]
    assert entries("Baby C", *lines) == [("Baby C", [LONG, "The school was not told; nobody looked for her.", "Ask."])]
    lines = [
        *wrapped(70, LONG),
        "",
        " * Nobody asked.",
        "   Nobody looked.",
        " * Ask.",
        "   Outcome: all ask.",
        " Actions",
    ]
    assert entries("Baby C", *lines) == [
        ("Baby C", [LONG, "Nobody asked. Nobody looked.", "Ask.", "Outcome: all ask.", "Actions"])
    ]


def test_two_wrapped_reviews_are_two() -> None:
    title = "2. Local Child Safeguarding Practice Review: Child AB"
    lines = [*wrapped(70, LONG), *wrapped(70, POINTS), READ]
    assert entries("1. Baby C", *lines, title, *lines) == [
        ("1. Baby C", [LONG, POINTS, READ]),
        (title, [LONG, POINTS, READ]),
    ]


def test_page_numbers_and_running_heads_are_put_aside() -> None:
    first, second = wrapped(70, LONG), wrapped(70, POINTS)
    head = "Case review library, June 2031"
    lines = [
        f"{head} 1", "", "Baby C", *first[:2], "", "Page 1 of 3", "", f"{head} 2", *first[2:], *second[:1], "- 2 -", "", f"{head} 3",
        *second[1:], READ,
    ]  # fmt: skip
    cleaned = clean([Line(number, text) for number, text in enumerate(lines, 1)])
    found = take_apart(cleaned.lines, TITLES)
    assert [(entry.title.text, [row.text for row in entry.rows]) for entry in found.entries] == [
        ("Baby C", [LONG, POINTS, READ])
    ]
    assert [row.text for row in found.headlines] == [f"{head} 1"]
    ((_, heads),) = cleaned.asides
    assert [line.text for line in heads] == ["Page 1 of 3", f"{head} 2", "- 2 -", f"{head} 3"]
    assert found.unplaced == []


def test_a_number_that_stands_alone_stays_where_nothing_was_wrapped() -> None:
    long = "x " * 80
    ((_, rows),) = entries("Baby C", HAPPENED, long, "12")
    assert rows[-1] == "12"


@pytest.mark.parametrize(
    "bullet",
    ["• ", "•", "· ", "* ", "- ", "– ", "— ", "o ", "1. ", "2) ", "(3) ", "a) ", "(b) ", "iv. ", "\uf0b7 ", "▪\t"],
)
def test_bullets_are_taken_off_and_told(bullet: str) -> None:
    (entry,) = apart("Baby C", HAPPENED, "Learning", f"{bullet}Look at the loft.", f"{bullet}Ask again.").entries
    assert [(row.text, row.bullet) for row in entry.rows] == [
        (HAPPENED, False), ("Learning", False), ("Look at the loft.", True), ("Ask again.", True),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["-ish words", "on the day", "1.5 litres", "a note", "2019 was late", "•"])
def test_what_looks_like_a_bullet_and_is_none_stays(text: str) -> None:
    (entry,) = apart("Baby C", HAPPENED, text).entries
    assert [(row.text, row.bullet) for row in entry.rows] == [(HAPPENED, False), (text, False)]


def test_a_bullet_goes_on_over_wrapped_lines() -> None:
    item = "Ask in every call who is at home, and who is away, and what has changed in the house since the last call was made."
    ((_, rows),) = entries(
        "Baby C", *wrapped(70, LONG), "Learning:", *(f"{n}" for n in wrapped(70, f"• {item}", f"• {item}"))
    )
    assert rows == [LONG, "Learning:", item, item]


# --- Nothing is lost ------------------------------------------------------------------------------


LINES = st.sampled_from(
    [
        "", "1. Baby C", "Baby D", "2019 – Eastmere – Child E", HAPPENED, LEARNING, READ, "Bulletin – June 2031", "• a point", "7",
        "Keywords: infants, police, neglect", "Orla", "Serious Case Review", "Child T", "(2014)", *wrapped(70, LONG), "a well-",
    ]
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=20), max_size=30))
def test_every_line_that_is_not_blank_is_somewhere(lines: list[str]) -> None:
    """In an entry, a headline, at the head of a page or unplaced: bullets apart."""
    found = apart(*lines)
    rows = [*found.headlines, *found.heads, *found.unplaced]
    rows += [row for entry in found.entries for row in (entry.title, *entry.rows)]
    out = "".join(row.text for row in rows)
    for line in lines:
        for word in line.split():
            bare = word.strip("•·▪◦‣●○■□*\uf0b7-–—.()")
            assert bare in out or len(bare) < 3
    assert all(row.text.strip() == row.text != "" for row in rows)
