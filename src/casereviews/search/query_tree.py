"""A query that was understood: what must be there, joined by `and`, `or` and `not`, and how FTS5 is asked for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..store.tables import EVERY

WORDS, SYNONYMS, CODES = 0, 1, 2
"""How far a search goes: to the words typed, to other words for the same, to what was coded so."""


class Unit(NamedTuple):
    """Something to look for: a word, a phrase, a beginning, or the words of one term."""

    typed: str
    words: tuple[str, ...]
    """What must all occur, each in FTS5's own quoting."""
    how: str
    """`word`, `phrase` or `beginning`."""
    synonyms: tuple[tuple[str, str], ...] = ()
    """Other words for it: in FTS5's quoting, and as they are shown."""
    codes: tuple[tuple[str, str], ...] = ()
    """The codes that stand for it: as words of the index, and their labels."""
    wanted: bool = True
    """False within a negation."""
    is_loose: bool = False
    """Whether some of its parts will do."""
    parts: tuple[str, ...] = ()
    """The words of a term of several, each for itself."""

    def apart(self) -> list[Unit]:
        """The words of a term, each for itself; of anything else, the unit."""
        return [Unit(word.strip('"'), (word,), "word", wanted=self.wanted) for word in self.parts] or [self]

    def expression(self, level: int, columns: str) -> str:
        """The unit as FTS5 reads it, in some columns: `{title} : `."""
        words = (*self.words, *self.parts) if self.is_loose else self.words
        direct = (" OR " if self.is_loose else " AND ").join(f"{columns}{word}" for word in words)
        others = [phrase for phrase, _ in self.synonyms] if level >= SYNONYMS else []
        others += [token for token, _ in self.codes] if level >= CODES else []
        if not others:
            return f"({direct})" if len(words) > 1 else direct
        return f"(({direct}) OR {columns}({' OR '.join(others)}))"


class Node(NamedTuple):
    """`and`, `or` or `not`, with what it joins."""

    sign: str
    parts: tuple[Node | Unit, ...]

    def expression(self, level: int, columns: str, negated_columns: str = "") -> str:
        """The query as FTS5 reads it. What is negated is looked for in its own columns, and by all its names."""
        if self.sign == "not":
            return f"({EVERY} NOT {_expression(self.parts[0], level, columns, negated_columns)})"
        parts = [_expression(part, level, columns, negated_columns) for part in self.parts]
        return f"({f' {self.sign.upper()} '.join(parts)})"


def _expression(part: Node | Unit, level: int, columns: str, negated_columns: str) -> str:
    if isinstance(part, Node):
        return part.expression(level, columns, negated_columns)
    return part.expression(level, columns) if part.wanted else part.expression(SYNONYMS, negated_columns)


class Query(NamedTuple):
    """A query understood."""

    root: Node
    """An `and`; without parts where there is nothing to look for."""
    phrase: str | None
    """All of it as one phrase in FTS5's quoting, where it is several plain words."""
    notes: tuple[str, ...] = ()
    """What is worth telling the person: two meanings, words better said otherwise, what was added."""
    is_plain: bool = True
    """Whether it has no operator."""

    @property
    def units(self) -> list[Unit]:
        """What is wanted, in the order typed, each once."""
        return list({unit.words: unit for unit in _units(self.root) if unit.wanted}.values())

    @property
    def phrases(self) -> list[str]:
        """All that is looked for in texts, also what is not wanted there, in FTS5's quoting."""
        found = [self.phrase] if self.phrase else []
        for unit in _units(self.root):
            found += [*unit.words, *unit.parts, *(phrase for phrase, _ in unit.synonyms)]
        return list(dict.fromkeys(found))

    def expression(self, level: int, columns: str = "", negated_columns: str = "") -> str:
        """The query as FTS5 reads it."""
        return self.root.expression(level, columns, negated_columns)

    @property
    def wants_all(self) -> bool:
        """Whether all of its units must be there."""
        return all(isinstance(part, Unit) for part in self.root.parts)

    @property
    def needs_wanted(self) -> bool:
        """Whether it can only be true of what has something that is wanted."""
        return _needs_wanted(self.root)

    def any_of(self, units: Iterable[Unit]) -> Query:
        """A query for any of some units, and of a unit for some of its words."""
        loose = tuple(unit._replace(is_loose=True) for unit in units)
        return self._replace(root=Node("and", loose[:1] if len(loose) < 2 else (Node("or", loose),)))


def _needs_wanted(part: Node | Unit) -> bool:
    if isinstance(part, Unit):
        return part.wanted
    needs = [_needs_wanted(inner) for inner in part.parts]
    return part.sign != "not" and (any(needs) if part.sign == "and" else all(needs))


def _units(part: Node | Unit) -> Iterable[Unit]:
    if isinstance(part, Unit):
        yield part
    else:
        for inner in part.parts:
            yield from _units(inner)
