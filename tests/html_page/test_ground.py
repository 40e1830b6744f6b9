"""The ground of the page's search agrees with the command line's: words, the index, the word tables."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import invent
from casereviews import library, likeness, stemming, text
from casereviews.library import vocabularies
from casereviews.reading import dataset
from casereviews.search import common_words, review_sets
from casereviews.search.everyday import Everyday
from casereviews.search.strict import _BM25
from casereviews.store import Store
from casereviews.store.compiling import compile_store
from casereviews.store.tables import EVERY, PARTS
from casereviews.vocabulary import KINDS
from helpers import ROOT, examples
from helpers.scripts import scripts

ODD = (
    "éßæœøłđþñ\u0301\u0300\u0308\u0e31\u0903\xad\u200b\u2060\ufe0f\u2019'\u2018\u02bc-\u2010\u2013\u2014_&/.,\"`"
    " \xa0\u2003\n\t\x1f\x85\0ﬁǆİıſΣςẞŉΐᾀꭰᏸ中丸가か\u3099½²①㎏™㈱٣०ꙮ\ue000\ue001\uffff\U0001d42c\U0001f600\U00020000"
)
"""Characters with which texts have gone wrong, or might."""

PIECES = ("non", "non-", "non ", "Non-", "n't", "n’t", "'s", "’s", "'ll", "and", "in ", "accidental", "baby", "O'Shea")
ENDINGS = [
    "ational",
    "tional",
    "enci",
    "anci",
    "izer",
    "logi",
    "bli",
    "alli",
    "entli",
    "eli",
    "ousli",
    "ization",
    "ation",
    "ator",
    "alism",
    "iveness",
    "fulness",
    "ousness",
    "aliti",
    "iviti",
    "biliti",
    "icate",
    "ative",
    "alize",
    "iciti",
    "ical",
    "ful",
    "ness",
    "al",
    "ance",
    "ence",
    "er",
    "ic",
    "able",
    "ible",
    "ant",
    "ement",
    "ment",
    "ent",
    "ion",
    "sion",
    "tion",
    "ou",
    "ism",
    "ate",
    "iti",
    "ous",
    "ive",
    "ize",
    "e",
    "ll",
    "ed",
    "ing",
    "eed",
    "s",
    "sses",
    "ies",
    "y",
    "at",
    "bl",
    "iz",
    "tt",
    "yy",
]

CHARACTERS = st.one_of(
    st.sampled_from("aeiouybcdlnstwxzNOST0 "),
    st.sampled_from(ODD),
    st.characters(exclude_categories=("Cn", "Cs")),
)
WORDS = st.tuples(st.text(st.sampled_from("aeiouybclstwxzé"), max_size=6), *[st.sampled_from(["", *ENDINGS])] * 2)
TEXTS = st.lists(st.one_of(st.text(CHARACTERS, max_size=5), st.sampled_from(PIECES), WORDS.map("".join))).map("".join)
MANY_TEXTS = st.lists(TEXTS, min_size=1, max_size=30)

Sample = Callable[[], Store]


@cache
def bundled() -> Store:
    return library.open_store()


@cache
def invented() -> Store:
    """A store of 100 invented reviews."""
    return _store(invent.reviews(100))


@cache
def hostile() -> Store:
    """A store of 20 reviews whose texts are made of what texts have gone wrong with."""
    rng = Random(7)  # noqa: S311

    def odd() -> str:
        return "." + "".join(
            rng.choice((rng.choice(ODD), rng.choice("aeinost "), rng.choice(PIECES))) for _ in range(60)
        )

    records = [*invent.reviews(20)]
    for record in records:
        title, name = (" ".join(odd().split()) for _ in range(2))
        record |= {"title": title, "name": name, "summary": rng.choice((odd(), None))}
        for statement in [*record["learning"], *record["recommendations"]]:
            statement["text"] = odd()
    return _store(records)


def _store(records: Any) -> Store:
    terms = vocabularies.vocabulary(with_lay=True)
    lines = "".join(f"{json.dumps(record)}\n" for record in records)
    return compile_store([dataset.read(lines.encode(), "invented.jsonl", terms)], terms)


SAMPLES = st.sampled_from([bundled, invented, hostile])


@pytest.fixture(params=[bundled, invented, hostile], ids=lambda sample: sample.__name__)
def sample(request: pytest.FixtureRequest) -> Store:
    """Each of the stores."""
    made: Store = request.param()
    return made


def of_store(store: Store, function: str, *arguments: Any) -> Any:
    """What the page's own store of the same reviews gives."""
    return scripts().ask(on=scripts().store(store), function=function, arguments=arguments)


