"""Where phrases stand in texts: the same as FTS5's `highlight` tells, which knows the index best."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casereviews.database import TOKENIZER, connect
from casereviews.search.occurrences import Finder, Span, merged
from casereviews.stemming import stems
from casereviews.text import HIDDEN, replacements, whole_words, with_whole_words
from helpers import examples

BLANKS = str.maketrans("\x00\x01\x02", "   ")  # one for one


def found(finder: Finder, phrase: str, *texts: str) -> list[tuple[int, list[Span]]]:
    """Where a phrase stands in texts, by their numbers."""
    return list(finder.texts(list(enumerate(texts, 1))).spans(phrase))


def highlighted(phrase: str, texts: Sequence[str]) -> list[tuple[int, list[Span]]]:
    """The same by FTS5, of the words as an index has them."""
    whole = [whole_words(text).translate(BLANKS) for text in texts]
    held = [with_whole_words(text) for text in texts]
    marked = as_fts5_highlights(whole_words(phrase), whole)
    return [(number, [in_whole(held[number - 1], *span) for span in spans]) for number, spans in marked]


def in_whole(text: str, start: int, end: int) -> Span:
    """A span of the text's words as an index has them, in the text itself, with the marks on its last letter."""
    others = replacements(set(text))
    origins = [place for place, character in enumerate(text) for _ in others.get(character, character)]
    first, last = origins[start], origins[end - 1] + 1
    marks = "".join(character for character, other in others.items() if not other and character not in HIDDEN)
    trailing = re.compile(f"(?:[{''.join(HIDDEN)}]*[{marks}])*" if marks else "").match(text, last)
    return first, trailing.end() if trailing else last


def as_fts5_highlights(phrase: str, texts: Sequence[str]) -> list[tuple[int, list[Span]]]:
    """What FTS5 highlights."""
    with closing(connect()) as database:
        database.execute(f"CREATE VIRTUAL TABLE texts USING fts5(text, tokenize='{TOKENIZER}')")
        database.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(texts, 1))
        marked = database.execute(
            "SELECT rowid, highlight(texts, 0, char(1), char(2)) FROM texts WHERE texts MATCH ? ORDER BY rowid",
            [phrase],
        )
        return [(number, list(between(text))) for number, text in marked]


def between(marked: str) -> Iterator[Span]:
    """The places between the marks, in the text without them."""
    for number, match in enumerate(re.finditer("\x01[^\x02]*\x02", marked)):
        yield match.start() - 2 * number, match.end() - 2 * number - 2


@pytest.mark.parametrize(
    ("phrase", "text", "pieces"),
    [
        ('"kilo"', "Kilo, kilos; a kilometre. KILO", ["Kilo", "kilos", "KILO"]),
        ('"kilo lima"', "kilo lima; kilo. Lima, kilo or lima", ["kilo lima", "kilo. Lima"]),
        ('"kilo kilo"', "kilo kilo kilo kilo papa kilo", ["kilo kilo kilo kilo"]),
        ('("kilo" OR "lima papa")', "kilo lima papa", ["kilo", "lima papa"]),
        ('("kilo lima" OR "lima papa")', "kilo lima papa", ["kilo lima papa"]),
        ('"non-mobile"', "non-mobile, non mobile, nonmobile; non, mobile", ["non-mobile", "non mobile", "nonmobile"]),
        ('"nonmobile"', "A NON-MOBILE, Non\u2011mobile anon-mobile", ["NON-MOBILE", "Non\u2011mobile"]),
        ('"mobile"', "non-mobile, anon mobile, non\u2010mobile mobiles", ["mobile", "mobiles"]),
        ('"mobile"', "non mobile cafe\u0301 no\u0301n-mobile, \u0301non-mo\u00adbile, e\u0301non-mobile", ["mobile"]),
        (
            '"a nonmobile baby"',
            "a non-mobile baby, a mobile baby, a non mobile  baby",
            ["a non-mobile baby", "a non mobile  baby"],
        ),
        ('"mobile baby"', "non-mobile baby", []),
        ('"mobile"', "a \ufb01ne \u02bcnon-mobile baby", ["mobile"]),
        ('"s"', "Baby's, baby\u2019S, baby\u2018s, baby\u02bcs; 's, baby''s, S", ["s", "s", "S"]),
        ('"baby"', "Baby's, babies\u2019, BABY'S, baby\u00ad\u2019\u200bs", ["Baby", "babies", "BABY", "baby"]),
        ('"baby\u2019s cot"', "a baby's cot, a baby cot; baby s cot", ["baby's cot", "baby cot"]),
        (
            '"dont"',
            "don't, DON\u2019T, do\u00adn\u2019\u200bt; don t",
            ["don't", "DON\u2019T", "do\u00adn\u2019\u200bt"],
        ),
        ('"she"', "She'll, she'd, she's, she\u2019ve", ["She", "she", "she", "she"]),
        ('"shea"', "O'Shea's; o'sheas", ["Shea", "sheas"]),
        ('"caf\u00e9"', "cafe, CAFÉ, cafe\u0301s, \u0301cafe", ["cafe", "CAFÉ", "cafe\u0301s", "cafe"]),
        (
            '"safeguarding"',
            "safe\u00adguarding, \u200bsafe\u200bguard\u2060ing\ufeff",
            ["safe\u00adguarding", "safe\u200bguard\u2060ing"],
        ),
        ('"office"', "of\ufb01ce, o\ufb03ces, OFFICE", ["of\ufb01ce", "o\ufb03ces", "OFFICE"]),
        (
            '"zo\ufb01\u0308e"',
            "zofi\u0308e, zofi\u0336e\u0301\u200d, zofie",
            ["zofi\u0308e", "zofi\u0336e\u0301", "zofie"],
        ),
        ('"漢字"', "漢字 漢 字漢字", ["漢字"]),
        ('"abuse"', "child_abuse", ["abuse"]),
        ('"-"', "- kilo -", []),
    ],
)
def test_where_a_phrase_stands(phrase: str, text: str, pieces: list[str]) -> None:
    """In whichever form of its words; what overlaps is one."""
    places = found(Finder([phrase]), phrase, text)
    assert [text[start:end] for _, spans in places for start, end in spans] == pieces
    assert places == highlighted(phrase, [text])


