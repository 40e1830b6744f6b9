"""Full-text search: the query language, what is found, what is marked, and in which order."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casereviews.errors import UsageError
from casereviews.files.package import package_data
from casereviews.library import bundled, vocabularies
from casereviews.model.sections import STATEMENTS
from casereviews.search import engine, joined
from casereviews.search import strict as strict_search
from casereviews.search.filter_values import build
from casereviews.search.filters import Filters
from casereviews.search.order import Order
from casereviews.search.query_parser import MAX_DEPTH, MAX_WORDS, is_plain, parse
from casereviews.search.strict import SECTIONS
from casereviews.store import Store
from casereviews.text import one_line
from casereviews.vocabulary import Vocabulary
from helpers import Records, examples, samples
from searching import count_under, search_for

MODEST = examples(80)
TERMS = vocabularies.vocabulary()
NO_TERMS = Vocabulary((), {})
store_of = partial(samples.store_of, terms=NO_TERMS)


def searched(*arguments: Any, **options: Any) -> list[dict[str, Any]]:
    """The records that a search gives."""
    return list(search_for(*arguments, **options).records)


def found(store: Store, query: str, **options: Any) -> list[str]:
    """The ids of the reviews that answer a query, without their collection."""
    return [hit["id"].rpartition("/")[2] for hit in searched(store, query, **options)]


def marked(match: dict[str, Any]) -> list[str]:
    """The marked pieces of a text."""
    return [match["text"][start:end] for start, end in match["marks"]]


def texts(record: dict[str, Any]) -> list[tuple[str, str]]:
    """Section and text of everything that search looks at; the name where the title lacks it is left out."""
    rows = [("title", record["title"])]
    if record["summary"] is not None:
        rows.append(("summary", record["summary"]))
    for section in ("learning", "recommendations", "actions"):
        rows += [(section, point["text"]) for point in record[section] or ()]
    return rows


# --- The bundled reviews --------------------------------------------------------------------------


SHARE = r"shar(e|es|ed|ing)"
BRUISE, HOUSING, POLICE, NEGLECT = r"bruis(e|es|ed|ing)", r"hous(e|es|ed|ing)", r"polic(e|ing)", r"neglect(s|ed|ing)?"


@pytest.mark.parametrize(
    ("query", "alternatives"),
    [
        ("bruise", [([BRUISE], [])]),
        ("bruising", [([BRUISE], [])]),
        ("BRUISING", [([BRUISE], [])]),
        ("bruising.", [([BRUISE], [])]),
        ("“bruising”,", [([BRUISE], [])]),
        ("bruising housing", [([BRUISE, HOUSING], [])]),
        ("bruising AND housing", [([BRUISE, HOUSING], [])]),
        ("bruising NOT housing", [([BRUISE], [HOUSING])]),
        ("bruising -housing", [([BRUISE], [HOUSING])]),
        ("bruising AND NOT housing", [([BRUISE], [HOUSING])]),
        ("NOT bruising", [([], [BRUISE])]),
        ("NOT (bruising OR police)", [([], [BRUISE, POLICE])]),
        ("bruising OR police", [([BRUISE], []), ([POLICE], [])]),
        ("(bruising OR police) housing", [([BRUISE, HOUSING], []), ([POLICE, HOUSING], [])]),
        ("bruising OR police housing", [([BRUISE], []), ([POLICE, HOUSING], [])]),
        ("bruising OR police NOT neglect", [([BRUISE], []), ([POLICE], [NEGLECT])]),
        ('"non-mobile"', [(["non[- ]mobile"], [])]),
        ("non-mobile", [(["non", "mobile"], [])]),
        ("non-mobile OR zzzz", [(["non[- ]mobile"], [])]),
        ('"information sharing"', [([f"information {SHARE}"], [])]),
        ('"sharing information"', [([f"{SHARE} information"], [])]),
        ("sharing information", [([SHARE, "information"], [])]),
        ("COVID-19", [(["covid[- ]19"], [])]),
        ("bereave*", [([r"bereave\w*"], [])]),
        ("Mia", [(["mia"], [])]),
        ("Toby", [(["toby"], [])]),
        ("police's", [([POLICE], [])]),
        ("police’s", [([POLICE], [])]),
        ("zzzz", [(["zzzz"], [])]),
        ("", []),
        ("   ", []),
    ],
)
def test_answers(store: Store, records: Records, query: str, alternatives: list[tuple[list[str], list[str]]]) -> None:
    answers = set()
    for identity, record in records.items():
        whole = "\n".join([record["name"], *(text for _, text in texts(record))])
        for wanted, unwanted in alternatives:
            if all(occurs(word, whole) for word in wanted) and not any(occurs(word, whole) for word in unwanted):
                answers.add(identity.rpartition("/")[2])
    assert set(found(store, query, expand=False, all_words=True)) == answers


def occurs(word: str, text: str) -> bool:
    return re.search(rf"(?i)\b{word}\b", text) is not None


def test_a_hit_whole() -> None:
    summary = "The kilo of Lima; kilos, and a kilometre."
    sample = store_of(
        {"name": "Child Z", "title": "Sample review", "summary": summary, "learning": [{"text": "Papa."}]},
        {"name": "Child Y"},
    )
    (hit,) = searched(sample, "kilo OR lima")
    assert hit.pop("score") > 0
    assert hit == {
        "id": "sample/child-z",
        "name": "Child Z",
        "title": "Sample review",
        "missing": [],
        "matches": [
            {
                "id": "sample/child-z",
                "section": "summary",
                "text": summary,
                "marks": [[4, 8], [12, 16], [18, 23]],
                "why": [
                    {"query": "kilo", "how": "word", "what": "kilo"},
                    {"query": "kilo", "how": "word", "what": "kilos"},
                    {"query": "lima", "how": "word", "what": "lima"},
                ],
            }
        ],
    }
    (hit,) = searched(sample, "papa")
    assert list(hit) == ["id", "name", "title", "score", "missing", "matches"]
    assert hit["matches"] == [
        {
            "id": "sample/child-z/L1",
            "section": "learning",
            "text": "Papa.",
            "marks": [[0, 4]],
            "why": [{"query": "papa", "how": "word", "what": "papa"}],
        }
    ]


def test_every_form_of_a_word_is_marked(store: Store, records: Records) -> None:
    written = {
        form.lower()
        for record in records.values()
        for _, text in texts(record)
        for form in re.findall(r"(?i)\bbruis\w+", text)
    }
    hits = searched(store, "bruise", expand=False)
    assert {piece.lower() for hit in hits for match in hit["matches"] for piece in marked(match)} == written
    assert len(written) > 1


@pytest.mark.parametrize("section", SECTIONS)
def test_looking_in_one_section(store: Store, records: Records, section: str) -> None:
    hits = searched(store, "child OR information OR injuries", sections=[section], expand=False)
    assert {match["section"] for hit in hits for match in hit["matches"]} == {section}
    wanted = {
        identity
        for identity, record in records.items()
        if any(place == section and occurs(r"(child(ren)?('s)?|information|injur(y|ies|ed))", text)
               for place, text in texts(record))
    }  # fmt: skip
    assert {hit["id"] for hit in hits} == wanted


def test_all_words_must_stand_in_the_sections_asked() -> None:
    sample = store_of(
        {"name": "a", "summary": "kilo", "learning": [{"text": "lima"}]},
        {"name": "b", "summary": "kilo lima"},
        {"name": "c", "learning": [{"text": "kilo"}, {"text": "lima"}]},
    )
    assert set(found(sample, "kilo lima", all_words=True)) == {"a", "b", "c"}
    assert found(sample, "kilo lima", sections=["summary"], all_words=True) == ["b"]
    assert found(sample, "kilo lima", sections=["learning"], all_words=True) == ["c"]
    assert found(sample, "kilo AND lima", sections=["learning"]) == ["c"]
    assert found(sample, "kilo NOT lima", sections=["summary"]) == ["a"]
    assert found(sample, "kilo lima", sections=["actions"]) == []
    assert set(found(sample, "kilo lima", sections=["actions", "learning", "summary"])) == {"a", "b", "c"}


def test_filters_narrow_the_answers(store: Store) -> None:
    neglect = build(lambda: TERMS, {"harm": ["neglect"]})
    assert set(found(store, "child", filters=neglect)) == set(found(store, "child")) & {"joshua", "mia"}
    assert len(found(store, "child")) > 2


def test_what_is_not_wanted_alone_has_no_matches() -> None:
    sample = store_of({"name": "a", "summary": "kilo"}, {"name": "b", "summary": "lima"}, {"name": "c"})
    assert searched(sample, "NOT kilo") == [
        {"id": "sample/b", "name": "b", "title": "Sample review", "score": 0, "missing": [], "matches": []},
        {"id": "sample/c", "name": "c", "title": "Sample review", "score": 0, "missing": [], "matches": []},
    ]


def test_what_is_not_wanted_is_not_marked(store: Store) -> None:
    matches = [match for hit in searched(store, "information NOT bruising") for match in hit["matches"]]
    assert matches
    for match in matches:
        assert {piece.casefold() for piece in marked(match)} == {"information"}


@examples(60)
@given(st.data())
def test_a_run_of_words_is_found_as_a_phrase(store: Store, records: Records, data: st.DataObject) -> None:
    record = data.draw(st.sampled_from(list(records.values())))
    text = data.draw(st.sampled_from(texts(record)))[1]
    words = text.replace('"', "").split()
    start = data.draw(st.integers(0, len(words) - 1))
    phrase = " ".join(words[start : start + data.draw(st.integers(1, 5))])
    if re.search(r"\w", phrase):
        hits = searched(store, f'"{phrase}"')
        matches = [match for hit in hits if hit["id"] == record["id"] for match in hit["matches"]]
        assert text in [match["text"] for match in matches]


@pytest.mark.parametrize("mark", ["'", "’"])
@pytest.mark.parametrize("typed", ["'", "’"])
def test_a_phrase_with_a_possessive_is_found_as_it_stands(mark: str, typed: str) -> None:
    sample = store_of({"name": "a", "summary": f"The lead{mark}s advice, and the children{mark}s."}, {"name": "b"})
    assert found(sample, f'"lead{typed}s advice"') == ["a"]
    assert found(sample, f"lead{typed}s advice") == ["a"]
    assert found(sample, f"children{typed}s") == ["a"]


@examples(60)
@given(st.randoms(use_true_random=True))
def test_the_beginning_of_a_word_finds_it(store: Store, records: Records, random: Random) -> None:
    record = random.choice(list(records.values()))
    _, text = random.choice(texts(record))
    word = random.choice(re.findall(r"[A-Za-z]{4,}", text))
    beginning = word[: random.randint(3, len(word))]
    assert record["id"] in [hit["id"] for hit in searched(store, f"{beginning}*")]


BEGINNINGS = ["bruis*", "bruisi*", "bruisin*", "bruising*", "abilit*", "ability*", "vulnerabilit*"]


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_the_beginning_of_a_word_may_be_longer_than_its_stem(beginning: str) -> None:
    sample = store_of({"name": "a", "summary": "Bruising; ability; vulnerability."}, {"name": "b"})
    assert found(sample, beginning) == ["a"]


# --- The query language, against plain Python -----------------------------------------------------

WORDS = ["kilo", "lima", "oscar", "tango", "zulu"]
CORPUS: list[dict[str, Any]] = []
for number in range(24):
    in_row = [WORDS[(number * step + number // 5) % 5] for step in (1, 2, 3)]
    CORPUS.append(
        {
            "name": f"x{number}",
            "title": f"x{number} {in_row[0]}",
            "summary": [None, f"{in_row[1]} {in_row[2]}.", in_row[2]][number % 3],
            "learning": [{"text": f"{in_row[2]}, {in_row[0]}"}] if number % 4 == 0 else None,
            "actions": [{"text": " ".join(WORDS[: number % 6]) or "papa"}] if number % 4 == 1 else None,
        }
    )
SAMPLE = store_of(*CORPUS)


class Asked(NamedTuple):
    """A query, and what it means: words in a row, or an operator over others."""

    text: str
    kind: str
    parts: tuple[Any, ...]


@st.composite
def words(draw: st.DrawFn) -> Asked:
    row = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2))
    plain = len(row) == 1 and draw(st.booleans())
    return Asked(row[0] if plain else f'"{" ".join(row)}"', "row", tuple(row))


def group(asked: Asked) -> str:
    return asked.text if asked.kind == "row" else f"({asked.text})"


def extend(inner: st.SearchStrategy[Asked]) -> st.SearchStrategy[Asked]:
    several = st.lists(inner, min_size=2, max_size=3)
    joints = st.sampled_from([" ", " AND ", "  "])
    return st.one_of(
        st.builds(lambda parts, by: Asked(by.join(map(group, parts)), "all", tuple(parts)), several, joints),
        several.map(lambda parts: Asked(" OR ".join(map(group, parts)), "any", tuple(parts))),
        st.builds(lambda part, sign: Asked(sign + group(part), "not", (part,)), inner, st.sampled_from(["NOT ", "-"])),
    )


def means(asked: Asked, places: list[str]) -> bool:
    """Whether a review with these texts answers."""
    if asked.kind == "row":
        row = f" {' '.join(asked.parts)} "
        return any(row in f" {' '.join(re.findall('[a-z0-9]+', text))} " for text in places)
    answers = [means(part, places) for part in asked.parts]
    return {"all": all(answers), "any": any(answers), "not": not answers[0]}[asked.kind]


QUERIES = st.recursive(words(), extend, max_leaves=6)


@examples(120)
@given(QUERIES, st.sets(st.sampled_from(SECTIONS), min_size=1))
def test_queries_find_what_plain_python_finds(asked: Asked, sections: set[str]) -> None:
    everywhere = []
    for record in CORPUS:
        whole = {"learning": None, "recommendations": None, "actions": None, "id": "", **record}
        points = [{"learning": whole["learning"], "actions": whole["actions"]}]
        places = [record["title"]] if "title" in sections else []
        if "summary" in sections and record["summary"]:
            places.append(record["summary"])
        for section in ("learning", "actions"):
            if section in sections:
                places += [point["text"] for point in points[0][section] or ()]
        everywhere.append((record["name"], places))
    wanted = [name for name, places in everywhere if means(asked, places)]
    answer = search_for(SAMPLE, asked.text, sections=sections, all_words=True)
    names = sorted(hit["name"] for hit in answer.records)
    assert names == sorted(wanted)
    assert answer.total == len(names)
    rows = plain_rows(asked)
    if wanted and rows:
        assert answer.missing == ()
    elif rows:
        missing = {row.parts for row in rows if not any(means(row, places) for _, places in everywhere)}
        lacking = [note for note in answer.missing if note.startswith("nothing ")]
        never_together = [note for note in answer.missing if note.startswith("no review has all of")]
        assert len(answer.missing) == len(lacking) + len(never_together)
        assert len(lacking) == len(missing)
        assert len(never_together) == (0 if missing else 1)


def plain_rows(asked: Asked) -> list[Asked]:
    """The words and phrases of a query without operators; none where it has one."""
    if asked.kind == "all":
        rows = [plain_rows(part) for part in asked.parts]
        return [row for found in rows for row in found] if all(rows) else []
    return [asked] if asked.kind == "row" else []


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("kilo AND AND lima", "kilo AND lima"),
        ("AND kilo lima AND", "kilo AND lima"),
        ("kilo OR", "kilo"),
        ("OR kilo", "kilo"),
        ("kilo OR OR lima", "kilo OR lima"),
        ("kilo NOT", "kilo"),
        ("kilo -", "kilo"),
        ("kilo - lima", "kilo lima"),
        ("kilo – lima", "kilo lima"),
        ("kilo -- lima", "kilo lima"),
        ("NOT NOT kilo", "kilo"),
        ("NOT NOT NOT kilo", "NOT kilo"),
        ("kilo)", "kilo"),
        ("(kilo", "kilo"),
        ("kilo) lima (", "kilo AND lima"),
        ("()kilo()", "kilo"),
        ("(kilo)(lima)", "kilo AND lima"),
        ('"kilo', '"kilo"'),
        ('kilo" lima', 'kilo "lima"'),
        ('""kilo""', "kilo"),
        ('"" kilo', "kilo"),
        ("kilo, lima; oscar!", "kilo lima oscar"),
        ("kilo/lima", "kilo lima"),
        ("kilo-lima", "kilo lima"),
        ("kilo:lima", "kilo lima"),
        ("text:kilo", "text kilo"),
        ("kilo/lima OR zulu-kilo", '"kilo lima" OR "zulu kilo"'),
        ("zulu text:kilo", "zulu AND text AND kilo"),
        ("NEAR(kilo lima)", "NEAR kilo lima"),
        ("kilo NEAR lima", "kilo near lima"),
        ("^kilo", "kilo"),
        ("{kilo}", "kilo"),
        ("+kilo", "kilo"),
        ("kilo**", "kilo*"),
        ("* kilo", "kilo"),
        ("kilo ???", "kilo"),
        ("KILO", "kilo"),
        ("ki\u0301lo", "kilo"),
        ("kilo\x00lima", "kilo lima"),
        ("kilo\x00lima OR papa", '"kilo lima" OR papa'),
        ("kilo 😀", "kilo"),
        ("kilo\ud800", "kilo"),
        ("kilo's", "kilo"),
        ("kilo\tlima\nOR oscar", "kilo lima OR oscar"),
    ],
)
def test_odd_queries_mean_the_obvious(query: str, same: str) -> None:
    assert places(query) == places(same)
    assert parse(query).root.parts != ()


def test_words_beside_each_other_are_words_with_and_between() -> None:
    """Only that they may be a phrase, which comes first."""
    every = found(SAMPLE, "kilo lima", all_words=True)
    assert sorted(every) == sorted(found(SAMPLE, "kilo AND lima")) != []
    assert every != found(SAMPLE, "kilo AND lima")
    assert found(SAMPLE, "kilo lima")[: len(every)] == every


def places(query: str) -> dict[str, set[tuple[str, str]]]:
    """Where a query stands in the reviews that have all of it, with what is marked."""
    return {
        hit["id"]: {(match["id"], str(match["marks"])) for match in hit["matches"]}
        for hit in searched(SAMPLE, query, all_words=True)
    }


def test_odd_queries_have_answers() -> None:
    assert found(SAMPLE, "kilo") != []
    assert found(SAMPLE, "kilo lima") != []
    assert found(SAMPLE, "kilo") != found(SAMPLE, "kilo lima") != found(SAMPLE, '"kilo lima"')


@pytest.mark.parametrize(
    "query",
    ["", " ", '"', '""', "*", "**", "()", "((", "???", "😀", "\x00", "\x00\x1f", "- -", "-", "--", "'", "&", "\ud800"],
)
def test_nothing_to_look_for(query: str) -> None:
    assert parse(query).root.parts == ()
    nothing: object = ([], 0, (), ("the query has no word to look for",), None)
    assert search_for(SAMPLE, query) == nothing
    assert search_for(SAMPLE, query, by_statement=True) == nothing
    assert engine.matched(SAMPLE, query) == ([], ("the query has no word to look for",))
    assert count_under(SAMPLE, query, Filters()) == 0


def test_operators_alone_are_words() -> None:
    sample = store_of({"name": "a", "summary": "this or that"}, {"name": "b", "summary": "not this and that"})
    assert found(sample, "OR") == ["a"]
    assert found(sample, "NOT") == ["b"]
    assert found(sample, "AND") == ["b"]
    assert found(sample, "and") == ["b"]
    assert found(sample, "not this") == ["b"]


# --- Limits ---------------------------------------------------------------------------------------


def test_as_many_words_as_are_looked_for() -> None:
    most = [f"w{number}" for number in range(MAX_WORDS)]
    one_more = [*most, "kilo"]
    assert searched(SAMPLE, " ".join(most)) == []
    assert found(SAMPLE, " OR ".join([*most[1:], "kilo"])) == found(SAMPLE, "kilo")
    assert found(SAMPLE, " AND NOT ".join(["kilo", *most[1:]])) == found(SAMPLE, "kilo")
    for query in (" ".join(one_more), " OR ".join(one_more), " AND NOT ".join(one_more), "x " * 10_000):
        with pytest.raises(UsageError) as caught:
            searched(SAMPLE, query)
        assert caught.value.message.endswith("words and phrases; at most 64 are looked for")


def test_as_deep_as_is_read() -> None:
    deepest = MAX_DEPTH
    assert found(SAMPLE, "(" * deepest + "kilo" + ")" * deepest) == found(SAMPLE, "kilo")
    with pytest.raises(UsageError) as caught:
        searched(SAMPLE, "(" * (deepest + 1) + "kilo")
    assert caught.value.message == f"parentheses are nested {deepest + 1} deep; at most {deepest} are read"


@pytest.mark.parametrize(
    "query",
    [
        "(" * 5000 + "kilo",
        ")" * 6000 + "(" * 5000 + "kilo",
        "() " * 5000 + "kilo",
        "NOT " * 5000 + "kilo",
        "-" * 5000 + "kilo",
        "OR " * 5000 + "kilo",
        "AND " * 5000 + "kilo",
        "NOT(" * 5000 + "kilo",
        "x" * 100_000,
        '"' * 100_000,
        "'s" * 50_000,
        "kilo" + "*" * 100_000 + "a",
    ],
    ids=lambda query: query[:6],
)
def test_long_queries_are_answered_or_refused_at_once(query: str, at_once: Callable[..., Any]) -> None:
    def ask() -> str:
        try:
            searched(SAMPLE, query)
        except UsageError as error:
            return error.message
        return ""

    assert "\n" not in at_once(0.5, ask)


@pytest.mark.parametrize("sort", ["best", "", "scores"])
def test_an_unknown_sort(sort: str) -> None:
    with pytest.raises(UsageError) as caught:
        searched(SAMPLE, "kilo", order=Order(sort))
    near = '; did you mean "score"?' if sort == "scores" else ""
    assert caught.value.message == f'unknown sort "{sort}"{near}'
    assert caught.value.hint == "allowed: score, listed, published, name, area, age, incident, outcome, harm, id"


# --- Order ----------------------------------------------------------------------------------------


def test_the_best_answer_comes_first(store: Store) -> None:
    for query in ("information", "child OR baby", "bruising mobile", "NOT housing OR housing"):
        hits = searched(store, query)
        assert len(hits) > 2
        assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


def test_where_a_word_stands_weighs() -> None:
    other = {"recommendations": [{"text": "papa"}]}
    sample = store_of(
        {"name": "a", "title": "papa", "summary": "kilo"},
        {"name": "b", "title": "papa", "learning": [{"text": "kilo"}]},
        {"name": "c", "title": "kilo"},
        *({"name": f"n{number}", "title": "papa", **other} for number in range(20)),
    )
    assert found(sample, "kilo") == ["c", "b", "a"]


def test_many_places_weigh_more_than_one() -> None:
    padding = [{"name": f"n{number}", "summary": "papa"} for number in range(20)]
    sample = store_of(
        {"name": "a", "learning": [{"text": "kilo"}]},
        {"name": "b", "learning": [{"text": "kilo"}, {"text": "kilo"}]},
        *padding,
    )
    hits = searched(sample, "kilo")
    assert [hit["name"] for hit in hits] == ["b", "a"]
    assert hits[0]["score"] > hits[1]["score"]


def test_equals_stand_in_the_order_of_the_source() -> None:
    sample = store_of(*({"name": name, "summary": "kilo lima"} for name in "dbca"))
    assert found(sample, "kilo") == ["d", "b", "c", "a"]
    assert found(sample, "kilo", order=Order("score")) == ["d", "b", "c", "a"]
    assert found(sample, "kilo", order=Order("name")) == ["a", "b", "c", "d"]
    assert found(sample, "kilo", order=Order("name", reverse=True)) == ["d", "c", "b", "a"]
    assert found(sample, "kilo", order=Order("name", limit=2)) == ["a", "b"]
    assert found(sample, "kilo", order=Order(limit=3)) == ["d", "b", "c"]
    assert found(sample, "kilo", order=Order(limit=0)) == []


def test_sorting_backwards(store: Store) -> None:
    forwards = found(store, "information")
    assert found(store, "information", order=Order(reverse=True)) == forwards[::-1]
    assert found(store, "information", order=Order("score", reverse=True, limit=1)) == forwards[-1:]
    forwards = [hit["id"] for hit in searched(store, "information OR kilo", by_statement=True)]
    backwards = searched(store, "information OR kilo", by_statement=True, order=Order(reverse=True))
    assert len(forwards) > 2
    assert [hit["id"] for hit in backwards] == forwards[::-1]


def test_so_many_words_have_other_forms_and_no_more(store: Store) -> None:
    assert joined.forms(store, ["after", "care"] * 32) != joined.no_forms([""] * 64)
    assert joined.forms(store, ["after", "care"] * 33) == joined.no_forms([""] * 66)


@pytest.mark.parametrize(("key", "forwards", "backwards"), [("incident", "bdac", "dbac"), ("age", "dbac", "bdac")])
def test_what_is_not_stated_is_sorted_last_in_both_directions(key: str, forwards: str, backwards: str) -> None:
    sample = store_of(
        {"name": "a", "summary": "kilo"},
        {"name": "b", "summary": "kilo", "incident_date": "2019", "children": [{"age": "2 years"}]},
        {"name": "c", "summary": "kilo"},
        {"name": "d", "summary": "kilo", "incident_date": "2020", "children": [{"age": "1 year"}]},
    )
    assert found(sample, "kilo", order=Order(key)) == list(forwards)
    assert found(sample, "kilo", order=Order(key, reverse=True))[:2] == list(backwards)[:2]
    assert set(found(sample, "kilo", order=Order(key, reverse=True))[2:]) == {"a", "c"}


def test_the_same_answers_each_time(store: Store) -> None:
    compiled = bundled._compile({name: package_data(name) for name in (bundled.REVIEWS, bundled.VOCABULARY)})
    for query in ("information OR child", "bruis*", '"child protection"', "NOT housing"):
        hits = searched(store, query)
        assert searched(store, query) == hits
        assert searched(compiled, query) == hits


@pytest.mark.parametrize("query", ['/ " & -  *', '" & "', "& *", '"-"'])
def test_signs_that_are_no_words(query: str) -> None:
    """An ampersand stands for a word, which says nothing here."""
    assert searched(KNOWN, query) == []


# --- Marks, for any text --------------------------------------------------------------------------

ODD = [
    "\x01",
    "\x02",
    "\x1f",
    "kilo",
    "’s",
    "é",
    "e\u0301",
    "字",
    "😀",
    "\u202e",
    "İ",
    "ß",
    "\r\n",
    '"',
    "*",
    "²",
    "Ⅷ",
]
TEXT = st.lists(st.sampled_from([*ODD, " ", "-", "lima"]), min_size=1, max_size=12).map("".join)


def check_marks(hits: list[dict[str, Any]]) -> None:
    """Every mark is a piece of its text, none is empty, and they stand in their order without overlapping."""
    for hit in hits:
        assert hit["score"] >= 0
        for match in hit["matches"]:
            position = 0
            for start, end in match["marks"]:
                assert position <= start < end <= len(match["text"])
                assert any(character.isalnum() for character in match["text"][start:end])
                position = end
            assert match["why"]
            codes, near = {"code", "related"}, {"wider", "subject"}  # by a code, or by words for a subject
            hows = {reason["how"] for reason in match["why"]}
            assert match["marks"] == [] or hows - codes
            assert match["marks"] or not hows - codes - near


@examples(40)
@given(st.lists(TEXT.map(str.strip).filter(bool), min_size=1, max_size=3), TEXT)
def test_marks_in_any_text(written: list[str], query: str) -> None:
    sample = store_of({"name": "a", "learning": [{"text": text} for text in written]})
    hits = searched(sample, query)
    check_marks(hits)
    learning = [match["text"] for hit in hits for match in hit["matches"] if match["section"] == "learning"]
    assert set(learning) <= set(written)
    kilo = [match for hit in searched(sample, "kilo") for match in hit["matches"]]
    assert [match["text"] for match in kilo] or not any("kilo" in text.split() for text in written)
    assert [piece for match in kilo for piece in marked(match) if not piece.startswith("kilo")] == []


@pytest.mark.parametrize("control", ["\x00", "\x01", "\x02", "\x1b", "\x7f"])
@pytest.mark.parametrize("text", ["{}kilo", "kilo{}", "lima{}kilo {} kilo", "{}{}é{} kilo{}"])
def test_marks_beside_control_characters(control: str, text: str) -> None:
    summary = text.replace("{}", control)
    (hit,) = searched(store_of({"name": "a", "summary": summary}), "kilo")
    assert [match["text"].replace("\x00", " ") for match in hit["matches"]] == [summary.replace("\x00", " ")]
    assert {piece for match in hit["matches"] for piece in marked(match)} == {"kilo"}


PIECES = [
    "(", ")", "-", "NOT ", "OR ", "AND ", '"', "*", " ", "child", "baby ", "'s", "é", "\x00", "😀", "NEAR(", "b*", "title:",
    "{summary} : ", "^", "+", "CSA ", "HV ", "brusing ", "the ", "\u202e", "שלום", "مرحبا", "\ud800", "\n", "sexual abuse ",
]  # fmt: skip
TYPED = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
PLACES = st.sets(st.sampled_from(SECTIONS), min_size=1)


def ask_in_every_way(store: Store, query: str, sections: set[str], expand: bool, limit: int) -> None:
    """Answers that agree with each other, or one clear line."""
    try:
        answer = search_for(store, query, Filters(), sections, expand=expand)
        by_name = search_for(store, query, Filters(), sections, Order("name"), expand)
        backwards = search_for(store, query, Filters(), sections, Order(reverse=True), expand)
        first = search_for(store, query, Filters(), sections, Order(limit=limit), expand)
        said = search_for(store, query, Filters(), sections, Order(), expand, by_statement=True)
        few = search_for(store, query, Filters(), sections, Order(limit=limit), expand, by_statement=True)
        number = count_under(store, query, Filters(), sections, expand)
        engine.matched(store, query, sections, expand)
    except UsageError as error:
        assert re.search("at most (64|6|20000) are|--statements looks at", error.message)  # noqa: PT017
        assert "\n" not in error.message  # noqa: PT017
        return
    check_marks([*answer.records, {"score": 0, "matches": said.records}])
    assert answer.total == len(answer.records) == len({hit["id"] for hit in answer.records})
    assert answer.total == number or is_plain(query)
    every = search_for(store, query, Filters(), sections, expand=expand, all_words=True)
    assert [*every.records] == [hit for hit in answer.records if not hit["missing"]]
    assert [hit["score"] for hit in answer.records] == sorted((hit["score"] for hit in answer.records), reverse=True)
    having = len([*every.records])
    assert backwards.records == [*answer.records[:having][::-1], *answer.records[having:][::-1]]
    assert sorted(hit["id"] for hit in by_name.records) == sorted(hit["id"] for hit in answer.records)
    assert (first.records, first.total, first.missing) == (answer.records[:limit], answer.total, answer.missing)
    assert (few.records, few.total, few.missing) == (said.records[:limit], len(said.records), said.missing)
    more = {"summary"} if sections == {*STATEMENTS} else set()
    assert {record["section"] for record in said.records} <= set(sections) | more
    assert [note for note in (*answer.notes, *answer.missing) if note != one_line(note)] == []


@examples(60)
@given(st.text(max_size=60) | TYPED, PLACES, st.booleans(), st.integers(0, 4))
@example("kilo" * 2500, {"title"}, True, 1)
@example("brusing zebra child", set(SECTIONS), True, 1)
@example("child baby", {"title", "summary"}, True, 1)
@example("NOT CSA", set(SECTIONS), True, 1)
def test_any_text_is_a_query(store: Store, query: str, sections: set[str], expand: bool, limit: int) -> None:
    ask_in_every_way(store, query, sections, expand, limit)


@pytest.mark.slow
@settings(max_examples=3000, deadline=None)
@given(TYPED, PLACES, st.booleans(), st.integers(0, 4))
def test_any_text_is_a_query_at_length(store: Store, query: str, sections: set[str], expand: bool, limit: int) -> None:
    ask_in_every_way(store, query, sections, expand, limit)


@pytest.mark.parametrize("sections", [["title"], ["summary"], ["title", "summary"]])
def test_statements_where_there_are_none(sections: list[str]) -> None:
    sample = store_of({"name": "a", "title": "kilo lima", "summary": "kilo lima", "learning": [{"text": "kilo lima"}]})
    for query in ("kilo", "kilo lima", "kilo OR lima", "kilo NOT lima"):
        with pytest.raises(UsageError, match="--statements looks at learning, recommendations and actions"):
            search_for(sample, query, sections=sections, by_statement=True)


# --- The vocabulary ---------------------------------------------------------------------------------------------------


coded = samples.store_of
"""A store of reviews with the vocabulary's terms."""

