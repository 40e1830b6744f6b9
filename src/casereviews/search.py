"""Full-text search: the query language, and the ranking.

Words, "phrases", prefix*, OR and NOT (in capitals, or a hyphen before the word), parentheses. Words side by side must
all occur in a review, not needfully in the same sentence; NOT binds closest, OR least. Endings do not matter: `bruise`
finds bruising. Anything a person types is a query: what is neither word nor operator is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
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

MAX_LENGTH = 20_000
"""The longest query, in characters."""

MAX_DEPTH = 6
"""The deepest nesting of parentheses."""

SORTS = ("score", *REVIEW_SORTS)

_WEIGHTS = {"title": 3.0, "learning": 2.0, "recommendations": 2.0, "actions": 2.0, "summary": 1.5}
_SIGNS = frozenset(("AND", "OR", "NOT", "(", ")"))
_TOKEN = re.compile(r'"[^"]*"?\*?|[()]|(?P<minus>(?<![^\s(])-(?=[^\s)-]))|[^\s"()]+')
_POSSESSIVE = re.compile(r"['\u2019]s\b")  # mother's: as in the texts, where the tokenizer parts the s from the word


class Query(NamedTuple):
    """A query as a condition on reviews."""

    condition: str
    """A template of SQL with a `{}` for the test of each phrase; empty where there is nothing to look for."""
    phrases: tuple[str, ...]
    """The phrases in the order of the tests, each in FTS5's own quoting."""
    wanted: tuple[str, ...]
    """Those that are not negated, each once: what is marked."""


def parse(query: str) -> Query:
    """A query understood. Raises UsageError for more than `MAX_WORDS` words and phrases."""
    if len(query) > MAX_LENGTH:
        raise UsageError(f"the query has {len(query)} characters; at most {MAX_LENGTH} are read")
    tokens = ["NOT" if found["minus"] else found[0] for found in _TOKEN.finditer(encodable(query))]
    if not any(_phrase(token) for token in tokens):
        tokens = [f'"{token}"' for token in tokens]  # operators alone are words
    parser = _Parser(tokens)
    if parser.count > MAX_WORDS:
        raise UsageError(f"the query has {parser.count} words and phrases; at most {MAX_WORDS} are looked for")
    if parser.depth > MAX_DEPTH:
        raise UsageError(f"parentheses are nested {parser.depth} deep; at most {MAX_DEPTH} are read")
    return parser.query()


