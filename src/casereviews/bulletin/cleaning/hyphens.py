"""Words that the end of a line parted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..parted_words import WholeWords
from ..source.lines import Line
from .sheet import edited

_FIRST_WORD = re.compile(r"\s*([^\W\d_]+)\S*\s*")


class Parted(NamedTuple):
    """A word that may be one or two."""

    line: int
    word: str
    """As it was read."""
    first: str
    last: str


def joined(lines: Sequence[Line]) -> tuple[list[Line], list[Parted]]:
    """The lines, each word whole in the line in which it begins; and the words of which that is not sure."""
    ends = {index for index, (line, following) in enumerate(pairwise(lines)) if _is_parted(line, following)}
    if not ends:
        return list(lines), []
    known = WholeWords()
    for index, line in enumerate(lines):
        known.add(line.text, first=index - 1 not in ends, last=index not in ends)
    known.look_up(_pairs(lines, ends))
    made = list(lines)
    parted: list[Parted] = []
    for index in sorted(ends):
        line, following = made[index], made[index + 1]
        found = _FIRST_WORD.match(following.text)
        if not found:  # all of it was the end of a word
            continue
        text = line.text.rstrip()[:-1]
        hyphen, is_sure = known.hyphen(_last_word(text), found[1])
        if not is_sure:
            parted.append(Parted(line.number, _last_word(text) + hyphen + found[1], _last_word(text), found[1]))
        made[index] = line._replace(text=text + hyphen + found[0].strip())
        made[index + 1] = edited(following, 0, found.end())
    return [line for index, line in enumerate(made) if line.text or index - 1 not in ends], parted


def _pairs(lines: Sequence[Line], ends: Iterable[int]) -> Iterator[tuple[str, str]]:
    """The parts of the words that lines end in, as far as none of them is a part of a third."""
    for index in ends:
        if found := _FIRST_WORD.match(lines[index + 1].text):
            yield _last_word(lines[index].text.rstrip()[:-1]), found[1]


def _is_parted(line: Line, following: Line) -> bool:
    text = line.text.rstrip()
    return text[-1:] in ("-", "¬") and text[-2:-1].isalpha() and following.text.lstrip()[:1].islower()


def _last_word(text: str) -> str:
    start = len(text)
    while start and text[start - 1].isalpha():
        start -= 1
    return text[start:]
