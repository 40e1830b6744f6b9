"""What stands under a title: the parts, their lead-ins, and the statements in them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.bulletin.english import sentence_spans, sentences
from casereviews.bulletin.layout.lead_ins import begins_section, is_resource
from casereviews.bulletin.layout.rows import Row
from casereviews.bulletin.layout.sections import Body, body_of
from casereviews.model.reviews import Resource

A, B = "ask who is at home", "look at the loft"


def body(*texts: str) -> Body:
    """The parts of paragraphs; those that begin with a bullet are items of a list."""
    return body_of(
        [Row(number, text.removeprefix("• "), False, bullet=text[0] == "•") for number, text in enumerate(texts, 1)]
    )


def parts(*texts: str) -> dict[str, Any]:
    """What there is of a body, points as texts."""
    found = body(*texts)
    made: dict[str, Any] = {"summary": found.summary}
    made |= {kind: [point.text for point in points] for kind, points in found.sections.items()}
    made |= {"notes": found.notes, "resources": found.resources, "rest": found.rest, "doubts": found.doubts}
    return {key: value for key, value in made.items() if value or key in found.sections}


# --- Lead-ins -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lead",
    [
        "Learning includes: ", "Learning includes ", "Learning include: ", "Learning focuses on: ", "Learning focusses on ",
        "Learning focused on: ", "Learning themes include: ", "Learning points include: ", "Learning is around: ", "Learning: ",
        "Learning:", "Learning relates to: ", "Key learning includes: ", "Key learning: ", "Learning identified includes: ",
        "Learning from this review includes: ", "Lessons include: ", "Lessons learned include: ", "Lessons learnt: ",
        "Key findings: ", "Findings include: ", "Issues identified include: ", "Issues identified: ", "Key issues: ",
        "Key issues include: ", "Key issues identified include: ", "Issues include: ", "Key themes include: ", "Themes: ",
        "Main learning covers: ", "Learning includes the following: ", "Key Learning includes: ",
    ],
)  # fmt: skip
def test_what_leads_in_learning(lead: str) -> None:
    assert begins_section(lead + A)
    for text in (f"{lead}{A}; {B}.", f"{lead}{A}; {B}"):
        assert parts("A boy died.", text) == {"summary": "A boy died.", "learning": [A, B]}
        assert parts(f"A boy died. {text}") == {"summary": "A boy died.", "learning": [A, B]}


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("Recommendation 1: ", "Recommendation 2: ", "recommendations"),
        ("Recommendation 1 – ", "Recommendation 2 – ", "recommendations"),
        ("Recommendation 1.1 ", "Recommendation 1.2 ", "recommendations"),
        ("Recommendation no. 4. ", "Recommendation no. 5. ", "recommendations"),
        ("Finding 1: ", "Finding 2: ", "learning"),
        ("Learning point 1: ", "Learning Point 2: ", "learning"),
        ("Lesson 1) ", "Lesson 2) ", "learning"),
        ("Action 1: ", "Action 2: ", "actions"),
    ],
)
def test_points_that_are_led_in_by_their_numbers(first: str, second: str, kind: str) -> None:
    """Each is one point, however many sentences it has."""
    points = ["Ask who is at home. Then ask again", "Look at the loft"]
    assert parts("A boy died.", f"{first}{points[0]}.", f"{second}{points[1]}.") == {
        "summary": "A boy died.",
        kind: points,
    }


@pytest.mark.parametrize("text", ["Lesson 3 was learnt by all", "Recommendation 2 of the plan", "Findings 12"])
def test_a_number_that_leads_in_no_point(text: str) -> None:
    assert not begins_section(text)


@pytest.mark.parametrize(
    "lead",
    [
        "Recommendations include: ", "Recommendations include ", "Recommendations focus on: ", "Recommendations focus on ",
        "Recommendations are made around: ", "Recommendations are made around ", "Recommendations: ", "Recommendations cover: ",
        "Recommendations are made about: ", "Key recommendations include: ", "The recommendations relate to: ",
        "Recommendation: ", "Five recommendations: ",
        "Makes recommendations covering ", "Makes recommendations covering: ", "Makes recommendations for: ",
        "Makes a number of recommendations including: ", "Makes six recommendations, including: ",
        "Makes recommendations on ", "Makes several recommendations relating to: ", "The review makes recommendations covering: ",
        "Making recommendations about ",
    ],
)  # fmt: skip
def test_what_leads_in_recommendations(lead: str) -> None:
    assert begins_section(lead + A)
    for before in ("", f"Learning: {B}."):
        found = parts(*filter(None, ["A boy died.", before, f"{lead}{A}; {B}."]))
        assert found["recommendations"] == [A, B]
        assert found["summary"] == "A boy died."


@pytest.mark.parametrize(
    ("text", "points", "addressee"),
    [
        (f"Recommendations to the partnership include: {A}; {B}.", [A, B], "the partnership"),
        (f"Recommendations for the police: {A}; {B}", [A, B], "the police"),
        (f"Recommendations include: {A}", [A], None),
        (f"Recommendations: to the police: {A}; {B}; to housing: {B}", [f"to the police: {A}", B, f"to housing: {B}"], "the police"),
        ("Makes recommendations that the loft is looked at; that doors are shut", ["the loft is looked at", "that doors are shut"], None),
    ],
)  # fmt: skip
def test_to_whom_recommendations_are(text: str, points: list[str], addressee: str | None) -> None:
    found = body("A boy died.", text).sections["recommendations"]
    assert [point.text for point in found] == points
    first = found[0].addressee
    assert (first[0].removeprefix("the ") if first else None) == (addressee.removeprefix("the ") if addressee else None)


def test_each_point_keeps_the_addressee_that_was_named_last() -> None:
    """Its place in the text, or -1 where an earlier point or the lead-in has it."""
    text = "Recommendations: to the police: share plans; keep notes; and to housing: visit; paint."
    found = body("A boy died.", text).sections["recommendations"]
    assert [(point.text, point.addressee) for point in found] == [
        ("to the police: share plans", ("the police", 3)),
        ("keep notes", ("the police", -1)),
        ("and to housing: visit", ("housing", 7)),
        ("paint", ("housing", -1)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Makes no recommendations.", {"recommendations": []}),
        ("Makes no recommendations", {"recommendations": []}),
        ("Made no specific recommendations.", {"recommendations": []}),
        ("The review makes no recommendations.", {"recommendations": []}),
        ("No recommendations were made.", {"recommendations": []}),
        ("Recommendations: none.", {"recommendations": []}),
        (
            f"Makes no recommendations but tells of actions that were taken, including: {A}; {B}.",
            {"recommendations": [], "actions": [A, B]},
        ),
        (f"Makes no recommendations but lists changes that were made, including: {A}; {B}", {"recommendations": [], "actions": [A, B]}),
        (
            f"Makes no recommendations but sets out questions for the partnership, including: {A}; {B}.",
            {"recommendations": [], "learning": [A, B]},
        ),
        (f"Makes no recommendations. Actions taken include: {A}; {B}.", {"recommendations": [], "actions": [A, B]}),
        (f"Makes no recommendations. Learning includes: {A}; {B}.", {"recommendations": [], "learning": [A, B]}),
    ],
)  # fmt: skip
def test_where_no_recommendations_are_made_the_section_is_there_and_empty(text: str, expected: dict[str, Any]) -> None:
    assert parts("A boy died.", text) == {"summary": "A boy died.", **expected}


@pytest.mark.parametrize("text", ["Recommendations include: more of them", f"Learning: {A}"])
def test_where_nothing_is_said_of_recommendations_that_are_missing(text: str) -> None:
    assert [] not in body("A boy died.", text).sections.values()


@pytest.mark.parametrize("lead", ["Actions: ", "Actions taken include: ", "Actions include: ", "The Actions include: ", "Actions already taken: "])  # fmt: skip
def test_what_leads_in_actions(lead: str) -> None:
    assert parts("A boy died.", f"{lead}{A}; {B}.") == {"summary": "A boy died.", "actions": [A, B]}


@pytest.mark.parametrize("label", ["Background: ", "Background:", "What happened: ", "Summary: "])
def test_a_label_before_what_happened_goes(label: str) -> None:
    assert parts(f"{label}A boy died.", f"Learning: {A}") == {"summary": "A boy died.", "learning": [A]}


def test_an_orphan_includes_leads_in_learning_that_is_to_be_checked() -> None:
    expected = {"summary": "A boy died.", "learning": [A, B]}
    for lead in ("includes: ", "Includes: ", "include: ", "including: "):
        found = parts("A boy died.", f"{lead}{A}; {B}.")
        ((field, why),) = found.pop("doubts")
        assert (field, found) == ("learning", expected)
        assert "includes:" in why
    assert "doubts" not in parts("A boy died.", f"Learning includes: {A}; {B}.")
    assert "learning" not in parts("A boy died.", f"includes {A}; {B}.")


@pytest.mark.parametrize(
    ("texts", "notes"),
    [
        (["Model: Five talks with those who were there."], ["Model: Five talks with those who were there."]),
        (["Methodology: Five talks."], ["Model: Five talks."]),
        (["Keywords: infants, police"], ["Keywords: infants, police"]),
        (["Key words: infants, police."], ["Keywords: infants, police."]),
        (["infants, police, safe sleep"], ["Keywords: infants, police, safe sleep"]),
        (["Infants, police, safe sleep."], ["Keywords: Infants, police, safe sleep."]),
        (["Model: Talks.", "Keywords: infants, police", "Read the overview report (PDF)"], ["Model: Talks.", "Keywords: infants, police"]),
    ],
)  # fmt: skip
def test_the_model_and_the_keywords_are_notes_with_and_without_the_label(texts: list[str], notes: list[str]) -> None:
    found = body("A boy died.", f"Learning includes: {A}; {B}.", *texts)
    assert found.notes == notes
    assert [point.text for point in found.sections["learning"]] == [A, B]
    assert found.rest == []


@pytest.mark.parametrize(
    "text",
    [
        "infants, police",
        "infants, police, and then somebody came in who saw it",
        "infants, police; sleep, fire",
        "He ran, he fell, he stood up again and went",
        "infants, , police",
        "Sam, a boy aged 2, died in 2028.",
        "Sam, a boy of two, was hurt",
        "A boy, a girl, both of 2031",
    ],
)
def test_a_list_with_too_little_or_too_much_in_it_is_no_list_of_keywords(text: str) -> None:
    assert body("A boy died.", f"Learning includes: {A}; {B}.", text).notes == []


# --- Statements -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("one; two; three.", ["one", "two", "three"]),
        ("one; two; and three.", ["one", "two", "and three"]),
        ("one;two ;three", ["one", "two", "three"]),
        ("one;; two;", ["one", "two"]),
        ("one (with a; b); two", ["one (with a; b)", "two"]),
        ("one (with a; two", ["one (with a", "two"]),
        ("one; two. Three; four.", ["one", "two. Three", "four"]),
        ("One sentence. And another.", ["One sentence", "And another"]),
        ("Ask Dr. Holt. Then ask again!", ["Ask Dr. Holt", "Then ask again!"]),
        ("Ask e.g. Morven or an aunt. Then go.", ["Ask e.g. Morven or an aunt", "Then go"]),
        ("Why? Because. So", ["Why?", "Because", "So"]),
        ("only one", ["only one"]),
        ("tea, milk etc.", ["tea, milk etc."]),
        ("to be continued...", ["to be continued..."]),
        ("a rate of 2.5 in May; two", ["a rate of 2.5 in May", "two"]),
        (";", []),
    ],
)  # fmt: skip
def test_how_a_section_is_split(text: str, points: list[str]) -> None:
    found = body("A boy died.", f"Learning includes: {text}")
    assert [point.text for point in found.sections.get("learning", [])] == points


def test_recommendations_may_be_called_recs() -> None:
    found = parts("A boy died.", "Learning", "• One", "Recs", "• Two")
    assert found == {"summary": "A boy died.", "learning": ["One"], "recommendations": ["Two"]}


def test_items_of_a_list_are_points_whatever_is_in_them() -> None:
    found = parts("A boy died.", "Learning", "• One; and more of it.", "• Two. And more.", "Recommendations", "• Three")
    assert found == {
        "summary": "A boy died.",
        "learning": ["One; and more of it", "Two. And more"],
        "recommendations": ["Three"],
    }


def test_paragraphs_after_points_that_ended_are_none() -> None:
    found = body("A boy died.", "Learning includes: one; two.", "Three is here. And so is more.")
    assert [point.text for point in found.sections["learning"]] == ["one", "two"]
    assert [text for _, text in found.rest] == ["Three is here. And so is more."]
    found = body("A boy died.", "Learning includes: one; two", "Three is here.")
    assert [point.text for point in found.sections["learning"]] == ["one", "two Three is here"]


def test_a_point_that_breaks_off_goes_on_in_the_next_paragraph() -> None:
    assert parts("A boy died.", "Learning includes: one; two is", "long; three.")["learning"] == [
        "one",
        "two is long",
        "three",
    ]
    assert parts("A boy died.", "Learning includes: one; two;", "three.")["learning"] == ["one", "two", "three"]


def test_the_same_lead_in_twice_is_one_section() -> None:
    assert parts("A boy died.", f"Learning: {A}.", f"Learning: {B}.")["learning"] == [A, B]


def test_headings_lead_in_what_is_under_them() -> None:
    found = parts(
        "Background", "A boy died.", "Key learning", f"{A}; {B}.", "Recommendations:", f"{B}; {A}", "Model", "Talks", "Other resources",
        "Read the report (PDF)",
    )  # fmt: skip
    assert found == {
        "summary": "A boy died.",
        "learning": [A, B],
        "recommendations": [B, A],
        "notes": ["Model: Talks"],
        "resources": [Resource("Report", "PDF", None)],
    }


def test_words_in_the_middle_of_a_sentence_lead_in_nothing() -> None:
    text = "His learning includes reading. The key issues: none. He makes recommendations."
    found = parts("The learning of a boy was slow, and background: nothing was known.")
    assert set(found) == {"summary"}
    assert parts(text.split(". ")[0] + ".") == {"summary": "His learning includes reading."}


def test_paragraphs_of_what_happened_are_one_text() -> None:
    assert parts("A boy died.", "He was four.", f"Learning: {A}") == {
        "summary": "A boy died. He was four.",
        "learning": [A],
    }


def test_nothing_under_a_title() -> None:
    assert parts() == {}


# --- Resources ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Read the overview report", [("Overview report", None)]),
        ("Read the overview report (PDF)", [("Overview report", "PDF")]),
        ("Read full overview (PDF)", [("Full overview", "PDF")]),
        ("Read full overview [PDF, opens in a new window]", [("Full overview", "PDF")]),
        ("Read the overview report (pdf, 2MB)", [("Overview report", "PDF")]),
        ("Read the overview report (Word)", [("Overview report", "Word")]),
        ("Read the practice briefing (pptx, 3 MB)", [("Practice briefing", "PPTX")]),
        ("Other resources Read practice review (PDF)", [("Practice review", "PDF")]),
        ("Other resources: Read the practice review (PDF)", [("Practice review", "PDF")]),
        ("> Read the overview report", [("Overview report", None)]),
        ("Download the executive summary (PDF)", [("Executive summary", "PDF")]),
        (
            "Read the overview report (PDF) and read the executive summary (PDF)",
            [("Overview report", "PDF"), ("Executive summary", "PDF")],
        ),
    ],
)  # fmt: skip
def test_what_there_is_to_read(line: str, expected: list[tuple[str, str | None]]) -> None:
    assert is_resource(line)
    found = body("A boy died.", f"Learning: {A}; {B}.", line)
    assert [(item.label, item.format) for item in found.resources] == expected
    assert [point.text for point in found.sections["learning"]] == [A, B]


@pytest.mark.parametrize(
    "text", ["Reading the report took a day", "Read this", "The overview report", "Learning: read the report", ""]
)
def test_what_is_no_resource(text: str) -> None:
    assert not is_resource(text)


def test_a_line_of_160_characters_is_a_resource_and_a_longer_one_is_not() -> None:
    text = "Read the overview report ".ljust(160, "x")
    assert is_resource(text)
    assert not is_resource(text + "x")


def test_a_resource_has_the_address_of_its_own_link() -> None:
    links = (("overview report", "https://example.org/a.pdf?x=1"), ("executive summary", "https://example.org/b"))
    row = Row(2, "Read the overview report and read the executive summary", False, links=links)
    found = body_of([Row(1, "A boy died.", False), row])
    assert found.resources == [
        Resource("Overview report", "PDF", "https://example.org/a.pdf?x=1"),
        Resource("Executive summary", None, "https://example.org/b"),
    ]


def test_what_follows_the_end_of_an_entry_is_put_aside() -> None:
    found = parts("A boy died.", f"Learning: {A}", "Read the overview report (PDF)", "Write to us with your thoughts.")
    assert [text for _, text in found["rest"]] == ["Write to us with your thoughts."]
    assert found["learning"] == [A]


# --- Sentences ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("One", ["One"]),
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Dr. Holt and Mrs. Dray came. They left.", ["Dr. Holt and Mrs. Dray came.", "They left."]),
        ("Ask J. Holt. Now.", ["Ask J. Holt.", "Now."]),
        ("It cost 2.50. twice", ["It cost 2.50. twice"]),
        ("He said “no.” She left.", ["He said “no.”", "She left."]),
        ("He left. 4 came.", ["He left.", "4 came."]),
        ("tea etc. Then more.", ["tea etc. Then more."]),
        ("One.Two", ["One.Two"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.lists(st.sampled_from(["A", "b", ".", "!", "?", " ", "”", "Dr.", "4", "\n"]), max_size=30).map("".join))
def test_sentences_are_the_text_but_for_the_spaces_between(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join(sentences(text)).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_a_sentence_with_commas_at_the_end_tells_what_happened() -> None:
    found = body("His mother was young.", "Sam, a boy aged 2, died in 2028.")
    assert found.notes == []
    assert "Sam, a boy aged 2, died in 2028." in found.summary
