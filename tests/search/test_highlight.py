"""Where a query stands in texts, why, and what each text is worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews import stemming
from casereviews.library import vocabularies
from casereviews.reading import dataset
from casereviews.search import highlight, lookup
from casereviews.search.query_parser import parse
from casereviews.search.query_tree import CODES, SYNONYMS, WORDS, Query, Unit
from casereviews.store.compiling import compile_store
from casereviews.store.tables import code_token
from helpers import examples

TERMS = vocabularies.vocabulary()
EMPTY = compile_store([dataset.read(b"reviews: []\n", "empty.yaml", TERMS)], TERMS)
SECTIONS = ("title", "summary", "learning", "recommendations", "actions")


def rows(*texts: str, section: str = "learning") -> list[tuple[Any, ...]]:
    """Passages of one review, without codes."""
    return [(number, 1, section, f"x/L{number}", text, None, None) for number, text in enumerate(texts, 1)]


def find(
    passages: Sequence[tuple[Any, ...]], query: str, level: int = CODES, codes: dict[int, set[str]] | None = None
) -> list[highlight.Passage]:
    """What is found of a query, every unit weighing the same."""
    parsed = understood(query)
    return highlight.find(passages, parsed, level, [1.0] * len(parsed.units), codes or {})


def understood(query: str) -> Query:
    return parse(query, lookup.lookup(EMPTY))


def marked(passage: highlight.Passage) -> list[str]:
    return [passage.text[start:end] for start, end in passage.marks]


def reasons(passage: highlight.Passage) -> list[tuple[str, str]]:
    return [(reason.how, reason.what) for reason in passage.why]


def score(text: str, query: str, **options: Any) -> float:
    """What one text is worth; 0 where nothing is found in it."""
    return sum(passage.score for passage in find(rows(text, **options), query))


# --- Where ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "text", "pieces"),
    [
        ("kilo", "Kilo, kilos; a kilometre.", ["Kilo", "kilos"]),
        ('"kilo lima"', "kilo lima; kilo. Lima, kilo or lima", ["kilo lima", "kilo. Lima"]),
        ("kilo lima", "kilo lima", ["kilo", "lima"]),
        ("kilo NOT lima", "kilo lima", ["kilo"]),
        ("kilo OR lima", "lima kilo", ["lima", "kilo"]),
        ("child", "children, childhood", ["children"]),
        ("NAI", "an NAI, a non-accidental injury, a shaken baby", ["NAI", "non-accidental injury", "shaken baby"]),
        ('"NAI"', "an NAI, a non-accidental injury", ["NAI"]),
        ("HV", "the Health  Visitors’ HVAC", ["Health  Visitors"]),
        ("caf\u00e9", "a cafe, the CAFÉ, cafe\u0301s", ["cafe", "CAFÉ", "cafe\u0301s"]),
        ("kilo", "😀 kilo 👩‍👧 kilo\u202e", ["kilo", "kilo"]),
        ("kilo", "\x01kilo\x02 \x00kilo\x01", ["kilo", "kilo"]),
        ('"kilo kilo"', "kilo kilo kilo", ["kilo kilo kilo"]),
        ('"kilo lima" lima', "kilo lima", ["kilo lima"]),
    ],
)
def test_marks(query: str, text: str, pieces: list[str]) -> None:
    """Each word or phrase that was found, in the text's own characters."""
    (passage,) = find(rows(text), query)
    assert marked(passage) == pieces
    assert passage.text == text


def test_texts_keep_their_order_and_others_are_left_out() -> None:
    """Only those in which something was found."""
    found = find(rows("papa", "kilo", "papa", "lima", "kilo lima"), "kilo lima")
    assert [passage.number for passage in found] == [2, 4, 5]
    assert find(rows("papa"), "kilo") == []
    assert find([], "kilo") == []


