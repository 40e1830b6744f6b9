"""Best match: which reviews and texts answer how much of a question, the best first.

A text answers a part of a question by the best of its clues that it has. A text is worth the share of the question that
it answers, each part weighed by how rare it is here and how much such a word tells; a review is worth what its texts
answer together, and what the best of them answers alone. The index tells first what each review can be worth at most,
so that only the texts of the best need be read.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from ..filters import Filters
from ..store import Store
from .clues import APART, SOME_APART, SURE, Part, Question
from .text_reader import MOST, Answer, TextReader

_LEAST, _LEAST_OF_BEST = 0.1, 0.2  # of the question, and of what the best answer has of it
_LOST = 0.65  # of what a question weighs: where so much is in rare words that nothing here has, nothing is an answer
_IN_MOST = 0.85  # of the reviews: what stands in so many tells too little to be an answer alone
_FEW = 5  # reviews, of which "most" says nothing
_AT_A_TIME, _MOST_READ = 50, 300  # reviews whose texts are read


class Hit(NamedTuple):
    """A review, or a text, that answers some of a question."""

    number: int
    score: float
    """From 0 to 1, or a little more."""
    missing: tuple[str, ...]
    """What it does not answer, as it was typed."""


class BestMatch:
    """A question put to some sections of a store."""

    def __init__(
        self, store: Store, question: Question, filters: Filters, sections: Sequence[str], whole: Collection[int] = ()
    ) -> None:
        """Take them, and the numbers of the reviews that are known to have all parts."""
        self.store = store
        self.whole = whole
        self.parts = question.parts
        self.filters = filters
        self.sections = sections
        self._known: dict[str, list[int]] = {}  # the reviews that have what was asked for already

    @cached_property
    def reader(self) -> TextReader:
        """What reads the texts."""
        words = {word for part in self.parts for word in part.words}
        return TextReader(self.store, self.parts, self.weights, [word for word in words if not self._is_in_most(word)])

    # --- The index: what there is -------------------------------------------------------------------------------------

    @cached_property
    def size(self) -> int:
        """How many reviews there are."""
        number: int = self.store.ask("SELECT count(*) FROM review").fetchone()[0]
        return number

    @cached_property
    def reach(self) -> list[dict[int, float]]:
        """For each part the reviews that may answer it, with the most that this can be worth."""
        return [self._reach(part) for part in self.parts]

    def _reach(self, part: Part) -> dict[int, float]:
        found: dict[int, float] = {}
        by_worth: dict[float, list[str]] = {}
        for clue in part.clues:
            by_worth.setdefault(clue.worth, []).append(clue.what)
        for worth, whats in sorted(by_worth.items(), reverse=True):
            for number in self._numbers(" OR ".join(whats)):
                found.setdefault(number, worth)
        for number, worth in self._apart(part).items():
            found[number] = max(found.get(number, 0.0), worth)
        return found

    def _apart(self, part: Part) -> dict[int, float]:
        """What the words of a row can be worth where they do not stand side by side."""
        shares: dict[int, float] = {}
        for word in part.words:
            for number in self._numbers(word):
                shares[number] = shares.get(number, 0) + 1
        telling = [word for word in part.words if not self._is_in_most(word)]
        some = {number for word in telling for number in self._numbers(word)}
        whole = len(part.words)
        return {
            number: APART if share == whole else share / whole * SOME_APART
            for number, share in shares.items()
            if share == whole or number in some
        }

    def _numbers(self, expression: str) -> list[int]:
        """The reviews that have something in the sections."""
        if expression not in self._known:
            columns = f"{{{' '.join(self.sections)}}} : "
            sql = "SELECT rowid FROM search WHERE search MATCH ?"
            self._known[expression] = self.store.numbers(sql, [f"{columns}({expression})"])
        return self._known[expression]

    def _is_in_most(self, word: str) -> bool:
        return self._is_most(len(self._numbers(word)))

    def _is_most(self, number: int) -> bool:
        return self.size >= _FEW and number >= _IN_MOST * self.size

    @cached_property
    def counts(self) -> list[int]:
        """How many reviews have each part; where none has, how many have what is near it."""
        return [
            sum(worth in plain for worth in reach.values()) or len(reach)
            for part, reach in zip(self.parts, self.reach, strict=True)
            for plain in [{APART, *(clue.worth for clue in part.clues if not clue.is_near)}]
        ]

    @cached_property
    def weights(self) -> list[float]:
        """What each part weighs: the rarer, the more."""
        return [
            math.log(1 + (self.size + 1) / (count + 1)) * (part.telling if count else part.lacking)
            for part, count in zip(self.parts, self.counts, strict=True)
        ]

    @cached_property
    def carries(self) -> list[bool]:
        """Whether each part can be an answer alone: what the vocabulary knows, and what is not in most reviews."""
        return [
            any(clue.how in ("code", "wider") for clue in part.clues) or not self._is_most(count)
            for part, count in zip(self.parts, self.counts, strict=True)
        ]

    @cached_property
    def found(self) -> list[bool]:
        """Whether each part is answered anywhere here, whatever the filters let in."""
        return [any(worth >= SURE for worth in reach.values()) for reach in self.reach]

    @cached_property
    def absent(self) -> list[str]:
        """The labels of terms that nothing here has, though a part is a name of them: then nothing is an answer."""
        named = [part for part, found in zip(self.parts, self.found, strict=True) if part.name and not found]
        return [part.name or "" for part in named if not self._is_anywhere(part)]

    def _is_anywhere(self, part: Part) -> bool:
        """Whether any section has a part."""
        clues = " OR ".join(clue.what for clue in part.clues if clue.worth >= SURE)
        return self.store.ask("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", [clues]).fetchone() is not None

    @property
    def is_lost(self) -> bool:
        """Whether most of the question is of what nothing here knows of."""
        parts = zip(self.parts, self.weights, self.found, strict=True)
        lost = sum(weight for part, weight, found in parts if part.lacking == 1 and not found)
        return lost > _LOST * sum(self.weights)

    # --- The answers --------------------------------------------------------------------------------------------------

    def reviews(self, most: int) -> list[Hit]:
        """The best reviews, at most so many, of those that are not known to have all parts."""
        found: list[tuple[float, Hit]] = []
        for bound, review, answers in self._candidates(frozenset(self.whole)):
            if _are_enough(found, most, bound):
                break
            if any(self._is_answer(answer.worths) for answer in answers):
                covered = self._share(
                    [max(column) for column in zip(*(answer.worths for answer in answers), strict=True)]
                )
                has = [any(column) for column in zip(*(answer.has for answer in answers), strict=True)]
                score = (covered + max(answer.passage.score for answer in answers)) / 2
                found.append((covered, Hit(review, score, self._missing(has))))
        return _best(found)[:most]

    def statements(self, most: int) -> list[Hit]:
        """The texts that have all parts, and then the best that have some, until there are so many."""
        whole: list[Hit] = []
        found: list[tuple[float, Hit]] = []
        for bound, review, answers in self._candidates():
            if review not in self.whole and _are_enough(found, most - len(whole), bound):
                break
            for answer in answers:
                hit = Hit(answer.passage.number, answer.passage.score, self._missing(answer.has))
                if not hit.missing:
                    whole.append(hit)
                elif self._is_answer(answer.worths):
                    found.append((hit.score, hit))
        best = max((hit.score for hit in whole), default=0.0)
        some = _best(found, best)[: max(0, most - len(whole))]
        return [*sorted(whole, key=lambda hit: -hit.score), *some]

    def _missing(self, has: Sequence[bool]) -> tuple[str, ...]:
        """What is lacking, as it was typed."""
        return tuple(part.typed for part, is_there in zip(self.parts, has, strict=True) if not is_there)

    def _candidates(self, but: Collection[int] = ()) -> Iterator[tuple[float, int, list[Answer]]]:
        """The reviews that may be an answer, each with the texts that are, those that may be the best first.

        Those that are known to have all parts come before the others. Before each stands what it, and all that follow
        in its group, can be worth at most.
        """
        bounds = sorted(self._bounds().items(), key=lambda pair: (pair[0] not in self.whole, -pair[1], pair[0]))
        bounds = [pair for pair in bounds if pair[0] not in but]
        for start in range(0, min(len(bounds), len(self.whole) + _MOST_READ), _AT_A_TIME):
            chunk = dict(bounds[start : start + _AT_A_TIME])
            answers: dict[int, list[Answer]] = {number: [] for number in chunk}
            for answer in self.reader.read(self.reader.rows(sorted(chunk), self.sections)):
                answers[answer.passage.review].append(answer)
            for number, bound in chunk.items():
                yield bound * MOST, number, answers[number]

    def _bounds(self) -> dict[int, float]:
        """What each review can be worth at most, of those that the filters let in."""
        sums: dict[int, float] = {}
        sure: dict[int, int] = {}
        carried: set[int] = set()
        for weight, carries, reach in zip(self.weights, self.carries, self.reach, strict=True):
            for number, worth in reach.items():
                sums[number] = sums.get(number, 0.0) + weight * worth
                if worth >= SURE:
                    sure[number] = sure.get(number, 0) + 1
            if carries:
                carried.update(number for number, worth in reach.items() if worth >= SURE)
        total = sum(self.weights)
        let_in = self._let_in()
        return {
            number: worth / total
            for number, worth in sums.items()
            if (number in carried or sure.get(number) == len(self.parts)) and (let_in is None or number in let_in)
        }

    def _let_in(self) -> set[int] | None:
        """The reviews that the filters let in; None where these are all."""
        condition, values = self.filters.reviews()
        if condition == "1":
            return None
        return set(self.store.numbers(f"SELECT number FROM review WHERE {condition}", values))

    def _share(self, worths: Sequence[float]) -> float:
        """The share of the question that is answered."""
        return sum(weight * worth for weight, worth in zip(self.weights, worths, strict=True)) / sum(self.weights)

    def _is_answer(self, worths: Sequence[float]) -> bool:
        """Whether a text is an answer: for it has all, or something that is one alone."""
        sure = [worth >= SURE for worth in worths]
        return all(sure) or any(one and carries for one, carries in zip(sure, self.carries, strict=True))


def _are_enough(found: list[tuple[float, Hit]], most: int, bound: float) -> bool:
    """Whether there are so many answers already, none of them below a bound."""
    return most <= 0 or (len(found) >= most and bound < sorted((hit.score for _, hit in found), reverse=True)[most - 1])


def _best(found: list[tuple[float, Hit]], best: float = 0.0) -> list[Hit]:
    """The hits, the best first, without those that answer too little, or too much less than the best of all."""
    least = max(_LEAST, _LEAST_OF_BEST * max((covered for covered, _ in found), default=best), _LEAST_OF_BEST * best)
    return sorted([hit for covered, hit in found if covered >= least], key=lambda hit: -hit.score)
