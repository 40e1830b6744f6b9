"""Labels: what a careful person reads in a document, from a YAML file beside it, in the terms of the vocabulary.

Labels are a collection as docs/data.md describes it, or the shorter form in which pages are labelled:

    reviews:
      - name: Child Q
        title: "Child Q: local child safeguarding practice review"
        type: local child safeguarding practice review    # words for a term, here and below; or null
        area: Eastmere
        published: 2031-05
        incident_date: 2030-06
        children: [{age: 4 months, sex: female}]
        outcome: death
        harms: [physical abuse]
        learning: [a point, {text: another, themes: [thresholds]}]    # themes only where they were labelled
        recommendations: []
        actions: []
        good_practice: [what may be a point, or not]
        questions: [likewise]
    furniture: [what stands on the page and may stand in no review]

A key that some review of a folder has is labelled in all of them: where it is left out or null, nothing is stated. An
area may be labelled by the name of its board.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from casereviews.model.sections import SECTIONS
from casereviews.text import fold, spaced
from casereviews.vocabulary import Vocabulary

Record = dict[str, Any]

FREE = ("good_practice", "questions")
"""Sections of what may be a point or not, as what was done well; only their codes are scored."""

CODED = {"review_type": "type", "outcome": "outcome", "harms": "harm", "factors": "factor"}
"""The fields of a review that hold terms, each with their kind."""
CODED_POINTS = {"themes": "theme", "agencies": "agency"}
"""Those of a statement."""


_BOARD = re.compile(
    r"\s+(?:(?:Local |Children[’']s )?Safeguarding\b.*|Child Protection Committee|L?SC[BP])$", re.IGNORECASE
)
"""What makes a place the name of its board; a label may have either."""


class Unknown(NamedTuple):
    """A word of a label that is no term, or more than one: its field is not scored in that review."""

    place: str
    field: str
    word: str
    why: str


class Labels(NamedTuple):
    """What a document's label file says."""

    reviews: list[Record]
    """Each with the keys that are labelled, None where nothing is stated; terms are slugs, points have a `text`."""
    furniture: list[str]
    unknown: list[Unknown]


def read(path: Path, terms: Vocabulary) -> Labels:
    """The labels in a file."""
    whole = _plain(yaml.load(path.read_bytes(), Loader=yaml.BaseLoader))  # noqa: S506 - which makes text of everything
    about = whole.get("collection")
    unknown: list[Unknown] = []
    reviews = [_review(review, path.stem, terms, unknown) for review in whole.get("reviews") or ()]
    for review in reviews:
        if about is None:  # a page has no way to say that there are none
            review.update({name: review[name] or None for name in SECTIONS.values() if name in review})
        else:
            review.setdefault("listed", about.get("listed"))
    return Labels(reviews, whole.get("furniture") or [], unknown)


def document(path: Path) -> Path | None:
    """The document that a label file lies beside, or None."""
    found = (place for place in sorted(path.parent.iterdir()) if place.stem == path.stem and place != path)
    return next((place for place in found if place.is_file()), None)


def _plain(value: Any) -> Any:
    """A value of YAML that was read as text, with None for null."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return None if value in ("", "null", "~") else value


def _review(review: Record, place: str, terms: Vocabulary, unknown: list[Unknown]) -> Record:
    """A review with slugs for words, and points that have a text."""
    made = {("review_type" if key == "type" else key): value for key, value in review.items()}
    if made.get("area"):
        made["area"] = _BOARD.sub("", made["area"])
    where = f"{place}: {made.get('name')}"
    for field, kind in CODED.items():
        _code(made, field, kind, where, terms, unknown)
    for section in (*SECTIONS.values(), *FREE):
        if made.get(section):
            made[section] = [dict(point) if isinstance(point, dict) else {"text": point} for point in made[section]]
            for point in made[section]:
                for field, kind in CODED_POINTS.items():
                    _code(point, field, kind, where, terms, unknown)
    return made


def _code(record: Record, field: str, kind: str, where: str, terms: Vocabulary, unknown: list[Unknown]) -> None:
    """Put slugs in a field of words; where one has no slug, note that and take the field out."""
    if record.get(field) is None:
        return
    is_one = isinstance(record[field], str)
    slugs: list[str] = []
    for word in [record[field]] if is_one else record[field]:
        slug, why = _slug(word, kind, terms)
        slugs.append(slug)
        if not slug:
            unknown.append(Unknown(where, field, word, why))
    record[field] = UNSCORED if "" in slugs else slugs[0] if is_one else list(dict.fromkeys(slugs))


ELSEWHERE = {"learning-review-scotland": "other"}
"""Types of review by what the same words mean elsewhere: only Scotland has learning reviews as a type of their own."""

UNSCORED = object()
"""Stands for a value that a label has in words that are not understood."""


def _slug(word: str, kind: str, terms: Vocabulary) -> tuple[str, str]:
    """The slug that a word means, or an empty one and why. A type of review may have more words than the vocabulary."""
    meaning = terms.meaning(kind, word)
    if not meaning and kind == "type":
        names = {fold(name): term.slug for term in terms.terms(kind).values() for name in (term.slug, *term.names)}
        inside = [name for name in names if spaced(name) in spaced(fold(word))]
        if inside:
            return names[max(inside, key=len)], ""
    if meaning and len(meaning.terms) == 1:
        return meaning.terms[0].slug, ""
    return "", f"{len(meaning.terms)} terms" if meaning else "no term"
