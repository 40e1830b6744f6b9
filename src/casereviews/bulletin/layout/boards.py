"""Whose reviews a page has: the board that it names as its own, and the place of a board."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...text import fold
from ..english import any_of, pattern
from .names import is_common

_WORD = r"(?:St\.|[A-Z][\w'’-]{0,30})"
_LITTLE = rf"(?:{any_of('little word of a place')})"
_PLACE = (
    rf"(?<![\w'’.-])(?!(?:The|Our|Your|A|Safeguarding) )(?P<place>{_WORD}(?:(?: {_LITTLE}){{0,2}} {_WORD}){{0,6}}?)"
)
_IN_FULL = rf"(?: (?:{any_of('word of a board')}),?){{1,8}} (?:{any_of('kind of board')})"
_BOARD = rf"(?i:{_IN_FULL}|,? (?:{any_of('short for a board')}))"
# A board behind its place, `Northmere Safeguarding Partnership`, or before it, `Safeguarding Board for Northmere`.
_NAMED = re.compile(
    rf"{_PLACE}(?P<board>{_BOARD})(?!\w)"
    rf"|(?:Safeguarding (?:{_WORD} ){{0,3}}(?:Board|Partnership)(?: (?:for|of)(?: the)?| [–-])"
    rf"|(?i:{any_of('board in Welsh')})) "
    rf"(?P<behind>{_WORD}(?:(?: {_LITTLE}){{0,2}} (?!(?i:{any_of('no place behind a board')})\b){_WORD}){{0,3}})"
)
_COUNCIL = re.compile(
    rf"{_PLACE}(?i:(?: (?:{any_of('word of a council')})){{0,3}} Council| Health and Social Care Trust)\b"
    rf"(?! (?i:{any_of('of a council')})\b)"
    rf"|(?i:{any_of('council before its place')}) (?P<behind>{_WORD}(?:(?: {_LITTLE}){{0,2}} {_WORD}){{0,3}})"
)
# What makes of a place that of its council, where a board's name goes on behind it: `Northmere City`.
_OF_COUNCIL_KIND = pattern(
    "kind of council behind a place", cased=True, start=r"(?<!Garden) ", end=r"(?= and | & |,|$)"
)
_ESSENTIAL = pattern("essential to a board", start="", end="")
_LITTLE_WORD = re.compile(_LITTLE, re.IGNORECASE)
_NO_PLACE = re.compile(rf"(?:(?:{any_of('no place of a board')}|{_LITTLE})(?: |$))+", re.IGNORECASE)
_ONLY_BOARD = re.compile(rf"(?:(?:{any_of('word of a board')}),? ){{1,8}}(?:{any_of('kind of board')})", re.IGNORECASE)
_SHORT = re.compile(rf"[A-Z]{{0,4}}(?:{any_of('short for a board')}) ")  # before the name in full: `WSCP Wychbourne`
_NATIONAL = pattern("national body")
_KEPT = pattern("kept elsewhere")
_RECIPIENT = re.compile(r"\W{0,4}(?:to|cc|bcc)\W{0,3}:", re.IGNORECASE)
_VERB = pattern("verb", cased=True)
_SEPARATED = re.compile(r"(?:^|[|–—:·•©,/(>-]|(?i:{})|\d{{4}})\s*$".format(any_of("before a board")))
_GOES_ON = re.compile(r"\s*(?:$|[|–—:·•,/()<-])")
_LABEL = re.compile(rf"(?:{any_of('label of a board')})\s?: ?(?P<value>.+)", re.IGNORECASE)
_VALUE = re.compile(rf"{_WORD}(?:(?:,|(?: {_LITTLE}){{1,2}})? {_WORD}){{0,6}}")

# Before the last two places of several: `Wherry, `.
_LISTED = re.compile(r"(?<![\w'’-])(?<!\w )(?:[A-Z][\w'’-]{1,30}, ){1,3}$")
_AND = re.compile(r" (?:and|&) ")
_FAR = 90  # characters
_LONGEST = 160  # characters of a line that is no sentence
_ALONE, _BESIDE = 2, 1  # what a line counts that is a board's name, or has it beside other words
_TWO = "the page names another board too: {}"
IN_SENTENCE = "only a sentence names it"
OF_ONE = "the page names it under one of the reviews alone"
_OF_COUNCIL = "the page names this council or trust, and no board"


class Board(NamedTuple):
    """The board whose reviews a page has."""

    place: str
    words: str
    """How the page names it."""
    doubt: str | None = None
    """Why it is to be checked, if it is."""


class Named(NamedTuple):
    """A place where a text names a board."""

    place: str
    start: int
    end: int
    """Where the place stands in the text."""
    words: str
    """The board's name."""


def board_in(text: str) -> Named | None:
    """The first board that a text names."""
    return next(_named(text, _NAMED), None)


