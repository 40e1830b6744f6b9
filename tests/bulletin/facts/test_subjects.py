"""Whose what a text tells is: the child's, or somebody else's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.bulletin.facts.mentions import mentions_of
from casereviews.bulletin.facts.subjects import Subjects


def marked(text: str) -> tuple[str, int, int]:
    """A text, and where the words stand that are in square brackets."""
    before, _, rest = text.partition("[")
    words, _, after = rest.partition("]")
    return before + words + after, len(before), len(before) + len(words)


def whose(text: str, name: str = "", *, own: bool = False, seen: bool = False) -> str | None:
    whole, start, end = marked(text)
    return Subjects(whole, name).whose(start, end, own=own, seen=seen)


@pytest.mark.parametrize(
    "text",
    [
        "A girl was [beaten] by her father.",
        "Her father had [beaten] the girl.",
        "Isla, 8, and her mother were [killed].",
        "Death of a boy, [killed] by his mother.",
        "A girl told her teacher that her stepfather had been [sexually abusing] her.",
        "A man of 31 [killed] his three-month-old son and himself.",
        "His father was convicted of the [murder] of the boy.",
        "The girl lived with her mother. She was [neglected].",
        "The grandmother had worries. Rowan's health was poor. He had been [hit] by an adult.",
        "A girl [killed] by her uncle.",
        "He [assaulted] the mother and her baby.",
        "A man [raped] a girl of 14.",
        "A boy was in a park. Two men [stabbed] him several times.",
        "Two weeks later his father [broke] Rowan's left arm.",
        "A girl was to be [married] to a man whom she had not met.",
        "His parents used drugs, and the house was [without food] for Rowan.",
        "A man was angry with the girl, and she was hurt and [beaten by] him.",
    ],
)
def test_what_was_done_to_the_child(text: str) -> None:
    assert whose(text, "Child Rowan") == "child"


@pytest.mark.parametrize(
    "text",
    [
        "Death of a boy. His mother had been [abused] as a girl.",
        "Wren's mother told the review that she herself was [abused].",
        "A boy died. His mother was 17. She had been [abused].",
        "Death of a boy. Elin's mother, who was a victim of [exploitation], was 17.",
        "A boy [killed] an elderly neighbour.",
        "His father had served a sentence for [assaulting] his mother.",
        "Her mother's partner had been convicted of the [assault] of her mother.",
        "Father's previous child was removed because of [injuries].",
        "An older child had been [neglected].",
        "A boy lived with an aunt. Her partner had a history of [neglect].",
        "The boy [assaulted] three members of staff.",
        "A boy of 15 [raped] a younger pupil.",
        "The police [shot] a dog.",
        "A girl died. Her parents had [neglected] and injured her older brothers.",
        "A boy died. His father had been neglected as a boy and [exploited by] a gang.",
        "A girl died. Her gran had been [beaten].",
    ],
)
def test_what_was_done_to_somebody_else(text: str) -> None:
    assert whose(text) == "other"


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("A boy of 13 was found [hanged].", "child"),
        ("His mother then [took her own life].", "other"),
        ("A boy was poisoned by his mother; she then tried to [take her own life].", "other"),
        ("Domestic abuse, and father's [suicide attempt], were known; the boy was safe.", "other"),
        ("[Suicide] of a mother of two boys.", "other"),
        ("[Suicide] of a girl, whose mother was ill.", "child"),
        ("Killing of two brothers by their father. He then [took his own life].", "other"),
        ("A boy was excluded from school. He then [took his own life].", "child"),
    ],
)
def test_who_does_it_suffers_it(text: str, owner: str) -> None:
    assert whose(text, own=True) == owner


def test_whose_body_it_is_that_somebody_harmed() -> None:
    assert whose("A boy was at home. Two weeks later his father [broke] the boy's left arm.") == "child"
    assert whose("A boy was at home. Two weeks later his father [broke] the neighbour's left arm.") is None


def test_what_a_child_saw_done_to_somebody_else_was_suffered_by_the_child() -> None:
    text = "A girl [saw her father attack] her mother."
    assert (whose(text, seen=True), whose(text)) == ("child", "other")


@pytest.mark.parametrize(
    "text", ["There was [neglect].", "Services were told of [neglect]. A boy died.", "Father [drank]."]
)
def test_where_the_sentence_does_not_say_whose_it_is_nobody_knows(text: str) -> None:
    assert whose(text) is None


@pytest.mark.parametrize(
    ("text", "name", "people"),
    [
        ("A boy and his three-year-old sister died.", "", ["child", "other"]),
        ("A boy and his three-year-old sister died.", "Leo and Mara", ["child", "child"]),
        ("The child protection plan ended.", "", []),
        ("Rowan went home.", "", []),
        ("Rowan went home.", "Child Rowan", ["child"]),
        ("He lived with his sister Ivy (4).", "", ["child", "other"]),
        ("Another child was hurt.", "", ["other"]),
        ("A man of 17 was hurt.", "", ["child"]),
        ("A man of 37 was hurt.", "", ["other"]),
        ("A 16-year-old mother was hurt.", "", ["child"]),
        ("Her 16-year-old mother was hurt.", "", ["other"]),
        ("Babies are hurt.", "", ["anybody"]),
        ("A care leaver, who was 16, had a son.", "", ["child", "child"]),
    ],
)
def test_the_people_of_a_text(text: str, name: str, people: list[str]) -> None:
    assert [mention.owner for mention in mentions_of(text, name)] == people


WORDS = st.sampled_from(
    ["A", "boy", "girl", "his", "her", "mother", "father", "sister", "he", "she", "who", "was", "killed", "by", "of", "and", "Wren", "Wren's", "aged", "8", ",", ".", ";", "two", "brothers", "had been"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=25).map(" ".join), st.booleans(), st.booleans())
def test_any_place_of_any_text_has_an_owner_or_none(text: str, own: bool, seen: bool) -> None:
    subjects = Subjects(text, "Wren")
    found = mentions_of(text, "Wren")
    assert [one.start for one in found] == sorted(one.start for one in found)
    for offset in range(0, len(text), 7):
        assert subjects.whose(offset, min(len(text), offset + 5), own=own, seen=seen) in (
            "child",
            "other",
            "anybody",
            None,
        )
