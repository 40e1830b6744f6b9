"""Filters: the condition on the reviews or statements of an answer.

A comma means or, a repeated option means and. A hyphen in front excludes, whatever else is asked: with `-neglect` an
answer loses exactly what `neglect` alone would select. `not-stated` selects what the source does not say, `none` what
it says is none, and `any` all else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ..store.tables import IS_STATEMENT, NOT_READ
from ..vocabulary import ANY, NONE, NOT_STATED

if TYPE_CHECKING:
    from ..model.partial_date import PartialDate
    from ..wider import Wider

T = TypeVar("T")

_COLUMNS = {"theme": "themes", "agency": "agencies"}  # of the table `passage`, by the kind of code
MATCHED = "temp.matched"
"""The table of the passages that a search found."""

REVIEW_FIELDS = {
    "harm": "harms", "factor": "factors", "type": "review_type", "outcome": "outcome", "area": "area", "sex": "sex",
    "age": "age", "listed": "listed", "published": "published", "incident date": "incident_date",
    "incident": "incident_date",
}  # fmt: skip
"""The fields of a review that are filtered on or counted by, by what `unstated` and counts call them.

Those of statements are not among them: what nobody has read of these is called not coded.
"""

_TERMS = "SELECT number FROM code_term WHERE kind = ?"

Values = tuple[tuple[str, ...], ...]
"""Groups of slugs: every group must match, by any of its slugs."""

Condition = tuple[str, tuple[object, ...]]
"""A condition in SQL, `1` where it is always true, with its parameters."""


class AgeRange(NamedTuple):
    """Ages from `low` to below `high`, in months; None where open. `stated` False selects ages not stated."""

    low: float | None = None
    high: float | None = None
    stated: bool = True


class DateRange(NamedTuple):
    """Days from `first` to `last`, both included; None where open. `stated` False selects dates not stated."""

    first: str | None = None
    last: str | None = None
    stated: bool = True


_UNSTATED_AGE = AgeRange(stated=False)
_UNSTATED_DATE = DateRange(stated=False)


class _Fields(NamedTuple):
    """What filters are made of."""

    codes: Mapping[str, Values] = MappingProxyType({})
    """By kind of term, or `area`."""
    sexes: Values = ()
    ages: tuple[tuple[AgeRange, ...], ...] = ()
    dates: Mapping[str, tuple[tuple[DateRange, ...], ...]] = MappingProxyType({})
    """By field: `listed` or `published`."""
    excluded: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """By kind of term, or `area`: slugs, any of which excludes what has it."""
    excluded_sexes: tuple[str, ...] = ()
    """No child may be of these."""
    excluded_ages: tuple[AgeRange, ...] = ()
    """No child may be of these."""
    excluded_dates: Mapping[str, tuple[DateRange, ...]] = MappingProxyType({})
    """By field."""
    since: PartialDate | None = None
    until: PartialDate | None = None
    undated: bool = False
    """Whether reviews without an incident date pass `since` and `until`."""
    matched: bool = False
    """Whether only the statements in the table `MATCHED` pass."""
    has_matched: bool = False
    """Whether only reviews with such a statement pass, and all of what they say."""
    not_read: tuple[str, ...] = ()
    """Fields of a review: only reviews pass that nobody has read for any of them, and of which nothing was read."""
    topic: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """By kind of term: slugs of which any one is enough, of whichever kind, as of a word that is a theme and a harm."""
    notes: tuple[str, ...] = ()
    """Notes on how the values were read."""
    wider: tuple[Wider, ...] = ()
    """Terms that narrower words were taken as, for further notes."""


class Filters(_Fields):
    """Which reviews and which statements an answer is about; each condition is worked out once."""

    @cached_property
    def of_a_review(self) -> Condition:
        """The condition on a row of `review`."""
        parts: list[str] = []
        values: list[object] = []
        for kind, groups in self.codes.items():
            parts += [f"number IN ({_having(kind, group, values)})" for group in groups]
        for kind, slugs in self.excluded.items():
            parts.append(f"number NOT IN ({_having(kind, slugs, values)})")
        if self.topic:
            having = [f"number IN ({_having(kind, slugs, values)})" for kind, slugs in self.topic.items()]
            parts.append(f"({' OR '.join(having)})")
        for sexes in self.sexes or [()]:
            for ages in self.ages or [()]:
                if sexes or ages:
                    parts.append(f"number IN ({_with_child(sexes, ages, values)})")
        if self.excluded_sexes:
            parts.append(f"number NOT IN ({_with_child(self.excluded_sexes, (), values)})")
        if self.excluded_ages:
            parts.append(f"number NOT IN ({_with_child((), self.excluded_ages, values)})")
        for field, ranges in self.dates.items():
            parts += [_dated(field, group, values) for group in ranges]
        for field, group in self.excluded_dates.items():
            parts.append(f"NOT {_dated(field, group, values)}")
        if self.has_matched:
            parts.append(f"number IN (SELECT review FROM passage WHERE number IN (SELECT number FROM {MATCHED}))")
        if self.not_read:
            parts.append(f"not_read & {sum(map(NOT_READ.__getitem__, self.not_read))}")
        undated = " OR incident_first IS NULL" if self.undated else ""
        if self.since:
            parts.append(f"(incident_last >= ?{undated})")
            values.append(self.since.first.isoformat())
        if self.until:
            parts.append(f"(incident_first <= ?{undated})")
            values.append(self.until.last.isoformat())
        return " AND ".join(parts) or "1", tuple(values)

    @property
    def is_of_statements(self) -> bool:
        """Whether any condition is on the statement itself."""
        return self.matched or any(
            self.codes.get(kind) or self.excluded.get(kind) or self.topic.get(kind) for kind in _COLUMNS
        )

    @cached_property
    def of_a_statement(self) -> Condition:
        """The condition on a row of `passage`: on its review, and on its own themes and agencies."""
        stated = {
            kind: tuple(g for g in groups if kind not in _COLUMNS or not {NOT_STATED, NONE} & {*g})
            for kind, groups in self.codes.items()
        }
        excluded = {kind: slugs for kind, slugs in self.excluded.items() if kind not in _COLUMNS}
        condition, of_review = self._replace(codes=stated, excluded=excluded, topic={}).of_a_review
        values = [*of_review]
        parts = [f"review IN (SELECT number FROM review WHERE {condition})"] if values or condition != "1" else []
        for kind, column in _COLUMNS.items():
            groups = self.codes.get(kind, ())
            parts += [f"({_coded(column, group, values)})" for group in groups]
            if self.excluded.get(kind):
                parts.append(f"NOT coalesce({_coded(column, self.excluded[kind], values)}, 0)")
        if self.topic:
            parts.append(f"({' OR '.join(_tells_of(kind, slugs, values) for kind, slugs in self.topic.items())})")
        if self.matched:
            parts.append(f"number IN (SELECT number FROM {MATCHED})")
        return " AND ".join(parts) or "1", tuple(values)

    def of_topic(self, topic: Mapping[str, tuple[str, ...]]) -> Filters:
        """The filters with the further condition of a topic; unchanged where it is empty."""
        return self._replace(topic=topic) if topic else self

    def of_reviews(self) -> Filters:
        """The filters without the conditions on the statement itself."""
        codes = {kind: groups for kind, groups in self.codes.items() if kind not in _COLUMNS}
        excluded = {kind: slugs for kind, slugs in self.excluded.items() if kind not in _COLUMNS}
        topic = {} if self.topic.keys() & _COLUMNS.keys() else self.topic
        return self._replace(codes=codes, excluded=excluded, matched=False, topic=topic)

    def of_matched_reviews(self) -> Filters:
        """The filters with the statements that a search found as a condition on their reviews."""
        return self._replace(matched=False, has_matched=self.matched)

    def of_any_theme(self) -> Filters:
        """The filters without the themes that are wanted; those that are excluded stay so."""
        return self._replace(codes={kind: groups for kind, groups in self.codes.items() if kind != "theme"})

    def of_not_read(self, *fields: str) -> Filters:
        """The filters held to reviews that nobody has read for a field, or any of some, and of which none was read."""
        return self._replace(not_read=fields)

    def asked_unstated(self) -> list[str]:
        """The fields of which what is not stated is asked for, by the names of `unstated`."""
        names = [kind for kind, groups in self.codes.items() if _names(NOT_STATED, groups, ())]
        names += ["sex"] * _names(NOT_STATED, self.sexes, ()) + ["age"] * _names(_UNSTATED_AGE, self.ages, ())
        return names + [field for field, groups in self.dates.items() if _names(_UNSTATED_DATE, groups, ())]

    def unstated(self) -> dict[str, Filters]:
        """For each field with a wanted value, the filters that also select what does not state it."""
        asked: dict[str, Filters] = {}
        for kind, groups in self.codes.items():
            if groups and not _names(NOT_STATED, groups, self.excluded.get(kind, ())):
                asked[kind] = self._replace(codes={**self.codes, kind: _widened(groups, NOT_STATED)})
        for kind, slugs in self.topic.items():
            if not _names(NOT_STATED, self.codes.get(kind, ()), self.excluded.get(kind, ())):
                wider = asked.get(kind, self)
                asked[kind] = wider._replace(topic={**self.topic, kind: (*slugs, NOT_STATED)})
        if self.sexes and not _names(NOT_STATED, self.sexes, self.excluded_sexes):
            asked["sex"] = self._replace(sexes=_widened(self.sexes, NOT_STATED))
        if self.ages and not _names(_UNSTATED_AGE, self.ages, self.excluded_ages):
            asked["age"] = self._replace(ages=_widened(self.ages, _UNSTATED_AGE))
        for field, ranges in self.dates.items():
            if not _names(_UNSTATED_DATE, ranges, self.excluded_dates.get(field, ())):
                asked[field] = self._replace(dates={**self.dates, field: _widened(ranges, _UNSTATED_DATE)})
        if self.since or self.until:
            asked["incident date"] = self._replace(undated=True)
        return asked

    def stated(self) -> dict[str, Filters]:
        """For each field with exclusions only, the filters that also exclude what does not state it."""
        asked: dict[str, Filters] = {}
        for kind, slugs in self.excluded.items():
            if not self.codes.get(kind) and NOT_STATED not in slugs:
                asked[kind] = self._replace(excluded={**self.excluded, kind: (*slugs, NOT_STATED)})
        if self.excluded_sexes and not self.sexes and NOT_STATED not in self.excluded_sexes:
            asked["sex"] = self._replace(excluded_sexes=(*self.excluded_sexes, NOT_STATED))
        if self.excluded_ages and not self.ages and _UNSTATED_AGE not in self.excluded_ages:
            asked["age"] = self._replace(excluded_ages=(*self.excluded_ages, _UNSTATED_AGE))
        for field, ranges in self.excluded_dates.items():
            if not self.dates.get(field) and _UNSTATED_DATE not in ranges:
                more = {**self.excluded_dates, field: (*ranges, _UNSTATED_DATE)}
                asked[field] = self._replace(excluded_dates=more)
        return asked


def _having(kind: str, slugs: Sequence[str], values: list[object]) -> str:
    """SQL for the reviews that have any of some codes."""
    values += [kind, *slugs]
    known = f"slug IN ({', '.join('?' * len(slugs))})"
    if ANY in slugs:
        known = f"({known} OR slug NOT IN ('{NOT_STATED}', '{NONE}'))"
    return f"SELECT review FROM code WHERE term IN ({_TERMS} AND {known})"


def _with_child(sexes: Sequence[str], ages: Sequence[AgeRange], values: list[object]) -> str:
    """SQL for the reviews with a child of any of the sexes and any of the ages."""
    conditions: list[str] = []
    if sexes:
        conditions.append(f"sex IN ({', '.join('?' * len(sexes))})")
        values += sexes
    if ages:
        conditions.append(f"({' OR '.join(_age_condition(age, values) for age in ages)})")
    return f"SELECT review FROM child WHERE {' AND '.join(conditions)}"


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


def _dated(field: str, ranges: Iterable[DateRange], values: list[object]) -> str:
    """SQL for whether a review's date may be in any of some ranges; it is never null."""
    return f"({' OR '.join(_date_condition(field, dates, values) for dates in ranges)})"