def board_of_facts(facts: Iterable[str]) -> Board | None:
    """The place or board that a line beside the text of a review names: `Area: Northmere`."""
    for text in facts:
        if label := _LABEL.match(text):
            value = label["value"].strip()
            if named := board_in(value) or next(_named(value, _COUNCIL), None):
                return Board(named.place, text)
            if _VALUE.fullmatch(value) and not is_common(value):
                return Board(value, text)
    return None


def board_of(lines: Sequence[str], heads: Sequence[str], reviews: int) -> Board | None:
    """The board that a page names as its own; None where it names none, or several alike.

    `heads` are the headings over its reviews, and `reviews` is how many there are. The list of a national body has
    reviews of many boards.
    """
    if any(_NATIONAL.search(head) and not _KEPT.search(head) for head in heads):
        return None
    texts = [text for text in dict.fromkeys(_joined(lines)) if not _RECIPIENT.match(text)]
    found = _chosen(texts, _NAMED)
    council = None if found else _chosen(texts, _COUNCIL)
    named = [] if found else [one for text in texts for one in _named(text, _NAMED)]
    if named and (own := _in_full(named)):
        is_other = council and not _is_same(council.place, own.place)
        return None if is_other and reviews > 1 else Board(own.place, own.words, IN_SENTENCE)
    if council and not named:
        return council._replace(doubt=council.doubt or _OF_COUNCIL)
    return found


def _in_full(boards: Sequence[Named]) -> Named | None:
    """The board that all these names mean, as the longest gives its place; None where they mean several."""
    longest = max(boards, key=lambda board: len(board.place))
    return longest if all(_is_same(board.place, longest.place) for board in boards) else None


def _is_same(place: str, other: str) -> bool:
    """Whether two places are one: `Northmere` is the beginning of `Northmere and District`."""
    short, long = sorted((f"{fold(place)} ", f"{fold(other)} "), key=len)
    return long.startswith(short)


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """The lines with text, and a board's name that was broken off behind its place as one."""
    kept = [" ".join(line.split()) for line in lines if line and not line.isspace()]
    for before, text in pairwise(["", *kept]):
        yield text
        if len(before) < _LONGEST and len(text) < _LONGEST and _ONLY_BOARD.fullmatch(text):
            yield f"{before} {text}"


def _chosen(texts: Iterable[str], names: re.Pattern[str]) -> Board | None:
    """The board that lines name which are no sentences: the one that is named more than all others together."""
    counts: defaultdict[str, int] = defaultdict(int)
    first: dict[str, Named] = {}
    for text in texts:
        if len(text) > _LONGEST or text[-1] in ".?!;" or _VERB.search(text):
            continue
        for named in _named(text, names):
            counts[fold(named.place)] += _weight(text, named)
            first.setdefault(fold(named.place), named)
    if not counts:
        return None
    best = max(counts, key=lambda place: counts[place])
    others = [place for place in counts if place != best]
    if sum(counts[place] for place in others) >= counts[best]:
        return None
    doubt = _TWO.format(first[others[0]].words) if others else None
    return Board(first[best].place, first[best].words, doubt)


def _weight(text: str, named: Named) -> int:
    """What a line counts that names a board."""
    start = text.find(named.words)
    is_alone = _SEPARATED.search(text[:start]) and _GOES_ON.match(text, start + len(named.words))
    return _ALONE if is_alone else _BESIDE


def _named(text: str, names: re.Pattern[str]) -> Iterator[Named]:
    """Each board that a text names, by a pattern of their names."""
    for found in names.finditer(text):
        group = "place" if found["place"] else "behind"
        start, end = found.span(group)
        if group == "place":
            if "board" in names.groupindex and not _ESSENTIAL.search(found["board"]):
                continue
            start = _start_of_place(text, start, end)
        if start < end and not is_common(text[start:end]):
            words = text[start : found.end()] if group == "place" else found[0]
            yield Named(_OF_COUNCIL_KIND.sub("", _cased(text[start:end])), start, end, words)


def _start_of_place(text: str, start: int, end: int) -> int:
    """Where a place begins behind words that are none: `Bulletin of the `."""
    before = _NO_PLACE.match(text, start, end)
    start = before.end() if before else start
    short = _SHORT.match(text, start, end)
    start = short.end() if short else start
    listed = _LISTED.search(text, max(0, start - _FAR), start) if _AND.search(text, start, end) else None
    return listed.start() if listed else start


def _cased(place: str) -> str:
    """A place that stands in capitals as it is written otherwise."""
    place = place.removesuffix("'s").removesuffix("’s")
    if not (place.isupper() and len(place) > 3):
        return place
    return " ".join(word.lower() if _LITTLE_WORD.fullmatch(word) else word.title() for word in place.split())
