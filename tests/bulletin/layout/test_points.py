"""Which text of a page is a point, told as prose, under headings or in lists, and which is none."""

from __future__ import annotations

import pytest

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


# --- Headings inside a part -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "ends"),
    [
        ("The family", True),
        ("Background to the review", True),
        ("3. What happened", True),
        ("Grandparents and other family who spoke up", False),
        ("A story that nobody checked", False),
        ("Family life at a time of loss", False),
    ],
)
def test_a_heading_inside_the_learning_ends_it_only_where_it_says_nothing_but_what_is_told(
    heading: str, ends: bool
) -> None:
    texts = [
        "# Findings",
        "# Seeing him",
        "Nobody saw him alone.",
        "Nobody wrote it down.",
        f"# {heading}",
        "His aunt rang.",
    ]
    own = ["Nobody saw him alone", "Nobody wrote it down"]
    assert points(*texts)["learning"] == (own if ends else [*own, "His aunt rang"])


def test_a_number_that_a_page_shows_beside_its_heading_is_none_of_it() -> None:
    found = points("# 2What went well", "• The nurse rang.", "# 3What should change", "• Ask the nurse.")
    assert found == {"recommendations": ["Ask the nurse"]}


def test_a_short_line_right_on_a_paragraph_is_its_heading() -> None:
    found = points(
        "What we learned",
        "A night like no other\nAll the advice was about home. Parties were not talked about.",
        "Who is there at night\nNobody knew the name of the man, who came home at ten.",
        "What we ask you to do",
        "• Ask who is there.",
        "Already happening\nThe police ask about it on every visit to a home.",
    )
    assert found == {
        "learning": [
            "All the advice was about home. Parties were not talked about",
            "Nobody knew the name of the man, who came home at ten",
        ],
        "recommendations": ["Ask who is there"],
        "actions": ["The police ask about it on every visit to a home"],
    }
    assert points("Learning", "Ask who is there\nAsk who sleeps there") == {
        "learning": ["Ask who is there", "Ask who sleeps there"]
    }


def test_paragraphs_under_a_heading_are_a_point_each_though_one_has_a_semicolon() -> None:
    texts = [
        "Letters were sent; nobody asked him what school was like.",
        "Friends know first. His friend rang a number.",
    ]
    assert points("# Key learning", *texts) == {"learning": [text[:-1] for text in texts]}
    assert points("# Key learning", "ask him; ask his friend; write it down") == {
        "learning": ["ask him", "ask his friend", "write it down"]
    }


# --- What is no point -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "That the Committee notes the report and asks for another in May.",
        "Members are asked to note the contents.",
        "That the Overview and Scrutiny Committee considers whether to look at neglect.",
        "Questions to the business unit: unit@example.org or 01632 960 001.",
        "If you are worried about a child, ring the team.",
        "Download: Rowan full report (PDF, 2MB)",
        "Rowan summary [Word 20KB]",
        "(none entered)",
        "Please see the full report.",
        "See attachment",
        "March 2031",
        "By 31/03/2031",
        "Complete, May 2031",
        "On track",
        "-",
        "Guidance note: set out each point here.",
        "This export contains sensitive data.",
    ],
)
def test_what_speaks_to_those_who_read_a_page_or_paper_is_no_point(text: str) -> None:
    assert points("# Recommendations", text) == {}
    assert points("# Recommendations", "• Ask his aunt.", "• Look at the room.", text) == {
        "recommendations": ["Ask his aunt", "Look at the room"]
    }


@pytest.mark.parametrize(
    "text",
    [
        "That the police and the council agree how a report is recorded",
        "The Committee should consider a single approach to neglect",
        "Please ask every father for his name",
        "If you are told about a bruise, ring the paediatrician",
        "Contact the mental health team before a plan ends",
        "None of the services asked his aunt",
        "Not known to any service, he was seen by nobody",
        "The letter of 01/05/2029 was lost",
    ],
)
def test_what_practitioners_are_to_do_is_one(text: str) -> None:
    assert points("# Recommendations", f"• {text}.", "• Ask his aunt.") == {"recommendations": [text, "Ask his aunt"]}


