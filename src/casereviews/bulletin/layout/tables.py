"""Tables as text: a review a row, a row a part, or a point a row, each as headings with what stands under them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from ...model.sections import STATEMENTS
from ..cleaning.list_signs import BULLET
from ..cleaning.sheet import edited
from ..english import pattern
from ..facts import labelled
from ..source.lines import Line
from .headings import is_value, part_of, point_head
from .openings import told
from .rows import Row

_TITLE = pattern("label of a title", start="^", end=r"\s*:?$")
_FACT = pattern("label of a fact", start="^", end=r"\s*:?$")
_LONGEST_LABEL = 60
TOLD = "told"
"""The kind of a label whose value tells what happened, in a sentence."""
_LONGEST_TITLE = 160
_OF_THE_PART = "part"  # of points: the part of which the heading over a table is
_TO_BE_DONE = ("recommendations", "actions", _OF_THE_PART)
_COLUMNS_OF_A_PLAN = 3  # at least
_WORDY = 6  # words that the cells of a column have that are sentences
_OF_A_PLAN = pattern("column of a plan", start="^", end=r"\s*[:?]?$")
_OF_ANSWERS = pattern("column of answers", start="^", end=r"\s*[:?]?$")
_OF_COUNTS = pattern("first column of a plan", start="^", end=r"\s*[:?]?$")
_OF_OWNERS = pattern("column of owners", start="^", end=r"\s*[:?]?$")

REFERENCE = pattern("label of a reference", start="^", end=r"\s*:?$")
"""The label of what counts a review in a register."""
_SENTENCE = 5  # spaces that a sentence has at least

_OF_EVENTS = pattern("column of events", start="^", end=r"\s*[:?]?$")
_WORD = re.compile(r"\w+")
_MOST_WORDS = 20  # of a heading
_FEWEST_LISTED = 2  # headings of the page in a table of its contents
_COLUMNS_OF_EVENTS = 2  # at least

# What stands alone before the text of a point: `●`, `3.1`, `R2.`.
_MARKER = re.compile(
    r"[^\w\s]{1,3}|o|\(?(?:[A-Z][A-Za-z]{0,2}[ .]?)?\d{1,2}(?:\.\d{1,2}){0,2}[.):]?|\(?(?:[A-Za-z]|[ivx]{1,4})[.)]"
)

_Cells = dict[int, list[Line]]  # the lines of each cell of a row, by its column


def spread(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines of a page, those of its tables as headings and paragraphs.

    What a table of the page's contents gives of a review stands under its heading too.
    """
    lines = list(lines)
    headings = {name for line in lines if line.heading and not line.cell for name in _beginnings(line.single_spaced)}
    listed: dict[str, list[tuple[Line, Line]]] = {}
    for table, held in groupby(_with_table(lines), key=lambda item: item[0]):
        run = [line for _, line in held]
        if table:
            yield from _of_table(run, headings, listed)
            continue
        for line in run:
            yield line
            name = (
                next((name for name in _beginnings(line.single_spaced) if name in listed), "") if line.heading else ""
            )
            for label, value in listed.pop(name, ()):
                yield from lines_of_fact(label._replace(number=line.number), value._replace(number=line.number))


def _with_table(lines: Iterable[Line]) -> Iterator[tuple[int, Line]]:
    """Each line with the number of its table, 0 outside; an empty line belongs to what stands before it."""
    table = 0
    for line in lines:
        if line.text:
            table = line.cell.table if line.cell else 0
        yield table, line


def _of_table(
    run: Sequence[Line], headings: Collection[str], listed: dict[str, list[tuple[Line, Line]]]
) -> Iterator[Line]:
    """The lines of one table, of a page whose headings outside its tables begin with such words.

    What a table of contents gives of reviews is added to what is listed, by the first words of their headings.
    """
    rows: dict[int, _Cells] = {}
    for line in run:
        if line.cell and line.text.strip():
            rows.setdefault(line.cell.row, {}).setdefault(line.cell.column, []).append(line)
    table = list(rows.values())
    if _is_list(table):
        yield from _listed(table)
    elif _is_of_labels(table):
        yield from _labelled(table)
    elif _is_of_contents(table, headings):
        for cells in table:
            yield from _entry(cells, "Contents")
        listed |= _given(table, headings)
    elif _is_of_events(table):
        for cells in table[1:]:
            yield from _entry(cells, "Event")
    elif (made := _with_header(table)) is not None:
        yield from made
    else:
        yield from run


