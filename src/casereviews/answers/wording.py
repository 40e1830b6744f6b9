"""Labels, dates and codes in words. What the source does not state is called so, and so is what nobody has read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .. import vocabulary
from ..coding.evidence import OF_STATEMENT, Record, is_unread
from ..model.sections import STATED
from ..vocabulary import Vocabulary

NOT_STATED = vocabulary.NOT_STATED.replace("-", " ")
NOT_READ = "not read"
"""What a field is called of which the importer read nothing, where nobody has read the review."""
NOT_STATED_OR_READ = f"{NOT_STATED} or {NOT_READ}"
"""What the reviews are called that do not state a field, where nobody has read some of them."""
_OF_SOURCES = {*STATED, *OF_STATEMENT}
"""The fields of which a source may state something; others are told of the record itself."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SEXES = {"female": "girl", "male": "boy"}


def missing(record: Record, field: str) -> str:
    """What an empty field of a review is called: only of a person's reading is it known that the source is silent."""
    return NOT_READ if field in _OF_SOURCES and is_unread(record, field) else NOT_STATED


def unread(what: str) -> str:
    """That nothing was read of something: `no harm was read in it, and nobody has read it`."""
    return f"no {what} was read in it, and nobody has read it"


def none(kind: str) -> str:
    """What it is called that there are no terms of a kind; of agencies, that none is named is no finding."""
    return "no agency named" if kind == "agency" else "none"


def labels(terms: Vocabulary, kind: str, slugs: Iterable[str] | None, missing: str = NOT_STATED) -> str:
    """The labels of terms, in one line; `missing` where there are none to know."""
    if slugs is None:
        return missing
    return "; ".join(terms.label(kind, slug) for slug in slugs) or none(kind)


def label(terms: Vocabulary, kind: str, slug: str | None, missing: str = NOT_STATED) -> str:
    """The label of a term; `missing` where there is none to know."""
    return terms.label(kind, slug) if slug else missing


def when(date: str | None, missing: str = NOT_STATED) -> str:
    """A date in words, as exact as it is: `June 2019`; `missing` where there is none to know."""
    if date is None:
        return missing
    if "/" in date:
        return " to ".join(map(when, date.split("/")))
    year, *rest = date.split("-")
    words = [year]
    if rest:
        words.insert(0, _MONTHS[int(rest[0]) - 1])
    if len(rest) == 2:
        words.insert(0, str(int(rest[1])))
    return " ".join(words)


def asked(options: Mapping[str, Sequence[str]]) -> str:
    """What was asked, in words, by the names of the options: `harm: neglect; age: <1y`, or `all reviews`.

    What was asked without an option has no name.
    """
    words = [f"{name}: {' and '.join(values)}".removeprefix(": ") for name, values in options.items()]
    return "; ".join(words) or "all reviews"


def codes(terms: Vocabulary, themes: list[str] | None, agencies: list[str] | None) -> str:
    """What a statement is coded with, in one line."""
    if themes is None:
        return "not coded"
    line = labels(terms, "theme", themes) if themes else "no theme"
    if not agencies:
        return line
    return f"{line} / {'agency' if len(agencies) == 1 else 'agencies'}: {labels(terms, 'agency', agencies)}"


def measured(probability: float, number: int | None) -> str:
    """How often such a code was right where it was measured, and of how many that is told."""
    return f"{probability:.2f}" if number is None else f"{probability:.2f}, n {number:,}"
