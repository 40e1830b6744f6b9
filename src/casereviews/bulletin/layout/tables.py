"""Tables as text: a review a row, a row a part, or a point a row, each as headings with what stands under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from ...model.sections import STATEMENTS
from ..cleaning.list_signs import BULLET
from ..cleaning.sheet import edited
from ..english import pattern
from ..source.lines import Line
from .headings import part_of, point_head
from .openings import told
from .rows import Row

_TITLE = pattern("label of a title", start="^", end=r"\s*:?$")
_FACT = pattern("label of a fact", start="^", end=r"\s*:?$")
_LONGEST_LABEL = 60
_LONGEST_TITLE = 160
_OF_THE_PART = "part"  # of points: the part of which the heading over a table is
_TO_BE_DONE = ("recommendations", "actions", _OF_THE_PART)
_COLUMNS_OF_A_PLAN = 3  # at least
_WORDY = 6  # words that the cells of a column have that are sentences
_OF_A_PLAN = pattern("column of a plan", start="^", end=r"\s*[:?]?$")
_OF_OWNERS = pattern("column of owners", start="^", end=r"\s*[:?]?$")

_OF_EVENTS = pattern("column of events", start="^", end=r"\s*[:?]?$")
_COLUMNS_OF_EVENTS = 2  # at least

# What stands alone before the text of a point: `●`, `3.1`, `R2.`.
_MARKER = re.compile(
    r"[^\w\s]{1,3}|o|\(?(?:[A-Z][A-Za-z]{0,2}[ .]?)?\d{1,2}(?:\.\d{1,2}){0,2}[.):]?|\(?(?:[A-Za-z]|[ivx]{1,4})[.)]"
)

_Cells = dict[int, list[Line]]  # the lines of each cell of a row, by its column


def spread(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines of a page, those of its tables as headings and paragraphs."""
    for table, held in groupby(_with_table(lines), key=lambda item: item[0]):
        run = [line for _, line in held]
        yield from _of_table(run) if table else run


def _with_table(lines: Iterable[Line]) -> Iterator[tuple[int, Line]]:
    """Each line with the number of its table, 0 outside; an empty line belongs to what stands before it."""
    table = 0
    for line in lines:
        if line.text:
            table = line.cell.table if line.cell else 0
        yield table, line


def _of_table(run: Sequence[Line]) -> Iterator[Line]:
    """The lines of one table."""
    rows: dict[int, _Cells] = {}
    for line in run:
        if line.cell and line.text.strip():
            rows.setdefault(line.cell.row, {}).setdefault(line.cell.column, []).append(line)
    table = list(rows.values())
    if _is_list(table):
        yield from _listed(table)
    elif _is_of_labels(table):
        yield from _labelled(table)
    elif _is_of_events(table):
        for cells in table[1:]:
            yield from _event(cells)
    elif (made := _with_header(table)) is not None:
        yield from made
    else:
        yield from run


def _is_list(table: Sequence[_Cells]) -> bool:
    """Whether a table is a list: before the text of each row stands a sign, or what counts it, and nothing else."""
    return all(
        len(cells) == 2 and _MARKER.fullmatch(_text(cells, min(cells))) is not None and _text(cells, max(cells))
        for cells in table
    )


def _listed(table: Sequence[_Cells]) -> Iterator[Line]:
    """The items of a list; what a row has besides stays with it."""
    for cells in table:
        for line in cells[max(cells)]:
            yield from _item(line)


def _is_of_labels(table: Sequence[_Cells]) -> bool:
    """Whether each row of a table is a part of a review, with its label before it."""
    labels = [_text(cells, 1) for cells in table if len(cells) == 2]
    known = sum(bool(kind_of(label)) for label in labels)
    return len(labels) > 1 and len(labels) * 4 >= len(table) * 3 and known * 2 >= len(labels)


def _labelled(table: Sequence[_Cells]) -> Iterator[Line]:
    """A table of labels as headings, each with what stands beside it."""
    title = next((label for cells in table if _TITLE.match(label := _text(cells, 1))), None)
    for cells in table:
        first, *rest = [lines for _, lines in sorted(cells.items())]
        value = [line for lines in rest for line in lines]
        if not value:
            yield from _paragraph(first)
        elif _text(cells, 1) == title and len(value) == 1:
            yield from lines_of_heading(value[0], value[0].text)
        else:
            yield from lines_of_part(first[0], value)


def _with_header(table: Sequence[_Cells]) -> Iterator[Line] | None:
    """A table whose first row names its columns: a review a row, or a point a row; None for any other."""
    if len(table) < 2 or len(table[0]) < 2 or any(len(lines) > 1 for lines in table[0].values()):
        return None
    header = {column: lines[0] for column, lines in table[0].items()}
    if any(len(line.text) > _LONGEST_LABEL for line in header.values()):
        return None
    kinds = {column: kind_of(line.text) for column, line in header.items()}
    if not any(kind in (*STATEMENTS, "background") for kind in kinds.values()):
        return _plan(table[1:], header, kinds)
    column = min(header)
    of_reviews = [cells for cells in table[1:] if _is_review(cells, column)]
    tells = "background" in kinds.values() and kinds[column] not in (*STATEMENTS, "background")
    if len(of_reviews) * 2 > len(table) - 1 or (tells and of_reviews):
        return _reviews(table[1:], header, column)
    return _points(table[1:], header, kinds) if any(kind in STATEMENTS for kind in kinds.values()) else None


