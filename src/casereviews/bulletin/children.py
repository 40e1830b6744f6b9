"""The children whom a review is about: their ages and sex, as the text that tells what happened states them.

An age belongs to the person whose noun stands with it. Those of mothers, of brothers and sisters who are only mentioned, of those who
did it, and years that are no ages, are left aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model import Age
from .sections import sentence_spans

_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBERS = {word: number for number, word in enumerate(_WORDS, 1)}
_NUMBERS |= {f"twenty-{word}": 20 + number for number, word in enumerate(_WORDS[:9], 1)}
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
)  # fmt: skip

_N = rf"(?:\d{{1,2}}|twenty-(?:{'|'.join(_WORDS[:9])})|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_UNIT = r"(?:days?|weeks?|months?|years?|yrs?|mths?|wks?)"
_GAP = r"[\s‐‑-]{0,2}"
_HALF = r"(?:½|\.5|[\s-]and[\s-]a[\s-]half)"
_LESS = r"(?:under|less than|younger than|below|not yet)(?: the age of)?"
_ABOUT = r"(?:(?:just|only|about|around|approximately|nearly|almost|some|then|barely|exactly|still) )?"
_ONE = rf"{_N}{_HALF}?(?:{_GAP}{_UNIT}(?:{_HALF})?)?(?:(?:[\s-]|,\s)(?:and[\s-])?{_N}{_GAP}(?:months?|weeks?|days?)\b)?"
_LIST = rf"{_ONE}(?:(?:,? and |, | & ){_N}{_HALF}?(?:{_GAP}{_UNIT})?(?![\w]))*"
_PARTS = re.compile(
    rf"(?P<n>{_N})(?P<half>{_HALF})?(?:{_GAP}(?P<unit>{_UNIT}))?(?P<late>{_HALF})?(?![a-z])", re.IGNORECASE
)

_MALE = r"boys?|sons?|brothers?|schoolboys?|males?|young m[ae]n|lads?|grandsons?|nephews?"
_FEMALE = r"girls?|daughters?|sisters?|schoolgirls?|females?|young wom[ae]n|granddaughters?|nieces?"
_NEUTRAL = r"bab(?:y|ies)|infants?|child(?:ren)?|toddlers?|new-?borns?|young (?:person|people)|adolescents?|teenagers?|teens?|twins?(?! (?:boy|girl|sister|brother|son|daughter))|triplets?|siblings?|pupils?|students?|youths?|youngsters?|schoolchild(?:ren)?"
_CHILD = rf"{_MALE}|{_FEMALE}|{_NEUTRAL}"
_KIN = re.compile(
    r"(?:(?:half|step|twin|foster|adoptive|elder|older|younger|big|little)[\s-]?)?(?:brother|sister|sibling|cousin|nephew|niece)s?",
    re.IGNORECASE,
)
_ADULT = (
    r"(?:step|grand|god|birth |foster |great-)?-?(?:mothers?|fathers?|mums?|dads?|parents?)|partners?|boyfriends?|girlfriends?|husbands?|wife|wives"
    r"|m[ae]n|wom[ae]n|uncles?|aunts?|carers?|lodgers?|neighbours?|friends?|adults?|perpetrators?|offenders?|coach(?:es)?|babysitters?"
    r"|childminders?|nann(?:y|ies)|cousins?|relatives?|teachers?|workers?|staff|strangers?|couple|assailants?|attackers?|associates?|persons?|people|users?"
    r"|nephews?|nieces?|step-?(?:brothers?|sisters?|siblings?)|half-?(?:brothers?|sisters?|siblings?)|classmates?|victims?|gang"
)
_PERSON = re.compile(
    rf"(?<![\w-])(?:(?:half|step|twin)[\s-])?(?P<noun>(?P<male>{_MALE})|(?P<female>{_FEMALE})|(?P<neutral>{_NEUTRAL})|(?P<adult>{_ADULT}))(?![\w])(?!['’]s?\b)",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    rf"(?:[\s-]+(?!(?:in|on|at|by|of|was|were|who|whose|and|with|from|after|died|to|when|had|his|her|their|is|has|that|while|which|during|following)\b)[\w’'-]+){{0,3}}?[\s-]+(?P<noun>(?P<male>{_MALE})|(?P<female>{_FEMALE})|(?P<adult>{_ADULT})|(?P<neutral>{_NEUTRAL}))(?![\w])",
    re.IGNORECASE,
)  # fmt: skip
_AGES = re.compile(
    rf"(?P<under>\b{_LESS} (?P<bound>{_ONE})(?:{_GAP}old)?)"
    rf"|(?P<old>(?<![\w.£-])(?P<oldage>{_N}{_HALF}?{_GAP}{_UNIT}{_HALF}?(?:(?:[\s-]|,\s)(?:and[\s-])?{_N}{_GAP}(?:months?|weeks?|days?))?){_GAP}olds?\b)"
    rf"|(?P<aged>\b(?:aged|at the age of|the age of|at age|age|ages|at the ages of) {_ABOUT}(?:(?P<agedunder>{_LESS}) )?(?P<between>between )?(?P<list>{_LIST})(?![\w’'])(?!{_GAP}{_UNIT}))"
    rf"|(?P<of>(?<=(?:boy|irl)) of {_ABOUT}(?P<ofage>{_LIST})(?![\w’'-]))"
    rf"|(?P<nounof>(?<=(?:hild|fant|baby|rson|ther|ster)) of {_ABOUT}(?P<nounage>{_LIST})(?![\w’'-]))"
    rf"|(?P<was>\b(?:was|were) {_ABOUT}(?P<wasage>{_N}{_HALF}?(?: and {_N})?)(?= when\b| at the| and\b|[,.;)]|$))"
    rf"|(?P<comma>(?<=[a-z)]), (?:now |then )?(?P<commaage>1?\d)(?=[,;)]))"
    rf"|(?P<bracket>\((?:both |now |then )?(?P<bracketage>{_LIST})\))"
    rf"|(?P<birthday>(?P<side>after|on|past|before|short of) (?:his|her|their|the child['’]s) (?P<ordinal>{'|'.join(_ORDINALS)}|1?\d(?:st|nd|rd|th)) birthday)",
    re.IGNORECASE,
)  # fmt: skip
_GESTATION = re.compile(r"(?:\s+(?:of\s+)?(?:gestation|pregnan))|’? gestation", re.IGNORECASE)
_OFFENCE = re.compile(r"\b(?:rape|sexual|offen[cs]es?|convict\w+|charg\w+|activity|indecent|count)\b", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:by|with|from|alongside|including|than|against|as|pretended to be|pretending to be)\s+(?:(?:a|an|another|the|his|her|their|two|three|older|other)\s+)*$",
    re.IGNORECASE,
)
_SUFFERED = re.compile(
    r"\b(?:suffered|sustained|experienced|endured|received|faced|self-harm|self-injury|suicide|overdose|attempt|behaviou?r|disclosures?)\s+by\s+(?:(?:a|an|the)\s+)*$",
    re.IGNORECASE,
)
_ACCUSED = re.compile(
    r"[^.;]{0,25}?\b(?:was|were|is|has been|have been|had been)?\s*(?:later |also |subsequently )?(?:charged|convicted|cautioned|arrested|found guilty|sentenced|tried (?:for|in|on|at)|jailed|pleaded|accused|suspected of|responsible)\b",
    re.IGNORECASE,
)
_POSSESSED = re.compile(
    r"(?:\b(?:his|her|their|whose)|\w['’]s|\b(?:an?|the|another|younger|older|elder|maternal|paternal))\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"(?:,? and|,|;| &)\s+(?:(?:a|an|the|his|her|their|another)\s+)?(?:(?:younger|older|elder|twin)\s+)?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?P<count>two|three|four|five|six|seven|eight|nine|ten|[2-9])\s+(?:[\w-]+\s+){0,3}?(?P<noun>(?P<male>boys|sons|brothers|young men)|(?P<female>girls|daughters|sisters|young women)|(?P<neutral>children|siblings|young people|infants|babies|teenagers|adolescents|youths))\b",
    re.IGNORECASE,
)
_TWINS = re.compile(
    r"\b(?:twins\b|twin (?P<male>boys|sons|brothers)\b|twin (?P<female>girls|daughters|sisters)\b)", re.IGNORECASE
)
_BOTH = re.compile(
    r",? (?:\(|– |— )?(?:a|one) (?:(?P<gb>girl and (?:a |one )?boy)|(?P<bg>boy and (?:a |one )?girl))\b|, both (?P<gg>girls)|, both (?P<bb>boys)",
    re.IGNORECASE,
)
_TWIN_TOO = re.compile(
    r",? and (?:his|her|their) twin (?:(?P<male>brother)|(?P<female>sister))\b(?!,? aged)", re.IGNORECASE
)
_NOUN_ALONE = re.compile(
    rf"\b(?:an?|the|this|one)\s+(?:(?!{_ADULT}\b)[\w-]+\s+){{0,4}}?(?P<noun>(?:baby |infant |teenage |young )?(?:(?P<male>boy|son|young man)|(?P<female>girl|daughter|young woman)|(?P<neutral>baby|infant|child|toddler|new-?born|young person|adolescent|teenager|pupil|student)))\b(?!['’]s|\s+(?:protection|in need|practice|abuse|care|death|safeguarding|development|health|sexual|criminal))",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:(?P<male>he|him|himself)|(?P<female>she|herself)|(?P<his>his)|(?P<her>her))\b(?:\s+(?P<next>[\w’'-]+(?:\s[\w-]+)?))?",
    re.IGNORECASE,
)
_GROWN = re.compile(rf"(?<![\w-])(?:{_ADULT}|[Cc]onvicted|[Ss]entenced)(?!\w)", re.IGNORECASE)
_RELATIVES = re.compile(
    r"(?:(?:step|grand|god|foster|birth|maternal|paternal|half)[\s-]?)*(?:mother|father|mum|dad|parent|sister|brother|sibling|uncle|aunt|grandmother|grandfather|famil|school|cot|pram|carer|home|injur|death|bod(?:y)|head|leg|arm|life|birth|school|bed|care|body)",
    re.IGNORECASE,
)
_OLDEST = 18


class Found(NamedTuple):
    """A child, with where the text says so."""

    age: Age | None
    sex: str | None
    age_span: tuple[int, int] | None = None
    sex_span: tuple[int, int] | None = None
    doubt: str | None = None
    """Why it is to be checked."""
    sex_doubt: str | None = None


class _Mention(NamedTuple):
    start: int
    end: int
    children: tuple[Found, ...]
    in_words: bool = False
    """Whether noun and age stand together, as in `4-week-old boy`."""


def read(text: str, expected: int | None = None) -> list[Found]:
    """The children whom a text is about; none where it says nothing of any. `expected` is how many the title names."""
    spans = sentence_spans(text)
    groups = [found for found in (_mentions(text, *span) for span in spans) if found]
    children = [child for mention in groups[0] for child in mention.children] if groups else []
    counted = list(_counted(text, spans[: _first_sentence(spans, groups)]))
    wanted = max(len(counted), expected or 0)
    for group in groups[1:]:
        if 0 < len(children) < wanted:
            children += [child for mention in group for child in mention.children][: wanted - len(children)]
    children = _all_of(children, counted) or list(_alone(text, spans))
    if len(children) == len(counted):
        children = [
            child if child.sex else child._replace(sex=one.sex, sex_span=one.sex_span)
            for child, one in zip(children, counted, strict=True)
        ]
    if len(children) == 1:
        children = [_with_pronoun(text, spans, _with_noun(text, children[0]))]
    if children and expected and 1 < expected != len(children):
        reason = f"the title names {expected} children, the text {len(children)}"
        children = [child._replace(doubt=child.doubt or reason) for child in children]
    return children


def _first_sentence(spans: Sequence[tuple[int, int]], groups: Sequence[Sequence[_Mention]]) -> int:
    """How many sentences say how many children there are: those up to the first that gives an age, two at the most."""
    if not groups:
        return 2
    return min(2, 1 + next(place for place, (start, end) in enumerate(spans) if start <= groups[0][0].start < end))


def _all_of(children: Sequence[Found], counted: Sequence[Found]) -> list[Found]:
    """The children of whom an age is stated, and as many more as the text says that there are."""
    missing = len(counted) - len(children)
    if missing <= 0 or not children:
        return list(children or counted)
    if len(children) == 1 and counted[0].age_span:  # twins, who are of one age
        return [twin._replace(age=children[0].age, age_span=children[0].age_span, doubt=None) for twin in counted]
    return [*children, *(child._replace(sex=None, sex_span=None, age_span=None) for child in counted[:missing])]


def _mentions(text: str, start: int, end: int) -> list[_Mention]:
    """The mentions of an age, in one sentence, that are of a child whom the review is about."""
    found: list[_Mention] = []
    for match in _AGES.finditer(text, start, end):
        mention = _mention(text, start, end, match, found)
        if mention:
            found.append(mention)
    return found


def _mention(text: str, start: int, end: int, match: re.Match[str], before: Sequence[_Mention]) -> _Mention | None:
    form = str(match.lastgroup)
    ages = _ages_of(match, form)
    if not ages or any(age.exact_months >= _OLDEST * 12 for age, _ in ages):
        return None
    if _GESTATION.match(text, match.end()) or _is_offence(text, start, match, form):
        return None
    noun = _FORWARD.match(text, match.end(), end) if form in ("old", "under") else None
    if noun:
        person, place = noun, match.start()
    else:
        person = _last(text, start, match.start())
        place = person.start() if person else match.start()
        if form == "old" and person is None:
            pass
        elif (
            form == "old"
            and person
            and person.group("adult") is None
            and text[person.end() : match.start()].count(",") == 0
            and re.search(r"\b(?:a|an|the)\s$", text[: match.start()])
        ):
            person, place = None, match.start()
    if person and (person.group("adult") or not _is_subject(text, start, person, place, match, before)):
        return None
    if person is None and not _is_subject(text, start, None, place, match, before):
        return None
    if person is None and form in ("comma", "bracket", "was") and not _named(text, start, match.start()):
        return None
    sex = _sex_of(person)
    sex_span = (person.start("noun"), person.end("noun")) if person and sex else None
    children = [Found(age, sex, span, sex_span, doubt=_doubt(form)) for age, span in ages]
    last = max(match.end(), person.end() if person else 0)
    children = _multiplied(text, children, person, last)
    return _Mention(place, last, tuple(children))


def _doubt(form: str) -> str | None:
    return {
        "comma": "the age is a bare number",
        "bracket": "the age is in brackets",
        "birthday": "the age is worked out from a birthday",
        "was": "the age is a bare number",
    }.get(form)


def _last(text: str, start: int, end: int) -> re.Match[str] | None:
    """The last person before a place, in the sentence."""
    found = None
    for found in _PERSON.finditer(text, max(start, end - 150), end):
        pass
    return found


def _named(text: str, start: int, end: int) -> bool:
    """Whether a name, or a pronoun, is what a bare number belongs to."""
    return (
        re.search(r"(?:[A-Z][\w’'-]*|\b(?:he|she|who|child)\b)[\s,]*(?:\w+\s)?$", text[max(start, end - 40) : end])
        is not None
    )


def _is_subject(
    text: str, start: int, person: re.Match[str] | None, place: int, match: re.Match[str], before: Sequence[_Mention]
) -> bool:
    """Whether the person is one whom the review is about, rather than a relative or somebody who did it."""
    lead = text[max(start, place - 60) : place]
    follows = max(match.end(), person.end() if person else 0)
    if _ACCUSED.match(text, follows, min(len(text), follows + 60)):
        return False
    if _BY.search(lead) and not _SUFFERED.search(lead):
        return False
    if person is None:
        return True
    noun = text[person.start() : person.end()].strip(" -")
    if _KIN.search(noun) and not re.search(r"\b(?:two|three|four|five|six)\s+(?:[\w-]+\s+){0,2}$", lead):
        if person.start() > match.start() and before and _JOINED.search(lead):
            return before[-1].end >= place - 25
        if re.search(r"\b(?:two|three|four|five|six)\b", lead[-15:]):
            return True
        return "sibling" in noun and not _POSSESSED.search(lead) and not before
    return True


def _is_offence(text: str, start: int, match: re.Match[str], form: str) -> bool:
    """Whether "under 13" is part of the name of an offence, or of where an offence lay."""
    if form != "under" or re.search(_UNIT, match["bound"], re.IGNORECASE):
        return False
    return _OFFENCE.search(text, max(start, match.start() - 70), match.start()) is not None


def _sex_of(person: re.Match[str] | None) -> str | None:
    if person is None:
        return None
    return "male" if person.group("male") else "female" if person.group("female") else None


def _multiplied(text: str, children: list[Found], person: re.Match[str] | None, end: int) -> list[Found]:
    """The children of a mention: both twins, and as many as "three siblings" says."""
    if len(children) == 1 and person:
        if re.search(r"\btwin\s+$", text[max(0, person.start("noun") - 6) : person.start("noun")], re.IGNORECASE):
            children = children * (2 if person["noun"][-1:] == "s" else 1)
        elif person["noun"].casefold() == "twins":
            children = children * 2
    twin = _TWIN_TOO.match(text, end)
    if twin and len(children) == 1:
        sex = "male" if twin["male"] else "female"
        children = [*children, children[0]._replace(sex=sex, sex_span=twin.span(twin.lastgroup or 0))]
    both = _BOTH.match(text, end)
    if both and len(children) == 2:
        sexes = _sexes_of(both)
        children = [child._replace(sex=sex, sex_span=both.span()) for child, sex in zip(children, sexes, strict=True)]
    return children


def _sexes_of(both: re.Match[str]) -> tuple[str, str]:
    """The sexes of two children, in the order of the words."""
    kinds = {"gb": ("female", "male"), "bg": ("male", "female"), "gg": ("female", "female"), "bb": ("male", "male")}
    return kinds[str(both.lastgroup)]


def _counted(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """As many children as the first sentences say that there are; twins have the words for them as the place of an age."""
    for start, end in spans[:2]:
        twins = _TWINS.search(text, start, end)
        found = _COUNTED.search(text, start, end)
        match = found if found and not (twins and twins.start() < found.start()) else twins
        if not match:
            continue
        number = _number(match["count"]) if match is found else 2
        lead = text[max(start, match.start() - 40) : match.start()]
        if _BY.search(lead) or (match is found and re.search(r"\b(?:other|older|younger|her|his|their)\s+$", lead)):
            continue
        if match is twins and re.search(r"\bone of\b", lead):
            continue
        sex = "male" if match["male"] else "female" if match["female"] else None
        both = _BOTH.match(text, match.end()) if number == 2 else None
        sexes = _sexes_of(both) if both else (sex,) * number
        place = match.span() if match is twins else None
        for one in sexes:
            yield Found(
                None, one, place, (both or match).span() if one else None, "no age is stated of each of the children"
            )
        return


def _alone(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """The child whom a noun without an age names."""
    for start, end in spans:
        for found in _NOUN_ALONE.finditer(text, start, end):
            if _BY.search(text[max(start, found.start() - 40) : found.start()] + " "):
                continue
            sex = "male" if found["male"] else "female" if found["female"] else None
            yield Found(None, sex, None, found.span("noun") if sex else None)
            return


def _with_noun(text: str, child: Found) -> Found:
    """The child with the sex that a noun says elsewhere: `a baby. ... the boy ...`."""
    if child.sex:
        return child
    sexes: dict[str, tuple[int, int]] = {}
    for found in re.finditer(
        r"\b(?:the|this|baby|infant|a)\s+(?:baby\s+|infant\s+)?(?:(?P<male>boy)|(?P<female>girl))\b(?!\s+(?:aged|of)\b|friend)",
        text,
        re.IGNORECASE,
    ):
        lead = text[max(0, found.start() - 40) : found.start()]
        if not _BY.search(lead + " ") and not _ACCUSED.match(text, found.end(), min(len(text), found.end() + 40)):
            sexes.setdefault("male" if found["male"] else "female", found.span())
    if len(sexes) != 1:
        return child
    sex, span = next(iter(sexes.items()))
    return child._replace(sex=sex, sex_span=span)


def _with_pronoun(text: str, spans: Sequence[tuple[int, int]], child: Found) -> Found:
    """The child with the sex that a pronoun says, where it can mean nobody else."""
    if child.sex:
        return child
    found = [vote for start, end in spans for vote in _votes(text, start, end)]
    grown = _GROWN.search(text)
    first = [vote for vote in found if grown is None or vote.place < grown.start()]
    votes = first or [vote for vote in found if vote.is_kin] or found
    if len({vote.sex for vote in votes}) != 1:
        return child
    best = min(votes, key=lambda vote: (not vote.is_kin, vote.place))
    word = re.compile(r"\w+").match(text, best.place)
    span = (best.place, word.end() if word else best.place)
    sure = best.is_kin or bool(first)
    return child._replace(sex=best.sex, sex_span=span, sex_doubt=None if sure else "only a pronoun says so")


class _Vote(NamedTuple):
    sex: str
    place: int
    is_kin: bool
    """Whether it is a pronoun with a relative, as in `his mother`."""


def _votes(text: str, start: int, end: int) -> Iterator[_Vote]:
    """The pronouns of a sentence that can mean the child."""
    for found in _PRONOUN.finditer(text, start, end):
        sex = "male" if found["male"] or found["his"] else "female"
        is_kin = bool((found["his"] or found["her"]) and found["next"] and _RELATIVES.match(found["next"]))
        others = _GROWN.search(text, start, found.start())
        if others is None or (is_kin and _agrees(others[0], sex)):
            yield _Vote(sex, found.start(), is_kin)


def _agrees(adult: str, sex: str) -> bool:
    """Whether a pronoun can not mean the adult who was named before it."""
    word = adult.casefold()
    female = re.search(r"mother|mum|girlfriend|wife|woman|women|aunt|niece|sister", word)
    male = re.search(r"father|dad|boyfriend|husband|\bm[ae]n\b|uncle|nephew|brother", word)
    return bool(male and sex == "female") or bool(female and sex == "male")


def _ages_of(match: re.Match[str], form: str) -> list[tuple[Age, tuple[int, int]]]:
    """The ages that a mention gives, each with its span."""
    if form == "birthday":
        word = match["ordinal"].casefold()
        number = _ORDINALS.index(word) + 1 if word in _ORDINALS else int(word[:-2])
        years = number - (match["side"].casefold() in ("before", "short of"))
        return [(Age(years=years, unit="years"), match.span())]
    group = {
        "under": "bound",
        "old": "oldage",
        "aged": "list",
        "of": "ofage",
        "nounof": "nounage",
        "was": "wasage",
        "comma": "commaage",
        "bracket": "bracketage",
    }[form]
    if form == "aged" and match["between"]:
        return []
    ages = parse_ages(match[group], match.start(group))
    if form == "nounof" and not re.search(r"[a-z]{4}|½", re.sub(rf"\b(?:{'|'.join(_WORDS)})\b", "", match[group])):
        return []
    if form == "under" or (form == "aged" and match["agedunder"]):
        ages = [(Age(age.years, age.months, age.weeks, age.days, age.unit, True), match.span()) for age, _ in ages[:1]]
    elif len(ages) == 1:
        ages = [(ages[0][0], match.span())]
    return ages


def parse_ages(text: str, offset: int = 0) -> list[tuple[Age, tuple[int, int]]]:
    """The ages in a list such as `8, 6 and 3 years`, `3 years and 6 months` or `two and a half`, with their spans.

    A number without a unit has that of the next, and years where none follows.
    """
    parts = list(_PARTS.finditer(text))
    units = [_unit(part["unit"]) for part in parts]
    ages: list[tuple[Age, tuple[int, int]]] = []
    place = 0
    while place < len(parts):
        part = parts[place]
        number = _number(part["n"])
        unit = units[place] or next((later for later in units[place + 1 :] if later), None) or "years"
        counts = {unit: number}
        smallest, end = unit, part.end()
        if part["half"] or part["late"]:
            smaller, more = {"years": ("months", 6), "months": ("weeks", 2), "weeks": ("days", 3), "days": ("days", 0)}[
                unit
            ]
            counts[smaller], smallest = counts.get(smaller, 0) + more, smaller
        elif units[place] and place + 1 < len(parts) and units[place + 1]:
            order = ("years", "months", "weeks", "days")
            following = units[place + 1] or ""
            if order.index(following) > order.index(unit):
                counts[following] = _number(parts[place + 1]["n"])
                smallest, end = following, parts[place + 1].end()
                place += 1
        ages.append((Age(**counts, unit=smallest), (offset + part.start(), offset + end)))
        place += 1
    return ages


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word.casefold()]


def _unit(word: str | None) -> str | None:
    if not word:
        return None
    return {"d": "days", "w": "weeks", "m": "months", "y": "years"}[word[0].casefold()]
