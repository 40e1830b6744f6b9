"""Reviews as entries of a bibliography, whatever program they are written for.

An entry has what the record states and no more: no year without a date of publication, no author without a board. What
the importer read and a person is still to check is not given as author, date, type or keyword, since these are shown
without the notes, which say so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from ..answers import review, wording
from ..answers.reviews import PointRecord, ReviewRecord
from ..coding.doubts import key_of, open_values
from ..coding.evidence import points_of
from ..model.sections import STATEMENTS
from ..text import one_line, slugify
from ..vocabulary import Vocabulary
from . import whose_words
from .selection import Selection

_BODY = re.compile(r"\b(?:boards?|partnerships?|committees?|panels?|lscbs?|lscps?|scbs?|scps?)\b", re.IGNORECASE)
"""What a safeguarding body is called. An area is a place or a board, and a place is no author."""

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_PLAIN_ID = re.compile(r"[a-z0-9.-]+(?:/[a-z0-9.-]+)*")


class Citation(NamedTuple):
    """A review as it is cited; every text is one line."""

    key: str
    """ASCII, and made of the id alone: the same in every file, and no other review's."""
    title: str
    name: str
    author: str | None
    published: tuple[str, ...]
    """Year, month and day, as far as they are stated; empty where no date is."""
    kind: str | None
    """The label of the type of review."""
    addresses: tuple[str, ...]
    abstract: str | None
    keywords: tuple[str, ...]
    """The labels of harms, factors and themes that nobody is still to check."""
    notes: tuple[str, ...]
    """The facts of the record, its statements by their ids, and what was asked of which collection."""


def entries(selection: Selection) -> Iterator[Citation]:
    """The reviews of a selection, one at a time."""

    @cache
    def about(collection: str) -> str:
        return _told(selection.about(collection))

    for record in selection.reviews():
        yield _reference(record, selection.vocabulary, about(record["collection"]))


def key(identity: str) -> str:
    """The citation key of a review: its id with colons for slashes.

    Of an id with other characters than keys should have, or with capitals, which some programs ignore, what is lost is
    told apart by a digest.
    """
    if _PLAIN_ID.fullmatch(identity):
        return identity.replace("/", ":")
    pieces = [slugify(piece).encode("ascii", "ignore").decode() or "x" for piece in identity.split("/")]
    return ":".join(pieces) + "-" + hashlib.sha256(identity.encode()).hexdigest()[:8]


def _reference(record: ReviewRecord, terms: Vocabulary, about: str) -> Citation:
    unsure = review.unsure(record)
    area = None if "area" in unsure else record["area"]
    published = None if "published" in unsure else record["published"]
    kind = None if "review_type" in unsure else record["review_type"]
    addresses = dict.fromkeys(one_line(one["url"]) for one in record["resources"] if one["url"])
    return Citation(
        key=key(record["id"]),
        title=one_line(record["title"]),
        name=one_line(record["name"]),
        author=one_line(area) if area and _BODY.search(area) else None,
        published=tuple(published.split("-")) if published else (),
        kind=one_line(terms.label("type", kind)) if kind else None,
        addresses=tuple(filter(_ADDRESS.fullmatch, addresses)),
        abstract=one_line(whose_words.before_summary(record) + record["summary"]) if record["summary"] else None,
        keywords=tuple(_keywords(record, terms)),
        notes=(_facts(record, terms), _statements(record), about),
    )


def _keywords(record: ReviewRecord, terms: Vocabulary) -> Iterable[str]:
    """The labels of harms, factors and themes, each once, without those that a person is still to check.

    A theme is there where one statement has it without a doubt.
    """
    open_codes = {key_of(one) for one in open_values(record)}
    codes = [("harm", slug) for slug in record["harms"] or () if (None, "harms", slug) not in open_codes]
    codes += [("factor", slug) for slug in record["factors"] or () if (None, "factors", slug) not in open_codes]
    themes = {
        slug
        for where, point in points_of(record).items()
        for slug in point["themes"] or ()
        if (where, "themes", slug) not in open_codes
    }
    codes += [("theme", slug) for slug in record["themes"] or () if slug in themes]
    return dict.fromkeys(one_line(terms.label(kind, slug)) for kind, slug in codes)


def _facts(record: ReviewRecord, terms: Vocabulary) -> str:
    rows = [("Cite as", record["id"]), ("Record", review.coding(record)), *review.facts(record, terms)]
    rows += [("Source", review.resource(one)) for one in record["resources"]]
    return _told([*rows, *(("Note", note) for note in record["notes"])])


def _statements(record: ReviewRecord) -> str:
    return _told((section.capitalize(), _ids(record, section)) for section in STATEMENTS)


def _ids(record: ReviewRecord, section: str) -> str:
    """The ids of the statements of a section."""
    points: list[PointRecord] | None = record[section]  # type: ignore[literal-required]
    return wording.missing(record, section) if points is None else ", ".join(point["id"] for point in points) or "none"


def _told(rows: Iterable[tuple[str, str]]) -> str:
    """Labels with their values, in a line of sentences."""
    return one_line(" ".join(f"{label}: {value.rstrip('.')}." for label, value in rows))
