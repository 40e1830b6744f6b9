"""The search against judged queries: the judgements are sound, the measures are right, and the figures do not fall.

`benchmarks/judged.py` prints the figures themselves.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

import judged
from casereviews.answers import reviews, statements
from casereviews.model.sections import STATEMENTS
from casereviews.search.filters import Filters
from casereviews.store import Store


class Floors(NamedTuple):
    """What the search must be worth on one part of a set, at one level."""

    ndcg: float
    recall: float
    wrong_empty: float | None
    """The most that it may be; as for noise, None where there is no query of the kind."""
    noise: float | None
    behind: int | None
    """The most queries that may score below both other ways, of which the means must be ahead; None where they need not."""


# fmt: off
FLOORS = {
    # set, level, queries                            nDCG  recall  wrong empty  noise  behind
    ("build", "reviews", "plain"):           Floors(0.88, 0.93,  0.00,        0.24,  10),
    ("build", "reviews", "operators"):       Floors(1.00, 1.00,  0.00,        0.00,  None),
    ("build", "statements", "plain"):        Floors(0.79, 0.81,  0.02,        0.24,  6),
    ("build", "statements", "operators"):    Floors(1.00, 1.00,  0.00,        0.00,  0),
    ("check", "reviews", "plain"):           Floors(0.82, 0.88,  0.06,        0.31,  None),
    ("check", "reviews", "operators"):       Floors(0.95, 0.87,  0.00,        0.00,  None),
    ("check", "statements", "plain"):        Floors(0.64, 0.68,  0.09,        0.24,  5),
    ("check", "statements", "operators"):    Floors(0.92, 0.88,  0.00,        0.00,  None),
    ("apart", "reviews", "plain"):           Floors(0.84, 0.87,  0.09,        0.17,  None),
    ("apart", "reviews", "operators"):       Floors(1.00, 1.00,  0.00,        0.00,  0),
    ("apart", "statements", "plain"):        Floors(0.78, 0.78,  0.07,        0.12,  4),
    ("apart", "statements", "operators"):    Floors(0.95, 0.87,  0.00,        0.00,  0),
    ("fresh", "reviews", "plain"):           Floors(0.84, 0.92,  0.04,        0.34,  None),
    ("fresh", "statements", "plain"):        Floors(0.64, 0.69,  0.05,        0.23,  7),
    ("last", "reviews", "plain"):            Floors(0.87, 0.94,  0.00,        0.37,  None),
    ("last", "statements", "plain"):         Floors(0.68, 0.73,  0.05,        0.37,  5),
    ("terms", "statements", "plain"):        Floors(0.89, 0.90,  0.00,        0.00,  4),
    ("terms", "statements", "operators"):    Floors(0.99, 1.00,  0.00,        None,  1),
    ("terms_apart", "statements", "plain"):  Floors(0.89, 0.90,  0.00,        0.00,  2),
    ("terms_apart", "statements", "operators"): Floors(0.95, 0.96, 0.00,      None,  1),
}
"""A little below today's figures, and for the two errors above them. A set that is not there is not measured."""
# fmt: on

SETS = judged.sets()
measure, read = judged.measure, judged.read