# --- Words ------------------------------------------------------------------------------------------------------------


def assert_same_stems(texts: list[str]) -> None:
    assert scripts().call("ground/stemming.js", "stems", texts) == [[*stems] for stems in stemming.stems(texts)]


@given(MANY_TEXTS)
@examples(150)
def test_stems_of_any_text(texts: list[str]) -> None:
    """They are those of SQLite's tokenizer."""
    assert_same_stems(texts)


def test_stems_of_many_words() -> None:
    """Of English words, and of rows of letters with one or two of the endings that the stemmer knows."""
    rng = Random(1)  # noqa: S311
    words = [*(ROOT / "data" / "english.txt").read_text("utf-8").split()]
    words += [
        "".join(rng.choices("aeiouybclstwxz", k=rng.randint(0, 6))) + ending for ending in ENDINGS for _ in range(100)
    ]
    words += [word + rng.choice(ENDINGS) for word in words]
    assert len(words) > 15000
    assert_same_stems(words)


@pytest.mark.parametrize("letter", ["a", "é", "中", "\U00020000"])
def test_stems_of_long_words(letter: str) -> None:
    """Words of more than 64 bytes are not stemmed, and those of more than 32 KiB are cut, within a character too."""
    size = len(letter.encode())
    lengths = [*range(3), *(limit // size + more for limit in (64, 1 << 15) for more in range(-4, 3))]
    assert_same_stems([letter * length + ending for length in lengths for ending in ("", "x", "ing", "aaing")])


def test_stems_with_half_a_character() -> None:
    """Two bytes of a letter that are the same count as a double letter, of which one is taken."""
    assert_same_stems(["a丸ing", "a丸", "o中ed"])


def assigned() -> list[str]:
    """The characters of Unicode that Python knows, but for most of those that are far away and all alike."""
    ranges = (
        range(1, 0x2500),
        range(0x2E00, 0x3400),
        range(0xA600, 0xAC10),
        range(0xF900, 0xFFFE),
        range(0x1D400, 0x1D480),
    )
    characters = [chr(code) for codes in ranges for code in codes]
    return [character for character in characters if unicodedata.category(character) not in ("Cn", "Cs")]


@pytest.mark.parametrize("pattern", ["{}", "a{}a", "É{}"])
def test_each_character(pattern: str) -> None:
    """Alone, within a word, and at its end."""
    texts = [pattern.format(character) for character in assigned()]
    assert len(texts) > 10000
    assert_same_stems(texts)
    assert scripts().each("ground/stemming.js", "words", texts) == [*map(stemming.words, texts)]
    assert scripts().each("ground/text.js", "fold", texts) == [*map(text.fold, texts)]
    assert scripts().each("ground/wholeWords.js", "withWholeWords", texts) == [
        *map(as_long, map(text.with_whole_words, texts), texts)
    ]


def as_long(whole: str, written: str) -> str:
    """A text in which characters were replaced, each as many units long as the one that was there."""
    pairs = zip(whole, written, strict=True)
    return "".join(one * (2 if ord(other) > 0xFFFF and ord(one) < 0x10000 else 1) for one, other in pairs)


FUNCTIONS: dict[tuple[str, str], Callable[[str], Any]] = {
    ("text", "casefold"): str.casefold,
    ("text", "encodable"): text.encodable,
    ("text", "fold"): text.fold,
    ("text", "oneLine"): text.one_line,
    ("text", "quoted"): text.quoted,
    ("text", "visible"): text.visible,
    ("stemming", "words"): stemming.words,
    ("wholeWords", "inWholeWords"): text.in_whole_words,
    ("wholeWords", "wholeCharacters"): text.whole_characters,
    ("wholeWords", "wholeWords"): text.whole_words,
    ("wholeWords", "withHyphenedNon"): text.with_hyphened_non,
}


@given(MANY_TEXTS)
@examples(150)
def test_functions_of_texts(texts: list[str]) -> None:
    for (module, name), function in FUNCTIONS.items():
        assert scripts().each(f"ground/{module}.js", name, texts) == [*map(function, texts)], name
    whole = [as_long(text.with_whole_words(one), one) for one in texts]
    assert scripts().each("ground/wholeWords.js", "withWholeWords", texts) == whole


@pytest.mark.parametrize("length", [79, 80, 81])
@pytest.mark.parametrize("letter", ["a", "\U0001f600", " ", "\u202e"])
def test_long_texts_in_messages(length: int, letter: str) -> None:
    """Both sides of where they are cut, which is never within a character."""
    assert scripts().call("ground/text.js", "quoted", f"{letter * length}b") == text.quoted(f"{letter * length}b")


def test_texts_in_order() -> None:
    """Characters beyond U+FFFF come last, as in Python."""
    texts = ["", "a", "ab", "a\ue000", "a\uffff", "a\U00010000", "a\U00010000b", "\U0001f600", "\ufb01", "b"]
    pairs = [(one, other) for one in texts for other in texts]
    order = scripts().ask(module="ground/text.js", function="compareTexts", each=pairs)
    assert order == [(one > other) - (one < other) for one, other in pairs]


def test_lists() -> None:
    lists = [[[]], [["a"]], [["a", "b"]], [["a", "b", "c"], "and"]]
    found = scripts().ask(module="ground/text.js", function="listed", each=lists)
    assert found == ["", "a", "a or b", "a, b and c"]


# --- Likeness ---------------------------------------------------------------------------------------------------------

LIKE_WORDS = st.text(st.sampled_from("abcdeé\U0001f600"), max_size=9)


@given(st.lists(LIKE_WORDS, max_size=40, unique=True), LIKE_WORDS, st.integers(1, 5), st.sampled_from([0.5, 0.6, 0.83]))
@examples(240)
def test_likeness(known: list[str], word: str, most: int, least: float) -> None:
    expected = likeness.Likeness(known)
    scripts().ask(module="ground/likeness.js", function="Likeness", new=True, arguments=[known], keep="like")
    assert scripts().ask(on="like", function="closest", arguments=[word, most, least]) == expected.closest(
        word, most, least
    )
    assert scripts().ask(on="like", function="mistyped", arguments=[word]) == expected.mistyped(word)
    for other in known[:3]:
        assert scripts().call("ground/likeness.js", "slips", word, other) == likeness.slips(word, other)


# --- Sets of reviews --------------------------------------------------------------------------------------------------

NUMBERS = st.sets(st.integers(1, 100))


@given(NUMBERS, NUMBERS)
@examples(100)
def test_review_sets(one: set[int], other: set[int]) -> None:
    for name, numbers in (("one", one), ("other", other)):
        scripts().ask(module="ground/reviewSets.js", function="reviewSets.of", arguments=[[*numbers], 100], keep=name)
    for operation, expected in (("union", one | other), ("intersection", one & other), ("difference", one - other)):
        name = f"reviewSets.{operation}"
        scripts().ask(
            module="ground/reviewSets.js", function=name, arguments=[{"$": "one"}, {"$": "other"}], keep="both"
        )
        both = {"$": "both"}
        assert scripts().call("ground/reviewSets.js", "reviewSets.numbers", both) == sorted(expected)
        assert scripts().call("ground/reviewSets.js", "reviewSets.count", both) == len(expected)
        assert scripts().call("ground/reviewSets.js", "reviewSets.isEmpty", both) == (not expected)
        has = scripts().ask(
            module="ground/reviewSets.js", function="reviewSets.has", each=[[both, n] for n in range(1, 101)]
        )
        assert has == [number in expected for number in range(1, 101)]


@pytest.mark.parametrize("size", [0, 1, 31, 32, 33, 64, 100])
def test_set_of_all_reviews(size: int) -> None:
    scripts().ask(module="ground/reviewSets.js", function="reviewSets.all", arguments=[size], keep="all")
    assert scripts().call("ground/reviewSets.js", "reviewSets.numbers", {"$": "all"}) == [*range(1, size + 1)]


# --- The store --------------------------------------------------------------------------------------------------------


def test_texts(sample: Store) -> None:
    columns = ("number", "review", "section", "id", "text", "themes", "agencies")
    rows = [dict(zip(columns, row, strict=True)) for row in sample.ask(f"SELECT {', '.join(columns)} FROM passage")]
    expected = [{**row, **{key: row[key] and json.loads(row[key]) for key in columns[-2:]}} for row in rows]
    assert len(expected) > 50
    assert of_store(sample, "passages") == expected
    assert of_store(sample, "passagesOf", 2) == [row for row in expected if row["review"] == 2]


def test_words_of_texts(sample: Store) -> None:
    expected = [word for (word,) in sample.ask("SELECT word FROM word ORDER BY word")]
    assert len(expected) > 100
    assert of_store(sample, "words") == expected
    for beginning in ("", "c", "ch", "chi", "é", "\uffff", expected[-1]):
        begins = [word for word in expected if word.startswith(beginning)]
        assert of_store(sample, "wordsBeginning", beginning) == begins
        assert of_store(sample, "wordsBeginning", beginning, 3) == begins[:3]
    assert [of_store(sample, "hasWord", word) for word in (expected[0], "quillworts", "CHILD")] == [True, False, False]


def test_codes(sample: Store) -> None:
    expected = [[*row] for row in sample.ask("SELECT number, kind, slug FROM code_term ORDER BY number")]
    assert [[code["number"], code["kind"], code["slug"]] for code in of_store(sample, "codes")] == expected
    by_review: dict[int, list[int]] = {}
    for term, review in sample.ask("SELECT term, review FROM code ORDER BY rowid"):
        by_review.setdefault(review, []).append(term)
    assert of_store(sample, "codesByReview") == [*by_review.values()]


def test_word_tables(sample: Store) -> None:
    synonyms = [
        [row["stems"], row["term"]["kind"], row["term"]["slug"], row["layer"]]
        for row in of_store(sample, "wordTables.synonyms")
    ]
    assert synonyms == [[*row] for row in sample.ask("SELECT stems, kind, slug, layer FROM synonym ORDER BY rowid")]
    equals = [[row["stems"], row["number"], row["words"]] for row in of_store(sample, "wordTables.equals")]
    assert equals == [[*row] for row in sample.ask("SELECT stems, number, words FROM equal ORDER BY rowid")]
    words = [word for (word,) in sample.ask("SELECT word FROM vocabulary_word ORDER BY word")]
    assert len(words) > 1000
    assert of_store(sample, "wordTables.words") == words


def keep_everyday(store: Store) -> None:
    """Have the node program keep what the page knows of everyday words, as `everyday`."""
    scripts().ask(
        module="search/everyday.js",
        function="Everyday",
        new=True,
        arguments=[{"$": scripts().store(store)}],
        keep="everyday",
    )


def test_everyday() -> None:
    """What is known of every row of words of the vocabulary."""
    store = bundled()
    everyday = Everyday(store)
    rows = [stems for table in ("synonym", "equal") for (stems,) in store.ask(f"SELECT DISTINCT stems FROM {table}")]
    keep_everyday(store)

    def each(function: str, values: list[Any]) -> Any:
        return scripts().ask(on="everyday", function=function, each=[[value] for value in values])

    asked = [*rows, "", "quillwort"]
    terms = [[[term["kind"], term["slug"], layer] for term, layer in found] for found in each("terms", asked)]
    assert terms == [[[term.kind, term.slug, layer] for term, layer in everyday.terms(stems)] for stems in asked]
    assert each("equals", asked) == [everyday.equals(stems) for stems in asked]
    assert each("isKnown", asked) == [everyday.is_known(stems) for stems in asked]
    stems = sorted({stem for row in rows for stem in row.split()})[::10]
    spoken = [[[term["kind"], term["slug"], share] for term, share in found] for found in each("spokenOf", stems)]
    assert spoken == [[[*code, share] for code, share in everyday.spoken_of(stem).items()] for stem in stems]
    words = ["Neglect", "CSA", "quillwort", ""]
    assert each("has", words) == [everyday.has(word) for word in words]
    page = {"$": scripts().store(store)}
    tiers = scripts().ask(module="search/commonWords.js", function="tier", each=[[page, stem] for stem in stems])
    assert tiers == [common_words.tier(stem) for stem in stems]
    assert {*scripts().ask(module="search/commonWords.js", function="SAYING_NOTHING")} == common_words.SAYING_NOTHING


def test_related_terms() -> None:
    store = bundled()
    everyday = Everyday(store)
    keep_everyday(store)
    terms = [term for kind in KINDS for term in store.vocabulary.terms(kind).values()]
    assert any(map(everyday.related, terms))
    for term in terms:
        scripts().ask(
            on=scripts().store(store), function="vocabulary.term", arguments=[term.kind, term.slug], keep="term"
        )
        found = scripts().ask(on="everyday", function="related", arguments=[{"$": "term"}])
        assert [(other["kind"], other["slug"]) for other in found] == [
            (other.kind, other.slug) for other in everyday.related(term)
        ]


def test_meanings() -> None:
    """The terms that each name of each term, and each group, means."""
    store = bundled()
    known = store.vocabulary
    typed = [
        (kind, name.upper())
        for kind in KINDS
        for term in known.terms(kind).values()
        for name in (term.slug, *term.names)
    ]
    typed += [(kind, slug) for kind, groups in known.groups.items() for slug in groups]
    typed += [(kind, "quillwort") for kind in KINDS]
    found = scripts().ask(on=scripts().store(store), function="vocabulary.meaning", each=typed)
    meanings = [known.meaning(*one) for one in typed]
    assert [[term["slug"] for term in terms] for terms in found] == [
        [term.slug for term in one.terms] if one else [] for one in meanings
    ]


# --- The index --------------------------------------------------------------------------------------------------------

MARK = "\x1a"
"""In an expression, where a phrase of the store's texts goes."""

PLACES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=3, unique=True).map(
    lambda names: f"{{{' '.join(names)}}} : "
)


def _joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Expressions made of others. NOT is only used as the program does: SQLite's score is odd where nothing is before it."""
    several = st.lists(parts, min_size=2, max_size=4)
    return st.one_of(
        several.map(lambda each: f"({' AND '.join(each)})"),
        several.map(lambda each: f"({' OR '.join(each)})"),
        several.map(lambda each: f"({each[0]} OR {' AND '.join(each[1:])})"),
        parts.map(lambda one: f"({EVERY} NOT {one})"),
        st.tuples(PLACES, parts).map("{0[0]}({0[1]})".format),
        PLACES.map(lambda places: places + MARK),
    )


EXPRESSIONS = st.recursive(st.just(MARK), _joined, max_leaves=8)

ANY_OF = st.lists(st.one_of(st.just(MARK), PLACES.map(lambda places: places + MARK)), min_size=1, max_size=4)
ALL_OF_ANY = st.lists(ANY_OF.map(" OR ".join).map("({})".format), min_size=1, max_size=3).map(" AND ".join)
"""What plain questions become."""


@cache
def usual(make: Sample) -> list[str]:
    """Words that are in some of the reviews of a store, but not in all."""
    store = make()
    (size,) = store.ask("SELECT count(*) FROM review").fetchone()
    found = [f'"{word}"' for (word,) in store.ask("SELECT word FROM word")]
    counts = {
        word: store.ask("SELECT count(*) FROM search WHERE search MATCH ?", [word]).fetchone()[0] for word in found
    }
    return [word for word, count in counts.items() if size / 5 <= count <= size * 4 / 5]


def single_words(make: Sample, rng: Random) -> Iterator[str]:
    """Words, codes that occur, and what is nowhere, without end."""
    known = [f'"{word}"' for word in of_store(make(), "words")]
    codes = [code["token"] for code in of_store(make(), "codes") if code["kind"] != "area"]
    while True:
        yield rng.choice((*rng.choices(usual(make), k=4), *rng.choices(known, k=2), rng.choice(codes), '""', EVERY))


def phrases(make: Sample, rng: Random) -> Iterator[str]:
    """Phrases of the texts of a store, and single words, without end."""
    texts = [text for (text,) in make().ask("SELECT text FROM passage")]
    others = single_words(make, rng)
    while True:
        words = rng.choice(texts).replace('"', " ").replace("\0", " ").split() or ["child"]
        start = rng.randrange(len(words))
        phrase = f'"{" ".join(words[start : start + rng.choice((1, 2, 2, 3, 5))])}"'
        yield rng.choice((phrase, phrase, next(others)))


def assert_same_matches(patterns: list[str], make: Sample, chosen: Iterator[str]) -> None:
    """The same reviews match, with the same bm25; `chosen` is put in the place of the marks."""
    store = make()
    whole = ["".join(next(chosen) if one == MARK else one for one in pattern) for pattern in patterns]
    page = scripts().store(store)
    ranked = scripts().ask(on=page, function="ranked", each=[[one] for one in whole])
    found = scripts().ask(on=page, function="finds", each=[[one] for one in whole])
    sets = scripts().ask(on=page, function="numbers", each=[[one] for one in whole])
    for expression, answer, finds, reviews in zip(whole, ranked, found, sets, strict=True):
        rows = store.ask(f"SELECT rowid, {_BM25} FROM search WHERE search MATCH ?", [expression]).fetchall()
        assert dict(answer) == pytest.approx(dict(rows), rel=1e-9, abs=1e-15), expression
        assert answer == sorted(answer, key=lambda row: (row[1], row[0]))
        assert finds == store.finds(expression)
        as_number = sum(bits << (32 * index) for index, bits in enumerate(reviews))
        assert [*review_sets.numbers(as_number)] == [number for number, _ in rows]


@given(st.lists(EXPRESSIONS, min_size=1, max_size=10), st.integers(0, 1 << 30), SAMPLES)
@examples(240)
def test_expressions(patterns: list[str], seed: int, make: Sample) -> None:
    """Of single words: in an AND within an OR, SQLite may leave longer phrases out of a score."""
    assert_same_matches(patterns, make, single_words(make, Random(seed)))  # noqa: S311


@given(st.lists(ALL_OF_ANY, min_size=1, max_size=10), st.integers(0, 1 << 30), SAMPLES)
@examples(240)
def test_expressions_of_phrases(patterns: list[str], seed: int, make: Sample) -> None:
    assert_same_matches(patterns, make, phrases(make, Random(seed)))  # noqa: S311


def test_empty_expression() -> None:
    """It matches nothing."""
    assert of_store(bundled(), "ranked", "") == []
    assert of_store(bundled(), "finds", " ") is False


@pytest.mark.parametrize(
    "expression",
    [
        '"child',
        "(",
        '("child"',
        '"child")',
        '"a" OR',
        "OR",
        '{nowhere} : "a"',
        '{title} "a"',
        '"a" "b"',
        "a-b",
        '{title} : {title} : "a"',
    ],
)
def test_what_is_no_expression(expression: str) -> None:
    with pytest.raises(AssertionError, match="not an expression"):
        of_store(bundled(), "ranked", expression)


def test_offsets_of_words(sample: Store) -> None:
    """Each word of the index has its place in the text."""
    starts = of_store(sample, "spans")
    numbers = range(1, len(starts) // 2 + 1)
    offsets = scripts().ask(on=scripts().store(sample), function="offsetsOf", each=[[number] for number in numbers])
    assert [*map(len, offsets)] == [2 * (end - start) for start, end in zip(starts[::2], starts[1::2], strict=True)]
