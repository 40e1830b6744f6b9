"""The random queries of `benchmarks/ask.py`: a few of them, and that what is wrong with an answer is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import ask
from casereviews import library
from searching import Answered, search_for

SOME = range(120)


@pytest.fixture(scope="module")
def collection() -> ask.Collection:
    """The bundled collection."""
    return ask.Collection(library.open_store([]))


def test_some_queries(collection: ask.Collection) -> None:
    """Each has a sound answer, or is refused in a line."""
    assert [(number, what) for number in SOME for what in ask.faults(number, collection)] == []


def test_they_are_of_every_kind(collection: ask.Collection) -> None:
    """And the same under the same number."""
    asked = [ask.asked(number, collection) for number in range(3000)]
    assert asked == [ask.asked(number, collection) for number in range(3000)]
    assert len({one.query for one in asked}) > 2800
    queries = "\n".join(one.query for one in asked)
    for piece in ('"', "*", " OR ", " NOT ", "(", "\u2019", "\0", "\ud800", "\u202e", "\U0001f476", "gofal", " " * 400):
        assert piece in queries
    assert max(len(one.query) for one in asked) > 10_000
    options = {name for one in asked for name in one.options}
    assert options == {"by_statement", "all_words", "exact", "expand", "sections", "order", "filters"}


def first(answer: Answered) -> dict[str, Any]:
    """The first record of an answer, to be changed."""
    record: dict[str, Any] = answer.records[0]
    return record


def mark(answer: Answered) -> dict[str, Any]:
    """The first record, in which a mark is beyond the end of its text."""
    record = first(answer)
    for match in record.get("matches", [record]):
        match["marks"] = [[0, len(match["text"]) + 1]]
    return record


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda answer: answer._replace(total=-1), "in all -1"),
        (lambda answer: answer._replace(notes=("two\nlines",)), "no clean line"),
        (lambda answer: answer._replace(missing=("a \x1b control",)), "no clean line"),
        (lambda answer: answer._replace(between=" "), "no clean line"),
        (lambda answer: answer._replace(records=[first(answer)] * 2), "an id comes twice"),
        (lambda answer: answer._replace(records=[{**first(answer), "id": "nobody"}]), "does not exist"),
        (lambda answer: answer._replace(records=[first(answer), {**first(answer), "score": 9.0}]), "in their order"),
        (lambda answer: answer._replace(records=[{**first(answer), "missing": ["untyped"]}]), "was not typed"),
        (lambda answer: answer._replace(records=[mark(answer)]), "not within the text"),
        (
            lambda answer: answer._replace(records=[{**first(answer), "matches": [], "marks": [], "why": []}]),
            "says why",
        ),
    ],
)
def test_what_is_wrong_is_told(
    monkeypatch: pytest.MonkeyPatch,
    collection: ask.Collection,
    change: Callable[[Answered], Answered],
    told: str,
) -> None:
    """Of an answer that was sound."""
    real = search_for
    plain = ask.Asked("neglect", {})
    monkeypatch.setattr(ask, "asked", lambda number, collection: plain)
    assert list(ask.faults(0, collection)) == []
    monkeypatch.setattr(ask, "search_for", lambda *asked, **options: change(real(*asked, **options)))
    assert told in " ".join(ask.faults(0, collection))


def test_errors_and_slow_answers_are_told(monkeypatch: pytest.MonkeyPatch, collection: ask.Collection) -> None:
    """With where the error is."""
    monkeypatch.setattr(ask, "SLOW", 0.0)
    found = [what for number in range(20) for what in ask.faults(number, collection)]
    assert found
    assert all(what.startswith("it took ") for what in found)
    monkeypatch.setattr(ask, "search_for", lambda *asked, **options: 1 / 0)
    assert "ZeroDivisionError" in " ".join(ask.faults(0, collection))
