"""The search of the page against that of the command line: the same answers to the same questions."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import invent
import judged
from casereviews import library
from casereviews.errors import UsageError
from casereviews.library import vocabularies
from casereviews.reading import dataset
from casereviews.search import engine
from casereviews.search.filters import Filters
from casereviews.search.highlight import Finding
from casereviews.search.strict import SECTIONS
from casereviews.store import Store
from casereviews.store.compiling import compile_store
from helpers import examples
from helpers.samples import filters_of
from helpers.scripts import scripts

ANSWERS = "../../../tests/html_page/scripts/answers.js"
SHOWN = 20  # findings that are compared whole

QUERIES = {name: [one.query for one in judged.read(path)] for name, path in judged.sets().items()}
FILTERS = [
    Filters(),
    filters_of(harm=["neglect,physical-abuse"]),
    filters_of(theme=["fathers"], sex=["not-stated"]),
    filters_of(harm=["-neglect"]),
    filters_of(agency=["housing"], age=["<1y"]),
]
PLACES = [SECTIONS, ("learning",), ("title", "summary"), ("recommendations", "actions"), ("title",)]


class Asked(NamedTuple):
    """A search, as both engines are asked."""

    query: str
    by_statement: bool = False
    filters: Filters = Filters()
    sections: Sequence[str] = SECTIONS
    all_words: bool = False
    exact: bool = False
    expand: bool = True


@cache
def bundled() -> Store:
    return library.open_store()


@cache
def invented(count: int) -> Store:
    """A store of so many invented reviews, with all that the vocabulary knows."""
    terms = vocabularies.vocabulary(with_lay=True)
    lines = "".join(f"{json.dumps(review)}\n" for review in invent.reviews(count))
    return compile_store([dataset.read(lines.encode(), "invented.jsonl", terms)], terms)


def theirs(store: Store, searches: Sequence[Asked]) -> list[dict[str, Any]]:
    """What the page's engine answers."""
    asked = []
    for one in searches:
        condition, values = one.filters.of_a_review
        among = store.numbers(f"SELECT number FROM review WHERE {condition}", values)
        options = {
            "byStatement": one.by_statement, "sections": one.sections, "allWords": one.all_words, "exact": one.exact,
            "expand": one.expand,
        }  # fmt: skip
        asked.append({"query": one.query, "options": options, "among": None if condition == "1" else among})
    page = scripts()
    found: list[dict[str, Any]] = page.call(ANSWERS, "answerAll", {"$": page.store(store)}, asked, SHOWN)
    return found


def ours(store: Store, asked: Asked) -> dict[str, Any]:
    """What the engine of the command line answers, in the form of the page's."""
    try:
        found = engine.answer(
            store, asked.query, asked.filters, asked.sections, by_statement=asked.by_statement,
            all_words=asked.all_words, exact=asked.exact, expand=asked.expand,
        )  # fmt: skip
    except UsageError as error:
        return {"error": error.message, "hint": error.hint}
    keys = found.findings.keys if found.findings else []  # type: ignore[attr-defined]
    return {
        "total": found.total,
        "notes": [*found.notes],
        "missing": [*found.missing],
        "between": found.between,
        "numbers": [key if isinstance(key, int) else key[0] for key in keys],
        "first": [finding_of(finding) for finding in found.findings[:SHOWN]],
        "under": found.count_under(Filters()),
    }


def finding_of(finding: Finding) -> dict[str, Any]:
    """A finding in the form of the page's, with offsets as JavaScript counts."""
    return {
        "review": finding.review,
        "score": pytest.approx(finding.score, abs=1e-6),
        "missing": finding.missing,
        "passages": [
            {
                **passage._asdict(),
                "score": pytest.approx(passage.score, abs=1e-6),
                "marks": [[units(passage.text[:place]) for place in mark] for mark in passage.marks],
                "why": [reason._asdict() for reason in passage.why],
            }
            for passage in finding.passages
        ],
    }


