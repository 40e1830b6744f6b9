"""What stands under a title: what happened, learning, recommendations, actions, what to read, and the rest.

The words that lead in a part are known in the forms that bulletins have used; what follows them is taken apart into
statements, one for each point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from ...model.reviews import Resource
from ..english import SENTENCE_END, pattern, sentences, words
from .lead_ins import HEADING, LONGEST_RESOURCE, NOT_A_LABEL, NUMBERED, ORPHAN, begins_section, lead_in
from .rows import Row

# The format of what there is to read: `(PDF, 2 MB)`.
_RESOURCE_FORMAT = pattern(name="format", start=r"\(\s*", end=r"\b[^)]{0,200}\)")
# What leads in one thing to read: `Read the`.
_READ = pattern("to read", cased=True, start=r"(?:^|(?<=[\s;]))(?:and |> ?)?")
# An address of the web: `https://example.org/report.pdf`.
_ADDRESS = re.compile(r"https?://\S+")
_MOST_LINKS = 200  # of a paragraph, among which that of a document is looked for
_DOCUMENTS = words("label of document")
# To whom a point speaks: `to the police: `.
_ADDRESSED = re.compile(
    r"(?:and |also )?(?:to|for) (?P<who>(?:the |all |each |local )?[^:;.]{2,70}?)\s?:\s+", re.IGNORECASE
)
_LONGEST_LEAD = 300  # characters of what leads in a part after "makes no recommendations"
# The end of what leads in a part, where no colon stands there.
_INCLUDING = pattern("including", cased=True)
# What a bulletin has in the place of recommendations, where that is learning.
_LATER_LEARNING = pattern("later learning")
# How what follows "makes no recommendations" begins.
_CONTRAST = ("but", "however", "although")


class Point(NamedTuple):
    """One statement of a section."""

    text: str
    addressee: tuple[str, int] | None = None
    """To whom it speaks, with the offset of these words in the text; -1 where an earlier point or lead-in has them."""


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
    doubts: list[tuple[str, str]] = field(default_factory=list)
    """Fields to be checked, and why."""


class _Part(NamedTuple):
    """A run of text under one lead-in."""

    kind: str
    text: str
    bullet: bool = False
    begins: bool = True
    """Whether it follows a lead-in, rather than another paragraph of the same part."""
    addressee: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    line: int = 0


def body_of(rows: Sequence[Row]) -> Body:
    """The parts that the paragraphs under a title make."""
    body = Body()
    parts = list(_parts(rows))
    summary = [part.text for part in parts if part.kind in ("summary", "background")]
    body.summary = " ".join(summary)
    for kind in ("learning", "recommendations", "actions"):
        own = [part for part in parts if part.kind == kind]
        points = _points(own)
        if points:
            body.sections[kind] = points
    body.none = next((part.text.strip() for part in parts if part.kind == "none"), None)
    if body.none:
        body.sections.setdefault("recommendations", [])
    for kind, label in (("model", "Model"), ("keywords", "Keywords")):
        body.notes += [f"{label}: {part.text}" for part in parts if part.kind == kind]
    for part in parts:
        if part.kind == "lead":
            body.leads.append(part.text)
        elif part.kind == "resources":
            _add_resources(body, part)
        elif part.kind == "rest":
            body.rest.append((part.line, part.text))
        elif part.kind == "orphan":
            body.doubts.append(("learning", 'the word before "includes:" is missing'))
    return body


def _parts(rows: Sequence[Row]) -> Iterator[_Part]:
    kind, addressee = "summary", None
    keywords = _keywords(rows)
    for index, row in enumerate(rows):
        heading = HEADING.fullmatch(row.text)
        if heading and (row.heading or index + 1 < len(rows)):
            kind, addressee = str(heading.lastgroup), None
            continue
        if index in keywords and kind != "keywords":
            yield _Part("keywords", row.text)
            kind = "after"
            continue
        if kind in ("resources", "after") and not lead_in(row.text, 0) and not ORPHAN.match(row.text):
            labels = [label.casefold() for label, _ in row.links] if len(row.text) <= LONGEST_RESOURCE else []
            reading = any(word in label for label in labels for word in _DOCUMENTS)
            yield _Part("resources" if reading else "rest", row.text, links=row.links, line=row.number)
            continue
        begins = False
        for found, text in _split(row.text):
            if found is not None:
                kind, addressee, kept = _kind(found, text)
                begins = True
                if kind != "resources":
                    yield _Part("lead", found[0])
                if kind == "none":
                    kind, kept = _after_none(text)
                    said = text.removesuffix(kept) if kept else text
                    yield _Part("none", f"{found[0].strip()} {said.strip()}".strip())
                elif kind == "orphan":
                    yield _Part("orphan", "")
                    kind = "learning"
                text = kept
            if text:
                shown = "rest" if kind == "after" else kind
                yield _Part(shown, text, _is_item(row, found, begins), begins, addressee, row.links, row.number)
                if kind in ("model", "keywords") and not row.bullet:
                    kind = "after"  # these are one paragraph; what follows without a lead-in is something else


def _is_item(row: Row, found: re.Match[str] | None, begins: bool) -> bool:
    """Whether a text is one point: an item of a list, or what a number leads in: `Recommendation 3: `."""
    return (row.bullet and not begins) or (found is not None and NUMBERED.fullmatch(found[0]) is not None)


def _split(text: str) -> Iterator[tuple[re.Match[str] | None, str]]:
    """A paragraph at its lead-ins: each with the text up to the next; None for what stands before the first."""
    starts = [0, *(found.end() for found in SENTENCE_END.finditer(text))]
    leads = [found for found in (lead_in(text, start) for start in starts) if found]
    orphan = ORPHAN.match(text)
    if orphan and (not leads or leads[0].start() > 0):
        leads.insert(0, orphan)
    before = 0
    last: re.Match[str] | None = None
    for found in leads:
        if found.start() < before:
            continue
        piece = text[before : found.start()].strip()
        if piece or last:
            yield last, piece
        last, before = found, found.end()
    yield last, text[before:].strip()


def _kind(found: re.Match[str], text: str) -> tuple[str, str | None, str]:
    """The kind of part that words lead in, to whom it speaks, and its text."""
    kind = str(found.lastgroup)
    if kind == "resources":
        return kind, None, f"{found[0]} {text}".strip()
    if kind in ("identifies", "recommends"):
        return {"identifies": "learning", "recommends": "recommendations"}[kind], None, text
    if kind == "makes":
        return "recommendations", _addressee(found["makes_to"] or ""), text
    return kind, found["addressee"] if kind == "recommendations" else None, text


def _addressee(words: str) -> str | None:
    """To whom recommendations are made: ` to the police` without the little word; None of no words."""
    to, _, who = words.strip().partition(" ")
    return (who if to in ("to", "for") else words.strip()) or None


def _after_none(text: str) -> tuple[str, str]:
    """What follows "makes no recommendations": its kind, and its text."""
    text = text.lstrip(" .;,")
    first = text[:_LONGEST_LEAD].partition(";")[0]
    end = first.find(":") + 1
    if not end:
        including = max(_INCLUDING.finditer(first), key=re.Match.end, default=None)
        end = including.end() if including else 0
    lead = first[:end]
    if not end:
        return "after", text
    kind = "learning" if _LATER_LEARNING.search(lead) and "action" not in lead.casefold() else "actions"
    text = text[end:].strip()
    first, _, rest = text.partition(" ")
    return kind, rest if first.removesuffix(",") in _CONTRAST else text


def _points(parts: Sequence[_Part]) -> list[Point]:
    """The statements of a section."""
    listed = False
    texts: list[tuple[str, str | None, bool]] = []
    for part in _paragraphs(parts, any(";" in part.text for part in parts if not part.bullet)):
        if part.bullet:
            pieces: Iterable[str] = [part.text]
        elif ";" in part.text:
            pieces = _at_semicolons(part.text)
            listed = True
        else:
            listed = listed and not part.begins
            pieces = [part.text] if listed else sentences(part.text)
        texts += [(piece, part.addressee, part.begins) for piece in pieces]
    kept = [(bare, of_part if begins else None) for text, of_part, begins in texts if (bare := _bare(text))]
    return addressed([text for text, _ in kept], [of_part for _, of_part in kept])


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


def _paragraphs(parts: Sequence[_Part], listed: bool) -> Iterator[_Part]:
    """The parts of a section; in a list with semicolons, one that breaks off in a point is joined with the next."""
    open_pieces: list[str] = []
    first: _Part | None = None
    for part in parts:
        if (
            listed
            and first
            and not part.begins
            and not part.bullet
            and not first.bullet
            and open_pieces[-1][-1:] not in ".;:!?"
        ):
            open_pieces.append(part.text)
            continue
        if first:
            yield first._replace(text=" ".join(open_pieces))
        first, open_pieces = part, [part.text]
    if first:
        yield first._replace(text=" ".join(open_pieces))


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
    text = text.strip().strip(";").strip()
    if text.endswith(".") and not text.endswith("..") and not _ends_in_abbreviation(text):
        text = text[:-1].rstrip()
    return text


def _ends_in_abbreviation(text: str) -> bool:
    """Whether the full stop of a text is part of its last word: `etc.`, or letters such as `e.g.`."""
    letters, stops = text[-4::2], text[-3::2]
    return text.endswith("etc.") or (stops == ".." and letters.islower() and not text[-5:-4].isalnum())


def _keywords(rows: Sequence[Row]) -> set[int]:
    """The indices of the paragraphs that are lists of keywords without a label: after them nothing more is told."""
    found: set[int] = set()
    for index in range(len(rows) - 1, 0, -1):
        if _is_list(rows[index]):
            found.add(index)
        if not _is_end(rows[index].text):
            break
    return found


def _is_list(row: Row) -> bool:
    """Whether a paragraph may be a list of keywords."""
    text = row.text.rstrip(".")
    if row.bullet or text.count(",") < 2 or any(sign in text for sign in ".;:!?"):
        return False
    words = [word.strip() for word in text.split(",")]
    if any(not word or len(word.split()) > 5 or word[:4].casefold() in ("and ", "the ") for word in words):
        return False
    return not begins_section(text)


def _is_end(text: str) -> bool:
    """Whether a paragraph may stand after the keywords."""
    found = lead_in(text, 0)
    return (
        HEADING.fullmatch(text) is not None or (found is not None and found.lastgroup == "resources") or len(text) < 60
    )


def _add_resources(body: Body, part: _Part) -> None:
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
            others.append(text[found.end() :])
            text = text[: found.start()]
        label = NOT_A_LABEL.sub("", NOT_A_LABEL.sub("", text)).strip(" .:;>")
        if label:
            body.resources.append(Resource(label[:1].upper() + label[1:], _format(found, url), url))
    body.rest += [(part.line, other.strip()) for other in others if any(map(str.isalnum, other))]


def _format(found: re.Match[str] | None, url: str | None) -> str | None:
    """The format that a line states, or the ending of its address."""
    if found:
        return found[1].upper() if found[1].upper() in ("PDF", "HTML", "DOC", "DOCX") else found[1]
    return "PDF" if url and url.casefold().partition("?")[0].endswith(".pdf") else None