def _is_list(table: Sequence[_Cells]) -> bool:
    """Whether a table is a list: before the text of each row stands a sign, or what counts it, and nothing else."""
    items = table[1:] if _heads_list(table) else table
    return all(
        len(cells) == 2 and _MARKER.fullmatch(_text(cells, min(cells))) is not None and _text(cells, max(cells))
        for cells in items
    )


def _heads_list(table: Sequence[_Cells]) -> bool:
    """Whether the first row of a table names what counts the items of a list, and what they are."""
    labels = [_text(table[0], column) for column in sorted(table[0])]
    is_named = len(labels) == 2 and bool(part_of(Row(0, labels[0], True, heading=True)) or _OF_COUNTS.match(labels[0]))
    return len(table) > _FEWEST_LISTED and is_named and len(labels[1]) <= _LONGEST_LABEL and labels[1][-1] not in ".!?"


def _listed(table: Sequence[_Cells]) -> Iterator[Line]:
    """The items of a list; what a row has besides stays with it."""
    if _heads_list(table):
        yield from _entry(table[0], "Columns")
        table = table[1:]
    for cells in table:
        for line in cells[max(cells)]:
            yield from line_of_item(line)


def _is_of_labels(table: Sequence[_Cells]) -> bool:
    """Whether each row of a table is a part of a review, with its label before it."""
    labels = [_text(cells, 1) for cells in table if len(cells) == 2]
    known = sum(bool(kind_of(label)) for label in labels)
    return len(labels) > 1 and len(labels) * 4 >= len(table) * 3 and known * 2 >= len(labels)


def _labelled(table: Sequence[_Cells]) -> Iterator[Line]:
    """A table of labels as headings, each with what stands beside it."""
    named = [label for cells in table if kind_of(label := _text(cells, 1), _text(cells, 2)) == "title"]
    is_whole = any(kind_of(_text(cells, 1)) in (*STATEMENTS, "background") for cells in table)
    title = next((label for label in named if not REFERENCE.match(label)), named[0] if named and is_whole else None)
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
    kinds = _of_what_was_done(table[1:], header, kinds)
    return _points(table[1:], header, kinds) if any(kind in STATEMENTS for kind in kinds.values()) else None


def _of_what_was_done(
    table: Sequence[_Cells], header: Mapping[int, Line], kinds: dict[int, str | None]
) -> dict[int, str | None]:
    """The kinds of columns, those of answers to recommendations by what they have: `Agreed`, or what was done."""
    if "recommendations" not in kinds.values():
        return kinds
    wordy = {column for column in header if _words_of(table, column) >= _WORDY}
    made = {
        column: "fact" if _OF_ANSWERS.match(header[column].text) and column not in wordy else kind
        for column, kind in kinds.items()
    }
    if "actions" in made.values():
        return made
    done = [column for column in sorted(wordy) if _OF_ANSWERS.match(header[column].text)]
    return {**made, done[-1]: "actions"} if done else made


def _words_of(table: Sequence[_Cells], column: int) -> float:
    """How many words the cells of a column have, in the mean."""
    return sum(len(_text(cells, column).split()) for cells in table) / len(table)


def _is_of_events(table: Sequence[_Cells]) -> bool:
    """Whether the first row of a table names when and where something is held, and nothing of a review."""
    labels = [_text(table[0], column) for column in table[0]]
    named = {part_of(Row(0, label, True, heading=True)) for label in labels}
    are_of_events = sum(map(bool, map(_OF_EVENTS.match, labels))) >= _COLUMNS_OF_EVENTS
    return len(table) > 1 and are_of_events and named.isdisjoint((*STATEMENTS, "background"))


