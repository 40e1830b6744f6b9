"""The themes of a statement: what its cues and its words say together, and how often that was right.

A theme is measured where labelled statements have it. What its cues and its words say is weighed into one number, the
share of labelled statements of which it was right; the number decides whether a theme is likely, to be checked or not
given. A theme of a person's own is not measured: it is given where a cue is found, with no number.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import exp, log, prod
from typing import NamedTuple

from ..files.package import package_data
from .coder import Found, Hit
from .weights import COUNTS, NEVER_FOUND, WORDS, Counts, Share, Weights, read_counts

NOT_MEASURED = "no labelled statement has these words"
"""Why a theme is to be checked whose cue was never found in one."""

CAN_ELSE = "the words can mean something else"
"""Why any other code is to be checked."""

KNEE = 0.35
"""The score above which more of it says less."""

LOWEST = 0.1
"""The score up to which words alone never give a theme."""

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

    score: float
    """What its words say for a theme."""
    rival: float
    """The highest score of another theme."""
    cues: float | None
    """The logarithm of the odds that one of the cues found is right; None where none was found."""

    @property
    def features(self) -> tuple[float, ...]:
        """What is weighed."""
        found = self.cues is not None
        return self.score, min(self.score, KNEE), self.rival, self.cues or 0.0, float(found), self.score * found


class Themes:
    """Gives themes to statements."""

    def __init__(self, counts: Mapping[tuple[str, str], Counts], weights: Weights) -> None:
        """Take what was measured."""
        self.counts = counts
        self.weights = weights
        self._constant, *self._factors = weights.numbers("calibration")
        self.check, self.likely = weights.numbers("thresholds")
        self._bands = weights.numbers("bands")

    def codes(self, found: Found, known: Container[str]) -> list[ThemeCode]:
        """The themes of a statement by what was found in it, in the order in which their words stand.

        `known` are the themes of the vocabulary; no other is given.
        """
        hits = by_theme(found.hits)
        scores, shares = self.weights.scores(found.tokens.features())
        codes = [_unmeasured(hit) for slug, own in hits.items() if slug not in self.weights.themes for hit in own[:1]]
        for index, evidence in self.evidence(scores, hits):
            slug = self.weights.themes[index]
            if slug in known and slug not in found.barred:
                codes += self._measured(slug, evidence, hits.get(slug, ()), shares, index)
        return sorted(codes, key=lambda code: (code.start, code.end))

    def evidence(self, scores: list[float], hits: Mapping[str, list[Hit]]) -> Iterator[tuple[int, Evidence]]:
        """What is known of the measured themes for which anything speaks, by their index."""
        first, second = sorted(scores, reverse=True)[:2]
        if not hits and first <= LOWEST:
            return
        for index, (slug, score) in enumerate(zip(self.weights.themes, scores, strict=True)):
            if slug in hits or score > LOWEST:
                yield index, Evidence(score, second if score == first else first, self._cues(hits.get(slug, ())))

    def _cues(self, hits: Iterable[Hit]) -> float | None:
        """The logarithm of the odds that one of some hits is right; each cue counts once."""
        cues = {(hit.slug, hit.cue) for hit in hits}
        return odds([self.counts.get(cue, NEVER_FOUND) for cue in cues]) if cues else None

    def probability(self, evidence: Evidence) -> float:
        """The share of labelled statements of which a theme was right with such evidence."""
        total = sum(factor * value for factor, value in zip(self._factors, evidence.features, strict=True))
        return 1 / (1 + exp(-self._constant - total))

    def _measured(
        self, slug: str, evidence: Evidence, hits: Sequence[Hit], shares: Iterable[Share], index: int
    ) -> Iterator[ThemeCode]:
        """A measured theme if it is given, with the words of its best cue, or else those that say most for it."""
        counts = {hit: self.counts.get((slug, hit.cue), NEVER_FOUND) for hit in hits}
        probability = self.probability(evidence)
        n = int(self._bands[band(probability)])
        is_new = evidence.cues is not None and NEVER_FOUND in counts.values()
        if is_new and probability < NEVER_FOUND.probability:
            probability, n = NEVER_FOUND.probability, 0
        if probability >= self.check:
            best = max(hits, key=lambda hit: counts[hit].probability) if hits else _most(shares, index)
            doubt = None if probability >= self.likely else CAN_ELSE if n else NOT_MEASURED
            yield ThemeCode(slug, best.start, best.end, round(probability, 2), n, doubt)


def _most(shares: Iterable[Share], index: int) -> Hit:
    """The word or the pair that says most for a theme, as a hit without a cue."""
    _, start, end = max(shares, key=lambda share: share.of(index)).feature
    return Hit("theme", "", start, end, weak=False)


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
