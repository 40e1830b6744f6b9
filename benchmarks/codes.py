"""Codes of themes: counts each cue, weighs each word, and measures what comes of both.

    python benchmarks/codes.py                # make cues: renew the two tables in data/, and say what to expect
    python benchmarks/codes.py --score FILE ...   # how well other statements are coded

Needs the dependency group `cues`. Cues are counted in the statements of benchmarks/statements. Of tests/bulletins,
which cues were written with, words alone are learned. What to expect is measured on the statements that were
labelled twice, in five folds: each is coded by what the four others and all the rest say.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse
import yaml

import statements
from casereviews.coding.coder import Coder, Found
from casereviews.coding.themes import BANDS, Evidence, Themes, band, by_theme, measured
from casereviews.coding.tokens import Tokens
from casereviews.coding.weights import COUNTS, LETTERS, UNIT, WORDS, Counts, rarity, share
from casereviews.library import vocabularies
from statements import Statement

ROOT = Path(__file__).parent.parent
FOLDS = 5
RIDGE, STEPS = 0.6, 40
"""What large weights cost, and how many steps are taken towards the best ones."""
FEWEST = {False: 2, True: 4}
"""In how many statements a word, and a pair, stands at least to be weighed."""
SMALLEST = 6
"""The least weight that is kept, in units."""
LIKELY = 0.96
"""The share of likely codes that are to be right: 0.95, and a little for what is new."""
NEAR_BEST = 0.005
"""How much of the best F1 is given for finding more."""

Array = np.ndarray[Any, np.dtype[Any]]


class Labelled(NamedTuple):
    """Statements as they are learned from."""

    texts: list[str]
    right: Array
    """By statement and theme, 1 where the statement has it."""
    known: Array
    """By statement and theme, whether that is known; it is not where the labellings differ."""
    found: list[Found]
    counted: int
    """How many of them, the first ones, cues are counted in."""
    measured: int
    """How many of these were labelled twice; they come first, and on them is measured what to expect."""


def labelled(own: Sequence[Statement], more: Sequence[Statement], themes: Sequence[str], coder: Coder) -> Labelled:
    """Statements with their labels, and what cues find in them; `more` are learned from and not counted."""
    every = [*sorted(own, key=lambda one: one.first is None), *more]
    right = np.array([[theme in one.themes for theme in themes] for one in every], dtype=float)
    known = np.array([[theme not in one.disputed for theme in themes] for one in every], dtype=float)
    return Labelled(
        [one.text for one in every],
        right,
        known,
        [coder.find(one.text) for one in every],
        len(own),
        sum(one.first is not None for one in own),
    )


def of_bulletins(themes: Iterable[str], folder: Path = ROOT / "tests" / "bulletins") -> list[Statement]:
    """The statements of labelled bulletins. What they never have counts as not known."""
    files = [*sorted(folder.glob("*.yaml")), ROOT / "data" / "reviews.yaml"]
    read = [yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)["reviews"] for path in files]  # noqa: S506
    points = [
        point
        for reviews in read
        for review in reviews
        for section in ("learning", "recommendations", "actions")
        for point in review.get(section) or ()
        if isinstance(point, dict)
    ]
    had = {theme for point in points for theme in point.get("themes") or ()}
    unknown = frozenset(themes) - had
    return [Statement("", "bulletin", point["text"], frozenset(point.get("themes") or ()), unknown) for point in points]


# --- What is learned ------------------------------------------------------------------------------


def count_cues(data: Labelled, themes: Sequence[str], chosen: Iterable[int]) -> dict[tuple[str, str], Counts]:
    """How often each cue was right and wrong in the statements that are chosen."""
    right: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for number in chosen:
        for slug, hits in by_theme(data.found[number].hits).items():
            index = themes.index(slug) if slug in themes else None
            if index is not None and data.known[number, index]:
                (right if data.right[number, index] else wrong).update({(slug, hit.cue) for hit in hits})
    return {cue: Counts(right[cue], wrong[cue]) for cue in sorted(right | wrong)}


class Matrix:
    """Which words and pairs stand in which statement, each weighed as `Weights` weighs it."""

    def __init__(self, texts: Sequence[str]) -> None:
        features = [sorted({name for name, _, _ in Tokens(text).features()}) for text in texts]
        self.counts = Counter(name for names in features for name in names)
        self.total = len(texts)
        self.names = sorted(name for name, count in self.counts.items() if count >= FEWEST[" " in name])
        index = {name: number for number, name in enumerate(self.names)}
        cells: list[tuple[int, int, float]] = []
        for row, names in enumerate(features):
            for is_pair in (False, True):
                own = {name: rarity(self.counts[name], self.total) for name in names if (" " in name) == is_pair}
                factor = share(is_pair, sum(value * value for value in own.values()))
                cells += [(row, index[name], factor * value) for name, value in own.items() if name in index]
        rows, columns, values = zip(*cells, strict=True)
        self.cells = scipy.sparse.csr_matrix((values, (rows, columns)), shape=(len(texts), len(self.names)))


def solve(matrix: Matrix, data: Labelled, chosen: Array) -> tuple[Array, Array]:
    """Ridge regression on the statements chosen: what each word weighs for each theme, and how common the theme is."""
    right, known = data.right[chosen], data.known[chosen]
    base = (right * known).sum(0) / known.sum(0)
    cells = matrix.cells[chosen]
    return _descend(cells, cells.T @ ((right - base) * known)), base


def _descend(cells: Any, wanted: Array) -> Array:
    """The weights whose penalized squares are least, by conjugate gradients, for each theme on its own."""
    weights = np.zeros_like(wanted)
    rest = wanted.copy()
    way = rest.copy()
    size = (rest * rest).sum(0)
    for _ in range(STEPS):
        bent = cells.T @ (cells @ way) + RIDGE * way
        step = size / np.maximum((way * bent).sum(0), 1e-30)
        weights += step * way
        rest -= step * bent
        size, before = (rest * rest).sum(0), size
        way = rest + size / np.maximum(before, 1e-30) * way
    return weights


def in_folds(data: Labelled, matrix: Matrix, themes: Sequence[str]) -> Array:
    """What is known of each theme in each statement labelled twice, by what the others say: the features to weigh."""
    fold = np.random.default_rng(3).integers(0, FOLDS, data.measured)
    every = np.arange(len(data.texts))
    features = np.zeros((data.measured, len(themes), 6))
    for number in range(FOLDS):
        apart = np.flatnonzero(fold == number)
        chosen = np.setdiff1d(every, apart)
        weights, base = solve(matrix, data, chosen)
        scores = matrix.cells[apart] @ weights + base
        # A cue that the others do not have was kept for the sake of this statement alone: it is passed over.
        counts = count_cues(data, themes, chosen[chosen < data.counted])
        coder = _Coded(counts)
        for row, statement in enumerate(apart):
            features[statement] = coder.features(scores[row], data.found[statement], themes)
    return features


class _Coded(Themes):
    """Themes by counts alone, with scores that are given."""

    def __init__(self, counts: dict[tuple[str, str], Counts]) -> None:
        self.counts = counts

    def features(self, scores: Array, found: Found, themes: Sequence[str]) -> Array:
        """What is weighed of each theme."""
        hits = by_theme(hit for hit in found.hits if self.counts.get((hit.slug, hit.cue), Counts()).right)
        first, second = sorted(scores, reverse=True)[:2]
        rows = []
        for slug, value in zip(themes, scores, strict=True):
            cues = self._cues(hits.get(slug, ()))
            rows.append(Evidence(value, second if value == first else first, cues).features)
        return np.array(rows)


def calibrate(features: Array, right: Array) -> Array:
    """Logistic regression by Newton's steps: a constant, then a factor for each feature."""
    rows = np.column_stack([np.ones(len(features)), features])
    factors = np.zeros(rows.shape[1])
    for _ in range(25):
        guess = 1 / (1 + np.exp(-rows @ factors))
        slope = rows.T @ (right - guess) - 1e-3 * factors
        bend = (rows * (guess * (1 - guess))[:, None]).T @ rows + 1e-3 * np.eye(len(factors))
        factors = factors + np.linalg.solve(bend, slope)
    return factors