def _is_of_contents(table: Sequence[_Cells], headings: Collection[str]) -> bool:
    """Whether a table lists what the page has, and no points: half of its rows begin with words of its headings."""
    labels = [_text(table[0], column) for column in table[0]]
    if any(_OF_A_PLAN.match(label) or kind_of(label) in STATEMENTS for label in labels):
        return False
    names = [" ".join(_words(_text(cells, min(cells)))) for cells in table if len(cells) > 1]
    listed = sum(name in headings for name in names if len(name) > 1)
    return listed >= _FEWEST_LISTED and listed * 2 >= len(names)


def _given(table: Sequence[_Cells], headings: Collection[str]) -> dict[str, list[tuple[Line, Line]]]:
    """The facts that a table of contents gives under each of its names, as labels with their values."""
    found: dict[str, list[tuple[Line, Line]]] = {}
    for cells in table[1:]:
        name = " ".join(_words(_text(cells, min(cells))))
        facts = [
            (table[0][column][0], lines[0])
            for column, lines in sorted(cells.items())
            if column in table[0] and is_value(_text(table[0], column), _text(cells, column)) and len(lines) == 1
        ]
        if name in headings and facts:
            found[name] = facts
    return found


def _beginnings(heading: str) -> Iterator[str]:
    """The words with which a heading begins, one and more of them, without signs."""
    held = _words(heading)[:_MOST_WORDS]
    return (" ".join(held[:count]) for count in range(1, len(held) + 1))


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:_LONGEST_TITLE].casefold())


def _entry(cells: _Cells, label: str) -> Iterator[Line]:
    """What a row of such a table tells, as one fact behind a label."""
    first = next(iter(cells.values()))[0]
    text = "; ".join(_text(cells, column) for column in sorted(cells))
    yield from _paragraph([Line(first.number, ""), first._replace(text=f"{label}: {text}", links=(), heading=False)])


def _plan(table: Sequence[_Cells], header: dict[int, Line], kinds: dict[int, str | None]) -> Iterator[Line] | None:
    """A plan, one of whose columns has sentences and the others facts: points of the part in which the table stands."""
    wordy = [column for column in header if _words_of(table, column) >= _WORDY]
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
                    yield from (item._replace(owners=told) for item in line_of_item(line))
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
    kind = kind_of(label.text, lines[0].text) if len(lines) == 1 else None
    if kind == "fact" or (kind == "title" and REFERENCE.match(label.text)):
        yield from lines_of_fact(label, lines[0])
    elif kind == TOLD and part_of(Row(0, label.text, True, heading=True)) is None:
        yield from _paragraph([Line(label.number, ""), *lines])
    else:
        yield from lines_of_heading(label, label.text)
        yield from _paragraph(lines)


def lines_of_fact(label: Line, line: Line) -> Iterator[Line]:
    """A fact in the line of its label, apart from what stands around it."""
    yield Line(line.number, "")
    yield edited(line, 0, 0, f"{label.text.rstrip(' :')}: ")._replace(heading=False)
    yield Line(line.number, "")


def line_of_item(line: Line) -> Iterator[Line]:
    """A line as an item of a list."""
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


def kind_of(label: str, value: str = "") -> str | None:
    """What a label names: a part of a review, its title, a fact, or whom or what it tells of in a sentence."""
    label = label.rstrip(" :")
    if not 0 < len(label) <= _LONGEST_LABEL:
        return None
    if value and is_value(label, value):
        return "fact"
    if value and _tells(label, value):
        return TOLD
    if _TITLE.match(label):
        return "title"
    if _FACT.match(label):
        return "fact"
    return part_of(Row(0, label, True, heading=True)) or ("learning" if point_head(label) else None)


def _tells(label: str, value: str) -> bool:
    """Whether a label of children, or of what happened, has a sentence as its value."""
    is_sentence = value[-1] == "." and value.count(" ") >= _SENTENCE
    return labelled.is_of_event(label) or (is_sentence and labelled.is_of_children(label))


def _text(cells: _Cells, column: int, between: str = " ") -> str:
    return between.join(line.text for line in cells.get(column, ()))
