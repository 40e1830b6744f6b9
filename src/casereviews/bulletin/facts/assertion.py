"""What a text asserts of the child: not negated, dismissed, only feared, earlier, or of another person."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ...coding.coder import Hit
from ..english import sentence_spans

_CUT = re.compile(r";|,? \b(?:but|however|although|though)\b|,(?= and \b)|,(?= having\b)|, (?=which |who |whose )|: ")

_DISMISSED = re.compile(
    r"\b(?:ruled out|excluded|dismissed|discounted|disproved|without (?:basis|foundation)|unfounded"
    r"|unsubstantiated|not substantiated"
    r"|(?:was|were|is|are) untrue|wrongly|wrong\b|not found|never found|no evidence (?:of|that|for)"
    r"|nothing to support|acquitted|cleared of|not guilty|found no|found none"
    r"|had none|none (?:was|were) found|(?:was|were|had|has) not (?:been )?(?:sexually|physically"
    r"|abused|injured|harmed|neglected|hurt)|was considered and|did not (?:die|result) (?:from|of)"
    r"|no part in)",
    re.IGNORECASE,
)

_FIRST = re.compile(
    r"\b(?:initially|at first|first|originally|to begin with|in the beginning)\b.{0,60}?\b(?:thought"
    r"|assumed|believed|suspected|considered|treated|recorded|diagnosed|put down|reported|feared"
    r"|alleged|held|seemed|appeared|ascribed|attributed|said)\b"
    r"|\b(?:thought|assumed|believed|suspected|considered|feared|diagnosed|reported|noticed|alleged"
    r"|treated)\b.{0,20}?\b(?:at first|initially|first|originally)\b|\bat first\b",
    re.IGNORECASE,
)

_SUSPECTED = re.compile(
    r"\b(?:was|were|is|had been|has been|been) (?:also |at first |first )?(?:suspected|feared|alleged"
    r"|considered|raised|put forward|assumed)\b(?! to have)|\b[Rr]umours\b|\bsuggestion\b"
    r"|\bwas looked for\b|\ballegations?\b",
)

_CONFIRMED = re.compile(r"\b(?:confirmed|established|proved|found to be so)\b", re.IGNORECASE)

_LATER = re.compile(
    r"\b(?:later|subsequently|then) (?:found|shown|thought|established|judged) to (?:be|have been) "
    r"(?:due to|caused by|the result of)\b",
    re.IGNORECASE,
)

_CHARGED = re.compile(
    r"\b(?:(?:was|were|been|being) )?(?:charged|tried(?! to)|arrested|interviewed|questioned)"
    r"\b[^.;,]{0,200}?\b(?:with|for|on suspicion of|of|on)\b|\bcharges? of\b|\bcounts? of\b"
    r"|\bon suspicion of\b|\bon trial for\b|\bstood trial\b",
    re.IGNORECASE,
)

_CONVICTED = re.compile(
    r"\b(?:convict(?:ed|ion)s?|found guilty|pleaded guilty|admitted|guilty plea|acquitted|not guilty"
    r"|dropped|left on file|cautioned|no (?:criminal )?action|never charged)\b",
    re.IGNORECASE,
)

_END_OF_CHARGE = re.compile(
    r",|;|\.|\band\b(?=[^.;,]{0,200}?\b(?:convicted|guilty|was|were|admitted|acquitted|pleaded|later"
    r"|cautioned)\b)|\bbut\b|$",
    re.IGNORECASE,
)

_BEFORE = re.compile(
    r"\b(?:murder|manslaughter|rape|killing|assault|death)s? (?:of|on|upon) (?:(?:an?|the|his|her|their"
    r"|another|[\w-]+['’]s) )?(?:\w+['’]s )?"
    r"(?:man|woman|wife|husband|partner|sister|brother|mother|father|neighbour|friend)\b"
    r"|\bknown to [\w ’'-]{1,40} (?:because of|for|due to)\b[^.;]*"
    r"|\b(?:previous|earlier|prior|past|old) (?:\w+ )?(?:conviction|offence|allegation|assault)"
    r"s?\b[^.;,]*|\bwith (?:a )?convictions?\b[^.;]*|\bon licence\b[^.;]*|\brecord of\b[^.;]*"
    r"|\bhad served\b[^.;]*"
    r"|\bconvictions? (?:for|of)\b[^.;]*|\bconcerned another\b[^.;]*|\banother victim\b[^.;]*"
    r"|\bnot of \w+[^.;,]*|\bnot physically hurt\b|\bas (?:a|an) (?:child|adult)\b|\bconsidered "
    r"(?:at first|and)\b",
    re.IGNORECASE,
)

_OTHERS = re.compile(
    r"^\W*(?:(?:and|but|when|while|later|then|after|where|in \w+(?: \d{4})?,?|by \w+,?|at the time,?)"
    r"\s+)*(?:(?:[A-Z]\w* and |)(?:his|her|their|the|an?|child(?!['’]s)|one|maternal|paternal|another"
    r"|best|close|older|elder|younger|[A-Z][\w’'-]*['’]s)\s+)*"
    r"(?:half-|step-|twin )?(?P<who>cousin|friend|sister|brother|sibling|grandmother|grandfather"
    r"|grandparent|uncle|aunt|mother|father|step-?father|parents?|partner|neighbour|fellow-resident"
    r"|drug-user|man|woman)s?\b"
    r"(?:,[^,]{1,60},)?(?: \([^)]*\))? (?:also |later |then |had |has |have |was |were |who )*(?:been "
    r"|himself |herself )?(?P<fate>died|killed|murdered|stabbed|shot|took (?:his|her) own|taken an overdose"
    r"|took an overdose|removed|placed|abused|injured|harmed|lost|not harmed|cut|at school|detained"
    r"|drowned|born|assaulted|attacked by|suffered from)\b",
    re.IGNORECASE,
)

_GROWN = re.compile(
    r"\baged (?:1[89]|[2-9]\d)\b|\b[Oo]f an? (?:1[89]|[2-9]\d)-year-old\b|\b[Oo]f an? (?:mother|father"
    r"|wom[ae]n|m[ae]n|grandmother)\b"
)

_OWN_LIFE = re.compile(r"\b[Ff]ather then took his own life|\b[Mm]other then took her own life")

_NEGATION = re.compile(
    r"\b(?:no(?! one\b|-one\b)|neither|nor|without|never any)\b(?:[ -][\w’'-]{1,60}+)?+(?: [\w’'-]{1,60}+){0,4}+[ -]?$",
    re.IGNORECASE,
)

_DENIAL = re.compile(
    r" (?:was|were|is|are|has|had) (?:not|never) (?:been )?(?:an? )?(?:feature|concern|factor|issue|present|known)\b"
)

_NEAR = 60  # characters


def set_aside(text: str) -> list[tuple[int, int]]:
    """The spans of a text that tell what was not so, or not of the child: in their order, and apart."""
    spans: list[tuple[int, int]] = []
    judged = _CONVICTED.search(text) is not None
    for start, end in sentence_spans(text):
        spans += _of_sentence(text, start, end)
        spans += [found.span() for found in _BEFORE.finditer(text, start, end)]
        if judged:
            spans += _charges(text, start, end)
    return _joined(spans)


def _charges(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a sentence that tell of a charge."""
    stop = start
    for found in _CHARGED.finditer(text, start, end):
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
    other = _OTHERS.match(text[start:end])
    if other:
        yield start, min(end, start + other.end() + 40)
    clauses = _clauses(text, start, end)
    dismissed = [bool(_DISMISSED.search(text, *clause)) for clause in clauses]
    for place, (begin, stop) in enumerate(clauses):
        if _OTHERS.match(text[begin:stop]) or _OWN_LIFE.search(text, begin, stop) or _is_of_adult(text, begin, stop):
            yield begin, stop
        elif dismissed[place]:
            yield begin, stop
            if place and re.match(
                r"[\s,;]*(?:but |and )?(?:this|it|that|none|tests|these|which|the pathologist|genetic|later)\b",
                text[begin:stop],
                re.IGNORECASE,
            ):
                yield clauses[place - 1]
        elif (_FIRST.search(text, begin, stop) and place + 1 < len(clauses)) or _is_only_feared(text, begin, stop):
            yield begin, stop


