"""The children whom a review is about: their ages and sex, as the text that tells what happened states them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from ..english import NUMBER_WORDS, any_of, number, pattern, sentence_spans
from . import people, sexes
from .aged import Aged, aged_in
from .counted import FoundChild, counted
from .mentions import CHILD, OTHER, mentions_of
from .siblings import pair, with_sexes, with_twin

# Right behind the age of one: that it is that of each of two: `At six weeks of age each`.
_EACH = re.compile(r"(?: of age| old)?,? (?:each|both)\b|[^.;]{0,40}\b(?:each of them|both of them|both babies)\b")

# A name for several children: `The children of Larch Lane`.
_SEVERAL = pattern("children", "boys", "girls", "siblings of a name")

# At the head of the next sentence: a relative, with whose he or she is: `. Her sister `.
_NEXT_KIN = re.compile(rf"[.;] (?:(?P<male>His)|(?P<female>Her)) (?:\w{{1,12}} )?(?:{any_of('kin')})\b")
_NEXT = 160  # characters

# How many children there are, where nothing else counts them: `All three had been alone`.
_ALL = re.compile(rf"\b[Aa]ll (?P<count>{'|'.join(NUMBER_WORDS[1:9])}|[2-9])(?! of| other| agenc| service| school)\b")

# Right before an age: that the child is only one of those who were counted: `The youngest, a girl of `.
_ONE_OF_THEM = pattern("one of them")

# Near an age: that it is the age at a death.
_DEATH = pattern("fatal")
_NEAR = 60  # characters

_SUBJECT = re.compile(r"s?he", re.IGNORECASE)

# A child without an age, as `a much loved baby boy`; `child protection` is none.
_NOUN_ALONE = pattern(
    male="one boy", female="one girl", neutral="one child", end=rf"\b(?!['’]s|\s+(?:{any_of('of children')}))",
    start=rf"\b(?:an?|the|this|one)\s+(?:(?!{any_of('adult')}\b)[\w-]+\s+){{0,4}}?",
)  # fmt: skip


def find_children(text: str, expected: int | None = None, name: str = "") -> list[FoundChild]:
    """The children whom a text is about; none where it says nothing of any.

    `expected` is how many the title names, and `name` what it calls them.
    """
    spans = sentence_spans(text)
    others = _others(text, name)
    is_named = expected is None and _SEVERAL.search(name) is not None
    are_several = (expected or 0) > 1 or is_named or len(list(counted(text, spans[:2], others))) > 1
    groups = _groups(text, spans, others, are_several=are_several)
    told = list(counted(text, spans[: _first_sentence(spans, groups)], others))
    if groups and _ONE_OF_THEM.search(text, max(0, groups[0][0].start - 60), groups[0][0].start):
        told = []
    children = _first_of(groups, 0)
    if expected == 2 and len(children) == 1 and children[0].age_span and _EACH.match(text, children[0].age_span[1]):
        children = [children[0]._replace(sex=None, sex_span=None)] * 2
    else:
        children = _first_of(groups, max(len(told), expected or 0, _count_of_all(text) if is_named else 0))
    children = _all_of(children, told) or (list(pair(text, spans)) if expected == 2 else [])
    children = children or list(_alone(text, spans)) or _named(text, name)
    children = with_twin(text, children) if expected == 2 else children
    children = with_sexes(text, children, told, name)
    if len(children) == 1 and not children[0].sex:
        said = sexes.find_sex(text, spans, others) or _sex_of_subject(text, name)
        children = [children[0]._replace(sex=said.sex, sex_span=said.span, sex_doubt=said.doubt)] if said else children
    if is_named and len(children) > 1 and not children[0].sex and children[0].age_span:
        children = [_with_sex_of_next(text, children[0]), *children[1:]]
    if children and expected and 1 < expected != len(children):
        reason = f"the title names {expected} children, the text {len(children)}"
        children = [child._replace(doubt=child.doubt or reason) for child in children]
    return children


def _others(text: str, name: str) -> frozenset[int]:
    """Where the nouns end of boys, girls and children who are not those of the review: `had raped a girl of 13`."""
    return frozenset(one.end for one in mentions_of(text, name) if one.owner == OTHER)


def _groups(
    text: str, spans: Sequence[tuple[int, int]], others: Container[int], *, are_several: bool
) -> list[list[Aged]]:
    """The mentions of an age by their sentences, the first those of which the children are taken.

    Ages of an earlier time are left aside where there are others.
    """
    told = [aged_in(text, *span, others, are_several or len(list(counted(text, [span]))) > 1) for span in spans]
    then = [[mention for mention in group if not mention.is_early] for group in told]
    groups = [(group, span) for group, span in zip(then if any(then) else told, spans, strict=True) if group]
    if groups and len(groups[0][0]) == 1 and not _tells_of_death(text, *groups[0]):
        groups.sort(key=lambda one: len(one[0]) > 1 or not _tells_of_death(text, *one))
    return [group for group, _ in groups]


def _with_sex_of_next(text: str, child: FoundChild) -> FoundChild:
    """A child with the sex that the next sentence tells, which begins with a relative: `Her sister Ada, aged nine`."""
    start = child.age_span[1] if child.age_span else 0
    found = _NEXT_KIN.search(text, start, start + _NEXT)
    return child._replace(sex=people.sex_of(found), sex_span=found.span(found.lastgroup or 0)) if found else child


def _count_of_all(text: str) -> int:
    """How many children all of them are, by the first words that say so; 0 where none do."""
    found = _ALL.search(text)
    return number(found["count"]) if found else 0


def _tells_of_death(text: str, group: Sequence[Aged], span: tuple[int, int]) -> bool:
    """Whether the first age of a sentence is that at which the child died."""
    start, end = group[0].start - _NEAR, group[0].end + _NEAR
    return _DEATH.search(text, max(span[0], start), min(span[1], end)) is not None


def _first_of(groups: Sequence[Sequence[Aged]], wanted: int) -> list[FoundChild]:
    """The children of the first sentence with an age, and of the next ones as many as are wanted."""
    children: list[FoundChild] = []
    for group in groups:
        if not children or len(children) < wanted:
            more = [child for mention in group for child in mention.children]
            children += more[: wanted - len(children)] if children else more
    return children


def _named(text: str, name: str) -> list[FoundChild]:
    """The child whom a text calls by the name of the title alone."""
    is_named = any(one.owner == CHILD and text[one.start : one.end] in name.split() for one in mentions_of(text, name))
    return [FoundChild(None, None)] if is_named else []


def _sex_of_subject(text: str, name: str) -> sexes.Said | None:
    """The sex by the pronouns that are subjects and mean the child; None where they differ."""
    found = [
        one for one in mentions_of(text, name) if one.owner == CHILD and _SUBJECT.fullmatch(text, one.start, one.end)
    ]
    if len({text[one.start].casefold() for one in found}) != 1:
        return None
    sex = "female" if text[found[0].start].casefold() == "s" else "male"
    return sexes.Said(sex, (found[0].start, found[0].end), "only a pronoun says so")


def _first_sentence(spans: Sequence[tuple[int, int]], groups: Sequence[Sequence[Aged]]) -> int:
    """How many sentences say how many children there are: those up to the first that gives an age."""
    if not groups:
        return 2
    return 1 + next(index for index, (start, end) in enumerate(spans) if start <= groups[0][0].start < end)


def _all_of(children: Sequence[FoundChild], counted: Sequence[FoundChild]) -> list[FoundChild]:
    """The children of whom an age is stated, and as many more as the text says that there are."""
    missing = len(counted) - len(children)
    if missing <= 0 or not children:
        return list(children or counted)
    if len(children) == 1 and counted[0].age_span:  # twins, who are of one age
        return [twin._replace(age=children[0].age, age_span=children[0].age_span, doubt=None) for twin in counted]
    return [*children, *(child._replace(sex=None, sex_span=None, age_span=None) for child in counted[:missing])]


def _alone(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[FoundChild]:
    """The child whom a noun without an age names."""
    for start, end in spans:
        for found in _NOUN_ALONE.finditer(text, start, end):
            if people.BY.search(text[max(start, found.start() - 40) : found.start()] + " "):
                continue
            sex = people.sex_of(found)
            yield FoundChild(None, sex, None, found.span(sex) if sex else None)
            return
