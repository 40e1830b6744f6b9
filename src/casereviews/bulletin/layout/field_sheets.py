"""Records that stand as labels and values in lines of their own, as a register or a database prints them.

REF ........: LR10
TITLE ......: Danika
SUMMARY ....: In June Danika was found
              by the police.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..cleaning.sheet import edited
from ..source.lines import Line
from .tables import REFERENCE, TOLD, kind_of, line_of_item, lines_of_fact, lines_of_heading, lines_of_part

# A label with the dots that lead to its value, or another sign, and its number: `TITLE ......: Danika`, `2. Type =`.
_FIELD = re.compile(
    r"\s{0,8}(?:\(?\d{1,2}[.)]\s{1,3})?(?P<label>[A-Z][\w’'/&()-]{0,24}(?: [\w’'/&()-]{1,24}){0,5})"
    r"(?:\s{0,30}(?P<leaders>(?:[.…·_] ?){3,80})\s{0,4}(?P<colon>:)?"
    r"|\s{0,30}[.…·_]{1,2}:|\s{0,30}[:=](?![:=])|\s{1,30}\||\t)"
    r"(?:\s{0,40}(?P<value>\S.*))?$"
)
_PAGE = re.compile(r"\d{1,3}|[ivx]{1,5}")  # what dots lead to in a table of contents
_ITEM = re.compile(r"(?:[•·▪◦●*–-]|\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)]|[A-Z]{1,3}\d{1,2}[.):]?)\s")
_FEWEST = 3  # labels of a record
_NEAR = 8  # lines, from one label that has its value under it to the next
_LONGEST_VALUE = 80  # characters of such a value
_NO_PART = ("title", "fact", TOLD, None)


class Unfolded(NamedTuple):
    """The lines of a file whose records are read."""

    lines: Sequence[Line]
    records: frozenset[int] = frozenset()
    """The numbers of the lines in which the titles of records stand."""


class _Field(NamedTuple):
    """A label with its value."""

    label: Line
    """With nothing but the label as its text."""
    value: list[Line]
    whole: list[Line]
    """The lines as they stand there."""
    indent: int
    """How far in the label stands."""
    has_leaders: bool
    kind: str | None
    """The part, `title`, `fact` or `told`; None for a label that is none of them."""


def unfolded(lines: Sequence[Line]) -> Unfolded:
    """The lines of a file, each record of labels and values as a title with its facts and parts under it."""
    lines = _with_values_beside(lines)
    runs = list(_runs(_blocks(lines)))
    titles = [title for run in runs if isinstance(run, list) and (title := _title_of(run))]
    if not titles:
        return Unfolded(lines)
    width = max(len(line.text) for run in runs if isinstance(run, list) for field in run for line in field.value)
    made = [line for run in runs for line in (_heading(run) if isinstance(run, Line) else _lines_of(run, width))]
    return Unfolded(made, frozenset(title.value[0].number for title in titles))


def _with_values_beside(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, those that are the value of the label in the line above beside it: several labels, near each other."""
    lines = _without_colons(lines)
    pairs = [index for index, (line, after) in enumerate(pairwise(lines)) if _is_pair(line, after)]
    near = {
        index
        for first, second in pairwise(pairs)
        if second - first <= _NEAR and second > first + 1
        for index in (first, second)
    }
    near -= {index for index in near if not near & {index - 2, index + 2} and _names_title(lines[index])}
    made: list[Line] = []
    for index, line in enumerate(lines):
        if index in near:
            made += list(lines_of_fact(line, lines[index + 1]))
        elif index - 1 not in near:
            made.append(line)
    return made if near else lines


def _is_pair(line: Line, after: Line) -> bool:
    """Whether a line is the label of a fact or a title and nothing else, and the next its value."""
    texts = (line.single_spaced, after.single_spaced)
    return (
        not any(one.heading or one.cell for one in (line, after))
        and 0 < len(texts[1]) <= _LONGEST_VALUE
        and kind_of(texts[0], texts[1]) in ("fact", "title")
        and kind_of(texts[1]) not in ("fact", "title")
    )


def _names_title(line: Line) -> bool:
    """Whether a line is the label of a title, which may as well be the heading of a part: `The child`."""
    return kind_of(line.single_spaced) == "title"


