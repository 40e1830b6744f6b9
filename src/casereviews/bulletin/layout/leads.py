"""What leads in parts in a paragraph: known words, a sentence that says what it is a list of, or a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...model.sections import STATEMENTS
from ..english import SENTENCE_END, pattern, sentence_spans, sentences
from .headings import part_led, part_named
from .lead_ins import NUMBERED, ORPHAN, lead_in

OF_LEADS = {"identifies": "learning", "makes": "recommendations", "recommends": "recommendations"}
"""The parts of points that verbs lead in, by the kind of these."""

_LONGEST = 2000  # characters of a sentence that is a list
_FEWEST_BEHIND = 5  # words behind a label
# What counts the points of a list that stands in a sentence: `(1) `, `(a) `, `1. `, `First, `.
_COUNT = r"(?:\((?:1|a|i)\)|1\.|(?i:first(?:ly)?,)) "
_FIRST = re.compile(_COUNT)
_CLAUSE = re.compile(rf"[^.:;!?]{{3,250}}(?:: |(?:\.| that) (?={_COUNT}))")
_LABEL = re.compile(
    r"(?:(?:What|How|Where|Why) [^.:;!?]{2,60}[:?]|[A-Z][\w’'-]+(?: [\w’'-]+){0,3}[:?]"
    r"|[A-Z][a-z]+(?: [a-z]+){0,2}\.|(?:What|How|Where|Why)(?: [a-z’']+){1,4}\.) (?=\S)"
)
# Such a label that asks: `What happened: `.
_ASKING = re.compile(r"(?:What|How|Where|Why) [^.:;!?]{2,60}: (?=\S)")
# How a paragraph begins that tells what a review found, in sentences: `The reviewer found that`.
_TELLS = pattern("telling what was found", start="", end=r"(?!\w)")
_IN_CLAUSES = re.compile(r"[,;–—] ")
# How a clause begins that says something else than the one before it: `but these came out of the day:`.
_GOES_ON = re.compile(r"(?:but|and|so|yet|here|these|we|it|they)\b", re.IGNORECASE)
# Of whom a sentence speaks that counts what was found: `The reviewers write about practice in four ways.`
_SAYS = pattern("who tells what was found", start="")
_COUNTED_LAST = pattern(
    "counted in a lead", start=r"\b(?:in|under|into|to|of|on|with|makes|made|draws|identifies|names)\s", end=r"[.:]$"
)
_FEW_WORDS = 14  # of a sentence that counts what follows


class Lead(NamedTuple):
    """Words that lead in a part."""

    start: int
    end: int
    words: str
    """Those that are no text of the part."""
    kind: str
    addressee: str | None = None
    is_numbered: bool = False
    """Whether they number the one point behind them."""
    is_alone: bool = False
    """Whether the part ends with the paragraph, and the one before it goes on."""
    heads: bool = False
    """Whether they stand over the paragraphs that follow too, as a heading does."""
    list_end: int | None = None
    """Where that list ends."""
    is_known: bool = True
    """Whether they are nothing but known words that lead in, rather than words of the review."""


def pieces(text: str, *, is_told: bool, is_item: bool) -> Iterator[tuple[Lead | None, str]]:
    """A paragraph at its lead-ins: each with the text up to the next; None for what stands before the first.

    In one that tells what happened sentences may lead in points.
    """
    before = 0
    last: Lead | None = None
    for found in _leads(text, is_told=is_told, is_item=is_item):
        if found.start < before:
            continue
        piece = text[before : found.start].strip()
        if piece or last:
            yield last, piece
        last, before = found, found.end
        if found.list_end is not None and found.list_end < len(text):
            yield last, text[before : found.list_end].strip()
            last, before = None, found.list_end
    if last or before < len(text):
        yield last, text[before:].strip()


def _leads(text: str, *, is_told: bool, is_item: bool) -> Iterator[Lead]:
    """What leads in parts in a paragraph, in order."""
    starts = [0, *(found.end() for found in SENTENCE_END.finditer(text))]
    found_at = (_known(text, start) or (_of_sentence(text, start) if is_told else None) for start in starts)
    leads = [found for found in found_at if found]
    orphan = ORPHAN.match(text)
    if orphan and (not leads or leads[0].start > 0):
        leads.insert(0, Lead(0, orphan.end(), orphan[0], "orphan"))
    if not leads and not is_item and (found := _label(text) or (_telling(text) if is_told else None)):
        leads.append(found)
    yield from leads


def _known(text: str, start: int) -> Lead | None:
    """The words at an offset that are known to lead in a part."""
    found = lead_in(text, start)
    if not found:
        return None
    kind = str(found.lastgroup)
    made = Lead(*found.span(), found[0], OF_LEADS.get(kind, kind), None, NUMBERED.fullmatch(found[0]) is not None)
    if kind in ("makes", "recommendations"):
        who = _addressee(found["makes_to"] or "") if kind == "makes" else found["addressee"]
        return made._replace(addressee=who)
    return made


def _of_sentence(text: str, start: int) -> Lead | None:
    """A sentence that says what the list behind it is of: `It found three things: (1)`, `It made two findings. (a)`."""
    found = _CLAUSE.match(text, start)
    if not found or (kind := part_led(found[0])) not in STATEMENTS:
        return None
    end = found.end()
    if _FIRST.match(text, end):
        return Lead(start, end, found[0], str(kind), is_alone=True, is_known=False)
    stop = _end_of_sentence(text, end)
    is_list = ";" in text[end : stop - 1]
    return Lead(start, end, found[0], str(kind), is_alone=True, list_end=stop, is_known=False) if is_list else None


def _end_of_sentence(text: str, start: int) -> int:
    """Where the sentence ends that begins at an offset, with the space behind it."""
    spans = sentence_spans(text[start : start + _LONGEST])
    end = spans[1][0] if len(spans) > 1 else len(text) - start
    return start + end


def named_in(lead: str) -> str | None:
    """The part that a sentence names which leads in a list: in its last clause, else anywhere before it goes on."""
    last = _IN_CLAUSES.split(lead)[-1]
    named = part_led(last)
    goes_on = lead[-1] == ":" and _GOES_ON.match(last)
    return named if (named and named != "background") or goes_on else part_led(lead)


def counts_findings(text: str) -> bool:
    """Whether a paragraph ends in a short sentence in which the review, or who wrote it, counts what follows."""
    lead = sentences(text)[-1]
    if lead.count(" ") >= _FEW_WORDS or lead[-1] not in ".:" or not _SAYS.match(lead):
        return False
    return _COUNTED_LAST.search(lead) is not None or (lead[-1] == ":" and part_led(lead) == "learning")


def is_label(text: str) -> bool:
    """Whether a paragraph begins with a label that names a part, or asks."""
    return _label(text) is not None or end_of_label(text) is not None


def label_of(text: str) -> str | None:
    """The part that a label at the beginning of a paragraph names: `actions` for `What we will do: `."""
    found = _label(text)
    return found.kind if found else None


def end_of_label(text: str) -> int | None:
    """Where a label ends that asks and names no part, at the beginning of a paragraph: `How we came to this: `."""
    found = _ASKING.match(text)
    return found.end() if found and part_named(found[0].rstrip(" :")) is None else None


def _label(text: str) -> Lead | None:
    """A label at the beginning of a paragraph that names a part: `What we will do: `, `What got in the way? `."""
    found = _LABEL.match(text)
    if not found or text.count(" ", found.end()) < _FEWEST_BEHIND:
        return None
    kind = part_named(found[0].rstrip(" :?."))
    if kind == "practice":
        return Lead(0, found.end(), found[0], kind, is_alone=True, is_known=False)
    return Lead(0, found.end(), found[0], str(kind), heads=True, is_known=False) if kind in STATEMENTS else None


def _telling(text: str) -> Lead | None:
    """The beginning of a paragraph that tells what a review found; it is text of the part."""
    return Lead(0, 0, "", "learning", is_alone=True) if _TELLS.match(text) else None


def _addressee(words: str) -> str | None:
    """To whom recommendations are made: ` to the police` without the little word; None of no words."""
    to, _, who = words.strip().partition(" ")
    return (who if to in ("to", "for") else words.strip()) or None