@cache
def entries(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(SETS[name].read_text("utf-8"))
    return found


@cache
def outcomes(name: str) -> list[judged.Outcome]:
    return measure(read(SETS[name]))


@cache
def groups(name: str) -> dict[tuple[str, str], list[judged.Outcome]]:
    return judged.groups(outcomes(name))


@pytest.fixture(scope="module")
def known(store: Store) -> dict[str, set[str]]:
    """The ids there are, by level."""
    said = statements.ask(store, Filters(), STATEMENTS)
    return {
        "reviews": {record["id"] for record in reviews.ask(store, Filters())},
        "statements": {record["id"] for record in said},
    }


def unsound(entry: dict[str, Any], known: dict[str, set[str]]) -> list[str]:
    """What is wrong with a judged query."""
    faults = [f"no {key}" for key in ("query", "who", "style") if not str(entry.get(key) or "").strip()]
    faults += [f"unknown key {key}" for key in entry if key not in {"query", "who", "style", *known}]
    if entry["style"] not in judged.STYLES:
        faults.append(f"unknown style {entry['style']}")
    if "statements" not in entry:
        faults.append("no statements")
    for level in known.keys() & entry.keys():
        faults += [f"no {level[:-1]} {identity}" for identity in entry[level].keys() - known[level]]
        faults += [f"grade {grade!r}" for grade in entry[level].values() if type(grade) is not int or not 0 < grade < 3]
    if entry["style"] == "operators" and not has_operators(entry["query"]) and '"' not in entry["query"]:
        faults.append("no operator")
    if entry["style"] != "operators" and has_operators(entry["query"]):
        faults.append("an operator in another style")
    if "reviews" in entry:
        full = {key.rsplit("/", 1)[0] for key, grade in entry["statements"].items() if grade == 2}
        faults += [
            f"{review} has a statement that answers it, and is not graded" for review in full - set(entry["reviews"])
        ]
    return faults


def has_operators(typed: str) -> bool:
    """Whether a query has OR, NOT, AND, a hyphen for NOT, or the beginning of a word; not where all is in capitals."""
    return re.search(r"\b(OR|NOT|AND)\b|\w\*|(?<!\S)-\w", typed) is not None and not typed.isupper()


@pytest.mark.parametrize("name", SETS)
def test_the_judgements_are_sound(name: str, known: dict[str, set[str]]) -> None:
    """Ids that exist, grades 1 and 2, known styles, and no review left out of which a statement answers the query."""
    assert entries(name)
    faults = {entry["query"]: found for entry in entries(name) if (found := unsound(entry, known))}
    assert faults == {}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"query": " "}, "no query"),
        ({"who": None}, "no who"),
        ({"style": "prose"}, "unknown style prose"),
        ({"answers": {}}, "unknown key answers"),
        ({"statements": {"2022-02/mia/L99": 1}}, "no statement 2022-02/mia/L99"),
        ({"reviews": {"2022-02/maya": 1, "2022-02/mia": 1}}, "no review 2022-02/maya"),
        ({"reviews": {"2022-02/mia": 3}}, "grade 3"),
        ({"reviews": {"2022-02/mia": 0}}, "grade 0"),
        ({"reviews": {"2022-02/mia": True}}, "grade True"),
        ({"reviews": {}}, "2022-02/mia has a statement that answers it, and is not graded"),
        ({"query": "masks OR lockdown"}, "an operator in another style"),
        ({"query": "lockd*"}, "an operator in another style"),
        ({"query": "lockdown -school"}, "an operator in another style"),
        ({"style": "operators"}, "no operator"),
    ],
)
def test_what_is_unsound(change: dict[str, Any], fault: str, known: dict[str, set[str]]) -> None:
    entry = {"query": "lockdown", "who": "midwife", "style": "lay"}
    entry |= {"statements": {"2022-02/mia/L4": 2, "2022-02/toby/L1": 1}, "reviews": {"2022-02/mia": 1}}  # type: ignore[dict-item]
    assert unsound(entry, known) == []
    assert unsound(entry | change, known) == [fault]


@pytest.mark.parametrize(
    ("typed", "style"),
    [
        ("LOCKDOWN AND MASKS", "lay"),
        ('what is a "front door"', "question"),
        ("low-level - or not", "topic"),
        ("masks NOT lockdown", "operators"),
        ("-lockdown masks", "operators"),
        ('"lockdown"', "operators"),
        ("lockd*", "operators"),
    ],
)
def test_operators_are_in_their_style(typed: str, style: str, known: dict[str, set[str]]) -> None:
    """Quotation marks may be in any; what is all in capitals has none."""
    assert unsound({"query": typed, "who": "midwife", "style": style, "statements": {}}, known) == []


def test_no_query_stands_twice() -> None:
    """In one set or in two."""
    assert len(SETS) >= 3
    times = Counter(" ".join(entry["query"].casefold().split()) for name in SETS for entry in entries(name))
    assert [typed for typed, count in times.items() if count > 1] == []


def test_a_quarter_has_no_answer() -> None:
    """Of what was graded on both levels: else to return something to everything would do well."""
    graded = [entry for name in SETS for entry in entries(name) if "reviews" in entry]
    assert len(graded) >= 100
    assert sum(not entry["statements"] and not entry["reviews"] for entry in graded) * 4 >= len(graded)


def test_every_set_has_its_floors() -> None:
    """Lines in the table for each level and part that is measured."""
    assert {(name, *key) for name in SETS for key in groups(name)} - FLOORS.keys() == set()


@pytest.mark.parametrize("key", [key for key in FLOORS if key[0] in SETS], ids=" ".join)
def test_the_figures_do_not_fall(key: tuple[str, str, str]) -> None:
    """Neither what is found nor what is wrongly found or not found; and where it was so, ours is ahead of the others."""
    name, *where = key
    outcomes = groups(name)[(where[0], where[1])]
    floors = FLOORS[key]
    ours, *others = (judged.figures(judged.of_way(outcomes, way)) for way in judged.WAYS)
    assert at_most(floors.ndcg, ours.ndcg)
    assert at_most(floors.recall, ours.recall)
    assert at_most(ours.wrong_empty, floors.wrong_empty)
    assert at_most(ours.noise, floors.noise)
    if floors.behind is not None:
        assert len(others) == 2
        assert all(not at_most(ours.ndcg, other.ndcg) for other in others)
        assert all(at_most(other.recall, ours.recall) for other in others)
        assert len(judged.behind(outcomes)) <= floors.behind


