"""Whose what a text tells is: the child's whom the review is about, or somebody else's.

The subject decides, who is the last person before the words that can be one, and after him or her their object.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..english import any_of, pattern, sentence_spans
from . import people, rules
from .mentions import CHILD, DETERMINERS, OTHER, Mention, are_joined, mentions_of, names_of

# Right before a subject: that a clause of time begins with it, and behind it where that ends: ` was born and `.
_WHEN = re.compile(r"\b(?:when|after|before|until|since) (?:(?:his|her|their|the) )?$", re.IGNORECASE)
_BORN_AND = re.compile(r" (?:was|were|had been) [^.,;]{1,30}? and (?=had|has|was|is)")

# Right before a word: that it is done to the subject: `was later `.
_PASSIVE = pattern("to be", end=r"(?:\s+(?:\w{1,30}ly|also|later|then|himself|herself|themselves|once|twice))*\s+$")
# Within words: that they say so themselves: `been hit by`.
_SUFFERED = pattern("to be", "by")
# A word that is done by the subject all the same: `sexually abusing`, `violent to`.
_ACTIVE = re.compile(r"(?:\w{1,30}ly\s+)?(?:\w{0,30}ing|violent|abusive|cruel)\b")

# Right before a word: that it is told of a thing: `, and the flat was `.
_OF_A_THING = re.compile(r"(?:,|;| and) (?:the|its|his|her|their) [a-z]{1,20} (?:was|were|had been) (?:\w{1,20} )?$")
# What is told behind `and` and has `by` is done to the subject: `had been neglected and exploited by a gang`.
_BY = re.compile(r"\bby\b")
_AND = re.compile(r"\b(?:been|being|was|were)\b[^.;,]{1,60} (?:and|or) (?:\w{1,20}ly )?$")
_BY_NEAR = len(" by")

# Right behind it: that somebody did it to himself or herself, or to whom it was done: `killed a `, `murder of his `.
_REFLEXIVE = re.compile(r"\s+(?:himself|herself|themselves)\b")
_OBJECT = re.compile(rf"(?: (?:and|or) \w{{1,20}}ed)?{DETERMINERS}", re.IGNORECASE)
_NEW = pattern("somebody new", start=r"\s+", end=r"\s+(?![^.;,]{0,20}\btimes?\b)(?:[\w-]{1,30}\s*){1,3}")
_BY_ON = re.compile(r" by [^.;]{1,60}? (?:on|against)(?= )")
_OF_SOMEBODY = re.compile(rf"\s+(?:of|to|on|against|towards){DETERMINERS}", re.IGNORECASE)

# Right before a word: that what stands against somebody is that he or she did it: `findings of neglect against`.
_FINDING = re.compile(r"\bfindings? of (?:[\w-]{1,20} ){0,2}$", re.IGNORECASE)
# Words behind which `to` says with whom, rather than to whom it is done.
_MARRIED = re.compile(r"\bmarri|\bmarry", re.IGNORECASE)
# A noun for a death that somebody caused, whose owner is who died: `his mother's murder`.
_KILLING = pattern("homicide")
# A verb of harm that has an object.
_VERB = pattern("done to somebody")
# Right before a word: whose it is: `father's earlier `.
_POSSESSOR = re.compile(r"\b([\w-]{1,30})['’]s?\s+(?:[\w-]{1,30}\s+)?$")
# Before it: that the subject has lived through it: `victim of`.
_EXPERIENCED = rules.pattern("experienced", ["subject"])
# That a court has heard of it.
_JUDGED = pattern("accused", "judged")
# That it was before the rest of what is told, and may have been of somebody else: `had been convicted of rape`.
_BEFOREHAND = pattern("judged beforehand")

# Behind somebody else: that the child may be meant.
_MEANT = re.compile(
    rf"\b(?:him|them|her(?= (?:{any_of('preposition', 'clause')})\b|\W*$|[.,;]))\b",
    re.IGNORECASE,
)
# Behind somebody else too: whose body it is done to: `the baby's arm`, `Sam's left arm`.
_BODY = re.compile(
    rf"\b(?:the (?i:{any_of('child')}|boy|girl|son|daughter)|(?P<name>[A-Z][\w-]{{0,40}}))['’]s? (?:\w{{1,20}} ){{0,2}}"
    rf"(?:{any_of('body')})\b"
)
# Behind somebody grown up: that what follows is told of his or her own life, and that it was long before.
_OWN_LIFE = pattern(
    "own life", start=r"(?:,? who)?(?: (?:also|himself|herself|themselves|both|once|previously|had|has|have))* "
)
_YOUTH = pattern("own youth")
_PERSONAL = pattern("he alone", "she alone", start="", end="")
_CHILDHOOD = pattern("own childhood")
# Within it: that it may be the child's all the same: `was told that `.
_OF_CHILD_TOO = pattern("of the child too")
_GENERAL = pattern("general")
_SAW = pattern("saw")
_NEAR = 80  # characters
_CLOSE = 40  # characters


class Subjects:
    """Says whose a place in a text is."""

    def __init__(self, text: str, name: str = "") -> None:
        """Read the people of a text; `name` is what the child is called."""
        self.text = text
        self._spans = sentence_spans(text)
        self._starts = [start for start, _ in self._spans]
        self._mentions = mentions_of(text, name)
        self._names = names_of(text, name)
        self._offsets = [mention.start for mention in self._mentions]
        self._said: dict[tuple[re.Pattern[str], tuple[int, int]], bool] = {}

    def subject(self, offset: int) -> Mention | None:
        """The last subject before an offset, in its sentence; not that of a clause of time which `and` ends.

        In `His mother was 17 when he was born and had lived in four homes` it is she.
        """
        begin = self._sentence(offset)[0]
        told = (one for one in reversed(self._between(begin, offset)) if one.is_subject)
        last = next(told, None)
        return next(told, last) if last and self._ends_clause_of_time(last, offset) else last

    def _ends_clause_of_time(self, subject: Mention, offset: int) -> bool:
        """Whether a subject is that of a clause of time that is over before an offset: `when he was born and had `."""
        text = self.text
        if offset - subject.end > _NEAR or not _WHEN.search(text, max(0, subject.start - _CLOSE), subject.start):
            return False
        return _BORN_AND.match(text, subject.end, offset) is not None

    def whose(self, start: int, end: int, *, own: bool = False, seen: bool = False) -> str | None:
        """`CHILD`, `OTHER` or `ANYBODY`, by whom a harm was suffered; None where its sentence does not say.

        `own` says that who suffers it is the subject, whatever the voice, as of `died`; `seen`, that who suffers it may
        have seen it done to somebody else.
        """
        behind = self._next(end)
        is_finding = _FINDING.search(self.text, max(0, start - _NEAR), start) is not None
        is_married = _MARRIED.search(self.text, start, end) is not None
        if (
            behind
            and not seen
            and not is_finding
            and not is_married
            and _OF_SOMEBODY.fullmatch(self.text, end, behind.start)
        ):
            return self._object(behind)
        if not own and (of_whom := self._behind_doer(end)):
            return self._object(of_whom)
        if (own or _KILLING.match(self.text, start)) and self.is_of_possessor(start):
            return OTHER
        subject = self.subject(start)
        if not (own or seen) and self._is_done(start, end):
            if subject and behind and _OBJECT.fullmatch(self.text, end, behind.start):
                return self._object(behind)
            if self._is_done_to_thing(end, behind):
                return OTHER
        if subject is None or subject.owner != OTHER:
            return subject.owner if subject else self._of_sentence(start)
        return OTHER if self._is_suffered_by(subject, start, end, own=own) else self._of_victim(subject)

    def names_child(self, offset: int) -> bool:
        """Whether the sentence at an offset mentions the child."""
        return any(one.owner == CHILD for one in self._between(*self._sentence(offset)))

    def _of_victim(self, subject: Mention) -> str | None:
        """Whose it is that somebody else did: the child's, who is mentioned or meant, or of whom a court has heard.

        Of what a court had heard before the rest that is told, nobody can say.
        """
        start, end = self._sentence(subject.start)
        if _MEANT.search(self.text, subject.end, end):
            return CHILD
        if _JUDGED.search(self.text, start, end):
            was_before = _BEFOREHAND.search(self.text, subject.end, end) and not self.names_child(subject.start)
            return None if was_before else CHILD
        if any(self._is_of_child(found) for found in _BODY.finditer(self.text, subject.end, end)):
            return CHILD
        return self._of_sentence(subject.start)

    def _behind_doer(self, end: int) -> Mention | None:
        """Who is named behind who did it: the worker of ` by a girl on a worker`."""
        found = _BY_ON.match(self.text, end)
        following = self._next(found.end()) if found else None
        return following if found and following and following.start - found.end() < _CLOSE else None

    def is_done_by_child(self, start: int) -> bool:
        """Whether the child is the subject before an offset."""
        subject = self.subject(start)
        return subject is not None and subject.owner == CHILD

    def _is_of_child(self, found: re.Match[str]) -> bool:
        """Whether a part of the body is that of the child: `the baby's arm`, `Sam's arm`."""
        return found["name"] is None or found["name"] in self._names

    def was_judged_beforehand(self, start: int) -> bool:
        """Whether somebody else is said to have been judged for it before the rest that is told, and no child is named.

        `An uncle had been in prison for the manslaughter of his own baby`.
        """
        subject = self.subject(start)
        if subject is None or subject.owner != OTHER or start - subject.end > 2 * _NEAR:
            return False
        if not _BEFOREHAND.search(self.text, subject.end, start):
            return False
        end = min(self._sentence(start)[1], start + 2 * _NEAR)
        named = any(self.text[one.start].isupper() for one in self._between(start, end) if one.owner == CHILD)
        return not named and _MEANT.search(self.text, start, end) is None

    def is_own_life(self, start: int, end: int) -> bool | None:
        """Whether somebody grown up is said to have lived through it: `his mother went into care at nine`.

        None where it may be so, as of a pronoun, which may mean the child: `his father drank, and he went into care`.
        """
        begin = max(self._sentence(start)[0], start - 2 * _NEAR)
        subject = self.subject(start)
        may_be_child = subject and (subject.owner == CHILD or self._is_pronoun(subject))
        if _CHILDHOOD.search(self.text, begin, start):
            return None if may_be_child else True
        if subject is None or subject.owner != OTHER or subject.is_young or subject.end < begin:
            return False
        between = self.text[subject.end : start].rpartition(" and")[2]
        if not _OWN_LIFE.match(between) or _OF_CHILD_TOO.search(between):
            return False
        last = min(self._sentence(start)[1], end + _NEAR)
        if self._is_pronoun(subject):
            return None
        return _YOUTH.search(self.text, subject.end, last) is not None or None

    def _is_pronoun(self, mention: Mention) -> bool:
        """Whether somebody is only called he or she, who may be another than the last whom it can mean."""
        return _PERSONAL.fullmatch(self.text, mention.start, mention.end) is not None

    @property
    def have_child(self) -> bool:
        """Whether the text mentions the child at all."""
        return any(one.owner == CHILD for one in self._mentions)

    def concerns_child(self, offset: int) -> bool:
        """Whether the sentence at an offset mentions the child, or may mean the child by a pronoun."""
        return self.names_child(offset) or self._says(_MEANT, offset)

    def saw(self, offset: int) -> bool:
        """Whether the child saw what the sentence at an offset tells."""
        return self.names_child(offset) and self._says(_SAW, offset)

    def is_general(self, offset: int) -> bool:
        """Whether the sentence at an offset tells of what is so at all times."""
        return self._says(_GENERAL, offset)

    def _says(self, pattern: re.Pattern[str], offset: int) -> bool:
        """Whether a pattern is found in the sentence at an offset; of each sentence it is asked once."""
        asked = pattern, self._sentence(offset)
        if asked not in self._said:
            self._said[asked] = pattern.search(self.text, *asked[1]) is not None
        return self._said[asked]

    def _of_sentence(self, offset: int) -> str | None:
        return CHILD if self.names_child(offset) else None

    def _object(self, mention: Mention) -> str:
        """Whose it is that is done to somebody: the child's too where the child is named with them."""
        following = self._next(mention.end)
        if following and following.owner == CHILD and are_joined(self.text, mention, following):
            return CHILD
        return mention.owner

    def is_of_possessor(self, start: int) -> bool:
        """Whether right before an offset somebody else is named whose it is: `father's suicide attempt`."""
        found = _POSSESSOR.search(self.text, max(0, start - _NEAR), start)
        person = people.PERSON.match(found[1]) if found else None
        return person is not None and (person.lastgroup == "adult" or people.is_kin(person))

    def _is_suffered_by(self, subject: Mention, start: int, end: int, *, own: bool) -> bool:
        """Whether somebody else, who is the subject, has suffered it."""
        text, begin = self.text, max(subject.end, start - _NEAR)
        if start - subject.end == 1 and _SAW.search(text, max(0, subject.start - _CLOSE), subject.start):
            return True  # `saw his mother killed`
        is_young = subject.is_young and not _MEANT.search(text, subject.end, end + len(" them"))
        if own or is_young or _REFLEXIVE.match(text, end) or _EXPERIENCED.search(text, begin, end):
            return True
        is_active = _ACTIVE.match(text, start, end) or _ACTIVE.match(text, end + 1)
        if is_active or _OF_A_THING.search(text, begin, start):
            return False
        is_joined = _BY.search(text, start, end + _BY_NEAR) and _AND.search(text, begin, start)
        return bool(is_joined) or _PASSIVE.search(text, begin, start) is not None

    def _is_done(self, start: int, end: int) -> bool:
        """Whether words are a verb of harm whose subject does it: `killed`, but not `was killed`."""
        text = self.text
        if not _VERB.search(text, start, end) or _SUFFERED.search(text, start, end):
            return False
        return _PASSIVE.search(text, max(0, start - _NEAR), start) is None

    def _is_done_to_thing(self, end: int, behind: Mention | None) -> bool:
        """Whether what it is done to is something else that was not told of before: ` a dog`, ` three of the staff`."""
        found = _NEW.match(self.text, end, end + _NEAR)
        return found is not None and (behind is None or behind.owner != CHILD or behind.start > found.end())

    def _sentence(self, offset: int) -> tuple[int, int]:
        return self._spans[max(0, bisect_right(self._starts, offset) - 1)] if self._spans else (0, 0)

    def _between(self, start: int, end: int) -> Sequence[Mention]:
        return self._mentions[bisect_left(self._offsets, start) : bisect_left(self._offsets, end)]

    def _next(self, offset: int) -> Mention | None:
        """The next person behind an offset, in its sentence and near."""
        following = self._between(offset, min(self._sentence(offset)[1], offset + _NEAR))
        return following[0] if following else None
