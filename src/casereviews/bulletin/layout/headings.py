"""Which part of a review the heading over it names, in whatever words; and the headings of single points."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..english import MONTH, YEAR, any_of, pattern, words
from ..facts import labelled
from .lead_ins import HEADING, lead_in
from .publication import BESIDE, of_date, of_value
from .rows import Row
from .title_pieces import CODE
from .titles import without_number

LONGEST = 90  # characters of a heading that is not marked as one
_MOST_WORDS = 12  # and its words
_FEW_WORDS = 7  # of one that nothing marks
_MOST_WORDS_APART = 14  # of one that stands apart over a paragraph
_SENTENCE = 5  # spaces that a sentence has at least
_LONGEST_MARKED = 160  # characters of a heading that is marked

# The number of a chapter before its heading: `4 `, `2.1. `, `Section 3: `; one that a page shows apart: `4Learning`.
_CHAPTER = re.compile(
    r"(?:(?:section|chapter|part|step|minute) )?(?:\d{1,2}(?:\.\d{1,2}){0,2}[.):]?|[IVX]{1,4}[.):]|[A-H][.)])"
    r"(?: [–—-])?\s+(?=\S)|\d{1,2}(?=(?-i:[A-Z][a-z’']))",
    re.IGNORECASE,
)

# What names a part, the most telling first.
_KINDS = (
    ("background", pattern("in a heading of why it was held")),
    ("aside", pattern("in a heading of nothing told", start=r"^(?:the )?")),
    ("practice", pattern("in a heading of practice that was good")),
    ("questions", pattern("in a heading of questions")),
    ("recommendations", pattern("in a heading of recommendations")),
    ("aside", pattern("in a heading of method", start="^(?:the |review )?")),
    ("learning", pattern("in a heading of learning")),
    ("actions", pattern("in a heading of actions")),
    ("background", pattern("in a heading of background")),
    ("resources", pattern("in a heading of reading")),
)

_BACKGROUND = pattern("in a heading of background")
_CLOSING = pattern("closing of a paper", start="^(?:the )?", end="$")
_LEARNING = pattern("in a heading of learning")
_AND = pattern("in a heading of recommendations", "in a heading of actions", start=r"(?:,|\band|&) (?:\w+ ){0,2}")
_WORD = re.compile(r"[^\W\d_]+")
_LITTLE = frozenset(words("little word of a heading"))

# The words before the text of a point, and its number: `Learning Point 1: `, `Theme A – `, `R3: `.
_POINT = re.compile(
    rf"(?i:(?P<what>{any_of('numbered point')})s? (?:no\.? ?)?"
    rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}})?|[A-Z]|[ivx]{{1,4}}|{any_of('number')})"
    rf"(?![\w’']))(?:\s*[:.)–—-]+\s*|\s+|$)(?P<text>.*)"
)
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-Z])[.):]?")
_OF_POINTS = {
    "recommendation": "recommendations", "proposal": "recommendations", "challenge": "recommendations",
    "action": "actions", "strategy": "actions", "commitment": "actions",
    "learning": "learning", "finding": "learning", "lesson": "learning", "practice": "learning",
}  # fmt: skip

_QUESTION = pattern("begins a question", start="^", end=r"\b.{0,90}\?$")
_ASKS = pattern("begins a question", "asks", start=r"^[‘“\"']?")
_CLAIMS = pattern("claims in a heading", start=r"\b", end=r"(?!\w)")
_GERUND = re.compile(r"[A-Z][a-z]{2,30}ing\b")  # with which a topic begins
_RELATIVE_BEFORE = re.compile(r"\b(?:that|who|which|what)\b", re.IGNORECASE)
_IS = pattern("verb of a claim")
_NO_CLAIM = pattern("begins no claim", start=r"^[‘“\"']?")
_SHOULD = re.compile(r"\b(?:should|ought to)\b")
_ACTION = re.compile(r"\b(?:actions?|done|response)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:that|who|which|and|as)\s$", re.IGNORECASE)  # right before a verb that makes no claim
_NO_POINT = re.compile(rf"\(?(?:{any_of('no point')}|n/?a)(?!\w| of\b)", re.IGNORECASE)


# What a page tells of a report beside its text: `Published: 3 May 2031`, `Lead reviewer: A. Holt`,
# `Learning series, no. 4`.
_FACT = re.compile(
    rf"(?:{any_of('label of a fact')}) ?:|{YEAR}$|(?:(?:case|review) )?ref(?:erence)?(?: number)? (?-i:{CODE.pattern})$"
    rf"|(?:{any_of('signed off')})\b[^.:]{{0,60}} \d{{1,2}} (?:{MONTH}) {YEAR}$"
    rf"|(?:{any_of('before who wrote it')})[,:]? (?-i:[A-Z][\w.’'-]{{0,20}}(?: [A-Z][\w.’'-]{{0,20}}){{0,4}})$"
    rf"|[^.:]{{2,60}} series,? (?:no\.? ?|number |issue |part )?\d{{1,3}}$"
    rf"|(?:[^.:·|]{{3,80}} [·|•] )?(?:first )?published:?(?: on| in)? (?:\d|(?:{MONTH})\b)",
    re.IGNORECASE,
)
_LONGEST_FACT = 200


class PointHead(NamedTuple):
    """What stands before a numbered point."""

    kind: str | None
    """The part that its name belongs to; None for a theme or an issue, of which every part has some."""
    text: str
    """What follows in the line: the point, its heading, or nothing."""
    end: int
    """Where that begins."""


def without_chapter(text: str) -> str:
    """A heading without the number of its chapter."""
    return text[found.end() :] if (found := _CHAPTER.match(text)) else text


def could_be_heading(row: Row) -> bool:
    """Whether a row looks like a heading: marked as one, or short, with a capital and without a sentence's end."""
    text = row.text
    if row.heading:
        return len(text) <= _LONGEST_MARKED
    return (
        not row.bullet
        and len(text) <= LONGEST
        and text[-1] not in ".;,!"
        and text.count(" ") < _MOST_WORDS
        and _begins(without_chapter(without_number(text)))
    )


