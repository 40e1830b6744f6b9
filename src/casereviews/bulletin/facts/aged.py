"""The children whose ages a sentence gives.

An age belongs to the person whose noun stands with it. Those of mothers, of brothers and sisters who are only
mentioned, of those who did it, and years that are no ages, are left aside.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from ..english import NUMBER_WORDS, any_of, before, number, pattern, words
from . import ages, people, sexes
from .ages import AgeMention
from .counted import BOTH, FoundChild, sexes_of
from .siblings import ends_pair

_HIS = any_of("his")
_OLDER = any_of("older")
_FEW = frozenset(NUMBER_WORDS[1:6])
_HIS_WORDS = frozenset(words("his"))

# Right behind a child and an age: that he or she did it to somebody: ` sexually abused his sister`.
_WHO_DID = pattern(
    "done to somebody",
    start=r"(?:,? who)?(?: had)?(?: \w{1,12}ly)? ",
    end=rf" (?:(?:{_HIS})|an?|the|another|two|three) (?!own\b)[a-z-]{{2,}}",
)
_DID_IT = "this may be the one who did it"

# Right before a relative: whose he or she is, or that there is one of them.
_POSSESSING = frozenset(words("his") + words("older") + words("possessing"))

# Right before a person: that he or she is one more: `, and her younger `.
_JOINED = re.compile(
    rf"(?:,?(?P<and> and)|,|;| &)\s+(?:(?P<his>{_HIS})\s+|(?:an?|the|another)\s+)?(?:(?:{_OLDER}|twin)\s+)?$",
    re.IGNORECASE,
)

# The same, in the group of the sex of the child who was told of before: ` and her younger `.
_AND_HIS = re.compile(
    rf"(?:,? and|,|;| &)\s+(?:(?P<male>his)|(?P<female>her))\s+(?:(?:{_OLDER}|twin|half|step)[\s-])?$", re.IGNORECASE
)

# Right behind the age of a brother or a sister, who is the first to be told of: ` and her brothers`.
_AND_KIN = pattern("kin", start=rf",? and (?:(?:{_HIS}|a) )?(?:(?:{_OLDER}) )?", end="")

# Right behind one child: a twin, of the same age: ` and his twin sister`.
_TWIN_TOO = pattern(male="brother", female="sister", start=rf",? and (?:{_HIS}) twin ", end=r"\b(?!,? aged)")

_NEAR = 60  # characters

# Right before a relative, or his or her age: whose.
_HIS_KIN = re.compile(rf"(?:\b(?:{_HIS})|\w['’]s)\s+(?:[\w-]{{1,40}}\s+)?$", re.IGNORECASE)

# A noun with the age in brackets: `(male, 5 months)`, `(5, a boy)`, and what stands before a second noun, so that both
# are meant.
_IN_BRACKETS = re.compile(
    r"\([^()]{0,40}?\b(?:(?P<male>males?|boys?|m)|(?P<female>females?|girls?|f))\b[^()]{0,40}\)", re.IGNORECASE
)
_OF_BOTH = re.compile(r"\b(?:boys|brothers|sons) and $", re.IGNORECASE)

_HE_OR_SHE = re.compile(r"\b(s)?he $", re.IGNORECASE)

# Right before an age: a name, before which no noun says whose.
_NAMED = re.compile(r"(?<![\w’'-])[A-Z][\w’'-]{0,39}+[\s,(]*+$")

# Between a noun and the last of the names that it introduces: ` Robin and `.
_INTRODUCED = re.compile(r"\s*(?:[A-Z][\w’'-]{0,39}+,? (?:and )?)*")

# Right before an age: a name or a pronoun, which needs no noun: `Rowan, then `.
_NAME = re.compile(
    r"(?:(?!(?:It|This|That|There)\b)[A-Z][\w’'-]{0,39}+|\b(?:he|she|they|who|child)\b"
    r"|\b[Tt]he (?:elder|older|younger|eldest|oldest|youngest|middle|other)\b"
    r"|[A-Z][\w’'-]{0,39}+, (?:who|as s?he|as they) [^.;]{1,70},)"
    r"(?: \([^()]{1,60}\))?+[\s,]*+(?:\w{1,39}\s)?$"
)

_ARTICLE = before("before an age alone")
_TWIN = before("before twins")

# Right before several children, or their age: how many they are: `five `.
_COUNT = re.compile(rf"\b([2-9]|{'|'.join(NUMBER_WORDS[1:9])}) (?:\w{{1,12}} )?$", re.IGNORECASE)

# Between the age of somebody else and the next: that the second is of somebody else too.
_TOO = (" and a ", " and an ", " and another ", " and two ")

_OLDEST = 18


class Aged(NamedTuple):
    """A place that gives the age of a child whom the review is about, or of several."""

    start: int
    end: int
    children: tuple[FoundChild, ...]
    is_early: bool
    """Whether it may give the age of an earlier time than that of what happened."""


def aged_in(text: str, start: int, end: int, strangers: Container[int], are_several: bool) -> list[Aged]:
    """The mentions of an age, in one sentence, that are of a child whom the review is about; no stranger."""
    found: list[Aged] = []
    named = people.named_in(text, start, end)
    starts: set[int] = set()  # of the mentions; a second age of one person is another time's
    others = -1  # where the last mention ends of somebody who did it
    for stated in ages.mentions(text, start, end):
        mention = _mention(text, start, end, stated, named, found, strangers, are_several)
        if others >= 0 and text[others : stated.start].removeprefix(",") in _TOO:
            mention = None
        if mention and _tell_again(found, mention):
            continue
        if mention and mention.start not in starts:
            _tell_owner(text, found, mention)
            found.append(mention)
            starts.add(mention.start)
        elif mention is None:
            others = stated.end
    return found


def _tell_owner(text: str, found: list[Aged], mention: Aged) -> None:
    """Give a child the sex that is told with the next, who is his or her relative: `Mia (6) and her brother`."""
    whose = _AND_HIS.search(text, max(0, mention.start - 60), mention.start) if found else None
    if whose and len(found[-1].children) == 1 and not found[-1].children[0].sex:
        owner = found[-1].children[0]._replace(sex=people.sex_of(whose), sex_span=whose.span(whose.lastgroup or 0))
        found[-1] = found[-1]._replace(children=(owner,))


def _tell_again(found: list[Aged], mention: Aged) -> bool:
    """Whether the ages of a mention are told once more; then those who have them have its sex."""
    again = {child.age: child for child in mention.children}
    for index, earlier in enumerate(found):
        if len(earlier.children) > 1 and again.keys() <= {child.age for child in earlier.children}:
            children = (
                child._replace(sex=one.sex, sex_span=one.sex_span) if (one := again.get(child.age)) else child
                for child in earlier.children
            )
            found[index] = earlier._replace(children=tuple(children))
            return True
    return False


def _mention(
    text: str,
    start: int,
    end: int,
    stated: AgeMention,
    named: list[re.Match[str]],
    before: Sequence[Aged],
    strangers: Container[int],
    are_several: bool,
) -> Aged | None:
    if any(age.exact_months >= _OLDEST * 12 for age, _ in stated.ages):
        return None
    person = _person(text, end, stated, named)
    offset = min(person.start(), stated.start) if person else stated.start
    if person and (person["adult"] or _is_stranger(person, strangers)):
        return None
    if person is None and stated.bare and not _NAME.search(text[max(start, stated.start - 80) : stated.start]):
        return None
    is_own_kin = are_several and _is_possessed_kin(text, start, person, offset)
    if not (is_own_kin and not people.is_agent(text[max(start, offset - 20) : offset])) and not _is_subject(
        text, start, person, offset, stated, before
    ):
        return None
    noun = _IN_BRACKETS.match(text, stated.start) or person
    sex = None if noun and _OF_BOTH.search(text[max(start, noun.start() - 20) : noun.start()]) else people.sex_of(noun)
    sex_span = noun.span(sex) if noun and sex else None
    both = 2 if len(stated.ages) == 1 and "both " in text[stated.start : stated.end] else 1
    last = max(stated.end, person.end() if person else 0)
    did_it = _DID_IT if _WHO_DID.match(text, last, end) else None
    children = [
        FoundChild(age, sex, span, sex_span, stated.doubt or did_it, did_it if sex else None)
        for age, span in stated.ages
    ] * both
    return Aged(offset, last, tuple(_multiplied(text, children, person, stated)), stated.is_early)


def _person(text: str, end: int, stated: AgeMention, named: list[re.Match[str]]) -> re.Match[str] | None:
    """The noun of the person whose age it is; None where the age stands for the person: `a 4-week-old`."""
    noun = (
        people.FORWARD.match(text, stated.end, end) if stated.before_noun else people.PERSON.match(text, stated.start)
    )
    if noun:
        return noun
    person = people.last_before(named, stated.start)
    if person and (_is_in_brackets(text, person, stated) or _is_not_meant(text, person, stated)):
        person = None
    if stated.is_early or (not stated.before_noun and person and _is_of_name(text, person, stated)):
        return None
    alone = stated.before_noun and _ARTICLE.search(text[max(0, stated.start - 6) : stated.start])
    if alone and person and not person["adult"] and "," not in text[person.end() : stated.start]:
        return None
    return person


def _is_stranger(person: re.Match[str], strangers: Container[int]) -> bool:
    """Whether a noun is for another child than those of the review, who is nobody's brother, sister or twin."""
    return person.end() in strangers and not people.is_kin(person) and "twin" not in person[0].casefold()


