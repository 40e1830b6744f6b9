"""What a person answers to what is to be checked: of which value, and the value that is set, as they are typed."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..coding.evidence import LISTS
from ..errors import UsageError
from ..likeness import did_you_mean
from ..model.age import Age
from ..model.partial_date import PartialDate
from ..model.sections import EVIDENCE_OF, SEX_WORDS, SEXES, STATEMENTS
from ..text import fold, has_controls, listed, one_line, quoted
from ..vocabulary import KIND_OF, NEVER_NONE, NONE, NOT_STATED, Vocabulary

OF_CHILD = ("age", "sex")
"""The fields of a child."""

SETTABLE = (*KIND_OF, *OF_CHILD, "incident_date", "published", "area", "name")
"""The fields that can be set; a text is changed in the file."""

_OTHER_NAMES = {kind: field for field, kind in KIND_OF.items()} | {"incident": "incident_date"}
_STATEMENT = re.compile(r"[LRA][1-9][0-9]{0,5}")
_FIELD = re.compile(r"[a-z][a-z_-]+", re.IGNORECASE)  # what somebody may have meant as the name of one
_FIELDS = f"the fields are {', '.join(EVIDENCE_OF)}"
_SYNTAX = "write ID.FIELD or ID.FIELD=VALUE, as casereviews check lists them"
_LONG_ENOUGH, _MOST_NEAR = 3, 8  # letters of a word that is looked for in names, and terms that have it
_NOT_STATED = "write not-stated for what the source does not say"
_NO_NAME = "a review needs a name"
_DATE = "write 2019, 2019-06 or 2019-06-30, or not-stated"


class Target(NamedTuple):
    """What an answer is of: a review, a statement, or a field of one, or a value of that."""

    typed: str
    review: str
    """The id of a review, the end of one, or a name, which may be without `Child`."""
    where: str | None
    """A statement, as `L2`."""
    field: str | None
    value: str | None
    """As it was typed."""
    other: str | None = None
    """The id of a review that was meant instead, where there is one: `2031-05/l2` may be one's, or a statement."""


class Answer(NamedTuple):
    """What is to become of a value."""

    does: str
    """`set`, `drop` or `accept`; or `change`, which sets one value of several."""
    target: Target
    value: str = ""
    """What a value is changed to, as it was typed."""


def target_of(typed: str) -> Target:
    """What `2031-05/child-kite/L2.themes=recording` and the like mean. Raises UsageError."""
    left, equals, value = (part.strip() for part in typed.partition("="))
    home, dot, tail = left.rpartition(".")
    field = _field(tail) if dot else None
    if equals and not field:
        raise unknown_field(left, typed) or UsageError(f"{quoted(typed)} names no field", _SYNTAX)
    home = home if field else left
    if not home:
        raise UsageError(f"{quoted(typed)} names no review", _SYNTAX)
    review, _, end = home.rpartition("/")
    where = end.upper() if review and _STATEMENT.fullmatch(end.upper()) else None
    review, other = (review, home if where != end else None) if where else (home, None)
    return Target(one_line(typed), review, where, field, value if equals else None, other)


def field_of(typed: str) -> str:
    """The field of evidence that a word means: `harms`, `harm`. Raises UsageError."""
    field = _field(typed)
    if not field:
        raise UsageError(f"unknown field {quoted(typed)}{_near(typed)}", _FIELDS)
    return field


def _field(typed: str) -> str | None:
    word = typed.strip().lower().replace("-", "_")
    word = _OTHER_NAMES.get(word, word)
    return word if word in EVIDENCE_OF else None


def _near(typed: str) -> str:
    return did_you_mean(typed.lower(), EVIDENCE_OF)


def unknown_field(home: str, typed: str) -> UsageError | None:
    """The error of what names no review, where it ends as with a field; None where it does not, as `Child J.K`.

    `typed` is all that was typed of it.
    """
    review, _, tail = home.rpartition(".")
    near = _near(tail)
    if not review or not _FIELD.fullmatch(tail) or not (near or tail.islower()):
        return None
    return UsageError(f"unknown field {quoted(tail)} in {quoted(typed)}{near}", _FIELDS)


# --- Values -----------------------------------------------------------------------------------------------------------