@lru_cache(1 << 13)  # each way to cut a page asks again, and so does whatever stands under a title
def part_of(row: Row) -> str | None:
    """The part of a review that a row heads, if it is the heading of one."""
    if known := HEADING.fullmatch(row.text):
        return known.lastgroup
    if not could_be_heading(row) or _POINT.match(row.text) or lead_in(row.text, 0):
        return None
    if not row.heading and row.text[-1] != ":" and is_fact(row.text):
        return None
    text = without_chapter(without_number(row.text)).rstrip(" :–-")
    is_sentence = row.text[-1] == ":" and text.count(" ") >= _FEW_WORDS
    named = part_led(text) if is_sentence and not row.heading else part_named(text)
    if named and row.text[-1] != ":" and _is_claim(text):
        return None
    if named is None or row.heading:
        return named
    return named if _is_plainly_heading(row, text) else None


def is_of_findings_too(text: str) -> bool:
    """Whether a heading of recommendations or actions names what was learned before them: `Findings and actions`."""
    found = _LEARNING.search(text)
    return found is not None and _AND.search(text, found.end()) is not None


def closes_paper(text: str) -> bool:
    """Whether a heading is one with which a paper of a committee closes: `7. Legal implications`."""
    return _CLOSING.match(without_chapter(without_number(text)).rstrip(" :")) is not None


def part_named(text: str) -> str | None:
    """The part of a review that words name, as a heading or what leads in a list does."""
    return next((kind for kind, words in _KINDS if words.search(text)), None)


def is_only_told(text: str) -> bool:
    """Whether a heading of what happened says nothing else, as `The family` does; `What his family said` does."""
    rest = _BACKGROUND.sub("", without_chapter(without_number(text)))
    return all(word in _LITTLE for word in _WORD.findall(rest.casefold()))


def part_led(text: str) -> str | None:
    """The part that words name which lead in a list: the last of those they speak of; of what happened only alone."""
    found = [(max(ends), kind) for kind, words in _KINDS if (ends := [one.end() for one in words.finditer(text)])]
    told = [one for one in found if one[1] != "background"] or found
    return max(told, key=lambda one: one[0])[1] if told else None