def _without_colons(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without those that have nothing but the colon of the label before them."""
    kept = [
        line for before, line in pairwise([Line(0, ""), *lines]) if line.text.strip() != ":" or not before.text.strip()
    ]
    return lines if len(kept) == len(lines) else kept


def _heading(line: Line) -> Iterable[Line]:
    """A line that is no field; as a heading where it is a label in capitals that has no value beside it."""
    text = line.text.strip(" :.").capitalize()
    is_label = line.text.isupper() and not line.cell and kind_of(text) not in _NO_PART
    return lines_of_heading(line, text) if is_label else [line]


def _blocks(lines: Iterable[Line]) -> Iterator[_Field | Line]:
    """The fields of a file, each with the lines in which its value goes on, and its other lines."""
    open_field: _Field | None = None
    for line in lines:
        found = _field_of(line)
        if open_field and _goes_on(open_field, line, found):
            open_field.value.append(_stripped(line))
            open_field.whole.append(line)
            continue
        if open_field:
            yield _with_kind(open_field)
        open_field = found
        if not open_field:
            yield line
    if open_field:
        yield _with_kind(open_field)


def _goes_on(field: _Field, line: Line, found: _Field | None) -> bool:
    """Whether a line goes on the value of a field: it stands farther in than the label, and has no known label."""
    is_inner = bool(line.text.strip()) and _indent(line) > field.indent
    return is_inner and not line.cell and not line.heading and not (found and found.kind in ("title", "fact"))


def _with_kind(field: _Field) -> _Field:
    """A field whose value is whole, with the kind that it has by label and value."""
    return field._replace(kind=kind_of(field.label.text, _joined(field.value).text)) if field.value else field


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _field_of(line: Line) -> _Field | None:
    """The field that a line is; None for a line of a table of contents, or one of several cells."""
    found = None if line.cell or line.heading else _FIELD.match(line.text)
    is_page = found and found["leaders"] and not found["colon"] and _PAGE.fullmatch(found["value"] or "")
    if not found or is_page or _is_row(line.text):
        return None
    text = found["value"]
    value = [_stripped(edited(line, 0, found.start("value")))] if text else []
    words = found["label"].capitalize() if found["label"].isupper() else found["label"]
    label = line._replace(text=words, links=())
    return _Field(label, value, [line], _indent(line), bool(found["leaders"]), kind_of(words, text or ""))


def _runs(blocks: Iterable[_Field | Line]) -> Iterator[list[_Field] | Line]:
    """The fields that follow each other, and every other line.

    Another record begins where a label comes again, or with a title after parts.
    """
    run: list[_Field] = []
    labels: set[str] = set()
    has_parts = False
    blank: list[Line] = []
    for block in blocks:
        if isinstance(block, Line) and run and not block.text.strip():
            blank.append(block)
            continue
        if run and (isinstance(block, Line) or block.label.text in labels or (block.kind == "title" and has_parts)):
            yield run
            yield from blank
            run, labels, has_parts, blank = [], set(), False, []
        if isinstance(block, Line):
            yield block
        else:
            run.append(block)
            labels.add(block.label.text)
            has_parts = has_parts or block.kind not in _NO_PART
            blank = []
    if run:
        yield run
        yield from blank


def _title_of(run: Sequence[_Field]) -> _Field | None:
    """The field that is the title of a record: one that names it, or else its reference."""
    if sum(field.kind is not None for field in run) < _FEWEST:
        return None
    titles = [field for field in run if field.kind == "title" and field.value]
    named = (field for field in titles if not REFERENCE.match(field.label.text))
    return next(named, None) or next(iter(titles), None)


def _lines_of(run: Sequence[_Field], width: int) -> Iterator[Line]:
    """The lines of a record; fields without a title stay as they were, unless dots lead to their values."""
    title = _title_of(run)
    if not title and not any(field.has_leaders for field in run):
        yield from (line for field in run for line in field.whole)
        return
    if title:
        yield from lines_of_heading(title.value[0], _joined(title.value).text)
    for field in sorted(run, key=lambda field: field.kind not in _NO_PART):
        if field is title:
            continue
        if field.kind == TOLD:
            yield from lines_of_part(field.label, [_joined(field.value)])
        elif field.kind in _NO_PART:
            yield from lines_of_fact(field.label, _joined(field.value or [field.label._replace(text="")]))
        else:
            yield from lines_of_part(field.label, list(_with_items(_paragraphs(field.value, width))))


def _with_items(paragraphs: Iterable[Line]) -> Iterator[Line]:
    """The paragraphs of a value, of which the rows of a plan are items."""
    for line in paragraphs:
        yield from line_of_item(line) if _is_row(line.text) else [line]


def _paragraphs(value: Sequence[Line], width: int) -> Iterator[Line]:
    """The paragraphs and items of a value that was wrapped at a width."""
    open_line: Line | None = None
    last = ""
    for line in value:
        had_room = len(last) + 1 + len(line.text.split(" ", 1)[0]) <= width
        is_item = _ITEM.match(line.text) or _is_row(line.text) or _is_row(last)
        if open_line and not is_item and not (had_room and last[-1:] in tuple(".!?;")):
            open_line = _joined([open_line, line])
        else:
            if open_line and any(map(str.isalnum, open_line.text)):
                yield open_line
            open_line = line
        last = line.text
    if open_line and any(map(str.isalnum, open_line.text)):
        yield open_line


def _is_row(text: str) -> bool:
    """Whether bars part a line into several cells."""
    return text.count(" | ") > 1


def _stripped(line: Line) -> Line:
    """A line without the spaces around its text, with its links."""
    return edited(line, 0, len(line.text) - len(line.text.lstrip()))._replace(text=line.text.strip())


def _joined(value: Sequence[Line]) -> Line:
    """The lines of a value as one, with their links."""
    links: list[tuple[int, int, str]] = []
    shift = 0
    for line in value:
        links += [(start + shift, end + shift, href) for start, end, href in line.links]
        shift += len(line.text) + 1
    return value[0]._replace(text=" ".join(line.text for line in value), links=tuple(links))
