"""Full-text search: the query language, and the ranking.

Words, "phrases", prefix*, OR and NOT (in capitals). Words side by side must all occur in a review, not needfully in the
same sentence; NOT binds closest, OR least. Words are stemmed: `bruise` finds bruising. Anything a person types is a
query: what is neither word nor operator is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from .errors import UsageError
from .filters import Filters
from .query import REVIEW_SORTS, Order, Record, choose
from .store import MARKS, Store
from .text import encodable

SECTIONS = ("title", "summary", "learning", "recommendations", "actions")
"""Where search looks; `title` includes the name."""

MAX_WORDS = 64
"""The most words and phrases of a query."""

SORTS = ("score", *REVIEW_SORTS)

_WEIGHTS = {"title": 3.0, "learning": 2.0, "recommendations": 2.0, "actions": 2.0, "summary": 1.5}
_TOKEN = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')
_OPERATORS = ("AND", "OR", "NOT")


class Alternative(NamedTuple):
    """One side of an OR: phrases that must occur and phrases that must not, each in FTS5's own quoting."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def parse(query: str) -> tuple[Alternative, ...]:
    """The alternatives of a query; none where it has no words. Raises UsageError for more than `MAX_WORDS` words."""
    pieces = [piece for found in _TOKEN.finditer(encodable(query)) if (piece := _piece(found))]
    if not any(quoted for _, quoted in pieces):  # operators alone are words
        pieces = [(_quote(word), True) for word, _ in pieces]
    if len(pieces) > 2 * MAX_WORDS:
        raise UsageError(f"the query has {len(pieces)} words; at most {MAX_WORDS} are looked for")
    alternatives: list[Alternative] = []
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    negated = False
    for word, quoted in [*pieces, ("OR", False)]:
        if quoted:
            (unwanted if negated else wanted)[word] = None
            negated = False
        elif word == "NOT":
            negated = True
        elif word == "OR":
            if wanted or unwanted:
                alternatives.append(Alternative(tuple(wanted), tuple(unwanted)))
            wanted, unwanted, negated = {}, {}, False
    if sum(len(side.wanted) + len(side.unwanted) for side in alternatives) > MAX_WORDS:
        raise UsageError(f"the query has too many words; at most {MAX_WORDS} are looked for")
    return tuple(alternatives)


def _piece(found: re.Match[str]) -> tuple[str, bool] | None:
    """A token as an operator, or quoted for FTS5; None where it has nothing to look for."""
    phrase, star, word = found.groups()
    if word is None:
        return (_quote(phrase) + star, True) if _words(phrase) else None
    if word in _OPERATORS:
        return word, False
    if not _words(word):
        return None
    return _quote(word.rstrip("*")) + ("*" if word.endswith("*") else ""), True


def _quote(text: str) -> str:
    return '"' + re.sub(r'[\x00-\x1f"]', " ", text) + '"'


def _words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def search(
    store: Store,
    query: str,
    filters: Filters = Filters(),
    sections: Iterable[str] = SECTIONS,
    order: Order = Order(),
) -> list[Record]:
    """The reviews that answer a query, best first, each with its matching texts and the words marked.

    A text's score is FTS5's bm25 (larger is better) times the weight of its section; a review's is that of its best
    text and half that of the next, a quarter of the one after, and so on. Equals stand in the source's order.
    """
    choose("sort", order.sort, SORTS)
    alternatives = parse(query)
    if not alternatives:
        return []
    store.index()
    names = tuple(sections)
    found, values = _reviews(alternatives, names)
    condition, more = filters.reviews()
    sort = order.sort if order.sort in REVIEW_SORTS else None
    rows = store.ask(
        f"SELECT number, id, name, title FROM review WHERE ({found}) AND {condition} {Order(sort).sql()}",
        [*values, *more],
    ).fetchall()
    matches = _matches(store, alternatives, names)
    hits = [_hit(row, matches.get(row[0], [])) for row in rows]
    if sort is None:
        hits.sort(key=lambda hit: -hit["score"])
    if order.reverse:
        hits.reverse()
    return hits if order.limit is None else hits[: order.limit]


def _reviews(alternatives: Iterable[Alternative], sections: tuple[str, ...]) -> tuple[str, list[Any]]:
    """The SQL condition on reviews."""
    places = ", ".join("?" * len(sections))
    having = (
        "number {}IN (SELECT review FROM passage WHERE number IN (SELECT rowid FROM search WHERE search MATCH ?) "
        f"AND section IN ({places}))"
    )
    sides: list[str] = []
    values: list[Any] = []
    for side in alternatives:
        parts = [having.format("")] * len(side.wanted) + [having.format("NOT ")] * len(side.unwanted)
        sides.append(" AND ".join(parts))
        for phrase in (*side.wanted, *side.unwanted):
            values += [phrase, *sections]
    return " OR ".join(f"({side})" for side in sides), values


def _matches(
    store: Store, alternatives: Iterable[Alternative], sections: tuple[str, ...]
) -> dict[int, list[tuple[float, Record]]]:
    """By review, the texts in which a wanted word occurs, with their scores, best first."""
    wanted = dict.fromkeys(phrase for side in alternatives for phrase in side.wanted)
    found: dict[int, list[tuple[float, Record]]] = {}
    if not wanted:
        return found
    rows = store.ask(
        "SELECT passage.review, section, passage.id, passage.text, highlight(search, 0, ?, ?), bm25(search) "
        "FROM search JOIN passage ON passage.number = search.rowid WHERE search MATCH ? "
        f"AND section IN ({', '.join('?' * len(sections))}) ORDER BY passage.number",
        [*MARKS, " OR ".join(wanted), *sections],
    )
    for number, section, identity, text, marked, rank in rows:
        match = {"id": identity, "section": section, "text": text, "marks": _spans(marked)}
        found.setdefault(number, []).append((-rank * _WEIGHTS[section], match))
    for matches in found.values():
        matches.sort(key=lambda match: -match[0])
    return found


def _spans(marked: str) -> list[list[int]]:
    """The places between the marks, as offsets in the text without them: [start, end), in characters."""
    spans: list[list[int]] = []
    position = 0
    for piece in re.split("([\x01\x02])", marked):
        if piece == MARKS[0]:
            spans.append([position, position])
        elif piece == MARKS[1]:
            spans[-1][1] = position
        else:
            position += len(piece)
    return spans


def _hit(row: tuple[Any, ...], matches: list[tuple[float, Record]]) -> Record:
    _, identity, name, title = row
    score = sum(value / 2**place for place, (value, _) in enumerate(matches[:20]))
    return {
        "id": identity,
        "name": name,
        "title": title,
        "score": round(score, 4),
        "matches": [match for _, match in matches],
    }
