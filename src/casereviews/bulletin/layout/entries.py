"""From the lines of a bulletin to its entries: a title each, with the paragraphs under it.

Lines that were wrapped at a margin, as in text copied out of a PDF, are joined again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..cleaning.list_signs import NUMBERED
from ..source.lines import Line
from .cuts import KNOWN, choose, of_records
from .headings import part_of, without_chapter
from .headline import LISTED, count_of, is_headline, is_of_bulletin, month_of
from .lead_ins import begins_section, is_resource
from .registers import moved
from .rows import BULLET, Row, margin_of, rows_of, without_rules
from .run_in import with_titles_apart
from .sections import body_of
from .tables import spread
from .titles import Titles

_ROOM = 25  # characters that a line has left which was not full


_LABEL = re.compile(r"[A-Z][\w ]{1,30}: ")  # before what belongs to a point, and is no part of its text


@dataclass
class Entry:
    """A review as a bulletin has it."""

    title: Row
    rows: list[Row] = field(default_factory=list)
    listed: str | None = None
    month: str | None = None
    """The month that the heading over it names, on a page that is no bulletin."""


@dataclass
class Layout:
    """The entries of a bulletin, and its lines outside them."""

    headlines: list[Row] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    unplaced: list[Row] = field(default_factory=list)
    """Rows that belong to no review."""
    before: list[Row] = field(default_factory=list)
    """Rows that stand before the first review."""
    heads: list[Row] = field(default_factory=list)
    """Headlines that stand again, and lines that are drawn."""
    way: str = KNOWN
    """By what the page was cut into entries."""
    second: str | None = None
    """By what it could have been cut as well, into another number of them."""
    alone: dict[str, int] = field(default_factory=dict)
    """How many recommendations and actions a page has that tells no review, as an action plan alone does."""


def take_apart(lines: Iterable[Line], titles: Titles, records: frozenset[int] = frozenset()) -> Layout:
    """The entries of a bulletin; `records` are the numbers of the lines with the titles of a register."""
    rows, rules = without_rules(list(rows_of(spread(moved(list(lines), titles)))))
    margin = margin_of(rows)
    found = Layout()
    found.heads = rules
    rows = list(with_titles_apart(rows, titles))
    choice = of_records(rows, records) or choose(rows, titles, margin)
    starts = choice.cut.starts
    found.way, found.second = choice.cut.way, choice.second and choice.second.way
    listed = month = None
    listed_by_headline = False
    first = min(starts, default=len(rows))
    is_bulletin = any(is_headline(row.text) and LISTED.search(row.text) for row in rows[:first])
    for index, row in enumerate(rows):
        if index in starts:
            found.entries.append(
                Entry(row._replace(text=starts[index]), [row] if choice.cut.in_text else [], listed, month)
            )
        elif index in choice.cut.more or _goes_on(starts, rows, index):
            continue  # another line of a title
        elif row.heading and LISTED.fullmatch(row.text) and not is_bulletin:
            found.headlines.append(row)
            month = month_of(row.text)
        elif found.entries and is_headline(row.text) and LISTED.search(row.text) and not _is_body(found.entries, row):
            found.headlines.append(row)
            listed = month_of(row.text) or listed
        elif found.entries:
            found.entries[-1].rows.append(row)
        elif index < first and is_of_bulletin(row.text):
            found.headlines.append(row)
            if listed is None or (is_headline(row.text) and not listed_by_headline):
                listed = month_of(row.text) or listed
                listed_by_headline = is_headline(row.text) and month_of(row.text) is not None
        else:
            found.unplaced.append(row)
    found.before = rows[:first]
    first_of = {row.text: row for row in reversed(found.headlines)}
    found.heads += [row for row in found.headlines if row is not first_of[row.text]]
    found.headlines = [row for row in found.headlines if row is first_of[row.text]]
    for entry in found.entries:
        entry.rows = _whole_items(_joined(map(_marked, entry.rows), margin))
    _put_aside_empty(found)
    if not found.entries:
        found.alone = _alone(_whole_items(_joined(map(_marked, rows), margin)))
    return found


def _alone(rows: Sequence[Row]) -> dict[str, int]:
    """How many recommendations and actions stand in some rows."""
    points = body_of(rows).sections if rows else {}
    return {section: len(points[section]) for section in ("recommendations", "actions") if points.get(section)}


def _put_aside_empty(found: Layout) -> None:
    """Put those entries aside that have nothing but what is to be read."""
    held, found.entries = found.entries, []
    for entry in held:
        if all(is_resource(row.text) for row in entry.rows):
            found.unplaced += [entry.title, *entry.rows]
        else:
            found.entries.append(entry)


def _goes_on(starts: Mapping[int, str], rows: Sequence[Row], index: int) -> bool:
    """Whether a row is the second line of a title."""
    title = starts.get(index - 1)
    return title is not None and title.endswith(rows[index].text) and title != rows[index - 1].text


def _marked(row: Row) -> Row:
    """A row that is a heading with a number before it, which is no item of a list, marked as a heading."""
    is_numbered = not row.heading and without_chapter(row.text) != row.text
    return row._replace(heading=True) if is_numbered and part_of(row) else row


def _is_body(entries: Sequence[Entry], row: Row) -> bool:
    """Whether a row that speaks of case reviews is a sentence of an entry, rather than a headline between two."""
    is_sentence = row.text[-1] == "." and not row.heading and count_of(row.text) is None
    return bool(entries) and (len(row.text) > 200 or row.text[-1] in ";:" or is_sentence or begins_section(row.text))


def _joined(rows: Iterable[Row], margin: int | None) -> Iterator[Row]:
    """The rows of an entry as paragraphs: what only the margin parted is joined, and bullets are taken off."""
    pieces: list[str] = []
    links: list[tuple[str, str]] = []
    first: Row | None = None
    for row in rows:
        bullet = BULLET.match(row.text)
        item = bullet is not None and bullet.end() < len(row.text)
        if item and margin and first and not first.bullet and _is_sentence_part(pieces, row, margin):
            item = False
        if first and not item and (_hangs(first, row, margin) or not _is_parted(pieces[-1], row, margin)):
            pieces.append(row.text)
            links += row.links
            continue
        if first:
            yield first._replace(text=_together(pieces), links=tuple(links))
        first = row._replace(bullet=item, numbered=item and row.text.startswith(NUMBERED))
        links = list(row.links)
        pieces = [row.text[bullet.end() :] if bullet and item else row.text]
    if first:
        yield first._replace(text=_together(pieces), links=tuple(links))


def _whole_items(rows: Iterable[Row]) -> list[Row]:
    """The rows, of which an item that breaks off at a colon has those that go on in small letters as its text."""
    made: list[Row] = []
    is_open = False
    for row in rows:
        if is_open and row.bullet and row.text[0].islower():
            made[-1] = made[-1]._replace(text=f"{made[-1].text} {row.text}", links=made[-1].links + row.links)
            continue
        is_open = row.bullet and row.text[-1] == ":" and bool(made) and made[-1].bullet and not begins_section(row.text)
        made.append(row)
    return made


def _hangs(first: Row, row: Row, margin: int | None) -> bool:
    """Whether a row goes on an item of a list that was wrapped: it begins small, or farther in than the item."""
    is_next = margin is not None and first.bullet and not row.after_blank and not row.heading
    return is_next and (row.text[0].islower() or (row.indent > first.indent and not _LABEL.match(row.text)))


def _is_parted(before: str, row: Row, margin: int | None) -> bool:
    """Whether a row begins a paragraph: the line before it ended, and was not merely full."""
    if margin is None or row.after_blank or row.heading or begins_section(row.text):
        return True
    had_room = len(before) + 1 + len(row.text.split(" ", 1)[0])
    return had_room <= margin - 10 and (before[-1] in ".!?;:" or (had_room <= margin - 30 and row.text[0].isupper()))


def _together(pieces: Sequence[str]) -> str:
    """Lines as one; after a hyphen that ends a word no space comes."""
    return "".join(piece if _ends_in_hyphen(piece) else f"{piece} " for piece in pieces).rstrip(" ")


def _is_sentence_part(pieces: Sequence[str], row: Row, margin: int) -> bool:
    """Whether what looks like a bullet is a dash in the middle of a sentence that was wrapped: the line was full."""
    had_room = len(pieces[-1]) <= margin - _ROOM and row.text[2:3].isupper()
    return not row.after_blank and row.text[0] in "-–—" and pieces[-1][-1] not in ".;:" and not had_room


def _ends_in_hyphen(text: str) -> bool:
    return len(text) > 1 and text[-1] == "-" and text[-2].isalpha()
