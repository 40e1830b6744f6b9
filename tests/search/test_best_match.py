"""Best match: what has all of a question first, then the best of what has some of it, and nothing where nothing answers."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casereviews.library import vocabularies
from casereviews.search import engine, query_tree, review_sets, strict
from casereviews.search.filter_values import build
from casereviews.search.filters import Filters
from casereviews.search.order import Order
from casereviews.search.plain import Asked
from casereviews.search.question import understand
from casereviews.store import Store
from helpers import examples
from helpers.samples import store_of
from searching import count_under, search_for

TERMS = vocabularies.vocabulary(with_lay=True)
coded = partial(store_of, terms=TERMS, title="Sample")


def summaries(**texts: str) -> Store:
    """Reviews with these summaries, by their names."""
    return coded(*({"name": name, "summary": text} for name, text in texts.items()))


def hits(store: Store, query: str, **options: Any) -> list[tuple[str, list[str]]]:
    """What is found, with what each lacks."""
    return [(hit["id"].partition("/")[2], hit["missing"]) for hit in search_for(store, query, **options).records]


def found(store: Store, query: str, **options: Any) -> list[str]:
    return [name for name, _ in hits(store, query, **options)]


# --- What comes first -------------------------------------------------------------------------------------------------


def test_all_of_the_words_come_first_however_rare_another_word_is() -> None:
    store = summaries(rare="quern quern quern", both="lantern quern", one="lantern", none="papa", other="lantern")
    assert hits(store, "lantern quern") == [
        ("both", []), ("rare", ["lantern"]), ("one", ["quern"]), ("other", ["quern"]),
    ]  # fmt: skip
    assert hits(store, "lantern quern", all_words=True) == hits(store, "lantern AND quern") == [("both", [])]


def test_more_of_the_words_come_before_fewer() -> None:
    store = summaries(one="lantern", two="lantern quern", kettle="kettle", a="papa", b="papa")
    assert hits(store, "lantern quern zyxwv") == [
        ("two", ["zyxwv"]), ("one", ["quern", "zyxwv"]),
    ]  # fmt: skip


@pytest.mark.parametrize(("lanterns", "querns", "first"), [(3, 2, "q0"), (2, 3, "l0")])
def test_the_rarer_word_weighs_more(lanterns: int, querns: int, first: str) -> None:
    names = {f"l{number}": "lantern" for number in range(lanterns)} | {
        f"q{number}": "quern" for number in range(querns)
    }
    assert found(summaries(**names), "lantern quern")[0] == first


def test_a_common_word_of_english_weighs_less_than_a_rare_one() -> None:
    """As rare in the collection as it is."""
    store = summaries(a="kettle", b="quern", c="papa", d="papa")
    assert found(store, "kettle quern") == ["b", "a"]


def test_words_in_one_text_weigh_more_than_in_several() -> None:
    store = coded(
        {"name": "apart", "learning": [{"text": "lantern"}, {"text": "quern"}]},
        {"name": "together", "learning": [{"text": "quern of a lantern"}, {"text": "papa"}]},
        {"name": "none", "learning": [{"text": "papa"}]},
    )
    assert hits(store, "lantern quern zyxwv") == [("together", ["zyxwv"]), ("apart", ["zyxwv"])]


DIFFERENT: list[dict[str, Any]] = [{}, {"by_statement": True}, {"all_words": True}]


# --- What is an answer at all -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("having", "answers"), [(17, 0), (16, 16)])
def test_a_word_that_most_reviews_have_is_no_answer_alone(having: int, answers: int) -> None:
    """Of twenty reviews seventeen are most, sixteen are not; all of a question is always an answer."""
    texts = {f"n{number}": "lantern" if number < having else "papa" for number in range(19)}
    store = summaries(**texts, last="quern kettle")
    assert len(found(store, "lantern quern")) == answers + 1
    assert found(store, "lantern quern")[0] == "last"
    assert len(found(store, "lantern")) == having


def test_of_few_reviews_there_are_no_most() -> None:
    texts = {f"n{number}": "lantern" for number in range(3)}
    assert len(found(summaries(**texts, last="quern"), "lantern quern")) == 4
    assert found(summaries(**texts, more="lantern", last="quern", other="quern"), "lantern quern") != ["last", "other"]
    assert found(summaries(**texts, more="lantern", fifth="lantern", last="quern lantern"), "lantern quern") == ["last"]


@pytest.mark.parametrize("query", ["lantern neglect", "neglect", "a lantern and NEGLECT", "neglectful lantern neglect"])
def test_a_term_that_nothing_has_is_said_and_nothing_is_found(query: str) -> None:
    """By a word or a code; in the sections asked, whatever the filters."""
    store = summaries(a="lantern", b="papa")
    for options in DIFFERENT:
        answer = search_for(store, query, **options)
        assert ([*answer.records], answer.total, answer.between) == ([], 0, None)
        assert "nothing on Neglect" in answer.missing


@pytest.mark.parametrize(
    "more", [{"summary": "Neglected."}, {"harms": ["neglect"]}, {"actions": [{"text": "neglect"}]}]
)
def test_a_term_that_anything_has_is_not_said_to_be_nowhere(more: dict[str, Any]) -> None:
    store = coded({"name": "a", "summary": "lantern"}, {"name": "b", **more})
    for options in ({}, {"sections": ["title"]}, {"filters": build(lambda: TERMS, {"sex": ["female"]})}):
        assert "nothing on Neglect" not in search_for(store, "lantern neglect", **options).missing
    assert set(found(store, "lantern neglect")) == {"a", "b"}


def test_the_same_words_in_quotation_marks_or_without_other_words_are_only_words() -> None:
    store = summaries(a="lantern", b="papa")
    for query, expand in (('lantern "neglect"', True), ("lantern neglect", False)):
        answer = search_for(store, query, expand=expand)
        assert [hit["name"] for hit in answer.records] == ["a"]
        assert answer.missing[0].endswith('; none of these has "neglect"')


def test_a_question_that_is_mostly_unknown_has_no_answer() -> None:
    store = summaries(a="lantern", b="papa", c="papa")
    assert found(store, "lantern zyxwv") == ["a"]
    assert found(store, "lantern zyxwv vwxyz yxwvz") == []
    assert search_for(store, "lantern zyxwv vwxyz yxwvz").missing == (
        'nothing here has "zyxwv"', 'nothing here has "vwxyz"', 'nothing here has "yxwvz"',
    )  # fmt: skip


# --- What is near -----------------------------------------------------------------------------------------------------


def test_what_is_near_comes_last_and_is_missing() -> None:
    store = coded(
        {"name": "near", "learning": [{"text": "papa", "themes": ["information-sharing"], "agencies": []}]},
        {"name": "word", "learning": [{"text": "The GDPR."}]},
        {"name": "none", "learning": [{"text": "papa"}]},
    )
    assert hits(store, "GDPR") == [("word", []), ("near", ["GDPR"])]
    assert hits(store, "GDPR", by_statement=True) == [("word/L1", []), ("near/L1", ["GDPR"])]
    assert hits(store, "GDPR", all_words=True) == [("word", [])]
    near = next(hit for hit in search_for(store, "GDPR").records if hit["name"] == "near")
    assert near["matches"][0]["why"] == [{"query": "GDPR", "how": "wider", "what": "Information sharing"}]


def test_a_subject_is_near_by_its_words_where_no_code_says_so() -> None:
    """Factors are codes of reviews, and no statement has them: its words do."""
    store = coded(
        {"name": "words", "learning": [{"text": "Staff knew little of neurodiversity.", "themes": [], "agencies": []}]},
        {"name": "none", "learning": [{"text": "papa", "themes": [], "agencies": []}]},
    )
    assert hits(store, "autistic parents", by_statement=True) == [("words/L1", ["autistic parents"])]
    (hit,) = search_for(store, "autistic parents").records
    assert [match["why"] for match in hit["matches"]] == [
        [{"query": "autistic parents", "how": "wider", "what": "neurodiversity"}]
    ]


def test_what_is_near_is_not_told_beside_the_word_itself() -> None:
    """In one text; nor does it count there."""
    store = coded(
        {"name": "a", "learning": [{"text": "GDPR and information sharing.", "themes": [], "agencies": []}]},
        {"name": "none", "learning": [{"text": "papa"}]},
    )
    (hit,) = search_for(store, "GDPR").records
    assert hit["matches"][0]["why"] == [{"query": "GDPR", "how": "word", "what": "gdpr"}]


def test_what_is_only_near_is_left_out_of_a_review_that_says_it() -> None:
    store = coded(
        {"name": "a", "learning": [
            {"text": "The GDPR.", "themes": [], "agencies": []},
            {"text": "papa", "themes": ["information-sharing"], "agencies": []},
        ]},
        {"name": "b"},
    )  # fmt: skip
    (hit,) = search_for(store, "GDPR").records
    assert [match["id"] for match in hit["matches"]] == ["sample/a/L1"]


def test_words_of_a_row_that_stand_apart_are_less_than_the_row() -> None:
    store = coded(
        {"name": "apart", "learning": [{"text": "abuse that was domestic"}]},
        {"name": "row", "learning": [{"text": "domestic abuse"}]},
        {"name": "none", "learning": [{"text": "papa"}]},
    )
    assert hits(store, "domestic abuse") == [("row", []), ("apart", ["domestic abuse"])]
    assert hits(store, "domestic abuse", by_statement=True) == [("row/L1", []), ("apart/L1", ["domestic abuse"])]
    for by_statement in (False, True):
        assert len(hits(store, "domestic abuse", all_words=True, by_statement=by_statement)) == 1


def test_other_words_and_codes_are_not_missing() -> None:
    store = coded(
        {"name": "word", "summary": "neglect"}, {"name": "code", "harms": ["neglect"]}, {"name": "none"},
        {"name": "everyday", "summary": "He was stabbed."},
    )  # fmt: skip
    assert hits(store, "neglect") == [("word", []), ("code", [])]
    assert hits(store, "knife") == [("everyday", [])]


# --- How many, in which order -----------------------------------------------------------------------------------------


@cache
def many() -> Store:
    """Sixty reviews with a lantern, sixty with a quern, twenty with both, in statements."""
    texts = ["lantern"] * 60 + ["quern"] * 60 + ["lantern quern"] * 20 + ["papa"] * 20
    return coded(*({"name": f"n{number}", "learning": [{"text": text}]} for number, text in enumerate(texts)))


@pytest.mark.parametrize("by_statement", [False, True])
def test_what_has_some_is_filled_up_to_fifty(by_statement: bool) -> None:
    answer = search_for(many(), "lantern quern", by_statement=by_statement)
    missing = [hit["missing"] for hit in answer.records]
    assert (len(missing), answer.total) == (50, 50)
    assert missing[:20] == [[]] * 20
    assert all(len(one) == 1 for one in missing[20:])
    every = search_for(many(), "lantern", by_statement=by_statement)
    assert len(every.records) == 80
    strict = search_for(many(), "lantern quern", by_statement=by_statement, all_words=True)
    assert (len(strict.records), strict.total, strict.between) == (20, 20, None)


def test_more_than_fifty_that_have_all_are_all_listed_and_no_other() -> None:
    texts = ["lantern quern"] * 51 + ["lantern"] * 5
    store = coded(*({"name": f"n{number}", "learning": [{"text": text}]} for number, text in enumerate(texts)))
    for by_statement in (False, True):
        answer = search_for(store, "lantern quern", by_statement=by_statement)
        assert ([hit["missing"] for hit in answer.records], answer.total) == ([[]] * 51, 51)
        assert answer.between is None


def test_other_orders() -> None:
    store = summaries(b="lantern", c="lantern quern", a="quern", d="papa")
    best = found(store, "lantern quern")
    assert best[0] == "c"
    assert found(store, "lantern quern", order=Order(reverse=True)) == ["c", *best[:0:-1]]
    assert found(store, "lantern quern", order=Order("score", reverse=True, limit=2)) == ["c", best[-1]]
    assert found(store, "lantern quern", order=Order("name")) == ["c", "a", "b"]
    assert found(store, "lantern quern", order=Order("name", reverse=True, limit=2)) == ["c", "b"]
    for order in (Order(), Order("name"), Order("name", reverse=True), Order(reverse=True)):
        between = search_for(store, "lantern quern", order=order).between
        assert between == "With some of the words, or a subject near them:"


@pytest.mark.parametrize(
    ("order", "by_review", "by_statement"),
    [
        (Order("name"), "fabcd", "abcdf"),
        (Order("name", reverse=True), "fdcba", "dcbaf"),
        (Order("name", limit=3), "fab", "abc"),
    ],
)
def test_what_lacks_a_word_stays_behind_in_every_order(order: Order, by_review: str, by_statement: str) -> None:
    """And what only summaries tell after that; each in the order that was chosen."""
    texts = {"c": "lantern", "b": "lantern quern", "d": "quern lantern", "a": "quern", "e": "papa"}
    reviews = [{"name": name, "learning": [{"text": text}]} for name, text in texts.items()]
    store = coded({"name": "f", "summary": "A lantern, a quern, a mirlo."}, *reviews)
    assert found(store, "lantern quern mirlo", order=order) == [*by_review]
    said = search_for(store, "lantern quern mirlo", order=order, by_statement=True).records
    assert [hit["review"]["name"] for hit in said] == [*by_statement]
    two = search_for(store, "lantern quern", order=order, by_statement=True).records
    lacking = [["quern"], ["lantern"]] if order.reverse else [["lantern"], ["quern"]]
    assert [hit["missing"] for hit in two] == [[], [], *lacking][: order.limit]


def test_filters_and_sections() -> None:
    store = coded(
        {"name": "girl", "summary": "lantern", "children": [{"sex": "female"}]},
        {"name": "boy", "summary": "lantern quern", "children": [{"sex": "male"}]},
        {"name": "said", "learning": [{"text": "quern"}]},
    )
    girls = build(lambda: TERMS, {"sex": ["female"]})
    assert hits(store, "lantern quern", filters=girls) == [("girl", ["quern"])]
    assert hits(store, "lantern quern", sections=["learning"]) == [("said", ["lantern"])]
    assert hits(store, "lantern quern", sections=["actions"]) == []
    assert hits(store, "lantern quern", by_statement=True)[0] == ("said/L1", ["lantern"])


# --- What holds for all -----------------------------------------------------------------------------------------------

WORDS = ["lantern", "quern", "kiln", "piano", "trivet"]
CORPUS: list[dict[str, Any]] = [
    {
        "name": f"n{number}",
        "summary": " ".join(WORDS[place] for place in range(3) if number >> place & 1) or "papa",
        "learning": [
            {"text": WORDS[4] if number % 5 == 0 else "papa"},
            {"text": " ".join(WORDS[: number % 4]) or "papa"},
        ],
        "children": [{"sex": ("female", "male")[number % 2]}],
    }
    for number in range(14)
]


@cache
def corpus() -> Store:
    return coded(*CORPUS)


QUERIES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
SECTIONS = st.sets(st.sampled_from(strict.SECTIONS), min_size=1)
FILTERS = st.sampled_from([Filters(), build(lambda: TERMS, {"sex": ["female"]})])


@examples(50)
@given(QUERIES, SECTIONS, FILTERS, st.integers(0, 9))
@example("lantern quern", set(strict.SECTIONS), Filters(), 3)
def test_reviews_for_any_words(query: str, sections: set[str], filters: Filters, limit: int) -> None:
    """What lacks nothing is what has all words, and comes first; scores fall; a limit is the first of all."""
    answer = search_for(corpus(), query, filters, sections)
    records = [*answer.records]
    whole = [hit for hit in records if not hit["missing"]]
    assert records[: len(whole)] == whole
    assert whole == [*search_for(corpus(), query, filters, sections, all_words=True).records]
    strict = search_for(corpus(), " AND ".join(query.split()), filters, sections).records
    assert {hit["id"] for hit in whole} == {hit["id"] for hit in strict}
    assert [hit["score"] for hit in records] == sorted((hit["score"] for hit in records), reverse=True)
    assert all(hit["score"] > 0 for hit in records)
    assert len({hit["id"] for hit in records}) == len(records) == answer.total
    first = search_for(corpus(), query, filters, sections, Order(limit=limit))
    assert ([*first.records], first.total) == (records[:limit], answer.total)
    for hit in records:
        said = " ".join(match["text"] for match in hit["matches"])
        assert {word for word in query.split() if word not in said} == set(hit["missing"])
        assert {match["section"] for match in hit["matches"]} <= sections
    assert (answer.between is not None) == (0 < len(whole) < len(records))


@examples(50)
@given(QUERIES, FILTERS, st.integers(0, 9))
@example("lantern quern kiln", Filters(), 3)
def test_statements_for_any_words(query: str, filters: Filters, limit: int) -> None:
    """The same for statements, each for itself; what only summaries tell comes after these."""
    answer = search_for(corpus(), query, filters, by_statement=True)
    records = [*answer.records]
    for hit in records:
        assert set(hit["missing"]) == set(query.split()) - set(hit["text"].split())
    said = [hit for hit in records if hit["section"] != "summary"]
    assert records[: len(said)] == said
    whole = [hit for hit in said if not hit["missing"]]
    assert said[: len(whole)] == whole
    numbers, _ = engine.matched(corpus(), query)
    if filters == Filters():
        assert len(numbers) == len(whole)
    assert [hit["score"] for hit in said] == sorted((hit["score"] for hit in said), reverse=True)
    first = search_for(corpus(), query, filters, order=Order(limit=limit), by_statement=True)
    assert ([*first.records], first.total) == (records[:limit], len(records))
    assert len({hit["id"] for hit in records}) == len(records) == answer.total


@examples(50)
@given(QUERIES, FILTERS)
def test_what_counts_is_strict(query: str, filters: Filters) -> None:
    whole = search_for(corpus(), query, filters, all_words=True)
    assert count_under(corpus(), query, filters) == whole.total == len(whole.records)


# --- What is known without asking the index again -----------------------------------------------------------------------

TEXTS = st.lists(
    st.sampled_from(["lantern", "quern", "school nurse", "SEND", "papa", "inflicted injury"]), min_size=1, max_size=4
)
CODED = st.fixed_dictionaries(
    {"summary": TEXTS.map(" ".join)},
    optional={
        "harms": st.just(["physical-abuse"]),
        "learning": TEXTS.map(" ".join).map(lambda text: [{"text": f"x {text}"}]),
    },
)


@examples(20)
@given(
    st.lists(CODED, min_size=1, max_size=6),
    st.lists(
        st.sampled_from(["lantern", "quern", "school", "nurse", "school nurse", "NAI", "papa"]), min_size=1, max_size=3
    ),
    st.sampled_from(
        [("title", "summary", "learning", "recommendations", "actions"), ("learning",), ("title", "summary")]
    ),
    st.sampled_from([{}, {"harm": ["physical-abuse"]}]),
)
def test_what_has_all_parts_is_what_a_query_for_all_of_them_finds(
    reviews: list[dict[str, Any]], words: list[str], sections: tuple[str, ...], filters: dict[str, Any]
) -> None:
    store = coded(*({"name": f"r{number}", **review} for number, review in enumerate(reviews)))
    question = understand(" ".join(words), store)
    chosen = build(lambda: TERMS, filters)
    asked = Asked(store, question, chosen, sections, Order(), all_words=False)
    match, strict = asked.match(), asked.strict()
    for level in (query_tree.WORDS, query_tree.SYNONYMS, query_tree.CODES):
        assert list(review_sets.numbers(match.all_at(level))) == sorted(strict._replace(level=level).numbers())
    assert strict.best(None, match.all_at) == strict.best(None)


def test_no_phrase_is_looked_for_beside_a_word_of_it() -> None:
    """Which finds all that the phrase does, and far sooner."""
    store = summaries(a="a baby that was crying", b="papa")
    asked: list[str] = []
    store.database.set_trace_callback(asked.append)
    assert found(store, "babies") == ["a"]
    reach = [sql for sql in asked if "json_group_array" in sql and '"crying"' in sql]
    assert len(reach) == 1
    assert "coping with crying" not in reach[0]
