"""The people of a text: nouns for children and for others, and whether one is the child or somebody else."""

from __future__ import annotations

import re
from bisect import bisect_right

_FAR = 150  # characters

_MALE = r"boys?|sons?|brothers?|schoolboys?|males?|young m[ae]n|lads?|grandsons?|nephews?"
_FEMALE = r"girls?|daughters?|sisters?|schoolgirls?|females?|young wom[ae]n|granddaughters?|nieces?"
_NEUTRAL = (
    r"bab(?:y|ies)|infants?|child(?:ren)?|toddlers?|new-?borns?|young (?:person|people)|adolescents?"
    r"|teenagers?|teens?|twins?(?! (?:boy|girl|sister|brother|son|daughter))|triplets?|siblings?"
    r"|pupils?|students?|youths?|youngsters?|schoolchild(?:ren)?"
)
KIN = re.compile(
    r"(?:(?:half|step|twin|foster|adoptive|elder|older|younger|big|little)[\s-]?)?(?:brother|sister"
    r"|sibling|cousin|nephew|niece)s?",
    re.IGNORECASE,
)
ADULT = (
    r"(?:step|grand|god|birth |foster |great-)?-?(?:mothers?|fathers?|mums?|dads?|parents?)|partners?"
    r"|boyfriends?|girlfriends?|husbands?|wife|wives"
    r"|m[ae]n|wom[ae]n|uncles?|aunts?|carers?|lodgers?|neighbours?|friends?|adults?|perpetrators?"
    r"|offenders?|coach(?:es)?|babysitters?"
    r"|childminders?|nann(?:y|ies)|cousins?|relatives?|teachers?|workers?|staff|strangers?|couple"
    r"|assailants?|attackers?|associates?|persons?|people|users?"
    r"|nephews?|nieces?|step-?(?:brothers?|sisters?|siblings?)|half-?(?:brothers?|sisters?|siblings?)"
    r"|classmates?|victims?|gang"
)
PERSON = re.compile(
    rf"(?<![\w-])(?:(?:half|step|twin)[\s-])?(?P<noun>(?P<male>{_MALE})|(?P<female>{_FEMALE})|"
    rf"(?P<neutral>{_NEUTRAL})|(?P<adult>{ADULT}))(?![\w])(?!['’]s?\b)",
    re.IGNORECASE,
)
_GAP = r"[\s-]++"
_FIRST = (
    r"(?!(?:in|on|at|by|of|was|were|who|whose|and|with|from|after|died|to|when|had|his|her|their|is|has|that|while"
    r"|which|during|following)\b)[\w’']"
)
_REST = r"[\w’'-]{0,60}"
_WORD = rf"{_FIRST}{_REST}+(?=\s)"
FORWARD = re.compile(
    rf"(?:{_GAP}|(?:{_GAP}{_WORD}){{0,2}}?{_GAP}(?:{_WORD}{_GAP}|{_FIRST}{_REST}-))(?P<noun>"
    rf"(?P<male>{_MALE})|(?P<female>{_FEMALE})|(?P<adult>{ADULT})|(?P<neutral>{_NEUTRAL}))(?![\w])",
    re.IGNORECASE,
)
BY = re.compile(
    r"\b(?:by|with|from|alongside|including|than|against|as|born to|pretended to be|pretending to be)\s+(?:(?:a"
    r"|an|another|the|his|her|their|two|three|older|other)\s+)*$",
    re.IGNORECASE,
)
SUFFERED = re.compile(
    r"\b(?:suffered|sustained|experienced|endured|received|faced|self-harm|self-injury|suicide|overdose"
    r"|attempt|behaviou?r|disclosures?)\s+by\s+(?:(?:a|an|the)\s+)*$",
    re.IGNORECASE,
)
ACCUSED = re.compile(
    r"[^.;]{0,25}?\b(?:was|were|is|has been|have been|had been)?\s*(?:later |also |subsequently )?"
    r"(?:charged|convicted|cautioned|arrested|found guilty|sentenced|tried (?:for|in|on|at)|jailed"
    r"|pleaded|accused|suspected of|responsible)\b",
    re.IGNORECASE,
)


def named_in(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The people whom a sentence names, in their order."""
    return list(PERSON.finditer(text, start, end))


def last_before(people: list[re.Match[str]], place: int) -> re.Match[str] | None:
    """The last of the people who is named before a place, and not far from it."""
    number = bisect_right(people, place, key=lambda person: person.end())
    return people[number - 1] if number and place - people[number - 1].start() <= _FAR else None


def sex_of(person: re.Match[str] | None) -> str | None:
    """The sex that a noun says."""
    if person is None:
        return None
    return "male" if person["male"] else "female" if person["female"] else None


def is_agent(lead: str) -> bool:
    """Whether the words before a person make it one who did it, or was only there: `by a`, but not `suffered by a`."""
    return BY.search(lead) is not None and SUFFERED.search(lead) is None


def is_accused(text: str, place: int, reach: int = 60) -> bool:
    """Whether what follows tells of a charge or a sentence."""
    return ACCUSED.match(text, place, min(len(text), place + reach)) is not None


def is_kin(person: re.Match[str]) -> bool:
    """Whether a noun is for a brother, a sister or another relative of the same age."""
    return KIN.search(person[0]) is not None
