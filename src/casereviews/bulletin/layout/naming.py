"""The name of a review whose title has none that is clear, by its text."""

from __future__ import annotations

import re
from collections import Counter

from ..english import any_of, pattern
from .names import NAME, QUOTES, WHO, is_board, is_common, is_name
from .title_pieces import CODE, cased
from .titles import Title

_READ = 3000  # characters of a text in which a name is looked for
_OPENING = 800  # and those among which the name stands of whom only a code is told
# A name, `Rowan`, or two, `Rowan and Ash`.
_CAPITALS = re.compile(r"[A-Z][\w’'-]+(?:(?: and| &) [A-Z][\w’'-]+)?")
_OF_WHOM = re.compile(r"['’]s$")  # behind a name: `Rowan’s file`
# How a text gives a pseudonym: `who is known as Rowan`, `(“Rowan”)`.
_GIVEN = re.compile(
    r"(?:(?:known|referred to)(?: here| in this (?:review|report|briefing|summary))?(?: here)? as"
    r"|(?:is|was|be) (?:called|named)|whom? (?:we|the review|this review) calls?|(?:call|name) (?:him|her|them)"
    r"|pseudonym(?: of)?|given the name)"
    r" [‘“\"']?(?P<name>(?:Child |Baby )?[A-Z][\w’-]*(?: [A-Z0-9]{1,3}\b)?)"
)
_AND = re.compile(r" and | & ")
_WORD = re.compile(r"[\w-]+")
_AGE = rf"(?:\d{{1,2}}|{any_of('number')})"
# A word that a text tells of as it does of a child: `Rowan was`, `Rowan’s mother`, `Rowan, who`, `Rowan, 8`.
_TOLD_OF = re.compile(
    rf"(?<![\w’'.-])(?P<name>[A-Z][a-zà-ÿ][\w-]{{1,30}})(?:,? (?:{any_of('told of a child')})\b"
    rf"|['’]s (?:{any_of('belonging')})|,? \(?(?:aged )?{_AGE}\b|, (?:who|whose|as (?:s?he|they)|an? )\b)"
)
_NOBODY = pattern("no name", "adult", "kin", "to begin with", start="^", end="$")
_OF_OTHER = pattern("adult", "kin", "grown up", end=r"\.?\s+$")
_LEAST = 2  # times that a text tells of who gives a review its name
_NEAR = 40  # characters before a name
_CALLED = re.compile(rf"(?:{WHO}) (?:[A-Z]{{1,3}}|[A-Z]{{0,3}}\d{{1,4}})")  # a name of letters: `Child Z23`


def named(title: Title, told: str) -> Title:
    """A title with the name that what is told bears out, where it has no clear one itself, or nothing but a code."""
    title = _without_place_as_name(_without_name_as_area(title, told[:_READ]), told)
    if title.name_span and CODE.fullmatch(title.name):
        given = _GIVEN.search(title.text) or _GIVEN.search(told[:_OPENING])
        if given and is_name(given["name"]):
            return title._replace(name=given["name"], name_span=None)
        alone = told_of(told[:_READ])
        return title._replace(name=alone, name_span=None) if alone else title
    told = told[:_READ]
    if title.name_span and not (title.name.isalpha() and title.name.isupper()):
        is_known = NAME.search(title.name) or any(_names_child(one, told) for one in title.name.split())
        alone = None if is_known else told_of(told)
        return title._replace(name=alone, name_span=None) if alone else title
    text = cased(title.text)
    for found in _CAPITALS.finditer(text):
        name = _OF_WHOM.sub("", found[0])
        if all(map(_may_be_child, _AND.split(name))) and _names_child(name, told):
            return title._replace(name=name, name_span=(found.start(), found.start() + len(name)))
    if title.name_span is not None:
        return title
    given = _GIVEN.search(told)
    of_text = given["name"] if given and is_name(given["name"]) else told_of(told)
    return title._replace(name=of_text) if of_text else title


def told_of(text: str) -> str | None:
    """The one whom a text tells of by a name, as it does of a child; None where it does so of several."""
    counts = Counter(
        found["name"]
        for found in _TOLD_OF.finditer(text)
        if _may_be_child(found["name"]) and not _OF_OTHER.search(text[max(0, found.start() - _NEAR) : found.start()])
    )
    words = set(_WORD.findall(text))
    kept = {name: count for name, count in counts.items() if name.casefold() not in words}
    if not kept:
        return None
    first = max(kept, key=lambda name: kept[name])
    others = sum(count for name, count in kept.items() if name != first)
    return first if kept[first] >= _LEAST and kept[first] > 2 * others else None


def _may_be_child(word: str) -> bool:
    """Whether a word with a capital may be the name of a child."""
    return is_name(word) and not is_common(word) and not is_board(word) and not _NOBODY.fullmatch(word)


def _without_name_as_area(title: Title, told: str) -> Title:
    """A title without a place that is none: the text tells of somebody who is called so, whose name it then is."""
    name = (title.area or "").strip(QUOTES)
    is_none = title.area_span is not None and not title.area_is_sure and (name != title.area or _is_told_of(name, told))
    if not is_none:
        return title
    without = title._replace(area=None, area_span=None)
    is_better = title.name_span is None or _CALLED.fullmatch(title.name) or not _names_child(title.name, told)
    return without._replace(name=name, name_span=title.area_span) if is_better and _is_told_of(name, told) else without


def _without_place_as_name(title: Title, told: str) -> Title:
    """A title whose name is not the place in brackets behind it, which the text does not name."""
    if not title.name_span or not told or title.area or CODE.fullmatch(title.name):
        return title
    start, end = title.name_span
    before = title.text[: start - 1].strip()
    is_place = title.text[start - 1 : start] == "(" and title.text[end : end + 1] == ")" and before
    if not is_place or NAME.search(title.name) or any(_names_child(one, told) for one in _AND.split(title.name)):
        return title
    return title._replace(name=before, name_span=None, area=title.name, area_span=title.name_span, area_is_sure=False)


def _is_told_of(name: str, told: str) -> bool:
    """Whether a text tells of a name as it does of a child."""
    return any(found["name"] == name for found in _TOLD_OF.finditer(told))


def _names_child(name: str, told: str) -> bool:
    """Whether a text has each of the names."""
    return all(len(re.findall(rf"\b{re.escape(one)}\b", told)) > 0 for one in _AND.split(name))