# --- Points in prose --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The review found three things: (1) nobody asked; (2) the note was lost; and (3) he was seen once.",
            {"learning": ["nobody asked", "the note was lost", "he was seen once"]},
        ),
        (
            "The reviewer made two findings. (a) Nobody asked his aunt. (b) The note was lost in the post.",
            {"learning": ["Nobody asked his aunt", "The note was lost in the post"]},
        ),
        (
            "The board accepted two recommendations: that the police ask his aunt; and that notes be kept.",
            {"recommendations": ["that the police ask his aunt", "and that notes be kept"]},
        ),
        (
            "It recommended that: each father be met; his work be known. All of this was agreed in May.",
            {"recommendations": ["each father be met", "his work be known"]},
        ),
        (
            "Three lessons emerge. First, nobody asked his aunt. Secondly, a note was lost. Finally, he was alone.",
            {"learning": ["nobody asked his aunt", "a note was lost", "he was alone"]},
        ),
        (
            "Two lessons emerge. First, nobody asked in 2012. Second, the note was lost.",
            {"learning": ["nobody asked in 2012", "the note was lost"]},
        ),
        (
            "The review makes the following recommendations: 1. The police should ask. 2. All 2. visits count.",
            {"recommendations": ["The police should ask", "All 2. visits count"]},
        ),
        ("He had three things with him: a coat; a shoe; a book.", {}),
        ("What we will do: the form will be changed at once; staff will be told.",
         {"actions": ["the form will be changed at once", "staff will be told"]}),
        ("The review found that nobody asked his aunt. The nurse had a note of it; she kept it.",
         {"learning": ["The review found that nobody asked his aunt", "The nurse had a note of it; she kept it"]}),
    ],
)  # fmt: skip
def test_a_sentence_leads_in_points_where_no_heading_does(text: str, expected: dict[str, list[str]]) -> None:
    assert points(text) == expected
    told = body("He was four.", text, "Rowan is well today.")
    assert told.summary.startswith(f"{HAPPENED} He was four.")
    if "learning" in expected or not expected:
        assert told.summary.endswith("Rowan is well today.")


def test_such_a_sentence_is_of_what_happened_where_headings_name_the_learning() -> None:
    text = "The nurse found two things: (1) a bruise; (2) a burn."
    assert points(text, "# What we learned", "• Nobody asked.") == {"learning": ["Nobody asked"]}


@pytest.mark.parametrize("words", ["Finding one. ", "Finding 1: ", "Learning point two – "])
def test_the_number_of_a_point_may_be_a_word(words: str) -> None:
    second = words.replace("one", "three").replace("1", "3").replace("two", "four")
    found = points(f"{words}Nobody asked his aunt.", "Recommendation. The police should ask.", f"{second}He was alone.")
    assert found == {
        "learning": ["Nobody asked his aunt", "He was alone"],
        "recommendations": ["The police should ask"],
    }


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("Staff should take three things from this review.", "learning"),
        ("The partners have agreed the following actions.", "actions"),
        ("He had been seen by many people at home.", None),
    ],
)
def test_a_short_sentence_that_counts_what_follows_leads_in_a_list(lead: str, kind: str | None) -> None:
    found = body("# Summary", lead, "• Ask his aunt.", "• Look at the room.")
    assert {part: len(own) for part, own in found.sections.items()} == ({kind: 2} if kind else {})


# --- Lists ------------------------------------------------------------------------------------------------------------


def test_an_item_that_breaks_off_at_a_colon_has_the_items_in_small_letters_as_its_text() -> None:
    items = ["• Ask his aunt.", "• Make sure that a second visit:\n• is noted,\n• is told to the school.", "• Look."]
    assert points("# Recommendations", *items)["recommendations"] == [
        "Ask his aunt",
        "Make sure that a second visit: is noted, is told to the school",
        "Look",
    ]


