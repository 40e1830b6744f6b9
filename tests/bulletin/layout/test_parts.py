"""The parts of a review by their headings in whatever words, numbered points, lists behind a sentence, and what is none."""

from __future__ import annotations

import pytest

from casereviews.bulletin.layout.headings import part_of, point_head, says_none
from casereviews.bulletin.layout.rows import Row
from casereviews.bulletin.layout.sections import Body, body_of

HAPPENED = "A boy of four was hurt in May 2029."


def body(*texts: str) -> Body:
    """What paragraphs make; those that begin with a number sign are headings, with a bullet items of a list."""
    return body_of(
        [
            Row(number, text.removeprefix("# ").removeprefix("• "), True, text[:2] == "# ", text[:2] == "• ")
            for number, text in enumerate(texts, 1)
        ]
    )


def points(found: Body) -> dict[str, list[str]]:
    return {kind: [point.text for point in own] for kind, own in found.sections.items()}


# --- What is a point, and what is none --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nobody asked; the aunt knew.", ["Nobody asked; the aunt knew"]),
        ("Nobody asked; nobody looked; nobody wrote.", ["Nobody asked", "nobody looked", "nobody wrote"]),
        ("look at the loft; ask again", ["look at the loft", "ask again"]),
        ("Learning includes: Ask again; look.", ["Ask again", "look"]),
    ],
)
def test_a_single_semicolon_may_be_of_a_sentence(text: str, expected: list[str]) -> None:
    assert points(body(HAPPENED, "# Learning", text)) == {"learning": expected}


def test_a_list_under_a_heading_of_other_words_is_learning() -> None:
    found = body(HAPPENED, "# Hearing from Ivo", "• Nobody asked.", "# Recommendations", "• Ask.")
    assert points(found) == {"learning": ["Nobody asked"], "recommendations": ["Ask"]}
    found = body("# Reasons", "• He was hurt.", "# Learning", "• Nobody asked.")
    assert points(found) == {"learning": ["Nobody asked"]}


def test_a_line_that_leads_elsewhere_is_no_point() -> None:
    rows = [Row(1, HAPPENED, True), Row(2, "Learning", True, True), Row(3, "Ask.", True, bullet=True)]
    rows += [Row(4, "Bruising guide", True, bullet=True, links=(("Bruising guide", "/bruising"),))]
    assert points(body_of(rows)) == {"learning": ["Ask"]}
    assert body_of(rows).rest == [(4, "Bruising guide")]


def test_one_point_may_be_counted_too() -> None:
    assert points(body(HAPPENED, "Learning: (i) nobody asked.")) == {"learning": ["nobody asked"]}
    assert points(body(HAPPENED, "Learning: none beyond that of the national report.")) == {}


def test_the_last_of_a_list_that_is_a_sentence_has_no_and_before_it() -> None:
    assert points(body(HAPPENED, "# Learning", "• nobody asked, and", "• nobody looked.")) == {
        "learning": ["nobody asked", "nobody looked"]
    }
    assert points(body(HAPPENED, "# Learning", "• nobody asked; and", "• nobody looked.")) == {
        "learning": ["nobody asked", "nobody looked"]
    }


def test_an_item_that_names_those_after_it_is_none() -> None:
    items = [
        "• Life online",
        "• Phones were looked at after the death.",
        "• Schools block sites.",
        "• Loss",
        "• Nobody asked the aunt.",
    ]
    found = body(HAPPENED, "# Learning", *items)
    assert points(found) == {
        "learning": ["Phones were looked at after the death", "Schools block sites", "Nobody asked the aunt"]
    }
    assert [text for _, text in found.headings] == ["Life online", "Loss", "Learning"]
    assert points(body(HAPPENED, "# Learning", "• look", "• ask", "• write")) == {"learning": ["look", "ask", "write"]}


def test_a_list_of_what_is_to_come_ends_the_points() -> None:
    found = body(
        HAPPENED,
        "# Learning",
        "• Ask.",
        "# Fathers",
        "• Fathers were not seen.",
        "# Courses",
        "• Working with men, 9 June, online",
    )
    assert points(found) == {"learning": ["Ask", "Fathers were not seen"]}
    assert [text for _, text in found.rest] == ["Courses", "Working with men, 9 June, online"]


