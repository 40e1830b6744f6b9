"""What a message has besides its text: signs of quoting, headers, greetings, signatures and disclaimers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ..english import pattern, words
from ..layout.lead_ins import begins_section
from ..layout.names import NAME
from ..source.lines import Line
from .sheet import Sheet, edited

HEADERS, SIGNATURES, DISCLAIMERS = "headers of messages", "greetings and signatures", "disclaimers"
EARLIER = "earlier messages"

_QUOTED = re.compile(r"\s*>(?:[ \t>]*>)?[ \t]?")  # as `> > `
_HEADER = re.compile(rf"[*_]?(?:{'|'.join(words('mail header'))})[*_]?\s?:", re.IGNORECASE)
# What stands over a message that is passed on: `-----Original Message-----`, `On Monday Ann wrote:`.
_PASSED_ON = re.compile(
    r"[-_ ]*(?:original message|forwarded message|begin forwarded message|original appointment)[-_: ]*"
    r"|_{10,}|On [^.;]{6,150} wrote:",
    re.IGNORECASE,
)
_GREETING = pattern("greeting", start="", end=r"(?: [\w’'-]+){0,5}[,!.]?(?: see below\.?| please see below\.?)?$")
_FAREWELL = pattern("farewell", start="", end=r"[,.!]?(?: [A-Z][\w’'-]+){0,3}[,.]?$")
_SHORT_FAREWELL = pattern("short farewell", start="", end=r"[,.!]?$")
_CONTACT = re.compile(
    rf"{pattern('contact', start='', end='').pattern}\s?[:.|]\s?|[^ @]+@[^ @]+\.\w+$|(?:https?://|www\.)\S+$"
    r"|\(?\+?0?\d[\d ()]{8,}",
    re.IGNORECASE,
)
_DISCLAIMER = pattern("disclaimer")
_DISCLAIMING = words("sign of a disclaimer")
_DASHES = ("--", "---", "__", "—")
_LONGEST_SIGNATURE = 14  # lines
_LONGEST_LINE = 90  # characters of a line in one
_MOST_WORDS = 9  # of a line in one that tells who wrote
_FIRST = 6  # lines that tell that
_LONGEST_EARLIER = 600  # characters of a message that was answered, and tells of no review
_TIMES = 4  # as much text stands before it


def without_quote_signs(lines: Sequence[Line]) -> list[Line]:
    """The lines without the signs of quoted mail, where several lines that follow each other have them."""
    quoted = [_QUOTED.match(line.text) for line in lines]
    runs = [before and after for before, after in pairwise(quoted)]
    bare = any(found and found.end() >= len(line.text.rstrip()) for line, found in zip(lines, quoted, strict=True))
    if not any(runs) or (sum(map(bool, runs)) < 2 and not bare):
        return list(lines)
    return [edited(line, 0, found.end()) if found else line for line, found in zip(lines, quoted, strict=True)]


def put_aside(sheet: Sheet) -> None:
    """Put aside what belongs to messages and not to what they tell."""
    _headers(sheet)
    _disclaimers(sheet)
    _signatures(sheet)
    _earlier(sheet)


def _headers(sheet: Sheet) -> None:
    indices = list(sheet.kept())
    for number, index in enumerate(indices):
        text = sheet.texts[index]
        is_header = _is_header(text) and any(_is_header(sheet.texts[near]) for near in _beside(indices, number))
        if is_header or _PASSED_ON.fullmatch(text):
            sheet.put_aside(index, HEADERS)


def _is_header(text: str) -> bool:
    return len(text) < 1000 and _HEADER.match(text) is not None


def _beside(indices: Sequence[int], number: int) -> list[int]:
    return [indices[near] for near in (number - 1, number + 1) if 0 <= near < len(indices)]


def _disclaimers(sheet: Sheet) -> None:
    """Put aside the paragraphs that speak of the message itself; one may go on over several lines."""
    indices = list(sheet.kept())
    goes_on = False
    for number, index in enumerate(indices):
        if goes_on and index == indices[number - 1] + 1:
            sheet.put_aside(index, DISCLAIMERS)
            continue
        text = sheet.texts[index]
        following = indices[number + 1 : number + 2]
        if following == [index + 1]:
            text = f"{text} {sheet.texts[index + 1]}"
        found = _disclaimer(text)
        goes_on = found is not None and found.start() < len(sheet.texts[index]) and _is_notice(text, found.start())
        if goes_on:
            sheet.put_aside(index, DISCLAIMERS)


def _disclaimer(text: str) -> re.Match[str] | None:
    start = text[:600].casefold()
    return _DISCLAIMER.search(text, 0, 600) if any(sign in start for sign in _DISCLAIMING) else None


def _is_notice(text: str, start: int) -> bool:
    """Whether words that a disclaimer may have stand where one begins, or in its first sentence."""
    return start < 60 or ". " not in text[:start]


def _signatures(sheet: Sheet) -> None:
    indices = list(sheet.kept())
    end = 0
    is_message = any(kind == HEADERS for kind, _ in sheet.asides())
    for number, index in enumerate(indices):
        text = sheet.texts[index]
        if number < end or len(text) > _LONGEST_LINE:
            continue
        if _GREETING.match(text):
            sheet.put_aside(index, SIGNATURES)
            is_message = True
        elif _FAREWELL.match(text) or text in _DASHES or (is_message and _SHORT_FAREWELL.match(text)):
            end = _end_of_signature(sheet, indices, number + 1)
            for held in indices[number:end]:
                sheet.put_aside(held, SIGNATURES)
    for index in sheet.kept():
        if len(sheet.texts[index]) <= _LONGEST_LINE and _is_phone(sheet.texts[index]):
            sheet.put_aside(index, SIGNATURES)


def _is_phone(text: str) -> bool:
    return text[:1].casefold() in "tmep(+0d" and _CONTACT.match(text) is not None and sum(map(str.isdigit, text)) >= 9


def _end_of_signature(sheet: Sheet, indices: Sequence[int], start: int) -> int:
    """Where a signature ends: after what tells where to reach somebody, or after the lines that stand together."""
    end = start
    last = start  # after the last line that tells that
    for number in range(start, min(len(indices), start + _LONGEST_SIGNATURE)):
        text = sheet.texts[indices[number]]
        parted = number > start and indices[number] > indices[number - 1] + 1
        is_text = len(text) > _LONGEST_LINE or text[-1] in ".;:" or len(text.split()) > _MOST_WORDS
        if (is_text or sheet.lines[indices[number]].heading) and not _CONTACT.match(text):
            break
        if _CONTACT.match(text) and number - last < _FIRST:
            last = number + 1
        if end == number and (not parted or number == start) and number - start < _FIRST:
            end = number + 1
    return max(end, last)


def _earlier(sheet: Sheet) -> None:
    """Put aside a short message at the end of a long one, which it answers or was passed on with.

    A message that names a child, or has a part of a review, may be a short review, and stays.
    """
    last = max((index for index in range(len(sheet.texts)) if _stands_over(sheet, index)), default=None)
    if last is None:
        return
    kept = list(sheet.kept())
    behind = [index for index in kept if index > last]
    if any(NAME.search(sheet.texts[index]) or begins_section(sheet.texts[index]) for index in behind):
        return
    size = sum(len(sheet.texts[index]) for index in behind)
    if size <= _LONGEST_EARLIER and size * _TIMES <= sum(len(sheet.texts[index]) for index in kept) - size:
        for index in behind:
            sheet.put_aside(index, EARLIER)


def _stands_over(sheet: Sheet, index: int) -> bool:
    """Whether a line says that a message follows which was sent before."""
    return sheet.kind(index) == HEADERS and _PASSED_ON.fullmatch(sheet.texts[index]) is not None
