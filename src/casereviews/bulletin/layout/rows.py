"""The lines of a page as rows, without margins and running heads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..source.lines import Line
from .headline import is_headline
from .lead_ins import begins_section, is_resource
from .names import NAME

_WIDEST_MARGIN = 130  # characters, of text that may have been wrapped

_NARROWEST_MARGIN = 40


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


def rows_of(lines: Iterable[Line]) -> Iterator[Row]:
    """The lines that have text, each with whether an empty one stands before it."""
    blank = True
    for line in lines:
        text = " ".join(line.text.split())
        if not text:
            blank = True
            continue
        links = tuple((" ".join(line.text[start:end].split()), url) for start, end, url in line.links)
        yield Row(line.number, text, blank, line.heading, links=links)
        blank = False


def margin_of(rows: Sequence[Row]) -> int | None:
    """The width at which lines were wrapped; None where they were not."""
    longest = max((len(row.text) for row in rows), default=0)
    if _NARROWEST_MARGIN <= longest <= _WIDEST_MARGIN and _are_full((len(row.text) for row in rows), longest, 0.4):
        return longest
    broken = [len(row.text) for row, after in pairwise(rows) if _goes_on(row, after)]
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


def without_running_heads(rows: list[Row], margin: int | None) -> tuple[list[Row], list[Row]]:
    """The rows without page numbers and what stands at the head of each page; and those."""
    if margin is None:
        return rows, []
    looks = Counter(_look(row.text) for row in rows)
    kept: list[Row] = []
    heads: list[Row] = []
    seen: set[str] = set()
    blank = False
    for index, row in enumerate(rows):
        look = _look(row.text)
        is_head = _is_page_number(row.text) or (
            looks[look] > 1 and (look in seen or index > 4 or not is_headline(row.text)) and _could_be_head(row.text)
        )
        seen.add(look)
        if is_head:
            heads.append(row)
            blank = True
        elif blank:
            # A page ended here, which says nothing of paragraphs: a sentence goes on, or it had ended.
            ended = not kept or kept[-1].text[-1] in ".!?)’”\"'"
            kept.append(row._replace(after_blank=ended))
            blank = False
        else:
            kept.append(row)
    return kept, heads


def _is_page_number(text: str) -> bool:
    """Whether a line is the number of a page: `Page 3 of 12`, `– 3 –`."""
    if text[0] in "-–—" and text[-1] in "-–—":
        numbers = [text[1:-1]]
    else:
        numbers = text.casefold().removeprefix("page ").replace("of", "/").split("/")
    return len(numbers) <= 2 and all(number.isdecimal() and len(number) <= 4 for number in map(str.strip, numbers))


def _look(text: str) -> str:
    """A running head without the number at either end of it, by which alone two differ."""
    first, _, rest = text.partition(" ")
    return (rest if rest and first.isdecimal() else text).rstrip("0123456789").strip().casefold()


def _could_be_head(text: str) -> bool:
    return (
        len(text) <= 100
        and text[-1] not in ".;:,"
        and not NAME.search(text)
        and not is_resource(text)
        and not begins_section(text)
        and (is_headline(text) or _is_like_head(text.casefold()))
    )


def _is_like_head(text: str) -> bool:
    """Whether a line has what one of a text seldom has: a number at either end, that of a page, or `case reviews`."""
    words = text.split(" ")
    if "case reviews" in text or (len(words) > 1 and (words[0].isdecimal() or words[-1].isdecimal())):
        return True
    return any(word == "page" and number[0].isdecimal() for word, number in pairwise(words))