def test_a_rule_ends_a_list() -> None:
    rows = [Row(1, HAPPENED, True), Row(2, "Learning", True, True), Row(3, "Ask.", True, bullet=True)]
    after = Row(5, "The next conference is in May.", True, after_rule=True)
    assert points(body_of([*rows, after])) == {"learning": ["Ask"]}
    assert body_of([*rows, after]).rest == [(5, after.text)]
    assert points(body_of([*rows, after._replace(text="Look.", bullet=True)])) == {"learning": ["Ask", "Look"]}
    assert points(body_of([rows[0], rows[1]._replace(after_rule=True), *rows[2:]])) == {"learning": ["Ask"]}


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("The board took its learning to heart, and agreed these actions:", "actions"),
        ("After the actions that were taken the review sets out its learning:", "learning"),
        ("The review takes up the learning and recommends that:", "recommendations"),
    ],
)
def test_the_last_part_that_a_lead_speaks_of_is_that_of_its_list(lead: str, kind: str) -> None:
    assert points(body(HAPPENED, lead, "• Ask.", "• Look.")) == {kind: ["Ask", "Look"]}


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("The review makes two recommendations.", "recommendations"),
        ("There are two findings.", "learning"),
        ("There were two points of learning.", "learning"),
    ],
)
def test_a_sentence_that_counts_points_leads_them_in(lead: str, kind: str) -> None:
    assert points(body(HAPPENED, f"{lead} Ask who lives there. Look again.")) == {
        kind: ["Ask who lives there", "Look again"]
    }


def test_what_speaks_of_numbered_points_is_none() -> None:
    found = body(
        HAPPENED,
        "# Findings",
        "The findings are about the system.",
        "Finding 1: Nobody asked.",
        "Finding 2: Nobody looked.",
    )
    assert points(found) == {"learning": ["Nobody asked", "Nobody looked"]}


def test_an_item_may_lead_in_the_items_after_it() -> None:
    found = body(
        HAPPENED,
        "# What has changed",
        "• The board did not wait. These things have been done:",
        "• Staff ask.",
        "• Staff look.",
    )
    assert points(found) == {"actions": ["Staff ask", "Staff look"]}


# --- Headings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("What we learned", "learning"),
        ("What did the review learn?", "learning"),
        ("4. FINDINGS", "learning"),
        ("Key messages", "learning"),
        ("What went wrong", "learning"),
        ("What needs to change", "recommendations"),
        ("What the partnership was asked to do", "recommendations"),
        ("What has been done since", "actions"),
        ("What is being done now", "actions"),
        ("What do you need to do?", "actions"),
        ("The partnership will:", "actions"),
        ("What we have asked agencies to do", "recommendations"),
        ("What did the review find?", "learning"),
        ("What do we ask for?", "recommendations"),
        ("The partnership has been asked to", "recommendations"),
        ("Why was there a review?", "background"),
        ("Reviews in progress", "aside"),
        ("Training corner", "aside"),
        ("Lunch and learn", "aside"),
        ("Improving systems and practice", "actions"),
        ("Step 1: The background", "background"),
        ("Circumstances resulting in the review", "background"),
        ("1  WHY A LEARNING REVIEW WAS HELD", "background"),
        ("Good practice", "practice"),
        ("Questions for your team", "questions"),
        ("Version control", "aside"),
        ("Appendix 1: Terms of reference", "aside"),
        ("How the review was done", "aside"),
        ("Rowan", None),
        ("Learning point 1", None),
        ("Learning includes: a; b", None),
    ],
)
def test_the_part_that_a_heading_names(heading: str, part: str | None) -> None:
    assert part_of(Row(1, heading, True, heading=True)) == part
    if "." not in heading[2:]:
        assert part_of(Row(1, heading, True)) == part


@pytest.mark.parametrize(
    ("text", "kind", "rest"),
    [
        ("Recommendation 3: share more", "recommendations", "share more"),
        ("Learning Point 1", "learning", ""),
        ("Finding 2 – nobody asked", "learning", "nobody asked"),
        ("Strategy 1", "actions", ""),
        ("Theme A – Rowan's day", None, "Rowan's day"),
        ("1", None, ""),
    ],
)
def test_what_stands_before_a_numbered_point(text: str, kind: str | None, rest: str) -> None:
    found = point_head(text)
    assert found
    assert (found.kind, found.text, text[found.end :]) == (kind, rest, rest)


@pytest.mark.parametrize(
    "text", ["Recommendations", "Finding the father", "12 people came", "A boy died", "", "Actions taken"]
)
def test_what_is_no_number_of_a_point(text: str) -> None:
    assert point_head(text) is None


# --- Points -----------------------------------------------------------------------------------------------------------


def test_paragraphs_under_a_heading_are_a_point_each() -> None:
    found = body(HAPPENED, "What we found", "Nobody asked. It was not known.", "He was not seen.")
    assert points(found) == {"learning": ["Nobody asked. It was not known", "He was not seen"]}
    assert found.headings == [(2, "What we found")]


