"""Settling what is to be checked in a collection: values that a person lets stand, sets or takes out.

Each answer is noted in the evidence, with who gave it, when, and what they read. All of a run are made or none, and no
other byte of the file changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from ..coding.doubts import Key, Names, key_of, open_values, unread_fields, unread_statements
from ..coding.evidence import LISTS, OF_STATEMENT, holds, place_of, points_of
from ..errors import AmbiguousError, DataError, NotFoundError, UsageError
from ..likeness import did_you_mean
from ..model.reviews import Review
from ..model.sections import LETTERS, STATEMENTS
from ..reading import dataset
from ..text import counted, fold, listed, one_line, quoted
from ..vocabulary import NONE, NOT_STATED, Vocabulary
from . import edits
from .answers import OF_CHILD, SETTABLE, Answer, Target, is_value, unknown_field, values_of
from .noted import Noted, Reader, Record, stated
from .splice import Change

_ORDER = ("set", "change", "drop", "accept")
_MOST_SHOWN = 20
# What most pseudonyms begin with, which nobody need type where a review is clear without: `Child Tamsin`.
_WHO = re.compile(
    r"^(?:the )?(?:child(?:ren)?|bab(?:y|ies)|infant|famil(?:y|ies)|young person|siblings?|twins?|adult) "
)


class Settled(NamedTuple):
    """What became of a value."""

    id: str
    """As `OpenValue` has it; that of the review where all of it was read."""
    did: str
    """`accepted`, `set`, `dropped`, or `as it was`, where it had been answered before."""
    value: str

    def __str__(self) -> str:
        if self.did == "as it was":
            return f"{self.id}: {self.value} was read before"
        return f"{self.did} {self.id}: {self.value}"


class Outcome(NamedTuple):
    """What answers came to."""

    data: bytes
    """The collection with them."""
    settled: list[Settled]
    left: dict[str, set[Key]]
    """By the ids of the reviews that were answered of, what is still to be checked in each."""


def settle(data: bytes, file: str, terms: Vocabulary, answers: Iterable[Answer], reader: Reader) -> Outcome:
    """What answers to a collection come to. Raises DataError, UsageError.

    `file` is the collection's name. Values are set before any is taken out, and then the rest may stand. Raises
    NotFoundError and AmbiguousError where an answer is of nothing, or of several reviews.
    """
    ordered = sorted(dict.fromkeys(answers), key=lambda answer: _ORDER.index(answer.does))
    reading = dataset.Reading(file, data, terms, dataset.Ids())
    desks: dict[int, _Desk] = {}
    settled: list[Settled] = []
    for answer, (number, review) in _resolved(reading, ordered):
        if number not in desks:
            desks[number] = _Desk(review, terms, reader)
        settled += desks[number].take(answer)
    changes = [Change(number, *change) for number in sorted(desks) for change in desks[number].changes()]
    left = {desk.record["id"]: {key_of(one) for one in open_values(desk.record)} for desk in desks.values()}
    return Outcome(edits.replace(data, file, changes), _told(settled), left)


def _told(settled: Iterable[Settled]) -> list[Settled]:
    """What became of each value, told once; what this run has answered was not answered before."""
    told = list(dict.fromkeys(settled))
    answered = {one.id for one in told if one.did != "as it was"}
    return [one for one in told if one.did != "as it was" or one.id not in answered]


def _resolved(reading: dataset.Reading, answers: Sequence[Answer]) -> Iterator[tuple[Answer, tuple[int, Review]]]:
    """Each answer with its review and the number of that in the file."""
    targets = [answer.target for answer in answers]
    wanted = {fold(name) for target in targets for name in (target.review, target.other) if name}
    exact: dict[str, tuple[int, Review]] = {}
    named: dict[str, list[tuple[int, Review]]] = {}
    bare: dict[str, list[tuple[int, Review]]] = {}  # by their names without `Child`
    known: dict[str, None] = {}  # all of these, as they are suggested
    for number, review in enumerate(reading):
        identity = fold(review.id)
        names = {fold(review.id.rpartition("/")[2]), fold(review.name)}
        if identity in wanted:
            exact[identity] = number, review
        for word in names & wanted:
            named.setdefault(word, []).append((number, review))
        short = {_WHO.sub("", name) for name in names}
        for word in short & wanted:
            bare.setdefault(word, []).append((number, review))
        known |= dict.fromkeys([review.id, review.id.rpartition("/")[2], *sorted(short)])
    if reading.problems:
        raise DataError(reading.problems)
    for answer, target in zip(answers, targets, strict=True):
        if target.other and fold(target.other) in exact:
            answer = answer._replace(target=target._replace(review=target.other, where=None))
        word = fold(answer.target.review)
        found = [exact[word]] if word in exact else named.get(word) or bare.get(word, [])
        yield answer, _only(target, found, "is" if word in named else "is only a part of", known)


def _only(target: Target, found: Sequence[tuple[int, Review]], what: str, known: Iterable[str]) -> tuple[int, Review]:
    """The one review that was found, `known` being all names that there are.

    `what` a target is to a name is said where there are several.
    """
    if not found:
        near = did_you_mean(_WHO.sub("", target.review.lower()), known)
        raise (None if target.field else unknown_field(target.review, target.typed)) or NotFoundError(
            f"no review {quoted(target.review)}{near}", "casereviews check lists what is to be checked"
        )
    if len(found) > 1:
        ids = "\n".join(f"  {review.id}  {one_line(review.name)}" for _, review in found[:_MOST_SHOWN])
        raise AmbiguousError(
            f"{quoted(target.review)} {what} the name of {len(found)} reviews:\n{ids}", "name one by its id"
        )
    return found[0]


class _Desk:
    """One review: its record, as the answers so far leave it, and its evidence."""

    def __init__(self, review: Review, terms: Vocabulary, reader: Reader) -> None:
        self.record = review.to_dict()
        self.terms = terms
        self.points = points_of(self.record)
        self.noted = Noted(self.record["evidence"] or (), reader)
        self.record["evidence"] = self.noted.items
        self.values: dict[tuple[str | int, ...], object] = {}
        self.given: dict[tuple[str | None, str | None], str] = {}  # the fields that this run has set, as was typed

    # --- Answers ------------------------------------------------------------------------------------------------------

    def take(self, answer: Answer) -> list[Settled]:
        """What becomes of the values that an answer is of."""
        target = answer.target
        if target.where and target.where not in self.points:
            hint = f"casereviews show {self.record['id']} lists those that there are"
            raise NotFoundError(f"no statement {quoted(target.where)} in {self.record['id']}", hint)
        if target.where and target.field not in (None, *OF_STATEMENT):
            hint = f"name its review: {self.record['id']}.{target.field}"
            raise UsageError(f"a statement has no {target.field}", hint)
        if answer.does != "accept":
            self._check_once(answer)
        if answer.does == "change":
            return self._change(target, answer.value)
        return {"accept": self._accept, "set": self._set, "drop": self._drop}[answer.does](target)

    def _check_once(self, answer: Answer) -> None:
        """Raise UsageError where a field is set twice, or is set and has a value taken out."""
        place = answer.target.where, answer.target.field
        if place in self.given:
            message = f"{quoted(self.given[place])} and {quoted(answer.target.typed)} are two answers to one field"
            raise UsageError(message, "give one of them")
        if answer.does != "drop":
            self.given[place] = answer.target.typed

    def _accept(self, target: Target) -> list[Settled]:
        """The values of a review, a statement or a field stand: a person has read them."""
        names = Names(self.record["id"], self.noted.items)
        settled = []
        for index, item in enumerate(self.noted.items):
            if index not in self.noted.fresh and self._is_of(target, item) and holds(self.record, item, self.points):
                did = "as it was" if item["confidence"] == "read" else "accepted"
                settled.append(Settled(names.of(item), did, item["value"]))
                self.noted.mark(index)
        if not target.where and target.value in (None, NOT_STATED):
            for field in [one for one in unread_fields(self.record) if target.field in (None, one)]:
                settled.append(Settled(names.at(None, field, NOT_STATED), "accepted", NOT_STATED))
                self.noted.note(None, field, NOT_STATED)
        if target.field in (None, "themes") and target.value in (None, NONE):
            for where in [where for where in unread_statements(self.record) if target.where in (None, where)]:
                settled.append(Settled(names.at(where, "themes", NONE), "accepted", "no theme"))
                self.noted.note(where, "themes", NONE)
        if not (target.where or target.field):
            return [self._whole(settled)]
        if not settled:
            hint = "casereviews check lists what is to be checked, and show --why what was read"
            raise NotFoundError(f"nothing was read of {quoted(target.typed)} by the importer", hint)
        return settled

    def _whole(self, values: Sequence[Settled]) -> Settled:
        """The review is a person's from now on, as they have read it whole."""
        is_new = self.record["coding"] != "curated" or any(one.did == "accepted" for one in values)
        self._put(("coding",), self.record, "curated")
        what = f"the whole review, {counted(len(values), 'value')} of it" if values else "the whole review"
        return Settled(self.record["id"], "accepted" if is_new else "as it was", what)

    def _set(self, target: Target) -> list[Settled]:
        """A field gets the values that were typed."""
        field = self._field(target, "--set")
        if target.value is None:
            raise UsageError(f"{quoted(target.typed)} gives no value", "write --set ID.FIELD=VALUE")
        values = values_of(self.terms, field, target.value)
        told = self._put_values(target.where, field, values)
        self.noted.note_all(target.where, field, values)
        return [self._settled(target, field, told)]

    def _change(self, target: Target, typed: str) -> list[Settled]:
        """One value of a field becomes what was typed, which may be several; the others are not answered."""
        field, where, old = self._field(target, "--set"), target.where, target.value
        new = values_of(self.terms, field, typed)
        if not new or old == NOT_STATED or field not in (*LISTS, *OF_CHILD):  # it has this alone, or nothing at all
            return self._set(target._replace(value=typed))
        if field in OF_CHILD:
            values = [new if child[field] == old else [child[field] or NOT_STATED] for child in self.record["children"]]
        else:
            present = self._present(where, field)
            values = [new if value == old else [value] for value in present] + [[] if old in present else new]
        told = self._put_values(
            where, field, list(dict.fromkeys(chain(*values))) if field in LISTS else [*chain(*values)]
        )
        self.noted.mark_all(where, field, old)
        self.noted.note_values(where, field, new)
        return [self._settled(target, field, told)]

    def _drop(self, target: Target) -> list[Settled]:
        """A value is taken out."""
        field = self._field(target, "--drop")
        if field == "name":
            raise UsageError("a review needs a name", "give it another: --set ID.name=NAME")
        value = self._value(target, field)
        if field in OF_CHILD:
            for index, child in enumerate(self.record["children"]):
                if child[field] == value:
                    self._put(("children", index, field), child, None)
        else:
            holder, path = self._holder(target.where, field)
            rest = [one for one in holder[field] if one != value] if field in LISTS else []
            self._put((*path, field), holder, rest or ([] if field in OF_STATEMENT else None))
        self.noted.note(target.where, field, value)
        named = Names(self.record["id"], self.noted.items).at(target.where, field, value)
        return [Settled(named, "dropped", value)]

    def _field(self, target: Target, option: str) -> str:
        """The field of an answer that needs one which can be set."""
        if target.field is None:
            raise UsageError(f"{option} {target.typed} names no field", f"write {option} ID.FIELD=VALUE")
        if option == "--set" and target.field in STATEMENTS and not self.record[target.field]:
            return target.field  # that there are none, which takes nothing away
        if target.field not in SETTABLE:
            raise UsageError(f"{target.field}: this is changed in the file itself", "then --accept lets it stand")
        if target.field in OF_STATEMENT and not target.where:
            hint = f"name it: {self.record['id']}/L1.{target.field}"
            raise UsageError(f"{target.field} are those of a statement", hint)
        return target.field

    def _value(self, target: Target, field: str) -> str:
        """The value that is to be taken out, which the field has."""
        present = self._present(target.where, field)
        typed = target.value
        found = present if typed is None else [one for one in present if is_value(self.terms, field, typed, one)]
        if not found:
            what = f"no {quoted(typed)} there" if typed is not None else f"nothing in {field}"
            hint = "--accept lets that stand, and --set gives it a value"
            raise NotFoundError(f"{target.typed}: there is {what} to take out", hint)
        if len(found) > 1:
            raise UsageError(f"{target.typed} has several values", f"name one: {listed(found, 'or')}")
        return found[0]

    # --- Values -------------------------------------------------------------------------------------------------------

    def _holder(self, where: str | None, field: str) -> tuple[Record, tuple[str | int, ...]]:
        """What has a field, the review or a statement of it, and the path to that."""
        if not where:
            return self.record, ()
        section = next(name for name, letter in LETTERS.items() if letter == where[0])
        index = next(n for n, one in enumerate(self.record[section]) if one is self.points[where])
        return self.record[section][index], (section, index)

    def _present(self, where: str | None, field: str) -> list[str]:
        """The values that a field has."""
        if field in OF_CHILD:
            return list(dict.fromkeys(child[field] for child in self.record["children"] or () if child[field]))
        value = self._holder(where, field)[0][field]
        return list(value or ()) if field in LISTS else [value] if value else []

    def _put(self, path: tuple[str | int, ...], holder: Record, value: object) -> None:
        """Set a value, unless it is there."""
        field = str(path[-1])
        if holder[field] == value:
            return
        holder[field] = value
        if ("children",) in self.values and path[0] == "children":  # there was none before
            self.values["children",] = [stated(child) for child in self.record["children"]]
        else:
            self.values[path] = value

    def _put_values(self, where: str | None, field: str, values: list[str] | None) -> str:
        """Set a field to values; gives them in words."""
        if field in OF_CHILD:
            self._set_children(field, values or [])
        else:
            holder, path = self._holder(where, field)
            self._put((*path, field), holder, values if field in LISTS or not values else values[0])
        return ", ".join(values) or NONE if values is not None else NOT_STATED

    def _set_children(self, field: str, values: list[str]) -> None:
        """Set the age or the sex of each child."""
        stated = [None if value == NOT_STATED else value for value in values]
        children = self.record["children"]
        if children is None and stated == [None]:
            return
        if not children and len(stated) == 1:
            children = self.record["children"] = [{"age": None, "sex": None}]
            self.values["children",] = []
        if len(children or ()) != len(stated):
            number = len(children or ())
            raise UsageError(
                f"{self.record['id']} has {number} {'child' if number == 1 else 'children'}, "
                f"and {len(stated)} {'value is' if len(stated) == 1 else 'values are'} given",
                "give one for each child, in their order, with commas between; not-stated is one too",
            )
        for index, (child, value) in enumerate(zip(children, stated, strict=True)):
            self._put(("children", index, field), child, value)

    # --- Evidence -----------------------------------------------------------------------------------------------------

    def _is_of(self, target: Target, item: Record) -> bool:
        """Whether evidence is of what an answer is of."""
        if target.where and place_of(item) != target.where:
            return False
        if target.field and item["field"] != target.field:
            return False
        return target.value is None or is_value(self.terms, item["field"], target.value, item["value"])

    def _settled(self, target: Target, field: str, value: str) -> Settled:
        home = f"{self.record['id']}/{target.where}" if target.where else self.record["id"]
        return Settled(f"{home}.{field}", "set", value)

    def changes(self) -> Iterator[tuple[tuple[str | int, ...], object]]:
        """What is to be changed in the file: paths with values."""
        yield from self.values.items()
        yield from self.noted.changes()
