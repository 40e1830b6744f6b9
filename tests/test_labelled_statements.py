"""The labelled statements, and what is learned from them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import codes
import statements
from casereviews.coding.coder import Coder
from casereviews.coding.themes import BANDS, measured
from casereviews.coding.tokens import Tokens
from casereviews.coding.weights import WORDS, Counts, Weights
from casereviews.files.package import package_data
from casereviews.library import vocabularies
from casereviews.vocabulary import Term, Vocabulary
from statements import Statement


def labelled(text: str, *themes: str, first: str = "", second: str = "") -> Statement:
    return Statement("", "nurse", text, frozenset(themes), frozenset(first.split()), frozenset(second.split()))


# --- The statements -------------------------------------------------------------------------------


def test_the_statements_are_sound() -> None:
    """No id and no text stands twice, every theme is in the vocabulary, and each is there often enough to be measured."""
    found = statements.read()
    known = vocabularies.vocabulary().terms("theme")
    assert len(found) > 3000
    assert max(Counter(one.id for one in found).values()) == max(Counter(one.text for one in found).values()) == 1
    assert {theme for one in found for theme in (*one.themes, *one.disputed)} == set(known)
    assert not [one for one in found if one.themes & one.disputed]
    assert min(Counter(theme for one in found for theme in one.themes).values()) >= 30
    assert len({one.voice for one in found}) >= 15


def test_statements_are_read_with_what_is_disputed(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text(
        '{"id": "1", "voice": "GP", "text": "One.", "themes": ["a"], "first": ["b"], "second": ["c"]}\n'
        '{"id": "2", "voice": "GP", "text": "Two.", "themes": []}\n',
        "utf-8",
    )
    one, two = statements.read(path)
    assert [*one.themes] == ["a"]
    assert sorted(one.disputed) == ["b", "c"]
    assert (two.themes, two.disputed, two.first) == (frozenset(), frozenset(), None)


def test_agreement_is_one_where_both_say_the_same_and_none_where_they_agree_as_by_chance() -> None:
    same = [labelled("", "a"), labelled("")]
    (found,) = statements.agreement(same)
    assert found == ("a", 1, 1, 1.0)
    chance = [labelled("", "a"), labelled("", first="a"), labelled("", second="a"), labelled("")]
    (found,) = statements.agreement(chance)
    assert found == ("a", 1, 3, 0.0)


def test_statements_that_were_labelled_once_say_nothing_of_agreement() -> None:
    once = Statement("", "", "", frozenset("a"))
    assert statements.agreement([labelled("", "a"), labelled(""), once]) == statements.agreement(
        [labelled("", "a"), labelled("")]
    )


# --- What is learned ------------------------------------------------------------------------------


def test_cues_are_counted_and_what_is_disputed_is_not() -> None:
    own = [labelled("an attic", "a"), labelled("two attics"), labelled("attics", first="a"), labelled("a cellar", "a")]
    terms = Vocabulary([Term("theme", "a", "The label", "", cues=("attic", "cellar/vault", "barn"))], {})
    data = codes.labelled(own, [], ["a"], Coder(terms))
    assert codes.count_cues(data, ["a"], range(4)) == {
        ("a", "attic"): Counts(1, 1),
        ("a", "cellar/vault"): Counts(1, 0),
    }
    assert codes.count_cues(data, ["a"], range(1)) == {("a", "attic"): Counts(1, 0)}


def test_the_table_of_cues_is_that_of_the_statements() -> None:
    """As `make cues` makes it: run it where a cue or a statement was changed."""
    themes = measured().weights.themes
    data = codes.labelled(statements.read(), [], themes, Coder(vocabularies.coding_vocabulary()))
    assert dict(measured().counts) == codes.count_cues(data, themes, range(data.counted))


def test_words_that_stand_with_a_theme_weigh_for_it() -> None:
    own = [
        labelled(f"{word} {number}", theme) for word, theme in (("attic", "a"), ("cellar", "b")) for number in range(8)
    ]
    data = codes.labelled(own, [], ["a", "b"], Coder(vocabularies.vocabulary()))
    text = codes.words_table(data, codes.Matrix(data.texts), ["a", "b"], {"thresholds": [0.3, 0.9]})
    weights = Weights(text)
    assert weights.themes == ["a", "b"]
    assert weights.numbers("thresholds") == [0.3, 0.9]
    (attic, cellar), _ = weights.scores([("attic", 0, 5)])
    assert attic > cellar + 0.05


def test_the_table_scores_as_what_it_was_made_of() -> None:
    """But for what is rounded."""
    own = [
        labelled(f"{word} was {number}", theme)
        for word, theme in (("attic", "a"), ("cellar", "b"))
        for number in range(8)
    ]
    data = codes.labelled(own, [], ["a", "b"], Coder(vocabularies.vocabulary()))
    matrix = codes.Matrix(data.texts)
    exact, base = codes.solve(matrix, data, np.arange(len(data.texts)))
    weights = Weights(codes.words_table(data, matrix, ["a", "b"], {}))
    for row, text in enumerate(data.texts):
        found, _ = weights.scores(Tokens(text).features())
        assert found == pytest.approx(list(matrix.cells[row].toarray()[0] @ exact + base), abs=0.1)


def test_calibration_finds_the_share_that_is_right() -> None:
    features = np.array([[0.0]] * 10 + [[1.0]] * 10)
    right = np.array([1.0] * 2 + [0.0] * 8 + [1.0] * 9 + [0.0])
    found = codes.probabilities(features, codes.calibrate(features, right))
    assert found[0] == pytest.approx(0.2, abs=0.01)
    assert found[-1] == pytest.approx(0.9, abs=0.01)


def test_likely_begins_where_nineteen_of_twenty_are_right() -> None:
    guess = np.linspace(1, 0.01, 100)
    right = np.array([1.0] * 38 + [0.0] * 2 + [1.0, 0.0] * 10 + [0.0] * 40)
    check, likely = codes.thresholds(guess, right)
    assert likely == pytest.approx(0.62)
    assert 0.1 <= check < likely


def test_the_table_of_words_has_what_decides() -> None:
    weights = Weights(package_data(WORDS).decode())
    check, likely = weights.numbers("thresholds")
    assert 0.1 <= check < 0.5 < likely < 1
    assert len(weights.numbers("bands")) == BANDS
    assert len(weights.numbers("calibration")) == 7
