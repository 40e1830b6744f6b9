"""The statements that are kept with their labels, and how far the two labellings of them agree, theme by theme.

    python benchmarks/statements.py

Every statement is invented. Those with `first` and `second` were labelled twice, independently: `themes` are those that
both labellings have, `first` and `second` those that one alone has. These are disputed: they count neither as right nor
as wrong. The others were labelled once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).with_suffix("")


class Statement(NamedTuple):
    """A statement with what its two labellings say."""

    id: str
    voice: str
    """Who writes so: a nurse, a detective, a board."""
    text: str
    themes: frozenset[str]
    first: frozenset[str] | None = None
    second: frozenset[str] | None = None

    @property
    def disputed(self) -> frozenset[str]:
        """The themes that one of the labellings has, and not the other."""
        return (self.first or frozenset()) | (self.second or frozenset())


class Agreement(NamedTuple):
    """How far the labellings agree on a theme."""

    theme: str
    both: int
    either: int
    """How many statements one of them, or both, give it to."""
    kappa: float


def read(*paths: str | Path) -> list[Statement]:
    """The statements of files; of those that are kept where none is named."""
    lines = [
        line for path in paths or sorted(HERE.glob("*.jsonl")) for line in Path(path).read_text("utf-8").split("\n")
    ]
    return [_statement(json.loads(line)) for line in lines if line]


def _statement(record: dict[str, Any]) -> Statement:
    labels = {name: frozenset(record[name]) for name in ("themes", "first", "second") if name in record}
    return Statement(record["id"], record["voice"], record["text"], **labels)


def agreement(statements: Iterable[Statement]) -> list[Agreement]:
    """How far the labellings agree, by theme: Cohen's kappa, which is 0 where they agree as by chance.

    Statements that were labelled once are left out.
    """
    found = [one for one in statements if one.first is not None]
    themes = sorted({theme for one in found for theme in (*one.themes, *one.disputed)})
    return [_of_theme(theme, found) for theme in themes]


def _of_theme(theme: str, statements: list[Statement]) -> Agreement:
    count = len(statements)
    both = sum(theme in one.themes for one in statements)
    first, second = (
        both + sum(theme in (getattr(one, name) or ()) for one in statements) for name in ("first", "second")
    )
    either = first + second - both
    seen = (count - either + both) / count
    chance = (first * second + (count - first) * (count - second)) / count**2
    return Agreement(theme, both, either, (seen - chance) / (1 - chance))


def main() -> None:
    """Print the table."""
    found = read(*sorted(HERE.rglob("*.jsonl")))
    rows = agreement(found)
    print("| theme | both | one or both | kappa |\n| --- | --: | --: | --: |")
    for row in rows:
        print(f"| {row.theme} | {row.both} | {row.either} | {row.kappa:.2f} |")
    twice = sum(one.first is not None for one in found)
    mean = sum(row.kappa for row in rows) / len(rows)
    print(f"\n{len(found):,} statements, {twice:,} labelled twice; mean kappa {mean:.2f}")


if __name__ == "__main__":
    main()
