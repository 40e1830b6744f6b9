"""Registers above the reviews of a page, which tell when each was published: `Child K | Rapid review | May 2031`.

What one tells of a review is moved to the review of that name, as facts under its title, which is known as one by it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ...text import fold
from ..english import pattern
from ..source.lines import Line
from .headings import is_fact
from .names import is_common, is_name
from .publication import of_date, of_fact, said_in
from .rows import BULLET
from .tables import kind_of
from .titles import SENTENCE, Titles

_FEWEST = 2  # lines of a register that is no table
_LONGEST = 120  # characters of such a line
_LONGEST_TITLE = 160
_ABOVE = 12  # lines above a register that may say that its dates are those of publication
_UNDER = 5  # lines under a title among which it may have its own date
_PUBLISHED = pattern("published", "date of a report", end="")
_PUBLISHING = pattern("published", end="")
_BETWEEN = re.compile(r" ?(?:[:|–—()]|(?<= )-(?= )|,(?= )) ?")
_PERHAPS = ("date", "dates", "when", "")  # what heads a column of dates that says no more


class _Listed(NamedTuple):
    """A line or a row of a register."""

    indices: Sequence[int]
    """Those of its lines that tell what is moved."""
    name: str
    facts: list[Line]


def moved(lines: Sequence[Line], titles: Titles) -> Sequence[Line]:
    """The lines of a page, what a register tells of each review under the title of that."""
    listed = _joined(one for run in _runs(lines, titles) for one in run)
    if not listed:
        return lines
    under = _titles_below(lines, {one.name: one.indices[-1] for one in listed}, titles)
    held = {one.name: one for one in listed if one.name in under and not _has_date(lines, under[one.name])}
    gone = {index for one in held.values() for index in one.indices}
    headings = {under[name] for name in held}
    facts = {_end_of_title(lines, under[name], titles): one.facts for name, one in held.items()}
    made: list[Line] = []
    for index, line in enumerate(lines):
        if index not in gone:
            made.append(line._replace(heading=True) if index in headings else line)
        for fact in facts.get(index, ()):
            made += [Line(fact.number, ""), fact, Line(fact.number, "")]
    return made


def _runs(lines: Sequence[Line], titles: Titles) -> Iterator[list[_Listed]]:
    """The registers of a page, each of whose names it has once."""
    for table, held in groupby(_with_table(lines), key=lambda item: item[0]):
        indices = [index for _, index in held]
        yield from [_once(_of_table(lines, indices, titles))] if table else _of_lines(lines, indices, titles)


def _with_table(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The index of each line that has text, with the number of its table, 0 outside."""
    for index, line in enumerate(lines):
        if line.text.strip():
            yield line.cell.table if line.cell else 0, index


def _of_lines(lines: Sequence[Line], indices: Sequence[int], titles: Titles) -> Iterator[list[_Listed]]:
    """The registers among some lines: those with dates that follow each other."""
    run: list[_Listed] = []
    for index in [*indices, None]:
        dated = None if index is None or lines[index].heading else _dated(lines[index].single_spaced)
        if index is not None and dated:
            date, rest = dated
            told = _told(rest, titles)
            run += [_Listed([index], told[0], _facts(lines[index], f"Published: {date}", *told[1:]))] if told else []
        else:
            if len(run) >= _FEWEST and _says_published(lines, run[0].indices[0]):
                yield _once(run)
            run = []


def _once(run: Iterable[_Listed]) -> list[_Listed]:
    """The lines of a register whose names no other has."""
    held = list(run)
    names = Counter(one.name for one in held)
    return [one for one in held if names[one.name] == 1]


def _joined(listed: Iterable[_Listed]) -> list[_Listed]:
    """The lines of all registers, those of one name as one: what they tell otherwise is to be checked."""
    made: dict[str, _Listed] = {}
    for one in listed:
        known = made.get(one.name, one._replace(indices=(), facts=[]))
        new = [fact for fact in one.facts if fact.text not in [other.text for other in known.facts]]
        made[one.name] = known._replace(indices=[*known.indices, *one.indices], facts=[*known.facts, *new])
    return list(made.values())


def _says_published(lines: Sequence[Line], index: int) -> bool:
    """Whether a register, or a line above it, says that its dates are those of publication."""
    above = lines[max(0, index - _ABOVE) : index + 1]
    return any(_PUBLISHING.search(line.text) for line in above)


def _dated(text: str) -> tuple[str, str] | None:
    """The date of a line that has one beside other words, and these: `Child K – published May 2031`."""
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    bullet = BULLET.match(text)
    text = text[bullet.end() :] if bullet else text
    if said := said_in(text):
        date, rest = text[said.start : said.end], text.replace(said.words, "")
    else:
        pieces = _BETWEEN.split(text)
        dates = [piece for piece in pieces if of_date(piece)]
        if len(dates) != 1:
            return None
        date, rest = dates[0], ": ".join(piece for piece in pieces if piece != dates[0])
    return date, rest.strip(" ,;:|–—-()")


