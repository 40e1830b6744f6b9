"""What a word is about, whatever kinds of term it means."""

from __future__ import annotations

import pytest

from casereviews.errors import UsageError
from casereviews.search.filters import Filters
from casereviews.search.topic import topic_of
from casereviews.vocabulary import NOT_STATED
from helpers.samples import TERMS


@pytest.mark.parametrize(
    ("word", "codes", "note"),
    [
        ("neglect", {"theme": ("neglect-recognition",), "harm": ("neglect",)},
         "neglect: the theme Recognising neglect and the harm Neglect"),
        ("Domestic  abuse",
         {"theme": ("domestic-abuse-practice",), "harm": ("domestic-abuse",), "factor": ("domestic-abuse",)},
         "Domestic abuse: the theme Responding to domestic abuse, the harm Domestic abuse and the factor Domestic abuse"),
        ("housing", {"theme": ("housing-role",), "agency": ("housing",)},
         "housing: the theme Role of housing and the agency Housing services"),
        ("fathers", {"theme": ("fathers-and-males",)}, None),
        ("scr", {"type": ("scr",)}, None),
        ("neglect-recognition", {"theme": ("neglect-recognition",)}, None),
    ],
)  # fmt: skip
def test_every_kind_of_term_that_it_means(word: str, codes: dict[str, tuple[str, ...]], note: str | None) -> None:
    topic = topic_of(TERMS, word)
    assert topic.codes == codes
    assert topic.notes == ((note,) if note else ())


def test_a_word_that_is_narrower_or_has_two_meanings() -> None:
    """Is told as by a filter."""
    assert [it.slug for it in topic_of(TERMS, "FII").wider] == ["physical-abuse"]
    several = topic_of(TERMS, "SCR")
    assert several.codes == {"type": ("scr", "significant-case-review-scotland")}
    assert len(several.notes) == 1
    assert several.notes[0].startswith('"SCR" has 2 meanings, ')


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("neglet", 'unknown term "neglet"; did you mean "neglect-recognition"?'),
        ("physcal abuse", 'unknown term "physcal abuse"; did you mean "physical-abuse"?'),
        ("boy", 'unknown term "boy"; boy is a sex: --sex male'),
        ("xyzzy", 'unknown term "xyzzy"'),
        ("", 'unknown term ""'),
    ],
)
def test_an_unknown_word(word: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        topic_of(TERMS, word)
    assert caught.value.message == hint


def test_what_does_not_state_the_topic() -> None:
    """Each kind is widened by itself, together with a filter of its kind, and not where that asks for it."""
    filters = Filters(codes={"harm": (("accident",),)}).of_topic({"theme": ("recording",), "harm": ("neglect",)})
    asked = filters.unstated()
    assert list(asked) == ["harm", "theme"]
    assert asked["harm"].codes["harm"] == (("accident", NOT_STATED),)
    assert asked["harm"].topic["harm"] == ("neglect", NOT_STATED)
    assert asked["theme"].topic == {"theme": ("recording", NOT_STATED), "harm": ("neglect",)}
    assert Filters().of_topic({}) == Filters()
    assert filters.of_reviews().topic == {}
    assert Filters().of_topic({"harm": ("neglect",)}).of_reviews().topic == {"harm": ("neglect",)}
    stated = Filters(codes={"harm": ((NOT_STATED,),)}).of_topic({"harm": ("neglect",)})
    assert stated.unstated() == {}
