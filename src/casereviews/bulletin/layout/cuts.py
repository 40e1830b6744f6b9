"""The ways to cut a page into reviews, of which the best is taken."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..english import YEAR, pattern, sentences
from .headings import could_be_heading, is_fact, part_of
from .headline import is_headline
from .names import PSEUDONYM, QUOTES, is_board, is_common, is_name
from .openings import brings_in, told
from .rows import Row
from .starts import is_listed, is_page_name, is_under_name, is_word, known_titles, may_begin
from .title_pieces import cased
from .titles import OF_ADULT, Titles, without_number
from .weighing import Cut, Scales

KNOWN = "the titles that bulletins have"
_LEAST = 0.5  # that the best way weighs, or the page holds no review
_UNCLEAR = -1.0  # what a title is worth that alone makes no review
_NEAR = 1.0  # by which a second way that is no better weighs less
_NOTHING = -5.0  # what a line is worth that is no title
_PLAIN = -3.0  # and an item of a list
_ENDS = ".!?"  # of sentences
_SHORT = 60  # characters of a paragraph that tells nothing
_LONGEST = 240  # and of the sentence that is the title of one
_MOST_LINES = 12
_MOST_ROWS = 5  # of a title on a cover, with the row after it
_FIRST_ROWS = 12  # among which the title of a page stands
_REVIEW = pattern("of a review")
_YEAR = re.compile(rf"\b{YEAR}\b")
_COUNT = re.compile(r"(\d{1,2})[.)]? (?=\S)")  # the number of a heading


class Choice(NamedTuple):
    """The best way to cut a page, and what is to be said of it."""

    cut: Cut
    second: Cut | None = None
    """Another way that is nearly as good, and gives another number of reviews."""


def choose(rows: Sequence[Row], titles: Titles, margin: int | None) -> Choice:
    """The best way to cut a page; one without titles where the page tells of no review."""
    choice = _best(rows, titles, margin)
    cut = choice.cut._replace(starts=_without_chapters(choice.cut.starts, rows, titles))
    cut = _with_slogan(_with_cover(cut, rows, titles), rows, titles)
    choice = choice._replace(cut=_with_rows(_with_headings(cut, rows, titles), rows))
    adults = _of_adults(rows, margin)
    return choice._replace(cut=choice.cut._replace(starts={**adults, **choice.cut.starts})) if adults else choice


def of_records(rows: Sequence[Row], records: frozenset[int]) -> Choice | None:
    """The cut of a register, which says itself where its records begin; None where it has fewer than two."""
    starts = {index: row.text for index, row in enumerate(rows) if row.heading and row.number in records}
    return Choice(Cut("the records of the register", starts)) if len(starts) > 1 else None


def _best(rows: Sequence[Row], titles: Titles, margin: int | None) -> Choice:
    known = Cut(KNOWN, known_titles(rows, titles, margin))
    scales = Scales(rows, titles, known.starts)
    if scales.is_whole(known):
        return Choice(known)
    ways = [cut for cut in _ways(rows, known, scales, margin) if cut.starts]
    weighed = sorted(((scales.weigh(cut), -place) for place, cut in enumerate(ways)), reverse=True)
    if not weighed or weighed[0][0] < _LEAST:
        if (whole := _whole_page(rows, scales)) and _is_of_one(whole, scales):
            return Choice(whole)
        clear = {index: title for index, title in known.starts.items() if scales.worth(title) > _UNCLEAR}
        return Choice(known._replace(starts=clear))
    (best, place), *others = weighed
    cut = ways[-place]
    near = [scales.pruned(ways[-other]) for weight, other in others if best - weight <= _NEAR]
    return Choice(cut, next((other for other in near if len(other.starts) != len(cut.starts)), None))


def _ways(rows: Sequence[Row], known: Cut, scales: Scales, margin: int | None) -> Iterator[Cut]:
    """Each way that may be the right one."""
    lines = [index for index in range(len(rows)) if _may_be_title(rows, index, scales, margin)]
    telling = {
        start: rows[start].text for start, end in pairwise([*lines, len(rows)]) if told(scales.opening(start + 1, end))
    }
    clear = {index: title for index, title in known.starts.items() if scales.worth(title) > _PLAIN}
    further = _without_chapters({**telling, **clear}, rows, scales.titles)
    telling = {index: title for index, title in telling.items() if index in further}
    yield known
    yield scales.refined(known, telling)
    yield scales.pruned(Cut("the headings under which a child is told of", telling))
    yield scales.refined(Cut("its titles, and the headings under which a child is told of", further), {})
    for shape, held in _by_shape(rows, lines, scales.titles).items():
        yield scales.refined(Cut(f"its lines with {shape}", {index: rows[index].text for index in held}), further)
    yield Cut("the paragraphs that begin with a child", _paragraphs(rows, scales.titles), in_text=True)
    if whole := _whole_page(rows, scales):
        yield whole


def _without_chapters(found: Mapping[int, str], rows: Sequence[Row], titles: Titles) -> dict[int, str]:
    """Lines that may be titles but those that are counted and name nobody, of which the one counted before is none."""
    counted: dict[int, int] = {}  # the last line with each number
    kept: dict[int, str] = {}
    for index, row in enumerate(rows):
        number = _COUNT.match(row.text) if could_be_heading(row) else None
        before = counted.get(int(number[1]) - 1) if number else None
        if index in found and (before is None or before in kept or titles.worth(found[index]) > _UNCLEAR):
            kept[index] = found[index]
        if number:
            counted[int(number[1])] = index
    return kept


def _with_rows(cut: Cut, rows: Sequence[Row]) -> Cut:
    """A cut with every row of a table as a review where one is, though it tells of nobody, or of an adult."""
    of_tables = {index: row.text for index, row in enumerate(rows) if row.is_title}
    has_table = not of_tables.keys().isdisjoint(cut.starts) and not cut.in_text
    return cut._replace(starts={**of_tables, **cut.starts}) if has_table else cut


def _of_adults(rows: Sequence[Row], margin: int | None) -> dict[int, str]:
    """The titles of reviews of adults, which end what is told of a child: by their words, or by a fact under them."""
    found: dict[int, str] = {}
    start = 0  # of the lines of facts, or the line itself
    for index, row in enumerate(rows):
        start = start if is_fact(row.text) else index
        if not could_be_heading(row) or not OF_ADULT.search(row.text):
            continue
        if could_be_heading(rows[start]) and may_begin(rows, start, margin) and not is_fact(rows[start].text):
            found[start] = rows[start].text
    return found


def _may_be_title(rows: Sequence[Row], index: int, scales: Scales, margin: int | None) -> bool:
    """Whether a row may be the title of a review, whatever it says."""
    row = rows[index]
    return (
        index + 1 < len(rows)
        and scales.may_be_title(index)
        and not is_fact(row.text)
        and not is_under_name(rows, index, scales.titles)
        and not is_page_name(rows, index)
        and not is_listed(rows, index)
        and not is_word(rows, index)
        and (may_begin(rows, index, margin) or could_be_heading(rows[index - 1]))
        and scales.worth(row.text) > (_NOTHING if row.heading or without_number(row.text) == row.text else _PLAIN)
        and not _goes_on(row, rows[index + 1], margin)
    )


def _goes_on(row: Row, after: Row, margin: int | None) -> bool:
    """Whether a row is the first line of a paragraph rather than a heading."""
    if row.heading or after.after_blank:
        return False
    return after.text[0].islower() or (margin is not None and len(row.text) > margin - 20)


_SHAPES: dict[str, Callable[[Row, Titles], bool]] = {
    "the mark of a heading": lambda row, titles: row.heading,
    "a kind of review": lambda row, titles: titles.pattern.search(row.text) is not None,
    "a pseudonym": lambda row, titles: titles.worth(row.text) >= 1.5,
    "a year": lambda row, titles: _YEAR.search(row.text) is not None,
    "a number": lambda row, titles: row.text[:1].isdigit(),
    "a quotation": lambda row, titles: row.text[0] in "“‘\"'",
    "capitals alone": lambda row, titles: row.text.isupper(),
}


def _by_shape(rows: Sequence[Row], lines: Sequence[int], titles: Titles) -> dict[str, list[int]]:
    """The lines that may be titles, by what they have in common."""
    found = defaultdict[str, list[int]](list)
    for index in lines:
        for name, has in _SHAPES.items():
            if has(rows[index], titles):
                found[name].append(index)
    return found


def _paragraphs(rows: Sequence[Row], titles: Titles) -> dict[int, str]:
    """The paragraphs that begin with a child, each as its own title."""
    found: dict[int, str] = {}
    spoken = ""  # of whom the paragraphs before say that there is a review
    for index, row in enumerate(rows):
        if not row.after_blank or row.heading or len(row.text) <= _SHORT:
            continue
        text = _paragraph(rows, index)
        if spoken and spoken in text and told(text) == 2:
            found[index], spoken = spoken, ""
            continue
        spoken = titles.in_prose(text) or spoken
        if brings_in(text):
            found[index] = titles.in_prose(text) or _first_sentence(text)
        elif told(text) == 2 and (name := titles.in_prose(text)):
            found[index] = name
    named = any(title[-1] not in _ENDS for title in found.values())
    return found if named or len(found) > 1 else {}


def _first_sentence(text: str) -> str:
    """The first sentence of a paragraph, or as much of it as a title may have."""
    first = sentences(text)[0]
    return first if len(first) <= _LONGEST else (first[:_LONGEST].rpartition(" ")[0] or first[:_LONGEST]).strip()


def _paragraph(rows: Sequence[Row], index: int) -> str:
    """The paragraph that begins with a row, whose lines may have been wrapped."""
    texts = [rows[index].text]
    for row in rows[index + 1 : index + _MOST_LINES]:
        if row.after_blank or row.heading:
            break
        texts.append(row.text)
    return " ".join(texts)


def _with_cover(cut: Cut, rows: Sequence[Row], titles: Titles) -> Cut:
    """A cut into one review with the whole of its title, where a cover has it in several lines."""
    index = min(cut.starts, default=_FIRST_ROWS)
    if (
        len(cut.starts) > 1
        or cut.in_text
        or cut.more
        or index >= _FIRST_ROWS
        or not titles.is_nameless(cut.starts[index])
    ):
        return cut
    start, end = _cover(rows, index, titles)
    if start == end and index and _names_a_child(rows[index - 1], titles):
        return cut._replace(starts={index - 1: rows[index - 1].text})
    if start == end:
        return cut
    title = " – ".join(row.text for row in rows[start : end + 1])
    return cut._replace(starts={start: title}, more=frozenset(range(start + 1, end + 1)))


def _with_slogan(cut: Cut, rows: Sequence[Row], titles: Titles) -> Cut:
    """A cut into one review with the heading over its title, where that names nobody, or only a part."""
    index = min(cut.starts, default=len(rows))
    if len(cut.starts) != 1 or cut.in_text or cut.more or index >= _FIRST_ROWS:
        return cut
    title = cut.starts[index]
    is_part = part_of(rows[index]) is not None and not titles.pattern.search(title)
    if not (titles.is_nameless(title) or is_part):
        return cut
    over = (place for place in range(index - 1, -1, -1) if _is_slogan(rows, place, titles))
    return cut._replace(starts={place: rows[place].text}) if (place := next(over, None)) is not None else cut


def _with_headings(cut: Cut, rows: Sequence[Row], titles: Titles) -> Cut:
    """A cut with each heading for a title that stands over a line with nothing but a type and a date."""
    if cut.in_text or cut.more:
        return cut
    starts = {
        index - 1 if _is_under_heading(cut, index, rows, titles) else index: title
        for index, title in cut.starts.items()
    }
    return cut._replace(
        starts={index: title if index in cut.starts else rows[index].text for index, title in starts.items()}
    )


def _is_under_heading(cut: Cut, index: int, rows: Sequence[Row], titles: Titles) -> bool:
    """Whether a title is a line with nothing but a type and a date, under a heading that may be the title itself."""
    if not index or index - 1 in cut.starts or rows[index].heading or cut.starts[index] != rows[index].text:
        return False
    return rows[index - 1].heading and titles.is_nameless(rows[index].text) and _is_slogan(rows, index - 1, titles)


def _is_slogan(rows: Sequence[Row], index: int, titles: Titles) -> bool:
    """Whether a heading, or a line in capitals or quotation marks, may be what a review is called."""
    text = rows[index].text
    return (
        (rows[index].heading or text.isupper() or text[0] in QUOTES)
        and could_be_heading(rows[index])
        and not (part_of(rows[index]) or is_fact(text) or is_page_name(rows, index) or is_headline(text))
        and not (is_common(cased(text)) or is_board(cased(text)) or titles.is_nameless(text))
    )


def _names_a_child(row: Row, titles: Titles) -> bool:
    """Whether a heading is a title that has a name, over a line that has none: `7 minute briefing: Kit`."""
    title = titles.read(row.text)
    return row.heading and title.name_span is not None and is_name(title.name) and titles.worth(row.text) > 0


def _whole_page(rows: Sequence[Row], scales: Scales) -> Cut | None:
    """The page as one review, if it tells of a review: its title is the best of its first lines."""
    first = [
        index
        for index, row in enumerate(rows[:_FIRST_ROWS])
        if could_be_heading(row) and not (scales.parts[index] or is_fact(row.text) or is_page_name(rows, index))
    ]
    if not first:
        return None
    best = max(first, key=lambda index: (scales.worth(rows[index].text), rows[index].heading, -index))
    start, end = _cover(rows, best, scales.titles)
    title = " – ".join(row.text for row in rows[start : end + 1])
    if scales.worth(title) <= 0 and not any(_REVIEW.search(row.text) for row in rows):
        return None
    return Cut("the page as one review", {start: title}, more=frozenset(range(start + 1, end + 1)))


def _is_of_one(whole: Cut, scales: Scales) -> bool:
    """Whether a page that may be one review brings in one child, whatever stands between its title and that."""
    return len(scales.children) == 1 and scales.worth(next(iter(whole.starts.values()))) >= 0


def _cover(rows: Sequence[Row], best: int, titles: Titles) -> tuple[int, int]:
    """The first and last row of a title that a cover has in several lines: what it is, and of whom."""
    title = titles.read(rows[best].text)
    if title.name_span and is_name(title.name):
        return best, best
    for index in range(best + 1, best + _MOST_ROWS):
        if index >= len(rows) or not could_be_heading(rows[index]):
            break
        text = rows[index].text
        if is_name(cased(text)) and not titles.pattern.search(text):
            return best, index
    for index in range(best - 1, max(-1, best - _MOST_ROWS), -1):
        text = rows[index].text
        if not could_be_heading(rows[index]):
            break
        if (rows[index].heading or text[0] in QUOTES) and PSEUDONYM.fullmatch(cased(text)) and is_name(cased(text)):
            return index, best
    return best, best