KNOWN = coded(
    {"name": "short", "summary": "A CSA concern."},
    {"name": "long", "summary": "A concern of child sexual abuse."},
    {"name": "code", "harms": ["sexual-abuse"], "summary": "papa"},
    {"name": "theme", "learning": [{"text": "papa", "themes": ["sexual-abuse-response"]}]},
    {"name": "other", "summary": "CSAM, aCSA, abuse of a sexually active child."},
    {"name": "none", "summary": "papa"},
)


@pytest.mark.parametrize("query", ["CSA", "csa", "child sexual abuse", "Child Sexual Abuse", "CSAs"])
def test_other_words_and_codes_are_found_too(query: str) -> None:
    assert set(found(KNOWN, query)) - {"other"} == {"short", "long", "code", "theme"}
    assert "none" not in found(KNOWN, query)


def test_a_narrower_word_finds_its_own_and_what_it_is_a_part_of_is_only_near() -> None:
    assert found(KNOWN, "HSB", all_words=True) == []
    near = [(hit["name"], hit["missing"]) for hit in searched(KNOWN, "HSB")]
    assert near == [(name, ["HSB"]) for name in ("short", "long", "code")]


def test_the_word_typed_comes_first() -> None:
    assert found(KNOWN, "CSA")[:2] == ["short", "long"]
    assert found(KNOWN, "child sexual abuse")[0] == "long"
    assert set(found(KNOWN, "CSA")[2:4]) == {"code", "theme"}


