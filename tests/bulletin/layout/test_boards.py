"""Whose reviews a page has: the board that it names as its own."""

from __future__ import annotations

import pytest

from casereviews.bulletin.drafter import Drafter
from casereviews.bulletin.layout.boards import Board, board_in, board_of, board_of_facts
from casereviews.bulletin.source import Source, decode
from casereviews.bulletin.source.lines import Line
from casereviews.bulletin.texts import Record
from casereviews.library import vocabularies

DRAFTER = Drafter(vocabularies.coding_vocabulary())


def lines_of(*texts: str) -> list[Line]:
    return [Line(number, text) for number, text in enumerate(texts, 1)]


def read(*texts: str, heads: tuple[str, ...] = ()) -> list[Record]:
    """The reviews of a page of some lines, with an empty one before each title."""
    spaced = [line for text in texts for line in ([text] if text.endswith(".") else ["", text])]
    return DRAFTER.read(Source("page.html", lines_of(*spaced), heads=heads)).reviews


def evidence(review: Record) -> tuple[object, ...]:
    """The evidence of the area of a review: where it was read, its words, how sure, and why."""
    found = [item for item in review["evidence"] if item["field"] == "area"]
    assert len(found) == 1
    return tuple(found[0].get(key) for key in ("where", "words", "confidence", "reason"))


def why(review: Record) -> str | None:
    """Why the area of a review is to be checked, if it is."""
    return next((item.get("why") for item in review["evidence"] if item["field"] == "area"), None)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Harrowmere Safeguarding Children Partnership", "Harrowmere"),
        ("Harrowmere Safeguarding Children’s Partnership", "Harrowmere"),
        ("Harrowmere Children’s Safeguarding Partnership", "Harrowmere"),
        ("Wrenbury & Dale Safeguarding Adults and Children Board", "Wrenbury & Dale"),
        ("Carnbrae Area Safeguarding Board", "Carnbrae"),
        ("Skelder Dale Safeguarding Together", "Skelder Dale"),
        ("Commissioned by the Northmere Safeguarding Children Partnership", "Northmere"),
        ("Vale of Otter Local Safeguarding Children Board", "Vale of Otter"),
        ("Thale and the Fens Multi-Agency Safeguarding Partnership", "Thale and the Fens"),
        ("Northmere LSCB", "Northmere"),
        ("Arden Coast Safeguarding Panel", "Arden Coast"),
        ("Cyswllt y Gogledd Safeguarding Board", "Cyswllt y Gogledd"),
        ("Safeguarding Board for the Lough Arden Region Case Management Review", "Lough Arden"),
        ("Northmere SCP", "Northmere"),
        ("St. Brannock-on-Sea CPC", "St. Brannock-on-Sea"),
        ("STRATHALDER CHILD PROTECTION COMMITTEE", "Strathalder"),
        ("LEARNING FROM REVIEWS: VALE OF OTTER SAFEGUARDING BOARD", "Vale of Otter"),
        ("Bwrdd Diogelu Cwm Arth", "Cwm Arth"),
        ("Bwrdd Diogelu Rhanbarthol Cwm Arth", "Cwm Arth"),
        ("Wherry, Fenby and Oxmoor Safeguarding Children Partnership", "Wherry, Fenby and Oxmoor"),
        ("Business Unit, Fenby and Oxmoor Safeguarding Children Partnership", "Fenby and Oxmoor"),
        ("Fenby's Safeguarding Children Partnership", "Fenby"),
        ("Learning Lessons Fenby Multi-Agency Safeguarding Arrangements", "Fenby"),
        ("Safeguarding Children Partnership – Fenby", "Fenby"),
        ("The Safeguarding Children Partnership for Kestrel Bay", "Kestrel Bay"),
        ("Published by the Kestrel Bay Safeguarding Children Partnership", "Kestrel Bay"),
        ("Newsletter of the Kestrel Bay Safeguarding Children Partnership", "Kestrel Bay"),
        ("KBSCP Kestrel Bay Safeguarding Children Partnership", "Kestrel Bay"),
    ],
)
def test_the_place_of_a_board_is_told_by_its_name(text: str, place: str) -> None:
    found = board_in(text)
    assert found is not None
    assert found.place == place
    assert text[found.start : found.end].removesuffix("'s").casefold() == place.casefold()


