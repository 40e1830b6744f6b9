"""From a bulletin's lines to draft reviews: each fact and code with the words that say so, and the doubts there are."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..coding.coder import Coder
from ..model.sections import LETTERS
from ..text import counted, few, fold, shorten, slugify
from ..vocabulary import Vocabulary
from .cleaning import clean
from .cleaning.hyphens import Parted
from .draft import Page, draft
from .layout import boards, entries, field_sheets, headline, kinds, publication, sections
from .layout.boards import Board
from .layout.cuts import KNOWN
from .layout.imprint import imprint_of
from .layout.naming import named
from .layout.rows import Row
from .layout.titles import Title, Titles
from .source import Source
from .source.lines import RUNNING_HEADS, Aside, Line
from .texts import Record

_LAST_LINES = 8  # of a page, among which whose it is may stand with a date
_HEADINGS = "headings and dates"


class Unplaced(NamedTuple):
    """A line of a bulletin that belongs to no review."""

    file: str
    line: int
    text: str
    unit: str = "line"
    """What the number counts: lines, paragraphs or pages."""


class Doubt(NamedTuple):
    """What a person is to check after an import."""

    review: str | None
    """The id of the review; None for what concerns the bulletin as a whole."""
    field: str
    value: str
    why: str
    words: str | None


class Bulletin(NamedTuple):
    """What was read in a bulletin."""

    file: str
    title: str | None
    listed: str | None
    source: str | None
    headline_reviews: int | None
    topics: list[str] | None
    reviews: list[Record]
    unplaced: list[Unplaced]
    doubts: list[Doubt]
    """Those that concern the bulletin as a whole; those of a review are in its evidence."""
    asides: Sequence[Aside] = ()
    """What was left aside, by kind."""
    unit: str = "line"
    """What the numbers of its lines count: lines, paragraphs or pages."""
    remarks: Sequence[str] = ()
    """What else is to be told of the file."""
    way: str | None = None
    """By what the reviews were told apart, in words; None where they have titles such as bulletins have."""
    alone: Mapping[str, int] = {}
    """How many recommendations and actions it has without a review."""


class Drafter:
    """Reads bulletins by a vocabulary."""

    def __init__(self, terms: Vocabulary) -> None:
        """Take the vocabulary."""
        self.terms = terms
        self.titles = Titles(terms)
        self.coder = Coder(terms)

    def read(self, source: Source, progress: Callable[[float], None] = lambda done: None) -> Bulletin:
        """The reviews of a bulletin; none where it lists none. `progress` is told the share that was read."""
        sheets = field_sheets.unfolded(source.lines)
        cleaned = clean(sheets.lines)
        found = entries.take_apart(cleaned.lines, self.titles, sheets.records)
        reviews: list[Record] = []
        unplaced = [Unplaced(source.file, row.number, row.text, source.unit) for row in found.unplaced]
        headings: list[Line] = []
        read_titles = [self.titles.read(entry.title.text) for entry in found.entries]
        bodies = [
            sections.body_of(entry.rows, title.name) for entry, title in zip(found.entries, read_titles, strict=True)
        ]
        titles = [named(title, body.summary) for title, body in zip(read_titles, bodies, strict=True)]
        page = _page(source, found, titles, self.titles, [rest for body in bodies for rest in body.rest])
        for entry, title, body in zip(found.entries, titles, bodies, strict=True):
            read = draft(title, body, self.titles, self.coder, _of_month(page, entry.month))
            reviews.append(read.to_record(entry.listed))
            unplaced += [Unplaced(source.file, line, text, source.unit) for line, text in body.rest]
            headings += [Line(line, text) for line, text in (*body.headings, *body.facts)]
            progress(len(reviews) / len(found.entries))
        headlines = [row.text for row in found.headlines]
        heading = next((row.text for row in found.headlines if row.heading), headlines[0] if headlines else None)
        count = next((number for text in headlines if (number := headline.count_of(text)) is not None), None)
        doubts = [*_undecoded(source), *(_doubt_of(parted, source) for parted in cleaned.parted)]
        if count is not None and count != len(reviews):
            why = f"the headline says {counted(count, 'review')}; found: {len(reviews)}"
            doubts.append(Doubt(None, "reviews", str(len(reviews)), why, headlines[-1]))
        doubts += _doubts_of_cut(found)
        own = [Aside(RUNNING_HEADS, list(map(_line, found.heads)))] + ([Aside(_HEADINGS, headings)] if headings else [])
        return Bulletin(
            file=source.file,
            title=heading,
            listed=next((entry.listed for entry in found.entries if entry.listed), None),
            source=" ".join(text for text in headlines if text != heading) or None,
            headline_reviews=count,
            topics=next((topics for text in headlines if (topics := headline.topics_of(text))), None),
            reviews=reviews,
            unplaced=unplaced,
            doubts=doubts,
            way=None if found.way == KNOWN else found.way,
            asides=_by_kind([*source.asides, *cleaned.asides, *own]),
            unit=source.unit,
            remarks=source.remarks,
            alone=found.alone,
        )


def _page(
    source: Source, found: entries.Layout, titles: Sequence[Title], knows: Titles, rest: Sequence[tuple[int, str]]
) -> Page:
    """What a page says of all its reviews; `rest` is what stands under them and belongs to none of their parts."""
    if not titles:
        return Page()
    is_bulletin = found.way == KNOWN and found.entries[0].listed is not None  # whose month is not that of its review
    texts = [] if is_bulletin or len(titles) > 1 else [line.single_spaced for line in source.lines]
    published = _published(list(filter(None, texts)))
    before = list(_paragraphs(found.before))
    told = published or publication.of_reviews(
        [text for text in before if not is_bulletin or publication.PUBLISHING.search(text)]
    )
    board = _board(source, found, titles)
    if board and board.doubt == boards.IN_SENTENCE and any(title.area for title in titles):
        board = None  # a list of reviews whose titles have their places is of many boards
    of_type = kinds.of_page(before, knows, len(titles))
    if len(titles) == 1 and not of_type:
        of_type = kinds.of_page([text for _, text in rest], knows, 1)
    return Page(board, told, of_type)


def _of_month(page: Page, month: str | None) -> Page:
    """What a page says of a review that stands under the heading of a month."""
    said = publication.Said(month, month, 0, 0, publication.OF_MONTH) if month else None
    return page._replace(published=said) if said and not (page.published and not page.published.doubt) else page


def _published(texts: Sequence[str]) -> publication.Said | None:
    """When a page about one review says that it was published: on its cover, at its foot, or in a sentence."""
    foot = (imprint.published for text in texts[-_LAST_LINES:] if (imprint := imprint_of(text)))
    return publication.of_page(texts) or next(filter(None, foot), None) or publication.beside(texts)


def _paragraphs(rows: Iterable[Row]) -> Iterator[str]:
    """The texts of some rows, those that follow each other without an empty line as one."""
    texts: list[str] = []
    for row in rows:
        if texts and (row.after_blank or row.heading):
            yield " ".join(texts)
            texts = []
        texts.append(row.text)
    if texts:
        yield " ".join(texts)


def _board(source: Source, found: entries.Layout, titles: Sequence[Title]) -> Board | None:
    """The board whose reviews a page has; None where it has none, or where most of its titles name other places."""
    of_one = {entry.title.text for entry in found.entries} if len(titles) > 1 else set()
    lines = [*source.lines, *(line for aside in source.asides for line in aside.lines)]
    texts = [*(text for line in lines if (text := line.single_spaced) not in of_one), *source.heads]
    board = boards.board_of(texts, [row.text for row in found.headlines], len(titles))
    others = sum(
        title.area_is_sure and board is not None and fold(title.area or "") != fold(board.place) for title in titles
    )
    if board and not board.doubt and len(titles) > 1 and _is_told_of_one(board, texts, found.entries):
        board = board._replace(doubt=boards.OF_ONE)
    return board if others * 2 < len(titles) else None


def _is_told_of_one(board: Board, texts: Iterable[str], among: Sequence[entries.Entry]) -> bool:
    """Whether a page names a board under one of its reviews alone."""
    counts = [sum(row.text.count(board.words) for row in entry.rows) for entry in among]
    return max(counts, default=0) >= sum(text.count(board.words) for text in texts)


def _line(row: Row) -> Line:
    return Line(row.number, row.text)


def _by_kind(asides: Iterable[Aside]) -> list[Aside]:
    """What was left aside, each kind once, with its lines in their order."""
    counted_only = [aside for aside in asides if not aside.lines]
    kinds: dict[str, list[Line]] = {}
    for aside in asides:
        kinds.setdefault(aside.what, []).extend(aside.lines)
    told = [Aside(what, sorted(lines, key=lambda line: line.number)) for what, lines in kinds.items() if lines]
    return told + [aside for aside in counted_only if aside.what not in (RUNNING_HEADS, *(one.what for one in told))]


def _undecoded(source: Source) -> list[Doubt]:
    """The lines with characters that could not be decoded, as one doubt."""
    found = [line for line in source.lines if "\ufffd" in line.text]
    if not found:
        return []
    lines = f"{source.unit}{'' if len(found) == 1 else 's'} {few(str(line.number) for line in found)}"
    why = f"characters of {lines} could not be decoded; save the file as UTF-8"
    return [Doubt(None, "text", counted(len(found), source.unit), why, shorten(found[0].text))]


def _doubt_of(parted: Parted, source: Source) -> Doubt:
    """A word at the end of a line that may be read wrongly."""
    why = f"{source.unit} {parted.line} ends in the middle of this word, or between two"
    return Doubt(None, "text", parted.word, why, f"{parted.first}- {parted.last}")


def _doubts_of_cut(found: entries.Layout) -> Iterator[Doubt]:
    """What is to be checked in how a page was cut."""
    if found.second:
        why = f"reviews were told apart by {found.way}; {found.second} would give another number of them"
        yield Doubt(None, "reviews", str(len(found.entries)), why, None)


class NewIds:
    """Gives reviews ids that no other has, and their statements theirs."""

    def __init__(self, home: str, taken: Iterable[str] = ()) -> None:
        """Take the id of the collection, for reviews without a month or year, and the ids that others have."""
        self._home = home
        self._taken = set(taken)
        self._last: dict[str, int] = {}  # the number that was put last to what would be an id

    def give(self, review: Record) -> Record:
        """The review with an id."""
        identity = self._free(review)
        self._taken.add(identity)
        made: Record = {"id": identity, **review}
        for section, letter in LETTERS.items():
            if made.get(section):
                made[section] = [
                    {"id": f"{identity}/{letter}{number}", **statement}
                    for number, statement in enumerate(made[section], 1)
                ]
        return made

    def _free(self, review: Record) -> str:
        """The month or year and the name; where that is taken, with the area; else with a number."""
        start = review.get("listed") or review.get("published", "")[: len("2031-05")] or self._home
        slug = slugify(review["name"])[:80].strip("-") or "review"
        choices = [f"{start}/{slug}"]
        if review.get("area"):
            choices.append(f"{start}/{slugify(review['area'])[:60].strip('-')}-{slug}")
        if free := next((choice for choice in choices if choice not in self._taken), None):
            return free
        numbers = itertools.count(self._last.get(choices[0], 1) + 1)
        number = next(number for number in numbers if f"{choices[0]}-{number}" not in self._taken)
        self._last[choices[0]] = number
        return f"{choices[0]}-{number}"