def units(text: str) -> int:
    """How many of JavaScript's units a text has."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def check(store: Store, searches: Sequence[Asked]) -> None:
    """Compare both engines on some searches; of the queries only the number is told, as some are not to be seen."""
    __tracebackhide__ = True
    answers = theirs(store, searches)
    assert len(answers) == len(searches) > 0
    differing = [
        index for index, (one, answer) in enumerate(zip(searches, answers, strict=True))
        if ours(store, one) != answer
    ]  # fmt: skip
    assert differing == []


def check_in_many(store: Store, searches: Sequence[Asked]) -> None:
    """The same in a store of many reviews, but without the order of what an OR finds, in which they may differ.

    Where an OR has an AND in it, SQLite 3.40 forgets some words of what it has read ahead, and so leaves them out of some
    reviews' bm25.
    """
    __tracebackhide__ = True
    check(store, [one for one in searches if " OR " not in one.query])
    alternating = [one for one in searches if " OR " in one.query]
    for one, answer in zip(alternating, theirs(store, alternating), strict=True):
        assert sorted(ours(store, one).get("numbers", [])) == sorted(answer.get("numbers", []))


def both_levels(queries: Sequence[str], filters: Sequence[Filters]) -> list[Asked]:
    """The queries by review and by statement, each under some of the filters in turn."""
    asked = [(query, by_statement) for query in queries for by_statement in (False, True)]
    return [Asked(*one, filters[(index // 2 + index) % len(filters)]) for index, one in enumerate(asked)]


@pytest.mark.parametrize("by_statement", [False, True])
@pytest.mark.parametrize("name", QUERIES)
def test_judged_queries_have_the_same_answers(name: str, by_statement: bool) -> None:
    check(bundled(), [Asked(query, by_statement) for query in QUERIES[name]])


@pytest.mark.parametrize("name", QUERIES)
def test_judged_queries_have_the_same_answers_under_filters(name: str) -> None:
    check(bundled(), both_levels(QUERIES[name], FILTERS[1:])[::3])  # of both levels


@pytest.mark.parametrize("name", QUERIES)
def test_judged_queries_have_the_same_answers_in_hundreds_of_reviews(name: str) -> None:
    check(
        invented(200), both_levels(QUERIES[name], FILTERS)[::7]
    )  # all of them are put to it where time does not matter


@pytest.mark.slow
@pytest.mark.parametrize("count", [200, 2000])
@pytest.mark.parametrize("name", QUERIES)
def test_all_judged_queries_have_the_same_answers_in_many_reviews(name: str, count: int) -> None:
    check_in_many(invented(count), both_levels(QUERIES[name], FILTERS))


WORDS = """
child neglect bruising fathers CSA housing police GP mother baby "strategy meeting" "professional curiosity" safeguard*
domestic abuse DV non-mobile quillwort well-being wellbeing nobodyhere bruisng recognise school health visitor
information sharing men under-ones "Child RS" Child L cannabis dad's don't the of
"""
"""What queries with operators are made of; some are pieces of phrases, and some quotation marks close nothing."""


def invented_queries(seed: int, number: int) -> list[str]:
    """Queries of some words with operators between and before them."""
    rng = Random(seed)  # noqa: S311
    words = WORDS.split()
    signs = ("", "", "", "OR ", "AND ", "NOT ", "-", "(", ") ", "OR (", "NOT (")
    return [
        " ".join(f"{rng.choice(signs)}{rng.choice(words)}" for _ in range(rng.randint(1, 5))) for _ in range(number)
    ]


OPERATORS = [
    "neglect OR bruising", "child NOT neglect", "-neglect", "NOT child", "NOT (child OR baby)", "(CSA OR neglect) police",
    '"strategy meeting" OR bruis*', '"health visitor" -police', "CSA -CSA", "neglect AND fathers", "OR", "NOT", "()", "", "  ",
    "fathers NOT \"domestic abuse\"", "((((((child))))))", "(((((((child)))))))", "child OR nobodyhere", "nobodyhere OR nowhere",
    "nobodyhere AND neglect", "a OR b", "the OR of", "neglect* NOT neglectful", "2022-02/child-rs", "child-rs/L3", "Child RS L3",
    "2022-02/child-rs/R1", "nobody/L3", "what about it?", "*", '"', "e*", "housing OR (police NOT (GP OR school))",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_queries_with_operators_have_the_same_answers(seed: int) -> None:
    check(bundled(), both_levels([*OPERATORS, *invented_queries(seed, 60)], FILTERS))


def test_queries_with_operators_have_the_same_answers_in_many_reviews() -> None:
    check_in_many(invented(200), both_levels([*OPERATORS, *invented_queries(3, 60)], FILTERS)[::3])


@pytest.mark.parametrize("sections", PLACES, ids="+".join)
def test_sections_have_the_same_answers(sections: Sequence[str]) -> None:
    queries = [*QUERIES["build"][::5], *OPERATORS]
    check(bundled(), [one._replace(sections=sections) for one in both_levels(queries, FILTERS)])


CHANGES: dict[str, Callable[[Asked], Asked]] = {
    "all words": lambda asked: asked._replace(all_words=True),
    "exact": lambda asked: asked._replace(exact=True),
    "no other words": lambda asked: asked._replace(expand=False),
}


@pytest.mark.parametrize("change", CHANGES)
def test_options_have_the_same_answers(change: str) -> None:
    queries = [*QUERIES["fresh"][::5], *OPERATORS]
    check(bundled(), [CHANGES[change](one) for one in both_levels(queries, FILTERS)])


PIECES = st.one_of(
    st.sampled_from(
        [*WORDS.split(), "OR", "NOT", "AND", "(", ")", "-", '"', "*", "L3", "2022-02/child-rs", "5 year old"]
    ),
    st.text("abehilnorstuy'-\u2019é\u0301ßﬁ\xad😀中 1", max_size=5),
    st.text(max_size=3),
)


@examples(25)
@given(st.lists(st.lists(PIECES, max_size=7).map(" ".join), min_size=1, max_size=8))
def test_whatever_is_typed_has_the_same_answers(queries: list[str]) -> None:
    check(bundled(), both_levels(queries, FILTERS))


@pytest.mark.parametrize("query", ["fathers", "men OR child", "child NOT police"])
def test_statements_pass_a_condition_of_their_own(query: str) -> None:
    store, page = bundled(), scripts()
    asked = Asked(query, by_statement=True, all_words=True)
    ((theme,),) = FILTERS[2].codes["theme"]
    coded = store.numbers("SELECT number FROM passage WHERE instr(themes, ?)", [f'"{theme}"'])
    expected = [number for number in ours(store, asked)["numbers"] if number in coded]
    assert expected
    search = {"query": query, "options": {"byStatement": True, "allWords": True}, "among": None, "theme": theme}
    (found,) = page.call(ANSWERS, "answerAll", {"$": page.store(store)}, [search], SHOWN)
    assert found["numbers"] == expected
    assert found["total"] == len(expected)


@pytest.mark.slow
@pytest.mark.parametrize("by_statement", [False, True])
def test_answers_come_as_fast_as_keys(by_statement: bool) -> None:
    page, store = scripts(), invented(2000)
    queries = [query for name in QUERIES for query in QUERIES[name]]
    options = {"byStatement": by_statement}
    times = sorted(page.call(ANSWERS, "timesTyped", {"$": page.store(store)}, queries, options, SHOWN))
    assert len(times) > 15_000
    assert times[len(times) * 95 // 100] < 25  # milliseconds