@pytest.mark.parametrize(
    "text",
    [
        "Local Safeguarding Children Board",
        "the safeguarding partnership",
        "The Safeguarding Partnership",
        "National Safeguarding Board",
        "Harrowmere Health Board",
        "Harrowmere Domestic Abuse Partnership",
        "Harrowmere Youth Offending Management Board",
        "Child Safeguarding Practice Review Panel",
        "Harrowmere",
    ],
)
def test_what_is_no_board_of_a_place_is_none(text: str) -> None:
    assert board_in(text) is None


def test_the_area_is_the_place_of_the_board_that_the_page_names() -> None:
    reviews = read(
        "Harrowmere Safeguarding Children Partnership",
        "Child Q: local child safeguarding practice review",
        "A boy of 4 months was injured in May 2030.",
        "Baby W: local child safeguarding practice review",
        "A girl of 6 weeks died in June 2030.",
    )
    assert [(review["name"], review["area"]) for review in reviews] == [
        ("Child Q", "Harrowmere"),
        ("Baby W", "Harrowmere"),
    ]
    assert evidence(reviews[0]) == (None, "Harrowmere Safeguarding Children Partnership", "likely", None)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Northmere City Safeguarding Children Partnership", "Northmere"),
        ("Northmere City and Eastshire Safeguarding Children Partners", "Northmere and Eastshire"),
        ("Northmere Metropolitan Borough Safeguarding Children Partnership", "Northmere"),
        ("Northmere Garden City Safeguarding Children Partnership", "Northmere Garden City"),
        ("Cityside Safeguarding Children Partnership", "Cityside"),
    ],
)
def test_the_kind_of_a_council_is_no_part_of_its_place(text: str, place: str) -> None:
    found = board_in(text)
    assert found is not None
    assert found.place == place


def test_a_county_and_a_board_under_one_review_alone_are_to_be_checked() -> None:
    """The place of a board may be named without `County`; and a board under one title may be that review's alone."""
    titles = "Child Q: local child safeguarding practice review", "Baby W: local child safeguarding practice review"
    board = "Harrowmere County Safeguarding Children Partnership"
    told = "A boy of 4 months was injured in May 2030."
    of_county = read(board, titles[0], told, titles[1], told)
    assert [review["area"] for review in of_county] == ["Harrowmere County"] * 2
    assert why(of_county[1]) == "the place may be the county without this word"
    of_one = read(titles[0], "Partners: Northmere Safeguarding Children Partnership", told, titles[1], told)
    assert why(of_one[1]) == "the page names it under one of the reviews alone"
    of_all = read("Northmere Safeguarding Children Partnership", titles[0], told, titles[1], told)
    assert why(of_all[1]) is None


def test_the_area_that_a_title_names_comes_first() -> None:
    reviews = read(
        "Harrowmere Safeguarding Children Partnership",
        "2030 – Northmere – Child Q",
        "A boy of 4 months was injured in May 2030.",
        "2030 – Harrowmere – Baby W",
        "A girl of 6 weeks died in June 2030.",
        "Baby V: local child safeguarding practice review",
        "A girl of 7 weeks died in July 2030.",
    )
    assert [review["area"] for review in reviews] == ["Northmere", "Harrowmere", "Harrowmere"]
    assert evidence(reviews[0])[:2] == ("title", "Northmere")


def test_a_board_in_a_title_is_that_of_its_review_alone() -> None:
    reviews = read(
        "Learning review: Finn. Strathalder Child Protection Committee",
        "A boy of 4 months was injured in May 2030.",
        "Case management review: Niamh",
        "A girl of 6 weeks died in June 2030.",
    )
    assert [review.get("area") for review in reviews] == ["Strathalder", None]
    assert evidence(reviews[0])[:3] == ("title", "Strathalder", "likely")


def test_a_page_whose_titles_name_other_places_gives_none_of_its_own() -> None:
    reviews = read(
        "Harrowmere Safeguarding Children Partnership",
        "2030 – Northmere – Child Q",
        "A boy of 4 months was injured in May 2030.",
        "2030 – Kestrel Bay – Baby W",
        "A girl of 6 weeks died in June 2030.",
        "Baby V: local child safeguarding practice review",
        "A girl of 7 weeks died in July 2030.",
    )
    assert [review.get("area") for review in reviews] == ["Northmere", "Kestrel Bay", None]


