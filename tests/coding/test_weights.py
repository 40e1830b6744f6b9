"""What words weigh for themes, and how often cues were right."""

from __future__ import annotations

from math import log, sqrt

import pytest

from casereviews.coding.tokens import Tokens
from casereviews.coding.weights import NEVER_FOUND, SHORTEST, Counts, Weights, rarity, read_counts, share

TABLE = """\
# A comment.
themes	loft cellar
base	0.1 0.2
statements	99

attic	9	A200B-50
dark	24	B30
dark cellar	3	B400
"""


def features(text: str) -> list[tuple[str, int, int]]:
    return list(Tokens(text).features())


def test_the_features_of_a_text_are_its_words_and_its_neighbours_in_a_sentence() -> None:
    text = "Dark attics. The Cellar"
    assert [(name, text[start:end]) for name, start, end in features(text)] == [
        ("dark", "Dark"), ("dark attic", "Dark attics"), ("attic", "attics"), ("the", "The"),
        ("the cellar", "The Cellar"), ("cellar", "Cellar"),
    ]  # fmt: skip


def test_the_words_of_a_text_add_up() -> None:
    """Each by its weight and its rarity; the squares of a short text count as many."""
    (attic, cellar), (one,) = Weights(TABLE).scores(features("an attic"))
    factor = rarity(9, 99) / sqrt(SHORTEST)
    assert attic == pytest.approx(0.1 + 2 * factor)
    assert cellar == pytest.approx(0.2 - 0.5 * factor)
    assert one.feature == ("attic", 3, 8)
    assert [one.of(index) for index in (0, 1)] == pytest.approx([2 * factor, -0.5 * factor])


def test_a_word_counts_once_where_it_first_stands() -> None:
    weights = Weights(TABLE)
    assert weights.scores(features("attic")) == weights.scores(features("attic; attic"))


def test_pairs_count_beside_words() -> None:
    (_, cellar), shares = Weights(TABLE).scores(features("a dark cellar"))
    word, pair = 0.3 * rarity(24, 99) / sqrt(SHORTEST), 4 * sqrt(0.5) * rarity(3, 99) / sqrt(SHORTEST)
    assert [one.feature for one in shares] == [("dark", 2, 6), ("dark cellar", 2, 13)]
    assert [one.of(1) for one in shares] == pytest.approx([word, pair])
    assert cellar == pytest.approx(0.2 + word + pair)


def test_a_text_without_known_words_has_what_is_common() -> None:
    assert Weights(TABLE).scores(features("some words")) == Weights(TABLE).scores([]) == ([0.1, 0.2], [])


def test_the_words_of_a_longer_text_weigh_less_each() -> None:
    assert share(False, SHORTEST - 1) == share(False, SHORTEST) == 1 / sqrt(SHORTEST)
    assert share(False, SHORTEST + 1) < share(False, SHORTEST)
    assert share(True, 500) == pytest.approx(share(False, 500) * sqrt(0.5))


def test_a_rare_word_weighs_more() -> None:
    assert rarity(99, 99) == 1
    assert rarity(0, 99) == log(100) + 1


@pytest.mark.parametrize(("counts", "expected"), [(NEVER_FOUND, 0.5), (Counts(8, 0), 0.9), (Counts(0, 3), 0.2)])
def test_a_cue_that_was_never_found_starts_at_one_half(counts: Counts, expected: float) -> None:
    assert counts.probability == expected


def test_counts_are_read_by_theme_and_cue() -> None:
    assert read_counts("# A comment.\nloft\tattic ... room\t3\t1\n") == {("loft", "attic ... room"): Counts(3, 1)}
