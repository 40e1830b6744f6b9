"""Best match: how much of a question each review and text answers, the best first.

A text answers a part of a question by the best clue that it has. The score of a text is the share of the question that
it answers, with each part weighted by its rarity here and by how much such a word tells; the score of a review is the
mean of what its texts answer together and of what the best of them answers alone. The index first gives an upper bound
for each review, so that only the texts of the best need be read.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from itertools import chain, islice
from operator import and_, or_
from typing import NamedTuple

from ..store import Store
from . import review_sets
from .clues import APART, SOME_APART, SURE, Part, Question
from .filters import Filters
from .highlight import by_score
from .review_sets import ReviewSet
from .strict import columns_of
from .text_reader import MOST, TextAnswer, TextReader

_LEAST, _LEAST_OF_BEST = 0.1, 0.2  # share of the question, and of what the best answer has of it
_WORTH, _WORTH_OF_GONE = (
    0.05,
    0.4,
)  # least score of the best review for any to be an answer; more by the share that is nowhere
_WORTH_NEAR = 0.35  # the same, where the best answer has only what is near the parts
_LOST = 0.65  # share of the weight: if so much is in rare words that nothing here has, nothing is an answer
_IN_MOST = 0.85  # of the reviews: what is in so many tells too little to be an answer alone
_PHRASE = re.compile(r'"[^\W_][^"]*"')
_FEW = 5  # reviews: among fewer, "most" means nothing
_AT_A_TIME, _MOST_READ = 50, 100  # reviews whose texts are read


Reach = dict[float, ReviewSet]
"""Reviews by the most that a part can be worth in them, the greatest first; each review once."""


class Scored(NamedTuple):
    """A review, or a text, that answers some of a question."""

    number: int
    score: float
    """From 0 to 1, or a little more."""
    missing: tuple[str, ...]
    """The parts that it does not answer, as typed."""


class BestMatch:
    """A question put to some sections of a store."""

    def __init__(self, store: Store, question: Question, filters: Filters, sections: Sequence[str]) -> None:
        """Take the store, the question, the filters and the sections to search."""
        self.store = store
        self.whole: ReviewSet = 0  # the reviews known to have all parts
        self.parts = question.parts
        self.filters = filters
        self.sections = sections
        self._read: dict[int, list[TextAnswer]] = {}  # answers read for ranking, which may be shown later
        self._known: dict[str, ReviewSet] = {}  # the reviews that match each expression asked for

    @cached_property
    def reader(self) -> TextReader:
        """The reader of the texts."""
        words = {word for part in self.parts for word in part.words}
        return TextReader(self.store, self.parts, self.weights, [word for word in words if not self._is_in_most(word)])

    # --- The index ----------------------------------------------------------------------------------------------------

    @cached_property
    def size(self) -> int:
        """How many reviews there are."""
        last: int | None = self.store.ask("SELECT max(number) FROM review").fetchone()[0]
        return last or 0

    @cached_property
    def reach(self) -> list[Reach]:
        """For each part, the reviews that may answer it."""
        return [self._reach(part) for part in self.parts]

    def _reach(self, part: Part) -> Reach:
        by_worth: dict[float, ReviewSet] = {}
        for worth, reviews in [*self._clues(part), *self._apart(part)]:
            by_worth[worth] = by_worth.get(worth, 0) | reviews
        found: Reach = {}
        seen: ReviewSet = 0
        for worth, reviews in sorted(by_worth.items(), reverse=True):
            if fresh := reviews & ~seen:
                found[worth] = fresh
                seen |= fresh
        return found

    def _clues(self, part: Part) -> Iterator[tuple[float, ReviewSet]]:
        """The worth of each clue of a part, with the reviews that have it."""
        by_worth = {(clue.worth, clue.level): None for clue in part.clues}
        for worth, level in by_worth:
            yield worth, self._having(part, worth, level)

    def _having(self, part: Part, worth: float, level: int | None) -> ReviewSet:
        """The reviews that have any of the clues of a part with a certain worth and level."""
        whats = [clue.what for clue in part.clues if (clue.worth, clue.level) == (worth, level)]
        return self._numbers(" OR ".join(_widest(whats)))

    def all_at(self, level: int) -> ReviewSet:
        """The reviews that pass the filters and have all parts, by clues up to a level of a query."""
        found = self._let_in
        for part in self.parts:
            kinds = {(clue.worth, clue.level): None for clue in part.clues}
            found &= _any(self._having(part, worth, of) for worth, of in kinds if of is not None and of <= level)
        return found

    def _apart(self, part: Part) -> Iterator[tuple[float, ReviewSet]]:
        """The worth of the words of a row that are not side by side, with the reviews that have them."""
        most = len(part.words)
        having = [0] * (most + 1)  # the reviews that have at least so many of the words
        some: ReviewSet = 0
        for word in part.words:
            reviews = self._numbers(word)
            for number in range(most, 1, -1):
                having[number] |= having[number - 1] & reviews
            having[1] |= reviews
            if not self._is_in_most(word):
                some |= reviews
        if most:
            yield APART, having[most]
        for number in range(1, most):
            yield number / most * SOME_APART, having[number] & some

    def _numbers(self, expression: str) -> ReviewSet:
        """The reviews that match an FTS5 expression in the sections."""
        if expression not in self._known:
            # As one text: fetching a row for each takes twice as long.
            sql = "SELECT json_group_array(rowid) FROM search WHERE search MATCH ?"
            (numbers,) = self.store.ask(sql, [f"{columns_of(self.sections)}({expression})"]).fetchone()
            self._known[expression] = review_sets.of(json.loads(numbers), self.size)
        return self._known[expression]

    def _is_in_most(self, word: str) -> bool:
        return self._is_most(self._numbers(word).bit_count())

    def _is_most(self, number: int) -> bool:
        return self.size >= _FEW and number >= _IN_MOST * self.size

    @cached_property
    def counts(self) -> list[int]:
        """How many reviews have each part; where none does, how many have what is near it."""
        return [
            _any(reviews for worth, reviews in reach.items() if worth in plain).bit_count()
            or _any(reach.values()).bit_count()
            for part, reach in zip(self.parts, self.reach, strict=True)
            for plain in [{APART, *(clue.worth for clue in part.clues if not clue.is_near)}]
        ]

    @cached_property
    def weights(self) -> list[float]:
        """The weight of each part: the rarer, the greater."""
        return [
            math.log(1 + (self.size + 1) / (count + 1)) * (part.telling if count else part.lacking)
            for part, count in zip(self.parts, self.counts, strict=True)
        ]

    @cached_property
    def carries(self) -> list[bool]:
        """Whether each part can be an answer alone: it is known to the vocabulary, or not in most reviews."""
        return [
            any(clue.how in ("code", "wider") for clue in part.clues) or not self._is_most(count)
            for part, count in zip(self.parts, self.counts, strict=True)
        ]

    @cached_property
    def answered(self) -> list[bool]:
        """Whether each part is answered anywhere here, regardless of the filters."""
        return [any(worth >= SURE for worth in reach) for reach in self.reach]

    @cached_property
    def absent(self) -> list[str]:
        """The labels of terms that a part names but nothing here has; if there are any, nothing is an answer."""
        named = [part for part, found in zip(self.parts, self.answered, strict=True) if part.name and not found]
        return [part.name or "" for part in named if not self._is_anywhere(part)]

    def _is_anywhere(self, part: Part) -> bool:
        """Whether any section has the terms that a part names, by any of their names or codes."""
        return any(map(self.store.finds, part.known_by))

    @property
    def is_lost(self) -> bool:
        """Whether most of the question is about what nothing here has: rare words, and names of terms."""
        parts = zip(self.parts, self.weights, self.answered, strict=True)
        lost = sum(weight for part, weight, found in parts if part.is_exact and not found)
        return lost > _LOST * sum(self.weights)

    # --- The answers --------------------------------------------------------------------------------------------------

    def reviews(self, most: int) -> list[Scored]:
        """The best reviews, up to a number, of those not known to have all parts."""
        found: list[tuple[float, Scored]] = []
        for bound, chunk in self._candidates(self.whole):
            if _are_enough(found, most, bound * (1 + MOST) / 2):
                break
            for review, answers in chunk.items():
                if any(self._is_answer(answer.worths) for answer in answers):
                    covered = self._share([*map(max, zip(*(answer.worths for answer in answers), strict=True))])
                    has = [any(column) for column in zip(*(answer.has for answer in answers), strict=True)]
                    score = (covered + max(answer.passage.score for answer in answers)) / 2
                    found.append((covered, Scored(review, score, self._missing(has))))
        hits = _best(found)[:most]
        return hits if self._are_answers(hits, _WORTH) else []

    def statements(self, most: int) -> list[Scored]:
        """The texts that have all parts, followed by the best that have some, up to a number in all."""
        whole: list[Scored] = []
        found: list[tuple[float, Scored]] = []
        for bound, chunk in self._candidates():
            if _are_enough(found, most - len(whole), bound * MOST):
                break
            for answer in chain.from_iterable(chunk.values()):
                hit = Scored(answer.passage.number, answer.passage.score, self._missing(answer.has))
                if not hit.missing:
                    whole.append(hit)
                elif self._is_answer(answer.worths):
                    found.append((hit.score, hit))
        best = max((hit.score for hit in whole), default=0.0)
        some = _best(found, best)[: max(0, most - len(whole))]
        if not whole and not self._are_answers(some, 0.0):
            return []
        return [*sorted(whole, key=lambda hit: by_score(hit.score, hit.number)), *some]

    def _are_answers(self, hits: Sequence[Scored], least: float) -> bool:
        """Whether the best of some incomplete hits answers enough for any of them to be an answer."""
        if all(len(hit.missing) == len(self.parts) for hit in hits):
            return bool(hits) and hits[0].score >= _WORTH_NEAR
        gone = sum(weight for weight, found in zip(self.weights, self.answered, strict=True) if not found)
        return hits[0].score >= least + _WORTH_OF_GONE * gone / sum(self.weights)

    def _missing(self, has: Sequence[bool]) -> tuple[str, ...]:
        """The parts that are missing, as typed."""
        return tuple(part.typed for part, is_there in zip(self.parts, has, strict=True) if not is_there)

    def _candidates(self, without: ReviewSet = 0) -> Iterator[tuple[float, dict[int, list[TextAnswer]]]]:
        """The reviews that may be an answer, the best first, in chunks, each with its texts that are answers.

        Those known to have all parts come before the others. Each chunk of the others comes with an upper bound on how
        much of the question they, and all that follow, can answer.
        """
        bounds = self._bounds()
        best = sorted(bounds, reverse=True)
        whole = [number for bound in best for number in review_sets.numbers(bounds[bound] & self.whole & ~without)]
        in_order = (
            (number, bound) for bound in best for number in review_sets.numbers(bounds[bound] & ~self.whole & ~without)
        )
        others = dict(islice(in_order, _MOST_READ))
        for group in (whole, [*others]):
            for start in range(0, len(group), _AT_A_TIME):
                chunk = self.answers_of(group[start : start + _AT_A_TIME])
                if group is not whole:
                    self._read.update(chunk)
                yield math.inf if group is whole else others[group[start]], chunk

    def answers_of(self, reviews: Sequence[int]) -> dict[int, list[TextAnswer]]:
        """For each of some reviews, its texts that answer anything, in order."""
        answers: dict[int, list[TextAnswer]] = {number: self._read.get(number, []) for number in reviews}
        fresh = sorted(number for number in reviews if number not in self._read)
        for answer in self.reader.read(self.reader.rows(fresh, self.sections)) if fresh else ():
            answers[answer.passage.review].append(answer)
        return answers

    def _bounds(self) -> dict[float, ReviewSet]:
        """The reviews that pass the filters, by the most that they can be worth."""
        sure = [_any(reviews for worth, reviews in reach.items() if worth >= SURE) for reach in self.reach]
        wanted = reduce(and_, sure) | _any(
            of_part for of_part, carries in zip(sure, self.carries, strict=True) if carries
        )
        by_sum = {0.0: wanted & self._let_in}
        for weight, reach in zip(self.weights, self.reach, strict=True):
            by_sum = _added(by_sum, {weight * worth: reviews for worth, reviews in reach.items()})
        total = sum(self.weights)
        bounds: dict[float, ReviewSet] = {}
        for worth, reviews in by_sum.items():
            bounds[worth / total] = bounds.get(worth / total, 0) | reviews
        return bounds

    @cached_property
    def _let_in(self) -> ReviewSet:
        """The reviews that pass the filters."""
        condition, values = self.filters.of_a_review
        if condition == "1":
            return (1 << self.size) - 1
        numbers = self.store.numbers(f"SELECT number FROM review WHERE {condition}", values)
        return review_sets.of(numbers, self.size)

    def _share(self, worths: Sequence[float]) -> float:
        """The share of the question that is answered."""
        return sum(weight * worth for weight, worth in zip(self.weights, worths, strict=True)) / sum(self.weights)

    def _is_answer(self, worths: Sequence[float]) -> bool:
        """Whether a text is an answer: it has all parts, or one that is an answer alone."""
        sure = [worth >= SURE for worth in worths]
        return all(sure) or any(one and carries for one, carries in zip(sure, self.carries, strict=True))


def _widest(whats: Sequence[str]) -> list[str]:
    """The words and phrases that find all that the given ones do, without phrases that contain another of them.

    A phrase with common words is slow to find, and of `"crying"` and `"coping with crying"` the first finds both.
    """
    inner = [what.replace('"', " ") for what in whats]
    words = [text for text, what in zip(inner, whats, strict=True) if _PHRASE.fullmatch(what)]
    return [
        what
        for what, text in zip(whats, inner, strict=True)
        if not (text in words and any(other in text for other in words if other != text))
    ]


def _any(sets: Iterable[ReviewSet]) -> ReviewSet:
    """The reviews of any of some sets."""
    return reduce(or_, sets, 0)


def _added(by_sum: dict[float, ReviewSet], by_worth: dict[float, ReviewSet]) -> dict[float, ReviewSet]:
    """Reviews by their old worth plus a new one; each review is in at most one set of the new worths."""
    found: dict[float, ReviewSet] = {}
    for before, rest in by_sum.items():
        for worth, reviews in by_worth.items():
            if both := rest & reviews:
                found[before + worth] = found.get(before + worth, 0) | both
                rest ^= both
        if rest:
            found[before] = found.get(before, 0) | rest
    return found


def _are_enough(found: list[tuple[float, Scored]], most: int, bound: float) -> bool:
    """Whether there are already so many answers above a bound."""
    return bound < math.inf and sum(hit.score > bound for _, hit in found) >= most


def _best(found: list[tuple[float, Scored]], best: float = 0.0) -> list[Scored]:
    """The hits, the best first, without those that answer too little, absolutely or compared with the best."""
    least = max(_LEAST, _LEAST_OF_BEST * max((covered for covered, _ in found), default=best), _LEAST_OF_BEST * best)
    hits = [hit for covered, hit in found if covered >= least]
    return sorted(hits, key=lambda hit: by_score(hit.score, hit.number))