WORDS_OF_TEXTS = [
    "kilo", "lima", "kilos", "child", "children", "sexual", "abuse", "CSA", "NAI", "injury", "health", "visitor", "HV",
    "father", "dads", "e\u0301", "漢字", "😀", ",", ". ", "-", "’s", "\x01", "\x02", "\n", "\u202e", "İ", "ß", "(", '"',
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS_OF_TEXTS), min_size=1, max_size=14).flatmap(
    lambda words: st.sampled_from(["", " "]).map(lambda by: by.join(words))
)
TYPED = st.lists(
    st.sampled_from(["kilo", "CSA", "child sexual abuse", "NAI", "HV", "fathers", "kil*", '"lima kilo"', "OR", "NOT",
                     "children", "domestic violence and abuse", "(", ")", "injury"]),
    min_size=1, max_size=6,
).map(" ".join)  # fmt: skip


def stems(texts: Sequence[str]) -> list[str]:
    return [" ".join(found) for found in stemming.stems(texts)]


def test_the_stem_of_a_word_that_is_longer_than_sqlite_keeps() -> None:
    """It ends with a whole letter: 32 KiB are kept of a word, however many bytes a letter takes."""
    found = stemming.stems([letter * 40_000 for letter in ("a", "\u0431", "\u5b57", "\U00020000")] + ["end"])
    assert [set(word) for (word,) in found[:-1]] == [{"a"}, {"\u0431"}, {"\u5b57"}, {"\U00020000"}]
    assert [len(word.encode()) for (word,) in found[:-1]] == [32_768, 32_768, 32_766, 32_768]
    assert found[-1] == ("end",)


def words_of(unit: Unit) -> str:
    """All that a unit finds itself, as stems between spaces."""
    return f" {' '.join(stems([*unit.words, unit.typed]))} "


@examples(80)
@given(st.lists(TEXTS, min_size=1, max_size=3), TYPED, st.sampled_from(SECTIONS))
def test_every_mark_is_a_word_that_was_found(written: list[str], query: str, section: str) -> None:
    """Spans within the text, in order, disjoint, none empty; each said to be found, by what is there in fact."""
    parsed = understood(query)
    units = {unit.typed: unit for unit in parsed.units}
    others = {unit.typed: set(stems([word for _, word in unit.synonyms])) for unit in parsed.units}
    for passage in find(rows(*written, section=section), query):
        assert passage.text == written[passage.number - 1]
        assert passage.score > 0
        assert passage.why
        position = 0
        for start, end in passage.marks:
            assert position <= start < end <= len(passage.text)
            assert any(character.isalnum() for character in passage.text[start:end])
            position = end
        said = [reason.what for reason in passage.why]
        marks = [piece.casefold() for piece in marked(passage)]
        assert all(any(what in piece for piece in marks) for what in said)
        assert all(any(what in piece for what in said) for piece in marks)
        for reason, found in zip(passage.why, stems(said), strict=True):
            if reason.how == "synonym":
                pieces = [other for other in others[reason.query] if other in found]
                assert pieces, reason
            elif reason.how == "word":
                assert all(f" {word} " in words_of(units[reason.query]) for word in found.split()), reason
            else:
                assert reason.how == units[reason.query].how


# --- Why --------------------------------------------------------------------------------------------------------------


def test_reasons() -> None:
    """What was typed, how it was taken, and what stands there; each once, in lower case."""
    (passage,) = find(rows("NAI or nai: a non-accidental injury. Kilos; a lima bean"), 'NAI kilo "lima bean" be*')
    assert [tuple(reason) for reason in passage.why] == [
        ("NAI", "word", "nai"),
        ("NAI", "synonym", "non-accidental injury"),
        ("kilo", "word", "kilos"),
        ("lima bean", "phrase", "lima bean"),
    ]