def _date_condition(field: str, dates: DateRange, values: list[object]) -> str:
    if not dates.stated:
        return f"{field}_first IS NULL"
    conditions = [f"{field}_first IS NOT NULL"]
    if dates.first is not None:
        conditions.append(f"{field}_last >= ?")
        values.append(dates.first)
    if dates.last is not None:
        conditions.append(f"{field}_first <= ?")
        values.append(dates.last)
    return f"({' AND '.join(conditions)})"


def _coded(column: str, slugs: Iterable[str], values: list[object]) -> str:
    """SQL for whether a statement has any of some codes, or none, or its codes are not stated."""
    return " OR ".join(_has_code(column, slug, values) for slug in slugs)


def _has_code(column: str, slug: str, values: list[object]) -> str:
    if slug == NOT_STATED:
        return f"({IS_STATEMENT} AND {column} IS NULL)"
    if slug in (NONE, ANY):
        return f"{column} {'=' if slug == NONE else '<>'} '[]'"
    values.append(f'"{slug}"')
    return f"instr({column}, ?)"


def _tells_of(kind: str, slugs: Sequence[str], values: list[object]) -> str:
    """SQL for whether a statement has any of some codes, or its review has where statements are not so coded."""
    if kind in _COLUMNS:
        return f"({_coded(_COLUMNS[kind], slugs, values)})"
    return f"review IN ({_having(kind, slugs, values)})"


def _names(value: T, groups: Iterable[Iterable[T]], excluded: Iterable[T]) -> bool:
    """Whether a value is wanted or excluded."""
    return value in excluded or any(value in group for group in groups)


def _widened(groups: tuple[tuple[T, ...], ...], value: T) -> tuple[tuple[T, ...], ...]:
    return tuple((*group, value) for group in groups)