def test_a_list_in_numbered_paragraphs_ends_with_the_next_of_them() -> None:
    found = points("4.1 The review found that:", "• nobody asked\n• nobody looked", "4.2 The group has met since.")
    assert found == {"learning": ["nobody asked", "nobody looked"]}


def test_a_list_of_questions_is_none_of_the_part_above_it() -> None:
    texts = ["# Progress so far", "The form was changed.", "# For your team", "• Who would ask?", "• Do we look?"]
    assert points(*texts) == {"actions": ["The form was changed"]}
    assert points("# Recommendations", "• Ask who was there.", "• Be curious: who was there?") == {
        "recommendations": ["Ask who was there", "Be curious: who was there?"]
    }


def test_a_dash_under_a_line_that_was_not_full_begins_an_item() -> None:
    long = "He was seen by a nurse and by a doctor on that day and on the next, and both wrote"
    texts = [f"{long}\n{long}\n{long}\nnote of it.", "What the review tells us\n- Nobody asked his aunt."]
    found = points(*texts, f"{long}\n- Letter and all - a note.")
    assert found == {"learning": ["Nobody asked his aunt"]}


# --- Findings that nothing names --------------------------------------------------------------------------------------

TOLD = [
    "The nurse and the school each had a part of what was going on at home.",
    "Nobody wrote down what he said on the day on which he said it.",
    "The man was never asked for his name or for where he had lived before.",
]


def test_headings_of_findings_that_no_word_names_are_those_of_learning_to_be_checked() -> None:
    heads = ["# Seeing the whole", "# Hearing him", "# A man in the home"]
    pages = [text for pair in zip(heads, TOLD, strict=True) for text in pair]
    found = body(*pages, "# Other reviews", "• Child K, 2028")
    assert [point.text for point in found.sections["learning"]] == [text[:-1] for text in TOLD]
    assert ("learning", "no words say that these paragraphs are what was learned") in found.doubts
    assert points("# His first year", "He was born in May 2025 and did well.", *pages[:2]) == {}
    assert points(*pages, "# What we learned", "• Ask him.") == {"learning": ["Ask him"]}


def test_paragraphs_that_begin_with_a_few_words_are_findings_to_be_checked() -> None:
    pages = [f"Cover for leave. {TOLD[0]}", f"Ask about him. {TOLD[1]}"]
    found = body(*pages)
    assert [point.text for point in found.sections["learning"]] == [text[:-1] for text in pages]
    assert len(found.doubts) == 1
    assert points(pages[0], "He was seen by a nurse in March 2029.") == {}
    assert points("Rowan was four. He lived there with his mother.", "He liked it. He had a den in the garden.") == {}


RECOMMENDED = ["# Recommendations", "• Ask his aunt."]


def test_chapters_that_hold_lessons_before_the_recommendations_are_findings_to_be_checked() -> None:
    pages = ["# Did anybody ask him?", TOLD[1], "# Was the man known?", TOLD[2], "# His mother", "She was told twice."]
    found = body("# What did the review ask?", "It asked how he had lived.", *pages, *RECOMMENDED)
    assert [point.text for point in found.sections["learning"]] == [TOLD[1][:-1], TOLD[2][:-1], "She was told twice"]
    assert ("learning", "no words say that these paragraphs are what was learned") in found.doubts
    assert found.summary.endswith("how he had lived.")
    told = ["# His first year", "He was born in May 2025.", "# The move", "In June 2027 they moved.", *pages[:2]]
    assert list(points(*told, *RECOMMENDED)) == ["recommendations"]