def at_most(value: float | None, limit: float | None) -> bool:
    """Whether a figure is within a limit; there is one where there is the other."""
    if value is None or limit is None:
        return value is limit
    return value <= limit


def outcome(
    ranking: Sequence[str],
    statements: dict[str, int],
    way: str = "casereviews",
    typed: str = "",
) -> judged.Outcome:
    item = judged.Judged(typed, "topic", statements, None)
    return judged.Outcome(item, "statements", way, statements, ranking)


@pytest.mark.parametrize(
    ("ranking", "grades", "ndcg", "recall"),
    [
        (["a", "b"], {"a": 2, "b": 1}, 1, 1),
        (["x", "y"], {"a": 2}, 0, 0),
        ([], {"a": 1}, 0, 0),
        (["x", "a"], {"a": 1}, 0.6309, 1),
        (["a"], {"a": 1, "b": 1}, 0.6131, 0.5),
        (["b", "a"], {"a": 2, "b": 1}, 0.7967, 1),
        ([*"012345678", "a"], {"a": 2}, 0.2891, 1),
        ([*"0123456789", "a"], {"a": 2}, 0, 0),
        ([*"abcdefghij"], dict.fromkeys("abcdefghij", 1), 1, 1),
        ([*"abcdefghij"], dict.fromkeys("abcdefghijkl", 1), 1, 1),
        ([*"abcdefghi"], dict.fromkeys("abcdefghijkl", 1), 0.9364, 0.9),
    ],
)
def test_what_a_ranking_is_worth(ranking: Sequence[str], grades: dict[str, int], ndcg: float, recall: float) -> None:
    """By hand: a grade g at rank r counts (2^g - 1) / log2(r + 1), and no more than ten count."""
    found = outcome(ranking, grades)
    assert (found.ndcg, found.recall) == pytest.approx((ndcg, recall), abs=0.0001)


def test_both_kinds_of_error_are_told_apart() -> None:
    """What was answered with nothing, and nothing with something; neither touches the figures of the other."""
    answered = [outcome(["a"], {"a": 1}), outcome(["x"], {"a": 1}), outcome([], {"a": 1}), outcome([], {"b": 2})]
    unanswered = [outcome([], {}), outcome([], {}), outcome(["x"], {})]
    assert judged.figures(answered) == (4, 0.25, 0.25, 0.5, 0, None)
    assert judged.figures(unanswered) == (0, None, None, None, 3, 1 / 3)
    assert judged.figures(answered + unanswered) == (4, 0.25, 0.25, 0.5, 3, 1 / 3)
    assert [found.cell() for found in answered + unanswered] == [
        "1.00", "0.00", "empty", "empty", "right", "right", "noise",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("statements", "reviews", "at_statements", "at_reviews"),
    [
        ({"r/L1": 2}, {"r": 1}, {"r/L1": 2}, {"r": 1}),
        ({}, {"r": 1}, None, {"r": 1}),
        ({"r/L1": 1}, {}, {"r/L1": 1}, None),
        ({}, {}, {}, {}),
        ({"r/L1": 2}, None, {"r/L1": 2}, None),
        ({}, None, {}, None),
    ],
)
def test_where_a_query_is_measured(
    statements: dict[str, int], reviews: dict[str, int] | None, at_statements: object, at_reviews: object
) -> None:
    """Where something answers it, or on both levels where nothing does on either; not where nobody graded it."""
    item = judged.Judged("", "lay", statements, reviews)
    assert item.grades("statements") == at_statements
    assert item.grades("reviews") == at_reviews


def test_a_query_is_behind_where_both_others_are_ahead() -> None:
    """Not where one is, nor where one is as good."""
    good, fair, bad = ["a"], ["x", "a"], ["x", "y", "a"]
    rankings = {
        "behind": (bad, fair, good),
        "behind one": (fair, good, bad),
        "as good": (fair, good, fair),
        "first": (good, fair, fair),
        "nothing found": ([], bad, bad),
    }
    outcomes = [
        outcome(ranking, {"a": 1}, way, typed)
        for place, way in enumerate(judged.WAYS)
        for typed, ranking in ((typed, three[place]) for typed, three in rankings.items())
    ]
    unanswered = [outcome(["x"], {}, way, "no answer") for way in judged.WAYS]
    assert judged.behind(outcomes + unanswered) == ["behind", "nothing found"]