def test_only_the_words_typed() -> None:
    assert found(KNOWN, "CSA", expand=False) == ["short"]
    assert found(KNOWN, '"CSA"') == ["short"]
    assert found(KNOWN, '"child sexual abuse"') == ["long"]
    assert set(found(KNOWN, "CSA*")) == {"short", "other"}
    assert search_for(KNOWN, "CSA", expand=False).notes == search_for(KNOWN, '"CSA"').notes == ()


def test_a_part_of_a_word_is_not_the_word() -> None:
    sample = coded({"name": "a", "summary": "The DVLA, HVAC, an IDVAs1, SCRs2 and a LACK of daily life."})
    for query in ("DV", "HV", "SCR", "LAC", "DA"):
        assert found(sample, query) == []


def test_what_is_not_wanted_is_neither_the_word_nor_another_for_it() -> None:
    """But a code alone is no word of the text."""
    for query in ("papa NOT CSA", "papa -CSA"):
        assert set(found(KNOWN, query)) == {"code", "theme", "none"}
    assert set(found(KNOWN, "NOT CSA")) == {"code", "theme", "other", "none"}
    answer = search_for(KNOWN, "concern NOT CSA")
    assert (found(KNOWN, "concern NOT CSA"), answer.total) == ([], 0)
    assert set(found(KNOWN, "concern NOT CSA", expand=False)) == {"long"}
    assert set(found(KNOWN, "concern NOT CSA", order=Order("name"), expand=False)) == {"long"}