def probabilities(features: Array, factors: Array) -> Array:
    """The number of each code."""
    guess: Array = 1 / (1 + np.exp(-(features @ factors[1:] + factors[0])))
    return guess


def thresholds(guess: Array, right: Array) -> tuple[float, float]:
    """The least number of a code that is to be checked, and of one that is likely."""
    order = np.argsort(-guess)
    rates = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    likely = float(guess[order][np.flatnonzero(rates >= LIKELY)[-1]]) if (rates >= LIKELY).any() else 1.0
    grid = {least: _f1(guess >= least, right) for least in np.arange(0.1, 0.6, 0.01)}
    check = min(least for least, value in grid.items() if value >= max(grid.values()) - NEAR_BEST)
    return float(check), ceil(likely * 100) / 100


def _f1(given: Any, right: Array) -> float:
    return float(2 * right[given].sum() / (given.sum() + right.sum()))


# --- What is written ------------------------------------------------------------------------------


def counts_table(counts: dict[tuple[str, str], Counts]) -> str:
    """The table of cues."""
    rows = [f"{slug}\t{cue}\t{one.right}\t{one.wrong}\n" for (slug, cue), one in counts.items()]
    return f"# Made by `make cues`: theme, cue, labelled statements in which it was right, and wrong.\n{''.join(rows)}"


