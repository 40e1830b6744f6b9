"""The people whom a text mentions, in their order: the child whom the review is about, and everybody else.

A noun says who somebody is; a pronoun goes with the last who was a subject and can be meant by its sex.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..english import any_of, pattern, sentence_spans
from . import people, sexes

CHILD, OTHER, ANYBODY = "child", "other", "anybody"

# A pronoun that can be a subject, in the group of whom it can mean.
_PRONOUN = pattern(male="he alone", female="she alone", relative="who alone")

# The one pronoun that can only be an object, behind whom the next subject can be the child.
_HIM = re.compile(r"\bhim\b", re.IGNORECASE)

# A word that can be a name, and one that is none though it has a capital.
_CAPITAL = re.compile(r"\b[A-Z][\w-]{0,40}")
_NO_NAME = pattern("no name")

# Where a text shows that a word is the name of the child: `Isla, 8,`, `Wren's mother`, `Sam was nine`.
_AGE = rf"(?:\d{{1,2}}|{any_of('number')})"
_OF_FAMILY = rf"(?:(?:half|step|twin|baby|little|older|younger|elder|big)[ -]){{0,2}}(?:{any_of('belonging')})"
_NAMING = re.compile(
    rf"\b(?P<name>[A-Z][\w-]{{0,30}})(?:,? (?:now )?aged\b|,? \((?:aged )?\d|, (?:then |now )?{_AGE}"
    rf"|,? (?:was|is) (?:nearly |almost |just |only |then )?(?:{_AGE}|an? (?:{any_of('child')}))\b"
    rf"|,? who (?:was|is) (?:then |now )?{_AGE}\b| and (?:his|her) {_OF_FAMILY}|['’]s {_OF_FAMILY})"
)

# Right before a name: that it is of somebody else: `his sister `.
_OF_OTHER = pattern("adult", "kin", "grown up", end=r"\s+$")

# A name of several children: `Yusuf and Amira`.
_SEVERAL = re.compile(
    rf",| and | & |/|\b(?:{any_of('children', 'boys', 'girls')}|twins|family|families)\b", re.IGNORECASE
)
_GENERAL = pattern("children in general", start="^", end="$")
_CHILDREN = pattern("children", "boys", "girls", end=r"$")

# Right before a noun for children: that those of the review are meant, rather than children in general: `three `.
_THESE = re.compile(
    rf"(?:\b(?:\d+|{any_of('number', 'his', 'these')})|['’]s)\s+(?:[\w-]{{1,40}},?\s+){{0,2}}$", re.IGNORECASE
)

# Right behind it: the same: ` in his care`.
_IN_CARE = re.compile(rf" in (?:{any_of('his')}|its|the \w{{1,20}}['’]s) (?:care|charge|class)\b", re.IGNORECASE)

# What makes a noun part of what a thing is called: `child protection`.
_COMPOUND = pattern("of children", "of youth", start=r"[\s-]+")

DETERMINERS = rf"\s+(?:(?:{any_of('before somebody else')}|[\w-]+(?:['’]s|-old))\s+){{0,4}}$"
"""What may stand between a preposition, or a verb, and the noun of a person, up to the noun."""

# Right before a person: that he or she is governed by a preposition or a verb, and no subject: `by his older `.
_GOVERNED = re.compile(
    rf"\b(?:{any_of('preposition', 'done to somebody')}|(?<!was )(?<!were )(?<!been )(?<!being )\b\w{{2,20}}ed)"
    rf"{DETERMINERS}",
    re.IGNORECASE,
)

# Right before a noun: that it says what the subject is, and names nobody new: `had been a `.
_PREDICATE = pattern("to be", end=r"\s+(?:(?:also|now)\s+)?(?:an?|the)\s+(?:[\w-]{1,40}\s+)?$")

# Right before a noun for a child: that it is another child, or somebody's: `an older `, `her `.
_ANOTHER = pattern("another child", end=r"\s+$")
_HAD = re.compile(
    rf"\b(?:had|has|have)\s+(?:an?|\d|{any_of('number')}|several)\s+(?:[\w-]{{1,12}}\s+)?$", re.IGNORECASE
)
_OWNED = re.compile(rf"(?:\b(?:{any_of('his', 'possessing')})|[\w-]['’]s)\s+(?:[\w-]{{1,40}}\s+)?$", re.IGNORECASE)

# Several who are grown up, whom no pronoun for one can mean.
_GROWN_UPS = re.compile(rf"(?!(?:mr|mrs|ms|miss)\b).*s|{any_of('grown-ups')}", re.IGNORECASE)

# Somebody who tells of the child, rather than one of whom is told: `his teacher saw that he was thin`.
_BYSTANDER = pattern("bystander", start="", end="")

# Right before several brothers or sisters: that they may be the children, if nobody was told of before: `The `.
_THE = re.compile(r"\b(?:the|these|both|all)\s+(?:(?:\w{1,12}\s+)?\w{1,20}\s+)?$", re.IGNORECASE)

# An age of a child, right behind a noun or before it: ` of 17`, `a 16-year-old `.
_YOUNG = re.compile(r" (?:of|aged) (?:1[0-7]|\d)\b(?! months)")
_YOUNG_BEFORE = re.compile(r"\b(?:1[0-7]|\d)-year-old $")
# Between two people, and right behind the second: that both are one person: `Her cousin, a boy of 11,`.
_APPOSED = re.compile(r",\s(?:then |now |also |only )?an?\s(?:[\w-]{1,40}\s){0,2}")
_END_OF_APPOSED = re.compile(r"(?: (?:of|aged) [\w-]{1,12}(?: [\w-]{1,12}){0,2})?[,.;)]| who ")
# Right before a noun for a child: that somebody new is meant: `raping a `.
_INDEFINITE = re.compile(r"\b(?:an?|one|two|three|four|five|six|several)\s+(?:[\w-]{1,40}\s+){0,2}$", re.IGNORECASE)
# Right before it: that somebody is meant who was told of already: `the `.
_TOLD_OF = re.compile(r"\b(?:the|this|that|these|those|both)\s+(?:[\w-]{1,20}\s+){0,2}$", re.IGNORECASE)
# Right behind it: that he or she has a name, at the end: ` aged 4, `.
_NAMED = re.compile(
    r"(?:,? (?:of|aged) [\w-]{1,12}(?: [\w-]{1,12}){0,2})?(?:,? (?:called|named|known as)|,| (?=\()) ?\(?"
)
_CODE = pattern("any child", start="", end=r" [‘“\"']?(?-i:[A-Z][A-Z0-9]{0,2})\b")
# Right behind it: that it stands with a letter, as a name: `Child A`.
_LETTER = re.compile(r" [‘“\"']?[A-Z][A-Z0-9]{0,2}\b")
# Right before a noun for a child: that somebody grown up was one then: `When he was himself a boy the father`.
_HIMSELF = re.compile(r"\b(?:himself|herself|themselves) (?:still |only |just )?an? (?:[\w-]{1,20} )?$", re.IGNORECASE)
_GROWN_UP = pattern("adult")
# Between a subject and a child: that it was harm, and that it was before the rest: `had been convicted of raping`.
_HARMED = pattern("done to somebody", "homicide", "accused", "other harm done")
_HAD_BEEN = re.compile(r"\b(?:had|has|have|previous(?:ly)?|earlier|former(?:ly)?)\b", re.IGNORECASE)
# Right before a noun: that it is of the subject, who is no parent of the child: `the uncle had killed his own `.
_NO_PARENT = pattern("no parent", start="^", end="$")
_OF_SUBJECT = re.compile(r"\b(?:his|her|their) own (?:[\w-]{1,20} )?$", re.IGNORECASE)
# Right before a noun for a child: that it is the child's own: `Sam was 16, and her baby `.
_AND_HIS_CHILD = re.compile(
    r"\b(?P<code>(?:Child|Person|Baby) )?(?P<name>[A-Z][\w-]{0,40})"
    r"(?:,? \(?\d{1,2}\)?,?| (?:was|is) [^.;,]{1,20},?)? (?:and|with) (?:his|her) (?:own )?(?:[\w-]{1,20} )?$"
)
_OWN_CHILD = re.compile(r"(?:son|daughter|baby|child|infant|newborn)", re.IGNORECASE)
_TWIN = re.compile(r"twin", re.IGNORECASE)
_HIS_OWN = re.compile(rf"(?:\b(?:{any_of('his')})|['’]s)\s+(?:[\w-]{{1,40}}\s+)?$", re.IGNORECASE)

# Between two people: that both are the subject: `, 8, and her `.
_JOINED = re.compile(
    rf"(?:,? \(?\d{{1,2}}\)?,?)?,? (?:and|&) (?:(?:{any_of('his')}|an?|the) )?(?:[\w-]{{1,40}} )?", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?;]\s+[A-Z0-9]")
_NEAR, _FAR = 60, 200  # characters


class Mention(NamedTuple):
    """A person who is named, or meant by a pronoun."""

    start: int
    end: int
    owner: str
    """`CHILD`, `OTHER`, or `ANYBODY` for children in general."""
    is_subject: bool
    """Whether what follows can be told of him or her."""
    is_young: bool = False
    """Whether this is another child."""


@lru_cache(8)  # whose ages, sexes, dates and harms a text has is asked of it one after the other
def mentions_of(text: str, name: str = "") -> tuple[Mention, ...]:
    """The people of a text; `name` is what the child is called."""
    return tuple(_Reader(text, name).read())


def names_of(text: str, name: str) -> frozenset[str]:
    """The words by which a text names the child; `name` is what the child is called."""
    return _names_in(text) | frozenset(word for word in name.split() if _is_name(word))


def are_joined(text: str, first: Mention, second: Mention) -> bool:
    """Whether two people are one subject, or one object: `Isla, 8, and her mother`."""
    return _JOINED.fullmatch(text, first.end, second.start) is not None


class _Reader:
    """Reads a text's people, and keeps whom the next pronoun can mean."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        nouns = [(one, str(one.lastgroup)) for one in people.PERSON.finditer(text)]
        self._nouns = [(one, kind) for one, kind in nouns if not _COMPOUND.match(text, one.end())]
        self._names = names_of(text, name)
        self._are_several = _SEVERAL.search(name) is not None
        self._have_child = True
        self._sex = self._sex_of_child()
        self._have_child = False
        self._last: dict[str, str] = {}  # the owner of the last subject whom a pronoun of a sex can mean
        self._grown: set[str] = set()  # the sexes of those grown up who were mentioned
        self._subject: Mention | None = None  # the last
        self._known_from = self._first_known()

    def read(self) -> Iterator[Mention]:
        """The people, in their order."""
        before: Mention | None = None
        for found, kind in self._found():
            if kind == "object":
                self._last["male"] = CHILD
                continue
            if kind == "owner":
                self._last |= dict.fromkeys([self._sex] if self._sex else ["male", "female"], CHILD)
                continue
            if kind == "relative":
                mention = Mention(*found.span(), before.owner if before else CHILD, is_subject=True)
            elif found.re is _PRONOUN:
                mention = Mention(*found.span(), self._meant(kind), is_subject=True)
            else:
                mention = self._noun(found, kind, before)
                self._keep(found, kind, mention)
            before = mention
            self._subject = mention if mention.is_subject else self._subject
            yield mention

    def _found(self) -> list[tuple[re.Match[str], str]]:
        text = self._text
        found = self._nouns + [(one, str(one.lastgroup)) for one in _PRONOUN.finditer(text)]
        if self._sex == "male":
            found += [(one, "object") for one in _HIM.finditer(text)]
        if self._names:
            found += [(one, self._kind(one)) for one in _CAPITAL.finditer(text) if one[0] in self._names]
        return sorted(found, key=lambda one: one[0].start())

    def _kind(self, name: re.Match[str]) -> str:
        return "owner" if self._text[name.end() : name.end() + 2] in ("'s", "’s") else "name"

    def _meant(self, sex: str) -> str:
        """Whom a pronoun means."""
        if self._are_several:
            return self._last.get(sex, OTHER if sex in self._grown else CHILD)
        return OTHER if self._sex and sex != self._sex else self._last.get(sex, CHILD)

    def _keep(self, found: re.Match[str], kind: str, mention: Mention) -> None:
        """Keep whom the next pronoun can mean."""
        word = found[0]
        if mention.owner == ANYBODY:
            return
        if mention.owner == CHILD:
            self._have_child = True
        if mention.is_young and self._is_own_child(found, self._text[max(0, found.start() - _NEAR) : found.start()]):
            return  # `she` is the child still
        if kind != "name" and mention.owner == CHILD and _CHILDREN.search(word):
            self._are_several = True
            return
        if kind == "adult" and _GROWN_UPS.fullmatch(word):
            return
        own = {kind} & {"male", "female"} or ({self._sex} if mention.owner == CHILD and self._sex else None)
        for sex in ("male", "female"):
            if sex not in (own or (sex,)) or (kind == "adult" and sexes.is_other_sex(word, sex)):
                continue
            if kind == "adult":
                self._grown.add(sex)
            if mention.is_subject and not (sex == self._sex and kind == "adult" and _BYSTANDER.fullmatch(word)):
                self._last[sex] = mention.owner

    def _noun(self, found: re.Match[str], kind: str, before: Mention | None) -> Mention:
        text, start = self._text, found.start()
        lead = text[max(0, start - _NEAR) : start]
        is_grown = kind == "adult" and not self._is_of_age_of_child(found, lead)
        is_another = kind not in ("name", "adult") and (
            self._is_another(found, lead) or self._is_new(found, kind, lead)
        )
        owner = OTHER if is_grown or is_another else CHILD
        if kind not in ("name", "adult") and before and self._is_apposed(before, found):
            return Mention(*found.span(), before.owner, before.is_subject, before.is_young)
        if owner == CHILD and kind != "name" and _GENERAL.search(found[0]) and not _THESE.search(lead):
            owner = CHILD if _IN_CARE.match(text, found.end()) else ANYBODY
        is_subject = not _GOVERNED.search(lead) and not _PREDICATE.search(lead)
        mention = Mention(*found.span(), owner, is_subject, owner == OTHER and kind != "adult")
        is_first = before is not None and (before.owner == CHILD or not before.is_subject)
        if before and is_first and owner == OTHER and are_joined(text, before, mention):
            return mention._replace(is_subject=False)
        return mention

    def _first_known(self) -> int:
        """Where the text first names the child, or has a noun for a boy or girl who can be the child."""
        text = self._text
        named = [one.start() for one in _CAPITAL.finditer(text) if one[0] in self._names]
        return min([*named[:1], *self._known_nouns()], default=len(text))

    def _known_nouns(self) -> Iterator[int]:
        """Where nouns stand for a boy or girl who can be the child, not one just told as new: `hit a boy. The boy`."""
        new: set[str] = set()  # the sexes of those who were told as new
        for noun, kind in self._nouns:
            lead = self._text[max(0, noun.start() - _NEAR) : noun.start()]
            if self._is_known(noun, kind, lead) and not (kind in new and _TOLD_OF.search(lead)):
                yield noun.start()
            elif kind in ("male", "female") and _INDEFINITE.search(lead) and not self._is_another(noun, lead):
                new.add(kind)

    def _is_known(self, noun: re.Match[str], kind: str, lead: str) -> bool:
        if kind in ("male", "female"):
            return not self._is_another(noun, lead) and not _GOVERNED.search(lead)
        return kind == "neutral" and noun[0][0].isupper() and _LETTER.match(self._text, noun.end()) is not None

    def _is_new(self, found: re.Match[str], kind: str, lead: str) -> bool:
        """Whether a boy or a girl is another than the child: one to whom somebody did something, told as new.

        So is whoever is told of so behind the child, `Sam was two. The man had raped a girl`, and before, where it was
        earlier than the rest: `The man had raped a girl. Sam was two`.
        """
        subject, start = self._subject, found.start()
        if not subject or subject.owner != OTHER or subject.is_young:
            return False
        if start - subject.end > _FAR:
            return False
        if _OF_SUBJECT.search(lead):
            return _NO_PARENT.match(self._text[subject.start : subject.end]) is not None
        between = self._text[subject.end : start]
        if kind == "neutral" or not (_INDEFINITE.search(lead) and _GOVERNED.search(lead) and _HARMED.search(between)):
            return False
        if _SENTENCE.search(between) or self._is_named(found):
            return False
        return self._known_from < start or (self._known_from < len(self._text) and bool(_HAD_BEEN.search(between)))

    def _is_named(self, found: re.Match[str]) -> bool:
        """Whether the name of the child stands right behind a noun: `had hit a boy aged 4, Child A,`."""
        behind = _NAMED.match(self._text, found.end())
        if not behind:
            return False
        name = _CAPITAL.match(self._text, behind.end())
        return (name is not None and name[0] in self._names) or _CODE.match(self._text, behind.end()) is not None

    def _is_own_child(self, found: re.Match[str], lead: str) -> bool:
        """Whether a baby, a son or a daughter is the child's own: `Sam was 16, and her baby son was five weeks old`."""
        named = _AND_HIS_CHILD.search(lead) if _OWN_CHILD.fullmatch(found[0]) else None
        return named is not None and (named["code"] is not None or named["name"] in self._names)

    def _is_apposed(self, before: Mention, found: re.Match[str]) -> bool:
        """Whether a noun is another word for the person before it: `Her cousin, a boy of 11,`."""
        is_behind = _APPOSED.fullmatch(self._text, before.end, found.start()) is not None
        return is_behind and _END_OF_APPOSED.match(self._text, found.end()) is not None

    def _is_of_age_of_child(self, found: re.Match[str], lead: str) -> bool:
        """Whether who is called a man, a woman or a mother is no more than seventeen, and nobody's relative."""
        if _HIS_OWN.search(lead):
            return False
        return _YOUNG.match(self._text, found.end()) is not None or _YOUNG_BEFORE.search(lead) is not None

    def _is_another(self, found: re.Match[str], lead: str) -> bool:
        if _ANOTHER.search(lead) or self._is_own_child(found, lead):
            return True
        if _HIMSELF.search(lead):
            return _GROWN_UP.search(self._text, found.end(), found.end() + _NEAR) is not None
        if _TWIN.fullmatch(found[0]):
            return not self._are_several and _HIS_OWN.search(lead) is not None
        if not people.is_kin(found):
            return False
        if _HAD.search(lead):
            return True
        if self._are_several or not _OWNED.search(lead):
            return False
        return self._have_child or found[0][-1:] != "s" or not _THE.search(lead)

    def _sex_of_child(self) -> str | None:
        """The sex of the child, where the text gives one alone."""
        text = self._text
        found: set[str] = set()
        for one, sex in self._nouns:
            lead = text[max(0, one.start() - _NEAR) : one.start()]
            if sex in ("male", "female") and not people.is_agent(lead) and not self._is_another(one, lead):
                found.add(sex)
        if found:
            return found.pop() if len(found) == 1 else None
        said = sexes.find_sex(text, sentence_spans(text))
        return said.sex if said else None


def _is_name(word: str) -> bool:
    return _CAPITAL.fullmatch(word) is not None and not _NO_NAME.fullmatch(word)


def _names_in(text: str) -> frozenset[str]:
    """The words that a text shows to be names of the child."""
    return frozenset(
        found["name"]
        for found in _NAMING.finditer(text)
        if _is_name(found["name"]) and not _OF_OTHER.search(text[max(0, found.start() - 40) : found.start()])
    )
