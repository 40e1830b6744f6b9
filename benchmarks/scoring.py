"""What an import gave against what a document's labels say: a verdict on each value, and what they come to."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from functools import reduce
from itertools import chain
from statistics import fmean
from typing import NamedTuple

from casereviews.bulletin.english import NUMBERS
from casereviews.model.age import Age
from casereviews.model.partial_date import PartialDate
from casereviews.model.sections import SECTIONS
from casereviews.text import fold, spaced
from labels import ELSEWHERE, FREE, UNSCORED, Labels, Record

SINGLE = ("name", "title", "review_type", "area", "published", "listed", "incident_date", "outcome", "summary")
FIELDS = (
    "review", "name", "title", "review_type", "area", "published", "published near", "listed", "incident_date",
    "incident_date near", "age", "sex", "outcome", "harms", "factors", "summary", "none made", "points", "points near",
    "section", "themes", "agencies", "resources", "notes",
)  # fmt: skip
"""What is scored, in the order in which it is shown."""

NEAR = " near"
"""Ends the name of a field whose values need only be near."""
DATES = frozenset({"published", "incident_date"})
"""Those of the fields that may be told less exactly."""

ADULTS = "safeguarding-adults-review"
"""The type of reviews of adults, which labels leave out."""

IMPLIED = "harm-no-injury"
"""The outcome of harm that was told without an injury: labels of pages have no word for it, and leave it out."""

ALSO = {"sexual-exploitation": "sexual-abuse"}
"""The harm that the vocabulary says is coded besides one, which labels of pages may leave out."""

ALIKE = 0.8
"""The likeness of two points above which they are near: the share of their words that is the same, in its order."""
BANDS = 5
SAMPLES = 500
"""How many draws of the documents a bootstrap takes."""
_Z = 1.96  # of a 95 % interval
_FEW = 3  # words; furniture of fewer, such as "Home", may be a word of a review, so its capitals count


class Verdict(NamedTuple):
    """A value that was imported, labelled, or both."""

    document: str
    review: str
    field: str
    value: str
    kind: str
    """`right`, `wrong` where only the import has it, `missed` where only the labels do."""
    confidence: str | None = None
    """What the evidence says of it, where there is some."""
    probability: float | None = None
    """Likewise."""


class Tally(NamedTuple):
    """How many values were right, wrong and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """How many of those that were imported are right; 1 of none."""
        return ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """How many of those that were labelled were imported; 1 of none."""
        return ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)

    def plus(self, other: Tally) -> Tally:
        """Those of both."""
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


class Point(NamedTuple):
    """A statement of a review."""

    text: str
    section: str
    record: Record


class Band(NamedTuple):
    """The codes whose probability is in a fifth of the scale."""

    least: float
    n: int
    told: float
    """The mean of what they say."""
    right: int


# --- Verdicts ---------------------------------------------------------------------------------------


def judge(labels: Labels, imported: Sequence[Record], document: str, scored: Iterable[str]) -> Iterator[Verdict]:
    """A verdict on each value of a document, in the fields that are scored; fields of reviews that were found alone.

    Points are those of the whole document: one in a review that was not found, or that is none, counts too.
    """
    chosen = frozenset(scored)
    found = pairs(labels.reviews, imported)
    seen = {id(one) for pair in found for one in pair}
    missed = [review for review in labels.reviews if id(review) not in seen]
    wrong = [review for review in imported if id(review) not in seen]
    for wanted, got in found:
        yield Verdict(document, got["name"], "review", got["title"], "right")
        yield from _of_pair(wanted, got, document, chosen)
    for kind, rest in (("missed", missed), ("wrong", wrong)):
        for review in rest:
            name = str(review.get("name"))
            yield Verdict(document, name, "review", str(review.get("title")), kind)
            for point in _points(review):
                yield from (Verdict(document, name, field, point.text, kind) for field in ("points", "points" + NEAR))


