"""Reviews as rows: what they add to each table, and to the index of their texts.

A batch of reviews goes through each step together: what a step needs then stays in the processor's caches, which saves
a fifth of the time of reading reviews and making rows.
"""

from __future__ import annotations

import json
import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, islice, repeat

from .. import stemming
from ..database import checksum
from ..model import unread
from ..model.coded import Coded, of_review
from ..model.partial_date import PartialDate
from ..model.reviews import Review, Statement
from ..text import fold, non_ascii, replacements, with_joined_non, without_endings
from ..vocabulary import NONE, NOT_STATED
from .tables import END, EVERY, NOT_READ, OWN, PARTS, REVIEW_KINDS, code_token

Row = tuple[object, ...]

Slugs = tuple[str, ...] | None

CodeCounts = dict[str, Mapping[str, int] | None]
"""A review's terms by kind, each theme with how many statements have it; None where nothing is stated.

The area is among them, as the source writes it.
"""

_END = f" {END} ".encode()
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


class Batch:
    """Some reviews with their numbers, records and codes, and with their texts, each in the form of a statement."""

    def __init__(self, reviews: Sequence[Review], lines: Sequence[str | None], first: int, passage: int) -> None:
        """Take the reviews, the lines with their JSON where known, and the numbers of the first review and text."""
        self.reviews = reviews
        self.lines = lines
        self.numbers = range(first, first + len(reviews))
        self.coded = [*map(of_review, reviews)]
        self.not_read = [*map(unread.of_review, reviews)]
        self.spelled: list[list[bytes]] = []  # what each review's titles are looked up by
        self.lengths: list[int] = []  # how many texts each part of each review has
        self.owners: list[int] = []  # for each text, the number of its review
        self.parts: list[str] = []  # and the part that it is in
        statements: list[Statement] = []
        for number, review in zip(self.numbers, reviews, strict=True):
            titles, spelled = _titles(review)
            self.spelled.append(spelled)
            for part, texts in zip(PARTS, (titles, _summary(review), *review.sections), strict=True):
                self.lengths.append(len(texts))
                self.owners += [number] * len(texts)
                self.parts += [part] * len(texts)
                statements += texts
        self.ids, texts, self.themes, self.agencies = zip(*statements, strict=True)
        self.texts = [text.replace("\0", " ") for text in texts]
        self.data = [*map(str.encode, self.texts)]
        self.whole = _whole(self.data)
        self.passages = range(passage, passage + len(statements))
        themes, agencies, owners = iter(self.themes), iter(self.agencies), Counter(self.owners)
        self.codes = [
            _codes(review, islice(themes, owners[number]), islice(agencies, owners[number]))
            for number, review in zip(self.numbers, reviews, strict=True)
        ]

    def tokens(self) -> list[bytes]:
        """The texts as the index has them, split at spaces."""
        return b" ".join(self.whole).lower().split()

    def stated(self) -> dict[str, int]:
        """How many reviews state each field, and how many a child's age or sex."""
        columns = dict(zip(Review._fields, zip(*self.reviews, strict=True), strict=True))
        children = [*filter(None, columns["children"])]
        return {
            **{field: len(column) - column.count(None) for field, column in columns.items()},
            **{field: sum(any(getattr(child, field) for child in one) for one in children) for field in ("age", "sex")},
        }

    def read(self) -> dict[str, int]:
        """How many codes and statements a person has read, and how many nobody has."""
        return dict(zip(Coded._fields, map(sum, zip(*self.coded, strict=True)), strict=True))

    def review_rows(self) -> Iterator[Row]:
        """The facts that reviews are sorted and filtered by."""
        for number, review, coded, fields in zip(self.numbers, self.reviews, self.coded, self.not_read, strict=True):
            dates = (review.incident_date, review.listed, review.published)
            ages = [child.age.span[0] for child in review.children or () if child.age]
            yield (
                number, review.id, review.name, review.title, review.listed and review.listed.text,
                *chain.from_iterable(map(_span, dates)), min(ages, default=None),
                review.learning is not None, review.recommendations is not None, review.actions is not None,
                coded.codes_unread, sum(map(NOT_READ.__getitem__, fields)),
            )  # fmt: skip

    def record_rows(self) -> Iterator[Row]:
        """Each review as JSON in UTF-8."""
        for number, review, line in zip(self.numbers, self.reviews, self.lines, strict=True):
            data = (line or _encode(review.to_dict())).encode()
            yield number, data, checksum(data, number)

    def alias_rows(self) -> Iterator[Row]:
        """What each review can be looked up by: its name, its id and the end of its id."""
        for number, review in zip(self.numbers, self.reviews, strict=True):
            aliases = {fold(review.name), fold(review.id), fold(review.id.rpartition("/")[2])}
            yield from zip(repeat(number), sorted(aliases), strict=False)

    def child_rows(self) -> Iterator[Row]:
        """Each child's sex, and the span of its possible age in months."""
        for number, review in zip(self.numbers, self.reviews, strict=True):
            if review.children is None:
                yield number, NOT_STATED, None, None
            for child in review.children or ():
                yield number, child.sex or NOT_STATED, *(child.age.span if child.age else (None, None))

    def code_rows(self, terms: Mapping[str, Mapping[str, int]]) -> Iterator[Row]:
        """Each term of each review, by its number among the terms of its kind, and how many statements have it."""
        for number, codes in zip(self.numbers, self.codes, strict=True):
            for kind, found in codes.items():
                counts = found or {NOT_STATED if found is None else NONE: 0}
                yield from zip(map(terms[kind].__getitem__, counts), repeat(number), counts.values(), strict=False)

    def passage_rows(self) -> Iterable[Row]:
        """Each text, with its codes as JSON."""
        codes = (map(_as_json, self.themes), map(_as_json, self.agencies))
        checksums = map(checksum, self.data, self.passages)
        return zip(self.passages, self.owners, self.parts, self.ids, self.texts, *codes, checksums, strict=True)

    def search_rows(self) -> Iterator[Row]:
        """What the index holds of each part of each review, in UTF-8.

        Between two texts is a token that no phrase matches across, and codes are words.
        """
        words = (map(_words, repeat("theme"), self.themes), map(_words, repeat("agency"), self.agencies))
        texts = map(b"".join, zip(self.whole, *words, strict=False))
        lengths = iter(self.lengths)
        for number, review, codes, spelled in zip(self.numbers, self.reviews, self.codes, self.spelled, strict=True):
            title, summary, *sections = [[*islice(texts, next(lengths))] for _ in PARTS]
            title = [EVERY.encode(), *title, *spelled]
            (title if review.summary is None else summary).extend(_review_tokens(codes))
            yield (number, *map(_END.join, (title, summary, *sections)))


