"""What was measured on the labelled statements: how often each cue was right, and what each word weighs for a theme.

Both tables are made by `make cues` and never by hand. That of the words is a linear model: a text's words and pairs of
neighbours, each the heavier the rarer it is, add up to a score for each theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from math import log, sqrt
from typing import NamedTuple

COUNTS, WORDS = "cue_counts.tsv", "theme_words.tsv"
"""The files of the package's data."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞß"
"""What a theme is called in a line of weights, by its index."""

UNIT = 100
"""How many units of a weight in the table are one."""

PAIRS = sqrt(0.5)
"""What all pairs of a text weigh together; its words weigh one."""

SHORTEST = 400.0
"""What the squares of a text's words add up to at least, some ten words: fewer say less."""

_WEIGHT = re.compile(r"([^\d-])(-?\d+)")

Feature = tuple[str, int, int]
"""A word or a pair of a text, with the span where it stands."""


Parts = dict[int, float]
"""What a word or a pair weighs for themes, by their index."""


class Counts(NamedTuple):
    """In how many labelled statements a cue was found where it was right, and where it was wrong."""

    right: int = 0
    wrong: int = 0

    @property
    def probability(self) -> float:
        """How likely the cue is right; one half where it was never found."""
        return (self.right + 1) / (self.right + self.wrong + 2)


NEVER_FOUND = Counts()


class Share(NamedTuple):
    """What a word or a pair of a text says."""

    feature: Feature
    """Where it stands first."""
    factor: float
    """How much its weights count in this text."""
    weights: Parts

    def of(self, index: int) -> float:
        """What it says for a theme."""
        return self.factor * self.weights.get(index, 0.0)


class Weights:
    """The weights of words and pairs for themes."""

    def __init__(self, text: str) -> None:
        """Take the table's text: lines of settings up to an empty one, then a line for each word or pair."""
        head, _, body = text.partition("\n\n")
        self._settings = dict(line.split("\t", 1) for line in head.split("\n") if line[:1] != "#")
        self._lines = {line.partition("\t")[0]: line for line in body.split("\n")}
        self._known: dict[str, tuple[float, Parts]] = {}

    @cached_property
    def themes(self) -> list[str]:
        """The themes that were measured, in the order of their indexes."""
        return self._settings["themes"].split()

    def numbers(self, name: str) -> list[float]:
        """Numbers of the settings."""
        return [float(number) for number in self._settings[name].split()]

    def scores(self, features: Iterable[Feature]) -> tuple[list[float], list[Share]]:
        """For each theme what a text's words and pairs say for it, and the share of each of them."""
        weighed: dict[str, tuple[Feature, float, Parts]] = {}
        squares = {False: 0.0, True: 0.0}
        for feature in features:
            name = feature[0]
            if name not in weighed:
                rarity, weights = self._of(name)
                weighed[name] = feature, rarity, weights
                squares[" " in name] += rarity * rarity
        totals = list(self._base)
        factors = {is_pair: share(is_pair, square) for is_pair, square in squares.items()}
        shares: list[Share] = []
        for name, (feature, rarity, weights) in weighed.items():
            if weights:
                factor = rarity * factors[" " in name]
                shares.append(Share(feature, factor, weights))
                for index, weight in weights.items():
                    totals[index] += factor * weight
        return totals, shares

    @cached_property
    def _base(self) -> list[float]:
        return self.numbers("base")

    @cached_property
    def _statements(self) -> float:
        return self.numbers("statements")[0]

    @cached_property
    def _unknown(self) -> tuple[float, Parts]:
        return rarity(0, self._statements), {}

    def _of(self, name: str) -> tuple[float, Parts]:
        """How rare a word or a pair is, and its weights by the index of the theme."""
        known = self._known.get(name)
        if known is None:
            line = self._lines.get(name)
            if line is None:
                return self._unknown
            _, count, weights = line.split("\t")
            parts = {LETTERS.index(letter): int(units) / UNIT for letter, units in _WEIGHT.findall(weights)}
            known = self._known[name] = rarity(int(count), self._statements), parts
        return known


def share(is_pair: bool, squares: float) -> float:
    """What a text's words, or its pairs, are each multiplied with; `squares` is what their squares add up to."""
    return (PAIRS if is_pair else 1) / sqrt(max(squares, SHORTEST))


def rarity(count: float, statements: float) -> float:
    """What a word weighs that stands in so many of the statements."""
    return log((1 + statements) / (1 + count)) + 1


def read_counts(text: str) -> Mapping[tuple[str, str], Counts]:
    """The counts of each cue that was found, by its theme and how it is written."""
    rows = (line.split("\t") for line in text.split("\n") if line and line[0] != "#")
    return {(slug, cue): Counts(int(right), int(wrong)) for slug, cue, right, wrong in rows}
