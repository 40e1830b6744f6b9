"""The rules of assertion, which data/assertions.txt holds: one a line, each with an example."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from typing import NamedTuple

from ...files.package import package_data
from ..english import expression, one_of

_REST = {"to comma": "[^.;,]*", "to stop": "[^.;]*", "doubted": "[^.;,]*"}


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
        """A regular expression for its words, each of them whole, and for what it sets aside behind them."""
        return rf"\b(?:{expression(self.words)})\b{_REST.get(self.scope, '')}"


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the file."""
    lines = package_data("assertions.txt").decode().splitlines()
    return tuple(Rule(*line.split(" | ")) for line in lines if line and line[0] != "#")


SPANS = ("words", "to comma", "to stop")
"""The scopes of rules that set aside their words, or these with what follows them."""


def pattern(
    category: str | None, scopes: Container[str] = ("clause", "charge", "text"), end: str = ""
) -> re.Pattern[str]:
    """A pattern of the words of the rules of a category, or of every one, that reach so far."""
    chosen = (rule.expression for rule in rules() if category in (None, rule.category) and rule.scope in scopes)
    return one_of(chosen, start="", end=end)
