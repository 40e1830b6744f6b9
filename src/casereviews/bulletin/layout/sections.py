"""What stands under a title: what happened, learning, recommendations, actions, what to read, and the rest.

The words that lead in a part are known in the forms that bulletins have used; what follows them is taken apart into
statements, one for each point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from ...model.reviews import Resource
from ...model.sections import STATEMENTS
from ..english import ORDINALS, any_of, pattern, sentence_spans, sentences
from .behind import without_plan
from .headings import is_question, says_none
from .imprint import imprint_of
from .lead_ins import NOT_A_LABEL
from .lessons import weight
from .part import NUMBERED_POINT, Part
from .parts import parts_of
from .publication import Said, of_date, of_fact, said_in, under_title
from .rows import Row

_CLAUSE = r"(?:^|(?<=[.;:,?!] ))"
_COUNTED = [
    [re.compile(rf"\({sign}\) ") for sign in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")],
    [re.compile(rf"\({sign}\) ") for sign in "abcdefghij"],
    [re.compile(rf"\({number}\) ") for number in range(1, 21)],
    [re.compile(rf"{_CLAUSE}{number}\. ") for number in range(1, 21)],
    [re.compile(rf"{_CLAUSE}(?:and )?{ordinal}(?:ly)?, ", re.IGNORECASE) for ordinal in ORDINALS[:10]],
]
"""The signs that count points in a paragraph, in their order; those without brackets begin a clause."""
_FINALLY = re.compile(rf"{_CLAUSE}(?:and )?(?:finally|lastly), ", re.IGNORECASE)
"""What stands before the last of points that are counted in words."""

_NOTES = (("practice", "Good practice"), ("questions", "Question"), ("model", "Model"), ("keywords", "Keywords"))

# The format of what there is to read: `(PDF, 2 MB)`; and what may stand with it and says nothing else.
_RESOURCE_FORMAT = pattern(name="format", start=r"[(\[]\s*", end=r"\b(?P<more>[^)\]]{0,200})[)\]]")
_IN_CAPITALS = ("PDF", "HTML", "DOC", "DOCX", "PPT", "PPTX")
_OF_FORMAT = re.compile(
    rf"(?:[\s,;:–-]|\d[\d.,]*+\s?(?:[KMG]B|bytes|pages?|pp)?+|{any_of('of a format')})*+", re.IGNORECASE
)
# What leads in one thing to read: `Read the`.
_READ = pattern("to read", cased=True, start=r"(?:^|(?<=[\s;]))(?:and |> ?)?")
# An address of the web: `https://example.org/report.pdf`.
_ADDRESS = re.compile(r"https?://\S+")
_MOST_LINKS = 200  # of a paragraph, among which that of a document is looked for
# To whom a point speaks: `to the police: `.
_ADDRESSED = re.compile(
    r"(?:and |also )?(?:to|for) (?P<who>(?:the |all |each |local )?[^:;.]{2,70}?)\s?:\s+", re.IGNORECASE
)


# How a sentence begins that tells a further thing that was found.
_FOUND = pattern("telling what was found", "found besides", start="", end=r"(?!\w)")
_FOUND_BESIDES = pattern("found besides", start="", end=r"(?!\w)")

_OTHER_DATE = "another line says that it was published at another date"
_BEFORE_FIRST = 3  # characters that may stand before what counts the first point
_WORDS_OF_A_NAME = 6  # of the points after it
_AND = re.compile(r"(?:[;,]\s*(?:and|or)|,)$")  # before the last point of a list


class Point(NamedTuple):
    """One statement of a section."""

    text: str
    addressee: tuple[str, int] | None = None
    """To whom it speaks, with the offset of these words in the text; -1 where an earlier point or lead-in has them."""
    owners: tuple[str, ...] = ()
    """Who is to do it, as a table tells beside it, each with the name of the column: `Lead: police`."""

    def owned(self, owners: Sequence[str]) -> Point:
        """The point as that of those who are to do it; then whom an earlier one addresses is not meant."""
        is_of_earlier = bool(owners) and self.addressee is not None and self.addressee[1] < 0
        return self._replace(owners=tuple(owners), addressee=None if is_of_earlier else self.addressee)


@dataclass
class Body:
    """What stands under a title."""

    summary: str = ""
    sections: dict[str, list[Point]] = field(default_factory=dict)
    """By `learning`, `recommendations` and `actions`; what is missing is not stated."""
    notes: list[str] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    none: str | None = None
    """The words that say that no recommendations are made."""
    leads: list[str] = field(default_factory=list)
    """The words that lead in its parts."""
    rest: list[tuple[int, str]] = field(default_factory=list)
    """What stands after the end of the entry, and belongs to no part of it, each with its line."""
    published: Said | None = None
    """When a line beside its text says that it was published."""
    headings: list[tuple[int, str]] = field(default_factory=list)
    """The headings of its parts, and of what stands in them, each with its line."""
    facts: list[tuple[int, str]] = field(default_factory=list)
    """What a line tells beside its text, each with its line: `Published: 3 May 2031`."""
    doubts: list[tuple[str, str]] = field(default_factory=list)
    """Fields to be checked, and why."""


def body_of(rows: Sequence[Row], name: str = "") -> Body:
    """The parts that the paragraphs under a title make, which may have its name as a heading again."""
    body = Body()
    parts = parts_of(rows, name)
    body.summary = " ".join(part.text for part in parts if part.kind in ("summary", "background"))
    body.none = next((part.text.strip() for part in parts if part.kind == "none"), None)
    for kind in STATEMENTS:
        _add_points(body, kind, [part for part in parts if part.kind == kind])
    if body.none:
        body.sections.setdefault("recommendations", [])
    for kind, label in _NOTES:
        body.notes += [f"{label}: {part.text}" for part in parts if part.kind == kind and _is_of(kind, part.text)]
    for part in parts:
        if part.kind == "lead":
            body.leads.append(part.text)
        elif part.kind == "resources":
            _add_resources(body, part)
        elif part.kind == "rest" or not _is_of(part.kind, part.text):
            body.rest.append((part.line, part.text))
        elif part.kind in ("heading", "fact"):
            body.leads.append(part.text)
            (body.headings if part.kind == "heading" else body.facts).append((part.line, part.text))
        elif part.kind == "orphan":
            body.doubts.append(("learning", 'the word before "includes:" is missing'))
        elif part.kind == "unnamed":
            body.doubts.append(("learning", "no words say that these paragraphs are what was learned"))
    body.rest.sort(key=itemgetter(0))  # a page's in the order in which they stand there
    told = {owner for points in body.sections.values() for point in points for owner in point.owners}
    body.facts += [(part.line, owner) for part in parts for owner in part.owners if owner not in told]
    body.published = _published(parts)
    return body


def _published(parts: Sequence[Part]) -> Said | None:
    """When a line beside the text says that the review was published; one with nothing but a date only before it."""
    is_before = True
    for part in parts:
        is_before = is_before and part.kind in ("fact", "heading")
        if part.kind != "fact":
            continue
        if imprint := imprint_of(part.text):
            if imprint.published:
                return imprint.published
            continue
        said = of_fact(part.text) if is_before or not of_date(part.text) else None
        said = said or (under_title(part.text) if is_before else None)
        if said:
            return said._replace(doubt=said.doubt or _doubt_of_date(said, parts))
    return None


def _doubt_of_date(said: Said, parts: Sequence[Part]) -> str | None:
    """Why a date of publication is to be checked: another line says that the review was published at another."""
    others = (other.date for part in parts if part.kind == "fact" and (other := said_in(part.text)))
    return None if all(one.startswith(said.date) or said.date.startswith(one) for one in others) else _OTHER_DATE


def _is_of(kind: str, text: str) -> bool:
    """Whether a paragraph under the heading of questions is one."""
    return kind != "questions" or text[-1] == "?"


def _add_points(body: Body, kind: str, parts: Sequence[Part]) -> None:
    """Add the points of a section; where they are listed, what stands between is a note, and what follows the rest."""
    own: list[Part] = []
    parts = list(_without_plans(body, parts))
    kinds = {part.item for part in parts}
    parts = [part._replace(item=part.item if part.item == max(kinds) else 0) for part in parts]
    if kind == "learning" and max(kinds, default=0) == 1:
        parts = _with_chapters(parts)
    last = max((place for place, part in enumerate(parts) if part.item), default=-1)
    first = next((place for place, part in enumerate(parts) if part.begins), len(parts))
    for place, part in enumerate(parts):
        if not part.item and says_none(part.text):
            if kind == "recommendations":
                body.none = body.none or part.text
            else:
                body.rest.append((part.line, part.text))
        elif part.item and kind != "learning" and is_question(part.text):
            body.notes.append(f"Question: {part.text}")
        elif (
            part.item
            or (part.begins and max(kinds) < NUMBERED_POINT)
            or (last < 0 and not (first < place and _is_after_end(part, parts[place - 1])))
        ):
            own += _enumerated(part)
        elif place < last:
            body.notes.append(part.text)
        else:
            body.rest.append((part.line, part.text))
    points = _points(list(_without_headings(body, own)))
    if points:
        body.sections[kind] = points


def _without_plans(body: Body, parts: Sequence[Part]) -> Iterator[Part]:
    """The parts, each without what a plan tells of it in its line."""
    for part in parts:
        text, told = without_plan(part.text)
        if told:
            body.rest.append((part.line, told))
        if text:
            yield part._replace(text=text)


def _with_chapters(parts: Sequence[Part]) -> list[Part]:
    """The parts of findings, where few chapters have lists: what the others tell as lessons is listed as well."""
    with_lists = {part.chapter for part in parts if part.item}
    lessons = {part for part in parts if part.chapter and not part.item and weight(part.text) > 0}
    if len({part.chapter for part in lessons} - with_lists) < 2 * len(with_lists):
        return list(parts)
    return [part._replace(item=1) if part in lessons else part for part in parts]


def _without_headings(body: Body, parts: Sequence[Part]) -> Iterator[Part]:
    """The parts but the items that name those after them: of a few words, in a list whose other items are sentences."""
    ends = [part.text[-1] in ".!?;" for part in parts if part.item == 1]
    is_of_sentences = sum(ends) * 2 >= len(ends) > 2
    for part, after in zip(parts, [*parts[1:], None], strict=False):
        names_next = after is not None and after.item == 1 and after.text[-1] in ".!?;"
        if (
            is_of_sentences
            and names_next
            and part.item == 1
            and part.text[-1].isalnum()
            and part.text.count(" ") < _WORDS_OF_A_NAME
        ):
            body.headings.append((part.line, part.text))
        else:
            yield part


def _is_after_end(part: Part, before: Part) -> bool:
    """Whether a paragraph that leads in no point follows one that ends with a sentence."""
    return not part.begins and before.line != part.line and before.text[-1] in ".!?"


def _enumerated(part: Part) -> list[Part]:
    """A paragraph whose points are counted in it, `(i) ... (ii) ...`, as its points; any other as it is."""
    for signs in _COUNTED:
        found = _counted(part.text, signs)
        is_alone = len(found) == 1 and found[0].start() == 0 and part.text[0] == "("
        if is_alone or (len(found) > 1 and found[0].start() < _BEFORE_FIRST):
            ends = [one.start() for one in found[1:]] + [len(part.text)]
            texts = [part.text[one.end() : end].strip(" ;") for one, end in zip(found, ends, strict=True)]
            return [part._replace(text=text, item=1, begins=part.begins and text is texts[0]) for text in texts]
    return [part]


def _counted(text: str, signs: Sequence[re.Pattern[str]]) -> list[re.Match[str]]:
    """The signs that count points in a text, from the first on."""
    found: list[re.Match[str]] = []
    for sign in signs:
        one = sign.search(text, found[-1].end() if found else 0)
        if not one:
            break
        found.append(one)
    if found and signs is _COUNTED[-1] and (last := _FINALLY.search(text, found[-1].end())):
        found.append(last)
    return found


def _points(parts: Sequence[Part]) -> list[Point]:
    """The statements of a section."""
    listed = len(parts) > 1 and not any(part.begins or part.item or _is_list(part) for part in parts)
    texts: list[tuple[str, str | None, tuple[str, ...]]] = []
    for part in _paragraphs(parts, any(";" in part.text for part in parts if not (part.item or part.is_whole))):
        if part.item or part.is_whole:
            pieces: Iterable[str] = [part.text]
        elif _is_list(part):
            pieces = _at_semicolons(part.text)
            listed = True
        else:
            listed = listed and not part.begins
            pieces = _at_findings(part.text) if listed else sentences(part.text)
        texts += [(piece, part.addressee if part.begins else None, part.owners) for piece in pieces]
    kept = [(bare, of_lead, owners) for text, of_lead, owners in texts if (bare := _bare(text))]
    points = addressed([text for text, *_ in kept], [of_lead for _, of_lead, _ in kept])
    return [point.owned(owners) for point, (*_, owners) in zip(points, kept, strict=True)]


def _at_findings(text: str) -> Iterator[str]:
    """A paragraph at the sentences that tell a further thing that was found: `It also found that`."""
    spans = sentence_spans(text) if _FOUND.match(text) else []
    starts = [0, *(start for start, _ in spans[1:] if _FOUND_BESIDES.match(text, start)), len(text)]
    return (text[start:end].strip() for start, end in pairwise(starts))


def addressed(texts: Sequence[str], led: Sequence[str | None]) -> list[Point]:
    """Statements with whom they speak to: the last of those who were addressed, in a text or by what leads it in."""
    points: list[Point] = []
    addressee: str | None = None
    for text, of_lead in zip(texts, led, strict=True):
        addressee = of_lead or addressee
        found = _ADDRESSED.match(text)
        if found:
            addressee = found["who"]
            points.append(Point(text, (addressee, found.start("who"))))
        else:
            points.append(Point(text, (addressee, -1) if addressee else None))
    return points


def _paragraphs(parts: Sequence[Part], listed: bool) -> Iterator[Part]:
    """The parts of a section; in a list with semicolons, one that breaks off in a point is joined with the next."""
    open_pieces: list[str] = []
    first: Part | None = None
    for part in parts:
        if (
            listed
            and first
            and not part.begins
            and not part.item
            and not first.item
            and open_pieces[-1][-1:] not in ".;:!?"
        ):
            open_pieces.append(part.text)
            continue
        if first:
            yield first._replace(text=" ".join(open_pieces))
        first, open_pieces = part, [part.text]
    if first:
        yield first._replace(text=" ".join(open_pieces))


def _is_list(part: Part) -> bool:
    """Whether the points of a paragraph end in semicolons; a single one that nothing leads in may be of a sentence."""
    semicolons = part.text.rstrip(";. ").count(";")
    is_prose = not part.begins or len(sentences(part.text.partition(";")[0])) > 1
    is_sentence = semicolons == 1 and part.text[:1].isupper() and is_prose
    return ";" in part.text and not is_sentence


def _at_semicolons(text: str) -> Iterator[str]:
    """The pieces between semicolons, but for those in brackets that are closed."""
    depth, start = 0, 0
    balanced = text.count("(") == text.count(")")
    for index, sign in enumerate(text):
        if sign == ";" and (depth == 0 or not balanced):
            yield text[start:index]
            start = index + 1
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
    yield text[start:]


def _bare(text: str) -> str:
    """A point without the signs that part it from the next."""
    text = _AND.sub("", text.strip()).strip(";").strip()
    if text.endswith(".") and not text.endswith("..") and not _ends_in_abbreviation(text):
        text = text[:-1].rstrip()
    return text


def _ends_in_abbreviation(text: str) -> bool:
    """Whether the full stop of a text is part of its last word: `etc.`, or letters such as `e.g.`."""
    letters, stops = text[-4::2], text[-3::2]
    return text.endswith("etc.") or (stops == ".." and letters.islower() and not text[-5:-4].isalnum())


def _add_resources(body: Body, part: Part) -> None:
    """Add what a line says to read: one thing for each "Read", or the line itself. What else it says is put aside."""
    links = part.links[:_MOST_LINKS]
    starts = [found.start() for found in _READ.finditer(part.text)] or [0]
    before = part.text[: starts[0]]
    others = [NOT_A_LABEL.sub("", f"{before} ")] if before else []
    for start, end in pairwise([*starts, len(part.text)]):
        text = part.text[start:end].strip()
        found = _RESOURCE_FORMAT.search(text)
        url = next((address for label, address in links if label and label in text), None)
        written = _ADDRESS.search(text)
        if written:
            url, text = url or written[0], text[: written.start()]
        if found:
            others += [_OF_FORMAT.sub("", found["more"], count=1), text[found.end() :]]
            text = text[: found.start()]
        label = NOT_A_LABEL.sub("", NOT_A_LABEL.sub("", text)).strip(" .:;>")
        if label:
            body.resources.append(Resource(label[:1].upper() + label[1:], _format(found, url), url))
    body.rest += [(part.line, other.strip()) for other in others if any(map(str.isalnum, other))]


def _format(found: re.Match[str] | None, url: str | None) -> str | None:
    """The format that a line states, or the ending of its address."""
    if found:
        return found[1].upper() if found[1].upper() in _IN_CAPITALS else found[1]
    return "PDF" if url and url.casefold().partition("?")[0].endswith(".pdf") else None
