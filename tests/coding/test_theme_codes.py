"""The themes of a statement: weighed where they were measured, found by cues where not."""

from __future__ import annotations

from math import exp, log

import pytest

from casereviews.coding.coder import Coder
from casereviews.coding.themes import CAN_ELSE, NOT_MEASURED, ThemeCode, Themes, band, measured, odds
from casereviews.coding.weights import Counts, Weights
from casereviews.library import vocabularies
from casereviews.vocabulary import Term, Vocabulary

TABLE = """\
themes	loft cellar
base	0 0
statements	99
calibration	-2 20 0 0 1 0 0
thresholds	0.3 0.9
bands	1 2 3 4 5 6 7 8 9 10

attic	9	A80
damp	9	B600
"""
COUNTS = {("loft", "rafters"): Counts(98, 0), ("loft", "ladder"): Counts(1, 3)}


def codes(text: str, *terms: Term) -> list[ThemeCode]:
    """The themes of a text, of a loft with these cues, a cellar and others."""
    loft = Term("theme", "loft", "Loft", "", cues=("rafters", "ladder", "never ... seen", "!rope ladder"))
    vocabulary = Vocabulary([loft, Term("theme", "cellar", "Cellar", ""), *terms], {})
    found = Coder(vocabulary).find(text)
    return Themes(COUNTS, Weights(TABLE)).codes(found, vocabulary.terms("theme"))


def test_words_alone_can_give_a_theme() -> None:
    (code,) = codes("a damp wall")
    assert (code.slug, code.start, code.end) == ("cellar", 2, 6)
    assert code.probability is not None
    assert code.probability >= 0.9
    assert (code.n, code.doubt) == (10, None)


def test_a_cue_gives_its_theme_as_it_was_measured() -> None:
    (code,) = codes("the rafters")
    assert code == ThemeCode("loft", 4, 11, round(1 / (1 + exp(2 - log(99))), 2), 10, None)


def test_a_theme_below_what_is_likely_is_to_be_checked() -> None:
    (code,) = codes("attic rafters")
    assert code.doubt is None
    (code,) = codes("an attic")
    assert (code.slug, code.doubt) == ("loft", CAN_ELSE)
    assert code.probability is not None
    assert 0.3 <= code.probability < 0.9
    assert code.n == band(code.probability) + 1


def test_a_cue_that_was_mostly_wrong_gives_nothing() -> None:
    assert codes("a ladder") == []


def test_a_cue_that_was_never_found_starts_at_one_half() -> None:
    assert codes("it was never once seen") == [ThemeCode("loft", 7, 22, 0.5, 0, NOT_MEASURED)]


def test_a_theme_that_was_barred_is_not_given() -> None:
    assert [code.slug for code in codes("an attic, a rope ladder")] == []
    assert [code.slug for code in codes("an attic, a rope ladder, rafters")] == ["loft"]


def test_a_theme_of_ones_own_has_no_number() -> None:
    own = Term("theme", "shed", "Shed", "", cues=("spade", "rake?"))
    assert codes("a spade", own) == [ThemeCode("shed", 2, 7, None, None, None)]
    assert codes("a rake", own) == [ThemeCode("shed", 2, 6, None, None, CAN_ELSE)]
    assert codes("a rake, a spade", own) == [ThemeCode("shed", 10, 15, None, None, None)]


def test_a_theme_that_the_vocabulary_lacks_is_not_given() -> None:
    text = "a damp wall"
    assert Themes(COUNTS, Weights(TABLE)).codes(Coder(Vocabulary([], {})).find(text), {}) == []


def test_themes_stand_in_the_order_of_their_words() -> None:
    assert [code.slug for code in codes("damp rafters")] == ["cellar", "loft"]
    assert [code.slug for code in codes("rafters, damp")] == ["loft", "cellar"]


def test_cues_are_joined_as_if_each_were_right_on_its_own() -> None:
    assert odds([Counts(1, 1), Counts(1, 1)]) == pytest.approx(log(3))
    assert odds([Counts(10**6, 0)]) == pytest.approx(log(100), rel=0.01)


@pytest.mark.parametrize(("probability", "expected"), [(0, 0), (0.099, 0), (0.1, 1), (0.95, 9), (1, 9)])
def test_the_bands(probability: float, expected: int) -> None:
    assert band(probability) == expected


# --- What comes with the package ------------------------------------------------------------------

BUNDLED = vocabularies.coding_vocabulary()
CODER = Coder(BUNDLED)


def of(text: str) -> dict[str, float | None]:
    """The bundled themes of a text, with their numbers."""
    return {code.slug: code.probability for code in measured().codes(CODER.find(text), BUNDLED.terms("theme"))}


def test_every_measured_theme_is_in_the_vocabulary() -> None:
    assert len(measured().weights.themes) == len(set(measured().weights.themes)) > 40
    assert set(measured().weights.themes) <= set(BUNDLED.terms("theme"))


def test_every_counted_cue_is_in_the_vocabulary() -> None:
    terms = BUNDLED.terms("theme")
    counted = measured().counts
    assert len(counted) > 300
    assert [cue for slug, cue in counted if cue not in (*terms[slug].cues, *terms[slug].names)] == []


@pytest.mark.parametrize(
    ("text", "theme", "other"),
    [
        ("poor recording by the nursery following an injury", "recording", "information-sharing"),
        (
            "processes are in place for resolving professional differences",
            "challenge-escalation",
            "transfer-across-areas",
        ),
        ("general practitioners", None, "history-chronology"),
        ("practitioners must see children alone", None, "multi-agency-working"),
        ("an objective way to weigh up neglect", "neglect-recognition", "challenge-escalation"),
    ],
)
def test_what_words_look_like_but_do_not_say(text: str, theme: str | None, other: str) -> None:
    found = of(text)
    assert other not in found
    assert theme is None or theme in found


def test_a_text_without_words_has_no_theme() -> None:
    assert of("") == of("...") == of("Mzyx qwrt.") == {}
