"""The lines of a page as rows, and the margin at which they were wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..source.lines import Line

_WIDEST_MARGIN = 130  # characters, of text that may have been wrapped

_NARROWEST_MARGIN = 40
_FEW_WIDER = 0.15  # of the lines that the next goes on

# What stands before an item of a list: a sign, a number or a letter: `• `, `(2) `, `iv. `.
BULLET = re.compile(r"(?:[•·▪◦‣●○■□*\uf0b7]|[-–—](?= )|o(?= )|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?= ))\s*")

_SHORTEST_RULE = 3  # characters of a line that is drawn

_LONGEST_UNDERLINED = 100  # and of a heading over one


class Row(NamedTuple):
    """A paragraph, or a line that stands alone, with its spaces made single."""

    number: int
    """The line of the file at which it begins."""
    text: str
    after_blank: bool
    heading: bool = False
    bullet: bool = False
    """Whether it is an item of a list; the bullet itself is no longer in the text."""
    links: tuple[tuple[str, str], ...] = ()
    """The text of each link, and its address."""
    indent: int = 0
    """How many spaces stand before the line."""
    after_rule: bool = False
    """Whether a line is drawn above it."""
    numbered: bool = False
    """Whether it is a paragraph with a number, which counts as an item of a list."""
    owners: tuple[str, ...] = ()
    """Who is to do what it asks, as a table tells beside it: `Lead: police`."""
    is_title: bool = False
    """Whether a table of reviews has it as the title of a row."""


def rows_of(lines: Iterable[Line]) -> Iterator[Row]:
    """The lines that have text, each with whether an empty one stands before it."""
    blank = True
    for line in lines:
        text = line.single_spaced
        if not text:
            blank = True
            continue
        links = tuple((" ".join(line.text[start:end].split()), url) for start, end, url in line.links)
        indent = len(line.text) - len(line.text.lstrip())
        row = Row(line.number, text, blank, line.heading, links=links, indent=indent)
        yield row._replace(owners=line.owners, is_title=line.is_title)
        blank = False


def without_rules(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows without the lines that are drawn between them; and those. What is underlined is a heading."""
    kept: list[Row] = []
    rules: list[Row] = []
    after_rule = False
    for row in rows:
        if _is_rule(row.text):
            rules.append(row)
            if kept and not row.after_blank and not after_rule and _could_be_underlined(kept[-1]):
                kept[-1] = kept[-1]._replace(heading=True)
            after_rule = True
            continue
        kept.append(row._replace(after_blank=row.after_blank or after_rule, after_rule=after_rule))
        after_rule = False
    return kept, rules


def _is_rule(text: str) -> bool:
    """Whether a line is drawn: `=====`, `* * *`."""
    return len(text) >= _SHORTEST_RULE and text[0] in "=-–—_*~#+" and not text.replace(" ", "").strip(text[0])


def _could_be_underlined(row: Row) -> bool:
    """Whether a row stands alone over the rule under it."""
    return row.after_blank and len(row.text) <= _LONGEST_UNDERLINED and row.text[-1] not in ".;,"


def margin_of(rows: Sequence[Row]) -> int | None:
    """The width at which lines were wrapped; None where they were not.

    A line before an item of a list is the end of another, as long as that may be.
    """
    longest = max((len(row.text) for row in rows), default=0)
    lengths = [len(row.text) for row, after in pairwise(rows) if not BULLET.match(after.text)]
    if _NARROWEST_MARGIN <= longest <= _WIDEST_MARGIN and _are_full(lengths, longest, 0.4):
        return longest
    broken = sorted(len(row.text) for row, after in pairwise(rows) if _goes_on(row, after))
    few = int(len(broken) * _FEW_WIDER)  # which somebody added to, and did not wrap again
    broken = broken[: len(broken) - few]
    widest = max(broken, default=0)
    fits = _NARROWEST_MARGIN <= widest <= _WIDEST_MARGIN and _are_full(broken, widest, 0.6)
    return widest if fits else None


def _are_full(lengths: Iterable[int], widest: int, share: float) -> bool:
    """Whether a share of some lines, and three of them at least, are about as long as the longest."""
    near = [length > widest - 25 for length in lengths]
    return sum(near) >= max(3, share * len(near))


def _goes_on(row: Row, after: Row) -> bool:
    """Whether a line ends in a sentence that the next goes on."""
    is_next = not after.after_blank and not after.heading and not row.heading
    return is_next and row.text[-1] not in ".!?:;" and after.text[0].islower() and after.text[1:2] not in (".", ")")