WORDS = [
    "kilo", "Kilos", "KILO", "child", "children", "bruise", "bruising", "happy", "happiness", "sky", "ties", "the", "a", "be",
    "non-mobile", "non", "NON-", "non\u2011", "é", "Café", "cafe", "e\u0301", "cafe\u0301s", "\u0301child", "naïve", "漢字", "😀", "İ", "ß", "ﬁne", "\u212a",
    "\u00ad", "\u200b", "'s", "’s", "ʼs", "'t", "n't", "'ll", "'", "-", ", ", ". ", "(", "[", "]", "^", "\\", "_", "child_abuse", "\x00", "\x01", "\x02",
    "\ue000", "\ue000every", "\u202e", "\u0345", "ǅ", "٣", "23", "2a", "\n", "\t", "Ⅷ", "²", "ª", "\U0001d400",
    "\u0903x", "x\u093f", "a\u20dd",
]  # fmt: skip
PIECES = st.sampled_from(WORDS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=3)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", ""])).map("".join), max_size=20).map("".join)
TERMS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"')
PHRASES = st.lists(TERMS, min_size=1, max_size=3).map(
    lambda terms: f"({' OR '.join(terms)})".replace("\x00", " ") if len(terms) > 1 else terms[0].replace("\x00", " ")
)


@examples(150)
@given(st.lists(PHRASES, min_size=1, max_size=3), st.lists(st.lists(TEXTS, max_size=6), min_size=1, max_size=3))
@example(['"e"'], [["e\u0301child"], ["\u0301child e\u0301 e"]])
def test_it_is_what_fts5_highlights(phrases: list[str], chunks: list[list[str]]) -> None:
    """Of any phrase in any text, also after other texts with other characters."""
    finder = Finder(phrases)
    for texts in chunks:
        asked = finder.texts(list(enumerate(texts, 1)))
        for phrase in phrases:
            assert list(asked.spans(phrase)) == highlighted(phrase, texts)


@examples(100)
@given(st.text("aeioubcdlnrstyz0", min_size=1, max_size=5), st.sampled_from(
    ["", "ational", "izer", "bility", "ies", "sses", "ing", "ed", "eed", "y", "fulness", "ement", "ousli", "s", "iz"]
))  # fmt: skip
def test_a_stem_begins_as_its_word(beginning: str, ending: str) -> None:
    """So a word that begins otherwise need not be looked at."""
    ((stem,),) = stems([beginning + ending])
    assert stem[0] == beginning[0]


def test_spans_that_overlap_are_one() -> None:
    """Those that only touch are two."""
    assert merged([(7, 9), (0, 3), (2, 5), (5, 6)]) == [(0, 5), (5, 6), (7, 9)]
    assert merged([]) == []


def test_many_marks_in_one_text(at_once: Callable[..., Any]) -> None:
    """Their time grows with them, where `highlight` copies the text for each."""
    text = "kilo papa " * 100_000
    ((_, spans),) = at_once(2, found, Finder(['"kilo"']), '"kilo"', text)
    assert len(spans) == 100_000
    assert spans[-1] == (len(text) - 10, len(text) - 6)
