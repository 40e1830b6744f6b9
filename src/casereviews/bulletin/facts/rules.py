"""The rules of assertion, which data/assertions.txt holds: one a line, each with an example."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ...files.package import package_data
from ..english import expression


class Rule(NamedTuple):
    """A rule; what each field can be stands at the head of data/assertions.txt."""

    category: str
    scope: str
    direction: str
    """Where the words stand, for who reads the rules; the scope says how far they reach."""
    words: str
    example: str

    @property
    def expression(self) -> str:
        """A regular expression for its words, each of them whole."""
        return rf"\b(?:{expression(self.words)})\b"


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the file."""
    lines = package_data("assertions.txt").decode().splitlines()
    return tuple(Rule(*line.split(" | ")) for line in lines if line and line[0] != "#")


def expression_of(category: str, *scopes: str) -> str:
    """A regular expression for the words of the rules of a category that reach so far."""
    chosen = [rule.expression for rule in rules() if rule.category == category and rule.scope in scopes]
    return "|".join(chosen) or "(?!)"


def pattern(category: str, *scopes: str) -> re.Pattern[str]:
    """A pattern of the words of the rules of a category; without scopes those of a whole clause, charge or text."""
    return re.compile(expression_of(category, *scopes or ("clause", "charge", "text")), re.IGNORECASE)


_REST = {"words": "", "to comma": "[^.;,]*", "to stop": "[^.;]*"}


def span_pattern() -> re.Pattern[str]:
    """A pattern of the words that are set aside by themselves, or with what follows them."""
    chosen = [rule.expression + _REST[rule.scope] for rule in rules() if rule.scope in _REST]
    return re.compile("|".join(chosen), re.IGNORECASE)