def _is_in_brackets(text: str, person: re.Match[str], stated: AgeMention) -> bool:
    """Whether a person stands in brackets, which are closed before the age: `Wren (a name her aunt chose) was one`."""
    begin = text.rfind("(", max(0, person.start() - _NEAR), person.start())
    return begin >= 0 and ")" not in text[begin : person.end()] and ")" in text[person.end() : stated.start]


def _is_not_meant(text: str, person: re.Match[str], stated: AgeMention) -> bool:
    """Whether the pronoun right before an age cannot mean a person, by sex or number: `her uncle, when she was 9`."""
    pronoun = _HE_OR_SHE.search(text, max(person.end(), stated.start - 5), stated.start)
    sex = ("female" if pronoun[1] else "male") if pronoun else None
    if sex is None:
        return False
    is_other = person["adult"] is not None and sexes.is_other_sex(person["adult"], sex)
    return is_other or person[0][-1:] == "s"


def _is_of_name(text: str, person: re.Match[str], stated: AgeMention) -> bool:
    """Whether the age stands behind a name that no noun introduces: `staff found Wren (3)`, not `her aunt Jo (40)`."""
    name = _NAMED.search(text, max(person.end(), stated.start - 60), stated.start)
    return name is not None and _INTRODUCED.fullmatch(text, person.end(), name.start()) is None


