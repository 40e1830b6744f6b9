"""What a text asserts of the child: not negated, dismissed, only feared, earlier, or of another person."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ...coding.coder import Hit
from ..english import any_of, pattern, sentence_spans
from . import rules

# Where a clause ends within a sentence, and the next begins: `, but`.
_CUT = re.compile(rf";|,? \b(?:{any_of('contrast')})\b|,(?= and \b)|,(?= having\b)|, (?=(?:which|who|whose) )|: ")

_DISMISSED = rules.pattern("dismissed")
_SUPERSEDED = rules.pattern("superseded")
_SUSPECTED = rules.pattern("suspected")
_CONFIRMED = rules.pattern("confirmed")
_EXPLAINED = rules.pattern("explained")
_CHARGED = rules.pattern("charged")
_JUDGED = rules.pattern("judged")
_ADULT = rules.pattern("adult")
_OTHER_PERSON = rules.pattern("other person")
_SPANS = rules.pattern(None, rules.SPANS)
_DOUBTED = rules.pattern(None, ["doubted"])

# Where a charge ends: at a sign, at `but`, at `and` with a judgement behind it, or with the sentence.
_END_OF_CHARGE = re.compile(
    rf",|;|\.|\band\b(?=[^.;,]{{0,200}}?\b(?:{any_of('judgement')})\b)|\bbut\b|$", re.IGNORECASE
)

# Right before a charge: that it was proved: `found guilty of eleven `.
_FOUND_GUILTY = re.compile(r"\b(?:guilty|convicted|admitted)(?: (?:of|on|to))?(?: [\w-]{1,20}){0,3} $", re.IGNORECASE)

# Right before what is negated: the word that says so, and up to five others: `no signs of `.
_NEGATED = rules.pattern("negated", ["5 words"], end=r"(?:[ -][\w’'-]{1,60}+)?+(?: [\w’'-]{1,60}+){0,4}+[ -]?$")

# Right behind it: `was not known`.
_DENIED = rules.pattern("negated", ["next"])

# Before and behind what nobody thought of: `nobody considered `, `was never thought of`.
_NOT_THOUGHT_OF = rules.pattern("unconsidered", ["5 words"], end=r"(?:[ -][\w’'-]{1,60}+){0,5}+[ -]?$")
_UNCONSIDERED = rules.pattern("unconsidered", ["next"])

# Before and behind what a service, a paper or a course is only about: `training on `, `toolkit`.
_ABOUT = rules.pattern(
    "topic", ["5 words"], end=rf"(?:[ -](?!(?:{any_of('to be', 'no adjective')})\b)[\w’'-]{{1,60}}+){{0,2}}+[ -]$"
)
_OF_THING = rules.pattern("topic", ["next"])

_REFERRING = pattern("referring")
_TO_ADULT = pattern("to an adult")
_NEAR = 60  # characters


def set_aside(text: str) -> list[tuple[int, int]]:
    """The spans of a text that tell what was not so, or not of the child: in their order, and apart."""
    spans: list[tuple[int, int]] = []
    judged = _JUDGED.search(text) is not None  # else what somebody is charged with is all that is known
    for start, end in sentence_spans(text):
        spans += _of_sentence(text, start, end)
        spans += [found.span() for found in _SPANS.finditer(text, start, end)]
        if judged:
            spans += _charges(text, start, end)
    return _joined(spans)


def doubted(text: str) -> list[tuple[int, int]]:
    """The spans of a text that tell of a charge, or of what was only thought: in their order, and apart."""
    charges = (span for sentence in sentence_spans(text) for span in _charges(text, *sentence))
    return _joined([*charges, *(found.span() for found in _DOUBTED.finditer(text))])


def charges(text: str, offset: int) -> Iterator[tuple[int, int]]:
    """The parts of the sentence at an offset that tell of a charge."""
    for start, end in sentence_spans(text):
        if start <= offset < end:
            yield from _charges(text, start, end)


def _charges(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a sentence that tell of a charge."""
    stop = start
    for found in _CHARGED.finditer(text, start, end):
        if _FOUND_GUILTY.search(text, start, found.start()):
            continue
        if found.end() > stop:  # else this charge stands within the part before
            ends = _END_OF_CHARGE.search(text, found.end(), end)
            stop = ends.start() if ends else end
        yield found.start(), stop


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in their order, with those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return joined