def test_the_text_behind_the_number_of_a_point_is_the_point_and_its_heading_is_none() -> None:
    found = body(
        HAPPENED, "# Findings", "Name each point with its circumstances.", "Learning Point 1: Words", "He was not heard.",
        "Learning Point 2", "She was not asked.", "# Recommendations", "Recommendation 1: Listen to children every time.",
    )  # fmt: skip
    assert points(found) == {
        "learning": ["He was not heard", "She was not asked"],
        "recommendations": ["Listen to children every time"],
    }
    assert found.notes == ["Name each point with its circumstances."]
    assert "Learning Point 1: Words" in [text for _, text in found.headings]


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("The key messages are:", "learning"),
        ("The reviewer recommends:", "recommendations"),
        ("Already in hand:", "actions"),
        ("These are the points that we all agreed on:", "learning"),
        ("The review makes three recommendations to the partnership.", "recommendations"),
    ],
)
def test_a_sentence_that_leads_in_a_list_says_what_it_lists(lead: str, kind: str) -> None:
    found = body(f"{HAPPENED}", lead, "• look", "• ask")
    assert points(found) == {kind: ["look", "ask"]}
    assert found.summary == HAPPENED


def test_points_that_are_counted_in_a_paragraph_are_points() -> None:
    found = body(HAPPENED, "Learning: (i) Nobody asked. It was late. (ii) He was not seen.")
    assert points(found) == {"learning": ["Nobody asked. It was late", "He was not seen"]}
    assert points(body(HAPPENED, "Learning: Some (i) of it. And (ii) more.")) == {
        "learning": ["Some (i) of it", "And (ii) more"]
    }


def test_what_stands_between_points_is_a_note_and_what_follows_them_belongs_to_none() -> None:
    found = body(
        HAPPENED, "# Actions", "• look", "It is seen as a sign of risk.", "• ask", "Thank you for reading this page."
    )
    assert points(found) == {"actions": ["look", "ask"]}
    assert found.notes == ["It is seen as a sign of risk."]
    assert [text for _, text in found.rest] == ["Thank you for reading this page."]


@pytest.mark.parametrize("end", ["# Contact us", "# Also out", "# Dates for your diary", "# Statement by the reviewer"])
def test_a_heading_that_names_no_part_ends_the_points(end: str) -> None:
    found = body(HAPPENED, "# Recommendations", "• look", end, "Write to the business unit.")
    assert points(found) == {"recommendations": ["look"]}
    assert [text for _, text in found.rest] == [end.removeprefix("# "), "Write to the business unit."]


def test_good_practice_and_questions_are_notes() -> None:
    found = body(
        HAPPENED, "# Good practice", "A nurse rang each week.", "# Questions", "• Who is spoken for?", "Scan the code."
    )
    assert found.notes == ["Good practice: A nurse rang each week.", "Question: Who is spoken for?"]
    assert [text for _, text in found.rest] == ["Scan the code."]


@pytest.mark.parametrize("heading", ["Contents", "Table of contents:", "Contents page"])
def test_a_table_of_contents_is_put_aside(heading: str) -> None:
    found = body(
        f"# {heading}", "1. Introduction", "2. Findings", "# 1. Introduction", HAPPENED, "# 2. Findings", "• look"
    )
    assert (found.summary, points(found)) == (HAPPENED, {"learning": ["look"]})


# --- None made --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [
        ["Recommendations: The review did not make any recommendations."],
        ["Recommendations:", "None were made."],
        ["Recommendations:", "(none held by the partnership)"],
        ["Recommendations:", "None were made: the partners agreed on commitments."],
        ["Recommendations: N/A"],
        ["Recommendations: see action plan"],
        ["No recommendations."],
        ["There are no recommendations in this review."],
        ["# Recommendations", "Not applicable"],
    ],
)  # fmt: skip
def test_where_none_are_made_there_is_no_recommendation(told: list[str]) -> None:
    found = body(HAPPENED, *told)
    assert points(found) == {"recommendations": []}
    assert found.none
    assert found.summary == HAPPENED


@pytest.mark.parametrize(
    "text", ["None of the agencies asked", "Nobody asked", "Share the plan", "Nonetheless it was late"]
)
def test_a_point_is_not_taken_for_none(text: str) -> None:
    assert not says_none(text)
    assert points(body(HAPPENED, "# Recommendations", f"• {text}")) == {"recommendations": [text]}


# --- Beside the text --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published: 3 May 2031", "2031-05-03"),
        ("Published May 2031 | PDF, 1MB", "2031-05"),
        ("Date published: 2031", "2031"),
        ("Publication date: 30 May 2031", "2031-05-30"),
        ("Publication date: 31 June 2031", "2031-06"),
        ("Lead reviewer: A. Holt", None),
    ],
)
def test_a_line_beside_the_text_says_when_a_review_was_published(line: str, date: str | None) -> None:
    found = body(line, HAPPENED)
    assert (found.published and found.published[0], found.summary) == (date, HAPPENED)
    assert found.facts == [(1, line)]


