"""Whether a review of a bulletin is there already: surely, perhaps, or not.

What is surely there is not imported again, nor is what has the whole text of one that is there under another name: a
person is asked whether it is that one. What else may be there is imported, for nothing may be lost, and is to be
checked, for nothing may be counted twice in silence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple
from zlib import crc32

from ..coding.evidence import is_other_name
from ..model.age import Age
from ..model.partial_date import PartialDate
from ..model.sections import SECTIONS
from ..stemming import words
from ..text import fold, listed, spaced
from .layout.boards import board_in
from .texts import Record

ALIKE = 0.8
"""The share of the words of the shorter text that the other must have for two texts to count as the same."""

NEAR = 0.5
"""The share where a person has written one of the texts anew; with less, two reviews are not compared further.

The bundled abstracts share 0.69 of their words with the bulletin at the least, two different reviews 0.45 at the most.
"""

ENOUGH = 10
"""How many words two texts must share to tell anything; fewer stand in every bulletin."""

_SHORT = 4  # letters; shorter words are in every text
_RUN = 3  # words
_SKETCH = 8  # runs of words that a text is known by
_MOST = 50  # reviews that are looked at for one run, or of a crowd; what more have it is a stock phrase

NAMESAKES = 200
"""How many reviews of one name, in the bulletins of one import, are each compared with all others of that name.

That takes time with the square of them; of a few hundred it is not felt. More are a crowd, whose name tells nothing.
"""

_FACTS = {
    "review_type": "type of review",
    "area": "area",
    "published": "date of publication",
    "incident_date": "date of the incident",
    "outcome": "outcome",
    "age": "age",
    "sex": "sex",
}
"""What tells children apart, with its name in a sentence."""

_TELLING = ("area", "published", "incident_date", "age")
"""What few children share."""

_Trait = tuple[str | None, ...]


class Match(NamedTuple):
    """A review that is there, and is the one that is looked for, or may be."""

    id: str
    doubt: str | None
    """Why it only may be; None where it surely is."""
    likeness: float
    is_whole: bool = False
    """Whether the whole text is the same, where only the names differ."""

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """What makes it the one to tell of several: that it surely is, else the whole text, else how near it is."""
        return not self.doubt, self.is_whole, self.likeness


class Known:
    """A review, as far as others are compared with it."""

    def __init__(self, record: Record, identity: str = "", is_kept: bool = False) -> None:
        """Take the review, its id, and whether a collection holds it, so that a person may have mended it."""
        self.record = record
        self.id = identity
        self.is_kept = is_kept
        self.listed: str | None = record.get("listed")
        self._stated: dict[str, list[str]] = {}

    @cached_property
    def names(self) -> frozenset[str]:
        """Its name, and the name that was read where a person has set another; folded."""
        return frozenset(map(fold, (self.record["name"], *self._read("name"))))

    @cached_property
    def other_names(self) -> frozenset[str]:
        """The names under which bulletins have its whole text too, folded."""
        return frozenset(fold(item["value"]) for item in self.record.get("evidence") or () if is_other_name(item))

    @cached_property
    def title(self) -> str:
        """Its title, folded."""
        return fold(self.record["title"])

    @cached_property
    def text(self) -> str:
        """All else that it says, folded."""
        return fold("\n".join(self._texts()))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its texts that are not in every text."""
        return frozenset(self._words())

    @cached_property
    def spoken(self) -> str:
        """Every word of its texts, without what stands between them."""
        return spaced(self.text)

    def runs(self) -> frozenset[int]:
        """A number for each run of such words."""
        long = self._words()
        return frozenset(crc32(" ".join(long[start : start + _RUN]).encode()) for start in range(len(long) - _RUN + 1))

    def stated(self, fact: str) -> list[str]:
        """What it states of a fact, and what was read of it where a person has set something else."""
        if fact not in self._stated:
            self._stated[fact] = list(self._states(fact))
        return self._stated[fact]

    def _states(self, fact: str) -> Iterator[str]:
        if fact in ("age", "sex"):
            now = [child.get(fact) for child in self.record.get("children") or ()]
        else:
            now = [self.record.get(fact)]
        yield from filter(None, dict.fromkeys((*now, *self._read(fact))))

    def _words(self) -> list[str]:
        return [word for text in self._texts() for word in words(text) if len(word) >= _SHORT]

    def _texts(self) -> Iterator[str]:
        yield self.record.get("summary") or ""
        for section in SECTIONS.values():
            yield from (item["text"] for item in self.record.get(section) or ())

    def _read(self, field: str) -> list[str]:
        return [item["value"] for item in self.record.get("evidence") or () if item["field"] == field]


