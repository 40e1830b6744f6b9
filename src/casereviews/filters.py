"""Filters: from what a person typed to the condition that a question is asked under.

A comma means or, a repeated option means and. `not-stated` selects what the source does not say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from .errors import UsageError, nearest
from .store import NOT_STATED
from .text import fold, one_line
from .vocabulary import KINDS

if TYPE_CHECKING:
    from .model import Age, PartialDate
    from .vocabulary import Vocabulary

T = TypeVar("T")

_COLUMNS = {"theme": "themes", "agency": "agencies"}  # of a passage, by the kind of its codes
MATCHED = "temp.matched"
"""The table of the passages that a search found."""

_TERMS = "SELECT number FROM code_term WHERE kind = ?"

Values = tuple[tuple[str, ...], ...]
"""Slugs: all of the groups must hold, and any slug of a group makes it hold."""

MAX_VALUES = 200
"""The most values of one filter."""

_UNITS = {"y": "years", "m": "months", "w": "weeks", "d": "days"}
_AGE_WORD = re.compile(r"(\d+)\s*(y(?:rs?|ears?)?|m(?:os?|ths?|onths?)?|w(?:ks?|eeks?)?|d(?:ays?)?)(?![a-z])")
_LONGEST_AGE = 80
_AGE_SYNTAX = 'write an age as 8m, "3y 6m" or 4w, a range as 0..1y, 6m.., "<2y" or ">2y", or not-stated'
_SEX_WORDS = {"female": "female", "girl": "female", "girls": "female", "f": "female",
              "male": "male", "boy": "male", "boys": "male", "m": "male"}  # fmt: skip


class AgeRange(NamedTuple):
    """Ages from `low` to below `high`, in months; None where it is open. `stated` False selects ages not stated."""

    low: float | None = None
    high: float | None = None
    stated: bool = True


class Filters(NamedTuple):
    """Which reviews, and of the statements which, an answer is about."""

    codes: Mapping[str, Values] = MappingProxyType({})
    """By kind of term."""
    sexes: Values = ()
    ages: tuple[tuple[AgeRange, ...], ...] = ()
    since: PartialDate | None = None
    until: PartialDate | None = None
    undated: bool = False
    """Whether `since` and `until` let in reviews whose incident has no date."""
    matched: bool = False
    """Whether only the statements of the table `MATCHED` are let in."""
    notes: tuple[str, ...] = ()
    """What the person should be told about how the values were read."""

    def reviews(self) -> tuple[str, list[object]]:
        """The SQL condition on a row of `review`, with its parameters."""
        parts: list[str] = []
        values: list[object] = []
        for kind, groups in self.codes.items():
            for group in groups:
                marks = ", ".join("?" * len(group))
                parts.append(f"number IN (SELECT review FROM code WHERE term IN ({_TERMS} AND slug IN ({marks})))")
                values += [kind, *group]
        for sexes in self.sexes or [()]:
            for ages in self.ages or [()]:
                _child(sexes, ages, parts, values)
        undated = " OR incident_first IS NULL" if self.undated else ""
        if self.since:
            parts.append(f"(incident_last >= ?{undated})")
            values.append(self.since.first.isoformat())
        if self.until:
            parts.append(f"(incident_first <= ?{undated})")
            values.append(self.until.last.isoformat())
        return " AND ".join(parts) or "1", values

    @property
    def is_of_statements(self) -> bool:
        """Whether they ask something of the statement itself."""
        return self.matched or any(self.codes.get(kind) for kind in _COLUMNS)

    def statements(self) -> tuple[str, list[object]]:
        """The SQL condition on a row of `passage`: its review's, and its own theme and agency."""
        stated = {
            kind: tuple(g for g in groups if kind not in _COLUMNS or NOT_STATED not in g)
            for kind, groups in self.codes.items()
        }
        condition, values = self._replace(codes=stated).reviews()
        parts = [f"review IN (SELECT number FROM review WHERE {condition})"] if values or condition != "1" else []
        for kind, column in _COLUMNS.items():
            groups = self.codes.get(kind, ())
            parts += [f"({' OR '.join(_coded(column, slug, values) for slug in group)})" for group in groups]
        if self.matched:
            parts.append(f"number IN (SELECT number FROM {MATCHED})")
        return " AND ".join(parts) or "1", values

    def unstated(self) -> dict[str, Filters]:
        """For each field that is filtered on: the filters that let in, besides, what does not state it."""
        asked: dict[str, Filters] = {}
        for kind in ("harm", "factor", "outcome", "type"):
            if kind in self.codes and not _asks_unstated(self.codes[kind]):
                groups = tuple((*group, NOT_STATED) for group in self.codes[kind])
                asked[kind] = self._replace(codes={**self.codes, kind: groups})
        if self.sexes and not _asks_unstated(self.sexes):
            asked["sex"] = self._replace(sexes=tuple((*group, NOT_STATED) for group in self.sexes))
        if self.ages and all(age.stated for group in self.ages for age in group):
            asked["age"] = self._replace(ages=tuple((*group, AgeRange(stated=False)) for group in self.ages))
        if self.since or self.until:
            asked["incident date"] = self._replace(undated=True)
        return asked