def point_head(text: str) -> PointHead | None:
    """What stands before a numbered point at the start of a text: `Recommendation 3: `."""
    found = _POINT.match(text)
    if not found:
        return PointHead(None, "", len(text)) if _NUMBER.fullmatch(text) else None
    words = found["what"].casefold().removeprefix("key ").split()
    return PointHead(_OF_POINTS.get(words[0]), found["text"].strip(), found.start("text"))


def asks_for(heading: str, point: str) -> bool:
    """Whether a heading only asks what is to be done, as `What to do` does, over what somebody should do."""
    return _SHOULD.search(point) is not None and not _ACTION.search(heading)


def is_prose(row: Row) -> bool:
    """Whether a row is a paragraph, and neither a heading, an item of a list nor a point with a number."""
    return not (row.heading or row.bullet or point_head(row.text) or part_of(row)) and row.text[-1] in ".!?”’"


def plain(row: Row) -> str:
    """A heading without its number and the page on which it stands, in small letters."""
    return without_chapter(row.text).rstrip("0123456789 .…").casefold()


def stands_on(row: Row, after: Row | None) -> bool:
    """Whether a short row stands apart from what is before it, and right on a paragraph or a list."""
    if after is None or after.after_blank or not row.after_blank or row.bullet or row.text[-1] == ":":
        return False
    return row.text.count(" ") < _MOST_WORDS_APART and (after.bullet or _is_paragraph(after.text))


def stands_over(row: Row, after: Row) -> bool:
    """Whether a short row that ends no sentence stands apart, between paragraphs."""
    is_apart = row.after_blank and after.after_blank and not row.bullet and not after.bullet
    return is_apart and row.text[-1].isalnum() and row.text.count(" ") < _MOST_WORDS_APART and _is_paragraph(after.text)


def is_claim(text: str) -> bool:
    """Whether a heading says what was so, or always is, in a sentence: `A waiting list is not a plan`."""
    text = without_chapter(text)
    found = _CLAIMS.search(text) or _IS.search(text)
    if not found or text[-1] in "?:" or _NO_CLAIM.match(text) or _GERUND.match(text):
        return False
    return _RELATIVE.search(text[: found.start()]) is None and not _RELATIVE_BEFORE.search(text[: found.start()])


@lru_cache(1 << 13)  # each way to cut a page asks again
def is_fact(text: str) -> bool:
    """Whether a line tells something of a report beside its text: `Published: 3 May 2031`, `SCR | 3 May 2031`."""
    if len(text) > _LONGEST_FACT:
        return False
    if found := labelled.parted(text):
        return _FACT.match(text) is not None or is_value(*found)
    pieces = BESIDE.split(text)
    return _FACT.match(text) is not None or (len(pieces) > 1 and any(map(of_date, pieces)))


def is_value(label: str, value: str) -> bool:
    """Whether a label gives with its value the age or sex of children, other people, or any date."""
    return of_value(value) is not None or labelled.describes(label, value) or labelled.is_of_others(label, value)


def is_question(text: str) -> bool:
    """Whether an item of a list asks something: `Be curious: what is it?` does not."""
    return text[-1] == "?" and _ASKS.match(text) is not None


def says_none(text: str) -> bool:
    """Whether a paragraph in the place of points says that there are none, as `None were made.` does."""
    return _NO_POINT.match(text) is not None


def _is_plainly_heading(row: Row, text: str) -> bool:
    """Whether a row that nothing marks is a heading: it stands apart, and is a question, in capitals or a few words."""
    return row.text[-1] == ":" or text.isupper() or _QUESTION.match(text) is not None or text.count(" ") < _FEW_WORDS


def _is_claim(text: str) -> bool:
    """Whether a heading says what was so, as `His mother was never asked for her story`, and names no part."""
    found = _CLAIMS.search(text) if text[-1] != "?" and not _NO_CLAIM.match(text) else None
    return found is not None and not _RELATIVE.search(text[: found.start()])


def _begins(text: str) -> bool:
    """Whether a text begins as a heading does, which a quotation mark or a bracket may stand before."""
    first = text.lstrip("‘“\"'([")[:1]
    return first.isupper() or first.isdigit()


def _is_paragraph(text: str) -> bool:
    """Whether a text is at least one sentence, and no label."""
    return text[-1] in ".!?”’)" and text.count(" ") >= _SENTENCE