class Search:
    """Looks for reviews of bulletins among others, of which each is seen once and not kept."""

    def __init__(self, drafts: Iterable[Record]) -> None:
        """Take the reviews of bulletins, which have no ids yet."""
        self.drafts = [Known(draft) for draft in drafts]
        self.found: dict[int, Match] = {}
        """By the number of the draft: the review that it is, or else the one that is most like it."""
        self._by_name: dict[str, deque[int]] = {}
        self._by_run: dict[int, list[int]] = {}
        for number, draft in enumerate(self.drafts):
            for name in draft.names:
                self._by_name.setdefault(name, deque()).append(number)
            for run in sorted(draft.runs())[:_SKETCH]:
                self._by_run.setdefault(run, []).append(number)
        self._crowds = {name: self._crowd(group) for name, group in self._by_name.items() if len(group) > NAMESAKES}

    def _crowd(self, group: Iterable[int]) -> dict[_Trait, deque[int]]:
        """The drafts of a name that very many have, by what else they have in common."""
        crowd: dict[_Trait, deque[int]] = {}
        for number in group:
            for trait in _traits(self.drafts[number]):
                crowd.setdefault(trait, deque()).append(number)
        return crowd

    def see(self, other: Known, after: int = -1) -> None:
        """Compare a review with the drafts that it could be, of those after a number, which never is less than before.

        Drafts that are passed, or surely found, are taken out of their groups, so that nobody goes through them again.
        """
        seen = self._of_like_text(other, after)
        for number in seen:
            self._compare(number, other)
        for group, most in self._named(other):
            left: list[int] = []
            while group and len(left) < most:
                number = group.popleft()
                if number > after and number not in seen:
                    seen.add(number)
                    self._compare(number, other)
                if number > after and not self._is_sure(number):
                    left.append(number)
            group.extendleft(left)

    def _compare(self, number: int, other: Known) -> None:
        if self._is_sure(number):
            return
        match = compare(self.drafts[number], other)
        found = self.found.get(number)
        if match and (not found or match.rank > found.rank):
            self.found[number] = match

    def _is_sure(self, number: int) -> bool:
        return number in self.found and not self.found[number].doubt

    def _named(self, other: Known) -> Iterator[tuple[deque[int], int]]:
        """The drafts of the same name, in groups, and how many of each are looked at."""
        for name in other.names & self._by_name.keys():
            if crowd := self._crowds.get(name):
                yield from ((crowd[trait], _MOST) for trait in _traits(other) if trait in crowd)
            else:
                yield self._by_name[name], NAMESAKES

    def _of_like_text(self, other: Known, after: int) -> set[int]:
        """The drafts that share two runs of words."""
        shared: Counter[int] = Counter()
        for run in other.runs() & self._by_run.keys():
            numbers = self._by_run[run]
            start = bisect_right(numbers, after)
            shared.update(numbers[start : start + _MOST])
        return {number for number, times in shared.items() if times > 1}


def _traits(review: Known) -> Iterator[_Trait]:
    """What reviews of one name may have in common, from what tells surely that they are one down to nothing."""
    entry = (review.listed, review.title)
    facts = tuple("\n".join(review.stated(fact)) for fact in _FACTS)
    yield (*entry, review.text)
    yield (*facts, review.text)
    yield entry
    yield facts
    yield (review.text,)
    yield ()


