"""Ways to cut a page into reviews: which is taken, and what is left aside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.bulletin.drafter import Bulletin, Drafter
from casereviews.bulletin.layout.entries import Layout, take_apart
from casereviews.bulletin.layout.openings import brings_in, told
from casereviews.bulletin.layout.titles import Titles
from casereviews.bulletin.source import Source
from casereviews.bulletin.source.lines import Line
from casereviews.library import vocabularies

TERMS = vocabularies.coding_vocabulary()
TITLES = Titles(TERMS)
DRAFTER = Drafter(TERMS)

HAPPENED = "{} was three months old when he was found with a brain injury in May 2029."
FOUND = ["What we now know", "• nobody asked who was at home", "• the visit was not made"]
DOES = ["What the partnership will do", "• ask who is at home"]


def lines_of(*texts: str) -> list[Line]:
    """Lines of a page; those that begin with a number sign are headings."""
    return [Line(number, text.removeprefix("# "), heading=text[:2] == "# ") for number, text in enumerate(texts, 1)]


def apart(*texts: str) -> Layout:
    return take_apart(lines_of(*texts), TITLES)


def read(*texts: str) -> Bulletin:
    return DRAFTER.read(Source("page.html", lines_of(*texts)))


def titles_of(*texts: str) -> list[str]:
    return [entry.title.text for entry in apart(*texts).entries]


def review(title: str, name: str) -> list[str]:
    return [title, "", HAPPENED.format(name), "", *FOUND, "", *DOES, ""]


# --- Which way is taken -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "titles",
    [
        ("# Rowan", "# Ash"),
        ("# “Nobody came” – Rowan", "# “I was there” – Ash"),
        ("# NM/2030/01", "# NM/2030/02"),
        ("# The review about Rowan", "# The review about Ash"),
        ("Rowan's story (published 2031)", "Ash's story (published 2030)"),
        ("NEW REVIEW: ROWAN", "NEW REVIEW: ASH"),
    ],
)
def test_titles_of_any_shape_are_found_by_what_stands_under_them(titles: tuple[str, str]) -> None:
    page = ["# Learning from reviews", "", "We publish what we learn.", ""]
    found = apart(*page, *review(titles[0], "Rowan"), *review(titles[1], "Ash"))
    assert [entry.title.text for entry in found.entries] == [title.removeprefix("# ") for title in titles]
    assert [row.text for row in found.unplaced] == ["Learning from reviews", "We publish what we learn."]


def test_titles_that_bulletins_have_are_taken_as_they_are() -> None:
    found = apart(*review("2031 – Northmere – Child K", "K"), *review("2031 – Northmere – Child L", "L"))
    assert [entry.title.text for entry in found.entries] == ["2031 – Northmere – Child K", "2031 – Northmere – Child L"]
    assert (found.way, found.second) == ("the titles that bulletins have", None)


@pytest.mark.parametrize(
    "other",
    [
        "# “I was there”",
        "# Rapid review 2030/02 – learning summary",
        "# Learning in short: the twins",
        "# Thematic learning: three children (not published in full)",
        "“Hidden in plain sight”, a review of how agencies worked with the brothers known here as Child F and Child G",
        "# Ms D and her sons",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_title_of_another_shape_than_the_others_is_found_by_what_stands_under_it(other: str, place: int) -> None:
    known = ["2031 – Northmere – Child K", "2031 – Northmere – Child L"]
    titles = [*known[:place], other, *known[place:]]
    page = [line for number, title in enumerate(titles) for line in review(title, f"Child {number + 1}")]
    assert titles_of(*page) == [title.removeprefix("# ") for title in titles]


@pytest.mark.parametrize("heading", ["# Learning from the review of Child K", "# Child K", "# Recommendations for all"])
def test_a_heading_that_names_the_child_again_is_no_further_title(heading: str) -> None:
    page = ["# Serious Case Review: Child K", "", HAPPENED.format("Child K"), "", *FOUND, "", heading, "", "• ask", ""]
    assert titles_of(*page, *review("# Serious Case Review: Child L", "Child L")) == [
        "Serious Case Review: Child K",
        "Serious Case Review: Child L",
    ]


def test_a_page_that_brings_in_one_child_is_one_review_though_a_heading_of_a_part_stands_before_it() -> None:
    page = ("7 minute briefing:", "“Wren”", "Learning for all", "Why are we telling you this?")
    told = "Wren is the name that was chosen for a girl who died in May 2029 when she was nine, of whom we tell here."
    assert titles_of(*page, told, "What the review asks for", "- Ask who lives at home.") == ["“Wren”"]
    assert titles_of(*page[:1], *page[2:], "We met on Monday, and there was cake.") == []


def test_a_list_of_other_reviews_tells_of_none() -> None:
    page = [
        *review("# Rowan – Serious Case Review", "Rowan"),
        "# Other reviews",
        "",
        "• Briony: a girl aged 4 who died",
        "• Ash",
    ]
    assert titles_of(*page) == ["Rowan – Serious Case Review"]


def test_facts_beside_a_title_are_no_parts() -> None:
    page = [
        line
        for name in ("Hollis", "Imogen", "Jarrah")
        for line in (f"# {name}", "Kind: Serious Case Review", "Published: 3 May 2030", "", HAPPENED.format(name), "", *FOUND, "")
    ]  # fmt: skip
    assert titles_of(*page) == ["Hollis", "Imogen", "Jarrah"]


def test_a_table_of_contents_is_no_review() -> None:
    contents = ["1 Why we met", "2 Child K", "3 What we heard", "4 Learning points", "5 What happens now"]
    page = [
        "LEARNING REVIEW: CHILD K",
        "",
        "Contents",
        *contents,
        "",
        "2 CHILD K",
        "",
        HAPPENED.format("Child K"),
        "",
        *FOUND,
    ]
    assert titles_of(*page) == ["LEARNING REVIEW: CHILD K"]


def test_chapters_of_a_report_are_one_review() -> None:
    report = [
        "# Serious Case Review: Rowan", "", "# Introduction", "", HAPPENED.format("Rowan"), "", "# Rowan's family", "",
        "Rowan lived with his mother and a baby sister who was not harmed.", "", "# The voice of Rowan", "",
        "Nobody saw him alone.", "", "# Recommendations", "", "• ask who is at home",
    ]  # fmt: skip
    assert titles_of(*report) == ["Serious Case Review: Rowan"]


def test_a_cover_in_several_lines_is_one_title() -> None:
    page = [
        "EASTMERE BOARD",
        "",
        "Serious Case Review",
        "Overview report",
        "Rowan",
        "",
        HAPPENED.format("Rowan"),
        *FOUND,
    ]
    assert titles_of(*page) == ["Serious Case Review – Overview report – Rowan"]


def test_paragraphs_that_begin_with_a_child_are_reviews_where_there_are_no_titles() -> None:
    found = read(
        "This note is for managers.", "", "The first is about a girl of seven months, called Plover in the "
        "review, who was hurt. Its authors say that:", "• nobody asked", "", "The second is the serious case review of "
        "Tom, a boy of 16 who died. It says that:", "• he was not seen",
    )  # fmt: skip
    assert [(review["name"], [point["text"] for point in review["learning"]]) for review in found.reviews] == [
        ("Plover", ["nobody asked"]),
        ("Tom", ["he was not seen"]),
    ]
    assert found.way == "the paragraphs that begin with a child"
    assert [line.text for line in found.unplaced] == ["This note is for managers."]


@pytest.mark.parametrize(
    "page",
    [
        ["Home", "About us", "Training", "Contact"],
        ["# Training", "", "# Neglect", "This course covers neglect of children aged 0 to 18.", "", "# Book", "Write."],
        ["# Published reviews", "", "Reviews are kept for two years.", "", "# Contact us", "", "Telephone: 1"],
        [],
    ],
)
def test_a_page_that_tells_of_no_review_gives_none(page: list[str]) -> None:
    found = apart(*page)
    assert found.entries == []
    assert [row.text for row in found.unplaced] == [line.removeprefix("# ") for line in page if line]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Safeguarding Adults Review: Mr T", "Mr T"),
        ("SAR Edith", "Edith"),
        ("Adult Practice Review – Edith", "Edith"),
        ("Adult safeguarding review: Joan", "Joan"),
    ],
)
def test_a_review_of_an_adult_keeps_its_type_and_has_no_facts_of_a_child(title: str, name: str) -> None:
    adult = [f"# {title}", "", "A woman of 71 died of neglect in May 2029.", "", "# Recommendations", "", "• visit"]
    first, second = read(*review("# Child K", "K"), *adult).reviews
    assert (first["name"], first["recommendations" if "recommendations" in first else "actions"] != []) == (
        "Child K",
        True,
    )
    assert (second["name"], second["review_type"]) == (name, "safeguarding-adults-review")
    assert [point["text"] for point in second["recommendations"]] == ["visit"]
    assert second["summary"] == "A woman of 71 died of neglect in May 2029."
    assert second.keys().isdisjoint({"children", "incident_date", "harms", "outcome"})
    doubts = [item for item in second["evidence"] if item["field"] == "review_type"]
    assert [(item["confidence"], item["why"]) for item in doubts] == [
        ("check", "a review of an adult; its facts are not read as a child's")
    ]
    assert "visit" not in [point["text"] for key in ("learning", "actions") for point in first.get(key, [])]


def test_a_review_of_a_child_that_is_also_one_of_an_adult_is_read_as_the_childs() -> None:
    title = "# Child Safeguarding Practice Review and Safeguarding Adults Review: Rowan"
    (found,) = read(*review(title, "Rowan")).reviews
    assert (found["review_type"], found["children"]) == ("lcspr", [{"age": "3 months", "sex": "male"}])


def test_a_text_that_mentions_a_review_of_an_adult_makes_none() -> None:
    page = ["# Child K", "", HAPPENED.format("K"), "A safeguarding adults review was held of his mother.", "", *FOUND]
    (found,) = read(*page).reviews
    assert "review_type" not in found


@pytest.mark.parametrize("title", ["# MSB 1/2022", "# Rowan"])
@pytest.mark.parametrize(
    "line",
    [
        "Concise Child Practice Review · Published: 14.06.2023",
        "Child practice review",
        "Child practice review | 14 June 2023 | PDF 1.2MB",
    ],
)
def test_the_name_over_a_type_is_the_title(title: str, line: str) -> None:
    page = [*review(title, "The child"), *review("# Child Q", "Child Q")]
    found = read(*page[:1], line, *page[1:]).reviews
    assert [one["name"] for one in found] == [title.removeprefix("# "), "Child Q"]
    assert found[0]["review_type"] == "cpr-wales"


def test_a_heading_of_one_word_is_a_title_only_if_the_text_has_that_name() -> None:
    page = review("# Elm: a serious case review", "Elm")
    told = "The wait for a first appointment was eleven months, and harm was done to a child in the meantime."
    assert titles_of(*page, "# Waiting", "", told) == ["Elm: a serious case review"]
    told = "Neglect was known about since he was four, and harm was done to a child in the meantime."
    assert titles_of(*page, "# Neglect", "", told) == ["Elm: a serious case review"]


@pytest.mark.parametrize(
    "heading",
    ["# 5. Rapid reviews", "# Serious case reviews, 2025/26", "# What the Board did after Learning Review LR04"],
)
def test_a_heading_over_several_reviews_or_that_asks_is_no_title(heading: str) -> None:
    first = review("# LR11 (“Skye”)", "Skye")
    assert titles_of(*first, heading, "", "They are told of here.", "", *review("# RR33/02", "The boy")) == [
        "LR11 (“Skye”)", "RR33/02",
    ]  # fmt: skip


def test_the_review_of_an_adult_is_told_by_a_fact_under_its_title() -> None:
    page = ["Ms X", "Type: Safeguarding adult review", "Ms X, 22, was exploited by a man who moved into her flat."]
    found = read(*review("Child Q", "Child Q"), *page).reviews
    assert [(one["name"], one.get("review_type")) for one in found] == [
        ("Child Q", None), ("Ms X", "safeguarding-adults-review"),
    ]  # fmt: skip


def test_the_name_as_a_heading_again_begins_what_happened() -> None:
    page = [
        "# Learning briefing: serious case review “Clover”",
        "# Who is this for?",
        "Everyone who works with children.",
    ]
    (found,) = read(*page, "# Clover", HAPPENED.format("Clover"), *FOUND).reviews
    assert HAPPENED.format("Clover") in found["summary"]


def test_the_name_may_stand_over_the_type_on_a_cover() -> None:
    page = ["Redfern Safeguarding Children Partnership", "", '"Hazel"', "", "A serious case review", ""]
    assert titles_of(*page, HAPPENED.format("Hazel"), "", *FOUND) == ['"Hazel" – A serious case review']


def test_a_message_names_the_child_whose_review_was_published() -> None:
    page = ["Hollin Safeguarding Board has published its serious case review in respect of Child Q.", ""]
    told = "Child Q was 4 months old when he died of a head injury in February 2029. His father was convicted."
    (found,) = read(*page, told, "", "# Recommendations", "1. Ask fathers how they cope.").reviews
    assert (found["name"], found["review_type"], found["summary"]) == ("Child Q", "scr", told)
    assert read(page[0], "", "The board thanks everybody who took part in the work over the last year.").reviews == []


def test_the_name_of_a_page_is_no_title_where_its_heading_follows() -> None:
    page = ["Child Kestrel | Tarnbeck Safeguarding Children Partnership", "", *review("# Child Kestrel", "Kestrel")]
    assert titles_of(*page) == ["Child Kestrel"]
    assert titles_of(*page[:1], "", *page[3:]) == page[:1]


def test_the_text_names_whom_only_a_code_stands_for() -> None:
    told = "The child, who will be known as Wren, was three months old when he was found with a brain injury."
    (found,) = read("# AM3/2030", "", told, "", *FOUND).reviews
    assert found["name"] == "Wren"
    assert [item["confidence"] for item in found["evidence"] if item["field"] == "name"] == ["check"]
    (found,) = read(*review("# AM3/2030", "A boy")).reviews
    assert found["name"] == "AM3/2030"


def test_headings_that_stand_again_are_those_of_parts() -> None:
    found = read(*review("# Rowan", "Rowan"), *review("# Ash", "Ash"))
    assert [review["name"] for review in found.reviews] == ["Rowan", "Ash"]
    for review_ in found.reviews:
        assert [point["text"] for point in review_["learning"]] == [
            "nobody asked who was at home",
            "the visit was not made",
        ]
        assert [point["text"] for point in review_["actions"]] == ["ask who is at home"]


@given(
    st.lists(
        st.sampled_from(["# Rowan", "Child K", "", HAPPENED, *FOUND, "Recommendations", "SAR Edith", "1"]), max_size=14
    )
)
def test_every_line_is_somewhere(texts: list[str]) -> None:
    found = apart(*texts)
    held = [row.text for row in (*found.headlines, *found.unplaced, *found.heads)]
    for entry in found.entries:
        held += [entry.title.text, *(row.text for row in entry.rows)]
    for text in filter(None, texts):
        assert any(text.removeprefix("# ").removeprefix("• ") in one for one in held), text


# --- How what happened begins -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Death of a 2-month-old boy in May 2031.", 2),
        ("Elsie, who was eight, died in hospital.", 2),
        ("Tamsin (9) and Corey (6) lived with neglect.", 2),
        ("In 2030 Kofi, 15, was stabbed.", 2),
        ("Death of a 3yo boy.", 2),
        ("A 14 mo girl was injured.", 2),
        ("Injury to a 7/12 old baby.", 2),
        ("A boy was injured in one of 3 mouldy homes.", 1),
        ("The boy was hurt at home.", 1),
        ("Mr Holt was 71 when he died of neglect.", 0),
        ("A boy of four lived with an aunt.", 0),
        ("This course covers neglect of children aged 5 to 16.", 0),
        ("", 0),
    ],
)
def test_how_surely_a_text_tells_of_a_child(text: str, expected: int) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Death of a boy aged four.", True),
        ("A seven-month-old girl was injured.", True),
        ("A 3 y/o girl was injured.", True),
        ("He was four when he was hurt.", False),
        ("Rowan, aged four, was hurt.", False),
    ],
)
def test_whether_a_paragraph_brings_in_a_child(text: str, expected: bool) -> None:
    assert brings_in(text) is expected


def test_the_rows_of_a_list_are_no_titles_where_headings_begin_with_their_codes() -> None:
    listed = ["CPR 1/2030 Concise child practice review May 2031", "CPR 2/2030 Concise child practice review May 2031"]
    ash, elm = "# CPR 1/2030: Child Ash", "# CPR 2/2030: Child Elm"
    page = ["# Reviews", "", *listed, "", ash, HAPPENED.format("Ash"), *FOUND, "", elm, HAPPENED.format("Elm"), *FOUND]
    assert titles_of(*page) == [ash[2:], elm[2:]]
    alone = ["# Reviews", "", listed[0], "", HAPPENED.format("Ash"), *FOUND]
    assert titles_of(*alone) == [listed[0]]


def test_the_reference_of_a_review_is_no_title() -> None:
    page = ["# Case Management Review: Ash", "Review reference CMR 17", HAPPENED.format("Ash"), *FOUND]
    assert titles_of(*page) == [page[0][2:]]


def test_a_heading_is_a_word_where_the_text_under_it_has_it_in_small_letters() -> None:
    review = ["# Serious case review: Child K", "", HAPPENED.format("He"), "", "# {}", "", "He missed {} appointments."]
    review += [
        "",
        "# Recommendations",
        "• The trust should ask who is at home.",
        "• The trust should write to fathers.",
    ]
    page = [line.format("Appointments").replace("missed Appointments", "missed") for line in review]
    assert titles_of(*page) == ["Serious case review: Child K"]


def test_the_name_of_a_page_with_its_board_is_no_title() -> None:
    page = [
        "Serious Case Review - Ash - Calderhythe Safeguarding Children Partnership",
        "",
        "# Ash – Serious Case Review",
    ]
    assert titles_of(*page, "", HAPPENED.format("Ash"), "", *FOUND) == ["Ash – Serious Case Review"]


def test_a_heading_that_is_counted_is_no_title_where_the_one_before_it_is_none() -> None:
    page = ["# Thematic review: two babies", "", HAPPENED.format("Baby Ash"), "", "# 1. Nobody asked", "", "• Ask.", ""]
    told = ["# 2. The small injury before the large one", "", HAPPENED.format("Baby Birch"), "", *FOUND]
    assert titles_of(*page, *told) == ["Thematic review: two babies"]
    both = [*review("# 1. The review about Rowan", "Rowan"), *review("# 2. The review about Ash", "Ash")]
    assert titles_of(*both) == ["1. The review about Rowan", "2. The review about Ash"]


def test_a_title_with_a_name_stands_over_the_line_that_says_what_the_document_is() -> None:
    line = "Learning from a rapid review, Northmere Safeguarding Children Partnership, May 2031"
    (found,) = read("# 7 minute briefing: Kit", "", line, "", HAPPENED.format("Kit"), "", *FOUND).reviews
    assert (found["name"], found["area"], found["published"]) == ("Kit", "Northmere", "2031-05")
