"""Turning nodes into statements and their terms: many at once where they are sound, else each by itself."""

from __future__ import annotations

from collections.abc import Collection as AbstractCollection
from functools import partial
from itertools import count
from typing import Any

from ..model.reviews import Statement
from ..model.sections import LETTERS
from ..vocabulary import KINDS, Vocabulary
from .checker import Checker, Rule, Rules, entry_or_whole, itself
from .nodes import Value

_LIST_OR_NONE = {list, type(None)}
_MOST_SOUND = 4096  # lists of terms that are remembered
_statement = partial(tuple.__new__, Statement)  # from its values, at half the cost of a call

# The kind of term, by what messages and evidence call a value.
_KINDS = {"review_type": "type", **{name: kind for kind, plural in KINDS.items() for name in (kind, plural)}}
_FORMER_CONFIDENCES = {"sure": "likely"}


class StatementReader(Checker):
    """Reads the statements of reviews, by the terms of a vocabulary."""

    def __init__(self, file: str, terms: Vocabulary) -> None:
        super().__init__(file)
        self.terms = terms
        self.allowed = {kind: terms.terms(kind) for kind in KINDS}
        self.sound: dict[str, set[tuple[str, ...] | None]] = {
            "theme": set(),
            "agency": set(),
        }  # lists known to be sound
        self.seen: dict[str, Value] = {}  # the nodes of the review's statements, by id
        self.is_written = False  # whether the last review is exactly as it would be written
        self.of_statement: Rules = {
            "id": itself,
            "text": self.text,
            "themes": self._terms("theme"),
            "agencies": self._terms("agency"),
        }

    def _terms(self, kind: str) -> Rule:
        """What reads a list of terms of a kind."""
        return partial(self.choices, kind, self.allowed[kind])

    def current(self, what: str, text: str) -> str:
        """The current slug of a term, or word for how far to rely on a value; any other value unchanged."""
        if what == "confidence":
            return _FORMER_CONFIDENCES.get(text, text)
        return self.terms.current(_KINDS[what], text) if what in _KINDS else text

    def choices_of(self, what: str, allowed: AbstractCollection[str]) -> str:
        """The part of a message that tells which values are allowed; terms are too many to list."""
        kind = _KINDS.get(what)
        return f"casereviews vocabulary {kind} lists those allowed" if kind else super().choices_of(what, allowed)

    def near(self, what: str, text: str, allowed: AbstractCollection[str]) -> str | None:
        """The slug of the term that the text is another name of; else the nearest slug."""
        kind = _KINDS.get(what)
        if not kind:
            return super().near(what, text, allowed)
        meaning = self.terms.meaning(kind, text)
        return meaning.terms[0].slug if meaning and meaning.terms else self.terms.nearest(kind, text)

    def statements(self, node: Value, section: str, review: str) -> tuple[Statement, ...] | None:
        """The statements of a section, numbered in order where they give no id."""
        if node is None:
            return None
        if node == []:
            return ()
        prefix = f"{review}/{LETTERS[section]}"
        if type(node) is list and (sound := self.sound_statements(node, prefix)):
            return sound
        self.is_written = False
        numbers = count(1)
        return self.items(lambda node, what: self.statement(node, what, prefix, next(numbers)), node, section)

    def sound_statements(self, nodes: list[Any], prefix: str) -> tuple[Statement, ...] | None:
        """The statements of plain values that are sound as they are, as most are; None where each must be checked.

        The checks of `statement` are made on all at once, at a fifth of the cost.
        """
        try:
            if {*map(tuple, nodes)} != {(*self.of_statement,)}:  # their keys
                return None
            ids, texts, themes, agencies = zip(*map(dict.values, nodes), strict=True)
            is_sound = (*map(str.strip, texts),) == texts and "" not in texts
        except TypeError:  # something is of another type
            return None
        if (
            is_sound
            and [*ids] == [f"{prefix}{number}" for number in range(1, len(ids) + 1)]
            and (coded := self.sound_lists(themes, "theme"))
            and (spoken_to := self.sound_lists(agencies, "agency"))
        ):
            return tuple(map(_statement, zip(ids, texts, coded, spoken_to, strict=True)))
        return None

    def sound_lists(self, lists: tuple[Any, ...], kind: str) -> list[tuple[str, ...] | None] | None:
        """Lists of terms, or None, as tuples; None where any is not sound."""
        if not {*map(type, lists)} <= _LIST_OR_NONE:
            return None
        made = [None if values is None else tuple(values) for values in lists]
        try:
            unknown = {*made} - self.sound[kind]
        except TypeError:  # a value is itself a list or an object
            return None
        if not all(_is_sound(values, self.allowed[kind]) for values in unknown if values is not None):
            return None
        if len(self.sound[kind]) < _MOST_SOUND:
            self.sound[kind] |= unknown
        return made

    def statement(self, node: Value, what: str, prefix: str, number: int) -> Statement | None:
        """One statement, given the prefix of its id, and its number where it gives no id."""
        get = self.fields(node, what, self.of_statement, ("text",)).get
        identity, given, text = f"{prefix}{number}", get("id"), get("text")
        if given is not None and given != identity:
            identity = self.own_id(given, prefix, identity)
        first = self.seen.setdefault(identity, node)
        if first is not node:
            line = self.placed(entry_or_whole(first, "id")).line
            message = f'duplicate id "{identity}", first given in line {line}; give one of them another "id"'
            self.problem(entry_or_whole(node, "id"), message)
        return Statement(identity, text, get("themes"), get("agencies")) if text else None

    def own_id(self, node: Value, prefix: str, default: str) -> str:
        """The id that a statement gives, or its default."""
        identity = self.line(node, "id") or default
        if identity != default and not _is_numbered(identity, prefix):
            self.problem(node, f'the id of this statement must be "{default}", or have another number')
        return identity


def _is_sound(values: tuple[object, ...], allowed: AbstractCollection[str]) -> bool:
    """Whether all values are allowed texts, without duplicates."""
    return {*map(type, values)} <= {str} and all(value in allowed for value in values) and len({*values}) == len(values)


def _is_numbered(identity: str, prefix: str) -> bool:
    """Whether an id is the prefix and a number, as in `2022-02/child-rs/L` and 3."""
    number = identity.removeprefix(prefix)
    return number is not identity and number.isascii() and number.isdecimal() and number[0] != "0"