def compare(draft: Known, other: Known) -> Match | None:
    """Whether a review of a bulletin is another one, or may be; None where they are two."""
    is_same_entry = draft.listed == other.listed and draft.title == other.title
    if is_same_entry and draft.text == other.text:  # whatever was read in it, then and now
        return Match(other.id, None, 1.0)
    is_named = not draft.names.isdisjoint(other.names)
    if not is_named and min(len(draft.words), len(other.words)) < ENOUGH:
        return None
    shared = len(draft.words & other.words)
    alike = likeness(shared, len(draft.words), len(other.words))
    if not is_named:
        if shared < ENOUGH or alike < ALIKE:
            return None
        is_whole = draft.spoken == other.spoken
        return Match(other.id, f"it may be {other.id} again: the text is the same, under another name", alike, is_whole)
    if draft.names & other.other_names and draft.spoken == other.spoken:
        return Match(other.id, None, 1.0)
    if alike < NEAR:
        return None
    why = _doubt(draft, other, shared, alike)
    return Match(other.id, why and f"it may be {other.id} again: the name is the same{why}", alike)


def other_name(draft: Record) -> Record:
    """What the evidence of a review has besides where a bulletin has its whole text under another name."""
    listed_in = f", in the bulletin of {draft['listed']}" if draft.get("listed") else ""
    return {
        "field": "name",
        "value": draft["name"],
        "confidence": "check",
        "words": draft["title"],
        "why": f"the whole text is listed again under this name{listed_in}",
    }


def _doubt(draft: Known, other: Known, shared: int, alike: float) -> str | None:
    """Why two reviews of one name, with texts that are near, may still be two."""
    moved = bool(draft.listed and other.listed and draft.listed != other.listed)
    differing = [name for fact, name in _FACTS.items() if not agree(fact, draft.stated(fact), other.stated(fact))]
    if differing:
        differing += ["month of the bulletin"] * moved
        verb = "differs" if len(differing) == 1 else "differ"
        return f" and the text is near, but the {listed(differing, 'and')} {verb}"
    if shared < ENOUGH and not _is_told_by_else(draft, other):
        return ", and the text is too short to tell"
    if alike < ALIKE and (moved or other.record.get("coding") != "curated"):
        return " and the text is near, but not the same"
    return None


def _is_told_by_else(draft: Known, other: Known) -> bool:
    """Whether two reviews with texts that are too short to tell are the same by what else they have.

    That is an age, a date or a place and the same text; or the title and the month, where a person may have mended the
    text.
    """
    if draft.text == other.text and any(draft.stated(fact) and other.stated(fact) for fact in _TELLING):
        return True
    return other.is_kept and draft.listed == other.listed is not None and draft.title == other.title


def agree(fact: str, one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether what two reviews state of a fact can be true of the same children.

    What is not stated can be anything. Of several children the one review may name fewer.
    """
    if not one or not other or one == other:  # as most are, of thousands of one name
        return True
    can_be = _CAN_BE.get(fact, str.__eq__)
    fewer, more = sorted((one, other), key=len)
    return all(any(can_be(value, another) for another in more) for value in fewer)


@lru_cache
def _is_same_area(one: str, other: str) -> bool:
    """Whether two areas are the same; a board has its place, as collections may have either."""
    places = [named.place if (named := board_in(area)) else area for area in (one, other)]
    return fold(places[0]) == fold(places[1])


@lru_cache
def _overlap(one: str, other: str) -> bool:
    """Whether two dates can be the same; text that is not a date, as a person may write in evidence, can be any."""
    try:
        return PartialDate.parse_span(one).meets(PartialDate.parse_span(other))
    except ValueError:
        return True


@lru_cache
def _can_be_aged(one: str, other: str) -> bool:
    """Whether two ages can be the same; text that is not an age can be any."""
    try:
        (start, end), (first, last) = Age.parse(one).span, Age.parse(other).span
    except ValueError:
        return True
    return start < last and first < end


_CAN_BE: dict[str, Callable[[str, str], bool]] = {
    "area": _is_same_area, "published": _overlap, "incident_date": _overlap, "age": _can_be_aged,
}  # fmt: skip


def likeness(shared: int, one: int, other: int) -> float:
    """The share of the words of the shorter text that the other has, from 0 to 1; 1 of two texts without words.

    Given are how many words they share, and how many each has.
    """
    fewer = min(one, other)
    return shared / fewer if fewer else float(one == other)