NEGATED = {
    "NOT CSA": 4,
    "concern NOT CSA": 0,
    "abuse NOT CSA": 1,
    "papa OR NOT CSA": 4,
    "(papa OR CSA) NOT HSB": 3,
    "CSA NOT CSA": 2,
}


@pytest.mark.parametrize(("query", "count"), NEGATED.items())
def test_every_order_has_the_same_answers(query: str, count: int) -> None:
    answers = [search_for(KNOWN, query, order=order) for order in (Order(), Order("name"), Order(limit=99))]
    for answer in answers:
        assert {hit["id"] for hit in answer.records} == {hit["id"] for hit in answers[0].records}
        assert answer.total == len(answer.records) == count_under(KNOWN, query, Filters()) == count


def test_why_a_hit_was_found() -> None:
    def why(query: str, name: str) -> list[tuple[str, str, str]]:
        (hit,) = [hit for hit in searched(KNOWN, query) if hit["name"] == name]
        return [tuple(reason.values()) for match in hit["matches"] for reason in match["why"]]

    assert why("CSA", "short") == [("CSA", "word", "csa")]
    assert why("CSA", "long") == [("CSA", "synonym", "sexual abuse"), ("CSA", "synonym", "child sexual abuse")]
    assert why("CSA", "code") == [("CSA", "code", "Sexual abuse (harm)")]
    assert why("CSA", "theme") == [("CSA", "code", "Responding to sexual abuse")]
    assert why('"A concern"', "long") == [("A concern", "phrase", "a concern")]
    assert why("conc*", "long") == [("conc*", "beginning", "concern")]
    assert why("NOT none CSA", "short") == [("CSA", "word", "csa")]