def test_paragraphs_that_are_lessons_behind_what_happened_are_findings_to_be_checked() -> None:
    found = body("He lived with two sisters.", *TOLD[1:], *RECOMMENDED)
    assert [point.text for point in found.sections["learning"]] == [text[:-1] for text in TOLD[1:]]
    assert found.summary == f"{HAPPENED} He lived with two sisters."
    assert points(TOLD[1], "In May 2030 he was seen by a nurse.", *RECOMMENDED).keys() == {"recommendations"}
    assert points(TOLD[1], *RECOMMENDED).keys() == {"recommendations"}


def test_a_chapter_before_the_first_lesson_is_a_finding_where_both_ask_and_neither_asks_of_the_review() -> None:
    seen = ["# What did they see when they met him?", "They saw a boy who was good at being out of the way of others."]
    pages = ["# Did anybody ask him?", TOLD[1], "# Was the man known?", TOLD[2]]
    assert points(*seen, *pages, *RECOMMENDED)["learning"] == [seen[1][:-1], TOLD[1][:-1], TOLD[2][:-1]]
    of_review = ["# How was the review done?", seen[1]]
    assert points(*of_review, *pages, *RECOMMENDED)["learning"] == [TOLD[1][:-1], TOLD[2][:-1]]


def test_numbered_paragraphs_between_what_happened_and_a_label_are_findings_to_be_checked() -> None:
    story = "4.1 In May 2029 he was seen by a nurse."
    findings = ["4.2 The doctors did not agree. They wrote to each other.", "4.3 Nobody asked him. He was four."]
    label = "4.4 What the review recommends. The hospital should hold a meeting of all who know a child."
    found = body(story, *findings, label)
    assert [point.text for point in found.sections["learning"]] == [text[4:-1] for text in findings]
    assert [point.text for point in found.sections["recommendations"]] == [
        "The hospital should hold a meeting of all who know a child"
    ]
    assert ("learning", "no words say that these paragraphs are what was learned") in found.doubts
    assert points(story, findings[0], "4.3 What he said. He was cold.") == {}


def test_a_sentence_that_says_what_was_accepted_leads_in_the_list_behind_it() -> None:
    told = "The author took members through her report."
    listed = ["• The school had no plan.", "• The letters were lost."]
    learning = {"learning": ["The school had no plan", "The letters were lost"]}
    assert points(f"{told} In discussion these points were accepted as the learning.\n" + "\n".join(listed)) == learning
    assert points("# Recommendations", "The recommendations were agreed as follows.\n• Ask him.\n• Look.") == {
        "recommendations": ["Ask him", "Look"]
    }


def test_a_label_of_good_practice_before_a_paragraph_is_of_it_alone() -> None:
    found = body("# What we learned", TOLD[1], "Good practice: his coach saw him at once and stayed with him.", TOLD[2])
    assert [point.text for point in found.sections["learning"]] == [TOLD[1][:-1], TOLD[2][:-1]]
    assert found.notes == ["Good practice: his coach saw him at once and stayed with him."]
    rare = "It was rare. Good practice was not written down"
    assert points("# What we learned", f"{rare}.") == {"learning": rare.split(". ")}


def test_how_far_an_action_is_stands_behind_it_and_is_none_of_it() -> None:
    actions = ["# Actions", "• A checklist was written. (Complete, 30/01/2031)\n• Forty calls are read (in progress)"]
    assert points(*actions) == {"actions": ["A checklist was written", "Forty calls are read"]}
    assert points("# Actions", "• A checklist was written (open to all staff).\n• Calls are read (twice a year)") == {
        "actions": ["A checklist was written (open to all staff)", "Calls are read (twice a year)"]
    }


def test_one_semicolon_in_a_paragraph_of_several_sentences_parts_no_points() -> None:
    text = "A doctor has been named. All children were seen; four were referred."
    assert points(f"What has changed. {text}")["actions"] == [
        "A doctor has been named",
        "All children were seen; four were referred",
    ]
    assert points("Learning includes: children were seen; four were referred.")["learning"] == [
        "children were seen",
        "four were referred",
    ]