class _Parser:
    """Reads `a b OR (c NOT d)` from the left. What does not fit, such as a parenthesis too many, is passed over."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = [token for token in tokens if token in _SIGNS or _phrase(token)]
        steps = ({"(": 1, ")": -1}.get(sign, 0) for sign in self.tokens)
        self.depth = max(accumulate(steps, lambda depth, step: max(0, depth + step), initial=0))
        self.count = len([token for token in self.tokens if token not in _SIGNS])
        self.phrases: list[str] = []
        self.wanted: dict[str, None] = {}

    def query(self) -> Query:
        """Everything, until no token is left."""
        parts = []
        while self.tokens:
            part = self.either(wanted=True)
            if part:
                parts.append(part)
            if self.tokens:
                self.tokens.pop(0)  # a parenthesis that closes nothing
        return Query(_joined(parts, " AND "), tuple(self.phrases), tuple(self.wanted))

    def either(self, wanted: bool) -> str:
        """Alternatives with OR between them."""
        parts = [self.every(wanted)]
        while self.tokens and self.tokens[0] == "OR":
            self.tokens.pop(0)
            parts.append(self.every(wanted))
        return _joined(parts, " OR ")

    def every(self, wanted: bool) -> str:
        """Words side by side."""
        parts = []
        while self.tokens and self.tokens[0] not in ("OR", ")"):
            parts.append(self.one(wanted))
        return _joined(parts, " AND ")

    def one(self, wanted: bool) -> str:
        """A word, a phrase, a negation or a group."""
        first = self.tokens.pop(0)
        if first == "AND":
            return ""
        if first == "NOT":
            negated = True
            while self.tokens and self.tokens[0] == "NOT":
                self.tokens.pop(0)
                negated = not negated
            part = self.one(wanted != negated) if self.tokens and self.tokens[0] not in ("OR", ")") else ""
            return f"NOT {part}" if part and negated else part
        if first == "(":
            part = self.either(wanted)
            if self.tokens:
                self.tokens.pop(0)
            return part
        phrase = _phrase(first)
        self.phrases.append(phrase)
        if wanted:
            self.wanted[phrase] = None
        return "{}"


def _joined(parts: list[str], word: str) -> str:
    stated = [part for part in parts if part]
    return stated[0] if len(stated) == 1 else f"({word.join(stated)})" if stated else ""


def _phrase(token: str) -> str:
    """A word or a phrase as FTS5 quotes it; empty where it has nothing to look for."""
    if token in _SIGNS:
        return ""
    text = re.sub(r'[\x00-\x1f"]', " ", token).rstrip("* ")
    if not token.startswith('"'):
        text = _POSSESSIVE.sub("", text)
    star = "*" if token.endswith("*") else ""
    return f'"{text}"{star}' if any(character.isalnum() for character in text) else ""


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
    asked = parse(query)
    if not asked.condition:
        return []
    store.index()
    names = tuple(sections)
    found = asked.condition.format(*(_test(phrase, names) for phrase in asked.phrases))
    values = [value for phrase in asked.phrases for value in (phrase, *names)]
    condition, more = filters.reviews()
    sort = order.sort if order.sort in REVIEW_SORTS else None
    rows = store.ask(
        f"SELECT number, id, name, title FROM review WHERE ({found}) AND {condition} "
        f"{Order(sort, bool(sort) and order.reverse).sql()}",
        [*values, *more],
    ).fetchall()
    matches = _matches(store, asked.wanted, names)
    hits = [_hit(row, matches.get(row[0], [])) for row in rows]
    if sort is None:
        hits.sort(key=lambda hit: -hit["score"])
        if order.reverse:
            hits.reverse()
    return hits if order.limit is None else hits[: order.limit]


def _table(phrase: str) -> str:
    """The index that a phrase is looked for in: by stems, or for the beginning of a word by words."""
    return "words" if phrase.endswith("*") else "search"


def _test(phrase: str, sections: tuple[str, ...]) -> str:
    """The SQL condition on a review that has the phrase in one of the sections."""
    table = _table(phrase)
    return (
        f"number IN (SELECT review FROM passage WHERE number IN (SELECT rowid FROM {table} WHERE {table} MATCH ?) "
        f"AND section IN ({', '.join('?' * len(sections))}))"
    )


def _matches(store: Store, wanted: tuple[str, ...], sections: tuple[str, ...]) -> dict[int, list[tuple[float, Record]]]:
    """By review, the texts in which a wanted word occurs, with their scores, best first."""
    scores: dict[int, float] = {}
    passages: dict[int, tuple[int, Record]] = {}
    for table in ("search", "words"):
        phrases = [phrase for phrase in wanted if _table(phrase) == table]
        if not phrases:
            continue
        rows = store.ask(
            f"SELECT passage.number, passage.review, section, passage.id, passage.text, highlight({table}, 0, ?, ?), "
            f"bm25({table}) FROM {table} JOIN passage ON passage.number = {table}.rowid WHERE {table} MATCH ? "
            f"AND section IN ({', '.join('?' * len(sections))}) ORDER BY passage.number",
            [*MARKS, " OR ".join(phrases), *sections],
        )
        for place, review, section, identity, text, marked, rank in rows:
            match = {"id": identity, "section": section, "text": text, "marks": []}
            known = passages.setdefault(place, (review, match))[1]
            known["marks"] = _merged([*known["marks"], *_spans(marked)])
            scores[place] = scores.get(place, 0.0) - rank * _WEIGHTS[section]
    found: dict[int, list[tuple[float, Record]]] = {}
    for place in sorted(passages):
        review, match = passages[place]
        found.setdefault(review, []).append((scores[place], match))
    for matches in found.values():
        matches.sort(key=lambda match: -match[0])
    return found


def _merged(spans: list[list[int]]) -> list[list[int]]:
    """The spans in their order, with those that overlap as one."""
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged


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