def _whole(data: Iterable[bytes]) -> list[bytes]:
    """The texts with each word as the index has it; none begins as the index's own words do."""
    texts = [*data]
    characters = non_ascii(b"".join(texts))
    others = replacements(characters) | dict.fromkeys(characters & {OWN}, " ")
    for character, plain in others.items():
        own, other = character.encode(), plain.encode()
        texts = [text.replace(own, other) for text in texts]
    ends = [*accumulate(map(len, texts))]
    found = re.finditer(rb"non[- \xc2\xe2]", b"".join(texts).lower())  # in all texts at once, as few have one
    for number in {bisect(ends, match.start()) for match in found}:
        texts[number] = with_joined_non(texts[number].decode()).encode()
    return without_endings(b"\0".join(texts).decode()).encode().split(b"\0")  # no text has a NUL


def _span(when: PartialDate | None) -> tuple[str | None, str | None]:
    """The first and the last day that a date can mean."""
    return (when.first.isoformat(), when.last.isoformat()) if when else (None, None)


def _codes(review: Review, themes: Iterable[Slugs], agencies: Iterable[Slugs]) -> CodeCounts:
    """The codes of a review, given the themes and agencies of each of its texts."""
    statements = sum(map(len, review.sections))
    agency = _counted(agencies, statements)
    return {
        "harm": _uncounted(review.harms),
        "factor": _uncounted(review.factors),
        "outcome": {review.outcome: 0} if review.outcome else None,
        "type": {review.review_type: 0} if review.review_type else None,
        "area": {review.area: 0} if review.area else None,
        "theme": _counted(themes, statements),
        "agency": _uncounted(agency),
    }


def _counted(lists: Iterable[Slugs], statements: int) -> Mapping[str, int] | None:
    """How many of the lists have each slug, in order of first occurrence.

    None where there is no slug, unless every statement is coded; titles and summaries never are.
    """
    stated = [slugs for slugs in lists if slugs is not None]
    counts = Counter(chain.from_iterable(stated))
    return counts if counts or (stated and len(stated) == statements) else None


def _uncounted(slugs: Iterable[str] | None) -> Mapping[str, int] | None:
    return None if slugs is None else dict.fromkeys(slugs, 0)


def _review_tokens(codes: CodeCounts) -> list[bytes]:
    """The codes of a review itself as words of the index."""
    return [code_token(kind, slug).encode() for kind in REVIEW_KINDS for slug in codes[kind] or ()]


@lru_cache(maxsize=4096)
def _as_json(slugs: Slugs) -> str | None:
    return None if slugs is None else json.dumps(slugs)


@lru_cache(maxsize=4096)
def _words(kind: str, slugs: Slugs) -> bytes:
    """Codes as words of the index, to follow a text."""
    return b"".join([_END + code_token(kind, slug).encode() for slug in slugs or ()])


def _titles(review: Review) -> tuple[list[Statement], list[bytes]]:
    """A review's title, and its name unless the title has it; and how they are looked up.

    That is given where it differs from the index: O'Shea is looked up as oshea.
    """
    titles = {title: _spelled(title) for title in (review.title, review.name)}
    if f" {titles[review.name]} " in f" {titles[review.title]} ":
        titles = {review.title: titles[review.title]}
    spelled = [name.encode() for title, name in titles.items() if name != " ".join(stemming.words(title))]
    return [Statement(review.id, title, None, None) for title in titles], spelled


def _summary(review: Review) -> list[Statement]:
    return [] if review.summary is None else [Statement(review.id, review.summary, None, None)]


def _spelled(name: str) -> str:
    return " ".join(stemming.words(fold(name)))