def test_a_line_of_a_series_is_no_heading_of_learning() -> None:
    assert points("Learning Together series, no. 18", "His aunt rang the school on Mondays.") == {}
    assert points("Learning from this", "His aunt rang.") == {"learning": ["His aunt rang"]}


def test_the_chapters_of_findings_go_on_under_the_heading_that_the_first_has() -> None:
    chapter = ["# What happened", "He was seen by a nurse.", "# Why it matters"]
    found = points(
        *chapter, TOLD[1], "# What should change", "Ask him.", *chapter, TOLD[2], "# What should change", "Look."
    )
    assert found == {"learning": [text[:-1] for text in TOLD[1:]], "recommendations": ["Ask him", "Look"]}


# --- Prose among findings ---------------------------------------------------------------------------------------------


def test_a_label_that_asks_and_names_no_part_is_none_of_the_point_behind_it() -> None:
    pages = ["# What we learned", "# A man in the home", f"What we saw: {TOLD[2]}", f"Why it matters: {TOLD[1]}"]
    assert points(*pages) == {"learning": [TOLD[2][:-1], TOLD[1][:-1]]}
    assert points("# What we learned", f"What happened: {TOLD[2]}", TOLD[1]) == {"learning": [TOLD[1][:-1]]}
    assert points("# What we learned", "Asking: it was left to others.") == {
        "learning": ["Asking: it was left to others"]
    }


def test_a_line_that_stands_over_a_paragraph_of_findings_is_its_heading() -> None:
    pages = ["What we learned", "Grief takes time", TOLD[1], "A man in the home", TOLD[2]]
    assert points(*pages) == {"learning": [TOLD[1][:-1], TOLD[2][:-1]]}
    assert points("What we learned", "No plan for leave", "No word to the school") == {
        "learning": ["No plan for leave", "No word to the school"]
    }


def test_all_paragraphs_of_a_numbered_finding_that_are_lessons_are_points() -> None:
    pages = ["# Finding 1: Hearing him", TOLD[1], TOLD[2], "His mother came in June 2029.", "# Learning point"]
    found = points("# Findings", *pages, "Ask him.", "# Finding 2: What was known of the man was known to one", TOLD[0])
    assert found == {"learning": [TOLD[1][:-1], TOLD[2][:-1], "Ask him", TOLD[0][:-1]]}


def test_what_is_told_of_the_findings_is_none() -> None:
    remark = "The findings below are drawn from what we read. They are set out as two statements."
    assert points("# Findings", remark, TOLD[1]) == {"learning": [TOLD[1][:-1]]}
    assert points("# Findings", f"The findings of the school were lost. {TOLD[1]}", TOLD[0])["learning"][0].startswith(
        "The"
    )
    done = "The partners accept all of it. Letters are sent."
    assert points("# What has changed since", done) == {"actions": ["Letters are sent"]}


def test_what_somebody_said_is_no_finding() -> None:
    said = ["“If they had rung me, I would have come at once.”", "Rowan’s father"]
    assert points("# Findings", TOLD[0], *said, TOLD[1]) == {"learning": [TOLD[0][:-1], TOLD[1][:-1]]}
    own = f"{TOLD[0]} His father said “I would have come at once.”"
    assert points("# Findings", own, TOLD[1])["learning"][0].startswith("The nurse")


def test_what_was_good_is_no_finding_where_its_paragraph_says_so() -> None:
    good = "The reviewers found much that was good. The nurse saw him each week."
    found = body("# Findings", TOLD[0], good, TOLD[1])
    assert [point.text for point in found.sections["learning"]] == [TOLD[0][:-1], TOLD[1][:-1]]
    assert found.notes == [f"Good practice: {good}"]