@pytest.mark.parametrize("query", ["CSA", "sexual abuse", "NAI", "twins", "death", "rapid review"])
def test_every_hit_says_what_found_it(query: str) -> None:
    """Also of a review that has no text in which anything stands."""
    sample = coded(
        {"name": "a", "harms": ["sexual-abuse", "physical-abuse"], "factors": ["twin-multiple"], "outcome": "death",
         "review_type": "rapid-review"},
    )  # fmt: skip
    (hit,) = searched(sample, query)
    assert [reason for match in hit["matches"] for reason in match["why"]]


def test_all_filters_narrow_a_search() -> None:
    """Each alone, and with the others."""
    whole: dict[str, Any] = {
        "name": "a", "summary": "kilo", "harms": ["neglect"], "factors": ["moves"], "outcome": "death",
        "review_type": "lcspr", "incident_date": "2020-05", "children": [{"age": "2 years", "sex": "female"}],
        "learning": [{"text": "papa", "themes": ["recording"], "agencies": ["police"]}],
    }  # fmt: skip
    sample = coded(whole, {**whole, "name": "c", "summary": "papa"}, {"name": "b", "summary": "kilo"})
    typed = {
        "harm": ["neglect"], "factor": ["moves"], "outcome": ["death"], "type": ["lcspr"], "theme": ["recording"],
        "agency": ["police"], "sex": ["female"], "age": ["2y"],
    }  # fmt: skip
    assert set(found(sample, "kilo")) == {"a", "b"}
    for kind, values in typed.items():
        assert found(sample, "kilo", filters=build(lambda: TERMS, {kind: values})) == ["a"]
    for since, until in (("2020", None), (None, "2021"), ("2020", "2020")):
        assert found(sample, "kilo", filters=build(lambda: TERMS, {}, since, until)) == ["a"]
    every = build(lambda: TERMS, typed, "2020", "2020")
    assert found(sample, "kilo", filters=every) == ["a"]
    assert count_under(sample, "kilo", every) == 1
    statements = search_for(sample, "papa", every, by_statement=True).records
    assert [record["id"] for record in statements] == ["sample/a/L1", "sample/c/L1"]
    assert found(sample, "kilo", filters=build(lambda: TERMS, {**typed, "sex": ["male"]})) == []