def _told(text: str, titles: Titles) -> list[str] | None:
    """The name that a line or a cell of a register has, folded, with what else it tells, as facts; None for more."""
    if not text or len(text) > _LONGEST or SENTENCE.search(text):
        return None
    title = titles.read(text)
    spans = [span for span in (title.name_span, title.type_span, title.area_span) if span]
    rest = "".join(letter for place, letter in enumerate(title.text) if not any(a <= place < b for a, b in spans))
    if not is_name(title.name) or (title.name_span and not is_common(rest)):
        return None
    kind = [f"Type of review: {title.text[slice(*title.type_span)]}"] if title.type_span else []
    area = [f"Area: {title.area}"] if title.area_span else []
    return [fold(title.name), *kind, *area]


def _facts(line: Line, *texts: str) -> list[Line]:
    return [Line(line.number, text) for text in texts]


def _of_table(lines: Sequence[Line], indices: Sequence[int], titles: Titles) -> Iterator[_Listed]:
    """The rows of a table that tells when reviews were published; none of any other."""
    rows = [list(row) for _, row in groupby(indices, key=lambda index: _place(lines[index])[0])]
    header = {_place(lines[index])[1]: lines[index].single_spaced for index in rows[0]}
    is_headed = not any(map(of_date, header.values()))
    labels = header if is_headed else {}
    if any(kind_of(label) not in ("title", "fact", None) for label in labels.values()):
        return
    for row in rows[is_headed:]:
        cells = {_place(lines[index])[1]: index for index in row}
        if len(cells) < len(row):  # a cell of several lines
            continue
        date = _date_column(lines, cells, labels, rows[0][0])
        column = next((one for one in sorted(cells) if one != date), None)
        if date is None or column is None or not (told := _told(lines[cells[column]].single_spaced, titles)):
            continue
        name, *more = told
        facts = {cells[date]: f"Published: {lines[cells[date]].single_spaced}"}
        for other in sorted(cells.keys() - {date, column}):
            if fact := _labelled(labels.get(other, ""), lines[cells[other]].single_spaced, titles):
                facts[cells[other]] = fact
        yield _Listed([cells[column], *facts], name, _facts(lines[cells[column]], *facts.values(), *more))


def _labelled(label: str, text: str, titles: Titles) -> str | None:
    """What else a cell tells of a review, as a fact: by the label of its column, or a type of review."""
    if is_fact(fact := f"{label.rstrip(' :')}: {text}") and kind_of(label) == "fact":
        return fact
    return f"Type of review: {text}" if titles.is_nameless(text) and titles.type_of(text) else None


def _date_column(lines: Sequence[Line], cells: dict[int, int], labels: dict[int, str], first: int) -> int | None:
    """The column of a row that tells when a review was published."""
    dates = [column for column, index in sorted(cells.items()) if of_date(lines[index].single_spaced)]
    said = [column for column in dates if _PUBLISHED.search(labels.get(column, ""))]
    if said:
        return said[0]
    is_likely = len(dates) == 1 and labels.get(dates[0], "").casefold().strip(" :") in _PERHAPS
    return dates[0] if is_likely and _says_published(lines, first) else None


def _place(line: Line) -> tuple[int, int]:
    """The row and the column of a line in its table."""
    return (line.cell.row, line.cell.column) if line.cell else (0, 0)


def _titles_below(lines: Sequence[Line], names: dict[str, int], titles: Titles) -> dict[str, int]:
    """The first title of each name below its line of the register; names have the indices of those."""
    found: dict[str, int] = {}
    for index in range(min(names.values()) + 1, len(lines)):
        line = lines[index]
        text = line.single_spaced
        if not 0 < len(text) <= _LONGEST_TITLE or line.cell:
            continue
        if not (line.heading or titles.is_title(text) or fold(text) in names):
            continue
        name = fold(titles.read(text).name)
        if index > names.get(name, index):
            found.setdefault(name, index)
    return found


def _has_date(lines: Sequence[Line], index: int) -> bool:
    """Whether a line under a title tells when the review was published."""
    under = [line.single_spaced for line in lines[index + 1 : index + 1 + 2 * _UNDER] if line.text][:_UNDER]
    return any(of_fact(text) for text in under if is_fact(text) or of_date(text))


def _end_of_title(lines: Sequence[Line], index: int, titles: Titles) -> int:
    """The last line of a title, whose type may stand under it."""
    below = next((place for place in range(index + 1, min(index + 3, len(lines))) if lines[place].text), None)
    text = lines[below].single_spaced if below is not None else ""
    return below if below is not None and len(text) <= _LONGEST_TITLE and titles.is_nameless(text) else index