def test_the_sender_of_a_message_is_the_board() -> None:
    mail = (
        b"From: Kestrel Bay Safeguarding Children Partnership <news@example.org>\nTo: Northmere SCP <in@example.org>\n"
        b"Subject: Two reviews\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
        b"Child Q: local child safeguarding practice review\n\nA boy of 4 months was injured in May 2030.\n"
    )
    reviews = DRAFTER.read(decode(mail, "news.eml")).reviews
    assert [review["area"] for review in reviews] == ["Kestrel Bay"]
    assert evidence(reviews[0]) == (None, "Kestrel Bay Safeguarding Children Partnership", "likely", None)


def test_of_two_boards_the_one_named_more_is_taken_and_to_be_checked() -> None:
    lines = ["Harrowmere SCP", "Harrowmere Safeguarding Children Partnership", "Neighbours: Northmere SCP"]
    assert board_of(lines, [], 3) == Board(
        "Harrowmere", "Harrowmere SCP", "the page names another board too: Northmere SCP"
    )
    assert board_of([lines[0], lines[2]], [], 3) is None


def test_a_board_is_taken_that_only_a_sentence_names_if_it_is_the_only_one() -> None:
    lines = ["Child Q", "Northmere Safeguarding Children Partnership held a review."]
    found = Board("Northmere", "Northmere Safeguarding Children Partnership", "only a sentence names it")
    assert board_of(lines, [], 1) == board_of(lines, [], 2) == found
    assert board_of([*lines, "Northmere Borough Council"], [], 2) == found
    assert board_of([*lines, "Brantlow Borough Council"], [], 2) is None
    assert board_of([*lines, "Fenwick Safeguarding Children Partnership was asked for its records."], [], 1) is None


def test_a_council_is_taken_where_no_board_is_named() -> None:
    assert board_of(["Team Manager", "Brantlow City Council"], [], 2) == Board(
        "Brantlow", "Brantlow City Council", "the page names this council or trust, and no board"
    )
    assert board_of(["Brantlow Council Children's Services"], [], 2) is not None
    assert board_of(["Brantlow Council Buildings"], [], 2) is None
    assert board_of(["Brantlow City Council", "The Northmere Safeguarding Board was told."], [], 2) is None


def test_the_list_of_a_national_body_has_no_board() -> None:
    assert board_of(["Northmere Safeguarding Board"], ["National repository: new case reviews"], 2) is None
    assert board_of(["Northmere Safeguarding Board"], ["New case reviews"], 2) is not None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Area: Kestrel Bay", "Kestrel Bay"),
        ("Local authority: Brantlow City Council", "Brantlow"),
        ("Published by: Northmere Safeguarding Children Board", "Northmere"),
        ("Board: Northmere LSCB", "Northmere"),
    ],
)
def test_a_line_beside_a_review_names_its_area(text: str, place: str) -> None:
    assert board_of_facts(["Published: May 2031", text]) == Board(place, text)


@pytest.mark.parametrize("text", ["Area: not stated", "Area: National", "Reviewer: A. Holt"])
def test_a_line_that_names_no_place_gives_none(text: str) -> None:
    assert board_of_facts([text]) is None


def test_names_that_begin_alike_are_those_of_one_board() -> None:
    told = "The {} Safeguarding Children Partnership told us of it."
    lines = [told.format("Northmere"), told.format("Northmere and District")]
    assert board_of(lines, [], 2) == Board(
        "Northmere and District",
        "Northmere and District Safeguarding Children Partnership",
        "only a sentence names it",
    )
    assert board_of([told.format("Northmere"), told.format("Brantlow")], [], 2) is None


def test_a_page_that_says_where_old_reviews_are_kept_is_not_of_a_national_body() -> None:
    lines = ["Northmere Safeguarding Children Partnership"]
    found = board_of(lines, ["Reports are then kept in the national repository."], 2)
    assert found is not None
    assert found.place == "Northmere"
    assert board_of(lines, ["New in the national repository"], 2) is None