@pytest.mark.parametrize("way", [judged.scan, judged.full_text])
def test_the_other_ways(store: Store, way: judged.Way, known: dict[str, set[str]]) -> None:
    """Any of the words, those with more of them first, at both levels; and what nobody could look for finds nothing."""
    typed = ["response restrictions", "bereavement OR quillwort", "bereavement", "quillwort", "🙂", ""]
    both, either, one, *nothing = way(store, "statements", typed)
    assert both[0] == "2022-02/mia/L4"
    assert len(both) > 1
    assert either == one != []
    assert nothing == [[], [], []]
    reviews, none = way(store, "reviews", ["mia restrictions", "quillwort"])
    assert reviews[0] == "2022-02/mia"
    assert set(reviews) <= known["reviews"]
    assert none == []


def test_a_scan_goes_by_what_is_typed_and_full_text_by_the_stem(store: Store) -> None:
    """A part of a word is found by the one alone, another ending by the other alone; a summary by the review alone."""
    typed = ["restric", "restricting", "submerged"]
    assert [bool(found) for found in judged.scan(store, "statements", typed)] == [True, False, False]
    assert [bool(found) for found in judged.full_text(store, "statements", typed)] == [False, True, False]
    for way in (judged.scan, judged.full_text):
        assert way(store, "reviews", ["submerged"]) == [["2022-02/mia"]]


def test_sets_are_whatever_stands_in_the_folder(tmp_path: Path) -> None:
    """None, or any number, in the order of their names; one entry may be graded on statements only."""
    assert judged.sets(tmp_path / "none") == {}
    assert judged.sets(tmp_path) == {}
    text = "- {query: grief, who: midwife, style: topic, statements: {a/L1: 2}}\n"
    other = '- {query: "grief OR loss", who: midwife, style: operators, statements: {}, reviews: {a: 1}}\n'
    (tmp_path / "one.yaml").write_text(text + other)
    (tmp_path / "apart.yaml").write_text(other)
    (tmp_path / "notes.txt").write_text("none")
    found = judged.sets(tmp_path)
    assert list(found) == ["apart", "one"]
    assert [(item, item.part) for item in judged.read(found["one"])] == [
        (("grief", "topic", {"a/L1": 2}, None), "plain"),
        (("grief OR loss", "operators", {}, {"a": 1}), "operators"),
    ]


HEAD = """\
| terms_apart | queries | way | answered | nDCG@10 | recall@10 | wrong empty | unanswered | noise |
|---|---|---|---:|---:|---:|---:|---:|---:|
| statements | plain | casereviews | 16 | """


def test_the_tables(capsys: pytest.CaptureFixture[str]) -> None:
    """One a set, for the sets that are named; every query for itself where that is wanted."""
    assert judged.main(["--set", "terms_apart"]) == 0
    short = capsys.readouterr().out
    assert short.startswith(HEAD)
    assert [line.count("|") for line in short.splitlines() if line.startswith("| statements | ")] == [10] * 6
    assert "| FTS5 with OR | 7 | 0.673 | 0.781 | 0.143 | 0 |  |\n" in short
    assert "| reviews |" not in short
    assert judged.main(["--set", "terms_apart", "--each"]) == 0
    long = capsys.readouterr().out
    assert long.startswith(short.rstrip())
    queries = [
        line[19:] for line in long.removeprefix(short.rstrip()).splitlines() if re.match(r"\d|empty|noise|right", line)
    ]
    assert sorted(queries) == sorted(entry["query"] for entry in entries("terms_apart"))
    with pytest.raises(SystemExit) as refused:
        judged.main(["--set", "none"])
    assert refused.value.code == 2
    assert "build" in capsys.readouterr().err


def test_the_figures_for_machines_are_those_of_the_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them, of every set that is there, and the rankings only where they are wanted; each is measured once."""
    monkeypatch.setattr(judged, "read", lambda path: path.stem)
    monkeypatch.setattr(judged, "measure", outcomes)
    assert judged.main(["--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [item["set"] for item in found] == list(SETS)
    for item in found:
        assert set(item) == {"set", "figures"}
        rows = {(row.pop("level"), row.pop("queries"), row.pop("way")): row for row in item["figures"]}
        assert rows == {
            (*key, way): judged.figures(judged.of_way(outcomes, way))._asdict()
            for key, outcomes in groups(item["set"]).items()
            for way in judged.WAYS
        }
    assert judged.main(["--json", "--each", "--set", "terms_apart"]) == 0
    (item,) = json.loads(capsys.readouterr().out)
    assert len(item["queries"]) == len(entries("terms_apart")) * len(judged.WAYS)
    assert {"query", "level", "way", "ndcg", "recall", "found"} == set(item["queries"][0])


def test_a_run_gives_the_same_again() -> None:
    """Whatever order sets of words have in a process."""
    command = [sys.executable, judged.__file__, "--json", "--each", "--set", "build"]
    first, second = (
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    )
    assert first == second != b""