def _is_subject(
    text: str, start: int, person: re.Match[str] | None, offset: int, stated: AgeMention, before: Sequence[Aged]
) -> bool:
    """Whether the person is one whom the review is about, rather than a relative or somebody who did it."""
    lead = text[max(start, offset - 60) : offset]
    if people.is_accused(text, max(stated.end, person.end() if person else 0)) or people.is_agent(lead):
        return False
    last = _last_words(lead)
    is_his = bool(last) and last[0].casefold() in _HIS_WORDS  # `His two sisters`
    is_few = not is_his and not _FEW.isdisjoint(map(str.casefold, last))
    if person is None or not people.is_kin(person) or is_few or (not is_his and _is_twins(text, person)):
        return True
    joined = _JOINED.search(lead) if before else None
    if joined and joined["and"] and _begins_with_kin(text, before[-1]):
        return True
    if joined and (person.start() > stated.start or (joined["and"] and joined["his"])):
        return before[-1].end >= offset - 25
    if not is_his and not _FEW.isdisjoint(lead[-15:].replace("-", " ").split()):
        return True
    if not before and last[-1:] in (["a"], ["A"]) and _AND_KIN.match(text, stated.end):
        return True
    is_possessed = any(word in _POSSESSING or word.endswith(("'s", "’s")) for word in map(str.casefold, last))
    return (
        not is_possessed
        and not before
        and ("sibling" in person[0] or person[0][-1:] == "s" or ends_pair(text, start, person.end()))
    )


def _begins_with_kin(text: str, mention: Aged) -> bool:
    """Whether the child before is a brother or a sister too, whom the review is about: `a brother (12) and sister`."""
    first = people.PERSON.match(text, mention.start)
    return first is not None and people.is_kin(first)


def _is_possessed_kin(text: str, start: int, person: re.Match[str] | None, offset: int) -> bool:
    """Whether the person is the brother or the sister of a child: `his 3-year-old sister`."""
    if person is None or not people.is_kin(person):
        return False
    return _HIS_KIN.search(text, max(start, offset - _NEAR), offset) is not None


def _last_words(lead: str) -> list[str]:
    """The words right before a person, back to a sign; three at the most."""
    return lead[max(map(lead.rfind, ",.;:()")) + 1 :].split()[-3:]


def _multiplied(
    text: str, children: list[FoundChild], person: re.Match[str] | None, stated: AgeMention
) -> list[FoundChild]:
    """The children of a mention: both of them where they are twins, and all that are counted beside one age."""
    start, end = stated.start, max(stated.end, person.end() if person else 0)
    if len(children) == 1 and person:
        is_twins = _is_twins(text, person) or person[0].casefold().endswith("twins")
        children = children * (2 if is_twins else _count_of_age(text, person, start))
    twin = _TWIN_TOO.match(text, end)
    if twin and len(children) == 1:
        sex = people.sex_of(twin)
        children = [*children, children[0]._replace(sex=sex, sex_span=twin.span(sex or 0))]
    both = BOTH.match(text, end)
    if both and len(children) == 2:
        told = zip(children, sexes_of(both), strict=True)
        children = [child._replace(sex=sex, sex_span=both.span()) for child, sex in told]
    return children


def _count_of_age(text: str, person: re.Match[str], start: int) -> int:
    """How many children a noun counts who all have the age beside it: `five children under two`; one for any other."""
    if person[0][-1:] != "s" and not person[0].casefold().endswith("children"):
        return 1
    first = min(start, person.start())
    found = _COUNT.search(text, max(0, first - 20), first)
    is_beside = "," not in text[person.end() : start]
    return number(found[1]) if found and is_beside and person[0].casefold() != "siblings" else 1


def _is_twins(text: str, person: re.Match[str]) -> bool:
    """Whether a noun is for both twins: `twin sisters`."""
    noun = person.start(person.lastgroup or 0)
    return person[0][-1:] == "s" and _TWIN.search(text[max(0, noun - 6) : noun]) is not None
