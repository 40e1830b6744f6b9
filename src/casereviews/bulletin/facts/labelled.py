"""What labels beside a review give of its children, and of when it happened: `Child: Female, 3 weeks`.

A value is read word by word: where it says anything but who the children are, it is a sentence, and none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ...model.age import Age
from ..english import MONTH, NUMBER_WORDS, any_of, pattern
from . import ages
from .counted import FoundChild

_OF_CHILDREN = pattern("label of the children", start="^", end="$")
_OF_AGE = pattern("label of an age or sex", start="^", end="$")
_OF_OTHERS = pattern("label of other people", start="^", end="$")
_OF_EVENT = pattern("label of when it happened", start="^", end="$")
# Whose age or sex a label says that it is before, where this is somebody else: `Age of mother`.
_OF_OTHER = re.compile(
    rf"\b(?:of|at|when|in) (?:(?:the|a|{any_of('his')}|child[’']s|subject[’']s) )?"
    rf"(?:{any_of('label of other people')})\b",
    re.IGNORECASE,
)
_ANOTHER_TIME = pattern("time of another age")
_JOINED = re.compile(r"(?<!\s)\s*+[/&+,]\s*+")  # in a label: `Age/sex`
_LABELLED = re.compile(r"\s*(?P<label>[^:]{2,60}?)\s?: ?(?P<value>.{1,200})$")

_LONGEST = 200  # characters of such a value
_GROWN = 18 * 12  # months
_N = rf"(?:\d{{1,2}}|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})"
_UNIT = r"(?:(?:years?|yrs?|months?|mths?|mos?|weeks?|wks?|days?)(?![a-z])|(?-i:y/?o|[ymwd])(?![A-Za-z/]))"
_PART = rf"{_N}(?:\s?½|\.5)?[\s-]?{_UNIT}"
_PLURAL = r"(?:children|siblings|boys|girls|brothers|sisters|sons|daughters|twins|babies|infants|young people)"

_SINGULAR = r"(?:child|sibling|boy|girl|brother|sister|son|daughter|baby|infant)"
_SIBLING = re.compile(r"(?:brother|sister)s?", re.IGNORECASE)
_ADJECTIVE = ("m", "f", "male", "female")

# The pieces of such a value, in the group of what each is.
_TOKEN = re.compile(
    rf"(?P<name>\b(?:child|sibling|subject|baby|person|twin) (?:\d|(?-i:[A-Z]))(?=\s?[:=–-])\s?[:=–-]?)"
    rf"|(?P<range>\b{_N}\s?(?:[–-]|to)\s?{_N}(?![\w-]))"
    rf"|(?P<count>\b{_N}(?=\s(?:\w{{1,12}}\s)?{_PLURAL}\b)|\b(?:1|one)(?=\s{_SINGULAR}\b)|^(?:{'|'.join(NUMBER_WORDS)})(?=\s?[:–(]|$))"
    rf"|(?P<age>(?P<under>(?:\b(?:{any_of('less')})\s|<\s?))?(?<![\w.])"
    rf"(?P<stated>{_PART}(?:,?\s?(?:and\s)?{_PART})?|{_N}(?:\s?½|\.5)?(?!\s(?:{MONTH})\b))"
    rf"(?P<initial>(?-i:[FM]))?(?![\w’'])(?:[\s-]old\b)?)"
    rf"|(?P<other>\b(?:{any_of('his')})\s(?:\w{{1,20}}[\s-])?\w{{1,20}}|\b(?:{any_of('adult')})\b)"
    rf"|(?P<male>\b(?:(?:{any_of('male child')})(?![\w’'])|(?-i:M)(?![^\W\d]|[’'.])))(?P<maleage>\d{{1,2}}\b)?"
    rf"|(?P<female>\b(?:(?:{any_of('female child')})(?![\w’'])|(?-i:F)(?![^\W\d]|[’'.])))(?P<femaleage>\d{{1,2}}\b)?"
    rf"|(?P<strong>[;&+·|]|\b(?:and|plus)\b)|(?P<weak>[,/()\[\]:=–—.-])"
    rf"|(?P<twins>\b(?:twins?|triplets)\b)"
    rf"|(?P<filler>\b(?:{any_of('any child', 'about age', 'between age and sex')})(?![\w’']))"
    rf"|(?P<called>(?-i:[A-Z])[\w’'.-]{{0,30}})|(?P<space>\s+)|(?P<rest>\S+)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(\[][^()\[\]]{0,120}[)\]]")
_KINDS_OF_CHILDREN = ("age", "male", "female")
_HALF = re.compile(r"\s?½|\.5")
_SHORT_UNIT = re.compile(r"(?<=\d)\s?([ymwd])(?:/?o|os?|rs?|ths?|ks?)?\b|(?<=\d½)\s?([ymwd])\b", re.IGNORECASE)
_FULL_UNITS = {"y": " years", "m": " months", "w": " weeks", "d": " days"}
_SEX_ALONE = ("male", "female", "boy", "girl")
_DIFFER = "the lines beside the text differ in how many children they give"
_OTHER_AGE = "another line beside the text gives another age"
_OF_ANOTHER_TIME = "this may be the age at another time"
_MAY_BE_SIBLING = "this may be a brother or sister of the child"


class Labelled(NamedTuple):
    """The children whom lines beside the text of a review give."""

    children: list[FoundChild]
    words: str
    """The lines, as they stand there."""


def parted(text: str) -> tuple[str, str] | None:
    """The label that a line begins with, and its value; None of any other line."""
    found = _LABELLED.match(text)
    return (found["label"], found["value"].strip()) if found else None


def is_of_children(label: str) -> bool:
    """Whether a label is one of those before whom a review is about, or before their age or sex."""
    return _OF_CHILDREN.match(label) is not None or _is_of_age(label)


def is_of_event(label: str) -> bool:
    """Whether a label is one of those before the date of what happened."""
    return _OF_EVENT.match(label) is not None


def is_of_others(label: str, value: str) -> bool:
    """Whether a label and its value name other people than the children: no sentence about them."""
    return _is_of_others(label) and len(value) <= _LONGEST and value[-1:] != "."


def _is_of_others(label: str) -> bool:
    return _OF_OTHERS.match(label) is not None or (_is_of_age(label) and _OF_OTHER.search(label) is not None)


def describes(label: str, value: str) -> bool:
    """Whether a label and its value give the age or sex of children, and say nothing else."""
    return bool(_described(label, value))


def children_of(facts: Sequence[str]) -> Labelled | None:
    """The children whom lines beside a text give, by the first that do; None where none does."""
    found: list[tuple[list[FoundChild], str]] = []
    for text in facts:
        one = parted(text)
        if one and (children := _described(*one)):
            found.append((children, text))
    if not found:
        return None
    children, told = found[0]
    for more, text in found[1:]:
        if not _are_whole(children) and (joined := _joined(children, more)):
            children, told = joined, f"{told}; {text}"
    stated = {tuple(child.age for child in one) for one, _ in found if any(child.age for child in one)}
    return Labelled(_doubted(children, _OTHER_AGE) if len(stated) > 1 else children, told)


def _doubted(children: Sequence[FoundChild], doubt: str) -> list[FoundChild]:
    """The children, each to be checked for this where it is not already."""
    return [child._replace(doubt=child.doubt or doubt) for child in children]


def _is_of_age(label: str) -> bool:
    return _OF_AGE.match(_JOINED.sub(" and ", label)) is not None


def _described(label: str, value: str) -> list[FoundChild]:
    """The children whom a value gives; none where its label is another, or it says anything else."""
    if len(value) > _LONGEST or not is_of_children(label) or _is_of_others(label):
        return []
    children = _read(value)
    if _is_of_age(label):
        return _doubted(children, _OF_ANOTHER_TIME) if _ANOTHER_TIME.search(label) else children
    if value.strip(" .").isdecimal():  # which says how many they are: `Children: 5`
        return []
    is_plain = any(child.age for child in children) or value.strip(" .").casefold() in _SEX_ALONE
    return children if is_plain else []


def _read(value: str) -> list[FoundChild]:
    """The children of a value; none where a word of it is no part of their description."""
    made = _Children()
    for token in _tokens(_without_asides(value)):
        if _kind(token) in ("rest", "range"):
            return []
        made.take(token)
    return made.whole()


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """The pieces of a value that say something."""
    return (token for token in _TOKEN.finditer(text) if _kind(token) not in ("space", "filler", "called", "count"))


def _kind(token: re.Match[str]) -> str:
    """What a piece is: the name of its outer group."""
    return next(name for name in _OUTER if token[name] is not None)


_OUTER = (
    "name", "range", "count", "age", "other", "male", "female", "strong", "weak", "twins", "filler", "called", "space",
    "rest",
)  # fmt: skip


def _without_asides(value: str) -> str:
    """A value without what stands in brackets and gives neither age nor sex: `(called Hafan)`."""

    def kept(found: re.Match[str]) -> str:
        kinds = {_kind(token) for token in _TOKEN.finditer(found[0][1:-1])}
        return found[0] if "rest" not in kinds and not kinds.isdisjoint(_KINDS_OF_CHILDREN) else " "

    return _BRACKETED.sub(kept, value)


class _Children:
    """Puts the ages and sexes of a value together."""

    def __init__(self) -> None:
        self.children: list[FoundChild] = []
        self.sex: str | None = None  # of several, as `girls` says before their ages
        self.are_twins = False
        self.is_other = False  # whether the next age is somebody else's
        self.is_grown = False  # whether the last age was that of a grown person, who may have a sex behind it
        self.doubt: str | None = None  # of those who come after a brother or sister is named
        self.is_open = False  # whether what comes next may be of the last child

    def take(self, token: re.Match[str]) -> None:
        """Take the next piece."""
        kind = _kind(token)
        if kind == "age":
            self._age(token)
        elif kind in ("male", "female"):
            self._sex(token, kind)
        elif kind == "other":
            self.is_other = True
        elif kind == "twins":
            self.are_twins = True
        elif kind in ("strong", "name"):
            self.is_other = self.is_other and kind == "strong" and token[0].casefold() != ";"
            self.is_open = self.is_grown = False

    def _age(self, token: re.Match[str]) -> None:
        self.is_grown = False
        if self.is_other:
            self.is_other = False
            return
        age = _age_of(token["stated"], is_under=token["under"] is not None)
        last = self.children[-1] if self.is_open and self.children else None
        if age is None or age.exact_months >= _GROWN:
            if last and not last.age:  # the sex before it is of an adult: `male, 24`
                self.children.pop()
            self.is_grown = not last and age is not None
            return
        if last and not last.age:
            self.children[-1] = last._replace(age=age)
        else:
            self._add(age, self.sex)
        self.is_open = True
        if token["initial"]:
            self._put("male" if token["initial"] == "M" else "female")

    def _sex(self, token: re.Match[str], kind: str) -> None:
        is_adjective = token[kind].casefold() in _ADJECTIVE and not token[f"{kind}age"]
        is_of_grown, self.is_grown = self.is_grown, False
        if is_adjective and (self.is_other or is_of_grown):
            return
        self.is_other = False
        if self.children and _SIBLING.fullmatch(token[kind]):
            self.doubt = _MAY_BE_SIBLING
            self.is_open = False
        if token[kind].casefold().endswith("s"):
            self._several(kind)
            return
        self._put(kind)
        if stated := token[f"{kind}age"]:
            self.children[-1] = self.children[-1]._replace(age=ages.parse(stated)[0][0])

    def _put(self, sex: str) -> None:
        last = self.children[-1] if self.is_open and self.children else None
        if last and not last.sex:
            self.children[-1] = last._replace(sex=sex)
        else:
            self._add(None, sex)
        self.is_open = True

    def _add(self, age: Age | None, sex: str | None) -> None:
        self.children.append(FoundChild(age, sex, doubt=self.doubt))

    def _several(self, sex: str) -> None:
        """Give those children this sex who have none, or else those who follow."""
        bare = [index for index, child in enumerate(self.children) if not child.sex and not self.doubt]
        for index in bare:
            self.children[index] = self.children[index]._replace(sex=sex)
        self.sex = None if bare else sex

    def whole(self) -> list[FoundChild]:
        """All of them; twins are of one age."""
        found = self.children
        stated = [child for child in found if child.age]
        if self.are_twins and len(stated) == 1 and len(found) <= 2:
            pair = found if len(found) == 2 else found * 2
            return [child._replace(age=stated[0].age, sex=child.sex or self.sex) for child in pair]
        return found


def _age_of(stated: str, *, is_under: bool) -> Age | None:
    """The age that a piece states, whose unit may be short: `2y`, `18 mths`."""
    text = _HALF.sub("½", stated)
    text = _SHORT_UNIT.sub(lambda found: _FULL_UNITS[(found[1] or found[2]).casefold()], text)
    found = ages.parse(text)
    if not found:
        return None
    return replace(found[0][0], under=True) if is_under else found[0][0]


def _are_whole(children: Sequence[FoundChild]) -> bool:
    return all(child.age and child.sex for child in children)


def _joined(children: Sequence[FoundChild], more: Sequence[FoundChild]) -> list[FoundChild] | None:
    """The children with what further ones give of them, ages or sexes in a line of their own; None if it is neither."""
    gives_ages = any(child.age for child in more) and not any(child.age for child in children)
    gives_sexes = any(child.sex for child in more) and not any(child.sex for child in children)
    if not gives_ages and not gives_sexes:
        return None
    first, second = list(children), list(more)
    doubt = None if len(first) == len(second) or 1 in (len(first), len(second)) else _DIFFER
    size = max(len(first), len(second))
    first, second = _filled(first, size), _filled(second, size)
    return [
        one._replace(age=one.age or other.age, sex=one.sex or other.sex, doubt=one.doubt or doubt)
        for one, other in zip(first, second, strict=True)
    ]


def _filled(children: list[FoundChild], size: int) -> list[FoundChild]:
    """As many children: one alone gives all of them what it has, which is the sex of `Sex: female`."""
    if len(children) == 1:
        return children * size
    return children + [FoundChild(None, None)] * (size - len(children))