def test_a_code_is_a_reason() -> None:
    """Its label; a statement by its own codes, a summary by the review's, a title by none."""
    passages = [
        (1, 7, "learning", "x/L1", "papa", '["recording"]', '["health-visiting"]'),
        (2, 7, "learning", "x/L2", "papa", None, None),
        (3, 7, "learning", "x/L3", "papa", "[]", "[]"),
        (4, 7, "summary", "x", "papa", None, None),
        (5, 7, "title", "x", "papa", None, None),
    ]
    (passage,) = find(passages, "HV")
    assert (passage.number, passage.marks, reasons(passage)) == (1, [], [("code", "Health visiting")])
    review = {4: {code_token("harm", "physical-abuse")}}
    (passage,) = find(passages, "NAI", codes=review)
    assert (passage.number, reasons(passage)) == (4, [("code", "Physical abuse (harm)")])
    assert find(passages, "NAI", level=SYNONYMS, codes=review) == []
    assert find(passages, '"HV"') == []


def test_how_far_it_goes() -> None:
    """To the words, to other words, to the codes."""
    passages = [
        (1, 1, "learning", "x/L1", "an HV", None, None),
        (2, 1, "learning", "x/L2", "a health visitor", None, None),
        (3, 1, "learning", "x/L3", "papa", None, '["health-visiting"]'),
    ]
    for level, wanted in ((WORDS, [1]), (SYNONYMS, [1, 2]), (CODES, [1, 2, 3])):
        assert [passage.number for passage in find(passages, "HV", level)] == wanted
        assert highlight.true_of(passages, understood("HV"), level) == wanted


# --- What it is worth -------------------------------------------------------------------------------------------------


def test_worth() -> None:
    """The word itself, then another word for it, then its code; both words before one; together before apart."""
    coded = [(1, 1, "learning", "x/L1", "papa and lima", None, '["health-visiting"]')]
    (code,) = find(coded, "HV")
    assert score("an HV papa", "HV") > score("FNP papa so", "HV") > code.score > 0
    assert score("kilo lima", "kilo lima") > score("lima kilo", "kilo lima") > score("kilo papa", "kilo lima")
    assert score("kilo", "kilo", section="title") > score("kilo", "kilo") > score("kilo", "kilo", section="summary")
    assert score("kilo kilo", "kilo") > score("kilo papa", "kilo")
    assert score("kilo " * 50, "kilo") < 1.2 * score("kilo " * 4, "kilo")
    assert score("kilo", "kilo") > score(f"kilo {'papa ' * 100}", "kilo")


def test_rarer_words_weigh_more() -> None:
    """By the weights that are given."""
    query = understood("kilo lima")
    found = highlight.find(rows("kilo", "lima"), query, WORDS, [1.0, 2.0], {})
    assert found[1].score == pytest.approx(2 * found[0].score)


def test_a_synonym_is_worth_no_less_for_words_that_it_shares_with_the_term() -> None:
    """Domestic abuse is another word for domestic violence and abuse, two of whose words it has."""
    assert score("domestic abuse", "domestic violence and abuse") >= score(
        "a DVA or papas", "domestic violence and abuse"
    )
    assert score("domestic abuse", "domestic violence and abuse") > score(
        "violence domestic", "domestic violence and abuse"
    )


# --- Texts of which a query is true -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("kilo", [1, 3]),
        ("kilo lima", [3]),
        ("kilo OR lima", [1, 2, 3]),
        ("kilo NOT lima", [1]),
        ("NOT kilo", [2, 4, 5, 6]),
        ("kilo OR NOT lima", [1, 3, 4, 5, 6]),
        ("(kilo OR domestic) NOT lima", [1, 5]),
        ("NOT (kilo OR lima)", [4, 5, 6]),
        ('"lima kilo"', [3]),
        ('"kilo lima"', []),
        ("domestic violence and abuse", [5, 6]),
        ("DV", [5, 6]),
        ("NOT DV", [1, 2, 3, 4]),
    ],
)
def test_true_of(query: str, wanted: list[int]) -> None:
    """Each text for itself, with other words for a term as good as its own."""
    texts = rows("kilo", "lima", "lima kilo", "papa", "domestic abuse", "coercive control")
    assert highlight.true_of(texts, understood(query), CODES) == wanted