# --- Classes of hits --------------------------------------------------------------------------------------------------


def order_of(query: str, reviews: dict[str, dict[str, Any]], **options: Any) -> None:
    """The reviews are found in this order, whatever the order of the collection."""
    named = [{"name": name, **review} for name, review in reviews.items()]
    for turned in (named, named[::-1], named[1:] + named[:1]):
        assert found(coded(*turned), query, **options) == list(reviews)


def test_the_title_comes_before_statements_and_these_before_the_summary() -> None:
    many = "kilo " * 30
    order_of(
        "kilo",
        {
            "a": {"title": f"A title that has kilo among a great many other words, {'papa ' * 30}"},
            "b": {"recommendations": [{"text": f"{'papa ' * 60} kilo"}], "learning": [{"text": "papa " * 60}]},
            "c": {"summary": many},
        },
    )


def test_a_phrase_comes_before_its_words_apart() -> None:
    order_of(
        "kilo lima",
        {
            "a": {"title": f"kilo lima {'papa ' * 30}"},
            "b": {"learning": [{"text": f"kilo lima {'papa ' * 30}"}]},
            "c": {"summary": f"kilo lima {'papa ' * 30}"},
            "d": {"title": "lima kilo"},
            "e": {"learning": [{"text": "lima"}], "actions": [{"text": "kilo"}]},
            "f": {"summary": "lima kilo"},
            "g": {"summary": "lima", "learning": [{"text": f"kilo {'papa ' * 90}"}]},
        },
    )


def test_the_word_comes_before_other_words_and_these_before_codes() -> None:
    order_of(
        "NAI",
        {
            "a": {"summary": f"NAI {'papa ' * 60}"},
            "b": {"title": "Non-accidental injury"},
            "c": {"summary": f"inflicted injury {'papa ' * 60}"},
            "d": {"harms": ["physical-abuse"], "summary": "papa"},
        },
    )
    order_of(
        "kilo HV",
        {
            "a": {"summary": f"kilo, HV {'papa ' * 60}"},
            "b": {"title": "kilo, a health visitor"},
            "c": {"title": "kilo", "learning": [{"text": "papa", "agencies": ["health-visiting"], "themes": []}]},
        },
    )


