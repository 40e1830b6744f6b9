"""The themes of a statement: what its cues and its words say together, and how often that was right.

A theme is measured where labelled statements have it. What its cues and its words say is weighed into one number, the
share of labelled statements of which it was right; the number decides whether a theme is likely, to be checked or not
given. A theme of a person's own is not measured: it is given where a cue is found, with no number.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from math import exp, log, prod
from typing import NamedTuple

from ..files.package import package_data
from .coder import Found, Hit
from .tokens import Tokens
from .weights import COUNTS, NEVER_FOUND, WORDS, Counts, Score, Weights, read_counts

NOT_MEASURED = "no labelled statement has these words"
"""Why a theme is to be checked whose cue was never found in one."""

CAN_ELSE = "the words can mean something else"
"""Why any other code is to be checked."""

KNEE = 0.35
"""The score above which more of it says less."""

_ROUNDING = 1e-9

BANDS = 10
"""How many bands of equal width the numbers are counted in."""


class ThemeCode(NamedTuple):
    """A theme that a statement is given."""

    slug: str
    start: int
    end: int
    probability: float | None
    """How often such a code was right on the labelled statements; None where the theme was not measured."""
    n: int | None
    """How many such codes there were."""
    doubt: str | None
    """Why it is to be checked, if it is."""


class Evidence(NamedTuple):
    """What is known of a theme in a statement before it is weighed."""

    score: Score
    rival: float
    """The highest score of another theme."""
    cues: float | None
    """The logarithm of the odds that one of the cues found is right; None where none was found."""

    @property
    def features(self) -> tuple[float, ...]:
        """What is weighed."""
        value, found = self.score.value, self.cues is not None
        return value, min(value, KNEE), self.rival, self.cues or 0.0, float(found), value * found


class Themes:
    """Gives themes to statements."""

    def __init__(self, counts: Mapping[tuple[str, str], Counts], weights: Weights) -> None:
        """Take what was measured."""
        self.counts = counts
        self.weights = weights
        self._constant, *self._factors = weights.numbers("calibration")
        self.check, self.likely = weights.numbers("thresholds")
        self._bands = weights.numbers("bands")
        self._least = log(self.check / (1 - self.check)) - _ROUNDING

    def codes(self, text: str, found: Found, known: Container[str]) -> list[ThemeCode]:
        """The themes of a statement in which these hits were found, in the order in which their words stand.

        `known` are the themes of the vocabulary; no other is given.
        """
        hits = by_theme(found.hits)
        codes = [_unmeasured(hit) for slug, own in hits.items() if slug not in self.weights.themes for hit in own[:1]]
        scores, rivals = self._scores(text)
        for slug, score, rival in zip(self.weights.themes, scores, rivals, strict=True):
            own = hits.get(slug, [])
            if (own or self._may_be_given(score.value, rival)) and slug in known and slug not in found.barred:
                codes += self._measured(slug, Evidence(score, rival, self._cues(own)), own)
        return sorted(codes, key=lambda code: (code.start, code.end))

    def evidence(self, text: str, hits: Mapping[str, list[Hit]]) -> dict[str, Evidence]:
        """What is known of each measured theme in a text."""
        scores, rivals = self._scores(text)
        return {
            slug: Evidence(score, rival, self._cues(hits.get(slug, ())))
            for slug, score, rival in zip(self.weights.themes, scores, rivals, strict=True)
        }

    def _scores(self, text: str) -> tuple[list[Score], list[float]]:
        """The score of each measured theme in a text, and for each the highest of the others."""
        scores = self.weights.scores(Tokens(text).features())
        first, second = sorted((score.value for score in scores), reverse=True)[:2]
        return scores, [second if score.value == first else first for score in scores]

    def _may_be_given(self, value: float, rival: float) -> bool:
        """Whether a theme without a cue may reach the least number that is given; most do not, and are not weighed."""
        of_value, of_knee, of_rival, *_ = self._factors
        total = self._constant + of_value * value + of_knee * min(value, KNEE) + of_rival * rival
        return total >= self._least

    def _cues(self, hits: Iterable[Hit]) -> float | None:
        """The logarithm of the odds that one of some hits is right; each cue counts once."""
        cues = {(hit.slug, hit.cue) for hit in hits}
        return odds([self.counts.get(cue, NEVER_FOUND) for cue in cues]) if cues else None

    def probability(self, evidence: Evidence) -> float:
        """The share of labelled statements of which a theme was right with such evidence."""
        total = sum(factor * value for factor, value in zip(self._factors, evidence.features, strict=True))
        return 1 / (1 + exp(-self._constant - total))

    def _measured(self, slug: str, evidence: Evidence, hits: list[Hit]) -> Iterator[ThemeCode]:
        """A measured theme if it is given, with the words of its best cue, or else those that say most for it."""
        counts = {hit: self.counts.get((slug, hit.cue), NEVER_FOUND) for hit in hits}
        probability = self.probability(evidence)
        n = int(self._bands[band(probability)])
        if probability < NEVER_FOUND.probability and NEVER_FOUND in counts.values():
            probability, n = NEVER_FOUND.probability, 0
        if probability >= self.check:
            best = max(hits, key=lambda hit: counts[hit].probability, default=evidence.score)
            doubt = None if probability >= self.likely else CAN_ELSE if n else NOT_MEASURED
            yield ThemeCode(slug, best.start, best.end, round(probability, 2), n, doubt)


def odds(counts: Iterable[Counts]) -> float:
    """The logarithm of the odds that one cue of several is right, if each is right or wrong on its own."""
    wrong = prod(1 - one.probability for one in counts)
    return log(max(1 - wrong, 1e-9) / max(wrong, 1e-2))


def band(probability: float) -> int:
    """The band that a number is counted in."""
    return min(int(probability * BANDS), BANDS - 1)


def by_theme(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    """The hits of each theme, those without a doubt first."""
    found: dict[str, list[Hit]] = {}
    for hit in sorted(hits, key=lambda hit: hit.weak):
        if hit.kind == "theme":
            found.setdefault(hit.slug, []).append(hit)
    return found


def _unmeasured(hit: Hit) -> ThemeCode:
    return ThemeCode(hit.slug, hit.start, hit.end, None, None, CAN_ELSE if hit.weak else None)


@lru_cache(1)
def measured() -> Themes:
    """What was measured, of the package's data. Raises DataError."""
    return Themes(read_counts(package_data(COUNTS).decode()), Weights(package_data(WORDS).decode()))