def _is_of_events(table: Sequence[_Cells]) -> bool:
    """Whether the first row of a table names when and where something is held, and nothing of a review."""
    labels = [_text(table[0], column) for column in table[0]]
    named = {part_of(Row(0, label, True, heading=True)) for label in labels}
    are_of_events = sum(map(bool, map(_OF_EVENTS.match, labels))) >= _COLUMNS_OF_EVENTS
    return len(table) > 1 and are_of_events and named.isdisjoint((*STATEMENTS, "background"))


def _event(cells: _Cells) -> Iterator[Line]:
    """What a row of such a table tells, as one fact."""
    first = next(iter(cells.values()))[0]
    text = "; ".join(_text(cells, column) for column in sorted(cells))
    yield from _paragraph([Line(first.number, ""), first._replace(text=f"Event: {text}", links=(), heading=False)])


def _plan(table: Sequence[_Cells], header: dict[int, Line], kinds: dict[int, str | None]) -> Iterator[Line] | None:
    """A plan, one of whose columns has sentences and the others facts: points of the part in which the table stands."""
    lengths = {column: sum(len(_text(cells, column).split()) for cells in table) / len(table) for column in header}
    wordy = [column for column, length in lengths.items() if length >= _WORDY]
    if (
        len(header) < _COLUMNS_OF_A_PLAN
        or len(wordy) != 1
        or not any(_OF_A_PLAN.match(line.text) for line in header.values())
    ):
        return None
    return _points(table, header, {**kinds, wordy[0]: _OF_THE_PART})


def _is_review(cells: _Cells, column: int) -> bool:
    """Whether a row has a title, and tells of a child beside it."""
    title = _text(cells, column)
    rest = " ".join(line.text for key, lines in cells.items() if key != column for line in lines)
    return 0 < len(title) <= _LONGEST_TITLE and any(map(str.isalpha, title)) and told(rest) > 0


def _reviews(table: Sequence[_Cells], header: dict[int, Line], title: int) -> Iterator[Line]:
    """A review for each row, the columns as its parts."""
    for cells in table:
        for column, lines in sorted(cells.items()):
            if column == title:
                first = lines[0]._replace(is_title=len(cells) > 1)
                yield from lines_of_heading(first, " ".join(line.text for line in lines))
            elif column in header:
                yield from lines_of_part(header[column]._replace(number=lines[0].number), lines)
            else:
                yield from _paragraph(lines)


def _points(table: Sequence[_Cells], header: dict[int, Line], kinds: dict[int, str | None]) -> Iterator[Line]:
    """The columns one after the other: those of points as lists under their names, the others at the end.

    Who is to do something stands with it, and not among the others.
    """
    owners = [_owners(cells, header, kinds) for cells in table]
    for column in sorted(header, key=lambda column: kinds[column] not in (*STATEMENTS, _OF_THE_PART)):
        is_point = kinds[column] in (*STATEMENTS, _OF_THE_PART)
        if kinds[column] in STATEMENTS:
            yield from lines_of_heading(header[column], header[column].text)
        for cells, who in zip(table, owners, strict=True):
            told = tuple(who.values()) if kinds[column] in _TO_BE_DONE else ()
            for line in cells.get(column, ()):
                if is_point:
                    yield from (item._replace(owners=told) for item in _item(line))
                elif column not in who:
                    yield from lines_of_fact(header[column], line)
    for column in set().union(*table) - set(header):
        for cells in table:
            yield from _paragraph(cells.get(column, ()))


def _owners(cells: _Cells, header: Mapping[int, Line], kinds: Mapping[int, str | None]) -> dict[int, str]:
    """Who is to do what a row of a table asks, by the columns that tell it: `Lead: police`; none where it asks none."""
    if not any(kinds[column] in _TO_BE_DONE and _text(cells, column) for column in header):
        return {}
    return {
        column: f"{line.text.rstrip(' :?')}: {text}"
        for column, line in sorted(header.items())
        if kinds[column] not in _TO_BE_DONE and _OF_OWNERS.match(line.text) and (text := _text(cells, column, "; "))
    }


def lines_of_part(label: Line, lines: Sequence[Line]) -> Iterator[Line]:
    """A part under its label; a fact in the line of its label."""
    if _FACT.match(label.text) and len(lines) == 1:
        yield from lines_of_fact(label, lines[0])
    else:
        yield from lines_of_heading(label, label.text)
        yield from _paragraph(lines)


def lines_of_fact(label: Line, line: Line) -> Iterator[Line]:
    """A fact in the line of its label, apart from what stands around it."""
    yield Line(line.number, "")
    yield edited(line, 0, 0, f"{label.text.rstrip(' :')}: ")._replace(heading=False)
    yield Line(line.number, "")


def _item(line: Line) -> Iterator[Line]:
    if line.text.startswith(BULLET):
        yield line
    else:
        links = tuple((start + len(BULLET), end + len(BULLET), url) for start, end, url in line.links)
        yield line._replace(text=BULLET + line.text, links=links, heading=False)


def lines_of_heading(line: Line, text: str) -> Iterator[Line]:
    """A line as a heading with some text, apart from what stands around it."""
    yield Line(line.number, "")
    yield line._replace(text=text, heading=True, links=() if text != line.text else line.links)
    yield Line(line.number, "")


def _paragraph(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        yield line
        yield Line(line.number, "")


def kind_of(label: str) -> str | None:
    """What a label names: a part of a review, its title, or a fact."""
    if not 0 < len(label) <= _LONGEST_LABEL:
        return None
    if _TITLE.match(label):
        return "title"
    if _FACT.match(label):
        return "fact"
    return part_of(Row(0, label, True, heading=True)) or ("learning" if point_head(label) else None)


def _text(cells: _Cells, column: int, between: str = " ") -> str:
    return between.join(line.text for line in cells.get(column, ()))