def test_a_paragraph_of_findings_is_as_many_as_it_says_were_found() -> None:
    both = "The review found that nobody asked. He was four. It also found that the letter was lost."
    assert points("# Findings", both, TOLD[1])["learning"] == [
        "The review found that nobody asked. He was four",
        "It also found that the letter was lost",
        TOLD[1][:-1],
    ]
    heard = "He was not asked. The review heard that he was shy."
    assert points("# Findings", heard, TOLD[1])["learning"][0] == heard[:-1]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("So what?", "learning"),
        ("Now what?", "actions"),
        ("How partners have responded", "actions"),
        ("What we are asking teams to do", "recommendations"),
        ("What the Board has agreed", "actions"),
        ("Headlines from the review", "learning"),
    ],
)
def test_a_heading_names_its_part_in_whatever_words(heading: str, kind: str) -> None:
    assert points(f"# {heading}", "• Ask his aunt.", "• Look.") == {kind: ["Ask his aunt", "Look"]}


def test_a_counted_list_is_of_the_part_that_any_clause_before_it_names() -> None:
    lead = "The review has made two recommendations, all of which were accepted."
    assert points("What we learned", "• Nobody asked.", lead, "• Ask his aunt.", "• Look.")["recommendations"] == [
        "Ask his aunt",
        "Look",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Eastmere Partnership, Quay House, Eastmere EM1 2AB",
        "www.eastmere.example",
        "An action plan has been drawn up and will be monitored by the group.",
        "Progress will be reported in May.",
    ],
)
def test_what_is_told_of_a_board_or_its_plan_is_no_action(text: str) -> None:
    assert points("# Next steps", text) == {}
    assert "Keywords" not in " ".join(body("# Next steps", "• Ask.", text).notes)


def test_a_conclusion_is_none_of_the_points() -> None:
    texts = ["2. Findings", "2.1 Nobody asked his aunt at all.", "3. Conclusions", "3.1 He might well have died there."]
    assert points(*texts) == {"learning": ["Nobody asked his aunt at all"]}
    assert points("Conclusions and recommendations", "• Ask.") == {"recommendations": ["Ask"]}


def test_a_list_under_other_words_goes_on_no_practice_that_was_good() -> None:
    found = points(
        "# What worked well?", "• The nurse rang.", "# The hard parts", "• Nobody asked.", "• Nobody looked."
    )
    assert found == {"learning": ["Nobody asked", "Nobody looked"]}
    found = points("# What worked well?", "• The nurse rang.", "# What were we worried about?", "• Nobody asked.")
    assert found == {"learning": ["Nobody asked"]}


def test_items_that_are_about_as_long_are_no_wrapped_text() -> None:
    items = [
        "- nurses did not share what they knew of her dad",
        "- police did not share what they knew of her mum",
        "- school did not share what they knew of the dog",
    ]
    learning = {"learning": [item[2:] for item in items]}
    assert points("\n".join(["A boy of 3 died.", "Learning", *items])) == learning
    assert points("Learning", "\n".join(items)) == learning


# --- What leads in paragraphs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lead",
    [
        "The reviewers write of what they saw in two ways.",
        "The author groups this under two headings.",
    ],
)
def test_a_sentence_that_counts_what_was_found_leads_in_the_paragraphs_behind_it(lead: str) -> None:
    told = ["A man nobody met. No agency had his full name or asked for it.", "The plan ended early on a phone call."]
    learning = ["No agency had his full name or asked for it", "The plan ended early on a phone call"]
    assert points(lead, *told) == {"learning": learning}
    assert points("The family lived in two flats.", *told) == {}


def test_the_part_of_a_list_is_named_in_any_clause_of_what_leads_it_in() -> None:
    items = ["• ask again", "• look at the loft"]
    before = (
        "The report is not due before the summer and makes recommendations that we know, but these came out of the day:"
    )
    of_learning, asked = ["ask again", "look at the loft"], {"recommendations": ["ask again", "look at the loft"]}
    assert points("The findings, in the words of the summary of that year:", *items) == {"learning": of_learning}
    assert points("The review makes two recommendations, all of which were taken up:", *items) == asked
    assert points(before, *items) == {"learning": of_learning}


