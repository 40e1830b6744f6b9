"""A parsed query: units joined by `and`, `or` and `not`, and their FTS5 expressions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..store.tables import EVERY

WORDS, SYNONYMS, CODES = 0, 1, 2
"""How far a search goes: to the words typed, to their synonyms, to codes."""


class Unit(NamedTuple):
    """Something to look for: a word, a phrase, a prefix, or the words of one term."""

    typed: str
    words: tuple[str, ...]
    """The words that must all occur, in FTS5's quoting."""
    how: str
    """`word`, `phrase` or `beginning`."""
    synonyms: tuple[tuple[str, str], ...] = ()
    """Other words for it, each in FTS5's quoting and as it is shown."""
    codes: tuple[tuple[str, str], ...] = ()
    """Its codes, each as a word of the index and with its label."""
    wanted: bool = True
    """False where negated."""
    is_loose: bool = False
    """Whether some of its parts are enough."""
    parts: tuple[str, ...] = ()
    """The single words of a term of several words."""

    def apart(self) -> list[Unit]:
        """A unit for each word of a term; for anything else, the unit itself."""
        return [Unit(word.strip('"'), (word,), "word", wanted=self.wanted) for word in self.parts] or [self]

    def expression(self, level: int, columns: str) -> str:
        """The FTS5 expression of the unit, in some columns: `{title} : `."""
        words = (*self.words, *self.parts) if self.is_loose else self.words
        direct = (" OR " if self.is_loose else " AND ").join(f"{columns}{word}" for word in words)
        others = [phrase for phrase, _ in self.synonyms] if level >= SYNONYMS else []
        others += [token for token, _ in self.codes] if level >= CODES else []
        if not others:
            return f"({direct})" if len(words) > 1 else direct
        return f"(({direct}) OR {columns}({' OR '.join(others)}))"


class Operation(NamedTuple):
    """`and`, `or` or `not`, with what it joins."""

    sign: str
    parts: tuple[Operation | Unit, ...]

    def expression(self, level: int, columns: str, negated_columns: str = "") -> str:
        """The FTS5 expression. What is negated is looked for in columns of its own, and by all its names."""
        if self.sign == "not":
            return f"({EVERY} NOT {_expression(self.parts[0], level, columns, negated_columns)})"
        parts = [_expression(part, level, columns, negated_columns) for part in self.parts]
        return f"({f' {self.sign.upper()} '.join(parts)})"


def _expression(part: Operation | Unit, level: int, columns: str, negated_columns: str) -> str:
    if isinstance(part, Operation):
        return part.expression(level, columns, negated_columns)
    return part.expression(level, columns) if part.wanted else part.expression(SYNONYMS, negated_columns)


class Query(NamedTuple):
    """A parsed query."""

    root: Operation
    """An `and` node; without parts where there is nothing to look for."""
    phrase: str | None
    """The whole query as one phrase in FTS5's quoting, where it is several plain words."""
    notes: tuple[str, ...] = ()
    """Notes on two meanings, words that are best avoided, and what was added."""
    is_plain: bool = True
    """Whether it has no operator."""

    @property
    def units(self) -> list[Unit]:
        """The wanted units in the order typed, without duplicates."""
        return list({unit.words: unit for unit in _units(self.root) if unit.wanted}.values())

    @property
    def phrases(self) -> list[str]:
        """All that is looked for in texts, negated or not, in FTS5's quoting."""
        found = [self.phrase] if self.phrase else []
        for unit in _units(self.root):
            found += [*unit.words, *unit.parts, *(phrase for phrase, _ in unit.synonyms)]
        return list(dict.fromkeys(found))

    def expression(self, level: int, columns: str = "", negated_columns: str = "") -> str:
        """The FTS5 expression of the query."""
        return self.root.expression(level, columns, negated_columns)

    @property
    def wants_all(self) -> bool:
        """Whether all of its units are required."""
        return all(isinstance(part, Unit) for part in self.root.parts)

    @property
    def needs_wanted(self) -> bool:
        """Whether it can be true only where something wanted is found."""
        return _needs_wanted(self.root)

    def any_of(self, units: Iterable[Unit]) -> Query:
        """A query for any of some units, or for some words of a unit."""
        loose = tuple(unit._replace(is_loose=True) for unit in units)
        return self._replace(root=Operation("and", loose[:1] if len(loose) < 2 else (Operation("or", loose),)))


def _needs_wanted(part: Operation | Unit) -> bool:
    if isinstance(part, Unit):
        return part.wanted
    needs = [_needs_wanted(inner) for inner in part.parts]
    return part.sign != "not" and (any(needs) if part.sign == "and" else all(needs))


def _units(part: Operation | Unit) -> Iterable[Unit]:
    if isinstance(part, Unit):
        yield part
    else:
        for inner in part.parts:
            yield from _units(inner)