def test_the_class_of_every_hit() -> None:
    """Worked out again in plain Python; within a class bm25 decides."""
    classes = 0
    for one in WORDS:
        for other in WORDS:
            hits = searched(SAMPLE, f"{one} {other}", all_words=True)
            places = [class_of(next(x for x in CORPUS if x["name"] == hit["name"]), one, other) for hit in hits]
            assert places == sorted(places), (one, other)
            assert [int(hit["score"]) for hit in hits] == sorted((int(hit["score"]) for hit in hits), reverse=True)
            for place in set(places):
                assert len({int(hit["score"]) for hit, own in zip(hits, places, strict=True) if own == place}) == 1
            classes = max(classes, len(set(places)))
    assert classes > 3


def class_of(record: dict[str, Any], one: str, other: str) -> tuple[int, int]:
    """A phrase before its words apart, then the title, the statements, everything."""
    said = [point["text"] for section in ("learning", "actions") for point in record[section] or ()]
    places = [[record["title"]], said, [record["title"], *said, record["summary"] or ""]]
    for apart in (0, 1):
        for place, texts in enumerate(places):
            rows = [re.findall("[a-z0-9]+", text) for text in texts]
            whole = [word for row in rows for word in row]
            if (one in whole and other in whole) if apart else any((one, other) in pairwise(row) for row in rows):
                return apart, place
    raise AssertionError(record)


def test_equals_stand_in_the_order_of_the_source_however_many() -> None:
    names = [f"n{number}" for number in range(120)]
    sample = store_of(*({"name": name, "summary": "kilo", "learning": [{"text": "kilo"}]} for name in names))
    for query in ("kilo", "kilo OR lima", "ki*", '"kilo"', "NOT lima"):
        assert found(sample, query) == names
        assert found(sample, query, order=Order(limit=50)) == names[:50]
    statements = [record["review"]["name"] for record in search_for(sample, "kilo", by_statement=True).records]
    assert statements == names


# --- Statements -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("alone", "of"), [(1, 3), (2, 5), (1, 40)])
def test_the_rarer_word_tells_more(alone: int, of: int) -> None:
    """By the logarithm of how many reviews there are to one that has it; texts of one length in one section."""
    reviews = [{"name": f"k{number}", "learning": [{"text": "kilo there"}]} for number in range(alone)]
    reviews += [{"name": f"l{number}", "learning": [{"text": "lima there"}]} for number in range(alone, of)]
    records = search_for(store_of(*reviews), "kilo OR lima", by_statement=True).records
    scores = {record["text"].partition(" ")[0]: record["score"] for record in records}
    assert len(records) == of

    def weight(having: int) -> float:
        return math.log(1 + (of + 1) / (having + 0.5))

    assert scores["kilo"] / scores["lima"] == pytest.approx(weight(alone) / weight(of - alone), rel=0.001)


def test_statements_ranked_each_for_itself() -> None:
    sample = coded(
        {
            "name": "a",
            "title": "kilo lima",
            "summary": "kilo lima",
            "learning": [{"text": "kilo papa"}, {"text": "papa"}, {"text": "kilo lima"}],
            "actions": [{"text": "lima, then kilo"}],
        },
        {"name": "b", "recommendations": [{"text": "a kilo of lima"}]},
    )
    answer = search_for(sample, "kilo lima", by_statement=True)
    assert [record["id"].partition("/")[2] for record in answer.records] == ["a/L3", "a/A1", "b/R1", "a/L1"]
    assert [record["missing"] for record in answer.records] == [[], [], [], ["lima"]]
    assert answer.total == 4
    scores = [record["score"] for record in answer.records]
    assert scores == sorted(scores, reverse=True)
    assert list(answer.records[0]) == ["id", "section", "text", "marks", "why", "score", "missing", "review"]
    assert answer.records[0]["review"] == {"id": "sample/a", "name": "a", "title": "kilo lima"}
    assert answer.records[0]["marks"] == [[0, 4], [5, 9]]

    def ids(**options: Any) -> list[str]:
        records = search_for(sample, "kilo lima", by_statement=True, **options).records
        return [record["id"].partition("/")[2] for record in records]

    assert ids(order=Order(reverse=True)) == ["b/R1", "a/A1", "a/L3", "a/L1"]
    assert ids(order=Order("name")) == ["a/L3", "a/A1", "b/R1", "a/L1"]
    assert ids(order=Order("name", reverse=True)) == ["b/R1", "a/L3", "a/A1", "a/L1"]
    assert ids(order=Order(limit=2)) == ["a/L3", "a/A1"]
    assert ids(all_words=True) == ["a/L3", "a/A1", "b/R1"]
    assert ids(sections=["learning"]) == ["a/L3", "a/L1"]
    assert ids(sections=["actions", "recommendations"]) == ["a/A1", "b/R1"]


def test_a_word_that_no_statement_has_is_told() -> None:
    """Some of the words will do for a statement, but one that is nowhere may be misspelt."""
    sample = store_of({"name": "a", "summary": "lima", "learning": [{"text": "kilo safeguarding"}]})
    told = 'no statement has "safegarding"; did you mean "safeguarding"?'
    answer = search_for(sample, "kilo safegarding", by_statement=True, exact=True)
    assert answer.missing[0] == told
    assert [(record["id"], record["missing"]) for record in answer.records] == [("sample/a/L1", ["safegarding"])]
    answer = search_for(sample, "kilo OR safegarding", by_statement=True)
    assert answer.missing == (told,)
    assert [(record["id"], record["missing"]) for record in answer.records] == [("sample/a/L1", [])]
    assert search_for(sample, "lima", by_statement=True).missing == ('no statement has "lima"',)
    assert search_for(sample, "lima", sections=["actions"]).missing == ('nothing in actions has "lima"',)


def test_a_statement_by_its_code() -> None:
    sample = coded({"name": "a", "learning": [
        {"text": "papa", "themes": ["recording"], "agencies": ["health-visiting"]}, {"text": "an HV"}, {"text": "papa"},
    ]})  # fmt: skip
    first, second = search_for(sample, "HV", by_statement=True).records
    assert (first["id"], second["id"]) == ("sample/a/L2", "sample/a/L1")
    assert (second["marks"], second["why"]) == ([], [{"query": "HV", "how": "code", "what": "Health visiting"}])