def words_table(data: Labelled, matrix: Matrix, themes: Sequence[str], settings: dict[str, Iterable[float]]) -> str:
    """The table of words and pairs, with the settings of what weighs them."""
    exact, base = solve(matrix, data, np.arange(len(data.texts)))
    weights = np.rint(exact * UNIT).astype(int)
    numbers: dict[str, Iterable[float]] = {"base": base, "statements": [matrix.total], **settings}
    head = ["# Made by `make cues`: settings; then words and pairs, in how many statements each is, and its weights."]
    head += [f"themes\t{' '.join(themes)}"]
    head += [f"{name}\t{' '.join(f'{value:.5g}' for value in values)}" for name, values in numbers.items()]
    rows = []
    for name, own in zip(matrix.names, weights, strict=True):
        kept = "".join(f"{LETTERS[index]}{value}" for index, value in enumerate(own) if abs(value) >= SMALLEST)
        rows.append(f"{name}\t{matrix.counts[name]}\t{kept}")
    return "\n".join([*head, "", *rows]) + "\n"


# --- What is to be expected -----------------------------------------------------------------------


def report(guess: Array, right: Array, known: Array, least: tuple[float, float], themes: Sequence[str]) -> None:
    """Print precision, recall and F1, how good the two words for them are, and the bands."""
    given = guess >= least[0]
    likely = given & (guess >= least[1])
    for name, chosen in (("all", given), ("likely", likely), ("check", given & ~likely)):
        hits, of = (right * chosen).sum(), (known * chosen).sum()
        print(f"{name:7} right {hits:5.0f} of {of:5.0f} = {hits / max(of, 1):.3f}, recall {hits / right.sum():.3f}")
    hits = (right * given).sum()
    print(f"F1 {2 * hits / ((known * given).sum() + right.sum()):.3f}\n\n| number | codes | right | share |")
    for low, high in ((0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01)):
        chosen = (guess >= low) & (guess < high) & (known > 0)
        print(
            f"| {low:.1f} to {min(high, 1):.1f} | {chosen.sum()} | {right[chosen].sum():.0f}"
            f" | {right[chosen].mean():.3f} |"
        )
    print("\n| theme | statements | precision | recall |")
    for index, theme in enumerate(themes):
        hits, of = (right * given)[:, index].sum(), (known * given)[:, index].sum()
        print(
            f"| {theme} | {right[:, index].sum():.0f} | {hits / max(of, 1):.2f} | {hits / right[:, index].sum():.2f} |"
        )


def renew() -> None:
    """Make both tables anew, and print what is to be expected."""
    own = statements.read()
    themes = sorted({theme for one in own for theme in one.themes})
    data = labelled(own, of_bulletins(themes), themes, Coder(vocabularies.coding_vocabulary()))
    matrix = Matrix(data.texts)
    features = in_folds(data, matrix, themes)
    right, known = data.right[: data.measured], data.known[: data.measured]
    factors = calibrate(features[known > 0], right[known > 0])
    guess = probabilities(features, factors)
    least = thresholds(guess[known > 0], right[known > 0])
    bands = Counter(map(band, guess[known > 0]))
    settings: dict[str, Iterable[float]] = {
        "calibration": factors,
        "thresholds": least,
        "bands": [bands[number] for number in range(BANDS)],
    }
    counts = count_cues(data, themes, range(data.counted))
    (ROOT / "data" / COUNTS).write_text(counts_table(counts), "utf-8")
    (ROOT / "data" / WORDS).write_text(words_table(data, matrix, themes, settings), "utf-8")
    rest = f"{len(data.texts) - len(own):,} of bulletins, {len(matrix.names):,} words and pairs"
    print(f"{len(own):,} statements, {data.measured:,} of them labelled twice, {rest}")
    print(f"likely from {least[1]:.2f}, check from {least[0]:.2f}\n")
    report(guess, right, known, least, themes)


def score(files: Sequence[str]) -> None:
    """Print how well the statements of files are coded by the tables of today, and change nothing."""
    own = statements.read(*files)
    themes = measured()
    names = themes.weights.themes
    data = labelled(own, [], names, Coder(vocabularies.coding_vocabulary()))
    guess = np.zeros_like(data.right)
    for row, found in enumerate(data.found):
        scores, _ = themes.weights.scores(found.tokens.features())
        for index, evidence in themes.evidence(scores, by_theme(found.hits)):
            guess[row, index] = 0.0 if names[index] in found.barred else themes.probability(evidence)
    print(f"{len(own):,} statements\n")
    report(guess, data.right, data.known, (themes.check, themes.likely), names)


def main() -> None:
    """Renew the tables, or score."""
    options = argparse.ArgumentParser()
    options.add_argument("--score", nargs="+", metavar="FILE")
    chosen = options.parse_args()
    if chosen.score:
        score(chosen.score)
    else:
        renew()


if __name__ == "__main__":
    main()