def _is_only_feared(text: str, start: int, end: int) -> bool:
    """Whether a clause tells what was suspected and not confirmed, or was later explained in another way."""
    if _LATER.search(text, start, end):
        return True
    return _SUSPECTED.search(text, start, end) is not None and _CONFIRMED.search(text, start, end) is None


def _is_of_adult(text: str, start: int, end: int) -> bool:
    """Whether a clause tells first of somebody who is grown up."""
    found = _GROWN.search(text, start, min(end, start + 40))
    return found is not None and (
        found[0][0] in "oO" or not re.search(r"\b(?:by|of|to)\b", text[start : found.start()])
    )


def tells_of_adult(text: str) -> bool:
    """Whether the first thing that a text tells happened to somebody who is grown up."""
    first = sentence_spans(text)[:1]
    return any(_is_of_adult(text, *clause) for span in first for clause in _clauses(text, *span)[:1])


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start, *(found.start() for found in _CUT.finditer(text, start, end)), end]
    return [(first, last) for first, last in pairwise(cuts) if last > first]


def is_negated(text: str, hit: Hit) -> bool:
    """Whether a text says that it was not so: `no history of domestic abuse`, `neglect was not a feature`."""
    return (
        _NEGATION.search(text[max(0, hit.start - _NEAR) : hit.start]) is not None
        or _DENIAL.match(text, hit.end, min(len(text), hit.end + _NEAR)) is not None
    )


def is_aside(hit: Hit, aside: Sequence[tuple[int, int]]) -> bool:
    """Whether a hit stands in a span that is set aside; the spans are in their order."""
    number = bisect_right(aside, hit.start, key=lambda span: span[0])
    return number > 0 and hit.start < aside[number - 1][1]