def test_a_sentence_that_leads_in_points_is_told_as_a_heading() -> None:
    lead = "The review, in which two hospitals took part, found two lessons: "
    found = body(f"{HAPPENED} {lead}(1) staff must talk to each other; (2) homes must be seen.")
    assert found.headings == [(1, lead.strip())]
    assert points(found) == {"learning": ["staff must talk to each other", "homes must be seen"]}


def test_the_report_beside_a_fact_is_a_resource() -> None:
    link = ("Full report", "/k.pdf")
    rows = [Row(1, HAPPENED, True), Row(2, "Attachment: Full report", True, links=(link,))]
    found = body_of(rows)
    assert found.facts == [(2, "Attachment: Full report")]
    assert [(one.label, one.url) for one in found.resources] == [link]


# --- The papers of a committee, and what tells of a document ----------------------------------------------------------


def test_nothing_of_a_review_follows_what_closes_a_paper() -> None:
    start = (HAPPENED, "# Learning", "• Nobody asked.")
    closing = (
        "# 7. Options considered",
        "None. The report is for information.",
        "# 8. Next steps",
        "It goes to Cabinet.",
    )
    found = body(*start, *closing)
    assert points(found) == {"learning": ["Nobody asked"]}
    assert [text for _, text in found.rest] == [text.removeprefix("# ") for text in closing]
    found = body(*start, "# Next steps", "Schools tell each other.")
    assert points(found) == {"learning": ["Nobody asked"], "actions": ["Schools tell each other"]}


def test_in_mid_paper_the_review_goes_on_behind_what_closes_others() -> None:
    paper = (
        "# 3. Consultation",
        "Members were told.",
        "# 4. Legal implications",
        "None.",
        "# Next steps",
        "To Cabinet.",
    )
    review = ("# 5. Circumstances", "He had lived with his aunt.", "# 6. Recommendations of the review")
    found = body(HAPPENED, *paper, *review, "• Schools should ring.", "• Nurses should ask.")
    assert points(found) == {"recommendations": ["Schools should ring", "Nurses should ask"]}
    assert found.summary == f"{HAPPENED} He had lived with his aunt."
    found = body(HAPPENED, *paper, "# 5. Circumstances", "It has no cost.")
    assert (points(found), found.summary) == ({}, HAPPENED)


@pytest.mark.parametrize("heading", ["Consultation with fathers", "Reporting of bruises"])
def test_a_heading_of_more_words_than_those_of_a_paper_is_none_of_it(heading: str) -> None:
    found = body(HAPPENED, "# Learning", f"# {heading}", "• Nobody asked.")
    assert points(found) == {"learning": ["Nobody asked"]}
    assert points(body(HAPPENED, "# Learning", f"# {heading.split()[0]}", "• Nobody asked.")) == {}


@pytest.mark.parametrize(
    ("line", "is_aside"),
    [
        ("Learning review: the agencies knew little about each other", False),
        ("Practice note: dogs and small children", True),
        ("Training: ‘Seeing it sooner’, 4 May, Town Hall. Scan the code to book.", True),
        ("Training: all staff should know whom to ring, and when.", False),
        ("A learning review is not an inquiry into who is to blame.", True),
        ("This summary should be read together with the full report.", True),
        ("This review found that nobody asked.", False),
        ("A local authority must notify a serious incident within five days.", True),
        ("A local authority officer must be asked each time.", False),
    ],
)
def test_what_tells_of_courses_or_of_the_document_is_no_point(line: str, is_aside: bool) -> None:
    found = body(HAPPENED, "# Learning", "Nobody asked him at school.", line)
    assert (line in [text for _, text in found.rest]) is is_aside
    assert len(points(found)["learning"]) == (1 if is_aside else 2)


def test_a_claim_over_a_paragraph_makes_one_finding_with_it() -> None:
    found = body(
        HAPPENED, "# Learning", "# 4. Nobody led.", "One waited; another waited; the school was shut. All must act."
    )
    assert points(found) == {"learning": ["Nobody led. One waited; another waited; the school was shut. All must act"]}


def test_what_is_only_to_be_done_is_recommended_where_somebody_should_do_it() -> None:
    assert list(points(body(HAPPENED, "# What to do", "• Schools should ring."))) == ["recommendations"]
    assert list(points(body(HAPPENED, "# What to do", "• Schools ring now."))) == ["actions"]
    assert list(points(body(HAPPENED, "# Action plan", "• Schools should ring."))) == ["actions"]


def test_a_chapter_tells_what_happened_before_its_own_heading_of_learning() -> None:
    why = ("# Why it matters", "Ask whoever puts him to bed.")
    found = body(
        HAPPENED, "# 4 A new adult came", "He was there.", *why, "# 5 The nursery knew", "It should have rung.", *why
    )
    assert points(found) == {"learning": ["Ask whoever puts him to bed"] * 2}
    assert found.summary == f"{HAPPENED} He was there. It should have rung."