def _of_sentence(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence that are set aside."""
    clauses = _clauses(text, start, end)
    dismissed = [bool(_DISMISSED.search(text, *clause)) for clause in clauses]
    for index, (begin, stop) in enumerate(clauses):
        if _is_of_other(text, begin, stop) or _is_of_adult(text, begin, stop):
            yield begin, stop
        elif dismissed[index]:
            yield begin, stop
            if index and _REFERRING.match(text[begin:stop].lstrip(" \n,;:")):
                yield clauses[index - 1]
        elif (_SUPERSEDED.search(text, begin, stop) and index + 1 < len(clauses)) or _is_only_feared(text, begin, stop):
            yield begin, stop


def _is_of_other(text: str, start: int, end: int) -> bool:
    """Whether a clause tells what happened to somebody else."""
    return _OTHER_PERSON.search(text, start, end) is not None


def _is_only_feared(text: str, start: int, end: int) -> bool:
    """Whether a clause tells what was suspected and not confirmed, or was later explained in another way."""
    if _EXPLAINED.search(text, start, end):
        return True
    return _SUSPECTED.search(text, start, end) is not None and _CONFIRMED.search(text, start, end) is None


def _is_of_adult(text: str, start: int, end: int) -> bool:
    """Whether a clause tells first of somebody who is grown up."""
    found = _ADULT.search(text, start, min(end, start + 40))
    return found is not None and (found[0][0] in "oO" or not _TO_ADULT.search(text, start, found.start()))


def tells_of_adult(text: str) -> bool:
    """Whether the first thing that a text tells happened to somebody who is grown up."""
    first = sentence_spans(text)[:1]
    return any(_is_of_adult(text, *clause) for span in first for clause in _clauses(text, *span)[:1])


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start, *(found.start() for found in _CUT.finditer(text, start, end)), end]
    return [(first, last) for first, last in pairwise(cuts) if last > first]


def is_negated(text: str, hit: Hit) -> bool:
    """Whether a text says that it was not so: `no history of domestic abuse`, `neglect was not a feature`."""
    return _NEGATED.search(text[max(0, hit.start - _NEAR) : hit.start]) is not None or (
        text[hit.end : hit.end + 1] == " " and _DENIED.match(text, hit.end + 1, hit.end + _NEAR) is not None
    )


def is_unconsidered(text: str, hit: Hit) -> bool:
    """Whether a text says only that nobody thought of it: `neglect was not considered at the time`."""
    return _NOT_THOUGHT_OF.search(text[max(0, hit.start - _NEAR) : hit.start]) is not None or (
        text[hit.end : hit.end + 1] == " " and _UNCONSIDERED.match(text, hit.end + 1, hit.end + _NEAR) is not None
    )


def is_topic(text: str, hit: Hit) -> bool:
    """Whether a text names a harm only as what something else is about: `a domestic abuse service`."""
    return _ABOUT.search(text[max(0, hit.start - _NEAR) : hit.start]) is not None or (
        text[hit.end : hit.end + 1] == " " and _OF_THING.match(text, hit.end + 1, hit.end + _NEAR) is not None
    )


def is_dismissed(text: str, hit: Hit) -> bool:
    """Whether near a hit a text says that something was found not so: `nobody has suggested that he was neglected`."""
    return _DISMISSED.search(text, max(0, hit.start - _NEAR), hit.end + _NEAR) is not None


def is_aside(hit: Hit, aside: Sequence[tuple[int, int]]) -> bool:
    """Whether a hit stands in a span that is set aside; the spans are in their order."""
    number = bisect_right(aside, hit.start, key=lambda span: span[0])
    return number > 0 and hit.start < aside[number - 1][1]
