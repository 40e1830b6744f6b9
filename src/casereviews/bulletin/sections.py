"""What stands under a title: what happened, learning, recommendations, actions, what to read, and the rest.

The words that lead in a part are known in the forms that bulletins have used; what follows them is taken apart into
statements, one for each point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .layout import Row

_FOCUS = (
    r"(?:includ(?:es?|ed|ing)|focus(?:es|ed|ing|ses|sed)? (?:up)?on|relat(?:es?|ed|ing) to|(?:is|are|was|were) (?:made |centred |based |grouped |structured )?(?:around|on|about)"
    r"|centres? (?:on|around)|covers?|covering|concerns?|highlights?|emphasi[sz]es?|looks? at|points? to|considers?|address(?:es)?|identified)"
)
_AFTER = r"(?: the (?:following|need(?= for:)))?(?: (?:areas|points|themes|issues))?\s*[:;]?\s*"
_WHOSE = r"(?: (?:identified|raised|highlighted|arising|learned|learnt|emerging|made|noted|found|drawn|for (?:practice|professionals|practitioners|the future|agencies)|from (?:the|this) (?:review|case|report)|(?:in|by) (?:the|this) (?:review|case|report|author|reviewers?)|to be learn(?:ed|t)|points|themes|areas|outcomes|opportunities))*"

_LEARNING = rf"(?:(?:(?:Key|Main|The|Other|Additional|Further|Wider|Practice|Common)\s+)+(?:[Ll]earning|[Ll]essons|[Ff]indings?|[Ii]ssues|[Tt]hemes)|Learning|Lessons|Findings?|Issues|Themes)(?P<whose>{_WHOSE})"
_RECOMMENDATIONS = r"(?:(?:(?:Key|Main|The|Other|Its|Report|Overview|Review|Twelve|\d{1,2}|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\s+)+[Rr]ecommendations?(?: (?:are |were )?made)?|Recommendations?(?: (?:are |were )?made)?)"
_ADDRESSEE = r"(?: (?:to|for|of) (?P<addressee>(?:the )?[^:;.]{2,70}?))?"

_LEADS = re.compile(
    "|".join(
        (
            rf"(?P<none>(?:(?:The |This )?(?:[Rr]eview|[Rr]eport|It) )?(?:[Mm]akes|[Mm]ade|[Mm]ake) no (?:new |formal |specific |further |separate |additional |single agency )*recommendations\b"
            rf"|No (?:new |formal |specific |further )?recommendations (?:are|were|have been|is|was)? ?(?:made|given|identified)\b|Recommendations: (?:[Nn]one|[Nn]o recommendations)(?: (?:are |were )?(?:made|stated|given))?\b)",
            rf"(?P<makes>(?:(?:The |This )?(?:[Rr]eview|[Rr]eport|It|Also) )?[Mm]ak(?:es|ing) (?:a (?:number|series|set) of |several |various |(?:\w+ ){{0,3}}?)recommendations?(?P<makes_to>(?: (?:to|for) (?:the )?(?![^:;.]{{0,60}}? to\b)[^:;.,]{{2,60}}?)?)"
            rf"\s*(?:,? (?:that|which) include|,? includ(?:e|es|ing)|covering|for|that|to|on|about|around|regarding|relating to|concerning|in relation to|with a focus on|focus(?:ed|ing|sed|sing)? on|addressing)(?: the following)?(?: areas| themes)?(?::\s*|\s+))",
            rf"(?P<recommendations>{_RECOMMENDATIONS}{_ADDRESSEE}(?:\s*:\s*|\s+{_FOCUS}{_AFTER}))",
            rf"(?P<learning>{_LEARNING}(?:\s*:\s*|\s+{_FOCUS}{_AFTER}))",
            r"(?P<actions>(?:(?:Key|The)\s+)?Actions(?: (?:taken|already taken|since|initiated|completed|underway|begun|following|arising|as a result|by|of|the|review|agencies|learning|in response|to date))*\s*(?::|include[sd]?:?|are:?)\s*)",
            r"(?P<background>(?:Background|What happened|Summary|Case summary|The case|Synopsis|Overview)\s*:\s*)",
            r"(?P<model>(?:Model|Methodology|Review model|Method)\s*:\s*)",
            r"(?P<keywords>(?:Key ?[Ww]ords?|Subjects|Index terms)\s*:\s*)",
            r"(?P<resources>(?:Other [Rr]esources?|Further [Rr]eading|Resources|Links?)\s*(?::\s*)?(?=$|Read\b|[A-Z>])|(?:>\s*)?(?:Read|Download|View|See|Access)\s+(?:the\s+|an?\s+)?(?:(?:full|practice|overview|executive|serious|case|child|safeguarding|learning|rapid|thematic|final|published|local|whole|complete|[Ll][Cc]?[Ss][Pp][Rr]|extended|concise|national)\s+)*(?:overview|report|review|summary|briefing|document|pdf|study)\b)",
        )
    )
)
_ORPHAN = re.compile(r"(?P<orphan>[Ii]nclud(?:es?|ing)\s*:\s*)")
_HEADING = re.compile(
    r"(?:(?P<learning>(?:Key |Main |The )?(?:[Ll]earning|[Ll]essons|[Ff]indings|[Ii]ssues)(?: (?:points|themes|learned|learnt|identified|for practice))?)"
    r"|(?P<recommendations>(?:Key |The )?[Rr]ecommendations)|(?P<actions>Actions(?: taken)?)|(?P<background>Background|What happened|Summary|Case summary|The case|Overview)"
    r"|(?P<model>Model|Methodology)|(?P<keywords>Key ?words)|(?P<resources>Other resources|Resources|Further reading|Read more|Links))\s*:?"
)
_SENTENCE_END = re.compile(r"(?<=[.!?;])[\"'”’)]?\s+(?=[\"'“‘>]?[A-Z])")
_ABBREVIATIONS = re.compile(r"(?:\b(?:e\.g|i\.e|etc|Dr|Mr|Mrs|Ms|St|No|vs|cf|approx|Prof|para|pp?)|\b[A-Z])\.$")
_KEYWORD = re.compile(r"[^.;:!?]{2,60}")
_RESOURCE_FORMAT = re.compile(r"\(\s*(PDF|Word|DOCX?|HTML|web ?page)\b[^)]*\)", re.IGNORECASE)
_NOT_A_LABEL = re.compile(
    r"^(?:Other [Rr]esources?|Further [Rr]eading|Resources|Links?)\s*:?\s*|^(?:and )?>\s*|^(?:and )?(?:[Rr]ead|[Dd]ownload|[Vv]iew|See|Access)\s+(?:the\s+|an?\s+)?"
)
_LONGEST_RESOURCE = 160
_DOCUMENT = re.compile(r"overview|report|review|summary|briefing|pdf|document|download", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"(?:and |also )?(?:to|for) (?P<who>(?:the |all |each |local )?[^:;.]{2,70}?)\s*:\s+", re.IGNORECASE
)
_LATER_LEARNING = re.compile(
    r"\b(?:learning|lessons|findings|questions|considerations|points for|reflect)", re.IGNORECASE
)


class Point(NamedTuple):
    """One statement of a section."""

    text: str
    addressee: tuple[str, int] | None = None
    """To whom it speaks, with the place of these words in the text; -1 where an earlier point or the lead-in has them."""


class Resource(NamedTuple):
    """What the bulletin says to read."""

    label: str
    format: str | None
    url: str | None


@dataclass
class Body:
    """What stands under a title."""

    summary: str = ""
    sections: dict[str, list[Point]] = field(default_factory=dict)
    """By `learning`, `recommendations` and `actions`; what is missing is not stated."""
    notes: list[str] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    """What stands after the end of the entry, and belongs to no part of it."""
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


def begins_section(text: str) -> bool:
    """Whether a line begins with words that lead in a part, or is the heading of one."""
    return (_lead(text, 0) or _ORPHAN.match(text) or _HEADING.fullmatch(text)) is not None


def is_resource(text: str) -> bool:
    """Whether a line only says what to read."""
    found = _lead(text, 0)
    return found is not None and found.lastgroup == "resources" and len(text) <= _LONGEST_RESOURCE


def read(rows: Sequence[Row]) -> Body:
    """The parts that the paragraphs under a title make."""
    body = Body()
    parts = list(_parts(rows))
    summary = [part.text for part in parts if part.kind in ("summary", "background")]
    body.summary = " ".join(summary)
    for kind in ("learning", "recommendations", "actions"):
        own = [part for part in parts if part.kind == kind]
        if own:
            body.sections[kind] = _points(own)
    if any(part.kind == "none" for part in parts):
        body.sections.setdefault("recommendations", [])
    for kind, label in (("model", "Model"), ("keywords", "Keywords")):
        body.notes += [f"{label}: {part.text}" for part in parts if part.kind == kind]
    for part in parts:
        if part.kind == "resources":
            body.resources += _resources(part)
        elif part.kind == "rest":
            body.rest.append(part.text)
        elif part.kind == "orphan":
            body.doubts.append(("learning", 'the bulletin has only "includes:" before it'))
    return body


def _parts(rows: Sequence[Row]) -> Iterator[_Part]:
    kind, addressee = "summary", None
    for place, row in enumerate(rows):
        heading = _HEADING.fullmatch(row.text)
        if heading and (row.heading or place + 1 < len(rows)):
            kind, addressee = str(heading.lastgroup), None
            if kind == "resources":
                continue
            continue
        if _is_keywords(rows, place) and kind != "keywords":
            yield _Part("keywords", row.text)
            kind = "after"
            continue
        if kind in ("resources", "after") and not _lead(row.text, 0) and not _ORPHAN.match(row.text):
            reading = any(_DOCUMENT.search(label) for label, _ in row.links) and len(row.text) <= _LONGEST_RESOURCE
            yield _Part("resources" if reading else "rest", row.text, links=row.links)
            continue
        begins = False
        for found, text in _split(row.text):
            if found is not None:
                kind, addressee, kept = _kind(found, text)
                begins = True
                text = kept
                if kind == "none":
                    yield _Part("none", "")
                    kind, text = _after_none(text)
                if kind == "orphan":
                    yield _Part("orphan", "")
                    kind = "learning"
            if text:
                yield _Part(
                    "rest" if kind == "after" else kind, text, row.bullet and not begins, begins, addressee, row.links
                )


def _split(text: str) -> Iterator[tuple[re.Match[str] | None, str]]:
    """A paragraph at its lead-ins: each with the text up to the next; None for what stands before the first."""
    starts = [0, *(found.end() for found in _SENTENCE_END.finditer(text))]
    leads = [found for found in (_lead(text, start) for start in starts) if found]
    orphan = _ORPHAN.match(text)
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


def _lead(text: str, start: int) -> re.Match[str] | None:
    """The words at a place that lead in a part."""
    return _LEADS.match(text, start, min(len(text), start + 400))


def _kind(found: re.Match[str], text: str) -> tuple[str, str | None, str]:
    """The kind of part that words lead in, to whom it speaks, and its text."""
    kind = str(found.lastgroup)
    if kind == "resources":
        return kind, None, f"{found[0]} {text}".strip()
    if kind == "makes":
        return "recommendations", re.sub(r"^(?:to|for) ", "", (found["makes_to"] or "").strip()) or None, text
    return kind, found["addressee"] if kind == "recommendations" else None, text


def _after_none(text: str) -> tuple[str, str]:
    """What follows "makes no recommendations": its kind, and its text."""
    if not text.strip(" .;,"):
        return "after", ""
    before, colon, rest = text.partition(":")
    if not colon or ";" in before:
        before, _, rest = re.sub(
            r"\b(includ(?:es|ing)|such as)\b(?!.*\binclud(?:es|ing)\b)", r"\1:", text, count=1
        ).partition(":")
        if not rest:
            before, rest = "", text.lstrip(" ,.;")
            rest = re.sub(r"^(?:but|however|although)\b,? *", "", rest)
            before = text
    return (
        "learning" if _LATER_LEARNING.search(before) and "action" not in before.casefold() else "actions"
    ), rest.strip()


def _points(parts: Sequence[_Part]) -> list[Point]:
    """The statements of a section."""
    listed = False
    texts: list[tuple[str, str | None, bool]] = []
    for part in _paragraphs(parts):
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


def _paragraphs(parts: Sequence[_Part]) -> Iterator[_Part]:
    """The parts of a section; one that breaks off in the middle of a point is joined with the next."""
    open_pieces: list[str] = []
    first: _Part | None = None
    for part in parts:
        if first and not part.begins and not part.bullet and not first.bullet and open_pieces[-1][-1:] not in ".;:!?":
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
    for found in re.finditer(r"[();]", text):
        if found[0] == ";" and (depth == 0 or not balanced):
            yield text[start : found.start()]
            start = found.end()
        elif found[0] == "(":
            depth += 1
        elif found[0] == ")":
            depth = max(0, depth - 1)
    yield text[start:]


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end] for start, end in sentence_spans(text)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end."""
    spans: list[tuple[int, int]] = []
    start = 0
    for found in re.finditer(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])", text):
        if text[found.start()] == "." and _ABBREVIATIONS.search(text, max(start, found.start() - 8), found.start() + 1):
            continue
        spans.append((start, found.end() - (len(found[0]) - len(found[0].rstrip()))))
        start = found.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _bare(text: str) -> str:
    """A point without the signs that part it from the next."""
    text = text.strip().strip(";").strip()
    if text.endswith(".") and not text.endswith("..") and not re.search(r"(?:\b[a-z]\.[a-z]|etc)\.$", text):
        text = text[:-1].rstrip()
    return text