def test_the_name_of_a_theme_is_no_part_of_its_point() -> None:
    told = "Each move brought a new waiting list for the young man."
    assert points(f"Theme 1: Moves. {told}", f"Theme 2: Waiting. {told}")["learning"] == [told[:-1]] * 2
    assert points(f"Theme 1: {told}", f"Theme 2: {told}")["learning"] == [told[:-1]] * 2


def test_a_label_heads_the_paragraphs_up_to_the_next() -> None:
    told = ["What did we learn? Advice was given to her alone.", "Nobody asked where the baby slept at night."]
    after = "What are we doing about it? Visitors will talk through a real night."
    both = ["Advice was given to her alone.", "Nobody asked where the baby slept at night"]
    found = points(*told, after)
    assert found["learning"] == [both[0][:-1], both[1]]
    assert found["actions"] == ["Visitors will talk through a real night"]
    assert points(*told)["learning"] == [both[0][:-1]]


@pytest.mark.parametrize("lead", ["Interim learning.", "Key findings."])
def test_a_label_may_end_in_a_full_stop(lead: str) -> None:
    assert points(f"{lead} Visits stopped when the family moved.") == {
        "learning": ["Visits stopped when the family moved"]
    }
    assert points("On that day. Visits stopped when the family moved.") == {}


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("The summary ends with one recommendation for the whole region: that it be given to every father.",
         "that it be given to every father"),
        ("The review recommends that every father be met.", "every father be met"),
    ],
)  # fmt: skip
def test_a_sentence_may_lead_in_its_one_recommendation(text: str, point: str) -> None:
    assert points(text) == {"recommendations": [point]}
    assert points("The summary ends with one story for the whole region: that of his father.") == {}


# --- Plans, and what a paper has besides ------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["No. Action Lead agency Status", "Rec. Action Lead Due", "Action By whom By when"])
def test_a_plan_whose_table_is_lost_has_a_point_behind_each_number(header: str) -> None:
    told = [
        "1 Write to every child in care after a request to move.",
        "Social services Complete",
        "2 Send the plans to the new home before the child comes.",
    ]
    found = body("# Actions agreed", f"# {header}", *told, "Health board", "# Learning", "• ask again")
    assert [point.text for point in found.sections["actions"]] == [
        "Write to every child in care after a request to move", "Send the plans to the new home before the child comes"
    ]  # fmt: skip
    assert [text for _, text in found.rest] == ["Social services Complete", "Health board"]
    assert [point.text for point in found.sections["learning"]] == ["ask again"]


@pytest.mark.parametrize(
    "heading",
    [
        "Financial and legal implications",
        "Recommendation to committee",
        "Recommendations to the Chief Officers",
        "A goodbye",
    ],
)
def test_what_a_paper_says_of_money_and_of_what_a_meeting_decides_is_none_of_a_review(heading: str) -> None:
    text = "The cost of the reviewers was met by the partners from what was left."
    learned = ["# What the review tells us", "• ask again"]
    found = body(*learned, f"# {heading}", text)
    assert {kind: [point.text for point in own] for kind, own in found.sections.items()} == {"learning": ["ask again"]}
    assert (1, text) not in found.rest
    assert text in [rest for _, rest in found.rest]
    assert points(*learned, "# Recommendations to the partnership", "• look")["recommendations"] == ["look"]


def test_questions_right_over_their_paragraphs_are_headings_of_findings_to_be_checked() -> None:
    asked = ["How far was he helped?", "Did staff know the man?", "What of the bruise?"]
    answers = [f"The message number {number} was given on the ward and was not said again." for number in range(3)]
    over = body(*(f"{question}\n{answer}" for question, answer in zip(asked, answers, strict=True)))
    assert [point.text for point in over.sections["learning"]] == [answer[:-1] for answer in answers]
    assert over.doubts
    apart = [text for pair in zip(asked, answers, strict=True) for text in pair]
    assert points(*apart) == {}