def of_children(labelled: Sequence[Record], imported: Sequence[Record]) -> list[Record]:
    """The reviews that were imported, without those of adults that no label names: they are neither right nor wrong."""
    named = {id(got) for _, got in pairs(labelled, imported)}
    return [one for one in imported if one.get("review_type") != ADULTS or id(one) in named]


def pairs(labelled: Sequence[Record], imported: Sequence[Record]) -> list[tuple[Record, Record]]:
    """Which review is which: those of the same name first, then of the same title, then with the most equal points."""
    likely = sorted(
        (
            (_sameness(wanted, got), -place, -other)
            for place, wanted in enumerate(labelled)
            for other, got in enumerate(imported)
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for sameness, place, other in likely:
        if any(sameness) and place not in found and other not in found.values():
            found[place] = other
    return [(labelled[-place], imported[-other]) for place, other in sorted(found.items(), reverse=True)]


def _sameness(wanted: Record, got: Record) -> tuple[bool, bool, int]:
    names = [
        wanted.get(field) is not None and _plain(wanted[field]) == _plain(got[field]) for field in ("name", "title")
    ]
    mine, theirs = ({_plain(point.text) for point in _points(review)} for review in (wanted, got))
    return names[0], names[1], len(mine & theirs)


def _of_pair(wanted: Record, got: Record, document: str, scored: frozenset[str]) -> Iterator[Verdict]:
    """The verdicts on the fields of a review that was found."""
    for field, mine, theirs in _fields(wanted, got, scored):
        evidence = _evidence(got, field.removesuffix(NEAR))
        for value, kind in sorted_out(mine, theirs):
            yield Verdict(document, got["name"], field, value, kind, *evidence.get(value, ()))
    yield from _of_points(wanted, got, document)


def _fields(wanted: Record, got: Record, scored: frozenset[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each field of a review with the values labelled and those imported, but points."""
    for field in SINGLE:
        if (
            field in scored
            and wanted.get(field) is not UNSCORED
            and not (field == "outcome" and _is_implied(wanted, got))
        ):
            is_elsewhere = (
                field == "review_type" and ELSEWHERE.get(str(wanted.get(field))) == got.get(field) is not None
            )
            yield field, _single(got if is_elsewhere else wanted, field), _single(got, field)
    for field in DATES & scored:
        mine, theirs = _single(wanted, field), _single(got, field)
        yield field + NEAR, theirs if mine and theirs and _overlap(wanted[field], got[field]) else mine, theirs
    if "children" in scored:
        for field in ("age", "sex"):
            yield field, _of_children(wanted, field), _of_children(got, field)
    for field in ("harms", "factors"):
        if field in scored and wanted.get(field) is not UNSCORED:
            mine = wanted.get(field) or []
            implied = {ALSO[slug] for slug in mine if slug in ALSO and ALSO[slug] not in mine}
            yield field, mine, [slug for slug in got.get(field) or [] if slug not in implied]
    if "none made" in scored:
        yield "none made", _none_made(wanted), _none_made(got)
    if "resources" in scored:
        yield "resources", _resources(wanted), _resources(got)
    if "notes" in scored:
        yield "notes", _notes(wanted), _notes(got)


def _is_implied(wanted: Record, got: Record) -> bool:
    """Whether the outcome that was imported is the one which the harms of a label imply that names none."""
    return wanted.get("outcome") is None and bool(wanted.get("harms")) and got.get("outcome") == IMPLIED


def _of_points(wanted: Record, got: Record, document: str) -> Iterator[Verdict]:
    """The verdicts on the points of a review that was found, and on the codes of those that are in both."""
    mine, theirs = [*_points(wanted), *_points(wanted, FREE)], _points(got)
    equal = _matched(mine, theirs, lambda one, other: _plain(one) == _plain(other))
    near = _matched(mine, theirs, lambda one, other: likeness(one, other) > ALIKE)
    for field, found in (("points", equal), ("points" + NEAR, near)):
        origins = {other: mine[place].section for place, other in found.items()}
        for place, point in enumerate(theirs):
            if origins.get(place) not in FREE:
                yield Verdict(document, got["name"], field, point.text, "right" if place in origins else "wrong")
        for place, point in enumerate(mine):
            if place not in found and point.section not in FREE:
                yield Verdict(document, got["name"], field, point.text, "missed")
    for place, other in near.items():
        yield from _of_same_point(mine[place], theirs[other], got, document)


def _of_same_point(wanted: Point, point: Point, got: Record, document: str) -> Iterator[Verdict]:
    if wanted.section not in FREE:
        is_right = wanted.section == point.section
        value = f"{point.section}: {point.text}"
        yield Verdict(document, got["name"], "section", value, "right" if is_right else "wrong")
    yield from _of_codes(wanted.record, point.record, got, document)


def _of_codes(wanted: Record, point: Record, got: Record, document: str) -> Iterator[Verdict]:
    """The verdicts on the codes of a statement."""
    for field in ("themes", "agencies"):
        if wanted.get(field) in (None, UNSCORED):
            continue
        evidence = _evidence(got, field, str(point.get("id", "")).rpartition("/")[2])
        for value, kind in sorted_out(wanted[field], point.get(field) or []):
            yield Verdict(document, got["name"], field, value, kind, *evidence.get(value, ()))


def sorted_out(mine: Iterable[str], theirs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each value with its kind of verdict."""
    wanted, got = Counter(mine), Counter(theirs)
    for kind, bag in (("right", wanted & got), ("wrong", got - wanted), ("missed", wanted - got)):
        yield from ((value, kind) for value in bag.elements())


def _evidence(review: Record, field: str, where: str | None = None) -> dict[str, tuple[str, float | None]]:
    """For each value of a field, what the evidence says of it: the confidence, and the probability if there is one."""
    return {
        _plain(item["value"]) if field in PLAIN else item["value"]: (item["confidence"], item.get("probability"))
        for item in review.get("evidence") or ()
        if item["field"] == field and where in (None, item.get("where"))
    }


PLAIN = frozenset(SINGLE)
"""The fields whose values are compared as `_plain` has them."""


def _points(review: Record, sections: Iterable[str] = SECTIONS.values()) -> list[Point]:
    """The points of a review, each with its section."""
    return [Point(item["text"], section, item) for section in sections for item in review.get(section) or ()]


def _matched(mine: Sequence[Point], theirs: Sequence[Point], same: Callable[[str, str], bool]) -> dict[int, int]:
    """Which point is which other, each once."""
    found: dict[int, int] = {}
    for place, point in enumerate(mine):
        taken = set(found.values())
        free = (other for other, its in enumerate(theirs) if other not in taken and same(point.text, its.text))
        other = next(free, None)
        if other is not None:
            found[place] = other
    return found


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1, by their words."""
    mine, theirs = (re.findall(r"\w+", fold(text)) for text in (one, other))
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    if not mine or not theirs or matcher.real_quick_ratio() <= ALIKE or matcher.quick_ratio() <= ALIKE:
        return float(_plain(one) == _plain(other))
    return matcher.ratio()


def _overlap(one: str, other: str) -> bool:
    """Whether two dates may be the same, the one only less exact."""
    try:
        return PartialDate.parse_span(one).meets(PartialDate.parse_span(other))
    except ValueError:
        return False


def _single(review: Record, field: str) -> list[str]:
    return [] if review.get(field) is None else [_plain(str(review[field]))]


def _of_children(review: Record, field: str) -> list[str]:
    """The ages or the sexes of a review's children."""
    values = [child.get(field) for child in review.get("children") or () if isinstance(child, dict)]
    return [_age(value) if field == "age" else value for value in values if value is not None]


def _age(text: str) -> str:
    """An age as it is written in a collection; a bare number is one of years, and may be a word."""
    text = " ".join(str(NUMBERS.get(word, word)) for word in text.casefold().replace(" and ", " ").split())
    for form in (text, f"{text} years"):
        with suppress(ValueError):
            return str(Age.parse(form))
    return text


def _none_made(review: Record) -> list[str]:
    """The sections of which it says that they have nothing."""
    return [section for section in SECTIONS.values() if review.get(section) == []]


def _notes(review: Record) -> list[str]:
    return [_plain(note) for note in review.get("notes") or ()]


def _resources(review: Record) -> list[str]:
    return [
        " ".join(str(item[key]) for key in ("label", "format", "url") if item.get(key))
        for item in review.get("resources") or ()
    ]


def _plain(text: str) -> str:
    """Words for comparing: quotation marks, hyphens, spaces and a full stop at the end do not matter."""
    return fold(text).rstrip(". ")


def standing(furniture: Iterable[str], labels: Sequence[Record], imported: Sequence[Record]) -> dict[str, str]:
    """The furniture that stands in a review that was imported: among its `points`, or `elsewhere`.

    What the labels have in a review is none.
    """
    allowed = "\n".join(chain.from_iterable(map(_texts, labels)))
    points = "\n".join(point.text for review in imported for point in _points(review))
    texts = "\n".join(chain.from_iterable(map(_texts, imported)))
    found = [text for text in furniture if _stands(text, texts) and not _stands(text, allowed)]
    return {text: "points" if _stands(text, points) else "elsewhere" for text in found}


def _stands(words: str, text: str) -> bool:
    is_short = len(words.split()) < _FEW
    return spaced(words if is_short else fold(words)) in spaced(text if is_short else fold(text))


def _texts(review: Record) -> Iterator[str]:
    """All that a review says."""
    yield from (str(review[field]) for field in ("name", "title", "area", "summary") if review.get(field))
    yield from (point.text for point in _points(review, (*SECTIONS.values(), *FREE)))
    yield from review.get("notes") or ()
    yield from (str(item.get("label")) for item in review.get("resources") or ())


# --- What they come to ------------------------------------------------------------------------------


def tally(verdicts: Iterable[Verdict]) -> Tally:
    """How many are of each kind."""
    kinds = Counter(verdict.kind for verdict in verdicts)
    return Tally(kinds["right"], kinds["wrong"], kinds["missed"])


def bands(verdicts: Iterable[Verdict]) -> list[Band]:
    """The values that were imported with a probability, by fifths of it."""
    told = [verdict for verdict in verdicts if verdict.probability is not None and verdict.kind != "missed"]
    found: list[Band] = []
    for number in range(BANDS):
        inside = [one for one in told if min(int(float(one.probability or 0) * BANDS), BANDS - 1) == number]
        if inside:
            mean = fmean(float(one.probability or 0) for one in inside)
            found.append(Band(number / BANDS, len(inside), mean, sum(one.kind == "right" for one in inside)))
    return found


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share, by Wilson; all that can be of nothing."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, _Z * _Z
    middle = share + square / (2 * whole)
    half = _Z * ((share * (1 - share) + square / (4 * whole)) / whole) ** 0.5
    return max(0.0, (middle - half) / (1 + square / whole)), min(1.0, (middle + half) / (1 + square / whole))


def bootstrap(verdicts: Iterable[Verdict]) -> tuple[float, float]:
    """The 95 % interval of F1 where the documents are drawn anew: the same each time."""
    counts: dict[str, Counter[str]] = {}
    for verdict in verdicts:
        counts.setdefault(verdict.document, Counter())[verdict.kind] += 1
    if not counts:
        return 0.0, 1.0
    tallies = [Tally(bag["right"], bag["wrong"], bag["missed"]) for bag in counts.values()]
    draws = random.Random(1)
    found = sorted(reduce(Tally.plus, draws.choices(tallies, k=len(tallies))).f1 for _ in range(SAMPLES))
    return found[round(0.025 * (SAMPLES - 1))], found[round(0.975 * (SAMPLES - 1))]


def ratio(part: float, whole: float) -> float:
    """A share; 1 of nothing."""
    return part / whole if whole else 1.0
