"""Several children of one review: that they are two, and of which sex each of them is.

Words apart from their ages say so: `sister and brother`, `both girls`, `three brothers`, `her brother`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ..english import NUMBER_WORDS, any_of, number, pattern
from . import people
from .counted import FoundChild
from .mentions import CHILD, Mention, mentions_of

# Two children, who are the subject: `Sister and brother Tamsin (9) and Corey (6)`.
PAIR = pattern("sister and brother")
# Somewhere in a text about two: a twin, of the same age: `her twin brother`, `and his twin Freya`.
_TWIN = re.compile(rf"\b(?:{any_of('his')}) twin (?:(?P<male>brother)|(?P<female>sister)|\w)", re.IGNORECASE)
# Behind the name of each of several children: of which sex he or she is: ` (a boy)`.
_SEX_ALONE = re.compile(r"\((?:an? )?(?:(?P<male>boy|male|m)|(?P<female>girl|female|f))\)", re.IGNORECASE)
# Two by their names, each with a noun: `Ash, a boy, and Fern, his sister,`.
_EACH_NAMED = re.compile(
    r"\b[A-Z][\w-]{1,30}, an? (?:(?P<male>boy)|(?P<female>girl)),? and [A-Z][\w-]{1,30},? "
    r"(?:an?|his|her) (?:twin )?(?:(?P<brother>boy|brother)|(?P<sister>girl|sister))\b"
)
# Children of one sex, with how many they are, if a text says so: `three brothers`, `both girls`.
_GROUP = pattern(
    male="boys", female="girls",
    start=rf"\b(?:(?P<count>both|\d|{any_of('number')}) )?(?:the )?(?:(?!and\b|of\b)[\w-]{{1,20}} )?",
)  # fmt: skip
# One of two children, and a relative who is the other: `her younger brother`.
_HIS_KIN = re.compile(
    rf"\b(?P<whose>his|her) (?:(?:{any_of('older')}|twin|little|baby|big) )?(?P<kin>brother|sister)\b", re.IGNORECASE
)
_SEX = {"his": "male", "her": "female", "brother": "male", "sister": "female"}
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]*")
_NEAR = 40  # characters
_WHICH = "the text does not say which of them is which"
_ONLY_KIN = "only a word for a relative says so"


def pair(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[FoundChild]:
    """A brother and a sister of whom the first sentences tell without an age."""
    found = next((found for span in spans[:3] if (found := PAIR.search(text, *span))), None)
    if found:
        for sex in _sexes_of_pair(found):
            yield FoundChild(None, sex, None, found.span(), None, _WHICH)


def ends_pair(text: str, start: int, end: int) -> bool:
    """Whether the words for a brother and a sister end at an offset."""
    found = PAIR.search(text, start, end)
    return found is not None and found.end() == end


def with_twin(text: str, children: list[FoundChild]) -> list[FoundChild]:
    """A child, and the twin of the same age of whom the text tells."""
    twin = _TWIN.search(text)
    if not twin or len(children) != 1:
        return children
    sex = people.sex_of(twin)
    return [*children, children[0]._replace(sex=sex, sex_span=twin.span(sex) if sex else None)]


def with_sexes(text: str, children: Sequence[FoundChild], told: Sequence[FoundChild], name: str) -> list[FoundChild]:
    """Several children with their sexes, where words apart from their ages say them.

    `told` are as many as the text says that there are, and `name` is what the title calls them.
    """
    made = list(children)
    if len(made) == len(told):
        made = [
            child if child.sex else child._replace(sex=one.sex, sex_span=one.sex_span)
            for child, one in zip(made, told, strict=True)
        ]
    if len(made) == 2 and (both := PAIR.search(text)):
        kinds = _sexes_of_pair(both)
        made = [child._replace(sex=sex, sex_span=both.span()) for child, sex in zip(made, kinds, strict=True)]
    each = _EACH_NAMED.search(text) if len(made) == 2 else None
    if each:
        kinds = ("male" if each["male"] else "female", "male" if each["brother"] else "female")
        made = [child._replace(sex=sex, sex_span=each.span()) for child, sex in zip(made, kinds, strict=True)]
    if len(made) < 2 or any(child.sex for child in made):
        return made
    behind = list(_SEX_ALONE.finditer(text))
    if len(behind) == len(made):
        return [
            child._replace(sex=people.sex_of(one), sex_span=one.span()) for child, one in zip(made, behind, strict=True)
        ]
    people_told = mentions_of(text, name)
    group = _group(text, people_told, len(made))
    if group:
        return [child._replace(sex=people.sex_of(group), sex_span=group.span()) for child in made]
    return _by_relative(text, made, people_told, name) if len(made) == 2 else made


def _sexes_of_pair(found: re.Match[str]) -> tuple[str, str]:
    """The sexes of a sister and a brother, in the order of the words."""
    return ("female", "male") if found[0][0] in "sS" else ("male", "female")


def _group(text: str, people_told: Sequence[Mention], count: int) -> re.Match[str] | None:
    """The words that call all children by a noun of one sex; None where a noun of the other is one for a child too."""
    own = {one.start for one in people_told if one.owner == CHILD}
    nouns = [found for found in people.PERSON.finditer(text) if found.start() in own and people.sex_of(found)]
    if len({people.sex_of(noun) for noun in nouns}) != 1:
        return None
    starts = {noun.start(str(noun.lastgroup)) for noun in nouns}
    groups = (found for found in _GROUP.finditer(text) if found.start(str(people.sex_of(found))) in starts)
    return next((found for found in groups if _counts(found["count"]) == count), None)


def _counts(word: str | None) -> int:
    """How many children words are for; two where nothing says it."""
    return 2 if word is None or word.casefold() == "both" else number(word) if _is_number(word) else 0


def _is_number(word: str) -> bool:
    return word.isdecimal() or word.casefold() in NUMBER_WORDS


def _by_relative(text: str, children: list[FoundChild], people_told: Sequence[Mention], name: str) -> list[FoundChild]:
    """Two children with their sexes, where the text tells of one of them and of his or her brother or sister."""
    found = next((found for found in _HIS_KIN.finditer(text) if _is_of_child(found, people_told)), None)
    if not found:
        return children
    sexes = [_SEX[found["whose"].casefold()], _SEX[found["kin"].casefold()]]
    if sexes[0] != sexes[1]:
        names = [_name_before(text, child, name) for child in children]
        told = [word[0] for word in _CAPITAL.finditer(text, 0, found.start()) if word[0] in names]
        if not told or names[0] == names[1]:
            return children
        if told[-1] == names[1]:
            sexes.reverse()
    return [
        child._replace(sex=sex, sex_span=found.span(), sex_doubt=_ONLY_KIN)
        for child, sex in zip(children, sexes, strict=True)
    ]


def _is_of_child(found: re.Match[str], people_told: Sequence[Mention]) -> bool:
    """Whether the last who was told of before a relative is the child."""
    count = bisect_left(people_told, found.start(), key=lambda one: one.start)
    last = next((one for one in reversed(people_told[:count]) if one.is_subject), None)
    return last is not None and last.owner == CHILD


def _name_before(text: str, child: FoundChild, name: str) -> str:
    """The name of the title that stands right before the age of a child."""
    if not child.age_span:
        return ""
    end = child.age_span[0]
    words = [word[0] for word in _CAPITAL.finditer(text, max(0, end - _NEAR), end) if word[0] in name.split()]
    return words[-1] if words else ""