def test_a_sentence_before_what_there_is_to_read_is_told() -> None:
    assert body("He had been hurt before. See the full report (PDF)").summary.endswith("He had been hurt before.")


@pytest.mark.parametrize(
    "heading",
    [
        "The family was seen through its address",
        "The response to the first call was too slow",
        "Professionals responded to events",
        "Support for his mother ended early",
        "His questions were not answered",
    ],
)
def test_a_heading_that_makes_a_claim_names_no_part(heading: str) -> None:
    pages = ["# Findings", "# A man in the home", TOLD[2], f"# {heading}", TOLD[1]]
    assert points(*pages) == {"learning": [TOLD[2][:-1], f"{heading}. {TOLD[1][:-1]}"]}


@pytest.mark.parametrize("heading", ["What the board has done", "Actions taken", "How agencies have responded"])
def test_a_heading_with_a_verb_that_makes_no_claim_names_its_part(heading: str) -> None:
    assert points("# Findings", TOLD[1], f"# {heading}", "Letters are sent.").keys() == {"learning", "actions"}


def test_the_next_chapter_of_findings_goes_on_behind_a_recommendation_or_good_practice() -> None:
    first = ["# Findings", "# A man in the home", TOLD[2], "Recommendation 1: Ask him."]
    found = points(
        *first, "# Good practice", "A nurse saw him.", "# Hearing him", TOLD[1], "# Closing words", "Thank you."
    )
    assert found == {"learning": [TOLD[2][:-1], TOLD[1][:-1]], "recommendations": ["Ask him"]}
    assert points(*first, "# His aunt", "She lives by the sea.")["learning"] == [TOLD[2][:-1]]


def test_lessons_in_chapters_are_points_though_one_chapter_has_a_list() -> None:
    chapters = [
        "# A man in the home",
        TOLD[2],
        "# Hearing him",
        TOLD[1],
        "# The whole",
        "• Look again.",
        "• Ask his aunt.",
    ]
    assert points("# Findings", *chapters)["learning"] == [TOLD[2][:-1], TOLD[1][:-1], "Look again", "Ask his aunt"]
    lists = ["# Hearing him", TOLD[1], "• Ask him.", "# The whole", TOLD[0], "• Look again."]
    assert points("# Findings", *lists)["learning"] == ["Ask him", "Look again"]


def test_a_heading_of_findings_and_recommendations_has_the_findings_first() -> None:
    pages = ["# A man in the home", TOLD[2], "Recommendation 1: Ask him."]
    assert points("# Findings and recommendations", *pages) == {
        "learning": [TOLD[2][:-1]],
        "recommendations": ["Ask him"],
    }
    assert points("# Learning and recommendations", "• Ask him.", "• Look.").keys() == {"recommendations"}


def test_the_heading_of_one_message_names_no_learning_for_the_chapters_before_it() -> None:
    pages = ["# Did anybody ask him?", TOLD[1], "# Was the man known?", TOLD[2], "# Key message", "Look again."]
    assert points(*pages) == {"learning": [TOLD[1][:-1], TOLD[2][:-1], "Look again"]}
    assert points(*pages[:4], "# What we learned", "Look again.") == {"learning": ["Look again"]}


def test_a_heading_that_makes_a_claim_is_part_of_the_finding_under_it() -> None:
    claims = ("A waiting list is not a plan", "The system had no slack")
    expected = [f"{claim}. {text[:-1]}" for claim, text in zip(claims, TOLD, strict=False)]
    for number in ("", "Finding 2. "):
        pages = [text for pair in zip(claims, TOLD, strict=False) for text in (f"# {number}{pair[0]}", pair[1])]
        assert points("# Findings", *pages)["learning"] == expected
    topics = ["# The person who is there at night", TOLD[1], "# Did anybody ask?", TOLD[2], "# Hearing him", TOLD[0]]
    assert points("# Findings", *topics)["learning"] == [TOLD[1][:-1], TOLD[2][:-1], TOLD[0][:-1]]
