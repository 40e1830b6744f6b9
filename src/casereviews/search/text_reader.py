"""How much of a question the texts of reviews answer, where, and why."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from ..store import Store
from ..store.tables import REVIEW_KINDS, code_token
from .clues import APART, SOME_APART, Clue, Part
from .highlight import Passage, Reason, TextRow, said_at
from .occurrences import Finder, Span, merged

TEXTS = "SELECT number, review, section, id, text, themes, agencies FROM passage"
"""The SQL that gives texts as rows."""

_AGAIN = 0.03  # for each further occurrence of the words, up to three
_CODED_TOO = 0.03  # where a text with the words also has their code
MOST = 1 + 3 * _AGAIN + _CODED_TOO
"""The most that a part can be worth in a text."""


class TextAnswer(NamedTuple):
    """A text that answers some of a question."""

    passage: Passage
    """Its score is the share of the question that it answers."""
    worths: tuple[float, ...]
    """How far it answers each part, from 0 to 1."""
    has: tuple[bool, ...]
    """Whether it has each part: its words, synonyms or code."""


class _PartMatch(NamedTuple):
    """How far a text answers one part."""

    worth: float = 0.0
    extra: float = 0.0
    has: bool = False
    spans: tuple[Span, ...] = ()
    why: tuple[Reason, ...] = ()


_NOTHING = _PartMatch()


class _WantedCode(NamedTuple):
    """A code that is asked for."""

    number: int
    kind: str
    quoted: str
    """Its slug, as JSON has it."""
    token: str
    """The code as a word of the index."""


class TextReader:
    """Reads texts for the parts of a question."""

    def __init__(self, store: Store, parts: Sequence[Part], weights: Sequence[float], telling: Iterable[str]) -> None:
        """Take the parts with their weights, and the words of their rows that tell something here."""
        self.store = store
        self.parts = parts
        self.weights = weights
        self.telling = frozenset(telling)
        self.total = sum(weights)
        whats = {clue.what for part in parts for clue in part.clues if not clue.is_code}
        self.whats = list(whats.union(*(part.words for part in parts)))
        self.finder = Finder(self.whats)
        self.codes = self._known_codes({clue.what for part in parts for clue in part.clues if clue.is_code})
        self.asking: dict[str, list[int]] = {}  # the indexes of the parts that ask for something
        for index, part in enumerate(parts):
            for what in {*part.words, *(clue.what for clue in part.clues)}:
                self.asking.setdefault(what, []).append(index)

    def rows(self, reviews: Sequence[int], sections: Sequence[str]) -> list[TextRow]:
        """The texts of some reviews, in order."""
        return texts_of(self.store, reviews, sections)

    def texts(self, numbers: Sequence[int]) -> list[TextRow]:
        """The texts with some numbers, in order."""
        return self.store.ask(f"{TEXTS} WHERE number IN ({', '.join('?' * len(numbers))})", numbers).fetchall()

    def read(self, rows: Sequence[TextRow]) -> list[TextAnswer]:
        """Those of the given texts that answer anything."""
        texts = self.finder.texts([(row[0], row[4]) for row in rows])
        own = self._review_codes(rows)
        spans: dict[int, dict[str, list[Span]]] = {}
        for what in self.whats:
            for number, of_text in texts.spans(what):
                spans.setdefault(number, {})[what] = of_text
        answers = []
        for row in rows:
            codes = own.get(row[0], set()) if row[2] in ("title", "summary") else self._codes_of(row)
            here = spans.get(row[0], {})
            asked = {index for what in (*here, *codes) for index in self.asking.get(what, ())}
            if asked:
                found = [_NOTHING] * len(self.parts)
                for index in asked:
                    found[index] = self._part(self.parts[index], row[4], here, codes)
                if any(one.worth for one in found):
                    answers.append(self._answer(row, found))
        return answers

    def _part(self, part: Part, text: str, here: Mapping[str, list[Span]], codes: Collection[str]) -> _PartMatch:
        """How far a text answers a part, given the spans of words in it and its codes."""
        clues = [clue for clue in part.clues if clue.what in (codes if clue.is_code else here)]
        clues = [
            clue for clue in clues if not clue.is_near
        ] or clues  # what is only near counts if there is nothing else
        spans = [span for clue in clues if not clue.is_code for span in here[clue.what]]
        worth = clues[0].worth if clues else 0.0
        why = [reason for clue in clues for reason in _reasons(part, clue, text, here)]
        apart, of_words = self._apart(part, here)
        if apart > worth:
            worth = apart
            spans += of_words
            why = [*(Reason(part.typed, "word", said) for said in said_at(text, merged(of_words))), *why]
        if not worth:
            return _NOTHING
        again = min(3, max(0, len(merged(spans)) - (len(part.words) if apart == worth else 1)))
        is_coded = bool(spans) and any(clue.how == "code" for clue in clues)
        has = any(not clue.is_near for clue in clues)
        return _PartMatch(worth, _AGAIN * again + _CODED_TOO * is_coded, has, tuple(spans), tuple(dict.fromkeys(why)))

    def _apart(self, part: Part, here: Mapping[str, list[Span]]) -> tuple[float, list[Span]]:
        """The worth of the words of a row that are not side by side, and their spans."""
        words = [word for word in part.words if word in here]
        if len(words) < len(part.words):
            words = [word for word in words if word in self.telling]
        if not words:
            return 0.0, []
        share = len(words) / len(part.words)
        return APART if share == 1 else share * SOME_APART, [span for word in words for span in here[word]]

    def _answer(self, row: TextRow, found: Sequence[_PartMatch]) -> TextAnswer:
        number, review, section, identity, text, _, _ = row
        score = sum(weight * one.worth * (1 + one.extra) for weight, one in zip(self.weights, found, strict=True))
        spans = merged([span for one in found for span in one.spans])
        why = [reason for one in found for reason in one.why]
        marks = [list(span) for span in spans]
        worth = score / self.total if self.total else 0.0
        passage = Passage(number, review, section, identity, text, worth, marks, why)
        return TextAnswer(passage, tuple(one.worth for one in found), tuple(one.has for one in found))

    def _known_codes(self, wanted: set[str]) -> list[_WantedCode]:
        """The codes that occur, of those that are asked for."""
        known = [
            _WantedCode(number, kind, json.dumps(slug), code_token(kind, slug))
            for number, kind, slug in self.store.ask("SELECT number, kind, slug FROM code_term")
        ]
        return [code for code in known if code.token in wanted]

    def _codes_of(self, row: TextRow) -> set[str]:
        """The codes of a statement that are asked for."""
        stated = {"theme": row[5] or "", "agency": row[6] or ""}
        return {code.token for code in self.codes if code.quoted in stated.get(code.kind, "")}

    def _review_codes(self, rows: Sequence[TextRow]) -> dict[int, set[str]]:
        """The codes of reviews that are asked for, by the text they are shown with: the summary, else the title."""
        tokens = {code.number: code.token for code in self.codes if code.kind in REVIEW_KINDS}
        homes: dict[int, int] = {}
        for number, review, section, *_ in rows if tokens else ():
            if section == "summary" or (section == "title" and review not in homes):
                homes[review] = number
        found: dict[int, set[str]] = {}
        asked = self.store.ask(
            f"SELECT term, review FROM code WHERE term IN ({', '.join(map(str, tokens))}) "
            f"AND review IN ({', '.join('?' * len(homes))})",
            homes,
        )
        for term, review in asked:
            found.setdefault(homes[review], set()).add(tokens[term])
        return found


def texts_of(store: Store, reviews: Sequence[int], sections: Sequence[str]) -> list[TextRow]:
    """The texts of some reviews, in order."""
    some = f"review IN ({', '.join('?' * len(reviews))}) AND section IN ({', '.join('?' * len(sections))})"
    return store.ask(f"{TEXTS} WHERE {some} ORDER BY number", [*reviews, *sections]).fetchall()


def _reasons(part: Part, clue: Clue, text: str, here: Mapping[str, list[Span]]) -> list[Reason]:
    if clue.is_code:
        return [Reason(part.typed, clue.how, clue.shown)]
    return [Reason(part.typed, clue.how, said) for said in said_at(text, here[clue.what])]
