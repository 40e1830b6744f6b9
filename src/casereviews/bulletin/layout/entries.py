"""From the lines of a bulletin to its entries: a title each, with the paragraphs under it.

Lines that were wrapped at a margin, as in text copied out of a PDF, are joined again. Running heads and page numbers
are put aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ..english import is_year, pattern
from ..source.lines import Line
from .headline import LISTED, is_headline, is_of_bulletin, month_of
from .lead_ins import begins_section, is_resource
from .rows import Row, margin_of, rows_of, without_running_heads
from .titles import NAME, Titles

# What stands before an item of a list: a sign, a number or a letter: `• `, `(2) `, `iv. `.
_BULLET = re.compile(r"(?:[•·▪◦‣●○■□*\uf0b7]|[-–—](?= )|o(?= )|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?= ))\s*")

# A pseudonym and nothing else: `Rowan`, `‘Ash’ and Rowan`.
_BARE_NAME = re.compile(r"[‘'“\"]?[A-Z][\w’-]+[’'”\"]?(?:(?:,| and| &) [A-Z][\w’-]+)*")

# What a text tells that stands under such a title.
_TELLING = pattern("telling")


@dataclass
class Entry:
    """A review as a bulletin has it."""

    title: Row
    rows: list[Row] = field(default_factory=list)
    listed: str | None = None


@dataclass
class Layout:
    """The entries of a bulletin, and its lines outside them."""

    headlines: list[Row] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    unplaced: list[Row] = field(default_factory=list)
    """Rows that belong to no review."""
    heads: list[Row] = field(default_factory=list)
    """Page numbers, and what stands at the head of each page."""


def take_apart(lines: Iterable[Line], titles: Titles) -> Layout:
    """The entries of a bulletin."""
    rows = list(rows_of(lines))
    margin = margin_of(rows)
    found = Layout()
    rows, found.heads = without_running_heads(rows, margin)
    starts = _title_rows(rows, titles, margin)
    listed = None
    listed_by_headline = False
    first = min(starts, default=len(rows))
    for index, row in enumerate(rows):
        if index in starts:
            found.entries.append(Entry(row._replace(text=starts[index]), [], listed))
        elif (
            starts.get(index - 1) and starts[index - 1].endswith(row.text) and starts[index - 1] != rows[index - 1].text
        ):
            continue  # the second line of a title
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
    first_of = {row.text: row for row in reversed(found.headlines)}
    found.heads += [row for row in found.headlines if row is not first_of[row.text]]
    found.headlines = [row for row in found.headlines if row is first_of[row.text]]
    for entry in found.entries:
        entry.rows = list(_joined(entry.rows, margin))
    whole = [entry for entry in found.entries if any(not is_resource(row.text) for row in entry.rows)]
    for entry in found.entries:
        if all(is_resource(row.text) for row in entry.rows):
            found.unplaced += [entry.title, *entry.rows]
    found.entries = whole
    return found


def _title_rows(rows: Sequence[Row], titles: Titles, margin: int | None) -> dict[int, str]:
    """The indices of the rows that are titles, with the whole title; it may go on in a second row."""
    found: dict[int, str] = {}
    for index, row in enumerate(rows):
        if index - 1 in found and found[index - 1].endswith(row.text) and found[index - 1] != rows[index - 1].text:
            continue
        if not _may_begin(rows, index, margin):
            continue
        if not (titles.is_title(row.text) or _is_bare(row, rows, index) or (found and _follows_an_end(rows, index))):
            continue
        text = row.text
        second = rows[index + 1] if index + 1 < len(rows) else None
        if second and _goes_on(row, second, rows[index + 2 : index + 3], titles, margin):
            text = f"{text} {second.text}"
        found[index] = text
    return found


def _is_bare(row: Row, rows: Sequence[Row], index: int) -> bool:
    """Whether a heading with nothing but a pseudonym is a title: there is what happened, or learning, under it."""
    following = rows[index + 1] if index + 1 < len(rows) else None
    return (
        row.heading
        and following is not None
        and not following.heading
        and _BARE_NAME.fullmatch(row.text) is not None
        and not begins_section(row.text)
        and _TELLING.search(following.text) is not None
    )


def _follows_an_end(rows: Sequence[Row], index: int) -> bool:
    """Whether a line can only be a title, whatever it says: the entry before it ended, and a text comes after it."""
    row, before = rows[index], rows[index - 1].text
    following = rows[index + 1].text if index + 1 < len(rows) else ""
    return (
        row.after_blank
        and (is_resource(before) or before.startswith("Keywords:"))
        and row.text[:1].isupper()
        and row.text[-1] not in ".;:,?!"
        and len(row.text.split()) <= 12
        and not begins_section(row.text)
        and not is_headline(row.text)
        and not LISTED.search(row.text)
        and len(following) > 40
        and not is_resource(following)
    )


def _may_begin(rows: Sequence[Row], index: int, margin: int | None) -> bool:
    """Whether a new entry may begin at a row: something ended before it."""
    row = rows[index]
    if index == 0 or row.after_blank or row.heading:
        return True
    before = rows[index - 1].text
    if is_resource(before):
        return True
    return margin is None and (
        before[-1] in ".!?)" or is_headline(before) or (before.count(",") >= 2 and ";" not in before)
    )


def _goes_on(row: Row, second: Row, third: Sequence[Row], titles: Titles, margin: int | None) -> bool:
    """Whether the title of a row ends in the second: a name after the type, or a line that was too long."""
    if begins_section(second.text) or LISTED.fullmatch(second.text):
        return False
    bracketed = second.text.removesuffix(".")
    if bracketed[:1] == "(" and bracketed[-1] == ")" and is_year(bracketed[1:-1]):
        return True
    typed, named = titles.pattern.search(row.text), NAME.search(row.text)
    if typed and not named and NAME.fullmatch(second.text):
        return True
    if named and not typed and titles.pattern.fullmatch(second.text):
        return True
    ends = not third or third[0].after_blank
    if margin is None or second.after_blank or not ends or second.text[-1] in ".;,":
        return False
    return len(row.text) + 1 + len(second.text.split(" ", 1)[0]) > margin - 8


def _is_body(entries: Sequence[Entry], row: Row) -> bool:
    """Whether a row that speaks of case reviews is a sentence of an entry, rather than a headline between two."""
    return bool(entries) and (len(row.text) > 200 or row.text[-1] in ";:" or begins_section(row.text))


def _joined(rows: Iterable[Row], margin: int | None) -> Iterator[Row]:
    """The rows of an entry as paragraphs: what only the margin parted is joined, and bullets are taken off."""
    pieces: list[str] = []
    links: list[tuple[str, str]] = []
    first: Row | None = None
    for row in rows:
        bullet = _BULLET.match(row.text)
        item = bullet is not None and bullet.end() < len(row.text)
        if item and margin and first and not first.bullet and _is_sentence_part(pieces, row):
            item = False
        if first and not item and not _is_parted(pieces[-1], row, margin):
            pieces.append(row.text)
            links += row.links
            continue
        if first:
            yield first._replace(text=_together(pieces), links=tuple(links))
        first = row._replace(bullet=item)
        links = list(row.links)
        pieces = [row.text[bullet.end() :] if bullet and item else row.text]
    if first:
        yield first._replace(text=_together(pieces), links=tuple(links))


def _is_parted(before: str, row: Row, margin: int | None) -> bool:
    """Whether a row begins a paragraph: the line before it ended, and was not merely full."""
    if margin is None or row.after_blank or row.heading or begins_section(row.text):
        return True
    return len(before) + 1 + len(row.text.split(" ", 1)[0]) <= margin - 10 and before[-1] in ".!?;:"


def _together(pieces: Sequence[str]) -> str:
    """Lines as one; after a hyphen that ends a word no space comes."""
    return "".join(piece if _ends_in_hyphen(piece) else f"{piece} " for piece in pieces).rstrip(" ")


def _is_sentence_part(pieces: Sequence[str], row: Row) -> bool:
    """Whether what looks like a bullet is a dash in the middle of a sentence that was wrapped."""
    return not row.after_blank and row.text[0] in "-–—" and pieces[-1][-1] not in ".;:"


def _ends_in_hyphen(text: str) -> bool:
    return len(text) > 1 and text[-1] == "-" and text[-2].isalpha()