def _is_keywords(rows: Sequence[Row], place: int) -> bool:
    """Whether a paragraph is a list of keywords without a label."""
    row = rows[place]
    text = row.text.rstrip(".")
    if row.bullet or text.count(",") < 2 or not _KEYWORD.match(text) or re.search(r"[.;:!?]", text):
        return False
    words = [word.strip() for word in text.split(",")]
    if any(not word or len(word.split()) > 5 or word[:4].casefold() in ("and ", "the ") for word in words):
        return False
    return place > 0 and not begins_section(text) and all(_is_end(later.text) for later in rows[place + 1 :])


def _is_end(text: str) -> bool:
    """Whether a paragraph may stand after the keywords."""
    found = _lead(text, 0)
    return (
        _HEADING.fullmatch(text) is not None or (found is not None and found.lastgroup == "resources") or len(text) < 60
    )


def _resources(part: _Part) -> Iterator[Resource]:
    """What a line says to read: one thing for each link, or the line itself."""
    starts = [
        found.start()
        for found in re.finditer(
            r"(?:^|(?<=[\s;]))(?:and |> ?)?(?:[Rr]ead|[Dd]ownload|[Vv]iew) (?:the|an?|full|practice|overview|executive)\b",
            part.text,
        )
    ] or [0]
    for start, end in zip(starts, [*starts[1:], len(part.text)], strict=True):
        text = part.text[start:end].strip()
        found = _RESOURCE_FORMAT.search(text)
        url = next((address for label, address in part.links if label and label in text), None)
        if found is None and url and url.casefold().partition("?")[0].endswith(".pdf"):
            kind: str | None = "PDF"
        else:
            kind = (
                found[1].upper() if found and found[1].upper() in ("PDF", "HTML", "DOC", "DOCX") else found and found[1]
            )
        text = text if not found else text[: found.end()]
        label = _NOT_A_LABEL.sub("", _NOT_A_LABEL.sub("", _RESOURCE_FORMAT.sub("", text))).strip(" .:;>")
        if label:
            yield Resource(label[:1].upper() + label[1:], kind or None, url)