def build(
    vocabulary: Callable[[], Vocabulary],
    typed: Mapping[str, Sequence[str]],
    since: str | None = None,
    until: str | None = None,
) -> Filters:
    """The filters that a person typed: by `harm`, `theme`, ..., `sex` and `age`, each a list of comma lists.

    `vocabulary` is called only where a term is to be looked up. Raises UsageError for what nothing answers to.
    """
    notes: list[str] = []
    codes: dict[str, Values] = {}
    for kind in KINDS:
        if typed.get(kind):
            codes[kind] = _groups(typed[kind], kind, partial(_slugs, vocabulary, kind, notes))
    first, last = _date("--since", since), _date("--until", until)
    if first and last and first.first > last.last:
        raise UsageError(f"--since {first} is after --until {last}", "nothing can be in between")
    return Filters(
        codes=codes,
        sexes=_groups(typed.get("sex", ()), "sex", _sex),
        ages=_groups(typed.get("age", ()), "age", lambda word: (parse_age(word),)),
        since=first,
        until=last,
        notes=tuple(dict.fromkeys(notes)),
    )


def parse_age(word: str) -> AgeRange:
    """The range of ages that `8m`, `0..1y`, `<2y`, `6m..` or `not-stated` means. Raises UsageError.

    A single age is as wide as its smallest unit: `2y` is from 24 months to below 36. The end of a range is included;
    `<` and `>` leave it out. A number alone is years.
    """
    if fold(word) == fold(NOT_STATED):
        return AgeRange(stated=False)
    text = word.strip().replace("\u2013", "-")
    if len(text) > _LONGEST_AGE:
        raise UsageError(f'"{one_line(word[:80])}" is not an age', _AGE_SYNTAX)
    for prefix in ("<", "under ", ">", "over "):
        if text.casefold().startswith(prefix) and "=" not in text:
            age = _age(text[len(prefix) :], word)
            return AgeRange(high=age.exact_months) if prefix in ("<", "under ") else AgeRange(age.span[1])
    low, dots, high = re.sub(r"(?<=\w)\s*-\s*(?=\d)", "..", text).partition("..")
    if not dots:
        return AgeRange(*_age(text, word).span)
    if not low.strip() and not high.strip():
        raise UsageError(f'"{one_line(word[:80])}" is not an age', _AGE_SYNTAX)
    last = _age(high, word) if high.strip() else None
    unit = _UNITS[last.unit[0]] if last else "years"
    first = _age(low, word, unit) if low.strip() else None
    if first and last and first.exact_months > last.exact_months:
        raise UsageError(f'the age range "{one_line(word[:80])}" ends before it begins', _AGE_SYNTAX)
    return AgeRange(first.exact_months if first else None, last.span[1] if last else None)