# --- Nothing found, or only a part ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("safegarding", 'nothing here has "safegarding"; did you mean "safeguarding"?'),
        ("kilo safegarding", 'nothing here has "safegarding"; did you mean "safeguarding"?'),
        ("Safegaurding", 'nothing here has "Safegaurding"; did you mean "safeguarding"?'),
        ("zzzzzz", 'nothing here has "zzzzzz"'),
        ("saf", 'nothing here has "saf"'),
        ('"kilo safegarding"', 'nothing here has "kilo safegarding"; did you mean "safeguarding"?'),
    ],
)
def test_a_word_that_is_nowhere(query: str, note: str) -> None:
    """Nothing is guessed of words as they are typed."""
    sample = store_of({"name": "a", "learning": [{"text": "kilo safeguarding"}]})
    answer = search_for(sample, query, all_words=True, exact=True)
    assert ([*answer.records], *answer[1:]) == ([], 0, (), (note,), None)
    assert engine.matched(sample, query) == ([], (note.replace("nothing here", "no statement"),))


def test_nothing_is_left_out_of_a_query() -> None:
    """Where all words are wanted what has only some is not shown in its place; what lacks is told, once."""
    sample = store_of({"name": "a", "summary": "kilo"}, {"name": "b", "summary": "lima kilo"}, {"name": "c"})
    told = ('nothing here has "zzzzzz"',)
    for query in (
        "kilo zzzzzz",
        "kilo zzzzzz lima",
        "zzzzzz kilo zzzzzz",
        "kilo NOT lima zzzzzz",
        "(kilo OR lima) zzzzzz",
    ):
        assert strict(sample, query) == ([], 0, (), told, None)
        assert count_under(sample, query, Filters()) == 0
    assert search_for(sample, "kilo OR zzzzzz").notes == ()
    assert search_for(sample, "zzzzzz qqqqqq").missing == (*told, 'nothing here has "qqqqqq"')


def test_words_that_are_there_but_never_together() -> None:
    """Which is told, with what would find either; not where only the filters are in the way."""
    sample = store_of(
        {"name": "a", "summary": "kilo papa"}, {"name": "b", "summary": "lima", "children": [{"sex": "female"}]}
    )
    told = 'no review has all of "kilo" and "lima"'
    girls = build(lambda: TERMS, {"sex": ["female"]})
    for options in ({}, {"filters": girls}):
        assert strict(sample, "kilo lima", **options) == ([], 0, (), (told,), None)
        operators = strict(sample, "kilo AND lima", **options)
        assert operators == ([], 0, (), (f"{told}; with OR between them any will do",), None)
    assert strict(sample, "kilo NOT papa") == ([], 0, (), (), None)
    assert strict(sample, "kilo papa", filters=girls) == ([], 0, (), (), None)
    assert strict(sample, "kilo papa", filters=girls, by_statement=True)[3] == (
        'no statement has "kilo"', 'no statement has "papa"',
    )  # fmt: skip
    assert set(found(sample, "kilo OR lima")) == {"a", "b"}
    assert set(found(sample, "kilo lima")) == {"a", "b"}


def strict(sample: Store, query: str, **options: Any) -> tuple[Any, ...]:
    """The answer of what has all of a query, whole."""
    answer = search_for(sample, query, all_words=True, **options)
    return ([*answer.records], *answer[1:])


def test_a_statement_has_all_of_a_query_or_is_not_listed() -> None:
    sample = store_of({"name": "a", "learning": [{"text": "kilo lima"}, {"text": "kilo"}, {"text": "oscar"}]})
    assert engine.matched(sample, "kilo lima zzzzzz") == ([], ('no statement has "zzzzzz"',))
    assert engine.matched(sample, "lima oscar")[0] == []
    assert len(engine.matched(sample, "kilo lima")[0]) == 1


# --- Which statements a query is true of --------------------------------------------------------------------------------

SAID = [" ".join(WORDS[(number * step + number // 3) % 5] for step in range(1, 2 + number % 3)) for number in range(20)]
SPOKEN = store_of(
    *({"name": f"x{number}", "title": "kilo", "summary": "lima", "learning": [{"text": text} for text in SAID[number:][:4]]}
      for number in range(0, 20, 4))
)  # fmt: skip


@examples(100)
@given(QUERIES)
def test_a_query_is_asked_of_each_statement(asked: Asked) -> None:
    numbers, _ = engine.matched(SPOKEN, asked.text)
    given_texts = [
        SPOKEN.ask("SELECT text FROM passage WHERE number = ?", [number]).fetchone()[0] for number in numbers
    ]
    assert given_texts == [text for text in SAID if means(asked, [text])]


def test_what_is_not_wanted_is_asked_of_statements_of_every_review() -> None:
    sample = store_of({"name": "a", "learning": [{"text": "kilo"}]}, {"name": "b", "learning": [{"text": "papa"}]})
    assert len(engine.matched(sample, "kilo OR NOT lima")[0]) == 2
    assert len(engine.matched(sample, "NOT lima")[0]) == 2


@pytest.mark.parametrize("query", ["domestic violence and abuse", "domestic abuse", "DV", "coercive control"])
def test_other_words_for_a_term_are_as_good_in_a_statement(query: str) -> None:
    texts = ["domestic abuse", "DVA", "coercive control", "papa", "domestic violence and abuse"]
    sample = coded({"name": "a", "learning": [{"text": text} for text in texts]})
    assert len(engine.matched(sample, query)[0]) == 4
    assert engine.matched(sample, query, ["actions"])[0] == []


# --- Beginnings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("bruis*", "ab"), ("BRUIS*", "ab"), ("non-mob*", "a"), ('"non mob"*', "a"), ("zoe*", "b"), ("zoë*", "b"), ("zo*", "b"),
        ("zz*", ""), ("mob* bab*", "a"),
    ],
)  # fmt: skip
def test_beginnings(query: str, names: str) -> None:
    sample = store_of(
        {"name": "a", "summary": "Bruised: a non-mobile baby."}, {"name": "b", "summary": "Zoëlla had bruises."}
    )
    assert sorted(found(sample, query)) == list(names)


def test_a_beginning_of_very_many_words() -> None:
    sample = store_of({"name": "a", "summary": " ".join(f"kilo{number}" for number in range(1001))})
    assert found(sample, "kilo1*") == ["a"]
    with pytest.raises(UsageError) as caught:
        searched(sample, "kilo*")
    assert (caught.value.message, caught.value.hint) == ('more than 1000 words begin with "kilo"', "write more letters")


# --- How often it is understood -----------------------------------------------------------------------------------------


def test_a_query_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For its answer and whatever is counted under other filters; one without operators only for the latter."""
    parsed: list[str] = []

    def noted(query: str, *arguments: Any) -> Any:
        parsed.append(query)
        return parse(query, *arguments)

    records = [{"name": "a", "summary": "kilo lima"}, {"name": "b", "summary": "kilo", "outcome": "death"}]
    sample = store_of(*records, terms=TERMS)
    monkeypatch.setattr(strict_search, "parse", noted)
    dead = build(lambda: TERMS, {"outcome": ["death"]})
    for query, found_first in (("kilo AND lima", ["kilo AND lima"]), ("kilo", [])):
        parsed.clear()
        answer = engine.answer(sample, query)
        assert parsed == found_first
        assert [answer.count_under(filters) for filters in (Filters(), dead)] == ([1, 0] if found_first else [2, 1])
        assert parsed == [query]
