"""The search of the page against that of the command line: the same answers to the same questions."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

import invent
import judged
from casereviews import library
from casereviews.answers import reviews
from casereviews.errors import UsageError
from casereviews.files.package import package_data
from casereviews.search import engine
from casereviews.search.filters import Filters
from casereviews.search.highlight import Finding
from casereviews.search.strict import SECTIONS
from casereviews.store import Store
from casereviews.vocabulary import KINDS, Vocabulary
from helpers.samples import filters_of

PROGRAM = Path(__file__).with_name("scripts") / "answers.js"
SHOWN = 20  # findings that are compared whole

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node runs the page's scripts")

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


class Collection(NamedTuple):
    """A store, with the files that the page's engine reads instead."""

    store: Store
    reviews: Path
    vocabulary: Path


def written(store: Store, folder: Path) -> Collection:
    """The collection of a store."""
    made = Collection(store, folder / "reviews.jsonl", folder / "vocabulary.json")
    made.reviews.write_text("".join(f"{json.dumps(it)}\n" for it in reviews.ask(store, Filters())), "utf-8")
    made.vocabulary.write_text(json.dumps(vocabulary(store.whole_vocabulary)), "utf-8")
    return made


def vocabulary(known: Vocabulary) -> dict[str, Any]:
    """A vocabulary as the page holds it."""
    fields = (
        "kind",
        "slug",
        "label",
        "definition",
        "synonyms",
        "narrower",
        "avoid",
        "related",
        "group",
        "lay",
        "lay_narrower",
    )
    terms = [term._asdict() for kind in KINDS for term in known.terms(kind).values()]
    lines = [line for line in package_data("common_words.txt").decode().splitlines() if not line.startswith("#")]
    return {
        "terms": [
            {field: dict(term[field]) if field == "avoid" else term[field] for field in fields} for term in terms
        ],
        "groups": {kind: dict(labels) for kind, labels in known.groups.items()},
        "equals": known.equals,
        "common_words": [" ".join(tier.split()) for tier in "\n".join(lines).split("---")],
    }


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    return written(library.open_store(), tmp_path_factory.mktemp("bundled"))


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Collection]:
    """An invented collection of so many reviews."""

    def make(count: int) -> Collection:
        folder = tmp_path_factory.mktemp(f"invented{count}")
        invent.write(str(folder / "given.jsonl"), count)
        return written(library.open_store([str(folder / "given.jsonl")], cached=False), folder)

    made: dict[int, Collection] = {}
    return lambda count: made.setdefault(count, made.get(count) or make(count))


def run(request: dict[str, Any]) -> list[Any]:
    """What the program answers to a request, by line."""
    done = subprocess.run(
        ["node", str(PROGRAM)], input=json.dumps(request), capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def theirs(collection: Collection, searches: Sequence[Asked]) -> list[dict[str, Any]]:
    """What the page's engine answers."""
    asked = []
    for one in searches:
        condition, values = one.filters.of_a_review
        let_in = collection.store.numbers(f"SELECT number FROM review WHERE {condition}", values)
        options = {
            "byStatement": one.by_statement, "sections": one.sections, "allWords": one.all_words, "exact": one.exact,
            "expand": one.expand, "filters": None if condition == "1" else {"reviews": let_in},
        }  # fmt: skip
        asked.append({"query": one.query, "options": options})
    return run({"reviews": str(collection.reviews), "vocabulary": str(collection.vocabulary), "asked": asked})


def ours(store: Store, asked: Asked) -> dict[str, Any]:
    """What the engine of the command line answers, in the form of the page's."""
    try:
        found = engine.answer(
            store, asked.query, asked.filters, asked.sections, by_statement=asked.by_statement,
            all_words=asked.all_words, exact=asked.exact, expand=asked.expand,
        )  # fmt: skip
    except UsageError as error:
        return {"error": error.message}
    keys = found.findings.keys if found.findings else []  # type: ignore[attr-defined]
    return {
        "total": found.total,
        "notes": [*found.notes],
        "missing": [*found.missing],
        "between": found.between,
        "keys": [key if isinstance(key, int) else key[0] for key in keys],
        "findings": [finding_of(finding) for finding in found.findings[:SHOWN]],
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


def check(collection: Collection, searches: Sequence[Asked]) -> None:
    """Compare both engines on some searches; of the queries only the number is told, as some are not to be seen."""
    answers = theirs(collection, searches)
    assert len(answers) == len(searches) > 0
    differing = [
        index for index, (one, answer) in enumerate(zip(searches, answers, strict=True))
        if ours(collection.store, one) != answer
    ]  # fmt: skip
    assert differing == []


def both_levels(queries: Sequence[str], filters: Sequence[Filters]) -> list[Asked]:
    """The queries by review and by statement, each under some of the filters in turn."""
    asked = [(query, by_statement) for query in queries for by_statement in (False, True)]
    return [
        Asked(query, by_statement, filters[(index // 2 + index) % len(filters)])
        for index, (query, by_statement) in enumerate(asked)
    ]


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("filters", [FILTERS[:1], FILTERS[1:]], ids=["all", "filtered"])
def test_judged_queries_have_the_same_answers(bundled: Collection, name: str, filters: Sequence[Filters]) -> None:
    check(bundled, both_levels(QUERIES[name], filters))


@pytest.mark.parametrize("name", QUERIES)
def test_judged_queries_have_the_same_answers_in_many_reviews(invented: Callable[[int], Collection], name: str) -> None:
    check(invented(200), both_levels(QUERIES[name], FILTERS))


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


@pytest.mark.parametrize("seed", range(3))
def test_queries_with_operators_have_the_same_answers(bundled: Collection, seed: int) -> None:
    check(bundled, both_levels([*OPERATORS, *invented_queries(seed, 60)], FILTERS))


def test_queries_with_operators_have_the_same_answers_in_many_reviews(invented: Callable[[int], Collection]) -> None:
    check(invented(200), both_levels([*OPERATORS, *invented_queries(3, 60)], FILTERS))


@pytest.mark.parametrize("sections", PLACES, ids="+".join)
def test_sections_have_the_same_answers(bundled: Collection, sections: Sequence[str]) -> None:
    queries = [*QUERIES["build"][::3], *OPERATORS]
    check(bundled, [one._replace(sections=sections) for one in both_levels(queries, FILTERS)])


@pytest.mark.parametrize("change", [{"all_words": True}, {"exact": True}, {"expand": False}], ids=str)
def test_options_have_the_same_answers(bundled: Collection, change: dict[str, bool]) -> None:
    queries = [*QUERIES["fresh"][::2], *OPERATORS]
    check(bundled, [one._replace(**change) for one in both_levels(queries, FILTERS)])


@pytest.mark.slow
@pytest.mark.parametrize("name", QUERIES)
def test_judged_queries_have_the_same_answers_in_thousands_of_reviews(
    invented: Callable[[int], Collection], name: str
) -> None:
    check(invented(2000), both_levels(QUERIES[name], FILTERS))