def is_value(terms: Vocabulary, field: str, typed: str, value: str) -> bool:
    """Whether what was typed means a value of a field."""
    if fold(typed) == fold(value):
        return True
    meaning = terms.meaning(KIND_OF[field], typed) if field in KIND_OF else None
    return meaning is not None and [term.slug for term in meaning.terms] == [value]


def values_of(terms: Vocabulary, field: str, typed: str) -> list[str] | None:
    """The values that were typed for a field; None where it is `not-stated`, and empty where it is `none`.

    Of children's ages and sexes there is one for each child, `not-stated` among them. Raises UsageError.
    """
    if not typed:
        raise UsageError(f"no value is given for {field}", _NO_NAME if field == "name" else _NOT_STATED)
    if field in OF_CHILD:
        return [_of_child(field, part.strip()) for part in typed.split(",")]
    if fold(typed) == fold(NOT_STATED) and field != "name":
        return None
    if fold(typed) == NONE and field in (*LISTS, *STATEMENTS):
        return []
    if field in STATEMENTS:
        raise UsageError(f"{field} are written in the file itself", f"write {NONE} or {NOT_STATED}")
    if field in LISTS:
        return _terms(terms, KIND_OF[field], typed)
    if field in KIND_OF:
        return [_term(terms, KIND_OF[field], typed)]
    return [_fact(field, typed)]


def _terms(terms: Vocabulary, kind: str, typed: str) -> list[str]:
    """The terms of a list, each once; a label may have a comma."""
    words = [typed] if terms.meaning(kind, typed) else typed.split(",")
    return list(dict.fromkeys(_term(terms, kind, word.strip()) for word in words))


def _term(terms: Vocabulary, kind: str, typed: str) -> str:
    """The one term that a word means."""
    meaning = terms.meaning(kind, typed)
    if not meaning or not meaning.terms:
        near = _near_terms(terms, kind, typed)
        hint = f"casereviews vocabulary {kind} lists them"
        if kind in NEVER_NONE and fold(typed) == NONE:
            hint = _NOT_STATED
        raise UsageError(f"unknown {kind} {quoted(typed)}{f'; did you mean {near}?' if near else ''}", hint)
    if len(meaning.terms) > 1:
        several = listed([term.slug for term in meaning.terms], "or")
        raise UsageError(f"{quoted(typed)} is not one {kind}", f"name one: {several}")
    return meaning.terms[0].slug


def _near_terms(terms: Vocabulary, kind: str, typed: str) -> str:
    """The terms that may be meant: the one that was mistyped, or those that have the word in a name."""
    mistyped = terms.nearest_word(kind, typed)
    word = fold(typed)
    having = [term.slug for term in terms.terms(kind).values() if any(word in fold(name) for name in term.names)]
    return listed([mistyped] if mistyped else having[:_MOST_NEAR] if len(word) >= _LONG_ENOUGH else [], "or")


def _of_child(field: str, typed: str) -> str:
    """The age or the sex of a child, or `not-stated`."""
    word = fold(typed)
    if word == fold(NOT_STATED):
        return NOT_STATED
    if field == "sex":
        if word not in SEX_WORDS:
            raise UsageError(f"unknown sex {quoted(typed)}", f"allowed: {', '.join((*SEXES, NOT_STATED))}")
        return SEX_WORDS[word]
    try:
        return str(Age.typed(typed))
    except ValueError:
        hint = 'write "4 months", "3y 6m", "under 1 year" or not-stated'
        raise UsageError(f"{quoted(typed)} is not an age", hint) from None


def _fact(field: str, typed: str) -> str:
    """A date, a place or a name."""
    if field not in ("incident_date", "published"):
        if has_controls(typed) or fold(typed) in (NONE, fold(NOT_STATED)):
            raise UsageError(f"{quoted(typed)} is no {field}", _NO_NAME if field == "name" else _NOT_STATED)
        return one_line(typed)
    parse, hint = PartialDate.parse, _DATE
    if field == "incident_date":
        parse, hint = PartialDate.parse_span, f"{_DATE}; a span as 2016/2018"
    try:
        return str(parse(typed))
    except ValueError:
        raise UsageError(f"{quoted(typed)} is not a date", hint) from None