def _age(text: str, word: str, unit: str = "years") -> Age:
    text = text.strip().casefold()
    if text.isdecimal():
        text += f" {unit}"
    from .model import Age

    expanded = _AGE_WORD.sub(lambda found: f"{found[1]} {_UNITS[found[2][0]]} ", text)
    try:
        return Age.parse(" ".join(expanded.split()))
    except ValueError:
        raise UsageError(f'"{one_line(word[:80])}" is not an age', _AGE_SYNTAX) from None


def _date(option: str, text: str | None) -> PartialDate | None:
    if text is None:
        return None
    from .model import PartialDate

    try:
        return PartialDate.parse(text.strip())
    except ValueError:
        message = f'{option}: "{one_line(text[:80])}" is not a date'
        raise UsageError(message, "write a year, a month or a day: 2019, 2019-06 or 2019-06-30") from None


def _sex(word: str) -> tuple[str, ...]:
    if fold(word) == fold(NOT_STATED):
        return (NOT_STATED,)
    found = _SEX_WORDS.get(fold(word))
    if not found:
        near = nearest(word, [*_SEX_WORDS, NOT_STATED])
        suggestion = f'; did you mean "{near}"?' if near else ""
        raise UsageError(f'unknown sex "{one_line(word[:80])}"{suggestion}', "allowed: female, male, not-stated")
    return (found,)


def _slugs(vocabulary: Callable[[], Vocabulary], kind: str, notes: list[str], word: str) -> tuple[str, ...]:
    if fold(word) == fold(NOT_STATED):
        return (NOT_STATED,)
    meaning = vocabulary().resolve(kind, word)
    if meaning.note:
        notes.append(meaning.note)
    return tuple(term.slug for term in meaning.terms)


def _groups(typed: Iterable[str], what: str, read: Callable[[str], tuple[T, ...]]) -> tuple[tuple[T, ...], ...]:
    """The groups of an option that was given once or more. Raises UsageError for more than `MAX_VALUES` values."""
    groups = dict.fromkeys(_group(option, what, read) for option in typed)
    if sum(map(len, groups)) > MAX_VALUES:
        raise UsageError(f"--{what} has more than {MAX_VALUES} values")
    return tuple(groups)


def _group(option: str, what: str, read: Callable[[str], tuple[T, ...]]) -> tuple[T, ...]:
    """The values of one option; a text with a comma may be one label, such as `Culture, race and faith`."""
    words = [word.strip() for word in option.split(",") if word.strip()]
    if not words:
        raise UsageError(f"--{what} is empty", f"name a value, as in --{what} VALUE")
    if len(words) > 1:
        try:
            return read(option.strip())
        except UsageError:
            pass
    return tuple(dict.fromkeys(value for word in words for value in read(word)))


def _child(sexes: Iterable[str], ages: Iterable[AgeRange], parts: list[str], values: list[object]) -> None:
    """One child who is of the sex and of the age."""
    conditions: list[str] = []
    sexes, ages = tuple(sexes), tuple(ages)
    if sexes:
        conditions.append(f"sex IN ({', '.join('?' * len(sexes))})")
        values += sexes
    if ages:
        conditions.append(f"({' OR '.join(_age_condition(age, values) for age in ages)})")
    if conditions:
        parts.append(f"number IN (SELECT review FROM child WHERE {' AND '.join(conditions)})")


def _age_condition(age: AgeRange, values: list[object]) -> str:
    if not age.stated:
        return "age_from IS NULL"
    conditions = ["age_from IS NOT NULL"]
    if age.low is not None:
        conditions.append("age_to > ?")
        values.append(age.low)
    if age.high is not None:
        conditions.append("age_from < ?")
        values.append(age.high)
    return f"({' AND '.join(conditions)})"


def _coded(column: str, slug: str, values: list[object]) -> str:
    """SQL for a statement that has a code, or whose codes are not stated."""
    if slug == NOT_STATED:
        return f"(section NOT IN ('title', 'summary') AND {column} IS NULL)"
    values.append(f'"{slug}"')
    return f"instr({column}, ?)"


def _asks_unstated(groups: Values) -> bool:
    return any(NOT_STATED in group for group in groups)
